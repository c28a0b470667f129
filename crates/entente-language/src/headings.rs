//! Headings of a digest that run into their text: "PAKISTAN Thousands of people gathered …".

use entente_model::{EntityType, Span};

use crate::{Gazetteer, Sentence, Token};

/// Most words of such a heading.
const MOST_WORDS: usize = 4;

/// Makes sentences of their own of the places in capitals with which lines of a digest begin.
///
/// The parser would take them for a part of the sentence behind them, and their state for who acts in it.
/// One such line may begin with an emphasis or the name of a paper ("IRAN Daily"): only where two lines or
/// more begin so, with different places, is the text a digest.
pub(crate) fn part_headings(
    text: &str,
    tokens: &[Token],
    gazetteer: &Gazetteer,
    sentences: &mut Vec<Sentence>,
) {
    let found: Vec<(usize, usize)> = sentences
        .iter()
        .enumerate()
        .filter(|&(at, sentence)| at == 0 || sentences[at - 1].paragraph != sentence.paragraph)
        .filter_map(|(at, sentence)| Some((at, heading(text, sentence, tokens, gazetteer)?)))
        .collect();
    let words = |&(at, length): &(usize, usize)| {
        let first = sentences[at].tokens.start;
        &text[tokens[first].span.start..tokens[first + length - 1].span.end]
    };
    let differ = found
        .first()
        .is_some_and(|one| found.iter().any(|other| words(other) != words(one)));
    if !differ {
        return;
    }
    for (at, length) in found.into_iter().rev() {
        let whole = sentences[at].clone();
        let cut = whole.tokens.start + length;
        let span =
            |from: usize, to: usize| Span::new(tokens[from].span.start, tokens[to - 1].span.end);
        sentences[at] = Sentence {
            span: span(whole.tokens.start, cut),
            tokens: whole.tokens.start..cut,
            ..whole.clone()
        };
        sentences.insert(
            at + 1,
            Sentence {
                span: span(cut, whole.tokens.end),
                tokens: cut..whole.tokens.end,
                ..whole
            },
        );
    }
}

/// How many words of a sentence are a place in capitals that heads it.
fn heading(
    text: &str,
    sentence: &Sentence,
    tokens: &[Token],
    gazetteer: &Gazetteer,
) -> Option<usize> {
    let words: Vec<Span> = tokens[sentence.tokens.clone()]
        .iter()
        .take(MOST_WORDS + 1)
        .map(|token| token.span)
        .collect();
    let word = |at: usize| words.get(at).map(|span| &text[span.start..span.end]);
    let capitals =
        |word: &str| word.len() >= 3 && word.chars().all(|c| c.is_alphabetic() && c.is_uppercase());
    // Most sentences begin otherwise.
    if !word(0).is_some_and(capitals) {
        return None;
    }
    let (entry, _, length) = gazetteer.name_at(text, &words)?;
    let behind = word(length)?;
    let place = matches!(entry.kind, EntityType::State | EntityType::Place);
    let heads = length <= MOST_WORDS
        && (0..length).all(|at| word(at).is_some_and(capitals))
        && (0..length).filter_map(word).map(str::len).sum::<usize>() >= 4
        && behind.starts_with(char::is_uppercase)
        && (behind.len() == 1 || behind.contains(char::is_lowercase));
    (place && heads).then_some(length)
}

#[cfg(test)]
mod tests {
    use crate::Analyser;
    use entente_model::Document;

    /// The sentences of a text.
    fn sentences(text: &str) -> Vec<String> {
        let document = Document::new("d", text);
        let analysis = Analyser::new().analyse(&document);
        let spans = analysis.sentences.iter().map(|s| s.span);
        spans.map(|s| text[s.start..s.end].to_owned()).collect()
    }

    #[test]
    fn places_in_capitals_head_the_items_of_a_digest() {
        assert_eq!(
            sentences("PERU Dozens of miners marched.\nBURKINA FASO A convoy left."),
            [
                "PERU",
                "Dozens of miners marched.",
                "BURKINA FASO",
                "A convoy left."
            ]
        );
    }

    #[test]
    fn one_name_in_capitals_is_part_of_its_sentence() {
        for text in [
            "IRAN Daily reported the raid.\nThe raid went on.",
            "IRAN Daily reported the raid.\nIRAN Daily is a paper.",
        ] {
            assert_eq!(sentences(text).len(), 2, "{text}");
        }
    }
}
