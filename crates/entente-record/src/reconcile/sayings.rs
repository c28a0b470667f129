//! Commitments and statements: the same words told by several, targets that moved.

use std::collections::{BTreeMap, BTreeSet};

use entente_model::{
    ClaimBody, Commitment, Stance, Statement, Verdict, calendar, fold, fold_words,
};

use super::{Draft, Work, clusters, short_hash};
use crate::dates::Days;
use crate::names::{key_of, principal};
use crate::testimony::Testimony;
use crate::value::{Agreement, compare};

/// Part of the words that two tellings of one utterance share, counted over both.
const SAME_WORDS: f64 = 0.6;

/// The same without dates, from which two promises of one body are one that was put off.
const SAME_PROMISE: f64 = 0.7;

/// Beyond this many different texts in a block only equal ones are joined, so that a block is
/// never quadratic.
const FEW: usize = 400;

/// Groups claims that tell the same words.
fn by_words<'a>(
    claims: &[&'a Testimony],
    same: impl Fn(&Testimony, &Testimony) -> bool,
) -> Vec<Vec<&'a Testimony>> {
    let mut readings: BTreeMap<String, Vec<&Testimony>> = BTreeMap::new();
    for claim in claims {
        readings
            .entry(fold(words_of(claim)))
            .or_default()
            .push(*claim);
    }
    let readings: Vec<Vec<&Testimony>> = readings.into_values().collect();
    let sets: Vec<BTreeSet<String>> = readings
        .iter()
        .map(|r| fold_words(words_of(r[0])).into_iter().collect())
        .collect();
    let few = readings.len() <= FEW;
    clusters(readings.len(), |i, j| {
        few && same(readings[i][0], readings[j][0])
            // Sentences of one text are different utterances, however alike.
            && readings[i].iter().all(|a| readings[j].iter().all(|b| a.source.version != b.source.version))
            && likeness(&sets[i], &sets[j]) >= SAME_WORDS
    })
    .into_iter()
    .map(|c| {
        let mut all: Vec<&Testimony> = c.iter().flat_map(|i| readings[*i].iter().copied()).collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    })
    .collect()
}

fn words_of(claim: &Testimony) -> &str {
    claim.what.as_deref().unwrap_or(&claim.quote)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of words are far below 2^52"
)]
fn likeness(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let shared = a.intersection(b).count() as f64;
    let all = a.union(b).count() as f64;
    if all == 0.0 { 0.0 } else { shared / all }
}

fn agree_pairs(group: &[&Testimony], rule: &str, work: &mut Work<'_>) {
    for other in &group[1..] {
        if group[0].source.witness != other.source.witness {
            work.pair(
                group[0],
                other,
                Verdict::Corroborated,
                rule,
                "told in the same words".into(),
            );
        }
    }
}

pub(super) fn statements(claims: &[&Testimony], work: &mut Work<'_>) {
    let of = |t: &Testimony| -> Option<Statement> {
        match &t.claim.body {
            ClaimBody::Statement(s) => Some(s.clone()),
            _ => None,
        }
    };
    for group in by_words(claims, |_, _| true) {
        let Some(statement) = of(group[0]) else {
            continue;
        };
        agree_pairs(&group, "statement/words", work);
        let words = short_hash(&[&fold(words_of(group[0]))]);
        work.fact(Draft {
            key: format!("statement · {} · words {words}", key_of(&statement.speaker)),
            supporters: group,
            others: Vec::new(),
            verdict: None,
            rounded: false,
        });
    }
}

/// The promises that were put off: the same words, but for dates, told later with another date.
fn put_off(groups: &[Vec<&Testimony>]) -> Vec<(usize, usize)> {
    if groups.len() > FEW {
        return Vec::new();
    }
    let told = |group: &[&Testimony]| {
        group
            .iter()
            .filter_map(|t| t.source.published_days())
            .reduce(Days::hull)
    };
    let due = |t: &Testimony| match &t.claim.body {
        ClaimBody::Commitment(c) => c.due.as_ref().and_then(Days::of),
        _ => None,
    };
    // What is promised, without the date by which.
    let sets: Vec<BTreeSet<String>> = groups
        .iter()
        .map(|group| {
            fold_words(words_of(group[0]))
                .into_iter()
                .filter(|w| {
                    !w.bytes().all(|b| b.is_ascii_digit())
                        && calendar::month(w).is_none()
                        && !matches!(w.as_str(), "by" | "in" | "before" | "end" | "the" | "of")
                })
                .collect()
        })
        .collect();
    let mut out = Vec::new();
    for (i, first) in groups.iter().enumerate() {
        for (j, second) in groups.iter().enumerate() {
            let (Some(a), Some(b)) = (due(first[0]), due(second[0])) else {
                continue;
            };
            let later = told(first)
                .zip(told(second))
                .is_some_and(|(x, y)| x.before(&y));
            if later && !a.overlaps(&b) && likeness(&sets[i], &sets[j]) >= SAME_PROMISE {
                out.push((i, j));
            }
        }
    }
    out
}

type Target<'a> = (&'a Testimony, &'a Commitment);

