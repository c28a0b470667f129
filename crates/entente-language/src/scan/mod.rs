//! What the readers of times and of quantities share: tokens with the senses that the word
//! tables give them, and numbers in digits and words.

pub(crate) mod lexicon;
pub(crate) mod numeral;
pub(crate) mod token;

use lexicon::{Case, Class, Entry, Lexicon, Sense};
use token::{Kind, tokens};

/// A token, or several that the tables know as one phrase.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: Kind,
    pub(crate) glued: bool,
    pub(crate) newline: bool,
    pub(crate) case: Case,
    entry: Option<&'static Entry>,
}

impl Item {
    /// Whether the tables know it.
    pub(crate) fn is_known(&self) -> bool {
        self.entry.is_some()
    }
}

/// A text and its items.
pub(crate) struct Scan<'t> {
    pub(crate) text: &'t str,
    pub(crate) items: Vec<Item>,
}

impl<'t> Scan<'t> {
    /// Reads a text with the English tables, in linear time.
    pub(crate) fn new(text: &'t str) -> Self {
        let lexicon = Lexicon::english();
        let raw = tokens(text);
        let mut items = Vec::with_capacity(raw.len());
        let mut at = 0;
        while at < raw.len() {
            let token = raw[at];
            let (taken, entry) = match lexicon.longest_at(text, &raw, at) {
                Some((taken, entry)) => (taken, Some(entry)),
                None => (1, None),
            };
            items.push(Item {
                start: token.start,
                end: raw[at + taken - 1].end,
                kind: token.kind,
                glued: token.glued,
                newline: token.newline,
                case: token.case,
                entry,
            });
            at += taken;
        }
        Self { text, items }
    }

    /// The item at `at`, if the text has that many.
    pub(crate) fn item(&self, at: usize) -> Option<&Item> {
        self.items.get(at)
    }

    /// The words of the item at `at`; empty past the end.
    pub(crate) fn word(&self, at: usize) -> &'t str {
        self.items
            .get(at)
            .map_or("", |i| &self.text[i.start..i.end])
    }

    /// The sense of that class of the item at `at`.
    pub(crate) fn sense(&self, at: usize, class: Class) -> Option<&'static Sense> {
        let item = self.items.get(at)?;
        item.entry?.sense(class, item.case)
    }

    /// Whether the item at `at` has a sense of that class.
    pub(crate) fn is(&self, at: usize, class: Class) -> bool {
        self.sense(at, class).is_some()
    }

    /// Whether the item at `at` has a sense of one of those classes.
    pub(crate) fn is_any(&self, at: usize, classes: &[Class]) -> bool {
        classes.iter().any(|&c| self.is(at, c))
    }

    /// Whether the item at `at` is that mark.
    pub(crate) fn mark(&self, at: usize, mark: char) -> bool {
        self.items
            .get(at)
            .is_some_and(|i| i.kind == Kind::Mark(mark))
    }

    /// Whether the item at `at` is a hyphen or dash.
    pub(crate) fn dash(&self, at: usize) -> bool {
        self.items
            .get(at)
            .is_some_and(|i| matches!(i.kind, Kind::Mark('-' | '‐' | '‑' | '–' | '—' | '~' | '−')))
    }

    /// Whether the item at `at` is digits.
    pub(crate) fn digits(&self, at: usize) -> Option<&'t str> {
        let item = self.items.get(at)?;
        (item.kind == Kind::Digits).then(|| &self.text[item.start..item.end])
    }

    /// Whether the item at `at` follows the one before it without white space.
    pub(crate) fn glued(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|i| i.glued)
    }

    /// Whether the item at `at` begins a line.
    pub(crate) fn newline(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|i| i.newline)
    }

    /// Whether a sentence ends just before the item at `at`.
    pub(crate) fn sentence_start(&self, at: usize) -> bool {
        if at == 0 || self.newline(at) {
            return true;
        }
        let Some(item) = self.items.get(at) else {
            return true;
        };
        let stop = |i: usize| {
            self.items
                .get(i)
                .is_some_and(|m| matches!(m.kind, Kind::Mark('.' | '!' | '?')))
        };
        let closing = |i: usize| {
            self.items
                .get(i)
                .is_some_and(|m| matches!(m.kind, Kind::Mark('"' | '”' | '’' | ')')))
        };
        if item.glued || item.case == Case::Lower && item.kind == Kind::Word {
            return false;
        }
        stop(at - 1) || (at > 1 && closing(at - 1) && stop(at - 2))
    }
}
