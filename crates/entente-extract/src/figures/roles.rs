//! Who stands in a role beside a cue: the possessor, the subject, the one behind a preposition, the
//! place where it happened, the body that votes.

use entente_model::{Entity, EntityType};

use super::rule::{Cue, Role};
use crate::context::Context;
use crate::mentions::{Reference, Unit, UnitKind};
use crate::subjects::in_dateline;

/// The candidates for a role, the nearest to the cue first.
///
/// Victims are those of the place where they were, others of a town are of its state.
pub(super) fn party(
    context: &Context,
    line: usize,
    cue: Cue,
    unit: usize,
    role: &Role,
    victims: bool,
) -> Vec<Entity> {
    let discourse = context.discourse;
    let beside = Beside {
        context,
        line,
        cue,
        unit,
        victims,
    };
    match role {
        Role::Possessor => beside.possessor(),
        Role::Subject => beside.subject(),
        Role::Main => beside.main(),
        Role::Object => beside.object(),
        Role::After(preposition) => beside.after(preposition),
        Role::Pair(which) => beside.of_pair(*which),
        Role::Org => discourse.org_before(line).into_iter().collect(),
        Role::Where => beside.place().into_iter().collect(),
        Role::Chamber => chamber(context, line, unit).into_iter().collect(),
        Role::Home => discourse
            .home
            .as_deref()
            .and_then(|code| discourse.state_named(code))
            .into_iter()
            .collect(),
        Role::Bilateral(which) => beside.of_two(*which),
    }
}

/// What stands beside the cue and the number of a figure.
struct Beside<'a, 'c> {
    context: &'a Context<'c>,
    line: usize,
    cue: Cue,
    unit: usize,
    /// Whether victims are looked for, who are of the place where they were.
    victims: bool,
}

impl Beside<'_, '_> {
    /// Who of those that may be a party stands at a unit.
    fn polity(&self, at: usize) -> Option<Vec<Entity>> {
        let Self {
            context,
            line,
            victims,
            ..
        } = *self;
        let discourse = context.discourse;
        let units = &context.discourse.lines[line].units;
        match units[at].kind {
            // "to Kenyans"
            _ if discourse.state_of_people(units[at].span).is_some() => discourse
                .state_of_people(units[at].span)
                .map(|state| vec![state]),
            UnitKind::Mention(_) if in_dateline(context, line, at) => None,
            // "the Gulf state", "the Horn of Africa nation": some state there, and not the region.
            UnitKind::Mention(m)
                if discourse.entities_of(m).all(|e| e.country.is_none())
                    && units.get(at + 1).is_some_and(|u| {
                        matches!(
                            u.lower.as_str(),
                            "state" | "nation" | "country" | "kingdom" | "island" | "republic"
                        )
                    }) =>
            {
                None
            }
            UnitKind::Mention(m) => {
                let mention = &discourse.mentions[m];
                let all: Vec<Entity> = mention
                    .entities
                    .iter()
                    .filter_map(|&e| {
                        let entity = &discourse.entities[e];
                        let state = || {
                            entity
                                .country
                                .as_deref()
                                .and_then(|c| discourse.state_named(c))
                        };
                        match entity.kind {
                            _ if discourse.is_polity(e) => Some(entity.clone()),
                            // "Kenyan students" are counted of their state.
                            EntityType::Group
                                if entity
                                    .name
                                    .rsplit(' ')
                                    .next()
                                    .is_some_and(|w| context.lists.has("nationals", w)) =>
                            {
                                state().or_else(|| Some(entity.clone()))
                            }
                            EntityType::Body | EntityType::Group | EntityType::Company => {
                                Some(entity.clone())
                            }
                            EntityType::Person => state(),
                            // A region is a party; a town stands for its state.
                            EntityType::Place if victims => Some(entity.clone()),
                            EntityType::Place => {
                                state().or_else(|| entity.country.is_none().then(|| entity.clone()))
                            }
                            _ => None,
                        }
                    })
                    .collect();
                (!all.is_empty()).then_some(all)
            }
            _ => None,
        }
    }

