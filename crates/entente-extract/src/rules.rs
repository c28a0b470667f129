//! Rules as files: a pattern, the claim it makes, and examples that must and must not fire.

use std::collections::HashMap;

use entente_model::{
    Claim, ClaimBody, Edtf, Entity, EntityType, EventType, Relation, Span, Status, Tie,
};
use serde::Deserialize;

use entente_language::Upos;

use crate::context::Context;
use crate::frames::{Frame, Parse};
use crate::lists::Lists;
use crate::mentions::UnitKind;
use crate::pattern::{Found, Index, Pattern};
use crate::subjects::subject_entities;

mod event;

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// The built-in files of figure rules: name and text.
pub(crate) fn figure_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES
        .iter()
        .copied()
        .filter(|(name, _)| name.starts_with("figure/"))
}

/// What a claim may use without a capture: the subject of the predicate, the organisation that
/// the text speaks of, the polities inside the name kept as `b`, the state whose text it is, who
/// speaks there, the two states that the sentence and the text are
/// about, whose the mission kept as `e` is and in whose state it stands, the date of the predicate, that date as the end of an interval,
/// the date on which the organisation was founded, who acted and who was acted on in the last event of
/// that type, the state where the sentence plays, its protesters and its forces.
const BUILT_IN: [&str; 24] = [
    "here",
    "own",
    "other",
    "itself",
    "doer",
    "captor",
    "provoker",
    "target",
    "crowd",
    "forces",
    "sides",
    "subject",
    "org",
    "inside",
    "home",
    "voice",
    "pair",
    "theme",
    "owner",
    "host",
    "date",
    "until",
    "founding",
    "agreement",
];

/// A rule as its file writes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    pattern: Vec<String>,
    #[serde(default)]
    frame: Vec<String>,
    #[serde(default)]
    confidence: Option<f32>,
    claim: Vec<Template>,
    #[serde(default)]
    yes: Vec<Example>,
    #[serde(default)]
    no: Vec<String>,
}

/// A text on which a rule must make a claim with these fields.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// One or two sentences.
    pub text: String,
    /// Fields of the claim, in short form: an entity by its name.
    pub claim: toml::Table,
    /// Date of publication, where the claim depends on it.
    #[serde(default)]
    pub published: Option<String>,
}

/// The claim of a rule: values are words as they are, or captures (`$a`; `$a.2` its second entity).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Template {
    kind: String,
    relation: Option<String>,
    a: Option<String>,
    b: Option<String>,
    level: Option<String>,
    role: Option<String>,
    ordinal: Option<String>,
    valid: Option<String>,
    #[serde(rename = "type")]
    event: Option<String>,
    mode: Option<String>,
    #[serde(default)]
    actors: Vec<String>,
    #[serde(default)]
    recipients: Vec<String>,
    date: Option<String>,
    place: Option<String>,
    detail: Option<String>,
    status: Option<String>,
    /// Whether two or more must act together.
    #[serde(default)]
    joint: bool,
    /// Whether those who act do it to each other.
    #[serde(default)]
    mutual: bool,
}

/// A rule, ready to run.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name: the path of its file without the ending, `tie/membership-joined`.
    pub name: String,
    /// What it finds, in a sentence.
    pub title: String,
    /// More for who reads or changes it.
    pub note: Option<String>,
    /// Its patterns as written.
    pub patterns: Vec<String>,
    /// Its frames as written.
    pub frames: Vec<String>,
    /// Texts on which it must fire.
    pub yes: Vec<Example>,
    /// Texts on which it must not.
    pub no: Vec<String>,
    /// How often it is right, where that was measured; else a default by kind.
    pub confidence: f32,
    compiled: Vec<Pattern>,
    compiled_frames: Vec<Frame>,
    templates: Vec<Template>,
}

/// What is wrong with a rule file.
#[derive(Clone, Debug, thiserror::Error)]
#[error("rule {rule}: {reason}")]
pub struct RuleError {
    /// The rule's name.
    pub rule: String,
    /// What is wrong, and what to do.
    pub reason: String,
}

