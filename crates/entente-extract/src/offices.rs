//! Offices: who holds which title where.

use entente_model::{Claim, ClaimBody, Edtf, Entity, EntityType, Relation, Tie, fold};

use crate::context::Context;
use crate::mentions::{Office, Unit, UnitKind};

/// Adds a tie for each office that the text gives to a person.
pub(crate) fn extract(context: &mut Context, gazetteer: &entente_language::Gazetteer) {
    for office in &context.discourse.offices {
        let person = context.discourse.entities[office.person].clone();
        let evidence = context.discourse.lines[office.line].span;
        let role = office.role.clone();
        let plain = fold(&role);
        let (at, sure) = match office.at {
            Some(at) => (context.discourse.entities[at].clone(), true),
            None => {
                let known = gazetteer
                    .person_organisation(&person.name)
                    .and_then(|id| gazetteer.by_id(id))
                    .filter(|_| person.country.is_none());
                // "High Representative Torres said": of the organisation that the sentence names.
                let of_org = context.lists.has("title-of-org", &plain);
                let named = || {
                    let discourse = context.discourse;
                    (discourse.lines[office.line].units.iter()).find_map(|u| match u.kind {
                        UnitKind::Mention(m) => discourse
                            .entities_of(m)
                            .find(|e| e.kind == EntityType::Org)
                            .cloned(),
                        _ => None,
                    })
                };
                if let Some(holder) = shared_holder(context, office) {
                    (holder, true)
                } else if let Some(entry) = known {
                    (entry.entity(entry.name.clone()), false)
                } else if of_org
                    && let Some(entry) = gazetteer
                        .person_organisation(&person.name)
                        .and_then(|id| gazetteer.by_id(id))
                {
                    (entry.entity(entry.name.clone()), false)
                } else if of_org && let Some(org) = named() {
                    (org, false)
                } else if of_org
                    || context.lists.has("title-of-body", &plain)
                    // "Senator Ruiz criticised Cuba": of the text's own state, or nobody knows.
                    || context.lists.has("title-of-home", &plain)
                        && person.country != context.discourse.home
                        && gazetteer.person_country(&person.name).is_none()
                {
                    continue;
                } else {
                    let Some(state) = person.country.as_deref().and_then(|c| gazetteer.by_id(c))
                    else {
                        continue;
                    };
                    (state.entity(state.name.clone()), false)
                }
            }
        };
        if at.kind == EntityType::Person || at.key() == person.key() {
            continue;
        }
        let at = state_of_government(at, gazetteer);
        let chairs =
            at.kind == EntityType::Org && !office.sent && context.lists.has("chairs", &plain);
        let mut tie = Tie::new(
            if office.sent {
                Relation::Accreditation
            } else if chairs {
                Relation::Chair
            } else {
                Relation::Office
            },
            person,
            at,
        );
        tie.role = Some(role).filter(|_| !chairs);
        tie.valid = held_when(context, office);
        tie.as_of.clone_from(&office.as_of);
        let mut claim = Claim::new(evidence, ClaimBody::Tie(tie));
        claim.rule = Some(
            if sure {
                "tie/office-title"
            } else if !office.guessed {
                "tie/office-inferred"
            } else {
                "tie/office-guessed"
            }
            .to_owned(),
        );
        context.push(claim);
    }
}

/// "East African Court judges Ana Odera and Jan Lipa and deputy prosecutors Omar Saad and …": where
/// the persons listed right before one title of several hold their offices, if it is an organisation.
fn shared_holder(context: &Context, office: &Office) -> Option<Entity> {
    let discourse = context.discourse;
    let units = &discourse.lines[office.line].units;
    let person_at = |unit: &Unit| match unit.kind {
        UnitKind::Mention(m) => match discourse.mentions[m].entities[..] {
            [one] if discourse.entities[one].kind == EntityType::Person => Some(one),
            _ => None,
        },
        _ => None,
    };
    let at = units
        .iter()
        .position(|u| person_at(u) == Some(office.person))?;
    let (mut joined, mut several) = (false, false);
    for unit in units[..at].iter().rev() {
        match person_at(unit) {
            Some(other) if joined && several => {
                let held = discourse
                    .offices
                    .iter()
                    .find(|o| o.person == other && o.line == office.line && o.at.is_some());
                if let Some(holder) = held.and_then(|o| o.at) {
                    let holder = &discourse.entities[holder];
                    return (holder.kind == EntityType::Org).then(|| holder.clone());
                }
            }
            Some(_) => {}
            None if matches!(unit.lower.as_str(), "and" | "," | "as" | "well") => joined = true,
            None if matches!(unit.kind, UnitKind::Title(_)) => several |= unit.lower.ends_with('s'),
            // A name that nothing explains.
            None if unit.kind == UnitKind::Word
                && discourse.words(unit.span).starts_with(char::is_uppercase) => {}
            None => return None,
        }
    }
    None
}

/// "Ana Torres, Peru's president from 2006 to 2019,": when the office was held, by what stands right
/// behind it.
fn held_when(context: &Context, office: &Office) -> Option<Edtf> {
    let units = &context.discourse.lines[office.line].units;
    let at = units.iter().position(|u| {
        matches!(u.kind, UnitKind::Mention(m)
            if context.discourse.mentions[m].entities.contains(&office.person))
    })?;
    let told = |at: usize| context.time_at(office.line, at);
    match context.word(office.line, at + 1) {
        "from" | "since" | "between" => told(at + 2),
        "until" | "till" => Edtf::parse(&format!("../{}", told(at + 2)?)).ok(),
        _ => None,
    }
}

/// "The Kenyan government" holds offices as the state does.
fn state_of_government(at: Entity, gazetteer: &entente_language::Gazetteer) -> Entity {
    if at.kind == EntityType::Body
        && at.name.to_lowercase().ends_with("government")
        && let Some(state) = at.country.as_deref().and_then(|c| gazetteer.by_id(c))
    {
        return state.entity(state.name.clone());
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::claims_of;

    #[test]
    fn an_office_holds_in_the_years_behind_it() {
        let (_, claims) = claims_of("Ana Torres, Peru's president from 2006 to 2019, was charged.");
        let valid = claims.iter().find_map(|claim| match &claim.body {
            ClaimBody::Tie(tie) => tie.valid.as_ref().map(|v| v.as_str().to_owned()),
            _ => None,
        });
        assert_eq!(valid.as_deref(), Some("2006/2019"), "{claims:?}");
    }

    #[test]
    fn those_listed_together_hold_their_offices_at_the_same_organisation() {
        let (_, claims) = claims_of(
            "The United States imposes sanctions on International Criminal Court judges Ana Odera and \
             Jan Lipa and deputy prosecutors Omar Saad and Rita Bell over warrants.",
        );
        let held: Vec<(&str, &str)> = claims
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Tie(tie) if tie.relation == Relation::Office => {
                    Some((tie.a.name.as_str(), tie.b.name.as_str()))
                }
                _ => None,
            })
            .collect();
        for person in ["Ana Odera", "Jan Lipa", "Omar Saad", "Rita Bell"] {
            assert!(
                held.contains(&(person, "International Criminal Court")),
                "{person}: {held:?}"
            );
        }
    }
}
