//! The reference base as one more source.

use entente_model::{Claim, Document, Edtf, FindingClass, Verdict};
use entente_record::{FindingRow, Query, Record, Reference, Standing, brief};
use serde_json::{Value, json};

use crate::five::five;
use crate::lake::{org, person, state, text, texts};
use crate::support::noon;

/// A record of those documents beside the built-in tables.
pub fn beside(documents: &[(Document, Vec<Claim>)]) -> Record {
    let mut record = Record::in_memory().unwrap();
    record.refer_to(Some(Reference::built_in())).unwrap();
    for (document, claims) in documents {
        record.add(document, None, claims, noon()).unwrap();
    }
    record.reconcile().unwrap();
    record
}

/// A record of one claim, told by one newsroom on that day.
fn told(published: &str, claim: Value) -> Record {
    beside(&[text(
        "a",
        "Lake Courier",
        published,
        &[("The sentence says it.", vec![claim])],
    )])
}

fn findings(record: &Record) -> Vec<FindingRow> {
    record.findings(&Query::default()).unwrap()
}

fn classes(record: &Record) -> Vec<FindingClass> {
    findings(record).iter().map(|f| f.class).collect()
}

fn member(of: &str, code: &str, more: Value) -> Value {
    let mut claim =
        json!({"kind": "tie", "relation": "membership", "a": state(code), "b": org(of)});
    let fields = claim.as_object_mut().unwrap();
    fields.extend(more.as_object().unwrap().clone());
    claim
}

fn members(of: &str, count: u32) -> Value {
    json!({"kind": "figure", "indicator": "members", "measure": "level", "subject": org(of), "value": count, "unit": "count"})
}

fn office(name: &str, country: &str, role: &str, more: Value) -> Value {
    let mut claim = json!({"kind": "tie", "relation": "office", "a": person(name, country), "b": state(country), "role": role});
    let fields = claim.as_object_mut().unwrap();
    fields.extend(more.as_object().unwrap().clone());
    claim
}

#[test]
fn a_row_bears_out_what_a_text_says_and_enters_nothing_else() {
    let record = told("2025-01", member("ASEAN", "VNM", json!({"valid": "1995"})));
    let ties = record.ties(&Query::default()).unwrap();
    assert_eq!(ties.len(), 1, "other members stay in the tables");
    assert_eq!(
        (ties[0].verdict, ties[0].independent),
        (Verdict::Corroborated, 2)
    );
    assert_eq!(ties[0].sources[0].outlet.as_deref(), Some("Lake Courier"));
    let row = &ties[0].sources[1];
    assert_eq!(row.document, "reference/members/ASEAN");
    assert!(
        row.quote
            .starts_with("Vietnam: member of ASEAN since 1995-07-28 ("),
        "{}",
        row.quote
    );
    assert!(record.verify().unwrap().is_clean());
    assert!(
        record.search("member ASEAN", 5).unwrap().is_empty(),
        "only texts are searched"
    );
}

#[test]
fn a_wrong_date_of_joining_is_set_against_the_table() {
    let wrong = told("2025-01", member("ASEAN", "VNM", json!({"valid": "1997"})));
    assert_eq!(classes(&wrong), [FindingClass::Contradiction]);
    let right = told("2025-01", member("EU", "BEL", json!({"valid": "1957"})));
    assert_eq!(classes(&right), [], "founders are dated loosely");
}

#[test]
fn places_in_the_order_of_joining_follow_from_the_dates() {
    let wrong = told("2025-01", member("ASEAN", "VNM", json!({"ordinal": 6})));
    assert_eq!(classes(&wrong), [FindingClass::Ordinal]);
    assert!(
        findings(&wrong)[0].message.contains("it is the 7th"),
        "{}",
        findings(&wrong)[0].message
    );
    for (code, place) in [("VNM", 7), ("LAO", 8), ("LAO", 9), ("THA", 3)] {
        let right = told("2025-01", member("ASEAN", code, json!({"ordinal": place})));
        assert_eq!(classes(&right), [], "{code} {place}");
    }
}

