//! The closed list of names: states, their adjectives and capitals, organisations, agreements,
//! titles of office.
//!
//! Names are matched token by token and exactly, case and accents aside, never by edit
//! distance: "Niger" is not "Nigeria". Names in capitals ("US", "WHO") match only in capitals.

use std::collections::HashMap;

use entente_model::{Entity, EntityType, Span, fold};

use crate::tables::rows;
use crate::tokens::tokenise;

/// How a name stands for its entity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// The name itself ("Kenya").
    #[default]
    Name,
    /// An adjective or the name of its people ("Kenyan").
    Adjective,
    /// The capital or seat that may stand for it ("Nairobi").
    Seat,
}

/// What the tables know of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The usual English name.
    pub name: String,
    /// Its sort.
    pub kind: EntityType,
    /// Alpha-3 code of the state that it is or belongs to.
    pub country: Option<String>,
    /// The id by the codebook; of a group, which has none there, what holds its names together.
    pub id: Option<String>,
    /// Nouns that stand for it later in a text ("bloc").
    pub nominal: Vec<String>,
}

impl Entry {
    /// The entity under the name that a text gives it.
    #[must_use]
    pub fn entity(&self, name: impl Into<String>) -> Entity {
        Entity {
            name: name.into(),
            kind: self.kind,
            country: self.country.clone(),
            id: self.id.clone(),
        }
    }
}

/// A title of office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OfficeOf {
    /// Held at a state.
    State,
    /// Held at an organ of a state or organisation.
    Body,
    /// Held at an organisation.
    Org,
    /// Held at a town or province.
    Place,
}

/// The tables of names, ready to match. Build it once and share it.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    entries: Vec<Entry>,
    /// Names as paths of folded words; node 0 is the root.
    names: Trie<(u32, Form, bool)>,
    titles: Trie<OfficeOf>,
    by_code: HashMap<String, u32>,
    persons: Vec<Person>,
    /// Towns, regions and sites, folded, to the state that they lie in.
    places: HashMap<String, String>,
    /// For each word of a person's name, who has it.
    persons_by_word: HashMap<String, Vec<usize>>,
    /// Whole names of persons, as paths of folded words.
    whole_names: Trie<()>,
}

/// A person of public life.
#[derive(Clone, Debug)]
struct Person {
    /// The folded words of the name.
    words: Vec<String>,
    /// Alpha-3; none for who speaks for an organisation.
    country: Option<&'static str>,
    /// The id of the organisation or body that one without a country speaks for.
    organisation: Option<&'static str>,
    /// Whether the family name alone means this person.
    by_surname: bool,
}

impl Person {
    /// Whether a name of these words may be this person's.
    fn is_called(&self, words: &[String]) -> bool {
        if let [word] = words {
            let known = [self.words.first(), self.words.last()].contains(&Some(word));
            return known && (self.by_surname || self.words.len() == 1);
        }
        let (short, long) = if words.len() <= self.words.len() {
            (words, &self.words[..])
        } else {
            (&self.words[..], words)
        };
        let times = |word: &String, of: &[String]| of.iter().filter(|w| *w == word).count();
        short.len() >= 2 && short.iter().all(|w| times(w, long) >= times(w, short))
    }
}

/// Words to values, by a map from node and word to node.
#[derive(Clone, Debug)]
struct Trie<V> {
    steps: HashMap<(u32, Box<str>), u32>,
    values: Vec<Vec<V>>,
}

impl<V> Trie<V> {
    fn new() -> Self {
        Self {
            steps: HashMap::new(),
            values: vec![Vec::new()],
        }
    }

    fn insert(&mut self, words: &[String], value: V) {
        let mut node = 0;
        for word in words {
            let fresh = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
            node = *self
                .steps
                .entry((node, word.as_str().into()))
                .or_insert(fresh);
            if node == fresh {
                self.values.push(Vec::new());
            }
        }
        self.values[node as usize].push(value);
    }

    /// The longest path along `words`, with how many words it took.
    fn longest(
        &self,
        words: impl Iterator<Item = String>,
        mut accept: impl FnMut(&V, usize) -> bool,
    ) -> Option<(&V, usize)> {
        let (mut node, mut length, mut best) = (0, 0, None);
        for word in words {
            let Some(&next) = self.steps.get(&(node, word.into_boxed_str())) else {
                break;
            };
            node = next;
            length += 1;
            if let Some(value) = self.values[node as usize]
                .iter()
                .find(|v| accept(v, length))
            {
                best = Some((value, length));
            }
        }
        best
    }
}

