//! Which quantities of a sentence may be figures at all, and whether what they tell is or will be.
//!
//! Numbers inside names, ages, targets and sums told again in another currency are none.

use entente_language::Upos;
use entente_model::{EntityType, Quantity, QuantityKind, Span, Status};

use super::measure::{OF_LARGEST, of_largest};
use crate::context::Context;
use crate::mentions::{Reference, UnitKind};

/// Whether a number is that of all among whom something is ranked: "third among 40 countries",
/// "46th out of 115".
pub(super) fn is_whole(context: &Context, line: usize, unit: usize) -> bool {
    let word = |back: usize| {
        unit.checked_sub(back)
            .map_or("", |at| context.word(line, at))
    };
    let opener = matches!(word(1), "among" | "amongst")
        || matches!(word(1), "all" | "the") && matches!(word(2), "among" | "amongst")
        || word(1) == "of" && word(2) == "out";
    opener
        && (unit.saturating_sub(5)..unit).any(|at| {
            // "came last among 180 countries"
            if matches!(context.word(line, at), "last" | "bottom" | "first" | "top") {
                return true;
            }
            let UnitKind::Quantity(q) = context.discourse.lines[line].units[at].kind else {
                return false;
            };
            context.discourse.analysis.quantities[q].kind == QuantityKind::Ordinal
        })
}

/// Whether a number is one of a ratio: "four in ten", "three out of five".
pub(super) fn is_ratio(context: &Context, line: usize, unit: usize) -> bool {
    let units = &context.discourse.lines[line].units;
    let small = |at: usize| match units.get(at).map(|u| u.kind) {
        Some(UnitKind::Quantity(q)) => {
            let quantity = &context.discourse.analysis.quantities[q];
            quantity.kind == QuantityKind::Number && quantity.value <= 100.0
        }
        _ => false,
    };
    let joined = |at: usize| {
        matches!(context.word(line, at), "in") && small(at.wrapping_sub(1)) && small(at + 1)
    };
    joined(unit + 1) || unit > 1 && joined(unit - 1)
}

/// Whether a number is somebody's age: "aged 17", "ranging in age from eleven to 75".
pub(super) fn is_age(context: &Context, line: usize, unit: usize) -> bool {
    let told = (unit.saturating_sub(4)..unit)
        .any(|at| matches!(context.word(line, at), "age" | "aged" | "ages"));
    told || is_age_of_named(context, line, unit)
}

/// Whether a number is the age of whoever is named before it: "Amina Wanjiru, 32, had been unarmed".
fn is_age_of_named(context: &Context, line: usize, unit: usize) -> bool {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let (Some(name), Some(close)) = (unit.checked_sub(2), units.get(unit + 1)) else {
        return false;
    };
    let apart = match units[unit - 1].lower.as_str() {
        "," => matches!(close.lower.as_str(), "," | "." | ";"),
        "(" => close.lower == ")",
        _ => false,
    };
    let words = discourse.words(units[unit].span);
    let years = words.len() <= 2 && words.chars().all(|c| c.is_ascii_digit());
    let person = match units[name].kind {
        UnitKind::Mention(m) => discourse
            .entities_of(m)
            .all(|e| e.kind == EntityType::Person),
        // A family name that the text gives nowhere else.
        UnitKind::Word => discourse
            .words(units[name].span)
            .starts_with(char::is_uppercase),
        _ => false,
    };
    apart && years && person
}

/// Whether a quantity is a mark of something else: the "(7)" that an item of a list begins with, the
/// generation of a network, "5G", how many parties talks have, or how often something was done.
fn is_mark(context: &Context, quantity: &Quantity) -> bool {
    let text = context.discourse.text;
    let words = context.discourse.words(quantity.span);
    let (before, after) = (&text[..quantity.span.start], &text[quantity.span.end..]);
    let item = after.starts_with(')')
        && before.strip_suffix('(').is_some_and(|rest| {
            rest.is_empty() || rest.ends_with('\n') || rest.trim_end().ends_with([';', ':', '.'])
        });
    let generation = matches!(words, "2G" | "3G" | "4G" | "5G" | "6G")
        || matches!(words, "2" | "3" | "4" | "5" | "6")
            && after.starts_with('G')
            && !after[1..].starts_with(char::is_alphanumeric);
    // "the six-party talks"; "met twice" counts no delegates.
    let parties = after.starts_with("-party");
    let repeated = words.eq_ignore_ascii_case("twice")
        && !["as", "the", "that", "its", "what", "their"]
            .iter()
            .any(|next| after.trim_start().starts_with(next));
    item || generation || parties || repeated
}

