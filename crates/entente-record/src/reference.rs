//! The reference base: what Entente knows before it has read anything.
//!
//! Tables of states, organisations with their members, terms in the chair, holders of offices,
//! ambassadors and agreements, each row with its source. They are one more source of claims: a
//! row is a sentence of a sheet ("Members of ASEAN"), and the claim that rests on it stands in
//! the same blocks as what the texts say, under the same rules and checks. A row enters the
//! record only where a text speaks of the same thing, so that lists hold what was read.
//!
//! The tables that come with the program are in `data/reference/`. An institution replaces them
//! with a folder of its own; a table that the folder lacks is empty.
//!
//! ```
//! use entente_record::Reference;
//!
//! let reference = Reference::built_in();
//! assert_eq!(reference.member_since("VNM", "ASEAN").unwrap().unwrap().as_str(), "1995-07-28");
//! assert!(reference.member_since("VNM", "EU").is_none());
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, LazyLock, OnceLock};

use entente_model::{
    Bound, Claim, ClaimBody, CodePoints, Document, DocumentKind, Edtf, Entity, EntityType, Figure,
    Indicator, Measure, Relation, Span, Tie,
};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::dates::Days;
use crate::error::{RecordError, Result};
use crate::names;
use crate::query::Citation;
use crate::store::block_keys;
use crate::testimony::{Sheet as SheetOf, Source, Testimony};

/// Who is named as the publication of a row.
pub(crate) const OUTLET: &str = "Reference base";

/// The tables, by the names of their files, with their columns.
const TABLES: [(&str, &[&str]); 7] = [
    ("organisations.tsv", &["id", "name", "founded", "source"]),
    (
        "members.tsv",
        &["org", "role", "whole_since", "members", "source"],
    ),
    ("chairs.tsv", &["org", "terms", "source"]),
    ("offices.tsv", &["of", "role", "names", "term", "source"]),
    ("missions.tsv", &["from", "to", "name", "term", "source"]),
    (
        "agreements.tsv",
        &["agreement", "step", "date", "parties", "source"],
    ),
    ("sources.tsv", &["key", "name", "state", "licence"]),
];

/// The tables that come with the program.
const BUILT_IN: [(&str, &str); 7] = [
    (
        "organisations.tsv",
        include_str!("../data/reference/organisations.tsv"),
    ),
    ("members.tsv", include_str!("../data/reference/members.tsv")),
    ("chairs.tsv", include_str!("../data/reference/chairs.tsv")),
    ("offices.tsv", include_str!("../data/reference/offices.tsv")),
    (
        "missions.tsv",
        include_str!("../data/reference/missions.tsv"),
    ),
    (
        "agreements.tsv",
        include_str!("../data/reference/agreements.tsv"),
    ),
    ("sources.tsv", include_str!("../data/reference/sources.tsv")),
];

/// The tables of one reference base.
#[derive(Debug)]
pub struct Reference {
    tables: Vec<(String, String)>,
    hash: String,
    sheets: Vec<Sheet>,
    /// The sheets that are about a party or an agreement, by its id.
    about: BTreeMap<String, Vec<usize>>,
    /// The rows of the organisations that a party is or was in.
    of_member: BTreeMap<String, Vec<(usize, usize)>>,
}

/// Rows that make one document.
#[derive(Debug)]
struct Sheet {
    /// "members/ASEAN".
    name: String,
    title: String,
    rows: Vec<Row>,
    /// From when on the rows are all that there are.
    whole_since: Option<Date>,
    read: OnceLock<Read>,
}

/// One fact of a table.
#[derive(Debug)]
struct Row {
    sentence: String,
    tie: Fact,
}

/// What a row says.
#[derive(Debug)]
enum Fact {
    Tie {
        tie: Tie,
        /// Other spellings of the first end.
        also: Vec<String>,
    },
    Founded(Figure),
}

/// A sheet as a document with its claims.
#[derive(Debug)]
struct Read {
    document: Document,
    by_block: BTreeMap<String, Vec<Testimony>>,
    /// The claim of each row under its usual name, with its byte span.
    claims: BTreeMap<String, (Testimony, Span)>,
}

