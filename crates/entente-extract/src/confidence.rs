//! How sure a claim is: a weighing of what it was made by, what it says and where its words stand.
//!
//! The weights are those of a logistic model, fitted by `cargo xtask confidence` to whether claims
//! were right in the core (codebook, section 10) on texts that people have coded. So a confidence
//! is the part of such claims that were right, and each can be traced to the features that made it:
//! an event whose actor is named in the sentence is surer than one whose actor was taken from the
//! sentence before, a headline less sure than an article.

use std::collections::HashSet;

use entente_model::{Claim, ClaimBody, Entity, EntityType};

use crate::judge::Judge;

/// The weights, ready to use.
#[derive(Debug)]
pub(crate) struct Confidence {
    judge: Judge,
    /// Rules that were added by the user: of those nothing is known but what they say themselves.
    added: HashSet<String>,
}

/// How many of the commitments that their judge is right about are right in the core: it tells whether
/// something is promised, not by whom and in which words. By the texts that it learns from.
const WHOSE: f32 = 0.81;

/// The rule of an office whose state no publisher, table or word beside the title tells, and the most
/// that it is sure of: a guess is never among what a brief shows first.
const GUESSED: (&str, f32) = ("tie/office-guessed", 0.85);

/// The rule whose claims are weighed by a judge of their own, which knows more of them.
const WEIGHED: &str = "figure/other-count";

impl Confidence {
    /// The weights that are built in, and the names of the rules that they say nothing of.
    pub(crate) fn new(added: HashSet<String>) -> Self {
        Self {
            judge: Judge::new(include_str!("../data/confidence.tsv")),
            added,
        }
    }

    /// Tells each claim of a document how sure it is, from 0 to 1.
    pub(crate) fn settle(&self, claims: &mut [Claim], text: &str) {
        let sure: Vec<Option<f32>> = claims
            .iter()
            .map(|claim| {
                self.weighs(claim)
                    .then(|| self.judge.probability(&features(claim, claims, text)))
            })
            .collect();
        for (claim, sure) in claims.iter_mut().zip(sure) {
            let told = match claim.body {
                ClaimBody::Commitment(_) => claim.confidence.map(|c| c * WHOSE),
                _ => claim.confidence,
            };
            let most = match claim.rule.as_deref() {
                Some(rule) if rule == GUESSED.0 => GUESSED.1,
                _ => 1.0,
            };
            claim.confidence = sure.or(told).map(|c| c.min(most));
        }
    }

    /// Whether the sureness of a claim is told here, not by its own judge or by a user's rule.
    pub(crate) fn weighs(&self, claim: &Claim) -> bool {
        let rule = claim.rule.as_deref().unwrap_or_default();
        !matches!(claim.body, ClaimBody::Commitment(_))
            && rule != WEIGHED
            && !self.added.contains(rule)
    }
}

