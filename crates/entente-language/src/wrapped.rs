//! Typescripts: pages whose lines end because they are full, not because a sentence does.
//!
//! Elsewhere a line break ends a paragraph, a headline or an item of a list, and all layers take
//! it so. Here breaks within a paragraph are found by how its lines look, and read as spaces. A
//! break and a space are one byte each, so that every place in the text stays what it was.

use std::borrow::Cow;

/// The longest line, in characters, that a typist filled.
const WIDEST: usize = 100;
/// The shortest longest line of a paragraph that can tell of filled lines.
const NARROWEST: usize = 36;

/// Words with which no sentence, headline or item ends.
const HANGING: &[&str] = &[
    "the", "a", "an", "of", "and", "to", "in", "on", "at", "for", "by", "with", "from", "that",
    "which", "between", "into", "its", "their", "his", "her", "our", "is", "are", "was", "were",
    "will", "would", "has", "have", "had", "be", "been", "as", "than", "or",
];

/// The text with a space for each line break that only ends a full line.
///
/// ```
/// use entente_language::unwrapped;
///
/// let page = "The Prime Minister, Mr Odera, announced today that\n\
///             the treaty with Chad would be signed in May.\nA reception follows.";
/// assert!(unwrapped(page).starts_with("The Prime Minister, Mr Odera, announced today that the"));
/// assert!(unwrapped(page).ends_with("in May.\nA reception follows."));
/// ```
#[must_use]
pub fn unwrapped(text: &str) -> Cow<'_, str> {
    let mut soft: Vec<usize> = Vec::new();
    let mut block: Vec<(usize, &str)> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        if words.trim().is_empty() {
            add_wraps(&block, &mut soft);
            block.clear();
        } else {
            block.push((start, words));
        }
        start += line.len();
    }
    add_wraps(&block, &mut soft);
    if soft.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    for from in soft {
        for byte in &mut bytes[from..] {
            match byte {
                b'\n' => {
                    *byte = b' ';
                    break;
                }
                _ => *byte = b' ',
            }
        }
    }
    // Only line breaks, each a character of its own, were changed.
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Adds where the words of each line of a paragraph end that goes on with the next line.
fn add_wraps(block: &[(usize, &str)], soft: &mut Vec<usize>) {
    let length = |line: &str| line.trim_end().chars().count();
    // "… are due to arrive at", "… the Government of the": no line of its own ends so.
    let hangs = |pair: &[(usize, &str)]| {
        let line = pair[0].1.trim_end();
        let last = line.rsplit(' ').next().unwrap_or(line).to_lowercase();
        let words = line.contains(' ') && pair[1].1.trim_start().starts_with(char::is_alphabetic);
        words && HANGING.contains(&last.as_str())
    };
    for pair in block.windows(2).filter(|pair| hangs(pair)) {
        soft.push(pair[0].0 + pair[0].1.len());
    }
    let width = block.iter().map(|(_, line)| length(line)).max();
    let Some(width) = width.filter(|width| (NARROWEST..=WIDEST).contains(width)) else {
        return;
    };
    let open = |line: &str| {
        let line = line.trim_end();
        !line.ends_with(['.', '!', '?', ':', ';', '”', '"', '…'])
            && !line.ends_with("; and")
            && !line.ends_with("; or")
    };
    // What begins with a small letter goes on.
    let goes_on = |pair: &[(usize, &str)]| {
        open(pair[0].1) && pair[1].1.trim_start().starts_with(char::is_lowercase)
    };
    let clear = block.windows(2).filter(|pair| goes_on(pair)).count();
    if clear == 0 || clear < 2 && block.len() > 3 {
        return;
    }
    let small = |line: &str| line.chars().any(char::is_lowercase);
    for pair in block.windows(2) {
        let (from, line) = pair[0];
        let next = pair[1].1.trim_start();
        let word = next
            .split(' ')
            .next()
            .map_or(0, |word| word.chars().count());
        // The next word would not have fitted, or hardly.
        let full = length(line) + 1 + word > width * 9 / 10;
        let item =
            !next.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '“' | '"' | '$'));
        let heading = !small(line) && small(next);
        if !hangs(pair) && (goes_on(pair) || open(line) && full && !item && !heading) {
            soft.push(from + line.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_line_of_its_own_stays_one() {
        for text in [
            "Summit ends in Accra\nGhana and Togo signed a treaty on Monday, after talks of two days.",
            "The ministers agreed:\n- to open the border;\n- to meet again in May.",
            "Kenya\nUganda\nRwanda",
            "",
        ] {
            assert_eq!(unwrapped(text), text);
        }
    }

    #[test]
    fn full_lines_are_joined_and_headings_are_not() {
        let text = "FOR MEDIA 7 JUNE 1985\nThe Governor-General, accompanied by Lady Hale, will\nleave \
                    Australia later this month to visit New\nZealand. She will be away for about\none week.\r\n\r\nEnds";
        assert_eq!(
            unwrapped(text),
            "FOR MEDIA 7 JUNE 1985\nThe Governor-General, accompanied by Lady Hale, will leave \
             Australia later this month to visit New Zealand. She will be away for about one week.\r\n\r\nEnds"
        );
    }

    #[test]
    fn a_line_that_hangs_in_the_air_goes_on() {
        let text = "Mr Odera and his wife are due to arrive at\nNairobi on Friday. They will stay for two days \
                    and leave again on Sunday, when the talks with the ministers of the region have ended.";
        assert!(unwrapped(text).starts_with("Mr Odera and his wife are due to arrive at Nairobi"));
    }

    #[test]
    fn places_stay_what_they_were() {
        let text = "Ana Ruiz said that the two sides would\r\nmeet again in the town of Nzérékoré and\r\n\
                    sign the treaty there on Monday.";
        let read = unwrapped(text);
        assert_eq!(read.len(), text.len());
        assert_eq!(read.find("Nzérékoré"), text.find("Nzérékoré"));
        assert!(!read.contains('\n'));
    }
}
