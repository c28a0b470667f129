//! From items to quantities.

use entente_model::{Bound, Change, Quantity, QuantityKind, Span};

use super::counted::{counted, is_plural};
use super::money;
use crate::scan::Scan;
use crate::scan::lexicon::{Case, Class};
use crate::scan::numeral::{Numeral, numeral, unsigned};
use crate::scan::token::Kind;

/// A quantity as it is read, with the items that it takes.
#[derive(Clone, Debug)]
struct Found {
    from: usize,
    to: usize,
    kind: QuantityKind,
    value: f64,
    low: Option<f64>,
    high: Option<f64>,
    unit: &'static str,
    bound: Bound,
    of: Option<Span>,
    hedge: Option<Span>,
}

impl Found {
    fn new(from: usize, to: usize, kind: QuantityKind, value: f64, unit: &'static str) -> Self {
        Self {
            from,
            to,
            kind,
            value,
            low: None,
            high: None,
            unit,
            bound: Bound::Equal,
            of: None,
            hedge: None,
        }
    }
}

/// Reads all quantities of a scanned text but those within `taken`, spans in order that are
/// dates.
pub(super) fn read(scan: &Scan<'_>, country: Option<&str>, taken: &[Span]) -> Vec<Quantity> {
    let mut out: Vec<Quantity> = Vec::new();
    let mut dates = taken.iter().copied().peekable();
    let reader = Reader { scan, country };
    let mut at = 0;
    let mut list_from = 0;
    while let Some(item) = scan.item(at) {
        while dates.next_if(|d| d.end <= item.start).is_some() {}
        if dates.peek().is_some_and(|d| d.start <= item.start) {
            at += 1;
            continue;
        }
        let limit = dates.peek().map_or(usize::MAX, |d| d.start);
        if scan.sentence_start(at) {
            list_from = out.len();
        }
        if scan.is(at, Class::Respectively) {
            share_out(&mut out[list_from..]);
        }
        match reader.quantity(at) {
            Some(found) if scan.items[found.to - 1].end <= limit && found.to > at => {
                let next = found.to;
                out.push(reader.finish(found));
                at = next;
            }
            _ => at += 1,
        }
    }
    out
}

/// Numbers the last run of quantities of one unit, for "respectively".
fn share_out(list: &mut [Quantity]) {
    let Some(last) = list.last().map(|q| (q.kind, q.unit.clone())) else {
        return;
    };
    let run = list
        .iter()
        .rev()
        .take_while(|q| q.kind == last.0 && q.unit == last.1 && q.respective.is_none())
        .count();
    if run > 1 {
        let from = list.len() - run;
        for (place, quantity) in list[from..].iter_mut().enumerate() {
            quantity.respective = Some(place);
        }
    }
}

struct Reader<'s, 't> {
    scan: &'s Scan<'t>,
    country: Option<&'s str>,
}

impl Reader<'_, '_> {
    /// The quantity that begins at item `at`, words that bound it before it among them.
    fn quantity(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        if let Some(range) = self.range(at) {
            return Some(range);
        }
        if let Some((bound, hedge_at, number_at)) = self.hedges(at) {
            let mut found = self.range(number_at).or_else(|| self.amount(number_at))?;
            let hedge = Span::new(scan.items[hedge_at].start, scan.items[number_at - 1].end);
            if found.low.is_some() && found.high.is_some() {
                // "about 16 to 17 percent" keeps its two ends.
                found.hedge = Some(hedge);
                return Some(found);
            }
            self.bind(&mut found, bound, hedge);
            let bare = found.kind == QuantityKind::Number;
            if bare && !matches!(bound, Comparison::About | Comparison::Nearly) {
                found.from = hedge_at;
                if let Some(joined) = self.joined(&found) {
                    return Some(joined);
                }
            }
            self.hedge_after(&mut found);
            return Some(found);
        }
        let mut found = self.amount(at)?;
        self.hedge_after(&mut found);
        Some(found)
    }

    /// Comparing words from `at` on, where the one that rules stands, and the item after them.
    fn hedges(&self, at: usize) -> Option<(Comparison, usize, usize)> {
        let scan = self.scan;
        let mut bound: Option<(Comparison, usize)> = None;
        let mut next = at;
        while next < at + 4 {
            let Some(sense) = scan.sense(next, Class::Hedge) else {
                break;
            };
            // "=>" is no sign.
            let broken = next > 0 && scan.glued(next) && scan.mark(next - 1, '=');
            if next > at && scan.newline(next) || broken {
                break;
            }
            let this = Comparison::from_sign(&sense.code)?;
            bound = Some(match bound {
                // "at least about": the comparison rules; but "took over about a third".
                Some(known) if this == Comparison::About && known.0 != Comparison::Above => known,
                _ => (this, next),
            });
            next += 1;
        }
        if next > at && scan.is(next, Class::The) {
            next += 1;
        }
        bound.map(|(bound, from)| (bound, from, next))
    }

