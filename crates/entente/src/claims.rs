//! Claims at the border: the JSON lines of `extract`, `read --claims` and `evaluate`.
//!
//! A line is one document, `{"id": …, "claims": […]}`, its claims as in the codebook, with
//! offsets in Unicode code points of that document's text. Such files are written by
//! `extract`, by other programs and by people, so everything in them is checked, and every
//! fault is told with its file, line and claim: [`read_claims`] checks what can be seen
//! without the texts, [`check_spans`] that the offsets lie in the text, and
//! [`to_bytes`] turns them into the byte offsets that the rest of Entente uses.
//!
//! ```
//! use entente::claims::{check_spans, read_claims};
//!
//! let lines = r#"{"id": "note-1", "claims": [{"kind": "tie", "start": 0, "end": 27,
//!     "relation": "membership", "a": {"name": "Kenya", "type": "state", "country": "KEN"},
//!     "b": {"name": "EAC", "type": "org", "id": "EAC"}, "valid": "2000-07-07"}]}"#
//!     .replace('\n', "");
//! let file = read_claims("claims.jsonl", lines.as_bytes()).unwrap();
//! assert!(file.faults.is_empty());
//! assert!(check_spans(&file.documents[0], "Kenya has been in the EAC since 7 July 2000.").is_empty());
//!
//! let wrong = lines.replace("2000-07-07", "7 July 2000");
//! let file = read_claims("claims.jsonl", wrong.as_bytes()).unwrap();
//! assert!(file.faults[0].to_string().starts_with("claims.jsonl, line 1, note-1, claim 1: "));
//! ```

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use entente_model::{
    Claim, ClaimBody, ClaimKind, CodePoints, Edtf, Entity, EntityType, Figure, Span,
};
use serde::Serialize;
use serde_json::{Map, Value};

/// The claims of one document, their offsets in code points of its text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DocumentClaims {
    /// Id of the document.
    pub id: String,
    /// Its claims, in the order of the file.
    pub claims: Vec<Claim>,
}

/// One thing that is wrong in a file of claims, told for the person who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where: the file, and what of line, document and claim is known.
    pub place: String,
    /// What is wrong, and what would be right.
    pub what: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

impl std::error::Error for Fault {}

/// What a file of claims holds: the sound claims, and a fault for each thing that is not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClaimFile {
    /// A document each line, without the claims that are faulty.
    pub documents: Vec<DocumentClaims>,
    /// What was left out, in the order of the file.
    pub faults: Vec<Fault>,
}

/// Reads a file of claims, `name` being what faults call it.
///
/// A faulty claim, line or document is left out and told in [`ClaimFile::faults`]; the rest
/// stands. Fields that are `null` count as left out, an entity of type `state` without an id
/// gets its country as id, and `id`, `rule` and `confidence` of a claim are allowed beside
/// what the codebook has.
///
/// # Errors
///
/// Only if the input cannot be read.
pub fn read_claims(name: &str, mut input: impl BufRead) -> io::Result<ClaimFile> {
    let mut file = ClaimFile::default();
    let mut lines_of: BTreeMap<String, usize> = BTreeMap::new();
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let place = format!("{name}, line {number}");
        let mut fault = |place: String, what: String| file.faults.push(Fault { place, what });
        let text = match std::str::from_utf8(&line) {
            Ok(text) => text.trim_start_matches('\u{feff}').trim(),
            Err(_) => {
                fault(place, "is not UTF-8; save the file as UTF-8".into());
                continue;
            }
        };
        if text.is_empty() {
            continue;
        }
        let (id, values) = match document_line(text) {
            Ok(found) => found,
            Err(what) => {
                fault(place, what);
                continue;
            }
        };
        let place = format!("{place}, {id}");
        if let Some(earlier) = lines_of.insert(id.clone(), number) {
            let what = format!(
                "the claims of this document stand on line {earlier} already; put them on one line"
            );
            fault(place, what);
            continue;
        }
        let mut claims = Vec::with_capacity(values.len());
        for (at, value) in values.into_iter().enumerate() {
            match claim_from_value(value) {
                Ok(claim) => claims.push(claim),
                Err(what) => fault(format!("{place}, claim {}", at + 1), what),
            }
        }
        file.documents.push(DocumentClaims { id, claims });
    }
    Ok(file)
}

