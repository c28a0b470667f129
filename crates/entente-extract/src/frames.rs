//! Frames: what a verb or a noun does with its dependents, read off the parse.
//!
//! A pattern sees words in a row; a frame sees who stands in which role, however far away and
//! in whichever voice: "condemned the raid", "the raid was condemned by", "its condemnation of".
//!
//! | in a frame | means |
//! | --- | --- |
//! | `verb condemn/denounce` | the predicate: a form of one of these verbs; `verb *` any verb |
//! | `%weapon` | among words, all those of that list of `data/en/words.tsv` |
//! | `noun visit/trip` | the predicate: one of these nouns, singular or plural |
//! | `adjective concerned/critical` | the predicate: one of these adjectives or participles |
//! | `object=b` | whoever the object stands for, or whose it is, kept as `b` |
//! | `object:sanction/tariff` | the object must be one of these nouns |
//! | `on/against=b` | who stands behind one of these prepositions, kept as `b` |
//! | `to:visit/talks` | such a preposition with one of these nouns must be there |
//! | `subject=b`, `subject:vote`, `subject@company` | the same for the subject; `subject=*b` also whose it is |
//! | `modal:must/should` | one of these auxiliaries stands with the predicate |
//! | `clause:stop/end` | the predicate takes a clause with one of these verbs |
//! | `object@policy/agreement=b` | the object itself, if it is one of these sorts of entity |
//! | `receiver=b` | to whom the object goes: "lent Ghana money" |
//! | `bearer=b` | of whom a noun is said: "Togo was the target of" |
//! | `inside=b` | the parties that the words of the object, or of a noun itself, name: "the Kenya-Japan accord" |
//! | `anyone=b` | whoever else the clause names, nearest behind the predicate |
//! | `infinitive:leave` | the predicate takes an infinitive: "told Togo to leave" |
//! | `clause-subject=b` | who acts in the clause that the predicate takes: "demanded that Togo leave" |
//! | `complement:coup` | what the object is called: "called it a coup", "labelled it as a coup" |
//! | `wish:` | the predicate takes a clause of what shall be: "insisted that Togo leave" |
//! | `fact:` | the predicate takes a clause of what is so: "agreed that the visit was a success" |
//! | `clause-actor=b` | the same, but not of a passive: "said that Togo armed rebels" |
//! | `object=*b` | as `object=b`; a thing that is nobody's ("a mosque") stands for the state where it is |
//! | `before:drone/air` | one of these words stands right before the noun, or the verb's object: "drone strike" |
//! | `particle:out/off` | one of these particles goes with the predicate: "called off" |
//! | `possessor`, `possessor=b` | the predicate has a possessor: "the army's attacks" |
//! | `case:behind` | the noun stands behind this preposition: "is behind the attack" |
//! | `x?` | `x` may be missing |
//! | `negated:` | the predicate, or the infinitive that it takes, is denied: "will not attend", "chose not to attend" |
//! | `passive:` | the predicate is a passive: "must be lifted" |
//! | `condition=b` | it holds only if somebody does something, kept as `b`: "will respond if Togo attacks" |
//! | `!to:…` | no such phrase may hang on the predicate itself |
//! | `!object:…`, `!object@person:`, `!particle:down`, `!complement:` | it has no such object, particle, … |
//!
//! The subject is kept as `subject` whether or not a frame names it: of a verb the one who acts,
//! also as the agent of a passive; of a noun its possessor, the adjective before it, or the subject
//! of the verb that carries it ("paid a visit").
//!
//! This file reads frames and tries them on a predicate. What they ask of a sentence is settled in the
//! modules below: `parse` (what hangs on what), `repairs` (where the parse is wrong), `roles` (who acts
//! and what is acted on), `status` (whether it holds), `slots` (what fills a slot), `parties` (for whom a
//! phrase stands), `people` (those whom no name names), `pronouns` (whom "them" and "the pair" take up), `deeds` (whose an act told before is).

mod deeds;
mod parse;
mod parties;
mod people;
mod pronouns;
mod repairs;
mod roles;
mod slots;
mod status;

pub(crate) use parse::Parse;