    /// "or more", "or less than or equal" after a number.
    fn hedge_after(&self, found: &mut Found) {
        let scan = self.scan;
        let mut at = found.to;
        // "500 people or more"
        if found.kind == QuantityKind::Number
            && let Some(of) = found.of
        {
            let after = (at..at + 6).find(|&i| scan.item(i).is_some_and(|i| i.start >= of.end));
            if let Some(after) = after.filter(|&i| scan.is(i, Class::HedgeAfter)) {
                at = after;
            }
        }
        let Some(sense) = scan.sense(at, Class::HedgeAfter) else {
            return;
        };
        let Some(bound) = Comparison::from_sign(&sense.code) else {
            return;
        };
        // "200 or greater than 190" are two.
        if scan.word(at + 1) == "than" || numeral(scan, at + 1).is_some_and(|n| n.digits) {
            return;
        }
        // "less than 5000 or equal", and a second bound after a first one, which stands.
        let bound = match (found.bound, bound) {
            (Bound::Above, Comparison::Equal) => Comparison::AtLeast,
            (Bound::Below, Comparison::Equal) => Comparison::AtMost,
            (Bound::Equal | Bound::About, bound) => bound,
            _ => return,
        };
        let item = scan.items[at];
        found.low = None;
        found.high = None;
        self.bind(found, bound, Span::new(item.start, item.end));
        if found.kind == QuantityKind::Number && at == found.to && bound != Comparison::About {
            found.to = at + 1;
        }
    }

    /// "more than 10 and less than 40", "at most 100 and at least 20": one range.
    fn joined(&self, first: &Found) -> Option<Found> {
        let scan = self.scan;
        if !scan.is(first.to, Class::And) {
            return None;
        }
        let (bound, _, number_at) = self.hedges(first.to + 1)?;
        let second = self.amount(number_at)?;
        if second.kind != QuantityKind::Number {
            return None;
        }
        let mut joined = first.clone();
        let mut other = second.clone();
        self.bind(
            &mut other,
            bound,
            Span::new(
                scan.items[first.to + 1].start,
                scan.items[number_at - 1].end,
            ),
        );
        let low = first.low.or(other.low)?;
        let high = first.high.or(other.high)?;
        let one_each = first.low.is_some() != other.low.is_some();
        if !one_each || low > high {
            return None;
        }
        joined.value = low;
        joined.low = Some(low);
        joined.high = Some(high);
        joined.bound = Bound::Equal;
        joined.to = second.to;
        joined.of = second.of;
        Some(joined)
    }

    fn bind(&self, found: &mut Found, bound: Comparison, hedge: Span) {
        found.hedge = Some(match found.hedge {
            Some(known) => known.cover(hedge),
            None => hedge,
        });
        let (sign, low, high) = match bound {
            Comparison::About => (Bound::About, None, None),
            Comparison::Nearly => (Bound::About, None, Some(found.value)),
            Comparison::Above => (Bound::Above, Some(found.value), None),
            Comparison::AtLeast => (Bound::AtLeast, Some(found.value), None),
            Comparison::Below => (Bound::Below, None, Some(found.value)),
            Comparison::AtMost => (Bound::AtMost, None, Some(found.value)),
            Comparison::Equal => (Bound::Equal, Some(found.value), Some(found.value)),
        };
        found.bound = sign;
        found.low = low.or(found.low);
        found.high = high.or(found.high);
    }

    /// An amount at `at`, without words that bound it.
    fn amount(&self, at: usize) -> Option<Found> {
        self.money_before(at)
            .or_else(|| self.special(at))
            .or_else(|| self.number(at))
    }

