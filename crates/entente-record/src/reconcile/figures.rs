//! Figures: scope, period and reporter first, then the values.

use std::collections::{BTreeMap, BTreeSet};

use entente_model::{Edtf, Figure, Indicator, Measure, Stance, Status, Verdict, fold_words};

use super::{Draft, Work, clusters};
use crate::dates::{Days, days_between};
use crate::names::key_of;
use crate::testimony::Testimony;
use crate::value::{Agreement, compare};

/// How long a state ("194 partners") is taken to be told of the same state, in days, where it
/// is told with the same number again.
const SAME_STATE: i64 = 3 * 366;

/// Beyond this ratio two numbers under one noun are not of one thing.
const FAR: f64 = 1.25;

/// A publication date wider than this many days does not say when a count was current.
const CURRENT: i64 = 62;

/// The block of a figure. Exports of A to B are imports of B from A, told by another
/// reporter; trade is the same from both sides.
pub(super) fn block(figure: &Figure, subject: &str, partner: &str) -> String {
    if partner.is_empty() {
        return format!("figure|{}|{subject}|", figure.indicator);
    }
    match figure.indicator {
        Indicator::Exports => format!("figure|flow|{subject}|{partner}"),
        Indicator::Imports => format!("figure|flow|{partner}|{subject}"),
        Indicator::Trade if figure.measure != Measure::Rank && figure.measure != Measure::Share => {
            let (a, b) = if subject <= partner {
                (subject, partner)
            } else {
                (partner, subject)
            };
            format!("figure|trade|{a}|{b}")
        }
        // Terms in the chair are listed as ties; the count belongs beside the list.
        Indicator::Chairmanships => format!("tie|chair|{subject}|{partner}"),
        indicator => format!("figure|{indicator}|{subject}|{partner}"),
    }
}

/// Whether the figure is about what happened in a period, so that it means nothing without it;
/// other figures tell a state at a date.
#[must_use]
pub fn is_flow(figure: &Figure) -> bool {
    use Indicator as I;
    matches!(
        figure.indicator,
        I::Trade
            | I::Exports
            | I::Imports
            | I::TradeBalance
            | I::Fdi
            | I::Gdp
            | I::Tourism
            | I::Aid
            | I::Loan
            | I::Remittances
            | I::Budget
            | I::DefenceSpending
            | I::Emissions
            | I::Vote
    ) && figure.measure != Measure::Rank
        || matches!(
            figure.measure,
            Measure::Growth | Measure::Change | Measure::Multiple
        )
}

/// The days on which the state that a figure tells was current: its period, else publication.
///
/// Of years counted since an event, the last day counts.
#[must_use]
pub fn as_of_days(testimony: &Testimony) -> Option<Days> {
    let figure = testimony.figure()?;
    let period = figure.period.as_ref().and_then(Days::of);
    let published = testimony.source.published_days();
    if is_toll(figure) {
        return published.or(period);
    }
    match period {
        Some(days) if figure.unit == "years" => match days.last {
            Some(last) => Some(Days {
                first: Days::of(&last_part(figure.period.as_ref()?))
                    .and_then(|d| d.first)
                    .or(Some(last)),
                ..days
            }),
            None => published,
        },
        Some(days) if days.last.is_none() => published.or(Some(days)),
        Some(days) => Some(days),
        None => published,
    }
}

/// The part of an interval after the slash; the whole where there is none.
fn last_part(date: &Edtf) -> Edtf {
    date.as_str()
        .rsplit('/')
        .next()
        .and_then(|part| Edtf::parse(part).ok())
        .unwrap_or_else(|| date.clone())
}

/// Counts that rise while an event is being told; the later report replaces the earlier one.
fn is_toll(figure: &Figure) -> bool {
    use Indicator as I;
    matches!(
        figure.indicator,
        I::Killed | I::Wounded | I::Displaced | I::Detained
    )
}

/// The finer part of the key that has to be equal before values are compared at all.
fn group_key(testimony: &Testimony, figure: &Figure) -> String {
    let status = match testimony.claim.status {
        Status::Actual => "actual",
        Status::Denied => "denied",
        Status::Planned | Status::Possible => "forecast",
    };
    // Ranks and shares are of one direction; levels of a flow are told by both ends.
    let direction = match (figure.indicator, figure.measure) {
        (Indicator::Exports | Indicator::Imports, Measure::Rank | Measure::Share) => {
            figure.indicator.name()
        }
        (Indicator::Exports | Indicator::Imports, _) => "flow",
        (indicator, _) => indicator.name(),
    };
    format!("{direction}|{}|{}|{status}", figure.measure, figure.unit)
}

