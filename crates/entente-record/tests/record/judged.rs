//! People's judgements, and the two clocks.

use entente_model::Verdict;
use entente_record::{Action, ChangeKind, Explained, Query, Record};
use jiff::Timestamp;
use serde_json::json;

use crate::lake::texts;
use crate::support::record;

fn later(day: u8) -> Timestamp {
    format!("2026-02-{day:02}T09:00:00Z").parse().unwrap()
}

fn trade(record: &Record) -> entente_record::Row {
    record
        .figures(&Query {
            subtype: Some("trade".into()),
            ..Query::default()
        })
        .unwrap()
        .remove(0)
}

#[test]
fn a_rejected_claim_no_longer_counts_until_that_is_undone() {
    let mut record = record(&texts());
    let before = record.fingerprint().unwrap();
    let row = trade(&record);
    assert_eq!(row.verdict, Verdict::Contradicted);
    let rival = row
        .sources
        .iter()
        .find(|s| s.outlet.as_deref() == Some("Hill Post"))
        .unwrap();
    let judgement = record
        .judge(
            Action::Reject {
                target: rival.claim[..10].to_owned(),
            },
            "A. Officer",
            "a misprint",
            later(1),
        )
        .unwrap();
    let row = trade(&record);
    assert_eq!(row.verdict, Verdict::Rounded, "{}", row.reason);
    let rejected = record
        .figures(&Query {
            verdict: Some(Verdict::Rejected),
            ..Query::default()
        })
        .unwrap();
    assert_eq!(
        rejected[0].reason,
        "rejected by A. Officer on 2026-02-01: a misprint"
    );
    // It survives a rebuild, and reading again.
    record.rebuild().unwrap();
    assert_eq!(trade(&record).verdict, Verdict::Rounded);
    record
        .judge(
            Action::Undo {
                target: judgement.id,
            },
            "A. Officer",
            "",
            later(2),
        )
        .unwrap();
    assert_eq!(record.fingerprint().unwrap(), before);
    assert_eq!(record.all_judgements().unwrap().len(), 2);
}

#[test]
fn a_preferred_value_is_relied_on_and_the_rival_stays() {
    let mut record = record(&texts());
    let rival = trade(&record)
        .sources
        .iter()
        .find(|s| s.outlet.as_deref() == Some("Hill Post"))
        .unwrap()
        .claim
        .clone();
    record
        .judge(Action::Prefer { target: rival }, "A. Officer", "", later(1))
        .unwrap();
    let row = trade(&record);
    assert!(row.text.contains("1.5 billion"), "{}", row.text);
    assert_eq!(row.verdict, Verdict::Contradicted);
    assert!(row.sources.len() >= 3);
}

#[test]
fn a_corrected_field_is_read_from_then_on() {
    let mut record = record(&texts());
    let rival = trade(&record)
        .sources
        .iter()
        .find(|s| s.outlet.as_deref() == Some("Hill Post"))
        .unwrap()
        .claim
        .clone();
    let correct = |field: &str, value| Action::Correct {
        target: rival.clone(),
        field: field.into(),
        value,
    };
    assert!(
        record
            .judge(correct("value", json!("many")), "x", "", later(1))
            .is_err()
    );
    assert!(
        record
            .judge(correct("start", json!(3)), "x", "", later(1))
            .is_err()
    );
    record
        .judge(
            correct("period", json!("2023")),
            "A. Officer",
            "it says last year",
            later(1),
        )
        .unwrap();
    assert_eq!(trade(&record).verdict, Verdict::Single);
    // The claim itself is as it was read.
    let Explained::Claim { claim, .. } = record.explain(&rival).unwrap().explained else {
        panic!("a claim")
    };
    assert!(serde_json::to_string(&claim).unwrap().contains("\"2024\""));
}

#[test]
fn merged_and_split_entities() {
    let mut record = record(&texts());
    assert_eq!(record.events(&Query::about("Ada Okoye")).unwrap().len(), 1);
    let key = "person|okoye|KEN|".to_owned();
    record
        .judge(
            Action::Split {
                target: key.clone(),
            },
            "A. Officer",
            "her brother",
            later(1),
        )
        .unwrap();
    assert_eq!(record.party("Okoye").unwrap(), "person:okoye:KEN");
    let into = "person|ada okoye|KEN|".to_owned();
    record
        .judge(
            Action::Merge { target: key, into },
            "A. Officer",
            "she after all",
            later(2),
        )
        .unwrap();
    assert_eq!(record.party("Okoye").unwrap(), "person:ada okoye:KEN");
    assert!(
        record
            .judge(
                Action::Split {
                    target: "person|nobody||".into()
                },
                "x",
                "",
                later(3)
            )
            .is_err()
    );
}

#[test]
fn the_record_as_it_was_known_and_what_changed() {
    let mut record = Record::in_memory().unwrap();
    for (number, (document, claims)) in texts().iter().enumerate() {
        record
            .add(
                document,
                None,
                claims,
                later(1 + u8::try_from(number).unwrap()),
            )
            .unwrap();
    }
    record.reconcile().unwrap();
    let early = record.known(later(2)).unwrap();
    assert_eq!(trade(&early).verdict, Verdict::Single);
    assert_eq!(
        record.known(later(20)).unwrap().fingerprint().unwrap(),
        record.fingerprint().unwrap()
    );
    let changes = record
        .diff(later(2), later(20), &Query::between("Kenya", "Nepal"))
        .unwrap();
    let trade = changes
        .iter()
        .find(|c| c.after.as_ref().is_some_and(|r| r.text.contains("trade")))
        .unwrap();
    assert_eq!(trade.change, ChangeKind::Changed);
    assert_eq!(trade.before.as_ref().unwrap().verdict, Verdict::Single);
    assert!(changes.iter().any(|c| c.change == ChangeKind::New));
    assert!(
        record
            .diff(later(20), later(21), &Query::default())
            .unwrap()
            .is_empty()
    );
}

#[test]
fn what_was_so_on_a_date() {
    let record = record(&texts());
    let ties = |date: &str| {
        record
            .ties(&Query {
                as_of: Some(entente_model::Edtf::parse(date).unwrap()),
                ..Query::between("KEN", "NPL")
            })
            .unwrap()
            .into_iter()
            .map(|t| t.text)
            .collect::<Vec<_>>()
    };
    assert!(ties("2014").is_empty());
    assert_eq!(
        ties("2020"),
        ["Kenya and Nepal: strategic partnership, since 2015"]
    );
    assert_eq!(ties("2025-03-11").len(), 2);
}

#[test]
fn everything_answers_why() {
    let record = record(&texts());
    let row = trade(&record);
    let fact = record.explain(&row.fact).unwrap();
    assert!(
        fact.verdicts
            .iter()
            .any(|v| v.verdict == Verdict::Contradicted && v.sources.len() == 2)
    );
    assert_eq!(fact.findings.len(), 1);
    let finding = record.explain(&fact.findings[0].finding[..8]).unwrap();
    assert!(matches!(finding.explained, Explained::Finding(_)) && !finding.verdicts.is_empty());
    let pair = record.explain(&fact.verdicts[0].id).unwrap();
    assert!(matches!(pair.explained, Explained::Verdict(_)));
    assert!(record.explain("ffffffffffff").is_err());
    assert!(
        record
            .explain("")
            .unwrap_err()
            .to_string()
            .contains("nothing in the record")
    );
}
