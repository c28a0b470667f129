//! Lists of names with a number each: "China with $8 billion, India with $3 billion and Togo ($1 billion)".
//!
//! What such numbers measure and whose they are was said before the list; each is of the name that stands
//! right before it. Who "followed" whom has the place behind.

use entente_model::{Bound, Entity, EntityType, Figure, Measure, QuantityKind};

use super::earlier::Last;
use super::measure::set_value;
use super::ranks::{rank_of, rank_parties};
use super::reading::Reading;
use crate::mentions::{Reference, UnitKind};

/// How many words stand at most between a name of a list and its number.
const JOINED: usize = 4;

/// Whose a number of a list is, where the sentence has another such number of another.
pub(super) fn own_name(reading: &Reading) -> Option<Entity> {
    let own = name_before(reading, reading.unit)?;
    let quantities = &reading.context.discourse.analysis.quantities;
    let listed = reading.quantities.iter().any(|&(q, unit)| {
        unit != reading.unit
            && quantities[q].unit == reading.quantity.unit
            && quantities[q].kind == reading.quantity.kind
            && name_before(reading, unit).is_some_and(|other| other.key() != own.key())
    });
    listed.then_some(own)
}

/// The name right before a number, joined to it by no more than "with", "at", "for" or a bracket.
fn name_before(reading: &Reading, unit: usize) -> Option<Entity> {
    let discourse = reading.context.discourse;
    let units = &discourse.lines[reading.line].units;
    let mut joined = false;
    for at in (unit.saturating_sub(JOINED)..unit).rev() {
        match units[at].lower.as_str() {
            "with" | "at" | "for" | "(" | ":" | "–" => joined = true,
            "," | "accounts" | "account" | "accounted" | "accounting" | "contributed"
            | "contributing" | "a" | "another" | "total" | "share" | "of" => {}
            _ => {
                let UnitKind::Mention(m) = units[at].kind else {
                    return None;
                };
                let mention = &discourse.mentions[m];
                let named = joined
                    && mention.entities.len() == 1
                    && !matches!(mention.reference, Reference::Adjective | Reference::Pronoun);
                return discourse
                    .named_at(
                        &units[at],
                        &[EntityType::State, EntityType::Org, EntityType::Place],
                    )
                    .filter(|_| named)
                    .cloned();
            }
        }
    }
    None
}

/// A number of a list as the one of the list before it was, or as what the list opens with says:
/// "Kenya's largest partners are China, with $8 billion, …".
pub(super) fn listed(
    reading: &Reading,
    own: &Entity,
    measure: Measure,
) -> Option<(usize, Vec<Figure>)> {
    let Reading {
        context,
        line,
        unit,
        quantity,
        last,
        cues,
        rules,
        ..
    } = *reading;
    let same = |l: &&Last| {
        l.line == line
            && l.unit < unit
            && l.figure.unit == quantity.unit
            && l.figure.measure != Measure::Rank
            && !cues.iter().any(|c| {
                let rule = &rules.rules[c.rule];
                c.from > l.unit
                    && c.to <= unit
                    && rule.indicator != l.figure.indicator
                    && rule.kinds.contains(&quantity.kind)
            })
    };
    if let Some(last) = last.filter(same)
        && name_before(reading, last.unit).is_some_and(|before| before.key() != own.key())
    {
        let mut figure = last.figure.clone();
        let measure = last.figure.measure;
        set_value(&mut figure, quantity, measure, context, line, unit);
        if figure.partner.is_some() {
            figure.partner = Some(own.clone());
        } else {
            figure.subject = Some(own.clone());
        }
        return Some((last.rule, with_place(reading, figure)));
    }
    // "Kenya's largest trading partners are China, with …"
    let cue = cues.iter().rev().find(|c| {
        let rule = &rules.rules[c.rule];
        c.to <= unit && rule.kinds == [QuantityKind::Ordinal]
    })?;
    let rule = &rules.rules[cue.rule];
    let mut figure = Figure {
        indicator: rule.indicator,
        measure: Measure::Rank,
        subject: None,
        partner: None,
        value: quantity.value,
        unit: quantity.unit.clone(),
        period: None,
        bound: Bound::Equal,
        scope: rule.scope.clone(),
    };
    rank_parties(context, rule, line, *cue, unit, &mut figure);
    figure.subject = figure.subject.filter(|s| s.key() != own.key());
    figure.subject.as_ref()?;
    figure.partner = Some(own.clone());
    let measure = match measure {
        // "the main markets were Chad (30 percent) and Togo (20 percent)"
        Measure::Level if quantity.unit == "percent" => Measure::Share,
        other => other,
    };
    set_value(&mut figure, quantity, measure, context, line, unit);
    figure.period = reading.period();
    Some((cue.rule, vec![figure]))
}

