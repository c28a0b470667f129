//! The network in training: forward, backward, in 32-bit numbers.
//!
//! A word is the sum of what its form and its parts say; two or more layers of LSTMs read the
//! sentence both ways; small heads on top give tags, lemma recipe, name labels, the head of each
//! word (a bilinear score of every pair) and the relation to it. All tasks are learned together.

use entente_language::syntax::{
    rectify, rectify_slope, sigmoid, sigmoid_slope, subword_scale, tanh, tanh_slope,
};

use super::math::{Packed, Random, Step, Weights, multiply, multiply_transposed};

/// Sizes of the network.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Width of the form embedding.
    pub form: usize,
    /// Width of the subword embedding.
    pub subword: usize,
    /// Cells of an LSTM in one direction.
    pub hidden: usize,
    /// LSTM layers.
    pub layers: usize,
    /// Width of the hidden layer under tags and lemma recipes.
    pub tag_hidden: usize,
    /// Width of the hidden layer under name labels.
    pub name_hidden: usize,
    /// Width of the arc scorer.
    pub arc: usize,
    /// Width of the relation classifier.
    pub label: usize,
}

/// Numbers of classes.
#[derive(Clone, Copy, Debug)]
pub struct Classes {
    /// Known forms, the unknown one (row 0) among them.
    pub forms: usize,
    /// Rows of the subword table.
    pub subwords: usize,
    /// Tags.
    pub tags: usize,
    /// Lemma recipes.
    pub recipes: usize,
    /// Name labels.
    pub names: usize,
    /// Relations.
    pub relations: usize,
    /// Sources of name labels.
    pub sources: usize,
}

/// A sentence in numbers.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// Row of each form; 0 where it is unknown.
    pub forms: Vec<u32>,
    /// Rows of the subwords of each form.
    pub subwords: Vec<Vec<u32>>,
    /// Tag, recipe, head (0 root) and relation of each word, where known.
    pub syntax: Option<Vec<[u32; 4]>>,
    /// Name label of each word, where known.
    pub names: Option<Vec<u32>>,
    /// Source of the name labels.
    pub source: usize,
}

impl Example {
    /// Number of words.
    pub fn len(&self) -> usize {
        self.forms.len()
    }
}

/// What a batch cost, by task.
#[derive(Clone, Copy, Debug, Default)]
pub struct Loss {
    /// Sums of losses: tags, recipes, arcs, relations, names.
    pub sums: [f64; 5],
    /// Words that each counts.
    pub words: [f64; 5],
}

impl Loss {
    /// Adds another batch.
    pub fn add(&mut self, other: &Loss) {
        for task in 0..5 {
            self.sums[task] += other.sums[task];
            self.words[task] += other.words[task];
        }
    }
}

/// A layer with weights and a bias.
#[derive(Clone, Debug)]
pub struct Dense {
    /// Weights, inputs × outputs.
    pub weights: Weights,
    /// Bias, one row.
    pub bias: Weights,
}

impl Dense {
    fn new(inputs: usize, outputs: usize, random: &mut Random) -> Dense {
        Dense {
            weights: Weights::layer(inputs, outputs, random),
            bias: Weights::zeros(1, outputs),
        }
    }

    fn forward(&self, input: &[f32], rows: usize) -> Vec<f32> {
        let mut out = self.bias.values.repeat(rows);
        let packed = Packed::of(
            &self.weights.values,
            self.weights.rows,
            self.weights.columns,
        );
        multiply(input, rows, &packed, &mut out);
        out
    }

    fn backward(&mut self, input: &[f32], slope: &[f32], rows: usize) -> Vec<f32> {
        let (inputs, outputs) = (self.weights.rows, self.weights.columns);
        for line in slope.chunks_exact(outputs) {
            for (to, value) in self.bias.slope.iter_mut().zip(line) {
                *to += value;
            }
        }
        multiply_transposed(input, slope, rows, inputs, outputs, &mut self.weights.slope);
        let mut out = vec![0.0; rows * inputs];
        let packed = Packed::transposed(&self.weights.values, inputs, outputs);
        multiply(slope, rows, &packed, &mut out);
        out
    }
}

/// An LSTM in one direction.
#[derive(Clone, Debug)]
pub struct Lstm {
    /// From input to gates (input, forget, output, candidate), with the bias.
    pub input: Dense,
    /// From the state before to gates.
    pub recurrent: Weights,
}

/// What an LSTM remembers of a forward run.
struct LstmTrace {
    gates: Vec<f32>,
    cells: Vec<f32>,
    before: Vec<f32>,
    states: Vec<f32>,
    mask: Vec<f32>,
}

