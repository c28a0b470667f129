//! Numbers, amounts, percentages, ranks and multiples of a running text, normalised.
//!
//! [`find`] reads a text and gives every quantity with its place, kind, value, unit and bound:
//!
//! ```
//! use entente_language::quantity;
//! use entente_model::{Bound, QuantityKind};
//!
//! let text = "Trade reached nearly US$5.2 billion, up 13.9 percent, and created over 300,000 jobs.";
//! let found = quantity::find(text, None);
//! let words: Vec<&str> = found.iter().map(|q| &text[q.span.start..q.span.end]).collect();
//! assert_eq!(words, ["US$5.2 billion", "13.9 percent", "over 300,000"]);
//! assert_eq!((found[0].value, found[0].unit.as_str()), (5_200_000_000.0, "USD"));
//! assert_eq!(found[0].bound, Bound::About);
//! assert_eq!(found[2].kind, QuantityKind::Number);
//! let jobs = found[2].of.unwrap();
//! assert_eq!(&text[jobs.start..jobs.end], "jobs");
//! ```
//!
//! - "$", "pound", "rupee" and other names that several countries use are read by the country of
//!   the text, given as its alpha-3 code; without one "$" is the United States' and a name
//!   without a plain first reading has the unit `XXX`, ISO 4217's "no currency".
//! - A range ("between two and three billion ringgit") is one quantity with its two ends in
//!   `low` and `high`; a bound ("over 60") has one of them.
//! - Numbers that are part of a date or of a length of time are left to [`crate::time`]; a length
//!   of time is given as [`QuantityKind::Duration`](entente_model::QuantityKind::Duration) too, since it may be a figure.
//!
//! Reading takes time linear in the text's length and looks at nothing but the text.

mod counted;
mod grammar;
mod money;

use entente_model::{CodePoints, Quantity, Timex, TimexType};

use crate::scan::Scan;

/// All quantities of `text` in order, none overlapping another; `country` is the alpha-3 code of
/// the country that the text is from, for the reading of "$".
#[must_use]
pub fn find(text: &str, country: Option<&str>) -> Vec<Quantity> {
    let scan = Scan::new(text);
    let taken = crate::time::dated(&scan);
    grammar::read(&scan, country, &taken)
}

/// [`find`] for a text whose times are known already, which saves looking for them again.
#[must_use]
pub fn find_beside(text: &str, country: Option<&str>, times: &[Timex]) -> Vec<Quantity> {
    let scan = Scan::new(text);
    let taken: Vec<_> = times
        .iter()
        .filter(|t| t.kind != TimexType::Duration)
        .map(|t| t.span)
        .collect();
    grammar::read(&scan, country, &taken)
}

/// One document's line of `entente annotate --layer quantity`, offsets in code points.
#[must_use]
pub fn line(id: &str, text: &str, quantities: &[Quantity]) -> serde_json::Value {
    let points = CodePoints::new(text);
    let rows: Vec<serde_json::Value> = quantities
        .iter()
        .map(|q| {
            let place = points.to_points(q.span);
            serde_json::json!({
                "start": place.start,
                "end": place.end,
                "text": text.get(q.span.start..q.span.end).unwrap_or_default(),
                "kind": q.kind,
                "value": q.value,
                "low": q.low,
                "high": q.high,
                "unit": q.unit,
                "bound": q.bound,
                "of": q.of.and_then(|of| text.get(of.start..of.end)),
            })
        })
        .collect();
    serde_json::json!({"id": id, "quantities": rows})
}