/// The id and the claims of one line, the claims yet unchecked.
fn document_line(text: &str) -> Result<(String, Vec<Value>), String> {
    const FORM: &str = r#"a line is {"id": "…", "claims": […]}"#;
    let value: Value = serde_json::from_str(text).map_err(|e| {
        format!(
            "is not JSON at character {} of the line ({FORM})",
            e.column()
        )
    })?;
    let Value::Object(mut line) = value else {
        return Err(format!("is not an object ({FORM})"));
    };
    let id = match line.remove("id") {
        Some(Value::String(id)) if !id.is_empty() => id,
        _ => return Err(format!("has no `id` that is a string ({FORM})")),
    };
    match line.remove("claims") {
        Some(Value::Array(claims)) => Ok((id, claims)),
        _ => Err(format!("{id} has no list `claims` ({FORM})")),
    }
}

/// The fields of every claim, whatever its kind.
const COMMON: &[&str] = &[
    "kind",
    "start",
    "end",
    "status",
    "source",
    "id",
    "rule",
    "confidence",
];

/// The fields that are a kind's own.
const fn own_fields(kind: ClaimKind) -> &'static [&'static str] {
    match kind {
        ClaimKind::Tie => &[
            "relation", "a", "b", "level", "role", "ordinal", "valid", "as_of",
        ],
        ClaimKind::Event => &[
            "type",
            "mode",
            "actors",
            "recipients",
            "date",
            "place",
            "detail",
            "first",
        ],
        ClaimKind::Figure => FIGURE,
        ClaimKind::Commitment => &["actors", "form", "what", "target", "due"],
        ClaimKind::Statement => &["speaker", "mode", "addressee", "what"],
    }
}

/// The fields of a figure, and of a commitment's target.
const FIGURE: &[&str] = &[
    "indicator",
    "measure",
    "subject",
    "partner",
    "value",
    "unit",
    "period",
    "bound",
    "scope",
];

/// The fields of an entity.
const ENTITY: &[&str] = &["name", "type", "country", "id"];

/// Reads one claim of the codebook's form and checks all that needs no text.
///
/// # Errors
///
/// What is wrong with it, in words.
pub fn claim_from_value(value: Value) -> Result<Claim, String> {
    let Value::Object(mut fields) = value else {
        return Err("is not an object".into());
    };
    let kind = match fields.get("kind") {
        Some(Value::String(name)) => ClaimKind::from_name(name)
            .ok_or_else(|| format!("`kind` is `{name}`; it is one of {}", kinds()))?,
        _ => return Err(format!("has no `kind`, one of {}", kinds())),
    };
    let own = own_fields(kind);
    tidy(&mut fields, &[COMMON, own], kind.name())?;
    let claim: Claim = serde_json::from_value(Value::Object(fields)).map_err(|e| e.to_string())?;
    check(&claim)?;
    Ok(claim)
}

/// The kinds, for a message.
fn kinds() -> String {
    let names: Vec<&str> = ClaimKind::ALL.iter().map(|k| k.name()).collect();
    names.join(", ")
}

