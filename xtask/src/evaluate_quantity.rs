//! The quantity layer against gold: cases of a public suite, the gold figures of news, speed.

use std::collections::BTreeMap;

use anyhow::Result;
use entente_language::{quantity, time};
use entente_model::{CodePoints, Edtf, Quantity, QuantityKind, Span};
use serde_json::Value;

use crate::shared::{self, offset, text};

pub fn run(errors: bool) -> Result<()> {
    let (mut right, mut all) = (0, 0);
    let mut inputs: Vec<String> = Vec::new();
    for name in ["currency", "number", "percentage", "numberrange", "ordinal"] {
        let Some(cases) = shared::lines(&format!("eval/quantity/{name}.jsonl"))? else {
            continue;
        };
        let good = cases
            .iter()
            .filter(|case| check(name, case, errors))
            .count();
        println!("{name}: {good} of {}, right span and value", cases.len());
        right += good;
        all += cases.len();
        inputs.extend(cases.iter().map(|c| text(c, "input").to_owned()));
    }
    if all > 0 {
        println!(
            "quantity cases: {right} of {all}, {:.1} %",
            100.0 * f64::from(right as u32) / all as f64
        );
    }
    figures(errors)?;
    if !inputs.is_empty() {
        let rounds = shared::per_second(|| {
            for input in &inputs {
                std::hint::black_box(quantity::find(input, None));
            }
        });
        println!(
            "quantity: {:.0} inputs a second of processor time",
            rounds * inputs.len() as f64
        );
    }
    Ok(())
}

/// Whether a case is right: each expected result found with its span and value, and, where none
/// is expected, nothing of that kind.
fn check(name: &str, case: &Value, errors: bool) -> bool {
    let input = text(case, "input");
    let found = quantity::find(input, None);
    let points = CodePoints::new(input);
    let empty = Vec::new();
    let expected = case["expected"].as_array().unwrap_or(&empty);
    let of_kind = |q: &&Quantity| match name {
        "currency" => q.kind == QuantityKind::Money,
        "percentage" => q.kind == QuantityKind::Percent,
        "numberrange" => q.low.is_some() || q.high.is_some(),
        "ordinal" => q.kind == QuantityKind::Ordinal,
        // A number may carry a unit: its value and its words are then looked for within.
        _ => matches!(
            q.kind,
            QuantityKind::Number
                | QuantityKind::Money
                | QuantityKind::Duration
                | QuantityKind::Multiple
                | QuantityKind::Percent
        ),
    };
    let ours: Vec<&Quantity> = found.iter().filter(of_kind).collect();
    let ok = if expected.is_empty() {
        ours.is_empty()
    } else {
        expected.iter().all(|e| {
            let place = points.to_bytes(Span::new(offset(e, "start"), offset(e, "end")));
            place.is_some_and(|place| ours.iter().any(|q| meets(name, e, place, q, input)))
        })
    };
    if errors && !ok {
        let ours: Vec<String> = found.iter().map(|q| show(q, input)).collect();
        let wanted: Vec<String> = expected
            .iter()
            .map(|e| format!("{:?} {}", text(e, "text"), e["resolution"]))
            .collect();
        println!(
            "{name}\t{input:?}\t{}\n\t<- {}",
            wanted.join("; "),
            ours.join("; ")
        );
    }
    ok
}

fn show(q: &Quantity, input: &str) -> String {
    format!(
        "{:?} {:?} {} {:?}..{:?} {} {}",
        &input[q.span.start..q.span.end],
        q.kind,
        q.value,
        q.low,
        q.high,
        q.unit,
        q.bound
    )
}

