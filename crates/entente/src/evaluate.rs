//! Scoring claims against gold, by section 10 of the codebook.
//!
//! Gold and predicted claims of a document are paired one to one, full matches first, then
//! core matches, each gold claim in its order taking the first predicted claim that fits.
//! Precision, recall and F1 are counted over all documents together. A document that has
//! gold but no prediction counts with no predicted claims; one that has no gold is left out,
//! unless it is a negative text ([`add_negatives`]), on which every claim is a false one.
//!
//! ```
//! use entente::claims::read_claims;
//! use entente::evaluate::evaluate;
//!
//! let gold = r#"{"id":"a","claims":[{"kind":"figure","indicator":"trade","measure":"level",
//!     "value":76300000000,"unit":"USD","period":"2024","start":0,"end":50}]}"#.replace('\n', "");
//! let gold = read_claims("gold", gold.as_bytes()).unwrap().documents;
//! let predicted = r#"{"id":"a","claims":[{"kind":"figure","indicator":"trade","measure":"level",
//!     "value":76.3e9,"unit":"USD","start":10,"end":40}]}"#.replace('\n', "");
//! let predicted = read_claims("predicted", predicted.as_bytes()).unwrap().documents;
//! let evaluation = evaluate(&gold, &predicted);
//! let all = evaluation.total();
//! assert_eq!((all.core, all.full), (1, 0), "the period is missing");
//! assert_eq!(all.core_scores().f1, 1.0);
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use entente_model::{
    Claim, ClaimBody, ClaimKind, Commitment, Entity, EntityType, Event, Figure, Relation, Span,
    Statement, Tie,
};
use serde::Serialize;
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use crate::claims::DocumentClaims;

/// How many claims there were, and how many of them were paired.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Claims in gold.
    pub gold: usize,
    /// Claims predicted.
    pub predicted: usize,
    /// Pairs that match in the core, the full ones among them.
    pub core: usize,
    /// Pairs that match in full.
    pub full: usize,
}

/// Precision, recall and their harmonic mean, each from 0 to 1; 0 where undefined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Scores {
    /// Precision: what part of the predicted claims is right.
    pub p: f64,
    /// Recall: what part of the gold claims was found.
    pub r: f64,
    /// F1.
    pub f1: f64,
}

impl Counts {
    /// The scores of core matches.
    #[must_use]
    pub fn core_scores(&self) -> Scores {
        self.scores(self.core)
    }

    /// The scores of full matches.
    #[must_use]
    pub fn full_scores(&self) -> Scores {
        self.scores(self.full)
    }

    fn scores(&self, right: usize) -> Scores {
        let part = |of: usize| {
            if of == 0 {
                0.0
            } else {
                right as f64 / of as f64
            }
        };
        let (p, r) = (part(self.predicted), part(self.gold));
        let f1 = if right == 0 {
            0.0
        } else {
            2.0 * p * r / (p + r)
        };
        Scores { p, r, f1 }
    }

    fn add(&mut self, other: Counts) {
        self.gold += other.gold;
        self.predicted += other.predicted;
        self.core += other.core;
        self.full += other.full;
    }
}

/// One band of confidence: how many predicted claims carry it, and how many were right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct ConfidenceBand {
    /// Lowest confidence in the band.
    pub from: f64,
    /// Highest; a band holds it only if it is 1.
    pub to: f64,
    /// Predicted claims in the band.
    pub claims: usize,
    /// Those that were paired with gold, in the core at least.
    pub core: usize,
    /// Those that match in full.
    pub full: usize,
}

/// A claim of a document, for lists of what went wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unpaired<'a> {
    /// Id of the document.
    pub document: &'a str,
    /// The claim, its offsets in code points.
    pub claim: &'a Claim,
}

