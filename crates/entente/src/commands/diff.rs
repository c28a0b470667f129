//! `entente diff`: what changed between two times of knowing.

use anyhow::Result;
use clap::Args;
use entente::record::{Change, ChangeKind, Query, Record};
use jiff::Timestamp;
use serde::Serialize;

use super::Outcome;
use super::list::{cite, short, time};
use crate::cli::{FormatArgs, RecordArgs};
use crate::output::{self, Columns, Row};

/// List what changed in the record between two dates
///
/// Facts that are new, read or judged otherwise, or no longer held, since one time of knowing and
/// another: what a brief made then would not say, or would say otherwise.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  entente diff --known 2026-09-01..now\n  entente diff Kenya Uganda --known 2026-09-01..2026-10-01"
)]
pub struct Arguments {
    /// One party, or two of which both have to be concerned
    #[arg(value_name = "PARTY", num_args = 0..=2)]
    parties: Vec<String>,
    /// The two times, FROM..TO, each a day (to its end, UTC), a time, or `now`
    #[arg(long, value_name = "FROM..TO", value_parser = times)]
    known: (Timestamp, Timestamp),
    #[command(flatten)]
    record: RecordArgs,
    #[command(flatten)]
    format: FormatArgs,
}

/// Two times of knowing.
fn times(text: &str) -> Result<(Timestamp, Timestamp), String> {
    let (from, to) = text
        .split_once("..")
        .ok_or("write two dates, as in 2026-09-01..now")?;
    let (from, to) = (time(from)?, time(if to.is_empty() { "now" } else { to })?);
    match from <= to {
        true => Ok((from, to)),
        false => Err("the first date lies after the second".to_owned()),
    }
}

const COLUMNS: Columns<'_> = Columns {
    table: &["change", "fact", "before", "after"],
    csv: &[
        "change",
        "fact",
        "before",
        "verdict_before",
        "after",
        "verdict_after",
        "quote",
    ],
};

/// A change in the list.
#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    change: Change,
}

impl Line {
    fn kind(&self) -> &'static str {
        match self.change.change {
            ChangeKind::New => "new",
            ChangeKind::Changed => "changed",
            ChangeKind::Gone => "gone",
        }
    }
}

impl Row for Line {
    fn cells(&self) -> Vec<String> {
        let side = |row: &Option<entente::record::Row>| {
            row.as_ref().map_or_else(String::new, |row| {
                let sentence = row.sources.first().map(cite).unwrap_or_default();
                format!("{} ({})\n{sentence}", row.text, row.verdict)
            })
        };
        vec![
            self.kind().to_owned(),
            short(&self.change.fact).to_owned(),
            side(&self.change.before),
            side(&self.change.after),
        ]
    }

    fn values(&self) -> Vec<String> {
        let (before, after) = (self.change.before.as_ref(), self.change.after.as_ref());
        let text =
            |row: Option<&entente::record::Row>| row.map(|r| r.text.clone()).unwrap_or_default();
        let verdict = |row: Option<&entente::record::Row>| {
            row.map(|r| r.verdict.to_string()).unwrap_or_default()
        };
        let quote = after.or(before).and_then(|row| row.sources.first());
        vec![
            self.kind().to_owned(),
            self.change.fact.clone(),
            text(before),
            verdict(before),
            text(after),
            verdict(after),
            quote.map(|c| c.quote.clone()).unwrap_or_default(),
        ]
    }
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let record = Record::open_read_only(&arguments.record.record)?;
    let query = Query {
        parties: arguments.parties.clone(),
        ..Query::default()
    };
    let (from, to) = arguments.known;
    let changes = record.diff(from, to, &query)?;
    let lines = changes.into_iter().map(|change| Line { change });
    output::write_list(lines, COLUMNS, arguments.format.format)?;
    Ok(Outcome::Done)
}
