//! The days that an EDTF date covers.
//!
//! Reconciliation compares dates of different precision ("1995" and "1995-07-28"), so every
//! date becomes the interval of days that it allows. Levels 0 to 2 of EDTF are read: years,
//! months, days, seasons (21-24) and quarters (33-36), unspecified digits (`199X`), qualifiers
//! (`~`, `?`, `%`), open and closed intervals, and sets, of which the hull is taken.

use entente_model::Edtf;
use jiff::ToSpan;
use jiff::civil::Date;

/// The days from `first` to `last`, both in it; an end that is open or unknown is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Days {
    /// The first day; `None` where the interval has no known beginning.
    pub first: Option<Date>,
    /// The last day; `None` where it has no known end.
    pub last: Option<Date>,
    /// Whether the date is said to be approximate or uncertain.
    pub loose: bool,
}

impl Days {
    /// The days of an EDTF date; `None` where it names none on the calendar.
    #[must_use]
    pub fn of(date: &Edtf) -> Option<Self> {
        Self::parse(date.as_str())
    }

    /// The single day `date`.
    #[must_use]
    pub const fn day(date: Date) -> Self {
        Self {
            first: Some(date),
            last: Some(date),
            loose: false,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(inner) = text
            .strip_prefix(['[', '{'])
            .and_then(|t| t.strip_suffix([']', '}']))
        {
            return inner
                .split(',')
                .filter_map(|part| match part.split_once("..") {
                    Some((a, b)) => Self::interval(a, b),
                    None => Self::simple(part),
                })
                .reduce(Self::hull);
        }
        match text.split_once('/') {
            Some((from, to)) => Self::interval(from, to),
            None => Self::simple(text),
        }
    }

    fn interval(from: &str, to: &str) -> Option<Self> {
        let open = |t: &str| t.is_empty() || t == "..";
        if open(from) && open(to) {
            return None;
        }
        let (a, b) = (Self::simple(from), Self::simple(to));
        if (a.is_none() && !open(from)) || (b.is_none() && !open(to)) {
            return None;
        }
        let days = Self {
            first: a.and_then(|d| d.first),
            last: b.and_then(|d| d.last),
            loose: a.is_some_and(|d| d.loose) || b.is_some_and(|d| d.loose),
        };
        // An interval that ends before it begins says nothing that can be compared.
        match (days.first, days.last) {
            (Some(f), Some(l)) if f > l => None,
            _ => Some(days),
        }
    }

    /// One date without a slash.
    fn simple(text: &str) -> Option<Self> {
        let loose = text.contains(['~', '?', '%']);
        let plain: String = text
            .chars()
            .filter(|c| !matches!(c, '~' | '?' | '%'))
            .collect();
        let plain = plain.split('T').next().unwrap_or_default();
        let (negative, digits) = match plain.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, plain),
        };
        let mut parts = digits.split('-');
        let year = parts.next()?;
        let (low, high) = if let Some(long) = year.strip_prefix('Y') {
            let y: i16 = long.parse().ok()?;
            (y, y)
        } else {
            (number(year, '0')?, number(year, '9')?)
        };
        let (low, high) = if negative { (-high, -low) } else { (low, high) };
        let month = parts.next();
        let day = parts.next();
        if parts.next().is_some() {
            return None;
        }
        let (first, last) = match month {
            None => (Date::new(low, 1, 1).ok()?, Date::new(high, 12, 31).ok()?),
            Some("XX") => (Date::new(low, 1, 1).ok()?, Date::new(high, 12, 31).ok()?),
            Some(m) => {
                let m: i8 = m.parse().ok()?;
                match m {
                    1..=12 => {
                        let start = Date::new(low, m, 1).ok()?;
                        match day {
                            None | Some("XX") => (start, start.last_of_month()),
                            Some(d) => {
                                let exact = Date::new(low, m, d.parse().ok()?).ok()?;
                                (exact, exact)
                            }
                        }
                    }
                    // Seasons of the northern hemisphere, by meteorological months.
                    21..=24 => {
                        let start = Date::new(low, [3, 6, 9, 12][(m - 21) as usize], 1).ok()?;
                        (start, months_on(start, 3)?)
                    }
                    33..=36 => {
                        let start = Date::new(low, (m - 33) * 3 + 1, 1).ok()?;
                        (start, months_on(start, 3)?)
                    }
                    _ => return None,
                }
            }
        };
        Some(Self {
            first: Some(first),
            last: Some(last),
            loose,
        })
    }

    /// The smallest interval that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            first: self.first.zip(other.first).map(|(a, b)| a.min(b)),
            last: self.last.zip(other.last).map(|(a, b)| a.max(b)),
            loose: self.loose || other.loose,
        }
    }

    /// Whether some day may lie in both. A loose end is widened by a year.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let widen = i64::from(self.loose || other.loose) * 366;
        let before = |last: Option<Date>, first: Option<Date>| match (last, first) {
            (Some(l), Some(f)) => l < f && days_between(l, f) > widen,
            _ => false,
        };
        !before(self.last, other.first) && !before(other.last, self.first)
    }

    /// Whether every day of `other` is a day of this interval.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        let begins = match (self.first, other.first) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(a), Some(b)) => a <= b,
        };
        let ends = match (self.last, other.last) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(a), Some(b)) => a >= b,
        };
        begins && ends
    }

    /// Whether the interval lies wholly before the other one.
    #[must_use]
    pub fn before(&self, other: &Self) -> bool {
        match (self.last, other.first) {
            (Some(l), Some(f)) => l < f,
            _ => false,
        }
    }

    /// How many days it covers; the largest number where an end is open.
    #[must_use]
    pub fn width(&self) -> i64 {
        match (self.first, self.last) {
            (Some(f), Some(l)) => days_between(f, l) + 1,
            _ => i64::MAX,
        }
    }

    /// The year, where all its days lie in one.
    #[must_use]
    pub fn year(&self) -> Option<i16> {
        match (self.first, self.last) {
            (Some(f), Some(l)) if f.year() == l.year() => Some(f.year()),
            _ => None,
        }
    }
}

