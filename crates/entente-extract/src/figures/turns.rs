//! Numbers that go on from the one just told in their sentence: its growth, a part of it, some of those
//! whom it counted, the same of another side.
//!
//! What a number has of an earlier figure beyond its value is settled in `earlier.rs`.

use entente_model::{Entity, EntityType, Figure, Indicator, Measure, QuantityKind};

use super::indicator::{is_increase_in, of_output};
use super::measure::set_value;
use super::period::{dated_behind, period, since_base};
use super::reading::Reading;
use crate::mentions::UnitKind;

impl Reading<'_, '_> {
    /// "…, up 13.9 percent": growth of what was just given.
    pub(super) fn change_of_last(&self, measure: Measure) -> Option<(usize, Vec<Figure>)> {
        let Self {
            context,
            rules,
            line,
            cues,
            last,
            ranges,
            quantity,
            unit,
            ..
        } = *self;
        // "it reached $37 billion, almost seven times as much"
        let times_as_much = measure == Measure::Multiple
            && matches!(
                context.word(line, unit + 1),
                "as" | "as much as" | "as many as" | "more"
            )
            && !context.discourse.lines[line].units[unit..]
                .iter()
                .take(4)
                .any(|u| matches!(u.kind, UnitKind::Mention(_)));
        if (matches!(measure, Measure::Growth | Measure::Change) || times_as_much)
            && let Some(last) = last.filter(|l| l.line == line && l.unit < unit)
            && !cues.iter().any(|c| {
                (c.from > last.unit && c.to <= unit || is_increase_in(context, line, unit, *c))
                    && rules.rules[c.rule].kinds.contains(&quantity.kind)
            })
        {
            let mut figure = last.figure.clone();
            set_value(&mut figure, quantity, measure, context, line, unit);
            if let Some(span) = since_base(context, line, unit, figure.period.as_ref()) {
                figure.period = Some(span);
            } else if self.is_dated_behind() && !self.is_set_against() {
                // "The economy, worth $9 billion, grew 2 percent this year", "grew 5 percent in 2014 and
                // by 3 percent in 2016": of its own time.
                figure.period = self.period().or(figure.period);
            }
            // "from 7 percent in 2021": of its own time.
            if context.word(line, unit.wrapping_sub(1)) == "from" {
                figure.period = period(context, line, unit, false, ranges)
                    .filter(|_| dated_behind(context, line, unit));
            }
            return Some((last.rule, vec![figure]));
        }
        None
    }

    /// Whether the time behind a number is what it is compared with: "down 10 percent from 2021", "a 30
    /// percent increase on the year before".
    pub(super) fn is_set_against(&self) -> bool {
        let units = &self.context.discourse.lines[self.line].units;
        let time = (self.unit + 1..units.len())
            .find(|&at| matches!(units[at].kind, UnitKind::Time(_)))
            .unwrap_or(units.len());
        (self.unit + 1..time).any(|at| {
            matches!(
                units[at].lower.as_str(),
                "from" | "on" | "over" | "than" | "since" | "to" | "against" | "compared" | "above"
            )
        })
    }

    /// "30,000 students are enrolled in Peru and 15,000 in Chile": the same of another side.
    pub(super) fn in_turn(&self, measure: Measure) -> Option<(usize, Vec<Figure>)> {
        let Self {
            context,
            rules,
            line,
            cues,
            unit,
            quantity,
            last,
            ..
        } = *self;
        let last = last.filter(|l| {
            l.line == line
                && l.unit < unit
                && l.figure.unit == quantity.unit
                && l.figure.measure == measure
                && measure == Measure::Level
        })?;
        let units = &context.discourse.lines[line].units;
        let preposition = units.get(unit + 1)?.lower.as_str();
        let joined = matches!(
            context.word(line, unit.wrapping_sub(1)),
            "and" | "," | "about" | "some" | "another"
        );
        let bare = quantity.of.is_none()
            && joined
            && matches!(preposition, "in" | "to" | "from" | "with")
            && !cues.iter().any(|c| {
                c.from > last.unit
                    && c.to <= unit
                    && rules.rules[c.rule].indicator != last.figure.indicator
            })
            // "$99 million in Kenyan exports and $142 million in Kenyan imports": of its own sort.
            && !cues.iter().any(|c| {
                c.from > unit
                    && c.from <= unit + 4
                    && rules.rules[c.rule].indicator != last.figure.indicator
            });
        let named = |at: usize| {
            let at = at + usize::from(context.word(line, at) == "the");
            let kinds = [EntityType::State, EntityType::Org, EntityType::Place];
            context.discourse.named_at(units.get(at)?, &kinds)
        };
        let new = named(unit + 2).filter(|_| bare)?;
        // The side that stood behind the same preposition.
        let before = (0..unit)
            .rev()
            .filter(|&at| units[at].lower == preposition)
            .find_map(|at| (at + 1..unit.min(at + 4)).find_map(named))?;
        let is = |side: &Option<Entity>| {
            side.as_ref().is_some_and(|e| {
                e.key() == before.key() || e.country.is_some() && e.country == before.country
            })
        };
        let mut figure = last.figure.clone();
        if is(&figure.partner) {
            figure.partner = Some(new.clone());
        } else if is(&figure.subject) {
            figure.subject = Some(new.clone());
        } else {
            return None;
        }
        set_value(&mut figure, quantity, measure, context, line, unit);
        Some((last.rule, vec![figure]))
    }