impl Default for Gazetteer {
    fn default() -> Self {
        Self::new()
    }
}

impl Gazetteer {
    /// The tables that are built in.
    #[must_use]
    pub fn new() -> Self {
        let mut gazetteer = Self {
            entries: Vec::new(),
            names: Trie::new(),
            titles: Trie::new(),
            by_code: HashMap::new(),
            persons: Vec::new(),
            places: HashMap::new(),
            persons_by_word: HashMap::new(),
            whole_names: Trie::new(),
        };
        for row in rows(include_str!("../data/en/names/states.tsv")) {
            let kind = if row.cell(1) == "state" {
                EntityType::State
            } else {
                EntityType::Place
            };
            let code = row.cell(0).to_owned();
            let entry = Entry {
                name: row.cell(2).to_owned(),
                kind,
                country: Some(code.clone()),
                id: (kind == EntityType::State).then(|| code.clone()),
                nominal: Vec::new(),
            };
            let at = gazetteer.add(entry);
            gazetteer.by_code.insert(code, at);
            gazetteer.name(at, row.cell(2), Form::Name);
            row.list(3).for_each(|n| gazetteer.name(at, n, Form::Name));
            row.list(4)
                .for_each(|n| gazetteer.name(at, n, Form::Adjective));
            row.list(5).for_each(|n| gazetteer.name(at, n, Form::Seat));
        }
        for row in rows(include_str!("../data/en/names/organisations.tsv")) {
            let id = row.some(0).filter(|id| *id != "-").map(str::to_owned);
            let entry = Entry {
                name: row.cell(2).to_owned(),
                kind: EntityType::from_name(row.cell(1)).unwrap_or(EntityType::Org),
                country: row.some(4).map(str::to_owned),
                id: id.clone(),
                nominal: row
                    .cell(5)
                    .split('|')
                    .filter(|n| !n.is_empty())
                    .map(str::to_owned)
                    .collect(),
            };
            let at = gazetteer.add(entry);
            if let Some(id) = id {
                gazetteer.by_code.entry(id).or_insert(at);
            }
            gazetteer.name(at, row.cell(2), Form::Name);
            row.list(3).for_each(|n| gazetteer.name(at, n, Form::Name));
        }
        for row in rows(include_str!("../data/en/names/groups.tsv")) {
            let entry = Entry {
                name: row.cell(1).to_owned(),
                kind: EntityType::Group,
                country: row.some(3).map(str::to_owned),
                id: Some(row.cell(0).to_owned()),
                nominal: Vec::new(),
            };
            let at = gazetteer.add(entry);
            gazetteer.name(at, row.cell(1), Form::Name);
            row.list(2).for_each(|n| gazetteer.name(at, n, Form::Name));
        }
        for row in rows(include_str!("../data/en/names/agreements.tsv")) {
            let id = row.some(0).filter(|id| *id != "-").map(str::to_owned);
            let entry = Entry {
                name: row.cell(1).to_owned(),
                kind: EntityType::Agreement,
                country: None,
                id: id.clone(),
                nominal: Vec::new(),
            };
            let at = gazetteer.add(entry);
            if let Some(id) = &id {
                gazetteer.by_code.entry(id.clone()).or_insert(at);
                gazetteer.name(at, id, Form::Name);
            }
            gazetteer.name(at, row.cell(1), Form::Name);
            row.list(2).for_each(|n| gazetteer.name(at, n, Form::Name));
        }
        for row in rows(include_str!("../data/en/names/titles.tsv")) {
            let of = match row.cell(1) {
                "body" => OfficeOf::Body,
                "org" => OfficeOf::Org,
                "place" => OfficeOf::Place,
                _ => OfficeOf::State,
            };
            let words = words(row.cell(0));
            let mut plural = words.clone();
            // "secretaries of state", "secretaries-general", "foreign ministers"
            let noun = (words.iter().position(|w| w == "of" || w == "general"))
                .and_then(|at| words[..at].iter().rposition(|w| w != "-"))
                .filter(|&at| !matches!(words[at].as_str(), "lieutenant" | "brigadier" | "major"))
                .unwrap_or(words.len() - 1);
            match plural[noun].strip_suffix('y') {
                Some(stem) => plural[noun] = format!("{stem}ies"),
                None => plural[noun].push('s'),
            }
            gazetteer.titles.insert(&words, of);
            gazetteer.titles.insert(&plural, of);
        }
        for row in rows(include_str!("../data/en/names/places.tsv")) {
            for name in row.cell(1).split('|') {
                gazetteer.places.insert(fold(name), row.cell(0).to_owned());
            }
        }
        for row in rows(include_str!("../data/en/names/persons.tsv")) {
            let whose = row.some(0).filter(|c| *c != "-");
            let organisation = whose.and_then(|w| w.strip_prefix('@'));
            let country = whose.filter(|_| organisation.is_none());
            for (column, by_surname) in [(1, true), (2, false)] {
                row.list(column)
                    .for_each(|n| gazetteer.person(n, country, organisation, by_surname));
            }
        }
        gazetteer
    }

