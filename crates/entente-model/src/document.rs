//! A text that was read, and what is known of it.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::{Edtf, Span};

/// What kind of writing a document is. An official text outranks a report of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocumentKind {
    /// A report by a newsroom.
    #[default]
    News,
    /// A statement, speech or communiqué of an official body.
    Statement,
    /// A release of an official body.
    Release,
    /// A fact sheet.
    Factsheet,
    /// A kind that the input names otherwise, or not.
    #[serde(other)]
    Other,
}

/// A document: an immutable text in Unicode normal form C, and its metadata.
///
/// The text cannot be changed after [`Document::new`], since spans and claim ids rest on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    id: String,
    text: String,
    hash: String,
    /// Address it was published at.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When, at times known only to its month or year.
    pub published: Option<Edtf>,
    /// Its headline, where that stands apart from the text.
    pub title: Option<String>,
    /// BCP 47 language tag of the text.
    pub language: Option<String>,
    /// What kind of writing it is.
    pub kind: DocumentKind,
    /// Id of the document that this one is a copy of, where the input says so.
    pub copy_of: Option<String>,
}

impl Document {
    /// A document of that id and text, without metadata. The text is brought to normal form C.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let text = if is_nfc(&text) {
            text
        } else {
            text.nfc().collect()
        };
        let hash = hex(&Sha256::digest(text.as_bytes()));
        Self {
            id: id.into(),
            text,
            hash,
            url: None,
            outlet: None,
            published: None,
            title: None,
            language: None,
            kind: DocumentKind::default(),
            copy_of: None,
        }
    }

    /// The name by which input and output refer to it.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The whole text. Spans of claims point into it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// SHA-256 of the text, in lower-case hexadecimal: the name of this version of it.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The words at `span` (bytes).
    ///
    /// # Panics
    ///
    /// If the span leaves the text or cuts a character; [`Document::get`] does not.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.start..span.end]
    }

    /// The words at `span` (bytes), if it lies in the text and on character boundaries.
    #[must_use]
    pub fn get(&self, span: Span) -> Option<&str> {
        self.text.get(span.start..span.end)
    }
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_in_normal_form_c_and_named_by_its_hash() {
        let decomposed = Document::new("a", "Vie\u{302}\u{323}t Nam");
        let composed = Document::new("b", "Việt Nam");
        assert_eq!(decomposed.text(), composed.text());
        assert_eq!(decomposed.hash(), composed.hash());
        assert_eq!(composed.hash().len(), 64);
        assert_eq!(composed.get(Span::new(0, 3)), None, "cuts a character");
    }
}
