//! The background sheet: what the record holds on a party or a pair, on two pages.
//!
//! It is made as foreign ministries ask for it: in note form, facts and dates, no narrative and
//! no advice. Every line rests on sentences that stand numbered at the end; nothing is in it
//! that the texts or the reference base do not say, but for the last section, which names the
//! usual questions that the record has no answer to. The reference base fills in where the texts
//! are silent, and its lines say so. Lines that are less sure than [`SURE`] come behind the others
//! of their section, under a heading that says so. The same record gives the same sheet, byte for
//! byte.
//!
//! ```
//! use entente_record::{Record, brief};
//!
//! let record = Record::in_memory()?;
//! let request = brief::Request { a: "Kenya".into(), b: Some("Nepal".into()), as_of: None, confidence: None };
//! let sheet = brief::build(&record, &request)?;
//! assert!(sheet.to_markdown().starts_with("# Kenya and Nepal: background"));
//! assert_eq!(sheet.sections[6].title, "Not in the record");
//! assert!(sheet.sections[6].lines[0].text.contains("diplomatic relations"));
//! # Ok::<(), entente_record::RecordError>(())
//! ```
//!
//! # Two pages
//!
//! A page of A4 with margins of 18 mm takes 58 lines of 98 characters at 10 point, and notes at
//! 8 point take 124 characters a line and four fifths of its height. [`PAGES`] pages of that are
//! shared among the sections: each in turn gets its most important line until the space is
//! used, the sure lines of all before the others. What did not fit is counted under its section.

mod docx;
mod html;
mod markdown;

use std::collections::BTreeSet;

use entente_model::{
    ClaimBody, ClaimKind, Edtf, EntityType, EventType, Figure, Indicator, Measure, Relation,
    Severity, Stance, Status, Tie, Verdict, fold, fold_words,
};
use jiff::civil::Date;
use serde::Serialize;

use crate::dates::{Days, days_between};
use crate::error::Result;
use crate::lines;
use crate::names::{key_of, principal, state_name};
use crate::query::{Citation, FindingRow, Query, Row, claim_days};
use crate::reference::{self, Reference};
use crate::store::Record;

/// How many pages the sheet may have.
pub const PAGES: usize = 2;

/// Lines of body text on a page.
const LINES: f64 = 58.0;

/// Characters in a line of body text.
const WIDTH: usize = 98;

/// Characters in a line of a note.
const NOTE_WIDTH: usize = 124;

/// Height of a line of a note, as a part of a body line's.
const NOTE_HEIGHT: f64 = 0.8;

/// A quotation longer than this many characters is cut, and says so.
const QUOTE: usize = 260;

/// What to brief on.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The party: a name, an ISO code or an acronym.
    pub a: String,
    /// The other party of a pair.
    pub b: Option<String>,
    /// The date for which to brief; without it, everything that the record holds.
    pub as_of: Option<Edtf>,
    /// The least confidence of a claim that a line may rest on, 0 to 1; without it,
    /// [`CONFIDENCE`].
    pub confidence: Option<f64>,
}

/// The confidence below which a claim makes no line of a brief: it is more likely wrong than
/// right. `entente evaluate` prints how far confidences can be trusted.
pub const CONFIDENCE: f64 = 0.5;

/// The confidence from which a line stands among the sure ones, which come first: of claims that
/// are at least so sure, nine in ten were right on texts that no rule was written with. Outlets
/// that say the same add up.
pub const SURE: f64 = 0.9;

/// What stands before the less sure lines of a section.
pub(crate) const LESS_SURE: &str = "Less sure, to be held against the sentence:";

/// A background sheet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Brief {
    /// "Kenya and Nepal: background".
    pub title: String,
    /// The date for which it was made, where one was asked for.
    pub as_of: Option<Edtf>,
    /// The seven sections, in their fixed order.
    pub sections: Vec<Section>,
    /// The sentences, in the order of their numbers; the first has number 1.
    pub notes: Vec<Note>,
}

/// A section of the sheet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Section {
    /// Its title.
    pub title: &'static str,
    /// Its lines.
    pub lines: Vec<Line>,
    /// How many more lines there were that did not fit.
    pub left_out: usize,
}

