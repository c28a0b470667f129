//! What expressions mean in their document.

use entente_model::{Edtf, Span, Timex, TimexMod, TimexType};
use jiff::civil::Date;

use super::calendar;
use super::expression::{
    Amount, Anchor, Clock, Expression, Found, Point, SetValue, Tie, Unit, Year,
};
use super::tense::{Tense, tense};
use crate::scan::Scan;
use crate::scan::lexicon::Class;

/// A date as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    year: i32,
    month: Option<u8>,
    day: Option<u8>,
    quarter: Option<u8>,
}

impl Known {
    const fn year(year: i32) -> Self {
        Self {
            year,
            month: None,
            day: None,
            quarter: None,
        }
    }

    fn of_day(day: Date) -> Self {
        Self {
            year: i32::from(day.year()),
            month: Some(day.month().unsigned_abs()),
            day: Some(day.day().unsigned_abs()),
            quarter: None,
        }
    }

    fn date(self) -> Option<Date> {
        calendar::day(self.year, self.month?, self.day?)
    }

    /// Reads the date of publication: a day, month or year; of an interval its start.
    fn from_edtf(date: &Edtf) -> Option<Self> {
        let text = date.as_str();
        let text = text.split('/').next()?.trim_end_matches(['?', '~', '%']);
        let mut parts = text.split(['-', 'T']);
        let year = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
        let month = parts
            .next()
            .and_then(|m| m.parse().ok())
            .filter(|m| (1..=12).contains(m));
        let day = month.and_then(|_| parts.next()?.parse().ok());
        Some(Self {
            year,
            month,
            day,
            quarter: None,
        })
    }
}

/// A meaning: TIMEX3 value, EDTF, and what later expressions may refer to.
struct Meaning {
    kind: TimexType,
    value: String,
    edtf: Option<Edtf>,
    known: Option<Known>,
}

impl Meaning {
    fn date(value: String, edtf: Option<Edtf>, known: Option<Known>) -> Self {
        Self {
            kind: TimexType::Date,
            value,
            edtf,
            known,
        }
    }

    fn day(day: Date) -> Self {
        let edtf = Edtf::day(day);
        Self::date(edtf.to_string(), Some(edtf), Some(Known::of_day(day)))
    }
}

/// Resolves all expressions of a text in order.
pub(super) fn resolve(scan: &Scan<'_>, found: &[Found], published: Option<&Edtf>) -> Vec<Timex> {
    let document = published
        .and_then(Known::from_edtf)
        .or_else(|| dateline(scan, found));
    let mut resolver = Resolver {
        scan,
        found,
        document,
        history: document.is_some_and(|document| is_history(document, found)),
        last: None,
        last_at: 0,
    };
    let mut out = Vec::with_capacity(found.len());
    for (index, expression) in found.iter().enumerate() {
        let Some(meaning) = resolver.meaning(index) else {
            continue;
        };
        if let Some(known) = meaning.known {
            resolver.last = Some(known);
            resolver.last_at = expression.from;
        }
        out.push(Timex {
            span: Span::new(
                scan.items[expression.from].start,
                scan.items[expression.to - 1].end,
            ),
            kind: meaning.kind,
            value: meaning.value,
            modifier: expression.modifier,
            edtf: meaning.edtf,
        });
    }
    out
}

/// The full date at the head of a text without a date of its own.
fn dateline(scan: &Scan<'_>, found: &[Found]) -> Option<Known> {
    const HEAD: usize = 24;
    let first = found.first().filter(|f| f.from < HEAD)?;
    let Expression::Date(Point::Calendar {
        year: Year::Given(year),
        month: Some(month),
        day: Some(day),
    }) = first.expression
    else {
        return None;
    };
    // Alone on its line, as a dateline is.
    let alone =
        scan.sentence_start(first.from) && scan.items.get(first.to).is_some_and(|i| i.newline);
    alone.then_some(Known {
        year,
        month: Some(month),
        day: Some(day),
        quarter: None,
    })
}

/// Whether a text tells of years at least five before its own: three dates or more with a year, nearly
/// all of them of such years, and no weekday.
fn is_history(document: Known, found: &[Found]) -> bool {
    let (mut old, mut given) = (0, 0);
    for one in found {
        match one.expression {
            Expression::Date(Point::Calendar {
                year: Year::Given(year),
                ..
            }) => {
                given += 1;
                old += usize::from(year + 5 <= document.year);
            }
            Expression::Date(Point::Weekday { .. } | Point::WeekdayOf { .. }) => return false,
            _ => {}
        }
    }
    old >= 3 && old * 10 >= given * 9
}

struct Resolver<'s, 't> {
    scan: &'s Scan<'t>,
    found: &'s [Found],
    document: Option<Known>,
    /// Whether the text tells of long ago, so that a month without a year goes on with the date before.
    history: bool,
    last: Option<Known>,
    last_at: usize,
}

impl Resolver<'_, '_> {
    fn anchor(&self, anchor: Anchor) -> Option<Known> {
        match anchor {
            Anchor::Document => self.document,
            Anchor::Last => self.last.or(self.document),
        }
    }

    fn tense(&self, index: usize) -> Tense {
        let found = &self.found[index];
        tense(self.scan, found.from, found.to)
    }

