//! Times of day.

use super::{Grammar, Parsed};
use crate::scan::lexicon::{Case, Class};
use crate::scan::numeral::below_hundred;
use crate::scan::token::Kind;
use crate::time::expression::{Clock, Expression, Found, Point};

impl Grammar<'_, '_> {
    /// `18:00`, `10:30:15`.
    pub(super) fn colon_clock(&self, at: usize) -> Parsed<Clock> {
        let scan = self.scan;
        let two = |i: usize, limit: u8| -> Option<u8> {
            let digits = scan.digits(i).filter(|d| d.len() <= 2)?;
            digits.parse().ok().filter(|n| *n < limit)
        };
        let hour = two(at, 25)?;
        let colon = (scan.mark(at + 1, ':') || scan.mark(at + 1, '.'))
            && scan.glued(at + 1)
            && scan.glued(at + 2);
        if !colon || scan.digits(at + 2).is_none_or(|d| d.len() != 2) {
            return None;
        }
        let minute = two(at + 2, 60)?;
        if scan.mark(at + 3, ':') && scan.glued(at + 3) && scan.mark(at + 1, ':') {
            if let Some(second) = two(at + 4, 60).filter(|_| scan.glued(at + 4)) {
                return Some((
                    Clock {
                        hour,
                        minute: Some(minute),
                        second: Some(second),
                    },
                    at + 5,
                ));
            }
            return None;
        }
        Some((
            Clock {
                hour,
                minute: Some(minute),
                second: None,
            },
            at + 3,
        ))
    }

    /// A clock time: "6 p.m.", "10:30", "10.30am", "7 o'clock", "half past seven", "noon".
    pub(super) fn clock(&self, at: usize) -> Parsed<Clock> {
        let scan = self.scan;
        // A cheap look before the longer ones: every form begins with a number or such a phrase.
        if !self.may_count(at) && !scan.is(at, Class::HalfPast) {
            return None;
        }
        if let Some(found) = self.minutes_past(at) {
            return Some(found);
        }
        let meridiem = |clock: Clock, at: usize| -> Option<(Clock, usize)> {
            let half = scan.sense(at, Class::Meridiem)?;
            // "am" of "I am".
            if scan.newline(at)
                || clock.hour > 12
                || (scan.word(at) == "am" && at > 0 && scan.digits(at - 1).is_none())
            {
                return None;
            }
            let hour = match (half.code.as_str(), clock.hour) {
                ("AM", 12) => 0,
                ("PM", hour) if hour < 12 => hour + 12,
                (_, hour) => hour,
            };
            Some((Clock { hour, ..clock }, at + 1))
        };
        if let Some((clock, end)) = self.colon_clock(at) {
            if let Some(found) = meridiem(clock, end) {
                return Some(found);
            }
            let colon = scan.mark(at + 1, ':');
            let asked = colon
                || at > 0
                    && scan.is(at - 1, Class::At)
                    && scan.sense(end, Class::Scale).is_none()
                    && !self.counts_something(end);
            // "a 4:3 ratio" has one digit; "odds of 10:1" too.
            return asked.then_some((clock, end));
        }
        let hour = scan
            .digits(at)
            .filter(|d| d.len() <= 2)
            .and_then(|d| d.parse::<u8>().ok())
            .map(|h| (h, at + 1))
            .or_else(|| {
                let (value, end) = below_hundred(scan, at)?;
                (value <= 12.0).then_some((value as u8, end))
            })
            .filter(|h| h.0 <= 24)?;
        let clock = Clock {
            hour: hour.0,
            minute: None,
            second: None,
        };
        // "6 in the morning"
        let asked = at == 0
            || scan.is_any(
                at - 1,
                &[
                    Class::At,
                    Class::By,
                    Class::TimeBound,
                    Class::Before,
                    Class::After,
                    Class::Until,
                ],
            );
        if asked
            && (1..=12).contains(&hour.0)
            && let Some((afternoon, end)) = self.said_part(hour.1)
        {
            let hour = hour.0 + if afternoon && hour.0 < 12 { 12 } else { 0 };
            let clock = Clock {
                hour,
                minute: None,
                second: None,
            };
            return Some((clock, end));
        }
        if scan.is(hour.1, Class::OClock) {
            let end = hour.1 + 1;
            return Some(meridiem(clock, end).unwrap_or((clock, end)));
        }
        meridiem(clock, hour.1).filter(|_| (1..=12).contains(&hour.0))
    }

