//! When two numbers can be the same number.
//!
//! A number in a text is an interval: "76.3 billion" has been rounded to a tenth of a billion,
//! "over 17.8" ends nowhere, "nearly 18" stops short of 18. Two intervals are built for each
//! figure. The *strict* one holds every value for which the words are true; where two strict
//! ones do not meet, the figures contradict each other. The *close* one holds the values that
//! a writer would have chosen these words for; where two close ones meet, they corroborate.

use entente_model::{Bound, Figure, Measure};

/// A closed range of values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The lowest value.
    pub low: f64,
    /// The highest value; infinite where the words set no limit.
    pub high: f64,
}

impl Range {
    /// Whether some value lies in both.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

/// A figure's value as intervals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said {
    /// The number as it was said.
    pub value: f64,
    /// Half of the last place that was written.
    pub rounding: f64,
    /// Every value for which the words are true.
    pub strict: Range,
    /// The values for which a writer would choose the words.
    pub close: Range,
}

/// How two values stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// The same number under the same bound.
    Same,
    /// The same within rounding or hedges.
    Rounded,
    /// The bounds can hold together, though nobody would choose both.
    Compatible,
    /// They cannot both hold.
    Apart,
}

/// How far "about" and "nearly" reach, as a part of the value.
const HEDGE: f64 = 0.1;

impl Said {
    /// The value of a figure, as the words around it bound it.
    ///
    /// `quote` is the sentence: it tells "nearly 60", which stays below 60, from "about 60",
    /// which need not, where the figure itself only says that it is approximate.
    #[must_use]
    pub fn of(figure: &Figure, quote: &str) -> Self {
        let value = figure.value;
        let rounding = rounding(figure, quote);
        let reach = value.abs() * HEDGE;
        let step = if is_whole(figure) {
            1.0
        } else {
            rounding.max(value.abs() * 1e-9)
        };
        let (strict, close) = match figure.bound {
            Bound::Equal => {
                let near = Range {
                    low: value - rounding,
                    high: value + rounding,
                };
                (near, near)
            }
            Bound::About if says_below(quote, value) => {
                let below = Range {
                    low: value - reach,
                    high: value - if is_whole(figure) { 0.0 } else { step * 0.01 },
                };
                (below, below)
            }
            Bound::About => {
                let around = Range {
                    low: value - reach,
                    high: value + reach,
                };
                (around, around)
            }
            Bound::Above => (
                Range {
                    low: above(value, figure),
                    high: f64::INFINITY,
                },
                Range {
                    low: above(value, figure),
                    high: (value + reach).max(above(value, figure)),
                },
            ),
            Bound::AtLeast => (
                Range {
                    low: value,
                    high: f64::INFINITY,
                },
                Range {
                    low: value,
                    high: value + reach,
                },
            ),
            Bound::Below => (
                Range {
                    low: f64::NEG_INFINITY,
                    high: below(value, figure),
                },
                Range {
                    low: value - reach,
                    high: below(value, figure),
                },
            ),
            Bound::AtMost => (
                Range {
                    low: f64::NEG_INFINITY,
                    high: value,
                },
                Range {
                    low: value - reach,
                    high: value,
                },
            ),
        };
        Self {
            value,
            rounding,
            strict,
            close,
        }
    }
}

/// The least value that is over `value`.
fn above(value: f64, figure: &Figure) -> f64 {
    if figure.unit == "count" && value.fract() == 0.0 && value.abs() < 1e6 {
        value + 1.0
    } else {
        value * (1.0 + 1e-9 * value.signum())
    }
}

/// The greatest value that is under `value`.
fn below(value: f64, figure: &Figure) -> f64 {
    if figure.unit == "count" && value.fract() == 0.0 && value.abs() < 1e6 {
        value - 1.0
    } else {
        value * (1.0 - 1e-9 * value.signum())
    }
}

