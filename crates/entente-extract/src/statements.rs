//! Who said what: quotations, reported clauses, "according to".
//!
//! Verbs of saying and what they report are read in `reported.rs`. Here their reports become the
//! utterances of a document, sentence by sentence, with those that stand in quotation marks
//! (`quotations.rs` finds the marks, `quoted.rs` whose words they are) and those that are told in
//! other ways (`attributed.rs`: "according to", a preamble, words displayed behind a colon).

mod attributed;
mod quotations;
mod quoted;

use entente_model::{Claim, ClaimBody, Entity, EntityType, Span, Statement, StatementMode, Status};
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::context::{Context, Speech};
use crate::inflect::forms;
use crate::lists::Lists;
use crate::mentions::{Reference, Unit, UnitKind};
use crate::reported::{Saying, SpokeBefore, issuer_of_words, sayings};
use attributed::{displayed_end, trim};
use quotations::{Quotation, quotations};

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
    /// More than one word: "paid tribute to", by the forms of the first, the longest first.
    phrases: HashMap<String, Vec<Vec<&'static str>>>,
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
        let mut phrases: HashMap<String, Vec<Vec<&'static str>>> = HashMap::default();
        for phrase in lists.words("saying-phrase").into_iter().flatten() {
            let Some((verb, rest)) = phrase.split_once(' ') else {
                continue;
            };
            for form in forms(verb) {
                phrases
                    .entry(form)
                    .or_default()
                    .push(rest.split(' ').collect());
            }
        }
        for of_one in phrases.values_mut() {
            of_one.sort_by_key(|rest| (std::cmp::Reverse(rest.len()), rest.clone()));
        }
        Self {
            phrases,
            core: all("saying-core"),
            quote: all("saying-quote"),
            clause: all("saying-clause"),
            that: all("saying-that"),
            object: all("saying-object"),
            people: all("saying-people"),
            participles,
        }
    }

    /// How many words a phrase of saying takes that begins at unit `at`: "paid tribute to".
    pub(crate) fn phrase(&self, units: &[Unit], at: usize) -> Option<usize> {
        let phrases = self.phrases.get(&units[at].lower)?;
        let told = |rest: &&Vec<&str>| {
            units.len() > at + rest.len()
                && rest
                    .iter()
                    .zip(&units[at + 1..])
                    .all(|(word, unit)| *word == unit.lower)
        };
        phrases.iter().find(told).map(|rest| rest.len() + 1)
    }

    /// Whether a phrase of saying begins with the word, or "as she put it".
    pub(crate) fn opens_phrase(&self, word: &str) -> bool {
        matches!(word, "put" | "puts") || self.phrases.contains_key(word)
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
    name_those_introduced(context, &mut reader.made);
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

/// Gives those who speak in the first sentences, and of whom only an office is told, the name by which one of
/// the next sentences lets them speak: "A top Chadian official said … Idriss Moussa said in Tunis …".
fn name_those_introduced(context: &Context, made: &mut [Utterance]) {
    let lines = &context.discourse.lines;
    let Some(lead) = lines.get(3).or(lines.last()).map(|l| l.span.start) else {
        return;
    };
    for at in 0..made.len() {
        let one = &made[at];
        if one.evidence.start > lead || !is_introduced(&one.speaker) {
            continue;
        }
        let near = one.evidence.end + 700;
        let named = made
            .iter()
            .filter(|u| u.evidence.start >= one.evidence.end && u.evidence.start < near)
            .map(|u| &u.speaker)
            .find(|s| s.kind == EntityType::Person && is_named(s))
            .filter(|s| s.country.is_none() || s.country == one.speaker.country)
            .cloned();
        if let Some(mut named) = named {
            named.country = named.country.or_else(|| one.speaker.country.clone());
            made[at].speaker = named;
        }
    }
}

/// Whether somebody is called by an office that makes one expect a name: "top Chadian official".
fn is_introduced(speaker: &Entity) -> bool {
    let name = speaker.name.to_lowercase();
    let words = || name.split(' ');
    speaker.kind == EntityType::Person
        && speaker.country.is_some()
        && (words().any(|w| {
            matches!(
                w,
                "top" | "senior" | "chief" | "leading" | "high-ranking" | "high-level"
            )
        }) && !is_named(speaker)
            || words().next_back().is_some_and(|w| {
                matches!(
                    w,
                    "negotiator" | "mediator" | "envoy" | "lawmaker" | "diplomat" | "commander"
                )
            }))
}

/// Whether a person has a name: two words or more with capitals at the end.
fn is_named(person: &Entity) -> bool {
    let mut last = person.name.rsplit(' ').take(2);
    let capital = |w: Option<&str>| w.is_some_and(|w| w.starts_with(char::is_uppercase));
    capital(last.next()) && capital(last.next())
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
        let mut before = SpokeBefore::default();
        for (line, sentence) in lines.iter().enumerate() {
            let quoted: Vec<Span> = self
                .quotations
                .iter()
                .map(|q| q.outer)
                .filter(|q| q.overlaps(sentence.span))
                .collect();
            let found = sayings(context, self.verbs, line, &quoted, &before);
            if let Some(spoke) = found.last() {
                before.note(&spoke.speaker);
            }
            if found.is_empty()
                && let Some(issuer) = issuer_of_words(context, self.verbs, line, &quoted)
            {
                before.last = Some(issuer);
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
            if self
                .made
                .last()
                .is_some_and(|m| m.rule == "statement/answer" && m.what.overlaps(span))
            {
                // What is told within an answer is told by the whole.
                found.clear();
            }
            if let Some(answer) = self.answer(line) {
                // What the text's own voice says within the answer is told by the whole.
                found.retain(|f| !f.what.overlaps(answer.what));
                found.push(answer);
            }
            self.according(line, &mut found);
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
        } else if let Some(saying) = self.sayings[line].last().filter(|_| own.is_empty()) {
            // "Ruiz criticised the move on television. “…”": the words follow.
            self.last_speaker = Some(saying.speaker.clone());
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

    /// What one who is quoted says that another said: "“Mr Osei stressed the need for …”".
    fn quoted_report(&mut self, line: usize) {
        let mut found = Vec::new();
        let inner = sayings(self.context, self.verbs, line, &[], &SpokeBefore::default());
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

    /// "praised his life: “…”": whether the speaker's own words follow behind a colon and say what the
    /// report only names.
    fn is_illustrated(&self, line: usize, what: Span) -> bool {
        let text = self.context.discourse.text;
        let units = &self.context.discourse.lines[line].units;
        self.quotations.iter().any(|q| {
            let between = text.get(what.end..q.outer.start);
            // "…: “…,” said Ana Ruiz": the words are another's.
            let attributed = || {
                units
                    .iter()
                    .find(|u| u.span.start >= q.outer.end && u.lower != ",")
                    .is_some_and(|u| self.verbs.any_or_quote(&u.lower))
            };
            between.is_some_and(|b| b.trim() == ":") && !attributed()
        })
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
            // "“…,” said Ruiz": what ends with the quotation before the verb is the quotation's.
            let before_quoted = rule == "statement/reported-before"
                && (0..self.quotations.len()).any(|q| {
                    let inner = self.quotations[q].inner;
                    what.contains(inner) && inner.end + 2 >= what.end && self.is_utterance(q)
                });
            if before_quoted
                || rule == "statement/reported-object" && self.is_illustrated(line, what)
            {
                continue;
            }
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

#[cfg(test)]
mod tests {
    use crate::tests::{pair, said};

    #[test]
    fn a_lead_introduces_who_is_named_below() {
        let next =
            "Idriss Moussa said in Tunis that the treaty would divide families in both states.";
        assert_eq!(
            said(&format!(
                "A top Chadian official says his country is worried about the treaty with Libya. {next}"
            ))[0],
            pair(
                "Idriss Moussa",
                "his country is worried about the treaty with Libya"
            )
        );
        // A mere spokesman need not be whom the text names next.
        assert_ne!(
            said(&format!(
                "A Chadian spokesman says his country is worried about the treaty with Libya. {next}"
            ))[0]
            .0,
            "Idriss Moussa"
        );
    }

    #[test]
    fn several_who_speak_as_we_are_the_text_itself() {
        assert!(
            said(
                "We, the Foreign Ministers of Kenya and Uganda, and the Secretary-General of the African Union \
                 urge the rebels in Sudan to cease any attack."
            )
            .is_empty()
        );
    }
}
