//! Who holds which office: titles before and behind names, several of one title, and holders
//! whom only a title names.

use std::ops::Range;

use entente_language::Upos;
use entente_model::{Edtf, Entity, EntityType, Span, fold};

use super::{Discourse, Office, Reference, Unit, UnitKind, clean_name, is_head, is_of_government};
use crate::lists::Sort;

impl<'a> Discourse<'a> {
    /// Joins titles with the persons and states beside them, and records the offices.
    pub(super) fn group_offices(&mut self, units: Vec<Unit>, line: usize) -> Vec<Unit> {
        let mut out: Vec<Unit> = Vec::with_capacity(units.len());
        let mut at = 0;
        while at < units.len() {
            // "(CPV)" behind a name explains an acronym.
            if let Some((to, acronym)) = self.bracketed_acronym(&units, at)
                && let Some(Unit {
                    kind: UnitKind::Mention(m),
                    ..
                }) = out.last()
            {
                let entity = self.mentions[*m].entities[0];
                self.explain_acronym(acronym, entity);
                at = to;
                continue;
            }
            let unit = &units[at];
            match unit.kind {
                UnitKind::Title(_) => {
                    let (to, grouped) = self.title(&units, at, &mut out, line);
                    out.extend(grouped);
                    at = to;
                }
                UnitKind::Mention(m) if self.is_person(m) => {
                    let to = match self.of_state(&units, at, m) {
                        Some(to) => to,
                        None => self.apposition(&units, at, m, line),
                    };
                    let mut unit = unit.clone();
                    if to > at + 1 {
                        // The apposition belongs to the mention, so that what follows has a subject.
                        unit = self.unit(unit.kind, unit.tokens.start..units[to - 1].tokens.end);
                    }
                    out.push(unit);
                    at = to;
                }
                // "Qasem Ameri, head of the Guard,": who holds an office is a person.
                UnitKind::Word
                    if unit.lower.contains(' ')
                        && units.get(at + 1).is_some_and(|u| u.lower == ",")
                        && self.apposed_office(&units, at + 2).is_some()
                        && let Some(m) = self.as_person(unit) =>
                {
                    let to = self.apposition(&units, at, m, line);
                    out.push(self.unit(
                        UnitKind::Mention(m),
                        unit.tokens.start..units[to - 1].tokens.end,
                    ));
                    at = to;
                }
                UnitKind::Word
                    if matches!(unit.lower.as_str(), "counterpart" | "colleague")
                        && let Some(Unit {
                            kind: UnitKind::Mention(state),
                            ..
                        }) = out.last()
                        && let Some(m) = self.person_behind(&units, at + 1) =>
                {
                    // "his Rwandan counterpart, Paul Kagame"
                    let country = self.entities[self.mentions[*state].entities[0]]
                        .country
                        .clone();
                    let person = self.mentions[m].entities[0];
                    if self.entities[person].country.is_none() {
                        self.entities[person].country = country;
                    }
                    // A counterpart holds the same office: that of whom the sentence names first.
                    let host = self.mentions[*state].entities[0];
                    let role = self
                        .offices
                        .iter()
                        .rev()
                        .find(|o| o.line == line && is_of_government(&o.role))
                        .map(|o| o.role.clone())
                        .or_else(|| Some(self.last_office(line)?.0));
                    if let Some(role) = role
                        && self.entities[host].kind == EntityType::State
                    {
                        self.office(person, role, Some(host), false, line);
                    }
                    let mut start = unit.tokens.start;
                    if let Some(adjective) = out.pop() {
                        start = adjective.tokens.start;
                    }
                    if out.last().is_some_and(|u| {
                        matches!(u.lower.as_str(), "his" | "her" | "its" | "their" | "the")
                    }) && let Some(pronoun) = out.pop()
                    {
                        start = pronoun.tokens.start;
                    }
                    let name = at + 1 + usize::from(units[at + 1].lower == ",");
                    let to = self.apposition(&units, name, m, line);
                    let unit = self.unit(UnitKind::Mention(m), start..units[to - 1].tokens.end);
                    self.mentions[m].span = unit.span;
                    out.push(unit);
                    at = to;
                }
                // "His predecessor, Abdoulaye Wade": held the same office before.
                UnitKind::Word
                    if unit.lower == "predecessor"
                        && out.last().is_some_and(|u| {
                            matches!(u.lower.as_str(), "his" | "her" | "'s" | "'")
                        })
                        && let Some(m) = self.person_behind(&units, at + 1)
                        && let Some((role, state)) = self.office_of_focus() =>
                {
                    let person = self.mentions[m].entities[0];
                    self.office(person, format!("former {role}"), Some(state), false, line);
                    out.push(unit.clone());
                    at += 1;
                }
                // "his counterpart Nguyen Xuan Phuc": of the other of the two.
                UnitKind::Word
                    if unit.lower == "counterpart"
                        && out.last().is_some_and(|u| {
                            matches!(u.lower.as_str(), "his" | "her" | "host")
                        })
                        && let Some(m) = self.person_behind(&units, at + 1)
                        && let Some((role, here)) = self.last_office(line)
                        && let Some(state) = self.other_of_pair(&here) =>
                {
                    let person = self.mentions[m].entities[0];
                    let state = self.entity(state);
                    self.office(person, role, Some(state), false, line);
                    out.push(unit.clone());
                    at += 1;
                }
                UnitKind::Mention(_) => {
                    let to = self.place_in_state(&units, at);
                    out.push(if to > at + 1 {
                        self.unit(unit.kind, unit.tokens.start..units[to - 1].tokens.end)
                    } else {
                        unit.clone()
                    });
                    at = to;
                }
                _ => {
                    out.push(unit.clone());
                    at += 1;
                }
            }
        }
        out
    }

