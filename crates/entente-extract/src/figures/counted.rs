//! Whom a bare number is about: "23 strikes against the group", "the four pillars of the plan".
//!
//! The parse tells: those that the counted noun names itself, else whoever does in the clause what
//! is counted. Where it does not tell, the names before the number do.

use entente_model::{Entity, EntityType, Quantity, QuantityKind, Span};

use entente_language::Upos;

use crate::context::Context;
use crate::mentions::{Reference, UnitKind};
use crate::subjects::in_dateline;
use crate::tree::Tree;

/// Whom a bare number is about.
pub(super) struct Counted {
    pub subject: Entity,
    pub partner: Option<Entity>,
    /// How the subject is known: the noun names it, it acts in the clause, its name stands in the
    /// sentence, or in one before.
    pub how: &'static str,
}

/// Whom a bare number is about: those that its noun names ("two Kenyan diplomats", "the pillars of
/// the union"), else who acts in its clause, else the party before it, else the first of the
/// sentence, else the last one named before. A span of years is shared by two.
pub(super) fn count_subject(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
) -> Option<Counted> {
    let years = quantity.kind == QuantityKind::Duration;
    if let Some(neighbours) = border_of(context, line, quantity) {
        return Some(neighbours);
    }
    if years && let Some(of) = torn_by(context, line, unit).or_else(|| shared_years(context, line))
    {
        return Some(of);
    }
    if let Some(sides) = dependence(context, line, unit) {
        return Some(sides);
    }
    let parsed = context
        .tree(line)
        .and_then(|tree| by_parse(context, line, unit, quantity, &tree));
    let mut found = parsed.or_else(|| by_names(context, line, unit))?;
    // A government stands for its state.
    let state = |e: &Entity| {
        let last = e.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let first = e.name.split(' ').next().unwrap_or_default().to_lowercase();
        let governs = e.kind == EntityType::Body
            && (matches!(
                last.as_str(),
                "government" | "administration" | "authorities"
            ) || first == "government");
        // "Hong Kongers" are Hong Kong.
        let people = e.kind == EntityType::Group
            && e.name.ends_with('s')
            && e.country
                .as_deref()
                .and_then(|code| context.discourse.state_named(code))
                .is_some_and(|s| {
                    let plain = |name: &str| name.replace(' ', "").to_lowercase();
                    s.name.len() > 3 && plain(&e.name).starts_with(&plain(&s.name))
                });
        e.country
            .as_deref()
            .filter(|_| governs || people)
            .and_then(|code| context.discourse.state_named(code))
    };
    // "Police seized 40 tonnes": what its organs count a state has, unless it is counted of them.
    let organ = found.how != "own"
        && found.subject.kind == EntityType::Body
        && found.subject.name.split(' ').any(|word| {
            let word = word.to_lowercase();
            context.lists.has("of-government", &word)
                || matches!(
                    word.as_str(),
                    "police" | "agency" | "office" | "court" | "service" | "customs" | "authority"
                )
        });
    let organ_of = found
        .subject
        .country
        .as_deref()
        .filter(|_| organ)
        .and_then(|code| context.discourse.state_named(code));
    if let Some(state) = organ_of.or_else(|| state(&found.subject)) {
        found.subject = state;
    }
    if let Some(state) = found.partner.as_ref().and_then(state) {
        found.partner = Some(state);
    }
    if found.partner.as_ref().map(Entity::key) == Some(found.subject.key()) {
        found.partner = None;
    }
    // "has repatriated 450 people from scam centres in Togo": the only other party of the sentence is
    // the other side, but not of whoever is ranked.
    if found.partner.is_none()
        && found.subject.kind == EntityType::State
        && quantity.kind != QuantityKind::Ordinal
    {
        let said = context.source_at(line, unit);
        let others: Vec<Entity> = context
            .discourse
            .polities(line)
            .into_iter()
            .map(|e| context.discourse.entities[e].clone())
            .filter(|e| e.key() != found.subject.key() && !only_houses(context, line, e))
            // "The French minister said that 160 people were listed": who says it is no side.
            .filter(|e| {
                said.as_ref().is_none_or(|s| {
                    s.key() != e.key() && (s.country.is_none() || s.country != e.country)
                })
            })
            .collect();
        // "owes Chad $1 billion and its reserves have shrunk to $2 billion": of another clause.
        let apart = |one: &Entity| {
            quantity.kind == QuantityKind::Money && is_apart(context, line, unit, one)
        };
        if let [one] = &others[..]
            && !apart(one)
            && matches!(one.kind, EntityType::State | EntityType::Org)
        {
            found.partner = Some(one.clone());
        }
    }
    // What one of two governments tells of itself in a text about both it tells of both.
    // Shots that one of the two fires are at the other.
    let shots = quantity.of.is_some_and(|of| {
        let words = context.discourse.words(of).to_lowercase();
        let head = words.rsplit([' ', '\n']).next().unwrap_or_default();
        context.lists.has("shot", head)
    });
    if found.partner.is_none()
        && (context.discourse.official || shots)
        && let Some(parties) = context.discourse.two_parties()
        && parties.iter().any(|p| p.key() == found.subject.key())
    {
        found.partner = parties.into_iter().find(|p| p.key() != found.subject.key());
    }
    Some(found)
}

