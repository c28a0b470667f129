//! Who said what: quotations, reported clauses, "according to".

use entente_model::{Claim, ClaimBody, Entity, EntityType, Span, Statement, StatementMode, Status};

use crate::context::{Context, Speech};
use crate::inflect::forms;
use crate::lists::Lists;
use crate::mentions::{Reference, UnitKind};
use std::collections::HashSet;

/// The verbs of saying with all their forms, by what may follow them.
#[derive(Clone, Debug)]
pub(crate) struct SayingVerbs {
    /// A clause with "that": "agreed that …".
    that: HashSet<String>,
    /// A clause without it: "said trade had grown".
    clause: HashSet<String>,
    /// What states and organisations do in words, not in thought.
    core: HashSet<String>,
    /// A noun phrase: "stressed the importance of …".
    object: HashSet<String>,
    /// Whom, then what: "told reporters that …".
    people: HashSet<String>,
    participles: HashSet<String>,
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

    fn any(&self, word: &str) -> bool {
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

/// Adds every attributed utterance, and notes which part of the text is whose speech.
pub(crate) fn extract(context: &mut Context, verbs: &SayingVerbs) {
    let quotations = quotations(context.discourse.text);
    let mut made: Vec<(Span, Entity, StatementMode, Span, &'static str)> = Vec::new();
    let mut used: Vec<bool> = vec![false; quotations.len()];
    let mut last_speaker: Option<Entity> = None;
    for line in 0..context.discourse.lines.len() {
        let span = context.discourse.lines[line].span;
        let here: Vec<usize> = (0..quotations.len())
            .filter(|&q| quotations[q].outer.overlaps(span))
            .collect();
        let inside = quotations
            .iter()
            .any(|q| q.inner.contains(span) || q.outer.contains(span));
        let mut found = Vec::new();
        if !inside {
            reported(context, verbs, line, &quotations, &mut found);
            according(context, line, &mut found);
        }
        // A quotation belongs to the speaker of its sentence.
        let mut own: Vec<usize> = here
            .iter()
            .copied()
            .filter(|&q| !used[q] && span.start <= quotations[q].outer.start)
            .collect();
        own.retain(|&q| {
            context
                .discourse
                .words(quotations[q].inner)
                .split_whitespace()
                .count()
                >= 4
        });
        if !own.is_empty() {
            let outside: Option<Entity> = speaker_beside(context, verbs, line, &quotations);
            let (speaker, rule) = match outside {
                Some(speaker) => (Some(speaker), "statement/quotation"),
                // Alone in its sentence: whoever spoke last, if the text goes on with them.
                None if quotations[own[0]].outer.len() + 4 >= span.len() => {
                    match next_attribution(context, verbs, line, &quotations) {
                        Some(speaker) => (Some(speaker), "statement/quotation-before"),
                        None => (last_speaker.clone(), "statement/quotation-after"),
                    }
                }
                // "Ruto, on a visit, defended the step, “…”": introduced without a verb of saying.
                None => (
                    introducer(context, line, quotations[own[0]].outer.start),
                    "statement/quotation-introduced",
                ),
            };
            if let Some(speaker) = speaker {
                // Halves of one split quotation are one utterance.
                let first = own[0];
                let last = *own.last().unwrap_or(&first);
                let between = Span::new(
                    quotations[first]
                        .outer
                        .end
                        .min(quotations[last].outer.start),
                    quotations[last].outer.start,
                );
                let split = first != last
                    && context.discourse.words(between).split_whitespace().count() <= 8;
                let groups: Vec<(usize, usize)> = if split {
                    vec![(first, last)]
                } else {
                    own.iter().map(|&q| (q, q)).collect()
                };
                for (from, to) in groups {
                    let what = Span::new(quotations[from].inner.start, quotations[to].inner.end);
                    // A quotation within a reported clause is part of that clause.
                    let embedded =
                        found
                            .iter()
                            .any(|f: &(Span, Entity, StatementMode, Span, &str)| {
                                f.3.contains(what) && f.3.start + 3 < what.start
                            });
                    if embedded {
                        continue;
                    }
                    found.retain(|f| !(f.3.overlaps(what)));
                    found.push((span, speaker.clone(), StatementMode::Direct, what, rule));
                    (from..=to).for_each(|q| used[q] = true);
                }
            }
        }
        if let Some(f) = found.last() {
            last_speaker = Some(f.1.clone());
        } else if !inside && here.is_empty() {
            // Another paragraph without speech ends a speaker's turn only when another person is named.
            let named = context.discourse.lines[line].units.iter().any(|u| matches!(u.kind, UnitKind::Mention(m) if context.discourse.mentions[m].reference == Reference::Name && context.discourse.entities_of(m).any(|e| e.kind == EntityType::Person)));
            if named {
                last_speaker = None;
            }
        }
        made.append(&mut found);
    }
    for (evidence, speaker, mode, what, rule) in made {
        context.speeches.push(Speech {
            span: what,
            speaker: speaker.clone(),
        });
        let mut claim = Claim::new(
            evidence,
            ClaimBody::Statement(Statement {
                speaker,
                mode,
                addressee: None,
                what,
            }),
        );
        claim.status = Status::Actual;
        claim.rule = Some(rule.to_owned());
        claim.confidence = Some(if mode == StatementMode::Direct {
            0.85
        } else {
            0.75
        });
        context.push(claim);
    }
}

/// The quotations of a text: curly marks by pair, straight ones within a paragraph.
fn quotations(text: &str) -> Vec<Quotation> {
    let mut out = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
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
            ('"', Some((start, '"'))) => {
                push_quotation(text, start, at + 1, '"', &mut out);
                open = None;
            }
            ('\n', Some((start, '"'))) => {
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

fn push_quotation(text: &str, start: usize, end: usize, mark: char, out: &mut Vec<Quotation>) {
    let from = start + mark.len_utf8();
    if from >= end {
        return;
    }
    let body = &text[from..end];
    let trimmed = body.trim_end_matches(['”', '"', ',', ' ', '\n', '\r']);
    let lead = trimmed.len() - trimmed.trim_start().len();
    if !trimmed.trim().is_empty() {
        out.push(Quotation {
            outer: Span::new(start, end),
            inner: Span::new(from + lead, from + trimmed.len()),
        });
    }
}

type Found = (Span, Entity, StatementMode, Span, &'static str);

/// Reported speech with a verb of saying and its subject.
fn reported(
    context: &Context,
    verbs: &SayingVerbs,
    line: usize,
    quotations: &[Quotation],
    found: &mut Vec<Found>,
) {
    let units = &context.discourse.lines[line].units;
    let in_quotation = |at: usize| {
        quotations
            .iter()
            .any(|q| q.inner.start <= units[at].span.start && units[at].span.end <= q.inner.end)
    };
    let sentence = context.discourse.lines[line].span;
    let mut positions: Vec<(usize, Entity)> = Vec::new();
    for at in 0..units.len() {
        if units[at].kind != UnitKind::Word || in_quotation(at) || !verbs.any(&units[at].lower) {
            continue;
        }
        let word = units[at].lower.as_str();
        let participle = verbs.participles.contains(word);
        let previous = at.checked_sub(1).map_or("", |p| units[p].lower.as_str());
        let noun = matches!(
            previous,
            "the"
                | "a"
                | "an"
                | "this"
                | "that"
                | "its"
                | "their"
                | "his"
                | "her"
                | "of"
                | "'s"
                | "no"
                | "any"
                | "some"
                | "joint"
                | "new"
                | "in"
                | "by"
                | "for"
                | "with"
                | "on"
                | "from"
        ) && !participle;
        let infinitive = previous == "to";
        if noun || infinitive || (word.ends_with("ing") && !participle) {
            continue;
        }
        if !participle && context.is_nominal(line, at) {
            continue;
        }
        // "states", "reports", "calls" are verbs only right behind their subject.
        let ambiguous =
            word.ends_with('s') && !matches!(word, "says" | "stresses" | "expresses" | "announces");
        if ambiguous && direct_subject(context, line, at).is_none() {
            continue;
        }
        // Within an utterance, a further verb of saying needs a connector or a subject of its own.
        if !participle
            && let Some(&(earlier, _)) = positions.last()
            && !matches!(previous, "and" | "," | "but" | "also" | "then" | "further")
        {
            let own = subject_unit(context, line, at).filter(|&s| s > earlier);
            let opened = own.is_some_and(|s| {
                let before = s.checked_sub(1).map_or("", |b| units[b].lower.as_str());
                matches!(before, "and" | "," | ";" | "while" | "but")
                    || before == "the"
                        && s >= 2
                        && matches!(
                            units[s - 2].lower.as_str(),
                            "and" | "," | ";" | "while" | "but"
                        )
            });
            if !opened {
                continue;
            }
        }
        let speaker = if participle {
            positions
                .last()
                .map(|p| p.1.clone())
                .or_else(|| subject_of(context, line, at))
        } else if matches!(previous, "and" | "," | "but" | "also" | "then" | "further")
            && !positions.is_empty()
            && direct_subject(context, line, at).is_none()
        {
            positions.last().map(|p| p.1.clone())
        } else {
            subject_of(context, line, at)
        };
        let Some(speaker) = speaker else { continue };
        if matches!(
            speaker.kind,
            EntityType::State | EntityType::Org | EntityType::Place
        ) && !verbs.core.contains(word)
        {
            continue;
        }
        positions.push((at, speaker));
    }
    for index in 0..positions.len() {
        let (at, speaker) = positions[index].clone();
        let end = positions.get(index + 1).map_or(units.len(), |next| {
            boundary_before(context, line, next.0, at)
        });
        if let Some((what, rule)) = content(context, verbs, line, at, end) {
            let what = trim(context.discourse.text, what);
            if what.len() >= 12 && sentence.contains(what) {
                found.push((sentence, speaker, StatementMode::Indirect, what, rule));
            }
        } else if units.last().is_some_and(|u| u.lower == ":") && at + 6 >= units.len() {
            // "The minister said:" and the words on lines of their own.
            let Some(next) = context.discourse.lines.get(line + 1) else {
                continue;
            };
            let what = trim(
                context.discourse.text,
                Span::new(next.span.start, displayed_end(context, line)),
            );
            let marked = context.discourse.words(what).contains(['“', '"']);
            if !marked && what.len() > 40 {
                found.push((
                    sentence,
                    speaker,
                    StatementMode::Indirect,
                    what,
                    "statement/displayed",
                ));
            }
        } else if at + 3 >= units.len()
            || units
                .get(at + 1)
                .is_some_and(|u| matches!(u.lower.as_str(), "." | ","))
        {
            // "…, she said.": the words before it.
            if let Some(what) = content_before(context, line, at) {
                let what = trim(context.discourse.text, what);
                let quoted = quotations
                    .iter()
                    .any(|q| q.outer.overlaps(what) && q.inner.len() * 2 > what.len());
                if !quoted && what.len() >= 20 {
                    found.push((
                        sentence,
                        speaker,
                        StatementMode::Indirect,
                        what,
                        "statement/reported-before",
                    ));
                }
            }
        }
    }
}

/// Where the words displayed after sentence `line` end: at the next such sentence, or the text's end.
fn displayed_end(context: &Context, line: usize) -> usize {
    let lines = &context.discourse.lines;
    let next =
        (line + 1..lines.len()).find(|&l| lines[l].units.last().is_some_and(|u| u.lower == ":"));
    let last = next.map_or(lines.len(), |l| l) - 1;
    lines[last].span.end
}

/// Where the utterance before the verb at `next` ends: before its subject and connector.
fn boundary_before(context: &Context, line: usize, next: usize, after: usize) -> usize {
    let units = &context.discourse.lines[line].units;
    let mut at = next;
    while at > after + 1 {
        let word = units[at - 1].lower.as_str();
        let joins = matches!(
            word,
            "and"
                | ","
                | ";"
                | "but"
                | "also"
                | "while"
                | "further"
                | "he"
                | "she"
                | "they"
                | "then"
        );
        let subject = matches!(units[at - 1].kind, UnitKind::Mention(_))
            && at > after + 2
            && matches!(units[at - 2].lower.as_str(), "," | "and" | ";" | "while");
        if joins || subject {
            at -= 1;
        } else {
            break;
        }
    }
    at
}

/// The content after the verb at `at`, up to unit `end`.
fn content(
    context: &Context,
    verbs: &SayingVerbs,
    line: usize,
    at: usize,
    end: usize,
) -> Option<(Span, &'static str)> {
    let units = &context.discourse.lines[line].units;
    let word = units[at].lower.as_str();
    let mut from = at + 1;
    // "said on Tuesday", "told reporters", "said in a statement that"
    let that = (from..end.min(from + 9)).find(|&i| {
        units[i].lower == "that"
            && !matches!(units.get(i + 1).map(|u| u.lower.as_str()), Some("," | "."))
    });
    let clause_words = |i: usize| matches!(units[i].lower.as_str(), ":" | ",");
    if let Some(that) = that {
        let gap = &units[from..that];
        let has_verb = gap.iter().any(|u| {
            matches!(
                u.lower.as_str(),
                "is" | "are" | "was" | "were" | "has" | "have" | "had" | "will" | "would"
            )
        });
        if !has_verb && (verbs.that.contains(word) || verbs.people.contains(word)) {
            return (that + 1 < end).then(|| {
                (
                    Span::new(units[that + 1].span.start, units[end - 1].span.end),
                    "statement/reported-that",
                )
            });
        }
    }
    // "said on Tuesday …"
    while from < end {
        let next_is_time = units
            .get(from + 1)
            .is_some_and(|u| matches!(u.kind, UnitKind::Time(_)));
        if matches!(units[from].kind, UnitKind::Time(_)) {
            from += 1;
        } else if matches!(units[from].lower.as_str(), "on" | "in") && next_is_time {
            from += 2;
        } else {
            break;
        }
    }
    if from >= end {
        return None;
    }
    if clause_words(from) {
        from += 1;
        // "X said, adding …" and "X said." have no content here.
        if from >= end || units[from - 1].lower == "," {
            return None;
        }
        return Some((
            Span::new(units[from].span.start, units[end - 1].span.end),
            "statement/reported-colon",
        ));
    }
    // "said trade had grown" needs a clause; "added firms to its list" has none.
    let clause = verbs.object.contains(word) || has_clause(context, line, from, end);
    if clause && (verbs.object.contains(word) || verbs.clause.contains(word)) {
        let next = units[from].lower.as_str();
        if matches!(
            next,
            "." | ";" | ")" | "by" | "at" | "and" | "or" | "as" | "from" | "during" | "in"
        ) {
            return None;
        }
        // "called on", "called for", "warned of", "spoke of"
        if matches!(word, "call" | "calls" | "called" | "calling")
            && !matches!(next, "on" | "for" | "upon")
        {
            let quoted =
                (from..end.min(from + 8)).any(|i| matches!(units[i].lower.as_str(), "\"" | "“"));
            if !quoted {
                return None;
            }
        }
        if matches!(
            next,
            "for" | "on" | "upon" | "of" | "about" | "against" | "with"
        ) {
            from += 1;
        }
        if from >= end {
            return None;
        }
        return Some((
            Span::new(units[from].span.start, units[end - 1].span.end),
            "statement/reported-object",
        ));
    }
    if verbs.people.contains(word) {
        // "told Parliament the talks had begun"
        if matches!(units[from].kind, UnitKind::Mention(_)) && from + 1 < end {
            let skip = from + 1 + usize::from(matches!(units[from + 1].lower.as_str(), "," | ":"));
            if skip < end {
                return Some((
                    Span::new(units[skip].span.start, units[end - 1].span.end),
                    "statement/reported-told",
                ));
            }
        }
    }
    None
}

/// Whether a clause with a subject of its own stands between two units, or a quotation; where no
/// parse tells, it is taken to.
fn has_clause(context: &Context, line: usize, from: usize, end: usize) -> bool {
    let parsed = context.syntax(line, from).is_some();
    !parsed
        || (from..end).any(|at| {
            let quoted = matches!(context.word(line, at), "“" | "\"");
            quoted
                || context.syntax(line, at).is_some_and(|s| {
                    s.relation.starts_with("nsubj") || s.relation.starts_with("expl")
                })
        })
}

/// The words before "…, she said" in its sentence.
fn content_before(context: &Context, line: usize, at: usize) -> Option<Span> {
    let units = &context.discourse.lines[line].units;
    let comma = (0..at).rev().take(8).find(|&i| units[i].lower == ",")?;
    (comma > 3).then(|| Span::new(units[0].span.start, units[comma - 1].span.end))
}

/// "According to X, Y" and "Y, according to X".
fn according(context: &Context, line: usize, found: &mut Vec<Found>) {
    let units = &context.discourse.lines[line].units;
    let sentence = context.discourse.lines[line].span;
    let Some(at) = (0..units.len().saturating_sub(2))
        .find(|&i| units[i].lower == "according" && units[i + 1].lower == "to")
    else {
        return;
    };
    // The last mention of the phrase speaks: "the Ministry's Trade Department".
    let mut who = None;
    let mut end = at + 2;
    while end < units.len()
        && end < at + 14
        && !matches!(units[end].lower.as_str(), "," | "." | ";")
    {
        if let UnitKind::Mention(m) = units[end].kind {
            let possessive = units
                .get(end + 1)
                .is_some_and(|u| matches!(u.lower.as_str(), "'s" | "'"));
            if who.is_none() || !possessive && units[end - 1].lower == "'s" {
                who = Some(m);
            }
        }
        end += 1;
    }
    let Some(mention) = who else { return };
    let speaker = joint(context, mention);
    if found.iter().any(|f| f.3.start > units[at].span.start) {
        // The words after it are another's, who is reported to have said them.
        return;
    }
    if at <= 1 && end + 1 < units.len() {
        // "According to X, a former minister, …": the apposition is no content.
        if units[end].lower == ","
            && units.get(end + 1).is_some_and(|u| {
                matches!(
                    u.lower.as_str(),
                    "a" | "an" | "the" | "formerly" | "former" | "who"
                ) || matches!(u.kind, UnitKind::Title(_))
            })
            && let Some(close) =
                (end + 1..units.len().min(end + 16)).find(|&i| units[i].lower == ",")
            && close + 3 < units.len()
        {
            end = close;
        }
        let what = trim(
            context.discourse.text,
            Span::new(units[end + 1].span.start, sentence.end),
        );
        if what.len() > 12 {
            found.push((
                sentence,
                speaker,
                StatementMode::Indirect,
                what,
                "statement/according-to",
            ));
        }
    } else if at > 2 {
        let what = trim(
            context.discourse.text,
            Span::new(units[0].span.start, units[at - 1].span.end),
        );
        if what.len() > 12 {
            found.push((
                sentence,
                speaker,
                StatementMode::Indirect,
                what,
                "statement/according-to",
            ));
        }
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

/// "…," in one sentence and its attribution at the head of the next.
fn next_attribution(
    context: &Context,
    verbs: &SayingVerbs,
    line: usize,
    quotations: &[Quotation],
) -> Option<Entity> {
    let end = quotations
        .iter()
        .find(|q| q.outer.overlaps(context.discourse.lines[line].span))?
        .outer
        .end;
    let next = context.discourse.lines.get(line + 1)?;
    let ends_with_comma = context.discourse.text[..end]
        .trim_end_matches(['”', '"'])
        .ends_with(',');
    if !ends_with_comma || next.units.len() > 12 {
        return None;
    }
    let at = next.units.iter().position(|u| verbs.any(&u.lower))?;
    subject_of(context, line + 1, at).or_else(|| speaker_at(context, line + 1, at + 1))
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
fn in_dateline(context: &Context, line: usize, at: usize) -> bool {
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

fn can_act(context: &Context, line: usize, at: usize, mention: usize) -> bool {
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
            let names: Vec<&str> = first.iter().map(|e| e.name.as_str()).collect();
            Entity::new(
                format!("{} and {}", names.join(", "), last.name),
                EntityType::Other,
            )
        }
        [] => Entity::new("unnamed", EntityType::Other),
    }
}

/// A subject right before the verb, adverbs and auxiliaries aside.
fn direct_subject(context: &Context, line: usize, verb: usize) -> Option<Entity> {
    let units = &context.discourse.lines[line].units;
    let mut at = verb;
    while at > 0 {
        at -= 1;
        match units[at].kind {
            UnitKind::Mention(_) => return speaker_at(context, line, at),
            UnitKind::Word
                if matches!(
                    units[at].lower.as_str(),
                    "also"
                        | "has"
                        | "have"
                        | "had"
                        | "then"
                        | "further"
                        | "later"
                        | "again"
                        | "both"
                        | "today"
                        | "strongly"
                        | "repeatedly"
                        | "recently"
                        | "previously"
                        | "who"
                        | "jointly"
                ) || units[at].lower.ends_with("ly") => {}
            UnitKind::Time(_) => {}
            _ => return None,
        }
    }
    None
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
        let prefixed = before > 0 && context.lists.is_preposition(&units[before - 1].lower);
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