    fn meaning(&self, index: usize) -> Option<Meaning> {
        match self.found[index].expression {
            Expression::Date(point) => self.point(index, point),
            Expression::Time { date, clock, part } => self.time(index, date, clock, part),
            Expression::Duration {
                amount,
                unit,
                more,
                tie,
            } => Some(self.duration(index, amount, unit, more, tie)),
            Expression::Set(value) => Some(Meaning {
                kind: TimexType::Set,
                value: set_value(value),
                edtf: None,
                known: None,
            }),
            Expression::Reference(value) => {
                // "between January 2019 and now": the end of a range is a day.
                let ends =
                    index > 0 && self.found[index - 1].begins_range && value == "PRESENT_REF";
                let today = self.document.filter(|_| ends);
                let edtf = today.and_then(interval_end);
                Some(Meaning::date(value.to_owned(), edtf, None))
            }
        }
    }

    // ---- Dates ----

    fn point(&self, index: usize, point: Point) -> Option<Meaning> {
        Some(match point {
            Point::Calendar { year, month, day } => self.calendar(index, year, month, day)?,
            Point::Weekday { day, shift } => self.weekday(index, day, shift),
            Point::WeekdayOf { day, weeks } => {
                let monday = self.document.and_then(Known::date).and_then(|today| {
                    let back = 1 - calendar::weekday(today);
                    calendar::add_days(today, back + 7 * i64::from(weeks))
                });
                match monday.and_then(|m| calendar::add_days(m, i64::from(day) - 1)) {
                    Some(day) => Meaning::day(day),
                    None => Meaning::date(format!("XXXX-WXX-{day}"), None, None),
                }
            }
            Point::RelativeMonth { month, shift } => self.relative_month(month, shift),
            Point::Week { year, month, week } => self.week(index, year, month, week),
            Point::WeekOf { month, day, year } => {
                let known = self.calendar(index, year, Some(month), Some(day))?.known;
                match known.and_then(Known::date) {
                    Some(day) => week_meaning(day),
                    None => Meaning::date("XXXX-WXX".to_owned(), None, None),
                }
            }
            Point::DayOfMonth { day, shift } => self.day_of_month(index, day, shift),
            Point::Offset { unit, count, base } => {
                let known = self.point(index, base.point())?.known.and_then(Known::date);
                let day = known.and_then(|day| match unit {
                    Unit::Month => calendar::add_months(day, i64::from(count)),
                    _ => calendar::add_days(day, i64::from(count)),
                });
                let less = self.found[index].modifier == Some(TimexMod::LessThan);
                match (day, known) {
                    // "less than 3 days after tomorrow": a day from there on.
                    (Some(day), Some(base)) if less && count > 0 => {
                        let before = calendar::add_days(day, -1)?;
                        let span = Edtf::interval(&Edtf::day(base), &Edtf::day(before));
                        Meaning {
                            edtf: span,
                            ..Meaning::day(day)
                        }
                    }
                    (Some(day), _) => Meaning::day(day),
                    (None, _) => Meaning::date("XXXX-XX-XX".to_owned(), None, None),
                }
            }
            Point::YearToDate => match self.document {
                Some(document) => {
                    let from = Known {
                        month: document.month.and(Some(1)),
                        day: document.day.and(Some(1)),
                        ..Known::year(document.year)
                    };
                    let span = interval(from, document, true);
                    Meaning::date(format!("{:04}", document.year), span, None)
                }
                None => Meaning::date("XXXX".to_owned(), None, None),
            },
            Point::Quarter { year, quarter } => {
                let month = quarter * 3 - 2;
                let year = self.open_year(index, year, Some(month + 1), None);
                part_of_year(year, &format!("Q{quarter}"), 32 + quarter, Some(quarter))
            }
            Point::Half { year, half } => {
                let year = self.open_year(index, year, Some(half * 6 - 3), None);
                part_of_year(year, &format!("H{half}"), 39 + half, None)
            }
            Point::Season {
                year,
                season,
                shift,
            } => self.season(index, year, season, shift),
            Point::Decade { decade, short } => {
                let decade = if short {
                    self.short_decade(decade)
                } else {
                    decade
                };
                let edtf = Edtf::parse(&format!("{decade:03}X")).ok();
                Meaning::date(format!("{decade:03}"), edtf, None)
            }
            Point::Century { century } => {
                let edtf = Edtf::parse(&format!("{century:02}XX")).ok();
                Meaning::date(format!("{century:02}"), edtf, None)
            }
            Point::Fiscal { year, split } => {
                let year = self.open_year(index, year, None, None)?;
                let span = split
                    .then(|| Edtf::interval(&Edtf::year(year - 1), &Edtf::year(year)))
                    .flatten();
                Meaning::date(format!("FY{year}"), span, Some(Known::year(year)))
            }
            Point::Shift {
                unit,
                count,
                anchor,
            } => self.shift(index, unit, count, anchor),
            Point::Holiday { rule, year, shift } => self.holiday(index, rule, year, shift),
            Point::Named(value) if value.contains('-') => {
                Meaning::date(value.to_owned(), None, None)
            }
            Point::Named(value) => {
                let edtf = Edtf::parse(&format!("{value:X<4}")).ok();
                Meaning::date(value.to_owned(), edtf, None)
            }
        })
    }