/// What comparing predicted claims with gold gives.
#[derive(Clone, Debug, Default)]
pub struct Evaluation<'a> {
    /// Counts of each kind over all documents; every kind is there.
    pub kinds: BTreeMap<ClaimKind, Counts>,
    /// Counts of each document of the gold, in its order.
    pub documents: Vec<(&'a str, Counts)>,
    /// Gold claims that no predicted one was paired with.
    pub missed: Vec<Unpaired<'a>>,
    /// Predicted claims that no gold one was paired with.
    pub false_claims: Vec<Unpaired<'a>>,
    /// Ten bands of confidence; empty where no predicted claim tells its confidence.
    pub reliability: Vec<ConfidenceBand>,
    /// For each kind and rule, how many claims it made and how many were right in the core.
    pub rules: BTreeMap<(ClaimKind, String), (usize, usize)>,
}

/// Adds the negative texts of these ids to the gold, with no claims, where it lacks them.
pub fn add_negatives(gold: &mut Vec<DocumentClaims>, ids: impl IntoIterator<Item = String>) {
    let mut known: BTreeSet<String> = gold.iter().map(|d| d.id.clone()).collect();
    for id in ids {
        if known.insert(id.clone()) {
            let claims = Vec::new();
            gold.push(DocumentClaims { id, claims });
        }
    }
}

/// Compares the predicted claims with the gold ones.
///
/// The offsets of both must count the same unit. Where `predicted` has a document twice, the
/// later one counts.
#[must_use]
pub fn evaluate<'a>(gold: &'a [DocumentClaims], predicted: &'a [DocumentClaims]) -> Evaluation<'a> {
    let by_id: BTreeMap<&str, &[Claim]> = predicted
        .iter()
        .map(|d| (d.id.as_str(), d.claims.as_slice()))
        .collect();
    let mut out = Evaluation {
        kinds: ClaimKind::ALL
            .iter()
            .map(|kind| (*kind, Counts::default()))
            .collect(),
        ..Evaluation::default()
    };
    let mut bands = bands();
    let mut with_confidence = false;
    for document in gold {
        let wanted = document.claims.as_slice();
        let found = by_id.get(document.id.as_str()).copied().unwrap_or(&[]);
        let pairs = pair(wanted, found);
        let mut here = Counts::default();
        let mut count = |kind: ClaimKind, counts: Counts| {
            here.add(counts);
            out.kinds.entry(kind).or_default().add(counts);
        };
        for claim in wanted {
            let gold = 1;
            count(
                claim.kind(),
                Counts {
                    gold,
                    ..Counts::default()
                },
            );
        }
        for claim in found {
            let predicted = 1;
            count(
                claim.kind(),
                Counts {
                    predicted,
                    ..Counts::default()
                },
            );
        }
        let (mut gold_left, mut found_left) = (vec![true; wanted.len()], vec![None; found.len()]);
        for pair in pairs {
            let (core, full) = (1, usize::from(pair.full));
            count(
                wanted[pair.gold].kind(),
                Counts {
                    core,
                    full,
                    ..Counts::default()
                },
            );
            gold_left[pair.gold] = false;
            found_left[pair.predicted] = Some(pair.full);
        }
        out.documents.push((&document.id, here));
        let id = document.id.as_str();
        let unpaired = |claim| Unpaired {
            document: id,
            claim,
        };
        let missed = wanted.iter().zip(&gold_left).filter(|(_, left)| **left);
        out.missed.extend(missed.map(|(claim, _)| unpaired(claim)));
        for (claim, paired) in found.iter().zip(found_left) {
            if paired.is_none() {
                out.false_claims.push(unpaired(claim));
            }
            if let Some(rule) = &claim.rule {
                let row = out.rules.entry((claim.kind(), rule.clone())).or_default();
                row.0 += 1;
                row.1 += usize::from(paired.is_some());
            }
            if let Some(confidence) = claim.confidence {
                with_confidence = true;
                let last = bands.len() - 1;
                let confidence = f64::from(confidence);
                let band = bands.iter().position(|b| confidence < b.to).unwrap_or(last);
                bands[band].claims += 1;
                bands[band].core += usize::from(paired.is_some());
                bands[band].full += usize::from(paired == Some(true));
            }
        }
    }
    if with_confidence {
        out.reliability = bands;
    }
    out
}

