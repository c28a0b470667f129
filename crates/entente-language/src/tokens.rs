//! Words, numbers and marks, each with its place in the text.
//!
//! The division follows Universal Dependencies: hyphens and possessives stand apart
//! ("Vietnam" "-" "ASEAN", "Kenya" "'s"), abbreviations and initials keep their dots ("U.S."),
//! numbers keep their separators ("76.3", "1,200").

use entente_model::Span;

/// Abbreviations that keep their full stop, lower case. After those of the first list a
/// sentence does not end; after those of the second it may.
const OPEN_ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "maj", "capt", "cmdr", "adm", "sgt",
    "rev", "hon", "gov", "sen", "rep", "amb", "st", "no", "nos", "art", "vs", "messrs", "mt", "ft",
    "fig", "vol", "pp", "approx", "est", "h.e", "supt", "insp", "brig", "cpl", "pres", "min", "al",
];
const CLOSING_ABBREVIATIONS: &[&str] = &[
    "inc", "corp", "ltd", "co", "jr", "sr", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec", "a.m", "p.m", "etc", "e.g", "i.e", "cf", "viz", "bros", "dept",
    "univ",
];

/// Splits `text` into tokens, in one pass.
#[must_use]
pub fn tokenise(text: &str) -> Vec<Span> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut rest = text.char_indices().peekable();
    while let Some(&(start, c)) = rest.peek() {
        if c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}' {
            rest.next();
        } else if c.is_alphanumeric() {
            let end = word_end(text, start);
            push_word(text, Span::new(start, end), &mut out);
            while rest.next_if(|&(at, _)| at < end).is_some() {}
        } else {
            rest.next();
            // A run of the same mark is one token: "...", "--".
            let mut end = start + c.len_utf8();
            if matches!(c, '.' | '-' | '–' | '—' | '*' | '_' | '=') {
                while let Some((at, next)) = rest.next_if(|&(_, next)| next == c) {
                    end = at + next.len_utf8();
                }
            }
            // Clitics that start with an apostrophe: 's, ’s.
            if matches!(c, '\'' | '’') && after_word(text, start) {
                let tail = &text[end..];
                if tail.starts_with(['s', 'S']) && !tail[1..].starts_with(char::is_alphanumeric) {
                    end += 1;
                    rest.next();
                }
            }
            out.push(Span::new(start, end));
        }
    }
    out
}

/// Whether a letter or digit stands right before `at`.
fn after_word(text: &str, at: usize) -> bool {
    text[..at]
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric)
}

/// Where the word or number that starts at `start` ends.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    let mut chars = text[start..].char_indices().peekable();
    let digits_first = bytes[start].is_ascii_digit();
    while let Some((i, c)) = chars.next() {
        let at = start + i;
        let next = chars.peek().map(|&(_, n)| n);
        let joins = if c.is_alphanumeric() || is_mark(c) {
            true
        } else if matches!(c, '.' | ',')
            && digits_first
            && text[..at].ends_with(|p: char| p.is_ascii_digit())
        {
            next.is_some_and(|n| n.is_ascii_digit())
        } else if c == '.' {
            abbreviation_dot(text, start, at, next)
        } else if matches!(c, '\'' | '’') {
            // Names such as O'Brien and Côte d'Ivoire; not the possessive.
            next.is_some_and(char::is_alphabetic) && !possessive(text, at + c.len_utf8()) && i <= 4
        } else if c == '/' {
            // Numbers of documents: 59-NQ/TW, A/RES/54.
            next.is_some_and(|n| n.is_ascii_uppercase() || n.is_ascii_digit())
                && text[start..at].ends_with(|p: char| p.is_ascii_uppercase() || p.is_ascii_digit())
        } else if c == '&' {
            next.is_some_and(|n| n.is_ascii_uppercase())
                && text[start..at].ends_with(|p: char| p.is_ascii_uppercase())
        } else if c == '-' {
            document_number(&text[start..at], &text[at + 1..])
        } else {
            false
        };
        if !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    end.max(start + text[start..].chars().next().map_or(1, char::len_utf8))
}

