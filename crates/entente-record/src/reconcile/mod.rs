//! What claims that share a key say together.
//!
//! [`reconcile`] is a pure function of one block of claims: it reads no clock and no record,
//! and the order of the claims does not matter. [`block`] names the block of a claim; claims
//! in different blocks never touch. Inside a block the finer parts of a fact's key are told
//! apart: measure, scope, period, reporter, date role.

mod events;
mod figures;
mod sayings;
mod ties;

use std::collections::{BTreeMap, BTreeSet};

use entente_model::{
    ClaimBody, ClaimKind, Entity, Evidence, Fact, PairVerdict, Stance, Status, Verdict,
};
use sha2::{Digest, Sha256};

use crate::names::{key_of, principal};
use crate::testimony::Testimony;

pub use figures::{as_of_days, is_flow, scope_levels};
pub use ties::level_rank;

/// Facts and verdicts of one block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reconciled {
    /// The facts, in the order of their ids.
    pub facts: Vec<Fact>,
    /// The verdicts on pairs of claims, in the order of their ids.
    pub pairs: Vec<PairVerdict>,
}

/// The block in which a claim is reconciled.
#[must_use]
pub fn block(testimony: &Testimony) -> String {
    let principals = |entities: &[Entity]| {
        let set: BTreeSet<String> = entities.iter().map(principal).collect();
        set.into_iter().collect::<Vec<_>>().join("+")
    };
    let optional = |entity: &Option<Entity>| entity.as_ref().map(key_of).unwrap_or_default();
    match &testimony.claim.body {
        ClaimBody::Tie(tie) => {
            let (mut a, mut b) = (key_of(&tie.a), key_of(&tie.b));
            if tie.relation.is_symmetric() && b < a {
                std::mem::swap(&mut a, &mut b);
            }
            match tie.relation {
                // An office is named with the state, the party or the organ that it is of.
                entente_model::Relation::Office => format!("tie|office|{a}"),
                relation => format!("tie|{relation}|{a}|{b}"),
            }
        }
        ClaimBody::Event(event) => {
            let actors = principals(&event.actors);
            let recipients = principals(&event.recipients);
            format!("event|{}|{actors}|{recipients}", event.kind)
        }
        ClaimBody::Figure(figure) => {
            let (subject, partner) = (optional(&figure.subject), optional(&figure.partner));
            figures::block(figure, &subject, &partner)
        }
        ClaimBody::Commitment(commitment) => {
            let actors = principals(&commitment.actors);
            match &commitment.target {
                Some(target) => format!(
                    "commitment|{actors}|{}|{}|{}",
                    target.indicator,
                    target.measure,
                    optional(&target.subject)
                ),
                // A promise with a date may be put off years later.
                None if commitment.due.is_some() => format!("commitment|{actors}|dated"),
                None => format!("commitment|{actors}|{}", month(testimony)),
            }
        }
        ClaimBody::Statement(statement) => {
            format!(
                "statement|{}|{}",
                key_of(&statement.speaker),
                month(testimony)
            )
        }
    }
}

/// The month of publication: an utterance is reported again within days, not years.
fn month(testimony: &Testimony) -> String {
    match &testimony.source.published {
        Some(date) => date.as_str().chars().take(7).collect(),
        None => "undated".to_owned(),
    }
}

/// Reconciles the claims of one block.
///
/// Claims whose ids are in `preferred` are relied on before others; that is how a person's
/// choice between values enters. Rejected claims have to be left out by the caller.
#[must_use]
pub fn reconcile(claims: &[Testimony], preferred: &BTreeSet<String>) -> Reconciled {
    let mut claims: Vec<&Testimony> = claims.iter().collect();
    claims.sort_by(|a, b| a.id.cmp(&b.id));
    claims.dedup_by(|a, b| a.id == b.id);
    let Some(name) = claims.first().map(|t| block(t)) else {
        return Reconciled::default();
    };
    let mut out = Reconciled::default();
    let mut by_kind: BTreeMap<ClaimKind, Vec<&Testimony>> = BTreeMap::new();
    for claim in claims {
        by_kind.entry(claim.claim.kind()).or_default().push(claim);
    }
    let terms = ties::terms(by_kind.get(&ClaimKind::Tie).map_or(&[][..], Vec::as_slice));
    for (kind, members) in by_kind {
        let mut work = Work {
            preferred,
            out: &mut out,
        };
        match kind {
            ClaimKind::Tie => ties::reconcile(&members, &mut work),
            ClaimKind::Event => events::reconcile(&members, &mut work),
            ClaimKind::Figure => figures::reconcile(&members, &terms, &mut work),
            ClaimKind::Commitment => sayings::commitments(&members, &mut work),
            ClaimKind::Statement => sayings::statements(&members, &mut work),
        }
    }
    name_facts(&mut out.facts, &name);
    out.pairs.sort();
    out.pairs.dedup_by(|a, b| a.id == b.id);
    out
}

