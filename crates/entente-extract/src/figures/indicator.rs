//! What a number measures: the cue that fits it best, by the noun that it counts, by the parse, and
//! by the words between.
//!
//! Also what indicators have in common: which go on from each other, which are statistics of states,
//! and which last.

use entente_language::Upos;
use entente_model::{Entity, EntityType, Indicator, Measure, Quantity, QuantityKind};

use super::counted::{moved_noun, noun_of, people_at};
use super::reading::Reading;
use super::rule::{Cue, FigureRule};
use crate::context::Context;
use crate::mentions::{Reference, Unit, UnitKind};

/// Indicators whose figures go on from each other.
pub(super) fn family(indicator: Indicator) -> u8 {
    match indicator {
        Indicator::Trade | Indicator::Exports | Indicator::Imports | Indicator::TradeBalance => 1,
        Indicator::Fdi | Indicator::FdiProjects => 2,
        Indicator::Gdp
        | Indicator::GdpPerCapita
        | Indicator::IncomePerCapita
        | Indicator::Population => 3,
        Indicator::DiplomaticPartners
        | Indicator::Partnerships
        | Indicator::Memberships
        | Indicator::FtaPartners
        | Indicator::Ftas
        | Indicator::Chairmanships => 4,
        Indicator::Facilities | Indicator::Provinces | Indicator::Jobs | Indicator::Projects => 2,
        Indicator::Killed | Indicator::Wounded | Indicator::Displaced | Indicator::Detained => 5,
        Indicator::Tourism => 7,
        _ => 0,
    }
}

/// The cue that fits a number best.
pub(super) fn best_cue(reading: &Reading, measure: Measure) -> Option<Cue> {
    let Reading {
        context,
        cues,
        line,
        quantity,
        unit,
        ..
    } = *reading;
    let fitting = Fitting {
        noun: counted_noun(context, line, unit, quantity).or_else(|| {
            let at = moved_noun(context, line, unit, quantity)?;
            let cued = cues.iter().any(|c| (c.from..c.to).contains(&at));
            (!cued).then(|| context.word(line, at).to_owned())
        }),
        governing: governing(context, line, unit, quantity),
        reading,
        measure,
    };
    let whole = fitting.is_part_of_whole();
    cues.iter()
        .filter(|cue| !whole || fitting.is_close_behind(cue))
        .filter(|cue| measure != Measure::Rank || !fitting.is_of_next_clause(cue))
        .filter(|&&cue| !fitting.is_of_other(cue) && fitting.may_have(cue))
        .map(|&cue| (fitting.cost(cue), cue))
        .filter(|&(cost, _)| cost <= DEAREST)
        // Of two that are as near, the first.
        .min_by_key(|&(cost, _)| cost)
        .map(|(_, cue)| cue)
}

/// How far behind a number stands what it is an increase in.
const INCREASE: usize = 6;

/// How far behind "40 of" stands the number of all that there are.
const WHOLE: usize = 8;

/// What goods are traded in beside money.
const TRADED_IN: [&str; 8] = ["t", "kg", "bbl", "bbl/d", "m3", "kWh", "MWh", "TWh"];

/// What a cue may cost at most that still names a number.
const DEAREST: i64 = 26;

/// What it counts for a cue that the parse joins it to the number.
const GOVERNED: i64 = 20;

/// What it counts for a cue that the number is told to be in.
const IS_IN: i64 = GOVERNED + 8;

/// A number for which a cue is looked for.
struct Fitting<'a, 'b, 'c> {
    reading: &'a Reading<'b, 'c>,
    measure: Measure,
    /// The noun that it counts.
    noun: Option<String>,
    /// The words that it is joined to by the parse.
    governing: Option<Vec<usize>>,
}