/// Compares two figures of the same key.
#[must_use]
pub fn compare(a: &Figure, quote_a: &str, b: &Figure, quote_b: &str) -> Agreement {
    let (x, y) = (Said::of(a, quote_a), Said::of(b, quote_b));
    #[expect(clippy::float_cmp, reason = "the same digits give the same float")]
    if x.value == y.value && x.strict == y.strict {
        return Agreement::Same;
    }
    if x.close.meets(y.close) {
        return Agreement::Rounded;
    }
    if x.strict.meets(y.strict) {
        return Agreement::Compatible;
    }
    Agreement::Apart
}

/// Whether the figure counts whole things, or places in an order.
fn is_whole(figure: &Figure) -> bool {
    matches!(figure.unit.as_str(), "count" | "rank") && figure.value.fract() == 0.0
}

/// Half of the last place that was written, as far as the plain number shows it.
///
/// "76.3 billion" is known to be written in billions since a thousand million or more is: its
/// last place is a tenth of a billion. Below a million a number is written in full.
fn rounding(figure: &Figure, quote: &str) -> f64 {
    let value = figure.value.abs();
    if figure.measure == Measure::Rank || figure.unit == "rank" {
        return 0.0;
    }
    if is_whole(figure) && value < 1e6 {
        return 0.0;
    }
    let scale = [1e12, 1e9, 1e6]
        .into_iter()
        .find(|scale| value >= *scale)
        .unwrap_or(1.0);
    let mantissa = value / scale;
    if let Some(place) = written_place(quote, mantissa) {
        return place * scale / 2.0;
    }
    // The fewest decimals that give the number back are those that were written.
    let mut place = 1.0;
    for _ in 0..6 {
        let scaled = mantissa / place;
        if (scaled - scaled.round()).abs() < 1e-6 * scaled.max(1.0) {
            break;
        }
        place /= 10.0;
    }
    place * scale / 2.0
}

/// The last decimal place with which the sentence writes the mantissa ("4.0" is a tenth).
fn written_place(quote: &str, mantissa: f64) -> Option<f64> {
    quote
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .map(|token| token.trim_matches('.'))
        .filter(|token| {
            token
                .parse::<f64>()
                .is_ok_and(|v| (v - mantissa).abs() < 1e-9)
        })
        .map(|token| {
            token
                .split_once('.')
                .map_or(0, |(_, decimals)| decimals.len())
        })
        .max()
        .and_then(|decimals| i32::try_from(decimals).ok())
        .map(|decimals| 10f64.powi(-decimals))
}

/// Whether the words before the number say that it was not quite reached.
pub(crate) fn says_below(quote: &str, value: f64) -> bool {
    const SHORT: [&str; 10] = [
        "nearly",
        "almost",
        "close to",
        "just under",
        "approaching",
        "not quite",
        "nigh on",
        "gần",
        "xấp xỉ",
        "ngót",
    ];
    let lower = quote.to_lowercase();
    SHORT.iter().any(|word| {
        lower.match_indices(word).any(|(at, _)| {
            let rest = &lower[at + word.len()..];
            let number: String = rest
                .trim_start_matches(|c: char| {
                    c.is_whitespace() || !c.is_ascii_digit() && !c.is_alphabetic()
                })
                .chars()
                .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
                .collect();
            if number.is_empty() {
                return spelled(rest, value);
            }
            let number = number.trim_end_matches(['.', ',']);
            same_digits(number, value)
        })
    })
}

/// Whether a written number has the significant digits of `value` ("4,980" and 4980, "18.7" and 18.7e9).
pub(crate) fn same_digits(written: &str, value: f64) -> bool {
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
            .trim_start_matches('0')
            .trim_end_matches('0')
            .to_owned()
    };
    digits(written) == digits(&format!("{value}"))
}

