//! Weekdays that the date beside them did not fall on.
//!
//! A slip of this sort stands in any sentence, whether or not the sentence makes a claim, so
//! this looks at texts as a whole: a text with a weekday beside a date is a block of its own.

use entente_model::{Finding, FindingClass, Severity, Span, calendar};
use jiff::civil::{Date, Weekday};

use crate::dates::{Days, days_between};
use crate::reconcile::short_hash;
use crate::testimony::Source;

/// The name of the check, as its findings carry it.
pub const NAME: &str = "weekday";

/// Days about publication within which a date without a year is of that year.
const NEAR: i64 = 120;

/// A weekday beside a date of another one ("Monday, March 11, 2025", which was a Tuesday).
#[derive(Clone, Debug, PartialEq)]
pub struct Slip {
    /// The words from the weekday to the date, in bytes of the text.
    pub words: Span,
    /// The sentence, in bytes of the text.
    pub sentence: Span,
    /// The date.
    pub date: Date,
    /// The weekday that the text gives.
    pub said: Weekday,
    /// Whether the year is written too; otherwise it is that of publication.
    pub dated: bool,
}

impl Slip {
    /// "2025-03-11 was a Tuesday, not a Monday".
    #[must_use]
    pub fn what(&self) -> String {
        let name = |day: Weekday| format!("{day:?}");
        format!(
            "{} was a {}, not a {}",
            self.date,
            name(self.date.weekday()),
            name(self.said)
        )
    }

    /// The finding on a text.
    #[must_use]
    pub fn finding(&self, source: &Source) -> Finding {
        let outlet = source.outlet.as_deref().unwrap_or(&source.document);
        let told_by = match &source.published {
            Some(date) => format!("{outlet}, {date}"),
            None => outlet.to_owned(),
        };
        let place = self.words.start.to_string();
        Finding {
            id: short_hash(&["finding", NAME, &source.version, &place]),
            class: FindingClass::Weekday,
            severity: if self.dated {
                Severity::Error
            } else {
                Severity::Warning
            },
            check: NAME.to_owned(),
            message: format!("{} ({told_by}).", self.what()),
            arithmetic: String::new(),
            claims: Vec::new(),
        }
    }
}

/// Whether a weekday stands beside a date anywhere in a text.
#[must_use]
pub fn any(text: &str) -> bool {
    dates_beside(text).next().is_some()
}

/// The slips of a text that was published in these days.
#[must_use]
pub fn slips(text: &str, published: Option<Days>) -> Vec<Slip> {
    dates_beside(text)
        .filter_map(|beside| {
            let year = match beside.year {
                Some(year) => year,
                // Without a year it is that of publication, where that day is known and near.
                None => published.filter(|d| d.width() == 1)?.first?.year(),
            };
            let date = Date::new(year, beside.month, beside.day).ok()?;
            if beside.year.is_none() {
                let day = published?.first?;
                if days_between(date, day).abs() > NEAR {
                    return None;
                }
            }
            (date.weekday() != beside.weekday).then(|| Slip {
                words: beside.words,
                sentence: sentence(text, beside.words),
                date,
                said: beside.weekday,
                dated: beside.year.is_some(),
            })
        })
        .collect()
}

/// A weekday and the date that follows it.
struct Beside {
    words: Span,
    weekday: Weekday,
    month: i8,
    day: i8,
    year: Option<i16>,
}

/// Every weekday that a date follows in the same line.
fn dates_beside(text: &str) -> impl Iterator<Item = Beside> {
    let mut line_start = 0;
    text.split_inclusive('\n').flat_map(move |line| {
        let offset = line_start;
        line_start += line.len();
        let words = words(line);
        (0..words.len())
            .filter_map(|at| date_after(&words, at, line))
            .map(|found| Beside {
                words: Span::new(found.words.start + offset, found.words.end + offset),
                ..found
            })
            .collect::<Vec<_>>()
    })
}

