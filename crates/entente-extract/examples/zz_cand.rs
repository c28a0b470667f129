use entente_extract::Extractor;
use entente_model::{CodePoints, Document, Edtf};
use std::io::{BufRead, Write};
fn main() {
    let ex = Extractor::new().unwrap();
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let f = |n: &str| v[n].as_str().map(str::to_owned);
        let mut d = Document::new(f("id").unwrap(), f("text").unwrap());
        d.published = f("published").and_then(|d| Edtf::parse(&d).ok());
        d.outlet = f("outlet");
        d.title = f("title");
        let p = CodePoints::new(d.text());
        let all = ex.candidates(&d);
        for (j, list) in [("commitment", all.commitments), ("figure", all.counts)] {
            for c in list {
                let claim = c.claim.map_spans(|s| Some(p.to_points(s))).unwrap();
                writeln!(out, "{}", serde_json::json!({"id": d.id(), "judge": j, "claim": claim, "features": c.features})).unwrap();
            }
        }
    }
}
