//! Lemmas: what the treebanks say of a form, and for other forms what its tags and ending say.
//!
//! A form met in training has the lemma that it had there most often, by both tags or by the
//! universal one. Any other form goes by rules for what never stands in a list (addresses,
//! numbers, capitals), by regular inflection where that leads to a known lemma, and at last by a
//! list of endings learned from the treebanks. Web text doubles and swaps letters; such a form has
//! the lemma of the word that was meant, where only one known word is that close.

use std::borrow::Cow;
use std::collections::HashMap;

use smol_str::SmolStr;

use super::archive::{Archive, ModelError, Section};
use super::index::Index;
use super::lemma::LemmaRecipe;
use crate::Upos;

/// Longest ending, in letters, that the list of endings tells apart.
pub const MOST_ENDING: usize = 6;

/// Fewest times that the treebanks have a lemma for a misspelt form to be taken for it.
const OFTEN: u32 = 5;

/// The tables that lemmas are read from.
#[derive(Clone, Debug, Default)]
pub struct Lemmatiser {
    recipes: Vec<LemmaRecipe>,
    form_keys: Index,
    form_recipes: Vec<u32>,
    ending_keys: Index,
    ending_recipes: Vec<u32>,
    known_keys: Index,
    known_counts: Vec<u32>,
    /// Lemmas by what is left of them when no letter is doubled.
    single: HashMap<u64, SmolStr>,
}

/// What training puts into the tables; lists that stand side by side are of one length.
#[derive(Clone, Debug, Default)]
pub struct LemmaTables {
    /// Recipes that the lists below count from 0.
    pub recipes: Vec<LemmaRecipe>,
    /// Keys of forms with their tags ([`lemma_key`]), in order, and the recipe of each.
    pub forms: Vec<(u64, u32)>,
    /// Keys of endings with tags ([`ending_key`]), in order, and the recipe of each.
    pub endings: Vec<(u64, u32)>,
    /// Keys of lemmas with a part of speech, and with [`Upos::X`] for all of them together, in
    /// order, and how often the treebanks have each.
    pub known: Vec<(u64, u32)>,
    /// Lemmas that may be meant by a form with a letter too many or too few, and their part of
    /// speech.
    pub single: Vec<(String, Upos)>,
}

impl LemmaTables {
    /// Puts the tables into a model file.
    pub fn put(self, archive: &mut Archive) {
        let texts = self.recipes.iter().map(LemmaRecipe::to_string).collect();
        archive.put("lemmas.recipes", Section::Texts(texts));
        for (name, list) in [
            ("forms", self.forms),
            ("endings", self.endings),
            ("known", self.known),
        ] {
            let (keys, values) = list.into_iter().unzip();
            archive.put(format!("lemmas.{name}.keys"), Section::Keys(keys));
            archive.put(format!("lemmas.{name}.values"), Section::Numbers(values));
        }
        let single = self
            .single
            .into_iter()
            .map(|(lemma, upos)| format!("{lemma}\t{}", upos.as_str()))
            .collect();
        archive.put("lemmas.single", Section::Texts(single));
    }
}

impl Lemmatiser {
    pub(super) fn load(archive: &mut Archive) -> Result<Lemmatiser, ModelError> {
        let missing = |name: &str| ModelError::Missing(name.to_owned());
        let recipes = archive
            .texts("lemmas.recipes")?
            .iter()
            .map(|text| LemmaRecipe::parse(text))
            .collect::<Option<Vec<_>>>()
            .ok_or_else(|| missing("lemmas.recipes"))?;
        let mut list = |name: &str, most: usize| {
            let keys = archive.keys(&format!("lemmas.{name}.keys"))?;
            let values = archive.numbers(&format!("lemmas.{name}.values"))?;
            let fits =
                keys.len() == values.len() && values.iter().all(|&value| (value as usize) < most);
            let keys = Index::new(keys).filter(|_| fits);
            keys.map(|keys| (keys, values)).ok_or_else(|| missing(name))
        };
        let (form_keys, form_recipes) = list("forms", recipes.len())?;
        let (ending_keys, ending_recipes) = list("endings", recipes.len())?;
        let (known_keys, known_counts) = list("known", usize::MAX)?;
        let single = archive
            .texts("lemmas.single")?
            .iter()
            .map(|text| {
                let (lemma, upos) = text.split_once('\t')?;
                let upos = super::upos_named(upos)?;
                Some((
                    lemma_key(&without_doubles(lemma), upos, ""),
                    SmolStr::new(lemma),
                ))
            })
            .collect::<Option<HashMap<_, _>>>()
            .ok_or_else(|| missing("lemmas.single"))?;
        Ok(Lemmatiser {
            recipes,
            form_keys,
            form_recipes,
            ending_keys,
            ending_recipes,
            known_keys,
            known_counts,
            single,
        })
    }

