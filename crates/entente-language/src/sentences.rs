//! Sentences: runs of tokens that end at a stop, or at the end of a line.
//!
//! News and releases put a paragraph, a headline, a caption or an item of a list on a line of
//! its own, so a line break always ends a sentence.

use entente_model::Span;

use crate::tokens::is_open_abbreviation;
use crate::{Sentence, Token};

/// Groups `tokens` of `text` into sentences.
#[must_use]
pub fn split(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut out: Vec<Sentence> = Vec::new();
    let mut from = 0;
    let mut paragraph = 0;
    for at in 0..tokens.len() {
        let here = tokens[at].span;
        let Some(next) = tokens.get(at + 1).map(|t| t.span) else {
            break;
        };
        let gap = &text[here.end..next.start];
        let new_line = gap.contains(['\n', '\r', '\u{2028}', '\u{2029}']);
        if new_line || ends_sentence(text, tokens, at, gap) {
            out.push(sentence(tokens, from, at + 1, paragraph));
            from = at + 1;
            paragraph += usize::from(new_line);
        }
    }
    if from < tokens.len() {
        out.push(sentence(tokens, from, tokens.len(), paragraph));
    }
    out
}

fn sentence(tokens: &[Token], from: usize, to: usize, paragraph: usize) -> Sentence {
    Sentence {
        span: Span::new(tokens[from].span.start, tokens[to - 1].span.end),
        tokens: from..to,
        paragraph,
    }
}

/// Whether a sentence ends after token `at`, given the white space that follows it.
fn ends_sentence(text: &str, tokens: &[Token], at: usize, gap: &str) -> bool {
    let word = |i: usize| {
        tokens
            .get(i)
            .map_or("", |t| &text[t.span.start..t.span.end])
    };
    // A closing quotation mark or bracket belongs to the sentence before it.
    let here = word(at);
    let mut stop = at;
    while stop > 0 && matches!(word(stop), "”" | "\"" | "’" | "'" | "''" | ")" | "]" | "»") {
        stop -= 1;
    }
    if stop < at && gap.is_empty() {
        return false;
    }
    let mark = word(stop);
    let full = matches!(mark, "." | "!" | "?" | "…" | "...")
        || mark.ends_with('.') && mark.len() > 1 && closes(text, tokens, stop);
    if !full {
        return false;
    }
    let next = word(at + 1);
    if gap.is_empty() && stop == at {
        // A closing mark right after the stop: the sentence ends behind it.
        return !matches!(next, "”" | "\"" | "’" | "'" | "''" | ")" | "]" | "»")
            && next.starts_with(char::is_uppercase)
            && here != ".";
    }
    if matches!(next, "”" | "’" | ")" | "]" | "»") {
        return false;
    }
    let first = next.chars().next().unwrap_or(' ');
    first.is_uppercase()
        || first.is_ascii_digit()
        || matches!(
            first,
            '“' | '"' | '‘' | '\'' | '(' | '[' | '«' | '–' | '—' | '-' | '•' | '*'
        )
        || !first.is_alphanumeric()
        || mark != "."
}

/// Whether an abbreviation with its stop may end a sentence here.
fn closes(text: &str, tokens: &[Token], at: usize) -> bool {
    let span = tokens[at].span;
    let token = &text[span.start..span.end];
    if is_open_abbreviation(token) {
        return false;
    }
    // "the U.S. Treasury" goes on; "in the U.S. It" does not.
    let next = tokens
        .get(at + 1)
        .map_or("", |t| &text[t.span.start..t.span.end]);
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
        "\"",
        "We",
        "As",
        "After",
        "According",
    ];
    STARTERS.contains(&next)
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
        split(text, &tokens)
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
            sentences("“We agree,” he said. “We sign.”"),
            ["“We agree,” he said.", "“We sign.”"]
        );
    }
}
