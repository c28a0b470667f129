//! What a time expression says, before the document decides what that means.

use entente_model::TimexMod;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Night,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    HalfYear,
    Year,
    Decade,
    HalfCentury,
    Century,
    Millennium,
}

impl Unit {
    /// The unit of a table's code.
    pub(super) fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "S" => Self::Second,
            "MIN" => Self::Minute,
            "H" => Self::Hour,
            "NI" => Self::Night,
            "D" => Self::Day,
            "WE" => Self::Weekend,
            "W" => Self::Week,
            "FN" => Self::Fortnight,
            "M" => Self::Month,
            "Q" => Self::Quarter,
            "SM" => Self::HalfYear,
            "Y" => Self::Year,
            "DE" => Self::Decade,
            "HC" => Self::HalfCentury,
            "CE" => Self::Century,
            "ML" => Self::Millennium,
            _ => return None,
        })
    }

    /// How a length in this unit is written in TIMEX3: the prefix, the factor, the letter.
    pub(super) const fn length(self) -> (&'static str, f64, &'static str) {
        match self {
            Self::Second => ("PT", 1.0, "S"),
            Self::Minute => ("PT", 1.0, "M"),
            Self::Hour => ("PT", 1.0, "H"),
            Self::Night => ("P", 1.0, "NI"),
            Self::Day => ("P", 1.0, "D"),
            Self::Weekend => ("P", 1.0, "WE"),
            Self::Week => ("P", 1.0, "W"),
            Self::Fortnight => ("P", 2.0, "W"),
            Self::Month => ("P", 1.0, "M"),
            Self::Quarter => ("P", 1.0, "Q"),
            Self::HalfYear => ("P", 6.0, "M"),
            Self::Year => ("P", 1.0, "Y"),
            Self::Decade => ("P", 10.0, "Y"),
            Self::HalfCentury => ("P", 50.0, "Y"),
            Self::Century => ("P", 100.0, "Y"),
            Self::Millennium => ("P", 1000.0, "Y"),
        }
    }
}

/// What a relative expression is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The date of the document.
    Document,
    /// The date last named in it.
    Last,
}

/// The year of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    /// As the text says.
    Given(i32),
    /// Not said: the document decides, by tense and nearness.
    Open,
    /// So many years after the anchor's.
    Relative(i32, Anchor),
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: u8,
    pub(super) minute: Option<u8>,
    pub(super) second: Option<u8>,
}

/// A day or a longer or shorter piece of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    /// A year, month or day. With neither month nor day it is a year; with a day alone, a day of
    /// the month in question.
    Calendar {
        year: Year,
        month: Option<u8>,
        day: Option<u8>,
    },
    /// A day of the week; the shift says "last" or "next".
    Weekday { day: u8, shift: Option<i32> },
    /// A day of the week so many weeks from the document's.
    WeekdayOf { day: u8, weeks: i32 },
    /// A month said to be "last" or "next".
    RelativeMonth { month: u8, shift: i32 },
    /// A week by number, or the nth of a month.
    Week {
        year: Year,
        month: Option<u8>,
        week: i32,
    },
    /// A day of the document's month, or of one so many months after it; without a shift the
    /// month is the nearest by tense.
    DayOfMonth { day: u8, shift: Option<i32> },
    /// So many units after (or before) a day or period that the same words name; the unit is a
    /// day or longer.
    Offset { unit: Unit, count: i32, base: Base },
    /// What has passed of the document's year.
    YearToDate,
    /// The week of a day.
    WeekOf { month: u8, day: u8, year: Year },
    /// A quarter, 1 to 4.
    Quarter { year: Year, quarter: u8 },
    /// A half, 1 or 2.
    Half { year: Year, half: u8 },
    /// A season; the code is that of TIMEX3.
    Season {
        year: Year,
        season: &'static str,
        shift: Option<i32>,
    },
    /// A decade by its first three digits; with `short`, by its last.
    Decade { decade: i32, short: bool },
    /// A century by its first two digits.
    Century { century: i32 },
    /// A fiscal year, by the year in which it ends, and whether it was written with both.
    Fiscal { year: Year, split: bool },
    /// So many units from the anchor.
    Shift {
        unit: Unit,
        count: i32,
        anchor: Anchor,
    },
    /// A feast or named day; the shift says "last" or "next".
    Holiday {
        rule: &'static str,
        year: Year,
        shift: Option<i32>,
    },
    /// A TIMEX3 value of a fixed form, such as `2` for the new millennium.
    Named(&'static str),
}