/// The words of a scope that tell it from another.
fn scope_words(figure: &Figure) -> BTreeSet<String> {
    const EMPTY: [&str; 22] = [
        "the", "of", "in", "and", "or", "a", "an", "with", "by", "for", "to", "from", "among",
        "key", "most", "major", "various", "total", "on", "at", "its", "their",
    ];
    let Some(scope) = &figure.scope else {
        return BTreeSet::new();
    };
    let subject: Vec<String> = figure
        .subject
        .iter()
        .chain(&figure.partner)
        .flat_map(|e| fold_words(&e.name))
        .collect();
    fold_words(scope)
        .into_iter()
        .filter(|w| !EMPTY.contains(&w.as_str()) && !subject.contains(w))
        .map(|w| match w.as_str() {
            "global" | "globally" | "worldwide" | "earth" => "world".to_owned(),
            _ => stem(&w),
        })
        .collect()
}

/// One form for British and American spelling and for singular and plural.
fn stem(word: &str) -> String {
    let word = word.replace("isation", "ization");
    for (end, with) in [("ies", "y"), ("sses", "ss"), ("s", "")] {
        if let Some(base) = word.strip_suffix(end)
            && base.len() >= 3
            && !(end == "s" && base.ends_with('s'))
        {
            return format!("{base}{with}");
        }
    }
    word
}

/// The partnership levels that a scope names ("strategic and comprehensive" names two).
#[must_use]
pub fn scope_levels(scope: &str) -> BTreeSet<String> {
    let words: Vec<String> = fold_words(scope);
    let mut levels = BTreeSet::new();
    let mut i = 0;
    while i < words.len() {
        let here = words[i].as_str();
        let next = words.get(i + 1).map(String::as_str);
        if matches!(here, "comprehensive" | "enhanced") && next == Some("strategic") {
            // "comprehensive, strategic" is two levels, "comprehensive strategic" is one.
            if adjacent(
                scope,
                here,
                "strategic",
                levels.contains(&format!("{here}-strategic")),
            ) {
                levels.insert(format!("{here}-strategic"));
                i += 2;
                continue;
            }
        }
        if matches!(
            here,
            "comprehensive" | "strategic" | "enhanced" | "special" | "extensive"
        ) {
            levels.insert(here.to_owned());
        }
        i += 1;
    }
    levels
}

/// Whether `first` stands right before `second` somewhere in the scope, without a comma; where
/// the pair has been counted `already`, whether it does so twice.
fn adjacent(scope: &str, first: &str, second: &str, already: bool) -> bool {
    let folded = scope.to_lowercase();
    let count = [" ", "-", "‑"]
        .iter()
        .map(|gap| folded.matches(&format!("{first}{gap}{second}")).count())
        .sum::<usize>();
    count > usize::from(already)
}

/// How the scopes of two figures stand to each other.
fn same_scope(a: &Figure, b: &Figure) -> bool {
    if a.scope == b.scope {
        return true;
    }
    if a.indicator == Indicator::Partnerships {
        let levels = |f: &Figure| f.scope.as_deref().map(scope_levels).unwrap_or_default();
        return levels(a) == levels(b);
    }
    let (x, y) = (scope_words(a), scope_words(b));
    if x == y {
        return true;
    }
    if matches!(a.measure, Measure::Rank | Measure::Share) {
        // The set ranked in: every word of one has to be in the other.
        return !x.is_empty() && !y.is_empty() && (x.is_subset(&y) || y.is_subset(&x));
    }
    match a.indicator {
        // Here the scope is what is counted: with one more word it is a part of it.
        Indicator::Other | Indicator::Facilities | Indicator::Provinces | Indicator::Projects => {
            false
        }
        // The indicator says already what is counted; the scope only describes it.
        Indicator::Memberships
        | Indicator::FtaPartners
        | Indicator::Ftas
        | Indicator::DiplomaticPartners
        | Indicator::Anniversary
        | Indicator::Chairmanships
        | Indicator::Members => {
            x.is_empty()
                || y.is_empty()
                || x.iter().any(|w| y.contains(w))
                || a.indicator == Indicator::Anniversary
        }
        _ => x.is_empty() == y.is_empty() && (x.is_subset(&y) || y.is_subset(&x)),
    }
}

