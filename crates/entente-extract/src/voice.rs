//! Whose text it is: who "we", "the two sides" and "the government" mean where nothing else says.

use entente_language::{Analysis, Form, Gazetteer, Name, names_in};
use entente_model::{Document, Entity, EntityType, fold};

use crate::lists::rows;
use crate::mentions::states_by_count;

/// Who speaks in a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Voice {
    /// The state whose text this is, or that it is mostly about: alpha-3.
    pub home: Option<String>,
    /// Whether officials without a state are those of `home`: it is the author's, or the text
    /// names no other nearly as often.
    pub own: bool,
    /// Whether the publisher tells `home`, not what the text names most.
    pub published: bool,
    /// Whether outlet or title tell whose text it is: a statement, release or speech, no report.
    pub official: bool,
    /// Whether its heading is of a telephone call.
    pub of_call: bool,
    /// Whether a delegation speaks before the General Assembly of the United Nations.
    pub assembly: bool,
    /// The parties of a joint statement; of another official text its one author, where known.
    pub speakers: Vec<Entity>,
}

impl Voice {
    /// Reads outlet, title and text.
    pub(crate) fn read(document: &Document, analysis: &Analysis, gazetteer: &Gazetteer) -> Self {
        let outlet = document.outlet.as_deref().unwrap_or_default();
        let publisher = author(outlet, gazetteer);
        // A newspaper has a home, but does not speak for it.
        let author = publisher.clone().filter(|_| !is_newsroom(outlet));
        let agency = || agency_named(document.text()).and_then(|a| self::author(a, gazetteer));
        let official = publisher.or_else(agency).and_then(|a| a.country);
        let published = official.is_some();
        let (home, own) = match official {
            Some(code) => (Some(code), true),
            None => most_named(document.text(), analysis)
                .map_or((None, false), |(code, plain)| (Some(code), plain)),
        };
        let title = document.title.as_deref().unwrap_or_default();
        let mut speakers = we(document, analysis, gazetteer);
        if speakers.is_empty() && is_joint(title) {
            speakers = parties(document, analysis, gazetteer, title, author.as_ref());
        }
        if speakers.is_empty() && is_of_several(heading(document)) {
            let heading = heading(document);
            speakers = polities(names_in(heading, gazetteer).iter(), heading, gazetteer);
        }
        if speakers.len() < 2 {
            speakers = author.into_iter().collect();
        }
        let official = !speakers.is_empty() || is_release(heading(document));
        Self {
            home,
            own,
            published,
            official,
            assembly: [outlet, title]
                .iter()
                .any(|place| place.contains("General Assembly"))
                && speakers.len() == 1,
            of_call: heading(document)
                .to_lowercase()
                .split(|c: char| !c.is_alphabetic())
                .any(|w| matches!(w, "call" | "phone" | "telephone")),
            speakers,
        }
    }
}

/// The agency that a dateline names: "Hanoi (VNA) – …".
fn agency_named(text: &str) -> Option<&str> {
    let opening: usize = text
        .char_indices()
        .nth(600)
        .map_or(text.len(), |(at, _)| at);
    text[..opening].lines().find_map(|line| {
        let (place, rest) = line.split_once('(')?;
        let (agency, behind) = rest.split_once(')')?;
        let dash = behind.trim_start().starts_with(['-', '–', '—']);
        (dash && place.len() <= 60 && agency.len() <= 40).then_some(agency)
    })
}

/// The title of a document, else its first line where that is short.
fn heading(document: &Document) -> &str {
    let first = document.text().lines().next().unwrap_or_default();
    document
        .title
        .as_deref()
        .unwrap_or(if first.len() < 200 { first } else { "" })
}

/// Whether a heading is that of a release, which tells of the day on which it came out.
fn is_release(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    [
        "readout of",
        "statement by",
        "statement from",
        "statement on",
        "fact sheet",
        "press release",
        "media release",
        "joint statement",
        "joint communique",
        "joint communiqué",
        "joint declaration",
        "remarks by",
        "address by",
    ]
    .iter()
    .any(|opening| heading.starts_with(opening))
}

/// Whether a title announces a text of several parties.
fn is_joint(title: &str) -> bool {
    let title = title.to_lowercase();
    let kind = [
        "statement",
        "declaration",
        "communique",
        "communiqué",
        "vision",
    ]
    .iter()
    .any(|k| title.contains(k));
    kind && (title.contains("joint") || title.contains("leaders"))
}

