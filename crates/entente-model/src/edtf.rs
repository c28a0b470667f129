//! Dates as EDTF (ISO 8601-2:2019, Annex A; Library of Congress specification of 2019-02-04)
//! writes them, levels 0 to 2.
//!
//! | form | example | level |
//! | --- | --- | --- |
//! | day, month, year | `2025-03-10`, `2025-03`, `2025` | 0 |
//! | time of a day | `2025-03-10T18:00:00`, `…Z`, `…+07:00` | 0 |
//! | interval | `2024-01/2024-11` | 0 |
//! | open or unknown end | `2013/..`, `../1985`, `1985/`, `/1985` | 1 |
//! | uncertain, approximate, both | `1995?`, `1995~`, `1995%` | 1 |
//! | digits not known | `199X`, `19XX`, `2025-XX` | 1 |
//! | season | `2025-21` (spring) to `2025-24` (winter) | 1 |
//! | far or negative year | `Y170002`, `-0044` | 1 |
//! | qualified part | `2004-~06`, `2004?-06` | 2 |
//! | any digit not known | `1XX3`, `2025-X2`, `XXXX-12-XX` | 2 |
//! | part of a year | `2019-35` (third quarter), `2019-40` (first half) | 2 |
//! | one of, all of | `[1667,1670..1672]`, `{1960,1961-12}` | 2 |
//! | exponent, significant digits | `Y17E7`, `1950S2` | 2 |

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A date, period or interval in EDTF, checked when it is made.
///
/// Equality and order are those of the written form; what lies before what on the calendar is
/// said by [`Edtf::before`], [`Edtf::within`] and [`Edtf::overlaps`].
///
/// ```
/// use entente_model::Edtf;
/// let period = Edtf::parse("2024-01/2024-11")?;
/// assert_eq!(period.earliest().unwrap().to_string(), "2024-01-01");
/// assert_eq!(period.latest().unwrap().to_string(), "2024-11-30");
/// assert_eq!(Edtf::parse("2024-03-10")?.within(&period), Some(true));
/// // A year may lie inside of those months, or not.
/// assert_eq!(Edtf::parse("2024")?.within(&period), None);
/// # Ok::<(), entente_model::EdtfError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Edtf(String);

/// A string that is not EDTF.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date in EDTF; write 2025, 2025-03, 2025-03-10, 2024-01/2024-11 or 2013/..")]
pub struct EdtfError(String);

/// The longest string that is read; the longest that has a use is far shorter.
const LONGEST: usize = 4096;

impl Edtf {
    /// Reads an EDTF string of any level.
    ///
    /// # Errors
    ///
    /// If the string is not EDTF of level 0, 1 or 2: a form that the specification does not have,
    /// a day that the calendar does not have, or an interval that ends before it begins.
    pub fn parse(text: &str) -> Result<Self, EdtfError> {
        match read(text) {
            Some(_) => Ok(Self(text.to_owned())),
            None => Err(EdtfError(text.chars().take(80).collect())),
        }
    }

    /// The date of one calendar day. Years before 0 are written with a sign.
    #[must_use]
    pub fn day(day: Date) -> Self {
        Self(format!(
            "{}-{:02}-{:02}",
            year_text(i32::from(day.year())),
            day.month(),
            day.day()
        ))
    }

    /// A month of a year; `None` unless `month` is 1 to 12 and the year has at most four digits.
    #[must_use]
    pub fn month(year: i32, month: u8) -> Option<Self> {
        let fits = (-9999..=9999).contains(&year) && (1..=12).contains(&month);
        fits.then(|| Self(format!("{}-{month:02}", year_text(year))))
    }

    /// A year; one of more than four digits has the prefix `Y`.
    #[must_use]
    pub fn year(year: i32) -> Self {
        if (-9999..=9999).contains(&year) {
            Self(year_text(year))
        } else {
            Self(format!("Y{year}"))
        }
    }

    /// The interval from the start of `from` to the end of `to`; `None` if either is no single
    /// date (an interval, a set, a time of day) or the interval would end before it begins.
    #[must_use]
    pub fn interval(from: &Edtf, to: &Edtf) -> Option<Self> {
        Self::parse(&format!("{from}/{to}")).ok()
    }

    /// The interval that begins with `from` and has not ended, or whose end is open:
    /// `2013/..`. `None` if `from` is no single date.
    #[must_use]
    pub fn since(from: &Edtf) -> Option<Self> {
        Self::parse(&format!("{from}/..")).ok()
    }

