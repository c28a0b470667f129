//! Why: the rule and the sentences behind every fact, claim, verdict and finding.

use entente_model::{Claim, Verdict};
use rusqlite::OptionalExtension;
use serde::Serialize;

use crate::error::{RecordError, Result};
use crate::judgement::Judgement;
use crate::query::{Citation, FindingRow, Query, Row};
use crate::store::Record;

/// The verdict on two claims, with both sentences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PairRow {
    /// Id of the verdict.
    pub id: String,
    /// How the two stand to each other.
    pub verdict: Verdict,
    /// The rule that decided.
    pub rule: String,
    /// The rule applied, for a person.
    pub reason: String,
    /// The two sentences.
    pub sources: Vec<Citation>,
}

/// What an id names.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "what", rename_all = "lowercase")]
pub enum Explained {
    /// A fact.
    Fact(Box<Row>),
    /// A claim, as it was read.
    Claim {
        /// The claim as stored; spans are code points.
        claim: Box<Claim>,
        /// The rule of extraction that made it; none where a person did.
        rule: Option<String>,
        /// When it first entered the record.
        read_at: String,
        /// Its sentence.
        source: Box<Citation>,
        /// Ids of the facts that it is evidence of.
        facts: Vec<String>,
    },
    /// A verdict on two claims.
    Verdict(PairRow),
    /// A finding.
    Finding(FindingRow),
    /// A judgement.
    Judgement(Judgement),
}

/// The answer to "why".
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// The full id.
    pub id: String,
    /// What it names.
    #[serde(flatten)]
    pub explained: Explained,
    /// The verdicts on pairs of its claims.
    pub verdicts: Vec<PairRow>,
    /// Findings that rest on its claims.
    pub findings: Vec<FindingRow>,
    /// Judgements about it.
    pub judgements: Vec<Judgement>,
}

impl Record {
    /// Explains what an id, or an unambiguous beginning of one, stands for.
    ///
    /// # Errors
    ///
    /// If nothing, or more than one thing, has that id, or the file cannot be read.
    pub fn explain(&self, id: &str) -> Result<Explanation> {
        let id = self.full_id(id, &["fact", "claim", "verdict", "finding", "judgement"])?;
        let judgements: Vec<Judgement> = self
            .all_judgements()?
            .into_iter()
            .filter(|j| {
                j.id == id || serde_json::to_string(&j.action).is_ok_and(|a| a.contains(&id))
            })
            .collect();
        if let Some(fact) = self.fact(&id)? {
            let pairs = self.pairs(
                "v.a IN (SELECT e.claim FROM evidence e JOIN fact f ON f.id = e.fact WHERE f.name = ?1)
                 OR v.b IN (SELECT e.claim FROM evidence e JOIN fact f ON f.id = e.fact WHERE f.name = ?1)",
                &id,
            )?;
            let findings = self.findings_on(
                "SELECT fc.finding FROM finding_claim fc JOIN evidence e ON e.claim = fc.claim
                 JOIN fact f ON f.id = e.fact WHERE f.name = ?",
                &id,
            )?;
            return Ok(Explanation {
                explained: Explained::Fact(Box::new(fact)),
                verdicts: pairs,
                findings,
                judgements,
                id,
            });
        }
        let claim: Option<(i64, String, Option<String>, String)> = self
            .db
            .query_row(
                "SELECT id, body, rule, read_at FROM claim WHERE name = ?",
                [&id],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
            )
            .optional()
            .map_err(self.at())?;
        if let Some((row, body, rule, read_at)) = claim {
            let source = self
                .citations("", "c.id = ?", row, "NULL")?
                .pop()
                .ok_or_else(|| RecordError::UnknownId(id.clone()))?;
            let facts = self
                .db
                .prepare("SELECT f.name FROM evidence e JOIN fact f ON f.id = e.fact WHERE e.claim = ? ORDER BY 1")
                .map_err(self.at())?
                .query_map([row], |row| row.get(0))
                .map_err(self.at())?
                .collect::<rusqlite::Result<_>>()
                .map_err(self.at())?;
            let verdicts = self.pairs(
                "v.a = (SELECT id FROM claim WHERE name = ?1) OR v.b = (SELECT id FROM claim WHERE name = ?1)",
                &id,
            )?;
            let findings = self.findings_on(
                "SELECT fc.finding FROM finding_claim fc JOIN claim c ON c.id = fc.claim WHERE c.name = ?",
                &id,
            )?;
            return Ok(Explanation {
                explained: Explained::Claim {
                    claim: Box::new(serde_json::from_str(&body)?),
                    rule,
                    read_at,
                    source: Box::new(source),
                    facts,
                },
                verdicts,
                findings,
                judgements,
                id,
            });
        }
        if let Some(pair) = self.pairs("v.name = ?1", &id)?.pop() {
            return Ok(Explanation {
                explained: Explained::Verdict(pair),
                verdicts: Vec::new(),
                findings: Vec::new(),
                judgements,
                id,
            });
        }
        if let Some(finding) = self
            .findings_on("SELECT id FROM finding WHERE name = ?", &id)?
            .pop()
        {
            let verdicts = self.pairs(
                "v.a IN (SELECT claim FROM finding_claim fc JOIN finding f ON f.id = fc.finding WHERE f.name = ?1)
                 AND v.b IN (SELECT claim FROM finding_claim fc JOIN finding f ON f.id = fc.finding WHERE f.name = ?1)",
                &id,
            )?;
            return Ok(Explanation {
                explained: Explained::Finding(finding),
                verdicts,
                findings: Vec::new(),
                judgements,
                id,
            });
        }
        match judgements.iter().find(|j| j.id == id) {
            Some(judgement) => Ok(Explanation {
                explained: Explained::Judgement(judgement.clone()),
                verdicts: Vec::new(),
                findings: Vec::new(),
                judgements: Vec::new(),
                id,
            }),
            None => Err(RecordError::UnknownId(id)),
        }
    }

