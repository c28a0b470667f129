//! Checking a draft: what the record holds on each thing that a text says.
//!
//! A draft is not read into the record. Its claims are set beside the record's in the same
//! blocks, with the same rules and checks, so that a draft is judged exactly as the record's
//! own texts are. It is never called false: each remark says what the record holds, and why.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use entente_model::{
    Claim, ClaimBody, CodePoints, Document, Edtf, Figure, PairVerdict, Severity, Span, Verdict,
};
use rusqlite::OptionalExtension;
use serde::Serialize;

use crate::checks::{CHECKS, weekday};
use crate::dates::Days;
use crate::error::Result;
use crate::query::Citation;
use crate::reconcile;
use crate::store::{Loader, Record, block_keys};
use crate::testimony::{Source, Testimony};

/// How a thing that a draft says stands to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The record holds otherwise, or the draft does not add up.
    Contradicted,
    /// The record holds something later.
    Superseded,
    /// The record holds something near, under another scope, period, reporter or step.
    Differs,
    /// Nothing in the record says so, or otherwise.
    NotInTheRecord,
    /// The record has it only as somebody's words.
    Attributed,
    /// The record holds the same within rounding, hedges or bounds.
    Rounded,
    /// The record holds the same.
    Corroborated,
}

impl Standing {
    /// Its name, as in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contradicted => "contradicted",
            Self::Superseded => "superseded",
            Self::Differs => "differs",
            Self::NotInTheRecord => "not-in-the-record",
            Self::Attributed => "attributed",
            Self::Rounded => "corroborated-within-rounding",
            Self::Corroborated => "corroborated",
        }
    }

    fn of(verdict: Verdict, mine: &Testimony, theirs: &Testimony) -> Self {
        match verdict {
            Verdict::Contradicted => Self::Contradicted,
            // Only what is older than the record's is superseded; a later state is new.
            Verdict::Superseded => match (told_at(mine), told_at(theirs)) {
                (Some(x), Some(y)) if y.before(&x) => Self::NotInTheRecord,
                _ => Self::Superseded,
            },
            Verdict::DifferentScope
            | Verdict::DifferentReporter
            | Verdict::DifferentUnit
            | Verdict::DifferentDateRole
            | Verdict::ForecastOutcome => Self::Differs,
            Verdict::Attributed => Self::Attributed,
            Verdict::Rounded | Verdict::Compatible => Self::Rounded,
            Verdict::Corroborated | Verdict::TookPlace => Self::Corroborated,
            Verdict::DifferentPeriod | Verdict::Single | Verdict::Rejected => Self::NotInTheRecord,
        }
    }
}

/// When a claim tells that something is so.
fn told_at(testimony: &Testimony) -> Option<Days> {
    match &testimony.claim.body {
        ClaimBody::Figure(_) => reconcile::as_of_days(testimony),
        ClaimBody::Tie(tie) => tie
            .as_of
            .as_ref()
            .and_then(Days::of)
            .or_else(|| testimony.source.published_days()),
        _ => testimony.source.published_days(),
    }
}

/// A verdict on one thing that a draft says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Remark {
    /// The words that it is about, in code points of the draft.
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// The words.
    pub words: String,
    /// What the draft says, in a line.
    pub says: String,
    /// How it stands to the record.
    pub standing: Standing,
    /// The rule or check that decided; empty where nothing in the record speaks of it.
    pub rule: String,
    /// What the record holds, and why.
    pub reason: String,
    /// The record's sentences.
    pub sources: Vec<Citation>,
}

/// What a draft says, and what the record holds on it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Checked {
    /// The remarks, in the order of the draft.
    pub remarks: Vec<Remark>,
}

