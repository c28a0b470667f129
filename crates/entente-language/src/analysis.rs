//! The layers of an analysis, as the parts behind them write them and extraction reads them.

use smol_str::SmolStr;

use entente_model::{EntityType, Quantity, Span, Timex};

use crate::{Form, OfficeOf};

/// The universal parts of speech (Universal Dependencies 2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Upos {
    /// Adjective.
    Adj,
    /// Adposition.
    Adp,
    /// Adverb.
    Adv,
    /// Auxiliary.
    Aux,
    /// Coordinating conjunction.
    Cconj,
    /// Determiner.
    Det,
    /// Interjection.
    Intj,
    /// Noun.
    Noun,
    /// Numeral.
    Num,
    /// Particle.
    Part,
    /// Pronoun.
    Pron,
    /// Proper noun.
    Propn,
    /// Punctuation.
    Punct,
    /// Subordinating conjunction.
    Sconj,
    /// Symbol.
    Sym,
    /// Verb.
    Verb,
    /// Anything else, or not known.
    #[default]
    X,
}

/// A word, number or mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its place in the text, in bytes.
    pub span: Span,
    /// What the syntax layer says of it.
    pub syntax: Syntax,
}

/// What the syntax layer says of a token. Where no model ran, all of it is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Syntax {
    /// Universal part of speech.
    pub upos: Upos,
    /// Part of speech of the Penn Treebank.
    pub xpos: &'static str,
    /// Dictionary form.
    pub lemma: SmolStr,
    /// Index, in [`Analysis::tokens`], of the word it depends on; none for the root.
    pub head: Option<usize>,
    /// Universal dependency relation to that word (`nsubj`, `obl`, `nmod:poss`).
    pub relation: &'static str,
}

/// A sentence: a run of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its place in the text, in bytes, without white space at either end.
    pub span: Span,
    /// Its tokens, as a range of indices into [`Analysis::tokens`].
    pub tokens: std::ops::Range<usize>,
    /// Number of the paragraph (line block) that it stands in, from 0.
    pub paragraph: usize,
}

/// A name found in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its place in the text, in bytes.
    pub span: Span,
    /// Its sort.
    pub kind: EntityType,
    /// Alpha-3 code of the state that it is or belongs to, where that is known.
    pub country: Option<String>,
    /// The id by the codebook, where a table carries one.
    pub id: Option<String>,
    /// How it stands for its entity: by name, as an adjective, by its capital.
    pub form: Form,
}

/// A title of office found in the text ("deputy foreign minister").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// Its place in the text, in bytes, with its modifiers and what it is "of" or "for" where
    /// that names a portfolio ("Minister for Trade").
    pub span: Span,
    /// Where such an office is held.
    pub of: OfficeOf,
}

/// All that is known of a document's language, in layers over one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// Words, numbers and marks, in order.
    pub tokens: Vec<Token>,
    /// Sentences, in order; every token stands in one.
    pub sentences: Vec<Sentence>,
    /// Names, in order of their start, the longer first; they may nest.
    pub names: Vec<Name>,
    /// Titles of office, in order, none overlapping another.
    pub titles: Vec<Title>,
    /// Times, in order, none overlapping another.
    pub times: Vec<Timex>,
    /// Quantities, in order, none overlapping another.
    pub quantities: Vec<Quantity>,
}
