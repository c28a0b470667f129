//! Parts that do not add up to their whole.

use std::collections::BTreeMap;

use entente_model::{
    Figure, Finding, FindingClass, Indicator, Measure, PairVerdict, Severity, Status, fold_words,
};

use super::{Check, finding};
use crate::names::key_of;
use crate::testimony::Testimony;
use crate::value::{Range, Said};
use crate::words::amount;

/// Reports exports and imports that do not make the trade, a balance that is not their
/// difference, and members of a bloc that sum to more than the bloc.
#[derive(Debug)]
pub struct Sums;

type Member<'a> = (&'a Testimony, &'a Figure);

impl Check for Sums {
    fn name(&self) -> &'static str {
        "sums"
    }

    fn about(&self) -> &'static str {
        "Exports, imports, trade and balance, and lists of parts, that do not add up."
    }

    fn blocks(&self, testimony: &Testimony) -> Vec<String> {
        let Some(f) = testimony.figure() else {
            return Vec::new();
        };
        let (Some(subject), Some(partner), Some(period)) = (&f.subject, &f.partner, &f.period)
        else {
            return Vec::new();
        };
        let listed = matches!(f.measure, Measure::Level | Measure::Rank)
            && matches!(
                f.indicator,
                Indicator::Trade
                    | Indicator::Exports
                    | Indicator::Imports
                    | Indicator::Fdi
                    | Indicator::Aid
                    | Indicator::Tourism
            );
        // Each text by itself: the numbers of two texts may be of two reporters.
        let text = &testimony.source.version;
        let mut keys = Vec::new();
        if listed {
            keys.push(format!(
                "list|{}|{}|{period}|{text}",
                f.indicator,
                key_of(subject)
            ));
        }
        if f.measure == Measure::Level
            && matches!(
                f.indicator,
                Indicator::Trade
                    | Indicator::Exports
                    | Indicator::Imports
                    | Indicator::TradeBalance
            )
        {
            keys.push(format!(
                "flow|{}|{}|{period}|{text}",
                key_of(subject),
                key_of(partner)
            ));
        }
        keys
    }

    fn fires(&self, testimony: &Testimony) -> bool {
        testimony
            .figure()
            .is_some_and(|f| f.measure == Measure::Rank || f.indicator == Indicator::Exports)
    }

    fn run(&self, claims: &[Testimony], _: &[PairVerdict]) -> Vec<Finding> {
        // Each text by itself: the numbers of two texts may be of two reporters.
        let mut by_text: BTreeMap<&str, Vec<Member<'_>>> = BTreeMap::new();
        for t in claims.iter().filter(|t| t.claim.status == Status::Actual) {
            if let Some(figure) = t.figure() {
                by_text
                    .entry(&t.source.version)
                    .or_default()
                    .push((t, figure));
            }
        }
        let mut out = Vec::new();
        for members in by_text.values() {
            out.extend(self.flow(members));
            out.extend(self.list(members));
        }
        out
    }
}

