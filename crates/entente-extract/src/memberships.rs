//! Memberships told as a list: "Laos is a member of the Colombo Plan, the Mekong Group (MG) and …".
//!
//! Few of the names in such a list stand in any table, and a list of names without verbs parses
//! badly. So it is read as what it is: names between commas, each beginning with a capital.

use entente_model::{Claim, ClaimBody, Entity, EntityType, Relation, Span, Tie};

use crate::context::Context;
use crate::mentions::{Unit, UnitKind};
use crate::partnerships::list_from;
use crate::subjects::subject_entities;

/// The longest name of a list that is taken, in words.
const LONGEST_NAME: usize = 10;

/// Adds the memberships that sentence `line` lists.
pub(crate) fn extract(context: &mut Context, line: usize) {
    bracketed(context, line);
    belonging(context, line);
}

/// "the Quad (Australia, India, Japan and the United States)": what stands in the brackets of an
/// organisation, two states or more, are its members, and so are those whose officials are the
/// organisation's: "the G7 foreign ministers of Canada, Italy and Japan".
fn bracketed(context: &mut Context, line: usize) {
    let units = &context.discourse.lines[line].units;
    for at in 0..units.len().saturating_sub(4) {
        let UnitKind::Mention(m) = units[at].kind else {
            continue;
        };
        let org = &context.discourse.entities[context.discourse.mentions[m].entities[0]];
        let noun = usize::from(matches!(
            units[at + 1].lower.as_str(),
            "countries" | "members" | "nations" | "states"
        ));
        if org.kind != EntityType::Org {
            continue;
        }
        let members = if units[at + 1 + noun].lower == "(" {
            // "the Gulf Cooperation Council (GCC; Bahrain, Kuwait and Oman)"
            let short = matches!(
                units.get(at + 3 + noun).map(|u| u.lower.as_str()),
                Some(";" | ":" | ",")
            ) && matches!(units[at + 2 + noun].kind, UnitKind::Mention(short)
                    if context.discourse.entities_of(short).any(|e| e.key() == org.key()));
            let from = at + 2 + noun + if short { 2 } else { 0 };
            let members = list_from(context, line, from);
            let closed = (from..units.len().min(from + 4 * members.len()))
                .any(|u| units[u].lower == ")" || units[u].lower == ";");
            members.into_iter().filter(|_| closed).collect()
        } else {
            officials_of(context, line, at)
        };
        if members.len() < 2 || members.iter().any(|e| e.kind != EntityType::State) {
            continue;
        }
        let evidence = context.discourse.lines[line].span;
        for member in members {
            let tie = Tie::new(Relation::Membership, member, org.clone());
            let mut claim = Claim::new(evidence, ClaimBody::Tie(tie));
            claim.source = context.source_at(line, at);
            claim.rule = Some("tie/membership-brackets".to_owned());
            context.push(claim);
        }
    }
}

/// The states whose ministers or leaders are told to be those of the organisation at a unit.
fn officials_of(context: &Context, line: usize, org: usize) -> Vec<Entity> {
    let units = &context.discourse.lines[line].units;
    let Some(unit) = units.get(org + 1) else {
        return Vec::new();
    };
    let officials = unit.lower.split_once(" of ").is_some_and(|(who, _)| {
        let last = who.rsplit(' ').next().unwrap_or_default();
        matches!(last, "ministers" | "leaders" | "heads" | "presidents")
    });
    match unit.kind {
        UnitKind::Mention(m) if officials => context.discourse.entities_of(m).cloned().collect(),
        _ => Vec::new(),
    }
}

