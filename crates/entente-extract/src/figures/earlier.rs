//! What a figure takes from those told before it: the sides of "exports were …" behind "trade between
//! the two", the figure that "it fell to …" goes on about, the sum that something was "up from".

use entente_model::{
    Edtf, Entity, EntityType, Figure, Indicator, Measure, Quantity, QuantityKind, Span,
};

use super::indicator::family;
use super::measure::set_value;
use super::period::period;
use super::rule::{Cue, FigureRule, Role};
use crate::context::Context;
use crate::mentions::{Reference, UnitKind};

/// A figure as far as it was read, for the ones that follow it to go on from.
#[derive(Clone, Debug)]
pub(super) struct Last {
    pub(super) rule: usize,
    pub(super) figure: Figure,
    pub(super) line: usize,
    pub(super) unit: usize,
    /// What it is of in time, or, where that is not said, the one before it that it went on from.
    pub(super) period: Option<Edtf>,
}

impl Last {
    pub(super) fn new(
        rule: usize,
        figure: &Figure,
        line: usize,
        unit: usize,
        before: Option<&Self>,
    ) -> Self {
        // "… in 2024. Chad was third, with 130,000": a rank between them has no time of its own.
        let earlier = before.filter(|l| {
            figure.measure == Measure::Rank
                && l.figure.indicator == figure.indicator
                && line - l.line <= 1
        });
        Self {
            rule,
            figure: figure.clone(),
            line,
            unit,
            period: figure
                .period
                .clone()
                .or_else(|| earlier.and_then(|l| l.period.clone())),
        }
    }
}

/// "$3 million with Kenya and $2 million with Chad": the side that stands right behind a number is
/// that number's.
pub(super) fn side_behind(
    context: &Context,
    line: usize,
    unit: usize,
    rule: &FigureRule,
    figure: &mut Figure,
) {
    let units = &context.discourse.lines[line].units;
    if !matches!(family(rule.indicator), 1 | 2) || figure.measure == Measure::Rank {
        return;
    }
    let Some(preposition) = units.get(unit + 1).map(|u| u.lower.as_str()) else {
        return;
    };
    let governs = |roles: &[Role]| {
        roles
            .iter()
            .any(|r| matches!(r, Role::After(word) if word == preposition))
    };
    let of_partner = governs(&rule.partner);
    if !of_partner && !governs(&rule.subject) {
        return;
    }
    let named = (unit + 2..units.len().min(unit + 4))
        .take_while(|&at| at == unit + 2 || units[at - 1].lower == "the")
        .find_map(|at| match units[at].kind {
            UnitKind::Mention(m) if context.discourse.mentions[m].entities.len() == 1 => context
                .discourse
                .entities_of(m)
                .find(|e| matches!(e.kind, EntityType::State | EntityType::Org))
                .cloned(),
            _ => None,
        });
    let Some(named) = named else { return };
    let key = named.key();
    if of_partner {
        if figure.subject.as_ref().map(Entity::key) != Some(key) {
            figure.partner = Some(named);
        }
    } else if figure.partner.as_ref().map(Entity::key) != Some(key) {
        figure.subject = Some(named);
    }
}

