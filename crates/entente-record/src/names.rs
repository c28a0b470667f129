//! Whom a spelling stands for, across documents.
//!
//! Inside one document extraction has already found the fullest name. Between documents the
//! same party still comes under several spellings. Two rules join them, and both depend only
//! on the set of spellings, never on their order:
//!
//! 1. An entity with an id (an ISO code, an acronym) is that id, whatever its name. A spelling
//!    without one that equals, folded, the name of an entity with one is that entity.
//! 2. A person's name whose words are a subset of exactly one fullest name of the record
//!    ("Prabowo" and "Prabowo Subianto"), with no different country, is that person. For
//!    everything else the folded names must be equal. States are never matched by likeness.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use entente_model::{Entity, EntityType, fold_words};

/// The rows of the table of states: code, name, and the other names without their dates.
fn states() -> impl Iterator<Item = (&'static str, &'static str, Vec<&'static str>)> {
    include_str!("../data/reference/states.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| {
            let mut fields = line.split('\t');
            let (code, name) = (fields.next()?, fields.next()?);
            let others = fields.nth(2).unwrap_or_default().split('|');
            let others = others.filter_map(|other| other.split(':').next());
            Some((
                code,
                name,
                others.filter(|other| !other.is_empty()).collect(),
            ))
        })
}

/// Display names of states, by code.
static STATES: LazyLock<BTreeMap<&'static str, &'static str>> =
    LazyLock::new(|| states().map(|(code, name, _)| (code, name)).collect());

/// The usual English name of the state with that ISO 3166-1 alpha-3 code, if there is one.
///
/// ```
/// assert_eq!(entente_record::state_name("TLS"), Some("Timor-Leste"));
/// ```
#[must_use]
pub fn state_name(alpha3: &str) -> Option<&'static str> {
    STATES.get(alpha3).copied()
}

/// The code of the state that has, or had, that English name, folded; `None` where none has it.
pub(crate) fn state_code(folded: &str) -> Option<&'static str> {
    static CODES: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
        // A name in use goes before one that another state had.
        let former = states().flat_map(|(code, _, others)| {
            others
                .into_iter()
                .map(move |name| (entente_model::fold(name), code))
        });
        let usual = states().map(|(code, name, _)| (entente_model::fold(name), code));
        former.chain(usual).collect()
    });
    CODES.get(folded).copied()
}

/// One spelling of an entity, as documents give it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spelling {
    /// The folded words of the name, in order.
    pub words: Vec<String>,
    /// Its sort.
    pub kind: EntityType,
    /// Country, where said.
    pub country: Option<String>,
    /// Id, where it has one.
    pub code: Option<String>,
}

impl Spelling {
    /// The spelling of an entity as a document gives it.
    #[must_use]
    pub fn of(entity: &Entity) -> Self {
        Self {
            words: fold_words(&entity.name),
            kind: entity.kind,
            country: entity.country.clone(),
            code: entity.id.clone(),
        }
    }

    /// Reads back what [`Spelling::key`] wrote.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        let mut parts = key.split('|');
        let kind = parts.next()?;
        let words = parts.next()?;
        let optional = |part: Option<&str>| part.filter(|p| !p.is_empty()).map(str::to_owned);
        Some(Self {
            kind: EntityType::ALL.into_iter().find(|k| k.name() == kind)?,
            words: words
                .split(' ')
                .filter(|w| !w.is_empty())
                .map(str::to_owned)
                .collect(),
            country: optional(parts.next()),
            code: optional(parts.next()),
        })
    }

    /// What tells this spelling from every other.
    #[must_use]
    pub fn key(&self) -> String {
        format!(
            "{}|{}|{}|{}",
            self.kind.name(),
            self.words.join(" "),
            self.country.as_deref().unwrap_or_default(),
            self.code.as_deref().unwrap_or_default()
        )
    }

    fn compatible(&self, other: &Self) -> bool {
        self.kind == other.kind
            && (self.country.is_none() || other.country.is_none() || self.country == other.country)
    }
}

/// The key by which the record groups an entity: its id, or sort, folded name and country.
#[must_use]
pub fn key_of(entity: &Entity) -> String {
    match &entity.id {
        Some(id) => id.clone(),
        None => format!(
            "{}:{}:{}",
            entity.kind.name(),
            fold_words(&entity.name).join(" "),
            entity.country.as_deref().unwrap_or_default()
        ),
    }
}