/// A line of the sheet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// What it says, in note form.
    pub text: String,
    /// Whether it is at least as sure as [`SURE`]; findings and the reference base always are.
    pub sure: bool,
    /// Id of the fact or finding behind it; empty for what is not in the record.
    pub id: String,
    /// Numbers of its notes.
    pub notes: Vec<usize>,
}

/// A numbered sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Its number, from 1.
    pub number: usize,
    /// Who published it.
    pub outlet: String,
    /// When.
    pub published: Option<String>,
    /// Name of the document.
    pub document: String,
    /// Address.
    pub url: Option<String>,
    /// Where the sentence starts, in code points.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The sentence; white space is made single, and a long one is cut and ends in an ellipsis.
    pub quote: String,
}

impl Section {
    /// Its sure lines, and those that are less sure.
    pub(crate) fn parts(&self) -> (&[Line], &[Line]) {
        let sure = self.lines.iter().take_while(|line| line.sure).count();
        self.lines.split_at(sure)
    }
}

/// The titles of the sections.
const TITLES: [&str; 7] = [
    "Relations",
    "Last contacts",
    "Trade and investment",
    "Agreements and fora",
    "Commitments",
    "Figures that differ",
    "Not in the record",
];

const RELATIONS: usize = 0;
const CONTACTS: usize = 1;
const TRADE: usize = 2;
const FORA: usize = 3;
const COMMITMENTS: usize = 4;
const DIFFER: usize = 5;
const MISSING: usize = 6;

/// A line that may go into the sheet, with the sentences that it rests on.
struct Candidate {
    /// Sure lines come first; else smaller is more important.
    order: (bool, u32, String),
    text: String,
    id: String,
    sources: Vec<Citation>,
}

/// Makes the sheet.
///
/// # Errors
///
/// If a party is unknown, or the record cannot be read.
pub fn build(record: &Record, request: &Request) -> Result<Brief> {
    let a = record.party(&request.a)?;
    let b = request.b.as_ref().map(|b| record.party(b)).transpose()?;
    let name_a = record.party_name(&a, &request.a)?;
    let name_b = match (&b, &request.b) {
        (Some(key), Some(asked)) => Some(record.party_name(key, asked)?),
        _ => None,
    };
    let parties: Vec<String> = std::iter::once(&request.a)
        .chain(&request.b)
        .cloned()
        .collect();
    let query = Query {
        parties: parties.clone(),
        as_of: request.as_of.clone(),
        confidence: Some(request.confidence.unwrap_or(CONFIDENCE)),
        current: true,
        ..Query::default()
    };
    let mut sections: Vec<Vec<Candidate>> = TITLES.iter().map(|_| Vec::new()).collect();
    let ties = record.ties(&query)?;
    let events = record.events(&query)?;
    let when = request
        .as_of
        .as_ref()
        .and_then(Days::of)
        .and_then(|d| d.last)
        .or(record.last_published()?);
    let said = record.reference().map(|reference| Said {
        reference,
        ties: &ties,
        when,
    });
    // Who is known to have left the office speaks for nobody now.
    let gone = |row: &Row| said.as_ref().is_some_and(|said| said.has_left(row));
    for row in ties.iter().filter(|row| !gone(row)) {
        let (section, rank) = place_tie(row, b.is_some());
        sections[section].push(candidate(record, row, rank, recent(row))?);
    }
    if b.is_some() {
        // Who speaks for each side now.
        for party in &parties {
            let offices = record.ties(&Query {
                parties: vec![party.clone()],
                subtype: Some(Relation::Office.name().to_owned()),
                ..query.clone()
            })?;
            for row in offices
                .iter()
                .filter(|r| r.reading.status == Status::Actual && !gone(r))
            {
                let mut line = candidate(record, row, 60, support_first(row))?;
                line.text.push_str(&long_ago(row, when));
                sections[RELATIONS].push(line);
            }
        }
    }
    for row in &events {
        let ClaimBody::Event(event) = &row.reading.body else {
            continue;
        };
        let rank = match (event.kind, event.mode.as_deref(), row.reading.status) {
            (_, _, Status::Planned | Status::Possible) => 15,
            (EventType::Consult, Some("visit"), _) => 10,
            (EventType::Consult, _, _) => 12,
            (EventType::Agree | EventType::Support | EventType::Cooperate, _, _) => 30,
            _ => 35,
        };
        sections[CONTACTS].push(candidate(record, row, rank, recent(row))?);
    }
    if let Some(said) = &said {
        said.add(&a, b.as_deref(), &mut sections);
    }
    let figures = record.figures(&query)?;
    for row in &figures {
        if let Some((section, rank)) = place_figure(row) {
            sections[section].push(candidate(record, row, rank, recent(row))?);
        }
    }
    for row in commitments(
        record,
        &query,
        &a,
        b.as_deref(),
        &[&name_a, name_b.as_deref().unwrap_or_default()],
    )? {
        let rank = match &row.reading.body {
            ClaimBody::Commitment(c) if c.target.is_some() => 10,
            ClaimBody::Commitment(c) if c.due.is_some() => 15,
            _ => 30,
        };
        let due = claim_days(&row.reading)
            .and_then(|d| d.last)
            .map(|d| d.to_string());
        let due = due.unwrap_or_else(|| "9999".into());
        sections[COMMITMENTS].push(candidate(record, &row, rank, due)?);
    }
    for finding in findings(record, &parties)? {
        sections[DIFFER].push(finding);
    }
    // An office named twice is one line; a fact may concern both parties.
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for section in &mut sections {
        section.sort_by(|x, y| (&x.order, &x.id).cmp(&(&y.order, &y.id)));
        section.retain(|c| c.id.is_empty() || seen.insert(c.id.clone()));
    }
    let missing = missing(&sections, &ties, &events, &figures, b.is_some());
    let title = match &name_b {
        Some(b) => format!("{name_a} and {b}: background"),
        None => format!("{name_a}: background"),
    };
    Ok(fill(title, request.as_of.clone(), &sections, missing))
}