/// Ten bands of equal width, empty.
fn bands() -> Vec<ConfidenceBand> {
    (0_u8..10)
        .map(|tenth| ConfidenceBand {
            from: f64::from(tenth) / 10.0,
            to: f64::from(tenth + 1) / 10.0,
            ..ConfidenceBand::default()
        })
        .collect()
}

impl Evaluation<'_> {
    /// Counts of all kinds together.
    #[must_use]
    pub fn total(&self) -> Counts {
        let mut total = Counts::default();
        for counts in self.kinds.values() {
            total.add(*counts);
        }
        total
    }

    /// The rows of the table: each kind by its name, then `all`.
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, Counts)> {
        let kinds = self
            .kinds
            .iter()
            .map(|(kind, counts)| (kind.name(), *counts));
        kinds.chain([("all", self.total())])
    }

    /// The table of counts, precision, recall and F1, for reading.
    #[must_use]
    pub fn table(&self) -> String {
        let mut out = format!(
            "{:12}{:>6}{:>6}   core P     R    F1   full P     R    F1\n",
            "kind", "gold", "pred"
        );
        for (name, counts) in self.rows() {
            let (c, f) = (counts.core_scores(), counts.full_scores());
            // Writing to a string cannot fail.
            let _ = writeln!(
                out,
                "{name:12}{:6}{:6}   {:6.3}{:6.3}{:6.3}   {:6.3}{:6.3}{:6.3}",
                counts.gold, counts.predicted, c.p, c.r, c.f1, f.p, f.r, f.f1
            );
        }
        let negatives = self.documents.iter().filter(|(_, n)| n.gold == 0);
        let (texts, claims) = negatives.fold((0, 0), |(t, c), (_, n)| (t + 1, c + n.predicted));
        if texts > 0 {
            let _ = writeln!(
                out,
                "{texts} texts without gold claims: {claims} false claims"
            );
        }
        out
    }

    /// A row for each document: claims in gold, predicted, core and full matches.
    #[must_use]
    pub fn document_table(&self) -> String {
        let mut out = String::new();
        for (id, n) in &self.documents {
            let _ = writeln!(
                out,
                "{id:48} gold {:3} predicted {:3} core {:3} full {:3}",
                n.gold, n.predicted, n.core, n.full
            );
        }
        out
    }

    /// How far confidence can be trusted: in each band, how many claims were right.
    ///
    /// Empty where no predicted claim tells its confidence.
    #[must_use]
    pub fn reliability_table(&self) -> String {
        let mut out = String::new();
        if self.reliability.is_empty() {
            return out;
        }
        let _ = writeln!(out, "confidence   claims   core right   full right");
        for band in self.reliability.iter().filter(|band| band.claims > 0) {
            let part = |right: usize| right as f64 / band.claims as f64;
            let _ = writeln!(
                out,
                "{:.1} to {:.1}   {:6}   {:10.3}   {:10.3}",
                band.from,
                band.to,
                band.claims,
                part(band.core),
                part(band.full)
            );
        }
        out
    }

    /// How often each rule was right, as the table that the extractor takes its confidences
    /// from: `kind`, `rule`, `made`, `right` (in the core), apart with tabs.
    #[must_use]
    pub fn rule_table(&self) -> String {
        let mut out = String::from("kind\trule\tmade\tright\n");
        for ((kind, rule), (made, right)) in &self.rules {
            let _ = writeln!(out, "{}\t{rule}\t{made}\t{right}", kind.name());
        }
        out
    }

    /// The first `count` missed and false claims of each kind, with their words where
    /// `text_of` knows the text of the document.
    #[must_use]
    pub fn errors<'t>(&self, count: usize, text_of: impl Fn(&str) -> Option<&'t str>) -> String {
        let mut out = String::new();
        for (name, list) in [("missed", &self.missed), ("false", &self.false_claims)] {
            for kind in ClaimKind::ALL {
                let of_kind = list.iter().filter(|u| u.claim.kind() == *kind);
                for unpaired in of_kind.take(count) {
                    let id = unpaired.document;
                    let words = text_of(id)
                        .map_or_else(String::new, |text| words(text, unpaired.claim.evidence));
                    let fields = told(unpaired.claim);
                    let _ = writeln!(out, "{name} {kind} {id}: {fields} | {words}");
                }
            }
        }
        out
    }

    /// The scores, and the bands of confidence where there are any, as JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut report = serde_json::Map::new();
        for (name, counts) in self.rows() {
            let row = json!({
                "gold": counts.gold,
                "predicted": counts.predicted,
                "core": counts.core_scores(),
                "full": counts.full_scores(),
            });
            report.insert(name.to_owned(), row);
        }
        if !self.reliability.is_empty() {
            report.insert("reliability".into(), json!(self.reliability));
        }
        Value::Object(report)
    }
}

