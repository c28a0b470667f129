//! From items to time expressions, without deciding what they mean.
//!
//! At each item the rules are tried in order, those that take more words first; every rule looks
//! at a bounded number of items, so that reading a text is linear in its length.

mod clock;
mod dates;
mod lengths;
mod modified;
mod numeric;
mod relative;

use super::expression::{Anchor, Expression, Found, Point, Year};
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
        let range = (found[i - 1].to..found[i].from)
            .any(|j| scan.dash(j) || scan.is_any(j, &[Class::To, Class::Until, Class::Through]));
        let opened = found[i - 1].from > 0 && scan.is(found[i - 1].from - 1, Class::Between);
        found[i - 1].begins_range = range || opened;
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
        if self.day_list(at, out) || self.clock_range(at, out) {
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
        // "2025 marks …"
        if scan.is(at, Class::FiniteVerb) {
            return false;
        }
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
            .or_else(|| self.offset(at))
            .or_else(|| self.plain_date(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.duration(at))
            .or_else(|| self.reference(at))
    }

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
            let point = scan.mark(at + 1, '.')
                && scan.glued(at + 1)
                && scan.glued(at + 2)
                && scan.digits(at + 2).is_some();
            return Some((month.number as u8, at + 1 + usize::from(point)));
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
}

/// `Q` or `H` where the word is that letter.
fn half_code(word: &str) -> Option<char> {
    match word {
        "Q" | "q" => Some('Q'),
        "H" | "h" => Some('H'),
        _ => None,
    }
}
