//! The parties that a name of an agreement lists behind "between": "between the Ministry of Trade and
//! Industry of Kenya and the Department of Commerce". Bodies that no table has are told apart by their
//! words, since "and" stands within their names too.

use entente_model::{Entity, EntityType, Relation, Span};

use crate::context::Context;
use crate::mentions::{Reference, UnitKind};
use crate::rules::as_party;

/// The words of one party.
#[derive(Clone, Copy)]
pub(super) struct Side(Span);

/// The parties that the words of `span` list, two or more; empty where they cannot be told apart.
pub(super) fn split(context: &Context, line: usize, span: Span) -> Vec<Side> {
    let text = context.discourse.words(span);
    let text = text.strip_prefix("both ").unwrap_or(text);
    let span = Span::new(span.end - text.len(), span.end);
    let joint = text
        .match_indices(" and ")
        .map(|(at, _)| (at, joint_rank(context, line, span, at)))
        .filter(|&(_, rank)| rank > 0)
        .min_by_key(|&(at, rank)| (std::cmp::Reverse(rank), at));
    let Some((at, _)) = joint else {
        return Vec::new();
    };
    let mut sides = listed(context, span.start, text[..at].trim_end_matches(','));
    let behind = at + " and ".len();
    let end = party_end(context, &text[behind..]);
    sides.push(trimmed(span.start + behind, &text[behind..behind + end]));
    sides
}

/// Whom the words behind "between" in a sentence list, if all of them are known or named as bodies and
/// firms are.
pub(super) fn named(context: &Context, line: usize, span: Span) -> Vec<Entity> {
    let sides = split(context, line, span);
    let known = |side: &Side| {
        let words = context.discourse.words(side.0);
        words.split(' ').any(|w| is_head(context, w))
            || context.discourse.state_called(words).is_some()
            || context.discourse.organisation(words).is_some()
    };
    if sides.len() < 2 || !sides.iter().all(known) {
        return Vec::new();
    }
    entities(context, line, &sides, &context.discourse.theme())
        .into_iter()
        .map(|party| as_party(party, Relation::Agreement, context))
        .collect()
}

/// How likely the "and" at `at` of a list of parties stands between two of them: what follows begins
/// as a party does, and what stands before ends with whose it is.
fn joint_rank(context: &Context, line: usize, span: Span, at: usize) -> usize {
    let text = context.discourse.words(span);
    let right = &text[at + " and ".len()..];
    let named = right.strip_prefix("the ").unwrap_or(right);
    if !named.starts_with(char::is_uppercase) {
        return 0;
    }
    let start = span.end - named.len();
    let party = &named[..party_end(context, named)];
    let first = party.split(' ').next().unwrap_or_default();
    let begun = is_head(context, first)
        || context.discourse.lines[line].units.iter().any(|u| {
            u.span.start == start
                && matches!(u.kind, UnitKind::Mention(m)
                    if context.discourse.mentions[m].reference == Reference::Name)
        });
    let owned = ends_with_state(context, Span::new(span.start, span.start + at));
    let headed = party.split(' ').any(|w| is_head(context, w)) || is_acronym(first);
    3 * usize::from(named.len() < right.len())
        + 2 * usize::from(begun)
        + 2 * usize::from(owned)
        + usize::from(headed)
}

/// The parties before the last "and": one, or several between commas.
fn listed(context: &Context, start: usize, text: &str) -> Vec<Side> {
    let parts: Vec<&str> = text.split(", ").collect();
    let each = parts.iter().all(|part| {
        let name = part.strip_prefix("the ").unwrap_or(part);
        let last = name.rsplit(' ').next().unwrap_or_default();
        name.starts_with(char::is_uppercase)
            && (is_head(context, last)
                || name.len() < part.len() && name.split(' ').any(|w| is_head(context, w))
                || context.discourse.state_called(name).is_some()
                || context.discourse.organisation(name).is_some())
    });
    if parts.len() < 2 || !each {
        return vec![trimmed(start, text)];
    }
    let mut at = start;
    let mut sides = Vec::with_capacity(parts.len());
    for part in parts {
        sides.push(trimmed(at, part));
        at += part.len() + ", ".len();
    }
    sides
}

/// Where the name of the party at the beginning of `text` ends: at the first small word that no name has
/// within it ("of", "for" behind a noun such as "Ministry").
fn party_end(context: &Context, text: &str) -> usize {
    let mut before = "";
    let mut at = 0;
    for word in text.split(' ') {
        let rest = text[at + word.len()..].trim_start();
        let named = rest.strip_prefix("the ").unwrap_or(rest);
        let goes_on = named.starts_with(char::is_uppercase);
        let within = match word {
            "of" | "and" | "&" | "de" | "la" | "du" | "des" | "do" | "da" => goes_on,
            "the" => at == 0 || matches!(before, "of" | "and" | "for"),
            "for" | "on" | "in" => goes_on && is_head(context, before),
            _ => word.starts_with(|c: char| {
                c.is_uppercase() || c.is_ascii_digit() || "(“\"".contains(c)
            }),
        };
        if at > 0 && !within {
            return at - 1;
        }
        if word.ends_with([';', ':', '.'])
            || word.ends_with(',') && !is_portfolio(context, &text[..at], rest)
        {
            return at + word.len() - 1;
        }
        before = word;
        at += word.len() + 1;
    }
    text.len()
}