/// Combining marks and joiners that belong to the letter before.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || c == '\u{200d}' || c == '\u{ad}'
}

/// Whether what follows an apostrophe is the possessive.
fn possessive(text: &str, after: usize) -> bool {
    let tail = &text[after..];
    tail.starts_with(['s', 'S']) && !tail[1..].starts_with(char::is_alphanumeric)
}

/// "59-NQ" and "No. 12-2024": a digit, a hyphen and capitals keep together.
fn document_number(before: &str, after: &str) -> bool {
    before.len() <= 6
        && before.chars().all(|c| c.is_ascii_digit())
        && after.chars().take_while(|c| c.is_ascii_uppercase()).count() >= 2
}

/// Whether the full stop at `dot` belongs to the word that starts at `start`.
fn abbreviation_dot(text: &str, start: usize, dot: usize, next: Option<char>) -> bool {
    let word = &text[start..dot];
    // Initials: "U.S.", "J.", "a.m."
    let last = word.rsplit('.').next().unwrap_or(word);
    let single = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
    if single && (word.contains('.') || next.is_some_and(char::is_alphabetic)) {
        return true;
    }
    if single && last.chars().all(char::is_uppercase) && word.chars().count() == 1 {
        // "George W. Bush": an initial before a name.
        return next == Some(' ')
            && text[dot + 1..].trim_start().starts_with(char::is_uppercase)
            && !text[..start].ends_with("\n");
    }
    let lower = word.to_lowercase();
    OPEN_ABBREVIATIONS.contains(&lower.as_str()) && word.starts_with(char::is_uppercase)
        || lower == "no"
            && text[dot + 1..]
                .trim_start()
                .starts_with(|c: char| c.is_ascii_digit())
        || CLOSING_ABBREVIATIONS.contains(&lower.as_str())
            && next.is_some_and(|n| {
                n == ','
                    || n.is_whitespace()
                        && !text[dot + 1..].trim_start().starts_with(char::is_uppercase)
            })
}

/// Whether the token is an abbreviation after which a sentence goes on.
#[must_use]
pub(crate) fn is_open_abbreviation(token: &str) -> bool {
    let Some(word) = token.strip_suffix('.') else {
        return false;
    };
    let single = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    single || OPEN_ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// Adds a word, its possessive apart, and units that stand close to a number ("8km", "$5bn").
fn push_word(text: &str, span: Span, out: &mut Vec<Span>) {
    let word = &text[span.start..span.end];
    for clitic in ["'s", "’s", "'S", "’S"] {
        if word.len() > clitic.len() && word.ends_with(clitic) {
            let cut = span.end - clitic.len();
            out.push(Span::new(span.start, cut));
            out.push(Span::new(cut, span.end));
            return;
        }
    }
    out.push(span);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenise(text)
            .into_iter()
            .map(|s| &text[s.start..s.end])
            .collect()
    }

    #[test]
    fn words_numbers_and_marks() {
        assert_eq!(
            words("Kenya’s exports rose 13.9% to US$1,200.5 million."),
            [
                "Kenya", "’s", "exports", "rose", "13.9", "%", "to", "US", "$", "1,200.5",
                "million", "."
            ]
        );
        assert_eq!(words("Japan-Kenya trade"), ["Japan", "-", "Kenya", "trade"]);
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        assert_eq!(
            words("The U.S. envoy, Gen. Mark K. Otieno,"),
            [
                "The", "U.S.", "envoy", ",", "Gen.", "Mark", "K.", "Otieno", ","
            ]
        );
        assert_eq!(
            words("Decree No. 12-NQ/TW."),
            ["Decree", "No.", "12-NQ/TW", "."]
        );
        assert_eq!(
            words("It met in plan B. Then it left."),
            ["It", "met", "in", "plan", "B.", "Then", "it", "left", "."]
        );
    }

    #[test]
    fn names_with_apostrophes() {
        assert_eq!(
            words("Côte d’Ivoire’s envoy O'Brien"),
            ["Côte", "d’Ivoire", "’s", "envoy", "O'Brien"]
        );
        assert_eq!(
            words("the leaders' talks"),
            ["the", "leaders", "'", "talks"]
        );
    }
}
