//! What the judge weighs of a number that no cue names: its sort and size, the noun that it counts, how it
//! stands in its clause, and how its subject is known.

use entente_language::Upos;
use entente_model::{Bound, Quantity, Status};

use super::numbers::forecast;
use crate::context::Context;

/// What speaks for and against a number being a claim.
pub(super) fn count_features(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
    kind: &str,
    head: &str,
    how: &str,
) -> Vec<String> {
    let mut out = vec![format!("kind={kind}")];
    if kind == "number" {
        let class = [
            "count-force",
            "count-people",
            "count-company",
            "count-seat",
            "count-part",
            "count-state",
            "count-work",
            "uncounted",
        ]
        .into_iter()
        .find(|list| context.lists.has(list, head));
        out.push(format!("noun={}", class.unwrap_or("other")));
    }
    let size = match quantity.value {
        v if v < 2.0 => "one",
        v if v < 3.0 => "two",
        v if v < 10.0 => "few",
        v if v < 100.0 => "tens",
        v if v < 1e6 => "many",
        _ => "millions",
    };
    out.push(format!("{kind}+size={size}"));
    if context
        .discourse
        .words(quantity.span)
        .starts_with(|c: char| c.is_ascii_digit())
    {
        out.push(format!("{kind}+digits"));
    }
    let before = context.word(line, unit.wrapping_sub(1));
    let determined = matches!(
        before,
        "the" | "these" | "those" | "both" | "all" | "our" | "its" | "their"
    );
    if determined {
        out.push(format!("{kind}+determined"));
    }
    if kind == "years" {
        let opener = match before {
            "for" | "after" | "in" | "over" | "past" | "last" | "next" | "within" | "of"
            | "every" | "the" => before,
            _ => "other",
        };
        out.push(format!("years+before={opener}"));
        if context.word(line, unit + 1) == "of" {
            out.push("years+of".to_owned());
        }
        if context.discourse.words(quantity.span).contains('-') {
            out.push("years+hyphen".to_owned());
        }
    }
    if quantity.bound != Bound::Equal {
        out.push("bounded".to_owned());
    }
    out.push(format!("subject={how}"));
    if context.discourse.official {
        out.push(format!("{kind}+official"));
    }
    if forecast(context, line, unit) != Status::Actual {
        out.push("not-actual".to_owned());
    }
    let at = context.discourse.lines[line].units[unit].span;
    if context.commitments().any(|c| c.what.contains(at)) {
        out.push("in-commitment".to_owned());
    }
    if context.source_at(line, unit).is_some() {
        out.push("in-speech".to_owned());
    }
    // How the counted thing stands in its clause.
    let length = context.discourse.lines[line].units.len();
    let noun = (unit..length.min(unit + 5)).find(|&u| {
        context
            .syntax(line, u)
            .is_some_and(|s| s.upos == Upos::Noun && context.word(line, u) == head)
    });
    if let Some(role) = noun
        .and_then(|u| context.syntax(line, u))
        .map(|s| s.relation)
    {
        let role = match role {
            "obj" | "iobj" => "object",
            "nsubj" | "nsubj:pass" => "subject",
            "obl" | "nmod" => "oblique",
            "root" => "root",
            _ => "other",
        };
        out.push(format!("role={role}"));
    }
    if context.word(line, length.saturating_sub(1)) != "." {
        out.push("no-sentence".to_owned());
    }
    out
}
