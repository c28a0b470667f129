//! `entente evaluate`: precision, recall and F1 of claims against gold.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use entente::claims::{ClaimFile, DocumentClaims, from_bytes, read_claims};
use entente::evaluate::{add_negatives, evaluate};
use entente::intake::{Input, Intake, Limits};
use entente::pipeline;
use entente::together::Together;

use super::Outcome;
use super::extract::RuleArgs;
use crate::output;

/// Score extraction against gold claims
///
/// Reads gold claims, extracts claims from the texts of CORPUS (or takes those of --claims), and
/// prints precision, recall and F1 for each kind of claim, once for the core of a claim and once
/// for all of its fields. Texts of the corpus without gold claims count as negative ones, on
/// which every claim is a false one, where the gold names no other.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  entente evaluate news.gold.jsonl news.jsonl\n  entente evaluate news.gold.jsonl news.jsonl --errors 5     what was missed, what was false\n  entente evaluate news.gold.jsonl news.jsonl --together     what the errors cost the record\n  entente evaluate news.gold.jsonl --claims mine.jsonl       score claims made elsewhere"
)]
pub struct Arguments {
    /// File of gold claims: JSON lines {"id", "claims"}
    #[arg(value_name = "GOLD")]
    gold: PathBuf,
    /// Files or folders of the texts that the gold is about
    #[arg(value_name = "CORPUS", required_unless_present = "claims")]
    corpus: Vec<OsString>,
    /// Score the claims of this file instead of extracting them
    #[arg(long, value_name = "FILE")]
    claims: Option<PathBuf>,
    /// Also list so many missed and false claims of each kind
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Also print a row for each text
    #[arg(long)]
    documents: bool,
    /// Also set the claims of all texts side by side, and tell what extraction cost the record
    ///
    /// Makes one record of the gold claims and one of those extracted, and tells which findings and
    /// which agreements between texts the second lacks, with the sentences where they were lost.
    #[arg(long, conflicts_with = "json")]
    together: bool,
    /// Print instead how often each rule was right: kind, rule, made, right, apart with tabs
    #[arg(long, conflicts_with_all = ["json", "documents", "errors", "together"])]
    by_rule: bool,
    /// Print the scores as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    rules: RuleArgs,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let mut gold = open_claims(&arguments.gold)?;
    let inputs = arguments.corpus.iter().map(|i| Input::from(i.as_os_str()));
    let intake = Intake::new(inputs, Limits::default());
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let mut documents = Vec::new();
    let mut predicted = match &arguments.claims {
        Some(file) => open_claims(file)?,
        None => Vec::new(),
    };
    let extractor = match &arguments.claims {
        Some(_) => None,
        None => Some(arguments.rules.extractor()?),
    };
    let extracted = pipeline::read_with(intake, |received| {
        let document = received.document;
        let claims = extractor.as_ref().map(|e| e.extract(&document));
        let claims = claims.map(|c| from_bytes(document.id(), &c, document.text()));
        (document, claims)
    });
    for result in extracted {
        match result {
            Ok((document, claims)) => {
                predicted.extend(claims);
                texts.insert(document.id().to_owned(), document.text().to_owned());
                if arguments.together {
                    documents.push(document);
                }
            }
            Err(skipped) => eprintln!("skipped: {skipped}"),
        }
    }
    if texts.is_empty() && !arguments.corpus.is_empty() {
        bail!("no text of the corpus could be read");
    }
    add_negatives(&mut gold, texts.keys().cloned());
    let evaluation = evaluate(&gold, &predicted);
    let mut out = output::stdout();
    if arguments.by_rule {
        write!(out, "{}", evaluation.rule_table())?;
    } else if arguments.json {
        serde_json::to_writer_pretty(&mut out, &evaluation.to_json())?;
        writeln!(out)?;
    } else {
        write!(out, "{}", evaluation.table())?;
        if arguments.documents {
            write!(out, "\n{}", evaluation.document_table())?;
        }
        let reliability = evaluation.reliability_table();
        if !reliability.is_empty() {
            write!(out, "\n{reliability}")?;
        }
        if arguments.errors > 0 {
            let text_of = |id: &str| texts.get(id).map(String::as_str);
            write!(out, "\n{}", evaluation.errors(arguments.errors, text_of))?;
        }
        if arguments.together {
            let together = Together::new(&documents, &gold, &predicted)?;
            write!(out, "\n{}", together.report()?)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// The claims of a file, its faults told on standard error.
pub fn open_claims(path: &Path) -> Result<Vec<DocumentClaims>> {
    let name = path.display().to_string();
    let file = File::open(path).with_context(|| format!("cannot open {name}"))?;
    let ClaimFile { documents, faults } =
        read_claims(&name, BufReader::new(file)).with_context(|| format!("cannot read {name}"))?;
    for fault in &faults {
        eprintln!("left out: {fault}");
    }
    if documents.is_empty() {
        bail!("{name} holds no claims; write one document a line, {{\"id\": …, \"claims\": […]}}");
    }
    Ok(documents)
}
