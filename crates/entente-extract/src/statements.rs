//! Who said what: quotations, reported clauses, "according to".

use entente_model::{Claim, ClaimBody, Entity, EntityType, Span, Statement, StatementMode, Status};
use rustc_hash::FxHashSet as HashSet;

use crate::context::{Context, Speech};
use crate::inflect::forms;
use crate::lists::Lists;
use crate::mentions::{Reference, UnitKind};
use crate::reported::{Saying, sayings, source_named};

/// The verbs of saying with all their forms, by what may follow them.
#[derive(Clone, Debug)]
pub(crate) struct SayingVerbs {
    /// A clause with "that": "agreed that …".
    pub(crate) that: HashSet<String>,
    /// A clause without it: "said trade had grown".
    pub(crate) clause: HashSet<String>,
    /// What states and organisations do in words, not in thought.
    pub(crate) core: HashSet<String>,
    /// A noun phrase: "stressed the importance of …".
    pub(crate) object: HashSet<String>,
    /// Whom, then what: "told reporters that …".
    pub(crate) people: HashSet<String>,
    pub(crate) participles: HashSet<String>,
    /// Beside a quotation alone: "she continued".
    quote: HashSet<String>,
}

impl SayingVerbs {
    /// From the lists.
    pub(crate) fn new(lists: &Lists) -> Self {
        let all = |list: &str| {
            lists
                .words(list)
                .into_iter()
                .flatten()
                .flat_map(|w| forms(w))
                .collect()
        };
        let participles = lists
            .words("saying-participle")
            .into_iter()
            .flatten()
            .map(|w| (*w).to_owned())
            .collect();
        Self {
            core: all("saying-core"),
            quote: all("saying-quote"),
            clause: all("saying-clause"),
            that: all("saying-that"),
            object: all("saying-object"),
            people: all("saying-people"),
            participles,
        }
    }

    /// Whether the word is a verb of saying of any sort, those beside a quotation alone too.
    pub(crate) fn any_or_quote(&self, word: &str) -> bool {
        self.any(word) || self.quote.contains(word)
    }

    pub(crate) fn any(&self, word: &str) -> bool {
        self.clause.contains(word)
            || self.that.contains(word)
            || self.object.contains(word)
            || self.people.contains(word)
    }
}

/// Words in quotation marks.
#[derive(Clone, Copy, Debug)]
struct Quotation {
    /// With the marks.
    outer: Span,
    /// Without them, and without a comma before the closing mark.
    inner: Span,
}

/// One attributed utterance.
#[derive(Clone, Debug)]
struct Utterance {
    evidence: Span,
    speaker: Entity,
    addressee: Option<Entity>,
    mode: StatementMode,
    what: Span,
    rule: &'static str,
}

/// Adds every attributed utterance, and notes which part of the text is whose speech.
pub(crate) fn extract(context: &mut Context, verbs: &SayingVerbs) {
    let quotations = quotations(context.discourse.text);
    let mut reader = Reader {
        context,
        verbs,
        used: vec![false; quotations.len()],
        quotations: &quotations,
        sayings: Vec::new(),
        last_speaker: None,
        made: Vec::new(),
        inner: Vec::new(),
    };
    reader.read();
    for utterance in reader.made.into_iter().chain(reader.inner) {
        context.speeches.push(Speech {
            span: utterance.what,
            speaker: utterance.speaker.clone(),
        });
        let mut claim = Claim::new(
            utterance.evidence,
            ClaimBody::Statement(Statement {
                speaker: utterance.speaker,
                mode: utterance.mode,
                addressee: utterance.addressee,
                what: utterance.what,
            }),
        );
        claim.status = Status::Actual;
        claim.rule = Some(utterance.rule.to_owned());
        context.push(claim);
    }
}

/// Reads the utterances of a document from its first sentence to its last.
struct Reader<'c, 'a> {
    context: &'c Context<'a>,
    verbs: &'c SayingVerbs,
    quotations: &'c [Quotation],
    /// Which quotations are parts of an utterance already.
    used: Vec<bool>,
    /// The verbs of saying of every sentence.
    sayings: Vec<Vec<Saying>>,
    last_speaker: Option<Entity>,
    made: Vec<Utterance>,
    /// What those who are quoted say that others said.
    inner: Vec<Utterance>,
}

impl Reader<'_, '_> {
    fn read(&mut self) {
        let context = self.context;
        let lines = &context.discourse.lines;
        let mut group: Option<Entity> = None;
        let mut last: Option<Entity> = None;
        for (line, sentence) in lines.iter().enumerate() {
            let quoted: Vec<Span> = self
                .quotations
                .iter()
                .map(|q| q.outer)
                .filter(|q| q.overlaps(sentence.span))
                .collect();
            let found = sayings(
                context,
                self.verbs,
                line,
                &quoted,
                group.as_ref(),
                last.as_ref(),
            );
            if let Some(spoke) = found.last() {
                last = Some(spoke.speaker.clone());
                // "They" goes on about those who spoke together.
                group = Some(spoke.speaker.clone()).filter(|e| {
                    matches!(
                        e.kind,
                        EntityType::Group
                            | EntityType::Org
                            | EntityType::Body
                            | EntityType::Company
                    ) || e.kind == EntityType::Other && e.name.contains(" and ")
                });
            }
            self.sayings.push(found);
        }
        for line in 0..lines.len() {
            self.sentence(line);
        }
    }

