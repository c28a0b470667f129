//! The inflected forms of English verbs and nouns.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lists::rows;

/// Irregular forms, by base form.
static IRREGULAR: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    rows(include_str!("../data/en/irregular.tsv"))
        .map(|(base, forms)| (base, forms.split('|').collect()))
        .collect()
});

/// A word and all its inflections: as a verb and as a noun.
///
/// British and American doubling are both there ("signalling", "signaling"), and `s` for `z`.
pub(crate) fn forms(base: &str) -> Vec<String> {
    let mut out = vec![base.to_owned()];
    if let Some(irregular) = IRREGULAR.get(base) {
        out.extend(irregular.iter().map(|f| (*f).to_owned()));
    }
    let mut stems = vec![base.to_owned()];
    if let Some(stem) = base.strip_suffix("ize") {
        stems.push(format!("{stem}ise"));
        out.push(format!("{stem}ise"));
    } else if let Some(stem) = base.strip_suffix("yze") {
        stems.push(format!("{stem}yse"));
    }
    for stem in stems {
        regular(&stem, &mut out);
    }
    out.sort();
    out.dedup();
    out
}

fn regular(base: &str, out: &mut Vec<String>) {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let mut letters = base.chars().rev();
    let (last, before) = (letters.next().unwrap_or(' '), letters.next().unwrap_or(' '));
    let third = letters.next().unwrap_or(' ');
    if last == 'y' && !vowel(before) {
        let stem = &base[..base.len() - 1];
        out.extend([
            format!("{stem}ies"),
            format!("{stem}ied"),
            format!("{base}ing"),
        ]);
    } else if last == 'e' {
        let stem = &base[..base.len() - 1];
        // "agreeing", "dyeing" keep what "making" drops.
        let kept = matches!(before, 'e' | 'o' | 'y');
        let going_on = if kept { base } else { stem };
        out.extend([
            format!("{base}s"),
            format!("{base}d"),
            format!("{going_on}ing"),
        ]);
    } else {
        let hissing =
            base.ends_with("ch") || base.ends_with("sh") || matches!(last, 's' | 'x' | 'z' | 'o');
        out.push(if hissing {
            format!("{base}es")
        } else {
            format!("{base}s")
        });
        out.extend([format!("{base}ed"), format!("{base}ing")]);
        if !vowel(last) && vowel(before) && !vowel(third) && !matches!(last, 'w' | 'x' | 'y') {
            out.extend([format!("{base}{last}ed"), format!("{base}{last}ing")]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_and_irregular_forms() {
        for (base, form) in [
            ("visit", "visited"),
            ("sign", "signing"),
            ("ratify", "ratified"),
            ("meet", "met"),
            ("agree", "agreed"),
            ("plan", "planned"),
            ("criticize", "criticised"),
            ("take", "took"),
            ("reach", "reaches"),
            ("country", "countries"),
            ("agree", "agreeing"),
            ("see", "seeing"),
            ("sit", "sat"),
        ] {
            assert!(
                forms(base).iter().any(|f| f == form),
                "{base} {form} {:?}",
                forms(base)
            );
        }
        assert!(!forms("sign").contains(&"signned".to_owned()));
    }
}