/// " (told in 2021)" where an office without a date was last told more than a year before.
fn long_ago(row: &Row, when: Option<Date>) -> String {
    let dated =
        matches!(&row.reading.body, ClaimBody::Tie(t) if t.valid.is_some() || t.as_of.is_some());
    match (latest(std::iter::once(row)), when) {
        (Some(told), Some(when)) if !dated && days_between(told, when) > 366 => {
            format!(" (told in {})", told.year())
        }
        _ => String::new(),
    }
}

/// The last day on which something was published that rows rest on.
fn latest<'r>(rows: impl Iterator<Item = &'r Row>) -> Option<Date> {
    rows.flat_map(|row| &row.sources)
        .filter_map(|source| Edtf::parse(source.published.as_deref()?).ok()?.latest())
        .max()
}

/// What the reference base adds where the texts are silent, and only there.
struct Said<'r> {
    reference: &'r Reference,
    /// What the record holds on the parties.
    ties: &'r [Row],
    /// The day for which it is told.
    when: Option<Date>,
}

/// Most organisations that a sheet lists as having both parties for members.
const SHARED: usize = 4;

/// An organisation of more members than this says little about two of them.
const UNIVERSAL: usize = 120;

impl Said<'_> {
    fn add(&self, a: &str, b: Option<&str>, sections: &mut [Vec<Candidate>]) {
        for party in std::iter::once(a).chain(b) {
            for role in [
                "President",
                "Prime Minister",
                "King",
                "Chancellor",
                "Premier",
            ] {
                self.holder(party, role, &mut sections[RELATIONS]);
            }
            self.chair(party, &mut sections[FORA]);
        }
        let Some(b) = b else { return };
        for (member, org) in [(a, b), (b, a)] {
            self.membership(member, org, &mut sections[RELATIONS]);
            self.ambassador(member, org, &mut sections[RELATIONS]);
        }
        self.shared(a, b, &mut sections[FORA]);
    }

    /// Whether the texts tell a tie of that relation, as far as `same` asks.
    fn told(&self, relation: Relation, same: impl Fn(&Tie) -> bool) -> bool {
        self.ties.iter().any(|row| match &row.reading.body {
            ClaimBody::Tie(tie) => {
                tie.relation == relation && row.reading.status == Status::Actual && same(tie)
            }
            _ => false,
        })
    }

    /// Whether a text gives a title to somebody whose terms have all ended by the day.
    fn has_left(&self, row: &Row) -> bool {
        let (ClaimBody::Tie(tie), Some(when)) = (&row.reading.body, self.when) else {
            return false;
        };
        if tie.relation != Relation::Office {
            return false;
        }
        let role = tie.role.as_deref().map(fold);
        let words = fold_words(&tie.a.name);
        let of = principal(&tie.b);
        let mut terms = self
            .reference
            .ties("offices", &of)
            .filter(|(known, _)| {
                let theirs = fold_words(&known.a.name);
                known.role.as_deref().map(fold) == role && words.iter().all(|w| theirs.contains(w))
            })
            .peekable();
        terms.peek().is_some()
            && terms.all(|(known, _)| {
                let ended = known.valid.as_ref().and_then(Days::of).and_then(|d| d.last);
                ended.is_some_and(|ended| ended < when)
            })
    }

    /// Whether a tie holds on the day.
    fn holds(&self, tie: &Tie) -> bool {
        let days = tie.valid.as_ref().and_then(Days::of);
        match (days, self.when) {
            (Some(days), Some(when)) => {
                days.first.is_none_or(|first| first <= when)
                    && (reference::lasts(tie) || days.last.is_none_or(|last| last >= when))
            }
            (_, None) => reference::lasts(tie),
            (None, Some(_)) => true,
        }
    }

    /// Since when one party is a member of the other, where no text says it with a date.
    fn membership(&self, member: &str, org: &str, out: &mut Vec<Candidate>) {
        if self.told(Relation::Membership, |tie| tie.valid.is_some()) {
            return;
        }
        let row = self
            .reference
            .memberships(member)
            .find(|(tie, _)| key_of(&tie.b) == org && self.holds(tie));
        if let Some((tie, source)) = row {
            out.push(from_table(17, tie, source));
        }
    }

    /// Who holds an office, where no text names a holder.
    fn holder(&self, party: &str, role: &str, out: &mut Vec<Candidate>) {
        let folded = fold(role);
        if self.told(Relation::Office, |tie| {
            tie.role.as_deref().map(fold).as_ref() == Some(&folded) && principal(&tie.b) == party
        }) {
            return;
        }
        let row = self
            .reference
            .ties("offices", party)
            .filter(|(tie, _)| tie.role.as_deref() == Some(role) && self.holds(tie))
            .last();
        if let Some((tie, source)) = row {
            out.push(from_table(61, tie, source));
        }
    }

    /// Who chairs an organisation, where no text says it.
    fn chair(&self, org: &str, out: &mut Vec<Candidate>) {
        let now = |tie: &Tie| {
            let days = tie.valid.as_ref().and_then(Days::of);
            key_of(&tie.b) == org
                && days
                    .zip(self.when)
                    .is_some_and(|(days, when)| days.contains(&Days::day(when)))
        };
        if self.told(Relation::Chair, now) {
            return;
        }
        let row = self.reference.ties("chairs", org).find(|(tie, _)| now(tie));
        if let Some((tie, source)) = row {
            out.push(from_table(21, tie, source));
        }
    }

    /// The ambassador of one party to the other on the day.
    fn ambassador(&self, sender: &str, host: &str, out: &mut Vec<Candidate>) {
        let row = self.reference.ties("missions", host).find(|(tie, _)| {
            let days = tie.valid.as_ref().and_then(Days::of);
            tie.a.country.as_deref() == Some(sender)
                && days.zip(self.when).is_some_and(|(days, when)| {
                    days.last.is_some() && days.contains(&Days::day(when))
                })
        });
        if let Some((tie, source)) = row {
            out.push(from_table(51, tie, source));
        }
    }

    /// The organisations that have both for members, the smallest first.
    fn shared(&self, a: &str, b: &str, out: &mut Vec<Candidate>) {
        let mut found: Vec<(usize, Candidate)> = Vec::new();
        for (tie, source) in self.reference.memberships(a).filter(|(t, _)| self.holds(t)) {
            let org = key_of(&tie.b);
            let other = self
                .reference
                .memberships(b)
                .find(|(theirs, _)| key_of(&theirs.b) == org && self.holds(theirs));
            let Some((theirs, second)) = other else {
                continue;
            };
            let size = self.reference.ties("members", &org).count();
            if size > UNIVERSAL {
                continue;
            }
            found.push((
                size,
                Candidate {
                    order: (false, 45, format!("{size:05}{org}")),
                    text: format!(
                        "{} and {}: both members of {org}",
                        tie.a.name, theirs.a.name
                    ),
                    id: String::new(),
                    sources: vec![source, second],
                },
            ));
        }
        found.sort_by(|x, y| (x.0, &x.1.order).cmp(&(y.0, &y.1.order)));
        out.extend(found.into_iter().take(SHARED).map(|(_, line)| line));
    }
}

