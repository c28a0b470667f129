//! Numbers in digits and words.
//!
//! Digits: `2,500`, `1.234.567`, `40 000`, `13.9`, `1,3`, `4/5`, `2 1/4`, `1.3x10^6`, `12e+14`,
//! `10k`. Words: cardinals, ordinals, decimals ("five point two"), fractions ("two thirds",
//! "one over three", "one out of five") and mixtures ("4 thousand 3 hundred and 21",
//! "3 million and a half"). Every step looks at a bounded number of items but for lists of
//! groups ("1 000 000"), which it takes, so that reading a text is linear in its length.

use super::Scan;
use super::lexicon::{Case, Class};
use super::token::Kind;

/// A number read from a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Numeral {
    /// The item after its last one.
    pub(crate) end: usize,
    /// Its value.
    pub(crate) value: f64,
    /// Whether it is an ordinal ("third", "21st").
    pub(crate) ordinal: bool,
    /// Whether it is a fraction ("two thirds").
    pub(crate) fraction: bool,
    /// Whether it begins with digits.
    pub(crate) digits: bool,
}

impl Numeral {
    fn cardinal(end: usize, value: f64, digits: bool) -> Self {
        Self {
            end,
            value,
            ordinal: false,
            fraction: false,
            digits,
        }
    }

    /// Its value where that is a whole number that fits.
    pub(crate) fn whole(&self) -> Option<u32> {
        let fits = self.value.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&self.value);
        // The value was just checked to be a whole number of that range.
        fits.then_some(self.value as u32)
    }
}

/// The most groups of three digits that are one number. Without a limit, a text of groups alone
/// would be read to its end from each of them.
const MOST_GROUPS: usize = 40;

/// The most words that a number in words has; longer ones are cut.
const LONGEST: usize = 24;

/// The number that begins at item `at`, sign included.
pub(crate) fn numeral(scan: &Scan<'_>, at: usize) -> Option<Numeral> {
    if let Some(sign) = scan.sense(at, Class::Sign) {
        let next = at + 1;
        let number = unsigned(scan, next)?;
        return Some(Numeral {
            value: number.value * sign.number,
            ..number
        });
    }
    let minus = matches!(scan.item(at)?.kind, Kind::Mark('-' | '−' | '+'));
    if minus {
        // A sign stands at the start or after a space, before digits.
        let free = at == 0 || !scan.glued(at) || scan.mark(at - 1, '(');
        let digits = scan.digits(at + 1).is_some() || scan.mark(at + 1, '.');
        if !free || !digits || (!scan.glued(at + 1) && at != 0) {
            return None;
        }
        let number = unsigned(scan, at + 1)?;
        let sign = if scan.mark(at, '+') { 1.0 } else { -1.0 };
        return Some(Numeral {
            value: sign * number.value,
            ..number
        });
    }
    unsigned(scan, at)
}

/// The number that begins at item `at`, without a sign.
pub(crate) fn unsigned(scan: &Scan<'_>, at: usize) -> Option<Numeral> {
    let item = scan.item(at)?;
    match item.kind {
        Kind::Digits | Kind::Mark('.') => in_digits(scan, at),
        Kind::Mark(_) => {
            let part = scan.sense(at, Class::Vulgar)?;
            let mut number = Numeral::cardinal(at + 1, part.number, true);
            number.fraction = true;
            Some(scaled(scan, number))
        }
        Kind::Word => in_words(scan, at),
    }
}

