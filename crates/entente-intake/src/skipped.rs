//! Why a document was not taken, and where it stood.

use std::fmt;

/// Where a document came from: a file, and a line of it where the file holds several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// Path as it was reached, or `standard input`.
    pub name: String,
    /// Line of the file, counted from 1, where each line is a document.
    pub line: Option<usize>,
}

impl Origin {
    /// A whole file.
    #[must_use]
    pub fn file(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            line: None,
        }
    }

    /// A line of a file, counted from 1.
    #[must_use]
    pub fn line(name: impl Into<String>, line: usize) -> Self {
        Self {
            name: name.into(),
            line: Some(line),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// A document that was not taken: a row of the summary, never the end of a run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{origin}: {reason}")]
pub struct Skipped {
    /// Where it stood.
    pub origin: Origin,
    /// Why, in words for people.
    pub reason: Reason,
}

/// What was wrong with a document, and what can be done about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// No such file or folder.
    #[error("there is no such file or folder; check the spelling of the path")]
    Missing,
    /// The system does not let this user read it.
    #[error("no permission to read it; ask its owner, or run as a user who may")]
    Forbidden,
    /// Reading failed for another reason.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
    /// A web address: nothing is fetched from the network.
    #[error(
        "reading from a web address is not built in; save the page to a file and give that file"
    )]
    Address,
    /// Nothing but white space.
    #[error("it is empty")]
    Empty,
    /// Not text: an image, an archive, a program.
    #[error("it is {0}, not text; convert it to plain text or HTML first")]
    Binary(&'static str),
    /// Larger than one document may be.
    #[error("it has {} and one document may have {}; split it into documents", size(*.bytes), size(*.limit))]
    TooLarge {
        /// Size as far as it is known, in bytes.
        bytes: u64,
        /// The limit, in bytes.
        limit: u64,
    },
    /// A line that is not JSON.
    #[error("the line is not valid JSON ({0}); JSON lines have one whole document on each line")]
    Json(String),
    /// A JSON line that holds something other than an object.
    #[error("the line is JSON but not an object; write {{\"id\": …, \"text\": …}}")]
    NotAnObject,
    /// A field of a JSON line of the wrong type.
    #[error("the field `{0}` must be a string")]
    Field(&'static str),
    /// A JSON line without content.
    #[error("the line has neither `text` nor `html`")]
    NoText,
    /// JSON lines are UTF-8 by their standard.
    #[error("the line is not UTF-8 (first wrong byte {0}); JSON lines must be UTF-8")]
    NotUtf8(usize),
    /// A page in which no article was found.
    #[error(
        "no article was found in the page; it may be a menu, a consent wall or a list of links"
    )]
    NoArticle,
    /// A page that the reader refused for its size or shape.
    #[error("the page has {0} elements, too many for an article (limit {1})")]
    TooManyElements(usize, usize),
    /// A language that is not read yet.
    #[error("its language is {0}; only English (en) is read so far")]
    Language(String),
}

/// A number of bytes for people.
fn size(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
    let value = bytes as f64;
    if bytes >= 1 << 20 {
        format!("{:.1} MiB", value / f64::from(1 << 20))
    } else if bytes >= 1 << 10 {
        format!("{:.1} KiB", value / f64::from(1 << 10))
    } else {
        format!("{bytes} bytes")
    }
}

impl From<&std::io::Error> for Reason {
    fn from(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::Missing,
            std::io::ErrorKind::PermissionDenied => Self::Forbidden,
            _ => Self::Unreadable(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_where_and_why() {
        let row = Skipped {
            origin: Origin::line("a.jsonl", 7),
            reason: Reason::TooLarge {
                bytes: 50 << 20,
                limit: 16 << 20,
            },
        };
        assert_eq!(
            row.to_string(),
            "a.jsonl:7: it has 50.0 MiB and one document may have 16.0 MiB; split it into documents"
        );
        assert_eq!(size(1), "1 bytes");
        assert_eq!(size(1536), "1.5 KiB");
    }
}