impl Reference {
    /// The tables that come with the program.
    #[must_use]
    pub fn built_in() -> Arc<Self> {
        static TABLES: LazyLock<Arc<Reference>> = LazyLock::new(|| {
            let tables = BUILT_IN
                .iter()
                .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
                .collect();
            // The test below parses every row; a row that cannot be read is left out.
            Arc::new(Reference::of_tables(tables, &mut Vec::new()))
        });
        Arc::clone(&TABLES)
    }

    /// The tables of a folder, under the names and columns of those that come with the program.
    ///
    /// # Errors
    ///
    /// If the folder holds none of the tables, or a row cannot be read; the message names the
    /// table and the line.
    pub fn open(folder: impl AsRef<Path>) -> Result<Arc<Self>> {
        let folder = folder.as_ref();
        let mut tables = Vec::new();
        for (name, _) in TABLES {
            let path = folder.join(name);
            match std::fs::read_to_string(&path) {
                Ok(text) => tables.push((name.to_owned(), text)),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => {
                    return Err(RecordError::Reference(format!(
                        "{} cannot be read: {error}",
                        path.display()
                    )));
                }
            }
        }
        if tables.is_empty() {
            return Err(RecordError::Reference(format!(
                "{} holds no table of a reference base; it wants members.tsv, offices.tsv and so on",
                folder.display()
            )));
        }
        Self::from_tables(tables)
    }

    /// The tables, by the names of their files.
    pub(crate) fn from_tables(tables: Vec<(String, String)>) -> Result<Arc<Self>> {
        let mut faults = Vec::new();
        let reference = Self::of_tables(tables, &mut faults);
        match faults.first() {
            None => Ok(Arc::new(reference)),
            Some(fault) => Err(RecordError::Reference(fault.clone())),
        }
    }

    /// A hash of all tables: two bases with the same one say the same.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Whether these are the tables that come with the program.
    #[must_use]
    pub fn is_built_in(&self) -> bool {
        self.hash == Self::built_in().hash
    }

    /// The tables, as files.
    pub(crate) fn tables(&self) -> &[(String, String)] {
        &self.tables
    }

    /// Since when a party is a member of an organisation: the date where it is given. `None`
    /// where it is not told as a member now.
    #[must_use]
    pub fn member_since(&self, member: &str, org: &str) -> Option<Option<Edtf>> {
        self.memberships(member).find_map(|(tie, _)| {
            (tie.b.id.as_deref() == Some(org) && lasts(tie)).then(|| tie.valid.clone())
        })
    }

    /// Whether a table has a state, an organisation or an agreement of that id for its subject.
    #[must_use]
    pub fn is_about(&self, id: &str) -> bool {
        self.about.contains_key(id)
    }

