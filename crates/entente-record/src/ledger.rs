//! Commitments as a ledger: what is open, what fell due, and what became of it.

use entente_model::{ClaimBody, Figure, Status, Verdict};
use jiff::civil::Date;
use serde::Serialize;

use crate::dates::Days;
use crate::error::Result;
use crate::names::key_of;
use crate::query::{Query, Row};
use crate::store::Record;
use crate::value::Said;

/// How a commitment stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Progress {
    /// Its date has passed, and the record's own figures do not tell what became of it.
    Overdue,
    /// Its date lies ahead, or it has none.
    Open,
    /// A figure of the record reaches the target, by its date.
    Met,
    /// The record's figure for the date falls short of the target.
    Missed,
    /// A later commitment moved its date or its number.
    Moved,
}

/// A commitment and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LedgerRow {
    /// How it stands on the day.
    pub progress: Progress,
    /// Why, for a person.
    pub reason: String,
    /// The commitment, with its sentences.
    pub commitment: Row,
    /// The figure that it was measured by, with its sentences.
    pub measured: Option<Row>,
}

impl Record {
    /// Commitments of a query as they stand on the day `on`, the nearest date first.
    ///
    /// A target is measured only by the record's figures of the same indicator, measure, unit,
    /// parties and scope. For a flow the period has to be the target's own: nine months are
    /// never set against a year.
    ///
    /// # Errors
    ///
    /// If a party of the query is unknown, or the file cannot be read.
    pub fn ledger(&self, query: &Query, on: Date) -> Result<Vec<LedgerRow>> {
        let mut out = Vec::new();
        for row in self.commitments(query)? {
            let ClaimBody::Commitment(commitment) = &row.reading.body else {
                continue;
            };
            let due = commitment
                .due
                .as_ref()
                .or_else(|| commitment.target.as_ref().and_then(|t| t.period.as_ref()))
                .and_then(Days::of);
            let passed = due.and_then(|d| d.last).is_some_and(|last| last < on);
            let measured = match &commitment.target {
                Some(target) => self.measure(target, due, on)?,
                None => None,
            };
            let (progress, reason) = if row.verdict == Verdict::Superseded {
                (Progress::Moved, row.reason.clone())
            } else if let Some((reached, figure)) = &measured {
                let told = format!("the record holds: {}", figure.text);
                match (reached, passed) {
                    (true, _) => (Progress::Met, told),
                    (false, true) => (Progress::Missed, told),
                    (false, false) => (Progress::Open, format!("so far, {told}")),
                }
            } else if passed {
                let reason = "its date has passed, and no figure of the record tells the outcome";
                (Progress::Overdue, reason.to_owned())
            } else {
                let reason = if due.is_some() {
                    "its date lies ahead"
                } else {
                    "no date is said"
                };
                (Progress::Open, reason.to_owned())
            };
            out.push(LedgerRow {
                progress,
                reason,
                measured: measured.map(|(_, figure)| figure),
                commitment: row,
            });
        }
        Ok(out)
    }

    /// The latest figure that a target can be measured by, and whether it reaches it.
    fn measure(&self, target: &Figure, due: Option<Days>, on: Date) -> Result<Option<(bool, Row)>> {
        let Some(subject) = &target.subject else {
            return Ok(None);
        };
        let party = |e: &Option<entente_model::Entity>| e.as_ref().map(key_of);
        let rows = self.figures(&Query {
            parties: vec![key_of(subject)],
            subtype: Some(target.indicator.name().to_owned()),
            status: Some(Status::Actual),
            current: true,
            ..Query::default()
        })?;
        let mut best: Option<(Option<Date>, bool, Row)> = None;
        for row in rows {
            let ClaimBody::Figure(figure) = &row.reading.body else {
                continue;
            };
            let mut parties = [party(&figure.subject), party(&figure.partner)];
            let mut wanted = [party(&target.subject), party(&target.partner)];
            if target.indicator == entente_model::Indicator::Trade {
                parties.sort();
                wanted.sort();
            }
            let comparable = parties == wanted
                && figure.measure == target.measure
                && figure.unit == target.unit
                && figure.scope == target.scope;
            let days = figure.period.as_ref().and_then(Days::of);
            let told = days.and_then(|d| d.last);
            let in_time = if crate::reconcile::is_flow(figure) {
                // A flow over a year is measured by a year's, over nine months by nine months'.
                let same_length = match (days, due) {
                    (Some(d), Some(due)) => {
                        (d.width() - due.width()).abs() <= 3 || due.width() < 27 && d.width() >= 365
                    }
                    _ => false,
                };
                same_length && due.is_some_and(|due| told <= due.last)
            } else {
                due.is_none_or(|due| due.last.is_none() || told <= due.last)
            };
            if !comparable || !in_time || told.is_none_or(|t| t > on) {
                continue;
            }
            let quote = row.sources.first().map_or("", |s| s.quote.as_str());
            let reached = Said::of(figure, quote).strict.high >= target.value;
            // Of an earlier period only reaching counts: falling short then says nothing yet.
            let of_the_date = due.is_none_or(|due| days.is_some_and(|d| d.overlaps(&due)));
            if !reached && !of_the_date {
                continue;
            }
            let key = (reached, told);
            if best
                .as_ref()
                .is_none_or(|(when, done, _)| key > (*done, *when))
            {
                best = Some((told, reached, row));
            }
        }
        Ok(best.map(|(_, reached, row)| (reached, row)))
    }
}
