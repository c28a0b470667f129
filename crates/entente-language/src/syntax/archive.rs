//! The file that holds a model: named lists of numbers and texts, with a version and a checksum.
//!
//! All numbers are little endian. A file is the magic bytes, a version, the number of sections,
//! the sections in order of their names, and the FNV-1a hash of all that stands before it. A
//! section is its name, a letter for its sort, its sizes, and its values. Matrices are kept as
//! 8-bit whole numbers with a scale for each row, or as 16-bit ones with one scale.

use std::collections::BTreeMap;

use thiserror::Error;

/// First bytes of a model file.
const MAGIC: &[u8; 8] = b"ENTENTE\x01";
/// Version of the layout; a file of another version is refused.
const VERSION: u32 = 1;

/// Why a model file cannot be used.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ModelError {
    /// The file is cut short, changed, or not a model at all.
    #[error("the model file is damaged ({0}); train it again or restore it")]
    Damaged(&'static str),
    /// The file was written by another version of Entente.
    #[error("the model file has layout {0}, this version reads layout {VERSION}; train it again")]
    Version(u32),
    /// A part that the analysis needs is not in the file.
    #[error("the model file lacks a usable part named {0}; train it again")]
    Missing(String),
}

/// A list of numbers or texts in a model file.
#[derive(Clone, Debug, PartialEq)]
pub enum Section {
    /// A matrix of 8-bit numbers, rows first; a value is the number times its row's scale.
    Bytes {
        /// Columns of the matrix.
        columns: usize,
        /// Scale of each row.
        scales: Vec<f32>,
        /// Numbers, rows first.
        values: Vec<i8>,
    },
    /// A matrix of 16-bit numbers, rows first; a value is the number times the scale.
    Shorts {
        /// Columns of the matrix.
        columns: usize,
        /// Scale of all numbers.
        scale: f32,
        /// Numbers, rows first.
        values: Vec<i16>,
    },
    /// Plain numbers.
    Floats(Vec<f32>),
    /// Keys of 64 bits.
    Keys(Vec<u64>),
    /// Whole numbers.
    Numbers(Vec<u32>),
    /// Texts.
    Texts(Vec<String>),
}

impl Section {
    /// Packs a matrix into 8 bits a number.
    #[must_use]
    pub fn bytes(values: &[f32], columns: usize) -> Section {
        let mut scales = Vec::new();
        let mut out = Vec::with_capacity(values.len());
        for row in values.chunks_exact(columns.max(1)) {
            let largest = row.iter().fold(0.0f32, |most, value| most.max(value.abs()));
            let scale = if largest > 0.0 { largest / 127.0 } else { 1.0 };
            scales.push(scale);
            out.extend(row.iter().map(|value| (value / scale).round() as i8));
        }
        Section::Bytes {
            columns,
            scales,
            values: out,
        }
    }

    /// Packs a matrix into 16 bits a number, so that no sum of its columns' products with inputs
    /// of at most `most` in size, each an integer, leaves 31 bits.
    #[must_use]
    pub fn shorts(values: &[f32], columns: usize, most: f32) -> Section {
        let mut sums = vec![0.0f32; columns];
        let mut largest = 1e-6f32;
        for row in values.chunks_exact(columns.max(1)) {
            for (sum, value) in sums.iter_mut().zip(row) {
                *sum += value.abs();
                largest = largest.max(value.abs());
            }
        }
        let heaviest = sums.iter().fold(1e-6f32, |most, &sum| most.max(sum));
        // Half a unit of rounding for each row is kept in reserve.
        let rows = (values.len() / columns.max(1)) as f32;
        let room = (2_147_000_000.0 / most - rows).max(1.0) / heaviest;
        let factor = room.min(32_767.0 / largest);
        Section::Shorts {
            columns,
            scale: 1.0 / factor,
            values: values
                .iter()
                .map(|value| (value * factor).round() as i16)
                .collect(),
        }
    }
}

/// A model file in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Archive {
    /// Its sections by name.
    pub sections: BTreeMap<String, Section>,
}

impl Archive {
    /// Adds a section, or puts it in place of the one of that name.
    pub fn put(&mut self, name: impl Into<String>, section: Section) {
        self.sections.insert(name.into(), section);
    }