    fn sentence(&mut self, line: usize) {
        let context = self.context;
        let span = context.discourse.lines[line].span;
        let inside = self.quotations.iter().any(|q| q.outer.contains(span));
        let mut found = Vec::new();
        if !inside {
            self.reported(line, false, &mut found);
            if found.is_empty() {
                found.extend(self.preamble(line));
            }
            according(context, self.verbs, line, self.quotations, &mut found);
        }
        let own: Vec<usize> = (0..self.quotations.len())
            .filter(|&q| {
                !self.used[q]
                    && span.start <= self.quotations[q].outer.start
                    && self.quotations[q].outer.start < span.end
                    && self.is_utterance(q)
            })
            .collect();
        if let Some(&first) = own.first()
            && !self.goes_on(line, first)
        {
            self.quoted(line, &own, &mut found);
        }
        let units = &context.discourse.lines[line].units;
        // "The minister said:" and a paragraph in quotation marks.
        let introduced = self.sayings[line].last().filter(|s| {
            found.is_empty()
                && units.last().is_some_and(|u| u.lower == ":")
                && s.unit + 6 >= units.len()
        });
        if let Some(saying) = introduced {
            self.last_speaker = Some(saying.speaker.clone());
        } else if let Some(speaker) = self.announced(line).filter(|_| found.is_empty()) {
            self.last_speaker = Some(speaker);
        } else if let Some(f) = found.last() {
            self.last_speaker = Some(f.speaker.clone());
        } else if !inside && own.is_empty() {
            // Another paragraph without speech ends a speaker's turn only when another person is named.
            let named = context.discourse.lines[line].units.iter().any(|u| matches!(u.kind, UnitKind::Mention(m) if context.discourse.mentions[m].reference == Reference::Name && context.discourse.entities_of(m).any(|e| e.kind == EntityType::Person)));
            if named {
                self.last_speaker = None;
            }
        }
        self.made.append(&mut found);
        if inside {
            self.quoted_report(line);
        }
    }

    /// Whom a line announces that a quotation follows: "Anna Odera, the minister's spokeswoman:".
    fn announced(&self, line: usize) -> Option<Entity> {
        let context = self.context;
        let lines = &context.discourse.lines;
        let units = &lines[line].units;
        let next = lines.get(line + 1)?.span;
        let opens = (self.quotations.iter())
            .any(|q| q.outer.start <= next.start + 1 && q.outer.start >= lines[line].span.end);
        let colon = units.last().is_some_and(|u| u.lower == ":");
        (opens && colon)
            .then(|| speaker_at(context, line, 0))
            .flatten()
            .filter(|e| e.kind == EntityType::Person)
    }

    /// A paragraph of a preamble, "RECALLING the treaty of 1975;": those say it whose text it is,
    /// or the body that the line before the preamble names ("The Security Council,").
    fn preamble(&self, line: usize) -> Option<Utterance> {
        let context = self.context;
        let lines = &context.discourse.lines;
        let sentence = lines[line].span;
        let units = &lines[line].units;
        let verb = units.iter().position(|u| {
            !matches!(u.lower.as_str(), "further" | "also")
                && u.lower.chars().any(char::is_alphabetic)
        })?;
        if verb > 2 || !context.lists.has("preamble", &units[verb].lower) {
            return None;
        }
        let words = context.discourse.words(sentence).trim_end();
        let capitals = context
            .discourse
            .words(units[verb].span)
            .chars()
            .all(char::is_uppercase);
        // In small letters it opens the paragraphs of a resolution, whose body is named above them.
        if !capitals && !words.ends_with([';', ',']) {
            return None;
        }
        let speakers = context.discourse.speakers();
        let speaker = if !capitals {
            // Above the first paragraph: "The General Assembly,".
            let head = (0..line).rev().take(20).find(|&above| {
                let units = &lines[above].units;
                units.len() <= 6 && units.last().is_some_and(|u| u.lower == ",")
            })?;
            (0..lines[head].units.len())
                .find_map(|at| speaker_at(context, head, at))
                .filter(|e| matches!(e.kind, EntityType::Body | EntityType::Org))?
        } else if speakers.is_empty() {
            return None;
        } else {
            join_entities(speakers)
        };
        let from = verb + 1 + usize::from(units.get(verb + 1).is_some_and(|u| u.lower == "that"));
        let what = trim(
            context.discourse.text,
            Span::new(units.get(from)?.span.start, sentence.end),
        );
        (what.len() >= 12).then_some(Utterance {
            evidence: sentence,
            speaker,
            addressee: None,
            mode: StatementMode::Indirect,
            what,
            rule: "statement/preamble",
        })
    }

    /// What one who is quoted says that another said: "“Mr Osei stressed the need for …”".
    fn quoted_report(&mut self, line: usize) {
        let mut found = Vec::new();
        let inner = sayings(self.context, self.verbs, line, &[], None, None);
        let outer = std::mem::replace(&mut self.sayings[line], inner);
        self.reported(line, true, &mut found);
        self.sayings[line] = outer;
        let quoted = self.last_speaker.as_ref().map(Entity::key);
        found.retain(|f| {
            f.mode == StatementMode::Indirect
                && f.speaker.kind == EntityType::Person
                && Some(f.speaker.key()) != quoted
        });
        self.inner.append(&mut found);
    }