impl Record {
    /// Sets each tie, event, figure and numbered target of a draft beside what the record holds.
    ///
    /// `claims` are what extraction finds in the draft, with spans in bytes. With `said_on`,
    /// only what was published by then counts, and the draft is taken to be said then.
    ///
    /// # Errors
    ///
    /// If the record cannot be read.
    pub fn check(
        &self,
        draft: &Document,
        claims: &[Claim],
        said_on: Option<&Edtf>,
    ) -> Result<Checked> {
        let judgements = self.judgements()?;
        let mut loader = Loader::new(&self.db, &judgements);
        let source = Arc::new(Source {
            version: draft.hash().to_owned(),
            document: draft.id().to_owned(),
            outlet: Some("the draft".to_owned()),
            published: said_on.cloned().or_else(|| draft.published.clone()),
            kind: draft.kind,
            witness: format!("draft {}", draft.hash()),
            reference: None,
        });
        let points = CodePoints::new(draft.text());
        let mut mine: Vec<Testimony> = Vec::new();
        for claim in claims {
            let checkable = match &claim.body {
                ClaimBody::Tie(_) | ClaimBody::Event(_) | ClaimBody::Figure(_) => true,
                ClaimBody::Commitment(c) => c.target.is_some(),
                ClaimBody::Statement(_) => false,
            };
            let (true, Some(quote)) = (checkable, draft.get(claim.evidence)) else {
                continue;
            };
            let Some(claim) = claim.map_spans(|span| Some(points.to_points(span))) else {
                continue;
            };
            let what = claim
                .what()
                .and_then(|w| points.to_bytes(w))
                .and_then(|w| draft.get(w));
            mine.push(Testimony {
                // Sorts before every id of the record, so that the draft is set beside each.
                id: format!("!{:06}", mine.len()),
                quote: quote.to_owned(),
                what: what.map(str::to_owned),
                claim: loader
                    .canonical(&claim)
                    .map_err(|e| e.located(&self.path))?,
                source: Arc::clone(&source),
            });
        }
        let mut blocks: BTreeMap<String, Vec<&Testimony>> = BTreeMap::new();
        for testimony in &mine {
            for key in block_keys(testimony) {
                blocks.entry(key).or_default().push(testimony);
            }
        }
        let until = said_on.and_then(Days::of).and_then(|d| d.last);
        let mut best = Best::default();
        for (key, members) in &blocks {
            let mut all = self.block_claims(key, &mut loader)?;
            let _ = judgements.take_rejected(&mut all);
            if let Some(until) = until {
                all.retain(|t| {
                    t.source
                        .published_days()
                        .and_then(|d| d.first)
                        .is_none_or(|published| published <= until)
                });
            }
            if let Some(reference) = &self.reference {
                let mut known = reference.in_block(key);
                known.retain(|t| {
                    let began = crate::query::claim_days(&t.claim).and_then(|d| d.first);
                    began.zip(until).is_none_or(|(began, until)| began <= until)
                });
                all.extend(known);
            }
            all.extend(members.iter().map(|t| (*t).clone()));
            all.sort_by(|a, b| a.id.cmp(&b.id));
            let by_id: HashMap<&str, &Testimony> = all.iter().map(|t| (t.id.as_str(), t)).collect();
            let mut pairs: Vec<PairVerdict> = Vec::new();
            if key.starts_with("fact:") {
                pairs = reconcile::reconcile(&all, judgements.preferred()).pairs;
                for pair in &pairs {
                    self.remark_on_pair(pair, &by_id, &mut best)?;
                }
            }
            let name = key.split(':').next().unwrap_or_default();
            for check in CHECKS {
                if !(check.name() == name || name == "fact" && check.on_facts()) {
                    continue;
                }
                // What contradicts what is remarked on by the pairs already, with its reason.
                if check.name() == "contradiction" {
                    continue;
                }
                for finding in check.run(&all, &pairs) {
                    let others = finding.claims.iter().filter(|c| !c.starts_with('!'));
                    let sources = self.cite(others, &by_id)?;
                    let reason = if finding.arithmetic.is_empty() {
                        finding.message.clone()
                    } else {
                        format!("{} {}", finding.message, finding.arithmetic)
                    };
                    for (place, id) in finding.claims.iter().enumerate() {
                        let Some(t) = by_id.get(id.as_str()).filter(|_| id.starts_with('!')) else {
                            continue;
                        };
                        // The first is the one most likely at fault; the others are what it is
                        // set against.
                        let grave = finding.severity != Severity::Notice && place == 0;
                        let standing = if grave {
                            best.at_fault.insert(id.clone());
                            Standing::Contradicted
                        } else {
                            Standing::Differs
                        };
                        let remark = Remark {
                            rule: finding.check.clone(),
                            reason: reason.clone(),
                            sources: sources.clone(),
                            ..plain(t, standing)
                        };
                        best.keep(id, remark, 0.0);
                    }
                }
            }
        }
        best.weigh();
        let mut remarks: Vec<Remark> = mine
            .iter()
            .map(|t| {
                best.remarks
                    .remove(t.id.as_str())
                    .map_or_else(|| plain(t, Standing::NotInTheRecord), |(remark, _)| remark)
            })
            .collect();
        for slip in weekday::slips(draft.text(), source.published_days()) {
            let at = points.to_points(slip.words);
            let words = draft.get(slip.words).unwrap_or_default().to_owned();
            remarks.push(Remark {
                start: at.start,
                end: at.end,
                says: words.clone(),
                words,
                standing: Standing::Contradicted,
                rule: weekday::NAME.to_owned(),
                reason: slip.what(),
                sources: Vec::new(),
            });
        }
        for remark in &mut remarks {
            if remark.standing == Standing::NotInTheRecord && remark.reason.is_empty() {
                "nothing in the record says so, or otherwise".clone_into(&mut remark.reason);
            }
        }
        remarks.sort_by_key(|r| (r.start, r.end, r.says.clone()));
        Ok(Checked { remarks })
    }