    fn person(
        &mut self,
        name: &str,
        country: Option<&'static str>,
        organisation: Option<&'static str>,
        by_surname: bool,
    ) {
        if name.contains(' ') {
            self.whole_names.insert(&self::words(name), ());
        }
        let words = name_words(name);
        for word in &words {
            self.persons_by_word
                .entry(word.clone())
                .or_default()
                .push(self.persons.len());
        }
        self.persons.push(Person {
            words,
            country,
            organisation,
            by_surname,
        });
    }

    /// How many of `tokens`, from the first, are the whole name of a person of public life: two or
    /// more that begin and end with capitals.
    #[must_use]
    pub fn person_at(&self, text: &str, tokens: &[Span]) -> Option<usize> {
        let capital = |at: usize| {
            tokens
                .get(at)
                .is_some_and(|t| text[t.start..t.end].starts_with(char::is_uppercase))
        };
        if !capital(0) {
            return None;
        }
        let path = tokens
            .iter()
            .take(8)
            .map(|t| fold_word(&text[t.start..t.end]));
        self.whole_names
            .longest(path, |(), length| capital(length - 1))
            .map(|(_, length)| length)
    }

    /// The state or territory (alpha-3) that a town, region or site lies in, of those that the
    /// tables know; states, territories and capitals are found by [`Gazetteer::look_up`].
    #[must_use]
    pub fn place_country(&self, name: &str) -> Option<&str> {
        self.places.get(&fold(name)).map(String::as_str)
    }

    /// Whose official a person of public life is: `None` for one whom the table does not know
    /// or whose name several share, `Some(None)` for one who speaks for an organisation.
    ///
    /// A single word must be the first or the last of the known name ("Macron", "Xi"), of those
    /// whose family name alone is enough. Who bears the very name comes before who bears a part
    /// of it or more.
    #[must_use]
    pub fn person_country(&self, name: &str) -> Option<Option<&str>> {
        let words = name_words(name);
        let called: Vec<&Person> = self.persons_called(&words).collect();
        let whole = called.iter().any(|person| person.words == words);
        let mut found: Option<Option<&str>> = None;
        for person in called.iter().filter(|p| !whole || p.words == words) {
            match found {
                Some(country) if country != person.country => return None,
                _ => found = Some(person.country),
            }
        }
        found
    }

    /// The state, alpha-3, of all persons of public life whose family name is that one word: none where
    /// they are of several, or nobody is called so.
    #[must_use]
    pub fn family_country(&self, name: &str) -> Option<&str> {
        let words = name_words(name);
        let [family] = &words[..] else { return None };
        let mut countries = self
            .persons_by_word
            .get(family)?
            .iter()
            .map(|&at| &self.persons[at])
            .filter(|person| person.words.len() > 1 && person.words.last() == Some(family))
            .map(|person| person.country);
        let first = countries.next()??;
        countries.all(|c| c == Some(first)).then_some(first)
    }

    /// The id of the organisation that a person of public life speaks for, by the whole name.
    #[must_use]
    pub fn person_organisation(&self, name: &str) -> Option<&str> {
        let words = name_words(name);
        self.persons_called(&words)
            .find_map(|person| person.organisation)
            .filter(|_| name.contains(' '))
    }

