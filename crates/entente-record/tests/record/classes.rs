//! One fixture for each class of agreement and conflict.

use entente_model::{Claim, Document, FindingClass, Verdict};
use entente_record::{Query, Record, Row};
use serde_json::{Value, json};

use crate::lake::{count, org, person, state, text, texts, trade};
use crate::support::record;

/// A record of one claim for each outlet and date.
fn told(claims: &[(&str, &str, Value)]) -> Record {
    let documents: Vec<(Document, Vec<Claim>)> = claims
        .iter()
        .enumerate()
        .map(|(number, (outlet, published, claim))| {
            let sentence = format!("Sentence {number} of {outlet} says it.");
            text(
                &format!("{outlet} {number}"),
                outlet,
                published,
                &[(&sentence, vec![claim.clone()])],
            )
        })
        .collect();
    record(&documents)
}

fn rows(record: &Record) -> Vec<Row> {
    record.facts(&Query::default()).unwrap()
}

fn verdicts(record: &Record) -> Vec<Verdict> {
    let mut all: Vec<Verdict> = rows(record).iter().map(|r| r.verdict).collect();
    all.sort();
    all
}

/// The verdicts on pairs.
fn pairs(record: &Record) -> Vec<String> {
    record
        .connection()
        .prepare("SELECT DISTINCT verdict FROM verdict ORDER BY 1")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

fn contradictions(record: &Record) -> usize {
    record
        .findings(&Query::default())
        .unwrap()
        .iter()
        .filter(|f| {
            matches!(
                f.class,
                FindingClass::Contradiction | FindingClass::SelfContradiction
            )
        })
        .count()
}

fn with(mut claim: Value, field: &str, value: Value) -> Value {
    claim[field] = value;
    claim
}

#[test]
fn contradicted() {
    let record = told(&[
        ("A", "2025-02", trade(1.2, "2024")),
        ("B", "2025-03", trade(1.5, "2024")),
    ]);
    assert_eq!(verdicts(&record), [Verdict::Contradicted]);
    assert_eq!(contradictions(&record), 1);
    let view: i64 = record
        .connection()
        .query_row("SELECT count(*) FROM contradictions", [], |row| row.get(0))
        .unwrap();
    assert_eq!(view, 1);
}

#[test]
fn superseded_by_the_same_reporter() {
    let record = told(&[
        ("A", "2025-02-01", trade(1.2, "2024")),
        ("A", "2025-05-01", trade(1.5, "2024")),
    ]);
    assert_eq!(pairs(&record), ["superseded"]);
    assert_eq!(
        rows(&record)[0].text,
        "Kenya–Nepal trade: USD 1.5 billion, 2024"
    );
    assert_eq!(contradictions(&record), 0);
}

#[test]
fn a_later_count_replaces_an_earlier_one() {
    let record = told(&[
        ("A", "2023-02", count("diplomatic-partners", 191, None)),
        ("B", "2025-02", count("diplomatic-partners", 194, None)),
    ]);
    assert_eq!(verdicts(&record), [Verdict::Single, Verdict::Superseded]);
    assert_eq!(contradictions(&record), 0);
    let same_month = told(&[
        ("A", "2025-02", count("diplomatic-partners", 191, None)),
        ("B", "2025-02", count("diplomatic-partners", 194, None)),
    ]);
    assert_eq!(contradictions(&same_month), 1);
}

#[test]
fn different_scope() {
    let record = told(&[
        ("A", "2025-02", count("partnerships", 18, Some("strategic"))),
        (
            "B",
            "2025-02",
            count("partnerships", 8, Some("comprehensive strategic")),
        ),
    ]);
    assert_eq!(pairs(&record), ["different-scope"]);
    assert!(record.findings(&Query::default()).unwrap().is_empty());
}

#[test]
fn different_period() {
    let record = told(&[
        ("A", "2025-02", trade(1.2, "2024")),
        ("B", "2025-02", trade(0.9, "2024-01/2024-09")),
    ]);
    assert_eq!(pairs(&record), ["different-period"]);
    assert_eq!(verdicts(&record), [Verdict::Single, Verdict::Single]);
}

#[test]
fn different_reporter() {
    let by = |billions: f64, source: Value| with(trade(billions, "2024"), "source", source);
    let customs = |of: &str, country: &str| json!({"name": format!("Customs of {of}"), "type": "body", "country": country});
    let record = told(&[
        ("A", "2025-02", by(1.2, customs("Kenya", "KEN"))),
        ("B", "2025-02", by(1.5, customs("Nepal", "NPL"))),
    ]);
    assert_eq!(pairs(&record), ["different-reporter"]);
    assert_eq!(contradictions(&record), 0);
    // Exports of one are imports of the other, told by the other end.
    let flow = |indicator: &str, subject: &str, partner: &str, billions: f64| {
        json!({"kind": "figure", "indicator": indicator, "measure": "level", "subject": state(subject),
               "partner": state(partner), "value": billions * 1e9, "unit": "USD", "period": "2024"})
    };
    let mirror = told(&[
        ("A", "2025-02", flow("exports", "KEN", "NPL", 0.7)),
        ("B", "2025-02", flow("imports", "NPL", "KEN", 0.9)),
    ]);
    assert_eq!(pairs(&mirror), ["different-reporter"]);
    assert_eq!(rows(&mirror).len(), 2, "both are shown");
}

#[test]
fn different_unit() {
    let record = told(&[
        ("A", "2025-02", trade(1.2, "2024")),
        (
            "B",
            "2025-02",
            with(trade(155.0, "2024"), "unit", json!("KES")),
        ),
    ]);
    assert_eq!(pairs(&record), ["different-unit"]);
}

#[test]
fn corroborated_within_rounding_and_hedges() {
    let record = told(&[
        ("A", "2025-02", trade(1.2, "2024")),
        ("B", "2025-02", trade(1.23, "2024")),
    ]);
    assert_eq!(verdicts(&record), [Verdict::Rounded]);
    let hedged = told(&[
        (
            "A",
            "2025-02",
            with(trade(17.8, "2024"), "bound", json!(">")),
        ),
        (
            "B",
            "2025-02",
            with(trade(18.0, "2024"), "bound", json!("~")),
        ),
    ]);
    assert_eq!(verdicts(&hedged), [Verdict::Rounded]);
}

#[test]
fn attributed_only_does_not_corroborate() {
    let said = with(trade(1.2, "2024"), "source", person("Ada Okoye", "KEN"));
    let record = told(&[("A", "2025-02", said.clone()), ("B", "2025-02", said)]);
    assert_eq!(verdicts(&record), [Verdict::Attributed]);
    assert_eq!(rows(&record)[0].independent, 0);
}

#[test]
fn different_date_role() {
    let step = |role: &str, valid: &str| {
        json!({"kind": "tie", "relation": "agreement", "a": state("KEN"), "role": role, "valid": valid,
               "b": {"name": "AfCFTA", "type": "agreement", "id": "AfCFTA"}})
    };
    let record = told(&[
        ("A", "2025-02", step("signed", "2018-03-21")),
        ("B", "2025-02", step("in-force", "2019-05-30")),
    ]);
    assert_eq!(pairs(&record), ["different-date-role"]);
    assert_eq!(contradictions(&record), 0);
}

#[test]
fn ties_that_begin_twice() {
    let joined = |valid: &str| json!({"kind": "tie", "relation": "membership", "a": state("KEN"), "b": org("EAC"), "valid": valid});
    let precise = told(&[
        ("A", "2025-02", joined("2000")),
        ("B", "2025-02", joined("2000-07-07")),
    ]);
    assert_eq!(verdicts(&precise), [Verdict::Corroborated]);
    let apart = told(&[
        ("A", "2025-02", joined("1999")),
        ("B", "2025-02", joined("2000-07-07")),
    ]);
    assert_eq!(contradictions(&apart), 1);
}

#[test]
fn a_forecast_is_no_outcome() {
    let forecast = with(trade(1.4, "2024"), "status", json!("possible"));
    let record = told(&[
        ("A", "2024-02", forecast),
        ("B", "2025-02", trade(1.2, "2024")),
    ]);
    assert_eq!(pairs(&record), ["forecast-against-outcome"]);
    assert_eq!(verdicts(&record), [Verdict::Single, Verdict::Single]);
}

#[test]
fn a_target_that_moved() {
    let target = |due: &str| {
        json!({"kind": "commitment", "actors": [state("KEN")], "form": "target", "what": {"start": 0, "end": 8}, "due": due,
               "target": {"indicator": "trade", "measure": "level", "value": 2e9, "unit": "USD", "subject": state("KEN"),
                          "partner": state("NPL")}})
    };
    let record = told(&[
        ("A", "2022-02", target("2024")),
        ("B", "2025-02", target("2026")),
    ]);
    let rows = record.commitments(&Query::default()).unwrap();
    assert_eq!(rows[0].verdict, Verdict::Superseded);
    assert!(
        rows[0].reason.contains("re-dated: USD 2 billion by 2026"),
        "{}",
        rows[0].reason
    );
    assert_eq!(rows[1].verdict, Verdict::Single);
}

#[test]
fn one_sentence_does_not_contradict_itself() {
    let range = text(
        "r",
        "A",
        "2025-02",
        &[(
            "Trade rose from 1.2 to 1.5 billion dollars in 2024.",
            vec![trade(1.2, "2024"), trade(1.5, "2024")],
        )],
    );
    let record = record(&[range]);
    assert_eq!(contradictions(&record), 0);
}

#[test]
fn a_bound_and_a_bound_hold_together() {
    let top = |place: u32| {
        json!({"kind": "figure", "indicator": "gdp", "measure": "rank", "subject": state("KEN"), "value": place,
               "unit": "rank", "bound": "<=", "scope": "world"})
    };
    let record = told(&[("A", "2025-02", top(40)), ("B", "2025-05", top(34))]);
    assert_eq!(contradictions(&record), 0);
    assert_eq!(pairs(&record), ["compatible"]);
}

#[test]
fn the_texts_of_the_lake() {
    let record = record(&texts());
    let trade = &record
        .figures(&Query {
            subtype: Some("trade".into()),
            ..Query::default()
        })
        .unwrap()[0];
    // The copy in the Coast Daily is the Lake Courier's text: one witness, and the Valley Times.
    assert_eq!(
        (trade.verdict, trade.independent),
        (Verdict::Contradicted, 2)
    );
    assert!(
        trade
            .sources
            .iter()
            .any(|s| s.copy_of.is_none() && s.document == "a")
    );
    let ties = record.ties(&Query::between("Kenya", "Nepal")).unwrap();
    assert_eq!(
        ties.iter()
            .filter(|t| t.verdict == Verdict::Superseded)
            .count(),
        1
    );
    let visit = &record.events(&Query::about("Ada Okoye")).unwrap()[0];
    assert_eq!(visit.verdict, Verdict::TookPlace, "{}", visit.reason);
    let classes: Vec<FindingClass> = record
        .findings(&Query::default())
        .unwrap()
        .iter()
        .map(|f| f.class)
        .collect();
    assert_eq!(classes, [FindingClass::Contradiction, FindingClass::Scope]);
}

#[test]
fn a_weekday_is_checked_in_every_sentence() {
    let slip = "The hall was painted on Monday, 11 March 2025.";
    let documents = [text(
        "a",
        "Lake Courier",
        "2025-04-01",
        &[
            (
                "Trade came to 1.2 billion dollars in 2024.",
                vec![trade(1.2, "2024")],
            ),
            (slip, vec![]),
        ],
    )];
    let record = record(&documents);
    let found = record.findings(&Query::default()).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].class, FindingClass::Weekday);
    assert_eq!(found[0].sources[0].quote, slip);
    assert_eq!(found[0].sources[0].document, "a");
    assert!(record.explain(&found[0].finding).is_ok());
}

