//! The closed lists of tags and relations, so that tokens can hold them without copies.

use crate::Upos;

/// Universal parts of speech, as CoNLL-U writes them.
const UPOS: [(&str, Upos); 17] = [
    ("ADJ", Upos::Adj),
    ("ADP", Upos::Adp),
    ("ADV", Upos::Adv),
    ("AUX", Upos::Aux),
    ("CCONJ", Upos::Cconj),
    ("DET", Upos::Det),
    ("INTJ", Upos::Intj),
    ("NOUN", Upos::Noun),
    ("NUM", Upos::Num),
    ("PART", Upos::Part),
    ("PRON", Upos::Pron),
    ("PROPN", Upos::Propn),
    ("PUNCT", Upos::Punct),
    ("SCONJ", Upos::Sconj),
    ("SYM", Upos::Sym),
    ("VERB", Upos::Verb),
    ("X", Upos::X),
];

/// Parts of speech of the Penn Treebank, as the English treebanks use them.
const XPOS: [&str; 50] = [
    "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "GW",
    "HYPH", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS",
    "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP",
    "VBZ", "WDT", "WP", "WP$", "WRB", "``", "XX",
];

/// Universal relations with the subtypes of the English treebanks.
const RELATIONS: [&str; 59] = [
    "acl",
    "acl:relcl",
    "advcl",
    "advcl:relcl",
    "advmod",
    "advmod:emph",
    "amod",
    "appos",
    "aux",
    "aux:pass",
    "case",
    "cc",
    "cc:preconj",
    "ccomp",
    "clf",
    "compound",
    "compound:prt",
    "conj",
    "cop",
    "csubj",
    "csubj:outer",
    "csubj:pass",
    "dep",
    "det",
    "det:predet",
    "discourse",
    "dislocated",
    "expl",
    "fixed",
    "flat",
    "flat:foreign",
    "flat:name",
    "goeswith",
    "iobj",
    "list",
    "mark",
    "nmod",
    "nmod:desc",
    "nmod:npmod",
    "nmod:poss",
    "nmod:tmod",
    "nmod:unmarked",
    "nsubj",
    "nsubj:outer",
    "nsubj:pass",
    "nummod",
    "obj",
    "obl",
    "obl:agent",
    "obl:npmod",
    "obl:tmod",
    "obl:unmarked",
    "orphan",
    "parataxis",
    "punct",
    "reparandum",
    "root",
    "vocative",
    "xcomp",
];

/// The part of speech of that name.
#[must_use]
pub fn upos_named(name: &str) -> Option<Upos> {
    UPOS.iter()
        .find(|(text, _)| *text == name)
        .map(|&(_, upos)| upos)
}

pub(super) fn xpos_named(name: &str) -> Option<&'static str> {
    XPOS.iter().copied().find(|&text| text == name)
}

pub(super) fn relation_named(name: &str) -> Option<&'static str> {
    RELATIONS.iter().copied().find(|&text| text == name)
}

impl Upos {
    /// The tag as CoNLL-U writes it.
    ///
    /// ```
    /// assert_eq!(entente_language::Upos::Propn.as_str(), "PROPN");
    /// ```
    #[must_use]
    pub fn as_str(self) -> &'static str {
        UPOS.iter()
            .find(|&&(_, upos)| upos == self)
            .map_or("X", |&(text, _)| text)
    }
}