#[test]
fn counts_of_members_are_set_against_whole_lists_of_their_day() {
    for (published, org, count, found) in [
        ("2025-03", "ASEAN", 10, false),
        ("2025-11-10", "ASEAN", 10, false),
        ("2025-11-10", "ASEAN", 11, false),
        ("2026-03", "ASEAN", 10, true),
        ("2019-05", "EU", 28, false),
        ("2023-05", "EU", 28, true),
        // The list of this one may lack members.
        ("2025-03", "WTO", 12, false),
    ] {
        let record = told(published, members(org, count));
        let expected = if found {
            vec![FindingClass::CountList]
        } else {
            vec![]
        };
        assert_eq!(classes(&record), expected, "{published} {org} {count}");
    }
}

#[test]
fn titles_are_set_against_terms() {
    let title = |published: &str, name: &str, role: &str, more: Value| {
        classes(&told(published, office(name, "KEN", role, more)))
    };
    assert_eq!(
        title("2015-06-01", "William Ruto", "President", json!({})),
        [FindingClass::OfficeDate]
    );
    assert_eq!(
        title("2015-06-01", "Uhuru Kenyatta", "President", json!({})),
        []
    );
    assert_eq!(
        title("2024-06-01", "William Ruto", "President", json!({})),
        []
    );
    // A later text may give a former holder the title; a date in the text settles it.
    assert_eq!(
        title("2024-06-01", "Uhuru Kenyatta", "President", json!({})),
        []
    );
    assert_eq!(
        title(
            "2024-06-01",
            "Uhuru Kenyatta",
            "President",
            json!({"as_of": "2023-05-01"})
        ),
        [FindingClass::OfficeDate]
    );
    assert_eq!(
        title("2015-06-01", "William Ruto", "Deputy President", json!({})),
        []
    );
    // Somebody the tables do not know is nobody's business.
    assert_eq!(title("2015-06-01", "Ada Okoye", "President", json!({})), []);
}

#[test]
fn anniversaries_are_counted_from_the_founding() {
    let anniversary = |value: u32| {
        let figure = json!({"kind": "figure", "indicator": "anniversary", "measure": "level", "subject": org("ASEAN"),
            "value": value, "unit": "years", "period": "2024", "scope": "founding"});
        told("2024-08", figure)
    };
    assert_eq!(classes(&anniversary(55)), [FindingClass::Anniversary]);
    assert_eq!(classes(&anniversary(57)), []);
    // Nothing of the table is left in the lists.
    assert_eq!(anniversary(57).figures(&Query::default()).unwrap().len(), 1);
}

#[test]
fn the_tables_add_no_finding_to_the_five_articles() {
    let Some(five) = five() else { return };
    let plain = crate::support::record(&five);
    let beside = beside(&five);
    let messages = |record: &Record| -> Vec<String> {
        findings(record).into_iter().map(|f| f.message).collect()
    };
    let known = messages(&plain);
    let more: Vec<String> = messages(&beside)
        .into_iter()
        .filter(|m| !known.contains(m))
        .collect();
    // The one that the tables have a part in: the beginning in 1967 is theirs too.
    assert!(
        more.iter().all(|m| m.contains("over 60 years")),
        "{more:#?}"
    );
    assert_eq!(messages(&beside).len(), known.len());
    assert_eq!(
        beside.facts(&Query::default()).unwrap().len(),
        plain.facts(&Query::default()).unwrap().len(),
        "lists hold what was read"
    );
}

#[test]
fn a_draft_is_checked_against_the_tables_too() {
    let record = beside(&texts());
    let (draft, claims) = text(
        "speech",
        "x",
        "2025-04-01",
        &[
            (
                "Vietnam joined ASEAN in 1996.",
                vec![member("ASEAN", "VNM", json!({"valid": "1996"}))],
            ),
            (
                "Laos joined in 1997.",
                vec![member("ASEAN", "LAO", json!({"valid": "1997"}))],
            ),
        ],
    );
    let checked = record.check(&draft, &claims, None).unwrap();
    let standings: Vec<Standing> = checked.remarks.iter().map(|r| r.standing).collect();
    assert_eq!(standings, [Standing::Contradicted, Standing::Corroborated]);
    assert_eq!(
        checked.remarks[0].sources[0].outlet.as_deref(),
        Some("Reference base")
    );
}