use entente_language::Upos;
use entente_model::{Entity, EntityType, Status};
use rustc_hash::FxHashSet as HashSet;

use crate::inflect::forms;
use crate::lists::Lists;

/// A compiled frame.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// What part of speech the predicate is.
    predicate: Predicate,
    /// Every form of its words, lower case.
    pub words: HashSet<String>,
    slots: Vec<Slot>,
    /// Whether it tells of an act against another: of what is hit on nobody's ground in a text about
    /// two, the other is meant.
    pub hostile: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Predicate {
    Verb,
    Noun,
    Adjective,
}

#[derive(Clone, Debug)]
struct Slot {
    place: Place,
    /// Forms of words that the head of the phrase must be one of; empty if any will do.
    heads: HashSet<String>,
    /// Sorts of entity, where the phrase must be one itself; else any party that it stands for.
    sorts: Vec<EntityType>,
    /// The name under which its entities are kept.
    capture: Option<String>,
    /// Whether a phrase that names nobody stands for the state where the thing is.
    soil: bool,
    optional: bool,
    /// Whether it must not be there.
    absent: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Subject,
    Object,
    Inside,
    Receiver,
    Bearer,
    Clause,
    Anyone,
    Modal,
    ClauseSubject,
    ClauseActor,
    Wish,
    Case,
    Fact,
    Complement,
    Particle,
    Infinitive,
    Before,
    Possessor,
    Negated,
    Condition,
    Passive,
    Behind(Vec<String>),
}

/// What a frame found: whom it kept under which name.
#[derive(Clone, Debug)]
pub(crate) struct Framed {
    pub captures: Vec<(String, Vec<Entity>)>,
    /// Whether it holds, is to come or is possible, where the clause tells.
    pub status: Option<Status>,
}

