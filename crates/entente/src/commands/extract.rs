//! `entente extract`: the claims of documents as JSON lines, no record touched.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use entente::claims::from_bytes;
use entente::extract::{Extractor, read_rules};
use entente::pipeline;

use super::Outcome;
use crate::cli::InputArgs;
use crate::output;

/// Print what each text says, as JSON lines
///
/// A line for each document, in the order of the input: {"id": …, "claims": […]}, each claim with
/// its fields as in the codebook and the start and end of the sentence that says it, in Unicode
/// code points of the text. The same text gives the same claims on any machine. No record is
/// read or written. Documents that cannot be read are told on standard error.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  entente extract article.html\n  entente extract news.jsonl > claims.jsonl\n  cat note.txt | entente extract - --explain\n  entente extract news.jsonl --rules my-rules/"
)]
pub struct Arguments {
    #[command(flatten)]
    input: InputArgs,
    /// Also tell the rule that made each claim, and how sure it is, from 0 to 1
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    rules: RuleArgs,
}

/// The rules that a command extracts by.
#[derive(Debug, Args)]
pub struct RuleArgs {
    /// Folder of rules that add to those built in, or replace them by name
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
}

impl RuleArgs {
    /// The extractor with these rules.
    pub fn extractor(&self) -> Result<Extractor> {
        Ok(match &self.rules {
            Some(folder) => Extractor::with_rules(read_rules(folder)?)?,
            None => Extractor::new()?,
        })
    }
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let extractor = arguments.rules.extractor()?;
    let mut out = output::stdout();
    let (mut read, mut skipped) = (0_usize, 0_usize);
    for result in pipeline::extract(arguments.input.intake(), &extractor) {
        let (received, mut claims) = match result {
            Ok(found) => found,
            Err(row) => {
                eprintln!("skipped: {row}");
                skipped += 1;
                continue;
            }
        };
        read += 1;
        if !arguments.explain {
            for claim in &mut claims {
                claim.rule = None;
                claim.confidence = None;
            }
        }
        let document = &received.document;
        let line = from_bytes(document.id(), &claims, document.text());
        serde_json::to_writer(&mut out, &line)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    if read == 0 && skipped > 0 {
        bail!("no document could be read");
    }
    Ok(Outcome::Done)
}