/// At most this many code points of a claim's words are listed.
const WORDS_SHOWN: usize = 160;

/// The words at a span in code points, on one line and not too many.
fn words(text: &str, span: Span) -> String {
    text.chars()
        .skip(span.start)
        .take(span.len().min(WORDS_SHOWN))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// What a claim says, without where and by whom.
fn told(claim: &Claim) -> String {
    let mut value = json!(claim);
    if let Value::Object(fields) = &mut value {
        fields.retain(|name, value| {
            let place = matches!(name.as_str(), "start" | "end" | "source" | "kind");
            let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
            !place && !empty
        });
    }
    value.to_string()
}

/// A gold and a predicted claim, by their places, that match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pair {
    gold: usize,
    predicted: usize,
    full: bool,
}

/// Pairs one to one: full matches first, then core ones, each in the order of the gold.
fn pair(gold: &[Claim], predicted: &[Claim]) -> Vec<Pair> {
    let mut fits: Vec<Pair> = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in predicted.iter().enumerate() {
            if let Some(full) = matches(g, p) {
                fits.push(Pair {
                    gold: i,
                    predicted: j,
                    full,
                });
            }
        }
    }
    let mut pairs = Vec::new();
    let (mut gold_taken, mut predicted_taken) =
        (vec![false; gold.len()], vec![false; predicted.len()]);
    for full in [true, false] {
        for fit in fits.iter().filter(|fit| fit.full || !full) {
            if !gold_taken[fit.gold] && !predicted_taken[fit.predicted] {
                gold_taken[fit.gold] = true;
                predicted_taken[fit.predicted] = true;
                pairs.push(Pair { full, ..*fit });
            }
        }
    }
    pairs
}

/// Whether the predicted claim matches the gold one in the core (`Some`), and in full.
fn matches(gold: &Claim, predicted: &Claim) -> Option<bool> {
    if !gold.evidence.overlaps(predicted.evidence) {
        return None;
    }
    let status = gold.status == predicted.status;
    match (&gold.body, &predicted.body) {
        (ClaimBody::Tie(g), ClaimBody::Tie(p)) => tie(g, p).map(|full| full && status),
        (ClaimBody::Event(g), ClaimBody::Event(p)) => event(g, p).map(|full| full && status),
        (ClaimBody::Figure(g), ClaimBody::Figure(p)) => figure(g, p),
        (ClaimBody::Commitment(g), ClaimBody::Commitment(p)) => commitment(g, p),
        (ClaimBody::Statement(g), ClaimBody::Statement(p)) => statement(g, p),
        _ => None,
    }
}

fn tie(g: &Tie, p: &Tie) -> Option<bool> {
    let ends = same(&g.a, &p.a, false) && same(&g.b, &p.b, false);
    let turned = || g.relation.is_symmetric() && same(&g.a, &p.b, false) && same(&g.b, &p.a, false);
    let core = (ends || turned()) && g.relation == p.relation && equal(&g.level, &p.level);
    let role = || {
        let words = |role: &Option<String>| folded(role.as_deref().unwrap_or_default());
        let (gold, predicted) = (words(&g.role), words(&p.role));
        g.relation != Relation::Office || gold.iter().any(|word| predicted.contains(word))
    };
    core.then(|| role() && g.valid == p.valid && g.as_of == p.as_of)
}

