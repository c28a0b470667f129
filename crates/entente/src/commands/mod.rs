//! The commands, one file each.

mod annotate;
mod brief;
mod check;
mod commitments;
mod diff;
mod evaluate;
mod events;
mod explain;
mod extract;
mod figures;
mod findings;
mod list;
mod manual;
mod read;
mod rules;
mod search;
mod statements;
mod ties;
mod timeline;
mod verify;

use anyhow::Result;
use clap::Subcommand;

/// How a command ended, if it did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// Done, and a check has findings.
    Found,
}

/// What Entente can be asked to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    Read(read::Arguments),
    Findings(findings::Arguments),
    Brief(brief::Arguments),
    Ties(ties::Arguments),
    Events(events::Arguments),
    Figures(figures::Arguments),
    Commitments(commitments::Arguments),
    Statements(statements::Arguments),
    Timeline(timeline::Arguments),
    Check(check::Arguments),
    Diff(diff::Arguments),
    Search(search::Arguments),
    Explain(explain::Arguments),
    Verify(verify::Arguments),
    Extract(extract::Arguments),
    Annotate(annotate::Arguments),
    Evaluate(evaluate::Arguments),
    Rules(rules::Arguments),
    Manual(manual::Arguments),
}

/// Carries out a command.
pub fn run(command: Command) -> Result<Outcome> {
    match command {
        Command::Read(arguments) => read::run(&arguments),
        Command::Findings(arguments) => findings::run(&arguments),
        Command::Brief(arguments) => brief::run(&arguments),
        Command::Ties(arguments) => ties::run(&arguments),
        Command::Events(arguments) => events::run(&arguments),
        Command::Figures(arguments) => figures::run(&arguments),
        Command::Commitments(arguments) => commitments::run(&arguments),
        Command::Statements(arguments) => statements::run(&arguments),
        Command::Timeline(arguments) => timeline::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Search(arguments) => search::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Annotate(arguments) => annotate::run(&arguments),
        Command::Evaluate(arguments) => evaluate::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Manual(arguments) => manual::run(&arguments),
    }
}
