//! The parse of one sentence, with the mentions that its words stand in: what hangs on what.
//!
//! Its siblings read it: `repairs` where it is wrong, `roles` for who acts and who is acted on, `parties`
//! for whom a phrase means.

use entente_language::{Token, Upos};
use entente_model::Entity;
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::context::Context;
use crate::mentions::UnitKind;

/// The parse of one sentence, with the mentions that its words stand in.
pub(crate) struct Parse<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) line: usize,
    pub(super) tokens: &'a [Token],
    /// Children of each token of the sentence, by its place in the sentence.
    children: Vec<Vec<usize>>,
    /// First token of the sentence.
    pub(super) first: usize,
    pub(super) end: usize,
    /// The unit of each token of the sentence.
    units: HashMap<usize, usize>,
}

impl<'a> Parse<'a> {
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

    /// A word and the one that a hyphen joins before it, in lower case: "cease-fire", "build-up".
    pub(crate) fn hyphenated(&self, token: usize) -> Option<String> {
        let before = token.checked_sub(2).filter(|&t| t >= self.first)?;
        let hyphen = &self.tokens[token - 1];
        let touching = self.tokens[before].span.end == hyphen.span.start
            && hyphen.span.end == self.tokens[token].span.start;
        (touching && self.lower(token - 1) == "-")
            .then(|| format!("{}-{}", self.lower(before), self.lower(token)))
    }

    /// The dictionary form of a token.
    pub(super) fn lemma(&self, token: usize) -> &str {
        &self.tokens[token].syntax.lemma
    }

    /// The part of speech of a token.
    pub(super) fn upos(&self, token: usize) -> Upos {
        self.tokens[token].syntax.upos
    }

