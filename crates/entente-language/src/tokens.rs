//! Words, numbers and marks, each with its place in the text.
//!
//! The division follows Universal Dependencies: hyphens and possessives stand apart
//! ("Vietnam" "-" "ASEAN", "Kenya" "'s"), abbreviations and initials keep their dots ("U.S."),
//! numbers keep their separators ("76.3", "1,200").

use entente_model::Span;

/// Abbreviations that keep their full stop and after which a sentence goes on, lower case.
const OPEN_ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "maj", "capt", "cmdr", "adm", "sgt",
    "rev", "hon", "gov", "sen", "sens", "rep", "reps", "amb", "st", "no", "nos", "art", "vs",
    "messrs", "mt", "ft", "fig", "vol", "pp", "approx", "est", "h.e", "supt", "insp", "brig",
    "cpl", "pres", "min", "al", "cf", "viz", "e.g", "i.e", "ca", "ref", "sec", "arts", "ch",
];
/// Abbreviations that keep their full stop and may end a sentence, lower case.
const CLOSING_ABBREVIATIONS: &[&str] = &[
    "inc", "corp", "ltd", "co", "jr", "sr", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec", "a.m", "p.m", "etc", "bros", "dept", "univ", "ph.d", "mon", "tue",
    "tues", "wed", "thu", "thur", "thurs", "fri", "plc", "esq",
];
/// Abbreviations that count only with a capital, since the word without one is another word.
const CAPITAL_ABBREVIATIONS: &[&str] = &[
    "no", "nos", "art", "arts", "mt", "ft", "fig", "gen", "col", "hon", "rep", "reps", "min", "al",
    "sec", "ref", "ch", "pres", "est", "adm", "mar", "dec", "co", "mon", "wed", "fri", "sr", "inc",
    "jan", "jun", "sep", "nov", "apr", "aug", "ms", "st", "maj", "gov", "sen",
];
/// Ends of verbs and pronouns that stand apart, after either apostrophe.
const CLITICS: &[&str] = &["s", "re", "ve", "ll", "d", "m"];
/// Prefixes that keep their hyphen and their word, as the treebanks have it.
const PREFIXES: &[&str] = &[
    "non", "anti", "re", "co", "pre", "mid", "ex", "multi", "mis", "un", "e", "x", "pro", "semi",
    "sub", "post", "inter", "counter", "cross", "pan",
];
/// Ends of names of computers and of files.
const DOMAINS: &[&str] = &[
    "com", "org", "net", "gov", "edu", "int", "info", "htm", "html", "pdf", "doc", "docx", "xls",
    "jpg", "vn", "uk", "eu", "go", "mil", "jp", "cn", "ru", "fr", "de", "ch",
];
/// Faces of letters' marks, whole.
const FACES: &[&str] = &[
    ":-)", ":-(", ";-)", ":)", ":(", ";)", ":D", ":P", ":-D", ":-P", "=)", "=(", ":/", "^_^",
];

/// Splits `text` into tokens, in one pass.
#[must_use]
pub fn tokenise(text: &str) -> Vec<Span> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if is_blank(first) {
            at += first.len_utf8();
            continue;
        }
        // A run without white space, of which no more than a little is looked at twice.
        let end = text[at..].find(is_blank).map_or(text.len(), |i| at + i);
        split_run(text, at, end, &mut out);
        at = end;
    }
    out
}

/// White space, and the marks of no width that stand between words.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}'
}

/// Splits a run without white space.
fn split_run(text: &str, start: usize, end: usize, out: &mut Vec<Span>) {
    let mut at = start;
    // Addresses are looked for once a run, and where one ended; the rest goes letter by letter.
    let mut next_address = find_address(text, start, end);
    while at < end {
        if let Some((from, to)) = next_address
            && at >= from
        {
            out.push(Span::new(from, to));
            at = to;
            next_address = None;
            continue;
        }
        let limit = next_address.map_or(end, |(from, _)| from);
        let rest = &text[at..limit];
        let Some(c) = rest.chars().next() else { break };
        if at == start
            && let Some(face) = FACES.iter().find(|&&face| rest == face)
        {
            at += face.len();
            out.push(Span::new(start, at));
        } else if c.is_alphanumeric() {
            let stop = word_end(text, at, limit);
            push_word(text, Span::new(at, stop), out);
            at = stop;
        } else {
            let stop = at + mark_length(text, at, limit);
            out.push(Span::new(at, stop));
            at = stop;
        }
    }
}