/// Digits with separators: the value and the item after them, without scale words.
pub(crate) fn digit_run(scan: &Scan<'_>, at: usize) -> Option<(f64, usize)> {
    if scan.mark(at, '.') {
        let free = at == 0
            || !scan.glued(at)
            || !matches!(scan.items[at - 1].kind, Kind::Word | Kind::Digits);
        if !free || !scan.glued(at + 1) {
            return None;
        }
        let digits = scan.digits(at + 1)?;
        let value: f64 = format!("0.{}", bounded(digits)).parse().ok()?;
        return Some((value, at + 2));
    }
    let first = scan.digits(at)?;
    let mut text = String::from(bounded(first));
    let mut end = at + 1;
    let group = |mark: char, i: usize| {
        scan.mark(i, mark)
            && scan.glued(i)
            && scan.glued(i + 1)
            && scan.digits(i + 1).is_some_and(|d| d.len() == 3)
    };
    let decimals = |mark: char, i: usize| {
        (scan.mark(i, mark) && scan.glued(i) && scan.glued(i + 1))
            .then(|| scan.digits(i + 1))
            .flatten()
    };
    if first.len() <= 3 {
        // Groups of three after commas, or after points where there are two or more of them.
        let mark = match () {
            () if group(',', end) => Some(','),
            () if group('.', end) && group('.', end + 2) => Some('.'),
            () => None,
        };
        if let Some(mark) = mark {
            let mut groups = String::new();
            let mut i = end;
            while group(mark, i) && i < at + 2 * MOST_GROUPS {
                groups.push_str(scan.digits(i + 1)?);
                i += 2;
            }
            // "22,241,5" is a list.
            if decimals(mark, i).is_none() {
                text.push_str(&groups);
                end = i;
            } else if mark == ',' {
                return Some((text.parse().ok()?, end));
            }
        } else if let Some(last) = spaced_groups(scan, at) {
            for i in end..last {
                text.push_str(scan.digits(i)?);
            }
            end = last;
        }
    }
    if let Some(part) = decimals('.', end) {
        // "1.2.3" is a version, a date or a section.
        if decimals('.', end + 2).is_none() {
            text.push('.');
            text.push_str(bounded(part));
            end += 2;
        }
    } else if end == at + 1
        && let Some(part) = decimals(',', end)
        && part.len() <= 2
        && !scan.mark(end + 2, ',')
        && !(at > 0 && scan.mark(at - 1, ',') && scan.glued(at))
    {
        text.push('.');
        text.push_str(part);
        end += 2;
    }
    let value: f64 = text.parse().ok()?;
    value.is_finite().then_some((value, end))
}

/// As many digits as a number can hold.
fn bounded(digits: &str) -> &str {
    &digits[..digits.len().min(400)]
}

/// The item after "40 000" and the like: groups of three after one space.
fn spaced_groups(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let mut end = at + 1;
    let mut hard = false;
    while scan.digits(end).is_some_and(|d| d.len() == 3)
        && !scan.newline(end)
        && end < at + MOST_GROUPS
    {
        let gap = &scan.text[scan.items[end - 1].end..scan.items[end].start];
        match gap {
            " " => {}
            "\u{a0}" | "\u{202f}" | "\u{2009}" => hard = true,
            _ => break,
        }
        end += 1;
    }
    if end == at + 1 {
        return None;
    }
    // A further number right after shows that these were no groups ("423 0000").
    let follows = scan.digits(end).is_some() && !scan.newline(end);
    let round = scan.digits(end - 1) == Some("000");
    (!follows && (hard || round || end > at + 2)).then_some(end)
}

/// A number that begins with digits, with fractions, powers and scale words.
fn in_digits(scan: &Scan<'_>, at: usize) -> Option<Numeral> {
    let (value, end) = digit_run(scan, at)?;
    if let Some(power) = power(scan, value, end) {
        return Some(power);
    }
    let whole = scan.digits(at).is_some() && end == at + 1;
    if whole {
        if let Some((part, end)) = slash_fraction(scan, at) {
            let mut number = Numeral::cardinal(end, part, true);
            number.fraction = true;
            return Some(scaled(scan, number));
        }
        if scan.is(end, Class::OrdinalSuffix) && scan.glued(end) {
            return Some(Numeral {
                ordinal: true,
                ..Numeral::cardinal(end + 1, value, true)
            });
        }
        if let Some((part, after)) = slash_fraction(scan, end)
            && part < 1.0
            && !scan.newline(end)
            && !scan.glued(end)
        {
            let mut number = Numeral::cardinal(after, value + part, true);
            number.fraction = true;
            return Some(number);
        }
        if let Some(part) = scan.sense(end, Class::Vulgar) {
            let number = Numeral::cardinal(end + 1, value + part.number, true);
            return Some(scaled(scan, number));
        }
        if let Some(number) = over(scan, value, end, true) {
            return Some(number);
        }
    }
    let number = scaled(scan, Numeral::cardinal(end, value, true));
    if number.end > end {
        return Some(continued(scan, number));
    }
    Some(number)
}

