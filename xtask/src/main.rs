//! Tasks of development: `cargo xtask TASK`.

mod confidence;
mod evaluate_histories;
mod evaluate_language;
mod evaluate_quantity;
mod evaluate_time;
mod judges;
mod shared;
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
    /// Train the judges of the extractor and write their tables of weights.
    Judges(judges::Options),
    /// Train how sure claims are, and write the table of weights.
    Confidence(confidence::Options),
    /// Measure a part of the program on labelled data.
    #[command(subcommand)]
    Evaluate(Evaluate),
}

#[derive(Subcommand)]
enum Evaluate {
    /// Tags, lemmas, trees, names, sentences and speed of the language models.
    Language(evaluate_language::Options),
    /// Times against gold, EDTF strings, date cases, speed; `time quantity` measures both layers.
    Time {
        /// A further layer.
        #[arg(value_parser = ["quantity"])]
        also: Option<String>,
        /// List what was missed, but of the documents that are kept unread.
        #[arg(long)]
        errors: bool,
    },
    /// Dated relations between states: recognition, establishment, missions, ends.
    Relations {
        /// List what was missed.
        #[arg(long)]
        errors: bool,
    },
    /// Dated visits: visitor, country and dates.
    Visits {
        /// List what was missed.
        #[arg(long)]
        errors: bool,
    },
    /// Quantities against cases of a public suite and the gold figures, and their speed.
    Quantity {
        /// List what was missed.
        #[arg(long)]
        errors: bool,
    },
}

fn main() -> Result<()> {
    match Command::parse().task {
        Task::Train(options) => train::run(&options),
        Task::Judges(options) => judges::run(&options),
        Task::Confidence(options) => confidence::run(&options),
        Task::Evaluate(Evaluate::Language(options)) => evaluate_language::run(&options),
        Task::Evaluate(Evaluate::Time { also, errors }) => {
            evaluate_time::run(errors)?;
            match also {
                Some(_) => evaluate_quantity::run(errors),
                None => Ok(()),
            }
        }
        Task::Evaluate(Evaluate::Relations { errors }) => evaluate_histories::relations(errors),
        Task::Evaluate(Evaluate::Visits { errors }) => evaluate_histories::visits(errors),
        Task::Evaluate(Evaluate::Quantity { errors }) => evaluate_quantity::run(errors),
    }
}