impl Rule {
    /// Reads the rule of that name from the text of its file.
    ///
    /// # Errors
    ///
    /// If the file is not TOML, a field is unknown, a pattern cannot be read, or the claim uses
    /// a capture that no pattern has.
    pub(crate) fn parse(name: &str, text: &str, lists: &Lists) -> Result<Self, RuleError> {
        let fail = |reason: String| RuleError {
            rule: name.to_owned(),
            reason,
        };
        let file: File = toml::from_str(text).map_err(|e| fail(e.to_string()))?;
        let compiled = file
            .pattern
            .iter()
            .map(|p| Pattern::parse(p, lists))
            .collect::<Result<Vec<_>, _>>()
            .map_err(fail)?;
        let mut compiled_frames = file
            .frame
            .iter()
            .map(|f| Frame::parse(f, lists))
            .collect::<Result<Vec<_>, _>>()
            .map_err(fail)?;
        let assault = |t: &Template| t.event.as_deref() == Some(EventType::Assault.name());
        for frame in &mut compiled_frames {
            frame.hostile = file.claim.iter().any(assault);
        }
        if compiled.is_empty() && compiled_frames.is_empty() {
            return Err(fail("it has neither a pattern nor a frame".to_owned()));
        }
        let names: Vec<&str> = compiled
            .iter()
            .flat_map(Pattern::names)
            .chain(compiled_frames.iter().flat_map(Frame::names))
            .collect();
        for template in &file.claim {
            template.check().map_err(fail)?;
            for value in template.values() {
                for capture in value.split('|').filter_map(|v| v.strip_prefix('$')) {
                    let capture = capture.split(['.', '?']).next().unwrap_or(capture);
                    if !BUILT_IN.contains(&capture) && !names.contains(&capture) {
                        return Err(fail(format!(
                            "the claim uses ${capture}, which no pattern or frame captures"
                        )));
                    }
                }
            }
        }
        Ok(Self {
            name: name.to_owned(),
            title: file.title,
            note: file.note,
            patterns: file.pattern,
            frames: file.frame,
            yes: file.yes,
            no: file.no,
            confidence: file.confidence.unwrap_or(0.75),
            compiled,
            compiled_frames,
            templates: file.claim,
        })
    }
}

impl Template {
    fn values(&self) -> impl Iterator<Item = &str> {
        [
            &self.a,
            &self.b,
            &self.level,
            &self.role,
            &self.ordinal,
            &self.valid,
            &self.mode,
            &self.date,
            &self.place,
            &self.detail,
        ]
        .into_iter()
        .flatten()
        .chain(&self.actors)
        .chain(&self.recipients)
        .map(String::as_str)
    }

    fn check(&self) -> Result<(), String> {
        if let Some(status) = &self.status
            && Status::from_name(status).is_none()
        {
            return Err(format!(
                "`{status}` is no status; write actual, planned, possible or denied"
            ));
        }
        match self.kind.as_str() {
            "tie" => {
                let relation = self.relation.as_deref().unwrap_or_default();
                if Relation::from_name(relation).is_none() {
                    return Err(format!("`{relation}` is no relation of the codebook"));
                }
                if self.a.is_none() || self.b.is_none() {
                    return Err("a tie needs both ends, a and b".to_owned());
                }
            }
            "event" => {
                let event = self.event.as_deref().unwrap_or_default();
                let Some(kind) = EventType::from_name(event) else {
                    return Err(format!("`{event}` is no PLOVER type"));
                };
                if let Some(mode) = &self.mode
                    && !kind.modes().contains(&mode.as_str())
                {
                    return Err(format!("`{mode}` is no mode of {event}"));
                }
                if self.actors.is_empty() {
                    return Err("an event needs actors".to_owned());
                }
            }
            other => return Err(format!("a rule makes ties and events, not `{other}`")),
        }
        Ok(())
    }
}

/// All rules, with an index from words to patterns.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    pub rules: Vec<Rule>,
    index: Index,
    /// For each pattern in the index, the rule and the pattern's place in it.
    places: Vec<(usize, usize)>,
    /// For each form of a predicate, the rule and the place of each frame on it, those that ask
    /// for more first.
    frames: HashMap<String, Vec<(usize, usize)>>,
}

