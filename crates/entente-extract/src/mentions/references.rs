//! Whom a noun or pronoun refers to: "the minister", "both sides", "its neighbour", "he".

mod described;
mod sides;

use entente_language::Upos;
use entente_model::{Entity, EntityType, Span, fold};

use super::{
    Address, Discourse, Focus, Mention, Reference, Unit, UnitKind, clean_name, is_head,
    is_of_government,
};
use crate::lists::Sort;

impl<'a> Discourse<'a> {
    /// The last office of a government that the sentence told of, and whose it is: alpha-3.
    pub(super) fn last_office(&self, line: usize) -> Option<(String, String)> {
        let office = self
            .offices
            .iter()
            .rev()
            .find(|o| o.line == line && is_of_government(&o.role))?;
        let country = self.entities[office.person].country.clone()?;
        Some((office.role.clone(), country))
    }

    /// The other of the two states that the text is about.
    pub(super) fn other_of_pair(&self, code: &str) -> Option<Entity> {
        let pair = self.main_pair.as_ref()?;
        let other = match pair.iter().position(|c| c == code)? {
            0 => &pair[1],
            _ => &pair[0],
        };
        self.state_named(other)
    }

    /// "Buhari of Nigeria": the person takes the state; where that ends.
    pub(super) fn of_state(&mut self, units: &[Unit], at: usize, mention: usize) -> Option<usize> {
        if units.get(at + 1)?.lower != "of" {
            return None;
        }
        let state = at + 2 + usize::from(units.get(at + 2)?.lower == "the");
        let UnitKind::Mention(m) = units.get(state)?.kind else {
            return None;
        };
        let entity = &self.entities[self.mentions[m].entities[0]];
        if entity.kind != EntityType::State || self.mentions[m].reference != Reference::Name {
            return None;
        }
        let country = entity.country.clone();
        let person = self.mentions[mention].entities[0];
        if self.entities[person].country.is_none() {
            self.entities[person].country = country;
        }
        Some(state + 1)
    }

    /// Pronouns and nouns that refer to what was named before.
    pub(super) fn resolve(&mut self, units: Vec<Unit>, number: usize) -> Vec<Unit> {
        let mut out: Vec<Unit> = Vec::with_capacity(units.len());
        let mut at = 0;
        let mut focus = self.state.clone();
        let mut topic_set = false;
        let mut listed: Vec<usize> = Vec::new();
        while at < units.len() {
            // What "them" means further on is the last list of the sentence itself.
            if let UnitKind::Mention(m) = units[at].kind {
                let mut link = at;
                while link > 0 && matches!(units[link - 1].lower.as_str(), "and" | "," | "the") {
                    link -= 1;
                }
                let joined = link > 0
                    && link < at
                    && units[link..at].iter().any(|u| u.lower != "the")
                    && matches!(units[link - 1].kind, UnitKind::Mention(_));
                if !joined {
                    listed.clear();
                }
                listed.extend(&self.mentions[m].entities);
                if joined && units[link..at].iter().any(|u| u.lower == "and") {
                    focus.several.clone_from(&listed);
                }
            }
            // What "its" means further on is the first state or organisation of the sentence itself.
            if let UnitKind::Mention(m) = units[at].kind
                && !topic_set
                && self.mentions[m].reference != Reference::Adjective
                && !self
                    .lists
                    .is_preposition(at.checked_sub(1).map_or("", |p| units[p].lower.as_str()))
                && let Some(&entity) = self.mentions[m].entities.first()
                && matches!(
                    self.entities[entity].kind,
                    EntityType::State | EntityType::Org | EntityType::Body | EntityType::Group
                )
                && !self.is_dateline(&units, at)
            {
                focus.topic = Some(entity);
                topic_set = true;
            }
            let unit = &units[at];
            if let UnitKind::Mention(m) = unit.kind
                && self.is_person(m)
                && let Some(address) = at
                    .checked_sub(1)
                    .and_then(|before| Address::of(&units[before].lower))
                && let [person] = self.mentions[m].entities[..]
            {
                self.addressed.insert(person, address);
            }
            match unit.kind {
                UnitKind::Mention(m) => {
                    if let Some(half) = self.other_half(&units, at) {
                        let kind = self.mention(unit.span, vec![half], Reference::Name);
                        self.note(&mut focus, kind);
                        out.push(self.unit(kind, unit.tokens.clone()));
                        at += 1;
                        continue;
                    }
                    // "The Chinese side dismissed the complaint."
                    if self.mentions[m].reference == Reference::Adjective
                        && units.get(at + 1).is_some_and(|u| u.lower == "side")
                    {
                        let span = unit.span.cover(units[at + 1].span);
                        let state = self.mentions[m].entities.clone();
                        let kind = self.mention(span, state, Reference::Noun);
                        self.note(&mut focus, kind);
                        out.push(self.unit(kind, unit.tokens.start..units[at + 1].tokens.end));
                        at += 2;
                        continue;
                    }
                    if let Some((kind, to)) = self.joint_noun(&units, at) {
                        out.push(self.unit(kind, unit.tokens.start..units[to - 1].tokens.end));
                        at = to;
                        continue;
                    }
                    // "Kenyan foreign ministry", "Kenya's government", "Kenyan troops".
                    if let Some((noun, length)) =
                        self.noun_after(&units, at).filter(|&(noun, length)| {
                            noun != Sort::Org || !self.is_org_named(&units, at + length)
                        })
                        && let Some(kind) = self.modified_noun(&units, at, m, noun, length)
                    {
                        let to = at + length;
                        let behind = out
                            .last()
                            .is_some_and(|u| self.lists.is_preposition(&u.lower))
                            || out.len() >= 2
                                && out.last().is_some_and(|u| u.lower == "the")
                                && self.lists.is_preposition(&out[out.len() - 2].lower);
                        out.push(self.unit(kind, unit.tokens.start..units[to - 1].tokens.end));
                        self.note(&mut focus, kind);
                        if let UnitKind::Mention(body) = kind
                            && !topic_set
                            && !behind
                        {
                            focus.topic = self.mentions[body].entities.first().copied();
                            topic_set = true;
                        }
                        at = to;
                        continue;
                    }
                    // "Russian mercenaries" does not make Russia "the country".
                    let of_people = self.mentions[m].reference == Reference::Adjective
                        && units
                            .get(at + 1)
                            .is_some_and(|u| self.lists.has("from-elsewhere", &u.lower));
                    let state = focus.state.filter(|_| of_people);
                    self.note(&mut focus, unit.kind);
                    focus.state = state.or(focus.state);
                    out.push(unit.clone());
                    at += 1;
                }
                // "the Ministry of Mines (MoM)", "MoM said"
                UnitKind::Word
                    if let Some((to, acronym)) = self.bracketed_acronym(&units, at)
                        && units[at + 1].kind == UnitKind::Word
                        && let Some(body) = self.body_behind(&out) =>
                {
                    self.explain_acronym(acronym, body);
                    at = to;
                }
                UnitKind::Word
                    if let Some(&entity) = self.acronyms.get(self.words(unit.span))
                        && self.entities[entity].kind == EntityType::Body
                        && self.gazetteer.by_id(self.words(unit.span)).is_none() =>
                {
                    let kind = self.mention(unit.span, vec![entity], Reference::Name);
                    self.note(&mut focus, kind);
                    out.push(self.unit(kind, unit.tokens.clone()));
                    at += 1;
                }
                // "Leaders agreed", "Ministers welcomed": no title of anybody who is named.
                UnitKind::Word | UnitKind::Title(_)
                    if unit.kind == UnitKind::Word || at == 0 && self.is_bare_plural(&units) =>
                {
                    let previous = out.last().map_or("", |u| u.lower.as_str()).to_owned();
                    if let Some((entities, reference, length)) =
                        self.refer(&units, at, &focus, &previous, number)
                    {
                        let to = at + length;
                        let tokens = unit.tokens.start..units[to - 1].tokens.end;
                        let span = Span::new(unit.span.start, units[to - 1].span.end);
                        let kind = self.mention(span, entities, reference);
                        if reference == Reference::Noun {
                            self.note(&mut focus, kind);
                        }
                        out.push(self.unit(kind, tokens));
                        at = to;
                    } else {
                        out.push(unit.clone());
                        at += 1;
                    }
                }
                _ => {
                    out.push(unit.clone());
                    at += 1;
                }
            }
        }
        self.state = focus;
        out
    }

