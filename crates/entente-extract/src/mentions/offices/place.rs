//! Where an office is held: by the possessor before a title, or behind its preposition.

use entente_language::Upos;
use entente_model::{Entity, EntityType, Span, fold};

use super::super::{Discourse, Reference, Unit, UnitKind};
use crate::lists::Sort;

impl Discourse<'_> {
    /// Whether an office of that title may be held at another's: an ambassador's.
    pub(in crate::mentions) fn is_sent(&self, role: &str) -> bool {
        let role = fold(role);
        let last = role.rsplit(' ').next().unwrap_or_default();
        self.lists.has("sent-abroad", last) || role == "minister" || role.ends_with("affaires")
    }

    /// Where the office of a title is held, by what stands before the title (`out` ends there):
    /// "Kenyan", "Kenya's", "the country's", "its", "foreign ministry"; how many units that takes;
    /// and the word that says that it is over, "former".
    pub(super) fn holder_before(
        &mut self,
        out: &[Unit],
        role: &str,
    ) -> (Option<usize>, usize, Option<&'static str>) {
        let mention = |unit: Option<&Unit>| match unit.map(|u| u.kind) {
            Some(UnitKind::Mention(m)) => Some(m),
            _ => None,
        };
        let lower = |back: usize| {
            out.len()
                .checked_sub(back)
                .map_or("", |at| out[at].lower.as_str())
        };
        let mut holder = None;
        let mut taken = 0;
        if let Some(m) = mention(out.last())
            && !self.is_person(m)
            && self.can_hold_office(m)
        {
            holder = Some(self.mentions[m].entities[0]);
            taken = 1;
        } else if let Some(m) = out
            .len()
            .checked_sub(2)
            .filter(|&at| self.lists.has("before-title", &out[at + 1].lower))
            .and_then(|at| mention(out.get(at)))
            && self.mentions[m].reference == Reference::Adjective
            && self.can_hold_office(m)
        {
            // "the Thai exiled leader"
            holder = Some(self.mentions[m].entities[0]);
            taken = 2;
        } else if matches!(lower(1), "'s" | "'") && out.len() >= 2 {
            if let Some(m) = mention(out.get(out.len() - 2)) {
                let entity = self.mentions[m].entities[0];
                if self.is_person(m) {
                    // "Chancellor Merz's spokesman" speaks for the state.
                    let country = self.entities[entity].country.clone();
                    holder = country
                        .and_then(|c| self.state_named(&c))
                        .map(|state| self.entity(state));
                } else if self.can_hold_office(m) {
                    holder = Some(entity);
                    taken = 2;
                }
            } else if let [.., owner, chief, _] = out
                && matches!(chief.kind, UnitKind::Title(_))
                && let Some(m) = mention(Some(owner))
                && !self.is_person(m)
                && self.can_hold_office(m)
            {
                // "the UN Secretary-General's envoy" is the organisation's.
                holder = Some(self.mentions[m].entities[0]);
                taken = 3;
            } else if let Some((entity, length)) = self.noun_possessor(&out[..out.len() - 1]) {
                holder = Some(entity);
                taken = length + 1;
            } else if let Some(body) = self.unknown_possessor(&out[out.len() - 2], role) {
                holder = Some(body);
                taken = 2;
            }
        } else if lower(1) == "its" && !self.lists.has("title-of-body", &fold(role)) {
            holder = self.possessor_in(out);
            taken = usize::from(holder.is_some());
        }
        // "Party General Secretary", "foreign ministry spokesperson", "army chief".
        if holder.is_none()
            && let Some((length, Sort::Body | Sort::Forces)) =
                (1..=2).rev().filter(|&n| out.len() >= n).find_map(|n| {
                    let (sort, length) = self.lists.noun_at(out, out.len() - n)?;
                    (length == n).then_some((n, sort))
                })
        {
            let phrase = Span::new(
                out[out.len() - length].span.start,
                out[out.len() - 1].span.end,
            );
            let focus = self.state.clone();
            // "Malian junta leader", "Kenya's army chief"
            let back = length + 1 + usize::from(matches!(lower(length + 1), "'s" | "'"));
            let owned = (out.len().checked_sub(back))
                .and_then(|at| mention(out.get(at)).map(|m| (at, m)))
                .filter(|&(_, m)| {
                    self.entities_of(m)
                        .all(|e| matches!(e.kind, EntityType::State | EntityType::Org))
                });
            let body = owned.and_then(|(at, m)| {
                self.state.state = self.mentions[m].entities.first().copied();
                let sort = self.lists.noun_at(out, out.len() - length)?.0;
                match self.modified_noun(out, at, m, sort, back)? {
                    UnitKind::Mention(body) => self.mentions[body].entities.first().copied(),
                    _ => None,
                }
            });
            taken = if body.is_some() { back } else { length };
            holder = body.or_else(|| self.body_called(phrase, &focus));
        }
        // "former Colombian president", "ex-Kenyan minister"
        let word = lower(taken + 1);
        let former = match word {
            "former" => Some("former"),
            "-" if lower(taken + 2) == "ex" => Some("former"),
            "acting" => Some("acting"),
            "interim" => Some("interim"),
            _ => None,
        }
        .filter(|_| taken > 0);
        (holder, taken, former)
    }

    /// "Labour's shadow home secretary", "the National Cancer Institute's director": the party or
    /// institute that no table has, whose name stands before "'s", for an office such as it has.
    fn unknown_possessor(&mut self, name: &Unit, role: &str) -> Option<usize> {
        let words = self.words(name.span);
        if name.kind != UnitKind::Word || !words.starts_with(char::is_uppercase) {
            return None;
        }
        if words.contains(' ') && self.is_institution(words) {
            let country = self.countries_inside(name.span).into_iter().next();
            return Some(self.body(name.span, country));
        }
        let role = fold(role);
        let last = role.rsplit(' ').next().unwrap_or_default();
        let of_party = role.starts_with("shadow ")
            || self.lists.has("spokesperson", last)
            || matches!(
                last,
                "leader" | "chairman" | "chairwoman" | "chairperson" | "whip"
            );
        let country = self
            .lists
            .state_of_title(&role)
            .map(str::to_owned)
            .or_else(|| self.home.clone());
        (of_party && words.len() > 3).then(|| self.body(name.span, country))
    }

    /// Whom "the country", "the West African nation", "the bloc" means at the end of `out`, with
    /// its length.
    pub(super) fn noun_possessor(&self, out: &[Unit]) -> Option<(usize, usize)> {
        let (sort, _) = self.lists.noun_at(out, out.len().checked_sub(1)?)?;
        let article = (2..=5)
            .filter_map(|back| out.len().checked_sub(back))
            .find(|&at| out[at].lower == "the")?;
        let entity = match sort {
            Sort::State => self.state_in(out).or(self.state.state),
            Sort::Org => self.org_called(&out[out.len() - 1..], &self.state),
            _ => None,
        }?;
        Some((entity, out.len() - article))
    }

    /// The last state that a sentence names so far.
    pub(super) fn state_in(&self, out: &[Unit]) -> Option<usize> {
        out.iter().rev().find_map(|unit| match unit.kind {
            UnitKind::Mention(m) => self.mentions[m]
                .entities
                .iter()
                .copied()
                .find(|&e| self.entities[e].kind == EntityType::State),
            _ => None,
        })
    }

    /// The country that a sentence speaks of last, by a state or a place in it: alpha-3.
    pub(in crate::mentions) fn country_in(&self, out: &[Unit]) -> Option<String> {
        out.iter().rev().find_map(|unit| match unit.kind {
            UnitKind::Mention(m) => self.entities_of(m).find_map(|e| {
                matches!(e.kind, EntityType::State | EntityType::Place)
                    .then(|| e.country.clone())
                    .flatten()
            }),
            _ => None,
        })
    }

    /// Whose "its" is: the first state or organisation of the sentence so far, else what the text
    /// is about.
    pub(super) fn possessor_in(&self, out: &[Unit]) -> Option<usize> {
        let polity = |e: &usize| {
            matches!(
                self.entities[*e].kind,
                EntityType::State | EntityType::Org | EntityType::Body | EntityType::Group
            )
        };
        out.iter()
            .find_map(|unit| match unit.kind {
                UnitKind::Mention(m) if self.mentions[m].reference != Reference::Adjective => {
                    self.mentions[m].entities.iter().copied().find(&polity)
                }
                _ => None,
            })
            .or(self.state.topic.filter(polity))
    }

    /// Where an office is held, behind its preposition at `at`: "the Burmese armed forces",
    /// "Kenya". Gives the entities and the unit behind them.
    pub(super) fn holder_at(&mut self, units: &[Unit], at: usize) -> Option<(Vec<usize>, usize)> {
        let from = at + usize::from(units.get(at).is_some_and(|u| u.lower == "the"));
        if let Some((body, to)) = self.body_by_capitals(units, from) {
            return Some((vec![body], to));
        }
        if let Some((body, to)) = self.body_of_people(units, from) {
            return Some((vec![body], to));
        }
        // "chairman of the rebels' Transitional Council"
        if let Some(owner) = (from..from + 2).find(|&u| {
            units
                .get(u)
                .is_some_and(|unit| self.lists.has("group-noun", &unit.lower))
        }) && units
            .get(owner + 1)
            .is_some_and(|u| matches!(u.lower.as_str(), "'s" | "'"))
            && let Some((body, to)) = self.body_by_capitals(units, owner + 2)
        {
            return Some((vec![body], to));
        }
        // "leader of the Greens"
        if from > at
            && let Some(unit) = units.get(from)
            && unit.kind == UnitKind::Word
            && self.words(unit.span).starts_with(char::is_uppercase)
            && unit.lower.len() > 4
            && unit.lower.ends_with('s')
            && units
                .get(from + 1)
                .is_none_or(|u| matches!(u.lower.as_str(), "," | "." | "and" | ")"))
        {
            let name = self.words(unit.span).to_owned();
            let entity = self.entity(Entity::new(name, EntityType::Body));
            return Some((vec![entity], from + 1));
        }
        let UnitKind::Mention(m) = units.get(from)?.kind else {
            return None;
        };
        if self.is_person(m) || !self.can_hold_office(m) {
            return None;
        }
        if let Some((sort, length)) = self.noun_after(units, from)
            && let Some(UnitKind::Mention(body)) = self.modified_noun(units, from, m, sort, length)
        {
            return Some((self.mentions[body].entities.clone(), from + length));
        }
        // "director of Kenya's Central Bank": the body, where it has a name of its own.
        if matches!(
            units.get(from + 1).map(|u| u.lower.as_str()),
            Some("'s" | "'")
        ) && let Some(UnitKind::Mention(body)) = units.get(from + 2).map(|u| u.kind)
            && self.mentions[body].reference == Reference::Name
            && self
                .entities_of(body)
                .all(|e| matches!(e.kind, EntityType::Body | EntityType::Org))
        {
            return Some((self.mentions[body].entities.clone(), from + 3));
        }
        // "head of Kenya's Red Guard", "of Kenya's maritime board": of whose body nothing more is known,
        // it is the state's.
        if matches!(
            units.get(from + 1).map(|u| u.lower.as_str()),
            Some("'s" | "'")
        ) && let Some(length) = (1..=4).find(|&k| {
            units
                .get(from + 2 + k)
                .is_none_or(|u| matches!(u.lower.as_str(), "," | "." | ")" | ";"))
        }) && (units[from + 2..from + 2 + length]
            .iter()
            .all(|u| self.words(u.span).starts_with(char::is_uppercase))
            || units[from + 2..from + 2 + length]
                .iter()
                .all(|u| self.is_charge(u)))
        {
            return Some((self.mentions[m].entities.clone(), from + 2 + length));
        }
        Some((self.mentions[m].entities.clone(), from + 1))
    }

    /// Where "UN Secretary-General Ana Torres" at `at` holds office, and the unit behind the name.
    pub(super) fn chief_at(&self, units: &[Unit], at: usize) -> Option<(usize, usize)> {
        let from = at + usize::from(units.get(at).is_some_and(|u| u.lower == "the"));
        let UnitKind::Mention(holder) = units.get(from)?.kind else {
            return None;
        };
        let title = from + 1 + usize::from(units.get(from + 1).is_some_and(|u| u.lower == "'s"));
        let titled = matches!(units.get(title)?.kind, UnitKind::Title(_));
        if !titled || !self.can_hold_office(holder) {
            return None;
        }
        let named = matches!(units.get(title + 1).map(|u| u.kind), Some(UnitKind::Mention(m)) if self.is_person(m));
        Some((
            self.mentions[holder].entities[0],
            title + 1 + usize::from(named),
        ))
    }

    /// Whether a body of which somebody may be a member stands at `at`: "the Knesset".
    pub(super) fn is_chamber(&self, units: &[Unit], at: usize) -> bool {
        let from = at + usize::from(units.get(at).is_some_and(|u| u.lower == "the"));
        matches!(units.get(from).map(|u| u.kind), Some(UnitKind::Mention(m))
            if self.entities_of(m).all(|e| e.kind == EntityType::Body))
    }

    pub(in crate::mentions) fn can_hold_office(&self, mention: usize) -> bool {
        self.entities_of(mention).all(|e| {
            matches!(
                e.kind,
                EntityType::State
                    | EntityType::Org
                    | EntityType::Body
                    | EntityType::Company
                    | EntityType::Group
            ) || e.kind == EntityType::Place
                || e.kind == EntityType::Other && self.is_institution(&e.name)
        })
    }

    /// Whether a name is that of an institute, university or the like.
    fn is_institution(&self, name: &str) -> bool {
        name.split(' ')
            .any(|w| self.lists.has("institution", &w.to_lowercase()))
    }

    /// Whether a word between a possessor and a title says what the office is charged with.
    pub(super) fn is_charge(&self, unit: &Unit) -> bool {
        unit.kind == UnitKind::Word
            && unit.lower.len() > 2
            && self.words(unit.span).starts_with(char::is_lowercase)
            && matches!(
                self.analysis.tokens[unit.tokens.start].syntax.upos,
                Upos::Noun | Upos::Adj
            )
    }

    /// The words between a possessor and a title that belong to the office.
    pub(super) fn charge(&self, between: &[Unit]) -> Option<String> {
        let from = between
            .iter()
            .position(|u| !self.lists.has("before-title", &u.lower))?;
        let words = between[from].span.cover(between[between.len() - 1].span);
        Some(self.words(words).to_owned())
    }

    /// The office of a spokesperson whose title names a ministry, and the ministry: "health ministry
    /// spokesman" of Kenya.
    pub(super) fn spoken_for(
        &mut self,
        title: Span,
        role: String,
        holder: Option<usize>,
    ) -> (String, Option<usize>) {
        let folded = role.to_lowercase();
        let state = holder.is_none_or(|h| self.entities[h].kind == EntityType::State);
        let split = ["ministry ", "department "]
            .iter()
            .find_map(|noun| Some(folded.find(noun)? + noun.len() - 1))
            .filter(|_| state && role.is_ascii());
        let Some(split) = split else {
            return (role, holder);
        };
        let office = role[split..].trim_start().to_owned();
        if !self.lists.has("spokesperson", &fold(&office)) {
            return (role, holder);
        }
        let country = holder.and_then(|h| self.entities[h].country.clone());
        let ministry = Span::new(title.start, title.start + split);
        let body = self.body(ministry, country);
        (office, Some(body))
    }

    /// Where "for Trade and Industry" at unit `at` ends.
    pub(super) fn charge_behind(&self, units: &[Unit], at: usize) -> Option<usize> {
        if units.get(at)?.lower != "for" {
            return None;
        }
        let capital = |unit: &Unit| {
            unit.kind == UnitKind::Word && self.words(unit.span).starts_with(char::is_uppercase)
        };
        let mut end = at + 1;
        while end < at + 8
            && units.get(end).is_some_and(|u| {
                capital(u) || matches!(u.lower.as_str(), "and" | "the" | "of" | "&")
            })
        {
            end += 1;
        }
        (end > at + 1 && capital(&units[end - 1])).then_some(end)
    }

    /// The same, if a person is named right behind it.
    pub(super) fn office_for(&self, units: &[Unit], at: usize) -> Option<usize> {
        self.charge_behind(units, at).filter(|&end| {
            units
                .get(end)
                .is_some_and(|u| matches!(u.kind, UnitKind::Mention(m) if self.is_person(m)))
        })
    }
}
