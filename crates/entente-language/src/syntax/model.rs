//! The trained model: a sentence of words in, tags, lemmas, a tree and names out.

use std::collections::HashMap;
use std::ops::Range;

use smol_str::SmolStr;

use super::archive::{Archive, ModelError};
use super::arithmetic::rectify;
use super::features::{SUBWORD_ROWS, WordFeatures};
use super::index::Index;
use super::layers::{Dense, GATES, GateRows, Layout, Lstm, Rows, Scratch, whole};
use super::lemmatiser::Lemmatiser;
use super::tagset::{relation_named, upos_named, xpos_named};
use super::tree::{best_projective_tree, best_tree, is_projective};
use super::{MOST_WORDS, subword_scale};
use crate::Upos;

/// The model that is built in, for English.
static ENGLISH: &[u8] = include_bytes!("../../models/en/syntax.bin");

/// Word forms whose part in the first layer one session keeps, at some five kilobytes each.
const MOST_CACHED: usize = 3584;

/// What it adds to the score of a word as the root that it is tagged as a finite verb, in
/// sentences of few words above all, of which training has few.
const FINITE_ROOT: f32 = 3.0;

/// Sentences that are read side by side.
const SIDE_BY_SIDE: usize = 16;

/// What the model says of a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordSyntax {
    /// Universal part of speech.
    pub upos: Upos,
    /// Part of speech of the Penn Treebank.
    pub xpos: &'static str,
    /// Dictionary form.
    pub lemma: SmolStr,
    /// Index of its head among the words; none for the root.
    pub head: Option<usize>,
    /// Universal dependency relation to the head.
    pub relation: &'static str,
}

/// Sorts of names that the model tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// An organisation, body, company or group.
    Organisation,
    /// A place: a state, region, city, river.
    Place,
}

/// A run of words that is a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameWords {
    /// Its words, by index.
    pub words: Range<usize>,
    /// Its sort.
    pub kind: NameKind,
}

/// What the model says of a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parse {
    /// Each word, in order.
    pub words: Vec<WordSyntax>,
    /// Names, in order, none overlapping another.
    pub names: Vec<NameWords>,
}

/// The trained network with its lists.
#[derive(Clone, Debug)]
pub struct Model {
    form_width: usize,
    subword_width: usize,
    hidden: usize,
    arc_width: usize,
    label_width: usize,
    form_keys: Index,
    form_scales: Vec<f32>,
    form_values: Vec<i8>,
    subword_scales: Vec<f32>,
    subword_values: Vec<i8>,
    layers: Vec<[Lstm; 2]>,
    tag_hidden: Dense,
    tags: Dense,
    name_hidden: Dense,
    names: Dense,
    parse_hidden: Dense,
    arc: Dense,
    relations: Dense,
    root_arc: Vec<f32>,
    tag_list: Vec<(Upos, &'static str)>,
    relation_list: Vec<&'static str>,
    root_relation: usize,
    name_list: Vec<NameLabel>,
    /// For each name label, those that may stand before it.
    name_before: Vec<Vec<usize>>,
    lemmatiser: Lemmatiser,
}

/// A label of a word in a name: its place in the name, and the name's sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NameLabel {
    Outside,
    Begin(NameKind),
    Inside(NameKind),
    Last(NameKind),
    Unit(NameKind),
}

impl NameLabel {
    fn parse(text: &str) -> Option<NameLabel> {
        let Some((place, kind)) = text.split_once('-') else {
            return (text == "O").then_some(NameLabel::Outside);
        };
        let kind = match kind {
            "PER" => NameKind::Person,
            "ORG" => NameKind::Organisation,
            "LOC" => NameKind::Place,
            _ => return None,
        };
        Some(match place {
            "B" => NameLabel::Begin(kind),
            "I" => NameLabel::Inside(kind),
            "L" => NameLabel::Last(kind),
            "U" => NameLabel::Unit(kind),
            _ => return None,
        })
    }

