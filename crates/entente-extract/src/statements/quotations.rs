//! The words that stand in quotation marks: curly marks, straight ones, single ones that are no
//! apostrophes, and speeches that run over paragraphs.

use entente_model::Span;

/// How many bytes a name or term has that stands in marks within a quotation.
const NESTED: usize = 40;

/// Words in quotation marks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quotation {
    /// With the marks.
    pub(super) outer: Span,
    /// Without them, and without a comma before the closing mark.
    pub(super) inner: Span,
}

/// The quotations of a text: curly marks by pair, straight ones within a paragraph, and single marks
/// where they are no apostrophes.
pub(super) fn quotations(text: &str) -> Vec<Quotation> {
    let mut out = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut behind = 0;
    for (at, c) in text.char_indices() {
        if at < behind {
            continue;
        }
        match (c, open) {
            ('‘' | '\'', None) => {
                if let Some(end) = single_end(text, at, c) {
                    push_quotation(text, at, end, c, &mut out);
                    behind = end;
                }
            }
            // "“…“, said": closed by the mark that opens.
            ('“', Some((start, '“')))
                if !text[..at].ends_with(char::is_whitespace)
                    && !text[at + c.len_utf8()..].starts_with(char::is_alphanumeric) =>
            {
                push_quotation(text, start, at + c.len_utf8(), '“', &mut out);
                open = None;
            }
            ('“', _) => {
                // A new mark inside an open one starts a further paragraph of the same speech.
                if let Some((start, '“')) = open {
                    let paragraph = text[start..at].rfind('\n').map_or(at, |n| start + n);
                    push_quotation(text, start, paragraph, '“', &mut out);
                }
                open = Some((at, '“'));
            }
            ('”', Some((start, '“'))) => {
                push_quotation(text, start, at + '”'.len_utf8(), '“', &mut out);
                open = None;
            }
            ('"', None) => open = Some((at, '"')),
            // "The "United States" is not …" within a quotation: marks of its own.
            ('"', Some((_, '"'))) if nested_end(text, at).is_some() => {
                behind = nested_end(text, at).unwrap_or(at);
            }
            // "“a few days”" with a straight mark before and a curly one behind.
            ('"' | '”', Some((start, '"'))) => {
                push_quotation(text, start, at + c.len_utf8(), '"', &mut out);
                open = None;
            }
            ('\n', Some((start, '"'))) if !is_wrapped(text, at) && !closes_later(text, at) => {
                push_quotation(text, start, at, '"', &mut out);
                open = None;
            }
            ('\n', Some((start, '“'))) => {
                // A paragraph that opens and never closes: the next may open again.
                let next = text[at..].trim_start();
                if !text[at..].contains('”') || next.starts_with('“') {
                    push_quotation(text, start, at, '“', &mut out);
                    open = None;
                }
            }
            _ => {}
        }
    }
    if let Some((start, mark)) = open {
        let end = text[start..].find('\n').map_or(text.len(), |n| start + n);
        push_quotation(text, start, end, mark, &mut out);
    }
    out
}

/// Where a quotation within an open one ends, if the straight mark at `at` opens such: a mark behind a
/// space and before a word, with its own close near, and another close further on in the paragraph.
fn nested_end(text: &str, at: usize) -> Option<usize> {
    let from = at + 1;
    let opens = |at: usize| {
        text[..at].ends_with(char::is_whitespace)
            && text[at + 1..].starts_with(char::is_alphanumeric)
    };
    if !opens(at) {
        return None;
    }
    let paragraph = text[from..].split('\n').next().unwrap_or_default();
    let mut marks = paragraph.match_indices('"').map(|(m, _)| from + m);
    let close = marks.next().filter(|&m| m - at <= NESTED && !opens(m))?;
    marks.next().is_some_and(|m| !opens(m)).then_some(close + 1)
}

/// Whether a quotation that ends here closes as speech does, with a comma, "!" or "?" before its mark.
pub(super) fn closes_as_speech(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '’', '\''])
        .ends_with([',', '!', '?'])
}

/// Whether a speech that is open where a paragraph ends at `at` closes in the next, which does not open
/// with a mark of its own.
fn closes_later(text: &str, at: usize) -> bool {
    let next = text[at..].trim_start();
    let paragraph = next.split('\n').next().unwrap_or_default();
    let Some(mark) = paragraph.find('"').filter(|&m| m > 0) else {
        return false;
    };
    let spoken = |c: char| !c.is_whitespace() && c != '(';
    paragraph[..mark].ends_with(spoken)
        && !paragraph[mark + 1..].starts_with(char::is_alphanumeric)
        && paragraph.matches('"').count() % 2 == 1
}