/// `4/5`, where it is less than ten.
fn slash_fraction(scan: &Scan<'_>, at: usize) -> Option<(f64, usize)> {
    let above = scan.digits(at)?;
    let glued = scan.mark(at + 1, '/') && scan.glued(at + 1) && scan.glued(at + 2);
    if !glued || (scan.mark(at + 3, '/') && scan.glued(at + 3)) {
        return None;
    }
    let below = scan.digits(at + 2)?;
    if above.len() > 4 || below.len() > 4 {
        return None;
    }
    let (above, below): (f64, f64) = (above.parse().ok()?, below.parse().ok()?);
    (below > 0.0 && above / below < 10.0).then_some((above / below, at + 3))
}

/// `x10^6`, `^23`, `e+14` after a value.
fn power(scan: &Scan<'_>, value: f64, at: usize) -> Option<Numeral> {
    let exponent = |mut i: usize| -> Option<(f64, usize)> {
        let mut sign = 1.0;
        for _ in 0..2 {
            if scan.mark(i, '-') && scan.glued(i) {
                sign = -sign;
                i += 1;
            } else if scan.mark(i, '+') && scan.glued(i) {
                i += 1;
            }
        }
        let digits = scan.digits(i).filter(|d| d.len() <= 3 && scan.glued(i))?;
        Some((sign * digits.parse::<f64>().ok()?, i + 1))
    };
    let (value, end) = if scan.mark(at, '^') && scan.glued(at) {
        let (power, end) = exponent(at + 1)?;
        (value.powf(power), end)
    } else if matches!(scan.word(at), "x" | "X" | "×")
        && scan.digits(at + 1) == Some("10")
        && scan.mark(at + 2, '^')
    {
        let (power, end) = exponent(at + 3)?;
        (value * 10f64.powf(power), end)
    } else if matches!(scan.word(at), "e" | "E") && scan.glued(at) {
        let (power, end) = exponent(at + 1)?;
        (value * 10f64.powf(power), end)
    } else {
        return None;
    };
    value
        .is_finite()
        .then(|| Numeral::cardinal(end, value, true))
}

/// `over three`, `out of five hundred`: a fraction with what stands before.
fn over(scan: &Scan<'_>, above: f64, at: usize, digits: bool) -> Option<Numeral> {
    let out_of = scan.is(at, Class::OutOf);
    if !out_of && !scan.is(at, Class::Over) {
        return None;
    }
    // "5 over 100 people": with digits on both sides only a plain end is a fraction.
    let below = plain(scan, at + 1)?;
    let less = above < below.value;
    let both = digits && below.digits;
    // Between digits only an improper fraction is written so ("2000 over 3").
    // "20 million over two years": what is divided stands alone.
    let noun = !out_of
        && scan
            .item(below.end)
            .is_some_and(|i| i.kind == Kind::Word && !i.newline);
    if noun {
        return None;
    }
    let odd = if out_of { !less || both } else { both && less };
    if below.value <= 0.0 || below.ordinal || odd {
        return None;
    }
    Some(Numeral {
        fraction: true,
        ..Numeral::cardinal(below.end, above / below.value, digits)
    })
}

/// A cardinal in digits or words that is not itself made of two.
fn plain(scan: &Scan<'_>, at: usize) -> Option<Numeral> {
    if scan.digits(at).is_some() {
        let (value, end) = digit_run(scan, at)?;
        return Some(scaled(scan, Numeral::cardinal(end, value, true)));
    }
    let (value, end) = cardinal_words(scan, at)?;
    Some(Numeral::cardinal(end, value, false))
}

