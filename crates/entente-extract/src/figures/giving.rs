//! Who gives aid or a loan, and who gets it.

use entente_language::Upos;
use entente_model::{Entity, EntityType, Figure, Indicator};

use super::parties::{Sides, the_two};
use super::roles::party;
use super::rule::{Cue, Role};
use crate::context::Context;
use crate::mentions::UnitKind;

/// Who gives aid or a loan, and who gets it.
pub(super) fn giver_and_receiver(sides: &Sides, figure: &mut Figure) {
    let Sides {
        context,
        rule,
        line,
        cue,
        unit,
        ..
    } = *sides;
    if figure.partner.is_none() {
        // What a government's own text tells of without a giver it gives itself.
        figure.partner = context
            .discourse
            .home
            .as_deref()
            .and_then(|code| context.discourse.state_named(code))
            .filter(|home| {
                Some(home.key()) != figure.subject.as_ref().map(Entity::key)
                    // "Washington froze $3 million in aid" in a text on Chad: Chad's.
                    && (context.discourse.official || !gives(context, line, unit))
            });
    }
    // "gave Mali $3 million", "the United States has provided $3 million": who gets it stands
    // right before the sum, and who acts gives.
    let receiver = receiver(context, line, unit);
    let actor = party(context, line, cue, unit, &Role::Subject, false)
        .into_iter()
        .next();
    if let Some(receiver) = receiver {
        figure.partner = actor
            .filter(|a| a.key() != receiver.key())
            .or_else(|| figure.partner.take());
        figure.subject = Some(receiver);
    } else if figure.partner.is_none()
        && (gives(context, line, unit) || owns(context, line, cue, figure.subject.as_ref()))
        && let Some(subject) = figure.subject.take()
    {
        let owner = owns(context, line, cue, Some(&subject));
        if owner || actor.is_some_and(|a| a.key() == subject.key()) {
            // "Washington froze $3 million in aid": to where the text plays.
            let here = || {
                context
                    .discourse
                    .setting(line)
                    .filter(|_| !context.discourse.official)
                    .and_then(|code| context.discourse.state_named(code))
                    .filter(|here| here.country != subject.country)
            };
            let withheld = (unit.saturating_sub(4)..unit)
                .any(|at| context.lists.has("verb-withhold", context.word(line, at)));
            let two = || {
                the_two(context, line)
                    .into_iter()
                    .flatten()
                    .find(|e| e.key() != subject.key())
            };
            figure.subject = if withheld {
                here().or_else(two)
            } else {
                two().or_else(here)
            };
            figure.partner = Some(subject);
        } else {
            figure.subject = Some(subject);
        }
    }
    // "Loan agreement between Tunisia and the Investment Bank": the bank lends.
    if rule.indicator == Indicator::Loan
        && figure.subject.as_ref().is_some_and(lends)
        && figure.partner.as_ref().is_some_and(|p| !lends(p))
    {
        std::mem::swap(&mut figure.subject, &mut figure.partner);
    }
    // "Canada's military aid": nobody aids itself.
    if rule.indicator == Indicator::Aid
        && let (Some(to), Some(from)) = (&figure.subject, &figure.partner)
        && to.country.is_some()
        && to.country == from.country
        && from.kind == EntityType::State
    {
        let other = the_two(context, line)
            .into_iter()
            .flatten()
            .find(|e| e.country != from.country);
        figure.subject = other.or_else(|| figure.subject.take());
    }
}

/// Whether somebody is a bank or a fund by name.
fn lends(entity: &Entity) -> bool {
    entity.kind != EntityType::State
        && (entity.id.as_deref() == Some("IMF")
            || entity.name.split(' ').any(|word| {
                let word = word.to_lowercase();
                word.ends_with("bank") || word == "fund" || word == "lender"
            }))
}

/// Who gets a sum, where that stands right before it: "gave Mali $3 million".
fn receiver(context: &Context, line: usize, unit: usize) -> Option<Entity> {
    let units = &context.discourse.lines[line].units;
    let at = unit.checked_sub(1)?;
    let UnitKind::Mention(m) = units[at].kind else {
        return None;
    };
    let article = at.checked_sub(1).is_some_and(|b| units[b].lower == "the");
    let verb = at.checked_sub(1 + usize::from(article))?;
    context
        .lists
        .has("verb-give", &context.syntax(line, verb)?.lemma)
        .then(|| context.discourse.entities_of(m).next().cloned())
        .flatten()
}

/// Whether aid is told to be somebody's own: "Kenya's total assistance so far".
fn owns(context: &Context, line: usize, cue: Cue, who: Option<&Entity>) -> bool {
    let units = &context.discourse.lines[line].units;
    let Some(who) = who else { return false };
    let from = (cue.from.saturating_sub(5)..cue.from)
        .rev()
        .find(|&at| matches!(units[at].lower.as_str(), "," | ";"))
        .map_or(cue.from.saturating_sub(5), |at| at + 1);
    (from..cue.from).any(|at| match units[at].kind {
        UnitKind::Mention(m) => {
            matches!(units[at + 1].lower.as_str(), "'s" | "'")
                && context
                    .discourse
                    .entities_of(m)
                    .any(|e| e.key() == who.key())
        }
        _ => false,
    })
}

/// Whether the sum is the object of a verb of giving: "has provided $3 million".
pub(super) fn gives(context: &Context, line: usize, unit: usize) -> bool {
    (unit.saturating_sub(4)..unit).any(|at| {
        context.syntax(line, at).is_some_and(|s| {
            s.upos == Upos::Verb
                && s.xpos != "VBN"
                && (context.lists.has("verb-give", &s.lemma)
                    // "froze $3 million in aid": who gave it keeps it back.
                    || context.lists.has("verb-withhold", &s.lemma))
                && !matches!(s.lemma.as_str(), "receive" | "import")
                || s.xpos == "VBN"
                    && context.lists.has("verb-give", &s.lemma)
                    && matches!(
                        context.word(line, at.wrapping_sub(1)),
                        "has" | "have" | "had"
                    )
        })
    })
}