    /// The bytes of the file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        put_u32(&mut out, VERSION);
        put_size(&mut out, self.sections.len());
        for (name, section) in &self.sections {
            put_text(&mut out, name);
            match section {
                Section::Bytes {
                    columns,
                    scales,
                    values,
                } => {
                    out.push(b'b');
                    put_size(&mut out, *columns);
                    put_size(&mut out, scales.len());
                    scales
                        .iter()
                        .for_each(|value| out.extend(value.to_le_bytes()));
                    out.extend(values.iter().map(|&value| value as u8));
                }
                Section::Shorts {
                    columns,
                    scale,
                    values,
                } => {
                    out.push(b's');
                    put_size(&mut out, *columns);
                    put_size(&mut out, values.len());
                    out.extend(scale.to_le_bytes());
                    values
                        .iter()
                        .for_each(|value| out.extend(value.to_le_bytes()));
                }
                Section::Floats(values) => {
                    out.push(b'f');
                    put_size(&mut out, values.len());
                    values
                        .iter()
                        .for_each(|value| out.extend(value.to_le_bytes()));
                }
                Section::Keys(values) => {
                    out.push(b'k');
                    put_size(&mut out, values.len());
                    values
                        .iter()
                        .for_each(|value| out.extend(value.to_le_bytes()));
                }
                Section::Numbers(values) => {
                    out.push(b'n');
                    put_size(&mut out, values.len());
                    values.iter().for_each(|&value| put_u32(&mut out, value));
                }
                Section::Texts(values) => {
                    out.push(b't');
                    put_size(&mut out, values.len());
                    values.iter().for_each(|value| put_text(&mut out, value));
                }
            }
        }
        let hash = checksum(&out);
        out.extend(hash.to_le_bytes());
        out
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are not a model file of this version, or are damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Archive, ModelError> {
        let (body, hash) = bytes
            .split_last_chunk::<8>()
            .ok_or(ModelError::Damaged("too short"))?;
        let mut reader = Reader { rest: body };
        if reader.take(MAGIC.len())? != MAGIC {
            return Err(ModelError::Damaged("it does not begin as one"));
        }
        let version = reader.u32()?;
        if version != VERSION {
            return Err(ModelError::Version(version));
        }
        if checksum(body) != u64::from_le_bytes(*hash) {
            return Err(ModelError::Damaged("its checksum differs"));
        }
        let count = reader.size()?;
        let mut archive = Archive::default();
        for _ in 0..count {
            let name = reader.text()?;
            let section = match reader.take(1)? {
                b"b" => {
                    let columns = reader.size()?;
                    let rows = reader.size()?;
                    let scales = reader.list(rows, f32::from_le_bytes)?;
                    let size = rows
                        .checked_mul(columns)
                        .ok_or(ModelError::Damaged("a size"))?;
                    let values = reader.take(size)?.iter().map(|&b| b as i8).collect();
                    Section::Bytes {
                        columns,
                        scales,
                        values,
                    }
                }
                b"s" => {
                    let columns = reader.size()?;
                    let count = reader.size()?;
                    let [scale] = reader.list(1, f32::from_le_bytes)?[..] else {
                        return Err(ModelError::Damaged("a scale"));
                    };
                    let values = reader.list(count, i16::from_le_bytes)?;
                    Section::Shorts {
                        columns,
                        scale,
                        values,
                    }
                }
                b"f" => {
                    let count = reader.size()?;
                    Section::Floats(reader.list(count, f32::from_le_bytes)?)
                }
                b"k" => {
                    let count = reader.size()?;
                    Section::Keys(reader.list(count, u64::from_le_bytes)?)
                }
                b"n" => {
                    let count = reader.size()?;
                    Section::Numbers(reader.list(count, u32::from_le_bytes)?)
                }
                b"t" => {
                    let count = reader.size()?;
                    let mut values = Vec::new();
                    for _ in 0..count {
                        values.push(reader.text()?);
                    }
                    Section::Texts(values)
                }
                _ => return Err(ModelError::Damaged("a section of an unknown sort")),
            };
            archive.sections.insert(name, section);
        }
        Ok(archive)
    }

    /// A matrix in 8 bits that has so many columns: its scales and numbers.
    pub(super) fn byte_matrix(
        &mut self,
        name: &str,
        columns: usize,
    ) -> Result<(Vec<f32>, Vec<i8>), ModelError> {
        match self.sections.remove(name) {
            Some(Section::Bytes {
                columns: found,
                scales,
                values,
            }) if found == columns => Ok((scales, values)),
            _ => Err(missing(name)),
        }
    }

    /// A matrix in 16 bits of so many rows and columns: its scale and numbers.
    pub(super) fn short_matrix(
        &mut self,
        name: &str,
        rows: usize,
        columns: usize,
    ) -> Result<(f32, Vec<i16>), ModelError> {
        match self.sections.remove(name) {
            Some(Section::Shorts {
                columns: found,
                scale,
                values,
            }) if found == columns && rows.checked_mul(columns) == Some(values.len()) => {
                Ok((scale, values))
            }
            _ => Err(missing(name)),
        }
    }

