//! Who acts: the subject of a verb, with all that are joined to it, and who can be one at all.

use entente_model::{Entity, EntityType};

use crate::context::Context;
use crate::mentions::{Reference, UnitKind};

/// The subject of the verb at `verb`, a joint one as one entity.
pub(crate) fn subject_of(context: &Context, line: usize, verb: usize) -> Option<Entity> {
    // The text's own voice is not a statement.
    let unit = subject_unit(context, line, verb)?;
    if matches!(context.word(line, unit), "we" | "i") {
        return None;
    }
    let members = subject_entities(context, line, verb);
    (!members.is_empty()).then(|| join_entities(&members))
}

/// The entities of the subject of the verb at `verb`: the mention before it, looking back over
/// what stands between commas and after prepositions; of a list ("Kenya and Japan said"), all.
pub(crate) fn subject_entities(context: &Context, line: usize, verb: usize) -> Vec<Entity> {
    let Some(mut from) = subject_unit(context, line, verb) else {
        return Vec::new();
    };
    let units = &context.discourse.lines[line].units;
    let mut members: Vec<Entity> = Vec::new();
    loop {
        if let UnitKind::Mention(m) = units[from].kind {
            let mut here: Vec<Entity> = context.discourse.entities_of(m).cloned().collect();
            here.append(&mut members);
            members = here;
        }
        // The member before: "Kenya", "the Republic of Korea" before "and", ",", "the".
        let mut link = from;
        let mut joined = false;
        while link > 0 && matches!(units[link - 1].lower.as_str(), "and" | "," | "the" | "&") {
            link -= 1;
            joined |= matches!(units[link].lower.as_str(), "and" | "," | "&");
        }
        let by_and = units[link..from]
            .iter()
            .any(|u| u.lower == "and" || u.lower == "&");
        if !joined || link == 0 || !(by_and || members.len() > 1) {
            break;
        }
        let before = link - 1;
        let prefixed = before > 0 && {
            let article = before > 1 && units[before - 1].lower == "the";
            let preposition = before - 1 - usize::from(article);
            // "The governments of Chad and Mali have signed"
            let governments = units[preposition].lower == "of"
                && preposition > 0
                && context
                    .lists
                    .has("of-several", &units[preposition - 1].lower);
            context.lists.is_preposition(&units[preposition].lower) && !governments
        };
        if prefixed || !actor_at(context, line, before) {
            break;
        }
        from = before;
    }
    let mut seen: Vec<String> = Vec::new();
    members.retain(|e| {
        let key = e.key();
        let fresh = !seen.contains(&key);
        seen.push(key);
        fresh
    });
    members
}

/// The unit of the subject of the verb at `verb`.
pub(crate) fn subject_unit(context: &Context, line: usize, verb: usize) -> Option<usize> {
    match context.parsed_subject(line, verb) {
        Some(Some(unit)) if actor_at(context, line, unit) => {
            return Some(last_of_list(context, line, unit, verb));
        }
        Some(None) => return None,
        _ => {}
    }
    let units = &context.discourse.lines[line].units;
    let mut at = verb;
    let mut candidate = None;
    let mut steps = 0;
    while at > 0 && steps < 24 {
        at -= 1;
        steps += 1;
        let unit = &units[at];
        match unit.kind {
            UnitKind::Mention(_) => {
                let before = at.checked_sub(1).map_or("", |p| units[p].lower.as_str());
                let before = if before == "the" {
                    at.checked_sub(2).map_or("", |p| units[p].lower.as_str())
                } else {
                    before
                };
                if context.lists.is_preposition(before) || before == "'s" {
                    continue;
                }
                // The object of another verb: "joining the bloc and normalising ties".
                if at + 1 < verb
                    && (before.ends_with("ing") || before.ends_with("ed"))
                    && before.len() > 4
                {
                    continue;
                }
                let possessive = units
                    .get(at + 1)
                    .is_some_and(|u| matches!(u.lower.as_str(), "'s" | "'"));
                if possessive {
                    continue;
                }
                if actor_at(context, line, at) {
                    candidate = Some(at);
                    break;
                }
            }
            UnitKind::Word
                if at + 1 < verb
                    && matches!(
                        unit.lower.as_str(),
                        ";" | ":" | "that" | "because" | "if" | "”" | "\""
                    ) =>
            {
                break;
            }
            _ => {}
        }
    }
    candidate
}