    /// How many facts the tables hold.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sheets.iter().map(|s| s.rows.len()).sum()
    }

    /// Whether the tables hold nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The memberships of a party, with the sentence of each.
    pub(crate) fn memberships(&self, member: &str) -> impl Iterator<Item = (&Tie, Citation)> {
        let rows = self.of_member.get(member).map_or(&[][..], Vec::as_slice);
        rows.iter()
            .filter_map(|(sheet, row)| Some((self.sheets[*sheet].rows[*row].tie()?, *sheet, *row)))
            .map(|(tie, sheet, row)| (tie, self.citation(sheet, row)))
    }

    /// The ties of the sheets of that sort about a party, with the sentence of each.
    pub(crate) fn ties(&self, sort: &str, about: &str) -> impl Iterator<Item = (&Tie, Citation)> {
        let name = format!("{sort}/{about}");
        self.sheets
            .iter()
            .enumerate()
            .filter(move |(_, sheet)| sheet.name == name)
            .flat_map(|(number, sheet)| {
                (0..sheet.rows.len())
                    .filter_map(move |row| Some((sheet.rows[row].tie()?, number, row)))
            })
            .map(|(tie, sheet, row)| (tie, self.citation(sheet, row)))
    }

    /// What the tables say in a block of claims.
    pub(crate) fn in_block(&self, key: &str) -> Vec<Testimony> {
        let tokens: BTreeSet<&str> = key.split(['|', ':', '+']).collect();
        let mut out: Vec<Testimony> = tokens
            .into_iter()
            .filter_map(|token| self.about.get(token))
            .flatten()
            .filter_map(|sheet| self.sheets[*sheet].read().by_block.get(key))
            .flatten()
            .cloned()
            .collect();
        out.sort_by(|a, b| a.id.cmp(&b.id));
        out
    }

    /// The document that a claim of the tables rests on, and its span in bytes.
    pub(crate) fn document(&self, testimony: &Testimony) -> Option<(&Document, Span)> {
        let name = testimony.source.document.strip_prefix("reference/")?;
        let sheet = self.sheets.iter().find(|sheet| sheet.name == name)?;
        let read = sheet.read();
        let (_, span) = read.claims.get(&testimony.id)?;
        Some((&read.document, *span))
    }

    /// The claim of that id among the sheets of a block's parties.
    pub(crate) fn cite(&self, testimony: &Testimony) -> Citation {
        let evidence = testimony.claim.evidence;
        Citation {
            claim: testimony.id.clone(),
            quote: testimony.quote.clone(),
            outlet: testimony.source.outlet.clone(),
            published: None,
            title: None,
            url: None,
            document: testimony.source.document.clone(),
            start: evidence.start,
            end: evidence.end,
            credited: None,
            stance: None,
            copy_of: None,
        }
    }

    fn citation(&self, sheet: usize, row: usize) -> Citation {
        let sheet = &self.sheets[sheet];
        let read = sheet.read();
        let sentence = &sheet.rows[row].sentence;
        let found = read.claims.values().find(|(t, _)| &t.quote == sentence);
        match found {
            Some((testimony, _)) => self.cite(testimony),
            // A sheet reads every one of its rows, so that this is never reached.
            None => Citation {
                claim: String::new(),
                quote: sentence.clone(),
                outlet: Some(OUTLET.to_owned()),
                published: None,
                title: None,
                url: None,
                document: format!("reference/{}", sheet.name),
                start: 0,
                end: 0,
                credited: None,
                stance: None,
                copy_of: None,
            },
        }
    }

    fn of_tables(tables: Vec<(String, String)>, faults: &mut Vec<String>) -> Self {
        let mut hash = Sha256::new();
        for (name, text) in &tables {
            hash.update(name.as_bytes());
            hash.update([0]);
            hash.update(text.as_bytes());
            hash.update([0]);
        }
        let hash = hash.finalize().iter().map(|b| format!("{b:02x}")).collect();
        let mut making = Making::default();
        let mut rows =
            |name: &str, making: &mut Making, each: &dyn Fn(&mut Making, &[&str]) -> Option<()>| {
                let Some((_, text)) = tables.iter().find(|(n, _)| n == name) else {
                    return;
                };
                let columns = TABLES
                    .iter()
                    .find(|(n, _)| *n == name)
                    .map_or(&[][..], |(_, columns)| columns);
                let mut head = false;
                for (number, line) in text.lines().enumerate() {
                    if line.starts_with('#') || line.trim().is_empty() {
                        continue;
                    }
                    let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
                    let fault = if !head {
                        head = true;
                        (fields != columns)
                            .then(|| format!("the columns are not {}", columns.join(", ")))
                    } else if fields.len() != columns.len() {
                        Some(format!(
                            "{} fields instead of {}",
                            fields.len(),
                            columns.len()
                        ))
                    } else {
                        each(making, &fields)
                            .is_none()
                            .then(|| "a name is missing, or a date is no EDTF date".to_owned())
                    };
                    if let Some(fault) = fault {
                        faults.push(format!("{name}, line {}: {fault}", number + 1));
                    }
                }
            };
        rows("sources.tsv", &mut making, &Making::source);
        rows("organisations.tsv", &mut making, &Making::organisation);
        rows("members.tsv", &mut making, &Making::members);
        rows("chairs.tsv", &mut making, &Making::chairs);
        rows("offices.tsv", &mut making, &Making::office);
        rows("missions.tsv", &mut making, &Making::mission);
        rows("agreements.tsv", &mut making, &Making::agreement);
        let mut about: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut of_member: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        let sheets: Vec<Sheet> = making.sheets.into_values().collect();
        for (number, sheet) in sheets.iter().enumerate() {
            if let Some((sort, id)) = sheet.name.split_once('/') {
                about.entry(id.to_owned()).or_default().push(number);
                if sort == "members" {
                    for (row, tie) in sheet.rows.iter().enumerate() {
                        if let Some(id) = tie.tie().and_then(|t| t.a.id.clone()) {
                            of_member.entry(id).or_default().push((number, row));
                        }
                    }
                }
            }
        }
        Self {
            tables,
            hash,
            sheets,
            about,
            of_member,
        }
    }
}