    /// So many plain numbers.
    pub(super) fn floats(&mut self, name: &str, count: usize) -> Result<Vec<f32>, ModelError> {
        match self.sections.remove(name) {
            Some(Section::Floats(values)) if values.len() == count => Ok(values),
            _ => Err(missing(name)),
        }
    }

    pub(super) fn keys(&mut self, name: &str) -> Result<Vec<u64>, ModelError> {
        match self.sections.remove(name) {
            Some(Section::Keys(values)) => Ok(values),
            _ => Err(missing(name)),
        }
    }

    pub(super) fn numbers(&mut self, name: &str) -> Result<Vec<u32>, ModelError> {
        match self.sections.remove(name) {
            Some(Section::Numbers(values)) => Ok(values),
            _ => Err(missing(name)),
        }
    }

    pub(super) fn texts(&mut self, name: &str) -> Result<Vec<String>, ModelError> {
        match self.sections.remove(name) {
            Some(Section::Texts(values)) => Ok(values),
            _ => Err(missing(name)),
        }
    }
}

fn missing(name: &str) -> ModelError {
    ModelError::Missing(name.to_owned())
}

fn put_u32(out: &mut Vec<u8>, value: u32) {
    out.extend(value.to_le_bytes());
}

/// Sizes are far below four thousand million; a larger one is written as the largest, and the
/// file is then refused when it is read.
fn put_size(out: &mut Vec<u8>, value: usize) {
    put_u32(out, u32::try_from(value).unwrap_or(u32::MAX));
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_size(out, text.len());
    out.extend(text.as_bytes());
}

fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], ModelError> {
        let (taken, rest) = self
            .rest
            .split_at_checked(count)
            .ok_or(ModelError::Damaged("cut short"))?;
        self.rest = rest;
        Ok(taken)
    }

    fn u32(&mut self) -> Result<u32, ModelError> {
        let bytes = self.take(4)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    fn size(&mut self) -> Result<usize, ModelError> {
        Ok(self.u32()? as usize)
    }

    fn text(&mut self) -> Result<String, ModelError> {
        let count = self.size()?;
        let bytes = self.take(count)?;
        String::from_utf8(bytes.to_vec()).map_err(|_| ModelError::Damaged("a text"))
    }

    fn list<const N: usize, T>(
        &mut self,
        count: usize,
        read: impl Fn([u8; N]) -> T,
    ) -> Result<Vec<T>, ModelError> {
        let size = count.checked_mul(N).ok_or(ModelError::Damaged("a size"))?;
        let bytes = self.take(size)?;
        Ok(bytes
            .chunks_exact(N)
            .map(|chunk| {
                let mut part = [0; N];
                part.copy_from_slice(chunk);
                read(part)
            })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Archive {
        let mut archive = Archive::default();
        archive.put("a", Section::bytes(&[0.5, -1.0, 0.0, 0.0], 2));
        archive.put("b", Section::shorts(&[0.5, -1.0, 0.25, 3.0], 2, 4096.0));
        archive.put("c", Section::Floats(vec![1.5]));
        archive.put("d", Section::Keys(vec![7]));
        archive.put("e", Section::Numbers(vec![9]));
        archive.put("f", Section::Texts(vec!["NOUN|NN".to_owned()]));
        archive
    }

    #[test]
    fn what_is_written_is_read() {
        let archive = sample();
        assert_eq!(Archive::from_bytes(&archive.to_bytes()), Ok(archive));
    }

    #[test]
    fn damage_is_noticed() {
        let bytes = sample().to_bytes();
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 4;
            assert!(Archive::from_bytes(&changed).is_err(), "byte {place}");
            assert!(Archive::from_bytes(&bytes[..place]).is_err());
        }
    }

    #[test]
    fn packed_numbers_are_close_and_cannot_overflow() {
        let values = [0.5f32, -1.0, 0.25, 3.0];
        let Section::Shorts {
            scale,
            values: packed,
            ..
        } = Section::shorts(&values, 2, 4096.0)
        else {
            panic!("not a matrix of shorts");
        };
        for (value, &number) in values.iter().zip(&packed) {
            assert!((value - f32::from(number) * scale).abs() <= scale);
        }
        let heaviest = (i64::from(packed[1]).abs() + i64::from(packed[3]).abs()) * 4096;
        assert!(heaviest < i64::from(i32::MAX));
    }
}
