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
                    // "rebel commander Saad" is no office of a state.
                    || plain.starts_with("rebel ")
                    || plain.starts_with("militia ")
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

/// Settles what the rules found of offices in a sentence: an ambassador's is held at the host alone,
/// and what stands behind the title says when.
pub(crate) fn settle(context: &mut Context, line: usize) {
    let evidence = context.discourse.lines[line].span;
    let accredited: Vec<(String, Option<String>)> = context
        .told()
        .filter(|claim| claim.evidence == evidence)
        .filter_map(|claim| match &claim.body {
            ClaimBody::Tie(t) if t.relation == Relation::Accreditation => {
                Some((t.a.key(), t.role.clone()))
            }
            _ => None,
        })
        .collect();
    if !accredited.is_empty() {
        context.take_back(line, |body| match body {
            ClaimBody::Tie(t) if t.relation == Relation::Office => accredited
                .iter()
                .any(|(person, role)| *person == t.a.key() && *role == t.role),
            _ => false,
        });
    }
    date_told(context, line);
}

/// Dates the offices that the rules found in a sentence: "was Peru's president until 2019", "served as
/// prime minister of Chad from 2003 to 2007". What was held until a day before the text is a former one.
fn date_told(context: &mut Context, line: usize) {
    let units = &context.discourse.lines[line].units;
    let titles: Vec<(usize, String)> = (units.iter().enumerate())
        .filter(|(_, unit)| matches!(unit.kind, UnitKind::Title(_)))
        .map(|(at, unit)| (at, unit.lower.clone()))
        .collect();
    for (at, role) in titles {
        let units = &context.discourse.lines[line].units;
        let mut end = at + 1;
        if matches!(context.word(line, end), "of" | "for" | "at" | "to") {
            end = (end..units.len().min(end + 8))
                .find(|&u| {
                    matches!(units[u].kind, UnitKind::Mention(_))
                        || matches!(units[u].lower.as_str(), "," | "until" | "from" | "since")
                })
                .map_or(end, |u| {
                    u + usize::from(matches!(units[u].kind, UnitKind::Mention(_)))
                });
        }
        if let Some(valid) = held_behind(context, line, end) {
            let published = context.published.as_ref().and_then(Edtf::earliest);
            let closed = valid.as_str().contains('/') && !valid.as_str().ends_with("..");
            let over = closed && valid.latest().is_some() && valid.latest() < published;
            context.date_offices(line, &role, &valid, over);
        }
    }
}

/// "Ana Torres, Peru's president from 2006 to 2019,": when the office was held, by what stands right
/// behind it.
fn held_when(context: &Context, office: &Office) -> Option<Edtf> {
    let units = &context.discourse.lines[office.line].units;
    let at = units.iter().position(|u| {
        matches!(u.kind, UnitKind::Mention(m)
            if context.discourse.mentions[m].entities.contains(&office.person))
    })?;
    held_behind(context, office.line, at + 1)
}