impl Rules {
    /// The rules that are built in, with `more` added; one of the same name replaces the built-in one.
    pub(crate) fn new(more: Vec<Rule>, lists: &Lists) -> Result<Self, RuleError> {
        let mut rules = FILES
            .iter()
            .filter(|(name, _)| !name.starts_with("figure/"))
            .map(|(name, text)| Rule::parse(name, text, lists))
            .collect::<Result<Vec<_>, _>>()?;
        for rule in more {
            match rules.iter_mut().find(|r| r.name == rule.name) {
                Some(known) => *known = rule,
                None => rules.push(rule),
            }
        }
        let mut index = Index::default();
        let mut places = Vec::new();
        for (r, rule) in rules.iter().enumerate() {
            for (p, pattern) in rule.compiled.iter().enumerate() {
                index.add(pattern, places.len());
                places.push((r, p));
            }
        }
        let mut frames: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (r, rule) in rules.iter().enumerate() {
            for (f, frame) in rule.compiled_frames.iter().enumerate() {
                for word in &frame.words {
                    frames.entry(word.clone()).or_default().push((r, f));
                }
            }
        }
        for on_word in frames.values_mut() {
            on_word.sort_by_key(|&(r, f)| {
                let weight = rules[r].compiled_frames[f].weight();
                (std::cmp::Reverse(weight), r, f)
            });
        }
        Ok(Self {
            rules,
            index,
            places,
            frames,
        })
    }

    /// Adds the claims that the rules, or the one of that name alone, find in sentence `line`.
    pub(crate) fn run(&self, context: &mut Context, line: usize, only: Option<&str>) {
        self.run_frames(context, line, only);
        let candidates = self.index.candidates(&context.discourse.lines[line]);
        for at in candidates {
            let (r, p) = self.places[at];
            let rule = &self.rules[r];
            if only.is_some_and(|name| name != rule.name) {
                continue;
            }
            let found = rule.compiled[p].find(context.discourse, &context.discourse.lines[line]);
            for found in found {
                for template in &rule.templates {
                    make(rule, template, &found, context, line);
                }
            }
        }
        context.join_acts(line);
        context.drop_drills(line);
        if only.is_none() {
            context.charge_reported(line);
        }
    }
}

impl Rules {
    /// Adds the claims that frames find in sentence `line`.
    fn run_frames(&self, context: &mut Context, line: usize, only: Option<&str>) {
        let mut found: Vec<(usize, Found)> = Vec::new();
        if let Some(tree) = Parse::new(context, line) {
            for token in tree.range() {
                let on_word = self.frames.get(tree.lower(token).as_str());
                let whole = tree.hyphenated(token);
                let on_whole = whole.and_then(|whole| self.frames.get(&whole));
                let on_any = self.frames.get("*");
                for &(r, f) in on_whole.into_iter().chain(on_word).chain(on_any).flatten() {
                    let rule = &self.rules[r];
                    if only.is_some_and(|name| name != rule.name) {
                        continue;
                    }
                    if let Some(framed) = rule.compiled_frames[f].find(&tree, token)
                        && let Some(unit) = tree.unit(token)
                    {
                        let time = tree.time_unit(token);
                        found.push((r, Found::framed(framed, unit, time)));
                    }
                }
            }
        }
        for (r, found) in found {
            for template in &self.rules[r].templates {
                make(&self.rules[r], template, &found, context, line);
            }
        }
    }
}

