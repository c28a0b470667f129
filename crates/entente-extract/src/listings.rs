//! Whom sanctions name in a list, one a line: "The following persons are designated:", and below it
//! "Ana Torres, deputy head of the customs service". An item has no verb: who imposes the sanctions,
//! and when, is told by the sentence that opens the list or by one shortly before it.

use entente_model::{
    Claim, ClaimBody, Edtf, Entity, EntityType, Event, EventType, Span, Status, fold,
};

use crate::context::Context;
use crate::list_items::{begins_line, without_mark};
use crate::mentions::UnitKind;

/// How many lines that name nobody ("Their assets are frozen.") may stand between two items.
const BETWEEN_ITEMS: usize = 2;
/// No name has more words.
const NAME_WORDS: usize = 7;

/// What the sentence that opens a list says of all its items.
struct Opening {
    actors: Vec<Entity>,
    date: Option<Edtf>,
    status: Status,
}

/// Adds the sanctions on those whom lists name.
pub(crate) fn extract(context: &mut Context) {
    let mut opening: Option<Opening> = None;
    let mut since_item = 0;
    for line in 0..context.discourse.lines.len() {
        if let Some(found) = opens(context, line) {
            opening = Some(found);
            since_item = 0;
            continue;
        }
        let Some(list) = &opening else { continue };
        let named = targets(context, line, &list.actors);
        if named.is_empty() {
            since_item += 1;
            if since_item > BETWEEN_ITEMS {
                opening = None;
            }
            continue;
        }
        since_item = 0;
        let listing = Event {
            kind: EventType::Sanction,
            mode: None,
            actors: list.actors.clone(),
            recipients: named,
            date: list.date.clone(),
            place: None,
            detail: None,
            first: None,
        };
        let mut claim = Claim::new(
            context.discourse.lines[line].span,
            ClaimBody::Event(listing),
        );
        claim.status = list.status;
        claim.rule = Some("event/sanction-listed".to_owned());
        context.push(claim);
    }
}

/// The list of sanctions that a sentence opens: it ends in a colon, and it or one of the few before it
/// tells who imposes them.
fn opens(context: &Context, line: usize) -> Option<Opening> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    if units.last()?.lower != ":" {
        return None;
    }
    let of_sanctions = |line: usize| {
        discourse.lines[line].units.iter().any(|u| {
            u.lower
                .split([' ', '-'])
                .any(|word| context.lists.has("sanction-list", word))
        })
    };
    let told = context.sanctions_before(line);
    // "This includes:" goes on from the sentence that told of the sanctions.
    let goes_on = || {
        let lists = units.iter().any(|u| {
            matches!(
                u.lower.as_str(),
                "include" | "includes" | "following" | "targets" | "names"
            )
        });
        lists && line.checked_sub(1).is_some_and(of_sanctions)
    };
    if !of_sanctions(line) && !goes_on() {
        return None;
    }
    if let Some((event, status)) = told {
        return Some(Opening {
            actors: event.actors.clone(),
            date: event.date.clone(),
            status,
        });
    }
    // "The following are designated today:" of a government's own release.
    let home = discourse.home.as_deref().filter(|_| discourse.official)?;
    Some(Opening {
        actors: vec![discourse.state_named(home)?],
        date: units
            .iter()
            .position(|u| matches!(u.kind, UnitKind::Time(_)))
            .and_then(|at| context.time_at(line, at)),
        status: Status::Actual,
    })
}

