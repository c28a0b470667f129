//! Measures the language models on treebanks and name corpora.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Args;
use entente_language::syntax::{Boundaries, Model, NameKind, NameWords, Session};
use entente_language::{Analyser, join_names};
use entente_model::{Document, Span};

use crate::train::corpus::{self, Sentence};

/// What `xtask evaluate language` can be told.
#[derive(Args, Debug)]
pub struct Options {
    /// Folder of the treebanks and name corpora.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Model file to measure instead of the one that is built in.
    #[arg(long)]
    model: Option<PathBuf>,
    /// Judge of sentence ends to measure instead of the one that is built in.
    #[arg(long)]
    boundaries: Option<PathBuf>,
    /// Measure raw text alone.
    #[arg(long)]
    raw: bool,
    /// Measure on the development files and leave the test files unread.
    #[arg(long)]
    dev: bool,
    /// Print the scores of single relations as well.
    #[arg(long)]
    relations: bool,
    /// Print tokens of raw text, lemmas and names that differ from the corpus.
    #[arg(long)]
    differences: bool,
}

/// Runs the evaluation and prints its table.
pub fn run(options: &Options) -> Result<()> {
    let bytes = options
        .model
        .as_ref()
        .map(|path| std::fs::read(path).with_context(|| format!("cannot read {}", path.display())))
        .transpose()?;
    let model = match &bytes {
        Some(bytes) => Model::from_bytes(bytes)?,
        None => Model::embedded()?,
    };
    let set = if options.dev { "dev" } else { "test" };
    let ud = options.data.join("ud");
    let ewt = corpus::read_conllu(&ud.join(format!("English-EWT/en_ewt-ud-{set}.conllu")))?;
    let gum = corpus::read_conllu(&ud.join(format!("English-GUM/en_gum-ud-{set}.conllu")))?;
    let mut analyser = match &bytes {
        Some(bytes) => Analyser::new().with_model(Model::from_bytes(bytes)?),
        None => Analyser::new(),
    };
    if let Some(path) = &options.boundaries {
        let bytes =
            std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        analyser = analyser.with_boundaries(Boundaries::from_bytes(&bytes)?);
    }
    if !options.raw {
        gold(&model, &analyser, set, &ewt, &gum, options)?;
    }
    println!("| raw text | tokens F1 | sentences F1 | UPOS F1 | UAS F1 | LAS F1 |");
    println!("| --- | --- | --- | --- | --- | --- |");
    let text = raw_text(&analyser, &format!("EWT {set}"), &ewt, options.differences);
    raw_text(&analyser, &format!("GUM {set}"), &gum, false);
    let news: Vec<Sentence> = gum
        .into_iter()
        .filter(|sentence| sentence.id.split('_').nth(1) == Some("news"))
        .collect();
    raw_text(
        &analyser,
        &format!("GUM news {set}"),
        &news,
        options.differences,
    );
    println!();
    speed(&analyser, &text);
    let size = std::fs::read_dir(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/entente-language/models/en"),
    )?
    .filter_map(Result::ok)
    .filter(|entry| entry.path().extension().is_some_and(|end| end == "bin"))
    .filter_map(|entry| entry.metadata().ok())
    .map(|data| data.len())
    .sum::<u64>();
    println!("model files: {:.2} MB", size as f64 / 1e6);
    Ok(())
}

