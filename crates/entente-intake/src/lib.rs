//! Bytes to documents: formats, character sets, the body of an article, its date, its language.
//!
//! Whatever is named on a command line (a file, a folder, standard input) is split into
//! [`Raw`] documents by [`Intake`], which reads lazily and holds one document at a time;
//! [`Raw::read`] then turns each into a [`Received`] document or says in a [`Skipped`] row why
//! it could not. Splitting is sequential and cheap, reading is pure, so that a caller may do it
//! on many threads. A bad document never ends a run.
//!
//! | to add an input format | touch |
//! | --- | --- |
//! | the reader | one module in `formats/` |
//! | its place in the order of recognition | one line in [`READERS`] |
//!
//! ```
//! use entente_intake::{Intake, Limits};
//!
//! let lines = r#"{"id": "n1", "text": "Ghana and Togo opened a joint border post on Monday.", "published": "2024-05-07"}
//! {"id": "n2"}"#;
//! let mut intake = Intake::from_reader("news.jsonl", lines.as_bytes(), Limits::default());
//! let first = intake.next().unwrap().and_then(|raw| raw.read()).unwrap();
//! assert_eq!(first.document.id(), "n1");
//! assert_eq!(first.document.language.as_deref(), Some("en"));
//! let second = intake.next().unwrap().and_then(|raw| raw.read()).unwrap_err();
//! assert_eq!(second.to_string(), "news.jsonl:2: the line has neither `text` nor `html`");
//! ```

mod charset;
mod formats;
mod language;
mod page;
mod received;
mod skipped;
mod source;

pub use charset::{Decoded, decode};
pub use formats::{READERS, Reader, Unit};
pub use language::language_of;
pub use page::{DateCandidate, DateSource, PublicationDate};
pub use received::{Note, Received};
pub use skipped::{Origin, Reason, Skipped};
pub use source::{Input, Intake, Limits, Raw};
