//! Entente reads news and official statements about international relations and keeps one
//! sourced record of what they say.
//!
//! This crate is the whole of it as a library; the binary `entente` is its command line. The
//! way of the data is one direction: [`intake`] turns bytes into documents, [`language`] and
//! [`extract`] turn a document into claims, [`record`] keeps the claims of many documents and
//! derives facts and findings from them. [`pipeline`] runs the first part on many documents at
//! a time, [`claims`] reads and writes claims as JSON, [`annotations`] writes single layers of
//! an analysis, [`evaluate`] scores claims against gold, [`together`] tells what their
//! errors cost the record.
//!
//! ```
//! use entente::model::{ClaimKind, Document};
//!
//! let extractor = entente::extract::Extractor::new()?;
//! let document = Document::new("note", "Rwanda joined the Commonwealth in November 2009.");
//! let claims = extractor.extract(&document);
//! assert!(claims.iter().any(|claim| claim.kind() == ClaimKind::Tie));
//! assert_eq!(document.slice(claims[0].evidence), document.text());
//! # Ok::<(), entente::extract::RuleError>(())
//! ```

pub mod annotations;
pub mod claims;
pub mod evaluate;
pub mod gold;
pub mod pipeline;
pub mod together;

pub use entente_extract as extract;
pub use entente_intake as intake;
pub use entente_language as language;
pub use entente_model as model;
pub use entente_record as record;