impl Fitting<'_, '_, '_> {
    fn units(&self) -> &[Unit] {
        &self.reading.context.discourse.lines[self.reading.line].units
    }

    fn rule(&self, cue: Cue) -> &FigureRule {
        &self.reading.rules.rules[cue.rule]
    }

    /// Whether a cue stands a few words behind the number.
    fn is_close_behind(&self, cue: &Cue) -> bool {
        cue.from > self.reading.unit && cue.from <= self.reading.unit + 7
    }

    /// "As the largest country in the region, Peru has put trade first": what somebody does behind a rank is
    /// not what the rank is of.
    fn is_of_next_clause(&self, cue: &Cue) -> bool {
        let Reading {
            context,
            line,
            unit,
            ..
        } = *self.reading;
        let comma = (unit + 1..cue.from).find(|&at| context.word(line, at) == ",");
        comma.is_some_and(|comma| {
            (comma + 1..=cue.from).any(|at| {
                context
                    .syntax(line, at)
                    .is_some_and(|s| matches!(s.upos, Upos::Verb | Upos::Aux))
            })
        })
    }

    /// "32 percent of world trade": what stands behind "of" is the whole.
    fn is_part_of_whole(&self) -> bool {
        let Reading {
            context,
            line,
            cues,
            unit,
            ..
        } = *self.reading;
        self.measure == Measure::Share
            && !of_output(context, line, unit)
            && context.word(line, unit + 1) == "of"
            && !cues.iter().any(|c| {
                c.to <= unit
                    && unit - c.to <= 4
                    && (c.to..unit).all(|at| !matches!(context.word(line, at), "," | "and"))
            })
            && cues.iter().any(|c| self.is_close_behind(c))
    }

    /// Whether the number is, for all that the cue stands near, of something else.
    fn is_of_other(&self, cue: Cue) -> bool {
        let Reading {
            context,
            line,
            quantity,
            unit,
            ..
        } = *self.reading;
        let units = self.units();
        let rule = self.rule(cue);
        let number = |at: usize| {
            units
                .get(at)
                .is_some_and(|u| matches!(u.kind, UnitKind::Quantity(_)))
        };
        // "Fourteen of the council's 15 members": some of all that there are.
        let inside = |at: usize| !matches!(units[at].lower.as_str(), "," | ";" | "and" | "that");
        let some_of = |at: usize| {
            units.get(at + 1).is_some_and(|u| u.lower == "of")
                && (at + 2..units.len().min(at + WHOLE))
                    .take_while(|&b| inside(b))
                    .any(number)
        };
        let all_of = || {
            (unit.saturating_sub(WHOLE)..unit)
                .rev()
                .take_while(|&b| inside(b))
                .any(|b| number(b) && some_of(b))
        };
        let of_kind = match family(rule.indicator) {
            // Goods are counted in money, and grow by percents.
            1 => self.measure == Measure::Level && quantity.kind == QuantityKind::Percent,
            // "debt-to-GDP ratio": a part of another word.
            3 => cue.from > 0 && units[cue.from - 1].lower == "-" && units[cue.from].lower != "-",
            // "relations with 188 of the 193 members": the second is of all that there are.
            4 => {
                unit >= 3
                    && units[unit - 1].lower == "the"
                    && units[unit - 2].lower == "of"
                    && number(unit - 3)
            }
            // "wounded ten and left a thousand homeless": the number is another verb's.
            5 => cue.to <= unit && of_another_verb(context, line, unit, quantity, cue),
            _ => false,
        };
        let of_indicator = match rule.indicator {
            // "4 percent of GDP on defence": a part of all output, not the output.
            Indicator::Gdp => self.measure == Measure::Share && of_output(context, line, unit),
            // "the second-largest community, said in a statement on the anniversary"
            Indicator::Anniversary | Indicator::Chairmanships => self.measure == Measure::Rank,
            // "30 of the 57 members voted": of all that there are, so many did.
            Indicator::Members => some_of(unit) || acts(context, line, unit, quantity),
            // "while 29 do not maintain relations with it"
            // "70 countries, of which 12 are in Asia, maintain relations with it"
            Indicator::DiplomaticPartners => {
                context.word(line, unit.wrapping_sub(1)) == "which"
                    && context.word(line, unit.wrapping_sub(2)) == "of"
                    || (unit + 1..unit + 4).any(|at| context.word(line, at) == "not")
            }
            // "debt to China stands at $6 billion, or 17 percent of its external debt": the next number's.
            Indicator::Other => cue.from > unit && (unit + 1..cue.from).any(number),
            Indicator::Vote => {
                // "vote to elect 12 members": no votes.
                let elects = || {
                    (cue.to..unit).any(|at| matches!(units[at].lower.as_str(), "elect" | "choose"))
                };
                all_of() || elects()
            }
            _ => false,
        };
        // "30 countries, home to 400 million people": the number behind is the one that is named.
        let home = cue.from > unit && units[cue.from].lower == "home";
        home || of_kind || of_indicator
    }

    /// Whether the rule of a cue takes such a number, of such things.
    fn may_have(&self, cue: Cue) -> bool {
        let Reading {
            context,
            line,
            quantity,
            unit,
            ..
        } = *self.reading;
        let units = self.units();
        let rule = self.rule(cue);
        let ranks = self.measure == Measure::Rank && rule.kinds.contains(&QuantityKind::Ordinal);
        if !rule.kinds.contains(&quantity.kind) && !ranks {
            return false;
        }
        // "exports pass through a 900 km pipeline"
        if quantity.kind == QuantityKind::Measure
            && family(rule.indicator) == 1
            && !TRADED_IN.contains(&quantity.unit.as_str())
        {
            return false;
        }
        if quantity.kind != QuantityKind::Number
            || self.measure != Measure::Level
            || rule.nouns.is_empty()
        {
            return true;
        }
        let noun = self.noun.as_deref();
        // "people" stands for all words of people: soldiers, nationals, personnel.
        let people = rule.indicator != Indicator::Jobs && rule.nouns.iter().any(|w| w == "people");
        // "500 Kenyans": nationals.
        let nationals = people && nationals_at(context, line, unit).is_some();
        // "4 million Indian Americans", "980,000 Polish-Canadians"
        let nationals = nationals || people && from_elsewhere(context, line, unit).is_some();
        let fits = noun.is_some_and(|n| {
            n.split([' ', '-']).any(|x| {
                rule.nouns.iter().any(|w| x == w)
                    || people
                        && (context.lists.has("people", x)
                            || context.lists.has("speaker-people", x)
                            || context.lists.has("victims", x))
            })
        });
        let bare = noun.is_none() && rule.nouns.iter().any(|w| w == "-");
        // "arrested 160 looters": whoever is arrested is somebody.
        let acted = || {
            family(rule.indicator) == 5
                && people
                && noun.is_some_and(|n| n.ends_with('s'))
                && object_of(context, line, unit, quantity, cue)
        };
        // "took the lives of 40 miners"
        let lives = || {
            family(rule.indicator) == 5
                && units[cue.to - 1].lower == "lives"
                && cue.to + 1 == unit
                && units[cue.to].lower == "of"
        };
        fits || bare || nationals || acted() || lives()
    }

    /// How far a cue is from the number: by the words between, less where the parse joins them.
    fn cost(&self, cue: Cue) -> i64 {
        let Reading {
            context,
            line,
            quantities,
            quantity,
            unit,
            ..
        } = *self.reading;
        let units = self.units();
        let rule = self.rule(cue);
        let measure = self.measure;
        let between = if cue.to <= unit {
            cue.to..unit
        } else {
            (unit + 1).min(cue.from)..cue.from
        };
        let mut cost = i64::try_from(between.len()).unwrap_or(i64::MAX / 4);
        // What stands behind a number names it only when close: "US$5 million in exports"; a rank
        // is named by what follows: "third-largest import partner".
        if cue.from > unit {
            cost = if measure == Measure::Rank {
                cost
            } else {
                cost * 2 + 2
            };
        } else if measure == Measure::Rank {
            cost += 8;
        }
        // "20 were killed", "ten others are hurt": the verb behind the number is its own.
        if cue.from > unit
            && matches!(
                units[cue.from - 1].lower.as_str(),
                "was" | "were" | "are" | "been" | "be" | "is"
            )
        {
            // "over 100 others, women among them, were injured"
            let apart = between
                .clone()
                .any(|at| matches!(units[at].kind, UnitKind::Quantity(_)));
            let own = !of_another_verb(context, line, unit, quantity, cue);
            cost -= if family(rule.indicator) == 5 && !apart && own {
                GOVERNED + 4
            } else {
                4
            };
        }
        // "30 others wounded": so is the participle right behind what is counted.
        if quantity.kind == QuantityKind::Number
            && cue.from > unit
            && cue.from <= unit + 3
            && (unit + 1..cue.from).all(|at| {
                let word = units[at].lower.as_str();
                word.chars().all(char::is_alphabetic) && !matches!(word, "and" | "or" | "but")
            })
            && context
                .syntax(line, cue.from)
                .is_some_and(|s| matches!(s.xpos, "VBN" | "VBD"))
        {
            cost -= 8;
        }
        for at in between.clone() {
            match units[at].lower.as_str() {
                ";" => cost += 30,
                // "trade reached $3 million and investment …"
                "and" if cue.from > unit && measure != Measure::Rank => cost += 8,
                "while" | "whereas" => cost += 15,
                // "is recognised by Kenya, although five members …": what is granted is another's.
                "although" | "though" => cost += 24,
                "," => cost += 2,
                _ => {}
            }
            let other = quantities.iter().find(|&&(_, u)| u == at);
            if let Some(&(q, _)) = other.filter(|_| cue.from > unit) {
                let kind = context.discourse.analysis.quantities[q].kind;
                cost += match (measure, kind) {
                    (Measure::Rank, QuantityKind::Ordinal) => 24,
                    // "55th among 146 countries investing in"
                    (Measure::Rank, QuantityKind::Number) => 0,
                    _ => 12,
                };
            }
        }
        // "$99 million in Kenyan exports and $142 million in Kenyan imports": what each is in.
        let is_in = cue.from > unit + 1
            && cue.from <= unit + 4
            && matches!(units[unit + 1].lower.as_str(), "in" | "of" | "worth")
            && (unit + 2..cue.from).all(|at| {
                matches!(units[at].kind, UnitKind::Mention(_))
                    || matches!(
                        units[at].lower.as_str(),
                        "of" | "total" | "annual" | "goods"
                    )
            });
        if is_in {
            cost -= IS_IN;
        }
        // "Exports to Oman, its largest partner, amounted to $2 billion": what the number is said
        // of, or what is done to whom it counts, goes before what is merely nearer.
        if self.governing.as_ref().is_some_and(|tokens| {
            (cue.from..cue.to).any(|at| units[at].tokens.clone().any(|t| tokens.contains(&t)))
        }) {
            cost -= GOVERNED;
        }
        if is_increase_in(context, line, unit, cue) {
            cost -= GOVERNED;
        }
        // "imports will be subject to a 15 percent tariff": the noun behind a percentage is its own.
        if quantity.kind == QuantityKind::Percent
            && cue.from == unit + 1
            && measure != Measure::Share
        {
            cost -= GOVERNED + 4;
        }
        cost
    }
}

