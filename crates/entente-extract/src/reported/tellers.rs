//! Which words of a sentence tell that something was said: verbs, nouns ("a warning by Moscow
//! that") and adjectives ("is concerned that").

use entente_language::Upos;
use entente_model::Entity;

use super::Reader;
use crate::reported::Saying;

impl Reader<'_, '_> {
    /// Whether the word is a verb that tells of an utterance that was made.
    pub(super) fn speaks(&self, token: usize) -> bool {
        let span = self.span(token);
        if self.quoted.iter().any(|q| q.contains(span)) || self.upos(token) != Upos::Verb {
            return false;
        }
        let tree = &self.tree;
        let word = self.word(token);
        if tree.relation(token) == "conj"
            && !self.tree.has_subject(token)
            && tree.token(token).syntax.xpos == "VB"
        {
            // "will tackle the crisis, and urge …", "to help and urge …"
            return false;
        }
        // "the terms of said Order"
        if word == "said"
            && token > tree.low
            && matches!(
                self.word(token - 1),
                "of" | "to" | "under" | "in" | "by" | "such"
            )
            && token + 1 < tree.high
            && matches!(self.upos(token + 1), Upos::Noun | Upos::Propn)
        {
            return false;
        }
        let mut auxiliary = false;
        // "“So shall we,” said a driver": what stands within the quotation is no part of the verb.
        let within = |child: usize| self.quoted.iter().any(|q| q.contains(self.span(child)));
        let first = tree
            .children(token)
            .find(|&c| tree.relation(c) == "aux" && !within(c))
            .unwrap_or(token);
        if (first..token)
            .any(|t| matches!(self.word(t), "not" | "n't" | "never") && self.word(t + 1) != "only")
        {
            return false;
        }
        for child in tree.children(token).filter(|&c| !within(c)) {
            let lemma = tree.lemma(child);
            match tree.relation(child) {
                "aux" => {
                    auxiliary = true;
                    if matches!(
                        lemma,
                        "would"
                            | "could"
                            | "may"
                            | "might"
                            | "must"
                            | "should"
                            | "can"
                            | "will"
                            | "shall"
                    ) {
                        return false;
                    }
                }
                "aux:pass" => return false,
                "nsubj:pass" if tree.token(token).syntax.xpos == "VBN" => return false,
                "advmod"
                    if matches!(lemma, "not" | "never" | "n't")
                        && self.word(child + 1) != "only" =>
                {
                    return false;
                }
                "mark" if self.word(child) == "to" && self.goes_on_to(token) => {}
                "mark" if matches!(self.word(child), "to" | "if" | "whether") => {
                    return false;
                }
                // "when asked whether …": nobody asks.
                "advmod" | "mark"
                    if matches!(self.word(child), "when" | "if" | "once")
                        && tree.relation(token) == "advcl"
                        && !auxiliary
                        && !tree.has_subject(token) =>
                {
                    return false;
                }
                "mark" | "case" if self.quoted_as(token).is_some() => {}
                "mark" | "case" if word.ends_with("ing") && child < token => {
                    // "with officials saying …" has a subject of its own.
                    let own = tree
                        .children(token)
                        .any(|c| c > child && c < token && tree.relation(c) == "nsubj");
                    if self.word(child) != "with" || !own {
                        return false;
                    }
                }
                _ => {}
            }
        }
        if self.quoted_as(token).is_some() {
            return true;
        }
        if word.ends_with("ing") && !auxiliary {
            return self.verbs.participles.contains(word) && tree.relation(token) != "amod";
        }
        // "Although called a treaty, …": what is called so does not speak.
        // and who is asked why is asked by somebody else.
        let asked = word == "asked" && token == tree.low;
        let lone = (tree.token(token).syntax.xpos == "VBN" || asked)
            && tree.relation(token) == "advcl"
            && !auxiliary
            && !tree.has_subject(token);
        if lone {
            return false;
        }
        // A participle before or behind its noun: "the agreed terms", "the plan announced in May".
        let bare = matches!(tree.relation(token), "amod" | "acl");
        let finite = matches!(tree.token(token).syntax.xpos, "VBD" | "VBZ" | "VBP");
        !bare || finite
    }

    /// "went on to say that", "took to the radio to warn": whether the infinitive tells what was said.
    fn goes_on_to(&self, token: usize) -> bool {
        let tree = &self.tree;
        // "was quick to point out that …"
        let copular = |head: usize| tree.children(head).any(|c| tree.relation(c) == "cop");
        let goes = |head: usize| {
            (self.is_finite(head) || copular(head))
                && (self.context.lists.has("goes-on-to", tree.lemma(head))
                    || tree.lemma(head) == "go" && self.word(head + 1) == "on")
        };
        matches!(tree.relation(token), "xcomp" | "advcl")
            && tree.head(token).is_some_and(|h| h < token && goes(h))
    }