/// Whether a party is named for its premises alone: "questioned at the union's offices".
fn only_houses(context: &Context, line: usize, party: &Entity) -> bool {
    let units = &context.discourse.lines[line].units;
    let mut named = (0..units.len()).filter(|&at| {
        matches!(units[at].kind, UnitKind::Mention(m)
            if context.discourse.entities_of(m).any(|e| e.key() == party.key()))
    });
    let houses = |at: usize| {
        let next = at + 1 + usize::from(matches!(context.word(line, at + 1), "'s" | "'"));
        matches!(
            context.word(line, next),
            "office" | "offices" | "headquarters" | "premises" | "compound" | "building"
        )
    };
    let mut told = false;
    named.all(|at| {
        told = true;
        houses(at)
    }) && told
}

/// Whether a party stands only in another clause than a number.
fn is_apart(context: &Context, line: usize, unit: usize, party: &Entity) -> bool {
    let units = &context.discourse.lines[line].units;
    let named = |at: usize| match units[at].kind {
        UnitKind::Mention(m) => context
            .discourse
            .entities_of(m)
            .any(|e| e.key() == party.key() || e.country.is_some() && e.country == party.country),
        _ => false,
    };
    let parted = |from: usize, to: usize| {
        (from..to).any(|at| {
            matches!(units[at].lower.as_str(), ";" | "while" | "but")
                || units[at].lower == "and"
                    && (at + 1..to).any(|b| {
                        context
                            .syntax(line, b)
                            .is_some_and(|s| matches!(s.upos, Upos::Verb | Upos::Aux))
                    })
        })
    };
    (0..units.len())
        .filter(|&at| named(at))
        .all(|at| parted(at.min(unit), at.max(unit)))
}

/// Whom a number is about where the parse does not tell: the names before it, then behind it.
fn by_names(context: &Context, line: usize, unit: usize) -> Option<Counted> {
    let discourse = context.discourse;
    let length = discourse.lines[line].units.len();
    // "The agency says that 3 million people": who says it is not whom it is about.
    let source = context.source_at(line, unit).map(|e| e.key());
    let before = (0..unit)
        .rev()
        .filter_map(|at| party(context, line, at))
        .find(|e| source.as_ref() != Some(&e.key()));
    if let Some(named) = victims(context, line, unit) {
        // Nationals that another state expels or holds.
        let partner = before
            .filter(|b| named.kind == EntityType::State && b.country != named.country)
            .and_then(|b| b.country)
            .and_then(|c| discourse.state_named(&c));
        return Some(Counted {
            subject: named,
            partner,
            how: "own",
        });
    }
    let here = before.or_else(|| {
        // "…; the agency is preparing": what stands behind is another clause's.
        let clause = (unit..length)
            .find(|&at| context.word(line, at) == ";")
            .unwrap_or(length);
        (unit..clause)
            .filter_map(|at| party(context, line, at))
            .find(|e| source.as_ref() != Some(&e.key()))
    });
    if let Some(subject) = here {
        return Some(Counted {
            subject,
            partner: None,
            how: "sentence",
        });
    }
    // In a list of items each tells of its own.
    let reach = if discourse.of_items { 1 } else { 6 };
    (line.saturating_sub(reach)..line)
        .rev()
        .find_map(|l| {
            (0..discourse.lines[l].units.len())
                .filter_map(|at| party(context, l, at))
                .find(|e| source.as_ref() != Some(&e.key()))
        })
        .map(|subject| Counted {
            subject,
            partner: None,
            how: "before",
        })
}

