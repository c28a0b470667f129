//! What is counted from the document's date or from the date last named.

use super::Grammar;
use crate::scan::lexicon::{Case, Class};
use crate::scan::numeral::{cardinal_words, unsigned};
use crate::scan::token::Kind;
use crate::time::expression::{
    Amount, Anchor, Expression, Found, Point, Tie, Unit, Year, modifier,
};

impl Grammar<'_, '_> {
    /// "last year", "this week", "next March", "the following day", "two years ago", "in two
    /// weeks", "the past decade", "the next five years".
    pub(super) fn relative(&self, at: usize) -> Option<Found> {
        self.spanning(at)
            .or_else(|| self.unit_relative(at))
            .or_else(|| self.counted_relative(at))
            .or_else(|| self.month_relative(at))
    }

    /// "last month", "this morning", "the same day", "the previous year", "that year".
    pub(super) fn unit_relative(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let the = usize::from(scan.is(at, Class::The));
        let word = at + the;
        if scan.is(word, Class::YearToDate) {
            return Some(Found::date(word, word + 1, Point::YearToDate));
        }
        // "the year-earlier period", "a year-ago quarter".
        let article = the + usize::from(scan.is(at, Class::Indefinite));
        if scan.is(at + article, Class::YearEarlier) {
            let noun = matches!(
                scan.word(at + article + 1),
                "period" | "quarter" | "month" | "half" | "level"
            );
            let point = Point::Shift {
                unit: Unit::Year,
                count: -1,
                anchor: Anchor::Last,
            };
            let to = at + article + 1 + usize::from(noun && article == 1);
            return Some(Found::date(at, to, point));
        }
        // "recent years"
        if scan.is(word, Class::Recent) && scan.is(word + 1, Class::UnitPlural) {
            return Some(Found::new(at, word + 2, Expression::Reference("PAST_REF")));
        }
        // "the day before", "the year after", and nothing that it would be before.
        if the == 1
            && scan.is_any(word + 1, &[Class::Before, Class::After])
            && let Some(unit) = scan
                .sense(word, Class::Unit)
                .and_then(|u| Unit::from_code(&u.code))
            && unit >= Unit::Night
            && scan.item(word + 2).is_none_or(|i| {
                i.newline || matches!(i.kind, Kind::Mark(_)) || scan.is(word + 2, Class::And)
            })
        {
            let count = if scan.is(word + 1, Class::Before) {
                -1
            } else {
                1
            };
            let point = Point::Shift {
                unit,
                count,
                anchor: Anchor::Last,
            };
            return Some(Found::date(at, word + 2, point));
        }
        // "in the quarter", "for the year": the one in question.
        if the == 1
            && at > 0
            && scan.is_any(at - 1, &[Class::In, Class::For, Class::Of, Class::By])
            && let Some(unit) = scan
                .sense(word, Class::Unit)
                .and_then(|u| Unit::from_code(&u.code))
            && matches!(unit, Unit::Week | Unit::Month | Unit::Quarter | Unit::Year)
            && scan.item(word + 1).is_none_or(|i| {
                i.newline
                    || matches!(i.kind, Kind::Mark('.' | ',' | ';' | ')' | '?'))
                    || scan.is(word + 1, Class::Function)
                        && !scan.is_any(word + 1, &[Class::Of, Class::That])
            })
        {
            let anchor = if unit == Unit::Quarter {
                Anchor::Last
            } else {
                Anchor::Document
            };
            let point = Point::Shift {
                unit,
                count: 0,
                anchor,
            };
            return Some(Found::date(at, word + 1, point));
        }
        // "over the weekend"
        if the == 1
            && scan
                .sense(word, Class::Unit)
                .is_some_and(|u| u.code == "WE")
        {
            let point = Point::Shift {
                unit: Unit::Weekend,
                count: 0,
                anchor: Anchor::Document,
            };
            return Some(Found::date(at, word + 1, point));
        }
        let (shift, anchor) = if let Some(relative) = scan.sense(word, Class::Relative) {
            let shift = relative.number as i32;
            let last = the == 1 && shift == 1;
            (shift, if last { Anchor::Last } else { Anchor::Document })
        } else if let Some(anaphoric) = scan.sense(word, Class::Anaphoric) {
            (anaphoric.number as i32, Anchor::Last)
        } else if scan.is_any(word, &[Class::Same, Class::That]) {
            (0, Anchor::Last)
        } else if the == 1 && scan.is(word, Class::RelativeAdjective) {
            (0, Anchor::Document)
        } else {
            return None;
        };
        let mut next = word + 1;
        // "this very day", "this working week", "this International Year of …".
        if scan.newline(next) {
            return None;
        }
        if let Some((part, end)) = self.day_part(next) {
            let count = if scan.is(word, Class::Relative) && shift == -1 && part == "NI" {
                -1
            } else {
                shift
            };
            let date = Point::Shift {
                unit: Unit::Day,
                count,
                anchor,
            };
            if matches!(part, "NOON" | "MIDNIGHT") {
                return None;
            }
            return Some(Found::new(
                at,
                end,
                Expression::Time {
                    date: Some(date),
                    clock: None,
                    part: Some(part),
                },
            ));
        }
        if scan.is(next, Class::Fiscal) {
            let named = scan.word(next).to_ascii_lowercase().contains("year");
            let end = next + 1 + usize::from(!named && scan.is(next + 1, Class::YearWord));
            let quarter = scan.sense(end, Class::Unit).is_some_and(|u| u.code == "Q");
            if (named || end > next + 1) && !quarter {
                return Some(Found::date(
                    at,
                    end,
                    Point::Fiscal {
                        year: Year::Relative(shift, anchor),
                        split: false,
                    },
                ));
            }
            next += 1;
        }
        let unit = Unit::from_code(&scan.sense(next, Class::Unit)?.code)?;
        if unit < Unit::Day {
            return None;
        }
        // "that day" and the like only where a date is meant: "that year", not "that weekend that".
        let end = next + 1;
        let point = Point::Shift {
            unit,
            count: shift,
            anchor,
        };
        // "this week Monday"
        if unit == Unit::Week
            && let Some((day, after)) = self.weekday(end).filter(|_| scan.is(end, Class::Weekday))
        {
            return Some(Found::date(
                at,
                after,
                Point::Weekday {
                    day,
                    shift: Some(shift),
                },
            ));
        }
        Some(Found::date(at, end, point))
    }