    /// Whether a word may have this label after a word with another, or at the start.
    fn may_follow(self, before: Option<NameLabel>) -> bool {
        let open = match before {
            Some(NameLabel::Begin(kind) | NameLabel::Inside(kind)) => Some(kind),
            _ => None,
        };
        match self {
            NameLabel::Inside(kind) | NameLabel::Last(kind) => open == Some(kind),
            _ => open.is_none(),
        }
    }

    fn may_end(self) -> bool {
        !matches!(self, NameLabel::Begin(_) | NameLabel::Inside(_))
    }
}

/// Room that an analysis by one model works in, with what the first layer makes of the forms that
/// it met. Keep one as long as you like; what it holds never changes a result.
#[derive(Clone, Debug, Default)]
pub struct Session {
    /// The row of each form met in the table of what the first layer makes of it.
    cache: HashMap<SmolStr, u32>,
    /// That table: a row is what the forward LSTM reads, then what the backward one does.
    met: Vec<f32>,
    /// The row of each word at hand in that table.
    places: Vec<u32>,
    scratch: Scratch,
    /// What the first layer makes of words not met before, forward and backward.
    input: [Vec<f32>; 2],
    /// What the input layer of a later LSTM says of each word.
    gates: Vec<f32>,
    states: Vec<i16>,
    parts: Vec<f32>,
}

impl Model {
    /// The model of English that is built in.
    ///
    /// # Errors
    ///
    /// Fails only where the program was built with a damaged model file.
    pub fn embedded() -> Result<Model, ModelError> {
        Model::from_bytes(ENGLISH)
    }

    /// A model from the bytes of its file.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are not a model file of this version, are damaged, or lack a part.
    pub fn from_bytes(bytes: &[u8]) -> Result<Model, ModelError> {
        let mut archive = Archive::from_bytes(bytes)?;
        let missing = |name: &str| ModelError::Missing(name.to_owned());
        let shape = archive.numbers("shape")?;
        let [form, subword, hidden, layers, tag, name, arc, label] = shape[..] else {
            return Err(missing("shape"));
        };
        if shape.iter().any(|&size| size == 0 || size > 4096) {
            return Err(missing("shape"));
        }
        let [
            form_width,
            subword_width,
            hidden,
            layer_count,
            tag_width,
            name_width,
            arc_width,
            label_width,
        ] = [form, subword, hidden, layers, tag, name, arc, label].map(|size| size as usize);
        let tag_list = archive
            .texts("tags")?
            .iter()
            .map(|text| {
                let (upos, xpos) = text.split_once('|')?;
                Some((upos_named(upos)?, xpos_named(xpos)?))
            })
            .collect::<Option<Vec<_>>>()
            .filter(|list| !list.is_empty())
            .ok_or_else(|| missing("tags"))?;
        let relation_list = archive
            .texts("relations")?
            .iter()
            .map(|text| relation_named(text))
            .collect::<Option<Vec<_>>>()
            .ok_or_else(|| missing("relations"))?;
        let root_relation = relation_list
            .iter()
            .position(|&relation| relation == "root")
            .ok_or_else(|| missing("relations"))?;
        let name_list = archive
            .texts("names")?
            .iter()
            .map(|text| NameLabel::parse(text))
            .collect::<Option<Vec<_>>>()
            .filter(|list| list.contains(&NameLabel::Outside))
            .ok_or_else(|| missing("names"))?;
        let name_before = name_list
            .iter()
            .map(|label| {
                (0..name_list.len())
                    .filter(|&other| label.may_follow(Some(name_list[other])))
                    .collect()
            })
            .collect();
        let (form_scales, form_values) = archive.byte_matrix("forms", form_width)?;
        let form_keys = Index::new(archive.keys("form_keys")?)
            .filter(|keys| form_scales.len() == keys.len() + 1)
            .ok_or_else(|| missing("form_keys"))?;
        let (subword_scales, subword_values) = archive.byte_matrix("subwords", subword_width)?;
        if subword_scales.len() != SUBWORD_ROWS {
            return Err(missing("subwords"));
        }
        let lemmatiser = Lemmatiser::load(&mut archive)?;
        let mut lstms = Vec::new();
        for layer in 0..layer_count {
            let inputs = if layer == 0 {
                form_width + subword_width
            } else {
                2 * hidden
            };
            let mut load =
                |way: &str| Lstm::load(&mut archive, &format!("lstm{layer}.{way}"), inputs, hidden);
            lstms.push([load("forward")?, load("backward")?]);
        }
        let all = 2 * hidden * layer_count;
        let mut dense = |name: &str, inputs: usize, outputs: usize| {
            Dense::load(&mut archive, name, inputs, outputs, true)
        };
        let parse_width = 2 * (arc_width + label_width);
        Ok(Model {
            form_width,
            subword_width,
            hidden,
            arc_width,
            label_width,
            form_keys,
            form_scales,
            form_values,
            subword_scales,
            subword_values,
            layers: lstms,
            tag_hidden: dense("tag_hidden", all, tag_width)?,
            tags: dense("tags", tag_width, tag_list.len())?,
            name_hidden: dense("name_hidden", all, name_width)?,
            names: dense("names", name_width, name_list.len())?,
            parse_hidden: dense("parse_hidden", 2 * hidden, parse_width)?,
            arc: dense("arc", arc_width, arc_width)?,
            relations: dense("relations", label_width, relation_list.len())?,
            root_arc: archive.floats("root_arc", arc_width)?,
            tag_list,
            relation_list,
            root_relation,
            name_list,
            name_before,
            lemmatiser,
        })
    }

