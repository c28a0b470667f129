//! The commands, one file each.

mod annotate;
mod evaluate;
mod extract;
mod manual;
mod rules;

use anyhow::Result;
use clap::Subcommand;

/// How a command ended, if it did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
}

/// What Entente can be asked to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    Extract(extract::Arguments),
    Annotate(annotate::Arguments),
    Evaluate(evaluate::Arguments),
    Rules(rules::Arguments),
    Manual(manual::Arguments),
}

/// Carries out a command.
pub fn run(command: Command) -> Result<Outcome> {
    match command {
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Annotate(arguments) => annotate::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Evaluate(arguments) => evaluate::run(&arguments),
        Command::Manual(arguments) => manual::run(&arguments),
    }
}
