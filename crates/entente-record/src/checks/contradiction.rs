//! Contradictions between texts, and of a text with itself.

use std::collections::{BTreeMap, BTreeSet};

use entente_model::{ClaimBody, Finding, FindingClass, PairVerdict, Severity, Verdict};

use super::{Check, finding};
use crate::testimony::Testimony;
use crate::words::amount_in;

/// Reports what reconciliation calls contradicted, once for each thing told.
#[derive(Debug)]
pub struct Contradiction;

impl Check for Contradiction {
    fn name(&self) -> &'static str {
        "contradiction"
    }

    fn about(&self) -> &'static str {
        "The same thing, of the same scope and time, told in ways that cannot both hold."
    }

    fn blocks(&self, _: &Testimony) -> Vec<String> {
        Vec::new()
    }

    fn on_facts(&self) -> bool {
        true
    }

    fn run(&self, claims: &[Testimony], pairs: &[PairVerdict]) -> Vec<Finding> {
        let by_id: BTreeMap<&str, &Testimony> = claims.iter().map(|t| (t.id.as_str(), t)).collect();
        // Claims that are linked by contradictions are one story.
        let linked: Vec<(&str, &str, &PairVerdict)> = pairs
            .iter()
            .filter(|p| p.verdict == Verdict::Contradicted)
            .map(|p| (p.a.as_str(), p.b.as_str(), p))
            .collect();
        let mut groups: Vec<(BTreeSet<&str>, BTreeSet<&str>)> = Vec::new();
        for (a, b, pair) in &linked {
            let mut ids = BTreeSet::from([*a, *b]);
            let mut reasons = BTreeSet::from([pair.reason.as_str()]);
            groups.retain(|(other, why)| {
                let apart = other.is_disjoint(&ids);
                if !apart {
                    ids.extend(other);
                    reasons.extend(why);
                }
                apart
            });
            groups.push((ids, reasons));
        }
        groups
            .into_iter()
            .filter_map(|(ids, reasons)| {
                let mut members: Vec<&Testimony> =
                    ids.iter().filter_map(|id| by_id.get(id).copied()).collect();
                members.sort_by_key(|t| (t.source.published.clone(), t.id.clone()));
                let first = members.first()?;
                let alone = members
                    .iter()
                    .all(|t| t.source.version == first.source.version);
                let credited = members.iter().any(|t| !t.asserts());
                let (class, severity) = match (alone, credited) {
                    (true, _) => (FindingClass::SelfContradiction, Severity::Error),
                    (false, true) => (FindingClass::Contradiction, Severity::Warning),
                    (false, false) => (FindingClass::Contradiction, Severity::Error),
                };
                let reasons: Vec<&str> = reasons.into_iter().collect();
                Some(finding(
                    self,
                    class,
                    severity,
                    &members,
                    message(&members, alone),
                    reasons.join("; "),
                ))
            })
            .collect()
    }
}

/// "Vietnam: times in the chair of ASEAN is told as 3 (…) and as 2 (…)."
fn message(members: &[&Testimony], alone: bool) -> String {
    let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut what = String::new();
    for testimony in members {
        let value = match &testimony.claim.body {
            ClaimBody::Figure(figure) => {
                if what.is_empty() {
                    let full = crate::lines::figure(figure);
                    what = full
                        .split(": ")
                        .take(full.split(": ").count().saturating_sub(1))
                        .collect::<Vec<_>>()
                        .join(": ");
                    if figure.indicator == entente_model::Indicator::Other {
                        what = format!(
                            "{}: {}",
                            figure.subject.as_ref().map_or("", |e| e.name.as_str()),
                            figure.scope.as_deref().unwrap_or("figure")
                        );
                    }
                }
                amount_in(figure, &testimony.quote)
            }
            ClaimBody::Tie(tie) => {
                if what.is_empty() {
                    what = format!("{} of {} and {}", tie.relation, tie.a.name, tie.b.name);
                }
                let date = tie.valid.as_ref().map(|v| format!("from {v}"));
                let level = tie.level.clone();
                let denied = (testimony.claim.status == entente_model::Status::Denied)
                    .then(|| "denied".to_owned());
                [level, date, denied]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(", ")
            }
            _ => {
                if what.is_empty() {
                    what = "The same thing".to_owned();
                }
                testimony.quote.clone()
            }
        };
        let value = if value.is_empty() {
            "so".to_owned()
        } else {
            value
        };
        told.entry(value).or_default().insert(testimony.told_by());
    }
    let ways: Vec<String> = told
        .into_iter()
        .map(|(value, by)| {
            if alone {
                format!("\u{201c}{value}\u{201d}")
            } else {
                format!(
                    "{value} ({})",
                    by.into_iter().collect::<Vec<_>>().join("; ")
                )
            }
        })
        .collect();
    let within = if alone {
        members
            .first()
            .map(|t| format!(" within one text ({})", t.told_by()))
            .unwrap_or_default()
    } else {
        String::new()
    };
    format!("{what} is told as {}{within}.", ways.join(" and as "))
}
