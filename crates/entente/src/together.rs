//! What a record made of the gold claims holds, against one made of the claims extracted: which
//! findings and agreements between texts were lost on the way, and where.
//!
//! A score tells how many claims are right; this tells what that costs the reader of the record.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use entente_model::{Claim, ClaimKind, Document, Verdict};
use entente_record::{Citation, FindingRow, Query, Record, Result, Row};
use jiff::Timestamp;

use crate::claims::{DocumentClaims, to_bytes};

/// A record of the one and a record of the other.
pub struct Together {
    gold: Record,
    own: Record,
}

impl Together {
    /// Sets gold claims and extracted claims of the same documents each side by side. Documents
    /// without gold claims are left out of both.
    ///
    /// # Errors
    ///
    /// If a record cannot be made.
    pub fn new(
        documents: &[Document],
        gold: &[DocumentClaims],
        own: &[DocumentClaims],
    ) -> Result<Self> {
        let known: Vec<&Document> = documents
            .iter()
            .filter(|d| gold.iter().any(|g| g.id == d.id() && !g.claims.is_empty()))
            .collect();
        Ok(Self {
            gold: record(&known, gold)?,
            own: record(&known, own)?,
        })
    }

    /// The report for people.
    ///
    /// # Errors
    ///
    /// If a record cannot be read.
    pub fn report(&self) -> Result<String> {
        let all = Query::default();
        let (gold, own) = (self.gold.facts(&all)?, self.own.facts(&all)?);
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "Set side by side{:>22}{:>12}", "gold", "extracted");
        for kind in ClaimKind::ALL {
            let count = |rows: &[Row]| rows.iter().filter(|r| r.reading.kind() == *kind).count();
            let _ = writeln!(
                out,
                "  {:<28}{:>8}{:>12}",
                format!("facts: {kind}"),
                count(&gold),
                count(&own)
            );
        }
        let mut verdicts: BTreeMap<Verdict, (usize, usize)> = BTreeMap::new();
        for row in &gold {
            verdicts.entry(row.verdict).or_default().0 += 1;
        }
        for row in &own {
            verdicts.entry(row.verdict).or_default().1 += 1;
        }
        for (verdict, (gold, own)) in verdicts {
            let _ = writeln!(
                out,
                "  {:<28}{gold:>8}{own:>12}",
                format!("verdict: {verdict}")
            );
        }
        self.findings(&mut out)?;
        self.agreements(&gold, &own, &mut out)?;
        Ok(out)
    }

    fn findings(&self, out: &mut String) -> Result<()> {
        let all = Query::default();
        let (gold, own) = (self.gold.findings(&all)?, self.own.findings(&all)?);
        // The sentence most likely at fault has to be in both.
        let holds = |a: &FindingRow, b: &FindingRow| {
            a.sources
                .first()
                .is_some_and(|x| b.sources.iter().any(|y| overlap(x, y)))
        };
        let same =
            |a: &FindingRow, b: &FindingRow| a.class == b.class && holds(a, b) && holds(b, a);
        let found = gold
            .iter()
            .filter(|a| own.iter().any(|b| same(a, b)))
            .count();
        let _ = writeln!(out, "\nFindings: {found} of {} found", gold.len());
        for finding in &gold {
            let kept = own.iter().any(|b| same(finding, b));
            let mark = if kept { "found" } else { "lost " };
            let _ = writeln!(out, "  {mark}  {}: {}", finding.class, finding.message);
            if !kept {
                for source in &finding.sources {
                    self.lost_at(source, out)?;
                }
            }
        }
        for finding in own.iter().filter(|b| !gold.iter().any(|a| same(a, b))) {
            let _ = writeln!(out, "  extra  {}: {}", finding.class, finding.message);
        }
        Ok(())
    }

    /// Facts that several texts bear out, and what supersedes or came true.
    fn agreements(&self, gold: &[Row], own: &[Row], out: &mut String) -> Result<()> {
        let several = |row: &&Row| {
            matches!(
                row.verdict,
                Verdict::Corroborated
                    | Verdict::Rounded
                    | Verdict::Compatible
                    | Verdict::Superseded
                    | Verdict::TookPlace
            )
        };
        let same = |a: &Row, b: &Row| {
            a.verdict == b.verdict
                && a.reading.kind() == b.reading.kind()
                && a.sources
                    .iter()
                    .filter(|x| b.sources.iter().any(|y| overlap(x, y)))
                    .count()
                    >= a.sources.len().min(2)
        };
        let wanted: Vec<&Row> = gold.iter().filter(several).collect();
        let found = wanted
            .iter()
            .filter(|a| own.iter().any(|b| same(a, b)))
            .count();
        let _ = writeln!(
            out,
            "\nAgreements and changes between texts: {found} of {} found",
            wanted.len()
        );
        for row in wanted {
            let kept = own.iter().any(|b| same(row, b));
            let mark = if kept { "found" } else { "lost " };
            let _ = writeln!(out, "  {mark}  {}: {}", row.verdict, row.text);
            if !kept {
                for source in &row.sources {
                    self.lost_at(source, out)?;
                }
            }
        }
        Ok(())
    }

    /// What extraction made of a sentence.
    fn lost_at(&self, source: &Citation, out: &mut String) -> Result<()> {
        let mut read: Vec<String> = Vec::new();
        for row in self.own.facts(&Query::default())? {
            if row.sources.iter().any(|s| overlap(s, source)) {
                read.push(row.text);
            }
        }
        read.sort();
        read.dedup();
        let quote: String = source
            .quote
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let short: String = quote.chars().take(90).collect();
        let _ = writeln!(
            out,
            "           {}: \u{201c}{short}\u{2026}\u{201d}",
            source.document
        );
        if read.is_empty() {
            let _ = writeln!(out, "             nothing was taken from it");
        }
        for text in read {
            let _ = writeln!(out, "             read as: {text}");
        }
        Ok(())
    }
}