/// The agreement or document that a unit mentions: "the treaty has 12 parties".
fn document(context: &Context, line: usize, at: usize) -> Option<Entity> {
    let discourse = context.discourse;
    let UnitKind::Mention(m) = discourse.lines[line].units.get(at)?.kind else {
        return None;
    };
    if discourse.mentions[m].reference == Reference::Adjective {
        return None;
    }
    discourse
        .entities_of(m)
        .find(|e| {
            // "the agreement" that no name is known of tells nothing.
            matches!(e.kind, EntityType::Agreement | EntityType::Policy)
                && e.name.contains(char::is_uppercase)
        })
        .cloned()
}

/// The state whose people stand at a unit, in one word or two: "Kenyans", "South Koreans".
pub(super) fn people_at(context: &Context, line: usize, at: usize) -> Option<Entity> {
    let units = &context.discourse.lines[line].units;
    let first = units.get(at)?.span;
    context.discourse.state_of_people(first).or_else(|| {
        let both = first.cover(units.get(at + 1)?.span);
        (both.len() <= TWO_WORDS)
            .then(|| context.discourse.state_of_people(both))
            .flatten()
    })
}

/// How long the name of a people in two words is at most.
const TWO_WORDS: usize = 30;

/// The party that a unit mentions; of a person, the state.
fn party(context: &Context, line: usize, at: usize) -> Option<Entity> {
    let discourse = context.discourse;
    // "granted visas to Kenyans"
    if let Some(state) = discourse.state_of_people(discourse.lines[line].units.get(at)?.span) {
        return Some(state);
    }
    let UnitKind::Mention(m) = discourse.lines[line].units.get(at)?.kind else {
        return None;
    };
    if in_dateline(context, line, at) {
        return None;
    }
    discourse.entities_of(m).find_map(|e| match e.kind {
        EntityType::State
        | EntityType::Org
        | EntityType::Body
        | EntityType::Group
        | EntityType::Company => Some(e.clone()),
        EntityType::Person => e.country.as_deref().and_then(|c| discourse.state_named(c)),
        _ => None,
    })
}

/// Of the years of what two share ("30 years of relations"), the two.
fn shared_years(context: &Context, line: usize) -> Option<Counted> {
    let discourse = context.discourse;
    let home = discourse.home.clone();
    let shared = discourse.lines[line]
        .units
        .iter()
        .any(|u| context.lists.has("shared-noun", &u.lower));
    if !shared {
        return None;
    }
    let sides: Vec<Entity> = discourse
        .polities(line)
        .into_iter()
        .map(|e| discourse.entities[e].clone())
        .collect();
    let is_home = |e: &Entity| home.is_some() && e.country == home;
    // "nearly four decades of conflict between the two countries", whoever else is named
    let joint = discourse.lines[line]
        .units
        .iter()
        .find_map(|u| match u.kind {
            UnitKind::Mention(m) => match discourse.mentions[m].entities[..] {
                [a, b] => Some([a, b].map(|e| discourse.entities[e].clone())),
                _ => None,
            },
            _ => None,
        });
    let sides = match joint {
        Some(joint) if sides.len() > 2 => joint.to_vec(),
        _ => sides,
    };
    // Of the sides named last before the number, the text's own comes first.
    let (subject, partner) = match &sides[..] {
        [one] if !is_home(one) => {
            let own = home.as_deref().and_then(|c| discourse.state_named(c))?;
            (own, one.clone())
        }
        [a, b] if is_home(b) => (b.clone(), a.clone()),
        [a, b] => (a.clone(), b.clone()),
        _ => return None,
    };
    Some(Counted {
        subject,
        partner: Some(partner),
        how: "shared",
    })
}

/// Whose border is so long: "the boundary between Chad and Niger", "Chad's border with Niger".
fn border_of(context: &Context, line: usize, quantity: &Quantity) -> Option<Counted> {
    let discourse = context.discourse;
    let measures = quantity.kind == QuantityKind::Measure || quantity.kind == QuantityKind::Percent;
    let border = measures
        && discourse.lines[line].units.iter().any(|u| {
            matches!(
                u.lower.as_str(),
                "border" | "frontier" | "boundary" | "coastline"
            )
        });
    if !border {
        return None;
    }
    let mut named: Vec<Entity> = Vec::new();
    for u in &discourse.lines[line].units {
        let UnitKind::Mention(m) = u.kind else {
            continue;
        };
        for state in discourse
            .entities_of(m)
            .filter(|e| e.kind == EntityType::State)
        {
            if !named.iter().any(|n| n.key() == state.key()) {
                named.push(state.clone());
            }
        }
    }
    let sides = match named.len() {
        0 => discourse.two_parties()?,
        _ => named,
    };
    match &sides[..] {
        [subject, partner] => Some(Counted {
            subject: subject.clone(),
            partner: Some(partner.clone()),
            how: "shared",
        }),
        _ => None,
    }
}

