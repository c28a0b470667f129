//! Training of the judges: which of the places that the extractor finds are claims.
//!
//! A judge is a logistic model over named features. It is fitted by plain gradient descent from
//! zero, so the same texts give the same weights; what it would do on texts that it has not seen
//! is told by cross-validation over documents. Beside annotated texts it learns from sentences of
//! our own (`xtask/data/`), which keep it from taking the manner of one newsroom for the rule.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::Args;
use entente_extract::{Candidate, Extractor};
use entente_model::{CodePoints, Document, Edtf};
use serde_json::Value;

/// What `xtask judges` can be told.
#[derive(Args, Debug)]
pub struct Options {
    /// Files of texts, a JSON object a line.
    #[arg(long, required = true, num_args = 1..)]
    corpus: Vec<PathBuf>,
    /// Files of gold claims, a JSON object a line; texts without any count as negative.
    #[arg(long, required = true, num_args = 1..)]
    gold: Vec<PathBuf>,
    /// File with the ids of texts that are left unread, one a line.
    #[arg(long)]
    unread: Option<PathBuf>,
    /// Folder that the tables are written to.
    #[arg(long, default_value = "crates/entente-extract/data/en")]
    out: PathBuf,
}

/// One judge to train.
struct Plan {
    /// Its table, without the ending.
    table: &'static str,
    /// What its table says first.
    heading: &'static str,
    /// How strongly weights are held near zero.
    ridge: f64,
    /// The probability from which a place counts.
    threshold: f64,
    /// Whether the bias is moved until annotated places are as often right as the judge says. Our own
    /// sentences are right far more often, for each was written to show something.
    calibrated: bool,
    /// Sentences of our own, with what is right in brackets.
    own: &'static str,
}

impl Plan {
    /// The weights that rows teach.
    fn fit(&self, rows: &[Row]) -> Weights {
        let mut weights = fit(rows.iter(), self.ridge);
        if self.calibrated {
            weights.calibrate(rows);
        }
        weights
    }
}

const PLANS: [Plan; 2] = [
    Plan {
        table: "commitments",
        heading: "What speaks for and against a commitment",
        ridge: 5.0,
        threshold: 0.3,
        calibrated: true,
        own: include_str!("../data/commitments.txt"),
    },
    Plan {
        table: "counts",
        heading: "What speaks for and against a number being a claim",
        ridge: 5.0,
        threshold: 0.4,
        calibrated: false,
        own: include_str!("../data/counts.txt"),
    },
];

/// Features that fewer places have say nothing.
const FEWEST: usize = 4;
const STEPS: usize = 400;
const FOLDS: usize = 6;

/// How often the bias is moved; a few times settle it.
const CALIBRATING: usize = 8;

/// A sentence of our own counts as often as two annotated places.
const OWN: usize = 2;

/// What goes on behind a sentence of our own, so that it is of the field whatever it tells.
const FIELD: &str = "\n\nEmbassies, treaties and sanctions.";

/// A place with its document and whether gold has it.
#[derive(Clone)]
pub(crate) struct Row {
    /// The id of its text; none of a sentence of our own.
    pub document: Option<String>,
    pub features: Vec<String>,
    pub right: bool,
    /// Gold has it, but at another place, where more is said: nothing to learn from.
    pub elsewhere: bool,
}

/// The weights of a judge.
pub(crate) struct Weights {
    bias: f64,
    of: BTreeMap<String, f64>,
}

impl Weights {
    /// How likely it is that a place with these features is right.
    pub fn probability(&self, features: &[String]) -> f64 {
        let sum: f64 = features.iter().filter_map(|f| self.of.get(f)).sum();
        1.0 / (1.0 + (-(self.bias + sum)).exp())
    }