/// "Chad belongs to the following organisations: …".
fn belonging(context: &mut Context, line: usize) {
    let units = &context.discourse.lines[line].units;
    let Some(at) = (0..units.len().saturating_sub(2)).find(|&at| {
        let word = units[at].lower.as_str();
        let noun = matches!(word, "member" | "members" | "observer" | "observers")
            && matches!(units[at + 1].lower.as_str(), "of" | "in" | "to")
            || word == "observer"
                && units[at + 1].lower == "status"
                && matches!(
                    units[at + 2].lower.as_str(),
                    "in" | "to" | "at" | "with" | "of"
                );
        noun || is_belonging(units, at)
    }) else {
        return;
    };
    let verb = if is_belonging(units, at) {
        Some(at)
    } else {
        (0..at).rev().find(|&v| {
            matches!(
                units[v].lower.as_str(),
                "is" | "are"
                    | "was"
                    | "were"
                    | "became"
                    | "become"
                    | "becomes"
                    | "remains"
                    | "has"
                    | "have"
                    | "had"
                    | "holds"
                    | "hold"
                    | "held"
                    | "enjoys"
                    | "maintains"
            )
        })
    };
    let Some(verb) = verb else {
        return;
    };
    let ours = verb > 0 && units[verb - 1].lower == "we";
    let members: Vec<Entity> = subject_entities(context, line, verb)
        .into_iter()
        .map(|e| match e.country.as_deref() {
            // "We are a member of", says who leads a state.
            Some(code) if ours && e.kind == EntityType::Person => {
                context.discourse.state_named(code).unwrap_or(e)
            }
            _ => e,
        })
        .filter(|e| matches!(e.kind, EntityType::State | EntityType::Org))
        .collect();
    if members.is_empty() {
        return;
    }
    let observer = units[at].lower.starts_with("observer");
    let evidence = context.discourse.lines[line].span;
    // "of the following organizations: …", "a number of organisations, including …"
    let from = (at..units.len())
        .find(|&u| {
            matches!(
                units[u].lower.as_str(),
                ":" | "including" | "notably" | "namely" | "especially"
            )
        })
        .or_else(|| {
            (at..units.len().saturating_sub(1))
                .find(|&u| units[u].lower == "such" && units[u + 1].lower == "as")
                .map(|u| u + 1)
        })
        .unwrap_or(at + 1);
    // "members of the Comprehensive and Progressive Agreement": a party to it.
    let first = (from + 1..units.len()).find(|&u| !matches!(units[u].lower.as_str(), "the" | "of"));
    if first.is_some_and(|u| {
        matches!(units[u].kind, UnitKind::Mention(m)
            if context.discourse.entities_of(m).all(|e| e.kind == EntityType::Agreement))
    }) {
        return;
    }
    let start = units[from].span.end;
    let listed = names(context, line, Span::new(start, evidence.end));
    // A single name is what the rules read.
    if listed.len() < 2 {
        return;
    }
    for (org, note) in listed {
        let role = match note {
            Some(role) => Some(role),
            None if observer => Some("observer"),
            None => None,
        };
        for member in &members {
            if member.key() == org.key() {
                continue;
            }
            let mut tie = Tie::new(Relation::Membership, member.clone(), org.clone());
            tie.role = role.map(str::to_owned);
            let mut claim = Claim::new(evidence, ClaimBody::Tie(tie));
            claim.source = context.source_at(line, verb);
            claim.rule = Some("tie/membership-names".to_owned());
            context.push(claim);
        }
    }
}

/// Whether "belong to" stands at unit `at`.
fn is_belonging(units: &[Unit], at: usize) -> bool {
    matches!(units[at].lower.as_str(), "belong" | "belongs" | "belonged")
        && units.get(at + 1).is_some_and(|u| u.lower == "to")
}

/// The names of a list, each with the role that its brackets give; it ends where a word that is
/// no name begins.
fn names(context: &Context, line: usize, span: Span) -> Vec<(Entity, Option<&'static str>)> {
    let text = context.discourse.words(span);
    let mut out = Vec::new();
    let mut depth = 0_u32;
    let mut from = 0;
    let mut observer = false;
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' | ';' if depth == 0 => {
                cuts.push((from, at));
                from = at + 1;
            }
            _ => {}
        }
    }
    cuts.push((from, text.len()));
    let last = cuts.len() - 1;
    for (number, (from, to)) in cuts.into_iter().enumerate() {
        let item = text[from..to].trim().trim_end_matches('.');
        let item = item.strip_prefix("and ").unwrap_or(item).trim();
        let item = match standing(item) {
            Some((rest, as_observer)) => {
                observer = as_observer;
                rest
            }
            None => item,
        };
        let mut parts = vec![item];
        // "the United Nations and the World Bank", but "Asia and the Pacific" within a list.
        if let Some((left, right)) = item.split_once(" and ") {
            let two = [left, right].iter().any(|p| known(context, p).is_some())
                || standing(right.trim()).is_some();
            // "the Asian and Pacific Council" is one.
            let whole = known(context, item).is_some()
                || !two && !left.contains(' ') && left.chars().skip(1).all(char::is_lowercase);
            if (number == last || two) && !whole {
                parts = item.split(" and ").collect();
            }
        }
        for part in parts {
            let mut part = part.trim().trim_start_matches("and ").trim();
            if let Some((rest, as_observer)) = standing(part) {
                observer = as_observer;
                part = rest;
            }
            for preposition in ["of ", "in ", "to "] {
                part = part.strip_prefix(preposition).unwrap_or(part);
            }
            let Some(mut found) = entity(context, line, part) else {
                // What follows is no list of names any more.
                if !part.is_empty() {
                    return out;
                }
                continue;
            };
            if observer && found.1.is_none() {
                found.1 = Some("observer");
            }
            out.push(found);
        }
    }
    out
}

