//! The names of months and weekdays, which pages, texts and checks have to read alike.
//!
//! ```
//! use entente_model::calendar;
//!
//! assert_eq!(calendar::month("Sept"), Some(9));
//! assert_eq!(calendar::weekday("tuesday"), Some(jiff::civil::Weekday::Tuesday));
//! assert_eq!(calendar::month("Monday"), None);
//! ```

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Weekday;

/// The table of names: phrase, class, value, case, source.
pub const TABLE: &str = include_str!("../data/en/calendar.tsv");

/// The class and the number of each name, in lower case.
static NAMES: LazyLock<HashMap<&str, (&str, i8)>> = LazyLock::new(|| {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| {
            let mut fields = line.split('\t');
            let (name, class, number) = (fields.next()?, fields.next()?, fields.next()?);
            Some((name, (class, number.parse().ok()?)))
        })
        .collect()
});

fn named(word: &str, classes: [&str; 2]) -> Option<i8> {
    let lower = word.to_ascii_lowercase();
    NAMES
        .get(lower.trim_end_matches('.'))
        .filter(|(class, _)| classes.contains(class))
        .map(|(_, number)| *number)
}

/// The number of a month from 1, by its English name or its short form.
#[must_use]
pub fn month(word: &str) -> Option<i8> {
    named(word, ["month", "month-short"])
}

/// A weekday by its English name or its short form.
#[must_use]
pub fn weekday(word: &str) -> Option<Weekday> {
    named(word, ["weekday", "weekday-short"]).and_then(|n| Weekday::from_monday_one_offset(n).ok())
}
