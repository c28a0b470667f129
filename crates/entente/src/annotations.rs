//! Single layers of an analysis, as they are written for other programs.
//!
//! Times, quantities and entities are JSON with offsets in Unicode code points; syntax is
//! CoNLL-U (version 2).
//!
//! ```
//! use entente::annotations::{Layer, annotate};
//! use entente::{language::Analyser, model::Document};
//!
//! let document = Document::new("a", "Fiji’s envoy met Tongan officials.");
//! let analysis = Analyser::new().analyse(&document);
//! let line = annotate(&document, &analysis, Layer::Entity);
//! assert!(line.starts_with(r#"{"id":"a","entities":[{"start":0,"end":4,"text":"Fiji""#));
//! ```

use std::fmt::Write as _;

use entente_language::{Analysis, Form, Sentence};
use entente_model::{Bound, CodePoints, Document, Edtf, Quantity, Span, Timex};
use serde::Serialize;
use serde_json::{Value, json};

/// A layer of an analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Times, as TIMEX3 and EDTF: `{"id", "timexes": […]}`.
    Time,
    /// Numbers with unit and bounds: `{"id", "quantities": […]}`.
    Quantity,
    /// Names: `{"id", "entities": […]}`.
    Entity,
    /// Sentences, words, parts of speech and dependencies, as CoNLL-U.
    Syntax,
}

/// One layer of a document's analysis: a line of JSON with its end, or CoNLL-U.
#[must_use]
pub fn annotate(document: &Document, analysis: &Analysis, layer: Layer) -> String {
    let text = document.text();
    let points = CodePoints::new(text);
    let place = |span: Span| Place::of(span, text, &points);
    let line = match layer {
        Layer::Syntax => return conllu(document, analysis),
        Layer::Time => {
            let times = analysis.times.iter().map(|t| time(t, place(t.span)));
            json!({"id": document.id(), "timexes": times.collect::<Vec<_>>()})
        }
        Layer::Quantity => {
            let quantities = analysis.quantities.iter();
            let quantities = quantities.map(|q| quantity(q, place(q.span), q.of.map(place)));
            json!({"id": document.id(), "quantities": quantities.collect::<Vec<_>>()})
        }
        Layer::Entity => {
            let names = analysis.names.iter().map(|name| {
                let form = match name.form {
                    Form::Name => "name",
                    Form::Adjective => "adjective",
                    Form::Seat => "seat",
                };
                with(
                    place(name.span),
                    json!({
                        "type": name.kind, "country": name.country, "id": name.id, "form": form,
                    }),
                )
            });
            json!({"id": document.id(), "entities": names.collect::<Vec<_>>()})
        }
    };
    format!("{line}\n")
}

/// Words and where they stand, in code points.
#[derive(Serialize)]
struct Place<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

impl<'a> Place<'a> {
    fn of(span: Span, text: &'a str, points: &CodePoints) -> Self {
        let Span { start, end } = points.to_points(span);
        let text = text.get(span.start..span.end).unwrap_or_default();
        Self { start, end, text }
    }
}

/// A place with further fields.
fn with(place: Place<'_>, more: Value) -> Value {
    let mut value = json!(place);
    if let (Value::Object(fields), Value::Object(more)) = (&mut value, more) {
        fields.extend(more);
    }
    value
}

fn time(timex: &Timex, place: Place<'_>) -> Value {
    let day = |date: Option<&Edtf>, end: fn(&Edtf) -> Option<jiff::civil::Date>| {
        date.and_then(end).map(|d| d.to_string())
    };
    let edtf = timex.edtf.as_ref();
    let mut value = with(
        place,
        json!({
            "type": timex.kind,
            "value": timex.value,
            "edtf": edtf,
            "from": day(edtf, Edtf::earliest),
            "to": day(edtf, Edtf::latest),
        }),
    );
    if let Some(modifier) = timex.modifier {
        value["mod"] = json!(modifier);
    }
    value
}

fn quantity(quantity: &Quantity, place: Place<'_>, of: Option<Place<'_>>) -> Value {
    with(
        place,
        json!({
            "kind": quantity.kind,
            "value": quantity.value,
            "low": quantity.low,
            "high": quantity.high,
            "unit": quantity.unit,
            "bound": match quantity.bound { Bound::Equal => Value::Null, bound => json!(bound) },
            "of": of,
        }),
    )
}

