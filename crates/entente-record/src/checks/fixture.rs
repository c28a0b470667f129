//! Claims for the tests of checks, in the project's own words.

use std::sync::Arc;

use entente_model::{DocumentKind, Edtf, Finding};
use serde_json::{Value, json};

use super::Check;
use crate::reconcile::{block, reconcile};
use crate::testimony::{Source, Testimony};

/// A claim of a document of that outlet and date; `claim` has the codebook's fields, where
/// `"KEN"` stands for a state and `"EAC"` for an organisation.
pub fn told(outlet: &str, published: &str, quote: &str, claim: Value) -> Testimony {
    told_in(outlet, outlet, published, quote, claim)
}

/// As [`told`], in a certain text of that outlet.
pub fn told_in(
    text: &str,
    outlet: &str,
    published: &str,
    quote: &str,
    mut claim: Value,
) -> Testimony {
    let object = claim.as_object_mut().unwrap();
    for field in ["subject", "partner", "a", "b", "source", "speaker"] {
        if let Some(name) = object.get(field).and_then(Value::as_str).map(str::to_owned) {
            object.insert(field.to_owned(), entity(&name));
        }
    }
    for field in ["actors", "recipients"] {
        if let Some(names) = object.get(field).and_then(Value::as_array).cloned() {
            let all: Vec<Value> = names.iter().map(|n| entity(n.as_str().unwrap())).collect();
            object.insert(field.to_owned(), Value::Array(all));
        }
    }
    object.entry("start").or_insert(json!(0));
    object.entry("end").or_insert(json!(quote.chars().count()));
    let id = crate::reconcile::short_hash(&[text, quote, &claim.to_string()]);
    Testimony {
        id,
        claim: serde_json::from_value(claim).unwrap(),
        quote: quote.to_owned(),
        what: None,
        source: Arc::new(Source {
            version: text.to_owned(),
            document: text.to_owned(),
            outlet: Some(outlet.to_owned()),
            published: Some(Edtf::parse(published).unwrap()),
            kind: DocumentKind::News,
            witness: outlet.to_owned(),
            reference: None,
        }),
    }
}

/// Three capitals are a state, others an organisation; "Name/KEN" is a person.
fn entity(name: &str) -> Value {
    if let Some((person, country)) = name.split_once('/') {
        return json!({"name": person, "type": "person", "country": country});
    }
    if crate::names::state_name(name).is_some() {
        return json!({"name": crate::names::state_name(name), "type": "state", "country": name, "id": name});
    }
    json!({"name": name, "type": "org", "id": name})
}

/// What a check finds among claims, each block by itself.
pub fn run(check: &dyn Check, claims: &[Testimony]) -> Vec<Finding> {
    let mut claims = claims.to_vec();
    claims.sort_by(|a, b| a.id.cmp(&b.id));
    let mut blocks: std::collections::BTreeMap<String, Vec<Testimony>> = Default::default();
    for claim in &claims {
        let keys = if check.on_facts() {
            vec![block(claim)]
        } else {
            check.blocks(claim)
        };
        for key in std::collections::BTreeSet::from_iter(keys) {
            blocks.entry(key).or_default().push(claim.clone());
        }
    }
    let mut out: Vec<Finding> = blocks
        .values()
        .flat_map(|members| {
            let pairs = if check.on_facts() {
                reconcile(members, &Default::default()).pairs
            } else {
                Vec::new()
            };
            check.run(members, &pairs)
        })
        .collect();
    out.sort_by(|a, b| a.id.cmp(&b.id));
    out.dedup_by(|a, b| a.id == b.id);
    out
}
