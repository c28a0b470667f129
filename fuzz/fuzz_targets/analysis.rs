//! Any text as a document to be analysed: words cover it in order, every sentence is one tree, and
//! every span stands on the bounds of characters.
#![no_main]

use std::sync::LazyLock;

use entente_language::Analyser;
use entente_model::Document;
use libfuzzer_sys::fuzz_target;

static ANALYSER: LazyLock<Analyser> = LazyLock::new(Analyser::new);

fuzz_target!(|bytes: &[u8]| {
    let document = Document::new("fuzz", &*String::from_utf8_lossy(bytes));
    let text = document.text();
    let analysis = ANALYSER.analyse(&document);
    let mut end = 0;
    for token in &analysis.tokens {
        assert!(token.span.start >= end && token.span.end > token.span.start);
        assert!(text[end..token.span.start].trim().is_empty());
        end = token.span.end;
    }
    for sentence in &analysis.sentences {
        let heads = analysis.tokens[sentence.tokens.clone()].iter().map(|token| token.syntax.head);
        assert!(heads.clone().flatten().all(|head| sentence.tokens.contains(&head)));
        assert_eq!(heads.filter(Option::is_none).count(), 1);
    }
    let names = analysis.names.iter().map(|name| name.span);
    let titles = analysis.titles.iter().map(|title| title.span);
    for span in names.chain(titles) {
        assert!(text.get(span.start..span.end).is_some_and(|part| !part.is_empty()));
    }
    let mut words = 0;
    ANALYSER.read_syntax(text, |tokens, _| words += tokens.len());
    assert!(words > 0 || analysis.tokens.is_empty());
});