/// Whether a name goes on behind a comma: "the Ministry of Agriculture, Livestock and Fisheries".
fn is_portfolio(context: &Context, name: &str, rest: &str) -> bool {
    let first = name.split(' ').find(|w| *w != "the").unwrap_or_default();
    let charged = name.split(' ').any(|w| matches!(w, "of" | "for"));
    // What goes on ends with "and", and is no body of its own.
    let more = rest.split_once(" and ").is_some_and(|(more, last)| {
        last.starts_with(char::is_uppercase)
            && more
                .split([' ', ','])
                .all(|w| w.is_empty() || w.starts_with(char::is_uppercase) && !is_head(context, w))
    });
    charged && more && is_head(context, first)
}

/// The words without article, acronym in brackets and marks at their ends.
fn trimmed(start: usize, text: &str) -> Side {
    let bare = text.trim_start().trim_start_matches(['“', '"', '\'']);
    let bare = bare
        .strip_prefix("the ")
        .or_else(|| bare.strip_prefix("The "))
        .unwrap_or(bare);
    let start = start + (text.len() - bare.len());
    let name = match bare.find(" (") {
        Some(at) if bare.trim_end().ends_with(')') => &bare[..at],
        _ => bare,
    };
    let name = name.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != ')');
    Side(Span::new(start, start + name.len()))
}

/// Whom the parties of an agreement are. Of two, the one whose name has no state is of that of the
/// `pair` that the other is not of.
pub(super) fn entities(
    context: &Context,
    line: usize,
    sides: &[Side],
    pair: &[Entity],
) -> Vec<Entity> {
    let mut parties: Vec<Entity> = sides
        .iter()
        .filter(|side| side.0.len() > 1)
        .map(|&side| entity(context, line, side))
        .collect();
    if parties.len() != 2 || sides.len() != 2 {
        return parties;
    }
    let told = |at: usize| !context.discourse.countries_inside(sides[at].0).is_empty();
    for (at, other) in [(0, 1), (1, 0)] {
        let theirs = parties[other].country.clone();
        let party = &mut parties[at];
        let organ = matches!(party.kind, EntityType::Body | EntityType::Company);
        if !organ || told(at) || !(party.country.is_none() || party.country == theirs) {
            continue;
        }
        let mut codes = pair.iter().filter_map(|state| state.country.as_ref());
        if codes.clone().any(|code| Some(code) == theirs.as_ref()) {
            party.country = codes.find(|&code| Some(code) != theirs.as_ref()).cloned();
        }
    }
    parties
}

/// Whom the words of a party name.
fn entity(context: &Context, line: usize, side: Side) -> Entity {
    let discourse = context.discourse;
    let name = discourse.words(side.0);
    let of_government = ["Government of the ", "Government of ", "Governments of "]
        .iter()
        .find_map(|head| name.strip_prefix(head));
    let mentioned = discourse.lines[line]
        .units
        .iter()
        .find_map(|u| match u.kind {
            UnitKind::Mention(m)
                if u.span.end == side.0.end
                    && (u.span.start == side.0.start
                        || discourse.words(u.span).len() == name.len() + "the ".len()) =>
            {
                discourse.entities_of(m).next().cloned()
            }
            _ => None,
        });
    let inside = discourse.countries_inside(side.0);
    let country = match &inside[..] {
        [one] => Some(one.clone()),
        _ => None,
    };
    if let Some(of) = of_government {
        // "The Government of South Australia" is no state's.
        let whole = discourse.state_called(of);
        return Entity {
            name: name.to_owned(),
            kind: EntityType::Body,
            country: whole.or(country),
            id: None,
        };
    }
    match mentioned {
        Some(known)
            if known.kind == EntityType::State
                || known.kind == EntityType::Place && known.country.is_some()
                || known.kind == EntityType::Org && known.id.is_some() =>
        {
            known
        }
        // "CDB" is called as the text explained it.
        Some(known) if is_acronym(name) && known.name.len() > name.len() => Entity {
            kind: sort_of(context, &known.name, Some(known.kind)),
            ..known
        },
        known => Entity {
            name: name.to_owned(),
            kind: sort_of(context, name, known.as_ref().map(|k| k.kind)),
            country: known.and_then(|k| k.country).or(country),
            id: None,
        },
    }
}

/// What a party of that name is, where the text takes it for `known`: an organ of a state, as its
/// ministries and policy banks are, or a firm.
fn sort_of(context: &Context, name: &str, known: Option<EntityType>) -> EntityType {
    let has = |word: &str| name.split([' ', '-']).any(|w| w == word);
    let of_state = [
        "Development",
        "Export",
        "Central",
        "Reserve",
        "National",
        "State",
    ]
    .into_iter()
    .any(has);
    if has("Bank") {
        return if of_state {
            EntityType::Body
        } else {
            EntityType::Company
        };
    }
    match known {
        Some(
            kind @ (EntityType::Company | EntityType::Group | EntityType::Body | EntityType::Org),
        ) => kind,
        _ => {
            let public = name
                .split(' ')
                .any(|w| context.lists.has("public-body", &w.to_lowercase()));
            if public {
                EntityType::Body
            } else {
                EntityType::Company
            }
        }
    }
}

fn is_head(context: &Context, word: &str) -> bool {
    let plain = word
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    context.lists.has("public-body", &plain) || context.lists.has("firm", &plain)
}

fn is_acronym(word: &str) -> bool {
    word.len() >= 2 && word.chars().all(|c| c.is_ascii_uppercase())
}

/// Whether the words end with the name of a state: "of Kenya".
fn ends_with_state(context: &Context, span: Span) -> bool {
    let names = &context.discourse.analysis.names;
    let to = names.partition_point(|n| n.span.start < span.end);
    names[to.saturating_sub(4)..to]
        .iter()
        .any(|n| n.span.end == span.end && n.country.is_some())
}