/// Reconciles the figures of a block; `terms` are the terms that its ties list.
pub(super) fn reconcile(claims: &[&Testimony], terms: &[Days], work: &mut Work<'_>) {
    let mut groups: BTreeMap<String, Vec<(&Testimony, &Figure)>> = BTreeMap::new();
    for testimony in claims {
        if let Some(figure) = testimony.figure() {
            groups
                .entry(group_key(testimony, figure))
                .or_default()
                .push((testimony, figure));
        }
    }
    for members in groups.values() {
        // Scopes are few; their likeness is not transitive, so they are clustered first.
        let mut by_scope: BTreeMap<&str, Vec<(&Testimony, &Figure)>> = BTreeMap::new();
        for member in members {
            let scope = member.1.scope.as_deref().unwrap_or_default();
            by_scope.entry(scope).or_default().push(*member);
        }
        let scopes: Vec<_> = by_scope.into_values().collect();
        let same = clusters(scopes.len(), |i, j| {
            same_scope(scopes[i][0].1, scopes[j][0].1)
        });
        let mut scoped: Vec<Vec<(&Testimony, &Figure)>> = Vec::new();
        for cluster in same {
            let mut all: Vec<_> = cluster
                .iter()
                .flat_map(|i| scopes[*i].iter().copied())
                .collect();
            all.sort_by(|a, b| a.0.id.cmp(&b.0.id));
            scoped.push(all);
        }
        for one in &scoped {
            if is_flow(one[0].1) {
                flows(one, work);
            } else {
                states(one, terms, work);
            }
        }
        across_scopes(&scoped, work);
    }
    across_groups(&groups, work);
}

/// The readable key of a fact about a figure.
fn key(
    figure: &Figure,
    period: &str,
    reporter: Option<&str>,
    status: Status,
    extra: &str,
) -> String {
    let mut key = format!(
        "figure · {} · {} · {}",
        figure.indicator,
        figure.measure,
        figure.subject.as_ref().map(key_of).unwrap_or_default()
    );
    for part in [
        figure.partner.as_ref().map(key_of).unwrap_or_default(),
        scope_key(figure),
        period.to_owned(),
        reporter
            .map(|r| format!("reported by {r}"))
            .unwrap_or_default(),
        if status == Status::Actual {
            String::new()
        } else {
            status.to_string()
        },
        figure.unit.clone(),
        extra.to_owned(),
    ] {
        if !part.is_empty() {
            key.push_str(" · ");
            key.push_str(&part);
        }
    }
    key
}

fn scope_key(figure: &Figure) -> String {
    if figure.indicator == Indicator::Partnerships {
        let levels = figure
            .scope
            .as_deref()
            .map(scope_levels)
            .unwrap_or_default();
        return levels.into_iter().collect::<Vec<_>>().join("+");
    }
    scope_words(figure)
        .into_iter()
        .collect::<Vec<_>>()
        .join(" ")
}

type Member<'a> = (&'a Testimony, &'a Figure);

