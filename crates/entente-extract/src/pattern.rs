//! Patterns over the units of a sentence.
//!
//! | in a pattern | matches |
//! | --- | --- |
//! | `visit/tour` | one of these words, whatever their case |
//! | `trade_deal` | a unit of two words, such as a described agreement |
//! | `~visit/tour` | any inflection of one of these words |
//! | `@saying` | a word of that list of `words.tsv`, or any inflection of it |
//! | `<a:party>` | a mention of that sort, kept as `a`; articles before it may be there |
//! | `<a:party+>` | a list of them: "Kenya, Uganda and Rwanda" |
//! | `<t:date>` | a time that lies on the calendar |
//! | `<n:money>` | a quantity of that sort |
//! | `(in \| on)` | one of these sequences |
//! | `x?` | `x` or nothing |
//! | `...` and `..3` | up to eight, or three, units that do not end a clause |
//! | `^` | the beginning of the sentence |
//!
//! Sorts of mention: the codebook's entity types, `party` (state, org, body, person, group,
//! company, territory), `polity` (state, org or territory), `mission` (an embassy or the like),
//! `any`. Sorts of quantity: `money`,
//! `percent`, `count`, `rank`, `multiple`, `years`, `number` (any). `date`, `title`.

use std::sync::Arc;

use entente_language::Analysis;
use entente_model::{Entity, EntityType, QuantityKind, Status, TimexType};
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::frames::Framed;
use crate::inflect::forms;
use crate::lists::Lists;
use crate::mentions::{Discourse, Line, Reference, UnitKind};

/// How far `...` reaches, in units.
const GAP: usize = 8;
/// How many steps one pattern may take on one sentence, from one beginning.
const BUDGET: u32 = 4_000;

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    items: Vec<Item>,
    /// Words one of which must be in a sentence for the pattern to match; empty if none is sure.
    pub triggers: HashSet<String>,
}

#[derive(Clone, Debug)]
struct Item {
    atom: Atom,
    optional: bool,
}

#[derive(Clone, Debug)]
enum Atom {
    /// Any of these lower-case words; `verb` where it was written as an inflection. Shared, since
    /// matching puts an alternative and the rest of its pattern together again and again.
    Words {
        words: Arc<HashSet<String>>,
        verb: bool,
    },
    Capture {
        name: Arc<str>,
        sorts: Arc<[Kind]>,
        list: bool,
    },
    Gap(usize),
    Either(Arc<[Vec<Item>]>),
    Beginning,
}

/// What a capture may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Type(EntityType),
    Party,
    Polity,
    Mission,
    Any,
    Date,
    Title,
    Money,
    Percent,
    Count,
    Rank,
    Multiple,
    Years,
    Number,
}

impl Kind {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "party" => Self::Party,
            "polity" => Self::Polity,
            "mission" => Self::Mission,
            "any" => Self::Any,
            "date" => Self::Date,
            "title" => Self::Title,
            "money" => Self::Money,
            "percent" => Self::Percent,
            "count" => Self::Count,
            "rank" => Self::Rank,
            "multiple" => Self::Multiple,
            "years" => Self::Years,
            "number" => Self::Number,
            other => Self::Type(EntityType::from_name(other)?),
        })
    }
}

/// What a pattern found: named captures, and the verb that decides tense and denial.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    /// Unit indices by name, in order.
    pub captures: Vec<(String, Vec<usize>)>,
    /// Unit of the first inflected word; in a pattern without one, of the first word.
    pub verb: Option<usize>,
    /// Whether that is an inflected word.
    inflected: bool,
    /// Units that the match covers.
    pub from: usize,
    pub to: usize,
    /// Entities by name, where a frame found them.
    pub entities: Vec<(String, Vec<Entity>)>,
    /// Whether a frame found it.
    pub in_frame: bool,
    /// What the clause says of whether it holds, where a frame read it.
    pub status: Option<Status>,
    /// The unit of the time that hangs on its predicate, where the parse tells.
    pub time: Option<usize>,
}

