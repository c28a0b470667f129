//! Whom a count of dead, wounded, held or displaced is of.

use entente_model::{Entity, EntityType, Figure, Indicator};

use super::counted::victims;
use super::parties::{Sides, state_of};
use super::roles::party;
use super::rule::Role;
use crate::context::Context;

/// The victims of a count of dead, wounded or held.
pub(super) fn harmed(sides: &Sides, figure: &mut Figure) {
    let Sides {
        context,
        rule,
        line,
        unit,
        ..
    } = *sides;
    if let Some(victims) = victims(context, line, unit) {
        // "650 Kenyan nationals are held in Chad": of whom, and where.
        let state = figure.subject.take();
        if rule.indicator == Indicator::Detained
            && state.as_ref().is_some_and(|s| s.country != victims.country)
        {
            figure.partner = state;
        }
        figure.subject = Some(victims);
    }
    // "Police arrested 160 looters": they are of where that was.
    if rule.indicator == Indicator::Detained
        && figure
            .subject
            .as_ref()
            .is_some_and(|s| matches!(s.kind, EntityType::Body | EntityType::Group))
        && victims(context, line, unit).is_none()
    {
        let here = context.discourse.setting(line);
        let state = here.and_then(|code| context.discourse.state_named(code));
        figure.subject = figure
            .subject
            .take()
            .and_then(|body| state_of(context, body))
            .or(state);
    }
    // "104 million people in the world", "4,600 deaths worldwide"
    if worldwide(context, line, unit) {
        figure.subject = Some(Entity::new("world", EntityType::Place));
        figure.partner = None;
    }
}

/// Who had to flee, from where and to where; those whom a state shelters live there.
pub(super) fn displaced(sides: &Sides, figure: &mut Figure) {
    let Sides {
        context,
        line,
        cue,
        unit,
        ..
    } = *sides;
    if let Some(victims) = victims(context, line, unit) {
        figure.subject = Some(victims);
    }
    // "800,000 of the refugees have arrived in Chad": where they went is the other side.
    if let Some(host) = fled_to(context, line, unit) {
        if figure.subject.as_ref().map(Entity::key) == Some(host.key()) {
            figure.subject = party(
                context,
                line,
                cue,
                unit,
                &Role::After("from".to_owned()),
                true,
            )
            .into_iter()
            .find(|e| e.key() != host.key());
        }
        figure.partner = Some(host);
    }
    // "Chad was sheltering 588,000 refugees": they live there.
    if (unit.saturating_sub(3)..unit)
        .any(|at| context.lists.has("verb-house", context.word(line, at)))
        && let Some(host) = party(context, line, cue, unit, &Role::Subject, false)
            .into_iter()
            .find(|e| e.kind == EntityType::State)
    {
        figure.indicator = Indicator::Residents;
        figure.partner = victims(context, line, unit)
            .filter(|v| v.kind == EntityType::State && v.key() != host.key());
        figure.subject = Some(host);
        return;
    }
    // "104 million people in the world", "4,600 deaths worldwide"
    if worldwide(context, line, unit) {
        figure.subject = Some(Entity::new("world", EntityType::Place));
        figure.partner = None;
    }
}

/// Where people fled: the state behind "to", "into", "reached" or "arrived in".
pub(super) fn fled_to(context: &Context, line: usize, unit: usize) -> Option<Entity> {
    let units = &context.discourse.lines[line].units;
    (unit + 1..units.len())
        .filter(|&at| match units[at].lower.as_str() {
            "into" | "reached" | "entered" => true,
            "for" => (at.saturating_sub(3)..at).any(|b| {
                matches!(
                    units[b].lower.as_str(),
                    "fled" | "flee" | "left" | "fleeing"
                )
            }),
            "to" => (unit..at).any(|b| {
                matches!(
                    units[b].lower.as_str(),
                    "fled" | "flee" | "flown" | "crossed" | "escaped" | "moved" | "gone" | "went"
                )
            }),
            "in" => {
                let verb = units[at.saturating_sub(1)].lower.as_str();
                matches!(
                    verb,
                    "arrived" | "shelter" | "sheltering" | "refuge" | "arriving"
                )
            }
            _ => false,
        })
        .find_map(|at| {
            (at + 1..units.len().min(at + 5)).find_map(|next| {
                context
                    .discourse
                    .named_at(&units[next], &[EntityType::State])
                    .cloned()
            })
        })
}

/// Whether a number is of the whole world: "4,600 deaths worldwide", also "infected two million
/// worldwide and killed 4,600" where the sentence names no state.
pub(super) fn worldwide(context: &Context, line: usize, unit: usize) -> bool {
    let before = (0..unit).any(|at| matches!(context.word(line, at), "worldwide" | "globally"))
        && context.discourse.countries_of(line).is_empty();
    before
        || (unit..unit + 9)
            .take_while(|&at| !matches!(context.word(line, at), "," | ";" | "and"))
            .any(|at| {
                let word = context.word(line, at);
                matches!(word, "worldwide" | "globally")
                    || matches!(word, "world" | "globe")
                        && context.word(line, at.wrapping_sub(1)) == "the"
                        && matches!(
                            context.word(line, at.wrapping_sub(2)),
                            "in" | "around" | "across" | "throughout" | "over"
                        )
            })
}
