//! From a document to its analysis: sentences, tokens, names, times and quantities.
//!
//! Every layer points at the text by byte spans on character boundaries, and depends on one
//! document alone: no clock, no network, no other document.
//!
//! ```
//! use entente_language::Analyser;
//! use entente_model::Document;
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
mod tables;
pub mod time;
mod tokens;

use std::sync::Arc;

use entente_model::Document;

pub use analysis::{Analysis, Name, Sentence, Syntax, Title, Token, Upos};
pub use gazetteer::{Entry, Form, Gazetteer, OfficeOf};
pub use names::names_in;

/// Makes analyses. Build one and share it: it holds the tables and models.
#[derive(Clone, Debug)]
pub struct Analyser {
    gazetteer: Arc<Gazetteer>,
}

impl Default for Analyser {
    fn default() -> Self {
        Self::new()
    }
}

impl Analyser {
    /// An analyser with the tables and models that are built in.
    #[must_use]
    pub fn new() -> Self {
        Self {
            gazetteer: Arc::new(Gazetteer::new()),
        }
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
        let tokens: Vec<Token> = tokens::tokenise(text)
            .into_iter()
            .map(|span| Token {
                span,
                syntax: Syntax::default(),
            })
            .collect();
        let sentences = sentences::split(text, &tokens);
        let (names, titles) = names::find(text, &tokens, &sentences, &self.gazetteer);
        let times = time::find(text, document.published.as_ref());
        let quantities = quantity::find_beside(text, None, &times);
        Analysis {
            tokens,
            sentences,
            names,
            titles,
            times,
            quantities,
        }
    }
}