/// Names the facts of a block by its key and theirs; where two keys read the same, the later
/// claim's id tells them apart.
fn name_facts(facts: &mut [Fact], block: &str) {
    facts.sort_by(|a, b| (&a.key, &a.claim).cmp(&(&b.key, &b.claim)));
    let mut last = String::new();
    for fact in facts.iter_mut() {
        let twin = fact.key == last;
        last.clone_from(&fact.key);
        if twin {
            fact.key = format!("{} · claim {}", fact.key, fact.claim);
        }
        fact.id = short_hash(&["fact", block, &fact.key]);
    }
    facts.sort_by(|a, b| a.id.cmp(&b.id));
}

/// Where the parts of reconciliation put what they find.
struct Work<'a> {
    preferred: &'a BTreeSet<String>,
    out: &'a mut Reconciled,
}

/// A fact about to be written.
struct Draft<'a> {
    /// The readable key.
    key: String,
    /// The claims that say it.
    supporters: Vec<&'a Testimony>,
    /// The claims that say otherwise, or said so before.
    others: Vec<(&'a Testimony, Stance)>,
    /// A verdict that the kind has decided; else support decides.
    verdict: Option<(Verdict, String)>,
    /// Whether the supporters agree only within rounding or hedges.
    rounded: bool,
}

impl Work<'_> {
    /// Writes the fact; its reading is the supporter that is relied on.
    fn fact(&mut self, draft: Draft<'_>) {
        let Some(best) = self.best(&draft.supporters) else {
            return;
        };
        let (independent, support, why) = support(&draft.supporters, draft.rounded);
        let (verdict, reason) = match draft.verdict {
            Some((verdict, reason)) if reason.is_empty() => (verdict, why),
            Some((verdict, reason)) => (verdict, format!("{reason}; {why}")),
            None => (support, why),
        };
        let mut evidence: Vec<Evidence> = draft
            .supporters
            .iter()
            .map(|t| Evidence {
                claim: t.id.clone(),
                stance: if t.asserts() {
                    Stance::Supports
                } else {
                    Stance::Attributes
                },
            })
            .chain(draft.others.iter().map(|(t, stance)| Evidence {
                claim: t.id.clone(),
                stance: *stance,
            }))
            .collect();
        evidence.sort();
        evidence.dedup_by(|a, b| a.claim == b.claim);
        self.out.facts.push(Fact {
            id: String::new(),
            kind: best.claim.kind(),
            key: draft.key,
            reading: best.claim.clone(),
            claim: best.id.clone(),
            verdict,
            reason,
            independent,
            evidence,
        });
    }

    /// Writes the verdict on two claims.
    fn pair(&mut self, a: &Testimony, b: &Testimony, verdict: Verdict, rule: &str, reason: String) {
        if a.id == b.id {
            return;
        }
        let (first, second) = if a.id < b.id { (a, b) } else { (b, a) };
        self.out.pairs.push(PairVerdict {
            id: short_hash(&["verdict", &first.id, &second.id]),
            a: first.id.clone(),
            b: second.id.clone(),
            verdict,
            rule: rule.to_owned(),
            reason,
        });
    }

    /// The claim that is relied on among those that agree: what a person preferred, then what
    /// a publication asserts itself, then texts before the reference base, then official text,
    /// then the most precise, then the earliest published.
    fn best<'t>(&self, claims: &[&'t Testimony]) -> Option<&'t Testimony> {
        claims.iter().copied().min_by(|a, b| {
            let rank = |t: &Testimony| {
                (
                    !self.preferred.contains(&t.id),
                    !t.asserts(),
                    // What was read is relied on before the table that bears it out.
                    t.is_reference(),
                    !t.source.is_official(),
                    imprecision(t),
                    t.source
                        .published_days()
                        .and_then(|d| d.first)
                        .map_or_else(|| "9999".to_owned(), |d| d.to_string()),
                )
            };
            rank(a).cmp(&rank(b)).then_with(|| a.id.cmp(&b.id))
        })
    }
}

