//! Numbers about someone: which indicator, how measured, of whom, with whom, when.
//!
//! The quantities of a sentence are found already. [`numbers`] leaves out those that are no figures
//! at all. For each that is left, [`reading`] goes through what there is to settle, a module for each:
//! the nearest *cue* (words that name an indicator, from `rules/figure/`, read by [`rule`]) decides
//! what it measures ([`indicator`]); the words around it decide whether it is a level, a growth, a
//! share, a rank or a multiple ([`measure`]); prepositions, possessives and the subject of the clause
//! decide the [`parties`], in the [`roles`] and the order that the indicator's rule gives, of aid in
//! [`giving`] and of victims in [`harm`]; times beside it and in the sentences before decide the
//! [`period`]. What a figure leaves unsaid it takes from the [`earlier`] ones; [`turns`] reads growths,
//! parts and further sides of the one just told, [`enumerated`] lists of names with a number each. Places
//! among others are [`ranks`], percentages of rates and of growing economies [`rates`]. A number that no cue names is of those whom the counted noun names
//! ([`counted`]) or whom a sale or a raid told before was about ([`deals`]), and a judge weighs by its
//! [`features`] whether it is a claim ([`other`], and
//! [`further`] ones that go on from it).

mod counted;
mod deals;
mod earlier;
mod enumerated;
mod features;
mod further;
mod giving;
mod harm;
mod indicator;
mod measure;
mod numbers;
mod other;
mod parties;
mod period;
mod ranks;
mod rates;
mod reading;
mod roles;
mod rule;
#[cfg(test)]
mod testing;
mod turns;

use entente_language::time::join_ranges;
use entente_model::{Bound, Claim, ClaimBody, Entity, Figure, Indicator, Measure, Span, Status};

use crate::context::Context;
use crate::judge::{Candidate, Judge};
use deals::Told;
use earlier::{Last, before_now, in_currency};
use harm::unharmed;
use indicator::family;
use numbers::{forecast, in_target, is_of_other_harm, quantities_of};
use other::{OTHER_COUNT, other_candidates};
use parties::parties;
use ranks::superlatives;
use reading::Reading;
use rule::Cue;
pub use rule::FigureRule;
pub(crate) use rule::FigureRules;

/// Adds the figures of the document, or those of the rule of that name alone.
///
/// Numbers that no rule reads are weighed by the judge; `seen` takes all of them, for its training.
pub(crate) fn extract(
    context: &mut Context,
    rules: &FigureRules,
    judge: &Judge,
    only: Option<&str>,
    mut seen: Option<&mut Vec<Candidate>>,
) {
    let ranges = join_ranges(context.discourse.text, &context.discourse.analysis.times);
    let mut last: Option<Last> = None;
    let mut told = Told::default();
    for line in 0..context.discourse.lines.len() {
        let mut cues = rules.cues(context, line);
        if let Some(name) = only {
            cues.retain(|c| rules.rules[c.rule].name == name);
        }
        let quantities = quantities_of(context, line);
        let mut used = Vec::new();
        for &(q, unit) in &quantities {
            let quantity = context.discourse.analysis.quantities[q].clone();
            let quantity = in_currency(context, line, unit, quantity, last.as_ref());
            let reading = Reading {
                context,
                rules,
                line,
                cues: &cues,
                quantities: &quantities,
                ranges: &ranges,
                last: last.as_ref(),
                quantity: &quantity,
                unit,
            };
            if let Some(found) = reading.figures() {
                let (rule, made) = found;
                // "set a target of $5 billion in trade by 2030": what is aimed at is no figure.
                if in_target(context, line, unit) {
                    let at = context.discourse.lines[line].units[unit].span;
                    if let Some(figure) = made.first() {
                        context.specify_target(at, figure);
                    }
                    continue;
                }
                // "killed 40 and displaced 2,000", "kidnapped 80 students"
                if matches!(
                    rules.rules[rule].indicator,
                    Indicator::Killed | Indicator::Wounded | Indicator::Students
                ) && is_of_other_harm(context, line, unit)
                {
                    continue;
                }
                used.push(unit);
                // "up from $2 billion": the next sentence goes on about what is, not what was.
                let was = last.as_ref().is_some_and(|l| l.line == line)
                    && before_now(context, line, unit);
                last = made
                    .first()
                    .filter(|_| !was)
                    .map(|f| Last::new(rule, f, line, unit, last.as_ref()))
                    .or(last);
                for figure in made {
                    let mut claim = Claim::new(
                        context.discourse.lines[line].span,
                        ClaimBody::Figure(figure),
                    );
                    claim.status = forecast(context, line, unit);
                    claim.source = context.source_at(line, unit);
                    claim.rule = Some(rules.rules[rule].name.clone());
                    claim.confidence = Some(rules.rules[rule].confidence);
                    let at = context.discourse.lines[line].units[unit].span;
                    if promised(context, &claim, at) {
                        if let ClaimBody::Figure(figure) = &claim.body {
                            context.specify_target(at, figure);
                        }
                        continue;
                    }
                    if !told_before(context, &claim) {
                        context.push(claim);
                    }
                }
            }
        }
        repeated(context, rules, line, &cues);
        nobody_harmed(context, rules, line, only);
        told.note(context, line);
        if only.is_none_or(|name| name == OTHER_COUNT) {
            let found = other_candidates(context, line, &quantities, &used, &ranges, &mut told);
            for candidate in found {
                if let Some(seen) = seen.as_deref_mut() {
                    seen.push(candidate.clone());
                }
                let likely = judge.probability(&candidate.features);
                if likely >= judge.threshold || only.is_some() {
                    let mut claim = candidate.claim;
                    claim.confidence = Some(likely);
                    context.push(claim);
                }
            }
        }
        superlatives(context, rules, line, &cues, &quantities, &mut last, &ranges);
    }
}

