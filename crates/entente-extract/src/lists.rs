//! Closed lists of words that the reading of a document needs, kept as tables.

use entente_language::is_honorific;
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::mentions::{Unit, UnitKind};

/// What a noun of `nominals.tsv` refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    State,
    Org,
    Agreement,
    Policy,
    Body,
    Forces,
    Group,
    PairState,
    PairAny,
    PairPerson,
}

impl Sort {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "state" => Self::State,
            "org" => Self::Org,
            "agreement" => Self::Agreement,
            "policy" => Self::Policy,
            "body" => Self::Body,
            "forces" => Self::Forces,
            "group" => Self::Group,
            "pair-state" => Self::PairState,
            "pair-any" => Self::PairAny,
            "pair-person" => Self::PairPerson,
            _ => return None,
        })
    }
}

/// The lists, ready to use.
#[derive(Clone, Debug)]
pub(crate) struct Lists {
    nouns: HashMap<&'static str, Sort>,
    words: HashMap<&'static str, HashSet<&'static str>>,
    bynames: HashMap<&'static str, &'static str>,
    titles: HashMap<&'static str, &'static str>,
}

impl Lists {
    /// The lists that are built in.
    pub(crate) fn new() -> Self {
        let nouns = rows(include_str!("../data/en/nominals.tsv"))
            .filter_map(|(noun, sort)| Some((noun, Sort::from_name(sort)?)))
            .collect();
        let words = rows(include_str!("../data/en/words.tsv"))
            .map(|(list, words)| (list, words.split('|').collect()))
            .collect();
        let bynames = rows(include_str!("../data/en/bynames.tsv")).collect();
        let titles = rows(include_str!("../data/en/titles_of_states.tsv")).collect();
        Self {
            nouns,
            words,
            bynames,
            titles,
        }
    }

    /// The only state that has a title, alpha-3: "taoiseach".
    pub(crate) fn state_of_title(&self, title: &str) -> Option<&'static str> {
        self.titles.get(title).copied()
    }

    /// The state that a byname means, alpha-3: "jewish state".
    pub(crate) fn state_called(&self, byname: &str) -> Option<&'static str> {
        self.bynames.get(byname).copied()
    }

    /// Whether the word is in the list of that name. A list that is asked for and not there would
    /// say no to every word, so tests stop at it.
    pub(crate) fn has(&self, list: &str, word: &str) -> bool {
        debug_assert!(self.words.contains_key(list), "there is no list {list}");
        self.words
            .get(list)
            .is_some_and(|words| words.contains(word))
    }

    /// The words of the list of that name.
    pub(crate) fn words(&self, list: &str) -> Option<&HashSet<&'static str>> {
        self.words.get(list)
    }

    /// The noun that starts at unit `at`: its sort and how many units it takes.
    pub(crate) fn noun_at(&self, units: &[Unit], at: usize) -> Option<(Sort, usize)> {
        let mut phrase = String::new();
        let mut best = None;
        for (length, unit) in units.iter().skip(at).take(4).enumerate() {
            // "the two Prime Ministers": a title in the plural is a noun here.
            if !matches!(unit.kind, UnitKind::Word | UnitKind::Title(_)) {
                break;
            }
            if length > 0 {
                phrase.push(' ');
            }
            phrase.push_str(&unit.lower);
            if let Some(&sort) = self.nouns.get(phrase.as_str()) {
                best = Some((sort, length + 1));
            }
        }
        best
    }

    /// What a noun of one word refers to.
    pub(crate) fn noun_sort(&self, word: &str) -> Option<Sort> {
        self.nouns.get(word).copied()
    }

    pub(crate) fn is_preposition(&self, word: &str) -> bool {
        self.has("preposition", word)
    }

    pub(crate) fn is_locative(&self, word: &str) -> bool {
        self.has("locative", word)
    }

    /// Whether a word may stand between an office and a name: "Dr", "the" of "the Hon".
    pub(crate) fn is_honorific(&self, word: &str) -> bool {
        is_honorific(word) || self.has("address-word", &word.to_lowercase())
    }

    /// Whether a body of that name, lower case, belongs to a state when nothing says which.
    pub(crate) fn is_domestic(&self, name: &str) -> bool {
        name.split(' ').any(|w| self.has("domestic", w))
    }
}

/// The two columns of a table, without comments and header.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table
        .lines()
        .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
        .skip(1)
        .filter_map(|l| l.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::rows;
    use std::collections::HashSet;

    #[test]
    fn no_list_is_written_twice() {
        let mut seen = HashSet::new();
        for (list, _) in rows(include_str!("../data/en/words.tsv")) {
            assert!(seen.insert(list), "{list}");
        }
    }
}