    /// Whether a sentence begins with those who met, called by their office alone: "Ministers agreed".
    fn is_bare_plural(&self, units: &[Unit]) -> bool {
        matches!(
            units[0].lower.as_str(),
            "leaders" | "ministers" | "presidents"
        ) && units.get(1).is_some_and(|u| {
            let syntax = &self.analysis.tokens[u.tokens.start].syntax;
            u.kind == UnitKind::Word && matches!(syntax.upos, Upos::Verb | Upos::Aux | Upos::Adv)
        })
    }

    /// Whether the mention at `at` is the town of a dateline: "NAIROBI, May 4 (Wire) —".
    pub(super) fn is_dateline(&self, units: &[Unit], at: usize) -> bool {
        at == 0
            && self
                .words(units[at].span)
                .chars()
                .all(|c| !c.is_lowercase())
            && units
                .iter()
                .take(12)
                .any(|u| matches!(u.lower.as_str(), "--" | "—" | "–" | "-" | ":" | ")"))
    }

    /// A noun of the list, after the mention at `at` and an optional possessive: its sort, and
    /// how many units from `at` it takes.
    pub(super) fn noun_after(&self, units: &[Unit], at: usize) -> Option<(Sort, usize)> {
        let mut next = at + 1;
        if units
            .get(next)
            .is_some_and(|u| matches!(u.lower.as_str(), "'s" | "'"))
        {
            next += 1;
        }
        // "Kenyan riot police", "U.N. peacekeeping troops"
        for _ in 0..2 {
            if let Some((sort, length)) = self.lists.noun_at(units, next) {
                // "Sweden's military spending": of what sort it is.
                if self.is_attribute(units, next, length) {
                    return None;
                }
                return Some((sort, next + length - at));
            }
            let unit = units.get(next)?;
            if !self.lists.has("noun-modifier", &unit.lower) {
                return None;
            }
            next += 1;
        }
        let (sort, length) = self.lists.noun_at(units, next)?;
        Some((sort, next + length - at))
    }

    /// The body that the last of the units names.
    fn body_behind(&self, units: &[Unit]) -> Option<usize> {
        let UnitKind::Mention(m) = units.last()?.kind else {
            return None;
        };
        match self.mentions[m].entities[..] {
            [entity] if self.entities[entity].kind == EntityType::Body => Some(entity),
            _ => None,
        }
    }

    /// The body or group that a state and a noun name together.
    pub(super) fn modified_noun(
        &mut self,
        units: &[Unit],
        at: usize,
        mention: usize,
        sort: Sort,
        length: usize,
    ) -> Option<UnitKind> {
        if !matches!(sort, Sort::Body | Sort::Forces | Sort::Group) {
            return None;
        }
        let holder = self.mentions[mention].entities[0];
        if self.mentions[mention].entities.len() != 1
            || !matches!(
                self.entities[holder].kind,
                EntityType::State | EntityType::Org | EntityType::Place
            ) && !self.is_led(units, at + length - 1, holder)
        {
            return None;
        }
        // "Canada's G7 presidency" is held by a state in turn.
        if units[at + length - 1].lower == "presidency"
            && self.entities[holder].kind == EntityType::Org
        {
            return None;
        }
        let span = Span::new(units[at].span.start, units[at + length - 1].span.end);
        // "The Moroccan diplomat": the official of that state of whom the text told before.
        if matches!(
            units[at + length - 1].lower.as_str(),
            "diplomat" | "envoy" | "official" | "politician"
        ) {
            let country = &self.entities[holder].country;
            let person = self.state.persons.iter().rev().copied().find(|&p| {
                country.is_some()
                    && self.entities[p].country == *country
                    && self.offices.iter().any(|o| o.person == p)
            });
            if let Some(person) = person {
                return Some(self.mention(span, vec![person], Reference::Noun));
            }
        }
        let kind = if sort == Sort::Group {
            EntityType::Group
        } else {
            EntityType::Body
        };
        let name = clean_name(self.words(span));
        let country = self.entities[holder].country.clone();
        let entity = self.entity(Entity {
            name,
            kind,
            country,
            id: None,
        });
        Some(self.mention(span, vec![entity], Reference::Name))
    }