    /// A year, month or day; `None` for a day that the calendar does not have.
    fn calendar(
        &self,
        index: usize,
        year: Year,
        month: Option<u8>,
        day: Option<u8>,
    ) -> Option<Meaning> {
        let given = year;
        let year = self.open_year(index, year, month, day);
        // The 29th of February of a year left open is that of a leap year.
        let year = match (year, month, day) {
            (Some(near), Some(2), Some(29)) if given == Year::Open => {
                let leap = |y: &i32| calendar::day(*y, 2, 29).is_some();
                (near - 7..=near).rev().find(leap)
            }
            _ => year,
        };
        let Some(year) = year else {
            let value = match (month, day) {
                (Some(month), Some(day)) => format!("XXXX-{month:02}-{day:02}"),
                (Some(month), None) => format!("XXXX-{month:02}"),
                _ => "XXXX".to_owned(),
            };
            return Some(Meaning::date(value, None, None));
        };
        let known = Known {
            year,
            month,
            day,
            quarter: None,
        };
        let edtf = match (month, day) {
            (Some(_), Some(_)) => Edtf::day(known.date()?),
            (Some(month), None) => Edtf::month(year, month)?,
            _ => Edtf::year(year),
        };
        Some(Meaning::date(edtf.to_string(), Some(edtf), Some(known)))
    }

    /// The year of a date, where the text or the document decides it.
    fn open_year(
        &self,
        index: usize,
        year: Year,
        month: Option<u8>,
        day: Option<u8>,
    ) -> Option<i32> {
        match year {
            Year::Given(year) => Some(year),
            Year::Relative(shift, anchor) => {
                self.anchor(anchor).map(|k| k.year.saturating_add(shift))
            }
            Year::Open => {
                let Some(document) = self.document else {
                    return self.neighbouring_year(index);
                };
                if self.history
                    && let Some(last) = self.last
                {
                    // "the following January"
                    let from = self.found[index].from;
                    let follows =
                        from > 0 && matches!(self.scan.word(from - 1), "following" | "next");
                    let over = follows && month.zip(last.month).is_some_and(|(m, l)| m <= l);
                    return Some(last.year + i32::from(over));
                }
                let (Some(month), Some(known)) = (month, document.month) else {
                    return Some(document.year);
                };
                // "between August and October": the end of a range is looked for, and the start lies
                // before it.
                if self.found[index].begins_range
                    && let Some(Expression::Date(Point::Calendar {
                        year: Year::Open,
                        month: Some(last),
                        day: last_day,
                    })) = self.found.get(index + 1).map(|f| f.expression)
                {
                    let end = self.open_year(index + 1, Year::Open, Some(last), last_day)?;
                    return Some(if month > last { end - 1 } else { end });
                }
                let tense = self.tense(index);
                Some(nearest_year(
                    document.year,
                    (known, document.day),
                    (month, day),
                    tense,
                ))
            }
        }
    }

    /// The year of the nearest full date named, where the document has no date.
    fn neighbouring_year(&self, index: usize) -> Option<i32> {
        let given = |i: usize| match self.found.get(i)?.expression {
            Expression::Date(Point::Calendar {
                year: Year::Given(year),
                month: Some(_),
                ..
            }) => Some(year),
            _ => None,
        };
        (1..=3).find_map(|step| {
            given(index + step).or_else(|| index.checked_sub(step).and_then(given))
        })
    }

    /// "the 15th of next month"; without a month, the one nearest by tense.
    fn day_of_month(&self, index: usize, day: u8, shift: Option<i32>) -> Meaning {
        let open = || Meaning::date(format!("XXXX-XX-{day:02}"), None, None);
        let Some((year, month)) = self.document.and_then(|d| Some((d.year, d.month?))) else {
            return open();
        };
        let months = match (shift, self.document.and_then(|d| d.day)) {
            (Some(shift), _) => shift,
            (None, Some(today)) => match self.tense(index) {
                Tense::Past => -i32::from(day > today),
                Tense::Future => i32::from(day < today),
                Tense::Unknown => 0,
            },
            (None, None) => 0,
        };
        let (year, month) = calendar::shift_month(year, month, months);
        calendar::day(year, month, day).map_or_else(open, Meaning::day)
    }

    fn weekday(&self, index: usize, weekday: u8, shift: Option<i32>) -> Meaning {
        let Some(today) = self.document.and_then(Known::date) else {
            return Meaning::date(format!("XXXX-WXX-{weekday}"), None, None);
        };
        let ahead = (i64::from(weekday) - calendar::weekday(today)).rem_euclid(7);
        let days = match shift {
            // "this Thursday" lies in the week of the document.
            Some(0) => i64::from(weekday) - calendar::weekday(today),
            Some(n) if n > 0 => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            Some(_) => {
                if ahead == 0 {
                    -7
                } else {
                    ahead - 7
                }
            }
            None => match self.tense(index) {
                Tense::Future => ahead,
                _ if ahead == 0 => 0,
                _ => ahead - 7,
            },
        };
        match calendar::add_days(today, days) {
            Some(day) => Meaning::day(day),
            None => Meaning::date(format!("XXXX-WXX-{weekday}"), None, None),
        }
    }

    fn relative_month(&self, month: u8, shift: i32) -> Meaning {
        // "the following January" of a history is that behind the date before.
        let told = self.last.filter(|_| self.history);
        let Some(document) = told.or(self.document) else {
            return Meaning::date(format!("XXXX-{month:02}"), None, None);
        };
        let known = document.month.unwrap_or(month);
        let year = document.year
            + match shift {
                0 => 0,
                n if n > 0 => i32::from(month <= known),
                _ => -i32::from(month >= known),
            };
        let edtf = Edtf::month(year, month);
        let known = Known {
            year,
            month: Some(month),
            day: None,
            quarter: None,
        };
        Meaning::date(format!("{year:04}-{month:02}"), edtf, Some(known))
    }