    /// Moves the bias until annotated places are as often right as these weights say of them.
    fn calibrate(&mut self, rows: &[Row]) {
        let annotated = || rows.iter().filter(|r| r.document.is_some() && !r.elsewhere);
        let right: f64 = annotated().map(|r| f64::from(u8::from(r.right))).sum();
        for _ in 0..CALIBRATING {
            let (mut said, mut slope) = (0.0, 0.0);
            for row in annotated() {
                let p = self.probability(&row.features);
                said += p;
                slope += p * (1.0 - p);
            }
            if slope < 1e-9 {
                return;
            }
            self.bias -= (said - right) / slope;
        }
    }

    /// The table of a judge, as the extractor reads it.
    pub fn table(&self, heading: &str, threshold: f64) -> String {
        let mut out = format!(
            "# {heading}. Source: the Entente project.\nfeature\tweight\nbias\t{:.3}\n\
             threshold\t{threshold}\n",
            self.bias
        );
        for (feature, weight) in self.of.iter().filter(|(_, w)| w.abs() >= 0.005) {
            let _ = writeln!(out, "{feature}\t{weight:.3}");
        }
        out
    }
}

/// Trains all judges and prints how they would do on unseen texts.
pub fn run(options: &Options) -> Result<()> {
    let unread = unread_ids(options.unread.as_deref())?;
    let mut gold: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for value in objects(&options.gold)? {
        let claims = value["claims"].as_array().cloned().unwrap_or_default();
        gold.insert(text(&value, "id"), claims);
    }
    let extractor = Extractor::new()?;
    let mut rows: [Vec<Row>; 2] = [Vec::new(), Vec::new()];
    let mut wanted = [0_usize; 2];
    for value in objects(&options.corpus)? {
        let id = text(&value, "id");
        if unread.contains(&id) {
            continue;
        }
        let mut document = Document::new(id.as_str(), text(&value, "text"));
        document.published = Edtf::parse(&text(&value, "published")).ok();
        document.outlet = value["outlet"].as_str().map(str::to_owned);
        document.title = value["title"].as_str().map(str::to_owned);
        let claims = gold.get(&id).map_or(&[][..], Vec::as_slice);
        wanted[0] += claims.iter().filter(|c| c["kind"] == "commitment").count();
        wanted[1] += claims.iter().filter(|c| is_count(c)).count();
        let points = CodePoints::new(document.text());
        let found = extractor.candidates(&document);
        for (judge, list) in [found.commitments, found.counts].into_iter().enumerate() {
            for candidate in list {
                let right =
                    claim(&candidate, &points).is_some_and(|c| claims.iter().any(|g| same(g, &c)));
                let elsewhere =
                    !right && judge == 0 && told_elsewhere(&candidate, claims, document.text());
                rows[judge].push(Row {
                    document: Some(id.clone()),
                    features: candidate.features,
                    right,
                    elsewhere,
                });
            }
        }
    }
    for ((plan, rows), wanted) in PLANS.iter().zip(&rows).zip(wanted) {
        let mut rows = rows.clone();
        let own = own_rows(plan, &extractor);
        rows.extend(std::iter::repeat_n(own, OWN).flatten());
        ensure!(
            !rows.is_empty(),
            "no text has a place for the judge of {}",
            plan.table
        );
        cross_validate(plan, &rows, wanted);
        let weights = plan.fit(&rows);
        let path = options.out.join(plan.table).with_extension("tsv");
        let heading = format!(
            "{}: weights of a logistic model, written by `cargo xtask judges`",
            plan.heading
        );
        std::fs::write(&path, weights.table(&heading, plan.threshold))
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(())
}

/// The places in sentences of our own; those in brackets are right.
///
/// A line `@Ministry of Trade of Ghana` tells who publishes those below it, for releases speak
/// otherwise than newsrooms do; a bare `@` ends that. `¶` in a sentence is a line break.
fn own_rows(plan: &Plan, extractor: &Extractor) -> Vec<Row> {
    let mut out = Vec::new();
    let mut outlet: Option<String> = None;
    for line in plan.own.lines().filter(|l| !l.starts_with('#')) {
        if let Some(publisher) = line.strip_prefix('@') {
            outlet = Some(publisher.trim().to_owned()).filter(|p| !p.is_empty());
            continue;
        }
        let mut text = String::with_capacity(line.len());
        let mut right: Vec<(usize, usize)> = Vec::new();
        for c in line.chars() {
            match c {
                '[' => right.push((text.len(), text.len())),
                ']' => {
                    if let Some(last) = right.last_mut() {
                        last.1 = text.len();
                    }
                }
                '¶' => text.push('\n'),
                _ => text.push(c),
            }
        }
        text.push_str(FIELD);
        let mut document = Document::new("own", text.as_str());
        document.outlet.clone_from(&outlet);
        document.published = Edtf::parse("2025-06-15").ok();
        let found = extractor.candidates(&document);
        let list = if plan.table == "commitments" {
            found.commitments
        } else {
            found.counts
        };
        out.extend(list.into_iter().map(|candidate| {
            let at = (candidate.at.start, candidate.at.end);
            let half = |r: &(usize, usize)| {
                let shared = r.1.min(at.1).saturating_sub(r.0.max(at.0));
                2 * shared >= (r.1 - r.0).max(at.1 - at.0)
            };
            Row {
                document: None,
                right: right.iter().any(half),
                elsewhere: false,
                features: candidate.features,
            }
        }));
    }
    out
}

/// Whether gold has a commitment in about the same words at another place.
fn told_elsewhere(candidate: &Candidate, claims: &[Value], text: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.len() > 3 || w.starts_with(|c: char| c.is_ascii_digit()))
            .map(str::to_lowercase)
            .collect()
    };
    let its = words(&text[candidate.at.start..candidate.at.end]);
    claims
        .iter()
        .filter(|c| c["kind"] == "commitment")
        .any(|gold| {
            let (start, end) = (place(&gold["what"], "start"), place(&gold["what"], "end"));
            let length = usize::try_from(end - start).unwrap_or(0);
            let what: String = text
                .chars()
                .skip(usize::try_from(start).unwrap_or(0))
                .take(length)
                .collect();
            let shared = words(&what).intersection(&its).count();
            shared > 1 && 2 * shared >= its.len()
        })
}