    /// "half past seven o'clock", "quarter to six", "20 min past eight in the evening".
    pub(super) fn minutes_past(&self, at: usize) -> Parsed<Clock> {
        let scan = self.scan;
        let small = |i: usize, limit: f64| -> Option<(f64, usize)> {
            if let Some(digits) = scan.digits(i).filter(|d| d.len() <= 2) {
                let value: f64 = digits.parse().ok()?;
                return (value <= limit).then_some((value, i + 1));
            }
            below_hundred(scan, i).filter(|(value, _)| *value <= limit)
        };
        let (minutes, hour_at, named) = if let Some(half) = scan.sense(at, Class::HalfPast) {
            (half.number, at + 1, true)
        } else {
            let (minutes, mut end) = small(at, 59.0)?;
            let unit = scan
                .sense(end, Class::Unit)
                .or_else(|| scan.sense(end, Class::UnitPlural));
            let named = unit.is_some_and(|u| u.code == "MIN");
            end += usize::from(named);
            let sign = scan.sense(end, Class::PastHour)?;
            (minutes * sign.number, end + 1, named)
        };
        let (hour, end) = small(hour_at, 12.0).filter(|(hour, _)| *hour >= 1.0)?;
        let oclock = scan.is(end, Class::OClock);
        let mut to = end + usize::from(oclock);
        let part = self.said_part(to);
        // "5 to 7" is a range, unless more says that it is a time.
        if !named && !oclock && part.is_none() {
            return None;
        }
        let total = (hour * 60.0 + minutes) as i32;
        let mut hour = total.div_euclid(60);
        if let Some((afternoon, after)) = part {
            if afternoon && hour < 12 {
                hour += 12;
            }
            to = after;
        }
        let clock = Clock {
            hour: u8::try_from(hour).ok()?,
            minute: u8::try_from(total.rem_euclid(60)).ok(),
            second: None,
        };
        Some((clock, to))
    }

    /// "in the evening", "in the morning" after an hour: whether it is past noon.
    pub(super) fn said_part(&self, at: usize) -> Parsed<bool> {
        let scan = self.scan;
        if !(scan.is(at, Class::In) && scan.is(at + 1, Class::The)) {
            return None;
        }
        let (part, end) = self.day_part(at + 2)?;
        match part {
            "MO" => Some((false, end)),
            "AF" | "EV" => Some((true, end)),
            _ => None,
        }
    }

    /// "from 10:30 to 3", "between 9 and 10:30", "2 to 4 p.m.": two clock times, of which one
    /// shows that the other is one.
    pub(super) fn clock_range(&self, at: usize, out: &mut Vec<Found>) -> bool {
        let scan = self.scan;
        let opened = at > 0 && scan.is_any(at - 1, &[Class::From, Class::Between]);
        let bare = |i: usize| -> Option<(Clock, usize)> {
            let digits = scan.digits(i).filter(|d| d.len() <= 2)?;
            let hour: u8 = digits.parse().ok().filter(|h| (1..=24).contains(h))?;
            let clock = Clock {
                hour,
                minute: None,
                second: None,
            };
            Some((clock, i + 1))
        };
        let joint = |i: usize| {
            scan.dash(i)
                || scan.is_any(i, &[Class::To, Class::Until, Class::Through])
                || opened && scan.is(i, Class::And)
        };
        let known = self.clock(at).filter(|(_, end)| joint(*end));
        let (first, end) = match known {
            Some(found) => found,
            None => match bare(at).filter(|(_, end)| joint(*end)) {
                Some(found) if !scan.newline(found.1) => found,
                _ => return false,
            },
        };
        let second = self.clock(end + 1).or_else(|| {
            // "from 10:30 to 3" only where nothing is counted.
            let after = bare(end + 1).filter(|(_, to)| !self.counts_something(*to))?;
            (known.is_some() && opened).then_some(after)
        });
        let Some((mut second, to)) = second else {
            return false;
        };
        let glued_before = at > 0 && scan.glued(at) && scan.items[at - 1].kind != Kind::Mark('(');
        if glued_before {
            return false;
        }
        let mut first = first;
        // "2 to 4 p.m.": the afternoon is of both.
        if known.is_none() && second.hour > 12 && first.hour < 12 && first.hour + 12 <= second.hour
        {
            first.hour += 12;
        }
        // "10:30 to 3" ends in the afternoon.
        if second.hour < first.hour && second.hour < 12 && first.hour <= 12 {
            second.hour += 12;
        }
        let (date, last) = self.adjoining_date(to);
        let time = |clock| Expression::Time {
            date,
            clock: Some(clock),
            part: None,
        };
        out.push(Found::new(at, end, time(first)));
        out.push(Found::new(end + 1, last, time(second)));
        true
    }

