//! Several titles of one person, and one title of several persons.

use entente_model::{Entity, EntityType, fold};

use super::super::{Discourse, Reference, Unit, UnitKind};

impl Discourse<'_> {
    /// The words of a title that "and" joins to what follows `out`: "Prime Minister and". Two
    /// heads are two persons: "the President and Prime Minister Rao".
    pub(super) fn joined_title(&self, out: &[Unit]) -> Option<String> {
        let [.., title, and] = out else {
            return None;
        };
        let UnitKind::Title(_) = title.kind else {
            return None;
        };
        let words = self.words(title.span);
        let folded = fold(words);
        let alone = matches!(
            folded.as_str(),
            "president"
                | "king"
                | "queen"
                | "emir"
                | "sultan"
                | "leader"
                | "chief"
                | "head"
                | "mp"
                | "mep"
                | "senator"
        ) || folded.ends_with('s') && !folded.ends_with("affairs");
        (matches!(and.lower.as_str(), "and" | "&") && !alone).then(|| words.to_owned())
    }

    /// "The foreign ministers of Peru and Chile, Ana Torres and Luis Vega, met", and the names first:
    /// each of as many persons holds the office of one of the states.
    pub(super) fn respective_offices(
        &mut self,
        units: &[Unit],
        to: usize,
        role: &str,
        members: &[usize],
        out: &[Unit],
        line: usize,
    ) {
        if members.len() < 2 {
            return;
        }
        let named = |unit: &Unit| match unit.kind {
            UnitKind::Mention(m) if self.is_person(m) => match self.mentions[m].entities[..] {
                [person] => Some(Some(person)),
                _ => None,
            },
            _ if matches!(unit.lower.as_str(), "," | "and" | "the" | "both") => Some(None),
            _ => None,
        };
        let behind: Vec<usize> = units[to.min(units.len())..]
            .iter()
            .map_while(named)
            .flatten()
            .collect();
        let mut before: Vec<usize> = out.iter().rev().map_while(named).flatten().collect();
        before.reverse();
        let closed = |unit: Option<&Unit>| unit.is_some_and(|u| u.lower == ",");
        let persons = if closed(units.get(to)) && behind.len() == members.len() {
            behind
        } else if before.len() == members.len() && out.iter().rev().take(2).any(|u| u.lower == ",")
        {
            before
        } else {
            return;
        };
        for (person, holder) in persons.into_iter().zip(members) {
            self.office(person, singular(role), Some(*holder), false, line);
        }
    }

    /// "Presidents Buhari of Nigeria and Talon of Benin", "US Secretaries Doyle, Ortiz and Lund": an
    /// office each; `shared` is where all hold theirs.
    pub(super) fn several_offices(
        &mut self,
        units: &[Unit],
        from: usize,
        role: &str,
        shared: Option<usize>,
        line: usize,
    ) {
        let mut found: Vec<(usize, Option<usize>)> = Vec::new();
        let mut at = from;
        while let Some(unit) = units.get(at) {
            let mention = match unit.kind {
                UnitKind::Mention(m) if self.is_person(m) => Some(m),
                // Only its title tells that "Ortiz" or "Austin" is a person.
                UnitKind::Word | UnitKind::Mention(_)
                    if unit.lower.len() > 2
                        && self.words(unit.span).starts_with(char::is_uppercase)
                        && match unit.kind {
                            UnitKind::Mention(m) => self
                                .entities_of(m)
                                .all(|e| e.kind == EntityType::Place && e.id.is_none()),
                            _ => true,
                        } =>
                {
                    let person =
                        self.person(Entity::new(self.words(unit.span), EntityType::Person));
                    match self.mention(unit.span, vec![person], Reference::Name) {
                        UnitKind::Mention(m) => Some(m),
                        _ => None,
                    }
                }
                _ => None,
            };
            let Some(m) = mention else {
                break;
            };
            let person = self.mentions[m].entities[0];
            at += 1;
            let mut holder = shared;
            if units.get(at).is_some_and(|u| u.lower == "of")
                && let Some((of, next)) = self.holder_at(units, at + 1)
            {
                holder = Some(of[0]);
                at = next;
            }
            // "Ana Torres (Peru)"
            if units.get(at).is_some_and(|u| u.lower == "(")
                && let Some((of, next)) = self.holder_at(units, at + 1)
                && units.get(next).is_some_and(|u| u.lower == ")")
            {
                holder = Some(of[0]);
                at = next + 1;
            }
            found.push((person, holder));
            let from = at;
            while units
                .get(at)
                .is_some_and(|u| matches!(u.lower.as_str(), "and" | "," | "&"))
            {
                at += 1;
            }
            if at == from {
                break;
            }
        }
        // "Ministers Rao said": one alone is no list, unless the text says where.
        let several = found.len() >= 2;
        for (person, holder) in found {
            if several || holder.is_some() {
                self.office(person, singular(role), holder, false, line);
            }
        }
    }
}

/// Whether a title is of several: "Foreign Ministers", but not "Minister of Mines".
pub(super) fn is_plural(role: &str) -> bool {
    let head = role.split(" of ").next().unwrap_or(role);
    let head = head.split(" for ").next().unwrap_or(head);
    head.ends_with('s') && !head.ends_with("ss") && !head.to_lowercase().ends_with("d'affaires")
}

/// The title of one of those whom a title in the plural names: "Secretaries of State".
fn singular(role: &str) -> String {
    let (head, rest) = match role.split_once(" of ") {
        Some((head, _)) => role.split_at(head.len()),
        None => (role, ""),
    };
    match head.strip_suffix("ies") {
        Some(stem) => format!("{stem}y{rest}"),
        None => format!("{}{rest}", head.strip_suffix('s').unwrap_or(head)),
    }
}