/// Where an address of the web or of mail lies in a run, without marks of the sentence around it.
fn find_address(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let run = &text[start..end];
    let web = ["http://", "https://", "ftp://", "www."]
        .iter()
        .filter_map(|head| run.find(head))
        .min();
    let from = match web {
        Some(place) => start + place,
        None => {
            // Mail: letters, digits and a few marks around one "@".
            let at = run.find('@')?;
            let mut from = start + at;
            for (place, c) in text[start..from].char_indices().rev() {
                if !(c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+')) {
                    break;
                }
                from = start + place;
            }
            if from == start + at || !run[at + 1..].starts_with(char::is_alphanumeric) {
                return None;
            }
            from
        }
    };
    let mut to = end;
    if let Some(place) = text[from..end].find(['<', '>', '"', '“', '”', '»']) {
        to = from + place;
    }
    let kept = text[from..to].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’']);
    (kept.len() > 3).then_some((from, from + kept.len()))
}

/// How many bytes from `at` make one mark.
fn mark_length(text: &str, at: usize, end: usize) -> usize {
    let rest = &text[at..end];
    let Some(c) = rest.chars().next() else {
        return 0;
    };
    // Ends of verbs, the possessive, and a year or a decade without its century: 's, 're, '90s.
    if matches!(c, '\'' | '’') && after_word(text, at) {
        let tail = &rest[c.len_utf8()..];
        let letters = tail
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(tail.len());
        if CLITICS
            .iter()
            .any(|clitic| tail[..letters].eq_ignore_ascii_case(clitic))
        {
            return c.len_utf8() + letters;
        }
    }
    // A run of the same mark is one token ("...", "--"), and so is one of calls and questions.
    let alike = |other: char| match c {
        '.' | '-' | '–' | '—' | '*' | '_' | '=' | '~' | '#' | '+' | '<' | '>' => other == c,
        '!' | '?' => matches!(other, '!' | '?'),
        '\'' | '`' => other == c && !after_word(text, at),
        _ => false,
    };
    let run: usize = rest
        .chars()
        .skip(1)
        .take_while(|&other| alike(other))
        .map(char::len_utf8)
        .sum();
    let marks: usize = rest[c.len_utf8() + run..]
        .chars()
        .take_while(|&other| is_joined(other))
        .map(char::len_utf8)
        .sum();
    c.len_utf8() + run + marks
}

/// Whether a letter or digit stands right before `at`.
fn after_word(text: &str, at: usize) -> bool {
    text[..at]
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric)
}