    /// The nearest before the cue, as far as the words between belong to its phrase.
    fn possessor(&self) -> Vec<Entity> {
        let Self {
            context, line, cue, ..
        } = *self;
        let discourse = context.discourse;
        let units = &context.discourse.lines[line].units;
        // "the largest recipient of Chinese investment"
        let within = (cue.from..cue.to).find(|&at| {
            matches!(units[at].kind, UnitKind::Mention(m)
                if discourse.mentions[m].reference == Reference::Adjective)
        });
        if let Some(found) = within.and_then(|at| self.polity(at)) {
            return found;
        }
        let mut at = cue.from;
        let mut steps = 0;
        while at > 0 && steps < 6 {
            at -= 1;
            steps += 1;
            let word = units[at].lower.as_str();
            if let Some(found) = self.polity(at) {
                let UnitKind::Mention(m) = units[at].kind else {
                    // "9,000 Nigerians study"
                    return found;
                };
                let possessive = units
                    .get(at + 1)
                    .is_some_and(|u| matches!(u.lower.as_str(), "'s" | "'"))
                    || discourse.mentions[m].reference == Reference::Adjective
                    || matches!(word, "its" | "their" | "our" | "his" | "her")
                    || at + 1 == cue.from
                    // "the ninth-largest U.S. services trading partner"
                    || context
                        .syntax(line, at)
                        .is_some_and(|s| matches!(s.relation, "compound" | "amod"))
                        && !(at + 1..cue.from)
                            .any(|b| matches!(units[b].lower.as_str(), "a" | "an" | "the"));
                if possessive {
                    return found;
                }
                break;
            }
            if context.lists.is_preposition(word) && word != "of"
                || matches!(word, "," | ";" | "that")
            {
                break;
            }
        }
        Vec::new()
    }

    /// The first polity of the clause that no preposition governs.
    fn subject(&self) -> Vec<Entity> {
        let Self {
            context,
            line,
            cue,
            unit,
            ..
        } = *self;
        let units = &context.discourse.lines[line].units;
        let low = cue.from.min(unit);
        let start = (0..low)
            .rev()
            .find(|&at| {
                matches!(
                    units[at].lower.as_str(),
                    ";" | "that" | "while" | "where" | ":"
                )
            })
            .map_or(0, |at| at + 1);
        (start..low)
            .filter(|&at| {
                let before = at.checked_sub(1).map_or("", |b| units[b].lower.as_str());
                let before = if before == "the" {
                    at.checked_sub(2).map_or("", |b| units[b].lower.as_str())
                } else {
                    before
                };
                // "of Kenya-Togo relations": the second is no subject of its own.
                if matches!(before, "-" | "–") {
                    return false;
                }
                let possessive = units
                    .get(at + 1)
                    .is_some_and(|u| matches!(u.lower.as_str(), "'s" | "'"));
                !context.lists.is_preposition(before) && !possessive
            })
            .find_map(|at| self.polity(at))
            .unwrap_or_default()
    }

    /// The first polity of the sentence that no preposition governs.
    fn main(&self) -> Vec<Entity> {
        let Self { context, line, .. } = *self;
        let units = &context.discourse.lines[line].units;
        (0..units.len())
            .filter(|&at| {
                let before = at.checked_sub(1).map_or("", |b| units[b].lower.as_str());
                let before = if before == "the" {
                    at.checked_sub(2).map_or("", |b| units[b].lower.as_str())
                } else {
                    before
                };
                !context.lists.is_preposition(before)
            })
            .find_map(|at| self.polity(at))
            .unwrap_or_default()
    }

    /// Right behind the cue.
    fn object(&self) -> Vec<Entity> {
        let Self {
            context, line, cue, ..
        } = *self;
        let units = &context.discourse.lines[line].units;
        (cue.to..units.len().min(cue.to + 3))
            .find_map(|at| self.polity(at))
            .unwrap_or_default()
    }

