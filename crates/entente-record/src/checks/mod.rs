//! Checks: what is wrong with what the texts say, each in a file of its own.
//!
//! A check names the blocks that a claim belongs to and gets every claim of such a block at
//! once; it reads nothing else, so that a new text costs only the blocks that it touches. What
//! must and what must not fire it stands at the foot of its file. [`CHECKS`] is the one list
//! of them; [`weekday`] alone looks at texts, since slips of that sort need no claim.

mod agreement_order;
mod anniversary;
mod contradiction;
mod count_list;
mod first_since;
#[cfg(test)]
mod fixture;
mod growth;
mod office;
mod ordinals;
mod rank_order;
mod scope;
mod share_rank;
mod sums;
mod tier_lowered;
pub mod weekday;

use entente_model::{Finding, FindingClass, PairVerdict, Severity};

use crate::reconcile::short_hash;
use crate::testimony::Testimony;

/// One sort of error that is looked for.
pub trait Check: Sync {
    /// Its name, one word or several with hyphens.
    fn name(&self) -> &'static str;

    /// What it looks for, in a sentence.
    fn about(&self) -> &'static str;

    /// The blocks in which a claim has to be looked at; none where it does not matter here.
    fn blocks(&self, testimony: &Testimony) -> Vec<String>;

    /// Whether the claim can be what is wrong, rather than what others are set against. A block
    /// without such a claim is not looked at.
    fn fires(&self, _: &Testimony) -> bool {
        true
    }

    /// Whether it looks at the blocks in which facts are reconciled, with their verdicts.
    fn on_facts(&self) -> bool {
        false
    }

    /// What is wrong in a block. The claims come in the order of their ids.
    fn run(&self, claims: &[Testimony], pairs: &[PairVerdict]) -> Vec<Finding>;
}

/// Every check, in the order in which their findings are listed.
pub static CHECKS: &[&dyn Check] = &[
    &contradiction::Contradiction,
    &scope::Scope,
    &anniversary::Anniversary,
    &sums::Sums,
    &growth::Growth,
    &share_rank::ShareRank,
    &rank_order::RankOrder,
    &count_list::CountList,
    &ordinals::Ordinals,
    &first_since::FirstSince,
    &office::OfficeDate,
    &office::TwoHolders,
    &tier_lowered::TierLowered,
    &agreement_order::AgreementOrder,
];

/// A finding of a check on some claims, the one most likely at fault first.
fn finding(
    check: &dyn Check,
    class: FindingClass,
    severity: Severity,
    claims: &[&Testimony],
    message: String,
    arithmetic: String,
) -> Finding {
    let mut ids: Vec<String> = Vec::new();
    for claim in claims {
        if !ids.contains(&claim.id) {
            ids.push(claim.id.clone());
        }
    }
    let mut sorted = ids.clone();
    sorted.sort();
    let mut parts = vec!["finding", check.name(), class.name()];
    parts.extend(sorted.iter().map(String::as_str));
    Finding {
        id: short_hash(&parts),
        class,
        severity,
        check: check.name().to_owned(),
        message,
        arithmetic,
        claims: ids,
    }
}