/// The number times the scale words that follow ("million", "lakh crore", glued "k").
fn scaled(scan: &Scan<'_>, number: Numeral) -> Numeral {
    let mut out = number;
    loop {
        if scan.newline(out.end) {
            return out;
        }
        let hyphen =
            usize::from(scan.dash(out.end) && scan.glued(out.end) && scan.glued(out.end + 1));
        let at = out.end + hyphen;
        if let Some(scale) = scan.sense(at, Class::Scale) {
            out.value = scaled_by(out.value, scale.number);
            out.end = at + 1;
        } else if let Some(dozen) = scan.sense(at, Class::Dozen) {
            out.value *= dozen.number;
            out.end = at + 1;
            return out;
        } else if hyphen == 0
            && out.end == number.end
            && number.digits
            && let Some(short) = scan.sense(at, Class::ScaleShort)
            && short_scale(scan, at)
        {
            out.value = scaled_by(out.value, short.number);
            out.end = at + 1;
            return out;
        } else {
            return out;
        }
    }
}

/// A number times a scale, without the dust that binary fractions leave: 65.6 million.
fn scaled_by(value: f64, scale: f64) -> f64 {
    let product = value * scale;
    if scale >= 1e3 && product.abs() < 1e15 {
        (product * 1e3).round() / 1e3
    } else {
        product
    }
}

/// Whether a letter or short word after digits is a scale: glued, or a word of its own.
fn short_scale(scan: &Scan<'_>, at: usize) -> bool {
    let word = scan.word(at);
    if scan.glued(at + 1) && scan.item(at + 1).is_some_and(|i| i.kind == Kind::Digits) {
        return false;
    }
    match word {
        // A glued "m" is metres as often as millions, so only the capital is taken.
        "m" | "g" => false,
        "M" | "B" | "K" | "k" => true,
        _ if word.len() == 1 => scan.glued(at),
        _ => true,
    }
}

/// "4 thousand 3 hundred and 21", "3 million and a half": what may follow a scaled number.
fn continued(scan: &Scan<'_>, number: Numeral) -> Numeral {
    let mut out = number;
    let mut scale = last_scale(scan, number.end);
    for _ in 0..4 {
        let and = usize::from(scan.is(out.end, Class::And));
        if scan.newline(out.end) {
            break;
        }
        let at = out.end + and;
        if and == 1
            && let Some((part, end)) = part_of_one(scan, at)
        {
            let named = last_scale(scan, end);
            out.value += part * if named > 1.0 { 1.0 } else { scale };
            out.fraction = true;
            out.end = end;
            return out;
        }
        let Some(next) = group_below(scan, at, scale) else {
            break;
        };
        out.value += next.0;
        out.end = next.1;
        scale = last_scale(scan, out.end);
        if scale <= 1.0 {
            break;
        }
    }
    out
}

/// The value of the scale word just before `end`, or 1.
fn last_scale(scan: &Scan<'_>, end: usize) -> f64 {
    end.checked_sub(1)
        .and_then(|i| scan.sense(i, Class::Scale))
        .map_or(1.0, |s| s.number)
}

/// A number below `limit` that may follow a scale: "3 hundred", "21", "twenty-one".
fn group_below(scan: &Scan<'_>, at: usize, limit: f64) -> Option<(f64, usize)> {
    let (value, end) = if scan.digits(at).is_some() && !scan.newline(at) {
        let (value, end) = digit_run(scan, at)?;
        if value.fract() != 0.0 || end != at + 1 {
            return None;
        }
        match scan.sense(end, Class::Scale) {
            Some(scale) => (value * scale.number, end + 1),
            None => (value, end),
        }
    } else {
        cardinal_words(scan, at)?
    };
    // Digits alone follow a scale only where nothing larger stands after them.
    (value < limit && !scan.is(end, Class::Scale)).then_some((value, end))
}