/// Whether a cue names what a percentage is an increase in: "a 40 percent annual increase in foreign
/// investment".
pub(super) fn is_increase_in(context: &Context, line: usize, unit: usize, cue: Cue) -> bool {
    cue.from > unit
        && cue.from <= unit + INCREASE
        && context.word(line, cue.from - 1) == "in"
        && !(unit + 1..cue.from).any(|at| matches!(context.word(line, at), "," | ";" | "and"))
        && (unit + 1..cue.from).any(|at| {
            let word = context.word(line, at);
            context.lists.has("growth", word)
                || matches!(
                    word,
                    "drop" | "decline" | "fall" | "decrease" | "jump" | "surge" | "reduction"
                )
        })
}

/// The words that a number is joined to by the parse: the verb whose subject it counts, or the
/// subject of the verb or noun that tells of it.
fn governing(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
) -> Option<Vec<usize>> {
    let tree = context.tree(line)?;
    let noun = noun_of(context, line, unit, quantity, &tree)?;
    let head = tree.head(noun)?;
    let own = |of: usize| {
        tree.children(of)
            .find(|&c| tree.relation(c).starts_with("nsubj"))
    };
    // "exports are expected to reach": the subject of what governs the verb.
    let subject = |of: usize| {
        own(of).or_else(|| {
            let above = tree
                .head(of)
                .filter(|_| matches!(tree.relation(of), "xcomp" | "ccomp"))?;
            own(above)
        })
    };
    Some(match tree.relation(noun) {
        // "thirty people have been killed"; "$4 million were exports"
        "nsubj" | "nsubj:pass" => vec![head],
        // "exports reached $4 million", "exports amounted to $4 million"
        "obj" | "obl" | "xcomp" | "obl:unmarked" => subject(head).into_iter().collect(),
        // "exports were $4 million"
        "root" => subject(noun).into_iter().collect(),
        _ => return None,
    })
}