/// What a point is counted from, of the kinds that "two weeks after …" is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// A year, month or day.
    Calendar {
        year: Year,
        month: Option<u8>,
        day: Option<u8>,
    },
    /// A day of the week.
    Weekday { day: u8, shift: Option<i32> },
    /// A feast.
    Holiday {
        rule: &'static str,
        year: Year,
        shift: Option<i32>,
    },
    /// So many days from the document's date: "today".
    Days(i32),
}

impl Base {
    /// The base that a point makes, if it is of those kinds.
    pub(super) const fn of(point: Point) -> Option<Self> {
        Some(match point {
            Point::Calendar { year, month, day } => Self::Calendar { year, month, day },
            Point::Weekday { day, shift } => Self::Weekday { day, shift },
            Point::Holiday { rule, year, shift } => Self::Holiday { rule, year, shift },
            Point::Shift {
                unit: Unit::Day,
                count,
                anchor: Anchor::Document,
            } => Self::Days(count),
            _ => return None,
        })
    }

    /// The point that it is.
    pub(super) const fn point(self) -> Point {
        match self {
            Self::Calendar { year, month, day } => Point::Calendar { year, month, day },
            Self::Weekday { day, shift } => Point::Weekday { day, shift },
            Self::Holiday { rule, year, shift } => Point::Holiday { rule, year, shift },
            Self::Days(count) => Point::Shift {
                unit: Unit::Day,
                count,
                anchor: Anchor::Document,
            },
        }
    }
}

/// How much of a unit a length of time is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Amount {
    /// So many.
    Count(f64),
    /// Not said: "several", "years".
    Vague,
}

/// What a length of time is tied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    /// To nothing.
    Free,
    /// It ends at the document's date.
    Past,
    /// It begins at the document's date.
    Coming,
    /// Its end, counted from the document's date, is meant: "will be back in two days".
    Until,
    /// It is the first of a year ("the first 11 months of 2024").
    First(Year),
    /// It is the last of a year.
    Last(Year),
}

/// One time expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Expression {
    /// A piece of the calendar.
    Date(Point),
    /// A time or part of a day, of a date said with it or of the one in question.
    Time {
        date: Option<Point>,
        clock: Option<Clock>,
        part: Option<&'static str>,
    },
    /// A length of time.
    Duration {
        amount: Amount,
        unit: Unit,
        /// A second unit: "two years and three months".
        more: Option<(f64, Unit)>,
        tie: Tie,
    },
    /// Something that recurs, by its TIMEX3 value.
    Set(SetValue),
    /// `PRESENT_REF`, `PAST_REF`, `FUTURE_REF`.
    Reference(&'static str),
}

/// The value of something that recurs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum SetValue {
    /// As the table writes it.
    Fixed(&'static str),
    /// Every one of a unit.
    Each(Unit),
    /// Every so many of a unit.
    Every(f64, Unit),
    /// Every such weekday.
    Weekday(u8),
    /// Every such month.
    Month(u8),
    /// Every such part of a day.
    Part(&'static str),
    /// Every such season.
    Season(&'static str),
}

/// An expression and the items that it takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) expression: Expression,
    pub(super) modifier: Option<TimexMod>,
    /// Whether the next expression is the end of a range that this one begins.
    pub(super) begins_range: bool,
}

impl Found {
    pub(super) const fn new(from: usize, to: usize, expression: Expression) -> Self {
        Self {
            from,
            to,
            expression,
            modifier: None,
            begins_range: false,
        }
    }

    pub(super) const fn date(from: usize, to: usize, point: Point) -> Self {
        Self::new(from, to, Expression::Date(point))
    }

    pub(super) const fn with(mut self, modifier: Option<TimexMod>) -> Self {
        self.modifier = modifier;
        self
    }
}

/// A TIMEX3 modifier by its name in the tables.
pub(super) fn modifier(name: &str) -> Option<TimexMod> {
    Some(match name {
        "START" => TimexMod::Start,
        "MID" => TimexMod::Mid,
        "END" => TimexMod::End,
        "LESS_THAN" => TimexMod::LessThan,
        "MORE_THAN" => TimexMod::MoreThan,
        "EQUAL_OR_LESS" => TimexMod::EqualOrLess,
        "EQUAL_OR_MORE" => TimexMod::EqualOrMore,
        "APPROX" => TimexMod::Approx,
        _ => return None,
    })
}