    /// The first after the preposition, from a little before the cue to the end of the clause.
    fn after(&self, preposition: &str) -> Vec<Entity> {
        let Self {
            context,
            line,
            cue,
            unit,
            ..
        } = *self;
        let units = &context.discourse.lines[line].units;
        let (low, high) = (cue.from.min(unit), cue.to.max(unit + 1));
        let from = low.saturating_sub(10);
        let to = units.len().min(high + 14);
        // "hosts 1.7 million, the most in Africa": an apposition is about something else.
        let apposed = |at: usize| {
            units[at].lower == ","
                && units.get(at + 1).is_some_and(|u| {
                    matches!(
                        u.lower.as_str(),
                        "the" | "a" | "which" | "who" | "where" | "while"
                    ) || u.lower == "of"
                        && units
                            .get(at + 2)
                            .is_some_and(|w| matches!(w.lower.as_str(), "which" | "whom"))
                })
        };
        let to = (high..to)
            .find(|&at| apposed(at) || units[at].lower == "according")
            .unwrap_or(to)
            .max(cue.to);
        // "trade with Oman grew while exports …": what stands in another clause is another's.
        let from = (from..cue.from)
            .rev()
            .find(|&at| {
                matches!(
                    units[at].lower.as_str(),
                    "while" | "whereas" | "but" | ";" | "as"
                )
            })
            .map_or(from, |at| at + 1);
        for at in (cue.from..to).chain(from..cue.from) {
            // "…, with China's exports at": what goes with it is another figure's.
            let beside = preposition == "with" && at > cue.from && units[at - 1].lower == ",";
            let followed = at > 0 && units[at - 1].lower == "followed";
            if units[at].lower == preposition && !followed && !beside {
                for (next, unit) in units.iter().enumerate().take(at + 5).skip(at + 1) {
                    if let Some(found) = self.polity(next) {
                        return found;
                    }
                    let word = unit.lower.as_str();
                    // "by 25 percent on Kenyan tea": the number is what the word governs.
                    if matches!(unit.kind, UnitKind::Quantity(_))
                        || unit.kind == UnitKind::Word
                            && (context.lists.is_preposition(word) || word == ",")
                    {
                        break;
                    }
                }
            }
        }
        Vec::new()
    }

    /// The first or second of two near the cue.
    fn of_pair(&self, which: usize) -> Vec<Entity> {
        let Self {
            context, line, cue, ..
        } = *self;
        let units = &context.discourse.lines[line].units;
        let mut near: Vec<Entity> = Vec::new();
        let traded = (cue.from..cue.to).any(|at| units[at].lower.starts_with("trad"));
        for at in cue.from.saturating_sub(6)..units.len().min(cue.to + 7) {
            // "Kenya's largest partner in the EU": among whom, and no side.
            let among = at > 0 && matches!(units[at - 1].lower.as_str(), "in" | "within")
                || at > 1
                    && units[at - 1].lower == "the"
                    && matches!(units[at - 2].lower.as_str(), "in" | "within");
            if let Some(found) = self.polity(at).filter(|_| !(traded && among)) {
                for entity in found {
                    if !near.iter().any(|e| e.key() == entity.key()) {
                        near.push(entity);
                    }
                }
            }
        }
        if near.len() >= 2 {
            near.into_iter().nth(which).into_iter().collect()
        } else {
            Vec::new()
        }
    }

    /// Where it happened, by the sentence or those before.
    fn place(&self) -> Option<Entity> {
        let Self {
            context,
            line,
            unit,
            ..
        } = *self;
        let discourse = context.discourse;
        place_at(context, line, unit)
            .or_else(|| strife_place(context, line))
            .or_else(|| {
                // Of a list of items the one before tells of something else. What is told on
                // is of the state; the place is only that of its own sentence.
                let reach = if discourse.of_items { 0 } else { SCENE };
                (line.saturating_sub(reach)..line)
                    .rev()
                    .find_map(|l| place_at(context, l, discourse.lines[l].units.len()))
                    .map(|place| {
                        let code = place.country.as_deref().or_else(|| discourse.setting(line));
                        match code {
                            Some(code) if place.kind == EntityType::Place => {
                                discourse.state_named(code).unwrap_or(place)
                            }
                            _ => place,
                        }
                    })
            })
    }

