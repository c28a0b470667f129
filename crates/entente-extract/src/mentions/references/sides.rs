//! Who the two are that a text speaks of: "the two leaders", "both sides", and "him" beside whoever
//! acts.

use entente_model::{Entity, EntityType, fold};

use super::super::{Discourse, Focus, Reference, Unit, UnitKind};

impl Discourse<'_> {
    /// Whom "the two leaders" means of the persons named: those who lead before those of whom no
    /// office is told, those before other officials; of equals those named most, then last.
    pub(super) fn two_leaders(&self, focus: &Focus, before: &[Unit]) -> Vec<usize> {
        let rank = |person: usize| {
            let leads = self
                .offices
                .iter()
                .filter(|o| o.person == person)
                .map(|o| {
                    let role = fold(&o.role);
                    role.split(' ').any(|w| self.lists.has("leader", w))
                        && !role
                            .split(' ')
                            .any(|w| matches!(w, "deputy" | "vice" | "former"))
                        && (role.contains("general") || !role.contains("secretary"))
                })
                .max();
            let named = self
                .mentions
                .iter()
                .filter(|m| m.entities.contains(&person))
                .count();
            (
                leads.map_or(1, |leads| if leads { 2 } else { 0 }),
                named.min(3),
            )
        };
        let mut persons = focus.persons.clone();
        // "The envoy spoke with both ministers": who meets them is neither.
        let mut here: Vec<usize> = before
            .iter()
            .filter_map(|u| match u.kind {
                UnitKind::Mention(m) => self.mentions[m].entities.first().copied(),
                _ => None,
            })
            .filter(|&e| self.entities[e].kind == EntityType::Person)
            .collect();
        here.dedup();
        if let [one] = here[..]
            && persons.len() > 2
        {
            persons.retain(|&p| p != one);
        }
        // Sorting is stable, so that of equals the last stay last.
        persons.sort_by_key(|&p| rank(p));
        let mut two = persons.split_off(persons.len() - 2);
        // Two of one state are not the two sides.
        let country = |p: usize| self.entities[p].country.as_deref();
        if country(two[0]).is_some()
            && country(two[0]) == country(two[1])
            && let Some(&other) = persons
                .iter()
                .rev()
                .find(|&&p| country(p).is_some() && country(p) != country(two[0]))
        {
            two[0] = other;
        }
        two.sort_unstable();
        two
    }

    /// Whom "the two sides" means: the two that the text is about, if one of them is spoken of,
    /// else the last two named together.
    pub(super) fn two_sides(&mut self, focus: &Focus) -> Option<Vec<usize>> {
        let last = match focus.pair.len() {
            2.. => Some(focus.pair.clone()),
            _ => self.states_of_two(focus),
        };
        // Of a joint statement they are those whose it is.
        let joint: Vec<String> = self
            .speakers
            .iter()
            .filter_map(|s| s.country.clone())
            .collect();
        let joint = <[String; 2]>::try_from(joint).ok().filter(|[a, b]| a != b);
        let Some(main) = joint.or_else(|| self.main_pair.clone()) else {
            return last;
        };
        let code = |at: &usize| self.entities[*at].country.clone();
        let mixed = last.as_ref().is_none_or(|pair| {
            let known: Vec<_> = pair.iter().map(code).collect();
            let shares = main.iter().any(|m| known.iter().flatten().any(|k| k == m));
            let all = main.iter().all(|m| known.iter().flatten().any(|k| k == m));
            // What an official text says of others in passing does not make them its sides.
            known.contains(&None) && shares || self.official && !all
        });
        if !mixed {
            return last;
        }
        let states: Vec<Entity> = main.iter().filter_map(|c| self.state_named(c)).collect();
        Some(states.into_iter().map(|s| self.entity(s)).collect())
    }

    /// The only two states of which the words before "the two countries" speak, in the sentence that opens a text:
    /// "President Otieno flew to Lima, and the two countries signed".
    pub(super) fn two_before(&mut self, before: &[Unit]) -> Option<Vec<usize>> {
        let mut codes: Vec<String> = Vec::new();
        for unit in before {
            let UnitKind::Mention(m) = unit.kind else {
                continue;
            };
            for code in self.entities_of(m).filter_map(|e| e.country.clone()) {
                if !codes.contains(&code) {
                    codes.push(code);
                }
            }
        }
        let [first, second] = &codes[..] else {
            return None;
        };
        let states = [self.state_named(first)?, self.state_named(second)?];
        Some(states.into_iter().map(|s| self.entity(s)).collect())
    }

    /// The states of the last two persons of different states, where no states were named together.
    pub(super) fn states_of_two(&mut self, focus: &Focus) -> Option<Vec<usize>> {
        let mut codes: Vec<String> = Vec::new();
        for &person in focus.persons.iter().rev() {
            let entity = &self.entities[person];
            let known = || {
                self.gazetteer
                    .person_country(&entity.name)
                    .flatten()
                    .map(str::to_owned)
            };
            if let Some(code) = entity.country.clone().or_else(known)
                && !codes.contains(&code)
            {
                codes.push(code);
            }
        }
        codes.truncate(2);
        let states: Vec<Entity> = codes
            .iter()
            .rev()
            .filter_map(|c| self.state_named(c))
            .collect();
        (states.len() == 2).then(|| states.into_iter().map(|s| self.entity(s)).collect())
    }

    /// The person named last of another country than the first mention before `at`, where that is of
    /// the country of `last`.
    pub(super) fn other_person(
        &self,
        units: &[Unit],
        at: usize,
        last: usize,
        focus: &Focus,
    ) -> Option<usize> {
        let country = self.entities[last].country.as_deref()?;
        let subject = self.subject_before(units, at).or_else(|| {
            units[..at].iter().find_map(|u| match u.kind {
                UnitKind::Mention(m) => Some(m),
                _ => None,
            })
        })?;
        let acts = self
            .entities_of(subject)
            .all(|e| e.country.as_deref() == Some(country));
        let other = |p: &&usize| {
            let of = self.entities[**p].country.as_deref();
            of.is_some_and(|c| c != country)
        };
        acts.then(|| focus.persons.iter().rev().find(other).copied())
            .flatten()
    }

    /// The mention of whoever acts, by the parse, with the verb to which the word at `at` is the object:
    /// "Before Mr Rao left, the court indicted him" is not about what Mr Rao did.
    fn subject_before(&self, units: &[Unit], at: usize) -> Option<usize> {
        let tokens = &self.analysis.tokens;
        let verb = tokens[units[at].tokens.start].syntax.head?;
        let acts = |u: &&Unit| {
            u.tokens.clone().any(|t| {
                let syntax = &tokens[t].syntax;
                syntax.head == Some(verb) && syntax.relation == "nsubj"
            })
        };
        match units[..at].iter().find(acts)?.kind {
            UnitKind::Mention(m) => Some(m),
            _ => None,
        }
    }

    /// The entities of a subject of several: "Presidents Ruto and Museveni agreed".
    pub(super) fn joint_subject(&self, line: usize) -> Vec<usize> {
        let units = &self.lines[line].units;
        let Some(first) = units
            .iter()
            .position(|u| matches!(u.kind, UnitKind::Mention(_)))
        else {
            return Vec::new();
        };
        let before = first.checked_sub(1).map_or("", |p| units[p].lower.as_str());
        if self.lists.is_preposition(before) {
            return Vec::new();
        }
        let mut out: Vec<usize> = Vec::new();
        let mut kind = None;
        let mut at = first;
        while let Some(UnitKind::Mention(m)) = units.get(at).map(|u| u.kind) {
            let mention = &self.mentions[m];
            let sort = self.entities[mention.entities[0]].kind;
            if kind.is_some_and(|k| k != sort) || mention.reference == Reference::Adjective {
                break;
            }
            kind = Some(sort);
            out.extend(&mention.entities);
            let mut next = at + 1;
            while units
                .get(next)
                .is_some_and(|u| matches!(u.lower.as_str(), "," | "and" | "the"))
            {
                next += 1;
            }
            if next == at + 1 {
                break;
            }
            at = next;
        }
        out
    }
}
