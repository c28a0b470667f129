//! Names and titles, from the gazetteer and the shapes of capitalised words.
//!
//! A run of capitalised words is read from left to right: a title of office, a name of the
//! gazetteer, a body or agreement by its head noun ("Ministry of Trade", "Coastal Guard"), and
//! what is left is a person where a title, an honorific or a given name says so.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use entente_model::{EntityType, Span};

use crate::gazetteer::fold_word;
use crate::syntax::{NameKind, NameWords};
use crate::tables::rows;
use crate::{Entry, Form, Gazetteer, Name, OfficeOf, Sentence, Title, Token};

/// The head nouns of names: their sort, and whether they may stand first ("Ministry of …").
static HEADS: LazyLock<HashMap<&'static str, (EntityType, bool)>> = LazyLock::new(|| {
    rows(include_str!("../data/en/names/heads.tsv"))
        .map(|r| {
            (
                r.cell(0),
                (
                    EntityType::from_name(r.cell(1)).unwrap_or(EntityType::Other),
                    r.cell(2) == "yes",
                ),
            )
        })
        .collect()
});
static HONORIFICS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    rows(include_str!("../data/en/names/honorifics.tsv"))
        .map(|r| r.cell(0))
        .collect()
});
/// What stands for a state before a hyphen: its alpha-3 code.
static COMBINING_FORMS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    rows(include_str!("../data/en/names/combining_forms.tsv"))
        .map(|r| (r.cell(0), r.cell(1)))
        .collect()
});
static GIVEN_NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    rows(include_str!("../data/en/names/given_names.tsv"))
        .map(|r| r.cell(0))
        .collect()
});

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    Lists(
        rows(include_str!("../data/en/names/lists.tsv"))
            .map(|r| (r.cell(0), r.cell(1).split(' ').collect()))
            .collect(),
    )
});

/// Sorts of well-known names, by their words with a space between.
static SORTS: LazyLock<HashMap<String, NameKind>> = LazyLock::new(|| {
    rows(include_str!("../data/en/names/sorts.tsv"))
        .map(|r| {
            let name = r.cell(0);
            let words: Vec<&str> = crate::tokens::tokenise(name)
                .iter()
                .map(|span| &name[span.start..span.end])
                .collect();
            let sort = match r.cell(1) {
                "place" => NameKind::Place,
                _ => NameKind::Organisation,
            };
            (words.join(" "), sort)
        })
        .collect()
});
/// Most words of a well-known name.
const MOST_SORTED: usize = 5;

/// Closed word lists by name.
struct Lists(HashMap<&'static str, HashSet<&'static str>>);

impl Lists {
    fn has(&self, list: &str, word: &str) -> bool {
        self.0.get(list).is_some_and(|words| words.contains(word))
    }
}

struct Scan<'a> {
    text: &'a str,
    tokens: &'a [Token],
    spans: Vec<Span>,
    gazetteer: &'a Gazetteer,
    /// Folded words that the document also writes in lower case.
    lower: HashSet<String>,
    names: Vec<Name>,
    titles: Vec<Title>,
}

/// The names and titles of a text.
pub(crate) fn find(
    text: &str,
    tokens: &[Token],
    sentences: &[Sentence],
    gazetteer: &Gazetteer,
    learned: &[NameWords],
) -> (Vec<Name>, Vec<Title>) {
    let spans: Vec<Span> = tokens.iter().map(|t| t.span).collect();
    let lower = spans
        .iter()
        .map(|s| &text[s.start..s.end])
        .filter(|w| w.starts_with(char::is_lowercase))
        .map(str::to_owned)
        .collect();
    let mut scan = Scan {
        text,
        tokens,
        spans,
        gazetteer,
        lower,
        names: Vec::new(),
        titles: Vec::new(),
    };
    for sentence in sentences {
        scan.sentence(sentence);
    }
    scan.add_learned(learned);
    scan.repeat_surnames(sentences);
    let Scan {
        mut names,
        mut titles,
        ..
    } = scan;
    names.sort_by_key(|n| (n.span.start, std::cmp::Reverse(n.span.end)));
    names.dedup_by_key(|n| n.span);
    titles.sort_by_key(|t| t.span.start);
    (names, titles)
}

/// The names of the gazetteer in a short text, such as an outlet's name.
#[must_use]
pub fn names_in(text: &str, gazetteer: &Gazetteer) -> Vec<Name> {
    let spans = crate::tokens::tokenise(text);
    let mut names = Vec::new();
    let mut at = 0;
    while at < spans.len() {
        match gazetteer.name_at(text, &spans[at..]) {
            Some((entry, form, length)) => {
                let span = Span::new(spans[at].start, spans[at + length - 1].end);
                names.push(Name {
                    span,
                    kind: entry.kind,
                    country: entry.country.clone(),
                    id: entry.id.clone(),
                    form,
                });
                at += length;
            }
            None => at += 1,
        }
    }
    names
}