    /// The record's claims of a block.
    fn block_claims(&self, key: &str, loader: &mut Loader<'_>) -> Result<Vec<Testimony>> {
        let ids: Vec<i64> = self
            .db
            .prepare_cached(
                "SELECT bc.claim FROM block b JOIN block_claim bc ON bc.block = b.id WHERE b.key = ?",
            )
            .map_err(self.at())?
            .query_map([key], |row| row.get(0))
            .map_err(self.at())?
            .collect::<rusqlite::Result<_>>()
            .map_err(self.at())?;
        ids.into_iter()
            .map(|id| loader.testimony(id).map_err(|e| e.located(&self.path)))
            .collect()
    }

    /// Remarks on the draft's side of a verdict.
    fn remark_on_pair(
        &self,
        pair: &PairVerdict,
        by_id: &HashMap<&str, &Testimony>,
        best: &mut Best,
    ) -> Result<()> {
        for (mine, theirs) in [(&pair.a, &pair.b), (&pair.b, &pair.a)] {
            let (Some(t), Some(other)) = (by_id.get(mine.as_str()), by_id.get(theirs.as_str()))
            else {
                continue;
            };
            if !mine.starts_with('!') {
                continue;
            }
            let standing = Standing::of(pair.verdict, t, other);
            let remark = Remark {
                rule: pair.rule.clone(),
                reason: pair.reason.clone(),
                sources: self.cite(
                    std::iter::once(theirs).filter(|id| !id.starts_with('!')),
                    by_id,
                )?,
                ..plain(t, standing)
            };
            let distance = match (t.figure(), other.figure()) {
                (Some(x), Some(y)) => (x.value - y.value).abs() / x.value.abs().max(1e-9),
                _ => 0.0,
            };
            if standing == Standing::Contradicted && theirs.starts_with('!') {
                best.with_itself
                    .entry(mine.clone())
                    .or_default()
                    .insert(theirs.clone());
            }
            if matches!(standing, Standing::Corroborated | Standing::Rounded)
                && !theirs.starts_with('!')
            {
                best.borne_out.insert(mine.clone(), remark.clone());
            }
            best.keep(mine, remark, distance);
        }
        Ok(())
    }

    /// The sentences of claims, by their ids.
    fn cite<'c>(
        &self,
        claims: impl Iterator<Item = &'c String>,
        by_id: &HashMap<&str, &Testimony>,
    ) -> Result<Vec<Citation>> {
        let mut out = Vec::new();
        for claim in claims {
            // A row of the reference base need not be in the file.
            if let (Some(reference), Some(row)) = (
                &self.reference,
                by_id.get(claim.as_str()).filter(|t| t.is_reference()),
            ) {
                out.push(reference.cite(row));
                continue;
            }
            let row: Option<i64> = self
                .db
                .prepare_cached("SELECT id FROM claim WHERE name = ?")
                .map_err(self.at())?
                .query_row([claim], |row| row.get(0))
                .optional()
                .map_err(self.at())?;
            if let Some(row) = row {
                out.extend(self.citations("", "c.id = ?", row, "NULL")?);
            }
        }
        Ok(out)
    }
}

