//! The input formats, one module each.

mod html;
mod jsonl;
mod text;

use entente_model::Document;

use crate::{Raw, Reason, Received, language};

/// What a document is in a file of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// The file is one document.
    File,
    /// Each line of the file is one.
    Line,
}

/// An input format.
#[derive(Debug)]
pub struct Reader {
    /// Its name, in lower case.
    pub name: &'static str,
    /// What it is, for people.
    pub description: &'static str,
    /// Endings of file names that belong to it, in lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// Whether a file of unknown ending that begins with these bytes is of this format.
    pub sniff: fn(&[u8]) -> bool,
    /// What a document is in such a file.
    pub unit: Unit,
    /// Reads one document.
    pub read: fn(Raw) -> Result<Received, Reason>,
}

/// Every input format, in the order in which they are tried on a file of unknown ending; the
/// last takes all that is text.
///
/// ```
/// let names: Vec<&str> = entente_intake::READERS.iter().map(|r| r.name).collect();
/// assert_eq!(names, ["html", "jsonl", "text"]);
/// ```
pub static READERS: &[Reader] = &[html::READER, jsonl::READER, text::READER];

/// The format of a file, by its ending, else by its first bytes.
pub(crate) fn recognise(extension: &str, head: &[u8]) -> &'static Reader {
    let extension = extension.to_ascii_lowercase();
    READERS
        .iter()
        .find(|r| r.extensions.contains(&extension.as_str()))
        .or_else(|| READERS.iter().find(|r| (r.sniff)(head)))
        .unwrap_or(&READERS[READERS.len() - 1])
}

/// The first bytes without a mark and white space, in lower case: what a sniffer looks at.
fn opening(head: &[u8]) -> Vec<u8> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    head.trim_ascii_start()
        .iter()
        .take(1024)
        .map(u8::to_ascii_lowercase)
        .collect()
}

/// Settles the language of a document: what the input says of it, else what the text shows.
///
/// A declared language other than English is believed only where the text does not show
/// English: sites often declare the language of their menus.
fn settle_language(document: &mut Document) -> Result<(), Reason> {
    let declared = document
        .language
        .take()
        .filter(|tag| !tag.trim().is_empty());
    let shown = language::language_of(document.text());
    let language = match (shown, declared) {
        (Some(shown), Some(declared)) if language::is_english(&declared) == (shown == "en") => {
            Some(declared)
        }
        (Some(shown), _) => Some(shown.to_owned()),
        (None, declared) => declared,
    };
    match language {
        Some(tag) if !language::is_english(&tag) => Err(Reason::Language(tag)),
        language => {
            document.language = language;
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_recognised_by_ending_then_by_content() {
        for (extension, head, name) in [
            ("HTM", &b"{"[..], "html"),
            ("ndjson", b"", "jsonl"),
            ("", b"\xef\xbb\xbf <!DOCTYPE html>", "html"),
            ("", b"  {\"id\": 1}", "jsonl"),
            ("", b"< 5 percent said so", "text"),
            ("md", b"<p>", "text"),
        ] {
            assert_eq!(
                recognise(extension, head).name,
                name,
                "{extension} {head:?}"
            );
        }
    }

    #[test]
    fn names_and_endings_belong_to_one_format() {
        let mut endings: Vec<_> = READERS.iter().flat_map(|r| r.extensions).collect();
        let count = endings.len();
        endings.sort_unstable();
        endings.dedup();
        assert_eq!(endings.len(), count);
    }

    #[test]
    fn the_text_outweighs_a_wrong_declaration() {
        let english = "The two ministers met in Nairobi on Tuesday and signed an accord on trade.";
        let mut document = Document::new("a", english);
        document.language = Some("vi".into());
        assert_eq!(settle_language(&mut document), Ok(()));
        assert_eq!(document.language.as_deref(), Some("en"));
        document.language = Some("en-GB".into());
        assert_eq!(settle_language(&mut document), Ok(()));
        assert_eq!(document.language.as_deref(), Some("en-GB"));
        let mut short = Document::new("b", "Accra.");
        short.language = Some("fr".into());
        assert_eq!(
            settle_language(&mut short),
            Err(Reason::Language("fr".into()))
        );
    }
}
