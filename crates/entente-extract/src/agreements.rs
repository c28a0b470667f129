//! Who is party to an agreement, where no rule's words in a row say it.
//!
//! The parties of an agreement stand in its name ("the Kenya-Japan Agreement"), behind it ("with
//! Mali", "between Mali and Niger", however far its subject goes on), before it as the subject of
//! what is done with it, or not in its sentence at all: "A protocol was signed at the end of the
//! talks" is signed by the two whose talks they were. What is done with it gives role, date and
//! status. A list of agreements ("…, such as an Agreement on Trade (1975), a Convention …") is read
//! as a list; `items` reads those that have a line for each, `signatories` whom their names list.

mod items;
mod signatories;

use entente_language::Upos;
use entente_model::{Claim, ClaimBody, Edtf, Entity, EntityType, Relation, Span, Status, Tie};

use crate::context::Context;
use crate::mentions::{Reference, UnitKind};
use crate::partnerships::level as partnership_level;
use crate::rules::as_party;
use crate::subjects::subject_entities;

pub(crate) use items::extract as extract_items;

/// How far from an agreement the act stands that says something of it, in units.
const ACT_BEFORE: usize = 7;
const ACT_BEHIND: usize = 14;
/// How far behind an agreement its parties may stand.
const PARTIES_BEHIND: usize = 16;

/// What is done with an agreement.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Sign,
    Ratify,
    Negotiate,
    Force,
    /// It is left, suspended or ended.
    End,
    /// It is had, kept, renewed or broken: the party is one.
    Hold,
}

impl Act {
    const fn role(self) -> Option<&'static str> {
        match self {
            Self::Sign => Some("signed"),
            Self::Ratify => Some("ratified"),
            Self::Negotiate => Some("negotiating"),
            Self::Force => Some("in-force"),
            Self::End | Self::Hold => None,
        }
    }
}

/// Adds the agreements of sentence `line` whose parties the rules did not find there.
pub(crate) fn extract(context: &mut Context, line: usize) {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    for (at, unit) in units.iter().enumerate() {
        let UnitKind::Mention(m) = unit.kind else {
            continue;
        };
        let agreement = &discourse.entities[discourse.mentions[m].entities[0]];
        if agreement.kind != EntityType::Agreement {
            continue;
        }
        if listed(context, line, at) || is_only_named(context, line, at) {
            context.drop_ties(Relation::Agreement, line, agreement);
            continue;
        }
        let known = context.has_tie(Relation::Agreement, line, agreement);
        told(context, line, at, agreement, known);
        if let Some((date, role)) = dated(context, line, at) {
            context.date_ties(Relation::Agreement, line, agreement, &date, role);
        }
        context.date_signed(line);
        make_allies(context, line, agreement);
        make_partners(context, line, agreement);
    }
    // "announces investment agreements with Chad" tells of none of them.
    let lists = context.lists;
    context.take_back(line, |body| match body {
        ClaimBody::Tie(t)
            if t.relation == Relation::Agreement && t.role.is_none() && t.valid.is_none() =>
        {
            let last = t.b.name.rsplit(' ').next().unwrap_or_default();
            !t.b.name.contains(char::is_uppercase) && lists.has("agreements-listed", last)
        }
        _ => false,
    });
}

/// Whether the agreement at unit `at` is not told of as one that anybody has: there is none ("ended
/// without agreement"), it is another's with which something is compared ("the largest after the
/// Andean Pact", "in line with the Treaty"), or its name goes on as that of something else ("State
/// Partnership Program").
fn is_only_named(context: &Context, line: usize, at: usize) -> bool {
    let units = &context.discourse.lines[line].units;
    let word = |back: usize| at.checked_sub(back).map_or("", |u| context.word(line, u));
    let article = usize::from(matches!(word(1), "the" | "a" | "an" | "any"));
    let before = word(article + 1);
    let ranked = || {
        units[..at].iter().any(|u| {
            matches!(u.kind, UnitKind::Quantity(_))
                || u.lower.ends_with("largest")
                || u.lower.ends_with("biggest")
        })
    };
    match before {
        "without" | "no" => return true,
        "than" | "unlike" => return true,
        "after" | "behind" if ranked() => return true,
        "with" if word(article + 2) == "line" => return true,
        _ => {}
    }
    units.get(at + 1).is_some_and(|next| {
        matches!(
            next.lower.as_str(),
            "program" | "programme" | "initiative" | "fund" | "facility" | "forum"
        ) && context
            .discourse
            .words(next.span)
            .starts_with(char::is_uppercase)
    })
}

/// The two parties of a treaty of mutual defence are allies, from when it is signed.
fn make_allies(context: &mut Context, line: usize, agreement: &Entity) {
    let name = agreement.name.to_lowercase();
    if name.contains("mutual defen") || name.contains("collective defen") {
        make_pair(context, line, agreement, Relation::Alliance, None);
    }
}