pub(super) fn commitments(claims: &[&Testimony], work: &mut Work<'_>) {
    let mut targets: Vec<Target<'_>> = Vec::new();
    let mut plain: Vec<&Testimony> = Vec::new();
    for claim in claims {
        match &claim.claim.body {
            ClaimBody::Commitment(c) if c.target.is_some() => targets.push((claim, c)),
            _ => plain.push(claim),
        }
    }
    let due = |t: &Testimony| match &t.claim.body {
        ClaimBody::Commitment(c) => c.due.clone(),
        _ => None,
    };
    let groups = by_words(&plain, |a, b| due(a) == due(b));
    let moved = put_off(&groups);
    for (at, group) in groups.iter().enumerate() {
        agree_pairs(group, "commitment/words", work);
        let actors = match &group[0].claim.body {
            ClaimBody::Commitment(c) => c.actors.iter().map(principal).collect::<BTreeSet<_>>(),
            _ => BTreeSet::new(),
        };
        let words = short_hash(&[&fold(words_of(group[0]))]);
        let mut verdict = None;
        let mut others: Vec<(&Testimony, Stance)> = Vec::new();
        for (earlier, later) in &moved {
            if *earlier == at {
                let reason = format!(
                    "by {}, then re-dated: by {} ({})",
                    due(group[0]).map_or_else(String::new, |d| d.to_string()),
                    due(groups[*later][0]).map_or_else(String::new, |d| d.to_string()),
                    groups[*later][0].told_by()
                );
                work.pair(
                    group[0],
                    groups[*later][0],
                    Verdict::Superseded,
                    "commitment/moved",
                    reason.clone(),
                );
                verdict = Some((Verdict::Superseded, reason));
            } else if *later == at {
                others.extend(groups[*earlier].iter().map(|t| (*t, Stance::Earlier)));
            }
        }
        work.fact(Draft {
            key: format!(
                "commitment · {} · words {words}",
                actors.into_iter().collect::<Vec<_>>().join("+")
            ),
            supporters: group.clone(),
            others,
            verdict,
            rounded: false,
        });
    }
    numbered(&targets, work);
}

/// Targets with a number: one fact for each number and date, the later announcement replacing
/// the earlier one.
fn numbered(targets: &[Target<'_>], work: &mut Work<'_>) {
    let mut groups: BTreeMap<String, Vec<Target<'_>>> = BTreeMap::new();
    for target in targets {
        let Some(figure) = &target.1.target else {
            continue;
        };
        let due = target
            .1
            .due
            .as_ref()
            .or(figure.period.as_ref())
            .map(ToString::to_string)
            .unwrap_or_default();
        let partner = figure.partner.as_ref().map(key_of).unwrap_or_default();
        let scope = figure.scope.as_deref().map(fold).unwrap_or_default();
        groups
            .entry(format!(
                "{partner} · {scope} · {} · {}{} · due {due}",
                figure.unit, figure.bound, figure.value
            ))
            .or_default()
            .push(*target);
    }
    let mut runs: Vec<(&String, &Vec<Target<'_>>)> = groups.iter().collect();
    let first_told = |run: &[Target<'_>]| {
        run.iter()
            .filter_map(|t| t.0.source.published_days().and_then(|d| d.first))
            .min()
    };
    runs.sort_by_key(|(key, run)| (first_told(run), (*key).clone()));
    for (i, (key, run)) in runs.iter().enumerate() {
        let mut verdict = None;
        let mut others = Vec::new();
        for (j, (_, other)) in runs.iter().enumerate() {
            let (Some(a), Some(b)) = (&run[0].1.target, &other[0].1.target) else {
                continue;
            };
            let comparable = i != j
                && a.unit == b.unit
                && a.scope == b.scope
                && a.partner.as_ref().map(key_of) == b.partner.as_ref().map(key_of);
            if !comparable {
                continue;
            }
            // The same number for another date, or another number for the same date.
            let same_value =
                compare(a, &run[0].0.quote, b, &other[0].0.quote) <= Agreement::Rounded;
            let same_due = run[0].1.due == other[0].1.due;
            if !same_value && !same_due {
                continue;
            }
            let told = (first_told(run), first_told(other));
            let how = if same_value && same_due {
                continue;
            } else if same_value {
                "re-dated"
            } else {
                "changed"
            };
            match told {
                (Some(mine), Some(theirs)) if mine < theirs => {
                    let reason = format!(
                        "{} by {}, then {how}: {} by {}",
                        crate::words::amount(a),
                        due_words(run[0].1),
                        crate::words::amount(b),
                        due_words(other[0].1)
                    );
                    work.pair(
                        run[0].0,
                        other[0].0,
                        Verdict::Superseded,
                        "commitment/moved",
                        reason.clone(),
                    );
                    verdict = Some((Verdict::Superseded, reason));
                }
                (Some(mine), Some(theirs)) if mine > theirs => {
                    others.extend(other.iter().map(|t| (t.0, Stance::Earlier)));
                }
                _ => {}
            }
        }
        let supporters: Vec<&Testimony> = run.iter().map(|t| t.0).collect();
        agree_pairs(&supporters, "commitment/target", work);
        let Some(figure) = &run[0].1.target else {
            continue;
        };
        work.fact(Draft {
            key: format!(
                "commitment · {} · {} · {} · {key}",
                run[0]
                    .1
                    .actors
                    .iter()
                    .map(principal)
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .collect::<Vec<_>>()
                    .join("+"),
                figure.indicator,
                figure.measure
            ),
            supporters,
            others,
            verdict,
            rounded: false,
        });
    }
}

fn due_words(commitment: &Commitment) -> String {
    commitment
        .due
        .as_ref()
        .map_or_else(|| "no date".to_owned(), ToString::to_string)
}