/// What speaks for and against a claim, each feature with the kind of the claim before it.
///
/// `claims` are all of the document, `text` is what their evidence is of, in bytes.
pub(crate) fn features(claim: &Claim, claims: &[Claim], text: &str) -> Vec<String> {
    let kind = claim.kind().name();
    let words = text
        .get(claim.evidence.start..claim.evidence.end)
        .unwrap_or_default();
    let mut out = vec![kind.to_owned()];
    let mut add = |feature: String| out.push(format!("{kind} {feature}"));
    if let Some(rule) = &claim.rule {
        add(format!("rule={rule}"));
    }
    add(format!(
        "tens of words={}",
        (words.split_whitespace().count() / 10).min(6)
    ));
    add(format!("status={}", claim.status.name()));
    if claim.evidence.start == 0 {
        add("opens the text".to_owned());
    }
    if !words.trim_end().ends_with(['.', '!', '?', '"', '”', '’']) {
        add("no stop".to_owned());
    }
    if words.contains(['“', '"']) {
        add("quotes".to_owned());
    }
    if claim.source.is_some() {
        add("credited".to_owned());
    }
    let lower = words.to_lowercase();
    let mut elsewhere = 0_usize;
    for (role, entity) in roles(claim) {
        add(format!("{role} is {}", entity.kind.name()));
        if !named(entity, &lower) {
            elsewhere += 1;
            add(format!("{role} elsewhere"));
        }
        if entity.kind != EntityType::State && entity.country.is_none() {
            add(format!("{role} of no state"));
        }
    }
    add(format!("elsewhere={}", elsewhere.min(3)));
    match &claim.body {
        ClaimBody::Tie(tie) => {
            add(format!("relation={}", tie.relation.name()));
            for (field, told) in [
                ("valid", tie.valid.is_some()),
                ("as_of", tie.as_of.is_some()),
                ("role", tie.role.is_some()),
                ("level", tie.level.is_some()),
            ] {
                if told {
                    add(format!("has {field}"));
                }
            }
        }
        ClaimBody::Event(event) => {
            let mode = event.mode.as_deref().unwrap_or("none");
            add(format!("type={}", event.kind.name()));
            add(format!("type={} mode={mode}", event.kind.name()));
            add(format!("actors={}", event.actors.len().min(3)));
            add(format!("recipients={}", event.recipients.len().min(3)));
            let date = event.date.as_ref().map_or(0, |d| d.as_str().len());
            add(format!("letters of date={date}"));
            let beside = claims
                .iter()
                .filter(|c| c.evidence.start == claim.evidence.start)
                .filter(|c| matches!(c.body, ClaimBody::Event(_)))
                .count();
            add(format!("events of the sentence={}", beside.min(4)));
        }
        ClaimBody::Figure(figure) => {
            add(format!("indicator={}", figure.indicator.name()));
            add(format!("measure={}", figure.measure.name()));
            add(format!("unit={}", figure.unit));
            for (field, told) in [
                ("partner", figure.partner.is_some()),
                ("period", figure.period.is_some()),
            ] {
                if told {
                    add(format!("has {field}"));
                }
            }
        }
        ClaimBody::Statement(statement) => {
            add(format!("mode={}", statement.mode.name()));
            add(format!(
                "forties of letters={}",
                (statement.what.len() / 40).min(6)
            ));
        }
        ClaimBody::Commitment(_) => {}
    }
    out
}

/// Who is named in a claim, and as what.
fn roles(claim: &Claim) -> Vec<(&'static str, &Entity)> {
    match &claim.body {
        ClaimBody::Tie(t) => vec![("a", &t.a), ("b", &t.b)],
        ClaimBody::Event(e) => {
            let actors = e.actors.iter().map(|e| ("actor", e));
            let recipients = e.recipients.iter().map(|e| ("recipient", e));
            actors.chain(recipients).collect()
        }
        ClaimBody::Figure(f) => {
            let subject = f.subject.iter().map(|e| ("subject", e));
            let partner = f.partner.iter().map(|e| ("partner", e));
            subject.chain(partner).collect()
        }
        ClaimBody::Commitment(c) => c.actors.iter().map(|e| ("actor", e)).collect(),
        ClaimBody::Statement(s) => vec![("speaker", &s.speaker)],
    }
}

/// Whether the words, in small letters, have the name of the entity or its last word.
fn named(entity: &Entity, words: &str) -> bool {
    let name = entity.name.to_lowercase();
    words.contains(&name)
        || name
            .split_whitespace()
            .last()
            .is_some_and(|l| words.contains(l))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::claims_of;

    #[test]
    fn what_is_named_in_its_sentence_is_told_from_what_is_taken_from_elsewhere() {
        let (document, claims) = claims_of(
            "Kenya opened an embassy in Peru on 3 May 2025. It condemned the embargo of Chad.",
        );
        let at = |text: &str| {
            claims
                .iter()
                .filter(|c| document.slice(c.evidence).contains(text))
                .find(|c| matches!(c.body, ClaimBody::Event(_)))
                .map(|c| features(c, &claims, document.text()))
                .unwrap()
        };
        let (here, there) = (at("opened"), at("condemned"));
        assert!(here.contains(&"event elsewhere=0".to_owned()), "{here:?}");
        assert!(
            there.contains(&"event actor elsewhere".to_owned()),
            "{there:?}"
        );
        assert!(here.contains(&"event opens the text".to_owned()));
    }

    #[test]
    fn every_claim_is_told_how_sure_it_is() {
        let (_, claims) = claims_of(
            "Kenya joined the Commonwealth in 1963. Kenya will send 40 trucks to Chad by 2027. \
             Trade with Peru grew by 4 percent in 2024, President William Ruto said.",
        );
        assert!(claims.len() > 3);
        for claim in &claims {
            let sure = claim.confidence.unwrap();
            assert!((0.0..=1.0).contains(&sure), "{claim:?}");
        }
    }
}