impl Lstm {
    fn new(inputs: usize, hidden: usize, random: &mut Random) -> Lstm {
        let mut input = Dense::new(inputs, 4 * hidden, random);
        input.bias.values[hidden..2 * hidden].fill(1.0);
        Lstm {
            input,
            recurrent: Weights::layer(hidden, 4 * hidden, random),
        }
    }

    fn forward(&self, input: &[f32], batch: &Batch, mask: Vec<f32>) -> LstmTrace {
        let hidden = self.recurrent.rows;
        let rows = batch.rows;
        let mut gates = self.input.forward(input, rows);
        let mut cells = vec![0.0f32; rows * hidden];
        let mut states = vec![0.0f32; rows * hidden];
        let mut before = vec![0.0f32; rows * hidden];
        let none = vec![0.0f32; hidden];
        let packed = Packed::of(&self.recurrent.values, hidden, 4 * hidden);
        for time in 0..batch.steps() {
            let (start, count) = batch.step(time);
            if time > 0 {
                let (last, _) = batch.step(time - 1);
                for place in 0..count * hidden {
                    before[start * hidden + place] = states[last * hidden + place] * mask[place];
                }
                multiply(
                    &before[start * hidden..(start + count) * hidden],
                    count,
                    &packed,
                    &mut gates[start * 4 * hidden..(start + count) * 4 * hidden],
                );
            }
            for row in start..start + count {
                let line = &gates[row * 4 * hidden..(row + 1) * 4 * hidden];
                let (done, rest) = cells.split_at_mut(row * hidden);
                let kept = match time {
                    0 => &none[..],
                    _ => {
                        let row = batch.step(time - 1).0 + (row - start);
                        &done[row * hidden..(row + 1) * hidden]
                    }
                };
                let cell = &mut rest[..hidden];
                let state = &mut states[row * hidden..(row + 1) * hidden];
                let (enter, line) = line.split_at(hidden);
                let (forget, line) = line.split_at(hidden);
                let (open, candidate) = line.split_at(hidden);
                for place in 0..hidden {
                    let value = sigmoid(forget[place]) * kept[place]
                        + sigmoid(enter[place]) * tanh(candidate[place]);
                    cell[place] = value;
                    state[place] = sigmoid(open[place]) * tanh(value);
                }
            }
        }
        LstmTrace {
            gates,
            cells,
            before,
            states,
            mask,
        }
    }

    fn backward(
        &mut self,
        input: &[f32],
        trace: &LstmTrace,
        mut slope: Vec<f32>,
        batch: &Batch,
    ) -> Vec<f32> {
        let hidden = self.recurrent.rows;
        let rows = batch.rows;
        let mut gate_slopes = vec![0.0f32; rows * 4 * hidden];
        let mut cell_slopes = vec![0.0f32; rows * hidden];
        let none = vec![0.0f32; hidden];
        let mut unused = vec![0.0f32; hidden];
        let packed = Packed::transposed(&self.recurrent.values, hidden, 4 * hidden);
        for time in (0..batch.steps()).rev() {
            let (start, count) = batch.step(time);
            for row in start..start + count {
                let line = &trace.gates[row * 4 * hidden..(row + 1) * 4 * hidden];
                let out = &mut gate_slopes[row * 4 * hidden..(row + 1) * 4 * hidden];
                let previous = (time > 0).then(|| batch.step(time - 1).0 + (row - start));
                let kept = match previous {
                    None => &none[..],
                    Some(row) => &trace.cells[row * hidden..(row + 1) * hidden],
                };
                let (carried, rest) = cell_slopes.split_at_mut(row * hidden);
                let cell_slope = &rest[..hidden];
                let carry = match previous {
                    None => &mut unused[..],
                    Some(row) => &mut carried[row * hidden..(row + 1) * hidden],
                };
                let cell = &trace.cells[row * hidden..(row + 1) * hidden];
                let state_slope = &slope[row * hidden..(row + 1) * hidden];
                let (enter, line) = line.split_at(hidden);
                let (forget, line) = line.split_at(hidden);
                let (open, candidate) = line.split_at(hidden);
                let (enter_slope, out) = out.split_at_mut(hidden);
                let (forget_slope, out) = out.split_at_mut(hidden);
                let (open_slope, candidate_slope) = out.split_at_mut(hidden);
                for place in 0..hidden {
                    let value = cell[place];
                    let through = cell_slope[place]
                        + state_slope[place] * sigmoid(open[place]) * tanh_slope(value);
                    enter_slope[place] =
                        through * tanh(candidate[place]) * sigmoid_slope(enter[place]);
                    forget_slope[place] = through * kept[place] * sigmoid_slope(forget[place]);
                    open_slope[place] =
                        state_slope[place] * tanh(value) * sigmoid_slope(open[place]);
                    candidate_slope[place] =
                        through * sigmoid(enter[place]) * tanh_slope(candidate[place]);
                    carry[place] = through * sigmoid(forget[place]);
                }
            }
            if time > 0 {
                let (last, _) = batch.step(time - 1);
                let mut back = vec![0.0f32; count * hidden];
                multiply(
                    &gate_slopes[start * 4 * hidden..(start + count) * 4 * hidden],
                    count,
                    &packed,
                    &mut back,
                );
                for place in 0..count * hidden {
                    slope[last * hidden + place] += back[place] * trace.mask[place];
                }
            }
        }
        multiply_transposed(
            &trace.before,
            &gate_slopes,
            rows,
            hidden,
            4 * hidden,
            &mut self.recurrent.slope,
        );
        self.input.backward(input, &gate_slopes, rows)
    }
}