/// The two who sign a treaty of partnership are partners of the level that its name tells:
/// "Comprehensive Strategic Partnership Treaty".
fn make_partners(context: &mut Context, line: usize, agreement: &Entity) {
    let name = agreement.name.to_lowercase().replace('-', " ");
    let Some((words, contract)) = name.split_once("partnership ") else {
        return;
    };
    let treaty = matches!(contract, "treaty" | "agreement" | "pact");
    if let Some(level) = partnership_level(words.trim()).filter(|_| treaty) {
        make_pair(context, line, agreement, Relation::Partnership, Some(level));
    }
}

/// Adds what stands between the only two parties that a sentence gives an agreement, from when they
/// signed it.
fn make_pair(
    context: &mut Context,
    line: usize,
    agreement: &Entity,
    relation: Relation,
    level: Option<&'static str>,
) {
    let evidence = discourse_span(context, line);
    let parties: Vec<Claim> = context
        .told()
        .filter(|claim| {
            claim.evidence == evidence
                && matches!(&claim.body, ClaimBody::Tie(t)
                    if t.relation == Relation::Agreement
                        && t.b.key() == agreement.key()
                        && (level.is_none() || t.role.as_deref() == Some("signed"))
                        && t.valid.as_ref().is_none_or(|v| !v.as_str().starts_with("..")))
        })
        .cloned()
        .collect();
    let [first, second] = &parties[..] else {
        return;
    };
    if let (ClaimBody::Tie(a), ClaimBody::Tie(b)) = (&first.body, &second.body) {
        let mut tie = Tie::new(relation, a.a.clone(), b.a.clone());
        tie.level = level.map(str::to_owned);
        tie.valid = a.valid.clone();
        let mut claim = Claim::new(evidence, ClaimBody::Tie(tie));
        claim.status = first.status;
        claim.source.clone_from(&first.source);
        claim.rule = Some(format!("tie/{}-agreement", relation.name()));
        context.push(claim);
    }
}

/// Adds the parties of the agreement at unit `at`, if the sentence tells what is done with it;
/// where a rule `known` some already, only those that stand behind it.
fn told(context: &mut Context, line: usize, at: usize, agreement: &Entity, known: bool) {
    let behind = parties_behind(context, line, at);
    if known && behind.is_empty() {
        return;
    }
    let noun = act_noun(context, line, at);
    let before = act_before(context, line, at);
    let after = act_after(context, line, at);
    let (verb, act, passive) = match (noun, before, after) {
        (Some((noun, act)), ..) => return named(context, line, at, agreement, noun, act),
        (None, Some((verb, act)), _) => (verb, act, context.is_passive(line, verb)),
        (None, None, Some((verb, act))) => (verb, act, true),
        (None, None, None) if behind.len() >= 2 => (at, Act::Hold, true),
        (None, None, None) => return within(context, line, at, agreement),
    };
    let named = is_named(context, line, at);
    // "called on all to implement": nobody does it yet.
    let aimed = (verb.saturating_sub(2)..verb).any(|v| context.word(line, v) == "to");
    if act == Act::Hold && aimed {
        return;
    }
    let both = behind.len() >= 2;
    // "Kenya withdrew from the treaty with Chad": only who leaves it has left; what is suspended or
    // scrapped ends for both.
    let leaves = ["withdr", "leave", "leaving", "left", "quit", "exit", "pull"]
        .iter()
        .any(|form| context.word(line, verb).starts_with(form));
    let left = leaves && !passive && act == Act::End && !both;
    if left {
        make(context, line, verb, Act::Hold, agreement, behind.clone());
    }
    let mut parties = if left { Vec::new() } else { behind };
    if !passive {
        for party in subject_entities(context, line, verb) {
            add(&mut parties, as_party(party, Relation::Agreement, context));
        }
    }
    // "The prime ministers signed the pact": the two whose it must be.
    let several = crate::subjects::subject_unit(context, line, verb).is_some_and(|s| {
        let counted = s > 0
            && context.word(line, s - 1) != "two"
            && matches!(
                context.discourse.lines[line].units[s - 1].kind,
                UnitKind::Quantity(_)
            );
        let word = context.word(line, s).rsplit(' ').next().unwrap_or_default();
        !counted && (word == "they" || context.lists.noun_sort(word).is_some())
    });
    if !passive && parties.is_empty() && act == Act::Sign && several {
        for party in sides(context, line) {
            add(&mut parties, party);
        }
    }
    if passive && parties.len() < 2 {
        let agents = context.agent(line, verb);
        if agents.is_empty() && act != Act::Hold {
            for party in sides(context, line) {
                add(&mut parties, party);
            }
        }
        for party in agents {
            add(&mut parties, as_party(party, Relation::Agreement, context));
        }
    }
    parties.retain(is_party);
    // Parliaments and assemblies of organisations approve, but it is states that ratify.
    if act == Act::Ratify {
        parties.retain(|p| p.kind == EntityType::State || p.id.as_deref() == Some("EU"));
    }
    // "has an agreement" tells little of which one, unless the other side is said.
    if !(named || both || parties.len() == 2) {
        return;
    }
    make(context, line, verb, act, agreement, parties);
}

