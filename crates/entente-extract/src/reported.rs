//! Reported speech, read from the parse: a verb of saying, who its subject is, and which words
//! of the sentence are what is said.
//!
//! Which words tell that something was said is settled in `tellers.rs`, whose they are in
//! `speaker.rs` and, where a noun tells of the speaker, in `named.rs` (of an outlet in `outlets.rs`), and what was said in
//! `content.rs` and `extent.rs`.

mod content;
mod extent;
mod named;
mod outlets;
mod speaker;
mod tellers;

use std::rc::Rc;

use entente_language::Upos;
use entente_model::{Entity, EntityType, Span};

use crate::context::Context;
use crate::mentions::{Unit, UnitKind};
use crate::statements::SayingVerbs;
use crate::subjects::join_entities;
use crate::tree::Tree;

/// A verb of saying at work, with the words that it reports.
#[derive(Clone, Debug)]
pub(crate) struct Saying {
    pub speaker: Entity,
    /// To whom it was said, where a person or body is told or asked.
    pub addressee: Option<Entity>,
    /// What is said; none where a quotation or nothing stands there.
    pub what: Option<(Span, &'static str)>,
    /// The unit of the verb.
    pub unit: usize,
}

/// Who spoke in the sentences before one.
#[derive(Clone, Debug, Default)]
pub(crate) struct SpokeBefore {
    /// Those who last spoke together, for "they".
    pub(crate) group: Option<Entity>,
    /// Who spoke last, for "the speech".
    pub(crate) last: Option<Entity>,
    /// The organisation that spoke last by its name, whoever spoke since, for "the group".
    pub(crate) organisation: Option<Entity>,
}

impl SpokeBefore {
    /// Notes who speaks in a sentence that has been read.
    pub(crate) fn note(&mut self, speaker: &Entity) {
        let joint = speaker.kind == EntityType::Other && speaker.name.contains(" and ");
        let several = matches!(
            speaker.kind,
            EntityType::Group | EntityType::Org | EntityType::Body | EntityType::Company
        );
        self.last = Some(speaker.clone());
        // "They" goes on about those who spoke together.
        self.group = Some(speaker.clone()).filter(|_| several || joint);
        if several && speaker.name.starts_with(char::is_uppercase) {
            self.organisation = Some(speaker.clone());
        }
    }
}

/// The verbs of saying of a sentence that stand outside quotations, each with its speaker.
pub(crate) fn sayings(
    context: &Context,
    verbs: &SayingVerbs,
    line: usize,
    quoted: &[Span],
    before: &SpokeBefore,
) -> Vec<Saying> {
    let units = &context.discourse.lines[line].units;
    if !units.iter().any(|u| {
        u.kind == UnitKind::Word
            && (verbs.any_or_quote(&u.lower)
                || verbs.opens_phrase(&u.lower)
                || context.lists.has("saying-noun", &u.lower)
                || context.lists.has("saying-adjective", &u.lower))
    }) {
        return Vec::new();
    }
    let Some(tree) = context.tree(line) else {
        return Vec::new();
    };
    let reader = Reader {
        context,
        verbs,
        line,
        tree,
        quoted,
        before,
    };
    let candidates: Vec<(usize, usize)> = units
        .iter()
        .enumerate()
        .filter(|&(at, u)| {
            u.kind == UnitKind::Word
                && (verbs.any_or_quote(&u.lower)
                    || makes_clear(units, at)
                    || puts_it(units, at)
                    || verbs.phrase(units, at).is_some())
        })
        .map(|(at, u)| (at, u.tokens.start))
        .filter(|&(_, token)| reader.speaks(token))
        // "We, the ministers of Kenya and of Chad, urge": the text's own voice.
        .filter(|_| !(units.len() > 1 && units[0].lower == "we" && units[1].lower == ","))
        .collect();
    let mut first_speaker: Option<Entity> = None;
    let mut found: Vec<Saying> = candidates
        .iter()
        .filter_map(|&(at, token)| {
            // "agreed that Chad must leave and expressed concern": the tense tells that the verb is
            // joined to the first, whatever the parse joins it to.
            let speaker = match &first_speaker {
                Some(first)
                    if reader.is_it(token)
                        && matches!(
                            first.kind,
                            EntityType::Body
                                | EntityType::Org
                                | EntityType::Group
                                | EntityType::Policy
                        )
                        || reader.is_misjoined(token)
                        || first.kind == EntityType::Person && reader.goes_on_from_thing(token) =>
                {
                    first.clone()
                }
                first => match reader.speaker(at, token) {
                    Some(speaker) => speaker,
                    // "noted that trade had doubled and welcomed the deal": a thing welcomes
                    // nothing, so the verb goes on with the one before.
                    None if reader.goes_on(token) => first.clone()?,
                    None => return None,
                },
            };
            first_speaker = Some(speaker.clone());
            let word = units[at].lower.as_str();
            let polity = matches!(
                speaker.kind,
                EntityType::State | EntityType::Org | EntityType::Place
            );
            let phrase = verbs.phrase(units, at).is_some();
            // "The International Court of Justice ruled that …"
            let decides = acts_by_words(&speaker, word) || speaker.name.contains("Court");
            if polity
                && !decides
                && !verbs.core.contains(word)
                && !word.starts_with("ma")
                && !phrase
            {
                return None;
            }
            // What a text says of its own state in the present tense is its own voice.
            let own_voice = speaker.kind == EntityType::State
                && speaker.country == context.discourse.home
                && matches!(reader.tree.token(token).syntax.xpos, "VBZ" | "VBP");
            let (mut what, addressee) = reader.content(word, token, &candidates);
            if let Some((words, rule)) = what
                && rule == "statement/reported-object"
                && reader.is_bare_verdict(token, words)
            {
                what = None;
            }
            if let Some((_, rule)) = what
                && rule == "statement/reported-object"
                && (own_voice
                    || (polity || acts_by_words(&speaker, word))
                        && context.lists.has("act-of-state", word)
                        && !(reader.denies_act(token)
                            || reader.claims_responsibility(token)
                            // "denied any role, saying …" tells it in those words.
                            && candidates.iter().all(|&(_, t)| {
                                t < token || reader.word(t) != "saying"
                            })))
            {
                what = None;
            }
            Some(Saying {
                speaker,
                addressee,
                what,
                unit: at,
            })
        })
        .collect();
    let others = units.iter().enumerate().filter_map(|(at, unit)| {
        let token = unit.tokens.start;
        if unit.kind != UnitKind::Word {
            None
        } else if context.lists.has("saying-noun", &unit.lower) {
            reader.told_by_noun(at, token)
        } else if context.lists.has("saying-adjective", &unit.lower) {
            reader.told_by_adjective(at, token)
        } else {
            None
        }
    });
    // "asserted in his statement that …": the verb tells whose words they are.
    let begins = |s: &Saying| s.what.map(|(span, _)| span.start);
    let others: Vec<Saying> = others
        .filter(|o| begins(o).is_some() && found.iter().all(|f| begins(f) != begins(o)))
        .collect();
    found.extend(others);
    found.sort_by_key(|s| s.unit);
    found
}

/// Who "issued a statement", "released a letter" in a sentence: "the statement" behind it is theirs.
pub(crate) fn issuer_of_words(
    context: &Context,
    verbs: &SayingVerbs,
    line: usize,
    quoted: &[Span],
) -> Option<Entity> {
    let units = &context.discourse.lines[line].units;
    let issues = |word: &str| context.lists.has("issued-verb", word) || word == "put";
    if !units.iter().any(|u| issues(&u.lower)) {
        return None;
    }
    let reader = Reader {
        context,
        verbs,
        line,
        tree: context.tree(line)?,
        quoted,
        before: &SpokeBefore::default(),
    };
    let tree = &reader.tree;
    let (verb, _) = (tree.low..tree.high)
        .filter(|&t| issues(reader.word(t)) && reader.upos(t) == Upos::Verb)
        .find_map(|verb| {
            let words = tree.children(verb).find(|&c| {
                c > verb
                    && tree.relation(c) == "obj"
                    && context.lists.has("words-of", reader.word(c))
            })?;
            Some((verb, words))
        })?;
    let subject = tree
        .children(verb)
        .find(|&c| c < verb && tree.relation(c) == "nsubj")?;
    reader.entity(subject, verb)
}

/// The speaker of "according to …", whose first word behind "to" is the unit `from`.
pub(crate) fn source_named(
    context: &Context,
    verbs: &SayingVerbs,
    line: usize,
    from: usize,
    before: &SpokeBefore,
) -> Option<Entity> {
    let units = &context.discourse.lines[line].units;
    let reader = Reader {
        context,
        verbs,
        line,
        tree: context.tree(line)?,
        quoted: &[],
        before,
    };
    let start = units.get(from)?.tokens.start;
    // The head of the phrase: the first word whose own head stands outside of it.
    let of = units[from - 1].lower == "of";
    let case = units[from - if of { 1 } else { 2 }].tokens.start;
    let head = reader
        .tree
        .head(case)
        .filter(|&h| h >= start && h < start + 14)?;
    // "According to a statement by the ministry": the ministry.
    let document = reader.is_document(head) || context.lists.has("told-figures", reader.word(head));
    let author = document
        .then(|| {
            let tree = &reader.tree;
            tree.children(head).find(|&c| {
                tree.relation(c) == "nmod:poss"
                    || tree.relation(c) == "nmod"
                        && tree.children(c).any(|x| {
                            tree.relation(x) == "case"
                                && matches!(reader.word(x), "by" | "from" | "of")
                        })
            })
        })
        .flatten()
        .or_else(|| reader.issuer(head).filter(|_| document))
        .and_then(|c| {
            let comma = (c..reader.tree.high).find(|&t| reader.word(t) == ",");
            reader.entity(c, comma.unwrap_or(reader.tree.high))
        });
    author
        .or_else(|| reader.entity(head, reader.tree.high))
        .or_else(|| {
            // "According to him"
            units[from..].iter().take(2).find_map(|u| match u.kind {
                UnitKind::Mention(m) => Some(join_entities(
                    &context
                        .discourse
                        .entities_of(m)
                        .cloned()
                        .collect::<Vec<_>>(),
                )),
                _ => None,
            })
        })
}

/// "made clear", "has made it clear".
fn makes_clear(units: &[Unit], at: usize) -> bool {
    matches!(units[at].lower.as_str(), "made" | "makes" | "make")
        && units[at + 1..].iter().take(2).any(|u| u.lower == "clear")
}

/// Whether a body does by such a word what it is there for: a court denies bail, a parliament rejects
/// a bill, a government proposes one.
fn acts_by_words(speaker: &Entity, word: &str) -> bool {
    let name = speaker.name.to_lowercase();
    let decides = name.split(' ').any(|w| {
        matches!(
            w,
            "court" | "tribunal" | "parliament" | "senate" | "congress" | "assembly" | "house"
        )
    });
    speaker.kind == EntityType::Body && (decides || word.starts_with("propos"))
}

/// "as the minister put it".
fn puts_it(units: &[Unit], at: usize) -> bool {
    matches!(units[at].lower.as_str(), "put" | "puts")
        && units.get(at + 1).is_some_and(|u| u.lower == "it")
}

/// What is at hand while one sentence is read.
struct Reader<'c, 'a> {
    context: &'c Context<'a>,
    verbs: &'c SayingVerbs,
    line: usize,
    tree: Rc<Tree>,
    quoted: &'c [Span],
    before: &'c SpokeBefore,
}

impl Reader<'_, '_> {
    fn span(&self, token: usize) -> Span {
        self.tree.token(token).span
    }