/// A row of the reference base as a line, which says where it is from.
fn from_table(rank: u32, tie: &Tie, source: Citation) -> Candidate {
    Candidate {
        order: (false, rank, source.quote.clone()),
        text: format!("{} (reference base)", lines::tie(tie)),
        id: String::new(),
        sources: vec![source],
    }
}

/// Where a tie goes and how important it is there.
fn place_tie(row: &Row, pair: bool) -> (usize, u32) {
    let ClaimBody::Tie(tie) = &row.reading.body else {
        return (RELATIONS, 90);
    };
    match tie.relation {
        Relation::DiplomaticRelations => (RELATIONS, 10),
        Relation::Partnership if tie.level.is_some() => (RELATIONS, 12),
        Relation::Alliance => (RELATIONS, 14),
        Relation::Membership if pair => (RELATIONS, 16),
        Relation::Partnership => (RELATIONS, 20),
        Relation::Office | Relation::Accreditation => (RELATIONS, 50),
        Relation::Kin => (RELATIONS, 70),
        Relation::Chair => (FORA, 20),
        Relation::Agreement => (FORA, 10),
        Relation::Membership => (FORA, 15),
        Relation::Issued => (FORA, 40),
        Relation::PartOf => (FORA, 50),
    }
}

/// Where a figure goes, if anywhere, and how important it is there.
fn place_figure(row: &Row) -> Option<(usize, u32)> {
    use Indicator as I;
    let ClaimBody::Figure(figure) = &row.reading.body else {
        return None;
    };
    let measure = match figure.measure {
        Measure::Level => 0,
        Measure::Growth | Measure::Change => 1,
        Measure::Rank => 4,
        Measure::Multiple => 6,
        Measure::Share => 5,
    };
    Some(match figure.indicator {
        I::Trade => (TRADE, 10 + measure),
        I::Exports | I::Imports | I::TradeBalance => (TRADE, 12 + measure),
        I::Fdi => (TRADE, 14 + measure),
        I::FdiProjects | I::Tourism | I::Aid | I::Loan | I::Remittances | I::Tariff => {
            (TRADE, 25 + measure)
        }
        I::Gdp | I::GdpPerCapita | I::IncomePerCapita => (TRADE, 40 + measure),
        I::Anniversary => (RELATIONS, 30),
        I::DiplomaticPartners | I::Partnerships => (RELATIONS, 40),
        I::Chairmanships
        | I::Members
        | I::Memberships
        | I::Ftas
        | I::FtaPartners
        | I::Agreements => (FORA, 30),
        I::Facilities | I::Projects | I::Jobs | I::Residents | I::Students => (TRADE, 50),
        I::Other => return place_other(figure),
        _ => return None,
    })
}