/// The remark on each claim of a draft, and what it has to be weighed against.
#[derive(Default)]
struct Best {
    /// The gravest remark, and how far the number that it names is from the draft's.
    remarks: BTreeMap<String, (Remark, f64)>,
    /// Agreements of the draft's claims with the record.
    borne_out: BTreeMap<String, Remark>,
    /// Claims that a check holds to be the ones at fault.
    at_fault: BTreeSet<String>,
    /// Which claims of the draft contradict each other.
    with_itself: BTreeMap<String, BTreeSet<String>>,
}

impl Best {
    /// Keeps the graver remark on a claim; of two as grave, the one with the nearer number.
    fn keep(&mut self, id: &str, remark: Remark, distance: f64) {
        // Agreement with one text says more than that another speaks of something else.
        let rank = |s: Standing| match s {
            Standing::Contradicted => 0,
            Standing::Superseded => 1,
            Standing::Corroborated => 2,
            Standing::Rounded => 3,
            Standing::Attributed => 4,
            Standing::Differs => 5,
            Standing::NotInTheRecord => 6,
        };
        let Some((known, near)) = self.remarks.get_mut(id) else {
            self.remarks.insert(id.to_owned(), (remark, distance));
            return;
        };
        let same = remark.standing == known.standing;
        if rank(remark.standing) < rank(known.standing) || same && distance < *near {
            (*known, *near) = (remark, distance);
        } else if same && known.sources.len() < 3 {
            for source in remark.sources {
                if !known.sources.contains(&source) {
                    known.sources.push(source);
                }
            }
        }
    }

    /// Takes back what would call something right wrong: where the record itself is divided,
    /// and where the draft disagrees with itself and a check has found the side at fault.
    fn weigh(&mut self) {
        for (id, (remark, _)) in &mut self.remarks {
            if remark.standing != Standing::Contradicted || self.at_fault.contains(id) {
                continue;
            }
            if let Some(agreed) = self.borne_out.get(id) {
                let divided = if remark.sources.is_empty() {
                    "the record holds the same, and the draft says otherwise elsewhere"
                } else {
                    "the record is divided"
                };
                remark.standing = Standing::Differs;
                remark.reason = format!("{divided}: {}", remark.reason);
                for source in &agreed.sources {
                    if !remark.sources.contains(source) {
                        remark.sources.push(source.clone());
                    }
                }
            } else if remark.sources.is_empty()
                && self
                    .with_itself
                    .get(id)
                    .is_some_and(|others| others.iter().all(|o| self.at_fault.contains(o)))
            {
                remark.standing = Standing::Differs;
                remark.reason = format!(
                    "the draft says otherwise elsewhere, where it is at fault: {}",
                    remark.reason
                );
            }
        }
    }
}

/// A remark without a reason yet.
fn plain(t: &Testimony, standing: Standing) -> Remark {
    let evidence = t.claim.evidence;
    let narrow = match &t.claim.body {
        ClaimBody::Figure(figure) => number_in(&t.quote, figure),
        ClaimBody::Commitment(c) => c.target.as_ref().and_then(|f| number_in(&t.quote, f)),
        _ => None,
    };
    let (span, words) = match narrow {
        Some((span, words)) => (
            Span::new(evidence.start + span.start, evidence.start + span.end),
            words,
        ),
        None => (evidence, t.quote.clone()),
    };
    Remark {
        start: span.start,
        end: span.end,
        words,
        says: crate::lines::claim_line(&t.claim, t.what.as_deref().unwrap_or(&t.quote)),
        standing,
        rule: String::new(),
        reason: String::new(),
        sources: Vec::new(),
    }
}

/// Where a sentence writes the number of a figure in digits, in code points of the sentence.
fn number_in(quote: &str, figure: &Figure) -> Option<(Span, String)> {
    let chars: Vec<char> = quote.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < chars.len()
            && (chars[at].is_ascii_digit()
                || matches!(chars[at], '.' | ',')
                    && chars.get(at + 1).is_some_and(char::is_ascii_digit))
        {
            at += 1;
        }
        let token: String = chars[start..at].iter().collect();
        if crate::value::same_digits(&token, figure.value) {
            return Some((Span::new(start, at), token));
        }
    }
    None
}

impl Checked {
    /// How many remarks are of that standing.
    #[must_use]
    pub fn count(&self, standing: Standing) -> usize {
        self.remarks
            .iter()
            .filter(|r| r.standing == standing)
            .count()
    }