    /// Analyses the words of one sentence. Of more than [`MOST_WORDS`] words each run of that
    /// length is analysed by itself, and the roots of later runs hang on the first as `parataxis`.
    /// So is a label before the sentence ("Clean Water Fund: The ministers agreed …"), or a dateline
    /// ("NAIROBI, May 3 (Agency) -- The ministers agreed …"), which hangs on it as `dislocated`.
    #[must_use]
    pub fn parse(&self, words: &[&str], session: &mut Session) -> Parse {
        self.parse_all(&[words], session).pop().unwrap_or_default()
    }

    /// Analyses sentences as [`Model::parse`] does each of them, in less time: sentences of like
    /// length are read side by side.
    #[must_use]
    pub fn parse_all(&self, sentences: &[&[&str]], session: &mut Session) -> Vec<Parse> {
        // Runs of words to be analysed, the longest first: the sentence and the first word of each.
        let mut runs: Vec<(usize, usize, &[&str])> = Vec::new();
        for (sentence, words) in sentences.iter().enumerate() {
            let (label, rest) = words.split_at(words_before(words));
            if !label.is_empty() {
                runs.push((sentence, 0, label));
            }
            for (part, words) in rest.chunks(MOST_WORDS).enumerate() {
                runs.push((sentence, label.len() + part * MOST_WORDS, words));
            }
        }
        runs.sort_by_key(|&(sentence, first, words)| {
            (std::cmp::Reverse(words.len()), sentence, first)
        });
        let mut found: Vec<(usize, usize, Parse)> = Vec::with_capacity(runs.len());
        for runs in runs.chunks(SIDE_BY_SIDE) {
            let words: Vec<&[&str]> = runs.iter().map(|run| run.2).collect();
            let parses = self.parse_runs(&words, session);
            let places = runs.iter().map(|&(sentence, first, _)| (sentence, first));
            found.extend(
                places
                    .zip(parses)
                    .map(|((sentence, first), parse)| (sentence, first, parse)),
            );
        }
        found.sort_by_key(|&(sentence, first, _)| (sentence, first));
        let mut parses = vec![Parse::default(); sentences.len()];
        for (sentence, first, part) in found {
            let parse = &mut parses[sentence];
            if first == 0 {
                *parse = part;
                continue;
            }
            let mut root = parse.words.iter().position(|word| word.head.is_none());
            if let Some(label) = root
                && first == words_before(sentences[sentence])
            {
                let heads = part.words.iter().position(|word| word.head.is_none());
                parse.words[label].head = heads.map(|head| head + first);
                parse.words[label].relation = "dislocated";
                root = None;
            }
            parse.words.extend(part.words.into_iter().map(|mut word| {
                match (word.head, root) {
                    (Some(head), _) => word.head = Some(head + first),
                    (None, Some(_)) => {
                        word.head = root;
                        word.relation = "parataxis";
                    }
                    (None, None) => {}
                }
                word
            }));
            parse.names.extend(part.names.into_iter().map(|mut name| {
                name.words = name.words.start + first..name.words.end + first;
                name
            }));
        }
        parses
    }