fn overlap(a: &Citation, b: &Citation) -> bool {
    a.document == b.document && a.start < b.end && b.start < a.end
}

fn record(documents: &[&Document], claims: &[DocumentClaims]) -> Result<Record> {
    let mut record = Record::in_memory()?;
    for document in documents {
        let said: Vec<Claim> = claims
            .iter()
            .filter(|c| c.id == document.id())
            .flat_map(|c| to_bytes(c, document.text()).flatten().collect::<Vec<_>>())
            .collect();
        record.add(document, None, &said, Timestamp::UNIX_EPOCH)?;
    }
    record.reconcile()?;
    Ok(record)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::from_bytes;
    use entente_model::{ClaimBody, Edtf, Entity, EntityType, Relation, Span, Tie};

    #[test]
    fn what_extraction_lost_is_told_with_its_sentence() {
        let texts = [
            "Kenya joined the bloc in 2000.",
            "The bloc took Kenya in in 1998.",
        ];
        let documents: Vec<Document> = texts
            .iter()
            .enumerate()
            .map(|(number, text)| {
                let mut document = Document::new(format!("d{number}"), *text);
                document.outlet = Some(format!("Outlet {number}"));
                document.published = Edtf::parse("2025-01-02").ok();
                document
            })
            .collect();
        let joined = |number: usize, year: &str| {
            let bloc = Entity::new("East African Community", EntityType::Org).with_id("EAC");
            let mut tie = Tie::new(Relation::Membership, Entity::state("Kenya", "KEN"), bloc);
            tie.valid = Edtf::parse(year).ok();
            let span = Span::new(0, texts[number].len());
            let claim = Claim::new(span, ClaimBody::Tie(tie));
            from_bytes(&format!("d{number}"), &[claim], texts[number])
        };
        let gold = [joined(0, "2000"), joined(1, "1998")];
        let all = Together::new(&documents, &gold, &gold)
            .unwrap()
            .report()
            .unwrap();
        assert!(all.contains("Findings: 1 of 1 found"), "{all}");
        let less = Together::new(&documents, &gold, &gold[..1])
            .unwrap()
            .report()
            .unwrap();
        assert!(less.contains("Findings: 0 of 1 found"), "{less}");
        assert!(less.contains("nothing was taken from it"), "{less}");
        assert!(
            less.contains("read as: Kenya: member of EAC, since 2000"),
            "{less}"
        );
    }
}
