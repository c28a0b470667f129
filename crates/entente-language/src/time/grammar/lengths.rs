//! Lengths of time, recurring times, references.

use super::Grammar;
use crate::scan::lexicon::{Case, Class};
use crate::scan::numeral::unsigned;
use crate::scan::token::Kind;
use crate::time::expression::{
    Amount, Base, Expression, Found, Point, SetValue, Tie, Unit, modifier,
};

impl Grammar<'_, '_> {
    /// "nearly four decades", "99 years", "the 180-day period", "years", "several months".
    pub(super) fn duration(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let the = usize::from(scan.is(at, Class::The));
        let mut word = at + the;
        let mut bound = None;
        let started = word;
        while let Some(sense) = scan
            .sense(word, Class::TimeBound)
            .filter(|_| word < started + 3 && self.bounds(word))
        {
            if scan.is(word, Class::Vague)
                && scan.is_any(word + 1, &[Class::UnitPlural, Class::Unit])
            {
                break;
            }
            bound = modifier(&sense.code);
            word += 1;
        }
        let bare = scan.is(word, Class::UnitPlural) && self.bare_plural(word);
        let (amount, unit, mut end) = self.length(word, bare)?;
        let indefinite = scan.is(word, Class::Indefinite);
        // Ages.
        if scan.is(end + usize::from(scan.dash(end)), Class::Age)
            || scan.is(end, Class::Anniversary)
        {
            return None;
        }
        if scan.is(end, Class::Of) && scan.word(end + 1) == "age" {
            return None;
        }
        // "a second", "a quarter", "a day" as a rate, "one day", "one night".
        let rate = indefinite && unit <= Unit::Year && bound.is_none();
        if rate && at > 0 && self.is_rate(at) {
            return Some(Found::new(at, end, Expression::Set(SetValue::Each(unit))));
        }
        if indefinite && matches!(unit, Unit::Second | Unit::Quarter) {
            return None;
        }
        if scan.is(word, Class::Denominator) && unit == Unit::Quarter {
            return None;
        }
        // "the first two years": fine; "one day" means some day.
        let one_day = !indefinite
            && unit == Unit::Day
            && amount == Amount::Count(1.0)
            && scan.digits(word).is_none()
            && scan.word(word).eq_ignore_ascii_case("one")
            && scan
                .items
                .get(end)
                .is_none_or(|i| i.kind != Kind::Word || scan.is(end, Class::FutureCue));
        if one_day {
            return None;
        }
        // "two years and three months", "a year and a half".
        let mut more = None;
        let mut amount = amount;
        if scan.is(end, Class::And) && !scan.newline(end) {
            let half = scan
                .is(end + 1, Class::Indefinite)
                .then(|| scan.sense(end + 2, Class::Denominator))
                .flatten();
            if let (Some(part), Amount::Count(value)) = (half, amount) {
                amount = Amount::Count(value + 1.0 / part.number);
                end += 3;
            } else if let Some((Amount::Count(value), smaller, after)) = self.length(end + 1, false)
                && smaller < unit
                && !scan.is_any(after, &[Class::Ago, Class::Later, Class::Earlier])
            {
                more = Some((value, smaller));
                end = after;
            }
        } else if let Some((Amount::Count(value), smaller, after)) = self.length(end, false)
            && smaller < unit
            && scan.digits(end).is_some()
            && !scan.newline(end)
            && !scan.is_any(after, &[Class::Ago, Class::Later, Class::Earlier])
        {
            more = Some((value, smaller));
            end = after;
        }
        // "the 180-day period", "a three-year term" keep the noun only where it means time.
        let hyphenated = scan.dash(end.saturating_sub(2));
        if the == 1 && hyphenated && matches!(scan.word(end), "period" | "span") {
            end += 1;
        }
        let ahead = the == 0
            && bound.is_none()
            && at > 0
            && scan.is(at - 1, Class::In)
            && scan.word(at - 1).eq_ignore_ascii_case("in");
        let tie = if ahead { Tie::Until } else { Tie::Free };
        let expression = Expression::Duration {
            amount,
            unit,
            more,
            tie,
        };
        Some(Found::new(at, end, expression).with(bound))
    }