    /// The verb of "was quoted as saying", "quoted the king as saying", before "saying".
    pub(super) fn quoted_as(&self, token: usize) -> Option<usize> {
        let tree = &self.tree;
        (self.word(token) == "saying" && token > tree.low && self.word(token - 1) == "as")
            .then(|| tree.head(token))
            .flatten()
            .filter(|&h| {
                h < token
                    && matches!(
                        tree.lemma(h),
                        "quote" | "cite" | "report" | "hear" | "record"
                    )
            })
    }

    /// "Ottawa's claim that …", "a warning by Moscow that …", "India's position is that …".
    pub(super) fn told_by_noun(&self, unit: usize, noun: usize) -> Option<Saying> {
        let tree = &self.tree;
        let span = self.span(noun);
        if self.upos(noun) != Upos::Noun || self.quoted.iter().any(|q| q.contains(span)) {
            return None;
        }
        let owner = tree.children(noun).find(|&c| {
            tree.relation(c) == "nmod:poss"
                || tree.relation(c) == "amod" && self.mention(c).is_some_and(|(_, m)| m.is_some())
                || tree.relation(c) == "nmod"
                    && tree.children(c).any(|x| {
                        tree.relation(x) == "case" && matches!(self.word(x), "by" | "from" | "of")
                    })
        });
        let speaker = match owner {
            Some(owner) => self.entity(owner, tree.high)?,
            None => self.holder_of(noun)?,
        };
        let that = |clause: usize| {
            tree.children(clause)
                .find(|&c| tree.relation(c) == "mark" && self.word(c) == "that")
        };
        let reports = |c: &usize| {
            *c > noun
                && (matches!(tree.relation(*c), "ccomp" | "csubj")
                    || tree.relation(*c).starts_with("acl"))
        };
        let clause = tree
            .children(noun)
            .chain(owner.into_iter().flat_map(|o| tree.children(o)))
            .filter(reports)
            .find(|&c| that(c).is_some())
            .or_else(|| {
                let subject = tree.relation(noun).starts_with("nsubj");
                let verb = tree.head(noun).filter(|_| subject)?;
                // "Peru's position remains clear: …"
                let colon = verb + 2 < tree.high && self.word(verb + 1) == ":";
                if colon && matches!(self.word(verb), "clear" | "simple" | "unchanged" | "this") {
                    return Some(verb);
                }
                // "is that", "remains that"; some parses take the clause for the predicate itself.
                let copular = matches!(tree.lemma(verb), "be" | "remain");
                let inner = tree
                    .children(verb)
                    .filter(reports)
                    .find(|&c| that(c).is_some());
                match inner {
                    Some(inner) if copular => Some(inner),
                    None => that(verb).is_some_and(|t| t > noun).then_some(verb),
                    Some(_) => None,
                }
            })?;
        let colon = (clause < tree.high - 1 && self.word(clause + 1) == ":").then_some(clause + 1);
        let from = that(clause).or(colon)? + 1;
        let to = tree.right(clause) + 1;
        Some(Saying {
            speaker,
            addressee: None,
            what: self.words(from, to, "statement/reported-noun"),
            unit,
        })
    }

    /// Who "shared the view that …", "was of the opinion that …".
    fn holder_of(&self, noun: usize) -> Option<Entity> {
        let tree = &self.tree;
        let own = |verb: usize| {
            tree.children(verb)
                .find(|&c| c < noun && tree.relation(c) == "nsubj")
        };
        // "exchanged views and shared the view that …"
        let subject = |verb: usize| {
            own(verb).or_else(|| {
                let joined = tree.relation(verb) == "conj";
                own(tree.head(verb).filter(|_| joined)?)
            })
        };
        let verb = match tree.relation(noun) {
            "obj" => tree.head(noun).filter(|&h| {
                self.is_finite(h) && self.context.lists.has("holds-view", tree.lemma(h))
            })?,
            _ => {
                let of = tree
                    .children(noun)
                    .any(|c| tree.relation(c) == "case" && self.word(c) == "of");
                let is = tree.children(noun).any(|c| tree.relation(c) == "cop");
                (of && is).then_some(noun)?
            }
        };
        self.entity(subject(verb)?, verb)
    }

