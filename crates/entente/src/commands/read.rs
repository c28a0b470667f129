//! `entente read`: documents into the record.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use entente::claims::{DocumentClaims, check_spans, to_bytes};
use entente::intake::{Received, Skipped};
use entente::model::{Claim, ClaimKind};
use entente::pipeline;
use entente::record::{Rebuilt, Record, Reference};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;

use super::Outcome;
use super::evaluate::open_claims;
use super::extract::RuleArgs;
use crate::cli::{InputArgs, RecordArgs};
use crate::output;

/// Read texts into the record
///
/// Finds what each text says, adds it to the record with the sentence that says it, and sets it
/// beside what other texts say. A text that the record has already changes nothing, so the same
/// folder can be read again after new articles came in. What cannot be read is skipped and told
/// at the end, and never ends the run; every document that was read is kept, even if the run is
/// broken off.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  entente read articles/                      a folder of web pages, texts, JSON lines\n  entente read news.jsonl --record asia.db    into another record\n  curl -s https://example.org/a | entente read -\n  entente read news.jsonl --claims checked.jsonl\n  entente read news.jsonl --reference our-tables/"
)]
pub struct Arguments {
    #[command(flatten)]
    input: InputArgs,
    /// Take the claims of this file for the documents, instead of extracting them
    ///
    /// JSON lines {"id", "claims"}, as `entente extract` prints them or people write them, with
    /// offsets in Unicode code points.
    #[arg(long, value_name = "FILE", conflicts_with = "rules")]
    claims: Option<PathBuf>,
    #[command(flatten)]
    rules: RuleArgs,
    /// Set what is read beside the tables of this folder, instead of those that come with Entente
    ///
    /// Members of organisations, holders of offices, agreements and so on, under the names and with
    /// the columns of the tables in `crates/entente-record/data/reference`. They are kept with the
    /// record, so that later commands use them too.
    #[arg(long, value_name = "DIR", conflicts_with = "no_reference")]
    reference: Option<PathBuf>,
    /// Set what is read beside no tables at all
    #[arg(long)]
    no_reference: bool,
    #[command(flatten)]
    record: RecordArgs,
}

impl Arguments {
    /// Sets the record beside the reference base that is asked for, else the one it has.
    fn refer(&self, record: &mut Record) -> Result<()> {
        let reference = match &self.reference {
            Some(folder) => Some(Reference::open(folder)?),
            None if self.no_reference => None,
            None if record.has_chosen_reference()? => record.reference().cloned(),
            None => Some(Reference::built_in()),
        };
        Ok(record.refer_to(reference)?)
    }
}

/// Most rows of one sort that a summary lists.
const ROWS: usize = 20;

/// What a run has done so far.
#[derive(Default)]
struct Summary {
    read: usize,
    new: usize,
    edited: usize,
    copies: usize,
    claims: BTreeMap<ClaimKind, usize>,
    new_claims: usize,
    skipped: Rows,
    notes: Rows,
}

/// How many rows of one sort there were, and the first of them: of a million bad lines no
/// million messages are held.
#[derive(Default)]
struct Rows {
    count: usize,
    first: Vec<String>,
}