fn event(g: &Event, p: &Event) -> Option<bool> {
    // Where one side tells no recipients, it is left open who acts on whom.
    let open = g.recipients.is_empty() || p.recipients.is_empty();
    let any = |wanted: &[Entity], found: &[Entity]| {
        wanted
            .iter()
            .any(|x| found.iter().any(|y| same(x, y, true)))
    };
    let found = |wanted: &[Entity], own: &[Entity], other: &[Entity]| {
        any(wanted, own) || (open && any(wanted, other))
    };
    let core = g.kind == p.kind
        && found(&g.actors, &p.actors, &p.recipients)
        && (g.recipients.is_empty() || found(&g.recipients, &p.recipients, &p.actors));
    let covers = |wanted: &[Entity], found: &[Entity]| {
        wanted
            .iter()
            .all(|x| found.iter().any(|y| same(x, y, true)))
    };
    let alike = |a: &[Entity], b: &[Entity]| covers(a, b) && covers(b, a);
    core.then(|| {
        alike(&g.actors, &p.actors)
            && alike(&g.recipients, &p.recipients)
            && equal(&g.mode, &p.mode)
            && g.date == p.date
    })
}

fn figure(g: &Figure, p: &Figure) -> Option<bool> {
    let end = |g: &Option<Entity>, p: &Option<Entity>| match (g, p) {
        (Some(g), Some(p)) => same(g, p, false),
        (None, None) => true,
        _ => false,
    };
    (g.indicator == p.indicator && number(g, p)).then(|| {
        end(&g.subject, &p.subject)
            && end(&g.partner, &p.partner)
            && g.period == p.period
            && g.bound == p.bound
    })
}

fn commitment(g: &Commitment, p: &Commitment) -> Option<bool> {
    let actor = g
        .actors
        .iter()
        .any(|x| p.actors.iter().any(|y| same(x, y, true)));
    let target = || match (&g.target, &p.target) {
        (Some(g), Some(p)) => number(g, p),
        (Some(_), None) => false,
        (None, _) => true,
    };
    (actor && half(g.what, p.what)).then(|| g.due == p.due && g.form == p.form && target())
}

fn statement(g: &Statement, p: &Statement) -> Option<bool> {
    (same(&g.speaker, &p.speaker, false) && half(g.what, p.what)).then(|| g.mode == p.mode)
}

/// Equal texts, the empty one and none at all being alike.
fn equal(g: &Option<String>, p: &Option<String>) -> bool {
    g.as_deref().unwrap_or_default() == p.as_deref().unwrap_or_default()
}

/// Values closer than this part of the larger one are the same number.
const TOLERANCE: f64 = 0.005;

/// Whether two figures give the same number: measure, unit, and value within 0.5 %.
fn number(g: &Figure, p: &Figure) -> bool {
    let larger = g.value.abs().max(p.value.abs()).max(1e-12);
    g.measure == p.measure && (g.value - p.value).abs() <= TOLERANCE * larger && g.unit == p.unit
}

/// Whether two spans share at least half of the longer one.
fn half(g: Span, p: Span) -> bool {
    let shared = g.end.min(p.end).saturating_sub(g.start.max(p.start));
    !g.is_empty() && !p.is_empty() && 2 * shared >= g.len().max(p.len())
}

/// Words that do not tell one entity from another.
const TITLES: &[&str] = &[
    "the",
    "of",
    "and",
    "president",
    "prime",
    "minister",
    "general",
    "secretary",
    "party",
    "mr",
    "mrs",
    "ms",
    "dr",
    "h",
    "e",
    "his",
    "her",
    "excellency",
    "king",
    "queen",
    "prince",
    "sheikh",
    "ambassador",
    "foreign",
    "chairman",
    "chairwoman",
    "deputy",
    "vice",
    "former",
];