/// The state whose people a number counts: "500 Kenyans", "30,000 Thai lived".
pub(super) fn nationals_at(context: &Context, line: usize, unit: usize) -> Option<Entity> {
    let units = &context.discourse.lines[line].units;
    let next = units.get(unit + 1)?;
    if let Some(state) = people_at(context, line, unit + 1) {
        return Some(state);
    }
    let UnitKind::Mention(m) = next.kind else {
        return None;
    };
    let alone = context
        .syntax(line, unit + 2)
        .is_none_or(|s| !matches!(s.upos, Upos::Noun | Upos::Propn | Upos::Adj));
    (alone && context.discourse.mentions[m].reference == Reference::Adjective)
        .then(|| {
            context
                .discourse
                .entities_of(m)
                .find(|e| e.kind == EntityType::State)
                .cloned()
        })
        .flatten()
}

/// Of which state's descent people of another are: "Indian Americans", "Polish-Canadians".
pub(super) fn from_elsewhere(context: &Context, line: usize, unit: usize) -> Option<Entity> {
    let units = &context.discourse.lines[line].units;
    let UnitKind::Mention(m) = units.get(unit + 1)?.kind else {
        return None;
    };
    if context.discourse.mentions[m].reference != Reference::Adjective {
        return None;
    }
    let dash = usize::from(matches!(units.get(unit + 2)?.lower.as_str(), "-" | "–"));
    context
        .discourse
        .state_of_people(units.get(unit + 2 + dash)?.span)?;
    let code = context.discourse.entities_of(m).next()?.country.clone()?;
    context.discourse.state_named(&code)
}

