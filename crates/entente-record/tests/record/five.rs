//! The five articles on one country's integration, where they are at hand.

use std::path::Path;

use entente_model::{Claim, Document, FindingClass, Verdict};
use entente_record::Query;

use crate::support::{corpus, record};

pub fn five() -> Option<Vec<(Document, Vec<Claim>)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let documents = folder.join("integration.jsonl");
    documents
        .exists()
        .then(|| corpus(&documents, &folder.join("integration.gold.jsonl")))
}

/// The findings, as class and message.
fn told(record: &entente_record::Record) -> Vec<(FindingClass, String)> {
    record
        .findings(&Query::default())
        .unwrap()
        .into_iter()
        .map(|f| (f.class, f.message))
        .collect()
}

#[test]
fn contradictions_are_found_and_no_other_is_claimed() {
    let Some(five) = five() else { return };
    let record = record(&five);
    let told = told(&record);
    let find = |class: FindingClass, words: &[&str]| {
        told.iter()
            .any(|(c, message)| *c == class && words.iter().all(|w| message.contains(w)))
    };
    assert!(
        find(
            FindingClass::Contradiction,
            &["chair of ASEAN", "as 2", "as 3"]
        ),
        "{told:#?}"
    );
    assert!(
        find(
            FindingClass::SelfContradiction,
            &["history of ASEAN", "60 years"]
        ),
        "{told:#?}"
    );
    assert!(find(FindingClass::Scope, &["35 ", "34 "]), "{told:#?}");
    assert!(
        find(FindingClass::Anniversary, &["54th", "1968", "53 years"]),
        "{told:#?}"
    );
    assert!(find(FindingClass::ShareRank, &["32 %", "5th"]), "{told:#?}");
    assert!(
        find(FindingClass::Anniversary, &["over 60 years", "1967"]),
        "{told:#?}"
    );
    assert_eq!(told.len(), 6, "nothing else is wrong: {told:#?}");
    let contradictions = told
        .iter()
        .filter(|(c, _)| {
            matches!(
                c,
                FindingClass::Contradiction | FindingClass::SelfContradiction
            )
        })
        .count();
    assert_eq!(contradictions, 2, "{told:#?}");
}

#[test]
fn what_the_articles_agree_on_is_corroborated() {
    let Some(five) = five() else { return };
    let record = record(&five);
    let all = Query::between("Vietnam", "ASEAN");
    let membership = record
        .ties(&Query {
            subtype: Some("membership".into()),
            ..all.clone()
        })
        .unwrap();
    let membership = membership
        .iter()
        .find(|t| t.text.contains("1995-07-28"))
        .unwrap();
    assert_eq!(membership.verdict, Verdict::Corroborated);
    assert_eq!(membership.independent, 3);
    let figures = record.figures(&Query::about("VNM")).unwrap();
    for words in [
        "194",
        "over 70",
        "over 60 (",
        "top 20 of world, 2019",
        "30th anniversary",
    ] {
        let row = figures.iter().find(|f| f.text.contains(words)).unwrap();
        assert_eq!(row.verdict, Verdict::Corroborated, "{}", row.text);
    }
    let visits = record.events(&all).unwrap();
    let visit = visits
        .iter()
        .find(|e| e.text.contains("visit to ASEAN Secretariat"))
        .unwrap();
    assert_eq!(visit.verdict, Verdict::TookPlace);
    assert_eq!(visit.sources.len(), 3);
}

#[test]
fn change_over_time_is_told_from_contradiction() {
    let Some(five) = five() else { return };
    let record = record(&five);
    for partner in ["Indonesia", "Singapore"] {
        let ties = record
            .ties(&Query {
                subtype: Some("partnership".into()),
                ..Query::between("Viet Nam", partner)
            })
            .unwrap();
        let strategic = ties
            .iter()
            .find(|t| t.text.contains(": strategic"))
            .unwrap();
        assert_eq!(
            strategic.verdict,
            Verdict::Superseded,
            "{}",
            strategic.reason
        );
    }
}

#[test]
fn every_order_of_reading_gives_the_same_record() {
    let Some(mut five) = five() else { return };
    let fingerprint = record(&five).fingerprint().unwrap();
    for turn in 0..five.len() {
        five.rotate_left(1);
        if turn % 2 == 0 {
            five.reverse();
        }
        let twice: Vec<_> = five.iter().chain(&five[..2]).cloned().collect();
        assert_eq!(record(&twice).fingerprint().unwrap(), fingerprint);
    }
}