    /// Whether the words in quotation marks are speech, not a name, a title or a term.
    fn is_utterance(&self, quotation: usize) -> bool {
        let discourse = self.context.discourse;
        let words = discourse.words(self.quotations[quotation].inner);
        let count = words.split_whitespace().count();
        let capitals = words
            .split_whitespace()
            .filter(|w| w.starts_with(char::is_uppercase))
            .count();
        let before = discourse.text[..self.quotations[quotation].outer.start].trim_end();
        let before = before
            .rsplit(|c: char| c.is_whitespace())
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let named = self.context.lists.has("names-quoted", &before);
        // "“They beat us,” said Omar": few words are speech where they end as such.
        let closed = closes_as_speech(&discourse.text[..self.quotations[quotation].outer.end]);
        let spoken = count >= 2 && words.starts_with(char::is_uppercase) && closed;
        (count >= 4 || spoken) && !named && !(count <= 10 && capitals * 2 > count)
    }

    /// "“…,” she said. “…”": takes a quotation that opens a sentence, and stands alone in it, into
    /// the utterance that the sentence before it began; speech runs over paragraphs.
    fn goes_on(&mut self, line: usize, quotation: usize) -> bool {
        let text = self.context.discourse.text;
        let span = self.context.discourse.lines[line].span;
        let outer = self.quotations[quotation].outer;
        if outer.start > span.start + 1 || outer.end + 3 < span.end {
            return false;
        }
        let Some(before) = self.made.last_mut() else {
            return false;
        };
        if before.mode != StatementMode::Direct || before.what.end > outer.start {
            return false;
        }
        let between = &text[before.what.end..outer.start];
        // A mark that closes before the next paragraph ends the utterance.
        let closed = between.contains('\n') && between.contains(['”', '"']);
        if closed || between.split_whitespace().count() > 16 {
            return false;
        }
        before.what = before.what.cover(self.quotations[quotation].inner);
        before.evidence = before.evidence.cover(span);
        self.used[quotation] = true;
        true
    }

    /// The quotations that begin in sentence number `line`.
    fn quoted(&mut self, line: usize, own: &[usize], found: &mut Vec<Utterance>) {
        let context = self.context;
        let span = context.discourse.lines[line].span;
        let first = own[0];
        let last = *own.last().unwrap_or(&first);
        // A quotation belongs to the speaker of its sentence, or of the one that it ends in.
        let ends_in = context
            .discourse
            .lines
            .partition_point(|l| l.span.end < self.quotations[last].outer.end)
            .clamp(line, context.discourse.lines.len() - 1);
        let beside = self
            .adjacent(ends_in, last)
            .or_else(|| self.nearest(line, first))
            .or_else(|| self.nearest(ends_in, last))
            .or_else(|| speaker_beside(context, self.verbs, line, self.quotations))
            .or_else(|| speaker_beside(context, self.verbs, ends_in, self.quotations));
        let alone = self.quotations[first].outer.len() + 4 >= span.len();
        let (speaker, rule) = match beside {
            Some(speaker) => (Some(speaker), "statement/quotation"),
            // Alone in its sentence: whoever spoke last, if the text goes on with them.
            None if alone => match self.next_attribution(ends_in, last) {
                Some(speaker) => (Some(speaker), "statement/quotation-before"),
                None => (self.last_speaker.clone(), "statement/quotation-after"),
            },
            // "Ruto, on a visit, defended the step, “…”": introduced without a verb of saying.
            None => (
                introducer(context, line, self.quotations[first].outer.start),
                "statement/quotation-introduced",
            ),
        };
        let Some(speaker) = speaker else { return };
        // Halves of one split quotation are one utterance.
        let between = Span::new(
            self.quotations[first]
                .outer
                .end
                .min(self.quotations[last].outer.start),
            self.quotations[last].outer.start,
        );
        // "“The union,” she said, “must remain open.”": the first half may be short.
        let opening = first.checked_sub(1).filter(|&q| {
            let outer = self.quotations[q].outer;
            let between = Span::new(
                outer.end.min(self.quotations[first].outer.start),
                self.quotations[first].outer.start,
            );
            outer.start <= span.start + 1
                && outer.start >= span.start
                && closes_as_speech(&context.discourse.text[..outer.end])
                && context.discourse.words(between).split_whitespace().count() <= 8
        });
        let first = opening.unwrap_or(first);
        let split =
            first != last && context.discourse.words(between).split_whitespace().count() <= 8;
        let groups: Vec<(usize, usize)> = if split {
            vec![(first, last)]
        } else {
            own.iter().map(|&q| (q, q)).collect()
        };
        for (from, to) in groups {
            let what = Span::new(
                self.quotations[from].inner.start,
                self.quotations[to].inner.end,
            );
            // A quotation within a reported clause is part of that clause.
            let embedded = found
                .iter()
                .any(|f| f.what.contains(what) && f.what.start + 3 < what.start);
            if embedded {
                continue;
            }
            found.retain(|f| !f.what.overlaps(what));
            found.push(Utterance {
                evidence: span.cover(context.discourse.lines[ends_in].span),
                speaker: speaker.clone(),
                addressee: None,
                mode: StatementMode::Direct,
                what,
                rule,
            });
            (from..=to).for_each(|q| self.used[q] = true);
        }
    }

