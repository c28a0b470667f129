//! Places among others: who is ranked and for whom, "the largest investor" without a number, and the
//! lists that "led" and "followed by" open.

use entente_language::Upos;
use entente_model::{
    Bound, Claim, ClaimBody, Edtf, Entity, EntityType, Figure, Indicator, Measure, Quantity,
    QuantityKind, Span,
};

use super::earlier::{Last, REMEMBERED, owner_before};
use super::indicator::family;
use super::measure::{OF_LARGEST, of_largest};
use super::numbers::forecast;
use super::parties::parties;
use super::period::period;
use super::roles::party;
use super::rule::{Cue, FigureRule, FigureRules, Role};
use crate::context::Context;
use crate::mentions::{Reference, UnitKind};

/// "Togo is Kenya's second-largest partner, while Kenya ranks fourth for Togo", "and Kenya is Togo's fourth
/// largest": the other way round.
pub(super) fn ranked_in_turn(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
    measure: Measure,
    last: &Last,
) -> Option<Figure> {
    let again = measure == Measure::Rank
        && last.line == line
        && last.unit < unit
        && last.figure.measure == Measure::Rank;
    let ranks = (unit.saturating_sub(3)..unit).any(|at| {
        matches!(
            context.word(line, at),
            "ranks" | "ranked" | "ranking" | "is"
        )
    });
    let (a, b) = (last.figure.subject.clone()?, last.figure.partner.clone()?);
    let units = &context.discourse.lines[line].units;
    let is = |at: usize, who: &Entity| {
        matches!(units.get(at).map(|u| u.kind), Some(UnitKind::Mention(m))
            if context.discourse.entities_of(m).any(|e| e.key() == who.key()))
    };
    // "is Togo's fourth largest"
    let owned =
        || unit >= 2 && matches!(context.word(line, unit - 1), "'s" | "'") && is(unit - 2, &b);
    let turned = again
        && (last.unit..unit).any(|at| is(at, &a))
        && (ranks && (unit + 1..unit + 4).any(|at| is(at, &b)) || owned());
    turned.then(|| Figure {
        subject: Some(b),
        partner: Some(a),
        value: quantity.value,
        bound: quantity.bound,
        period: None,
        ..last.figure.clone()
    })
}

/// "Germany ranked first with $2 billion" in a text on Kenya's exports: whose they are is told
/// before, and who is ranked is the other side.
pub(super) fn swap_ranked(
    context: &Context,
    line: usize,
    indicator: Indicator,
    unit: usize,
    last: Option<&Last>,
    figure: &mut Figure,
) {
    // "Chad was the main source, with 130,805 arrivals"
    let ranked = (0..unit).any(|at| {
        let word = context.word(line, at);
        context.lists.has("ranked", word)
            || indicator == Indicator::Tourism
                && (word == "source" || word.contains("largest") || word.contains("biggest"))
    });
    if !ranked || !matches!(family(indicator), 1 | 2 | 7) {
        return;
    }
    let Some(owner) = last
        .filter(|l| family(l.figure.indicator) == family(indicator) && line - l.line <= REMEMBERED)
        .and_then(|l| l.figure.subject.clone())
    else {
        return;
    };
    let named = match (&figure.subject, &figure.partner) {
        (Some(subject), None) => subject.clone(),
        // "Russia leads, with 4,500 visitors to Fiji"
        (Some(subject), Some(partner)) if partner.key() == owner.key() => subject.clone(),
        _ => return,
    };
    let whose = context.discourse.lines[line].units[..unit]
        .windows(2)
        .any(|pair| match pair[0].kind {
            UnitKind::Mention(m) => {
                matches!(pair[1].lower.as_str(), "'s" | "'")
                    && context
                        .discourse
                        .entities_of(m)
                        .any(|e| e.key() == named.key())
            }
            _ => false,
        });
    if named.kind == EntityType::State && named.key() != owner.key() && !whose {
        figure.subject = Some(owner);
        figure.partner = Some(named);
    }
}