/// Whether a quantity has the span and value of an expected result.
fn meets(name: &str, expected: &Value, place: Span, q: &Quantity, input: &str) -> bool {
    let resolution = &expected["resolution"];
    let value = || {
        text(resolution, "value")
            .trim_end_matches('%')
            .parse::<f64>()
            .ok()
    };
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-9);
    match name {
        "currency" => {
            let factor = if matches!(text(resolution, "unit"), "Pence" | "Cent") {
                0.01
            } else {
                1.0
            };
            let same_code = match resolution["isoCurrency"].as_str() {
                Some(code) => q.unit == code,
                None => true,
            };
            q.span == place && value().is_some_and(|v| close(q.value, v * factor)) && same_code
        }
        "numberrange" => {
            let interval = text(resolution, "value");
            let inner = interval.trim_matches(['[', ']', '(', ')']);
            let Some((low, high)) = inner.split_once(',') else {
                return false;
            };
            q.span == place && low.parse().ok() == q.low && high.parse().ok() == q.high
        }
        "number" => {
            let Some(value) = value() else { return false };
            let plain = q.span == place || q.kind != QuantityKind::Number && q.span.contains(place);
            let scaled =
                q.kind == QuantityKind::Percent && input[q.span.start..q.span.end].is_empty();
            plain && (close(q.value, value) || scaled)
        }
        _ => q.span == place && value().is_some_and(|v| close(q.value, v)),
    }
}

/// How many of the gold figures have their value and unit in a quantity of their sentence.
fn figures(errors: bool) -> Result<()> {
    let (mut found_all, mut all) = (0usize, 0usize);
    let mut missed: BTreeMap<String, usize> = BTreeMap::new();
    for name in ["integration", "news_dev"] {
        let Some(documents) = shared::lines(&format!("corpus/{name}.jsonl"))? else {
            continue;
        };
        let gold = shared::lines(&format!("corpus/{name}.gold.jsonl"))?.unwrap_or_default();
        let texts: BTreeMap<&str, &Value> = documents.iter().map(|d| (text(d, "id"), d)).collect();
        for row in &gold {
            let Some(document) = texts.get(text(row, "id")) else {
                continue;
            };
            let body = text(document, "text");
            let published = Edtf::parse(text(document, "published")).ok();
            let times = time::find(body, published.as_ref());
            let points = CodePoints::new(body);
            let empty = Vec::new();
            for claim in row["claims"].as_array().unwrap_or(&empty) {
                if claim["kind"] != "figure" {
                    continue;
                }
                let Some(value) = claim["value"].as_f64() else {
                    continue;
                };
                let Some(place) =
                    points.to_bytes(Span::new(offset(claim, "start"), offset(claim, "end")))
                else {
                    continue;
                };
                let unit = text(claim, "unit");
                // The reading of "$" follows the country, which extraction knows.
                let country = match unit {
                    "AUD" => Some("AUS"),
                    "CAD" => Some("CAN"),
                    "SGD" => Some("SGP"),
                    "NZD" => Some("NZL"),
                    _ => None,
                };
                let found = quantity::find_beside(body, country, &times);
                all += 1;
                let hit = found
                    .iter()
                    .filter(|q| q.span.overlaps(place))
                    .any(|q| says(q, value, unit));
                found_all += usize::from(hit);
                if !hit {
                    *missed.entry(unit.to_owned()).or_default() += 1;
                    if errors {
                        let ours: Vec<String> = found
                            .iter()
                            .filter(|q| q.span.overlaps(place))
                            .map(|q| show(q, body))
                            .collect();
                        println!(
                            "figure {value} {unit} {} {}\t{:?}\n\t<- {}",
                            text(claim, "measure"),
                            text(claim, "scope"),
                            &body[place.start..place.end],
                            ours.join("; ")
                        );
                    }
                }
            }
        }
    }
    if all > 0 {
        println!(
            "gold figures whose value and unit are found: {found_all} of {all}, {:.1} % (missed by unit: {missed:?})",
            100.0 * found_all as f64 / all as f64
        );
    }
    Ok(())
}

/// Whether a quantity gives a figure's value, within half a percent, in its unit.
fn says(q: &Quantity, value: f64, unit: &str) -> bool {
    let near = |a: f64| (a - value.abs()).abs() <= 0.005 * value.abs();
    let values = [Some(q.value), q.low, q.high];
    let value_met = values.iter().flatten().any(|v| near(v.abs()));
    // An anniversary is an ordinal in the text and years in the codebook.
    let unit_met = q.unit == unit
        || unit == "years" && matches!(q.kind, QuantityKind::Ordinal | QuantityKind::Duration)
        // What is counted may be days.
        || unit == "count" && matches!(q.kind, QuantityKind::Number | QuantityKind::Ordinal | QuantityKind::Duration);
    value_met && unit_met
}