/// Figures about periods: only the same period is compared.
fn flows(members: &[Member<'_>], work: &mut Work<'_>) {
    let mut by_period: BTreeMap<Option<Days>, Vec<Member<'_>>> = BTreeMap::new();
    for member in members {
        let days = member.1.period.as_ref().and_then(Days::of);
        by_period.entry(days).or_default().push(*member);
    }
    // A figure without its period joins the one period that gives the same number shortly before.
    if let Some(loose) = by_period.remove(&None) {
        let mut left = Vec::new();
        for member in loose {
            let published = member.0.source.published_days().and_then(|d| d.last);
            let fits: Vec<Option<Days>> = by_period
                .iter()
                .filter(|(days, those)| {
                    let end = days.and_then(|d| d.last);
                    let recent = match (end, published) {
                        (Some(end), Some(day)) => days_between(end, day).abs() <= 2 * 366,
                        _ => false,
                    };
                    recent
                        && those
                            .iter()
                            .any(|t| agreement(*t, member) <= Agreement::Rounded)
                })
                .map(|(days, _)| *days)
                .collect();
            if let [one] = fits[..] {
                by_period.entry(one).or_default().push(member);
            } else {
                left.push(member);
            }
        }
        if !left.is_empty() {
            by_period.insert(None, left);
        }
    }
    let mut previous: Option<Member<'_>> = None;
    for (days, those) in &by_period {
        let period = days.map_or_else(
            || "period not said".to_owned(),
            |_| {
                those[0]
                    .1
                    .period
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default()
            },
        );
        if days.is_none() {
            // Without a period nothing can be set against anything: one fact a value.
            for same in by_value(those) {
                one_fact(&same, &period, &value_key(same[0].1), work);
            }
        } else {
            settle(those, &period, work);
        }
        if let Some(before) = previous
            && agreement(before, those[0]) > Agreement::Rounded
        {
            work.pair(
                before.0,
                those[0].0,
                Verdict::DifferentPeriod,
                "figure/period",
                format!(
                    "{} is about {}, {} about {}",
                    said(before.1),
                    period_name(before.1),
                    said(those[0].1),
                    period_name(those[0].1)
                ),
            );
        }
        previous = Some(those[0]);
    }
}

fn period_name(figure: &Figure) -> String {
    figure.period.as_ref().map_or_else(
        || "a period that is not said".to_owned(),
        ToString::to_string,
    )
}

fn value_key(figure: &Figure) -> String {
    format!(
        "{}{}",
        if figure.bound.is_equal() {
            ""
        } else {
            figure.bound.name()
        },
        figure.value
    )
}

/// Members that give the same number, or the same within rounding, together.
fn by_value<'a>(members: &[Member<'a>]) -> Vec<Vec<Member<'a>>> {
    // Distinct readings first: a thousand reprints are one comparison.
    let mut readings: BTreeMap<String, Vec<Member<'a>>> = BTreeMap::new();
    for member in members {
        readings
            .entry(value_key(member.1))
            .or_default()
            .push(*member);
    }
    let readings: Vec<_> = readings.into_values().collect();
    clusters(readings.len(), |i, j| {
        agreement(readings[i][0], readings[j][0]) <= Agreement::Rounded
    })
    .into_iter()
    .map(|cluster| {
        let mut all: Vec<_> = cluster
            .iter()
            .flat_map(|i| readings[*i].iter().copied())
            .collect();
        all.sort_by(|a, b| a.0.id.cmp(&b.0.id));
        all
    })
    .collect()
}

fn agreement(a: Member<'_>, b: Member<'_>) -> Agreement {
    compare(a.1, &a.0.quote, b.1, &b.0.quote)
}

