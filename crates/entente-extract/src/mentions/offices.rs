//! Who holds which office: titles before and behind names, several of one title, and holders
//! whom only a title names.

mod apposition;
mod place;
mod several;
mod title;

use std::ops::Range;

use entente_language::Upos;
use entente_model::{Entity, EntityType, Span, fold};

use super::{Discourse, Office, Reference, Unit, UnitKind, clean_name, is_head, is_of_government};

impl Discourse<'_> {
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
                let m = *m;
                let entity = match self.named_last_within(m, &acronym) {
                    Some(inner) => inner,
                    None => self.mentions[m].entities[0],
                };
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
                        && (self.is_described(&units, at + 1)
                            || self.is_said_to_hold(&units, at + 1))
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
                        && let Some(m) = self.named_behind(&units, at + 1) =>
                {
                    let state = self.mentions[*state].entities[0];
                    let (to, joined) =
                        self.counterpart_named(&units, at, &mut out, (m, state), line);
                    out.push(joined);
                    at = to;
                }
                UnitKind::Word => {
                    self.same_office(&units, at, &out, line);
                    out.push(unit.clone());
                    at += 1;
                }
                UnitKind::Mention(m) if let Some(role) = self.office_in_name(&units[at], m) => {
                    // "The UN High Commissioner for Refugees, Ana Ruiz,": an office that is called as
                    // the organisation is.
                    if let Some(person) = self.person_behind(&units, at + 1) {
                        let person = self.mentions[person].entities[0];
                        let at = self.mentions[m].entities[0];
                        self.office(person, role, Some(at), false, line);
                    }
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

    /// "his Rwandan counterpart, Paul Kagame": who is named holds the office of whom the sentence
    /// names first, in the state before the noun at unit `at`. One mention, and the unit behind it.
    fn counterpart_named(
        &mut self,
        units: &[Unit],
        at: usize,
        out: &mut Vec<Unit>,
        (mention, state): (usize, usize),
        line: usize,
    ) -> (usize, Unit) {
        let country = self.entities[state].country.clone();
        let person = self.mentions[mention].entities[0];
        if self.entities[person].country.is_none() {
            self.entities[person].country = country;
        }
        let role = self
            .offices
            .iter()
            .rev()
            .find(|o| o.line == line && is_of_government(&o.role))
            .map(|o| o.role.clone())
            .or_else(|| Some(self.last_office(line)?.0))
            // "The Kenyan president spoke. His Rwandan counterpart, …"
            .or_else(|| {
                let last = self.offices.last()?;
                (last.line + 2 >= line && is_of_government(&last.role)).then(|| last.role.clone())
            });
        if let Some(role) = role
            && self.entities[state].kind == EntityType::State
        {
            self.office(person, role, Some(state), false, line);
        }
        let mut start = units[at].tokens.start;
        if let Some(adjective) = out.pop() {
            start = adjective.tokens.start;
        }
        if let Some(pronoun) =
            out.pop_if(|u| matches!(u.lower.as_str(), "his" | "her" | "its" | "their" | "the"))
        {
            start = pronoun.tokens.start;
        }
        let name = at + 1 + usize::from(units[at + 1].lower == ",");
        let to = self.apposition(units, name, mention, line);
        let unit = self.unit(UnitKind::Mention(mention), start..units[to - 1].tokens.end);
        self.mentions[mention].span = unit.span;
        (to, unit)
    }

    /// "His predecessor, Abdoulaye Wade", "his counterpart Nguyen Xuan Phuc": records the office of
    /// who is named behind the noun at unit `at`, that of another.
    fn same_office(&mut self, units: &[Unit], at: usize, out: &[Unit], line: usize) {
        let before = out.last().map_or("", |u| u.lower.as_str());
        let named = self.person_behind(units, at + 1);
        match (units[at].lower.as_str(), before, named) {
            ("predecessor", "his" | "her" | "'s" | "'", Some(m)) => {
                if let Some((role, state)) = self.office_of_focus() {
                    let person = self.mentions[m].entities[0];
                    self.office(person, format!("former {role}"), Some(state), false, line);
                }
            }
            // Of the other of the two states.
            ("counterpart", "his" | "her" | "host", Some(m)) => {
                if let Some((role, here)) = self.last_office(line)
                    && let Some(state) = self.other_of_pair(&here)
                {
                    let person = self.mentions[m].entities[0];
                    let state = self.entity(state);
                    self.office(person, role, Some(state), false, line);
                }
            }
            _ => {}
        }
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

    /// The office that the name of an organisation is that of its head as well: "United Nations High
    /// Commissioner for Refugees".
    fn office_in_name(&self, unit: &Unit, mention: usize) -> Option<String> {
        let words = self.words(unit.span);
        let from = words.find("High Commissioner for ")?;
        let office = !words.contains("Office of") && !self.is_person(mention);
        office.then(|| words[from..].to_owned())
    }

    /// The person whom unit `at` names, where only capitals tell that it is a name: "his Rwandan counterpart, Uwera Kanyana, said".
    fn named_behind(&mut self, units: &[Unit], at: usize) -> Option<usize> {
        if let Some(m) = self.person_behind(units, at) {
            return Some(m);
        }
        let at = at + usize::from(units.get(at).is_some_and(|u| u.lower == ","));
        let closes = units
            .get(at + 1)
            .is_none_or(|u| matches!(u.lower.as_str(), "," | "." | "and") || self.is_finite(u));
        self.as_person(units.get(at).filter(|_| closes)?)
    }

    /// Whether a comma at a unit opens an office of the name before it: ", head of the Guard".
    fn is_described(&mut self, units: &[Unit], at: usize) -> bool {
        units.get(at).is_some_and(|u| u.lower == ",") && {
            let (from, _) = self.served_as(units, at + 1);
            self.apposed_office(units, from).is_some()
        }
    }

    /// Whether what stands at a unit says of the name before it which office it holds: "has been Chad's
    /// only president".
    fn is_said_to_hold(&self, units: &[Unit], at: usize) -> bool {
        let lower = |at: usize| units.get(at).map_or("", |u| u.lower.as_str());
        let mut next = at;
        while matches!(lower(next), "has" | "had" | "will") {
            next += 1;
        }
        if !matches!(
            lower(next),
            "is" | "was" | "been" | "be" | "became" | "becomes" | "become" | "remains"
        ) {
            return false;
        }
        let title = (next + 1..units.len().min(next + 7))
            .take_while(|&u| {
                matches!(units[u - 1].kind, UnitKind::Mention(_))
                    || u == next + 1
                    || matches!(lower(u - 1), "the" | "'s" | "'")
                    || self.lists.has("before-title", lower(u - 1))
                    || self.is_charge(&units[u - 1])
            })
            .find(|&u| matches!(units[u].kind, UnitKind::Title(_)));
        let owned = |title: usize| {
            units[next + 1..title]
                .iter()
                .any(|u| matches!(u.lower.as_str(), "'s" | "'"))
                || matches!(lower(title + 1), "of")
        };
        title.is_some_and(owned)
    }

    pub(super) fn is_person(&self, mention: usize) -> bool {
        self.entities_of(mention)
            .all(|e| e.kind == EntityType::Person)
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
        // "then Vice President": of that time, by another word than the title.
        let role = match role.split_once(' ') {
            Some(("then" | "Then", rest)) => rest.to_owned(),
            _ => role,
        };
        // "ex-president"
        let role = match role.split_once('-') {
            Some(("ex" | "Ex", rest)) => format!("former {rest}"),
            _ => role,
        };
        // What has officers is a body: "the National Cancer Institute's director".
        if let Some(at) = at
            && self.entities[at].kind == EntityType::Other
        {
            self.entities[at].kind = EntityType::Body;
        }
        if !sent {
            let country = at.and_then(|at| self.entities[at].country.clone());
            if self.entities[person].country.is_none() {
                self.entities[person].country.clone_from(&country);
            }
        }
        let folded = fold(&role);
        // "Secretary of State John Hay" is of the one state that has such.
        if at.is_none()
            && self.entities[person].country.is_none()
            && let Some(code) = self.lists.state_of_title(&folded)
            && (code == "GBR" || self.home.as_deref() != Some("GBR"))
            && self
                .gazetteer
                .person_country(&self.entities[person].name)
                .is_none()
        {
            self.entities[person].country = Some(code.to_owned());
        }
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
                    || captions.contains(&known.line) && !captions.contains(&line)
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
                        && wanted.split(' ').count() == 1
                    // "The Secretary", of a Secretary of State
                    || known
                        .split_once(" of ")
                        .is_some_and(|(head, _)| {
                            head == wanted || head.rsplit(' ').next() == Some(&wanted)
                        }))
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
