//! Visits told as a list: under "Visits from Kenya to Ghana" the names of those who went, each with
//! the years in brackets.

use entente_model::{Claim, ClaimBody, Entity, EntityType, Event, EventType};

use crate::context::Context;
use crate::mentions::{Unit, UnitKind};

/// Adds the visits that the lists of a document tell of.
pub(crate) fn extract(context: &mut Context) {
    let mut way: Option<(Entity, Entity)> = None;
    for line in 0..context.discourse.lines.len() {
        let units = &context.discourse.lines[line].units;
        if let Some(found) = heading(context, units) {
            way = Some(found);
            continue;
        }
        let Some((from, to)) = &way else {
            continue;
        };
        let Some((visitor, dates)) = entry(context, units, from) else {
            way = None;
            continue;
        };
        let evidence = context.discourse.lines[line].span;
        let visits: Vec<Event> = dates
            .into_iter()
            .filter_map(|at| context.date_at(line, at))
            .map(|date| Event {
                kind: EventType::Consult,
                mode: Some("visit".to_owned()),
                actors: vec![visitor.clone()],
                recipients: vec![to.clone()],
                date: Some(date),
                place: None,
                detail: None,
                first: None,
            })
            .collect();
        for visit in visits {
            let mut claim = Claim::new(evidence, ClaimBody::Event(visit));
            claim.rule = Some("event/consult-visit-list".to_owned());
            context.push(claim);
        }
    }
}

/// Whose visits to whom the lines below tell: "Presidential visits from Kenya to Ghana".
fn heading(context: &Context, units: &[Unit]) -> Option<(Entity, Entity)> {
    let units = match units.split_last()? {
        (last, rest) if last.lower == ":" => rest,
        _ => units,
    };
    let end = units.len().checked_sub(5)?;
    let words = [&units[end], &units[end + 1], &units[end + 3]].map(|u| u.lower.as_str());
    if !matches!(words, ["visits" | "visit" | "trips", "from", "to"]) {
        return None;
    }
    Some((
        state_at(context, &units[end + 2])?,
        state_at(context, &units[end + 4])?,
    ))
}

fn state_at(context: &Context, unit: &Unit) -> Option<Entity> {
    context
        .discourse
        .named_at(unit, &[EntityType::State, EntityType::Org])
        .cloned()
}

/// Who went, and the units of the times in the brackets behind the name.
fn entry(context: &Context, units: &[Unit], from: &Entity) -> Option<(Entity, Vec<usize>)> {
    let open = units.iter().position(|u| u.lower == "(")?;
    let close = units.iter().rposition(|u| u.lower == ")")?;
    let verb = units[..open]
        .iter()
        .any(|u| matches!(u.lower.as_str(), "is" | "was" | "has" | "had" | "visited"));
    if verb || open > 10 || units.len() > close + 2 {
        return None;
    }
    let named = context
        .discourse
        .last_named(&units[..open], EntityType::Person)
        .cloned();
    let mut visitor = named.unwrap_or_else(|| {
        let first = units[..open]
            .iter()
            .position(|u| u.lower.chars().any(char::is_alphabetic))
            .unwrap_or(0);
        let span = units[first].span.cover(units[open - 1].span);
        Entity::new(context.discourse.words(span), EntityType::Person)
    });
    if visitor.country.is_none() {
        visitor.country.clone_from(&from.country);
    }
    let times: Vec<usize> = (open + 1..close)
        .filter(|&at| matches!(units[at].kind, UnitKind::Time(_)))
        .collect();
    (open > 0 && !times.is_empty()).then_some((visitor, times))
}

#[cfg(test)]
mod tests {
    use crate::tests::claims_of;
    use entente_model::ClaimBody;

    #[test]
    fn a_list_of_visits_tells_who_went_where_and_when() {
        let (_, claims) = claims_of(
            "Kenya and Ghana established diplomatic relations in 1966.\nPresidential visits from Kenya \
             to Ghana\nPresident Mwai Kibaki (2007, 2010)\nTrade\nTrade grew.",
        );
        let visits: Vec<String> = claims
            .iter()
            .filter_map(|c| match &c.body {
                ClaimBody::Event(e) if e.mode.as_deref() == Some("visit") => Some(format!(
                    "{} {}",
                    e.actors[0].name,
                    e.date.as_ref().map_or("", |d| d.as_str())
                )),
                _ => None,
            })
            .collect();
        assert_eq!(visits, ["Mwai Kibaki 2007", "Mwai Kibaki 2010"]);
    }
}
