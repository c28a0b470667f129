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
//! | `subject=b`, `subject:vote` | the same for the subject; `subject=*b` also whose it is |
//! | `modal:must/should` | one of these auxiliaries stands with the predicate |
//! | `clause:stop/end` | the predicate takes a clause with one of these verbs |
//! | `object@policy/agreement=b` | the object itself, if it is one of these sorts of entity |
//! | `receiver=b` | to whom the object goes: "lent Ghana money" |
//! | `inside=b` | the parties that the words of the object, or of a noun itself, name: "the Kenya-Japan accord" |
//! | `anyone=b` | whoever else the clause names, nearest behind the predicate |
//! | `infinitive:leave` | the predicate takes an infinitive: "told Togo to leave" |
//! | `clause-subject=b` | who acts in the clause that the predicate takes: "demanded that Togo leave" |
//! | `complement:coup` | what the object is called: "called it a coup", "labelled it as a coup" |
//! | `wish:` | the predicate takes a clause of what shall be: "insisted that Togo leave" |
//! | `clause-actor=b` | the same, but not of a passive: "said that Togo armed rebels" |
//! | `object=*b` | as `object=b`; a thing that is nobody's ("a mosque") stands for the state where it is |
//! | `before:drone/air` | one of these words stands right before the noun, or the verb's object: "drone strike" |
//! | `particle:out/off` | one of these particles goes with the predicate: "called off" |
//! | `possessor`, `possessor=b` | the predicate has a possessor: "the army's attacks" |
//! | `x?` | `x` may be missing |
//! | `!to:…` | no such phrase may hang on the predicate itself |
//! | `!object:…`, `!object@person:`, `!particle:down`, `!complement:` | it has no such object, particle, … |
//!
//! The subject is kept as `subject` whether or not a frame names it: of a verb the one who acts,
//! also as the agent of a passive; of a noun its possessor, the adjective before it, or the subject
//! of the verb that carries it ("paid a visit").