impl Frame {
    /// Reads a frame.
    ///
    /// # Errors
    ///
    /// A sentence that says what is wrong with it.
    pub(crate) fn parse(text: &str, lists: &Lists) -> Result<Self, String> {
        let mut parts = text.split_whitespace();
        let predicate = match parts.next() {
            Some("verb") => Predicate::Verb,
            Some("noun") => Predicate::Noun,
            Some("adjective") => Predicate::Adjective,
            _ => {
                return Err(format!(
                    "a frame begins with `verb`, `noun` or `adjective`: `{text}`"
                ));
            }
        };
        let words = parts
            .next()
            .ok_or_else(|| format!("`{text}` lacks its words"))?
            .split('/');
        let words = listed(words, lists)?;
        let words: HashSet<String> = if predicate == Predicate::Adjective {
            words.into_iter().map(str::to_owned).collect()
        } else {
            words.into_iter().flat_map(forms).collect()
        };
        let slots = parts
            .map(|slot| Slot::parse(slot, lists))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            predicate,
            words,
            slots,
            hostile: false,
        })
    }

    /// The names that it keeps.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.slots.iter().filter_map(|s| s.capture.as_deref())
    }

    /// How much it asks for: of two frames on one word the one that asks more is tried first.
    pub(crate) fn weight(&self) -> usize {
        self.slots
            .iter()
            .filter(|s| !s.optional && !s.absent)
            .map(|s| 1 + 2 * usize::from(!s.heads.is_empty()))
            .sum()
    }

    /// What it finds at the token.
    pub(crate) fn find(&self, tree: &Parse, token: usize) -> Option<Framed> {
        let mut framed = self.filled(tree, token)?;
        // What is hit in a text about two is the other's, even where a state strikes from its own
        // ground.
        let actors = framed
            .captures
            .iter()
            .find(|c| c.0 == "subject")
            .map(|c| c.1.clone())
            .unwrap_or_default();
        for (name, found) in &mut framed.captures {
            let soil = self
                .slots
                .iter()
                .any(|s| s.soil && s.capture.as_deref() == Some(name.as_str()));
            let own = !actors.is_empty()
                && found.iter().all(|e| {
                    e.kind == EntityType::State && actors.iter().any(|a| a.country == e.country)
                });
            if self.hostile
                && soil
                && own
                && let Some(other) = tree.context.discourse.other_side(&actors)
            {
                *found = vec![other];
            }
        }
        Some(framed)
    }

    fn filled(&self, tree: &Parse, token: usize) -> Option<Framed> {
        let upos = tree.upos(token);
        let fits = match self.predicate {
            // "Forces unleashed attacks", "police advanced": what has a subject and no copula is a verb.
            Predicate::Verb => {
                upos == Upos::Verb
                    || upos == Upos::Adj
                        && tree.lower(token).ends_with("ed")
                        && tree.child(token, &["nsubj"]).is_some()
                        && tree.child(token, &["cop"]).is_none()
                    || tree.is_shot(token)
                    || tree.is_mistaken(token)
            }
            // "ran against him in March" is no march.
            Predicate::Noun => {
                matches!(upos, Upos::Noun | Upos::Propn)
                    && !tree.is_mistaken(token)
                    && !tree.is_time(token)
                    && !tree.is_manner(token)
            }
            Predicate::Adjective => {
                upos == Upos::Adj
                    // "police are out in force"
                    || matches!(upos, Upos::Verb | Upos::Adv)
                        && tree.child(token, &["aux:pass", "cop"]).is_some()
            }
        };
        if !fits {
            return None;
        }
        // What must be done is asked for, not told, unless that is what the frame is about.
        let asked = self.slots.iter().any(|s| s.place == Place::Modal);
        if !asked && tree.is_obliged(token) {
            return None;
        }
        // "must be allowed to": it is another who must allow it.
        // Nor is "should have left" asked.
        let past = tree.child(token, &["aux"]).is_some()
            && tree
                .children(token)
                .iter()
                .any(|&c| tree.relation(c) == "aux" && tree.lower(c) == "have");
        // "should Togo fail" is a condition.
        let turned = tree.child(token, &["nsubj"]).is_some_and(|subject| {
            tree.children(token)
                .iter()
                .any(|&c| tree.relation(c) == "aux" && tree.lower(c) == "should" && c < subject)
        });
        let passive = self.slots.iter().any(|s| s.place == Place::Passive);
        if asked && (past || turned || tree.is_passive(token) && !passive) {
            return None;
        }
        let mut status = tree.status(token, self.hostile)?;
        // "No Kenyan president has visited Peru"
        if status == Status::Actual && self.predicate == Predicate::Verb && tree.is_of_nobody(token)
        {
            status = Status::Denied;
        }
        // What is not done is what the frame is about.
        if self.slots.iter().any(|s| s.place == Place::Negated) {
            status = Status::Actual;
        }
        let mut captures: Vec<(String, Vec<Entity>)> = Vec::new();
        for slot in &self.slots {
            if slot.absent {
                if slot.place == Place::Object {
                    let there = tree.object(token).is_some_and(|object| {
                        slot.sorts.is_empty() && tree.is_head(object, &slot.heads)
                            || !slot.sorts.is_empty() && !tree.meant(object, slot).is_empty()
                    });
                    if there {
                        return None;
                    }
                    continue;
                }
                let Place::Behind(prepositions) = &slot.place else {
                    if tree.fill(token, self.predicate, slot).is_some() {
                        return None;
                    }
                    continue;
                };
                if tree
                    .behind(token, prepositions)
                    .is_some_and(|found| tree.is_head(found, &slot.heads))
                {
                    return None;
                }
                continue;
            }
            let found = tree.fill(token, self.predicate, slot);
            match (found, &slot.capture) {
                (Some(entities), Some(name)) if !entities.is_empty() => {
                    captures.push((name.clone(), entities));
                }

                (Some(_), None) => {}
                // "called up reservists": the phrase is there, and nobody else is meant by it.
                (Some(_), Some(name)) if name == "itself" => {}
                // The phrase is there, but names nobody: whoever else the clause names is meant.
                // Who acts is not whoever else is named.
                (Some(_), Some(_)) if slot.place == Place::Subject && self.hostile => return None,
                (Some(_), Some(name)) if slot.sorts.is_empty() => {
                    let subject = tree.subject(token, self.predicate);
                    let mut nearby = tree.nearby(token, &subject);
                    let done = slot.soil && self.predicate == Predicate::Verb;
                    if nearby.is_empty() && done {
                        nearby = tree.complainant(token, &subject).into_iter().collect();
                    }
                    if nearby.is_empty() && !slot.optional && !done {
                        return None;
                    }
                    captures.push((name.clone(), nearby));
                }
                _ if slot.optional => {}
                _ => return None,
            }
        }
        if !captures.iter().any(|c| c.0 == "subject") {
            let subject = tree.subject(token, self.predicate);
            captures.push(("subject".to_owned(), subject));
        }
        Some(Framed {
            captures,
            status: Some(status),
        })
    }
}

