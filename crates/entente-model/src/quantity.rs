//! Numbers as a text gives them.

use serde::{Deserialize, Serialize};

use crate::{Bound, Span};

/// What sort of number an expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuantityKind {
    /// A bare number, or a count of the noun in [`Quantity::of`].
    Number,
    /// An amount of money; the unit is an ISO 4217 code.
    Money,
    /// A percentage; the unit is `percent`.
    Percent,
    /// A difference of percentages; the unit is `percentage-point`.
    PercentagePoint,
    /// A place in an order ("seventh", "No. 3", "top 20"); the unit is `rank`.
    Ordinal,
    /// A factor ("18 times", "four-fold", "doubled"); the unit is `times`.
    Multiple,
    /// A measure with an SI or common unit (`km`, `t`, `ha`).
    Measure,
    /// A length of time counted ("30 years"); the unit is `years`, `months`, `days`.
    Duration,
}

/// Which way a number says that something went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// "up 13.9 percent", "an increase of 200"
    Rise,
    /// "fell by half", "down 3 percent"
    Fall,
}

/// One number of a text, normalised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The words, sign and unit among them, in bytes of the document's text. A comparison
    /// before or after a bare number ("more than 60", "500 or more") is among them too, since
    /// the two name one range; beside an amount with a unit it stands in [`Quantity::hedge`].
    #[serde(flatten)]
    pub span: Span,
    /// Its sort.
    pub kind: QuantityKind,
    /// The plain number: "US$76.3 billion" is 76300000000. Of a range, the lower end.
    pub value: f64,
    /// The lowest value that the words allow, where they say so ("over 60": 60).
    #[serde(default)]
    pub low: Option<f64>,
    /// The highest value that the words allow, where they say so ("up to 20": 20).
    #[serde(default)]
    pub high: Option<f64>,
    /// `count`, an ISO 4217 code, `percent`, `percentage-point`, `rank`, `times`, `years`, or
    /// an SI unit.
    pub unit: String,
    /// How the words bound the value: "nearly", "over", "at least".
    #[serde(default)]
    pub bound: Bound,
    /// The noun phrase counted ("VSIP parks"), in bytes of the document's text.
    #[serde(default)]
    pub of: Option<Span>,
    /// The words that bound it ("nearly", "over", "or more"), within the span or beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hedge: Option<Span>,
    /// The way it went, where the number is a change and no level. The value has no sign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// Its place, from 0, in a list that "respectively" shares out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respective: Option<usize>,
}
