//! Agreements told as a list, one a line: "List of agreements signed during the visit", and below it
//! "1. MoU between the Ministry of Trade of Kenya and …". An item has no verb: that it was signed, and
//! when, is told by the line that opens the list, and by whom by the item, else by that line.

use entente_language::Upos;
use entente_model::{
    Claim, ClaimBody, Edtf, Entity, EntityType, Event, EventType, Relation, Span, Tie,
};

use super::signatories::{self, Side};
use crate::context::Context;
use crate::list_items::{begins_line, without_mark};
use crate::mentions::UnitKind;
use crate::rules::as_party;

/// How many lines that are no items ("Signatories: …") may stand between two items of a list.
const BETWEEN_ITEMS: usize = 6;
/// Within how many words the name of an agreement has the noun that tells what it is.
const HEAD_WITHIN: usize = 7;

/// The line that opens a list.
struct Opening {
    line: usize,
    /// When what it lists was signed, where it says so.
    date: Option<Edtf>,
    /// The two whose agreements these are, where it names two.
    sides: Vec<Entity>,
}

/// An item of a list.
struct Item {
    /// Its words, without number, bullet or quotation marks.
    name: String,
    parties: Vec<Side>,
}

/// Adds the agreements that the lists of a document tell of.
pub(crate) fn extract(context: &mut Context) {
    let mut opening: Option<Opening> = None;
    let mut since_item = 0;
    for line in 0..context.discourse.lines.len() {
        let item = item(context, line);
        let listing = item.as_ref().is_none_or(|item| item.parties.is_empty());
        if listing && let Some(mut found) = opens(context, line) {
            // "Two agreements were signed on Monday. They are the following:"
            if let Some(above) = opening.filter(|above| above.line + 1 == line) {
                found.date = found.date.or(above.date);
                context.drop_unnamed_agreements(above.line);
            }
            opening = Some(found);
            since_item = 0;
        } else if let Some(item) = item {
            since_item = 0;
            tell(context, line, item, opening.as_ref());
        } else {
            since_item += 1;
            if since_item > BETWEEN_ITEMS {
                opening = None;
            }
        }
    }
}

/// Adds the ties of an item, and its signing where the line above tells of one.
fn tell(context: &mut Context, line: usize, item: Item, opening: Option<&Opening>) {
    let pair = opening.map_or_else(Vec::new, |o| o.sides.clone());
    let named = signatories::entities(context, line, &item.parties, &pair);
    let parties = match (named.len(), opening) {
        (2.., _) => named,
        // "MoU on Housing": of the two whose list it is.
        (_, Some(_)) if item.parties.is_empty() && pair.len() == 2 => pair,
        _ => return,
    };
    context.take_back(line, |body| match body {
        ClaimBody::Tie(tie) => tie.relation == Relation::Agreement,
        ClaimBody::Commitment(_) => true,
        _ => false,
    });
    if let Some(opening) = opening {
        context.drop_unnamed_agreements(opening.line);
    }
    let evidence = context.discourse.lines[line].span;
    let date = opening.and_then(|o| o.date.clone());
    let agreement = Entity::new(item.name, EntityType::Agreement);
    for party in &parties {
        let mut tie = Tie::new(
            Relation::Agreement,
            state_of_government(context, party),
            agreement.clone(),
        );
        tie.role = opening.map(|_| "signed".to_owned());
        tie.valid.clone_from(&date);
        push(context, evidence, ClaimBody::Tie(tie), "tie/agreement-item");
    }
    if opening.is_some() {
        let signing = Event {
            kind: EventType::Support,
            mode: None,
            actors: parties,
            recipients: Vec::new(),
            date,
            place: None,
            detail: None,
            first: None,
        };
        push(
            context,
            evidence,
            ClaimBody::Event(signing),
            "event/support-sign-item",
        );
    }
}

fn push(context: &mut Context, evidence: Span, body: ClaimBody, rule: &str) {
    let mut claim = Claim::new(evidence, body);
    claim.rule = Some(rule.to_owned());
    context.push(claim);
}

/// "The Government of Kenya" is party as the state, that of South Australia is not.
fn state_of_government(context: &Context, party: &Entity) -> Entity {
    let of = party.name.strip_prefix("Government of ").unwrap_or("");
    let of = of.strip_prefix("the ").unwrap_or(of);
    if !of.is_empty() && context.discourse.state_called(of).is_none() {
        return party.clone();
    }
    as_party(party.clone(), Relation::Agreement, context)
}

/// The item that a line is: a name of an agreement at the beginning of the line, without a verb.
fn item(context: &Context, line: usize) -> Option<Item> {
    let discourse = context.discourse;
    let span = discourse.lines[line].span;
    let text = discourse.words(span);
    if !begins_line(discourse.text, span.start) {
        return None;
    }
    let from = text.len() - without_mark(text).len();
    let rest = &text[from..];
    let head = head_end(context, rest)?;
    let verbal = rest.split(' ').any(|w| context.lists.has("finite", w));
    if verbal || tells(context, line) {
        return None;
    }
    let name = rest.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
    let parties = rest[head..]
        .find(" between ")
        .map(|at| {
            let start = span.start + from + head + at + " between ".len();
            let end = span.start + from + name.len();
            signatories::split(context, line, Span::new(start, end.max(start)))
        })
        .unwrap_or_default();
    Some(Item {
        name: name.to_owned(),
        parties,
    })
}

