//! Tasks of development: `cargo xtask TASK`.

mod evaluate_language;
mod train;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Tasks of development.
#[derive(Parser)]
#[command(name = "xtask", bin_name = "cargo xtask")]
struct Command {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Train the language models and write them into the language crate.
    Train(train::Options),
    /// Measure a part of the program on labelled data.
    #[command(subcommand)]
    Evaluate(Evaluate),
}

#[derive(Subcommand)]
enum Evaluate {
    /// Tags, lemmas, trees, names, sentences and speed of the language models.
    Language(evaluate_language::Options),
}

fn main() -> Result<()> {
    match Command::parse().task {
        Task::Train(options) => train::run(&options),
        Task::Evaluate(Evaluate::Language(options)) => evaluate_language::run(&options),
    }
}
