//! What fills a slot of a frame: the phrase at its place, and what is kept of it.
//!
//! Where the phrases stand is known to `roles`, whom they mean to `parties`.

use entente_language::Upos;
use entente_model::{Entity, EntityType};
use rustc_hash::FxHashSet as HashSet;

use super::parse::Parse;
use super::{Place, Predicate, Slot};
use crate::mentions::UnitKind;

impl Parse<'_> {
    pub(super) fn fill(
        &self,
        token: usize,
        predicate: Predicate,
        slot: &Slot,
    ) -> Option<Vec<Entity>> {
        match &slot.place {
            Place::Subject => self.subject_slot(token, predicate, slot),
            Place::Object => self.object_slot(token, predicate, slot),
            // "ASEAN-U.S. Dialogue Relations" are no dialogue.
            Place::Inside if predicate == Predicate::Noun => {
                let whole = self.relation(token) != "compound";
                let span = self.tokens[token].span;
                whole.then(|| self.context.discourse.parties_in_name(span))
            }
            Place::Inside => {
                let object = self.object(token)?;
                Some(self.inside(object))
            }
            Place::Bearer => self.bearer(token, slot),
            Place::Receiver => self.receiver(token, slot),
            Place::Clause => self.takes_clause(token, slot).then(Vec::new),
            Place::Modal => self.modal(token, &slot.heads).then(Vec::new),
            Place::Anyone => {
                let subject = self.subject(token, predicate);
                let crowd = self.those_in_clause(token);
                Some(if crowd.is_empty() {
                    self.nearby(token, &subject)
                } else {
                    crowd
                })
            }
            Place::Possessor => {
                let possessor = self.child(token, &["nmod:poss"])?;
                Some(self.meant(possessor, slot))
            }
            Place::Passive => self.is_passive(token).then(Vec::new),
            Place::Negated => self.is_negated(token).then(Vec::new),
            Place::Condition => self.condition(token, slot),
            Place::Before => self.stands_before(token, predicate, slot).then(Vec::new),
            Place::Complement => self.is_called(token, slot).then(Vec::new),
            Place::Case => self
                .children(token)
                .iter()
                .any(|&c| self.relation(c) == "case" && self.is_head(c, &slot.heads))
                .then(Vec::new),
            Place::Wish => self.wishes(token).then(Vec::new),
            Place::Fact => self.states_fact(token).then(Vec::new),
            Place::Particle => self.has_particle(token, slot).then(Vec::new),
            Place::Infinitive => self.takes_infinitive(token, predicate, slot).then(Vec::new),
            Place::ClauseActor => self.clause_actor(token),
            Place::ClauseSubject => {
                let clause = self
                    .child(token, &["ccomp", "xcomp", "csubj"])
                    // "the demand that Togo leave"
                    .or_else(|| {
                        self.child(token, &["acl", "acl:relcl"])
                            .filter(|_| predicate == Predicate::Noun || self.is_mistaken(token))
                    })?;
                let subject = self.child(clause, &["nsubj", "nsubj:pass"])?;
                Some(self.entities(subject))
            }
            Place::Behind(prepositions) => self.behind_slot(token, predicate, slot, prepositions),
        }
    }

    /// Who acts, or whose the thing is that does.
    fn subject_slot(&self, token: usize, predicate: Predicate, slot: &Slot) -> Option<Vec<Entity>> {
        if !slot.heads.is_empty() {
            let subject = self.subject_token(token)?;
            let people = self.are_people(subject, &slot.heads);
            // "Thousands of soldiers massed": soldiers, not a crowd.
            let counted = self.counted(subject);
            let subject = if self
                .context
                .lists
                .has("troop", self.lemma(counted).trim_end_matches('s'))
            {
                counted
            } else {
                subject
            };
            if !people && !self.is_head(subject, &slot.heads) {
                return None;
            }
        }
        if slot.soil {
            // "The sentencing by Togo drew": whose it is.
            let subject = self.subject_token(token)?;
            return Some(self.entities(subject));
        }
        let mut subject = self.subject(token, predicate);
        if !slot.sorts.is_empty() {
            subject.retain(|e| slot.sorts.contains(&e.kind));
            if subject.is_empty() {
                return None;
            }
        }
        Some(subject)
    }

    /// "Young Algerians marched": people too, where people are asked for.
    fn are_people(&self, token: usize, heads: &HashSet<String>) -> bool {
        // "Two hundred Rohingya fled": a people whose name has no plural.
        let counted = self.upos(token) == Upos::Propn && self.child(token, &["nummod"]).is_some();
        heads.contains("people")
            && (self.xpos(token) == "NNPS" && self.lower(token).ends_with('s') || counted)
            && self
                .named(token)
                .iter()
                .any(|e| matches!(e.kind, EntityType::State | EntityType::Group))
    }

    /// What is acted on: of a noun what stands behind its "of".
    fn object_slot(&self, token: usize, predicate: Predicate, slot: &Slot) -> Option<Vec<Entity>> {
        let object = if predicate == Predicate::Verb {
            // "gave the envoy two days": here a time is what is given.
            let timed = || {
                self.children(token).iter().copied().find(|&c| {
                    self.relation(c) == "obj"
                        && !slot.heads.is_empty()
                        && self.is_head(c, &slot.heads)
                })
            };
            self.object(token).or_else(timed)?
        } else {
            self.behind(token, &["of".to_owned()])?
        };
        // "sent doctors and supplies"
        // "handed him a sentence", with two objects
        let second = self
            .children(token)
            .iter()
            .any(|&c| c != object && self.relation(c) == "obj" && self.is_head(c, &slot.heads));
        let fits = self.is_head(object, &slot.heads)
            || self.are_people(object, &slot.heads)
            || predicate == Predicate::Verb && !slot.heads.is_empty() && second
            || self
                .children(object)
                .iter()
                .any(|&c| self.relation(c) == "conj" && self.is_head(c, &slot.heads));
        fits.then(|| {
            let found = self.meant(object, slot);
            if found.is_empty() && slot.soil {
                let described = self.described_by(object);
                if described.is_empty() {
                    self.soil(object)
                } else {
                    described
                }
            } else {
                found
            }
        })
    }

    /// To whom the object goes.
    fn receiver(&self, token: usize, slot: &Slot) -> Option<Vec<Entity>> {
        let objects: Vec<usize> = self
            .children(token)
            .iter()
            .copied()
            .filter(|&c| self.relation(c) == "obj" && !self.is_time(c))
            .collect();
        // "lend Togo $2 million", where the parse takes it for a part of the sum.
        let within = || {
            let object = *objects.first()?;
            self.children(object).iter().copied().find(|&c| {
                c > token
                    && self.relation(c) == "compound"
                    && self.upos(c) == Upos::Propn
                    && (self.xpos(object) == "$"
                        // "gave Togo development aid", which is no aid of Togo's
                        || c == token + 1
                            && self.named(c).iter().any(|e| e.kind == EntityType::State)
                        // "lend Togo 2 million dollars"
                        || self.child(object, &["nummod"]).is_some() && !self.named(c).is_empty())
            })
        };
        // "Togo will be lent 50 million yen"
        let told = || {
            self.child(token, &["nsubj:pass"])
                .filter(|_| !objects.is_empty())
                .map(|s| self.antecedent(s, token))
        };
        // "gave the envoy two days to leave", parsed as a part of the time
        let timed = || {
            let days = self
                .children(token)
                .iter()
                .copied()
                .find(|&c| self.relation(c) == "obj" && self.is_time(c))?;
            self.children(days).iter().copied().find(|&c| {
                self.relation(c) == "compound"
                    && (!self.named(c).is_empty() || !self.people(c, true).is_empty())
            })
        };
        let receiver = told()
            .or_else(|| self.child(token, &["iobj"]))
            .or_else(|| {
                // "gave the soldiers two days to leave"
                let timed = self
                    .children(token)
                    .iter()
                    .any(|&c| self.relation(c) == "obj" && self.is_time(c));
                objects
                    .first()
                    .copied()
                    .filter(|_| objects.len() == 2 || timed)
            })
            .or_else(within)
            .or_else(timed)?;
        Some(self.meant(receiver, slot))
    }

    /// Whether the predicate takes such a clause.
    fn takes_clause(&self, token: usize, slot: &Slot) -> bool {
        self.children(token).iter().any(|&c| {
            let taken = match self.relation(c) {
                "xcomp" | "ccomp" => true,
                // "agreed, saying that" is no clause of agreement.
                "advcl" | "acl" => {
                    !slot.heads.is_empty()
                        || self
                            .child(c, &["mark"])
                            .is_some_and(|m| self.lower(m) == "to")
                }
                _ => false,
            };
            // "said that Togo had not violated the truce"
            let denied = !slot.heads.is_empty()
                && self.relation(c) == "ccomp"
                && self.children(c).iter().any(|&d| {
                    self.relation(d) == "advmod"
                        && matches!(self.lower(d).as_str(), "not" | "never" | "n't" | "n’t")
                });
            let taken = taken && !denied;
            // "said that they lie and steal"
            // "said that they were behind the attack"
            taken
                && (self.is_head(c, &slot.heads)
                    || !slot.heads.is_empty()
                        && self.children(c).iter().any(|&d| {
                            let joined = self.relation(d) == "conj"
                                || self.relation(d) == "case" && self.lower(d) == "behind"
                            // "said that it was a hostile act"
                            || self.relation(d) == "amod";
                            joined && self.is_head(d, &slot.heads)
                        }))
        })
    }

    /// Whether the predicate, or the infinitive that it takes, is denied.
    fn is_negated(&self, token: usize) -> bool {
        let infinitive = self
            .children(token)
            .iter()
            .copied()
            .find(|&c| self.relation(c) == "xcomp" && self.child(c, &["mark"]).is_some());
        std::iter::once(token).chain(infinitive).any(|verb| {
            self.children(verb).iter().any(|&c| {
                matches!(
                    self.lower(c).as_str(),
                    "not" | "never" | "n't" | "n’t" | "neither"
                )
            })
        })
    }

    /// Who acts in the clause without which the predicate does not hold: "if Togo attacks".
    fn condition(&self, token: usize, slot: &Slot) -> Option<Vec<Entity>> {
        let above = self
            .head(token)
            .filter(|_| matches!(self.relation(token), "xcomp" | "ccomp" | "conj"));
        // "threatened to strike if"
        let below = self.child(token, &["xcomp"]);
        let places = [Some(token), above, below];
        let clause = places.into_iter().flatten().find_map(|verb| {
            self.children(verb).iter().copied().find(|&c| {
                self.relation(c) == "advcl"
                    && self.children(c).iter().any(|&m| {
                        matches!(self.relation(m), "mark" | "aux")
                            && matches!(self.lower(m).as_str(), "if" | "unless" | "should")
                    })
            })
        })?;
        // "will strike back if attacked"
        if slot.capture.is_none() {
            return Some(Vec::new());
        }
        let subject = self.child(clause, &["nsubj", "nsubj:pass"])?;
        Some(self.blamed(subject)).filter(|found| !found.is_empty())
    }

    /// Whether one of the words stands right before the noun, or before the object of the verb.
    fn stands_before(&self, token: usize, predicate: Predicate, slot: &Slot) -> bool {
        if predicate == Predicate::Verb {
            // "test-fired": a part of the verb itself.
            let part = token >= self.first + 2
                && self.lower(token - 1) == "-"
                && self.is_head(token - 2, &slot.heads);
            // Of a verb, before its object: "conducted an air raid".
            return part
                || self
                    .object(token)
                    .filter(|&o| o > token)
                    .is_some_and(|object| {
                        (object.saturating_sub(4).max(token + 1)..object)
                            .any(|at| self.is_head(at, &slot.heads))
                    });
        }
        (token.saturating_sub(3).max(self.first)..token).any(|at| self.is_head(at, &slot.heads))
    }

    /// Whether the object is called so: "called it a coup".
    fn is_called(&self, token: usize, slot: &Slot) -> bool {
        let object = self.object(token);
        let beside = object.into_iter().flat_map(|o| self.children(o).to_vec());
        self.children(token).iter().copied().chain(beside).any(|c| {
            Some(c) != object
                && (matches!(self.relation(c), "xcomp" | "obj" | "advmod")
                                // "called the criticism objectionable", parsed as an adjective of it
                                || self.relation(c) == "amod" && object.is_some_and(|o| c > o)
                                // "called the charges \"unfounded\""
                                || self.relation(c) == "acl"
                                    && matches!(self.lower(c - 1).as_str(), "\"" | "“")
                                // "called the decision of Togo a step", parsed as a part of it
                                || self.relation(c) == "nmod"
                                    && self.child(c, &["case"]).is_none()
                                || self
                                    .child(c, &["case"])
                                    .is_some_and(|p| self.lower(p) == "as"))
                && (self.is_head(c, &slot.heads)
                    || self
                        .children(c)
                        .iter()
                        .any(|&d| self.relation(d) == "amod" && self.is_head(d, &slot.heads)))
        })
    }

    /// Whether the clause is of what shall be: "insisted that Togo leave", "should leave", not "insisted that
    /// Togo had left".
    fn wishes(&self, token: usize) -> bool {
        let Some(clause) = self.child(token, &["ccomp", "csubj"]) else {
            return false;
        };
        let bare =
            matches!(self.xpos(clause), "VB" | "VBP") && self.child(clause, &["aux"]).is_none();
        let modal = self.children(clause).iter().any(|&c| {
            self.relation(c).starts_with("aux")
                && matches!(self.lower(c).as_str(), "should" | "must" | "be" | "shall")
        });
        bare || modal
    }

    /// Whether the clause is of what is so: "agreed that the visit was a success".
    fn states_fact(&self, token: usize) -> bool {
        let Some(clause) = self.child(token, &["ccomp"]) else {
            return false;
        };
        let auxiliaries = || {
            self.children(clause)
                .iter()
                .copied()
                .filter(|&c| self.relation(c) == "cop" || self.relation(c).starts_with("aux"))
        };
        let modal = auxiliaries()
            .any(|c| self.xpos(c) == "MD" || matches!(self.lower(c).as_str(), "be" | "to"));
        // "agreed that the groups had to be curbed"
        let obliged = self.lemma(clause) == "have" && self.child(clause, &["xcomp"]).is_some();
        let modal = modal || obliged;
        let tense = |t: usize| matches!(self.xpos(t), "VBD" | "VBZ");
        let told =
            auxiliaries().any(|c| tense(c) || matches!(self.lower(c).as_str(), "are" | "have"));
        self.child(clause, &["nsubj", "nsubj:pass", "expl", "csubj"])
            .is_some()
            && !modal
            && (told || tense(clause))
    }

    /// Whether such a particle goes with the predicate.
    fn has_particle(&self, token: usize, slot: &Slot) -> bool {
        let parsed = self.children(token).iter().any(|&c| {
            matches!(self.relation(c), "compound:prt" | "advmod" | "xcomp")
                && self.is_head(c, &slot.heads)
        });
        // "handed over a suspect", where the parse takes "over" for a preposition.
        let next = token + 1;
        let cased = next < self.end
            && matches!(self.relation(next), "case" | "advmod")
            && self.is_head(next, &slot.heads);
        parsed || cased
    }

    /// Whether the predicate takes such an infinitive.
    fn takes_infinitive(&self, token: usize, predicate: Predicate, slot: &Slot) -> bool {
        self.children(token)
            .iter()
            .copied()
            .chain(
                self.object(token)
                    .into_iter()
                    .flat_map(|o| self.children(o).iter().copied()),
            )
            // "led calls for Togo to leave"
            .chain(
                self.head(token)
                    .filter(|_| predicate == Predicate::Noun)
                    .into_iter()
                    .flat_map(|h| self.children(h).iter().copied()),
            )
            .any(|c| {
                matches!(self.relation(c), "xcomp" | "ccomp" | "advcl" | "acl")
                    && self.is_head(c, &slot.heads)
                    && !(token..c).any(|t| matches!(self.lower(t).as_str(), "\"" | "“"))
                    && self
                        .children(c)
                        .iter()
                        .any(|&m| self.relation(m) == "mark" && self.lower(m) == "to")
            })
    }

    /// Who acts in the clause: of "said that it would", "it" is who speaks; of a passive the victim is told.
    fn clause_actor(&self, token: usize) -> Option<Vec<Entity>> {
        let clause = self.child(token, &["ccomp", "acl"])?;
        // "said that the council was biased" tells how it is, not what was done to it.
        let judged = self.context.lists.has("wrong", &self.lower(clause));
        if self.is_passive(clause) && !judged {
            return None;
        }
        let subject = self.child(clause, &["nsubj", "nsubj:pass"])?;
        let own = [Some(subject), self.child(subject, &["nmod:poss"])]
            .into_iter()
            .flatten()
            .any(|t| matches!(self.lower(t).as_str(), "we" | "i" | "our" | "my"));
        // A claim is against whoever it names, not against whose a thing is.
        let claims = matches!(
            self.lemma(token),
            "claim" | "complain" | "contend" | "protest"
        );
        let act = self.is_deed(subject);
        let whom = || {
            if claims && !act {
                self.actors(subject)
            } else {
                self.blamed(subject)
            }
        };
        (!own)
            .then(whom)
            .filter(|w| !(claims || act) || !w.is_empty())
    }

    /// Of whom a noun or adjective is said; a phrase that names nobody is of nobody.
    fn bearer(&self, token: usize, slot: &Slot) -> Option<Vec<Entity>> {
        let bearer = self.described(token)?;
        Some(self.blamed(bearer)).filter(|found| slot.capture.is_none() || !found.is_empty())
    }

    /// Whether a noun names an act that somebody may be blamed for: "the attacks", "strikes".
    fn is_deed(&self, noun: usize) -> bool {
        self.is_means(noun) || self.context.lists.has("abuse-noun", self.lemma(noun))
    }

    /// Whom it falls on what is said of a phrase: "said that the attacks on aid workers were crimes" is
    /// said of those who attacked.
    fn blamed(&self, phrase: usize) -> Vec<Entity> {
        if !self.is_deed(phrase) {
            return self.entities(phrase);
        }
        let found = self.doer(phrase);
        if found.is_empty() {
            self.whose_deed(phrase)
        } else {
            found
        }
    }

    /// On which words a phrase behind one of the prepositions may hang: the predicate, its object, what
    /// carries it.
    fn hung_on(&self, token: usize, predicate: Predicate, prepositions: &[String]) -> Vec<usize> {
        let mut places = vec![token];
        // "has raged since Friday between": a day has no parties of its own.
        let days = |&&c: &&usize| self.relation(c).starts_with("obl") && self.is_time(c);
        places.extend(self.children(token).iter().filter(days));
        if predicate != Predicate::Noun {
            // "The war between Chad and Togo broke out"
            if prepositions.iter().any(|p| p == "between") && !self.is_passive(token) {
                places.extend(self.child(token, &["nsubj"]));
            }
            // "the trial in Togo of two men has opened"
            places.extend(
                self.child(token, &["nsubj"])
                    .filter(|&s| self.lemma(s) == "trial"),
            );
            // "signed a deal with": the phrase may hang on the object.
            if let Some(object) = self.object(token) {
                places.push(object);
                // "the sympathy we feel with"
                places.extend(self.child(object, &["acl:relcl"]).filter(|&a| {
                    self.child(a, &["nsubj"])
                        .is_some_and(|s| matches!(self.lower(s).as_str(), "we" | "i"))
                }));
                // "a treaty of peace with", "a convoy of food for"
                places.extend(self.behind(object, &["of".to_owned()]));
                // "closed crossing points on its border with Togo"
                places.extend(
                    self.behind(object, &["on", "along", "at", "across"].map(str::to_owned))
                        .filter(|&b| matches!(self.lower(b).as_str(), "border" | "frontier")),
                );
                // "denied any role in the bombing of"
                places.extend(
                    self.behind(object, &["in", "for", "to", "with"].map(str::to_owned))
                        .filter(|_| self.context.lists.has("involvement", self.lemma(object))),
                );
                // "named the Front and the Army as enemies"
                places.extend(self.child(object, &["conj"]));
                // "lifted an embargo that had been imposed on"
                places.extend(self.child(object, &["acl:relcl"]).filter(|&a| {
                    matches!(
                        self.lemma(a),
                        "impose" | "place" | "levy" | "slap" | "introduce"
                    )
                }));
                // "fired shells aimed at"
                places.extend(self.child(object, &["acl"]).filter(|&a| a > object));
            }
            // "were denied entry to": of a passive with an object of its own; "imposed by Togo on Chad"
            if self.is_passive(token) {
                places.extend(self.child(token, &["obj"]));
                places.extend(self.child(token, &["obl:agent"]));
            }
            places.extend(self.child(token, &["xcomp"]));
            // "disbursed two billion euros in loans to"
            places.extend(
                self.behind(token, &["in".to_owned()])
                    .filter(|&aid| self.context.lists.has("goods", &self.lower(aid))),
            );
            // "looks forward to welcoming her to": the phrase may hang on what governs.
            if self.xpos(token) == "VBG" {
                places.extend(self.head(token).filter(|&h| self.lemma(h) == "look"));
            }
            // "withdrew from a treaty with"
            if !prepositions.iter().any(|p| p == "from" || p == "of") {
                let left = ["from", "of"].map(str::to_owned);
                places.extend(self.behind(token, &left).filter(|_| {
                    matches!(
                        self.lemma(token),
                        "withdraw" | "pull" | "exit" | "quit" | "drop" | "walk" | "back"
                    )
                }));
            }
            // "hit back with tariffs on"
            places.extend(self.behind(token, &["with".to_owned()]));
            // "took part in exercises with"
            if prepositions.iter().any(|p| p == "with") {
                places.extend(self.behind(token, &["in".to_owned()]));
            }
        } else {
            // "reaffirmed its commitment to": the phrase may hang on the verb.
            let governor = self.head(token).filter(|_| self.relation(token) == "obj");
            // "was blamed by the president on the strike": not his strike.
            let by = prepositions.iter().any(|p| p == "by");
            let carrier = self
                .carrier(token)
                .filter(|_| !(by && self.relation(token) == "obl"));
            places.extend(carrier.or(governor));
            // "the visit of a Kenyan delegation to Lomé": on whoever acts.
            places.extend(self.behind(token, &["of".to_owned(), "by".to_owned()]));
        }
        places
    }

    /// Who stands behind one of the prepositions, on whatever the parse hangs the phrase.
    fn behind_slot(
        &self,
        token: usize,
        predicate: Predicate,
        slot: &Slot,
        prepositions: &[String],
    ) -> Option<Vec<Entity>> {
        let places = self.hung_on(token, predicate, prepositions);
        // "conducted raids in Syria against rebels": what is named first is asked first.
        let mut there = None;
        // "called for an end to the siege"
        let asked = (predicate == Predicate::Verb)
            .then(|| {
                let asked = self.behind(token, &["for".to_owned()]);
                // "insists on reforms in Togo"
                asked.or_else(|| {
                    let on = self.behind(token, &["on".to_owned()])?;
                    matches!(self.lemma(token), "insist" | "press").then_some(on)
                })
            })
            .flatten();
        let mut named = |preposition: &String| {
            // "for the resignation of Togo's president"
            let within = asked.filter(|_| {
                matches!(
                    preposition.as_str(),
                    "to" | "at" | "of" | "by" | "in" | "from" | "with" | "against"
                )
            });
            let preposition = std::slice::from_ref(preposition);
            places.iter().copied().chain(within).find_map(|place| {
                // "was arrested in May in Togo": the first that names one.
                let front = (preposition[0] == "outside").then(|| self.in_front_of(place));
                self.all_behind(place, preposition)
                    .chain(front.flatten())
                    .filter(|&found| self.is_head(found, &slot.heads))
                    // "In Lomé, the minister called for": where it was said.
                    .filter(|&found| {
                        found > token
                            || slot.soil
                            || slot.capture.is_none()
                            || !matches!(preposition[0].as_str(), "in" | "on" | "at" | "upon")
                    })
                    .find_map(|found| {
                        there = there.or(Some(found).filter(|&f| !self.is_time(f)));
                        Some(self.meant(found, slot))
                            .filter(|e| slot.capture.is_none() || !e.is_empty())
                    })
            })
        };
        let aimed = |p: &&String| matches!(p.as_str(), "on" | "against" | "at");
        let mut found = if slot.soil && prepositions.iter().any(|p| p == "against") {
            // "strikes with jets in Syria against rebels": however far away it stands, whom
            // it is against goes before where it is.
            prepositions
                .iter()
                .filter(aimed)
                .find_map(&mut named)
                .or_else(|| self.against(token, slot))
        } else {
            None
        };
        found = found.or_else(|| prepositions.iter().find_map(&mut named));
        // "imposes tariffs of a tenth on cars from Togo"
        if found.is_none()
            && slot.heads.is_empty()
            && predicate == Predicate::Verb
            && prepositions.iter().any(|p| p == "on")
        {
            found = self.further(token, slot);
        }
        // "barred them from entering", "accused of arming": a clause behind the preposition.
        if found.is_none()
            && there.is_none()
            && slot.capture.is_none()
            && (!slot.heads.is_empty()
                || prepositions
                    .iter()
                    .any(|p| matches!(p.as_str(), "of" | "from" | "against"))
                // "designated two banks for helping"
                || predicate == Predicate::Verb && prepositions.iter().any(|p| p == "for"))
            && places.iter().any(|&place| {
                self.children(place).iter().any(|&c| {
                    matches!(self.relation(c), "advcl" | "acl" | "xcomp" | "ccomp")
                        && self.is_head(c, &slot.heads)
                        && self.children(c).iter().any(|&m| {
                            self.relation(m) == "mark"
                                && self.lower(m) != "to"
                                && prepositions.contains(&self.lower(m))
                        })
                })
            })
        {
            return Some(Vec::new());
        }
        // "took Togo to court", parsed as a verb
        if found.is_none()
            && there.is_none()
            && slot.heads.contains("court")
            && self
                .children(token)
                .iter()
                .any(|&c| self.relation(c) == "advcl" && self.lower(c) == "court")
        {
            return Some(Vec::new());
        }
        // The phrase is there, but names nobody.
        found.or_else(|| {
            let soil = there?;
            if !slot.soil {
                return Some(Vec::new());
            }
            // A shot into the sea hits nobody.
            let open = self.context.lists.has("open-water", &self.lower(soil));
            (!open).then(|| self.soil(soil))
        })
    }

    /// Those to whom something is done in the clause of an aim: "fired tear gas to disperse the crowd".
    fn those_in_clause(&self, token: usize) -> Vec<Entity> {
        self.children(token)
            .iter()
            .filter(|&&c| matches!(self.relation(c), "xcomp" | "advcl") && self.xpos(c) == "VB")
            .filter(|&&c| self.context.lists.has("dispersing", self.lemma(c)))
            .filter_map(|&c| self.object(c))
            .map(|object| self.phrase(object, false))
            .map(|mut found| {
                found.retain(|e| matches!(e.kind, EntityType::Group | EntityType::Body));
                found
            })
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// Before what somebody stands: "rallied in front of the embassy".
    fn in_front_of(&self, place: usize) -> Option<usize> {
        let front = self
            .behind(place, &["in".to_owned()])
            .filter(|&front| self.lower(front) == "front")?;
        self.behind(front, &["of".to_owned()])
    }

    /// Whom the words before a noun name, however deep: "North Korean \"test\" launches".
    fn described_by(&self, noun: usize) -> Vec<Entity> {
        (self.first..noun)
            .rev()
            .take(8)
            .filter(|&t| {
                let mut at = t;
                (0..4).any(|_| match self.head(at) {
                    Some(head) if head > at => {
                        at = head;
                        head == noun
                    }
                    _ => false,
                })
            })
            // "the Serb-dominated north" is not the Serbs'.
            .filter(|&t| {
                self.lower(t + 1) != "-" || !self.context.lists.has("tied-to", &self.lower(t + 2))
            })
            .map(|t| self.named(t))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// Whoever stands behind an "on" further down in the object.
    fn further(&self, token: usize, slot: &Slot) -> Option<Vec<Entity>> {
        let object = self.object(token).filter(|&o| o > token)?;
        (object + 1..self.end)
            .take_while(|&t| !matches!(self.upos(t), Upos::Verb | Upos::Sconj))
            .filter(|&t| self.relation(t) == "case" && self.lower(t) == "on")
            .filter_map(|t| self.head(t).filter(|&h| !self.is_time(h)))
            .map(|head| self.meant(head, slot))
            .find(|found| !found.is_empty())
    }

    /// Whoever stands behind the next "against" of the clause.
    fn against(&self, token: usize, slot: &Slot) -> Option<Vec<Entity>> {
        let case = (token + 1..self.end)
            .take_while(|&t| self.lower(t) != ";")
            .find(|&t| self.relation(t) == "case" && self.lower(t) == "against")?;
        Some(self.meant(self.head(case)?, slot)).filter(|found| !found.is_empty())
    }

    /// What a slot keeps of the phrase with that head.
    pub(super) fn meant(&self, head: usize, slot: &Slot) -> Vec<Entity> {
        if slot.sorts.is_empty() {
            return self.entities(head);
        }
        let mut heads = vec![head];
        heads.extend(
            self.children(head)
                .iter()
                .filter(|&&c| self.relation(c) == "conj"),
        );
        // "His Excellency General Giang": the name stands beside the head.
        heads.extend(
            self.children(head)
                .iter()
                .filter(|&&c| matches!(self.relation(c), "appos" | "flat")),
        );
        let discourse = self.context.discourse;
        let mut out: Vec<Entity> = Vec::new();
        // "fired on two boats and seized them"
        if self.lower(head) == "them" {
            out = self.taken_up(head);
            out.retain(|e| slot.sorts.contains(&e.kind));
            if !out.is_empty() {
                return out;
            }
        }
        for unit in heads.into_iter().filter_map(|h| self.unit(h)) {
            if let UnitKind::Mention(m) = discourse.lines[self.line].units[unit].kind {
                for entity in discourse.entities_of(m) {
                    let known = out.iter().any(|e| e.key() == entity.key());
                    if slot.sorts.contains(&entity.kind) && !known {
                        out.push(entity.clone());
                    }
                }
            }
        }
        if out.is_empty()
            && slot.sorts.contains(&EntityType::Person)
            && self.upos(head) == Upos::Propn
            && let Some(name) = discourse.unknown_name(self.tokens[head].span)
        {
            return vec![Entity::new(name, EntityType::Other)];
        }
        // "M23 rebels": a word of the phrase names them.
        if out.is_empty() && slot.sorts.contains(&EntityType::Group) {
            out = self.entities(head);
            out.retain(|e| e.kind == EntityType::Group);
        }
        // "the union's leaders": those whom they lead.
        if out.is_empty() {
            out = self.people(head, false);
            out.retain(|e| slot.sorts.contains(&e.kind));
        }
        out
    }

    /// The state where a thing is that belongs to nobody whom the text names: "a mosque in
    /// Kano", "the airport".
    fn soil(&self, head: usize) -> Vec<Entity> {
        let open = self.context.lists.has("open-water", &self.lower(head));
        if open || self.upos(head) == Upos::Pron {
            return Vec::new();
        }
        let discourse = self.context.discourse;
        // A name of which nothing is known is that of whoever is hit.
        if self.upos(head) == Upos::Propn
            && let Some(name) = discourse.unknown_name(self.tokens[head].span)
        {
            return vec![Entity::new(name, EntityType::Other)];
        }
        // "designated the Gomez organization": a network of which no table knows.
        let known_as = self
            .children(head)
            .iter()
            .copied()
            .filter(|&c| c < head && self.relation(c) == "compound" && self.upos(c) == Upos::Propn)
            .find_map(|c| discourse.unknown_name(self.tokens[c].span));
        if self.context.lists.has("band-noun", &self.lower(head))
            && let Some(name) = known_as
        {
            return vec![Entity::new(name, EntityType::Group)];
        }
        // "boats carrying refugees"
        let aboard = self
            .child(head, &["acl"])
            .filter(|&c| matches!(self.lemma(c), "carry" | "transport" | "hold" | "bring"))
            .and_then(|c| self.object(c))
            .map(|object| self.phrase(object, false))
            .unwrap_or_default();
        if !aboard.is_empty() {
            return aboard;
        }
        // "sentenced the editor of a paper, Jean Gasasira": whom no table knows.
        let beside = self
            .children(head)
            .iter()
            .copied()
            .chain(
                self.behind(head, &["of".to_owned()])
                    .into_iter()
                    .flat_map(|of| self.children(of).iter().copied()),
            )
            .find(|&c| {
                self.relation(c) == "appos"
                    && self.upos(c) == Upos::Propn
                    && self.named(c).is_empty()
            });
        if self.context.lists.has("person", self.lemma(head))
            && let Some(name) = beside.and_then(|b| discourse.unknown_name(self.tokens[b].span))
        {
            return vec![Entity {
                country: discourse.setting(self.line).map(str::to_owned),
                ..Entity::new(name, EntityType::Person)
            }];
        }
        discourse
            .setting(self.line)
            .and_then(|code| discourse.state_named(code))
            .into_iter()
            .collect()
    }

    /// The state of whoever says that others did something to what is nobody's: "Togo said that Ghanaian
    /// troops had seized a boat", "accused them of seizing a boat".
    pub(super) fn complainant(&self, token: usize, subject: &[Entity]) -> Option<Entity> {
        let discourse = self.context.discourse;
        let charging = self
            .charge(token)
            .and_then(|verb| self.subject_token(verb))
            .and_then(|who| self.actors(who).into_iter().next());
        let who = charging.or_else(|| self.context.source_at(self.line, self.unit(token)?))?;
        let code = who.country.as_deref()?;
        let known = subject.iter().all(|s| s.country.is_some());
        let other = subject.iter().all(|s| s.country.as_deref() != Some(code));
        (known && other && !subject.is_empty())
            .then(|| discourse.state_named(code))
            .flatten()
    }

    /// The party that the clause of a predicate names nearest behind it, besides those who act.
    pub(super) fn nearby(&self, token: usize, subject: &[Entity]) -> Vec<Entity> {
        // "froze the aid, and the union warned": whoever acts in a clause beside it is not meant.
        // So is whoever acts or is acted on in a clause of time: "fired shells after Chad had warned Mali".
        let apart = |at: usize| {
            matches!(self.relation(at), "conj" | "parataxis" | "advcl")
                && self.upos(at) == Upos::Verb
                && self.child(at, &["nsubj", "nsubj:pass"]).is_some()
        };
        let inside = |mut at: usize| {
            for _ in 0..8 {
                if at == token {
                    return true;
                }
                match self.head(at) {
                    Some(head) if !apart(at) => at = head,
                    _ => return false,
                }
            }
            false
        };
        let mut seen = None;
        for at in token + 1..self.end {
            let unit = self.unit(at);
            // "the Gulf of Guinea" is no Guinea.
            let open = self
                .head(at)
                .is_some_and(|h| self.context.lists.has("open-water", &self.lower(h)));
            if unit == seen || open || !inside(at) {
                continue;
            }
            seen = unit;
            let found: Vec<Entity> = self
                .named(at)
                .into_iter()
                .filter(|e| e.kind != EntityType::Place)
                .filter(|e| {
                    !subject.iter().any(|s| {
                        s.key() == e.key() || s.country.is_some() && s.country == e.country
                    })
                })
                .collect();
            if !found.is_empty() {
                return found;
            }
        }
        // "urged the generals to step down and warned that force was possible": the same.
        let before = self
            .head(token)
            .filter(|_| self.relation(token) == "conj" && self.child(token, &["nsubj"]).is_none());
        let object = before.and_then(|verb| {
            (self.upos(verb) == Upos::Verb)
                .then(|| self.child(verb, &["obj", "iobj"]))
                .flatten()
        });
        let mut shared = object.map(|o| self.phrase(o, false)).unwrap_or_default();
        shared
            .retain(|e| e.kind != EntityType::Place && !subject.iter().any(|s| s.key() == e.key()));
        shared
    }
}
