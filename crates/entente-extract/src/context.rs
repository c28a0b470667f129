//! What extractors share while they read one document: its sentences and their trees, whose speech
//! covers what, the dates and the claims made so far.
//!
//! What is asked of it stands in the modules below: `predicates` (tense, denial, who acts, by the words
//! around), `dates` (when it was), `told` (the claims made so far) and `same` (whether two are one).

mod dates;
mod predicates;
mod same;
mod told;

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use entente_language::{Syntax, Upos};
use entente_model::{Claim, Edtf, Entity, EventType, Span};

use crate::lists::Lists;
use crate::mentions::{Discourse, Reference, UnitKind};
use crate::tree::Tree;

/// Speech that covers part of the text, and whose it is.
#[derive(Clone, Debug)]
pub(crate) struct Speech {
    pub span: Span,
    pub speaker: Entity,
}

/// The state of extraction from one document.
pub(crate) struct Context<'a> {
    pub discourse: &'a Discourse<'a>,
    pub lists: &'a Lists,
    /// When the document came out.
    pub published: Option<Edtf>,
    /// Attributed speech, in order of its start.
    pub speeches: Vec<Speech>,
    claims: Vec<Claim>,
    /// Events made so far: sentence, unit of the predicate, type.
    told: HashSet<(usize, usize, EventType)>,
    /// The trees of the sentences that were asked for.
    trees: RefCell<Vec<Option<Rc<Tree>>>>,
    /// The last day of an event told, with its sentence.
    last_date: Option<(usize, Edtf)>,
    /// The days of the last visit or meeting told, with its sentence.
    last_meeting: Option<(usize, Edtf)>,
    /// The day of the meeting that the text is about.
    occasion: Option<Edtf>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(
        discourse: &'a Discourse<'a>,
        lists: &'a Lists,
        published: Option<Edtf>,
    ) -> Self {
        Self {
            discourse,
            lists,
            published,
            speeches: Vec::new(),
            claims: Vec::new(),
            told: HashSet::new(),
            trees: RefCell::new(vec![None; discourse.lines.len()]),
            last_date: None,
            last_meeting: None,
            occasion: None,
        }
    }

    /// The tree of a sentence, built when first asked for.
    pub(crate) fn tree(&self, line: usize) -> Option<Rc<Tree>> {
        let mut trees = self.trees.borrow_mut();
        if trees[line].is_none() {
            trees[line] = Tree::of(self.discourse, line).map(Rc::new);
        }
        trees[line].clone()
    }

    /// The text of the unit, lower case.
    pub(crate) fn word(&self, line: usize, unit: usize) -> &str {
        self.discourse.lines[line]
            .units
            .get(unit)
            .map_or("", |u| u.lower.as_str())
    }

    /// What the syntax layer says of the first word of a unit, where a model ran.
    pub(crate) fn syntax(&self, line: usize, unit: usize) -> Option<&Syntax> {
        let token = self.discourse.lines[line].units.get(unit)?.tokens.start;
        let syntax = &self.discourse.analysis.tokens.get(token)?.syntax;
        (syntax.upos != Upos::X).then_some(syntax)
    }

    /// Whom the text credits with what stands at `unit`: the speaker whose words cover it.
    pub(crate) fn source_at(&self, line: usize, unit: usize) -> Option<Entity> {
        let units = &self.discourse.lines[line].units;
        let at = units
            .get(unit.min(units.len().saturating_sub(1)))?
            .span
            .start;
        self.speeches
            .iter()
            .filter(|s| s.span.start <= at && at < s.span.end)
            .min_by_key(|s| s.span.len())
            .map(|s| s.speaker.clone())
    }

    /// The state of what a unit mentions, or of the adjective before a plain noun.
    pub(crate) fn country_at(&self, line: usize, unit: usize) -> Option<String> {
        let units = &self.discourse.lines[line].units;
        let at = match units.get(unit)?.kind {
            UnitKind::Mention(_) => unit,
            _ => unit.checked_sub(1)?,
        };
        match units[at].kind {
            UnitKind::Mention(m) => self
                .discourse
                .entities_of(m)
                .find_map(|e| e.country.clone()),
            _ => None,
        }
    }

    /// Those whom the mentions of a list name that starts at or soon behind unit `from`: "with both
    /// Chad and Mali". `taken` says whom a mention adds; one that adds nobody ends the list.
    pub(crate) fn listed(
        &self,
        line: usize,
        from: usize,
        taken: impl Fn(usize) -> Vec<Entity>,
    ) -> Vec<Entity> {
        let units = &self.discourse.lines[line].units;
        let mut out: Vec<Entity> = Vec::new();
        let mut gap = 0;
        for unit in &units[from.min(units.len())..] {
            match unit.kind {
                UnitKind::Mention(m)
                    if self.discourse.mentions[m].reference != Reference::Adjective =>
                {
                    let here = taken(m);
                    if here.is_empty() {
                        break;
                    }
                    for entity in here {
                        if !out.iter().any(|e| e.key() == entity.key()) {
                            out.push(entity);
                        }
                    }
                    gap = 0;
                }
                UnitKind::Word if self.lists.has("between-names", &unit.lower) => gap += 1,
                UnitKind::Quantity(_) if out.is_empty() => gap += 1,
                _ => break,
            }
            if gap > 5 {
                break;
            }
        }
        out
    }
}
