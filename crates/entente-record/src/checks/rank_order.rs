//! Ranks that the values turn round.

use entente_model::{Figure, Finding, FindingClass, Measure, PairVerdict, Severity, Status};

use super::{Check, finding};
use crate::names::key_of;
use crate::testimony::Testimony;
use crate::value::Said;
use crate::words::{amount, number};

/// Reports a first place with less than the second.
#[derive(Debug)]
pub struct RankOrder;

impl Check for RankOrder {
    fn name(&self) -> &'static str {
        "rank-order"
    }

    fn about(&self) -> &'static str {
        "Partners ranked one way whose values stand the other way round."
    }

    fn blocks(&self, testimony: &Testimony) -> Vec<String> {
        let Some(f) = testimony.figure() else {
            return Vec::new();
        };
        match (&f.subject, &f.partner, &f.period) {
            (Some(subject), Some(_), Some(period))
                if matches!(f.measure, Measure::Level | Measure::Rank) =>
            {
                vec![format!("{}|{}|{period}", f.indicator, key_of(subject))]
            }
            _ => Vec::new(),
        }
    }

    fn fires(&self, testimony: &Testimony) -> bool {
        testimony
            .figure()
            .is_some_and(|f| f.measure == Measure::Rank)
    }

    fn run(&self, claims: &[Testimony], _: &[PairVerdict]) -> Vec<Finding> {
        let figures: Vec<(&Testimony, &Figure)> = claims
            .iter()
            .filter(|t| t.claim.status == Status::Actual)
            .filter_map(|t| Some((t, t.figure()?)))
            .collect();
        let ranks: Vec<_> = figures
            .iter()
            .filter(|(_, f)| f.measure == Measure::Rank && f.bound.is_equal())
            .collect();
        // The level of the ranked partner, from the text that ranks it.
        let level = |rank: &(&Testimony, &Figure)| {
            figures.iter().find(|(t, f)| {
                f.measure == Measure::Level
                    && f.partner.as_ref().map(key_of) == rank.1.partner.as_ref().map(key_of)
                    && t.source.version == rank.0.source.version
            })
        };
        let mut out = Vec::new();
        for (number_of, a) in ranks.iter().enumerate() {
            for b in &ranks[number_of + 1..] {
                let (first, second) = if a.1.value <= b.1.value {
                    (a, b)
                } else {
                    (b, a)
                };
                if first.1.scope != second.1.scope || first.1.value >= second.1.value {
                    continue;
                }
                let (Some(x), Some(y)) = (level(first), level(second)) else {
                    continue;
                };
                if x.1.unit != y.1.unit || x.1.scope != y.1.scope {
                    continue;
                }
                let high = Said::of(x.1, &x.0.quote).strict.high;
                let low = Said::of(y.1, &y.0.quote).strict.low;
                if high >= low {
                    continue;
                }
                let name =
                    |f: &Figure| f.partner.as_ref().map_or(String::new(), |e| e.name.clone());
                out.push(finding(
                    self,
                    FindingClass::RankOrder,
                    Severity::Error,
                    &[first.0, second.0, x.0, y.0],
                    format!(
                        "{} is ranked {} before {} at {}, but told with less ({}).",
                        name(first.1),
                        number(first.1.value),
                        name(second.1),
                        number(second.1.value),
                        first.0.told_by()
                    ),
                    format!("{} is less than {}", amount(x.1), amount(y.1)),
                ));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::checks::fixture::{run, told};

    fn investor(partner: &str, measure: &str, value: f64) -> Testimony {
        let unit = if measure == "rank" { "rank" } else { "USD" };
        told(
            "Lake Courier",
            "2025-01",
            &format!("{partner} {measure} {value}."),
            json!({"kind": "figure", "indicator": "fdi", "measure": measure, "subject": "NPL", "partner": partner,
                   "value": value, "unit": unit, "period": "2024"}),
        )
    }

    #[test]
    fn fires_only_where_the_values_stand_the_other_way_round() {
        let with = |kenya: f64| {
            [
                investor("KEN", "rank", 1.0),
                investor("UGA", "rank", 2.0),
                investor("KEN", "level", kenya),
                investor("UGA", "level", 4e8),
            ]
        };
        assert_eq!(run(&RankOrder, &with(3e8)).len(), 1);
        assert!(run(&RankOrder, &with(5e8)).is_empty());
    }
}
