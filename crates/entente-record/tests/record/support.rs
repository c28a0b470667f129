//! Reading documents and claims for tests.

use std::path::Path;

use entente_model::{Claim, CodePoints, Document, Edtf};
use entente_record::Record;
use jiff::Timestamp;

/// The time at which tests read.
pub fn noon() -> Timestamp {
    "2026-01-05T12:00:00Z".parse().unwrap()
}

/// A document from its JSON line.
pub fn document(json: &serde_json::Value) -> Document {
    let text = |name: &str| json[name].as_str().map(str::to_owned);
    let mut document = Document::new(text("id").unwrap(), text("text").unwrap());
    document.url = text("url");
    document.outlet = text("outlet");
    document.title = text("title");
    document.published = text("published").map(|p| Edtf::parse(&p).unwrap());
    document
}

/// Claims in code points as claims in bytes.
pub fn claims(json: &serde_json::Value, document: &Document) -> Vec<Claim> {
    let points = CodePoints::new(document.text());
    json["claims"]
        .as_array()
        .unwrap()
        .iter()
        .map(|claim| {
            let claim: Claim = serde_json::from_value(claim.clone()).unwrap();
            claim.map_spans(|span| points.to_bytes(span)).unwrap()
        })
        .collect()
}

/// Documents with their claims, from two files of JSON lines.
pub fn corpus(documents: &Path, gold: &Path) -> Vec<(Document, Vec<Claim>)> {
    let lines = |path: &Path| -> Vec<serde_json::Value> {
        std::fs::read_to_string(path)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    };
    let gold = lines(gold);
    lines(documents)
        .iter()
        .map(|json| {
            let document = document(json);
            let theirs = gold.iter().find(|g| g["id"] == json["id"]).unwrap();
            let claims = claims(theirs, &document);
            (document, claims)
        })
        .collect()
}

/// A record in memory of those documents.
pub fn record(documents: &[(Document, Vec<Claim>)]) -> Record {
    let mut record = Record::in_memory().unwrap();
    for (document, claims) in documents {
        record.add(document, None, claims, noon()).unwrap();
    }
    record.reconcile().unwrap();
    record
}