    /// The first or second of the two that the text goes on about.
    fn of_two(&self, which: usize) -> Vec<Entity> {
        let Self { context, line, .. } = *self;
        let discourse = context.discourse;
        let units = &context.discourse.lines[line].units;
        if !units
            .iter()
            .any(|u| context.lists.has("bilateral", &u.lower))
        {
            return Vec::new();
        }
        let Some((mut a, mut b)) = discourse.pair_before(line) else {
            return Vec::new();
        };
        // The text's own state comes first, whichever the text named first.
        if discourse.home.is_some() && discourse.entities[b].country == discourse.home {
            std::mem::swap(&mut a, &mut b);
        }
        vec![discourse.entities[if which == 0 { a } else { b }].clone()]
    }
}

/// How many sentences a war is remembered that a text tells of.
const WAR: usize = 30;

/// Where the war or the famine is that a sentence tells of without saying so: "The war has killed
/// 4,000", behind "the war in Sudan".
fn strife_place(context: &Context, line: usize) -> Option<Entity> {
    let discourse = context.discourse;
    let strife = |at: &Unit| context.lists.has("strife", &at.lower);
    if discourse.of_items || !discourse.lines[line].units.iter().any(strife) {
        return None;
    }
    (line.saturating_sub(WAR)..line).rev().find_map(|l| {
        let units = &discourse.lines[l].units;
        (0..units.len().saturating_sub(2)).find_map(|at| {
            if !strife(&units[at]) || !matches!(units[at + 1].lower.as_str(), "in" | "across") {
                return None;
            }
            let article = usize::from(units[at + 2].lower == "the");
            let UnitKind::Mention(m) = units.get(at + 2 + article)?.kind else {
                return None;
            };
            discourse
                .entities_of(m)
                .find(|e| matches!(e.kind, EntityType::Place | EntityType::State))
                .cloned()
        })
    })
}

/// The place that a relative clause or an apposition tells of: "Goma, where two million people live",
/// "Goma, a city of two million".
pub(super) fn place_told_of(context: &Context, line: usize, before: usize) -> Option<Entity> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let opener = (before.saturating_sub(5)..before).rev().find(|&at| {
        units[at].lower == "where"
            || matches!(units[at].lower.as_str(), "a" | "an" | "home")
                && at > 0
                && units[at - 1].lower == ","
    })?;
    let mut at = opener.checked_sub(1)?;
    if units[at].lower == "," {
        at = at.checked_sub(1)?;
    }
    let UnitKind::Mention(m) = units[at].kind else {
        return None;
    };
    if discourse.mentions[m].reference == Reference::Adjective || in_dateline(context, line, at) {
        return None;
    }
    let place = discourse
        .entities_of(m)
        .find(|e| matches!(e.kind, EntityType::Place | EntityType::State))?;
    let town =
        place.kind == EntityType::State && discourse.mentions[m].reference == Reference::Seat;
    Some(if town {
        Entity {
            country: place.country.clone(),
            ..Entity::new(discourse.words(units[at].span), EntityType::Place)
        }
    } else {
        place.clone()
    })
}

/// How many sentences a place is remembered as that of what is told.
const SCENE: usize = 6;