    /// The span and unit of money whose sign stands first: "US$76.3 billion", "RM 5 million".
    fn money_before(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        if let Some(million) = scan.sense(at, Class::CurrencyMillion) {
            let number = unsigned(scan, at + 1).filter(|n| n.digits)?;
            let unit = money::code(&million.code, self.country);
            return Some(Found::new(
                at,
                number.end,
                QuantityKind::Money,
                number.value * 1e6,
                unit,
            ));
        }
        let sign = scan.sense(at, Class::CurrencySign).or_else(|| {
            // "dollar 22.5 million", "sen 100,000"
            scan.sense(at, Class::Currency).or_else(|| {
                scan.sense(at, Class::CurrencyMinor)
                    .filter(|s| s.code == "*sen")
            })
        })?;
        let word = scan.word(at);
        let mut next = at + 1;
        let letters = word.chars().all(char::is_alphabetic);
        // "The party won 64 seats", "the year marks 40 years": verbs before a number, money only
        // behind one.
        if matches!(word, "won" | "marks" | "pounds") {
            return None;
        }
        if letters && word.chars().count() == 1 && !scan.glued(next) {
            return None;
        }
        // "USD$ 5" is told twice.
        if letters && scan.mark(next, '$') {
            next += 1;
        }
        if letters && at > 0 && scan.glued(at) && scan.items[at - 1].kind == Kind::Digits {
            return None;
        }
        let minus = usize::from(scan.dash(next) && scan.glued(next + 1));
        let number = unsigned(scan, next + minus).filter(|n| n.digits && !n.ordinal)?;
        if scan.newline(next) {
            return None;
        }
        // "COP 26" is a meeting, not pesos.
        if word == "COP" && number.value < 100.0 {
            return None;
        }
        let mut value = if minus == 1 {
            -number.value
        } else {
            number.value
        };
        let unit = money::code(&sign.code, self.country);
        let mut end = number.end;
        // "$160m": behind a sign of money an "m" can be no metres.
        if self.short_million(end) {
            value *= 1e6;
            end += 1;
        }
        // "US$5 million Singapore dollars" is not written; a repeated generic word is no part.
        if word.ends_with('$')
            && scan
                .sense(end, Class::CurrencySign)
                .is_some_and(|s| s.code.len() == 3)
            && !unsigned(scan, end + 1).is_some_and(|n| n.digits)
            && scan.items[end].case == Case::Upper
        {
            let explicit = scan
                .sense(end, Class::CurrencySign)
                .map(|s| money::code(&s.code, None));
            end += 1;
            return Some(Found::new(
                at,
                end,
                QuantityKind::Money,
                value,
                explicit.unwrap_or(unit),
            ));
        }
        Some(Found::new(at, end, QuantityKind::Money, value, unit))
    }

    /// Whether a glued "m" stands at `at`, which stands for a million where money is told.
    fn short_million(&self, at: usize) -> bool {
        let scan = self.scan;
        at > 0
            && scan.word(at) == "m"
            && scan.glued(at)
            && scan.items[at - 1].kind == Kind::Digits
            && !(scan.glued(at + 1) && scan.digits(at + 1).is_some())
    }

    /// Multiples, ranks and percent signs that need no number before them.
    fn special(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        if let Some(multiple) = scan.sense(at, Class::Multiple) {
            return self.multiple_word(at, multiple.number);
        }
        // "by half"
        if scan.is(at, Class::By)
            && scan
                .sense(at + 1, Class::Denominator)
                .is_some_and(|d| d.number == 2.0)
            && !scan.is_any(at + 2, &[Class::Scale, Class::Indefinite])
        {
            return Some(Found::new(
                at + 1,
                at + 2,
                QuantityKind::Percent,
                50.0,
                "percent",
            ));
        }
        // "half of the seats", "half the seats": a share.
        if let Some(half) = scan
            .sense(at, Class::Denominator)
            .filter(|d| d.number == 2.0)
            && scan.is_any(at + 1, &[Class::Of, Class::The])
        {
            return Some(self.share(at, at + 1, 1.0 / half.number, at + 2));
        }
        if scan.is(at, Class::Top) && unsigned(scan, at + 1).is_none() {
            let noun = scan
                .items
                .get(at + 1)
                .is_some_and(|i| i.kind == Kind::Word && !i.newline)
                && !scan.is(at + 1, Class::Function);
            return (noun && scan.items[at].case == Case::Lower).then(|| {
                let mut found = Found::new(at, at + 1, QuantityKind::Ordinal, 1.0, "rank");
                found.of = counted(scan, at + 1);
                found
            });
        }
        if let Some(years) = scan.sense(at, Class::NamedYears) {
            let to = at + 1;
            return Some(Found::new(
                at,
                to,
                QuantityKind::Duration,
                years.number,
                "years",
            ));
        }
        if let Some(long) = self.long_time(at) {
            return Some(long);
        }
        if scan.is(at, Class::Zero)
            && let Some(of) = counted(scan, at + 1)
            && (scan.word(at).len() > 2 || is_plural(last_word(&scan.text[of.start..of.end])))
        {
            let mut found = Found::new(at, at + 1, QuantityKind::Number, 0.0, "count");
            found.of = Some(of);
            return Some(found);
        }
        if scan.is(at, Class::Top) {
            let number = unsigned(scan, at + 1).filter(|n| !n.ordinal && !n.fraction)?;
            let rank = number.whole().filter(|r| (1..=1000).contains(r))?;
            let mut found = Found::new(
                at,
                number.end,
                QuantityKind::Ordinal,
                f64::from(rank),
                "rank",
            );
            found.bound = Bound::AtMost;
            found.high = Some(found.value);
            found.of = counted(scan, number.end);
            return Some(found);
        }
        if scan.is(at, Class::Number) {
            let next = at + 1 + usize::from(scan.mark(at + 1, '.'));
            let digits = scan.digits(next).filter(|d| d.len() <= 4)?;
            // "Resolution No. 59-NQ/TW" is a name, "Exercises nrs. 22,24" a list.
            let name =
                scan.glued(next + 1) && !scan.mark(next + 1, '.') && !scan.mark(next + 1, ',');
            let lower = scan.items[at].case == Case::Lower;
            if name
                || lower
                || (at > 0 && scan.items[at - 1].case != Case::Lower && !scan.sentence_start(at))
            {
                return None;
            }
            let value = digits.parse().ok()?;
            return Some(Found::new(
                at,
                next + 1,
                QuantityKind::Ordinal,
                value,
                "rank",
            ));
        }
        // "percent of 10"
        if scan.is(at, Class::Percent) && scan.is(at + 1, Class::Of) && !scan.mark(at, '%') {
            let number = unsigned(scan, at + 2).filter(|n| n.digits)?;
            let before = at > 0 && scan.items[at - 1].kind == Kind::Digits;
            if before {
                return None;
            }
            return Some(Found::new(
                at,
                number.end,
                QuantityKind::Percent,
                number.value,
                "percent",
            ));
        }
        if scan.is(at, Class::Superlative) && !scan.is(at, Class::Number) {
            let lower = scan.items[at].case == Case::Lower;
            return lower.then(|| {
                let mut found = Found::new(at, at + 1, QuantityKind::Ordinal, 1.0, "rank");
                found.of = counted(scan, at + 1);
                found
            });
        }
        None
    }