    fn persons_called(&self, words: &[String]) -> impl Iterator<Item = &Person> {
        let mut at: Vec<usize> = words
            .iter()
            .filter_map(|w| self.persons_by_word.get(w))
            .flatten()
            .copied()
            .collect();
        at.sort_unstable();
        at.dedup();
        at.into_iter()
            .map(|at| &self.persons[at])
            .filter(move |p| p.is_called(words))
    }

    fn add(&mut self, entry: Entry) -> u32 {
        self.entries.push(entry);
        u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX)
    }

    fn name(&mut self, entry: u32, name: &str, form: Form) {
        let capitals = name.len() <= 6
            && name.chars().all(|c| !c.is_lowercase())
            && name.chars().any(char::is_uppercase);
        self.names.insert(&words(name), (entry, form, capitals));
    }

    /// The longest name that starts with the first of `tokens` (spans in `text`), with how it
    /// stands for its entity and how many tokens it takes.
    #[must_use]
    pub fn name_at(&self, text: &str, tokens: &[Span]) -> Option<(&Entry, Form, usize)> {
        let first = tokens.first()?;
        let word = &text[first.start..first.end];
        // "al-Shabaab": an article that begins a name stands small.
        let article = matches!(word, "al" | "el")
            && text[first.end..]
                .trim_start_matches(['-', '‑', ' '])
                .starts_with(char::is_uppercase);
        if !article && !word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
            return None;
        }
        let path = tokens
            .iter()
            .take(16)
            .map(|t| fold_word(&text[t.start..t.end]));
        let (&(entry, form, _), length) =
            self.names.longest(path, |&(entry, _, capitals), length| {
                let surface = &text[first.start..tokens[length - 1].end];
                // A break of line or a long gap never stands within a name.
                if surface.contains('\n') {
                    return false;
                }
                let last = &text[tokens[length - 1].start..tokens[length - 1].end];
                if capitals {
                    surface.chars().all(|c| !c.is_lowercase())
                } else {
                    // "Côte d'Ivoire"
                    let elided = last
                        .split_once(['\'', '’'])
                        .is_some_and(|(_, name)| name.starts_with(char::is_uppercase));
                    // "the Ottawa treaty", "the Paris climate agreement"
                    let treaty = length > 1
                        && self.entries[entry as usize].kind == EntityType::Agreement
                        && matches!(
                            last.trim_end_matches('s'),
                            "treaty" | "convention" | "accord" | "agreement" | "pact" | "protocol"
                        );
                    // "the UN refugee agency"
                    let agency = length > 1
                        && self.entries[entry as usize].kind == EntityType::Org
                        && matches!(last, "agency" | "watchdog");
                    elided || treaty || agency || !last.starts_with(char::is_lowercase)
                }
            })?;
        Some((&self.entries[entry as usize], form, length))
    }

    /// The longest title of office that starts with the first of `tokens`, with where such an
    /// office is held and how many tokens it takes.
    #[must_use]
    pub fn title_at(&self, text: &str, tokens: &[Span]) -> Option<(OfficeOf, usize)> {
        let path = tokens
            .iter()
            .take(8)
            .map(|t| fold_word(&text[t.start..t.end]));
        self.titles
            .longest(path, |_, _| true)
            .map(|(of, length)| (*of, length))
    }

    /// What is known under an id: a state's alpha-3 code, an organisation's or agreement's acronym.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&Entry> {
        self.by_code.get(id).map(|&at| &self.entries[at as usize])
    }

    /// What a user's words name, if the whole of them is a name in the tables: "vietnam", "VNM", "asean".
    #[must_use]
    pub fn look_up(&self, name: &str) -> Option<&Entry> {
        let words = words(name.trim());
        let length = words.len();
        let found = self.names.longest(words.into_iter(), |&(_, form, _), at| {
            at == length && form != Form::Seat
        });
        match found {
            Some((&(entry, ..), taken)) if taken == length && length > 0 => {
                Some(&self.entries[entry as usize])
            }
            _ => self.by_id(&name.trim().to_uppercase()),
        }
    }

    /// Every entry of the tables, in their order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }
}