/// "Spain ceded Florida to the United States in the Adams-Onís Treaty": what is done in or by a named
/// treaty is done by its parties, where the sentence names just two states.
fn within(context: &mut Context, line: usize, at: usize, agreement: &Entity) {
    let mut before = at;
    while before > 0 && matches!(context.word(line, before - 1), "the" | "this") {
        before -= 1;
    }
    let through = before > 0
        && matches!(
            context.word(line, before - 1),
            "in" | "by" | "through" | "with" | "under" | "of"
        )
        && (context.word(line, before - 1) != "of"
            || before > 1 && context.word(line, before - 2) == "terms");
    // "Under a 1963 agreement, Kenya and Somalia share": told by its year.
    let of_year = at > 0
        && matches!(
            context.discourse.lines[line].units[at - 1].kind,
            UnitKind::Time(_)
        );
    if of_year {
        before = at - 1;
        while before > 0 && matches!(context.word(line, before - 1), "the" | "a" | "an" | "this") {
            before -= 1;
        }
    }
    let through = through
        || of_year
            && before > 0
            && matches!(
                context.word(line, before - 1),
                "in" | "by" | "through" | "under"
            );
    if !through || !(of_year || is_named(context, line, at)) || !is_contract(&agreement.name) {
        return;
    }
    let parties = context.discourse.sides(line);
    let told = parties.len() == 2
        && parties.iter().all(|p| p.kind == EntityType::State)
        && context.discourse.polities(line).len() == 2;
    if told {
        make(context, line, at, Act::Hold, agreement, parties);
    }
}

/// The year that stands right before an agreement or behind it ("the 1977 treaty", "the Treaty of
/// Paris of 1763", "signed on 5 May 1905"), or since which it is in force.
fn dated(context: &Context, line: usize, at: usize) -> Option<(Edtf, Option<&'static str>)> {
    let units = &context.discourse.lines[line].units;
    let time = |u: usize| {
        units
            .get(u)
            .filter(|u| matches!(u.kind, UnitKind::Time(_)))
            .and_then(|_| context.date_at(line, u))
    };
    let year = |d: &Edtf| d.as_str().len() == 4 && d.as_str().bytes().all(|b| b.is_ascii_digit());
    if at > 0
        && let Some(date) = time(at - 1).filter(year)
    {
        return Some((date, None));
    }
    let word = |u: usize| units.get(u).map_or("", |u| u.lower.as_str());
    if matches!(word(at + 1), "of" | "in")
        && let Some(date) = time(at + 2).filter(|d| year(d) || d.as_str().len() == 10)
        && word(at + 1) == "of"
    {
        return Some((date, None));
    }
    // "the Treaty of Portsmouth, signed on September 5, 1905,"
    let from = at + 1 + usize::from(word(at + 1) == ",");
    if matches!(word(from), "signed" | "concluded")
        && let Some(date) = (from + 1..from + 5).find_map(time)
    {
        return Some((date, Some("signed")));
    }
    // "an air services agreement (1977)", "have had a trade agreement since 1988"
    if word(at + 1) == "("
        && word(at + 3) == ")"
        && let Some(date) = time(at + 2)
    {
        return Some((date, None));
    }
    // "have had a trade agreement with Chad since 1988", "A treaty … has existed since"
    let held = (at.saturating_sub(4)..units.len().min(at + ACT_BEHIND)).any(|u| {
        matches!(
            word(u),
            "have" | "has" | "had" | "existed" | "exists" | "maintained" | "enjoy"
        )
    });
    if held
        && let Some(since) = (at + 1..units.len().min(at + 10))
            .take_while(|&u| !matches!(word(u), ";" | "." | "," | "which" | "that" | "and"))
            .find(|&u| word(u) == "since")
        && let Some(date) = time(since + 1)
    {
        return Some((date, None));
    }
    // "has been in force since 2014"
    (at + 1..units.len().min(at + ACT_BEHIND))
        .take_while(|&u| !matches!(word(u), ";" | "." | "which" | "that"))
        .find(|&u| {
            word(u) == "force"
                && word(u - 1) == "in"
                && (at..u).any(|v| matches!(word(v), "is" | "are" | "been" | "remains" | "was"))
        })
        .and_then(|u| {
            let date = (u + 1..u + 4)
                .find(|&v| word(v) == "since")
                .and_then(|v| time(v + 1))?;
            Some((date, Some("in-force")))
        })
}

