//! `entente commitments`: what parties said they will do.

use anyhow::Result;
use clap::Args;
use entente::model::{ClaimKind, CommitmentForm};

use super::Outcome;
use super::list::{ListArgs, named};

/// List commitments: targets, pledges, plans, policies, by when they fall due
///
/// A commitment is something said to be done or reached, so that it can later be judged met or missed.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  entente commitments EAC\n  entente commitments --form target --to 2030"
)]
pub struct Arguments {
    #[command(flatten)]
    list: ListArgs,
    /// Only commitments of this form (target, pledge, plan, policy)
    #[arg(long, value_name = "NAME", value_parser = named(CommitmentForm::ALL, CommitmentForm::name))]
    form: Option<CommitmentForm>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let only = arguments.form.map(CommitmentForm::name);
    arguments
        .list
        .print(Some(ClaimKind::Commitment), only, |record, query| {
            record.commitments(query)
        })
}
