//! Whether the clause around an expression speaks of what has been or what is to come.

use crate::scan::Scan;
use crate::scan::lexicon::{Case, Class};
use crate::scan::token::Kind;

/// The direction in which a date without a year or a weekday is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    Unknown,
}

/// How many items around an expression are looked at.
const REACH: usize = 24;

/// The tense of the nearest verb before the items `from..to` in their sentence, or else of the
/// first after them.
pub(super) fn tense(scan: &Scan<'_>, from: usize, to: usize) -> Tense {
    let mut at = from;
    while at > 0 && from - at < REACH && !scan.sentence_start(at) {
        at -= 1;
        match cue(scan, at) {
            Tense::Unknown => {}
            // "will be held", "is to be signed": the participle of what is to come.
            Tense::Past if coming(scan, at) => return Tense::Future,
            known => return known,
        }
    }
    for at in to..(to + REACH).min(scan.items.len()) {
        if at > from && scan.sentence_start(at) {
            break;
        }
        match cue(scan, at) {
            Tense::Unknown => {}
            known => return known,
        }
    }
    Tense::Unknown
}

/// Whether a word that makes a clause speak of what is to come stands just before a participle.
fn coming(scan: &Scan<'_>, participle: usize) -> bool {
    (participle.saturating_sub(3)..participle)
        .rev()
        .take_while(|&at| !scan.sentence_start(at + 1))
        .any(|at| scan.is(at, Class::FutureCue))
}

/// What one word says.
fn cue(scan: &Scan<'_>, at: usize) -> Tense {
    if scan.is(at, Class::FutureCue) {
        return Tense::Future;
    }
    if scan.is(at, Class::PastCue) {
        return Tense::Past;
    }
    let regular = scan
        .item(at)
        .is_some_and(|i| i.kind == Kind::Word && i.case == Case::Lower)
        && scan.word(at).len() > 4
        && scan.word(at).ends_with("ed");
    if regular { Tense::Past } else { Tense::Unknown }
}
