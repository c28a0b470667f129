//! `entente timeline`: everything that has a date.

use anyhow::Result;
use clap::Args;

use super::Outcome;
use super::list::ListArgs;

/// List everything that has a date, the earliest first
///
/// What began, happened, was measured or falls due, of one party, a pair, or the whole record.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  entente timeline Kenya\n  entente timeline Kenya EAC --from 2000 --format jsonl"
)]
pub struct Arguments {
    #[command(flatten)]
    list: ListArgs,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    arguments
        .list
        .print(None, None, |record, query| record.timeline(query))
}