/// "a half", "three quarters", "one fourth", "a half million".
fn part_of_one(scan: &Scan<'_>, at: usize) -> Option<(f64, usize)> {
    let (above, mut end) = if scan.is(at, Class::Indefinite) {
        (1.0, at + 1)
    } else if let Some(digits) = scan.digits(at).filter(|d| d.len() <= 2) {
        (digits.parse().ok()?, at + 1)
    } else {
        below_hundred(scan, at)?
    };
    if scan.dash(end) {
        end += 1;
    }
    let below = match scan.sense(end, Class::DenominatorPlural) {
        Some(below) if above != 1.0 => below,
        _ => scan
            .sense(end, Class::Denominator)
            .filter(|_| above == 1.0)?,
    };
    if below.number > 100.0 {
        return None;
    }
    end += 1;
    let mut value = above / below.number;
    while let Some(scale) = scan.sense(end, Class::Scale) {
        value *= scale.number;
        end += 1;
    }
    Some((value, end))
}

/// A number that begins with a word.
fn in_words(scan: &Scan<'_>, at: usize) -> Option<Numeral> {
    // "quarter million", "half a million", "half million".
    if let Some(part) = scan.sense(at, Class::Denominator)
        && matches!(part.number as u32, 2 | 4)
    {
        let next = at + 1 + usize::from(scan.is(at + 1, Class::Indefinite));
        if let Some(scale) = scan.sense(next, Class::Scale) {
            let mut number = Numeral::cardinal(next + 1, scale.number / part.number, false);
            number.fraction = true;
            return Some(number);
        }
    }
    if let Some((value, end)) = fraction_words(scan, at) {
        return Some(Numeral {
            fraction: true,
            ..Numeral::cardinal(end, value, false)
        });
    }
    if let Some((value, end)) = ordinal_words(scan, at) {
        return Some(Numeral {
            ordinal: true,
            ..Numeral::cardinal(end, value, false)
        });
    }
    let (mut value, mut end) = cardinal_words(scan, at)?;
    if scan.is(end, Class::Point)
        && let Some((decimals, after)) = decimal_words(scan, end + 1)
    {
        value += decimals;
        end = after;
        return Some(scaled(scan, Numeral::cardinal(end, value, false)));
    }
    if let Some(dozen) = scan.sense(end, Class::Dozen) {
        return Some(Numeral::cardinal(end + 1, value * dozen.number, false));
    }
    if let Some(number) = over(scan, value, end, false) {
        return Some(number);
    }
    // "one and a half million", "three and two thirds", "one billion and three quarters".
    if scan.is(end, Class::And)
        && let Some((part, after)) = part_of_one(scan, end + 1)
    {
        let scaled_part = last_scale(scan, after) > 1.0;
        let scale = last_scale(scan, end);
        let value = if scaled_part && scale <= 1.0 {
            // "one and a half million": the scale holds for both.
            value * last_scale(scan, after) + part
        } else if scaled_part || scale <= 100.0 {
            value + part
        } else {
            value + part * scale
        };
        return Some(Numeral {
            fraction: true,
            ..Numeral::cardinal(after, value, false)
        });
    }
    Some(Numeral::cardinal(end, value, false))
}

/// "five two", after "point": digits in words, or one number.
fn decimal_words(scan: &Scan<'_>, at: usize) -> Option<(f64, usize)> {
    let mut text = String::from("0.");
    let mut end = at;
    while let Some(digit) = scan.sense(end, Class::Cardinal).filter(|s| s.number < 10.0) {
        if end - at == LONGEST {
            break;
        }
        text.push_str(&format!("{}", digit.number));
        end += 1;
    }
    if end > at {
        return Some((text.parse().ok()?, end));
    }
    let (value, end) = below_hundred(scan, at)?;
    Some((value / 100.0, end))
}

/// A number under one hundred: "seven", "forty", "forty-two", "forty two".
pub(crate) fn below_hundred(scan: &Scan<'_>, at: usize) -> Option<(f64, usize)> {
    if let Some(small) = scan.sense(at, Class::Cardinal) {
        return Some((small.number, at + 1));
    }
    let tens = scan.sense(at, Class::Tens)?.number;
    let next = at + 1 + usize::from(scan.dash(at + 1));
    match scan.sense(next, Class::Cardinal) {
        Some(unit) if (1.0..10.0).contains(&unit.number) && !scan.newline(next) => {
            Some((tens + unit.number, next + 1))
        }
        _ => Some((tens, at + 1)),
    }
}