/// The parties of a rank. "Togo is Ghana's largest trading partner" ranks Togo for Ghana;
/// "Ghana is among the top 20 trading economies" ranks Ghana alone.
pub(super) fn rank_parties(
    context: &Context,
    rule: &FigureRule,
    line: usize,
    cue: Cue,
    unit: usize,
    figure: &mut Figure,
) {
    let units = &context.discourse.lines[line].units;
    let at = |role: &Role| party(context, line, cue, unit, role, false);
    let of_another = (cue.from.min(unit)..units.len().min(cue.to + 2))
        .any(|i| context.lists.has("counterpart", &units[i].lower));
    let named = apposed(context, line, cue.from.min(unit))
        .or_else(|| made(context, line, cue.from.min(unit)))
        .or_else(|| ranked_by_parse(context, line, unit))
        .or_else(|| at(&Role::Subject).into_iter().next());
    if !of_another {
        // "the largest recipient of Chinese investment"
        let adjective = |i: &usize| {
            matches!(units[*i].kind, UnitKind::Mention(m)
                if context.discourse.mentions[m].reference == Reference::Adjective)
        };
        if rule.indicator == Indicator::Fdi && (cue.from..cue.to).any(|i| adjective(&i)) {
            figure.partner = at(&Role::Possessor)
                .into_iter()
                .find(|e| named.as_ref().is_none_or(|n| n.key() != e.key()));
        }
        // "the largest importer of Russian wheat"
        if matches!(rule.indicator, Indicator::Imports | Indicator::Exports)
            && context.word(line, cue.to) == "of"
            && cue.to + 1 < units.len()
            && adjective(&(cue.to + 1))
        {
            figure.partner = context
                .discourse
                .named_at(&units[cue.to + 1], &[EntityType::State, EntityType::Org])
                .cloned();
        }
        figure.subject = named.or_else(|| at(&Role::Possessor).into_iter().next());
        return;
    }
    let mut owners = at(&Role::Possessor);
    for preposition in rule.subject.iter().filter(|r| matches!(r, Role::After(_))) {
        owners.extend(at(preposition));
    }
    // "the second largest partner of Brazil", "the largest market for the union"
    for preposition in ["of", "for", "to"] {
        if owners.is_empty() {
            owners.extend(
                (cue.to..units.len().min(cue.to + 2))
                    .filter(|&i| units[i].lower == preposition)
                    .flat_map(|i| {
                        let next = i + 1 + usize::from(context.word(line, i + 1) == "the");
                        match units.get(next).map(|u| u.kind) {
                            Some(UnitKind::Mention(m)) => context
                                .discourse
                                .entities_of(m)
                                .filter(|e| matches!(e.kind, EntityType::State | EntityType::Org))
                                .cloned()
                                .collect(),
                            _ => Vec::new(),
                        }
                    }),
            );
        }
    }
    // "Peru's largest market is Chile": who is ranked stands behind.
    let behind = || {
        let verb = (cue.to.max(unit + 1)..units.len().min(cue.to.max(unit) + 8))
            .take_while(|&i| !matches!(units[i].lower.as_str(), "," | ";" | "and"))
            .find(|&i| {
                matches!(
                    units[i].lower.as_str(),
                    "is" | "was" | "are" | "remains" | "being"
                )
            })?;
        (verb + 1..units.len().min(verb + 4)).find_map(|i| {
            context
                .discourse
                .named_at(&units[i], &[EntityType::State, EntityType::Org])
                .cloned()
        })
    };
    // "That made Chad its second-biggest supplier": whose text it is.
    if let Some(ranked) = made(context, line, cue.from.min(unit)) {
        owners.retain(|o| o.key() != ranked.key());
        if owners.is_empty() {
            owners.extend(owner_before(context, line).filter(|o| o.key() != ranked.key()));
        }
    }
    let owner_first = owners
        .iter()
        .find(|o| o.kind == EntityType::State)
        .or(owners.first())
        .cloned();
    let other = |n: &Entity| owner_first.as_ref().is_none_or(|o| o.key() != n.key());
    figure.partner = named.filter(other).or_else(|| behind().filter(other));
    figure.subject = owner_first;
}

