//! Numbers about someone: which indicator, how measured, of whom, with whom, when.
//!
//! The quantities of a sentence are found already. For each, the nearest *cue* (words that name
//! an indicator, from `rules/figure/`) decides what it measures; the words around it decide
//! whether it is a level, a growth, a share, a rank or a multiple; prepositions, possessives and
//! the subject of the clause decide the parties, in the order that the indicator's rule gives.

use entente_language::Upos;
use entente_language::time::join_ranges;
use entente_model::{
    Bound, Claim, ClaimBody, Edtf, Entity, EntityType, Figure, Indicator, Measure, Quantity,
    QuantityKind, Span, Status, Timex, TimexType,
};
use serde::Deserialize;

use crate::context::Context;
use crate::counted::{count_subject, noun_of, victims};
use crate::judge::{Candidate, Judge};
use crate::lists::Lists;
use crate::mentions::{Reference, Unit, UnitKind};
use crate::pattern::{Index, Pattern};
use crate::rules::{Example, RuleError};
use crate::statements::in_dateline;

/// A figure rule as its file writes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    #[serde(default)]
    note: Option<String>,
    indicator: String,
    /// Words that name the indicator, as patterns without captures.
    cue: Vec<String>,
    /// Words that hold a cue and name something else, as patterns: "arrest warrant".
    #[serde(default)]
    except: Vec<String>,
    /// The sorts of quantity that it may have.
    quantity: Vec<String>,
    /// Of a count: the nouns that may be counted.
    #[serde(default)]
    noun: Vec<String>,
    /// Where its subject stands, the surest first.
    #[serde(default)]
    subject: Vec<String>,
    /// Where its partner stands.
    #[serde(default)]
    partner: Vec<String>,
    /// Both parties must be known: "Kenya's largest market", not "the largest market".
    #[serde(default)]
    both: bool,
    /// Only organisations may be its subject.
    #[serde(default)]
    subject_sort: Option<String>,
    #[serde(default)]
    confidence: Option<f32>,
    #[serde(default)]
    scope: Option<String>,
    #[serde(default)]
    yes: Vec<Example>,
    #[serde(default)]
    no: Vec<String>,
}

/// Where a party of a figure may stand.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Role {
    /// Before the cue, as possessor or adjective: "Kenya's exports".
    Possessor,
    /// The subject of the clause.
    Subject,
    /// The first party of the sentence that no preposition governs.
    Main,
    /// Right after the cue: "chaired the union".
    Object,
    /// After this preposition.
    After(String),
    /// The first or second of two joined by "between", "and" or a dash beside the cue.
    Pair(usize),
    /// The first or second party of those that the text goes on about.
    Bilateral(usize),
    /// The state that the text is from or mostly about.
    Home,
    /// The organisation that the text speaks of.
    Org,
    /// Where it happened: the place or state behind "in", "at", "near", "on" in the sentence, else
    /// in one of those before.
    Where,
    /// The body that votes.
    Chamber,
}

/// A figure rule, ready to run.
#[derive(Clone, Debug)]
pub struct FigureRule {
    /// Its name: the path of its file without the ending.
    pub name: String,
    /// What it finds.
    pub title: String,
    /// More for who reads or changes it.
    pub note: Option<String>,
    /// The indicator that its figures have.
    pub indicator: Indicator,
    /// Its cues as written.
    pub cues: Vec<String>,
    /// What holds a cue and names something else, as written.
    pub except: Vec<String>,
    /// Texts on which it must fire.
    pub yes: Vec<Example>,
    /// Texts on which it must not.
    pub no: Vec<String>,
    /// How often it is right, from 0 to 1.
    pub confidence: f32,
    /// The cues, then what holds a cue and is none.
    compiled: Vec<Pattern>,
    kinds: Vec<QuantityKind>,
    nouns: Vec<String>,
    subject: Vec<Role>,
    partner: Vec<Role>,
    only_org: bool,
    both: bool,
    scope: Option<String>,
}

impl FigureRule {
    /// Reads the rule of that name from the text of its file.
    pub(crate) fn parse(name: &str, text: &str, lists: &Lists) -> Result<Self, RuleError> {
        let fail = |reason: String| RuleError {
            rule: name.to_owned(),
            reason,
        };
        let file: File = toml::from_str(text).map_err(|e| fail(e.to_string()))?;
        let indicator = Indicator::from_name(&file.indicator).ok_or_else(|| {
            fail(format!(
                "`{}` is no indicator of the codebook",
                file.indicator
            ))
        })?;
        let compiled = file
            .cue
            .iter()
            .chain(&file.except)
            .map(|c| Pattern::parse(c, lists))
            .collect::<Result<Vec<_>, _>>()
            .map_err(fail)?;
        let mut kinds = Vec::new();
        for kind in &file.quantity {
            match kind.as_str() {
                "money" => kinds.push(QuantityKind::Money),
                "percent" => kinds.extend([QuantityKind::Percent, QuantityKind::PercentagePoint]),
                "count" => kinds.push(QuantityKind::Number),
                "rank" => kinds.push(QuantityKind::Ordinal),
                "multiple" => kinds.push(QuantityKind::Multiple),
                "years" => kinds.push(QuantityKind::Duration),
                "measure" => kinds.push(QuantityKind::Measure),
                other => return Err(fail(format!("`{other}` is no sort of quantity"))),
            }
        }
        Ok(Self {
            name: name.to_owned(),
            title: file.title,
            note: file.note,
            indicator,
            cues: file.cue,
            except: file.except,
            yes: file.yes,
            no: file.no,
            confidence: file.confidence.unwrap_or(0.75),
            compiled,
            kinds,
            nouns: file.noun,
            subject: file.subject.iter().map(|r| role(r)).collect(),
            partner: file.partner.iter().map(|r| role(r)).collect(),
            only_org: file.subject_sort.as_deref() == Some("org"),
            both: file.both,
            scope: file.scope,
        })
    }
}

fn role(name: &str) -> Role {
    match name {
        "possessor" => Role::Possessor,
        "subject" => Role::Subject,
        "main" => Role::Main,
        "object" => Role::Object,
        "pair.1" => Role::Pair(0),
        "pair.2" => Role::Pair(1),
        "home" => Role::Home,
        "org" => Role::Org,
        "where" => Role::Where,
        "chamber" => Role::Chamber,
        "bilateral.1" => Role::Bilateral(0),
        "bilateral.2" => Role::Bilateral(1),
        preposition => Role::After(preposition.to_owned()),
    }
}

/// All figure rules with an index from words to cues.
#[derive(Clone, Debug)]
pub(crate) struct FigureRules {
    pub rules: Vec<FigureRule>,
    index: Index,
    places: Vec<(usize, usize)>,
}

impl FigureRules {
    pub(crate) fn new(rules: Vec<FigureRule>) -> Self {
        let mut index = Index::default();
        let mut places = Vec::new();
        for (r, rule) in rules.iter().enumerate() {
            for (p, pattern) in rule.compiled.iter().enumerate() {
                index.add(pattern, places.len());
                places.push((r, p));
            }
        }
        Self {
            rules,
            index,
            places,
        }
    }

    /// Where the cues of a sentence stand: rule, first unit, unit after the last.
    fn cues(&self, context: &Context, line: usize) -> Vec<Cue> {
        let units = &context.discourse.lines[line];
        let mut out = Vec::new();
        let mut none = Vec::new();
        for at in self.index.candidates(units) {
            let (rule, pattern) = self.places[at];
            for found in self.rules[rule].compiled[pattern].find_all(context.discourse, units) {
                let cue = Cue {
                    rule,
                    from: found.from,
                    to: found.to,
                };
                if pattern < self.rules[rule].cues.len() {
                    out.push(cue);
                } else {
                    none.push(cue);
                }
            }
        }
        // Of cues for the same words, the longer one counts.
        let mut all = out.clone();
        all.extend(none);
        out.retain(|c: &Cue| {
            !all.iter()
                .any(|o| o.from <= c.from && c.to <= o.to && (o.to - o.from) > (c.to - c.from))
        });
        out.sort_by_key(|c| (c.from, c.to, c.rule));
        out
    }
}

#[derive(Clone, Copy, Debug)]
struct Cue {
    rule: usize,
    from: usize,
    to: usize,
}

/// A figure as far as it was read, for the ones that follow it to go on from.
#[derive(Clone, Debug)]
struct Last {
    rule: usize,
    figure: Figure,
    line: usize,
    unit: usize,
}

/// Adds the figures of the document, or those of the rule of that name alone.
///
/// Numbers that no rule reads are weighed by the judge; `seen` takes all of them, for its training.
pub(crate) fn extract(
    context: &mut Context,
    rules: &FigureRules,
    judge: &Judge,
    only: Option<&str>,
    mut seen: Option<&mut Vec<Candidate>>,
) {
    let ranges = join_ranges(context.discourse.text, &context.discourse.analysis.times);
    let mut last: Option<Last> = None;
    let mut raid: Option<Raid> = None;
    let mut deal: Option<Deal> = None;
    // On whom sanctions were laid, and by whom.
    let mut listed: Option<(Entity, Entity)> = None;
    for line in 0..context.discourse.lines.len() {
        let mut cues = rules.cues(context, line);
        if let Some(name) = only {
            cues.retain(|c| rules.rules[c.rule].name == name);
        }
        let quantities = quantities_of(context, line);
        let mut used = Vec::new();
        for &(q, unit) in &quantities {
            let quantity = context.discourse.analysis.quantities[q].clone();
            if let Some(found) = figure(
                context,
                rules,
                line,
                &cues,
                &quantities,
                &quantity,
                unit,
                last.as_ref(),
                &ranges,
            ) {
                let (rule, made) = found;
                // "killed 40 and displaced 2,000", "kidnapped 80 students"
                if matches!(
                    rules.rules[rule].indicator,
                    Indicator::Killed | Indicator::Wounded | Indicator::Students
                ) && is_of_other_harm(context, line, unit)
                {
                    continue;
                }
                used.push(unit);
                // "up from $2 billion": the next sentence goes on about what is, not what was.
                let was = last.as_ref().is_some_and(|l| l.line == line)
                    && before_now(context, line, unit);
                last = made
                    .first()
                    .filter(|_| !was)
                    .map(|f| Last {
                        rule,
                        figure: f.clone(),
                        line,
                        unit,
                    })
                    .or(last);
                for figure in made {
                    let mut claim = Claim::new(
                        context.discourse.lines[line].span,
                        ClaimBody::Figure(figure),
                    );
                    claim.status = forecast(context, line, unit);
                    claim.source = context.source_at(line, unit);
                    claim.rule = Some(rules.rules[rule].name.clone());
                    claim.confidence = Some(rules.rules[rule].confidence);
                    if promised(
                        context,
                        &claim,
                        context.discourse.lines[line].units[unit].span,
                    ) {
                        continue;
                    }
                    if !told_before(context, &claim) {
                        context.push(claim);
                    }
                }
            }
        }
        repeated(context, rules, line, &cues);
        raid = raid_of(context, line).or(raid);
        deal = deal_of(context, line).or(deal);
        if only.is_none_or(|name| name == OTHER_COUNT) {
            let told = (raid.as_ref(), deal.as_ref());
            let found = other_candidates(
                context,
                line,
                &quantities,
                &used,
                &ranges,
                told,
                &mut listed,
            );
            for candidate in found {
                if let Some(seen) = seen.as_deref_mut() {
                    seen.push(candidate.clone());
                }
                let likely = judge.probability(&candidate.features);
                if likely >= judge.threshold || only.is_some() {
                    let mut claim = candidate.claim;
                    claim.confidence = Some(likely);
                    context.push(claim);
                }
            }
        }
        superlatives(context, rules, line, &cues, &quantities, &mut last, &ranges);
    }
}

/// Whether as many dead or wounded of the same were told already, of whatever day.
fn told_before(context: &Context, claim: &Claim) -> bool {
    let ClaimBody::Figure(new) = &claim.body else {
        return false;
    };
    let key = |e: &Option<Entity>| e.as_ref().map(Entity::key);
    family(new.indicator) == 5
        && !context.discourse.of_items
        && context.told().any(|known| match &known.body {
            ClaimBody::Figure(old) => {
                known.evidence != claim.evidence
                    && old.indicator == new.indicator
                    && old.measure == new.measure
                    && (old.value - new.value).abs() < f64::EPSILON
                    && key(&old.subject) == key(&new.subject)
            }
            _ => false,
        })
}

/// Whether a sum is what a commitment promises: it is the commitment's target, not a figure.
fn promised(context: &Context, claim: &Claim, at: Span) -> bool {
    let ClaimBody::Figure(figure) = &claim.body else {
        return false;
    };
    let money = figure.unit.len() == 3 && figure.unit.chars().all(|c| c.is_ascii_uppercase());
    let aim = matches!(
        figure.indicator,
        Indicator::DefenceSpending | Indicator::Emissions | Indicator::Gdp
    ) && figure.measure != Measure::Rank;
    (money || aim) && context.commitments().any(|c| c.what.contains(at))
}

/// The rule for counts that no indicator names.
const OTHER_COUNT: &str = "figure/other-count";

/// "has twice chaired the union": a count of times in one word.
fn repeated(context: &mut Context, rules: &FigureRules, line: usize, cues: &[Cue]) {
    let units = &context.discourse.lines[line].units;
    let Some((unit, value)) = units
        .iter()
        .enumerate()
        .find_map(|(at, u)| match u.lower.as_str() {
            "twice" => Some((at, 2.0)),
            "thrice" => Some((at, 3.0)),
            _ => None,
        })
    else {
        return;
    };
    let counted = |c: &&Cue| {
        rules.rules[c.rule].indicator == Indicator::Chairmanships && c.from.abs_diff(unit) <= 8
    };
    let Some(&cue) = cues.iter().find(counted) else {
        return;
    };
    let rule = &rules.rules[cue.rule];
    let mut figure = Figure {
        indicator: rule.indicator,
        measure: Measure::Level,
        subject: None,
        partner: None,
        value,
        unit: "count".to_owned(),
        period: None,
        bound: Bound::Equal,
        scope: rule.scope.clone(),
    };
    parties(context, rule, line, cue, unit, &mut figure);
    if figure.subject.is_none() {
        return;
    }
    let span = context.discourse.lines[line].span;
    let mut claim = Claim::new(span, ClaimBody::Figure(figure));
    claim.source = context.source_at(line, unit);
    claim.rule = Some(rule.name.clone());
    claim.confidence = Some(rule.confidence);
    context.push(claim);
}

/// As many people as no crowd or group has, nor any that a war or a famine struck.
const MANY_PEOPLE: f64 = 100_000_000.0;
/// So many people are those of a country where the text says that they live there.
const MILLIONS_OF_PEOPLE: f64 = 10_000_000.0;

