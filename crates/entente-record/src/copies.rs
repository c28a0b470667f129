//! Which texts are copies of each other.
//!
//! A syndicated text is cut, topped and retitled, but what is left of it is word for word the
//! same. So the measure is containment: the word 3-grams that two texts share, as a part of
//! the smaller text's. It depends on the two texts alone, so that neither the order of reading
//! nor the rest of the record changes what is a copy.
//!
//! Candidates come from an inverted index over a sample of the 3-grams (those whose hash, shifted by 32 bits, is
//! divisible by [`SAMPLE`]), as in scaled MinHash; the containment itself is then counted in
//! full on the candidates.

use std::collections::BTreeSet;

use entente_model::fold_words;

/// Containment from which two texts are copies.
pub const THRESHOLD: f64 = 0.6;

/// One in so many 3-grams is indexed.
pub const SAMPLE: u64 = 4;

/// A text with fewer different 3-grams than this is a copy only where it is equal.
pub const FEWEST: usize = 24;

/// The hashes of the different word 3-grams of a text.
#[must_use]
pub fn shingles(text: &str) -> BTreeSet<u64> {
    let words = fold_words(text);
    words
        .windows(3)
        .map(|w| {
            let mut hash = Fnv::new();
            for word in w {
                hash.write(word.as_bytes());
                hash.write(b" ");
            }
            hash.0
        })
        .collect()
}

/// Those that are indexed, as SQLite's signed integers.
pub fn sample(shingles: &BTreeSet<u64>) -> impl Iterator<Item = i64> {
    shingles
        .iter()
        .filter(|h| (**h >> 32) % SAMPLE == 0)
        .map(|h| h.cast_signed())
}

/// How much of the smaller of two texts is in the other, from 0 to 1.
#[must_use]
pub fn containment(a: &BTreeSet<u64>, b: &BTreeSet<u64>) -> f64 {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if small.is_empty() {
        return 0.0;
    }
    let shared = small.iter().filter(|h| large.contains(h)).count();
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of words are far below 2^52"
    )]
    let part = shared as f64 / small.len() as f64;
    part
}

/// Whether two texts are near copies.
#[must_use]
pub fn near(a: &BTreeSet<u64>, b: &BTreeSet<u64>) -> bool {
    a.len().min(b.len()) >= FEWEST && containment(a, b) >= THRESHOLD
}

/// FNV-1a with 64 bits.
struct Fnv(u64);

impl Fnv {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "Harvest ministers of the lake states met in Entebbe on Tuesday and agreed \
        to open the border posts at night. The four ministers said that lorries now wait eleven \
        hours on average, and that the wait costs traders about nine million dollars a month. \
        A joint team will report on staffing by the end of June.";

    #[test]
    fn a_cut_and_topped_story_is_a_copy() {
        let cut = "From our correspondent in Nairobi, with agencies. Harvest ministers of the lake \
            states met in Entebbe on Tuesday and agreed to open the border posts at night. The four \
            ministers said that lorries now wait eleven hours on average.";
        assert!(near(&shingles(STORY), &shingles(cut)));
    }

    #[test]
    fn another_story_on_the_same_meeting_is_not() {
        let other = "Border posts around the lake are to stay open at night, the ministers responsible \
            decided in Entebbe. Traders lose about nine million dollars a month while their lorries \
            stand for eleven hours, according to the ministers, who want to hear by June how many \
            officers are needed. Unions have asked for a supplement.";
        assert!(!near(&shingles(STORY), &shingles(other)));
    }

    #[test]
    fn a_short_text_is_a_copy_only_where_equal() {
        let short = shingles("The talks ended without a result.");
        assert!(!near(&short, &short));
        assert!((containment(&short, &short) - 1.0).abs() < f64::EPSILON);
    }
}
