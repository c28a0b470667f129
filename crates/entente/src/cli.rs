//! The arguments that commands share.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, ValueEnum};
use entente_intake::{Input, Intake, Limits};

use crate::commands::Command;

/// Reads news and official statements about international relations and keeps one sourced record.
///
/// Entente writes down what each text says about relations between states and organisations
/// (ties, events, figures, commitments, statements), always with the sentence that says it; sets
/// what many texts say side by side; and tells where they agree, differ or contradict each other.
#[derive(Debug, Parser)]
#[command(
    name = "entente",
    version,
    disable_help_subcommand = true,
    max_term_width = 100,
    after_help = "Begin with:\n  entente read FOLDER        read a folder of articles into the record entente.db\n  entente findings           what the texts get wrong or tell differently\n  entente brief Kenya EAC    a background brief on two parties, every line with its source\n\nExit codes: 0 done, 1 done with findings where the command is a check, 2 failed."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The documents that a command reads.
#[derive(Debug, Args)]
pub struct InputArgs {
    /// Files, folders, or `-` for standard input
    ///
    /// A folder is read with all that is in it, in the order of the names. Formats are plain text
    /// (.txt, .md), web pages (.html, .htm), and JSON lines of documents (.jsonl): on each line an
    /// object with `id` and `text` or `html`, and where known `url`, `outlet`, `published`,
    /// `title`, `language`, `kind`, `copy_of`. Other files are told apart by their content.
    #[arg(value_name = "INPUT", required = true)]
    pub inputs: Vec<OsString>,
}

impl InputArgs {
    /// The raw documents, opened as they are asked for.
    pub fn intake(&self) -> Intake {
        let inputs = self.inputs.iter().map(|i| Input::from(i.as_os_str()));
        Intake::new(inputs, Limits::default())
    }

    /// How many bytes there are to read, where that is known beforehand.
    pub fn size(&self) -> Option<u64> {
        let sizes = self
            .inputs
            .iter()
            .map(|i| Input::from(i.as_os_str()).size());
        sizes.sum()
    }
}

/// How a list is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table for reading, fitted to the width of the terminal
    #[default]
    Table,
    /// JSON lines for programs, an object for each row, offsets in Unicode code points
    Jsonl,
    /// Comma-separated values for spreadsheets, with a header
    Csv,
}

/// The form of a list.
#[derive(Debug, Args)]
pub struct FormatArgs {
    /// How to write the list
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// The record that a command works on.
#[derive(Debug, Args)]
pub struct RecordArgs {
    /// File of the record
    #[arg(long, value_name = "FILE", default_value = "entente.db")]
    pub record: PathBuf,
}