/// The claims that one match makes by one template.
fn make(rule: &Rule, template: &Template, found: &Found, context: &mut Context, line: usize) {
    let status = match template.status.as_deref().and_then(Status::from_name) {
        Some(status) => status,
        None => found
            .status
            .unwrap_or_else(|| context.status(line, found.verb.unwrap_or(found.from))),
    };
    let evidence = context.discourse.lines[line].span;
    // "joined EU sanctions": nobody becomes a member.
    let named_before = rule.name == "tie/membership-joined"
        && found.get("b").last().is_some_and(|&unit| {
            let end = context.discourse.lines[line].units[unit].tokens.end;
            let syntax = &context.discourse.analysis.tokens[end - 1].syntax;
            let thing = syntax.head.filter(|&head| head >= end);
            syntax.relation == "compound"
                && thing.is_some_and(|thing| {
                    let lemma = &context.discourse.analysis.tokens[thing].syntax.lemma;
                    context.lists.has("sanction", lemma)
                })
        });
    if named_before {
        return;
    }
    match template.kind.as_str() {
        "tie" => {
            let Some(relation) = template.relation.as_deref().and_then(Relation::from_name) else {
                return;
            };
            let a = entities(template.a.as_deref(), found, context, line);
            let b = entities(template.b.as_deref(), found, context, line);
            let mut dates = dates(template.valid.as_deref(), found, context, line);
            if relation == Relation::Chair {
                // One tie a term; a chair without a term is background.
                if dates.is_empty()
                    && template.valid.is_some()
                    && template.a.as_deref() == Some("$subject")
                {
                    return;
                }
            } else {
                dates.truncate(1);
            }
            let dates: Vec<Option<Edtf>> = if dates.is_empty() {
                vec![None]
            } else {
                dates.into_iter().map(Some).collect()
            };
            for (a, b) in a.iter().flat_map(|a| b.iter().map(move |b| (a, b))) {
                let a = as_party(a.clone(), relation, context);
                let b = match relation {
                    // "President Kaboré named her foreign minister": of his state.
                    // "President Kaboré signed Decree 14": it is the state's.
                    Relation::Office | Relation::Issued => {
                        let issuer = relation == Relation::Office || b.kind == EntityType::Person;
                        if issuer {
                            as_party(b.clone(), Relation::Agreement, context)
                        } else {
                            b.clone()
                        }
                    }
                    _ => as_party(b.clone(), relation, context),
                };
                if a.key() == b.key() {
                    continue;
                }
                // "The minister joined the Union's leaders" makes nobody a member.
                if matches!(relation, Relation::Membership | Relation::Agreement)
                    && a.kind == EntityType::Person
                {
                    continue;
                }
                // "a deal that would let Chad join the Union": agreements join nothing.
                if relation == Relation::Membership
                    && matches!(a.kind, EntityType::Agreement | EntityType::Policy)
                {
                    continue;
                }
                // A resolution is a body's, not the state's whose text it is.
                if relation == Relation::Issued
                    && b.kind == EntityType::State
                    && a.name.starts_with("Resolution")
                {
                    continue;
                }
                // "establish the Strategic Partnership between": a tie of its own, no agreement.
                if relation == Relation::Agreement && is_partnership_level(&b.name) {
                    continue;
                }
                // The names of a list are known better than a row of words tells them.
                if relation == Relation::Membership && context.is_listed_member(line, &a, &b) {
                    continue;
                }
                // "severed its diplomatic relations with": what ends there does not begin there.
                if relation == Relation::DiplomaticRelations
                    && dates
                        .iter()
                        .flatten()
                        .all(|d| !d.as_str().starts_with("../"))
                    && context.ends_tie(relation, line, &a, &b)
                {
                    continue;
                }
                // Where a sentence names several, whose relations it tells of is not guessed beside
                // what other rules read there.
                if relation == Relation::DiplomaticRelations
                    && template.a.as_deref() == Some("$pair.1")
                    && context.discourse.countries_of(line).len() > 2
                    && context.tells(relation, line)
                {
                    continue;
                }
                for valid in &dates {
                    let mut tie = Tie::new(relation, a.clone(), b.clone());
                    tie.level = words(template.level.as_deref(), found, context, line);
                    tie.role = words(template.role.as_deref(), found, context, line);
                    tie.ordinal = number(template.ordinal.as_deref(), found, context, line);
                    tie.valid.clone_from(valid);
                    let body = ClaimBody::Tie(tie);
                    push(context, rule, line, evidence, body, status, found);
                }
            }
        }
        "event" => {
            // "offered to mediate between Chad and Togo": a pattern sees no parse, and what is only
            // offered has not been done.
            let aim = found.status.is_none()
                && found.verb.is_some_and(|verb| {
                    context.is_purpose(line, verb) || context.is_supposed(line, verb)
                });
            if !aim {
                event::make(rule, template, found, context, line, status);
            }
        }
        _ => {}
    }
}

fn push(
    context: &mut Context,
    rule: &Rule,
    line: usize,
    evidence: Span,
    body: ClaimBody,
    status: Status,
    found: &Found,
) {
    let mut source = context.source_at(line, found.verb.unwrap_or(found.from));
    // That somebody asks or accuses another in words of his own is what the text tells, not he.
    if let ClaimBody::Event(event) = &body
        && matches!(
            event.kind,
            EventType::Request | EventType::Accuse | EventType::Reject | EventType::Threaten
        )
    {
        source = source.filter(|s| event.actors.iter().all(|a| a.key() != s.key()));
    }
    let mut claim = Claim::new(evidence, body);
    claim.status = status;
    claim.source = source;
    claim.rule = Some(rule.name.clone());
    claim.confidence = Some(rule.confidence);
    context.push(claim);
}

