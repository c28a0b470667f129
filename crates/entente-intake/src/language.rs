//! The language of a text.

use whatlang::Lang;

/// Words that nearly every English sentence has and few other languages share.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "in", "that", "for", "with", "on", "by", "from", "has", "have",
    "was", "were", "will", "would", "its", "their", "which", "this", "said", "is", "are", "be",
    "an", "as", "at", "between",
];

/// Share of such words from which a text is English whatever else speaks against it (the names
/// in a short report can be all foreign).
const ENGLISH_SHARE: f64 = 0.22;

/// Fewest letters that show a language other than English.
const FEWEST_LETTERS: usize = 20;

/// How much of a text is looked at, in bytes: a language shows in its first pages.
const WINDOW: usize = 20_000;

/// The BCP 47 tag of the language that `text` is written in, where that is certain.
///
/// ```
/// use entente_intake::language_of;
/// assert_eq!(language_of("The two ministers met in Nairobi on Tuesday and signed an accord."), Some("en"));
/// assert_eq!(language_of("Hai bên nhất trí nâng cấp quan hệ lên đối tác chiến lược toàn diện."), Some("vi"));
/// assert_eq!(language_of("42"), None);
/// ```
#[must_use]
pub fn language_of(text: &str) -> Option<&'static str> {
    let window = &text[..text.floor_char_boundary(WINDOW)];
    let mut words = 0_u32;
    let mut english = 0_u32;
    for word in window.split(|c: char| !c.is_alphanumeric()) {
        if word.is_empty() || word.chars().all(char::is_numeric) {
            continue;
        }
        words += 1;
        english += u32::from(ENGLISH.iter().any(|w| word.eq_ignore_ascii_case(w)));
    }
    if words == 0 {
        return None;
    }
    if words >= 5 && f64::from(english) / f64::from(words) >= ENGLISH_SHARE {
        return Some("en");
    }
    let info = whatlang::detect(window)?;
    if info.lang() == Lang::Eng {
        return Some("en");
    }
    let letters = window.chars().filter(|c| c.is_alphabetic()).count();
    (info.is_reliable() && letters >= FEWEST_LETTERS).then(|| tag(info.lang()))
}

/// Whether a BCP 47 tag names English.
pub(crate) fn is_english(tag: &str) -> bool {
    let primary = tag.split(['-', '_']).next().unwrap_or_default().trim();
    primary.eq_ignore_ascii_case("en") || primary.eq_ignore_ascii_case("eng")
}

/// The shortest tag of a language: two letters where ISO 639-1 has them.
fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Eng => "en",
        Lang::Vie => "vi",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Deu => "de",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Tur => "tr",
        Lang::Ara => "ar",
        Lang::Pes => "fa",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Ben => "bn",
        Lang::Urd => "ur",
        Lang::Ind => "id",
        Lang::Tgl => "tl",
        Lang::Tha => "th",
        Lang::Khm => "km",
        Lang::Mya => "my",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Ell => "el",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Bul => "bg",
        Lang::Srp => "sr",
        Lang::Hrv => "hr",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_with_foreign_names_is_english() {
        let text = "Nguyễn Văn Thắng, Phạm Minh Chính and Trần Thanh Mẫn were received by the Sultan of Brunei.";
        assert_eq!(language_of(text), Some("en"));
    }

    #[test]
    fn other_languages_are_named() {
        for (text, tag) in [
            (
                "Les deux pays ont signé un accord de libre-échange qui entrera en vigueur l'année prochaine.",
                "fr",
            ),
            (
                "Президент прибыл с официальным визитом в столицу соседнего государства.",
                "ru",
            ),
            (
                "两国建立外交关系五十周年之际举行了庆祝活动。双方签署了多项合作文件。",
                "zh",
            ),
        ] {
            assert_eq!(language_of(text).unwrap_or("none"), tag, "{text}");
        }
    }

    #[test]
    fn tags_of_english() {
        assert!(is_english("en") && is_english("en-GB") && is_english("EN_us"));
        assert!(!is_english("vi") && !is_english(""));
    }
}
