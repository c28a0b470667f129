//! Matrix products, random numbers and the optimiser of the training run.
//!
//! All of it is plain Rust whose results do not depend on the machine: loops that the compiler
//! turns into vector instructions, but sums in a fixed order and never a fused multiply-add.

use rayon::prelude::*;
use wide::f32x16;

/// Columns that one pass of the product holds in registers.
const PANEL: usize = 32;
/// Rows that one pass holds.
const ROWS: usize = 4;

/// The right side of a product, cut into panels of columns.
#[derive(Clone, Debug, Default)]
pub struct Packed {
    depth: usize,
    columns: usize,
    panels: Vec<f32>,
}

impl Packed {
    /// Packs a `depth` × `columns` matrix, rows first.
    pub fn of(matrix: &[f32], depth: usize, columns: usize) -> Packed {
        let count = columns.div_ceil(PANEL);
        let mut panels = vec![0.0; count * depth * PANEL];
        for panel in 0..count {
            let first = panel * PANEL;
            let width = PANEL.min(columns - first);
            for row in 0..depth {
                let to = (panel * depth + row) * PANEL;
                let from = row * columns + first;
                panels[to..to + width].copy_from_slice(&matrix[from..from + width]);
            }
        }
        Packed {
            depth,
            columns,
            panels,
        }
    }

    /// Packs the transpose of a `columns` × `depth` matrix.
    pub fn transposed(matrix: &[f32], columns: usize, depth: usize) -> Packed {
        Packed::of(&transpose(matrix, columns, depth), depth, columns)
    }
}

/// The transpose of a `rows` × `columns` matrix.
pub fn transpose(matrix: &[f32], rows: usize, columns: usize) -> Vec<f32> {
    let mut out = vec![0.0; rows * columns];
    for (row, line) in matrix.chunks_exact(columns).take(rows).enumerate() {
        for (column, &value) in line.iter().enumerate() {
            out[column * rows + row] = value;
        }
    }
    out
}

/// Products from which on the work is shared among the cores.
const SHARED: usize = 1 << 21;
/// Rows that one core takes at a time, a multiple of [`ROWS`].
const SHARE: usize = 64;

/// Adds `left` (`rows` × depth) times `right` to `out` (`rows` × columns). Each row is summed in
/// the same order whichever core takes it.
pub fn multiply(left: &[f32], rows: usize, right: &Packed, out: &mut [f32]) {
    let depth = right.depth;
    let columns = right.columns;
    if depth == 0 || columns == 0 {
        return;
    }
    if rows * depth * columns < SHARED {
        return multiply_share(left, rows, right, out);
    }
    left[..rows * depth]
        .par_chunks(SHARE * depth)
        .zip(out[..rows * columns].par_chunks_mut(SHARE * columns))
        .for_each(|(left, out)| multiply_share(left, left.len() / depth, right, out));
}

fn multiply_share(left: &[f32], rows: usize, right: &Packed, out: &mut [f32]) {
    let depth = right.depth;
    let columns = right.columns;
    for (panel, block) in right.panels.chunks_exact(depth * PANEL).enumerate() {
        let first = panel * PANEL;
        let width = PANEL.min(columns - first);
        let mut row = 0;
        while row + ROWS <= rows {
            multiply_rows::<ROWS>(left, row, depth, block, out, columns, first, width);
            row += ROWS;
        }
        while row < rows {
            multiply_rows::<1>(left, row, depth, block, out, columns, first, width);
            row += 1;
        }
    }
}

#[allow(clippy::too_many_arguments)]
#[inline(always)]
fn multiply_rows<const N: usize>(
    left: &[f32],
    row: usize,
    depth: usize,
    block: &[f32],
    out: &mut [f32],
    columns: usize,
    first: usize,
    width: usize,
) {
    let mut sums = [[f32x16::ZERO; PANEL / 16]; N];
    let lines: [&[f32]; N] =
        std::array::from_fn(|n| &left[(row + n) * depth..(row + n) * depth + depth]);
    for (place, values) in block.chunks_exact(PANEL).enumerate() {
        let (low, high) = values.split_at(16);
        let parts = [lanes(low), lanes(high)];
        for n in 0..N {
            let factor = f32x16::splat(lines[n][place]);
            for part in 0..PANEL / 16 {
                sums[n][part] += factor * parts[part];
            }
        }
    }
    for (n, sum) in sums.iter().enumerate() {
        let start = (row + n) * columns + first;
        let sum = sum.iter().flat_map(|part| part.to_array());
        for (to, value) in out[start..start + width].iter_mut().zip(sum) {
            *to += value;
        }
    }
}

#[inline(always)]
fn lanes(values: &[f32]) -> f32x16 {
    let mut lanes = [0.0; 16];
    lanes.copy_from_slice(&values[..16]);
    f32x16::new(lanes)
}

/// Adds the transpose of `left` (`rows` × `depth`) times `right` (`rows` × `columns`) to `out`
/// (`depth` × `columns`): the gradient of a weight matrix.
pub fn multiply_transposed(
    left: &[f32],
    right: &[f32],
    rows: usize,
    depth: usize,
    columns: usize,
    out: &mut [f32],
) {
    let turned = transpose(left, rows, depth);
    let packed = Packed::of(right, rows, columns);
    multiply(&turned, depth, &packed, out);
}

