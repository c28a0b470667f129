//! `entente rules`: the rules of extraction, with their examples.

use std::io::Write;

use anyhow::{Result, bail};
use clap::Args;
use entente::extract::Example;
use serde::Serialize;

use super::Outcome;
use super::extract::RuleArgs;
use crate::cli::FormatArgs;
use crate::output::{self, Columns, Row};

/// List the rules of extraction, or show one with its examples
///
/// Each rule is a file that says what it finds and on which sentences it must and must not fire.
/// Rules can be added or replaced with --rules, without a compiler.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  entente rules\n  entente rules tie/membership-joined\n  entente rules --rules my-rules/ --format csv"
)]
pub struct Arguments {
    /// Name of one rule to show in full
    #[arg(value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    format: FormatArgs,
}

/// A rule in the list.
#[derive(Serialize)]
struct Line<'a> {
    name: &'a str,
    title: &'a str,
    confidence: f32,
    examples: usize,
    counterexamples: usize,
}

const COLUMNS: Columns<'_> = Columns {
    table: &["name", "finds", "confidence", "examples"],
    csv: &["name", "title", "confidence", "examples", "counterexamples"],
};

impl Row for Line<'_> {
    fn cells(&self) -> Vec<String> {
        vec![
            self.name.to_owned(),
            self.title.to_owned(),
            format!("{:.2}", self.confidence),
            format!("{} + {}", self.examples, self.counterexamples),
        ]
    }

    fn values(&self) -> Vec<String> {
        vec![
            self.name.to_owned(),
            self.title.to_owned(),
            self.confidence.to_string(),
            self.examples.to_string(),
            self.counterexamples.to_string(),
        ]
    }
}

/// What both sorts of rule have.
struct Shown<'r> {
    name: &'r str,
    title: &'r str,
    note: Option<&'r str>,
    confidence: f32,
    frames: &'r [String],
    patterns: &'r [String],
    except: &'r [String],
    yes: &'r [Example],
    no: &'r [String],
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let extractor = arguments.rules.extractor()?;
    let rules = extractor.rules().iter().map(|rule| Shown {
        name: &rule.name,
        title: &rule.title,
        note: rule.note.as_deref(),
        confidence: rule.confidence,
        frames: &rule.frames,
        patterns: &rule.patterns,
        except: &[],
        yes: &rule.yes,
        no: &rule.no,
    });
    let figures = extractor.figure_rules().iter().map(|rule| Shown {
        name: &rule.name,
        title: &rule.title,
        note: rule.note.as_deref(),
        confidence: rule.confidence,
        frames: &[],
        patterns: &rule.cues,
        except: &rule.except,
        yes: &rule.yes,
        no: &rule.no,
    });
    let mut all: Vec<Shown<'_>> = rules.chain(figures).collect();
    all.sort_by_key(|rule| rule.name);
    let Some(name) = &arguments.name else {
        let lines = all.iter().map(|rule| Line {
            name: rule.name,
            title: rule.title,
            confidence: rule.confidence,
            examples: rule.yes.len(),
            counterexamples: rule.no.len(),
        });
        output::write_list(lines, COLUMNS, arguments.format.format)?;
        return Ok(Outcome::Done);
    };
    let Some(rule) = all.iter().find(|rule| rule.name == *name) else {
        bail!("there is no rule `{name}`; `entente rules` lists their names");
    };
    let mut out = output::stdout();
    show(rule, &mut out)?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// A rule in full.
fn show(rule: &Shown<'_>, out: &mut impl Write) -> Result<()> {
    writeln!(out, "{}\n  {}", rule.name, rule.title)?;
    if let Some(note) = rule.note {
        writeln!(out, "  {}", note.trim())?;
    }
    writeln!(out, "\nconfidence {:.2}", rule.confidence)?;
    for (heading, lines) in [
        ("frames", rule.frames),
        ("patterns", rule.patterns),
        ("except in", rule.except),
    ] {
        if !lines.is_empty() {
            writeln!(out, "\n{heading}")?;
        }
        for line in lines {
            writeln!(out, "  {}", line.trim())?;
        }
    }
    if !rule.yes.is_empty() {
        writeln!(out, "\nfires on")?;
    }
    for example in rule.yes {
        let fields: Vec<String> = example
            .claim
            .iter()
            .map(|(k, v)| format!("{k} = {v}"))
            .collect();
        writeln!(out, "  {}\n    {}", example.text.trim(), fields.join(", "))?;
    }
    if !rule.no.is_empty() {
        writeln!(out, "\ndoes not fire on")?;
    }
    for text in rule.no {
        writeln!(out, "  {}", text.trim())?;
    }
    Ok(())
}