    /// A part of a whole, as a percentage; what it is part of stands at `of`.
    fn share(&self, from: usize, to: usize, part: f64, of: usize) -> Found {
        let percent = (part * 1e6).round() / 1e4;
        let mut found = Found::new(from, to, QuantityKind::Percent, percent, "percent");
        found.of = counted(self.scan, of + usize::from(self.scan.is(of, Class::The)));
        found
    }

    /// "a decade", "half a century": lengths of time whose number stands in the unit.
    fn long_time(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let half = scan
            .sense(at, Class::Denominator)
            .is_some_and(|d| d.number == 2.0);
        let article = at + usize::from(half);
        if !scan.is(article, Class::Indefinite) {
            return None;
        }
        let unit = scan.sense(article + 1, Class::Unit)?;
        let (name, years) = length_unit(&unit.code).filter(|(_, factor)| *factor >= 10.0)?;
        let years = if half { years / 2.0 } else { years };
        let to = article + 2;
        Some(Found::new(at, to, QuantityKind::Duration, years, name))
    }

    /// "doubled", "twice", "four-fold" in one word.
    fn multiple_word(&self, at: usize, factor: f64) -> Option<Found> {
        let scan = self.scan;
        let word = scan.word(at);
        // "double standards" and "twice" of occasions are no factors.
        let adjective = word.eq_ignore_ascii_case("double")
            || word.eq_ignore_ascii_case("triple")
            || word.eq_ignore_ascii_case("twice");
        if adjective {
            let compared = scan.is_any(at + 1, &[Class::The, Class::That])
                || matches!(
                    scan.word(at + 1),
                    "as" | "as many as" | "as much as" | "its" | "their" | "what" | "digit"
                )
                || scan.mark(at + 1, '-');
            if !compared || scan.mark(at + 1, '-') {
                // "has twice chaired" counts occasions.
                let occasions = word.eq_ignore_ascii_case("twice");
                return occasions
                    .then(|| Found::new(at, at + 1, QuantityKind::Number, factor, "count"));
            }
        }
        Some(Found::new(
            at,
            at + 1,
            QuantityKind::Multiple,
            factor,
            "times",
        ))
    }

    /// A number and what follows it.
    fn number(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let number = numeral(scan, at)?;
        if !self.stands_alone(at, &number) {
            return None;
        }
        self.with_unit(at, number)
    }