/// A whole number in words: "two hundred and two thousand", "a hundred", "three lakh crore".
pub(crate) fn cardinal_words(scan: &Scan<'_>, at: usize) -> Option<(f64, usize)> {
    let mut total = 0.0;
    let mut end = at;
    let mut limit = f64::INFINITY;
    let mut found = false;
    while end < at + LONGEST {
        if found && (scan.newline(end) || limit <= 1.0) {
            break;
        }
        // Between two groups may stand "and", a comma or a hyphen.
        let mut next = end;
        if found {
            let and = scan.is(next, Class::And) && limit >= 100.0;
            if and || scan.dash(next) && scan.glued(next) {
                next += 1;
            }
        }
        let Some((group, scale, after)) = scaled_group(scan, next, found) else {
            break;
        };
        // "two hundred and fifty-four hundredths": what "and" adds here is a fraction.
        let fraction = next > end && after > next && scan.is(after, Class::DenominatorPlural);
        if group >= limit || (fraction && scan.is(end, Class::And)) {
            break;
        }
        total += group;
        limit = scale;
        end = after;
        found = true;
    }
    found.then_some((total, end))
}

/// One group with its scales: "two hundred", "ninety-five hundred", "twelve million". Gives the
/// value, what a following group must stay below, and the item after it.
fn scaled_group(scan: &Scan<'_>, at: usize, follows: bool) -> Option<(f64, f64, usize)> {
    let (mut value, mut end) = if let Some(scale) = scan.sense(at, Class::Scale) {
        // "hundred thousand dollars": a bare scale begins a number, where it is lower case.
        if follows || scan.items[at].case != Case::Lower || scale.code.parse::<f64>().is_err() {
            return None;
        }
        if !scan.word(at).is_ascii() {
            return None;
        }
        (scale.number, at + 1)
    } else if scan.is(at, Class::Indefinite) && !follows {
        let scale = scan
            .sense(at + 1, Class::Scale)
            .or_else(|| scan.sense(at + 1, Class::Dozen))?;
        (scale.number, at + 2)
    } else {
        below_hundred(scan, at)?
    };
    // "two hundred and two" of "two hundred and two thousand" is one group.
    let mut limit = 1.0;
    if end > at + 1 || scan.is(at, Class::Scale) {
        limit = scan.sense(end - 1, Class::Scale).map_or(1.0, |s| s.number);
    }
    for _ in 0..8 {
        let next = end + usize::from(scan.dash(end) && scan.glued(end) && scan.glued(end + 1));
        if scan.newline(next) {
            break;
        }
        if let Some(scale) = scan.sense(next, Class::Scale) {
            value *= scale.number;
            limit = if limit > 1.0 {
                limit.min(scale.number).max(scale.number)
            } else {
                scale.number
            };
            end = next + 1;
            continue;
        }
        if limit == 100.0 {
            let skip = end + usize::from(scan.is(end, Class::And));
            if let Some((rest, after)) = below_hundred(scan, skip)
                && scan.is(after, Class::Scale)
                && scan
                    .sense(after, Class::Scale)
                    .is_some_and(|s| s.number > 100.0)
            {
                value += rest;
                end = after;
                continue;
            }
        }
        break;
    }
    Some((value, limit, end))
}

