//! Numbers that no indicator of the codebook names: "16 tanker trucks", "nine years of talks".
//!
//! `counted.rs` tells whom such a number is about; strikes and sales that the text told of before tell
//! it better. What speaks for and against its being a claim is weighed by the judge.

use entente_language::Upos;
use entente_model::{
    Bound, Claim, ClaimBody, Edtf, Entity, EntityType, Figure, Indicator, Measure, Quantity,
    QuantityKind, Span, Status,
};

use super::counted::{count_subject, noun_of};
use super::indicator::nationals_at;
use super::measure::measure;
use super::numbers::{forecast, in_target, is_age, is_whole};
use super::parties::{fled_to, joined_with, state_of};
use super::period::{event_day, period, years_period};
use super::ranks::{ranked_by_parse, ranks_thing};
use super::roles::place_at;
use crate::context::Context;
use crate::judge::Candidate;
use crate::mentions::UnitKind;

/// The rule for counts that no indicator names.
pub(super) const OTHER_COUNT: &str = "figure/other-count";

/// As many people as no crowd or group has, nor any that a war or a famine struck.
const MANY_PEOPLE: f64 = 100_000_000.0;

/// So many people are those of a country where the text says that they live there.
const MILLIONS_OF_PEOPLE: f64 = 10_000_000.0;