/// A figure, and the place of whom it is about where they "followed" the first.
pub(super) fn with_place(reading: &Reading, figure: Figure) -> Vec<Figure> {
    match place(reading) {
        Some(place) if figure.measure == Measure::Level && figure.partner.is_some() => {
            let rank = rank_of(&figure, place);
            vec![figure, rank]
        }
        _ => vec![figure],
    }
}

/// "Togo led with $9 million, followed by Chad with $2 million and Mali with $1 million": second, third.
fn place(reading: &Reading) -> Option<f64> {
    let units = &reading.context.discourse.lines[reading.line].units;
    let followed = units[..reading.unit]
        .iter()
        .position(|u| u.lower == "followed")?;
    let first = units[..followed].iter().any(|u| {
        matches!(
            u.lower.as_str(),
            "led" | "leads" | "topped" | "tops" | "largest" | "biggest" | "top" | "first" | "main"
        )
    });
    let known = &reading.context.discourse.analysis.quantities;
    let behind = reading
        .quantities
        .iter()
        .filter(|&&(q, unit)| {
            unit > followed && unit <= reading.unit && known[q].unit == reading.quantity.unit
        })
        .count();
    #[expect(clippy::cast_precision_loss, reason = "a few names")]
    first.then_some(1.0 + behind as f64)
}

#[cfg(test)]
mod tests {
    use crate::figures::testing::{side, sides};
    use entente_model::Indicator;

    #[test]
    fn each_number_of_a_list_is_of_the_name_before_it() {
        use Indicator::{Exports, Trade};
        assert_eq!(
            sides(
                "Chad took 38 percent of Angola's exports in 2023, Togo accounted for 10 percent and \
                 Mali for 7 percent."
            ),
            [
                side(Exports, 7.0, "Angola", "Mali", "2023"),
                side(Exports, 10.0, "Angola", "Togo", "2023"),
                side(Exports, 38.0, "Angola", "Chad", "2023"),
            ]
        );
        let found = sides(
            "Trade between Chad and Mali reached $9 million in 2024, with Chad's exports at $5 million.",
        );
        assert_eq!(
            found,
            [
                side(Exports, 5e6, "Chad", "Mali", "2024"),
                side(Trade, 9e6, "Chad", "Mali", "2024"),
            ]
        );
        let partners = sides(
            "Kenya's main trading partners are Chad, with $8 billion, and Togo, with $3 billion.",
        );
        assert!(partners.contains(&side(Trade, 8e9, "Kenya", "Chad", "")));
        assert!(partners.contains(&side(Trade, 3e9, "Kenya", "Togo", "")));
    }

    #[test]
    fn who_followed_the_first_is_second_and_third() {
        let found = sides(
            "Togo led investment in Kenya with $9 million, followed by Chad with $2 million and Mali \
             with $1 million.",
        );
        let places: Vec<(f64, &str)> = found
            .iter()
            .filter(|f| f.1 < 10.0)
            .map(|f| (f.1, f.3.as_str()))
            .collect();
        assert_eq!(places, [(1.0, "Togo"), (2.0, "Chad"), (3.0, "Mali")]);
    }
}