    fn word(&self, token: usize) -> &str {
        self.tree.word(token)
    }

    fn upos(&self, token: usize) -> Upos {
        self.tree.token(token).syntax.upos
    }

    /// The unit of a token, and the mention that the unit is.
    fn mention(&self, token: usize) -> Option<(usize, Option<usize>)> {
        let units = &self.context.discourse.lines[self.line].units;
        let at = units.iter().position(|u| u.tokens.contains(&token))?;
        match units[at].kind {
            UnitKind::Mention(m) => Some((at, Some(m))),
            UnitKind::Time(_) | UnitKind::Quantity(_) => None,
            UnitKind::Title(_) | UnitKind::Word => Some((at, None)),
        }
    }

    /// Whether the noun is something that is said or written by someone else.
    fn is_document(&self, token: usize) -> bool {
        self.context.lists.has("document-noun", self.word(token))
    }

    /// Whether the word is part of a time: "on Sunday".
    fn is_time(&self, token: usize) -> bool {
        let units = &self.context.discourse.lines[self.line].units;
        units
            .iter()
            .any(|u| u.tokens.contains(&token) && matches!(u.kind, UnitKind::Time(_)))
    }

    fn is_finite(&self, token: usize) -> bool {
        matches!(
            self.tree.token(token).syntax.xpos,
            "VBD" | "VBZ" | "VBP" | "MD"
        )
    }

