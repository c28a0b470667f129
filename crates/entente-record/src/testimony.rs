//! A claim as reconciliation sees it: canonical entities, its words, and who tells it.

use std::sync::Arc;

use entente_model::{Claim, ClaimBody, DocumentKind, Edtf, Entity, Figure};

use crate::dates::Days;
use crate::names::{key_of, principal};

/// Where a claim comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Hash of the text.
    pub version: String,
    /// Name of the document.
    pub document: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<Edtf>,
    /// What kind of writing it is.
    pub kind: DocumentKind,
    /// Who is behind it: copies of one text, and texts of one newsroom, are one witness.
    pub witness: String,
    /// Of a sheet of the reference base: what is known of the sheet.
    pub reference: Option<Sheet>,
}

/// A sheet of the reference base.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// From this day on its list holds everybody, so that counts can be set against it.
    pub whole_since: Option<jiff::civil::Date>,
}

impl Source {
    /// Whether an official body speaks for itself here.
    #[must_use]
    pub fn is_official(&self) -> bool {
        matches!(
            self.kind,
            DocumentKind::Statement | DocumentKind::Release | DocumentKind::Factsheet
        )
    }

    /// The days on which it may have been published.
    #[must_use]
    pub fn published_days(&self) -> Option<Days> {
        self.published.as_ref().and_then(Days::of)
    }
}

/// A claim with its words and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Testimony {
    /// Id of the claim.
    pub id: String,
    /// What is claimed, with canonical entities; spans are code points of the text, as stored.
    pub claim: Claim,
    /// The sentence that says it.
    pub quote: String,
    /// The words of [`Claim::what`], for statements and commitments.
    pub what: Option<String>,
    /// Where it comes from.
    pub source: Arc<Source>,
}

impl Testimony {
    /// Whether the publication asserts the claim itself, rather than crediting somebody.
    ///
    /// An official text that credits its own side asserts too.
    #[must_use]
    pub fn asserts(&self) -> bool {
        self.claim.source.is_none()
    }

    /// Whose statistics it gives, where that is said.
    #[must_use]
    pub fn reporter(&self) -> Option<String> {
        let source = self.claim.source.as_ref()?;
        Some(match source.kind {
            entente_model::EntityType::Person => principal(source),
            _ => key_of(source),
        })
    }

    /// The figure that it is, if it is one.
    #[must_use]
    pub fn figure(&self) -> Option<&Figure> {
        match &self.claim.body {
            ClaimBody::Figure(figure) => Some(figure),
            _ => None,
        }
    }

    /// Whether it is a row of the reference base, and no text that was read.
    #[must_use]
    pub fn is_reference(&self) -> bool {
        self.source.reference.is_some()
    }

    /// "The Lake Courier, 2025-03" for a person.
    #[must_use]
    pub fn told_by(&self) -> String {
        let outlet = self
            .source
            .outlet
            .as_deref()
            .unwrap_or(&self.source.document);
        match &self.source.published {
            Some(date) => format!("{outlet}, {date}"),
            None => outlet.to_owned(),
        }
    }
}

/// The same claim with each entity changed by `change`.
#[must_use]
pub fn map_entities(claim: &Claim, mut change: impl FnMut(&Entity) -> Entity) -> Claim {
    let mut claim = claim.clone();
    let mut each = |entity: &mut Entity| *entity = change(entity);
    match &mut claim.body {
        ClaimBody::Tie(tie) => {
            each(&mut tie.a);
            each(&mut tie.b);
        }
        ClaimBody::Event(event) => {
            event.actors.iter_mut().for_each(&mut each);
            event.recipients.iter_mut().for_each(&mut each);
            event.place.iter_mut().for_each(&mut each);
        }
        ClaimBody::Figure(figure) => {
            figure.subject.iter_mut().for_each(&mut each);
            figure.partner.iter_mut().for_each(&mut each);
        }
        ClaimBody::Commitment(commitment) => {
            commitment.actors.iter_mut().for_each(&mut each);
            if let Some(target) = &mut commitment.target {
                target.subject.iter_mut().for_each(&mut each);
                target.partner.iter_mut().for_each(&mut each);
            }
        }
        ClaimBody::Statement(statement) => {
            each(&mut statement.speaker);
            statement.addressee.iter_mut().for_each(&mut each);
        }
    }
    claim.source.iter_mut().for_each(&mut each);
    claim
}