    /// "“…,” said Anna Odera": who is named right behind the verb behind a quotation.
    fn adjacent(&self, line: usize, quotation: usize) -> Option<Entity> {
        let units = &self.context.discourse.lines[line].units;
        let outer = self.quotations[quotation].outer;
        let mut verb = units.iter().position(|u| u.span.start >= outer.end)?;
        verb += usize::from(units[verb].lower == ",");
        if !self.verbs.any_or_quote(&units.get(verb)?.lower) {
            return None;
        }
        if let Some(saying) = self.sayings[line].iter().find(|s| s.unit == verb) {
            return Some(saying.speaker.clone());
        }
        // The name may follow a description: "said student leader Anna Odera".
        (verb + 1..units.len().min(verb + 4))
            .take_while(|&at| {
                at == verb + 1 || units[at - 1].lower.chars().all(char::is_alphabetic)
            })
            .find_map(|at| speaker_at(self.context, line, at))
    }

    /// The speaker of the verb of saying that stands nearest to a quotation in a sentence.
    fn nearest(&self, line: usize, quotation: usize) -> Option<Entity> {
        let units = &self.context.discourse.lines[line].units;
        let outer = self.quotations[quotation].outer;
        self.sayings[line]
            .iter()
            .min_by_key(|s| {
                let verb = units[s.unit].span;
                if verb.end <= outer.start {
                    outer.start - verb.end
                } else {
                    verb.start.saturating_sub(outer.end)
                }
            })
            .map(|s| s.speaker.clone())
    }

    /// "…," in one sentence and its attribution at the head of the next.
    fn next_attribution(&self, line: usize, quotation: usize) -> Option<Entity> {
        let context = self.context;
        let end = self.quotations[quotation].outer.end;
        let next = context.discourse.lines.get(line + 1)?;
        let between = context.discourse.text.get(end..next.span.start)?;
        if between.contains('\n') || next.units.len() > 16 {
            return None;
        }
        let ends_with_comma = context.discourse.text[..end]
            .trim_end_matches(['”', '"', '’', '\''])
            .ends_with([',', '?', '!']);
        if !ends_with_comma {
            return None;
        }
        self.sayings[line + 1]
            .first()
            .filter(|s| s.unit <= 8)
            .map(|s| s.speaker.clone())
            .or_else(|| {
                let at = next.units.iter().position(|u| self.verbs.any(&u.lower))?;
                speaker_at(context, line + 1, at + 1)
            })
    }

    /// Where the words end that follow "The minister said: The talks are off. We regret it." without marks:
    /// with the paragraph, or before the next sentence that reports.
    fn paragraph_said(&self, line: usize, what: Span) -> Option<usize> {
        let discourse = self.context.discourse;
        let opens = discourse.words(what).starts_with(char::is_uppercase);
        let quoted = |span: Span| self.quotations.iter().any(|q| q.outer.overlaps(span));
        let said = (line + 1..discourse.lines.len()).take_while(|&next| {
            let before = discourse.lines[next - 1].span.end;
            let span = discourse.lines[next].span;
            let beside = discourse.text.get(before..span.start);
            beside.is_some_and(|b| !b.contains('\n'))
                && self.sayings[next].is_empty()
                && !quoted(span)
        });
        (opens && !quoted(what))
            .then(|| said.last())
            .flatten()
            .map(|last| discourse.lines[last].span.end)
    }

    /// Reported speech of sentence number `line`, which may stand `inside` a quotation, and words
    /// displayed behind "The minister said:".
    fn reported(&self, line: usize, inside: bool, found: &mut Vec<Utterance>) {
        let context = self.context;
        let text = context.discourse.text;
        let units = &context.discourse.lines[line].units;
        let sentence = context.discourse.lines[line].span;
        for saying in &self.sayings[line] {
            let (what, evidence, rule) = if let Some((what, rule)) = saying.what {
                let what = match rule {
                    "statement/reported-colon" => what.cover(Span::new(
                        what.end,
                        self.paragraph_said(line, what).unwrap_or(what.end),
                    )),
                    _ => what,
                };
                (trim(text, what), sentence, rule)
            } else if units.last().is_some_and(|u| u.lower == ":") && saying.unit + 6 >= units.len()
            {
                // "The minister said:" and the words on lines of their own.
                let Some(next) = context.discourse.lines.get(line + 1) else {
                    continue;
                };
                let what = trim(
                    text,
                    Span::new(next.span.start, displayed_end(context, line)),
                );
                if context.discourse.words(what).contains(['“', '"']) || what.len() <= 40 {
                    continue;
                }
                (what, sentence.cover(next.span), "statement/displayed")
            } else {
                continue;
            };
            let marked = !inside
                && (0..self.quotations.len()).any(|q| {
                    let quotation = self.quotations[q];
                    quotation.outer.overlaps(what)
                        // "said they must face “murder charges”": words of a report that are quoted.
                        && quotation.outer.start <= what.start + 3
                        && quotation.inner.len() * 2 > what.len()
                        && self.is_utterance(q)
                });
            if what.len() >= 12 && !marked {
                found.push(Utterance {
                    evidence,
                    speaker: saying.speaker.clone(),
                    addressee: saying.addressee.clone(),
                    mode: StatementMode::Indirect,
                    what,
                    rule,
                });
            }
        }
    }
}

