//! Reckoning: days, weeks, months, feasts.

use jiff::civil::{Date, Weekday, date};
use jiff::{Span, ToSpan};

/// The day `days` after (or, where negative, before) a day.
pub(super) fn add_days(day: Date, days: i64) -> Option<Date> {
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// The day `months` after a day, the last of its month where that one is shorter.
pub(super) fn add_months(day: Date, months: i64) -> Option<Date> {
    day.checked_add(Span::new().try_months(months).ok()?).ok()
}

/// Year and month `months` after those given.
pub(super) fn shift_month(year: i32, month: u8, months: i32) -> (i32, u8) {
    let total = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(months);
    let year = total.div_euclid(12).clamp(-9999, 9999);
    // Both are within their types: the year was clamped, the remainder is 0 to 11.
    (year as i32, total.rem_euclid(12) as u8 + 1)
}

/// A day of the calendar, if it has it.
pub(super) fn day(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

/// ISO year and number of the week that a day lies in.
pub(super) fn week_of(day: Date) -> (i32, u8) {
    let week = day.iso_week_date();
    (i32::from(week.year()), week.week().unsigned_abs())
}

/// Monday of an ISO week, if the year has it.
pub(super) fn week_start(year: i32, week: u8) -> Option<Date> {
    let week = jiff::civil::ISOWeekDate::new(
        i16::try_from(year).ok()?,
        i8::try_from(week).ok()?,
        Weekday::Monday,
    );
    week.ok().map(jiff::civil::ISOWeekDate::date)
}

/// Number of a weekday, Monday being 1.
pub(super) fn weekday(day: Date) -> i64 {
    i64::from(day.weekday().to_monday_one_offset())
}

/// Easter Sunday of the Western church (Meeus, Jones and Butcher's algorithm).
pub(super) fn easter(year: i32) -> Option<Date> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let total = h + l - 7 * m + 114;
    day(
        year,
        u8::try_from(total / 31).ok()?,
        u8::try_from(total % 31 + 1).ok()?,
    )
}

/// First day of the Islamic calendar, by the civil reckoning: 16 July 622 of the Julian
/// calendar, 19 July of the Gregorian.
const HIJRI_EPOCH: Date = date(622, 7, 19);

/// A day of the tabular Islamic calendar (civil epoch, leap years 2, 5, 7, 10, 13, 16, 18, 21,
/// 24, 26 and 29 of each thirty); a day more or less than where the moon is sighted.
pub(super) fn from_hijri(year: i32, month: u8, of_month: u8) -> Option<Date> {
    if !(1..=9000).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    let years = i64::from(year - 1);
    let months = i64::from(month - 1);
    let days = years * 354
        + (3 + 11 * i64::from(year)) / 30
        + months * 29
        + (months + 1) / 2
        + i64::from(of_month)
        - 1;
    add_days(HIJRI_EPOCH, days)
}

/// The `nth` weekday of a month; -1 is the last.
fn nth_weekday(year: i32, month: u8, nth: i8, weekday: u8) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(i8::try_from(weekday).ok()?).ok()?;
    day(year, month, 1)?.nth_weekday_of_month(nth, weekday).ok()
}

/// The Lunar New Year of a year (Chinese calendar).
fn lunar_new_year(year: i32) -> Option<Date> {
    use std::collections::BTreeMap;
    use std::sync::OnceLock;
    static DAYS: OnceLock<BTreeMap<i32, Date>> = OnceLock::new();
    let days = DAYS.get_or_init(|| {
        crate::scan::lexicon::rows(include_str!("../../data/calendar/lunar_new_year.tsv"))
            .filter_map(|row| Some((row.first()?.parse().ok()?, row.get(1)?.parse().ok()?)))
            .collect()
    });
    days.get(&year).copied()
}

/// The day that a rule of the holidays table gives in a year.
pub(super) fn holiday(rule: &str, year: i32) -> Option<Date> {
    if let Some(days) = rule.strip_prefix("easter") {
        return add_days(easter(year)?, days.parse().ok()?);
    }
    if let Some(days) = rule.strip_prefix("lunar") {
        return add_days(lunar_new_year(year)?, days.parse().ok()?);
    }
    if let Some(day_of) = rule.strip_prefix("hijri ") {
        let (month, of_month) = day_of.split_once('-')?;
        let (month, of_month) = (month.parse().ok()?, of_month.parse().ok()?);
        // An Islamic year is eleven days shorter, so the right one is near this number.
        let near = ((year - 622) * 33) / 32;
        return (near - 1..=near + 2)
            .filter_map(|h| from_hijri(h, month, of_month))
            .find(|d| i32::from(d.year()) == year);
    }
    let (month, rest) = rule.split_once('-')?;
    let month = month.parse().ok()?;
    match rest.rsplit_once('-') {
        Some((nth, weekday)) if !nth.is_empty() => {
            nth_weekday(year, month, nth.parse().ok()?, weekday.parse().ok()?)
        }
        _ => day(year, month, rest.parse().ok()?),
    }
}

/// The last day of a month.
pub(super) fn month_end(year: i32, month: u8) -> Option<Date> {
    day(year, month, 1).map(|d| d.last_of_month())
}

/// The day a week after a day, for spans of weeks.
pub(super) fn week_end(monday: Date) -> Option<Date> {
    monday.checked_add(6.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts() {
        assert_eq!(easter(2019), Some(date(2019, 4, 21)));
        assert_eq!(holiday("easter-2", 2024), Some(date(2024, 3, 29)));
        assert_eq!(holiday("11-4-4", 2024), Some(date(2024, 11, 28)));
        assert_eq!(holiday("05--1-1", 2024), Some(date(2024, 5, 27)));
        assert_eq!(holiday("lunar+0", 2025), Some(date(2025, 1, 29)));
        assert_eq!(holiday("12-25", 2024), Some(date(2024, 12, 25)));
    }

    #[test]
    fn the_tabular_islamic_calendar() {
        assert_eq!(from_hijri(1, 1, 1), Some(date(622, 7, 19)));
        // 1 Muharram 1445 was 19 July 2023.
        assert_eq!(from_hijri(1445, 1, 1), Some(date(2023, 7, 19)));
        assert_eq!(holiday("hijri 10-01", 2024), Some(date(2024, 4, 10)));
    }

    #[test]
    fn weeks_and_months() {
        assert_eq!(week_of(date(2025, 8, 1)), (2025, 31));
        assert_eq!(week_start(2020, 1), Some(date(2019, 12, 30)));
        assert_eq!(shift_month(2025, 1, -2), (2024, 11));
        assert_eq!(month_end(2024, 2), Some(date(2024, 2, 29)));
    }
}
