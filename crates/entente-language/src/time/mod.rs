//! Dates, times, lengths of time and recurring times of a running text, normalised.
//!
//! [`find`] reads a text and gives every time expression with its place and two readings: TIMEX3
//! (type, value, modifier), and, where it lies on the calendar, EDTF:
//!
//! ```
//! use entente_language::time;
//! use entente_model::Edtf;
//!
//! let text = "In the first 11 months of 2024 trade grew. The visit from March 9 to 13 is the first \
//!             in nearly eight years (since August 2017).";
//! let published = Edtf::parse("2025-03")?;
//! let times = time::find(text, Some(&published));
//! let read: Vec<(&str, &str, Option<&str>)> = times
//!     .iter()
//!     .map(|t| (&text[t.span.start..t.span.end], t.value.as_str(), t.edtf.as_ref().map(Edtf::as_str)))
//!     .collect();
//! assert_eq!(read, [
//!     ("the first 11 months", "P11M", Some("2024-01/2024-11")),
//!     ("2024", "2024", Some("2024")),
//!     ("March 9", "2025-03-09", Some("2025-03-09")),
//!     ("13", "2025-03-13", Some("2025-03-13")),
//!     ("nearly eight years", "P8Y", Some("2017-08/2025-03")),
//!     ("August 2017", "2017-08", Some("2017-08")),
//! ]);
//! # Ok::<(), entente_model::EdtfError>(())
//! ```
//!
//! What an expression means may depend on the date of the document, on the date that the text
//! named last ("the following day", "a year earlier"), and on the tense of its clause ("on
//! Monday", "in November"). All of that is of the one text: nothing else is looked at, neither a
//! clock nor another document. A date of publication known only to its month or year is taken as
//! that; what it cannot decide stays open (`2017-01-XX`, `XXXX-WXX-2`), with no EDTF.
//!
//! The EDTF of a modified period ("early June") is the whole period, of a week its seven days, of
//! a quarter and a half `2019-35` and `2019-40`, of a part of a day the day, and of a length of
//! time the interval that it is tied to ("the past decade": from the document's date back). A
//! range in words ("from March 9 to 13") is two expressions; [`join_ranges`] joins them.
//!
//! Reading takes time linear in the text's length.

mod calendar;
mod expression;
mod grammar;
mod resolve;
mod tense;

use entente_model::{CodePoints, Edtf, Span, Timex, TimexType};

use crate::scan::Scan;

/// All time expressions of `text` in order, none overlapping another. `published` is when the
/// document came out, known to its day, month or year; where it is not given, a date that stands
/// alone at the head of the text takes its place.
#[must_use]
pub fn find(text: &str, published: Option<&Edtf>) -> Vec<Timex> {
    let scan = Scan::new(text);
    let found = grammar::read(&scan);
    resolve::resolve(&scan, &found, published)
}

/// Where a scanned text has dates, times of day and recurring times, lengths of time left out.
pub(crate) fn dated(scan: &Scan<'_>) -> Vec<Span> {
    grammar::read(scan)
        .iter()
        .filter(|f| !matches!(f.expression, expression::Expression::Duration { .. }))
        .map(|f| Span::new(scan.items[f.from].start, scan.items[f.to - 1].end))
        .collect()
}

/// Two expressions that the text joins into a range ("from March 9 to 13", "2013-2018", "between
/// 2014 and 2018"), as one span and interval each, in order. The expressions themselves stay as
/// [`find`] gives them.
#[must_use]
pub fn join_ranges(text: &str, times: &[Timex]) -> Vec<(Span, Edtf)> {
    let mut out = Vec::new();
    for pair in times.windows(2) {
        let [first, second] = pair else { continue };
        let (Some(from), Some(to)) = (&first.edtf, &second.edtf) else {
            continue;
        };
        if first.kind != TimexType::Date || second.kind != TimexType::Date {
            continue;
        }
        let (Some(before), Some(between)) = (
            text.get(..first.span.start),
            text.get(first.span.end..second.span.start),
        ) else {
            continue;
        };
        let joint = between.trim();
        let opened =
            before.trim_end().ends_with("between") || before.trim_end().ends_with("Between");
        let joined = matches!(
            joint,
            "to" | "-" | "–" | "—" | "until" | "till" | "through" | "~"
        ) || (joint == "and" && opened);
        if joined && let Some(interval) = Edtf::interval(from, to) {
            out.push((first.span.cover(second.span), interval));
        }
    }
    out
}

/// One document's line of `entente annotate --layer time`, offsets in code points; `from` and
/// `to` are the bounding days of `edtf`.
#[must_use]
pub fn line(id: &str, text: &str, times: &[Timex]) -> serde_json::Value {
    let points = CodePoints::new(text);
    let rows: Vec<serde_json::Value> = times
        .iter()
        .map(|t| {
            let place = points.to_points(t.span);
            let day = |bound: fn(&Edtf) -> Option<jiff::civil::Date>| {
                t.edtf.as_ref().and_then(bound).map(|d| d.to_string())
            };
            serde_json::json!({
                "start": place.start,
                "end": place.end,
                "text": text.get(t.span.start..t.span.end).unwrap_or_default(),
                "type": t.kind,
                "value": t.value,
                "mod": t.modifier,
                "edtf": t.edtf,
                "from": day(Edtf::earliest),
                "to": day(Edtf::latest),
            })
        })
        .collect();
    serde_json::json!({"id": id, "timexes": rows})
}
