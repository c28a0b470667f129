//! JSON lines of documents: an object a line.
//!
//! | field | meaning |
//! | --- | --- |
//! | `id` | name of the document; without one it is called by the hash of its text |
//! | `text` or `html` | the text as it is, or a page in which the article is found |
//! | `url`, `outlet`, `title`, `language` | where, by whom, under what headline, in what language (BCP 47) |
//! | `published` | EDTF (`2025-03-10`, `2025-03`) or an ISO 8601 time, of which the day is kept |
//! | `kind` | `news`, `statement`, `release`, `factsheet` |
//! | `copy_of` | id of the document that it is a copy of |
//!
//! Other fields are passed over. The text is kept as it is but for Unicode normal form C, so
//! that offsets that others made still hold.

use entente_model::{Document, DocumentKind, Edtf};
use serde_json::{Map, Value};

use super::{Reader, Unit, opening, settle_language};
use crate::page::{self, DateCandidate, DateSource, PublicationDate};
use crate::{Note, Raw, Reason, Received};

pub(super) const READER: Reader = Reader {
    name: "jsonl",
    description: "JSON lines, one document a line",
    extensions: &["jsonl", "ndjson", "json"],
    sniff: |head| {
        let opening = opening(head);
        opening.strip_prefix(b"{").is_some_and(|rest| {
            let rest = rest.trim_ascii_start();
            rest.starts_with(b"\"") || rest.starts_with(b"}")
        })
    },
    unit: Unit::Line,
    read,
};

fn read(raw: Raw) -> Result<Received, Reason> {
    let line = std::str::from_utf8(&raw.bytes).map_err(|e| Reason::NotUtf8(e.valid_up_to()))?;
    let value: Value = serde_json::from_str(line).map_err(|e| Reason::Json(message(&e)))?;
    let Value::Object(fields) = value else {
        return Err(Reason::NotAnObject);
    };
    let text = string(&fields, "text")?;
    let html = string(&fields, "html")?;
    let url = string(&fields, "url")?;
    let mut notes = Vec::new();
    let mut date = PublicationDate::default();
    let (body, page) = match (text, html) {
        (Some(text), _) if text.trim().is_empty() => return Err(Reason::Empty),
        (Some(text), _) => (text.to_owned(), None),
        (None, Some(html)) => {
            let mut page = page::read(html, url)?;
            (std::mem::take(&mut page.text), Some(page))
        }
        (None, None) => return Err(Reason::NoText),
    };
    let id = match id(&fields)? {
        Some(id) => id,
        None => format!("text-{}", &Document::new("", &*body).hash()[..16]),
    };
    let mut document = Document::new(id, body);
    if let Some(page) = page {
        document.title = page.title;
        document.outlet = page.outlet;
        document.url = page.url;
        document.language = page.language;
        date = page.date;
        notes = page.notes;
    }
    for (field, place) in [
        ("url", &mut document.url),
        ("outlet", &mut document.outlet),
        ("title", &mut document.title),
        ("language", &mut document.language),
        ("copy_of", &mut document.copy_of),
    ] {
        if let Some(value) = string(&fields, field)?.filter(|v| !v.trim().is_empty()) {
            *place = Some(value.to_owned());
        }
    }
    if let Some(kind) = fields.get("kind").filter(|k| k.is_string()) {
        document.kind = serde_json::from_value(kind.clone()).unwrap_or(DocumentKind::Other);
    }
    if let Some(written) = string(&fields, "published")?.filter(|v| !v.trim().is_empty()) {
        match day(written) {
            Some(day) => {
                date.prefer(DateCandidate {
                    date: day,
                    source: DateSource::Input,
                    written: written.to_owned(),
                });
                notes.retain(|note| !matches!(note, Note::RivalDates { .. }));
                notes.extend(date.rivalry());
            }
            None => notes.push(Note::BadDate(written.to_owned())),
        }
    }
    document.published = date.chosen.as_ref().map(|c| c.date.clone());
    settle_language(&mut document)?;
    Ok(Received {
        document,
        origin: raw.origin,
        charset: "UTF-8",
        date,
        notes,
        original: raw.bytes,
    })
}

/// A field that is a string, if it is there and not null.
fn string<'a>(
    fields: &'a Map<String, Value>,
    name: &'static str,
) -> Result<Option<&'a str>, Reason> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Reason::Field(name)),
    }
}