/// "Exports to China, Brazil's largest partner, rose": who is ranked stands before the comma.
fn apposed(context: &Context, line: usize, rank: usize) -> Option<Entity> {
    let units = &context.discourse.lines[line].units;
    let comma = (rank.saturating_sub(6)..rank)
        .rev()
        .take_while(|&at| {
            matches!(
                units[at].lower.as_str(),
                "'s" | "'"
                    | "its"
                    | "their"
                    | "our"
                    | "the"
                    | "now"
                    | "also"
                    | "and"
                    | "one"
                    | ","
                    | "world"
            ) || matches!(units[at].kind, UnitKind::Mention(_))
        })
        .find(|&at| units[at].lower == ",")?;
    let owned = (comma + 1..rank).any(|at| {
        matches!(
            units[at].lower.as_str(),
            "'s" | "'" | "its" | "their" | "our" | "the"
        )
    });
    let UnitKind::Mention(m) = units[comma.checked_sub(1)?].kind else {
        return None;
    };
    let mention = &context.discourse.mentions[m];
    let name = mention.entities.len() == 1
        && !matches!(mention.reference, Reference::Adjective | Reference::Pronoun);
    context
        .discourse
        .named_at(&units[comma - 1], &[EntityType::State, EntityType::Org])
        .filter(|_| owned && name)
        .cloned()
}

/// "which made Kenya the fifth-largest economy in Africa": who was made so.
fn made(context: &Context, line: usize, rank: usize) -> Option<Entity> {
    let units = &context.discourse.lines[line].units;
    let article = rank
        .checked_sub(1)
        .filter(|&at| matches!(units[at].lower.as_str(), "the" | "its" | "their"))?;
    let name = article.checked_sub(1)?;
    let verb = name.checked_sub(1)?;
    matches!(
        units[verb].lower.as_str(),
        "made" | "make" | "makes" | "making" | "leaving" | "keeps" | "keeping" | "became" | "ranks"
    )
    .then(|| {
        context
            .discourse
            .named_at(&units[name], &[EntityType::State, EntityType::Org])
            .cloned()
    })
    .flatten()
}

/// Who is ranked, by the parse: the subject of "is Kenya's largest market", or whose part it is in
/// ("Togo's role as the third largest market").
pub(super) fn ranked_by_parse(context: &Context, line: usize, unit: usize) -> Option<Entity> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let tree = context.tree(line)?;
    let unit_of = |token: usize| units.iter().position(|u| u.tokens.contains(&token));
    let party = |token: usize| match units[unit_of(token)?].kind {
        UnitKind::Mention(m) => discourse.entities_of(m).find_map(|e| match e.kind {
            EntityType::State | EntityType::Org | EntityType::Place => Some(e.clone()),
            EntityType::Person | EntityType::Body => e
                .country
                .as_deref()
                .and_then(|code| discourse.state_named(code)),
            _ => None,
        }),
        _ => None,
    };
    let mut token = units[unit].tokens.start;
    for _ in 0..5 {
        token = tree.head(token)?;
        let subject = tree
            .children(token)
            .find(|&c| tree.relation(c).starts_with("nsubj"));
        if let Some(subject) = subject {
            return party(subject);
        }
        // "Kenya's leadership as the largest democracy"
        let owner = tree
            .children(token)
            .find(|&c| tree.relation(c) == "nmod:poss" && c < units[unit].tokens.start);
        let role = owner.is_some() && tree.word(token + 1) == "as";
        if role && let Some(owner) = owner {
            return party(owner);
        }
    }
    None
}

/// Whether the parse says that what is ranked is a thing: "the quake was the fifth largest".
pub(super) fn ranks_thing(context: &Context, line: usize, unit: usize) -> bool {
    let units = &context.discourse.lines[line].units;
    let Some(tree) = context.tree(line) else {
        return false;
    };
    let mut token = units[unit].tokens.start;
    for _ in 0..4 {
        let Some(head) = tree.head(token) else {
            return false;
        };
        token = head;
        let subject = tree
            .children(token)
            .find(|&c| tree.relation(c).starts_with("nsubj"));
        if let Some(subject) = subject {
            let named = units
                .iter()
                .any(|u| u.tokens.contains(&subject) && matches!(u.kind, UnitKind::Mention(_)));
            return !named
                && tree.token(token).syntax.upos != Upos::Verb
                && tree.token(subject).syntax.upos == Upos::Noun
                && !tree.children(subject).any(|c| {
                    units
                        .iter()
                        .any(|u| u.tokens.contains(&c) && matches!(u.kind, UnitKind::Mention(_)))
                });
        }
    }
    false
}

