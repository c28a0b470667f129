//! Times as a text names them.

use serde::{Deserialize, Serialize};

use crate::{Edtf, Span};

/// The TIMEX3 sort of a time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexType {
    /// A calendar date or a longer calendar period.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
}

/// The TIMEX3 modifier of a time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TimexMod {
    /// "before June"
    Before,
    /// "after June"
    After,
    /// "on or before June"
    OnOrBefore,
    /// "on or after June"
    OnOrAfter,
    /// "less than two years"
    LessThan,
    /// "more than two years"
    MoreThan,
    /// "up to two years"
    EqualOrLess,
    /// "at least two years"
    EqualOrMore,
    /// "early June"
    Start,
    /// "mid-June"
    Mid,
    /// "late June"
    End,
    /// "about June"
    Approx,
}

/// One time expression with its two readings: TIMEX3, and EDTF where it lies on the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timex {
    /// The words, in bytes of the document's text.
    #[serde(flatten)]
    pub span: Span,
    /// The TIMEX3 sort.
    #[serde(rename = "type")]
    pub kind: TimexType,
    /// The TIMEX3 value: `2024-11`, `P30Y`, `PRESENT_REF`.
    pub value: String,
    /// The TIMEX3 modifier, where there is one.
    #[serde(rename = "mod", default, skip_serializing_if = "Option::is_none")]
    pub modifier: Option<TimexMod>,
    /// The date or interval on the calendar that is meant, where the text decides it.
    #[serde(default)]
    pub edtf: Option<Edtf>,
}