/// The place or state where something happened, by the sentence: the first behind "in", "at" or
/// the like after the number, else the last one before it.
pub(super) fn place_at(context: &Context, line: usize, unit: usize) -> Option<Entity> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let behind = |at: usize| {
        matches!(
            units[at].lower.as_str(),
            "in" | "at"
                | "near"
                | "on"
                | "outside"
                | "inside"
                | "across"
                | "around"
                | "throughout"
                | "within"
                | "of"
        )
        .then(|| {
            (at + 1..units.len().min(at + 6))
                .take_while(|&next| {
                    // "in talks with", "in a strike by": the place would be another's.
                    let word = units[next].lower.as_str();
                    let named = matches!(
                        units[next - 1].lower.as_str(),
                        "capital" | "city" | "town" | "village" | "port"
                    );
                    // "near the market of Goma", not "in the army of Congo"
                    let within = word == "of"
                        && units[at].lower != "of"
                        && units.get(next + 1).is_some_and(|u| {
                            discourse.named_at(u, &[EntityType::Place]).is_some()
                                || matches!(u.kind, UnitKind::Mention(m)
                                    if discourse.mentions[m].reference == Reference::Seat)
                        });
                    (within || !context.lists.is_preposition(word))
                        && (!matches!(word, "," | ";" | "that") || word == "," && named)
                })
                .find_map(|next| match units[next].kind {
                    // "in Anaconda, Montana": a town that no table has.
                    UnitKind::Word
                        if discourse
                            .words(units[next].span)
                            .starts_with(char::is_uppercase)
                            && units.get(next + 1).is_some_and(|u| u.lower == ",") =>
                    {
                        let UnitKind::Mention(m) = units.get(next + 2)?.kind else {
                            return None;
                        };
                        let within = discourse.entities_of(m).next()?;
                        let placed = matches!(within.kind, EntityType::Place | EntityType::State);
                        placed.then(|| Entity {
                            country: within.country.clone(),
                            ..Entity::new(discourse.words(units[next].span), EntityType::Place)
                        })
                    }
                    UnitKind::Mention(m)
                        if discourse.mentions[m].reference != Reference::Adjective =>
                    {
                        discourse
                            .entities_of(m)
                            .find(|e| matches!(e.kind, EntityType::Place | EntityType::State))
                            .map(|e| {
                                // "in central Beirut": the town, not the state that it stands for.
                                let words = discourse.words(units[next].span);
                                let town = e.kind == EntityType::State
                                    && discourse.mentions[m].reference == Reference::Seat;
                                if town {
                                    Entity {
                                        country: e.country.clone(),
                                        ..Entity::new(words, EntityType::Place)
                                    }
                                } else {
                                    e.clone()
                                }
                            })
                    }
                    _ => None,
                })
        })
        .flatten()
    };
    let unit = unit.min(units.len());
    // "the foreign minister of Oman": whose somebody is, not where it happened.
    let local = |at: &usize| units[*at].lower != "of";
    let of_town = |at: &usize| {
        units[*at].lower == "of"
            && at.checked_sub(1).is_some_and(|b| {
                matches!(
                    units[b].lower.as_str(),
                    "city"
                        | "town"
                        | "village"
                        | "port"
                        | "province"
                        | "district"
                        | "region"
                        | "capital"
                        | "state"
                        | "island"
                        | "suburb"
                        | "outskirts"
                        | "invasion"
                        | "bombardment"
                        | "bombing"
                        | "shelling"
                        | "siege"
                        | "occupation"
                        | "capture"
                        | "storming"
                )
            })
    };
    // "killed 40 people, the army in Dakar said", "according to the office in Geneva": where it was told.
    let of_teller = |at: usize| {
        let said = |u: &Unit| {
            matches!(
                u.lower.as_str(),
                "said"
                    | "says"
                    | "told"
                    | "announced"
                    | "reported"
                    | "added"
                    | "confirmed"
                    | "stated"
            )
        };
        at > unit
            && (units[unit..at].iter().any(|u| u.lower == "according")
                || units[at..units.len().min(at + 8)]
                    .iter()
                    .take_while(|u| !matches!(u.lower.as_str(), "," | ";"))
                    .any(said)
                    && units[unit..at].iter().any(|u| u.lower == ","))
    };
    // "an insurgency that is supported by fighters in Somalia": where the helpers are.
    let of_helper = |at: usize| {
        at > unit
            && units[unit..at]
                .windows(2)
                .any(|two| context.lists.has("helped", &two[0].lower) && two[1].lower == "by")
    };
    let fits = |at: &usize| (local(at) || of_town(at)) && !of_teller(*at) && !of_helper(*at);
    // "at the shrine of Sheikh Omar": of which state it is nobody knows, unless no other is named.
    let known = |place: &Entity| place.country.is_some();
    let found: Vec<Entity> = (unit..units.len())
        .filter(fits)
        .chain((0..unit).rev().filter(fits))
        .filter_map(behind)
        .collect();
    found
        .iter()
        .find(|place| known(place))
        .or_else(|| found.first())
        .cloned()
}

