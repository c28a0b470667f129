//! `entente check`: a draft beside the record.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use entente::intake::Raw;
use entente::model::Edtf;
use entente::record::{Remark, Standing};
use serde::Serialize;

use super::Outcome;
use super::extract::RuleArgs;
use super::list::{KnownArgs, cite, edtf};
use super::read::Ready;
use crate::cli::{Format, InputArgs};
use crate::output::{self, Columns, Row};

/// Set what a draft says beside what the record holds, like a linter
///
/// Each tie, event, figure and numbered target that the draft says gets a verdict with its reason
/// and the record's sentences: corroborated, corroborated within rounding, attributed, not in the
/// record, differs (another scope, period or reporter), superseded, contradicted. The draft is not
/// read into the record. Ends with exit code 1 where something is contradicted or superseded.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  entente check speech.txt\n  entente check speech.txt --said-on 2026-11-20\n  entente check speech.txt --format sarif > speech.sarif    for editors\n  cat draft.txt | entente check - --format jsonl"
)]
pub struct Arguments {
    #[command(flatten)]
    draft: InputArgs,
    /// The date on which the draft is said: only what was published by then counts
    #[arg(long, value_name = "DATE", value_parser = edtf)]
    said_on: Option<Edtf>,
    /// Take the claims of this file for the drafts, instead of extracting them
    ///
    /// JSON lines {"id", "claims"}, as for `entente read`.
    #[arg(long, value_name = "FILE", conflicts_with = "rules")]
    claims: Option<PathBuf>,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    known: KnownArgs,
    /// How to write the remarks
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Form,
}

/// The form of the remarks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// The words of the draft, marked, with what the record holds below them
    #[default]
    Text,
    /// A table for reading, fitted to the width of the terminal
    Table,
    /// JSON lines for programs, an object for each remark, offsets in Unicode code points
    Jsonl,
    /// Comma-separated values for spreadsheets, with a header
    Csv,
    /// SARIF 2.1.0, which editors show in place; only what needs a look
    Sarif,
}

const COLUMNS: Columns<'_> = Columns {
    table: &["verdict", "the draft says", "why", "the record's sentences"],
    csv: &[
        "document",
        "start",
        "end",
        "words",
        "says",
        "standing",
        "rule",
        "reason",
        "sentences",
    ],
};

/// A remark in the list.
#[derive(Serialize)]
struct Line {
    document: String,
    #[serde(flatten)]
    remark: Remark,
}

impl Line {
    fn sentences(&self) -> String {
        let lines: Vec<String> = self.remark.sources.iter().map(cite).collect();
        lines.join("\n")
    }
}

impl Row for Line {
    fn cells(&self) -> Vec<String> {
        let remark = &self.remark;
        vec![
            remark.standing.name().to_owned(),
            remark.says.clone(),
            remark.reason.clone(),
            self.sentences(),
        ]
    }

    fn values(&self) -> Vec<String> {
        let remark = &self.remark;
        vec![
            self.document.clone(),
            remark.start.to_string(),
            remark.end.to_string(),
            remark.words.clone(),
            remark.says.clone(),
            remark.standing.name().to_owned(),
            remark.rule.clone(),
            remark.reason.clone(),
            self.sentences(),
        ]
    }
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let record = arguments.known.open()?;
    let ready = arguments.claims.as_deref().map(Ready::open).transpose()?;
    let extractor = arguments.rules.extractor()?;
    let mut lines = Vec::new();
    let mut text = String::new();
    let mut runs = Vec::new();
    let mut counts: BTreeMap<Standing, usize> = BTreeMap::new();
    let mut read = 0_usize;
    for raw in arguments.draft.intake() {
        let mut received = match raw.and_then(Raw::read) {
            Ok(received) => received,
            Err(skipped) => {
                eprintln!("skipped: {skipped}");
                continue;
            }
        };
        read += 1;
        // Times of the draft ("last year") are read from the day on which it is said.
        if arguments.said_on.is_some() {
            received.document.published.clone_from(&arguments.said_on);
        }
        let claims = match &ready {
            Some(ready) => {
                let (claims, notes) = ready.of(&received);
                notes.iter().for_each(|note| eprintln!("note: {note}"));
                claims
            }
            None => extractor.extract(&received.document),
        };
        let draft = &received.document;
        let checked = record.check(draft, &claims, arguments.said_on.as_ref())?;
        for remark in &checked.remarks {
            *counts.entry(remark.standing).or_default() += 1;
        }
        match arguments.format {
            Form::Text => text.push_str(&checked.to_terminal(draft.id(), draft.text())),
            Form::Sarif => {
                let mut log = checked.to_sarif(draft.id());
                if let Some(found) = log["runs"].as_array_mut() {
                    runs.append(found);
                }
            }
            Form::Table | Form::Jsonl | Form::Csv => {}
        }
        lines.extend(checked.remarks.into_iter().map(|remark| Line {
            document: draft.id().to_owned(),
            remark,
        }));
    }
    if read == 0 {
        bail!("no draft could be read");
    }
    let grave = [Standing::Contradicted, Standing::Superseded];
    let found = lines
        .iter()
        .any(|line| grave.contains(&line.remark.standing));
    match arguments.format {
        Form::Text => {
            let mut out = output::stdout();
            out.write_all(text.as_bytes())?;
            let parts: Vec<String> = counts
                .iter()
                .map(|(standing, n)| format!("{n} {}", standing.name().replace('-', " ")))
                .collect();
            match parts.is_empty() {
                true => writeln!(out, "Nothing that the draft says can be checked.")?,
                false => writeln!(out, "{} checked: {}", lines.len(), parts.join(", "))?,
            }
            out.flush()?;
        }
        Form::Sarif => {
            let log = serde_json::json!({
                "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
                "version": "2.1.0",
                "runs": runs,
            });
            let mut out = output::stdout();
            serde_json::to_writer_pretty(&mut out, &log)?;
            writeln!(out)?;
            out.flush()?;
        }
        Form::Table => output::write_list(lines, COLUMNS, Format::Table)?,
        Form::Jsonl => output::write_list(lines, COLUMNS, Format::Jsonl)?,
        Form::Csv => output::write_list(lines, COLUMNS, Format::Csv)?,
    }
    Ok(match found {
        true => Outcome::Found,
        false => Outcome::Done,
    })
}
