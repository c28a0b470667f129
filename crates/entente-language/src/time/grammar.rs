//! From items to time expressions, without deciding what they mean.
//!
//! At each item the rules are tried in order, those that take more words first; every rule looks
//! at a bounded number of items, so that reading a text is linear in its length.

use super::expression::{
    Amount, Anchor, Clock, Expression, Found, Point, SetValue, Tie, Unit, Year, modifier,
};
use crate::scan::Scan;
use crate::scan::lexicon::{Case, Class};
use crate::scan::numeral::{below_hundred, numeral, unsigned};
use crate::scan::token::Kind;

/// All expressions of a text, in order.
pub(super) fn read(scan: &Scan<'_>) -> Vec<Found> {
    let grammar = Grammar { scan };
    let mut out = Vec::new();
    let mut at = 0;
    while at < scan.items.len() {
        let before = out.len();
        if grammar.relevant(at) {
            grammar.expressions(at, &mut out);
        }
        at = match out.len() > before {
            true => out.last().map_or(at + 1, |f| f.to.max(at + 1)),
            false => at + 1,
        };
    }
    share_years(scan, &mut out);
    out
}

/// Gives a range's or a list's end without a year the year of the other: "9 March to 11 April
/// 2025", "from January to May 2024".
fn share_years(scan: &Scan<'_>, found: &mut [Found]) {
    for i in (1..found.len()).rev() {
        let joint = found[i - 1].to..found[i].from;
        let joined = !joint.is_empty()
            && joint.len() <= 2
            && joint.clone().all(|j| {
                scan.dash(j)
                    || scan.mark(j, ',')
                    || scan.is_any(
                        j,
                        &[
                            Class::To,
                            Class::And,
                            Class::Until,
                            Class::Through,
                            Class::Or,
                        ],
                    )
            });
        if !joined || scan.newline(found[i].from) {
            continue;
        }
        let Expression::Date(Point::Calendar {
            year: Year::Given(year),
            month: Some(month),
            ..
        }) = found[i].expression
        else {
            continue;
        };
        if let Expression::Date(Point::Calendar {
            year: first @ Year::Open,
            month: Some(earlier),
            ..
        }) = &mut found[i - 1].expression
        {
            *first = Year::Given(if *earlier <= month { year } else { year - 1 });
        }
    }
}

struct Grammar<'s, 't> {
    scan: &'s Scan<'t>,
}

type Parsed<T> = Option<(T, usize)>;

impl Grammar<'_, '_> {
    /// Whether an expression can begin here at all.
    fn relevant(&self, at: usize) -> bool {
        let Some(item) = self.scan.item(at) else {
            return false;
        };
        match item.kind {
            Kind::Digits => true,
            Kind::Mark('\'' | '’') => true,
            Kind::Mark(_) => false,
            Kind::Word => item.is_known(),
        }
    }

    /// Reads the expressions that begin at item `at`; several where a list shares a month.
    fn expressions(&self, at: usize, out: &mut Vec<Found>) {
        if self.day_list(at, out) {
            return;
        }
        let Some(found) = self.expression(at) else {
            return;
        };
        out.push(found);
        self.continue_days(found, out);
    }

    /// "9 to 11 March", "5-6 April 2016", "4, 5 and 6 May": days that share what follows.
    fn day_list(&self, at: usize, out: &mut Vec<Found>) -> bool {
        let scan = self.scan;
        if scan.digits(at).is_none() {
            return false;
        }
        let mut days = Vec::new();
        let mut next = at;
        loop {
            let Some((day, end)) = self.day_number(next) else {
                return false;
            };
            days.push((day, next, end));
            let mut joint = end;
            if scan.mark(joint, ',') {
                joint += 1;
            }
            if scan.dash(joint)
                || scan.is_any(
                    joint,
                    &[
                        Class::To,
                        Class::And,
                        Class::Until,
                        Class::Through,
                        Class::Or,
                    ],
                )
            {
                joint += 1;
            }
            if joint == end || days.len() > 12 {
                break;
            }
            next = joint;
        }
        if days.len() < 2 {
            return false;
        }
        let (_, last_at, _) = days[days.len() - 1];
        let Some(last) = self.day_month(last_at) else {
            return false;
        };
        let Expression::Date(Point::Calendar { year, month, .. }) = last.expression else {
            return false;
        };
        for &(day, from, to) in &days[..days.len() - 1] {
            out.push(Found::date(
                from,
                to,
                Point::Calendar {
                    year,
                    month,
                    day: Some(day),
                },
            ));
        }
        out.push(last);
        true
    }

