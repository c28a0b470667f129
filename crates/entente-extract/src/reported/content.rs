//! What a verb of saying reports: a clause with or without "that", what somebody is told or asked,
//! a noun phrase ("stressed the need for"), or the words before it ("…, she said").
//!
//! Where the words end is settled in `extent.rs`.

use entente_language::Upos;
use entente_model::{Entity, EntityType, Span};

use super::Reader;
use crate::subjects::join_entities;

impl Reader<'_, '_> {
    /// What the verb at `token` reports, and to whom.
    pub(super) fn content(
        &self,
        word: &str,
        token: usize,
        sayings: &[(usize, usize)],
    ) -> (Option<(Span, &'static str)>, Option<Entity>) {
        let limit = self.limit(token, sayings);
        let addressee = self
            .child(token, limit, "obj")
            .or_else(|| self.child(token, limit, "iobj"))
            .filter(|_| {
                self.verbs.people.contains(word) || self.child(token, limit, "xcomp").is_some()
            })
            .and_then(|o| self.named(o))
            .map(|members| join_entities(&members));
        if let Some(what) = self.as_told(word, token) {
            return (Some(what), addressee);
        }
        // "called its envoy home", "called the cabinet together": nothing is called so.
        let away = |c: usize| matches!(self.word(c), "home" | "back" | "together" | "off" | "up");
        if word.starts_with("call") && self.tree.children(token).any(|c| c > token && away(c)) {
            return (None, addressee);
        }
        if !matches!(word, "said" | "says" | "added")
            && self.is_inverted(token)
            && let Some(what) = self.before(token)
        {
            return (Some((what, "statement/reported-before")), None);
        }
        if let Some(that) = self.that_behind(word, token, limit) {
            let what = self.words(that + 1, limit, "statement/reported-that");
            return (what, addressee);
        }
        if word.starts_with("ma") {
            return (self.made_clear(token, limit), None);
        }
        // "paid tribute to the envoys", "ruled out a return"
        if let Some(words) = self.phrase(token)
            && token + words < limit
        {
            let what = self.words(token + words, limit, "statement/reported-object");
            return (what, addressee);
        }
        // "said:", and the words behind it.
        if token + 1 < limit && self.word(token + 1) == ":" && word != "states" {
            let what = self.words(token + 2, limit, "statement/reported-colon");
            return (what, addressee);
        }
        // "told the agency the move was due to …": the parse takes the agency into the clause.
        if self.verbs.people.contains(word)
            && let Some((whom, from)) = self.told_whom(token, limit)
        {
            let what = self.words(from, limit, "statement/reported-clause");
            return (what, addressee.or(Some(whom)));
        }
        if let Some(what) = self.called_so(word, token, limit) {
            return (Some(what), addressee);
        }
        if let Some(what) = self.foreseen(word, token, limit) {
            return (Some(what), addressee);
        }
        if let Some((whom, what)) = self.told_about(word, token, limit) {
            return (Some(what), addressee.or(whom));
        }
        if let Some(clause) = self.clause_behind(word, token, limit) {
            return (self.clause_words(word, token, clause, limit), addressee);
        }
        if let Some(what) = self.free_name(word, token, limit) {
            return (Some(what), addressee);
        }
        if self.verbs.people.contains(word)
            && self.before(token).is_none()
            && !(self.verbs.object.contains(word) && self.is_of_or_against(token))
        {
            return (self.told_to(token, limit), addressee);
        }
        if let Some((whom, what)) = self.for_what(word, token, limit) {
            return (what, Some(whom));
        }
        if self.points_back(token, limit) {
            return (None, addressee);
        }
        if (self.verbs.object.contains(word) || word.starts_with("agree"))
            && let Some(from) = self.object(word, token, limit)
        {
            let what = self.words(from, limit, "statement/reported-object");
            return (what, addressee);
        }
        if let Some(what) = self.rest_of_noun(word, token, limit) {
            return (Some(what), addressee);
        }
        (self.unseen_clause(word, token, limit), addressee)
    }

    /// What depends on the verb in a way, behind it and before `limit`.
    fn child(&self, token: usize, limit: usize, relation: &str) -> Option<usize> {
        self.tree
            .children(token)
            .find(|&c| c > token && c < limit && self.tree.relation(c) == relation)
    }

    /// "As the minister noted on Monday, sanctions work": the clause that the aside stands before.
    fn as_told(&self, word: &str, token: usize) -> Option<(Span, &'static str)> {
        let tree = &self.tree;
        let says = self.verbs.clause.contains(word) || self.verbs.that.contains(word);
        let main = tree.head(token).filter(|&h| h > token)?;
        let aside = tree.relation(token) == "advcl"
            && tree
                .children(token)
                .any(|c| c == tree.low && tree.relation(c) == "mark" && self.word(c) == "as")
            && !tree.children(token).any(|c| {
                matches!(tree.relation(c), "ccomp" | "obj" | "xcomp") && c > token
                    || tree.relation(c) == "nsubj" && matches!(self.word(c), "i" | "we")
            });
        let comma = (token + 1..main).find(|&t| self.word(t) == ",")?;
        let mut end = tree.high;
        while end > comma + 2 && matches!(self.word(end - 1), "." | "”" | "\"") {
            end -= 1;
        }
        (says && aside && comma > tree.right(token).saturating_sub(1))
            .then(|| self.words(comma + 1, end, "statement/reported-as"))
            .flatten()
    }

    /// The "that" of "said on Tuesday that …", "told reporters that …".
    fn that_behind(&self, word: &str, token: usize, limit: usize) -> Option<usize> {
        let tree = &self.tree;
        (token + 1..limit.min(token + 12))
            // "underlined its duty to ensure that …": that is another verb's.
            .take_while(|&t| {
                t == token + 1 || !self.is_finite(t) && tree.token(t).syntax.xpos != "VB"
            })
            .find(|&t| {
                self.word(t) == "that"
                    // "told the agency that talks …": no relative clause, as some parses have it
                    && (self.upos(t) == Upos::Sconj
                        || self.verbs.people.contains(word) && tree.relation(t - 1) == "iobj"
                        || self.verbs.clause.contains(word) && self.is_whole_clause(t))
                    // "the visit of the king and that of the queen"
                    && self.word(t + 1) != "of"
            })
            .filter(|_| self.verbs.that.contains(word) || self.verbs.people.contains(word))
    }

    /// How many words a phrase of saying takes that begins at a token.
    fn phrase(&self, token: usize) -> Option<usize> {
        let units = &self.context.discourse.lines[self.line].units;
        let at = units.iter().position(|u| u.tokens.contains(&token))?;
        self.verbs.phrase(units, at)
    }

    /// What was "made clear".
    fn made_clear(&self, token: usize, limit: usize) -> Option<(Span, &'static str)> {
        let clear = (token + 1..limit.min(token + 4)).find(|&t| self.word(t) == "clear")?;
        let from = clear + 1 + usize::from(clear + 1 < limit && self.word(clear + 1) == "that");
        self.words(from, limit, "statement/made-clear")
    }

    /// "declared the outbreak to be a disaster", "declared the vote void": a thing and what it is called.
    fn called_so(&self, word: &str, token: usize, limit: usize) -> Option<(Span, &'static str)> {
        let tree = &self.tree;
        if !word.starts_with("declar") && !word.starts_with("pronounc") {
            return None;
        }
        let object = self.child(token, limit, "obj")?;
        let to_be = || {
            (object + 1..limit.saturating_sub(1))
                .any(|t| self.word(t) == "to" && self.word(t + 1) == "be")
        };
        // "declared the talks a failure", "declared the vote null and void"
        let behind = || {
            let next = tree.right(object) + 1;
            let called = |t: usize| {
                matches!(self.word(t), "a" | "an")
                    || tree.head(t) == Some(token) && self.upos(t) == Upos::Adj
            };
            next < limit && called(next) || self.context.lists.has("declared-as", self.word(object))
        };
        let thing = matches!(
            self.word(tree.left(object)),
            "the" | "its" | "his" | "her" | "their" | "this" | "that" | "these" | "all"
        ) || matches!(self.upos(object), Upos::Propn | Upos::Pron);
        (thing && (to_be() || behind()))
            .then(|| {
                self.words(
                    tree.left(object).max(token + 1),
                    limit,
                    "statement/reported-object",
                )
            })
            .flatten()
    }

    /// "with analysts projecting it to rise": what is foreseen of a thing.
    fn foreseen(&self, word: &str, token: usize, limit: usize) -> Option<(Span, &'static str)> {
        let foresees = ["project", "forecast", "estimat", "predict"];
        if !foresees.iter().any(|stem| word.starts_with(stem)) {
            return None;
        }
        let object = self.child(token, limit, "obj")?;
        self.child(token, limit, "xcomp").filter(|&c| c > object)?;
        let from = self.tree.left(object).max(token + 1);
        self.words(from, limit, "statement/reported-object")
    }

    /// "informed the envoys about the talks", "briefed her on the plan": whom, and of what.
    fn told_about(
        &self,
        word: &str,
        token: usize,
        limit: usize,
    ) -> Option<(Option<Entity>, (Span, &'static str))> {
        let tree = &self.tree;
        let other = |c: usize| {
            c > token && c < limit && matches!(tree.relation(c), "xcomp" | "ccomp" | "advcl")
        };
        if tree.children(token).any(other) {
            return None;
        }
        let informs = [
            "inform", "brief", "notif", "updat", "appris", "told", "tell",
        ];
        if !informs.iter().any(|stem| word.starts_with(stem)) {
            return None;
        }
        let person = self
            .child(token, limit, "obj")
            .or_else(|| self.child(token, limit, "iobj"))?;
        let matter = tree
            .children(token)
            .chain(tree.children(person))
            .filter(|&c| c > person && c < limit && matches!(tree.relation(c), "obl" | "nmod"))
            .find_map(|c| {
                let case = tree.left(c);
                matches!(self.word(case), "about" | "on" | "of")
                    .then_some(case + 1)
                    .filter(|_| !self.is_time(c) && case > person)
            })?;
        let whom = self.named(person);
        // "told members of the council": who they are, not of what.
        let of_them = self.word(matter - 1) == "of"
            && matches!(
                self.word(person),
                "members"
                    | "member"
                    | "residents"
                    | "people"
                    | "heads"
                    | "head"
                    | "leaders"
                    | "ministers"
                    | "officials"
                    | "representatives"
                    | "delegates"
                    | "president"
                    | "minister"
            );
        let what = self.words(matter, limit, "statement/reported-told")?;
        (!of_them).then(|| (whom.map(|w| join_entities(&w)), what))
    }

    /// Whether what is told only points back to what the text told before: "announced the move", "this
    /// change by television".
    fn points_back(&self, token: usize, limit: usize) -> bool {
        let tree = &self.tree;
        let Some(object) = self.child(token, limit, "obj") else {
            return false;
        };
        // "the move in Nairobi", "the step via Twitter": where and how it was told.
        let around = tree.children(object).filter(|&c| c > object).all(|c| {
            let case = self.word(tree.left(c));
            tree.relation(c) == "nmod"
                && (matches!(
                    case,
                    "in" | "at" | "by" | "via" | "during" | "after" | "before"
                ) || case == "on"
                    && (self.is_time(c)
                        || matches!(
                            self.word(c),
                            "television" | "tv" | "radio" | "twitter" | "facebook" | "telegram"
                        )))
        });
        // "called the move a mistake", "described the change as a step": more is said of it.
        let more = tree.children(token).any(|c| {
            c > object
                && c < limit
                && (matches!(tree.relation(c), "xcomp" | "ccomp" | "advcl")
                    || self.word(tree.left(c)) == "as")
        });
        // "expressed a similar view, saying …"
        let view = matches!(
            self.word(object),
            "view" | "views" | "opinion" | "sentiment" | "sentiments"
        ) && tree
            .children(object)
            .any(|c| matches!(self.word(c), "similar" | "same"));
        let plain = tree.left(object) + 1 == object && around && !more;
        view || plain
            && matches!(
                self.word(object - 1),
                "the" | "this" | "that" | "these" | "those"
            )
            && self.context.lists.has("told-before", self.word(object))
    }

    /// The clause without "that" that the verb reports.
    fn clause_behind(&self, word: &str, token: usize, limit: usize) -> Option<usize> {
        let tree = &self.tree;
        // "said since joining in 1995 Peru had …": the parse takes "since" for the clause's own.
        let clause = self.child(token, limit, "ccomp").or_else(|| {
            // "reported Peru issued warrants": the parse takes the verb for a participle.
            self.child(token, limit, "xcomp")
                .filter(|&c| tree.token(c).syntax.xpos == "VBN" && tree.left(c) == token + 1)
        });
        let clause = clause.filter(|&c| {
            tree.has_subject(c)
                && (!self.is_aside(c)
                    || self.word(token + 1) == "since" && self.is_finite_clause(c))
        });
        // "agreed to a deal in which tariffs will drop": the terms, and not what was agreed on.
        let clause = clause
            .filter(|_| !word.starts_with("agree") || !matches!(self.word(token + 1), "to" | "on"));
        // "stated the two envoys reaffirmed their support": the parse takes the verb of the clause
        // for a participle, but it has an object.
        let clause = clause.or_else(|| {
            let object = self
                .child(token, limit, "obj")
                .filter(|_| matches!(word, "said" | "says" | "stated"))?;
            tree.children(object).find(|&c| {
                tree.relation(c) == "acl"
                    && tree.token(c).syntax.xpos == "VBN"
                    && tree.children(c).any(|o| tree.relation(o) == "obj")
            })?;
            Some(object)
        });
        // "reported Chad issued warrants": taken for warrants that were issued.
        let clause = clause.or_else(|| {
            let object = self
                .child(token, limit, "obj")
                .filter(|_| self.verbs.clause.contains(word))?;
            (token + 2..object)
                .find(|&v| {
                    tree.token(v).syntax.xpos == "VBN"
                        && tree.relation(v) == "amod"
                        && (token + 1..v).all(|t| self.upos(t) == Upos::Propn)
                })
                .map(|_| object)
        });
        clause.filter(|_| {
            self.verbs.clause.contains(word)
                || self.verbs.that.contains(word)
                || self.verbs.people.contains(word)
        })
    }

    /// The words of a clause that the verb reports.
    fn clause_words(
        &self,
        word: &str,
        token: usize,
        clause: usize,
        limit: usize,
    ) -> Option<(Span, &'static str)> {
        let tree = &self.tree;
        let mut from = tree.left(clause).max(token + 1);
        // "told the agency it would be wrong", "told the council Chad had broken the truce": the parse
        // takes whom it is told to into the clause.
        if self.verbs.people.contains(word)
            && from == token + 1
            && let Some(own) = (from + 1..clause).rev().find(|&t| {
                let of_clause = |t: usize| {
                    tree.head(t) == Some(clause) && tree.relation(t).starts_with("nsubj")
                };
                let pronoun = matches!(self.word(t), "he" | "she" | "it" | "they" | "we" | "i");
                of_clause(t) && (pronoun || (from..tree.left(t)).any(of_clause))
            })
        {
            from = tree.left(own);
        }
        while from < limit && matches!(self.word(from), "," | ":" | "that") {
            from += 1;
        }
        // "“…,” said Rojas, whose term ends soon": more of who speaks.
        if from < limit && matches!(self.word(from), "who" | "whose" | "which" | "whom") {
            return None;
        }
        self.words(from, limit, "statement/reported-clause")
    }

    /// "accused Chad of spying", "warned against a war".
    fn is_of_or_against(&self, token: usize) -> bool {
        let tree = &self.tree;
        tree.children(token).any(|c| {
            tree.relation(c) == "obl"
                && matches!(self.word(tree.left(c)), "of" | "against")
                && tree.left(c) == token + 1
        })
    }

    /// What somebody is told or asked to do; who "asked not to be named" says nothing.
    fn told_to(&self, token: usize, limit: usize) -> Option<(Span, &'static str)> {
        let told = self.child(token, limit, "xcomp").filter(|&c| {
            !matches!(
                self.word(c),
                "named" | "identified" | "quoted" | "called" | "excused"
            )
        })?;
        self.words(self.tree.left(told), limit, "statement/reported-told")
    }

    /// "thanked Peru for its help": whom, and what for.
    fn for_what(
        &self,
        word: &str,
        token: usize,
        limit: usize,
    ) -> Option<(Entity, Option<(Span, &'static str)>)> {
        let tree = &self.tree;
        if !self.context.lists.has("saying-whom", word) {
            return None;
        }
        let object = self.child(token, limit, "obj")?;
        let whom = self.named(object)?;
        let named = self.mention(object).is_some_and(|(_, m)| m.is_some())
            && !whom.iter().any(|e| {
                matches!(
                    e.kind,
                    EntityType::Agreement | EntityType::Policy | EntityType::Other
                )
            });
        if !named {
            return None;
        }
        let matter = tree
            .children(token)
            .chain(tree.children(object))
            .filter(|&c| c > object && c < limit)
            .find_map(|c| match tree.relation(c) {
                // "congratulated her on being elected"
                "xcomp" | "ccomp" | "advcl" => {
                    let from = tree.left(c);
                    Some(from + usize::from(matches!(self.word(from), "on" | "for")))
                }
                "obl" | "nmod" => {
                    let case = tree.children(c).find(|&x| tree.relation(x) == "case")?;
                    // "welcomed the president of Chad": who it is, not what was said.
                    let his = self.word(case) == "of" && tree.head(c) == Some(object);
                    (!his
                        && matches!(
                            self.word(case),
                            "for" | "on" | "over" | "of" | "about" | "as"
                        ))
                    .then_some(case + 1)
                }
                _ => None,
            });
        let what = matter.and_then(|from| self.words(from, limit, "statement/reported-whom"));
        Some((join_entities(&whom), what))
    }

    /// "over what he called the persecution of women": the name that somebody gives a thing.
    fn free_name(&self, word: &str, token: usize, limit: usize) -> Option<(Span, &'static str)> {
        let tree = &self.tree;
        let free = tree.relation(token).starts_with("acl")
            && self.context.lists.has("names-as", word)
            && tree
                .head(token)
                .is_some_and(|h| self.word(h) == "what" && h + 6 >= token);
        let from = token + 1 + usize::from(self.word(token + 1) == "as");
        free.then(|| self.words(from, limit, "statement/reported-object"))
            .flatten()
    }

    /// "a fire which the army said was under control", "which the envoy described as a provocation":
    /// the rest of what is said of the noun.
    fn rest_of_noun(&self, word: &str, token: usize, limit: usize) -> Option<(Span, &'static str)> {
        let tree = &self.tree;
        let relative = tree.relation(token).starts_with("acl")
            || tree.children(token).any(|c| {
                c < token
                    && tree.relation(c) == "obj"
                    && matches!(self.word(c), "which" | "who" | "whom" | "that")
            });
        if !relative || token + 2 >= limit {
            return None;
        }
        if self.verbs.clause.contains(word) && self.is_finite(token + 1) {
            return self.words(token + 1, limit, "statement/reported-clause");
        }
        if self.verbs.object.contains(word) && self.word(token + 1) == "as" {
            return self.words(token + 2, limit, "statement/reported-object");
        }
        None
    }

    /// A clause that the parse does not see as one, behind the verb ("reports its director has
    /// left") or before it ("…, she said").
    fn unseen_clause(
        &self,
        word: &str,
        token: usize,
        limit: usize,
    ) -> Option<(Span, &'static str)> {
        let clause = self.verbs.clause.contains(word);
        let behind = self.finite_behind(word, token, limit).filter(|_| clause);
        let subject_before = self
            .tree
            .children(token)
            .any(|c| c < token && self.tree.relation(c).starts_with("nsubj"));
        if subject_before && behind.is_some() {
            return behind;
        }
        if self.is_between_commas(token) {
            return None;
        }
        let before = |what: Span| (self.with_rest(token, what), "statement/reported-before");
        if clause && let Some(what) = self.around(token) {
            return Some((what, "statement/reported-around"));
        }
        if (clause || matches!(word, "told" | "read" | "reads" | "warned" | "warns"))
            && let Some(what) = self.before(self.quoted_as(token).unwrap_or(token))
        {
            return Some(before(what));
        }
        if behind.is_none() && clause {
            return self.all_before(token).map(before);
        }
        behind
    }

    /// "…, however, a report concluded evidence pointed to …": what follows, where a verb with a
    /// tense stands in it.
    fn finite_behind(
        &self,
        word: &str,
        token: usize,
        limit: usize,
    ) -> Option<(Span, &'static str)> {
        let opens = token + 2 < limit
            && !self.is_time(token + 1)
            && matches!(
                self.upos(token + 1),
                Upos::Det | Upos::Pron | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj
            )
            && (token + 2..limit).any(|t| {
                // Many a past tense is taken for a participle.
                self.is_finite(t)
                    || matches!(word, "said" | "says") && self.tree.token(t).syntax.xpos == "VBN"
            });
        opens
            .then(|| self.words(token + 1, limit, "statement/reported-clause"))
            .flatten()
    }

    /// Whom "told" is said to, where a clause follows at once: "told the agency the talks were off";
    /// and where the clause begins.
    fn told_whom(&self, token: usize, limit: usize) -> Option<(Entity, usize)> {
        let tree = &self.tree;
        // "told reporters the troops had left": the parse takes the clause for one about the reporters.
        let hearers = (token + 1..limit.min(token + 4)).find(|&t| {
            tree.head(t) == Some(token) && self.context.lists.has("hearers", self.word(t))
        });
        if let Some(hearers) = hearers
            && let Some(clause) = tree.children(hearers).find(|&c| {
                tree.relation(c) == "acl:relcl"
                    && tree.left(c) == hearers + 1
                    && tree.has_subject(c)
                    && !matches!(
                        self.word(hearers + 1),
                        "who" | "whom" | "whose" | "which" | "that"
                    )
            })
        {
            let name = self.context.discourse.words(self.span(hearers)).to_owned();
            let whom = Entity::new(name, EntityType::Group);
            return Some((whom, tree.left(clause)));
        }
        let first = token + 1 + usize::from(token + 1 < limit && self.word(token + 1) == "the");
        let from = (first..limit)
            .find(|&t| self.upos(t) != Upos::Propn)
            .filter(|&t| t > first)?;
        // Where the parse has it right, the clause is found as such.
        if (first..from).any(|t| tree.head(t) == Some(token)) {
            return None;
        }
        let whom = join_entities(&self.named(from - 1)?);
        let outlet = matches!(
            whom.kind,
            EntityType::Org | EntityType::Company | EntityType::Other | EntityType::Body
        );
        let opens = outlet
            && from + 1 < limit
            && matches!(self.upos(from), Upos::Det | Upos::Pron)
            && self.word(from) != "that";
        let clause = (from + 1..limit).any(|t| self.is_finite(t));
        (opens && clause).then_some((whom, from))
    }

    /// "said on its website that it left the talks": whether a clause taken for a relative one lacks
    /// nothing that "that" could stand for.
    fn is_whole_clause(&self, that: usize) -> bool {
        let tree = &self.tree;
        tree.relation(that) == "obj"
            && tree.head(that).is_some_and(|verb| {
                let other = |relation: &str| {
                    tree.children(verb)
                        .any(|c| c != that && tree.relation(c) == relation)
                };
                other("nsubj") && (other("obj") || other("ccomp") || other("xcomp"))
            })
    }

    /// "…, while Chad confirmed two": a clause beside what is said.
    pub(super) fn is_contrast(&self, verb: usize) -> bool {
        self.tree
            .children(verb)
            .any(|c| self.tree.relation(c) == "mark" && matches!(self.word(c), "while" | "whereas"))
    }

    /// Whether a clause only tells when or why: "while …", "after …".
    fn is_aside(&self, verb: usize) -> bool {
        self.tree.children(verb).any(|c| {
            self.tree.relation(c) == "mark"
                && !matches!(
                    self.word(c),
                    "that" | "whether" | "if" | "how" | "to" | "why"
                )
        })
    }

    /// "denies arming the rebels": in words, whoever it is.
    pub(super) fn denies_act(&self, token: usize) -> bool {
        let tree = &self.tree;
        tree.lemma(token) == "deny"
            && tree.children(token).any(|c| {
                c > token && tree.relation(c) == "xcomp" && tree.token(c).syntax.xpos == "VBG"
            })
    }

    /// "claimed responsibility for the attack", "denied any role": in words, whoever it is.
    pub(super) fn claims_responsibility(&self, token: usize) -> bool {
        self.tree.children(token).any(|c| {
            self.tree.relation(c) == "obj"
                && self.context.lists.has("claimed-noun", self.tree.lemma(c))
        })
    }

    /// "condemned the raid", "offered condolences": a verdict on a thing that says nothing more of it,
    /// which is an act and no utterance with a content of its own.
    pub(super) fn is_bare_verdict(&self, token: usize, words: Span) -> bool {
        let tree = &self.tree;
        let condoles = || {
            tree.children(token)
                .any(|c| tree.relation(c) == "obj" && tree.lemma(c) == "condolence")
        };
        // "condemned in the strongest terms the raid": how it is said is told too.
        let at_once = self.span(token + 1).start == words.start;
        let verdict = at_once && self.context.lists.has("verdict-verb", tree.lemma(token));
        if !verdict && !condoles() {
            return false;
        }
        let said = (token + 1..tree.high).filter(|&t| words.contains(self.span(t)));
        let mut count = 0;
        for t in said {
            count += 1;
            let goes_on = self.is_finite(t)
                || matches!(
                    self.word(t),
                    "as" | "for" | "who" | "which" | "that" | "\"" | "“"
                );
            if goes_on && !condoles() {
                return false;
            }
        }
        count <= 10
    }

    /// Whether an infinitive behind the verb tells what is asked: "called on both to stop at once".
    fn asks_to(&self, token: usize, limit: usize) -> bool {
        let tree = &self.tree;
        (token + 2..limit.saturating_sub(1)).any(|t| {
            self.word(t) == "to"
                && (t + 1..limit.min(t + 4))
                    .find(|&v| self.upos(v) != Upos::Adv)
                    .is_some_and(|v| tree.token(v).syntax.xpos == "VB")
        })
    }

    /// Where the noun phrase begins that the verb reports: "stressed the need for", "called for",
    /// "urged Peru to sign".
    fn object(&self, word: &str, token: usize, limit: usize) -> Option<usize> {
        let tree = &self.tree;
        // "called for the bill to be dropped", however it is parsed.
        let calls = word.starts_with("call") || word.starts_with("press") || word == "pushed";
        if calls && matches!(self.word(token + 1), "for" | "on" | "upon") {
            // "called on the queen" is a visit.
            let asks = self.word(token + 1) == "for"
                || !word.starts_with("call")
                || (token + 2..limit).any(|t| self.word(t) == "for")
                || self.asks_to(token, limit);
            return asks.then_some(token + 2);
        }
        // "appealed to the two sides to talk", not "appealed to the court"
        if word.starts_with("appeal") && self.word(token + 1) == "to" {
            return self.asks_to(token, limit).then_some(token + 2);
        }
        // "spoke of a new chapter", "spoke out against the law", "spoke highly of the envoy"
        if matches!(word, "speaks" | "spoke" | "spoken" | "speak") {
            let behind = (token + 1..limit.min(token + 4))
                .find(|&t| matches!(self.word(t), "of" | "against"))?;
            let near = (token + 1..behind)
                .all(|t| matches!(self.word(t), "out" | "highly" | "warmly" | "up" | "also"));
            return near.then_some(behind + 1).filter(|&from| from < limit);
        }
        // "rejected as baseless the claims of Chad"
        if self.word(token + 1) == "as"
            && token + 4 < limit
            && self.upos(token + 2) == Upos::Adj
            && matches!(self.upos(token + 3), Upos::Det | Upos::Noun | Upos::Propn)
        {
            return Some(token + 1);
        }
        // "raised concerns", not "raised tariffs"
        let raises = matches!(word, "raised" | "raises" | "raise" | "raising");
        if raises
            && !tree.children(token).any(|c| {
                tree.relation(c) == "obj" && self.context.lists.has("raised", tree.lemma(c))
            })
        {
            return None;
        }
        // "recalled the accord of 2019", not "recalled its ambassador"
        let recalled = word.starts_with("recall")
            && tree.children(token).any(|c| {
                tree.relation(c) == "obj"
                    && (self.context.lists.has("sent-by", self.word(c))
                        || self.context.lists.has("people", self.word(c))
                        || matches!(
                            tree.lemma(c),
                            "ambassador"
                                | "envoy"
                                | "diplomat"
                                | "consul"
                                | "staff"
                                | "soldier"
                                | "attaché"
                                | "troops"
                                | "mission"
                                | "parliament"
                                | "product"
                                | "vehicle"
                                | "charge"
                                | "chargé"
                        ))
            });
        if recalled {
            return None;
        }
        // "welcomed the king in Lagos": him, and not a thing that he did
        let person = |c: usize| {
            self.mention(c).is_some_and(|(_, m)| {
                m.is_some_and(|m| {
                    let mut all = self.context.discourse.entities_of(m);
                    all.all(|e| e.kind == EntityType::Person)
                })
            })
        };
        let received = word.starts_with("welcom")
            && tree.children(token).any(|c| {
                tree.relation(c) == "obj"
                    && (person(c)
                        || self.context.lists.has("people", self.word(c))
                        || self.context.lists.has("speaker-people", self.word(c)))
                    && tree
                        .children(token)
                        .chain(tree.children(c))
                        .any(|p| p > c && matches!(self.word(tree.left(p)), "in" | "to" | "at"))
            });
        if received {
            return None;
        }
        // "offered condolences", not "offered a loan"
        let offers = word.starts_with("offer") || word.starts_with("extend");
        if offers
            && !tree.children(token).any(|c| {
                tree.relation(c) == "obj" && self.context.lists.has("offered-words", tree.lemma(c))
            })
        {
            return None;
        }
        // "agreed on the importance of", not "agreed on a deal"
        if word.starts_with("agree") {
            let on = token + 1;
            return tree
                .children(token)
                .any(|c| c < limit && self.context.lists.has("weight-noun", self.word(c)))
                .then_some(on + 1)
                .filter(|&from| self.word(on) == "on" && from < limit);
        }
        // "condemned in the strongest terms the attack", "noted with satisfaction the progress"
        if matches!(self.word(token + 1), "in" | "with") {
            let manner = (token + 2..limit.min(token + 8))
                .find(|&t| self.context.lists.has("manner-of-saying", self.word(t)));
            if let Some(from) = manner.map(|t| t + 1).filter(|&t| t + 1 < limit)
                && matches!(
                    self.upos(from),
                    Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Pron
                )
            {
                return Some(from);
            }
        }
        // "cited two sources as saying": they say it.
        let others = matches!(word, "cited" | "cites" | "citing")
            && (token + 2..limit.min(token + 10))
                .any(|t| self.word(t) == "as" && self.word(t + 1) == "saying");
        if others {
            return None;
        }
        let mut best: Option<usize> = None;
        for child in tree.children(token).filter(|&c| c > token && c < limit) {
            let from = match tree.relation(child) {
                "obj" | "iobj" | "xcomp" | "ccomp" => tree.left(child).max(token + 1),
                "obl" => {
                    let case = tree.children(child).find(|&c| tree.relation(c) == "case");
                    match case.map(|c| (c, self.word(c))) {
                        Some((c, preposition))
                            if !self.is_time(child)
                                && c == token + 1
                                && matches!(
                                    preposition,
                                    "for" | "on" | "upon" | "of" | "about" | "against"
                                ) =>
                        {
                            c + 1
                        }
                        _ => continue,
                    }
                }
                _ => continue,
            };
            best = Some(best.map_or(from, |b| b.min(from)));
        }
        let mut from = best?;
        while from < limit && matches!(self.word(from), "," | ":" | "that") {
            from += 1;
        }
        // "called a meeting" is no utterance; "called for", "called it a step" are.
        if word.starts_with("call") {
            let for_or_on = matches!(self.word(token + 1), "for" | "on" | "upon");
            // "called the vote a farce", not "called a vote"
            let named = tree.children(token).any(|c| {
                c > token
                    && (tree.relation(c) == "xcomp"
                        || tree.relation(c) == "obj"
                            && matches!(
                                self.word(tree.left(c)),
                                "the" | "its" | "his" | "her" | "their" | "it" | "this" | "him"
                            )
                        // "called Ecuador a farce"
                        || tree.relation(c) == "obj"
                            && self.upos(c) == Upos::Propn
                            && matches!(self.word(c + 1), "a" | "an"))
            });
            if !for_or_on && !named {
                return None;
            }
        }
        Some(from)
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::{pair, said};

    #[test]
    fn a_relative_clause_says_the_rest_of_its_noun() {
        assert_eq!(
            said(
                "The shelling set fire to a depot in Chad, which Sudanese state media said was \
                 under control."
            ),
            [pair("Sudanese state media", "was under control")]
        );
    }

    #[test]
    fn manner_and_feeling_stand_between_the_verb_and_what_is_said() {
        assert_eq!(
            said(
                "The members of the Security Council condemned in the strongest terms the attack on \
                 the embassy of Chad. They noted with concern the fighting in Niger."
            ),
            [
                pair(
                    "members of the Security Council",
                    "the attack on the embassy of Chad"
                ),
                pair("members of the Security Council", "the fighting in Niger"),
            ]
        );
        assert_eq!(
            said("The members of the Security Council are alarmed by the fighting in Niger."),
            [pair(
                "members of the Security Council",
                "alarmed by the fighting in Niger"
            )]
        );
        assert_eq!(
            said("The leaders of Peru and Chile agreed on the importance of the treaty."),
            [pair("Peru and Chile", "the importance of the treaty")]
        );
    }

    #[test]
    fn who_is_told_and_what_a_speaker_is_besides_are_no_part_of_what_is_said() {
        for (text, speaker, what) in [
            (
                "A Kenyan army spokesman told the BBC the move was due to the embargo on Chad.",
                "Kenyan army spokesman",
                "the move was due to the embargo on Chad",
            ),
            (
                "The treaty with Chad was confirmed in May, said Assane Ba, an African Union spokesman.",
                "Assane Ba",
                "The treaty with Chad was confirmed in May",
            ),
            (
                "“We hope the truce in Chad holds,” Tewolde Bekele, IGAD’s peace and security director, said.",
                "Tewolde Bekele",
                "We hope the truce in Chad holds",
            ),
            (
                "\"The army of Chad has left the town,\" said Bahar Ibrahim of the Liberation Army.",
                "Bahar Ibrahim",
                "The army of Chad has left the town",
            ),
            (
                "According to a statement issued by the Permanent Mission of Nepal, the envoys of Nepal and Chad met.",
                "Permanent Mission of Nepal",
                "the envoys of Nepal and Chad met",
            ),
        ] {
            assert_eq!(said(text), [pair(speaker, what)], "{text}");
        }
    }

    #[test]
    fn a_bare_verdict_has_no_content_of_its_own() {
        assert!(
            said("Kenya's president Musa Otieno condemned the raid on the embassy.").is_empty()
        );
        assert!(
            said("Slovak president Eva Kova offered condolences to the people of Malta on the embassy fire.")
                .is_empty()
        );
        assert_eq!(
            said(
                "Kenya's president Musa Otieno denounced the raid on the embassy as an act of war."
            )
            .len(),
            1
        );
    }

    #[test]
    fn what_only_points_back_is_not_said_and_whom_one_informs_is_told_of_something() {
        for (text, speaker, what) in [
            (
                "The African Union declared the war in Chad to be a disaster.",
                "African Union",
                "the war in Chad to be a disaster",
            ),
            (
                "Kenyan minister Musa Otieno briefed the envoys of Chad on the state of the embassy talks.",
                "Musa Otieno",
                "the state of the embassy talks",
            ),
            (
                "Sudanese news agency Suna reported Chad issued warrants for six officers of the embassy.",
                "Suna",
                "Chad issued warrants for six officers of the embassy",
            ),
            (
                "The African Union lamented the embargo on trade, not only warning that Chad would suffer.",
                "African Union",
                "the embargo on trade",
            ),
        ] {
            assert_eq!(said(text).first(), Some(&pair(speaker, what)), "{text}");
        }
        for text in [
            "Kenyan minister Musa Otieno announced the move at the embassy of Chad on Monday.",
            "Kenyan minister Musa Otieno announced this change by telephone to the embassy.",
        ] {
            assert!(said(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn who_speaks_may_stand_behind_the_verb_and_a_state_may_deny_an_act() {
        assert_eq!(
            said("The coup in Niger is a threat to the treaty, warned Benin's president."),
            [pair(
                "Benin's president",
                "The coup in Niger is a threat to the treaty"
            )]
        );
        assert_eq!(
            said("Sudan denied arming the rebels who attacked the embassy of Chad."),
            [pair(
                "Sudan",
                "arming the rebels who attacked the embassy of Chad"
            )]
        );
        assert!(
            said(
                "Kenyan President William Ruto welcomed the Chadian envoy Ali Saleh to the embassy."
            )
            .is_empty()
        );
    }

    #[test]
    fn phrases_of_several_words_tell_what_is_said() {
        assert_eq!(
            said(
                "Kenyan Foreign Minister Musa Otieno paid tribute to the envoys of Chad and ruled out a return to \
                 the treaty of 1975."
            ),
            [
                pair("Musa Otieno", "the envoys of Chad"),
                pair("Musa Otieno", "a return to the treaty of 1975"),
            ]
        );
        assert!(said("Kenya recalled its ambassador from Chad over the treaty.").is_empty());
    }

    #[test]
    fn asides_and_names_given_to_things_are_said_too() {
        for (text, speaker, what) in [
            (
                "As the Kenyan foreign minister noted on Tuesday, treaties only hold if both sides keep them.",
                "Kenyan foreign minister",
                "treaties only hold if both sides keep them",
            ),
            (
                "The foreign ministry in Quito dismissed the protest of Colombia, which, it said, had no basis in law.",
                "foreign ministry",
                "the protest of Colombia",
            ),
        ] {
            assert_eq!(said(text), [pair(speaker, what)], "{text}");
        }
        assert!(
            said("Kenyan President William Ruto welcomed the envoys of Chad in Nairobi.")
                .is_empty()
        );
    }

    #[test]
    fn whom_something_is_told_to_is_no_part_of_it() {
        for (text, speaker, what) in [
            (
                "A Kenyan army spokesman told reporters the troops had left Chad.",
                "Kenyan army spokesman",
                "the troops had left Chad",
            ),
            (
                "The Kenyan envoy told the council Chad had broken the truce.",
                "Kenyan envoy",
                "Chad had broken the truce",
            ),
            (
                "Kenya told the council it would send troops to Chad.",
                "Kenya",
                "it would send troops to Chad",
            ),
        ] {
            assert_eq!(said(text), [pair(speaker, what)], "{text}");
        }
    }
}
