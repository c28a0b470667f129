//! Dates in words: days, months, years, parts of a year, decades, feasts.

use super::{Grammar, Parsed, half_code};
use crate::scan::lexicon::{Case, Class};
use crate::scan::numeral::{below_hundred, cardinal_words, numeral};
use crate::scan::token::Kind;
use crate::time::expression::{Anchor, Clock, Expression, Found, Point, Unit, Year, modifier};

impl Grammar<'_, '_> {
    /// Dates, months, years, decades, centuries, quarters, seasons, feasts.
    pub(super) fn plain_date(&self, at: usize) -> Option<Found> {
        self.weekday_date(at)
            .or_else(|| self.day_word(at))
            .or_else(|| self.month_date(at))
            .or_else(|| self.day_month(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.century(at))
            .or_else(|| self.holiday(at))
            .or_else(|| self.fiscal(at))
            .or_else(|| self.bare_year(at))
    }

    /// "Wednesday, October 2, 2019", "Saturday 24 March 1973", "Friday night", "last Monday".
    pub(super) fn weekday_date(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let shift = scan
            .sense(at, Class::Relative)
            .map(|r| r.number as i32)
            .or_else(|| scan.sense(at, Class::Anaphoric).map(|r| r.number as i32));
        let from = at + usize::from(shift.is_some());
        let (day, end) = self.weekday(from)?;
        let short = scan.is(from, Class::WeekdayShort) && !scan.is(from, Class::Weekday);
        let mut next = end;
        if scan.mark(next, ',') {
            next += 1;
        }
        if scan.is(next, Class::The) {
            next += 1;
        }
        if shift.is_none()
            && !scan.newline(next)
            && let Some(mut date) = self
                .month_date(next)
                .or_else(|| self.day_month(next))
                .or_else(|| self.numeric(next))
            && let Expression::Date(Point::Calendar { day: Some(_), .. }) = date.expression
        {
            date.from = at;
            return Some(date);
        }
        // "Sun" and "Sat" alone are words.
        if short && shift.is_none() && !scan.mark(end - 1, '.') {
            return None;
        }
        // "Tuesday of last week"
        let week = |i: usize| scan.sense(i, Class::Unit).is_some_and(|u| u.code == "W");
        if shift.is_none()
            && scan.is(end, Class::Of)
            && let Some(relative) = scan.sense(end + 1, Class::Relative)
            && week(end + 2)
        {
            let weeks = relative.number as i32;
            return Some(Found::date(at, end + 3, Point::WeekdayOf { day, weeks }));
        }
        let point = Point::Weekday { day, shift };
        Some(self.with_part(Found::date(at, end, point)))
    }

    /// "yesterday", "tomorrow night", "tonight".
    pub(super) fn day_word(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        if scan.is(at, Class::Tonight) {
            let date = Some(Point::Shift {
                unit: Unit::Day,
                count: 0,
                anchor: Anchor::Document,
            });
            return Some(Found::new(
                at,
                at + 1,
                Expression::Time {
                    date,
                    clock: None,
                    part: Some("NI"),
                },
            ));
        }
        let days = scan.sense(at, Class::DayWord)?;
        let point = Point::Shift {
            unit: Unit::Day,
            count: days.number as i32,
            anchor: Anchor::Document,
        };
        Some(self.with_part(Found::date(at, at + 1, point)))
    }

    /// The date with the part of the day that follows it: "Friday evening".
    pub(super) fn with_part(&self, found: Found) -> Found {
        let scan = self.scan;
        let Expression::Date(point) = found.expression else {
            return found;
        };
        let early = usize::from(scan.is(found.to, Class::Modifier));
        if scan.newline(found.to) {
            return found;
        }
        if let Some((part, end)) = self.day_part(found.to + early) {
            let modifier = scan
                .sense(found.to, Class::Modifier)
                .and_then(|m| modifier(&m.code));
            let expression = match part {
                "NOON" | "MIDNIGHT" => {
                    let hour = if part == "NOON" { 12 } else { 24 };
                    let clock = Clock {
                        hour,
                        minute: Some(0),
                        second: None,
                    };
                    Expression::Time {
                        date: Some(point),
                        clock: Some(clock),
                        part: None,
                    }
                }
                part => Expression::Time {
                    date: Some(point),
                    clock: None,
                    part: Some(part),
                },
            };
            return Found::new(found.from, end, expression).with(modifier);
        }
        found
    }

    /// "March 10, 2025", "August 8th", "April of 1927", "June of this year", "May".
    pub(super) fn month_date(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let (month, end) = self.month(at)?;
        let short = !scan.is(at, Class::Month);
        let point = |year, day| Point::Calendar {
            year,
            month: Some(month),
            day,
        };
        let the = usize::from(scan.is(end, Class::The));
        if !scan.newline(end)
            && let Some((day, after)) = self.day_number(end + the)
            && (scan.digits(end + the).is_none() || !self.is_count(end + the, after))
        {
            let (year, to) = self.date_year(after);
            return Some(self.with_part(Found::date(at, to, point(year, Some(day)))));
        }
        let (year, to) = self.date_year(end);
        if to > end {
            return Some(Found::date(at, to, point(year, None)));
        }
        // "April in 2016": the year has an expression of its own.
        if scan.is(end, Class::In)
            && scan.is(at, Class::Month)
            && let Some((year, _)) = self.year_digits(end + 1)
        {
            return Some(Found::date(at, end, point(Year::Given(year), None)));
        }
        // The point of an abbreviation that ends its sentence is not its own.
        let to = if short && end == at + 2 && (scan.sentence_start(end) || scan.item(end).is_none())
        {
            end - 1
        } else {
            end
        };
        if !self.month_alone(at) {
            return None;
        }
        Some(Found::date(at, to, point(Year::Open, None)))
    }

    /// Whether the digits after a month count something: "In May 20 people died".
    pub(super) fn is_count(&self, at: usize, end: usize) -> bool {
        let scan = self.scan;
        let suffix = end > at + 1;
        !suffix && self.counts_something(end) && !scan.is_any(end, &[Class::Month, Class::Meridiem])
            || scan.dash(end)
                && scan.glued(end)
                && scan.is_any(end + 1, &[Class::Unit, Class::UnitPlural])
    }

    /// Whether a month name without a day or year is the month, not a name or a verb.
    pub(super) fn month_alone(&self, at: usize) -> bool {
        let scan = self.scan;
        let lower = scan.items[at].case == Case::Lower;
        let word = scan.word(at);
        let ambiguous = matches!(
            word.to_ascii_lowercase().as_str(),
            "may" | "march" | "mar" | "august" | "april" | "june" | "jan" | "dec" | "sep"
        );
        let asked = at > 0
            && (scan.is_any(
                at - 1,
                &[
                    Class::In,
                    Class::Since,
                    Class::By,
                    Class::Until,
                    Class::From,
                    Class::To,
                    Class::Before,
                    Class::After,
                    Class::Of,
                    Class::Relative,
                    Class::Modifier,
                    Class::Between,
                    Class::Through,
                    Class::And,
                    Class::Over,
                ],
            ) || scan.dash(at - 1)
                || scan.mark(at - 1, ','));
        let joint = |i: usize| {
            scan.dash(i) || scan.is_any(i, &[Class::To, Class::And, Class::Until, Class::Through])
        };
        let month_at = |i: usize| scan.is_any(i, &[Class::Month, Class::MonthShort]);
        let joined =
            joint(at + 1) && month_at(at + 2) || at >= 2 && joint(at - 1) && month_at(at - 2);
        if joined {
            return true;
        }
        if lower && matches!(word, "april" | "june") {
            return true;
        }
        if lower && ambiguous {
            let plain = matches!(word, "dec" | "jan" | "sep" | "august");
            return plain && at > 0 && scan.is(at - 1, Class::In);
        }
        if !ambiguous {
            return true;
        }
        // A name: "Theresa May", "June Smith".
        let name_follows = scan
            .items
            .get(at + 1)
            .is_some_and(|i| i.case != Case::Lower && i.kind == Kind::Word && !i.newline)
            && !scan.sentence_start(at + 1);
        asked && !name_follows
            || !name_follows
                && word.len() > 3
                && !matches!(word, "March" | "August")
                && at > 0
                && !scan.sentence_start(at)
                && scan.items[at - 1].case == Case::Lower
    }

    /// "21 December 1972", "the 9th of May, 1945", "9 March".
    pub(super) fn day_month(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let the = usize::from(scan.is(at, Class::The));
        let start = at + the;
        let (day, mut end) = match self.day_number(start) {
            Some(found) => found,
            None => {
                let (value, end) = below_hundred(scan, start)?;
                ((1.0..=31.0).contains(&value).then_some(value as u8)?, end)
            }
        };
        if scan.glued(start)
            && start > 0
            && (matches!(
                scan.items[start - 1].kind,
                Kind::Mark('.' | '/' | '$') | Kind::Word
            ) || scan.mark(start - 1, ':')
                && start > 1
                && scan.items[start - 2].kind != Kind::Word)
        {
            return None;
        }
        let suffixed = scan.digits(start).is_none() || end > start + 1;
        if suffixed
            && scan.is(end, Class::Unit)
            && scan.word(end).eq_ignore_ascii_case("day")
            && scan.is(end + 1, Class::Of)
        {
            end += 1;
        }
        if scan.is(end, Class::Of) && (suffixed || self.month(end + 1).is_some()) {
            end += 1;
            // "the 15th of this month", "the 15th day of next month".
            if let Some((shift, to)) = self.month_shift(end) {
                let point = Point::DayOfMonth { day, shift };
                return Some(Found::date(at, to, point));
            }
        }
        // "on the 29th", and nothing after it that it could be the 29th of.
        let on = at > 0 && scan.is(at - 1, Class::On);
        let bare = scan
            .item(end)
            .is_none_or(|i| i.kind != Kind::Word || i.newline)
            || scan.is_any(end, &[Class::And, Class::From, Class::At, Class::Function]);
        let with_suffix = suffixed || the == 1 && !self.counts_something(end);
        let elsewhere = scan.digits(start).is_none()
            || scan.dash(end) && scan.glued(end)
            || scan.mark(end, '.') && scan.glued(end + 1)
            || scan.mark(end, ':');
        if on && with_suffix && bare && !elsewhere && !scan.is(end, Class::Of) {
            let from = if the == 1 { at } else { start };
            return Some(Found::date(
                from,
                end,
                Point::DayOfMonth { day, shift: None },
            ));
        }
        if scan.newline(end) || scan.dash(end) && !scan.glued(end) {
            return None;
        }
        let end = end + usize::from(scan.dash(end));
        let (month, after) = self.month(end)?;
        // "5 May" of "the Group of 5 may".
        if scan.items[end].case == Case::Lower && matches!(scan.word(end), "may" | "march" | "mar")
        {
            return None;
        }
        let (year, to) = self.date_year(after);
        let from = if the == 1 && suffixed { at } else { start };
        let point = Point::Calendar {
            year,
            month: Some(month),
            day: Some(day),
        };
        Some(self.with_part(Found::date(from, to, point)))
    }

    /// Quarters, halves, seasons, weeks of a year.
    pub(super) fn part_of_year(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let the = usize::from(scan.is(at, Class::The));
        let start = at + the;
        if let Some(half) = scan.sense(start, Class::HalfYear) {
            let (year, to) = self.date_year(start + 1);
            if to == start + 1 && the == 0 {
                return None;
            }
            return Some(Found::date(
                at,
                to,
                Point::Half {
                    year,
                    half: half.number as u8,
                },
            ));
        }
        // "Q1 2017", "2017 q1", "H2".
        if let Some(code) = half_code(scan.word(start))
            && let Some(n) = scan
                .digits(start + 1)
                .filter(|d| d.len() == 1 && scan.glued(start + 1))
        {
            let n: u8 = n.parse().ok()?;
            let dash = scan.dash(start + 2) && scan.glued(start + 2) && scan.glued(start + 3);
            let (year, to) = match self.year_digits(start + 3).filter(|_| dash) {
                Some((year, to)) => (Year::Given(year), to),
                None => self.date_year(start + 2),
            };
            let point = match code {
                'Q' if (1..=4).contains(&n) => Point::Quarter { year, quarter: n },
                'H' if (1..=2).contains(&n) && to > start + 2 => Point::Half { year, half: n },
                _ => return None,
            };
            return Some(Found::date(start, to, point));
        }
        if let Some((year, end)) = self.year_digits(start)
            && let Some(code) = half_code(scan.word(end))
            && let Some(n) = scan
                .digits(end + 1)
                .filter(|d| d.len() == 1 && scan.glued(end + 1))
        {
            let n: u8 = n.parse().ok()?;
            let year = Year::Given(year);
            let point = match code {
                'Q' if (1..=4).contains(&n) => Point::Quarter { year, quarter: n },
                'H' if (1..=2).contains(&n) => Point::Half { year, half: n },
                _ => return None,
            };
            return Some(Found::date(start, end + 2, point));
        }
        // "the third quarter of 2019", "fourth-quarter", "the first fiscal quarter".
        let ordinal =
            numeral(scan, start).filter(|n| n.ordinal && n.value >= 1.0 && n.value <= 53.0);
        if let Some(ordinal) = ordinal {
            let n = ordinal.whole()?;
            let mut next = ordinal.end + usize::from(scan.dash(ordinal.end));
            next += usize::from(scan.is(next, Class::Fiscal));
            let unit = scan.sense(next, Class::Unit).map(|u| u.code.as_str());
            match unit {
                Some("Q") if n <= 4 => {
                    let (year, to) = self.date_year(next + 1);
                    let quarter = u8::try_from(n).ok()?;
                    return Some(Found::date(at, to, Point::Quarter { year, quarter }));
                }
                Some("W") => {
                    let (year, month, to) = self.week_of_what(next + 1);
                    let week = i32::try_from(n).ok()?;
                    if to > next + 1 {
                        let point = Point::Week { year, month, week };
                        return Some(Found::date(at, to, point));
                    }
                    // "the eleventh week of …", counted from a day that is not said.
                    if the == 1 && !ordinal.digits {
                        return Some(Found::date(at, next + 1, Point::Named("XXXX-WXX")));
                    }
                }
                Some("D") if n <= 31 && scan.is(next + 1, Class::Of) => {
                    // "the 15th day of next month"
                    if let Some((shift, to)) = self.month_shift(next + 2) {
                        let day = u8::try_from(n).ok()?;
                        return Some(Found::date(at, to, Point::DayOfMonth { day, shift }));
                    }
                }
                Some("M") if n <= 12 && scan.is(next + 1, Class::Of) => {
                    let (year, to) = self.date_year(next + 1);
                    if to > next + 1 {
                        let month = u8::try_from(n).ok();
                        return Some(Found::date(
                            at,
                            to,
                            Point::Calendar {
                                year,
                                month,
                                day: None,
                            },
                        ));
                    }
                }
                _ => {}
            }
        }
        // "last week of 2019"
        if scan
            .sense(start, Class::Relative)
            .is_some_and(|r| r.number < 0.0)
            && scan
                .sense(start + 1, Class::Unit)
                .is_some_and(|u| u.code == "W")
            && scan.is(start + 2, Class::Of)
        {
            let (year, month, to) = self.week_of_what(start + 2);
            if to > start + 2 {
                return Some(Found::date(
                    at,
                    to,
                    Point::Week {
                        year,
                        month,
                        week: -1,
                    },
                ));
            }
        }
        // "week 10"
        if scan
            .sense(start, Class::Unit)
            .is_some_and(|u| u.code == "W")
            && let Some(digits) = scan.digits(start + 1).filter(|d| d.len() <= 2)
        {
            let week: i32 = digits.parse().ok().filter(|w| (1..=53).contains(w))?;
            let (year, to) = self.date_year(start + 2);
            return Some(Found::date(
                start,
                to,
                Point::Week {
                    year,
                    month: None,
                    week,
                },
            ));
        }
        let week_of = scan
            .sense(start, Class::Unit)
            .is_some_and(|u| u.code == "W")
            && scan.is(start + 1, Class::Of);
        if week_of
            && let Some(found) = self
                .month_date(start + 2)
                .or_else(|| self.day_month(start + 2))
            && let Expression::Date(Point::Calendar {
                year,
                month: Some(month),
                day: Some(day),
            }) = found.expression
        {
            return Some(Found::date(
                at,
                found.to,
                Point::WeekOf { month, day, year },
            ));
        }
        self.season(at, start)
    }

    /// "next month", "this month", "the month": how far the month lies from the document's.
    pub(super) fn month_shift(&self, at: usize) -> Parsed<Option<i32>> {
        let scan = self.scan;
        let is_month = |i: usize| scan.sense(i, Class::Unit).is_some_and(|u| u.code == "M");
        if let Some(relative) = scan.sense(at, Class::Relative).filter(|_| is_month(at + 1)) {
            return Some((Some(relative.number as i32), at + 2));
        }
        let the = scan.is(at, Class::The) && is_month(at + 1);
        the.then_some((Some(0), at + 2))
    }

    /// What "week of" is of: a month, a year.
    pub(super) fn week_of_what(&self, at: usize) -> (Year, Option<u8>, usize) {
        let scan = self.scan;
        if !scan.is(at, Class::Of) {
            return (Year::Open, None, at);
        }
        if let Some((month, end)) = self.month(at + 1) {
            let (year, to) = self.date_year(end);
            return (year, Some(month), to);
        }
        let (year, to) = self.date_year(at);
        (year, None, to)
    }

    /// "summer 2018", "the summer of 2018", "last summer".
    pub(super) fn season(&self, at: usize, start: usize) -> Option<Found> {
        let scan = self.scan;
        let shift = scan.sense(start, Class::Relative).map(|r| r.number as i32);
        let word = start + usize::from(shift.is_some());
        let season = scan.sense(word, Class::Season)?;
        let (year, to) = self.date_year(word + 1);
        let named = to > word + 1;
        let lower_fall = matches!(season.code.as_str(), "FA" | "SP")
            && scan.word(word).len() <= 6
            && matches!(scan.word(word), "fall" | "spring" | "Fall" | "Spring");
        let asked = word > 0
            && scan.is_any(
                word - 1,
                &[
                    Class::In,
                    Class::The,
                    Class::By,
                    Class::Since,
                    Class::Until,
                    Class::Modifier,
                    Class::Before,
                    Class::After,
                ],
            );
        if !named
            && shift.is_none()
            && (!asked || lower_fall && !(word > 1 && scan.is(word - 2, Class::In)))
        {
            return None;
        }
        let from = if shift.is_some() { start } else { at };
        Some(Found::date(
            from,
            to,
            Point::Season {
                year,
                season: season.code.as_str(),
                shift,
            },
        ))
    }

    /// "the 1930s", "the '40s", "the nineteen seventies", "the twenty-tens", "1990 s".
    pub(super) fn decade(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let the = usize::from(scan.is(at, Class::The));
        let start = at + the;
        let plural = |i: usize| {
            if scan.word(i) == "s" && !scan.newline(i) {
                Some(i + 1)
            } else if (scan.mark(i, '\'') || scan.mark(i, '’'))
                && scan.glued(i)
                && scan.word(i + 1) == "s"
                && scan.glued(i + 1)
            {
                Some(i + 2)
            } else {
                None
            }
        };
        if let Some(digits) = scan
            .digits(start)
            .filter(|d| d.len() == 4 && d.ends_with('0'))
        {
            let end = plural(start + 1)?;
            let year: i32 = digits.parse().ok()?;
            if digits.ends_with("00") && year % 1000 != 0 && year < 2000 {
                // "the 1800s" are a century.
                return Some(Found::date(
                    at,
                    end,
                    Point::Century {
                        century: year / 100,
                    },
                ));
            }
            return Some(Found::date(
                at,
                end,
                Point::Decade {
                    decade: year / 10,
                    short: false,
                },
            ));
        }
        let quote =
            usize::from(scan.mark(start, '\'') || scan.mark(start, '’') || scan.mark(start, '‘'));
        if let Some(digits) = scan
            .digits(start + quote)
            .filter(|d| d.len() == 2 && d.ends_with('0'))
        {
            let end = plural(start + quote + 1)?;
            if the == 0 && quote == 0 {
                return None;
            }
            let tens: i32 = digits.parse().ok()?;
            return Some(Found::date(
                at,
                end,
                Point::Decade {
                    decade: tens / 10,
                    short: true,
                },
            ));
        }
        // Words: "the nineteen seventies", "the nineties".
        if let Some(name) = scan.sense(start, Class::DecadeName) {
            let tens = name.number as i32;
            let named = scan.word(start) != "tens" && the == 1;
            let short = if tens == 0 {
                Point::Decade {
                    decade: 200,
                    short: false,
                }
            } else {
                Point::Decade {
                    decade: tens / 10,
                    short: true,
                }
            };
            return named.then(|| Found::date(at, start + 1, short));
        }
        let (century, end) = below_hundred(scan, start).filter(|c| (10.0..30.0).contains(&c.0))?;
        let next = end + usize::from(scan.dash(end));
        let name = scan.sense(next, Class::DecadeName)?;
        let decade = century as i32 * 10 + name.number as i32 / 10;
        Some(Found::date(
            at,
            next + 1,
            Point::Decade {
                decade,
                short: false,
            },
        ))
    }

    /// "21st century", "the nineteenth century": without the article.
    pub(super) fn century(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        if let Some(named) = scan.sense(at, Class::NamedSpan) {
            return Some(Found::date(at, at + 1, Point::Named(named.code.as_str())));
        }
        let number = numeral(scan, at).filter(|n| n.ordinal)?;
        let next = number.end + usize::from(scan.dash(number.end));
        let unit = scan.sense(next, Class::Unit)?;
        if unit.code != "CE" {
            return None;
        }
        let n = number.whole().filter(|n| (1..=40).contains(n))?;
        Some(Found::date(
            at,
            next + 1,
            Point::Century {
                century: i32::try_from(n).ok()? - 1,
            },
        ))
    }

    /// "Christmas", "Lunar New Year 2025", "next Easter", "independence day of this year".
    pub(super) fn holiday(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let shift = scan
            .sense(at, Class::Relative)
            .or_else(|| scan.sense(at, Class::Anaphoric))
            .map(|r| r.number as i32);
        let word = at + usize::from(shift.is_some());
        let day = scan.sense(word, Class::Holiday)?;
        let (year, to) = self.date_year(word + 1);
        let point = Point::Holiday {
            rule: day.code.as_str(),
            year,
            shift,
        };
        Some(self.with_part(Found::date(at, to, point)))
    }

    /// "fiscal 1989", "fiscal year 2023", "FY2023", "FY 2023".
    pub(super) fn fiscal(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        if !scan.is(at, Class::Fiscal) {
            return None;
        }
        if let Some(digits) = scan
            .digits(at + 1)
            .filter(|d| d.len() == 4 || d.len() == 2 && scan.glued(at + 1))
        {
            let n: i32 = digits.parse().ok()?;
            let year = if digits.len() == 2 { 2000 + n } else { n };
            let slash = (scan.mark(at + 2, '/') || scan.dash(at + 2)) && scan.glued(at + 3);
            if slash
                && let Some(second) = scan.digits(at + 3).filter(|d| d.len() == 2)
                && second.parse::<i32>().ok()? == (year + 1) % 100
            {
                return Some(Found::date(
                    at,
                    at + 4,
                    Point::Fiscal {
                        year: Year::Given(year + 1),
                        split: true,
                    },
                ));
            }
            return Some(Found::date(
                at,
                at + 2,
                Point::Fiscal {
                    year: Year::Given(year),
                    split: false,
                },
            ));
        }
        None
    }

    /// A year of four digits that stands alone.
    pub(super) fn bare_year(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let the = usize::from(scan.is(at, Class::The));
        // "the year 2011", "year 2045"
        if scan.is(at + the, Class::YearWord) {
            let (year, end) = self.year(at + the + 1).or_else(|| {
                let (value, end) = cardinal_words(scan, at + the + 1)?;
                let whole = (100.0..3000.0).contains(&value) && end > at + the + 2;
                whole.then_some((value as i32, end))
            })?;
            return Some(Found::date(
                at,
                end,
                Point::Calendar {
                    year: Year::Given(year),
                    month: None,
                    day: None,
                },
            ));
        }
        if scan.digits(at).is_none() {
            // In words only after a preposition that asks for it.
            let asked =
                at > 0 && scan.is_any(at - 1, &[Class::In, Class::Since, Class::Until, Class::By]);
            let (year, end) = self.year_words(at).filter(|_| asked)?;
            if self.counts_something(end)
                || scan.items.get(end).is_some_and(|i| {
                    i.kind == Kind::Word && !scan.is_any(end, &[Class::And, Class::Function])
                })
            {
                return None;
            }
            return Some(Found::date(
                at,
                end,
                Point::Calendar {
                    year: Year::Given(year),
                    month: None,
                    day: None,
                },
            ));
        }
        let (year, end) = self.year_digits(at)?;
        let point = Point::Calendar {
            year: Year::Given(year),
            month: None,
            day: None,
        };
        // "2015-32" is a code.
        let code = scan.dash(end)
            && scan.glued(end)
            && scan.glued(end + 1)
            && scan.digits(end + 1).is_some_and(|d| d.len() != 4);
        if code {
            return None;
        }
        if let Some(era) = scan.sense(end, Class::Buddhist) {
            let year = Year::Given(year - era.number as i32);
            return Some(Found::date(
                at,
                end + 1,
                Point::Calendar {
                    year,
                    month: None,
                    day: None,
                },
            ));
        }
        let before = at.checked_sub(1);
        if let Some(before) = before {
            if scan.is_any(
                before,
                &[
                    Class::CurrencySign,
                    Class::Hedge,
                    Class::Number,
                    Class::Scale,
                ],
            ) && !scan.is_any(before, &[Class::Before, Class::Over])
            {
                return None;
            }
            let item = scan.items[before];
            if scan.glued(at) {
                match item.kind {
                    Kind::Mark('(' | '[' | '-' | '–' | '—' | '~' | '"' | '“' | '‘' | '\'') =>
                    {
                        // "138-2010-2015" and "archive-2018".
                        let dashed = scan.dash(before);
                        let two_back = before.checked_sub(1).map(|b| scan.items[b].kind);
                        let year_before = before.checked_sub(1).is_some_and(|b| {
                            self.year_digits(b).is_some()
                                && !(b > 0 && scan.dash(b - 1) && scan.glued(b))
                        });
                        let digits_before = matches!(two_back, Some(Kind::Digits));
                        if dashed && scan.glued(before) && digits_before && !year_before {
                            return None;
                        }
                    }
                    Kind::Mark('/' | ',') => {
                        let b = before.checked_sub(1)?;
                        self.year_digits(b)?;
                    }
                    _ => return None,
                }
            }
            // "ASEAN Vision 2025" is a name, and so is "Plan of Action (2021-2025)".
            if item.case != Case::Lower && scan.is(before, Class::DocumentNoun) {
                return None;
            }
            if item.kind == Kind::Mark('(') && self.document_before(before) {
                return None;
            }
            if scan.dash(before)
                && before >= 2
                && self.year_digits(before - 1).is_some()
                && scan.mark(before - 2, '(')
                && self.document_before(before - 2)
            {
                return None;
            }
        }
        if self.counts_something(end) && !self.year_asked(at) {
            return None;
        }
        let amount = scan.is_any(
            end,
            &[
                Class::Percent,
                Class::Currency,
                Class::Scale,
                Class::Measure,
            ],
        );
        if amount && !scan.is(end, Class::FiniteVerb) || scan.mark(end, '%') {
            return None;
        }
        if !(1500..=2150).contains(&year) && !self.year_asked(at) {
            return None;
        }
        // "the 1967 Bangkok Declaration"
        let mut next = end;
        while next < end + 6
            && scan
                .items
                .get(next)
                .is_some_and(|i| i.case != Case::Lower && i.kind == Kind::Word && !i.newline)
        {
            if scan.is(next, Class::DocumentNoun) {
                return None;
            }
            next += 1;
        }
        Some(Found::date(at, end, point))
    }

    /// Whether the word before asks for a year.
    pub(super) fn year_asked(&self, at: usize) -> bool {
        let scan = self.scan;
        at > 0
            && (scan.is_any(
                at - 1,
                &[
                    Class::In,
                    Class::Since,
                    Class::Until,
                    Class::By,
                    Class::From,
                    Class::Between,
                    Class::Of,
                    Class::The,
                    Class::After,
                    Class::Before,
                    Class::Through,
                ],
            ) || scan.mark(at - 1, '('))
    }

    /// Whether the words before a bracket are a document's name.
    pub(super) fn document_before(&self, bracket: usize) -> bool {
        let scan = self.scan;
        (bracket.saturating_sub(9)..bracket)
            .rev()
            .take_while(|&i| {
                let item = scan.items[i];
                item.case != Case::Lower || scan.is(i, Class::Function) || item.kind != Kind::Word
            })
            .any(|i| scan.is(i, Class::DocumentNoun))
    }
}