/// Whom an item names: those at its head, before what it says of them.
fn targets(context: &Context, line: usize, actors: &[Entity]) -> Vec<Entity> {
    let discourse = context.discourse;
    let span = discourse.lines[line].span;
    let text = discourse.words(span);
    if !begins_line(discourse.text, span.start) {
        return Vec::new();
    }
    let rest = without_mark(text);
    let head = head(rest);
    if head.is_empty() || is_sentence(context, line) {
        return Vec::new();
    }
    let from = span.start + text.len() - rest.len();
    let within = Span::new(from, from + head.len());
    let mut named: Vec<Entity> = Vec::new();
    for mention in &discourse.mentions {
        if mention.span.start < within.end && within.start < mention.span.end {
            for &at in &mention.entities {
                let entity = &discourse.entities[at];
                let imposes = actors.iter().any(|a| a.key() == entity.key());
                if !imposes && !named.iter().any(|e| e.key() == entity.key()) {
                    named.push(entity.clone());
                }
            }
        }
    }
    // "Russian elite Ana Torres": of which state they are is said beside them.
    if named.iter().any(|e| e.kind != EntityType::State) {
        named.retain(|e| e.kind != EntityType::State);
    }
    if named.is_empty() && is_name(head) {
        named.push(Entity::new(head, EntityType::Other));
    }
    named
}

/// Whether a line has a verb of its own with a subject: it is no item.
fn is_sentence(context: &Context, line: usize) -> bool {
    context.tree(line).is_none_or(|tree| {
        (tree.low..tree.high).any(|token| tree.relation(token) == "root" && tree.has_subject(token))
    })
}

/// The head of an item: its words before the first mark, or the word that goes on about it.
fn head(words: &str) -> &str {
    let mark = words.find([',', ';', ':', '(', '\n']);
    let dash = [" – ", " — ", " - ", " who ", " which ", " for "]
        .iter()
        .filter_map(|d| words.find(d))
        .min();
    let end = mark.into_iter().chain(dash).min().unwrap_or(words.len());
    words[..end].trim_end_matches(|c: char| !c.is_alphanumeric())
}

/// Whether words are a name that no table has: two or more, all but small ones with a capital.
fn is_name(words: &str) -> bool {
    let small = ["of", "the", "and", "al", "bin", "de", "da", "van", "for"];
    let count = words.split(' ').count();
    (2..=NAME_WORDS).contains(&count)
        && words.split(' ').all(|word| {
            small.contains(&fold(word).as_str()) || word.starts_with(|c: char| c.is_uppercase())
        })
}

#[cfg(test)]
mod tests {
    use crate::tests::claims_of;
    use entente_model::{ClaimBody, EventType};

    /// Who lays sanctions on whom, a line each.
    fn sanctions(text: &str) -> Vec<String> {
        let (_, claims) = claims_of(text);
        let names = |of: &[entente_model::Entity]| {
            let names: Vec<_> = of.iter().map(|e| e.name.as_str()).collect();
            names.join(", ")
        };
        claims
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Event(e) if e.kind == EventType::Sanction => {
                    Some(format!("{} > {}", names(&e.actors), names(&e.recipients)))
                }
                _ => None,
            })
            .collect()
    }

    #[test]
    fn whom_a_list_names_is_sanctioned_by_whoever_the_sentence_above_it_tells_of() {
        let found = sanctions(
            "Norway imposed sanctions on Belarusian officials on 4 May 2023. The following are \
             designated:\n\
             - Ivan Zubkovich, deputy head of the customs service\n\
             - Volat Arms Plant, which builds launchers\n\
             The embassy in Minsk stays open.",
        );
        assert!(
            found.contains(&"Norway > Ivan Zubkovich".to_owned()),
            "{found:?}"
        );
        assert!(
            found.contains(&"Norway > Volat Arms Plant".to_owned()),
            "{found:?}"
        );
        assert!(!found.iter().any(|f| f.contains("Minsk")), "{found:?}");
    }

    #[test]
    fn a_list_of_anything_else_names_nobody_whom_sanctions_hit() {
        let found = sanctions(
            "Norway imposed sanctions on Belarusian officials on 4 May 2023. The ministers met:\n\
             - Ana Torres, minister of trade of Peru",
        );
        assert!(!found.iter().any(|f| f.contains("Torres")), "{found:?}");
    }
}
