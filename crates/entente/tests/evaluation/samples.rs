//! The sample texts: their gold is what people wrote, and what Entente finds in them may not
//! get worse.
//!
//! `UPDATE_EXPECT=1 cargo test -p entente --test evaluation` writes `gold.jsonl` and
//! `expected.tsv` anew, after the gold was edited or the scores have risen.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use entente::claims::{DocumentClaims, check_spans, from_bytes, read_claims};
use entente::evaluate::{Counts, evaluate};
use entente::gold::build;
use entente_extract::Extractor;
use entente_intake::{Input, Intake, Limits};
use entente_model::Document;

/// The folder of the samples.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

/// Whether the committed files are to be written anew.
fn updating() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some()
}

/// The sample texts by their ids, as intake reads them.
fn documents() -> BTreeMap<String, Document> {
    let texts = Input::Path(folder().join("texts"));
    Intake::new([texts], Limits::default())
        .map(|raw| raw.and_then(|raw| raw.read()).unwrap().document)
        .map(|document| (document.id().to_owned(), document))
        .collect()
}

/// The gold files, built against the texts, in the order of their names.
fn built_gold(documents: &BTreeMap<String, Document>) -> Vec<DocumentClaims> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder().join("gold"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let mut faults = Vec::new();
    let mut gold = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap().to_str().unwrap();
        let source = fs::read_to_string(&path).unwrap();
        match build(name, &source, |id| documents.get(id).map(Document::text)) {
            Ok(document) => {
                assert_eq!(
                    format!("{}.toml", document.id),
                    name,
                    "the file has another name"
                );
                gold.push(document);
            }
            Err(found) => faults.extend(found.iter().map(ToString::to_string)),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    gold
}

#[test]
fn the_committed_gold_is_what_people_wrote() {
    let documents = documents();
    let built = built_gold(&documents);
    let ids: Vec<&str> = built.iter().map(|d| d.id.as_str()).collect();
    let texts: Vec<&str> = documents.keys().map(String::as_str).collect();
    assert_eq!(ids, texts, "every text has a gold file, if an empty one");

    let path = folder().join("gold.jsonl");
    if updating() {
        let lines: Vec<String> = built
            .iter()
            .map(|d| serde_json::to_string(d).unwrap() + "\n")
            .collect();
        fs::write(&path, lines.concat()).unwrap();
    }
    let committed = read_claims("gold.jsonl", fs::read(&path).unwrap().as_slice()).unwrap();
    assert_eq!(committed.faults, []);
    assert_eq!(
        committed.documents, built,
        "gold.jsonl is not what the gold files give; see the head of this test"
    );
    for document in &committed.documents {
        let faults = check_spans(document, documents[&document.id].text());
        assert_eq!(faults, []);
    }
}

/// The columns of `expected.tsv`.
const COLUMNS: &str = "kind\tgold\tpredicted\tcore\tfull\t\
    core P\tcore R\tcore F1\tfull P\tfull R\tfull F1";

/// A row of `expected.tsv`.
fn row(kind: &str, n: Counts) -> String {
    let (c, f) = (n.core_scores(), n.full_scores());
    format!(
        "{kind}\t{}\t{}\t{}\t{}\t{:.3}\t{:.3}\t{:.3}\t{:.3}\t{:.3}\t{:.3}",
        n.gold, n.predicted, n.core, n.full, c.p, c.r, c.f1, f.p, f.r, f.f1
    )
}

/// The places in a row of what may not fall: core F1 and full F1.
const GUARDED: [usize; 2] = [7, 10];
/// A score that is lower by this much has not fallen: with so few claims, one more that is right
/// in the core alone lowers full F1 by about as much.
const NOISE: f64 = 0.005;

#[test]
fn the_scores_do_not_fall() {
    let documents = documents();
    let gold = built_gold(&documents);
    let extractor = Extractor::new().unwrap();
    let predicted: Vec<DocumentClaims> = documents
        .values()
        .map(|document| {
            let claims = extractor.extract(document);
            from_bytes(document.id(), &claims, document.text())
        })
        .collect();
    let evaluation = evaluate(&gold, &predicted);
    let rows: Vec<String> = evaluation.rows().map(|(kind, n)| row(kind, n)).collect();
    let table = format!("{COLUMNS}\n{}\n", rows.join("\n"));
    let path = folder().join("expected.tsv");
    if updating() {
        fs::write(&path, &table).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap();
    let mut fallen = Vec::new();
    let mut expected_rows = expected.lines();
    assert_eq!(expected_rows.next(), Some(COLUMNS));
    assert_eq!(expected_rows.clone().count(), rows.len());
    for (now, before) in rows.iter().zip(expected_rows) {
        let (now, before): (Vec<&str>, Vec<&str>) =
            (now.split('\t').collect(), before.split('\t').collect());
        assert_eq!(now[0], before[0], "the rows are out of order");
        for column in GUARDED {
            let value = |row: &[&str]| row[column].parse::<f64>().unwrap();
            if value(&now) < value(&before) - NOISE {
                let name = COLUMNS.split('\t').nth(column).unwrap();
                fallen.push(format!(
                    "{}, {name}: {} was {}",
                    now[0], now[column], before[column]
                ));
            }
        }
    }
    let wrong = evaluation.errors(5, |id| documents.get(id).map(Document::text));
    assert!(
        fallen.is_empty(),
        "{}\n\n{table}\n{wrong}",
        fallen.join("\n")
    );
    if expected != table {
        eprintln!("expected.tsv is out of date, nothing has fallen; now:\n{table}");
    }
}
