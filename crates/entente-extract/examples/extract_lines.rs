//! Reads JSON lines of documents from standard input and writes a line of claims for each.
//!
//! `cargo run -p entente-extract --example extract_lines < documents.jsonl`

use std::io::{BufRead, Write};

use entente_extract::Extractor;
use entente_model::{CodePoints, Document, Edtf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let extractor = Extractor::new()?;
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let value: serde_json::Value = serde_json::from_str(&line?)?;
        let field = |name: &str| value[name].as_str().map(str::to_owned);
        let mut document = Document::new(
            field("id").unwrap_or_default(),
            field("text").unwrap_or_default(),
        );
        document.published = field("published").and_then(|d| Edtf::parse(&d).ok());
        document.outlet = field("outlet");
        document.title = field("title");
        let points = CodePoints::new(document.text());
        let claims: Vec<_> = extractor
            .extract(&document)
            .iter()
            .filter_map(|c| c.map_spans(|s| Some(points.to_points(s))))
            .collect();
        let line = serde_json::json!({ "id": document.id(), "claims": claims });
        writeln!(out, "{line}")?;
    }
    Ok(())
}