/// The body that votes: an assembly, a council or a parliament that the sentence names, or one of
/// the sentences before; of an election, none.
fn chamber(context: &Context, line: usize, unit: usize) -> Option<Entity> {
    let discourse = context.discourse;
    let polled = discourse.lines[line].units.iter().any(|u| {
        matches!(
            u.lower.as_str(),
            "election" | "elections" | "referendum" | "turnout" | "ballots" | "polls" | "voters"
        )
    });
    if polled {
        return None;
    }
    (line.saturating_sub(SCENE)..=line)
        .rev()
        .find_map(|l| {
            discourse.lines[l].units.iter().find_map(|u| {
                let UnitKind::Mention(m) = u.kind else {
                    return None;
                };
                discourse
                    .entities_of(m)
                    .find(|e| {
                        matches!(e.kind, EntityType::Body | EntityType::Org)
                            && e.name
                                .split(' ')
                                .any(|w| context.lists.has("chamber", &w.to_lowercase()))
                    })
                    .cloned()
            })
        })
        .or_else(|| {
            // "Fourteen members voted for": of the organisation that the text speaks of.
            let resolved = context.word(line, unit + 1) == "votes"
                && discourse.lines[line]
                    .units
                    .iter()
                    .any(|u| matches!(u.lower.as_str(), "resolution" | "resolutions"));
            let states = || {
                (unit..unit + 5).any(|at| context.lists.has("count-state", context.word(line, at)))
            };
            (resolved || states())
                .then(|| discourse.org_before(line))
                .flatten()
        })
}

#[cfg(test)]
mod tests {
    use crate::figures::testing::{sides, told};
    use entente_model::Indicator;

    #[test]
    fn votes_are_those_of_the_assembly() {
        let found = told(
            "The UN General Assembly adopted the resolution on Mali by a vote of 137 in favour to \
             12 against, with 17 abstentions.",
        );
        let votes: Vec<f64> = found
            .iter()
            .filter(|f| f.0 == Indicator::Vote && f.4.ends_with("General Assembly"))
            .map(|f| f.2)
            .collect();
        assert_eq!(votes, [12.0, 17.0, 137.0]);
    }

    #[test]
    fn where_something_is_told_is_not_where_it_happened() {
        let found = told(
            "Gangs in Haiti killed 5,600 people last year, according to the UN office in Geneva.",
        );
        assert!(found.iter().all(|f| f.4 == "Haiti"), "{found:?}");
    }

    #[test]
    fn people_live_in_the_place_that_a_clause_tells_of() {
        let found = told(
            "Goma, where two million people live, fell to the rebels of Congo. Bukavu, a city of \
             900,000, was held by the army of Congo.",
        );
        let places: Vec<(f64, &str)> = found
            .iter()
            .filter(|f| f.0 == Indicator::Population)
            .map(|f| (f.2, f.4.as_str()))
            .collect();
        assert_eq!(places, [(900_000.0, "Bukavu"), (2e6, "Goma")]);
    }

    #[test]
    fn a_war_is_where_the_text_said_and_all_it_did_is_so_far() {
        let found = sides(
            "The war in Sudan was discussed in Paris on Monday. In New York the United Nations spoke \
             of hunger. The war has killed over 14,000 people, wounded 33,000 and displaced 8 million.",
        );
        let of_sudan: Vec<(f64, &str)> = found
            .iter()
            .filter(|f| f.2 == "Sudan")
            .map(|f| (f.1, f.4.as_str()))
            .collect();
        assert_eq!(of_sudan, [(14_000.0, ""), (33_000.0, ""), (8e6, "")]);
    }
}