#[test]
fn a_tie_told_before_it_began_bears_nothing_out() {
    let joined = |valid: Option<&str>| json!({"kind": "tie", "relation": "membership", "a": state("KEN"), "b": org("EAC"), "valid": valid});
    let record = told(&[
        ("A", "2019-02", joined(None)),
        ("B", "2025-02", joined(Some("2020-07-07"))),
    ]);
    assert_eq!(verdicts(&record), [Verdict::Single, Verdict::Single]);
    assert_eq!(pairs(&record), ["different-period"]);
    let after = told(&[
        ("A", "2021-02", joined(None)),
        ("B", "2025-02", joined(Some("2020-07-07"))),
    ]);
    assert_eq!(verdicts(&after), [Verdict::Corroborated]);
}

#[test]
fn a_part_of_what_is_counted_is_no_contradiction() {
    let saved = |count: u32, scope: &str| {
        json!({"kind": "figure", "indicator": "other", "measure": "level", "subject": state("KEN"), "value": count,
               "unit": "count", "period": "2025-02-03", "scope": scope})
    };
    let record = told(&[
        ("A", "2025-02-04", saved(900, "fishermen saved")),
        ("A", "2025-02-04", saved(200, "fishermen saved by the navy")),
    ]);
    assert_eq!(contradictions(&record), 0);
    // Nor does a later count under the same noun replace one of something else.
    let signed = |count: u32| {
        json!({"kind": "figure", "indicator": "other", "measure": "level", "subject": state("KEN"), "value": count,
               "unit": "count", "scope": "countries"})
    };
    let later = told(&[("A", "2024-02", signed(35)), ("B", "2025-02", signed(10))]);
    assert_eq!(pairs(&later), ["different-scope"]);
    // Two rates, for goods that the claim does not name.
    let tariff = |rate: u32| {
        json!({"kind": "figure", "indicator": "tariff", "measure": "level", "subject": state("KEN"),
               "partner": state("NPL"), "value": rate, "unit": "percent", "period": "2025"})
    };
    let two_goods = [text(
        "a",
        "A",
        "2025-02-04",
        &[
            ("Tea pays fifteen percent.", vec![tariff(15)]),
            ("Steel pays fifty percent.", vec![tariff(50)]),
        ],
    )];
    assert_eq!(contradictions(&crate::support::record(&two_goods)), 0);
}