/// The words of a line with their places.
fn words(line: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                out.push((from, &line[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// The date that follows the weekday at a place among the words, if there is one.
fn date_after(words: &[(usize, &str)], at: usize, line: &str) -> Option<Beside> {
    let (start, name) = words[at];
    // A name in full, or a short form with its point: "Sat" and "Sun" are words too.
    let weekday = calendar::weekday(name)?;
    let short = name.len() <= 5 && !name.to_ascii_lowercase().ends_with("day");
    if short && !line[start + name.len()..].starts_with('.') {
        return None;
    }
    let day = |w: &str| {
        let digits = w.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = &w[digits.len()..];
        let ordinal = suffix.is_empty() || matches!(suffix, "st" | "nd" | "rd" | "th");
        digits
            .parse::<i8>()
            .ok()
            .filter(|d| ordinal && (1..=31).contains(d))
    };
    // "on" and "the" may stand between the weekday and the date.
    let mut after = words[at + 1..]
        .iter()
        .filter(|(_, w)| !matches!(*w, "on" | "the" | "of"));
    let (first, second, third) = (after.next()?, after.next()?, after.next());
    let (month, number) = match (calendar::month(first.1), calendar::month(second.1)) {
        (Some(month), _) => (month, day(second.1)?),
        (None, Some(month)) => (month, day(first.1)?),
        (None, None) => return None,
    };
    // Another sentence is not "beside".
    let end_of = |word: &(usize, &str)| word.0 + word.1.len();
    if line[start..second.0].contains(['!', '?', ';']) {
        return None;
    }
    let year = third.and_then(|w| {
        let year =
            w.1.parse::<i16>()
                .ok()
                .filter(|y| (1000..3000).contains(y))?;
        let gap = &line[end_of(second)..w.0];
        (w.1.len() == 4 && gap.trim_matches([',', ' ', '.']).is_empty())
            .then_some((year, end_of(w)))
    });
    let end = year.map_or(end_of(second), |(_, end)| end);
    Some(Beside {
        words: Span::new(start, end),
        weekday,
        month,
        day: number,
        year: year.map(|(year, _)| year),
    })
}

/// The sentence around some words: its line, from the last full stop before them to the next.
fn sentence(text: &str, words: Span) -> Span {
    let line = text[..words.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[words.end..]
        .find('\n')
        .map_or(text.len(), |at| words.end + at);
    let stops = |part: &str| -> Vec<usize> {
        part.match_indices(['.', '!', '?'])
            .filter(|(at, _)| {
                let rest = part[at + 1..].trim_start_matches(['"', '\u{201d}', '\'', ')']);
                let mut after = rest.chars();
                // A short form ("Mon. 3") is followed by no capital, initials by no space.
                after.next().is_none_or(char::is_whitespace)
                    && after
                        .find(|c| !c.is_whitespace())
                        .is_none_or(|c| c.is_uppercase() || !c.is_alphanumeric())
            })
            .map(|(at, _)| at + 1)
            .collect()
    };
    let start = stops(&text[line..words.start])
        .last()
        .map_or(line, |at| line + at);
    let end = stops(&text[words.end..line_end])
        .first()
        .map_or(line_end, |at| words.end + at);
    let inner = &text[start..end];
    let lead = inner.len() - inner.trim_start().len();
    Span::new(start + lead, start + lead + inner.trim().len())
}

#[cfg(test)]
mod tests {
    use entente_model::Edtf;

    use super::*;

    fn found(published: &str, text: &str) -> Vec<String> {
        let published = Days::of(&Edtf::parse(published).unwrap());
        slips(text, published)
            .iter()
            .map(|slip| {
                format!(
                    "{} | {} | {}",
                    slip.what(),
                    &text[slip.words.start..slip.words.end],
                    &text[slip.sentence.start..slip.sentence.end]
                )
            })
            .collect()
    }

    #[test]
    fn a_wrong_day_of_the_week_is_found_in_any_sentence() {
        assert_eq!(
            found(
                "2025-03",
                "Tea was served. They met on Monday, March 11, 2025. It rained."
            ),
            [
                "2025-03-11 was a Tuesday, not a Monday | Monday, March 11, 2025 | They met on Monday, March 11, 2025."
            ]
        );
        assert_eq!(
            found("2025-03-12", "They met on Monday (11 March).").len(),
            1
        );
        assert_eq!(
            found("2025-03-12", "MONDAY the 11th of March\nA day of talks").len(),
            1
        );
        assert_eq!(
            found("2025-03-12", "They met (Mon. 11 Mar. 2025) in Entebbe.").len(),
            1
        );
    }

    #[test]
    fn the_right_day_and_what_is_no_date_are_left_alone() {
        for (published, text) in [
            ("2025-03", "They met on Tuesday, 11 March 2025."),
            ("2025-03", "They met on Monday."),
            // The year is not known.
            ("2025-03", "They met on Monday, March 11."),
            ("2025", "On Friday 3 ministers may meet."),
            (
                "2025-03-12",
                "They part on Monday; March 11 was the last day.",
            ),
            (
                "2025-03-12",
                "On Monday\nMarch 11, 2025 is the date of the letter.",
            ),
            // Too far from publication to be of its year.
            ("2025-12-30", "They will meet on Friday, January 2."),
            ("2025-03-12", "They sat 11 March 2025 out."),
        ] {
            assert!(found(published, text).is_empty(), "{text}");
        }
    }
}
