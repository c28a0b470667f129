//! Ties: who stands how to whom, since when, at which level.

use std::collections::{BTreeMap, BTreeSet};

use entente_model::{ClaimBody, Edtf, Relation, Stance, Status, Tie, Verdict, fold};

use super::{Draft, Work, clusters};
use crate::dates::{Days, days_between};
use crate::names::{key_of, principal};
use crate::testimony::Testimony;

/// Levels of partnership that are ranked against each other everywhere, the lowest first.
///
/// Others ("special", "privileged", a theme's own words) rank differently from state to state
/// and are never compared.
const LEVELS: [&str; 3] = ["comprehensive", "strategic", "comprehensive-strategic"];

/// The place of a partnership level among those that are ranked, from 0 up.
#[must_use]
pub fn level_rank(level: &str) -> Option<usize> {
    let level = level
        .to_lowercase()
        .replace([' ', '_'], "-")
        .trim_end_matches("-partnership")
        .to_owned();
    LEVELS.iter().position(|l| *l == level)
}

type Member<'a> = (&'a Testimony, &'a Tie);

fn members<'a>(claims: &[&'a Testimony]) -> Vec<Member<'a>> {
    claims
        .iter()
        .filter_map(|t| match &t.claim.body {
            ClaimBody::Tie(tie) => Some((*t, tie)),
            _ => None,
        })
        .collect()
}

/// The different terms in a chair that the ties of a block name, in order.
pub(super) fn terms(claims: &[&Testimony]) -> Vec<Days> {
    let set: BTreeSet<Days> = members(claims)
        .into_iter()
        .filter(|(t, tie)| tie.relation == Relation::Chair && t.claim.status == Status::Actual)
        .filter_map(|(_, tie)| tie.valid.as_ref().and_then(Days::of))
        .collect();
    let mut terms: Vec<Days> = Vec::new();
    for days in set {
        if !terms.iter().any(|t| t.overlaps(&days)) {
            terms.push(days);
        }
    }
    terms
}

pub(super) fn reconcile(claims: &[&Testimony], work: &mut Work<'_>) {
    let mut groups: BTreeMap<String, Vec<Member<'_>>> = BTreeMap::new();
    for member in members(claims) {
        groups.entry(group_key(member)).or_default().push(member);
    }
    match groups.values().next().map(|g| g[0].1.relation) {
        Some(Relation::Partnership) => levels(&groups, work),
        Some(Relation::Agreement) => steps(&groups, work),
        _ => {
            for group in groups.values() {
                dated(group, work);
            }
        }
    }
    statuses(&groups, work);
}

fn status_class(status: Status) -> &'static str {
    match status {
        Status::Actual => "",
        Status::Denied => "denied",
        Status::Planned | Status::Possible => "planned or possible",
    }
}

/// The part of the key that has to be equal before dates are compared.
fn group_key(member: Member<'_>) -> String {
    let (testimony, tie) = member;
    let role = tie.role.as_deref().map(fold).unwrap_or_default();
    let finer = match tie.relation {
        Relation::Office => format!("{role} · {}", principal(&tie.b)),
        Relation::Partnership => format!(
            "{}{}",
            level_name(tie),
            if tie.level.is_none() {
                role
            } else {
                String::new()
            }
        ),
        Relation::Membership | Relation::Agreement | Relation::Accreditation => role,
        _ => String::new(),
    };
    format!("{finer} · {}", status_class(testimony.claim.status))
}

fn level_name(tie: &Tie) -> String {
    tie.level
        .as_deref()
        .map(|l| {
            fold(l)
                .replace(' ', "-")
                .trim_end_matches("-partnership")
                .to_owned()
        })
        .unwrap_or_default()
}

fn key(tie: &Tie, status: Status, period: &str) -> String {
    let (mut a, mut b) = (key_of(&tie.a), key_of(&tie.b));
    if tie.relation.is_symmetric() && b < a {
        std::mem::swap(&mut a, &mut b);
    }
    if tie.relation == Relation::Office {
        b = principal(&tie.b);
    }
    let mut key = format!("tie · {} · {a} · {b}", tie.relation);
    for part in [
        level_name(tie),
        tie.role.as_deref().map(fold).unwrap_or_default(),
        period.to_owned(),
        status_class(status).to_owned(),
    ] {
        if !part.is_empty() {
            key.push_str(" · ");
            key.push_str(&part);
        }
    }
    key
}