/// A small generator of random numbers (SplitMix64), so that a seed says all.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A generator begun from a seed.
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to 1, 1 left out.
    pub fn unit(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// A number below `limit`, which is above 0.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.bits() % limit as u64) as usize
    }

    /// Mixes a list.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for place in (1..list.len()).rev() {
            list.swap(place, self.below(place + 1));
        }
    }
}

/// A matrix that is learned, with its gradient and the averages of the optimiser (Adam, Kingma
/// and Ba 2015).
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// Rows.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// The values, rows first.
    pub values: Vec<f32>,
    /// The gradient of the batch at hand.
    pub slope: Vec<f32>,
    first: Vec<f32>,
    second: Vec<f32>,
    /// Rows touched by the batch, where only few are (embeddings); empty means all.
    touched: Option<Vec<usize>>,
    marks: Vec<bool>,
}

/// What the optimiser needs to know of a step.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Learning rate.
    pub rate: f32,
    /// Number of the step, from 1.
    pub number: u32,
    /// Factor on the gradient (clipping).
    pub scale: f32,
}

const FIRST_DECAY: f32 = 0.9;
const SECOND_DECAY: f32 = 0.98;

impl Weights {
    /// A matrix of evenly spread random values within ±`bound`.
    pub fn random(rows: usize, columns: usize, bound: f32, random: &mut Random) -> Weights {
        let values = (0..rows * columns)
            .map(|_| (random.unit() * 2.0 - 1.0) * bound)
            .collect();
        Weights::from_values(rows, columns, values)
    }

    /// A dense layer's matrix, spread as Glorot and Bengio (2010) advise.
    pub fn layer(rows: usize, columns: usize, random: &mut Random) -> Weights {
        let bound = (6.0 / (rows + columns) as f32).sqrt();
        Weights::random(rows, columns, bound, random)
    }

    /// A matrix of zeros.
    pub fn zeros(rows: usize, columns: usize) -> Weights {
        Weights::from_values(rows, columns, vec![0.0; rows * columns])
    }

    fn from_values(rows: usize, columns: usize, values: Vec<f32>) -> Weights {
        let zeros = vec![0.0; values.len()];
        Weights {
            rows,
            columns,
            values,
            slope: zeros.clone(),
            first: zeros.clone(),
            second: zeros,
            touched: None,
            marks: Vec::new(),
        }
    }

    /// Marks a matrix of which a batch touches few rows.
    pub fn sparse(mut self) -> Weights {
        self.touched = Some(Vec::new());
        self.marks = vec![false; self.rows];
        self
    }

    /// One row of the values.
    pub fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.columns..(row + 1) * self.columns]
    }

    /// Adds to the gradient of one row.
    pub fn add_slope(&mut self, row: usize, slope: &[f32], scale: f32) {
        if let Some(touched) = &mut self.touched
            && !self.marks[row]
        {
            self.marks[row] = true;
            touched.push(row);
        }
        let start = row * self.columns;
        for (to, value) in self.slope[start..start + self.columns]
            .iter_mut()
            .zip(slope)
        {
            *to += value * scale;
        }
    }

    /// Sum of the squares of the gradient.
    pub fn slope_square(&self) -> f64 {
        let sum = |values: &[f32]| {
            values
                .iter()
                .map(|&v| f64::from(v) * f64::from(v))
                .sum::<f64>()
        };
        match &self.touched {
            None => sum(&self.slope),
            Some(rows) => rows
                .iter()
                .map(|row| sum(&self.slope[row * self.columns..(row + 1) * self.columns]))
                .sum(),
        }
    }

    /// Moves the values and clears the gradient.
    pub fn update(&mut self, step: Step) {
        let correction_first = 1.0 - FIRST_DECAY.powi(step.number.min(10_000) as i32);
        let correction_second = 1.0 - SECOND_DECAY.powi(step.number.min(10_000) as i32);
        let rate = step.rate * correction_second.sqrt() / correction_first;
        match self.touched.take() {
            None => self.update_range(0..self.values.len(), rate, step),
            Some(mut rows) => {
                for &row in &rows {
                    self.marks[row] = false;
                    self.update_range(row * self.columns..(row + 1) * self.columns, rate, step);
                }
                rows.clear();
                self.touched = Some(rows);
            }
        }
    }

    fn update_range(&mut self, range: std::ops::Range<usize>, rate: f32, step: Step) {
        let values = &mut self.values[range.clone()];
        let slopes = &mut self.slope[range.clone()];
        let firsts = &mut self.first[range.clone()];
        let seconds = &mut self.second[range];
        for (((value, slope), first), second) in
            values.iter_mut().zip(slopes).zip(firsts).zip(seconds)
        {
            let s = *slope * step.scale;
            *first = FIRST_DECAY * *first + (1.0 - FIRST_DECAY) * s;
            *second = SECOND_DECAY * *second + (1.0 - SECOND_DECAY) * s * s;
            *value -= rate * *first / (second.sqrt() + 1e-8);
            *slope = 0.0;
        }
    }
}
