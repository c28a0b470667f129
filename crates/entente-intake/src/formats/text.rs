//! Plain text: the file is the body; what more is known is in its name and its dateline.

use entente_model::Document;

use super::{Reader, Unit, settle_language};
use crate::page::dates;
use crate::{Note, Raw, Reason, Received, charset};

pub(super) const READER: Reader = Reader {
    name: "text",
    description: "plain text, one document a file",
    extensions: &["txt", "text", "md"],
    sniff: |_| true,
    unit: Unit::File,
    read,
};

/// Longest first line, in characters, that can be a headline.
const HEADLINE: usize = 160;

fn read(raw: Raw) -> Result<Received, Reason> {
    let decoded = charset::decode(&raw.bytes, None, None);
    let text = clean(&decoded.text);
    if text.is_empty() {
        return Err(Reason::Empty);
    }
    let mut document = Document::new(raw.id, text);
    document.title = headline(document.text()).map(str::to_owned);
    settle_language(&mut document)?;
    let date = dates::of_text(&raw.origin.name, document.text());
    document.published = date.chosen.as_ref().map(|c| c.date.clone());
    Ok(Received {
        document,
        origin: raw.origin,
        original: raw.bytes,
        charset: decoded.charset,
        date,
        notes: decoded
            .replaced
            .then_some(Note::ReplacedBytes)
            .into_iter()
            .collect(),
    })
}

/// The text with one sort of line end and no control characters, without white space around it.
fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.trim().chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' => {
                characters.next_if_eq(&'\n');
                out.push('\n');
            }
            '\n' | '\t' => out.push(c),
            '\u{feff}' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    let end = out.trim_end().len();
    out.truncate(end);
    out
}

/// The first line, where it looks like a headline: short, not closed like a sentence, and
/// followed by more text.
fn headline(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once('\n')?;
    let first = first.trim().trim_start_matches('#').trim_start();
    let closed = first.ends_with(['.', ':', ';', ',', '!']);
    let short = first.chars().count() <= HEADLINE;
    (short && !closed && first.contains(' ') && !rest.trim().is_empty()).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Intake, Limits};

    fn take(name: &str, bytes: &'static [u8]) -> Result<Received, Reason> {
        let mut intake = Intake::from_reader(name, bytes, Limits::default());
        intake
            .next()
            .unwrap()
            .and_then(Raw::read)
            .map_err(|s| s.reason)
    }

    #[test]
    fn a_text_has_its_headline_date_and_language() {
        let received = take(
            "visits/2024-05-07-accra.txt",
            b"Ghana and Togo open border post\r\n\r\nACCRA - The two ministers opened it on Monday.\r\n",
        )
        .unwrap();
        let document = &received.document;
        assert_eq!(document.id(), "2024-05-07-accra");
        assert_eq!(
            document.title.as_deref(),
            Some("Ghana and Togo open border post")
        );
        assert_eq!(document.published.as_ref().unwrap().as_str(), "2024-05-07");
        assert_eq!(document.language.as_deref(), Some("en"));
        assert!(document.text().ends_with("on Monday."));
        assert!(!document.text().contains('\r'));
        assert_eq!(
            received.original.last(),
            Some(&b'\n'),
            "the original is kept"
        );
    }

    #[test]
    fn a_sentence_is_no_headline() {
        assert_eq!(
            headline("They met on Monday.\nThey parted on Tuesday."),
            None
        );
        assert_eq!(headline("Only one line"), None);
        assert_eq!(headline("# Leaders meet\nText."), Some("Leaders meet"));
    }

    #[test]
    fn bad_texts_are_refused_with_a_reason() {
        assert_eq!(take("a.txt", b" \r\n\t "), Err(Reason::Empty));
        assert_eq!(
            take("a.txt", b"\x89PNG\r\n\x1a\n"),
            Err(Reason::Binary("a PNG image"))
        );
        let french = "Les deux ministres ont signé hier un accord de coopération dans la capitale.";
        assert_eq!(
            take("a.txt", french.as_bytes()),
            Err(Reason::Language("fr".into()))
        );
    }
}