/// The days in which the tie began: of an interval, its first part.
fn began(tie: &Tie) -> Option<Days> {
    let valid = tie.valid.as_ref()?;
    let first = valid.as_str().split('/').next()?;
    Days::of(&Edtf::parse(first).ok()?)
}

/// The day until which the text tells that the tie holds: its `as_of`, else publication.
fn told_at(member: Member<'_>) -> Option<Days> {
    member
        .1
        .as_of
        .as_ref()
        .and_then(Days::of)
        .or_else(|| member.0.source.published_days())
}

/// Ties of one sort between the same two: dates agree, are missing, or contradict each other.
fn dated(group: &[Member<'_>], work: &mut Work<'_>) {
    let relation = group[0].1.relation;
    let (with, without): (Vec<Member<'_>>, Vec<Member<'_>>) =
        group.iter().partition(|m| began(m.1).is_some());
    // Distinct beginnings first: a thousand reprints are one comparison.
    let mut readings: BTreeMap<&str, Vec<Member<'_>>> = BTreeMap::new();
    for member in with {
        let valid = member.1.valid.as_ref().map_or("", |v| v.as_str());
        readings.entry(valid).or_default().push(member);
    }
    let readings: Vec<Vec<Member<'_>>> = readings.into_values().collect();
    let joined = clusters(readings.len(), |i, j| {
        match (began(readings[i][0].1), began(readings[j][0].1)) {
            (Some(a), Some(b)) => a.overlaps(&b),
            _ => false,
        }
    });
    let mut dates: Vec<Vec<Member<'_>>> = joined
        .into_iter()
        .map(|c| {
            c.iter()
                .flat_map(|i| readings[*i].iter().copied())
                .collect()
        })
        .collect();
    // Claims without a date speak of the one dated tie, where there is just one, and it had
    // begun when they were told.
    if let [only] = &mut dates[..] {
        let start = began(only[0].1).and_then(|d| d.first);
        let (early, fitting): (Vec<_>, Vec<_>) = without.into_iter().partition(|m| {
            told_at(*m)
                .and_then(|told| told.last)
                .zip(start)
                .is_some_and(|(told, start)| told < start)
        });
        for member in &early {
            let valid = only[0].1.valid.as_ref().map_or("", |v| v.as_str());
            work.pair(
                member.0,
                only[0].0,
                Verdict::DifferentPeriod,
                "tie/told-before",
                format!(
                    "told ({}) before it began by the other ({valid}, {})",
                    member.0.told_by(),
                    only[0].0.told_by()
                ),
            );
        }
        only.extend(fitting);
        if !early.is_empty() {
            dates.push(early);
        }
    } else if !without.is_empty() {
        dates.push(without);
    }
    // A chair, a term of office, may be held again; a date of beginning is one date.
    let repeats = matches!(
        relation,
        Relation::Chair | Relation::Accreditation | Relation::Issued
    );
    let starts: Vec<Option<Days>> = dates
        .iter()
        .map(|d| d.iter().find_map(|m| began(m.1)))
        .collect();
    for (i, date) in dates.iter().enumerate() {
        let mut verdict = None;
        let mut others: Vec<(&Testimony, Stance)> = Vec::new();
        for (j, rival) in dates.iter().enumerate() {
            if i == j || repeats || starts[i].is_none() || starts[j].is_none() {
                continue;
            }
            let (class, reason) = apart(date[0], rival[0]);
            for a in date.iter().take(8) {
                for b in rival.iter().take(8) {
                    work.pair(a.0, b.0, class, "tie/date", reason.clone());
                }
            }
            if class == Verdict::Contradicted {
                others.extend(rival.iter().map(|m| (m.0, Stance::Disputes)));
                verdict = Some((class, reason));
            }
        }
        agree_pairs(date, work);
        let precise = starts[i]
            .and_then(|d| d.first)
            .map(|d| d.year().to_string());
        let extra = if dates.len() > 1 {
            precise.unwrap_or_else(|| "undated".to_owned())
        } else {
            String::new()
        };
        work.fact(Draft {
            key: key(date[0].1, date[0].0.claim.status, &extra),
            supporters: date.iter().map(|m| m.0).collect(),
            others,
            verdict,
            rounded: false,
        });
    }
}

fn agree_pairs(group: &[Member<'_>], work: &mut Work<'_>) {
    for other in &group[1..] {
        let first = group[0];
        if first.0.source.witness == other.0.source.witness {
            continue;
        }
        if first.0.asserts() && other.0.asserts() {
            work.pair(
                first.0,
                other.0,
                Verdict::Corroborated,
                "tie/same",
                "the same tie".into(),
            );
        } else {
            let reason = "the same tie, but one text only credits somebody with it".to_owned();
            work.pair(
                first.0,
                other.0,
                Verdict::Attributed,
                "tie/attributed",
                reason,
            );
        }
    }
}

/// Words by which a text tells that relations were made anew, not first.
const AGAIN: [&str; 10] = [
    "restor",
    "resum",
    "re-establish",
    "reestablish",
    "normali",
    "rejoin",
    "re-join",
    "re-elect",
    "second term",
    "renew",
];

/// Why two beginnings of one tie differ.
fn apart(a: Member<'_>, b: Member<'_>) -> (Verdict, String) {
    let name = |m: Member<'_>| {
        format!(
            "{} ({})",
            m.1.valid
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            m.0.told_by()
        )
    };
    let both = format!("{} against {}", name(a), name(b));
    let again = |m: Member<'_>| {
        let quote = m.0.quote.to_lowercase();
        AGAIN.iter().any(|word| quote.contains(word))
    };
    if again(a) || again(b) {
        return (
            Verdict::DifferentDateRole,
            format!("{both}: one is the beginning, the other a beginning anew"),
        );
    }
    if a.0.source.version == b.0.source.version && a.0.claim.evidence == b.0.claim.evidence {
        return (
            Verdict::DifferentPeriod,
            format!("{both}: one sentence gives both, so they are two stretches of time"),
        );
    }
    // Offices and memberships are left and taken up again after years.
    let gap = match (
        began(a.1).and_then(|d| d.first),
        began(b.1).and_then(|d| d.first),
    ) {
        (Some(x), Some(y)) => days_between(x, y).abs(),
        _ => 0,
    };
    if a.1.relation == Relation::Office && gap > 3 * 366 {
        return (
            Verdict::DifferentPeriod,
            format!("{both}: far enough apart to be two terms"),
        );
    }
    (
        Verdict::Contradicted,
        format!("{both}: the same tie cannot have begun at both"),
    )
}

