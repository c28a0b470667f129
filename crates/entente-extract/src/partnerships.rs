//! Partnerships, their level, their parties and since when.
//!
//! "Partnership" stands in names ("the Kenya-Japan Strategic Partnership"), in plain words
//! ("raised ties to a comprehensive partnership") and in lists ("strategic partnerships with
//! Chad, Mali and Niger"), so the level is read from the words before it and the parties from
//! the name, from what follows "with" or "between", and from the subject.

use entente_model::{Claim, ClaimBody, Edtf, Entity, Relation, Span, Status, Tie, TimexType};

use crate::context::Context;
use crate::mentions::UnitKind;
use crate::subjects::subject_unit;

/// The levels, by the words that name them; longer names first.
const LEVELS: &[(&str, &str)] = &[
    (
        "all weather strategic cooperative",
        "all-weather-strategic-cooperative",
    ),
    (
        "comprehensive strategic cooperative",
        "comprehensive-strategic-cooperative",
    ),
    ("comprehensive strategic", "comprehensive-strategic"),
    ("strategic comprehensive", "comprehensive-strategic"),
    (
        "special strategic and global",
        "special-strategic-and-global",
    ),
    ("special strategic", "special-strategic"),
    ("special global", "special-global"),
    ("strategic and comprehensive", "strategic-and-comprehensive"),
    ("strategic and cooperative", "strategic-and-cooperative"),
    ("strategic and global", "strategic-and-global"),
    ("global strategic", "global-strategic"),
    ("enhanced strategic", "enhanced-strategic"),
    ("extensive strategic", "extensive-strategic"),
    ("strategic cooperative", "strategic-cooperative"),
    ("strategic", "strategic"),
    ("enhanced comprehensive", "enhanced-comprehensive"),
    ("comprehensive", "comprehensive"),
    ("special", "special"),
    ("enhanced", "enhanced"),
];

/// Adds the partnerships that sentence number `line` tells of.
pub(crate) fn extract(context: &mut Context, line: usize) {
    let units = context.discourse.lines[line].units.clone();
    for (at, unit) in units.iter().enumerate() {
        let plural = unit.lower.ends_with("partnerships");
        if let UnitKind::Mention(m) = unit.kind {
            alliance(context, line, m);
        }
        let word = match unit.kind {
            UnitKind::Word if matches!(unit.lower.as_str(), "partner" | "partners") => {
                is_said_of(context, line, at)
            }
            UnitKind::Word => matches!(unit.lower.as_str(), "partnership" | "partnerships"),
            UnitKind::Mention(_) => unit.lower.ends_with("partnership") || plural,
            _ => false,
        };
        if !word {
            continue;
        }
        let (words, within) = match unit.kind {
            UnitKind::Mention(_) => (unit.lower.clone(), Some(unit.span)),
            _ => {
                // The words of the sentence up to here that may qualify it.
                let from = at.saturating_sub(6);
                let words: Vec<&str> = units[from..=at].iter().map(|u| u.lower.as_str()).collect();
                (words.join(" "), None)
            }
        };
        let level = level(&words);
        // "the U.S.-Singapore Climate Partnership" has a theme and no level.
        let theme = within.filter(|_| level.is_none() && !plural);
        let theme = theme.and_then(|span| theme_of(context, span));
        if level.is_none() && theme.is_none() {
            continue;
        }
        let Some((a, partners)) = parties(context, line, at, within, plural) else {
            continue;
        };
        let status = partnership_status(context, line, at);
        let valid = since(context, line, at);
        let as_of = as_of(context, line);
        let source = context.source_at(line, at);
        for b in partners {
            if a.key() == b.key() {
                continue;
            }
            let mut tie = Tie::new(Relation::Partnership, a.clone(), b);
            tie.level = level.map(str::to_owned);
            tie.role.clone_from(&theme);
            tie.valid.clone_from(&valid);
            tie.as_of.clone_from(&as_of);
            let mut claim = Claim::new(context.discourse.lines[line].span, ClaimBody::Tie(tie));
            claim.status = status;
            claim.source.clone_from(&source);
            claim.rule = Some("tie/partnership".to_owned());
            context.push(claim);
        }
    }
}

