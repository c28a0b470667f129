//! `entente search`: the texts themselves.

use anyhow::Result;
use clap::Args;
use entente::record::Hit;
use serde::Serialize;

use super::Outcome;
use super::list::KnownArgs;
use crate::cli::FormatArgs;
use crate::output::{self, Columns, Row};

/// Find paragraphs by their words
///
/// All of the words have to stand in the paragraph, in any order and form of accents: "Ha Noi"
/// finds "Hà Nội", "doi tac" finds "Đối tác". Words in double quotation marks have to stand
/// together; a word that ends in * finds all that begin so.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  entente search railway loan\n  entente search '\"strategic partnership\" invest*'\n  entente search Kampala --format jsonl"
)]
pub struct Arguments {
    /// The words
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    /// At most so many paragraphs
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    known: KnownArgs,
    #[command(flatten)]
    format: FormatArgs,
}

const COLUMNS: Columns<'_> = Columns {
    table: &["document", "outlet", "published", "paragraph"],
    csv: &[
        "document",
        "outlet",
        "published",
        "title",
        "url",
        "start",
        "end",
        "exact",
        "quote",
    ],
};

/// A paragraph in the list.
#[derive(Serialize)]
struct Line(Hit);

impl Row for Line {
    fn cells(&self) -> Vec<String> {
        let hit = &self.0;
        vec![
            hit.document.clone(),
            hit.outlet.clone().unwrap_or_default(),
            hit.published.clone().unwrap_or_default(),
            hit.quote.clone(),
        ]
    }

    fn values(&self) -> Vec<String> {
        let hit = &self.0;
        let some = |field: &Option<String>| field.clone().unwrap_or_default();
        vec![
            hit.document.clone(),
            some(&hit.outlet),
            some(&hit.published),
            some(&hit.title),
            some(&hit.url),
            hit.start.to_string(),
            hit.end.to_string(),
            hit.exact.to_string(),
            hit.quote.clone(),
        ]
    }
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let record = arguments.known.open()?;
    let hits = record.search(&arguments.words.join(" "), arguments.limit)?;
    output::write_list(hits.into_iter().map(Line), COLUMNS, arguments.format.format)?;
    Ok(Outcome::Done)
}