/// The numbers of a sentence that no indicator of the codebook names ("16 tanker trucks", "nine
/// years of talks") and that may be claims, with what speaks for and against each.
fn other_candidates(
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

/// When a number of years was: from when on ("for 50 years (since 1973)"), or the span that the
/// text gives; the years themselves are no period ("over the past 55 years").
fn years_period(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
    ranges: &[(Span, Edtf)],
) -> Option<Edtf> {
    let units = &context.discourse.lines[line].units;
    let times = &context.discourse.analysis.times;
    let lasting = context.word(line, unit.wrapping_sub(1)) != "in";
    let since = (unit + 1..units.len().min(unit + 9)).find_map(|at| match units[at].kind {
        UnitKind::Time(t) if units[at - 1].lower == "since" => times[t].edtf.clone(),
        _ => None,
    });
    if lasting && let Some(since) = since {
        return Edtf::since(&since);
    }
    let found = period(context, line, unit, false, ranges)?;
    let itself = times.iter().any(|t| {
        t.span.overlaps(quantity.span)
            && t.edtf.as_ref() == Some(&found)
            && !ranges.iter().any(|r| r.0.contains(t.span))
    });
    (!itself).then_some(found)
}

/// Who gets goods or arms from whom, by the last sentence that told of a sale or delivery.
#[derive(Clone, Debug)]
struct Deal {
    to: Entity,
    from: Option<Entity>,
    line: usize,
}

/// How many sentences behind a sale what it comprises is told.
const COMPRISES: usize = 3;

/// "approved the sale of missiles to Kenya", "Kenya bought 12 jets from Brazil": who gets what is
/// counted, and from whom.
fn deal_of(context: &Context, line: usize) -> Option<Deal> {
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
struct Raid {
    by: Entity,
    on: Option<Entity>,
}

/// "Coalition forces conducted 23 strikes against the group": who strikes whom.
fn raid_of(context: &Context, line: usize) -> Option<Raid> {
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

/// Whether a number is that of all among whom something is ranked: "third among 40 countries",
/// "46th out of 115".
fn is_whole(context: &Context, line: usize, unit: usize) -> bool {
    let word = |back: usize| {
        unit.checked_sub(back)
            .map_or("", |at| context.word(line, at))
    };
    let opener = matches!(word(1), "among" | "amongst")
        || matches!(word(1), "all" | "the") && matches!(word(2), "among" | "amongst")
        || word(1) == "of" && word(2) == "out";
    opener
        && (unit.saturating_sub(5)..unit).any(|at| {
            let UnitKind::Quantity(q) = context.discourse.lines[line].units[at].kind else {
                return false;
            };
            context.discourse.analysis.quantities[q].kind == QuantityKind::Ordinal
        })
}

/// Whether a number is somebody's age: "aged 17", "ranging in age from eleven to 75".
fn is_age(context: &Context, line: usize, unit: usize) -> bool {
    (unit.saturating_sub(4)..unit)
        .any(|at| matches!(context.word(line, at), "age" | "aged" | "ages"))
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

/// The quantities of a sentence, with the unit that each starts in.
fn quantities_of(context: &Context, line: usize) -> Vec<(usize, usize)> {
    let sentence = &context.discourse.lines[line];
    let quantities = &context.discourse.analysis.quantities;
    let from = quantities.partition_point(|q| q.span.start < sentence.span.start);
    quantities[from..]
        .iter()
        .take_while(|q| q.span.start < sentence.span.end)
        .enumerate()
        .filter(|&(i, q)| !is_told_again(context, from + i, q))
        .filter_map(|(i, q)| {
            let unit = sentence
                .units
                .iter()
                .position(|u| u.span.overlaps(q.span))?;
            // Numbers inside names ("Resolution 59", "Group of 77") are no figures, and neither are
            // "the two countries" and what stands behind "UNSCR".
            let numbered = unit > 0
                && context
                    .lists
                    .has("numbered", &sentence.units[unit - 1].lower);
            match sentence.units[unit].kind {
                _ if numbered => None,
                UnitKind::Mention(m)
                    if (sentence.units[unit].span.contains(q.span)
                        // "Resolution 59 marks a shift": no sum in marks
                        || sentence.units[unit].span.start < q.span.start)
                        && (context.discourse.mentions[m].reference == Reference::Name
                            || context.discourse.mentions[m].entities.len() > 1) =>
                {
                    None
                }
                _ => Some((from + i, unit)),
            }
        })
        .collect()
}

/// Whether the verb right before a number tells of another harm than death or wounds.
fn is_of_other_harm(context: &Context, line: usize, unit: usize) -> bool {
    let units = &context.discourse.lines[line].units;
    units[unit.saturating_sub(3)..unit]
        .iter()
        .rev()
        .take_while(|u| !matches!(u.lower.as_str(), "and" | "," | ";"))
        .any(|u| context.lists.has("other-harm", &u.lower))
}

/// Whether a length, area or weight is told in units of science right before or behind: "500 miles
/// (800 km)"; or a sum in the currency of another right before: "3 trillion yuan ($430 billion)".
fn is_told_again(context: &Context, at: usize, quantity: &Quantity) -> bool {
    if quantity.kind == QuantityKind::Money
        && let Some(before) = at
            .checked_sub(1)
            .map(|i| &context.discourse.analysis.quantities[i])
        && before.kind == QuantityKind::Money
        && before.unit != quantity.unit
        && before.span.end < quantity.span.start
    {
        let gap = context
            .discourse
            .words(Span::new(before.span.end, quantity.span.start))
            .trim();
        if matches!(
            gap,
            "(" | "(about" | "(around" | "(approximately" | "(some" | "(nearly" | "(or" | ", or"
        ) {
            return true;
        }
    }
    const CUSTOMARY: [&str; 12] = [
        "mi", "ft", "yd", "in", "acre", "lb", "oz", "gal", "nmi", "sqmi", "mi2", "ft2",
    ];
    let quantities = &context.discourse.analysis.quantities;
    let beside = |other: Option<&Quantity>| {
        other.is_some_and(|o| {
            let gap = if o.span.start < quantity.span.start {
                Span::new(o.span.end, quantity.span.start)
            } else {
                Span::new(quantity.span.end, o.span.start)
            };
            o.kind == QuantityKind::Measure
                && !CUSTOMARY.contains(&o.unit.as_str())
                && gap.len() <= 3
                && context.discourse.words(gap).contains('(')
        })
    };
    quantity.kind == QuantityKind::Measure
        && CUSTOMARY.contains(&quantity.unit.as_str())
        && (beside(quantities.get(at + 1)) || at > 0 && beside(quantities.get(at - 1)))
}

/// A forecast is possible; a plan is planned; what was is actual.
fn forecast(context: &Context, line: usize, unit: usize) -> Status {
    let from = unit.saturating_sub(9);
    for at in (from..unit).rev() {
        let word = context.word(line, at);
        // "will leave Chad, where 13 soldiers died": what is told beside it has happened.
        if matches!(
            word,
            ";" | "while" | "and" | "where" | "who" | "which" | "since" | "after" | "but"
        ) {
            break;
        }
        if context.lists.has("forecast", word) {
            return Status::Possible;
        }
        if matches!(word, "will" | "shall") {
            return Status::Planned;
        }
        if matches!(word, "could" | "may" | "might" | "would") {
            return Status::Possible;
        }
    }
    Status::Actual
}

/// The figures that one quantity gives, with the rule that made them.
#[expect(
    clippy::too_many_arguments,
    reason = "one step of a reading, split only for length"
)]
fn figure(
    context: &Context,
    rules: &FigureRules,
    line: usize,
    cues: &[Cue],
    quantities: &[(usize, usize)],
    quantity: &Quantity,
    unit: usize,
    last: Option<&Last>,
    ranges: &[(Span, Edtf)],
) -> Option<(usize, Vec<Figure>)> {
    if in_target(context, line, unit) || is_age(context, line, unit) {
        return None;
    }
    // "Every $1 billion of exports supports …"
    if matches!(
        context.word(line, unit.wrapping_sub(1)),
        "every" | "each" | "per"
    ) {
        return None;
    }
    let mut measure = measure(context, line, unit, quantity)?;
    // "12 percent, up from 9 percent": what it was before is measured as what it is now.
    if context.word(line, unit.wrapping_sub(1)) == "from"
        && let Some(last) = last.filter(|l| l.line == line && l.unit < unit)
        && last.figure.unit == quantity.unit
        && matches!(measure, Measure::Growth)
        && context
            .lists
            .has("change-from", context.word(line, unit.wrapping_sub(2)))
    {
        measure = last.figure.measure;
    }
    // "growth slowed to 4 percent in 2022 from 7 percent in 2021"
    if context.word(line, unit.wrapping_sub(1)) == "from"
        && measure == Measure::Level
        && let Some(last) = last.filter(|l| line == l.line && l.unit < unit)
        && last.figure.measure == Measure::Growth
        && last.figure.unit == quantity.unit
        && last.figure.indicator == Indicator::Gdp
    {
        measure = Measure::Growth;
    }
    // "…, up 13.9 percent": growth of what was just given.
    if matches!(measure, Measure::Growth | Measure::Change)
        && let Some(last) = last.filter(|l| l.line == line && l.unit < unit)
        && !cues.iter().any(|c| {
            c.from > last.unit && c.to <= unit && rules.rules[c.rule].kinds.contains(&quantity.kind)
        })
    {
        let mut figure = last.figure.clone();
        set_value(&mut figure, quantity, measure, context, line, unit);
        if let Some(span) = since_base(context, line, unit, figure.period.as_ref()) {
            figure.period = Some(span);
        }
        // "from 7 percent in 2021": of its own time.
        if context.word(line, unit.wrapping_sub(1)) == "from" {
            figure.period = period(context, line, unit, false, ranges)
                .filter(|_| dated_behind(context, line, unit));
        }
        return Some((last.rule, vec![figure]));
    }
    // "followed by Kenya with US$3 million and Togo with …"
    if let Some(found) = ranked_after(context, line, unit, quantity, last) {
        return Some(found);
    }
    let Some(cue) = best_cue(
        context, rules, line, cues, quantities, quantity, unit, measure,
    ) else {
        return told_on(context, line, unit, quantity, measure, last, ranges);
    };
    let rule = &rules.rules[cue.rule];
    let mut figure = Figure {
        indicator: rule.indicator,
        measure,
        subject: None,
        partner: None,
        value: quantity.value,
        unit: quantity.unit.clone(),
        period: None,
        bound: quantity.bound,
        scope: rule.scope.clone(),
    };
    // "an 8.8-magnitude earthquake" killed no part of anybody.
    let crowd = context.word(line, unit.wrapping_sub(1)) == "of"
        && context.word(line, unit.wrapping_sub(2)) == "crowd";
    let part = quantity.value.fract() != 0.0 && quantity.value < 1000.0;
    if family(rule.indicator) == 5 && (part || crowd) {
        return None;
    }
    // "lifts tariffs on 90 percent of goods": so much of the goods, and no tariff.
    if rule.indicator == Indicator::Tariff && measure == Measure::Share {
        return None;
    }
    if rule.indicator == Indicator::Vote
        && quantity.kind == QuantityKind::Percent
        && measure == Measure::Level
    {
        figure.measure = Measure::Share;
    }
    let measure = figure.measure;
    parties(context, rule, line, cue, unit, &mut figure);
    if rule.both && (figure.subject.is_none() || figure.partner.is_none()) {
        return None;
    }
    // "Singapore led the bloc with …", not "bloc-led forums".
    let leads = (cue.from.min(unit).saturating_sub(8)..unit).any(|at| {
        matches!(
            context.word(line, at),
            "led" | "leads" | "lead" | "topped" | "tops"
        ) && context.word(line, at.saturating_sub(1)) != "-"
            // "topped $3 million"
            && at + 1 != unit
    }) && quantity.kind == QuantityKind::Money
        && measure == Measure::Level
        && !rule.partner.is_empty();
    // "Japan's ninth largest partner overall, and second largest in the bloc": of the same two.
    if measure == Measure::Rank
        && let Some(last) =
            last.filter(|l| l.line == line && l.unit < unit && l.figure.measure == Measure::Rank)
        && last.figure.partner.is_some()
        && figure.partner.is_none()
        && (last.unit..unit).any(|at| context.word(line, at) == "and")
        && !(last.unit + 1..unit).any(|at| {
            matches!(
                context.word(line, at),
                "is" | "was" | "are" | ";" | "while" | "'s"
            )
        })
    {
        figure.subject.clone_from(&last.figure.subject);
        figure.partner.clone_from(&last.figure.partner);
    }
    // "registered capital of $86 million, ranking 46th": of the same two.
    if measure == Measure::Rank
        && figure.partner.is_none()
        && let Some(last) =
            last.filter(|l| l.line == line && l.unit < unit && l.figure.indicator == rule.indicator)
        && (last.unit..unit)
            .any(|at| matches!(context.word(line, at), "ranking" | "ranked" | "making"))
        && last.figure.partner.is_some()
    {
        figure.subject.clone_from(&last.figure.subject);
        figure.partner.clone_from(&last.figure.partner);
    }
    // "Oman accounts for 30 percent of imports" in a text on Chad: who is named is the other side.
    if measure == Measure::Share
        && family(rule.indicator) == 1
        && figure.partner.is_none()
        && (unit.saturating_sub(5)..unit)
            .any(|at| context.lists.has("verb-share", context.word(line, at)))
        && let Some(named) = figure.subject.clone()
        && let Some(owner) = owner_before(context, line)
        && owner.key() != named.key()
    {
        figure.subject = Some(owner);
        figure.partner = Some(named);
    }
    // "one Kenyan soldier was killed and 11 others were wounded": of the same.
    if family(rule.indicator) == 5
        && matches!(context.word(line, unit + 1), "others" | "more" | "other")
        && let Some(last) = last.filter(|l| {
            l.line == line && l.unit < unit && family(l.figure.indicator) == family(rule.indicator)
        })
    {
        figure.subject.clone_from(&last.figure.subject);
        figure.partner.clone_from(&last.figure.partner);
    }
    side_behind(context, line, unit, rule, &mut figure);
    go_on(context, line, unit, cue, last, &mut figure);
    let standing = lasts(rule.indicator, measure);
    swap_ranked(context, line, rule.indicator, unit, last, &mut figure);
    // A party or period that is not said goes on from the figure before in the same passage.
    if let Some(last) =
        last.filter(|l| l.line == line || l.line + 1 == line && refers_back(context, line))
    {
        let kin = family(last.figure.indicator) == family(figure.indicator);
        if kin && figure.subject.is_none() {
            figure.subject.clone_from(&last.figure.subject);
        }
        // "Exports to these five countries", "in total": with others than before.
        let own = matches!(context.word(line, cue.to), "to" | "from" | "with")
            || (0..unit)
                .any(|at| matches!(context.word(line, at), "total" | "overall" | "altogether"));
        if kin
            && figure.partner.is_none()
            && (last.line == line || !own && !rule.partner.is_empty())
        {
            figure.partner.clone_from(&last.figure.partner);
        }
        if kin
            && figure.partner.as_ref().map(Entity::key) == figure.subject.as_ref().map(Entity::key)
        {
            figure.partner = None;
        }
        // "30 of the 57 members voted on Monday": what lasts is of no day.
        let apart = standing && !lasts(last.figure.indicator, last.figure.measure);
        figure.period = period(context, line, unit, standing, ranges).or_else(|| {
            if kin && !apart && (last.line == line || measure != Measure::Rank) {
                last.figure.period.clone()
            } else {
                None
            }
        });
    } else {
        figure.period = period(context, line, unit, standing, ranges);
    }
    if measure == Measure::Level
        && let Some(end) = end_of_span(context, line, unit, quantities, figure.period.as_ref())
    {
        figure.period = Some(end);
    }
    // "Exports to Ghana reached …": of whom the figures before it were, else the text's own state.
    if figure.subject.is_none() && matches!(family(rule.indicator), 1..=3 | 7) {
        let other = |e: &Entity| {
            figure.partner.as_ref().is_none_or(|p| {
                p.key() != e.key() && (p.country.is_none() || p.country != e.country)
            })
        };
        let before = last
            .filter(|l| {
                family(l.figure.indicator) == family(rule.indicator) && line - l.line <= REMEMBERED
            })
            .and_then(|l| l.figure.subject.clone())
            .filter(other);
        figure.subject = before.or_else(|| owner_before(context, line).filter(other));
    }
    // "has doubled over the past five years and exceeded $1 billion": the span is of the growth.
    if measure == Measure::Level
        && family(rule.indicator) == 1
        && let Some(last) = last.filter(|l| l.line == line && l.unit < unit)
        && matches!(
            last.figure.measure,
            Measure::Multiple | Measure::Growth | Measure::Change
        )
        && figure.period == last.figure.period
        && figure.period.as_ref().is_some_and(Edtf::is_interval)
    {
        figure.period = None;
    }
    // The next sentence on the same matter goes on about the same time, unless it tells a rank.
    if figure.period.is_none()
        && measure != Measure::Rank
        && let Some(last) = last
        && last.line + 1 == line
        && (last.figure.indicator == figure.indicator
            || matches!(family(rule.indicator), 1 | 2 | 7)
                && family(last.figure.indicator) == family(rule.indicator)
                && measure != Measure::Rank
                && shares_side(&last.figure, &figure)
                && !at_present(context, line, unit))
        // What one sentence says of "now" the next does not.
        && last.figure.period != context.published
    {
        figure.period.clone_from(&last.figure.period);
    }
    if let Some(same) = same_months(context, line, unit, figure.period.as_ref(), last) {
        figure.period = Some(same);
    }
    // "650 nationals are held": what lasts is of no day, nor is what "has killed" so many so far.
    let lasting = !matches!(rule.indicator, Indicator::Killed | Indicator::Wounded)
        && matches!(
            context.word(line, cue.from.wrapping_sub(1)),
            "are" | "is" | "remain"
        )
        || so_far(context, line, cue, unit)
        || is_set_back(context, line, cue)
        // "has killed 4,000 people, wounded 9,000 and displaced a million": all so far.
        || family(rule.indicator) == 5
            && last.is_some_and(|l| {
                l.line == line
                    && family(l.figure.indicator) == 5
                    && l.figure.period.is_none()
                    && unit - l.unit.min(unit) <= 8
            });
    if figure.period.is_none() && (family(rule.indicator) == 5 || rule.indicator == Indicator::Vote)
    {
        figure.period = named_day(context, line, unit);
    }
    // A toll so far is of the country, not of the place last told of.
    if family(rule.indicator) == 5
        && so_far(context, line, cue, unit)
        && let Some(place) = figure
            .subject
            .as_ref()
            .filter(|s| s.kind == EntityType::Place && s.name != "world")
        && place_at(context, line, unit).is_none_or(|here| here.key() != place.key())
    {
        let code = place
            .country
            .clone()
            .or_else(|| context.discourse.setting(line).map(str::to_owned));
        if let Some(state) = code.and_then(|code| context.discourse.state_named(&code)) {
            figure.subject = Some(state);
        }
    }
    if figure.period.is_none()
        && !lasting
        && figure.indicator != Indicator::Residents
        && (family(rule.indicator) == 5 || rule.indicator == Indicator::Vote)
    {
        figure.period = event_day(context, line);
    }
    // "up from $2 billion": of a time that is not said, unless it stands right behind.
    if before_now(context, line, unit) && !dated_behind(context, line, unit) {
        figure.period = None;
    }
    if rule.indicator == Indicator::Chairmanships {
        figure.period = None;
    }
    if rule.indicator == Indicator::Partnerships {
        figure.scope = levels_before(context, line, cue.from);
    }
    if rule.indicator == Indicator::Anniversary {
        let printed = printed_span(context, line, unit, ranges);
        figure.period = anniversary_period(printed.or(figure.period).as_ref(), context);
    }
    if matches!(measure, Measure::Multiple | Measure::Growth) {
        if let Some(span) = from_to(context, line) {
            figure.period = Some(span);
        } else if let Some(span) = figure
            .period
            .as_ref()
            .and_then(|span| up_to(context, line, unit, span))
        {
            figure.period = Some(span);
        }
    }
    if let Some(own) = quantity
        .respective
        .and_then(|place| respective_party(context, line, unit, quantities, place))
    {
        if figure.partner.is_some() {
            figure.partner = Some(own);
        } else {
            figure.subject = Some(own);
        }
    }
    set_value(&mut figure, quantity, measure, context, line, unit);
    // "a 45-member Kenyan delegation", "the six-member Afghan team"
    if rule.indicator == Indicator::Members
        && let Some((state, sent)) = team_behind(context, line, unit)
    {
        figure.subject = Some(state);
        figure.partner = None;
        if sent {
            figure.indicator = Indicator::Delegates;
        }
        set_value(&mut figure, quantity, measure, context, line, unit);
        return Some((cue.rule, vec![figure]));
    }
    if rule.only_org
        && figure
            .subject
            .as_ref()
            .is_none_or(|s| s.kind != EntityType::Org)
    {
        return None;
    }
    // Where no word of the rule leads to a party, who acts in the clause has what is counted.
    if figure.subject.is_none()
        && !rule.subject.is_empty()
        && quantity.kind == QuantityKind::Number
        && matches!(family(rule.indicator), 0 | 2 | 4)
        // "has chaired it three times", "the two countries"
        && !matches!(context.word(line, unit + 1), "times" | "occasions")
        && !matches!(context.word(line, unit.wrapping_sub(1)), "the" | "both" | "these")
        && let Some(counted) = count_subject(context, line, unit, quantity)
    {
        figure.subject = Some(counted.subject);
        figure.partner = figure.partner.take().or(counted.partner);
    }
    // "800,000 of the refugees have arrived in Chad": of those told of before.
    if rule.indicator == Indicator::Displaced
        && figure.subject.is_none()
        && let Some(last) = last.filter(|l| {
            l.figure.indicator == Indicator::Displaced && line - l.line <= REMEMBERED / 2
        })
    {
        figure.subject.clone_from(&last.figure.subject);
    }
    // Aid goes on to whom the figures before it told.
    if rule.indicator == Indicator::Aid
        && figure.subject.is_none()
        && let Some(last) =
            last.filter(|l| l.figure.indicator == Indicator::Aid && line - l.line <= REMEMBERED / 2)
    {
        figure.subject = last
            .figure
            .subject
            .clone()
            .filter(|s| figure.partner.as_ref().is_none_or(|p| p.key() != s.key()));
    }
    // "contributed $1 billion to the economy": no aid.
    if rule.indicator == Indicator::Aid
        && (unit + 1..unit + 8).any(|at| {
            matches!(
                context.word(line, at),
                "economy" | "gdp" | "economies" | "revenue" | "revenues"
            )
        })
    {
        return None;
    }
    if figure.subject.is_none()
        && !rule.subject.is_empty()
        && !(rule.indicator == Indicator::Aid && figure.partner.is_some())
    {
        return None;
    }
    if leads && figure.partner.is_some() {
        let first = rank_of(&figure, 1.0);
        return Some((cue.rule, vec![figure, first]));
    }
    // "top 20 in trade and investment": one rank for each.
    if measure == Measure::Rank && cue.from > unit {
        let units = &context.discourse.lines[line].units;
        let mut all = vec![figure.clone()];
        let mut end = cue.to;
        for next in cues
            .iter()
            .filter(|c| c.from >= cue.to && c.rule != cue.rule)
        {
            let joined =
                units[end..next.from].iter().any(|u| u.lower == "and") && next.from - end <= 3;
            let ranked = rules.rules[next.rule]
                .kinds
                .contains(&QuantityKind::Ordinal);
            let own = quantities.iter().any(|&(_, u)| u >= end && u < next.from);
            if joined && ranked && !own {
                let mut further = figure.clone();
                further.indicator = rules.rules[next.rule].indicator;
                all.push(further);
                end = next.to;
            }
        }
        return Some((cue.rule, all));
    }
    // A range gives two figures.
    if let (Some(low), Some(high)) = (quantity.low, quantity.high)
        && high > low
        && matches!(quantity.bound, Bound::Equal | Bound::About)
    {
        let mut upper = figure.clone();
        figure.value = low;
        upper.value = high;
        // "rose from 4 to 5" is no range: it was the one and is the other.
        let from_to = rule.indicator == Indicator::Tariff
            && context
                .discourse
                .words(quantity.span)
                .to_lowercase()
                .starts_with("from ");
        if !from_to && !moved(context, line, unit, quantity) {
            figure.bound = Bound::AtLeast;
            upper.bound = Bound::AtMost;
        }
        return Some((cue.rule, vec![figure, upper]));
    }
    if rule.indicator == Indicator::Tariff
        && let Some(first) = figure.partner.clone()
    {
        let mut all = vec![figure.clone()];
        let others = listed_after(context, line, &first);
        for other in others {
            if figure.subject.as_ref().map(Entity::key) == Some(other.key()) {
                continue;
            }
            let mut further = figure.clone();
            further.partner = Some(other);
            all.push(further);
        }
        if all.len() > 1 && figure.subject.is_some() {
            return Some((cue.rule, all));
        }
    }
    if matches!(
        figure.measure,
        Measure::Multiple | Measure::Growth | Measure::Change
    ) && let Some(span) = since_base(context, line, unit, figure.period.as_ref())
    {
        figure.period = Some(span);
    }
    Some((cue.rule, vec![figure]))
}

/// "$3 million with Kenya and $2 million with Chad": the side that stands right behind a number is
/// that number's.
fn side_behind(
    context: &Context,
    line: usize,
    unit: usize,
    rule: &FigureRule,
    figure: &mut Figure,
) {
    let units = &context.discourse.lines[line].units;
    if !matches!(family(rule.indicator), 1 | 2) || figure.measure == Measure::Rank {
        return;
    }
    let Some(preposition) = units.get(unit + 1).map(|u| u.lower.as_str()) else {
        return;
    };
    let governs = |roles: &[Role]| {
        roles
            .iter()
            .any(|r| matches!(r, Role::After(word) if word == preposition))
    };
    let of_partner = governs(&rule.partner);
    if !of_partner && !governs(&rule.subject) {
        return;
    }
    let named = (unit + 2..units.len().min(unit + 4))
        .take_while(|&at| at == unit + 2 || units[at - 1].lower == "the")
        .find_map(|at| match units[at].kind {
            UnitKind::Mention(m) if context.discourse.mentions[m].entities.len() == 1 => context
                .discourse
                .entities_of(m)
                .find(|e| matches!(e.kind, EntityType::State | EntityType::Org))
                .cloned(),
            _ => None,
        });
    let Some(named) = named else { return };
    let key = named.key();
    if of_partner {
        if figure.subject.as_ref().map(Entity::key) != Some(key) {
            figure.partner = Some(named);
        }
    } else if figure.partner.as_ref().map(Entity::key) != Some(key) {
        figure.subject = Some(named);
    }
}

/// The next figures of trade or investment go on about the same two, where their sentence names
/// nobody else: "Trade between Kenya and Togo … Exports were …", "imports from Togo were …".
fn go_on(
    context: &Context,
    line: usize,
    unit: usize,
    cue: Cue,
    last: Option<&Last>,
    figure: &mut Figure,
) {
    let kin = |last: &&Last| {
        family(last.figure.indicator) == family(figure.indicator)
            && line - last.line <= GOES_ON
            && matches!(
                figure.indicator,
                Indicator::Trade
                    | Indicator::Exports
                    | Indicator::Imports
                    | Indicator::TradeBalance
                    | Indicator::Fdi
                    | Indicator::FdiProjects
            )
    };
    let Some((a, b)) = last
        .filter(kin)
        .and_then(|l| Some((l.figure.subject.clone()?, l.figure.partner.clone()?)))
    else {
        return;
    };
    let of_all = (cue.from.min(unit).saturating_sub(4)..cue.to.max(unit)).any(|at| {
        matches!(
            context.word(line, at),
            "foreign"
                | "external"
                | "overall"
                | "global"
                | "international"
                | "world"
                | "all"
                | "other"
        )
    });
    let ours = |e: &Entity| e.key() == a.key() || e.key() == b.key();
    let others = context
        .discourse
        .polities(line)
        .into_iter()
        .any(|e| !ours(&context.discourse.entities[e]));
    if of_all || others {
        return;
    }
    let one_way = matches!(figure.indicator, Indicator::Fdi | Indicator::FdiProjects);
    match (&figure.subject, &figure.partner) {
        (None, None) => (figure.subject, figure.partner) = (Some(a), Some(b)),
        (Some(subject), None) if subject.key() == a.key() => figure.partner = Some(b),
        (Some(subject), None) if subject.key() == b.key() && !one_way => figure.partner = Some(a),
        (None, Some(partner)) if partner.key() == b.key() => figure.subject = Some(a),
        (None, Some(partner)) if partner.key() == a.key() => figure.subject = Some(b),
        _ => {}
    }
}

/// How many sentences figures of trade go on about the same two.
const GOES_ON: usize = 1;

/// "Togo is Kenya's second-largest partner, while Kenya ranks fourth for Togo": the other way round.
fn ranked_in_turn(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
    measure: Measure,
    last: &Last,
) -> Option<Figure> {
    let ranks = measure == Measure::Rank
        && last.line == line
        && last.figure.measure == Measure::Rank
        && (unit.saturating_sub(3)..unit).any(|at| {
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
    let turned = ranks
        && (last.unit..unit).any(|at| is(at, &a))
        && (unit + 1..unit + 4).any(|at| is(at, &b));
    turned.then(|| Figure {
        subject: Some(b),
        partner: Some(a),
        value: quantity.value,
        bound: quantity.bound,
        period: None,
        ..last.figure.clone()
    })
}

/// "It fell to $2 billion in 2024", "The figure showed a 3 percent increase": what the figure before
/// was of goes on.
fn told_on(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
    measure: Measure,
    last: Option<&Last>,
    ranges: &[(Span, Edtf)],
) -> Option<(usize, Vec<Figure>)> {
    let last = last.filter(|l| line - l.line <= 1)?;
    if let Some(ranked) = ranked_in_turn(context, line, unit, quantity, measure, last) {
        return Some((last.rule, vec![ranked]));
    }
    let change = matches!(
        measure,
        Measure::Growth | Measure::Multiple | Measure::Change
    );
    let alike = quantity.unit == last.figure.unit && measure == last.figure.measure
        || change && last.figure.measure == Measure::Level;
    if !alike
        || !matches!(family(last.figure.indicator), 1 | 2 | 3 | 7)
        || matches!(quantity.kind, QuantityKind::Number | QuantityKind::Ordinal)
    {
        return None;
    }
    let units = &context.discourse.lines[line].units;
    let from = if last.line == line { last.unit } else { 0 };
    let tree = context.tree(line)?;
    // The subject of the clause in which the number stands.
    let mut token = units[unit].tokens.start;
    let subject = (0..6).find_map(|_| {
        token = tree.head(token)?;
        tree.children(token)
            .find(|&c| tree.relation(c).starts_with("nsubj") && c < units[unit].tokens.start)
    })?;
    let goes_on = context.lists.has("figure-again", tree.word(subject))
        && units[from..unit]
            .iter()
            .any(|u| u.tokens.contains(&subject));
    // A name within says whose else it is.
    let own = tree.children(subject).any(|c| {
        units.iter().any(|u| {
            u.tokens.contains(&c)
                && matches!(u.kind, UnitKind::Mention(m)
                    if context.discourse.mentions[m].reference == Reference::Name)
        })
    });
    if !goes_on || own {
        return None;
    }
    let mut figure = last.figure.clone();
    set_value(&mut figure, quantity, measure, context, line, unit);
    let own = period(context, line, unit, false, ranges);
    if own.is_some() || last.line != line && !change {
        figure.period = own;
    }
    Some((last.rule, vec![figure]))
}

/// Whether a number is what something was before: "up from $2 billion", "compared with 30 percent".
fn before_now(context: &Context, line: usize, unit: usize) -> bool {
    let word = |back: usize| {
        unit.checked_sub(back)
            .map_or("", |at| context.word(line, at))
    };
    match word(1) {
        "from" => {
            context.lists.has("change-from", word(2))
                // "a 9 percent increase from $2 billion"
                || matches!(
                    word(2),
                    "increase"
                        | "rise"
                        | "growth"
                        | "jump"
                        | "surge"
                        | "decrease"
                        | "decline"
                        | "drop"
                        | "fall"
                )
        }
        "to" | "with" => word(2) == "compared",
        "against" | "versus" => true,
        _ => false,
    }
}

/// Whether a time stands right behind a number: "$2 billion in 2019", "$2 billion a year earlier".
fn dated_behind(context: &Context, line: usize, unit: usize) -> bool {
    let units = &context.discourse.lines[line].units;
    (unit + 1..units.len().min(unit + BEHIND + 1))
        .take_while(|&at| !matches!(units[at].lower.as_str(), "," | ";" | "and"))
        .any(|at| matches!(units[at].kind, UnitKind::Time(_)))
}

/// Whether two figures have a side in common.
fn shares_side(a: &Figure, b: &Figure) -> bool {
    let sides = |f: &Figure| -> Vec<String> {
        [&f.subject, &f.partner]
            .into_iter()
            .flatten()
            .map(Entity::key)
            .collect()
    };
    let others = sides(b);
    sides(a).iter().any(|key| others.contains(key))
}

/// Whether the verb right before a number tells of what is: "trade is worth $3 billion".
fn at_present(context: &Context, line: usize, unit: usize) -> bool {
    (unit.saturating_sub(4)..unit).any(|at| {
        context
            .syntax(line, at)
            .is_some_and(|s| matches!(s.xpos, "VBZ" | "VBP"))
    })
}

/// "$2 million in the same period last year", after "$3 million in the first half": the same months
/// of the other year.
fn same_months(
    context: &Context,
    line: usize,
    unit: usize,
    found: Option<&Edtf>,
    last: Option<&Last>,
) -> Option<Edtf> {
    let year = found?.as_str();
    let months = last.filter(|l| l.line == line)?.figure.period.as_ref()?;
    let said = (unit + 1..unit + 5).any(|at| {
        matches!(context.word(line, at), "same" | "corresponding")
            && matches!(
                context.word(line, at + 1),
                "period" | "months" | "month" | "quarter" | "time" | "half"
            )
    });
    if !said || year.len() != 4 || months.as_str().len() == 4 {
        return None;
    }
    let moved: Vec<String> = months
        .as_str()
        .split('/')
        .map(|end| end.get(4..).map(|rest| format!("{year}{rest}")))
        .collect::<Option<_>>()?;
    Edtf::parse(&moved.join("/")).ok()
}

/// "Between 2002 and 2012 trade grew from $2 billion to $9 billion": each sum is of its end.
fn end_of_span(
    context: &Context,
    line: usize,
    unit: usize,
    quantities: &[(usize, usize)],
    span: Option<&Edtf>,
) -> Option<Edtf> {
    let (from, to) = span?.as_str().split_once('/')?;
    let units = &context.discourse.lines[line].units;
    let own = (unit + 1..units.len())
        .any(|at| matches!(units[at].kind, UnitKind::Time(_)) && belongs(units, unit, at));
    if own || from.len() != to.len() || from.len() > 7 {
        return None;
    }
    let opener = |at: usize| context.word(line, at.wrapping_sub(1));
    let place = quantities.iter().position(|&(_, u)| u == unit)?;
    let known = &context.discourse.analysis.quantities;
    let like = |other: usize| {
        quantities
            .get(other)
            .is_some_and(|&(q, _)| known[q].unit == known[quantities[place].0].unit)
    };
    let end = match opener(unit) {
        "from" if like(place + 1) && opener(quantities[place + 1].1) == "to" => from,
        "to" if place > 0 && like(place - 1) && opener(quantities[place - 1].1) == "from" => to,
        _ => return None,
    };
    Edtf::parse(end).ok()
}

/// The day that the sentence of an incident names, however far from the number.
fn named_day(context: &Context, line: usize, unit: usize) -> Option<Edtf> {
    let units = &context.discourse.lines[line].units;
    let times = &context.discourse.analysis.times;
    (0..units.len())
        .filter(|&at| {
            !of_telling(units, at)
                && !(at.saturating_sub(2)..at)
                    .any(|b| matches!(units[b].lower.as_str(), "since" | "than" | "until" | "by"))
        })
        .filter_map(|at| match units[at].kind {
            UnitKind::Time(t) => day_of(&times[t]).map(|day| (at.abs_diff(unit), day)),
            _ => None,
        })
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, day)| day)
}

/// Whether a number is of all that has happened so far: "has killed 4,000", "the war has resulted in
/// 1,300 deaths".
fn so_far(context: &Context, line: usize, cue: Cue, unit: usize) -> bool {
    let first = cue.from.min(unit);
    (first.saturating_sub(4)..cue.from.max(unit))
        .rev()
        .take_while(|&at| !matches!(context.word(line, at), "," | ";" | "and" | "who"))
        .any(|at| {
            matches!(context.word(line, at), "has" | "have" | "'ve")
                && (context.word(line, at.wrapping_sub(1)) != "to"
                    || context.word(line, at.wrapping_sub(2)) == "known")
        })
}

/// How many sentences a figure goes on about those of an earlier one.
const REMEMBERED: usize = 8;

/// How far from the beginning of a sentence the one that it is about stands.
const OPENING: usize = 3;

/// "Germany ranked first with $2 billion" in a text on Kenya's exports: whose they are is told
/// before, and who is ranked is the other side.
fn swap_ranked(
    context: &Context,
    line: usize,
    indicator: Indicator,
    unit: usize,
    last: Option<&Last>,
    figure: &mut Figure,
) {
    let ranked = (0..unit).any(|at| context.lists.has("ranked", context.word(line, at)));
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

/// Whose a number of several is: "imports from Oman and Togo were $3 and $2, respectively".
fn respective_party(
    context: &Context,
    line: usize,
    unit: usize,
    quantities: &[(usize, usize)],
    place: usize,
) -> Option<Entity> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let known = &discourse.analysis.quantities;
    let run: Vec<usize> = quantities
        .iter()
        .filter(|(q, _)| known[*q].respective.is_some())
        .map(|&(_, u)| u)
        .collect();
    let first = *run.first().filter(|_| run.contains(&unit))?;
    let named: Vec<Entity> = units[..first]
        .iter()
        .filter_map(|u| match u.kind {
            UnitKind::Mention(m) => discourse
                .entities_of(m)
                .find(|e| matches!(e.kind, EntityType::State | EntityType::Org))
                .cloned(),
            _ => None,
        })
        .collect();
    // The last names before the numbers, as many as there are numbers.
    let from = named.len().checked_sub(run.len())?;
    named.into_iter().nth(from + place)
}

/// The state that a text on trade or growth goes on about where a sentence names none: the text's
/// own, else the one that owns something or acts first in the sentences before.
fn owner_before(context: &Context, line: usize) -> Option<Entity> {
    let discourse = context.discourse;
    let home = discourse
        .home
        .as_deref()
        .and_then(|code| discourse.state_named(code));
    home.or_else(|| {
        (0..line).rev().take(REMEMBERED).find_map(|l| {
            let units = &discourse.lines[l].units;
            (0..units.len()).find_map(|at| {
                let UnitKind::Mention(m) = units[at].kind else {
                    return None;
                };
                let owner = at <= OPENING
                    || units
                        .get(at + 1)
                        .is_some_and(|u| matches!(u.lower.as_str(), "'s" | "'"));
                discourse
                    .entities_of(m)
                    .find(|e| owner && matches!(e.kind, EntityType::State | EntityType::Org))
                    .cloned()
            })
        })
    })
}

/// Sets what depends on the quantity and the measure.
fn set_value(
    figure: &mut Figure,
    quantity: &Quantity,
    measure: Measure,
    context: &Context,
    line: usize,
    unit: usize,
) {
    figure.measure = measure;
    figure.value = quantity.value;
    figure.unit = match measure {
        Measure::Rank => "rank".to_owned(),
        Measure::Multiple => "times".to_owned(),
        _ => quantity.unit.clone(),
    };
    figure.bound = quantity.bound;
    // "neared $2 billion"
    if quantity.bound == Bound::Equal
        && matches!(
            context.word(line, unit.wrapping_sub(1)),
            "neared" | "nearing" | "nears" | "approached" | "approaching" | "approaches"
        )
    {
        figure.bound = Bound::About;
    }
    if quantity.bound == Bound::Equal
        && matches!(measure, Measure::Level | Measure::Growth | Measure::Share)
        && matches!(
            context.word(line, unit.wrapping_sub(1)),
            "topped" | "topping" | "tops" | "crossed" | "crossing" | "passed" | "surpassed"
        )
    {
        figure.bound = Bound::Above;
    }
    if matches!(measure, Measure::Growth | Measure::Change) && falls(context, line, unit, quantity)
    {
        figure.value = -figure.value.abs();
    }
    if figure.indicator == Indicator::Anniversary {
        figure.unit = "years".to_owned();
    }
    // "top 20", "among the 40 largest"
    let words = context.discourse.words(quantity.span);
    if measure == Measure::Rank
        && (context.word(line, unit.saturating_sub(1)) == "top" || among(words))
    {
        figure.bound = Bound::AtMost;
    }
}

/// Whether a rank is one of many: "top 20", "40 largest", not "4th largest" or "fourth-largest".
fn among(words: &str) -> bool {
    let words = words.to_lowercase();
    let rest = words.strip_prefix("top ").unwrap_or(&words);
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    words.starts_with("top ") || digits.len() < rest.len() && digits.starts_with(' ')
}

fn falls(context: &Context, line: usize, unit: usize, quantity: &Quantity) -> bool {
    quantity.change == Some(entente_model::Change::Fall)
        || (unit.saturating_sub(4)..unit)
            .any(|at| context.lists.has("fall", context.word(line, at)))
}

/// Indicators whose figures go on from each other.
fn family(indicator: Indicator) -> u8 {
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

/// Whether the sentence goes on about the one before: "Of this, …", "It …", "Bilateral trade …".
fn refers_back(context: &Context, line: usize) -> bool {
    let first = context.word(line, 0);
    let second = context.word(line, 1);
    first == "of" && matches!(second, "this" | "which" | "that" | "the")
        || matches!(
            first,
            "this"
                | "it"
                | "bilateral"
                | "two-way"
                | "exports"
                | "imports"
                | "meanwhile"
                | "conversely"
                | "in"
                | "among"
                | "currently"
        )
}

/// How the words around a quantity say that it measures.
fn measure(context: &Context, line: usize, unit: usize, quantity: &Quantity) -> Option<Measure> {
    let before: Vec<&str> = (unit.saturating_sub(4)..unit)
        .map(|at| context.word(line, at))
        .collect();
    let after: Vec<&str> = (unit + 1..unit + 5)
        .map(|at| context.word(line, at))
        .collect();
    let near = |words: &[&str], list: &str| words.iter().any(|w| context.lists.has(list, w));
    Some(match quantity.kind {
        QuantityKind::Percent | QuantityKind::PercentagePoint => {
            let share_after = matches!(after[0], "of" | "share");
            if quantity.change.is_some() && !share_after && !moved(context, line, unit, quantity) {
                Measure::Growth
            } else if moved(context, line, unit, quantity) && !grown(context, line, unit) {
                // "tariffs drop from 50 to 10 percent", "rose to 40 percent"
                Measure::Level
            } else if share_after
                || near(&before, "share")
                || after.iter().take(2).any(|w| context.lists.has("share", w))
            {
                Measure::Share
            } else if near(&before, "rise")
                || near(&before, "fall")
                || matches!(
                    after[0],
                    "increase"
                        | "rise"
                        | "growth"
                        | "drop"
                        | "decline"
                        | "decrease"
                        | "fall"
                        | "reduction"
                        | "increment"
                        | "jump"
                        | "surge"
                        | "gain"
                        | "hike"
                        | "expansion"
                        | "slump"
                        | "contraction"
                        | "dip"
                        | "plunge"
                        | "slide"
                        | "year-on-year"
                        | "annually"
                        | "higher"
                        | "lower"
                        | "more"
                        | "less"
                )
                || near(&before, "growth")
                // "lifted exports by 28 percent"
                || before.last() == Some(&"by")
                // "12 percent above the year before"
                || (matches!(after[0], "above" | "below" | "up" | "down" | "over")
                    || after[0].starts_with("more than ")
                    || after[0].starts_with("less than "))
                    && after[..].iter().flat_map(|w| w.split(' ')).any(|w| {
                        matches!(
                            w,
                            "before" | "earlier" | "previous" | "preceding" | "level" | "levels"
                        )
                    })
            {
                Measure::Growth
            } else {
                Measure::Level
            }
        }
        QuantityKind::Multiple => Measure::Multiple,
        QuantityKind::Ordinal => {
            let words = context.discourse.words(quantity.span).to_lowercase();
            let superlative = after
                .iter()
                .take(2)
                .map(|w| w.trim_start_matches('-'))
                .chain(words.split([' ', '-']))
                .any(|w| context.lists.has("superlative", w));
            let ranked = before
                .iter()
                .any(|w| matches!(*w, "rank" | "ranks" | "ranked" | "ranking"));
            // "a top priority"
            if after
                .iter()
                .take(2)
                .any(|w| context.lists.has("no-rank", w))
            {
                return None;
            }
            let one_of = (unit.saturating_sub(10)..unit)
                .any(|at| context.word(line, at) == "one" && context.word(line, at + 1) == "of");
            // "came third in Africa", "puts Kenya 8th on the continent", "from sixth place"
            let again = matches!(before.last(), Some(&("and" | ",")))
                && (unit.saturating_sub(8)..unit).any(|at| {
                    let UnitKind::Quantity(q) = context.discourse.lines[line].units[at].kind else {
                        return false;
                    };
                    context.discourse.analysis.quantities[q].kind == QuantityKind::Ordinal
                })
                && (unit.saturating_sub(12)..unit)
                    .any(|at| context.lists.has("verb-rank", context.word(line, at)));
            let placed = again
                && matches!(
                    after[0],
                    "in" | "on" | "among" | "globally" | "worldwide" | "overall"
                )
                || matches!(after[0], "place" | "position" | "spot")
                || (matches!(
                    after[0],
                    "in" | "on" | "among" | "out" | "globally" | "worldwide" | "overall" | "for"
                )) && before.iter().any(|w| context.lists.has("verb-rank", w));
            if one_of && quantity.value < 2.0 {
                // "one of its largest partners": no place among them.
                return None;
            } else if superlative || ranked || placed || before.last() == Some(&"top") {
                Measure::Rank
            } else if after[0] == "anniversary" || after[0] == "birthday" {
                Measure::Level
            } else {
                return None;
            }
        }
        QuantityKind::Number => {
            // "the world's 40 largest economies", "top 20"
            let superlative = after
                .first()
                .is_some_and(|w| context.lists.has("superlative", w))
                || after
                    .get(1)
                    .is_some_and(|w| context.lists.has("superlative", w))
                    && !matches!(after[0], "," | "of" | "and");
            let top = before.last() == Some(&"top");
            if top
                || superlative
                    && before
                        .iter()
                        .any(|w| matches!(*w, "among" | "'s" | "one" | "the" | "of"))
            {
                Measure::Rank
            } else if quantity.change.is_some() && before.last() == Some(&"by") {
                Measure::Change
            } else {
                Measure::Level
            }
        }
        QuantityKind::Money | QuantityKind::Measure => {
            // "fell by a record $2 billion", "the $2 billion drop"
            let by = before
                .iter()
                .rev()
                .take(3)
                .take_while(|w| !matches!(**w, "," | "to" | "from" | "and"))
                .any(|w| *w == "by")
                && !(unit.saturating_sub(3)..unit).any(|at| {
                    matches!(
                        context.discourse.lines[line].units[at].kind,
                        UnitKind::Quantity(_)
                    )
                })
                && (near(&before, "rise") || near(&before, "fall"));
            let noun = matches!(
                after[0],
                "drop" | "increase" | "decrease" | "decline" | "rise" | "fall"
            );
            if by || noun || quantity.change.is_some() && before.last() == Some(&"by") {
                Measure::Change
            } else {
                Measure::Level
            }
        }
        QuantityKind::Duration => Measure::Level,
    })
}

/// How far back the verb stands that a number moved "to" or "from".
const MOVE: usize = 5;

/// Whether a number is what something rose or fell to or from, not by how much it did.
fn moved(context: &Context, line: usize, unit: usize, quantity: &Quantity) -> bool {
    let words = context.discourse.words(quantity.span).to_lowercase();
    let ends = words.starts_with("from ")
        || matches!(
            context.word(line, unit.wrapping_sub(1)),
            "to" | "from" | "at"
        );
    ends && (unit.saturating_sub(MOVE)..unit).any(|at| {
        let word = context.word(line, at);
        context.lists.has("rise", word) || context.lists.has("fall", word)
    })
}

/// Whether what rose or fell is itself a growth: "growth slowed to 3 percent".
fn grown(context: &Context, line: usize, unit: usize) -> bool {
    (unit.saturating_sub(8)..unit).any(|at| {
        matches!(
            context.word(line, at),
            "growth" | "grow" | "grew" | "inflation" | "expansion"
        )
    })
}

/// Whether the clause sets a target, which belongs to a commitment.
pub(crate) fn in_target(context: &Context, line: usize, unit: usize) -> bool {
    let from = unit.saturating_sub(10);
    (from..unit)
        .rev()
        .take_while(|&at| !matches!(context.word(line, at), ";" | "while" | "but"))
        .any(|at| {
            let word = context.word(line, at);
            // "The sanctions target 35 officials": whom they hit.
            let hit = word.starts_with("target")
                && (from.saturating_sub(6)..unit)
                    .any(|b| matches!(context.word(line, b), "sanctions" | "measures"));
            context.lists.has("target", word) && !hit
        })
}

/// The cue that fits a quantity best.
#[expect(
    clippy::too_many_arguments,
    reason = "one step of a reading, split only for length"
)]
fn best_cue(
    context: &Context,
    rules: &FigureRules,
    line: usize,
    cues: &[Cue],
    quantities: &[(usize, usize)],
    quantity: &Quantity,
    unit: usize,
    measure: Measure,
) -> Option<Cue> {
    let noun = counted_noun(context, line, unit, quantity);
    let units = &context.discourse.lines[line].units;
    let governing = governing(context, line, unit, quantity);
    let measured_share = measure == Measure::Share;
    let mut best: Option<(i64, Cue)> = None;
    // "32 percent of world trade": what stands behind "of" is the whole.
    let whole = measure == Measure::Share
        && !of_output(context, line, unit)
        && context.word(line, unit + 1) == "of"
        && !cues.iter().any(|c| {
            c.to <= unit
                && unit - c.to <= 4
                && (c.to..unit).all(|at| !matches!(context.word(line, at), "," | "and"))
        })
        && cues.iter().any(|c| c.from > unit && c.from <= unit + 7);
    for &cue in cues {
        let rule = &rules.rules[cue.rule];
        if whole && !(cue.from > unit && cue.from <= unit + 7) {
            continue;
        }
        // "4 percent of GDP on defence": a part of all output, not the output.
        if rule.indicator == Indicator::Gdp
            && measure == Measure::Share
            && of_output(context, line, unit)
        {
            continue;
        }
        // "relations with 188 of the 193 members": the second is of all that there are.
        if family(rule.indicator) == 4
            && unit >= 3
            && units[unit - 1].lower == "the"
            && units[unit - 2].lower == "of"
            && matches!(units[unit - 3].kind, UnitKind::Quantity(_))
        {
            continue;
        }
        // "30 countries, home to 400 million people": the number behind is the one that is named.
        if cue.from > unit && units[cue.from].lower == "home" {
            continue;
        }
        // "30 of the 57 members voted": of all that there are, so many did.
        let of_all = |at: usize| {
            units.get(at).is_some_and(|u| u.lower == "of")
                && units
                    .get(at + 1)
                    .is_some_and(|u| matches!(u.lower.as_str(), "the" | "its" | "all"))
        };
        let number = |at: usize| {
            units
                .get(at)
                .is_some_and(|u| matches!(u.kind, UnitKind::Quantity(_)))
        };
        if rule.indicator == Indicator::Members && of_all(unit + 1) && number(unit + 3)
            || rule.indicator == Indicator::Vote
                && unit >= 3
                && of_all(unit - 2)
                && number(unit - 3)
        {
            continue;
        }
        // "vote to elect 12 members": no votes.
        if rule.indicator == Indicator::Vote
            && cue.to <= unit
            && (cue.to..unit).any(|at| matches!(units[at].lower.as_str(), "elect" | "choose"))
        {
            continue;
        }
        // "debt-to-GDP ratio": a part of another word.
        if cue.from > 0
            && units[cue.from - 1].lower == "-"
            && units[cue.from].lower != "-"
            && family(rule.indicator) == 3
        {
            continue;
        }
        // Goods are counted in money, and grow by percents.
        if family(rule.indicator) == 1
            && measure == Measure::Level
            && quantity.kind == QuantityKind::Percent
        {
            continue;
        }
        let rank_count = measure == Measure::Rank && rule.kinds.contains(&QuantityKind::Ordinal);
        if !rule.kinds.contains(&quantity.kind) && !rank_count {
            continue;
        }
        if quantity.kind == QuantityKind::Number
            && measure == Measure::Level
            && !rule.nouns.is_empty()
        {
            // "people" stands for all words of people: soldiers, nationals, personnel.
            let people = rule.nouns.iter().any(|w| w == "people");
            // "500 Kenyans": nationals.
            let nationals = people && nationals_at(context, line, unit).is_some();
            // "4 million Indian Americans", "980,000 Polish-Canadians"
            let nationals = nationals || people && from_elsewhere(context, line, unit).is_some();
            let fits = noun.as_ref().is_some_and(|n| {
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
                    && noun.as_ref().is_some_and(|n| n.ends_with('s'))
                    && object_of(context, line, unit, quantity, cue)
            };
            // "took the lives of 40 miners"
            let lives = || {
                family(rule.indicator) == 5
                    && units[cue.to - 1].lower == "lives"
                    && cue.to + 1 == unit
                    && units[cue.to].lower == "of"
            };
            if !fits && !bare && !nationals && !acted() && !lives() {
                continue;
            }
        }
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
        // "Exports to Oman, its largest partner, amounted to $2 billion": what the number is said
        // of, or what is done to whom it counts, goes before what is merely nearer.
        if governing.as_ref().is_some_and(|tokens| {
            (cue.from..cue.to).any(|at| units[at].tokens.clone().any(|t| tokens.contains(&t)))
        }) {
            cost -= GOVERNED;
        }
        // "imports will be subject to a 15 percent tariff": the noun behind a percentage is its own.
        if quantity.kind == QuantityKind::Percent && cue.from == unit + 1 && !measured_share {
            cost -= GOVERNED + 4;
        }
        // "wounded ten and left a thousand homeless": the number is another verb's.
        if family(rule.indicator) == 5
            && cue.to <= unit
            && of_another_verb(context, line, unit, quantity, cue)
        {
            continue;
        }
        if cost > 26 {
            continue;
        }
        if best.as_ref().is_none_or(|b| cost < b.0) {
            best = Some((cost, cue));
        }
    }
    best.map(|b| b.1)
}

/// What it counts for a cue that the parse joins it to the number.
const GOVERNED: i64 = 20;

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
    let subject = |of: usize| {
        tree.children(of)
            .find(|&c| tree.relation(c).starts_with("nsubj"))
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
fn nationals_at(context: &Context, line: usize, unit: usize) -> Option<Entity> {
    let units = &context.discourse.lines[line].units;
    let next = units.get(unit + 1)?;
    if let Some(state) = context.discourse.state_of_people(next.span) {
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
fn from_elsewhere(context: &Context, line: usize, unit: usize) -> Option<Entity> {
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
fn of_output(context: &Context, line: usize, unit: usize) -> bool {
    let word = |at: usize| context.word(line, unit + at);
    let own = if matches!(
        word(2),
        "its" | "their" | "the" | "national" | "our" | "his"
    ) {
        3
    } else {
        2
    };
    word(1) == "of" && matches!(word(own), "gdp" | "gross" | "output" | "income" | "gni")
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

/// Fills subject and partner.
fn parties(
    context: &Context,
    rule: &FigureRule,
    line: usize,
    cue: Cue,
    unit: usize,
    figure: &mut Figure,
) {
    if figure.measure == Measure::Rank {
        rank_parties(context, rule, line, cue, unit, figure);
        return;
    }
    let mut taken: Vec<String> = Vec::new();
    // "its 32 members": whoever else the sentence names, they are an organisation's.
    let of_org = rule.only_org && matches!(context.word(line, unit + 1), "members" | "member");
    let pick = |roles: &[Role], taken: &[String]| {
        roles.iter().find_map(|role| {
            party(context, line, cue, unit, role, family(rule.indicator) == 5)
                .into_iter()
                .find(|e| !taken.contains(&e.key()) && (!of_org || e.kind == EntityType::Org))
        })
    };
    // "U.S. humanitarian assistance", "Kenya's aid": whose it is gives it.
    if matches!(rule.indicator, Indicator::Aid | Indicator::Loan)
        && let Some(giver) = party(context, line, cue, unit, &Role::Possessor, false)
            .into_iter()
            .find(|e| matches!(e.kind, EntityType::State | EntityType::Org))
    {
        taken.push(giver.key());
        figure.partner = Some(giver);
    }
    // The surer of the two first: a partner after "to" must not be taken for the subject.
    if figure.partner.is_none()
        && let Some(partner) = rule
            .partner
            .first()
            .filter(|r| matches!(r, Role::After(_)))
            .and_then(|r| pick(std::slice::from_ref(r), &taken))
    {
        taken.push(partner.key());
        figure.partner = Some(partner);
    }
    if let Some(subject) = pick(&rule.subject, &taken) {
        taken.push(subject.key());
        figure.subject = Some(subject);
    }
    if figure.partner.is_none() {
        figure.partner = pick(&rule.partner, &taken);
    }
    // "26,000 Chinese tourists visited the country": they are of the one state and in the other.
    if rule.indicator == Indicator::Tourism && by_adjective(context, line, cue) {
        let from = party(context, line, cue, unit, &Role::Possessor, false)
            .into_iter()
            .next();
        if let Some(from) = from {
            let other = |e: &Entity| e.key() != from.key();
            figure.subject = figure.subject.take().filter(other).or_else(|| {
                (cue.to..context.discourse.lines[line].units.len().min(cue.to + 4)).find_map(|at| {
                    match context.discourse.lines[line].units[at].kind {
                        UnitKind::Mention(m) => context
                            .discourse
                            .entities_of(m)
                            .find(|e| e.kind == EntityType::State && other(e))
                            .cloned(),
                        _ => None,
                    }
                })
            });
            figure.partner = Some(from);
        }
    }
    // "The agreement spans 12 economies with a combined output of": of the area that it makes.
    let owned = (unit.saturating_sub(4)..unit).any(|at| {
        context.word(line, at) == "market"
            && matches!(context.discourse.lines[line].units[at.saturating_sub(1)].kind,
                UnitKind::Mention(m)
                    if context.discourse.mentions[m].reference == Reference::Adjective)
    });
    if matches!(rule.indicator, Indicator::Gdp | Indicator::Population)
        && !owned
        && let Some(area) = area_before(context, line, unit)
    {
        figure.subject = Some(area);
        return;
    }
    // "the African Union (AU), 55 members strong,"
    if rule.indicator == Indicator::Members
        && context.word(line, unit + 2) == "strong"
        && context.word(line, unit.wrapping_sub(1)) == ","
        && let Some(org) = (unit.saturating_sub(5)..unit).rev().find_map(|at| {
            match context.discourse.lines[line].units[at].kind {
                UnitKind::Mention(m) => context
                    .discourse
                    .entities_of(m)
                    .find(|e| e.kind == EntityType::Org)
                    .cloned(),
                _ => None,
            }
        })
    {
        figure.subject = Some(org);
    }
    if rule.indicator == Indicator::Population
        && let Some(place) = place_told_of(context, line, cue.from.min(unit))
    {
        figure.subject = Some(place);
        figure.partner = None;
        return;
    }
    // Statistics are of states: "the Trade Ministry's data on exports" tells of its state.
    if statistic(rule.indicator) {
        figure.subject = figure.subject.take().and_then(|e| state_of(context, e));
        figure.partner = figure
            .partner
            .take()
            .and_then(|e| state_of(context, e))
            .filter(|p| Some(p.key()) != figure.subject.as_ref().map(Entity::key));
    }
    // What a government gives or owes its state does.
    for side in [&mut figure.subject, &mut figure.partner] {
        let governs = side.as_ref().is_some_and(|e| {
            e.kind == EntityType::Body
                && e.name
                    .split(' ')
                    .any(|w| matches!(w.to_lowercase().as_str(), "government" | "administration"))
        });
        if governs && let Some(state) = side.clone().and_then(|body| state_of(context, body)) {
            *side = Some(state);
        }
    }
    // "The foreign ministry marked the anniversary of relations with": it is its state's.
    if rule.indicator == Indicator::Anniversary
        && figure
            .partner
            .as_ref()
            .is_some_and(|p| p.kind == EntityType::State)
        && let Some(body) = figure.subject.as_ref().filter(|s| {
            s.kind == EntityType::Person
                || s.kind == EntityType::Body
                    && s.name
                        .split(' ')
                        .any(|w| context.lists.has("of-government", &w.to_lowercase()))
        })
        && let Some(state) = state_of(context, body.clone())
    {
        figure.subject = Some(state);
    }
    if rule.indicator == Indicator::Agreements && figure.partner.is_none() {
        figure.partner = figure
            .subject
            .as_ref()
            .and_then(|subject| joined_with(context, line, subject));
    }
    if matches!(rule.indicator, Indicator::Aid | Indicator::Loan) && figure.partner.is_none() {
        // What a government's own text tells of without a giver it gives itself.
        figure.partner = context
            .discourse
            .home
            .as_deref()
            .and_then(|code| context.discourse.state_named(code))
            .filter(|home| {
                Some(home.key()) != figure.subject.as_ref().map(Entity::key)
                    // "Washington froze $3 million in aid" in a text on Chad: Chad's.
                    && (context.discourse.official || !gives(context, line, unit))
            });
    }
    if family(rule.indicator) == 5
        && let Some(victims) = victims(context, line, unit)
    {
        // "650 Kenyan nationals are held in Chad": of whom, and where.
        let state = figure.subject.take();
        if rule.indicator == Indicator::Detained
            && state.as_ref().is_some_and(|s| s.country != victims.country)
        {
            figure.partner = state;
        }
        figure.subject = Some(victims);
    }
    // "800,000 of the refugees have arrived in Chad": where they went is the other side.
    if rule.indicator == Indicator::Displaced
        && let Some(host) = fled_to(context, line, unit)
    {
        if figure.subject.as_ref().map(Entity::key) == Some(host.key()) {
            figure.subject = party(
                context,
                line,
                cue,
                unit,
                &Role::After("from".to_owned()),
                true,
            )
            .into_iter()
            .find(|e| e.key() != host.key());
        }
        figure.partner = Some(host);
    }
    if rule.indicator == Indicator::Tariff && pays(context, line, unit) {
        // "Kenya will pay Chad a tariff of": who pays is the partner.
        let payer = figure.subject.take();
        let other = figure.partner.take().or_else(|| {
            context
                .discourse
                .two_parties()
                .unwrap_or_default()
                .into_iter()
                .find(|p| Some(p.key()) != payer.as_ref().map(Entity::key))
        });
        (figure.subject, figure.partner) = match other {
            Some(other) => (Some(other), payer),
            None => (payer, None),
        };
    }
    // "Trade turnover reached $20 billion": of the two that the text goes on about.
    if rule.indicator == Indicator::Trade && figure.subject.is_none() {
        let two = the_two(context, line).filter(|two| {
            figure
                .partner
                .as_ref()
                .is_none_or(|p| two.iter().any(|e| e.key() == p.key()))
        });
        if let Some([a, b]) = two {
            (figure.subject, figure.partner) = (Some(a), Some(b));
        }
    }
    // "Italian investment has exceeded": what Italians invest is the other side's.
    if rule.indicator == Indicator::Fdi
        && figure.measure != Measure::Rank
        && figure.partner.is_none()
        && let Some(from) = figure.subject.clone()
        && by_adjective(context, line, cue)
        && let Some(two) = the_two(context, line)
        && let Some(into) = two.iter().find(|e| e.country != from.country)
        && two.iter().any(|e| e.country == from.country)
    {
        figure.subject = Some(into.clone());
        figure.partner = Some(from);
    }
    // "gave Mali $3 million", "the United States has provided $3 million": who gets it stands
    // right before the sum, and who acts gives.
    if matches!(rule.indicator, Indicator::Aid | Indicator::Loan) {
        let receiver = receiver(context, line, unit);
        let actor = party(context, line, cue, unit, &Role::Subject, false)
            .into_iter()
            .next();
        if let Some(receiver) = receiver {
            figure.partner = actor
                .filter(|a| a.key() != receiver.key())
                .or_else(|| figure.partner.take());
            figure.subject = Some(receiver);
        } else if figure.partner.is_none()
            && (gives(context, line, unit) || owns(context, line, cue, figure.subject.as_ref()))
            && let Some(subject) = figure.subject.take()
        {
            let owner = owns(context, line, cue, Some(&subject));
            if owner || actor.is_some_and(|a| a.key() == subject.key()) {
                // "Washington froze $3 million in aid": to where the text plays.
                let here = || {
                    context
                        .discourse
                        .setting(line)
                        .filter(|_| !context.discourse.official)
                        .and_then(|code| context.discourse.state_named(code))
                        .filter(|here| here.country != subject.country)
                };
                let withheld = (unit.saturating_sub(4)..unit)
                    .any(|at| context.lists.has("verb-withhold", context.word(line, at)));
                let two = || {
                    the_two(context, line)
                        .into_iter()
                        .flatten()
                        .find(|e| e.key() != subject.key())
                };
                figure.subject = if withheld {
                    here().or_else(two)
                } else {
                    two().or_else(here)
                };
                figure.partner = Some(subject);
            } else {
                figure.subject = Some(subject);
            }
        }
    }
    // "Canada's military aid": nobody aids itself.
    if rule.indicator == Indicator::Aid
        && let (Some(to), Some(from)) = (&figure.subject, &figure.partner)
        && to.country.is_some()
        && to.country == from.country
        && from.kind == EntityType::State
    {
        let other = the_two(context, line)
            .into_iter()
            .flatten()
            .find(|e| e.country != from.country);
        figure.subject = other.or_else(|| figure.subject.take());
    }
    // "6,000 Kenyans live in Peru", "Kenyan students in Peru": of the one in the other.
    if matches!(
        rule.indicator,
        Indicator::Residents | Indicator::Students | Indicator::Tourism
    ) && figure.partner.is_none()
    {
        figure.partner = victims(context, line, unit)
            .filter(|v| v.kind == EntityType::State)
            .filter(|v| figure.subject.as_ref().map(Entity::key) != Some(v.key()));
    }
    // "Chad was sheltering 588,000 refugees": they live there.
    if rule.indicator == Indicator::Displaced
        && (unit.saturating_sub(3)..unit)
            .any(|at| context.lists.has("verb-house", context.word(line, at)))
        && let Some(host) = party(context, line, cue, unit, &Role::Subject, false)
            .into_iter()
            .find(|e| e.kind == EntityType::State)
    {
        figure.indicator = Indicator::Residents;
        figure.partner = victims(context, line, unit)
            .filter(|v| v.kind == EntityType::State && v.key() != host.key());
        figure.subject = Some(host);
        return;
    }
    // "104 million people in the world", "4,600 deaths worldwide"
    if family(rule.indicator) == 5 && worldwide(context, line, unit) {
        figure.subject = Some(Entity::new("world", EntityType::Place));
        figure.partner = None;
    }
    // "home to 3 million Somali refugees": nationals of another state.
    if rule.indicator == Indicator::Population
        && figure.measure == Measure::Level
        && let Some(from) =
            from_elsewhere(context, line, unit).or_else(|| victims(context, line, unit))
        && from.kind == EntityType::State
        && figure
            .subject
            .as_ref()
            .is_some_and(|s| s.key() != from.key())
    {
        figure.indicator = Indicator::Residents;
        figure.partner = Some(from);
    }
    // "the third largest investor, with 413 projects"
    if rule.indicator == Indicator::Projects
        && context.discourse.lines[line]
            .units
            .iter()
            .any(|u| u.lower.starts_with("invest"))
    {
        figure.indicator = Indicator::FdiProjects;
    }
    // What a text on two tells of the one it tells of it with the other.
    let shared = matches!(
        rule.indicator,
        Indicator::Jobs
            | Indicator::Facilities
            | Indicator::Projects
            | Indicator::Students
            | Indicator::Residents
            | Indicator::Tourism
            | Indicator::FdiProjects
            | Indicator::Fdi
            | Indicator::Exports
            | Indicator::Imports
            | Indicator::Agreements
            | Indicator::Loan
            | Indicator::Aid
    );
    if shared
        && figure.partner.is_none()
        && let Some(two) = context.discourse.two_parties()
        && let Some(subject) = &figure.subject
        && two.iter().any(|e| e.key() == subject.key())
    {
        let other = two.into_iter().find(|e| e.key() != subject.key());
        // "Kenyan aid", "we donated": what one of the two gives the other gets.
        let giver = matches!(rule.indicator, Indicator::Aid | Indicator::Loan)
            && (context.discourse.official && subject.country == context.discourse.home
                || gives(context, line, unit)
                || by_adjective(context, line, cue));
        if giver && other.is_some() {
            figure.partner = std::mem::replace(&mut figure.subject, other);
        } else {
            figure.partner = other;
        }
    }
    // "Police arrested 160 looters": they are of where that was.
    if rule.indicator == Indicator::Detained
        && figure
            .subject
            .as_ref()
            .is_some_and(|s| s.kind == EntityType::Body)
    {
        let here = context.discourse.setting(line);
        let state = here.and_then(|code| context.discourse.state_named(code));
        figure.subject = figure
            .subject
            .take()
            .and_then(|body| state_of(context, body))
            .or(state);
    }
    // "foreign trade volume": with all others together.
    let total = (cue.from.saturating_sub(2)..cue.to).any(|at| {
        matches!(
            context.word(line, at),
            "foreign" | "external" | "overall" | "global" | "international"
        )
    });
    if rule.indicator == Indicator::Trade && total {
        figure.partner = None;
        return;
    }
    // "the two-way investment"
    let mutual = matches!(rule.indicator, Indicator::Fdi)
        && (cue.from.saturating_sub(3)..cue.from)
            .any(|at| context.lists.has("bilateral", context.word(line, at)));
    // "trade between the two countries" names neither: the one that the text named first comes first.
    if rule.indicator == Indicator::Trade || rule.indicator == Indicator::Anniversary {
        in_order_of_text(context, line, figure);
    }
    // "the 10th anniversary of the Community"
    let of_one = rule.indicator == Indicator::Anniversary
        && figure
            .subject
            .as_ref()
            .is_some_and(|s| s.kind != EntityType::State);
    // "was marked in Gaborone": where, and no other side.
    let units = &context.discourse.lines[line].units;
    let placed = |key: &str| {
        let mut told = units.iter().enumerate().filter(|(_, u)| match u.kind {
            UnitKind::Mention(m) => context.discourse.entities_of(m).any(|e| e.key() == key),
            _ => false,
        });
        let at = |at: usize| matches!(context.word(line, at.wrapping_sub(1)), "in" | "at");
        told.next().is_some_and(|(first, _)| at(first)) && told.all(|(next, _)| at(next))
    };
    figure.partner = figure
        .partner
        .take()
        .filter(|partner| !(of_one && placed(&partner.key())));
    let symmetric =
        !of_one && (mutual || matches!(rule.indicator, Indicator::Trade | Indicator::Anniversary));
    let two = rule.indicator == Indicator::Trade && context.discourse.two_parties().is_some();
    if symmetric && (two || bilateral(context, line)) {
        other_side(context, line, figure);
    }
}

/// Where people fled: the state behind "to", "into", "reached" or "arrived in".
fn fled_to(context: &Context, line: usize, unit: usize) -> Option<Entity> {
    let units = &context.discourse.lines[line].units;
    (unit + 1..units.len())
        .filter(|&at| match units[at].lower.as_str() {
            "into" | "reached" | "entered" => true,
            "to" => (unit..at).any(|b| {
                matches!(
                    units[b].lower.as_str(),
                    "fled" | "flee" | "flown" | "crossed" | "escaped" | "moved" | "gone" | "went"
                )
            }),
            "in" => {
                let verb = units[at.saturating_sub(1)].lower.as_str();
                matches!(
                    verb,
                    "arrived" | "shelter" | "sheltering" | "refuge" | "arriving"
                )
            }
            _ => false,
        })
        .find_map(|at| {
            (at + 1..units.len().min(at + 5)).find_map(|next| match units[next].kind {
                UnitKind::Mention(m) => context
                    .discourse
                    .entities_of(m)
                    .find(|e| e.kind == EntityType::State)
                    .cloned(),
                _ => None,
            })
        })
}

/// Puts two whom a sentence does not name in the order in which the text named them first.
fn in_order_of_text(context: &Context, line: usize, figure: &mut Figure) {
    let discourse = context.discourse;
    let (Some(a), Some(b)) = (&figure.subject, &figure.partner) else {
        return;
    };
    let named = |e: &Entity| {
        discourse.lines[line].units.iter().any(|u| match u.kind {
            UnitKind::Mention(m) => {
                let mention = &discourse.mentions[m];
                mention.entities.len() == 1
                    && mention.reference != Reference::Pronoun
                    && discourse.entities_of(m).any(|x| x.key() == e.key())
            }
            _ => false,
        })
    };
    let is_home = |e: &Entity| discourse.home.is_some() && e.country == discourse.home;
    if named(a) || named(b) || is_home(a) || is_home(b) {
        return;
    }
    let first = |e: &Entity| {
        discourse
            .mentions
            .iter()
            .filter(|m| m.entities.len() == 1)
            .find(|m| {
                m.entities
                    .iter()
                    .any(|&x| discourse.entities[x].country == e.country && e.country.is_some())
            })
            .map(|m| m.span.start)
    };
    if let (Some(at), Some(other)) = (first(a), first(b))
        && other < at
    {
        std::mem::swap(&mut figure.subject, &mut figure.partner);
    }
}

/// Whether a number is of the whole world: "4,600 deaths worldwide".
fn worldwide(context: &Context, line: usize, unit: usize) -> bool {
    (unit..unit + 9)
        .take_while(|&at| !matches!(context.word(line, at), "," | ";" | "and"))
        .any(|at| {
            let word = context.word(line, at);
            matches!(word, "worldwide" | "globally")
                || matches!(word, "world" | "globe")
                    && context.word(line, at.wrapping_sub(1)) == "the"
                    && matches!(
                        context.word(line, at.wrapping_sub(2)),
                        "in" | "around" | "across" | "throughout" | "over"
                    )
        })
}

/// The agreement that makes an area of states, where a sentence tells of it before a number what
/// all of them have together: "combined output", "12 economies with 600 million people".
fn area_before(context: &Context, line: usize, unit: usize) -> Option<Entity> {
    let units = &context.discourse.lines[line].units;
    let together = units[..units.len().min(unit + 6)].iter().any(|u| {
        matches!(
            u.lower.as_str(),
            "combined"
                | "spans"
                | "covers"
                | "covering"
                | "spanning"
                | "comprises"
                | "encompasses"
                | "market"
                | "area"
        )
    });
    if !together {
        return None;
    }
    units[..unit].iter().find_map(|u| match u.kind {
        UnitKind::Mention(m) => {
            let entity = context.discourse.entities_of(m).next()?;
            let named = context.discourse.mentions[m].reference == Reference::Name;
            (named && entity.kind == EntityType::Agreement).then(|| entity.clone())
        }
        _ => None,
    })
}

/// Whether an indicator is told of states and organisations, never of a ministry or a firm.
fn statistic(indicator: Indicator) -> bool {
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

/// The state of a body, a firm or a group; a state, an organisation or a place is itself.
fn state_of(context: &Context, entity: Entity) -> Option<Entity> {
    match entity.kind {
        EntityType::Body | EntityType::Company | EntityType::Group | EntityType::Person => entity
            .country
            .as_deref()
            .and_then(|code| context.discourse.state_named(code)),
        _ => Some(entity),
    }
}

/// The other of two that are named side by side: "Kenya and Togo signed".
fn joined_with(context: &Context, line: usize, one: &Entity) -> Option<Entity> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let named = |at: usize| match units.get(at)?.kind {
        UnitKind::Mention(m) => discourse.entities_of(m).next(),
        _ => None,
    };
    (0..units.len()).find_map(|at| {
        let first = named(at).is_some_and(|e| e.key() == one.key());
        let joined = matches!(units.get(at + 1)?.lower.as_str(), "and" | "-" | "–");
        let other = named(at + 2).filter(|e| matches!(e.kind, EntityType::State | EntityType::Org));
        other.filter(|_| first && joined).cloned()
    })
}

/// The two that the text goes on about at a sentence, its own state first.
fn the_two(context: &Context, line: usize) -> Option<[Entity; 2]> {
    let discourse = context.discourse;
    let mut two = discourse
        .two_states(line)
        .unwrap_or_else(|| discourse.pair_of(line));
    if two.len() != 2 {
        return None;
    }
    if discourse.home.is_some() && two[1].country == discourse.home {
        two.reverse();
    }
    two.try_into().ok()
}

/// Whether an adjective right before a cue tells whose it is: "Italian investment".
fn by_adjective(context: &Context, line: usize, cue: Cue) -> bool {
    let units = &context.discourse.lines[line].units;
    let before = cue.from.checked_sub(1).map(|at| units[at].kind);
    matches!(before, Some(UnitKind::Mention(m))
        if context.discourse.mentions[m].reference == Reference::Adjective)
}

/// Who gets a sum, where that stands right before it: "gave Mali $3 million".
fn receiver(context: &Context, line: usize, unit: usize) -> Option<Entity> {
    let units = &context.discourse.lines[line].units;
    let at = unit.checked_sub(1)?;
    let UnitKind::Mention(m) = units[at].kind else {
        return None;
    };
    let article = at.checked_sub(1).is_some_and(|b| units[b].lower == "the");
    let verb = at.checked_sub(1 + usize::from(article))?;
    context
        .lists
        .has("verb-give", &context.syntax(line, verb)?.lemma)
        .then(|| context.discourse.entities_of(m).next().cloned())
        .flatten()
}

/// Whether aid is told to be somebody's own: "Kenya's total assistance so far".
fn owns(context: &Context, line: usize, cue: Cue, who: Option<&Entity>) -> bool {
    let units = &context.discourse.lines[line].units;
    let Some(who) = who else { return false };
    let from = (cue.from.saturating_sub(5)..cue.from)
        .rev()
        .find(|&at| matches!(units[at].lower.as_str(), "," | ";"))
        .map_or(cue.from.saturating_sub(5), |at| at + 1);
    (from..cue.from).any(|at| match units[at].kind {
        UnitKind::Mention(m) => {
            matches!(units[at + 1].lower.as_str(), "'s" | "'")
                && context
                    .discourse
                    .entities_of(m)
                    .any(|e| e.key() == who.key())
        }
        _ => false,
    })
}

/// Whether the sum is the object of a verb of giving: "has provided $3 million".
fn gives(context: &Context, line: usize, unit: usize) -> bool {
    (unit.saturating_sub(4)..unit).any(|at| {
        context.syntax(line, at).is_some_and(|s| {
            s.upos == Upos::Verb
                && s.xpos != "VBN"
                && (context.lists.has("verb-give", &s.lemma)
                    // "froze $3 million in aid": who gave it keeps it back.
                    || context.lists.has("verb-withhold", &s.lemma))
                && !matches!(s.lemma.as_str(), "receive" | "import")
                || s.xpos == "VBN"
                    && context.lists.has("verb-give", &s.lemma)
                    && matches!(
                        context.word(line, at.wrapping_sub(1)),
                        "has" | "have" | "had"
                    )
        })
    })
}

/// The states listed behind one: "on imports from Oman, Togo and Chad".
fn listed_after(context: &Context, line: usize, one: &Entity) -> Vec<Entity> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let named = |at: usize| match units.get(at)?.kind {
        UnitKind::Mention(m) => discourse
            .entities_of(m)
            .find(|e| matches!(e.kind, EntityType::State | EntityType::Org))
            .cloned(),
        _ => None,
    };
    let first = (0..units.len()).find(|&at| {
        named(at).is_some_and(|e| e.key() == one.key())
            && at > 0
            && matches!(units[at - 1].lower.as_str(), "from" | "on" | "against")
    });
    let mut out: Vec<Entity> = Vec::new();
    let Some(mut at) = first else {
        return out;
    };
    loop {
        let from = at + 1;
        let mut next = from;
        while units
            .get(next)
            .is_some_and(|u| matches!(u.lower.as_str(), "," | "and" | "the"))
        {
            next += 1;
        }
        match named(next).filter(|_| next > from) {
            Some(entity) => {
                out.push(entity);
                at = next;
            }
            None => return out,
        }
    }
}

/// Whether the number is what its subject pays: "will pay 15 percent".
fn pays(context: &Context, line: usize, unit: usize) -> bool {
    (unit.saturating_sub(9)..unit).any(|at| {
        matches!(
            context.word(line, at),
            "pay" | "pays" | "paid" | "paying" | "face" | "faces" | "faced" | "facing"
        )
    })
}

/// Whether a sentence tells of what two parties share.
fn bilateral(context: &Context, line: usize) -> bool {
    context.discourse.lines[line].units.iter().any(|u| {
        matches!(
            u.lower.as_str(),
            "bilateral" | "two-way" | "two" | "partner" | "relations" | "ties" | "dialogue"
        )
    })
}

/// Of what two share, the side that the sentence leaves out; the text's own state comes first.
fn other_side(context: &Context, line: usize, figure: &mut Figure) {
    let home = context
        .discourse
        .home
        .as_deref()
        .and_then(|code| context.discourse.state_named(code));
    if figure.partner.is_none()
        && let Some(subject) = &figure.subject
    {
        let parties = context
            .discourse
            .two_parties()
            .or_else(|| the_two(context, line).map(|two| two.to_vec()))
            .unwrap_or_default();
        let known = parties.iter().any(|p| p.key() == subject.key());
        figure.partner = parties
            .into_iter()
            .chain(home.clone())
            .find(|p| p.key() != subject.key())
            .filter(|_| known || subject.kind == EntityType::State);
    }
    // "the anniversary of EU-Japan relations" names both, and keeps its order.
    let between = context.discourse.lines[line]
        .units
        .iter()
        .any(|u| u.lower == "between");
    let ordered = (figure.indicator == Indicator::Anniversary || between)
        && figure
            .subject
            .as_ref()
            .and_then(|s| joined_with(context, line, s))
            .is_some_and(|other| {
                figure
                    .partner
                    .as_ref()
                    .is_some_and(|p| p.key() == other.key())
            });
    if let (Some(home), Some(partner)) = (home, &figure.partner)
        && partner.key() == home.key()
        && !ordered
    {
        std::mem::swap(&mut figure.subject, &mut figure.partner);
    }
}

/// The parties of a rank. "Togo is Ghana's largest trading partner" ranks Togo for Ghana;
/// "Ghana is among the top 20 trading economies" ranks Ghana alone.
fn rank_parties(
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
    let named =
        ranked_by_parse(context, line, unit).or_else(|| at(&Role::Subject).into_iter().next());
    if !of_another {
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
        let verb = (cue.to.max(unit + 1)..units.len().min(cue.to.max(unit) + 4)).find(|&i| {
            matches!(
                units[i].lower.as_str(),
                "is" | "was" | "are" | "remains" | "being"
            )
        })?;
        (verb + 1..units.len().min(verb + 4)).find_map(|i| match units[i].kind {
            UnitKind::Mention(m) => context
                .discourse
                .entities_of(m)
                .find(|e| matches!(e.kind, EntityType::State | EntityType::Org))
                .cloned(),
            _ => None,
        })
    };
    let owner_first = owners
        .iter()
        .find(|o| o.kind == EntityType::State)
        .or(owners.first())
        .cloned();
    let other = |n: &Entity| owner_first.as_ref().is_none_or(|o| o.key() != n.key());
    figure.partner = named.filter(other).or_else(|| behind().filter(other));
    figure.subject = owner_first;
}

/// Who is ranked, by the parse: the subject of "is Kenya's largest market", or whose part it is in
/// ("Togo's role as the third largest market").
fn ranked_by_parse(context: &Context, line: usize, unit: usize) -> Option<Entity> {
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
fn ranks_thing(context: &Context, line: usize, unit: usize) -> bool {
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

/// The candidates for a role, the nearest to the cue first.
///
/// Victims are those of the place where they were, others of a town are of its state.
fn party(
    context: &Context,
    line: usize,
    cue: Cue,
    unit: usize,
    role: &Role,
    victims: bool,
) -> Vec<Entity> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let polity = |at: usize| match units[at].kind {
        // "to Kenyans"
        _ if discourse.state_of_people(units[at].span).is_some() => discourse
            .state_of_people(units[at].span)
            .map(|state| vec![state]),
        UnitKind::Mention(_) if in_dateline(context, line, at) => None,
        UnitKind::Mention(m) => {
            let mention = &discourse.mentions[m];
            let all: Vec<Entity> = mention
                .entities
                .iter()
                .filter_map(|&e| {
                    let entity = &discourse.entities[e];
                    let state = || {
                        entity
                            .country
                            .as_deref()
                            .and_then(|c| discourse.state_named(c))
                    };
                    match entity.kind {
                        _ if discourse.is_polity(e) => Some(entity.clone()),
                        // "Kenyan students" are counted of their state.
                        EntityType::Group
                            if entity
                                .name
                                .rsplit(' ')
                                .next()
                                .is_some_and(|w| context.lists.has("nationals", w)) =>
                        {
                            state().or_else(|| Some(entity.clone()))
                        }
                        EntityType::Body | EntityType::Group | EntityType::Company => {
                            Some(entity.clone())
                        }
                        EntityType::Person => state(),
                        // A region is a party; a town stands for its state.
                        EntityType::Place if victims => Some(entity.clone()),
                        EntityType::Place => {
                            state().or_else(|| entity.country.is_none().then(|| entity.clone()))
                        }
                        _ => None,
                    }
                })
                .collect();
            (!all.is_empty()).then_some(all)
        }
        _ => None,
    };
    let (low, high) = (cue.from.min(unit), cue.to.max(unit + 1));
    match role {
        Role::Possessor => {
            // The nearest before the cue, as far as the words between belong to its phrase.
            let mut at = cue.from;
            let mut steps = 0;
            while at > 0 && steps < 6 {
                at -= 1;
                steps += 1;
                let word = units[at].lower.as_str();
                if let Some(found) = polity(at) {
                    let UnitKind::Mention(m) = units[at].kind else {
                        // "9,000 Nigerians study"
                        return found;
                    };
                    let possessive = units
                        .get(at + 1)
                        .is_some_and(|u| matches!(u.lower.as_str(), "'s" | "'"))
                        || discourse.mentions[m].reference == Reference::Adjective
                        || matches!(word, "its" | "their" | "our" | "his" | "her")
                        || at + 1 == cue.from;
                    if possessive {
                        return found;
                    }
                    break;
                }
                if context.lists.is_preposition(word) && word != "of"
                    || matches!(word, "," | ";" | "that")
                {
                    break;
                }
            }
            Vec::new()
        }
        Role::Subject => {
            // The first polity of the clause that no preposition governs.
            let start = (0..low)
                .rev()
                .find(|&at| {
                    matches!(
                        units[at].lower.as_str(),
                        ";" | "that" | "while" | "where" | ":"
                    )
                })
                .map_or(0, |at| at + 1);
            (start..low)
                .filter(|&at| {
                    let before = at.checked_sub(1).map_or("", |b| units[b].lower.as_str());
                    let before = if before == "the" {
                        at.checked_sub(2).map_or("", |b| units[b].lower.as_str())
                    } else {
                        before
                    };
                    // "of Kenya-Togo relations": the second is no subject of its own.
                    if matches!(before, "-" | "–") {
                        return false;
                    }
                    let possessive = units
                        .get(at + 1)
                        .is_some_and(|u| matches!(u.lower.as_str(), "'s" | "'"));
                    !context.lists.is_preposition(before) && !possessive
                })
                .find_map(polity)
                .unwrap_or_default()
        }
        Role::Main => (0..units.len())
            .filter(|&at| {
                let before = at.checked_sub(1).map_or("", |b| units[b].lower.as_str());
                let before = if before == "the" {
                    at.checked_sub(2).map_or("", |b| units[b].lower.as_str())
                } else {
                    before
                };
                !context.lists.is_preposition(before)
            })
            .find_map(polity)
            .unwrap_or_default(),
        Role::Object => (cue.to..units.len().min(cue.to + 3))
            .find_map(polity)
            .unwrap_or_default(),
        Role::After(preposition) => {
            // The first after the preposition, from a little before the cue to the end of the clause.
            let from = low.saturating_sub(10);
            let to = units.len().min(high + 14);
            // "hosts 1.7 million, the most in Africa": an apposition is about something else.
            let apposed = |at: usize| {
                units[at].lower == ","
                    && units.get(at + 1).is_some_and(|u| {
                        matches!(
                            u.lower.as_str(),
                            "the" | "a" | "which" | "who" | "where" | "while"
                        )
                    })
            };
            let to = (high..to)
                .find(|&at| apposed(at) || units[at].lower == "according")
                .unwrap_or(to)
                .max(cue.to);
            // "trade with Oman grew while exports …": what stands in another clause is another's.
            let from = (from..cue.from)
                .rev()
                .find(|&at| {
                    matches!(
                        units[at].lower.as_str(),
                        "while" | "whereas" | "but" | ";" | "as"
                    )
                })
                .map_or(from, |at| at + 1);
            for at in (cue.to..to).chain(from..cue.from) {
                if units[at].lower == *preposition && !(at > 0 && units[at - 1].lower == "followed")
                {
                    for (next, unit) in units.iter().enumerate().take(at + 5).skip(at + 1) {
                        if let Some(found) = polity(next) {
                            return found;
                        }
                        let word = unit.lower.as_str();
                        // "by 25 percent on Kenyan tea": the number is what the word governs.
                        if matches!(unit.kind, UnitKind::Quantity(_))
                            || unit.kind == UnitKind::Word
                                && (context.lists.is_preposition(word) || word == ",")
                        {
                            break;
                        }
                    }
                }
            }
            Vec::new()
        }
        Role::Pair(which) => {
            let mut near: Vec<Entity> = Vec::new();
            let traded = (cue.from..cue.to).any(|at| units[at].lower.starts_with("trad"));
            for at in cue.from.saturating_sub(6)..units.len().min(cue.to + 7) {
                // "Kenya's largest partner in the EU": among whom, and no side.
                let among = at > 0 && matches!(units[at - 1].lower.as_str(), "in" | "within")
                    || at > 1
                        && units[at - 1].lower == "the"
                        && matches!(units[at - 2].lower.as_str(), "in" | "within");
                if let Some(found) = polity(at).filter(|_| !(traded && among)) {
                    for entity in found {
                        if !near.iter().any(|e| e.key() == entity.key()) {
                            near.push(entity);
                        }
                    }
                }
            }
            if near.len() >= 2 {
                near.into_iter().nth(*which).into_iter().collect()
            } else {
                Vec::new()
            }
        }
        Role::Org => discourse.org_before(line).into_iter().collect(),
        Role::Where => place_at(context, line, unit)
            .or_else(|| strife_place(context, line))
            .or_else(|| {
                // Of a list of items the one before tells of something else. What is told on
                // is of the state; the place is only that of its own sentence.
                let reach = if discourse.of_items { 0 } else { SCENE };
                (line.saturating_sub(reach)..line)
                    .rev()
                    .find_map(|l| place_at(context, l, discourse.lines[l].units.len()))
                    .map(|place| {
                        let code = place.country.as_deref().or_else(|| discourse.setting(line));
                        match code {
                            Some(code) if place.kind == EntityType::Place => {
                                discourse.state_named(code).unwrap_or(place)
                            }
                            _ => place,
                        }
                    })
            })
            .into_iter()
            .collect(),
        Role::Chamber => chamber(context, line, unit).into_iter().collect(),
        Role::Home => discourse
            .home
            .as_deref()
            .and_then(|code| discourse.state_named(code))
            .into_iter()
            .collect(),
        Role::Bilateral(which) => {
            if !units
                .iter()
                .any(|u| context.lists.has("bilateral", &u.lower))
            {
                return Vec::new();
            }
            let Some((mut a, mut b)) = discourse.pair_before(line) else {
                return Vec::new();
            };
            // The text's own state comes first, whichever the text named first.
            if discourse.home.is_some() && discourse.entities[b].country == discourse.home {
                std::mem::swap(&mut a, &mut b);
            }
            vec![discourse.entities[if *which == 0 { a } else { b }].clone()]
        }
    }
}

/// How many sentences a war is remembered that a text tells of.
const WAR: usize = 30;

/// Where the war or the famine is that a sentence tells of without saying so: "The war has killed
/// 4,000", behind "the war in Sudan".
fn strife_place(context: &Context, line: usize) -> Option<Entity> {
    let discourse = context.discourse;
    let strife = |at: &Unit| context.lists.has("strife", &at.lower);
    if discourse.of_items || !discourse.lines[line].units.iter().any(strife) {
        return None;
    }
    (line.saturating_sub(WAR)..line).rev().find_map(|l| {
        let units = &discourse.lines[l].units;
        (0..units.len().saturating_sub(2)).find_map(|at| {
            if !strife(&units[at]) || !matches!(units[at + 1].lower.as_str(), "in" | "across") {
                return None;
            }
            let article = usize::from(units[at + 2].lower == "the");
            let UnitKind::Mention(m) = units.get(at + 2 + article)?.kind else {
                return None;
            };
            discourse
                .entities_of(m)
                .find(|e| matches!(e.kind, EntityType::Place | EntityType::State))
                .cloned()
        })
    })
}

/// Whether a clause tells of what was before the day that the text tells of: "had killed", "after
/// four of them were killed".
fn is_set_back(context: &Context, line: usize, cue: Cue) -> bool {
    let Some(tree) = context.tree(line) else {
        return false;
    };
    let verb = context.discourse.lines[line].units[cue.from].tokens.start;
    tree.children(verb).any(|c| {
        tree.relation(c).starts_with("aux") && tree.word(c) == "had"
            || tree.relation(c) == "mark" && tree.word(c) == "after"
    })
}

/// The place that a relative clause or an apposition tells of: "Goma, where two million people live",
/// "Goma, a city of two million".
fn place_told_of(context: &Context, line: usize, before: usize) -> Option<Entity> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let opener = (before.saturating_sub(5)..before).rev().find(|&at| {
        units[at].lower == "where"
            || matches!(units[at].lower.as_str(), "a" | "an" | "home")
                && at > 0
                && units[at - 1].lower == ","
    })?;
    let mut at = opener.checked_sub(1)?;
    if units[at].lower == "," {
        at = at.checked_sub(1)?;
    }
    let UnitKind::Mention(m) = units[at].kind else {
        return None;
    };
    if discourse.mentions[m].reference == Reference::Adjective || in_dateline(context, line, at) {
        return None;
    }
    let place = discourse
        .entities_of(m)
        .find(|e| matches!(e.kind, EntityType::Place | EntityType::State))?;
    let town =
        place.kind == EntityType::State && discourse.mentions[m].reference == Reference::Seat;
    Some(if town {
        Entity {
            country: place.country.clone(),
            ..Entity::new(discourse.words(units[at].span), EntityType::Place)
        }
    } else {
        place.clone()
    })
}

/// How many sentences a place is remembered as that of what is told.
const SCENE: usize = 6;

/// The place or state where something happened, by the sentence: the first behind "in", "at" or
/// the like after the number, else the last one before it.
fn place_at(context: &Context, line: usize, unit: usize) -> Option<Entity> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let behind = |at: usize| {
        matches!(
            units[at].lower.as_str(),
            "in" | "at"
                | "near"
                | "on"
                | "outside"
                | "inside"
                | "across"
                | "around"
                | "throughout"
                | "within"
                | "of"
        )
        .then(|| {
            (at + 1..units.len().min(at + 5))
                .take_while(|&next| {
                    // "in talks with", "in a strike by": the place would be another's.
                    let word = units[next].lower.as_str();
                    let named = matches!(
                        units[next - 1].lower.as_str(),
                        "capital" | "city" | "town" | "village" | "port"
                    );
                    !context.lists.is_preposition(word)
                        && (!matches!(word, "," | ";" | "that") || word == "," && named)
                })
                .find_map(|next| match units[next].kind {
                    // "in Anaconda, Montana": a town that no table has.
                    UnitKind::Word
                        if discourse
                            .words(units[next].span)
                            .starts_with(char::is_uppercase)
                            && units.get(next + 1).is_some_and(|u| u.lower == ",") =>
                    {
                        let UnitKind::Mention(m) = units.get(next + 2)?.kind else {
                            return None;
                        };
                        let within = discourse.entities_of(m).next()?;
                        let placed = matches!(within.kind, EntityType::Place | EntityType::State);
                        placed.then(|| Entity {
                            country: within.country.clone(),
                            ..Entity::new(discourse.words(units[next].span), EntityType::Place)
                        })
                    }
                    UnitKind::Mention(m)
                        if discourse.mentions[m].reference != Reference::Adjective =>
                    {
                        discourse
                            .entities_of(m)
                            .find(|e| matches!(e.kind, EntityType::Place | EntityType::State))
                            .map(|e| {
                                // "in central Beirut": the town, not the state that it stands for.
                                let words = discourse.words(units[next].span);
                                let town = e.kind == EntityType::State
                                    && discourse.mentions[m].reference == Reference::Seat;
                                if town {
                                    Entity {
                                        country: e.country.clone(),
                                        ..Entity::new(words, EntityType::Place)
                                    }
                                } else {
                                    e.clone()
                                }
                            })
                    }
                    _ => None,
                })
        })
        .flatten()
    };
    let unit = unit.min(units.len());
    // "the foreign minister of Oman": whose somebody is, not where it happened.
    let local = |at: &usize| units[*at].lower != "of";
    let of_town = |at: &usize| {
        units[*at].lower == "of"
            && at.checked_sub(1).is_some_and(|b| {
                matches!(
                    units[b].lower.as_str(),
                    "city"
                        | "town"
                        | "village"
                        | "port"
                        | "province"
                        | "district"
                        | "region"
                        | "capital"
                        | "state"
                        | "island"
                        | "suburb"
                        | "outskirts"
                        | "invasion"
                        | "bombardment"
                        | "bombing"
                        | "shelling"
                        | "siege"
                        | "occupation"
                        | "capture"
                        | "storming"
                )
            })
    };
    let fits = |at: &usize| local(at) || of_town(at);
    (unit..units.len())
        .filter(fits)
        .find_map(behind)
        .or_else(|| (0..unit).rev().filter(fits).find_map(behind))
}

/// The body that votes: an assembly, a council or a parliament that the sentence names, or one of
/// the sentences before; of an election, none.
fn chamber(context: &Context, line: usize, unit: usize) -> Option<Entity> {
    let discourse = context.discourse;
    let polled = discourse.lines[line].units.iter().any(|u| {
        matches!(
            u.lower.as_str(),
            "election" | "elections" | "referendum" | "turnout" | "ballots" | "polls" | "voters"
        )
    });
    if polled {
        return None;
    }
    (line.saturating_sub(SCENE)..=line)
        .rev()
        .find_map(|l| {
            discourse.lines[l].units.iter().find_map(|u| {
                let UnitKind::Mention(m) = u.kind else {
                    return None;
                };
                discourse
                    .entities_of(m)
                    .find(|e| {
                        matches!(e.kind, EntityType::Body | EntityType::Org)
                            && e.name
                                .split(' ')
                                .any(|w| context.lists.has("chamber", &w.to_lowercase()))
                    })
                    .cloned()
            })
        })
        .or_else(|| {
            // "Fourteen members voted for": of the organisation that the text speaks of.
            let resolved = context.word(line, unit + 1) == "votes"
                && discourse.lines[line]
                    .units
                    .iter()
                    .any(|u| matches!(u.lower.as_str(), "resolution" | "resolutions"));
            let states = || {
                (unit..unit + 5).any(|at| context.lists.has("count-state", context.word(line, at)))
            };
            (resolved || states())
                .then(|| discourse.org_before(line))
                .flatten()
        })
}

/// "up 27 percent on 2018", told of 2022: over the years between, where they are more than one.
fn since_base(context: &Context, line: usize, unit: usize, period: Option<&Edtf>) -> Option<Edtf> {
    let year = |date: &Edtf| {
        let text = date.as_str();
        (text.len() == 4)
            .then(|| text.parse::<i32>().ok())
            .flatten()
    };
    let told = year(period?)?;
    let units = &context.discourse.lines[line].units;
    let behind = (unit + 1)..units.len().min(unit + 9);
    let base = behind
        .clone()
        .take_while(|&at| !matches!(units[at].lower.as_str(), "," | ";" | "and"))
        .find_map(|at| match units[at].kind {
            UnitKind::Time(t) => Some((at, context.discourse.analysis.times[t].edtf.clone()?)),
            _ => None,
        })
        .filter(|(at, _)| {
            matches!(
                units[at - 1].lower.as_str(),
                "on" | "from" | "over" | "since" | "than" | "to" | "with" | "in"
            ) && (unit + 1..*at).all(|b| !matches!(units[b].kind, UnitKind::Quantity(_)))
        })?;
    // "from the previous year": growth by the year is of the year told.
    if [
        "previous",
        "preceding",
        "prior",
        "last",
        "ago",
        "earlier",
        "same",
    ]
    .iter()
    .any(|w| {
        units[base.0].lower.contains(w)
            || (base.0.saturating_sub(3)..base.0).any(|b| units[b].lower == *w)
    }) {
        return None;
    }
    let compared = units[base.0 - 1].lower != "in"
        || (unit + 1..base.0).any(|b| matches!(units[b].lower.as_str(), "than" | "compared"));
    let from = year(&base.1)?;
    (compared && from < told)
        .then(|| Edtf::parse(&format!("{from}/{told}")).ok())
        .flatten()
}

/// "quadrupled over the past decade, reaching $4 billion in 2023": the decade ends with what was
/// reached, not with the day of the paper.
fn up_to(context: &Context, line: usize, unit: usize, span: &Edtf) -> Option<Edtf> {
    let (from, to) = span.as_str().split_once('/')?;
    let (from, to): (i32, i32) = (from.parse().ok()?, to.parse().ok()?);
    let units = &context.discourse.lines[line].units;
    let told = (unit..units.len()).find_map(|at| match units[at].kind {
        UnitKind::Time(t) => {
            let date = context.discourse.analysis.times[t].edtf.as_ref()?;
            let year = date.as_str();
            (year.len() == 4)
                .then(|| year.parse::<i32>().ok())
                .flatten()
        }
        _ => None,
    })?;
    (told < to && told > from)
        .then(|| Edtf::parse(&format!("{}/{told}", from - (to - told))).ok())
        .flatten()
}

/// "from 1995, when it joined, to the end of 2024": what a multiple or a growth is over.
fn from_to(context: &Context, line: usize) -> Option<Edtf> {
    let units = &context.discourse.lines[line].units;
    let date = |at: usize| match units[at].kind {
        UnitKind::Time(t) => context.discourse.analysis.times[t].edtf.as_ref(),
        _ => None,
    };
    let begin = (1..units.len()).find(|&at| units[at - 1].lower == "from" && date(at).is_some())?;
    let end = (begin + 1..units.len()).find(|&at| {
        date(at).is_some() && (at.saturating_sub(4)..at).any(|b| units[b].lower == "to")
    })?;
    Edtf::interval(date(begin)?, date(end)?)
}

/// What the number is about: the calendar time nearest to it in its clause, or one that opens
/// the sentence; "now" and "currently" give the date of publication.
///
/// What lasts (`standing`: members, population, ranks) is of no single day unless it is said to be.
fn period(
    context: &Context,
    line: usize,
    unit: usize,
    standing: bool,
    ranges: &[(Span, Edtf)],
) -> Option<Edtf> {
    let units = &context.discourse.lines[line].units;
    let mut best: Option<(usize, Edtf)> = None;
    for (at, u) in units.iter().enumerate() {
        let present = context.lists.has("present", &u.lower);
        let found = match u.kind {
            _ if present => context.published.clone(),
            UnitKind::Time(t) => {
                let time = &context.discourse.analysis.times[t];
                // "on Wednesday morning" is of that day.
                let dated = matches!(time.kind, TimexType::Date | TimexType::Duration)
                    || day_of(time).is_some();
                let range = ranges
                    .iter()
                    .find(|r| r.0.contains(time.span))
                    .map(|r| r.1.clone());
                range
                    .or_else(|| day_of(time).or_else(|| time.edtf.clone()))
                    .or_else(|| Edtf::parse(time.value.strip_prefix("FY")?).ok())
                    .filter(|_| dated)
                    .map(|date| in_months(&date).unwrap_or(date))
                    .map(|edtf| {
                        // "since 2019" goes on.
                        let since = since_before(units, at);
                        if since {
                            Edtf::since(&edtf).unwrap_or(edtf)
                        } else {
                            edtf
                        }
                    })
            }
            _ => None,
        };
        let Some(edtf) = found else { continue };
        // The day that a sentence tells of is not that of what lasts: "Sunday's signings … the
        // 55-member union".
        let as_of = (at.saturating_sub(2)..at).any(|b| units[b].lower == "as");
        if standing && !present && !as_of && edtf.as_str().len() == 10 {
            continue;
        }
        // "$3 billion, compared with $2 billion in 1986": the year is that of the other sum.
        if at > unit
            && (unit + 1..at).any(|b| {
                matches!(
                    units[b].lower.as_str(),
                    "compared" | "from" | "against" | "versus" | "than"
                )
            })
            && (unit + 1..at).any(|b| matches!(units[b].kind, UnitKind::Quantity(_)))
        {
            continue;
        }
        if !present && edtf.as_str().len() == 10 && of_telling(units, at) {
            continue;
        }
        // "found in 1992 that his men had killed 40,000": when it was found.
        let then = at < unit
            && units.get(at + 1).is_some_and(|u| u.lower == "that")
            && (at.saturating_sub(3)..at).any(|b| {
                context.syntax(line, b).is_some_and(|s| {
                    s.upos == Upos::Verb && context.lists.has("saying-clause", &s.lemma)
                })
            });
        if then {
            continue;
        }
        // "rose compared to the same month of 2023", "from a year ago": what is compared with.
        let ago = u.lower.ends_with(" ago") || u.lower.ends_with(" earlier");
        let compared = (at.saturating_sub(8)..at).any(|b| {
            matches!(units[b].lower.as_str(), "compared" | "versus")
                && !(b..at).any(|c| matches!(units[c].lower.as_str(), "," | ";"))
        });
        if compared || ago && units[at.saturating_sub(1)].lower == "from" {
            continue;
        }
        // "than in 1986" is what is compared with.
        if (at.saturating_sub(2)..at).any(|b| units[b].lower == "than") {
            continue;
        }
        // "from the same period last year": what it is compared with.
        let of_before = |b: usize| {
            matches!(
                units[b].lower.as_str(),
                "same" | "corresponding" | "previous" | "preceding" | "prior"
            ) && (b.saturating_sub(2)..b).any(|c| {
                matches!(
                    units[c].lower.as_str(),
                    "from" | "than" | "over" | "on" | "against" | "to" | "with"
                )
            })
        };
        if at > unit && (at.saturating_sub(4)..at).any(of_before) {
            continue;
        }
        // "$5 million (in 2020 it was $4 million)": what stands in brackets has its own time.
        if at > unit && bracketed(units, at) && !bracketed(units, unit) {
            let own = units[at..]
                .iter()
                .take_while(|u| u.lower != ")")
                .chain(units[..at].iter().rev().take_while(|u| u.lower != "("))
                .any(|u| matches!(u.kind, UnitKind::Quantity(_)));
            if own {
                continue;
            }
        }
        let between = &units[at.min(unit)..at.max(unit)];
        let crossed = between
            .iter()
            .filter(|u| matches!(u.lower.as_str(), "," | "while" | ";" | "("))
            .count();
        let opens = at <= 6 || at > unit && since_before(units, at);
        if crossed > 0 && !opens && at.abs_diff(unit) > 3 {
            continue;
        }
        let mut distance = at.abs_diff(unit) * 2 + crossed * 4;
        // "from $2 billion in 2018 to $3 billion in 2019": the year right behind a number is its own.
        if belongs(units, unit, at) {
            distance = distance.saturating_sub(12);
        } else if at < unit
            && (0..at)
                .any(|q| matches!(units[q].kind, UnitKind::Quantity(_)) && belongs(units, q, at))
        {
            distance += 8;
        }
        // A part of a period ("the first 11 months of 2024") is nearer the truth than the whole.
        if matches!(u.kind, UnitKind::Time(t) if context.discourse.analysis.times[t].kind == TimexType::Duration)
        {
            distance = distance.saturating_sub(4);
        }
        if best.as_ref().is_none_or(|b| distance < b.0) {
            best = Some((distance, edtf));
        }
    }
    best.map(|b| b.1)
}

/// The day of a date, or of a time of day that names one ("Wednesday morning").
fn day_of(time: &Timex) -> Option<Edtf> {
    let text = time.edtf.as_ref()?.as_str();
    let day = text.get(..10)?;
    let fits = match time.kind {
        TimexType::Date => text.len() == 10,
        TimexType::Time => text.len() == 10 || text.as_bytes()[10] == b'T',
        _ => false,
    };
    fits.then(|| Edtf::parse(day).ok()).flatten()
}

/// A quarter or half of a year as the months that it has: figures of it are compared with others
/// told by months.
fn in_months(date: &Edtf) -> Option<Edtf> {
    let (year, part) = date.as_str().split_once('-')?;
    let (from, to) = match part {
        "33" => (1, 3),
        "34" => (4, 6),
        "35" => (7, 9),
        "36" => (10, 12),
        "40" => (1, 6),
        "41" => (7, 12),
        _ => return None,
    };
    Edtf::parse(&format!("{year}-{from:02}/{year}-{to:02}")).ok()
}

/// Whether a day is that on which somebody said it: "officials said on Monday".
fn of_telling(units: &[Unit], at: usize) -> bool {
    let back = |steps: usize, words: &[&str]| {
        units[at.saturating_sub(steps)..at]
            .iter()
            .rev()
            .take_while(|u| !matches!(u.lower.as_str(), "," | ";"))
            .any(|u| words.contains(&u.lower.as_str()))
    };
    back(
        3,
        &[
            "said",
            "says",
            "told",
            "announced",
            "reported",
            "stated",
            "confirmed",
            "added",
        ],
    ) || back(12, &["according"])
}

/// Whose team or delegation has so many members, and whether it is a delegation: "a 45-member Kenyan
/// delegation".
fn team_behind(context: &Context, line: usize, unit: usize) -> Option<(Entity, bool)> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let behind = unit + 1..units.len().min(unit + 6);
    let word = |at: usize| units[at].lower.rsplit(' ').next().unwrap_or_default();
    let hyphen = context.word(line, unit + 1) == "-"
        || units[unit].lower.contains("-member")
        || units[unit].lower.ends_with("-strong");
    let noun = behind.clone().find(|&at| {
        matches!(
            word(at),
            "delegation" | "contingent" | "team" | "mission" | "entourage"
        )
    })?;
    let sent = matches!(word(noun), "delegation" | "contingent" | "entourage");
    let (at, named) = (unit + 1..=noun).find_map(|at| match units[at].kind {
        UnitKind::Mention(m) => Some((at, discourse.entities_of(m).next().cloned()?)),
        _ => None,
    })?;
    let whose = if sent {
        state_of(context, named)?
    } else {
        let words = discourse.words(units[at].span.cover(units[noun].span));
        Entity {
            country: named.country,
            ..Entity::new(words, EntityType::Group)
        }
    };
    hyphen.then_some((whose, sent))
}

/// Whether a word stands in brackets.
fn bracketed(units: &[Unit], at: usize) -> bool {
    units[..at]
        .iter()
        .rev()
        .find_map(|u| match u.lower.as_str() {
            "(" => Some(true),
            ")" => Some(false),
            _ => None,
        })
        .unwrap_or(false)
}

/// Whether a time tells since when something is: "since the war broke out in April".
fn since_before(units: &[Unit], at: usize) -> bool {
    (at.saturating_sub(SINCE)..at)
        .rev()
        .take_while(|&b| {
            !matches!(units[b].kind, UnitKind::Quantity(_) | UnitKind::Time(_))
                && !matches!(units[b].lower.as_str(), "," | ";" | "(")
        })
        .any(|b| units[b].lower == "since")
}

/// How many words before a time "since" may stand: "since the war broke out in April".
const SINCE: usize = 10;

/// How many words behind a number its own time may stand.
const BEHIND: usize = 7;

/// Whether a time stands right behind a number: nothing that begins another clause or number is
/// between them.
fn belongs(units: &[Unit], number: usize, time: usize) -> bool {
    time > number
        && time - number <= BEHIND
        && units[number + 1..time].iter().all(|u| {
            !matches!(u.kind, UnitKind::Quantity(_) | UnitKind::Time(_))
                && !matches!(
                    u.lower.as_str(),
                    "," | ";" | "(" | "and" | "but" | "while" | "than" | "compared" | "from"
                )
        })
}

/// Whether a figure lasts, and is not of the day that its sentence tells of.
fn lasts(indicator: Indicator, measure: Measure) -> bool {
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

/// How many sentences ahead the day of an incident may be told: "… The attack was on Monday".
const AHEAD: usize = 2;

/// The day of what a sentence without a date tells of: that of the last day named before it, else
/// of one named right behind it, not a day on which somebody said something.
fn event_day(context: &Context, line: usize) -> Option<Edtf> {
    let discourse = context.discourse;
    let times = &discourse.analysis.times;
    let end = discourse.lines[line].span.end;
    let before = times.partition_point(|t| t.span.start < end);
    let happened = |t: &&Timex| {
        let at = discourse
            .lines
            .partition_point(|l| l.span.end <= t.span.start);
        let units = discourse.lines.get(at).map(|l| &l.units);
        !units.is_some_and(|units| {
            units
                .iter()
                .position(|u| u.span.overlaps(t.span))
                .is_some_and(|u| of_telling(units, u))
        })
    };
    let ahead = discourse
        .lines
        .get((line + AHEAD).min(discourse.lines.len() - 1))
        .map_or(end, |l| l.span.end);
    times[..before]
        .iter()
        .rev()
        .take(12)
        .filter(happened)
        .find_map(day_of)
        .or_else(|| {
            times[before..]
                .iter()
                .take_while(|t| t.span.start < ahead && !discourse.of_items)
                .filter(happened)
                .find_map(day_of)
        })
        .or_else(|| {
            context
                .published
                .clone()
                .filter(|day| day.as_str().len() == 10)
        })
}

/// The levels of the partnerships counted, as the text lists them before the noun.
fn levels_before(context: &Context, line: usize, noun: usize) -> Option<String> {
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

/// A span of years printed behind an anniversary: "the 30th anniversary … (1995-2025)".
fn printed_span(
    context: &Context,
    line: usize,
    unit: usize,
    ranges: &[(Span, Edtf)],
) -> Option<Edtf> {
    let sentence = &context.discourse.lines[line];
    let from = sentence.units[unit].span.end;
    let range = ranges
        .iter()
        .find(|r| r.0.start >= from && r.0.end <= sentence.span.end)?;
    let bracketed = context.discourse.text[..range.0.start].ends_with('(');
    bracketed.then(|| range.1.clone())
}

/// An anniversary is of a year, or of the span that the text prints beside it.
fn anniversary_period(said: Option<&Edtf>, context: &Context) -> Option<Edtf> {
    match said {
        Some(span) if span.is_interval() => Some(span.clone()),
        Some(date) => date
            .as_str()
            .get(..4)
            .and_then(|year| Edtf::parse(year).ok()),
        None => context
            .published
            .as_ref()?
            .as_str()
            .get(..4)
            .and_then(|year| Edtf::parse(year).ok()),
    }
}

/// "Singapore led with X, followed by Thailand with Y and Malaysia with Z."
fn ranked_after(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
    last: Option<&Last>,
) -> Option<(usize, Vec<Figure>)> {
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
    Some((last.rule, vec![figure]))
}

/// The rank that goes with a level.
fn rank_of(level: &Figure, place: f64) -> Figure {
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
fn superlatives(
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
        if quantities.iter().any(|&(_, u)| u == at + 1) {
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
        *last = Some(Last {
            rule: cue.rule,
            figure,
            line,
            unit: at,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::Extractor;
    use entente_model::{Bound, ClaimBody, Document, Indicator, Measure};

    /// The indicators and values of the figures of a text.
    fn figures(text: &str) -> Vec<(Indicator, f64)> {
        Extractor::new()
            .unwrap()
            .extract(&Document::new("d", text))
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Figure(f) => Some((f.indicator, f.value)),
                _ => None,
            })
            .collect()
    }

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
    fn numbers_of_texts_of_two_sides_and_of_other_harm_are_no_figures_of_the_cue() {
        let harm = "The conflict in Chad has killed 4,700 and displaced 900,000 people.";
        assert_eq!(
            figures(harm),
            [
                (Indicator::Killed, 4700.0),
                (Indicator::Displaced, 900_000.0)
            ]
        );
        let numbered = "All members of the Security Council voted in favour of a ceasefire in Chad to \
                        ensure that UNSCR 2401 was kept.";
        assert_eq!(figures(numbered), []);
        let sides = "Kenya met Uganda. An agreement between the two countries came into effect, which \
                     helps Ugandan citizens living near the border.";
        assert_eq!(figures(sides), []);
    }

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
    fn growth_on_an_earlier_year_is_over_the_years_between() {
        let periods = |text: &str| -> Vec<(Measure, String)> {
            Extractor::new()
                .unwrap()
                .extract(&Document::new("d", text))
                .iter()
                .filter_map(|claim| match &claim.body {
                    ClaimBody::Figure(f) => {
                        Some((f.measure, f.period.as_ref()?.as_str().to_owned()))
                    }
                    _ => None,
                })
                .collect()
        };
        assert_eq!(
            periods("Trade between Kenya and the EU was worth €3 billion in 2023, up 16% on 2018."),
            [
                (Measure::Level, "2023".to_owned()),
                (Measure::Growth, "2018/2023".to_owned()),
            ]
        );
        assert_eq!(
            periods("Trade between Kenya and Chad rose 5 percent in 2023 compared with 2022."),
            [(Measure::Growth, "2023".to_owned())]
        );
    }

    /// Measure, value, bound and subject of the figures in a text.
    fn told(text: &str) -> Vec<(Indicator, Measure, f64, Bound, String)> {
        let mut found: Vec<_> = Extractor::new()
            .unwrap()
            .extract(&Document::new("d", text))
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Figure(f) => Some((
                    f.indicator,
                    f.measure,
                    f.value,
                    f.bound,
                    f.subject
                        .as_ref()
                        .map_or_else(String::new, |s| s.name.clone()),
                )),
                _ => None,
            })
            .collect();
        found.sort_by(|a, b| a.2.total_cmp(&b.2));
        found
    }

    #[test]
    fn what_moved_from_one_sum_to_another_is_no_range() {
        let level = |value| {
            let kenya = "Kenya".to_owned();
            (
                Indicator::Exports,
                Measure::Level,
                value,
                Bound::Equal,
                kenya,
            )
        };
        assert_eq!(
            told("Kenya's exports to Rwanda rose from $3 million to $4 million in 2024."),
            [level(3e6), level(4e6)]
        );
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
    fn votes_are_those_of_the_assembly() {
        let found = told(
            "The UN General Assembly adopted the resolution on Mali by a vote of 137 in favour to \
             12 against, with 17 abstentions.",
        );
        let votes: Vec<f64> = found
            .iter()
            .filter(|f| f.0 == Indicator::Vote && f.4.ends_with("General Assembly"))
            .map(|f| f.2)
            .collect();
        assert_eq!(votes, [12.0, 17.0, 137.0]);
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

    #[test]
    fn people_live_in_the_place_that_a_clause_tells_of() {
        let found = told(
            "Goma, where two million people live, fell to the rebels of Congo. Bukavu, a city of \
             900,000, was held by the army of Congo.",
        );
        let places: Vec<(f64, &str)> = found
            .iter()
            .filter(|f| f.0 == Indicator::Population)
            .map(|f| (f.2, f.4.as_str()))
            .collect();
        assert_eq!(places, [(900_000.0, "Bukavu"), (2e6, "Goma")]);
    }

    #[test]
    fn a_war_is_where_the_text_said_and_all_it_did_is_so_far() {
        let found = sides(
            "The war in Sudan was discussed in Paris on Monday. In New York the United Nations spoke \
             of hunger. The war has killed over 14,000 people, wounded 33,000 and displaced 8 million.",
        );
        let of_sudan: Vec<(f64, &str)> = found
            .iter()
            .filter(|f| f.2 == "Sudan")
            .map(|f| (f.1, f.4.as_str()))
            .collect();
        assert_eq!(of_sudan, [(14_000.0, ""), (33_000.0, ""), (8e6, "")]);
    }

    #[test]
    fn aid_kept_back_was_for_where_the_text_plays() {
        let found = sides(
            "The army took power in Mauritania on Wednesday. Washington froze $22 million in aid on \
             Thursday.",
        );
        let parties: Vec<(&str, &str)> = found
            .iter()
            .filter(|f| f.0 == Indicator::Aid)
            .map(|f| (f.2.as_str(), f.3.as_str()))
            .collect();
        assert_eq!(parties, [("Mauritania", "United States")]);
    }

    #[test]
    fn places_in_an_index_are_ranks() {
        let found = told(
            "Kenya came third in Africa and 61st in the world in an index of the freedom to trade.",
        );
        let ranks: Vec<f64> = found
            .iter()
            .filter(|f| f.1 == Measure::Rank)
            .map(|f| f.2)
            .collect();
        assert!(ranks.contains(&3.0), "{found:?}");
    }

    #[test]
    fn growth_is_told_beside_the_level() {
        let found = told(
            "Trade between Brazil and Bolivia reached $3.6 billion in 2022, 26 percent above the \
             year before.",
        );
        assert!(
            found
                .iter()
                .any(|f| f.0 == Indicator::Trade && f.1 == Measure::Growth && f.2 == 26.0)
        );
    }

    /// Indicator, value, subject, partner and period of the figures in a text, by value.
    fn sides(text: &str) -> Vec<(Indicator, f64, String, String, String)> {
        let name = |e: &Option<entente_model::Entity>| {
            e.as_ref().map_or_else(String::new, |e| e.name.clone())
        };
        let mut found: Vec<_> = Extractor::new()
            .unwrap()
            .extract(&Document::new("d", text))
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Figure(f) => Some((
                    f.indicator,
                    f.value,
                    name(&f.subject),
                    name(&f.partner),
                    f.period
                        .as_ref()
                        .map_or_else(String::new, |p| p.as_str().to_owned()),
                )),
                _ => None,
            })
            .collect();
        found.sort_by(|a, b| a.1.total_cmp(&b.1));
        found
    }

    fn side(
        indicator: Indicator,
        value: f64,
        subject: &str,
        partner: &str,
        period: &str,
    ) -> (Indicator, f64, String, String, String) {
        (
            indicator,
            value,
            subject.to_owned(),
            partner.to_owned(),
            period.to_owned(),
        )
    }

    #[test]
    fn a_number_has_the_time_and_side_right_behind_it() {
        use Indicator::Trade;
        assert_eq!(
            sides(
                "Trade between Kenya and Chad rose from $2 billion in 2018 to $3 billion in 2019."
            ),
            [
                side(Trade, 2e9, "Kenya", "Chad", "2018"),
                side(Trade, 3e9, "Kenya", "Chad", "2019"),
            ]
        );
        assert_eq!(
            sides("Kenya's trade with Chad was $2 billion, compared with $3 billion with Togo."),
            [
                side(Trade, 2e9, "Kenya", "Chad", ""),
                side(Trade, 3e9, "Kenya", "Togo", ""),
            ]
        );
    }

    #[test]
    fn trade_goes_on_about_the_same_two() {
        use Indicator::{Exports, Imports, Trade};
        assert_eq!(
            sides(
                "Trade between Kenya and Chad was $9 million in 2019. Exports reached $5 million, \
                 while imports from Chad stood at $4 million."
            ),
            [
                side(Imports, 4e6, "Kenya", "Chad", "2019"),
                side(Exports, 5e6, "Kenya", "Chad", "2019"),
                side(Trade, 9e6, "Kenya", "Chad", "2019"),
            ]
        );
        assert_eq!(
            sides(
                "Trade between Kenya and Chad was $9 million in 2014. It fell to $2 million in 2024."
            ),
            [
                side(Trade, 2e6, "Kenya", "Chad", "2024"),
                side(Trade, 9e6, "Kenya", "Chad", "2014"),
            ]
        );
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