    /// The verdicts that the condition on `v` selects, with their sentences.
    fn pairs(&self, condition: &str, id: &str) -> Result<Vec<PairRow>> {
        let mut statement = self
            .db
            .prepare(&format!(
                "SELECT v.name, v.verdict, v.rule, v.reason, v.a, v.b FROM verdict v WHERE {condition}
                 ORDER BY v.name LIMIT 200"
            ))
            .map_err(self.at())?;
        let rows: Vec<([String; 4], i64, i64)> = statement
            .query_map([id], |row| {
                Ok((
                    [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?],
                    row.get(4)?,
                    row.get(5)?,
                ))
            })
            .map_err(self.at())?
            .collect::<rusqlite::Result<_>>()
            .map_err(self.at())?;
        rows.into_iter()
            .map(|([id, verdict, rule, reason], a, b)| {
                let mut sources = self.citations("", "c.id = ?", a, "NULL")?;
                sources.extend(self.citations("", "c.id = ?", b, "NULL")?);
                Ok(PairRow {
                    id,
                    verdict: Verdict::from_name(&verdict).unwrap_or(Verdict::Single),
                    rule,
                    reason,
                    sources,
                })
            })
            .collect()
    }

    /// The findings whose rows the query selects.
    fn findings_on(&self, rows: &str, id: &str) -> Result<Vec<FindingRow>> {
        let names: Vec<String> = self
            .db
            .prepare(&format!(
                "SELECT DISTINCT name FROM finding WHERE id IN ({rows}) ORDER BY 1"
            ))
            .map_err(self.at())?
            .query_map([id], |row| row.get(0))
            .map_err(self.at())?
            .collect::<rusqlite::Result<_>>()
            .map_err(self.at())?;
        let mut out = Vec::new();
        for name in names {
            out.extend(self.findings_where("f.name = ?", &[name.into()], &Query::default())?);
        }
        Ok(out)
    }
}
