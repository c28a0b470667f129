//! What people decided about claims, facts, findings and entities.
//!
//! Judgements are append only. Each is undone by another one, survives re-reading, since it
//! names its target by content, and is honoured wherever facts are rebuilt.

use std::collections::{BTreeMap, BTreeSet};

use entente_model::{Claim, Evidence, Fact, Stance, Verdict};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, TransactionBehavior, params};
use serde::{Deserialize, Serialize};

use crate::error::{RecordError, Result};
use crate::names::Spelling;
use crate::reconcile::{Reconciled, short_hash};
use crate::store::{Record, Writer};
use crate::testimony::Testimony;

/// What a fact's reason says before the name of who confirmed it.
pub(crate) const CONFIRMED: &str = "; confirmed by ";

/// What a person decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "lowercase")]
pub enum Action {
    /// The fact was looked at and holds.
    Confirm {
        /// Id of the fact.
        target: String,
    },
    /// A claim, fact or finding does not hold, or does not count.
    Reject {
        /// Id of the claim, fact or finding.
        target: String,
    },
    /// Among rival claims, this one is relied on.
    Prefer {
        /// Id of the claim.
        target: String,
    },
    /// A field of a claim was read wrongly.
    Correct {
        /// Id of the claim.
        target: String,
        /// The field, by its name in the codebook (`value`, `period`, `status`).
        field: String,
        /// What it should be, as JSON; null takes the field away.
        value: serde_json::Value,
    },
    /// Two spellings are the same entity.
    Merge {
        /// Key of the spelling that is given up, as `entity.key` in the file.
        target: String,
        /// Key of the spelling that both are from now on.
        into: String,
    },
    /// A spelling is an entity of its own, whatever its likeness.
    Split {
        /// Key of the spelling.
        target: String,
    },
    /// An earlier judgement is taken back.
    Undo {
        /// Id of the judgement.
        target: String,
    },
}

/// A judgement as the record keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// Content-derived id.
    pub id: String,
    /// What was decided.
    #[serde(flatten)]
    pub action: Action,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: String,
}

impl Action {
    const fn name(&self) -> &'static str {
        match self {
            Self::Confirm { .. } => "confirm",
            Self::Reject { .. } => "reject",
            Self::Prefer { .. } => "prefer",
            Self::Correct { .. } => "correct",
            Self::Merge { .. } => "merge",
            Self::Split { .. } => "split",
            Self::Undo { .. } => "undo",
        }
    }

    fn target(&self) -> &str {
        match self {
            Self::Confirm { target }
            | Self::Reject { target }
            | Self::Prefer { target }
            | Self::Correct { target, .. }
            | Self::Merge { target, .. }
            | Self::Split { target }
            | Self::Undo { target } => target,
        }
    }

    fn other(&self) -> Option<&str> {
        match self {
            Self::Correct { field, .. } => Some(field),
            Self::Merge { into, .. } => Some(into),
            _ => None,
        }
    }

    fn value(&self) -> Option<String> {
        match self {
            Self::Correct { value, .. } => Some(value.to_string()),
            _ => None,
        }
    }

    fn read(
        name: &str,
        target: String,
        other: Option<String>,
        value: Option<&str>,
    ) -> Option<Self> {
        Some(match name {
            "confirm" => Self::Confirm { target },
            "reject" => Self::Reject { target },
            "prefer" => Self::Prefer { target },
            "correct" => Self::Correct {
                target,
                field: other?,
                value: serde_json::from_str(value?).ok()?,
            },
            "merge" => Self::Merge {
                target,
                into: other?,
            },
            "split" => Self::Split { target },
            "undo" => Self::Undo { target },
            _ => return None,
        })
    }
}

/// The judgements in force.
#[derive(Debug, Default)]
pub(crate) struct Judgements {
    rejected: BTreeMap<String, String>,
    confirmed: BTreeMap<String, String>,
    preferred: BTreeSet<String>,
    corrections: BTreeMap<String, Vec<(String, serde_json::Value)>>,
    merged: BTreeMap<String, String>,
    split: BTreeSet<String>,
}