/// The ids in a file, one a line; none without a file.
pub(crate) fn unread_ids(path: Option<&Path>) -> Result<BTreeSet<String>> {
    match path {
        Some(path) => Ok(read(path)?.lines().map(str::to_owned).collect()),
        None => Ok(BTreeSet::new()),
    }
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

fn objects(paths: &[PathBuf]) -> Result<Vec<Value>> {
    let mut out = Vec::new();
    for path in paths {
        for line in read(path)?.lines().filter(|l| !l.trim().is_empty()) {
            out.push(
                serde_json::from_str(line)
                    .with_context(|| format!("a line of {} is no JSON", path.display()))?,
            );
        }
    }
    Ok(out)
}

fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}

/// The claim of a candidate as gold writes claims.
fn claim(candidate: &Candidate, points: &CodePoints) -> Option<Value> {
    let claim = candidate.claim.map_spans(|s| Some(points.to_points(s)))?;
    serde_json::to_value(claim).ok()
}

fn is_count(claim: &Value) -> bool {
    claim["kind"] == "figure" && matches!(claim["indicator"].as_str(), Some("other" | "population"))
}

/// Whether a gold claim is what the candidate says, by the core match of the codebook.
fn same(gold: &Value, found: &Value) -> bool {
    if gold["kind"] != found["kind"] || shared(gold, found) <= 0 {
        return false;
    }
    if gold["kind"] == "figure" {
        let (a, b) = (number(gold, "value"), number(found, "value"));
        return gold["indicator"] == found["indicator"]
            && gold["measure"] == found["measure"]
            && gold["unit"] == found["unit"]
            && (a - b).abs() <= 0.005 * a.abs().max(b.abs());
    }
    let (a, b) = (&gold["what"], &found["what"]);
    let half = 2 * shared(a, b) >= length(a).max(length(b));
    let actors = |c: &Value| c["actors"].as_array().cloned().unwrap_or_default();
    half && actors(gold).iter().any(|g| {
        actors(found).iter().any(|f| {
            !g["country"].is_null() && g["country"] == f["country"]
                || !g["id"].is_null() && g["id"] == f["id"]
                || g["name"] == f["name"]
        })
    })
}