/// "Singapore led with X, followed by Thailand with Y and Malaysia with Z."
pub(super) fn ranked_after(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
    last: Option<&Last>,
) -> Option<(usize, Figure)> {
    let last = last.filter(|l| {
        l.figure.unit == quantity.unit
            && quantity.kind != QuantityKind::Ordinal
            && (l.line == line && l.unit < unit || l.line + 1 == line)
    })?;
    let units = &context.discourse.lines[line].units;
    let from = if last.line == line { last.unit } else { 0 };
    // "Kenya ranked second at $3 million", "Kenya was followed by Togo with …"; not "Kenya-led
    // forums".
    let ranked = last.line != line
        && units[..unit].iter().enumerate().any(|(at, u)| {
            let within = at > 0 && units[at - 1].lower == "-";
            !within && (context.lists.has("ranked", &u.lower) || u.lower == "first")
        });
    // "Trade topped $3 million": more than, and no place.
    let topped = (unit.saturating_sub(2)..unit).any(|at| {
        matches!(
            units[at].lower.as_str(),
            "topped" | "tops" | "topping" | "exceeded" | "exceeds"
        )
    });
    let followed = units[from..unit].iter().any(|u| u.lower == "followed") || ranked && !topped;
    let party = (from..unit)
        .rev()
        .take(4)
        .find_map(|at| match units[at].kind {
            UnitKind::Mention(m) => context.discourse.entities_of(m).next().cloned(),
            _ => None,
        })?;
    let with = (from..unit)
        .rev()
        .take(3)
        .any(|at| matches!(units[at].lower.as_str(), "with" | "at" | "("));
    if !(followed || with && units[..unit].iter().any(|u| u.lower == "followed")) {
        return None;
    }
    let mut figure = last.figure.clone();
    figure.measure = Measure::Level;
    figure.value = quantity.value;
    figure.bound = quantity.bound;
    figure.unit.clone_from(&quantity.unit);
    // The list goes on about whichever side changed: the partner where there is one, and where
    // whose they are was told in a sentence of its own.
    let told = last.line != line && figure.subject.as_ref().map(Entity::key) != Some(party.key());
    if figure.partner.is_some() || told {
        figure.partner = Some(party)
    } else {
        figure.subject = Some(party)
    }
    Some((last.rule, figure))
}

/// The rank that goes with a level.
pub(super) fn rank_of(level: &Figure, place: f64) -> Figure {
    Figure {
        measure: Measure::Rank,
        value: place,
        unit: "rank".to_owned(),
        bound: Bound::Equal,
        ..level.clone()
    }
}