/// The numbers of a sentence that no indicator of the codebook names ("16 tanker trucks", "nine
/// years of talks") and that may be claims, with what speaks for and against each.
pub(super) fn other_candidates(
    context: &Context,
    line: usize,
    quantities: &[(usize, usize)],
    used: &[usize],
    ranges: &[(Span, Edtf)],
    (raid, deal): (Option<&Raid>, Option<&Deal>),
    listed: &mut Option<(Entity, Entity)>,
) -> Vec<Candidate> {
    let mut out = Vec::new();
    let mut same: Option<(Entity, Option<Entity>)> = None;
    let sanctions = context.discourse.lines[line]
        .units
        .iter()
        .any(|u| matches!(u.lower.as_str(), "sanctions" | "sanction" | "sanctioned"));
    for &(q, unit) in quantities {
        if used.contains(&unit) || in_target(context, line, unit) || is_age(context, line, unit) {
            continue;
        }
        let quantity = &context.discourse.analysis.quantities[q];
        let kind = match quantity.kind {
            QuantityKind::Number => "number",
            QuantityKind::Duration => "years",
            QuantityKind::Measure => "measure",
            QuantityKind::Money => "money",
            QuantityKind::Percent => "share",
            QuantityKind::Ordinal => "rank",
            _ => continue,
        };
        let measured = match kind {
            "share" => Measure::Share,
            "rank" => Measure::Rank,
            _ => Measure::Level,
        };
        let at = context.discourse.lines[line].units[unit].span;
        // "in the first ten days of May": when, and no figure.
        let following = context.word(line, unit + 1);
        let adverbial = || {
            let unit = &context.discourse.lines[line].units[unit];
            let longer = unit.span.end > quantity.span.end;
            let says = |words: &[&str]| unit.lower.split(' ').any(|x| words.contains(&x));
            matches!(unit.kind, UnitKind::Time(_))
                && (says(&["first"])
                    || (longer || following != "of") && says(&["last", "past", "next", "previous"]))
        };
        if kind == "years" && (context.word(line, unit.wrapping_sub(1)) == "first" || adverbial()) {
            continue;
        }
        if matches!(
            context.word(line, unit.wrapping_sub(1)),
            "every" | "each" | "per"
        ) {
            continue;
        }
        // "ranking third among 40 countries"
        if kind == "number" && is_whole(context, line, unit) {
            continue;
        }
        if kind == "money" && context.commitments().any(|c| c.what.contains(at)) {
            continue;
        }
        if measure(context, line, unit, quantity) != Some(measured) {
            continue;
        }
        // "will eliminate tariffs on 99 percent of goods": what is to be, and no state of things.
        if kind == "share"
            && (forecast(context, line, unit) == Status::Planned
                || context.commitments().any(|c| c.what.contains(at)))
        {
            continue;
        }
        let noun = quantity.of.map(|of| context.discourse.words(of).to_owned());
        let head = noun
            .as_deref()
            .map(|n| n.rsplit([' ', '\n']).next().unwrap_or(n))
            .unwrap_or_default();
        // "for 13 consecutive years"
        if kind == "number"
            && matches!(
                head,
                "years" | "months" | "weeks" | "days" | "hours" | "quarters"
            )
            && (unit..unit + 3).any(|at| {
                matches!(
                    context.word(line, at),
                    "consecutive" | "straight" | "successive"
                )
            })
        {
            continue;
        }
        if kind == "number" {
            // "2030 Partnership", "2 APPRECIATING": a name, or the number of a paragraph.
            let people = context.discourse.lines[line]
                .units
                .get(unit + 1)
                .is_some_and(|u| context.discourse.state_of_people(u.span).is_some());
            let plural = people
                || head.starts_with(char::is_lowercase)
                    && (head.ends_with('s') || context.lists.has("plural", head));
            if !plural || quantity.value < 1.0 || quantity.value.fract() != 0.0 {
                continue;
            }
        }
        let Some(mut counted) = count_subject(context, line, unit, quantity) else {
            continue;
        };
        // "Kenya's leadership as the world's third largest democracy"
        if kind == "rank"
            && let Some(ranked) = ranked_by_parse(context, line, unit)
        {
            counted.subject = ranked;
            // "the fifth largest contributor to the mission"
            let units = &context.discourse.lines[line].units;
            counted.partner = (unit + 1..units.len().min(unit + 6))
                .find(|&at| units[at].lower == "to")
                .and_then(|to| {
                    (to + 1..units.len().min(to + 3)).find_map(|at| match units[at].kind {
                        UnitKind::Mention(m) => context
                            .discourse
                            .entities_of(m)
                            .find(|e| matches!(e.kind, EntityType::State | EntityType::Org))
                            .cloned(),
                        _ => None,
                    })
                })
                .filter(|other| other.key() != counted.subject.key());
        }
        // "The quake was the fifth largest": of a thing that is nobody's.
        if kind == "rank" && ranks_thing(context, line, unit) {
            continue;
        }
        // "four explosions in the districts of": of where they were, where nobody is said to act.
        if kind == "number"
            && matches!(counted.how, "sentence" | "before")
            && context.lists.has("count-incident", head)
            && let Some(place) = place_at(context, line, unit)
        {
            counted.subject = place;
            counted.partner = None;
        }
        // "The sanctions target 35 officials": whose, and who laid them on, was told before.
        if kind == "number"
            && sanctions
            && counted.subject.country.is_some()
            && (context.lists.has("count-people", head)
                || context.lists.has("count-company", head)
                || context.lists.has("count-force", head))
        {
            match listed.as_ref() {
                Some((on, by))
                    if counted.subject.key() == by.key()
                        || counted.partner.is_none() && counted.subject.key() == on.key() =>
                {
                    counted.subject = on.clone();
                    counted.partner = Some(by.clone());
                }
                _ => {}
            }
            // What a government's own text tells of without saying who did it, it did.
            if counted.partner.is_none() && counted.subject.country != context.discourse.home {
                counted.partner = context
                    .discourse
                    .home
                    .as_deref()
                    .filter(|_| context.discourse.official)
                    .and_then(|code| context.discourse.state_named(code));
            }
            if let Some(by) = counted.partner.clone() {
                *listed = Some((counted.subject.clone(), by));
            }
        }
        // What follows a number in its sentence is of the same: "41 universities …, supporting 110
        // programmes".
        if kind == "number"
            && matches!(counted.how, "sentence" | "before")
            && let Some((subject, partner)) = &same
        {
            counted.subject = subject.clone();
            counted.partner.clone_from(partner);
        } else {
            same = Some((counted.subject.clone(), counted.partner.clone()));
        }
        if let Some((by, on)) = raid
            .and_then(|raid| struck(context, line, unit, quantity, head, raid))
            .filter(|_| kind == "number")
        {
            (counted.subject, counted.partner) = (by, on);
        }
        // "The package, sold to Kenya, includes 18 launchers"
        if let Some(deal) = deal
            .filter(|d| d.line == line || line - d.line <= COMPRISES && comprises(context, line))
            && (kind == "money"
                || kind == "number"
                    && (context.lists.has("count-force", head)
                        || context.lists.has("count-goods", head)))
        {
            counted.subject = deal.to.clone();
            counted.partner.clone_from(&deal.from);
        }
        // "after 28 years in power": of who held it.
        let tenure = kind == "years" && is_tenure(context, line, unit);
        if tenure
            && let Some(person) =
                (0..unit)
                    .rev()
                    .find_map(|at| match context.discourse.lines[line].units[at].kind {
                        UnitKind::Mention(m) => context
                            .discourse
                            .entities_of(m)
                            .find(|e| e.kind == EntityType::Person)
                            .cloned(),
                        _ => None,
                    })
        {
            counted.subject = person;
            counted.partner = None;
        }
        let mut features = count_features(context, line, unit, quantity, kind, head, counted.how);
        if tenure {
            features.push("years+tenure".to_owned());
        }
        // So many people are those of a country or region, not of an occasion.
        let living = matches!(
            context.word(line, unit + 2),
            "in" | "of" | "live" | "living" | "across"
        );
        let inhabitants = matches!(head, "people" | "citizens" | "inhabitants")
            && (quantity.value >= MANY_PEOPLE || living && quantity.value >= MILLIONS_OF_PEOPLE);
        // "Kenya hosts 3 million Somali refugees"
        let hosted = kind == "number"
            && (unit.saturating_sub(3)..unit)
                .any(|at| context.lists.has("verb-house", context.word(line, at)))
            && (context.lists.has("nationals", head) || context.lists.has("count-people", head));
        if hosted {
            let two = counted.partner.take();
            // "his country, which was hosting 3 million Somali refugees"
            let host = two.clone().or_else(|| {
                (0..unit).rev().find_map(|at| {
                    let UnitKind::Mention(m) = context.discourse.lines[line].units[at].kind else {
                        return None;
                    };
                    let code = context
                        .discourse
                        .entities_of(m)
                        .find_map(|e| e.country.clone())?;
                    (counted.subject.country.as_ref() != Some(&code))
                        .then(|| context.discourse.state_named(&code))
                        .flatten()
                })
            });
            if counted.how == "own"
                && let Some(host) = host
            {
                counted.partner = Some(std::mem::replace(&mut counted.subject, host));
            } else {
                counted.partner = two;
            }
        }
        // "The Kenyan delegation is made up of 40 members"
        let sent = kind == "number"
            && matches!(
                head,
                "members"
                    | "people"
                    | "participants"
                    | "representatives"
                    | "delegates"
                    | "businesspeople"
                    | "companies"
                    | "businesses"
                    | "entrepreneurs"
                    | "officials"
            )
            && counted.subject.kind == EntityType::Body
            && counted.subject.name.to_lowercase().ends_with("delegation");
        if sent && let Some(state) = state_of(context, counted.subject.clone()) {
            counted.subject = state;
        }
        // "vetoes 63 provisions": what a day's news tells as present is of that day.
        let today = (kind == "number" && acts_now(context, line, unit))
            .then(|| context.published.clone())
            .flatten();
        // "the five states of the union", "all 55 members of the union"
        let members = kind == "number"
            && counted.how == "own"
            && counted.subject.kind == EntityType::Org
            && (matches!(head, "members" | "member")
                || matches!(head, "states" | "countries" | "nations" | "economies")
                    && matches!(
                        context.word(line, unit.wrapping_sub(1)),
                        "the" | "all" | "its"
                    ));
        // "lost 20 seats", "gained five seats"
        let moved = (kind == "number" && matches!(head, "seats" | "mps" | "votes"))
            .then(|| {
                (unit.saturating_sub(5)..unit).find_map(|at| match context.word(line, at) {
                    "lost" | "lose" | "loses" | "losing" => Some(-1.0),
                    "gained" | "gain" | "gains" | "gaining" => Some(1.0),
                    _ => None,
                })
            })
            .flatten();
        let (measured, value) = match moved {
            Some(sign) => (Measure::Change, sign * quantity.value),
            None => (measured, quantity.value),
        };
        // "The agreement spans 12 economies": those that it covers.
        let covered = kind == "number"
            && counted.subject.kind == EntityType::Agreement
            && counted.subject.name.contains("Trade")
            && matches!(head, "economies" | "countries" | "nations" | "markets")
            && (unit.saturating_sub(3)..unit).any(|at| {
                matches!(
                    context.word(line, at),
                    "spans" | "spanning" | "covers" | "covering" | "encompasses" | "includes"
                )
            });
        // "140 states have recognised Kenya"
        let recognised = kind == "number"
            && counted.subject.kind == EntityType::State
            && matches!(
                head,
                "states" | "countries" | "nations" | "governments" | "members"
            )
            && (unit..unit + 8).any(|at| {
                matches!(
                    context.word(line, at),
                    "recognise" | "recognised" | "recognize" | "recognized"
                )
            });
        // "25,000 Ghanaians live in Italy", "8,000 Kenyans are employed in Qatar"
        let abroad = kind == "number"
            && counted.how == "own"
            && nationals_at(context, line, unit).is_some_and(|e| e.key() == counted.subject.key())
            && counted
                .partner
                .as_ref()
                .is_some_and(|p| p.kind == EntityType::State)
            && (unit.saturating_sub(5)..unit + 9)
                .any(|at| context.lists.has("verb-dwell", context.word(line, at)));
        if abroad && let Some(host) = counted.partner.take() {
            counted.partner = Some(std::mem::replace(&mut counted.subject, host));
        }
        // "45,000 Malian refugees have crossed into Niger"
        let fled = kind == "number" && !hosted && matches!(head, "refugees" | "evacuees");
        if fled && let Some(host) = fled_to(context, line, unit) {
            counted.partner = Some(host).filter(|h| h.key() != counted.subject.key());
        }
        // Members, people and those covered have no other side.
        let together = inhabitants
            && joined_with(context, line, &counted.subject).map(|e| e.key())
                == counted.partner.as_ref().map(Entity::key);
        if members || covered || inhabitants && !together || recognised {
            counted.partner = None;
        }
        let figure = Figure {
            indicator: if recognised {
                Indicator::DiplomaticPartners
            } else if abroad {
                Indicator::Residents
            } else if fled {
                Indicator::Displaced
            } else if covered {
                Indicator::FtaPartners
            } else if members {
                Indicator::Members
            } else if sent {
                Indicator::Delegates
            } else if inhabitants {
                Indicator::Population
            } else if hosted {
                Indicator::Residents
            } else {
                Indicator::Other
            },
            measure: measured,
            subject: Some(counted.subject),
            partner: counted.partner,
            value,
            // Barrels are counted, not measured.
            unit: match quantity.unit.as_str() {
                "bbl" => "count".to_owned(),
                unit => unit.to_owned(),
            },
            period: if tenure {
                None
            } else if kind == "years" {
                years_period(context, line, unit, quantity, ranges)
            } else {
                period(context, line, unit, measured == Measure::Rank, ranges)
            }
            .or_else(|| {
                // Shots and raids are of the day of the event told.
                let shots = context.lists.has("count-force", head);
                shots.then(|| event_day(context, line)).flatten()
            })
            .or(today),
            bound: quantity.bound,
            scope: noun,
        };
        let span = context.discourse.lines[line].span;
        let mut claim = Claim::new(span, ClaimBody::Figure(figure));
        claim.status = forecast(context, line, unit);
        claim.source = context.source_at(line, unit);
        claim.rule = Some(OTHER_COUNT.to_owned());
        out.push(Candidate {
            claim,
            at: quantity
                .of
                .map_or(quantity.span, |of| quantity.span.cover(of)),
            features,
        });
    }
    out
}