/// Where a figure without an indicator of its own goes: by what it counts, and for whom. What is
/// about neither relations, money nor a place among others is no background to relations.
fn place_other(figure: &Figure) -> Option<(usize, u32)> {
    let of_a_group = figure
        .subject
        .as_ref()
        .is_some_and(|s| matches!(s.kind, EntityType::Org | EntityType::Agreement));
    let money = figure.unit.len() == 3 && figure.unit.bytes().all(|b| b.is_ascii_uppercase());
    match figure.unit.as_str() {
        "years" => Some((RELATIONS, 65)),
        _ if money => Some((TRADE, 55)),
        "percent" | "rank" => Some((TRADE, 60)),
        _ if of_a_group => Some((FORA, 60)),
        _ if figure.partner.is_some() => Some((RELATIONS, 66)),
        _ => None,
    }
}

/// Orders the latest first: later dates sort before earlier ones, and what has none comes last.
fn recent(row: &Row) -> String {
    let day = claim_days(&row.reading)
        .and_then(|d| match row.reading.kind() {
            ClaimKind::Tie => d.first,
            _ => d.last.or(d.first),
        })
        .map(|d| d.to_string());
    match day {
        // The complement of each digit turns the order round.
        Some(day) => day
            .chars()
            .map(|c| {
                c.to_digit(10)
                    .map_or(c, |d| char::from_digit(9 - d, 10).unwrap_or(c))
            })
            .collect(),
        None => "~".to_owned(),
    }
}

