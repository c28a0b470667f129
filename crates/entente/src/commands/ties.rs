//! `entente ties`: standing relations.

use anyhow::Result;
use clap::Args;
use entente::model::{ClaimKind, Relation};

use super::Outcome;
use super::list::{ListArgs, named};

/// List ties: diplomatic relations, partnerships, memberships, offices, agreements
///
/// A tie is a standing relation between two parties, with the sentence that says it and how the texts
/// that speak of it stand to each other.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  entente ties Kenya\n  entente ties Kenya EAC\n  entente ties --relation partnership --as-of 2020-12-31\n  entente ties Vietnam --format csv > ties.csv"
)]
pub struct Arguments {
    #[command(flatten)]
    list: ListArgs,
    /// Only ties of this relation (diplomatic-relations, partnership, membership, office, …)
    #[arg(long, value_name = "NAME", value_parser = named(Relation::ALL, Relation::name))]
    relation: Option<Relation>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let only = arguments.relation.map(Relation::name);
    arguments
        .list
        .print(Some(ClaimKind::Tie), only, |record, query| {
            record.ties(query)
        })
}