/// Whether years are those that somebody spent in office, in prison or away: "28 years in power",
/// "sentenced to four years in prison".
fn is_tenure(context: &Context, line: usize, unit: usize) -> bool {
    let word = |at: usize| context.word(line, unit + at);
    matches!(word(1), "in" | "at" | "behind" | "under" | "of")
        && (2..4).any(|at| {
            matches!(
                word(at),
                "power"
                    | "office"
                    | "prison"
                    | "jail"
                    | "custody"
                    | "detention"
                    | "captivity"
                    | "exile"
                    | "bars"
                    | "helm"
                    | "imprisonment"
            )
        })
}

/// Who gets goods or arms from whom, by the last sentence that told of a sale or delivery.
#[derive(Clone, Debug)]
pub(super) struct Deal {
    pub(super) to: Entity,
    pub(super) from: Option<Entity>,
    pub(super) line: usize,
}

/// How many sentences behind a sale what it comprises is told.
const COMPRISES: usize = 3;

/// "approved the sale of missiles to Kenya", "Kenya bought 12 jets from Brazil": who gets what is
/// counted, and from whom.
pub(super) fn deal_of(context: &Context, line: usize) -> Option<Deal> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let at = units
        .iter()
        .position(|u| context.lists.has("deal-word", &u.lower))?;
    let state = |at: usize| match units.get(at)?.kind {
        UnitKind::Mention(m) => discourse.entities_of(m).find_map(|e| match e.kind {
            EntityType::State | EntityType::Org => Some(e.clone()),
            EntityType::Body | EntityType::Person => e
                .country
                .as_deref()
                .and_then(|code| discourse.state_named(code)),
            _ => None,
        }),
        _ => None,
    };
    let behind = |word: &str| {
        (at..units.len())
            .filter(|&i| units[i].lower == word)
            .find_map(|i| (i + 1..units.len().min(i + 4)).find_map(state))
    };
    let first = (0..at).find_map(state);
    let bought = context.lists.has("deal-bought", &units[at].lower);
    let (to, from) = if bought {
        (first?, behind("from"))
    } else {
        let to = behind("to")?;
        (to, behind("from").or(first))
    };
    let from = from.filter(|f| f.key() != to.key() && f.country != to.country);
    (to.kind == EntityType::State).then_some(Deal { to, from, line })
}