/// "the largest investor", "its top export market": a rank of one without a number; and the
/// ranks that "led", "followed by" give.
pub(super) fn superlatives(
    context: &mut Context,
    rules: &FigureRules,
    line: usize,
    cues: &[Cue],
    quantities: &[(usize, usize)],
    last: &mut Option<Last>,
    ranges: &[(Span, Edtf)],
) {
    let units = context.discourse.lines[line].units.clone();
    for (at, unit) in units.iter().enumerate() {
        let ordinal_before =
            (at.saturating_sub(2)..at).any(|b| quantities.iter().any(|&(_, u)| u == b));
        let superlative = matches!(
            unit.lower.as_str(),
            "largest" | "biggest" | "top" | "leading" | "number-one"
        );
        if !superlative
            || ordinal_before
            || matches!(
                context.word(line, at.saturating_sub(1)),
                "of" | "a" | "some" | "among"
            )
        {
            continue;
        }
        if quantities.iter().any(|&(_, u)| {
            // "the 15 countries with the largest inflows"
            u == at + 1 || u < at && at - u <= OF_LARGEST && of_largest(context, line, u)
        }) {
            continue;
        }
        let one_of = (at.saturating_sub(8)..at)
            .any(|b| context.word(line, b) == "one" && context.word(line, b + 1) == "of");
        if one_of || unit.lower == "leading" && context.word(line, at.saturating_sub(1)) != "the" {
            continue;
        }
        let Some(&cue) = cues.iter().find(|c| {
            c.from > at
                && c.from <= at + 4
                && rules.rules[c.rule].kinds.contains(&QuantityKind::Ordinal)
        }) else {
            continue;
        };
        let rule = &rules.rules[cue.rule];
        let mut figure = Figure {
            indicator: rule.indicator,
            measure: Measure::Rank,
            subject: None,
            partner: None,
            value: 1.0,
            unit: "rank".to_owned(),
            period: period(context, line, at, true, ranges),
            bound: Bound::Equal,
            scope: rule.scope.clone(),
        };
        parties(context, rule, line, cue, at, &mut figure);
        swap_ranked(
            context,
            line,
            rule.indicator,
            at + 1,
            last.as_ref(),
            &mut figure,
        );
        if figure.subject.is_none() || rule.both && figure.partner.is_none() {
            continue;
        }
        let span = context.discourse.lines[line].span;
        let mut claim = Claim::new(span, ClaimBody::Figure(figure.clone()));
        claim.source = context.source_at(line, at);
        claim.status = forecast(context, line, at);
        claim.rule = Some(rule.name.clone());
        context.push(claim);
        *last = Some(Last::new(cue.rule, &figure, line, at, last.as_ref()));
    }
}

#[cfg(test)]
mod tests {
    use crate::Extractor;
    use crate::figures::testing::{figures, side, sides};
    use entente_model::{ClaimBody, Document, Indicator, Measure};

    #[test]
    fn what_somebody_leads_is_no_rank_and_a_numbered_text_no_sum() {
        let text = "Kenya is in SADC. With strategic partnerships in 35 countries, Kenya thrives. It \
                    takes part in SADC-led forums, and has chaired SADC three times.";
        assert_eq!(
            figures(text),
            [
                (Indicator::Partnerships, 35.0),
                (Indicator::Chairmanships, 3.0)
            ]
        );
        let marks = "On this spirit, Resolution 59 marks a shift in the diplomacy of Kenya.";
        assert_eq!(figures(marks), []);
    }

    #[test]
    fn who_is_ranked_is_the_other_side_of_those_told_before() {
        let text = "Kenya's exports reached $9 million in May. Uganda ranked first with $4 million. \
                    It was followed by Rwanda ($2 million) and Chad ($1 million).";
        let sides: Vec<(f64, String, String)> = Extractor::new()
            .unwrap()
            .extract(&Document::new("d", text))
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Figure(f) if f.measure == Measure::Level => Some((
                    f.value,
                    f.subject.as_ref()?.name.clone(),
                    f.partner.as_ref()?.name.clone(),
                )),
                _ => None,
            })
            .collect();
        let side = |value, name: &str| (value, "Kenya".to_owned(), name.to_owned());
        assert_eq!(
            sides,
            [side(4e6, "Uganda"), side(2e6, "Rwanda"), side(1e6, "Chad")]
        );
    }

    #[test]
    fn two_who_rank_each_other_are_told_in_turn() {
        let found = sides(
            "Chad is Kenya's sixth largest trading partner, and Kenya is Chad's third largest.",
        );
        assert_eq!(
            found,
            [
                side(Indicator::Trade, 3.0, "Chad", "Kenya", ""),
                side(Indicator::Trade, 6.0, "Kenya", "Chad", ""),
            ]
        );
    }

    #[test]
    fn who_is_ranked_stands_before_the_comma() {
        let found = sides("Exports to Chad, Kenya's largest trading partner, rose to $9 million.");
        assert!(found.contains(&side(Indicator::Trade, 1.0, "Kenya", "Chad", "")));
    }
}