    /// A part of a day, "noon" and "midnight" among them.
    pub(super) fn day_part(&self, at: usize) -> Parsed<&'static str> {
        let part = self.scan.sense(at, Class::DayPart)?;
        Some((part.code.as_str(), at + 1))
    }

    /// Expressions that begin with a time of day.
    pub(super) fn clock_led(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        if let Some((clock, end)) = self.clock(at) {
            let glued_before = at > 0
                && scan.glued(at)
                && !matches!(
                    scan.items[at - 1].kind,
                    Kind::Mark('(' | '-' | '–' | '"' | '“')
                );
            if glued_before {
                return None;
            }
            let (date, end) = self.adjoining_date(end);
            return Some(Found::new(
                at,
                end,
                Expression::Time {
                    date,
                    clock: Some(clock),
                    part: None,
                },
            ));
        }
        let the = usize::from(scan.is(at, Class::The));
        let (part, end) = self.day_part(at + the)?;
        match part {
            "NOON" | "MIDNIGHT" => {
                let hour = if part == "NOON" { 12 } else { 24 };
                let clock = Clock {
                    hour,
                    minute: Some(0),
                    second: None,
                };
                let (date, end) = self.adjoining_date(end);
                Some(Found::new(
                    at + the,
                    end,
                    Expression::Time {
                        date,
                        clock: Some(clock),
                        part: None,
                    },
                ))
            }
            _ => {
                // "the evening", "that morning", "Saturday morning"; not "evening news".
                let asked = the == 1 || at > 0 && scan.is_any(at - 1, &[Class::In, Class::That]);
                let noun_follows = scan.items.get(end).is_some_and(|i| i.kind == Kind::Word)
                    && !scan.is(end, Class::Function)
                    && !scan.is_any(end, &[Class::Of, Class::Weekday]);
                if !asked || noun_follows || scan.is(end, Class::Before) {
                    return None;
                }
                let mut to = end;
                let mut date = None;
                if scan.is(end, Class::Of)
                    && let Some(found) = self.plain_date(end + 1)
                    && let Expression::Date(point) = found.expression
                {
                    date = Some(point);
                    to = found.to;
                }
                Some(Found::new(
                    at,
                    to,
                    Expression::Time {
                        date,
                        clock: None,
                        part: Some(part),
                    },
                ))
            }
        }
    }

    /// "9 a.m. Friday", "5 p.m. today", "6:30 yesterday evening": a date right after a time.
    pub(super) fn adjoining_date(&self, end: usize) -> (Option<Point>, usize) {
        let scan = self.scan;
        // A time zone in between: "EST", "local time".
        let mut next = end;
        if scan
            .items
            .get(next)
            .is_some_and(|i| i.case == Case::Upper && (2..=4).contains(&(i.end - i.start)))
            && !scan.is_any(
                next,
                &[
                    Class::Month,
                    Class::Weekday,
                    Class::WeekdayShort,
                    Class::MonthShort,
                ],
            )
        {
            next += 1;
        } else if scan.word(next) == "local" && scan.word(next + 1) == "time" {
            next += 2;
        }
        if scan.newline(next) {
            return (None, end);
        }
        if let Some(found) = self.weekday_date(next).or_else(|| self.day_word(next))
            && let Expression::Date(point) = found.expression
        {
            return (Some(point), found.to);
        }
        (None, end)
    }
}