impl Rows {
    fn push(&mut self, row: &impl ToString) {
        self.count += 1;
        if self.first.len() < ROWS {
            self.first.push(row.to_string());
        }
    }
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let path = &arguments.record.record;
    let mut record = Record::create_or_open(path)?;
    arguments.refer(&mut record)?;
    let mut summary = Summary::default();
    let bar = progress(arguments.input.size());
    let result = match &arguments.claims {
        Some(file) => {
            let ready = Ready::open(file)?;
            let results = pipeline::read_with(arguments.input.intake(), |received| {
                let (claims, notes) = ready.of(&received);
                (received, claims, notes)
            });
            let result = add_all(results, &mut record, &mut summary, &bar);
            if let Some(note) = ready.unused(&summary) {
                summary.notes.push(&note);
            }
            result
        }
        None => {
            let extractor = arguments.rules.extractor()?;
            let results = pipeline::extract(arguments.input.intake(), &extractor)
                .map(|result| result.map(|(received, claims)| (received, claims, Vec::new())));
            add_all(results, &mut record, &mut summary, &bar)
        }
    };
    bar.finish_and_clear();
    result.with_context(|| {
        format!(
            "reading stopped after {}, which are kept; read the same input again to go on",
            count(summary.read, "document")
        )
    })?;
    let rebuilt = reconcile(&mut record)?;
    let mut out = output::stdout();
    out.write_all(
        summary
            .text(&path.display().to_string(), &rebuilt)
            .as_bytes(),
    )?;
    out.flush()?;
    if summary.read == 0 {
        bail!("no document could be read");
    }
    Ok(Outcome::Done)
}

/// Adds documents and their claims, one transaction each.
fn add_all(
    results: impl Iterator<Item = Result<(Received, Vec<Claim>, Vec<String>), Skipped>>,
    record: &mut Record,
    summary: &mut Summary,
    bar: &ProgressBar,
) -> Result<()> {
    for result in results {
        let (received, claims, notes) = match result {
            Ok(found) => found,
            Err(skipped) => {
                summary.skipped.push(&skipped);
                continue;
            }
        };
        let document = &received.document;
        let added = record.add(
            document,
            Some(&received.original),
            &claims,
            Timestamp::now(),
        )?;
        summary.read += 1;
        summary.new += usize::from(added.new_document);
        summary.edited += usize::from(added.edited && added.new_document);
        summary.copies += usize::from(added.copy_of.is_some());
        summary.new_claims += added.new_claims;
        for claim in &claims {
            *summary.claims.entry(claim.kind()).or_default() += 1;
        }
        notes.iter().for_each(|note| summary.notes.push(note));
        for note in &received.notes {
            summary.notes.push(&format!("{}: {note}", received.origin));
        }
        bar.inc(received.original.len() as u64);
        bar.set_message(format!(
            "{}, {}",
            count(summary.read, "document"),
            count(summary.claims.values().sum(), "claim")
        ));
    }
    Ok(())
}

/// Brings facts and findings up to date.
fn reconcile(record: &mut Record) -> Result<Rebuilt> {
    let bar = progress(None);
    let rebuilt = record.reconcile_with(|done, of| {
        bar.set_message(format!(
            "setting claims side by side: {done} of {of} groups"
        ));
        bar.tick();
    })?;
    bar.finish_and_clear();
    Ok(rebuilt)
}

