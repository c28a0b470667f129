//! A sentence as the tree that the parse makes of it.

use entente_language::Token;

use crate::context::Context;

/// A sentence as a tree of tokens.
pub(crate) struct Tree<'a> {
    pub tokens: &'a [Token],
    /// The first token of the sentence.
    pub low: usize,
    /// The one behind the last.
    pub high: usize,
    /// First and last token of what depends on each token, itself among it.
    reach: Vec<(usize, usize)>,
}

impl<'a> Tree<'a> {
    /// The tree of sentence number `line`.
    pub(crate) fn of(context: &'a Context, line: usize) -> Option<Self> {
        let units = &context.discourse.lines[line].units;
        let tokens = &context.discourse.analysis.tokens;
        let low = units.first()?.tokens.start;
        let high = units.last()?.tokens.end;
        let mut reach: Vec<(usize, usize)> = (low..high).map(|t| (t, t)).collect();
        for token in low..high {
            let mut above = tokens[token].syntax.head;
            // A tree is never deeper than the sentence is long.
            for _ in low..high {
                let Some(head) = above.filter(|h| (low..high).contains(h)) else {
                    break;
                };
                let known = &mut reach[head - low];
                known.0 = known.0.min(token);
                known.1 = known.1.max(token);
                above = tokens[head].syntax.head;
            }
        }
        Some(Self {
            tokens,
            low,
            high,
            reach,
        })
    }

    /// The tokens that depend on `token` directly, in order.
    pub(crate) fn children(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        (self.low..self.high).filter(move |&t| self.tokens[t].syntax.head == Some(token))
    }

    /// The first token of all that depends on `token`.
    pub(crate) fn left(&self, token: usize) -> usize {
        self.reach[token - self.low].0
    }

    /// The last token of all that depends on `token`.
    pub(crate) fn right(&self, token: usize) -> usize {
        self.reach[token - self.low].1
    }

    /// The relation of a token to its head.
    pub(crate) fn relation(&self, token: usize) -> &'static str {
        self.tokens[token].syntax.relation
    }

    /// The dictionary form of a token.
    pub(crate) fn lemma(&self, token: usize) -> &str {
        &self.tokens[token].syntax.lemma
    }

    /// Whether a verb has a subject of its own.
    pub(crate) fn has_subject(&self, verb: usize) -> bool {
        self.children(verb).any(|c| {
            let relation = self.relation(c);
            relation.starts_with("nsubj") || relation.starts_with("expl")
        })
    }
}