impl Found {
    /// What a frame found, whose predicate is that unit.
    pub(crate) fn framed(framed: Framed, unit: usize, time: Option<usize>) -> Self {
        Self {
            verb: Some(unit),
            inflected: true,
            from: unit,
            to: unit + 1,
            entities: framed.captures,
            in_frame: true,
            status: framed.status,
            time,
            ..Self::default()
        }
    }

    /// The units kept under `name`.
    pub(crate) fn get(&self, name: &str) -> &[usize] {
        self.captures
            .iter()
            .rev()
            .find(|c| c.0 == name)
            .map_or(&[], |c| &c.1)
    }
}

struct Matcher<'a> {
    discourse: &'a Discourse<'a>,
    line: &'a Line,
    budget: u32,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// A sentence that says what is wrong with it.
    pub(crate) fn parse(text: &str, lists: &Lists) -> Result<Self, String> {
        let spaced = text
            .replace('(', " ( ")
            .replace(')', " ) ")
            .replace('|', " | ")
            .replace(") ?", ")?");
        // "party|org" inside a capture must stay together.
        let spaced = rejoin_captures(&spaced);
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let mut at = 0;
        let mut alternatives = parse_alternatives(&words, &mut at, lists)?;
        if at < words.len() {
            return Err(format!(
                "`{}` closes a bracket that was not opened, in `{text}`",
                words[at]
            ));
        }
        let items = if alternatives.len() == 1 {
            alternatives.swap_remove(0)
        } else {
            vec![Item {
                atom: Atom::Either(alternatives.into()),
                optional: false,
            }]
        };
        if items.is_empty() {
            return Err("an empty pattern matches nothing".to_owned());
        }
        let triggers = triggers(&items);
        Ok(Self { items, triggers })
    }

    /// Every place where the pattern matches, the leftmost first, none overlapping an earlier one
    /// with the same captures.
    pub(crate) fn find(&self, discourse: &Discourse, line: &Line) -> Vec<Found> {
        let mut out: Vec<Found> = Vec::new();
        let mut matcher = Matcher {
            discourse,
            line,
            budget: 0,
        };
        for from in 0..line.units.len() {
            matcher.budget = BUDGET;
            let mut found = Found {
                from,
                ..Found::default()
            };
            if let Some(to) = matcher.run(&self.items, from, &mut found, &mut |_, to| Some(to)) {
                found.to = to;
                let same = out.iter().any(|o| {
                    o.captures
                        .iter()
                        .map(|c| c.1.last())
                        .eq(found.captures.iter().map(|c| c.1.last()))
                        && o.verb == found.verb
                });
                if !same {
                    out.push(found);
                }
            }
        }
        out
    }

    /// Every place where a pattern without captures matches.
    pub(crate) fn find_all(&self, discourse: &Discourse, line: &Line) -> Vec<Found> {
        let mut matcher = Matcher {
            discourse,
            line,
            budget: 0,
        };
        (0..line.units.len())
            .filter_map(|from| {
                matcher.budget = BUDGET;
                let mut found = Found {
                    from,
                    ..Found::default()
                };
                let to = matcher.run(&self.items, from, &mut found, &mut |_, to| Some(to))?;
                found.to = to;
                Some(found)
            })
            .collect()
    }

    /// The names of its captures.
    pub(crate) fn names(&self) -> Vec<&str> {
        fn collect<'a>(items: &'a [Item], out: &mut Vec<&'a str>) {
            for item in items {
                match &item.atom {
                    Atom::Capture { name, .. } => out.push(name),
                    Atom::Either(alternatives) => alternatives.iter().for_each(|a| collect(a, out)),
                    _ => {}
                }
            }
        }
        let mut out = Vec::new();
        collect(&self.items, &mut out);
        out
    }
}

/// Puts captures that the spacing of brackets and bars cut apart together again.
fn rejoin_captures(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            ' ' if inside => continue,
            _ => {}
        }
        out.push(c);
    }
    out
}