/// Scores with gold tokens: tags, lemmas, trees, names.
fn gold(
    model: &Model,
    analyser: &Analyser,
    set: &str,
    ewt: &[Sentence],
    gum: &[Sentence],
    options: &Options,
) -> Result<()> {
    let ud = options.data.join("ud");
    let ner = options.data.join("ner");
    println!("| gold tokens | words | UPOS | XPOS | lemma | UAS | LAS | UAS / LAS without punct |");
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    gold_tokens(model, &format!("EWT {set}"), ewt, options);
    gold_tokens(model, &format!("GUM {set}"), gum, options);
    for genre in ["news", "interview", "speech"] {
        let part: Vec<Sentence> = gum
            .iter()
            .filter(|sentence| sentence.id.split('_').nth(1) == Some(genre))
            .cloned()
            .collect();
        gold_tokens(model, &format!("GUM {genre} {set}"), &part, options);
    }
    if !options.dev {
        let pud = corpus::read_conllu(&ud.join("English-PUD/en_pud-ud-test.conllu"))?;
        let (news, wiki): (Vec<Sentence>, Vec<Sentence>) = pud
            .into_iter()
            .partition(|sentence| sentence.id.starts_with('n'));
        gold_tokens(model, "PUD news", &news, options);
        gold_tokens(model, "PUD wiki", &wiki, options);
    }
    println!();
    println!("| names (gold tokens) | names | typed F1 | span F1 | PER | ORG | LOC |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    let file = ner.join(format!("UNER_English-EWT/en_ewt-ud-{set}.iob2"));
    let shown = options.differences;
    names(model, analyser, &format!("UNER-EWT {set}"), &file, shown)?;
    if !options.dev {
        let file = ner.join("UNER_English-PUD/en_pud-ud-test.iob2");
        names(model, analyser, "UNER-PUD", &file, false)?;
    }
    println!();
    Ok(())
}

/// The universal part of a relation.
fn universal(relation: &str) -> &str {
    relation.split(':').next().unwrap_or(relation)
}

/// A tally for one relation: found, true, both.
type Tally = [usize; 3];

fn f1(tally: Tally) -> f64 {
    200.0 * tally[2] as f64 / (tally[0] + tally[1]).max(1) as f64
}

fn gold_tokens(model: &Model, name: &str, sentences: &[Sentence], options: &Options) {
    let mut session = Session::default();
    let mut right = [0usize; 7];
    let (mut words, mut plain) = (0usize, 0usize);
    let mut relations: BTreeMap<&str, Tally> = BTreeMap::new();
    for sentence in sentences {
        let forms: Vec<&str> = sentence.words.iter().map(|w| w.form.as_str()).collect();
        let parse = model.parse(&forms, &mut session);
        for (mine, gold) in parse.words.iter().zip(&sentence.words) {
            words += 1;
            right[0] += usize::from(mine.upos.as_str() == gold.upos);
            right[1] += usize::from(mine.xpos == gold.xpos);
            right[2] += usize::from(mine.lemma == gold.lemma);
            if options.differences && mine.lemma != gold.lemma {
                println!(
                    "lemma\t{}\t{}\t{}\t{}|{}\t{}|{}",
                    gold.form,
                    gold.lemma,
                    mine.lemma,
                    gold.upos,
                    gold.xpos,
                    mine.upos.as_str(),
                    mine.xpos
                );
            }
            let same_head = mine.head.map_or(0, |head| head + 1) == gold.head;
            let same = same_head && universal(mine.relation) == universal(&gold.relation);
            right[3] += usize::from(same_head);
            right[4] += usize::from(same);
            if universal(&gold.relation) != "punct" {
                plain += 1;
                right[5] += usize::from(same_head);
                right[6] += usize::from(same);
            }
            relations.entry(universal(mine.relation)).or_default()[0] += 1;
            let tally = relations.entry(universal(&gold.relation)).or_default();
            tally[1] += 1;
            tally[2] += usize::from(same);
        }
    }
    let share = |count: usize, of: usize| 100.0 * count as f64 / of.max(1) as f64;
    println!(
        "| {name} | {words} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} / {:.2} |",
        share(right[0], words),
        share(right[1], words),
        share(right[2], words),
        share(right[3], words),
        share(right[4], words),
        share(right[5], plain),
        share(right[6], plain),
    );
    let mut list: Vec<(&str, Tally)> = relations.into_iter().collect();
    list.sort_by_key(|(_, tally)| std::cmp::Reverse(tally[1]));
    if options.relations || name == "PUD news" {
        let shown: Vec<String> = list
            .iter()
            .filter(|(relation, _)| options.relations || ["nsubj", "obj", "obl"].contains(relation))
            .map(|(relation, tally)| format!("{relation} {:.1}", f1(*tally)))
            .collect();
        println!("| {name}, F1 | | {} | | | | | |", shown.join(", "));
    }
}

/// A name: where it begins and ends, and its type.
type Found<'a> = BTreeSet<(usize, usize, &'a str)>;

/// Tallies of names, in all and by type, and of their spans whatever the type.
#[derive(Default)]
struct NameScore {
    all: Tally,
    spans: Tally,
    types: BTreeMap<&'static str, Tally>,
}