    /// The interval that ends with `to` and has no stated beginning: `../2030`. `None` if `to`
    /// is no single date.
    #[must_use]
    pub fn until(to: &Edtf) -> Option<Self> {
        Self::parse(&format!("../{to}")).ok()
    }

    /// The string as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The lowest level of conformance that has this form: 0, 1 or 2.
    #[must_use]
    pub fn level(&self) -> u8 {
        read(&self.0).map_or(2, |form| form.level)
    }

    /// The first day that it may mean.
    ///
    /// - Of an interval or a set, that of its first part; `None` where that is open (`..`) or
    ///   unknown (left out).
    /// - Digits not known are as low as the calendar allows: `199X` begins 1990-01-01.
    /// - `?`, `~` and `%` do not move it; see [`Edtf::is_qualified`].
    /// - Seasons are those of meteorology, of the north where no hemisphere is said: spring
    ///   begins on 1 March, winter on 1 December of its year.
    /// - `None` for a year outside of -9999 to 9999.
    #[must_use]
    pub fn earliest(&self) -> Option<Date> {
        read(&self.0)?.first?.date()
    }

    /// The last day that it may mean, by the rules of [`Edtf::earliest`]. Winter ends with the
    /// February of the next year.
    #[must_use]
    pub fn latest(&self) -> Option<Date> {
        read(&self.0)?.last?.date()
    }

    /// Whether any part of it is uncertain (`?`), approximate (`~`) or both (`%`).
    #[must_use]
    pub fn is_qualified(&self) -> bool {
        self.0.contains(['?', '~', '%'])
    }

    /// Whether it is an interval, open ones among them.
    #[must_use]
    pub fn is_interval(&self) -> bool {
        self.0.contains('/')
    }

    /// Whether what it dates lies wholly before what `other` dates: `None` where their bounds
    /// share a day, or an end that would decide it is not known.
    #[must_use]
    pub fn before(&self, other: &Edtf) -> Option<bool> {
        let (a, b) = (self.bounds()?, other.bounds()?);
        if a.1.is_some_and(|end| b.0.is_some_and(|start| end < start)) {
            return Some(true);
        }
        a.0.is_some_and(|start| b.1.is_some_and(|end| end < start))
            .then_some(false)
    }

    /// Whether what it dates lies wholly within `other`: `None` where it may or may not.
    ///
    /// An open end (`..`) holds whatever comes; an end left out as unknown decides nothing.
    #[must_use]
    pub fn within(&self, other: &Edtf) -> Option<bool> {
        let (a, b) = (self.bounds()?, other.bounds()?);
        if disjoint(a, b) {
            return Some(false);
        }
        let form = read(&other.0)?;
        let starts = match (b.0, a.0) {
            (Some(outer), Some(inner)) => outer <= inner,
            (None, _) => form.open_start,
            (Some(_), None) => false,
        };
        let ends = match (b.1, a.1) {
            (Some(outer), Some(inner)) => inner <= outer,
            (None, _) => form.open_end,
            (Some(_), None) => false,
        };
        (starts && ends && form.whole).then_some(true)
    }

    /// Whether the two share a day: `None` where they may or may not, since one of them is only
    /// known to lie somewhere in a longer period (`199X`, `[1667,1670]`, an unknown end).
    #[must_use]
    pub fn overlaps(&self, other: &Edtf) -> Option<bool> {
        let (a, b) = (self.bounds()?, other.bounds()?);
        if disjoint(a, b) {
            return Some(false);
        }
        if self.within(other) == Some(true) || other.within(self) == Some(true) {
            return Some(true);
        }
        let sure = |form: Form| {
            form.whole
                && (form.first.is_some() || form.open_start)
                && (form.last.is_some() || form.open_end)
        };
        (sure(read(&self.0)?) && sure(read(&other.0)?)).then_some(true)
    }

    /// Both bounds; `None` where a year leaves the calendar, so that nothing can be compared.
    fn bounds(&self) -> Option<(Option<Date>, Option<Date>)> {
        let form = read(&self.0)?;
        let date = |day: Option<Day>| match day {
            None => Some(None),
            Some(day) => day.date().map(Some),
        };
        Some((date(form.first)?, date(form.last)?))
    }
}

