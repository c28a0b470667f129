//! Training of the language models.

mod boundaries;
pub mod corpus;
mod export;
mod lemmas;
pub mod math;
pub mod network;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use clap::Args;
use entente_language::syntax::{
    Archive, LemmaRecipe, MOST_WORDS, SUBWORD_ROWS, WordFeatures, best_tree,
};

use corpus::Sentence;
use math::Random;
use network::{Batch, Classes, Dropout, Example, Loss, Network, Shape};

/// What `xtask train` can be told.
#[derive(Args, Debug)]
pub struct Options {
    /// Folder of the treebanks and name corpora.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Folder that the model files are written to.
    #[arg(long, default_value = "crates/entente-language/models/en")]
    out: PathBuf,
    /// Seed of all random choices.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Times that the treebanks are read; none only writes the files from kept weights.
    #[arg(long, default_value_t = 28)]
    epochs: usize,
    /// Epochs after which to stop, though the learning rate falls as if all were to come.
    #[arg(long)]
    stop: Option<usize>,
    /// Learning rate at the start; it falls to nothing in a straight line.
    #[arg(long, default_value_t = 0.003)]
    rate: f32,
    /// Cells of an LSTM in one direction.
    #[arg(long, default_value_t = 160)]
    hidden: usize,
    /// Width of the embeddings of forms, and of that of their parts.
    #[arg(long, default_value_t = 96)]
    embedding: usize,
    /// LSTM layers.
    #[arg(long, default_value_t = 2)]
    layers: usize,
    /// Words of a batch.
    #[arg(long, default_value_t = 600)]
    batch: usize,
    /// Share of the sentences with names alone that one epoch reads.
    #[arg(long, default_value_t = 0.35)]
    names: f32,
    /// Train the judge of sentence ends alone.
    #[arg(long)]
    boundaries: bool,
    /// Gather the tables of lemmas alone, and put them into the model file that is there.
    #[arg(long)]
    lemmas: bool,
    /// File of weights that training goes on from.
    #[arg(long)]
    from: Option<PathBuf>,
    /// File that the weights are kept in at every look and at the end, to go on from later.
    #[arg(long)]
    keep: Option<PathBuf>,
    /// Most sentences of each treebank, to try things out.
    #[arg(long)]
    limit: Option<usize>,
    /// Epochs between two looks at the development files.
    #[arg(long, default_value_t = 4)]
    look: usize,
    /// Dropout on layers.
    #[arg(long, default_value_t = 0.33)]
    dropout: f32,
}

/// The lists that turn words into numbers and back.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// Known forms, by key; row 0 of the table is the unknown form.
    pub forms: BTreeMap<u64, u32>,
    /// How often each row was seen in training.
    pub counts: Vec<u32>,
    /// Tags, `UPOS|XPOS`.
    pub tags: Vec<String>,
    /// Lemma recipes.
    pub recipes: Vec<LemmaRecipe>,
    /// Relations.
    pub relations: Vec<String>,
    /// Name labels.
    pub names: Vec<String>,
}

/// Types of names that the corpora agree on.
const NAME_TYPES: [&str; 3] = ["PER", "ORG", "LOC"];

impl Lists {
    fn gather(sentences: &[Sentence]) -> Lists {
        let mut forms: BTreeMap<u64, u32> = BTreeMap::new();
        let mut tags = BTreeMap::new();
        let mut recipes: BTreeMap<LemmaRecipe, u32> = BTreeMap::new();
        let mut relations = BTreeMap::new();
        for sentence in sentences {
            for word in &sentence.words {
                *forms.entry(WordFeatures::of(&word.form).form).or_default() += 1;
                if sentence.parsed {
                    *tags.entry(tag_of(word)).or_insert(0u32) += 1;
                    *relations.entry(word.relation.clone()).or_insert(0u32) += 1;
                    *recipes
                        .entry(LemmaRecipe::between(&word.form, &word.lemma))
                        .or_default() += 1;
                }
            }
        }
        let mut counts = vec![0];
        let mut rows = BTreeMap::new();
        for (key, count) in forms {
            if count > 1 {
                rows.insert(key, counts.len() as u32);
                counts.push(count);
            }
        }
        let mut names = vec!["O".to_owned()];
        for kind in NAME_TYPES {
            for place in ["B", "I", "L", "U"] {
                names.push(format!("{place}-{kind}"));
            }
        }
        Lists {
            forms: rows,
            counts,
            tags: tags.into_keys().collect(),
            recipes: recipes
                .into_iter()
                .filter(|&(_, count)| count > 2)
                .map(|(recipe, _)| recipe)
                .collect(),
            relations: relations.into_keys().collect(),
            names,
        }
    }

