//! From a document to its analysis: sentences, tokens, names, times and quantities.
//!
//! Every layer points at the text by byte spans on character boundaries, and depends on one
//! document alone: no clock, no network, no other document.
//!
//! ```
//! use entente_language::Analyser;
//! use entente_model::{Document, EntityType, Span};
//!
//! let document = Document::new("a", "Kenyan President William Ruto visited Japan. He met officials.");
//! let analysis = Analyser::new().analyse(&document);
//! assert_eq!(analysis.sentences.len(), 2);
//! let names: Vec<&str> = analysis.names.iter().map(|n| document.slice(n.span)).collect();
//! assert_eq!(names, ["Kenyan", "William Ruto", "Japan"]);
//! ```

mod analysis;
mod gazetteer;
mod headings;
mod names;
pub mod quantity;
mod scan;
mod sentences;
pub mod syntax;
mod tables;
pub mod time;
mod tokens;
mod wrapped;

use std::sync::{Arc, Mutex, OnceLock};

use entente_model::{Document, EntityType, Span};

pub use analysis::{Analysis, Name, Sentence, Syntax, Title, Token, Upos};
use syntax::{Boundaries, Model, NameWords, Session};

pub use gazetteer::{Entry, Form, Gazetteer, OfficeOf};
pub use names::{is_honorific, join_names, names_in};
pub use tokens::tokenise;
pub use wrapped::unwrapped;

/// Makes analyses. Build one and share it: it holds the tables and models.
#[derive(Clone, Debug)]
pub struct Analyser {
    gazetteer: Arc<Gazetteer>,
    model: Arc<Model>,
    boundaries: Arc<Boundaries>,
    /// Sessions of this model that no analysis uses at the moment.
    sessions: Arc<Mutex<Vec<Session>>>,
}

/// Bytes of a text that [`Analyser::read_syntax`] reads at a time.
const PART: usize = 1 << 16;

/// Sentences among which those of like length are looked for, to be read side by side.
const WINDOW: usize = 64;

/// The built-in models, unpacked once.
static ENGLISH: OnceLock<(Arc<Model>, Arc<Boundaries>)> = OnceLock::new();

impl Default for Analyser {
    fn default() -> Self {
        Self::new()
    }
}

impl Analyser {
    /// An analyser with the tables and models that are built in.
    #[must_use]
    pub fn new() -> Self {
        // The files are part of the program, and a test reads them.
        let (model, boundaries) = ENGLISH.get_or_init(|| {
            (
                Arc::new(Model::embedded().expect("the built-in model is whole")),
                Arc::new(Boundaries::embedded().expect("the built-in model is whole")),
            )
        });
        Self {
            gazetteer: Arc::new(Gazetteer::new()),
            model: Arc::clone(model),
            boundaries: Arc::clone(boundaries),
            sessions: Arc::default(),
        }
    }

    /// The same analyser with another model of syntax, say one freshly trained.
    #[must_use]
    pub fn with_model(mut self, model: Model) -> Self {
        self.model = Arc::new(model);
        self.sessions = Arc::default();
        self
    }

    /// The same analyser with another judge of where sentences end.
    #[must_use]
    pub fn with_boundaries(mut self, boundaries: Boundaries) -> Self {
        self.boundaries = Arc::new(boundaries);
        self
    }

    /// The names that it knows.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Every layer of the document's analysis, in time linear in its length.
    ///
    /// Lines that end because they were full are read as [`unwrapped`] gives them.
    #[must_use]
    pub fn analyse(&self, document: &Document) -> Analysis {
        let text = unwrapped(document.text());
        let text = &*text;
        let mut tokens: Vec<Token> = tokens::tokenise(text)
            .into_iter()
            .map(|span| Token {
                span,
                syntax: Syntax::default(),
            })
            .collect();
        let mut sentences = sentences::split(text, &tokens, &self.boundaries);
        headings::part_headings(text, &tokens, &self.gazetteer, &mut sentences);
        let found = self.add_syntax(text, &mut tokens, &sentences);
        let words: Vec<Span> = tokens.iter().map(|token| token.span).collect();
        let found = join_names(text, &words, &self.gazetteer, found);
        let (names, titles) = names::find(text, &tokens, &sentences, &self.gazetteer, &found);
        let times = time::find(text, document.published.as_ref());
        // "$" is the currency of the country whose outlet speaks, where its name says which.
        let country = document
            .outlet
            .as_deref()
            .map(|outlet| names_in(outlet, &self.gazetteer))
            .unwrap_or_default()
            .into_iter()
            .find(|name| name.kind == EntityType::State)
            .and_then(|name| name.country);
        let quantities = quantity::find_beside(text, country.as_deref(), &times);
        // "US$608 million", "New Zealand dollars": the state in a sum of money is no mention of it.
        let mut names = names;
        names.retain(|name| {
            let after = quantities.partition_point(|q| q.span.end <= name.span.start);
            !quantities.get(after).is_some_and(|q| {
                q.kind == entente_model::QuantityKind::Money && q.span.contains(name.span)
            })
        });
        Analysis {
            tokens,
            sentences,
            names,
            titles,
            times,
            quantities,
        }
    }