    fn week(&self, index: usize, year: Year, month: Option<u8>, week: i32) -> Meaning {
        let unknown = || Meaning::date("XXXX-WXX".to_owned(), None, None);
        let Some(year) = self.open_year(index, year, month, None) else {
            return unknown();
        };
        let monday = match month {
            // The first Monday of the month begins its first week; the last, its last.
            Some(month) if week > 0 => calendar::day(year, month, 1).and_then(|first| {
                // The week that the first Thursday of the month lies in.
                let to_thursday = (4 - calendar::weekday(first)).rem_euclid(7);
                calendar::add_days(first, to_thursday - 3 + 7 * i64::from(week - 1))
            }),
            Some(month) => calendar::month_end(year, month)
                .and_then(|last| calendar::add_days(last, 1 - calendar::weekday(last))),
            None if week > 0 => u8::try_from(week)
                .ok()
                .and_then(|w| calendar::week_start(year, w)),
            None => calendar::week_start(year, 53).or_else(|| calendar::week_start(year, 52)),
        };
        monday.map_or_else(unknown, week_meaning)
    }

    fn season(
        &self,
        index: usize,
        year: Year,
        season: &'static str,
        shift: Option<i32>,
    ) -> Meaning {
        let (code, month) = match season {
            "SP" => (21, 4),
            "SU" => (22, 7),
            "FA" => (23, 10),
            _ => (24, 12),
        };
        let year = match (shift, self.document) {
            (Some(shift), Some(document)) if year == Year::Open => {
                let known = document.month.unwrap_or(month);
                Some(
                    document.year
                        + match shift {
                            0 => 0,
                            n if n > 0 => i32::from(month <= known),
                            _ => -i32::from(month >= known),
                        },
                )
            }
            _ => self.open_year(index, year, Some(month), None),
        };
        part_of_year(year, season, code, None)
    }

    /// "the '40s": of the document's century or the one before, whichever lies behind it.
    fn short_decade(&self, tens: i32) -> i32 {
        let today = self.document.map_or(2000, |d| d.year) / 10;
        let decade = today / 10 * 10 + tens;
        if decade > today { decade - 10 } else { decade }
    }

    fn holiday(&self, index: usize, rule: &str, year: Year, shift: Option<i32>) -> Meaning {
        let fixed = || {
            let plain = rule.len() == 5 && !rule.contains("--");
            let value = if plain {
                format!("XXXX-{rule}")
            } else {
                "XXXX-XX-XX".to_owned()
            };
            Meaning::date(value, None, None)
        };
        let of = |year| calendar::holiday(rule, year);
        let day = match (year, self.document) {
            (Year::Open, None) => self.neighbouring_year(index).and_then(of),
            (Year::Open, Some(document)) => {
                let today = document
                    .date()
                    .or_else(|| calendar::day(document.year, document.month?, 15));
                let Some(today) = today else {
                    return of(document.year).map_or_else(fixed, Meaning::day);
                };
                let mut days = (document.year - 1..=document.year + 1).filter_map(of);
                let tense = match shift {
                    Some(n) if n < 0 => Tense::Past,
                    Some(n) if n > 0 => Tense::Future,
                    Some(_) => return of(document.year).map_or_else(fixed, Meaning::day),
                    None => self.tense(index),
                };
                match tense {
                    Tense::Past => days.rfind(|d| *d <= today),
                    Tense::Future => days.find(|d| *d >= today),
                    Tense::Unknown => days.min_by_key(|d| distance(*d, today)),
                }
            }
            (given, _) => self.open_year(index, given, None, None).and_then(of),
        };
        day.map_or_else(fixed, Meaning::day)
    }