/// Whether a sentence tells what a sale told of comprises: "The package includes 18 launchers".
fn comprises(context: &Context, line: usize) -> bool {
    let units = &context.discourse.lines[line].units;
    units
        .iter()
        .take(4)
        .any(|u| context.lists.has("deal-part", &u.lower))
}

/// Who strikes whom, by the last sentence that told of strikes with both.
#[derive(Clone, Debug)]
pub(super) struct Raid {
    pub(super) by: Entity,
    pub(super) on: Option<Entity>,
}

/// "Coalition forces conducted 23 strikes against the group": who strikes whom.
pub(super) fn raid_of(context: &Context, line: usize) -> Option<Raid> {
    let units = &context.discourse.lines[line].units;
    let noun = units
        .iter()
        .position(|u| context.lists.has("strike-noun", &u.lower))?;
    let tree = context.tree(line)?;
    let unit_of = |token: usize| units.iter().position(|u| u.tokens.contains(&token));
    let party = |at: usize| match units[at].kind {
        UnitKind::Mention(m) => context
            .discourse
            .entities_of(m)
            .find(|e| {
                matches!(
                    e.kind,
                    EntityType::State | EntityType::Org | EntityType::Body | EntityType::Group
                )
            })
            .cloned(),
        _ => None,
    };
    let token = units[noun].tokens.start;
    let verb = tree.head(token).filter(|_| tree.relation(token) == "obj")?;
    let subject = tree
        .children(verb)
        .find(|&c| tree.relation(c).starts_with("nsubj"))?;
    let by = std::iter::once(subject)
        .chain(tree.children(subject))
        .filter_map(unit_of)
        .find_map(party)?;
    let on = (noun..units.len())
        .filter(|&at| matches!(units[at].lower.as_str(), "against" | "on" | "targeting"))
        .find_map(|at| {
            (at + 1..units.len().min(at + 4))
                .find_map(party)
                .filter(|e| e.key() != by.key())
        });
    Some(Raid { by, on })
}

