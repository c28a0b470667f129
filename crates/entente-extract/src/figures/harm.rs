//! Whom a count of dead, wounded, held or displaced is of.

use entente_model::{Bound, ClaimBody, Entity, EntityType, Figure, Indicator, Measure};

use super::counted::victims;
use super::parties::{Sides, state_of};
use super::period::event_day;
use super::roles::{party, place_at};
use super::rule::Role;
use crate::context::Context;
use crate::mentions::UnitKind;

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
    // "Ten Kenyan soldiers are held by Chad", "had been detained in Chad": who holds them.
    if rule.indicator == Indicator::Detained
        && figure.partner.is_none()
        && let Some(held) = &figure.subject
    {
        figure.partner = ["by", "in"]
            .iter()
            .flat_map(|preposition| {
                let role = Role::After((*preposition).to_owned());
                party(context, line, sides.cue, unit, &role, false)
            })
            .find(|e| e.kind == EntityType::State)
            .filter(|e| held.country.is_some() && e.country != held.country);
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

/// Of whom a count of the sentence itself or of one shortly before told: "The floods killed 300 Kenyans.
/// Another 20,000 people were left homeless."
fn harmed_before(context: &Context, line: usize) -> Option<Entity> {
    let lines = &context.discourse.lines;
    let from = lines[line.saturating_sub(2)].span.start;
    context
        .told()
        .filter(|claim| {
            from <= claim.evidence.start && claim.evidence.start <= lines[line].span.start
        })
        .filter_map(|claim| match &claim.body {
            ClaimBody::Figure(f)
                if matches!(
                    f.indicator,
                    Indicator::Killed | Indicator::Wounded | Indicator::Displaced
                ) =>
            {
                f.subject.clone()
            }
            _ => None,
        })
        .last()
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
    let named = victims(context, line, unit);
    if named.is_none()
        && place_at(context, line, unit).is_none()
        && let Some(others) = harmed_before(context, line)
    {
        figure.subject = Some(others);
    }
    if let Some(victims) = named {
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

/// "No deaths or injuries were reported": none killed, none wounded.
///
/// Casualties that there were none of are told as nobody killed.
pub(super) fn unharmed(context: &Context, line: usize) -> Vec<Figure> {
    let units = &context.discourse.lines[line].units;
    let word = |at: usize| context.word(line, at);
    let none_at = |at: usize| match word(at) {
        "no" => !matches!(word(at + 1), "immediate" | "longer" | "one"),
        "not a single" | "without" => true,
        _ => false,
    };
    let nobody_at = |at: usize| {
        matches!(word(at), "nobody" | "none") || word(at) == "no" && word(at + 1) == "one"
    };
    let mut found: Vec<Indicator> = Vec::new();
    let mut add = |indicator: Indicator| {
        if !found.contains(&indicator) {
            found.push(indicator);
        }
    };
    for at in 0..units.len() {
        if none_at(at) {
            // "a single death, a single wound": what is denied goes on over the list.
            for next in (at + 1..units.len().min(at + DENIED))
                .take_while(|&next| !matches!(word(next), ";" | "but" | "although" | "that" | "of"))
            {
                match word(next) {
                    "death" | "deaths" | "fatalities" | "fatality" | "casualties" | "killed" => {
                        add(Indicator::Killed);
                    }
                    "life" | "lives" if (next..next + 4).any(|b| word(b) == "lost") => {
                        add(Indicator::Killed);
                    }
                    "injuries" | "injury" | "wound" | "wounds" | "injured" | "wounded" => {
                        add(Indicator::Wounded);
                    }
                    _ => {}
                }
            }
        } else if nobody_at(at) {
            for next in at + 1..units.len().min(at + DENIED) {
                match word(next) {
                    "killed" | "died" | "dead" => add(Indicator::Killed),
                    "injured" | "wounded" | "hurt" => add(Indicator::Wounded),
                    _ => {}
                }
            }
        }
    }
    if found.is_empty() {
        return Vec::new();
    }
    let subject = own_lives(context, line)
        .or_else(|| place_at(context, line, units.len()))
        .or_else(|| {
            let here = context.discourse.setting(line)?;
            context.discourse.state_named(here)
        });
    found
        .into_iter()
        .filter_map(|indicator| {
            Some(Figure {
                indicator,
                measure: Measure::Level,
                subject: Some(subject.clone()?),
                partner: None,
                value: 0.0,
                unit: "count".to_owned(),
                period: event_day(context, line),
                bound: Bound::Equal,
                scope: None,
            })
        })
        .collect()
}

/// Whose lives were not lost: "Not a single Kenyan life was lost".
fn own_lives(context: &Context, line: usize) -> Option<Entity> {
    let units = &context.discourse.lines[line].units;
    let at = (0..units.len().checked_sub(1)?).find(|&at| {
        matches!(units[at].lower.as_str(), "no" | "not a single")
            && matches!(units[at + 1].kind, UnitKind::Mention(_))
    })?;
    context
        .discourse
        .named_at(&units[at + 1], &[EntityType::State, EntityType::Group])
        .cloned()
}

/// How far behind "no" stands what there is none of: "no deaths or injuries were reported".
const DENIED: usize = 7;

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

#[cfg(test)]
mod tests {
    use crate::figures::testing::{side, sides};
    use entente_model::Indicator;

    #[test]
    fn nobody_harmed_is_told_as_none() {
        assert_eq!(
            sides("Kenya and Chad signed a treaty. No deaths or injuries were reported in Chad."),
            [
                side(Indicator::Killed, 0.0, "Chad", "", ""),
                side(Indicator::Wounded, 0.0, "Chad", "", ""),
            ]
        );
        assert_eq!(
            sides("Kenya and Chad signed a treaty. There were no immediate reports of deaths."),
            []
        );
    }

    #[test]
    fn the_dead_of_the_world_are_of_no_state() {
        assert_eq!(
            sides(
                "Kenya and Chad signed a treaty. The virus infected 2 million people worldwide and \
                 killed 9,000."
            ),
            [
                side(Indicator::Killed, 9000.0, "world", "", ""),
                side(Indicator::Other, 2e6, "world", "", ""),
            ]
        );
    }

    #[test]
    fn who_is_told_beside_the_victims_of_a_state_is_of_it_too() {
        assert_eq!(
            sides("Four Kenyan soldiers were killed and five injured in a raid in Somalia."),
            [
                side(Indicator::Killed, 4.0, "Kenya", "", ""),
                side(Indicator::Wounded, 5.0, "Kenya", "", ""),
            ]
        );
    }
}
