//! Spelling folded for comparison: never shown, never evidence.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case without diacritics, with `đ` as `d`, every run of other characters one space.
///
/// ```
/// assert_eq!(entente_model::fold("Đối tác  Chiến-lược"), "doi tac chien luoc");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        let c = match c {
            'đ' | 'Đ' => 'd',
            'ø' | 'Ø' => 'o',
            'ł' | 'Ł' => 'l',
            'ı' => 'i',
            c => c,
        };
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.extend(c.to_lowercase());
        } else {
            gap = true;
        }
    }
    out
}

/// The words of a folded text, without a possessive `'s`.
#[must_use]
pub fn fold_words(text: &str) -> Vec<String> {
    let plain = text.replace("'s ", " ").replace("’s ", " ");
    let plain = plain
        .strip_suffix("'s")
        .or_else(|| plain.strip_suffix("’s"))
        .unwrap_or(&plain);
    fold(plain)
        .split(' ')
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_diacritics_and_possessives() {
        assert_eq!(fold("Tô Lâm"), "to lam");
        assert_eq!(
            fold_words("Nguyễn Mạnh Cường’s"),
            ["nguyen", "manh", "cuong"]
        );
        assert_eq!(fold("  "), "");
    }
}