/// Takes out what is null, refuses what is unknown, and does so in the entities too.
fn tidy(fields: &mut Map<String, Value>, known: &[&[&str]], what: &str) -> Result<(), String> {
    fields.retain(|_, value| !value.is_null());
    for (name, value) in fields.iter_mut() {
        if !known.iter().any(|set| set.contains(&name.as_str())) {
            return Err(format!(
                "{what} has no field `{name}`; it has {}",
                known.last().map(|set| set.join(", ")).unwrap_or_default()
            ));
        }
        match (name.as_str(), value) {
            ("target", Value::Object(target)) => tidy(target, &[FIGURE], "the target")?,
            (
                "a" | "b" | "source" | "place" | "subject" | "partner" | "speaker" | "addressee",
                Value::Object(entity),
            ) => tidy_entity(entity)?,
            ("actors" | "recipients", Value::Array(entities)) => {
                for entity in entities {
                    if let Value::Object(entity) = entity {
                        tidy_entity(entity)?;
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The same for an entity; a state's id is its country.
fn tidy_entity(fields: &mut Map<String, Value>) -> Result<(), String> {
    tidy(fields, &[ENTITY], "an entity")?;
    if fields.get("type").and_then(Value::as_str) == Some(EntityType::State.name())
        && !fields.contains_key("id")
        && let Some(country) = fields.get("country").cloned()
    {
        fields.insert("id".into(), country);
    }
    Ok(())
}

/// Checks what the types of a claim leave open.
fn check(claim: &Claim) -> Result<(), String> {
    ordered(claim.evidence, "evidence")?;
    for entity in claim.entities() {
        check_entity(entity)?;
    }
    if let Some(confidence) = claim.confidence
        && !(0.0..=1.0).contains(&confidence)
    {
        return Err(format!("`confidence` is {confidence}; it lies from 0 to 1"));
    }
    match &claim.body {
        ClaimBody::Tie(_) => Ok(()),
        ClaimBody::Event(event) => {
            if event.actors.is_empty() {
                return Err("an event has at least one of `actors`".into());
            }
            if let Some(mode) = &event.mode
                && !event.kind.modes().contains(&mode.as_str())
            {
                return Err(match event.kind.modes() {
                    [] => format!("{} has no modes, so `mode` must go", event.kind),
                    modes => format!(
                        "`{mode}` is no mode of {}; its modes are {}",
                        event.kind,
                        modes.join(", ")
                    ),
                });
            }
            match event.first.as_deref() {
                None | Some("ever") => Ok(()),
                Some(date) => Edtf::parse(date)
                    .map(|_| ())
                    .map_err(|e| format!("`first` is neither `ever` nor a date: {e}")),
            }
        }
        ClaimBody::Figure(figure) => check_figure(figure),
        ClaimBody::Commitment(commitment) => {
            if commitment.actors.is_empty() {
                return Err("a commitment has at least one of `actors`".into());
            }
            ordered(commitment.what, "`what`")?;
            commitment.target.as_ref().map_or(Ok(()), check_figure)
        }
        ClaimBody::Statement(statement) => ordered(statement.what, "`what`"),
    }
}

/// Checks the name and the country of an entity.
fn check_entity(entity: &Entity) -> Result<(), String> {
    if entity.name.trim().is_empty() {
        return Err("an entity has no name".into());
    }
    match &entity.country {
        Some(code) if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) => {
            Err(format!(
                "the country of {} is `{code}`; write three capital letters (ISO 3166-1 alpha-3)",
                entity.name
            ))
        }
        _ => Ok(()),
    }
}

/// Checks the value and the unit of a figure.
fn check_figure(figure: &Figure) -> Result<(), String> {
    if !figure.value.is_finite() {
        return Err("`value` is not a number".into());
    }
    if figure.unit.trim().is_empty() {
        return Err("a figure has no `unit`; a plain count has `count`".into());
    }
    Ok(())
}

/// Refuses a span that is empty or turned round.
fn ordered(span: Span, what: &str) -> Result<(), String> {
    if span.is_empty() {
        return Err(format!(
            "{what} runs from {} to {}; the end must lie after the start",
            span.start, span.end
        ));
    }
    Ok(())
}

/// Checks that every span of `document` lies in its text; a fault for each that does not.
#[must_use]
pub fn check_spans(document: &DocumentClaims, text: &str) -> Vec<Fault> {
    let length = text.chars().count();
    let spans = document
        .claims
        .iter()
        .enumerate()
        .flat_map(|(at, claim)| [Some(claim.evidence), claim.what()].map(|span| (at, span)));
    spans
        .filter_map(|(at, span)| span.map(|span| (at, span)))
        .filter(|(_, span)| span.end > length)
        .map(|(at, span)| Fault {
            place: format!("{}, claim {}", document.id, at + 1),
            what: format!(
                "characters {} to {} lie outside its text, which has {length}; offsets count Unicode \
                 code points from 0, and the text must be the one that the claims were made on",
                span.start, span.end
            ),
        })
        .collect()
}

/// The claims of `document` with byte offsets into `text`; `None` for one that leaves it.
pub fn to_bytes<'a>(
    document: &'a DocumentClaims,
    text: &str,
) -> impl Iterator<Item = Option<Claim>> + use<'a> {
    let points = CodePoints::new(text);
    document
        .claims
        .iter()
        .map(move |claim| claim.map_spans(|span| points.to_bytes(span)))
}

/// The line of a document for a file of claims: `claims` have byte offsets into `text`.
///
/// A claim whose spans leave the text is left out.
#[must_use]
pub fn from_bytes(id: &str, claims: &[Claim], text: &str) -> DocumentClaims {
    let points = CodePoints::new(text);
    DocumentClaims {
        id: id.to_owned(),
        claims: claims
            .iter()
            .filter_map(|claim| {
                claim.map_spans(|span| {
                    (text.get(span.start..span.end).is_some()).then(|| points.to_points(span))
                })
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The one fault of a claim that stands alone in a file.
    fn fault(claim: &str) -> String {
        let line = format!(r#"{{"id":"d","claims":[{claim}]}}"#);
        let file = read_claims("f", line.as_bytes()).unwrap();
        assert_eq!(file.faults.len(), 1, "{claim}: {:?}", file.faults);
        assert_eq!(file.documents[0].claims.len(), 0);
        let place = "f, line 1, d, claim 1: ";
        let told = file.faults[0].to_string();
        told.strip_prefix(place).expect(&told).to_owned()
    }

    const KENYA: &str = r#"{"name":"Kenya","type":"state","country":"KEN"}"#;

    #[test]
    fn nulls_are_left_out_and_a_state_gets_its_id() {
        let line = format!(
            r#"{{"id":"d","claims":[{{"kind":"event","type":"CONSULT","mode":null,"start":0,"end":4,
            "actors":[{KENYA}],"recipients":null,"source":null,"rule":"x","confidence":0.5}}]}}"#
        )
        .replace('\n', "");
        let file = read_claims("f", line.as_bytes()).unwrap();
        assert_eq!(file.faults, []);
        let ClaimBody::Event(event) = &file.documents[0].claims[0].body else {
            panic!("an event")
        };
        assert_eq!(event.actors[0], Entity::state("Kenya", "KEN"));
        assert_eq!(event.recipients, []);
    }

    #[test]
    fn faults_say_what_would_be_right() {
        for (claim, told) in [
            ("7", "is not an object"),
            (r#"{"start":1}"#, "has no `kind`, one of tie, event"),
            (r#"{"kind":"deal"}"#, "`kind` is `deal`; it is one of"),
            (
                r#"{"kind":"tie","start":1,"end":2,"colour":"red"}"#,
                "tie has no field `colour`; it has relation, a, b",
            ),
            (
                r##"{"kind":"tie","start":1,"end":2,"relation":"friend","a":#KEN,"b":#KEN}"##,
                "unknown variant `friend`",
            ),
            (
                r#"{"kind":"event","start":1,"end":2,"type":"AGREE","actors":[]}"#,
                "an event has at least one of `actors`",
            ),
            (
                r##"{"kind":"event","start":1,"end":2,"type":"AGREE","mode":"visit","actors":[#KEN]}"##,
                "AGREE has no modes",
            ),
            (
                r##"{"kind":"event","start":1,"end":2,"type":"CONSULT","mode":"trip","actors":[#KEN]}"##,
                "`trip` is no mode of CONSULT; its modes are visit",
            ),
            (
                r##"{"kind":"event","start":1,"end":2,"type":"CONSULT","first":"soon","actors":[#KEN]}"##,
                "`first` is neither",
            ),
            (
                r##"{"kind":"event","start":5,"end":5,"type":"CONSULT","actors":[#KEN]}"##,
                "evidence runs from 5 to 5",
            ),
            (
                r#"{"kind":"statement","start":1,"end":2,"mode":"direct","speaker":{"name":" ","type":"person"},
                    "what":{"start":1,"end":2}}"#,
                "an entity has no name",
            ),
            (
                r#"{"kind":"statement","start":1,"end":2,"mode":"direct","speaker":{"name":"X","type":"person",
                    "country":"Kenya"},"what":{"start":1,"end":2}}"#,
                "the country of X is `Kenya`",
            ),
            (
                r#"{"kind":"figure","start":1,"end":2,"indicator":"trade","measure":"level","value":3,"unit":""}"#,
                "a figure has no `unit`",
            ),
            (
                r##"{"kind":"commitment","start":1,"end":2,"actors":[#KEN],"form":"plan","what":{"start":3,"end":2}}"##,
                "`what` runs from 3 to 2",
            ),
            (
                r##"{"kind":"commitment","start":1,"end":2,"actors":[#KEN],"form":"plan","what":{"start":1,"end":2},
                    "target":{"indicator":"trade","measure":"level","value":3,"unit":"USD","by":2030}}"##,
                "the target has no field `by`",
            ),
            (
                r##"{"kind":"tie","start":1,"end":2,"relation":"kin","a":#KEN,"b":#KEN,"confidence":1.5}"##,
                "`confidence` is 1.5",
            ),
        ] {
            let found = fault(&claim.replace("#KEN", KENYA).replace('\n', ""));
            assert!(found.contains(told), "{claim}: {found}");
        }
    }

    #[test]
    fn a_bad_line_does_not_cost_the_others() {
        let lines = b"\xef\xbb\xbf{\"id\":\"a\",\"claims\":[]}\n\n[]\n{\"id\":\"b\"\n\xff\n{\"id\":\"a\",\"claims\":[]}\n{\"claims\":[]}\n{\"id\":\"c\",\"claims\":[]}";
        let file = read_claims("f", &lines[..]).unwrap();
        let ids: Vec<&str> = file.documents.iter().map(|d| d.id.as_str()).collect();
        assert_eq!(ids, ["a", "c"]);
        let places: Vec<&str> = file.faults.iter().map(|f| f.place.as_str()).collect();
        assert_eq!(
            places,
            [
                "f, line 3",
                "f, line 4",
                "f, line 5",
                "f, line 6, a",
                "f, line 7"
            ]
        );
    }

    #[test]
    fn spans_are_checked_and_converted() {
        let text = "Tô Lâm visits.";
        let line = format!(
            r#"{{"id":"d","claims":[{{"kind":"event","type":"CONSULT","start":0,"end":14,"actors":[{KENYA}]}},
            {{"kind":"event","type":"CONSULT","start":0,"end":15,"actors":[{KENYA}]}}]}}"#
        )
        .replace('\n', "");
        let file = read_claims("f", line.as_bytes()).unwrap();
        let document = &file.documents[0];
        let faults = check_spans(document, text);
        assert_eq!(faults.len(), 1);
        assert!(
            faults[0]
                .to_string()
                .starts_with("d, claim 2: characters 0 to 15 lie outside")
        );
        let bytes: Vec<Option<Claim>> = to_bytes(document, text).collect();
        assert_eq!(bytes[1], None);
        let claim = bytes[0].clone().unwrap();
        assert_eq!(claim.evidence, Span::new(0, text.len()));
        assert_eq!(from_bytes("d", &[claim], text).claims, document.claims[..1]);
    }
}