/// Adds the parties of an agreement of which a noun tells: "the signing of", "under", "talks on".
fn named(context: &mut Context, line: usize, at: usize, agreement: &Entity, noun: usize, act: Act) {
    let mut parties = parties_behind(context, line, at);
    // "Kenya's ratification of"
    if parties.len() < 2
        && noun >= 2
        && matches!(context.word(line, noun - 1), "'s" | "'")
        && let UnitKind::Mention(m) = context.discourse.lines[line].units[noun - 2].kind
    {
        for owner in context.discourse.entities_of(m) {
            add(
                &mut parties,
                as_party(owner.clone(), Relation::Agreement, context),
            );
        }
    }
    // "The presidents witnessed the signing of the pact"
    if parties.len() < 2 && act == Act::Sign {
        let witnessed = (noun.saturating_sub(4)..noun).find(|&v| {
            matches!(
                context.word(line, v),
                "witnessed" | "witness" | "oversaw" | "attended" | "presided"
            )
        });
        if let Some(verb) = witnessed {
            for party in subject_entities(context, line, verb) {
                let party = as_party(party, Relation::Agreement, context);
                if party.kind == EntityType::State {
                    add(&mut parties, party);
                }
            }
            if parties.len() < 2 {
                for party in sides(context, line) {
                    add(&mut parties, party);
                }
            }
        }
    }
    if parties.is_empty() && is_named(context, line, at) {
        let sides = sides(context, line);
        let other = context.discourse.countries_of(line);
        // A sentence that names a third is not about the two.
        let two = other
            .iter()
            .all(|code| sides.iter().any(|s| s.country.as_ref() == Some(code)));
        if two {
            parties = sides;
        }
        // "our commitment to the Rome Statute": a delegation speaks of its state.
        let speakers = context.discourse.speakers();
        if parties.is_empty()
            && speakers.len() == 1
            && other
                .iter()
                .all(|c| speakers[0].country.as_ref() == Some(c))
        {
            parties = speakers.to_vec();
        }
    }
    parties.retain(is_party);
    if parties.len() >= 2 || is_named(context, line, at) {
        make(context, line, noun, act, agreement, parties);
    }
}

/// Whether the agreement at unit `at` is named, not described.
fn is_named(context: &Context, line: usize, at: usize) -> bool {
    matches!(context.discourse.lines[line].units[at].kind,
        UnitKind::Mention(m) if context.discourse.mentions[m].reference == Reference::Name)
}

/// The noun before the agreement at unit `at` that says what is done with it: "the signing of the".
fn act_noun(context: &Context, line: usize, at: usize) -> Option<(usize, Act)> {
    // "the conclusion of the … negotiations"
    let talks = matches!(context.word(line, at + 1), "negotiations" | "talks");
    let mut next = at;
    while next > 0
        && (matches!(
            context.word(line, next - 1),
            "the" | "a" | "an" | "new" | "our" | "their" | "overarching"
        ) || context.discourse.lines[line].units[next - 1]
            .lower
            .ends_with("ed"))
    {
        next -= 1;
    }
    let preposition = next.checked_sub(1)?;
    match context.word(line, preposition) {
        "of" | "on" | "for" | "to" => {}
        "under" => return Some((preposition, Act::Hold)),
        _ => return None,
    }
    // "the signature today of"
    let mut noun = preposition.checked_sub(1)?;
    if matches!(
        context.discourse.lines[line].units[noun].kind,
        UnitKind::Time(_)
    ) {
        noun = noun.checked_sub(1)?;
    }
    let lists = context.lists;
    let word = context.word(line, noun);
    let act = if lists.has("agreement-signing", word) {
        if talks { Act::Negotiate } else { Act::Sign }
    } else if lists.has("agreement-ratification", word) {
        Act::Ratify
    } else if word == "force" && context.word(line, noun.saturating_sub(2)) == "entry" {
        Act::Force
    } else if lists.has("agreement-talks", word) {
        Act::Negotiate
    } else if lists.has("agreement-holding", word) {
        Act::Hold
    } else {
        return None;
    };
    Some((noun, act))
}

/// Adds a tie of each party to the agreement.
fn make(
    context: &mut Context,
    line: usize,
    verb: usize,
    act: Act,
    agreement: &Entity,
    parties: Vec<Entity>,
) {
    let mut status = context.status(line, verb);
    // What is initialled is still to be signed.
    let initialled = act == Act::Sign && context.word(line, verb).starts_with("initial");
    let act = if initialled { Act::Negotiate } else { act };
    if initialled && status == Status::Actual {
        status = Status::Planned;
    }
    let date = match act {
        Act::Sign | Act::Ratify | Act::Force | Act::End => {
            context.event_date(line, verb, None, false, context.status(line, verb))
        }
        Act::Hold | Act::Negotiate => None,
    };
    let source = context.source_at(line, verb);
    for party in parties {
        let mut tie = Tie::new(Relation::Agreement, party, agreement.clone());
        tie.role = act.role().map(str::to_owned);
        tie.valid = match act {
            Act::Sign | Act::Ratify | Act::Force => date.clone(),
            Act::End if status == Status::Actual => date
                .as_ref()
                .and_then(|d| Edtf::parse(&format!("../{}", d.as_str())).ok()),
            _ => None,
        };
        let mut claim = Claim::new(discourse_span(context, line), ClaimBody::Tie(tie));
        claim.status = status;
        claim.source.clone_from(&source);
        claim.rule = Some("tie/agreement-told".to_owned());
        context.push(claim);
    }
}