    /// "last March", "next May", "this June".
    pub(super) fn month_relative(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let shift = scan.sense(at, Class::Relative)?.number as i32;
        let (month, end) = self.month(at + 1)?;
        if scan.is(at + 1, Class::Month) || scan.is(at + 1, Class::MonthShort) {
            if let Some(found) = self.month_date(at + 1)
                && let Expression::Date(Point::Calendar {
                    year: Year::Open,
                    day: Some(_),
                    ..
                }) = found.expression
            {
                return Some(Found { from: at, ..found });
            }
            return Some(Found::date(at, end, Point::RelativeMonth { month, shift }));
        }
        None
    }

    /// "the past 30 years", "the coming months", "the last several months", "recent years".
    pub(super) fn spanning(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        if let Some(found) = self.counted_spanning(at) {
            return Some(found);
        }
        let the = usize::from(scan.is_any(at, &[Class::The]));
        let mut word = at + the;
        let mut tie = None;
        let mut past_coming = false;
        let mut this = 0;
        if scan
            .sense(word, Class::Relative)
            .is_some_and(|r| r.number == 0.0)
            && scan.is_any(word + 1, &[Class::Past, Class::Coming])
        {
            this = 1;
            word += 1;
        }
        if scan.is(word, Class::Past) {
            (tie, past_coming) = (Some(Tie::Past), true);
        } else if scan.is(word, Class::Coming) {
            (tie, past_coming) = (Some(Tie::Coming), true);
        } else if let Some(relative) = scan.sense(word, Class::Relative) {
            tie = match relative.number {
                n if n < 0.0 => Some(Tie::Past),
                n if n > 0.0 => Some(Tie::Coming),
                _ => None,
            };
        } else if let Some(anaphoric) = scan.sense(word, Class::Anaphoric) {
            tie = Some(if anaphoric.number < 0.0 {
                Tie::Past
            } else {
                Tie::Coming
            });
        }
        let tie = tie?;
        let next = word + 1;
        if scan.newline(next) {
            return None;
        }
        // "this past Sunday"
        if this == 1
            && let Some((day, end)) = self.weekday(next)
        {
            let shift = if tie == Tie::Past { -1 } else { 1 };
            return Some(Found::date(
                at,
                end,
                Point::Weekday {
                    day,
                    shift: Some(shift),
                },
            ));
        }
        if let Some((amount, unit, end)) = self.length(next, true) {
            // "last 3 months" but not "last month", which is of the calendar.
            let one_word = scan.is(next, Class::Unit) && end == next + 1;
            // "over the last year" is twelve months, "the next day" the day after.
            let rolling = the == 1
                && (Unit::Week..=Unit::Year).contains(&unit)
                && at > 0
                && (scan.is_any(at - 1, &[Class::In, Class::Over, Class::For])
                    || scan.word(at - 1).eq_ignore_ascii_case("within"))
                && scan.is(word, Class::Relative);
            if one_word && !past_coming && !rolling {
                return None;
            }
            let expression = Expression::Duration {
                amount,
                unit,
                more: None,
                tie,
            };
            return Some(Found::new(at, end, expression));
        }
        None
    }