    /// The lemma of a form with these tags.
    #[must_use]
    pub fn lemma(&self, form: &str, upos: Upos, xpos: &str) -> SmolStr {
        let form = &*plain(form);
        if let Some(lemma) = self.met(form, upos, xpos) {
            return lemma;
        }
        if is_address(form, upos, xpos) || matches!(upos, Upos::X | Upos::Sym | Upos::Punct) {
            return SmolStr::new(form);
        }
        if upos == Upos::Num && is_grouped(form) {
            return form.chars().filter(|&letter| letter != ',').collect();
        }
        if upos == Upos::Propn {
            return self.of_name(form, xpos);
        }
        let lowered = form.to_lowercase();
        let is_upper = |c: char| c.is_uppercase();
        let capital = form.starts_with(is_upper);
        let capitals = form.chars().count() > 1 && !form.chars().any(char::is_lowercase);
        if capitals
            && matches!(upos, Upos::Noun | Upos::Adj)
            && form.contains(is_upper)
            && form.contains(|c: char| c.is_ascii_digit())
        {
            // "MP3", "AS400".
            return SmolStr::new(form);
        }
        let mixed = !capitals && form.chars().skip(1).any(is_upper);
        let word: Cow<'_, str> = if upos == Upos::Num && mixed || self.keeps_case(form, upos) {
            Cow::Borrowed(form)
        } else if upos == Upos::Adj && !form.contains(is_upper) && self.count(form, Upos::X) == 0 {
            // "french": the treebanks have "French" alone.
            let title = titled(form);
            if self.count(&title, Upos::Adj) > 0 {
                Cow::Owned(title)
            } else {
                Cow::Owned(lowered)
            }
        } else {
            Cow::Owned(lowered)
        };
        let mut lemma = self.by_ending(&word, upos, xpos);
        if upos != Upos::Num
            && self.count(&lemma, Upos::X) == 0
            && lemma.chars().all(char::is_alphabetic)
            && let Some(meant) = self.misspelt(&lemma.to_lowercase(), upos)
        {
            lemma = meant;
        }
        if capital && matches!(xpos, "NNP" | "NNPS") {
            return capitalised(&lemma);
        }
        lemma
    }

    /// The lemma that the treebanks have for a form, by both tags first, as written or in the case
    /// that it would have elsewhere.
    fn met(&self, form: &str, upos: Upos, xpos: &str) -> Option<SmolStr> {
        let capital = form.starts_with(char::is_uppercase);
        let other = if upos == Upos::Propn {
            let capitals = form.chars().count() > 3 && !form.chars().any(char::is_lowercase);
            (capital && capitals).then(|| titled(form))
        } else {
            capital.then(|| form.to_lowercase())
        };
        let find = |form: &str, xpos: &str| {
            let key = lemma_key(form, upos, xpos);
            let place = self.form_keys.find(key)?;
            self.recipes[self.form_recipes[place] as usize].apply(form)
        };
        let lemma = [xpos, ""].into_iter().find_map(|xpos| {
            find(form, xpos).or_else(|| other.as_deref().and_then(|other| find(other, xpos)))
        })?;
        // In a name of several words an adjective keeps its capital: "Provisional Government".
        let part = capital && upos != Upos::Propn && matches!(xpos, "NNP" | "NNPS");
        Some(if part { capitalised(&lemma) } else { lemma })
    }

    /// The lemma of a name that the treebanks do not have in this form.
    fn of_name(&self, form: &str, xpos: &str) -> SmolStr {
        let letters = form.chars().count();
        let title = titled(form);
        let any_lower = form.chars().any(char::is_lowercase);
        let any_upper = form.chars().any(char::is_uppercase);
        let form = if !any_lower && any_upper && letters > 1 {
            // Long names in capitals are names put in capitals, short ones acronyms.
            if letters >= 6 || self.count(&title, Upos::X) > self.count(form, Upos::X) {
                &title
            } else {
                form
            }
        } else if !any_upper
            && self.count(&title, Upos::Propn)
                > self.count(form, Upos::Propn) + self.count(form, Upos::X)
        {
            &title
        } else {
            form
        };
        if xpos != "NNPS" || !form.ends_with('s') || letters < 4 {
            return SmolStr::new(form);
        }
        let stems = regular(form, Upos::Propn, xpos);
        let known = |lemma: &str, upos: Upos| self.count(lemma, upos) > 0;
        stems
            .iter()
            .find(|stem| known(stem, Upos::Propn))
            .or_else(|| {
                let is_noun = |stem: &&String| known(&stem.to_lowercase(), Upos::Noun);
                stems.iter().find(is_noun)
            })
            .map_or_else(
                || self.by_ending(form, Upos::Propn, xpos),
                |stem| SmolStr::new(stem.as_str()),
            )
    }

    /// Whether an adjective with a capital keeps it: one of a people or a land.
    fn keeps_case(&self, form: &str, upos: Upos) -> bool {
        const ENDINGS: [&str; 8] = ["an", "ese", "ish", "li", "ni", "qi", "ti", "ki"];
        let mut letters = form.chars();
        if upos != Upos::Adj
            || !letters.next().is_some_and(char::is_uppercase)
            || letters.any(char::is_uppercase)
        {
            return false;
        }
        let small = self.count(&form.to_lowercase(), Upos::X);
        self.count(form, Upos::X) > small
            || small == 0 && ENDINGS.iter().any(|ending| form.ends_with(ending))
    }

    /// The lemma by regular inflection or by the longest ending that the list has.
    fn by_ending(&self, form: &str, upos: Upos, xpos: &str) -> SmolStr {
        let stems = regular(form, upos, xpos);
        for upos in [upos, Upos::X] {
            let best = stems
                .iter()
                .map(|stem| (self.count(stem, upos), stem))
                .filter(|&(count, _)| count > 0)
                .reduce(|best, other| if other.0 > best.0 { other } else { best });
            if let Some((_, stem)) = best {
                return SmolStr::new(stem.as_str());
            }
        }
        if stems.len() > 1
            && matches!(xpos, "VBG" | "VBD" | "VBN")
            && let Some(stem) = spelled_stem(&stems[0])
        {
            return stem;
        }
        let lowered = form.to_lowercase();
        let count = lowered.chars().count();
        if count < 3 {
            return SmolStr::new(form);
        }
        let starts = lowered
            .char_indices()
            .map(|(at, _)| at)
            .chain([lowered.len()]);
        for at in starts.skip(count.saturating_sub(MOST_ENDING).max(1)) {
            let key = ending_key(&lowered[at..], upos, xpos);
            if let Some(place) = self.ending_keys.find(key)
                && let Some(lemma) = self.recipes[self.ending_recipes[place] as usize].apply(form)
                && lemma.chars().nth(1).is_some()
            {
                return lemma;
            }
        }
        SmolStr::new(form)
    }

    /// The one known lemma that a form with a doubled, a single or two swapped letters is meant
    /// for.
    fn misspelt(&self, form: &str, upos: Upos) -> Option<SmolStr> {
        let letters: Vec<char> = form.chars().take(25).collect();
        if letters.len() < 4 || letters.len() > 24 {
            return None;
        }
        let thrice = letters.windows(3).any(|l| l[0] == l[1] && l[1] == l[2]);
        if thrice || letters.len() >= 6 {
            let key = lemma_key(&without_doubles(form), upos, "");
            if let Some(lemma) = self.single.get(&key) {
                return Some(lemma.clone());
            }
        }
        if letters.len() < 6 {
            return None;
        }
        (1..letters.len())
            .filter_map(|place| {
                let mut swapped = letters.clone();
                swapped.swap(place - 1, place);
                let swapped: String = swapped.into_iter().collect();
                let count = self.count(&swapped, upos);
                (count >= OFTEN).then_some((count, swapped))
            })
            .reduce(|best, other| if other.0 > best.0 { other } else { best })
            .map(|(_, lemma)| SmolStr::new(lemma))
    }

    /// How often the treebanks have a lemma with this part of speech, or with any for `X`.
    fn count(&self, lemma: &str, upos: Upos) -> u32 {
        self.known_keys
            .find(lemma_key(lemma, upos, ""))
            .map_or(0, |place| self.known_counts[place])
    }
}