    /// Whether anything is contradicted, superseded or told differently.
    #[must_use]
    pub fn has_findings(&self) -> bool {
        self.remarks.iter().any(|r| {
            matches!(
                r.standing,
                Standing::Contradicted | Standing::Superseded | Standing::Differs
            )
        })
    }

    /// For the terminal, as a compiler does: the line, carets under the words, what the record
    /// holds, and its sentences. `name` is what the draft is called.
    #[must_use]
    pub fn to_terminal(&self, name: &str, text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let mut out = String::new();
        for remark in &self.remarks {
            let start = remark.start.min(chars.len());
            let line_start = chars[..start]
                .iter()
                .rposition(|c| *c == '\n')
                .map_or(0, |i| i + 1);
            let line_end = chars[start..]
                .iter()
                .position(|c| *c == '\n')
                .map_or(chars.len(), |i| start + i);
            let number = chars[..start].iter().filter(|c| **c == '\n').count() + 1;
            // A long paragraph is shown around the words.
            let from = line_start.max(start.saturating_sub(BEFORE));
            let to = line_end.min(from + SHOWN);
            let lead = if from > line_start { "\u{2026}" } else { "" };
            let tail = if to < line_end { "\u{2026}" } else { "" };
            let shown: String = chars[from..to]
                .iter()
                .map(|c| if c.is_control() { ' ' } else { *c })
                .collect();
            let gutter = number.to_string().len();
            let pad = " ".repeat(gutter);
            let before = " ".repeat(start - from + lead.chars().count());
            let carets = "^".repeat(remark.end.min(to).saturating_sub(start).max(1));
            out.push_str(&format!(
                "{}: {}\n{pad}--> {name}:{number}:{}\n{pad} |\n{number} | {lead}{shown}{tail}\n{pad} | {before}{carets}\n",
                remark.standing.name(),
                remark.says,
                start - line_start + 1,
            ));
            out.push_str(&format!("{pad} = {}\n", remark.reason));
            for source in remark.sources.iter().take(3) {
                let outlet = source.outlet.as_deref().unwrap_or(&source.document);
                let date = source
                    .published
                    .as_deref()
                    .map(|d| format!(", {d}"))
                    .unwrap_or_default();
                let quote = source
                    .quote
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ");
                out.push_str(&format!(
                    "{pad} = {outlet}{date}: \u{201c}{quote}\u{201d}\n"
                ));
            }
            out.push('\n');
        }
        out
    }

    /// As SARIF 2.1.0, so that editors show the remarks in their places. `uri` names the draft.
    ///
    /// What the record bears out is left out: SARIF is for what needs a look.
    #[must_use]
    pub fn to_sarif(&self, uri: &str) -> serde_json::Value {
        let looked_at: Vec<&Remark> = self
            .remarks
            .iter()
            .filter(|r| r.standing < Standing::Attributed)
            .collect();
        let rules: BTreeSet<&str> = looked_at.iter().map(|r| r.standing.name()).collect();
        let rules: Vec<serde_json::Value> = rules
            .iter()
            .map(|id| serde_json::json!({"id": id, "shortDescription": {"text": id.replace('-', " ")}}))
            .collect();
        let results: Vec<serde_json::Value> = looked_at
            .iter()
            .map(|r| {
                let level = match r.standing {
                    Standing::Contradicted => "error",
                    Standing::Superseded | Standing::Differs => "warning",
                    _ => "note",
                };
                let sources: Vec<String> = r
                    .sources
                    .iter()
                    .map(|s| format!("{}: \u{201c}{}\u{201d}", s.outlet.as_deref().unwrap_or(&s.document), s.quote))
                    .collect();
                serde_json::json!({
                    "ruleId": r.standing.name(),
                    "level": level,
                    "message": {"text": format!("{}: {}\n{}", r.says, r.reason, sources.join("\n")).trim_end()},
                    "locations": [{"physicalLocation": {
                        "artifactLocation": {"uri": uri},
                        "region": {"charOffset": r.start, "charLength": r.end - r.start},
                    }}],
                })
            })
            .collect();
        serde_json::json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": {"name": "entente", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }],
        })
    }
}

/// Characters that are shown of a line, and of those how many may stand before the words.
const SHOWN: usize = 96;
const BEFORE: usize = 48;
