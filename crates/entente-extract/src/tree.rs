//! A sentence as the tree that the parse makes of it.

use entente_language::Token;

use crate::mentions::Discourse;

/// A sentence as a tree of tokens.
#[derive(Debug)]
pub(crate) struct Tree {
    tokens: Vec<Token>,
    /// The first token of the sentence.
    pub low: usize,
    /// The one behind the last.
    pub high: usize,
    /// First and last token of what depends on each token, itself among it.
    reach: Vec<(usize, usize)>,
    /// The words of the tokens in lower case.
    words: Vec<String>,
    /// What depends on each token, one after the other, and where each token's begins.
    children: Vec<usize>,
    begins: Vec<usize>,
}

impl Tree {
    /// The tree of sentence number `line`.
    pub(crate) fn of(discourse: &Discourse, line: usize) -> Option<Self> {
        // Units leave out some words (acronyms in brackets); a tree has all.
        let std::ops::Range {
            start: low,
            end: high,
        } = discourse.analysis.sentences.get(line)?.tokens.clone();
        let tokens = &discourse.analysis.tokens;
        if low >= high {
            return None;
        }
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
        let words = tokens[low..high]
            .iter()
            .map(|t| discourse.words(t.span).to_lowercase().replace('’', "'"))
            .collect();
        let head = |t: usize| tokens[t].syntax.head.filter(|h| (low..high).contains(h));
        let mut begins = vec![0; high - low + 1];
        for above in (low..high).filter_map(head) {
            begins[above - low + 1] += 1;
        }
        for at in 1..begins.len() {
            begins[at] += begins[at - 1];
        }
        let mut next = begins.clone();
        let mut children = vec![0; begins[high - low]];
        for token in low..high {
            if let Some(above) = head(token) {
                children[next[above - low]] = token;
                next[above - low] += 1;
            }
        }
        Some(Self {
            tokens: tokens[low..high].to_vec(),
            low,
            high,
            reach,
            words,
            children,
            begins,
        })
    }

    /// The place of a token in the sentence; of one outside of it, the nearest.
    fn at(&self, token: usize) -> usize {
        token.clamp(self.low, self.high - 1) - self.low
    }

    /// What a token depends on, where that stands in the sentence too.
    pub(crate) fn head(&self, token: usize) -> Option<usize> {
        self.token(token)
            .syntax
            .head
            .filter(|h| (self.low..self.high).contains(h))
    }

    /// A token of the sentence, by its number in the document.
    pub(crate) fn token(&self, token: usize) -> &Token {
        &self.tokens[self.at(token)]
    }

    /// The tokens that depend on `token` directly, in order.
    pub(crate) fn children(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let at = self.at(token);
        self.children[self.begins[at]..self.begins[at + 1]]
            .iter()
            .copied()
    }

    /// The word of a token in lower case; behind the sentence, nothing.
    pub(crate) fn word(&self, token: usize) -> &str {
        token
            .checked_sub(self.low)
            .and_then(|at| self.words.get(at))
            .map_or("", String::as_str)
    }

    /// The first token of all that depends on `token`.
    pub(crate) fn left(&self, token: usize) -> usize {
        self.reach[self.at(token)].0
    }

    /// The last token of all that depends on `token`.
    pub(crate) fn right(&self, token: usize) -> usize {
        self.reach[self.at(token)].1
    }

    /// The relation of a token to its head.
    pub(crate) fn relation(&self, token: usize) -> &'static str {
        self.token(token).syntax.relation
    }

    /// The dictionary form of a token.
    pub(crate) fn lemma(&self, token: usize) -> &str {
        &self.token(token).syntax.lemma
    }

    /// Whether a verb has a subject of its own.
    pub(crate) fn has_subject(&self, verb: usize) -> bool {
        self.children(verb).any(|c| {
            let relation = self.relation(c);
            relation.starts_with("nsubj") || relation.starts_with("expl")
        })
    }

    /// Whether a verb says that what it governs is to come: "looked forward to the visit", "awaits it".
    pub(crate) fn looks_forward(&self, verb: usize) -> bool {
        match self.lemma(verb) {
            "await" | "anticipate" => true,
            "look" => self.children(verb).any(|c| self.word(c) == "forward"),
            _ => false,
        }
    }

    /// Whether a verb tells of what somebody waits for: "will leave once the treaty is signed", "if Chad
    /// signs". The verb is in the present, and what it is a condition of is not, or behind "if" may be.
    pub(crate) fn is_awaited(&self, verb: usize) -> bool {
        let mut at = verb;
        for _ in 0..3 {
            if self.relation(at) == "advcl" {
                break;
            }
            match self.head(at) {
                Some(head) if matches!(self.relation(at), "conj" | "xcomp" | "obl" | "obj") => {
                    at = head;
                }
                _ => return false,
            }
        }
        let mark = self
            .children(at)
            .find(|&c| matches!(self.relation(c), "mark" | "advmod") && c < at)
            .map_or("", |c| self.word(c));
        let present = |t: usize| matches!(self.token(t).syntax.xpos, "VBZ" | "VBP");
        // "until the minister resigns": the tagger takes some verbs for nouns.
        let now = present(at)
            || self.relation(at) == "advcl" && self.token(at).syntax.xpos == "NNS"
            || self
                .children(at)
                .any(|c| self.relation(c).starts_with("aux") && present(c));
        let to_come = || {
            self.head(at).is_some_and(|main| {
                self.children(main)
                    .any(|c| self.relation(c) == "aux" && self.token(c).syntax.xpos == "MD")
            })
        };
        match mark {
            "if" | "unless" | "until" | "till" | "provided" => now,
            "once" | "when" | "after" | "before" | "whenever" => now && to_come(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::claims_of;
    use entente_model::{ClaimBody, EventType, Status};

    #[test]
    fn what_somebody_waits_for_has_not_happened() {
        let released = |text: &str| {
            let (_, claims) = claims_of(text);
            claims
                .iter()
                .any(|c| matches!(&c.body, ClaimBody::Event(e) if e.kind == EventType::Retreat))
        };
        assert!(!released(
            "Kenya said it would reopen the border after Chad releases its soldiers."
        ));
        assert!(!released(
            "If Chad releases its soldiers, Kenya will reopen the border."
        ));
        assert!(released(
            "Kenya reopened the border after Chad released its soldiers."
        ));
    }

    #[test]
    fn what_somebody_looks_forward_to_is_to_come() {
        let (_, claims) = claims_of(
            "The leaders of Peru and Chile looked forward to the visit of the Kenyan president to Lima.",
        );
        let visit = claims
            .iter()
            .find(|c| matches!(&c.body, ClaimBody::Event(e) if e.kind == EventType::Consult));
        assert_eq!(visit.map(|c| c.status), Some(Status::Planned));
    }
}
