//! What the lists of facts have in common.

use anyhow::Result;
use clap::Args;
use entente::model::{ClaimKind, Edtf, Status};
use entente::record::{self, Citation, Query, Record};
use jiff::Timestamp;
use serde::Serialize;

use super::Outcome;
use crate::cli::{FormatArgs, RecordArgs};
use crate::output::{self, Columns, Row};

/// Which facts are listed, of which record, in which form.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// One party, or two of which both have to be concerned
    ///
    /// A name ("Viet Nam", "East African Community"), an ISO code (VNM) or an acronym (EAC). What
    /// a state's people and organs do concerns the state. Names are matched in full, accents and
    /// case aside, never by likeness: Niger is not Nigeria.
    #[arg(value_name = "PARTY", num_args = 0..=2)]
    parties: Vec<String>,
    /// Only what lies at least partly on or after this date (EDTF: 2024, 2024-05, 2024-05-07)
    #[arg(long, value_name = "DATE", value_parser = edtf)]
    from: Option<Edtf>,
    /// Only what lies at least partly on or before this date
    #[arg(long, value_name = "DATE", value_parser = edtf)]
    to: Option<Edtf>,
    /// Only what is actual, planned, possible or denied
    #[arg(long, value_name = "STATUS", value_parser = named(Status::ALL, Status::name))]
    status: Option<Status>,
    /// Leave out what later states have replaced
    #[arg(long)]
    current: bool,
    /// At most so many rows
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    view: ViewArgs,
    #[command(flatten)]
    format: FormatArgs,
}

/// The record as it is looked at.
#[derive(Debug, Args)]
pub struct ViewArgs {
    #[command(flatten)]
    pub known: KnownArgs,
    /// Only what was so on this date
    #[arg(long, value_name = "DATE", value_parser = edtf)]
    pub as_of: Option<Edtf>,
}

/// The record, as it is now or as it was known to be.
#[derive(Debug, Args)]
pub struct KnownArgs {
    #[command(flatten)]
    record: RecordArgs,
    /// The record as it was known at this time: only what had been read by then
    ///
    /// A day (2026-09-01, to its end, UTC) or a time (2026-09-01T12:00:00Z).
    #[arg(long, value_name = "DATE", value_parser = time)]
    known: Option<Timestamp>,
}

impl KnownArgs {
    /// Opens the record, for reading.
    pub fn open(&self) -> Result<Record> {
        let record = Record::open_read_only(&self.record.record)?;
        Ok(match self.known {
            Some(at) => record.known(at)?,
            None => record,
        })
    }
}

/// A time of knowing: a day stands for its last moment, UTC.
pub fn time(text: &str) -> Result<Timestamp, String> {
    if text.eq_ignore_ascii_case("now") {
        return Ok(Timestamp::now());
    }
    let end_of_day = || format!("{text}T23:59:59.999999999Z").parse::<Timestamp>();
    let found = text.parse().or_else(|_| end_of_day());
    found.map_err(|_| "write a day (2026-09-01) or a time (2026-09-01T12:00:00Z)".to_owned())
}

/// A date of the command line.
pub fn edtf(text: &str) -> Result<Edtf, String> {
    Edtf::parse(text).map_err(|e| e.to_string())
}

/// Takes one of `values` by its name, and lists the names where it is none.
pub fn named<T: Copy + Send + Sync + 'static>(
    values: &'static [T],
    name: fn(T) -> &'static str,
) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static {
    move |text| {
        let found = values
            .iter()
            .copied()
            .find(|v| name(*v).eq_ignore_ascii_case(text));
        found.ok_or_else(|| {
            let names: Vec<&str> = values.iter().map(|v| name(*v)).collect();
            format!("it is one of {}", names.join(", "))
        })
    }
}

impl ListArgs {
    /// Prints the facts that `ask` finds; `subtype` is the relation, type, indicator and so on
    /// that alone is wanted.
    pub fn print(
        &self,
        kind: Option<ClaimKind>,
        subtype: Option<&str>,
        ask: impl FnOnce(&Record, &Query) -> record::Result<Vec<record::Row>>,
    ) -> Result<Outcome> {
        let record = self.view.known.open()?;
        let query = Query {
            parties: self.parties.clone(),
            subtype: subtype.map(str::to_owned),
            from: self.from.clone(),
            to: self.to.clone(),
            as_of: self.view.as_of.clone(),
            status: self.status,
            current: self.current,
            limit: self.limit,
            ..Query::default()
        };
        let rows = ask(&record, &query)?;
        let csv = kind.map_or(TIMELINE, record::Row::columns);
        let columns = Columns {
            table: &[
                "fact",
                "what the texts say",
                "verdict",
                "the sentence, and who wrote it",
            ],
            csv,
        };
        let facts = rows.into_iter().map(|row| Fact {
            row,
            timeline: kind.is_none(),
        });
        output::write_list(facts, columns, self.format.format)?;
        Ok(Outcome::Done)
    }
}

/// Columns of a timeline, whose rows are of all kinds.
const TIMELINE: &[&str] = &[
    "fact",
    "kind",
    "text",
    "verdict",
    "independent",
    "outlet",
    "published",
    "quote",
];

/// A fact in a list.
#[derive(Serialize)]
struct Fact {
    #[serde(flatten)]
    row: record::Row,
    #[serde(skip)]
    timeline: bool,
}

impl Row for Fact {
    fn cells(&self) -> Vec<String> {
        let row = &self.row;
        let witnesses = match row.independent {
            0 | 1 => String::new(),
            n => format!(", {n} witnesses"),
        };
        vec![
            short(&row.fact).to_owned(),
            row.text.clone(),
            format!("{}{witnesses}", row.verdict),
            row.sources.first().map(cite).unwrap_or_default(),
        ]
    }

    fn values(&self) -> Vec<String> {
        if !self.timeline {
            return self.row.cells();
        }
        let row = &self.row;
        let first = row.sources.first();
        let field = |f: fn(&Citation) -> Option<String>| first.and_then(f).unwrap_or_default();
        vec![
            row.fact.clone(),
            row.reading.kind().to_string(),
            row.text.clone(),
            row.verdict.to_string(),
            row.independent.to_string(),
            field(|c| c.outlet.clone()),
            field(|c| c.published.clone()),
            field(|c| Some(c.quote.clone())),
        ]
    }
}

/// The beginning of an id, which commands take for the whole.
pub fn short(id: &str) -> &str {
    id.get(..8).unwrap_or(id)
}

/// A sentence with who wrote it and when.
pub fn cite(citation: &Citation) -> String {
    let quote = citation
        .quote
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let outlet = citation.outlet.as_deref().unwrap_or(&citation.document);
    let published = citation
        .published
        .as_deref()
        .map(|d| format!(", {d}"))
        .unwrap_or_default();
    let credited = citation
        .credited
        .as_deref()
        .map(|c| format!(", citing {c}"))
        .unwrap_or_default();
    format!("“{quote}” ({outlet}{published}{credited})")
}