fn discourse_span(context: &Context, line: usize) -> Span {
    context.discourse.lines[line].span
}

fn add(parties: &mut Vec<Entity>, party: Entity) {
    if !parties.iter().any(|p| p.key() == party.key()) {
        parties.push(party);
    }
}

fn is_party(entity: &Entity) -> bool {
    matches!(
        entity.kind,
        EntityType::State
            | EntityType::Org
            | EntityType::Body
            | EntityType::Group
            | EntityType::Company
    )
}

/// Whom "with" or "between" behind the agreement at `at` names, before the next verb.
fn parties_behind(context: &Context, line: usize, at: usize) -> Vec<Entity> {
    let units = &context.discourse.lines[line].units;
    for (next, unit) in units
        .iter()
        .enumerate()
        .skip(at + 1)
        .take(PARTIES_BEHIND - 1)
    {
        let word = unit.lower.as_str();
        match word {
            "with" | "between" => {
                let mut listed = party_list(context, line, next + 1);
                if word == "between" && is_unread(&listed) {
                    let end = context.discourse.lines[line].span.end;
                    let words = Span::new(unit.span.end + 1, end.max(unit.span.end + 1));
                    let told = signatories::named(context, line, words);
                    if told.len() >= 2 {
                        listed = told;
                    }
                }
                if word == "with" && !listed.is_empty() || listed.len() >= 2 {
                    return listed;
                }
            }
            ";" | ":" | "." | "that" | "which" | "while" | "but" | "“" | "”" | "\"" => break,
            _ => {}
        }
        let finite = context
            .syntax(line, next)
            .is_some_and(|s| matches!(s.upos, Upos::Verb | Upos::Aux))
            && !word.ends_with("ing");
        if finite {
            break;
        }
    }
    Vec::new()
}

/// Whether a list of parties is not read in full: a name in it may be two ("the Ministry of Trade and
/// the Bank of Kenya"), or that of one of them is in no table.
fn is_unread(listed: &[Entity]) -> bool {
    listed.len() < 2 || listed.iter().any(|p| p.name.contains(" and the "))
}

/// The states, organisations, governments, groups and companies listed from unit `from` on.
fn party_list(context: &Context, line: usize, from: usize) -> Vec<Entity> {
    context.listed(line, from, |m| {
        context
            .discourse
            .entities_of(m)
            .map(|e| as_party(e.clone(), Relation::Agreement, context))
            .filter(is_party)
            .collect()
    })
}

/// The verb before the agreement that says what is done with it.
fn act_before(context: &Context, line: usize, at: usize) -> Option<(usize, Act)> {
    let units = &context.discourse.lines[line].units;
    for verb in (at.saturating_sub(ACT_BEFORE)..at).rev() {
        let word = units[verb].lower.as_str();
        if matches!(word, ";" | ":" | "." | "“" | "”" | "\"" | "which" | "who") {
            return None;
        }
        if let Some(act) = act_of(context, word)
            && !context.is_nominal(line, verb)
            && !(act == Act::Hold && is_auxiliary(context, line, verb))
            // "exchanged views on the treaty"
            && (word != "exchanged" || is_instrument(context, line, verb + 1))
        {
            // "conclude negotiations on a treaty"
            let talks =
                (verb + 1..at).any(|u| matches!(units[u].lower.as_str(), "negotiations" | "talks"));
            let act = if talks && act == Act::Sign {
                Act::Negotiate
            } else {
                act
            };
            return Some((verb, act));
        }
    }
    None
}

/// Whether what stands at `unit` is an agreement, or the notes and instruments of one.
fn is_instrument(context: &Context, line: usize, unit: usize) -> bool {
    let units = &context.discourse.lines[line].units;
    (unit..units.len().min(unit + 3)).any(|u| {
        matches!(
            units[u].lower.as_str(),
            "instruments" | "notes" | "copies" | "letters"
        ) || matches!(units[u].kind, UnitKind::Mention(m)
                if context.discourse.entities_of(m).all(|e| e.kind == EntityType::Agreement))
    })
}

/// Whether "have" at `verb` only helps another verb.
fn is_auxiliary(context: &Context, line: usize, verb: usize) -> bool {
    matches!(context.word(line, verb), "have" | "has" | "had")
        && context
            .syntax(line, verb)
            .is_some_and(|s| s.upos == Upos::Aux)
}