/// A fact whose members agree.
fn one_fact(members: &[Member<'_>], period: &str, extra: &str, work: &mut Work<'_>) {
    let supporters: Vec<&Testimony> = members.iter().map(|m| m.0).collect();
    let rounded = members
        .iter()
        .any(|m| agreement(members[0], *m) != Agreement::Same);
    agree_pairs(members, work);
    let compatible = Some((
        Verdict::Compatible,
        "the bounds that are said can hold together".to_owned(),
    ))
    .filter(|_| {
        members
            .iter()
            .any(|m| agreement(members[0], *m) == Agreement::Compatible)
    });
    work.fact(Draft {
        key: key(members[0].1, period, None, members[0].0.claim.status, extra),
        supporters,
        others: Vec::new(),
        verdict: compatible,
        rounded,
    });
}

/// Verdicts on agreeing claims of different witnesses: each against the first.
fn agree_pairs(members: &[Member<'_>], work: &mut Work<'_>) {
    for other in &members[1..] {
        let first = members[0];
        if first.0.source.witness == other.0.source.witness {
            continue;
        }
        let (verdict, how) = match agreement(first, *other) {
            Agreement::Same => (Verdict::Corroborated, "the same number"),
            Agreement::Rounded => (
                Verdict::Rounded,
                "the same number within rounding or hedges",
            ),
            _ => (
                Verdict::Compatible,
                "the bounds that are said can hold together",
            ),
        };
        if !(first.0.asserts() && other.0.asserts()) {
            let reason = format!("{how}, but one text only credits somebody with it");
            work.pair(
                first.0,
                other.0,
                Verdict::Attributed,
                "figure/attributed",
                reason,
            );
        } else {
            work.pair(first.0, other.0, verdict, "figure/value", how.to_owned());
        }
    }
}

/// Members with the same scope and period: agree, differ by reporter, revise, or contradict.
fn settle(members: &[Member<'_>], period: &str, work: &mut Work<'_>) {
    let values = by_value(members);
    if values.len() == 1 {
        one_fact(&values[0], period, "", work);
        return;
    }
    // Who is relied on first: the best supported value, then the later one.
    let mut ranked: Vec<&Vec<Member<'_>>> = values.iter().collect();
    ranked.sort_by_key(|v| std::cmp::Reverse(standing(v, work)));
    let main = ranked[0];
    let mut others: Vec<(&Testimony, Stance)> = Vec::new();
    let mut contradicted: Vec<String> = Vec::new();
    let mut revised: Vec<String> = Vec::new();
    for rival in &ranked[1..] {
        let (verdict, rule, reason) = rivalry(main, rival);
        for (a, b) in pairs_between(main, rival) {
            work.pair(a.0, b.0, verdict, rule, reason.clone());
        }
        match verdict {
            Verdict::DifferentReporter | Verdict::DifferentUnit => {
                // Each reporter's number is a fact of its own.
                let reporter = rival[0].0.reporter().unwrap_or_else(|| side(rival[0].1));
                let supporters = rival.iter().map(|m| m.0).collect();
                work.fact(Draft {
                    key: key(
                        rival[0].1,
                        period,
                        Some(&reporter),
                        rival[0].0.claim.status,
                        &value_key(rival[0].1),
                    ),
                    supporters,
                    others: Vec::new(),
                    verdict: Some((verdict, reason)),
                    rounded: false,
                });
            }
            Verdict::Contradicted => {
                contradicted.push(reason);
                others.extend(rival.iter().map(|m| (m.0, Stance::Disputes)));
            }
            Verdict::Superseded => {
                revised.push(reason);
                others.extend(rival.iter().map(|m| (m.0, Stance::Earlier)));
            }
            _ => {
                // Told apart by something else (one sentence, a bound): its own fact.
                one_fact(rival, period, &value_key(rival[0].1), work);
            }
        }
    }
    agree_pairs(main, work);
    let verdict = if !contradicted.is_empty() {
        Some((Verdict::Contradicted, contradicted.join("; ")))
    } else {
        None
    };
    let rounded = main
        .iter()
        .any(|m| agreement(main[0], *m) != Agreement::Same);
    work.fact(Draft {
        key: key(main[0].1, period, None, main[0].0.claim.status, ""),
        supporters: main.iter().map(|m| m.0).collect(),
        others,
        verdict,
        rounded,
    });
}

/// How well a value stands: preferred, number of witnesses, official, how late it was told.
fn standing(members: &[Member<'_>], work: &Work<'_>) -> (bool, usize, bool, String, String) {
    let witnesses: BTreeSet<&str> = members
        .iter()
        .filter(|m| m.0.asserts())
        .map(|m| m.0.source.witness.as_str())
        .collect();
    let latest = members
        .iter()
        .filter_map(|m| m.0.source.published_days().and_then(|d| d.last))
        .max()
        .map(|d| d.to_string())
        .unwrap_or_default();
    (
        members.iter().any(|m| work.preferred.contains(&m.0.id)),
        witnesses.len(),
        members.iter().any(|m| m.0.source.is_official()),
        latest,
        members[0].0.id.clone(),
    )
}

/// "told by the exporter" where the two ends of a flow report it.
fn side(figure: &Figure) -> String {
    figure.subject.as_ref().map(key_of).unwrap_or_default()
}

/// What has no indicator of its own is told apart by a noun only ("seats", "shells"), a tariff by
/// its goods: two such numbers that are not even near each other are of two things.
fn far_apart(a: &Figure, b: &Figure) -> bool {
    let (low, high) = (
        a.value.abs().min(b.value.abs()),
        a.value.abs().max(b.value.abs()),
    );
    matches!(a.indicator, Indicator::Other | Indicator::Tariff) && high > low * FAR
}

/// A few pairs between two values: the first of each, and one for each further witness.
fn pairs_between<'a>(a: &[Member<'a>], b: &[Member<'a>]) -> Vec<(Member<'a>, Member<'a>)> {
    let mut out = Vec::new();
    for x in a.iter().take(8) {
        for y in b.iter().take(8) {
            out.push((*x, *y));
        }
    }
    out
}

/// Why two values for one key and period differ.
fn rivalry(main: &[Member<'_>], rival: &[Member<'_>]) -> (Verdict, &'static str, String) {
    let (a, b) = (main[0], rival[0]);
    let both = format!("{} against {}", said_by(a), said_by(b));
    // A sentence that gives two numbers gives a range or a change, not a contradiction.
    let sentences = |m: &[Member<'_>]| -> BTreeSet<(String, usize)> {
        m.iter()
            .map(|m| (m.0.source.version.clone(), m.0.claim.evidence.start))
            .collect()
    };
    if !sentences(main).is_disjoint(&sentences(rival)) {
        return (
            Verdict::DifferentPeriod,
            "figure/one-sentence",
            format!("{both}: one sentence gives both, so they are a range or a change over time"),
        );
    }
    if a.0.source.version == b.0.source.version && far_apart(a.1, b.1) {
        return (
            Verdict::DifferentScope,
            "figure/far-apart",
            format!("{both}: one text tells two things under one name"),
        );
    }
    let mirror = a.1.indicator != b.1.indicator;
    let reporters = |m: &[Member<'_>]| -> BTreeSet<Option<String>> {
        m.iter().map(|m| m.0.reporter()).collect()
    };
    let (ra, rb) = (reporters(main), reporters(rival));
    let told_apart = !ra.contains(&None) && !rb.contains(&None) && ra.is_disjoint(&rb);
    if mirror || told_apart {
        let why = if mirror {
            "the exporter's and the importer's statistics of one flow"
        } else {
            "the statistics of two reporters"
        };
        return (
            Verdict::DifferentReporter,
            "figure/reporter",
            format!("{both}: {why}"),
        );
    }
    // The same reporter or newsroom, later: a revision.
    let witness = |m: &[Member<'_>]| -> BTreeSet<String> {
        m.iter().map(|m| m.0.source.witness.clone()).collect()
    };
    let same_voice = (!ra.contains(&None) && ra == rb) || witness(main) == witness(rival);
    let toll = is_toll(a.1);
    if same_voice || toll {
        let (day_a, day_b) = (a.0.source.published_days(), b.0.source.published_days());
        if let (Some(x), Some(y)) = (day_a, day_b)
            && (y.before(&x) || x.before(&y))
        {
            return (
                Verdict::Superseded,
                "figure/revision",
                format!("{both}: a later number from the same reporter replaces the earlier one"),
            );
        }
    }
    if agreement(a, b) == Agreement::Compatible {
        return (
            Verdict::Compatible,
            "figure/bounds",
            format!("{both}: the bounds can hold together"),
        );
    }
    (
        Verdict::Contradicted,
        "figure/value",
        format!("{both}: the same measure, scope and period"),
    )
}

/// Figures that tell a state: a later number replaces an earlier one, unless both are current.
fn states(members: &[Member<'_>], terms: &[Days], work: &mut Work<'_>) {
    let values = by_value(members);
    // Each value told in several stretches of time: a run a stretch.
    let mut runs: Vec<Vec<Member<'_>>> = Vec::new();
    for value in values {
        let mut sorted = value;
        sorted.sort_by_key(|m| (as_of_days(m.0).and_then(|d| d.first), m.0.id.clone()));
        let mut run: Vec<Member<'_>> = Vec::new();
        for member in sorted {
            let near = run.last().is_none_or(|last| {
                match (
                    as_of_days(last.0).and_then(|d| d.last),
                    as_of_days(member.0).and_then(|d| d.first),
                ) {
                    (Some(a), Some(b)) => days_between(a, b) <= SAME_STATE,
                    _ => true,
                }
            });
            if !near {
                runs.push(std::mem::take(&mut run));
            }
            run.push(member);
        }
        runs.push(run);
    }
    if runs.len() == 1 {
        one_fact(&runs[0], &state_period(&runs[0]), "", work);
        return;
    }
    runs.sort_by_key(|run| (latest(run), run[0].0.id.clone()));
    // Verdicts between neighbours in time, and between all runs where they are few.
    let mut states: Vec<RunState> = runs.iter().map(|_| RunState::default()).collect();
    let all = runs.len() <= 12;
    for i in 0..runs.len() {
        for j in i + 1..runs.len() {
            if j > i + 1 && !all {
                break;
            }
            let (verdict, rule, reason) = succession(&runs[i], &runs[j], terms);
            for (a, b) in pairs_between(&runs[i], &runs[j]) {
                work.pair(a.0, b.0, verdict, rule, reason.clone());
            }
            match verdict {
                Verdict::Superseded => {
                    states[i].replaced.get_or_insert(reason);
                    states[j].earlier.push(i);
                }
                Verdict::Contradicted => {
                    states[i].disputed.push((j, reason.clone()));
                    states[j].disputed.push((i, reason));
                }
                _ => {}
            }
        }
    }
    for (i, run) in runs.iter().enumerate() {
        let mut others: Vec<(&Testimony, Stance)> = Vec::new();
        for (j, _) in &states[i].disputed {
            others.extend(runs[*j].iter().map(|m| (m.0, Stance::Disputes)));
        }
        for j in &states[i].earlier {
            others.extend(runs[*j].iter().map(|m| (m.0, Stance::Earlier)));
        }
        let verdict = if states[i].disputed.is_empty() {
            states[i]
                .replaced
                .take()
                .map(|reason| (Verdict::Superseded, reason))
        } else {
            let reasons: Vec<String> = states[i].disputed.iter().map(|(_, r)| r.clone()).collect();
            Some((Verdict::Contradicted, reasons.join("; ")))
        };
        agree_pairs(run, work);
        work.fact(Draft {
            key: key(
                run[0].1,
                &state_period(run),
                None,
                run[0].0.claim.status,
                &value_key(run[0].1),
            ),
            supporters: run.iter().map(|m| m.0).collect(),
            others,
            verdict,
            rounded: run.iter().any(|m| agreement(run[0], *m) != Agreement::Same),
        });
    }
}

/// What other runs do to one.
#[derive(Default)]
struct RunState {
    replaced: Option<String>,
    earlier: Vec<usize>,
    disputed: Vec<(usize, String)>,
}

fn latest(run: &[Member<'_>]) -> Option<jiff::civil::Date> {
    run.iter()
        .filter_map(|m| as_of_days(m.0).and_then(|d| d.last))
        .max()
}

/// The state's date in the readable key: the year and month of the first time it was told.
fn state_period(run: &[Member<'_>]) -> String {
    run.iter()
        .filter_map(|m| as_of_days(m.0).and_then(|d| d.first))
        .min()
        .map(|d| format!("from {}", d))
        .unwrap_or_default()
}

/// Whether a later state replaces an earlier one, or the two contradict each other.
fn succession(
    earlier: &[Member<'_>],
    later: &[Member<'_>],
    terms: &[Days],
) -> (Verdict, &'static str, String) {
    let (a, b) = (earlier[0], later[0]);
    let both = format!("{} against {}", said_by(a), said_by(b));
    if agreement(a, b) == Agreement::Compatible {
        return (
            Verdict::Compatible,
            "figure/bounds",
            format!("{both}: the bounds can hold together"),
        );
    }
    if a.1.unit == "count" && far_apart(a.1, b.1) {
        return (
            Verdict::DifferentScope,
            "figure/far-apart",
            format!("{both}: two things under one name"),
        );
    }
    let span = |run: &[Member<'_>]| {
        run.iter()
            .filter_map(|m| as_of_days(m.0))
            .reduce(Days::hull)
    };
    match (span(earlier), span(later)) {
        (Some(x), Some(y)) if x.before(&y) && !time_explains(a.1, b.1, x, y, terms) => {
            let listed: Vec<String> = terms
                .iter()
                .filter_map(|t| t.first.map(|d| d.year().to_string()))
                .collect();
            (
                Verdict::Contradicted,
                "figure/terms",
                format!(
                    "{both}: time does not explain it, since the terms that are named ({}) do not \
                     begin between the two",
                    listed.join(", ")
                ),
            )
        }
        (Some(x), Some(y)) if x.before(&y) => (
            Verdict::Superseded,
            "figure/later-state",
            format!("{both}: the later state replaces the earlier one"),
        ),
        (Some(_), Some(_)) => {
            let (verdict, rule, reason) = rivalry(earlier, later);
            // A count that is only known to belong to some time of a year is no contradiction.
            let vague = |run: &[Member<'_>]| {
                run.iter().all(|m| {
                    m.1.period.is_none()
                        && m.0
                            .source
                            .published_days()
                            .is_none_or(|d| d.width() > CURRENT)
                })
            };
            if verdict == Verdict::Contradicted
                && (vague(earlier) || vague(later))
                && earlier[0].0.source.version != later[0].0.source.version
            {
                return (
                    Verdict::DifferentPeriod,
                    "figure/date-not-said",
                    format!("{both}: when either was so is not said closely enough"),
                );
            }
            (verdict, rule, reason)
        }
        _ => (
            Verdict::DifferentPeriod,
            "figure/date-not-said",
            format!("{both}: when either was so is not said"),
        ),
    }
}

/// Whether a count of terms can have changed from `a` at `x` to `b` at `y`: it never falls, and
/// where as many terms are named as the higher count says, enough of them begin in between.
fn time_explains(a: &Figure, b: &Figure, x: Days, y: Days, terms: &[Days]) -> bool {
    if a.indicator != Indicator::Chairmanships {
        return true;
    }
    if b.value < a.value {
        return false;
    }
    #[expect(clippy::cast_precision_loss, reason = "a handful of terms")]
    let (known, between) = (
        terms.len() as f64,
        terms
            .iter()
            .filter(|t| {
                t.first.is_some_and(|f| {
                    x.first.is_some_and(|x| f >= x) && y.last.is_some_and(|y| f <= y)
                })
            })
            .count() as f64,
    );
    known < b.value || between >= b.value - a.value
}

/// Near numbers under different scopes: told apart by the scope, and said so.
fn across_scopes(scoped: &[Vec<Member<'_>>], work: &mut Work<'_>) {
    if scoped.len() > 12 {
        return;
    }
    for (i, first) in scoped.iter().enumerate() {
        for second in &scoped[i + 1..] {
            let (a, b) = (first[0], second[0]);
            if a.1.measure == Measure::Rank || a.1.indicator == Indicator::Other {
                continue;
            }
            work.pair(
                a.0,
                b.0,
                Verdict::DifferentScope,
                "figure/scope",
                format!(
                    "{} is about \u{201c}{}\u{201d}, {} about \u{201c}{}\u{201d}",
                    said_by(a),
                    a.1.scope.as_deref().unwrap_or("everything"),
                    said_by(b),
                    b.1.scope.as_deref().unwrap_or("everything"),
                ),
            );
        }
    }
}

/// Forecasts against outcomes, and amounts in different currencies, for the same period.
fn across_groups(groups: &BTreeMap<String, Vec<Member<'_>>>, work: &mut Work<'_>) {
    let all: Vec<&Vec<Member<'_>>> = groups.values().collect();
    for (i, first) in all.iter().enumerate() {
        for second in &all[i + 1..] {
            let (a, b) = (first[0], second[0]);
            let other = a.1.indicator == Indicator::Other;
            if a.1.measure != b.1.measure || a.1.indicator != b.1.indicator || other {
                continue;
            }
            for a in first.iter().take(8) {
                let Some(b) = second
                    .iter()
                    .find(|b| b.1.period.is_some() && b.1.period == a.1.period)
                else {
                    continue;
                };
                let (sa, sb) = (a.0.claim.status, b.0.claim.status);
                if sa != sb && a.1.unit == b.1.unit {
                    work.pair(
                        a.0,
                        b.0,
                        Verdict::ForecastOutcome,
                        "figure/status",
                        format!("{} is {sa}, {} is {sb}", said_by(*a), said_by(*b)),
                    );
                } else if a.1.unit != b.1.unit {
                    work.pair(
                        a.0,
                        b.0,
                        Verdict::DifferentUnit,
                        "figure/unit",
                        format!(
                            "{} and {} are in different units and are not converted",
                            said_by(*a),
                            said_by(*b)
                        ),
                    );
                }
            }
        }
    }
}

/// "over 60 years" for a person: the value with its bound and unit.
pub(crate) fn said(figure: &Figure) -> String {
    crate::words::amount(figure)
}

/// The value and who told it.
fn said_by(member: Member<'_>) -> String {
    format!(
        "{} ({})",
        crate::words::amount_in(member.1, &member.0.quote),
        member.0.told_by()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_levels_of_a_scope() {
        let levels = |s: &str| scope_levels(s).into_iter().collect::<Vec<_>>();
        assert_eq!(
            levels("comprehensive, strategic, and comprehensive strategic"),
            ["comprehensive", "comprehensive-strategic", "strategic"]
        );
        assert_eq!(
            levels("strategic and comprehensive"),
            ["comprehensive", "strategic"]
        );
        assert_eq!(
            levels("comprehensive-strategic"),
            ["comprehensive-strategic"]
        );
        assert_eq!(levels("strategic"), ["strategic"]);
        assert!(levels("trading").is_empty());
    }
}
