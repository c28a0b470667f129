//! The layers of the network as analysis runs them: whole numbers of 16 bits, exact on every
//! machine, in vectors as wide as the machine at hand has them.

#[cfg(target_arch = "x86_64")]
use pulp::x86::{V3, V4};
use wide::{i16x16, i16x32, i32x8};

use super::archive::{Archive, ModelError};
use super::arithmetic::{sigmoid, tanh};

/// Outputs of one block of weights.
const LANES: usize = 16;
/// Rows of inputs that are multiplied together: with the blocks that are, as many sums as the
/// registers hold.
const ROWS: usize = 4;

/// Factor from a number to its 16-bit form, for what layers pass on.
pub(super) const UNIT: f32 = 4096.0;

/// A number in 16-bit form, cut off at ±8 and rounded to the nearest.
#[inline(always)]
pub(super) fn whole(value: f32) -> i16 {
    // At this height a unit of the last place is worth one, so the sum's lowest bits are the whole
    // number; unlike a cast, an addition is one vector instruction.
    const HEIGHT: f32 = 12_582_912.0;
    ((value * UNIT).clamp(-32_767.0, 32_767.0) + HEIGHT).to_bits() as i16
}

/// The vector instructions that this machine has. Sums of whole numbers are exact and all other
/// arithmetic is done one number at a time, so every choice gives the same bits.
#[derive(Clone, Copy, Debug)]
pub(super) enum Vectors {
    /// Those that every machine of its architecture has.
    Plain,
    /// AVX2 and what comes with it.
    #[cfg(target_arch = "x86_64")]
    Avx2(V3),
    /// AVX-512 and what comes with it.
    #[cfg(target_arch = "x86_64")]
    Avx512(V4),
}

impl Vectors {
    /// The widest that the machine has.
    pub(super) fn here() -> Vectors {
        Vectors::all().pop().unwrap_or(Vectors::Plain)
    }

    /// All that the machine has, from the narrowest to the widest.
    fn all() -> Vec<Vectors> {
        let mut all = vec![Vectors::Plain];
        #[cfg(target_arch = "x86_64")]
        all.extend(
            [
                V3::try_new().map(Vectors::Avx2),
                V4::try_new().map(Vectors::Avx512),
            ]
            .into_iter()
            .flatten(),
        );
        all
    }

    /// Does a piece of work with these instructions.
    #[inline(always)]
    fn run(self, work: impl Work) {
        match self {
            Vectors::Plain => work.run(PlainSums),
            #[cfg(target_arch = "x86_64")]
            Vectors::Avx2(vectors) => vectors.vectorize(With { vectors, work }),
            #[cfg(target_arch = "x86_64")]
            Vectors::Avx512(vectors) => vectors.vectorize(With { vectors, work }),
        }
    }
}

/// Work that is compiled once for each sort of vectors.
trait Work {
    fn run<S: Sums>(self, sums: S);
}

/// How pairs of products are summed, a block at a time.
trait Sums: Copy {
    /// The sums of a block.
    type Lanes: Copy;

    /// Whether there are registers for two blocks of as many rows as are multiplied together.
    const TWO_BLOCKS: bool;

    fn zero(self) -> Self::Lanes;
    /// Adds weights times the same pair of inputs.
    fn add(self, sums: Self::Lanes, weights: i16x32, pair: [i16; 2]) -> Self::Lanes;
    fn array(self, sums: Self::Lanes) -> [i32; LANES];
}

/// Sums by the `wide` crate, as wide as the program was built for.
#[derive(Clone, Copy)]
struct PlainSums;

impl Sums for PlainSums {
    type Lanes = [i32x8; 2];

    const TWO_BLOCKS: bool = false;

    #[inline(always)]
    fn zero(self) -> Self::Lanes {
        [i32x8::ZERO; 2]
    }

    #[inline(always)]
    fn add(self, sums: Self::Lanes, weights: i16x32, [a, b]: [i16; 2]) -> Self::Lanes {
        let pair = i16x16::new([a, b, a, b, a, b, a, b, a, b, a, b, a, b, a, b]);
        let [low, high]: [i16x16; 2] = pulp::cast(weights);
        [sums[0] + low.dot(pair), sums[1] + high.dot(pair)]
    }

    #[inline(always)]
    fn array(self, sums: Self::Lanes) -> [i32; LANES] {
        pulp::cast(sums)
    }
}