    /// The finer part of speech of a token, with tense and number.
    pub(super) fn xpos(&self, token: usize) -> &'static str {
        self.tokens[token].syntax.xpos
    }

    pub(super) fn relation(&self, token: usize) -> &str {
        self.tokens[token].syntax.relation
    }

    pub(super) fn children(&self, token: usize) -> &[usize] {
        self.children
            .get(token.wrapping_sub(self.first))
            .map_or(&[], Vec::as_slice)
    }

    pub(super) fn child(&self, token: usize, relations: &[&str]) -> Option<usize> {
        self.children(token)
            .iter()
            .copied()
            .find(|&c| relations.contains(&self.relation(c)))
    }

    pub(super) fn head(&self, token: usize) -> Option<usize> {
        self.tokens[token]
            .syntax
            .head
            .filter(|h| (self.first..self.end).contains(h))
    }

    pub(super) fn is_head(&self, token: usize, heads: &HashSet<String>) -> bool {
        // Of a sum the currency's sign is the head: "announced $3 million".
        let sum = self.xpos(token) == "$" && heads.contains("million");
        heads.is_empty()
            || sum
            || heads.contains(&self.lower(token)) && !self.is_of_the_press(token)
            || self
                .hyphenated(token)
                .is_some_and(|whole| heads.contains(&whole))
    }

    /// "A press conference" is no conference.
    fn is_of_the_press(&self, token: usize) -> bool {
        self.children(token).iter().any(|&c| {
            self.relation(c) == "compound" && matches!(self.lower(c).as_str(), "press" | "news")
        })
    }

    /// Whether a token hangs on another, however many steps down.
    pub(super) fn descends(&self, token: usize, above: usize) -> bool {
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

    /// The first token of the phrase with that head, two levels down.
    pub(super) fn leftmost(&self, token: usize) -> usize {
        self.children(token)
            .iter()
            .flat_map(|&c| self.children(c).iter().copied().chain([c]))
            .chain([token])
            .min()
            .unwrap_or(token)
    }

    /// Whether a token stands in a time.
    pub(super) fn is_time(&self, token: usize) -> bool {
        self.unit(token).is_some_and(|u| {
            matches!(
                self.context.discourse.lines[self.line].units[u].kind,
                UnitKind::Time(_)
            )
        })
    }

    /// The head of the phrase behind one of the prepositions that hangs on the token.
    pub(super) fn behind(&self, token: usize, prepositions: &[String]) -> Option<usize> {
        self.all_behind(token, prepositions).next()
    }

    /// The heads of all such phrases, in order.
    pub(super) fn all_behind<'t>(
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

    /// What a number counts: "dozens of rockets".
    pub(super) fn counted(&self, noun: usize) -> usize {
        let lists = self.context.lists;
        let lower = self.lower(noun);
        (lists.has("counting", &lower) || lists.has("portion", &lower))
            .then(|| self.behind(noun, &["of".to_owned()]))
            .flatten()
            .unwrap_or(noun)
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
                        && self.xpos(token) == "VBD"
                        && self.context.is_long_ago(self.line, at);
                    if outside && self.upos(climb) == Upos::Verb && !offered {
                        return None;
                    }
                    let above = self.head(climb)?;
                    // "suspended Togo after the July coup": of the coup.
                    let earlier = !self.context.is_day(self.line, at)
                        && above != token
                        && above > climb
                        && !u.tokens.contains(&above)
                        && self.upos(above) == Upos::Noun
                        && self.children(above).iter().any(|&c| {
                            self.relation(c) == "case"
                                && self.context.lists.has("what-came-before", &self.lower(c))
                        });
                    if earlier {
                        return None;
                    }
                    climb = above;
                }
                None
            })
            .min()
            .map(|(_, at)| at)
    }

    /// Whether a noun is one of a row: "the first state", "the 60th", "the only one".
    pub(super) fn is_ranked(&self, noun: usize) -> bool {
        (self.leftmost(noun)..noun).any(|at| {
            let word = self.lower(at);
            matches!(
                word.as_str(),
                "first"
                    | "second"
                    | "third"
                    | "fourth"
                    | "fifth"
                    | "sixth"
                    | "seventh"
                    | "eighth"
                    | "ninth"
                    | "tenth"
                    | "last"
                    | "latest"
                    | "only"
                    | "next"
            ) || ["th", "st", "nd", "rd"]
                .iter()
                .any(|end| word.ends_with(end))
                && word.starts_with(|d: char| d.is_ascii_digit())
        })
    }

    /// Of whom a noun is said: "Togo is the first state to …", "Togo became the tenth …".
    pub(super) fn described(&self, noun: usize) -> Option<usize> {
        if self.child(noun, &["cop"]).is_some() {
            // "is suspected to be behind": of whom that is suspected.
            return self.child(noun, &["nsubj"]).or_else(|| {
                let above = self.head(noun).filter(|_| self.relation(noun) == "xcomp")?;
                self.child(above, &["nsubj:pass", "nsubj"])
            });
        }
        // "Togo was one of the first states to …", "among the first to"
        if self.relation(noun) == "nmod"
            && let Some(one) = self.head(noun)
            && matches!(self.lower(one).as_str(), "one" | "some" | "part")
        {
            return self.described(one);
        }
        let governor = self.head(noun)?;
        let becomes =
            matches!(self.relation(noun), "xcomp" | "obj") && self.lemma(governor) == "become";
        becomes.then(|| self.child(governor, &["nsubj"])).flatten()
    }

    /// Whether the sentence has no verb: a heading or a caption.
    pub(super) fn is_heading(&self) -> bool {
        !self
            .range()
            .any(|t| matches!(self.upos(t), Upos::Verb | Upos::Aux))
    }

    /// The polities in the words of the phrase with that head.
    pub(super) fn inside(&self, head: usize) -> Vec<Entity> {
        let Some(unit) = self.unit(head) else {
            return Vec::new();
        };
        let span = self.context.discourse.lines[self.line].units[unit].span;
        self.context.discourse.polities_inside(span)
    }
}
