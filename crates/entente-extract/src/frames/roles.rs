//! Who acts and what is acted on, whatever the voice and wherever the words stand: the subject and the
//! object of a verb, the doer of an act that a noun names.

use entente_language::Upos;
use entente_model::{Entity, EntityType};

use super::Predicate;
use super::parse::Parse;
use crate::mentions::UnitKind;

/// Where the search for a subject goes on from a clause that hangs on a noun.
enum Climb {
    /// With the subject of that word.
    Above(usize),
    /// Nowhere: this is it, or there is none.
    Found(Option<usize>),
}

impl Parse<'_> {
    /// The token of the object: of a passive its subject, of "the troops deployed there" the noun.
    pub(super) fn object(&self, verb: usize) -> Option<usize> {
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
        // "Norway condemns, in the strongest terms, the test", parsed as two names of one thing
        let beside = |c: &usize| self.relation(*c) == "appos" && self.is_mistaken(verb);
        if let Some(thing) = self.children(verb).iter().copied().find(beside) {
            return Some(self.counted(thing));
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
                // "sent home more than a million refugees"
                let home =
                    verb + 1 < self.end && matches!(self.lower(verb + 1).as_str(), "home" | "back");
                let next = verb + 1 + usize::from(home);
                let next = (next < self.end).then(|| self.lower(next))?;
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
                        && (self.child(c, &["nummod"]).is_some() || self.xpos(c) == "CD")
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
                    self.upos(c) == Upos::Propn
                        || (self.upos(c) == Upos::Noun || helps)
                            && c <= verb + 2
                            && self.child(c, &["mark", "cop", "case"]).is_none()
                })
            })
            .or_else(|| self.behind_particle(verb).map(|o| self.counted(o)))
            // "held two days of talks"
            .or_else(|| {
                self.children(verb)
                    .iter()
                    .copied()
                    .find(|&c| {
                        c > verb
                            && c <= verb + 4
                            && matches!(self.relation(c), "obl:unmarked" | "obj")
                    })
                    .map(|c| (c, self.counted(c)))
                    .filter(|(days, of)| days != of)
                    .map(|(_, of)| of)
            })
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
                    && self.upos(second) == Upos::Verb
                    && self.child(second, &["nsubj", "aux"]).is_none()
                    && second <= verb + 3;
                bare.then(|| self.child(second, &["obj"])).flatten()
            })
    }

    /// The noun that a relative pronoun stands for, else the token itself.
    pub(super) fn antecedent(&self, token: usize, verb: usize) -> usize {
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
                let noun = self.head(clause).unwrap_or(token);
                return self
                    .person_before(token)
                    .filter(|_| self.lower(token) == "who")
                    .unwrap_or(noun);
            }
            match self.head(clause) {
                Some(head) => clause = head,
                None => break,
            }
        }
        token
    }

    /// The person whose name ends right before "who": "the hearing of Omar Diallo, who is held".
    fn person_before(&self, who: usize) -> Option<usize> {
        let mut last = who.checked_sub(1).filter(|&t| t >= self.first)?;
        if self.lower(last) == "," {
            last = last.checked_sub(1).filter(|&t| t >= self.first)?;
        }
        self.named(last)
            .iter()
            .any(|e| e.kind == EntityType::Person)
            .then_some(last)
    }

    /// The token of the one who acts.
    pub(super) fn subject_token(&self, verb: usize) -> Option<usize> {
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
                let subject = self.name_beside(at, subject);
                return Some(self.behind_dateline(self.antecedent(subject, at), at));
            }
            // "Sending troops angered Togo": nobody's act.
            if at == verb && self.child(at, &["csubj", "csubj:pass"]).is_some() {
                return None;
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
                        && self.upos(t) == Upos::Propn
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
            let tense = |t: usize| matches!(self.xpos(t), "VBD" | "VBZ" | "VBP");
            if at == verb
                && self.relation(verb) == "conj"
                && tense(verb)
                && self.xpos(head) == "VB"
                && self.child(head, &["mark"]).is_some()
            {
                let above = std::iter::successors(self.head(head), |&t| self.head(t))
                    .take(6)
                    .find(|&t| tense(t) && self.upos(t) == Upos::Verb);
                if let Some(above) = above {
                    at = above;
                    continue;
                }
            }
            // "accused Chad of arming", "was accused of arming", "of meddling by threatening"
            if let Some(charge) = self.charge(at) {
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
                "acl" | "acl:relcl" => match self.subject_beside(at, head, verb) {
                    Climb::Above(above) => {
                        at = above;
                        continue;
                    }
                    Climb::Found(found) => return found,
                },
                _ => return None,
            }
            if self.upos(at) != Upos::Verb && self.child(at, &["nsubj", "cop"]).is_none() {
                return None;
            }
        }
        None
    }

    /// "The bloc Ecowas imposed", parsed as two subjects: the name beside a noun that names nobody.
    fn name_beside(&self, verb: usize, noun: usize) -> usize {
        // "The secretary-general of the union urged", parsed as two
        let second = noun + 2;
        if second < verb
            && self.lower(noun + 1) == "-"
            && self.head(second) == Some(verb)
            && self.relation(second) == "nsubj"
        {
            return second;
        }
        let name = noun + 1;
        let beside = name < verb
            && self.head(name) == Some(verb)
            && self.relation(name) == "nsubj"
            && self.upos(noun) != Upos::Pron
            && !self.named(name).is_empty()
            && self.named(noun).is_empty();
        if beside { name } else { noun }
    }

    /// Who acts in a clause that hangs on a noun: the noun itself, or who decided, made or took what it
    /// names.
    fn subject_beside(&self, at: usize, head: usize, verb: usize) -> Climb {
        if self.upos(head) == Upos::Verb {
            return Climb::Found(None);
        }
        if self.is_mistaken(head) {
            return Climb::Above(head);
        }
        // "its decision to expel", "announced a plan to send"
        if self.child(at, &["mark"]).is_some()
            && self.context.lists.has("deciding", &self.lower(head))
        {
            // "Togo's decision to", "the decision of Togo to", "the Togolese decision to"
            let owner = self
                .child(head, &["nmod:poss"])
                .or_else(|| self.behind(head, &["of", "by"].map(str::to_owned)))
                .or_else(|| {
                    self.children(head).iter().copied().find(|&c| {
                        c < head
                            && matches!(self.relation(c), "amod" | "compound")
                            && !self.named(c).is_empty()
                    })
                });
            if owner.is_some() {
                return Climb::Found(owner);
            }
            let governor = self
                .head(head)
                .filter(|&g| self.upos(g) == Upos::Verb && g != verb);
            return Climb::Found(governor.and_then(|g| self.subject_token(g)));
        }
        // "…, with Iran warning that": who stands behind "with".
        let with = self.xpos(at) == "VBG"
            && self
                .child(head, &["case"])
                .is_some_and(|c| self.lower(c) == "with");
        if with {
            return Climb::Found(Some(head));
        }
        // "signed an order imposing": who signed it.
        if !self.is_passive(at)
            && let Some(made) = self.made(head)
        {
            return Climb::Found(self.subject_token(made));
        }
        // "took the occasion to invite": who took it.
        let carried = self.head(head).filter(|&above| {
            let lists = self.context.lists;
            let word = self.lemma(head);
            self.relation(head) == "obj"
                && (lists.has("performative", word) || word == "decision")
                && self.upos(above) == Upos::Verb
                && !self.is_passive(at)
                && self
                    .child(at, &["mark"])
                    .is_some_and(|m| self.lower(m) == "to")
        });
        if let Some(above) = carried {
            return Climb::Above(above);
        }
        Climb::Found(self.described(head).or(Some(head)))
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
        let lemma = self.lemma(noun);
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
                && lists.has("instrument-made", self.lemma(above))
        })
    }

    /// Who acts.
    pub(super) fn subject(&self, token: usize, predicate: Predicate) -> Vec<Entity> {
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
                    let would = self.lemma(h) == "say"
                        && self.children(token).iter().any(|&c| {
                            self.relation(c) == "aux"
                                && matches!(self.lower(c).as_str(), "would" | "will")
                        });
                    // "declined to say how many would be sent"
                    let silent = self.relation(h) == "xcomp"
                        && self.head(h).is_some_and(|above| {
                            matches!(self.lemma(above), "decline" | "refuse" | "fail")
                        });
                    self.relation(token) == "ccomp"
                        && !silent
                        && (would || self.context.lists.has("announcing", self.lemma(h)))
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
    pub(super) fn doer(&self, noun: usize) -> Vec<Entity> {
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
        // "repelled an attack by rebels on a base": of what acts, "by" tells no doer but its object's.
        let governor = || {
            let verb = self
                .head(noun)
                .filter(|&verb| self.relation(noun) == "obj" && !self.is_passive(verb))?;
            self.children(verb).iter().copied().find(|&c| {
                c > noun
                    && matches!(self.relation(c), "obl" | "obl:agent")
                    && !self.is_time(c)
                    && self
                        .child(c, &["case"])
                        .is_some_and(|case| self.lower(case) == "by")
            })
        };
        if let Some(by) = self.behind(noun, &by).or_else(below).or_else(governor) {
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
                // "shells fired from Togo"
                let fired = matches!(self.lemma(child), "fire" | "launch")
                    .then(|| self.behind(child, &["from".to_owned()]))
                    .flatten();
                let agent = self
                    .child(child, &["obl:agent"])
                    .or_else(|| self.behind(child, &by[..1]))
                    .or(fired);
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
        // "announced new rates, including a tariff on": whose those are that it is one of.
        if matches!(self.relation(noun), "nmod" | "obl")
            && let Some(whole) = self.head(noun)
            && self.child(noun, &["case"]).is_some_and(|c| {
                c + 4 > noun && self.lower(c) == "including" && self.lower(c + 1) != "through"
            })
        {
            let above = if self.upos(whole) == Upos::Verb {
                Some(whole)
            } else {
                self.carrier(whole)
            };
            return above
                .and_then(|v| self.subject_token(v))
                .map(|s| self.actors(s))
                .unwrap_or_default();
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
    pub(super) fn is_means(&self, noun: usize) -> bool {
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
        // "lifted the sanctions that had been imposed on Togo": by whoever lifts them.
        if self.relation(verb).starts_with("acl")
            && self.lemma(verb) == "impose"
            && let Some(above) = self.head(verb).and_then(|noun| {
                self.head(noun).filter(|&above| {
                    self.relation(noun) == "obj"
                        && self.context.lists.has("undoing", self.lemma(above))
                })
            })
            && let Some(subject) = self.subject_token(above)
        {
            return self.actors(subject);
        }
        // "A shipment from Ghana was delivered"
        if let Some(object) = self.object(verb)
            && self.context.lists.has("goods", &self.lower(object))
        {
            return self.doer(object);
        }
        // "Prisoners held in Ghana were released", "held by Ghana"
        if matches!(
            self.lemma(verb),
            "release" | "free" | "liberate" | "exchange" | "swap"
        ) && let Some(held) = self.object(verb).and_then(|o| {
            self.children(o).iter().copied().find(|&c| {
                self.relation(c).starts_with("acl") && self.context.lists.has("held", self.lemma(c))
            })
        }) && let Some(captor) = self.child(held, &["obl:agent"]).or_else(|| {
            // Hostages are not the state's in which they are held.
            let hostages = self
                .object(verb)
                .is_some_and(|o| matches!(self.lemma(o), "hostage" | "captive"));
            let places = ["by", "in"].map(str::to_owned);
            self.behind(held, &places[..if hostages { 1 } else { 2 }])
        }) {
            return self.phrase(captor, false);
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
                        && self.context.lists.has("attacking", self.lemma(c))
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
                let clash = self.context.lists.has("clash", self.lemma(c));
                if clash {
                    let with = self.behind(c, &["with".to_owned()])?;
                    return Some(self.entities(with));
                }
                // "were added to the Ghanaian sanctions list"
                let listed = self.context.lists.has("register", self.lemma(c));
                (listed || self.is_means(c)).then(|| self.doer(c))
            })
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// Whom the words before a noun name, the first of them: "the rebels' positions", "a suspected
    /// Kenyan drone attack". Those on whose ground or behalf it is said to be ("Kenyan-occupied",
    /// "Kenyan-backed") are not meant.
    pub(super) fn modifier(&self, noun: usize) -> Vec<Entity> {
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
                let found = if found.is_empty() && self.upos(at) == Upos::Noun {
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
}

#[cfg(test)]
mod tests {
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
