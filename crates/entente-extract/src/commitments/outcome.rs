//! What is to be reached, and by when: the form of a commitment, its number and its day.

use entente_model::{
    CommitmentForm, Edtf, Figure, Indicator, Measure, QuantityKind, Span, TimexType,
};

use super::Trigger;
use crate::context::Context;
use crate::mentions::UnitKind;

/// The form that a commitment has by what introduces it: a share to be reached by a date is a
/// target, whatever introduces it; what is launched or signed is planned.
pub(super) fn form(
    trigger: Trigger,
    begins: bool,
    aim: bool,
    target: Option<&Figure>,
    due: Option<&Edtf>,
) -> CommitmentForm {
    let share = target.is_some_and(|t| t.unit == "percent") && due.is_some();
    match trigger {
        Trigger::Target => CommitmentForm::Target,
        // "is set to double to $2 billion by 2030"
        Trigger::Set if target.is_some() && due.is_some() => CommitmentForm::Target,
        Trigger::Policy => CommitmentForm::Policy,
        Trigger::Terms if target.is_none() => CommitmentForm::Plan,
        _ if share => CommitmentForm::Target,
        Trigger::Plan | Trigger::Set | Trigger::Launch | Trigger::Bullet | Trigger::Thing => {
            CommitmentForm::Plan
        }
        Trigger::Noun if aim => CommitmentForm::Target,
        Trigger::Will | Trigger::Would if begins => CommitmentForm::Plan,
        Trigger::Announce if target.is_none() => CommitmentForm::Plan,
        _ => CommitmentForm::Pledge,
    }
}

/// By when: the last time in the content that "by", "in" or "until" governs, or that stands by
/// itself ("this year"); a date behind "the next three years" is that of their end.
pub(super) fn due(context: &Context, line: usize, from: usize, end: usize) -> Option<Edtf> {
    let units = &context.discourse.lines[line].units;
    (from..end).rev().find_map(|at| {
        let UnitKind::Time(t) = units[at].kind else {
            return None;
        };
        let before = at.checked_sub(1).map_or("", |b| units[b].lower.as_str());
        let before = if before == "the" {
            at.checked_sub(2).map_or("", |b| units[b].lower.as_str())
        } else {
            before
        };
        let governed = matches!(
            before,
            "by" | "in"
                | "until"
                | "before"
                | "during"
                | "through"
                | "over"
                | "on"
                | "from"
                | "starting"
                | "within"
                | "to"
        );
        let bare = ["this", "next", "later"]
            .iter()
            .any(|w| units[at].lower.starts_with(w));
        if !governed && !bare {
            return None;
        }
        let time = &context.discourse.analysis.times[t];
        match time.kind {
            // "over the next decade": up to the end of as many years.
            TimexType::Date
                if time
                    .edtf
                    .as_ref()
                    .is_some_and(|d| d.as_str().ends_with('X')) =>
            {
                let decade = units[at].lower.contains("decade") && units[at].lower.contains("next");
                let from = context.published.as_ref().filter(|_| decade);
                from.and_then(|p| later(p, "P10Y"))
                    .or_else(|| time.edtf.clone())
            }
            TimexType::Date => time.edtf.clone(),
            // "within two years", told on the day of the text; behind another day it runs from that.
            TimexType::Duration
                if matches!(before, "within" | "over")
                    && time.edtf.is_none()
                    && !dated_before(context, line, at) =>
            {
                later(context.published.as_ref()?, &time.value)
                    .filter(|_| before == "within" || time.value.ends_with('Y'))
            }
            TimexType::Duration => {
                let end = time.edtf.as_ref()?.as_str().rsplit('/').next()?.to_owned();
                Edtf::parse(end.get(..4)?).ok()
            }
            _ => None,
        }
    })
}

/// Whether a day is told before a unit of its sentence.
fn dated_before(context: &Context, line: usize, at: usize) -> bool {
    context.discourse.lines[line].units[..at].iter().any(|u| {
        matches!(u.kind, UnitKind::Time(t)
            if context.discourse.analysis.times[t].kind == TimexType::Date
                && context.discourse.analysis.times[t].edtf.as_ref().is_some_and(|d| d.as_str().len() > 4))
    })
}

/// The year, or of months and days the month, that is reached so long after a day: `P2Y`, `P6M`,
/// `P90D`.
fn later(day: &Edtf, duration: &str) -> Option<Edtf> {
    let text = day.as_str();
    let year: i32 = text.get(..4)?.parse().ok()?;
    let number: i32 = duration
        .get(1..duration.len().checked_sub(1)?)?
        .parse()
        .ok()?;
    let month: Option<i32> = text.get(5..7).and_then(|m| m.parse().ok());
    let told = match (duration.starts_with('P'), duration.chars().last()?, month) {
        (true, 'Y', _) => format!("{:04}", year + number),
        (true, 'M', Some(month)) => {
            let months = year * 12 + month - 1 + number;
            format!(
                "{:04}-{:02}",
                months.div_euclid(12),
                months.rem_euclid(12) + 1
            )
        }
        (true, 'D', Some(month)) => {
            let day: i32 = text.get(8..10).and_then(|d| d.parse().ok()).unwrap_or(1);
            let months = year * 12 + month - 1 + (day - 1 + number) / 30;
            format!(
                "{:04}-{:02}",
                months.div_euclid(12),
                months.rem_euclid(12) + 1
            )
        }
        _ => return None,
    };
    Edtf::parse(&told).ok()
}

