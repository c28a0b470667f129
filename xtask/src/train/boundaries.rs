//! Training of the judge of where sentences end: logistic regression (AdaGrad, Duchi et al. 2011).

use std::collections::BTreeSet;

use entente_language::syntax::{
    Archive, BOUNDARY_WEIGHTS, Boundaries, GAP_FEATURES, Gap, Line, may_end_touching,
};
use entente_language::tokenise;

use super::corpus::{self, Sentence};
use super::math::Random;

const PASSES: usize = 8;
const RATE: f32 = 0.15;
/// Pull of every weight towards zero, a visit.
const DECAY: f32 = 5e-4;

/// Learns from treebank sentences in their order.
pub fn train(sentences: &[Sentence], random: &mut Random) -> Archive {
    let mut examples: Vec<([u32; GAP_FEATURES], bool)> = Vec::new();
    let (text, ends) = corpus::raw_text(sentences);
    let ends: BTreeSet<usize> = ends.into_iter().collect();
    let words = tokenise(&text);
    for words in words.chunk_by(|left, right| !text[left.end..right.start].contains('\n')) {
        let line = Line::new(&text, words);
        let mut from = 0;
        let mut open = false;
        for at in 0..words.len() - 1 {
            let word = &text[words[at].start..words[at].end];
            match word {
                "“" | "«" | "„" | "(" | "[" => open = true,
                "”" | "»" | ")" | "]" => open = false,
                "\"" => open = !open,
                _ => {}
            }
            let is_end = ends.contains(&words[at].end);
            let parted = words[at].end < words[at + 1].start || may_end_touching(word);
            if parted && !line.runs_on(at) {
                let gap = Gap {
                    before: at,
                    from,
                    open,
                };
                let mut features = [0; GAP_FEATURES];
                line.features(gap, &mut features);
                examples.push((features, is_end));
            }
            if is_end {
                from = at + 1;
                open = false;
            }
        }
    }
    let mut weights = vec![0.0f32; BOUNDARY_WEIGHTS];
    let mut squares = vec![1e-6f32; BOUNDARY_WEIGHTS];
    for _ in 0..PASSES {
        random.shuffle(&mut examples);
        for (features, is_end) in &examples {
            let score: f32 = features.iter().map(|&f| weights[f as usize]).sum();
            let chance = 1.0 / (1.0 + (-score).exp());
            let slope = chance - if *is_end { 1.0 } else { 0.0 };
            for &feature in features {
                let place = feature as usize;
                let slope = slope + DECAY * weights[place];
                squares[place] += slope * slope;
                weights[place] -= RATE * slope / squares[place].sqrt();
            }
        }
    }
    Boundaries::archive(&weights)
}
