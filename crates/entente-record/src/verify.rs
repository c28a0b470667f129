//! Re-proving every span of a record, offline.

use entente_model::{CodePoints, Span};
use rusqlite::params;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::store::Record;

/// A sentence that is no longer proved. It is never moved to a place that looks like it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Orphan {
    /// Id of the claim that rests on it.
    pub id: String,
    /// Name of the document.
    pub document: String,
    /// Where it stood, in code points.
    pub start: usize,
    /// Where it ended.
    pub end: usize,
    /// What it said.
    pub quote: String,
    /// Why it is not proved.
    pub reason: String,
}

/// What [`Record::verify`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// How many texts were hashed.
    pub texts: usize,
    /// How many sentences were compared, letter by letter.
    pub spans: usize,
    /// What is not proved.
    pub orphaned: Vec<Orphan>,
    /// Damage to the file itself, in SQLite's words.
    pub damage: Vec<String>,
}

impl Verified {
    /// Whether everything was proved.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.orphaned.is_empty() && self.damage.is_empty()
    }
}

impl Record {
    /// Hashes every text again and compares every sentence with what stands at its place.
    ///
    /// A changed text orphans all of its sentences, even where the same words still stand
    /// somewhere in it: a lookalike is no proof.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn verify(&self) -> Result<Verified> {
        let mut out = Verified::default();
        let mut check = self
            .db
            .prepare("PRAGMA integrity_check")
            .map_err(self.at())?;
        for line in check
            .query_map([], |row| row.get::<_, String>(0))
            .map_err(self.at())?
        {
            let line = line.map_err(self.at())?;
            if line != "ok" {
                out.damage.push(line);
            }
        }
        let mut check = self
            .db
            .prepare("PRAGMA foreign_key_check")
            .map_err(self.at())?;
        for table in check
            .query_map([], |row| row.get::<_, String>(0))
            .map_err(self.at())?
        {
            let table = table.map_err(self.at())?;
            out.damage
                .push(format!("a row of the table {table} refers to nothing"));
        }
        let mut texts = self
            .db
            .prepare("SELECT id, hash, text FROM version ORDER BY id")
            .map_err(self.at())?;
        let mut spans = self
            .db
            .prepare("SELECT c.name, c.start, c.\"end\", c.quote FROM claim c WHERE c.version = ?1")
            .map_err(self.at())?;
        let mut name = self
            .db
            .prepare("SELECT name FROM document WHERE version = ? ORDER BY name LIMIT 1")
            .map_err(self.at())?;
        let mut rows = texts.query([]).map_err(self.at())?;
        while let Some(row) = rows.next().map_err(self.at())? {
            let (id, hash): (i64, String) = (
                row.get(0).map_err(self.at())?,
                row.get(1).map_err(self.at())?,
            );
            // A text whose bytes are no longer UTF-8 is damaged, not a reason to stop.
            let text: Option<String> = row.get(2).ok();
            out.texts += 1;
            let found = text.as_ref().map(|t| {
                Sha256::digest(t.as_bytes())
                    .iter()
                    .map(|b| format!("{b:02x}"))
                    .collect::<String>()
            });
            let intact = found.as_deref() == Some(hash.as_str());
            let text = text.unwrap_or_default();
            let points = CodePoints::new(&text);
            let document: String = name
                .query_row(params![id], |row| row.get(0))
                .unwrap_or_else(|_| hash.clone());
            let claims = spans
                .query_map(params![id], |row| {
                    Ok((
                        row.get::<_, String>(0)?,
                        row.get::<_, i64>(1)?,
                        row.get::<_, i64>(2)?,
                        row.get::<_, String>(3)?,
                    ))
                })
                .map_err(self.at())?;
            let mut any = false;
            for claim in claims {
                let (claim, start, end, quote) = claim.map_err(self.at())?;
                any = true;
                out.spans += 1;
                let (start, end) = (
                    usize::try_from(start).unwrap_or(0),
                    usize::try_from(end).unwrap_or(0),
                );
                let there = points
                    .to_bytes(Span::new(start, end))
                    .and_then(|span| text.get(span.start..span.end));
                let reason = if !intact {
                    "orphaned: the text is no longer the one that was read (its hash differs)"
                } else if there != Some(quote.as_str()) {
                    "orphaned: other words stand at its place"
                } else {
                    continue;
                };
                out.orphaned.push(Orphan {
                    id: claim,
                    document: document.clone(),
                    start,
                    end,
                    quote,
                    reason: reason.to_owned(),
                });
            }
            if !intact && !any {
                out.damage.push(format!(
                    "the text of {document} is no longer the one that was read (its hash differs)"
                ));
            }
        }
        Ok(out)
    }
}
