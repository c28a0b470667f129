//! From the analysis of a document to its claims.
//!
//! Extraction is a pure function of one document, the tables and the rules: the same bytes give
//! the same claims, in any order and on any machine. Every claim carries the sentence that says
//! it, the rule that made it and how sure that rule is.
//!
//! ```
//! use entente_extract::Extractor;
//! use entente_model::{ClaimBody, Document};
//!
//! let mut document = Document::new("a", "Rwanda joined the Commonwealth in November 2009.");
//! document.published = entente_model::Edtf::parse("2010-01-05").ok();
//! let claims = Extractor::new()?.extract(&document);
//! let tie = claims.iter().find_map(|c| match &c.body { ClaimBody::Tie(t) => Some(t), _ => None });
//! assert_eq!(tie.unwrap().a.id.as_deref(), Some("RWA"));
//! # Ok::<(), entente_extract::RuleError>(())
//! ```

mod agreements;
mod asked;
mod commitments;
mod confidence;
mod context;
mod figures;
mod frames;
mod inflect;
mod judge;
mod list_items;
mod listings;
mod lists;
mod memberships;
mod mend;
mod mentions;
mod offices;
mod partnerships;
mod pattern;
mod relevance;
mod reported;
mod rules;
mod statements;
mod subjects;
mod tree;
mod visits;
mod voice;

use std::path::Path;
use std::sync::Arc;

use entente_language::{Analyser, unwrapped};
use entente_model::{Claim, Document};

use crate::confidence::Confidence;
use crate::context::Context;
use crate::figures::FigureRules;
use crate::judge::Judge;
use crate::lists::Lists;
use crate::mentions::Discourse;
use crate::rules::Rules;
use crate::statements::SayingVerbs;

pub use figures::FigureRule;
pub use judge::{Candidate, Candidates};
pub use rules::{Example, Rule, RuleError};

/// Makes claims. Build one and share it between threads: it holds the tables, models and rules.
#[derive(Clone, Debug)]
pub struct Extractor {
    analyser: Analyser,
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    lists: Lists,
    rules: Rules,
    saying: SayingVerbs,
    figures: FigureRules,
    commitments: Judge,
    counts: Judge,
    confidence: Confidence,
}

impl Extractor {
    /// An extractor with the rules that are built in.
    ///
    /// # Errors
    ///
    /// If a rule file cannot be read as one; the tests of this crate see to it that none is.
    pub fn new() -> Result<Self, RuleError> {
        Self::with_rules(RuleSet::default())
    }

    /// An extractor whose built-in rules are added to, or replaced by name, by `rules`.
    ///
    /// # Errors
    ///
    /// As [`Extractor::new`].
    pub fn with_rules(more: RuleSet) -> Result<Self, RuleError> {
        let lists = Lists::new();
        let added = more.rules.iter().map(|rule| rule.name.clone());
        let added = added.chain(more.figures.iter().map(|rule| rule.name.clone()));
        let confidence = Confidence::new(added.collect());
        let rules = Rules::new(more.rules, &lists)?;
        let saying = SayingVerbs::new(&lists);
        let mut figures = rules::figure_files()
            .map(|(name, text)| FigureRule::parse(name, text, &lists))
            .collect::<Result<Vec<_>, _>>()?;
        for rule in more.figures {
            match figures.iter_mut().find(|known| known.name == rule.name) {
                Some(known) => *known = rule,
                None => figures.push(rule),
            }
        }
        let figures = FigureRules::new(figures);
        Ok(Self {
            analyser: Analyser::new(),
            inner: Arc::new(Inner {
                lists,
                rules,
                saying,
                figures,
                commitments: Judge::new(include_str!("../data/en/commitments.tsv")),
                counts: Judge::new(include_str!("../data/en/counts.tsv")),
                confidence,
            }),
        })
    }

