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
//! let line = annotate(&document, &Analyser::new(), Layer::Entity);
//! assert!(line.starts_with(r#"{"id":"a","entities":[{"start":0,"end":4,"text":"Fiji""#));
//! ```

use std::fmt::Write as _;

use entente_language::{Analyser, Form, Name, Token, quantity, time};
use entente_model::{CodePoints, Document, EntityType};
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

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
pub fn annotate(document: &Document, analyser: &Analyser, layer: Layer) -> String {
    let (id, text) = (document.id(), document.text());
    let analysis = || analyser.analyse(document);
    let line = match layer {
        Layer::Syntax => return conllu(document, analyser),
        Layer::Time => time::line(id, text, &analysis().times),
        Layer::Quantity => quantity::line(id, text, &analysis().quantities),
        Layer::Entity => entities(id, text, &analysis().names),
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
                // What holds the names of a group together is no id of the codebook.
                "id": name.id.as_ref().filter(|_| name.kind != EntityType::Group),
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
fn conllu(document: &Document, analyser: &Analyser) -> String {
    let id = plain_id(document.id());
    let mut out = String::new();
    let mut number = 0;
    analyser.read_syntax(document.text(), |tokens, sentences| {
        for sentence in sentences {
            if number == 0 {
                let _ = writeln!(out, "# newdoc id = {id}");
            }
            number += 1;
            let _ = writeln!(out, "# sent_id = {id}-{number}");
            let tokens = &tokens[sentence.tokens.clone()];
            let _ = writeln!(out, "# text = {}", text_of(document, tokens));
            words(document, tokens, sentence.tokens.start, &mut out);
            out.push('\n');
        }
    });
    out
}

/// The text that words make: one space wherever anything, be it a mark without width, stands
/// between two of them.
fn text_of(document: &Document, tokens: &[Token]) -> String {
    let mut text = String::new();
    for (at, token) in tokens.iter().enumerate() {
        text.push_str(&one_line(document.slice(token.span)));
        if at + 1 < tokens.len() && !joined(tokens, at) {
            text.push(' ');
        }
    }
    text
}

/// Whether nothing stands between a word and the next.
fn joined(tokens: &[Token], at: usize) -> bool {
    let next = tokens.get(at + 1);
    next.is_some_and(|next| next.span.start == tokens[at].span.end)
}

/// The lines of a sentence's words; `first` is the index that heads count its first word by.
fn words(document: &Document, tokens: &[Token], first: usize, out: &mut String) {
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
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}\t_\t{head}\t{relation}\t_\t{}",
            at + 1,
            or_none(document.slice(token.span)),
            or_none(&syntax.lemma),
            syntax.upos.as_str(),
            or_none(syntax.xpos),
            if joined(tokens, at) {
                "SpaceAfter=No"
            } else {
                "_"
            },
        );
    }
}

/// An id as CoNLL-U allows it: without white space, and without `/`, which it keeps for itself.
fn plain_id(id: &str) -> String {
    let id: String = id
        .nfc()
        .map(|letter| {
            if letter.is_whitespace() || letter.is_control() || letter == '/' {
                '_'
            } else {
                letter
            }
        })
        .collect();
    if id.is_empty() { "_".to_owned() } else { id }
}

/// Text with every run of white space as one space, for a format of lines and tabs.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layer_has_offsets_in_code_points() {
        let document = Document::new("d", "Tô Lâm: Việt Nam, 7 May 2024, US$3 billion");
        let analyser = Analyser::new();
        for (layer, key, words, start) in [
            (Layer::Entity, "entities", "Việt Nam", 8),
            (Layer::Time, "timexes", "7 May 2024", 18),
            (Layer::Quantity, "quantities", "US$3 billion", 30),
        ] {
            let line = annotate(&document, &analyser, layer);
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
        let analyser = Analyser::new();
        let text = annotate(&document, &analyser, Layer::Syntax);
        let words = text
            .lines()
            .filter(|l| !l.starts_with('#') && !l.is_empty());
        let mut count = 0;
        for line in words {
            assert_eq!(line.split('\t').count(), 10, "{line}");
            count += 1;
        }
        assert_eq!(count, analyser.analyse(&document).tokens.len());
        assert!(text.contains("# text = The Fijian envoy left.\n"));
        assert!(text.ends_with("\n\n"), "a blank line ends each sentence");
    }
}