/// Whether two pairs of bounds certainly share no day.
fn disjoint(a: (Option<Date>, Option<Date>), b: (Option<Date>, Option<Date>)) -> bool {
    let apart = |end: Option<Date>, start: Option<Date>| {
        end.is_some_and(|end| start.is_some_and(|start| end < start))
    };
    apart(a.1, b.0) || apart(b.1, a.0)
}

impl std::str::FromStr for Edtf {
    type Err = EdtfError;

    fn from_str(text: &str) -> Result<Self, EdtfError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Edtf {
    type Error = EdtfError;

    fn try_from(text: String) -> Result<Self, EdtfError> {
        Self::parse(&text)
    }
}

impl From<Edtf> for String {
    fn from(date: Edtf) -> String {
        date.0
    }
}

impl std::fmt::Display for Edtf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

/// A year as EDTF writes it: four digits, a sign before year 0.
fn year_text(year: i32) -> String {
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}", year.unsigned_abs())
}

/// A day of a calendar without end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Day {
    year: i64,
    month: u8,
    day: u8,
}

impl Day {
    fn date(self) -> Option<Date> {
        let year = i16::try_from(self.year).ok()?;
        Date::new(
            year,
            i8::try_from(self.month).ok()?,
            i8::try_from(self.day).ok()?,
        )
        .ok()
    }
}

/// What a string was found to be.
#[derive(Clone, Copy)]
struct Form {
    level: u8,
    first: Option<Day>,
    last: Option<Day>,
    /// Whether the start, or end, is said to be open (`..`) rather than unknown.
    open_start: bool,
    open_end: bool,
    /// Whether it stands for the whole of what lies between its bounds.
    whole: bool,
}

/// One date: a day, month, year, season, with digits not known and qualifiers.
#[derive(Clone, Copy)]
struct Single {
    level: u8,
    first: Day,
    last: Day,
    masked: bool,
    /// A time of day, which may not stand in an interval or set.
    timed: bool,
}

/// Reads a whole string.
fn read(text: &str) -> Option<Form> {
    if text.is_empty() || text.len() > LONGEST || !text.is_ascii() {
        return None;
    }
    if let Some(inner) = text.strip_prefix('[') {
        return read_set(inner.strip_suffix(']')?, false);
    }
    if let Some(inner) = text.strip_prefix('{') {
        return read_set(inner.strip_suffix('}')?, true);
    }
    if let Some((from, to)) = text.split_once('/') {
        return read_interval(from, to);
    }
    let single = read_single(text)?;
    Some(Form {
        level: single.level,
        first: Some(single.first),
        last: Some(single.last),
        open_start: false,
        open_end: false,
        whole: !single.masked,
    })
}

/// Reads `FROM/TO`.
fn read_interval(from: &str, to: &str) -> Option<Form> {
    let mut level = 0;
    // "on or before": `..2004-06-01/2004-06-20..`, a level 2 form.
    let (start_before, from) = match from.strip_prefix("..") {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, from),
    };
    let (end_after, to) = match to.strip_suffix("..") {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, to),
    };
    if start_before || end_after {
        level = 2;
    }
    let end = |text: &str| -> Option<Option<Single>> {
        if text.is_empty() || text == ".." {
            return Some(None);
        }
        read_single(text).filter(|s| !s.timed).map(Some)
    };
    let (first, last) = (end(from)?, end(to)?);
    if first.is_none() && last.is_none() {
        return None;
    }
    for side in [first, last] {
        level = level.max(match side {
            None => 1,
            Some(single) if single.masked => 2,
            Some(single) => single.level,
        });
    }
    if let (Some(a), Some(b)) = (first, last)
        && a.first > b.last
    {
        return None;
    }
    Some(Form {
        level,
        first: first.map(|s| s.first).filter(|_| !start_before),
        last: last.map(|s| s.last).filter(|_| !end_after),
        open_start: from == ".." || start_before,
        open_end: to == ".." || end_after,
        whole: ![first, last].iter().flatten().any(|s| s.masked),
    })
}