    /// Analyses runs of words side by side, the longest first.
    fn parse_runs(&self, runs: &[&[&str]], session: &mut Session) -> Vec<Parse> {
        let mut layout = Layout::default();
        for words in runs {
            layout.push(words.len());
        }
        let words: Vec<&str> = runs
            .iter()
            .flat_map(|words| words.iter().copied())
            .collect();
        self.embed(&words, session);
        let Session {
            met,
            places,
            scratch,
            gates,
            states,
            parts,
            ..
        } = session;
        // States of all layers stand side by side in the row of their word.
        let hidden = self.hidden;
        let stride = 2 * hidden * self.layers.len();
        states.clear();
        states.resize(layout.rows * stride, 0);
        for (layer, pair) in self.layers.iter().enumerate() {
            for (way, lstm) in pair.iter().enumerate() {
                let width = GATES * hidden;
                let gates = if layer > 0 {
                    let rows = Rows {
                        values: states,
                        stride,
                        column: (layer - 1) * 2 * hidden,
                    };
                    lstm.input.forward_rows(rows, layout.rows, gates);
                    GateRows {
                        values: gates,
                        stride: width,
                        column: 0,
                        places: None,
                    }
                } else {
                    GateRows {
                        values: met,
                        stride: 2 * width,
                        column: way * width,
                        places: Some(places),
                    }
                };
                let column = layer * 2 * hidden + way * hidden;
                lstm.run(gates, &layout, way == 1, (states, stride, column), scratch);
            }
        }
        let mut tagged = vec![WordSyntax::default(); layout.rows];
        self.tag(&words, states, stride, &mut tagged);
        let rows = Rows {
            values: states,
            stride,
            column: stride - 2 * hidden,
        };
        self.parse_hidden.forward_rows(rows, layout.rows, parts);
        let name_scores = self.name_scores(states, stride);
        let mut tagged = tagged.into_iter();
        let forms = &words;
        layout
            .sentences
            .iter()
            .map(|&(first, count)| {
                let mut words: Vec<WordSyntax> = tagged.by_ref().take(count).collect();
                let width = self.parse_hidden.outputs;
                self.attach(&parts[first * width..(first + count) * width], &mut words);
                tell_has_from_is(&forms[first..first + count], &mut words);
                let width = self.name_list.len();
                let names = self.find_names(&name_scores[first * width..(first + count) * width]);
                Parse { words, names }
            })
            .collect()
    }

    /// Puts what the first layer makes of words into the session. That depends on the word alone,
    /// so words met before are only looked up.
    fn embed(&self, words: &[&str], session: &mut Session) {
        let Session {
            cache,
            met,
            places,
            input,
            ..
        } = session;
        let width = GATES * self.hidden;
        if met.len() / (2 * width) + words.len() > MOST_CACHED {
            cache.clear();
            met.clear();
        }
        places.clear();
        let first = met.len() / (2 * width);
        let mut unknown: Vec<i16> = Vec::new();
        let mut count = 0;
        for &word in words {
            if let Some(&place) = cache.get(word) {
                places.push(place);
                continue;
            }
            let place = (first + count) as u32;
            places.push(place);
            // Very long forms are hardly met twice.
            if word.len() <= 64 {
                cache.insert(SmolStr::new(word), place);
            }
            unknown.extend_from_slice(&self.vector_of(word));
            count += 1;
        }
        let values = Rows {
            values: &unknown,
            stride: self.form_width + self.subword_width,
            column: 0,
        };
        let Some(pair) = self.layers.first() else {
            return;
        };
        for (lstm, input) in pair.iter().zip(input.iter_mut()) {
            lstm.input.forward_rows(values, count, input);
        }
        let [forward, backward] = input;
        for (forward, backward) in forward
            .chunks_exact(width)
            .zip(backward.chunks_exact(width))
        {
            met.extend_from_slice(forward);
            met.extend_from_slice(backward);
        }
    }