use entente_language::{Token, Upos};
use entente_model::{Entity, EntityType, EventType, Status};
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::context::Context;
use crate::inflect::forms;
use crate::lists::{Lists, Sort};
use crate::mentions::UnitKind;

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
    Clause,
    Anyone,
    Modal,
    ClauseSubject,
    ClauseActor,
    Wish,
    Complement,
    Particle,
    Infinitive,
    Before,
    Possessor,
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
    pub(crate) fn find(&self, tree: &Tree, token: usize) -> Option<Framed> {
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

    fn filled(&self, tree: &Tree, token: usize) -> Option<Framed> {
        let upos = tree.tokens[token].syntax.upos;
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
            }
            Predicate::Adjective => {
                upos == Upos::Adj
                    || upos == Upos::Verb && tree.child(token, &["aux:pass", "cop"]).is_some()
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
        if asked && (past || turned || tree.is_passive(token)) {
            return None;
        }
        let status = tree.status(token, self.hostile)?;
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
                (Some(_), Some(name)) if slot.sorts.is_empty() => {
                    let subject = tree.subject(token, self.predicate);
                    let nearby = tree.nearby(token, &subject);
                    if nearby.is_empty() && !slot.optional {
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
            "clause" => Place::Clause,
            "anyone" => Place::Anyone,
            "modal" => Place::Modal,
            "clause-subject" => Place::ClauseSubject,
            "clause-actor" => Place::ClauseActor,
            "complement" => Place::Complement,
            "wish" => Place::Wish,
            "particle" => Place::Particle,
            "infinitive" => Place::Infinitive,
            "before" => Place::Before,
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

/// The parse of one sentence, with the mentions that its words stand in.
pub(crate) struct Tree<'a> {
    context: &'a Context<'a>,
    line: usize,
    tokens: &'a [Token],
    /// Children of each token of the sentence, by its place in the sentence.
    children: Vec<Vec<usize>>,
    /// First token of the sentence.
    first: usize,
    end: usize,
    /// The unit of each token of the sentence.
    units: HashMap<usize, usize>,
}

impl<'a> Tree<'a> {
    /// The tree of sentence `line`; `None` where no model ran or the line is empty.
    pub(crate) fn new(context: &'a Context<'a>, line: usize) -> Option<Self> {
        let row = &context.discourse.lines[line].units;
        let tokens: &[Token] = &context.discourse.analysis.tokens;
        let first = row.first()?.tokens.start;
        let end = row.last()?.tokens.end;
        let mut children = vec![Vec::new(); end - first];
        for (at, token) in tokens.iter().enumerate().take(end).skip(first) {
            if token.syntax.upos == Upos::X && token.syntax.relation.is_empty() {
                return None;
            }
            if let Some(head) = token.syntax.head
                && (first..end).contains(&head)
            {
                children[head - first].push(at);
            }
        }
        let units = row
            .iter()
            .enumerate()
            .flat_map(|(u, unit)| unit.tokens.clone().map(move |t| (t, u)))
            .collect();
        Some(Self {
            context,
            line,
            tokens,
            children,
            first,
            end,
            units,
        })
    }

    /// The tokens of the sentence.
    pub(crate) fn range(&self) -> std::ops::Range<usize> {
        self.first..self.end
    }

    /// The unit that a token stands in.
    pub(crate) fn unit(&self, token: usize) -> Option<usize> {
        self.units.get(&token).copied()
    }

    /// A token in lower case.
    pub(crate) fn lower(&self, token: usize) -> String {
        self.context
            .discourse
            .words(self.tokens[token].span)
            .to_lowercase()
    }

    fn relation(&self, token: usize) -> &str {
        self.tokens[token].syntax.relation
    }

    fn children(&self, token: usize) -> &[usize] {
        self.children
            .get(token.wrapping_sub(self.first))
            .map_or(&[], Vec::as_slice)
    }

    fn child(&self, token: usize, relations: &[&str]) -> Option<usize> {
        self.children(token)
            .iter()
            .copied()
            .find(|&c| relations.contains(&self.relation(c)))
    }

    fn head(&self, token: usize) -> Option<usize> {
        self.tokens[token]
            .syntax
            .head
            .filter(|h| (self.first..self.end).contains(h))
    }

    fn is_head(&self, token: usize, heads: &HashSet<String>) -> bool {
        // Of a sum the currency's sign is the head: "announced $3 million".
        let sum = self.tokens[token].syntax.xpos == "$" && heads.contains("million");
        heads.is_empty()
            || sum
            || heads.contains(&self.lower(token)) && !self.is_of_the_press(token)
    }

    /// "A press conference" is no conference.
    fn is_of_the_press(&self, token: usize) -> bool {
        self.children(token).iter().any(|&c| {
            self.relation(c) == "compound" && matches!(self.lower(c).as_str(), "press" | "news")
        })
    }

    /// Whether the verb is passive: "was praised", "the troops deployed there".
    fn is_passive(&self, verb: usize) -> bool {
        if self
            .child(verb, &["nsubj:pass", "aux:pass", "csubj:pass"])
            .is_some()
        {
            return true;
        }
        let syntax = &self.tokens[verb].syntax;
        if self.told_root(verb).is_some() {
            return false;
        }
        match syntax.relation {
            // "Special forces seized power": what has an object of its own acts.
            "acl" if self.child(verb, &["obj"]).is_some() => false,
            "amod" if self.teller(verb).is_some() => false,
            "acl" | "amod" => syntax.xpos == "VBN" || self.lower(verb).ends_with("ed"),
            "advcl" => {
                syntax.xpos == "VBN" && self.child(verb, &["nsubj", "aux", "mark"]).is_none()
            }
            // "was found guilty and sentenced"
            "conj" => {
                (syntax.xpos == "VBN" || self.context.lists.has("befalling", &syntax.lemma))
                    && self.child(verb, &["nsubj", "aux", "obj"]).is_none()
                    && self.head(verb).is_some_and(|h| {
                        self.tokens[h].syntax.upos == Upos::Verb && self.is_passive(h)
                    })
            }
            _ => false,
        }
    }

    /// "South Africa files a case", "Niger's junta demands that France leave": the only verb of a
    /// sentence in the present, which the parse takes for a noun in the plural.
    fn is_mistaken(&self, token: usize) -> bool {
        let syntax = &self.tokens[token].syntax;
        if syntax.upos != Upos::Noun || syntax.xpos != "NNS" || self.head(token).is_some() {
            return false;
        }
        if self.child(token, &["nsubj"]).is_some() {
            return self.child(token, &["cop"]).is_none()
                && self.child(token, &["obj", "ccomp", "xcomp"]).is_some();
        }
        let clause = self.children(token).iter().any(|&c| {
            c > token
                && self.relation(c).starts_with("acl")
                && self.children(c).iter().any(|&m| {
                    self.relation(m) == "mark" && matches!(self.lower(m).as_str(), "to" | "that")
                })
        });
        // "Rwanda denies backing": the participle goes on at once.
        let gerund = matches!(
            self.lower(token).as_str(),
            "denies" | "admits" | "stops" | "considers"
        ) && self.children(token).iter().any(|&c| {
            c == token + 1 && self.relation(c) == "acl" && self.tokens[c].syntax.xpos == "VBG"
        });
        (clause || gerund) && self.mistaken_subject(token).is_some()
    }

    /// Who acts before a verb that the parse takes for a noun.
    fn mistaken_subject(&self, token: usize) -> Option<usize> {
        self.child(token, &["nsubj"]).or_else(|| {
            let mut before = token.checked_sub(1).filter(|&t| t >= self.first)?;
            // "The Security Council (UNSC) convenes"
            if self.lower(before) == ")" {
                before = (self.first..before).rev().find(|&t| self.lower(t) == "(")?;
                before = before.checked_sub(1).filter(|&t| t >= self.first)?;
            }
            let told = self.head(before) == Some(token)
                && self.relation(before) == "compound"
                && (!self.named(before).is_empty() || !self.people(before, false).is_empty());
            told.then_some(before)
        })
    }

    /// "Troops shot dead a man": the parse takes "shot" for a noun, yet gives it an object.
    fn is_shot(&self, token: usize) -> bool {
        self.lower(token) == "shot"
            && token + 1 < self.end
            && self.lower(token + 1) == "dead"
            && self.child(token, &["obj"]).is_some()
    }

    /// Who acts where the parse hangs the only verb of a sentence on a noun before it: "Russian
    /// troops crossed into Georgia.", "Protesters from the movement called for elections."
    fn told_root(&self, verb: usize) -> Option<usize> {
        if self.tokens[verb].syntax.relation != "acl"
            || !matches!(self.tokens[verb].syntax.xpos, "VBN" | "VBD")
            || self.lower(self.end - 1) != "."
        {
            return None;
        }
        let mut root = self.head(verb).filter(|&h| h < verb)?;
        for _ in 0..2 {
            match self.head(root) {
                Some(above) if above < root && self.relation(root).starts_with("nmod") => {
                    root = above;
                }
                _ => break,
            }
        }
        let others = self.range().any(|t| {
            t != verb
                && (matches!(self.tokens[t].syntax.xpos, "VBD" | "VBZ" | "VBP" | "MD")
                    || t < verb && matches!(self.tokens[t].syntax.upos, Upos::Verb | Upos::Aux))
        });
        let told =
            self.head(root).is_none() && !others && self.behind(verb, &["by".to_owned()]).is_none();
        told.then_some(root)
    }

    /// Who acts where the parse takes the only verb of a sentence for an adjective: "Kenya eased
    /// curbs in Togo.", "Kenyan police closed roads, officials said."
    fn teller(&self, verb: usize) -> Option<usize> {
        let syntax = &self.tokens[verb].syntax;
        let before = verb.checked_sub(1).filter(|&t| t >= self.first)?;
        let past = matches!(syntax.xpos, "VBN" | "VBD") && self.lower(verb).ends_with("ed");
        let object = self.head(verb).is_some_and(|h| h > verb);
        if syntax.relation != "amod"
            || !past
            || !object
            || !matches!(
                self.lower(self.end - 1).as_str(),
                "." | "\"" | "”" | ")" | ":"
            )
        {
            return None;
        }
        // "fired tear gas and arrested supporters", parsed as "gas and arrested supporters"
        if self.relation(before) == "cc" {
            let joined = self.head(verb).filter(|&h| self.relation(h) == "conj")?;
            let first = self.head(joined).filter(|&o| self.relation(o) == "obj")?;
            let governor = self.head(first).filter(|&v| {
                self.tokens[v].syntax.xpos == "VBD" && self.tokens[v].syntax.upos == Upos::Verb
            })?;
            return self.child(governor, &["nsubj"]);
        }
        let discourse = self.context.discourse;
        let unit = self.unit(before)?;
        let party = match discourse.lines[self.line].units[unit].kind {
            // "The British left" is no "British aid".
            UnitKind::Mention(m) => {
                discourse.mentions[m].reference != crate::mentions::Reference::Adjective
                    || before > self.first && self.lower(before - 1) == "the"
            }
            _ => {
                self.tokens[before].syntax.upos == Upos::Noun
                    && !self.people(before, false).is_empty()
            }
        };
        let others = self.range().any(|t| {
            t != verb
                && matches!(self.tokens[t].syntax.xpos, "VBD" | "VBZ" | "VBP" | "MD")
                && (t < verb
                    || !self
                        .context
                        .lists
                        .has("saying-core", &self.tokens[t].syntax.lemma))
        });
        (party && !others).then_some(before)
    }

    /// Whether one of these auxiliaries stands with the verb.
    fn modal(&self, verb: usize, modals: &HashSet<String>) -> bool {
        self.children(verb)
            .iter()
            .any(|&c| self.relation(c) == "aux" && modals.contains(&self.lower(c)))
    }

    /// Whether the verb, or the one that it is joined to, is what somebody must do.
    fn is_obliged(&self, token: usize) -> bool {
        let mut at = token;
        for _ in 0..4 {
            let obliged = self.children(at).iter().any(|&c| {
                self.relation(c) == "aux"
                    && matches!(self.lower(c).as_str(), "must" | "should" | "ought")
                    // "I should like to thank"
                    && !matches!(self.tokens[at].syntax.lemma.as_str(), "like" | "wish" | "love")
            });
            if obliged {
                return true;
            }
            match self.head(at) {
                Some(head) if matches!(self.relation(at), "conj" | "xcomp") => at = head,
                _ => return false,
            }
        }
        false
    }

    /// Whether the sentence has no verb: a heading or a caption.
    fn is_heading(&self) -> bool {
        !self
            .range()
            .any(|t| matches!(self.tokens[t].syntax.upos, Upos::Verb | Upos::Aux))
    }

    /// Whether what the predicate says holds: `None` where it only names an aim, a condition or
    /// what another is asked to do.
    fn status(&self, token: usize, hostile: bool) -> Option<Status> {
        let lists = self.context.lists;
        let mut at = token;
        if self.tokens[at].syntax.upos == Upos::Noun && self.is_mistaken(at) {
            return Some(Status::Actual);
        }
        if self.tokens[at].syntax.upos == Upos::Noun {
            // "lifted the ban", "a moratorium on launches": what is undone is not done.
            let undone = self.head(at).is_some_and(|h| {
                let lemma = self.tokens[h].syntax.lemma.as_str();
                // "tariffs will fall"
                let ends = matches!(
                    lemma,
                    "drop"
                        | "fall"
                        | "decline"
                        | "decrease"
                        | "expire"
                        | "shrink"
                        | "collapse"
                        | "crumble"
                        | "unravel"
                        | "falter"
                        | "lapse"
                        | "fail"
                );
                matches!(self.relation(at), "obj" | "nsubj:pass" | "nmod" | "obl")
                    && lists.has("undoing", lemma)
                    || self.relation(at) == "nsubj" && ends
            });
            // "called for sanctions on", "demanded the release of", "a plan for talks with"
            let wanted = self.head(at).is_some_and(|h| {
                matches!(self.relation(at), "obj" | "nsubj:pass" | "nmod" | "obl")
                    && lists.has("wanting", self.tokens[h].syntax.lemma.as_str())
                    && self
                        .child(at, &["case"])
                        .is_none_or(|c| matches!(self.lower(c).as_str(), "for" | "of" | "about"))
            });
            if undone || wanted && !lists.has("asked-noun", &self.tokens[at].syntax.lemma) {
                return None;
            }
            // A noun's act is as real as the verb that carries it.
            let Some(head) = self.carrier(at) else {
                // A heading names what a text is about, it does not tell it.
                return (!self.is_heading()).then_some(Status::Actual);
            };
            at = head;
        }
        for _ in 0..4 {
            let marks: Vec<String> = self
                .children(at)
                .iter()
                .filter(|&&c| self.relation(c) == "mark" && c < at)
                .map(|&c| self.lower(c))
                .collect();
            if marks
                .iter()
                .any(|m| matches!(m.as_str(), "if" | "unless" | "whether"))
            {
                return None;
            }
            let relation = self.relation(at);
            let infinitive = marks.iter().any(|m| m == "to");
            let head = self.head(at);
            // "parliament votes to revoke", where the parse takes "votes" for a noun
            let relation =
                if relation.starts_with("acl") && head.is_some_and(|h| self.is_mistaken(h)) {
                    "xcomp"
                } else {
                    relation
                };
            if infinitive {
                let lemma = head.map_or("", |h| self.tokens[h].syntax.lemma.as_str());
                match relation {
                    // "I wish to thank", "is pleased to welcome": done by the saying of it.
                    // "allowed Togo to leave" is no "allow me to thank".
                    "xcomp" | "ccomp" | "advcl"
                        if lemma == "allow"
                            && !head
                                .and_then(|h| self.object(h))
                                .is_some_and(|o| matches!(self.lower(o).as_str(), "me" | "us")) =>
                    {
                        return None;
                    }
                    "xcomp" | "acl" | "advcl" if lists.has("performative", lemma) => {
                        return Some(Status::Actual);
                    }
                    // "called to congratulate him": the call did it.
                    "advcl" | "xcomp"
                        if lists.has("communicating", lemma)
                            && lists.has("conveyed", &self.tokens[at].syntax.lemma) =>
                    {
                        at = head?;
                        continue;
                    }
                    "advcl" if lemma == "vote" => {
                        at = head?;
                        continue;
                    }
                    "xcomp" if lists.has("implicative", lemma) => {
                        at = head?;
                        continue;
                    }
                    // "used drones to attack"
                    "xcomp" | "advcl" if lemma == "use" || hostile && lemma == "deploy" => {
                        at = head?;
                        continue;
                    }
                    // "the 60th state to ratify"
                    "acl"
                        if head
                            .is_some_and(|h| self.is_ranked(h) && self.described(h).is_some()) =>
                    {
                        at = head?;
                        break;
                    }
                    // "is believed to have bombed", "are suspected to be behind"
                    "xcomp" if lists.has("suspecting", lemma) => return Some(Status::Possible),
                    // "attempted to assassinate": the attempt is an attack.
                    "xcomp" if hostile && matches!(lemma, "attempt" | "try") => {
                        return Some(Status::Actual);
                    }
                    // "claimed to have killed", "marched to demand": done in the same act.
                    "xcomp" if matches!(lemma, "claim" | "admit" | "confess") => {
                        return Some(Status::Actual);
                    }
                    "advcl" | "xcomp"
                        if lists.has("voicing", &self.tokens[at].syntax.lemma)
                            && lists.has("protesting", lemma) =>
                    {
                        at = head?;
                        continue;
                    }
                    // "welcomed the decision to open": it is done.
                    "acl" if lemma == "decision" => return Some(Status::Actual),
                    "xcomp" | "acl" | "ccomp" | "advcl" if lists.has("planning", lemma) => {
                        return Some(Status::Planned);
                    }
                    "root" | "parataxis" => return Some(Status::Planned),
                    // "is to visit"
                    "xcomp" | "ccomp" if lemma == "be" => return Some(Status::Planned),
                    _ => return None,
                }
            }
            // "remains committed": it was before.
            if relation == "xcomp" && head.is_some_and(|h| self.tokens[h].syntax.lemma == "remain")
            {
                return None;
            }
            // "Speaking to reporters, he said"
            if relation == "advcl"
                && self.tokens[at].syntax.xpos == "VBG"
                && marks.is_empty()
                && matches!(self.tokens[at].syntax.lemma.as_str(), "speak" | "talk")
            {
                if at == token {
                    return None;
                }
                // "Speaking on a visit to Togo, he said"
                at = head?;
                continue;
            }
            // "looks forward to welcoming"
            let awaited = self.tokens[at].syntax.xpos == "VBG"
                && marks.iter().any(|m| m == "to")
                && head.is_some_and(|h| self.tokens[h].syntax.lemma == "look");
            if awaited {
                return Some(Status::Planned);
            }
            // "accused of helping", "in launching": named, not told.
            let gerund = self.tokens[at].syntax.xpos == "VBG"
                && matches!(relation, "advcl" | "acl" | "xcomp")
                && marks.iter().any(|m| {
                    !matches!(m.as_str(), "by" | "after" | "while" | "since" | "following")
                        // "with Chad firing rockets"
                        && (m != "with" || self.child(at, &["nsubj"]).is_none())
                });
            // "denies backing the rebels"
            if relation == "xcomp"
                && self.tokens[at].syntax.xpos == "VBG"
                && head.is_some_and(|h| {
                    matches!(
                        self.lower(h).as_str(),
                        "deny" | "denies" | "denied" | "denying"
                    )
                })
            {
                return Some(Status::Denied);
            }
            // "to stop attacking"
            if relation == "xcomp"
                && head.is_some_and(|h| {
                    matches!(
                        self.tokens[h].syntax.lemma.as_str(),
                        "stop" | "cease" | "avoid" | "prevent" | "refrain" | "end" | "halt"
                    )
                })
            {
                return None;
            }
            if gerund {
                // What one party charges another with, it says of it.
                return self.charge(at).map(|charge| {
                    match self.tokens[charge].syntax.lemma.as_str() {
                        "suspect" => Status::Possible,
                        _ => Status::Actual,
                    }
                });
            }
            if relation == "conj"
                && let Some(head) = head
                && self.tokens[head].syntax.upos == Upos::Verb
                && (self
                    .child(at, &["nsubj", "aux", "nsubj:pass", "aux:pass"])
                    .is_none()
                    // "demands that Togo stop and that it withdraw"
                    || self.relation(head) == "ccomp" && marks.iter().any(|m| m == "that"))
            {
                at = head;
                continue;
            }
            break;
        }
        // "a law that would allow": what it would do is not done.
        let law = self.relation(at).starts_with("acl")
            && self.children(at).iter().any(|&c| {
                self.relation(c).starts_with("aux")
                    && matches!(self.lower(c).as_str(), "would" | "could" | "might")
            });
        if law {
            return None;
        }
        // "demanded that Togo withdraw"
        let wanted = (self.relation(at) == "ccomp"
            || self.head(at).is_some_and(|h| self.is_mistaken(h)))
            && self
                .head(at)
                .is_some_and(|h| lists.has("demanding", self.tokens[h].syntax.lemma.as_str()));
        if wanted {
            return None;
        }
        // "denied that it had sent troops"
        let denied = self.relation(at) == "ccomp"
            && self
                .head(at)
                .is_some_and(|h| matches!(self.tokens[h].syntax.lemma.as_str(), "deny" | "refute"));
        if denied {
            return Some(Status::Denied);
        }
        if self.tokens[at].syntax.upos == Upos::Verb {
            let unit = self.unit(at)?;
            return Some(self.context.status(self.line, unit));
        }
        // "will be the first to visit"
        let coming = self.children(at).iter().any(|&c| {
            self.relation(c) == "aux" && matches!(self.lower(c).as_str(), "will" | "shall")
        });
        Some(if coming {
            Status::Planned
        } else {
            Status::Actual
        })
    }

    /// The verb by which somebody is charged with what a gerund says: "accused Chad of arming".
    fn charge(&self, gerund: usize) -> Option<usize> {
        let of = self
            .child(gerund, &["mark"])
            .is_some_and(|m| matches!(self.lower(m).as_str(), "of" | "for"));
        let mut at = self.head(gerund).filter(|_| of)?;
        // The parse may hang it on the one who is charged.
        for _ in 0..2 {
            let lemma = self.tokens[at].syntax.lemma.as_str();
            if self.tokens[at].syntax.upos == Upos::Verb {
                return self.context.lists.has("charging", lemma).then_some(at);
            }
            at = self.head(at).filter(|_| {
                matches!(
                    self.relation(at),
                    "obj" | "nsubj:pass" | "nmod" | "flat" | "appos"
                )
            })?;
        }
        None
    }

    /// The verb that carries an act named by a noun: "paid a visit", "talks were held".
    fn carrier(&self, noun: usize) -> Option<usize> {
        let head = self.head(noun)?;
        let syntax = &self.tokens[head].syntax;
        // "during a visit to Togo, the minister announced", "announced cuts on a visit to Togo"
        let occasion = self.context.lists.has("occasion", &self.lower(noun))
            && self
                .child(noun, &["case"])
                .is_some_and(|c| self.context.lists.has("on-occasion", &self.lower(c)));
        if occasion && matches!(self.relation(noun), "obl" | "nmod") {
            return std::iter::successors(Some(head), |&at| {
                self.head(at)
                    .filter(|_| matches!(self.relation(at), "obj" | "obl" | "nmod" | "xcomp"))
            })
            .take(4)
            .find(|&at| self.tokens[at].syntax.upos == Upos::Verb);
        }
        let carries = syntax.upos == Upos::Verb
            && match self.relation(noun) {
                "obj" | "nsubj:pass" | "nsubj" => {
                    self.context.lists.has("light-verb", syntax.lemma.as_str())
                }
                // "convicted him in the bombings": not of whoever convicted.
                "obl" => {
                    !self.context.lists.has("befalling", syntax.lemma.as_str())
                        && !self.context.lists.has("charging", syntax.lemma.as_str())
                        && self
                            .child(noun, &["case"])
                            .is_some_and(|c| matches!(self.lower(c).as_str(), "on" | "for" | "in"))
                }
                _ => false,
            };
        carries.then_some(head)
    }

    fn fill(&self, token: usize, predicate: Predicate, slot: &Slot) -> Option<Vec<Entity>> {
        match &slot.place {
            Place::Subject => {
                if !slot.heads.is_empty() {
                    let subject = self.subject_token(token)?;
                    // "Young Algerians marched" are people too.
                    let people = slot.heads.contains("people")
                        && self.tokens[subject].syntax.xpos == "NNPS"
                        && self.lower(subject).ends_with('s')
                        && self
                            .named(subject)
                            .iter()
                            .any(|e| matches!(e.kind, EntityType::State | EntityType::Group));
                    if !people && !self.is_head(subject, &slot.heads) {
                        return None;
                    }
                }
                if slot.soil {
                    // "The sentencing by Togo drew": whose it is.
                    let subject = self.subject_token(token)?;
                    return Some(self.entities(subject));
                }
                Some(self.subject(token, predicate))
            }
            Place::Object => {
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
                let second = self.children(token).iter().any(|&c| {
                    c != object && self.relation(c) == "obj" && self.is_head(c, &slot.heads)
                });
                let fits = self.is_head(object, &slot.heads)
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
            Place::Receiver => {
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
                            && self.tokens[c].syntax.upos == Upos::Propn
                            && self.tokens[object].syntax.xpos == "$"
                    })
                };
                // "Togo will be lent 50 million yen"
                let told = || {
                    self.child(token, &["nsubj:pass"])
                        .filter(|_| !objects.is_empty())
                        .map(|s| self.antecedent(s, token))
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
                    .or_else(within)?;
                Some(self.meant(receiver, slot))
            }
            Place::Clause => self
                .children(token)
                .iter()
                .any(|&c| {
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
                    // "said that they lie and steal"
                    // "said that they were behind the attack"
                    taken
                        && (self.is_head(c, &slot.heads)
                            || !slot.heads.is_empty()
                                && self.children(c).iter().any(|&d| {
                                    let joined = self.relation(d) == "conj"
                                        || self.relation(d) == "case" && self.lower(d) == "behind";
                                    joined && self.is_head(d, &slot.heads)
                                }))
                })
                .then(Vec::new),
            Place::Modal => self.modal(token, &slot.heads).then(Vec::new),
            Place::Anyone => {
                let subject = self.subject(token, predicate);
                Some(self.nearby(token, &subject))
            }
            Place::Possessor => {
                let possessor = self.child(token, &["nmod:poss"])?;
                Some(self.meant(possessor, slot))
            }
            // Of a verb, before its object: "conducted an air raid".
            Place::Before if predicate == Predicate::Verb => {
                let object = self.object(token).filter(|&o| o > token)?;
                (object.saturating_sub(4).max(token + 1)..object)
                    .any(|at| self.is_head(at, &slot.heads))
                    .then(Vec::new)
            }
            Place::Before => (token.saturating_sub(3).max(self.first)..token)
                .any(|at| self.is_head(at, &slot.heads))
                .then(Vec::new),
            Place::Complement => {
                let object = self.object(token);
                let beside = object.into_iter().flat_map(|o| self.children(o).to_vec());
                self.children(token)
                    .iter()
                    .copied()
                    .chain(beside)
                    .any(|c| {
                        Some(c) != object
                            && (matches!(self.relation(c), "xcomp" | "obj")
                                // "called the decision of Togo a step", parsed as a part of it
                                || self.relation(c) == "nmod"
                                    && self.child(c, &["case"]).is_none()
                                || self
                                    .child(c, &["case"])
                                    .is_some_and(|p| self.lower(p) == "as"))
                            && (self.is_head(c, &slot.heads)
                                || self.children(c).iter().any(|&d| {
                                    self.relation(d) == "amod" && self.is_head(d, &slot.heads)
                                }))
                    })
                    .then(Vec::new)
            }
            // "insisted that Togo leave", "should leave", not "insisted that Togo had left".
            Place::Wish => {
                let clause = self.child(token, &["ccomp"])?;
                let bare = matches!(self.tokens[clause].syntax.xpos, "VB" | "VBP")
                    && self.child(clause, &["aux"]).is_none();
                let modal = self.children(clause).iter().any(|&c| {
                    self.relation(c).starts_with("aux")
                        && matches!(self.lower(c).as_str(), "should" | "must" | "be" | "shall")
                });
                (bare || modal).then(Vec::new)
            }
            Place::Particle => {
                let parsed = self.children(token).iter().any(|&c| {
                    matches!(self.relation(c), "compound:prt" | "advmod" | "xcomp")
                        && self.is_head(c, &slot.heads)
                });
                // "handed over a suspect", where the parse takes "over" for a preposition.
                let next = token + 1;
                let cased = next < self.end
                    && matches!(self.relation(next), "case" | "advmod")
                    && self.is_head(next, &slot.heads);
                (parsed || cased).then(Vec::new)
            }
            Place::Infinitive => self
                .children(token)
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
                .then(Vec::new),
            // Of "said that it would", "it" is who speaks; of a passive the victim is told.
            Place::ClauseActor => {
                let clause = self.child(token, &["ccomp", "acl"])?;
                if self.is_passive(clause) {
                    return None;
                }
                let subject = self.child(clause, &["nsubj"])?;
                let own = [Some(subject), self.child(subject, &["nmod:poss"])]
                    .into_iter()
                    .flatten()
                    .any(|t| matches!(self.lower(t).as_str(), "we" | "i" | "our" | "my"));
                // A claim is against whoever it names, not against whose a thing is.
                let claims = matches!(
                    self.tokens[token].syntax.lemma.as_str(),
                    "claim" | "complain" | "contend" | "protest"
                );
                // "said that the attacks on aid workers were crimes": of those who attacked.
                let act = self.is_means(subject)
                    || self
                        .context
                        .lists
                        .has("abuse-noun", &self.tokens[subject].syntax.lemma);
                let whom = || {
                    if act {
                        let found = self.doer(subject);
                        if found.is_empty() {
                            self.doers(subject)
                        } else {
                            found
                        }
                    } else if claims {
                        self.actors(subject)
                    } else {
                        self.entities(subject)
                    }
                };
                (!own)
                    .then(whom)
                    .filter(|w| !(claims || act) || !w.is_empty())
            }
            Place::ClauseSubject => {
                let clause = self
                    .child(token, &["ccomp", "xcomp"])
                    // "the demand that Togo leave"
                    .or_else(|| {
                        self.child(token, &["acl", "acl:relcl"])
                            .filter(|_| predicate == Predicate::Noun || self.is_mistaken(token))
                    })?;
                let subject = self.child(clause, &["nsubj", "nsubj:pass"])?;
                Some(self.entities(subject))
            }
            Place::Behind(prepositions) => {
                let mut places = vec![token];
                if predicate != Predicate::Noun {
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
                        // "named the Front and the Army as enemies"
                        places.extend(self.child(object, &["conj"]));
                        // "fired shells aimed at"
                        places.extend(self.child(object, &["acl"]).filter(|&a| a > object));
                    }
                    places.extend(self.child(token, &["xcomp"]));
                    // "looks forward to welcoming her to": the phrase may hang on what governs.
                    if self.tokens[token].syntax.xpos == "VBG" {
                        places.extend(
                            self.head(token)
                                .filter(|&h| self.tokens[h].syntax.lemma == "look"),
                        );
                    }
                    // "withdrew from a treaty with"
                    if !prepositions.iter().any(|p| p == "from" || p == "of") {
                        let left = ["from", "of"].map(str::to_owned);
                        places.extend(self.behind(token, &left).filter(|_| {
                            matches!(
                                self.tokens[token].syntax.lemma.as_str(),
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
                // "conducted raids in Syria against rebels": what is named first is asked first.
                let mut there = None;
                // "called for an end to the siege"
                let asked = (predicate == Predicate::Verb)
                    .then(|| self.behind(token, &["for".to_owned()]))
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
                        self.all_behind(place, preposition)
                            .filter(|&found| self.is_head(found, &slot.heads))
                            // "In Lomé, the minister called for": where it was said.
                            .filter(|&found| {
                                found > token
                                    || slot.soil
                                    || slot.capture.is_none()
                                    || !matches!(
                                        preposition[0].as_str(),
                                        "in" | "on" | "at" | "upon"
                                    )
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
                        || prepositions.iter().any(|p| p == "of" || p == "from"))
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
        }
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
            .map(|t| self.named(t))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// Whoever stands behind an "on" further down in the object.
    fn further(&self, token: usize, slot: &Slot) -> Option<Vec<Entity>> {
        let object = self.object(token).filter(|&o| o > token)?;
        (object + 1..self.end)
            .take_while(|&t| !matches!(self.tokens[t].syntax.upos, Upos::Verb | Upos::Sconj))
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

    /// What a number counts: "dozens of rockets".
    fn counted(&self, noun: usize) -> usize {
        let lists = self.context.lists;
        let lower = self.lower(noun);
        (lists.has("counting", &lower) || lists.has("portion", &lower))
            .then(|| self.behind(noun, &["of".to_owned()]))
            .flatten()
            .unwrap_or(noun)
    }

    /// Whether a token stands in a time.
    fn is_time(&self, token: usize) -> bool {
        self.unit(token).is_some_and(|u| {
            matches!(
                self.context.discourse.lines[self.line].units[u].kind,
                UnitKind::Time(_)
            )
        })
    }

    /// The head of the phrase behind one of the prepositions that hangs on the token.
    fn behind(&self, token: usize, prepositions: &[String]) -> Option<usize> {
        self.all_behind(token, prepositions).next()
    }

    /// The heads of all such phrases, in order.
    fn all_behind<'t>(
        &'t self,
        token: usize,
        prepositions: &'t [String],
    ) -> impl Iterator<Item = usize> + 't {
        self.children(token)
            .iter()
            .copied()
            .filter(|&c| {
                let relation = self.relation(c);
                relation.starts_with("obl")
                    || relation.starts_with("nmod")
                    || matches!(relation, "xcomp" | "obj")
            })
            .filter(|&c| {
                self.children(c)
                    .iter()
                    .any(|&p| self.relation(p) == "case" && prepositions.contains(&self.lower(p)))
            })
    }

    /// The token of the object: of a passive its subject, of "the troops deployed there" the noun.
    fn object(&self, verb: usize) -> Option<usize> {
        if self.teller(verb).is_some() {
            return self.head(verb).map(|o| self.counted(o));
        }
        if self.is_passive(verb) {
            if let Some(subject) = self.child(verb, &["nsubj:pass"]) {
                return Some(self.counted(self.antecedent(subject, verb)));
            }
            return match self.relation(verb) {
                "acl" | "acl:relcl" | "amod" => self.head(verb),
                "conj" => self.head(verb).and_then(|h| {
                    // "The talks brought together ten states and were hosted by Togo": the talks.
                    if self.is_passive(h) || self.child(verb, &["aux:pass"]).is_none() {
                        self.object(h)
                    } else {
                        self.subject_token(h)
                    }
                }),
                _ => None,
            };
        }
        // "announced Thursday the ban": a day is no object.
        self.children(verb)
            .iter()
            .copied()
            .find(|&c| self.relation(c) == "obj" && !self.is_time(c))
            .map(|o| self.antecedent(o, verb))
            .map(|o| self.counted(o))
            .or_else(|| self.child(verb, &["iobj"]))
            .or_else(|| {
                // "killed at least ten soldiers", where the parse takes "at" for a preposition.
                let next = (verb + 1 < self.end).then(|| self.lower(verb + 1))?;
                let counts = matches!(
                    next.as_str(),
                    "at" | "about" | "around" | "over" | "up" | "more" | "fewer" | "between"
                ) && (next != "at"
                    || verb + 2 < self.end
                        && matches!(self.lower(verb + 2).as_str(), "least" | "most"));
                let counted = |&c: &usize| {
                    c > verb + 1
                        && c <= verb + 8
                        && self.relation(c) == "obl"
                        && (self.child(c, &["nummod"]).is_some()
                            || self.tokens[c].syntax.xpos == "CD")
                };
                self.children(verb)
                    .iter()
                    .copied()
                    .find(counted)
                    .filter(|_| counts)
                    .map(|c| self.counted(c))
            })
            .or_else(|| {
                // A name that the parse takes for a complement: "arrested President Rao".
                // "pay tribute".
                // "sought help from".
                self.child(verb, &["xcomp"]).filter(|&c| {
                    let helps = matches!(
                        self.lower(c).as_str(),
                        "help" | "aid" | "support" | "tribute" | "homage"
                    );
                    self.tokens[c].syntax.upos == Upos::Propn
                        || (self.tokens[c].syntax.upos == Upos::Noun || helps)
                            && c <= verb + 2
                            && self.child(c, &["mark", "cop", "case"]).is_none()
                })
            })
            .or_else(|| self.behind_particle(verb).map(|o| self.counted(o)))
            // "an offer the union has turned down"
            .or_else(|| {
                let bare = self.relation(verb) == "acl:relcl"
                    && self.child(verb, &["nsubj"]).is_some_and(|s| {
                        !matches!(self.lower(s).as_str(), "who" | "which" | "that")
                    })
                    && !self.children(verb).iter().any(|&c| {
                        matches!(self.lower(c).as_str(), "where" | "when" | "why" | "whom")
                            || matches!(self.relation(c), "ccomp" | "xcomp" | "cop")
                            || self.relation(c).starts_with("obl")
                                && self.children(c).iter().any(|&p| {
                                    matches!(self.lower(p).as_str(), "which" | "whom" | "whose")
                                })
                    });
                bare.then(|| self.head(verb))
                    .flatten()
                    .filter(|&h| h < verb)
            })
            .or_else(|| {
                // "which it condemned"
                (self.relation(verb) == "conj"
                    && self.child(verb, &["obl", "xcomp", "ccomp"]).is_none())
                .then(|| {
                    // "praised and thanked Norway" may hang the object on the first verb.
                    self.head(verb).and_then(|h| self.child(h, &["obj"]))
                })
                .flatten()
                .filter(|&o| o > verb)
            })
            .or_else(|| {
                // "condemned and denounced the raid": the first verb shares the second's object.
                let second = self.child(verb, &["conj"])?;
                let bare = self.child(verb, &["obl", "xcomp", "ccomp"]).is_none()
                    && self.tokens[second].syntax.upos == Upos::Verb
                    && self.child(second, &["nsubj", "aux"]).is_none()
                    && second <= verb + 3;
                bare.then(|| self.child(second, &["obj"])).flatten()
            })
    }

    /// What stands behind a particle, where the parse takes it for a preposition or its object for
    /// an adverbial: "laid down their arms", "shut down a station".
    fn behind_particle(&self, verb: usize) -> Option<usize> {
        let particle = (verb + 1 < self.end).then_some(verb + 1)?;
        let word = self.lower(particle);
        let known = matches!(
            word.as_str(),
            "down" | "up" | "off" | "out" | "back" | "away"
        ) || word == "in" && self.tokens[verb].syntax.lemma == "call";
        let wanted = match self.relation(particle) {
            "case" => 1,
            "compound:prt" => 0,
            _ => return None,
        };
        self.children(verb).iter().copied().find(|&o| {
            let cases = self
                .children(o)
                .iter()
                .filter(|&&c| self.relation(c) == "case")
                .count();
            known
                && o > particle
                && o <= particle + 8
                && self.relation(o) == "obl"
                && cases == wanted
                && (wanted == 0 || self.head(particle) == Some(o))
                && !self.is_time(o)
        })
    }

    /// The noun that a relative pronoun stands for, else the token itself.
    fn antecedent(&self, token: usize, verb: usize) -> usize {
        let relative = matches!(
            self.lower(token).as_str(),
            "who" | "which" | "that" | "whom"
        );
        if !relative {
            return token;
        }
        let mut clause = verb;
        for _ in 0..3 {
            if self.relation(clause).starts_with("acl") {
                return self.head(clause).unwrap_or(token);
            }
            match self.head(clause) {
                Some(head) => clause = head,
                None => break,
            }
        }
        token
    }

    /// The token of the one who acts.
    fn subject_token(&self, verb: usize) -> Option<usize> {
        if let Some(teller) = self.teller(verb).or_else(|| self.told_root(verb)) {
            return Some(teller);
        }
        if self.is_mistaken(verb) {
            return self.mistaken_subject(verb);
        }
        if self.is_shot(verb) {
            return self
                .child(verb, &["nsubj", "compound"])
                .filter(|&c| c < verb);
        }
        let mut at = verb;
        for _ in 0..5 {
            if self.is_passive(at) {
                if at == verb || self.relation(at) == "conj" {
                    let agent = self
                        .child(at, &["obl:agent"])
                        .or_else(|| self.behind(at, &["by".to_owned()]));
                    if at == verb {
                        return agent.or_else(|| self.agent_below(at));
                    }
                }
                // "was forced to", "is expected to": the one spoken of acts.
                return self
                    .child(at, &["nsubj:pass"])
                    .map(|s| self.antecedent(s, at));
            }
            if at != verb && self.is_mistaken(at) {
                return self.mistaken_subject(at);
            }
            if let Some(subject) = self.child(at, &["nsubj", "nsubj:outer"]) {
                return Some(self.behind_dateline(self.antecedent(subject, at), at));
            }
            let Some(head) = self.head(at) else {
                return self.before(at);
            };
            // "gangs which they say have killed": of those who are spoken of.
            if self.relation(at) == "ccomp"
                && self.relation(head) == "acl:relcl"
                && self
                    .child(head, &["obj"])
                    .is_some_and(|o| matches!(self.lower(o).as_str(), "who" | "which" | "that"))
            {
                return self.head(head);
            }
            // "recalled their envoys and Togo closed its border", parsed as "their envoys and Togo"
            if at == verb && self.relation(verb) == "conj" {
                let before = verb.checked_sub(1).filter(|&t| {
                    t >= self.first
                        && self.relation(t) == "conj"
                        && self.tokens[t].syntax.upos == Upos::Propn
                        && self.child(t, &["cc"]).is_some()
                        && self.child(verb, &["cc", "aux", "aux:pass"]).is_none()
                        && !self.named(t).is_empty()
                });
                if before.is_some() {
                    return before;
                }
            }
            // "welcomes the decision to ratify and invites": a tense cannot go on an infinitive, so the
            // verb is joined to the one above it.
            let tense = |t: usize| matches!(self.tokens[t].syntax.xpos, "VBD" | "VBZ" | "VBP");
            if at == verb
                && self.relation(verb) == "conj"
                && tense(verb)
                && self.tokens[head].syntax.xpos == "VB"
                && self.child(head, &["mark"]).is_some()
            {
                let above = std::iter::successors(self.head(head), |&t| self.head(t))
                    .take(6)
                    .find(|&t| tense(t) && self.tokens[t].syntax.upos == Upos::Verb);
                if let Some(above) = above {
                    at = above;
                    continue;
                }
            }
            // "accused Chad of arming", "was accused of arming"
            if at == verb
                && let Some(charge) = self.charge(verb)
            {
                return self.object(charge);
            }
            match self.relation(at) {
                "xcomp" => {
                    // "urged Togo to leave": the object acts.
                    if let Some(object) = self.child(head, &["obj"]) {
                        return Some(object);
                    }
                    at = head;
                }
                "conj" | "advcl" | "parataxis" | "ccomp" | "aux" | "cop" => at = head,
                "acl" | "acl:relcl" => {
                    if self.tokens[head].syntax.upos == Upos::Verb {
                        return None;
                    }
                    if self.is_mistaken(head) {
                        at = head;
                        continue;
                    }
                    // "its decision to expel", "announced a plan to send"
                    if self.child(at, &["mark"]).is_some()
                        && self.context.lists.has("deciding", &self.lower(head))
                    {
                        if let Some(owner) = self.child(head, &["nmod:poss"]) {
                            return Some(owner);
                        }
                        let governor = self
                            .head(head)
                            .filter(|&g| self.tokens[g].syntax.upos == Upos::Verb && g != verb);
                        return governor.and_then(|g| self.subject_token(g));
                    }
                    // "…, with Iran warning that": who stands behind "with".
                    let with = self.tokens[at].syntax.xpos == "VBG"
                        && self
                            .child(head, &["case"])
                            .is_some_and(|c| self.lower(c) == "with");
                    if with {
                        return Some(head);
                    }
                    // "signed an order imposing": who signed it.
                    if !self.is_passive(at)
                        && let Some(made) = self.made(head)
                    {
                        return self.subject_token(made);
                    }
                    // "took the occasion to invite": who took it.
                    let carried = self.head(head).filter(|&above| {
                        let lists = self.context.lists;
                        let word = self.tokens[head].syntax.lemma.as_str();
                        self.relation(head) == "obj"
                            && (lists.has("performative", word) || word == "decision")
                            && self.tokens[above].syntax.upos == Upos::Verb
                            && !self.is_passive(at)
                            && self
                                .child(at, &["mark"])
                                .is_some_and(|m| self.lower(m) == "to")
                    });
                    if let Some(above) = carried {
                        at = above;
                        continue;
                    }
                    return self.described(head).or(Some(head));
                }
                _ => return None,
            }
            if self.tokens[at].syntax.upos != Upos::Verb
                && self.child(at, &["nsubj", "cop"]).is_none()
            {
                return None;
            }
        }
        None
    }

    /// The agent of a passive that the parse hangs further down: "was urged to leave by Togo",
    /// "were imposed on three firms by Togo".
    ///
    /// What stands behind "by" is taken for it unless it may belong to an act or text of its own
    /// ("was told of the attack by rebels") or to another passive.
    fn agent_below(&self, verb: usize) -> Option<usize> {
        let case = (verb + 1..self.end.min(verb + 20))
            .take_while(|&t| !matches!(self.lower(t).as_str(), ";" | "\"" | "“" | "that"))
            .find(|&t| self.relation(t) == "case" && self.lower(t) == "by")?;
        let agent = self.head(case)?;
        let governor = self.head(agent).filter(|&g| g > verb && g < case)?;
        let syntax = &self.tokens[governor].syntax;
        let free = match syntax.upos {
            Upos::Verb => matches!(syntax.xpos, "VB" | "VBG"),
            Upos::Noun | Upos::Propn => !self.is_act(governor),
            Upos::Adj | Upos::Adv | Upos::X => true,
            _ => false,
        };
        let somebody = || !self.actors(agent).is_empty();
        (free && self.descends(governor, verb) && !self.is_time(agent) && somebody())
            .then_some(agent)
    }

    /// Whether a noun is an act or a text that may have a doer of its own: "attack", "decision",
    /// "statement".
    fn is_act(&self, noun: usize) -> bool {
        let lists = self.context.lists;
        let word = self.lower(noun);
        let lemma = self.tokens[noun].syntax.lemma.as_str();
        ["ion", "ions", "ment", "ments", "al", "als", "ing", "ings"]
            .iter()
            .any(|end| word.ends_with(end))
            && !matches!(
                word.as_str(),
                "organisation" | "organization" | "official" | "officials"
            )
            || self.is_means(noun)
            || lists.has("instrument", &word)
            || lists.has("strike", lemma)
            || lists.has("abuse-noun", lemma)
    }

    /// The verb by which somebody made a text that acts for its maker: "signed an order", "adopted
    /// the resolution".
    fn made(&self, text: usize) -> Option<usize> {
        let lists = self.context.lists;
        self.head(text).filter(|&above| {
            matches!(self.relation(text), "obj" | "nsubj:pass")
                && lists.has("instrument", &self.lower(text))
                && lists.has("instrument-made", &self.tokens[above].syntax.lemma)
        })
    }

    /// "NAIROBI, May 3 (News) – Kenya signed": of a subject that is only the dateline before a dash,
    /// whoever is named first behind it; else the subject itself.
    fn behind_dateline(&self, subject: usize, verb: usize) -> usize {
        let dash = (self.first..verb.min(self.first + 14)).find(|&t| {
            t > subject && matches!(self.lower(t).as_str(), "-" | "–" | "—" | "--" | "―")
        });
        let Some(dash) = dash else {
            return subject;
        };
        // Words joined by a hyphen, and a dash that ends an insertion, are no dateline.
        let apart = |a: usize, b: usize| self.tokens[a].span.end < self.tokens[b].span.start;
        let again = (dash + 1..verb).any(|t| self.lower(t) == self.lower(dash));
        if dash + 1 >= verb || !apart(dash, dash + 1) || again {
            return subject;
        }
        (dash + 1..verb)
            .find(|&t| {
                !matches!(self.relation(t), "det" | "case" | "punct") && {
                    !self.named(t).is_empty() || !self.people(t, false).is_empty()
                }
            })
            .map_or(subject, |t| {
                // The head of its name.
                let unit = self.unit(t);
                let mut head = t;
                while let Some(above) = self.head(head) {
                    if self.unit(above) != unit {
                        break;
                    }
                    head = above;
                }
                head
            })
    }

    /// The name that stands right before the words of a verb to which the parse gives no subject:
    /// "In Goma, Congo, President Kagame will open", where he was taken for a third place.
    fn before(&self, verb: usize) -> Option<usize> {
        if !matches!(
            self.tokens[verb].syntax.xpos,
            "VBD" | "VBZ" | "VBP" | "VB" | "VBN"
        ) {
            return None;
        }
        let first = self
            .children(verb)
            .iter()
            .copied()
            .filter(|&c| c < verb && matches!(self.relation(c), "aux" | "aux:pass" | "advmod"))
            .min()
            .unwrap_or(verb);
        let last = first.checked_sub(1).filter(|&t| t >= self.first)?;
        if self.named(last).is_empty() && self.people(last, false).is_empty() {
            return None;
        }
        // "President Kagame and the Kenyan leaders": the first of those joined.
        let joined = self.head(last).filter(|&h| {
            self.relation(last) == "conj" && last - h <= 8 && !self.named(h).is_empty()
        });
        Some(joined.unwrap_or(last))
    }

    /// Of whom a noun is said: "Togo is the first state to …", "Togo became the tenth …".
    fn described(&self, noun: usize) -> Option<usize> {
        if self.child(noun, &["cop"]).is_some() {
            return self.child(noun, &["nsubj"]);
        }
        // "Togo was one of the first states to …", "among the first to"
        if self.relation(noun) == "nmod"
            && let Some(one) = self.head(noun)
            && matches!(self.lower(one).as_str(), "one" | "some" | "part")
        {
            return self.described(one);
        }
        let governor = self.head(noun)?;
        let becomes = matches!(self.relation(noun), "xcomp" | "obj")
            && self.tokens[governor].syntax.lemma == "become";
        becomes.then(|| self.child(governor, &["nsubj"])).flatten()
    }

    /// Whether a noun is one of a row: "the first state", "the 60th", "the only one".
    fn is_ranked(&self, noun: usize) -> bool {
        (self.leftmost(noun)..noun).any(|at| {
            let word = self.lower(at);
            matches!(
                word.as_str(),
                "first" | "second" | "third" | "last" | "latest" | "only" | "next"
            ) || ["th", "st", "nd", "rd"]
                .iter()
                .any(|end| word.ends_with(end))
                && word.starts_with(|d: char| d.is_ascii_digit())
        })
    }

    /// Who acts.
    fn subject(&self, token: usize, predicate: Predicate) -> Vec<Entity> {
        if predicate == Predicate::Adjective {
            // "Kenya is concerned", parsed as an adjective or as a passive.
            let subject = self
                .child(token, &["nsubj", "nsubj:pass"])
                .or_else(|| self.subject_token(token));
            return subject
                .map(|s| self.actors(self.antecedent(s, token)))
                .unwrap_or_default();
        }
        if predicate == Predicate::Verb {
            let Some(first) = self.subject_token(token) else {
                let wielder = self.wielder(token);
                if !wielder.is_empty() || !self.is_passive(token) {
                    return wielder;
                }
                // "The minister declared that the border has been reopened."
                let announcer = self.head(token).filter(|&h| {
                    let would = self.tokens[h].syntax.lemma == "say"
                        && self.children(token).iter().any(|&c| {
                            self.relation(c) == "aux"
                                && matches!(self.lower(c).as_str(), "would" | "will")
                        });
                    self.relation(token) == "ccomp"
                        && (would
                            || self
                                .context
                                .lists
                                .has("announcing", &self.tokens[h].syntax.lemma))
                });
                return announcer
                    .and_then(|h| self.subject_token(h))
                    .map(|s| self.actors(s))
                    .unwrap_or_default();
            };
            let mut found = self.actors(first);
            // "adopted Resolution 9, which condemned": who adopted it.
            if found.is_empty()
                && let Some(made) = self.made(first).filter(|&m| m != token)
            {
                found = self.subject(made, predicate);
            }
            // "The Council's resolution urges": whose it is.
            if found.is_empty() && self.context.lists.has("speaking-text", &self.lower(first)) {
                found = self.doer(first);
                if found.is_empty() {
                    let from = self.behind(first, &["from".to_owned()]);
                    found = from.map(|f| self.phrase(f, false)).unwrap_or_default();
                }
                // "The text also demands": of whoever adopted it.
                let known = self
                    .children(first)
                    .iter()
                    .any(|&c| matches!(self.lower(c).as_str(), "the" | "this"));
                if found.is_empty() && known {
                    found = self.context.maker(self.line);
                }
            }
            // "Israeli strikes killed": whose strikes they were.
            if found.is_empty() && self.is_means(first) {
                found = self.doer(first);
            }
            // "Saudi minister X and his Iranian counterpart Y held": parsed as two subjects.
            let second = self.children(token).iter().copied().find(|&c| {
                c > first
                    && c < token
                    && self.relation(c) == "nsubj"
                    && self.child(c, &["cc"]).is_some()
            });
            for entity in second.map(|s| self.actors(s)).unwrap_or_default() {
                if !found.iter().any(|e| e.key() == entity.key()) {
                    found.push(entity);
                }
            }
            return found;
        }
        self.doer(token)
    }

    /// Whose act or means a noun names: "the army's raid", "an Israeli strike", "shelling by
    /// rebels", "the attack was carried out by".
    fn doer(&self, noun: usize) -> Vec<Entity> {
        let before = self.modifier(noun);
        if !before.is_empty() {
            return before;
        }
        // "Chad's unprovoked and unjustified attack"
        if let Some(owner) = self.child(noun, &["nmod:poss"]) {
            let mut found = self.named(owner);
            if found.is_empty() {
                found = self.people(owner, false);
            }
            if !found.is_empty() {
                return found;
            }
        }
        let by = ["by", "between", "among"].map(str::to_owned);
        // "the expulsion of two envoys by Togo" may hang whoever acts on those whom it hits.
        let below = || {
            let mut at = self.behind(noun, &["of".to_owned()])?;
            for _ in 0..3 {
                if self.is_act(at) {
                    return None;
                }
                if let Some(by) = self.behind(at, &by[..1]) {
                    return Some(by);
                }
                at = self
                    .children(at)
                    .iter()
                    .copied()
                    .rfind(|&c| c > at && self.relation(c) == "nmod")?;
            }
            None
        };
        if let Some(by) = self.behind(noun, &by).or_else(below) {
            let found = self.entities(by);
            if !found.is_empty() {
                return found;
            }
        }
        // "an aid shipment from Ghana"
        if self.context.lists.has("goods", &self.lower(noun))
            && let Some(from) = self.behind(noun, &["from".to_owned()])
        {
            return self.phrase(from, false);
        }
        // "the attack claimed by rebels"
        for &child in self.children(noun) {
            if self.relation(child).starts_with("acl") {
                let agent = self
                    .child(child, &["obl:agent"])
                    .or_else(|| self.behind(child, &by[..1]));
                let found = agent.map(|a| self.phrase(a, true)).unwrap_or_default();
                if !found.is_empty() {
                    return found;
                }
            }
        }
        // "President Ruto, on a visit to Chad, said": who is described.
        if self.relation(noun) == "nmod"
            && self.context.lists.has("occasion", &self.lower(noun))
            && let Some(head) = self.head(noun)
        {
            let mut found = self.named(head);
            found.retain(|e| e.kind == EntityType::Person);
            if !found.is_empty() {
                return found;
            }
        }
        if let Some(carrier) = self.carrier(noun)
            && self.relation(noun) != "nsubj"
        {
            return self
                .subject_token(carrier)
                .map(|s| self.actors(s))
                .unwrap_or_default();
        }
        Vec::new()
    }

    /// Whether a noun is what somebody acts with, or an act by which something is done: "strikes",
    /// "missiles", "a raid".
    fn is_means(&self, noun: usize) -> bool {
        let lists = self.context.lists;
        let lower = self.lower(noun);
        lists.has("means", &lower) || lists.has("goods", &lower)
    }

    /// Who acts in a passive without an agent, by the means that it names: "was killed in a
    /// Kenyan air raid".
    fn wielder(&self, verb: usize) -> Vec<Entity> {
        if !self.is_passive(verb) {
            return Vec::new();
        }
        // "A shipment from Ghana was delivered"
        if let Some(object) = self.object(verb)
            && self.context.lists.has("goods", &self.lower(object))
        {
            return self.doer(object);
        }
        let joined = self.child(verb, &["conj"]);
        let above = self.head(verb).filter(|_| self.relation(verb) == "conj");
        // "were killed when rebels attacked"
        let attack = [Some(verb), joined, above]
            .into_iter()
            .flatten()
            .find_map(|v| {
                self.children(v).iter().copied().find(|&c| {
                    self.relation(c) == "advcl"
                        && self
                            .context
                            .lists
                            .has("attacking", &self.tokens[c].syntax.lemma)
                        && self.child(c, &["mark", "advmod"]).is_some_and(|m| {
                            matches!(self.lower(m).as_str(), "when" | "after" | "as")
                        })
                })
            });
        if let Some(subject) = attack.and_then(|a| self.child(a, &["nsubj"])) {
            return self.actors(subject);
        }
        [Some(verb), joined, above]
            .into_iter()
            .flatten()
            .flat_map(|v| self.children(v).iter().copied())
            .filter(|&c| self.relation(c).starts_with("obl"))
            .filter_map(|c| {
                // "were killed in clashes with rebels"
                let clash = matches!(
                    self.tokens[c].syntax.lemma.as_str(),
                    "clash"
                        | "fighting"
                        | "battle"
                        | "firefight"
                        | "skirmish"
                        | "gunfight"
                        | "combat"
                );
                if clash {
                    let with = self.behind(c, &["with".to_owned()])?;
                    return Some(self.entities(with));
                }
                self.is_means(c).then(|| self.doer(c))
            })
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// Whom the words before a noun name, the first of them: "the rebels' positions", "a suspected
    /// Kenyan drone attack". Those on whose ground or behalf it is said to be ("Kenyan-occupied",
    /// "Kenyan-backed") are not meant.
    fn modifier(&self, noun: usize) -> Vec<Entity> {
        let mut first = noun;
        while first > self.first {
            let at = first - 1;
            let syntax = &self.tokens[at].syntax;
            let part = matches!(
                syntax.upos,
                Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Part
            ) || matches!(self.lower(at).as_str(), "-" | "'s" | "’s" | "'" | "’")
                || matches!(syntax.relation, "amod" | "compound" | "nmod:poss")
                || self.unit(at).is_some_and(|u| {
                    matches!(
                        self.context.discourse.lines[self.line].units[u].kind,
                        UnitKind::Mention(_)
                    )
                });
            if !part {
                break;
            }
            first = at;
        }
        let own = self.unit(noun);
        let mut at = first;
        while at < noun {
            let unit = self.unit(at);
            if unit == own {
                break;
            }
            let mut behind = at + 1;
            while behind < noun && self.unit(behind) == unit {
                behind += 1;
            }
            let hyphened = self.lower(behind) == "-"
                && !matches!(
                    self.lower(behind + 1).as_str(),
                    "led"
                        | "made"
                        | "owned"
                        | "flagged"
                        | "registered"
                        | "operated"
                        | "run"
                        | "built"
                );
            let inside = self.descends(at, noun);
            if !hyphened && inside {
                let found = self.named(behind - 1);
                let found = if found.is_empty() && self.tokens[at].syntax.upos == Upos::Noun {
                    self.people(at, false)
                } else {
                    found
                };
                if !found.is_empty() {
                    return found;
                }
            }
            at = behind;
        }
        Vec::new()
    }

    /// Whether a token hangs on another, however many steps down.
    fn descends(&self, token: usize, above: usize) -> bool {
        let mut at = token;
        for _ in 0..6 {
            match self.head(at) {
                Some(head) if head == above => return true,
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    }

    /// What a slot keeps of the phrase with that head.
    fn meant(&self, head: usize, slot: &Slot) -> Vec<Entity> {
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
            && self.tokens[head].syntax.upos == Upos::Propn
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
        if open || self.tokens[head].syntax.upos == Upos::Pron {
            return Vec::new();
        }
        let discourse = self.context.discourse;
        // A name of which nothing is known is that of whoever is hit.
        if self.tokens[head].syntax.upos == Upos::Propn
            && let Some(name) = discourse.unknown_name(self.tokens[head].span)
        {
            return vec![Entity::new(name, EntityType::Other)];
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
                    && self.tokens[c].syntax.upos == Upos::Propn
                    && self.named(c).is_empty()
            });
        if self
            .context
            .lists
            .has("person", &self.tokens[head].syntax.lemma)
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

    /// The entities that a phrase with that head stands for, its coordinated members too.
    fn entities(&self, head: usize) -> Vec<Entity> {
        self.phrase(head, true)
    }

    /// As [`Tree::entities`] for who acts: a thing does not act for its owner.
    fn actors(&self, head: usize) -> Vec<Entity> {
        self.phrase(head, false)
    }

    fn phrase(&self, head: usize, owner: bool) -> Vec<Entity> {
        let mut out = self.named(head);
        if out.is_empty() {
            out = self.examples(head);
        }
        // "the largest rebel group, the Free Army"
        for relation in ["appos", "flat"] {
            if out.is_empty()
                && let Some(name) = self.child(head, &[relation])
            {
                out = self.named(name);
            }
        }
        if out.is_empty() {
            out = self.people(head, owner);
        }
        let resolved = !out.is_empty();
        if let Some(other) = self.paired(head)
            && resolved
            && !out.iter().any(|e| e.country == other.country)
        {
            out.push(other);
        }
        if !resolved && owner {
            out = self.owner(head);
            if out.is_empty() {
                out = self.doers(head);
            }
            if out.is_empty() {
                out = self.whose_act(head);
            }
        }
        if resolved || owner {
            // Those joined may hang on any word of a name.
            let unit = self.unit(head).filter(|_| resolved);
            let words = (self.first..self.end)
                .filter(|&t| t == head || unit.is_some() && self.unit(t) == unit);
            let joined: Vec<usize> = words
                .flat_map(|t| self.children(t).iter().copied())
                .collect();
            for child in joined {
                if self.relation(child) == "conj" && self.unit(child) != unit {
                    let more = if resolved {
                        let named = self.named(child);
                        if named.is_empty() {
                            self.people(child, owner)
                        } else {
                            named
                        }
                    } else {
                        self.phrase(child, owner)
                    };
                    for entity in more {
                        if !out.iter().any(|e| e.key() == entity.key()) {
                            out.push(entity);
                        }
                    }
                }
            }
        }
        out
    }

    /// The state of an adjective joined to the one before a body: "Thai and Cambodian troops".
    fn paired(&self, head: usize) -> Option<Entity> {
        let discourse = self.context.discourse;
        let row = &discourse.lines[self.line].units;
        let unit = self.unit(head)?;
        let (adjective, and) = (
            row.get(unit.checked_sub(2)?)?,
            row.get(unit.checked_sub(1)?)?,
        );
        let UnitKind::Mention(m) = adjective.kind else {
            return None;
        };
        let mention = &discourse.mentions[m];
        let body = matches!(row[unit].kind, UnitKind::Mention(_));
        let paired = body
            && and.lower == "and"
            && mention.reference == crate::mentions::Reference::Adjective
            && mention.entities.len() == 1;
        paired
            .then(|| discourse.entities_of(m).next().cloned())
            .flatten()
            .filter(|e| e.kind == EntityType::State)
    }

    /// The entities of the mention that the token stands in.
    fn named(&self, token: usize) -> Vec<Entity> {
        let Some(unit) = self.unit(token) else {
            return Vec::new();
        };
        let discourse = self.context.discourse;
        // "We urge": of what somebody says, the speaker.
        // "Its spokesman said it had carried out the raid": who speaks, or those for whom he does.
        if matches!(self.lower(token).as_str(), "it" | "they")
            && let Some(speaker) = self.reporter(token)
        {
            return speaker;
        }
        if self.lower(token) == "it"
            && token < self.first + 2
            && let Some(maker) = self.maker_before()
        {
            return maker;
        }
        if self.lower(token) == "they"
            && let Some(crowd) = self.crowd_before(token)
        {
            return crowd;
        }
        let first = matches!(
            discourse.lines[self.line].units[unit].lower.as_str(),
            "i" | "we" | "our" | "us" | "my" | "me"
        );
        if first && let Some(speaker) = self.context.source_at(self.line, unit) {
            return vec![speaker];
        }
        let mut found = match discourse.lines[self.line].units[unit].kind {
            UnitKind::Mention(m) => {
                crate::rules::parties(discourse.entities_of(m).cloned().collect(), self.context)
            }
            // "two Hamas units"
            UnitKind::Quantity(_) => {
                let span = discourse.lines[self.line].units[unit].span;
                discourse.named_inside(span)
            }
            _ => Vec::new(),
        };
        // "Iraqis": people, not their state.
        if found.is_empty()
            && let Some(state) = discourse.state_of_people(self.tokens[token].span)
        {
            let name = discourse.words(self.tokens[token].span).to_owned();
            found.push(Entity {
                country: state.country,
                ..Entity::new(name, EntityType::Group)
            });
        }
        // A town that no table knows is of the state in which the sentence plays.
        for entity in &mut found {
            if entity.kind == EntityType::Place
                && entity.country.is_none()
                && let Some(here) = discourse.setting(self.line)
                && let Some(state) = discourse.state_named(here)
            {
                *entity = state;
            }
        }
        found
    }

    /// Who made the text that the sentence before is about: "The resolution demands … It also urges".
    fn maker_before(&self) -> Option<Vec<Entity>> {
        let before = Tree::new(self.context, self.line.checked_sub(1)?)?;
        let root = before.range().find(|&t| before.head(t).is_none())?;
        let subject = before.child(root, &["nsubj"])?;
        let text = self
            .context
            .lists
            .has("speaking-text", &before.lower(subject))
            && before.named(subject).is_empty();
        let found = text.then(|| before.subject(root, Predicate::Verb))?;
        (!found.is_empty()).then_some(found)
    }

    /// The people whom "they" means: those who act in the clause above, else in the sentence before.
    fn crowd_before(&self, pronoun: usize) -> Option<Vec<Entity>> {
        let crowd = |tree: &Self, verb: usize| {
            let subject = tree
                .child(verb, &["nsubj", "nsubj:pass"])
                .filter(|&s| s != pronoun && tree.tokens[s].syntax.xpos == "NNS")?;
            let mut found = tree.people(subject, false);
            // "About 1,500 French soldiers"
            if found.is_empty() && tree.child(subject, &["nummod"]).is_some() {
                found = tree.phrase(subject, false);
            }
            // "The security forces" have a name of their own.
            if found.is_empty() {
                found = tree.named(subject);
                found.retain(|e| matches!(e.kind, EntityType::Group | EntityType::Body));
            }
            let group = found.iter().all(|e| {
                matches!(
                    e.kind,
                    EntityType::Group | EntityType::Body | EntityType::State
                )
            });
            (group && !found.is_empty()).then_some(found)
        };
        let mut at = self.head(pronoun)?;
        for _ in 0..4 {
            match self.head(at) {
                Some(head) => at = head,
                None => break,
            }
            if let Some(found) = crowd(self, at) {
                return Some(found);
            }
        }
        // "his backing of rebels in a country where they killed": the people named nearest before.
        let verb = self.head(pronoun)?;
        if self.relation(verb) == "acl:relcl" {
            let nearest = (self.first.max(pronoun.saturating_sub(12))..pronoun)
                .rev()
                .filter(|&t| self.tokens[t].syntax.xpos == "NNS")
                .map(|t| self.people(t, false))
                .find(|found| {
                    !found.is_empty()
                        && found
                            .iter()
                            .all(|e| matches!(e.kind, EntityType::Group | EntityType::Body))
                });
            if nearest.is_some() {
                return nearest;
            }
        }
        let before = Tree::new(self.context, self.line.checked_sub(1)?)?;
        let root = before.range().find(|&t| before.head(t).is_none())?;
        // "Rebels took the town, the ministry said."
        crowd(&before, root).or_else(|| {
            let told = before.child(root, &["ccomp"]).filter(|&c| c < root)?;
            crowd(&before, told)
        })
    }

    /// Who says the clause of which "it" or "they" is the subject: not those who are asked or who
    /// are spoken of in between.
    fn reporter(&self, pronoun: usize) -> Option<Vec<Entity>> {
        let verb = self
            .head(pronoun)
            .filter(|_| self.relation(pronoun) == "nsubj")?;
        let saying = self.head(verb).filter(|_| self.relation(verb) == "ccomp")?;
        if !self
            .context
            .lists
            .has("saying-that", &self.tokens[saying].syntax.lemma)
        {
            return None;
        }
        let subject = self.child(saying, &["nsubj"]).filter(|&s| s < pronoun)?;
        let mut found = self.phrase(subject, false);
        found.retain(|e| {
            e.kind != EntityType::Person
                || (self.first..subject).any(|t| self.lower(t).starts_with("spokes"))
                || self.lower(subject).starts_with("spokes")
                || self
                    .children(subject)
                    .iter()
                    .any(|&c| self.lower(c).starts_with("spokes"))
        });
        (!found.is_empty()).then_some(found)
    }

    /// People whom no name names, by their noun: "Kenyan lawmakers", "the protesters".
    ///
    /// Those whom nothing places ("all parties") are addressed, but do not act: they count only
    /// where `addressed`.
    fn people(&self, head: usize, addressed: bool) -> Vec<Entity> {
        let lists = self.context.lists;
        let lower = self.lower(head);
        let Some(unit) = self.unit(head) else {
            return Vec::new();
        };
        let row = &self.context.discourse.lines[self.line].units;
        let titled = matches!(row[unit].kind, UnitKind::Title(_));
        let upos = self.tokens[head].syntax.upos;
        // "Pirates seized …": a capital only because the sentence begins.
        let begins = upos == Upos::Propn && head == self.first && lists.has("crowd-noun", &lower);
        // "every Member State" of a speech: addressed, not named.
        let called = upos == Upos::Propn && addressed && lists.has("addressed-noun", &lower);
        if !((upos == Upos::Noun || begins || called) && row[unit].kind == UnitKind::Word
            || titled && matches!(upos, Upos::Noun | Upos::Propn))
        {
            return Vec::new();
        }
        // "Thousands of protesters": those who are counted.
        if lists.has("count-of", &lower)
            && let Some(of) = self.behind(head, &["of".to_owned()])
        {
            let mut counted = self.phrase(of, false);
            // "Thousands of Kenyans" are people, not the state.
            for entity in &mut counted {
                if entity.kind == EntityType::State && self.tokens[of].syntax.xpos == "NNPS" {
                    entity.name = self
                        .context
                        .discourse
                        .words(self.tokens[of].span)
                        .to_owned();
                    entity.kind = EntityType::Group;
                    entity.id = None;
                }
            }
            if !counted.is_empty() {
                return counted;
            }
        }
        // "The Houthi movement", "Hamas fighters": the group itself.
        let group = self.children(head).iter().find_map(|&c| {
            let inner = c < head && matches!(self.relation(c), "compound" | "amod");
            let named = inner.then(|| self.named(c))?;
            (named.first()?.kind == EntityType::Group).then_some(named)
        });
        if let Some(group) = group {
            return group;
        }
        let sort = lists.noun_at(row, unit).map(|n| n.0);
        let acting = lists.has("acting-noun", &lower);
        // "A rebel group", "armed men"
        let band = lists.has("band-noun", &lower)
            && self.children(head).iter().any(|&c| {
                c < head
                    && matches!(self.relation(c), "amod" | "compound")
                    && lists.has("band-adjective", &self.lower(c))
            });
        let crowd = band || lists.has("crowd-noun", &lower);
        let kind = match sort {
            Some(Sort::Body | Sort::Forces) => EntityType::Body,
            Some(Sort::Group) => EntityType::Group,
            _ if lists.has("people", &lower) || acting || crowd => EntityType::Group,
            _ if lists.has("opposite", &lower) => EntityType::Group,
            _ if addressed && lists.has("addressed-noun", &lower) => EntityType::Group,
            _ => return Vec::new(),
        };
        // Fighters, crowds and police are somebody themselves; leaders are for whom they lead.
        let allied = (self.leftmost(head)..=head).any(|t| self.lower(t) == "coalition");
        // The forces of a coalition are of an alliance.
        let kind = if allied { EntityType::Org } else { kind };
        let themselves = crowd || matches!(sort, Some(Sort::Group | Sort::Forces | Sort::Body));
        let opposite = lists.has("opposite", &lower);
        // Whose they are.
        let mut owner: Option<Entity> = None;
        let mut also: Vec<Entity> = Vec::new();
        let mut first = head;
        for &child in self.children(head) {
            let relation = self.relation(child);
            if child < head && matches!(relation, "amod" | "compound" | "nmod:poss") {
                // "his government", "hours later crowds" are called by their noun.
                let word = self.lower(child);
                let bare = self.tokens[child].syntax.upos == Upos::Pron
                    || matches!(word.as_str(), "later" | "earlier" | "same" | "other");
                if !bare {
                    first = first.min(self.leftmost(child));
                }
                // "Gulf states" are no states of one place.
                if self.is_region(child) {
                    continue;
                }
                // "his Chinese counterpart": theirs, not his.
                if relation != "nmod:poss" {
                    // "Thai and Cambodian jets" are of both.
                    if owner.is_none() {
                        also = self.joined(child);
                    }
                    owner = owner.or_else(|| self.named(child).into_iter().next());
                }
            }
        }
        // "Its Kenyan allies" are Kenya's.
        let poss = self.child(head, &["nmod:poss"]).filter(|_| !opposite);
        owner = owner.or_else(|| poss.and_then(|p| self.named(p).into_iter().next()));
        // "a state whose government"
        if owner.is_none()
            && let Some(whose) = poss.filter(|&p| self.lower(p) == "whose")
        {
            let clause = std::iter::successors(self.head(whose), |&t| self.head(t))
                .take(4)
                .find(|&t| self.relation(t).starts_with("acl"));
            let noun = clause.and_then(|c| self.head(c)).filter(|&n| n < whose);
            owner = noun.and_then(|n| self.named(n).into_iter().next());
        }
        // "asked its members": not the union itself.
        if let Some(union) = owner
            .as_ref()
            .filter(|o| addressed && o.kind == EntityType::Org)
            && matches!(lower.as_str(), "members" | "member")
            && poss.is_some()
        {
            return vec![Entity::new(
                format!("members of {}", union.name),
                EntityType::Group,
            )];
        }
        // "met his counterpart": of the other side.
        if opposite && owner.is_none() {
            let poss = self.child(head, &["nmod:poss"]);
            let whose = poss.map(|p| self.named(p)).unwrap_or_default();
            let discourse = self.context.discourse;
            let other = discourse.other_side(&whose);
            // "accuses its neighbour": the other state named last.
            return other
                .or_else(|| {
                    let own = whose.first()?.country.as_deref()?;
                    (self.line.saturating_sub(3)..self.line)
                        .rev()
                        .find_map(|line| {
                            let mut codes = discourse.countries_of(line);
                            codes.retain(|code| code != own);
                            match &codes[..] {
                                [one] => discourse.state_named(one),
                                _ => None,
                            }
                        })
                })
                .into_iter()
                .collect();
        }
        // "envoys from Kenya and Togo"
        also.retain(|e| e.kind == EntityType::State);
        let mut others = also.clone();
        if owner.is_none()
            && let Some(of) = self.behind(head, &["of", "from", "in", "for"].map(str::to_owned))
        {
            let mut named = self.named(of).into_iter();
            owner = named.next().or_else(|| self.unknown_body(of, addressed));
            others.extend(named.chain(self.joined(of)));
            // "officials of Kenya and representatives of Togo"
            for &child in self.children(of) {
                if self.relation(child) == "conj" && self.named(child).is_empty() {
                    others.extend(self.people(child, addressed));
                }
            }
        }
        // "The Kenyan leader": an office whose holder nobody names acts for its state.
        if titled {
            // "The Vice President" of a government's own text is its own.
            let home = self.context.discourse.home.as_deref().filter(|_| {
                self.context.discourse.official
                    && matches!(lower.as_str(), "president" | "minister" | "secretary")
            });
            let own = home.and_then(|code| self.context.discourse.state_named(code));
            // "West African leaders" are known by their region.
            let told = owner.is_some() || own.is_some() || !others.is_empty();
            // "urged the generals": those of where the sentence plays.
            let here = self.context.discourse.setting(self.line);
            let definite = self.tokens[head].syntax.xpos.ends_with('S')
                && self.children(head).iter().any(|&c| self.lower(c) == "the");
            if !told && addressed && definite && here.is_some() && !self.is_of_a_region(head) {
                let name = self.context.discourse.words(self.tokens[head].span);
                return vec![Entity {
                    country: here.map(str::to_owned),
                    ..Entity::new(name, EntityType::Group)
                }];
            }
            if told || !self.is_of_a_region(head) {
                return owner.or(own).into_iter().chain(others).collect();
            }
        }
        // Members, leaders and machines act for those whose they are.
        if !themselves && (acting || lists.has("people", &lower)) {
            // "Nordic ministers", "Gulf states": known by their region.
            if owner.is_some() || !addressed && !self.is_of_a_region(head) || acting {
                return owner.into_iter().chain(others).collect();
            }
            let span =
                entente_model::Span::new(self.tokens[first].span.start, self.tokens[head].span.end);
            let mut entity = Entity::new(self.context.discourse.words(span), kind);
            // "gang members": of where the gang is.
            if (first..head).any(|t| lists.has("crowd-noun", &self.lower(t))) {
                entity.country = self.context.discourse.setting(self.line).map(str::to_owned);
            }
            return vec![entity];
        }
        let discourse = self.context.discourse;
        // "Officials of the European Union" act for it.
        if let Some(union) = owner
            .as_ref()
            .filter(|o| o.kind == EntityType::Org && o.country.is_none() && !crowd && !allied)
            && matches!(sort, Some(Sort::Body))
        {
            return std::iter::once(union.clone()).chain(others).collect();
        }
        let country = owner.and_then(|o| o.country).or_else(|| {
            // A coalition is of several states.
            let here = discourse.setting(self.line).map(str::to_owned);
            here.or_else(|| discourse.home.clone()).filter(|_| !allied)
        });
        // Gunmen of whom nothing is known are nobody.
        if country.is_none() && crowd && !addressed && !allied {
            return Vec::new();
        }
        let span =
            entente_model::Span::new(self.tokens[first].span.start, self.tokens[head].span.end);
        let mut entity = Entity::new(self.context.discourse.words(span), kind);
        entity.country = country;
        also.extend(others.into_iter().filter(|e| e.country.is_some()));
        also.retain(|e| e.country != entity.country);
        also.insert(0, entity);
        also
    }

    /// A body that no table has, by its capitals, where somebody is addressed as one of it: "the
    /// members of the Panel of the Wise".
    fn unknown_body(&self, head: usize, addressed: bool) -> Option<Entity> {
        let capital = addressed
            && (self.tokens[head].syntax.upos == Upos::Propn
                || self.tokens[head].syntax.upos == Upos::Noun
                    && head > self.first
                    && self
                        .context
                        .discourse
                        .words(self.tokens[head].span)
                        .starts_with(char::is_uppercase));
        let name =
            capital.then(|| self.context.discourse.unknown_name(self.tokens[head].span))??;
        Some(Entity::new(name, EntityType::Body))
    }

    /// Whether people are told by their part of the world: "Nordic ministers".
    fn is_of_a_region(&self, head: usize) -> bool {
        self.children(head).iter().any(|&c| {
            c < head && matches!(self.relation(c), "amod" | "compound") && self.is_region(c)
        })
    }

    /// Whether a word names a part of the world or a camp of states: "Nordic", "Western".
    fn is_region(&self, token: usize) -> bool {
        let lower = self.lower(token);
        self.context.lists.has("region", &lower)
    }

    /// The first token of the phrase with that head, two levels down.
    fn leftmost(&self, token: usize) -> usize {
        self.children(token)
            .iter()
            .flat_map(|&c| self.children(c).iter().copied().chain([c]))
            .chain([token])
            .min()
            .unwrap_or(token)
    }

    /// The party that the clause of a predicate names nearest behind it, besides those who act.
    fn nearby(&self, token: usize, subject: &[Entity]) -> Vec<Entity> {
        // "froze the aid, and the union warned": whoever acts in a clause beside it is not meant.
        let apart = |at: usize| {
            matches!(self.relation(at), "conj" | "parataxis")
                && self.tokens[at].syntax.upos == Upos::Verb
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
            if unit == seen || !inside(at) {
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
            (self.tokens[verb].syntax.upos == Upos::Verb)
                .then(|| self.child(verb, &["obj", "iobj"]))
                .flatten()
        });
        let mut shared = object.map(|o| self.phrase(o, false)).unwrap_or_default();
        shared
            .retain(|e| e.kind != EntityType::Place && !subject.iter().any(|s| s.key() == e.key()));
        shared
    }

    /// Those given as examples of a phrase: "allies such as Togo", "members including Togo".
    fn examples(&self, head: usize) -> Vec<Entity> {
        self.children(head)
            .iter()
            .copied()
            .filter(|&c| {
                self.children(c).iter().any(|&p| {
                    self.relation(p) == "case"
                        && (matches!(self.lower(p).as_str(), "such" | "including" | "like")
                            || self.lower(p) == "as"
                                && p > self.first
                                && self.lower(p - 1) == "such")
                })
            })
            .map(|c| {
                self.named(c)
                    .into_iter()
                    .chain(self.joined(c))
                    .collect::<Vec<_>>()
            })
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// The named members coordinated with a phrase.
    fn joined(&self, head: usize) -> Vec<Entity> {
        self.children(head)
            .iter()
            .filter(|&&c| self.relation(c) == "conj")
            .flat_map(|&c| self.named(c))
            .collect()
    }

    /// Whose a thing is: "Togo's decision", "the Togolese airspace", "the invasion of Togo".
    fn owner(&self, head: usize) -> Vec<Entity> {
        // "into the sea between Japan and Korea" is nobody's.
        if self.context.lists.has("open-water", &self.lower(head)) {
            return Vec::new();
        }
        for relation in ["nmod:poss", "amod", "compound"] {
            for &child in self.children(head) {
                if self.relation(child) == relation {
                    let mut found = self.named(child);
                    // "hit our country": the speaker's state.
                    if matches!(self.lower(child).as_str(), "our" | "my") {
                        for entity in &mut found {
                            let state = entity
                                .country
                                .as_deref()
                                .filter(|_| entity.kind == EntityType::Person)
                                .and_then(|code| self.context.discourse.state_named(code));
                            *entity = state.unwrap_or_else(|| entity.clone());
                        }
                    }
                    if !found.is_empty() {
                        return found;
                    }
                }
            }
        }
        let before = self.modifier(head);
        if !before.is_empty() {
            return before;
        }
        // "the steps taken by Togo", "a boat belonging to Togo"
        for &child in self.children(head) {
            if self.relation(child).starts_with("acl") {
                let belongs = self.tokens[child].syntax.lemma == "belong";
                let preposition = if belongs { "to" } else { "by" };
                let agent = self
                    .child(child, &["obl:agent"])
                    .or_else(|| self.behind(child, &[preposition.to_owned()]));
                let found = agent.map(|a| self.phrase(a, true)).unwrap_or_default();
                if !found.is_empty() {
                    return found;
                }
            }
        }
        for prepositions in [
            &["by"][..],
            &[
                "of", "from", "between", "with", "in", "against", "on", "to", "for",
            ],
        ] {
            // "a town near the border with Togo" is not Togo's.
            let settled = self.context.lists.has("settlement", &self.lower(head));
            let prepositions: Vec<String> = prepositions
                .iter()
                .filter(|p| !settled || matches!(**p, "of" | "in"))
                .map(|p| (*p).to_owned())
                .collect();
            if let Some(found) = self.behind(head, &prepositions) {
                let named = self.named(found);
                if !named.is_empty() {
                    return self.phrase(found, false);
                }
                // "the leadership of the people of Togo"
                let people = self.people(found, false);
                if !people.is_empty() {
                    return people;
                }
                let inner = self.owner_near(found);
                if !inner.is_empty() {
                    return inner;
                }
            }
        }
        Vec::new()
    }

    /// Whose "the move" or "the ruling" is, which nobody is said to have made: whoever last did
    /// something, other than those who now speak of it.
    fn whose_act(&self, noun: usize) -> Vec<Entity> {
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
        let Some(verb) = self
            .head(noun)
            .filter(|&v| self.tokens[v].syntax.upos == Upos::Verb)
        else {
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
            let lemma = tree.tokens[verb].syntax.lemma.as_str();
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
            let Some(before) = before.and_then(|line| Tree::new(self.context, line)) else {
                break;
            };
            let Some(root) = before.range().find(|&t| before.head(t).is_none()) else {
                continue;
            };
            // "Officials said that Togo had closed its border": Togo's act.
            let told = before.child(root, &["ccomp"]).filter(|_| {
                let lemma = before.tokens[root].syntax.lemma.as_str();
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
    fn doers(&self, head: usize) -> Vec<Entity> {
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
        let lemma = self.tokens[head].syntax.lemma.as_str();
        let Some(sort) = DEEDS.iter().find(|deed| lists.has(deed.0, lemma)) else {
            return Vec::new();
        };
        let speakers = self
            .head(head)
            .filter(|&h| self.tokens[h].syntax.upos == Upos::Verb)
            .and_then(|h| self.subject_token(h))
            .filter(|&s| s != head)
            .map(|s| self.actors(s))
            .unwrap_or_default();
        self.context.doers(self.line, sort.1, &speakers)
    }

    fn owner_near(&self, head: usize) -> Vec<Entity> {
        self.children(head)
            .iter()
            .filter(|&&c| matches!(self.relation(c), "nmod:poss" | "amod" | "compound" | "nmod"))
            .map(|&c| self.named(c))
            .find(|n| !n.is_empty())
            .unwrap_or_default()
    }

    /// The polities in the words of the phrase with that head.
    fn inside(&self, head: usize) -> Vec<Entity> {
        let Some(unit) = self.unit(head) else {
            return Vec::new();
        };
        let span = self.context.discourse.lines[self.line].units[unit].span;
        self.context.discourse.polities_inside(span)
    }

    /// The calendar time that hangs on the predicate, or on what carries it.
    pub(crate) fn time_unit(&self, token: usize) -> Option<usize> {
        let row = &self.context.discourse.lines[self.line].units;
        row.iter()
            .enumerate()
            .filter(|(_, u)| matches!(u.kind, UnitKind::Time(_)))
            .filter_map(|(at, u)| {
                let mut climb = u.tokens.start;
                // Up to the head of the expression, then at most two nouns up to the verb.
                for steps in 0..6 {
                    if climb == token {
                        return Some((steps, at));
                    }
                    let outside = !u.tokens.contains(&climb);
                    // "offered to sell the island in 1859": a year of long ago is the offer's.
                    let offered = self.relation(climb) == "xcomp"
                        && self.head(climb) == Some(token)
                        && self.tokens[token].syntax.xpos == "VBD"
                        && self.context.is_long_ago(self.line, at);
                    if outside && self.tokens[climb].syntax.upos == Upos::Verb && !offered {
                        return None;
                    }
                    climb = self.head(climb)?;
                }
                None
            })
            .min()
            .map(|(_, at)| at)
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

    #[test]
    fn a_tense_does_not_go_on_an_infinitive() {
        let (_, claims) = crate::tests::claims_of(
            "The European Union welcomes the decision of Chad to ratify and invites Togo to the talks.",
        );
        let asks: Vec<String> = claims
            .iter()
            .filter_map(|claim| match &claim.body {
                entente_model::ClaimBody::Event(e)
                    if e.kind == entente_model::EventType::Request =>
                {
                    Some(e.actors[0].name.clone())
                }
                _ => None,
            })
            .collect();
        assert_eq!(asks, ["European Union"]);
    }
}