/// Where a war or a rule of so many years was: "14 years of war between the army of Liberia
/// and its rebels".
fn torn_by(context: &Context, line: usize, unit: usize) -> Option<Counted> {
    let units = &context.discourse.lines[line].units;
    if context.word(line, unit + 1) != "of" {
        return None;
    }
    let war = (unit + 2..units.len().min(unit + 5))
        .find(|&at| context.lists.has("strife", context.word(line, at)))?;
    let end = (war..units.len())
        .find(|&at| matches!(units[at].lower.as_str(), "," | ";" | "." | "that" | "which"))
        .unwrap_or(units.len());
    let mut sides: Vec<Entity> = Vec::new();
    for unit in &units[unit + 2..end] {
        let UnitKind::Mention(m) = unit.kind else {
            continue;
        };
        for named in context.discourse.entities_of(m) {
            let state = named
                .country
                .as_deref()
                .and_then(|code| context.discourse.state_named(code));
            if let Some(state) = state
                && !sides.iter().any(|known| known.key() == state.key())
            {
                sides.push(state);
            }
        }
    }
    let between = (war..end).any(|at| context.word(line, at) == "between");
    let (subject, partner) = match &sides[..] {
        [] => return None,
        [one] => (one.clone(), None),
        [one, other, ..] => (one.clone(), between.then(|| other.clone())),
    };
    Some(Counted {
        subject,
        partner,
        how: "own",
    })
}

/// Who gets a share of what it uses from whom: "Kenya relies on Peru for a third of its wheat", "Chad
/// buys half of its grain from Togo".
fn dependence(context: &Context, line: usize, unit: usize) -> Option<Counted> {
    let tree = context.tree(line)?;
    let units = &context.discourse.lines[line].units;
    let unit_of = |token: usize| units.iter().position(|u| u.tokens.contains(&token));
    let mut verb = units[unit].tokens.start;
    for _ in 0..CLIMB {
        verb = tree.head(verb)?;
        if tree.token(verb).syntax.upos == Upos::Verb {
            break;
        }
    }
    let on = match tree.lemma(verb) {
        "rely" | "depend" => "on",
        "buy" | "get" | "import" | "source" | "obtain" | "purchase" => "from",
        _ => return None,
    };
    // "its gas": a share of what it uses, not any number of things.
    let shared = (unit + 1..units.len().min(unit + 4))
        .any(|at| matches!(units[at].lower.as_str(), "its" | "their" | "all" | "the"));
    if !shared {
        return None;
    }
    let subject = tree
        .children(verb)
        .find(|&c| tree.relation(c).starts_with("nsubj"))
        .and_then(|c| {
            let at = unit_of(c)?;
            let region = || match units[at].kind {
                UnitKind::Mention(m) => context.discourse.entities_of(m).next().cloned(),
                _ => None,
            };
            party(context, line, at).or_else(region)
        })?;
    let from = (tree.low..tree.high)
        .filter(|&t| tree.word(t) == on)
        .filter_map(unit_of)
        .find_map(|at| (at + 1..units.len().min(at + 3)).find_map(|n| party(context, line, n)))
        .filter(|other| other.key() != subject.key())?;
    Some(Counted {
        subject,
        partner: Some(from),
        how: "own",
    })
}

/// How many words up from the number the clause is looked for.
const CLIMB: usize = 6;

