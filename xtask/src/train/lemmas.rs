//! The tables that lemmas are read from.

use std::collections::{BTreeMap, BTreeSet};

use entente_language::Upos;
use entente_language::syntax::{
    LemmaRecipe, LemmaTables, MOST_ENDING, ending_key, lemma_key, plain, upos_named,
    without_doubles,
};

use super::corpus::Sentence;

/// Forms that no rule leads to, for what the treebanks lack.
const IRREGULAR: &str = include_str!("../../data/irregular.tsv");

/// Fewest forms that a change of ending is seen in for it to be used on others.
const PRODUCTIVE: usize = 4;
/// Fewest forms, and their share in percent, that make the recipe of an ending.
const ENDING_FORMS: usize = 3;
const ENDING_SHARE: usize = 60;
/// Fewest times that a lemma is met for misspelt forms to be taken for it.
const OFTEN: u32 = 3;

/// A word of a treebank, with plain apostrophes.
struct Known<'a> {
    form: String,
    lemma: &'a str,
    upos: Upos,
    xpos: &'a str,
    /// How much it counts for. The treebanks differ ("people" is the lemma of "people" in EWT and
    /// PUD, "person" in GUM); where they do, the first decides.
    weight: u32,
}

/// The recipes of all tables, each under its number.
#[derive(Default)]
struct Recipes {
    numbers: BTreeMap<LemmaRecipe, u32>,
    list: Vec<LemmaRecipe>,
}

impl Recipes {
    fn number(&mut self, recipe: LemmaRecipe) -> u32 {
        *self.numbers.entry(recipe.clone()).or_insert_with(|| {
            self.list.push(recipe);
            self.list.len() as u32 - 1
        })
    }
}

/// Gathers the tables from treebank sentences.
pub fn tables(sentences: &[Sentence]) -> LemmaTables {
    let words: Vec<Known<'_>> = sentences
        .iter()
        .filter(|sentence| sentence.parsed)
        .flat_map(|sentence| sentence.words.iter().map(|word| (word, sentence.source)))
        .filter_map(|(word, source)| {
            Some(Known {
                form: plain(&word.form).into_owned(),
                lemma: &word.lemma,
                upos: upos_named(&word.upos)?,
                xpos: &word.xpos,
                weight: if source == 0 { 4 } else { 1 },
            })
        })
        // Words cut in two have the lemma of the whole on one half.
        .filter(|word| word.lemma != "_" && word.xpos != "GW" && word.upos != Upos::X)
        .collect();
    let mut recipes = Recipes::default();
    let forms = forms(&words, &mut recipes);
    let endings = endings(&words, &mut recipes);
    let mut known: BTreeMap<u64, u32> = BTreeMap::new();
    let mut often: BTreeMap<(&str, Upos), u32> = BTreeMap::new();
    for word in &words {
        *often.entry((word.lemma, word.upos)).or_default() += 1;
        for upos in [word.upos, Upos::X] {
            *known.entry(lemma_key(word.lemma, upos, "")).or_default() += 1;
        }
    }
    let mut single: BTreeMap<(String, Upos), (u32, &str)> = BTreeMap::new();
    for ((lemma, upos), count) in often {
        let small = lemma.chars().all(char::is_lowercase);
        if count < OFTEN || !small || upos == Upos::Propn {
            continue;
        }
        let best = single.entry((without_doubles(lemma), upos)).or_default();
        if count > best.0 {
            *best = (count, lemma);
        }
    }
    LemmaTables {
        recipes: recipes.list,
        forms,
        endings,
        known: known.into_iter().collect(),
        single: single
            .into_iter()
            .map(|((_, upos), (_, lemma))| (lemma.to_owned(), upos))
            .collect(),
    }
}