/// The last member of the list that begins at `unit` and ends before `verb`: "Kenya, Togo and
/// Ghana agreed".
fn last_of_list(context: &Context, line: usize, unit: usize, verb: usize) -> usize {
    let units = &context.discourse.lines[line].units;
    let mut last = unit;
    loop {
        let mut next = last + 1;
        while next < verb && matches!(units[next].lower.as_str(), "," | "and" | "the" | "&") {
            next += 1;
        }
        let joined = (last + 1..next).any(|at| units[at].lower != "the");
        if next < verb && joined && actor_at(context, line, next) {
            last = next;
        } else {
            return last;
        }
    }
}

/// The speaker that the unit mentions.
pub(crate) fn speaker_at(context: &Context, line: usize, at: usize) -> Option<Entity> {
    let unit = context.discourse.lines[line].units.get(at)?;
    let UnitKind::Mention(m) = unit.kind else {
        return None;
    };
    let own_voice = matches!(unit.lower.as_str(), "we" | "i");
    (!own_voice && can_act(context, line, at, m)).then(|| joint(context, m))
}

/// Whether the unit mentions someone who can act, the text's own voice among them.
pub(crate) fn actor_at(context: &Context, line: usize, at: usize) -> bool {
    match context.discourse.lines[line].units.get(at).map(|u| u.kind) {
        Some(UnitKind::Mention(m)) => can_act(context, line, at, m),
        _ => false,
    }
}

pub(crate) fn can_act(context: &Context, line: usize, at: usize, mention: usize) -> bool {
    let m = &context.discourse.mentions[mention];
    if m.reference == Reference::Adjective {
        return false;
    }
    let unit = &context.discourse.lines[line].units[at];
    if in_dateline(context, line, at) {
        return false;
    }
    // Possessives and objects are no subjects.
    if m.reference == Reference::Pronoun
        && matches!(
            unit.lower.as_str(),
            "our" | "us" | "my" | "me" | "his" | "her" | "its" | "their" | "him" | "them"
        )
    {
        return false;
    }
    context.discourse.entities_of(mention).all(|e| {
        e.kind != EntityType::Place
            || e.country.is_some()
                && e.id.is_none()
                && context.discourse.is_territory(m.entities[0])
    })
}

/// Whether the unit stands in the dateline that a sentence begins with, which is nobody's act:
/// "Kampala, 3 May (Agency) —", "The Daily Herald –".
///
/// Between it and the dash stand names, times and what is in brackets, and no other words.
pub(crate) fn in_dateline(context: &Context, line: usize, at: usize) -> bool {
    if at >= 6 {
        return false;
    }
    let mut bracketed = false;
    for unit in context.discourse.lines[line]
        .units
        .iter()
        .skip(at + 1)
        .take(12)
    {
        match unit.lower.as_str() {
            "—" | "–" | "--" => return true,
            // "LIMA, June 9 - Chile": no hyphen of a compound has a space on both sides.
            "-" if context.discourse.text[..unit.span.start].ends_with(' ')
                && context.discourse.text[unit.span.end..].starts_with(' ') =>
            {
                return true;
            }
            "(" | "[" => bracketed = true,
            ")" | "]" => bracketed = false,
            "," | "." | "/" | ":" => {}
            _ if bracketed || matches!(unit.kind, UnitKind::Time(_)) => {}
            _ if context
                .discourse
                .words(unit.span)
                .starts_with(char::is_uppercase) => {}
            _ => return false,
        }
    }
    false
}

/// The entity that stands for all that a mention refers to.
pub(crate) fn joint(context: &Context, mention: usize) -> Entity {
    join_entities(
        &context
            .discourse
            .entities_of(mention)
            .cloned()
            .collect::<Vec<_>>(),
    )
}

/// One entity for several: itself, or their names joined.
pub(crate) fn join_entities(all: &[Entity]) -> Entity {
    match all {
        [one] => one.clone(),
        [first @ .., last] => {
            let name = |e: &Entity| match &e.id {
                Some(id) if e.kind == EntityType::Org && e.name.matches(' ').count() > 1 => {
                    format!("{} ({id})", e.name)
                }
                _ => e.name.clone(),
            };
            let names: Vec<String> = first.iter().map(name).collect();
            Entity::new(
                format!("{} and {}", names.join(", "), name(last)),
                EntityType::Other,
            )
        }
        [] => Entity::new("unnamed", EntityType::Other),
    }
}