/// Whom a number is about by the parse of its clause.
fn by_parse(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
    tree: &Tree,
) -> Option<Counted> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let unit_of = |token: usize| units.iter().position(|u| u.tokens.contains(&token));
    let noun = noun_of(context, line, unit, quantity, tree)?;
    // The verb of the clause, and the noun of the phrase that stands in it.
    let mut top = noun;
    let mut verb = None;
    for _ in 0..CLIMB {
        let Some(head) = tree.head(top) else { break };
        if matches!(tree.token(head).syntax.upos, Upos::Verb | Upos::Aux) {
            verb = Some(head);
            break;
        }
        // "is Kenya's third port": a noun that says what something is.
        if tree.has_subject(head) && tree.relation(top) != "nsubj" {
            verb = Some(head);
            break;
        }
        top = head;
    }
    let role = tree.relation(top);
    // "the world's largest market" is of the world, and not its own.
    let own = (quantity.kind != QuantityKind::Ordinal)
        .then(|| named_in(context, line, noun, tree))
        .flatten();
    let actor = verb.and_then(|verb| {
        if role.starts_with("nsubj") && tree.head(top) == Some(verb) {
            // "Two diplomats were expelled by Togo"
            let agent = tree.children(verb).find(|&c| {
                c != top && tree.relation(c).starts_with("obl") && self_word(tree, c) == "by"
            });
            // "54 states have ratified the treaty"
            return match agent {
                Some(agent) => party(context, line, unit_of(agent)?),
                None => tree
                    .children(verb)
                    .filter(|&c| c > verb && matches!(tree.relation(c), "obj" | "obl"))
                    // "have ratified the agreement on the trade area"
                    .flat_map(|c| std::iter::once(c).chain(tree.children(c)))
                    .find_map(|c| document(context, line, unit_of(c)?)),
            };
        }
        // "The treaty was signed by 44 states": the text that they signed.
        let signed = tree.relation(top).starts_with("obl")
            && self_word(tree, top) == "by"
            && quantity.kind == QuantityKind::Number;
        if signed
            && let Some(text) = tree
                .children(verb)
                .find(|&c| tree.relation(c) == "nsubj:pass")
                .and_then(|c| document(context, line, unit_of(c)?))
        {
            return Some(text);
        }
        let subject = tree
            .children(verb)
            .find(|&c| tree.relation(c).starts_with("nsubj"))
            .and_then(|c| {
                let at = unit_of(c)?;
                party(context, line, at)
                    .or_else(|| document(context, line, at))
                    // "Zambia's debt to China stood at": whose it is.
                    .or_else(|| {
                        tree.children(c)
                            .filter(|&x| {
                                // "Turkish drones struck": who sends them.
                                tree.relation(x) == "nmod:poss"
                                    || tree.relation(x) == "amod"
                                        && context.lists.has("count-force", tree.word(c))
                            })
                            .find_map(|x| party(context, line, unit_of(x)?))
                    })
            });
        let controller = || {
            // "the decision of Chad to expel two diplomats"
            let noun = tree
                .head(verb)
                .filter(|_| tree.relation(verb).starts_with("acl"))?;
            tree.children(noun)
                .filter(|&c| {
                    tree.relation(c) == "nmod:poss"
                        || tree.relation(c) == "nmod" && self_word(tree, c) == "of"
                })
                .find_map(|c| party(context, line, unit_of(c)?))
        };
        subject
            .or_else(|| {
                let found = context.parsed_subject(line, unit_of(verb)?)??;
                party(context, line, found)
            })
            .or_else(controller)
    });
    // "the expulsion by Kenya of 12 diplomats from the mission of Chad"
    if own.is_none()
        && let Some((on, by)) = expelled(context, line, unit)
    {
        return Some(Counted {
            subject: on,
            partner: Some(by),
            how: "actor",
        });
    }
    let settled = verb.is_some_and(|v| context.lists.has("verb-settle", tree.lemma(v)))
        && role.starts_with("nsubj");
    // "has 1,500 troops in Chad"
    let stationed = matches!(
        tree.word(noun),
        "troops" | "soldiers" | "personnel" | "peacekeepers" | "forces" | "marines" | "servicemen"
    );
    // "23 strikes against the group", "provided Chad with 19 jets"
    let other = |than: &Entity| {
        let within = tree.left(noun)..=tree.right(noun);
        let joined = tree.children(noun).chain(
            verb.filter(|_| !role.starts_with("nsubj") || role == "nsubj:pass")
                .into_iter()
                .flat_map(|v| tree.children(v)),
        );
        joined
            .filter(|&c| c != noun && c != top)
            .filter(|&c| {
                matches!(tree.relation(c), "obl" | "nmod" | "obj" | "iobj")
                    && (within.contains(&c) || !(tree.left(c)..=tree.right(c)).contains(&noun))
            })
            .filter(|&c| {
                let word = self_word(tree, c);
                // "40 Kenyan companies operate in Peru"
                matches!(word, "against" | "with" | "to" | "from" | "at" | "on")
                    || (settled || stationed) && word == "in"
                    || matches!(tree.relation(c), "obj" | "iobj")
            })
            .find_map(|c| party(context, line, unit_of(c)?))
            .filter(|e| e.key() != than.key())
    };
    if let Some(subject) = own {
        let partner = actor
            .filter(|a| {
                a.key() != subject.key() && (a.country.is_none() || a.country != subject.country)
            })
            // "The State Department named 30 Kenyan officials": its state did.
            .map(|a| match a.country.as_deref() {
                Some(code) if a.kind == EntityType::Body && subject.kind == EntityType::State => {
                    discourse.state_named(code).unwrap_or(a)
                }
                _ => a,
            })
            .or_else(|| {
                other(&subject).filter(|o| {
                    subject.kind == EntityType::State
                        || o.kind == EntityType::State
                            && subject.country.is_some()
                            && o.country != subject.country
                })
            });
        return Some(Counted {
            subject,
            partner,
            how: "own",
        });
    }
    // "8 million people in Haiti need help": where they are, when nobody else does it.
    let place = || {
        tree.children(noun)
            .filter(|&c| tree.relation(c) == "nmod" && matches!(self_word(tree, c), "in" | "from"))
            .find_map(|c| party(context, line, unit_of(c)?))
            .filter(|_| role.starts_with("nsubj"))
    };
    let subject = actor.or_else(place)?;
    // "sanctioned six companies", "added nine people to its list of sanctions on Chad": whose they
    // are, by the state of who does it.
    let lists = ["count-people", "count-company", "count-force"];
    let listed = lists
        .iter()
        .any(|list| context.lists.has(list, tree.word(noun)))
        && verb.is_some_and(|v| {
            matches!(
                tree.lemma(v),
                "add"
                    | "include"
                    | "list"
                    | "put"
                    | "place"
                    | "name"
                    | "target"
                    | "affect"
                    | "apply"
                    | "hit"
                    | "cover"
            )
        })
        && units.iter().any(|u| {
            matches!(
                u.lower.as_str(),
                "sanctions" | "sanction" | "blacklist" | "restrictions"
            )
        });
    let sanctioned = (listed
        || verb.is_some_and(|v| context.lists.has("verb-sanction", tree.lemma(v))))
        && !role.starts_with("nsubj")
        && quantity.kind == QuantityKind::Number;
    let state = |e: &Entity| {
        e.country
            .as_deref()
            .and_then(|code| discourse.state_named(code))
    };
    let by = state(&subject).or_else(|| {
        let common = matches!(subject.kind, EntityType::Org | EntityType::Body);
        (common && subject.country.is_none()).then(|| subject.clone())
    });
    if sanctioned && let Some(by) = by {
        let elsewhere = |e: &Entity| e.kind == EntityType::State && e.key() != by.key();
        // What is only laid on somebody is of those named with them: "on 32 entities of Russia's army".
        let from = if listed { unit } else { 0 };
        let on = (from..units.len())
            .filter_map(|at| party(context, line, at))
            .find(elsewhere)
            .or_else(|| {
                discourse
                    .other_side(std::slice::from_ref(&by))
                    .filter(elsewhere)
                    .filter(|_| !listed)
            });
        if let Some(on) = on {
            return Some(Counted {
                subject: on,
                partner: Some(by),
                how: "actor",
            });
        }
    }
    let partner = other(&subject);
    // "gave Chad 19 jets", "12 buses for Mali": as of aid, who gets it is the subject.
    let given = verb.is_some_and(|v| {
        let lemma = tree.lemma(v);
        let available = lemma == "make"
            && units
                .iter()
                .any(|u| u.lower == "available" && u.tokens.start > v);
        available || context.lists.has("verb-hand", lemma)
    }) && (!role.starts_with("nsubj") || role == "nsubj:pass");
    match partner {
        Some(receiver) if given => Some(Counted {
            subject: receiver,
            partner: Some(subject),
            how: "actor",
        }),
        partner => Some(Counted {
            subject,
            partner,
            how: "actor",
        }),
    }
}

