//! The extractor against dated histories: relations of states, and visits.
//!
//! Both files hold facts that were not annotated sentence by sentence, so what is asked is
//! whether the fact was found: the right pair, the right sort, the right date.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use entente_extract::Extractor;
use entente_model::{Claim, ClaimBody, Document, Edtf, Entity, EventType, Relation, fold};
use serde_json::Value;

use crate::shared::{self, text};

/// What a claim may tell of a relation between two states.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// Recognised, established, opened, raised, resumed.
    Begun,
    /// Severed, interrupted, closed.
    Ended,
}

/// How many of the dated relations were found, by year and by day.
pub fn relations(errors: bool) -> Result<()> {
    let extractor = Extractor::new()?;
    let Some(documents) = shared::lines("corpus/rdcr_dev.jsonl")? else {
        return Ok(());
    };
    // By sort of event: all, right year; those whose day is stated, right day.
    let mut counts: BTreeMap<String, [u32; 4]> = BTreeMap::new();
    for document in &documents {
        let claims = extract(&extractor, document);
        let turns: Vec<_> = claims.iter().filter_map(turn).collect();
        let pair = [text(document, "country"), text(document, "partner")];
        for event in document["gold"].as_array().into_iter().flatten() {
            let sort = text(event, "event");
            let wanted = match sort {
                "severed" | "ended" | "interrupted" | "embassy-closed" | "legation-closed" => {
                    Turn::Ended
                }
                moved if moved.ends_with("moved") => continue,
                _ => Turn::Begun,
            };
            let date = text(event, "date");
            let dates: Vec<&str> = turns
                .iter()
                .filter(|t| t.0 == wanted && pair.iter().all(|p| t.1.iter().any(|c| c == p)))
                .map(|t| t.2.as_str())
                .collect();
            let year = date.get(..4).unwrap_or(date);
            let right_year = dates.iter().any(|d| d.starts_with(year));
            let right_day = dates.contains(&date);
            let row = counts.entry(sort.to_owned()).or_default();
            row[0] += 1;
            row[1] += u32::from(right_year);
            if text(event, "basis") == "stated" {
                row[2] += 1;
                row[3] += u32::from(right_day);
            }
            if errors && !right_year {
                println!("missed: {} {sort} {date}", text(document, "id"));
            }
        }
    }
    let mut sum = [0; 4];
    for (sort, row) in &counts {
        println!(
            "{sort}: year {} of {}, stated day {} of {}",
            row[1], row[0], row[3], row[2]
        );
        (0..4).for_each(|i| sum[i] += row[i]);
    }
    println!(
        "relations: year {:.3}, stated day {:.3}",
        f64::from(sum[1]) / f64::from(sum[0].max(1)),
        f64::from(sum[3]) / f64::from(sum[2].max(1))
    );
    Ok(())
}

/// How many of the visits were found with visitor, country and dates.
pub fn visits(errors: bool) -> Result<()> {
    let extractor = Extractor::new()?;
    let Some(documents) = shared::lines("corpus/visits_dev.jsonl")? else {
        return Ok(());
    };
    let mut right = 0_u32;
    for document in &documents {
        let gold = &document["gold"];
        let (start, end) = (text(gold, "start"), text(gold, "end"));
        let date = if start == end {
            start.to_owned()
        } else {
            format!("{start}/{end}")
        };
        let visitor = fold(text(gold, "visitor"));
        let found = extract(&extractor, document).iter().any(|claim| {
            let ClaimBody::Event(event) = &claim.body else {
                return false;
            };
            event.kind == EventType::Consult
                && event.mode.as_deref() == Some("visit")
                && event.date.as_ref().map(Edtf::as_str) == Some(date.as_str())
                && event.actors.iter().any(|a| same_person(&a.name, &visitor))
                && event
                    .recipients
                    .iter()
                    .any(|r| r.country.as_deref() == Some(text(gold, "host")))
        });
        right += u32::from(found);
        if errors && !found {
            println!("missed: {}", text(document, "text"));
        }
    }
    println!(
        "visits: visitor, country and dates right {right} of {}, {:.3}",
        documents.len(),
        f64::from(right) / f64::from(u32::try_from(documents.len().max(1)).context("too many")?)
    );
    Ok(())
}

fn extract(extractor: &Extractor, document: &Value) -> Vec<Claim> {
    extractor.extract(&Document::new(text(document, "id"), text(document, "text")))
}

/// Whether the words of one name, titles aside, are among those of the other (folded).
fn same_person(name: &str, folded: &str) -> bool {
    let words: Vec<String> = fold(name).split(' ').map(str::to_owned).collect();
    let other: Vec<&str> = folded.split(' ').collect();
    words.iter().all(|w| other.contains(&w.as_str()))
        || other.iter().all(|w| words.iter().any(|x| x == w))
}

/// What a claim tells of a relation: its turn, the states, the day on which it begins or ends.
fn turn(claim: &Claim) -> Option<(Turn, Vec<String>, String)> {
    let codes = |all: &[&Entity]| all.iter().filter_map(|e| e.country.clone()).collect();
    match &claim.body {
        ClaimBody::Tie(tie) if tie.relation == Relation::DiplomaticRelations => {
            let parties = codes(&[&tie.a, &tie.b]);
            let (from, to) = ends(tie.valid.as_ref()?);
            match (from, to) {
                (Some(from), _) => Some((Turn::Begun, parties, from)),
                (None, Some(to)) => Some((Turn::Ended, parties, to)),
                (None, None) => None,
            }
        }
        ClaimBody::Event(event) => {
            let turn = match event.kind {
                EventType::Support => Turn::Begun,
                EventType::Sanction | EventType::Retreat => Turn::Ended,
                _ => return None,
            };
            let all: Vec<&Entity> = event.actors.iter().chain(&event.recipients).collect();
            let (from, _) = ends(event.date.as_ref()?);
            Some((turn, codes(&all), from?))
        }
        _ => None,
    }
}

/// The two ends of a date or interval, open ones left out.
fn ends(date: &Edtf) -> (Option<String>, Option<String>) {
    let part = |p: &str| (!p.is_empty() && p != "..").then(|| p.trim_end_matches('~').to_owned());
    match date.as_str().split_once('/') {
        Some((from, to)) => (part(from), part(to)),
        None => (part(date.as_str()), None),
    }
}