    fn example(&self, sentence: &Sentence) -> Example {
        let place = |list: &[String], value: &str| {
            list.iter()
                .position(|item| item == value)
                .map_or(u32::MAX, |place| place as u32)
        };
        let mut example = Example {
            source: sentence.source,
            ..Example::default()
        };
        for word in &sentence.words {
            let features = WordFeatures::of(&word.form);
            example
                .forms
                .push(self.forms.get(&features.form).copied().unwrap_or(0));
            example.subwords.push(features.subwords);
        }
        if sentence.parsed {
            example.syntax = Some(
                sentence
                    .words
                    .iter()
                    .map(|word| {
                        let recipe = LemmaRecipe::between(&word.form, &word.lemma);
                        [
                            place(&self.tags, &tag_of(word)),
                            self.recipes
                                .binary_search(&recipe)
                                .map_or(u32::MAX, |place| place as u32),
                            word.head as u32,
                            place(&self.relations, &word.relation),
                        ]
                    })
                    .collect(),
            );
        }
        example.names = sentence.names.as_ref().map(|labels| {
            bilou(labels)
                .iter()
                .map(|label| place(&self.names, label))
                .collect()
        });
        example
    }
}

fn tag_of(word: &corpus::Word) -> String {
    format!("{}|{}", word.upos, word.xpos)
}

/// Turns BIO labels into BILOU ones.
pub fn bilou(labels: &[String]) -> Vec<String> {
    (0..labels.len())
        .map(|place| {
            let Some((begin, kind)) = labels[place].split_once('-') else {
                return "O".to_owned();
            };
            let goes_on = labels
                .get(place + 1)
                .is_some_and(|next| *next == format!("I-{kind}"));
            let sort = match (begin, goes_on) {
                ("B", true) => "B",
                ("B", false) => "U",
                (_, true) => "I",
                (_, false) => "L",
            };
            format!("{sort}-{kind}")
        })
        .collect()
}

/// All training sentences: treebanks with names where known, then name corpora.
pub fn training_data(data: &Path, limit: Option<usize>) -> Result<Vec<Sentence>> {
    let keep: BTreeMap<&str, Option<&str>> =
        NAME_TYPES.iter().map(|&kind| (kind, Some(kind))).collect();
    let cut = |mut list: Vec<Sentence>| {
        list.truncate(limit.unwrap_or(usize::MAX));
        list
    };
    let mut ewt = cut(corpus::read_conllu(
        &data.join("ud/English-EWT/en_ewt-ud-train.conllu"),
    )?);
    let mut named = corpus::read_labels(
        &data.join("ner/UNER_English-EWT/en_ewt-ud-train.iob2"),
        1,
        2,
    )?;
    corpus::map_names(&mut named, &keep);
    corpus::join_names(&mut ewt, named);
    let mut gum = corpus::read_conllu(&data.join("ud/English-GUM/en_gum-ud-train.conllu"))?;
    gum.retain(corpus::is_free);
    set_source(&mut gum, 4);
    let mut all = ewt;
    all.extend(cut(gum));
    for file in ["dev_revised.json", "test_revised.json"] {
        let mut list = cut(corpus::read_docred(
            &data.join("ner/Re-DocRED/data").join(file),
        )?);
        corpus::map_names(&mut list, &keep);
        tidy_docred(&mut list);
        set_source(&mut list, 1);
        all.extend(list);
    }
    let mut wikigold = cut(corpus::read_labels(
        &data.join("ner/wikigold/CONLL-format/data/wikigold.conll.txt"),
        0,
        1,
    )?);
    corpus::map_names(&mut wikigold, &keep);
    set_source(&mut wikigold, 2);
    all.extend(wikigold);
    let crossner: BTreeMap<&str, Option<&str>> = [
        ("politician", "PER"),
        ("person", "PER"),
        ("organisation", "ORG"),
        ("politicalparty", "ORG"),
        ("country", "LOC"),
        ("location", "LOC"),
    ]
    .into_iter()
    .map(|(from, to)| (from, Some(to)))
    .collect();
    for file in ["train.txt", "dev.txt", "test.txt"] {
        let mut list = cut(corpus::read_labels(
            &data
                .join("ner/CrossNER-politics/ner_data/politics")
                .join(file),
            0,
            1,
        )?);
        corpus::map_names(&mut list, &crossner);
        set_source(&mut list, 3);
        all.extend(list);
    }
    all.retain(|sentence| sentence.words.len() <= MOST_WORDS.min(150));
    Ok(all)
}