/// Whose diplomats an expulsion is of, and who expels them: "Kenya's expulsion of 12 diplomats from
/// Chad's mission".
fn expelled(context: &Context, line: usize, unit: usize) -> Option<(Entity, Entity)> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let noun = (unit.saturating_sub(6)..unit).find(|&at| {
        matches!(
            units[at].lower.as_str(),
            "expulsion" | "expulsions" | "ouster" | "ejection" | "removal"
        )
    })?;
    let state = |at: usize| {
        let found = party(context, line, at)?;
        match found.country.as_deref() {
            Some(code) => discourse.state_named(code),
            None => Some(found),
        }
    };
    let by = (noun + 1..unit)
        .find_map(state)
        .or_else(|| (noun.saturating_sub(3)..noun).rev().find_map(state))?;
    let on = (unit + 1..units.len().min(unit + 9))
        .find_map(state)
        .filter(|on| on.key() != by.key())?;
    Some((on, by))
}

/// The noun that a number counts.
pub(super) fn noun_of(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
    tree: &Tree,
) -> Option<usize> {
    let number = context.discourse.lines[line]
        .units
        .get(unit)?
        .tokens
        .clone();
    let inside = |t: usize| tree.token(t).span.overlaps(quantity.span);
    let mut last = number.start;
    while last + 1 < tree.high && inside(last + 1) {
        last += 1;
    }
    (number.start..=last)
        .rev()
        .filter_map(|t| tree.head(t))
        .find(|&h| h > last && tree.token(h).syntax.upos != Upos::Verb)
        .or(Some(last))
}

