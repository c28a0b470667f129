//! Words, digits and marks of a text, in one pass.

use super::lexicon::Case;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters.
    Word,
    /// ASCII digits.
    Digits,
    /// One other character.
    Mark(char),
}

/// A run of letters, a run of digits, or a mark.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// First byte.
    pub(crate) start: usize,
    /// The byte after the last.
    pub(crate) end: usize,
    /// What it is made of.
    pub(crate) kind: Kind,
    /// Whether it follows the token before without white space.
    pub(crate) glued: bool,
    /// Whether a line ends between it and the token before.
    pub(crate) newline: bool,
    /// How it is written.
    pub(crate) case: Case,
}

/// Splits a text; white space parts tokens and is none.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(text.len() / 5 + 4);
    let mut newline = false;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            newline |= c == '\n' || c == '\r' || c == '\u{2029}';
            continue;
        }
        let mut end = start + c.len_utf8();
        let mut case = Case::Lower;
        let kind = if c.is_ascii_digit() {
            while let Some(&(at, d)) = chars.peek() {
                if !d.is_ascii_digit() {
                    break;
                }
                end = at + 1;
                chars.next();
            }
            Kind::Digits
        } else if c.is_alphabetic() {
            let (mut capitals, mut letters) = (usize::from(c.is_uppercase()), 1);
            let first = capitals == 1;
            while let Some(&(at, l)) = chars.peek() {
                if !l.is_alphabetic() && !('\u{300}'..='\u{36f}').contains(&l) {
                    break;
                }
                letters += 1;
                capitals += usize::from(l.is_uppercase());
                end = at + l.len_utf8();
                chars.next();
            }
            case = if capitals == letters {
                Case::Upper
            } else if first {
                Case::Capital
            } else {
                Case::Lower
            };
            Kind::Word
        } else {
            Kind::Mark(c)
        };
        let glued = out.last().is_some_and(|t| t.end == start);
        out.push(Token {
            start,
            end,
            kind,
            glued,
            newline,
            case,
        });
        newline = false;
    }
    out
}