    /// Whether the noun at `at` is a government named after its head, of whom the state is known:
    /// "the Kenyatta administration".
    fn is_led(&self, units: &[Unit], at: usize, head: usize) -> bool {
        let person = &self.entities[head];
        person.kind == EntityType::Person
            && person.country.is_some()
            && matches!(
                units[at].lower.as_str(),
                "administration" | "government" | "regime" | "junta" | "cabinet"
            )
    }

    /// How a person is addressed: as the text does, else as the first name tells.
    fn address(&self, person: usize) -> Option<Address> {
        self.addressed.get(&person).copied().or_else(|| {
            let entity = self.entities.get(person)?;
            let (first, _) = entity.name.split_once(' ')?;
            let first = first.to_lowercase();
            if self.lists.has("woman-name", &first) {
                Some(Address::Woman)
            } else if self.lists.has("man-name", &first) {
                Some(Address::Man)
            } else {
                None
            }
        })
    }

    /// Whom the word at `at` refers to, how, and how many units it takes.
    fn refer(
        &mut self,
        units: &[Unit],
        at: usize,
        focus: &Focus,
        previous: &str,
        number: usize,
    ) -> Option<(Vec<usize>, Reference, usize)> {
        let word = units[at].lower.as_str();
        if let Some((entity, taken)) = self.plain_agreement(units, at) {
            return Some((vec![entity], Reference::Noun, taken));
        }
        if let Some(found) = self.country_of_person(units, at, focus) {
            return Some(found);
        }
        if let Some(found) = self.pronoun(units, at, focus, previous, number) {
            return Some(found);
        }
        // "the two Koreas", "both Koreas"
        if matches!(word, "the" | "both" | "two")
            && let Some(noun) =
                (at + 1..at + 3).find(|&n| units.get(n).is_some_and(|u| u.lower == "koreas"))
            && let Some(both) = self.both_koreas(units, noun)
        {
            return Some((both, Reference::Name, noun + 1 - at));
        }
        match word {
            "the" | "both" | "two" | "this" | "that" | "our" | "each" => {
                self.definite(units, at, focus, previous)
            }
            _ => self.bare_noun(units, at, focus, previous),
        }
    }

    /// "His country", "her nation": the state of the person spoken of.
    fn country_of_person(
        &mut self,
        units: &[Unit],
        at: usize,
        focus: &Focus,
    ) -> Option<(Vec<usize>, Reference, usize)> {
        if !matches!(units[at].lower.as_str(), "his" | "her") {
            return None;
        }
        let Some((Sort::State, length)) = self.lists.noun_at(units, at + 1) else {
            return None;
        };
        let code = self.entities[focus.person?].country.clone()?;
        let state = self.state_named(&code)?;
        Some((vec![self.entity(state)], Reference::Noun, length + 1))
    }

    /// Whom a pronoun at `at` stands for.
    fn pronoun(
        &mut self,
        units: &[Unit],
        at: usize,
        focus: &Focus,
        previous: &str,
        number: usize,
    ) -> Option<(Vec<usize>, Reference, usize)> {
        let word = units[at].lower.as_str();
        match word {
            "he" | "she" | "him" | "his" | "her" | "himself" | "herself" => {
                // "Speaking to Ana Torres, he said": who is named in passing is another.
                let before =
                    matches!(word, "he" | "she") && previous == "," && self.is_fronted(units);
                let last = self.state.person.filter(|_| before).or(focus.person)?;
                // "“…,” he said": nobody who is named within the quotation.
                let last = matches!(word, "he" | "she")
                    .then(|| self.person_before_quotation(units[at].span.start, previous))
                    .flatten()
                    .unwrap_or(last);
                let other = if word.starts_with('s') || word.starts_with("her") {
                    Address::Man
                } else {
                    Address::Woman
                };
                // "The Mexican leader invited him": another than whoever acts.
                let last = (word == "him")
                    .then(|| self.other_person(units, at, last, focus))
                    .flatten()
                    .unwrap_or(last);
                // "Mr Saadi" is not "she".
                let person = if self.address(last) == Some(other) {
                    let fits = |p: &&usize| self.address(**p) != Some(other);
                    *focus.persons.iter().rev().find(fits)?
                } else {
                    last
                };
                Some((vec![person], Reference::Pronoun, 1))
            }
            // "I congratulate you, Sir": a delegation speaks to who presides.
            "you" if self.assembly && !self.is_leave_taking(units, at) => {
                let name = "President of the General Assembly";
                let president = self.entity(Entity::new(name, EntityType::Person));
                Some((vec![president], Reference::Pronoun, 1))
            }
            "its" | "it" | "itself" => {
                let topic = focus.topic.or(focus.state).or(focus.org)?;
                Some((vec![topic], Reference::Pronoun, 1))
            }
            "they" | "them" | "their" => {
                let several = if focus.several.is_empty() {
                    &focus.pair
                } else {
                    &focus.several
                };
                if several.is_empty() {
                    return Some((vec![focus.topic?], Reference::Pronoun, 1));
                }
                Some((several.clone(), Reference::Pronoun, 1))
            }
            "we" | "our" | "us" | "i" | "my" | "me"
                if (number > 0 || self.home.is_some()) && !self.owns_state(units, at) =>
            {
                let many = matches!(word, "we" | "our" | "us");
                let mut all = if many || self.speakers.len() == 1 {
                    self.speakers.clone()
                } else {
                    Vec::new()
                };
                if all.is_empty() {
                    // Of a release that names no author, nobody is guessed.
                    let home = self.home.clone().filter(|_| self.own || !self.official)?;
                    let name = self.gazetteer.by_id(&home)?.name.clone();
                    all.push(Entity::state(name, home));
                }
                let all = all.into_iter().map(|e| self.entity(e)).collect();
                Some((all, Reference::Pronoun, 1))
            }
            "my" | "our"
                if matches!(self.lists.noun_at(units, at + 1), Some((Sort::State, _)))
                    && self.speakers.len() <= 1 =>
            {
                // "my country" of a delegation's statement
                let home = self.speakers.first().and_then(|s| s.country.clone());
                let home = home.or_else(|| self.own_country())?;
                let state = self.state_named(&home)?;
                let (_, length) = self.lists.noun_at(units, at + 1)?;
                Some((vec![self.entity(state)], Reference::Noun, length + 1))
            }
            _ => None,
        }
    }

