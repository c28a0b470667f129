//! Figure rules: which words name an indicator, what numbers it may have, and where its parties stand.
//!
//! A rule is read from its file in `rules/figure/`; all of them together find the cues of a sentence.
//! Which cue is a number's own is settled in `indicator.rs`, who stands in a role in `roles.rs`.

use entente_model::{Indicator, Measure, QuantityKind};
use serde::Deserialize;

use crate::context::Context;
use crate::lists::Lists;
use crate::pattern::{Index, Pattern};
use crate::rules::{Example, RuleError};

/// A figure rule as its file writes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    #[serde(default)]
    note: Option<String>,
    indicator: String,
    /// Words that name the indicator, as patterns without captures.
    cue: Vec<String>,
    /// Words that hold a cue and name something else, as patterns: "arrest warrant".
    #[serde(default)]
    except: Vec<String>,
    /// The sorts of quantity that it may have.
    quantity: Vec<String>,
    /// Of a count: the nouns that may be counted.
    #[serde(default)]
    noun: Vec<String>,
    /// Where its subject stands, the surest first.
    #[serde(default)]
    subject: Vec<String>,
    /// Where its partner stands.
    #[serde(default)]
    partner: Vec<String>,
    /// Both parties must be known: "Kenya's largest market", not "the largest market".
    #[serde(default)]
    both: bool,
    /// `org`: only organisations may be its subject; `state`: bodies stand there for their state.
    #[serde(default)]
    subject_sort: Option<String>,
    /// What its percentages measure: the level of a rate, the share of a turnout, the growth of an economy.
    #[serde(default)]
    percent: Option<String>,
    #[serde(default)]
    confidence: Option<f32>,
    #[serde(default)]
    scope: Option<String>,
    #[serde(default)]
    yes: Vec<Example>,
    #[serde(default)]
    no: Vec<String>,
}

/// Where a party of a figure may stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Before the cue, as possessor or adjective: "Kenya's exports".
    Possessor,
    /// The subject of the clause.
    Subject,
    /// The first party of the sentence that no preposition governs.
    Main,
    /// Right after the cue: "chaired the union".
    Object,
    /// After this preposition.
    After(String),
    /// The first or second of two joined by "between", "and" or a dash beside the cue.
    Pair(usize),
    /// The first or second party of those that the text goes on about.
    Bilateral(usize),
    /// The state that the text is from or mostly about.
    Home,
    /// The organisation that the text speaks of.
    Org,
    /// Where it happened: the place or state behind "in", "at", "near", "on" in the sentence, else
    /// in one of those before.
    Where,
    /// The body that votes.
    Chamber,
}

/// A figure rule, ready to run.
#[derive(Clone, Debug)]
pub struct FigureRule {
    /// Its name: the path of its file without the ending.
    pub name: String,
    /// What it finds.
    pub title: String,
    /// More for who reads or changes it.
    pub note: Option<String>,
    /// The indicator that its figures have.
    pub indicator: Indicator,
    /// Its cues as written.
    pub cues: Vec<String>,
    /// What holds a cue and names something else, as written.
    pub except: Vec<String>,
    /// Texts on which it must fire.
    pub yes: Vec<Example>,
    /// Texts on which it must not.
    pub no: Vec<String>,
    /// How often it is right, from 0 to 1.
    pub confidence: f32,
    /// The cues, then what holds a cue and is none.
    compiled: Vec<Pattern>,
    pub(super) kinds: Vec<QuantityKind>,
    pub(super) nouns: Vec<String>,
    pub(super) subject: Vec<Role>,
    pub(super) partner: Vec<Role>,
    pub(super) only_org: bool,
    pub(super) of_state: bool,
    pub(super) both: bool,
    pub(super) percent: Option<Measure>,
    pub(super) scope: Option<String>,
}