/// The verb behind the agreement of which it is the subject: "was signed", "entered into force".
fn act_after(context: &Context, line: usize, at: usize) -> Option<(usize, Act)> {
    let units = &context.discourse.lines[line].units;
    let mut passive = false;
    for verb in at + 1..units.len().min(at + ACT_BEHIND) {
        let word = units[verb].lower.as_str();
        match word {
            ";" | ":" | "." | "“" | "”" | "\"" => return None,
            // "the city in which it was signed"
            "it" | "he" | "she" | "they" | "we" | "which" => return None,
            "was" | "were" | "been" | "be" | "being" | "is" | "are" => passive = true,
            "force" | "effect"
                if (verb.saturating_sub(3)..verb).any(|v| {
                    matches!(
                        units[v].lower.as_str(),
                        "entered"
                            | "enter"
                            | "enters"
                            | "came"
                            | "come"
                            | "comes"
                            | "took"
                            | "take"
                            | "takes"
                    )
                }) =>
            {
                return Some((verb - 1, Act::Force));
            }
            _ => {
                // "the pact, for which a law was passed": another thing is the subject.
                let own = || {
                    context
                        .parsed_subject(line, verb)
                        .is_none_or(|subject| subject.is_none_or(|s| s == at))
                };
                if passive
                    && let Some(act) = act_of(context, word)
                    && context.is_passive(line, verb)
                    && own()
                {
                    return Some((verb, act));
                }
            }
        }
    }
    None
}

/// What a verb does to an agreement.
fn act_of(context: &Context, word: &str) -> Option<Act> {
    let lists = context.lists;
    Some(if lists.has("agreement-sign", word) {
        Act::Sign
    } else if lists.has("agreement-ratify", word) {
        Act::Ratify
    } else if lists.has("agreement-negotiate", word) {
        Act::Negotiate
    } else if lists.has("agreement-end", word) {
        Act::End
    } else if lists.has("agreement-hold", word) {
        Act::Hold
    } else {
        return None;
    })
}

/// The two whose agreement it must be when nobody is named: those of a joint text, or the only two
/// that the sentence and the one before it name, or the two that the whole text is about.
fn sides(context: &Context, line: usize) -> Vec<Entity> {
    let discourse = context.discourse;
    let speakers = discourse.speakers();
    if speakers.len() == 2 {
        return speakers.to_vec();
    }
    if let Some(two) = discourse.two_parties() {
        return two;
    }
    let mut codes: Vec<String> = Vec::new();
    for at in [line, line.saturating_sub(1)] {
        for code in discourse.countries_of(at) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
    }
    if codes.len() != 2 {
        return Vec::new();
    }
    codes
        .iter()
        .filter_map(|code| discourse.state_named(code))
        .collect()
}

/// Gives a described agreement ("a landmark trade deal") the name that the text has for it, where
/// it names just one after the same parties ("the Kenya-Japan Trade Agreement").
pub(crate) fn settle(context: &mut Context) {
    let discourse = context.discourse;
    let mut named: Vec<(Vec<String>, Entity)> = Vec::new();
    for mention in &discourse.mentions {
        let entity = &discourse.entities[mention.entities[0]];
        if entity.kind != EntityType::Agreement
            || mention.reference != Reference::Name
            || named.iter().any(|n| n.1.key() == entity.key())
        {
            continue;
        }
        let parties = keys(&discourse.polities_inside(mention.span));
        if parties.len() >= 2 && is_contract(&entity.name) {
            named.push((parties, entity.clone()));
        }
    }
    if named.is_empty() {
        return;
    }
    context.rename_ties(Relation::Agreement, |b, parties| {
        if b.name.contains(char::is_uppercase) || !is_main(&b.name) {
            return None;
        }
        let parties = keys(parties);
        let mut fitting = named.iter().filter(|n| n.0 == parties);
        match (fitting.next(), fitting.next()) {
            (Some(one), None) => Some(one.1.clone()),
            _ => None,
        }
    });
}

/// Whether a described agreement is of the sort that two have one of: "a free trade agreement".
fn is_main(name: &str) -> bool {
    let subject = name
        .split(' ')
        .any(|w| matches!(w, "trade" | "economic" | "peace"));
    subject && is_contract(name)
}

/// Whether a name ends as that of a contract does, not as a memorandum's or a partnership's.
fn is_contract(name: &str) -> bool {
    let name = name.to_lowercase();
    ["agreement", "deal", "pact", "accord", "treaty"]
        .iter()
        .any(|noun| name.ends_with(noun))
}

fn keys(parties: &[Entity]) -> Vec<String> {
    let mut keys: Vec<String> = parties
        .iter()
        .map(|p| p.id.clone().unwrap_or_else(|| p.key()))
        .collect();
    keys.sort();
    keys.dedup();
    keys
}