    /// The rules in use, in the order of their names.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.inner.rules.rules
    }

    /// The figure rules in use, in the order of their names.
    #[must_use]
    pub fn figure_rules(&self) -> &[FigureRule] {
        &self.inner.figures.rules
    }

    /// The analyser whose analyses it reads.
    #[must_use]
    pub fn analyser(&self) -> &Analyser {
        &self.analyser
    }

    /// What the document says, in the order of the text. Spans are bytes.
    ///
    /// A text that is not about international relations gives no claims.
    #[must_use]
    pub fn extract(&self, document: &Document) -> Vec<Claim> {
        self.run(document, None)
    }

    /// What the rule of that name alone finds in the document, whether or not other rules would
    /// make the same claims, or the text be left alone: for trying a rule.
    #[must_use]
    pub fn extract_by(&self, document: &Document, rule: &str) -> Vec<Claim> {
        self.run(document, Some(rule))
    }

    /// The claims of the document whose confidence is weighed, with the features by which it is:
    /// what `cargo xtask confidence` learns from.
    #[must_use]
    pub fn weighed(&self, document: &Document) -> Vec<(Claim, Vec<String>)> {
        let claims = self.extract(document);
        claims
            .iter()
            .filter(|claim| self.inner.confidence.weighs(claim))
            .map(|claim| {
                let features = confidence::features(claim, &claims, document.text());
                (claim.clone(), features)
            })
            .collect()
    }

    /// All that the judges weigh in the document, with the features by which they do: what
    /// `cargo xtask judges` learns from.
    #[must_use]
    pub fn candidates(&self, document: &Document) -> Candidates {
        let inner = &*self.inner;
        let mut analysis = self.analyser.analyse(document);
        mend::mend(&mut analysis);
        let text = unwrapped(document.text());
        let gazetteer = self.analyser.gazetteer();
        let discourse = Discourse::read(document, &text, &analysis, gazetteer, &inner.lists);
        let mut found = Candidates::default();
        if !relevance::concerns_relations(&discourse) {
            return found;
        }
        let published = document.published.clone();
        let mut context = Context::new(&discourse, &inner.lists, published);
        statements::extract(&mut context, &inner.saying);
        for line in 0..discourse.lines.len() {
            found
                .commitments
                .extend(commitments::candidates(&context, line));
        }
        commitments::extract(&mut context, &inner.commitments);
        figures::extract(
            &mut context,
            &inner.figures,
            &inner.counts,
            None,
            Some(&mut found.counts),
        );
        found
    }

    fn run(&self, document: &Document, only: Option<&str>) -> Vec<Claim> {
        let inner = &*self.inner;
        let mut analysis = self.analyser.analyse(document);
        mend::mend(&mut analysis);
        let gazetteer = self.analyser.gazetteer();
        let text = unwrapped(document.text());
        let discourse = Discourse::read(document, &text, &analysis, gazetteer, &inner.lists);
        if only.is_none() && !relevance::concerns_relations(&discourse) {
            return Vec::new();
        }
        let published = document.published.clone();
        let mut context = Context::new(&discourse, &inner.lists, published);
        if only.is_none() {
            // Speech first: what stands in it is credited to the speaker.
            statements::extract(&mut context, &inner.saying);
            offices::extract(&mut context, gazetteer);
        }
        if only.is_none() {
            // Before figures: what is promised is no figure of its own.
            commitments::extract(&mut context, &inner.commitments);
        }
        figures::extract(&mut context, &inner.figures, &inner.counts, only, None);
        for line in 0..discourse.lines.len() {
            if only.is_none() {
                partnerships::extract(&mut context, line);
                memberships::extract(&mut context, line);
            }
            inner.rules.run(&mut context, line, only);
            context.drop_relations_among(line);
            if only.is_none() {
                offices::settle(&mut context, line);
                // What rules did not find the parties of.
                agreements::extract(&mut context, line);
            }
        }
        if only.is_none() {
            visits::extract(&mut context);
            agreements::extract_items(&mut context);
            listings::extract(&mut context);
        }
        agreements::settle(&mut context);
        let mut claims = context.finish();
        if only.is_none() {
            inner.confidence.settle(&mut claims, document.text());
        }
        claims
    }
}