/// The quantities of a sentence, with the unit that each starts in.
pub(super) fn quantities_of(context: &Context, line: usize) -> Vec<(usize, usize)> {
    let sentence = &context.discourse.lines[line];
    let quantities = &context.discourse.analysis.quantities;
    let from = quantities.partition_point(|q| q.span.start < sentence.span.start);
    let mut found: Vec<(usize, usize)> = quantities[from..]
        .iter()
        .take_while(|q| q.span.start < sentence.span.end)
        .enumerate()
        .filter(|&(i, q)| !is_told_again(context, from + i, q))
        .filter_map(|(i, q)| {
            let unit = sentence
                .units
                .iter()
                .position(|u| u.span.overlaps(q.span))?;
            // Numbers inside names ("Resolution 59", "Group of 77") are no figures, and neither are
            // "the two countries" and what stands behind "UNSCR".
            let numbered = unit > 0
                && context
                    .lists
                    .has("numbered", &sentence.units[unit - 1].lower);
            match sentence.units[unit].kind {
                _ if numbered || is_vague(context, q) || is_mark(context, q) => None,
                UnitKind::Mention(m)
                    if (sentence.units[unit].span.contains(q.span)
                        // "Resolution 59 marks a shift": no sum in marks
                        || sentence.units[unit].span.start < q.span.start)
                        && (context.discourse.mentions[m].reference == Reference::Name
                            || context.discourse.mentions[m].entities.len() > 1) =>
                {
                    None
                }
                _ => Some((from + i, unit)),
            }
        })
        .collect();
    // "among the 15 countries with the largest exports": the 15 are the rank.
    let several: Vec<usize> = found
        .iter()
        .filter(|&&(_, unit)| of_largest(context, line, unit))
        .map(|&(_, unit)| unit)
        .collect();
    found.retain(|&(q, unit)| {
        quantities[q].kind != QuantityKind::Ordinal
            || !several.iter().any(|&n| n < unit && unit - n <= OF_LARGEST)
    });
    found
}

/// Whether a quantity says no number: "several thousand jobs", "a few hundred".
fn is_vague(context: &Context, quantity: &Quantity) -> bool {
    let text = context.discourse.text;
    let words = context.discourse.words(quantity.span).to_lowercase();
    let before = text[..quantity.span.start].trim_end();
    ["several", "many", "few"].iter().any(|vague| {
        words.starts_with(vague)
            || words.starts_with(&format!("a {vague}"))
            || before
                .rsplit(|c: char| !c.is_alphabetic())
                .next()
                .is_some_and(|last| last.eq_ignore_ascii_case(vague))
    })
}

/// Whether the verb right before a number tells of another harm than death or wounds.
pub(super) fn is_of_other_harm(context: &Context, line: usize, unit: usize) -> bool {
    let units = &context.discourse.lines[line].units;
    units[unit.saturating_sub(3)..unit]
        .iter()
        .rev()
        .take_while(|u| !matches!(u.lower.as_str(), "and" | "," | ";"))
        .any(|u| context.lists.has("other-harm", &u.lower))
}