/// The folded tokens of a name as written in a table.
fn words(name: &str) -> Vec<String> {
    tokenise(name)
        .into_iter()
        .map(|s| fold_word(&name[s.start..s.end]))
        .collect()
}

/// The words of a person's name, folded, without marks.
fn name_words(name: &str) -> Vec<String> {
    fold(name)
        .split(' ')
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// One token folded; marks stay as they are so that hyphens count.
pub(crate) fn fold_word(word: &str) -> String {
    if word.is_ascii() {
        let lower = word.to_ascii_lowercase();
        if lower.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return lower;
        }
        let plain: String = lower.chars().filter(|c| c.is_alphanumeric()).collect();
        return if plain.is_empty() { lower } else { plain };
    }
    let folded = fold(word).replace(' ', "");
    if folded.is_empty() {
        // Dashes of every length are one mark.
        return if matches!(word, "–" | "—" | "‐" | "‑") {
            "-".to_owned()
        } else {
            word.to_owned()
        };
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first<'g>(gazetteer: &'g Gazetteer, text: &str) -> Option<(&'g str, Form, usize)> {
        let tokens = tokenise(text);
        gazetteer
            .name_at(text, &tokens)
            .map(|(e, f, n)| (e.name.as_str(), f, n))
    }

    #[test]
    fn names_match_whole_and_longest() {
        let g = Gazetteer::new();
        assert_eq!(first(&g, "Việt Nam and"), Some(("Vietnam", Form::Name, 2)));
        assert_eq!(
            first(&g, "Guinea-Bissau said").map(|f| f.0),
            Some("Guinea-Bissau")
        );
        assert_eq!(
            first(&g, "Nigerian ships").map(|f| (f.0, f.1)),
            Some(("Nigeria", Form::Adjective))
        );
        assert_eq!(
            first(&g, "Nairobi said").map(|f| (f.0, f.1)),
            Some(("Kenya", Form::Seat))
        );
        assert_eq!(first(&g, "us all"), None, "capitals only");
        assert_eq!(first(&g, "US troops").map(|f| f.0), Some("United States"));
        assert_eq!(first(&g, "Nigeri"), None, "never by edit distance");
    }

    #[test]
    fn titles_and_lookups() {
        let g = Gazetteer::new();
        let text = "Deputy Prime Minister Odera";
        assert_eq!(
            g.title_at(text, &tokenise(text)),
            Some((OfficeOf::State, 3))
        );
        assert_eq!(
            g.look_up("viet nam").and_then(|e| e.id.clone()).as_deref(),
            Some("VNM")
        );
        assert_eq!(g.look_up("asean").map(|e| e.kind), Some(EntityType::Org));
        assert_eq!(g.look_up("ken").map(|e| e.name.as_str()), Some("Kenya"));
        assert!(g.look_up("Atlantis").is_none());
    }

    #[test]
    fn towns_lie_in_states() {
        let g = Gazetteer::new();
        assert_eq!(g.place_country("Peshawar"), Some("PAK"));
        assert_eq!(g.place_country("Medellín"), Some("COL"));
        assert_eq!(g.place_country("Medellin"), Some("COL"));
        assert_eq!(g.place_country("Atlantis"), None);
    }

    #[test]
    fn persons_of_public_life() {
        let g = Gazetteer::new();
        assert_eq!(g.person_country("Volodymyr Zelenskyy"), Some(Some("UKR")));
        assert_eq!(g.person_country("Macron"), Some(Some("FRA")));
        assert_eq!(g.person_country("António Guterres"), Some(None));
        assert_eq!(g.person_country("Lee"), None, "several states have one");
        assert_eq!(g.person_country("Jane Odera"), None);
        assert_eq!(g.person_country("Juan Carlos"), Some(Some("ESP")), "whole");
        assert_eq!(g.person_country("Juan Carlos Varela"), Some(Some("PAN")));
        assert_eq!(g.person_country("Abdullah bin Zayed"), Some(Some("ARE")));
        assert_eq!(g.person_country("Gerd Merz"), None);
        assert_eq!(g.person_country("Merz"), Some(Some("DEU")), "by surname");
        assert_eq!(g.family_country("Blinken"), Some("USA"));
        assert_eq!(g.family_country("Lee"), None, "of several states");
        assert_eq!(g.family_country("Antony Blinken"), None, "no family name");
    }
}