impl Sums {
    fn flow(&self, members: &[Member<'_>]) -> Vec<Finding> {
        let one = |indicator: Indicator| {
            let mut found = members
                .iter()
                .filter(|(_, f)| f.indicator == indicator && f.measure == Measure::Level);
            match (found.next(), found.next()) {
                (Some(only), None) => Some(*only),
                _ => None,
            }
        };
        let (Some(exports), Some(imports)) = (one(Indicator::Exports), one(Indicator::Imports))
        else {
            return Vec::new();
        };
        if key(exports.1) != key(imports.1) {
            return Vec::new();
        }
        let (e, i) = (range(exports), range(imports));
        let mut out = Vec::new();
        if let Some(trade) = one(Indicator::Trade)
            && trade.1.unit == exports.1.unit
            && imports.1.unit == exports.1.unit
            && key(trade.1) == key(exports.1)
        {
            let sum = Range {
                low: e.low + i.low,
                high: e.high + i.high,
            };
            if !sum.meets(range(trade)) {
                out.push(self.wrong(
                    &[trade, exports, imports],
                    "Exports and imports do not add up to the trade",
                    format!(
                        "{} + {} = {}, not {}",
                        amount(exports.1),
                        amount(imports.1),
                        sum_of(exports.1, exports.1.value + imports.1.value),
                        amount(trade.1)
                    ),
                ));
            }
        }
        if let Some(balance) = one(Indicator::TradeBalance)
            && balance.1.unit == exports.1.unit
            && imports.1.unit == exports.1.unit
            && key(balance.1) == key(exports.1)
        {
            // A deficit is often told without its sign.
            let difference = Range {
                low: e.low - i.high,
                high: e.high - i.low,
            };
            let turned = Range {
                low: -difference.high,
                high: -difference.low,
            };
            let said = range(balance);
            if !difference.meets(said) && !turned.meets(said) {
                out.push(self.wrong(
                    &[balance, exports, imports],
                    "The balance is not the difference of exports and imports",
                    format!(
                        "{} \u{2212} {} = {}, not {}",
                        amount(exports.1),
                        amount(imports.1),
                        sum_of(exports.1, exports.1.value - imports.1.value),
                        amount(balance.1)
                    ),
                ));
            }
        }
        out
    }

    /// The whole is told of a bloc; its parts are partners that are ranked in that bloc.
    fn list(&self, members: &[Member<'_>]) -> Vec<Finding> {
        let mut out = Vec::new();
        for whole in members.iter().filter(|(_, f)| f.measure == Measure::Level) {
            let Some(bloc) = whole
                .1
                .partner
                .as_ref()
                .filter(|p| p.kind == entente_model::EntityType::Org)
            else {
                continue;
            };
            let name: Vec<String> = fold_words(&bloc.name);
            let ranked: Vec<String> = members
                .iter()
                .filter(|(_, f)| f.measure == Measure::Rank && f.indicator == whole.1.indicator)
                .filter(|(_, f)| {
                    let scope = f.scope.as_deref().map(fold_words).unwrap_or_default();
                    name.iter().all(|w| scope.contains(w))
                })
                .filter_map(|(_, f)| f.partner.as_ref().map(key_of))
                .collect();
            let mut parts: BTreeMap<String, Member<'_>> = BTreeMap::new();
            for part in members.iter().filter(|(_, f)| {
                f.measure == Measure::Level
                    && f.indicator == whole.1.indicator
                    && f.unit == whole.1.unit
                    && f.scope == whole.1.scope
                    && f.bound == whole.1.bound
            }) {
                if let Some(partner) = part.1.partner.as_ref().map(key_of)
                    && ranked.contains(&partner)
                {
                    parts.insert(partner, *part);
                }
            }
            let low: f64 = parts.values().map(|p| range(*p).low).sum();
            let total: f64 = parts.values().map(|p| p.1.value).sum();
            if parts.is_empty() || low <= range(*whole).high {
                continue;
            }
            let mut claims = vec![*whole];
            claims.extend(parts.values().copied());
            let sum: Vec<String> = parts.values().map(|p| amount(p.1)).collect();
            out.push(self.wrong(
                &claims,
                "The members sum to more than the bloc",
                format!(
                    "{} = {}, more than {}",
                    sum.join(" + "),
                    sum_of(whole.1, total),
                    amount(whole.1)
                ),
            ));
        }
        out
    }

    fn wrong(&self, members: &[Member<'_>], what: &str, arithmetic: String) -> Finding {
        let claims: Vec<&Testimony> = members.iter().map(|m| m.0).collect();
        let (t, f) = members[0];
        finding(
            self,
            FindingClass::Sum,
            Severity::Error,
            &claims,
            format!("{what}: {} ({}).", crate::lines::figure(f), t.told_by()),
            arithmetic,
        )
    }
}

/// Scope, and nothing else, tells goods from goods and services within one flow.
fn key(figure: &Figure) -> Option<&str> {
    figure.scope.as_deref()
}

fn range(member: Member<'_>) -> Range {
    Said::of(member.1, &member.0.quote).strict
}

fn sum_of(like: &Figure, value: f64) -> String {
    let mut figure = like.clone();
    figure.value = value;
    figure.bound = entente_model::Bound::Equal;
    amount(&figure)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::checks::fixture::{run, told_in};

    fn flow(indicator: &str, billions: f64) -> Testimony {
        told_in(
            "text",
            "Lake Courier",
            "2025-01",
            &format!("{indicator}: {billions} billion dollars."),
            json!({"kind": "figure", "indicator": indicator, "measure": "level", "subject": "KEN", "partner": "EAC",
                   "value": billions * 1e9, "unit": "USD", "period": "2024"}),
        )
    }

    #[test]
    fn fires_on_a_wrong_total_and_a_wrong_balance() {
        let all = [
            flow("exports", 3.1),
            flow("imports", 2.2),
            flow("trade", 5.9),
        ];
        let found = run(&Sums, &all);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].arithmetic,
            "USD 3.1 billion + USD 2.2 billion = USD 5.3 billion, not USD 5.9 billion"
        );
        let all = [
            flow("exports", 3.1),
            flow("imports", 2.2),
            flow("trade-balance", 1.9),
        ];
        assert_eq!(run(&Sums, &all).len(), 1);
    }

    #[test]
    fn does_not_fire_within_rounding() {
        let all = [
            flow("exports", 33.8),
            flow("imports", 42.4),
            flow("trade", 76.3),
            flow("trade-balance", -8.6),
        ];
        assert!(run(&Sums, &all).is_empty());
    }

    fn investor(partner: &str, billions: f64, measure: &str) -> Testimony {
        let (value, unit) = if measure == "rank" {
            (1.0, "rank")
        } else {
            (billions * 1e9, "USD")
        };
        told_in(
            "text",
            "Lake Courier",
            "2025-01",
            &format!("{partner} invested {billions} billion."),
            json!({"kind": "figure", "indicator": "fdi", "measure": measure, "subject": "NPL", "partner": partner,
                   "value": value, "unit": unit, "period": "2024", "scope": if measure == "rank" { Some("in the EAC") } else { None }}),
        )
    }

    #[test]
    fn members_are_no_more_than_the_bloc() {
        let list = |bloc: f64| {
            [
                investor("EAC", bloc, "level"),
                investor("KEN", 1.2, "level"),
                investor("KEN", 0.0, "rank"),
                investor("UGA", 0.4, "level"),
                investor("UGA", 0.0, "rank"),
                // A partner that is not said to be in the bloc does not count.
                investor("NOR", 7.0, "level"),
            ]
        };
        assert_eq!(run(&Sums, &list(1.1)).len(), 1);
        assert!(run(&Sums, &list(1.7)).is_empty());
    }
}
