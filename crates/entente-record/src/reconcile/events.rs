//! Events: the same act told by several, a plan that then came about.

use std::collections::{BTreeMap, BTreeSet};

use entente_model::{ClaimBody, Event, Stance, Status, Verdict};

use super::{Draft, Work, clusters};
use crate::dates::Days;
use crate::names::{key_of, principal};
use crate::testimony::Testimony;

type Member<'a> = (&'a Testimony, &'a Event);

/// Two tellings of one act may differ by a day, where one gives the night and one the morning.
const SLACK: i64 = 1;

pub(super) fn reconcile(claims: &[&Testimony], work: &mut Work<'_>) {
    let mut groups: BTreeMap<String, Vec<Member<'_>>> = BTreeMap::new();
    for testimony in claims {
        if let ClaimBody::Event(event) = &testimony.claim.body {
            let denied = testimony.claim.status == Status::Denied;
            let ceremony = event.detail.as_deref() == Some("ceremony");
            let mode = event.mode.as_deref().unwrap_or_default();
            groups
                .entry(format!("{mode}|{ceremony}|{denied}"))
                .or_default()
                .push((testimony, event));
        }
    }
    for group in groups.values() {
        let mut dated: BTreeMap<String, Vec<Member<'_>>> = BTreeMap::new();
        let mut undated: Vec<Member<'_>> = Vec::new();
        for member in group {
            match member.1.date.as_ref().filter(|d| Days::of(d).is_some()) {
                Some(date) => dated.entry(date.to_string()).or_default().push(*member),
                None => undated.push(*member),
            }
        }
        for act in acts(dated.into_values().collect()) {
            one(&act, work);
        }
        for member in undated {
            one(&[member], work);
        }
    }
}

/// Groups dated tellings into acts: the exact dates first, then the wide ones that hold just
/// one act. The result does not depend on the order of the tellings.
fn acts(dates: Vec<Vec<Member<'_>>>) -> Vec<Vec<Member<'_>>> {
    let days = |group: &Vec<Member<'_>>| group[0].1.date.as_ref().and_then(Days::of);
    let (mut exact, wide): (Vec<_>, Vec<_>) = dates
        .into_iter()
        .partition(|g| days(g).is_some_and(|d| d.width() <= 1));
    exact.sort_by_key(|g| days(g));
    // Neighbouring days are compared with neighbours only: linear, not quadratic.
    let mut acts: Vec<Vec<Member<'_>>> = Vec::new();
    for day in exact {
        for cluster in same_people(&day) {
            let near = acts.iter_mut().rev().take(8).find(|act| {
                act.last().is_some_and(|last| {
                    let gap = match (
                        last.1
                            .date
                            .as_ref()
                            .and_then(Days::of)
                            .and_then(|d| d.first),
                        cluster[0]
                            .1
                            .date
                            .as_ref()
                            .and_then(Days::of)
                            .and_then(|d| d.first),
                    ) {
                        (Some(a), Some(b)) => crate::dates::days_between(a, b),
                        _ => i64::MAX,
                    };
                    // The same newsroom telling two days tells two acts.
                    gap <= SLACK
                        && shares_people(last.1, cluster[0].1)
                        && (gap == 0
                            || act.iter().all(|m| {
                                cluster
                                    .iter()
                                    .all(|c| c.0.source.version != m.0.source.version)
                            }))
                })
            });
            match near {
                Some(act) => act.extend(cluster),
                None => acts.push(cluster),
            }
        }
    }
    // Wide dates, the narrowest first: each joins the one act within it, else stands alone.
    let mut wide = wide;
    wide.sort_by_key(|g| (days(g).map_or(i64::MAX, |d| d.width()), days(g)));
    for group in wide {
        for cluster in same_people(&group) {
            let span = days(&cluster);
            let within: Vec<usize> = acts
                .iter()
                .enumerate()
                .filter(|(_, act)| {
                    let fits = match (span, act[0].1.date.as_ref().and_then(Days::of)) {
                        (Some(wide), Some(day)) => wide.overlaps(&day),
                        _ => false,
                    };
                    fits && act.iter().any(|m| shares_people(m.1, cluster[0].1))
                })
                .map(|(i, _)| i)
                .collect();
            if let [only] = within[..] {
                acts[only].extend(cluster);
            } else {
                acts.push(cluster);
            }
        }
    }
    acts
}

fn same_people<'a>(group: &[Member<'a>]) -> Vec<Vec<Member<'a>>> {
    let mut readings: BTreeMap<Vec<String>, Vec<Member<'a>>> = BTreeMap::new();
    for member in group {
        let keys: Vec<String> = member.1.actors.iter().map(key_of).collect();
        readings.entry(keys).or_default().push(*member);
    }
    let readings: Vec<Vec<Member<'a>>> = readings.into_values().collect();
    clusters(readings.len(), |i, j| {
        shares_people(readings[i][0].1, readings[j][0].1)
    })
    .into_iter()
    .map(|c| {
        c.iter()
            .flat_map(|i| readings[*i].iter().copied())
            .collect()
    })
    .collect()
}