impl Judgements {
    /// Those in force among all that were made, in the order in which they were.
    fn of(all: &[Judgement]) -> Self {
        let mut undone: BTreeSet<&str> = BTreeSet::new();
        // The last word counts: an undone undoing brings the first judgement back.
        for judgement in all.iter().rev() {
            if let Action::Undo { target } = &judgement.action
                && !undone.contains(judgement.id.as_str())
            {
                undone.insert(target);
            }
        }
        let mut out = Self::default();
        for judgement in all.iter().filter(|j| !undone.contains(j.id.as_str())) {
            let who = format!("{} on {}", judgement.by, judgement.at.strftime("%Y-%m-%d"));
            let who = if judgement.why.is_empty() {
                who
            } else {
                format!("{who}: {}", judgement.why)
            };
            match &judgement.action {
                Action::Confirm { target } => {
                    out.rejected.remove(target);
                    out.confirmed.insert(target.clone(), who);
                }
                Action::Reject { target } => {
                    out.confirmed.remove(target);
                    out.rejected.insert(target.clone(), who);
                }
                Action::Prefer { target } => {
                    out.preferred.insert(target.clone());
                }
                Action::Correct {
                    target,
                    field,
                    value,
                } => out
                    .corrections
                    .entry(target.clone())
                    .or_default()
                    .push((field.clone(), value.clone())),
                Action::Merge { target, into } => {
                    out.split.remove(target);
                    out.merged.insert(target.clone(), into.clone());
                }
                Action::Split { target } => {
                    out.merged.remove(target);
                    out.split.insert(target.clone());
                }
                Action::Undo { .. } => {}
            }
        }
        out
    }

    pub(crate) fn preferred(&self) -> &BTreeSet<String> {
        &self.preferred
    }

    pub(crate) fn is_rejected(&self, id: &str) -> bool {
        self.rejected.contains_key(id)
    }

    /// What a person said that a spelling stands for.
    pub(crate) fn merged(&self, spelling: &Spelling, target: &Spelling) -> Option<Spelling> {
        let key = spelling.key();
        if self.split.contains(&key) {
            return Some(spelling.clone());
        }
        // A chain of merges ends; one that leads back to itself is left where it began.
        let mut at = if self.merged.contains_key(&key) {
            key
        } else {
            target.key()
        };
        let mut seen = BTreeSet::new();
        while let Some(next) = self.merged.get(&at) {
            if !seen.insert(at.clone()) {
                return None;
            }
            at.clone_from(next);
        }
        if seen.is_empty() {
            None
        } else {
            Spelling::from_key(&at)
        }
    }

    /// Takes the rejected claims out of `claims`.
    pub(crate) fn take_rejected(&self, claims: &mut Vec<Testimony>) -> Vec<Testimony> {
        if self.rejected.is_empty() {
            return Vec::new();
        }
        let (out, keep) = std::mem::take(claims)
            .into_iter()
            .partition(|t| self.rejected.contains_key(&t.id));
        *claims = keep;
        out
    }

    /// Marks what was rejected or confirmed among the facts.
    pub(crate) fn add_rejected(&self, reconciled: &mut Reconciled, rejected: &[Testimony]) {
        for fact in &mut reconciled.facts {
            if let Some(who) = self.rejected.get(&fact.id) {
                fact.verdict = Verdict::Rejected;
                fact.reason = format!("rejected by {who}");
            } else if let Some(who) = self.confirmed.get(&fact.id) {
                fact.reason = format!("{}{CONFIRMED}{who}", fact.reason);
            }
        }
        for claim in rejected {
            let who = self.rejected.get(&claim.id).map_or("", String::as_str);
            reconciled.facts.push(Fact {
                id: short_hash(&["rejected", &claim.id]),
                kind: claim.claim.kind(),
                key: format!("rejected · claim {}", claim.id),
                reading: claim.claim.clone(),
                claim: claim.id.clone(),
                verdict: Verdict::Rejected,
                reason: format!("rejected by {who}"),
                independent: 0,
                evidence: vec![Evidence {
                    claim: claim.id.clone(),
                    stance: Stance::Rejected,
                }],
            });
        }
    }