    /// "the 5 upcoming years", "the 2 next days", "10 previous weeks".
    pub(super) fn counted_spanning(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let the = usize::from(scan.is(at, Class::The));
        if !self.may_count(at + the) {
            return None;
        }
        let number = unsigned(scan, at + the).filter(|n| !n.ordinal && !n.fraction)?;
        let word = number.end;
        let direction = [
            Class::Past,
            Class::Coming,
            Class::Anaphoric,
            Class::Relative,
        ]
        .into_iter()
        .find_map(|class| scan.sense(word, class))?;
        let unit = Unit::from_code(&scan.sense(word + 1, Class::UnitPlural)?.code)?;
        let tie = match direction.number {
            n if n < 0.0 => Tie::Past,
            n if n > 0.0 => Tie::Coming,
            _ => return None,
        };
        let expression = Expression::Duration {
            amount: Amount::Count(number.value),
            unit,
            more: None,
            tie,
        };
        Some(Found::new(at, word + 2, expression))
    }

    /// A number or vague word and a unit: amount, unit and the item after.
    pub(super) fn length(&self, at: usize, bare: bool) -> Option<(Amount, Unit, usize)> {
        let scan = self.scan;
        let unit_at = |i: usize| {
            scan.sense(i, Class::UnitPlural)
                .or_else(|| scan.sense(i, Class::Unit))
                .and_then(|u| Unit::from_code(&u.code))
        };
        let mut next = at;
        let mut vague = false;
        // "hedges" within: "the past nearly four decades".
        while scan.is(next, Class::TimeBound)
            && next < at + 2
            && !scan.is(next, Class::Vague)
            && self.bounds(next)
        {
            next += 1;
        }
        if scan.is(next, Class::Vague) && !scan.is(next + 1, Class::Vague) {
            let couple = scan
                .sense(next, Class::Vague)
                .is_some_and(|v| v.number == 2.0);
            let after = next + 1;
            let adjective = usize::from(self.adjective(after));
            if let Some(unit) = unit_at(after + adjective) {
                let amount = if couple {
                    Amount::Count(2.0)
                } else {
                    Amount::Vague
                };
                return Some((amount, unit, after + adjective + 1));
            }
            vague = true;
        }
        if vague && !scan.is(next, Class::TimeBound) {
            return None;
        }
        if vague {
            next += 1;
        }
        if let Some(number) = unsigned(scan, next).filter(|n| !n.ordinal) {
            let mut end = number.end;
            let mut value = number.value;
            // "three quarters" of a year, and not of a whole.
            if number.fraction
                && scan.is(end - 1, Class::UnitPlural)
                && let Some((count, after)) = cardinal_words(scan, next)
                && after == end - 1
            {
                (value, end) = (count, after);
            }
            // "10 to 20 years" is vague, by the conventions.
            let mut amount = None;
            if (scan.is_any(end, &[Class::To, Class::Or])
                || scan.dash(end) && scan.digits(end + 1).is_some())
                && let Some(second) =
                    unsigned(scan, end + 1).filter(|n| !n.ordinal && unit_at(n.end).is_some())
            {
                end = second.end;
                value = second.value;
                amount = Some(Amount::Vague);
            }
            let hyphen = usize::from(scan.dash(end) && scan.glued(end));
            let gap = end + hyphen;
            if scan.newline(gap) {
                return None;
            }
            let adjective = usize::from(hyphen == 0 && self.adjective(gap));
            let unit = unit_at(gap + adjective)?;
            // "the 2 next days" is read as "the next 2 days".
            return Some((
                amount.unwrap_or(Amount::Count(value)),
                unit,
                gap + adjective + 1,
            ));
        }
        // "a year", "an hour", "half an hour", "half a century".
        let half = scan
            .sense(next, Class::Denominator)
            .is_some_and(|d| d.number == 2.0);
        if half
            && scan.is(next + 1, Class::Indefinite)
            && let Some(unit) = unit_at(next + 2)
        {
            return Some((Amount::Count(0.5), unit, next + 3));
        }
        if half && let Some(unit) = unit_at(next + 1 + usize::from(scan.dash(next + 1))) {
            return Some((
                Amount::Count(0.5),
                unit,
                next + 2 + usize::from(scan.dash(next + 1)),
            ));
        }
        if scan.is(next, Class::Indefinite) && !scan.is(next + 1, Class::Vague) {
            let adjective = usize::from(self.adjective(next + 1));
            if let Some(unit) = scan
                .sense(next + 1 + adjective, Class::Unit)
                .and_then(|u| Unit::from_code(&u.code))
            {
                return Some((Amount::Count(1.0), unit, next + 2 + adjective));
            }
        }
        if bare {
            if let Some(unit) = scan
                .sense(next, Class::UnitPlural)
                .and_then(|u| Unit::from_code(&u.code))
            {
                return Some((Amount::Vague, unit, next + 1));
            }
            if let Some(unit) = scan
                .sense(next, Class::Unit)
                .and_then(|u| Unit::from_code(&u.code))
            {
                return Some((Amount::Count(1.0), unit, next + 1));
            }
        }
        None
    }

