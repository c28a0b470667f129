//! Commitments and what became of them.

use entente_record::{Progress, Query};
use jiff::civil::date;
use serde_json::{Value, json};

use crate::lake::{state, text, trade};
use crate::support::record;

fn target(billions: f64, due: &str) -> Value {
    json!({"kind": "commitment", "actors": [state("KEN")], "form": "target", "what": {"start": 0, "end": 8}, "due": due,
           "target": {"indicator": "trade", "measure": "level", "value": billions * 1e9, "unit": "USD",
                      "subject": state("KEN"), "partner": state("NPL")}})
}

fn progress(promised: Value, measured: &[(f64, &str)], on: jiff::civil::Date) -> Progress {
    let mut documents = vec![text(
        "plan",
        "Lake Courier",
        "2021-03-01",
        &[("The two aim at trade of that size by then.", vec![promised])],
    )];
    for (billions, period) in measured {
        let sentence = format!("Trade came to {billions} billion dollars in {period}.");
        documents.push(text(
            period,
            "Coast Daily",
            "2026-01-02",
            &[(&sentence, vec![trade(*billions, period)])],
        ));
    }
    let rows = record(&documents)
        .ledger(&Query::about("Kenya"), on)
        .unwrap();
    assert_eq!(rows.len(), 1);
    assert!(!rows[0].reason.is_empty() && !rows[0].commitment.sources.is_empty());
    rows[0].progress
}

#[test]
fn open_due_met_and_missed() {
    let (before, after) = (date(2023, 6, 1), date(2026, 2, 1));
    assert_eq!(progress(target(2.0, "2025"), &[], before), Progress::Open);
    assert_eq!(progress(target(2.0, "2025"), &[], after), Progress::Overdue);
    assert_eq!(
        progress(target(2.0, "2025"), &[(2.1, "2025")], after),
        Progress::Met
    );
    assert_eq!(
        progress(target(2.0, "2025"), &[(1.6, "2025")], after),
        Progress::Missed
    );
    // Reached earlier is reached; an earlier shortfall says nothing yet.
    assert_eq!(
        progress(target(2.0, "2025"), &[(2.1, "2024")], after),
        Progress::Met
    );
    assert_eq!(
        progress(target(2.0, "2025"), &[(1.6, "2024")], after),
        Progress::Overdue
    );
}

#[test]
fn nine_months_are_not_set_against_a_year() {
    let on = date(2026, 2, 1);
    assert_eq!(
        progress(target(2.0, "2025"), &[(1.6, "2025-01/2025-09")], on),
        Progress::Overdue
    );
}

#[test]
fn a_target_that_moved_shows_both_dates() {
    let documents = [
        text(
            "old",
            "Lake Courier",
            "2021-03-01",
            &[("Two billion by 2024 is the aim.", vec![target(2.0, "2024")])],
        ),
        text(
            "new",
            "Lake Courier",
            "2024-03-01",
            &[("Two billion by 2026 is the aim.", vec![target(2.0, "2026")])],
        ),
    ];
    let rows = record(&documents)
        .ledger(&Query::default(), date(2025, 1, 1))
        .unwrap();
    assert_eq!(rows[0].progress, Progress::Moved);
    assert!(
        rows[0].reason.contains("by 2024, then re-dated") && rows[0].reason.contains("by 2026"),
        "{}",
        rows[0].reason
    );
    assert_eq!(rows[1].progress, Progress::Open);
}

#[test]
fn a_promise_without_a_number_is_put_off() {
    let promise = |id: &str, published: &str, sentence: &str, due: &str| {
        let end = sentence.chars().count();
        let claim = json!({"kind": "commitment", "actors": [state("KEN")], "form": "pledge",
            "what": {"start": 0, "end": end}, "due": due});
        text(id, id, published, &[(sentence, vec![claim])])
    };
    let first = promise(
        "Lake Courier",
        "2022-02",
        "open the second railway bridge over the Nzoia by 2024",
        "2024",
    );
    let put_off = promise(
        "Hill Post",
        "2024-11",
        "open the second railway bridge over the Nzoia by June 2027",
        "2027-06",
    );
    let other = promise(
        "Coast Daily",
        "2024-11",
        "open the second fishing port of Lamu by June 2027",
        "2027-06",
    );
    let record = record(&[first, put_off, other]);
    let rows = record
        .ledger(&Query::about("Kenya"), date(2025, 1, 1))
        .unwrap();
    let progress: Vec<Progress> = rows.iter().map(|r| r.progress).collect();
    assert_eq!(progress, [Progress::Moved, Progress::Open, Progress::Open]);
    assert!(
        rows[0]
            .reason
            .contains("by 2024, then re-dated: by 2027-06 (Hill Post, 2024-11)"),
        "{}",
        rows[0].reason
    );
}