/// Key of a form with its tags in the tables of lemmas.
#[must_use]
pub fn lemma_key(form: &str, upos: Upos, xpos: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    let mut take = |byte: u8| {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    };
    form.bytes().for_each(&mut take);
    take(b'\t');
    take(upos as u8);
    xpos.bytes().for_each(&mut take);
    hash
}

/// Key of an ending, in lower case, with tags in the list of endings.
#[must_use]
pub fn ending_key(ending: &str, upos: Upos, xpos: &str) -> u64 {
    lemma_key(ending, upos, xpos) ^ 0x9e37_79b9_7f4a_7c15
}

/// A form with plain apostrophes.
#[must_use]
pub fn plain(form: &str) -> Cow<'_, str> {
    if form.contains('\u{2019}') {
        Cow::Owned(form.replace('\u{2019}', "'"))
    } else {
        Cow::Borrowed(form)
    }
}

/// A form in which every run of one letter is a single letter.
#[must_use]
pub fn without_doubles(form: &str) -> String {
    let mut last = None;
    form.chars()
        .filter(|&letter| last.replace(letter) != Some(letter))
        .collect()
}

/// A form with capitals at the start of each of its words alone: "O'Neal" for "O'NEAL".
fn titled(form: &str) -> String {
    let mut inside = false;
    let mut out = String::with_capacity(form.len());
    for letter in form.chars() {
        if inside {
            out.extend(letter.to_lowercase());
        } else {
            out.extend(letter.to_uppercase());
        }
        inside = letter.is_alphabetic();
    }
    out
}