/// The words of a frame, those of a list (`%weapon`) written out.
fn listed<'a>(words: impl Iterator<Item = &'a str>, lists: &Lists) -> Result<Vec<&'a str>, String> {
    let mut out = Vec::new();
    for word in words.filter(|w| !w.is_empty()) {
        match word.strip_prefix('%') {
            Some(list) => out.extend(
                lists
                    .words(list)
                    .ok_or_else(|| format!("there is no list `{list}`"))?,
            ),
            None => out.push(word),
        }
    }
    Ok(out)
}

impl Slot {
    fn parse(text: &str, lists: &Lists) -> Result<Self, String> {
        let (text, optional) = text.strip_suffix('?').map_or((text, false), |t| (t, true));
        let (text, absent) = text.strip_prefix('!').map_or((text, false), |t| (t, true));
        let (text, capture) = text
            .split_once('=')
            .map_or((text, None), |(t, c)| (t, Some(c)));
        let soil = capture.is_some_and(|c| c.starts_with('*'));
        let capture = capture.map(|c| c.trim_start_matches('*').to_owned());
        let (place, heads) = text.split_once(':').unwrap_or((text, ""));
        let heads = listed(heads.split('/'), lists)?
            .into_iter()
            .flat_map(forms)
            .collect();
        let (place, sorts) = place.split_once('@').map_or((place, ""), |(p, s)| (p, s));
        let sorts = sorts
            .split('/')
            .filter(|s| !s.is_empty())
            .map(|s| EntityType::from_name(s).ok_or_else(|| format!("`{s}` is no sort of entity")))
            .collect::<Result<Vec<_>, _>>()?;
        let place = match place {
            "subject" => Place::Subject,
            "object" => Place::Object,
            "inside" => Place::Inside,
            "receiver" => Place::Receiver,
            "bearer" => Place::Bearer,
            "clause" => Place::Clause,
            "anyone" => Place::Anyone,
            "modal" => Place::Modal,
            "clause-subject" => Place::ClauseSubject,
            "clause-actor" => Place::ClauseActor,
            "complement" => Place::Complement,
            "wish" => Place::Wish,
            "case" => Place::Case,
            "fact" => Place::Fact,
            "particle" => Place::Particle,
            "infinitive" => Place::Infinitive,
            "before" => Place::Before,
            "negated" => Place::Negated,
            "condition" => Place::Condition,
            "passive" => Place::Passive,
            "possessor" => Place::Possessor,
            "" => return Err(format!("`{text}` names no role")),
            prepositions => Place::Behind(prepositions.split('/').map(str::to_owned).collect()),
        };
        Ok(Self {
            place,
            heads,
            sorts,
            capture,
            soil,
            optional,
            absent,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_says_what_is_wrong_with_it() {
        let lists = Lists::new();
        assert!(Frame::parse("verb strike with:%no-such-list", &lists).is_err());
        assert!(Frame::parse("adverb quickly", &lists).is_err());
        assert!(Frame::parse("verb", &lists).is_err());
        assert!(Frame::parse("verb praise =b", &lists).is_err());
    }

    #[test]
    fn one_that_asks_more_comes_first() {
        let lists = Lists::new();
        let plain = Frame::parse("verb urge object=b", &lists).expect("a frame");
        let exact = Frame::parse("verb urge object=b clause:stop/end", &lists).expect("a frame");
        assert!(exact.weight() > plain.weight());
        assert!(plain.words.contains("urged"));
    }
}
