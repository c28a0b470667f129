//! A document as it was taken in, with what the record keeps of its origin.

use std::fmt;

use entente_model::Document;

use crate::{Origin, PublicationDate};

/// A document, and how it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The document: text in normal form C, metadata.
    pub document: Document,
    /// Where it stood.
    pub origin: Origin,
    /// The bytes as they were found: the file, or the line of a file of JSON lines.
    pub original: Vec<u8>,
    /// Name of the character set that the bytes were read in (WHATWG name, such as `UTF-8`).
    pub charset: &'static str,
    /// The publication date with where it came from, and the dates that rival it.
    pub date: PublicationDate,
    /// What a person should know of the reading.
    pub notes: Vec<Note>,
}

/// Something to know of how a document was read, which did not keep it from being read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// Bytes that are no character of the character set were replaced by U+FFFD.
    ReplacedBytes,
    /// The page stops in the middle: it was cut in the saving.
    PageCut,
    /// The page nests deeper than any article; the inner levels were flattened.
    Flattened,
    /// The input gives a publication date that is not one; it was left out.
    BadDate(String),
    /// Places of the page give different publication dates: the one taken, and the others.
    RivalDates {
        /// The date taken and where it stands.
        taken: String,
        /// The others and where they stand.
        rivals: String,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReplacedBytes => f.write_str("some bytes are no characters and were replaced"),
            Self::PageCut => f.write_str("the page stops in the middle"),
            Self::Flattened => f.write_str("the page nests too deep and was flattened"),
            Self::BadDate(text) => write!(f, "`{text}` is not a publication date; left out"),
            Self::RivalDates { taken, rivals } => {
                write!(f, "published {taken}, but the page also has {rivals}")
            }
        }
    }
}
