//! Readers of treebanks and name corpora.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// A word of a treebank.
#[derive(Clone, Debug, Default)]
pub struct Word {
    /// The word as written.
    pub form: String,
    /// Its lemma.
    pub lemma: String,
    /// Universal part of speech, as the treebank writes it.
    pub upos: String,
    /// Penn part of speech.
    pub xpos: String,
    /// Number of its head in the sentence, 0 for the root.
    pub head: usize,
    /// Relation, with its subtype.
    pub relation: String,
}

/// A sentence with what is known of it.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// Name that the treebank gives it.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Whether a paragraph begins with it.
    pub paragraph: bool,
    /// Whether a document begins with it.
    pub document: bool,
    /// Words; in a name corpus only their forms are known.
    pub words: Vec<Word>,
    /// Whether tags and heads are known.
    pub parsed: bool,
    /// BIO label of each word (`O`, `B-PER`), where names are known.
    pub names: Option<Vec<String>>,
    /// Which corpus the names come from: guidelines differ.
    pub source: usize,
    /// Text stretches of tokens as written: a form, the number of words in it, and whether
    /// white space follows.
    pub surface: Vec<(String, usize, bool)>,
}

/// Genres of GUM whose texts may be used in shipped models.
pub const FREE_GENRES: [&str; 9] = [
    "news",
    "interview",
    "speech",
    "bio",
    "academic",
    "court",
    "voyage",
    "textbook",
    "vlog",
];

/// Reads a CoNLL-U file.
pub fn read_conllu(path: &Path) -> Result<Vec<Sentence>> {
    let text = read(path)?;
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    let mut within = 0usize;
    for (number, line) in text.lines().enumerate() {
        if line.is_empty() {
            if !sentence.words.is_empty() {
                sentence.parsed = true;
                sentences.push(std::mem::take(&mut sentence));
            }
            within = 0;
        } else if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim();
            if comment.starts_with("newdoc") {
                sentence.document = true;
                sentence.paragraph = true;
            } else if comment == "newpar" || comment.starts_with("newpar id") {
                sentence.paragraph = true;
            } else if let Some(id) = comment.strip_prefix("sent_id = ") {
                sentence.id = id.to_owned();
            } else if let Some(text) = comment.strip_prefix("text = ") {
                sentence.text = text.to_owned();
            }
        } else {
            let columns: Vec<&str> = line.split('\t').collect();
            let [
                id,
                form,
                lemma,
                upos,
                xpos,
                _,
                head,
                relation,
                _,
                miscellany,
            ] = columns[..]
            else {
                bail!("{}: line {}: not ten columns", path.display(), number + 1);
            };
            let spaced = !miscellany.split('|').any(|part| part == "SpaceAfter=No");
            if let Some((first, last)) = id.split_once('-') {
                within = last.parse::<usize>()? + 1 - first.parse::<usize>()?;
                sentence.surface.push((form.to_owned(), within, spaced));
            } else if !id.contains('.') {
                if within > 0 {
                    within -= 1;
                } else {
                    sentence.surface.push((form.to_owned(), 1, spaced));
                }
                sentence.words.push(Word {
                    form: form.to_owned(),
                    lemma: lemma.to_owned(),
                    upos: upos.to_owned(),
                    xpos: xpos.to_owned(),
                    head: head.parse()?,
                    relation: relation.to_owned(),
                });
            }
        }
    }
    Ok(sentences)
}

/// Whether a sentence of GUM is of a genre that may be used.
pub fn is_free(sentence: &Sentence) -> bool {
    sentence
        .id
        .split('_')
        .nth(1)
        .is_some_and(|genre| FREE_GENRES.contains(&genre))
}

/// The running text of sentences, a blank line between paragraphs, and for each sentence the byte
/// at which it ends.
pub fn raw_text(sentences: &[Sentence]) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut ends = Vec::new();
    for sentence in sentences {
        if sentence.paragraph && !text.is_empty() {
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
        }
        for (surface, _, spaced) in &sentence.surface {
            text.push_str(surface);
            if *spaced {
                text.push(' ');
            }
        }
        ends.push(text.trim_end().len());
    }
    (text, ends)
}