    /// So many units from an anchor: "last week", "two years ago", "the following day".
    fn shift(&self, index: usize, unit: Unit, count: i32, anchor: Anchor) -> Meaning {
        let open = |value: &str| Meaning::date(value.to_owned(), None, None);
        let Some(known) = self.anchor(anchor) else {
            return open(match unit {
                Unit::Year | Unit::HalfYear | Unit::Decade => "XXXX",
                Unit::Month | Unit::Quarter => "XXXX-XX",
                Unit::Week | Unit::Weekend | Unit::Fortnight => "XXXX-WXX",
                _ => "XXXX-XX-XX",
            });
        };
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Night | Unit::Day => {
                match known.date() {
                    Some(day) => {
                        let days = if unit < Unit::Night {
                            0
                        } else {
                            i64::from(count)
                        };
                        if count == 0 && anchor == Anchor::Document && self.is_nowadays(index) {
                            return open("PRESENT_REF");
                        }
                        calendar::add_days(day, days)
                            .map_or_else(|| open("XXXX-XX-XX"), Meaning::day)
                    }
                    None => {
                        if count == 0 && self.is_nowadays(index) {
                            return open("PRESENT_REF");
                        }
                        let Some(month) = known.month else {
                            let edtf = (count == 0).then(|| Edtf::year(known.year));
                            return Meaning::date(format!("{:04}-XX-XX", known.year), edtf, None);
                        };
                        let edtf = (count == 0)
                            .then(|| Edtf::month(known.year, month))
                            .flatten();
                        Meaning::date(format!("{:04}-{month:02}-XX", known.year), edtf, None)
                    }
                }
            }
            Unit::Week | Unit::Weekend | Unit::Fortnight => {
                let weeks = if unit == Unit::Fortnight { 2 } else { 1 };
                let days = 7 * weeks * i64::from(count);
                let Some(day) = known.date().and_then(|d| calendar::add_days(d, days)) else {
                    return open(&format!("{:04}-WXX", known.year));
                };
                if unit == Unit::Weekend {
                    // "over the weekend", told on a working day, was the last one.
                    let back = count == 0
                        && calendar::weekday(day) < 6
                        && self.scan.is(self.found[index].from, Class::The)
                        && self.tense(index) == Tense::Past;
                    let day = if back {
                        calendar::add_days(day, -7).unwrap_or(day)
                    } else {
                        day
                    };
                    return weekend_meaning(day);
                }
                week_meaning(day)
            }
            Unit::Month => {
                let Some(month) = known.month else {
                    return open(&format!("{:04}-XX", known.year));
                };
                let (year, month) = calendar::shift_month(known.year, month, count);
                let known = Known {
                    year,
                    month: Some(month),
                    day: None,
                    quarter: None,
                };
                Meaning::date(
                    format!("{year:04}-{month:02}"),
                    Edtf::month(year, month),
                    Some(known),
                )
            }
            Unit::Quarter => {
                let quarter = known.quarter.or(known.month.map(|m| (m - 1) / 3 + 1));
                let Some(quarter) = quarter else {
                    return open(&format!("{:04}-QX", known.year));
                };
                let total = known.year * 4 + i32::from(quarter) - 1 + count;
                // The remainder is 0 to 3.
                let quarter = total.rem_euclid(4) as u8 + 1;
                let year = total.div_euclid(4);
                part_of_year(
                    Some(year),
                    &format!("Q{quarter}"),
                    32 + quarter,
                    Some(quarter),
                )
            }
            Unit::HalfYear | Unit::Year => {
                let year = known.year.saturating_add(count);
                // "a year earlier", of a quarter or month just named.
                if anchor == Anchor::Last
                    && count != 0
                    && self.scan.is(self.found[index].to - 1, Class::Earlier)
                {
                    if let Some(quarter) = known.quarter {
                        return part_of_year(
                            Some(year),
                            &format!("Q{quarter}"),
                            32 + quarter,
                            Some(quarter),
                        );
                    }
                    if let (Some(month), None) = (known.month, known.day) {
                        let known = Known { year, ..known };
                        return Meaning::date(
                            format!("{year:04}-{month:02}"),
                            Edtf::month(year, month),
                            Some(known),
                        );
                    }
                }
                Meaning::date(
                    format!("{year:04}"),
                    Some(Edtf::year(year)),
                    Some(Known::year(year)),
                )
            }
            Unit::Decade => {
                let decade = known.year / 10 + count;
                Meaning::date(
                    format!("{decade:03}"),
                    Edtf::parse(&format!("{decade:03}X")).ok(),
                    None,
                )
            }
            Unit::HalfCentury | Unit::Century => {
                let century = known.year / 100 + count;
                Meaning::date(
                    format!("{century:02}"),
                    Edtf::parse(&format!("{century:02}XX")).ok(),
                    None,
                )
            }
            Unit::Millennium => {
                let millennium = known.year / 1000 + count;
                Meaning::date(
                    format!("{millennium}"),
                    Edtf::parse(&format!("{millennium}XXX")).ok(),
                    None,
                )
            }
        }
    }

    /// Whether "today" means nowadays: "Today, it is …".
    fn is_nowadays(&self, index: usize) -> bool {
        let scan = self.scan;
        let found = self.found[index];
        if !scan.sentence_start(found.from) || !scan.mark(found.to, ',') {
            return false;
        }
        let mut present = false;
        for at in found.to..(found.to + 10).min(scan.items.len()) {
            if at > found.to && scan.sentence_start(at) {
                break;
            }
            match scan.word(at) {
                "is" | "are" | "stands" | "remains" | "boasts" | "counts" => present = true,
                "announced" | "signed" | "said" | "met" | "was" | "were" => return false,
                _ => {}
            }
        }
        present
    }

    // ---- Times of day ----

    fn time(
        &self,
        index: usize,
        date: Option<Point>,
        clock: Option<Clock>,
        part: Option<&'static str>,
    ) -> Option<Meaning> {
        let day = match date {
            Some(point) => self.point(index, point)?.known.and_then(Known::date),
            None if clock.is_none() => self.day_of_part(index),
            None => self.day_of_time(index),
        };
        let prefix = day.map_or_else(|| "XXXX-XX-XX".to_owned(), |d| Edtf::day(d).to_string());
        let known = day.map(Known::of_day);
        let Some(clock) = clock else {
            let part = part.unwrap_or("XX");
            return Some(Meaning {
                kind: TimexType::Time,
                value: format!("{prefix}T{part}"),
                edtf: day.map(Edtf::day),
                known,
            });
        };
        let minute = clock.minute.unwrap_or(0);
        let clock = self.past_noon(index, clock);
        let mut value = format!("{prefix}T{:02}:{minute:02}", clock.hour);
        if let Some(second) = clock.second {
            value.push_str(&format!(":{second:02}"));
        }
        // In EDTF the midnight that ends a day is the first moment of the next.
        let (edtf_day, hour) = match clock.hour {
            24 => (day.and_then(|d| calendar::add_days(d, 1)), 0),
            hour => (day, hour),
        };
        let edtf = edtf_day.and_then(|d| {
            let second = clock.second.unwrap_or(0);
            Edtf::parse(&format!(
                "{}T{hour:02}:{minute:02}:{second:02}",
                Edtf::day(d)
            ))
            .ok()
        });
        Some(Meaning {
            kind: TimexType::Time,
            value,
            edtf,
            known,
        })
    }

    /// "Sunday evening at 10:00": an hour said of an evening or afternoon lies in it.
    fn past_noon(&self, index: usize, clock: Clock) -> Clock {
        let scan = self.scan;
        let found = self.found[index];
        let near = (1..=2).any(|back| {
            let Some(before) = index.checked_sub(back).map(|i| self.found[i]) else {
                return false;
            };
            let joined = found.from - before.to <= 6
                && (before.to..found.from).all(|i| !scan.sentence_start(i));
            joined
                && matches!(
                    before.expression,
                    Expression::Time {
                        clock: None,
                        part: Some("EV" | "AF"),
                        ..
                    }
                )
        });
        let bare =
            (1..12).contains(&clock.hour) && !scan.is(found.to.saturating_sub(1), Class::Meridiem);
        if near && bare {
            return Clock {
                hour: clock.hour + 12,
                ..clock
            };
        }
        clock
    }

    /// The day of a part of the day without one ("the evening"): that last named near it.
    fn day_of_part(&self, index: usize) -> Option<Date> {
        let near = self.found[index].from - self.last_at < 200;
        let last = self.last.filter(|_| near).and_then(Known::date);
        last.or_else(|| self.day_of_time(index))
    }

    /// The day of a time without one: that named right after it, that last named in its
    /// sentence, or the document's.
    fn day_of_time(&self, index: usize) -> Option<Date> {
        let scan = self.scan;
        let found = self.found[index];
        // "from 10:30 to 3 on Monday": the day stands after the second.
        if let Some(next) = self.found.get(index + 1)
            && next.from - found.to == 1
            && (scan.dash(found.to)
                || scan.is_any(
                    found.to,
                    &[Class::To, Class::And, Class::Until, Class::Through],
                ))
            && let Expression::Time {
                date,
                clock: Some(_),
                ..
            } = next.expression
        {
            return match date {
                Some(point) => self.point(index + 1, point)?.known.and_then(Known::date),
                None => self.day_of_time(index + 1),
            };
        }
        if let Some(next) = self.found.get(index + 1)
            && next.from - found.to <= 2
            && (found.to..next.from)
                .all(|i| scan.is_any(i, &[Class::On, Class::Of, Class::The]) || scan.mark(i, ','))
            && let Expression::Date(point) = next.expression
            && let Some(day) = self
                .point(index + 1, point)
                .and_then(|m| m.known)
                .and_then(Known::date)
        {
            return Some(day);
        }
        let last = self.last.filter(|_| {
            found.from - self.last_at < 60
                && (self.last_at + 1..=found.from).all(|i| !scan.sentence_start(i))
        });
        last.and_then(Known::date)
            .or_else(|| self.document.and_then(Known::date))
    }

    // ---- Lengths ----

    fn duration(
        &self,
        index: usize,
        amount: Amount,
        unit: Unit,
        more: Option<(f64, Unit)>,
        tie: Tie,
    ) -> Meaning {
        let value = length_value(amount, unit, more);
        let edtf = match tie {
            Tie::Free => self
                .starting(index, amount, unit)
                .or_else(|| self.since(index)),
            Tie::Past | Tie::Coming => self.span_to_document(amount, unit, tie == Tie::Past),
            Tie::Until if self.tense(index) == Tense::Future => self.ahead(amount, unit),
            Tie::Until => self.since(index),
            Tie::First(year) | Tie::Last(year) => {
                let year = self.open_year(index, year, None, None);
                year.and_then(|year| {
                    part_of_a_year(amount, unit, year, matches!(tie, Tie::First(_)))
                })
            }
        };
        Meaning {
            kind: TimexType::Duration,
            value,
            edtf,
            known: None,
        }
    }

    /// "a week starting tomorrow", "3 days, from today": the days from there on.
    fn starting(&self, index: usize, amount: Amount, unit: Unit) -> Option<Edtf> {
        let scan = self.scan;
        let Amount::Count(count) = amount else {
            return None;
        };
        let found = self.found[index];
        let next = self
            .found
            .get(index + 1)
            .filter(|n| n.from - found.to <= 2)?;
        let tied = (found.to..next.from).any(|i| scan.is(i, Class::Starting));
        let Expression::Date(point) = next.expression else {
            return None;
        };
        let (_, factor, letter) = unit.length();
        let total = count * factor;
        if !tied || total.fract() != 0.0 || !(1.0..=100_000.0).contains(&total) {
            return None;
        }
        let first = self.point(index + 1, point)?.known?.date()?;
        // Just checked to be whole and small.
        let total = total as i64;
        let last = match letter {
            "D" => calendar::add_days(first, total - 1),
            "W" => calendar::add_days(first, 7 * total - 1),
            "M" => calendar::add_months(first, total).and_then(|d| calendar::add_days(d, -1)),
            "Y" => calendar::add_months(first, 12 * total).and_then(|d| calendar::add_days(d, -1)),
            _ => None,
        }?;
        Edtf::interval(&Edtf::day(first), &Edtf::day(last))
    }

    /// "nearly eight years (since August 2017)": the interval from there to the document.
    fn since(&self, index: usize) -> Option<Edtf> {
        let scan = self.scan;
        let found = self.found[index];
        let next = self
            .found
            .get(index + 1)
            .filter(|n| n.from - found.to <= 12)?;
        let between = found.to..next.from;
        let tied = between.clone().any(|i| scan.is(i, Class::Since))
            && between.clone().all(|i| !scan.sentence_start(i));
        let Expression::Date(
            point @ Point::Calendar {
                year: Year::Given(_),
                ..
            },
        ) = next.expression
        else {
            return None;
        };
        if !tied {
            return None;
        }
        let start = self.point(index + 1, point)?.known?;
        let document = self.document?;
        interval(start, document, start.month.is_some())
    }

    /// "will be back in two days": the day, month or year that the length leads to.
    fn ahead(&self, amount: Amount, unit: Unit) -> Option<Edtf> {
        let Amount::Count(count) = amount else {
            return None;
        };
        let (_, factor, letter) = unit.length();
        let total = count * factor;
        if total.fract() != 0.0 || total > 100_000.0 || unit < Unit::Day {
            return None;
        }
        let document = self.document?;
        // Just checked to be whole and small.
        let total = total as i32;
        match letter {
            "Y" => Some(Edtf::year(document.year + total)),
            "M" | "Q" => {
                let months = if letter == "Q" { 3 * total } else { total };
                let (year, month) = calendar::shift_month(document.year, document.month?, months);
                Edtf::month(year, month)
            }
            "D" | "W" => {
                let days = if letter == "W" { 7 * total } else { total };
                calendar::add_days(document.date()?, i64::from(days)).map(Edtf::day)
            }
            _ => None,
        }
    }

    fn span_to_document(&self, amount: Amount, unit: Unit, past: bool) -> Option<Edtf> {
        let document = self.document?;
        let Amount::Count(count) = amount else {
            return None;
        };
        let sign: i32 = if past { -1 } else { 1 };
        let (_, factor, letter) = unit.length();
        let total = count * factor;
        if total.fract() != 0.0 || total > 100_000.0 {
            return None;
        }
        // Just checked to be whole and small.
        let total = total as i32;
        let other = match (unit, letter) {
            (Unit::Second | Unit::Minute | Unit::Hour, _) => return None,
            (_, "Y") if total > 1 || document.month.is_none() => {
                Known::year(document.year + sign * total)
            }
            // "the last two quarters" are whole ones.
            (Unit::Quarter, _) => {
                let month = document.month?;
                let quarter = (month - 1) / 3 * 3 + 1;
                let (from, to) = if past {
                    (-3 * total, -1)
                } else {
                    (3, 3 * total + 2)
                };
                let (first, last) = (
                    calendar::shift_month(document.year, quarter, from),
                    calendar::shift_month(document.year, quarter, to),
                );
                return Edtf::interval(
                    &Edtf::month(first.0, first.1)?,
                    &Edtf::month(last.0, last.1)?,
                );
            }
            (_, "Y" | "M" | "Q") => {
                let months = match letter {
                    "Y" => 12 * total,
                    "Q" => 3 * total,
                    _ => total,
                };
                let (year, month) =
                    calendar::shift_month(document.year, document.month?, sign * months);
                Known {
                    year,
                    month: Some(month),
                    day: None,
                    quarter: None,
                }
            }
            (_, letter) => {
                let days = if letter == "W" { 7 * total } else { total };
                Known::of_day(calendar::add_days(
                    document.date()?,
                    i64::from(sign * days),
                )?)
            }
        };
        let months = other.month.is_some();
        if past {
            interval(other, document, months)
        } else {
            // "the next two days" are those after this one.
            let first = other
                .day
                .and(document.date())
                .and_then(|d| calendar::add_days(d, 1))
                .map_or(document, Known::of_day);
            interval(first, other, months)
        }
    }
}