/// The digits of a year with `X` read as `fill`.
fn number(year: &str, fill: char) -> Option<i16> {
    if year.len() != 4 {
        return None;
    }
    year.replace('X', &fill.to_string()).parse().ok()
}

/// The last day of the `months` months that begin on `start`.
fn months_on(start: Date, months: i32) -> Option<Date> {
    start
        .checked_add(months.months())
        .ok()?
        .checked_sub(1.day())
        .ok()
}

/// How many days lie from `a` to `b`; negative where `b` comes first.
#[must_use]
pub fn days_between(a: Date, b: Date) -> i64 {
    a.until(b).map_or(0, |span| i64::from(span.get_days()))
}

/// The years from `a` to `b` as a decimal number, by the mean length of the Gregorian year.
#[must_use]
pub fn years_between(a: Date, b: Date) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "days on the calendar fit f64 exactly"
    )]
    let days = days_between(a, b) as f64;
    days / 365.2425
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Option<(String, String)> {
        let days = Days::of(&Edtf::parse(text).unwrap())?;
        let show = |d: Option<Date>| d.map_or_else(|| "..".to_owned(), |d| d.to_string());
        Some((show(days.first), show(days.last)))
    }

    #[test]
    fn every_form_of_the_codebook_has_its_days() {
        for (text, first, last) in [
            ("1995-07-28", "1995-07-28", "1995-07-28"),
            ("2013", "2013-01-01", "2013-12-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2025-33", "2025-01-01", "2025-03-31"),
            ("2025-24", "2025-12-01", "2026-02-28"),
            ("2024-01/2024-11", "2024-01-01", "2024-11-30"),
            ("2013/..", "2013-01-01", ".."),
            ("../2013", "..", "2013-12-31"),
            ("199X", "1990-01-01", "1999-12-31"),
            ("1995~", "1995-01-01", "1995-12-31"),
            ("[2024,2025]", "2024-01-01", "2025-12-31"),
            ("2025-03-10T09:00:00", "2025-03-10", "2025-03-10"),
        ] {
            assert_eq!(
                days(text),
                Some((first.into(), last.into())),
                "days of {text}"
            );
        }
        for text in [
            "2025-13",
            "2025-02-30",
            "../..",
            "2025/2024",
            "12",
            "-",
            "/",
        ] {
            assert_eq!(days(text), None, "{text} names no days");
        }
    }

    #[test]
    fn overlap_and_order() {
        let at = |t: &str| Days::of(&Edtf::parse(t).unwrap()).unwrap();
        assert!(at("1995").overlaps(&at("1995-07-28")));
        assert!(!at("1994").overlaps(&at("1995-07-28")));
        assert!(at("1994~").overlaps(&at("1995-07-28")));
        assert!(at("2013/..").overlaps(&at("2025")));
        assert!(at("2012").before(&at("2013/..")));
        assert!(at("2025").contains(&at("2025-03")) && !at("2025-03").contains(&at("2025")));
        assert_eq!(at("2024-01/2024-11").year(), Some(2024));
    }
}
