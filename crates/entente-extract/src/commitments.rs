//! What someone says will be done or reached, where a future outcome could be judged.
//!
//! The words that commit ("pledged to", "plans to", "will provide", "targets 8 percent growth")
//! decide the form; what follows them, to the end of the clause, is the content.

use entente_model::{
    Claim, ClaimBody, Commitment, CommitmentForm, Edtf, EntityType, Figure, Indicator, Measure,
    QuantityKind, Span, TimexType,
};

use crate::context::Context;
use crate::mentions::UnitKind;
use crate::statements::{subject_entities, subject_unit};

/// Adds the commitments that sentence number `line` makes.
pub(crate) fn extract(context: &mut Context, line: usize) {
    let length = context.discourse.lines[line].units.len();
    let mut at = 0;
    while at < length {
        let Some((form, from, rule)) = trigger(context, line, at) else {
            at += 1;
            continue;
        };
        let next = (from..length).find(|&i| i > from && trigger(context, line, i).is_some());
        let end = content_end(context, line, from, next.unwrap_or(length));
        for part in parts(context, line, from, end) {
            if let Some(claim) = commitment(context, line, at, form, part.start, part.end, rule) {
                context.push(claim);
            }
        }
        at = end.max(at + 1);
    }
}

/// Whether a commitment begins at unit `at`: its form, where its content begins, and the rule.
fn trigger(
    context: &Context,
    line: usize,
    at: usize,
) -> Option<(CommitmentForm, usize, &'static str)> {
    let word = context.word(line, at);
    let next = context.word(line, at + 1);
    let has = |list: &str| context.lists.has(list, word);
    if has("commit-pledge") && next == "to" && !context.is_passive_adjective(line, at) {
        return Some((CommitmentForm::Pledge, at + 2, "commitment/pledge"));
    }
    if has("commit-plan") && next == "to" {
        return Some((CommitmentForm::Plan, at + 2, "commitment/plan"));
    }
    if has("commit-target") && (next == "to" || has("commit-target-noun")) {
        let from = if next == "to" { at + 2 } else { at + 1 };
        return Some((CommitmentForm::Target, from, "commitment/target"));
    }
    if matches!(word, "will" | "shall") {
        // "will also provide": the verb decides whether an outcome can be judged.
        let mut verb = at + 1;
        while context.word(line, verb).ends_with("ly")
            || matches!(
                context.word(line, verb),
                "also" | "then" | "now" | "further" | "soon" | "together" | "jointly"
            )
        {
            verb += 1;
        }
        if context.lists.has("commit-verb", context.word(line, verb)) {
            return Some((CommitmentForm::Pledge, verb, "commitment/will"));
        }
    }
    None
}

/// "A by 2030 and B by 2045" is two commitments: each goes up to its own date.
fn parts(context: &Context, line: usize, from: usize, end: usize) -> Vec<std::ops::Range<usize>> {
    let units = &context.discourse.lines[line].units;
    let mut out = Vec::new();
    let mut start = from;
    for at in from + 1..end {
        let dated = matches!(units[at].kind, UnitKind::Time(_)) && units[at - 1].lower == "by";
        if dated && at + 1 < end && units[at + 1].lower == "and" {
            out.push(start..at + 1);
            start = at + 2;
        }
    }
    out.push(start..end);
    out
}

/// Where the content ends: before a further commitment's subject, a semicolon, or the stop.
fn content_end(context: &Context, line: usize, from: usize, limit: usize) -> usize {
    let mut end = limit;
    for at in from..limit {
        if matches!(context.word(line, at), ";" | "”" | "while" | "whereas") {
            end = at;
            break;
        }
        // What a comma adds is comment, not content: ", reflecting …", ", which …".
        let comment = matches!(
            context.word(line, at + 1),
            "reflecting"
                | "following"
                | "which"
                | "who"
                | "as"
                | "with"
                | "after"
                | "said"
                | "says"
                | "including"
                | "according"
                | "in"
        );
        let aside = context.word(line, at + 1).ends_with("ing");
        if at > from + 3 && context.word(line, at) == "," && (comment || aside) {
            end = at;
            break;
        }
    }
    // Connectors before the next commitment, and the stop, are no content.
    while end > from + 1 {
        let word = context.word(line, end - 1);
        let subject = end < limit.max(end)
            && matches!(
                context.discourse.lines[line].units[end - 1].kind,
                UnitKind::Mention(_)
            )
            && matches!(context.word(line, end.saturating_sub(2)), "," | "and");
        if matches!(
            word,
            "." | "," | "and" | ";" | "he" | "she" | "it" | "they" | "also" | "“" | "!" | "but"
        ) || subject && end < context.discourse.lines[line].units.len()
        {
            end -= 1;
        } else {
            break;
        }
    }
    end
}

