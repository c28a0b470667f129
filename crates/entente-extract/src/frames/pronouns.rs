//! To whom something is done whom only a pronoun or "the pair" names, by the clause that told of them:
//! "stopped two boats and seized them", "officials came home after Togo expelled them".

use entente_language::Upos;
use entente_model::{Entity, EntityType, Span};

use super::parse::Parse;
use crate::lists::Sort;

impl Parse<'_> {
    /// Whom an object such as "them" stands for: what the verb before it was done to, who acts in the clause
    /// above, or whom the sentence before tells of; nothing where none of these fits.
    pub(super) fn taken_up(&self, token: usize) -> Vec<Entity> {
        let Some(verb) = self.acted_on_by(token) else {
            return Vec::new();
        };
        let several = self.is_several(token);
        let joined = self.relation(verb) == "conj";
        let above = self
            .head(verb)
            .filter(|&h| matches!(self.relation(verb), "conj" | "advcl") && self.is_predicate(h));
        let fits = |&t: &usize| self.fits(t, several) && (several || self.is_somebody(t));
        // "opened fire on two boats and seized them"
        let told = above.and_then(|above| {
            self.object(above)
                .filter(fits)
                .or_else(|| {
                    let behind = |&c: &usize| self.relation(c) == "obl" && c < token && fits(&c);
                    self.children(above).iter().copied().find(behind)
                })
                // "came home after Togo expelled them": not of what is joined, whose subject acts on.
                .or_else(|| self.subject_token(above).filter(|_| !joined).filter(fits))
        });
        if let Some(told) = told.filter(|&t| self.head(t) != Some(verb)) {
            return self.others(told, verb);
        }
        if above.is_some() {
            return Vec::new();
        }
        let Some(before) = self
            .context
            .discourse
            .line_before(self.line)
            .and_then(|line| Parse::new(self.context, line))
        else {
            return Vec::new();
        };
        // "him" is whom the sentence before names, where it names one.
        if !several && before.names_person() {
            return Vec::new();
        }
        before
            .told_of()
            .into_iter()
            .filter(|&t| before.fits(t, several) && (several || before.is_somebody(t)))
            .map(|t| before.entities(t))
            .map(|found| self.besides_actor(found, verb))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// Whether a word means two who were told of: "urged the two to", "urged both to".
    pub(super) fn is_pair(&self, token: usize) -> bool {
        let bare = |noun: usize| {
            self.children(noun)
                .iter()
                .all(|&c| matches!(self.relation(c), "det" | "case"))
        };
        match self.lower(token).as_str() {
            "two" => bare(token) && self.children(token).iter().any(|&c| self.lower(c) == "the"),
            "both" => bare(token) && !matches!(self.relation(token), "det" | "cc" | "cc:preconj"),
            _ => false,
        }
    }

    /// Whom "you" means in the words of a speaker: to whom the sentence says that they are spoken.
    pub(super) fn spoken_to(&self) -> Vec<Entity> {
        let lists = self.context.lists;
        let told = |verb: usize| {
            let spoken = self
                .unit(verb)
                .is_some_and(|u| self.context.source_at(self.line, u).is_some());
            if spoken || self.upos(verb) != Upos::Verb {
                return None;
            }
            let to = ["to".to_owned()];
            let whom = match self.lemma(verb) {
                lemma if lists.has("saying-people", lemma) || lemma == "address" => {
                    self.child(verb, &["iobj", "obj"])
                }
                "say" | "write" | "add" => self.behind(verb, &to).or_else(|| {
                    let letter = self.behind(verb, &["in".to_owned()])?;
                    self.behind(letter, &to)
                }),
                _ => None,
            };
            whom.map(|w| self.entities(w))
                .filter(|found| !found.is_empty())
        };
        self.range().find_map(told).unwrap_or_default()
    }

    /// The verb that does something to what a token names, or to some of them: "freed ten of them".
    fn acted_on_by(&self, token: usize) -> Option<usize> {
        // "called on the two", "appealed to both"
        let called = |t: usize| {
            self.relation(t) == "obl"
                && self.is_pair(t)
                && self
                    .child(t, &["case"])
                    .is_some_and(|c| matches!(self.lower(c).as_str(), "on" | "upon" | "to"))
        };
        let object =
            |t: usize| matches!(self.relation(t), "obj" | "iobj" | "nsubj:pass") || called(t);
        let counted = self
            .head(token)
            .filter(|&head| self.relation(token) == "nmod" && self.upos(head) == Upos::Num);
        let token = counted.unwrap_or(token);
        self.head(token)
            .filter(|&verb| object(token) && self.upos(verb) == Upos::Verb)
    }

    fn is_predicate(&self, token: usize) -> bool {
        self.upos(token) == Upos::Verb
    }

    /// Whether a pronoun, or "the pair", means more than one.
    fn is_several(&self, token: usize) -> bool {
        matches!(
            self.lower(token).as_str(),
            "them" | "they" | "pair" | "two" | "both"
        )
    }

    /// Whether a noun can be whom such a pronoun means: people or things, as many as it means.
    fn fits(&self, token: usize, several: bool) -> bool {
        let plural = matches!(self.xpos(token), "NNS" | "NNPS")
            || self
                .children(token)
                .iter()
                .any(|&c| self.relation(c) == "conj");
        matches!(self.upos(token), Upos::Noun | Upos::Propn)
            && plural == several
            && !self.is_time(token)
    }

    /// Whether a noun is of one person whom no name names: "a Rwandan man", "the envoy".
    fn is_somebody(&self, token: usize) -> bool {
        let lists = self.context.lists;
        let lower = self.lower(token);
        self.upos(token) == Upos::Noun
            && (lists.has("person", self.lemma(token))
                || lists.has("bare-title", &lower)
                || lists.has("people", &lower)
                || lists.noun_sort(&lower) == Some(Sort::Group))
    }

    /// Whether the sentence names a person.
    fn names_person(&self) -> bool {
        let discourse = self.context.discourse;
        discourse.lines[self.line].units.iter().any(|u| {
            discourse
                .named_at(u, &[EntityType::Person])
                .is_some_and(|person| person.name.starts_with(char::is_uppercase))
        })
    }

    /// Whom a phrase stands for, besides who acts with that verb.
    fn others(&self, head: usize, verb: usize) -> Vec<Entity> {
        self.besides_actor(self.entities(head), verb)
    }

    fn besides_actor(&self, mut found: Vec<Entity>, verb: usize) -> Vec<Entity> {
        let actors = self
            .subject_token(verb)
            .map(|s| self.actors(s))
            .unwrap_or_default();
        found.retain(|e| {
            e.kind != EntityType::Place
                && !actors
                    .iter()
                    .any(|a| a.key() == e.key() || a.country.is_some() && a.country == e.country)
        });
        found
    }

    /// The diplomat whom one of the four sentences before calls by his office and state: "Ghana's high
    /// commissioner".
    pub(super) fn diplomat_called_before(&self) -> Option<Entity> {
        let mut line = self.line;
        for _ in 0..4 {
            line = self.context.discourse.line_before(line)?;
            let found = Parse::new(self.context, line).and_then(|before| before.diplomat_called());
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn diplomat_called(&self) -> Option<Entity> {
        self.range().find_map(|t| {
            let diplomat = self.context.lists.has("diplomat", self.lemma(t))
                || self.lower(t) == "commissioner";
            // Whatever the parse makes of it: "Ghana's high commissioner casts doubt".
            let from = t.saturating_sub(3).max(self.first);
            let (sender, state) = (from..t).filter(|_| diplomat).rev().find_map(|at| {
                let named = self.named(at).into_iter().next()?;
                (named.kind == EntityType::State).then_some((at, named))
            })?;
            let units = &self.context.discourse.lines[self.line].units;
            let span = Span::new(
                units[self.unit(sender)?].span.start,
                self.tokens[t].span.end,
            );
            Some(Entity {
                country: state.country,
                ..Entity::new(self.context.discourse.words(span), EntityType::Person)
            })
        })
    }

    /// What a sentence tells something of: what is done to, then who acts, of what it says that somebody said
    /// as of what it says itself.
    fn told_of(&self) -> Vec<usize> {
        let root = self.range().find(|&t| self.head(t).is_none());
        let said = root.and_then(|root| {
            let says = self.context.lists.has("saying-that", self.lemma(root));
            self.child(root, &["ccomp"]).filter(|_| says)
        });
        [said, root]
            .into_iter()
            .flatten()
            .flat_map(|verb| [self.object(verb), self.subject_token(verb)])
            .flatten()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::parties;
    use entente_model::EventType;

    #[test]
    fn they_are_those_of_whom_was_told() {
        for (text, kind, whom) in [
            (
                "Turkish forces opened fire on two Greek boats and seized them.",
                EventType::Coerce,
                "Greece",
            ),
            (
                "Three Chadian officials came home on Monday after Libya expelled them.",
                EventType::Sanction,
                "Chadian officials",
            ),
            (
                "Chad arrested four Libyan soldiers near the border. It freed them on Friday.",
                EventType::Retreat,
                "Libyan soldiers",
            ),
        ] {
            assert_eq!(parties(text, kind).1, [whom], "{text}");
        }
    }

    #[test]
    fn one_of_whom_no_name_is_told_is_taken_up() {
        for (text, kind, whom) in [
            (
                "The man, a Chilean national, was arrested in Peru on Monday. Peru deported him on Tuesday.",
                EventType::Coerce,
                "Chilean national",
            ),
            (
                "Togo expelled Ghana's envoy on Monday. President Faure Lawson said relations were poor. \
                 Lome had accused the envoy of spying.",
                EventType::Accuse,
                "Ghana's envoy",
            ),
            (
                "Togo's order to send Ghana's high commissioner home casts doubt on its aims. Malian Prime \
                 Minister Ali Keita urged Togo to act. Lome ordered the envoy out, accusing him of spying.",
                EventType::Sanction,
                "Ghana's high commissioner",
            ),
            (
                "Belgian police arrested three Chadian men on Tuesday. They are accused of threatening France.",
                EventType::Accuse,
                "",
            ),
        ] {
            let whom: Vec<&str> = Some(whom).filter(|w| !w.is_empty()).into_iter().collect();
            assert_eq!(parties(text, kind).1, whom, "{text}");
        }
    }

    #[test]
    fn whom_an_attack_hit_is_not_blamed_for_it() {
        for (text, whom) in [
            ("Norway condemned the attack on a market in Kenya.", None),
            (
                "Sudanese troops shelled a market in Kenya. Norway condemned the attack on Kenya.",
                Some("Sudanese troops"),
            ),
        ] {
            let accused = parties(text, EventType::Accuse).1;
            assert_eq!(accused.first().map(String::as_str), whom, "{text}");
        }
    }

    #[test]
    fn condolences_for_an_attack_make_nobody_its_maker() {
        let (actors, _) = parties(
            "Ana Otieno, the foreign minister of Kenya, offered condolences for the suicide attacks in Somalia \
             and urged Somalia to act against Al-Shabaab.",
            EventType::Assault,
        );
        assert!(actors.is_empty());
    }

    #[test]
    fn who_stops_a_riot_is_not_who_is_condemned() {
        let (_, accused) = parties(
            "A crowd stormed the Danish embassy in Baghdad on Monday. Police fired into the air. \
             Norway also condemned the assault.",
            EventType::Accuse,
        );
        assert_eq!(accused, ["crowd"]);
    }

    #[test]
    fn those_who_are_charged_did_it() {
        let (actors, _) = parties(
            "Japan sanctioned Delta Bank for helping Iran with a loan.",
            EventType::Aid,
        );
        assert_eq!(actors, ["Delta Bank"]);
    }

    #[test]
    fn a_speaker_speaks_to_somebody() {
        for (text, whom) in [
            (
                "\"I am asking you to lift the blockade,\" Ghana's President John Mensah told the leaders of Togo.",
                ["Togo"].as_slice(),
            ),
            (
                "The leaders of Chad and Niger met in Abuja. The UN envoy, Marta Silva, urged the two to sign.",
                &["Chad", "Niger"],
            ),
        ] {
            assert_eq!(parties(text, EventType::Request).1, whom, "{text}");
        }
    }
}
