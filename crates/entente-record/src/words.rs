//! Numbers, dates and names in words that a person reads.

use entente_model::{Bound, Figure, Measure};

/// "USD 76.3 billion", "over 60", "top 40", "13.9 %": a figure's value with bound and unit.
#[must_use]
pub fn amount(figure: &Figure) -> String {
    let number = number(figure.value);
    let plain = match figure.unit.as_str() {
        "percent" => format!("{number} %"),
        "percentage-point" => format!("{number} percentage points"),
        "count" => number,
        "rank" if figure.bound == Bound::AtMost => return format!("top {number}"),
        "rank" => format!("rank {number}"),
        "times" => format!("{number} times"),
        "years" => format!("{number} years"),
        unit => format!("{unit} {number}"),
    };
    let signed = if figure.measure == Measure::Growth && figure.value > 0.0 {
        format!("+{plain}")
    } else {
        plain
    };
    match figure.bound {
        Bound::Equal => signed,
        Bound::About => format!("about {signed}"),
        Bound::Above => format!("over {signed}"),
        Bound::AtLeast => format!("at least {signed}"),
        Bound::Below => format!("under {signed}"),
        Bound::AtMost => format!("up to {signed}"),
    }
}

/// As [`amount`], with "nearly" where the sentence says that the number was not quite reached.
#[must_use]
pub fn amount_in(figure: &Figure, quote: &str) -> String {
    let plain = amount(figure);
    match plain.strip_prefix("about ") {
        Some(rest) if crate::value::says_below(quote, figure.value) => format!("nearly {rest}"),
        _ => plain,
    }
}

/// A number with thousands apart, and millions and more in words.
#[must_use]
pub fn number(value: f64) -> String {
    for (scale, name) in [(1e12, "trillion"), (1e9, "billion"), (1e6, "million")] {
        if value.abs() >= scale {
            return format!("{} {name}", decimal(value / scale));
        }
    }
    decimal(value)
}

/// At most four decimals, without trailing noughts, with thousands apart.
fn decimal(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let (sign, digits) = match whole.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", whole),
    };
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let dot = if part.is_empty() { "" } else { "." };
    format!("{sign}{grouped}{dot}{part}")
}

/// "1st", "22nd", "13th".
#[must_use]
pub fn ordinal(number: u32) -> String {
    let end = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_easily() {
        assert_eq!(number(76_300_000_000.0), "76.3 billion");
        assert_eq!(number(300_000.0), "300,000");
        assert_eq!(number(13.9), "13.9");
        assert_eq!(number(-4_200.5), "-4,200.5");
        assert_eq!(ordinal(54), "54th");
        assert_eq!(ordinal(112), "112th");
        assert_eq!(ordinal(33), "33rd");
    }
}