/// Whom a number of strikes, or of what strikes hit, is about: who strikes, or whose it was.
fn struck(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
    head: &str,
    raid: &Raid,
) -> Option<(Entity, Option<Entity>)> {
    let units = &context.discourse.lines[line].units;
    let target = || {
        units
            .iter()
            .find_map(|u| match u.kind {
                UnitKind::Mention(m) => context
                    .discourse
                    .entities_of(m)
                    .find(|e| e.kind == EntityType::Group && e.key() != raid.by.key())
                    .cloned(),
                _ => None,
            })
            .or_else(|| raid.on.clone())
    };
    if context.lists.has("strike-noun", head) {
        return Some((raid.by.clone(), target()));
    }
    let tree = context.tree(line)?;
    let mut token = noun_of(context, line, unit, quantity, &tree)?;
    let mut verb = None;
    for _ in 0..3 {
        let above = tree.head(token)?;
        if tree.token(above).syntax.upos == Upos::Verb {
            verb = Some(above);
            break;
        }
        token = above;
    }
    let verb = verb.filter(|&v| context.lists.has("strike-verb", tree.lemma(v)))?;
    // "engaged a unit and destroyed two vehicles": the strikes do both.
    let strikes = |v: usize| {
        tree.children(v).any(|c| {
            tree.relation(c).starts_with("nsubj") && context.lists.has("strike-noun", tree.word(c))
        })
    };
    let first = tree.head(verb).filter(|_| tree.relation(verb) == "conj");
    (strikes(verb) || first.is_some_and(strikes))
        .then(target)
        .flatten()
        .map(|on| (on, Some(raid.by.clone())))
}