/// Orders the best supported first, then the latest published.
fn support_first(row: &Row) -> String {
    let published = row
        .sources
        .iter()
        .filter_map(|s| s.published.clone())
        .max()
        .unwrap_or_default();
    let turned: String = published
        .chars()
        .map(|c| {
            c.to_digit(10)
                .map_or(c, |d| char::from_digit(9 - d, 10).unwrap_or(c))
        })
        .collect();
    format!(
        "{:05}{turned}",
        99_999_usize.saturating_sub(row.independent)
    )
}

/// A fact as a line, with how far it is to be relied on.
fn candidate(record: &Record, row: &Row, rank: u32, order: String) -> Result<Candidate> {
    let sure = record.sureness(row)? >= SURE;
    let mark = match row.verdict {
        Verdict::Corroborated | Verdict::Rounded => format!(" ({} sources agree)", row.independent),
        Verdict::Contradicted => " (contradicted: see below)".to_owned(),
        Verdict::TookPlace => " (as announced)".to_owned(),
        Verdict::Attributed => match row.sources.first().and_then(|s| s.credited.as_deref()) {
            Some(who) => format!(" (according to {who})"),
            None => String::new(),
        },
        Verdict::DifferentReporter => " (reporters differ)".to_owned(),
        _ => String::new(),
    };
    // The sentence relied on, and the other side's where it is disputed, or a second witness.
    let mut sources: Vec<Citation> = row.sources.first().cloned().into_iter().collect();
    if row.verdict == Verdict::Contradicted {
        let rival = row
            .sources
            .iter()
            .find(|s| s.stance == Some(Stance::Disputes));
        sources.extend(rival.cloned());
    }
    for source in &row.sources {
        if sources.len() < 2 && !sources.iter().any(|s| s.outlet == source.outlet) {
            sources.push(source.clone());
        }
    }
    Ok(Candidate {
        order: (!sure, rank, order),
        text: format!("{}{mark}", row.text),
        id: row.fact.clone(),
        sources,
    })
}

/// What the parties have undertaken; of a pair, what both have, or what one has and says of
/// the other by name.
fn commitments(
    record: &Record,
    query: &Query,
    a: &str,
    b: Option<&str>,
    names: &[&str],
) -> Result<Vec<Row>> {
    let Some(b) = b else {
        return record.commitments(query);
    };
    let mut out = record.commitments(query)?;
    for (party, other, name) in [(a, b, names[1]), (b, a, names[0])] {
        let single = Query {
            parties: vec![party.to_owned()],
            ..query.clone()
        };
        for row in record.commitments(&single)? {
            let known = out.iter().any(|r| r.fact == row.fact);
            let quote = row.sources.first().map_or("", |s| s.quote.as_str());
            if !known && mentions(quote, name, other) {
                out.push(row);
            }
        }
    }
    Ok(out)
}

/// Whether a sentence names a party, by its name as whole words or by its acronym.
fn mentions(quote: &str, name: &str, key: &str) -> bool {
    let words = fold_words(quote);
    let has = |name: &str| {
        let name = fold_words(name);
        !name.is_empty() && words.windows(name.len()).any(|w| w == name.as_slice())
    };
    has(name) || (state_name(key).is_none() && has(key))
}

