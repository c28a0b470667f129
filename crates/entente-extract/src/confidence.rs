//! How sure a claim is: how often its rule was right on texts that people have read.
//!
//! The counts come from `entente evaluate GOLD CORPUS --by-rule`. A rule that was seen seldom is
//! drawn towards what the rules of its kind were on the whole, so that one lucky hit makes no
//! rule certain.

use std::collections::HashMap;

use entente_model::{Claim, ClaimKind};

use crate::lists::rows;

/// How many claims of the average of its kind a rule is thought to have made besides its own.
const PRIOR: f32 = 4.0;

/// The counts, ready to use.
#[derive(Clone, Debug)]
pub(crate) struct Confidence {
    rules: HashMap<(ClaimKind, &'static str), (f32, f32)>,
    kinds: HashMap<ClaimKind, (f32, f32)>,
}

impl Confidence {
    /// The counts that are built in.
    pub(crate) fn new() -> Self {
        let mut rules = HashMap::new();
        let mut kinds: HashMap<ClaimKind, (f32, f32)> = HashMap::new();
        for (kind, rest) in rows(include_str!("../data/confidence.tsv")) {
            let mut cells = rest.split('\t');
            let (Some(kind), Some(rule), Some(made), Some(right)) = (
                ClaimKind::from_name(kind),
                cells.next(),
                cells.next().and_then(|c| c.parse::<f32>().ok()),
                cells.next().and_then(|c| c.parse::<f32>().ok()),
            ) else {
                continue;
            };
            rules.insert((kind, rule), (made, right));
            let sum = kinds.entry(kind).or_default();
            sum.0 += made;
            sum.1 += right;
        }
        Self { rules, kinds }
    }

    /// How sure a claim is, from 0 to 1; what its rule says of itself where the rule was never
    /// counted.
    pub(crate) fn of(&self, claim: &Claim) -> Option<f32> {
        let rule = claim.rule.as_deref()?;
        let kind = claim.kind();
        let Some(&(made, right)) = self.rules.get(&(kind, rule)) else {
            return claim.confidence;
        };
        let (all, good) = self.kinds.get(&kind).copied().unwrap_or_default();
        let average = if all > 0.0 { good / all } else { 0.5 };
        Some((right + PRIOR * average) / (made + PRIOR))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_drawn_towards_the_average_of_their_kind() {
        let confidence = Confidence::new();
        for (&(kind, rule), &(made, right)) in &confidence.rules {
            assert!(right <= made, "{rule} was right more often than it spoke");
            let (all, good) = confidence.kinds[&kind];
            let drawn = (right + PRIOR * good / all) / (made + PRIOR);
            assert!((0.0..=1.0).contains(&drawn), "{rule}: {drawn}");
        }
        assert!(confidence.rules.len() > 40, "the table is there");
    }
}
