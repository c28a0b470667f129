//! Dates in digits.

use super::{Grammar, half_code};
use crate::scan::lexicon::Class;
use crate::scan::token::Kind;
use crate::time::expression::{Expression, Found, Point, Year};

impl Grammar<'_, '_> {
    /// `2025-03-10`, `10/03/2025`, `13.04.2021`, `12-2015`, `10/1`, `2010-11`, `2019-H2`, `Q1 2017`.
    pub(super) fn numeric(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let first = scan.digits(at)?;
        let free = at == 0
            || !scan.glued(at)
            || matches!(
                scan.items[at - 1].kind,
                Kind::Mark('(' | '[' | '"' | '“' | '-' | '–' | '~' | ':' | ',')
            );
        let in_address = at > 0
            && scan.glued(at)
            && scan.mark(at - 1, '-')
            && at > 1
            && scan.glued(at - 1)
            && scan.items[at - 2].kind != Kind::Word
            && scan.digits(at - 2).is_none();
        if !free && !in_address {
            return None;
        }
        // "2016 10 16"
        let spaced = |i: usize| {
            scan.digits(i)
                .filter(|d| d.len() == 2 && !scan.glued(i) && !scan.newline(i))
        };
        if first.len() == 4
            && let (Some(month), Some(day)) = (spaced(at + 1), spaced(at + 2))
            && scan.digits(at + 3).is_none()
            && !self.counts_something(at + 3)
        {
            let (year, month, day) = (first.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
            crate::time::calendar::day(year, month, day)?;
            let point = Point::Calendar {
                year: Year::Given(year),
                month: Some(month),
                day: Some(day),
            };
            return Some(Found::date(at, at + 3, point));
        }
        let separator = match scan.item(at + 1)?.kind {
            Kind::Mark(c @ ('-' | '/' | '.' | '–')) if scan.glued(at + 1) => c,
            _ => return None,
        };
        if !scan.glued(at + 2) {
            return None;
        }
        let date = |year: i32, month: u8, day: Option<u8>, to: usize| {
            let known = match day {
                Some(day) => crate::time::calendar::day(year, month, day).is_some(),
                None => (1..=12).contains(&month),
            };
            known.then(|| {
                Found::date(
                    at,
                    to,
                    Point::Calendar {
                        year: Year::Given(year),
                        month: Some(month),
                        day,
                    },
                )
            })
        };
        if let Some(half) = half_code(scan.word(at + 2))
            && first.len() == 4
        {
            let year = Year::Given(first.parse().ok()?);
            let digits_glued = scan
                .digits(at + 3)
                .filter(|d| d.len() == 1 && scan.glued(at + 3))?;
            let n: u8 = digits_glued.parse().ok()?;
            let point = match half {
                'H' if (1..=2).contains(&n) => Point::Half { year, half: n },
                'Q' if (1..=4).contains(&n) => Point::Quarter { year, quarter: n },
                _ => return None,
            };
            return Some(Found::date(at, at + 4, point));
        }
        // `22/Jan/2019`, `2019-Aug-1`
        if let Some((month, end)) = self.month(at + 2)
            && scan.mark(end, separator)
            && scan.glued(end)
            && let Some(last) = scan.digits(end + 1).filter(|_| scan.glued(end + 1))
        {
            let (year, day) = if first.len() == 4 {
                (first, last)
            } else {
                (last, first)
            };
            if year.len() != 4 || day.len() > 2 {
                return None;
            }
            return date(year.parse().ok()?, month, Some(day.parse().ok()?), end + 2);
        }
        let second = scan.digits(at + 2)?;
        let third = (scan.mark(at + 3, separator) && scan.glued(at + 3) && scan.glued(at + 4))
            .then(|| scan.digits(at + 4))
            .flatten();
        let small = |text: &str| text.parse::<u8>().ok().filter(|_| text.len() <= 2);
        if let Some(third) = third {
            if scan.glued(at + 5)
                && (scan.mark(at + 5, separator)
                    && scan.glued(at + 6)
                    && scan.digits(at + 6).is_some()
                    || scan.items[at + 5].kind == Kind::Word && scan.word(at + 5) != "T")
            {
                return None;
            }
            let (a, b) = (small(first), small(second));
            if first.len() == 4 {
                let year = first.parse().ok()?;
                let (month, day) = (b?, small(third)?);
                let found = date(year, month, Some(day), at + 5)?;
                return Some(self.with_iso_time(found));
            }
            let year = match third.len() {
                4 => third.parse().ok()?,
                2 => {
                    let short: i32 = third.parse().ok()?;
                    short + if short <= 40 { 2000 } else { 1900 }
                }
                _ => return None,
            };
            let (a, b) = (a?, b?);
            let (month, day) = self.month_and_day(a, b, separator)?;
            return date(year, month, Some(day), at + 5);
        }
        if scan.glued(at + 3)
            && scan
                .items
                .get(at + 3)
                .is_some_and(|i| i.kind == Kind::Word || i.kind == Kind::Mark('%'))
        {
            return None;
        }
        if first.len() == 4 && second.len() == 2 && matches!(separator, '-' | '–' | '/') {
            let year: i32 = first.parse().ok().filter(|y| (1000..=2999).contains(y))?;
            let part: i32 = second.parse().ok()?;
            if part == (year + 1) % 100 {
                return Some(Found::date(
                    at,
                    at + 3,
                    Point::Fiscal {
                        year: Year::Given(year + 1),
                        split: true,
                    },
                ));
            }
            if (1..=12).contains(&part) && separator == '-' {
                return date(year, u8::try_from(part).ok()?, None, at + 3);
            }
            return None;
        }
        if second.len() == 4 && first.len() <= 2 && matches!(separator, '-' | '/') {
            let year: i32 = second.parse().ok().filter(|y| (1000..=2999).contains(y))?;
            let phone = at > 0 && scan.glued(at)
                || scan.dash(at + 3) && scan.glued(at + 3)
                || at > 0 && scan.digits(at - 1).is_some() && !scan.newline(at);
            return if phone {
                None
            } else {
                date(year, small(first)?, None, at + 3)
            };
        }
        // "10/1" only where a word asks for a date, or nothing else stands there.
        if separator == '/' && first.len() <= 2 && second.len() <= 2 {
            let (a, b) = (small(first)?, small(second)?);
            let asked = at > 0
                && (scan.is_any(
                    at - 1,
                    &[
                        Class::On,
                        Class::From,
                        Class::To,
                        Class::Until,
                        Class::Relative,
                        Class::Weekday,
                        Class::Since,
                        Class::By,
                        Class::Before,
                        Class::After,
                        Class::Between,
                        Class::Through,
                    ],
                ) || scan.dash(at - 1));
            let ranged =
                scan.dash(at + 3) && scan.digits(at + 4).is_some() && scan.mark(at + 5, '/');
            let alone = ranged || at == 0 && scan.items.len() == 3;
            if !asked && !alone {
                return None;
            }
            let (month, day) = self.month_and_day(a, b, separator)?;
            return Some(Found::date(
                at,
                at + 3,
                Point::Calendar {
                    year: Year::Open,
                    month: Some(month),
                    day: Some(day),
                },
            ));
        }
        None
    }

    /// Which of two numbers is the month: the text's other dates are not looked at, so "03/04" is
    /// month first after a slash and day first after a point.
    pub(super) fn month_and_day(&self, a: u8, b: u8, separator: char) -> Option<(u8, u8)> {
        let month = |n: u8| (1..=12).contains(&n);
        let day = |n: u8| (1..=31).contains(&n);
        let month_first = separator != '.';
        if month_first && month(a) && day(b) {
            Some((a, b))
        } else if month(b) && day(a) {
            Some((b, a))
        } else if month(a) && day(b) {
            Some((a, b))
        } else {
            None
        }
    }

    /// `T18:00`, after an ISO date.
    pub(super) fn with_iso_time(&self, found: Found) -> Found {
        let scan = self.scan;
        let Expression::Date(date) = found.expression else {
            return found;
        };
        if scan.word(found.to) == "T"
            && scan.glued(found.to)
            && let Some((clock, end)) = self.colon_clock(found.to + 1)
        {
            return Found::new(
                found.from,
                end,
                Expression::Time {
                    date: Some(date),
                    clock: Some(clock),
                    part: None,
                },
            );
        }
        found
    }
}