/// Whether a tie has no end.
pub(crate) fn lasts(tie: &Tie) -> bool {
    tie.valid
        .as_ref()
        .is_none_or(|v| Days::of(v).is_none_or(|d| d.last.is_none()) || !v.as_str().contains('/'))
}

impl Row {
    fn tie(&self) -> Option<&Tie> {
        match &self.tie {
            Fact::Tie { tie, .. } => Some(tie),
            Fact::Founded(_) => None,
        }
    }
}

impl Sheet {
    /// The sheet as a document with its claims, made when it is first asked for.
    fn read(&self) -> &Read {
        self.read.get_or_init(|| {
            let mut text = format!("{}\n", self.title);
            let mut spans = Vec::new();
            for row in &self.rows {
                let start = text.len();
                text.push_str(&row.sentence);
                spans.push(Span::new(start, text.len()));
                text.push('\n');
            }
            let mut document = Document::new(format!("reference/{}", self.name), text);
            document.outlet = Some(OUTLET.to_owned());
            document.title = Some(self.title.clone());
            document.language = Some("en".to_owned());
            document.kind = DocumentKind::Other;
            let source = Arc::new(Source {
                version: document.hash().to_owned(),
                document: document.id().to_owned(),
                outlet: Some(OUTLET.to_owned()),
                published: None,
                kind: DocumentKind::Other,
                witness: entente_model::fold(OUTLET),
                reference: Some(SheetOf {
                    whole_since: self.whole_since,
                }),
            });
            let points = CodePoints::new(document.text());
            let mut by_block: BTreeMap<String, Vec<Testimony>> = BTreeMap::new();
            let mut claims = BTreeMap::new();
            for (row, span) in self.rows.iter().zip(spans) {
                let quote = document.slice(span).to_owned();
                for body in row.bodies() {
                    let claim = Claim::new(span, body);
                    let id = claim.id(&document);
                    let Some(claim) = claim.map_spans(|s| Some(points.to_points(s))) else {
                        continue;
                    };
                    let testimony = Testimony {
                        id: id.clone(),
                        claim,
                        quote: quote.clone(),
                        what: None,
                        source: Arc::clone(&source),
                    };
                    for key in block_keys(&testimony) {
                        if row.counts_in(&key, self.whole_since.is_some()) {
                            by_block.entry(key).or_default().push(testimony.clone());
                        }
                    }
                    claims.insert(id, (testimony, span));
                }
            }
            Read {
                document,
                by_block,
                claims,
            }
        })
    }
}

impl Row {
    /// The claims of the row: one for each spelling of who it is about.
    fn bodies(&self) -> Vec<ClaimBody> {
        match &self.tie {
            Fact::Founded(figure) => vec![ClaimBody::Figure(figure.clone())],
            Fact::Tie { tie, also } => std::iter::once(tie.clone())
                .chain(also.iter().map(|name| {
                    let mut tie = tie.clone();
                    tie.a.name.clone_from(name);
                    tie
                }))
                .map(ClaimBody::Tie)
                .collect(),
        }
    }