/// Whether events of a type are mostly made by saying something.
fn is_said(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Agree
            | EventType::Support
            | EventType::Request
            | EventType::Accuse
            | EventType::Reject
            | EventType::Threaten
    )
}

/// Those who can act or be acted on: no agreements and policies, and no mere places.
pub(crate) fn parties(entities: Vec<Entity>, context: &Context) -> Vec<Entity> {
    entities
        .into_iter()
        .filter_map(|entity| match entity.kind {
            EntityType::Agreement | EntityType::Policy => None,
            EntityType::Place => match entity.country.as_deref() {
                Some(code) => context.discourse.state_named(code).or(Some(entity)),
                None => Some(entity),
            },
            _ => Some(entity),
        })
        .collect()
}

/// A person or government in a tie between parties stands for its state.
pub(crate) fn as_party(entity: Entity, relation: Relation, context: &Context) -> Entity {
    let between_parties = matches!(
        relation,
        Relation::Agreement
            | Relation::Membership
            | Relation::Alliance
            | Relation::DiplomaticRelations
            | Relation::Partnership
    );
    let government = entity.kind == EntityType::Person
        || entity.kind == EntityType::Body
            && (is_government(&entity.name)
                || relation == Relation::Agreement
                    && (is_legislature(&entity.name) || is_envoys(&entity.name)));
    if !between_parties || relation == Relation::Membership && entity.kind == EntityType::Person {
        return entity;
    }
    // "switched recognition from Taipei to Beijing": nobody else has relations.
    let town = relation == Relation::DiplomaticRelations && entity.kind == EntityType::Place;
    match &entity.country {
        Some(code) if government || town => context
            .discourse
            .state_named(code)
            .unwrap_or_else(|| Entity::state(entity.name.clone(), code.clone())),
        // The Commission's president signs for the Union.
        None if entity.kind == EntityType::Person => {
            context.discourse.represented(&entity).unwrap_or(entity)
        }
        _ => entity,
    }
}

/// Whether a name of an agreement is only the level of a partnership: "Strategic Partnership".
fn is_partnership_level(name: &str) -> bool {
    let name = name.to_lowercase();
    let mut words = name.split([' ', '-']);
    words.next_back() == Some("partnership")
        && words.all(|w| {
            matches!(
                w,
                "strategic" | "comprehensive" | "enhanced" | "special" | "global" | "new"
            )
        })
}

/// Whether a name is that of people who sign for their state: "Japanese officials".
fn is_envoys(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default();
    matches!(
        last,
        "officials" | "representatives" | "delegates" | "negotiators" | "diplomats" | "envoys"
    )
}

/// Whether a body by that name ratifies and approves for its state.
fn is_legislature(name: &str) -> bool {
    let name = name.to_lowercase();
    let head = name.split(" of ").next().unwrap_or_default();
    let last = head.rsplit(' ').next().unwrap_or_default();
    matches!(
        last,
        "senate"
            | "parliament"
            | "congress"
            | "assembly"
            | "legislature"
            | "knesset"
            | "duma"
            | "bundestag"
    )
}

/// Whether the name of a body means the government of a state as a whole.
fn is_government(name: &str) -> bool {
    let name = name.to_lowercase();
    name.ends_with("government")
        || name.ends_with("governments")
        || name.starts_with("government of")
        || name.starts_with("governments of")
        || name.ends_with("administration")
}