/// Whether two entities are the same for scoring; with `country_ok`, being of one country will do.
fn same(g: &Entity, p: &Entity, country_ok: bool) -> bool {
    fn told(field: &Option<String>) -> Option<&str> {
        field.as_deref().filter(|s| !s.is_empty())
    }
    if let (Some(x), Some(y)) = (told(&g.id), told(&p.id)) {
        if x == y {
            return true;
        }
        if g.kind == EntityType::State && p.kind == EntityType::State {
            return false;
        }
    }
    let countries = (told(&g.country), told(&p.country));
    if let (true, (Some(x), Some(y))) = (country_ok, countries)
        && x == y
    {
        return true;
    }
    let (a, b) = (folded(&g.name), folded(&p.name));
    if a.is_empty() && b.is_empty() {
        // Names in other scripts fold to nothing and are compared as they stand.
        return g.name == p.name;
    }
    if a.concat() == b.concat() {
        return true;
    }
    let plain = |words: Vec<String>| -> BTreeSet<String> {
        words
            .into_iter()
            .filter(|w| !TITLES.contains(&w.as_str()))
            .collect()
    };
    let (a, b) = (plain(a), plain(b));
    let alike = g.kind == p.kind || g.kind == EntityType::Other || p.kind == EntityType::Other;
    alike
        && !a.is_empty()
        && !b.is_empty()
        && (a.is_subset(&b) || b.is_subset(&a))
        && match countries {
            (Some(x), Some(y)) => x == y,
            _ => true,
        }
}