    /// "2 weeks before Christmas", "three days after 9 March", "4 months from tomorrow": a day
    /// that is counted from another.
    pub(super) fn offset(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        if !self.may_count(at) {
            return None;
        }
        let mut word = at;
        let mut bound = None;
        if let Some(sense) = scan.sense(word, Class::TimeBound) {
            bound = modifier(&sense.code);
            word += 1;
        }
        let (Amount::Count(value), unit, end) = self.length(word, false)? else {
            return None;
        };
        let sign = if scan.is(end, Class::Before) {
            -1.0
        } else if scan.is_any(end, &[Class::After, Class::From]) {
            1.0
        } else {
            return None;
        };
        if unit < Unit::Day || value.fract() != 0.0 || value > 10_000.0 || scan.newline(end) {
            return None;
        }
        let base = self.plain_date(end + 1)?;
        let Expression::Date(point) = base.expression else {
            return None;
        };
        let base_point = Base::of(point)?;
        // A year is no day to count weeks from; "a decade after 1995" is a length.
        if matches!(base_point, Base::Calendar { day: None, .. }) || unit > Unit::Year {
            return None;
        }
        let (_, factor, letter) = unit.length();
        let (count, unit) = match letter {
            "W" => (value * factor * 7.0, Unit::Day),
            "M" => (value * factor, Unit::Month),
            "Q" => (value * 3.0, Unit::Month),
            "Y" => (value * 12.0 * factor, Unit::Month),
            "D" => (value, Unit::Day),
            _ => return None,
        };
        let point = Point::Offset {
            unit,
            count: (sign * count) as i32,
            base: base_point,
        };
        Some(Found::date(at, base.to, point).with(bound))
    }

    /// Whether a length of time may begin here: a cheap look before the longer one.
    pub(super) fn may_count(&self, at: usize) -> bool {
        let scan = self.scan;
        scan.digits(at).is_some()
            || scan.is_any(
                at,
                &[
                    Class::Cardinal,
                    Class::Tens,
                    Class::Indefinite,
                    Class::TimeBound,
                    Class::Vague,
                    Class::Scale,
                    Class::Denominator,
                ],
            )
    }

    /// Whether a word before a length bounds it: "over 50 years" after "for", but not after the
    /// sum that is spent "over two years".
    pub(super) fn bounds(&self, at: usize) -> bool {
        let scan = self.scan;
        let over = scan.word(at).eq_ignore_ascii_case("over");
        !over
            || at == 0
            || scan.sentence_start(at)
            || scan.is_any(at - 1, &[Class::Function, Class::The])
    }

    /// Whether "a year" is a rate: "$100,000 a year", "twice a week".
    pub(super) fn is_rate(&self, at: usize) -> bool {
        let scan = self.scan;
        let before = at - 1;
        matches!(
            scan.word(before),
            "once" | "twice" | "times" | "people" | "percent"
        ) || scan.is_any(
            before,
            &[
                Class::Percent,
                Class::Currency,
                Class::Scale,
                Class::Times,
                Class::Measure,
            ],
        ) || scan.items[before].kind == Kind::Digits
            || scan.is_any(before, &[Class::Cardinal, Class::Tens])
    }

    /// Whether a plural unit without a number is a vague length: "for years", "weeks of".
    pub(super) fn bare_plural(&self, at: usize) -> bool {
        let scan = self.scan;
        let asked = at > 0
            && (scan.is_any(
                at - 1,
                &[
                    Class::For,
                    Class::In,
                    Class::Over,
                    Class::After,
                    Class::Vague,
                    Class::TimeBound,
                    Class::Until,
                ],
            ) || matches!(
                scan.word(at - 1),
                "within" | "took" | "last" | "lasted" | "spent" | "mere" | "many" | "through"
            ));
        asked
            || scan.is(at + 1, Class::Of)
            || scan.is_any(at + 1, &[Class::Later, Class::Before])
            || scan.dash(at + 1) && scan.word(at + 2) == "long"
    }