/// Whether "partners" at unit `at` says what two are, "Chad and Mali are strategic partners",
/// "described Chad as a strategic partner", "Chad, a strategic partner of Mali,", not whom a text
/// speaks of: "with our strategic partners".
fn is_said_of(context: &Context, line: usize, at: usize) -> bool {
    let of_another = context.word(line, at + 1) == "of";
    (at.saturating_sub(6)..at).any(|v| {
        let article = matches!(
            context.word(line, v + 1),
            "a" | "an" | "the" | "its" | "their"
        );
        match context.word(line, v) {
            "," if article && of_another => return true,
            "as" if article && v > 1 => {
                let said = |u: usize| context.lists.has("describing", context.word(line, u));
                return (v.saturating_sub(4)..v).any(said);
            }
            _ => {}
        }
        matches!(
            context.word(line, v),
            "is" | "are"
                | "was"
                | "were"
                | "been"
                | "become"
                | "became"
                | "becomes"
                | "remain"
                | "remains"
        )
    })
}

/// Adds the alliance that a name tells: "the U.S.-Philippine Alliance".
fn alliance(context: &mut Context, line: usize, mention: usize) {
    let span = context.discourse.mentions[mention].span;
    let name = context.discourse.words(span);
    if !(name.ends_with("Alliance") || name.ends_with("alliance")) {
        return;
    }
    let [a, b] = &context.discourse.polities_inside(span)[..] else {
        return;
    };
    let tie = Tie::new(Relation::Alliance, a.clone(), b.clone());
    let mut claim = Claim::new(context.discourse.lines[line].span, ClaimBody::Tie(tie));
    claim.rule = Some("tie/alliance-named".to_owned());
    context.push(claim);
}

/// What a partnership named after its two parties is about: the words between them and
/// "Partnership".
fn theme_of(context: &Context, span: Span) -> Option<String> {
    let discourse = context.discourse;
    if discourse.polities_inside(span).len() < 2 {
        return None;
    }
    let last = discourse
        .analysis
        .names
        .iter()
        .filter(|n| n.span != span && span.contains(n.span))
        .map(|n| n.span.end)
        .max()?;
    let words = discourse.words(Span::new(last, span.end)).to_lowercase();
    let theme = words.strip_suffix("partnership")?.trim();
    (!theme.is_empty()).then(|| theme.to_owned())
}

/// The level that the words before "partnership" or "partner" give.
pub(crate) fn level(words: &str) -> Option<&'static str> {
    let folded = entente_model::fold(words);
    let before = folded
        .rsplit_once("partner")
        .map_or(folded.as_str(), |(b, _)| b)
        .trim_end();
    for (name, level) in LEVELS {
        if before == *name || before.ends_with(&format!(" {name}")) {
            return Some(level);
        }
    }
    None
}

/// The two sides: one party and its partners.
fn parties(
    context: &Context,
    line: usize,
    at: usize,
    within: Option<Span>,
    plural: bool,
) -> Option<(Entity, Vec<Entity>)> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    // In the name itself: "the Kenya-Japan Strategic Partnership".
    if let Some(span) = within {
        let inside = context.discourse.polities_inside(span);
        if let [a, b, ..] = &inside[..] {
            return Some((a.clone(), vec![b.clone()]));
        }
        // "the Viet Nam Strategic Partnership" with one: the other is the subject or the pair.
        if let [b] = &inside[..]
            && let Some(a) = other_side(context, line, b)
        {
            return Some((a, vec![b.clone()]));
        }
    }
    // Before it: "Kenya-Japan strategic partnership", "Kenya and Japan's partnership".
    let mut after = at + 1;
    while units.get(after).is_some_and(|u| {
        matches!(
            u.lower.as_str(),
            "agreement" | "framework" | "relations" | "relationship" | "(" | ")" | "ties"
        )
    }) {
        after += 1;
    }
    // "with Chad, Mali and Niger", "with 13 countries, including …", "a strategic partner of Chad"
    if units
        .get(after)
        .is_some_and(|u| matches!(u.lower.as_str(), "with" | "of" | "for"))
    {
        let listed = list_from(context, line, after + 1);
        if !listed.is_empty() {
            let a = subject_polity(context, line, at)
                .or_else(|| other_side(context, line, &listed[0]))?;
            return Some((a, listed));
        }
    }
    if units.get(after).is_some_and(|u| u.lower == "between") {
        let listed = list_from(context, line, after + 1);
        if let [a, b, ..] = &listed[..] {
            return Some((a.clone(), vec![b.clone()]));
        }
    }
    // "partnerships with 34 countries" names nobody.
    if plural {
        return None;
    }
    // Just before: adjectives or names joined by a dash or "and".
    let near: Vec<Entity> = units[at.saturating_sub(7)..at]
        .iter()
        .filter_map(|u| match u.kind {
            UnitKind::Mention(m) => Some(m),
            _ => None,
        })
        .filter(|&m| {
            discourse.mentions[m]
                .entities
                .iter()
                .all(|&e| discourse.is_polity(e))
        })
        .flat_map(|m| discourse.entities_of(m).cloned().collect::<Vec<_>>())
        .collect();
    if let [.., a, b] = &near[..] {
        return Some((a.clone(), vec![b.clone()]));
    }
    // The whole sentence names just two, or goes on about two.
    let polities = discourse.polities(line);
    match polities[..] {
        [a, b] => Some((
            discourse.entities[a].clone(),
            vec![discourse.entities[b].clone()],
        )),
        [one] => {
            let one = discourse.entities[one].clone();
            let other = other_side(context, line, &one)?;
            Some((one, vec![other]))
        }
        [] => {
            let (a, b) = discourse.pair_before(line)?;
            Some((
                discourse.entities[a].clone(),
                vec![discourse.entities[b].clone()],
            ))
        }
        _ => None,
    }
}