    /// Whom "the", "both", "two", "this", "our" or "each" at `at` means with the noun behind it.
    fn definite(
        &mut self,
        units: &[Unit],
        at: usize,
        focus: &Focus,
        previous: &str,
    ) -> Option<(Vec<usize>, Reference, usize)> {
        let word = units[at].lower.as_str();
        let mut next = at + 1;
        let mut two = word == "both" || word == "two";
        if matches!(word, "the" | "our")
            && units
                .get(next)
                .is_some_and(|u| matches!(u.lower.as_str(), "two" | "both"))
        {
            two = true;
            next += 1;
        }
        // "the two neighbouring countries", "the two European states"
        let apart =
            two && matches!(
                self.lists.noun_at(units, next + 1),
                Some((Sort::PairState, _))
            ) && units
                .get(next)
                .is_some_and(|u| self.analysis.tokens[u.tokens.start].syntax.upos == Upos::Adj);
        next += usize::from(apart && self.lists.noun_at(units, next).is_none());
        if word == "the"
            && let Some(half) = self.half_of_korea(units, next)
        {
            return Some((vec![half], Reference::Noun, 2));
        }
        if word == "the"
            && let Some(found) = self.several_counted(units, at, focus)
        {
            return Some(found);
        }
        if word == "the"
            && !two
            && let Some((state, length)) = self.state_by_epithet(units, next)
        {
            return Some((vec![state], Reference::Noun, length + 1));
        }
        // "Each side accused the other"
        if word == "each" {
            let side = units
                .get(next)
                .is_some_and(|u| matches!(u.lower.as_str(), "side" | "country" | "party"));
            let sides = self.two_sides(focus).filter(|_| side)?;
            return Some((sides, Reference::Noun, 2));
        }
        // "the West African country", "the Iran-backed group": what it is, not which.
        if matches!(word, "the" | "this") && !two {
            let tied = matches!(units.get(next).map(|u| u.kind), Some(UnitKind::Mention(_)))
                && units.get(next + 1).is_some_and(|u| u.lower == "-")
                && units
                    .get(next + 2)
                    .is_some_and(|u| self.lists.has("tied-to", &u.lower));
            next += 3 * usize::from(tied);
            next += (0..3)
                .take_while(|&n| units.get(next + n).is_some_and(|u| self.is_of_sort(u)))
                .count();
        }
        // "the 15-nation bloc"
        if word == "the" && !two {
            let counted = (next + 2..next + 5).find(|&noun| {
                let counts = units.get(noun - 1).is_some_and(|u| {
                    ["member", "nation", "country", "strong"]
                        .iter()
                        .any(|w| u.lower.ends_with(w))
                });
                counts && matches!(self.lists.noun_at(units, noun), Some((Sort::Org, _)))
            });
            if let Some(noun) = counted
                && let Some((_, length)) = self.lists.noun_at(units, noun)
            {
                let org = self.org_called(&units[noun..noun + length], focus)?;
                return Some((vec![org], Reference::Noun, noun + length - at));
            }
        }
        if matches!(word, "the" | "this") && !two {
            // "The group claimed the attack.": the one named last.
            let group = self.group_called(units, next);
            if let Some(group) = group {
                return Some((vec![group], Reference::Noun, next + 1 - at));
            }
        }
        if word == "the"
            && let Some(state) = self.island(units, at + 1, focus)
        {
            return Some((vec![state], Reference::Noun, 2));
        }
        let Some((sort, length)) = self.lists.noun_at(units, next) else {
            // "The two discussed trade."
            let verb = two
                && word == "the"
                && units.get(next).is_some_and(|u| {
                    let syntax = &self.analysis.tokens[u.tokens.start].syntax;
                    matches!(syntax.upos, Upos::Verb | Upos::Aux) || u.lower == "also"
                });
            // "has mediated between the two."
            let closes = two
                && word == "the"
                && self.lists.is_preposition(previous)
                && units
                    .get(next)
                    .is_none_or(|u| matches!(u.lower.as_str(), "." | "," | ";"));
            if !verb && !closes {
                return None;
            }
            let persons = focus.persons.len();
            let both = if persons >= 2 {
                focus.persons[persons - 2..].to_vec()
            } else {
                focus.pair.clone()
            };
            return (both.len() >= 2).then_some((both, Reference::Noun, next - at));
        };
        if self.is_attribute(units, next, length)
            || sort == Sort::Org && self.is_org_named(units, next + length)
        {
            return None;
        }
        let taken = next + length - at;
        // "the two officials": two persons, not a body.
        let sort = if two && sort == Sort::Forces && length == 1 {
            Sort::PairPerson
        } else {
            sort
        };
        let entities = match sort {
            Sort::PairState | Sort::PairAny if two => match self.two_sides(focus) {
                Some(sides) => sides,
                None => self.two_before(&units[..at])?,
            },
            Sort::PairAny if word == "the" && units[next].lower == "sides" => {
                self.two_sides(focus)?
            }
            Sort::PairPerson if focus.persons.len() >= 2 => self.two_leaders(focus, &units[..at]),
            // Leaders whom nobody named are those of the two sides.
            Sort::PairPerson if two && focus.pair.len() >= 2 => focus.pair.clone(),
            Sort::PairPerson | Sort::PairState | Sort::PairAny if self.speakers.len() >= 2 => {
                let speakers = self.speakers.clone();
                speakers.into_iter().map(|e| self.entity(e)).collect()
            }
            // "Chad cut aid to the country": another than Chad.
            Sort::State
                if !two
                    && (matches!(previous, "with" | "to" | "against" | "towards")
                        // "Chad barred officials of the country"
                        || previous == "of"
                            && at.checked_sub(2).is_some_and(|p| {
                                matches!(
                                    units[p].lower.as_str(),
                                    "officials" | "citizens" | "nationals" | "leaders"
                                )
                            })) =>
            {
                vec![
                    self.state_other_than_here(units, at, focus)
                        .or(focus.state)?,
                ]
            }
            Sort::State if !two => vec![focus.state?],
            Sort::Org if !two => vec![self.org_called(&units[next..next + length], focus)?],
            Sort::Agreement if !two => {
                let span = units[next].span.cover(units[next + length - 1].span);
                // "The agreement between Chad and Niger", of several that were told of, is one of them.
                let one_of = |&agreement: &usize| {
                    let name = &self.entities[agreement].name;
                    let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
                    units
                        .get(next + length)
                        .is_some_and(|u| u.lower == "between")
                        && self.lists.has("agreements-listed", &last)
                };
                let known = focus.agreement.filter(|agreement| !one_of(agreement));
                let named = known.unwrap_or_else(|| {
                    let name = self.words(span).to_owned();
                    self.entity(Entity::new(name, EntityType::Agreement))
                });
                vec![named]
            }
            Sort::Policy if !two => vec![focus.policy?],
            // "The diplomat": who was spoken of last, no body.
            Sort::Forces
                if word == "the"
                    && length == 1
                    && self.lists.has("bare-title", &units[next].lower) =>
            {
                let person = focus.person?;
                // Whoever leads a government is no envoy.
                let diplomat = matches!(units[next].lower.as_str(), "diplomat" | "envoy");
                if diplomat && self.heads_government(person) {
                    return None;
                }
                vec![person]
            }
            Sort::Body | Sort::Forces if !two => {
                let phrase = Span::new(units[next].span.start, units[next + length - 1].span.end);
                if let Some((body, to)) = self.body_of(units, next + length, phrase) {
                    return Some((vec![body], Reference::Name, to - at));
                }
                vec![match self.body_at(units, next + length, phrase) {
                    Some(body) => body,
                    None => match self.body_here(units, next, phrase, sort) {
                        Some(body) => body,
                        None => self.body_called(phrase, focus)?,
                    },
                }]
            }
            _ => return None,
        };
        Some((entities, Reference::Noun, taken))
    }