/// An ordinal in words: "third", "twenty-first", "one hundred twenty-fifth".
fn ordinal_words(scan: &Scan<'_>, at: usize) -> Option<(f64, usize)> {
    let last = |i: usize| -> Option<(f64, usize)> {
        if let Some(tens) = scan.sense(i, Class::Tens) {
            let next = i + 1 + usize::from(scan.dash(i + 1));
            let unit = scan
                .sense(next, Class::Ordinal)
                .filter(|o| o.number < 10.0)?;
            return Some((tens.number + unit.number, next + 1));
        }
        scan.sense(i, Class::Ordinal)
            .or_else(|| scan.sense(i, Class::OrdinalTens))
            .map(|o| (o.number, i + 1))
    };
    if let Some(found) = last(at) {
        return Some(found);
    }
    let (value, end) = if scan.is(at, Class::Indefinite) {
        match cardinal_words(scan, at) {
            Some(found) => found,
            None => (1.0, at + 1),
        }
    } else {
        cardinal_words(scan, at)?
    };
    if scan.newline(end) {
        return None;
    }
    if let Some(scale) = scan.sense(end, Class::OrdinalScale) {
        return Some((value * scale.number, end + 1));
    }
    // "one hundred twenty-fifth": the cardinal took the twenty, so look one word back too.
    let scale = last_scale(scan, end);
    let and = usize::from(scan.is(end, Class::And));
    if scale > 1.0
        && let Some((rest, after)) = last(end + and)
        && rest < scale
    {
        return Some((value + rest, after));
    }
    let tens = end
        .checked_sub(1)
        .and_then(|i| scan.sense(i, Class::Tens))?;
    let next = end + usize::from(scan.dash(end));
    let unit = scan
        .sense(next, Class::Ordinal)
        .filter(|o| o.number < 10.0)?;
    (tens.number >= 20.0 && value > tens.number).then_some((value + unit.number, next + 1))
}

/// "two thirds", "a third", "one-fourth", "twenty and three fifths".
fn fraction_words(scan: &Scan<'_>, at: usize) -> Option<(f64, usize)> {
    let (above, mut end) = if scan.is(at, Class::Indefinite) && !scan.is(at + 1, Class::Scale) {
        (1.0, at + 1)
    } else {
        match cardinal_words(scan, at) {
            Some(found) => found,
            None if scan.is(at, Class::Indefinite) => (1.0, at + 1),
            None => return None,
        }
    };
    if scan.newline(end) {
        return None;
    }
    // "twenty and three and three fifths": whole parts before the fraction.
    let mut wholes = 0.0;
    let mut above = above;
    for _ in 0..3 {
        // "three-and-a-half" as well.
        let hyphen = usize::from(scan.dash(end) && scan.glued(end));
        if !scan.is(end + hyphen, Class::And) {
            break;
        }
        let next = end + hyphen + 1 + hyphen * usize::from(scan.dash(end + hyphen + 1));
        let part = if scan.is(next, Class::Indefinite) {
            Some((1.0, next + 1))
        } else {
            cardinal_words(scan, next)
        };
        let (part, after) = part.filter(|p| p.0 < 100.0)?;
        if last_scale(scan, end) > 100.0
            && !scan.is_any(
                after,
                &[Class::And, Class::DenominatorPlural, Class::Denominator],
            )
        {
            return None;
        }
        wholes += above;
        above = part;
        end = after;
    }
    if wholes >= 1000.0 {
        // "five billion and three quarters" is three quarters of a billion more.
        return None;
    }
    let joined = end + usize::from(scan.dash(end));
    // "one hundred thirty fifths", "three twenty-firsts": the tens may belong below.
    if let Some((below, after)) = denominator(scan, joined, above == 1.0) {
        let tens = end
            .checked_sub(1)
            .filter(|&i| i > at)
            .and_then(|i| scan.sense(i, Class::Tens))
            .filter(|_| below < 10.0 && below != 2.0 && below != 4.0);
        if let Some(tens) = tens.filter(|t| above > t.number) {
            return Some((
                wholes + (above - tens.number) / (tens.number + below),
                after,
            ));
        }
        // "twenty first" and "twenty third" are ordinals.
        if above >= 20.0
            && scan.is(end - 1, Class::Tens)
            && !scan.is(after - 1, Class::DenominatorPlural)
        {
            return None;
        }
        let mut value = wholes + above / below;
        let mut end = after;
        while let Some(scale) = scan.sense(end, Class::Scale) {
            value *= scale.number;
            end += 1;
        }
        return Some((value, end));
    }
    None
}

