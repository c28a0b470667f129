//! `entente figures`: numbers.

use anyhow::Result;
use clap::Args;
use entente::model::{ClaimKind, Indicator};

use super::Outcome;
use super::list::{ListArgs, named};

/// List figures: trade, investment, aid, ranks, shares, counts, casualties
///
/// A figure is a number about a party or a pair, with its unit, period and scope.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  entente figures Kenya Uganda\n  entente figures --indicator trade --from 2023"
)]
pub struct Arguments {
    #[command(flatten)]
    list: ListArgs,
    /// Only figures of this indicator (trade, exports, fdi, tourism, anniversary, …)
    #[arg(long, value_name = "NAME", value_parser = named(Indicator::ALL, Indicator::name))]
    indicator: Option<Indicator>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let only = arguments.indicator.map(Indicator::name);
    arguments
        .list
        .print(Some(ClaimKind::Figure), only, |record, query| {
            record.figures(query)
        })
}
