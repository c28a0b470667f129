//! Places in a text.

use serde::{Deserialize, Serialize};

/// A half-open range of a text: `start` is in it, `end` is not.
///
/// Inside Entente the offsets are UTF-8 bytes and stand on character boundaries. At the
/// border (JSON, pages, other languages) they are Unicode code points; [`CodePoints`] converts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// Offset of the first byte (or code point) in the range.
    pub start: usize,
    /// Offset just after the last one.
    pub end: usize,
}

impl Span {
    /// The range from `start` up to, and without, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// How many bytes (or code points) the range holds; 0 where it is turned round.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the range holds nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether `other` lies wholly within this range.
    #[must_use]
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two ranges share at least one place.
    #[must_use]
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// Converts between the byte offsets of a text and its code points, each in logarithmic time.
///
/// ```
/// use entente_model::{CodePoints, Span};
/// let text = "Đối tác chiến lược";
/// let points = CodePoints::new(text);
/// let bytes = Span::new(0, "Đối".len());
/// assert_eq!(points.to_points(bytes), Span::new(0, 3));
/// assert_eq!(points.to_bytes(Span::new(0, 3)), Some(bytes));
/// ```
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// For every 64th code point, its byte offset; an ASCII text needs none.
    marks: Vec<usize>,
    text: String,
    points: usize,
    ascii: bool,
}

/// Distance between two marks, in code points.
const STRIDE: usize = 64;

impl CodePoints {
    /// Indexes `text`, in time linear in its length.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let ascii = text.is_ascii();
        if ascii {
            return Self {
                marks: Vec::new(),
                text: String::new(),
                points: text.len(),
                ascii,
            };
        }
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut points = 0;
        for (at, _) in text.char_indices() {
            if points % STRIDE == 0 {
                marks.push(at);
            }
            points += 1;
        }
        Self {
            marks,
            text: text.to_owned(),
            points,
            ascii,
        }
    }

    /// How many code points the text has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.points
    }

    /// Whether the text is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points == 0
    }

    /// The code point offset of a byte offset; one past the end gives the number of points.
    fn point(&self, byte: usize) -> usize {
        if self.ascii {
            return byte.min(self.points);
        }
        if byte >= self.text.len() {
            return self.points;
        }
        let mark = self.marks.partition_point(|&m| m <= byte).saturating_sub(1);
        mark * STRIDE
            + self.text[self.marks[mark]..]
                .char_indices()
                .take_while(|(i, _)| self.marks[mark] + i < byte)
                .count()
    }

    /// The byte offset of a code point offset, if the text is that long.
    fn byte(&self, point: usize) -> Option<usize> {
        if point > self.points {
            return None;
        }
        if self.ascii {
            return Some(point);
        }
        if point == self.points {
            return Some(self.text.len());
        }
        let mark = point / STRIDE;
        let from = self.marks[mark];
        self.text[from..]
            .char_indices()
            .nth(point % STRIDE)
            .map(|(i, _)| from + i)
    }

    /// A range of bytes as a range of code points.
    #[must_use]
    pub fn to_points(&self, bytes: Span) -> Span {
        Span::new(self.point(bytes.start), self.point(bytes.end))
    }

    /// A range of code points as a range of bytes; `None` where it leaves the text.
    #[must_use]
    pub fn to_bytes(&self, points: Span) -> Option<Span> {
        Some(Span::new(self.byte(points.start)?, self.byte(points.end)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_and_bytes_are_inverse_on_mixed_text() {
        let text = "Hội nghị 🎌 ".repeat(40);
        let index = CodePoints::new(&text);
        assert_eq!(index.len(), text.chars().count());
        for (point, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.to_points(Span::new(byte, byte)).start, point);
            assert_eq!(index.to_bytes(Span::new(point, point)).unwrap().start, byte);
        }
        assert_eq!(
            index.to_bytes(Span::new(0, index.len())),
            Some(Span::new(0, text.len()))
        );
        assert_eq!(index.to_bytes(Span::new(0, index.len() + 1)), None);
    }

    #[test]
    fn covering_and_overlap() {
        let (a, b) = (Span::new(2, 5), Span::new(4, 9));
        assert!(a.overlaps(b) && !a.overlaps(Span::new(5, 6)));
        assert_eq!(a.cover(b), Span::new(2, 9));
        assert!(a.cover(b).contains(a));
    }
}
