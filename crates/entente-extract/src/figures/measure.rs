//! How a number measures: a level, a growth, a change, a share, a rank or a multiple; and the value,
//! unit and bound that follow from it.

use entente_model::{Bound, Figure, Indicator, Measure, Quantity, QuantityKind};

use super::indicator::of_output;
use crate::context::Context;
use crate::mentions::{Unit, UnitKind};

/// Sets what depends on the quantity and the measure.
pub(super) fn set_value(
    figure: &mut Figure,
    quantity: &Quantity,
    measure: Measure,
    context: &Context,
    line: usize,
    unit: usize,
) {
    figure.measure = measure;
    figure.value = quantity.value;
    figure.unit = match measure {
        Measure::Rank => "rank".to_owned(),
        Measure::Multiple => "times".to_owned(),
        _ => quantity.unit.clone(),
    };
    figure.bound = quantity.bound;
    // "a dispute over 131 villagers" is about them, no more than so many.
    if quantity.bound == Bound::Above
        && (context.discourse.words(quantity.span).to_lowercase()).starts_with("over ")
        && (unit.saturating_sub(4)..unit)
            .any(|at| context.lists.has("disputed-over", context.word(line, at)))
    {
        figure.bound = Bound::Equal;
    }
    if quantity.bound == Bound::AtMost && crept_up(context, line, unit) {
        figure.bound = Bound::Equal;
    }
    // "neared $2 billion"
    if quantity.bound == Bound::Equal
        && matches!(
            context.word(line, unit.wrapping_sub(1)),
            "neared" | "nearing" | "nears" | "approached" | "approaching" | "approaches"
        )
    {
        figure.bound = Bound::About;
    }
    if quantity.bound == Bound::Equal
        && matches!(measure, Measure::Level | Measure::Growth | Measure::Share)
        && matches!(
            context.word(line, unit.wrapping_sub(1)),
            "topped" | "topping" | "tops" | "crossed" | "crossing" | "passed" | "surpassed"
        )
    {
        figure.bound = Bound::Above;
    }
    if matches!(measure, Measure::Growth | Measure::Change) && falls(context, line, unit, quantity)
    {
        figure.value = -figure.value.abs();
    }
    if figure.indicator == Indicator::Chairmanships {
        figure.unit = "count".to_owned();
    }
    if figure.indicator == Indicator::Anniversary {
        figure.unit = "years".to_owned();
    }
    // "top 20", "among the 40 largest"
    let words = context.discourse.words(quantity.span);
    if measure == Measure::Rank
        && (context.word(line, unit.saturating_sub(1)) == "top"
            || among(words)
            || of_largest(context, line, unit))
    {
        figure.bound = Bound::AtMost;
    }
}

/// Whether "up to" tells how far something went: "edged up to 6 percent", not "may reach up to 6 percent".
fn crept_up(context: &Context, line: usize, unit: usize) -> bool {
    (unit.saturating_sub(2)..=unit).any(|at| {
        context.word(line, at) == "up"
            && matches!(
                context.word(line, at.wrapping_sub(1)),
                "edged"
                    | "ticked"
                    | "inched"
                    | "crept"
                    | "nudged"
                    | "moved"
                    | "went"
                    | "shot"
                    | "picked"
                    | "bumped"
                    | "pushed"
                    | "came"
            )
    })
}

/// Whether a rank is one of many: "top 20", "40 largest", not "4th largest" or "fourth-largest".
fn among(words: &str) -> bool {
    let words = words.to_lowercase();
    let rest = words.strip_prefix("top ").unwrap_or(&words);
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    words.starts_with("top ") || digits.len() < rest.len() && digits.starts_with(' ')
}

/// How far before a number the verb stands that says whether it rose or fell, words of bounds left out.
const MOVER: usize = 4;

/// Whether a growth or a change is one downwards, by the nearest word that says so.
fn falls(context: &Context, line: usize, unit: usize, quantity: &Quantity) -> bool {
    // "growth slowed to 3 percent", "5 percent in 2015, before slowing to 3 percent"
    if moved(context, line, unit, quantity)
        && (grown(context, line, unit) || slows(context, line, unit))
    {
        return false;
    }
    let mover = (0..unit)
        .rev()
        .filter(|&at| !bounds(context, line, at))
        .take(MOVER)
        .find_map(|at| {
            let word = context.word(line, at);
            let up = context.lists.has("rise", word);
            (up || context.lists.has("fall", word)).then_some(!up)
        });
    quantity.change == Some(entente_model::Change::Fall)
        || than_before(context, line, unit).unwrap_or(mover == Some(true))
}