/// The entities of a value: of a capture, or one of them; `$subject` is the subject of the verb,
/// `$org` the organisation that the text speaks of, `$inside` the polities in the name kept as `$b`.
fn entities(value: Option<&str>, found: &Found, context: &Context, line: usize) -> Vec<Entity> {
    // `$subject|$pair`: the first that there is.
    if let Some(value) = value.filter(|v| v.contains('|')) {
        return value
            .split('|')
            .map(|v| entities(Some(v), found, context, line))
            .find(|all| !all.is_empty())
            .unwrap_or_default();
    }
    let Some(capture) = value.and_then(|v| v.strip_prefix('$')) else {
        return Vec::new();
    };
    let (name, which) = capture
        .split_once('.')
        .map_or((capture, None), |(n, w)| (n, w.parse::<usize>().ok()));
    let mut all = Vec::new();
    if let Some(kept) = found.entities.iter().find(|c| c.0 == name) {
        return match which {
            Some(which) => kept
                .1
                .get(which.saturating_sub(1))
                .cloned()
                .into_iter()
                .collect(),
            None => kept.1.clone(),
        };
    }
    if name == "theme" {
        all = context.discourse.theme();
    }
    if name == "owner" {
        // The mission's own state, else whichever of the two of the text the place is not in.
        let place = found
            .get("b")
            .first()
            .and_then(|&u| context.country_at(line, u));
        let mission = found
            .get("e")
            .first()
            .and_then(|&u| context.country_at(line, u));
        let theme = context.discourse.theme();
        all = mission
            .filter(|m| Some(m) != place.as_ref())
            .and_then(|m| context.discourse.state_named(&m))
            .or_else(|| theme.into_iter().find(|s| s.country != place))
            .into_iter()
            .collect();
    }
    if name == "host" {
        // The state that the mission's place is in, else whichever of the two it is not of.
        let country = |value: &str| {
            found
                .get(value)
                .first()
                .and_then(|&u| context.country_at(line, u))
        };
        let (place, mission) = (country("b"), country("e"));
        all = match place.and_then(|code| context.discourse.state_named(&code)) {
            Some(state) => vec![state],
            None => {
                let theme = context.discourse.theme();
                let owner = mission.or_else(|| theme.first()?.country.clone());
                theme
                    .into_iter()
                    .find(|s| s.country != owner)
                    .into_iter()
                    .collect()
            }
        };
    }
    if name == "pair" {
        all = context.discourse.pair_of(line);
    }
    if name == "sides" {
        all = context.discourse.sides(line);
    }
    if name == "voice" {
        let unit = found.verb.unwrap_or(found.from);
        return match context.source_at(line, unit) {
            Some(speaker) => vec![speaker],
            None => context.discourse.speakers().to_vec(),
        };
    }
    if found.in_frame && !BUILT_IN.contains(&name) {
        return all;
    }
    if name == "subject" {
        let Some(verb) = found.verb else {
            return Vec::new();
        };
        if context.is_nominal(line, verb) || context.is_purpose(line, verb) {
            return Vec::new();
        }
        if context.is_passive(line, verb) {
            return context.agent(line, verb);
        }
        all = subject_entities(context, line, verb);
    }
    if name == "inside" {
        for unit in found.get("b") {
            let span = context.discourse.lines[line].units[*unit].span;
            let inside = context.discourse.polities_inside(span);
            // Charters and partnerships are named after what they found, not after parties.
            let name = context.discourse.words(span).to_lowercase();
            let contract = !["partnership", "charter", "constitution"]
                .iter()
                .any(|w| name.ends_with(w));
            if inside.len() >= 2 && contract {
                all.extend(inside);
            }
        }
    }
    if name == "org" {
        all.extend(context.discourse.org_before(line));
    }
    if name == "agreement" {
        all.extend(context.discourse.agreement_before(line, found.from));
    }
    if name == "here" {
        let here = context.discourse.setting(line);
        all.extend(here.and_then(|code| context.discourse.state_named(code)));
    }
    // "the coup in Sudan" is that of its forces, wherever else the sentence plays.
    let there = found
        .entities
        .iter()
        .find(|(kept, _)| name == "forces" && kept == "b")
        .and_then(|(_, b)| b.first()?.country.as_deref());
    if matches!(name, "crowd" | "forces")
        && let Some(here) = there.or_else(|| context.discourse.setting(line))
    {
        let (who, kind) = match name {
            "crowd" => ("protesters", EntityType::Group),
            _ => ("military", EntityType::Body),
        };
        let mut entity = Entity::new(who, kind);
        entity.country = Some(here.to_owned());
        all.push(entity);
    }
    if name == "home" {
        let home = context.discourse.home.as_deref();
        all.extend(home.and_then(|code| context.discourse.state_named(code)));
    }
    for &unit in found.get(name) {
        if let UnitKind::Mention(m) = context.discourse.lines[line].units[unit].kind {
            for entity in context.discourse.entities_of(m) {
                if !all.iter().any(|a: &Entity| a.key() == entity.key()) {
                    all.push(entity.clone());
                }
            }
        }
    }
    match which {
        Some(which) => all
            .into_iter()
            .nth(which.saturating_sub(1))
            .into_iter()
            .collect(),
        None => all,
    }
}

