//! Gold claims as people write them: in TOML, with quotes in place of offsets.
//!
//! One file is one document. Evidence is quoted once for all the claims that a sentence makes;
//! an entity is `name|type|country|id`, trailing parts left out, or a short name given to it
//! under `[entities]`. What a claim leaves out is left out of the claim. [`build`] finds the
//! quotes in the text and refuses what the codebook does not allow.
//!
//! A quote is copied exactly, or shortened to its beginning and end with ` … ` between them.
//! Where the text has it more than once, `nth` says which (1 is the first). The `what` of a
//! commitment or statement is a quote too, looked for within the evidence first.
//!
//! ```
//! let text = "NAIROBI – Kenya joined the EAC in 2000. “It has served us,” said Jane Doe.";
//! let source = r#"
//! document = "note-1"
//!
//! [entities]
//! kenya = "Kenya|state|KEN"
//!
//! [[evidence]]
//! quote = "Kenya joined … 2000."
//! claims = [
//!     { kind = "tie", relation = "membership", a = "kenya", b = "EAC|org||EAC", valid = "2000" },
//! ]
//!
//! [[evidence]]
//! quote = "“It has … Doe."
//! claims = [
//!     { kind = "statement", speaker = "Jane Doe|person", mode = "direct", what = "It has served us" },
//! ]
//! "#;
//! let gold = entente::gold::build("note-1.toml", source, |_| Some(text)).unwrap();
//! assert_eq!(gold.claims[0].evidence.start, 10, "in code points");
//! assert_eq!(gold.claims[1].what().unwrap().len(), "It has served us".len());
//! ```

use std::collections::BTreeMap;

use entente_model::{CodePoints, Span};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::claims::{DocumentClaims, Fault, claim_from_value};

/// What stands between the two ends of a shortened quote.
const ELLIPSIS: &str = " … ";

/// A gold file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    document: String,
    #[serde(default)]
    entities: BTreeMap<String, String>,
    #[serde(default)]
    evidence: Vec<Evidence>,
}

/// A quote, and what is claimed by it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Evidence {
    quote: String,
    #[serde(default)]
    nth: Option<usize>,
    claims: Vec<Map<String, Value>>,
}

