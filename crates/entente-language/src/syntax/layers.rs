//! The layers of the network as analysis runs them: whole numbers of 16 bits, exact on every
//! machine, eight products at a time.

use wide::{i16x16, i32x8};

use super::archive::{Archive, ModelError};
use super::arithmetic::{sigmoid, tanh};

/// Outputs of one block of weights: the sums of one vector.
const LANES: usize = 8;
/// Blocks whose weights stand side by side, so that one row of inputs meets them together.
const GROUP: usize = 4;

/// Factor from a number to its 16-bit form, for what layers pass on.
pub(super) const UNIT: f32 = 4096.0;

/// A number in 16-bit form, cut off at ±8.
#[inline(always)]
pub(super) fn whole(value: f32) -> i16 {
    (value * UNIT).clamp(-32_767.0, 32_767.0) as i16
}

/// A layer: weights and, where it has one, a bias.
#[derive(Clone, Debug)]
pub(super) struct Dense {
    /// Inputs, an even number.
    inputs: usize,
    /// Outputs.
    pub(super) outputs: usize,
    /// For each group of four blocks of outputs, for each pair of inputs, for each block of the
    /// group, the weights of both inputs for each output.
    weights: Vec<i16x16>,
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
        for group in 0..outputs.div_ceil(GROUP * LANES) {
            for pair in 0..inputs / 2 {
                for block in 0..GROUP {
                    let first = (group * GROUP + block) * LANES;
                    let lanes: [i16; 16] =
                        std::array::from_fn(|lane| at(2 * pair + lane % 2, first + lane / 2));
                    weights.push(i16x16::new(lanes));
                }
            }
        }
        Ok(Dense {
            inputs,
            outputs,
            weights,
            scale: scale / UNIT,
            bias,
        })
    }

    /// Adds the layer's sums for one row of inputs to what stands in `out`.
    pub(super) fn add_to(&self, input: &[i16], out: &mut [f32]) {
        for (group, out) in self
            .weights
            .chunks_exact(self.inputs / 2 * GROUP)
            .zip(out.chunks_mut(GROUP * LANES))
        {
            // Four names rather than an array, so that the sums stay in registers.
            let [mut first, mut second, mut third, mut fourth] = [i32x8::ZERO; GROUP];
            for (values, weights) in input.chunks_exact(2).zip(group.chunks_exact(GROUP)) {
                let pair = splat_pair(values[0], values[1]);
                first += weights[0].dot(pair);
                second += weights[1].dot(pair);
                third += weights[2].dot(pair);
                fourth += weights[3].dot(pair);
            }
            for (sum, out) in [first, second, third, fourth]
                .iter()
                .zip(out.chunks_mut(LANES))
            {
                self.add_scaled(sum, out);
            }
        }
    }

    fn add_scaled(&self, sum: &i32x8, out: &mut [f32]) {
        for (value, out) in sum.to_array().iter().zip(out) {
            *out += *value as f32 * self.scale;
        }
    }

    /// The layer's outputs for one row of inputs.
    pub(super) fn forward(&self, input: &[i16], out: &mut [f32]) {
        out.copy_from_slice(&self.bias);
        self.add_to(input, out);
    }

    /// The layer's outputs for many rows of inputs. Four rows at a time share each weight that is
    /// fetched.
    pub(super) fn forward_rows(&self, input: Rows<'_>, rows: usize, out: &mut Vec<f32>) {
        out.clear();
        for _ in 0..rows {
            out.extend_from_slice(&self.bias);
        }
        let row =
            |place: usize| &input.values[place * input.stride + input.column..][..self.inputs];
        let width = self.outputs;
        let whole_rows = rows / 4 * 4;
        // Pairs of inputs of four rows, side by side.
        let mut together: Vec<[i16; 8]> = Vec::with_capacity(self.inputs / 2);
        for first_row in (0..whole_rows).step_by(4) {
            let [a, b, c, d] = [0, 1, 2, 3].map(|place| row(first_row + place));
            together.clear();
            together.extend((0..self.inputs / 2).map(|pair| {
                let at = 2 * pair;
                [
                    a[at],
                    a[at + 1],
                    b[at],
                    b[at + 1],
                    c[at],
                    c[at + 1],
                    d[at],
                    d[at + 1],
                ]
            }));
            for start in (0..width).step_by(LANES) {
                let (group, block) = (start / (GROUP * LANES), start / LANES % GROUP);
                let size = self.inputs / 2 * GROUP;
                let weights = &self.weights[group * size..(group + 1) * size];
                let [mut first, mut second, mut third, mut fourth] = [i32x8::ZERO; 4];
                for (weights, x) in weights.chunks_exact(GROUP).zip(&together) {
                    let weights = weights[block];
                    first += weights.dot(splat_pair(x[0], x[1]));
                    second += weights.dot(splat_pair(x[2], x[3]));
                    third += weights.dot(splat_pair(x[4], x[5]));
                    fourth += weights.dot(splat_pair(x[6], x[7]));
                }
                let end = (start + LANES).min(width);
                for (place, sum) in [first, second, third, fourth].iter().enumerate() {
                    let line = (first_row + place) * width;
                    self.add_scaled(sum, &mut out[line + start..line + end]);
                }
            }
        }
        for place in whole_rows..rows {
            let line = &mut out[place * width..(place + 1) * width];
            self.add_to(row(place), line);
        }
    }

    /// One output of the layer alone.
    pub(super) fn one(&self, input: &[i16], output: usize) -> f32 {
        let size = self.inputs / 2 * GROUP;
        let group = &self.weights[output / (GROUP * LANES) * size..];
        let block = output / LANES % GROUP;
        let lane = output % LANES;
        let mut sum = 0i32;
        for (pair, values) in input.chunks(2).enumerate() {
            let weights = group[pair * GROUP + block].to_array();
            sum += i32::from(weights[2 * lane]) * i32::from(values[0]);
            sum +=
                i32::from(weights[2 * lane + 1]) * i32::from(values.get(1).copied().unwrap_or(0));
        }
        self.bias[output] + sum as f32 * self.scale
    }
}