/// Partnerships: one fact a level, and the steps between the levels.
fn levels(groups: &BTreeMap<String, Vec<Member<'_>>>, work: &mut Work<'_>) {
    let mut ranked: Vec<(usize, &Vec<Member<'_>>)> = Vec::new();
    for group in groups.values() {
        let rank = group[0].1.level.as_deref().and_then(level_rank);
        match rank {
            Some(rank) if group[0].0.claim.status == Status::Actual => ranked.push((rank, group)),
            _ => dated(group, work),
        }
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    for (i, (rank, group)) in ranked.iter().enumerate() {
        let mut verdict = None;
        let mut others: Vec<(&Testimony, Stance)> = Vec::new();
        for (j, (other_rank, other)) in ranked.iter().enumerate() {
            if i == j {
                continue;
            }
            let (class, reason) = if rank < other_rank {
                step(group, other)
            } else {
                step(other, group)
            };
            for a in group.iter().take(8) {
                for b in other.iter().take(8) {
                    work.pair(a.0, b.0, class, "tie/level", reason.clone());
                }
            }
            let stance = match (class, rank < other_rank) {
                (Verdict::Superseded, true) => {
                    verdict = Some((class, reason));
                    continue;
                }
                (Verdict::Superseded, false) => Stance::Earlier,
                (Verdict::Contradicted, _) => {
                    verdict = Some((class, reason));
                    Stance::Disputes
                }
                _ => continue,
            };
            others.extend(other.iter().map(|m| (m.0, stance)));
        }
        agree_pairs(group, work);
        work.fact(Draft {
            key: key(group[0].1, Status::Actual, ""),
            supporters: group.iter().map(|m| m.0).collect(),
            others,
            verdict,
            rounded: false,
        });
    }
}

/// How a lower and a higher level of one partnership stand to each other.
fn step(lower: &[Member<'_>], higher: &[Member<'_>]) -> (Verdict, String) {
    let name = |group: &[Member<'_>]| {
        let m = group[0];
        let date =
            m.1.valid
                .as_ref()
                .map(|v| format!("since {v}"))
                .or_else(|| m.1.as_of.as_ref().map(|d| format!("as of {d}")))
                .unwrap_or_else(|| "no date".to_owned());
        format!("{} ({date}, {})", level_name(m.1), m.0.told_by())
    };
    let both = format!("{}, then {}", name(lower), name(higher));
    let low_began = lower.iter().filter_map(|m| began(m.1)).reduce(Days::hull);
    let high_began = higher.iter().filter_map(|m| began(m.1)).reduce(Days::hull);
    let upgrade = format!("{both}: an upgrade, which the later level replaces");
    if let (Some(low), Some(high)) = (low_began, high_began)
        && low.before(&high)
    {
        return (Verdict::Superseded, upgrade);
    }
    let told = |group: &[Member<'_>]| group.iter().filter_map(|m| told_at(*m)).reduce(Days::hull);
    match (told(lower), told(higher)) {
        (Some(low), Some(high)) if low.last <= high.last || low_began.is_some() => {
            (Verdict::Superseded, upgrade)
        }
        (Some(_), Some(_)) => (
            Verdict::Compatible,
            format!("{both}: the lower level was told later, and nobody tells that it was lowered"),
        ),
        _ => (
            Verdict::DifferentPeriod,
            format!("{both}: when either held is not said"),
        ),
    }
}

/// Agreements: each step (signed, ratified, in force) has its own date.
fn steps(groups: &BTreeMap<String, Vec<Member<'_>>>, work: &mut Work<'_>) {
    let mut by_role: BTreeMap<(String, &str), Vec<Member<'_>>> = BTreeMap::new();
    for member in groups.values().flatten() {
        let role = member.1.role.as_deref().map(fold).unwrap_or_default();
        by_role
            .entry((role, status_class(member.0.claim.status)))
            .or_default()
            .push(*member);
    }
    // A text that names no step speaks of the one step that others name.
    for class in ["", "denied", "planned or possible"] {
        let named: Vec<(String, &str)> = by_role
            .iter()
            .filter(|((role, c), members)| {
                let told = members.iter().any(|m| !m.0.is_reference());
                !role.is_empty() && *c == class && told
            })
            .map(|(key, _)| key.clone())
            .collect();
        if let [one] = &named[..]
            && let Some(plain) = by_role.remove(&(String::new(), class))
        {
            by_role.entry(one.clone()).or_default().extend(plain);
        }
    }
    let all: Vec<&Vec<Member<'_>>> = by_role.values().collect();
    for group in &all {
        let mut sorted = (*group).clone();
        // The named step first, so that the key carries it.
        sorted.sort_by_key(|m| (m.1.role.is_none(), m.0.id.clone()));
        dated(&sorted, work);
    }
    for (i, first) in all.iter().enumerate() {
        for second in &all[i + 1..] {
            let (a, b) = (first[0], second[0]);
            let step = |m: Member<'_>| m.1.role.clone().unwrap_or_else(|| "party".into());
            work.pair(
                a.0,
                b.0,
                Verdict::DifferentDateRole,
                "tie/step",
                format!(
                    "{} and {} are different steps of the agreement",
                    step(a),
                    step(b)
                ),
            );
        }
    }
}

/// What is planned or denied against what is.
fn statuses(groups: &BTreeMap<String, Vec<Member<'_>>>, work: &mut Work<'_>) {
    let of = |wanted: &[Status]| -> Vec<Member<'_>> {
        groups
            .values()
            .flatten()
            .filter(|m| wanted.contains(&m.0.claim.status))
            .copied()
            .take(8)
            .collect()
    };
    let actual = of(&[Status::Actual]);
    for a in &actual {
        for b in of(&[Status::Planned, Status::Possible]) {
            if group_finer(*a) == group_finer(b) {
                work.pair(
                    a.0,
                    b.0,
                    Verdict::ForecastOutcome,
                    "tie/status",
                    "one text tells it as planned or possible, the other as so".into(),
                );
            }
        }
        for b in of(&[Status::Denied]) {
            if group_finer(*a) != group_finer(b) {
                continue;
            }
            if a.0.asserts() && b.0.asserts() {
                work.pair(
                    a.0,
                    b.0,
                    Verdict::Contradicted,
                    "tie/denied",
                    "one text tells it as so, the other denies it".into(),
                );
            } else {
                work.pair(
                    a.0,
                    b.0,
                    Verdict::Attributed,
                    "tie/denied",
                    "it is told as so and denied, on one side at least only by somebody quoted"
                        .into(),
                );
            }
        }
    }
}

fn group_finer(member: Member<'_>) -> String {
    let key = group_key(member);
    key.rsplit_once(" · ")
        .map_or(key.clone(), |(finer, _)| finer.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_ranked_where_they_mean_the_same_everywhere() {
        assert!(level_rank("comprehensive-strategic") > level_rank("strategic"));
        assert_eq!(level_rank("Strategic Partnership"), Some(1));
        assert_eq!(level_rank("special"), None);
    }
}