/// A date as finely as it is known.
fn interval_end(known: Known) -> Option<Edtf> {
    match (known.date(), known.month) {
        (Some(day), _) => Some(Edtf::day(day)),
        (None, Some(month)) => Edtf::month(known.year, month),
        (None, None) => Some(Edtf::year(known.year)),
    }
}

/// The interval between two dates, both as finely known as the coarser.
fn interval(from: Known, to: Known, months: bool) -> Option<Edtf> {
    let write = |known: Known, days: bool| match (known.month, known.day) {
        (Some(_), Some(_)) if days => known.date().map(Edtf::day),
        (Some(month), _) if months => Edtf::month(known.year, month),
        _ => Some(Edtf::year(known.year)),
    };
    let days = from.day.is_some() && to.day.is_some();
    Edtf::interval(&write(from, days)?, &write(to, days)?)
}

/// The first or last months, weeks or days of a year.
fn part_of_a_year(amount: Amount, unit: Unit, year: i32, first: bool) -> Option<Edtf> {
    let Amount::Count(count) = amount else {
        return None;
    };
    let months = match unit {
        Unit::Month => count,
        Unit::Quarter => count * 3.0,
        Unit::Day if first && count >= 1.0 => {
            let start = calendar::day(year, 1, 1)?;
            let end = calendar::add_days(start, count as i64 - 1)?;
            return Edtf::interval(&Edtf::day(start), &Edtf::day(end));
        }
        _ => return None,
    };
    if months.fract() != 0.0 || !(1.0..=12.0).contains(&months) {
        return None;
    }
    // Just checked to be 1 to 12.
    let months = months as u8;
    let (from, to) = if first {
        (1, months)
    } else {
        (13 - months, 12)
    };
    Edtf::interval(&Edtf::month(year, from)?, &Edtf::month(year, to)?)
}

