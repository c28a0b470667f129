//! The days that an EDTF date covers.
//!
//! Reconciliation compares dates of different precision ("1995" and "1995-07-28"), so every
//! date becomes the interval of days that it allows.

use entente_model::Edtf;
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
        let days = Self {
            first: date.earliest(),
            last: date.latest(),
            loose: date.is_qualified(),
        };
        (days.first.is_some() || days.last.is_some()).then_some(days)
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
        assert_eq!(at("2013/..").last, None);
    }
}