/// Sentences laid out by time: the first words of all, then the second words, the longest
/// sentence first, so that every step is one run of rows.
pub struct Batch<'a> {
    /// The sentences, longest first.
    pub examples: Vec<&'a Example>,
    starts: Vec<usize>,
    rows: usize,
    /// For each row, the row of the same sentence counted from its other end.
    mirror: Vec<usize>,
}

impl<'a> Batch<'a> {
    /// Lays out sentences.
    pub fn new(mut examples: Vec<&'a Example>) -> Batch<'a> {
        examples.sort_by_key(|example| std::cmp::Reverse(example.len()));
        let longest = examples.first().map_or(0, |example| example.len());
        let mut starts = vec![0];
        for time in 0..longest {
            let active = examples
                .iter()
                .take_while(|example| example.len() > time)
                .count();
            starts.push(starts[time] + active);
        }
        let rows = starts[longest];
        let mut mirror = vec![0; rows];
        for (sentence, example) in examples.iter().enumerate() {
            for time in 0..example.len() {
                mirror[starts[time] + sentence] = starts[example.len() - 1 - time] + sentence;
            }
        }
        Batch {
            examples,
            starts,
            rows,
            mirror,
        }
    }

    fn steps(&self) -> usize {
        self.starts.len() - 1
    }

    fn step(&self, time: usize) -> (usize, usize) {
        (self.starts[time], self.starts[time + 1] - self.starts[time])
    }

    /// Number of words in all sentences.
    pub fn words(&self) -> usize {
        self.rows
    }

    /// Row of a word.
    pub fn row(&self, sentence: usize, word: usize) -> usize {
        self.starts[word] + sentence
    }

    fn mirrored(&self, values: &[f32]) -> Vec<f32> {
        let width = values.len() / self.rows.max(1);
        let mut out = vec![0.0; values.len()];
        for (row, &other) in self.mirror.iter().enumerate() {
            out[row * width..(row + 1) * width]
                .copy_from_slice(&values[other * width..(other + 1) * width]);
        }
        out
    }
}

/// Rates of dropout in training.
#[derive(Clone, Copy, Debug)]
pub struct Dropout {
    /// On what the layers read and give.
    pub layers: f32,
    /// On the state that an LSTM carries on, one mask a sentence.
    pub state: f32,
    /// On hidden layers of the heads.
    pub heads: f32,
}

/// The network.
#[derive(Clone, Debug)]
pub struct Network {
    /// Its sizes.
    pub shape: Shape,
    /// Its classes.
    pub classes: Classes,
    /// Form embeddings.
    pub forms: Weights,
    /// Subword embeddings.
    pub subwords: Weights,
    /// LSTMs, forward and backward, a pair a layer.
    pub lstms: Vec<[Lstm; 2]>,
    /// Hidden layer under tags.
    pub tag_hidden: Dense,
    /// Tags.
    pub tags: Dense,
    /// Lemma recipes.
    pub recipes: Dense,
    /// Hidden layer under names.
    pub name_hidden: Dense,
    /// Name labels.
    pub names: Dense,
    /// What each source of names adds to its labels.
    pub sources: Weights,
    /// Hidden layer under the parser: arc dependent, arc head, label dependent, label head.
    pub parse_hidden: Dense,
    /// The root as an arc head.
    pub root: Weights,
    /// Bilinear arc scores.
    pub arc: Weights,
    /// How likely a word is a head at all.
    pub arc_head: Weights,
    /// Relations.
    pub relations: Dense,
}

/// What the network says of a batch, rows as in the batch.
pub struct Output {
    /// Scores of tags.
    pub tags: Vec<f32>,
    /// Scores of recipes.
    pub recipes: Vec<f32>,
    /// Scores of name labels.
    pub names: Vec<f32>,
    /// For each sentence, the scores of heads.
    pub arcs: Vec<Vec<f32>>,
    label_parts: Vec<f32>,
}

impl Network {
    /// A network of random weights.
    pub fn new(shape: Shape, classes: Classes, random: &mut Random) -> Network {
        let width = shape.form + shape.subword;
        let hidden = shape.hidden;
        let lstms = (0..shape.layers)
            .map(|layer| {
                let inputs = if layer == 0 { width } else { 2 * hidden };
                [
                    Lstm::new(inputs, hidden, random),
                    Lstm::new(inputs, hidden, random),
                ]
            })
            .collect();
        let all = 2 * hidden * shape.layers;
        Network {
            shape,
            classes,
            forms: Weights::random(classes.forms, shape.form, 0.2, random).sparse(),
            subwords: Weights::random(classes.subwords, shape.subword, 0.2, random).sparse(),
            lstms,
            tag_hidden: Dense::new(all, shape.tag_hidden, random),
            tags: Dense::new(shape.tag_hidden, classes.tags, random),
            recipes: Dense::new(shape.tag_hidden, classes.recipes, random),
            name_hidden: Dense::new(all, shape.name_hidden, random),
            names: Dense::new(shape.name_hidden, classes.names, random),
            sources: Weights::zeros(classes.sources, classes.names),
            parse_hidden: Dense::new(2 * hidden, 2 * (shape.arc + shape.label), random),
            root: Weights::random(1, shape.arc, 0.2, random),
            arc: Weights::layer(shape.arc, shape.arc, random),
            arc_head: Weights::zeros(1, shape.arc),
            relations: Dense::new(shape.label, classes.relations, random),
        }
    }