/// Where the word or number that starts at `start` ends, `limit` at the latest.
fn word_end(text: &str, start: usize, limit: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    let mut chars = text[start..limit].char_indices().peekable();
    let digits_first = bytes[start].is_ascii_digit();
    let mut telephone = None;
    while let Some((i, c)) = chars.next() {
        let at = start + i;
        let next = chars.peek().map(|&(_, n)| n);
        let digit_before = at > start && bytes[at - 1].is_ascii_digit();
        let digit_after = next.is_some_and(|n| n.is_ascii_digit());
        let joins = if c.is_alphanumeric() || is_joined(c) {
            true
        } else if matches!(c, '.' | ',' | ':') && digits_first && digit_before {
            // 76.3, 1,200, 9:30; a full stop may also end an abbreviation ("5 p.m." is no number).
            digit_after
        } else if c == '.' && domain_follows(text, at, limit) {
            true
        } else if c == '.' {
            abbreviation_dot(text, start, at, text[at + 1..].chars().next())
        } else if matches!(c, '\'' | '’') {
            joins_apostrophe(&text[start..at], &text[at + c.len_utf8()..limit])
        } else if c == '/' {
            // Dates and numbers of documents: 3/5/2001, 59-NQ/TW, A/RES/54.
            digit_before && digit_after
                || next.is_some_and(|n| n.is_ascii_uppercase() || n.is_ascii_digit())
                    && bytes[at - 1].is_ascii_alphanumeric()
                    && !bytes[at - 1].is_ascii_lowercase()
                    && short_with_digit(&text[start..limit])
        } else if c == '&' {
            next.is_some_and(|n| n.is_ascii_uppercase())
                && text[start..at].ends_with(|p: char| p.is_ascii_uppercase())
        } else if c == '-' {
            let until =
                *telephone.get_or_insert_with(|| start + telephone_length(&text[start..limit]));
            at < until
                || next.is_some_and(char::is_alphabetic)
                    && at - start <= 7
                    && PREFIXES
                        .iter()
                        .any(|prefix| text[start..at].eq_ignore_ascii_case(prefix))
                || digits_first && document_number(&text[start..at], &text[at + 1..limit])
        } else {
            c == '_' || c == '@'
        };
        if !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    end.max(start + text[start..].chars().next().map_or(1, char::len_utf8))
}

/// Whether a full stop stands inside the name of a computer or a file.
fn domain_follows(text: &str, dot: usize, limit: usize) -> bool {
    let tail = &text[dot + 1..limit];
    let letters = tail
        .find(|c: char| !c.is_ascii_lowercase())
        .unwrap_or(tail.len());
    letters < 6 && DOMAINS.contains(&&tail[..letters])
}

/// Combining marks and joiners that belong to the letter before.
fn is_joined(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || c == '\u{200d}' || c == '\u{ad}'
}

/// Whether an apostrophe stands inside a word: O'Brien, Côte d'Ivoire, the n't of "don't".
fn joins_apostrophe(before: &str, after: &str) -> bool {
    let letters = after
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(after.len());
    let tail = &after[..letters];
    if tail.eq_ignore_ascii_case("t") {
        return before.ends_with(['n', 'N']);
    }
    let clitic = CLITICS
        .iter()
        .any(|clitic| tail.eq_ignore_ascii_case(clitic));
    tail.starts_with(char::is_alphabetic) && !clitic && before.len() <= 4
}

/// Whether a run is short, and holds a digit: the number of a document rather than two words.
fn short_with_digit(run: &str) -> bool {
    run.len() <= 40 && run.bytes().any(|byte| byte.is_ascii_digit())
}

/// Length of a telephone number at the start of a run, or nothing: groups of three and four.
fn telephone_length(run: &str) -> usize {
    let digits = run
        .find(|c: char| !c.is_ascii_digit() && c != '-')
        .unwrap_or(run.len());
    let groups: Vec<usize> = run[..digits.min(24)].split('-').map(str::len).collect();
    match groups[..] {
        [3, 4] | [3, 3, 4] | [1, 3, 3, 4] => digits.min(24),
        _ => 0,
    }
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
    // Words of any length come here; abbreviations are short.
    if word.len() > 24 {
        return false;
    }
    // Initials: "U.S.", "J.", "a.m."
    let last = word.rsplit('.').next().unwrap_or(word);
    let single = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
    if single && (word.contains('.') || next.is_some_and(char::is_alphabetic)) {
        return true;
    }
    let after = || text[dot + 1..].trim_start_matches([' ', '\u{a0}']);
    if single && last.chars().all(char::is_uppercase) {
        // "George W. Bush": an initial before a name.
        return next.is_some_and(|n| matches!(n, ' ' | '\u{a0}' | ','))
            && after().starts_with(|c: char| c.is_uppercase() || c == ',')
            && !text[..start].ends_with('\n');
    }
    let lower = word.to_lowercase();
    let capital = word.starts_with(char::is_uppercase);
    if !capital && CAPITAL_ABBREVIATIONS.contains(&lower.as_str()) {
        return lower == "no" && after().starts_with(|c: char| c.is_ascii_digit());
    }
    if lower == "no" || lower == "nos" {
        // "He said No." is no number.
        return after().starts_with(|c: char| c.is_ascii_digit());
    }
    OPEN_ABBREVIATIONS.contains(&lower.as_str()) || CLOSING_ABBREVIATIONS.contains(&lower.as_str())
}

/// Whether the token is an abbreviation after which a sentence goes on.
#[must_use]
pub(crate) fn is_open_abbreviation(token: &str) -> bool {
    let Some(word) = token.strip_suffix('.') else {
        return false;
    };
    let single = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    single || word.len() <= 8 && OPEN_ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// Adds a word; "cannot" and what ends in "n't" are two words.
fn push_word(text: &str, span: Span, out: &mut Vec<Span>) {
    let word = &text[span.start..span.end];
    let tail = ["n't", "n’t", "N'T", "N’T"]
        .into_iter()
        .find(|tail| word.ends_with(tail))
        .map(str::len)
        .or_else(|| word.eq_ignore_ascii_case("cannot").then_some(3))
        .or_else(|| {
            ["gonna", "wanna", "gotta"]
                .iter()
                .any(|whole| word.eq_ignore_ascii_case(whole))
                .then_some(2)
        });
    match tail {
        Some(length) if length < word.len() => {
            let cut = span.end - length;
            out.push(Span::new(span.start, cut));
            out.push(Span::new(cut, span.end));
        }
        _ => out.push(span),
    }
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