/// Whether a word belongs to the bound of a number: "by as much as", "up to", "at least".
fn bounds(context: &Context, line: usize, at: usize) -> bool {
    match context.word(line, at) {
        "by" | "as" | "much" | "many" | "least" | "most" | "more" | "than" | "no" | "about"
        | "around" | "some" | "nearly" | "almost" | "an" | "estimated" | "over" => true,
        "at" => matches!(context.word(line, at + 1), "least" | "most"),
        "up" => context.word(line, at + 1) == "to",
        "to" => at > 0 && context.word(line, at - 1) == "up",
        _ => false,
    }
}

/// How the words around a quantity say that it measures.
pub(super) fn measure(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
) -> Option<Measure> {
    Some(match quantity.kind {
        QuantityKind::Percent => of_percents(context, line, unit, quantity),
        // "rose by 3 percentage points"
        QuantityKind::PercentagePoint => match of_percents(context, line, unit, quantity) {
            Measure::Growth => Measure::Change,
            other => other,
        },
        QuantityKind::Multiple => Measure::Multiple,
        QuantityKind::Ordinal => of_ordinal(context, line, unit, quantity)?,
        QuantityKind::Number => of_number(context, line, unit, quantity),
        QuantityKind::Money | QuantityKind::Measure => of_sum(context, line, unit, quantity),
        QuantityKind::Duration => Measure::Level,
    })
}

/// The four words before a number.
fn words_before<'a>(context: &'a Context, line: usize, unit: usize) -> Vec<&'a str> {
    (unit.saturating_sub(4)..unit)
        .map(|at| context.word(line, at))
        .collect()
}

/// The four words behind a number.
fn words_after<'a>(context: &'a Context, line: usize, unit: usize) -> Vec<&'a str> {
    (unit + 1..unit + 5)
        .map(|at| context.word(line, at))
        .collect()
}

/// Percents: a share, a growth, or a level ("rose to 40 percent").
fn of_percents(context: &Context, line: usize, unit: usize, quantity: &Quantity) -> Measure {
    let before = words_before(context, line, unit);
    let after = words_after(context, line, unit);
    let near = |words: &[&str], list: &str| words.iter().any(|w| context.lists.has(list, w));
    // "duties of up to 38 percent" tell no rise, "may grow by as much as" do.
    let movers: Vec<&str> = (0..unit)
        .rev()
        .filter(|&at| !bounds(context, line, at))
        .take(MOVER)
        .map(|at| context.word(line, at))
        .collect();
    // "faster than the 1.8 percent of 2023": of a time, and no part of anything
    let of_time = after[0] == "of"
        && context.discourse.lines[line]
            .units
            .get(unit + 2)
            .is_some_and(|u| matches!(u.kind, UnitKind::Time(_)));
    let share_after = matches!(after[0], "of" | "share") && !of_time;
    if quantity.change.is_some() && !share_after && !moved(context, line, unit, quantity) {
        Measure::Growth
    } else if of_output(context, line, unit) {
        // "raised its defence budget to 3 percent of GDP"
        Measure::Share
    } else if moved(context, line, unit, quantity) && !grown(context, line, unit) {
        // "tariffs drop from 50 to 10 percent", "rose to 40 percent"
        Measure::Level
    } else if share_after
        || near(&before, "share")
        || after.iter().take(2).any(|w| context.lists.has("share", w))
    {
        Measure::Share
    } else if near(&movers, "rise")
        || near(&movers, "fall")
        || matches!(
            after[0],
            "increase"
                | "rise"
                | "growth"
                | "drop"
                | "decline"
                | "decrease"
                | "fall"
                | "reduction"
                | "increment"
                | "jump"
                | "surge"
                | "gain"
                | "hike"
                | "expansion"
                | "slump"
                | "contraction"
                | "dip"
                | "plunge"
                | "slide"
                | "year-on-year"
                | "annually"
                | "higher"
                | "lower"
                | "more"
                | "less"
        )
        || near(&before, "growth")
        // "lifted exports by 28 percent"
        || before.last() == Some(&"by")
        // "12 percent above the year before"
        || (matches!(after[0], "above" | "below" | "up" | "down" | "over")
            || after[0].starts_with("more than ")
            || after[0].starts_with("less than "))
            && after[..].iter().flat_map(|w| w.split(' ')).any(|w| {
                matches!(
                    w,
                    "before" | "earlier" | "previous" | "preceding" | "level" | "levels"
                )
            })
    {
        Measure::Growth
    } else {
        Measure::Level
    }
}