/// Whether a number is what the main verb of a sentence does now, as the day's news tell what has
/// happened: "vetoes 63 provisions", "two diplomats are expelled".
fn acts_now(context: &Context, line: usize, unit: usize) -> bool {
    let day = context
        .published
        .as_ref()
        .is_some_and(|d| d.as_str().len() == 10);
    let Some(tree) = context.tree(line).filter(|_| day) else {
        return false;
    };
    let mut token = context.discourse.lines[line].units[unit].tokens.start;
    let mut role = "";
    for _ in 0..4 {
        let Some(head) = tree.head(token) else {
            return false;
        };
        role = tree.relation(token);
        token = head;
        if tree.token(token).syntax.upos == Upos::Verb {
            break;
        }
    }
    let syntax = &tree.token(token).syntax;
    let passive = tree
        .children(token)
        .any(|c| tree.relation(c) == "aux:pass" && tree.token(c).syntax.xpos == "VBP");
    syntax.relation == "root"
        && !context.lists.has("verb-stative", tree.lemma(token))
        && !context.lists.has("verb-settle", tree.lemma(token))
        && (role == "obj" && syntax.xpos == "VBZ" || role == "nsubj:pass" && passive)
}

/// What speaks for and against a number being a claim.
fn count_features(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
    kind: &str,
    head: &str,
    how: &str,
) -> Vec<String> {
    let mut out = vec![format!("kind={kind}")];
    if kind == "number" {
        let class = [
            "count-force",
            "count-people",
            "count-company",
            "count-seat",
            "count-part",
            "count-state",
            "count-work",
            "uncounted",
        ]
        .into_iter()
        .find(|list| context.lists.has(list, head));
        out.push(format!("noun={}", class.unwrap_or("other")));
    }
    let size = match quantity.value {
        v if v < 2.0 => "one",
        v if v < 3.0 => "two",
        v if v < 10.0 => "few",
        v if v < 100.0 => "tens",
        v if v < 1e6 => "many",
        _ => "millions",
    };
    out.push(format!("{kind}+size={size}"));
    if context
        .discourse
        .words(quantity.span)
        .starts_with(|c: char| c.is_ascii_digit())
    {
        out.push(format!("{kind}+digits"));
    }
    let before = context.word(line, unit.wrapping_sub(1));
    let determined = matches!(
        before,
        "the" | "these" | "those" | "both" | "all" | "our" | "its" | "their"
    );
    if determined {
        out.push(format!("{kind}+determined"));
    }
    if kind == "years" {
        let opener = match before {
            "for" | "after" | "in" | "over" | "past" | "last" | "next" | "within" | "of"
            | "every" | "the" => before,
            _ => "other",
        };
        out.push(format!("years+before={opener}"));
        if context.word(line, unit + 1) == "of" {
            out.push("years+of".to_owned());
        }
        if context.discourse.words(quantity.span).contains('-') {
            out.push("years+hyphen".to_owned());
        }
    }
    if quantity.bound != Bound::Equal {
        out.push("bounded".to_owned());
    }
    out.push(format!("subject={how}"));
    if context.discourse.official {
        out.push(format!("{kind}+official"));
    }
    if forecast(context, line, unit) != Status::Actual {
        out.push("not-actual".to_owned());
    }
    let at = context.discourse.lines[line].units[unit].span;
    if context.commitments().any(|c| c.what.contains(at)) {
        out.push("in-commitment".to_owned());
    }
    if context.source_at(line, unit).is_some() {
        out.push("in-speech".to_owned());
    }
    // How the counted thing stands in its clause.
    let length = context.discourse.lines[line].units.len();
    let noun = (unit..length.min(unit + 5)).find(|&u| {
        context
            .syntax(line, u)
            .is_some_and(|s| s.upos == Upos::Noun && context.word(line, u) == head)
    });
    if let Some(role) = noun
        .and_then(|u| context.syntax(line, u))
        .map(|s| s.relation)
    {
        let role = match role {
            "obj" | "iobj" => "object",
            "nsubj" | "nsubj:pass" => "subject",
            "obl" | "nmod" => "oblique",
            "root" => "root",
            _ => "other",
        };
        out.push(format!("role={role}"));
    }
    if context.word(line, length.saturating_sub(1)) != "." {
        out.push("no-sentence".to_owned());
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::figures::testing::{figures, side, sides};
    use entente_model::Indicator;

    #[test]
    fn counts_are_of_plural_things_and_many_people_are_a_population() {
        let exchange = "Kenya and Uganda signed a treaty on the exchange of 36 tanker trucks.";
        assert_eq!(figures(exchange), [(Indicator::Other, 36.0)]);
        let named = "Kenya and Uganda adopted the 2030 Partnership on trade between their states.";
        assert_eq!(figures(named), []);
        let people = "The European Union and Kenya signed a treaty for 500 million people.";
        assert_eq!(figures(people), [(Indicator::Population, 5e8)]);
    }

    #[test]
    fn what_is_sold_is_of_the_buyer_and_the_dead_worldwide_of_the_world() {
        assert_eq!(
            sides("Brazil approved the sale of 12 jets to Kenya for $500 million."),
            [
                side(Indicator::Other, 12.0, "Kenya", "Brazil", ""),
                side(Indicator::Other, 5e8, "Kenya", "Brazil", ""),
            ]
        );
        let world = sides(
            "There have been 4,600 deaths worldwide, and Kenya closed its border with Uganda.",
        );
        assert_eq!(world, [side(Indicator::Killed, 4600.0, "world", "", "")]);
    }

    #[test]
    fn nationals_abroad_are_residents_and_delegations_have_delegates() {
        let met = "Kenya and Chad signed a treaty. ";
        assert_eq!(
            sides(&format!("{met}About 25,000 Ghanaians live in Italy.")),
            [side(Indicator::Residents, 25_000.0, "Italy", "Ghana", "")]
        );
        assert_eq!(
            sides(&format!(
                "{met}A 45-member Kenyan delegation went to Hanoi."
            )),
            [side(Indicator::Delegates, 45.0, "Kenya", "", "")]
        );
        assert_eq!(
            sides(&format!(
                "{met}Some 45,000 Malian refugees have crossed into Niger."
            )),
            [side(Indicator::Displaced, 45_000.0, "Mali", "Niger", "")]
        );
    }
}
