//! Growth rates and multiples against the levels that they lie between.

use entente_model::{
    Figure, Finding, FindingClass, Indicator, Measure, PairVerdict, Severity, Status,
};
use jiff::ToSpan;

use super::{Check, finding};
use crate::dates::Days;
use crate::names::key_of;
use crate::testimony::Testimony;
use crate::value::{Range, Said};
use crate::words::{amount, amount_in, number};

/// Reports "up 12 %" where the levels of the two years make 8 %.
#[derive(Debug)]
pub struct Growth;

type Member<'a> = (&'a Testimony, &'a Figure);

impl Check for Growth {
    fn name(&self) -> &'static str {
        "growth"
    }

    fn about(&self) -> &'static str {
        "Growth rates and multiples that do not fit the levels told for the same periods."
    }

    fn blocks(&self, testimony: &Testimony) -> Vec<String> {
        match testimony.figure() {
            Some(f)
                if matches!(
                    f.measure,
                    Measure::Level | Measure::Growth | Measure::Multiple
                ) && f.period.is_some()
                    && f.indicator != Indicator::Other =>
            {
                let mut parties: Vec<String> =
                    f.subject.iter().chain(&f.partner).map(key_of).collect();
                if f.indicator == Indicator::Trade {
                    parties.sort();
                }
                let scope = f
                    .scope
                    .as_deref()
                    .map(entente_model::fold)
                    .unwrap_or_default();
                vec![format!("{}|{}|{scope}", f.indicator, parties.join("|"))]
            }
            _ => Vec::new(),
        }
    }

    fn fires(&self, testimony: &Testimony) -> bool {
        testimony
            .figure()
            .is_some_and(|f| f.measure != Measure::Level)
    }

    fn run(&self, claims: &[Testimony], _: &[PairVerdict]) -> Vec<Finding> {
        let of = |measure: Measure| -> Vec<Member<'_>> {
            claims
                .iter()
                .filter(|t| t.claim.status == Status::Actual)
                .filter_map(|t| Some((t, t.figure().filter(|f| f.measure == measure)?)))
                .collect()
        };
        let levels = of(Measure::Level);
        if levels.len() < 2 {
            return Vec::new();
        }
        let mut out = Vec::new();
        for growth in of(Measure::Growth)
            .into_iter()
            .filter(|g| g.1.unit == "percent")
        {
            let Some(days) = growth.1.period.as_ref().and_then(Days::of) else {
                continue;
            };
            let Some(before) = year_before(days) else {
                continue;
            };
            out.extend(self.compare(
                growth,
                &at(&levels, before),
                &at(&levels, days),
                |old, new| (new / old - 1.0) * 100.0,
            ));
        }
        for multiple in of(Measure::Multiple) {
            let Some((from, to)) = ends(multiple.1) else {
                continue;
            };
            out.extend(self.compare(
                multiple,
                &at(&levels, from),
                &at(&levels, to),
                |old, new| new / old,
            ));
        }
        out
    }
}