    /// Whether the row may be set beside the claims of that block.
    fn counts_in(&self, key: &str, whole: bool) -> bool {
        match &self.tie {
            // A founding date is what anniversaries are counted from, and no anniversary.
            Fact::Founded(_) => key.starts_with("anniversary:"),
            Fact::Tie { tie, .. } if tie.relation == Relation::Membership => {
                whole || !(key.starts_with("count-list:") || key.starts_with("ordinals:"))
            }
            Fact::Tie { .. } => true,
        }
    }
}

/// The sheets while the tables are read.
#[derive(Default)]
struct Making {
    sources: BTreeMap<String, String>,
    sheets: BTreeMap<String, Sheet>,
}

impl Making {
    fn source(&mut self, fields: &[&str]) -> Option<()> {
        let [key, name, state, _] = fields else {
            return None;
        };
        self.sources
            .insert((*key).to_owned(), format!("{name}, {state}"));
        Some(())
    }

    fn organisation(&mut self, fields: &[&str]) -> Option<()> {
        let [id, name, founded, source] = fields else {
            return None;
        };
        let date = Edtf::parse(founded).ok()?;
        let subject = self.entity(id)?;
        let figure = Figure {
            indicator: Indicator::Anniversary,
            measure: Measure::Level,
            subject: Some(subject),
            partner: None,
            value: 0.0,
            unit: "years".to_owned(),
            period: Some(date),
            bound: Bound::Equal,
            scope: Some("founding".to_owned()),
        };
        let sentence = format!("{name} ({id}): founded {founded}");
        self.row(
            "organisations",
            id,
            format!("{name}: founding"),
            sentence,
            source,
            Fact::Founded(figure),
        )
    }

    fn members(&mut self, fields: &[&str]) -> Option<()> {
        let [org, role, whole, members, source] = fields else {
            return None;
        };
        let b = self.entity(org)?;
        for packed in members.split_whitespace() {
            let (code, term) = packed.split_once(':').unwrap_or((packed, ""));
            let mut tie = Tie::new(Relation::Membership, self.entity(code)?, b.clone());
            tie.valid = optional(term)?;
            if *role != "member" {
                tie.role = Some((*role).to_owned());
            }
            let sentence = format!("{}: {role} of {org}{}", tie.a.name, since(term));
            self.row(
                "members",
                org,
                format!("Members of {org}"),
                sentence,
                source,
                Fact::Tie {
                    tie,
                    also: Vec::new(),
                },
            )?;
        }
        if let Some(date) = optional(whole)?
            && let Some(sheet) = self.sheets.get_mut(&format!("members/{org}"))
        {
            sheet.whole_since = date.latest();
        }
        Some(())
    }

    fn chairs(&mut self, fields: &[&str]) -> Option<()> {
        let [org, terms, source] = fields else {
            return None;
        };
        let b = self.entity(org)?;
        for packed in terms.split_whitespace() {
            let (code, term) = packed.split_once(':')?;
            let mut tie = Tie::new(Relation::Chair, self.entity(code)?, b.clone());
            tie.valid = Some(Edtf::parse(term).ok()?);
            let sentence = format!("{}: chair of {org}, {term}", tie.a.name);
            self.row(
                "chairs",
                org,
                format!("Chairs of {org}"),
                sentence,
                source,
                Fact::Tie {
                    tie,
                    also: Vec::new(),
                },
            )?;
        }
        Some(())
    }

    fn office(&mut self, fields: &[&str]) -> Option<()> {
        let [of, role, names, term, source] = fields else {
            return None;
        };
        let b = self.entity(of)?;
        let mut names = names.split('|').map(str::to_owned);
        let name = names.next().filter(|n| !n.is_empty())?;
        let mut person = Entity::new(&name, EntityType::Person);
        person.country.clone_from(&b.country);
        let mut tie = Tie::new(Relation::Office, person, b.clone());
        tie.role = Some((*role).to_owned());
        tie.valid = Some(Edtf::parse(term).ok()?);
        let sentence = format!("{name}: {role}, {}{}", b.name, since(term));
        let also: BTreeSet<String> = names.chain(shorter(&name)).collect();
        self.row(
            "offices",
            of,
            format!("Holders of offices: {}", b.name),
            sentence,
            source,
            Fact::Tie {
                tie,
                also: also.into_iter().collect(),
            },
        )
    }