#[test]
fn a_brief_fills_in_where_the_texts_are_silent() {
    let record = beside(&[text(
        "a",
        "Lake Courier",
        "2025-01",
        &[(
            "Vietnam spoke.",
            vec![office("To Lam", "VNM", "General Secretary", json!({}))],
        )],
    )]);
    let sheet = |a: &str, b: Option<&str>| {
        let request = brief::Request {
            a: a.into(),
            b: b.map(Into::into),
            as_of: None,
            confidence: None,
        };
        brief::build(&record, &request).unwrap().to_markdown()
    };
    let with_org = sheet("Vietnam", Some("ASEAN"));
    assert!(
        with_org.contains("Vietnam: member of ASEAN, since 1995-07-28 (reference base) \\[1\\]"),
        "{with_org}"
    );
    let two = sheet("Vietnam", Some("Thailand"));
    assert!(
        two.contains("Vietnam and Thailand: both members of ASEAN"),
        "{two}"
    );
    assert!(two.matches("both members of").count() <= 4);
}

#[test]
fn another_base_replaces_what_followed_from_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("entente.db");
    let mut record = Record::create_or_open(&path).unwrap();
    assert!(!record.has_chosen_reference().unwrap());
    record.refer_to(Some(Reference::built_in())).unwrap();
    let (document, claims) = text(
        "a",
        "Lake Courier",
        "2025-01",
        &[(
            "It joined.",
            vec![member("ASEAN", "VNM", json!({"valid": "1996"}))],
        )],
    );
    record.add(&document, None, &claims, noon()).unwrap();
    record.reconcile().unwrap();
    assert_eq!(classes(&record), [FindingClass::Contradiction]);
    let tables = folder.path().join("tables");
    std::fs::create_dir(&tables).unwrap();
    assert!(
        Reference::open(&tables)
            .unwrap_err()
            .to_string()
            .contains("holds no table")
    );
    std::fs::write(
        tables.join("members.tsv"),
        "org\trole\twhole_since\tmembers\tsource\nASEAN\tmember\t\tVNM:1996-07-28\tour archive\n",
    )
    .unwrap();
    record
        .refer_to(Some(Reference::open(&tables).unwrap()))
        .unwrap();
    record.reconcile().unwrap();
    assert_eq!(classes(&record), []);
    drop(record);
    // The institution's tables stay with the record.
    let record = Record::open_read_only(&path).unwrap();
    let since = record
        .reference()
        .unwrap()
        .member_since("VNM", "ASEAN")
        .unwrap();
    assert_eq!(since, Some(Edtf::parse("1996-07-28").unwrap()));
    drop(record);
    let mut record = Record::open(&path).unwrap();
    record.refer_to(None).unwrap();
    record.reconcile().unwrap();
    assert_eq!(
        record.ties(&Query::default()).unwrap()[0].verdict,
        Verdict::Single
    );
}

#[test]
fn a_brief_leaves_out_who_is_known_to_have_left() {
    let record = beside(&[text(
        "a",
        "Lake Courier",
        "2025-01",
        &[
            (
                "President Kenyatta signed it at the time.",
                vec![office("Kenyatta", "KEN", "President", json!({}))],
            ),
            (
                "President Ruto spoke.",
                vec![office("William Ruto", "KEN", "President", json!({}))],
            ),
            (
                "The Foreign Minister spoke.",
                vec![office("Ada Okoye", "KEN", "Foreign Minister", json!({}))],
            ),
        ],
    )]);
    let request = brief::Request {
        a: "Kenya".into(),
        b: Some("Uganda".into()),
        as_of: None,
        confidence: None,
    };
    let sheet = brief::build(&record, &request).unwrap().to_markdown();
    let relations = sheet.split("## Last contacts").next().unwrap();
    assert!(!relations.contains("Kenyatta"), "{relations}");
    assert!(
        relations.contains("William Ruto") && relations.contains("Ada Okoye"),
        "{relations}"
    );
}
