//! Percentages that are themselves what is told: rates ("inflation of 12 percent", "a literacy rate of
//! 98 percent"), the turnout of a vote, and the growth of an economy.
//!
//! Of other indicators a percentage is a growth or a share of something counted; here the rule says
//! what it measures (`percent` in its file).

use entente_model::{Indicator, Measure, QuantityKind};

use super::indicator::of_output;
use super::measure::moved;
use super::reading::Reading;
use super::rule::{Cue, FigureRule};
use crate::mentions::UnitKind;
use entente_language::Upos;

/// How far from a cue stands the verb that says how an economy does.
const CLAUSE: usize = 14;

/// How many words before the noun of a rate say which it is: "the official youth unemployment rate".
const NAMED_BY: usize = 3;

/// How a number measures what its rule is of; nothing, where a percentage tells no growth of an economy
/// or is a part of something else.
pub(super) fn percent_of(
    reading: &Reading,
    rule: &FigureRule,
    cue: Cue,
    measure: Measure,
) -> Option<Measure> {
    let Reading {
        context,
        line,
        quantity,
        unit,
        ..
    } = *reading;
    let (Some(own), QuantityKind::Percent) = (rule.percent, quantity.kind) else {
        return Some(measure);
    };
    Some(match (own, measure) {
        (Measure::Growth, Measure::Level | Measure::Growth)
            if !of_output(context, line, unit) && !grows(reading, cue) =>
        {
            return None;
        }
        (Measure::Growth, Measure::Level) => Measure::Growth,
        // "said that inflation was too high and 40 percent of firms had closed"
        (Measure::Level | Measure::Share, Measure::Share)
            if rule.indicator == Indicator::Other && is_part_of_other(reading) =>
        {
            return None;
        }
        // "inflation rose by 3 percent" is a growth, "inflation rose 3 percent" and "to 3 percent" none.
        (Measure::Level | Measure::Share, Measure::Growth)
            if context.word(line, unit.wrapping_sub(1)) != "by"
                || moved(context, line, unit, quantity) =>
        {
            own
        }
        (_, Measure::Level | Measure::Share) if own != Measure::Growth => own,
        _ => measure,
    })
}

/// Whether a percentage is a part of anything but those of whom rates are: "8 percent of the workforce".
fn is_part_of_other(reading: &Reading) -> bool {
    let Reading {
        context,
        line,
        unit,
        ..
    } = *reading;
    context.word(line, unit + 1) == "of"
        && !(unit + 2..unit + 6).any(|at| {
            matches!(
                context.word(line, at),
                "workforce"
                    | "force"
                    | "population"
                    | "people"
                    | "adults"
                    | "workers"
                    | "households"
                    | "claims"
                    | "cases"
                    | "applications"
                    | "applicants"
            )
        })
}

/// Whether the clause of an economy says that it grows or shrinks: "The economy is 40 percent oil" does not.
fn grows(reading: &Reading, cue: Cue) -> bool {
    let Reading {
        context,
        line,
        unit,
        ..
    } = *reading;
    let from = cue.from.min(unit).saturating_sub(CLAUSE / 2);
    (from..cue.to.max(unit) + CLAUSE / 2).any(|at| {
        ["rise", "fall", "growth"]
            .iter()
            .any(|list| context.lists.has(list, context.word(line, at)))
    })
}

/// The rate that a cue names, with the words that say which it is: "youth unemployment rate".
pub(super) fn rate_named(reading: &Reading, cue: Cue) -> String {
    let Reading { context, line, .. } = *reading;
    let units = &context.discourse.lines[line].units;
    let says_which = |at: &usize| {
        units[*at].kind == UnitKind::Word
            && context
                .syntax(line, *at)
                .is_some_and(|s| matches!(s.upos, Upos::Adj | Upos::Noun))
    };
    let from = (cue.from.saturating_sub(NAMED_BY)..cue.from)
        .rev()
        .take_while(says_which)
        .last()
        .unwrap_or(cue.from);
    context
        .discourse
        .words(units[from].span.cover(units[cue.to - 1].span))
        .to_owned()
}

#[cfg(test)]
mod tests {
    use crate::figures::testing::told;
    use entente_model::{Bound, Indicator, Measure};

    #[test]
    fn what_an_economy_shrinks_by_is_its_growth() {
        let of = |text: &str| {
            told(text)
                .into_iter()
                .filter(|f| f.0 == Indicator::Gdp)
                .map(|f| (f.1, f.2, f.3, f.4))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            of("The economy of Chad is expected to shrink by as much as 12 percent in 2025."),
            [(Measure::Growth, -12.0, Bound::AtMost, "Chad".to_owned())]
        );
        assert_eq!(
            of("Growth of Kenya's economy may slow to at least 3 percent next year."),
            [(Measure::Growth, 3.0, Bound::AtLeast, "Kenya".to_owned())]
        );
        assert_eq!(
            of("The economy of Angola is 40 percent dependent on oil."),
            []
        );
    }

    #[test]
    fn rates_are_levels_or_shares_of_their_own() {
        let of = |text: &str| {
            told(text)
                .into_iter()
                .filter(|f| f.0 == Indicator::Other)
                .map(|f| (f.1, f.2, f.4))
                .collect::<Vec<_>>()
        };
        let chad = || "Chad".to_owned();
        assert_eq!(
            of("Inflation in Chad rose to 9 percent while unemployment stands at 20 percent."),
            [
                (Measure::Level, 9.0, chad()),
                (Measure::Share, 20.0, chad())
            ]
        );
        assert_eq!(
            of("Chad has a literacy rate of 27 percent."),
            [(Measure::Share, 27.0, chad())]
        );
    }
}