    /// The claim with its corrected fields; a correction that no longer fits is left out.
    pub(crate) fn corrected(&self, id: &str, claim: Claim) -> Claim {
        let Some(fields) = self.corrections.get(id) else {
            return claim;
        };
        apply(&claim, fields).unwrap_or(claim)
    }
}

fn apply(
    claim: &Claim,
    fields: &[(String, serde_json::Value)],
) -> std::result::Result<Claim, serde_json::Error> {
    let mut json = serde_json::to_value(claim)?;
    if let Some(object) = json.as_object_mut() {
        for (field, value) in fields {
            if value.is_null() {
                object.remove(field);
            } else {
                object.insert(field.clone(), value.clone());
            }
        }
    }
    serde_json::from_value(json)
}

impl Record {
    /// Every judgement ever made, in order.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn all_judgements(&self) -> Result<Vec<Judgement>> {
        let mut statement = self
            .db
            .prepare(
                "SELECT name, action, target, other, value, by, at, why FROM judgement ORDER BY id",
            )
            .map_err(self.at())?;
        let rows = statement
            .query_map([], |row| {
                let action: String = row.get(1)?;
                let value: Option<String> = row.get(4)?;
                let at: String = row.get(6)?;
                Ok((
                    Action::read(&action, row.get(2)?, row.get(3)?, value.as_deref()),
                    at.parse::<Timestamp>(),
                    (row.get(0)?, row.get(5)?, row.get(7)?),
                ))
            })
            .map_err(self.at())?;
        let mut out = Vec::new();
        for row in rows {
            // A judgement of a kind that a newer version made is left alone.
            if let (Some(action), Ok(at), (id, by, why)) = row.map_err(self.at())? {
                out.push(Judgement {
                    id,
                    action,
                    by,
                    at,
                    why,
                });
            }
        }
        Ok(out)
    }

    pub(crate) fn judgements(&self) -> Result<Judgements> {
        Ok(Judgements::of(&self.all_judgements()?))
    }

    /// Records a judgement and rebuilds what it touches.
    ///
    /// # Errors
    ///
    /// If its target is not in the record, if a correction gives no claim, or if the file
    /// cannot be written.
    pub fn judge(
        &mut self,
        action: Action,
        by: &str,
        why: &str,
        at: Timestamp,
    ) -> Result<Judgement> {
        let action = self.checked(action)?;
        let json = serde_json::to_string(&action)?;
        let judgement = Judgement {
            id: short_hash(&["judgement", &json, by, &at.to_string()]),
            action,
            by: by.to_owned(),
            at,
            why: why.to_owned(),
        };
        let path = self.path.clone();
        let located = |e| RecordError::from_sqlite(e, &path);
        let mut all = self.all_judgements()?;
        let tx = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(located)?;
        tx.execute(
            "INSERT OR IGNORE INTO judgement (name, action, target, other, value, by, at, why)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                judgement.id,
                judgement.action.name(),
                judgement.action.target(),
                judgement.action.other(),
                judgement.action.value(),
                judgement.by,
                judgement.at.to_string(),
                judgement.why
            ],
        )
        .map_err(located)?;
        // What an undoing touches is what it undoes.
        let mut touched = vec![judgement.action.clone()];
        while let Some(Action::Undo { target }) = touched.last() {
            match all.iter().find(|j| &j.id == target) {
                Some(undone) => touched.push(undone.action.clone()),
                None => break,
            }
        }
        all.push(judgement.clone());
        let judgements = Judgements::of(&all);
        let writer = Writer {
            tx: &tx,
            judgements: &judgements,
            reference: self.reference.as_deref(),
        };
        for action in &touched {
            writer.touch(action).map_err(|e| e.located(&path))?;
        }
        tx.commit().map_err(located)?;
        self.reconcile()?;
        Ok(judgement)
    }

    /// The action with full ids, if its target exists.
    fn checked(&self, action: Action) -> Result<Action> {
        Ok(match action {
            Action::Confirm { target } => Action::Confirm {
                target: self.full_id(&target, &["fact"])?,
            },
            Action::Reject { target } => Action::Reject {
                target: self.full_id(&target, &["claim", "fact", "finding"])?,
            },
            Action::Prefer { target } => Action::Prefer {
                target: self.full_id(&target, &["claim"])?,
            },
            Action::Undo { target } => Action::Undo {
                target: self.full_id(&target, &["judgement"])?,
            },
            Action::Correct {
                target,
                field,
                value,
            } => {
                let target = self.full_id(&target, &["claim"])?;
                let body: String = self
                    .db
                    .query_row("SELECT body FROM claim WHERE name = ?", [&target], |row| {
                        row.get(0)
                    })
                    .map_err(self.at())?;
                let claim: Claim = serde_json::from_str(&body)?;
                if matches!(field.as_str(), "start" | "end" | "kind" | "what") {
                    return Err(RecordError::Judgement(format!(
                        "the field `{field}` is where the claim stands in its text, and is not corrected; reject the claim instead"
                    )));
                }
                apply(&claim, &[(field.clone(), value.clone())]).map_err(|error| {
                    RecordError::Judgement(format!(
                        "`{value}` cannot be the field `{field}` of that claim: {error}"
                    ))
                })?;
                Action::Correct {
                    target,
                    field,
                    value,
                }
            }
            Action::Merge { target, into } => {
                self.known_spelling(&target)?;
                self.known_spelling(&into)?;
                Action::Merge { target, into }
            }
            Action::Split { target } => {
                self.known_spelling(&target)?;
                Action::Split { target }
            }
        })
    }

    fn known_spelling(&self, key: &str) -> Result<()> {
        let known = self
            .db
            .query_row("SELECT 1 FROM entity WHERE key = ?", [key], |_| Ok(()))
            .optional()
            .map_err(self.at())?;
        known.ok_or_else(|| RecordError::UnknownParty(key.to_owned()))
    }
}