/// Reads the inside of `[…]` (one of) or `{…}` (all of).
fn read_set(inner: &str, all: bool) -> Option<Form> {
    let (mut first, mut last) = (None::<Day>, None::<Day>);
    let (mut open_start, mut open_end) = (false, false);
    let mut take = |single: Single| {
        first = Some(first.map_or(single.first, |f| f.min(single.first)));
        last = Some(last.map_or(single.last, |l| l.max(single.last)));
    };
    let member = |text: &str| read_single(text).filter(|s| !s.timed);
    for part in inner.split(',') {
        match part.split_once("..") {
            None => take(member(part)?),
            Some(("", "")) => return None,
            Some(("", to)) => {
                open_start = true;
                take(member(to)?);
            }
            Some((from, "")) => {
                open_end = true;
                take(member(from)?);
            }
            Some((from, to)) => {
                let (from, to) = (member(from)?, member(to)?);
                if from.first > to.last {
                    return None;
                }
                take(from);
                take(to);
            }
        }
    }
    Some(Form {
        level: 2,
        first: first.filter(|_| !open_start),
        last: last.filter(|_| !open_end),
        open_start,
        open_end,
        // Between several members days are left out, and "one of" a range is no whole range.
        whole: !inner.contains(',') && (all || !inner.contains("..")),
    })
}

/// A reader of one date's characters.
struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn next_if(&mut self, wanted: impl Fn(u8) -> bool) -> Option<u8> {
        let &c = self.rest.first()?;
        if !wanted(c) {
            return None;
        }
        self.rest = &self.rest[1..];
        Some(c)
    }

    fn eat(&mut self, wanted: u8) -> bool {
        self.next_if(|c| c == wanted).is_some()
    }

    fn qualifier(&mut self) -> bool {
        self.next_if(|c| matches!(c, b'?' | b'~' | b'%')).is_some()
    }

    /// Exactly `N` characters, each a digit or `X`.
    fn digits<const N: usize>(&mut self) -> Option<[u8; N]> {
        let mut out = [0; N];
        for place in &mut out {
            *place = self.next_if(|c| c.is_ascii_digit() || c == b'X')?;
        }
        Some(out)
    }

    /// As many digits as come, as a number; `None` for none, a leading zero, or too many.
    fn number(&mut self) -> Option<i64> {
        let mut value: Option<i64> = None;
        while let Some(c) = self.next_if(|c| c.is_ascii_digit()) {
            if value == Some(0) {
                return None;
            }
            let digit = i64::from(c - b'0');
            value = Some(value.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
        }
        value
    }

    fn two(&mut self) -> Option<u8> {
        let tens = self.next_if(|c| c.is_ascii_digit())? - b'0';
        let ones = self.next_if(|c| c.is_ascii_digit())? - b'0';
        Some(tens * 10 + ones)
    }
}

/// The lowest and highest number that digits and `X`s allow.
fn range(digits: &[u8]) -> (i64, i64) {
    digits.iter().fold((0, 0), |(low, high), &c| match c {
        b'X' => (low * 10, high * 10 + 9),
        c => {
            let digit = i64::from(c - b'0');
            (low * 10 + digit, high * 10 + digit)
        }
    })
}

/// Whether `number`, written with two digits, fits the pattern.
fn fits(pattern: [u8; 2], number: u8) -> bool {
    let digits = [b'0' + number / 10, b'0' + number % 10];
    pattern
        .iter()
        .zip(digits)
        .all(|(&p, d)| p == b'X' || p == d)
}