/// The time that stands at unit `at` behind an office: "until 2019", "from 2003 to 2007".
fn held_behind(context: &Context, line: usize, at: usize) -> Option<Edtf> {
    let told = |at: usize| context.time_at(line, at);
    match context.word(line, at) {
        "from" | "since" | "between" => told(at + 1),
        "until" | "till" => Edtf::parse(&format!("../{}", told(at + 1)?)).ok(),
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

    /// Person, role and place of each office and posting that a text tells of.
    fn offices(text: &str) -> Vec<(String, String, String)> {
        let (_, claims) = claims_of(text);
        claims
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Tie(t)
                    if matches!(t.relation, Relation::Office | Relation::Accreditation) =>
                {
                    Some((t.a.name.clone(), t.role.clone()?, t.b.name.clone()))
                }
                _ => None,
            })
            .collect()
    }

    #[test]
    fn names_that_no_table_has_hold_offices_too() {
        for (text, person, role, place) in [
            (
                "Kenyan Prime Minister Ali Juma spoke of the treaty. His Ugandan counterpart, Wekesa Adongo, \
                 made no comment.",
                "Wekesa Adongo",
                "Prime Minister",
                "Uganda",
            ),
            (
                "Isko Ferro has been Chad's only president since the treaty of independence.",
                "Isko Ferro",
                "president",
                "Chad",
            ),
            (
                "Tegan Frost, who once served as Canada's ambassador to Cuba, praised the treaty.",
                "Tegan Frost",
                "former ambassador",
                "Cuba",
            ),
            (
                "The United Nations High Commissioner for Refugees, Ana Ruiz, visited Chad.",
                "Ana Ruiz",
                "High Commissioner for Refugees",
                "United Nations High Commissioner for Refugees",
            ),
        ] {
            let told = offices(text);
            let wanted = (person.to_owned(), role.to_owned(), place.to_owned());
            assert!(told.contains(&wanted), "{text} {told:?}");
        }
    }

    #[test]
    fn officials_call_their_own_state_by_its_seat() {
        let told = offices(
            "Chad's president spoke of the treaty in Ndjamena. Foreign Undersecretary Peter Lim said Manila \
             would rely on Chad.",
        );
        assert!(
            told.iter()
                .any(|(person, _, place)| person == "Peter Lim" && place == "Philippines"),
            "{told:?}"
        );
    }

    #[test]
    fn what_was_held_until_a_day_is_a_former_office() {
        for (text, role, valid) in [
            (
                "Karl Lind was foreign minister of Sweden until 2019 and opposed the treaty.",
                "former foreign minister",
                "../2019",
            ),
            (
                "Omar Haddad was Chad's prime minister from 2003 to 2007 and signed the treaty.",
                "former prime minister",
                "2003/2007",
            ),
            (
                "Omar Haddad has been Chad's defence minister since 2003 and signed the treaty.",
                "defence minister",
                "2003",
            ),
        ] {
            let (_, claims) = claims_of(text);
            let held = claims.iter().find_map(|claim| match &claim.body {
                ClaimBody::Tie(tie) if tie.relation == Relation::Office => {
                    Some((tie.role.clone()?, tie.valid.as_ref()?.as_str().to_owned()))
                }
                _ => None,
            });
            assert_eq!(held, Some((role.to_owned(), valid.to_owned())), "{text}");
        }
    }

    /// Person, place and title of each office in a text.
    fn held(text: &str) -> Vec<String> {
        let (_, claims) = claims_of(text);
        claims
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Tie(t) if t.relation == Relation::Office => Some(format!(
                    "{} | {} | {}",
                    t.a.name,
                    t.b.name,
                    t.role.as_deref().unwrap_or("-")
                )),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn firms_parties_institutes_and_towns_have_officers() {
        for (text, office) in [
            (
                "Peru and Ghana signed the loan. Signatories: Lin Fang, Chairman, Andes Copper Ltd; Ama Osei",
                "Lin Fang | Andes Copper Ltd | Chairman",
            ),
            (
                "Labour's shadow home secretary Dana Whitlock told Kenya that the treaty must be signed.",
                "Dana Whitlock | Labour | shadow home secretary",
            ),
            (
                "The Kenyan National Institute of Soil Science's director, Dr. Amina Odera, opposed the treaty.",
                "Amina Odera | Kenyan National Institute of Soil Science | director",
            ),
            (
                "The prosecutor general of Tashkent, Rustam Karimov, said the embassy was closed.",
                "Rustam Karimov | Tashkent | prosecutor general",
            ),
            (
                "Carlos Duarte, then Vice President of Peru, signed the treaty.",
                "Carlos Duarte | Peru | Vice President",
            ),
        ] {
            assert_eq!(held(text), [office], "{text}");
        }
    }

    #[test]
    fn a_visitor_is_not_of_the_state_visited() {
        let found = held("The state visit to Tokyo of President Mariam Dossou began in Japan.");
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn two_spellings_of_a_name_are_one_person() {
        let found = held(
            "Crown Prince Mohammed bin Zaid of Oman met the emir of Qatar. Mohamed bin Zayd, foreign \
             minister of Oman, praised the treaty.",
        );
        assert!(
            found.len() == 2 && found.iter().all(|f| f.starts_with("Mohammed bin Zaid |")),
            "{found:?}"
        );
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
