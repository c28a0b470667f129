//! `entente explain`: why.

use std::io::Write;

use anyhow::Result;
use clap::Args;
use entente::record::{Citation, Explained, Explanation, FindingRow, PairRow};

use super::Outcome;
use super::list::{KnownArgs, cite, short};
use crate::output;

/// Tell why the record says something: the rule that fired, and the sentences
///
/// Takes the id of a fact, a claim, a verdict, a finding or a judgement, or any beginning of it
/// that fits no other.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  entente explain 3f2a9c01\n  entente explain 3f2a9c01 --json")]
pub struct Arguments {
    /// The id, or its beginning, as the lists print it
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    known: KnownArgs,
    /// Print the explanation as JSON
    #[arg(long)]
    json: bool,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let explanation = arguments.known.open()?.explain(&arguments.id)?;
    let mut out = output::stdout();
    if arguments.json {
        serde_json::to_writer_pretty(&mut out, &explanation)?;
        writeln!(out)?;
    } else {
        print(&explanation, &mut out)?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn print(explanation: &Explanation, out: &mut impl Write) -> Result<()> {
    match &explanation.explained {
        Explained::Fact(row) => {
            writeln!(out, "fact {}\n  {}", explanation.id, row.text)?;
            writeln!(out, "  {}: {}", row.verdict, row.reason)?;
            writeln!(out, "  independent witnesses: {}", row.independent)?;
            sources(&row.sources, out)?;
        }
        Explained::Claim {
            claim,
            rule,
            read_at,
            source,
            facts,
        } => {
            writeln!(out, "claim {}", explanation.id)?;
            writeln!(out, "  {}", serde_json::to_string(claim)?)?;
            match rule {
                Some(rule) => writeln!(out, "  made by the rule {rule} (`entente rules {rule}`)")?,
                None => writeln!(out, "  made by a person")?,
            }
            writeln!(out, "  read {read_at}")?;
            sources(std::slice::from_ref(source), out)?;
            for fact in facts {
                writeln!(out, "  evidence of fact {}", short(fact))?;
            }
        }
        Explained::Verdict(pair) => verdict(pair, out)?,
        Explained::Finding(row) => finding(row, out)?,
        Explained::Judgement(judgement) => {
            writeln!(out, "judgement {}", explanation.id)?;
            writeln!(out, "  {}", serde_json::to_string(judgement)?)?;
        }
    }
    section(
        "how its claims stand to each other",
        &explanation.verdicts,
        verdict,
        out,
    )?;
    section(
        "findings that rest on it",
        &explanation.findings,
        finding,
        out,
    )?;
    if !explanation.judgements.is_empty() {
        writeln!(out, "\nwhat people judged")?;
    }
    for judgement in &explanation.judgements {
        writeln!(out, "  {}", serde_json::to_string(judgement)?)?;
    }
    Ok(())
}

fn section<T, W: Write>(
    head: &str,
    items: &[T],
    print: impl Fn(&T, &mut W) -> Result<()>,
    out: &mut W,
) -> Result<()> {
    if !items.is_empty() {
        writeln!(out, "\n{head}")?;
    }
    items.iter().try_for_each(|item| print(item, out))
}

fn verdict(pair: &PairRow, out: &mut impl Write) -> Result<()> {
    writeln!(
        out,
        "verdict {}\n  {}, by {}: {}",
        short(&pair.id),
        pair.verdict,
        pair.rule,
        pair.reason
    )?;
    sources(&pair.sources, out)
}

fn finding(row: &FindingRow, out: &mut impl Write) -> Result<()> {
    writeln!(
        out,
        "finding {}\n  {} ({}), by {}",
        short(&row.finding),
        row.class,
        row.severity,
        row.check
    )?;
    writeln!(out, "  {}", row.message)?;
    if !row.arithmetic.is_empty() {
        writeln!(out, "  {}", row.arithmetic)?;
    }
    sources(&row.sources, out)
}

fn sources(citations: &[Citation], out: &mut impl Write) -> Result<()> {
    for (number, citation) in citations.iter().enumerate() {
        let stance = citation
            .stance
            .map(|s| format!("{s}: "))
            .unwrap_or_default();
        writeln!(out, "  {}. {stance}{}", number + 1, cite(citation))?;
        let (start, end) = (citation.start, citation.end);
        writeln!(
            out,
            "     {}, characters {start} to {end}",
            citation.document
        )?;
        if let Some(url) = &citation.url {
            writeln!(out, "     {url}")?;
        }
        if let Some(original) = &citation.copy_of {
            writeln!(out, "     a copy of {original}")?;
        }
    }
    Ok(())
}