/// Joins the names that the network found among words (their spans in `text`) with the gazetteer:
/// where that knows a name, or the sort of a name by its head noun, it decides; names that the
/// network missed are added.
///
/// ```
/// use entente_language::{Gazetteer, join_names, tokenise};
///
/// let text = "Vietnam told Kenya.";
/// let names = join_names(text, &tokenise(text), &Gazetteer::new(), Vec::new());
/// assert_eq!((names[0].words.clone(), names[1].words.clone()), (0..1, 2..3));
/// ```
#[must_use]
pub fn join_names(
    text: &str,
    words: &[Span],
    gazetteer: &Gazetteer,
    found: Vec<NameWords>,
) -> Vec<NameWords> {
    let word = |at: usize| words.get(at).map_or("", |span| &text[span.start..span.end]);
    let phrase = |from: usize, to: usize| {
        let words: Vec<&str> = (from..to).map(word).collect();
        words.join(" ")
    };
    // A name of several words that the table of well-known names has; one word alone may also be
    // another's name, so it has to be found by the network first.
    let well_known = |at: usize| {
        if !word(at).starts_with(char::is_uppercase) {
            return None;
        }
        (2..=MOST_SORTED.min(words.len() - at))
            .rev()
            .filter(|length| word(at + length - 1).starts_with(char::is_uppercase))
            .find_map(|length| Some((length, *SORTS.get(&phrase(at, at + length))?)))
    };
    // What the gazetteer knows: where a name ends, and its sort, none where it is no name of the
    // three sorts ("Kenyan", "Paris Agreement").
    let mut known: Vec<(usize, usize, Option<NameKind>)> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match gazetteer.name_at(text, &words[at..]) {
            Some((entry, form, length)) => {
                let sort = sort_of(entry.kind).filter(|_| form != Form::Adjective);
                known.push((at, at + length, sort));
                at += length;
            }
            None => match well_known(at) {
                Some((length, sort)) => {
                    known.push((at, at + length, Some(sort)));
                    at += length;
                }
                None => at += 1,
            },
        }
    }
    let mut joined: Vec<NameWords> = Vec::with_capacity(found.len());
    let mut known = known.into_iter().peekable();
    for mut name in found {
        // Names of the gazetteer that stand before this one.
        while let Some((start, end, sort)) = known.next_if(|known| known.1 <= name.words.start) {
            joined.extend(sort.map(|kind| NameWords {
                words: start..end,
                kind,
            }));
        }
        let (start, end) = (name.words.start, name.words.end);
        let within = known
            .peek()
            .filter(|known| known.0 <= start && known.1 >= end);
        if let Some(&(from, to, sort)) = within {
            known.next();
            joined.extend(sort.map(|kind| NameWords {
                words: from..to,
                kind,
            }));
            continue;
        }
        // Names inside this one go with it.
        while known.next_if(|known| known.0 < end).is_some() {}
        let head = match HEADS.get(word(end - 1)) {
            Some(&(kind, _)) if end > start + 1 => Some(kind),
            _ => HEADS
                .get(word(start))
                .filter(|head| head.1 && matches!(word(start + 1), "of" | "for" | "on"))
                .map(|head| head.0),
        };
        match head {
            Some(EntityType::Agreement | EntityType::Policy) => continue,
            // "the West Bank" is no bank: the table knows better than the head noun.
            _ if end - start <= MOST_SORTED && SORTS.contains_key(&phrase(start, end)) => {
                name.kind = SORTS[&phrase(start, end)];
            }
            Some(kind) => name.kind = sort_of(kind).unwrap_or(name.kind),
            None if end > start + 1
                && GIVEN_NAMES.contains(word(start))
                && !LISTS.has("thing-end", word(end - 1)) =>
            {
                name.kind = NameKind::Person;
            }
            None => {}
        }
        joined.push(name);
    }
    joined.extend(known.filter_map(|(start, end, sort)| {
        Some(NameWords {
            words: start..end,
            kind: sort?,
        })
    }));
    joined.dedup_by(|next, before| next.words.start < before.words.end);
    joined
}

/// Whether a word is a form of address before a person's name: "Dr", "Mr.".
pub fn is_honorific(word: &str) -> bool {
    HONORIFICS.contains(word) || HONORIFICS.contains(word.trim_end_matches('.'))
}

/// Whether the word at `at` is the World Health Organization's "WHO" or the Islamic State's "IS", not
/// a word of a line in capitals: words in small letters stand around it, and of "IS" the words beside
/// it tell.
pub(crate) fn is_acronym_like_word(words: &[&str], at: usize) -> bool {
    let small = |word: &&str| word.len() > 2 && word.chars().skip(1).all(char::is_lowercase);
    let beside = |list: &str, at: Option<usize>| {
        at.and_then(|at| words.get(at))
            .is_some_and(|word| LISTS.has(list, &word.to_lowercase()))
    };
    match words[at] {
        "WHO" => words.iter().any(small),
        "IS" => {
            words.iter().any(small)
                && (beside("before-is", at.checked_sub(1)) || beside("behind-is", Some(at + 1)))
        }
        _ => false,
    }
}

/// The network's sort of names for a sort of entities.
fn sort_of(kind: EntityType) -> Option<NameKind> {
    match kind {
        EntityType::State | EntityType::Place => Some(NameKind::Place),
        EntityType::Org | EntityType::Body | EntityType::Company | EntityType::Group => {
            Some(NameKind::Organisation)
        }
        EntityType::Person => Some(NameKind::Person),
        EntityType::Agreement | EntityType::Policy | EntityType::Other => None,
    }
}