    /// Whether what was read is a number of the text, and not a part of a name or pronoun.
    fn stands_alone(&self, at: usize, number: &Numeral) -> bool {
        let scan = self.scan;
        let before = at.checked_sub(1);
        if let Some(before) = before
            && scan.glued(at)
        {
            // "A320", "1.2.3", "59-NQ", "q=30".
            let glued_to_word = scan.items[before].kind == Kind::Word;
            let in_code = matches!(
                scan.items[before].kind,
                Kind::Mark('=' | '/' | '_' | '.' | '&' | '#' | '%')
            ) && number.digits;
            let hyphen = scan.dash(before)
                && scan.glued(before)
                && number.digits
                && scan
                    .items
                    .get(before.wrapping_sub(1))
                    .is_some_and(|i| i.kind == Kind::Word);
            if glued_to_word || in_code || hyphen {
                return false;
            }
        }
        let word = scan.word(at);
        if !number.digits && number.value == 1.0 && !number.ordinal {
            let pronoun = before.is_some_and(|b| {
                scan.is(b, Class::Determiner) || scan.is_any(b, &[Class::The, Class::Of])
            });
            let after = matches!(
                scan.word(at + 1),
                "of" | "another"
                    | "is"
                    | "was"
                    | "that"
                    | "who"
                    | "which"
                    | "can"
                    | "should"
                    | "may"
                    | "has"
                    | "you"
                    | "day"
            ) || scan.mark(at + 1, '\'')
                || scan.mark(at + 1, '’');
            if pronoun || after {
                return false;
            }
        }
        // A capital inside of a sentence makes it a name ("Group of Seven").
        let inside =
            !number.digits && scan.items[at].case == Case::Capital && !scan.sentence_start(at);
        if inside
            && scan
                .items
                .get(number.end)
                .is_some_and(|i| i.case != Case::Lower)
        {
            return false;
        }
        if number.ordinal && !number.digits && matches!(word, "second" | "Second") {
            // The unit of time.
            let counted = before.is_some_and(|b| {
                scan.items[b].kind == Kind::Digits
                    || scan.is(b, Class::Cardinal)
                    || scan.is(b, Class::Indefinite)
            });
            if counted {
                return false;
            }
        }
        // A code, a web address or a telephone number.
        if number.digits
            && let Some(next) = scan.item(number.end)
            && next.glued
        {
            let run_on = match next.kind {
                Kind::Word => !scan.is_any(
                    number.end,
                    &[
                        Class::Currency,
                        Class::CurrencySign,
                        Class::Measure,
                        Class::MeasureShort,
                        Class::Percent,
                        Class::UnitPlural,
                        Class::Unit,
                        Class::Times,
                        Class::Fold,
                        Class::CurrencyMinor,
                    ],
                ),
                Kind::Mark('_' | '@' | '=') => true,
                _ => false,
            };
            if run_on {
                return false;
            }
        }
        true
    }

    /// Reads the unit after a number.
    fn with_unit(&self, at: usize, number: Numeral) -> Option<Found> {
        let scan = self.scan;
        let mut end = number.end;
        let value = number.value;
        if number.ordinal {
            let mut found = Found::new(at, end, QuantityKind::Ordinal, value, "rank");
            let hyphen = usize::from(scan.dash(end));
            if scan.is(end + hyphen, Class::Superlative) {
                found.to = end + hyphen + 1;
            }
            found.of = counted(scan, found.to);
            return Some(found);
        }
        if scan.newline(end) {
            return Some(Found::new(at, end, QuantityKind::Number, value, "count"));
        }
        let hyphen = usize::from(scan.dash(end) && scan.glued(end) && scan.glued(end + 1));
        let unit_at = end + hyphen;
        if scan.is(unit_at, Class::Percent) && hyphen == 0
            || scan.is(unit_at, Class::Percent) && !scan.mark(unit_at, '%')
        {
            // An escape of a web address.
            if scan.mark(unit_at, '%')
                && scan.glued(unit_at + 1)
                && scan.digits(unit_at + 1).is_some()
            {
                return None;
            }
            return Some(Found::new(
                at,
                unit_at + 1,
                QuantityKind::Percent,
                value,
                "percent",
            ));
        }
        if let Some(points) = scan.sense(unit_at, Class::PercentagePoint) {
            let value = value * points.number;
            return Some(Found::new(
                at,
                unit_at + 1,
                QuantityKind::PercentagePoint,
                value,
                "percentage-point",
            ));
        }
        if let Some(found) = self.money_after(at, unit_at, value, number) {
            return Some(found);
        }
        if scan.is(unit_at, Class::Fold) {
            return Some(Found::new(
                at,
                unit_at + 1,
                QuantityKind::Multiple,
                value,
                "times",
            ));
        }
        if scan.is(unit_at, Class::Times) {
            return Some(self.times(at, unit_at, value));
        }
        let measure = scan.sense(unit_at, Class::Measure).or_else(|| {
            scan.sense(unit_at, Class::MeasureShort)
                .filter(|_| scan.glued(unit_at) && hyphen == 0)
        });
        if let Some(measure) = measure {
            let mut found = Found::new(at, unit_at + 1, QuantityKind::Measure, value, "");
            found.unit = measure_symbol(&measure.code);
            if scan.is(unit_at + 1, Class::Of) {
                found.of = counted(scan, unit_at + 2);
            }
            return Some(found);
        }
        let length = scan
            .sense(unit_at, Class::UnitPlural)
            .or_else(|| scan.sense(unit_at, Class::Unit));
        if let Some(length) = length
            && let Some((unit, factor)) = length_unit(&length.code)
        {
            return Some(Found::new(
                at,
                unit_at + 1,
                QuantityKind::Duration,
                value * factor,
                unit,
            ));
        }
        if scan.is(unit_at, Class::Superlative) && value >= 2.0 && hyphen == 0 && value <= 1000.0 {
            let mut found = Found::new(at, unit_at + 1, QuantityKind::Ordinal, value, "rank");
            found.bound = Bound::AtMost;
            found.high = Some(value);
            found.of = counted(scan, unit_at + 1);
            return Some(found);
        }
        if number.fraction
            && scan.is(end, Class::Of)
            && scan.is(end + 1, Class::Indefinite)
            && let Some(scale) = scan.sense(end + 2, Class::Scale)
        {
            // "a quarter of a million refugees"
            let value = value * scale.number;
            let mut found = Found::new(at, end + 3, QuantityKind::Number, value, "count");
            found.of = counted(scan, end + 3);
            return Some(found);
        }
        if number.fraction {
            // "a third of the country", "a tenth part of": a share.
            let part = usize::from(matches!(scan.word(end), "part" | "parts"));
            let share = value <= 1.0
                && scan.is(end + part, Class::Of)
                && scan.item(end + part + 1).is_some();
            if share {
                return Some(self.share(at, end, value, end + part + 1));
            }
            return Some(Found::new(at, end, QuantityKind::Number, value, "count"));
        }
        let mut found = Found::new(at, end, QuantityKind::Number, value, "count");
        if scan.is(end, Class::Of) && scan.is_any(end + 1, &[Class::The, Class::That]) {
            end += 2;
        }
        found.of = counted(scan, end);
        Some(found)
    }