fn set_source(sentences: &mut [Sentence], source: usize) {
    for sentence in sentences {
        sentence.source = source;
    }
}

/// Re-DocRED names nationalities and takes articles into names; UNER does neither.
fn tidy_docred(sentences: &mut [Sentence]) {
    const PLACES: [&str; 24] = [
        "Japan",
        "Iran",
        "Sudan",
        "Pakistan",
        "Afghanistan",
        "Oman",
        "Jordan",
        "Taiwan",
        "Milan",
        "Michigan",
        "Bhutan",
        "Kazakhstan",
        "Uzbekistan",
        "Turkmenistan",
        "Tajikistan",
        "Kyrgyzstan",
        "Azerbaijan",
        "Vatican",
        "Hawaii",
        "Haiti",
        "Brunei",
        "Chile",
        "Saipan",
        "Abidjan",
    ];
    const ENDINGS: [&str; 9] = [
        "ish", "ese", "an", "ench", "utch", "reek", "wiss", "aqi", "aeli",
    ];
    for sentence in sentences {
        let words: Vec<String> = sentence.words.iter().map(|w| w.form.clone()).collect();
        let Some(labels) = &mut sentence.names else {
            continue;
        };
        for place in 0..labels.len() {
            let single = labels[place].starts_with("B-")
                && labels
                    .get(place + 1)
                    .is_none_or(|next| !next.starts_with("I-"));
            let form = words[place].as_str();
            if single
                && (labels[place].ends_with("LOC") || labels[place].ends_with("ORG"))
                && !PLACES.contains(&form)
                && ENDINGS.iter().any(|ending| form.ends_with(ending))
            {
                labels[place] = "O".to_owned();
            }
            if labels[place].starts_with("B-") && form.eq_ignore_ascii_case("the") {
                labels[place] = "O".to_owned();
                if let Some(next) = labels.get_mut(place + 1)
                    && let Some(kind) = next.strip_prefix("I-")
                {
                    *next = format!("B-{kind}");
                }
            }
        }
    }
}