/// An ordinal: a rank, or the count of an anniversary; else it measures nothing.
fn of_ordinal(context: &Context, line: usize, unit: usize, quantity: &Quantity) -> Option<Measure> {
    let before = words_before(context, line, unit);
    let after = words_after(context, line, unit);
    let words = context.discourse.words(quantity.span).to_lowercase();
    let superlative = after
        .iter()
        .take(2)
        .map(|w| w.trim_start_matches('-'))
        .chain(words.split([' ', '-']))
        .any(|w| context.lists.has("superlative", w));
    // "Chad is Kenya's first export market"
    let first_of = matches!(
        after[0],
        "export"
            | "import"
            | "trading"
            | "trade"
            | "foreign"
            | "destination"
            | "supplier"
            | "market"
    ) && after
        .iter()
        .take(3)
        .any(|w| context.lists.has("counterpart", w) && !w.ends_with('s'));
    let ranked = first_of
        || before
            .iter()
            .any(|w| matches!(*w, "rank" | "ranks" | "ranked" | "ranking"));
    // "a top priority"
    if after
        .iter()
        .take(2)
        .any(|w| context.lists.has("no-rank", w))
    {
        return None;
    }
    let one_of = (unit.saturating_sub(10)..unit)
        .any(|at| context.word(line, at) == "one" && context.word(line, at + 1) == "of");
    // "came third in Africa", "puts Kenya 8th on the continent", "from sixth place"
    let again = matches!(before.last(), Some(&("and" | ",")))
        && (unit.saturating_sub(8)..unit).any(|at| {
            let UnitKind::Quantity(q) = context.discourse.lines[line].units[at].kind else {
                return false;
            };
            context.discourse.analysis.quantities[q].kind == QuantityKind::Ordinal
        })
        && (unit.saturating_sub(12)..unit)
            .any(|at| context.lists.has("verb-rank", context.word(line, at)));
    let placed = again
        && matches!(
            after[0],
            "in" | "on" | "among" | "globally" | "worldwide" | "overall"
        )
        || matches!(after[0], "place" | "position" | "spot")
        || (matches!(
            after[0],
            "in" | "on" | "among" | "out" | "globally" | "worldwide" | "overall" | "for"
        )) && before.iter().any(|w| context.lists.has("verb-rank", w));
    if one_of && quantity.value < 2.0 {
        // "one of its largest partners": no place among them.
        None
    } else if superlative || ranked || placed || before.last() == Some(&"top") {
        Some(Measure::Rank)
    } else if after[0] == "anniversary"
        || after[0] == "birthday"
        // "chairs the bloc for the fifth time"
        || after[0] == "time" && before.last() == Some(&"the")
    {
        Some(Measure::Level)
    } else {
        None
    }
}

/// A bare number: a level, a change ("by 12"), or how many are ranked before the others ("top 20").
fn of_number(context: &Context, line: usize, unit: usize, quantity: &Quantity) -> Measure {
    let before = words_before(context, line, unit);
    let after = words_after(context, line, unit);
    // "the world's 40 largest economies", "top 20"
    let superlative = after
        .first()
        .is_some_and(|w| context.lists.has("superlative", w))
        || after
            .get(1)
            .is_some_and(|w| context.lists.has("superlative", w))
            && !matches!(after[0], "," | "of" | "and");
    let top = before.last() == Some(&"top");
    if top
        || of_largest(context, line, unit)
        || superlative
            && before
                .iter()
                .any(|w| matches!(*w, "among" | "'s" | "one" | "the" | "of"))
    {
        Measure::Rank
    } else if quantity.change.is_some() && before.last() == Some(&"by")
        || matches!(after[0], "more" | "fewer") && after[1] == "than"
        || matches!(after[0], "more than" | "fewer than" | "less than")
    {
        // "killed 5,600 people, a thousand more than in 2023"
        Measure::Change
    } else {
        Measure::Level
    }
}

