//! The background sheet.

use entente_model::{Claim, Document, Edtf, Span};
use entente_record::{Query, Record, brief};
use serde_json::json;

use crate::five::five;
use crate::support::{noon, record};

/// A document of one sentence with one claim.
fn said(record: &mut Record, id: &str, text: &str, mut claim: serde_json::Value) {
    let mut document = Document::new(id, text);
    document.outlet = Some("Lake <Courier>".to_owned());
    document.published = Some(Edtf::parse("2025-06-02").unwrap());
    claim["start"] = json!(0);
    claim["end"] = json!(text.len());
    let claim: Claim = serde_json::from_value(claim).unwrap();
    assert_eq!(claim.evidence, Span::new(0, text.len()));
    record.add(&document, None, &[claim], noon()).unwrap();
}

fn state(name: &str, code: &str) -> serde_json::Value {
    json!({"name": name, "type": "state", "country": code, "id": code})
}

fn lake() -> Record {
    let mut record = Record::in_memory().unwrap();
    let (kenya, nepal) = (state("Kenya", "KEN"), state("Nepal", "NPL"));
    said(
        &mut record,
        "relations",
        "Kenya & Nepal have had relations since 1975.",
        json!({"kind": "tie", "relation": "diplomatic-relations", "a": kenya, "b": nepal, "valid": "1975"}),
    );
    for year in 1990..2024 {
        said(
            &mut record,
            &format!("trade-{year}"),
            &format!(
                "Trade between Kenya and Nepal came to {} million dollars in {year}.",
                year - 1900
            ),
            json!({"kind": "figure", "indicator": "trade", "measure": "level", "subject": kenya, "partner": nepal,
                   "value": f64::from(year - 1900) * 1e6, "unit": "USD", "period": year.to_string()}),
        );
        said(
            &mut record,
            &format!("visit-{year}"),
            &format!(
                "A minister of Kenya called on Nepal on 3 May {year} and they spoke of tea, of the trade in tea, and of the price of tea."
            ),
            json!({"kind": "event", "type": "CONSULT", "mode": "visit", "actors": [kenya], "recipients": [nepal],
                   "date": format!("{year}-05-03")}),
        );
    }
    record.reconcile().unwrap();
    record
}

fn request(a: &str, b: Option<&str>) -> brief::Request {
    brief::Request {
        a: a.into(),
        b: b.map(str::to_owned),
        as_of: None,
        confidence: None,
    }
}

#[test]
fn the_sheet_fits_its_pages_and_says_what_did_not() {
    let record = lake();
    let sheet = brief::build(&record, &request("Kenya", Some("NPL"))).unwrap();
    let trade = &sheet.sections[2];
    assert!(trade.left_out > 0 && !trade.lines.is_empty());
    assert!(
        trade.lines[0].text.contains("2023"),
        "the latest comes first: {}",
        trade.lines[0].text
    );
    let plain = sheet.to_markdown();
    // As documented: 58 lines of 98 characters a page; notes are smaller.
    let (body, notes) = plain.split_once("## Notes").unwrap();
    let lines = |text: &str, width: usize| -> usize {
        text.lines()
            .filter(|line| !line.is_empty())
            .map(|line| line.chars().count().div_ceil(width))
            .sum()
    };
    let used = lines(body, 98) * 10 + lines(notes, 124) * 8;
    let room = 58 * brief::PAGES * 10;
    assert!(used <= room, "{used} of {room} tenths of a line");
    assert!(used >= room * 6 / 10, "space is left: {used} of {room}");
    assert!(plain.contains("more lines did not fit"));
    for section in &sheet.sections[..6] {
        assert!(
            section.lines.iter().all(|line| !line.notes.is_empty()),
            "every line has a note"
        );
    }
}

#[test]
fn sure_lines_come_first_and_outlets_that_agree_make_a_line_sure() {
    let mut record = Record::in_memory().unwrap();
    let (kenya, nepal) = (state("Kenya", "KEN"), state("Nepal", "NPL"));
    for (year, outlet, confidence) in [
        (2021, "Lake Courier", 0.95),
        (2022, "Lake Courier", 0.7),
        (2023, "Lake Courier", 0.7),
        (2023, "Hill Post", 0.7),
    ] {
        let text =
            format!("A minister of Kenya called on Nepal on 3 May {year}, {outlet} learned.");
        let mut document = Document::new(format!("{outlet} {year}"), text.as_str());
        document.outlet = Some(outlet.to_owned());
        document.published = Some(Edtf::parse("2025-06-02").unwrap());
        let claim: Claim = serde_json::from_value(json!({
            "kind": "event", "type": "CONSULT", "mode": "visit", "actors": [kenya], "recipients": [nepal],
            "date": format!("{year}-05-03"), "start": 0, "end": text.len(), "confidence": confidence,
        }))
        .unwrap();
        record.add(&document, None, &[claim], noon()).unwrap();
    }
    record.reconcile().unwrap();
    let sheet = brief::build(&record, &request("Kenya", Some("NPL"))).unwrap();
    let lines: Vec<(&str, bool)> = sheet.sections[1]
        .lines
        .iter()
        .map(|line| (&line.text[..4], line.sure))
        .collect();
    // 1 - 0.3 * 0.3 is 0.91: the two outlets are surer than each alone.
    assert_eq!(lines, [("2023", true), ("2021", true), ("2022", false)]);
    let plain = sheet.to_markdown();
    let label = plain
        .find("*Less sure, to be held against the sentence:*")
        .unwrap();
    assert!(plain.find("2021-05-03").unwrap() < label);
    assert!(plain.find("2022-05-03").unwrap() > label);
    let page = sheet.to_html();
    assert!(page.find("2021-05-03").unwrap() < page.find("Less sure").unwrap());
    assert!(page.find("2022-05-03").unwrap() > page.find("Less sure").unwrap());
}

