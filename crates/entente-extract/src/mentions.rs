//! Who is meant where: the entities of one document, and the units of its sentences.
//!
//! Names, titles, nouns and pronouns become [`Mention`]s of the document's [entities](Discourse).
//! A sentence is then a row of [`Unit`]s: words, mentions, times and quantities. Rules match on
//! units, so that "the Kenyan president William Ruto", "he" and "Nairobi" look alike to them.

use std::collections::HashMap;
use std::ops::Range;

use entente_language::{Analysis, Form, Gazetteer, Upos};
use entente_model::{Document, Edtf, Entity, EntityType, Span, fold};

use crate::lists::{Lists, Sort};
use crate::voice::Voice;

/// How far apart two heads of state are named who meet, in sentences.
const MEETING: usize = 6;

/// How a mention refers to its entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reference {
    /// By a name.
    Name,
    /// By an adjective: "Kenyan".
    Adjective,
    /// By the seat of government: "Nairobi".
    Seat,
    /// By a pronoun, possessives among them.
    Pronoun,
    /// By a noun: "the bloc", "the two countries", "the minister".
    Noun,
}

/// One place in the text that refers to one or more entities.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// The words, title and apposition among them.
    pub span: Span,
    /// Indices into [`Discourse::entities`]; several for a joint mention. Never empty.
    pub entities: Vec<usize>,
    /// How it refers.
    pub reference: Reference,
}

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnitKind {
    /// A word or mark.
    Word,
    /// Index into [`Discourse::mentions`].
    Mention(usize),
    /// Index into [`Analysis::times`].
    Time(usize),
    /// Index into [`Analysis::quantities`].
    Quantity(usize),
    /// A title of office that leads to no mention; index into [`Analysis::titles`].
    Title(usize),
}

/// The smallest thing that a rule sees.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub kind: UnitKind,
    pub span: Span,
    /// Tokens of the analysis that it covers.
    pub tokens: Range<usize>,
    /// The words in lower case; of a word, without more.
    pub lower: String,
}

/// A sentence as a row of units.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub span: Span,
    pub units: Vec<Unit>,
}

/// An office that a person is said to hold.
#[derive(Clone, Debug)]
pub(crate) struct Office {
    pub person: usize,
    pub role: String,
    /// Where it is held, if the text says so.
    pub at: Option<usize>,
    /// Whether it is held at another's: an ambassador's at the host.
    pub sent: bool,
    /// Number of the sentence that says most of it.
    pub line: usize,
    /// The year in brackets behind the name: "President Ana Torres (2009)".
    pub as_of: Option<Edtf>,
    /// The state that its sentence names before the person, or the text before its sentence:
    /// alpha-3.
    near: Option<String>,
}

/// The entities and mentions of a document.
pub(crate) struct Discourse<'a> {
    pub text: &'a str,
    pub analysis: &'a Analysis,
    pub entities: Vec<Entity>,
    pub mentions: Vec<Mention>,
    pub lines: Vec<Line>,
    pub offices: Vec<Office>,
    /// Where each sentence plays, as far as the text tells: alpha-3.
    settings: Vec<Option<String>>,
    /// The state whose text this is, or that it is mostly about: alpha-3.
    pub home: Option<String>,
    /// Whom "we" means, where outlet or title tell.
    speakers: Vec<Entity>,
    /// The two states that the text names far more often than any other: alpha-3.
    main_pair: Option<[String; 2]>,
    /// How persons are addressed, where the text tells.
    addressed: HashMap<usize, Address>,
    /// Whether officials without a state are those of `home`.
    own: bool,
    /// Whether it is a statement, release or speech of somebody, not a report.
    pub official: bool,
    /// Whether its heading is of a telephone call.
    pub of_call: bool,
    /// Whether a delegation speaks before the General Assembly.
    pub assembly: bool,
    gazetteer: &'a Gazetteer,
    pub lists: &'a Lists,
    /// Acronyms that the text explains, to entities.
    acronyms: HashMap<String, usize>,
    by_id: HashMap<String, usize>,
    by_name: HashMap<(EntityType, String), usize>,
    persons: Vec<usize>,
    /// Numbers of the sentences without a verb: headings and captions.
    captions: Vec<usize>,
    /// Whose visits the list lists that a heading opened: alpha-3.
    visitors: Option<String>,
    /// Whether the text is a row of items, one a line, each about something else.
    pub of_items: bool,
    state: Focus,
}

/// What was spoken of last.
#[derive(Clone, Debug, Default)]
struct Focus {
    person: Option<usize>,
    state: Option<usize>,
    org: Option<usize>,
    body: Option<usize>,
    agreement: Option<usize>,
    policy: Option<usize>,
    /// The last thing, not a person, that a sentence began with.
    topic: Option<usize>,
    /// The last two or more named together.
    several: Vec<usize>,
    /// The last two states or organisations of one sentence.
    pair: Vec<usize>,
    persons: Vec<usize>,
}

/// How a text addresses a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Address {
    Man,
    Woman,
}

impl Address {
    /// What a form of address tells.
    fn of(word: &str) -> Option<Self> {
        match word.trim_end_matches('.') {
            "mr" | "sir" | "lord" | "king" | "prince" | "sheikh" | "emir" | "sultan" => {
                Some(Self::Man)
            }
            "mrs" | "ms" | "miss" | "madam" | "madame" | "lady" | "dame" | "queen" | "princess"
            | "sheikha" => Some(Self::Woman),
            _ => None,
        }
    }
}

impl<'a> Discourse<'a> {
    /// Reads a document's analysis from its first sentence to its last; `text` is the document's
    /// with its full lines joined.
    pub(crate) fn read(
        document: &Document,
        text: &'a str,
        analysis: &'a Analysis,
        gazetteer: &'a Gazetteer,
        lists: &'a Lists,
    ) -> Self {
        let mut discourse = Self {
            text,
            analysis,
            entities: Vec::new(),
            mentions: Vec::new(),
            lines: Vec::with_capacity(analysis.sentences.len()),
            offices: Vec::new(),
            settings: Vec::new(),
            home: None,
            speakers: Vec::new(),
            own: false,
            official: false,
            of_call: false,
            assembly: false,
            gazetteer,
            lists,
            acronyms: HashMap::new(),
            main_pair: main_pair(analysis),
            addressed: HashMap::new(),
            by_id: HashMap::new(),
            by_name: HashMap::new(),
            persons: Vec::new(),
            captions: Vec::new(),
            visitors: None,
            of_items: of_items(text, analysis),
            state: Focus::default(),
        };
        let voice = Voice::read(document, analysis, gazetteer);
        discourse.home = voice.home;
        discourse.own = voice.own;
        discourse.official = voice.official;
        discourse.of_call = voice.of_call;
        discourse.assembly = voice.assembly;
        discourse.speakers = voice.speakers;
        for at in 0..analysis.sentences.len() {
            discourse.sentence(at);
        }
        discourse.settle_countries();
        discourse.cut_boilerplate();
        discourse.settings = discourse.places_of_action();
        discourse.settle_places();
        discourse
    }

    /// Where a sentence plays (alpha-3): the state in which the place lies that it names, else that
    /// of one of the sentences before it, else the one that the text names far more than others.
    pub(crate) fn setting(&self, line: usize) -> Option<&str> {
        self.settings.get(line)?.as_deref()
    }