/// How far behind the number of those ranked first stands the word that says by what.
pub(super) const OF_LARGEST: usize = 8;

/// How far before such a number stands that somebody is among so many.
const RANKED: usize = 14;

/// Whether so many are ranked before all others: "among the 15 countries with the largest inflows".
pub(super) fn of_largest(context: &Context, line: usize, unit: usize) -> bool {
    let word = |at: usize| context.word(line, unit + at);
    let ranked = (unit.saturating_sub(RANKED)..unit).any(|at| {
        matches!(
            context.word(line, at),
            "among" | "one" | "amongst" | "top" | "rank" | "ranks" | "ranked" | "belongs"
        )
    });
    ranked
        && context.lists.has("count-state", word(1))
        && (2..7).any(|at| {
            matches!(word(at), "with" | "that" | "which" | "having" | "receiving")
                && (at + 1..at + 4).any(|next| context.lists.has("superlative", word(next)))
        })
}

/// Money, lengths, weights: a level, or a change ("fell by $2 billion", "the $2 billion drop").
fn of_sum(context: &Context, line: usize, unit: usize, quantity: &Quantity) -> Measure {
    let before = words_before(context, line, unit);
    let after = words_after(context, line, unit);
    let near = |words: &[&str], list: &str| words.iter().any(|w| context.lists.has(list, w));
    // "fell by a record $2 billion", "the $2 billion drop"
    let by = before
        .iter()
        .rev()
        .take(3)
        .take_while(|w| !matches!(**w, "," | "to" | "from" | "and"))
        .any(|w| *w == "by")
        && !(unit.saturating_sub(3)..unit).any(|at| {
            matches!(
                context.discourse.lines[line].units[at].kind,
                UnitKind::Quantity(_)
            )
        })
        && (near(&before, "rise") || near(&before, "fall"));
    let noun = matches!(
        after[0],
        "drop" | "increase" | "decrease" | "decline" | "rise" | "fall"
    );
    // "$3 billion in 2024, up $200 million from 2023"
    let moves = matches!(before.last(), Some(&("up" | "down")))
        && matches!(
            after[0],
            "from" | "on" | "over" | "compared" | "since" | "," | "."
        );
    if by
        || noun
        || moves
        || than_before(context, line, unit).is_some()
        || quantity.change.is_some() && before.last() == Some(&"by")
    {
        Measure::Change
    } else {
        Measure::Level
    }
}

/// How far behind "$200 million less than" stands the time with which it is compared.
const COMPARED: usize = 6;

/// Whether "$200 million less than in 2023", "$200 million more than a year earlier" stands at a sum,
/// and if so, whether it is less.
fn than_before(context: &Context, line: usize, unit: usize) -> Option<bool> {
    let units = &context.discourse.lines[line].units;
    // "$10 billion less than 2024": what reads as a number is the year.
    let year = context
        .word(line, unit + 1)
        .rsplit_once(" than ")
        .is_some_and(|(_, year)| {
            year.len() == 4 && (year.starts_with("19") || year.starts_with("20"))
        });
    if year {
        return Some(!context.word(line, unit + 1).starts_with("more"));
    }
    let less = match context.word(line, unit + 1).split(' ').next()? {
        "less" | "lower" | "fewer" => true,
        "more" | "higher" => false,
        _ => return None,
    };
    let than = (unit + 1..=unit + 2).find(|&at| context.word(line, at).ends_with("than"))?;
    let time = |u: &Unit| {
        matches!(u.kind, UnitKind::Time(_))
            || matches!(u.lower.as_str(), "before" | "earlier" | "previous" | "last")
    };
    let to = units.len().min(than + COMPARED);
    units[(than + 1).min(to)..to]
        .iter()
        .any(time)
        .then_some(less)
}

/// How far back the verb stands that a number moved "to" or "from".
const MOVE: usize = 5;