/// The TIMEX3 value of a length of time.
fn length_value(amount: Amount, unit: Unit, more: Option<(f64, Unit)>) -> String {
    let (prefix, factor, letter) = unit.length();
    let Amount::Count(count) = amount else {
        return format!("{prefix}X{letter}");
    };
    let number = |value: f64| {
        let rounded = (value * 1000.0).round() / 1000.0;
        format!("{rounded}")
    };
    let mut value = format!("{prefix}{}{letter}", number(count * factor));
    // "half an hour", "half a year".
    if unit == Unit::Hour && count.fract() != 0.0 {
        let minutes = (count * 60.0).round() as i64;
        value = match (minutes / 60, minutes % 60) {
            (0, minutes) => format!("PT{minutes}M"),
            (hours, minutes) => format!("PT{hours}H{minutes}M"),
        };
    } else if unit == Unit::Year && count == 0.5 {
        value = "P6M".to_owned();
    }
    if let Some((count, unit)) = more {
        let (prefix, factor, letter) = unit.length();
        if prefix == "PT" && !value.contains('T') {
            value.push('T');
        }
        value.push_str(&format!("{}{letter}", number(count * factor)));
    }
    value
}

fn set_value(value: SetValue) -> String {
    match value {
        SetValue::Fixed(value) => value.to_owned(),
        SetValue::Weekday(day) => format!("XXXX-WXX-{day}"),
        SetValue::Month(month) => format!("XXXX-{month:02}"),
        SetValue::Part(part) => format!("XXXX-XX-XXT{part}"),
        SetValue::Season(season) => format!("XXXX-{season}"),
        SetValue::Every(count, unit) => length_value(Amount::Count(count), unit, None),
        SetValue::Each(unit) => match unit {
            Unit::Second | Unit::Minute | Unit::Hour => "XXXX-XX-XXTXX",
            Unit::Night => "XXXX-XX-XXTNI",
            Unit::Day => "XXXX-XX-XX",
            Unit::Weekend => "XXXX-WXX-WE",
            Unit::Week => "XXXX-WXX",
            Unit::Fortnight => "P2W",
            Unit::Month => "XXXX-XX",
            Unit::Quarter => "XXXX-QX",
            Unit::HalfYear => "XXXX-HX",
            Unit::Year => "XXXX",
            Unit::Decade => "XXX",
            Unit::HalfCentury | Unit::Century => "XX",
            Unit::Millennium => "X",
        }
        .to_owned(),
    }
}

