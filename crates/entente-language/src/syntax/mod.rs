//! Tags, lemmas, dependency trees and names by a small trained network.
//!
//! A word goes in as the sum of what its form and its parts (affixes, character trigrams, shape)
//! say; layers of LSTMs read the sentence both ways; small classifiers on top give tags, lemmas,
//! name labels, the head of each word and the relation to it. Products are of 16-bit whole
//! numbers and all other arithmetic is of sums, products and quotients in a fixed order, so the
//! same text gives the same analysis on every machine.
//!
//! ```
//! use entente_language::syntax::{Model, Session};
//!
//! let model = Model::embedded()?;
//! let parse = model.parse(&["Kenya", "signed", "the", "treaty", "."], &mut Session::default());
//! let subject = &parse.words[0];
//! assert_eq!((subject.xpos, subject.relation, subject.head), ("NNP", "nsubj", Some(1)));
//! assert_eq!(parse.words[1].lemma, "sign");
//! # Ok::<(), entente_language::syntax::ModelError>(())
//! ```

mod archive;
mod arithmetic;
mod boundary;
mod features;
mod index;
mod layers;
mod lemma;
mod lemmatiser;
mod model;
mod tagset;
mod tree;

pub use archive::{Archive, ModelError, Section};
pub use arithmetic::{rectify, rectify_slope, sigmoid, sigmoid_slope, tanh, tanh_slope};
pub use boundary::{BOUNDARY_WEIGHTS, Boundaries, GAP_FEATURES, Gap, Line, may_end_touching};
pub use features::{SUBWORD_ROWS, WordFeatures, subword_scale};
pub use lemma::LemmaRecipe;
pub use lemmatiser::{
    LemmaTables, Lemmatiser, MOST_ENDING, ending_key, lemma_key, plain, without_doubles,
};
pub use model::{Model, NameKind, NameWords, Parse, Session, WordSyntax};
pub use tagset::upos_named;
pub use tree::{best_projective_tree, best_tree, is_projective, is_tree};

/// Most words of a sentence that are analysed together; a longer one is cut.
pub const MOST_WORDS: usize = 200;