/// Whether a number is what something rose or fell to or from, not by how much it did.
pub(super) fn moved(context: &Context, line: usize, unit: usize, quantity: &Quantity) -> bool {
    let words = context.discourse.words(quantity.span).to_lowercase();
    // "slowed to at least 3 percent"
    let opener = (0..unit).rev().find(|&at| !bounds(context, line, at));
    let ends = words.starts_with("from ")
        || opener.is_some_and(|at| matches!(context.word(line, at), "to" | "from" | "at"));
    ends && (unit.saturating_sub(MOVE)..unit).any(|at| {
        let word = context.word(line, at);
        context.lists.has("rise", word) || context.lists.has("fall", word)
    })
}

/// Whether the verb that brought something to a number says that it grew on, only less.
fn slows(context: &Context, line: usize, unit: usize) -> bool {
    (unit.saturating_sub(MOVE)..unit).any(|at| {
        let word = context.word(line, at);
        ["slow", "decelerat", "moderat"]
            .iter()
            .any(|verb| word.starts_with(verb))
    })
}

/// How far before a number its growth may be named: "Growth of Kenya's economy may slow to at least".
const GROWN: usize = 12;

/// Whether what rose or fell is itself a growth: "growth slowed to 3 percent".
fn grown(context: &Context, line: usize, unit: usize) -> bool {
    (unit.saturating_sub(GROWN)..unit).any(|at| {
        matches!(
            context.word(line, at),
            "growth" | "grow" | "grew" | "expansion"
        )
    })
}

#[cfg(test)]
mod tests {
    use crate::figures::testing::{side, sides, told};
    use entente_model::{Bound, Indicator, Measure};

    #[test]
    fn what_moved_from_one_sum_to_another_is_no_range() {
        let level = |value| {
            let kenya = "Kenya".to_owned();
            (
                Indicator::Exports,
                Measure::Level,
                value,
                Bound::Equal,
                kenya,
            )
        };
        assert_eq!(
            told("Kenya's exports to Rwanda rose from $3 million to $4 million in 2024."),
            [level(3e6), level(4e6)]
        );
    }

    #[test]
    fn by_how_much_a_sum_moved_is_a_change() {
        use Measure::{Change, Level};
        let measured = |text: &str| -> Vec<(Measure, f64)> {
            told(text).into_iter().map(|f| (f.1, f.2)).collect()
        };
        assert_eq!(
            measured(
                "Kenya's deficit with Rwanda was $3 billion in 2024, $200 million less than in 2023."
            ),
            [(Change, -2e8), (Level, 3e9)]
        );
        assert_eq!(
            measured(
                "Kenya's exports to Rwanda reached $3 billion in 2024, up $200 million from 2023."
            ),
            [(Change, 2e8), (Level, 3e9)]
        );
        assert_eq!(
            measured("Kenya's exports to Rwanda fell by $200 million to $3 billion in 2024."),
            [(Change, -2e8), (Level, 3e9)]
        );
    }

    #[test]
    fn each_growth_has_its_own_sign_and_year() {
        let found = sides(
            "Kenya's GDP grew by 5 percent in 2014 before slowing to 2.5 percent in 2016 and \
             shrinking 1 percent in 2017.",
        );
        let told: Vec<(f64, &str)> = found.iter().map(|f| (f.1, f.4.as_str())).collect();
        assert_eq!(told, [(-1.0, "2017"), (2.5, "2016"), (5.0, "2014")]);
    }

    #[test]
    fn people_beside_a_sum_are_no_money() {
        assert_eq!(
            sides("Kenya has a GDP of $113 billion and a population of 54 million."),
            [
                side(Indicator::Population, 54e6, "Kenya", "", ""),
                side(Indicator::Gdp, 113e9, "Kenya", "", "")
            ]
        );
    }

    #[test]
    fn places_in_an_index_are_ranks() {
        let found = told(
            "Kenya came third in Africa and 61st in the world in an index of the freedom to trade.",
        );
        let ranks: Vec<f64> = found
            .iter()
            .filter(|f| f.1 == Measure::Rank)
            .map(|f| f.2)
            .collect();
        assert!(ranks.contains(&3.0), "{found:?}");
    }

    #[test]
    fn growth_is_told_beside_the_level() {
        let found = told(
            "Trade between Brazil and Bolivia reached $3.6 billion in 2022, 26 percent above the \
             year before.",
        );
        assert!(
            found
                .iter()
                .any(|f| f.0 == Indicator::Trade && f.1 == Measure::Growth && f.2 == 26.0)
        );
    }
}
