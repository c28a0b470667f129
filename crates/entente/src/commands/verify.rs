//! `entente verify`: whether every sentence still stands where the record says.

use std::io::Write;

use anyhow::Result;
use clap::Args;
use entente::record::{Record, Verified};

use super::Outcome;
use crate::cli::RecordArgs;
use crate::output;

/// Prove again that every sentence of the record stands in its text
///
/// Hashes every text and compares every sentence, letter by letter, with what stands at its
/// place. A sentence that is not proved is reported as orphaned and never moved to one that looks
/// like it. Ends with exit code 1 where something is not proved.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  entente verify\n  entente verify --record asia.db --json")]
pub struct Arguments {
    #[command(flatten)]
    record: RecordArgs,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let verified = Record::open_read_only(&arguments.record.record)?.verify()?;
    let mut out = output::stdout();
    if arguments.json {
        serde_json::to_writer_pretty(&mut out, &verified)?;
        writeln!(out)?;
    } else {
        print(&verified, &mut out)?;
    }
    out.flush()?;
    Ok(match verified.is_clean() {
        true => Outcome::Done,
        false => Outcome::Found,
    })
}

fn print(verified: &Verified, out: &mut impl Write) -> Result<()> {
    let Verified {
        texts,
        spans,
        orphaned,
        damage,
    } = verified;
    for line in damage {
        writeln!(out, "damaged: {line}")?;
    }
    for orphan in orphaned {
        let (start, end) = (orphan.start, orphan.end);
        writeln!(
            out,
            "orphaned: {} in {}, characters {start} to {end}: {}\n  “{}”",
            orphan.id, orphan.document, orphan.reason, orphan.quote
        )?;
    }
    let proved = spans - orphaned.len().min(*spans);
    writeln!(out, "{proved} of {spans} sentences proved in {texts} texts")?;
    Ok(())
}