/// Whether as many dead or wounded of the same were told already, of whatever day.
fn told_before(context: &Context, claim: &Claim) -> bool {
    let ClaimBody::Figure(new) = &claim.body else {
        return false;
    };
    let key = |e: &Option<Entity>| e.as_ref().map(Entity::key);
    family(new.indicator) == 5
        && !context.discourse.of_items
        && context.told().any(|known| match &known.body {
            ClaimBody::Figure(old) => {
                known.evidence != claim.evidence
                    && old.indicator == new.indicator
                    && old.measure == new.measure
                    && (old.value - new.value).abs() < f64::EPSILON
                    && key(&old.subject) == key(&new.subject)
            }
            _ => false,
        })
}

/// "on top of 150 million euros disbursed in March": what was given before what is promised now.
fn given_before(context: &Context, at: Span) -> bool {
    let text = context.discourse.text;
    let before = text[..at.start].trim_end().to_lowercase();
    [
        "on top of",
        "in addition to",
        "adding to",
        "besides",
        "following",
        "after",
    ]
    .iter()
    .any(|opener| {
        before
            .trim_end_matches(" the")
            .trim_end_matches(" a")
            .ends_with(opener)
    })
}

/// Whether a sum is what a commitment promises: it is the commitment's target, not a figure.
fn promised(context: &Context, claim: &Claim, at: Span) -> bool {
    let ClaimBody::Figure(figure) = &claim.body else {
        return false;
    };
    let money = figure.unit.len() == 3 && figure.unit.chars().all(|c| c.is_ascii_uppercase());
    let aim = matches!(
        figure.indicator,
        Indicator::DefenceSpending | Indicator::Emissions | Indicator::Gdp
    ) && figure.measure != Measure::Rank
        // "expects the economy to grow": foreseen, and promised by nobody.
        && claim.status != Status::Possible;
    (money || aim)
        && !given_before(context, at)
        && context.commitments().any(|c| c.what.contains(at))
}

/// "No deaths or injuries were reported": as the rules of dead and wounded tell them.
fn nobody_harmed(context: &mut Context, rules: &FigureRules, line: usize, only: Option<&str>) {
    for figure in unharmed(context, line) {
        let Some(rule) = rules
            .rules
            .iter()
            .find(|r| r.indicator == figure.indicator && only.is_none_or(|name| name == r.name))
        else {
            continue;
        };
        let span = context.discourse.lines[line].span;
        let mut claim = Claim::new(span, ClaimBody::Figure(figure));
        claim.source = context.source_at(line, 0);
        claim.rule = Some(rule.name.clone());
        claim.confidence = Some(rule.confidence);
        if !told_before(context, &claim) {
            context.push(claim);
        }
    }
}

/// "has twice chaired the union": a count of times in one word.
fn repeated(context: &mut Context, rules: &FigureRules, line: usize, cues: &[Cue]) {
    let units = &context.discourse.lines[line].units;
    let Some((unit, value)) = units
        .iter()
        .enumerate()
        .find_map(|(at, u)| match u.lower.as_str() {
            "twice" => Some((at, 2.0)),
            "thrice" => Some((at, 3.0)),
            _ => None,
        })
    else {
        return;
    };
    let counted = |c: &&Cue| {
        rules.rules[c.rule].indicator == Indicator::Chairmanships && c.from.abs_diff(unit) <= 8
    };
    let Some(&cue) = cues.iter().find(counted) else {
        return;
    };
    let rule = &rules.rules[cue.rule];
    let mut figure = Figure {
        indicator: rule.indicator,
        measure: Measure::Level,
        subject: None,
        partner: None,
        value,
        unit: "count".to_owned(),
        period: None,
        bound: Bound::Equal,
        scope: rule.scope.clone(),
    };
    parties(context, rule, line, cue, unit, &mut figure);
    if figure.subject.is_none() {
        return;
    }
    let span = context.discourse.lines[line].span;
    let mut claim = Claim::new(span, ClaimBody::Figure(figure));
    claim.source = context.source_at(line, unit);
    claim.rule = Some(rule.name.clone());
    claim.confidence = Some(rule.confidence);
    context.push(claim);
}
