//! The types that every part of Entente shares. No input or output happens here.
//!
//! One direction of flow: a [`Document`] is read, an analysis of it finds sentences, names,
//! times and quantities, extraction writes [`Claim`]s, and reconciliation derives facts and
//! findings from the claims of many documents. Whatever points at text does so by a [`Span`].
//!
//! ```
//! use entente_model::{Claim, ClaimBody, Document, Entity, EntityType, Relation, Span, Tie};
//!
//! let document = Document::new("note-1", "Kenya joined the bloc on 3 May 2001.");
//! let kenya = Entity::state("Kenya", "KEN");
//! let bloc = Entity::new("East African Community", EntityType::Org).with_id("EAC");
//! let claim = Claim::new(
//!     Span::new(0, document.text().len()),
//!     ClaimBody::Tie(Tie::new(Relation::Membership, kenya, bloc)),
//! );
//! assert_eq!(document.slice(claim.evidence), "Kenya joined the bloc on 3 May 2001.");
//! // The identity of a claim is what it says, where, and in which text: reading twice changes nothing.
//! assert_eq!(claim.id(&document), claim.clone().id(&document));
//! ```

pub mod calendar;
mod claim;
mod document;
mod edtf;
mod entity;
mod fact;
mod fold;
mod quantity;
mod span;
mod time;

pub use claim::{
    Bound, Claim, ClaimBody, ClaimKind, Commitment, CommitmentForm, Event, EventType, Figure,
    Indicator, Measure, Relation, Statement, StatementMode, Status, Tie,
};
pub use document::{Document, DocumentKind};
pub use edtf::{Edtf, EdtfError};
pub use entity::{Entity, EntityType};
pub use fact::{Evidence, Fact, Finding, FindingClass, PairVerdict, Severity, Stance, Verdict};
pub use fold::{fold, fold_words};
pub use quantity::{Change, Quantity, QuantityKind};
pub use span::{CodePoints, Span};
pub use time::{Timex, TimexMod, TimexType};