    fn vector_of(&self, word: &str) -> Box<[i16]> {
        let features = WordFeatures::of(word);
        let mut vector = vec![0.0f32; self.form_width + self.subword_width];
        let (form, subword) = vector.split_at_mut(self.form_width);
        let row = self
            .form_keys
            .find(features.form)
            .map_or(0, |place| place + 1);
        let add = |to: &mut [f32], scales: &[f32], values: &[i8], row: usize, factor: f32| {
            let factor = factor * scales[row];
            let width = to.len();
            for (to, &value) in to.iter_mut().zip(&values[row * width..(row + 1) * width]) {
                *to += f32::from(value) * factor;
            }
        };
        add(form, &self.form_scales, &self.form_values, row, 1.0);
        let factor = subword_scale(features.subwords.len());
        for &row in &features.subwords {
            add(
                subword,
                &self.subword_scales,
                &self.subword_values,
                row as usize,
                factor,
            );
        }
        vector.into_iter().map(whole).collect()
    }

    fn tag(&self, words: &[&str], states: &[i16], stride: usize, out: &mut [WordSyntax]) {
        let mut hidden = Vec::new();
        let rows = Rows {
            values: states,
            stride,
            column: 0,
        };
        self.tag_hidden.forward_rows(rows, words.len(), &mut hidden);
        let width = self.tag_hidden.outputs;
        let active = rectified(&hidden);
        let mut scores = Vec::new();
        let rows = Rows {
            values: &active,
            stride: width,
            column: 0,
        };
        self.tags.forward_rows(rows, words.len(), &mut scores);
        for ((scores, &word), out) in scores.chunks_exact(self.tags.outputs).zip(words).zip(out) {
            (out.upos, out.xpos) = self.tag_list[highest(scores, |_| true)];
            out.lemma = self.lemmatiser.lemma(word, out.upos, out.xpos);
        }
    }

    /// Finds heads and relations by what the hidden layer under the parser says of each word.
    fn attach(&self, parts: &[f32], out: &mut [WordSyntax]) {
        let count = out.len();
        let (arc, label) = (self.arc_width, self.label_width);
        let width = self.parse_hidden.outputs;
        let mut heads: Vec<f32> = Vec::with_capacity((count + 1) * arc);
        heads.extend(self.root_arc.iter().map(|&value| rectify(value)));
        for part in parts.chunks_exact(width) {
            heads.extend(part[arc..2 * arc].iter().map(|&value| rectify(value)));
        }
        let mut scores = vec![0.0f32; count * (count + 1)];
        let dependents: Vec<i16> = parts
            .chunks_exact(width)
            .flat_map(|part| part[..arc].iter().map(|&value| whole(rectify(value))))
            .collect();
        let rows = Rows {
            values: &dependents,
            stride: arc,
            column: 0,
        };
        let mut turned = Vec::new();
        self.arc.forward_rows(rows, count, &mut turned);
        for (turned, scores) in turned
            .chunks_exact(arc)
            .zip(scores.chunks_exact_mut(count + 1))
        {
            for (head, score) in heads.chunks_exact(arc).zip(scores) {
                *score = dot(turned, head);
            }
        }
        for (out, scores) in out.iter().zip(scores.chunks_exact_mut(count + 1)) {
            if out.upos == Upos::Verb && matches!(out.xpos, "VBD" | "VBP" | "VBZ") {
                scores[0] += FINITE_ROOT;
            }
        }
        // English hardly ever crosses arcs: where the best tree does, the best that does not is
        // more often right.
        let mut tree = best_tree(&scores, count);
        if !is_projective(&tree) {
            tree = best_projective_tree(&scores, count);
        }
        let mut joined = Vec::with_capacity(count * label);
        for (word, &head) in tree.iter().enumerate() {
            let dependent = &parts[word * width + 2 * arc..][..label];
            // What the root's only word would be is not asked.
            let head = &parts[head.saturating_sub(1) * width + 2 * arc + label..][..label];
            joined.extend(
                dependent
                    .iter()
                    .zip(head)
                    .map(|(left, right)| whole(rectify(left + right))),
            );
        }
        let rows = Rows {
            values: &joined,
            stride: label,
            column: 0,
        };
        let mut relation_scores = Vec::new();
        self.relations
            .forward_rows(rows, count, &mut relation_scores);
        for ((&head, out), scores) in tree
            .iter()
            .zip(out)
            .zip(relation_scores.chunks_exact(self.relations.outputs))
        {
            out.head = head.checked_sub(1);
            let best = match out.head {
                None => self.root_relation,
                Some(_) => highest(scores, |place| place != self.root_relation),
            };
            out.relation = self.relation_list[best];
        }
    }