    /// "five million yen", "thirteen dollars and forty-five cents", "17 USD 25", "12-cent".
    fn money_after(&self, at: usize, unit_at: usize, value: f64, number: Numeral) -> Option<Found> {
        let scan = self.scan;
        // "160m euros"
        let million = usize::from(
            self.short_million(unit_at)
                && scan.is_any(unit_at + 1, &[Class::Currency, Class::CurrencySign]),
        );
        let (unit_at, value) = if million == 1 {
            (unit_at + 1, value * 1e6)
        } else {
            (unit_at, value)
        };
        // "quarter million us dollars"
        let of = usize::from(scan.is(unit_at, Class::Of));
        let word_at = unit_at + of;
        if let Some(million) = scan
            .sense(word_at, Class::CurrencyMillion)
            .filter(|_| of == 0)
        {
            let unit = money::code(&million.code, self.country);
            return Some(Found::new(
                at,
                word_at + 1,
                QuantityKind::Money,
                value * 1e6,
                unit,
            ));
        }
        if let Some(minor) = scan
            .sense(word_at, Class::CurrencyMinor)
            .filter(|_| of == 0)
        {
            let unit = money::code(&minor.code, self.country);
            return Some(Found::new(
                at,
                word_at + 1,
                QuantityKind::Money,
                value / 100.0,
                unit,
            ));
        }
        let sense = scan.sense(word_at, Class::Currency).or_else(|| {
            let sign = scan.sense(word_at, Class::CurrencySign)?;
            // "32 $10 bills": a sign before the next number belongs to that.
            let next_has_it = scan.glued(word_at + 1) && scan.digits(word_at + 1).is_some();
            let letter = scan.word(word_at).len() == 1
                && scan.word(word_at).is_ascii()
                && !scan.mark(word_at, '$');
            (!next_has_it && of == 0 && !letter).then_some(sign)
        })?;
        let unit = money::code(&sense.code, self.country);
        let mut end = word_at + 1;
        let mut value = value;
        // "75 USD million"
        if let Some(scale) = scan.sense(end, Class::Scale).filter(|_| number.digits) {
            value *= scale.number;
            end += 1;
        }
        // Minor units: "and forty-five cents", "forty five", "50".
        let and = usize::from(scan.is(end, Class::And));
        if !scan.newline(end)
            && let Some(minor) = unsigned(scan, end + and)
            && !minor.ordinal
            && !minor.fraction
            && minor.value.fract() == 0.0
        {
            let after = minor.end;
            if scan.is(after, Class::CurrencyMinor) && minor.value < 100.0 {
                let more = unsigned(scan, after + 1).filter(|n| {
                    !scan.newline(after + 1)
                        && n.value < 10.0
                        && !n.ordinal
                        && scan.item(n.end).is_none_or(|i| i.kind != Kind::Word)
                });
                let cents = if scan.word(after) == "mao" || scan.word(after) == "jiao" {
                    minor.value * 10.0 + more.map_or(0.0, |n| n.value)
                } else {
                    minor.value
                };
                value += cents / 100.0;
                end = more
                    .filter(|_| scan.word(after) == "mao")
                    .map_or(after + 1, |n| n.end);
            } else if and == 0
                && (10.0..100.0).contains(&minor.value)
                && value.fract() == 0.0
                && value < 1000.0
                && self.ends_amount(after)
            {
                value += minor.value / 100.0;
                end = after;
            }
        }
        Some(Found::new(at, end, QuantityKind::Money, value, unit))
    }

