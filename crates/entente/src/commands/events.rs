//! `entente events`: who did what to whom.

use anyhow::Result;
use clap::Args;
use entente::model::{ClaimKind, EventType};

use super::Outcome;
use super::list::{ListArgs, named};

/// List events: visits, talks, signings, agreements, protests, sanctions, attacks
///
/// An event is what one party did to or with another, by the PLOVER types, in the order of dates.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  entente events Japan Kenya\n  entente events --type CONSULT --from 2024-01 --to 2024-06\n  entente events --status planned"
)]
pub struct Arguments {
    #[command(flatten)]
    list: ListArgs,
    /// Only events of this PLOVER type (CONSULT, SUPPORT, AGREE, SANCTION, …)
    #[arg(long, value_name = "NAME", value_parser = named(EventType::ALL, EventType::name))]
    r#type: Option<EventType>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let only = arguments.r#type.map(EventType::name);
    arguments
        .list
        .print(Some(ClaimKind::Event), only, |record, query| {
            record.events(query)
        })
}