impl Growth {
    /// Fires where no pair of levels fits: levels of other reporters may differ.
    fn compare(
        &self,
        change: Member<'_>,
        old: &[Member<'_>],
        new: &[Member<'_>],
        rate: impl Fn(f64, f64) -> f64,
    ) -> Option<Finding> {
        let said = Said::of(change.1, &change.0.quote);
        let mut wrong: Option<(Member<'_>, Member<'_>, f64)> = None;
        for before in old {
            for after in new {
                if before.1.unit != after.1.unit {
                    continue;
                }
                let (a, b) = (
                    Said::of(before.1, &before.0.quote),
                    Said::of(after.1, &after.0.quote),
                );
                if a.strict.low <= 0.0 || !a.strict.high.is_finite() || !b.strict.high.is_finite() {
                    return None;
                }
                let range = Range {
                    low: rate(a.strict.high, b.strict.low),
                    high: rate(a.strict.low, b.strict.high),
                };
                if range.meets(said.strict) {
                    return None;
                }
                wrong.get_or_insert((*before, *after, rate(a.value, b.value)));
            }
        }
        let (before, after, computed) = wrong?;
        let percent = change.1.unit == "percent";
        let rounded = (computed * 10.0).round() / 10.0;
        let told = if percent {
            format!("{} %", number(rounded))
        } else {
            format!("{} times", number(rounded))
        };
        let formula = if percent {
            format!(
                "{} / {} \u{2212} 1 = {told}",
                amount(after.1),
                amount(before.1)
            )
        } else {
            format!("{} / {} = {told}", amount(after.1), amount(before.1))
        };
        Some(finding(
            self,
            FindingClass::Growth,
            Severity::Warning,
            &[change.0, before.0, after.0],
            format!(
                "{} ({}) does not fit the levels that are told, which make {told}.",
                crate::lines::figure(change.1),
                change.0.told_by()
            ),
            format!("{formula}, not {}", amount_in(change.1, &change.0.quote)),
        ))
    }
}

/// The levels of exactly that period.
fn at<'a>(levels: &[Member<'a>], days: Days) -> Vec<Member<'a>> {
    levels
        .iter()
        .filter(|(_, f)| {
            f.period
                .as_ref()
                .and_then(Days::of)
                .is_some_and(|d| (d.first, d.last) == (days.first, days.last))
        })
        .copied()
        .collect()
}

/// The same days one year before; a month ends with its last day.
fn year_before(days: Days) -> Option<Days> {
    let (first, last) = (days.first?, days.last?);
    let back = |d: jiff::civil::Date| d.checked_sub(1.year()).ok();
    let end = back(last)?;
    Some(Days {
        first: Some(back(first)?),
        last: Some(if last == last.last_of_month() {
            end.last_of_month()
        } else {
            end
        }),
        loose: days.loose,
    })
}

/// The two periods at the ends of an interval ("1995/2024").
fn ends(figure: &Figure) -> Option<(Days, Days)> {
    let (from, to) = figure.period.as_ref()?.as_str().split_once('/')?;
    let read = |text: &str| {
        entente_model::Edtf::parse(text)
            .ok()
            .and_then(|d| Days::of(&d))
    };
    Some((read(from)?, read(to)?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::checks::fixture::{run, told};

    fn trade(measure: &str, value: f64, unit: &str, period: &str) -> Testimony {
        told(
            "Lake Courier",
            "2025-01",
            &format!("Trade {measure} {value} {unit} in {period}."),
            json!({"kind": "figure", "indicator": "trade", "measure": measure, "subject": "KEN", "partner": "NPL",
                   "value": value, "unit": unit, "period": period}),
        )
    }

    #[test]
    fn fires_where_the_levels_make_another_rate() {
        let all = [
            trade("level", 4.1e9, "USD", "2023-01/2023-11"),
            trade("level", 4.5e9, "USD", "2024-01/2024-11"),
            trade("growth", 18.0, "percent", "2024-01/2024-11"),
        ];
        let found = run(&Growth, &all);
        assert_eq!(found.len(), 1);
        assert!(
            found[0].arithmetic.contains("= 9.8 %, not +18 %"),
            "{}",
            found[0].arithmetic
        );
    }

    #[test]
    fn does_not_fire_within_rounding_or_on_other_periods() {
        let all = [
            trade("level", 67.0e9, "USD", "2023"),
            trade("level", 76.3e9, "USD", "2024"),
            trade("growth", 13.9, "percent", "2024"),
        ];
        assert!(run(&Growth, &all).is_empty());
        let other = [
            trade("level", 4.0e9, "USD", "2023"),
            trade("level", 4.4e9, "USD", "2024-01/2024-11"),
            trade("growth", 18.0, "percent", "2024-01/2024-11"),
        ];
        assert!(run(&Growth, &other).is_empty());
    }

    #[test]
    fn multiples_are_set_against_their_ends() {
        let ends = [
            trade("level", 0.5e9, "USD", "1995"),
            trade("level", 4.0e9, "USD", "2024"),
        ];
        let with = |times: f64| {
            let mut all = ends.to_vec();
            all.push(trade("multiple", times, "times", "1995/2024"));
            run(&Growth, &all).len()
        };
        assert_eq!((with(8.0), with(18.0)), (0, 1));
    }
}
