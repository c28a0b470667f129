//! Whose an act is that a text speaks of again: "criticised the move", "the ruling drew".

use entente_language::Upos;
use entente_model::{Entity, EntityType, EventType};

use super::parse::Parse;
use crate::mentions::UnitKind;

/// The lists of nouns by which a text speaks again of an act that it has told, and which acts those are.
const DEEDS: [(&str, &[EventType]); 9] = [
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
    ("deed-leaving", &[EventType::Retreat, EventType::Sanction]),
    (
        "deed-dealing",
        &[
            EventType::Agree,
            EventType::Aid,
            EventType::Reject,
            EventType::Request,
        ],
    ),
];

impl Parse<'_> {
    /// Whose an act is that a noun speaks of again without saying it: "criticised the decision",
    /// "condemned the arrests", "the ruling drew".
    ///
    /// They are not those who now speak of it. Who did such an act in an event told before goes before
    /// whoever acted last in a clause above or in one of the two sentences before.
    pub(super) fn whose_deed(&self, noun: usize) -> Vec<Entity> {
        let pointed = self.children(noun).iter().any(|&c| {
            matches!(
                self.lower(c).as_str(),
                "the" | "this" | "that" | "these" | "those"
            )
                // "Wednesday's putsch"
                || self.relation(c) == "nmod:poss" && self.is_time(c)
        });
        let lists = self.context.lists;
        // "This is a hostile act": an act of any sort.
        let demonstrative =
            self.upos(noun) == Upos::Pron && matches!(self.lower(noun).as_str(), "this" | "that");
        let pointed = pointed || demonstrative;
        let lemma = if demonstrative {
            "act"
        } else {
            self.lemma(noun)
        };
        let Some((_, kinds)) = DEEDS
            .iter()
            .find(|(list, _)| pointed && lists.has(list, lemma))
        else {
            return Vec::new();
        };
        // "said that the move was illegal": of whom that is said.
        let verb = self
            .head(noun)
            .filter(|&v| self.upos(v) == Upos::Verb || self.child(v, &["cop"]).is_some());
        let told = verb.filter(|&v| {
            self.relation(v) == "ccomp"
                && (self.upos(v) != Upos::Verb || self.relation(noun) == "nsubj")
        });
        let speakers = told
            .and_then(|v| self.head(v))
            .or(verb)
            .and_then(|v| self.subject_token(v))
            .filter(|&s| s != noun)
            .map(|s| self.actors(s))
            .unwrap_or_default();
        let found = self.context.doers_before(self.line, kinds, &speakers);
        match verb {
            // "This would hurt us": an act that was told, not whatever the sentence before is about.
            Some(_) if found.is_empty() && demonstrative => self.acting_after(noun, &speakers),
            Some(verb) if found.is_empty() => self.acting_before(noun, verb, &speakers),
            _ => found,
        }
    }

    /// Whose a thing is that a text spoke of before with its owner: "Chad will build a dam. Egypt said the dam
    /// was a threat."
    pub(super) fn whose_before(&self, noun: usize) -> Vec<Entity> {
        let pointed = self
            .children(noun)
            .iter()
            .any(|&c| matches!(self.lower(c).as_str(), "the" | "this" | "these" | "those"));
        let lists = self.context.lists;
        let lemma = self.lemma(noun);
        if !pointed || self.upos(noun) != Upos::Noun || lists.has("abstract", lemma) {
            return Vec::new();
        }
        let mut line = self.line;
        for _ in 0..5 {
            let earlier = self.context.discourse.line_before(line);
            let Some(before) = earlier.and_then(|line| Parse::new(self.context, line)) else {
                break;
            };
            line = before.line;
            let named = before
                .range()
                .filter(|&t| before.upos(t) == Upos::Noun && before.lemma(t) == lemma)
                .map(|t| {
                    let mut found = before.made_by(t);
                    found.retain(|e| {
                        matches!(
                            e.kind,
                            EntityType::State
                                | EntityType::Org
                                | EntityType::Body
                                | EntityType::Group
                        )
                    });
                    found
                })
                .find(|found| !found.is_empty());
            if let Some(found) = named {
                return found;
            }
        }
        Vec::new()
    }

    /// Whose a thing is by the words before it or behind its "of" or "by", or who is said to make it.
    fn made_by(&self, noun: usize) -> Vec<Entity> {
        let found = self.doer(noun);
        if !found.is_empty() {
            return found;
        }
        if let Some(of) = self.behind(noun, &["of".to_owned()]) {
            let found = self.named(of);
            if !found.is_empty() {
                return found;
            }
        }
        let makes = |&verb: &usize| {
            self.relation(noun) == "obj"
                && matches!(
                    self.lemma(verb),
                    "build"
                        | "plan"
                        | "propose"
                        | "pass"
                        | "adopt"
                        | "introduce"
                        | "impose"
                        | "launch"
                        | "announce"
                        | "hold"
                        | "deploy"
                        | "construct"
                        | "develop"
                        | "draft"
                        | "unveil"
                        | "issue"
                        | "publish"
                        | "approve"
                )
        };
        self.head(noun)
            .filter(makes)
            .and_then(|verb| self.subject_token(verb))
            .map(|s| self.actors(s))
            .unwrap_or_default()
    }

    /// Whom the act that the object of a verb names was done to: "the attack on", "raids against".
    pub(crate) fn hit_by_object(&self, verb: usize) -> Vec<Entity> {
        let Some(act) = self.object(verb) else {
            return Vec::new();
        };
        // The parse may hang the place on what was hit, on the act or on the verb.
        let hit = ["on", "against", "at", "in", "near"].map(|p| [p.to_owned()]);
        let behind = |head: usize| hit.iter().filter_map(move |p| self.behind(head, p));
        behind(act)
            .flat_map(|thing| std::iter::once(thing).chain(behind(thing)))
            .chain(behind(verb))
            .flat_map(|phrase| self.entities(phrase))
            .collect()
    }

    /// Whether a name that nothing is known of stands behind "in" or "to" in the clause of a verb.
    pub(crate) fn is_set_in_unknown(&self, verb: usize) -> bool {
        let within = |t: usize| {
            std::iter::successors(self.head(t), |&above| self.head(above))
                .take(3)
                .any(|above| above == verb)
        };
        (verb + 1..self.end.min(verb + 16)).any(|t| {
            let cased = self
                .child(t, &["case"])
                .is_some_and(|c| matches!(self.lower(c).as_str(), "in" | "to" | "at"));
            cased
                && self.upos(t) == Upos::Propn
                && !self.is_time(t)
                && within(t)
                && self.is_unknown(t)
        })
    }

    /// Whether no table has the name that a token stands in.
    fn is_unknown(&self, token: usize) -> bool {
        let discourse = self.context.discourse;
        let unit = self
            .unit(token)
            .map(|u| discourse.lines[self.line].units[u].kind);
        match unit {
            Some(UnitKind::Mention(m)) => discourse
                .entities_of(m)
                .all(|e| e.kind == EntityType::Place && e.country.is_none()),
            _ => true,
        }
    }

    /// Who acts with a verb, if it is no verb of comment and they are none of those who speak.
    fn acting(&self, verb: usize, speakers: &[Entity]) -> Option<Vec<Entity>> {
        let comments = self.context.lists.has("commenting", self.lemma(verb));
        let found = self
            .subject_token(verb)
            .filter(|_| !comments)
            .map(|s| self.actors(s))
            .unwrap_or_default();
        let speaks = found.iter().any(|e| {
            speakers
                .iter()
                .any(|s| s.key() == e.key() || s.country.is_some() && s.country == e.country)
        });
        Some(found).filter(|found| !found.is_empty() && !speaks)
    }

    /// Who acts in a clause behind that tells after what it was said: "The decision is a mistake, the minister
    /// wrote after Chad quit the talks."
    fn acting_after(&self, noun: usize, speakers: &[Entity]) -> Vec<Entity> {
        (noun..self.end)
            .filter(|&t| {
                self.relation(t) == "advcl"
                    && self
                        .child(t, &["mark"])
                        .is_some_and(|m| matches!(self.lower(m).as_str(), "after" | "when" | "as"))
            })
            .find_map(|t| self.acting(t, speakers))
            .unwrap_or_default()
    }

    /// Who acts, and does not merely comment, in a clause above that of the noun and its verb, or in
    /// one of the two sentences before; none of those who speak.
    fn acting_before(&self, noun: usize, verb: usize, speakers: &[Entity]) -> Vec<Entity> {
        let acting = |tree: &Self, verb: usize| tree.acting(verb, speakers);
        let mut above = verb;
        for _ in 0..3 {
            let joined = matches!(self.relation(above), "conj" | "advcl" | "parataxis");
            let Some(head) = self.head(above).filter(|&h| joined && h < noun) else {
                break;
            };
            above = head;
            if let Some(found) = acting(self, above) {
                return found;
            }
        }
        let after = self.acting_after(noun, speakers);
        if !after.is_empty() {
            return after;
        }
        let mut line = self.line;
        for _ in 0..2 {
            let earlier = self.context.discourse.line_before(line);
            let Some(before) = earlier.and_then(|line| Parse::new(self.context, line)) else {
                break;
            };
            line = before.line;
            let Some(root) = before.range().find(|&t| before.head(t).is_none()) else {
                continue;
            };
            // "Officials said that Togo had closed its border": Togo's act.
            let told = before.child(root, &["ccomp"]).filter(|_| {
                let lemma = before.lemma(root);
                self.context.lists.has("saying-that", lemma) || lemma == "say"
            });
            if let Some(found) = acting(&before, told.unwrap_or(root)) {
                return found;
            }
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::parties;
    use entente_model::EventType;

    #[test]
    fn what_a_text_speaks_of_again_is_whose_it_was() {
        for (text, whom) in [
            (
                "Chad plans to build a dam on the river. Egypt calls the dam a threat to its security.",
                "Chad",
            ),
            (
                "\"This is a hostile act,\" Armenian President Aram Petrosyan said after Georgia closed the road.",
                "Georgia",
            ),
            (
                "\"The decision is a big mistake,\" Peruvian President Luis Quispe wrote after Chile quit the talks.",
                "Chile",
            ),
        ] {
            assert_eq!(parties(text, EventType::Accuse).1, [whom], "{text}");
        }
    }

    #[test]
    fn leaders_of_a_part_of_the_world_act() {
        let text = "In Paris, Western leaders criticized Chad for its vote.";
        let (actors, whom) = parties(text, EventType::Accuse);
        assert_eq!(actors, ["Western leaders"]);
        assert_eq!(whom, ["Chad"]);
    }

    #[test]
    fn an_arrest_is_of_those_who_arrest() {
        for (text, whom) in [
            (
                "Peru condemned the detention of its consul in Chad.",
                "Chad",
            ),
            (
                "Peru condemned the detention of its consul in Ndjamena by Chad's army.",
                "Chad's army",
            ),
        ] {
            assert_eq!(parties(text, EventType::Accuse).1, [whom], "{text}");
        }
    }

    #[test]
    fn whoever_is_hit_charges_whoever_hit_it() {
        let text =
            "Kenya's army said on Monday that Ugandan soldiers had killed two Kenyan herders.";
        let (actors, whom) = parties(text, EventType::Accuse);
        assert_eq!(actors, ["Kenya's army"]);
        assert_eq!(whom, ["Ugandan soldiers"]);
    }
}