    /// Scores of name labels for rows of words.
    fn name_scores(&self, states: &[i16], stride: usize) -> Vec<f32> {
        let count = states.len() / stride;
        let rows = Rows {
            values: states,
            stride,
            column: 0,
        };
        let mut hidden = Vec::new();
        self.name_hidden.forward_rows(rows, count, &mut hidden);
        let active = rectified(&hidden);
        let rows = Rows {
            values: &active,
            stride: self.name_hidden.outputs,
            column: 0,
        };
        let mut scores = Vec::new();
        self.names.forward_rows(rows, count, &mut scores);
        scores
    }

    /// The best labels that make whole names (Viterbi over what may follow what).
    fn find_names(&self, scores: &[f32]) -> Vec<NameWords> {
        let labels = &self.name_list;
        let count = scores.len() / labels.len();
        // Where no word is likeliest in a name, no path through one is likelier.
        let outside = |scores: &[f32]| labels[highest(scores, |_| true)] == NameLabel::Outside;
        if scores.chunks_exact(labels.len()).all(outside) {
            return Vec::new();
        }
        let mut sums = vec![0.0f32; labels.len()];
        let mut before: Vec<usize> = Vec::new();
        for (word, scores) in scores.chunks_exact(labels.len()).enumerate() {
            let mut next = vec![f32::NEG_INFINITY; labels.len()];
            for (place, &label) in labels.iter().enumerate() {
                let mut best = (f32::NEG_INFINITY, 0);
                if word == 0 {
                    if label.may_follow(None) {
                        best = (0.0, 0);
                    }
                } else {
                    for &other in &self.name_before[place] {
                        if sums[other] > best.0 {
                            best = (sums[other], other);
                        }
                    }
                }
                next[place] = best.0 + scores[place];
                before.push(best.1);
            }
            sums = next;
        }
        if count == 0 {
            return Vec::new();
        }
        let mut at = highest(&sums, |place| labels[place].may_end());
        let mut path = vec![at; count];
        for word in (1..count).rev() {
            at = before[word * labels.len() + at];
            path[word - 1] = at;
        }
        let mut names = Vec::new();
        let mut start = 0;
        for (word, &place) in path.iter().enumerate() {
            match labels[place] {
                NameLabel::Begin(_) => start = word,
                NameLabel::Last(kind) => names.push(NameWords {
                    words: start..word + 1,
                    kind,
                }),
                NameLabel::Unit(kind) => names.push(NameWords {
                    words: word..word + 1,
                    kind,
                }),
                NameLabel::Outside | NameLabel::Inside(_) => {}
            }
        }
        names
    }
}

/// "'s" as an auxiliary is short for "has" before a participle that is not passive, and before
/// "been" and "got"; otherwise for "is".
fn tell_has_from_is(forms: &[&str], words: &mut [WordSyntax]) {
    for place in 0..words.len() {
        let word = &words[place];
        if word.upos != Upos::Aux || word.xpos != "VBZ" || !is_short_has(forms[place]) {
            continue;
        }
        let soon = &forms[place + 1..forms.len().min(place + 4)];
        let within = |list: &[&str]| {
            soon.iter()
                .any(|form| list.iter().any(|other| form.eq_ignore_ascii_case(other)))
        };
        let active = word.relation == "aux"
            && word
                .head
                .is_some_and(|head| head > place && words[head].xpos == "VBN");
        let has = !within(&["being"]) && (active || within(&["been", "got"]));
        words[place].lemma = SmolStr::new_static(if has { "have" } else { "be" });
    }
}