#[test]
fn beside_each_class_stands_a_contradiction() {
    // What tells a class apart, taken away: the same numbers are then a contradiction.
    let by = |billions: f64, source: Value| with(trade(billions, "2024"), "source", source);
    let customs = json!({"name": "Customs of Kenya", "type": "body", "country": "KEN"});
    let step = |valid: &str| {
        json!({"kind": "tie", "relation": "agreement", "a": state("KEN"), "role": "signed", "valid": valid,
               "b": {"name": "Lake Accord", "type": "agreement", "id": "LAKE"}})
    };
    let apart = [
        (
            "scope",
            count("partnerships", 18, Some("strategic")),
            count("partnerships", 11, Some("strategic")),
        ),
        ("period", trade(1.2, "2024"), trade(0.9, "2024")),
        ("reporter", by(1.2, customs.clone()), by(1.5, customs)),
        (
            "unit",
            with(trade(1.2, "2024"), "unit", json!("KES")),
            with(trade(1.9, "2024"), "unit", json!("KES")),
        ),
        ("rounding", trade(1.2, "2024"), trade(1.4, "2024")),
        (
            "bounds",
            with(trade(17.8, "2024"), "bound", json!(">")),
            trade(17.2, "2024"),
        ),
        ("step", step("2018-03-21"), step("2019-05-30")),
        ("status", trade(1.4, "2024"), trade(1.2, "2024")),
    ];
    for (what, a, b) in apart {
        let record = told(&[("A", "2025-02", a), ("B", "2025-02", b)]);
        assert_eq!(contradictions(&record), 1, "{what}");
    }
}

#[test]
fn the_manual_tells_every_verdict_and_finding() {
    let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/VERDICTS.md");
    let page = std::fs::read_to_string(page).unwrap();
    let mut names: Vec<&str> = Verdict::ALL.iter().map(|v| v.name()).collect();
    names.extend(FindingClass::ALL.iter().map(|c| c.name()));
    names.extend(entente_record::checks::CHECKS.iter().map(|c| c.name()));
    for name in names {
        assert!(
            page.contains(&format!("`{name}`")),
            "docs/VERDICTS.md lacks {name}"
        );
    }
}
