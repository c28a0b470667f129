//! From a document to its analysis: sentences, tokens, names, times and quantities.
//!
//! Every layer points at the text by byte spans on character boundaries, and depends on one
//! document alone: no clock, no network, no other document.

mod analysis;

pub use analysis::{Analysis, Name, Sentence, Syntax, Token, Upos};