fn is_short_has(form: &str) -> bool {
    matches!(form, "'s" | "’s" | "'S" | "’S" | "s" | "S")
}

fn rectified(values: &[f32]) -> Vec<i16> {
    values.iter().map(|&value| whole(rectify(value))).collect()
}

/// Place of the highest score among those allowed, the first of equals.
fn highest(scores: &[f32], allowed: impl Fn(usize) -> bool) -> usize {
    let mut best = (f32::NEG_INFINITY, 0);
    for (place, &score) in scores.iter().enumerate() {
        if score > best.0 && allowed(place) {
            best = (score, place);
        }
    }
    best.1
}

/// Sum of products, in eight lanes that are added at the end.
fn dot(left: &[f32], right: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 8];
    let mut lefts = left.chunks_exact(8);
    let mut rights = right.chunks_exact(8);
    for (left, right) in lefts.by_ref().zip(rights.by_ref()) {
        for lane in 0..8 {
            lanes[lane] += left[lane] * right[lane];
        }
    }
    let rest: f32 = lefts
        .remainder()
        .iter()
        .zip(rights.remainder())
        .map(|(left, right)| left * right)
        .sum();
    lanes.iter().sum::<f32>() + rest
}
/// How many words stand before a sentence that are no part of it: a label or a dateline.
fn words_before(words: &[&str]) -> usize {
    match label_words(words) {
        0 => dateline_words(words),
        label => label,
    }
}

/// Most words of a dateline, its marks among them.
const MOST_DATELINE_WORDS: usize = 14;

/// How many words say where and when a report was written, the dash behind them among them:
/// capitals and numbers, with an agency in brackets, a date, or the town in capitals alone.
fn dateline_words(words: &[&str]) -> usize {
    let dash = words
        .iter()
        .take(MOST_DATELINE_WORDS + 1)
        .position(|word| matches!(*word, "--" | "–" | "—" | "-"));
    let Some(dash) = dash.filter(|&dash| dash > 0 && words.len() > dash + 4) else {
        return 0;
    };
    let head = &words[..dash];
    let fits = |word: &&str| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            || matches!(*word, "," | "." | "(" | ")" | "/" | "of" | "and" | "the")
    };
    let town = head[0].chars().filter(|c| c.is_alphabetic()).count() >= 3
        && head[0].chars().all(|c| !c.is_lowercase());
    let agency = head.contains(&"(") && head.last() == Some(&")");
    let dated = head.contains(&",")
        && head
            .last()
            .is_some_and(|w| w.starts_with(|c: char| c.is_numeric()));
    if head.iter().all(fits) && (town || agency || dated) {
        dash + 1
    } else {
        0
    }
}

/// Most words of a label before a sentence.
const MOST_LABEL_WORDS: usize = 9;

/// How many words label the sentence behind them, a colon the last of them: those of a title,
/// none of them in lower case but what titles write so, before a sentence that begins with a
/// capital.
fn label_words(words: &[&str]) -> usize {
    let Some(colon) = words
        .iter()
        .take(MOST_LABEL_WORDS + 1)
        .position(|&word| word == ":")
    else {
        return 0;
    };
    let titled = |word: &&str| {
        let small = word.chars().all(|c| !c.is_alphabetic() || c.is_lowercase());
        !small
            || !word.chars().any(char::is_alphabetic)
            || matches!(
                *word,
                "of" | "and"
                    | "the"
                    | "for"
                    | "in"
                    | "on"
                    | "to"
                    | "with"
                    | "a"
                    | "an"
                    | "'s"
                    | "’s"
            )
    };
    let begins = words
        .get(colon + 1)
        .is_some_and(|word| word.starts_with(char::is_uppercase));
    let label = colon > 0
        && words.len() > colon + 4
        && begins
        && words[0].starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        && words[..colon].iter().all(titled);
    if label { colon + 1 } else { 0 }
}