/// The next figures of trade or investment go on about the same two, where their sentence names
/// nobody else: "Trade between Kenya and Togo … Exports were …", "imports from Togo were …".
pub(super) fn go_on(
    context: &Context,
    line: usize,
    unit: usize,
    cue: Cue,
    last: Option<&Last>,
    figure: &mut Figure,
) {
    let kin = |last: &&Last| {
        family(last.figure.indicator) == family(figure.indicator)
            && line - last.line <= GOES_ON
            && matches!(
                figure.indicator,
                Indicator::Trade
                    | Indicator::Exports
                    | Indicator::Imports
                    | Indicator::TradeBalance
                    | Indicator::Fdi
                    | Indicator::FdiProjects
            )
    };
    let Some((a, b)) = last
        .filter(kin)
        .and_then(|l| Some((l.figure.subject.clone()?, l.figure.partner.clone()?)))
    else {
        return;
    };
    let of_all = (cue.from.min(unit).saturating_sub(4)..cue.to.max(unit)).any(|at| {
        matches!(
            context.word(line, at),
            "foreign"
                | "external"
                | "overall"
                | "global"
                | "international"
                | "world"
                | "all"
                | "other"
        )
    });
    let ours = |e: &Entity| e.key() == a.key() || e.key() == b.key();
    let others = context
        .discourse
        .polities(line)
        .into_iter()
        .any(|e| !ours(&context.discourse.entities[e]));
    if of_all || others {
        return;
    }
    let one_way = matches!(figure.indicator, Indicator::Fdi | Indicator::FdiProjects);
    match (&figure.subject, &figure.partner) {
        (None, None) => (figure.subject, figure.partner) = (Some(a), Some(b)),
        (Some(subject), None) if subject.key() == a.key() => figure.partner = Some(b),
        (Some(subject), None) if subject.key() == b.key() && !one_way => figure.partner = Some(a),
        (None, Some(partner)) if partner.key() == b.key() => figure.subject = Some(a),
        (None, Some(partner)) if partner.key() == a.key() => figure.subject = Some(b),
        // "exported goods worth $3 million to Oman and imported $9 million": who exports imports.
        (Some(subject), Some(partner))
            if subject.key() == b.key()
                && partner.key() == a.key()
                && last.is_some_and(|l| l.line == line && l.unit < unit)
                && matches!(figure.indicator, Indicator::Exports | Indicator::Imports)
                && matches!(
                    context.word(line, cue.from.wrapping_sub(1)),
                    "and" | "in" | "of"
                ) =>
        {
            (figure.subject, figure.partner) = (Some(a), Some(b));
        }
        _ => {}
    }
}

/// How many sentences figures of trade go on about the same two.
const GOES_ON: usize = 1;

/// "It fell to $2 billion in 2024", "The figure showed a 3 percent increase": what the figure before
/// was of goes on.
pub(super) fn told_on(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
    measure: Measure,
    last: Option<&Last>,
    ranges: &[(Span, Edtf)],
) -> Option<(usize, Vec<Figure>)> {
    let last = last.filter(|l| line - l.line <= 1)?;
    let change = matches!(
        measure,
        Measure::Growth | Measure::Multiple | Measure::Change
    );
    let alike = quantity.unit == last.figure.unit && measure == last.figure.measure
        || change && last.figure.measure == Measure::Level
        // "Trade made up 3 percent of the total in 2003; last year it reached $37 billion."
        || quantity.kind == QuantityKind::Money
            && measure == Measure::Level
            && matches!(last.figure.measure, Measure::Share | Measure::Growth)
            && family(last.figure.indicator) == 1;
    if !alike
        || !matches!(family(last.figure.indicator), 1 | 2 | 3 | 7)
        || matches!(quantity.kind, QuantityKind::Number | QuantityKind::Ordinal)
    {
        return None;
    }
    let units = &context.discourse.lines[line].units;
    let from = if last.line == line { last.unit } else { 0 };
    let tree = context.tree(line)?;
    // The subject of the clause in which the number stands.
    let mut token = units[unit].tokens.start;
    let subject = (0..6).find_map(|_| {
        token = tree.head(token)?;
        tree.children(token)
            .find(|&c| tree.relation(c).starts_with("nsubj") && c < units[unit].tokens.start)
    })?;
    let goes_on = context.lists.has("figure-again", tree.word(subject))
        && units[from..unit]
            .iter()
            .any(|u| u.tokens.contains(&subject));
    // A name within says whose else it is.
    let own = tree.children(subject).any(|c| {
        units.iter().any(|u| {
            u.tokens.contains(&c)
                && matches!(u.kind, UnitKind::Mention(m)
                    if context.discourse.mentions[m].reference == Reference::Name)
        })
    });
    if !goes_on || own {
        return None;
    }
    let mut figure = last.figure.clone();
    set_value(&mut figure, quantity, measure, context, line, unit);
    let own = period(context, line, unit, false, ranges);
    if own.is_some() || last.line != line && !change {
        figure.period = own;
    }
    Some((last.rule, vec![figure]))
}