    fn matrices(&mut self) -> Vec<&mut Weights> {
        let mut list = vec![
            &mut self.forms,
            &mut self.subwords,
            &mut self.sources,
            &mut self.root,
            &mut self.arc,
            &mut self.arc_head,
        ];
        for dense in [
            &mut self.tag_hidden,
            &mut self.tags,
            &mut self.recipes,
            &mut self.name_hidden,
            &mut self.names,
            &mut self.parse_hidden,
            &mut self.relations,
        ] {
            list.push(&mut dense.weights);
            list.push(&mut dense.bias);
        }
        for lstm in self.lstms.iter_mut().flatten() {
            list.push(&mut lstm.input.weights);
            list.push(&mut lstm.input.bias);
            list.push(&mut lstm.recurrent);
        }
        list
    }

    /// All values, in a fixed order, to go on from later.
    pub fn values(&mut self) -> Vec<f32> {
        self.matrices()
            .iter()
            .flat_map(|matrix| matrix.values.iter().copied())
            .collect()
    }

    /// Takes over values that [`Network::values`] gave; false where their number differs.
    pub fn set_values(&mut self, values: &[f32]) -> bool {
        let mut rest = values;
        for matrix in self.matrices() {
            let Some((these, others)) = rest.split_at_checked(matrix.values.len()) else {
                return false;
            };
            matrix.values.copy_from_slice(these);
            rest = others;
        }
        rest.is_empty()
    }

    /// Moves all weights against the gradient of a batch of so many words. The gradient's norm a
    /// word is clipped to `clip`.
    pub fn update(&mut self, rate: f32, number: u32, words: usize, clip: f32) {
        let square: f64 = self.matrices().iter().map(|m| m.slope_square()).sum();
        let each = 1.0 / words.max(1) as f32;
        let norm = square.sqrt() as f32 * each;
        let scale = if norm > clip { clip / norm } else { 1.0 } * each;
        for matrix in self.matrices() {
            matrix.update(Step {
                rate,
                number,
                scale,
            });
        }
    }

    fn embed(&self, batch: &Batch, rows: &[u32]) -> Vec<f32> {
        let width = self.shape.form + self.shape.subword;
        let mut out = vec![0.0; batch.rows * width];
        for (sentence, example) in batch.examples.iter().enumerate() {
            for word in 0..example.len() {
                let row = batch.row(sentence, word);
                let (form, subword) =
                    out[row * width..(row + 1) * width].split_at_mut(self.shape.form);
                form.copy_from_slice(self.forms.row(rows[row] as usize));
                let parts = &example.subwords[word];
                let scale = subword_scale(parts.len());
                for &part in parts {
                    for (to, value) in subword.iter_mut().zip(self.subwords.row(part as usize)) {
                        *to += value * scale;
                    }
                }
            }
        }
        out
    }

