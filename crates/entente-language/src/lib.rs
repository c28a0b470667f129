//! From a document to its analysis: sentences, tokens, names, times and quantities.
//!
//! Every layer points at the text by byte spans on character boundaries, and depends on one
//! document alone: no clock, no network, no other document.
//!
//! ```
//! use entente_language::Analyser;
//! use entente_model::{Document, EntityType};
//!
//! let document = Document::new("a", "Kenyan President William Ruto visited Japan. He met officials.");
//! let analysis = Analyser::new().analyse(&document);
//! assert_eq!(analysis.sentences.len(), 2);
//! let names: Vec<&str> = analysis.names.iter().map(|n| document.slice(n.span)).collect();
//! assert_eq!(names, ["Kenyan", "William Ruto", "Japan"]);
//! ```

mod analysis;
mod gazetteer;
mod names;
pub mod quantity;
mod scan;
mod sentences;
pub mod syntax;
mod tables;
pub mod time;
mod tokens;

use std::sync::{Arc, OnceLock};

use entente_model::{Document, EntityType};

pub use analysis::{Analysis, Name, Sentence, Syntax, Title, Token, Upos};
use syntax::{Boundaries, Model, NameWords, Session};

pub use gazetteer::{Entry, Form, Gazetteer, OfficeOf};
pub use names::names_in;
pub use tokens::tokenise;

/// Makes analyses. Build one and share it: it holds the tables and models.
#[derive(Clone, Debug)]
pub struct Analyser {
    gazetteer: Arc<Gazetteer>,
    model: Arc<Model>,
    boundaries: Arc<Boundaries>,
}

/// The built-in models, unpacked once.
static ENGLISH: OnceLock<(Arc<Model>, Arc<Boundaries>)> = OnceLock::new();

impl Default for Analyser {
    fn default() -> Self {
        Self::new()
    }
}

impl Analyser {
    /// An analyser with the tables and models that are built in.
    #[must_use]
    pub fn new() -> Self {
        // The files are part of the program, and a test reads them.
        let (model, boundaries) = ENGLISH.get_or_init(|| {
            (
                Arc::new(Model::embedded().expect("the built-in model is whole")),
                Arc::new(Boundaries::embedded().expect("the built-in model is whole")),
            )
        });
        Self {
            gazetteer: Arc::new(Gazetteer::new()),
            model: Arc::clone(model),
            boundaries: Arc::clone(boundaries),
        }
    }

    /// The same analyser with another model of syntax, say one freshly trained.
    #[must_use]
    pub fn with_model(mut self, model: Model) -> Self {
        self.model = Arc::new(model);
        self
    }

    /// The same analyser with another judge of where sentences end.
    #[must_use]
    pub fn with_boundaries(mut self, boundaries: Boundaries) -> Self {
        self.boundaries = Arc::new(boundaries);
        self
    }

    /// The names that it knows.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Every layer of the document's analysis, in time linear in its length.
    #[must_use]
    pub fn analyse(&self, document: &Document) -> Analysis {
        let text = document.text();
        let mut tokens: Vec<Token> = tokens::tokenise(text)
            .into_iter()
            .map(|span| Token {
                span,
                syntax: Syntax::default(),
            })
            .collect();
        let sentences = sentences::split(text, &tokens, &self.boundaries);
        let found = self.add_syntax(text, &mut tokens, &sentences);
        let (names, titles) = names::find(text, &tokens, &sentences, &self.gazetteer, &found);
        let times = time::find(text, document.published.as_ref());
        // "$" is the currency of the country whose outlet speaks, where its name says which.
        let country = document
            .outlet
            .as_deref()
            .map(|outlet| names_in(outlet, &self.gazetteer))
            .unwrap_or_default()
            .into_iter()
            .find(|name| name.kind == EntityType::State)
            .and_then(|name| name.country);
        let quantities = quantity::find_beside(text, country.as_deref(), &times);
        Analysis {
            tokens,
            sentences,
            names,
            titles,
            times,
            quantities,
        }
    }

    /// Fills in tags, lemmas and trees, sentence by sentence.
    fn add_syntax(
        &self,
        text: &str,
        tokens: &mut [Token],
        sentences: &[Sentence],
    ) -> Vec<NameWords> {
        let mut session = Session::default();
        let mut names = Vec::new();
        for sentence in sentences {
            let first = sentence.tokens.start;
            let tokens = &mut tokens[sentence.tokens.clone()];
            let words: Vec<&str> = tokens
                .iter()
                .map(|token| &text[token.span.start..token.span.end])
                .collect();
            let parse = self.model.parse(&words, &mut session);
            names.extend(parse.names.into_iter().map(|name| NameWords {
                words: name.words.start + first..name.words.end + first,
                kind: name.kind,
            }));
            for (token, word) in tokens.iter_mut().zip(parse.words) {
                token.syntax = Syntax {
                    upos: word.upos,
                    xpos: word.xpos,
                    lemma: word.lemma,
                    head: word.head.map(|head| head + first),
                    relation: word.relation,
                };
            }
        }
        names
    }
}