/// Reads a file of words and labels, a word a line; `form` and `label` say which columns.
pub fn read_labels(path: &Path, form: usize, label: usize) -> Result<Vec<Sentence>> {
    let text = read(path)?;
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    let mut labels = Vec::new();
    for line in text.lines().chain([""]) {
        if line.trim().is_empty() {
            if !sentence.words.is_empty() {
                sentence.names = Some(std::mem::take(&mut labels));
                sentences.push(std::mem::take(&mut sentence));
            }
            continue;
        }
        if line.starts_with("# ") {
            if let Some(id) = line.strip_prefix("# sent_id = ") {
                sentence.id = id.to_owned();
            }
            continue;
        }
        let columns: Vec<&str> = line.split(['\t', ' ']).collect();
        if columns.len() <= form.max(label) || line.starts_with("-DOCSTART-") {
            continue;
        }
        labels.push(columns[label].to_owned());
        sentence.words.push(Word {
            form: columns[form].to_owned(),
            ..Word::default()
        });
    }
    Ok(sentences)
}

/// Renames the types of names; `None` leaves them unnamed. Runs that begin with `I-` alone
/// (wikigold) are made to begin with `B-`.
pub fn map_names(sentences: &mut [Sentence], map: &BTreeMap<&str, Option<&str>>) {
    for sentence in sentences {
        let Some(labels) = &mut sentence.names else {
            continue;
        };
        let mut before: Option<String> = None;
        for label in labels.iter_mut() {
            let (begins, kind) = match label.split_once('-') {
                Some((place, kind)) => (place == "B", Some(kind.to_owned())),
                None => (false, None),
            };
            let target = kind
                .as_deref()
                .and_then(|kind| map.get(kind).copied().flatten());
            let starts = begins || before != kind;
            *label = match target {
                None => "O".to_owned(),
                Some(target) if starts => format!("B-{target}"),
                Some(target) => format!("I-{target}"),
            };
            before = kind;
        }
    }
}

/// Reads a file of Re-DocRED: sentences of words, and mentions by sentence and place.
pub fn read_docred(path: &Path) -> Result<Vec<Sentence>> {
    let documents: Vec<Value> = serde_json::from_str(&read(path)?)?;
    let mut all = Vec::new();
    for document in &documents {
        let empty = Vec::new();
        let start = all.len();
        for words in document["sents"].as_array().unwrap_or(&empty) {
            let words: Vec<Word> = words
                .as_array()
                .unwrap_or(&empty)
                .iter()
                .map(|word| Word {
                    form: word.as_str().unwrap_or("").to_owned(),
                    ..Word::default()
                })
                .collect();
            all.push(Sentence {
                names: Some(vec!["O".to_owned(); words.len()]),
                words,
                ..Sentence::default()
            });
        }
        for mention in document["vertexSet"]
            .as_array()
            .unwrap_or(&empty)
            .iter()
            .flat_map(|entity| entity.as_array().unwrap_or(&empty))
        {
            let number = |value: &Value| value.as_u64().map(|n| n as usize).context("a place");
            let sentence = &mut all[start + number(&mention["sent_id"])?];
            let (from, to) = (number(&mention["pos"][0])?, number(&mention["pos"][1])?);
            let kind = mention["type"].as_str().unwrap_or("MISC");
            let labels = sentence.names.as_mut().context("labels")?;
            if to > labels.len() || labels[from..to].iter().any(|label| label != "O") {
                continue;
            }
            for (place, label) in labels[from..to].iter_mut().enumerate() {
                *label = format!("{}-{kind}", if place == 0 { "B" } else { "I" });
            }
        }
    }
    for sentence in &mut all {
        let keep: Vec<bool> = sentence
            .words
            .iter()
            .map(|word| !word.form.trim().is_empty())
            .collect();
        let mut at = keep.iter();
        sentence.words.retain(|_| *at.next().unwrap_or(&true));
        if let Some(labels) = &mut sentence.names {
            let mut at = keep.iter();
            labels.retain(|_| *at.next().unwrap_or(&true));
        }
    }
    all.retain(|sentence| !sentence.words.is_empty());
    Ok(all)
}

/// Copies the labels of one list of sentences to the sentences of the same name in another.
pub fn join_names(sentences: &mut [Sentence], named: Vec<Sentence>) {
    let by_id: BTreeMap<String, Vec<String>> = named
        .into_iter()
        .filter_map(|sentence| Some((sentence.id, sentence.names?)))
        .collect();
    for sentence in sentences {
        if let Some(labels) = by_id.get(&sentence.id)
            && labels.len() == sentence.words.len()
        {
            sentence.names = Some(labels.clone());
        }
    }
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