/// Rules to add to the built-in ones, or to put in their place by name.
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    /// Rules for ties and events.
    pub rules: Vec<Rule>,
    /// Rules for figures: those whose name begins with `figure/`.
    pub figures: Vec<FigureRule>,
}

/// Reads the rules of a folder: every `.toml` file in it and below, named by its path. Those in
/// its folder `figure` are figure rules.
///
/// # Errors
///
/// If the folder or a file cannot be read, or a file is no rule; the error names the file.
pub fn read_rules(folder: &Path) -> Result<RuleSet, RuleError> {
    let mut files = Vec::new();
    list_files(folder, &mut files)?;
    files.sort();
    let lists = Lists::new();
    let mut set = RuleSet::default();
    for path in files {
        let name = path
            .strip_prefix(folder)
            .unwrap_or(&path)
            .with_extension("");
        let parts: Vec<_> = name
            .components()
            .map(|c| c.as_os_str().to_string_lossy())
            .collect();
        let name = parts.join("/");
        let text = std::fs::read_to_string(&path).map_err(|e| RuleError {
            rule: path.display().to_string(),
            reason: e.to_string(),
        })?;
        if name.starts_with("figure/") {
            set.figures.push(FigureRule::parse(&name, &text, &lists)?);
        } else {
            set.rules.push(Rule::parse(&name, &text, &lists)?);
        }
    }
    Ok(set)
}

fn list_files(folder: &Path, files: &mut Vec<std::path::PathBuf>) -> Result<(), RuleError> {
    let fail = |e: std::io::Error| RuleError {
        rule: folder.display().to_string(),
        reason: format!("the folder cannot be read: {e}"),
    };
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if path.is_dir() {
            list_files(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use entente_model::{ClaimBody, Edtf, Entity, EventType, Span};

    /// A text of June 2025 as a document, and what is extracted from it.
    pub(crate) fn claims_of(text: &str) -> (Document, Vec<Claim>) {
        let mut document = Document::new("d", text);
        document.published = Edtf::parse("2025-06-15").ok();
        let claims = Extractor::new().unwrap().extract(&document);
        (document, claims)
    }

    /// Who says or promises what in a text, of the claims that `told` takes.
    fn who_and_what(
        text: &str,
        told: fn(&ClaimBody) -> Option<(&Entity, Span)>,
    ) -> Vec<(String, String)> {
        let (document, claims) = claims_of(text);
        let found = claims.iter().filter_map(|claim| told(&claim.body));
        found
            .map(|(who, what)| pair(&who.name, document.slice(what)))
            .collect()
    }

    /// Who acts, and on whom, in the last event of that type that a text tells, a line on what such
    /// texts are about behind it.
    pub(crate) fn parties(text: &str, kind: EventType) -> (Vec<String>, Vec<String>) {
        let names = |all: &[Entity]| all.iter().map(|e| e.name.clone()).collect();
        let (_, claims) = claims_of(&format!("{text}\n\nEmbassies, treaties and sanctions."));
        let last = claims.iter().rev().find_map(|claim| match &claim.body {
            ClaimBody::Event(event) if event.kind == kind => Some(event),
            _ => None,
        });
        last.map(|e| (names(&e.actors), names(&e.recipients)))
            .unwrap_or_default()
    }

    /// Speaker and content of the statements in a text.
    pub(crate) fn said(text: &str) -> Vec<(String, String)> {
        who_and_what(text, |body| match body {
            ClaimBody::Statement(s) => Some((&s.speaker, s.what)),
            _ => None,
        })
    }

    /// Who commits to what in a text.
    pub(crate) fn promises(text: &str) -> Vec<(String, String)> {
        who_and_what(text, |body| match body {
            ClaimBody::Commitment(c) => Some((c.actors.first()?, c.what)),
            _ => None,
        })
    }

    /// The contents of the commitments in a text.
    pub(crate) fn contents(text: &str) -> Vec<String> {
        promises(text).into_iter().map(|(_, what)| what).collect()
    }

    /// Somebody and what they say or promise.
    pub(crate) fn pair(who: &str, what: &str) -> (String, String) {
        (who.to_owned(), what.to_owned())
    }
}
