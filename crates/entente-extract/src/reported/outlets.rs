//! Newspapers, agencies and broadcasters that speak: which names are theirs, and the name behind a
//! description ("the Kenyan daily Nation").

use entente_language::Upos;
use entente_model::{Entity, EntityType};

use super::Reader;
use crate::mentions::UnitKind;
use crate::voice::newsroom_called;

impl Reader<'_, '_> {
    /// A speaker whose name is that of an outlet, as a company; any other as it is.
    pub(super) fn as_outlet(&self, entity: Entity) -> Entity {
        let vague = matches!(
            entity.kind,
            EntityType::Other | EntityType::Person | EntityType::Body | EntityType::Company
        );
        // "Japan's Kyodo"
        let name = entity
            .name
            .split_once("'s ")
            .or_else(|| entity.name.split_once("’s "))
            .map_or(entity.name.as_str(), |(_, name)| name);
        let lower = name.to_lowercase();
        let called = lower.strip_prefix("the ").unwrap_or(&lower);
        let agency = called.strip_suffix(" news agency").unwrap_or(called);
        let country = newsroom_called(called)
            .or_else(|| newsroom_called(agency))
            .or_else(|| newsroom_called(&format!("{agency} news")));
        let known = country.is_some()
            || self.context.lists.has("outlet-name", called)
            || self.context.lists.has("outlet-name", agency);
        let shaped = entity.kind == EntityType::Other
            && name.split(' ').count() > 1
            && name.split(' ').all(|w| w.starts_with(char::is_uppercase))
            && called
                .rsplit(' ')
                .next()
                .is_some_and(|w| self.context.lists.has("outlet-word", w));
        if !vague || !(known || shaped) {
            return entity;
        }
        Entity {
            name: name.to_owned(),
            kind: EntityType::Company,
            country: country.map(str::to_owned).or(entity.country),
            id: None,
        }
    }

    /// "The paper added …": the outlet that the sentences before named, where nothing else tells which.
    pub(super) fn outlet_before(&self, noun: usize, last: usize) -> Option<Entity> {
        let tree = &self.tree;
        let bare = noun == last && noun == tree.left(noun) + 1 && self.word(noun - 1) == "the";
        if !bare || !self.context.lists.has("outlet-noun", self.word(noun)) {
            return None;
        }
        let discourse = self.context.discourse;
        let words = |line: usize, at: usize| discourse.words(discourse.lines[line].units[at].span);
        (self.line.saturating_sub(6)..self.line)
            .rev()
            .find_map(|line| {
                let units = &discourse.lines[line].units;
                let noun = units.iter().enumerate().rposition(|(at, unit)| {
                    self.context.lists.has("outlet-noun", &unit.lower)
                        && words(line, at).starts_with(char::is_lowercase)
                        && units.get(at + 1).is_some_and(|next| {
                            discourse.words(next.span).starts_with(char::is_uppercase)
                        })
                })?;
                let end = (noun + 1..units.len().min(noun + 6))
                    .take_while(|&at| words(line, at).starts_with(char::is_uppercase))
                    .last()?;
                let country = units[..noun]
                    .iter()
                    .rev()
                    .take(4)
                    .find_map(|u| match u.kind {
                        UnitKind::Mention(m) => {
                            discourse.entities_of(m).find_map(|e| e.country.clone())
                        }
                        _ => None,
                    });
                let name = units[noun + 1].span.cover(units[end].span);
                Some(self.as_outlet(Entity {
                    name: discourse.words(name).to_owned(),
                    kind: EntityType::Company,
                    country: country.or_else(|| discourse.home.clone()),
                    id: None,
                }))
            })
    }

    /// "the Kenyan daily Nation", "state broadcaster ZBC": the outlet that is named behind the noun for it.
    pub(super) fn outlet_behind(&self, noun: usize) -> Option<Entity> {
        let tree = &self.tree;
        // "The Daily Nation" is a name, "the daily Nation" has one behind it.
        let outlet = |t: &usize| {
            self.context.lists.has("outlet-noun", self.word(*t))
                && (*t == tree.low
                    || self
                        .context
                        .discourse
                        .words(self.span(*t))
                        .starts_with(char::is_lowercase))
        };
        let capital = |t: usize| {
            self.upos(t) == Upos::Propn
                || self.upos(t) == Upos::Noun
                    && self
                        .context
                        .discourse
                        .words(self.span(t))
                        .starts_with(char::is_uppercase)
        };
        // Some parses take the name for the head.
        let noun = Some(noun).filter(outlet).or_else(|| {
            (tree.left(noun)..noun)
                .rev()
                .find(|&t| !capital(t))
                .filter(outlet)
        })?;
        let last = (noun + 1..tree.high.min(noun + 5))
            .take_while(|&t| {
                capital(t) && (tree.relation(t) != "nsubj" || tree.head(t) == tree.head(noun + 1))
            })
            .last()?;
        let words = self.span(noun + 1).cover(self.span(last));
        let described = self.span(tree.left(noun)).cover(self.span(noun));
        Some(self.as_outlet(Entity {
            name: self.context.discourse.words(words).to_owned(),
            kind: EntityType::Company,
            country: self.country_of(noun, described, last),
            id: None,
        }))
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::claims_of;
    use entente_model::{ClaimBody, EntityType};

    #[test]
    fn newspapers_and_agencies_are_companies_with_their_names() {
        for (text, name) in [
            (
                "Reuters reported that Chad had closed its embassy in Peru.",
                "Reuters",
            ),
            (
                "State-run Peruvian news agency Andina reported Chad closed its embassy in Lima.",
                "Andina",
            ),
            (
                "The state broadcaster TRT said Chad had closed its embassy in Peru.",
                "TRT",
            ),
            (
                "The Daily Nation wrote that Chad had closed its embassy in Peru.",
                "Daily Nation",
            ),
        ] {
            let (_, claims) = claims_of(text);
            let speakers: Vec<_> = claims
                .iter()
                .filter_map(|c| match &c.body {
                    ClaimBody::Statement(s) => Some((s.speaker.name.as_str(), s.speaker.kind)),
                    _ => None,
                })
                .collect();
            assert_eq!(speakers, [(name, EntityType::Company)], "{text}");
        }
    }
}