    /// Scores without learning.
    pub fn predict(&self, batch: &Batch) -> Output {
        let rows: Vec<u32> = form_rows(batch);
        let mut below = self.embed(batch, &rows);
        let hidden = self.shape.hidden;
        let ones = vec![1.0; batch.examples.len() * hidden];
        let mut outputs = Vec::new();
        for pair in &self.lstms {
            let forward = pair[0].forward(&below, batch, ones.clone()).states;
            let backward = pair[1]
                .forward(&batch.mirrored(&below), batch, ones.clone())
                .states;
            below = join(&forward, &batch.mirrored(&backward), hidden, hidden);
            outputs.push(below.clone());
        }
        let all = join_all(&outputs, batch.rows);
        let rectified = |mut values: Vec<f32>| {
            values.iter_mut().for_each(|value| *value = rectify(*value));
            values
        };
        let tag_hidden = rectified(self.tag_hidden.forward(&all, batch.rows));
        let name_hidden = rectified(self.name_hidden.forward(&all, batch.rows));
        let mut names = self.names.forward(&name_hidden, batch.rows);
        for line in names.chunks_exact_mut(self.classes.names) {
            for (to, value) in line.iter_mut().zip(self.sources.row(0)) {
                *to += value;
            }
        }
        let raw = self.parse_hidden.forward(&below, batch.rows);
        let Shape { arc, label, .. } = self.shape;
        let width = 2 * (arc + label);
        let rectified_raw = rectified(raw.clone());
        let arcs = (0..batch.examples.len())
            .map(|sentence| {
                let words = batch.examples[sentence].len();
                let heads = self.heads_of(batch, sentence, &rectified_raw, width);
                let mut scores = vec![0.0; words * (words + 1)];
                for word in 0..words {
                    let row = batch.row(sentence, word);
                    let dependent = &rectified_raw[row * width..row * width + arc];
                    let turned = self.turn(dependent);
                    for head in 0..=words {
                        let head_values = &heads[head * arc..(head + 1) * arc];
                        scores[word * (words + 1) + head] = dot(&turned, head_values);
                    }
                }
                scores
            })
            .collect();
        let label_parts = raw
            .chunks_exact(width)
            .flat_map(|line| line[2 * arc..].iter().copied())
            .collect();
        Output {
            tags: self.tags.forward(&tag_hidden, batch.rows),
            recipes: self.recipes.forward(&tag_hidden, batch.rows),
            names,
            arcs,
            label_parts,
        }
    }

    /// Scores of relations of a word (a row) to a head (a row).
    pub fn relation_scores(&self, output: &Output, row: usize, head: usize) -> Vec<f32> {
        let label = self.shape.label;
        let dependent = &output.label_parts[row * 2 * label..row * 2 * label + label];
        let head = &output.label_parts[head * 2 * label + label..(head + 1) * 2 * label];
        let joined: Vec<f32> = dependent
            .iter()
            .zip(head)
            .map(|(d, h)| rectify(d + h))
            .collect();
        self.relations.forward(&joined, 1)
    }

    fn heads_of(
        &self,
        batch: &Batch,
        sentence: usize,
        rectified: &[f32],
        width: usize,
    ) -> Vec<f32> {
        let arc = self.shape.arc;
        let mut heads: Vec<f32> = self.root.values[..arc]
            .iter()
            .map(|&value| rectify(value))
            .collect();
        for word in 0..batch.examples[sentence].len() {
            let row = batch.row(sentence, word);
            heads.extend_from_slice(&rectified[row * width + arc..row * width + 2 * arc]);
        }
        heads
    }

    /// A dependent's arc vector through the bilinear form, with the bias of heads added.
    fn turn(&self, dependent: &[f32]) -> Vec<f32> {
        let arc = self.shape.arc;
        let mut turned = self.arc_head.values.clone();
        for (value, line) in dependent.iter().zip(self.arc.values.chunks_exact(arc)) {
            for (to, weight) in turned.iter_mut().zip(line) {
                *to += value * weight;
            }
        }
        turned
    }