/// Whether those whom a number counts are some who do something: "Seven member states had bid to host it".
fn acts(context: &Context, line: usize, unit: usize, quantity: &Quantity) -> bool {
    let all = matches!(
        context.word(line, unit.wrapping_sub(1)),
        "the" | "all" | "its" | "their" | "our" | "of"
    );
    let Some(tree) = context.tree(line).filter(|_| !all) else {
        return false;
    };
    let Some(noun) = noun_of(context, line, unit, quantity, &tree) else {
        return false;
    };
    // "Eight partner states: Burundi, …" is a list, whatever the parse makes of "states".
    let listed = context.discourse.lines[line].units[unit + 1..]
        .iter()
        .take(4)
        .any(|u| u.lower == ":");
    !listed
        && tree.relation(noun) == "nsubj"
        && tree.head(noun).is_some_and(|verb| {
            tree.token(verb).syntax.upos == Upos::Verb
                && !matches!(
                    tree.lemma(verb),
                    "make"
                        | "form"
                        | "constitute"
                        | "comprise"
                        | "belong"
                        | "compose"
                        | "become"
                        | "join"
                )
        })
}

/// Whether what a number counts is the object of the cue, or the subject of its passive.
fn object_of(context: &Context, line: usize, unit: usize, quantity: &Quantity, cue: Cue) -> bool {
    let Some(tree) = context.tree(line) else {
        return false;
    };
    let Some(noun) = noun_of(context, line, unit, quantity, &tree) else {
        return false;
    };
    let cued = &context.discourse.lines[line].units[cue.from].tokens;
    tree.token(cued.start).syntax.upos == Upos::Verb
        && matches!(tree.relation(noun), "obj" | "nsubj:pass")
        && tree.head(noun).is_some_and(|verb| cued.contains(&verb))
}