fn capitalised(lemma: &str) -> SmolStr {
    let mut letters = lemma.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

/// Whether a form is an address of the web or of mail, which is its own lemma.
fn is_address(form: &str, upos: Upos, xpos: &str) -> bool {
    xpos == "ADD" && upos != Upos::X
        || form.contains("://")
        || form.starts_with("www.")
        || form.contains('@') && form.len() > 3
}

/// Whether a form is a number in digits with commas, which its lemma leaves out.
fn is_grouped(form: &str) -> bool {
    form.starts_with(|c: char| c.is_ascii_digit())
        && form.contains(',')
        && form
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
}

/// The lemmas that a form can have by regular inflection, the one without any change of spelling
/// first; none where the tag is of no inflected form.
fn regular(form: &str, upos: Upos, xpos: &str) -> Vec<String> {
    let verb = matches!(upos, Upos::Verb | Upos::Aux);
    let stem = |ending: &str, least: usize| {
        form.strip_suffix(ending)
            .filter(|stem| stem.chars().count() >= least)
    };
    let ended = |stem: &str, ending: &str| format!("{stem}{ending}");
    let grown = |stem: &str| {
        let mut list = vec![stem.to_owned(), ended(stem, "e")];
        let mut letters = stem.chars().rev();
        if let (Some(last), Some(before), Some(_)) =
            (letters.next(), letters.next(), letters.next())
            && last == before
            && !"aeiou".contains(last)
        {
            list.push(stem[..stem.len() - last.len_utf8()].to_owned());
        }
        list
    };
    match xpos {
        "VBG" if verb => stem("ing", 2).map(grown),
        "VBD" | "VBN" if verb => match stem("ied", 1) {
            Some(stem) => Some(vec![ended(stem, "y"), ended(stem, "ie")]),
            None => stem("ed", 2).map(grown),
        },
        "JJR" | "RBR" => match stem("ier", 1) {
            Some(stem) => Some(vec![ended(stem, "y")]),
            None => stem("er", 1).map(grown),
        },
        "JJS" | "RBS" => match stem("iest", 1) {
            Some(stem) => Some(vec![ended(stem, "y")]),
            None => stem("est", 1).map(grown),
        },
        "VBZ" | "NNS" | "NNPS" => match (stem("ies", 1), stem("ves", 1), stem("es", 1)) {
            (Some(stem), _, _) => Some(vec![ended(stem, "y"), ended(stem, "ie")]),
            (_, Some(stem), _) => Some(
                ["ve", "f", "fe", "v"]
                    .iter()
                    .map(|ending| ended(stem, ending))
                    .collect(),
            ),
            (_, _, Some(stem)) => Some(vec![ended(stem, "e"), stem.to_owned()]),
            _ => stem("s", 2).map(|stem| vec![stem.to_owned()]),
        },
        _ => None,
    }
    .unwrap_or_default()
}

/// The spelling of a verb before "-ing" or "-ed" was put on, where English leaves no choice.
fn spelled_stem(stem: &str) -> Option<SmolStr> {
    let letters: Vec<char> = stem.chars().collect();
    let &[.., before, last] = letters.as_slice() else {
        return None;
    };
    let vowel = |c: char| "aeiouy".contains(c);
    if letters.len() < 3 {
        return None;
    }
    if matches!(last, 'y' | 'w' | 'x') {
        return Some(SmolStr::new(stem));
    }
    let silent = match last {
        'l' => !vowel(before) && !matches!(before, 'l' | 'r' | 'w'),
        'v' | 'u' | 'c' => true,
        'z' => before != 'z',
        'g' => matches!(before, 'd' | 'r'),
        's' => before != 's' && !matches!(before, 'u' | 'i'),
        _ => false,
    };
    if silent {
        return Some([stem, "e"].into_iter().collect());
    }
    if last != before || vowel(last) {
        return None;
    }
    let syllables = letters
        .iter()
        .zip(std::iter::once(&' ').chain(&letters))
        .filter(|&(&letter, &earlier)| vowel(letter) && !vowel(earlier))
        .count();
    let kept = matches!(last, 's' | 'f' | 'z') || last == 'l' && syllables == 1;
    Some(SmolStr::new(if kept {
        stem
    } else {
        &stem[..stem.len() - last.len_utf8()]
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms_have_their_stems() {
        assert_eq!(
            regular("stopped", Upos::Verb, "VBD"),
            ["stopp", "stoppe", "stop"]
        );
        assert_eq!(
            regular("treaties", Upos::Noun, "NNS"),
            ["treaty", "treatie"]
        );
        assert!(regular("treaty", Upos::Noun, "NN").is_empty());
        assert!(regular("ing", Upos::Verb, "VBG").is_empty());
    }

    #[test]
    fn stems_are_spelled() {
        let of = |stem: &str| spelled_stem(stem).unwrap_or_default();
        assert_eq!(
            (of("encircl"), of("brav")),
            ("encircle".into(), "brave".into())
        );
        assert_eq!((of("expell"), of("roll")), ("expel".into(), "roll".into()));
        assert_eq!(
            (of("stirr"), of("deploy")),
            ("stir".into(), "deploy".into())
        );
        assert_eq!(spelled_stem("talk"), None);
    }

    #[test]
    fn names_get_their_capitals() {
        assert_eq!(titled("O'NEAL"), "O'Neal");
        assert_eq!(titled("tehran"), "Tehran");
        assert_eq!(without_doubles("reccommend"), "recomend");
    }

    #[test]
    fn tables_may_be_empty() {
        let none = Lemmatiser::default();
        for form in ["", "x", "’s", "1,200", "a@b.c", "İİİİİİİ", "ﬃﬃﬃ", "--"] {
            for (upos, xpos) in [
                (Upos::Noun, "NNS"),
                (Upos::Propn, "NNPS"),
                (Upos::Verb, "VBG"),
                (Upos::Adj, "NNP"),
                (Upos::Num, "CD"),
            ] {
                let _ = none.lemma(form, upos, xpos);
            }
        }
        assert_eq!(none.lemma("1,200", Upos::Num, "CD"), "1200");
        assert_eq!(none.lemma("encircled", Upos::Verb, "VBD"), "encircle");
    }
}