/// The quotations of a text: curly marks by pair, straight ones within a paragraph, and single marks
/// where they are no apostrophes.
fn quotations(text: &str) -> Vec<Quotation> {
    let mut out = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut behind = 0;
    for (at, c) in text.char_indices() {
        if at < behind {
            continue;
        }
        match (c, open) {
            ('‘' | '\'', None) => {
                if let Some(end) = single_end(text, at, c) {
                    push_quotation(text, at, end, c, &mut out);
                    behind = end;
                }
            }
            // "“…“, said": closed by the mark that opens.
            ('“', Some((start, '“')))
                if !text[..at].ends_with(char::is_whitespace)
                    && !text[at + c.len_utf8()..].starts_with(char::is_alphanumeric) =>
            {
                push_quotation(text, start, at + c.len_utf8(), '“', &mut out);
                open = None;
            }
            ('“', _) => {
                // A new mark inside an open one starts a further paragraph of the same speech.
                if let Some((start, '“')) = open {
                    let paragraph = text[start..at].rfind('\n').map_or(at, |n| start + n);
                    push_quotation(text, start, paragraph, '“', &mut out);
                }
                open = Some((at, '“'));
            }
            ('”', Some((start, '“'))) => {
                push_quotation(text, start, at + '”'.len_utf8(), '“', &mut out);
                open = None;
            }
            ('"', None) => open = Some((at, '"')),
            // "“a few days”" with a straight mark before and a curly one behind.
            ('"' | '”', Some((start, '"'))) => {
                push_quotation(text, start, at + c.len_utf8(), '"', &mut out);
                open = None;
            }
            ('\n', Some((start, '"'))) if !is_wrapped(text, at) && !closes_later(text, at) => {
                push_quotation(text, start, at, '"', &mut out);
                open = None;
            }
            ('\n', Some((start, '“'))) => {
                // A paragraph that opens and never closes: the next may open again.
                let next = text[at..].trim_start();
                if !text[at..].contains('”') || next.starts_with('“') {
                    push_quotation(text, start, at, '“', &mut out);
                    open = None;
                }
            }
            _ => {}
        }
    }
    if let Some((start, mark)) = open {
        let end = text[start..].find('\n').map_or(text.len(), |n| start + n);
        push_quotation(text, start, end, mark, &mut out);
    }
    out
}

/// Whether a quotation that ends here closes as speech does, with a comma, "!" or "?" before its mark.
fn closes_as_speech(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '’', '\''])
        .ends_with([',', '!', '?'])
}

/// Whether a speech that is open where a paragraph ends at `at` closes in the next, which does not open
/// with a mark of its own.
fn closes_later(text: &str, at: usize) -> bool {
    let next = text[at..].trim_start();
    let paragraph = next.split('\n').next().unwrap_or_default();
    let Some(mark) = paragraph.find('"').filter(|&m| m > 0) else {
        return false;
    };
    let spoken = |c: char| !c.is_whitespace() && c != '(';
    paragraph[..mark].ends_with(spoken)
        && !paragraph[mark + 1..].starts_with(char::is_alphanumeric)
        && paragraph.matches('"').count() % 2 == 1
}

/// Where a quotation in single marks ends that opens at `at`, behind its closing mark: no apostrophe,
/// and none of a possessive if another mark can close it.
fn single_end(text: &str, at: usize, mark: char) -> Option<usize> {
    let opens = |at: usize| {
        text[..at]
            .chars()
            .next_back()
            .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '—' | '–'))
            && text[at + mark.len_utf8()..].starts_with(char::is_alphabetic)
    };
    if !opens(at) {
        return None;
    }
    let from = at + mark.len_utf8();
    let paragraph = &text[from..from + text[from..].find('\n').unwrap_or(text.len() - from)];
    let further = paragraph
        .match_indices(mark)
        .map(|(m, _)| m)
        .find(|&m| m > 0 && opens(from + m))
        .unwrap_or(paragraph.len());
    let close = if mark == '‘' { '’' } else { mark };
    let closes: Vec<usize> = paragraph
        .match_indices(close)
        .map(|(m, _)| m)
        .take_while(|&m| m < further)
        .filter(|&m| {
            let behind = &paragraph[m + close.len_utf8()..];
            m > 0
                && !paragraph[..m].ends_with(char::is_whitespace)
                && !behind.starts_with(char::is_alphanumeric)
        })
        .collect();
    let possessive = |m: &usize| paragraph[..*m].ends_with('s');
    if let Some(&m) = closes
        .iter()
        .find(|m| !possessive(m))
        .or_else(|| closes.last())
    {
        return Some(from + m + close.len_utf8());
    }
    // A paragraph that opens and never closes: the next opens again.
    let end = from + paragraph.len();
    let alone = text[..at].ends_with('\n') || at == 0;
    (alone && text[end..].trim_start().starts_with(mark)).then_some(end)
}

/// Whether the line that ends at `at` only ends because it was full: a typed page, not a paragraph.
fn is_wrapped(text: &str, at: usize) -> bool {
    let line = text[..at]
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .trim_end();
    let next = text[at + 1..].chars().next();
    line.len() >= 40
        && !line.ends_with(['.', '!', '?', ':', ';', '"', ','])
        && next.is_some_and(char::is_alphanumeric)
}

