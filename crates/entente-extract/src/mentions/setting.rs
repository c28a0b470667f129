//! What is known of a document as a whole: where it plays, who speaks in it, whose matter it is.

use std::collections::HashMap;

use entente_language::Form;
use entente_model::{Entity, EntityType, Span, fold};

use super::{Discourse, Mention, Office, Reference, Unit, UnitKind, states_by_count};

impl<'a> Discourse<'a> {
    /// Where a sentence plays (alpha-3): the state in which the place lies that it names, else that
    /// of one of the sentences before it, else the one that the text names far more than others.
    pub(crate) fn setting(&self, line: usize) -> Option<&str> {
        self.settings.get(line)?.as_deref()
    }

    pub(super) fn places_of_action(&self) -> Vec<Option<String>> {
        let mut last: Option<(usize, String)> = None;
        let usual = self.most_named_state().filter(|_| self.items.is_empty());
        let list = self.is_list();
        (0..self.lines.len())
            .map(|line| {
                let item = self.items.of(line);
                if item.is_some_and(|item| item.first == line) {
                    last = None;
                }
                if let Some(here) = self.place_of_action(line) {
                    last = Some((line, here));
                }
                // What a sentence tells of one state alone is told of it, whatever came before.
                let alone = match &self.countries_of(line)[..] {
                    [one] => Some(one.clone()),
                    _ => None,
                };
                // A text that is about one state comes back to it.
                let recent = last
                    .as_ref()
                    .filter(|(at, _)| line - at <= if usual.is_some() { 1 } else { 4 })
                    .map(|(_, here)| here.clone());
                let elsewhere = alone.filter(|one| {
                    usual.as_ref() != Some(one) && recent.as_ref() != Some(one) && list
                });
                elsewhere
                    .or(recent)
                    .or_else(|| item?.place.clone())
                    .or_else(|| usual.clone())
                    .or_else(|| self.own_country().filter(|own| self.is_at_home(line, own)))
            })
            .collect()
    }

    /// Whether a sentence that names no place may play in the state that publishes it: not what a newsroom
    /// tells of other states alone.
    fn is_at_home(&self, line: usize, own: &str) -> bool {
        let named = self.countries_of(line);
        !self.published || self.official || named.is_empty() || named.iter().any(|code| code == own)
    }

    /// The last mentions read so far, the last first, of a digest those of the item being read: so many.
    pub(super) fn recent_mentions(&self, most: usize) -> impl Iterator<Item = &Mention> {
        self.mentions[self.before_item..].iter().rev().take(most)
    }

    /// The first sentence of the item of a digest that a sentence is of; of other texts the first of all.
    pub(crate) fn item_start(&self, line: usize) -> usize {
        self.items.of(line).map_or(0, |item| item.first)
    }

    /// The sentence before one, in the same item of a digest.
    pub(crate) fn line_before(&self, line: usize) -> Option<usize> {
        (line > self.item_start(line)).then(|| line - 1)
    }

    /// Whether the text is a row of items that tell of one thing each, like a day's events: many
    /// lines of a sentence, of many states.
    fn is_list(&self) -> bool {
        let breaks = self.text.matches('\n').count();
        let states = self
            .entities
            .iter()
            .filter(|e| e.kind == EntityType::State)
            .count();
        self.lines.len() >= 6 && breaks + 2 >= self.lines.len() && states >= 6
    }

    /// Bodies and groups that nothing says the state of are of where they are first told of; the
    /// ids that hold the names of groups together have done their work.
    pub(super) fn settle_places(&mut self) {
        for line in 0..self.lines.len() {
            let Some(here) = self.settings[line].clone() else {
                continue;
            };
            for unit in 0..self.lines[line].units.len() {
                let UnitKind::Mention(m) = self.lines[line].units[unit].kind else {
                    continue;
                };
                if self.mentions[m].reference != Reference::Noun {
                    continue;
                }
                for at in 0..self.mentions[m].entities.len() {
                    let entity = self.mentions[m].entities[at];
                    if self.is_of_another(entity, &here) {
                        continue;
                    }
                    let entity = &mut self.entities[entity];
                    let placeless = matches!(entity.kind, EntityType::Body | EntityType::Group)
                        && entity.country.is_none()
                        && entity.id.is_none();
                    if placeless {
                        entity.country = Some(here.clone());
                    }
                }
            }
        }
        for entity in &mut self.entities {
            if entity.kind == EntityType::Group {
                entity.id = None;
            }
        }
    }