/// Whether an actor of one may be an actor of the other: the same, or a state and its own.
fn shares_people(a: &Event, b: &Event) -> bool {
    a.actors.iter().any(|x| {
        b.actors.iter().any(|y| {
            key_of(x) == key_of(y)
                || principal(x) == principal(y)
                    && (x.kind != entente_model::EntityType::Person
                        || y.kind != entente_model::EntityType::Person)
        })
    })
}

/// Writes one act.
fn one(act: &[Member<'_>], work: &mut Work<'_>) {
    let (done, ahead): (Vec<Member<'_>>, Vec<Member<'_>>) = act
        .iter()
        .partition(|m| !matches!(m.0.claim.status, Status::Planned | Status::Possible));
    let mut verdict = None;
    let mut others = Vec::new();
    let main = if done.is_empty() { &ahead } else { &done };
    if !done.is_empty() && !ahead.is_empty() {
        let plan = ahead[0];
        let reason = format!(
            "announced ({}), and told as having taken place ({})",
            plan.0.told_by(),
            done[0].0.told_by()
        );
        for a in ahead.iter().take(8) {
            for b in done.iter().take(8) {
                work.pair(a.0, b.0, Verdict::TookPlace, "event/plan", reason.clone());
            }
        }
        others.extend(ahead.iter().map(|m| (m.0, Stance::Announces)));
        verdict = Some((Verdict::TookPlace, reason));
    }
    for other in &main[1..] {
        let first = main[0];
        if first.0.source.witness != other.0.source.witness {
            let (class, reason) = if first.0.asserts() && other.0.asserts() {
                (Verdict::Corroborated, "the same act")
            } else {
                (
                    Verdict::Attributed,
                    "the same act, but one text only credits somebody with it",
                )
            };
            work.pair(first.0, other.0, class, "event/same", reason.to_owned());
        }
    }
    let mut sorted: Vec<Member<'_>> = main.clone();
    sorted.sort_by(|a, b| a.0.id.cmp(&b.0.id));
    work.fact(Draft {
        key: key(&sorted),
        supporters: sorted.iter().map(|m| m.0).collect(),
        others,
        verdict,
        rounded: false,
    });
}

/// The readable key: type, mode, principals, and the narrowest date; the id of the first claim
/// where there is none, since undated acts are never joined.
fn key(act: &[Member<'_>]) -> String {
    let narrowest = act
        .iter()
        .filter_map(|m| {
            m.1.date
                .as_ref()
                .map(|d| (Days::of(d).map_or(i64::MAX, |d| d.width()), d))
        })
        .min()
        .map_or_else(
            || format!("undated {}", act[0].0.id),
            |(_, d)| d.to_string(),
        );
    let event = act[0].1;
    let names = |of: fn(&Event) -> &Vec<entente_model::Entity>| {
        let set: BTreeSet<String> = act.iter().flat_map(|m| of(m.1)).map(key_of).collect();
        set.into_iter().collect::<Vec<_>>().join("+")
    };
    let mut key = format!("event · {}", event.kind);
    for part in [
        event.mode.clone().unwrap_or_default(),
        event
            .detail
            .clone()
            .filter(|d| d == "ceremony")
            .unwrap_or_default(),
        names(|e| &e.actors),
        names(|e| &e.recipients),
        narrowest,
        if act[0].0.claim.status == Status::Denied {
            "denied".into()
        } else {
            String::new()
        },
    ] {
        if !part.is_empty() {
            key.push_str(" · ");
            key.push_str(&part);
        }
    }
    key
}