/// Whether a length, area or weight is told in units of science right before or behind: "500 miles
/// (800 km)"; or a sum in the currency of another right before: "3 trillion yuan ($430 billion)".
fn is_told_again(context: &Context, at: usize, quantity: &Quantity) -> bool {
    if quantity.kind == QuantityKind::Money
        && let Some(before) = at
            .checked_sub(1)
            .map(|i| &context.discourse.analysis.quantities[i])
        && before.kind == QuantityKind::Money
        && before.unit != quantity.unit
        && before.span.end < quantity.span.start
    {
        let gap = context
            .discourse
            .words(Span::new(before.span.end, quantity.span.start))
            .trim();
        if matches!(
            gap,
            "(" | "(about" | "(around" | "(approximately" | "(some" | "(nearly" | "(or" | ", or"
        ) {
            return true;
        }
    }
    const CUSTOMARY: [&str; 12] = [
        "mi", "ft", "yd", "in", "acre", "lb", "oz", "gal", "nmi", "sqmi", "mi2", "ft2",
    ];
    let quantities = &context.discourse.analysis.quantities;
    let beside = |other: Option<&Quantity>| {
        other.is_some_and(|o| {
            let gap = if o.span.start < quantity.span.start {
                Span::new(o.span.end, quantity.span.start)
            } else {
                Span::new(quantity.span.end, o.span.start)
            };
            o.kind == QuantityKind::Measure
                && !CUSTOMARY.contains(&o.unit.as_str())
                && gap.len() <= 3
                && context.discourse.words(gap).contains('(')
        })
    };
    quantity.kind == QuantityKind::Measure
        && CUSTOMARY.contains(&quantity.unit.as_str())
        && (beside(quantities.get(at + 1)) || at > 0 && beside(quantities.get(at - 1)))
}

/// A forecast is possible; a plan is planned; what was is actual.
pub(super) fn forecast(context: &Context, line: usize, unit: usize) -> Status {
    let from = unit.saturating_sub(9);
    for at in (from..unit).rev() {
        let word = context.word(line, at);
        // "will leave Chad, where 13 soldiers died": what is told beside it has happened.
        if matches!(
            word,
            ";" | "while" | "and" | "where" | "who" | "which" | "since" | "after" | "but"
        ) {
            break;
        }
        if context.lists.has("forecast", word) {
            return Status::Possible;
        }
        if matches!(word, "will" | "shall") {
            // "the fund projects that the economy will grow"
            let foreseen = (at.saturating_sub(6)..at)
                .any(|before| context.lists.has("forecast", context.word(line, before)));
            return if foreseen {
                Status::Possible
            } else {
                Status::Planned
            };
        }
        // "$7 billion in May": the month is no auxiliary.
        let auxiliary = || context.syntax(line, at).is_none_or(|s| s.upos == Upos::Aux);
        if matches!(word, "could" | "may" | "might" | "would") && auxiliary() {
            return Status::Possible;
        }
    }
    Status::Actual
}

/// Whether the clause sets a target, which belongs to a commitment.
pub(super) fn in_target(context: &Context, line: usize, unit: usize) -> bool {
    let from = unit.saturating_sub(10);
    (from..unit)
        .rev()
        .take_while(|&at| !matches!(context.word(line, at), ";" | "while" | "but"))
        .any(|at| {
            let word = context.word(line, at);
            // "The sanctions target 35 officials": whom they hit.
            let hit = word.starts_with("target")
                && (from.saturating_sub(6)..unit)
                    .any(|b| matches!(context.word(line, b), "sanctions" | "measures"));
            context.lists.has("target", word) && !hit
        })
}

#[cfg(test)]
mod tests {
    use crate::figures::testing::figures;
    use entente_model::Indicator;

    #[test]
    fn numbers_of_texts_of_two_sides_and_of_other_harm_are_no_figures_of_the_cue() {
        let harm = "The conflict in Chad has killed 4,700 and displaced 900,000 people.";
        assert_eq!(
            figures(harm),
            [
                (Indicator::Killed, 4700.0),
                (Indicator::Displaced, 900_000.0)
            ]
        );
        let ratio = "Kenya and Chad signed a treaty. Four in ten Kenyans live near the border.";
        assert_eq!(figures(ratio), []);
        let numbered = "All members of the Security Council voted in favour of a ceasefire in Chad to \
                        ensure that UNSCR 2401 was kept.";
        assert_eq!(figures(numbered), []);
        let sides = "Kenya met Uganda. An agreement between the two countries came into effect, which \
                     helps Ugandan citizens living near the border.";
        assert_eq!(figures(sides), []);
    }
}