/// Turns a gold file into claims with offsets in code points, ordered by their evidence.
///
/// `name` is what faults call the file, `text_of` gives the text of a document by its id.
///
/// # Errors
///
/// A fault for each thing that is wrong: TOML that cannot be read, an unknown document, a
/// quote that the text does not have, a claim that the codebook does not allow.
pub fn build<'t>(
    name: &str,
    source: &str,
    text_of: impl FnOnce(&str) -> Option<&'t str>,
) -> Result<DocumentClaims, Vec<Fault>> {
    let fault = |place: String, what: String| Fault { place, what };
    let source: Source = toml::from_str(source)
        .map_err(|e| vec![fault(name.to_owned(), format!("is not a gold file: {e}"))])?;
    let Some(text) = text_of(&source.document) else {
        let what = format!("there is no document `{}`", source.document);
        return Err(vec![fault(name.to_owned(), what)]);
    };
    let points = CodePoints::new(text);
    let (mut claims, mut faults) = (Vec::new(), Vec::new());
    for evidence in source.evidence {
        let within = Span::new(0, text.len());
        let place = format!("{name}, “{}”", evidence.quote);
        let Some(span) = find(text, within, &evidence.quote, evidence.nth.unwrap_or(1)) else {
            faults.push(fault(place, "the text does not have this quote".into()));
            continue;
        };
        for (at, fields) in evidence.claims.into_iter().enumerate() {
            let claim = written_out(fields, &source.entities, text, span, &points)
                .and_then(|fields| claim_from_value(Value::Object(fields)));
            match claim {
                Ok(claim) => claims.push(claim),
                Err(what) => faults.push(fault(format!("{place}, claim {}", at + 1), what)),
            }
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    claims.sort_by_key(|claim| claim.evidence);
    let id = source.document;
    Ok(DocumentClaims { id, claims })
}

/// The bytes of the `nth` place within a range that has a quote, shortened or not.
fn find(text: &str, within: Span, quote: &str, nth: usize) -> Option<Span> {
    let searched = &text[within.start..within.end];
    let whole = searched.match_indices(quote).nth(nth.checked_sub(1)?);
    if let Some((at, _)) = whole {
        let start = within.start + at;
        return Some(Span::new(start, start + quote.len()));
    }
    let (first, last) = quote.split_once(ELLIPSIS)?;
    let (at, _) = searched.match_indices(first).nth(nth - 1)?;
    let start = within.start + at;
    let after = start + first.len();
    let end = after + text[after..within.end].find(last)? + last.len();
    Some(Span::new(start, end))
}

/// A claim with its quotes turned into offsets and its entities written out.
fn written_out(
    mut fields: Map<String, Value>,
    names: &BTreeMap<String, String>,
    text: &str,
    evidence: Span,
    points: &CodePoints,
) -> Result<Map<String, Value>, String> {
    let range = |span: Span| json!({"start": span.start, "end": span.end});
    if let Some(Value::String(quote)) = fields.get("what") {
        // Within the evidence, else from it on, else anywhere.
        let places = [
            evidence,
            Span::new(evidence.start, text.len()),
            Span::new(0, text.len()),
        ];
        let what = places
            .iter()
            .find_map(|place| find(text, *place, quote, 1))
            .ok_or_else(|| format!("the text does not have `what`: “{quote}”"))?;
        fields.insert("what".into(), range(points.to_points(what)));
    }
    if let Some(Value::Object(target)) = fields.get_mut("target") {
        name_entities(target, names)?;
    }
    name_entities(&mut fields, names)?;
    let span = points.to_points(evidence);
    fields.insert("start".into(), json!(span.start));
    fields.insert("end".into(), json!(span.end));
    Ok(fields)
}

/// Writes out the entities of a claim or target.
fn name_entities(
    fields: &mut Map<String, Value>,
    names: &BTreeMap<String, String>,
) -> Result<(), String> {
    for (name, value) in fields.iter_mut() {
        match (name.as_str(), value) {
            (
                "a" | "b" | "source" | "place" | "subject" | "partner" | "speaker" | "addressee",
                value,
            ) => *value = entity(value, names)?,
            ("actors" | "recipients", Value::Array(list)) => {
                for value in list {
                    *value = entity(value, names)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// An entity from its short name or its parts.
fn entity(value: &Value, names: &BTreeMap<String, String>) -> Result<Value, String> {
    let Value::String(written) = value else {
        return Err(format!("an entity is written as a string, not {value}"));
    };
    let written = match names.get(written) {
        Some(known) => known,
        None if written.contains('|') => written,
        None => {
            return Err(format!(
                "`{written}` is neither name|type|country|id nor named under [entities]"
            ));
        }
    };
    let mut parts = written.split('|').map(str::trim);
    let mut part = || parts.next().filter(|part| !part.is_empty());
    let (name, kind, country, id) = (part(), part(), part(), part());
    if parts.next().is_some() {
        return Err(format!("`{written}` has more than name|type|country|id"));
    }
    Ok(json!({"name": name.unwrap_or_default(), "type": kind, "country": country, "id": id}))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "Đà Lạt. Kenya met Uganda. Kenya met Rwanda. He said “we agree” and “we sign”.";

    fn built(evidence: &str) -> Result<DocumentClaims, Vec<String>> {
        let source =
            format!("document = 'd'\n[entities]\nk = 'Kenya|state|KEN'\n[[evidence]]\n{evidence}");
        build("f", &source, |id| (id == "d").then_some(TEXT))
            .map_err(|faults| faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn quotes_may_be_shortened_and_counted() {
        let claims = "claims = [{ kind = 'event', type = 'CONSULT', actors = ['k'] }]";
        let at = |quote: &str| built(&format!("{quote}\n{claims}")).unwrap().claims[0].evidence;
        assert_eq!(at("quote = 'Kenya met'"), Span::new(8, 17));
        assert_eq!(at("quote = 'Kenya met'\nnth = 2"), Span::new(26, 35));
        assert_eq!(at("quote = 'Kenya … Rwanda.'"), Span::new(8, 43));
        assert_eq!(at("quote = 'Kenya … Rwanda.'\nnth = 2"), Span::new(26, 43));
    }

    #[test]
    fn what_is_looked_for_in_the_evidence_first() {
        let claims = "claims = [{ kind = 'statement', speaker = 'X|person', mode = 'direct', what = 'we … sign' },
            { kind = 'statement', speaker = 'X|person', mode = 'indirect', what = 'Đà Lạt' }]";
        let gold = built(&format!("quote = 'He said … sign”.'\n{claims}")).unwrap();
        let points = CodePoints::new(TEXT);
        let words: Vec<&str> = gold
            .claims
            .iter()
            .map(|claim| points.to_bytes(claim.what().unwrap()).unwrap())
            .map(|span| &TEXT[span.start..span.end])
            .collect();
        assert_eq!(words, ["we agree” and “we sign", "Đà Lạt"]);
    }

    #[test]
    fn faults_are_all_told() {
        let faults = built(
            "quote = 'Kenya met'\nclaims = [{ kind = 'event', type = 'CONSULT', actors = ['nobody'] },
            { kind = 'event', type = 'TALK', actors = ['k'] }, { kind = 'statement', what = 'gone' },
            { kind = 'event', type = 'CONSULT', actors = ['a|state|KEN|KEN|x'] }]\n\
            [[evidence]]\nquote = 'Kenya bought'\nclaims = []",
        )
        .unwrap_err();
        assert_eq!(faults.len(), 5, "{faults:?}");
        assert!(faults[0].starts_with("f, “Kenya met”, claim 1: `nobody` is neither"));
        assert!(faults[1].contains("unknown variant `TALK`"));
        assert!(faults[2].contains("does not have `what`: “gone”"));
        assert!(faults[3].contains("has more than"));
        assert!(faults[4].ends_with("“Kenya bought”: the text does not have this quote"));
        let unknown = build("f", "document = 'e'", |_| None).unwrap_err();
        assert_eq!(unknown[0].to_string(), "f: there is no document `e`");
        assert!(build("f", "x = 1", |_| Some("")).is_err());
    }
}