    fn mission(&mut self, fields: &[&str]) -> Option<()> {
        let [from, to, name, term, source] = fields else {
            return None;
        };
        let (sender, b) = (self.entity(from)?, self.entity(to)?);
        let mut person = Entity::new(*name, EntityType::Person);
        person.country.clone_from(&sender.country);
        let mut tie = Tie::new(Relation::Accreditation, person, b.clone());
        tie.role = Some("ambassador".to_owned());
        tie.valid = Some(Edtf::parse(term).ok()?);
        let sentence = format!(
            "{name}: ambassador of {} to {}{}",
            sender.name,
            b.name,
            since(term)
        );
        self.row(
            "missions",
            to,
            format!("Ambassadors to {}", b.name),
            sentence,
            source,
            Fact::Tie {
                tie,
                also: shorter(name),
            },
        )
    }

    fn agreement(&mut self, fields: &[&str]) -> Option<()> {
        let [agreement, step, date, parties, source] = fields else {
            return None;
        };
        for packed in parties.split_whitespace() {
            let (code, own) = packed.split_once(':').unwrap_or((packed, date));
            let b = Entity::new(*agreement, EntityType::Agreement).with_id(*agreement);
            let mut tie = Tie::new(Relation::Agreement, self.entity(code)?, b);
            tie.role = Some((*step).to_owned());
            tie.valid = optional(own)?;
            let sentence = format!(
                "{}: {agreement}, {}{}",
                tie.a.name,
                step.replace('-', " "),
                since(own).replace(" since", "")
            );
            self.row(
                "agreements",
                agreement,
                format!("Parties to {agreement}"),
                sentence,
                source,
                Fact::Tie {
                    tie,
                    also: Vec::new(),
                },
            )?;
        }
        Some(())
    }

    /// A state by its code, or an organisation by its id.
    fn entity(&self, id: &str) -> Option<Entity> {
        if id.is_empty() {
            return None;
        }
        Some(match names::state_name(id) {
            Some(name) => Entity::state(name, id),
            None => Entity::new(id, EntityType::Org).with_id(id),
        })
    }

    fn row(
        &mut self,
        sort: &str,
        about: &str,
        title: String,
        sentence: String,
        source: &str,
        tie: Fact,
    ) -> Option<()> {
        let source = self.sources.get(source).map_or(source, String::as_str);
        if source.is_empty() {
            return None;
        }
        let sheet = self
            .sheets
            .entry(format!("{sort}/{about}"))
            .or_insert_with(|| Sheet {
                name: format!("{sort}/{about}"),
                title,
                rows: Vec::new(),
                whole_since: None,
                read: OnceLock::new(),
            });
        sheet.rows.push(Row {
            sentence: format!("{sentence} ({source})."),
            tie,
        });
        Some(())
    }
}

/// A date, or none where the field is empty; nothing where it is no date.
fn optional(field: &str) -> Option<Option<Edtf>> {
    if field.is_empty() {
        return Some(None);
    }
    Edtf::parse(field).ok().map(Some)
}

/// " since 1995-07-28", ", 1973-01-01 to 2020-01-31".
fn since(term: &str) -> String {
    let words = |date: &str| match date.strip_suffix('~') {
        Some(date) => format!("about {date}"),
        None => date.to_owned(),
    };
    match term.split_once('/') {
        None if term.is_empty() => String::new(),
        None => format!(" since {}", words(term)),
        Some((from, "" | "..")) => format!(" since {}", words(from)),
        Some((from, to)) => format!(", {} to {}", words(from), words(to)),
    }
}

