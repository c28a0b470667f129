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

use entente_language::{Analysis, Form, Name, Sentence};
use entente_model::{
    Bound, CodePoints, Document, Edtf, EntityType, Quantity, QuantityKind, Span, Timex, TimexMod,
    TimexType,
};
use serde::Serialize;

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
    let id = document.id();
    match layer {
        Layer::Syntax => conllu(document, analysis),
        Layer::Time => {
            let times = analysis.times.iter();
            let timexes = times.map(|t| TimeItem::of(t, place(t.span))).collect();
            line(&Times { id, timexes })
        }
        Layer::Quantity => {
            let quantities = analysis.quantities.iter();
            let quantities = quantities
                .map(|q| QuantityItem::of(q, place(q.span), q.of.map(place)))
                .collect();
            line(&Quantities { id, quantities })
        }
        Layer::Entity => {
            let names = analysis.names.iter();
            let entities = names.map(|n| NameItem::of(n, place(n.span))).collect();
            line(&Entities { id, entities })
        }
    }
}

/// A value as a line of JSON. These types have no maps, so that writing them cannot fail.
fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Times<'a> {
    id: &'a str,
    timexes: Vec<TimeItem<'a>>,
}

#[derive(Serialize)]
struct Quantities<'a> {
    id: &'a str,
    quantities: Vec<QuantityItem<'a>>,
}

#[derive(Serialize)]
struct Entities<'a> {
    id: &'a str,
    entities: Vec<NameItem<'a>>,
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

#[derive(Serialize)]
struct TimeItem<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    #[serde(rename = "type")]
    kind: TimexType,
    value: &'a str,
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    modifier: Option<TimexMod>,
    edtf: Option<&'a Edtf>,
    /// First day that the EDTF may mean.
    from: Option<String>,
    /// Last day that it may mean.
    to: Option<String>,
}

impl<'a> TimeItem<'a> {
    fn of(timex: &'a Timex, place: Place<'a>) -> Self {
        let edtf = timex.edtf.as_ref();
        Self {
            place,
            kind: timex.kind,
            value: &timex.value,
            modifier: timex.modifier,
            edtf,
            from: edtf.and_then(Edtf::earliest).map(|d| d.to_string()),
            to: edtf.and_then(Edtf::latest).map(|d| d.to_string()),
        }
    }
}

#[derive(Serialize)]
struct QuantityItem<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    kind: QuantityKind,
    value: f64,
    low: Option<f64>,
    high: Option<f64>,
    unit: &'a str,
    bound: Option<Bound>,
    /// The noun phrase counted.
    of: Option<Place<'a>>,
}

impl<'a> QuantityItem<'a> {
    fn of(quantity: &'a Quantity, place: Place<'a>, of: Option<Place<'a>>) -> Self {
        Self {
            place,
            kind: quantity.kind,
            value: quantity.value,
            low: quantity.low,
            high: quantity.high,
            unit: &quantity.unit,
            bound: Some(quantity.bound).filter(|bound| !bound.is_equal()),
            of,
        }
    }
}

#[derive(Serialize)]
struct NameItem<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    #[serde(rename = "type")]
    kind: EntityType,
    country: Option<&'a str>,
    id: Option<&'a str>,
    /// How it stands for its entity: by name, as an adjective, by its seat.
    form: &'static str,
}

impl<'a> NameItem<'a> {
    fn of(name: &'a Name, place: Place<'a>) -> Self {
        Self {
            place,
            kind: name.kind,
            country: name.country.as_deref(),
            id: name.id.as_deref(),
            form: match name.form {
                Form::Name => "name",
                Form::Adjective => "adjective",
                Form::Seat => "seat",
            },
        }
    }
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
    use serde_json::{Value, json};

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