    /// The state that "the island" at a unit means: the one in focus, where it is one.
    fn island(&self, units: &[Unit], at: usize, focus: &Focus) -> Option<usize> {
        let noun = matches!(
            units.get(at)?.lower.as_str(),
            "island" | "islands" | "archipelago"
        );
        let more = units
            .get(at + 1)
            .is_some_and(|u| matches!(u.lower.as_str(), "of" | "nation" | "state" | "chain"));
        let state = focus.state.filter(|_| noun && !more)?;
        let code = self.entities[state].country.as_ref()?.to_lowercase();
        self.lists.has("island-state", &code).then_some(state)
    }

    /// Whom a noun without an article at `at` means: "police", "leaders".
    fn bare_noun(
        &mut self,
        units: &[Unit],
        at: usize,
        focus: &Focus,
        previous: &str,
    ) -> Option<(Vec<usize>, Reference, usize)> {
        let word = units[at].lower.as_str();
        // Bare "police", "troops" and the like, and lower-case bodies after "the" are handled above.
        let (sort, length) = self.lists.noun_at(units, at)?;
        // "Leaders welcomed the accord" of an organisation's communiqué.
        if sort == Sort::PairPerson
            && at == 0
            && self.official
            && self.speakers.len() < 2
            && focus.persons.len() < 2
            && let Some(org) = focus.org
        {
            return Some((vec![org], Reference::Noun, length));
        }
        // "Leaders discussed trade" of a joint statement.
        if sort == Sort::PairPerson
            && at == 0
            && (self.speakers.len() >= 2 || self.official && focus.persons.len() >= 2)
        {
            let persons = focus.persons.len();
            let entities = if persons >= 2 {
                focus.persons[persons - 2..].to_vec()
            } else {
                let speakers = self.speakers.clone();
                speakers.into_iter().map(|e| self.entity(e)).collect()
            };
            return Some((entities, Reference::Noun, length));
        }
        if sort != Sort::Forces
            || self.is_attribute(units, at, length)
            || matches!(previous, "of" | "a" | "an")
            || word == "forces"
            || word == "officials"
            || word == "officers"
        {
            return None;
        }
        let phrase = Span::new(units[at].span.start, units[at + length - 1].span.end);
        let from = self.states_from(units, at + length);
        if !from.is_empty() {
            // The troops of the first, and beside them the others, for which they act.
            let mut parties = vec![self.body(phrase, from.first().cloned())];
            for country in &from[1..] {
                if let Some(state) = self.state_named(country) {
                    parties.push(self.entity(state));
                }
            }
            return Some((parties, Reference::Noun, length));
        }
        let entity = match self
            .body_at(units, at + length, phrase)
            .or_else(|| self.body_here(units, at, phrase, sort))
        {
            Some(body) => body,
            None => self.body_called(phrase, focus)?,
        };
        Some((vec![entity], Reference::Noun, length))
    }