/// Findings about the parties: of a pair, those about both first, then those about either.
fn findings(record: &Record, parties: &[String]) -> Result<Vec<Candidate>> {
    let both: Vec<FindingRow> = record.findings(&Query {
        parties: parties.to_vec(),
        ..Query::default()
    })?;
    let mut out: Vec<(u32, FindingRow)> = both.into_iter().map(|f| (0, f)).collect();
    if parties.len() > 1 {
        for party in parties {
            for finding in record.findings(&Query::about(party))? {
                if !out.iter().any(|(_, f)| f.finding == finding.finding) {
                    out.push((10, finding));
                }
            }
        }
    }
    Ok(out
        .into_iter()
        .map(|(shift, f)| {
            let rank = shift
                + match f.severity {
                    Severity::Error => 0,
                    Severity::Warning => 3,
                    Severity::Notice => 6,
                };
            let mut sources: Vec<Citation> = Vec::new();
            for source in f.sources {
                if sources.len() < 3
                    && !sources
                        .iter()
                        .any(|s| (&s.document, s.start) == (&source.document, source.start))
                {
                    sources.push(source);
                }
            }
            Candidate {
                order: (false, rank, f.message.clone()),
                text: f.message,
                id: f.finding,
                sources,
            }
        })
        .collect())
}

/// The usual questions that the record does not answer.
fn missing(
    sections: &[Vec<Candidate>],
    ties: &[Row],
    events: &[Row],
    figures: &[Row],
    pair: bool,
) -> Vec<String> {
    let has_tie = |wanted: &[Relation]| {
        ties.iter().any(|r| match &r.reading.body {
            ClaimBody::Tie(t) => wanted.contains(&t.relation),
            _ => false,
        })
    };
    let has_figure = |wanted: &[Indicator]| {
        figures.iter().any(|r| match &r.reading.body {
            ClaimBody::Figure(f) => wanted.contains(&f.indicator) && f.measure == Measure::Level,
            _ => false,
        })
    };
    let full_year = figures.iter().any(|r| match &r.reading.body {
        ClaimBody::Figure(f) => {
            f.indicator == Indicator::Trade
                && f.measure == Measure::Level
                && f.period
                    .as_ref()
                    .and_then(Days::of)
                    .is_some_and(|d| (365..=366).contains(&d.width()))
        }
        _ => false,
    });
    let visited = events.iter().any(|r| match &r.reading.body {
        ClaimBody::Event(e) => e.kind == EventType::Consult && r.reading.status == Status::Actual,
        _ => false,
    });
    let ahead = events
        .iter()
        .any(|r| matches!(r.reading.status, Status::Planned | Status::Possible));
    let in_tables = |what: &str| {
        sections
            .iter()
            .flatten()
            .any(|c| c.id.is_empty() && c.text.contains(what))
    };
    let mut out = Vec::new();
    let mut ask = |answered: bool, question: &str| {
        if !answered {
            out.push(question.to_owned());
        }
    };
    if pair {
        ask(
            has_tie(&[Relation::DiplomaticRelations, Relation::Membership])
                || in_tables(": member of "),
            "Since when there are diplomatic relations, or membership.",
        );
        ask(
            has_tie(&[
                Relation::Partnership,
                Relation::Alliance,
                Relation::Membership,
            ]) || in_tables(": member of "),
            "The level of the partnership.",
        );
    }
    ask(visited, "When the leaders or ministers last met.");
    ask(ahead, "Coming visits or meetings.");
    ask(has_figure(&[Indicator::Trade]), "The volume of trade.");
    if has_figure(&[Indicator::Trade]) {
        ask(full_year, "Trade over a full calendar year.");
    }
    ask(has_figure(&[Indicator::Fdi]), "Investment.");
    ask(
        has_tie(&[Relation::Agreement]),
        "Agreements signed or in force.",
    );
    ask(
        !sections[COMMITMENTS].is_empty(),
        "Commitments that are open.",
    );
    ask(
        has_tie(&[Relation::Accreditation]) || in_tables(": ambassador, "),
        "The ambassadors.",
    );
    out
}