    /// The office that the person last spoken of holds in a state, and that state.
    fn office_of_focus(&self) -> Option<(String, usize)> {
        let person = self.state.person?;
        self.offices.iter().rev().find_map(|o| {
            let state =
                o.at.filter(|&at| self.entities[at].kind == EntityType::State)?;
            (o.person == person && !o.role.starts_with("former")).then(|| (o.role.clone(), state))
        })
    }

    /// Notes the state nearest before each office from number `from` on that no state is said of.
    pub(super) fn note_nearest(&mut self, units: &[Unit], from: usize) {
        for office in from..self.offices.len() {
            if self.offices[office].at.is_some() {
                continue;
            }
            let person = self.offices[office].person;
            if self.visitors.is_some() && self.entities[person].country.is_none() {
                self.entities[person].country.clone_from(&self.visitors);
            }
            let at = units
                .iter()
                .position(|u| {
                    matches!(u.kind, UnitKind::Mention(m) if self.mentions[m].entities.contains(&person))
                })
                .unwrap_or(units.len());
            let last = || {
                let state = self.state.state?;
                self.entities[state].country.clone()
            };
            self.offices[office].near = self.country_in(&units[..at]).or_else(last);
        }
    }

    /// The person whom unit `at`, or the one behind a comma there, names.
    fn person_behind(&self, units: &[Unit], at: usize) -> Option<usize> {
        let at = at + usize::from(units.get(at).is_some_and(|u| u.lower == ","));
        match units.get(at)?.kind {
            UnitKind::Mention(m) if self.is_person(m) => Some(m),
            _ => None,
        }
    }

    /// "( 2009 )" at unit `at`.
    fn bracketed_year(&self, units: &[Unit], at: usize) -> Option<Edtf> {
        let [open, year, close, ..] = units.get(at..)? else {
            return None;
        };
        let words = self.words(year.span);
        let shaped = words.len() == 4 && words.chars().all(|c| c.is_ascii_digit());
        (open.lower == "(" && close.lower == ")" && shaped)
            .then(|| Edtf::parse(words).ok())
            .flatten()
    }

    pub(super) fn is_person(&self, mention: usize) -> bool {
        self.entities_of(mention)
            .all(|e| e.kind == EntityType::Person)
    }