    /// "March 9 to 13", "March 9, 10 and 12": further days of the month just read.
    fn continue_days(&self, first: Found, out: &mut Vec<Found>) {
        let scan = self.scan;
        let Expression::Date(Point::Calendar {
            year,
            month: Some(month),
            day: Some(first_day),
        }) = first.expression
        else {
            return;
        };
        // Day-first dates continue by `day_list`.
        if scan.digits(first.from).is_some() {
            return;
        }
        let from_index = out.len() - 1;
        let (mut end, mut previous) = (first.to, first_day);
        let mut year = year;
        for _ in 0..12 {
            let comma = usize::from(scan.mark(end, ','));
            let joint = end + comma;
            let word = scan.dash(joint)
                || scan.is_any(
                    joint,
                    &[
                        Class::To,
                        Class::And,
                        Class::Until,
                        Class::Through,
                        Class::Or,
                    ],
                );
            let next = joint + usize::from(word);
            if next == end || scan.newline(next) {
                break;
            }
            let Some((day, mut to)) = self.day_number(next) else {
                break;
            };
            if day <= previous || scan.digits(next).is_none() || self.counts_something(to) {
                break;
            }
            // A list by commas needs the year or "and" at its end; "March 9, 12 people" does not.
            if comma == 1 && !word && !scan.mark(to, ',') && !scan.is(to, Class::And) {
                break;
            }
            let point = |year| Point::Calendar {
                year,
                month: Some(month),
                day: Some(day),
            };
            if year == Year::Open
                && let Some((given, after)) = self.comma_year(to)
            {
                year = Year::Given(given);
                to = after;
                for found in &mut out[from_index..] {
                    if let Expression::Date(Point::Calendar { year, .. }) = &mut found.expression {
                        *year = Year::Given(given);
                    }
                }
                out.push(Found::date(next, to, point(year)));
                break;
            }
            out.push(Found::date(next, to, point(year)));
            (end, previous) = (to, day);
        }
    }

    /// Whether what stands at `at` makes the number before it an amount.
    fn counts_something(&self, at: usize) -> bool {
        let scan = self.scan;
        if scan.is_any(
            at,
            &[
                Class::Percent,
                Class::Scale,
                Class::Currency,
                Class::CurrencySign,
                Class::Month,
                Class::UnitPlural,
                Class::Unit,
                Class::Meridiem,
                Class::Measure,
                Class::Dozen,
            ],
        ) {
            return true;
        }
        if scan.mark(at, ':') && scan.glued(at)
            || scan.mark(at, '%')
            || (scan.mark(at, '.') && scan.glued(at + 1) && scan.digits(at + 1).is_some())
        {
            return true;
        }
        let plural = scan.word(at);
        scan.items
            .get(at)
            .is_some_and(|i| i.kind == Kind::Word && i.case == Case::Lower && !i.newline)
            && plural.len() > 3
            && plural.ends_with('s')
            && !scan.is(at, Class::Function)
    }