/// The types of event that give cause for an answer, told before or in the sentence of the answer.
const HOSTILE: [EventType; 6] = [
    EventType::Assault,
    EventType::Coerce,
    EventType::Sanction,
    EventType::Mobilize,
    EventType::Threaten,
    EventType::Accuse,
];

/// The entities of a value in a claim of an event of that type: `$doer` and `$target` are those of
/// the last such event.
fn of_event(
    value: &str,
    kind: EventType,
    found: &Found,
    context: &Context,
    line: usize,
) -> Vec<Entity> {
    value
        .split('|')
        .map(|value| match value {
            // "were designated": by whom the sentences before tell.
            "$doer" => found
                .verb
                .filter(|&verb| {
                    context
                        .syntax(line, verb)
                        .is_some_and(|s| s.upos == Upos::Verb && s.relation != "amod")
                })
                .and_then(|_| context.last_of(kind, line))
                .map(|e| e.actors.clone()),
            // "Kenyan troops were sent": those whom a passive without an agent is about.
            "$itself" => found
                .verb
                .filter(|&verb| context.is_passive(line, verb))
                .and_then(|_| found.entities.iter().find(|c| c.0 == "itself"))
                .map(|c| c.1.clone()),
            // "were freed": by whoever had seized them.
            "$captor" => found
                .verb
                .filter(|&verb| context.is_passive(line, verb))
                .map(|_| context.doers_before(line, &[EventType::Coerce, EventType::Assault], &[])),
            "$target" => context.last_of(kind, line).map(|e| e.recipients.clone()),
            // "broke off relations": with whoever had given cause.
            "$provoker" => {
                let own = entities(Some("$subject"), found, context, line);
                Some(context.doers_until(line, &HOSTILE, &own))
            }
            _ => Some(entities(Some(value), found, context, line)),
        })
        .map(Option::unwrap_or_default)
        .find(|all| !all.is_empty())
        .unwrap_or_default()
}

fn words(value: Option<&str>, found: &Found, context: &Context, line: usize) -> Option<String> {
    let value = value?;
    // "former $r"
    let Some((before, name)) = value.split_once('$') else {
        return Some(value.to_owned());
    };
    let units = found.get(name);
    let (first, last) = (units.first()?, units.last()?);
    let all = &context.discourse.lines[line].units;
    let words = context
        .discourse
        .words(all[*first].span.cover(all[*last].span));
    Some(format!("{before}{words}"))
}

fn date(value: Option<&str>, found: &Found, context: &Context, line: usize) -> Option<Edtf> {
    dates(value, found, context, line).into_iter().next()
}

/// The dates of a value: one as written, those of a capture, or that of the predicate; of
/// `$t|$date` the first that there is.
fn dates(value: Option<&str>, found: &Found, context: &Context, line: usize) -> Vec<Edtf> {
    let Some(value) = value else {
        return Vec::new();
    };
    if value.contains('|') {
        return value
            .split('|')
            .map(|v| dates(Some(v), found, context, line))
            .find(|dates| !dates.is_empty())
            .unwrap_or_default();
    }
    let Some(name) = value.strip_prefix('$') else {
        return Edtf::parse(value).into_iter().collect();
    };
    if name == "founding" {
        return context.founding_before(line).into_iter().collect();
    }
    if matches!(name, "date" | "until") {
        let predicate = found.verb.unwrap_or(found.from);
        let status = context.status(line, predicate);
        let date = context.event_date(line, predicate, found.time, false, status);
        return match date {
            Some(date) if name == "until" => Edtf::parse(&format!("../{}", date.as_str()))
                .into_iter()
                .collect(),
            date => date.into_iter().collect(),
        };
    }
    found
        .get(name)
        .iter()
        .filter_map(|&unit| context.date_at(line, unit))
        .collect()
}

fn number(value: Option<&str>, found: &Found, context: &Context, line: usize) -> Option<u32> {
    let value = value?;
    let Some(name) = value.strip_prefix('$') else {
        return value.parse().ok();
    };
    let &unit = found.get(name).first()?;
    match context.discourse.lines[line].units[unit].kind {
        UnitKind::Quantity(q) => {
            let value = context.discourse.analysis.quantities[q].value;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "checked to be a small whole number"
            )]
            (value.fract() == 0.0 && (1.0..=10_000.0).contains(&value)).then_some(value as u32)
        }
        _ => None,
    }
}