    /// The state of the place that a sentence names as one where something is done.
    pub(super) fn place_of_action(&self, line: usize) -> Option<String> {
        let units = &self.lines[line].units;
        units.iter().enumerate().find_map(|(at, unit)| {
            let UnitKind::Mention(m) = unit.kind else {
                return None;
            };
            if self.mentions[m].reference == Reference::Pronoun {
                return None;
            }
            let entity = &self.entities[self.mentions[m].entities[0]];
            // "near the Chadian border" is not in Chad.
            let beside = self.mentions[m].reference == Reference::Adjective
                && units
                    .get(at + 1)
                    .is_some_and(|u| self.lists.has("beside", &u.lower));
            let located = matches!(entity.kind, EntityType::Place | EntityType::State)
                && !beside
                && self.is_located(units, at);
            located.then(|| entity.country.clone()).flatten()
        })
    }

    /// Whether what stands at unit `at` is said to be where something is done: "in Goma", "in the
    /// eastern city of Goma", "the streets of Goma".
    pub(super) fn is_located(&self, units: &[Unit], at: usize) -> bool {
        units[at.saturating_sub(7)..at]
            .iter()
            .rev()
            .find(|u| !self.lists.has("within-place", &u.lower))
            .is_some_and(|u| self.lists.has("at-place", &u.lower))
    }

    /// The place that a sentence names as the scene of what is done: "near Mosul", "in Goma"; also
    /// one that no table knows, where the sentence begins with it.
    pub(crate) fn scene(&self, line: usize) -> Option<Entity> {
        let units = &self.lines[line].units;
        let known = units.iter().enumerate().find_map(|(at, unit)| {
            let UnitKind::Mention(m) = unit.kind else {
                return None;
            };
            let entity = &self.entities[self.mentions[m].entities[0]];
            let located = entity.kind == EntityType::Place
                && (units[at.saturating_sub(2)..at].iter())
                    .rev()
                    .find(|u| u.lower != "the")
                    .is_some_and(|u| self.lists.has("at-place", &u.lower));
            located.then(|| entity.clone())
        });
        known.or_else(|| {
            let words = self.words(self.lines[line].span);
            let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
            let (preposition, rest) = words.split_once(' ')?;
            let (name, _) = rest.split_once(',')?;
            let place = self.lists.has("at-place", &preposition.to_lowercase())
                && name.split(' ').count() <= 4
                && name.split(' ').all(|w| w.starts_with(char::is_uppercase));
            // "In Syria, ", "In April, "
            let other = self
                .gazetteer
                .name_at(name, &[Span::new(0, name.len())])
                .is_some()
                || units
                    .iter()
                    .take(4)
                    .any(|u| matches!(u.kind, UnitKind::Time(_)));
            (place && !other).then(|| Entity {
                country: self.setting(line).map(str::to_owned),
                ..Entity::new(name, EntityType::Place)
            })
        })
    }