/// The words of a name for scoring: lower case, without diacritics, Latin letters and digits only.
///
/// Narrower than [`entente_model::fold_words`] in that other scripts are dropped, so that the
/// numbers stay comparable with those that other programs compute by the codebook.
fn folded(name: &str) -> Vec<String> {
    let plain: String = name
        .nfkd()
        .map(|c| match c {
            'đ' => 'd',
            'Đ' => 'D',
            c => c,
        })
        .filter(|c| canonical_combining_class(*c) == 0)
        .flat_map(char::to_lowercase)
        .collect();
    plain
        .replace("'s ", " ")
        .replace("’s ", " ")
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::read_claims;

    /// The documents of lines that are written over several.
    fn documents(lines: &[&str]) -> Vec<DocumentClaims> {
        let lines: Vec<String> = lines.iter().map(|l| l.replace('\n', "")).collect();
        let file = read_claims("test", lines.join("\n").as_bytes()).unwrap();
        assert_eq!(file.faults, []);
        file.documents
    }

    /// Whether one claim matches another: `None`, or whether in full.
    fn compare(gold: &str, predicted: &str) -> Option<bool> {
        let wrap = |claim: &str| {
            let line = format!(r#"{{"id":"d","claims":[{{{claim},"start":0,"end":20}}]}}"#);
            documents(&[&line]).remove(0).claims.remove(0)
        };
        matches(&wrap(gold), &wrap(predicted))
    }

    const KEN: &str = r#"{"name":"Kenya","type":"state","country":"KEN"}"#;
    const UGA: &str = r#"{"name":"Uganda","type":"state","country":"UGA"}"#;

    /// `claim` with KEN and UGA written out.
    fn with_states(claim: &str) -> String {
        claim.replace("#KEN", KEN).replace("#UGA", UGA)
    }

    #[test]
    fn ties_match_in_either_order_only_where_symmetric() {
        let tie = |relation: &str, ends: &str, rest: &str| {
            with_states(&format!(
                r#""kind":"tie","relation":"{relation}",{ends}{rest}"#
            ))
        };
        let (there, back) = (r##""a":#KEN,"b":#UGA"##, r##""a":#UGA,"b":#KEN"##);
        let plain = tie("partnership", there, "");
        assert_eq!(compare(&plain, &tie("partnership", back, "")), Some(true));
        assert_eq!(
            compare(&plain, &tie("partnership", back, r#","valid":"2013""#)),
            Some(false)
        );
        assert_eq!(
            compare(&plain, &tie("partnership", back, r#","level":"strategic""#)),
            None
        );
        assert_eq!(compare(&plain, &tie("alliance", there, "")), None);
        let member = tie("membership", there, "");
        assert_eq!(compare(&member, &tie("membership", back, "")), None);
        let denied = tie("membership", there, r#","status":"denied""#);
        assert_eq!(compare(&member, &denied), Some(false));
        // A role counts for offices alone, and one word of it is enough.
        let office = |role: &str| tie("office", there, &format!(r#","role":"{role}""#));
        assert_eq!(
            compare(&office("Foreign Minister"), &office("Minister")),
            Some(true)
        );
        assert_eq!(
            compare(&office("Foreign Minister"), &office("Premier")),
            Some(false)
        );
        assert_eq!(
            compare(&office("Premier"), &tie("office", there, "")),
            Some(false)
        );
    }

    #[test]
    fn actors_of_one_country_match_and_recipients_may_be_left_out() {
        let event = |rest: &str| {
            with_states(&format!(
                r#""kind":"event","type":"CONSULT","mode":"visit",{rest}"#
            ))
        };
        let gold = event(r##""actors":[#KEN],"recipients":[#UGA]"##);
        let minister = r#"{"name":"A. Minister","type":"person","country":"KEN"}"#;
        let by_minister = event(&format!(r##""actors":[{minister}],"recipients":[#UGA]"##));
        assert_eq!(compare(&gold, &by_minister), Some(true));
        assert_eq!(
            compare(&gold, &event(r##""actors":[#KEN,#UGA]"##)),
            Some(false)
        );
        assert_eq!(
            compare(&gold, &event(r##""actors":[#UGA],"recipients":[#KEN]"##)),
            None
        );
        assert_eq!(compare(&gold, &event(r##""actors":[#KEN]"##)), None);
        let dated = event(r##""actors":[#KEN],"recipients":[#UGA],"date":"2024""##);
        assert_eq!(compare(&gold, &dated), Some(false));
    }

    #[test]
    fn figures_match_within_half_a_percent() {
        let figure = |value: &str, rest: &str| {
            format!(
                r#""kind":"figure","indicator":"trade","measure":"level","unit":"USD","value":{value}{rest}"#
            )
        };
        let gold = figure("1000", "");
        assert_eq!(compare(&gold, &figure("1005", "")), Some(true));
        assert_eq!(compare(&gold, &figure("1006", "")), None);
        assert_eq!(compare(&gold, &figure("-1000", "")), None);
        assert_eq!(
            compare(&gold, &figure("1000", r#","bound":">""#)),
            Some(false)
        );
        assert_eq!(compare(&figure("0", ""), &figure("0", "")), Some(true));
    }

    #[test]
    fn contents_must_share_half_of_the_longer() {
        let said = |start: usize, end: usize, mode: &str| {
            with_states(&format!(
                r##""kind":"statement","speaker":#KEN,"mode":"{mode}","what":{{"start":{start},"end":{end}}}"##
            ))
        };
        let gold = said(0, 20, "direct");
        assert_eq!(compare(&gold, &said(0, 10, "direct")), Some(true));
        assert_eq!(compare(&gold, &said(0, 10, "indirect")), Some(false));
        assert_eq!(compare(&gold, &said(0, 9, "direct")), None);
        let will = |form: &str, rest: &str| {
            with_states(&format!(
                r##""kind":"commitment","actors":[#KEN],"form":"{form}","what":{{"start":0,"end":9}}{rest}"##
            ))
        };
        let target = r#","target":{"indicator":"trade","measure":"level","unit":"USD","value":5}"#;
        assert_eq!(
            compare(&will("plan", ""), &will("plan", target)),
            Some(true)
        );
        assert_eq!(
            compare(&will("plan", target), &will("plan", "")),
            Some(false)
        );
        assert_eq!(compare(&will("plan", ""), &will("pledge", "")), Some(false));
    }

    #[test]
    fn names_match_by_words_without_titles_and_accents() {
        let entity = |name: &str, country: &str| {
            let person = Entity::new(name, EntityType::Person);
            if country.is_empty() {
                person
            } else {
                person.with_country(country)
            }
        };
        let one = entity("Tô Lâm", "VNM");
        assert!(same(&one, &entity("General Secretary To Lam", ""), false));
        assert!(!same(
            &entity("Lam Kenyatta", "VNM"),
            &entity("Lam", "KEN"),
            false
        ));
        assert!(!same(
            &entity("The President", ""),
            &entity("President of Kenya", ""),
            false
        ));
        assert!(same(&entity("Đỗ Mười", ""), &entity("do-muoi", ""), false));
        assert!(!same(&entity("Кения", ""), &entity("Уганда", ""), false));
        let (kenya, uganda) = (Entity::state("Kenya", "KEN"), Entity::state("Kenya", "UGA"));
        assert!(!same(&kenya, &uganda, true), "ids of states decide");
    }

    #[test]
    fn pairing_is_one_to_one_and_full_matches_go_first() {
        let figure = |period: &str| {
            format!(
                r#"{{"kind":"figure","indicator":"trade","measure":"level","unit":"USD","value":5,"start":0,"end":9,
                "confidence":0.95{period}}}"#
            )
        };
        let (plain, dated) = (figure(""), figure(r#","period":"2024""#));
        let line = |claims: &[&str]| format!(r#"{{"id":"d","claims":[{}]}}"#, claims.join(","));
        let gold = documents(&[&line(&[&plain, &dated])]);
        let predicted = documents(&[&line(&[&dated, &dated, &plain])]);
        let evaluation = evaluate(&gold, &predicted);
        let counts = Counts {
            gold: 2,
            predicted: 3,
            core: 2,
            full: 2,
        };
        assert_eq!(evaluation.kinds[&ClaimKind::Figure], counts);
        assert_eq!(evaluation.documents, [("d", counts)]);
        assert_eq!(evaluation.missed, []);
        assert_eq!(evaluation.false_claims.len(), 1);
        let scores = counts.full_scores();
        assert!((scores.p - 2.0 / 3.0).abs() < 1e-12 && (scores.r - 1.0).abs() < 1e-12);
        assert!((scores.f1 - 0.8).abs() < 1e-12);
        let last = evaluation.reliability[9];
        assert_eq!((last.claims, last.core, last.full), (3, 2, 2));
        assert!(
            evaluation
                .reliability_table()
                .contains("0.9 to 1.0        3        0.667")
        );
        let errors = evaluation.errors(5, |_| Some("five\ndollars"));
        assert!(errors.starts_with("false figure d: {"), "{errors}");
        assert!(errors.ends_with("| five doll\n"), "{errors}");
        assert_eq!(evaluation.to_json()["all"]["core"]["r"], json!(1.0));
    }

    #[test]
    fn documents_count_by_the_gold() {
        let claim = with_states(
            r##"{"kind":"tie","relation":"alliance","a":#KEN,"b":#UGA,"start":0,"end":9}"##,
        );
        let line = |id: &str| format!(r#"{{"id":"{id}","claims":[{claim}]}}"#);
        let mut gold = documents(&[&line("a"), &line("b")]);
        let predicted = documents(&[&line("b"), &line("negative"), &line("unknown")]);
        let counts = Counts {
            gold: 2,
            predicted: 1,
            core: 1,
            full: 1,
        };
        assert_eq!(evaluate(&gold, &predicted).total(), counts);
        add_negatives(&mut gold, ["negative".to_owned(), "a".to_owned()]);
        let evaluation = evaluate(&gold, &predicted);
        assert_eq!(
            evaluation.total(),
            Counts {
                predicted: 2,
                ..counts
            }
        );
        let table = evaluation.table();
        assert!(
            table.ends_with("1 texts without gold claims: 1 false claims\n"),
            "{table}"
        );
        assert!(
            table.contains("tie              2     2    0.500 0.500 0.500"),
            "{table}"
        );
        let rows = evaluation.document_table();
        assert_eq!(rows.lines().count(), 3);
    }
}