fn push_quotation(text: &str, start: usize, end: usize, mark: char, out: &mut Vec<Quotation>) {
    let from = start + mark.len_utf8();
    if from >= end {
        return;
    }
    let body = &text[from..end];
    let single: &[char] = if matches!(mark, '‘' | '\'') {
        &['’', '\'']
    } else {
        &['”', '"', '“']
    };
    let marks = |c: char| single.contains(&c) || matches!(c, ',' | ' ' | '\n' | '\r');
    let trimmed = body.trim_end_matches(marks);
    let lead = trimmed.len() - trimmed.trim_start().len();
    if !trimmed.trim().is_empty() {
        out.push(Quotation {
            outer: Span::new(start, end),
            inner: Span::new(from + lead, from + trimmed.len()),
        });
    }
}

/// Where the words displayed after sentence `line` end: at the next such sentence, or the text's end.
fn displayed_end(context: &Context, line: usize) -> usize {
    let lines = &context.discourse.lines;
    let text = context.discourse.text;
    // A heading ("Further information") is no sentence: a short line of its own without a stop.
    let heading = |l: usize| {
        let span = lines[l].span;
        let alone = text[..span.start].ends_with('\n')
            && (span.end == text.len() || text[span.end..].starts_with('\n'));
        alone && lines[l].units.len() <= 8 && !text[..span.end].ends_with(['.', '!', '?', '”', '"'])
    };
    let next = (line + 2..lines.len())
        .find(|&l| lines[l].units.last().is_some_and(|u| u.lower == ":") || heading(l));
    let last = next.map_or(lines.len(), |l| l) - 1;
    lines[last].span.end
}

/// "According to X, Y" and "Y, according to X".
fn according(
    context: &Context,
    verbs: &SayingVerbs,
    line: usize,
    quotations: &[Quotation],
    found: &mut Vec<Utterance>,
) {
    let units = &context.discourse.lines[line].units;
    let sentence = context.discourse.lines[line].span;
    let source = |i: usize| units[i].lower == "according" && units[i + 1].lower == "to";
    // "In the view of the minister, …", "In the words of the king, …"
    let in_view = units.len() > 5
        && units[0].lower == "in"
        && units[1].lower == "the"
        && context.lists.has("words-or-view", &units[2].lower)
        && units[3].lower == "of";
    let Some(at) = (0..units.len().saturating_sub(2))
        .find(|&i| source(i))
        .or(in_view.then_some(2))
    else {
        return;
    };
    let at_beginning = at <= 1 || in_view;
    let mut end = at + 2;
    while end < units.len()
        && end < at + 14
        && !matches!(units[end].lower.as_str(), "," | "." | ";")
    {
        end += 1;
    }
    let Some(mut speaker) = source_named(context, verbs, line, at + 2) else {
        return;
    };
    if found.iter().any(|f| f.what.start > units[at].span.start) {
        // The words after it are another's, who is reported to have said them.
        return;
    }
    let what = if at_beginning && end + 1 < units.len() {
        // "According to X, quoting Y, …": Y's words. "According to X, a former minister, …": the
        // apposition is no content.
        let after = &units[end + 1];
        let quoting = matches!(after.lower.as_str(), "quoting" | "citing");
        let described = matches!(
            after.lower.as_str(),
            "a" | "an" | "the" | "formerly" | "former" | "who"
        ) || matches!(after.kind, UnitKind::Title(_));
        // "According to X, the rate began to fall, …": a clause is no apposition.
        let finite = |from: usize, to: usize| {
            context.tree(line).is_some_and(|tree| {
                (units[from].tokens.start..units[to].tokens.start)
                    .any(|t| matches!(tree.token(t).syntax.xpos, "VBD" | "VBZ" | "VBP" | "MD"))
            })
        };
        if units[end].lower == ","
            && (quoting || described)
            && let Some(close) =
                (end + 1..units.len().min(end + 16)).find(|&i| units[i].lower == ",")
            && close + 3 < units.len()
            && (after.lower == "who" || !finite(end + 1, close))
            // "According to X, the prosecutor, Ana Ruiz, said …": who says it is the subject.
            && !verbs.any(&units[close + 1].lower)
            && !units
                .get(close + 1..close + 4)
                .is_some_and(|next| next[1].lower == "," && verbs.any(&next[2].lower))
        {
            if quoting
                && let Some(quoted) = (end + 2..close)
                    .rev()
                    .find_map(|at| speaker_at(context, line, at))
            {
                speaker = quoted;
            }
            end = close;
        }
        Span::new(units[end + 1].span.start, sentence.end)
    } else if at > 2 || at > 0 && units.get(end).is_some_and(|u| u.lower == ",") {
        // "The talks, according to X, will resume": what goes on behind is said too.
        let told = context.tree(line).is_none_or(|tree| {
            (tree.low..units[at].tokens.start)
                .any(|t| matches!(tree.token(t).syntax.xpos, "VBD" | "VBZ" | "VBP" | "MD"))
        });
        let to = if told {
            units[at - 1].span.end
        } else {
            sentence.end
        };
        // "GENEVA (16 May) – Experts …": a dateline is no part of it.
        let placed = context
            .discourse
            .words(units[0].span)
            .chars()
            .all(|c| !c.is_lowercase());
        let first = (0..at)
            .filter(|_| placed)
            .find(|&u| {
                !in_dateline(context, line, u) && units[u].lower.starts_with(char::is_alphanumeric)
            })
            .unwrap_or(0);
        Span::new(units[first].span.start, to)
    } else {
        return;
    };
    let mut what = trim(context.discourse.text, what);
    let mut mode = StatementMode::Indirect;
    if let Some(quotation) = quotations
        .iter()
        .find(|q| q.outer.overlaps(what) && q.inner.len() * 10 > what.len() * 9)
    {
        what = quotation.inner;
        mode = StatementMode::Direct;
    }
    if what.len() > 12 {
        found.push(Utterance {
            evidence: sentence,
            speaker,
            addressee: None,
            mode,
            what,
            rule: "statement/according-to",
        });
    }
}