/// The spelling among `known` that `this` stands for: itself, or one that is fuller.
///
/// `known` has to hold every spelling that shares its words with `this`; others change nothing.
#[must_use]
pub fn canonical<'a>(this: &'a Spelling, known: &'a BTreeSet<Spelling>) -> &'a Spelling {
    if this.code.is_some() || this.words.is_empty() {
        return this;
    }
    // Rule 1: the same name with an id.
    let with_code: BTreeMap<&str, &Spelling> = known
        .iter()
        .filter(|k| k.words == this.words && k.compatible(this))
        .filter_map(|k| k.code.as_deref().map(|code| (code, k)))
        .collect();
    if let [(_, one)] = with_code.iter().collect::<Vec<_>>()[..] {
        return one;
    }
    // Rule 2: the one fullest name.
    let words: BTreeSet<&String> = this.words.iter().collect();
    let fuller = |k: &&Spelling| {
        k.code.is_none()
            && k.compatible(this)
            && *k != this
            && if k.words == this.words {
                // The same name with its country said.
                this.country.is_none() && k.country.is_some()
            } else {
                this.kind == EntityType::Person
                    && k.words.len() > this.words.len()
                    && words.iter().all(|w| k.words.contains(*w))
            }
    };
    let candidates: Vec<&Spelling> = known.iter().filter(fuller).collect();
    let mut fullest = candidates.iter().filter(|c| {
        !candidates.iter().any(|other| {
            other.compatible(c)
                && if other.words == c.words {
                    c.country.is_none() && other.country.is_some()
                } else {
                    other.words.len() > c.words.len()
                        && c.words.iter().all(|w| other.words.contains(w))
                }
        })
    });
    match (fullest.next(), fullest.next()) {
        (Some(one), None) => one,
        _ => this,
    }
}

/// The entity that facts show for a canonical spelling: the usual name of a state, the acronym
/// of an organisation or agreement, else the name as written.
#[must_use]
pub fn shown(entity: &Entity) -> Entity {
    let mut shown = entity.clone();
    if let Some(id) = &entity.id {
        match state_name(id) {
            Some(name) if entity.kind == EntityType::State => return Entity::state(name, id),
            _ => shown.name.clone_from(id),
        }
    }
    shown
}

/// The political party to an act that stands behind an entity: its state, its organisation, or
/// the entity itself.
///
/// An organ without a country belongs to the organisation whose acronym it carries ("ASEAN
/// Secretariat" to ASEAN).
#[must_use]
pub fn principal(entity: &Entity) -> String {
    if let Some(country) = &entity.country {
        return country.clone();
    }
    if let Some(id) = &entity.id {
        return id.clone();
    }
    if entity.kind != EntityType::Person {
        let acronym = entity.name.split_whitespace().find(|word| {
            word.len() >= 2 && word.chars().all(|c| c.is_ascii_uppercase() || c == '-')
        });
        if let Some(acronym) = acronym {
            return acronym.to_owned();
        }
    }
    key_of(entity)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, country: Option<&str>) -> Spelling {
        let mut entity = Entity::new(name, EntityType::Person);
        entity.country = country.map(str::to_owned);
        Spelling::of(&entity)
    }

    #[test]
    fn a_short_name_is_the_one_fuller_name() {
        let known: BTreeSet<Spelling> = [
            person("Prabowo", None),
            person("Prabowo Subianto", Some("IDN")),
            person("Anwar", Some("MYS")),
            person("Anwar Ibrahim", Some("IDN")),
        ]
        .into();
        let find = |s: &Spelling| canonical(s, &known).words.join(" ");
        assert_eq!(find(&person("Prabowo", None)), "prabowo subianto");
        assert_eq!(
            find(&person("Anwar", Some("MYS"))),
            "anwar",
            "another country"
        );
    }

    #[test]
    fn an_ambiguous_name_stays_itself() {
        let known: BTreeSet<Spelling> = [
            person("Nguyen", None),
            person("Nguyen Van An", Some("VNM")),
            person("Nguyen Van Binh", Some("VNM")),
        ]
        .into();
        let nguyen = person("Nguyen", None);
        assert_eq!(canonical(&nguyen, &known), &nguyen);
    }

    #[test]
    fn states_are_not_matched_by_likeness() {
        let niger = Spelling::of(&Entity::new("Niger", EntityType::State));
        let known: BTreeSet<Spelling> = [
            niger.clone(),
            Spelling::of(&Entity::state("Niger State", "NGA")),
        ]
        .into();
        assert_eq!(canonical(&niger, &known), &niger);
    }

    #[test]
    fn organs_stand_for_their_principal() {
        let secretariat = Entity::new("ASEAN Secretariat", EntityType::Body);
        assert_eq!(principal(&secretariat), "ASEAN");
        assert_eq!(principal(&Entity::state("Kenya", "KEN")), "KEN");
        let minister = Entity::new("Ada Okoye", EntityType::Person).with_country("NGA");
        assert_eq!(principal(&minister), "NGA");
        assert_eq!(shown(&Entity::state("Viet Nam", "VNM")).name, "Vietnam");
    }
}
