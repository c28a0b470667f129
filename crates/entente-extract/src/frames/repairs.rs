//! What a sentence says where its parse is wrong: a verb taken for a noun or an adjective, a subject
//! taken for a place, the object of a particle hung elsewhere.
//!
//! `roles` asks here first.

use entente_language::Upos;

use super::parse::Parse;
use crate::mentions::{Reference, UnitKind};

impl Parse<'_> {
    /// Whether the verb is passive: "was praised", "the troops deployed there".
    pub(super) fn is_passive(&self, verb: usize) -> bool {
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
                    && self
                        .head(verb)
                        .is_some_and(|h| self.upos(h) == Upos::Verb && self.is_passive(h))
            }
            _ => false,
        }
    }

    /// "South Africa files a case", "Niger's junta demands that France leave": the only verb of a
    /// sentence in the present, which the parse takes for a noun in the plural.
    pub(super) fn is_mistaken(&self, token: usize) -> bool {
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
        ) && self
            .children(token)
            .iter()
            .any(|&c| c == token + 1 && self.relation(c) == "acl" && self.xpos(c) == "VBG");
        // "Norway condemns, in the strongest terms, the test"
        let no_noun = self.context.lists.has("no-noun", self.lemma(token));
        // "President Moyo heads to Lima for talks", "Peru backs Chad's bid": a name stands right before, and what
        // follows goes on as behind a verb.
        let act = self.context.lists.has("act-not-plural", &self.lower(token))
            && self.children(token).iter().any(|&c| {
                c > token && matches!(self.relation(c), "obj" | "nmod" | "obl" | "appos" | "dep")
            });
        (clause || gerund || no_noun || act) && self.mistaken_subject(token).is_some()
    }

    /// Whether "strike" or "protest" only tells how something is done: "went on strike", "left in
    /// protest".
    pub(super) fn is_manner(&self, token: usize) -> bool {
        // "have been on strike since March" tells that they strike.
        token > self.first
            && self.child(token, &["cop"]).is_none()
            && matches!(
                (self.lower(token - 1).as_str(), self.lower(token).as_str()),
                ("on", "strike") | ("in", "protest")
            )
    }

    /// Who acts before a verb that the parse takes for a noun.
    pub(super) fn mistaken_subject(&self, token: usize) -> Option<usize> {
        self.child(token, &["nsubj"]).or_else(|| {
            let mut before = token.checked_sub(1).filter(|&t| t >= self.first)?;
            // "The Security Council (UNSC) convenes"
            if self.lower(before) == ")" {
                before = (self.first..before).rev().find(|&t| self.lower(t) == "(")?;
                before = before.checked_sub(1).filter(|&t| t >= self.first)?;
            }
            // "Abel Otieno heads to Lima"
            if self.relation(before) == "flat" {
                before = self.head(before).filter(|&t| t >= self.first)?;
            }
            let told = self.head(before) == Some(token)
                && self.relation(before) == "compound"
                && (!self.named(before).is_empty() || !self.people(before, false).is_empty());
            told.then_some(before)
        })
    }

    /// "Troops shot dead a man": the parse takes "shot" for a noun, yet gives it an object.
    pub(super) fn is_shot(&self, token: usize) -> bool {
        self.lower(token) == "shot"
            && token + 1 < self.end
            && self.lower(token + 1) == "dead"
            && self.child(token, &["obj"]).is_some()
    }

    /// Who acts where the parse hangs the only verb of a sentence on a noun before it: "Russian
    /// troops crossed into Georgia.", "Protesters from the movement called for elections."
    pub(super) fn told_root(&self, verb: usize) -> Option<usize> {
        if self.tokens[verb].syntax.relation != "acl"
            || !matches!(self.xpos(verb), "VBN" | "VBD")
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
                && (matches!(self.xpos(t), "VBD" | "VBZ" | "VBP" | "MD")
                    || t < verb && matches!(self.upos(t), Upos::Verb | Upos::Aux))
        });
        let told =
            self.head(root).is_none() && !others && self.behind(verb, &["by".to_owned()]).is_none();
        told.then_some(root)
    }

    /// Who acts where the parse takes the only verb of a sentence for an adjective: "Kenya eased
    /// curbs in Togo.", "Kenyan police closed roads, officials said."
    pub(super) fn teller(&self, verb: usize) -> Option<usize> {
        let syntax = &self.tokens[verb].syntax;
        let mut before = verb.checked_sub(1).filter(|&t| t >= self.first)?;
        // "Kenyan jets later struck camps."
        if self.upos(before) == Upos::Adv {
            before = before.checked_sub(1).filter(|&t| t >= self.first)?;
        }
        let past = matches!(syntax.xpos, "VBN" | "VBD")
            && (self.lower(verb).ends_with("ed")
                || self.context.lists.has("past", &self.lower(verb)));
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
            let governor = self
                .head(first)
                .filter(|&v| self.xpos(v) == "VBD" && self.upos(v) == Upos::Verb)?;
            return self.child(governor, &["nsubj"]);
        }
        let discourse = self.context.discourse;
        let unit = self.unit(before)?;
        let party = match discourse.lines[self.line].units[unit].kind {
            // "The British left" is no "British aid".
            UnitKind::Mention(m) => {
                discourse.mentions[m].reference != Reference::Adjective
                    || before > self.first && self.lower(before - 1) == "the"
            }
            _ => self.upos(before) == Upos::Noun && !self.people(before, false).is_empty(),
        };
        let others = self.range().any(|t| {
            t != verb
                && matches!(self.xpos(t), "VBD" | "VBZ" | "VBP" | "MD")
                && (t < verb || !self.context.lists.has("saying-core", self.lemma(t)))
        });
        (party && !others).then_some(before)
    }

    /// "NAIROBI, May 3 (News) – Kenya signed": of a subject that is only the dateline before a dash,
    /// whoever is named first behind it; else the subject itself.
    pub(super) fn behind_dateline(&self, subject: usize, verb: usize) -> usize {
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
    pub(super) fn before(&self, verb: usize) -> Option<usize> {
        if !matches!(self.xpos(verb), "VBD" | "VBZ" | "VBP" | "VB" | "VBN") {
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

    /// What stands behind a particle, where the parse takes it for a preposition or its object for
    /// an adverbial: "laid down their arms", "shut down a station".
    pub(super) fn behind_particle(&self, verb: usize) -> Option<usize> {
        let particle = (verb + 1 < self.end).then_some(verb + 1)?;
        let word = self.lower(particle);
        let known = matches!(
            word.as_str(),
            "down" | "up" | "off" | "out" | "back" | "away"
        ) || word == "in" && matches!(self.lemma(verb), "call" | "send")
            || word == "over" && matches!(self.lemma(verb), "hand" | "turn");
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
                && matches!(self.relation(o), "obl" | "xcomp")
                && cases == wanted
                && (wanted == 0 || self.head(particle) == Some(o))
                && !self.is_time(o)
        })
    }
}