const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const fn days_in(year: i64, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Reads one date, without interval or set marks.
fn read_single(text: &str) -> Option<Single> {
    if let Some(far) = text.strip_prefix('Y') {
        return read_far_year(far);
    }
    let mut reader = Reader {
        rest: text.as_bytes(),
    };
    let mut qualified_part = reader.qualifier();
    let leading = qualified_part;
    let negative = reader.eat(b'-');
    let year = reader.digits::<4>()?;
    let year_masked = year.contains(&b'X');
    if negative && year == *b"0000" {
        return None;
    }
    let years = {
        let (low, high) = range(&year);
        if negative { (-high, -low) } else { (low, high) }
    };
    if reader.eat(b'S') {
        return read_significant(reader, years, year_masked);
    }
    let mut masks = [year_masked, false, false];
    // A qualifier on the right of the last part holds for all parts: level 1. Elsewhere: 2.
    let mut trailing = reader.qualifier();
    let (mut month, mut day) = (None::<[u8; 2]>, None::<[u8; 2]>);
    for (place, part) in [&mut month, &mut day].into_iter().enumerate() {
        if reader.rest.is_empty() || reader.rest[0] == b'T' {
            break;
        }
        if !reader.eat(b'-') {
            return None;
        }
        qualified_part |= trailing;
        qualified_part |= reader.qualifier();
        let digits = reader.digits::<2>()?;
        masks[place + 1] = digits.contains(&b'X');
        *part = Some(digits);
        trailing = reader.qualifier();
    }
    let timed = if reader.eat(b'T') {
        let plain = !qualified_part && !trailing && !masks.contains(&true) && day.is_some();
        if !plain || !read_time(&mut reader) {
            return None;
        }
        true
    } else {
        false
    };
    if !reader.rest.is_empty() {
        return None;
    }
    // `?1945`, a qualifier before a bare year, says what `1945?` says.
    if leading && month.is_none() {
        qualified_part = false;
        trailing = true;
    }
    let masked = masks.contains(&true);
    let (first, last, season) = calendar(years, &year, negative, month, day)?;
    let level = [
        (negative || trailing, 1),
        (masked, mask_level(&year, month, day)),
        (
            season.is_some(),
            if matches!(season, Some(21..=24)) {
                1
            } else {
                2
            },
        ),
        (qualified_part, 2),
    ]
    .into_iter()
    .filter_map(|(applies, level)| applies.then_some(level))
    .max()
    .unwrap_or(0);
    Some(Single {
        level,
        first,
        last,
        masked,
        timed,
    })
}

/// Level 1 leaves out whole parts from the right, or the last one or two digits of a lone year.
fn mask_level(year: &[u8; 4], month: Option<[u8; 2]>, day: Option<[u8; 2]>) -> u8 {
    let plain = |digits: &[u8]| !digits.contains(&b'X');
    let simple = match (month, day) {
        (None, _) => plain(&year[..2]) && (year[2] != b'X' || year[3] == b'X'),
        (Some(month), None) => plain(year) && month == *b"XX",
        (Some(month), Some(day)) => {
            plain(year) && day == *b"XX" && (plain(&month) || month == *b"XX")
        }
    };
    if simple { 1 } else { 2 }
}

/// The first and last day of what year, month or season, and day allow.
fn calendar(
    years: (i64, i64),
    year: &[u8; 4],
    negative: bool,
    month: Option<[u8; 2]>,
    day: Option<[u8; 2]>,
) -> Option<(Day, Day, Option<u8>)> {
    let at = |year: i64, month: u8, day: u8| Day { year, month, day };
    let Some(month) = month else {
        return Some((at(years.0, 1, 1), at(years.1, 12, 31), None));
    };
    let season = (21..=41).find(|&s| !month.contains(&b'X') && fits(month, s));
    if let Some(season) = season {
        if day.is_some() {
            return None;
        }
        let (from, to) = season_months(season);
        let end_year = years.1 + i64::from(to < from);
        return Some((
            at(years.0, from, 1),
            at(end_year, to, days_in(end_year, to)),
            Some(season),
        ));
    }
    // Ascending years that fit the pattern; at most 10,000, and mostly one.
    let fitting = |candidate: i64| {
        let digits = candidate.unsigned_abs();
        let text = [
            (digits / 1000 % 10) as u8,
            (digits / 100 % 10) as u8,
            (digits / 10 % 10) as u8,
            (digits % 10) as u8,
        ];
        (candidate < 0) == (negative && digits != 0)
            && year
                .iter()
                .zip(text)
                .all(|(&p, d)| p == b'X' || p == b'0' + d)
    };
    let wanted = day.unwrap_or(*b"XX");
    let days = |year: i64, month: u8| (1..=days_in(year, month)).filter(move |&d| fits(wanted, d));
    let first = (years.0..=years.1).filter(|&y| fitting(y)).find_map(|y| {
        (1..=12)
            .filter(|&m| fits(month, m))
            .find_map(|m| days(y, m).next().map(|d| at(y, m, d)))
    })?;
    let last = (years.0..=years.1)
        .rev()
        .filter(|&y| fitting(y))
        .find_map(|y| {
            (1..=12)
                .rev()
                .filter(|&m| fits(month, m))
                .find_map(|m| days(y, m).next_back().map(|d| at(y, m, d)))
        })?;
    Some((first, last, None))
}

/// First and last month of a season or part of a year; the last is the smaller where it lies in
/// the next year.
const fn season_months(season: u8) -> (u8, u8) {
    match season {
        // Spring: of no said hemisphere, of the north; autumn of the south.
        21 | 25 | 31 => (3, 5),
        22 | 26 | 32 => (6, 8),
        23 | 27 | 29 => (9, 11),
        24 | 28 | 30 => (12, 2),
        33..=36 => ((season - 33) * 3 + 1, (season - 33) * 3 + 3),
        37..=39 => ((season - 37) * 4 + 1, (season - 37) * 4 + 4),
        _ => ((season - 40) * 6 + 1, (season - 40) * 6 + 6),
    }
}

/// Reads the significant digits after `S`.
fn read_significant(mut reader: Reader<'_>, years: (i64, i64), masked: bool) -> Option<Single> {
    let significant = reader.number()?;
    if masked || !reader.rest.is_empty() || !(1..=4).contains(&significant) {
        return None;
    }
    Some(significant_year(years.0, 4, significant))
}

/// A year of which only the first `significant` of `digits` digits are sure.
fn significant_year(year: i64, digits: i64, significant: i64) -> Single {
    let unsure = u32::try_from((digits - significant).clamp(0, 18)).unwrap_or(0);
    let step = 10i64.pow(unsure);
    let low = year.unsigned_abs() as i64 / step * step;
    let (first, last) = if year < 0 {
        (-(low.saturating_add(step - 1)), -low)
    } else {
        (low, low.saturating_add(step - 1))
    };
    Single {
        level: 2,
        first: Day {
            year: first,
            month: 1,
            day: 1,
        },
        last: Day {
            year: last,
            month: 12,
            day: 31,
        },
        masked: unsure > 0,
        timed: false,
    }
}

/// Reads what follows `Y`: a year of more than four digits.
fn read_far_year(text: &str) -> Option<Single> {
    let mut reader = Reader {
        rest: text.as_bytes(),
    };
    let negative = reader.eat(b'-');
    let number = reader.number()?;
    let exponent = if reader.eat(b'E') {
        Some(reader.number()?)
    } else {
        None
    };
    let significant = if reader.eat(b'S') {
        Some(reader.number()?)
    } else {
        None
    };
    if !reader.rest.is_empty() {
        return None;
    }
    let power = 10i64.checked_pow(u32::try_from(exponent.unwrap_or(0)).ok()?)?;
    let size = number.checked_mul(power)?;
    if size <= 9999 {
        return None;
    }
    let year = if negative { -size } else { size };
    let digits = i64::from(size.ilog10()) + 1;
    let level = if exponent.is_some() || significant.is_some() {
        2
    } else {
        1
    };
    let single = significant_year(year, digits, significant.unwrap_or(digits));
    match significant {
        Some(s) if !(1..=digits).contains(&s) => None,
        _ => Some(Single { level, ..single }),
    }
}

/// Reads `hh:mm:ss` and an offset from universal time.
fn read_time(reader: &mut Reader<'_>) -> bool {
    let clock = (|| {
        let hour = reader.two()?;
        let minute = reader.eat(b':').then(|| reader.two())??;
        let second = reader.eat(b':').then(|| reader.two())??;
        Some((hour, minute, second))
    })();
    let valid = match clock {
        Some((24, minute, second)) => minute == 0 && second == 0,
        Some((hour, minute, second)) => hour < 24 && minute < 60 && second < 60,
        None => false,
    };
    if !valid {
        return false;
    }
    if reader.rest.is_empty() || reader.eat(b'Z') {
        return true;
    }
    let Some(sign) = reader.next_if(|c| matches!(c, b'+' | b'-')) else {
        return false;
    };
    let Some(hours) = reader.two() else {
        return false;
    };
    let minutes = if reader.eat(b':') {
        match reader.two() {
            Some(minutes) if minutes < 60 => u16::from(minutes),
            _ => return false,
        }
    } else {
        0
    };
    // Offsets run from -12:00 to +14:00; "-00:00" says nothing.
    let total = u16::from(hours) * 60 + minutes;
    if sign == b'+' {
        total <= 14 * 60
    } else {
        (1..=12 * 60).contains(&total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edtf(text: &str) -> Edtf {
        Edtf::parse(text).unwrap()
    }

    fn bounds(text: &str) -> (String, String) {
        let date = edtf(text);
        let show = |d: Option<Date>| d.map_or_else(|| "-".to_owned(), |d| d.to_string());
        (show(date.earliest()), show(date.latest()))
    }

    #[test]
    fn levels_follow_the_specification() {
        for (level, texts) in [
            (
                0,
                vec![
                    "1985",
                    "1985-04",
                    "1985-04-12",
                    "1985-04-12T23:20:30Z",
                    "1964/2008",
                ],
            ),
            (
                1,
                vec![
                    "1985?", "?1985", "199X", "2001-21", "1985/..", "/1985", "-0044", "Y170002",
                ],
            ),
            (
                2,
                vec![
                    "1XXX",
                    "1985-~04",
                    "1985-X2",
                    "2001-33",
                    "[1667,1668]",
                    "1950S2",
                    "Y17E7",
                ],
            ),
        ] {
            for text in texts {
                assert_eq!(edtf(text).level(), level, "{text}");
            }
        }
    }

    #[test]
    fn what_the_calendar_does_not_have_is_refused() {
        for text in [
            "",
            "198",
            "1985-13",
            "1985-02-30",
            "2023-02-29",
            "1985-20",
            "15XX-02-3X",
            "-0000",
            "2005/2004",
            "/",
            "2005-07-25T10:10:10Z/2006",
            "1985-04-12T25:00:00",
            "[1999}",
            "Y9999",
            "1985 ",
            "năm 1985",
            "1985-04-12T10:00:00-00:00",
            "Y99999999999999999999",
        ] {
            assert!(Edtf::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn bounding_days() {
        for (text, first, last) in [
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("199X", "1990-01-01", "1999-12-31"),
            ("2013/..", "2013-01-01", "-"),
            ("../1985-04", "-", "1985-04-30"),
            ("2023-24", "2023-12-01", "2024-02-29"),
            ("2019-35", "2019-07-01", "2019-09-30"),
            ("1560-X2", "1560-02-01", "1560-12-31"),
            ("15XX-01-3X", "1500-01-30", "1599-01-31"),
            ("[1667,1670..1672]", "1667-01-01", "1672-12-31"),
            ("1950S2", "1900-01-01", "1999-12-31"),
            ("-0044-03-15", "-000044-03-15", "-000044-03-15"),
            ("Y170002", "-", "-"),
            ("2XXX", "2000-01-01", "2999-12-31"),
        ] {
            assert_eq!(bounds(text), (first.to_owned(), last.to_owned()), "{text}");
        }
    }

    #[test]
    fn comparison_says_when_it_cannot_tell() {
        let before = |a: &str, b: &str| edtf(a).before(&edtf(b));
        assert_eq!(before("1995", "1996-02"), Some(true));
        assert_eq!(before("1996", "1995"), Some(false));
        assert_eq!(before("1995", "1995-07-28"), None);
        assert_eq!(before("2013/..", "2020"), None);
        let within = |a: &str, b: &str| edtf(a).within(&edtf(b));
        assert_eq!(within("2020", "2013/.."), Some(true));
        assert_eq!(within("2020", "2013/"), None, "an unknown end");
        assert_eq!(within("2012", "2013/.."), Some(false));
        assert_eq!(within("1995-07", "1995"), Some(true));
        assert_eq!(
            within("1995", "199X"),
            None,
            "199X is some year of the decade"
        );
        let overlaps = |a: &str, b: &str| edtf(a).overlaps(&edtf(b));
        assert_eq!(overlaps("2024-01/2024-11", "2024-06/2025-02"), Some(true));
        assert_eq!(overlaps("2024-01/2024-11", "2024-12"), Some(false));
        assert_eq!(overlaps("199X", "1995/2005"), None);
    }

    #[test]
    fn constructors_write_what_they_are_given() {
        assert_eq!(
            Edtf::day(jiff::civil::date(2025, 3, 9)).as_str(),
            "2025-03-09"
        );
        assert_eq!(Edtf::month(2025, 3).unwrap().as_str(), "2025-03");
        assert_eq!(Edtf::month(2025, 13), None);
        assert_eq!(Edtf::year(-44).as_str(), "-0044");
        assert_eq!(Edtf::year(12_345).as_str(), "Y12345");
        let (from, to) = (edtf("2024-01"), edtf("2024-11"));
        assert_eq!(
            Edtf::interval(&from, &to).unwrap().as_str(),
            "2024-01/2024-11"
        );
        assert_eq!(Edtf::interval(&to, &from), None);
        assert_eq!(Edtf::since(&from).unwrap().as_str(), "2024-01/..");
        assert_eq!(Edtf::until(&from).unwrap().as_str(), "../2024-01");
    }
}