/// Rows of inputs within a table: each begins `stride` after the one before, at `column`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows<'a> {
    pub(super) values: &'a [i16],
    pub(super) stride: usize,
    pub(super) column: usize,
}

/// Two numbers, again and again.
#[inline(always)]
fn splat_pair(first: i16, second: i16) -> i16x16 {
    let [a, b] = [first, second];
    i16x16::new([a, b, a, b, a, b, a, b, a, b, a, b, a, b, a, b])
}

/// A long short-term memory (Hochreiter and Schmidhuber 1997) in one direction.
#[derive(Clone, Debug)]
pub(super) struct Lstm {
    input: Dense,
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
            input: Dense::load(archive, &format!("{name}.input"), inputs, 4 * hidden, true)?,
            recurrent: Dense::load(
                archive,
                &format!("{name}.recurrent"),
                hidden,
                4 * hidden,
                false,
            )?,
            hidden,
        })
    }

    /// Reads `words` rows of inputs, from the last to the first where `backward`, and puts the
    /// states of each word into `scratch`.
    pub(super) fn run(&self, input: Rows<'_>, words: usize, backward: bool, scratch: &mut Scratch) {
        let hidden = self.hidden;
        self.input.forward_rows(input, words, &mut scratch.gates);
        scratch.states.clear();
        scratch.states.resize(words * hidden, 0);
        scratch.cells.clear();
        scratch.cells.resize(hidden, 0.0);
        scratch.state.clear();
        scratch.state.resize(hidden, 0);
        for step in 0..words {
            let word = if backward { words - 1 - step } else { step };
            let gates = &mut scratch.gates[word * 4 * hidden..(word + 1) * 4 * hidden];
            if step > 0 {
                self.recurrent.add_to(&scratch.state, gates);
            }
            let (enter, rest) = gates.split_at(hidden);
            let (forget, rest) = rest.split_at(hidden);
            let (open, candidate) = rest.split_at(hidden);
            let cells = &mut scratch.cells[..hidden];
            let state = &mut scratch.state[..hidden];
            for place in 0..hidden {
                let cell = sigmoid(forget[place]) * cells[place]
                    + sigmoid(enter[place]) * tanh(candidate[place]);
                cells[place] = cell;
                state[place] = whole(sigmoid(open[place]) * tanh(cell));
            }
            scratch.states[word * hidden..(word + 1) * hidden].copy_from_slice(state);
        }
    }
}

/// Room that layers work in, kept from sentence to sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    gates: Vec<f32>,
    cells: Vec<f32>,
    state: Vec<i16>,
    /// States of the last run, a row a word.
    pub(super) states: Vec<i16>,
}

#[cfg(test)]
mod tests {
    use super::super::archive::Section;
    use super::*;

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
        let mut out = vec![0.0; outputs];
        layer.forward(&packed, &mut out);
        for output in 0..outputs {
            let sum: f32 = (0..inputs)
                .map(|place| input[place] * values[place * outputs + output])
                .sum();
            assert!((out[output] - sum - bias[output]).abs() < 0.002);
            assert!((layer.one(&packed, output) - out[output]).abs() < 1e-4);
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
    }
}