fn parse_alternatives(
    words: &[&str],
    at: &mut usize,
    lists: &Lists,
) -> Result<Vec<Vec<Item>>, String> {
    let mut alternatives = vec![Vec::new()];
    while let Some(&word) = words.get(*at) {
        match word {
            ")" | ")?" => break,
            "|" => {
                alternatives.push(Vec::new());
                *at += 1;
            }
            "(" => {
                *at += 1;
                let inner = parse_alternatives(words, at, lists)?;
                let optional = match words.get(*at) {
                    Some(&")") => false,
                    Some(&")?") => true,
                    _ => return Err("a bracket is not closed".to_owned()),
                };
                *at += 1;
                if let Some(last) = alternatives.last_mut() {
                    last.push(Item {
                        atom: Atom::Either(inner.into()),
                        optional,
                    });
                }
            }
            _ => {
                let item = parse_item(word, lists)?;
                if let Some(last) = alternatives.last_mut() {
                    last.push(item);
                }
                *at += 1;
            }
        }
    }
    Ok(alternatives)
}

fn parse_item(word: &str, lists: &Lists) -> Result<Item, String> {
    let (body, optional) = match word.strip_suffix('?') {
        Some(body) if !body.is_empty() => (body, true),
        _ => (word, false),
    };
    let atom = if body == "..." {
        Atom::Gap(GAP)
    } else if let Some(length) = body.strip_prefix("..") {
        Atom::Gap(
            length
                .parse()
                .map_err(|_| format!("`{body}` is no gap; write ... or ..3"))?,
        )
    } else if body == "^" {
        Atom::Beginning
    } else if let Some(inner) = body.strip_prefix('<') {
        let inner = inner
            .strip_suffix('>')
            .ok_or_else(|| format!("`{body}` lacks its >"))?;
        let (name, sorts) = inner
            .split_once(':')
            .ok_or_else(|| format!("`{body}` lacks its sort; write <a:party>"))?;
        let (sorts, list) = sorts
            .strip_suffix('+')
            .map_or((sorts, false), |s| (s, true));
        let sorts = sorts
            .split('|')
            .map(|s| Kind::from_name(s).ok_or_else(|| format!("`{s}` is no sort of capture")))
            .collect::<Result<_, _>>()?;
        Atom::Capture {
            name: name.into(),
            sorts,
            list,
        }
    } else if let Some(lemmas) = body.strip_prefix('~') {
        Atom::Words {
            words: Arc::new(lemmas.split('/').flat_map(forms).collect()),
            verb: true,
        }
    } else if let Some(list) = body.strip_prefix('@') {
        let words = lists
            .words(list)
            .ok_or_else(|| format!("there is no list `{list}` in words.tsv"))?;
        Atom::Words {
            words: Arc::new(words.iter().flat_map(|w| forms(w)).collect()),
            verb: true,
        }
    } else {
        Atom::Words {
            words: Arc::new(
                body.split('/')
                    .map(|w| w.to_lowercase().replace('_', " "))
                    .collect(),
            ),
            verb: false,
        }
    };
    Ok(Item { atom, optional })
}

/// The words of the mandatory item with the fewest, which a sentence must have one of.
fn triggers(items: &[Item]) -> HashSet<String> {
    let mut best: Option<HashSet<String>> = None;
    for item in items.iter().filter(|i| !i.optional) {
        let words = match &item.atom {
            Atom::Words { words, .. } => HashSet::clone(words),
            Atom::Either(alternatives) => {
                let parts: Vec<HashSet<String>> =
                    alternatives.iter().map(|a| triggers(a)).collect();
                if parts.iter().any(HashSet::is_empty) {
                    continue;
                }
                parts.into_iter().flatten().collect()
            }
            _ => continue,
        };
        let rank = |w: &HashSet<String>| {
            (
                w.iter().any(|w| {
                    matches!(
                        w.as_str(),
                        "of" | "in" | "to" | "'s" | "," | "and" | "with" | "the" | "a" | "for"
                    )
                }),
                w.len(),
            )
        };
        if best.as_ref().is_none_or(|b| rank(&words) < rank(b)) {
            best = Some(words);
        }
    }
    best.unwrap_or_default()
}

