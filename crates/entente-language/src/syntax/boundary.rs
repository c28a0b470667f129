//! Where sentences end: a linear model over the words on both sides of a gap.

use entente_model::Span;

use super::archive::{Archive, ModelError, Section};

/// The model that is built in, for English.
static ENGLISH: &[u8] = include_bytes!("../../models/en/sentences.bin");

/// Number of weights; a power of two.
pub const BOUNDARY_WEIGHTS: usize = 1 << 17;
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
    pub fn score(&self, line: &Line<'_>, gap: Gap) -> f32 {
        let mut features = [0; GAP_FEATURES];
        line.features(gap, &mut features);
        features
            .iter()
            .map(|&feature| self.weights[feature as usize])
            .sum()
    }
}

/// Number of features of a gap.
pub const GAP_FEATURES: usize = 36;

/// A gap between two words of a line.
#[derive(Clone, Copy, Debug)]
pub struct Gap {
    /// Place in the line of the word before the gap, not its last.
    pub before: usize,
    /// Place in the line of the word that the sentence begins with.
    pub from: usize,
    /// Whether a quotation mark or bracket opened in the sentence is still open.
    pub open: bool,
}

/// What the judge sees of a word.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    form: u64,
    shape: u64,
    /// Words with a capital in a row that end with this one, and that begin with it.
    capitals: [u8; 2],
}

/// The words of one line, as the judge sees them.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    text: &'a str,
    words: &'a [Span],
    seen: Vec<Seen>,
    /// Whether the line is written without capitals where they belong.
    careless: bool,
    /// Places of the first and the last stop.
    stops: Option<(usize, usize)>,
}

impl<'a> Line<'a> {
    /// Looks at the words of a line.
    #[must_use]
    pub fn new(text: &'a str, words: &'a [Span]) -> Line<'a> {
        let mut careless = false;
        let mut stops: Option<(usize, usize)> = None;
        let mut seen: Vec<Seen> = Vec::with_capacity(words.len());
        let mut run = 0u8;
        for (place, span) in words.iter().enumerate() {
            let word = &text[span.start..span.end];
            let shape = shape(word);
            let capital = (33..=48).contains(&shape);
            run = if capital { (run + 1).min(4) } else { 0 };
            careless |= word == "i" || place == 0 && word.starts_with(char::is_lowercase);
            if shape > 4 && shape <= 8 {
                stops = Some((stops.map_or(place, |(first, _)| first), place));
            }
            seen.push(Seen {
                form: hash_of(word),
                shape,
                capitals: [run, 0],
            });
        }
        let mut run = 0u8;
        for word in seen.iter_mut().rev() {
            run = if word.capitals[0] > 0 {
                (run + 1).min(4)
            } else {
                0
            };
            word.capitals[1] = run;
        }
        Line {
            text,
            words,
            seen,
            careless,
            stops,
        }
    }

    /// Whether no sentence ends after a word because small words stand on both sides of the gap.
    #[must_use]
    pub fn runs_on(&self, before: usize) -> bool {
        let small = |place: usize| {
            self.seen
                .get(place)
                .is_some_and(|word| (49..=52).contains(&word.shape))
        };
        small(before) && small(before + 1)
    }

    /// Puts the features of a gap into a list, as places among the weights.
    pub fn features(&self, gap: Gap, out: &mut [u32; GAP_FEATURES]) {
        let at = |offset: isize| -> Seen {
            gap.before
                .checked_add_signed(offset)
                .and_then(|place| self.seen.get(place))
                .copied()
                .unwrap_or_default()
        };
        let [third, second, first] = [at(-2), at(-1), at(0)];
        let [next, after, later] = [at(1), at(2), at(3)];
        let length = bucket((gap.before + 1).saturating_sub(gap.from));
        let rest = bucket(self.seen.len().saturating_sub(gap.before + 1));
        let space = self
            .words
            .get(gap.before)
            .zip(self.words.get(gap.before + 1))
            .map_or("", |(left, right)| &self.text[left.end..right.start]);
        let space = space.len().min(3) as u64;
        let open = u64::from(gap.open);
        let careless = u64::from(self.careless);
        let start = self.seen.get(gap.from).copied().unwrap_or_default();
        // What follows the words with a capital right after the gap.
        let past = at(1 + next.capitals[1] as isize);
        let runs = u64::from(first.capitals[0]) * 8 + u64::from(next.capitals[1]);
        let same = u64::from(first.form == next.form) + 2 * u64::from(start.form == next.form);
        let (stopped, more) = self.stops.map_or((0, 0), |(first, last)| {
            (u64::from(first <= gap.before), u64::from(last > gap.before))
        });
        let stops = stopped * 2 + more;
        let [shape3, shape2, shape1] = [third.shape, second.shape, first.shape];
        let [next1, next2, next3] = [next.shape, after.shape, later.shape];
        let [form3, form2, form1] = [third.form, second.form, first.form];
        let [form4, form5] = [next.form, after.form];
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
            [space, shape1, next1, 0],
            [open, shape1, next1, shape2],
            [open, form1, form4, 0],
            [shape1, next1, next2, next3],
            [form3, shape2, shape1, next1],
            [careless, shape1, next1, 0],
            [careless, form1, next1, 0],
            [runs, shape1, next1, 0],
            [runs, past.shape, shape1, 0],
            [runs, past.form, 0, 0],
            [same, shape1, next1, 0],
            [start.form, shape1, next1, 0],
            [start.form, length, next1, 0],
            [start.shape, length, shape1, next1],
            [rest, shape1, next1, 0],
            [rest, length, shape1, next1],
            [stops, shape1, next1, length],
            [stops, form1, next1, 0],
            [stops, rest, runs, shape1],
        ];
        for (place, (value, out)) in values.iter().zip(out).enumerate() {
            let hash = value.iter().fold(place as u64 + 1, |hash, &v| mix(hash, v));
            *out = ((hash ^ (hash >> 29)) as usize & (BOUNDARY_WEIGHTS - 1)) as u32;
        }
    }
}

/// Whether a sentence may end between two words of a line that no white space parts: after a stop,
/// where white space was lost.
#[must_use]
pub fn may_end_touching(mark: &str) -> bool {
    mark.chars().all(|c| matches!(c, '.' | '!' | '?' | '…'))
}

/// A number of words, roughly.
fn bucket(words: usize) -> u64 {
    match words {
        0..=3 => words as u64,
        4..=6 => 4,
        7..=12 => 5,
        13..LONG => 6,
        _ => 7,
    }
}

fn hash_of(word: &str) -> u64 {
    word.chars().take(20).fold(7u64, |hash, letter| {
        let letter = match letter {
            '0'..='9' => '0',
            '’' => '\'',
            '“' | '”' => '"',
            _ => letter.to_lowercase().next().unwrap_or(letter),
        };
        mix(hash, u64::from(u32::from(letter)))
    })
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
