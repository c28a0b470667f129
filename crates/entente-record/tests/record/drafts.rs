//! Checking a draft.

use entente_model::Edtf;
use entente_record::{Checked, Record, Standing};
use serde_json::json;

use crate::five::five;
use crate::lake::{count, state, text, texts, trade};
use crate::support::record;

fn check(record: &Record, said_on: Option<&str>) -> (Checked, String) {
    let visit = json!({"kind": "event", "type": "CONSULT", "mode": "visit", "actors": [state("KEN")],
                       "recipients": [state("TZA")], "date": "2024-05-01"});
    let (draft, claims) = text(
        "speech",
        "x",
        "2025-04-01",
        &[
            (
                "Our trade with Nepal came to 1.2 billion dollars in 2024.",
                vec![trade(1.2, "2024")],
            ),
            (
                "It will be said that it was 1.9 billion dollars.",
                vec![trade(1.9, "2024")],
            ),
            ("We called on Tanzania in May.", vec![visit]),
            (
                "We keep 34 strategic partners.",
                vec![count("partnerships", 34, Some("strategic"))],
            ),
        ],
    );
    let said_on = said_on.map(|d| Edtf::parse(d).unwrap());
    let checked = record.check(&draft, &claims, said_on.as_ref()).unwrap();
    (checked, draft.text().to_owned())
}

#[test]
fn each_thing_said_is_set_beside_the_record() {
    let mut documents = texts();
    documents.remove(2);
    let record = record(&documents);
    let fingerprint = record.fingerprint().unwrap();
    let (checked, text) = check(&record, None);
    let standings: Vec<Standing> = checked.remarks.iter().map(|r| r.standing).collect();
    assert_eq!(
        standings[1],
        Standing::Contradicted,
        "{:#?}",
        checked.remarks[1]
    );
    assert_eq!(standings[2], Standing::NotInTheRecord);
    assert_eq!(
        standings[3],
        Standing::Corroborated,
        "{:#?}",
        checked.remarks[3]
    );
    assert!(checked.has_findings());
    assert_eq!(
        record.fingerprint().unwrap(),
        fingerprint,
        "a draft is not read into the record"
    );

    let shown = checked.to_terminal("speech.txt", &text);
    assert!(shown.contains("--> speech.txt:1:"), "{shown}");
    assert!(shown.contains("^^^\n"), "carets under the number:\n{shown}");
    assert!(!shown.contains("false"));
    let sarif = checked.to_sarif("speech.txt");
    let levels: Vec<&str> = sarif["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| result["level"].as_str().unwrap())
        .collect();
    assert_eq!(levels, ["warning", "error", "note"]);
    let region = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(region["charLength"], 3);
}

#[test]
fn a_speaker_is_judged_by_what_was_out_by_then() {
    let record = record(&texts());
    let (before, _) = check(&record, Some("2025-01-15"));
    // Only what the draft says of itself is left: two numbers for one thing.
    assert!(
        before.remarks.iter().all(|r| r.sources.is_empty()),
        "{before:#?}"
    );
    let (after, _) = check(&record, Some("2025-02-15"));
    assert_eq!(after.remarks[3].standing, Standing::Corroborated);
}

#[test]
fn the_second_of_the_five_against_the_other_four() {
    let Some(mut five) = five() else { return };
    let (draft, claims) = five.remove(1);
    let record = record(&five);
    let checked = record.check(&draft, &claims, None).unwrap();
    let wrong: Vec<String> = checked
        .remarks
        .iter()
        .filter(|r| r.standing == Standing::Contradicted)
        .map(|r| r.says.clone())
        .collect();
    let has = |words: &str| wrong.iter().any(|w| w.contains(words));
    // Its two errors, and neither what they are set against nor what others tell otherwise.
    assert!(has("history of ASEAN: over 60 years"), "{wrong:#?}");
    assert!(has("32 %"), "{wrong:#?}");
    assert_eq!(wrong.len(), 2, "{wrong:#?}");
    let differs = |words: &str| {
        let remark = checked
            .remarks
            .iter()
            .find(|r| r.says.contains(words))
            .unwrap();
        assert_eq!(remark.standing, Standing::Differs, "{remark:#?}");
        remark.reason.clone()
    };
    assert!(differs("times in the chair").contains("the record is divided"));
    assert!(differs("history of ASEAN: about 60 years").contains("at fault"));
    differs("rank 5");
    let partners = checked
        .remarks
        .iter()
        .find(|r| r.says.contains("partnerships: 35"))
        .unwrap();
    assert_eq!(partners.standing, Standing::Differs);
    assert!(checked.count(Standing::Corroborated) >= 5);
}