/// The sentences of a document as CoNLL-U.
fn conllu(document: &Document, analysis: &Analysis) -> String {
    let mut out = format!("# newdoc id = {}\n", one_line(document.id()));
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        let _ = writeln!(
            out,
            "# sent_id = {}-{}",
            one_line(document.id()),
            number + 1
        );
        let _ = writeln!(out, "# text = {}", one_line(document.slice(sentence.span)));
        words(document, analysis, sentence, &mut out);
        out.push('\n');
    }
    out
}

/// The lines of a sentence's words.
fn words(document: &Document, analysis: &Analysis, sentence: &Sentence, out: &mut String) {
    let first = sentence.tokens.start;
    let tokens = &analysis.tokens[sentence.tokens.clone()];
    for (at, token) in tokens.iter().enumerate() {
        let syntax = &token.syntax;
        let or_none = |field: &str| match field {
            "" => "_".to_owned(),
            field => one_line(field),
        };
        let (head, relation) = match syntax.head {
            Some(head) => (
                (head + 1).saturating_sub(first).to_string(),
                or_none(&syntax.relation),
            ),
            None if syntax.relation.is_empty() => ("_".to_owned(), "_".to_owned()),
            None => ("0".to_owned(), "root".to_owned()),
        };
        let next = tokens.get(at + 1);
        let joined = next.is_some_and(|next| next.span.start == token.span.end);
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}\t_\t{head}\t{relation}\t_\t{}",
            at + 1,
            or_none(document.slice(token.span)),
            or_none(&syntax.lemma),
            format!("{:?}", syntax.upos).to_uppercase(),
            or_none(&syntax.xpos),
            if joined { "SpaceAfter=No" } else { "_" },
        );
    }
}

/// Text with every run of white space as one space, for a format of lines and tabs.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use entente_language::Analyser;
    use entente_model::{QuantityKind, TimexMod, TimexType};

    use super::*;

    #[test]
    fn times_and_quantities_have_offsets_in_code_points() {
        let document = Document::new("d", "Tô Lâm: early May 2024, over 60 parks");
        let text = document.text();
        let span = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let analysis = Analysis {
            times: vec![Timex {
                span: span("early May 2024"),
                kind: TimexType::Date,
                value: "2024-05".into(),
                modifier: Some(TimexMod::Start),
                edtf: Edtf::parse("2024-05").ok(),
            }],
            quantities: vec![Quantity {
                span: span("over 60"),
                kind: QuantityKind::Number,
                value: 60.0,
                low: Some(60.0),
                high: None,
                unit: "count".into(),
                bound: Bound::Above,
                of: Some(span("parks")),
            }],
            ..Analysis::default()
        };
        let times: Value =
            serde_json::from_str(&annotate(&document, &analysis, Layer::Time)).unwrap();
        assert_eq!(
            times["timexes"][0],
            json!({
                "start": 8, "end": 22, "text": "early May 2024", "type": "DATE", "value": "2024-05",
                "mod": "START", "edtf": "2024-05", "from": "2024-05-01", "to": "2024-05-31",
            })
        );
        let line = annotate(&document, &analysis, Layer::Quantity);
        let quantities: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(quantities["quantities"][0]["of"]["start"], 32);
        assert_eq!(quantities["quantities"][0]["bound"], ">");
    }

    #[test]
    fn conllu_has_ten_columns_and_the_whole_text() {
        let document = Document::new("d", "The Fijian envoy left.\nShe\nsaid: “No.”");
        let analysis = Analyser::new().analyse(&document);
        let text = annotate(&document, &analysis, Layer::Syntax);
        let words = text
            .lines()
            .filter(|l| !l.starts_with('#') && !l.is_empty());
        let mut count = 0;
        for line in words {
            assert_eq!(line.split('\t').count(), 10, "{line}");
            count += 1;
        }
        assert_eq!(count, analysis.tokens.len());
        assert!(text.contains("# text = The Fijian envoy left.\n"));
        assert!(text.ends_with("\n\n"), "a blank line ends each sentence");
    }
}