/// A bar of bytes, or a count where their number is not known; hidden where nobody looks.
fn progress(bytes: Option<u64>) -> ProgressBar {
    let (bar, template) = match bytes {
        Some(bytes) => (
            ProgressBar::new(bytes),
            "{bar:30} {percent:>3}%  {msg}  {eta} left",
        ),
        None => (ProgressBar::new_spinner(), "{spinner} {msg}"),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

/// Ready claims, by the ids of their documents.
pub(super) struct Ready {
    documents: BTreeMap<String, DocumentClaims>,
    used: std::sync::Mutex<BTreeSet<String>>,
}

impl Ready {
    pub(super) fn open(file: &std::path::Path) -> Result<Self> {
        let documents = open_claims(file)?;
        Ok(Self {
            documents: documents.into_iter().map(|d| (d.id.clone(), d)).collect(),
            used: std::sync::Mutex::default(),
        })
    }

    /// The claims of a document in bytes, and what is wrong with them.
    pub(super) fn of(&self, received: &Received) -> (Vec<Claim>, Vec<String>) {
        let document = &received.document;
        let Some(ready) = self.documents.get(document.id()) else {
            let note = format!(
                "{}: the file of claims has none for {}",
                received.origin,
                document.id()
            );
            return (Vec::new(), vec![note]);
        };
        if let Ok(mut used) = self.used.lock() {
            used.insert(document.id().to_owned());
        }
        let faults = check_spans(ready, document.text());
        let notes = faults
            .iter()
            .map(|fault| format!("left out: {fault}"))
            .collect();
        let claims = to_bytes(ready, document.text()).flatten().collect();
        (claims, notes)
    }

    /// A note on the documents that were not in the input.
    fn unused(&self, summary: &Summary) -> Option<String> {
        let used = self.used.lock().map(|used| used.len()).unwrap_or_default();
        let unused = self.documents.len() - used;
        (unused > 0 && summary.read > 0).then(|| {
            format!(
                "{} of the file of claims were not in the input",
                count(unused, "document")
            )
        })
    }
}

impl Summary {
    /// The summary for people.
    fn text(&self, record: &str, rebuilt: &Rebuilt) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = write!(out, "Read {} into {record}", count(self.read, "document"));
        let mut more = Vec::new();
        if self.read > 0 {
            more.push(format!("{} new", self.new));
        }
        if self.edited > 0 {
            more.push(format!("{} edited since", self.edited));
        }
        if self.copies > 0 {
            more.push(format!("{} a copy of another", self.copies));
        }
        if !more.is_empty() {
            let _ = write!(out, " ({})", more.join(", "));
        }
        out.push('\n');
        let total = self.claims.values().sum::<usize>();
        let _ = write!(out, "  claims    {total:>6}");
        let kinds = ClaimKind::ALL.iter().filter_map(|kind| {
            let n = *self.claims.get(kind)?;
            Some(count(n, kind.name()))
        });
        let kinds: Vec<String> = kinds.collect();
        if !kinds.is_empty() {
            let _ = write!(out, "  {}", kinds.join(", "));
        }
        let _ = writeln!(
            out,
            "\n  facts     {:>6}  in the whole record",
            rebuilt.facts
        );
        let _ = writeln!(
            out,
            "  findings  {:>6}  in the whole record",
            rebuilt.findings
        );
        list(&mut out, "skipped", &self.skipped);
        list(&mut out, "notes", &self.notes);
        out
    }
}

/// A head and the first rows of a list.
fn list(out: &mut String, head: &str, rows: &Rows) {
    if rows.count == 0 {
        return;
    }
    let _ = writeln!(out, "  {head:<8}  {:>6}", rows.count);
    for row in &rows.first {
        let _ = writeln!(out, "    {head}: {row}");
    }
    if rows.count > rows.first.len() {
        let _ = writeln!(out, "    … and {} more", rows.count - rows.first.len());
    }
}

/// A number with its noun.
fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        n => format!("{n} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use entente::intake::{Origin, Reason};

    #[test]
    fn a_summary_tells_what_was_read_and_what_was_not() {
        let mut summary = Summary {
            read: 3,
            new: 2,
            copies: 1,
            claims: BTreeMap::from([(ClaimKind::Tie, 1), (ClaimKind::Event, 4)]),
            ..Summary::default()
        };
        for line in 0..ROWS + 2 {
            summary.skipped.push(&Skipped {
                origin: Origin::line("a.jsonl", line),
                reason: Reason::NoText,
            });
        }
        let rebuilt = Rebuilt {
            facts: 4,
            findings: 1,
            ..Rebuilt::default()
        };
        let text = summary.text("entente.db", &rebuilt);
        assert!(
            text.starts_with(
                "Read 3 documents into entente.db (2 new, 1 a copy of another)\n\
                 \x20 claims         5  1 tie, 4 events\n\
                 \x20 facts          4  in the whole record\n\
                 \x20 findings       1  in the whole record\n\
                 \x20 skipped       22\n\
                 \x20   skipped: a.jsonl:0: the line has neither `text` nor `html`\n"
            ),
            "{text}"
        );
        assert!(text.ends_with("    … and 2 more\n"), "{text}");
    }
}
