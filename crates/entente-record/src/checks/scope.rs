//! Near counts of what may be one thing, told under different scopes.

use std::collections::{BTreeMap, BTreeSet};

use entente_model::{Figure, Finding, FindingClass, Measure, PairVerdict, Severity, Verdict};

use super::{Check, finding};
use crate::dates::days_between;
use crate::reconcile::as_of_days;
use crate::testimony::Testimony;
use crate::words::amount_in;

/// How near two counts are, as a part of the larger one, to be taken for tellings of one.
const NEAR: f64 = 0.1;

/// How far apart in days two states may be told to be set against each other.
const SAME_TIME: i64 = 2 * 366;

/// Reports "35 partners" and "34 partners" where the sentences count different sets.
#[derive(Debug)]
pub struct Scope;

impl Check for Scope {
    fn name(&self) -> &'static str {
        "scope"
    }

    fn about(&self) -> &'static str {
        "Near counts of what may be one thing, told under different scopes."
    }

    fn blocks(&self, _: &Testimony) -> Vec<String> {
        Vec::new()
    }

    fn on_facts(&self) -> bool {
        true
    }

    fn run(&self, claims: &[Testimony], pairs: &[PairVerdict]) -> Vec<Finding> {
        let by_id: BTreeMap<&str, (&Testimony, &Figure)> = claims
            .iter()
            .filter_map(|t| Some((t.id.as_str(), (t, t.figure()?))))
            .collect();
        let mut groups: Vec<BTreeSet<&str>> = Vec::new();
        for pair in pairs
            .iter()
            .filter(|p| p.verdict == Verdict::DifferentScope)
        {
            let (Some(a), Some(b)) = (by_id.get(pair.a.as_str()), by_id.get(pair.b.as_str()))
            else {
                continue;
            };
            if !near(*a, *b) {
                continue;
            }
            let mut ids = BTreeSet::from([pair.a.as_str(), pair.b.as_str()]);
            groups.retain(|other| {
                let apart = other.is_disjoint(&ids);
                if !apart {
                    ids.extend(other);
                }
                apart
            });
            groups.push(ids);
        }
        groups
            .into_iter()
            .filter_map(|ids| {
                let mut members: Vec<(&Testimony, &Figure)> =
                    ids.iter().filter_map(|id| by_id.get(id).copied()).collect();
                let values: BTreeSet<String> = members.iter().map(|m| m.1.value.to_string()).collect();
                if values.len() < 2 {
                    return None;
                }
                members.sort_by_key(|m| (m.0.source.published.clone(), m.0.id.clone()));
                let ways: Vec<String> = members
                    .iter()
                    .map(|(t, f)| {
                        format!(
                            "{} \u{201c}{}\u{201d} ({})",
                            amount_in(f, &t.quote),
                            f.scope.as_deref().unwrap_or("no scope said"),
                            t.told_by()
                        )
                    })
                    .collect();
                let first = members[0].1;
                let subject = first.subject.as_ref().map_or("", |e| e.name.as_str());
                let (earliest, latest) = (members[0], members[members.len() - 1]);
                let arithmetic = if latest.1.value < earliest.1.value
                    && earliest.0.source.published != latest.0.source.published
                {
                    format!(
                        "the later count is the lower one: {} then {}",
                        amount_in(earliest.1, &earliest.0.quote),
                        amount_in(latest.1, &latest.0.quote)
                    )
                } else {
                    String::new()
                };
                let claims: Vec<&Testimony> = members.iter().map(|m| m.0).collect();
                Some(finding(
                    self,
                    FindingClass::Scope,
                    Severity::Notice,
                    &claims,
                    format!(
                        "{subject}: {} is told as {}; the scopes differ, so each may be right of its own set.",
                        first.indicator.name().replace('-', " "),
                        ways.join(", as ")
                    ),
                    arithmetic,
                ))
            })
            .collect()
    }
}

/// Whether two counts may be meant for one: near each other, and told of about the same time.
fn near(a: (&Testimony, &Figure), b: (&Testimony, &Figure)) -> bool {
    let (x, y) = (a.1.value.abs(), b.1.value.abs());
    let counts = a.1.unit == "count" && b.1.unit == "count" && a.1.measure == Measure::Level;
    let together = match (
        as_of_days(a.0).and_then(|d| d.first),
        as_of_days(b.0).and_then(|d| d.first),
    ) {
        (Some(p), Some(q)) => days_between(p, q).abs() <= SAME_TIME,
        _ => false,
    };
    counts && together && x.min(y) >= 2.0 && (x - y).abs() <= NEAR * x.max(y)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::checks::fixture::{run, told};

    fn count(outlet: &str, value: u32, scope: &str) -> Testimony {
        told(
            outlet,
            "2025-03",
            &format!("Kenya counts {value} partners, {scope}."),
            json!({"kind": "figure", "indicator": "partnerships", "measure": "level", "subject": "KEN",
                   "value": value, "unit": "count", "scope": scope}),
        )
    }

    #[test]
    fn fires_on_near_counts_of_different_sets() {
        let found = run(
            &Scope,
            &[
                count("A", 35, "strategic"),
                count("B", 34, "strategic and comprehensive"),
            ],
        );
        assert_eq!(found.len(), 1);
        assert!(
            found[0].message.contains("35 \u{201c}strategic\u{201d}"),
            "{}",
            found[0].message
        );
    }

    #[test]
    fn does_not_fire_on_a_part_of_the_set_or_on_equal_counts() {
        let part = [
            count("A", 34, "strategic and comprehensive"),
            count("B", 13, "comprehensive-strategic"),
        ];
        assert!(run(&Scope, &part).is_empty());
        let equal = [
            count("A", 35, "strategic"),
            count("B", 35, "strategic and comprehensive"),
        ];
        assert!(run(&Scope, &equal).is_empty());
    }
}