    /// What stands at a title: with the state before it and the person behind it, one mention.
    fn title(
        &mut self,
        units: &[Unit],
        at: usize,
        out: &mut Vec<Unit>,
        line: usize,
    ) -> (usize, Option<Unit>) {
        let role = self.words(units[at].span).to_owned();
        // "Kenya chairs the Union": what one does, no title.
        let last = &self.analysis.tokens[units[at].tokens.end - 1];
        if last.syntax.upos == Upos::Verb && role.starts_with(char::is_lowercase) {
            return (at + 1, Some(units[at].clone()));
        }
        let plural = is_plural(&role);
        // "Deputy Prime Minister and Foreign Minister Rao": the title before it is the person's too.
        let mut others: Vec<String> = Vec::new();
        let mut kept = out.len();
        while !plural && let Some(other) = self.joined_title(&out[..kept]) {
            others.push(other);
            kept -= 2;
        }
        // Before it: "Kenyan", "Kenya's", "ASEAN", "Foreign Ministry", "the country's", "its".
        // "Peru's new ambassador": whose it is stands before what tells it from others.
        let own = |at: usize| matches!(out[at].lower.as_str(), "'s" | "'");
        // "the EU's crisis management commissioner": what the office is charged with.
        let between = (1..=4)
            .find(|&n| kept > n && own(kept - n - 1))
            .filter(|&n| {
                (kept - n..kept).all(|at| {
                    self.lists.has("before-title", &out[at].lower) || self.is_charge(&out[at])
                })
            })
            .unwrap_or(0);
        let charge = self.charge(&out[kept - between..kept]);
        let (mut holder, taken, former) = self.holder_before(&out[..kept - between], &role);
        let role = match charge {
            Some(charge) if holder.is_some() => format!("{charge} {role}"),
            _ => role,
        };
        let taken = if holder.is_some() {
            taken + between
        } else {
            taken
        };
        let mut taken = if others.is_empty() || holder.is_some() {
            taken + out.len() - kept
        } else {
            taken
        };
        if taken < out.len() - kept && !others.is_empty() {
            taken = out.len() - kept;
        }
        // "Kenya's health ministry spokesman" speaks for the ministry.
        let (role, holder_of_role) = self.spoken_for(units[at].span, role, holder);
        holder = holder_of_role;
        let role = match former {
            Some(former) => format!("{former} {role}"),
            None => role,
        };
        // "Foreign Minister Shah Mahmood Khan", "Sultan Al Shamsi, minister of trade": a name.
        let behind_title = || {
            out.last()
                .is_some_and(|u| matches!(u.kind, UnitKind::Title(_)))
        };
        let other_title = || {
            units.get(at + 2).is_some_and(|u| u.lower == ",")
                && units
                    .get(at + 3)
                    .is_some_and(|u| matches!(u.kind, UnitKind::Title(_)))
        };
        if matches!(role.as_str(), "Sultan" | "Shah")
            && (behind_title() || holder.is_none() && other_title())
            && let Some(UnitKind::Mention(m)) = units.get(at + 1).map(|u| u.kind)
            && self.is_person(m)
        {
            let span = units[at].span.cover(units[at + 1].span);
            let person = self.person(Entity::new(self.words(span), EntityType::Person));
            if let UnitKind::Mention(m) = self.mention(span, vec![person], Reference::Name) {
                let tokens = units[at].tokens.start..units[at + 1].tokens.end;
                let unit = self.unit(UnitKind::Mention(m), tokens);
                let mut row = units.to_vec();
                row[at + 1] = unit.clone();
                let to = self.apposition(&row, at + 1, m, line);
                return (to, Some(unit));
            }
        }
        // Behind it: "of Kenya", "of the Communist Party of Vietnam (CPV)", "of ASEAN and …".
        let mut to = at + 1;
        let mut members: Vec<usize> = Vec::new();
        let mut sender = None;
        let mut sent = false;
        // "Eritrea's UN ambassador" is sent to the organisation.
        if !plural
            && self.is_sent(&role)
            && holder.is_some_and(|h| self.entities[h].kind == EntityType::Org)
            && let Some(state) = self
                .state_in(&out[..kept.saturating_sub(taken)])
                .filter(|_| {
                    let before = kept.saturating_sub(taken);
                    let possessive = before > 1 && own(before - 1);
                    let last = before
                        .checked_sub(1 + usize::from(possessive))
                        .map(|at| out[at].kind);
                    matches!(last, Some(UnitKind::Mention(m))
                    if possessive || self.mentions[m].reference == Reference::Adjective)
                })
        {
            sent = true;
            sender = self.entities[state].country.clone();
        }
        // "Ambassador of Chile to Peru"
        if self.is_sent(&role)
            && holder.is_none()
            && units.get(to).is_some_and(|u| u.lower == "of")
            && let Some((found, next)) = self.holder_at(units, to + 1)
            && units
                .get(next)
                .is_some_and(|u| matches!(u.lower.as_str(), "to" | "in"))
        {
            holder = Some(found[0]);
            to = next;
        }
        if units.get(to).is_some_and(|u| {
            matches!(u.lower.as_str(), "of" | "for" | "at")
                || u.lower == "to" && self.is_sent(&role)
                || u.lower == "in" && self.is_sent(&role) && holder.is_some()
                || u.lower == "in" && holder.is_none() && self.is_chamber(units, to + 1)
        }) {
            // "US Ambassador to Germany" is held in Germany.
            // Whoever an organisation sends stays its own.
            let state = holder.is_none_or(|h| self.entities[h].kind == EntityType::State);
            let away =
                state && (units[to].lower == "to" || units[to].lower == "in" && holder.is_some());
            self.as_town(&role, units, to + 1);
            if let Some((found, next)) = self.holder_at(units, to + 1) {
                if away {
                    sent = true;
                    if let Some(from) = holder.replace(found[0]) {
                        sender = self.entities[from].country.clone();
                    }
                }
                // "Hong Kong director of Amnesty International" works for the latter.
                let employer = holder.is_some_and(|h| {
                    matches!(self.entities[h].kind, EntityType::State | EntityType::Place)
                }) && !away
                    && matches!(
                        self.entities[found[0]].kind,
                        EntityType::Org | EntityType::Company
                    );
                if employer {
                    holder = Some(found[0]);
                }
                holder = holder.or(Some(found[0]));
                members.extend(found);
                to = next;
                // "Prime Ministers of Kenya, Uganda and Rwanda"
                while plural
                    && units.get(to).is_some_and(|u| matches!(u.lower.as_str(), "," | "and"))
                    && let Some(skip) = (1..=3).find(|&k| matches!(units.get(to + k).map(|u| u.kind), Some(UnitKind::Mention(n)) if self.can_hold_office(n) && !self.is_person(n)))
                    && (1..skip).all(|k| matches!(units[to + k].lower.as_str(), "and" | "the"))
                {
                    if let UnitKind::Mention(n) = units[to + skip].kind {
                        members.extend(&self.mentions[n].entities);
                    }
                    to += skip + 1;
                }
                if let Some((end, acronym)) = units
                    .get(to)
                    .and_then(|_| self.bracketed_acronym(units, to))
                {
                    self.explain_acronym(acronym, members[0]);
                    to = end;
                }
            }
        }
        // "UN High Commissioner for Refugees Filippo Grandi": what the office is for.
        let mut role = role;
        if !plural
            && to == at + 1
            && let Some(end) = self.office_for(units, to)
        {
            let words = Span::new(units[to].span.start, units[end - 1].span.end);
            role = format!("{role} {}", self.words(words));
            to = end;
        }
        // The person.
        let mut who = to;
        // "Minister for Trade, the Hon Ana Torres, said"
        let addressed = (who + 1..units.len().min(who + 4))
            .take_while(|&u| self.lists.is_honorific(self.words(units[u].span)))
            .any(|u| units[u].lower != "the");
        let comma = units.get(who).is_some_and(|u| u.lower == ",")
            && (taken > 0
                || addressed && !plural
                || out
                    .last()
                    .is_some_and(|u| matches!(u.lower.as_str(), "the" | "a" | "an")));
        if comma {
            // "The trade minister, Ms Odera, said": a name between commas.
            let mut name = who + 1;
            while units
                .get(name)
                .is_some_and(|u| self.lists.is_honorific(self.words(u.span)) || self.is_rank(u))
            {
                name += 1;
            }
            let closed = units.get(name + 1).is_none_or(|u| {
                matches!(u.lower.as_str(), "," | "." | "and" | "(") || self.is_finite(u)
            });
            if closed
                && units.get(name).is_some_and(|u| match u.kind {
                    UnitKind::Mention(m) => self.is_person(m),
                    UnitKind::Word => u.lower.contains(' '),
                    _ => false,
                })
            {
                who = name;
            }
        }
        while units.get(who).is_some_and(|u| {
            self.lists.is_honorific(self.words(u.span))
                || (who > at + 1 && u.lower == "," && to > at + 1)
                || self.is_rank(u)
                    && matches!(units.get(who + 1).map(|u| u.kind), Some(UnitKind::Mention(m)) if self.is_person(m))
        }) {
            who += 1;
        }
        // "AU chairperson President Ana Torres": two offices of one person, held at two places.
        if let (Some(UnitKind::Title(_)), Some(UnitKind::Mention(m))) = (
            units.get(who).map(|u| u.kind),
            units.get(who + 1).map(|u| u.kind),
        ) && let Some(at_first) = holder
            && !plural
            && self.is_person(m)
        {
            let known = self.entities[self.mentions[m].entities[0]].country.clone();
            let person = self.mentions[m].entities[0];
            self.office(person, role, Some(at_first), sent, line);
            // The second office says whose the person is.
            self.entities[person].country = known;
            return (at + 1, Some(units[at].clone()));
        }
        // "King Taufa's Institute" is named after somebody, and tells of no office.
        let named_after = units
            .get(who + 1..who + 3)
            .is_some_and(|u| u[0].lower == "'s" && self.lists.has("institution", &u[1].lower));
        let named = match units.get(who).map(|u| u.kind) {
            Some(UnitKind::Mention(m)) if self.is_person(m) => Some(m),
            // "Ambassador Edgardo Piuzzi", where the names do not know whose name it is.
            Some(UnitKind::Word) if !plural && !named_after && (taken > 0 || holder.is_some()) => {
                self.as_person(&units[who])
            }
            _ => None,
        };
        if let Some(m) = named
            && !plural
            && !named_after
        {
            let person = self.mentions[m].entities[0];
            let mut end = who + 1;
            // "President Hassan Rouhani of Iran"
            if holder.is_none()
                && units.get(end).is_some_and(|u| u.lower == "of")
                && let Some(k) = (1..=2).find(|&k| {
                    matches!(
                        units.get(end + k).map(|u| u.kind),
                        Some(UnitKind::Mention(_))
                    )
                })
                && let UnitKind::Mention(s) = units[end + k].kind
                && (k == 1 || units[end + 1].lower == "the")
                && self.can_hold_office(s)
                && !self.is_person(s)
            {
                holder = Some(self.mentions[s].entities[0]);
                end += k + 1;
            }
            // "President Magloire, Haiti, …"
            if holder.is_none()
                && let Some(UnitKind::Mention(s)) = units.get(end + 1).map(|u| u.kind)
                && units[end].lower == ","
                && units.get(end + 2).is_some_and(|u| u.lower == ",")
                && units
                    .get(end + 3)
                    .is_some_and(|u| u.kind == UnitKind::Word && u.lower != "and")
                && self.entities_of(s).all(|e| e.kind == EntityType::State)
            {
                holder = Some(self.mentions[s].entities[0]);
                end += 3;
            }
            if self.entities[person].country.is_none() {
                self.entities[person].country = sender;
            }
            for other in others {
                self.office(person, other, holder.filter(|_| !sent), false, line);
            }
            self.office(person, role, holder, sent, line);
            if let Some(year) = self.bracketed_year(units, end)
                && let Some(office) = self.offices.iter_mut().rfind(|o| o.person == person)
                && office.line == line
            {
                office.as_of = Some(year);
            }
            // "Secretary Carmen Diaz, Department of the Interior, signed"
            if let Some(office) = self.offices.iter_mut().rfind(|o| o.person == person)
                && office.at.is_none()
                && office.line == line
                && units.get(end).is_some_and(|u| u.lower == ",")
                && let Some(UnitKind::Mention(body)) = units.get(end + 1).map(|u| u.kind)
                && let [body] = self.mentions[body].entities[..]
                && self.entities[body].kind == EntityType::Body
            {
                office.at = Some(body);
            }
            let after = self.apposition(units, end - 1, m, line).max(end);
            return self.joined(out, taken, units, after, at, m);
        }
        if plural {
            let shared = holder.filter(|_| members.is_empty());
            self.several_offices(units, to, &role, shared, line);
            self.respective_offices(units, to, &role, &members, out, line);
        }
        if plural && !members.is_empty() {
            let first = units[at].span.start;
            let span = Span::new(first, units[to - 1].span.end);
            let kind = self.mention(span, members, Reference::Noun);
            return (
                to,
                Some(self.unit(kind, units[at].tokens.start..units[to - 1].tokens.end)),
            );
        }
        if !others.is_empty() {
            return (at + 1, Some(units[at].clone()));
        }
        // Nobody named: the person known under that title, else the state or body itself.
        let definite = taken > 0
            || to > at + 1
            || out.last().is_some_and(|u| {
                matches!(u.lower.as_str(), "the" | "his" | "her" | "its" | "their")
            });
        if definite && !plural {
            let known = self.holder_of(&role, holder);
            if let Some(entity) = known {
                let start = if taken > 0 {
                    out[out.len() - taken].tokens.start
                } else {
                    units[at].tokens.start
                };
                for _ in 0..taken {
                    out.pop();
                }
                let tokens = start..units[to - 1].tokens.end;
                let span = Span::new(
                    self.analysis.tokens[tokens.start].span.start,
                    self.analysis.tokens[tokens.end - 1].span.end,
                );
                let kind = self.mention(span, vec![entity], Reference::Noun);
                return (to, Some(self.unit(kind, tokens)));
            }
        }
        // "She was Kenya's foreign minister", "is the president of Chad" say what somebody is.
        let verb = (0..out.len() - taken)
            .rev()
            .find(|&at| !self.lists.has("before-office", &out[at].lower))
            .filter(|&at| self.lists.has("becoming", &out[at].lower));
        // "took office as president of Mexico"; "as the president of Mexico said" is another.
        let into = out[..out.len() - taken]
            .iter()
            .rev()
            .find(|u| !self.lists.has("before-office", &u.lower))
            .is_some_and(|u| u.lower == "as");
        let predicate = verb.is_some() || into;
        // No rule sees a body that only its capitals tell.
        if let Some(verb) = verb
            && let Some(holder) = holder
            && units[to - 1].kind == UnitKind::Word
            && to > at + 1
            && let Some(UnitKind::Mention(m)) = verb.checked_sub(1).map(|at| out[at].kind)
            && self.is_person(m)
            && let [person] = self.mentions[m].entities[..]
        {
            self.office(person, role, Some(holder), sent, line);
            return (at + 1, Some(units[at].clone()));
        }
        // "The Emir of Qatar": a person whom only the office names.
        let of_state = holder.filter(|&h| self.entities[h].kind == EntityType::State);
        if let Some(state) = of_state
            && definite
            && !predicate
            && !plural
            && taken == 0
            && to > at + 1
        {
            // An ambassador is of the state that sends.
            let country = if sent {
                sender.clone()
            } else {
                self.entities[state].country.clone()
            };
            let tokens = units[at].tokens.start..units[to - 1].tokens.end;
            return (to, Some(self.titled(tokens, country)));
        }
        // "A foreign ministry spokesperson": a person whom only the title names.
        if taken > 0
            && !plural
            && !predicate
            && role.starts_with(char::is_lowercase)
            && self.lists.has("spokesperson", &fold(&role))
            && !matches!(
                units.get(at + 1).map(|u| u.kind),
                Some(UnitKind::Mention(_))
            )
        {
            let tokens = out[out.len() - taken].tokens.start..units[at].tokens.end;
            out.truncate(out.len() - taken);
            let country = if sent {
                sender.clone()
            } else {
                holder.and_then(|h| self.entities[h].country.clone())
            };
            return (at + 1, Some(self.titled(tokens, country)));
        }
        // The title stays a word; what was read behind it is read again.
        (at + 1, Some(units[at].clone()))
    }