/// What a bare number counts that something was brought to: "drove asylum claims over 150,000".
pub(super) fn moved_noun(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
) -> Option<usize> {
    let beyond = (unit.saturating_sub(1)..=unit).any(|at| {
        matches!(
            context.word(line, at),
            "over" | "above" | "past" | "beyond" | "to" | "below" | "under"
        )
    });
    if !beyond || quantity.kind != QuantityKind::Number || quantity.of.is_some() {
        return None;
    }
    let tree = context.tree(line)?;
    let units = &context.discourse.lines[line].units;
    let verb = (0..units[unit]
        .tokens
        .start
        .saturating_sub(tree.low)
        .min(MOVED_FROM))
        .map(|back| units[unit].tokens.start - 1 - back)
        .find(|&t| tree.token(t).syntax.upos == Upos::Verb)
        .filter(|&t| context.lists.has("verb-move-number", tree.lemma(t)))?;
    let noun = tree
        .children(verb)
        .find(|&c| tree.relation(c) == "obj" && tree.token(c).syntax.xpos == "NNS")?;
    units.iter().position(|u| u.tokens.contains(&noun))
}

/// How far before a number stands the verb that moved something to it.
const MOVED_FROM: usize = 8;

/// A noun with the nouns and adjectives that belong to it: "West African migrants".
fn phrase(tree: &Tree, noun: usize) -> Span {
    // "a record 45,756 migrants": what stands before the number is said of it.
    let number = tree
        .children(noun)
        .filter(|&c| c < noun && tree.token(c).syntax.upos == Upos::Num)
        .last();
    let first = tree
        .children(noun)
        .filter(|&c| c < noun && matches!(tree.relation(c), "amod" | "compound"))
        .find(|&c| tree.token(c).syntax.upos != Upos::Num && number.is_none_or(|n| c > n))
        .unwrap_or(noun);
    tree.token(first).span.cover(tree.token(noun).span)
}

/// The word that opens the phrase of a token.
fn self_word(tree: &Tree, token: usize) -> &str {
    tree.word(tree.left(token))
}

/// Whom a counted noun names: "two Kenyan diplomats", "its three ports", "four pillars of the plan".
fn named_in(context: &Context, line: usize, noun: usize, tree: &Tree) -> Option<Entity> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let mention = |token: usize| {
        let unit = units.iter().position(|u| u.tokens.contains(&token))?;
        match units[unit].kind {
            UnitKind::Mention(m) => Some(m),
            _ => None,
        }
    };
    let entity = |token: usize| {
        let m = mention(token)?;
        // "12 agreements", "$2 billion investment agreements": what is counted is not whose it is.
        let counted = token == noun || mention(noun) == Some(m);
        if counted && discourse.mentions[m].reference == Reference::Noun {
            return None;
        }
        discourse.entities_of(m).next().and_then(|e| match e.kind {
            EntityType::Person => e.country.as_deref().and_then(|c| discourse.state_named(c)),
            EntityType::Place => e
                .country
                .as_deref()
                .filter(|_| discourse.mentions[m].reference == Reference::Adjective)
                .and_then(|c| discourse.state_named(c))
                .or_else(|| Some(e.clone())),
            EntityType::Other => None,
            _ => Some(e.clone()),
        })
    };
    // Nationals stand for their state, whether a name of their own or not.
    let people = |e: Entity| {
        let nationals = matches!(e.kind, EntityType::Group | EntityType::Body)
            && e.name
                .rsplit(' ')
                .next()
                .is_some_and(|w| context.lists.has("nationals", w));
        match e.country.as_deref().filter(|_| nationals) {
            Some(code) => discourse.state_named(code).unwrap_or(e),
            None => e,
        }
    };
    if let Some(found) = mention(noun).and_then(|_| entity(noun)) {
        return Some(people(found));
    }
    let before = noun.checked_sub(1).filter(|&b| b >= tree.low);
    let named =
        |from: usize| discourse.state_of_people(tree.token(from).span.cover(tree.token(noun).span));
    if let Some(state) = named(noun).or_else(|| before.and_then(named)) {
        return Some(state);
    }
    // "8,000 migrants": the people themselves, whosever they are.
    if context.lists.has("people-of-no-state", tree.word(noun)) {
        let group = discourse.words(phrase(tree, noun));
        return Some(Entity::new(group, EntityType::Group));
    }
    let modifiers = tree.children(noun).filter(|&c| {
        matches!(
            tree.relation(c),
            "amod" | "compound" | "nmod:poss" | "nmod:desc" | "appos"
        )
    });
    // "4,500 soldiers from Uganda"
    let sent = context.lists.has("count-people", tree.word(noun))
        || context.lists.has("nationals", tree.word(noun));
    let of = tree.children(noun).filter(|&c| {
        tree.relation(c) == "nmod"
            && (self_word(tree, c) == "of" || sent && self_word(tree, c) == "from")
    });
    modifiers.chain(of).find_map(entity).map(people)
}

