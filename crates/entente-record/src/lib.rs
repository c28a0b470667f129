//! The record: what many texts say about international relations, kept in one SQLite file,
//! each thing with its sentence.
//!
//! Claims come in with their documents and are append only. From them, and from what people
//! judged, facts, verdicts and findings are derived; they can be dropped and rebuilt at any
//! time, and do not depend on the order of reading.
//!
//! ```
//! use entente_model::{Claim, ClaimBody, Document, Edtf, Entity, EntityType, Relation, Span, Tie, Verdict};
//! use entente_record::{Query, Record};
//!
//! let mut record = Record::in_memory()?;
//! for (id, outlet, text) in [
//!     ("a", "Lake Courier", "Kenya joined the East African Community in 2000."),
//!     ("b", "Coast Daily", "The East African Community took Kenya in on 7 July 2000."),
//! ] {
//!     let mut document = Document::new(id, text);
//!     document.outlet = Some(outlet.to_owned());
//!     let bloc = Entity::new("East African Community", EntityType::Org).with_id("EAC");
//!     let mut tie = Tie::new(Relation::Membership, Entity::state("Kenya", "KEN"), bloc);
//!     tie.valid = Some(Edtf::parse(if id == "a" { "2000" } else { "2000-07-07" }).unwrap());
//!     let claim = Claim::new(Span::new(0, text.len()), ClaimBody::Tie(tie));
//!     record.add(&document, None, &[claim], "2026-01-05T09:00:00Z".parse().unwrap())?;
//! }
//! record.reconcile()?;
//!
//! let ties = record.ties(&Query::between("Kenya", "EAC"))?;
//! assert_eq!(ties.len(), 1);
//! assert_eq!(ties[0].verdict, Verdict::Corroborated);
//! assert_eq!(ties[0].text, "Kenya: member of EAC, since 2000-07-07");
//! assert_eq!(ties[0].sources[0].outlet.as_deref(), Some("Coast Daily"));
//! # Ok::<(), entente_record::RecordError>(())
//! ```
//!
//! | module | does |
//! | --- | --- |
//! | [`Record`] | opens the file, adds documents and claims, rebuilds what follows |
//! | [`mod@reconcile`] | claims of one block to facts and verdicts; pure |
//! | [`checks`] | claims of one block to findings; one file a check |
//! | [`copies`] | which texts are copies of each other |
//! | [`names`] | whom a spelling stands for |
//! | [`dates`], [`value`] | when two dates or two numbers can be the same |
//! | [`Query`], [`Row`] | lists for the commands |
//! | [`brief`] | the two-page background sheet |
//! | [`Checked`] | what the record holds on each thing that a draft says |
//! | [`Action`], [`Judgement`] | what people decided |
//! | [`Change`] | what changed between two times of knowing |
//! | [`Progress`] | what became of commitments |
//! | [`Reference`] | what is known before anything is read: members, offices, agreements |

pub mod brief;
pub mod checks;
pub mod copies;
pub mod dates;
mod draft;
mod error;
mod explain;
mod judgement;
mod known;
mod ledger;
mod lines;
pub mod names;
mod query;
pub mod reconcile;
mod reference;
mod search;
mod store;
mod testimony;
pub mod value;
mod verify;
mod words;

pub use draft::{Checked, Remark, Standing};
pub use error::{RecordError, Result};
pub use explain::{Explained, Explanation, PairRow};
pub use judgement::{Action, Judgement};
pub use known::{Change, ChangeKind};
pub use ledger::{LedgerRow, Progress};
pub use names::state_name;
pub use query::{Citation, FindingRow, Query, Row};
pub use reference::Reference;
pub use search::Hit;
pub use store::{Added, Rebuilt, Record};
pub use testimony::{Sheet, Source, Testimony};
pub use verify::{Orphan, Verified};