/// Whether the words begin with the number spelled out, for the small numbers that are.
fn spelled(rest: &str, value: f64) -> bool {
    const NAMES: [(&str, f64); 22] = [
        ("two", 2.0),
        ("three", 3.0),
        ("four", 4.0),
        ("five", 5.0),
        ("six", 6.0),
        ("seven", 7.0),
        ("eight", 8.0),
        ("nine", 9.0),
        ("ten", 10.0),
        ("eleven", 11.0),
        ("twelve", 12.0),
        ("thirteen", 13.0),
        ("fifteen", 15.0),
        ("twenty", 20.0),
        ("thirty", 30.0),
        ("forty", 40.0),
        ("fifty", 50.0),
        ("sixty", 60.0),
        ("seventy", 70.0),
        ("eighty", 80.0),
        ("ninety", 90.0),
        ("a hundred", 100.0),
    ];
    let rest = rest.trim_start();
    #[expect(clippy::float_cmp, reason = "small whole numbers")]
    NAMES
        .iter()
        .any(|(name, number)| *number == value && rest.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use entente_model::Indicator;

    fn figure(value: f64, unit: &str, bound: Bound) -> Figure {
        Figure {
            indicator: Indicator::Trade,
            measure: if unit == "rank" {
                Measure::Rank
            } else {
                Measure::Level
            },
            subject: None,
            partner: None,
            value,
            unit: unit.into(),
            period: None,
            bound,
            scope: None,
        }
    }

    fn agree(a: (f64, Bound, &str), b: (f64, Bound, &str), unit: &str) -> Agreement {
        compare(&figure(a.0, unit, a.1), a.2, &figure(b.0, unit, b.1), b.2)
    }

    #[test]
    fn hedges_are_intervals() {
        let nearly = (18e9, Bound::About, "nearly $18 billion");
        let over = (17.8e9, Bound::Above, "over $17.8 billion");
        assert_eq!(agree(over, nearly, "USD"), Agreement::Rounded);
        let over_18 = (18e9, Bound::Above, "over $18 billion");
        assert_eq!(
            agree(over_18, (17.8e9, Bound::Equal, ""), "USD"),
            Agreement::Apart
        );
        assert_eq!(agree(over_18, nearly, "USD"), Agreement::Apart);
        let ages = agree(
            (60.0, Bound::Above, "its more than 60-year history"),
            (60.0, Bound::About, "nearly 60 years of its history"),
            "years",
        );
        assert_eq!(ages, Agreement::Apart);
        let about = agree(
            (60.0, Bound::Above, "over 60 years"),
            (60.0, Bound::About, "about 60 years"),
            "years",
        );
        assert_eq!(about, Agreement::Rounded);
    }

    #[test]
    fn rounding_goes_by_the_places_written() {
        let exact = |v| (v, Bound::Equal, "");
        assert_eq!(
            agree(exact(76.3e9), exact(76.32e9), "USD"),
            Agreement::Rounded
        );
        assert_eq!(
            agree(exact(76.3e9), exact(76.4e9), "USD"),
            Agreement::Rounded
        );
        assert_eq!(agree(exact(76.3e9), exact(77.0e9), "USD"), Agreement::Apart);
        assert_eq!(agree(exact(10e9), exact(10.3e9), "USD"), Agreement::Rounded);
        assert_eq!(agree(exact(35.0), exact(34.0), "count"), Agreement::Apart);
        assert_eq!(
            agree(exact(13.9), exact(13.94), "percent"),
            Agreement::Rounded
        );
    }

    #[test]
    fn upper_bounds_of_ranks_hold_together() {
        let top = |v| (v, Bound::AtMost, "");
        assert_eq!(agree(top(40.0), top(34.0), "rank"), Agreement::Compatible);
        assert_eq!(
            agree(top(20.0), (25.0, Bound::Equal, ""), "rank"),
            Agreement::Apart
        );
        assert_eq!(
            agree((60.0, Bound::Above, ""), (95.0, Bound::Equal, ""), "count"),
            Agreement::Compatible
        );
    }
}