    fn places_of_action(&self) -> Vec<Option<String>> {
        let mut last: Option<(usize, String)> = None;
        let usual = self.most_named_state();
        let list = self.is_list();
        (0..self.lines.len())
            .map(|line| {
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
                    .or_else(|| usual.clone())
                    .or_else(|| self.own_country())
            })
            .collect()
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
    fn settle_places(&mut self) {
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
                    let entity = &mut self.entities[self.mentions[m].entities[at]];
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
    fn place_of_action(&self, line: usize) -> Option<String> {
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
    fn is_located(&self, units: &[Unit], at: usize) -> bool {
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
        (line.saturating_sub(12)..=line).rev().find_map(|at| {
            self.lines[at]
                .units
                .iter()
                .find_map(|unit| match unit.kind {
                    UnitKind::Mention(m) => self
                        .entities_of(m)
                        .find(|e| e.kind == EntityType::Org)
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

    /// The state whose people a plural names: "Kenyans", "Iraqis".
    pub(crate) fn state_of_people(&self, span: Span) -> Option<Entity> {
        let word = self.words(span);
        let plural = word.ends_with('s') && word.starts_with(char::is_uppercase);
        if !plural || word.contains(' ') {
            return None;
        }
        let singular = Span::new(span.start, span.end - 1);
        let (entry, form, _) = self.gazetteer.name_at(self.text, &[singular])?;
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
        (line.saturating_sub(12)..=line)
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

    /// Whether somebody acts for a state or an organisation: they themselves, and who holds an office.
    pub(crate) fn is_public(&self, entity: &Entity) -> bool {
        match entity.kind {
            EntityType::State | EntityType::Org | EntityType::Body => true,
            EntityType::Person => self
                .offices
                .iter()
                .any(|o| self.entities[o.person].key() == entity.key()),
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

    /// The two states that a sentence is about: the first two that it names, by whatever of
    /// theirs it names; where it names one or none, with the help of the sentences before it.
    pub(crate) fn pair_of(&self, line: usize) -> Vec<Entity> {
        let mut pair = self.countries_of(line);
        let theme = self.theme();
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
        for at in (0..line).rev() {
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

    /// The entity of that name, added if new.
    pub(crate) fn entity(&mut self, entity: Entity) -> usize {
        if let Some(id) = &entity.id {
            if let Some(&at) = self.by_id.get(id) {
                if entity.name.len() > self.entities[at].name.len()
                    && entity.kind != EntityType::State
                {
                    self.entities[at].name = entity.name;
                }
                return at;
            }
        } else if entity.kind == EntityType::Person {
            return self.person(entity);
        }
        let key = (entity.kind, fold(&entity.name));
        if let Some(&at) = self.by_name.get(&key) {
            let same = self.entities[at].country == entity.country
                || entity.country.is_none()
                || self.entities[at].country.is_none();
            if same {
                if self.entities[at].country.is_none() {
                    self.entities[at].country = entity.country;
                }
                return at;
            }
        }
        let at = self.entities.len();
        if let Some(id) = &entity.id {
            self.by_id.insert(id.clone(), at);
        }
        self.by_name.insert(key, at);
        self.entities.push(entity);
        at
    }

    /// A person, the same as one named before if the words of one name are among the other's.
    /// The part of a person's name behind ranks and forms of address: "the Americas Sir Alan Duncan",
    /// "Brig. Gen. Yahya Rasool".
    fn behind_honorific(&self, span: Span) -> Span {
        let words = self.words(span);
        let mut from = 0;
        let mut at = 0;
        for word in words.split(' ') {
            at += word.len() + 1;
            let plain = word.trim_end_matches('.').to_lowercase();
            if at < words.len() && self.lists.has("cut-honorific", &plain) {
                from = at;
            }
        }
        Span::new(span.start + from, span.end)
    }

    fn person(&mut self, entity: Entity) -> usize {
        let words = name_words(&entity.name);
        for &at in self.persons.iter().rev() {
            let known = name_words(&self.entities[at].name);
            let (short, long) = if words.len() <= known.len() {
                (&words, &known)
            } else {
                (&known, &words)
            };
            let same_country = match (&entity.country, &self.entities[at].country) {
                (Some(a), Some(b)) => a == b,
                _ => true,
            };
            if !short.is_empty() && short.iter().all(|w| long.contains(w)) && same_country {
                if words.len() > known.len() {
                    self.entities[at].name = entity.name;
                }
                if self.entities[at].country.is_none() {
                    self.entities[at].country = entity.country;
                }
                return at;
            }
        }
        self.persons.push(self.entities.len());
        self.entities.push(entity);
        self.entities.len() - 1
    }

    fn mention(&mut self, span: Span, entities: Vec<usize>, reference: Reference) -> UnitKind {
        self.mentions.push(Mention {
            span,
            entities,
            reference,
        });
        UnitKind::Mention(self.mentions.len() - 1)
    }

    /// Persons without a country get that of their office, else the text's own.
    fn settle_countries(&mut self) {
        // A person of public life is of the state that the tables know, whatever stands nearby.
        for &at in &self.persons {
            let entity = &mut self.entities[at];
            if entity.name.contains(' ')
                && let Some(Some(known)) = self.gazetteer.person_country(&entity.name)
            {
                entity.country = Some(known.to_owned());
            }
        }
        self.settle_bodies();
        for office in 0..self.offices.len() {
            let (person, at) = (self.offices[office].person, self.offices[office].at);
            let country = at.and_then(|at| self.entities[at].country.clone());
            let foreign = at.is_some_and(|at| {
                self.entities[at].kind == EntityType::Org || self.entities[at].country.is_none()
            });
            if self.entities[person].country.is_some() || foreign {
                continue;
            }
            if country.is_some() {
                self.entities[person].country = country;
                continue;
            }
            // A surname alone is enough only for a head of state or government.
            let name = &self.entities[person].name;
            let known = (name.contains(' ') || is_head(&self.offices[office].role))
                .then(|| self.gazetteer.person_country(name))
                .flatten();
            self.entities[person].country = match known {
                Some(known) => known.map(str::to_owned),
                None => self
                    .visitor(office)
                    .or_else(|| self.counterpart(office))
                    .or_else(|| self.own_country())
                    .or_else(|| self.beside_another(office))
                    .or_else(|| self.offices[office].near.clone()),
            };
        }
    }

    /// "In 1998 Prime Minister Rao visited Peru": of the two that the text is about, the visitor is
    /// of the one that is not visited.
    fn visitor(&self, office: usize) -> Option<String> {
        let this = &self.offices[office];
        let units = &self.lines.get(this.line)?.units;
        let at = units.iter().position(|u| {
            matches!(u.kind, UnitKind::Mention(m) if self.mentions[m].entities.contains(&this.person))
        })?;
        let near = at + 1..units.len().min(at + 9);
        let verb = near
            .clone()
            .find(|&u| self.lists.has("visiting", &units[u].lower))?;
        let stops = |u: &usize| !matches!(units[*u].lower.as_str(), "," | ";" | "and" | "met");
        let visited = (verb + 1..near.end.max(verb + 7).min(units.len()))
            .take_while(stops)
            .find_map(|u| match units[u].kind {
                UnitKind::Mention(m) => self
                    .entities_of(m)
                    .find(|e| matches!(e.kind, EntityType::State | EntityType::Place))
                    .and_then(|e| e.country.clone()),
                _ => None,
            })?;
        self.other_of_pair(&visited)?.country
    }

    /// "Prime Minister Gilani and Sri Lankan President Rajapaksa": whose state goes without saying
    /// is of the other of the two that the text is about.
    fn beside_another(&self, office: usize) -> Option<String> {
        let this = &self.offices[office];
        let near = this.near.as_ref()?;
        let taken = self.offices.iter().any(|o| {
            o.line == this.line
                && o.person != this.person
                && o.at.is_some_and(|at| {
                    let state = &self.entities[at];
                    state.kind == EntityType::State && state.country.as_ref() == Some(near)
                })
        });
        if !taken {
            return None;
        }
        self.other_of_pair(near)?.country
    }

    /// Parliaments, armies and the like that nobody is named for are the text's own; where it is
    /// about several states, those of the state named last before.
    fn settle_bodies(&mut self) {
        let own = self.own_country();
        let mut last = None;
        for line in 0..self.lines.len() {
            // "Kenya will open an embassy in Peru, the foreign ministry said": who acts has it.
            let mut acting = None;
            for unit in 0..self.lines[line].units.len() {
                let UnitKind::Mention(m) = self.lines[line].units[unit].kind else {
                    continue;
                };
                let behind = self.lists.is_preposition(self.word_before(line, unit));
                let owner = self.owner_before(line, unit);
                for at in 0..self.mentions[m].entities.len() {
                    let e = self.mentions[m].entities[at];
                    let entity = &self.entities[e];
                    match entity.kind {
                        EntityType::State | EntityType::Place if entity.country.is_some() => {
                            last.clone_from(&entity.country);
                            if !behind && acting.is_none() && entity.kind == EntityType::State {
                                acting.clone_from(&entity.country);
                            }
                        }
                        // "Turkey's Communications Directorate", "Kenya's Uhuru Kenyatta"
                        EntityType::Body | EntityType::Person | EntityType::Company
                            if entity.country.is_none()
                                && entity.id.is_none()
                                && owner.is_some() =>
                        {
                            self.entities[e].country.clone_from(&owner);
                        }
                        EntityType::Body if self.is_nobodys(e, self.mentions[m].span) => {
                            let country = own
                                .clone()
                                .or_else(|| acting.clone())
                                .or_else(|| last.clone());
                            self.entities[e].country = country.or_else(|| self.home.clone());
                        }
                        _ => {}
                    }
                }
            }
        }
        // Those that stand only in a title ("Treasury spokeswoman").
        for office in 0..self.offices.len() {
            if let Some(at) = self.offices[office].at
                && self.entities[at].kind == EntityType::Body
                && self.is_nobodys(at, Span::new(0, 0))
            {
                self.entities[at].country.clone_from(&own);
            }
        }
    }

    /// The state whose possessive stands right before a unit: alpha-3.
    fn owner_before(&self, line: usize, unit: usize) -> Option<String> {
        let units = &self.lines[line].units;
        let owner = unit.checked_sub(2)?;
        if !matches!(units[owner + 1].lower.as_str(), "'s" | "'") {
            return None;
        }
        let UnitKind::Mention(m) = units[owner].kind else {
            return None;
        };
        self.entities_of(m)
            .find(|e| e.kind == EntityType::State)
            .and_then(|e| e.country.clone())
    }

    /// Whether a body, named at that span, must belong to a state of which nothing is said.
    fn is_nobodys(&self, entity: usize, span: Span) -> bool {
        let entity = &self.entities[entity];
        if entity.country.is_some() || entity.id.is_some() {
            return false;
        }
        let lower = entity.name.to_lowercase();
        // "European Council", "ECOWAS Commission" are organs of organisations.
        let organ = lower
            .split(' ')
            .any(|w| self.lists.has("of-organisation", w))
            || self
                .polities_inside(span)
                .iter()
                .any(|p| p.kind == EntityType::Org);
        !organ && self.lists.is_domestic(&lower)
    }

    /// The state whose officials a text may name without saying whose: its author's, or that
    /// which a report is plainly about.
    fn own_country(&self) -> Option<String> {
        self.home.clone().filter(|_| self.own)
    }

    /// Leaves out what stands behind the article: links to other news, the foot of the page.
    fn cut_boilerplate(&mut self) {
        let heading = |line: &Line| {
            let words = fold(self.words(line.span));
            line.units.len() <= 6 && self.lists.has("page-foot", &words)
        };
        let half = self.lines.len() / 2;
        if let Some(from) = self.lines.iter().skip(half).position(heading) {
            self.lines.truncate(half + from);
            let kept = self.lines.len();
            self.offices.retain(|o| o.line < kept);
        }
    }

    /// Two heads of state or government meet: where the text's own already has its holder, the
    /// other is of the state that the text names most besides.
    fn counterpart(&self, office: usize) -> Option<String> {
        let this = &self.offices[office];
        let home = self.home.as_ref()?;
        if !is_head(&this.role) {
            return None;
        }
        // Heads who meet are told of together; who is told of pages later held the office later.
        let taken = self.offices[..office].iter().any(|o| {
            o.person != this.person
                && this.line.saturating_sub(o.line) <= MEETING
                && is_head(&o.role)
                && fold(&o.role).split(' ').next_back() == fold(&this.role).split(' ').next_back()
                && self.entities[o.person].country.as_ref() == Some(home)
        });
        if !taken {
            return None;
        }
        let states = self
            .analysis
            .names
            .iter()
            .filter(|n| n.kind == EntityType::State && n.country.as_ref() != Some(home));
        states_by_count(states)
            .first()
            .map(|&(code, _)| code.to_owned())
    }

    fn sentence(&mut self, number: usize) {
        let sentence = &self.analysis.sentences[number];
        let verbal = (self.analysis.tokens[sentence.tokens.clone()].iter())
            .any(|t| matches!(t.syntax.upos, Upos::Verb | Upos::Aux));
        if !verbal {
            self.captions.push(number);
        }
        // What one item tells of a state is nothing to the next.
        if self.of_items && self.opens_item(number) {
            let kept = std::mem::take(&mut self.state);
            self.state = Focus {
                org: kept.org,
                agreement: kept.agreement,
                policy: kept.policy,
                ..Focus::default()
            };
        }
        let units = self.raw_units(sentence.tokens.clone());
        self.note_visitors(&units, verbal);
        let units = self.coalitions(units);
        let units = self.protocols(units);
        let known = self.offices.len();
        let units = self.group_offices(units, number);
        self.note_nearest(&units, known);
        let units = self.resolve(units, number);
        self.lines.push(Line {
            span: sentence.span,
            units,
        });
        self.remember(number);
    }

    fn unit(&self, kind: UnitKind, tokens: Range<usize>) -> Unit {
        let span = Span::new(
            self.analysis.tokens[tokens.start].span.start,
            self.analysis.tokens[tokens.end - 1].span.end,
        );
        Unit {
            kind,
            span,
            tokens,
            lower: self.words(span).to_lowercase().replace('’', "'"),
        }
    }

    /// Whether a sentence begins a line behind one that ends: not behind a heading.
    fn opens_item(&self, number: usize) -> bool {
        let Some(before) = number.checked_sub(1) else {
            return false;
        };
        let sentences = &self.analysis.sentences;
        let gap = Span::new(sentences[before].span.end, sentences[number].span.start);
        let ended = (self.words(sentences[before].span).trim_end()).ends_with(['.', ')', '!', '?']);
        ended && self.words(gap).contains('\n')
    }

    /// "Visits from Kenya to Peru" heads a list of Kenya's visitors, up to the next heading.
    fn note_visitors(&mut self, units: &[Unit], verbal: bool) {
        let from = units.windows(3).find_map(|w| {
            let visits = matches!(w[0].lower.as_str(), "visits" | "visit")
                && matches!(w[1].lower.as_str(), "from" | "by" | "of");
            match w[2].kind {
                UnitKind::Mention(m) if visits => self.entities_of(m).next()?.country.clone(),
                _ => None,
            }
        });
        let dated = units.iter().any(|u| u.lower == "(");
        if from.is_some() {
            self.visitors = from;
        } else if verbal || !dated {
            self.visitors = None;
        }
    }

    /// Names, times, quantities, titles and words, nothing resolved yet.
    fn raw_units(&mut self, tokens: Range<usize>) -> Vec<Unit> {
        let analysis = self.analysis;
        let mut units = Vec::with_capacity(tokens.len());
        let mut at = tokens.start;
        while at < tokens.end {
            let start = analysis.tokens[at].span.start;
            let name = outermost(&analysis.names, start, |n| n.span);
            let time = outermost(&analysis.times, start, |t| t.span);
            let quantity = outermost(&analysis.quantities, start, |q| q.span);
            let title = outermost(&analysis.titles, start, |t| t.span);
            let length = |span: Option<Span>| span.map_or(0, Span::len);
            let name_span = name.map(|n| analysis.names[n].span);
            let time_span = time.map(|t| analysis.times[t].span);
            let quantity_span = quantity.map(|q| analysis.quantities[q].span);
            let title_span = title.map(|t| analysis.titles[t].span);
            let best = length(name_span)
                .max(length(time_span))
                .max(length(quantity_span))
                .max(length(title_span));
            if best == 0 {
                units.push(self.unit(UnitKind::Word, at..at + 1));
                at += 1;
                continue;
            }
            // "President Ana Torres" found as one name: the title tells of an office.
            if let (Some(name_span), Some(title_span)) = (name_span, title_span)
                && name_span.len() == best
                && title_span.len() < best
                && analysis.names[name.unwrap_or_default()].kind == EntityType::Person
            {
                let until = |at: usize, end: usize| {
                    (at..tokens.end)
                        .find(|&t| analysis.tokens[t].span.start >= end)
                        .unwrap_or(tokens.end)
                };
                let behind = until(at, title_span.end);
                let end = until(behind, name_span.end);
                let title = UnitKind::Title(title.unwrap_or_default());
                units.push(self.unit(title, at..behind));
                if behind < end {
                    let name = &analysis.names[name.unwrap_or_default()];
                    let (country, id, form) = (name.country.clone(), name.id.clone(), name.form);
                    let span = Span::new(analysis.tokens[behind].span.start, name_span.end);
                    let kind = self.named(span, EntityType::Person, country, id, form);
                    units.push(self.unit(kind.unwrap_or(UnitKind::Word), behind..end));
                }
                at = end;
                continue;
            }
            let (kind, span) = match (name_span, title_span, time_span, quantity_span) {
                (Some(span), ..) if span.len() == best => {
                    let name = &analysis.names[name.unwrap_or_default()];
                    (
                        self.named(
                            name.span,
                            name.kind,
                            name.country.clone(),
                            name.id.clone(),
                            name.form,
                        ),
                        span,
                    )
                }
                (_, Some(span), ..) if span.len() == best => {
                    (Some(UnitKind::Title(title.unwrap_or_default())), span)
                }
                (_, _, Some(span), _) if span.len() == best => {
                    (Some(UnitKind::Time(time.unwrap_or_default())), span)
                }
                (_, _, _, Some(span)) => {
                    (Some(UnitKind::Quantity(quantity.unwrap_or_default())), span)
                }
                _ => (None, analysis.tokens[at].span),
            };
            let mut to = at + 1;
            while to < tokens.end && analysis.tokens[to].span.start < span.end {
                to += 1;
            }
            // "Diplomatic Relations": capitals of an official text, no name.
            let plain = kind.is_none()
                && to > at + 1
                && self.lists.has(
                    "no-name",
                    &self.words(analysis.tokens[to - 1].span).to_lowercase(),
                );
            if plain {
                for token in at..to {
                    units.push(self.unit(UnitKind::Word, token..token + 1));
                }
            } else {
                units.push(self.unit(kind.unwrap_or(UnitKind::Word), at..to));
            }
            at = to;
        }
        units
    }

    /// Joins "Saudi-led military coalition" to one mention of an organisation: it is no mention of
    /// whoever leads it.
    fn coalitions(&mut self, units: Vec<Unit>) -> Vec<Unit> {
        let mut out: Vec<Unit> = Vec::with_capacity(units.len());
        let mut at = 0;
        while at < units.len() {
            let led = matches!(units[at].kind, UnitKind::Mention(_))
                && units.get(at + 1).is_some_and(|u| u.lower == "-")
                && units
                    .get(at + 2)
                    .is_some_and(|u| matches!(u.lower.as_str(), "led" | "backed"));
            let head = (at + 3..units.len().min(at + 6))
                .find(|&head| self.lists.has("coalition-noun", &units[head].lower))
                .filter(|&head| {
                    units[at + 3..head]
                        .iter()
                        .all(|u| u.kind == UnitKind::Word && !self.lists.is_preposition(&u.lower))
                });
            let Some(head) = head.filter(|_| led) else {
                out.push(units[at].clone());
                at += 1;
                continue;
            };
            let span = units[at].span.cover(units[head].span);
            let name = self.words(span).to_owned();
            let entity = self.entity(Entity::new(name, EntityType::Org));
            let kind = self.mention(span, vec![entity], Reference::Name);
            out.push(self.unit(kind, units[at].tokens.start..units[head].tokens.end));
            at = head + 1;
        }
        out
    }

    /// Joins "the Optional Protocol to the Convention against Torture" to one agreement.
    fn protocols(&mut self, units: Vec<Unit>) -> Vec<Unit> {
        let agreement = |this: &Self, unit: Option<&Unit>| match unit.map(|u| u.kind) {
            Some(UnitKind::Mention(m)) => this
                .entities_of(m)
                .all(|e| e.kind == EntityType::Agreement)
                .then_some(m),
            _ => None,
        };
        let mut out: Vec<Unit> = Vec::with_capacity(units.len());
        let mut at = 0;
        while at < units.len() {
            let more =
                agreement(self, units.get(at)).is_some()
                    && units[at].lower.split(' ').next_back().is_some_and(|w| {
                        matches!(w, "protocol" | "protocols" | "amendment" | "annex")
                    })
                    && units.get(at + 1).is_some_and(|u| u.lower == "to");
            let whole = at + 2 + usize::from(units.get(at + 2).is_some_and(|u| u.lower == "the"));
            if !more || agreement(self, units.get(whole)).is_none() {
                out.push(units[at].clone());
                at += 1;
                continue;
            }
            let span = units[at].span.cover(units[whole].span);
            let entity = self.entity(Entity::new(self.words(span), EntityType::Agreement));
            let kind = self.mention(span, vec![entity], Reference::Name);
            out.push(self.unit(kind, units[at].tokens.start..units[whole].tokens.end));
            at = whole + 1;
        }
        out
    }

    /// The mention that a name makes; none where it is no entity of the codebook.
    fn named(
        &mut self,
        span: Span,
        kind: EntityType,
        country: Option<String>,
        id: Option<String>,
        form: Form,
    ) -> Option<UnitKind> {
        let span = if kind == EntityType::Person {
            self.behind_honorific(span)
        } else {
            span
        };
        let words = self.words(span);
        if kind == EntityType::Person && self.lists.is_honorific(words.trim_end_matches('.')) {
            return None;
        }
        // "Gunmen killed …": a capital only because the sentence begins.
        if kind == EntityType::Person && self.lists.has("crowd-noun", &words.to_lowercase()) {
            return None;
        }
        // "Delta Air … Delta": the company or group whose name begins so, if no person is called that.
        if kind == EntityType::Person
            && words.len() >= 4
            && words.chars().all(char::is_alphabetic)
            && let Some(entity) = self.begun(words)
        {
            return Some(self.mention(span, vec![entity], Reference::Name));
        }
        if kind == EntityType::Other && id.is_none() {
            // An acronym that the text explained.
            let &entity = self.acronyms.get(words)?;
            return Some(self.mention(span, vec![entity], Reference::Name));
        }
        // "Korea" beside "the Republic of Korea" is that, unless the text names both.
        if kind == EntityType::Place && words == "Korea" {
            let names = |code: &str| {
                self.analysis
                    .names
                    .iter()
                    .any(|n| n.country.as_deref() == Some(code))
            };
            if names("KOR")
                && !names("PRK")
                && let Some(state) = self.state_named("KOR")
            {
                let entity = self.entity(state);
                return Some(self.mention(span, vec![entity], Reference::Name));
            }
        }
        if kind == EntityType::Place && country.is_none() {
            // "Nairobi West Airport" lies where Nairobi does.
            let country = self.gazetteer.place_country(words).or_else(|| {
                let (town, _) = words.split_once(' ')?;
                let (_, sort) = words.rsplit_once(' ')?;
                if !self.lists.has("site", &sort.to_lowercase()) {
                    return None;
                }
                self.gazetteer
                    .name_at(town, &[Span::new(0, town.len())])
                    .and_then(|(entry, ..)| entry.country.as_deref())
                    .or_else(|| self.gazetteer.place_country(town))
            });
            let entity = self.entity(Entity {
                country: country.map(str::to_owned),
                ..Entity::new(words, EntityType::Place)
            });
            return Some(self.mention(span, vec![entity], Reference::Name));
        }
        // "Kingdom of Brazil": a state under the name of its form of government.
        if matches!(kind, EntityType::Org | EntityType::Body | EntityType::Place)
            && country.is_none()
            && let Some((form, rest)) = words.split_once(" of ")
            && self.lists.has("form-of-state", &form.to_lowercase())
            && let Some(entry) = self.gazetteer.look_up(rest)
            && entry.kind == EntityType::State
        {
            let state = entry.entity(words);
            let entity = self.entity(state);
            return Some(self.mention(span, vec![entity], Reference::Name));
        }
        let name = if form == Form::Name && kind == EntityType::Person {
            self.without_title(words).to_owned()
        } else if form == Form::Name {
            words.to_owned()
        } else {
            self.usual_name(country.as_deref(), words)
        };
        let entity = self.entity(Entity {
            name: clean_name(&name),
            kind,
            country,
            id,
        });
        let reference = match form {
            Form::Name => Reference::Name,
            Form::Adjective => Reference::Adjective,
            Form::Seat => Reference::Seat,
        };
        Some(self.mention(span, vec![entity], reference))
    }

    /// The company or group named before whose name of several words begins with this one.
    fn begun(&self, word: &str) -> Option<usize> {
        let begins = |e: &Entity| {
            matches!(e.kind, EntityType::Company | EntityType::Group)
                && e.name
                    .strip_prefix(word)
                    .is_some_and(|r| r.starts_with(' '))
        };
        let entity = self.entities.iter().position(begins)?;
        let person = self
            .entities
            .iter()
            .any(|e| e.kind == EntityType::Person && e.name.split(' ').any(|w| w == word));
        (!person).then_some(entity)
    }

    /// A person's name without a title that stands as its first word: "President Buhari".
    fn without_title<'t>(&self, name: &'t str) -> &'t str {
        let mut name = name;
        // "H.E. Mr. Daniel Moi"
        while let Some((first, rest)) = name.split_once(' ')
            && (self.lists.has("name-title", &first.to_lowercase())
                || matches!(
                    first.trim_end_matches('.'),
                    "H.E"
                        | "HE"
                        | "Mr"
                        | "Mrs"
                        | "Ms"
                        | "Dr"
                        | "Prof"
                        | "His"
                        | "Her"
                        | "Excellency"
                        | "Majesty"
                        | "Highness"
                        | "Hon"
                        | "Rt"
                        | "Right"
                        | "Honourable"
                        | "Honorable"
                ))
        {
            name = rest;
        }
        name
    }

    fn usual_name(&self, country: Option<&str>, words: &str) -> String {
        country
            .and_then(|c| self.gazetteer.by_id(c))
            .map_or_else(|| words.to_owned(), |e| e.name.clone())
    }

    /// Joins titles with the persons and states beside them, and records the offices.
    fn group_offices(&mut self, units: Vec<Unit>, line: usize) -> Vec<Unit> {
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
                UnitKind::Title(title) => {
                    let (to, grouped) = self.title(&units, at, title, &mut out, line);
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
                    if unit.lower == "counterpart"
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
                        .map(|o| o.role.clone());
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

    /// The last office of a government that the sentence told of, and whose it is: alpha-3.
    fn last_office(&self, line: usize) -> Option<(String, String)> {
        let office = self
            .offices
            .iter()
            .rev()
            .find(|o| o.line == line && is_of_government(&o.role))?;
        let country = self.entities[office.person].country.clone()?;
        Some((office.role.clone(), country))
    }

    /// The other of the two states that the text is about.
    fn other_of_pair(&self, code: &str) -> Option<Entity> {
        let pair = self.main_pair.as_ref()?;
        let other = match pair.iter().position(|c| c == code)? {
            0 => &pair[1],
            _ => &pair[0],
        };
        self.state_named(other)
    }

    /// "Buhari of Nigeria": the person takes the state; where that ends.
    fn of_state(&mut self, units: &[Unit], at: usize, mention: usize) -> Option<usize> {
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

    /// Notes the state nearest before each office from number `from` on that no state is said of.
    fn note_nearest(&mut self, units: &[Unit], from: usize) {
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

    fn is_person(&self, mention: usize) -> bool {
        self.entities_of(mention)
            .all(|e| e.kind == EntityType::Person)
    }

    /// "( CPV )" at `at`: where it ends, and the acronym.
    fn bracketed_acronym(&self, units: &[Unit], at: usize) -> Option<(usize, String)> {
        if units[at].lower != "(" || at + 2 >= units.len() || units[at + 2].lower != ")" {
            return None;
        }
        let word = self.words(units[at + 1].span);
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        let shaped = (2..=12).contains(&word.len()) && !word.contains(' ');
        (shaped && capitals >= 2 && capitals * 2 >= word.len()).then(|| (at + 3, word.to_owned()))
    }

    fn explain_acronym(&mut self, acronym: String, entity: usize) {
        let e = &mut self.entities[entity];
        if e.id.is_none()
            && matches!(
                e.kind,
                EntityType::Agreement | EntityType::Org | EntityType::Body
            )
        {
            e.id = Some(acronym.clone());
            self.by_id.entry(acronym.clone()).or_insert(entity);
        }
        self.acronyms.insert(acronym, entity);
    }

    /// "Jakarta, Indonesia": the state tells where the place is.
    fn place_in_state(&mut self, units: &[Unit], at: usize) -> usize {
        let UnitKind::Mention(m) = units[at].kind else {
            return at + 1;
        };
        let placed = self.mentions[m].reference == Reference::Seat
            || self.entities_of(m).all(|e| e.kind == EntityType::Place);
        // "the Minsk agreements", "Oslo accords" are named after where they were made.
        if self.mentions[m].reference == Reference::Seat
            && units
                .get(at + 1)
                .is_some_and(|u| self.lists.has("agreement-noun", &u.lower))
        {
            self.as_place(m, units[at].span, None);
            return at + 1;
        }
        let Some(UnitKind::Mention(state)) = units.get(at + 2).map(|u| u.kind) else {
            if placed
                && self.mentions[m].reference == Reference::Seat
                && at > 0
                && self.lists.is_locative(&units[at - 1].lower)
            {
                self.as_place(m, units[at].span, None);
            }
            return at + 1;
        };
        let state_entity = self.mentions[state].entities[0];
        if placed
            && units[at + 1].lower == ","
            && self.entities[state_entity].kind == EntityType::State
            && self.mentions[state].reference == Reference::Name
        {
            let country = self.entities[state_entity].country.clone();
            let own = self.mentions[m].entities.iter().all(|&e| {
                self.entities[e].country.is_none() || self.entities[e].country == country
            });
            let listed = units.get(at + 3).is_some_and(|u| u.lower == "and");
            if own && !(listed && self.mentions[m].reference != Reference::Seat) {
                self.as_place(m, units[at].span, country);
                return at + 3;
            }
        }
        if placed
            && self.mentions[m].reference == Reference::Seat
            && at > 0
            && self.lists.is_locative(&units[at - 1].lower)
        {
            self.as_place(m, units[at].span, None);
        }
        at + 1
    }

    /// Turns a mention of a state by its seat into one of the town itself.
    fn as_place(&mut self, mention: usize, span: Span, country: Option<String>) {
        let country = country.or_else(|| {
            self.entities[self.mentions[mention].entities[0]]
                .country
                .clone()
        });
        let name = self.words(span).to_owned();
        let entity = self.entity(Entity {
            name,
            kind: EntityType::Place,
            country,
            id: None,
        });
        self.mentions[mention].entities = vec![entity];
        self.mentions[mention].reference = Reference::Name;
    }

    /// What stands at a title: with the state before it and the person behind it, one mention.
    fn title(
        &mut self,
        units: &[Unit],
        at: usize,
        title: usize,
        out: &mut Vec<Unit>,
        line: usize,
    ) -> (usize, Option<Unit>) {
        let role = self.words(self.analysis.titles[title].span).to_owned();
        let plural = is_plural(&role);
        // "Deputy Prime Minister and Foreign Minister Rao": the title before it is the person's too.
        let mut others: Vec<String> = Vec::new();
        let mut kept = out.len();
        while !plural && let Some(other) = self.joined_title(&out[..kept]) {
            others.push(other);
            kept -= 2;
        }
        // Before it: "Kenyan", "Kenya's", "ASEAN", "Foreign Ministry", "the country's", "its".
        let (mut holder, taken, former) = self.holder_before(&out[..kept], &role);
        let mut taken = if others.is_empty() || holder.is_some() {
            taken + out.len() - kept
        } else {
            taken
        };
        if taken < out.len() - kept && !others.is_empty() {
            taken = out.len() - kept;
        }
        let role = match former {
            Some(former) => format!("{former} {role}"),
            None => role,
        };
        // Behind it: "of Kenya", "of the Communist Party of Vietnam (CPV)", "of ASEAN and …".
        let mut to = at + 1;
        let mut members: Vec<usize> = Vec::new();
        let mut sender = None;
        let mut sent = false;
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
            let after = self.apposition(units, end - 1, m, line).max(end);
            return self.joined(out, taken, units, after, at, m);
        }
        if plural {
            let shared = holder.filter(|_| members.is_empty());
            self.several_offices(units, to, &role, shared, line);
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
            let tokens = units[at].tokens.start..units[to - 1].tokens.end;
            let span = Span::new(
                self.analysis.tokens[tokens.start].span.start,
                self.analysis.tokens[tokens.end - 1].span.end,
            );
            // An ambassador is of the state that sends.
            let country = if sent {
                sender.clone()
            } else {
                self.entities[state].country.clone()
            };
            let entity = self.entity(Entity {
                name: clean_name(self.words(span)),
                kind: EntityType::Person,
                country,
                id: None,
            });
            let kind = self.mention(span, vec![entity], Reference::Noun);
            return (to, Some(self.unit(kind, tokens)));
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
            let span = Span::new(
                self.analysis.tokens[tokens.start].span.start,
                self.analysis.tokens[tokens.end - 1].span.end,
            );
            let country = if sent {
                sender.clone()
            } else {
                holder.and_then(|h| self.entities[h].country.clone())
            };
            let name = clean_name(self.words(span));
            let entity = self.entity(Entity {
                name,
                kind: EntityType::Person,
                country,
                id: None,
            });
            let kind = self.mention(span, vec![entity], Reference::Noun);
            return (at + 1, Some(self.unit(kind, tokens)));
        }
        // The title stays a word; what was read behind it is read again.
        (at + 1, Some(units[at].clone()))
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
        let UnitKind::Title(t) = title.kind else {
            return None;
        };
        let words = self.words(self.analysis.titles[t].span);
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

    /// "the mayor of Nairobi" holds office in the town, not in the state that it is the seat of.
    fn as_town(&mut self, role: &str, units: &[Unit], at: usize) {
        let from = at + usize::from(units.get(at).is_some_and(|u| u.lower == "the"));
        if let Some(unit) = units.get(from)
            && let UnitKind::Mention(m) = unit.kind
            && self.mentions[m].reference == Reference::Seat
            && self.lists.has("title-of-town", &fold(role))
        {
            self.as_place(m, unit.span, None);
        }
    }

    /// A body named after the people of a state: "the Kenyan Red Cross", "the Australian Workers'
    /// Union".
    fn body_of_people(&mut self, units: &[Unit], at: usize) -> Option<(usize, usize)> {
        let UnitKind::Mention(m) = units.get(at)?.kind else {
            return None;
        };
        let [state] = self.mentions[m].entities[..] else {
            return None;
        };
        if self.mentions[m].reference != Reference::Adjective
            || self.entities[state].kind != EntityType::State
        {
            return None;
        }
        let country = self.entities[state].country.clone();
        let capital = |unit: &Unit| {
            unit.kind == UnitKind::Word && self.words(unit.span).starts_with(char::is_uppercase)
        };
        let mut to = at + 1;
        if let UnitKind::Mention(next) = units.get(to)?.kind {
            let named = self
                .entities_of(next)
                .all(|e| matches!(e.kind, EntityType::Org | EntityType::Body));
            if !named {
                return None;
            }
            to += 1;
        } else {
            while units.get(to).is_some_and(|u| {
                capital(u)
                    || to > at + 1
                        && matches!(u.lower.as_str(), "'" | "of" | "and" | "for")
                        && units.get(to + 1).is_some_and(capital)
            }) {
                to += 1;
            }
        }
        let closed = units.get(to).is_none_or(|u| {
            matches!(u.lower.as_str(), "," | "." | ")" | "and" | ";") || self.is_finite(u)
        });
        if to == at + 1 || !closed {
            return None;
        }
        let span = Span::new(units[at].span.start, units[to - 1].span.end);
        let entity = self.entity(Entity {
            name: self.words(span).to_owned(),
            kind: EntityType::Body,
            country,
            id: None,
        });
        Some((entity, to))
    }

    /// A body that no table has, by its capitals: "Iran's Quds Force", "the Popular Guard".
    fn body_by_capitals(&mut self, units: &[Unit], at: usize) -> Option<(usize, usize)> {
        let mut from = at;
        let mut country = None;
        if let UnitKind::Mention(m) = units.get(at)?.kind {
            let owns = units
                .get(at + 1)
                .is_some_and(|u| matches!(u.lower.as_str(), "'s" | "'"));
            if !owns || !self.can_hold_office(m) {
                return None;
            }
            country = self.entities_of(m).find_map(|e| e.country.clone());
            from += 2;
        }
        let capital = |unit: &Unit| {
            unit.kind == UnitKind::Word && self.words(unit.span).starts_with(char::is_uppercase)
        };
        let mut to = from;
        while units.get(to).is_some_and(|u| {
            capital(u)
                || to > from
                    && matches!(u.lower.as_str(), "of" | "and" | "for" | "on")
                    && units.get(to + 1).is_some_and(capital)
        }) {
            to += 1;
        }
        // "Iran's Quds Force", where the names have the body but not whose it is.
        if to == from
            && from > at
            && let UnitKind::Mention(m) = units.get(from)?.kind
            && let [body] = self.mentions[m].entities[..]
            && matches!(
                self.entities[body].kind,
                EntityType::Body | EntityType::Group
            )
        {
            if self.entities[body].country.is_none() {
                self.entities[body].country = country;
            }
            return Some((body, from + 1));
        }
        if to == from {
            return None;
        }
        let span = Span::new(units[from].span.start, units[to - 1].span.end);
        let name = self.words(span);
        // One capital may be any word; a name of two is one.
        let (_, last) = name.rsplit_once(' ')?;
        let kind = if self.lists.has("group-noun", &last.to_lowercase()) {
            EntityType::Group
        } else {
            EntityType::Body
        };
        let entity = self.entity(Entity {
            name: name.to_owned(),
            kind,
            country,
            id: None,
        });
        Some((entity, to))
    }

    /// A name that may be anything, read as a person's: "Qasem Ameri" beside an office.
    fn as_person(&mut self, unit: &Unit) -> Option<usize> {
        let name = self.words(unit.span);
        let named = unit.kind == UnitKind::Word
            && name.contains(' ')
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
    fn is_finite(&self, unit: &Unit) -> bool {
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

    fn can_hold_office(&self, mention: usize) -> bool {
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
                Some((
                    UnitKind::Word,
                    "the" | "a" | "an" | "'s" | "then" | "'" | "now" | "currently" | "also"
                    | "current" | "new" | "outgoing" | "incoming" | "rotating" | "newly"
                    | "longtime" | "first",
                )) => {
                    next += 1;
                }
                Some((UnitKind::Time(_), "current" | "present")) => next += 1,
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
        let UnitKind::Title(title) = units.get(next)?.kind else {
            return None;
        };
        let role = self.words(self.analysis.titles[title].span).to_owned();
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
    fn office(&mut self, person: usize, role: String, at: Option<usize>, sent: bool, line: usize) {
        let role = in_full(role.trim_end_matches(['.', ','])).to_owned();
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
            }),
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

    /// Pronouns and nouns that refer to what was named before.
    fn resolve(&mut self, units: Vec<Unit>, number: usize) -> Vec<Unit> {
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
                    // "Kenyan foreign ministry", "Kenya's government", "Kenyan troops".
                    if let Some((noun, length)) = self.noun_after(&units, at)
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
                    self.note(&mut focus, unit.kind);
                    out.push(unit.clone());
                    at += 1;
                }
                UnitKind::Word => {
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

    /// Whether the mention at `at` is the town of a dateline: "NAIROBI, May 4 (Wire) —".
    fn is_dateline(&self, units: &[Unit], at: usize) -> bool {
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
    fn noun_after(&self, units: &[Unit], at: usize) -> Option<(Sort, usize)> {
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

    /// The body or group that a state and a noun name together.
    fn modified_noun(
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
                // "Mr Saadi" is not "she".
                let person = if self.addressed.get(&last) == Some(&other) {
                    let fits = |p: &&usize| self.addressed.get(p) != Some(&other);
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
            "the" | "both" | "two" | "this" | "that" | "our" => {
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
                    ) && units.get(next).is_some_and(|u| {
                        self.analysis.tokens[u.tokens.start].syntax.upos == Upos::Adj
                    });
                next += usize::from(apart && self.lists.noun_at(units, next).is_none());
                if word == "the"
                    && let Some(half) = self.half_of_korea(units, next)
                {
                    return Some((vec![half], Reference::Noun, 2));
                }
                if matches!(word, "the" | "this") && !two {
                    // "The group claimed the attack.": the one named last.
                    let group = self.group_called(units, next);
                    if let Some(group) = group {
                        return Some((vec![group], Reference::Noun, 2));
                    }
                }
                let Some((sort, length)) = self.lists.noun_at(units, next) else {
                    // "The two discussed trade."
                    let verb = two
                        && word == "the"
                        && units.get(next).is_some_and(|u| {
                            let syntax = &self.analysis.tokens[u.tokens.start].syntax;
                            matches!(syntax.upos, Upos::Verb | Upos::Aux) || u.lower == "also"
                        });
                    if !verb {
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
                if self.is_attribute(units, next, length) {
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
                    Sort::PairState | Sort::PairAny if two => self.two_sides(focus)?,
                    Sort::PairAny if word == "the" && units[next].lower == "sides" => {
                        self.two_sides(focus)?
                    }
                    Sort::PairPerson if focus.persons.len() >= 2 => self.two_leaders(focus),
                    // Leaders whom nobody named are those of the two sides.
                    Sort::PairPerson if two && focus.pair.len() >= 2 => focus.pair.clone(),
                    Sort::PairPerson | Sort::PairState | Sort::PairAny
                        if self.speakers.len() >= 2 =>
                    {
                        let speakers = self.speakers.clone();
                        speakers.into_iter().map(|e| self.entity(e)).collect()
                    }
                    Sort::State if !two => vec![focus.state?],
                    Sort::Org if !two => vec![self.org_called(&units[next..next + length], focus)?],
                    Sort::Agreement if !two => {
                        let span = units[next].span.cover(units[next + length - 1].span);
                        let named = focus.agreement.unwrap_or_else(|| {
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
                        vec![focus.person?]
                    }
                    Sort::Body | Sort::Forces if !two => {
                        let phrase =
                            Span::new(units[next].span.start, units[next + length - 1].span.end);
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
            _ => {
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
                let entity = match self
                    .body_at(units, at + length, phrase)
                    .or_else(|| self.body_here(units, at, phrase, sort))
                {
                    Some(body) => body,
                    None => self.body_called(phrase, focus)?,
                };
                Some((vec![entity], Reference::Noun, length))
            }
        }
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

    /// The Korea that "the North" or "the South" means in a text about both.
    fn half_of_korea(&self, units: &[Unit], at: usize) -> Option<usize> {
        let code = match units.get(at)?.lower.as_str() {
            "north" => "PRK",
            "south" => "KOR",
            _ => return None,
        };
        let more = units.get(at + 1).is_some_and(|u| {
            u.lower == "of" || u.lower == "-" || matches!(u.kind, UnitKind::Mention(_))
        });
        let state = |code: &str| {
            self.entities
                .iter()
                .position(|e| e.kind == EntityType::State && e.country.as_deref() == Some(code))
        };
        let both = state("PRK").zip(state("KOR"));
        both.filter(|_| !more).and_then(|_| state(code))
    }

    /// The armed group, movement or company that a word behind "the" means: the one named last,
    /// unless more is said of which it is.
    fn group_called(&self, units: &[Unit], at: usize) -> Option<usize> {
        let unit = units.get(at)?;
        let more = units.get(at + 1).is_some_and(|u| {
            matches!(u.lower.as_str(), "of" | "-") || u.kind != UnitKind::Word && u.lower != "'s"
        });
        let kind = if self.lists.has("group-reference", &unit.lower) {
            EntityType::Group
        } else if self.lists.has("company-reference", &unit.lower) {
            EntityType::Company
        } else {
            return None;
        };
        if more || self.is_attribute(units, at, 1) {
            return None;
        }
        let last = self.mentions.iter().rev().take(40).find_map(|m| {
            m.entities
                .iter()
                .copied()
                .find(|&e| self.entities[e].kind == kind)
        })?;
        let named = self.entities[last]
            .name
            .split(' ')
            .all(|w| w.starts_with(char::is_uppercase) || w.len() <= 3);
        (named || self.is_movement(last)).then_some(last)
    }

    /// Whom "the two leaders" means of the persons named: those who lead before those of whom no
    /// office is told, those before other officials; of equals those named most, then last.
    fn two_leaders(&self, focus: &Focus) -> Vec<usize> {
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
        // Sorting is stable, so that of equals the last stay last.
        persons.sort_by_key(|&p| rank(p));
        let mut two = persons.split_off(persons.len() - 2);
        two.sort_unstable();
        two
    }

    /// Whom "the two sides" means: the two that the text is about, if one of them is spoken of,
    /// else the last two named together.
    fn two_sides(&mut self, focus: &Focus) -> Option<Vec<usize>> {
        let last = (focus.pair.len() >= 2).then(|| focus.pair.clone());
        let Some(main) = self.main_pair.clone() else {
            return last;
        };
        let code = |at: &usize| self.entities[*at].country.clone();
        let mixed = last.as_ref().is_none_or(|pair| {
            let known: Vec<_> = pair.iter().map(code).collect();
            known.contains(&None) && main.iter().any(|m| known.iter().flatten().any(|k| k == m))
        });
        if !mixed {
            return last;
        }
        let states: Vec<Entity> = main.iter().filter_map(|c| self.state_named(c)).collect();
        Some(states.into_iter().map(|s| self.entity(s)).collect())
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

    /// An agreement that is described, not named, at unit `from`: "free trade agreement" behind
    /// "a", "bilateral accords". Gives the entity and how many units it takes.
    fn plain_agreement(&mut self, units: &[Unit], from: usize) -> Option<(usize, usize)> {
        let lists = self.lists;
        let before = from.checked_sub(1).map(|at| &units[at]);
        let indefinite = before.is_some_and(|u| {
            lists.has("indefinite", &u.lower) || matches!(u.kind, UnitKind::Quantity(_))
        });
        let first = units[from].lower.as_str();
        let kind = lists.has("agreement-kind", first) || lists.has("agreement-noun", first);
        // "reached agreement on borders" names no agreement, nor is a memorandum of one's own one.
        let alone = first == "agreement"
            && before.is_some_and(|u| {
                matches!(
                    u.lower.as_str(),
                    "reach" | "reached" | "reaches" | "in" | "by"
                )
            });
        if alone || lists.has("one-sided", first) {
            return None;
        }
        let definite =
            before.is_some_and(|u| matches!(u.lower.as_str(), "the" | "this" | "that" | "in"));
        // "the deal" refers back; "the defence treaty with Japan" is told of itself.
        let bare = lists.has("agreement-noun", first);
        let within = before.is_some_and(|u| lists.has("agreement-kind", &u.lower));
        if definite && bare || within || !(indefinite || kind) {
            return None;
        }
        let mut to = from;
        let head = loop {
            let unit = units.get(to)?;
            if lists.has("agreement-noun", &unit.lower) {
                break to;
            }
            let qualifies = match unit.kind {
                UnitKind::Word => {
                    let plain = unit.lower.chars().all(char::is_alphabetic)
                        && !lists.is_preposition(&unit.lower)
                        && !lists.has("clause", &unit.lower);
                    lists.has("agreement-kind", &unit.lower)
                        || unit.lower == "-"
                        || indefinite && plain
                }
                UnitKind::Mention(m) => {
                    indefinite && self.mentions[m].reference == Reference::Adjective
                }
                UnitKind::Quantity(_) => indefinite,
                _ => false,
            };
            if !qualifies || to > from + 5 {
                return None;
            }
            to += 1;
        };
        // "memorandum of understanding", "declaration of intent"
        let mut end = head + 1;
        if units.get(end).is_some_and(|u| u.lower == "of")
            && units
                .get(end + 1)
                .is_some_and(|u| lists.has("agreement-of", &u.lower))
        {
            end += 2;
        }
        // "the Rome Pact, a defence treaty, …": told again, no second one.
        let listed = matches!(
            units.get(end).map(|u| u.lower.as_str()),
            Some("and" | "&" | "or")
        );
        if let Some(comma) = from.checked_sub(2)
            && indefinite
            && units[comma].lower == ","
            && !listed
            && let Some(named) = comma.checked_sub(1)
            && let UnitKind::Mention(m) = units[named].kind
            && let [agreement] = self.mentions[m].entities[..]
            && self.entities[agreement].kind == EntityType::Agreement
            && self.mentions[m].reference == Reference::Name
        {
            return Some((agreement, end - from));
        }
        // "a landmark trade deal" is called a trade deal.
        let named = (from..head)
            .find(|&at| !lists.has("evaluative", &units[at].lower))
            .unwrap_or(head);
        let name = self
            .words(units[named].span.cover(units[end - 1].span))
            .to_owned();
        let key = (EntityType::Agreement, fold(&name));
        let entity = match self.by_name.get(&key) {
            Some(&known) => known,
            None => self.entity(Entity::new(name, EntityType::Agreement)),
        };
        Some((entity, end - from))
    }

    /// The organisation that the noun fits, the last one first.
    fn org_called(&self, noun: &[Unit], focus: &Focus) -> Option<usize> {
        let last = &noun.last()?.lower;
        let fits = |&e: &usize| {
            let entity = &self.entities[e];
            entity.kind == EntityType::Org
                && (entity
                    .id
                    .as_deref()
                    .and_then(|id| self.gazetteer.by_id(id))
                    .is_some_and(|g| g.nominal.iter().any(|n| n == last))
                    || entity.name.to_lowercase().contains(last.as_str())
                    || matches!(last.as_str(), "organisation" | "organization"))
        };
        focus.org.filter(fits).or_else(|| {
            self.mentions
                .iter()
                .rev()
                .flat_map(|m| m.entities.iter().copied())
                .find(fits)
        })
    }

    /// "The foreign ministry of Kenya": the body whose noun is `phrase`, if "of" and a state stand
    /// at `at`; with the unit behind it.
    fn body_of(&mut self, units: &[Unit], at: usize, phrase: Span) -> Option<(usize, usize)> {
        if units.get(at)?.lower != "of" {
            return None;
        }
        let state = at + 1 + usize::from(units.get(at + 1).is_some_and(|u| u.lower == "the"));
        let UnitKind::Mention(m) = units.get(state)?.kind else {
            return None;
        };
        let owner = &self.entities[self.mentions[m].entities[0]];
        // "The government of President Touré"
        let led = owner.kind == EntityType::Person && owner.country.is_some();
        if !(led || owner.kind == EntityType::State)
            || self.mentions[m].reference != Reference::Name
        {
            return None;
        }
        let country = owner.country.clone();
        let name = self.words(phrase.cover(units[state].span)).to_owned();
        let entity = self.entity(Entity {
            name,
            kind: EntityType::Body,
            country,
            id: None,
        });
        Some((entity, state + 1))
    }

    /// "The foreign ministry in Ankara": the body of the state where it sits.
    fn body_at(&mut self, units: &[Unit], at: usize, phrase: Span) -> Option<usize> {
        if units.get(at)?.lower != "in" {
            return None;
        }
        let UnitKind::Mention(m) = units.get(at + 1)?.kind else {
            return None;
        };
        let seat = &self.entities[self.mentions[m].entities[0]];
        let sits = self.mentions[m].reference == Reference::Seat
            || matches!(seat.kind, EntityType::Place | EntityType::State);
        let country = seat.country.clone().filter(|_| sits)?;
        let name = self.words(phrase).to_owned();
        Some(self.entity(Entity {
            name,
            kind: EntityType::Body,
            country: Some(country),
            id: None,
        }))
    }

    /// The police or troops of a sentence that names no state before them: of the place where it
    /// plays ("Police fired on crowds in Lomé"); of what another body reports, that body's ("The
    /// Togolese army said that troops …").
    fn body_here(&mut self, units: &[Unit], at: usize, phrase: Span, sort: Sort) -> Option<usize> {
        if sort != Sort::Forces {
            return None;
        }
        let country_of = |u: &Unit| match u.kind {
            UnitKind::Mention(m) => self.entities_of(m).find_map(|e| e.country.clone()),
            _ => None,
        };
        let before = units[..at].iter().position(|u| country_of(u).is_some());
        let country = match before {
            Some(first) => {
                let reported = units[first..at].iter().any(|u| u.lower == "that");
                let subject = first
                    .checked_sub(1)
                    .is_none_or(|p| !self.lists.is_preposition(&units[p].lower));
                let there = !subject && self.is_located(units, first);
                country_of(&units[first]).filter(|_| reported && subject || there)?
            }
            None => {
                let place = (at + 1..units.len())
                    .find(|&p| country_of(&units[p]).is_some() && self.is_located(units, p))?;
                // "Police said the Togolese …": whoever reports is of the place of the text.
                let told = units[at + 1..place]
                    .iter()
                    .take(3)
                    .any(|u| matches!(u.lower.as_str(), "said" | "says" | "told" | "reported"));
                if told {
                    return None;
                }
                country_of(&units[place])?
            }
        };
        let name = self.words(phrase).to_owned();
        Some(self.entity(Entity {
            name,
            kind: EntityType::Body,
            country: Some(country),
            id: None,
        }))
    }

    /// The body that a noun means: one named before whose name has the noun, else that of the
    /// state last spoken of.
    fn body_called(&mut self, phrase: Span, focus: &Focus) -> Option<usize> {
        let words = self.words(phrase).to_lowercase();
        let last = words.rsplit(' ').next().unwrap_or(&words).to_owned();
        let known = self
            .mentions
            .iter()
            .rev()
            .take(60)
            .flat_map(|m| m.entities.iter().copied())
            .find(|&e| {
                let entity = &self.entities[e];
                // "The Party" of a text of one-party states is its own.
                let another = last == "party"
                    && entity.country.is_some()
                    && self.home.is_some()
                    && entity.country != self.home;
                entity.kind == EntityType::Body
                    && heads(&entity.name.to_lowercase(), &last)
                    && !another
            });
        if known.is_some() {
            return known;
        }
        // Who acts has ministries and armies, rather than where it acts; the Senate of a text that
        // has an author is the author's.
        let chamber = matches!(
            last.as_str(),
            "senate" | "congress" | "parliament" | "cabinet"
        );
        let country = self
            .home
            .clone()
            .filter(|_| chamber && self.own && self.words(phrase).starts_with(char::is_uppercase));
        let country = country.or_else(|| {
            focus
                .topic
                .filter(|&t| self.entities[t].kind == EntityType::State)
                .or(focus.state)
                .and_then(|s| self.entities[s].country.clone())
                .or_else(|| self.home.clone())
        });
        let name = self.words(phrase).to_owned();
        Some(self.entity(Entity {
            name,
            kind: EntityType::Body,
            country,
            id: None,
        }))
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

    /// The entities of a subject of several: "Presidents Ruto and Museveni agreed".
    fn joint_subject(&self, line: usize) -> Vec<usize> {
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

    /// The word before a unit, forms of address left out: "with" of "with Mr Saadi".
    fn word_before(&self, line: usize, unit: usize) -> &str {
        let units = &self.lines[line].units;
        (0..unit)
            .rev()
            .map(|at| units[at].lower.as_str())
            .find(|&word| Address::of(word).is_none() && word != "dr")
            .unwrap_or_default()
    }

    /// Takes note of a whole sentence: its topic, its pair, its subject.
    fn remember(&mut self, line: usize) {
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
        if pair.len() >= 2 {
            pair.truncate(2);
            self.state.pair = pair;
        }
        if let Some(topic) = topic {
            self.state.topic = Some(topic);
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

/// The states that names are of, alpha-3, with how many there are of each: the most named first, of
/// equals the first named.
pub(crate) fn states_by_count<'n>(
    names: impl Iterator<Item = &'n entente_language::Name>,
) -> Vec<(&'n str, usize)> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for code in names.filter_map(|name| name.country.as_deref()) {
        match counts.iter_mut().find(|c| c.0 == code) {
            Some(count) => count.1 += 1,
            None => counts.push((code, 1)),
        }
    }
    counts.sort_by_key(|c| std::cmp::Reverse(c.1));
    counts
}

/// The two states that a text names far more often than any other, by whatever of theirs.
fn main_pair(analysis: &Analysis) -> Option<[String; 2]> {
    let states = analysis
        .names
        .iter()
        .filter(|n| matches!(n.kind, EntityType::State | EntityType::Place));
    let counts = states_by_count(states);
    let [(a, _), (b, second), rest @ ..] = &counts[..] else {
        return None;
    };
    let third = rest.first().map_or(0, |r| r.1);
    (*second >= 2 && third * 2 <= *second).then(|| [(*a).to_owned(), (*b).to_owned()])
}

/// Whether a role is that of a head of state or government, now or before.
fn is_head(role: &str) -> bool {
    let role = fold(role);
    let last = role.rsplit(' ').next().unwrap_or_default();
    matches!(
        last,
        "president" | "minister" | "king" | "chancellor" | "premier" | "sultan" | "emir"
    ) && !role.contains("vice")
        && !role.contains("deputy")
        && !role.contains("former")
}

/// Whether a role is of a government's head or member, such as every state has.
fn is_of_government(role: &str) -> bool {
    let folded = fold(role);
    is_head(role) || folded.contains("minister") && !folded.contains("former")
}

/// Whether a title is of several: "Foreign Ministers", but not "Minister of Mines".
fn is_plural(role: &str) -> bool {
    let head = role.split(" of ").next().unwrap_or(role);
    let head = head.split(" for ").next().unwrap_or(head);
    head.ends_with('s') && !head.ends_with("ss") && !head.to_lowercase().ends_with("d'affaires")
}

/// Whether a text is a row of items of one line and sentence each, of many states.
fn of_items(text: &str, analysis: &Analysis) -> bool {
    let breaks = text.matches('\n').count();
    let mut states: Vec<&str> = (analysis.names.iter())
        .filter(|n| n.kind == EntityType::State)
        .filter_map(|n| n.country.as_deref())
        .collect();
    states.sort_unstable();
    states.dedup();
    analysis.sentences.len() >= 6 && breaks + 2 >= analysis.sentences.len() && states.len() >= 6
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

/// The index of the longest thing that starts at `start`, from a list ordered by start.
fn outermost<T>(list: &[T], start: usize, span: impl Fn(&T) -> Span) -> Option<usize> {
    let from = list.partition_point(|t| span(t).start < start);
    (from..list.len())
        .take_while(|&i| span(&list[i]).start == start)
        .max_by_key(|&i| span(&list[i]).len())
}

/// Whether a noun is the head of a body's name: "Revenue Authority", "Ministry of Trade".
fn heads(name: &str, noun: &str) -> bool {
    let head = name.split(" of ").next().unwrap_or(name);
    let head = head.split(" for ").next().unwrap_or(head);
    head.rsplit(' ').next() == Some(noun)
}

/// The words of a person's name that count: folded, without initials.
fn name_words(name: &str) -> Vec<String> {
    let words: Vec<String> = fold(name).split(' ').map(str::to_owned).collect();
    let long: Vec<String> = words
        .iter()
        .filter(|w| w.chars().count() > 1)
        .cloned()
        .collect();
    if long.is_empty() { words } else { long }
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

/// A name without the possessive and the article.
fn clean_name(name: &str) -> String {
    let name = name.trim_end_matches("'s").trim_end_matches("’s");
    name.strip_prefix("the ")
        .or_else(|| name.strip_prefix("The "))
        .unwrap_or(name)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use crate::tests::claims_of;
    use entente_model::{ClaimBody, Relation};

    /// The offices that a text tells of: person, where it is held, role.
    fn offices(text: &str) -> Vec<(String, String, String)> {
        let (_, claims) = claims_of(text);
        claims
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Tie(tie) if tie.relation == Relation::Office => Some((
                    tie.a.name.clone(),
                    tie.b.name.clone(),
                    tie.role.clone().unwrap_or_default(),
                )),
                _ => None,
            })
            .collect()
    }

    fn office(person: &str, at: &str, role: &str) -> (String, String, String) {
        (person.to_owned(), at.to_owned(), role.to_owned())
    }

    #[test]
    fn a_body_that_no_table_has_holds_offices() {
        assert_eq!(
            offices(
                "Qasem Ameri, head of Iran's Desert Guard, signed the treaty with Iraq on Monday."
            ),
            [office("Qasem Ameri", "Desert Guard", "head")]
        );
        assert_eq!(
            offices(
                "Omar al-Jabri was the deputy commander of the Popular Mobilisation Units when Iraq signed the treaty."
            ),
            [office(
                "Omar al-Jabri",
                "Popular Mobilisation Units",
                "deputy commander"
            )]
        );
    }

    #[test]
    fn a_counterpart_holds_the_same_office() {
        assert_eq!(
            offices(
                "Czech Foreign Minister Jan Lipa and his Slovak counterpart Juraj Blana signed the \
                 protocol."
            ),
            [
                office("Jan Lipa", "Czechia", "Foreign Minister"),
                office("Juraj Blana", "Slovakia", "Foreign Minister"),
            ]
        );
    }

    #[test]
    fn an_office_beside_another_states_is_of_the_other_of_two() {
        assert_eq!(
            offices(
                "Ghana and Togo signed two accords in Accra on Monday. Prime Minister Kofi Asante and \
                 Togolese President Edem Lawson watched. Ghana and Togo share a border."
            ),
            [
                office("Kofi Asante", "Ghana", "Prime Minister"),
                office("Edem Lawson", "Togo", "President"),
            ]
        );
    }
}
