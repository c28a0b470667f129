//! An HTML page: the article in it, its headline, date, outlet and language.

use entente_model::Document;

use super::{Reader, Unit, opening, settle_language};
use crate::{Note, Raw, Reason, Received, charset, page};

pub(super) const READER: Reader = Reader {
    name: "html",
    description: "a web page, of which the article is kept",
    extensions: &["html", "htm", "xhtml"],
    sniff: |head| {
        let opening = opening(head);
        [
            &b"<!doctype html"[..],
            b"<html",
            b"<head",
            b"<body",
            b"<article",
            b"<!--",
            b"<?xml",
        ]
        .iter()
        .any(|mark| opening.starts_with(mark))
    },
    unit: Unit::File,
    read,
};

fn read(raw: Raw) -> Result<Received, Reason> {
    let declared = charset::declared_in_page(&raw.bytes);
    let decoded = charset::decode(&raw.bytes, declared.as_deref(), None);
    if decoded.text.trim().is_empty() {
        return Err(Reason::Empty);
    }
    let page = page::read(&decoded.text, None)?;
    let mut document = Document::new(raw.id, page.text);
    document.title = page.title;
    document.outlet = page.outlet;
    document.url = page.url;
    document.language = page.language;
    document.published = page.date.chosen.as_ref().map(|c| c.date.clone());
    settle_language(&mut document)?;
    let mut notes = page.notes;
    notes.extend(decoded.replaced.then_some(Note::ReplacedBytes));
    Ok(Received {
        document,
        origin: raw.origin,
        original: raw.bytes,
        charset: decoded.charset,
        date: page.date,
        notes,
    })
}