#[cfg(target_arch = "x86_64")]
impl Sums for V3 {
    type Lanes = [std::arch::x86_64::__m256i; 2];

    const TWO_BLOCKS: bool = false;

    #[inline(always)]
    fn zero(self) -> Self::Lanes {
        [self.avx._mm256_setzero_si256(); 2]
    }

    #[inline(always)]
    fn add(self, sums: Self::Lanes, weights: i16x32, pair: [i16; 2]) -> Self::Lanes {
        let pair = self.avx._mm256_set1_epi32(pulp::cast(pair));
        let [low, high] = pulp::cast(weights);
        let low = self.avx2._mm256_madd_epi16(low, pair);
        let high = self.avx2._mm256_madd_epi16(high, pair);
        [
            self.avx2._mm256_add_epi32(sums[0], low),
            self.avx2._mm256_add_epi32(sums[1], high),
        ]
    }

    #[inline(always)]
    fn array(self, sums: Self::Lanes) -> [i32; LANES] {
        pulp::cast(sums)
    }
}

#[cfg(target_arch = "x86_64")]
impl Sums for V4 {
    type Lanes = std::arch::x86_64::__m512i;

    const TWO_BLOCKS: bool = true;

    #[inline(always)]
    fn zero(self) -> Self::Lanes {
        self.avx512f._mm512_setzero_si512()
    }

    #[inline(always)]
    fn add(self, sums: Self::Lanes, weights: i16x32, pair: [i16; 2]) -> Self::Lanes {
        let pair = self.avx512f._mm512_set1_epi32(pulp::cast(pair));
        let products = self.avx512bw._mm512_madd_epi16(pulp::cast(weights), pair);
        self.avx512f._mm512_add_epi32(sums, products)
    }

    #[inline(always)]
    fn array(self, sums: Self::Lanes) -> [i32; LANES] {
        pulp::cast(sums)
    }
}

/// Work to be done with the vector instructions that a machine was found to have.
#[cfg(target_arch = "x86_64")]
struct With<S, W> {
    vectors: S,
    work: W,
}

#[cfg(target_arch = "x86_64")]
impl<S: Sums, W: Work> pulp::NullaryFnOnce for With<S, W> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.work.run(self.vectors);
    }
}

/// A layer: weights and, where it has one, a bias.
#[derive(Clone, Debug)]
pub(super) struct Dense {
    vectors: Vectors,
    /// Inputs, an even number.
    inputs: usize,
    /// Outputs.
    pub(super) outputs: usize,
    /// For each block of outputs, for each pair of inputs, the weights of both inputs for each
    /// output.
    weights: Vec<i16x32>,
    /// What a unit of a sum is worth.
    scale: f32,
    bias: Vec<f32>,
}

impl Dense {
    /// Takes a layer out of a model file.
    pub(super) fn load(
        archive: &mut Archive,
        name: &str,
        inputs: usize,
        outputs: usize,
        biased: bool,
    ) -> Result<Dense, ModelError> {
        if !inputs.is_multiple_of(2) {
            return Err(ModelError::Missing(name.to_owned()));
        }
        let (scale, values) = archive.short_matrix(&format!("{name}.weights"), inputs, outputs)?;
        let bias = if biased {
            archive.floats(&format!("{name}.bias"), outputs)?
        } else {
            vec![0.0; outputs]
        };
        let at = |input: usize, output: usize| {
            if output < outputs {
                values[input * outputs + output]
            } else {
                0
            }
        };
        let mut weights = Vec::new();
        for block in 0..outputs.div_ceil(LANES) {
            for pair in 0..inputs / 2 {
                let lanes: [i16; 2 * LANES] =
                    std::array::from_fn(|lane| at(2 * pair + lane % 2, block * LANES + lane / 2));
                weights.push(i16x32::new(lanes));
            }
        }
        Ok(Dense {
            vectors: Vectors::here(),
            inputs,
            outputs,
            weights,
            scale: scale / UNIT,
            bias,
        })
    }

    /// The layer's outputs for many rows of inputs.
    pub(super) fn forward_rows(&self, input: Rows<'_>, rows: usize, out: &mut Vec<f32>) {
        let mut packed = Vec::new();
        pack(input, rows, self.inputs, &mut packed);
        out.clear();
        for _ in 0..rows {
            out.extend_from_slice(&self.bias);
        }
        self.vectors.run(Products {
            layer: self,
            packed: &packed,
            rows,
            out,
        });
    }
}