    /// Whether nothing that a number could count follows: the end, a mark, or "more".
    fn ends_amount(&self, at: usize) -> bool {
        match self.scan.item(at) {
            None => true,
            Some(item) => match item.kind {
                Kind::Mark(mark) => matches!(mark, '.' | ',' | ';' | '!' | '?' | ')'),
                Kind::Word => matches!(self.scan.word(at), "more" | "less" | "each" | "per"),
                Kind::Digits => false,
            },
        }
    }

    /// "18 times": a factor where something grew or is compared, else a count.
    fn times(&self, at: usize, times_at: usize, value: f64) -> Found {
        let scan = self.scan;
        let after = scan.word(times_at + 1);
        let first = after.split(' ').next().unwrap_or_default();
        let compared = matches!(
            first,
            "larger"
                | "higher"
                | "more"
                | "bigger"
                | "greater"
                | "as"
                | "the"
                | "its"
                | "their"
                | "that"
                | "over"
                | "what"
                | "faster"
                | "lower"
                | "compared"
                | "smaller"
                | "those"
        );
        let grew = (at.saturating_sub(6)..at).any(|i| scan.is(i, Class::ChangeWord))
            || (at.saturating_sub(3)..at).any(|i| matches!(scan.word(i), "by" | "multiplied"));
        if compared || grew {
            Found::new(at, times_at + 1, QuantityKind::Multiple, value, "times")
        } else {
            let mut found = Found::new(at, times_at, QuantityKind::Number, value, "count");
            let item = scan.items[times_at];
            found.of = Some(Span::new(item.start, item.end));
            found
        }
    }

    /// "between two and three billion ringgit", "from 200 to 300", "10-15 percent", "20 through 100".
    fn range(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let opened = scan.is_any(at, &[Class::Between, Class::From]);
        let from = at + usize::from(opened);
        let first = self.amount(from)?;
        if first.kind == QuantityKind::Ordinal || first.kind == QuantityKind::Multiple && !opened {
            return None;
        }
        let joint = first.to;
        let dash = scan.dash(joint);
        let closed = dash
            || scan.is_any(joint, &[Class::To, Class::Through, Class::Until])
            || (opened && scan.is(at, Class::Between) && scan.is(joint, Class::And));
        if !closed || scan.newline(joint + 1) {
            return None;
        }
        // A dash glued on one side only is no range.
        if dash && scan.glued(joint) != scan.glued(joint + 1) {
            return None;
        }
        let second = self.amount(joint + 1)?;
        // Three numbers in a row are a code or a telephone number.
        let chained = scan.dash(second.to) && scan.digits(second.to + 1).is_some();
        let before =
            at > 0 && !opened && scan.glued(at) && scan.items[at - 1].kind != Kind::Mark('(');
        if chained
            || before
            || first.of.is_some_and(|of| {
                of.end > scan.items[joint].start && first.kind != QuantityKind::Number
            })
        {
            return None;
        }
        let same = first.kind == second.kind && first.unit == second.unit;
        let lent = first.kind == QuantityKind::Number && second.kind != QuantityKind::Ordinal;
        // "$20 to 30 million"
        let borrowed = second.kind == QuantityKind::Number && first.kind == QuantityKind::Money;
        if !(same || lent || borrowed) {
            return None;
        }
        let mut low = first.value;
        let mut high = second.value;
        if dash
            && !opened
            && first.kind == QuantityKind::Number
            && second.kind == QuantityKind::Number
            && !(scan.word(from).len() <= 9 && low < high)
        {
            return None;
        }
        // "two to three billion": the scale of the second holds for the first.
        let scale = scan
            .sense(second.to.wrapping_sub(1), Class::Scale)
            .or_else(|| {
                (joint + 1..second.to)
                    .rev()
                    .find_map(|i| scan.sense(i, Class::Scale))
            })
            .map_or(1.0, |s| s.number);
        let first_scaled =
            (from..first.to).any(|i| scan.is_any(i, &[Class::Scale, Class::ScaleShort]));
        if scale > 100.0 && !first_scaled && low < scale && low * scale <= high {
            low *= scale;
        } else if lent && second.kind == QuantityKind::Duration && high > 0.0 {
            // "two to three decades"
            let plain = unsigned(scan, joint + 1).map_or(high, |n| n.value);
            if plain > 0.0 {
                low *= high / plain;
            }
        }
        if low > high {
            if !opened {
                return None;
            }
            std::mem::swap(&mut low, &mut high);
        }
        let mut found = if lent || same {
            second.clone()
        } else {
            first.clone()
        };
        found.from = at;
        found.to = second.to;
        found.value = low;
        found.low = Some(low);
        found.high = Some(high);
        found.bound = Bound::Equal;
        Some(found)
    }