impl Scan<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens
            .get(at)
            .map_or("", |t| &self.text[t.span.start..t.span.end])
    }

    fn is_capital(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_uppercase)
    }

    /// Capitalised, and not just since it opens the sentence.
    fn is_name_word(&self, at: usize, first: usize) -> bool {
        if !self.is_capital(at) {
            return false;
        }
        let word = self.word(at);
        let folded = word.to_lowercase();
        if LISTS.has("never", &folded) {
            return false;
        }
        if LISTS.has("opener", &folded) && !(at > first && self.is_capital(at + 1)) {
            return false;
        }
        !(at == first && self.lower.contains(&folded) && !GIVEN_NAMES.contains(word))
    }

    fn cover(&self, from: usize, to: usize) -> Span {
        Span::new(self.spans[from].start, self.spans[to - 1].end)
    }

    fn push(
        &mut self,
        from: usize,
        to: usize,
        kind: EntityType,
        country: Option<String>,
        id: Option<String>,
        form: Form,
    ) {
        let span = self.cover(from, to);
        let country = country.or_else(|| {
            let lies = self
                .gazetteer
                .place_country(&self.text[span.start..span.end]);
            lies.filter(|_| kind == EntityType::Place)
                .map(str::to_owned)
        });
        self.names.push(Name {
            span,
            kind,
            country,
            id,
            form,
        });
    }

    fn sentence(&mut self, sentence: &Sentence) {
        let (first, end) = (sentence.tokens.start, sentence.tokens.end);
        let mut at = first;
        while at < end {
            at = self.step(at, first, end).max(at + 1);
        }
    }

    /// Reads what starts at token `at`; returns where to go on.
    fn step(&mut self, at: usize, first: usize, end: usize) -> usize {
        if let Some(to) = self.formal_state(at, end) {
            return to;
        }
        if self.word(at) == "IS" && self.is_islamic_state(at, first, end) {
            let id = Some("ISIL".to_owned());
            self.push(at, at + 1, EntityType::Group, None, id, Form::Name);
            return at + 1;
        }
        if let Some(to) = self.known_person(at, end) {
            return to;
        }
        if let Some(to) = self.compound(at, first, end) {
            return to;
        }
        if let Some(to) = self.gazetteer_name(at, end) {
            return to;
        }
        if let Some(to) = self.title(at, first, end) {
            return to;
        }
        if is_honorific(self.word(at))
            && let Some(to) = self.person_words(at + 1, end)
        {
            self.push(at + 1, to, EntityType::Person, None, None, Form::Name);
            return to;
        }
        if self.is_name_word(at, first) {
            return self.plain_run(at, first, end);
        }
        at + 1
    }

    /// "Kingdom of Nepal": a state behind the name of its form of government, where the table does
    /// not have the whole.
    fn formal_state(&mut self, at: usize, end: usize) -> Option<usize> {
        let form = self.is_capital(at) && LISTS.has("form", &self.word(at).to_lowercase());
        if !form || self.word(at + 1) != "of" {
            return None;
        }
        let state = at + 2 + usize::from(self.word(at + 2) == "the");
        if state >= end || self.name_at(at, end).is_some() {
            return None;
        }
        let (entry, Form::Name, length) = self.name_at(state, end)? else {
            return None;
        };
        if entry.kind != EntityType::State {
            return None;
        }
        let (country, id) = (entry.country.clone(), entry.id.clone());
        let to = state + length;
        self.push(at, to, EntityType::State, country, id, Form::Name);
        Some(to)
    }

    /// Whether "IS" at a token is the armed group.
    fn is_islamic_state(&self, at: usize, first: usize, end: usize) -> bool {
        let words: Vec<&str> = (first..end).map(|at| self.word(at)).collect();
        is_acronym_like_word(&words, at - first)
    }

    /// The whole name of a person of public life ("Volker Türk" is of no Turks), unless it goes on:
    /// "Nelson Mandela University".
    fn known_person(&mut self, at: usize, end: usize) -> Option<usize> {
        let to = at + self.gazetteer.person_at(self.text, &self.spans[at..end])?;
        let goes_on = to < end
            && (self.is_capital(to)
                || self.word(to) == "-"
                || LISTS.has("particle", self.word(to)) && self.after_particles(to));
        // "King Hussein": a title, and a name.
        if goes_on || is_honorific(self.word(at)) || self.title_at(at, end).is_some() {
            return None;
        }
        self.push(at, to, EntityType::Person, None, None, Form::Name);
        Some(to)
    }

    fn gazetteer_name(&mut self, at: usize, end: usize) -> Option<usize> {
        let (mut entry, mut form, mut length) = self.name_at(at, end)?;
        // "US Treasury Secretary": the last word of the name opens a title.
        if length > 1
            && self
                .title_at(at + length - 1, end)
                .is_some_and(|(_, n)| n > 1)
            && let Some(shorter) = self.name_at(at, at + length - 1)
        {
            (entry, form, length) = shorter;
        }
        let (kind, country, id) = (entry.kind, entry.country.clone(), entry.id.clone());
        // "Georgia Meloni", "Jordan Smith": a state's name before another capital is left to the
        // run only where the given names know it and no state-like context follows.
        if kind == EntityType::Agreement {
            self.parties_within(at, at + length);
        }
        self.push(at, at + length, kind, country, id, form);
        Some(at + length)
    }

    /// "Japan-Australia Economic Partnership Agreement": two or more sides that the known name of
    /// an agreement names are its parties.
    fn parties_within(&mut self, from: usize, to: usize) {
        let mut sides = Vec::new();
        let mut at = from;
        while at < to {
            // The whole name is no part of itself.
            let end = if at == from { to - 1 } else { to };
            match self.name_at(at, end) {
                Some((entry, form, length)) => {
                    if matches!(entry.kind, EntityType::State | EntityType::Org)
                        && form != Form::Seat
                    {
                        let (country, id) = (entry.country.clone(), entry.id.clone());
                        sides.push((at, at + length, entry.kind, country, id, form));
                    }
                    at += length;
                }
                None => at += 1,
            }
        }
        let first = sides.first().map(|side| side.4.clone());
        if sides.iter().any(|side| Some(&side.4) != first.as_ref()) {
            for (from, to, kind, country, id, form) in sides {
                self.push(from, to, kind, country, id, form);
            }
        }
    }

    /// A body, agreement, policy or company by its head noun.
    fn compound(&mut self, at: usize, first: usize, end: usize) -> Option<usize> {
        if !self.is_capital(at) {
            return None;
        }
        let word = self.word(at);
        if let Some(&(kind, true)) = HEADS.get(word)
            && let Some(to) = self.head_first(at, end)
        {
            self.finish_compound(at, to, kind);
            return Some(to);
        }
        if at == first && is_function_word(word) || is_honorific(word) {
            return None;
        }
        let (mut to, kind) = self.head_last(at, first, end)?;
        // "Polish Ministry of Foreign Affairs": what is behind the noun is part of the state's body.
        let of_state = self
            .name_at(at, end)
            .is_some_and(|(_, _, length)| at + length + 1 == to);
        if of_state
            && kind == EntityType::Body
            && HEADS.get(self.word(to - 1)).is_some_and(|head| head.1)
            && let Some(whole) = self.head_first(to - 1, end)
        {
            to = whole;
        }
        self.finish_compound(at, to, kind);
        Some(to)
    }

    /// "Ministry of Industry and Trade", "Resolution No. 12", "Treaty of Amity and Cooperation".
    fn head_first(&self, at: usize, end: usize) -> Option<usize> {
        let mut to = at + 1;
        let mut number = to;
        if matches!(self.word(number), "No." | "No" | "Nos." | "#") {
            number += 1;
        }
        if number < end && self.word(number).starts_with(|c: char| c.is_ascii_digit()) {
            return Some(number + 1);
        }
        if !matches!(self.word(to), "of" | "for" | "on" | "to") {
            return None;
        }
        let mut grown = false;
        // An adjective ends no name: "the Agreement for Australian and Japanese consumers".
        let mut adjective = None;
        while to < end {
            let word = self.word(to);
            let connector = matches!(
                word,
                "of" | "for" | "on" | "to" | "and" | "," | "the" | "&" | "in" | "-" | "–"
            );
            if self.is_capital(to) && !is_function_word(word) {
                // A comma or "and" joins only further parts of the name, not the next party.
                let before = to - 1 - usize::from(self.word(to - 1) == "the");
                let joined = matches!(self.word(before), "and" | ",");
                let named = self.name_at(to, end);
                if joined
                    && (named.is_some()
                        || self.title_at(to, end).is_some()
                        || HEADS.contains_key(word))
                {
                    break;
                }
                // "the Ministry of Trade and the National Grain Board" are two.
                if joined && before + 1 < to && self.head_last(to, to, end).is_some() {
                    break;
                }
                if let Some((_, form, length)) = named {
                    grown = true;
                    to += length;
                    // "… of Kenya" closes the name, "… of the United Nations" and "… of Abuja" too.
                    if form != Form::Adjective {
                        adjective = None;
                        break;
                    }
                    adjective = Some(to - length);
                    continue;
                }
                if !joined
                    && self.title_at(to, end).is_some()
                    && !matches!(self.word(to - 1), "of" | "for" | "on")
                {
                    break;
                }
                grown = true;
                adjective = None;
                to += 1;
            } else if connector && self.connects(to, end) {
                to += 1;
            } else {
                break;
            }
        }
        to = adjective.unwrap_or(to);
        grown &= to > at + 2;
        while to > at + 1 && !self.is_capital(to - 1) {
            to -= 1;
        }
        grown.then_some(to)
    }

    /// Whether the connector at `to` leads to another capitalised word.
    fn connects(&self, to: usize, end: usize) -> bool {
        let word = self.word(to);
        let mut next = to + 1;
        if next < end && matches!(self.word(next), "the" | "and") {
            next += 1;
        }
        if next >= end || !self.is_capital(next) || is_function_word(self.word(next)) {
            return false;
        }
        if word == "," {
            // A comma joins only within a list that closes with "and": "Education, Science and Culture".
            return (next..end.min(next + 6))
                .any(|i| self.word(i) == "and" && self.is_capital(i + 1));
        }
        true
    }

    /// "ASEAN Secretariat", "Vietnam News Agency", "Eastern Coast Guard".
    fn head_last(&self, at: usize, first: usize, end: usize) -> Option<(usize, EntityType)> {
        let mut best = None;
        let mut to = at;
        while to < end.min(at + 12) {
            let word = self.word(to);
            if self.is_capital(to) {
                if is_function_word(word) && to > at {
                    break;
                }
                if to == at
                    && !self.is_name_word(at, first)
                    && self.name_at(at, end).is_none()
                    && !HEADS.contains_key(word)
                {
                    break;
                }
                // "Vietnamese State President": a title that begins with such a noun.
                let title = self.title_at(to, end);
                if to > at && word == "State" && title.is_some_and(|(_, length)| length > 1) {
                    break;
                }
                if to > at && HEADS.contains_key(word) {
                    // "the West Bank"
                    let name = self.cover(at, to + 1);
                    let words = &self.text[name.start..name.end];
                    if HEADS[word].0 == EntityType::Org
                        && self.gazetteer.place_country(words).is_some()
                    {
                        break;
                    }
                    best = Some((to + 1, HEADS[word].0));
                    // "Department of X" after the head belongs to the next name.
                }
                if to > at && title.is_some() && !HEADS.contains_key(word) {
                    break;
                }
                to += 1;
            } else if matches!(
                word,
                "and" | "of" | "for" | "in" | "on" | "the" | "-" | "–" | "&" | "’s" | "'s"
            ) && to > at
            {
                let and = matches!(word, "and" | "’s" | "'s");
                let next = to + 1;
                // "Bahar Ibrahim of the Liberation Army": two words before "of" that name nothing
                // else are a person.
                if word == "of"
                    && to == at + 2
                    && self.word(next) == "the"
                    && (at..to).all(|t| {
                        !HEADS.contains_key(self.word(t)) && self.name_at(t, end).is_none()
                    })
                {
                    break;
                }
                if next >= end || !(self.is_capital(next) || matches!(self.word(next), "the")) {
                    break;
                }
                // "Kenya and Japan Agreement" and "Kenya and the African Union" are no names;
                // "Trade and Industry Board" is.
                let named = if self.word(next) == "the" {
                    end.min(next + 1)
                } else {
                    next
                };
                if and && (self.name_at(named, end).is_some() || best.is_some()) {
                    break;
                }
                if and && word != "and" {
                    break;
                }
                // After a head noun, only "of", "for", "on", "-" go on.
                if best.is_some() && !matches!(word, "-" | "–" | "of" | "on" | "for") {
                    break;
                }
                to += 1;
            } else {
                break;
            }
        }
        let (to, kind) = best?;
        // "of Kenya" after a head noun belongs to the name: "Communist Party of Vietnam".
        let mut stop = to;
        if stop + 1 < end && self.word(stop) == "of" {
            let from = if self.word(stop + 1) == "the" {
                stop + 2
            } else {
                stop + 1
            };
            if from < end
                && let Some((_, Form::Name, length)) = self.name_at(from, end)
            {
                stop = from + length;
            }
        }
        // "Economic Community of Central African States", "National Institute of Public Health"
        let charged = kind == EntityType::Org
            || kind == EntityType::Other && matches!(self.word(stop), "of" | "for");
        if stop == to
            && charged
            && HEADS.get(self.word(to - 1)).is_some_and(|head| head.1)
            && let Some(further) = self.head_first(to - 1, end)
        {
            stop = further;
        }
        // A gazetteer name that is just as long knows better.
        if let Some((_, _, length)) = self.name_at(at, end)
            && at + length >= stop
        {
            return None;
        }
        // A title must not be swallowed: "President Kenyatta Party".
        if self.title_at(at, end).is_some_and(|(_, n)| at + n <= stop) {
            return None;
        }
        // A sentence-opening common word before one head noun: "Bilateral Agreement" stays, "Every Council" goes.
        Some((stop, kind))
    }

    fn finish_compound(&mut self, from: usize, to: usize, kind: EntityType) {
        let whole = self
            .gazetteer
            .look_up(&self.text[self.spans[from].start..self.spans[to - 1].end]);
        if let Some(entry) = whole {
            let (kind, country, id) = (entry.kind, entry.country.clone(), entry.id.clone());
            if kind == EntityType::Agreement {
                self.parties_within(from, to);
            }
            self.push(from, to, kind, country, id, Form::Name);
        } else {
            // The names inside say which country it belongs to.
            let mut country = None;
            let mut at = from;
            while at < to {
                match self.name_at(at, to) {
                    Some((entry, form, length)) => {
                        // "Community of Central African States" belongs to no state.
                        let own = kind != EntityType::Org || form == Form::Name;
                        if country.is_none()
                            && form != Form::Seat
                            && kind != EntityType::Agreement
                            && own
                        {
                            country.clone_from(&entry.country);
                        }
                        let (kind, inner, id) =
                            (entry.kind, entry.country.clone(), entry.id.clone());
                        self.push(at, at + length, kind, inner, id, form);
                        at += length;
                    }
                    None => at += 1,
                }
            }
            self.push(from, to, kind, country, None, Form::Name);
        }
    }

    /// The longest name of the tables that begins with token `at` and ends before `end`. "Sino" and
    /// the like stand for a state before the other side's adjective: "Sino-British".
    fn name_at(&self, at: usize, end: usize) -> Option<(&Entry, Form, usize)> {
        let text = self.text;
        self.gazetteer
            .name_at(text, &self.spans[at..end])
            .or_else(|| {
                let code = COMBINING_FORMS.get(self.word(at))?;
                let joined = at + 2 < end
                    && self.word(at + 1) == "-"
                    && self
                        .gazetteer
                        .name_at(text, &self.spans[at + 2..end])
                        .is_some_and(|(_, form, _)| form == Form::Adjective);
                let state = self.gazetteer.by_id(code).filter(|_| joined)?;
                Some((state, Form::Adjective, 1))
            })
    }

    /// The title of office that begins with token `at`, and its length. "Amir Khan Muttaqi" and
    /// "Hossein Amir-Abdollahian" bear it as a name.
    fn title_at(&self, at: usize, end: usize) -> Option<(OfficeOf, usize)> {
        let named = self.word(at) == "Amir"
            && !matches!(self.word(at + 1), "of" | "Sheikh")
            && !(at > 0 && matches!(self.word(at - 1), "the" | "The" | "Highness" | "'s" | "HH"));
        if named {
            return None;
        }
        self.gazetteer
            .title_at(self.text, &self.spans[at.min(end)..end])
    }

    /// A title of office and the person it leads to.
    fn title(&mut self, at: usize, first: usize, end: usize) -> Option<usize> {
        let (of, length) = self.title_at(at, end)?;
        let mut to = at + length;
        // "the Justice Ministry": a body, no judge.
        if matches!(self.word(to), "Ministry" | "Department") {
            return None;
        }
        // The portfolio: "Minister of Foreign Affairs", "Secretary of Health and Human Services".
        if matches!(self.word(to), "of" | "for") && to + 1 < end {
            let word = self.word(to + 1);
            let state = self.name_at(to + 1, end).is_some();
            let body = HEADS.contains_key(word);
            // "president of Abkhazia", "mayor of Novi Sad"
            let place = (1..=2).any(|n| {
                to + n < end && {
                    let name = self.cover(to + 1, to + 1 + n);
                    let words = &self.text[name.start..name.end];
                    self.gazetteer.place_country(words).is_some()
                }
            });
            let portfolio = self.is_capital(to + 1) && !state && !body && !place
                || LISTS.has("portfolio", word);
            if portfolio {
                let mut go = to + 1;
                while go < end {
                    let word = self.word(go);
                    let lower_case = LISTS.has("portfolio", word);
                    let capital = self.is_capital(go)
                        && self.title_at(go, end).is_none()
                        && (self.name_at(go, end).is_none() || self.word(go - 1) == "for")
                        && !GIVEN_NAMES.contains(word);
                    // "Agriculture, Livestock, and Supply"
                    if word == ","
                        && matches!(self.word(go + 1), "and" | "&")
                        && go + 2 < end
                        && self.is_capital(go + 2)
                        && go > to + 1
                        && (to + 1..go).any(|i| self.word(i) == ",")
                    {
                        go += 1;
                        continue;
                    }
                    let joins = matches!(word, "and" | "," | "&" | "of" | "for")
                        && go + 1 < end
                        && self.is_capital(go + 1)
                        && self.name_at(go + 1, end).is_none()
                        && self.title_at(go + 1, end).is_none()
                        && (word != ","
                            || (go + 1..end.min(go + 6)).any(|i| self.word(i) == "and"));
                    // "trade and industry"
                    let lower_joins = word == "and"
                        && go > to + 1
                        && LISTS.has("portfolio", self.word(go - 1))
                        && LISTS.has("portfolio", self.word(go + 1));
                    // A portfolio of one or two words before a name of two or more: stop where
                    // the person begins, which is after a portfolio noun.
                    // "Foreign Affairs and Security Policy" goes on.
                    if capital
                        && go > to + 1
                        && word != "Policy"
                        && LISTS.has("portfolio-end", self.word(go - 1))
                    {
                        break;
                    }
                    if capital || joins || lower_joins || lower_case {
                        go += 1;
                    } else {
                        break;
                    }
                }
                while go > to + 1 && matches!(self.word(go - 1), "and" | "," | "of" | "for" | "&") {
                    go -= 1;
                }
                to = go;
            }
        }
        let from = self.title_start(at, first, at + length);
        // "-elect", "-designate"
        if self.word(to) == "-" && matches!(self.word(to + 1), "elect" | "designate") {
            to += 2;
        }
        self.titles.push(Title {
            span: self.cover(from, to),
            of,
        });
        self.person_behind_holder(to, end);
        // The person: directly, or after honorifics.
        let mut who = to;
        while who < to + 3 && is_honorific(self.word(who)) {
            who += 1;
        }
        // "AU chairperson President Azali Assoumani": the second title is one of its own.
        let titled_again = self.is_capital(who)
            && self
                .title_at(who.min(end), end)
                .is_some_and(|(_, length)| self.person_words(who + length, end).is_some());
        if titled_again {
            return Some(to);
        }
        if (self.is_capital(at) || self.person_shaped(who, end))
            && let Some(stop) = self.person_words(who, end)
        {
            self.push(who, stop, EntityType::Person, None, None, Form::Name);
            return Some(stop);
        }
        Some(to)
    }

    /// Where the title whose noun is from `at` to `to` begins: modifiers before it belong to it
    /// ("Deputy", "interior"), and so does what a minister is in charge of ("External Affairs
    /// Minister", "public works and transport minister").
    fn title_start(&self, at: usize, first: usize, to: usize) -> usize {
        let in_charge = matches!(
            self.word(to - 1).to_lowercase().as_str(),
            "minister" | "secretary" | "commissioner"
        );
        let mut from = at;
        while from > first {
            let word = self.word(from - 1);
            // "under President Kerimov" is no under-president, an Under Secretary is one.
            let under = matches!(word, "under" | "Under")
                && !(word == "Under" && self.word(from) == "Secretary");
            if is_modifier(word) && !under {
                from -= 1;
                continue;
            }
            if !in_charge {
                break;
            }
            let charge = LISTS.has("charge", &word.to_lowercase());
            let joins = matches!(word, "and" | "&" | ",")
                && from < at
                && from > first + 1
                && LISTS.has("charge", &self.word(from).to_lowercase())
                && LISTS.has("charge", &self.word(from - 2).to_lowercase());
            if !charge && !joins {
                break;
            }
            from -= 1;
        }
        from
    }

    /// "President of Kenya William Ruto": the person stands behind where the office is held.
    fn person_behind_holder(&mut self, at: usize, end: usize) {
        // "The trade minister, Aisha Odera, said"
        if self.word(at) == "," {
            let who = at + 1 + usize::from(is_honorific(self.word(at + 1)));
            if self.person_shaped(who, end)
                && let Some(stop) = self.person_words(who, end)
                && (stop >= who + 2 || who > at + 1)
                && matches!(self.word(stop), "," | "and" | ".")
            {
                self.push(who, stop, EntityType::Person, None, None, Form::Name);
            }
            return;
        }
        if !matches!(self.word(at), "of" | "for" | "to" | "at") {
            return;
        }
        let from = at + 1 + usize::from(self.word(at + 1) == "the");
        if from >= end {
            return;
        }
        let named = self.name_at(from, end).map(|(_, _, n)| from + n);
        let compound = HEADS
            .get(self.word(from))
            .and_then(|_| self.head_first(from, end))
            .or_else(|| self.head_last(from, from, end).map(|(to, _)| to));
        let Some(mut to) = named.max(compound) else {
            return;
        };
        if self.word(to) == "(" && self.word(to + 2) == ")" {
            to += 3;
        }
        if self.is_capital(to)
            && self.is_capital(to + 1)
            && !HEADS.contains_key(self.word(to))
            && let Some(stop) = self.person_words(to, end)
        {
            self.push(to, stop, EntityType::Person, None, None, Form::Name);
        }
    }

    /// Whether two capitalised words, or a known given name, start at `at`.
    fn person_shaped(&self, at: usize, end: usize) -> bool {
        at < end && self.is_capital(at) && self.name_at(at, end).is_none()
    }

    /// Where the person's name that starts at `at` ends, if one does.
    fn person_words(&self, at: usize, end: usize) -> Option<usize> {
        let mut to = at;
        while to < end && to < at + 6 {
            let word = self.word(to);
            if to == at && is_honorific(word) {
                return None;
            }
            let initial = word.len() == 2 && word.ends_with('.') && self.is_capital(to);
            if self.is_capital(to) || initial {
                let folded = word.to_lowercase();
                if LISTS.has("never", &folded) && !(to > at && matches!(word, "May" | "March"))
                    || LISTS.has("opener", &folded) && !(to == at && self.is_capital(at + 1))
                {
                    break;
                }
                if HEADS.contains_key(word) && to > at {
                    break;
                }
                let named = self.name_at(to, end);
                if let Some((_, form, _)) = named
                    && (to == at || form != Form::Seat)
                    && !(to > at
                        && GIVEN_NAMES.contains(self.word(to - 1))
                        && form == Form::Name
                        && word.len() > 3
                        && self.word(to + 1) != "and")
                {
                    break;
                }
                if to > at && self.title_at(to, end).is_some() {
                    break;
                }
                to += 1;
            } else if to > at && LISTS.has("particle", word) && self.after_particles(to) {
                to += 1;
            } else if to > at
                && matches!(word, "-" | "‐" | "‑")
                && to + 1 < end
                && self.spans[to].start == self.spans[to - 1].end
                && self.spans[to + 1].start == self.spans[to].end
                && (self.is_capital(to + 1)
                    || LISTS.has("particle", self.word(to - 1))
                    || self.word(to + 1).chars().all(char::is_lowercase))
            {
                to += 2;
            } else if to == at
                && LISTS.has("particle", word)
                && matches!(self.word(to + 1), "-")
                && self.is_capital(to + 2)
            {
                to += 3;
            } else {
                break;
            }
        }
        (to > at && self.is_capital(at) || to > at + 1).then_some(to)
    }

    /// Whether a capital follows the particles that start at `at`: "von der Leyen", "al-Sharaa".
    fn after_particles(&self, at: usize) -> bool {
        let mut to = at + 1;
        while LISTS.has("particle", self.word(to)) && to < at + 3 {
            to += 1;
        }
        let joined = matches!(self.word(to), "-" | "‐" | "‑");
        self.is_capital(to + usize::from(joined))
    }

    /// A run of capitalised words that nothing else explains.
    fn plain_run(&mut self, at: usize, first: usize, end: usize) -> usize {
        let Some(to) = self.person_words(at, end) else {
            return at + 1;
        };
        let word = self.word(at);
        let length = to - at;
        let known =
            GIVEN_NAMES.contains(word) && length >= 2 && !LISTS.has("thing-end", self.word(to - 1));
        let apposed = length >= 2 && self.word(to) == "," && self.leads_to_title(to + 1, end);
        let speaks = (2..=4).contains(&length) && LISTS.has("reporting", self.word(to));
        // "Macron spoke to Erdogan": whom everybody knows by a family name that is no other word.
        let head = length == 1
            && (word.len() > 3 || word == "Xi")
            && !LISTS.has("word-or-surname", word)
            && (at == first || self.word(at - 1) != "the")
            && matches!(self.gazetteer.person_country(word), Some(Some(_)));
        if known || apposed || speaks || head {
            self.push(at, to, EntityType::Person, None, None, Form::Name);
        } else if length <= 3
            && at > first
            && matches!(
                self.word(at - 1),
                "in" | "at" | "near" | "from" | "to" | "outside"
            )
            && !is_acronym(word)
        {
            self.push(at, to, EntityType::Place, None, None, Form::Name);
        } else if length >= 2 || is_acronym(word) {
            self.push(at, to, EntityType::Other, None, None, Form::Name);
        }
        to
    }

    /// Whether a title follows within a few words: "the Kenyan foreign minister".
    fn leads_to_title(&self, at: usize, end: usize) -> bool {
        (at..end.min(at + 6)).any(|i| self.title_at(i, end).is_some() && self.word(i) != "head")
    }

    /// Persons and places that the statistical model knows and no table does.
    fn add_learned(&mut self, learned: &[NameWords]) {
        let mut taken: Vec<Span> = self
            .names
            .iter()
            .filter(|n| n.kind != EntityType::Other || n.id.is_some())
            .map(|n| n.span)
            .chain(self.titles.iter().map(|t| t.span))
            .collect();
        taken.sort_by_key(|s| s.start);
        let mut added = Vec::new();
        // Words of the names of persons, of whom later only the surname stands.
        let borne: HashSet<&str> = learned
            .iter()
            .filter(|n| n.kind == NameKind::Person && n.words.len() > 1)
            .flat_map(|n| n.words.clone())
            .map(|at| self.word(at))
            .chain(
                self.names
                    .iter()
                    .filter(|n| n.kind == EntityType::Person)
                    .flat_map(|n| self.text[n.span.start..n.span.end].split(' ')),
            )
            .collect();
        for name in learned {
            // "shelled Kupiansk": a place that the table has, where no person of the text bears
            // the name.
            let place = || {
                let words = name.words.clone();
                let span = self.cover(words.start, words.end);
                self.gazetteer
                    .place_country(&self.text[span.start..span.end])
                    .is_some()
                    && !GIVEN_NAMES.contains(self.word(words.start))
                    && !words.clone().any(|at| borne.contains(self.word(at)))
            };
            let kind = match name.kind {
                NameKind::Person if place() => EntityType::Place,
                NameKind::Person => EntityType::Person,
                NameKind::Place => EntityType::Place,
                NameKind::Organisation => continue,
            };
            let mut from = name.words.start;
            while from < name.words.end
                && (is_honorific(self.word(from))
                    || matches!(self.word(from), "His" | "Her" | "Their"))
            {
                from += 1;
            }
            if from >= name.words.end || !self.is_capital(from) {
                continue;
            }
            // A surname alone may be of a person named in full elsewhere: left to the repeats.
            let span = self.cover(from, name.words.end);
            let upto = taken.partition_point(|t| t.start < span.end);
            if taken[..upto].iter().rev().take(8).any(|t| t.overlaps(span)) {
                continue;
            }
            if kind == EntityType::Person && HEADS.contains_key(self.word(name.words.end - 1)) {
                continue;
            }
            added.push((from, name.words.end, kind));
        }
        // Both lists are in the order of the text, so each name looks at few of the others.
        let spans: Vec<Span> = added
            .iter()
            .map(|&(from, to, _)| self.cover(from, to))
            .collect();
        self.names.retain(|n| {
            let upto = spans.partition_point(|span| span.start < n.span.end);
            let covered = upto > 0 && spans[upto - 1].overlaps(n.span);
            !(n.kind == EntityType::Other && covered)
        });
        for (from, to, kind) in added {
            self.push(from, to, kind, None, None, Form::Name);
        }
    }

    /// Later mentions of a person by a part of the name, and of runs that are known persons by then.
    fn repeat_surnames(&mut self, sentences: &[Sentence]) {
        let mut parts: HashMap<String, usize> = HashMap::new();
        for name in &self.names {
            if name.kind == EntityType::Person {
                for word in self.text[name.span.start..name.span.end].split([' ', '-']) {
                    if word.starts_with(char::is_uppercase)
                        && word.chars().count() > 2
                        && !word.ends_with('.')
                    {
                        *parts.entry(fold_word(word)).or_default() += 1;
                    }
                }
            }
        }
        if parts.is_empty() {
            return;
        }
        // A run that nothing explained but that repeats a known person's whole name is that person.
        let full: HashSet<String> = self
            .names
            .iter()
            .filter(|n| n.kind == EntityType::Person)
            .map(|n| entente_model::fold(&self.text[n.span.start..n.span.end]))
            .collect();
        for name in &mut self.names {
            let unexplained = matches!(name.kind, EntityType::Other | EntityType::Place)
                && name.country.is_none();
            if unexplained
                && full.contains(&entente_model::fold(
                    &self.text[name.span.start..name.span.end],
                ))
            {
                name.kind = EntityType::Person;
            }
        }
        let mut taken: Vec<Span> = self
            .names
            .iter()
            .filter(|n| n.kind != EntityType::Other)
            .map(|n| n.span)
            .collect();
        taken.extend(self.titles.iter().map(|t| t.span));
        taken.sort_by_key(|s| s.start);
        let is_taken = |span: Span| {
            let upto = taken.partition_point(|t| t.start < span.end);
            taken[..upto].iter().rev().take(8).any(|t| t.overlaps(span))
        };
        let mut found = Vec::new();
        for sentence in sentences {
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                let from = at;
                // The whole name again, though its first word may open the sentence: "To Lam".
                let whole = (2..=5).rev().map(|n| at + n).find(|&to| {
                    to <= sentence.tokens.end
                        && self.is_capital(at)
                        && self.is_capital(to - 1)
                        && full.contains(&entente_model::fold(
                            &self.text[self.spans[at].start..self.spans[to - 1].end],
                        ))
                });
                if let Some(to) = whole.filter(|_| !is_taken(self.spans[at])) {
                    found.push((at, to));
                    at = to;
                    continue;
                }
                while at < sentence.tokens.end
                    && self.is_capital(at)
                    && parts.contains_key(&fold_word(self.word(at)))
                    && !is_taken(self.spans[at])
                {
                    at += 1;
                }
                if at > from {
                    found.push((from, at));
                } else {
                    at += 1;
                }
            }
        }
        for (from, to) in found {
            let span = self.cover(from, to);
            self.names
                .retain(|n| !(n.kind == EntityType::Other && n.span.overlaps(span)));
            self.push(from, to, EntityType::Person, None, None, Form::Name);
        }
    }
}