/// Adds a layer's sums for rows of inputs to what stands in the rows of `out`.
struct Products<'a> {
    layer: &'a Dense,
    /// The rows, as [`pack`] puts them.
    packed: &'a [[i16; 2]],
    rows: usize,
    out: &'a mut [f32],
}

/// Puts rows of inputs so that four of them are read in one run: the first pair of each, the
/// second pair of each, and so on; the rows that are left over in the same way.
fn pack(input: Rows<'_>, rows: usize, inputs: usize, packed: &mut Vec<[i16; 2]>) {
    let size = inputs / 2;
    // What stands there already is written over.
    packed.resize(rows * size, [0; 2]);
    let mut first = 0;
    while first + ROWS <= rows {
        pack_block::<ROWS>(input, first, inputs, &mut packed[first * size..]);
        first += ROWS;
    }
    match rows - first {
        3 => pack_block::<3>(input, first, inputs, &mut packed[first * size..]),
        2 => pack_block::<2>(input, first, inputs, &mut packed[first * size..]),
        1 => pack_block::<1>(input, first, inputs, &mut packed[first * size..]),
        _ => {}
    }
}

fn pack_block<const COUNT: usize>(
    input: Rows<'_>,
    first: usize,
    inputs: usize,
    packed: &mut [[i16; 2]],
) {
    let (packed, _) = packed.as_chunks_mut::<COUNT>();
    let packed = &mut packed[..inputs / 2];
    for row in 0..COUNT {
        let start = (first + row) * input.stride + input.column;
        let (pairs, _) = input.values[start..start + inputs].as_chunks();
        for (to, pair) in packed.iter_mut().zip(pairs) {
            to[row] = *pair;
        }
    }
}

impl Work for Products<'_> {
    /// Each block of weights is fetched once for all rows, and each weight of it once for four of
    /// them.
    #[inline(always)]
    fn run<S: Sums>(mut self, sums: S) {
        let pairs = (self.layer.inputs / 2).max(1);
        let mut blocks = self.layer.weights.chunks_exact(pairs).enumerate();
        while let Some((place, block)) = blocks.next() {
            let first = place * LANES;
            let next = S::TWO_BLOCKS.then(|| blocks.next()).flatten();
            match next {
                Some((_, next)) => self.add_blocks(sums, first, [block, next]),
                None => self.add_blocks(sums, first, [block]),
            }
        }
    }
}

impl Products<'_> {
    /// Adds what blocks of weights that stand side by side make of all rows.
    #[inline(always)]
    fn add_blocks<S: Sums, const BLOCKS: usize>(
        &mut self,
        sums: S,
        first: usize,
        weights: [&[i16x32]; BLOCKS],
    ) {
        let part = Part {
            layer: self.layer,
            first,
            weights,
        };
        let mut row = 0;
        while row + ROWS <= self.rows {
            part.add_rows::<S, ROWS>(sums, self.packed, row, self.out);
            row += ROWS;
        }
        match self.rows - row {
            3 => part.add_rows::<S, 3>(sums, self.packed, row, self.out),
            2 => part.add_rows::<S, 2>(sums, self.packed, row, self.out),
            1 => part.add_rows::<S, 1>(sums, self.packed, row, self.out),
            _ => {}
        }
    }
}

/// The part of a layer that blocks side by side make.
struct Part<'a, const BLOCKS: usize> {
    layer: &'a Dense,
    /// Its first output.
    first: usize,
    /// The weights of each block.
    weights: [&'a [i16x32]; BLOCKS],
}