/// Where a quotation in single marks ends that opens at `at`, behind its closing mark: no apostrophe,
/// and none of a possessive if another mark can close it.
fn single_end(text: &str, at: usize, mark: char) -> Option<usize> {
    let opens = |at: usize| {
        text[..at]
            .chars()
            .next_back()
            .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '—' | '–'))
            && text[at + mark.len_utf8()..].starts_with(char::is_alphabetic)
    };
    if !opens(at) {
        return None;
    }
    let from = at + mark.len_utf8();
    let paragraph = &text[from..from + text[from..].find('\n').unwrap_or(text.len() - from)];
    let further = paragraph
        .match_indices(mark)
        .map(|(m, _)| m)
        .find(|&m| m > 0 && opens(from + m))
        .unwrap_or(paragraph.len());
    let close = if mark == '‘' { '’' } else { mark };
    let closes: Vec<usize> = paragraph
        .match_indices(close)
        .map(|(m, _)| m)
        .take_while(|&m| m < further)
        .filter(|&m| {
            let behind = &paragraph[m + close.len_utf8()..];
            m > 0
                && !paragraph[..m].ends_with(char::is_whitespace)
                && !behind.starts_with(char::is_alphanumeric)
        })
        .collect();
    let possessive = |m: &usize| paragraph[..*m].ends_with('s');
    if let Some(&m) = closes
        .iter()
        .find(|m| !possessive(m))
        .or_else(|| closes.last())
    {
        return Some(from + m + close.len_utf8());
    }
    // A paragraph that opens and never closes: the next opens again.
    let end = from + paragraph.len();
    let alone = text[..at].ends_with('\n') || at == 0;
    (alone && text[end..].trim_start().starts_with(mark)).then_some(end)
}

/// Whether the line that ends at `at` only ends because it was full: a typed page, not a paragraph.
fn is_wrapped(text: &str, at: usize) -> bool {
    let line = text[..at]
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .trim_end();
    let next = text[at + 1..].chars().next();
    line.len() >= 40
        && !line.ends_with(['.', '!', '?', ':', ';', '"', ','])
        && next.is_some_and(char::is_alphanumeric)
}

fn push_quotation(text: &str, start: usize, end: usize, mark: char, out: &mut Vec<Quotation>) {
    let from = start + mark.len_utf8();
    if from >= end {
        return;
    }
    let body = &text[from..end];
    let single: &[char] = if matches!(mark, '‘' | '\'') {
        &['’', '\'']
    } else {
        &['”', '"', '“']
    };
    let marks = |c: char| single.contains(&c) || matches!(c, ',' | ' ' | '\n' | '\r');
    let trimmed = body.trim_end_matches(marks);
    let lead = trimmed.len() - trimmed.trim_start().len();
    if !trimmed.trim().is_empty() {
        out.push(Quotation {
            outer: Span::new(start, end),
            inner: Span::new(from + lead, from + trimmed.len()),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::{pair, said};

    #[test]
    fn single_marks_quote_and_a_speech_may_close_in_the_next_paragraph() {
        assert_eq!(
            said(
                "‘We will not accept any threats,’ the Ghanaian president said. The ministers’ talks in Togo failed."
            ),
            [pair("Ghanaian president", "We will not accept any threats")]
        );
        assert_eq!(
            said(
                "\"The word \"embassy\" means nothing to Chad. We will leave the treaty,\" the Ghanaian president said."
            ),
            [pair(
                "Ghanaian president",
                "The word \"embassy\" means nothing to Chad. We will leave the treaty"
            )]
        );
        assert_eq!(
            said(
                "\"On Monday the envoy of Peru was summoned.\n\nWe told him of our protest,\" the \
                 Chilean foreign ministry said in a statement."
            ),
            [pair(
                "Chilean foreign ministry",
                "On Monday the envoy of Peru was summoned.\n\nWe told him of our protest"
            )]
        );
        assert_eq!(
            said(
                "Ana Soto, spokeswoman of the Chilean foreign ministry:\n“We told the envoy of Peru of our protest today.”"
            ),
            [pair(
                "Ana Soto",
                "We told the envoy of Peru of our protest today."
            )]
        );
    }
}
