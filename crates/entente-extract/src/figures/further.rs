//! Numbers that go on from one that no indicator names: the same things at another's, what was before, some
//! of those counted, and the ends of a range.

use entente_language::Upos;
use entente_model::{
    Bound, ClaimBody, Edtf, EntityType, Figure, Measure, Quantity, QuantityKind, Span,
};

use super::earlier::before_now;
use super::period::{dated_behind, period};
use crate::context::Context;
use crate::judge::Candidate;

/// "has 1,500 troops in Chad, 600 in Mali and 350 in Togo": the same things at another's.
pub(super) fn elsewhere(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
    before: &Candidate,
) -> Option<Candidate> {
    let ClaimBody::Figure(figure) = &before.claim.body else {
        return None;
    };
    let units = &context.discourse.lines[line].units;
    let joined = matches!(context.word(line, unit.wrapping_sub(1)), "and" | ",");
    let bare = quantity.kind == QuantityKind::Number
        && quantity.of.is_none()
        && figure.unit == quantity.unit
        && figure
            .partner
            .as_ref()
            .is_some_and(|p| p.kind == EntityType::State);
    let preposition = units.get(unit + 1).map(|u| u.lower.as_str())?;
    let name = context
        .discourse
        .named_at(units.get(unit + 2)?, &[EntityType::State])
        .filter(|_| joined && bare && matches!(preposition, "in" | "to" | "from"))?;
    let other = figure
        .subject
        .as_ref()
        .is_none_or(|s| s.key() != name.key());
    other.then(|| {
        let mut new = before.clone();
        new.claim.body = ClaimBody::Figure(Figure {
            value: quantity.value,
            bound: quantity.bound,
            partner: Some(name.clone()),
            ..figure.clone()
        });
        new.at = quantity.span;
        new
    })
}

/// "40 nations have signed the treaty, only 17 have ratified it", "two million refugees, down from three
/// million": the noun is that of the number before.
pub(super) fn of_same_noun(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
    ranges: &[(Span, Edtf)],
    before: &Candidate,
) -> Option<Candidate> {
    let ClaimBody::Figure(figure) = &before.claim.body else {
        return None;
    };
    let verb = context
        .syntax(line, unit + 1)
        .is_some_and(|s| matches!(s.upos, Upos::Verb | Upos::Aux));
    let counts = quantity.kind == QuantityKind::Number
        && quantity.of.is_none()
        && figure.unit == "count"
        && figure.measure == Measure::Level
        && before.claim.evidence == context.discourse.lines[line].span;
    let clause = matches!(
        context.word(line, unit.wrapping_sub(1)),
        "only" | "," | "and" | "but" | "just" | "while" | "another" | "about" | "some"
    );
    let was = before_now(context, line, unit);
    (counts && (was || verb && clause)).then(|| {
        let mut new = before.clone();
        let period = if was {
            period(context, line, unit, false, ranges).filter(|_| dated_behind(context, line, unit))
        } else {
            figure.period.clone()
        };
        new.claim.body = ClaimBody::Figure(Figure {
            value: quantity.value,
            bound: quantity.bound,
            period,
            ..figure.clone()
        });
        new.at = quantity.span;
        new
    })
}

/// The ends of a range: "between 3,000 and 4,000 troops".
pub(super) fn range_of(quantity: &Quantity) -> Option<(f64, f64)> {
    let range = quantity.low.zip(quantity.high)?;
    (range.1 > range.0 && matches!(quantity.bound, Bound::Equal | Bound::About)).then_some(range)
}

/// A range as two claims: at least the one, at most the other.
pub(super) fn ends(candidate: &Candidate, low: f64, high: f64) -> Vec<Candidate> {
    [(low, Bound::AtLeast), (high, Bound::AtMost)]
        .into_iter()
        .map(|(value, bound)| {
            let mut end = candidate.clone();
            if let ClaimBody::Figure(figure) = &mut end.claim.body {
                figure.value = value;
                figure.bound = bound;
            }
            end
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::figures::testing::{side, sides};
    use entente_model::Indicator;

    #[test]
    fn a_range_has_two_ends_and_what_was_counts_the_same() {
        let kenya = |value, period| side(Indicator::Other, value, "Kenya", "Somalia", period);
        assert_eq!(
            sides("Kenya keeps between 3,000 and 4,000 troops in Somalia."),
            [kenya(3000.0, ""), kenya(4000.0, "")]
        );
        assert_eq!(
            sides("Kenya hosts two million Somali refugees, down from three million in 2012."),
            [
                side(Indicator::Residents, 2e6, "Kenya", "Somalia", ""),
                side(Indicator::Residents, 3e6, "Kenya", "Somalia", "2012"),
            ]
        );
    }

    #[test]
    fn troops_are_in_one_state_and_more_in_the_next() {
        let found = sides("Kenya has 1,500 troops in Chad, 600 in Mali and 350 in Togo.");
        let hosts: Vec<(f64, &str, &str)> = found
            .iter()
            .map(|f| (f.1, f.2.as_str(), f.3.as_str()))
            .collect();
        assert_eq!(
            hosts,
            [
                (350.0, "Kenya", "Togo"),
                (600.0, "Kenya", "Mali"),
                (1500.0, "Kenya", "Chad")
            ]
        );
    }
}