impl Matcher<'_> {
    /// Matches `items` from unit `at`; `done` decides at the end.
    fn run(
        &mut self,
        items: &[Item],
        at: usize,
        found: &mut Found,
        done: &mut dyn FnMut(&mut Found, usize) -> Option<usize>,
    ) -> Option<usize> {
        if self.budget == 0 {
            return None;
        }
        self.budget -= 1;
        let Some((item, rest)) = items.split_first() else {
            return done(found, at);
        };
        let kept = (found.captures.len(), found.verb, found.inflected);
        let mut go_on =
            |this: &mut Self, found: &mut Found, to: usize| this.run(rest, to, found, done);
        let result = match &item.atom {
            Atom::Beginning => {
                if at == 0 {
                    go_on(self, found, at)
                } else {
                    None
                }
            }
            Atom::Words { words, verb } => match self.line.units.get(at) {
                Some(unit) if words.contains(&unit.lower) => {
                    let small =
                        matches!(unit.lower.as_str(), "'s" | "of" | "the" | "," | "in" | "on");
                    if *verb && !found.inflected || found.verb.is_none() && !small {
                        found.verb = Some(at);
                        found.inflected = *verb;
                    }
                    go_on(self, found, at + 1)
                }
                _ => None,
            },
            Atom::Gap(longest) => {
                let mut result = None;
                for length in 0..=*longest {
                    if length > 0
                        && self
                            .line
                            .units
                            .get(at + length - 1)
                            .is_none_or(|u| ends_clause(&u.lower))
                    {
                        break;
                    }
                    result = go_on(self, found, at + length);
                    if result.is_some() {
                        break;
                    }
                }
                result
            }
            Atom::Capture { name, sorts, list } => {
                self.capture(at, name, sorts, *list, found, &mut go_on)
            }
            Atom::Either(alternatives) => {
                let mut result = None;
                for alternative in alternatives.iter() {
                    let this = &mut *self;
                    // The alternative, then the rest of the pattern, as one.
                    let joined: Vec<Item> = alternative.iter().chain(rest).cloned().collect();
                    result = this.run(&joined, at, found, done);
                    if result.is_some() {
                        break;
                    }
                    found.captures.truncate(kept.0);
                    (found.verb, found.inflected) = (kept.1, kept.2);
                }
                result
            }
        };
        if result.is_some() {
            return result;
        }
        found.captures.truncate(kept.0);
        (found.verb, found.inflected) = (kept.1, kept.2);
        if item.optional {
            self.run(rest, at, found, done)
        } else {
            None
        }
    }

    fn capture(
        &mut self,
        at: usize,
        name: &str,
        sorts: &[Kind],
        list: bool,
        found: &mut Found,
        go_on: &mut dyn FnMut(&mut Self, &mut Found, usize) -> Option<usize>,
    ) -> Option<usize> {
        let units = &self.line.units;
        let mut first = at;
        while units.get(first).is_some_and(|u| {
            u.kind == UnitKind::Word && matches!(u.lower.as_str(), "the" | "a" | "an")
        }) {
            first += 1;
        }
        if !self.fits(first, sorts) {
            return None;
        }
        let mut kept = vec![first];
        let mut to = first + 1;
        if list {
            // "Kenya, Uganda, the Republic of Korea and Rwanda"
            while let Some(next) = self.next_in_list(to, sorts) {
                kept.push(next);
                to = next + 1;
            }
        }
        found.captures.push((name.to_owned(), kept));
        go_on(self, found, to)
    }

    /// The next member of a list whose last member ends before unit `at`.
    fn next_in_list(&self, at: usize, sorts: &[Kind]) -> Option<usize> {
        let units = &self.line.units;
        let mut next = at;
        let mut joined = false;
        // "an accord on health (2007) and one on ports": what brackets hold is passed over.
        if units.get(next).is_some_and(|u| u.lower == "(")
            && let Some(close) =
                (next..next + 5).find(|&c| units.get(c).is_some_and(|u| u.lower == ")"))
        {
            next = close + 1;
        }
        let from = next;
        while next < from + 4 {
            match units.get(next).map(|u| u.lower.as_str()) {
                Some("," | ";" | "and" | "&" | "or" | "-" | "–" | "as" | "well") => joined = true,
                Some("the" | "both" | "with" | "also" | "a" | "an") if joined => {}
                _ => break,
            }
            next += 1;
        }
        // "Jamaica, Montserrat and Belize": a territory stands among states.
        let territory = |at: usize| {
            sorts.contains(&Kind::Type(EntityType::State))
                && matches!(self.line.units.get(at).map(|u| u.kind),
                    Some(UnitKind::Mention(m)) if self.territory(m))
        };
        (joined && (self.fits(next, sorts) || territory(next))).then_some(next)
    }

    fn fits(&self, at: usize, sorts: &[Kind]) -> bool {
        let Some(unit) = self.line.units.get(at) else {
            return false;
        };
        let analysis: &Analysis = self.discourse.analysis;
        sorts.iter().any(|sort| match (unit.kind, sort) {
            (UnitKind::Mention(_), Kind::Any) => true,
            (UnitKind::Mention(m), Kind::Party) => {
                self.discourse.entities_of(m).all(|e| {
                    !matches!(
                        e.kind,
                        EntityType::Agreement
                            | EntityType::Policy
                            | EntityType::Other
                            | EntityType::Place
                    )
                }) || self.territory(m)
            }
            (UnitKind::Mention(m), Kind::Polity) => {
                self.discourse
                    .entities_of(m)
                    .all(|e| matches!(e.kind, EntityType::State | EntityType::Org))
                    || self.territory(m)
            }
            (_, Kind::Mission) => {
                matches!(unit.kind, UnitKind::Word | UnitKind::Mention(_))
                    && unit
                        .lower
                        .split(' ')
                        .any(|w| self.discourse.lists.has("mission-noun", w))
            }
            (UnitKind::Mention(m), Kind::Type(kind)) => {
                self.discourse.entities_of(m).all(|e| e.kind == *kind)
                    && (*kind != EntityType::Place
                        || self.discourse.mentions[m].reference != Reference::Adjective)
            }
            (UnitKind::Time(t), Kind::Date) => analysis.times[t].edtf.is_some(),
            (UnitKind::Title(_), Kind::Title) => true,
            // "40 years of": a span of time as much as a number.
            (UnitKind::Time(t), Kind::Years) => {
                analysis.times[t].kind == TimexType::Duration && unit.lower.ends_with("years")
            }
            (UnitKind::Quantity(q), sort) => {
                let kind = analysis.quantities[q].kind;
                match sort {
                    Kind::Money => kind == QuantityKind::Money,
                    Kind::Percent => {
                        matches!(kind, QuantityKind::Percent | QuantityKind::PercentagePoint)
                    }
                    Kind::Count => kind == QuantityKind::Number,
                    Kind::Rank => kind == QuantityKind::Ordinal,
                    Kind::Multiple => kind == QuantityKind::Multiple,
                    Kind::Years => kind == QuantityKind::Duration,
                    Kind::Number => true,
                    _ => false,
                }
            }
            _ => false,
        })
    }

    fn territory(&self, mention: usize) -> bool {
        self.discourse.mentions[mention]
            .entities
            .iter()
            .all(|&e| self.discourse.is_territory(e))
    }
}

/// Marks and words that no gap crosses: what is told of a noun is another clause.
fn ends_clause(word: &str) -> bool {
    matches!(
        word,
        ";" | ":" | "“" | "”" | "\"" | "." | "!" | "?" | "which" | "whose"
    )
}

/// Which patterns may match a sentence that has these words: an index from trigger to pattern.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    by_word: HashMap<String, Vec<usize>>,
    always: Vec<usize>,
}

impl Index {
    /// Adds pattern number `at`.
    pub(crate) fn add(&mut self, pattern: &Pattern, at: usize) {
        if pattern.triggers.is_empty() {
            self.always.push(at);
        }
        for word in &pattern.triggers {
            self.by_word.entry(word.clone()).or_default().push(at);
        }
    }

    /// The numbers of the patterns to try on a sentence, in order.
    pub(crate) fn candidates(&self, line: &Line) -> Vec<usize> {
        let mut out = self.always.clone();
        for unit in &line.units {
            if let Some(found) = self.by_word.get(&unit.lower) {
                out.extend(found);
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }
}