    /// "Mr Soto was clear that …", "The Council is concerned that …".
    pub(super) fn told_by_adjective(&self, unit: usize, adjective: usize) -> Option<Saying> {
        let tree = &self.tree;
        let span = self.span(adjective);
        if self.quoted.iter().any(|q| q.contains(span)) {
            return None;
        }
        let child = |relation: &str, word: Option<&str>| {
            tree.children(adjective).find(|&c| {
                tree.relation(c).starts_with(relation) && word.is_none_or(|w| self.word(c) == w)
            })
        };
        let stands = child("cop", None).or_else(|| child("aux:pass", None))?;
        if child("advmod", Some("not")).is_some()
            || child("aux", None)
                .is_some_and(|c| c != stands && !matches!(self.word(c), "has" | "have" | "had"))
        {
            return None;
        }
        // "are alarmed by the war and are convinced that …"
        let shared = || {
            let head = tree
                .head(adjective)
                .filter(|_| tree.relation(adjective) == "conj")?;
            tree.children(head).find(|&c| tree.relation(c) == "nsubj")
        };
        let subject = child("nsubj", None)
            .or_else(shared)
            .filter(|&s| s < stands)?;
        let clause = child("ccomp", None).filter(|&c| {
            c > adjective
                && tree
                    .children(c)
                    .any(|m| tree.relation(m) == "mark" && self.word(m) == "that")
        });
        // "are alarmed by the fighting": what moves those who say so.
        let felt = || {
            child("obl", None).filter(|&c| {
                c > adjective
                    && self
                        .context
                        .lists
                        .has("felt-adjective", self.word(adjective))
                    && tree.children(c).any(|m| {
                        tree.relation(m) == "case"
                            && m == adjective + 1
                            && matches!(self.word(m), "at" | "by" | "about" | "over" | "for")
                    })
            })
        };
        let speaker = self.entity(subject, adjective)?;
        let (from, to) = match clause {
            Some(clause) => {
                let from = tree.left(clause);
                let that = usize::from(self.word(from) == "that");
                (from + that, tree.right(clause) + 1)
            }
            // Of a report of what another feels, the report is told.
            None if tree.relation(adjective) != "root" => return None,
            None => felt().map(|_| (adjective, self.limit(adjective, &[])))?,
        };
        Some(Saying {
            speaker,
            addressee: None,
            what: self.words(from, to, "statement/reported-adjective"),
            unit,
        })
    }

    /// Whether "it" is the subject of a verb: "the ministry regretted the raid, which it called a crime".
    pub(super) fn is_it(&self, token: usize) -> bool {
        self.tree
            .children(token)
            .any(|c| c < token && self.tree.relation(c) == "nsubj" && self.word(c) == "it")
    }

    /// Whether a finite verb without a subject is joined to one that is not finite.
    pub(super) fn is_misjoined(&self, token: usize) -> bool {
        let tree = &self.tree;
        tree.relation(token) == "conj"
            && self.is_finite(token)
            && !tree.has_subject(token)
            && tree
                .head(token)
                .is_some_and(|h| matches!(tree.token(h).syntax.xpos, "VB" | "VBG"))
    }

    /// Whether a finite verb without a subject is joined to another by "and".
    pub(super) fn goes_on(&self, token: usize) -> bool {
        let tree = &self.tree;
        let past = tree.token(token).syntax.xpos == "VBN"
            && !tree
                .children(token)
                .any(|c| tree.relation(c).starts_with("aux"));
        tree.relation(token) == "conj"
            && (past || self.is_finite(token))
            && !tree.has_subject(token)
    }

    /// "noted that the embassy was opened in 1968 and said …": the verb is joined to one whose
    /// subject nobody would take for a speaker beside a person.
    pub(super) fn goes_on_from_thing(&self, token: usize) -> bool {
        let tree = &self.tree;
        self.goes_on(token)
            && tree.head(token).is_some_and(|h| {
                tree.children(h)
                    .any(|c| tree.relation(c) == "nsubj:pass" && self.upos(c) != Upos::Pron)
            })
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::{pair, said};

    #[test]
    fn nouns_and_adjectives_of_saying_report_too() {
        assert_eq!(
            said("Ottawa's claim that agents of India killed a Canadian was rejected."),
            [pair("Canada", "agents of India killed a Canadian")]
        );
        assert_eq!(
            said("The European Union is concerned that Belarus is holding the activists."),
            [pair("European Union", "Belarus is holding the activists")]
        );
    }

    #[test]
    fn what_was_not_said_or_is_to_come_is_no_statement() {
        assert_eq!(
            said("Kenya's government did not say that the treaty with Uganda had ended."),
            []
        );
        assert_eq!(
            said("Kenyan President William Ruto will reaffirm the treaty with Uganda on Monday."),
            []
        );
    }
}
