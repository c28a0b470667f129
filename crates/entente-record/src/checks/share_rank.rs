//! Shares that a rank rules out: of five that are larger or equal, none has more than a fifth.

use entente_model::{Figure, Finding, FindingClass, Measure, PairVerdict, Severity, fold_words};

use super::{Check, finding};
use crate::dates::days_between;
use crate::names::key_of;
use crate::reconcile::as_of_days;
use crate::testimony::Testimony;
use crate::value::Said;
use crate::words::{amount_in, number, ordinal};

/// Reports "32 % of world GDP" of "the world's fifth largest economy".
#[derive(Debug)]
pub struct ShareRank;

impl Check for ShareRank {
    fn name(&self) -> &'static str {
        "share-rank"
    }

    fn about(&self) -> &'static str {
        "Shares of a whole that the rank in the same whole rules out."
    }

    fn blocks(&self, testimony: &Testimony) -> Vec<String> {
        match testimony.figure() {
            Some(f) if matches!(f.measure, Measure::Share | Measure::Rank) => f
                .subject
                .iter()
                .map(|s| {
                    let partner = f.partner.as_ref().map(key_of).unwrap_or_default();
                    format!("{}|{}|{partner}", f.indicator, key_of(s))
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    fn fires(&self, testimony: &Testimony) -> bool {
        testimony
            .figure()
            .is_some_and(|f| f.measure == Measure::Share)
    }

    fn run(&self, claims: &[Testimony], _: &[PairVerdict]) -> Vec<Finding> {
        let of = |measure: Measure| -> Vec<(&Testimony, &Figure)> {
            claims
                .iter()
                .filter_map(|t| Some((t, t.figure().filter(|f| f.measure == measure)?)))
                .collect()
        };
        let mut out = Vec::new();
        for (t, share) in of(Measure::Share) {
            for (u, rank) in of(Measure::Rank) {
                if rank.value < 1.0
                    || whole(share) != whole(rank)
                    || t.claim.status != u.claim.status
                    || !together(t, u)
                    || !matches!(share.unit.as_str(), "percent")
                {
                    continue;
                }
                let most = 100.0 / rank.value;
                let low = Said::of(share, &t.quote).strict.low;
                // A rank under an upper bound ("top 5") may be better than the number.
                if !rank.bound.is_equal() || low <= most {
                    continue;
                }
                let subject = share.subject.as_ref().map_or("", |e| e.name.as_str());
                out.push(finding(
                    self,
                    FindingClass::ShareRank,
                    Severity::Error,
                    &[t, u],
                    format!(
                        "{subject}: a share of {} in the {} does not fit {} place in it ({}).",
                        amount_in(share, &t.quote),
                        share
                            .indicator
                            .name()
                            .replace('-', " ")
                            .replace("gdp", "GDP"),
                        place(rank.value),
                        if t.told_by() == u.told_by() {
                            t.told_by()
                        } else {
                            format!("{}; {}", t.told_by(), u.told_by())
                        }
                    ),
                    format!(
                        "{} are as large or larger, so at most 100 / {} = {} % each, not {} %",
                        number(rank.value),
                        number(rank.value),
                        number(most),
                        number(share.value)
                    ),
                ));
            }
        }
        out
    }
}

fn place(rank: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place is small and positive"
    )]
    ordinal(rank.min(1e6) as u32)
}

/// The whole that a share or rank is in, in comparable words.
fn whole(figure: &Figure) -> Vec<String> {
    let mut words: Vec<String> = figure
        .scope
        .as_deref()
        .map(fold_words)
        .unwrap_or_default()
        .into_iter()
        .filter(|w| {
            !matches!(
                w.as_str(),
                "in" | "of" | "the" | "total" | "economy" | "economies"
            )
        })
        .map(|w| {
            if matches!(w.as_str(), "global" | "worldwide") {
                "world".to_owned()
            } else {
                w
            }
        })
        .collect();
    words.sort();
    words
}

/// Whether both are told of about the same time.
fn together(a: &Testimony, b: &Testimony) -> bool {
    match (
        as_of_days(a).and_then(|d| d.first),
        as_of_days(b).and_then(|d| d.first),
    ) {
        (Some(x), Some(y)) => days_between(x, y).abs() <= 400,
        _ => a.source.version == b.source.version,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::checks::fixture::{run, told};

    fn share(percent: f64) -> Testimony {
        told(
            "Lake Courier",
            "2025-02",
            &format!("The bloc makes {percent} % of the world's tea."),
            json!({"kind": "figure", "indicator": "gdp", "measure": "share", "subject": "EAC",
                   "value": percent, "unit": "percent", "scope": "global"}),
        )
    }

    fn rank(place: u32, bound: &str) -> Testimony {
        told(
            "Coast Daily",
            "2025-03",
            &format!("It is number {place} in the world."),
            json!({"kind": "figure", "indicator": "gdp", "measure": "rank", "subject": "EAC",
                   "value": place, "unit": "rank", "bound": bound, "scope": "in the world"}),
        )
    }

    #[test]
    fn fires_where_the_share_is_too_large_for_the_place() {
        let found = run(&ShareRank, &[share(30.0), rank(4, "=")]);
        assert_eq!(found.len(), 1);
        assert!(
            found[0].arithmetic.contains("100 / 4 = 25 %"),
            "{}",
            found[0].arithmetic
        );
    }

    #[test]
    fn does_not_fire_where_both_can_hold() {
        assert!(run(&ShareRank, &[share(24.0), rank(4, "=")]).is_empty());
        assert!(run(&ShareRank, &[share(30.0), rank(4, "<=")]).is_empty());
    }
}