/// Trains the model and writes it.
pub fn run(options: &Options) -> Result<()> {
    let sentences = training_data(&options.data, options.limit)?;
    if options.lemmas {
        let path = options.out.join("syntax.bin");
        let bytes =
            std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut archive = Archive::from_bytes(&bytes)?;
        lemmas::tables(&sentences).put(&mut archive);
        return save(&options.out, "syntax.bin", &archive);
    }
    let treebanks: Vec<Sentence> = sentences.iter().filter(|s| s.parsed).cloned().collect();
    let judge = boundaries::train(&treebanks, &mut Random::new(options.seed));
    save(&options.out, "sentences.bin", &judge)?;
    if options.boundaries {
        return Ok(());
    }
    let lists = Lists::gather(&sentences);
    let examples: Vec<Example> = sentences.iter().map(|s| lists.example(s)).collect();
    let dev = |name: &str, names: Option<&str>, free: bool| -> Result<Vec<Sentence>> {
        let mut list = corpus::read_conllu(&options.data.join(name))?;
        if let Some(names) = names {
            let mut named = corpus::read_labels(&options.data.join(names), 1, 2)?;
            let keep = NAME_TYPES.iter().map(|&kind| (kind, Some(kind))).collect();
            corpus::map_names(&mut named, &keep);
            corpus::join_names(&mut list, named);
        }
        if free {
            list.retain(corpus::is_free);
        }
        Ok(list)
    };
    let ewt_dev = dev(
        "ud/English-EWT/en_ewt-ud-dev.conllu",
        Some("ner/UNER_English-EWT/en_ewt-ud-dev.iob2"),
        false,
    )?;
    let gum_dev = dev("ud/English-GUM/en_gum-ud-dev.conllu", None, false)?;
    let classes = Classes {
        forms: lists.counts.len(),
        subwords: SUBWORD_ROWS,
        tags: lists.tags.len(),
        recipes: lists.recipes.len(),
        names: lists.names.len(),
        relations: lists.relations.len(),
        sources: 5,
    };
    let shape = Shape {
        form: options.embedding,
        subword: options.embedding,
        hidden: options.hidden,
        layers: options.layers,
        tag_hidden: 128,
        name_hidden: 64,
        arc: 96,
        label: 96,
    };
    println!("{classes:?} {shape:?}");
    let mut random = Random::new(options.seed);
    let mut network = Network::new(shape, classes, &mut random);
    if let Some(path) = &options.from {
        let bytes =
            std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let values: Vec<f32> = bytes
            .chunks_exact(4)
            .map(|part| f32::from_le_bytes([part[0], part[1], part[2], part[3]]))
            .collect();
        ensure!(
            network.set_values(&values),
            "{} holds the weights of a network of another shape",
            path.display()
        );
    }
    let forget: Vec<f32> = lists
        .counts
        .iter()
        .map(|&count| 0.25 / (0.25 + count as f32))
        .collect();
    let dropout = Dropout {
        layers: options.dropout,
        state: 0.2,
        heads: 0.25,
    };
    let (parsed, named): (Vec<&Example>, Vec<&Example>) = examples
        .iter()
        .partition(|example| example.syntax.is_some());
    let words: usize = parsed.iter().map(|example| example.len()).sum();
    let other: usize = named.iter().map(|example| example.len()).sum();
    println!("{words} words parsed, {other} words with names alone");
    let mut number = 0u32;
    let start = Instant::now();
    let mut total_steps = None;
    let report = |network: &Network| {
        println!("  EWT dev {}", look(network, &lists, &ewt_dev));
        println!("  GUM dev {}", look(network, &lists, &gum_dev));
    };
    let last = options.stop.unwrap_or(options.epochs).min(options.epochs);
    for epoch in 0..last {
        let mut batches = batches_of(&parsed, options.batch, &mut random);
        let mut some: Vec<&Example> = named.clone();
        random.shuffle(&mut some);
        some.truncate((named.len() as f32 * options.names) as usize);
        batches.extend(batches_of(&some, options.batch, &mut random));
        random.shuffle(&mut batches);
        let steps = *total_steps.get_or_insert(batches.len() * options.epochs) as f32;
        let mut loss = Loss::default();
        for list in batches {
            number += 1;
            let warm = (number as f32 / 200.0).min(1.0);
            let rate = options.rate * warm * (1.0 - number as f32 / (steps * 1.01)).max(0.01);
            let batch = Batch::new(list);
            loss.add(&network.learn(&batch, &forget, dropout, &mut random));
            network.update(rate, number, batch.words(), 3.0);
        }
        let means: Vec<String> = (0..5)
            .map(|task| format!("{:.4}", loss.sums[task] / loss.words[task].max(1.0)))
            .collect();
        println!(
            "epoch {:2}  {:5.0} s  loss {}",
            epoch + 1,
            start.elapsed().as_secs_f32(),
            means.join(" ")
        );
        if (epoch + 1).is_multiple_of(options.look) {
            report(&network);
            if let Some(path) = &options.keep {
                keep(&mut network, path)?;
            }
        }
    }
    if !last.is_multiple_of(options.look) || last == 0 {
        report(&network);
    }
    if let Some(path) = &options.keep {
        keep(&mut network, path)?;
    }
    let archive = export::archive(&network, &lists, &sentences);
    save(&options.out, "syntax.bin", &archive)
}

/// Keeps the weights in a file, to go on from later.
fn keep(network: &mut Network, path: &Path) -> Result<()> {
    let bytes: Vec<u8> = network
        .values()
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect();
    // Under another name first, so that a run cut off leaves a whole file.
    let whole = path.with_extension("new");
    std::fs::write(&whole, bytes)
        .and_then(|()| std::fs::rename(&whole, path))
        .with_context(|| format!("cannot write {}", path.display()))
}

/// Writes a model file.
fn save(folder: &Path, name: &str, archive: &Archive) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let bytes = archive.to_bytes();
    let file = folder.join(name);
    std::fs::write(&file, &bytes).with_context(|| format!("cannot write {}", file.display()))?;
    println!("{} bytes in {}", bytes.len(), file.display());
    Ok(())
}

/// Groups sentences of like length into batches of about so many words.
fn batches_of<'a>(
    examples: &[&'a Example],
    words: usize,
    random: &mut Random,
) -> Vec<Vec<&'a Example>> {
    let mut keyed: Vec<(f32, &Example)> = examples
        .iter()
        .map(|example| (example.len() as f32 + 4.0 * random.unit(), *example))
        .collect();
    keyed.sort_by(|left, right| left.0.total_cmp(&right.0));
    let mut batches = Vec::new();
    let mut batch = Vec::new();
    let mut size = 0;
    for (_, example) in keyed {
        if size + example.len() > words && !batch.is_empty() {
            batches.push(std::mem::take(&mut batch));
            size = 0;
        }
        size += example.len();
        batch.push(example);
    }
    if !batch.is_empty() {
        batches.push(batch);
    }
    random.shuffle(&mut batches);
    batches
}