impl NameScore {
    fn add(&mut self, found: &Found<'static>, gold: &Found<'_>) {
        for kind in ["PER", "ORG", "LOC"] {
            let tally = self.types.entry(kind).or_default();
            let of = |set: &Found<'_>| set.iter().filter(|name| name.2 == kind).count();
            let both = found
                .iter()
                .filter(|name| name.2 == kind && gold.contains(name));
            for (place, count) in [of(found), of(gold), both.count()].into_iter().enumerate() {
                tally[place] += count;
                self.all[place] += count;
            }
        }
        let bare = |set: &Found<'_>| -> BTreeSet<(usize, usize)> {
            set.iter().map(|name| (name.0, name.1)).collect()
        };
        let (found, gold) = (bare(found), bare(gold));
        self.spans[0] += found.len();
        self.spans[1] += gold.len();
        self.spans[2] += found.intersection(&gold).count();
    }

    fn print(&self, name: &str) {
        let of = |kind: &str| f1(self.types.get(kind).copied().unwrap_or_default());
        println!(
            "| {name} | {} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} |",
            self.all[1],
            f1(self.all),
            f1(self.spans),
            of("PER"),
            of("ORG"),
            of("LOC")
        );
    }
}

/// Scores names by the network alone, and by the network with the gazetteer.
fn names(
    model: &Model,
    analyser: &Analyser,
    name: &str,
    file: &Path,
    differences: bool,
) -> Result<()> {
    let mut named = corpus::read_labels(file, 1, 2)?;
    let keep = ["PER", "ORG", "LOC"]
        .into_iter()
        .map(|kind| (kind, Some(kind)))
        .collect();
    corpus::map_names(&mut named, &keep);
    let mut session = Session::default();
    let mut alone = NameScore::default();
    let mut joined = NameScore::default();
    for sentence in &named {
        let forms: Vec<&str> = sentence.words.iter().map(|w| w.form.as_str()).collect();
        let found = model.parse(&forms, &mut session).names;
        let gold = gold_names(sentence);
        alone.add(&sorted_names(&found), &gold);
        let text = forms.join(" ");
        let mut at = 0;
        let spans: Vec<Span> = forms
            .iter()
            .map(|form| {
                let start = at;
                at += form.len() + 1;
                Span::new(start, start + form.len())
            })
            .collect();
        let found = sorted_names(&join_names(&text, &spans, analyser.gazetteer(), found));
        if differences {
            for (sort, list, others) in [("spurious", &found, &gold), ("missing", &gold, &found)] {
                for name in list.iter().filter(|name| !others.contains(name)) {
                    let form = forms[name.0..name.1].join(" ");
                    println!("{sort} {}\t{form}\t{text}", name.2);
                }
            }
        }
        joined.add(&found, &gold);
    }
    alone.print(&format!("{name}, network alone"));
    joined.print(&format!("{name}, with the gazetteer"));
    Ok(())
}

/// Names of the network as the corpora write their types.
fn sorted_names(names: &[NameWords]) -> Found<'static> {
    names
        .iter()
        .map(|name| {
            let kind = match name.kind {
                NameKind::Person => "PER",
                NameKind::Organisation => "ORG",
                NameKind::Place => "LOC",
            };
            (name.words.start, name.words.end, kind)
        })
        .collect()
}

fn gold_names(sentence: &Sentence) -> Found<'_> {
    let mut out = BTreeSet::new();
    let Some(labels) = &sentence.names else {
        return out;
    };
    let mut open: Option<(usize, &str)> = None;
    for (place, label) in labels.iter().map(String::as_str).chain(["O"]).enumerate() {
        let goes_on = label.starts_with("I-");
        if !goes_on && let Some((start, kind)) = open.take() {
            out.insert((start, place, kind));
        }
        if let Some(kind) = label.strip_prefix("B-") {
            open = Some((place, kind));
        }
    }
    out
}

/// A word of raw text as the scorer sees it: its place among all characters that are not white
/// space, its tag, its head's place (none for the root), its relation.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Placed {
    place: (usize, usize),
    upos: String,
    head: Option<(usize, usize)>,
    relation: String,
}

/// The places of a sentence's words among all characters that are not white space, of which `at`
/// stand before it.
fn places_of(sentence: &Sentence, at: &mut usize) -> Vec<(usize, usize)> {
    let length = |form: &str| form.chars().filter(|c| !c.is_whitespace()).count();
    let mut places = Vec::new();
    let mut words = sentence.words.iter();
    for (surface, count, _) in &sentence.surface {
        let end = *at + length(surface);
        for part in 0..*count {
            let word = words.next().map_or(0, |word| length(&word.form));
            let stop = if part + 1 == *count {
                end
            } else {
                (*at + word).min(end)
            };
            places.push((*at, stop));
            *at = stop;
        }
    }
    places
}

/// For each byte of a text, how many characters before it are not white space.
fn letters_before(text: &str) -> Vec<usize> {
    let mut before = vec![0usize; text.len() + 1];
    let mut count = 0;
    for (byte, letter) in text.char_indices() {
        before[byte] = count;
        count += usize::from(!letter.is_whitespace());
        before[byte + letter.len_utf8()] = count;
    }
    before
}

