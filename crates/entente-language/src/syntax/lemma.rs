//! Lemmas as short recipes: a change of case, an ending taken off, an ending put on.

use std::fmt;

use smol_str::SmolStr;

/// How a lemma is made from a form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LemmaRecipe {
    /// Whether the form is put in lower case first.
    pub lower: bool,
    /// What must stand at the end, and is taken off.
    pub remove: String,
    /// What is put there instead.
    pub add: String,
}

impl LemmaRecipe {
    /// The recipe that turns `form` into `lemma`: the shortest change of ending, in lower case
    /// where that is no longer than in the form's own.
    ///
    /// ```
    /// use entente_language::syntax::LemmaRecipe;
    ///
    /// let recipe = LemmaRecipe::between("Countries", "country");
    /// assert_eq!(recipe.apply("parties").as_deref(), Some("party"));
    /// assert_eq!(recipe.apply("treaty"), None);
    /// ```
    #[must_use]
    pub fn between(form: &str, lemma: &str) -> LemmaRecipe {
        let lowered = lower(form);
        let from_lower = Self::ending(&lowered, lemma);
        let from_form = Self::ending(form, lemma);
        let cost = |pair: &(String, String)| pair.0.len() + pair.1.len();
        let in_lower = cost(&from_lower) <= cost(&from_form);
        let (remove, add) = if in_lower { from_lower } else { from_form };
        LemmaRecipe {
            lower: in_lower,
            remove,
            add,
        }
    }

    /// What must be taken off the end of `form` and put there to make `lemma`.
    #[must_use]
    pub fn ending(form: &str, lemma: &str) -> (String, String) {
        let mut same = 0;
        for ((at, left), right) in form.char_indices().zip(lemma.chars()) {
            if left != right {
                break;
            }
            same = at + left.len_utf8();
        }
        (form[same..].to_owned(), lemma[same..].to_owned())
    }

    /// The lemma of a form, where the recipe fits its ending.
    #[must_use]
    pub fn apply(&self, form: &str) -> Option<SmolStr> {
        let lowered;
        let form = if self.lower {
            lowered = lower(form);
            lowered.as_str()
        } else {
            form
        };
        let stem = form.strip_suffix(self.remove.as_str())?;
        if stem.is_empty() && self.add.is_empty() {
            return None;
        }
        Some(if self.add.is_empty() {
            SmolStr::new(stem)
        } else {
            [stem, &self.add].into_iter().collect()
        })
    }

    /// A recipe in the text form of model files.
    ///
    /// ```
    /// use entente_language::syntax::LemmaRecipe;
    ///
    /// let recipe = LemmaRecipe::between("Countries", "country");
    /// assert_eq!(LemmaRecipe::parse(&recipe.to_string()), Some(recipe));
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<LemmaRecipe> {
        let mut parts = text.split('\t');
        let (sort, remove, add) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || !matches!(sort, "l" | "k") {
            return None;
        }
        Some(LemmaRecipe {
            lower: sort == "l",
            remove: remove.to_owned(),
            add: add.to_owned(),
        })
    }
}

impl fmt::Display for LemmaRecipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sort = if self.lower { 'l' } else { 'k' };
        write!(f, "{sort}\t{}\t{}", self.remove, self.add)
    }
}

/// A form in lower case, with a typographic apostrophe as a plain one.
fn lower(form: &str) -> String {
    form.chars()
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == '\u{2019}' { '\'' } else { letter })
        .collect()
}