fn commitment(
    context: &Context,
    line: usize,
    at: usize,
    form: CommitmentForm,
    from: usize,
    end: usize,
    rule: &str,
) -> Option<Claim> {
    let units = &context.discourse.lines[line].units;
    if end < from + 3 {
        return None;
    }
    let subject = subject_unit(context, line, at)?;
    if at - subject > 12 {
        return None;
    }
    let actors: Vec<_> = subject_entities(context, line, at)
        .into_iter()
        .filter(|e| {
            !matches!(
                e.kind,
                EntityType::Agreement | EntityType::Policy | EntityType::Place | EntityType::Other
            )
        })
        .collect();
    if actors.is_empty() {
        return None;
    }
    let what = Span::new(units[from].span.start, units[end - 1].span.end);
    let due = due(context, line, from, end);
    let target = target(context, line, from, end, due.as_ref());
    // "Work together", "deepen ties": met or missed only by a number or a date.
    let vague =
        form == CommitmentForm::Target || context.lists.has("vague", context.word(line, from));
    if vague && target.is_none() && due.is_none() {
        return None;
    }
    // A plan is dated or named; what is promised without one is a pledge.
    let body = Commitment {
        actors,
        form,
        what,
        target,
        due,
    };
    let mut claim = Claim::new(
        context.discourse.lines[line].span,
        ClaimBody::Commitment(body),
    );
    claim.source = context.source_at(line, at);
    claim.rule = Some(rule.to_owned());
    claim.confidence = Some(match rule {
        "commitment/will" => 0.45,
        _ => 0.6,
    });
    Some(claim)
}

/// By when: the last time in the content that "by", "in" or "until" governs.
fn due(context: &Context, line: usize, from: usize, end: usize) -> Option<Edtf> {
    let units = &context.discourse.lines[line].units;
    (from + 1..end).rev().find_map(|at| match units[at].kind {
        UnitKind::Time(t)
            if matches!(
                units[at - 1].lower.as_str(),
                "by" | "in" | "until" | "before" | "during" | "through" | "over"
            ) =>
        {
            let time = &context.discourse.analysis.times[t];
            (time.kind == TimexType::Date)
                .then(|| time.edtf.clone())
                .flatten()
        }
        _ => None,
    })
}

/// The number to be reached, where the content has one with a unit of its own.
fn target(
    context: &Context,
    line: usize,
    from: usize,
    end: usize,
    due: Option<&Edtf>,
) -> Option<Figure> {
    let units = &context.discourse.lines[line].units;
    let quantity = (from..end).find_map(|at| match units[at].kind {
        UnitKind::Quantity(q) => {
            let quantity = &context.discourse.analysis.quantities[q];
            let named = matches!(quantity.kind, QuantityKind::Money | QuantityKind::Percent)
                || quantity.kind == QuantityKind::Number && quantity.of.is_some();
            named.then_some(quantity)
        }
        _ => None,
    })?;
    let growth = (from..end).any(|at| context.lists.has("growth", context.word(line, at)));
    let measure = if quantity.kind == QuantityKind::Percent && growth {
        Measure::Growth
    } else {
        Measure::Level
    };
    Some(Figure {
        indicator: if growth {
            Indicator::Gdp
        } else {
            Indicator::Other
        },
        measure,
        subject: None,
        partner: None,
        value: quantity.value,
        unit: quantity.unit.clone(),
        period: due.cloned(),
        bound: quantity.bound,
        scope: quantity.of.map(|of| context.discourse.words(of).to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use crate::Extractor;
    use entente_model::{ClaimBody, Document, Edtf};

    /// The contents of the commitments in a text.
    fn contents(text: &str) -> Vec<String> {
        let mut document = Document::new("d", text);
        document.published = Edtf::parse("2025-06-15").ok();
        Extractor::new()
            .unwrap()
            .extract(&document)
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Commitment(c) => Some(document.slice(c.what).to_owned()),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn each_date_has_a_target_of_its_own() {
        let found = contents(
            "Kenya aims to become a middle-income country by 2030 and a donor of aid by 2045, sharing its trade.",
        );
        assert_eq!(
            found,
            [
                "become a middle-income country by 2030",
                "a donor of aid by 2045"
            ]
        );
    }

    #[test]
    fn what_cannot_be_judged_is_no_commitment() {
        assert_eq!(
            contents("The governments of Kenya and Uganda agreed to strengthen their partnership."),
            Vec::<String>::new()
        );
        assert_eq!(
            contents(
                "The governments of Kenya and Uganda agreed to expand trade to $2 billion by 2030."
            ),
            ["expand trade to $2 billion by 2030"]
        );
        assert_eq!(
            contents("Kenya's government pledged to open an embassy in Uganda."),
            ["open an embassy in Uganda"]
        );
    }
}
