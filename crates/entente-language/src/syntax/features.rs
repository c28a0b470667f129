//! What the network sees of a word: a key for the whole form, and hashed parts of it.
//!
//! Training and analysis both call [`WordFeatures::of`], so that a word has the same features in
//! both. Nothing here depends on a vocabulary: the model file holds which form keys it knows.

/// Rows of the table of subword features; a power of two.
pub const SUBWORD_ROWS: usize = 1 << 14;

/// Longest part of a form that is looked at, in characters, from each end.
const MOST_CHARACTERS: usize = 14;

/// The features of one form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordFeatures {
    /// Key of the form without case and with every digit as `0`; never 0.
    pub form: u64,
    /// Rows of the subword table: affixes, character trigrams, shape, exact form.
    pub subwords: Vec<u32>,
}

impl WordFeatures {
    /// Reads the features off a form.
    ///
    /// ```
    /// use entente_language::syntax::WordFeatures;
    ///
    /// let upper = WordFeatures::of("Treaty");
    /// let lower = WordFeatures::of("treaty");
    /// assert_eq!(upper.form, lower.form);
    /// assert_ne!(upper.subwords, lower.subwords);
    /// ```
    pub fn of(form: &str) -> WordFeatures {
        let letters = normal_letters(form);
        let mut subwords = Vec::with_capacity(24);
        let mut push = |kind: u8, part: &mut dyn Iterator<Item = char>| {
            let hash = part.fold(start_of(kind), step);
            subwords.push((finish(hash) as usize & (SUBWORD_ROWS - 1)) as u32);
        };
        let count = letters.len();
        for length in 1..=3.min(count.saturating_sub(1)) {
            push(length as u8, &mut letters[..length].iter().copied());
        }
        for length in 1..=5.min(count.saturating_sub(1)) {
            push(
                10 + length as u8,
                &mut letters[count - length..].iter().copied(),
            );
        }
        let bordered: Vec<char> = std::iter::once('^')
            .chain(letters.iter().copied())
            .chain(std::iter::once('$'))
            .collect();
        for three in bordered.windows(3) {
            push(20, &mut three.iter().copied());
        }
        push(21, &mut shape(form).into_iter());
        push(22, &mut form.chars());
        push(23, &mut letters.iter().copied());
        WordFeatures {
            form: form_key(&letters),
            subwords,
        }
    }
}

/// What each subword embedding counts for among `count` of them.
#[must_use]
pub fn subword_scale(count: usize) -> f32 {
    1.0 / (count.max(1) as f32).sqrt()
}

/// Letters of a form as the features see them: lower case, digits as `0`, typographic marks as
/// plain ones, the middle of a very long form left out.
fn normal_letters(form: &str) -> Vec<char> {
    let mut letters: Vec<char> = form
        .chars()
        .map(|letter| match letter {
            '0'..='9' => '0',
            '\u{2018}' | '\u{2019}' | '\u{2bc}' | '`' => '\'',
            '\u{201c}' | '\u{201d}' | '\u{ab}' | '\u{bb}' => '"',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            _ => letter.to_lowercase().next().unwrap_or(letter),
        })
        .collect();
    if letters.len() > 2 * MOST_CHARACTERS {
        let tail = letters.len() - MOST_CHARACTERS;
        letters.drain(MOST_CHARACTERS..tail);
    }
    letters
}

/// Outline of a form: `X` upper case, `x` lower case, `0` digit, other marks themselves; runs of
/// one sort are cut to two, the whole to ten.
fn shape(form: &str) -> Vec<char> {
    let mut outline: Vec<char> = Vec::with_capacity(10);
    for letter in form.chars() {
        let sort = if letter.is_uppercase() {
            'X'
        } else if letter.is_alphabetic() {
            'x'
        } else if letter.is_numeric() {
            '0'
        } else {
            letter
        };
        let run = outline
            .iter()
            .rev()
            .take_while(|&&other| other == sort)
            .count();
        if run < 2 {
            outline.push(sort);
        }
        if outline.len() == 10 {
            break;
        }
    }
    outline
}

/// Key of a form in the vocabulary.
fn form_key(letters: &[char]) -> u64 {
    finish(letters.iter().copied().fold(start_of(0), step)).max(1)
}

/// FNV-1a over code points, begun apart for each sort of feature.
fn start_of(kind: u8) -> u64 {
    0xcbf2_9ce4_8422_2325 ^ u64::from(kind).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn step(hash: u64, letter: char) -> u64 {
    (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0000_0100_0000_01b3)
}

/// Spreads the bits of a hash (the finalizer of MurmurHash3), since FNV's low bits are weak.
fn finish(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}
