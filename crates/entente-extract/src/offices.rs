//! Offices: who holds which title where.

use entente_model::{Claim, ClaimBody, Entity, EntityType, Relation, Tie, fold};

use crate::context::Context;
use crate::mentions::UnitKind;

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
                if let Some(entry) = known {
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
        tie.as_of.clone_from(&office.as_of);
        let mut claim = Claim::new(evidence, ClaimBody::Tie(tie));
        claim.rule = Some(
            if sure {
                "tie/office-title"
            } else {
                "tie/office-inferred"
            }
            .to_owned(),
        );
        claim.confidence = Some(if sure { 0.9 } else { 0.7 });
        context.push(claim);
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