    /// Whether a verb or one of its auxiliaries has a tense.
    fn is_finite_clause(&self, verb: usize) -> bool {
        let tree = &self.tree;
        self.is_finite(verb)
            || tree
                .children(verb)
                .any(|c| tree.relation(c).starts_with("aux") && self.is_finite(c))
    }

    fn words(&self, from: usize, to: usize, rule: &'static str) -> Option<(Span, &'static str)> {
        (from < to).then(|| (self.span(from).cover(self.span(to - 1)), rule))
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::{pair, said};

    #[test]
    fn a_source_may_quote_another_or_stand_amid_what_it_says() {
        assert_eq!(
            said(
                "According to Kyodo, quoting the Japanese foreign ministry, the talks with North \
                 Korea failed."
            ),
            [pair(
                "Japanese foreign ministry",
                "the talks with North Korea failed"
            )]
        );
        assert_eq!(
            said("The talks, according to the Foreign Ministry of Oman, will resume on Sunday."),
            [pair(
                "Foreign Ministry of Oman",
                "The talks, according to the Foreign Ministry of Oman, will resume on Sunday"
            )]
        );
    }

    #[test]
    fn the_ministry_is_of_who_acts_and_a_source_ends_at_its_comma() {
        assert_eq!(
            said(
                "According to a statement by Turkey's Communications Directorate, Erdogan and Ruto \
                 discussed the treaty."
            ),
            [pair(
                "Communications Directorate",
                "Erdogan and Ruto discussed the treaty"
            )]
        );
    }

    #[test]
    fn who_adds_a_name_or_calls_a_thing_so_is_told_apart_from_who_says() {
        // The apposition is of the speaker, whose verb says the rest.
        assert_eq!(
            said(
                "According to Reuters, the Peruvian foreign minister, Elena Ruiz, said that Chile \
                 will reopen the crossing."
            ),
            [pair("Elena Ruiz", "Chile will reopen the crossing")]
        );
        assert_eq!(
            said("Although called a treaty, the pact of Peru and Chile binds neither."),
            []
        );
        // A few quoted words within a report do not make it a quotation.
        assert_eq!(
            said(
                "Kenyan Foreign Minister Musa Otieno said that those who attacked the embassy of \
                 Uganda “would face a charge of murder in a court of the land”."
            ),
            [pair(
                "Musa Otieno",
                "those who attacked the embassy of Uganda “would face a charge of murder in a court \
                 of the land"
            )]
        );
    }

    #[test]
    fn what_one_is_quoted_as_saying_promises_or_denies_is_said() {
        for (text, speaker, what) in [
            (
                "Ghanaian minister Kofi Asante was quoted as saying that the border would stay closed.",
                "Kofi Asante",
                "the border would stay closed",
            ),
            (
                "Ghana will send more troops, Ghanaian minister Kofi Asante promised on Sunday.",
                "Kofi Asante",
                "Ghana will send more troops",
            ),
            (
                "Ghanaian minister Kofi Asante went on to say that the border would stay closed.",
                "Kofi Asante",
                "the border would stay closed",
            ),
            (
                "Accra denied any role in the coup.",
                "Ghana",
                "any role in the coup",
            ),
            (
                "Ghanaian minister Kofi Asante warned against a new arms race.",
                "Kofi Asante",
                "a new arms race",
            ),
            (
                "Ghanaian minister Kofi Asante spoke highly of the role of Togo.",
                "Kofi Asante",
                "the role of Togo",
            ),
            (
                "The ministers of Ghana and Togo shared the view that the accord was a step forward.",
                "Ghana and Togo",
                "the accord was a step forward",
            ),
            (
                "A statement from the Ghanaian foreign ministry said it regretted the decision.",
                "Ghanaian foreign ministry",
                "it regretted the decision",
            ),
            (
                "The Ghanaian foreign ministry said in a statement on its website that it regretted the decision.",
                "Ghanaian foreign ministry",
                "it regretted the decision",
            ),
        ] {
            assert_eq!(said(text), [pair(speaker, what)], "{text}");
        }
        for text in [
            "Ghanaian minister Kofi Asante called on the queen in London.",
            "When asked whether the talks would resume, Ghanaian minister Kofi Asante left.",
        ] {
            assert!(said(text).is_empty(), "{text}");
        }
    }
}