/// Whether a line is a sentence that tells what somebody or something did: "The Lusaka Protocol of 1994
/// brought peace between …".
fn tells(context: &Context, line: usize) -> bool {
    context.tree(line).is_some_and(|tree| {
        (tree.low..tree.high).any(|token| {
            matches!(tree.token(token).syntax.xpos, "VBD" | "VBZ" | "VBP")
                && tree.head(token).is_none()
                && tree.has_subject(token)
        })
    })
}

/// Where the noun ends that tells what the agreement at the beginning of `words` is, if one stands
/// there: "Cultural Exchange Programme".
fn head_end(context: &Context, words: &str) -> Option<usize> {
    let mut end = 0;
    for word in words.split(' ').take(HEAD_WITHIN) {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        let capital = plain.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if end == 0 && !capital {
            return None;
        }
        end += word.len();
        if capital && context.lists.has("agreement-item", &plain.to_lowercase()) {
            return Some(end);
        }
        // "Agreement", as it begins an item, may follow what it is on, but no other name.
        if !(capital || matches!(plain, "of" | "on" | "for" | "and" | "the" | "in" | ""))
            || word.ends_with([',', ';', ':'])
        {
            return None;
        }
        end += 1;
    }
    None
}

/// The list that a line opens: it tells of several agreements as signed.
fn opens(context: &Context, line: usize) -> Option<Opening> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let several = units.iter().any(|u| {
        u.lower
            .split([' ', '/'])
            .any(|w| context.lists.has("agreements-listed", w))
    });
    let signed = units.iter().position(|u| {
        context.lists.has("agreement-sign", &u.lower)
            || context.lists.has("agreement-signing", &u.lower)
            || matches!(u.lower.as_str(), "exchange" | "exchanges" | "inking")
    });
    let (Some(signed), true) = (signed, several) else {
        return None;
    };
    let verbal = units.iter().enumerate().any(|(at, _)| {
        context
            .syntax(line, at)
            .is_some_and(|s| s.upos == Upos::Aux)
    });
    let listing = units.last().is_some_and(|u| u.lower == ":")
        || units.iter().any(|u| {
            matches!(
                u.lower.as_str(),
                "following" | "follows" | "list" | "including"
            )
        });
    // What a sentence tells in passing opens no list; a heading does.
    if verbal && !listing && context.status(line, signed) != entente_model::Status::Actual {
        return None;
    }
    let date = units
        .iter()
        .enumerate()
        .filter(|(_, u)| matches!(u.kind, UnitKind::Time(_)))
        .find_map(|(at, _)| context.time_at(line, at))
        .or_else(|| {
            let status = entente_model::Status::Actual;
            context.event_date(line, signed, None, false, status)
        });
    let mut codes = discourse.countries_of(line);
    if codes.len() != 2 {
        codes = discourse
            .theme()
            .into_iter()
            .filter_map(|s| s.country)
            .collect();
    }
    let sides = if codes.len() == 2 {
        codes
            .iter()
            .filter_map(|code| discourse.state_named(code))
            .collect()
    } else {
        Vec::new()
    };
    Some(Opening { line, date, sides })
}

#[cfg(test)]
mod tests {
    use crate::tests::claims_of;
    use entente_model::{ClaimBody, Relation};

    /// Party, agreement, role and date of each tie to an agreement, a line each.
    fn agreements(text: &str) -> Vec<String> {
        let (_, claims) = claims_of(text);
        claims
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Tie(t) if t.relation == Relation::Agreement => Some(format!(
                    "{} | {} | {} {}",
                    t.a.name,
                    t.b.name,
                    t.role.as_deref().unwrap_or("-"),
                    t.valid.as_ref().map_or("-", |v| v.as_str())
                )),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn an_item_of_a_list_is_signed_by_those_whom_it_names() {
        let found = agreements(
            "List of agreements signed during the visit of the President of Peru to Ghana (4 May 2023)\n\
             1. MoU between the Ministry of Trade, Industry and Crafts of Peru and the Ghana Export \
             Authority on cocoa\n\
             (ii) Facility Agreement for USD 20 million between Andes Copper Ltd and the Bank of Ghana\n\
             • Memorandum of Understanding on sports",
        );
        let mou = "MoU between the Ministry of Trade, Industry and Crafts of Peru and the Ghana Export \
                   Authority on cocoa";
        let loan =
            "Facility Agreement for USD 20 million between Andes Copper Ltd and the Bank of Ghana";
        let sports = "Memorandum of Understanding on sports";
        let told = |party: &str, name: &str| format!("{party} | {name} | signed 2023-05-04");
        assert_eq!(
            found,
            [
                told("Ministry of Trade, Industry and Crafts of Peru", mou),
                told("Ghana Export Authority", mou),
                told("Andes Copper Ltd", loan),
                told("Bank of Ghana", loan),
                told("Peru", sports),
                told("Ghana", sports),
            ]
        );
    }

    #[test]
    fn the_lines_of_a_list_stand_for_its_agreements() {
        let found = agreements(
            "Togo and Chile signed two agreements on 6 June 2024 in Lomé. They are the following:\n\
             \"Extradition Treaty between the Republic of Chile and the Togolese Republic\"\n\
             \"Protocol between the Youth Agency of Togo and the Government of Northern Chile\"",
        );
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(
            found.iter().all(|f| f.ends_with("signed 2024-06-06")),
            "{found:?}"
        );
        assert!(
            found[3].starts_with("Government of Northern Chile |"),
            "{found:?}"
        );
    }

    #[test]
    fn a_sentence_is_no_item() {
        for text in [
            "Agreement was reached between Peru and Chile.",
            "The treaty between Peru and Chile was signed in 1929.",
        ] {
            let found = agreements(text);
            assert!(found.iter().all(|f| !f.contains("between")), "{found:?}");
        }
    }
}