/// What follows "a founding member of" or "an observer in", and whether it is the latter.
fn standing(item: &str) -> Option<(&str, bool)> {
    const QUALITIES: [&str; 16] = [
        "a",
        "an",
        "the",
        "one",
        "of",
        "founding",
        "founder",
        "original",
        "full",
        "permanent",
        "associate",
        "active",
        "charter",
        "also",
        "key",
        "leading",
    ];
    let mut rest = item;
    loop {
        let (word, behind) = rest.split_once(' ')?;
        match word {
            "member" | "members" | "observer" | "observers" => {
                let behind = behind
                    .strip_prefix("state ")
                    .or_else(|| behind.strip_prefix("states "))
                    .unwrap_or(behind);
                let (preposition, name) = behind.split_once(' ')?;
                let held = matches!(preposition, "of" | "in" | "at" | "to");
                return held.then_some((name, word.starts_with("observer")));
            }
            _ if QUALITIES.contains(&word) => rest = behind,
            _ => return None,
        }
    }
}

/// The name without article and brackets, what the brackets hold.
fn bare(part: &str) -> (&str, Option<&str>) {
    let (name, note) = match part.split_once('(') {
        Some((name, rest)) => (name.trim(), Some(rest.trim_end_matches(')').trim())),
        None => (part, None),
    };
    let name = name
        .strip_prefix("the ")
        .or_else(|| name.strip_prefix("The "))
        .unwrap_or(name);
    (name, note)
}

/// The organisation of the tables that a name means.
fn known(context: &Context, part: &str) -> Option<Entity> {
    let (name, _) = bare(part);
    context.discourse.organisation(name)
}

/// The organisation that a part of the list names, and the role that its brackets give.
fn entity(context: &Context, line: usize, part: &str) -> Option<(Entity, Option<&'static str>)> {
    let (name, note) = bare(part);
    let role = note.and_then(|n| {
        let n = n.to_lowercase();
        ["observer", "candidate", "dialogue partner"]
            .into_iter()
            .find(|r| n.contains(r))
            .map(|r| {
                if r == "dialogue partner" {
                    "dialogue-partner"
                } else {
                    r
                }
            })
    });
    let acronym = note.filter(|n| {
        (2..=12).contains(&n.len()) && n.chars().all(|c| c.is_ascii_uppercase() || c == '-')
    });
    if let Some(org) = context.discourse.organisation(name) {
        return Some((org, role));
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let named = words.first()?.starts_with(char::is_uppercase)
        && words
            .last()?
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && words.len() <= LONGEST_NAME
        && words.iter().all(|w| {
            w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                || matches!(
                    *w,
                    "of" | "and" | "for" | "the" | "on" | "in" | "to" | "&" | "de" | "against"
                )
        });
    if !named {
        return None;
    }
    // A state or a person in the list is something else.
    let units = &context.discourse.lines[line].units;
    let other = units.iter().any(|u| match u.kind {
        UnitKind::Mention(m) => {
            context.discourse.words(u.span) == name
                && context
                    .discourse
                    .entities_of(m)
                    .all(|e| matches!(e.kind, EntityType::State | EntityType::Person))
        }
        _ => false,
    });
    if other {
        return None;
    }
    let mut org = Entity::new(name, EntityType::Org);
    org.id = acronym.map(str::to_owned);
    Some((org, role))
}

#[cfg(test)]
mod tests {
    use crate::tests::claims_of;
    use entente_model::{ClaimBody, Relation};

    /// Member and organisation of the memberships in a text.
    fn members(text: &str) -> Vec<String> {
        let (_, claims) = claims_of(text);
        claims
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Tie(t) if t.relation == Relation::Membership => {
                    Some(format!("{} {}", t.a.name, t.b.name))
                }
                _ => None,
            })
            .collect()
    }

    #[test]
    fn whose_ministers_are_an_organisations_own_are_its_members() {
        let found = members("The G7 foreign ministers of Canada, Italy and Japan met in Rome.");
        assert_eq!(found, ["Canada G7", "Italy G7", "Japan G7"]);
    }

    #[test]
    fn members_stand_in_brackets_behind_the_short_name() {
        let found = members(
            "Kenya trades with the East African Community (EAC; Burundi, Rwanda and Uganda).",
        );
        let community = "East African Community";
        let expected = ["Burundi", "Rwanda", "Uganda"].map(|state| format!("{state} {community}"));
        assert_eq!(found, expected);
    }
}