    /// One expression.
    fn expression(&self, at: usize) -> Option<Found> {
        self.numeric(at)
            .or_else(|| self.clock_led(at))
            .or_else(|| self.set(at))
            .or_else(|| self.modified(at))
            .or_else(|| self.bounded(at))
            .or_else(|| self.first_units(at))
            .or_else(|| self.plain_date(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.duration(at))
            .or_else(|| self.reference(at))
    }

    // ---- Pieces ----

    /// A day of the month: digits, with or without a suffix, or an ordinal in words.
    fn day_number(&self, at: usize) -> Parsed<u8> {
        let scan = self.scan;
        if let Some(digits) = scan.digits(at) {
            if digits.len() > 2 {
                return None;
            }
            let day = digits.parse().ok().filter(|d| (1..=31).contains(d))?;
            let end =
                at + 1 + usize::from(scan.glued(at + 1) && scan.is(at + 1, Class::OrdinalSuffix));
            return Some((day, end));
        }
        let number = numeral(scan, at).filter(|n| n.ordinal)?;
        let day = number.whole().filter(|d| (1..=31).contains(d))?;
        Some((u8::try_from(day).ok()?, number.end))
    }

    /// A month by name; the point of an abbreviation is in where a number or comma follows.
    fn month(&self, at: usize) -> Parsed<u8> {
        let scan = self.scan;
        if let Some(month) = scan.sense(at, Class::Month) {
            return Some((month.number as u8, at + 1));
        }
        let month = scan.sense(at, Class::MonthShort)?;
        let mut end = at + 1;
        if scan.mark(end, '.') && scan.glued(end) {
            end += 1;
        }
        Some((month.number as u8, end))
    }

    fn weekday(&self, at: usize) -> Parsed<u8> {
        let scan = self.scan;
        if let Some(day) = scan.sense(at, Class::Weekday) {
            return Some((day.number as u8, at + 1));
        }
        let day = scan.sense(at, Class::WeekdayShort)?;
        let mut end = at + 1;
        if scan.mark(end, '.') && scan.glued(end) {
            end += 1;
        }
        Some((day.number as u8, end))
    }

    /// A year of four digits.
    fn year_digits(&self, at: usize) -> Parsed<i32> {
        let scan = self.scan;
        let digits = scan.digits(at).filter(|d| d.len() == 4)?;
        let year: i32 = digits.parse().ok()?;
        // A decimal, a longer number, a code.
        let run_on = scan.glued(at + 1)
            && (matches!(scan.items[at + 1].kind, Kind::Word)
                || (scan.mark(at + 1, '.') || scan.mark(at + 1, ','))
                    && scan.glued(at + 2)
                    && scan.digits(at + 2).is_some());
        ((1000..=2999).contains(&year) && !run_on).then_some((year, at + 1))
    }

    /// A year after a month or another word that asks for one: four digits, `'72`, words.
    fn year(&self, at: usize) -> Parsed<i32> {
        let scan = self.scan;
        if let Some((year, end)) = self.year_digits(at) {
            if let Some(back) = scan
                .sense(end, Class::Buddhist)
                .filter(|b| year > 2300 || scan.word(end).len() > 2 || b.number > 0.0)
            {
                return Some((year - back.number as i32, end + 1));
            }
            return Some((year, end));
        }
        if scan.mark(at, '\'') || scan.mark(at, '’') {
            let digits = scan
                .digits(at + 1)
                .filter(|d| d.len() == 2 && scan.glued(at + 1))?;
            let short: i32 = digits.parse().ok()?;
            let century = if short <= 30 { 2000 } else { 1900 };
            let plain = !scan.is(at + 2, Class::OrdinalSuffix) && scan.word(at + 2) != "s";
            return plain.then_some((century + short, at + 2));
        }
        self.year_words(at)
    }

    /// "nineteen ninety-six", "two thousand and fifteen", "twenty twenty-five".
    fn year_words(&self, at: usize) -> Parsed<i32> {
        let scan = self.scan;
        let whole = |value: f64| {
            ((1000.0..=2999.0).contains(&value) && value.fract() == 0.0).then_some(value as i32)
        };
        if let Some((first, end)) = below_hundred(scan, at)
            && (10.0..30.0).contains(&first)
            && let Some((second, after)) = below_hundred(scan, end)
            && second >= 10.0
            && !scan.is(after, Class::Scale)
        {
            return whole(first * 100.0 + second).map(|y| (y, after));
        }
        if scan.items.get(at)?.kind != Kind::Word || scan.is(at, Class::Indefinite) {
            return None;
        }
        // "twenty twenty-five" is read as twenty and then the tens above; "one thousand seven
        // hundred and eighty nine" and "nineteen hundred" are cardinals.
        let number = unsigned(scan, at).filter(|n| !n.ordinal && !n.digits && !n.fraction)?;
        (number.end > at + 1).then_some(())?;
        whole(number.value).map(|y| (y, number.end))
    }

    /// A year after a date: ", 1995", " 1995", " of 1995", " of this year".
    fn comma_year(&self, at: usize) -> Parsed<i32> {
        let scan = self.scan;
        let comma = usize::from(scan.mark(at, ',') || scan.mark(at, '.') && scan.glued(at + 1));
        if scan.newline(at + comma) || (comma == 0 && scan.dash(at)) {
            return None;
        }
        let (year, end) = if comma == 1 {
            self.year_digits(at + comma)?
        } else {
            self.year(at)?
        };
        // "March 10, 2000 people": the number counts.
        if comma == 1 && self.counts_something(end) && year < 1900 {
            return None;
        }
        Some((year, end))
    }

    /// The year that a date names: given, or "this year" after "of".
    fn date_year(&self, at: usize) -> (Year, usize) {
        let scan = self.scan;
        if let Some((year, end)) = self.comma_year(at) {
            return (Year::Given(year), end);
        }
        if scan.is(at, Class::Of) {
            if let Some((year, end)) = self.year(at + 1) {
                return (Year::Given(year), end);
            }
            if let Some((year, end)) = self.relative_year(at + 1) {
                return (year, end);
            }
            if scan.is(at + 1, Class::The) && scan.is(at + 2, Class::YearWord) {
                return (Year::Open, at + 3);
            }
            if scan.is(at + 1, Class::YearWord)
                && let Some((year, end)) = self.year(at + 2)
            {
                return (Year::Given(year), end);
            }
        }
        if let Some((year, end)) = self.relative_year(at)
            && !scan.newline(at)
        {
            return (year, end);
        }
        (Year::Open, at)
    }

    /// "this year", "last year", "the same year", "the following year".
    fn relative_year(&self, at: usize) -> Parsed<Year> {
        let scan = self.scan;
        let the = usize::from(scan.is(at, Class::The));
        let word = at + the;
        if !scan.is(word + 1, Class::YearWord) {
            return None;
        }
        if let Some(relative) = scan.sense(word, Class::Relative).filter(|_| the == 0) {
            return Some((
                Year::Relative(relative.number as i32, Anchor::Document),
                word + 2,
            ));
        }
        if scan.is(word, Class::Same) || scan.is(word, Class::That) {
            return Some((Year::Relative(0, Anchor::Last), word + 2));
        }
        let shift = scan
            .sense(word, Class::Anaphoric)
            .or_else(|| scan.sense(word, Class::Relative).filter(|_| the == 1))?;
        Some((Year::Relative(shift.number as i32, Anchor::Last), word + 2))
    }

    // ---- Dates in digits ----

    /// `2025-03-10`, `10/03/2025`, `13.04.2021`, `12-2015`, `10/1`, `2010-11`, `2019-H2`, `Q1 2017`.
    fn numeric(&self, at: usize) -> Option<Found> {
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
        let separator = match scan.item(at + 1)?.kind {
            Kind::Mark(c @ ('-' | '/' | '.' | '–')) if scan.glued(at + 1) => c,
            _ => return None,
        };
        if !scan.glued(at + 2) {
            return None;
        }
        let date = |year: i32, month: u8, day: Option<u8>, to: usize| {
            let known = match day {
                Some(day) => super::calendar::day(year, month, day).is_some(),
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
            let alone = at == 0 && (scan.items.len() == 3 || scan.dash(at + 3));
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
    fn month_and_day(&self, a: u8, b: u8, separator: char) -> Option<(u8, u8)> {
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
    fn with_iso_time(&self, found: Found) -> Found {
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

    // ---- Times of day ----

    /// `18:00`, `10:30:15`.
    fn colon_clock(&self, at: usize) -> Parsed<Clock> {
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
    fn clock(&self, at: usize) -> Parsed<Clock> {
        let scan = self.scan;
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
        if scan.is(hour.1, Class::OClock) {
            let end = hour.1 + 1;
            return Some(meridiem(clock, end).unwrap_or((clock, end)));
        }
        meridiem(clock, hour.1).filter(|_| (1..=12).contains(&hour.0))
    }

    /// A part of a day, "noon" and "midnight" among them.
    fn day_part(&self, at: usize) -> Parsed<&'static str> {
        let part = self.scan.sense(at, Class::DayPart)?;
        Some((part.code.as_str(), at + 1))
    }

    /// Expressions that begin with a time of day.
    fn clock_led(&self, at: usize) -> Option<Found> {
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
    fn adjoining_date(&self, end: usize) -> (Option<Point>, usize) {
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

    // ---- Dates in words ----

    /// Dates, months, years, decades, centuries, quarters, seasons, feasts.
    fn plain_date(&self, at: usize) -> Option<Found> {
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
    fn weekday_date(&self, at: usize) -> Option<Found> {
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
        let point = Point::Weekday { day, shift };
        Some(self.with_part(Found::date(at, end, point)))
    }

    /// "yesterday", "tomorrow night", "tonight".
    fn day_word(&self, at: usize) -> Option<Found> {
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
    fn with_part(&self, found: Found) -> Found {
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
    fn month_date(&self, at: usize) -> Option<Found> {
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
    fn is_count(&self, at: usize, end: usize) -> bool {
        let scan = self.scan;
        let suffix = end > at + 1;
        !suffix && self.counts_something(end) && !scan.is_any(end, &[Class::Month, Class::Meridiem])
            || scan.dash(end)
                && scan.glued(end)
                && scan.is_any(end + 1, &[Class::Unit, Class::UnitPlural])
    }

    /// Whether a month name without a day or year is the month, not a name or a verb.
    fn month_alone(&self, at: usize) -> bool {
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
        if lower && ambiguous {
            return false;
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
    fn day_month(&self, at: usize) -> Option<Found> {
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
            && matches!(
                scan.items[start - 1].kind,
                Kind::Mark('.' | '/' | ':' | '$') | Kind::Word
            )
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
        if scan.is(end, Class::Of) && suffixed {
            end += 1;
            // "the 15th of this month", "the 15th day of next month".
            if scan.is(end, Class::Relative)
                && scan
                    .sense(end + 1, Class::Unit)
                    .is_some_and(|u| u.code == "M")
            {
                return None;
            }
        }
        if scan.newline(end) || scan.dash(end) && !scan.glued(end) {
            return None;
        }
        let end = end + usize::from(scan.dash(end));
        let (month, after) = self.month(end)?;
        // "5 May" of "the Group of 5 may".
        if scan.items[end].case == Case::Lower && !matches!(scan.word(end).len(), 5..) {
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
    fn part_of_year(&self, at: usize) -> Option<Found> {
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
            let (year, to) = self.date_year(start + 2);
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
                    if to > next + 1 && !(year == Year::Open && month.is_none() && to == next + 1) {
                        return Some(Found::date(at, to, Point::Week { year, month, week }));
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
        if scan.is(start, Class::WeekOf)
            && let Some(found) = self
                .month_date(start + 1)
                .or_else(|| self.day_month(start + 1))
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

    /// What "week of" is of: a month, a year.
    fn week_of_what(&self, at: usize) -> (Year, Option<u8>, usize) {
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
    fn season(&self, at: usize, start: usize) -> Option<Found> {
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
    fn decade(&self, at: usize) -> Option<Found> {
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
    fn century(&self, at: usize) -> Option<Found> {
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
    fn holiday(&self, at: usize) -> Option<Found> {
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
    fn fiscal(&self, at: usize) -> Option<Found> {
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
    fn bare_year(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let the = usize::from(scan.is(at, Class::The));
        // "the year 2011", "year 2045"
        if scan.is(at + the, Class::YearWord) {
            let (year, end) = self.year(at + the + 1)?;
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
        if scan.is_any(
            end,
            &[
                Class::Percent,
                Class::Currency,
                Class::Scale,
                Class::Measure,
            ],
        ) || scan.mark(end, '%')
        {
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
    fn year_asked(&self, at: usize) -> bool {
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
    fn document_before(&self, bracket: usize) -> bool {
        let scan = self.scan;
        (bracket.saturating_sub(9)..bracket)
            .rev()
            .take_while(|&i| {
                let item = scan.items[i];
                item.case != Case::Lower || scan.is(i, Class::Function) || item.kind != Kind::Word
            })
            .any(|i| scan.is(i, Class::DocumentNoun))
    }

    // ---- Modified dates ----

    /// "early June", "mid-August", "the late 1990s", "earlier this year".
    fn modified(&self, at: usize) -> Option<Found> {
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
    fn part_alone(&self, at: usize) -> Option<Found> {
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
    fn bounded(&self, at: usize) -> Option<Found> {
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
    fn the_unit(&self, at: usize) -> Option<Found> {
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
    fn first_units(&self, at: usize) -> Option<Found> {
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

    // ---- Relative dates ----

    /// "last year", "this week", "next March", "the following day", "two years ago", "in two
    /// weeks", "the past decade", "the next five years".
    fn relative(&self, at: usize) -> Option<Found> {
        self.spanning(at)
            .or_else(|| self.unit_relative(at))
            .or_else(|| self.counted_relative(at))
            .or_else(|| self.month_relative(at))
    }

    /// "last month", "this morning", "the same day", "the previous year", "that year".
    fn unit_relative(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let the = usize::from(scan.is(at, Class::The));
        let word = at + the;
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
    fn month_relative(&self, at: usize) -> Option<Found> {
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
    fn spanning(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
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
            if one_word && !past_coming {
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

    /// A number or vague word and a unit: amount, unit and the item after.
    fn length(&self, at: usize, bare: bool) -> Option<(Amount, Unit, usize)> {
        let scan = self.scan;
        let unit_at = |i: usize| {
            scan.sense(i, Class::UnitPlural)
                .or_else(|| scan.sense(i, Class::Unit))
                .and_then(|u| Unit::from_code(&u.code))
        };
        let mut next = at;
        let mut vague = false;
        // "hedges" within: "the past nearly four decades".
        while scan.is(next, Class::TimeBound) && next < at + 2 && !scan.is(next, Class::Vague) {
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
    fn adjective(&self, at: usize) -> bool {
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
    fn counted_relative(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let mut word = at;
        let mut bound = None;
        while let Some(sense) = scan.sense(word, Class::TimeBound).filter(|_| word < at + 3) {
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

    // ---- Lengths, sets, references ----

    /// "nearly four decades", "99 years", "the 180-day period", "years", "several months".
    fn duration(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let the = usize::from(scan.is(at, Class::The));
        let mut word = at + the;
        let mut bound = None;
        let started = word;
        while let Some(sense) = scan
            .sense(word, Class::TimeBound)
            .filter(|_| word < started + 3)
        {
            if scan.is(word, Class::Vague)
                && scan.is_any(word + 1, &[Class::UnitPlural, Class::Unit])
            {
                break;
            }
            bound = modifier(&sense.code);
            word += 1;
        }
        let bare = scan.is(word, Class::UnitPlural) && self.bare_plural(word);
        let (amount, unit, mut end) = self.length(word, bare)?;
        let indefinite = scan.is(word, Class::Indefinite);
        // Ages.
        if scan.is(end + usize::from(scan.dash(end)), Class::Age)
            || scan.is(end, Class::Anniversary)
        {
            return None;
        }
        if scan.is(end, Class::Of) && scan.word(end + 1) == "age" {
            return None;
        }
        // "a second", "a quarter", "a day" as a rate, "one day", "one night".
        let rate = indefinite && unit <= Unit::Year && bound.is_none();
        if rate && at > 0 && self.is_rate(at) {
            return Some(Found::new(at, end, Expression::Set(SetValue::Each(unit))));
        }
        if indefinite && matches!(unit, Unit::Second | Unit::Quarter) {
            return None;
        }
        if scan.is(word, Class::Denominator) && unit == Unit::Quarter {
            return None;
        }
        // "the first two years": fine; "one day" means some day.
        let one_day = !indefinite
            && unit == Unit::Day
            && amount == Amount::Count(1.0)
            && scan.digits(word).is_none()
            && scan.word(word).eq_ignore_ascii_case("one")
            && scan
                .items
                .get(end)
                .is_none_or(|i| i.kind != Kind::Word || scan.is(end, Class::FutureCue));
        if one_day {
            return None;
        }
        // "two years and three months", "a year and a half".
        let mut more = None;
        let mut amount = amount;
        if scan.is(end, Class::And) && !scan.newline(end) {
            let half = scan
                .is(end + 1, Class::Indefinite)
                .then(|| scan.sense(end + 2, Class::Denominator))
                .flatten();
            if let (Some(part), Amount::Count(value)) = (half, amount) {
                amount = Amount::Count(value + 1.0 / part.number);
                end += 3;
            } else if let Some((Amount::Count(value), smaller, after)) = self.length(end + 1, false)
                && smaller < unit
                && !scan.is_any(after, &[Class::Ago, Class::Later, Class::Earlier])
            {
                more = Some((value, smaller));
                end = after;
            }
        } else if let Some((Amount::Count(value), smaller, after)) = self.length(end, false)
            && smaller < unit
            && scan.digits(end).is_some()
            && !scan.newline(end)
            && !scan.is_any(after, &[Class::Ago, Class::Later, Class::Earlier])
        {
            more = Some((value, smaller));
            end = after;
        }
        // "the 180-day period", "a three-year term" keep the noun only where it means time.
        let hyphenated = scan.dash(end.saturating_sub(2));
        if the == 1 && hyphenated && matches!(scan.word(end), "period" | "span") {
            end += 1;
        }
        let expression = Expression::Duration {
            amount,
            unit,
            more,
            tie: Tie::Free,
        };
        Some(Found::new(at, end, expression).with(bound))
    }

    /// Whether "a year" is a rate: "$100,000 a year", "twice a week".
    fn is_rate(&self, at: usize) -> bool {
        let scan = self.scan;
        let before = at - 1;
        matches!(
            scan.word(before),
            "once" | "twice" | "times" | "people" | "percent"
        ) || scan.is_any(
            before,
            &[
                Class::Percent,
                Class::Currency,
                Class::Scale,
                Class::Times,
                Class::Measure,
            ],
        ) || scan.items[before].kind == Kind::Digits
    }

    /// Whether a plural unit without a number is a vague length: "for years", "weeks of".
    fn bare_plural(&self, at: usize) -> bool {
        let scan = self.scan;
        let asked = at > 0
            && (scan.is_any(
                at - 1,
                &[
                    Class::For,
                    Class::In,
                    Class::Over,
                    Class::After,
                    Class::Vague,
                    Class::TimeBound,
                    Class::Until,
                ],
            ) || matches!(
                scan.word(at - 1),
                "within" | "took" | "last" | "lasted" | "spent" | "mere" | "many" | "through"
            ));
        asked
            || scan.is(at + 1, Class::Of)
            || scan.is_any(at + 1, &[Class::Later, Class::Before])
            || scan.dash(at + 1) && scan.word(at + 2) == "long"
    }

    /// "each year", "every two weeks", "per month", "annually", "Mondays", "every Sunday".
    fn set(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        if let Some(word) = scan.sense(at, Class::SetWord) {
            // "daily" before a noun is an adjective; so is a newspaper's name.
            let adverb = word.code.len() == 4 && scan.word(at).ends_with("lly");
            let lower = scan.items[at].case == Case::Lower;
            if !lower && !adverb && !scan.sentence_start(at) {
                return None;
            }
            return Some(Found::new(
                at,
                at + 1,
                Expression::Set(SetValue::Fixed(word.code.as_str())),
            ));
        }
        if scan.is(at, Class::WeekdayPlural) {
            let day = scan.sense(at, Class::WeekdayPlural)?.number as u8;
            return Some(Found::new(
                at,
                at + 1,
                Expression::Set(SetValue::Weekday(day)),
            ));
        }
        scan.sense(at, Class::Each)?;
        let next = at + 1;
        if scan.newline(next) {
            return None;
        }
        if let Some((day, end)) = self.weekday(next).filter(|_| scan.is(next, Class::Weekday)) {
            return Some(Found::new(at, end, Expression::Set(SetValue::Weekday(day))));
        }
        if let Some((month, end)) = self.month(next).filter(|_| scan.is(next, Class::Month)) {
            return Some(Found::new(at, end, Expression::Set(SetValue::Month(month))));
        }
        if let Some((part, end)) = self.day_part(next) {
            return Some(Found::new(at, end, Expression::Set(SetValue::Part(part))));
        }
        if let Some(season) = scan.sense(next, Class::Season) {
            return Some(Found::new(
                at,
                next + 1,
                Expression::Set(SetValue::Season(season.code.as_str())),
            ));
        }
        let unit_at = |i: usize| {
            scan.sense(i, Class::Unit)
                .or_else(|| scan.sense(i, Class::UnitPlural))
                .and_then(|u| Unit::from_code(&u.code))
        };
        let working = usize::from(matches!(
            scan.word(next),
            "single" | "other" | "calendar" | "fiscal" | "successive"
        ));
        if let Some(unit) = unit_at(next + working) {
            let value = if scan.word(next) == "other" {
                SetValue::Every(2.0, unit)
            } else {
                SetValue::Each(unit)
            };
            return Some(Found::new(at, next + working + 1, Expression::Set(value)));
        }
        let number = unsigned(scan, next)?;
        let unit = unit_at(number.end)?;
        let value = if number.ordinal && number.value == 1.0 {
            SetValue::Each(unit)
        } else {
            SetValue::Every(number.value, unit)
        };
        Some(Found::new(at, number.end + 1, Expression::Set(value)))
    }

    /// "now", "the past", "the future", "recently".
    fn reference(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        if let Some(reference) = scan.sense(at, Class::Reference) {
            return Some(Found::new(
                at,
                at + 1,
                Expression::Reference(reference.code.as_str()),
            ));
        }
        if scan.is(at, Class::The) && scan.is_any(at + 1, &[Class::Past, Class::Future]) {
            let noun = scan.items.get(at + 2).is_some_and(|n| {
                n.kind == Kind::Word
                    && !n.newline
                    && !scan.is(at + 2, Class::Function)
                    && !scan.is_any(at + 2, &[Class::Of, Class::In])
            }) || scan.digits(at + 2).is_some()
                || scan.dash(at + 2);
            if !noun {
                let value = if scan.is(at + 1, Class::Past) {
                    "PAST_REF"
                } else {
                    "FUTURE_REF"
                };
                return Some(Found::new(at, at + 2, Expression::Reference(value)));
            }
        }
        None
    }
}

/// `Q` or `H` where the word is that letter.
fn half_code(word: &str) -> Option<char> {
    match word {
        "Q" | "q" => Some('Q'),
        "H" | "h" => Some('H'),
        _ => None,
    }
}