    /// "inflows of $3 billion, of which about half came from China": a part of what was just given.
    pub(super) fn part_of_last(&self) -> Option<(usize, Vec<Figure>)> {
        let Self {
            context,
            line,
            unit,
            quantity,
            last,
            ..
        } = *self;
        let last = last.filter(|l| {
            l.line == line
                && l.unit < unit
                && l.figure.measure == Measure::Level
                && l.figure.unit != "percent"
        })?;
        let of_which = (last.unit + 1..unit).rev().take(3).any(|at| {
            context.word(line, at) == "of" && matches!(context.word(line, at + 1), "which" | "that")
        });
        // "$38 billion, equal to 8 percent of its GDP"
        let of_output = of_output(context, line, unit)
            && (last.unit + 1..unit).any(|at| {
                matches!(
                    context.word(line, at),
                    "equal"
                        | "equivalent"
                        | "equivalent to"
                        | "or"
                        | "made"
                        | "makes"
                        | "representing"
                        | "accounting"
                        | "accounted"
                        | "accounts"
                        | "amounting"
                        | "corresponding"
                        | "equalling"
                        | "about"
                )
            });
        if !of_which && !of_output || quantity.kind != QuantityKind::Percent {
            return None;
        }
        let units = &context.discourse.lines[line].units;
        let from = (unit + 1..units.len().min(unit + 6))
            .find(|&at| matches!(units[at].lower.as_str(), "from" | "to" | "by" | "with"))
            .and_then(|at| {
                let next = at + 1 + usize::from(context.word(line, at + 1) == "the");
                context
                    .discourse
                    .named_at(units.get(next)?, &[EntityType::State, EntityType::Org])
            });
        let mut figure = last.figure.clone();
        set_value(&mut figure, quantity, Measure::Share, context, line, unit);
        if let Some(from) = from
            && figure.subject.as_ref().map(Entity::key) != Some(from.key())
        {
            figure.partner = Some(from.clone());
        }
        Some((last.rule, vec![figure]))
    }

    /// "4,500 Kenyans study in Peru, 300 of them on scholarships": some of those just told of.
    pub(super) fn some_of_last(&self, measure: Measure) -> Option<(usize, Vec<Figure>)> {
        let Self {
            context,
            line,
            unit,
            quantity,
            last,
            ..
        } = *self;
        let last = last.filter(|l| l.line == line && l.unit < unit)?;
        let word = |ahead: usize| context.word(line, unit + ahead);
        let some =
            word(1) == "of" && matches!(word(2), "them" | "whom" | "these" | "those" | "which");
        let people = matches!(
            last.figure.indicator,
            Indicator::Students
                | Indicator::Residents
                | Indicator::Displaced
                | Indicator::Killed
                | Indicator::Wounded
                | Indicator::Detained
                | Indicator::Tourism
                | Indicator::Delegates
        );
        let fits = some && people && measure == Measure::Level && quantity.unit == last.figure.unit;
        // "five of whom died": another verb tells what became of them.
        let own = !self.cues.iter().any(|c| {
            c.from > unit
                && c.from <= unit + 6
                && self.rules.rules[c.rule].indicator != last.figure.indicator
        });
        (fits && own && quantity.value < last.figure.value).then(|| {
            let mut figure = last.figure.clone();
            set_value(&mut figure, quantity, measure, context, line, unit);
            (last.rule, vec![figure])
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::figures::testing::{side, sides};
    use entente_model::Indicator;

    #[test]
    fn numbers_go_on_about_the_same_of_another_side() {
        assert_eq!(
            sides("Some 30,000 Kenyan students are enrolled in Peru and 15,000 in Chile."),
            [
                side(Indicator::Students, 15_000.0, "Chile", "Kenya", ""),
                side(Indicator::Students, 30_000.0, "Peru", "Kenya", ""),
            ]
        );
    }

    #[test]
    fn parts_of_what_was_told_are_of_the_same() {
        assert_eq!(
            sides(
                "Investment into Kenya reached $3 billion in 2024, of which 40 percent came from Chad."
            ),
            [
                side(Indicator::Fdi, 40.0, "Kenya", "Chad", "2024"),
                side(Indicator::Fdi, 3e9, "Kenya", "", "2024"),
            ]
        );
        assert_eq!(
            sides("Some 4,500 Kenyan students are enrolled in Peru, 300 of them on scholarships."),
            [
                side(Indicator::Students, 300.0, "Peru", "Kenya", ""),
                side(Indicator::Students, 4500.0, "Peru", "Kenya", ""),
            ]
        );
    }
}