/// Whether what a number counts is the object or the subject of a verb that is not the cue.
fn of_another_verb(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
    cue: Cue,
) -> bool {
    let Some(tree) = context.tree(line) else {
        return false;
    };
    let Some(noun) = noun_of(context, line, unit, quantity, &tree) else {
        return false;
    };
    let cued = &context.discourse.lines[line].units[cue.from].tokens;
    let verbal = |token: usize| tree.token(token).syntax.upos == Upos::Verb;
    // "after the arrest, two diplomats were expelled"
    let beside = (cue.to..unit).any(|at| context.word(line, at) == ",");
    (verbal(cued.start) || beside)
        && matches!(tree.relation(noun), "obj" | "nsubj" | "nsubj:pass")
        && tree
            .head(noun)
            .is_some_and(|verb| verbal(verb) && !cued.contains(&verb))
}

/// Whether a share is of a state's own output: "2 percent of GDP", not "of global GDP".
pub(super) fn of_output(context: &Context, line: usize, unit: usize) -> bool {
    context.word(line, unit + 1) == "of"
        && (unit + 2..unit + 7)
            .take_while(|&at| {
                // "of the country's gross domestic product", not "of global GDP"
                let word = context.word(line, at);
                matches!(
                    word,
                    "its"
                        | "their"
                        | "the"
                        | "national"
                        | "our"
                        | "his"
                        | "'s"
                        | "total"
                        | "annual"
                        | "gdp"
                        | "gross"
                        | "output"
                        | "income"
                        | "gni"
                        | "country"
                ) || matches!(
                    context.discourse.lines[line].units.get(at).map(|u| u.kind),
                    Some(UnitKind::Mention(_))
                )
            })
            .any(|at| {
                matches!(
                    context.word(line, at),
                    "gdp" | "gross" | "output" | "income" | "gni"
                )
            })
}

/// The noun that a number counts, lower case, of its phrase.
fn counted_noun(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
) -> Option<String> {
    if let Some(of) = quantity.of {
        return Some(context.discourse.words(of).to_lowercase());
    }
    let units = &context.discourse.lines[line].units;
    // "45 of our soldiers"
    let mut at = unit + 1;
    // "brings to 81 the number of countries with which"
    if (0..3).all(|k| {
        units
            .get(at + k)
            .is_some_and(|u| u.lower == ["the", "number", "of"][k])
    }) {
        at += 3;
    }
    // "three more countries"
    while units.get(at).is_some_and(|u| {
        matches!(
            u.lower.as_str(),
            "more" | "other" | "additional" | "further" | "new" | "foreign" | "different"
        )
    }) && context
        .syntax(line, at + 1)
        .is_some_and(|s| matches!(s.upos, Upos::Noun | Upos::Adj))
    {
        at += 1;
    }
    if units.get(at)?.lower == "of" {
        at += 1;
        while units.get(at).is_some_and(|u| {
            context.lists.has("determiner", &u.lower)
                || matches!(u.lower.as_str(), "the" | "my" | "fellow" | "own")
        }) {
            at += 1;
        }
    }
    let next = units.get(at)?;
    // "169 were arrested": nothing is named.
    let noun = context
        .syntax(line, at)
        .is_none_or(|s| matches!(s.upos, Upos::Noun | Upos::Propn | Upos::Adj));
    match next.kind {
        UnitKind::Word
            if noun
                && next.lower.chars().all(char::is_alphabetic)
                && !context.lists.is_preposition(&next.lower)
                && next.lower != "and" =>
        {
            Some(next.lower.clone())
        }
        // "the ten ASEAN member states"
        UnitKind::Mention(m)
            if context
                .discourse
                .entities_of(m)
                .all(|e| e.kind == EntityType::Org)
                && context.lists.has("count-state", context.word(line, at + 2))
                && context.word(line, at + 1).starts_with("member") =>
        {
            Some(context.word(line, at + 2).to_owned())
        }
        // "3,500 Chilean students": the noun of the group.
        UnitKind::Mention(m)
            if context
                .discourse
                .entities_of(m)
                .all(|e| matches!(e.kind, EntityType::Group | EntityType::Body))
                && context.discourse.words(next.span).ends_with('s')
                && next.lower.contains(' ') =>
        {
            next.lower.rsplit(' ').next().map(str::to_owned)
        }
        // "60 bilateral investment treaties"
        UnitKind::Mention(m)
            if context
                .discourse
                .entities_of(m)
                .all(|e| e.kind == EntityType::Agreement)
                && context.discourse.mentions[m].reference == Reference::Noun =>
        {
            Some(next.lower.clone())
        }
        // "30 Britons": nationals.
        UnitKind::Mention(m)
            if at == unit + 1
                && (next.lower.ends_with('s')
                    || context
                        .syntax(line, at + 1)
                        .is_some_and(|s| matches!(s.upos, Upos::Verb | Upos::Aux)))
                && context.discourse.mentions[m].reference == Reference::Adjective =>
        {
            Some("nationals".to_owned())
        }
        _ => None,
    }
}