/// How little a claim says: fields left open and the width of its dates.
fn imprecision(testimony: &Testimony) -> (u8, i64) {
    use crate::dates::Days;
    let width = |date: &Option<entente_model::Edtf>| {
        date.as_ref()
            .and_then(Days::of)
            .map_or(i64::MAX, |d| match d.first {
                // A tie that lasts is as precise as its beginning.
                Some(_) if d.last.is_none() => 366,
                _ => d.width(),
            })
    };
    match &testimony.claim.body {
        ClaimBody::Tie(t) => (
            u8::from(t.level.is_none()) + u8::from(t.role.is_none()),
            width(&t.valid).min(width(&t.as_of).saturating_add(1000)),
        ),
        ClaimBody::Event(e) => (
            u8::from(testimony.claim.status != Status::Actual),
            width(&e.date),
        ),
        ClaimBody::Figure(f) => (u8::from(!f.bound.is_equal()), width(&f.period)),
        ClaimBody::Commitment(c) => (u8::from(c.target.is_none()), width(&c.due)),
        ClaimBody::Statement(s) => (
            u8::from(s.mode == entente_model::StatementMode::Indirect),
            i64::try_from(s.what.len()).map_or(0, |len| -len),
        ),
    }
}

/// How many independent witnesses assert, the verdict that follows, and why.
fn support(claims: &[&Testimony], rounded: bool) -> (usize, Verdict, String) {
    let witnesses: BTreeSet<&str> = claims
        .iter()
        .filter(|t| t.asserts())
        .map(|t| t.source.witness.as_str())
        .collect();
    let credited: BTreeSet<&str> = claims
        .iter()
        .filter_map(|t| t.claim.source.as_ref())
        .map(|e| e.name.as_str())
        .collect();
    let texts: BTreeSet<&str> = claims.iter().map(|t| t.source.version.as_str()).collect();
    let also = if credited.is_empty() {
        String::new()
    } else {
        format!(", also credited to {}", list(&credited))
    };
    let copies = if witnesses.len() < texts.len() && !witnesses.is_empty() && credited.is_empty() {
        format!(
            " in {} texts (copies and texts of one newsroom are one witness)",
            texts.len()
        )
    } else {
        String::new()
    };
    match witnesses.len() {
        0 => (
            0,
            Verdict::Attributed,
            format!(
                "no publication asserts it itself; it is credited to {}",
                list(&credited)
            ),
        ),
        1 => (
            1,
            Verdict::Single,
            format!("one witness says it{copies}{also}"),
        ),
        n if rounded => (
            n,
            Verdict::Rounded,
            format!("{n} independent witnesses agree within rounding or hedges{also}"),
        ),
        n => (
            n,
            Verdict::Corroborated,
            format!("{n} independent witnesses say the same{copies}{also}"),
        ),
    }
}

/// "A, B and C".
fn list(names: &BTreeSet<&str>) -> String {
    let names: Vec<&str> = names.iter().copied().collect();
    match names.as_slice() {
        [] => "nobody".to_owned(),
        [one] => (*one).to_owned(),
        [many @ .., last] => format!("{} and {last}", many.join(", ")),
    }
}

/// The first ten bytes of a SHA-256 over the parts, in hexadecimal, as claims are named.
pub(crate) fn short_hash(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize()[..10]
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}

/// Groups items that are linked pairwise; each group in the order of the items.
fn clusters(count: usize, mut linked: impl FnMut(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let mut root: Vec<usize> = (0..count).collect();
    fn find(root: &mut [usize], mut i: usize) -> usize {
        while root[i] != i {
            root[i] = root[root[i]];
            i = root[i];
        }
        i
    }
    for i in 0..count {
        for j in i + 1..count {
            let (a, b) = (find(&mut root, i), find(&mut root, j));
            if a != b && linked(i, j) {
                root[a.max(b)] = a.min(b);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..count {
        let r = find(&mut root, i);
        groups.entry(r).or_default().push(i);
    }
    groups.into_values().collect()
}