/// The first and the last word of a name that has more, as running text writes it.
fn shorter(name: &str) -> Vec<String> {
    let words: Vec<&str> = name
        .split_whitespace()
        .filter(|w| !matches!(*w, "Jr." | "Sr." | "II" | "III" | "IV"))
        .collect();
    match words.as_slice() {
        [first, .., last] if words.len() > 2 => vec![format!("{first} {last}")],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables() -> Vec<(String, String)> {
        BUILT_IN
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn every_row_that_comes_with_the_program_can_be_read() {
        let mut faults = Vec::new();
        let reference = Reference::of_tables(tables(), &mut faults);
        assert!(faults.is_empty(), "{faults:#?}");
        assert!(reference.len() > 5_000, "{}", reference.len());
        let sources: BTreeSet<&str> = BUILT_IN[6]
            .1
            .lines()
            .filter_map(|l| l.split('\t').next())
            .collect();
        for (name, text) in &BUILT_IN[..6] {
            for line in text.lines().filter(|l| !l.starts_with('#')).skip(1) {
                let source = line.rsplit('\t').next().unwrap();
                assert!(sources.contains(source), "{name}: {line}");
            }
        }
    }

    #[test]
    fn the_members_of_whole_lists_are_as_many_as_there_are() {
        let reference = Reference::built_in();
        for (org, members) in [
            ("ASEAN", 11),
            ("EU", 27),
            ("NATO", 32),
            ("UN", 193),
            ("OECD", 38),
            ("EAC", 8),
            ("ECOWAS", 12),
            ("SCO", 10),
        ] {
            let now = reference
                .ties("members", org)
                .filter(|(tie, _)| lasts(tie))
                .count();
            assert_eq!(now, members, "{org}");
        }
    }

    #[test]
    fn terms_of_one_office_do_not_overlap() {
        let reference = Reference::built_in();
        let mut offices: BTreeMap<(String, String), Vec<(Days, String)>> = BTreeMap::new();
        for sheet in reference
            .sheets
            .iter()
            .filter(|s| s.name.starts_with("offices/"))
        {
            for tie in sheet.rows.iter().filter_map(Row::tie) {
                let days = Days::of(tie.valid.as_ref().unwrap()).unwrap();
                let office = (sheet.name.clone(), tie.role.clone().unwrap());
                offices
                    .entry(office)
                    .or_default()
                    .push((days, tie.a.name.clone()));
            }
        }
        for ((sheet, role), mut terms) in offices {
            terms.sort();
            for pair in terms.windows(2) {
                let ends = pair[0].0.last;
                assert!(
                    ends.is_some() && ends <= pair[1].0.first,
                    "{sheet}, {role}: {pair:?}"
                );
            }
        }
    }

    #[test]
    fn a_row_that_cannot_be_read_is_named() {
        let table = |text: &str| {
            Reference::from_tables(vec![("chairs.tsv".into(), text.into())])
                .unwrap_err()
                .to_string()
        };
        assert!(
            table("org\tterms\n")
                .contains("chairs.tsv, line 1: the columns are not org, terms, source")
        );
        let told = table("# note\norg\tterms\tsource\nASEAN\tVNM:soon\tgeneral\n");
        assert!(told.contains("chairs.tsv, line 3"), "{told}");
    }

    #[test]
    fn rows_stand_in_the_blocks_of_the_texts() {
        let reference = Reference::built_in();
        let told = reference.in_block("fact:tie|membership|VNM|ASEAN");
        assert_eq!(told.len(), 1);
        assert!(
            told[0]
                .quote
                .starts_with("Vietnam: member of ASEAN since 1995-07-28 (")
        );
        let (document, span) = reference.document(&told[0]).unwrap();
        assert_eq!(document.slice(span), told[0].quote);
        assert!(
            reference
                .in_block("fact:figure|anniversary|ASEAN|")
                .is_empty()
        );
        assert_eq!(
            reference.in_block("anniversary:ASEAN|").len()
                + reference.in_block("anniversary:|ASEAN").len(),
            1
        );
    }
}