/// "trade of 22 billion euros, of which exports made up 12.9 billion": a sum whose currency was said with
/// the one before.
pub(super) fn in_currency(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: Quantity,
    last: Option<&Last>,
) -> Quantity {
    let words = context.discourse.words(quantity.span).to_lowercase();
    let scaled = ["million", "billion", "trillion"]
        .iter()
        .any(|scale| words.ends_with(scale));
    let sum = last.filter(|l| {
        l.line == line
            && l.unit < unit
            && l.figure.unit.len() == 3
            && l.figure.unit.chars().all(|c| c.is_ascii_uppercase())
    });
    // "a GDP of $113 billion and a population of 54 million": people are no money.
    let of_people = unit > 1
        && context.word(line, unit - 1) == "of"
        && context
            .lists
            .has("count-crowd", context.word(line, unit - 2));
    let sum = sum.filter(|_| !of_people);
    match sum {
        Some(sum) if quantity.kind == QuantityKind::Number && quantity.of.is_none() && scaled => {
            Quantity {
                kind: QuantityKind::Money,
                unit: sum.figure.unit.clone(),
                ..quantity
            }
        }
        _ => quantity,
    }
}

/// Whether a number is what something was before: "up from $2 billion", "compared with 30 percent".
pub(super) fn before_now(context: &Context, line: usize, unit: usize) -> bool {
    let word = |back: usize| {
        unit.checked_sub(back)
            .map_or("", |at| context.word(line, at))
    };
    match word(1) {
        // "down from a peak of 3 million"
        "of" => {
            matches!(
                word(2),
                "peak" | "high" | "low" | "record" | "maximum" | "level"
            ) && (3..6).any(|back| {
                word(back) == "from" && context.lists.has("change-from", word(back + 1))
            })
        }
        "from" => {
            context.lists.has("change-from", word(2))
                // "a 9 percent increase from $2 billion"
                || matches!(
                    word(2),
                    "increase"
                        | "rise"
                        | "growth"
                        | "jump"
                        | "surge"
                        | "decrease"
                        | "decline"
                        | "drop"
                        | "fall"
                )
        }
        "to" | "with" => word(2) == "compared",
        "against" | "versus" => true,
        _ => false,
    }
}

/// Whether two figures have a side in common.
pub(super) fn shares_side(a: &Figure, b: &Figure) -> bool {
    let sides = |f: &Figure| -> Vec<String> {
        [&f.subject, &f.partner]
            .into_iter()
            .flatten()
            .map(Entity::key)
            .collect()
    };
    let others = sides(b);
    sides(a).iter().any(|key| others.contains(key))
}

/// Whether the verb right before a number tells of what is: "trade is worth $3 billion".
pub(super) fn at_present(context: &Context, line: usize, unit: usize) -> bool {
    (unit.saturating_sub(4)..unit).any(|at| {
        context
            .syntax(line, at)
            .is_some_and(|s| matches!(s.xpos, "VBZ" | "VBP"))
    })
}

/// How many sentences a figure goes on about those of an earlier one.
pub(super) const REMEMBERED: usize = 8;

/// How far from the beginning of a sentence the one that it is about stands.
const OPENING: usize = 3;

/// Whose a number of several is: "imports from Oman and Togo were $3 and $2, respectively".
pub(super) fn respective_party(
    context: &Context,
    line: usize,
    unit: usize,
    quantities: &[(usize, usize)],
    place: usize,
) -> Option<Entity> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let known = &discourse.analysis.quantities;
    let run: Vec<usize> = quantities
        .iter()
        .filter(|(q, _)| known[*q].respective.is_some())
        .map(|&(_, u)| u)
        .collect();
    let first = *run.first().filter(|_| run.contains(&unit))?;
    let named: Vec<Entity> = units[..first]
        .iter()
        .filter_map(|u| {
            discourse
                .named_at(u, &[EntityType::State, EntityType::Org])
                .cloned()
        })
        .collect();
    // The last names before the numbers, as many as there are numbers.
    let from = named.len().checked_sub(run.len())?;
    named.into_iter().nth(from + place)
}

