//! The layers of syntax from outside: what holds for any text, and what the model must get right.

use entente_language::syntax::{
    Boundaries, Model, Session, best_projective_tree, best_tree, is_projective, is_tree,
};
use entente_language::{Analyser, Analysis, tokenise};
use entente_model::Document;
use proptest::prelude::*;

fn analyse(text: &str) -> (Document, Analysis) {
    let document = Document::new("t", text);
    let analysis = Analyser::new().analyse(&document);
    (document, analysis)
}

/// What every analysis keeps to, whatever the text.
fn check(text: &str) {
    let (document, analysis) = analyse(text);
    let text = document.text();
    let mut end = 0;
    for token in &analysis.tokens {
        let span = token.span;
        assert!(span.start >= end && span.start < span.end, "order of words");
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
        // Between words stand white space and marks of no width alone.
        assert!(
            text[end..span.start]
                .chars()
                .all(|c| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
        );
        end = span.end;
    }
    let mut next = 0;
    for sentence in &analysis.sentences {
        assert_eq!(sentence.tokens.start, next, "sentences cover all words");
        assert!(!sentence.tokens.is_empty());
        next = sentence.tokens.end;
        let first = sentence.tokens.start;
        let heads: Vec<usize> = analysis.tokens[sentence.tokens.clone()]
            .iter()
            .map(|token| match token.syntax.head {
                None => 0,
                Some(head) => {
                    assert!(sentence.tokens.contains(&head), "head in the sentence");
                    head - first + 1
                }
            })
            .collect();
        assert!(is_tree(&heads), "one tree with one root");
        for token in &analysis.tokens[sentence.tokens.clone()] {
            let syntax = &token.syntax;
            assert!(!syntax.xpos.is_empty() && !syntax.lemma.is_empty());
            assert_eq!(syntax.head.is_none(), syntax.relation == "root");
        }
    }
    assert_eq!(next, analysis.tokens.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_gives_words_and_trees(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn any_bytes_give_words_and_trees(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn odd_marks_give_words_and_trees(
        text in "([A-Za-z]{1,3}|[0-9]{1,4}|[.,:;'’\"“”()@/&_-]|\\.\\.\\.|n't|www\\.|\n| ){0,80}"
    ) {
        check(&text);
    }

    #[test]
    fn any_scores_give_a_tree(words in 1usize..14, seed in prop::collection::vec(-50f32..50.0, 210)) {
        let scores = &seed[..words * (words + 1)];
        prop_assert!(is_tree(&best_tree(scores, words)));
        let plain = best_projective_tree(scores, words);
        prop_assert!(is_tree(&plain) && is_projective(&plain));
    }

    #[test]
    fn damaged_model_files_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Model::from_bytes(&bytes).is_err());
        prop_assert!(Boundaries::from_bytes(&bytes).is_err());
    }
}

/// What the best tree scores, by trying all that `allowed` allows.
fn best_by_trial(scores: &[f32], words: usize, allowed: impl Fn(&[usize]) -> bool) -> f32 {
    let total = |heads: &[usize]| -> f32 {
        heads
            .iter()
            .enumerate()
            .map(|(word, &head)| scores[word * (words + 1) + head])
            .sum()
    };
    let mut best = f32::NEG_INFINITY;
    for code in 0..(words + 1).pow(words as u32) {
        let mut rest = code;
        let heads: Vec<usize> = (0..words)
            .map(|_| {
                let head = rest % (words + 1);
                rest /= words + 1;
                head
            })
            .collect();
        if allowed(&heads) {
            best = best.max(total(&heads));
        }
    }
    best
}

proptest! {
    #[test]
    fn no_tree_is_better(words in 1usize..5, seed in prop::collection::vec(-9i8..9, 20)) {
        let scores: Vec<f32> = seed[..words * (words + 1)].iter().map(|&s| f32::from(s)).collect();
        let total = |heads: &[usize]| -> f32 {
            heads
                .iter()
                .enumerate()
                .map(|(word, &head)| scores[word * (words + 1) + head])
                .sum()
        };
        prop_assert_eq!(total(&best_tree(&scores, words)), best_by_trial(&scores, words, is_tree));
        prop_assert_eq!(
            total(&best_projective_tree(&scores, words)),
            best_by_trial(&scores, words, |heads| is_tree(heads) && is_projective(heads))
        );
    }
}

#[test]
fn very_long_sentences_stay_whole_trees() {
    check(&"tariffs and ".repeat(700));
    check(&"((".repeat(900));
    check(&"1.2.3.4.".repeat(900));
}

#[test]
fn subjects_objects_and_speakers() {
    let text = "The ministers of Kenya and Japan met in Nairobi and signed a trade agreement.";
    let (document, analysis) = analyse(text);
    let word = |form: &str| {
        analysis
            .tokens
            .iter()
            .position(|token| document.slice(token.span) == form)
            .unwrap()
    };
    let relation = |form: &str| {
        let syntax = &analysis.tokens[word(form)].syntax;
        (syntax.relation, syntax.head)
    };
    let met = Some(word("met"));
    assert_eq!(relation("met"), ("root", None));
    assert_eq!(relation("ministers"), ("nsubj", met));
    assert_eq!(relation("Nairobi"), ("obl", met));
    assert_eq!(relation("signed"), ("conj", met));
    assert_eq!(relation("agreement"), ("obj", Some(word("signed"))));
    assert_eq!(analysis.tokens[word("ministers")].syntax.lemma, "minister");
}

#[test]
fn sentences_of_news_and_official_prose() {
    let sentences = |text: &str| -> Vec<String> {
        let (document, analysis) = analyse(text);
        analysis
            .sentences
            .iter()
            .map(|sentence| document.slice(sentence.span).to_owned())
            .collect()
    };
    assert_eq!(
        sentences(
            "NAIROBI, March 3 – Gen. A. B. Otieno met U.S. envoys. They spoke for two hours."
        ),
        [
            "NAIROBI, March 3 – Gen. A. B. Otieno met U.S. envoys.",
            "They spoke for two hours."
        ]
    );
    assert_eq!(
        sentences("“We agree on this. We will sign,” she said. Talks go on."),
        [
            "“We agree on this.",
            "We will sign,” she said.",
            "Talks go on."
        ]
    );
    assert_eq!(
        sentences("Decree No. 12-NQ/TW was issued on Jan. 5. It replaces Art. 7 of the law."),
        [
            "Decree No. 12-NQ/TW was issued on Jan. 5.",
            "It replaces Art. 7 of the law."
        ]
    );
}

#[test]
fn words_of_speech_and_of_the_web() {
    let words = |text: &str| -> Vec<String> {
        tokenise(text)
            .into_iter()
            .map(|span| text[span.start..span.end].to_owned())
            .collect()
    };
    assert_eq!(
        words("We don’t know; they're not sure it cannot."),
        [
            "We", "do", "n’t", "know", ";", "they", "'re", "not", "sure", "it", "can", "not", "."
        ]
    );
    assert_eq!(
        words("(see https://example.org/a,b?c=1.)"),
        ["(", "see", "https://example.org/a,b?c=1", ".", ")"]
    );
    assert_eq!(
        words("Write to press.office@example.gov, at 9:30 on 3/5/2001."),
        [
            "Write",
            "to",
            "press.office@example.gov",
            ",",
            "at",
            "9:30",
            "on",
            "3/5/2001",
            "."
        ]
    );
    assert_eq!(
        words("a non-aligned state’s two-year plan..."),
        [
            "a",
            "non-aligned",
            "state",
            "’s",
            "two",
            "-",
            "year",
            "plan",
            "..."
        ]
    );
}

#[test]
fn a_session_changes_nothing() {
    let model = Model::embedded().unwrap();
    let words = ["Talks", "between", "Peru", "and", "Chile", "ended", "."];
    let mut session = Session::default();
    let first = model.parse(&words, &mut session);
    assert_eq!(model.parse(&words, &mut session), first);
    assert_eq!(model.parse(&words, &mut Session::default()), first);
    assert!(model.parse(&[], &mut session).words.is_empty());
}

#[test]
fn part_by_part_reads_what_the_whole_does() {
    let analyser = Analyser::new();
    let paragraph = "Ministers of Peru and Chile met on Monday. They signed a treaty.\n";
    // Parts that end with a line, and a line that is longer than a part.
    for text in [
        paragraph.repeat(1200),
        paragraph.replace('\n', " ").repeat(1200),
        "word ".repeat(14_000),
        "word".repeat(17_000),
        "\n \n".to_owned(),
        String::new(),
    ] {
        let mut read = 0;
        let mut sentences = 0;
        let mut end = 0;
        analyser.read_syntax(&text, |words, found| {
            for word in words {
                assert!(
                    word.span.start >= end && text.get(word.span.start..word.span.end).is_some()
                );
                end = word.span.end;
            }
            for sentence in found {
                let words = &words[sentence.tokens.clone()];
                assert_eq!(words.iter().filter(|w| w.syntax.head.is_none()).count(), 1);
            }
            read += words.len();
            sentences += found.len();
        });
        let whole = analyser.analyse(&Document::new("d", &text));
        if text.starts_with('M') {
            assert_eq!(
                (read, sentences),
                (whole.tokens.len(), whole.sentences.len())
            );
        }
        assert!(text.trim().is_empty() == (read == 0));
    }
}

#[test]
fn sentences_side_by_side_are_read_as_each_alone() {
    let model = Model::embedded().unwrap();
    let sentences: Vec<Vec<&str>> = (0..30)
        .map(|length| {
            [
                "Peru", "and", "Chile", "signed", "a", "treaty", "of", "peace", "today", ".",
            ]
            .into_iter()
            .cycle()
            .take(length * 9 % 40)
            .collect()
        })
        .collect();
    let together: Vec<&[&str]> = sentences.iter().map(Vec::as_slice).collect();
    let mut session = Session::default();
    let parses = model.parse_all(&together, &mut session);
    for (words, parse) in together.iter().zip(&parses) {
        assert_eq!(*parse, model.parse(words, &mut Session::default()));
    }
}