/// Whether a heading is that of a statement of several who hold offices: "Statement by President Ana Torres of
/// Peru and the Prime Minister of Chile".
fn is_of_several(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    let statement = ["statement of ", "statement by ", "statement from "]
        .iter()
        .any(|opening| heading.starts_with(opening));
    let offices = ["president", "minister", "chancellor", "secretary", "king"]
        .iter()
        .map(|office| heading.matches(office).count())
        .sum::<usize>();
    statement && offices >= 2 && heading.contains(" and ")
}

/// Whether an outlet is a newspaper, agency or broadcaster.
fn is_newsroom(outlet: &str) -> bool {
    newsroom(outlet).is_some()
        || fold(outlet).split(' ').any(|w| {
            matches!(
                w,
                "news"
                    | "times"
                    | "daily"
                    | "post"
                    | "herald"
                    | "report"
                    | "reports"
                    | "agency"
                    | "press"
                    | "tribune"
                    | "gazette"
                    | "journal"
                    | "review"
                    | "television"
                    | "radio"
                    | "broadcasting"
                    | "net"
                    | "online"
                    | "magazine"
                    | "wire"
                    | "today"
                    | "star"
                    | "standard"
                    | "mail"
                    | "observer"
                    | "newspaper"
                    | "media"
            )
        })
}

/// Who publishes: "UN General Assembly (KEN)" speaks for Kenya, "The White House" for the United
/// States.
fn author(outlet: &str, gazetteer: &Gazetteer) -> Option<Entity> {
    let code = outlet
        .rsplit_once('(')
        .and_then(|(_, rest)| rest.strip_suffix(')'))
        .filter(|c| c.len() == 3 && c.chars().all(|c| c.is_ascii_uppercase()));
    if let Some(entry) = code.and_then(|c| gazetteer.by_id(c)) {
        return Some(entry.entity(entry.name.clone()));
    }
    let names = names_in(outlet, gazetteer);
    let state = |code: &str| {
        Some(
            gazetteer
                .by_id(code)?
                .entity(gazetteer.by_id(code)?.name.clone()),
        )
    };
    names
        .iter()
        .find(|n| n.kind == EntityType::State)
        .or_else(|| names.iter().find(|n| n.country.is_some()))
        .and_then(|n| state(n.country.as_deref()?))
        .or_else(|| {
            let org = names.iter().find(|n| n.kind == EntityType::Org)?;
            state(org.id.as_deref()?)
        })
        .or_else(|| newsroom(outlet).and_then(state))
}

/// The state of a newsroom whose name does not name it.
fn newsroom(outlet: &str) -> Option<&'static str> {
    let words = format!(" {} ", fold(outlet));
    rows(include_str!("../data/en/outlets.tsv"))
        .find(|(name, _)| words.contains(&format!(" {name} ")))
        .map(|(_, code)| code.trim())
}

/// The state of a newsroom of exactly that name, in small letters.
pub(crate) fn newsroom_called(name: &str) -> Option<&'static str> {
    rows(include_str!("../data/en/outlets.tsv"))
        .find(|(known, _)| *known == name)
        .map(|(_, code)| code.trim())
}

/// The parties that open a text: "We, Chad, Mali and Niger, …".
fn we(document: &Document, analysis: &Analysis, gazetteer: &Gazetteer) -> Vec<Entity> {
    let text = document.text();
    let opening = analysis.sentences.iter().take(4).find(|sentence| {
        let words = text[sentence.span.start..sentence.span.end].to_lowercase();
        words.starts_with("we,") || words.starts_with("we the")
    });
    opening.map_or_else(Vec::new, |sentence| {
        let inside = analysis
            .names
            .iter()
            .filter(|n| sentence.span.contains(n.span) && n.form == Form::Name)
            // "the Member States of ASEAN" holds the name of the party, ASEAN.
            .filter(|n| !text[n.span.start..n.span.end].starts_with("Member"));
        polities(inside, text, gazetteer)
    })
}