impl<const BLOCKS: usize> Part<'_, BLOCKS> {
    /// Adds the sums of a block of rows. The loops count, since what iterators pass through would
    /// be compiled without the vector instructions at hand.
    #[allow(clippy::needless_range_loop)]
    #[inline(always)]
    fn add_rows<S: Sums, const COUNT: usize>(
        &self,
        sums: S,
        packed: &[[i16; 2]],
        first_row: usize,
        out: &mut [f32],
    ) {
        let pairs = self.weights[0].len();
        let (inputs, _) = packed[first_row * pairs..(first_row + COUNT) * pairs].as_chunks();
        let mut lanes = [[sums.zero(); BLOCKS]; COUNT];
        let inputs: &[[[i16; 2]; COUNT]] = &inputs[..pairs];
        let mut weights = self.weights;
        for block in 0..BLOCKS {
            weights[block] = &weights[block][..pairs];
        }
        for pair in 0..pairs {
            for row in 0..COUNT {
                for block in 0..BLOCKS {
                    lanes[row][block] =
                        sums.add(lanes[row][block], weights[block][pair], inputs[pair][row]);
                }
            }
        }
        let width = self.layer.outputs;
        for row in 0..COUNT {
            for block in 0..BLOCKS {
                let first = self.first + block * LANES;
                let line = (first_row + row) * width + first;
                let out = &mut out[line..line + LANES.min(width - first)];
                let values = sums.array(lanes[row][block]);
                for lane in 0..out.len() {
                    out[lane] += values[lane] as f32 * self.layer.scale;
                }
            }
        }
    }
}

/// Rows of inputs within a table: each begins `stride` after the one before, at `column`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows<'a> {
    pub(super) values: &'a [i16],
    pub(super) stride: usize,
    pub(super) column: usize,
}

/// Sentences whose words stand in one table of rows, one sentence after the other, the longest
/// first, so that those still being read after some words are the first ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    /// First row and number of words of each sentence.
    pub(super) sentences: Vec<(usize, usize)>,
    /// Rows in all.
    pub(super) rows: usize,
}

impl Layout {
    /// Takes up another sentence, which is no longer than those before.
    pub(super) fn push(&mut self, words: usize) {
        self.sentences.push((self.rows, words));
        self.rows += words;
    }
}

/// Gates of an LSTM: input, forget, output, candidate.
pub(super) const GATES: usize = 4;

/// A long short-term memory (Hochreiter and Schmidhuber 1997) in one direction.
#[derive(Clone, Debug)]
pub(super) struct Lstm {
    pub(super) input: Dense,
    recurrent: Dense,
    hidden: usize,
}

impl Lstm {
    pub(super) fn load(
        archive: &mut Archive,
        name: &str,
        inputs: usize,
        hidden: usize,
    ) -> Result<Lstm, ModelError> {
        Ok(Lstm {
            input: Dense::load(
                archive,
                &format!("{name}.input"),
                inputs,
                GATES * hidden,
                true,
            )?,
            recurrent: Dense::load(
                archive,
                &format!("{name}.recurrent"),
                hidden,
                GATES * hidden,
                false,
            )?,
            hidden,
        })
    }

    /// Reads the words of all sentences side by side, from the last to the first where `backward`,
    /// and puts the state after each word into its row of `out`, whose rows are `stride` wide, at
    /// `column`. `gates` holds what the input layer says of each word.
    pub(super) fn run(
        &self,
        gates: GateRows<'_>,
        layout: &Layout,
        backward: bool,
        (out, stride, column): (&mut [i16], usize, usize),
        scratch: &mut Scratch,
    ) {
        let hidden = self.hidden;
        let count = layout.sentences.len();
        scratch.cells.clear();
        scratch.cells.resize(count * hidden, 0.0);
        scratch.states.clear();
        scratch.states.resize(count * hidden, 0);
        let longest = layout.sentences.first().map_or(0, |sentence| sentence.1);
        let mut active = count;
        for step in 0..longest {
            while active > 0 && layout.sentences[active - 1].1 <= step {
                active -= 1;
            }
            scratch.carried.clear();
            scratch.carried.resize(active * GATES * hidden, 0.0);
            if step > 0 {
                let states = Rows {
                    values: &scratch.states,
                    stride: hidden,
                    column: 0,
                };
                pack(states, active, hidden, &mut scratch.packed);
                self.recurrent.vectors.run(Products {
                    layer: &self.recurrent,
                    packed: &scratch.packed,
                    rows: active,
                    out: &mut scratch.carried,
                });
            }
            for (place, &(first, words)) in layout.sentences[..active].iter().enumerate() {
                let row = first + if backward { words - 1 - step } else { step };
                let own = place * hidden..(place + 1) * hidden;
                let state = &mut scratch.states[own.clone()];
                self.recurrent.vectors.run(Gates {
                    gates: gates.row(row, GATES * hidden),
                    carried: &scratch.carried[place * GATES * hidden..(place + 1) * GATES * hidden],
                    cells: &mut scratch.cells[own],
                    state,
                });
                out[row * stride + column..][..hidden].copy_from_slice(state);
            }
        }
    }
}