/// Lemmas of forms by their tags, those that most words had. Each form stands there with both
/// tags and, for when it meets another Penn tag, with the universal one.
fn forms(words: &[Known<'_>], recipes: &mut Recipes) -> Vec<(u64, u32)> {
    let mut counts: BTreeMap<u64, BTreeMap<u32, u32>> = BTreeMap::new();
    for word in words {
        let recipe = recipes.number(LemmaRecipe::between(&word.form, word.lemma));
        for xpos in [word.xpos, ""] {
            let list = counts
                .entry(lemma_key(&word.form, word.upos, xpos))
                .or_default();
            *list.entry(recipe).or_default() += word.weight;
        }
    }
    let mut found: BTreeMap<u64, u32> = counts
        .into_iter()
        .filter_map(|(key, recipes)| {
            let total: u32 = recipes.values().sum();
            let (recipe, count) = recipes.into_iter().max_by_key(|&(_, count)| count)?;
            (count * 2 > total).then_some((key, recipe))
        })
        .collect();
    for line in IRREGULAR
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
    {
        if let [lemma, upos, xpos, form] = line.split('\t').collect::<Vec<_>>()[..]
            && let Some(upos) = upos_named(upos)
        {
            let recipe = recipes.number(LemmaRecipe::between(form, lemma));
            let key = lemma_key(form, upos, xpos);
            found.entry(key).or_insert(recipe);
        }
    }
    found.into_iter().collect()
}

/// What forms of an ending do to it, by their tags: of each ending, what most of its forms do. An
/// ending that does what a shorter one of the same tags does is left out.
fn endings(words: &[Known<'_>], recipes: &mut Recipes) -> Vec<(u64, u32)> {
    let mut types: BTreeSet<(String, &str, Upos, &str)> = BTreeSet::new();
    for word in words {
        let mark = matches!(word.upos, Upos::Punct | Upos::Sym);
        if mark || word.xpos == "ADD" {
            continue;
        }
        let form = if word.lemma.starts_with(char::is_uppercase) {
            word.form.clone()
        } else {
            word.form.to_lowercase()
        };
        types.insert((form, word.lemma, word.upos, word.xpos));
    }
    let mut productive: BTreeMap<LemmaRecipe, BTreeSet<&str>> = BTreeMap::new();
    let changes: Vec<(&str, LemmaRecipe, Upos, &str)> = types
        .iter()
        .map(|(form, lemma, upos, xpos)| {
            let (remove, add) = LemmaRecipe::ending(form, lemma);
            let recipe = LemmaRecipe {
                lower: false,
                remove,
                add,
            };
            (form.as_str(), recipe, *upos, *xpos)
        })
        .collect();
    for (form, recipe, _, _) in &changes {
        productive.entry(recipe.clone()).or_default().insert(form);
    }
    // Shorter endings first, so that longer ones can be compared to what was decided on.
    let mut counts: BTreeMap<(usize, String, Upos, &str), BTreeMap<u32, usize>> = BTreeMap::new();
    for (form, recipe, upos, xpos) in &changes {
        if productive[recipe].len() < PRODUCTIVE {
            continue;
        }
        let number = recipes.number(recipe.clone());
        let letters: Vec<char> = form.to_lowercase().chars().collect();
        for length in 0..=MOST_ENDING.min(letters.len()) {
            let ending: String = letters[letters.len() - length..].iter().collect();
            *counts
                .entry((length, ending, *upos, xpos))
                .or_default()
                .entry(number)
                .or_default() += 1;
        }
    }
    let mut decided: BTreeMap<(String, Upos, &str), u32> = BTreeMap::new();
    for ((length, ending, upos, xpos), recipes) in counts {
        let total: usize = recipes.values().sum();
        let Some((recipe, count)) = recipes.into_iter().max_by_key(|&(_, count)| count) else {
            continue;
        };
        if length > 0 && (total < ENDING_FORMS || count * 100 < total * ENDING_SHARE) {
            continue;
        }
        let shorter = ending
            .char_indices()
            .skip(1)
            .map(|(at, _)| at)
            .chain([ending.len()])
            .find_map(|at| decided.get(&(ending[at..].to_owned(), upos, xpos)));
        if shorter != Some(&recipe) || length == 0 {
            decided.insert((ending, upos, xpos), recipe);
        }
    }
    let mut list: Vec<(u64, u32)> = decided
        .into_iter()
        .map(|((ending, upos, xpos), recipe)| (ending_key(&ending, upos, xpos), recipe))
        .collect();
    list.sort_unstable();
    list.dedup_by_key(|entry| entry.0);
    list
}
