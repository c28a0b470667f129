//! Dates with a word that says which part of them is meant.

use super::Grammar;
use crate::scan::lexicon::Class;
use crate::scan::numeral::unsigned;
use crate::time::expression::{
    Amount, Anchor, Expression, Found, Point, Tie, Unit, Year, modifier,
};

impl Grammar<'_, '_> {
    /// "early June", "mid-August", "the late 1990s", "earlier this year".
    pub(super) fn modified(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let the = usize::from(scan.is(at, Class::The));
        let word = at + the;
        let (sense, later) = match scan.sense(word, Class::Modifier) {
            Some(sense) => (sense, false),
            None => (scan.sense(word, Class::ModifierLater)?, true),
        };
        let next = word + 1 + usize::from(scan.dash(word + 1));
        if scan.newline(next) {
            return None;
        }
        let mut inner = if later {
            self.relative(next)
                .filter(|_| scan.is(next, Class::Relative))
                .or_else(|| self.day_word(next))
                .or_else(|| {
                    (scan.is(next, Class::In))
                        .then(|| self.part_alone(next + 1))
                        .flatten()
                })?
        } else {
            let in_the = usize::from(scan.is(next, Class::In));
            if in_the == 1 {
                self.part_alone(next + 1)?
            } else {
                self.plain_date(next)
                    .or_else(|| self.relative(next))
                    .or_else(|| self.part_alone(next))?
            }
        };
        if matches!(
            inner.expression,
            Expression::Duration { .. } | Expression::Set(_)
        ) {
            return None;
        }
        // "late" before a bare year needs no noun after it; before a name it is "the late Mr …".
        let decade = matches!(
            inner.expression,
            Expression::Date(Point::Decade { .. } | Point::Century { .. })
        );
        inner.from = if the == 1 && !decade { word } else { at };
        if decade && the == 1 {
            inner.from = at;
        }
        inner.modifier = modifier(&sense.code);
        Some(inner)
    }

    /// A part of the day without a date: "early evening", "in the morning".
    pub(super) fn part_alone(&self, at: usize) -> Option<Found> {
        let the = usize::from(self.scan.is(at, Class::The));
        let (part, end) = self.day_part(at + the)?;
        if matches!(part, "NOON" | "MIDNIGHT") {
            return None;
        }
        Some(Found::new(
            at,
            end,
            Expression::Time {
                date: None,
                clock: None,
                part: Some(part),
            },
        ))
    }

    /// "the end of 2024", "the beginning of the year", "year-end", "the end of March".
    pub(super) fn bounded(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let the = usize::from(scan.is(at, Class::The));
        if scan.is(at + the, Class::YearEnd) {
            let (year, to) = self.date_year(at + the + 1);
            let point = Point::Calendar {
                year: if year == Year::Open {
                    Year::Relative(0, Anchor::Document)
                } else {
                    year
                },
                month: None,
                day: None,
            };
            return Some(Found::date(at, to, point).with(modifier("END")));
        }
        let edge = scan.sense(at + the, Class::Boundary)?;
        let of = at + the + 1;
        if !scan.is(of, Class::Of) {
            return None;
        }
        let inner = of + 1;
        let mut found = self
            .plain_date(inner)
            .or_else(|| self.relative(inner))
            .or_else(|| self.the_unit(inner))?;
        if !matches!(found.expression, Expression::Date(_)) {
            return None;
        }
        found.from = at;
        found.modifier = modifier(&edge.code);
        Some(found)
    }

    /// "the year", "the month", "the century", after "the end of".
    pub(super) fn the_unit(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        if !scan.is_any(at, &[Class::The, Class::That]) {
            return None;
        }
        let unit = Unit::from_code(&scan.sense(at + 1, Class::Unit)?.code)?;
        if unit < Unit::Week {
            return None;
        }
        Some(Found::date(
            at,
            at + 2,
            Point::Shift {
                unit,
                count: 0,
                anchor: Anchor::Document,
            },
        ))
    }

    /// "the first 11 months [of 2024]", "the last three months of 1999", "first ten days of".
    pub(super) fn first_units(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let the = usize::from(scan.is(at, Class::The));
        let word = at + the;
        let first = scan
            .sense(word, Class::Ordinal)
            .is_some_and(|o| o.number == 1.0);
        let last = scan
            .sense(word, Class::Relative)
            .is_some_and(|r| r.number < 0.0)
            || scan.word(word) == "final";
        if !first && !last {
            return None;
        }
        let number = unsigned(scan, word + 1).filter(|n| !n.ordinal)?;
        let next = number.end + usize::from(scan.dash(number.end));
        let unit = scan
            .sense(next, Class::UnitPlural)
            .or_else(|| scan.sense(next, Class::Unit))?;
        let unit = Unit::from_code(&unit.code)?;
        let end = next + 1;
        let year = if scan.is(end, Class::Of) {
            let (year, to) = self.date_year(end);
            (to > end).then_some(year)
        } else {
            None
        };
        if last && year.is_none() {
            return None;
        }
        let tie = match year {
            Some(year) if first => Tie::First(year),
            Some(year) => Tie::Last(year),
            None if scan.sense(next, Class::UnitPlural).is_some() => Tie::First(Year::Open),
            None => return None,
        };
        let amount = Amount::Count(number.value);
        Some(Found::new(
            at,
            end,
            Expression::Duration {
                amount,
                unit,
                more: None,
                tie,
            },
        ))
    }
}