    /// Runs a batch forward and backward and leaves the gradient in the weights.
    pub fn learn(
        &mut self,
        batch: &Batch,
        forget: &[f32],
        dropout: Dropout,
        random: &mut Random,
    ) -> Loss {
        let mut loss = Loss::default();
        let hidden = self.shape.hidden;
        let Shape { arc, label, .. } = self.shape;
        let total = batch.rows;
        // Rare forms are now and then taken for unknown, so that the unknown row is learned.
        let mut rows = form_rows(batch);
        for row in &mut rows {
            if random.unit() < forget[*row as usize] {
                *row = 0;
            }
        }
        // Forward.
        let mut below = self.embed(batch, &rows);
        let input_mask = mask(below.len(), dropout.layers, random);
        apply(&mut below, &input_mask);
        let mut inputs = vec![below];
        let mut traces = Vec::new();
        let mut masks = Vec::new();
        for pair in &self.lstms {
            let input = inputs.last().map(Vec::as_slice).unwrap_or(&[]);
            let size = batch.examples.len() * hidden;
            let first_mask = mask(size, dropout.state, random);
            let second_mask = mask(size, dropout.state, random);
            let mirrored = batch.mirrored(input);
            let (forward, backward) = rayon::join(
                || pair[0].forward(input, batch, first_mask),
                || pair[1].forward(&mirrored, batch, second_mask),
            );
            let mut out = join(
                &forward.states,
                &batch.mirrored(&backward.states),
                hidden,
                hidden,
            );
            let out_mask = mask(out.len(), dropout.layers, random);
            apply(&mut out, &out_mask);
            traces.push((forward, backward, mirrored));
            masks.push(out_mask);
            inputs.push(out);
        }
        let all = join_all(&inputs[1..], total);
        let top = &inputs[inputs.len() - 1];

        // Tags and recipes.
        let mut all_slope = vec![0.0f32; all.len()];
        let (tag_raw, tag_hidden, tag_mask) =
            hidden_layer(&self.tag_hidden, &all, total, dropout.heads, random);
        let mut tag_scores = self.tags.forward(&tag_hidden, total);
        let mut recipe_scores = self.recipes.forward(&tag_hidden, total);
        let (mut name_gold, mut syntax_gold) = (vec![None; total], vec![None; total]);
        for (sentence, example) in batch.examples.iter().enumerate() {
            for word in 0..example.len() {
                let row = batch.row(sentence, word);
                syntax_gold[row] = example.syntax.as_ref().map(|syntax| syntax[word]);
                name_gold[row] = example
                    .names
                    .as_ref()
                    .map(|names| (names[word], example.source));
            }
        }
        for row in 0..total {
            let tags = &mut tag_scores[row * self.classes.tags..(row + 1) * self.classes.tags];
            let gold = syntax_gold[row].map(|gold| gold[0] as usize);
            cross_entropy(tags, gold, 1.0, &mut loss, 0);
            let recipes =
                &mut recipe_scores[row * self.classes.recipes..(row + 1) * self.classes.recipes];
            let gold = syntax_gold[row]
                .map(|gold| gold[1] as usize)
                .filter(|&recipe| recipe < self.classes.recipes);
            cross_entropy(recipes, gold, 0.5, &mut loss, 1);
        }
        let mut back = self.tags.backward(&tag_hidden, &tag_scores, total);
        add(
            &mut back,
            &self.recipes.backward(&tag_hidden, &recipe_scores, total),
        );
        through_hidden(&mut back, &tag_raw, &tag_mask);
        add(
            &mut all_slope,
            &self.tag_hidden.backward(&all, &back, total),
        );

        // Names.
        let (name_raw, name_hidden, name_mask) =
            hidden_layer(&self.name_hidden, &all, total, dropout.heads, random);
        let mut name_scores = self.names.forward(&name_hidden, total);
        for (row, gold) in name_gold.iter().enumerate() {
            let line = &mut name_scores[row * self.classes.names..(row + 1) * self.classes.names];
            if let Some((_, source)) = gold {
                for (to, value) in line.iter_mut().zip(self.sources.row(*source)) {
                    *to += value;
                }
            }
            cross_entropy(line, gold.map(|gold| gold.0 as usize), 0.7, &mut loss, 4);
            if let Some((_, source)) = gold {
                let slope = line.to_vec();
                self.sources.add_slope(*source, &slope, 1.0);
            }
        }
        let mut back = self.names.backward(&name_hidden, &name_scores, total);
        through_hidden(&mut back, &name_raw, &name_mask);
        add(
            &mut all_slope,
            &self.name_hidden.backward(&all, &back, total),
        );

        // Arcs and relations.
        let raw = self.parse_hidden.forward(top, total);
        let width = 2 * (arc + label);
        let parse_mask = mask(raw.len(), dropout.heads, random);
        let mut rectified: Vec<f32> = raw.iter().map(|&value| rectify(value)).collect();
        apply(&mut rectified, &parse_mask);
        let mut rectified_slope = vec![0.0f32; rectified.len()];
        let mut raw_extra = vec![0.0f32; raw.len()];
        let dependents: Vec<f32> = rectified
            .chunks_exact(width)
            .flat_map(|line| line[..arc].iter().copied())
            .collect();
        let mut turned = self.arc_head.values.repeat(total);
        multiply(
            &dependents,
            total,
            &Packed::of(&self.arc.values, arc, arc),
            &mut turned,
        );
        let mut turned_slope = vec![0.0f32; turned.len()];
        let mut root_slope = vec![0.0f32; arc];
        let mut pairs: Vec<(usize, usize, u32)> = Vec::new();
        for (sentence, example) in batch.examples.iter().enumerate() {
            let Some(syntax) = &example.syntax else {
                continue;
            };
            let words = example.len();
            let heads = self.heads_of(batch, sentence, &rectified, width);
            for (word, gold) in syntax.iter().enumerate() {
                let row = batch.row(sentence, word);
                let line = &turned[row * arc..(row + 1) * arc];
                let mut scores: Vec<f32> = (0..=words)
                    .map(|head| {
                        if head == word + 1 {
                            -1e9
                        } else {
                            dot(line, &heads[head * arc..(head + 1) * arc])
                        }
                    })
                    .collect();
                cross_entropy(&mut scores, Some(gold[2] as usize), 1.0, &mut loss, 2);
                let line_slope = &mut turned_slope[row * arc..(row + 1) * arc];
                for (head, &slope) in scores.iter().enumerate() {
                    let head_values = &heads[head * arc..(head + 1) * arc];
                    for (to, value) in line_slope.iter_mut().zip(head_values) {
                        *to += slope * value;
                    }
                    let to = if head == 0 {
                        &mut root_slope[..]
                    } else {
                        let row = batch.row(sentence, head - 1);
                        &mut rectified_slope[row * width + arc..row * width + 2 * arc]
                    };
                    for (to, value) in to.iter_mut().zip(line) {
                        *to += slope * value;
                    }
                }
                // The relation to the root is always the same and need not be learned.
                if gold[2] > 0 {
                    pairs.push((row, batch.row(sentence, gold[2] as usize - 1), gold[3]));
                }
            }
        }
        for (slope, value) in root_slope.iter_mut().zip(&self.root.values) {
            *slope *= rectify_slope(*value);
        }
        for line in turned_slope.chunks_exact(arc) {
            for (to, value) in self.arc_head.slope.iter_mut().zip(line) {
                *to += value;
            }
        }
        multiply_transposed(
            &dependents,
            &turned_slope,
            total,
            arc,
            arc,
            &mut self.arc.slope,
        );
        let mut dependent_slope = vec![0.0f32; dependents.len()];
        multiply(
            &turned_slope,
            total,
            &Packed::transposed(&self.arc.values, arc, arc),
            &mut dependent_slope,
        );
        for (line, slope) in rectified_slope
            .chunks_exact_mut(width)
            .zip(dependent_slope.chunks_exact(arc))
        {
            line[..arc].copy_from_slice(slope);
        }
        // Relations, given the true heads.
        let (at_dependent, at_head) = (2 * arc, 2 * arc + label);
        let mut sums = Vec::with_capacity(pairs.len() * label);
        for &(row, head, _) in &pairs {
            for place in 0..label {
                sums.push(
                    raw[row * width + at_dependent + place] + raw[head * width + at_head + place],
                );
            }
        }
        let label_mask = mask(sums.len(), dropout.heads, random);
        let mut active: Vec<f32> = sums.iter().map(|&value| rectify(value)).collect();
        apply(&mut active, &label_mask);
        let mut scores = self.relations.forward(&active, pairs.len());
        for (line, pair) in scores.chunks_exact_mut(self.classes.relations).zip(&pairs) {
            cross_entropy(line, Some(pair.2 as usize), 1.0, &mut loss, 3);
        }
        let mut back = self.relations.backward(&active, &scores, pairs.len());
        through_hidden(&mut back, &sums, &label_mask);
        for (slope, &(row, head, _)) in back.chunks_exact(label).zip(&pairs) {
            for (place, value) in slope.iter().enumerate() {
                raw_extra[row * width + at_dependent + place] += value;
                raw_extra[head * width + at_head + place] += value;
            }
        }
        add(&mut self.root.slope, &root_slope);
        through_hidden(&mut rectified_slope, &raw, &parse_mask);
        add(&mut rectified_slope, &raw_extra);
        let mut top_slope = self.parse_hidden.backward(top, &rectified_slope, total);

        // Back through the layers.
        let layers = self.lstms.len();
        for layer in (0..layers).rev() {
            for row in 0..total {
                let from = row * 2 * hidden * layers + layer * 2 * hidden;
                let line = &all_slope[from..from + 2 * hidden];
                for (to, value) in top_slope[row * 2 * hidden..(row + 1) * 2 * hidden]
                    .iter_mut()
                    .zip(line)
                {
                    *to += value;
                }
            }
            apply(&mut top_slope, &masks[layer]);
            let mut first = vec![0.0f32; total * hidden];
            let mut second = vec![0.0f32; total * hidden];
            for row in 0..total {
                let line = &top_slope[row * 2 * hidden..(row + 1) * 2 * hidden];
                first[row * hidden..(row + 1) * hidden].copy_from_slice(&line[..hidden]);
                second[row * hidden..(row + 1) * hidden].copy_from_slice(&line[hidden..]);
            }
            let second = batch.mirrored(&second);
            let (forward, backward, mirrored) = &traces[layer];
            let [left, right] = &mut self.lstms[layer];
            let (slope, other) = rayon::join(
                || left.backward(&inputs[layer], forward, first, batch),
                || right.backward(mirrored, backward, second, batch),
            );
            top_slope = slope;
            add(&mut top_slope, &batch.mirrored(&other));
        }
        apply(&mut top_slope, &input_mask);
        let width = self.shape.form + self.shape.subword;
        for (sentence, example) in batch.examples.iter().enumerate() {
            for word in 0..example.len() {
                let row = batch.row(sentence, word);
                let (form, subword) =
                    top_slope[row * width..(row + 1) * width].split_at(self.shape.form);
                self.forms.add_slope(rows[row] as usize, form, 1.0);
                let parts = &example.subwords[word];
                let scale = subword_scale(parts.len());
                for &part in parts {
                    self.subwords.add_slope(part as usize, subword, scale);
                }
            }
        }
        loss
    }
}

fn form_rows(batch: &Batch) -> Vec<u32> {
    let mut rows = vec![0; batch.rows];
    for (sentence, example) in batch.examples.iter().enumerate() {
        for (word, &form) in example.forms.iter().enumerate() {
            rows[batch.row(sentence, word)] = form;
        }
    }
    rows
}

fn dot(left: &[f32], right: &[f32]) -> f32 {
    let mut sums = [0.0f32; 8];
    for (left, right) in left.chunks_exact(8).zip(right.chunks_exact(8)) {
        for lane in 0..8 {
            sums[lane] += left[lane] * right[lane];
        }
    }
    sums.iter().sum()
}

fn mask(size: usize, rate: f32, random: &mut Random) -> Vec<f32> {
    if rate <= 0.0 {
        return vec![1.0; size];
    }
    let keep = 1.0 / (1.0 - rate);
    let limit = (rate * 65536.0) as u64;
    let mut out = Vec::with_capacity(size + 3);
    while out.len() < size {
        let bits = random.bits();
        for part in 0..4 {
            let drop = (bits >> (16 * part)) & 0xffff < limit;
            out.push(if drop { 0.0 } else { keep });
        }
    }
    out.truncate(size);
    out
}

fn apply(values: &mut [f32], mask: &[f32]) {
    for (value, factor) in values.iter_mut().zip(mask) {
        *value *= factor;
    }
}

fn add(to: &mut [f32], from: &[f32]) {
    for (to, value) in to.iter_mut().zip(from) {
        *to += value;
    }
}

fn hidden_layer(
    dense: &Dense,
    input: &[f32],
    rows: usize,
    rate: f32,
    random: &mut Random,
) -> (Vec<f32>, Vec<f32>, Vec<f32>) {
    let raw = dense.forward(input, rows);
    let mask = mask(raw.len(), rate, random);
    let mut active: Vec<f32> = raw.iter().map(|&value| rectify(value)).collect();
    apply(&mut active, &mask);
    (raw, active, mask)
}

fn through_hidden(slope: &mut [f32], raw: &[f32], mask: &[f32]) {
    for ((slope, &value), factor) in slope.iter_mut().zip(raw).zip(mask) {
        *slope *= factor * rectify_slope(value);
    }
}

fn join(left: &[f32], right: &[f32], left_width: usize, right_width: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(left.len() + right.len());
    for (left, right) in left
        .chunks_exact(left_width)
        .zip(right.chunks_exact(right_width))
    {
        out.extend_from_slice(left);
        out.extend_from_slice(right);
    }
    out
}

fn join_all(parts: &[Vec<f32>], rows: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(parts.iter().map(Vec::len).sum());
    for row in 0..rows {
        for part in parts {
            let width = part.len() / rows;
            out.extend_from_slice(&part[row * width..(row + 1) * width]);
        }
    }
    out
}

/// Turns scores into the gradient of their cross entropy with the true class, or into zeros where
/// that is not known.
fn cross_entropy(
    scores: &mut [f32],
    gold: Option<usize>,
    weight: f32,
    loss: &mut Loss,
    task: usize,
) {
    let Some(gold) = gold else {
        scores.fill(0.0);
        return;
    };
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0f32;
    for score in scores.iter_mut() {
        *score = (*score - highest).exp();
        sum += *score;
    }
    let share = weight / sum;
    loss.sums[task] -= f64::from((scores[gold] / sum).max(1e-20).ln());
    loss.words[task] += 1.0;
    for score in scores.iter_mut() {
        *score *= share;
    }
    scores[gold] -= weight;
}
