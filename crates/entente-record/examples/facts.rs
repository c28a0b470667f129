//! Reads documents and ready claims (two files of JSON lines, as in the codebook) into a record
//! in memory, and prints what it then holds.
//!
//! ```text
//! cargo run -p entente-record --example facts -- documents.jsonl claims.jsonl
//! ```

use std::error::Error;
use std::fs::read_to_string;

use entente_model::{Claim, CodePoints, Document, Edtf};
use entente_record::{Query, Record};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let [documents, claims] = files.as_slice() else {
        return Err("usage: facts DOCUMENTS CLAIMS".into());
    };
    let claims: Vec<Value> = read_to_string(claims)?
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let mut record = Record::in_memory()?;
    for line in read_to_string(documents)?.lines() {
        let json: Value = serde_json::from_str(line)?;
        let field = |name: &str| json[name].as_str().map(str::to_owned);
        let mut document = Document::new(
            field("id").ok_or("a document without id")?,
            field("text").ok_or("a document without text")?,
        );
        document.outlet = field("outlet");
        document.published = field("published").map(|p| Edtf::parse(&p)).transpose()?;
        // Offsets in JSON are code points; the record takes bytes.
        let points = CodePoints::new(document.text());
        let said: Vec<Claim> = claims
            .iter()
            .filter(|c| c["id"] == json["id"])
            .flat_map(|c| c["claims"].as_array().cloned().unwrap_or_default())
            .filter_map(|c| serde_json::from_value::<Claim>(c).ok())
            .filter_map(|c| c.map_spans(|span| points.to_bytes(span)))
            .collect();
        record.add(&document, None, &said, "2026-01-01T00:00:00Z".parse()?)?;
    }
    let rebuilt = record.reconcile()?;
    println!("{} facts, {} findings\n", rebuilt.facts, rebuilt.findings);
    let all = Query::default();
    for list in [
        record.ties(&all)?,
        record.events(&all)?,
        record.figures(&all)?,
        record.commitments(&all)?,
        record.statements(&all)?,
    ] {
        for row in list {
            println!("{}\n    {}: {}", row.text, row.verdict, row.reason);
        }
    }
    for finding in record.findings(&all)? {
        println!(
            "\n{} · {}: {}",
            finding.severity, finding.class, finding.message
        );
        if !finding.arithmetic.is_empty() {
            println!("    {}", finding.arithmetic);
        }
        for source in &finding.sources {
            println!("    \u{2013} {} ({})", source.quote, source.document);
        }
    }
    Ok(())
}
