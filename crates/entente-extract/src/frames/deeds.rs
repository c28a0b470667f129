//! Whose an act is that a text speaks of again: "criticised the move", "the ruling drew".

use entente_language::Upos;
use entente_model::{Entity, EventType};

use super::parse::Parse;

/// The lists of nouns by which a text speaks again of an act that it has told, and which acts those are.
const DEEDS: [(&str, &[EventType]); 7] = [
    (
        "deed",
        &[
            EventType::Sanction,
            EventType::Coerce,
            EventType::Assault,
            EventType::Mobilize,
            EventType::Concede,
            EventType::Retreat,
        ],
    ),
    (
        "deed-ruling",
        &[
            EventType::Sanction,
            EventType::Coerce,
            EventType::Concede,
            EventType::Request,
        ],
    ),
    ("deed-coup", &[EventType::Coerce]),
    ("deed-force", &[EventType::Assault, EventType::Mobilize]),
    ("deed-restraint", &[EventType::Coerce, EventType::Sanction]),
    ("deed-display", &[EventType::Mobilize]),
    (
        "deed-words",
        &[EventType::Accuse, EventType::Threaten, EventType::Request],
    ),
];

impl Parse<'_> {
    /// Whose "the move" or "the ruling" is, which nobody is said to have made: whoever last did
    /// something, other than those who now speak of it.
    pub(super) fn whose_act(&self, noun: usize) -> Vec<Entity> {
        let pointed = self.children(noun).iter().any(|&c| {
            self.relation(c) == "det"
                && matches!(
                    self.lower(c).as_str(),
                    "the" | "this" | "that" | "these" | "those"
                )
        });
        if !pointed || !self.context.lists.has("act-told", &self.lower(noun)) {
            return Vec::new();
        }
        let Some(verb) = self.head(noun).filter(|&v| self.upos(v) == Upos::Verb) else {
            return Vec::new();
        };
        let doing = |tree: &Self, verb: usize| {
            tree.subject_token(verb)
                .map(|s| tree.actors(s))
                .unwrap_or_default()
        };
        let speaking = doing(self, verb);
        let another = |found: &[Entity]| {
            !found.is_empty()
                && !found.iter().any(|e| {
                    speaking.iter().any(|s| {
                        s.key() == e.key() || s.country.is_some() && s.country == e.country
                    })
                })
        };
        let comments = |tree: &Self, verb: usize| {
            let lemma = tree.lemma(verb);
            tree.context.lists.has("commenting", lemma)
        };
        let mut above = verb;
        for _ in 0..3 {
            let joined = matches!(self.relation(above), "conj" | "advcl" | "parataxis");
            let Some(head) = self.head(above).filter(|&h| joined && h < noun) else {
                break;
            };
            above = head;
            let found = doing(self, above);
            if another(&found) && !comments(self, above) {
                return found;
            }
        }
        for back in 1..=2 {
            let before = self.line.checked_sub(back);
            let Some(before) = before.and_then(|line| Parse::new(self.context, line)) else {
                break;
            };
            let Some(root) = before.range().find(|&t| before.head(t).is_none()) else {
                continue;
            };
            // "Officials said that Togo had closed its border": Togo's act.
            let told = before.child(root, &["ccomp"]).filter(|_| {
                let lemma = before.lemma(root);
                self.context.lists.has("saying-that", lemma) || lemma == "say"
            });
            let act = told.unwrap_or(root);
            let found = doing(&before, act);
            if another(&found) && !comments(&before, act) {
                return found;
            }
        }
        Vec::new()
    }

    /// Those whose act, told before, a noun speaks of: "criticised the decision", "condemned the
    /// arrests". They are not those who speak of it.
    pub(super) fn doers(&self, head: usize) -> Vec<Entity> {
        let lists = self.context.lists;
        let told = self.children(head).iter().any(|&c| {
            matches!(
                self.lower(c).as_str(),
                "the" | "this" | "that" | "these" | "those"
            )
                // "Wednesday's putsch"
                || self.relation(c) == "nmod:poss" && self.is_time(c)
        });
        if !told {
            return Vec::new();
        }
        let lemma = self.lemma(head);
        let Some(sort) = DEEDS.iter().find(|deed| lists.has(deed.0, lemma)) else {
            return Vec::new();
        };
        let speakers = self
            .head(head)
            .filter(|&h| self.upos(h) == Upos::Verb)
            .and_then(|h| self.subject_token(h))
            .filter(|&s| s != head)
            .map(|s| self.actors(s))
            .unwrap_or_default();
        self.context.doers(self.line, sort.1, &speakers)
    }
}