/// How far from a count "the number of" those whom it counts may stand.
const NUMBER_OF: usize = 12;

/// The "of" behind which those are named whose number a count is: "raised the number of dead to 38".
fn number_of(context: &Context, line: usize, unit: usize) -> Option<usize> {
    let units = &context.discourse.lines[line].units;
    let stands = |at: &usize| {
        matches!(units[*at].lower.as_str(), "number" | "total" | "toll")
            && units.get(at + 1).is_some_and(|u| u.lower == "of")
    };
    let counts = |at: usize| matches!(units[at].kind, UnitKind::Quantity(_));
    let behind = (unit + 1..units.len().min(unit + 4)).find(stands);
    behind
        .or_else(|| {
            (unit.saturating_sub(NUMBER_OF)..unit)
                .rev()
                .take_while(|&at| !counts(at))
                .find(stands)
        })
        .map(|at| at + 1)
}

/// Whom a count of victims names: "30 Kenyans", "five police officers", "one member of the navy".
pub(super) fn victims(context: &Context, line: usize, unit: usize) -> Option<Entity> {
    let units = &context.discourse.lines[line].units;
    // "brings to 38 the number of Kenyan soldiers killed", "the number of soldiers killed rose to 38"
    let unit = number_of(context, line, unit).unwrap_or(unit);
    for (at, counted) in units.iter().enumerate().skip(unit + 1).take(7) {
        let named = match counted.kind {
            UnitKind::Mention(m) => context.discourse.entities_of(m).next(),
            UnitKind::Word => {
                if let Some(state) = people_at(context, line, at) {
                    return Some(state);
                }
                let word = counted.lower.as_str();
                // "14 civilians": a group of people, of where it happened.
                if at == unit + 1 && context.lists.has("mass-noun", word) {
                    let mut group = Entity::new(word, EntityType::Group);
                    group.country = context.discourse.setting(line).map(str::to_owned);
                    return Some(group);
                }
                let within = matches!(word, "of" | "from" | "the" | "other" | "more" | "each")
                    || (unit + 1..at).any(|b| context.word(line, b) == "of")
                        && matches!(
                            word,
                            "group" | "party" | "militia" | "movement" | "terrorist"
                        )
                    || word.ends_with('s') && context.word(line, at + 1) == "of"
                    || context.lists.has("victims", word)
                    || context.lists.has("people", word)
                    || context
                        .syntax(line, at)
                        .is_some_and(|s| s.upos == Upos::Adj);
                if within {
                    continue;
                }
                return None;
            }
            _ => return None,
        };
        let entity = named?;
        return match entity.kind {
            EntityType::State | EntityType::Group | EntityType::Body | EntityType::Org => {
                let nationals = matches!(entity.kind, EntityType::Group | EntityType::Body)
                    && entity
                        .name
                        .rsplit(' ')
                        .next()
                        .is_some_and(|w| context.lists.has("nationals", w));
                if nationals {
                    let state = entity
                        .country
                        .as_deref()
                        .and_then(|c| context.discourse.state_named(c));
                    return state.or_else(|| Some(entity.clone()));
                }
                Some(entity.clone())
            }
            _ => None,
        };
    }
    None
}
