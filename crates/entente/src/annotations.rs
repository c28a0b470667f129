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

use entente_language::{Analysis, Form, Name, Sentence, quantity, time};
use entente_model::{CodePoints, Document};
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
    let (id, text) = (document.id(), document.text());
    let line = match layer {
        Layer::Syntax => return conllu(document, analysis),
        Layer::Time => time::line(id, text, &analysis.times),
        Layer::Quantity => quantity::line(id, text, &analysis.quantities),
        Layer::Entity => entities(id, text, &analysis.names),
    };
    format!("{line}\n")
}

/// The names of a document, offsets in code points.
fn entities(id: &str, text: &str, names: &[Name]) -> Value {
    let points = CodePoints::new(text);
    let rows: Vec<Value> = names
        .iter()
        .map(|name| {
            let place = points.to_points(name.span);
            json!({
                "start": place.start,
                "end": place.end,
                "text": text.get(name.span.start..name.span.end).unwrap_or_default(),
                "type": name.kind,
                "country": name.country,
                "id": name.id,
                "form": match name.form {
                    Form::Name => "name",
                    Form::Adjective => "adjective",
                    Form::Seat => "seat",
                },
            })
        })
        .collect();
    json!({"id": id, "entities": rows})
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
                or_none(syntax.relation),
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
            syntax.upos.as_str(),
            or_none(syntax.xpos),
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
    use super::*;
    use entente_language::Analyser;

    #[test]
    fn every_layer_has_offsets_in_code_points() {
        let document = Document::new("d", "Tô Lâm: Việt Nam, 7 May 2024, US$3 billion");
        let analysis = Analyser::new().analyse(&document);
        for (layer, key, words, start) in [
            (Layer::Entity, "entities", "Việt Nam", 8),
            (Layer::Time, "timexes", "7 May 2024", 18),
            (Layer::Quantity, "quantities", "US$3 billion", 30),
        ] {
            let line = annotate(&document, &analysis, layer);
            let value: Value = serde_json::from_str(&line).unwrap();
            let rows = value[key].as_array().unwrap();
            let row = rows.iter().find(|row| row["text"] == words).expect(&line);
            assert_eq!(row["start"], start, "{line}");
            assert_eq!(row["end"], start + words.chars().count(), "{line}");
        }
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