/// What an input layer says of words, in a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct GateRows<'a> {
    pub(super) values: &'a [f32],
    pub(super) stride: usize,
    pub(super) column: usize,
    /// The row of each word; without it the words stand in the table in their order.
    pub(super) places: Option<&'a [u32]>,
}

impl<'a> GateRows<'a> {
    fn row(self, word: usize, width: usize) -> &'a [f32] {
        let row = self.places.map_or(word, |places| places[word] as usize);
        &self.values[row * self.stride + self.column..][..width]
    }
}

/// What one word does to the cells of an LSTM.
struct Gates<'a> {
    gates: &'a [f32],
    carried: &'a [f32],
    cells: &'a mut [f32],
    state: &'a mut [i16],
}

impl Work for Gates<'_> {
    #[inline(always)]
    fn run<S: Sums>(self, _: S) {
        let hidden = self.cells.len();
        let (enter, rest) = self.gates.split_at(hidden);
        let (forget, rest) = rest.split_at(hidden);
        let (open, candidate) = rest.split_at(hidden);
        let (enter_more, rest) = self.carried.split_at(hidden);
        let (forget_more, rest) = rest.split_at(hidden);
        let (open_more, candidate_more) = rest.split_at(hidden);
        let candidate = &candidate[..hidden];
        let candidate_more = &candidate_more[..hidden];
        let state = &mut self.state[..hidden];
        for place in 0..hidden {
            let cell = sigmoid(forget[place] + forget_more[place]) * self.cells[place]
                + sigmoid(enter[place] + enter_more[place])
                    * tanh(candidate[place] + candidate_more[place]);
            self.cells[place] = cell;
            state[place] = whole(sigmoid(open[place] + open_more[place]) * tanh(cell));
        }
    }
}

/// Room that layers work in, kept from sentence to sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    carried: Vec<f32>,
    cells: Vec<f32>,
    states: Vec<i16>,
    packed: Vec<[i16; 2]>,
}

#[cfg(test)]
mod tests {
    use super::super::archive::Section;
    use super::*;

    #[test]
    fn numbers_are_rounded_and_cut_off() {
        for (value, expected) in [(0.0, 0), (1.0, 4096), (-1.0, -4096), (0.3, 1229)] {
            assert_eq!(whole(value), expected);
        }
        assert_eq!(
            (whole(99.0), whole(-99.0), whole(-0.0001)),
            (32_767, -32_767, 0)
        );
    }

    #[test]
    fn a_layer_adds_up_products() {
        // Outputs that do not fill a block.
        let (inputs, outputs) = (6, 37);
        let values: Vec<f32> = (0..inputs * outputs)
            .map(|place| (place % 11) as f32 * 0.1 - 0.5)
            .collect();
        let bias: Vec<f32> = (0..outputs).map(|place| place as f32).collect();
        let mut archive = Archive::default();
        archive.put("x.weights", Section::shorts(&values, outputs, 32_767.0));
        archive.put("x.bias", Section::Floats(bias.clone()));
        let layer = Dense::load(&mut archive, "x", inputs, outputs, true).unwrap();
        let input = [0.5f32, -1.0, 2.0, 0.0, 0.25, 1.0];
        let packed: Vec<i16> = input.iter().map(|&value| whole(value)).collect();
        let mut out = Vec::new();
        let row = Rows {
            values: &packed,
            stride: inputs,
            column: 0,
        };
        layer.forward_rows(row, 1, &mut out);
        for output in 0..outputs {
            let sum: f32 = (0..inputs)
                .map(|place| input[place] * values[place * outputs + output])
                .sum();
            assert!((out[output] - sum - bias[output]).abs() < 0.002);
        }
        // Rows together give what each gives alone.
        let many = packed.repeat(7);
        let rows = Rows {
            values: &many,
            stride: inputs,
            column: 0,
        };
        let mut all = Vec::new();
        layer.forward_rows(rows, 7, &mut all);
        assert_eq!(all, out.repeat(7));
        // Every sort of vectors gives the same bits.
        for vectors in Vectors::all() {
            let layer = Dense {
                vectors,
                ..layer.clone()
            };
            let mut others = Vec::new();
            layer.forward_rows(rows, 7, &mut others);
            assert_eq!(others, all, "{vectors:?}");
        }
    }
}