/// Capitalised words that are no part of the name of a body or agreement.
fn is_function_word(word: &str) -> bool {
    let word = word.to_lowercase();
    LISTS.has("never", &word) || LISTS.has("opener", &word)
}

/// Words that qualify a title and belong to it.
fn is_modifier(word: &str) -> bool {
    // Capitalised, these belong to the name of a body before the title: "State Duma", "Army".
    !matches!(word, "State" | "National" | "Party" | "Army" | "Police")
        && LISTS.has("modifier", &word.to_lowercase())
}

/// Two to six capitals.
fn is_acronym(word: &str) -> bool {
    (2..=6).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Analyser;
    use entente_model::Document;

    fn names(text: &str) -> Vec<(String, EntityType)> {
        let document = Document::new("t", text);
        let analysis = Analyser::new().analyse(&document);
        analysis
            .names
            .iter()
            .map(|n| (document.slice(n.span).to_owned(), n.kind))
            .collect()
    }

    fn titles(text: &str) -> Vec<String> {
        let document = Document::new("t", text);
        let analysis = Analyser::new().analyse(&document);
        analysis
            .titles
            .iter()
            .map(|n| document.slice(n.span).to_owned())
            .collect()
    }

    #[test]
    fn persons_follow_titles() {
        let text = "Deputy Minister of Foreign Affairs Alfred Mutua met Ugandan President Yoweri Museveni. Museveni thanked him.";
        let found = names(text);
        let persons: Vec<&str> = found
            .iter()
            .filter(|n| n.1 == EntityType::Person)
            .map(|n| n.0.as_str())
            .collect();
        assert_eq!(persons, ["Alfred Mutua", "Yoweri Museveni", "Museveni"]);
        assert_eq!(
            titles(text),
            ["Deputy Minister of Foreign Affairs", "President"]
        );
    }

    #[test]
    fn known_persons_and_titles_that_are_names() {
        assert!(names("Volker Türk left.").contains(&("Volker Türk".into(), EntityType::Person)));
        assert!(
            !names("The Nelson Mandela University opened.")
                .contains(&("Nelson Mandela".into(), EntityType::Person))
        );
        assert!(
            names("The Sino-British text lapsed.").contains(&("Sino".into(), EntityType::State))
        );
        assert!(
            names("She signed the Ottawa treaty.")
                .contains(&("Ottawa treaty".into(), EntityType::Agreement))
        );
        let group = ("IS".into(), EntityType::Group);
        assert!(names("Niger accused IS of the raid.").contains(&group));
        assert!(!names("NIGER IS READY.").contains(&group));
        assert!(!names("This IS the time.").contains(&group));
        assert!(titles("Amir Khan Muttaqi left.").is_empty());
        assert_eq!(titles("the Amir of Kuwait left."), ["Amir"]);
        assert_eq!(
            titles("US Treasury Secretary Ana Torres left."),
            ["Treasury Secretary"]
        );
        assert_eq!(
            titles("Peru's minister of trade and industry left."),
            ["minister of trade and industry"]
        );
    }

    #[test]
    fn known_agreements_name_their_parties() {
        let found = names("The Japan-Australia Economic Partnership Agreement is in force.");
        assert!(
            found.contains(&("Australia".into(), EntityType::State)),
            "{found:?}"
        );
        let found = names("They signed the Rome Statute and the UN Charter.");
        assert!(
            found.iter().all(|n| n.1 == EntityType::Agreement),
            "{found:?}"
        );
    }

    #[test]
    fn bodies_and_agreements_by_their_head_nouns() {
        let found = names(
            "The Ministry of Industry and Trade and Kenya Revenue Authority praised the Tripartite Free Trade Area Agreement.",
        );
        assert!(
            found.contains(&("Ministry of Industry and Trade".into(), EntityType::Body)),
            "{found:?}"
        );
        assert!(
            found.contains(&("Kenya Revenue Authority".into(), EntityType::Body)),
            "{found:?}"
        );
        assert!(
            found.contains(&(
                "Tripartite Free Trade Area Agreement".into(),
                EntityType::Agreement
            )),
            "{found:?}"
        );
        let found = names(
            "Both the Ministry of Mines, Water and Energy and the National Grain Board of Peru left.",
        );
        for body in [
            "Ministry of Mines, Water and Energy",
            "National Grain Board of Peru",
        ] {
            assert!(
                found.contains(&(body.into(), EntityType::Body)),
                "{found:?}"
            );
        }
        let found = names("The Polish Ministry of Foreign Affairs and the Togolese army agreed.");
        let whole = "Polish Ministry of Foreign Affairs";
        assert!(
            found.contains(&(whole.into(), EntityType::Body)),
            "{found:?}"
        );
    }

    #[test]
    fn a_given_name_opens_a_person_but_no_hospital() {
        let found =
            names("They told Abdelmalek Brassard of it beside Abdelmalek Brassard Hospital.");
        let person = ("Abdelmalek Brassard".into(), EntityType::Person);
        assert!(found.contains(&person), "{found:?}");
        let hospital = |n: &&(String, EntityType)| n.0 == "Abdelmalek Brassard Hospital";
        assert!(
            found
                .iter()
                .find(hospital)
                .is_none_or(|n| n.1 != EntityType::Person),
            "{found:?}"
        );
    }

    #[test]
    fn lists_of_states_stay_apart() {
        let found = names("China, Japan and the Republic of Korea met Singapore and Brunei.");
        assert_eq!(found.len(), 5, "{found:?}");
        assert!(found.iter().all(|n| n.1 == EntityType::State));
        let found = names("Kenya and the European Union signed a treaty.");
        assert_eq!(found.len(), 2, "{found:?}");
    }
}
