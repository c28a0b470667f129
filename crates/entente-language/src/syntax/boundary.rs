//! Where sentences end: a linear model over the words on both sides of a gap.

use entente_model::Span;

use super::archive::{Archive, ModelError, Section};

/// The model that is built in, for English.
static ENGLISH: &[u8] = include_bytes!("../../models/en/sentences.bin");

/// Number of weights; a power of two.
pub const BOUNDARY_WEIGHTS: usize = 1 << 16;
/// Weights that share a scale in the file.
const ROW: usize = 256;
/// Words after which a sentence counts as long.
const LONG: usize = 24;

/// A trained judge of gaps between words.
#[derive(Clone, Debug)]
pub struct Boundaries {
    weights: Vec<f32>,
}

impl Boundaries {
    /// The judge that is built in, for English.
    ///
    /// # Errors
    ///
    /// Fails only where the program was built with a damaged model file.
    pub fn embedded() -> Result<Boundaries, ModelError> {
        Boundaries::from_bytes(ENGLISH)
    }

    /// A judge from the bytes of its file.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are not a model file of this version, or are damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Boundaries, ModelError> {
        let (scales, values) = Archive::from_bytes(bytes)?.byte_matrix("weights", ROW)?;
        if values.len() != BOUNDARY_WEIGHTS {
            return Err(ModelError::Missing("weights".to_owned()));
        }
        let weights = values
            .chunks_exact(ROW)
            .zip(scales)
            .flat_map(|(row, scale)| row.iter().map(move |&value| f32::from(value) * scale))
            .collect();
        Ok(Boundaries { weights })
    }

    /// The file of a judge with these weights, [`BOUNDARY_WEIGHTS`] of them.
    #[must_use]
    pub fn archive(weights: &[f32]) -> Archive {
        let mut archive = Archive::default();
        archive.put("weights", Section::bytes(weights, ROW));
        archive
    }

    /// How much speaks for an end of the sentence in a gap: above zero, more than speaks against.
    #[must_use]
    pub fn score(&self, gap: &Gap) -> f32 {
        let mut features = [0; GAP_FEATURES];
        gap.features(&mut features);
        features
            .iter()
            .map(|&feature| self.weights[feature as usize])
            .sum()
    }
}

/// Number of features of a gap.
pub const GAP_FEATURES: usize = 22;

/// A gap between two words of a text.
#[derive(Clone, Copy, Debug)]
pub struct Gap<'a> {
    /// The text.
    pub text: &'a str,
    /// All words of the text.
    pub words: &'a [Span],
    /// Index of the word before the gap.
    pub before: usize,
    /// Words of the sentence up to the gap.
    pub length: usize,
    /// Whether a quotation mark or bracket opened in the sentence is still open.
    pub open: bool,
}

impl Gap<'_> {
    /// Puts the features of the gap into a list, as places among the weights.
    pub fn features(&self, out: &mut [u32; GAP_FEATURES]) {
        let word = |offset: isize| -> &str {
            self.before
                .checked_add_signed(offset)
                .and_then(|place| self.words.get(place))
                .map_or("", |span| &self.text[span.start..span.end])
        };
        // Words farther away than a line break are of another sentence already.
        let [third, second, first] = [word(-2), word(-1), word(0)];
        let [next, after, later] = [word(1), word(2), word(3)];
        let hash = |word: &str| {
            word.chars().take(20).fold(7u64, |hash, letter| {
                let letter = match letter {
                    '0'..='9' => '0',
                    '’' => '\'',
                    '“' | '”' => '"',
                    _ => letter.to_lowercase().next().unwrap_or(letter),
                };
                mix(hash, u64::from(u32::from(letter)))
            })
        };
        let forms = [third, second, first, next, after, later].map(hash);
        let shapes = [third, second, first, next, after, later].map(shape);
        let length = match self.length {
            0..=3 => self.length as u64,
            4..=6 => 4,
            7..=12 => 5,
            13..LONG => 6,
            _ => 7,
        };
        let gap = self
            .words
            .get(self.before)
            .zip(self.words.get(self.before + 1))
            .map_or("", |(left, right)| &self.text[left.end..right.start]);
        let gap_sort = gap.len().min(3) as u64;
        let open = u64::from(self.open);
        let [shape3, shape2, shape1, next1, next2, next3] = shapes;
        let [form3, form2, form1, form4, form5, _] = forms;
        let values: [[u64; 4]; GAP_FEATURES] = [
            [0, 0, 0, 0],
            [form1, 0, 0, 0],
            [form4, 0, 0, 0],
            [shape1, 0, 0, 0],
            [next1, 0, 0, 0],
            [form1, form4, 0, 0],
            [form2, form1, 0, 0],
            [form4, form5, 0, 0],
            [shape1, next1, 0, 0],
            [shape2, form1, next1, 0],
            [form1, next1, 0, 0],
            [shape1, form4, 0, 0],
            [form2, shape1, next1, 0],
            [shape1, next1, next2, 0],
            [shape3, shape2, shape1, next1],
            [length, shape1, next1, 0],
            [length, shape1, form4, 0],
            [gap_sort, shape1, next1, 0],
            [open, shape1, next1, shape2],
            [open, form1, form4, 0],
            [shape1, next1, next2, next3],
            [form3, shape2, shape1, next1],
        ];
        for (place, (value, out)) in values.iter().zip(out).enumerate() {
            let hash = value.iter().fold(place as u64 + 1, |hash, &v| mix(hash, v));
            *out = ((hash ^ (hash >> 29)) as usize & (BOUNDARY_WEIGHTS - 1)) as u32;
        }
    }
}

fn mix(hash: u64, value: u64) -> u64 {
    let mixed = (hash ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 32)
}

/// The sort of a word: nothing, stop, other mark, number, initial, capitals, capital, small; with
/// whether it is short and whether it ends in a full stop.
fn shape(word: &str) -> u64 {
    let mut letters = word.chars();
    let Some(first) = letters.next() else {
        return 0;
    };
    let second = letters.next();
    let dotted = u64::from(second.is_some() && word.ends_with('.'));
    let short = u64::from(word.len() < 4);
    let sort = match first {
        '.' | '!' | '?' | '…' => 1,
        ',' | ';' | ':' => 2,
        '"' | '“' | '”' | '\'' | '‘' | '’' => 3,
        '(' | '[' | '<' => 4,
        ')' | ']' | '>' => 5,
        '-' | '–' | '—' | '*' | '•' | '=' | '_' => 6,
        _ if first.is_numeric() => 7,
        _ if first.is_uppercase() => match second {
            None => 8,
            Some('.') => 9,
            Some(other) if other.is_uppercase() => 10,
            Some(_) => 11,
        },
        _ if first.is_alphabetic() => 12,
        _ => 13,
    };
    sort * 4 + dotted * 2 + short + 1
}