    /// Whether a word between a possessor and a title says what the office is charged with.
    fn is_charge(&self, unit: &Unit) -> bool {
        unit.kind == UnitKind::Word
            && unit.lower.len() > 2
            && self.words(unit.span).starts_with(char::is_lowercase)
            && matches!(
                self.analysis.tokens[unit.tokens.start].syntax.upos,
                Upos::Noun | Upos::Adj
            )
    }

    /// The words between a possessor and a title that belong to the office.
    fn charge(&self, between: &[Unit]) -> Option<String> {
        let from = between
            .iter()
            .position(|u| !self.lists.has("before-title", &u.lower))?;
        let words = between[from].span.cover(between[between.len() - 1].span);
        Some(self.words(words).to_owned())
    }

    /// The office of a spokesperson whose title names a ministry, and the ministry: "health ministry
    /// spokesman" of Kenya.
    fn spoken_for(
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

    /// A person of that state whom only a title names: "the Emir of Qatar".
    fn titled(&mut self, tokens: Range<usize>, country: Option<String>) -> Unit {
        let span = Span::new(
            self.analysis.tokens[tokens.start].span.start,
            self.analysis.tokens[tokens.end - 1].span.end,
        );
        let entity = self.entity(Entity {
            name: clean_name(self.words(span)),
            kind: EntityType::Person,
            country,
            id: None,
        });
        let kind = self.mention(span, vec![entity], Reference::Noun);
        self.unit(kind, tokens)
    }

    /// Where "for Trade and Industry" at unit `at` ends, if a person is named right behind it.
    fn office_for(&self, units: &[Unit], at: usize) -> Option<usize> {
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
        let person = units
            .get(end)
            .is_some_and(|u| matches!(u.kind, UnitKind::Mention(m) if self.is_person(m)));
        (person && end > at + 1 && capital(&units[end - 1])).then_some(end)
    }

    /// The words of a title that "and" joins to what follows `out`: "Prime Minister and". Two
    /// heads are two persons: "the President and Prime Minister Rao".
    fn joined_title(&self, out: &[Unit]) -> Option<String> {
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

    /// Whether an office of that title may be held at another's: an ambassador's.
    fn is_sent(&self, role: &str) -> bool {
        let role = fold(role);
        let last = role.rsplit(' ').next().unwrap_or_default();
        self.lists.has("sent-abroad", last) || role == "minister" || role.ends_with("affaires")
    }

    /// Where the office of a title is held, by what stands before the title (`out` ends there):
    /// "Kenyan", "Kenya's", "the country's", "its", "foreign ministry"; how many units that takes;
    /// and the word that says that it is over, "former".
    fn holder_before(
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
            } else if let Some((entity, length)) = self.noun_possessor(&out[..out.len() - 1]) {
                holder = Some(entity);
                taken = length + 1;
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
                .filter(|&(_, m)| self.entities_of(m).all(|e| e.kind == EntityType::State));
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

    /// Whom "the country", "the West African nation", "the bloc" means at the end of `out`, with
    /// its length.
    fn noun_possessor(&self, out: &[Unit]) -> Option<(usize, usize)> {
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
    fn state_in(&self, out: &[Unit]) -> Option<usize> {
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
    fn country_in(&self, out: &[Unit]) -> Option<String> {
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
    fn possessor_in(&self, out: &[Unit]) -> Option<usize> {
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

    /// "The foreign ministers of Peru and Chile, Ana Torres and Luis Vega, met", and the names first:
    /// each of as many persons holds the office of one of the states.
    fn respective_offices(
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
    fn several_offices(
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

    fn joined(
        &mut self,
        out: &mut Vec<Unit>,
        taken: usize,
        units: &[Unit],
        to: usize,
        at: usize,
        mention: usize,
    ) -> (usize, Option<Unit>) {
        let start = if taken > 0 {
            out[out.len() - taken].tokens.start
        } else {
            units[at].tokens.start
        };
        for _ in 0..taken {
            out.pop();
        }
        let unit = self.unit(UnitKind::Mention(mention), start..units[to - 1].tokens.end);
        self.mentions[mention].span = unit.span;
        (to, Some(unit))
    }

    /// Where an office is held, behind its preposition at `at`: "the Burmese armed forces",
    /// "Kenya". Gives the entities and the unit behind them.
    fn holder_at(&mut self, units: &[Unit], at: usize) -> Option<(Vec<usize>, usize)> {
        let from = at + usize::from(units.get(at).is_some_and(|u| u.lower == "the"));
        if let Some((body, to)) = self.body_by_capitals(units, from) {
            return Some((vec![body], to));
        }
        if let Some((body, to)) = self.body_of_people(units, from) {
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
        // "head of Kenya's Red Guard": of whose body nothing more is known, it is the state's.
        if matches!(
            units.get(from + 1).map(|u| u.lower.as_str()),
            Some("'s" | "'")
        ) && let Some(length) = (1..=4).find(|&k| {
            units
                .get(from + 2 + k)
                .is_none_or(|u| matches!(u.lower.as_str(), "," | "." | ")" | ";"))
        }) && units[from + 2..from + 2 + length]
            .iter()
            .all(|u| self.words(u.span).starts_with(char::is_uppercase))
        {
            return Some((self.mentions[m].entities.clone(), from + 2 + length));
        }
        Some((self.mentions[m].entities.clone(), from + 1))
    }

    /// A name that may be anything, read as a person's: "Qasem Ameri" beside an office.
    fn as_person(&mut self, unit: &Unit) -> Option<usize> {
        let name = self.words(unit.span);
        let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
        let named = unit.kind == UnitKind::Word
            && name.contains(' ')
            && !self.lists.has("no-name", &last)
            && name
                .split(' ')
                .all(|w| w.starts_with(char::is_uppercase) || w.contains('-') || w.len() <= 3);
        if !named {
            return None;
        }
        let person = self.person(Entity::new(name.to_owned(), EntityType::Person));
        match self.mention(unit.span, vec![person], Reference::Name) {
            UnitKind::Mention(m) => Some(m),
            _ => None,
        }
    }

    /// Whether a unit is a rank, which may stand between an office and the name.
    fn is_rank(&self, unit: &Unit) -> bool {
        matches!(unit.kind, UnitKind::Title(_)) && self.lists.has("rank", &unit.lower)
    }

    /// Whether a unit is a finite verb, by the parse.
    pub(super) fn is_finite(&self, unit: &Unit) -> bool {
        unit.kind == UnitKind::Word
            && !unit.lower.ends_with("ing")
            && matches!(
                self.analysis.tokens[unit.tokens.start].syntax.upos,
                Upos::Verb | Upos::Aux
            )
    }

    /// Whether a body of which somebody may be a member stands at `at`: "the Knesset".
    fn is_chamber(&self, units: &[Unit], at: usize) -> bool {
        let from = at + usize::from(units.get(at).is_some_and(|u| u.lower == "the"));
        matches!(units.get(from).map(|u| u.kind), Some(UnitKind::Mention(m))
            if self.entities_of(m).all(|e| e.kind == EntityType::Body))
    }

    /// Where "UN Secretary-General Ana Torres" at `at` holds office, and the unit behind the name.
    fn chief_at(&self, units: &[Unit], at: usize) -> Option<(usize, usize)> {
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

    pub(super) fn can_hold_office(&self, mention: usize) -> bool {
        self.entities_of(mention).all(|e| {
            matches!(
                e.kind,
                EntityType::State
                    | EntityType::Org
                    | EntityType::Body
                    | EntityType::Company
                    | EntityType::Group
            ) || e.kind == EntityType::Place
        })
    }

    /// "William Ruto, the president of Kenya,": records the office, or several ("former envoy to
    /// Chad and ambassador to Mali"); returns where it ends.
    fn apposition(&mut self, units: &[Unit], at: usize, mention: usize, line: usize) -> usize {
        let person = self.mentions[mention].entities[0];
        // "Ana Torres (R), minister of trade": where a caption has her stand.
        let at = at + 3 * usize::from(is_side(units.get(at + 1..at + 4)));
        let opening = units.get(at + 1).map_or("", |u| u.lower.as_str());
        if !matches!(opening, "," | "(") {
            return at + 1;
        }
        let open = opening == "(";
        let mut found: Vec<(String, Option<usize>, bool, Option<usize>)> = Vec::new();
        let mut from = at + 2;
        let end = loop {
            let Some((role, holder, sent, sender, to)) = self.apposed_office(units, from) else {
                // "the president of Kenya and a former teacher": what no title follows ends it.
                if found.is_empty() {
                    return at + 1;
                }
                break from - 1;
            };
            // "former ambassador to Chad and Mali"
            let mut hosts: Vec<usize> = holder.into_iter().collect();
            let mut end = to;
            while sent && let Some((more, next)) = self.further_host(units, end) {
                hosts.push(more);
                end = next;
            }
            if hosts.is_empty() {
                found.push((role, None, sent, sender));
            } else {
                for host in hosts {
                    found.push((role.clone(), Some(host), sent, sender));
                }
            }
            let joined = units
                .get(end)
                .is_some_and(|u| matches!(u.lower.as_str(), "and" | "&"));
            if joined {
                from = end + 1;
            } else {
                break end;
            }
        };
        // It closes with a comma, a bracket, the sentence, or goes on with when or where.
        let closes = match units.get(end).map(|u| u.lower.as_str()) {
            Some("," | ";") => !open,
            Some(")") => open,
            Some(
                "." | "who" | "and" | "said" | "told" | "since" | "until" | "from" | "during" | "–"
                | "—" | "-" | "in" | "as" | "when",
            )
            | None => !open,
            // "Ana Torres, Peru's minister of trade warned"
            Some(_) => !open && self.is_finite(&units[end]),
        };
        if !closes {
            return at + 1;
        }
        for (role, holder, sent, sender) in found {
            let country = sender.and_then(|s| self.entities[s].country.clone());
            if self.entities[person].country.is_none() {
                self.entities[person].country = country;
            }
            self.office(person, role, holder, sent, line);
        }
        if units
            .get(end)
            .is_some_and(|u| matches!(u.lower.as_str(), "," | ")"))
        {
            end + 1
        } else {
            end
        }
    }

    /// "and Mali", ", Mali" behind the host of an ambassador.
    fn further_host(&self, units: &[Unit], at: usize) -> Option<(usize, usize)> {
        let mut next = at;
        while next < at + 3
            && units
                .get(next)
                .is_some_and(|u| matches!(u.lower.as_str(), "," | "and" | "the"))
        {
            next += 1;
        }
        let UnitKind::Mention(m) = units.get(next).filter(|_| next > at)?.kind else {
            return None;
        };
        let entity = self.mentions[m].entities[0];
        let closed = units
            .get(next + 1)
            .is_none_or(|u| matches!(u.lower.as_str(), "," | "." | "and" | ")" | ";"));
        let named = self.mentions[m].reference == Reference::Name;
        (closed && named && self.entities[entity].kind == EntityType::State)
            .then_some((entity, next + 1))
    }

    /// "the Kenyan ambassador to Mali", from unit `from`: the role, where it is held, whether
    /// it is held abroad, who sends, and the unit behind it.
    #[expect(
        clippy::type_complexity,
        reason = "the parts of one office, taken apart at once"
    )]
    fn apposed_office(
        &mut self,
        units: &[Unit],
        from: usize,
    ) -> Option<(String, Option<usize>, bool, Option<usize>, usize)> {
        let mut next = from;
        let mut holder = None;
        let mut former = None;
        for _ in 0..6 {
            match units.get(next).map(|u| (u.kind, u.lower.as_str())) {
                Some((UnitKind::Word, "former" | "acting" | "interim")) => {
                    former = Some(units[next].lower.clone());
                    next += 1;
                }
                Some((UnitKind::Word, "formerly" | "previously" | "once")) => {
                    former = Some("former".to_owned());
                    next += 1;
                }
                Some((
                    UnitKind::Word,
                    "the" | "a" | "an" | "'s" | "then" | "'" | "now" | "currently" | "also"
                    | "current" | "new" | "outgoing" | "incoming" | "rotating" | "newly"
                    | "longtime" | "first",
                )) => {
                    next += 1;
                }
                Some((
                    UnitKind::Time(_),
                    "current" | "present" | "now" | "currently" | "today",
                )) => next += 1,
                Some((UnitKind::Mention(m), _))
                    if !self.is_person(m) && self.can_hold_office(m) && holder.is_none() =>
                {
                    holder = Some(self.mentions[m].entities[0]);
                    next += 1;
                }
                Some((UnitKind::Word, _)) if holder.is_none() => {
                    // "the country's president", "head of the foreign ministry"
                    let Some(back) =
                        (1..=3).find(|&k| units.get(next + k).is_some_and(|u| u.lower == "'s"))
                    else {
                        break;
                    };
                    let (entity, _) = self.noun_possessor(&units[..next + back])?;
                    holder = Some(entity);
                    next += back + 1;
                }
                _ => break,
            }
        }
        // "the EU's crisis management commissioner"
        let charge = next;
        let owned = charge > 0 && matches!(units[charge - 1].lower.as_str(), "'s" | "'");
        while owned && next < charge + 4 && units.get(next).is_some_and(|u| self.is_charge(u)) {
            next += 1;
        }
        let UnitKind::Title(_) = units.get(next)?.kind else {
            return None;
        };
        let role = self
            .words(units[charge].span.cover(units[next].span))
            .to_owned();
        if is_plural(&role) {
            return None;
        }
        let role = match former {
            Some(former) => format!("{former} {role}"),
            None => role,
        };
        let mut to = next + 1;
        let mut sent = false;
        let mut sender = None;
        let abroad = self.is_sent(&role);
        for _ in 0..2 {
            let Some(preposition) = units.get(to).map(|u| u.lower.as_str()) else {
                break;
            };
            let state = holder.is_none_or(|h| self.entities[h].kind == EntityType::State);
            let away = state && (preposition == "to" || preposition == "in" && holder.is_some());
            let within = preposition == "in" && holder.is_none() && self.is_chamber(units, to + 1);
            let posted = matches!(preposition, "of" | "for" | "at") || within;
            if !(posted && !sent || away && abroad && !sent) {
                break;
            }
            // "spokesman for UN chief Ana Torres" speaks for the organisation.
            if preposition == "for"
                && holder.is_none()
                && self.lists.has("spokesperson", &fold(&role))
                && let Some((speaks_for, next)) = self.chief_at(units, to + 1)
            {
                holder = Some(speaks_for);
                to = next;
                break;
            }
            self.as_town(&role, units, to + 1);
            let Some((found, next)) = self.holder_at(units, to + 1) else {
                break;
            };
            if away {
                sent = true;
                sender = holder.replace(found[0]);
            }
            holder = holder.or(Some(found[0]));
            to = next;
            if let Some((end, acronym)) = units
                .get(to)
                .and_then(|_| self.bracketed_acronym(units, to))
            {
                self.explain_acronym(acronym, found[0]);
                to = end;
            }
        }
        Some((role, holder, sent, sender, to))
    }

    /// Records an office; the person takes its country.
    pub(super) fn office(
        &mut self,
        person: usize,
        role: String,
        at: Option<usize>,
        sent: bool,
        line: usize,
    ) {
        let role = in_full(role.trim_end_matches(['.', ','])).to_owned();
        // "ex-president"
        let role = match role.split_once('-') {
            Some(("ex" | "Ex", rest)) => format!("former {rest}"),
            _ => role,
        };
        if !sent {
            let country = at.and_then(|at| self.entities[at].country.clone());
            if self.entities[person].country.is_none() {
                self.entities[person].country.clone_from(&country);
            }
        }
        let folded = fold(&role);
        // "Deputy Minister" after "Deputy Minister of Foreign Affairs" is the same office.
        let same = |o: &Office| {
            let known = fold(&o.role);
            let place = o.at.is_none() || at.is_none() || o.at == at || !o.sent && !sent;
            o.person == person
                && o.sent == sent
                && place
                && (known.starts_with(&folded) || folded.starts_with(&known))
        };
        let captions = &self.captions;
        match self.offices.iter_mut().find(|o| same(o)) {
            Some(known) => {
                // The sentence that says more is where it is said; a caption says little.
                if role.len() > known.role.len()
                    || known.at.is_none() && at.is_some()
                    || captions.contains(&known.line)
                {
                    known.line = line;
                }
                if role.len() > known.role.len() {
                    known.role = role;
                }
                if known.at.is_none() {
                    known.at = at;
                }
            }
            None => self.offices.push(Office {
                person,
                role,
                at,
                sent,
                line,
                as_of: None,
                near: None,
                guessed: false,
            }),
        }
    }

    /// Whether a word that is no title of an office is said of who holds one: "the leader" of a
    /// president.
    fn is_called(&self, word: &str, role: &str) -> bool {
        let words = || role.split(' ');
        let led = || {
            words().any(|w| self.lists.has("leader", w))
                && !words().any(|w| matches!(w, "former" | "vice" | "deputy"))
                && (is_head(role) || words().any(|w| w == "leader"))
        };
        match word {
            "leader" => led(),
            "premier" => role.ends_with("prime minister"),
            "monarch" => words().any(|w| matches!(w, "king" | "queen" | "emir" | "sultan")),
            _ => false,
        }
    }

    /// The person that an earlier sentence gave this title.
    fn holder_of(&self, role: &str, at: Option<usize>) -> Option<usize> {
        let wanted = fold(in_full(role));
        let last = wanted.rsplit(' ').next()?.to_owned();
        let country = at.and_then(|a| self.entities[a].country.clone());
        let fits = |o: &&Office| {
            let known = fold(&o.role);
            let place = match (at, o.at) {
                // "The French ambassador" is of the state that sends.
                (Some(_), Some(_)) if o.sent => {
                    country.is_some() && self.entities[o.person].country == country
                }
                (Some(a), Some(b)) => {
                    a == b || country.is_some() && self.entities[b].country == country
                }
                (Some(_), None) => self.entities[o.person].country == country || country.is_none(),
                _ => true,
            };
            place
                && (known == wanted
                    || self.is_called(&wanted, &known)
                    || known.ends_with(&wanted)
                    || wanted.ends_with(&known)
                    || known.split(' ').next_back() == Some(&last)
                        && wanted.split(' ').count() == 1)
        };
        // The person last spoken of, if the title fits; else the last who was given it.
        let focus = self.state.person;
        self.offices
            .iter()
            .filter(fits)
            .rfind(|o| Some(o.person) == focus)
            .or_else(|| self.offices.iter().rfind(fits))
            .map(|o| o.person)
    }
}

/// Whether a title is of several: "Foreign Ministers", but not "Minister of Mines".
fn is_plural(role: &str) -> bool {
    let head = role.split(" of ").next().unwrap_or(role);
    let head = head.split(" for ").next().unwrap_or(head);
    head.ends_with('s') && !head.ends_with("ss") && !head.to_lowercase().ends_with("d'affaires")
}

/// A title in full that newsrooms shorten: "PM", "FM".
fn in_full(role: &str) -> &str {
    match role {
        "PM" => "Prime Minister",
        "FM" => "Foreign Minister",
        "DPM" => "Deputy Prime Minister",
        "EAM" => "External Affairs Minister",
        role => role,
    }
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

/// Whether the units are "(R)", "(left)" or "(centre)", of where one stands in a picture.
fn is_side(units: Option<&[Unit]>) -> bool {
    matches!(units, Some([open, side, close])
    if open.lower == "("
        && close.lower == ")"
        && matches!(
            side.lower.as_str(),
            "r" | "l" | "c" | "right" | "left" | "centre" | "center" | "middle" | "first" | "second"
        ))
}