/// Scores by the definitions of the CoNLL 2018 shared task and returns the text.
fn raw_text(analyser: &Analyser, name: &str, sentences: &[Sentence], differences: bool) -> String {
    let (text, _) = corpus::raw_text(sentences);
    let mut gold_words: Vec<Placed> = Vec::new();
    let mut gold_sentences = BTreeSet::new();
    let mut at = 0usize;
    for sentence in sentences {
        let first = at;
        let places = places_of(sentence, &mut at);
        gold_sentences.insert((first, at));
        for (word, &place) in sentence.words.iter().zip(&places) {
            gold_words.push(Placed {
                place,
                upos: word.upos.clone(),
                head: word.head.checked_sub(1).map(|head| places[head]),
                relation: universal(&word.relation).to_owned(),
            });
        }
    }
    let document = Document::new("raw", &text);
    let analysis = analyser.analyse(&document);
    let text = document.text();
    let before = letters_before(text);
    let place = |token: usize| {
        let span = analysis.tokens[token].span;
        (before[span.start], before[span.end])
    };
    let found_sentences: BTreeSet<(usize, usize)> = analysis
        .sentences
        .iter()
        .map(|sentence| (before[sentence.span.start], before[sentence.span.end]))
        .collect();
    let found: BTreeMap<(usize, usize), Placed> = analysis
        .tokens
        .iter()
        .enumerate()
        .map(|(index, token)| {
            let placed = Placed {
                place: place(index),
                upos: token.syntax.upos.as_str().to_owned(),
                head: token.syntax.head.map(place),
                relation: universal(token.syntax.relation).to_owned(),
            };
            (placed.place, placed)
        })
        .collect();
    if differences {
        // Ends that only one of both has, with the text around them.
        let ends = |set: &BTreeSet<(usize, usize)>| -> BTreeSet<usize> {
            set.iter().map(|&(_, end)| end).collect()
        };
        let (mine, gold) = (ends(&found_sentences), ends(&gold_sentences));
        for (sort, list, others) in [("spurious", &mine, &gold), ("missing", &gold, &mine)] {
            for &end in list.difference(others) {
                let at = before.partition_point(|&count| count < end);
                let from = text.floor_char_boundary(at.saturating_sub(60));
                let to = text.ceil_char_boundary((at + 60).min(text.len()));
                println!(
                    "{sort} end\t{} ¦ {}",
                    text[from..at].replace('\n', "⏎"),
                    text[at..to].replace('\n', "⏎")
                );
            }
        }
    }
    let mut both = [0usize; 4];
    let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    for word in &gold_words {
        let Some(mine) = found.get(&word.place) else {
            if differences {
                let near: String = letters
                    [word.place.0.saturating_sub(12)..(word.place.1 + 12).min(letters.len())]
                    .iter()
                    .collect();
                let this: String = letters[word.place.0..word.place.1].iter().collect();
                println!("missing {this:?} in {near:?}");
            }
            continue;
        };
        both[0] += 1;
        both[1] += usize::from(mine.upos == word.upos);
        if mine.head == word.head {
            both[2] += 1;
            both[3] += usize::from(mine.relation == word.relation);
        }
    }
    let total = gold_words.len() + analysis.tokens.len();
    let share = |count: usize| 200.0 * count as f64 / total.max(1) as f64;
    let same = found_sentences.intersection(&gold_sentences).count();
    println!(
        "| {name} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} |",
        share(both[0]),
        f1([found_sentences.len(), gold_sentences.len(), same]),
        share(both[1]),
        share(both[2]),
        share(both[3]),
    );
    text.to_owned()
}

/// Times the whole analysis of a text on one core: by the time that this thread had the core, where
/// the system tells, since other programs may share it.
fn speed(analyser: &Analyser, text: &str) {
    let document = Document::new("speed", text);
    let busy = || -> Option<f64> {
        let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        Some(line.split(' ').next()?.parse::<f64>().ok()? / 1e9)
    };
    let mut best = 0.0f64;
    for _ in 0..5 {
        let (start, busy_before) = (Instant::now(), busy());
        let analysis = analyser.analyse(&document);
        let seconds = match (busy_before, busy()) {
            (Some(before), Some(after)) => after - before,
            _ => start.elapsed().as_secs_f64(),
        };
        best = best.max(analysis.tokens.len() as f64 / seconds);
    }
    println!("raw text to parsed sentences with names: {best:.0} words a second, best of five");
}
