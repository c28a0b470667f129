//! `entente findings`: what the texts get wrong or tell differently.

use std::collections::BTreeSet;

use anyhow::Result;
use clap::Args;
use entente::model::FindingClass;
use entente::record::{FindingRow, Query};
use serde::Serialize;

use super::Outcome;
use super::list::{KnownArgs, cite, named, short};
use crate::cli::FormatArgs;
use crate::output::{self, Columns, Row};

/// List contradictions and errors, each with its class, its reason and its sentences
///
/// Two texts that cannot both be right, an anniversary that does not fit its date, parts that do
/// not add up, a count that does not fit its list. Numbers of another scope, period or reporter
/// are not called contradictions; where they could be taken for one, that is said.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  entente findings\n  entente findings Kenya\n  entente findings --class anniversary --format jsonl"
)]
pub struct Arguments {
    /// One party, or two of which both have to be concerned
    #[arg(value_name = "PARTY", num_args = 0..=2)]
    parties: Vec<String>,
    /// Only findings of this class (contradiction, anniversary, count-and-list, …)
    #[arg(long, value_name = "CLASS", value_parser = named(FindingClass::ALL, FindingClass::name))]
    class: Option<FindingClass>,
    /// At most so many rows
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    known: KnownArgs,
    #[command(flatten)]
    format: FormatArgs,
}

const COLUMNS: Columns<'_> = Columns {
    table: &["finding", "class", "what is wrong", "the sentences"],
    csv: &[
        "finding",
        "class",
        "severity",
        "check",
        "message",
        "arithmetic",
        "sentences",
    ],
};

/// A finding in the list.
#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    row: FindingRow,
}

impl Line {
    fn sentences(&self) -> String {
        // One sentence may carry several of the claims at odds; it is shown once.
        let mut places = BTreeSet::new();
        let mut lines = Vec::new();
        for citation in &self.row.sources {
            if places.insert((&citation.document, citation.start, citation.end)) {
                lines.push(format!("{}. {}", lines.len() + 1, cite(citation)));
            }
        }
        lines.join("\n")
    }
}

impl Row for Line {
    fn cells(&self) -> Vec<String> {
        let row = &self.row;
        let why = match row.arithmetic.is_empty() {
            true => String::new(),
            false => format!("\n{}", row.arithmetic),
        };
        vec![
            short(&row.finding).to_owned(),
            format!("{} ({})", row.class, row.severity),
            format!("{}{why}", row.message),
            self.sentences(),
        ]
    }

    fn values(&self) -> Vec<String> {
        let row = &self.row;
        vec![
            row.finding.clone(),
            row.class.to_string(),
            row.severity.to_string(),
            row.check.clone(),
            row.message.clone(),
            row.arithmetic.clone(),
            self.sentences(),
        ]
    }
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let record = arguments.known.open()?;
    let rows = record.findings(&Query {
        parties: arguments.parties.clone(),
        subtype: arguments.class.map(|c| c.name().to_owned()),
        limit: arguments.limit,
        ..Query::default()
    })?;
    let lines = rows.into_iter().map(|row| Line { row });
    output::write_list(lines, COLUMNS, arguments.format.format)?;
    Ok(Outcome::Done)
}
