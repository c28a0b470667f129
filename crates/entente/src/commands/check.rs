//! `entente check`: a draft beside the record.

use anyhow::{Result, bail};
use clap::Args;
use entente::intake::Raw;
use entente::model::Edtf;
use entente::record::{Remark, Standing};
use serde::Serialize;

use super::Outcome;
use super::extract::RuleArgs;
use super::list::{KnownArgs, cite, edtf};
use crate::cli::{FormatArgs, InputArgs};
use crate::output::{self, Columns, Row};

/// Set what a draft says beside what the record holds, like a linter
///
/// Each tie, event, figure and numbered target that the draft says gets a verdict with its reason
/// and the record's sentences: corroborated, corroborated within rounding, attributed, not in the
/// record, differs (another scope, period or reporter), superseded, contradicted. The draft is not
/// read into the record. Ends with exit code 1 where something is contradicted or superseded.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  entente check speech.txt\n  entente check speech.txt --said-on 2026-11-20\n  cat draft.txt | entente check - --format jsonl"
)]
pub struct Arguments {
    #[command(flatten)]
    draft: InputArgs,
    /// The date on which the draft is said: only what was published by then counts
    #[arg(long, value_name = "DATE", value_parser = edtf)]
    said_on: Option<Edtf>,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    known: KnownArgs,
    #[command(flatten)]
    format: FormatArgs,
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
    let extractor = arguments.rules.extractor()?;
    let mut lines = Vec::new();
    let mut read = 0_usize;
    for raw in arguments.draft.intake() {
        let mut draft = match raw.and_then(Raw::read) {
            Ok(received) => received.document,
            Err(skipped) => {
                eprintln!("skipped: {skipped}");
                continue;
            }
        };
        read += 1;
        // Times of the draft ("last year") are read from the day on which it is said.
        if arguments.said_on.is_some() {
            draft.published.clone_from(&arguments.said_on);
        }
        let claims = extractor.extract(&draft);
        let checked = record.check(&draft, &claims, arguments.said_on.as_ref())?;
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
    output::write_list(lines, COLUMNS, arguments.format.format)?;
    Ok(match found {
        true => Outcome::Found,
        false => Outcome::Done,
    })
}