/// Whether an indicator is told of states and organisations, never of a ministry or a firm.
pub(super) fn statistic(indicator: Indicator) -> bool {
    family(indicator) == 1
        || matches!(
            indicator,
            Indicator::Gdp
                | Indicator::GdpPerCapita
                | Indicator::IncomePerCapita
                | Indicator::DefenceSpending
                | Indicator::Emissions
                | Indicator::Tariff
                | Indicator::Tourism
                | Indicator::Remittances
        )
}

/// Whether a figure lasts, and is not of the day that its sentence tells of.
pub(super) fn lasts(indicator: Indicator, measure: Measure) -> bool {
    measure == Measure::Rank
        || matches!(
            indicator,
            Indicator::Members
                | Indicator::Memberships
                | Indicator::Population
                | Indicator::DiplomaticPartners
                | Indicator::Partnerships
                | Indicator::FtaPartners
                | Indicator::Ftas
                | Indicator::Provinces
        )
}

/// The levels of the partnerships counted, as the text lists them before the noun.
pub(super) fn levels_before(context: &Context, line: usize, noun: usize) -> Option<String> {
    let units = &context.discourse.lines[line].units;
    let mut from = noun;
    while from > 0
        && context
            .lists
            .has("partnership-level", &units[from - 1].lower)
    {
        from -= 1;
    }
    while from < noun && matches!(units[from].lower.as_str(), "," | "and") {
        from += 1;
    }
    (from < noun).then(|| {
        context
            .discourse
            .words(units[from].span.cover(units[noun - 1].span))
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use crate::figures::testing::told;
    use entente_model::{Bound, Indicator, Measure};

    #[test]
    fn victims_are_of_the_place_and_each_number_of_its_verb() {
        let found = told(
            "An air raid in Yemen killed 19 people, wounded ten and left 4,000 homeless, the \
             United Nations said.",
        );
        let yemen = "Yemen".to_owned();
        assert!(found.contains(&(
            Indicator::Killed,
            Measure::Level,
            19.0,
            Bound::Equal,
            yemen.clone()
        )));
        assert!(found.contains(&(
            Indicator::Wounded,
            Measure::Level,
            10.0,
            Bound::Equal,
            yemen
        )));
        assert!(
            !found
                .iter()
                .any(|f| f.0 == Indicator::Wounded && f.2 > 10.0)
        );
    }

    #[test]
    fn an_increase_is_of_what_it_is_in() {
        let found = told(
            "Exports of Kenya grew by 20 percent, with a 40 percent annual increase in foreign \
             investment.",
        );
        let kenya = |indicator, value| {
            let name = "Kenya".to_owned();
            (indicator, Measure::Growth, value, Bound::Equal, name)
        };
        assert_eq!(
            found,
            [kenya(Indicator::Exports, 20.0), kenya(Indicator::Fdi, 40.0)]
        );
    }

    #[test]
    fn members_that_vote_are_some_of_those_that_there_are() {
        let found = told(
            "LAGOS — The African Union suspended Gabon. Thirty of the 55 members voted for the \
             resolution; Mali and Niger were against.",
        );
        let union = |indicator: Indicator, value: f64| {
            found
                .iter()
                .any(|f| f.0 == indicator && f.2 == value && f.4 == "African Union")
        };
        assert!(union(Indicator::Vote, 30.0));
        assert!(union(Indicator::Members, 55.0));
    }
}
