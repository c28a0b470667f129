//! Weekdays that the date did not fall on.

use entente_model::{Finding, FindingClass, PairVerdict, Severity};
use jiff::civil::{Date, Weekday as Day};

use super::{Check, finding};
use crate::dates::days_between;
use crate::testimony::Testimony;

/// Reports "Monday, March 11, 2025", which was a Tuesday.
#[derive(Debug)]
pub struct Weekday;

const DAYS: [(&str, Day); 7] = [
    ("monday", Day::Monday),
    ("tuesday", Day::Tuesday),
    ("wednesday", Day::Wednesday),
    ("thursday", Day::Thursday),
    ("friday", Day::Friday),
    ("saturday", Day::Saturday),
    ("sunday", Day::Sunday),
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl Check for Weekday {
    fn name(&self) -> &'static str {
        "weekday"
    }

    fn about(&self) -> &'static str {
        "Weekdays written beside a date that fell on another day."
    }

    fn blocks(&self, testimony: &Testimony) -> Vec<String> {
        let lower = testimony.quote.to_lowercase();
        if DAYS.iter().any(|(name, _)| lower.contains(name)) {
            vec![format!(
                "{}|{}",
                testimony.source.version, testimony.claim.evidence.start
            )]
        } else {
            Vec::new()
        }
    }

    fn run(&self, claims: &[Testimony], _: &[PairVerdict]) -> Vec<Finding> {
        // Claims of one sentence: one finding a wrong weekday.
        let Some(t) = claims.first() else {
            return Vec::new();
        };
        let words: Vec<String> = t
            .quote
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect();
        let mut out = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let Some((_, said)) = DAYS.iter().find(|(name, _)| name == word) else {
                continue;
            };
            let Some((date, dated)) = date_after(&words[at + 1..], t) else {
                continue;
            };
            let real = date.weekday();
            if real == *said {
                continue;
            }
            let name = |day: Day| DAYS.iter().find(|(_, d)| *d == day).map_or("", |(n, _)| n);
            out.push(finding(
                self,
                FindingClass::Weekday,
                if dated {
                    Severity::Error
                } else {
                    Severity::Warning
                },
                &[t],
                format!(
                    "{date} was a {}, not a {} ({}).",
                    capital(name(real)),
                    capital(name(*said)),
                    t.told_by()
                ),
                String::new(),
            ));
        }
        out
    }
}

/// The date that follows a weekday, and whether its year is written. Without a year it is that
/// of publication, where the day of publication is known and near.
fn date_after(words: &[String], t: &Testimony) -> Option<(Date, bool)> {
    let month = |w: &str| {
        let w = w.trim_end_matches('.');
        MONTHS
            .iter()
            .position(|m| *m == w || w.len() >= 3 && m.starts_with(w))
            .map(|i| i + 1)
    };
    let day = |w: &str| {
        w.trim_end_matches(|c: char| c.is_alphabetic())
            .parse::<i8>()
            .ok()
            .filter(|d| (1..=31).contains(d))
    };
    // "on" and "the" may stand between the weekday and the date.
    let words: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|w| !matches!(*w, "on" | "the" | "of"))
        .take(3)
        .collect();
    let (month, day) = match words.as_slice() {
        [a, b, ..] if month(a).is_some() => (month(a)?, day(b)?),
        [a, b, ..] if month(b).is_some() => (month(b)?, day(a)?),
        _ => return None,
    };
    let month = i8::try_from(month).ok()?;
    let year = words
        .get(2)
        .and_then(|w| w.parse::<i16>().ok())
        .filter(|y| (1000..3000).contains(y));
    if let Some(year) = year {
        return Some((Date::new(year, month, day).ok()?, true));
    }
    let published = t
        .source
        .published_days()
        .filter(|d| d.width() == 1)?
        .first?;
    let date = Date::new(published.year(), month, day).ok()?;
    (days_between(date, published).abs() <= 120).then_some((date, false))
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|c| c.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::checks::fixture::{run, told};

    fn met(published: &str, quote: &str) -> Vec<Finding> {
        let claim =
            json!({"kind": "event", "type": "CONSULT", "actors": ["KEN", "NPL"], "recipients": []});
        run(&Weekday, &[told("Lake Courier", published, quote, claim)])
    }

    #[test]
    fn fires_on_the_wrong_day_of_the_week() {
        let found = met("2025-03", "They met on Monday, March 11, 2025.");
        assert_eq!(
            found[0].message,
            "2025-03-11 was a Tuesday, not a Monday (Lake Courier, 2025-03)."
        );
        assert_eq!(met("2025-03-12", "They met on Monday (11 March).").len(), 1);
    }

    #[test]
    fn does_not_fire_on_the_right_day_or_without_a_date() {
        assert!(met("2025-03", "They met on Tuesday, 11 March 2025.").is_empty());
        assert!(met("2025-03", "They met on Monday.").is_empty());
        assert!(
            met("2025-03", "They met on Monday, March 11.").is_empty(),
            "the year is not known"
        );
        assert!(met("2025", "On Friday 3 ministers may meet.").is_empty());
    }
}