    /// "each year", "every two weeks", "per month", "annually", "Mondays", "every Sunday".
    pub(super) fn set(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        if let Some(word) = scan.sense(at, Class::SetWord) {
            // "daily" before a noun is an adjective; so is a newspaper's name.
            let adverb = word.code.len() == 4 && scan.word(at).ends_with("lly");
            let lower = scan.items[at].case == Case::Lower;
            if !lower && !adverb && !scan.sentence_start(at) {
                return None;
            }
            // "the daily flights": an adjective.
            let noun = scan
                .items
                .get(at + 1)
                .is_some_and(|i| i.kind == Kind::Word && !i.newline)
                && !scan.is(at + 1, Class::Function);
            if !adverb && noun && scan.word(at) != "everyday" {
                return None;
            }
            return Some(Found::new(
                at,
                at + 1,
                Expression::Set(SetValue::Fixed(word.code.as_str())),
            ));
        }
        if scan.is(at, Class::WeekdayPlural) {
            let day = scan.sense(at, Class::WeekdayPlural)?.number as u8;
            return Some(Found::new(
                at,
                at + 1,
                Expression::Set(SetValue::Weekday(day)),
            ));
        }
        // "any weekend"
        if scan.is(at, Class::Any)
            && let Some(unit) = scan
                .sense(at + 1, Class::Unit)
                .and_then(|u| Unit::from_code(&u.code))
            && unit >= Unit::Weekend
        {
            return Some(Found::new(
                at,
                at + 2,
                Expression::Set(SetValue::Each(unit)),
            ));
        }
        scan.sense(at, Class::Each)?;
        let next = at + 1;
        // "every other Friday"
        if scan.is(next, Class::Other)
            && let Some((day, end)) = self
                .weekday(next + 1)
                .filter(|_| scan.is(next + 1, Class::Weekday))
        {
            return Some(Found::new(at, end, Expression::Set(SetValue::Weekday(day))));
        }
        if scan.newline(next) {
            return None;
        }
        if let Some((day, end)) = self.weekday(next).filter(|_| scan.is(next, Class::Weekday)) {
            return Some(Found::new(at, end, Expression::Set(SetValue::Weekday(day))));
        }
        if let Some((month, end)) = self.month(next).filter(|_| scan.is(next, Class::Month)) {
            return Some(Found::new(at, end, Expression::Set(SetValue::Month(month))));
        }
        if let Some((part, end)) = self.day_part(next) {
            return Some(Found::new(at, end, Expression::Set(SetValue::Part(part))));
        }
        if let Some(season) = scan.sense(next, Class::Season) {
            return Some(Found::new(
                at,
                next + 1,
                Expression::Set(SetValue::Season(season.code.as_str())),
            ));
        }
        let unit_at = |i: usize| {
            scan.sense(i, Class::Unit)
                .or_else(|| scan.sense(i, Class::UnitPlural))
                .and_then(|u| Unit::from_code(&u.code))
        };
        let working = usize::from(matches!(
            scan.word(next),
            "single" | "other" | "calendar" | "fiscal" | "successive"
        ));
        if let Some(unit) = unit_at(next + working) {
            let value = if scan.word(next) == "other" {
                SetValue::Every(2.0, unit)
            } else {
                SetValue::Each(unit)
            };
            return Some(Found::new(at, next + working + 1, Expression::Set(value)));
        }
        let number = unsigned(scan, next)?;
        let unit = unit_at(number.end)?;
        let value = if number.ordinal && number.value == 1.0 {
            SetValue::Each(unit)
        } else {
            SetValue::Every(number.value, unit)
        };
        Some(Found::new(at, number.end + 1, Expression::Set(value)))
    }

    /// "now", "the past", "the future", "recently".
    pub(super) fn reference(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        if let Some(reference) = scan.sense(at, Class::Reference) {
            return Some(Found::new(
                at,
                at + 1,
                Expression::Reference(reference.code.as_str()),
            ));
        }
        if scan.is(at, Class::The) && scan.is_any(at + 1, &[Class::Past, Class::Future]) {
            let noun = scan.items.get(at + 2).is_some_and(|n| {
                n.kind == Kind::Word
                    && !n.newline
                    && !scan.is(at + 2, Class::Function)
                    && !scan.is_any(at + 2, &[Class::Of, Class::In])
            }) || scan.digits(at + 2).is_some()
                || scan.dash(at + 2);
            if !noun {
                let value = if scan.is(at + 1, Class::Past) {
                    "PAST_REF"
                } else {
                    "FUTURE_REF"
                };
                return Some(Found::new(at, at + 2, Expression::Reference(value)));
            }
        }
        None
    }
}
