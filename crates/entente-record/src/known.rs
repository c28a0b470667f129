//! The second clock: what the record held at a time of knowing, and what changed between two.

use std::collections::BTreeMap;

use entente_model::{Claim, CodePoints, Document, Edtf};
use jiff::Timestamp;
use serde::Serialize;

use crate::error::{RecordError, Result};
use crate::query::{Query, Row};
use crate::store::{Record, kind_of};

/// How a fact changed between two times of knowing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// It was not known before.
    New,
    /// Its reading or its verdict is another now.
    Changed,
    /// It is held no longer.
    Gone,
}

/// A fact that is not as it was.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// How it changed.
    pub change: ChangeKind,
    /// Id of the fact.
    pub fact: String,
    /// What was held before.
    pub before: Option<Row>,
    /// What is held after.
    pub after: Option<Row>,
}

impl Record {
    /// The record as it stood at `at`: only what had been read and judged by then.
    ///
    /// It is built anew in memory from the claims, by the same rules.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn known(&self, at: Timestamp) -> Result<Self> {
        let mut past = Self::in_memory()?;
        past.refer_to(self.reference.clone())?;
        let by_then = |time: &str| time.parse::<Timestamp>().is_ok_and(|t| t <= at);
        let mut documents = self
            .db
            .prepare(
                "SELECT d.name, v.text, d.url, d.outlet, d.published, d.title, d.language, d.kind, d.said_copy_of,
                        d.read_at, d.version
                 FROM document d JOIN version v ON v.id = d.version
                 WHERE d.kind <> 'reference' ORDER BY d.id",
            )
            .map_err(self.at())?;
        let mut claims = self
            .db
            .prepare("SELECT body, rule, read_at FROM claim WHERE version = ? ORDER BY id")
            .map_err(self.at())?;
        let mut rows = documents.query([]).map_err(self.at())?;
        while let Some(row) = rows.next().map_err(self.at())? {
            let text =
                |column: usize| -> Result<Option<String>> { row.get(column).map_err(self.at()) };
            let read_at = text(9)?.unwrap_or_default();
            if !by_then(&read_at) {
                continue;
            }
            let mut document =
                Document::new(text(0)?.unwrap_or_default(), text(1)?.unwrap_or_default());
            document.url = text(2)?;
            document.outlet = text(3)?;
            document.published = text(4)?.and_then(|d| Edtf::parse(&d).ok());
            document.title = text(5)?;
            document.language = text(6)?;
            document.kind = kind_of(&text(7)?.unwrap_or_default());
            document.copy_of = text(8)?;
            let version: i64 = row.get(10).map_err(self.at())?;
            let points = CodePoints::new(document.text());
            let stored: Vec<(String, Option<String>, String)> = claims
                .query_map([version], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .map_err(self.at())?
                .collect::<rusqlite::Result<_>>()
                .map_err(self.at())?;
            let mut said = Vec::new();
            for (body, rule, read) in stored {
                if !by_then(&read) {
                    continue;
                }
                let claim: Claim = serde_json::from_str(&body)?;
                if let Some(mut claim) = claim.map_spans(|span| points.to_bytes(span)) {
                    claim.rule = rule;
                    said.push(claim);
                }
            }
            let read_at = read_at
                .parse()
                .map_err(|_| RecordError::Judgement(format!("`{read_at}` is no time")))?;
            past.add(&document, None, &said, read_at)?;
        }
        past.reconcile()?;
        for judgement in self.all_judgements()? {
            if judgement.at <= at {
                past.judge(
                    judgement.action,
                    &judgement.by,
                    &judgement.why,
                    judgement.at,
                )?;
            }
        }
        Ok(past)
    }

    /// What changed in the facts that a query lists, between two times of knowing.
    ///
    /// # Errors
    ///
    /// If a party of the query is unknown, or the file cannot be read.
    pub fn diff(&self, from: Timestamp, to: Timestamp, query: &Query) -> Result<Vec<Change>> {
        // A party may have been unknown before; the key by which it is known now is what counts.
        let parties = query
            .parties
            .iter()
            .map(|party| self.party(party))
            .collect::<Result<Vec<_>>>()?;
        let query = Query {
            parties,
            rejected: true,
            ..query.clone()
        };
        let held = |at: Timestamp| -> Result<BTreeMap<String, Row>> {
            let rows = match self.known(at)?.facts(&query) {
                Err(RecordError::UnknownParty(_)) => Vec::new(),
                rows => rows?,
            };
            Ok(rows
                .into_iter()
                .map(|row| (row.fact.clone(), row))
                .collect())
        };
        let (mut before, after) = (held(from)?, held(to)?);
        let mut out = Vec::new();
        for (fact, row) in after {
            match before.remove(&fact) {
                None => out.push(Change {
                    change: ChangeKind::New,
                    fact,
                    before: None,
                    after: Some(row),
                }),
                Some(old) if (&old.text, old.verdict) != (&row.text, row.verdict) => {
                    out.push(Change {
                        change: ChangeKind::Changed,
                        fact,
                        before: Some(old),
                        after: Some(row),
                    })
                }
                Some(_) => {}
            }
        }
        out.extend(before.into_iter().map(|(fact, row)| Change {
            change: ChangeKind::Gone,
            fact,
            before: Some(row),
            after: None,
        }));
        out.sort_by(|a, b| (a.change, &a.fact).cmp(&(b.change, &b.fact)));
        Ok(out)
    }
}
