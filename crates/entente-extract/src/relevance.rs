//! Whether a text is about international relations at all.
//!
//! Sport, science and crime name countries and quote people too. A text counts when the words
//! of the field and the polities that it names are dense and various enough; the thresholds were
//! set on texts of both sorts and leave a wide gap between them.

use std::collections::HashSet;

use crate::mentions::{Discourse, UnitKind};

/// How much of the field's vocabulary a hundred words must hold.
const DENSITY: f64 = 1.0;
/// How many different words of it.
const VARIETY: usize = 2;
/// Texts with fewer words are judged by a single word or name.
const SHORT: usize = 60;

/// Whether the text tells of relations between states and organisations.
pub(crate) fn concerns_relations(discourse: &Discourse) -> bool {
    // What a delegation says before the General Assembly always is.
    if discourse.assembly {
        return true;
    }
    let mut words = 0_usize;
    let mut hits = 0_usize;
    let mut polities = 0_usize;
    let mut different: HashSet<&str> = HashSet::new();
    for line in &discourse.lines {
        for unit in &line.units {
            words += 1;
            if let UnitKind::Mention(m) = unit.kind {
                let mention = &discourse.mentions[m];
                // Armed movements that the tables name are of the field as a word of it is.
                if mention.entities.iter().any(|&e| discourse.is_movement(e)) {
                    hits += 1;
                    different.insert("movement");
                    continue;
                }
                if mention.entities.iter().any(|&e| discourse.is_polity(e)) {
                    // "United States" holds a word of the field by its name alone.
                    polities += 1;
                    continue;
                }
            }
            for word in unit.lower.split([' ', '-']) {
                if discourse.lists.has("field", word) {
                    hits += 1;
                    different.insert(word);
                }
            }
        }
    }
    if words < SHORT {
        return hits + polities > 0;
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of words")]
    let density = 100.0 * (hits as f64 + 0.25 * polities as f64) / words as f64;
    density >= DENSITY && different.len() >= VARIETY
}