/// By when, where the sentence that opens what follows says so: "The parties will act by 14 May:".
pub(super) fn by_heading(context: &Context, line: usize) -> Option<Edtf> {
    let lines = &context.discourse.lines;
    let above = (line.saturating_sub(HEADED)..line)
        .rev()
        .find(|&l| lines[l].units.last().is_some_and(|u| u.lower == ":"))?;
    by(context, above, 0)
}

/// How many sentences behind one that ends with a colon go on from it.
const HEADED: usize = 4;

/// A day without a year that lies months before the text is that of the year after: "will meet on 3
/// March", told in December.
pub(super) fn ahead(context: &Context, due: Edtf, what: Span) -> Edtf {
    let months = |day: &Edtf| {
        let text = day.as_str();
        let year: i32 = text.get(..4)?.parse().ok()?;
        let month: i32 = text.get(5..7)?.parse().ok()?;
        Some(year * 12 + month)
    };
    let early = matches!(due.as_str().len(), 7 | 10)
        && context
            .published
            .as_ref()
            .and_then(months)
            .zip(months(&due))
            .is_some_and(|(now, then)| now - then > 4);
    let year = due.as_str().get(..4).unwrap_or_default();
    let told = context.discourse.words(what).contains(year);
    if !early || told {
        return due;
    }
    let later = year
        .parse::<i32>()
        .ok()
        .map(|y| format!("{:04}{}", y + 1, &due.as_str()[4..]));
    later
        .and_then(|text| Edtf::parse(&text).ok())
        .unwrap_or(due)
}

/// By when, where that stands behind the content: "…, all by 2028".
pub(super) fn by(context: &Context, line: usize, end: usize) -> Option<Edtf> {
    let units = &context.discourse.lines[line].units;
    let reach = units.len().min(end + 20);
    (end + 1..reach).find_map(|at| match units[at].kind {
        UnitKind::Time(t) if units[at - 1].lower == "by" => {
            context.discourse.analysis.times[t].edtf.clone()
        }
        _ => None,
    })
}

/// The number to be reached, where the content has one with a unit of its own.
pub(super) fn target(
    context: &Context,
    line: usize,
    from: usize,
    end: usize,
    due: Option<&Edtf>,
) -> Option<Figure> {
    let units = &context.discourse.lines[line].units;
    let (at, quantity) = (from..end).find_map(|at| match units[at].kind {
        UnitKind::Quantity(q) => {
            let quantity = &context.discourse.analysis.quantities[q];
            let named = matches!(
                quantity.kind,
                QuantityKind::Money
                    | QuantityKind::Percent
                    | QuantityKind::PercentagePoint
                    | QuantityKind::Measure
            ) || quantity.kind == QuantityKind::Number
                && quantity.value > 0.0
                && (quantity
                    .of
                    .is_some_and(|of| !context.lists.has("uncounted", last_word(context, of)))
                    // "20,000 more police officers"
                    || at + 1 < end
                        && matches!(context.word(line, at + 1), "more" | "new" | "further" | "extra"));
            named.then_some((at, quantity))
        }
        _ => None,
    })?;
    let has = |list: &str| (from..end).any(|at| context.lists.has(list, context.word(line, at)));
    let percent = quantity.kind == QuantityKind::Percent;
    let share = percent && context.word(line, at + 1) == "of";
    let (indicator, measure) = if quantity.kind == QuantityKind::PercentagePoint {
        (Indicator::Tariff, Measure::Change)
    } else if share {
        (Indicator::Other, Measure::Share)
    } else if percent && has("growth") {
        (Indicator::Gdp, Measure::Growth)
    } else if percent && (from..end).any(|at| context.word(line, at).starts_with("tariff")) {
        (Indicator::Tariff, Measure::Level)
    } else {
        (Indicator::Other, Measure::Level)
    };
    let falls = measure == Measure::Change && (has("fall") || has("cuts"));
    Some(Figure {
        indicator,
        measure,
        subject: None,
        partner: None,
        value: if falls {
            -quantity.value
        } else {
            quantity.value
        },
        unit: quantity.unit.clone(),
        period: due.cloned(),
        bound: quantity.bound,
        scope: quantity.of.map(|of| context.discourse.words(of).to_owned()),
    })
}

/// The last word of a phrase.
fn last_word<'t>(context: &Context<'t>, span: Span) -> &'t str {
    let words = context.discourse.words(span);
    words.rsplit([' ', '\n']).next().unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use crate::tests::claims_of;
    use entente_model::ClaimBody;

    #[test]
    fn a_day_above_a_colon_is_that_of_what_follows() {
        let (_, claims) = claims_of(
            "Kenya and Chad agreed on tariffs and will act by 14 May 2026:\n\nKenya will suspend 24 \
             percentage points of its tariff on cotton from Chad.",
        );
        let due: Vec<&str> = claims
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Commitment(c) => c.due.as_ref().map(entente_model::Edtf::as_str),
                _ => None,
            })
            .collect();
        assert!(due.contains(&"2026-05-14"), "{due:?}");
    }

    #[test]
    fn years_from_the_day_of_the_text_end_in_a_year() {
        let (_, claims) =
            claims_of("Kenya will open an embassy in Chad within two years under the treaty.");
        let due: Vec<&str> = claims
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Commitment(c) => c.due.as_ref().map(entente_model::Edtf::as_str),
                _ => None,
            })
            .collect();
        assert_eq!(due, ["2027"]);
    }
}
