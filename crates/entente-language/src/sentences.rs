//! Sentences: runs of tokens that end where a trained judge says so, or at the end of a line.
//!
//! News and releases put a paragraph, a headline, a caption or an item of a list on a line of
//! its own, so a line break always ends a sentence. Within a line the judge weighs the words on
//! both sides of each white space; what it may never do stands here as rules.

use entente_model::Span;

use crate::syntax::{Boundaries, Gap, Line, may_end_touching};
use crate::tokens::is_open_abbreviation;
use crate::{Sentence, Token};

/// What must speak for an end of the sentence after a stop. A sentence left whole costs both of
/// its parts, so a little against the end is not yet enough.
const WITH_STOP: f32 = -0.5;
/// What must speak for an end of the sentence where no stop stands: in news that is rare.
const WITHOUT_STOP: f32 = 0.5;

/// Groups `tokens` of `text` into sentences.
#[must_use]
pub fn split(text: &str, tokens: &[Token], judge: &Boundaries) -> Vec<Sentence> {
    let words: Vec<Span> = tokens.iter().map(|token| token.span).collect();
    let mut out: Vec<Sentence> = Vec::new();
    let mut first = 0;
    for (paragraph, words) in words
        .chunk_by(|left, right| !has_line_break(&text[left.end..right.start]))
        .enumerate()
    {
        let line = Line::new(text, words);
        let mut open = Open::default();
        let mut from = 0;
        for at in 0..words.len() {
            open.pass(&text[words[at].start..words[at].end]);
            let last = at + 1 == words.len();
            if last || ends_sentence(text, words, &line, from, at, open.any(), judge) {
                out.push(sentence(tokens, first + from, first + at + 1, paragraph));
                from = at + 1;
                open = Open::default();
            }
        }
        first += words.len();
    }
    out
}

/// Whether a line ends between two words.
pub(crate) fn has_line_break(gap: &str) -> bool {
    gap.contains(['\n', '\r', '\u{2028}', '\u{2029}'])
}

/// Quotation marks and brackets that a sentence has opened.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Open {
    quotation: bool,
    brackets: u32,
}

impl Open {
    /// Takes note of a word.
    pub(crate) fn pass(&mut self, word: &str) {
        match word {
            "“" | "«" | "„" => self.quotation = true,
            "”" | "»" => self.quotation = false,
            "\"" => self.quotation = !self.quotation,
            "(" | "[" => self.brackets += 1,
            ")" | "]" => self.brackets = self.brackets.saturating_sub(1),
            _ => {}
        }
    }

    /// Whether anything is open.
    pub(crate) fn any(self) -> bool {
        self.quotation || self.brackets > 0
    }
}

fn sentence(tokens: &[Token], from: usize, to: usize, paragraph: usize) -> Sentence {
    Sentence {
        span: Span::new(tokens[from].span.start, tokens[to - 1].span.end),
        tokens: from..to,
        paragraph,
    }
}

/// Whether the sentence that begins with word `from` ends after word `at`.
fn ends_sentence(
    text: &str,
    words: &[Span],
    line: &Line<'_>,
    from: usize,
    at: usize,
    open: bool,
    judge: &Boundaries,
) -> bool {
    let word = |place: usize| {
        words
            .get(place)
            .map_or("", |span| &text[span.start..span.end])
    };
    let (here, next) = (word(at), word(at + 1));
    let touching = words[at].end == words[at + 1].start;
    if closes(next) && (touching || next != "\"" && next != "'") {
        return false;
    }
    // The stop itself may stand before closing marks.
    let mut stop = at;
    while stop > from && closes(word(stop)) {
        stop -= 1;
    }
    let mark = word(stop);
    let stopped = matches!(mark, "!" | "?" | "…") || mark.ends_with('.');
    if touching && !may_end_touching(here) {
        // Words without white space between them are of one sentence, save where it was lost
        // after closing marks.
        return stopped
            && stop < at
            && next.starts_with(char::is_uppercase)
            && !matches!(here, "'" | "’");
    }
    // "Sh72.2 billion": a stop between digits is a decimal point.
    if touching && mark == "." && next.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    if is_open_abbreviation(mark) && stop == at && !starts_sentence(next) {
        return false;
    }
    if !touching
        && stop == at
        && at > from
        && mark == "."
        && !open
        && (plainly_ends(word(at - 1), next)
            || opens(text, words, at + 1)
                && plainly_ends_before_quotation(word(at - 1), word(at + 2)))
    {
        return true;
    }
    if line.runs_on(at) {
        return false;
    }
    let gap = Gap {
        before: at,
        from,
        open,
    };
    judge.score(line, gap) > if stopped { WITH_STOP } else { WITHOUT_STOP }
}