    /// A word between number and unit: "two anxious weeks", "three consecutive years".
    pub(super) fn adjective(&self, at: usize) -> bool {
        let scan = self.scan;
        scan.items.get(at).is_some_and(|i| {
            i.kind == Kind::Word && i.case == Case::Lower && !i.newline && i.end - i.start >= 4
        }) && !scan.is_any(
            at,
            &[
                Class::Function,
                Class::Unit,
                Class::UnitPlural,
                Class::Scale,
                Class::Percent,
                Class::Of,
            ],
        ) && !scan.is_any(
            at,
            &[
                Class::Month,
                Class::Weekday,
                Class::Currency,
                Class::Times,
                Class::Fiscal,
            ],
        ) && scan.is_any(at + 1, &[Class::UnitPlural, Class::Unit])
            && !scan.newline(at + 1)
    }

    /// "two years ago", "a year earlier", "two days later", "three weeks from now", "2 weeks
    /// before Christmas", "in two weeks".
    pub(super) fn counted_relative(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let mut word = at;
        let mut bound = None;
        while let Some(sense) = scan
            .sense(word, Class::TimeBound)
            .filter(|_| word < at + 3 && self.bounds(word))
        {
            if scan.is(word, Class::Vague)
                && scan.is_any(word + 1, &[Class::UnitPlural, Class::Unit])
            {
                break;
            }
            bound = modifier(&sense.code);
            word += 1;
        }
        let (amount, unit, end) = self.length(word, scan.is(word, Class::UnitPlural))?;
        if scan.newline(end) {
            return None;
        }
        let shift = |count: i32, anchor| Point::Shift {
            unit,
            count,
            anchor,
        };
        let whole =
            |value: f64| (value.fract() == 0.0 && value.abs() < 100_000.0).then_some(value as i32);
        if scan.is(end, Class::Ago) {
            let expression = match amount {
                Amount::Count(value) => match whole(value) {
                    Some(count) => Expression::Date(shift(-count, Anchor::Document)),
                    None => Expression::Duration {
                        amount,
                        unit,
                        more: None,
                        tie: Tie::Past,
                    },
                },
                Amount::Vague => Expression::Reference("PAST_REF"),
            };
            return Some(Found::new(at, end + 1, expression).with(bound));
        }
        let Amount::Count(value) = amount else {
            return None;
        };
        let count = whole(value)?;
        // A length before or after a date that is named: "2 weeks before Christmas".
        if scan.is_any(end, &[Class::Before, Class::After]) {
            return None;
        }
        // "4 weeks in the future"
        if scan.is(end, Class::In)
            && scan.is(end + 1, Class::The)
            && scan.is(end + 2, Class::Future)
            && scan
                .item(end + 3)
                .is_none_or(|i| i.newline || matches!(i.kind, Kind::Mark(_)))
        {
            let expression = Expression::Duration {
                amount,
                unit,
                more: None,
                tie: Tie::Coming,
            };
            return Some(Found::new(at, end + 3, expression).with(bound));
        }
        if scan.is(end, Class::FromNow) {
            return Some(Found::date(at, end + 1, shift(count, Anchor::Document)).with(bound));
        }
        if scan.is(end, Class::Earlier) {
            return Some(Found::date(at, end + 1, shift(-count, Anchor::Last)).with(bound));
        }
        if scan.is(end, Class::Later) && unit < Unit::Year {
            return Some(Found::date(at, end + 1, shift(count, Anchor::Last)).with(bound));
        }
        None
    }
}