    /// Reads a text of any length part by part, in memory that does not grow with it, and gives
    /// the words and sentences of each part to `each`. Spans are places in the whole text; indices
    /// of words (the heads, and the words of a sentence) count within the part.
    ///
    /// ```
    /// use entente_language::Analyser;
    ///
    /// let mut verbs = 0;
    /// Analyser::new().read_syntax("Talks began.\nThey ended.", |words, _| {
    ///     verbs += words.iter().filter(|word| word.syntax.xpos == "VBD").count();
    /// });
    /// assert_eq!(verbs, 2);
    /// ```
    pub fn read_syntax(&self, text: &str, mut each: impl FnMut(&[Token], &[Sentence])) {
        let mut start = 0;
        let mut paragraph = 0;
        while start < text.len() {
            // A line break ends a sentence, so parts that end with one change nothing. A line too
            // long is cut before the sentence that its first part ends with.
            let most = text.floor_char_boundary(start + PART);
            let window = &text[start..most];
            let line = window.rfind('\n').map(|at| start + at + 1);
            let (mut end, whole) = match line {
                _ if most == text.len() => (most, true),
                Some(end) => (end, true),
                None => (
                    window
                        .rfind(char::is_whitespace)
                        .filter(|&at| at > 0)
                        .map_or(most, |at| start + at),
                    false,
                ),
            };
            let mut tokens: Vec<Token> = tokens::tokenise(&text[start..end])
                .into_iter()
                .map(|span| Token {
                    span: Span::new(start + span.start, start + span.end),
                    syntax: Syntax::default(),
                })
                .collect();
            let mut sentences = sentences::split(text, &tokens, &self.boundaries);
            if !whole
                && sentences.len() > 1
                && let Some(last) = sentences.pop()
            {
                end = last.span.start;
                tokens.truncate(last.tokens.start);
            }
            for sentence in &mut sentences {
                sentence.paragraph += paragraph;
            }
            if let Some(last) = sentences.last() {
                paragraph = last.paragraph + usize::from(whole);
            }
            self.add_syntax(text, &mut tokens, &sentences);
            each(&tokens, &sentences);
            start = end;
        }
    }

    /// Fills in tags, lemmas and trees, sentence by sentence.
    fn add_syntax(
        &self,
        text: &str,
        tokens: &mut [Token],
        sentences: &[Sentence],
    ) -> Vec<NameWords> {
        let mut session = self.take_session();
        let mut names = Vec::new();
        for window in sentences.chunks(WINDOW) {
            let words: Vec<Vec<&str>> = window
                .iter()
                .map(|sentence| {
                    let words: Vec<&str> = tokens[sentence.tokens.clone()]
                        .iter()
                        .map(|token| &text[token.span.start..token.span.end])
                        .collect();
                    acronyms_plain(words)
                })
                .collect();
            let words: Vec<&[&str]> = words.iter().map(Vec::as_slice).collect();
            let parses = self.model.parse_all(&words, &mut session);
            for (sentence, parse) in window.iter().zip(parses) {
                let first = sentence.tokens.start;
                names.extend(parse.names.into_iter().map(|name| NameWords {
                    words: name.words.start + first..name.words.end + first,
                    kind: name.kind,
                }));
                let tokens = &mut tokens[sentence.tokens.clone()];
                for (token, word) in tokens.iter_mut().zip(parse.words) {
                    let form = &text[token.span.start..token.span.end];
                    let lemma = if word.lemma == PLAIN_ACRONYM && form != PLAIN_ACRONYM {
                        form.into()
                    } else {
                        word.lemma
                    };
                    token.syntax = Syntax {
                        upos: word.upos,
                        xpos: word.xpos,
                        lemma,
                        head: word.head.map(|head| head + first),
                        relation: word.relation,
                    };
                }
            }
        }
        self.give_back(session);
        names
    }

    /// A session that another analysis is done with, or a new one.
    fn take_session(&self) -> Session {
        let spare = self.sessions.lock().ok().and_then(|mut spare| spare.pop());
        spare.unwrap_or_default()
    }

    fn give_back(&self, session: Session) {
        if let Ok(mut spare) = self.sessions.lock() {
            spare.push(session);
        }
    }
}

/// An acronym that no word of the language is written like.
const PLAIN_ACRONYM: &str = "NATO";

/// The words of a sentence as the parser is to see them: it knows "WHO" and "IS" only as "who" and
/// "is", whatever their letters, so that these names stand as another acronym.
fn acronyms_plain(mut words: Vec<&str>) -> Vec<&str> {
    for at in 0..words.len() {
        if names::is_acronym_like_word(&words, at) {
            words[at] = PLAIN_ACRONYM;
        }
    }
    words
}