/// Whether a mark closes what was opened before.
fn closes(word: &str) -> bool {
    matches!(word, "”" | "\"" | "’" | "'" | "''" | ")" | "]" | "»")
}

/// Whether the mark at `place` opens a quotation: it tells so itself, or by the white space that
/// stands before it and not behind it.
fn opens(text: &str, words: &[Span], place: usize) -> bool {
    let [Some(mark), Some(next)] = [words.get(place), words.get(place + 1)] else {
        return false;
    };
    match &text[mark.start..mark.end] {
        "“" | "«" | "„" => true,
        "\"" => mark.end == next.start,
        _ => false,
    }
}

/// Whether a stop of its own between these two words ends a sentence, where a quotation opens
/// before the second: "came to Lima. “The envoys …".
fn plainly_ends_before_quotation(before: &str, next: &str) -> bool {
    let whole = before.chars().count() > 3 && before.chars().all(char::is_alphanumeric);
    whole && !is_open_abbreviation(&format!("{before}.")) && next.starts_with(char::is_uppercase)
}

/// Whether a stop of its own between these two words ends a sentence whatever a model says: a
/// whole word or a number before it, a capitalised word of some length after it.
fn plainly_ends(before: &str, next: &str) -> bool {
    let number = before.len() > 1 && before.chars().all(|c| c.is_ascii_digit());
    let word = before.chars().count() > 3 && before.chars().all(char::is_lowercase);
    (number || word) && next.chars().count() > 1 && next.starts_with(char::is_uppercase)
}

/// Words that, after an initial or an abbreviation, begin a sentence rather than go on with a name.
fn starts_sentence(word: &str) -> bool {
    const STARTERS: &[&str] = &[
        "The",
        "He",
        "She",
        "It",
        "They",
        "In",
        "On",
        "At",
        "This",
        "These",
        "But",
        "A",
        "An",
        "“",
        "We",
        "As",
        "After",
        "According",
    ];
    STARTERS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Syntax;

    fn sentences(text: &str) -> Vec<&str> {
        let tokens: Vec<Token> = crate::tokens::tokenise(text)
            .into_iter()
            .map(|span| Token {
                span,
                syntax: Syntax::default(),
            })
            .collect();
        split(text, &tokens, &Boundaries::embedded().unwrap())
            .into_iter()
            .map(|s| &text[s.span.start..s.span.end])
            .collect()
    }

    #[test]
    fn stops_and_lines_end_sentences() {
        assert_eq!(
            sentences("Talks ended. Both sides agreed.\nCaption without stop\nNext"),
            [
                "Talks ended.",
                "Both sides agreed.",
                "Caption without stop",
                "Next"
            ]
        );
    }

    #[test]
    fn abbreviations_do_not() {
        assert_eq!(
            sentences("Gen. Otieno met the U.S. Treasury head. He left."),
            ["Gen. Otieno met the U.S. Treasury head.", "He left."]
        );
        assert_eq!(
            sentences("Trade rose 3.5 percent to $4.1 billion."),
            ["Trade rose 3.5 percent to $4.1 billion."]
        );
    }

    #[test]
    fn quotations_close_with_their_sentence() {
        assert_eq!(
            sentences("“We agree.” He left."),
            ["“We agree.”", "He left."]
        );
        assert_eq!(
            sentences("Otieno came to Lima. “The envoys agree,” he said."),
            ["Otieno came to Lima.", "“The envoys agree,” he said."]
        );
        assert_eq!(
            sentences("Otieno came to Lima. \"The envoys agree,\" he said."),
            ["Otieno came to Lima.", "\"The envoys agree,\" he said."]
        );
        assert_eq!(
            sentences("“We agree,” he said. “We sign.”"),
            ["“We agree,” he said.", "“We sign.”"]
        );
    }
}