/// The polities of the list that starts at or soon after unit `from`.
pub(crate) fn list_from(context: &Context, line: usize, from: usize) -> Vec<Entity> {
    let discourse = context.discourse;
    context.listed(line, from, |m| {
        let polities = discourse.mentions[m]
            .entities
            .iter()
            .all(|&e| discourse.is_polity(e));
        if polities {
            discourse.entities_of(m).cloned().collect()
        } else {
            Vec::new()
        }
    })
}

/// The party that the clause is about.
fn subject_polity(context: &Context, line: usize, at: usize) -> Option<Entity> {
    let discourse = context.discourse;
    let unit = subject_unit(context, line, at)?;
    let UnitKind::Mention(m) = discourse.lines[line].units[unit].kind else {
        return None;
    };
    let &entity = discourse.mentions[m].entities.first()?;
    discourse
        .is_polity(entity)
        .then(|| discourse.entities[entity].clone())
}

/// The other side of a partnership with `known`: another polity of the sentence, else of the
/// pair that the text goes on about, else the text's own state.
fn other_side(context: &Context, line: usize, known: &Entity) -> Option<Entity> {
    let discourse = context.discourse;
    let other = |list: &[usize]| {
        list.iter()
            .map(|&e| &discourse.entities[e])
            .find(|e| e.key() != known.key())
            .cloned()
    };
    other(&discourse.polities(line)).or_else(|| {
        discourse
            .pair_before(line)
            .and_then(|(a, b)| other(&[a, b]))
    })
}

/// Upgrades announced or planned are not there yet.
fn partnership_status(context: &Context, line: usize, at: usize) -> Status {
    let units = &context.discourse.lines[line].units;
    let verb = (0..at).rev().take(10).find(|&i| {
        matches!(
            units[i].lower.as_str(),
            "elevate"
                | "elevating"
                | "upgrade"
                | "upgrading"
                | "establish"
                | "establishing"
                | "raise"
                | "launch"
                | "become"
        )
    });
    verb.map_or(Status::Actual, |verb| context.status(line, verb))
}

/// "in 2013", "since 2013" near the partnership.
fn since(context: &Context, line: usize, at: usize) -> Option<Edtf> {
    let units = &context.discourse.lines[line].units;
    let time = (at + 1..units.len().min(at + 9)).find_map(|i| match units[i].kind {
        UnitKind::Time(t)
            if matches!(units[i - 1].lower.as_str(), "in" | "since" | "on" | "from") =>
        {
            Some(t)
        }
        _ => None,
    })?;
    let time = &context.discourse.analysis.times[time];
    (time.kind == TimexType::Date)
        .then(|| time.edtf.clone())
        .flatten()
}

/// "as of 16 May 2025"
fn as_of(context: &Context, line: usize) -> Option<Edtf> {
    let units = &context.discourse.lines[line].units;
    let at = (0..units.len().saturating_sub(2))
        .find(|&i| units[i].lower == "as" && units[i + 1].lower == "of")?;
    match units[at + 2].kind {
        UnitKind::Time(t) => context.discourse.analysis.times[t].edtf.clone(),
        _ => None,
    }
}
