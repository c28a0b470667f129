//! `entente statements`: who said what.

use anyhow::Result;
use clap::Args;
use entente::model::{ClaimKind, StatementMode};

use super::Outcome;
use super::list::{ListArgs, named};

/// List statements: who said what, in the order of publication
///
/// A statement is what one speaker is reported to have said, word for word or in the words of the text.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  entente statements \"United Nations\"\n  entente statements Kenya --mode direct"
)]
pub struct Arguments {
    #[command(flatten)]
    list: ListArgs,
    /// Only direct or indirect speech
    #[arg(long, value_name = "NAME", value_parser = named(StatementMode::ALL, StatementMode::name))]
    mode: Option<StatementMode>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let only = arguments.mode.map(StatementMode::name);
    arguments
        .list
        .print(Some(ClaimKind::Statement), only, |record, query| {
            record.statements(query)
        })
}