/// What may stand below the line of a fraction, in words.
fn denominator(scan: &Scan<'_>, at: usize, one: bool) -> Option<(f64, usize)> {
    if let Some(plural) = scan.sense(at, Class::DenominatorPlural) {
        return (!one).then_some((plural.number, at + 1));
    }
    if let Some(tens) = scan.sense(at, Class::Tens) {
        let next = at + 1 + usize::from(scan.dash(at + 1));
        let class = if one {
            Class::Denominator
        } else {
            Class::DenominatorPlural
        };
        let unit = match scan.sense(next, class) {
            Some(unit) => unit.number,
            None if one => scan.sense(next, Class::Ordinal)?.number,
            None => return None,
        };
        return (unit < 10.0).then_some((tens.number + unit, next + 1));
    }
    let single = scan.sense(at, Class::Denominator)?;
    // "one second" is no half, and "a third" may be an ordinal: the reader above decides.
    one.then_some((single.number, at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(f64, String)> {
        let scan = Scan::new(text);
        let number = numeral(&scan, 0)?;
        let end = scan.items[number.end - 1].end;
        Some(((number.value * 1e12).round() / 1e12, text[..end].to_owned()))
    }

    #[test]
    fn digits_with_separators_of_several_countries() {
        for (text, value, taken) in [
            ("2,500 men", 2500.0, "2,500"),
            ("1.234.567", 1_234_567.0, "1.234.567"),
            ("40 000 is", 40_000.0, "40 000"),
            ("40\u{202f}500", 40_500.0, "40\u{202f}500"),
            ("423 0000", 423.0, "423"),
            ("13.9 percent", 13.9, "13.9"),
            ("1,3.", 1.3, "1,3"),
            ("22,24,26", 22.0, "22"),
            (".25", 0.25, ".25"),
            ("2 1/4", 2.25, "2 1/4"),
            ("1.3x10^6", 1_300_000.0, "1.3x10^6"),
            ("10k", 10_000.0, "10k"),
            ("-1", -1.0, "-1"),
            ("1,674,200.5 M", 1_674_200_500_000.0, "1,674,200.5 M"),
            (
                "4 thousand 3 hundred and 21 x",
                4321.0,
                "4 thousand 3 hundred and 21",
            ),
            ("3 million and a half", 3_500_000.0, "3 million and a half"),
            ("21st", 21.0, "21st"),
        ] {
            assert_eq!(read(text), Some((value, taken.to_owned())), "{text}");
        }
    }

    #[test]
    fn words() {
        for (text, value) in [
            ("one hundred and six", 106.0),
            ("two hundred and two thousand", 202_000.0),
            (
                "twenty-one trillion and three hundred",
                21_000_000_000_300.0,
            ),
            ("three lakh crore", 3e12),
            ("fifty   two", 52.0),
            ("two thirds", 2.0 / 3.0),
            ("one and a half", 1.5),
            ("twenty and three and three fifths", 23.6),
            ("one hundred thirty fifths", 100.0 / 35.0),
            ("three twenty-firsts", 3.0 / 21.0),
            ("one hundred thirty-two fifths", 26.4),
            ("five point five", 5.5),
            ("two hundred point seventy-one", 200.71),
            ("one over three", 1.0 / 3.0),
            ("two out of five hundred", 0.004),
            ("half million", 500_000.0),
            ("one billion and three quarters million", 1_000_750_000.0),
            ("five billion and three quarters", 5_750_000_000.0),
            ("one hundred twenty-fifth", 125.0),
            ("three trillionth", 3e12),
            ("minus five", -5.0),
            ("a hundred thousand", 100_000.0),
            ("one and a half million", 1_500_000.0),
        ] {
            let found = read(text).unwrap_or_default();
            assert!(
                (found.0 - value).abs() < 1e-9 * value.abs().max(1.0),
                "{text}: {found:?}"
            );
            assert_eq!(found.1, text);
        }
    }
}
