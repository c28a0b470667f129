//! Newspapers, agencies and broadcasters that speak: which names are theirs, and the name behind a
//! description ("the Kenyan daily Nation").

use entente_language::Upos;
use entente_model::{Entity, EntityType};

use super::Reader;
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