#[test]
fn lines_rest_on_claims_that_are_sure_enough() {
    let mut record = Record::in_memory().unwrap();
    let (kenya, nepal) = (state("Kenya", "KEN"), state("Nepal", "NPL"));
    for (year, confidence) in [(2021, 0.9), (2022, 0.3)] {
        said(
            &mut record,
            &format!("visit-{year}"),
            &format!("A minister of Kenya called on Nepal on 3 May {year}."),
            json!({"kind": "event", "type": "CONSULT", "mode": "visit", "actors": [kenya], "recipients": [nepal],
                   "date": format!("{year}-05-03"), "confidence": confidence}),
        );
    }
    record.reconcile().unwrap();
    let told = |confidence| {
        let asked = brief::Request {
            confidence,
            ..request("Kenya", Some("Nepal"))
        };
        brief::build(&record, &asked).unwrap().to_markdown()
    };
    assert!(told(None).contains("2021") && !told(None).contains("2022"));
    assert!(told(Some(0.0)).contains("2022"));
    assert!(!told(Some(0.95)).contains("2021"));
}

#[test]
fn notes_are_the_sentences_and_what_is_missing_is_named() {
    let record = lake();
    let sheet = brief::build(&record, &request("KEN", Some("Nepal"))).unwrap();
    let first = &sheet.sections[0].lines[0];
    assert_eq!(
        first.text,
        "Kenya and Nepal: diplomatic relations, since 1975"
    );
    let note = &sheet.notes[first.notes[0] - 1];
    assert_eq!(note.quote, "Kenya & Nepal have had relations since 1975.");
    let missing: Vec<&str> = sheet.sections[6]
        .lines
        .iter()
        .map(|l| l.text.as_str())
        .collect();
    assert!(missing.contains(&"Investment."), "{missing:?}");
    assert!(
        !missing.iter().any(|m| m.contains("diplomatic")),
        "{missing:?}"
    );
}

#[test]
fn the_date_decides_what_is_told() {
    let record = lake();
    let mut asked = request("Kenya", Some("Nepal"));
    asked.as_of = Some(Edtf::parse("1999-12-31").unwrap());
    let sheet = brief::build(&record, &asked).unwrap();
    let plain = sheet.to_markdown();
    assert!(plain.contains("As of 1999-12-31.") && plain.contains(", 1999"));
    assert!(!plain.contains(", 2003") && !plain.contains("2003-05-03"));
}

#[test]
fn every_form_is_escaped_and_the_same_each_time() {
    let record = lake();
    let make = || brief::build(&record, &request("Kenya", Some("Nepal"))).unwrap();
    let (one, two) = (make(), make());
    assert_eq!(one.to_docx().unwrap(), two.to_docx().unwrap());
    assert!(one.to_docx().unwrap().starts_with(b"PK"));
    let html = one.to_html();
    assert_eq!(html, two.to_html());
    assert!(html.contains("Lake &lt;Courier&gt;") && html.contains("Kenya &amp; Nepal have"));
    for outside in ["http", "<script", "src="] {
        assert!(!html.contains(outside), "{outside}");
    }
}

#[test]
fn one_party_alone_and_an_unknown_one() {
    let record = lake();
    let sheet = brief::build(&record, &request("Nepal", None)).unwrap();
    assert_eq!(sheet.title, "Nepal: background");
    assert!(!sheet.sections[1].lines.is_empty());
    let error = brief::build(&record, &request("Atlantis", None)).unwrap_err();
    assert!(error.to_string().contains("`Atlantis` names nobody"));
}

#[test]
fn the_five_articles_make_a_sheet_of_what_they_say() {
    let Some(five) = five() else { return };
    let record = record(&five);
    let sheet = brief::build(&record, &request("Vietnam", Some("ASEAN"))).unwrap();
    for section in &sheet.sections[..6] {
        assert!(!section.lines.is_empty(), "{} is empty", section.title);
    }
    for note in &sheet.notes {
        let (document, _) = five.iter().find(|(d, _)| d.id() == note.document).unwrap();
        let there: String = document
            .text()
            .chars()
            .skip(note.start)
            .take(note.end - note.start)
            .collect();
        let there = there.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            there.starts_with(note.quote.trim_end_matches(" \u{2026}")),
            "{}",
            note.quote
        );
    }
    assert!(
        !record
            .findings(&Query::between("VNM", "ASEAN"))
            .unwrap()
            .is_empty()
    );
    if let Ok(path) = std::env::var("ENTENTE_SHEET") {
        std::fs::write(format!("{path}.md"), sheet.to_markdown()).unwrap();
        std::fs::write(format!("{path}.html"), sheet.to_html()).unwrap();
        std::fs::write(format!("{path}.docx"), sheet.to_docx().unwrap()).unwrap();
    }
}