    /// The state that at least half of all names with a state are of, and three of them.
    fn most_named_state(&self) -> Option<String> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let mut all = 0;
        for mention in &self.mentions {
            if let Some(code) = &self.entities[mention.entities[0]].country
                && mention.entities.len() == 1
                && mention.reference != Reference::Pronoun
            {
                *counts.entry(code).or_default() += 1;
                all += 1;
            }
        }
        let (code, count) = counts
            .into_iter()
            .max_by_key(|c| (c.1, std::cmp::Reverse(c.0)))?;
        (count >= 3 && count * 2 >= all).then(|| code.to_owned())
    }

    /// Whether the sentence at `span` has no verb: a heading or a caption.
    pub(crate) fn is_caption(&self, span: Span) -> bool {
        self.captions
            .iter()
            .any(|&line| self.lines.get(line).is_some_and(|l| l.span == span))
    }

    /// The words at `span`.
    pub(crate) fn words(&self, span: Span) -> &'a str {
        &self.text[span.start..span.end]
    }

    /// The entities of a mention, in order.
    pub(crate) fn entities_of(&self, mention: usize) -> impl Iterator<Item = &Entity> {
        self.mentions[mention]
            .entities
            .iter()
            .map(|&e| &self.entities[e])
    }

    /// Whom of one of these types a unit mentions.
    pub(crate) fn named_at(&self, unit: &Unit, kinds: &[EntityType]) -> Option<&Entity> {
        let UnitKind::Mention(mention) = unit.kind else {
            return None;
        };
        self.entities_of(mention).find(|e| kinds.contains(&e.kind))
    }

    /// Whom of that type the last of these units mentions that mentions one: the last person before a
    /// number.
    pub(crate) fn last_named(&self, units: &[Unit], kind: EntityType) -> Option<&Entity> {
        units
            .iter()
            .rev()
            .find_map(|unit| self.named_at(unit, &[kind]))
    }

    /// The states and organisations named inside a longer name: "the Kenya-Japan Agreement".
    pub(crate) fn polities_inside(&self, span: Span) -> Vec<Entity> {
        let names = &self.analysis.names;
        let from = names.partition_point(|n| n.span.start < span.start);
        let mut out: Vec<Entity> = Vec::new();
        for name in names[from..].iter().take_while(|n| n.span.start < span.end) {
            let polity = matches!(name.kind, EntityType::State | EntityType::Org);
            if !polity || name.span == span || !span.contains(name.span) {
                continue;
            }
            let entity = Entity {
                name: self.usual_name(name.country.as_deref(), self.words(name.span)),
                kind: name.kind,
                country: name.country.clone(),
                id: name.id.clone(),
            };
            if !out.iter().any(|e| e.key() == entity.key()) {
                out.push(entity);
            }
        }
        out
    }

    /// The states, alpha-3, that the names within these words are of.
    pub(crate) fn countries_inside(&self, span: Span) -> Vec<String> {
        let names = &self.analysis.names;
        let from = names.partition_point(|n| n.span.start < span.start);
        let mut codes: Vec<String> = Vec::new();
        let within = names[from..].iter().take_while(|n| n.span.start < span.end);
        for name in within.filter(|n| n.span.end <= span.end) {
            if let Some(code) = name.country.as_ref().filter(|c| !codes.contains(c)) {
                codes.push(code.clone());
            }
        }
        codes
    }

    /// The state, alpha-3, whose whole name these words are.
    pub(crate) fn state_called(&self, words: &str) -> Option<String> {
        let entry = self.gazetteer.look_up(words)?;
        (entry.kind == EntityType::State)
            .then(|| entry.country.clone())
            .flatten()
    }

    /// Who is named inside a longer phrase: "two Hamas units".
    pub(crate) fn named_inside(&self, span: Span) -> Vec<Entity> {
        let names = &self.analysis.names;
        let from = names.partition_point(|n| n.span.start < span.start);
        names[from..]
            .iter()
            .take_while(|n| n.span.start < span.end)
            .find(|n| {
                span.contains(n.span)
                    && matches!(
                        n.kind,
                        EntityType::State | EntityType::Org | EntityType::Group | EntityType::Body
                    )
            })
            .map(|n| Entity {
                name: match n.kind {
                    EntityType::State => self.usual_name(n.country.as_deref(), self.words(n.span)),
                    _ => self.words(n.span).to_owned(),
                },
                kind: n.kind,
                country: n.country.clone(),
                id: n.id.clone().filter(|_| n.kind != EntityType::Group),
            })
            .into_iter()
            .collect()
    }

    /// A name of two words or more around `span` that no table and no word beside it explains.
    pub(crate) fn unknown_name(&self, span: Span) -> Option<&'a str> {
        let names = &self.analysis.names;
        let to = names.partition_point(|n| n.span.start <= span.start);
        names[..to]
            .iter()
            .rev()
            .take(3)
            .find(|n| n.kind == EntityType::Other && n.id.is_none() && n.span.contains(span))
            .map(|n| self.words(n.span))
            .filter(|name| name.contains(' '))
    }

    /// Whom "we" means, where outlet, title or opening tell.
    pub(crate) fn speakers(&self) -> &[Entity] {
        &self.speakers
    }

    /// The organisation of the tables whose whole name this is.
    pub(crate) fn organisation(&self, name: &str) -> Option<Entity> {
        let entry = self.gazetteer.look_up(name)?;
        (entry.kind == EntityType::Org).then(|| entry.entity(name))
    }

    /// The organisation that a person acts for, by the office that the text gives.
    pub(crate) fn represented(&self, person: &Entity) -> Option<Entity> {
        let office = self
            .offices
            .iter()
            .find(|o| self.entities[o.person].name == person.name && o.at.is_some())?;
        let at = &self.entities[office.at?];
        match at.kind {
            EntityType::Org => Some(at.clone()),
            EntityType::Body if at.id.as_deref() == Some("EC") => {
                let union = self.gazetteer.by_id("EU")?;
                Some(union.entity(union.name.clone()))
            }
            _ => None,
        }
    }

    /// The organisation named last, in the sentence with that number or before it.
    pub(crate) fn org_before(&self, line: usize) -> Option<Entity> {
        (self.item_start(line).max(line.saturating_sub(12))..=line)
            .rev()
            .find_map(|at| {
                self.lines[at]
                    .units
                    .iter()
                    .find_map(|unit| self.named_at(unit, &[EntityType::Org]).cloned())
            })
    }

    /// "The Community", "the Commission": the organisation or body named last whose full name begins or
    /// ends with that word.
    pub(crate) fn named_in_full(&self, line: usize, word: &str) -> Option<Entity> {
        let full = |e: &&Entity| {
            matches!(e.kind, EntityType::Org | EntityType::Body)
                && e.name.contains(' ')
                && [e.name.split(' ').next(), e.name.rsplit(' ').next()]
                    .into_iter()
                    .flatten()
                    .any(|w| w == word)
        };
        (self.item_start(line).max(line.saturating_sub(12))..=line)
            .rev()
            .find_map(|at| {
                self.lines[at]
                    .units
                    .iter()
                    .rev()
                    .find_map(|unit| match unit.kind {
                        UnitKind::Mention(m) => self.entities_of(m).find(full).cloned(),
                        _ => None,
                    })
            })
    }

    /// The agreement named last before a unit, in its sentence or the two before: "ratified it".
    pub(crate) fn agreement_before(&self, line: usize, unit: usize) -> Option<Entity> {
        (self.item_start(line).max(line.saturating_sub(2))..=line)
            .rev()
            .find_map(|at| {
                let units = &self.lines[at].units;
                let end = if at == line { unit } else { units.len() };
                units[..end].iter().rev().find_map(|unit| match unit.kind {
                    UnitKind::Mention(m) => self
                        .entities_of(m)
                        .find(|e| e.kind == EntityType::Agreement)
                        .cloned(),
                    _ => None,
                })
            })
    }

    /// The polities (states, organisations, territories) that a sentence mentions, in order.
    pub(crate) fn polities(&self, line: usize) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for unit in &self.lines[line].units {
            let UnitKind::Mention(m) = unit.kind else {
                continue;
            };
            for &e in &self.mentions[m].entities {
                if self.is_polity(e) && !found.contains(&e) {
                    found.push(e);
                }
            }
        }
        found
    }

    /// The state whose people a plural names: "Kenyans", "South Koreans".
    pub(crate) fn state_of_people(&self, span: Span) -> Option<Entity> {
        let word = self.words(span);
        let singular = word
            .strip_suffix('s')
            .filter(|w| w.starts_with(char::is_uppercase))?;
        let mut start = span.start;
        let parts: Vec<Span> = singular
            .split(' ')
            .map(|part| {
                let whole = Span::new(start, start + part.len());
                start = whole.end + 1;
                whole
            })
            .collect();
        let (entry, form, _) = self
            .gazetteer
            .name_at(self.text, &parts)
            .filter(|&(_, _, length)| length == parts.len())?;
        let people = entry.kind == EntityType::State && form == Form::Adjective;
        self.state_named(entry.country.as_deref().filter(|_| people)?)
    }

    /// Whether an entity is an armed or political movement of the tables.
    pub(crate) fn is_movement(&self, entity: usize) -> bool {
        let e = &self.entities[entity];
        e.kind == EntityType::Group
            && self
                .gazetteer
                .look_up(&e.name)
                .is_some_and(|g| g.kind == EntityType::Group)
    }

    /// Whether an entity is a state, an organisation or a territory.
    pub(crate) fn is_polity(&self, entity: usize) -> bool {
        matches!(
            self.entities[entity].kind,
            EntityType::State | EntityType::Org
        ) || self.is_territory(entity)
    }

    /// The two parties that "bilateral" means in the sentence with that number: the first two of
    /// the sentence itself, else of the last sentence before it that names two.
    pub(crate) fn pair_before(&self, line: usize) -> Option<(usize, usize)> {
        (self.item_start(line).max(line.saturating_sub(12))..=line)
            .rev()
            .find_map(|at| match self.polities(at)[..] {
                [a, b, ..] => Some((a, b)),
                _ => None,
            })
    }

    /// The two whose meeting or talks the text tells of: the first two heads of state, of
    /// government or of a ministry that it names, of different countries where it can be.
    pub(crate) fn leaders(&self) -> Option<Vec<Entity>> {
        let mut all: Vec<&Entity> = Vec::new();
        for office in &self.offices {
            let role = fold(&office.role);
            let former = role
                .split(' ')
                .any(|w| matches!(w, "former" | "vice" | "deputy"));
            let leads = role.split(' ').any(|w| self.lists.has("leader", w));
            let person = &self.entities[office.person];
            if leads && !former && !all.iter().any(|p| p.name == person.name) {
                all.push(person);
            }
        }
        let first = *all.first()?;
        let second = all
            .iter()
            .find(|p| p.country.is_some() && p.country != first.country)
            .or_else(|| all.get(1).filter(|p| p.country.is_none()))?;
        Some(vec![first.clone(), (*second).clone()])
    }

    /// The only person of a state of whom the text says that they lead it or a ministry.
    pub(crate) fn leader_of(&self, country: &str) -> Option<Entity> {
        self.only_holder(|office| {
            let role = fold(&office.role);
            role.split(' ').any(|w| self.lists.has("leader", w))
                && !role
                    .split(' ')
                    .any(|w| matches!(w, "former" | "vice" | "deputy"))
                && self.entities[office.person].country.as_deref() == Some(country)
        })
    }

    /// The only person who holds an office of those that `fits` picks.
    fn only_holder(&self, fits: impl Fn(&Office) -> bool) -> Option<Entity> {
        let mut holders: Vec<usize> = self
            .offices
            .iter()
            .filter(|office| fits(office))
            .map(|office| office.person)
            .collect();
        holders.sort_unstable();
        holders.dedup();
        match holders[..] {
            [one] => Some(self.entities[one].clone()),
            _ => None,
        }
    }

    /// The two parties of a text about two.
    pub(crate) fn two_parties(&self) -> Option<Vec<Entity>> {
        let (a, b) = self.parties()?;
        Some(vec![self.entities[a].clone(), self.entities[b].clone()])
    }

    /// The two parties of a text about two: those that it names far more often than any other.
    fn parties(&self) -> Option<(usize, usize)> {
        // The items of a digest have parties each of its own.
        if !self.items.is_empty() {
            return None;
        }
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for mention in &self.mentions {
            for &e in &mention.entities {
                if self.is_polity(e) && mention.reference != Reference::Pronoun {
                    *counts.entry(e).or_default() += 1;
                }
            }
        }
        let mut ranked: Vec<(usize, usize)> = counts.into_iter().map(|(e, n)| (n, e)).collect();
        ranked.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let [(_, a), (second, b), rest @ ..] = &ranked[..] else {
            return None;
        };
        let third = rest.first().map_or(0, |r| r.0);
        (*second >= 2 && third * 2 <= *second).then_some((*a.min(b), *a.max(b)))
    }

    /// The parties that the name around a span is made of: "the Kenya-EU Summit".
    pub(crate) fn parties_in_name(&self, span: Span) -> Vec<Entity> {
        let names = &self.analysis.names;
        let to = names.partition_point(|n| n.span.start <= span.start);
        names[to.saturating_sub(6)..to]
            .iter()
            .filter(|n| n.span.start < span.start && n.span.end >= span.end)
            .map(|n| self.polities_inside(n.span))
            .max_by_key(Vec::len)
            .unwrap_or_default()
    }

    /// The organisations in the names of the meetings that a sentence names: "the EU-Japan Summit".
    pub(crate) fn conveners(&self, line: usize) -> Vec<Entity> {
        let span = self.lines[line].span;
        let names = &self.analysis.names;
        let from = names.partition_point(|n| n.span.start < span.start);
        let mut out = Vec::new();
        for name in names[from..].iter().take_while(|n| n.span.start < span.end) {
            let words = self.words(name.span).to_lowercase();
            let last = words.rsplit(' ').next().unwrap_or_default();
            if matches!(
                last,
                "summit" | "forum" | "conference" | "meeting" | "dialogue"
            ) {
                out.extend(
                    self.polities_inside(name.span)
                        .into_iter()
                        .filter(|e| e.kind == EntityType::Org),
                );
            }
        }
        out
    }

    /// Who acted where a sentence tells only what was done ("the treaty was signed"): the only two
    /// parties that it names, else the two of a text about two.
    pub(crate) fn sides(&self, line: usize) -> Vec<Entity> {
        match self.polities(line)[..] {
            [a, b] => vec![self.entities[a].clone(), self.entities[b].clone()],
            [] | [_] => self.two_parties().unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// The other side of a text about two, seen from one of those who act.
    pub(crate) fn other_side(&self, actors: &[Entity]) -> Option<Entity> {
        let sides = self.two_parties()?;
        let is = |side: &Entity, e: &Entity| {
            side.key() == e.key() || side.country.is_some() && side.country == e.country
        };
        let on: Vec<bool> = sides
            .iter()
            .map(|side| actors.iter().any(|e| is(side, e)))
            .collect();
        match on[..] {
            [true, false] => Some(sides[1].clone()),
            [false, true] => Some(sides[0].clone()),
            _ => None,
        }
    }

    /// The two states that a text goes on about at the sentence with that number.
    pub(crate) fn two_states(&self, line: usize) -> Option<Vec<Entity>> {
        if let Some((a, b)) = self.parties() {
            return Some(vec![self.entities[a].clone(), self.entities[b].clone()]);
        }
        if let Some([a, b]) = &self.main_pair {
            return Some(vec![self.state_named(a)?, self.state_named(b)?]);
        }
        let (a, b) = self.pair_before(line)?;
        Some(vec![self.entities[a].clone(), self.entities[b].clone()])
    }

    /// Whether somebody acts for a state or an organisation: they themselves, who holds an office in
    /// the text, whom only an office names ("Kenya's president"), and persons of public life.
    pub(crate) fn is_public(&self, entity: &Entity) -> bool {
        match entity.kind {
            EntityType::State | EntityType::Org | EntityType::Body => true,
            EntityType::Person => {
                let told = self
                    .offices
                    .iter()
                    .any(|o| self.entities[o.person].key() == entity.key());
                told || self.gazetteer.person_country(&entity.name).is_some()
                    || entity.name.split([' ', '-']).any(|word| {
                        word.starts_with(char::is_lowercase)
                            && self.lists.has("office-of-state", word)
                    })
                    // "the Kenyan Prime Minister", not "Ms King"
                    || ["President", "Minister", "Premier", "Chancellor", "Secretary"]
                        .iter()
                        .any(|title| entity.name.ends_with(title))
            }
            EntityType::Group => {
                let last = entity.name.rsplit(' ').next().unwrap_or_default();
                entity.country.is_some() && self.lists.has("public-people", last)
            }
            _ => false,
        }
    }

    /// The only person whose office has this word for its head.
    pub(crate) fn holder_like(&self, word: &str) -> Option<Entity> {
        self.only_holder(|office| fold(&office.role).split(' ').any(|w| w == word))
    }

    /// Whether the text tells of an office of the person.
    pub(crate) fn holds_office(&self, person: &Entity) -> bool {
        self.offices
            .iter()
            .any(|o| self.entities[o.person].name == person.name)
    }

    /// The only person of a state whose office the last word of a description tells: "the French
    /// ambassador", "the Latvian top diplomat", "the Kenyan PM".
    pub(crate) fn holder_in(&self, country: &str, word: &str) -> Option<Entity> {
        let held = |role: &str| match word {
            "pm" => role.ends_with("prime minister"),
            "fm" | "diplomat" => role.contains("foreign") || role.contains("external affairs"),
            word => role.split(' ').any(|w| w == word),
        };
        self.only_holder(|office| {
            self.entities[office.person].country.as_deref() == Some(country)
                && held(&fold(&office.role))
        })
    }

    /// The two states that the text names most, the first of equals first.
    pub(crate) fn theme(&self) -> Vec<Entity> {
        let counts = states_by_count(self.analysis.names.iter());
        if counts.len() < 2 {
            return Vec::new();
        }
        counts[..2]
            .iter()
            .filter_map(|(code, _)| self.state_named(code))
            .collect()
    }

    /// The states that a sentence names, by whatever of theirs it names, in order: alpha-3.
    pub(crate) fn countries_of(&self, line: usize) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for unit in &self.lines[line].units {
            if let UnitKind::Mention(m) = unit.kind {
                for entity in self.entities_of(m) {
                    if let Some(code) = &entity.country
                        && !out.contains(code)
                    {
                        out.push(code.clone());
                    }
                }
            }
        }
        out
    }

    /// As [`Discourse::countries_of`], without those of which only the border is named: "near the Chadian border".
    pub(crate) fn countries_beyond_borders(&self, line: usize) -> Vec<String> {
        let units = &self.lines[line].units;
        let bordering = |code: &String| {
            units.iter().enumerate().all(|(at, unit)| {
                let UnitKind::Mention(m) = unit.kind else {
                    return true;
                };
                let named = self
                    .entities_of(m)
                    .any(|e| e.country.as_ref() == Some(code));
                let is_border = |u: &Unit| matches!(u.lower.as_str(), "border" | "frontier");
                // "Chadian border posts" are Chad's.
                let behind = units.get(at + 1).is_some_and(is_border)
                    && !units
                        .get(at + 2)
                        .is_some_and(|u| self.lists.has("at-border", &u.lower));
                // "the border with Chad"
                let before = units[at.saturating_sub(2)..at].iter().any(is_border);
                !named || behind || before
            })
        };
        let mut codes = self.countries_of(line);
        codes.retain(|code| !bordering(code));
        codes
    }

    /// The two states that a sentence is about: the first two that it names, by whatever of
    /// theirs it names; where it names one or none, with the help of the sentences before it.
    pub(crate) fn pair_of(&self, line: usize) -> Vec<Entity> {
        let mut pair = self.countries_of(line);
        let theme = if self.items.is_empty() {
            self.theme()
        } else {
            Vec::new()
        };
        let is_theme = |code: &String| theme.iter().any(|s| s.country.as_ref() == Some(code));
        // The two of the text, if the sentence does not name two others.
        if theme.len() == 2
            && (pair.len() < 2 && pair.iter().all(is_theme)
                || theme
                    .iter()
                    .all(|s| s.country.as_ref().is_some_and(|c| pair.contains(c))))
        {
            return theme;
        }
        for at in (self.item_start(line)..line).rev() {
            if pair.len() >= 2 {
                break;
            }
            for code in self.countries_of(at) {
                if !pair.contains(&code) && pair.len() < 2 {
                    pair.push(code);
                }
            }
        }
        pair.truncate(2);
        if pair.len() < 2 {
            return Vec::new();
        }
        pair.iter()
            .filter_map(|code| self.state_named(code))
            .collect()
    }

    /// The state of that code, under the name that the text gives it.
    pub(crate) fn state_named(&self, code: &str) -> Option<Entity> {
        if let Some(&at) = self.by_id.get(code) {
            return Some(self.entities[at].clone());
        }
        let entry = self.gazetteer.by_id(code)?;
        Some(entry.entity(entry.name.clone()))
    }

    /// Whether a place is a territory of the gazetteer (Hong Kong), not a town.
    pub(crate) fn is_territory(&self, entity: usize) -> bool {
        let e = &self.entities[entity];
        e.kind == EntityType::Place
            && self
                .gazetteer
                .look_up(&e.name)
                .is_some_and(|g| g.kind == EntityType::Place)
    }
}