/// A list of agreements that two have made: "agreements such as an Agreement on Trade (1975),
/// a Treaty of Extradition (1990) and a Memorandum …". Whether there was one.
fn listed(context: &mut Context, line: usize, at: usize) -> bool {
    let units = &context.discourse.lines[line].units;
    let opens = |u: usize| units.get(u).map_or("", |u| u.lower.as_str());
    // "free trade agreements (FTAs), notably …"
    let at = match (opens(at + 1), opens(at + 3)) {
        ("(", ")") => at + 3,
        _ => at,
    };
    let from = match (opens(at + 1), opens(at + 2), opens(at + 3)) {
        ("such", "as", ":") => at + 4,
        ("such", "as", _) => at + 3,
        (",", "such", "as") => at + 4,
        (":" | "including" | "notably" | "namely", ..) => at + 2,
        (",", "including" | "namely" | "among" | "notably" | "especially", _) => at + 3,
        _ => return false,
    };
    let Some(first) = units.get(from) else {
        return false;
    };
    let Some((verb, act)) = act_before(context, line, at) else {
        return false;
    };
    let mut parties: Vec<Entity> = subject_entities(context, line, verb)
        .into_iter()
        .map(|p| as_party(p, Relation::Agreement, context))
        .filter(is_party)
        .collect();
    if parties.is_empty() {
        parties = sides(context, line);
    }
    if let [one] = &parties[..]
        && let Some(other) = sides(context, line)
            .into_iter()
            .find(|s| s.key() != one.key())
    {
        parties.push(other);
    }
    let evidence = context.discourse.lines[line].span;
    let span = Span::new(first.span.start, evidence.end);
    let mut items: Vec<(Entity, Option<&str>)> = items(context.discourse.words(span))
        .into_iter()
        .map(|(name, year)| (Entity::new(name, EntityType::Agreement), year))
        .collect();
    // Known ones may lack the noun: "notably CPTPP and RCEP".
    let named: Vec<Entity> = units[from..]
        .iter()
        .take_while(|u| match u.kind {
            UnitKind::Mention(m) => context
                .discourse
                .entities_of(m)
                .all(|e| e.kind == EntityType::Agreement),
            _ => matches!(
                u.lower.as_str(),
                "," | "and" | "the" | "(" | ")" | "agreement" | "a" | "an"
            ),
        })
        .filter_map(|u| match u.kind {
            UnitKind::Mention(m) => context.discourse.entities_of(m).next().cloned(),
            _ => None,
        })
        .filter(|e| e.name.starts_with(char::is_uppercase))
        .collect();
    if named.len() > items.len() {
        items = named.into_iter().map(|entity| (entity, None)).collect();
    }
    if items.len() < 2 {
        return false;
    }
    for (agreement, year) in items {
        for party in &parties {
            let mut tie = Tie::new(Relation::Agreement, party.clone(), agreement.clone());
            tie.role = act.role().map(str::to_owned);
            tie.valid = year.and_then(|y| Edtf::parse(y).ok());
            let mut claim = Claim::new(evidence, ClaimBody::Tie(tie));
            claim.rule = Some("tie/agreement-list".to_owned());
            context.push(claim);
        }
    }
    true
}