/// The week that a day lies in.
fn week_meaning(day: Date) -> Meaning {
    let (year, week) = calendar::week_of(day);
    let value = format!("{year:04}-W{week:02}");
    let edtf = calendar::week_start(year, week).and_then(|monday| {
        Edtf::interval(&Edtf::day(monday), &Edtf::day(calendar::week_end(monday)?))
    });
    let known = calendar::week_start(year, week).map(Known::of_day);
    Meaning::date(value, edtf, known)
}

/// The weekend of the week that a day lies in.
fn weekend_meaning(day: Date) -> Meaning {
    let (year, week) = calendar::week_of(day);
    let edtf = calendar::week_start(year, week).and_then(|monday| {
        let saturday = calendar::add_days(monday, 5)?;
        Edtf::interval(
            &Edtf::day(saturday),
            &Edtf::day(calendar::week_end(monday)?),
        )
    });
    Meaning::date(format!("{year:04}-W{week:02}-WE"), edtf, None)
}

/// A quarter, half or season of a year.
fn part_of_year(year: Option<i32>, code: &str, edtf: u8, quarter: Option<u8>) -> Meaning {
    let Some(year) = year else {
        return Meaning::date(format!("XXXX-{code}"), None, None);
    };
    let date = Edtf::parse(&format!("{year:04}-{edtf}")).ok();
    let known = Known {
        year,
        month: None,
        day: None,
        quarter,
    };
    Meaning::date(format!("{year:04}-{code}"), date, Some(known))
}

/// The year in which a month or day lies nearest to a date, behind or ahead of it by tense.
fn nearest_year(year: i32, today: (u8, Option<u8>), wanted: (u8, Option<u8>), tense: Tense) -> i32 {
    let (month, day) = today;
    // Days since the year began, roughly: only their order and nearness matter.
    let place = |month: u8, day: Option<u8>| i32::from(month) * 31 + i32::from(day.unwrap_or(0));
    let same_month = month == wanted.0 && (day.is_none() || wanted.1.is_none());
    if same_month {
        return year;
    }
    let gap =
        place(wanted.0, wanted.1.and(day).and(wanted.1)) - place(month, day.and(wanted.1).and(day));
    // The tense of the nearest verb may be another clause's: what lies within two weeks is not
    // a year away.
    match tense {
        Tense::Past if gap > 14 => year - 1,
        Tense::Future if gap < -14 => year + 1,
        Tense::Past | Tense::Future => year,
        Tense::Unknown if gap > 186 => year - 1,
        Tense::Unknown if gap < -186 => year + 1,
        Tense::Unknown => year,
    }
}

fn distance(a: Date, b: Date) -> i64 {
    (i64::from(a.year()) * 372 + i64::from(a.day_of_year())
        - i64::from(b.year()) * 372
        - i64::from(b.day_of_year()))
    .abs()
}