/// The id: a string, or a number, which many tables have.
fn id(fields: &Map<String, Value>) -> Result<Option<String>, Reason> {
    match fields.get("id") {
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        _ => Ok(string(fields, "id")?
            .filter(|id| !id.is_empty())
            .map(str::to_owned)),
    }
}

/// A date in EDTF; of an ISO 8601 time the day, as its own clock has it.
fn day(written: &str) -> Option<Edtf> {
    let written = written.trim();
    let timed = written.get(10..11).is_some_and(|c| c == "T" || c == " ");
    let date = if timed { &written[..10] } else { written };
    let starts = date.starts_with(|c: char| c.is_ascii_digit());
    Edtf::parse(date).ok().filter(|_| starts && date.len() >= 4)
}

/// What the parser says, without its line number: the line is one of many.
fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or_default();
    format!("{text} at character {}", error.column())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Intake, Limits};

    fn take(line: &str) -> Result<Received, Reason> {
        let bytes = std::io::Cursor::new(line.as_bytes().to_vec());
        let mut intake = Intake::from_reader("a.jsonl", bytes, Limits::default());
        intake
            .next()
            .unwrap()
            .and_then(Raw::read)
            .map_err(|s| s.reason)
    }

    #[test]
    fn all_fields_are_taken_and_others_passed_over() {
        let received = take(
            r#"{"id":"a","text":"Peru and Chile met.\r\nThey agreed.","url":"https://e.org/a","outlet":"E",
            "published":"2025-03-09T23:30:00-05:00","title":"T","language":"en","kind":"factsheet","copy_of":"b","cluster":7}"#
                .replace('\n', " ")
                .as_str(),
        )
        .unwrap();
        let document = received.document;
        assert_eq!(document.id(), "a");
        assert_eq!(
            document.text(),
            "Peru and Chile met.\r\nThey agreed.",
            "kept as it is"
        );
        assert_eq!(document.published.unwrap().as_str(), "2025-03-09");
        assert_eq!(document.kind, DocumentKind::Factsheet);
        assert_eq!(document.copy_of.as_deref(), Some("b"));
        assert_eq!(received.date.chosen.unwrap().source, DateSource::Input);
    }

    #[test]
    fn a_document_without_id_is_called_by_its_text() {
        let one = take(r#"{"text":"Peru and Chile met."}"#).unwrap();
        let two = take(r#"{"text":"Peru and Chile met.","outlet":"E"}"#).unwrap();
        assert_eq!(one.document.id(), two.document.id());
        assert!(one.document.id().starts_with("text-"));
        assert_eq!(
            take(r#"{"id":12,"text":"Peru and Chile met."}"#)
                .unwrap()
                .document
                .id(),
            "12"
        );
    }

    #[test]
    fn bad_lines_are_refused_with_a_reason() {
        assert_eq!(take(r#"{"id":"a"}"#).unwrap_err(), Reason::NoText);
        assert_eq!(
            take(r#"{"id":"a","text":null}"#).unwrap_err(),
            Reason::NoText
        );
        assert_eq!(
            take(r#"{"id":"a","text":"  "}"#).unwrap_err(),
            Reason::Empty
        );
        assert_eq!(take(r#"["a"]"#).unwrap_err(), Reason::NotAnObject);
        assert_eq!(
            take(r#"{"id":"a","text":3}"#).unwrap_err(),
            Reason::Field("text")
        );
        let Reason::Json(text) = take(r#"{"id":"a","text":"cut"#).unwrap_err() else {
            panic!("broken JSON")
        };
        assert!(
            text.contains("at character") && !text.contains("line"),
            "{text}"
        );
        let bytes = b"{\"id\":\"a\",\"text\":\"\xff\"}".as_slice();
        let mut intake = Intake::from_reader("a.jsonl", bytes, Limits::default());
        let skipped = intake.next().unwrap().and_then(Raw::read).unwrap_err();
        assert_eq!(skipped.reason, Reason::NotUtf8(18));
    }

    #[test]
    fn a_date_that_is_none_is_left_out_with_a_note() {
        let received =
            take(r#"{"id":"a","text":"Peru and Chile met.","published":"last week"}"#).unwrap();
        assert_eq!(received.document.published, None);
        assert_eq!(received.notes, [Note::BadDate("last week".into())]);
        assert_eq!(day("2025-03").unwrap().as_str(), "2025-03");
        assert_eq!(day("2025").unwrap().as_str(), "2025");
    }
}