/// The parties of a joint text: those in its title, else those that one of its first sentences
/// names together; with one party named, the publisher is the other.
fn parties(
    document: &Document,
    analysis: &Analysis,
    gazetteer: &Gazetteer,
    title: &str,
    author: Option<&Entity>,
) -> Vec<Entity> {
    let in_title = polities(names_in(title, gazetteer).iter(), title, gazetteer);
    if in_title.len() >= 2 {
        return in_title;
    }
    let text = document.text();
    let together = analysis.sentences.iter().take(3).find_map(|sentence| {
        let inside = analysis
            .names
            .iter()
            .filter(|n| sentence.span.contains(n.span));
        let found = polities(inside, text, gazetteer);
        (found.len() >= 2).then_some(found)
    });
    match (together, author) {
        (Some(found), _) => found,
        (None, Some(author)) => {
            let mut both = vec![author.clone()];
            both.extend(in_title.into_iter().filter(|p| p.key() != author.key()));
            both
        }
        (None, None) => in_title,
    }
}

/// The states and organisations among the names, each once, by their usual name.
fn polities<'a>(
    names: impl Iterator<Item = &'a Name>,
    text: &str,
    gazetteer: &Gazetteer,
) -> Vec<Entity> {
    let mut out: Vec<Entity> = Vec::new();
    for name in names {
        let code = match name.kind {
            EntityType::State => name.country.as_deref(),
            EntityType::Org => name.id.as_deref(),
            _ => None,
        };
        let known = code.and_then(|c| gazetteer.by_id(c));
        let entity = match known {
            Some(entry) => entry.entity(entry.name.clone()),
            None if name.kind == EntityType::Org => {
                Entity::new(&text[name.span.start..name.span.end], EntityType::Org)
            }
            None => continue,
        };
        if !out.iter().any(|e| e.key() == entity.key()) {
            out.push(entity);
        }
    }
    out
}

/// The state that the text names most, the first of equals, and whether no other comes near it.
fn most_named(text: &str, analysis: &Analysis) -> Option<(String, bool)> {
    // "In Gabon on Thursday": where something is said, not whose matter it is.
    let there = |start: usize| {
        let before = text[..start].trim_end();
        ["In", " at", "At"].iter().any(|w| before.ends_with(w))
    };
    let states = analysis.names.iter().filter(|n| {
        n.form != Form::Seat
            && matches!(n.kind, EntityType::State | EntityType::Place)
            && !there(n.span.start)
    });
    let counts = states_by_count(states);
    let &(code, most) = counts.first()?;
    let next = counts.get(1).map_or(0, |c| c.1);
    Some((code.to_owned(), most >= 2 * next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use entente_language::Analyser;

    fn voice(outlet: &str, title: &str, text: &str) -> Vec<String> {
        let analyser = Analyser::new();
        let mut document = Document::new("d", text);
        document.outlet = Some(outlet.to_owned());
        document.title = Some(title.to_owned());
        let analysis = analyser.analyse(&document);
        Voice::read(&document, &analysis, analyser.gazetteer())
            .speakers
            .into_iter()
            .filter_map(|e| e.id)
            .collect()
    }

    #[test]
    fn a_delegation_speaks_for_its_state() {
        assert_eq!(
            voice(
                "UN General Assembly (KEN)",
                "Statement",
                "Somalia needs help."
            ),
            ["KEN"]
        );
        assert!(voice("Daily News", "A summit", "Somalia needs help.").is_empty());
    }

    #[test]
    fn a_statement_of_two_who_hold_offices_is_of_their_states() {
        let (_, claims) = crate::tests::claims_of(
            "Statement by President Ana Torres of Peru and the Prime Minister of Chile Luis Vega\n\nWe thank \
             Ecuador for its help.",
        );
        let thanks = claims.iter().find_map(|claim| match &claim.body {
            entente_model::ClaimBody::Event(event) => Some(event.actors.len()),
            _ => None,
        });
        assert_eq!(thanks, Some(2));
    }

    #[test]
    fn a_joint_statement_speaks_for_all_parties() {
        assert_eq!(
            voice(
                "Ministry of Ghana",
                "Ghana-Togo Joint Statement",
                "We met in Accra."
            ),
            ["GHA", "TGO"]
        );
        assert_eq!(
            voice(
                "",
                "Leaders’ Joint Declaration",
                "We, the leaders of Chad, Mali and Niger, met."
            ),
            ["TCD", "MLI", "NER"]
        );
        assert_eq!(
            voice(
                "Government of Ghana",
                "Joint statement with the President of Benin",
                "They met."
            ),
            ["GHA", "BEN"]
        );
    }
}