impl Writer<'_> {
    /// Marks what a judgement touches, so that it is rebuilt.
    fn touch(&self, action: &Action) -> std::result::Result<(), crate::store::Inner> {
        let target = action.target();
        match action {
            Action::Merge { .. } | Action::Split { .. } => {
                let spellings: Vec<(i64, String)> = self
                    .tx
                    .prepare("SELECT id, key FROM entity WHERE key = ?1 OR canonical IN (SELECT canonical FROM entity WHERE key = ?1)")?
                    .query_map([target], |row| Ok((row.get(0)?, row.get(1)?)))?
                    .collect::<rusqlite::Result<_>>()?;
                for (id, key) in spellings {
                    if let Some(spelling) = Spelling::from_key(&key) {
                        self.resolve(id, &spelling)?;
                    }
                }
            }
            Action::Correct { .. } => {
                let claim: Option<i64> = self
                    .tx
                    .query_row("SELECT id FROM claim WHERE name = ?", [target], |row| {
                        row.get(0)
                    })
                    .optional()?;
                if let Some(claim) = claim {
                    self.move_claims("SELECT id FROM claim WHERE id = ?", claim)?;
                }
            }
            _ => {
                self.tx.execute(
                    "UPDATE block SET dirty = 1 WHERE id IN (
                       SELECT bc.block FROM claim c JOIN block_claim bc ON bc.claim = c.id WHERE c.name = ?1
                       UNION SELECT block FROM fact WHERE name = ?1
                       UNION SELECT block FROM finding WHERE name = ?1)",
                    [target],
                )?;
                // A finding that was rejected is no longer in the table that would name its block.
                if matches!(action, Action::Reject { .. } | Action::Confirm { .. }) {
                    let known = self
                        .tx
                        .prepare("SELECT 1 FROM claim WHERE name = ?1 UNION SELECT 1 FROM fact WHERE name = ?1
                                  UNION SELECT 1 FROM finding WHERE name = ?1")?
                        .exists([target])?;
                    if !known {
                        self.tx.execute("UPDATE block SET dirty = 1", [])?;
                    }
                }
            }
        }
        Ok(())
    }
}