    /// The states (alpha-3) that "from" or "of" at `at` lists: "troops from Kenya and Chad".
    fn states_from(&self, units: &[Unit], at: usize) -> Vec<String> {
        let mut out = Vec::new();
        if !units
            .get(at)
            .is_some_and(|u| matches!(u.lower.as_str(), "from" | "of"))
        {
            return out;
        }
        let mut next = at + 1;
        loop {
            while units
                .get(next)
                .is_some_and(|u| matches!(u.lower.as_str(), "the" | "both"))
            {
                next += 1;
            }
            let Some(UnitKind::Mention(m)) = units.get(next).map(|u| u.kind) else {
                return out;
            };
            let states = self
                .entities_of(m)
                .filter(|e| e.kind == EntityType::State)
                .filter_map(|e| e.country.clone());
            let known = out.len();
            out.extend(states);
            if out.len() == known {
                return out;
            }
            next += 1;
            if !units
                .get(next)
                .is_some_and(|u| matches!(u.lower.as_str(), "," | "and"))
            {
                return out;
            }
            while units
                .get(next)
                .is_some_and(|u| matches!(u.lower.as_str(), "," | "and"))
            {
                next += 1;
            }
        }
    }

    /// Whether the text says that a person is a head of state or government.
    fn heads_government(&self, person: usize) -> bool {
        self.offices.iter().any(|o| {
            o.person == person
                && is_head(&o.role)
                && (!fold(&o.role).ends_with("minister") || fold(&o.role).contains("prime"))
        })
    }

    /// Whether "you" at unit `at` is thanked for listening: "Thank you.", "thank you for your
    /// attention".
    fn is_leave_taking(&self, units: &[Unit], at: usize) -> bool {
        let thanked = at > 0 && units[at - 1].lower == "thank";
        let behind = |word: &str| units[at + 1..].iter().take(5).any(|u| u.lower == word);
        let ends = units
            .get(at + 1)
            .is_none_or(|u| matches!(u.lower.as_str(), "." | "!" | "all" | "very"));
        thanked && (ends || behind("attention") || behind("listening"))
    }

    /// Whether a sentence begins with a phrase of place, time or manner, not with its subject:
    /// "In a call with …", "Speaking to …".
    fn is_fronted(&self, units: &[Unit]) -> bool {
        units.first().is_some_and(|u| {
            u.kind == UnitKind::Word
                && (u.lower.ends_with("ing")
                    || self.lists.is_preposition(&u.lower) && u.lower != "as")
        })
    }

    /// The person named last before the quotation that ends at the offset, where one ends there
    /// and names persons of its own.
    fn person_before_quotation(&self, offset: usize, previous: &str) -> Option<usize> {
        let (open, close) = match previous {
            "”" => ('“', '”'),
            "\"" => ('"', '"'),
            _ => return None,
        };
        let (inside, _) = self.text[..offset].rsplit_once(close)?;
        let open = inside.rfind(open)?;
        let persons = |m: &&Mention| {
            m.entities.len() == 1 && self.entities[m.entities[0]].kind == EntityType::Person
        };
        let named_within = self
            .mentions
            .iter()
            .rev()
            .take_while(|m| m.span.start > open)
            .any(|m| persons(&m));
        let before = self
            .mentions
            .iter()
            .rev()
            .filter(|m| m.span.end <= open)
            .find(persons)?;
        named_within.then(|| before.entities[0])
    }

    /// Whether "military" at `at` only says of what sort the noun behind it is: "the military
    /// exercises".
    fn is_attribute(&self, units: &[Unit], at: usize, length: usize) -> bool {
        // "the presidency of the Council" is an office, not whoever holds it.
        let of = length == 1
            && units[at].lower == "presidency"
            && units.get(at + 1).is_some_and(|u| u.lower == "of");
        of || length == 1
            && units[at].lower == "military"
            && units.get(at + 1).is_some_and(|u| {
                let token = &self.analysis.tokens[u.tokens.start];
                u.kind == UnitKind::Word && token.syntax.upos == Upos::Noun
            })
    }

    /// Whether "our two countries" or "my country" stands at unit `at`.
    fn owns_state(&self, units: &[Unit], at: usize) -> bool {
        let two = units
            .get(at + 1)
            .is_some_and(|u| matches!(u.lower.as_str(), "two" | "both"));
        let sort = self.lists.noun_at(units, at + 1 + usize::from(two));
        match units[at].lower.as_str() {
            "our" if two => matches!(sort, Some((Sort::PairState | Sort::PairAny, _))),
            "my" | "our" => matches!(sort, Some((Sort::State, _))) && self.speakers.len() <= 1,
            _ => false,
        }
    }

    /// Takes note of a mention within a sentence.
    fn note(&self, focus: &mut Focus, kind: UnitKind) {
        let UnitKind::Mention(m) = kind else { return };
        let mention = &self.mentions[m];
        if mention.entities.len() > 1 {
            focus.several = mention.entities.clone();
        }
        for &e in &mention.entities {
            match self.entities[e].kind {
                EntityType::Person => {
                    focus.person = Some(e);
                    focus.persons.retain(|&p| p != e);
                    focus.persons.push(e);
                }
                EntityType::State => focus.state = Some(e),
                EntityType::Org => focus.org = Some(e),
                EntityType::Body => focus.body = Some(e),
                EntityType::Agreement => focus.agreement = Some(e),
                EntityType::Policy => focus.policy = Some(e),
                EntityType::Place if self.is_territory(e) => focus.state = Some(e),
                _ => {}
            }
        }
    }

    /// The word before a unit, forms of address left out: "with" of "with Mr Saadi".
    pub(super) fn word_before(&self, line: usize, unit: usize) -> &str {
        let units = &self.lines[line].units;
        (0..unit)
            .rev()
            .map(|at| units[at].lower.as_str())
            .find(|&word| Address::of(word).is_none() && word != "dr")
            .unwrap_or_default()
    }