/// The names of a list of agreements, each with the year in its brackets.
fn items(text: &str) -> Vec<(&str, Option<&str>)> {
    const NOUNS: [&str; 14] = [
        "MoU",
        "MOU",
        "Programme",
        "Program",
        "Agreement",
        "Treaty",
        "Memorandum",
        "Convention",
        "Protocol",
        "Accord",
        "Declaration",
        "Arrangement",
        "Pact",
        "Covenant",
    ];
    let mut cuts = vec![0];
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' | ';' if depth == 0 => cuts.push(at + 1),
            ' ' if depth == 0 && text[at..].starts_with(" and ") => cuts.push(at + 5),
            _ => {}
        }
    }
    cuts.push(text.len());
    // What does not begin with an article and the name of an agreement goes on with the one before.
    let begins = |from: usize| {
        let words = text[from..].trim_start();
        let words = words.strip_prefix("and ").unwrap_or(words);
        let named = words
            .strip_prefix("an ")
            .or_else(|| words.strip_prefix("a "))
            .or_else(|| words.strip_prefix("the "))
            .unwrap_or(words);
        let mut heads = named
            .split(' ')
            .take(6)
            .take_while(|w| w.starts_with(char::is_uppercase));
        (heads.any(|w| NOUNS.contains(&w))).then(|| text.len() - named.len())
    };
    let starts: Vec<(usize, usize)> = cuts
        .iter()
        .filter_map(|&cut| Some((cut, begins(cut)?)))
        .collect();
    let mut out = Vec::new();
    for (number, &(_, from)) in starts.iter().enumerate() {
        let end = starts.get(number + 1).map_or(text.len(), |next| next.0);
        let item = text[from..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
        let item = item
            .strip_suffix(" and")
            .unwrap_or(item)
            .trim_end_matches([' ', ',', ';']);
        let (name, year) = match item.split_once(" (") {
            Some((name, rest)) => (name, rest.split(')').next()),
            None => (item, None),
        };
        let year = year.filter(|y| y.len() == 4 && y.chars().all(|c| c.is_ascii_digit()));
        if name.len() < 200 {
            out.push((name, year));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::items;
    use crate::tests::claims_of;
    use entente_model::ClaimBody;

    /// Party, agreement and date of each tie to an agreement.
    fn agreements(text: &str) -> Vec<(String, String, Option<String>)> {
        let (_, claims) = claims_of(text);
        claims
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Tie(t) if t.b.kind == entente_model::EntityType::Agreement => Some((
                    t.a.name.clone(),
                    t.b.name.clone(),
                    t.valid.as_ref().map(|v| v.as_str().to_owned()),
                )),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn an_agreement_is_called_as_the_text_calls_it() {
        for (text, name) in [
            (
                "The Lusaka Protocol of 1994 brought peace between Angola and Zambia.",
                "Lusaka Protocol",
            ),
            (
                "Angola and Zambia signed the Black Sea grain deal in July 2022.",
                "Black Sea grain deal",
            ),
            (
                "Angola and Zambia signed the Treaty of Abuja in 1991.",
                "Treaty of Abuja",
            ),
        ] {
            let found = agreements(text);
            assert_eq!(found.len(), 2, "{text}: {found:?}");
            assert!(
                found.iter().all(|(_, of, _)| of == name),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn only_who_leaves_an_agreement_has_left_it() {
        let found = agreements("Kenya withdrew from the fisheries treaty with Chad in 2018.");
        let dates: Vec<_> = found
            .iter()
            .map(|(who, _, valid)| (who.as_str(), valid.as_deref()))
            .collect();
        assert!(dates.contains(&("Kenya", Some("../2018"))), "{dates:?}");
        assert!(dates.contains(&("Chad", None)), "{dates:?}");
    }

    #[test]
    fn what_is_initialled_is_still_to_be_signed() {
        let (_, claims) = claims_of("Kenya and Oman initialled a free trade agreement on Monday.");
        let planned = claims.iter().filter(|claim| {
            claim.status == entente_model::Status::Planned
                && matches!(&claim.body, ClaimBody::Tie(t) if t.role.as_deref() == Some("negotiating"))
        });
        assert_eq!(planned.count(), 2);
    }

    #[test]
    fn an_agreement_that_is_only_named_is_nobodys() {
        for text in [
            "Talks in 2006 ended without agreement between Serbia and Kosovo.",
            "Peru urged Chile to act in line with the Comprehensive Nuclear-Test-Ban Treaty.",
            "Kenya and Ohio's guard work together under the State Partnership Program.",
        ] {
            assert!(agreements(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn who_sign_a_treaty_of_partnership_are_partners() {
        let (_, claims) =
            claims_of("Peru and Chile signed a Strategic Partnership Treaty on 3 May 2020.");
        let level = claims.iter().find_map(|claim| match &claim.body {
            ClaimBody::Tie(t) if t.relation == entente_model::Relation::Partnership => Some((
                t.level.clone(),
                t.valid.as_ref().map(|v| v.as_str().to_owned()),
            )),
            _ => None,
        });
        assert_eq!(
            level,
            Some((Some("strategic".to_owned()), Some("2020-05-03".to_owned()))),
            "{claims:?}"
        );
    }

    #[test]
    fn the_year_beside_an_agreement_is_its_own() {
        for (text, year) in [
            ("The 1979 treaty between Egypt and Israel holds.", "1979"),
            (
                "A trade agreement between Chile and Vietnam has been in force since 2014.",
                "2014",
            ),
            (
                "Chad has had a trade agreement with Niger since 1988.",
                "1988",
            ),
        ] {
            let found = agreements(text);
            assert_eq!(found.len(), 2, "{text}: {found:?}");
            assert!(
                found.iter().all(|f| f.2.as_deref() == Some(year)),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn what_is_done_in_a_treaty_is_done_by_its_parties() {
        let found =
            agreements("In the Hay-Herrán Treaty, Colombia leased the land to the United States.");
        let parties: Vec<&str> = found.iter().map(|f| f.0.as_str()).collect();
        assert_eq!(parties, ["Colombia", "United States"]);
    }

    #[test]
    fn agreements_of_two_years_are_two() {
        let found = agreements(
            "Chad and Niger signed an agreement on trade in 1976. In 1985 Chad and Niger signed an agreement on \
             borders.",
        );
        let years: Vec<Option<&str>> = found
            .iter()
            .filter(|f| f.0 == "Chad")
            .map(|f| f.2.as_deref())
            .collect();
        assert_eq!(years, [Some("1976"), Some("1985")]);
    }

    #[test]
    fn a_list_of_agreements_is_cut_where_the_next_begins() {
        let text = "an Agreement on Trade and Investment (1975); Agreement of Cooperation in \
                    Science, Technology and Health (1980) and a Treaty of Extradition.";
        assert_eq!(
            items(text),
            [
                ("Agreement on Trade and Investment", Some("1975")),
                (
                    "Agreement of Cooperation in Science, Technology and Health",
                    Some("1980")
                ),
                ("Treaty of Extradition", None),
            ]
        );
    }
}
