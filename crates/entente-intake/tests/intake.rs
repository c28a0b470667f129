//! Intake as a whole: any bytes, hostile pages, and how much is held at a time.

use std::io::Read;
use std::time::{Duration, Instant};

use entente_intake::{Intake, Limits, READERS, Raw, Reason, Received, Skipped};
use proptest::prelude::*;

fn take(name: &str, bytes: Vec<u8>) -> Vec<Result<Received, Skipped>> {
    Intake::from_reader(name, std::io::Cursor::new(bytes), Limits::default())
        .map(|raw| raw.and_then(Raw::read))
        .collect()
}

/// What holds of everything that is taken in.
fn check(result: &Result<Received, Skipped>) {
    match result {
        Ok(received) => {
            let document = &received.document;
            assert!(!document.text().trim().is_empty());
            assert!(!document.id().is_empty());
            let language = document.language.as_deref().unwrap_or("en");
            assert!(language.to_ascii_lowercase().starts_with("en"));
        }
        Err(skipped) => assert!(!skipped.reason.to_string().is_empty()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_bring_any_reader_down(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        for reader in READERS {
            for extension in reader.extensions {
                take(&format!("a.{extension}"), bytes.clone()).iter().for_each(check);
            }
        }
    }

    #[test]
    fn no_markup_brings_the_page_reader_down(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "<p>", "</p>", "<div>", "</div>", "<table>", "<tr>", "<td colspan=9999>", "</table>",
            "<b>", "</b>", "<a href='/x'>", "</a>", "<script>", "</script>", "<h1>", "</h1>",
            "<time datetime='2024-01-02'>", "<svg>", "<!--", "-->", "<title>", "&amp;", "&#0;", "<",
            "The ministers of both states met on Tuesday to sign the new accord on trade. ",
            "Đối tác ", "\u{0}", "\u{feff}", "<body", " class=\"", "\"", ">", "<li>", "<noscript>",
        ]), 0..120)
    ) {
        take("a.html", pieces.concat().into_bytes()).iter().for_each(check);
    }

    #[test]
    fn any_text_in_json_is_kept_to_the_letter(text in "[ -~à-ỹ\r\n\t]{0,200}") {
        let text = format!("The two ministers of the region met and signed an accord.{text}");
        let line = serde_json::json!({"id": "a", "text": text}).to_string();
        let result = take("a.jsonl", line.into_bytes()).remove(0).unwrap();
        // Normal form C is the only change.
        let composed = entente_model::Document::new("a", text);
        prop_assert_eq!(result.document.text(), composed.text());
        prop_assert_eq!(result.document.hash(), composed.hash());
    }
}

/// An ordinary article in the middle of each hostile page.
const ARTICLE: &str = "<article><h1>Two states sign accord</h1><p>The two states signed an accord on trade on \
    Tuesday, the ministries said in a statement after the talks.</p><p>The accord will enter into force next \
    year once both parliaments have ratified it, according to the text.</p></article>";

#[test]
fn hostile_pages_neither_abort_nor_hang() {
    let pages = [
        ("deep divisions", "<div>".repeat(200_000)),
        ("divisions below the limit", "<div>".repeat(90_000)),
        ("nested formatting", "<b><i>".repeat(20_000)),
        (
            "unclosed formatting in paragraphs",
            "<p><b class=x><i id=y>z".repeat(20_000),
        ),
        ("quotes", "<blockquote>".repeat(50_000)),
        ("tables in tables", "<table><tr><td>".repeat(3_000)),
        (
            "wide cells",
            "<table><tr><td colspan=999999999 rowspan=999999999>x".repeat(500),
        ),
        ("links in links", "<a href='/'>x".repeat(30_000)),
        ("lists", "<ul><li>x".repeat(30_000)),
        ("flat paragraphs", "<p>x</p>".repeat(49_000)),
        ("drawings", "<svg><g><text>".repeat(30_000)),
        ("attributes", format!("<p {}>", "a=b ".repeat(200_000))),
        ("entities", "&amp;&lt;&nosuch;".repeat(200_000)),
        (
            "open comment",
            format!("<!--{}", "-->x<!--".repeat(100_000)),
        ),
        (
            "linked data",
            format!(
                "<script type='application/ld+json'>{}</script>",
                "[".repeat(500_000)
            ),
        ),
        (
            "dates",
            "<p>1 May 2024 updated 2 May 2024 </p>".repeat(20_000),
        ),
    ];
    for (name, page) in pages {
        let start = Instant::now();
        let html = format!("<html><body>{ARTICLE}{page}</body></html>");
        take("a.html", html.into_bytes()).iter().for_each(check);
        let took = start.elapsed();
        // Far above what is measured, so that a busy machine does not fail the test.
        assert!(took < Duration::from_secs(30), "{name}: {took:?}");
        println!("{name}: {took:?}");
    }
}

/// A stream that makes its bytes as they are read, and tells how many were.
struct Endless {
    line: Vec<u8>,
    at: usize,
    left: usize,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = buffer.len().min(self.left);
        for byte in &mut buffer[..length] {
            *byte = self.line[self.at];
            self.at = (self.at + 1) % self.line.len();
        }
        self.left -= length;
        Ok(length)
    }
}

#[test]
fn a_file_of_many_documents_is_read_as_it_comes() {
    let line =
        b"{\"id\":\"a\",\"text\":\"The ministers of both states met on Tuesday.\"}\n".to_vec();
    let left = line.len() * 1_000_000;
    let stream = Endless { line, at: 0, left };
    let mut intake = Intake::from_reader("a.jsonl", stream, Limits::default());
    for number in 1..=3 {
        let received = intake.next().unwrap().unwrap().read().unwrap();
        assert_eq!(received.origin.line, Some(number));
    }
    assert_eq!(intake.count(), 1_000_000 - 3);
}

#[test]
fn a_line_of_fifty_megabytes_is_one_skipped_row() {
    let stream = Endless {
        line: b"x".to_vec(),
        at: 0,
        left: 50_000_000,
    };
    let whole =
        stream.chain(&b"\n{\"id\":\"b\",\"text\":\"The ministers of both states met.\"}\n"[..]);
    let mut intake = Intake::from_reader("a.jsonl", whole, Limits::default());
    let skipped = intake.next().unwrap().unwrap_err();
    assert_eq!(skipped.origin.to_string(), "a.jsonl:1");
    assert!(matches!(
        skipped.reason,
        Reason::TooLarge {
            bytes: 50_000_000,
            ..
        }
    ));
    let received = intake.next().unwrap().unwrap().read().unwrap();
    assert_eq!(
        (received.document.id(), received.origin.line),
        ("b", Some(2))
    );
    assert!(intake.next().is_none());
}