impl FigureRule {
    /// Reads the rule of that name from the text of its file.
    pub(crate) fn parse(name: &str, text: &str, lists: &Lists) -> Result<Self, RuleError> {
        let fail = |reason: String| RuleError {
            rule: name.to_owned(),
            reason,
        };
        let file: File = toml::from_str(text).map_err(|e| fail(e.to_string()))?;
        let indicator = Indicator::from_name(&file.indicator).ok_or_else(|| {
            fail(format!(
                "`{}` is no indicator of the codebook",
                file.indicator
            ))
        })?;
        let compiled = file
            .cue
            .iter()
            .chain(&file.except)
            .map(|c| Pattern::parse(c, lists))
            .collect::<Result<Vec<_>, _>>()
            .map_err(fail)?;
        let percent = match file.percent.as_deref() {
            None => None,
            Some("level") => Some(Measure::Level),
            Some("share") => Some(Measure::Share),
            Some("growth") => Some(Measure::Growth),
            Some(other) => return Err(fail(format!("percentages measure no `{other}`"))),
        };
        let mut kinds = Vec::new();
        for kind in &file.quantity {
            match kind.as_str() {
                "money" => kinds.push(QuantityKind::Money),
                "percent" => kinds.extend([QuantityKind::Percent, QuantityKind::PercentagePoint]),
                "count" => kinds.push(QuantityKind::Number),
                "rank" => kinds.push(QuantityKind::Ordinal),
                "multiple" => kinds.push(QuantityKind::Multiple),
                "years" => kinds.push(QuantityKind::Duration),
                "measure" => kinds.push(QuantityKind::Measure),
                other => return Err(fail(format!("`{other}` is no sort of quantity"))),
            }
        }
        Ok(Self {
            name: name.to_owned(),
            title: file.title,
            note: file.note,
            indicator,
            cues: file.cue,
            except: file.except,
            yes: file.yes,
            no: file.no,
            confidence: file.confidence.unwrap_or(0.75),
            compiled,
            kinds,
            nouns: file.noun,
            subject: file.subject.iter().map(|r| role(r)).collect(),
            partner: file.partner.iter().map(|r| role(r)).collect(),
            only_org: file.subject_sort.as_deref() == Some("org"),
            of_state: file.subject_sort.as_deref() == Some("state"),
            both: file.both,
            percent,
            scope: file.scope,
        })
    }
}

fn role(name: &str) -> Role {
    match name {
        "possessor" => Role::Possessor,
        "subject" => Role::Subject,
        "main" => Role::Main,
        "object" => Role::Object,
        "pair.1" => Role::Pair(0),
        "pair.2" => Role::Pair(1),
        "home" => Role::Home,
        "org" => Role::Org,
        "where" => Role::Where,
        "chamber" => Role::Chamber,
        "bilateral.1" => Role::Bilateral(0),
        "bilateral.2" => Role::Bilateral(1),
        preposition => Role::After(preposition.to_owned()),
    }
}

/// All figure rules with an index from words to cues.
#[derive(Clone, Debug)]
pub(crate) struct FigureRules {
    pub rules: Vec<FigureRule>,
    index: Index,
    places: Vec<(usize, usize)>,
}

impl FigureRules {
    pub(crate) fn new(rules: Vec<FigureRule>) -> Self {
        let mut index = Index::default();
        let mut places = Vec::new();
        for (r, rule) in rules.iter().enumerate() {
            for (p, pattern) in rule.compiled.iter().enumerate() {
                index.add(pattern, places.len());
                places.push((r, p));
            }
        }
        Self {
            rules,
            index,
            places,
        }
    }

    /// Where the cues of a sentence stand: rule, first unit, unit after the last.
    pub(super) fn cues(&self, context: &Context, line: usize) -> Vec<Cue> {
        let units = &context.discourse.lines[line];
        let mut out = Vec::new();
        let mut none = Vec::new();
        for at in self.index.candidates(units) {
            let (rule, pattern) = self.places[at];
            for found in self.rules[rule].compiled[pattern].find_all(context.discourse, units) {
                let cue = Cue {
                    rule,
                    from: found.from,
                    to: found.to,
                };
                if pattern < self.rules[rule].cues.len() {
                    out.push(cue);
                } else {
                    none.push(cue);
                }
            }
        }
        // Of cues for the same words, the longer one counts.
        let mut all = out.clone();
        all.extend(none);
        out.retain(|c: &Cue| {
            !all.iter()
                .any(|o| o.from <= c.from && c.to <= o.to && (o.to - o.from) > (c.to - c.from))
        });
        out.sort_by_key(|c| (c.from, c.to, c.rule));
        out
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    pub(super) rule: usize,
    pub(super) from: usize,
    pub(super) to: usize,
}