    /// Whether the words just around say that the number is a change.
    fn change(&self, found: &Found) -> Option<Change> {
        let scan = self.scan;
        let direction = |at: usize| {
            scan.sense(at, Class::ChangeWord).map(|s| {
                if s.number > 0.0 {
                    Change::Rise
                } else {
                    Change::Fall
                }
            })
        };
        if !matches!(
            found.kind,
            QuantityKind::Percent
                | QuantityKind::PercentagePoint
                | QuantityKind::Money
                | QuantityKind::Number
                | QuantityKind::Multiple
        ) {
            return None;
        }
        if found.kind == QuantityKind::Multiple {
            return Some(if found.value < 1.0 {
                Change::Fall
            } else {
                Change::Rise
            });
        }
        // "up 13.9 percent", "rose by 5", "an increase of 20"; "rose to 5" is a level.
        for back in 1..=4 {
            let Some(at) = found.from.checked_sub(back) else {
                break;
            };
            if let Some(change) = direction(at) {
                return Some(change);
            }
            let passes = scan.is_any(at, &[Class::By, Class::Of, Class::Hedge, Class::Indefinite])
                || matches!(scan.word(at), "further" | "rate" | "another");
            if !passes {
                break;
            }
        }
        // "a 13.9 percent increase", "5 percent higher".
        if matches!(
            found.kind,
            QuantityKind::Percent | QuantityKind::PercentagePoint
        ) {
            return direction(found.to).or_else(|| {
                (scan
                    .items
                    .get(found.to)
                    .is_some_and(|i| i.kind == Kind::Word)
                    && !scan.is(found.to, Class::Function))
                .then(|| {
                    direction(found.to + 1).filter(|_| {
                        matches!(
                            scan.word(found.to + 1),
                            "growth"
                                | "increase"
                                | "rise"
                                | "decline"
                                | "decrease"
                                | "fall"
                                | "drop"
                                | "reduction"
                                | "cut"
                        )
                    })
                })
                .flatten()
            });
        }
        None
    }

    /// The public form.
    fn finish(&self, found: Found) -> Quantity {
        let items = &self.scan.items;
        let mut start = items[found.from].start;
        // "or" before a bound joins it to what came before, and is no part of it.
        if self.scan.is(found.from, Class::Hedge) {
            let word = self.scan.word(found.from);
            start += word.len() - word.strip_prefix("or ").unwrap_or(word).len();
        }
        Quantity {
            span: Span::new(start, items[found.to - 1].end),
            kind: found.kind,
            value: found.value,
            low: found.low,
            high: found.high,
            unit: found.unit.to_owned(),
            bound: found.bound,
            of: found.of,
            hedge: found.hedge,
            change: self.change(&found),
            respective: None,
        }
    }
}

/// The last word of a phrase.
fn last_word(phrase: &str) -> &str {
    phrase.rsplit([' ', '-']).next().unwrap_or_default()
}

/// How words compare a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    About,
    /// About, and not as much.
    Nearly,
    Above,
    AtLeast,
    Below,
    AtMost,
    Equal,
}

impl Comparison {
    fn from_sign(sign: &str) -> Option<Self> {
        Some(match sign {
            "~" => Self::About,
            "~<" => Self::Nearly,
            ">" => Self::Above,
            ">=" => Self::AtLeast,
            "<" => Self::Below,
            "<=" => Self::AtMost,
            "=" => Self::Equal,
            _ => return None,
        })
    }
}

/// The unit of a length of time and how many of it one of that code is.
fn length_unit(code: &str) -> Option<(&'static str, f64)> {
    Some(match code {
        "Y" => ("years", 1.0),
        "M" => ("months", 1.0),
        "W" => ("weeks", 1.0),
        "D" => ("days", 1.0),
        "H" => ("hours", 1.0),
        "MIN" => ("minutes", 1.0),
        "S" => ("seconds", 1.0),
        "DE" => ("years", 10.0),
        "CE" => ("years", 100.0),
        "HC" => ("years", 50.0),
        "FN" => ("days", 14.0),
        _ => return None,
    })
}

/// The symbol of the units table, which lives as long as the program.
fn measure_symbol(code: &str) -> &'static str {
    use std::collections::BTreeMap;
    use std::sync::OnceLock;
    static SYMBOLS: OnceLock<BTreeMap<&'static str, &'static str>> = OnceLock::new();
    SYMBOLS
        .get_or_init(|| {
            crate::scan::lexicon::rows(include_str!("../../data/en/quantity/units.tsv"))
                .filter_map(|row| row.get(2).copied())
                .map(|symbol| (symbol, symbol))
                .collect()
        })
        .get(code)
        .copied()
        .unwrap_or_default()
}