    /// Takes note of a whole sentence: its topic, its pair, its subject.
    pub(super) fn remember(&mut self, line: usize) {
        let mut pair: Vec<usize> = Vec::new();
        let mut topic = None;
        let mut subject = None;
        for (position, unit) in self.lines[line].units.iter().enumerate() {
            let UnitKind::Mention(m) = unit.kind else {
                continue;
            };
            let mention = &self.mentions[m];
            for &e in &mention.entities {
                match self.entities[e].kind {
                    // A club or a chamber is no side: states and organisations of the tables are.
                    EntityType::State if !pair.contains(&e) => pair.push(e),
                    EntityType::Org if self.entities[e].id.is_some() && !pair.contains(&e) => {
                        pair.push(e);
                    }
                    EntityType::Place if self.is_territory(e) && !pair.contains(&e) => pair.push(e),
                    EntityType::Person
                        if subject.is_none()
                            && !self.lists.is_preposition(self.word_before(line, position)) =>
                    {
                        subject = Some(e)
                    }
                    _ => {}
                }
                if topic.is_none()
                    && mention.reference != Reference::Adjective
                    && !matches!(
                        self.entities[e].kind,
                        EntityType::Person | EntityType::Place
                    )
                {
                    topic = Some(e);
                }
            }
        }
        // Two ministers who meet bring their states with them.
        if pair.len() < 2 {
            let codes = self.countries_of(line);
            if let [first, second] = &codes[..] {
                let states = [first, second].map(|code| self.state_named(code));
                if let [Some(first), Some(second)] = states {
                    pair = vec![self.entity(first), self.entity(second)];
                }
            }
        }
        let joint = self.joint_subject(line);
        if joint.len() >= 2 {
            self.state.several = joint;
        }
        // "Portugal returned Macau to China": of three, the territory is no side.
        let is_state = |e: &usize| self.entities[*e].kind == EntityType::State;
        if let [first, second, third, ..] = &pair[..]
            && self.entities[*second].kind == EntityType::Place
            && is_state(first)
            && is_state(third)
        {
            pair.remove(1);
        }
        if pair.len() >= 2 {
            pair.truncate(2);
            self.state.pair = pair;
        }
        if let Some(topic) = topic {
            self.state.topic = Some(topic);
        }
        if let Some(scene) = self.place_of_action(line) {
            self.state.scene = Some(scene);
        }
        // "The accord is welcome, the chairman said": whoever says all of it.
        let units = &self.lines[line].units;
        let teller = (1..units.len()).rev().take(12).find_map(|at| {
            let says = self.lists.has("saying-core", &units[at].lower)
                || matches!(
                    units[at].lower.as_str(),
                    "said" | "says" | "added" | "stated"
                );
            let UnitKind::Mention(m) = units[at - 1].kind else {
                return None;
            };
            let person = self.mentions[m].entities[0];
            let closes = at < 2
                || units[at - 2].lower == ","
                || units[at - 2].lower.starts_with(['"', '”', '’']);
            (says && at > 3 && closes && self.entities[person].kind == EntityType::Person)
                .then_some(person)
        });
        let subject = teller.or(subject);
        // The subject of a sentence stays in mind longer than whom it mentions in passing.
        if let Some(subject) = subject {
            self.state.person = Some(subject);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::{claims_of, parties};
    use entente_model::{ClaimBody, EventType};

    /// Who acts in the last event of that type that a text tells.
    fn actors(text: &str, kind: EventType) -> Vec<String> {
        let (_, claims) = claims_of(text);
        let last = claims.iter().rev().find_map(|claim| match &claim.body {
            ClaimBody::Event(event) if event.kind == kind => Some(&event.actors),
            _ => None,
        });
        last.into_iter().flatten().map(|a| a.name.clone()).collect()
    }

    #[test]
    fn what_it_is_tells_which_is_meant() {
        for (text, who) in [
            (
                "Peru gave Ghana a loan. The West African country thanked Peru.",
                "Ghana",
            ),
            (
                "Israel signed a pact with Chad. The Jewish state praised Chad.",
                "Israel",
            ),
            (
                "Peru met envoys of Chad. The Chadian side praised Peru.",
                "Chad",
            ),
        ] {
            assert_eq!(actors(text, EventType::Support), [who], "{text}");
        }
        assert_eq!(
            actors(
                "The Houthis hit a ship of Kenya. The Iran-backed group condemned Kenya.",
                EventType::Accuse
            ),
            ["Houthis"]
        );
    }

    #[test]
    fn an_office_is_of_the_state_that_tells_of_it() {
        for (text, who) in [
            (
                "The president met Chadian envoys on Monday, Kenya's foreign ministry said.",
                "KEN",
            ),
            (
                "A spokesman of the Malian government said the foreign minister had met his Chadian counterpart.",
                "MLI",
            ),
        ] {
            let (_, claims) = claims_of(&format!("{text}\n\nEmbassies, treaties and sanctions."));
            let actors = claims.iter().find_map(|claim| match &claim.body {
                ClaimBody::Event(event) if event.kind == EventType::Consult => Some(&event.actors),
                _ => None,
            });
            let of = actors.map(|a| a[0].country.clone());
            assert_eq!(of, Some(Some(who.to_owned())), "{text}");
        }
    }

    #[test]
    fn who_is_known_needs_no_title() {
        for (text, actor) in [
            ("Narendra Modi arrived in Tokyo.", "Narendra Modi"),
            ("Putin spoke to Erdogan.", "Putin"),
            (
                "Japan's prime minister flew to Nairobi.",
                "Japan's prime minister",
            ),
        ] {
            let (actors, _) = parties(text, EventType::Consult);
            assert_eq!(actors.first().map(String::as_str), Some(actor), "{text}");
        }
        let (travels, _) = parties("Anna Keller, a banker, flew to Kenya.", EventType::Consult);
        assert!(travels.is_empty());
    }

    #[test]
    fn an_answer_goes_to_whoever_gave_cause() {
        for (text, actor, other) in [
            (
                "Chad bombed a town in Mali. Mali broke off relations.",
                "Mali",
                "Chad",
            ),
            (
                "Chad arrested a Malian general, prompting Mali to recall its ambassador.",
                "Mali",
                "Chad",
            ),
            (
                "Kenya recalled its ambassador to Somalia.",
                "Kenya",
                "Somalia",
            ),
        ] {
            let (actors, recipients) = parties(text, EventType::Sanction);
            assert_eq!(
                (actors, recipients),
                (vec![actor.to_owned()], vec![other.to_owned()]),
                "{text}"
            );
        }
    }

    #[test]
    fn forces_are_not_said_to_strike_at_home() {
        let (_, struck) = parties(
            "Russian forces seized the village of Shevchenko.",
            EventType::Coerce,
        );
        assert!(struck.is_empty());
        let (_, struck) = parties(
            "Mali's army attacked a village in Mali.",
            EventType::Assault,
        );
        assert_eq!(struck, ["Mali"]);
    }

    #[test]
    fn brussels_acts_for_the_union() {
        let (actors, _) = parties("Brussels criticised Hungary.", EventType::Accuse);
        assert_eq!(actors, ["European Union"]);
        let (actors, _) = parties(
            "Belgium has a new king. Brussels criticised Hungary.",
            EventType::Accuse,
        );
        assert_eq!(actors, ["Belgium"]);
    }

    #[test]
    fn who_is_arrested_is_of_the_state_that_is_told() {
        let (_, held) = parties("Kenyan police arrested a Rwandan man.", EventType::Coerce);
        assert_eq!(held, ["Rwandan man"]);
        let (_, refused) = parties("Peru rejected Chile's offer.", EventType::Reject);
        assert_eq!(refused, ["Chile"]);
    }

    #[test]
    fn a_ministry_is_not_of_the_state_whose_envoy_it_summons() {
        let (_, claims) = claims_of(
            "The foreign ministry summoned the Peruvian ambassador.\n\nEmbassies, treaties and sanctions.",
        );
        let summons = claims.iter().find_map(|claim| match &claim.body {
            ClaimBody::Event(event) if event.kind == EventType::Accuse => Some(event),
            _ => None,
        });
        assert_eq!(summons.map(|e| e.actors[0].country.clone()), Some(None));
    }

    #[test]
    fn letters_that_are_also_words_are_names() {
        for (text, kind, who) in [
            (
                "Peru condemned US strikes on Iran.",
                EventType::Assault,
                "US",
            ),
            (
                "Niger accused IS of killing ten soldiers.",
                EventType::Assault,
                "IS",
            ),
            ("WHO praised Rwanda.", EventType::Support, "WHO"),
            (
                "Mr Chairman, Tonga thanks Japan for its support.",
                EventType::Support,
                "Tonga",
            ),
        ] {
            assert_eq!(actors(text, kind), [who], "{text}");
        }
    }

    #[test]
    fn police_are_of_where_the_text_plays_and_ministers_of_their_ministry() {
        let (_, claims) = claims_of(
            "Denmark recalled its envoy after a riot in Baghdad. Police arrested fifty people.",
        );
        let arrest = claims.iter().find_map(|claim| match &claim.body {
            ClaimBody::Event(event) if event.kind == EventType::Coerce => Some(event),
            _ => None,
        });
        assert_eq!(
            arrest.map(|e| e.actors[0].country.as_deref()),
            Some(Some("IRQ"))
        );
        let (_, claims) = claims_of(
            "The envoy of Chad was summoned to Mali's foreign ministry. Foreign Minister Ali Keita \
             criticised Chad. Chad said that Chad had done nothing.",
        );
        let accuser = claims.iter().find_map(|claim| match &claim.body {
            ClaimBody::Event(event) if event.actors[0].name == "Ali Keita" => Some(event),
            _ => None,
        });
        assert_eq!(
            accuser.map(|e| e.actors[0].country.as_deref()),
            Some(Some("MLI"))
        );
    }

    #[test]
    fn several_are_as_many_as_were_named() {
        assert_eq!(
            actors(
                "Chile, Peru and Chad met in Lima. The three countries condemned Mali.",
                EventType::Accuse
            ),
            ["Chile", "Peru", "Chad"]
        );
        assert_eq!(
            actors(
                "The French, German and British governments condemned Iran.",
                EventType::Accuse
            ),
            ["France", "Germany", "United Kingdom"]
        );
    }

    #[test]
    fn the_koreas_are_two_states() {
        for text in [
            "The two Koreas held talks.",
            "North and South Korea held talks.",
        ] {
            let (both, _) = parties(text, EventType::Consult);
            assert_eq!(both, ["North Korea", "South Korea"], "{text}");
        }
    }

    #[test]
    fn who_acts_is_of_the_state_that_the_words_beside_tell() {
        for (text, kind, who) in [
            (
                "Kenyan President Abel Otieno said his country had signed a treaty with Moldova.",
                EventType::Support,
                ["Kenya"].as_slice(),
            ),
            (
                "The Kyrgyz deputy prime minister visited Seoul.",
                EventType::Consult,
                &["Kyrgyz deputy prime minister"],
            ),
            (
                "An envoy from Laos met the president of Peru.",
                EventType::Consult,
                &["envoy from Laos", "president of Peru"],
            ),
            (
                "Togolese President Jean Bako flew to Lima, and the two countries signed a treaty.",
                EventType::Support,
                &["Togo", "Peru"],
            ),
        ] {
            assert_eq!(actors(text, kind), who, "{text}");
        }
    }

    #[test]
    fn troops_from_a_state_are_not_of_the_place_that_they_attack() {
        let (_, claims) = claims_of("Troops from Kenya attacked a village in Somalia.");
        let of = claims.iter().find_map(|claim| match &claim.body {
            ClaimBody::Event(event) => event.actors[0].country.clone(),
            _ => None,
        });
        assert_eq!(of.as_deref(), Some("KEN"));
    }
}
