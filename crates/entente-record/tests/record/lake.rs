//! Short texts of our own with their claims, for the tests.

use entente_model::{Claim, CodePoints, Document, Edtf};
use serde_json::{Value, json};

/// A state, by its code.
pub fn state(code: &str) -> Value {
    json!({"name": entente_record::state_name(code).unwrap(), "type": "state", "country": code, "id": code})
}

/// An organisation with an acronym.
pub fn org(acronym: &str) -> Value {
    json!({"name": acronym, "type": "org", "id": acronym})
}

/// A person of a state.
pub fn person(name: &str, country: &str) -> Value {
    json!({"name": name, "type": "person", "country": country})
}

/// A document of an outlet and date, with claims that each rest on one of its sentences.
pub fn text(
    id: &str,
    outlet: &str,
    published: &str,
    sentences: &[(&str, Vec<Value>)],
) -> (Document, Vec<Claim>) {
    let body: Vec<&str> = sentences.iter().map(|(s, _)| *s).collect();
    let mut document = Document::new(id, body.join(" "));
    document.outlet = Some(outlet.to_owned());
    document.published = Some(Edtf::parse(published).unwrap());
    let points = CodePoints::new(document.text());
    let mut at = 0;
    let mut claims = Vec::new();
    for (sentence, said) in sentences {
        let length = sentence.chars().count();
        for claim in said {
            let mut claim = claim.clone();
            claim["start"] = json!(at);
            claim["end"] = json!(at + length);
            let claim: Claim = serde_json::from_value(claim).unwrap();
            claims.push(claim.map_spans(|span| points.to_bytes(span)).unwrap());
        }
        at += length + 1;
    }
    (document, claims)
}

/// Two-way trade of Kenya and Nepal.
pub fn trade(billions: f64, period: &str) -> Value {
    json!({"kind": "figure", "indicator": "trade", "measure": "level", "subject": state("KEN"), "partner": state("NPL"),
           "value": billions * 1e9, "unit": "USD", "period": period})
}

/// A count of Kenya's.
pub fn count(indicator: &str, value: u32, scope: Option<&str>) -> Value {
    json!({"kind": "figure", "indicator": indicator, "measure": "level", "subject": state("KEN"), "value": value,
           "unit": "count", "scope": scope})
}

/// Eight texts with an agreement, a contradiction, a copy, an upgrade and a visit.
pub fn texts() -> Vec<(Document, Vec<Claim>)> {
    let partnership = |level: &str, valid: Value, as_of: Value| {
        json!({"kind": "tie", "relation": "partnership", "a": state("KEN"), "b": state("NPL"), "level": level,
               "valid": valid, "as_of": as_of})
    };
    let visit = |date: &str, status: &str| {
        json!({"kind": "event", "type": "CONSULT", "mode": "visit", "actors": [person("Ada Okoye", "KEN")],
               "recipients": [state("NPL")], "date": date, "status": status})
    };
    let wire = "Kenya and Nepal traded goods worth 1.2 billion dollars in 2024, the two customs services said in a \
                joint note that was handed to reporters in Nairobi on the margins of the tea fair this week.";
    vec![
        text(
            "a",
            "Lake Courier",
            "2025-02-03",
            &[
                (wire, vec![trade(1.2, "2024")]),
                (
                    "Kenya keeps 34 strategic partnerships.",
                    vec![count("partnerships", 34, Some("strategic"))],
                ),
            ],
        ),
        text(
            "b",
            "Coast Daily",
            "2025-02-04",
            &[(wire, vec![trade(1.2, "2024")])],
        ),
        text(
            "c",
            "Hill Post",
            "2025-02-20",
            &[
                (
                    "Trade came to 1.5 billion dollars last year.",
                    vec![trade(1.5, "2024")],
                ),
                (
                    "A strategic partnership has joined the two since 2015.",
                    vec![partnership("strategic", json!("2015"), Value::Null)],
                ),
            ],
        ),
        text(
            "d",
            "Valley Times",
            "2025-03-01",
            &[
                (
                    "Foreign Minister Ada Okoye is to visit Nepal from 9 to 12 March.",
                    vec![visit("2025-03-09/2025-03-12", "planned")],
                ),
                (
                    "Trade reached about 1.2 billion dollars in 2024.",
                    vec![
                        json!({"kind": "figure", "indicator": "trade", "measure": "level", "subject": state("NPL"),
                       "partner": state("KEN"), "value": 1.2e9, "unit": "USD", "period": "2024", "bound": "~"}),
                    ],
                ),
            ],
        ),
        text(
            "e",
            "Lake Courier",
            "2025-03-11",
            &[
                (
                    "Okoye arrived in Nepal on 10 March.",
                    vec![
                        json!({"kind": "event", "type": "CONSULT", "mode": "visit", "actors": [{"name": "Okoye", "type": "person", "country": "KEN"}],
                       "recipients": [state("NPL")], "date": "2025-03-10"}),
                    ],
                ),
                (
                    "The two are comprehensive strategic partners now.",
                    vec![partnership(
                        "comprehensive-strategic",
                        Value::Null,
                        json!("2025-03-11"),
                    )],
                ),
            ],
        ),
        text(
            "f",
            "Coast Daily",
            "2025-03-30",
            &[(
                "Kenya counts 35 strategic and comprehensive partners.",
                vec![count(
                    "partnerships",
                    35,
                    Some("strategic and comprehensive"),
                )],
            )],
        ),
    ]
}