/// Fills the pages, each section in turn.
fn fill(
    title: String,
    as_of: Option<Edtf>,
    sections: &[Vec<Candidate>],
    missing: Vec<String>,
) -> Brief {
    #[expect(clippy::cast_precision_loss, reason = "two pages")]
    let mut room = PAGES as f64 * LINES;
    // The title, a title and some space for each section, a line for what was left out, and
    // the questions that have no answer.
    room -= 3.0 + 2.6 * 7.0 + 7.0 + 2.0;
    room -= missing.iter().map(|q| height(q, WIDTH)).sum::<f64>();
    let mut chosen: Vec<Vec<&Candidate>> = sections.iter().map(|_| Vec::new()).collect();
    let mut cited: BTreeSet<(&str, usize, usize)> = BTreeSet::new();
    let longest = sections.iter().map(Vec::len).max().unwrap_or(0);
    // The sure lines of all sections, then the others.
    let turns = [false, true]
        .into_iter()
        .flat_map(|unsure| (0..longest).map(move |turn| (unsure, turn)));
    for (unsure, turn) in turns {
        for (number, section) in sections.iter().enumerate() {
            // A section that had to leave out a line stays as it is: order is importance.
            let Some(line) = section
                .get(turn)
                .filter(|line| chosen[number].len() == turn && line.order.0 == unsure)
            else {
                continue;
            };
            let mut cost = height(&line.text, WIDTH - 12);
            if unsure && chosen[number].last().is_none_or(|last| !last.order.0) {
                cost += height(LESS_SURE, WIDTH);
            }
            let fresh: Vec<&Citation> = line
                .sources
                .iter()
                .filter(|s| !cited.contains(&(s.document.as_str(), s.start, s.end)))
                .collect();
            for source in &fresh {
                let about = source
                    .outlet
                    .as_deref()
                    .unwrap_or(&source.document)
                    .chars()
                    .count()
                    + 24;
                let chars = about + cut(&source.quote).chars().count();
                cost += height_of(chars, NOTE_WIDTH) * NOTE_HEIGHT;
            }
            if cost > room {
                continue;
            }
            room -= cost;
            cited.extend(fresh.iter().map(|s| (s.document.as_str(), s.start, s.end)));
            chosen[number].push(line);
        }
    }
    let mut notes: Vec<Note> = Vec::new();
    let mut out: Vec<Section> = Vec::new();
    for (number, lines) in chosen.iter().enumerate() {
        let lines: Vec<Line> = if number == MISSING {
            missing
                .iter()
                .map(|question| Line {
                    text: question.clone(),
                    sure: true,
                    id: String::new(),
                    notes: Vec::new(),
                })
                .collect()
        } else {
            lines
                .iter()
                .map(|line| Line {
                    text: line.text.clone(),
                    sure: !line.order.0,
                    id: line.id.clone(),
                    notes: line.sources.iter().map(|s| note(&mut notes, s)).collect(),
                })
                .collect()
        };
        out.push(Section {
            title: TITLES[number],
            left_out: sections[number].len().saturating_sub(chosen[number].len()),
            lines,
        });
    }
    Brief {
        title,
        as_of,
        sections: out,
        notes,
    }
}

/// The number of the note for a sentence, which it gets where it has none yet.
fn note(notes: &mut Vec<Note>, source: &Citation) -> usize {
    let known = notes
        .iter()
        .find(|n| n.document == source.document && n.start == source.start && n.end == source.end);
    if let Some(note) = known {
        return note.number;
    }
    let number = notes.len() + 1;
    notes.push(Note {
        number,
        outlet: source
            .outlet
            .clone()
            .unwrap_or_else(|| source.document.clone()),
        published: source.published.clone(),
        document: source.document.clone(),
        url: source.url.clone(),
        start: source.start,
        end: source.end,
        quote: cut(&source.quote),
    });
    number
}

/// The sentence in one line, cut after a word where it is too long.
fn cut(quote: &str) -> String {
    let line = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= QUOTE {
        return line;
    }
    let short: String = line.chars().take(QUOTE).collect();
    let end = short.rfind(' ').unwrap_or(short.len());
    format!("{} \u{2026}", &short[..end])
}

/// How many lines of body text a text takes.
fn height(text: &str, width: usize) -> f64 {
    height_of(text.chars().count(), width)
}

#[expect(clippy::cast_precision_loss, reason = "lines on a page")]
fn height_of(chars: usize, width: usize) -> f64 {
    chars.div_ceil(width).max(1) as f64
}
