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
    let mut marks: Vec<String> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.is_empty() {
            if !sentence.words.is_empty() {
                sentence.parsed = true;
                if marks.iter().any(|mark| !mark.is_empty()) {
                    sentence.names = Some(names_of_mentions(&sentence.words, &marks));
                }
                marks.clear();
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
                let mark = miscellany
                    .split('|')
                    .find_map(|part| part.strip_prefix("Entity="));
                marks.push(mark.unwrap_or_default().to_owned());
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

/// Words before the name of a person that are not part of it.
const PERSON_TITLES: [&str; 38] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "president",
    "vice",
    "prime",
    "minister",
    "chancellor",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "sir",
    "lord",
    "lady",
    "general",
    "gen",
    "colonel",
    "col",
    "captain",
    "capt",
    "lieutenant",
    "sergeant",
    "senator",
    "sen",
    "rep",
    "congressman",
    "governor",
    "gov",
    "secretary",
    "justice",
    "judge",
    "saint",
];

/// BIO labels out of GUM's mentions: of each mention of a person, an organisation or a place
/// whose head is a proper noun, the run of proper nouns about that head. The longest run wins
/// where two meet.
fn names_of_mentions(words: &[Word], marks: &[String]) -> Vec<String> {
    let proper = |place: usize| words[place].xpos.starts_with("NNP");
    let mut open: Vec<(&str, usize, &str)> = Vec::new();
    let mut runs: Vec<(usize, usize, &str)> = Vec::new();
    for (place, mark) in marks.iter().enumerate() {
        let mut rest = mark.as_str();
        while !rest.is_empty() {
            let (begins, body) = match rest.strip_prefix('(') {
                Some(body) => (true, body),
                None => (false, rest),
            };
            let length = body.find(['(', ')']).unwrap_or(body.len());
            let (part, after) = body.split_at(length);
            let ends = after.starts_with(')');
            rest = after.strip_prefix(')').unwrap_or(after);
            if begins {
                let (id, about) = part.split_once('-').unwrap_or((part, ""));
                open.push((id, place, about));
            }
            if !ends {
                continue;
            }
            let closed = if begins {
                open.pop()
            } else {
                let at = open.iter().rposition(|(id, _, _)| *id == part);
                at.map(|at| open.remove(at))
            };
            if let Some((_, start, about)) = closed
                && let Some(run) = name_of_mention(words, start, place, about, &proper)
            {
                runs.push(run);
            }
        }
    }
    runs.sort_by_key(|&(start, end, _)| (std::cmp::Reverse(end - start), start));
    let mut labels = vec!["O".to_owned(); words.len()];
    for (start, end, kind) in runs {
        if labels[start..end].iter().any(|label| label != "O") {
            continue;
        }
        for (place, label) in labels[start..end].iter_mut().enumerate() {
            *label = format!("{}-{kind}", if place == 0 { "B" } else { "I" });
        }
    }
    labels
}

/// The name in a mention from word `start` to `last`; `about` says its type and, among other
/// things, which of its words are its head.
fn name_of_mention(
    words: &[Word],
    start: usize,
    last: usize,
    about: &str,
    proper: &dyn Fn(usize) -> bool,
) -> Option<(usize, usize, &'static str)> {
    let fields: Vec<&str> = about.split('-').collect();
    let kind = match *fields.first()? {
        "person" => "PER",
        "organization" => "ORG",
        "place" => "LOC",
        _ => return None,
    };
    let head = fields
        .get(4)?
        .split(',')
        .filter_map(|number| number.parse::<usize>().ok())
        .map(|number| start + number - 1)
        .find(|&place| place <= last && proper(place))
        // Of people, "Arabs" is no name.
        .filter(|&place| kind != "PER" || words[place].xpos == "NNP")?;
    let joins = |place: usize| {
        let form = words[place].form.to_lowercase();
        match kind {
            "PER" => matches!(
                form.as_str(),
                "-" | "de" | "van" | "von" | "bin" | "al" | "."
            ),
            _ => matches!(
                form.as_str(),
                "-" | "of" | "for" | "and" | "the" | "on" | "de" | "&" | "'s"
            ),
        }
    };
    let (mut from, mut to) = (head, head);
    // A run goes on over at most two joining words with a proper noun behind them.
    while let Some(step) = (1..=3).find(|&step| {
        from >= start + step && proper(from - step) && (from - step + 1..from).all(&joins)
    }) {
        from -= step;
    }
    while let Some(step) = (1..=3)
        .find(|&step| to + step <= last && proper(to + step) && (to + 1..to + step).all(&joins))
    {
        to += step;
    }
    if kind == "PER" {
        let mut titles = (from..=to).filter(|&place| {
            let form = words[place].form.trim_end_matches('.').to_lowercase();
            PERSON_TITLES.contains(&form.as_str())
        });
        if let Some(title) = titles.next_back() {
            from = title + 1;
        }
    }
    (from <= to).then_some((from, to + 1, kind))
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
