//! A weighing of features: which of the places that rules find are claims.
//!
//! A judge is a logistic model over named features, read from a table of weights. What it says
//! of a place is the sum of the weights of its features, as a probability; so each judgement can
//! be traced to the features that made it.

use std::collections::HashMap;

use entente_model::{Claim, Span};

use crate::lists::rows;

/// A possible claim with what speaks for and against it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The claim that would be made.
    pub claim: Claim,
    /// The words that are weighed: what is promised, or the number.
    pub at: Span,
    /// The features that the judge weighs.
    pub features: Vec<String>,
}

/// All that the judges weigh in one document.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// What may be commitments.
    pub commitments: Vec<Candidate>,
    /// Numbers that no indicator names.
    pub counts: Vec<Candidate>,
}

/// A table of weights, ready to use.
#[derive(Clone, Debug)]
pub(crate) struct Judge {
    weights: HashMap<&'static str, f32>,
    bias: f32,
    /// The probability from which a place counts.
    pub threshold: f32,
}

impl Judge {
    /// From a table of two columns, feature and weight; `bias` and `threshold` are rows of it.
    pub(crate) fn new(table: &'static str) -> Self {
        let weights: HashMap<&'static str, f32> = rows(table)
            .filter_map(|(feature, weight)| Some((feature, weight.trim().parse().ok()?)))
            .collect();
        Self {
            bias: weights.get("bias").copied().unwrap_or(0.0),
            threshold: weights.get("threshold").copied().unwrap_or(0.5),
            weights,
        }
    }

    /// How likely it is that a place with these features is a claim.
    pub(crate) fn probability(&self, features: &[String]) -> f32 {
        let sum: f32 = features
            .iter()
            .filter_map(|f| self.weights.get(f.as_str()))
            .sum();
        1.0 / (1.0 + (-(self.bias + sum)).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_weight_counts_for_nothing() {
        let judge = Judge::new("feature\tweight\nbias\t0.0\nthreshold\t0.4\nhas=due\t2.0\n");
        assert!((judge.probability(&[]) - 0.5).abs() < 1e-6);
        assert!((judge.probability(&["unknown".to_owned()]) - 0.5).abs() < 1e-6);
        assert!(judge.probability(&["has=due".to_owned()]) > 0.85);
        assert!((judge.threshold - 0.4).abs() < 1e-6);
    }

    #[test]
    fn the_built_in_tables_can_be_read() {
        for table in [
            include_str!("../data/en/commitments.tsv"),
            include_str!("../data/en/counts.tsv"),
        ] {
            let judge = Judge::new(table);
            assert!(judge.weights.len() > 20);
            assert!(judge.weights.contains_key("bias"));
        }
    }
}
