//! Training of the confidences: how sure a claim is, from what is known of it.
//!
//! The extractor tells features of each claim that it makes; this fits a logistic model to whether
//! the claims were right in the core on texts that people have coded. What it would do on texts
//! that it has not seen is told by cross-validation over documents, and on texts that are left
//! unread.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use entente::claims::{DocumentClaims, from_bytes, read_claims};
use entente::evaluate::evaluate;
use entente::intake::{Input, Intake, Limits};
use entente::pipeline;
use entente_extract::Extractor;

use crate::judges::{Row, Weights, fit, folds, unread_ids};

/// What `xtask confidence` can be told.
#[derive(Args, Debug)]
pub struct Options {
    /// Files or folders of texts.
    #[arg(long, required = true, num_args = 1..)]
    corpus: Vec<OsString>,
    /// Files of gold claims; texts without any count as negative.
    #[arg(long, required = true, num_args = 1..)]
    gold: Vec<PathBuf>,
    /// File with the ids of texts that are left unread, one a line.
    #[arg(long)]
    unread: Option<PathBuf>,
    /// The table that is written.
    #[arg(long, default_value = "crates/entente-extract/data/confidence.tsv")]
    out: PathBuf,
}

/// How strongly weights are held near zero.
const RIDGE: f64 = 6.0;

/// Fits the model, prints how far it can be trusted, and writes its table.
pub fn run(options: &Options) -> Result<()> {
    let unread = unread_ids(options.unread.as_deref())?;
    let extractor = Extractor::new()?;
    let rows = rows(&options.gold, &options.corpus, &extractor)?;
    let left = |row: &Row| row.document.as_ref().is_some_and(|id| unread.contains(id));
    let (unread, read): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(left);
    let folds = folds(&read);
    let judged = folds.iter().flat_map(|(training, judged)| {
        let weights = fit(training.iter(), RIDGE);
        judged
            .iter()
            .map(|r| (weights.probability(&r.features), r.right))
            .collect::<Vec<_>>()
    });
    report(
        "read, each document by weights fitted without it",
        judged.collect(),
    );
    let weights = fit(read.iter(), RIDGE);
    if !unread.is_empty() {
        let judged = unread
            .iter()
            .map(|r| (weights.probability(&r.features), r.right));
        report("unread", judged.collect());
    }
    std::fs::write(&options.out, table(&weights))
        .with_context(|| format!("{} cannot be written", options.out.display()))
}

/// The claims made of the texts, with their features, and whether gold has them.
fn rows(gold: &[PathBuf], texts: &[OsString], extractor: &Extractor) -> Result<Vec<Row>> {
    let mut wanted: BTreeMap<String, DocumentClaims> = BTreeMap::new();
    for path in gold {
        let file =
            File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let gold = read_claims(&path.display().to_string(), BufReader::new(file))?;
        wanted.extend(gold.documents.into_iter().map(|d| (d.id.clone(), d)));
    }
    let intake = Intake::new(
        texts.iter().map(|t| Input::from(t.as_os_str())),
        Limits::default(),
    );
    let read = pipeline::read_with(intake, |received| {
        let document = received.document;
        let (claims, features): (Vec<_>, Vec<_>) = extractor.weighed(&document).into_iter().unzip();
        let claims = from_bytes(document.id(), &claims, document.text());
        (document.id().to_owned(), claims, features)
    });
    let mut out = Vec::new();
    for result in read {
        let (id, claims, features) = match result {
            Ok(read) => read,
            Err(skipped) => bail!("{skipped}"),
        };
        let claims = [claims];
        let none = DocumentClaims {
            id: id.clone(),
            claims: Vec::new(),
        };
        let gold = std::slice::from_ref(wanted.get(&id).unwrap_or(&none));
        let scored = evaluate(gold, &claims);
        out.extend(
            claims[0]
                .claims
                .iter()
                .zip(features)
                .map(|(claim, features)| Row {
                    document: Some(id.clone()),
                    features,
                    right: !scored
                        .false_claims
                        .iter()
                        .any(|f| std::ptr::eq(f.claim, claim)),
                    elsewhere: false,
                }),
        );
    }
    Ok(out)
}

/// Prints how many claims are at least so sure, and which part of them is right.
fn report(of: &str, mut judged: Vec<(f64, bool)>) {
    judged.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("{of}: {} claims", judged.len());
    println!("at least   claims   right   said");
    for least in [0.95, 0.92, 0.9, 0.88, 0.85, 0.8, 0.7, 0.6, 0.5, 0.0] {
        let kept: Vec<_> = judged.iter().take_while(|j| j.0 >= least).collect();
        #[expect(clippy::cast_precision_loss, reason = "counts of claims")]
        let part = |sum: f64| sum / kept.len().max(1) as f64;
        let right = part(kept.iter().map(|j| f64::from(u8::from(j.1))).sum());
        let said = part(kept.iter().map(|j| j.0).sum());
        println!("{least:8.2}  {:7}  {right:6.3} {said:6.3}", kept.len());
    }
}

/// The table of the model, as the extractor reads it.
fn table(weights: &Weights) -> String {
    weights.table(
        "What speaks for and against a claim being right in the core: weights of a logistic model, \
         written by `cargo xtask confidence`",
        0.5,
    )
}