/// The state that a text on trade or growth goes on about where a sentence names none: the text's
/// own, else the one that owns something or acts first in the sentences before.
pub(super) fn owner_before(context: &Context, line: usize) -> Option<Entity> {
    let discourse = context.discourse;
    let home = discourse
        .home
        .as_deref()
        .and_then(|code| discourse.state_named(code));
    home.or_else(|| {
        (0..line).rev().take(REMEMBERED).find_map(|l| {
            let units = &discourse.lines[l].units;
            (0..units.len()).find_map(|at| {
                let UnitKind::Mention(m) = units[at].kind else {
                    return None;
                };
                let owner = at <= OPENING
                    || units
                        .get(at + 1)
                        .is_some_and(|u| matches!(u.lower.as_str(), "'s" | "'"));
                discourse
                    .entities_of(m)
                    .find(|e| owner && matches!(e.kind, EntityType::State | EntityType::Org))
                    .cloned()
            })
        })
    })
}

/// Whether the sentence goes on about the one before: "Of this, …", "It …", "Bilateral trade …".
pub(super) fn refers_back(context: &Context, line: usize) -> bool {
    let first = context.word(line, 0);
    let second = context.word(line, 1);
    first == "of" && matches!(second, "this" | "which" | "that" | "the")
        || matches!(
            first,
            "this"
                | "it"
                | "bilateral"
                | "two-way"
                | "exports"
                | "imports"
                | "meanwhile"
                | "conversely"
                | "in"
                | "among"
                | "currently"
        )
}

#[cfg(test)]
mod tests {
    use crate::figures::testing::{side, sides};
    use entente_model::Indicator;

    #[test]
    fn whoever_exports_imports_too() {
        for text in [
            "Kenya exported goods worth $2 million to Chad and imported $3 million.",
            "Kenya recorded $2 million in exports to Chad and $3 million in imports.",
            "Kenya's trade with Chad grew ($2 million in Kenyan exports and $3 million in Kenyan imports).",
        ] {
            assert_eq!(
                sides(text),
                [
                    side(Indicator::Exports, 2e6, "Kenya", "Chad", ""),
                    side(Indicator::Imports, 3e6, "Kenya", "Chad", ""),
                ],
                "{text}"
            );
        }
    }

    #[test]
    fn a_number_has_the_time_and_side_right_behind_it() {
        use Indicator::Trade;
        assert_eq!(
            sides(
                "Trade between Kenya and Chad rose from $2 billion in 2018 to $3 billion in 2019."
            ),
            [
                side(Trade, 2e9, "Kenya", "Chad", "2018"),
                side(Trade, 3e9, "Kenya", "Chad", "2019"),
            ]
        );
        assert_eq!(
            sides("Kenya's trade with Chad was $2 billion, compared with $3 billion with Togo."),
            [
                side(Trade, 2e9, "Kenya", "Chad", ""),
                side(Trade, 3e9, "Kenya", "Togo", ""),
            ]
        );
    }

    #[test]
    fn trade_goes_on_about_the_same_two() {
        use Indicator::{Exports, Imports, Trade};
        assert_eq!(
            sides(
                "Trade between Kenya and Chad was $9 million in 2019. Exports reached $5 million, \
                 while imports from Chad stood at $4 million."
            ),
            [
                side(Imports, 4e6, "Kenya", "Chad", "2019"),
                side(Exports, 5e6, "Kenya", "Chad", "2019"),
                side(Trade, 9e6, "Kenya", "Chad", "2019"),
            ]
        );
        assert_eq!(
            sides(
                "Trade between Kenya and Chad was $9 million in 2014. It fell to $2 million in 2024."
            ),
            [
                side(Trade, 2e6, "Kenya", "Chad", "2024"),
                side(Trade, 9e6, "Kenya", "Chad", "2014"),
            ]
        );
    }
}
