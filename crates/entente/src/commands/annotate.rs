//! `entente annotate`: one layer of the analysis of documents.

use std::io::Write;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use entente::annotations::{self, annotate};
use entente::language::Analyser;
use entente::pipeline;

use super::Outcome;
use crate::cli::InputArgs;
use crate::output;

/// Print one layer of the analysis of texts: times, quantities, entities or syntax
///
/// Times, quantities and entities are JSON lines, one for each document, with offsets in Unicode
/// code points of its text; syntax is CoNLL-U.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  entente annotate article.txt --layer time\n  entente annotate news.jsonl --layer entity > entities.jsonl\n  entente annotate article.txt --layer syntax > article.conllu"
)]
pub struct Arguments {
    #[command(flatten)]
    input: InputArgs,
    /// The layer to print
    #[arg(long, value_enum, value_name = "LAYER")]
    layer: Layer,
}

/// A layer by its name.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Layer {
    /// Dates, periods and durations, as TIMEX3 and EDTF
    Time,
    /// Numbers, money, percentages, ranks, with their unit and bounds
    Quantity,
    /// Names of states, organisations, persons and others
    Entity,
    /// Sentences, words, parts of speech, dependencies
    Syntax,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let layer = match arguments.layer {
        Layer::Time => annotations::Layer::Time,
        Layer::Quantity => annotations::Layer::Quantity,
        Layer::Entity => annotations::Layer::Entity,
        Layer::Syntax => annotations::Layer::Syntax,
    };
    let analyser = Analyser::new();
    let results = pipeline::read_with(arguments.input.intake(), |received| {
        annotate(&received.document, &analyser, layer)
    });
    let mut out = output::stdout();
    let (mut read, mut skipped) = (0_usize, 0_usize);
    for result in results {
        match result {
            Ok(text) => {
                read += 1;
                out.write_all(text.as_bytes())?;
            }
            Err(row) => {
                skipped += 1;
                eprintln!("skipped: {row}");
            }
        }
    }
    out.flush()?;
    if read == 0 && skipped > 0 {
        bail!("no document could be read");
    }
    Ok(Outcome::Done)
}