/// White space, quotation marks and stops cut off at both ends.
fn trim(text: &str, span: Span) -> Span {
    let words = &text[span.start..span.end];
    let end = words
        .trim_end_matches(|c: char| {
            c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '”' | '"' | '/')
        })
        .len();
    let start = words.len()
        - words
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '“' | '"' | ',' | ':'))
            .len();
    Span::new(span.start + start.min(end), span.start + end)
}

/// The speaker of a quotation in its own sentence: the subject of the verb of saying outside it.
fn speaker_beside(
    context: &Context,
    verbs: &SayingVerbs,
    line: usize,
    quotations: &[Quotation],
) -> Option<Entity> {
    let units = &context.discourse.lines[line].units;
    let speaks = |word: &str| verbs.any(word) || verbs.quote.contains(word);
    let outside = |at: usize| {
        !quotations
            .iter()
            .any(|q| q.inner.start <= units[at].span.start && units[at].span.end <= q.inner.end)
    };
    for (at, unit) in units.iter().enumerate() {
        if unit.kind == UnitKind::Word && outside(at) && speaks(&unit.lower) {
            // "said X" behind the quotation, "X said" before or behind it.
            let before = at
                .checked_sub(1)
                .and_then(|p| speaker_at(context, line, p).filter(|_| outside(p)));
            let after = speaker_at(context, line, at + 1).filter(|_| outside(at + 1));
            let distant = || subject_of(context, line, at);
            if let Some(speaker) = before.or(after).or_else(distant) {
                return Some(speaker);
            }
        }
    }
    None
}

/// Who speaks where a comma or colon introduces a quotation: the first person or body before it.
fn introducer(context: &Context, line: usize, quotation: usize) -> Option<Entity> {
    let before = context.discourse.text[..quotation].trim_end();
    if !before.ends_with([',', ':']) {
        return None;
    }
    let units = &context.discourse.lines[line].units;
    (0..units.len())
        .take_while(|&at| units[at].span.end <= quotation)
        .filter(|&at| {
            !context
                .lists
                .is_preposition(at.checked_sub(1).map_or("", |p| units[p].lower.as_str()))
        })
        .find_map(|at| {
            speaker_at(context, line, at)
                .filter(|e| matches!(e.kind, EntityType::Person | EntityType::Body))
        })
}

/// The speaker that the unit mentions.
fn speaker_at(context: &Context, line: usize, at: usize) -> Option<Entity> {
    let unit = context.discourse.lines[line].units.get(at)?;
    let UnitKind::Mention(m) = unit.kind else {
        return None;
    };
    let own_voice = matches!(unit.lower.as_str(), "we" | "i");
    (!own_voice && can_act(context, line, at, m)).then(|| joint(context, m))
}

/// Whether the unit mentions someone who can act, the text's own voice among them.
fn actor_at(context: &Context, line: usize, at: usize) -> bool {
    match context.discourse.lines[line].units.get(at).map(|u| u.kind) {
        Some(UnitKind::Mention(m)) => can_act(context, line, at, m),
        _ => false,
    }
}

/// Whether the unit stands in the dateline that a sentence begins with, which is nobody's act:
/// "Kampala, 3 May (Agency) —", "The Daily Herald –".
///
/// Between it and the dash stand names, times and what is in brackets, and no other words.
pub(crate) fn in_dateline(context: &Context, line: usize, at: usize) -> bool {
    if at >= 6 {
        return false;
    }
    let mut bracketed = false;
    for unit in context.discourse.lines[line]
        .units
        .iter()
        .skip(at + 1)
        .take(12)
    {
        match unit.lower.as_str() {
            "—" | "–" | "--" => return true,
            "(" | "[" => bracketed = true,
            ")" | "]" => bracketed = false,
            "," | "." | "/" | ":" => {}
            _ if bracketed || matches!(unit.kind, UnitKind::Time(_)) => {}
            _ if context
                .discourse
                .words(unit.span)
                .starts_with(char::is_uppercase) => {}
            _ => return false,
        }
    }
    false
}

pub(crate) fn can_act(context: &Context, line: usize, at: usize, mention: usize) -> bool {
    let m = &context.discourse.mentions[mention];
    if m.reference == Reference::Adjective {
        return false;
    }
    let unit = &context.discourse.lines[line].units[at];
    if in_dateline(context, line, at) {
        return false;
    }
    // Possessives and objects are no subjects.
    if m.reference == Reference::Pronoun
        && matches!(
            unit.lower.as_str(),
            "our" | "us" | "my" | "me" | "his" | "her" | "its" | "their" | "him" | "them"
        )
    {
        return false;
    }
    context.discourse.entities_of(mention).all(|e| {
        e.kind != EntityType::Place
            || e.country.is_some()
                && e.id.is_none()
                && context.discourse.is_territory(m.entities[0])
    })
}

/// The entity that stands for all that a mention refers to.
pub(crate) fn joint(context: &Context, mention: usize) -> Entity {
    join_entities(
        &context
            .discourse
            .entities_of(mention)
            .cloned()
            .collect::<Vec<_>>(),
    )
}