fn number(value: &Value, field: &str) -> f64 {
    value[field].as_f64().unwrap_or(f64::NAN)
}

fn place(span: &Value, field: &str) -> i64 {
    span[field].as_i64().unwrap_or_default()
}

fn length(span: &Value) -> i64 {
    place(span, "end") - place(span, "start")
}

fn shared(a: &Value, b: &Value) -> i64 {
    place(a, "end").min(place(b, "end")) - place(a, "start").max(place(b, "start"))
}

/// Fits a judge to rows, from zero, in a fixed number of steps.
pub(crate) fn fit<'r>(rows: impl Iterator<Item = &'r Row> + Clone, ridge: f64) -> Weights {
    let rows = rows.filter(|r| !r.elsewhere);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut count = 0.0;
    for row in rows.clone() {
        count += 1.0;
        for feature in &row.features {
            *seen.entry(feature).or_default() += 1;
        }
    }
    let mut weights = Weights {
        bias: 0.0,
        of: seen
            .into_iter()
            .filter(|&(_, n)| n >= FEWEST)
            .map(|(f, _)| (f.to_owned(), 0.0))
            .collect(),
    };
    let rate = 1.0 / count;
    for _ in 0..STEPS {
        let mut slope: BTreeMap<&str, f64> = BTreeMap::new();
        let mut bias = 0.0;
        for row in rows.clone() {
            let miss = weights.probability(&row.features) - f64::from(u8::from(row.right));
            bias += miss;
            for feature in &row.features {
                *slope.entry(feature).or_default() += miss;
            }
        }
        for (feature, weight) in &mut weights.of {
            let slope = slope.get(feature.as_str()).copied().unwrap_or_default();
            *weight -= rate * (slope + ridge * *weight);
        }
        weights.bias -= rate * bias;
    }
    weights
}

/// The rows in parts by document, each part with all the other rows before it.
///
/// Sentences of our own are in every training, and are never judged.
pub(crate) fn folds(rows: &[Row]) -> Vec<(Vec<Row>, Vec<Row>)> {
    let documents: BTreeSet<&str> = rows.iter().filter_map(|r| r.document.as_deref()).collect();
    let folds: BTreeMap<&str, usize> = documents
        .into_iter()
        .enumerate()
        .map(|(at, id)| (id, at % FOLDS))
        .collect();
    let fold = |row: &Row| row.document.as_deref().map(|id| folds[id]);
    (0..FOLDS)
        .map(|this| rows.iter().cloned().partition(|r| fold(r) != Some(this)))
        .collect()
}

/// Prints precision and recall at several thresholds, each document judged by weights that were
/// fitted without it.
fn cross_validate(plan: &Plan, rows: &[Row], wanted: usize) {
    let judged: Vec<(f64, bool)> = folds(rows)
        .iter()
        .flat_map(|(training, judged)| {
            let weights = plan.fit(training);
            judged
                .iter()
                .map(|r| (weights.probability(&r.features), r.right))
                .collect::<Vec<_>>()
        })
        .collect();
    println!(
        "{}: {} places, {} of {wanted} gold claims among them",
        plan.table,
        judged.len(),
        judged.iter().filter(|j| j.1).count(),
    );
    println!("threshold  precision  recall     F1");
    for step in 2..=12 {
        let threshold = f64::from(step) * 0.05;
        let kept: Vec<bool> = judged
            .iter()
            .filter(|j| j.0 >= threshold)
            .map(|j| j.1)
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "counts of claims")]
        let (right, kept, wanted) = (
            kept.iter().filter(|&&r| r).count() as f64,
            kept.len() as f64,
            wanted as f64,
        );
        let (precision, recall) = (right / kept.max(1.0), right / wanted.max(1.0));
        let f1 = 2.0 * right / (kept + wanted).max(1.0);
        println!("{threshold:9.2}  {precision:9.3}  {recall:6.3}  {f1:5.3}");
    }
}