/// Scores on sentences with gold tokens, in one line.
fn look(network: &Network, lists: &Lists, sentences: &[Sentence]) -> String {
    let examples: Vec<Example> = sentences.iter().map(|s| lists.example(s)).collect();
    let mut right = [0usize; 6];
    let mut words = 0usize;
    let (mut found, mut gold, mut both) = (0usize, 0usize, 0usize);
    let mut pairs: Vec<(&Sentence, &Example)> = sentences.iter().zip(&examples).collect();
    // The order in which a batch puts them too.
    pairs.sort_by_key(|(_, example)| std::cmp::Reverse(example.len()));
    let batches = pairs.chunks(16).flat_map(|pairs| {
        let batch = Batch::new(pairs.iter().map(|pair| pair.1).collect());
        let output = network.predict(&batch);
        let shared = std::rc::Rc::new((batch, output));
        let sentences = pairs.iter().map(|pair| pair.0).enumerate();
        sentences.map(move |(place, sentence)| (place, sentence, shared.clone()))
    });
    for (at, sentence, shared) in batches {
        let (batch, output) = &*shared;
        let heads = best_tree(&output.arcs[at], sentence.words.len());
        let best = |scores: &[f32]| {
            scores
                .iter()
                .enumerate()
                .fold((0, f32::NEG_INFINITY), |best, (place, &score)| {
                    if score > best.1 { (place, score) } else { best }
                })
                .0
        };
        let mut labels = Vec::new();
        for (place, word) in sentence.words.iter().enumerate() {
            words += 1;
            let row = batch.row(at, place);
            let tags = lists.tags.len();
            let tag = &lists.tags[best(&output.tags[row * tags..(row + 1) * tags])];
            let (upos, xpos) = tag.split_once('|').unwrap_or((tag, ""));
            right[0] += usize::from(upos == word.upos);
            right[1] += usize::from(xpos == word.xpos);
            let count = lists.recipes.len();
            let recipe = best(&output.recipes[row * count..(row + 1) * count]);
            let lemma = lists.recipes[recipe].apply(&word.form);
            right[2] += usize::from(lemma.as_deref() == Some(&word.lemma));
            let relation = match heads[place].checked_sub(1) {
                None => "root",
                Some(head) => {
                    let scores = network.relation_scores(output, row, batch.row(at, head));
                    lists.relations[best(&scores)].as_str()
                }
            };
            let same = |left: &str, right: &str| left.split(':').next() == right.split(':').next();
            if heads[place] == word.head {
                right[3] += 1;
                right[4] += usize::from(same(relation, &word.relation));
            }
            let count = lists.names.len();
            labels.push(best(&output.names[row * count..(row + 1) * count]));
        }
        if let Some(names) = &sentence.names {
            let mine: Vec<String> = labels.iter().map(|&l| lists.names[l].clone()).collect();
            let mine = spans(&mine);
            let true_names = spans(&bilou(names));
            found += mine.len();
            gold += true_names.len();
            both += mine.iter().filter(|name| true_names.contains(name)).count();
        }
    }
    let share = |count: usize| 100.0 * count as f64 / words.max(1) as f64;
    let f1 = 200.0 * both as f64 / (found + gold).max(1) as f64;
    format!(
        "UPOS {:.2} XPOS {:.2} lemma {:.2} UAS {:.2} LAS {:.2} names {f1:.2}",
        share(right[0]),
        share(right[1]),
        share(right[2]),
        share(right[3]),
        share(right[4]),
    )
}

/// Names in BILOU labels: first word, word after the last, type.
fn spans(labels: &[String]) -> Vec<(usize, usize, String)> {
    let mut out = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (place, label) in labels.iter().enumerate() {
        let (sort, kind) = label.split_once('-').unwrap_or(("O", ""));
        match sort {
            "U" => out.push((place, place + 1, kind.to_owned())),
            "B" => open = Some((place, kind.to_owned())),
            "L" => {
                if let Some((start, first)) = open.take()
                    && first == kind
                {
                    out.push((start, place + 1, first));
                }
            }
            "I" => {}
            _ => open = None,
        }
    }
    out
}
