//! `entente brief`: the background sheet.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use entente::record::brief;

use super::Outcome;
use super::list::ViewArgs;

/// Write a two-page background brief on a party or a pair
///
/// Relations, last contacts, trade and investment, agreements, commitments, figures that differ,
/// and what is not in the record. Notes, not narrative: every line rests on numbered sentences at
/// the end, and nothing is in it that the texts do not say. Lines of which it is less than 0.9 sure
/// that the texts were read rightly come last in their section, and are marked so.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  entente brief Kenya EAC\n  entente brief Vietnam --as-of 2020-12-31\n  entente brief Kenya Uganda --format docx --output kenya-uganda.docx"
)]
pub struct Arguments {
    /// The party: a name, an ISO code or an acronym
    #[arg(value_name = "A")]
    a: String,
    /// The other party of a pair
    #[arg(value_name = "B")]
    b: Option<String>,
    /// How to write the brief
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Form,
    /// Least confidence of a claim that a line may rest on, from 0 to 1
    #[arg(long, value_name = "PART", default_value_t = brief::CONFIDENCE)]
    confidence: f64,
    /// File to write to, instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    view: ViewArgs,
}

/// The form of a brief.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Markdown, which reads well as it is
    #[default]
    Markdown,
    /// A web page for reading and printing
    Html,
    /// A document for word processors
    Docx,
    /// JSON for programs, offsets in Unicode code points
    Json,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    if !(0.0..=1.0).contains(&arguments.confidence) {
        bail!(
            "a confidence lies between 0 and 1, so {} is none; 0.8 asks for surer lines, 0 for all",
            arguments.confidence
        );
    }
    let record = arguments.view.known.open()?;
    let sheet = brief::build(
        &record,
        &brief::Request {
            a: arguments.a.clone(),
            b: arguments.b.clone(),
            as_of: arguments.view.as_of.clone(),
            confidence: Some(arguments.confidence),
        },
    )?;
    let bytes = match arguments.format {
        Form::Markdown => sheet.to_markdown().into_bytes(),
        Form::Html => sheet.to_html().into_bytes(),
        Form::Docx => sheet.to_docx()?,
        Form::Json => serde_json::to_vec_pretty(&sheet)?,
    };
    match &arguments.output {
        Some(file) => {
            let place = || format!("cannot write {}", file.display());
            fs::write(file, bytes).with_context(place)?;
        }
        None if arguments.format == Form::Docx && io::stdout().is_terminal() => {
            bail!("a .docx cannot be shown here; name a file with --output");
        }
        None => {
            let mut out = io::stdout().lock();
            out.write_all(&bytes)?;
            out.flush()?;
        }
    }
    Ok(Outcome::Done)
}