/// One entity for several: itself, or their names joined.
pub(crate) fn join_entities(all: &[Entity]) -> Entity {
    match all {
        [one] => one.clone(),
        [first @ .., last] => {
            let name = |e: &Entity| match &e.id {
                Some(id) if e.kind == EntityType::Org && e.name.matches(' ').count() > 1 => {
                    format!("{} ({id})", e.name)
                }
                _ => e.name.clone(),
            };
            let names: Vec<String> = first.iter().map(name).collect();
            Entity::new(
                format!("{} and {}", names.join(", "), name(last)),
                EntityType::Other,
            )
        }
        [] => Entity::new("unnamed", EntityType::Other),
    }
}

/// The subject of the verb at `verb`, a joint one as one entity.
pub(crate) fn subject_of(context: &Context, line: usize, verb: usize) -> Option<Entity> {
    // The text's own voice is not a statement.
    let unit = subject_unit(context, line, verb)?;
    if matches!(context.word(line, unit), "we" | "i") {
        return None;
    }
    let members = subject_entities(context, line, verb);
    (!members.is_empty()).then(|| join_entities(&members))
}

/// The entities of the subject of the verb at `verb`: the mention before it, looking back over
/// what stands between commas and after prepositions; of a list ("Kenya and Japan said"), all.
pub(crate) fn subject_entities(context: &Context, line: usize, verb: usize) -> Vec<Entity> {
    let Some(mut from) = subject_unit(context, line, verb) else {
        return Vec::new();
    };
    let units = &context.discourse.lines[line].units;
    let mut members: Vec<Entity> = Vec::new();
    loop {
        if let UnitKind::Mention(m) = units[from].kind {
            let mut here: Vec<Entity> = context.discourse.entities_of(m).cloned().collect();
            here.append(&mut members);
            members = here;
        }
        // The member before: "Kenya", "the Republic of Korea" before "and", ",", "the".
        let mut link = from;
        let mut joined = false;
        while link > 0 && matches!(units[link - 1].lower.as_str(), "and" | "," | "the" | "&") {
            link -= 1;
            joined |= matches!(units[link].lower.as_str(), "and" | "," | "&");
        }
        let by_and = units[link..from]
            .iter()
            .any(|u| u.lower == "and" || u.lower == "&");
        if !joined || link == 0 || !(by_and || members.len() > 1) {
            break;
        }
        let before = link - 1;
        let prefixed = before > 0 && {
            let article = before > 1 && units[before - 1].lower == "the";
            context
                .lists
                .is_preposition(&units[before - 1 - usize::from(article)].lower)
        };
        if prefixed || !actor_at(context, line, before) {
            break;
        }
        from = before;
    }
    let mut seen: Vec<String> = Vec::new();
    members.retain(|e| {
        let key = e.key();
        let fresh = !seen.contains(&key);
        seen.push(key);
        fresh
    });
    members
}

/// The last member of the list that begins at `unit` and ends before `verb`: "Kenya, Togo and
/// Ghana agreed".
fn last_of_list(context: &Context, line: usize, unit: usize, verb: usize) -> usize {
    let units = &context.discourse.lines[line].units;
    let mut last = unit;
    loop {
        let mut next = last + 1;
        while next < verb && matches!(units[next].lower.as_str(), "," | "and" | "the" | "&") {
            next += 1;
        }
        let joined = (last + 1..next).any(|at| units[at].lower != "the");
        if next < verb && joined && actor_at(context, line, next) {
            last = next;
        } else {
            return last;
        }
    }
}

/// The unit of the subject of the verb at `verb`.
pub(crate) fn subject_unit(context: &Context, line: usize, verb: usize) -> Option<usize> {
    match context.parsed_subject(line, verb) {
        Some(Some(unit)) if actor_at(context, line, unit) => {
            return Some(last_of_list(context, line, unit, verb));
        }
        Some(None) => return None,
        _ => {}
    }
    let units = &context.discourse.lines[line].units;
    let mut at = verb;
    let mut candidate = None;
    let mut steps = 0;
    while at > 0 && steps < 24 {
        at -= 1;
        steps += 1;
        let unit = &units[at];
        match unit.kind {
            UnitKind::Mention(_) => {
                let before = at.checked_sub(1).map_or("", |p| units[p].lower.as_str());
                let before = if before == "the" {
                    at.checked_sub(2).map_or("", |p| units[p].lower.as_str())
                } else {
                    before
                };
                if context.lists.is_preposition(before) || before == "'s" {
                    continue;
                }
                // The object of another verb: "joining the bloc and normalising ties".
                if at + 1 < verb
                    && (before.ends_with("ing") || before.ends_with("ed"))
                    && before.len() > 4
                {
                    continue;
                }
                let possessive = units
                    .get(at + 1)
                    .is_some_and(|u| matches!(u.lower.as_str(), "'s" | "'"));
                if possessive {
                    continue;
                }
                if actor_at(context, line, at) {
                    candidate = Some(at);
                    break;
                }
            }
            UnitKind::Word
                if at + 1 < verb
                    && matches!(
                        unit.lower.as_str(),
                        ";" | ":" | "that" | "because" | "if" | "”" | "\""
                    ) =>
            {
                break;
            }
            _ => {}
        }
    }
    candidate
}
