//! Rules as files: a pattern, the claim it makes, and examples that must and must not fire.

use std::collections::HashMap;

use entente_model::{
    Claim, ClaimBody, Edtf, Entity, EntityType, Event, EventType, Relation, Span, Status, Tie,
};
use serde::Deserialize;

use entente_language::Upos;

use crate::context::Context;
use crate::frames::{Frame, Parse};
use crate::lists::Lists;
use crate::mentions::UnitKind;
use crate::pattern::{Found, Index, Pattern};
use crate::subjects::subject_entities;

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
    }
}

impl Rules {
    /// Adds the claims that frames find in sentence `line`.
    fn run_frames(&self, context: &mut Context, line: usize, only: Option<&str>) {
        let mut found: Vec<(usize, Found)> = Vec::new();
        if let Some(tree) = Parse::new(context, line) {
            for token in tree.range() {
                let on_word = self.frames.get(tree.lower(token).as_str());
                let on_any = self.frames.get("*");
                for &(r, f) in on_word.into_iter().chain(on_any).flatten() {
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
            let Some(mut kind) = template.event.as_deref().and_then(EventType::from_name) else {
                return;
            };
            // A tie told in passing ("since joining in 1995") is no event, but what is done by it is
            // ("integrated by joining").
            let passing = found.verb.is_some_and(|v| {
                context.word(line, v).ends_with("ing")
                    && (v == 0 || context.word(line, v - 1) != "by")
            });
            if passing && rule.name.starts_with("tie/") {
                return;
            }
            // Of two readings of one predicate the one that asks for more came first.
            let predicate = found.verb.unwrap_or(found.from);
            if context.is_told(line, predicate, kind) {
                return;
            }
            // "reaffirmed its support for Togo": the verb told it, the noun tells nothing more; a
            // call that is paid asks nothing.
            if context.governor(line, predicate).is_some_and(|verb| {
                context.is_told(line, verb, kind)
                    || kind == EventType::Request && context.is_told(line, verb, EventType::Consult)
            }) {
                return;
            }
            // "the rebels backed by Chad": who they are, not what was done.
            if kind == EventType::Support
                && context.is_adnominal(line, predicate)
                && (rule.name == "event/support-praise"
                    || context.word(line, predicate + 1) != "by")
            {
                return;
            }
            // "announced $3 million in aid", "is supporting Chad with $2 million": told as aid.
            if matches!(kind, EventType::Agree | EventType::Support)
                && context.is_told(line, predicate, EventType::Aid)
            {
                return;
            }
            // "increased its support for": a noun that no word of saying carries tells no act.
            let carried = context
                .governor(line, predicate)
                .and_then(|verb| context.syntax(line, verb))
                .is_none_or(|s| context.lists.has("support-told", s.lemma.as_str()));
            if rule.name == "event/support-noun" && !carried {
                return;
            }
            // "extended support to": what is only said helps nobody yet.
            if kind == EventType::Aid && context.is_told(line, predicate, EventType::Support) {
                return;
            }
            // "restricted exports to Chad", "paused tariffs", "joint drills with Chad", "kicked Chad
            // out of the union": what asks for more tells which act it is.
            let outdone: &[EventType] = match kind {
                EventType::Coerce => &[EventType::Sanction, EventType::Concede, EventType::Reject],
                EventType::Sanction => &[EventType::Concede],
                EventType::Accuse => &[EventType::Concede, EventType::Sanction],
                EventType::Mobilize => &[EventType::Cooperate, EventType::Aid],
                EventType::Aid => &[EventType::Cooperate, EventType::Retreat],
                EventType::Assault => &[EventType::Sanction, EventType::Retreat],
                EventType::Cooperate => &[EventType::Retreat],
                EventType::Concede => &[EventType::Aid],
                EventType::Request => &[EventType::Sanction],
                EventType::Consult => &[EventType::Mobilize],
                EventType::Agree => &[EventType::Threaten, EventType::Sanction],
                _ => &[],
            };
            if outdone.iter().any(|&other| {
                // "hold joint naval exercises": the noun tells nothing more.
                let governed = kind == EventType::Mobilize
                    && context
                        .governor(line, predicate)
                        .is_some_and(|verb| context.is_told(line, verb, other));
                governed || context.is_told(line, predicate, other)
            }) {
                return;
            }
            // "attacked the media", "struck a deal": no force.
            if kind == EventType::Assault
                && [
                    EventType::Accuse,
                    EventType::Agree,
                    EventType::Coerce,
                    EventType::Protest,
                ]
                .iter()
                .any(|&other| context.is_told(line, predicate, other))
            {
                return;
            }
            let mut actors: Vec<Entity> = Vec::new();
            for value in &template.actors {
                // `$c?` may be missing; every other actor must be there.
                let (value, optional) = value
                    .strip_suffix('?')
                    .map_or((value.as_str(), false), |v| (v, true));
                // Those whom only the place tells are told once, and not where their act is what
                // another condemns.
                if value.contains("$crowd") || value.contains("$forces") {
                    let named = entities(value.split('|').next(), found, context, line);
                    if named.is_empty() && context.is_known(kind, line) {
                        return;
                    }
                }
                let mut meant = of_event(value, kind, found, context, line);
                // "Relations with Togo were restored in 2004", in a text about two: by the other.
                if meant.is_empty()
                    && matches!(
                        rule.name.as_str(),
                        "event/concede-cede"
                            | "event/support-relations"
                            | "event/support-recognise"
                            | "event/support-partnership"
                    )
                    && value.starts_with("$subject")
                    && context.is_passive(line, predicate)
                {
                    let with = entities(Some("$b"), found, context, line);
                    meant.extend(context.discourse.other_side(&with));
                }
                let found = parties(meant, context);
                if found.is_empty() && !optional {
                    return;
                }
                for entity in found {
                    if !actors.iter().any(|a| a.key() == entity.key()) {
                        actors.push(entity);
                    }
                }
            }
            // "met students of both states": no counterpart.
            if kind == EventType::Consult {
                actors.retain(|a| !is_no_counterpart(a, context));
            }
            let together = template.joint
                || kind == EventType::Consult
                    && template.actors.iter().filter(|a| !a.ends_with('?')).count() >= 2;
            if actors.is_empty() || together && actors.len() < 2 {
                return;
            }
            // "At the Ghana-Togo Forum he announced": that the forum was held is told.
            if rule.name == "event/consult-summit" && context.tells_forum(line) {
                return;
            }
            // "The president joined the Union's leaders": nobody becomes a member.
            if rule.name == "tie/membership-joined"
                && actors.iter().all(|a| a.kind == EntityType::Person)
            {
                return;
            }
            let mut status = status;
            // "arrives in Delhi on Thursday": it is to come.
            let scheduled = (kind == EventType::Consult && status == Status::Actual)
                .then(|| context.scheduled(line, predicate, found.time))
                .flatten();
            if scheduled.is_some() {
                status = Status::Planned;
            }
            if rule.name == "event/consult-forum" {
                // What is said to be done there tells when it is; what is told of it is told once.
                if context.tells_forum(line) {
                    return;
                }
                status = context.status_around(line, predicate);
            }
            // "did not accept the offer", "will not attend the summit", "does not recognise Chad".
            let declines = match kind {
                EventType::Agree => Some("accept"),
                EventType::Concede => Some("acced"),
                EventType::Support => Some("recogni"),
                EventType::Consult if template.mode.as_deref() == Some("multilateral") => {
                    Some("attend")
                }
                _ => None,
            };
            if status == Status::Denied
                && declines.is_some_and(|word| context.word(line, predicate).starts_with(word))
            {
                kind = EventType::Reject;
                status = Status::Actual;
            }
            let mut recipients: Vec<Entity> = Vec::new();
            let mut needed = false;
            for value in &template.recipients {
                let (value, optional) = value
                    .strip_suffix('?')
                    .map_or((value.as_str(), false), |v| (v, true));
                needed |= !optional;
                let mut meant = of_event(value, kind, found, context, line);
                // Who speaks for nobody asks those who govern; a government asks others.
                let asks = matches!(kind, EventType::Request | EventType::Threaten)
                    && actors.iter().any(|a| a.kind != EntityType::Group);
                // A movement turns to those with whom it is at odds.
                let named = |a: &Entity| {
                    a.kind == EntityType::Group && a.name.starts_with(char::is_uppercase)
                };
                if meant.is_empty() && value.contains("$own") && !asks && actors.iter().all(named) {
                    meant = context.counterpart(line, &actors);
                }
                if meant.is_empty() && value.contains("$own") && !asks {
                    let code = actors.iter().find_map(|a| a.country.as_deref());
                    meant.extend(code.and_then(|code| context.discourse.state_named(code)));
                }
                if meant.is_empty() && value.contains("$other") {
                    meant.extend(context.discourse.other_side(&actors));
                }
                for entity in parties(meant, context) {
                    if !recipients
                        .iter()
                        .chain(&actors)
                        .any(|a| a.key() == entity.key())
                    {
                        recipients.push(entity);
                    }
                }
            }
            if template.mutual {
                recipients.clone_from(&actors);
            }
            if matches!(kind, EventType::Assault | EventType::Coerce) {
                settle_victims(&mut recipients, &actors, context, line);
            }
            // "Soldiers toppled President Bongo" are of the state whose president he was.
            if rule.name == "event/coerce-coup"
                && let Some(country) = recipients.first().and_then(|r| r.country.clone())
            {
                let unknown = |a: &Entity| {
                    a.country.is_none() && matches!(a.kind, EntityType::Body | EntityType::Group)
                };
                for actor in actors.iter_mut().filter(|a| unknown(a)) {
                    actor.country = Some(country.clone());
                }
            }
            // "a blockade of Nepal, which Kathmandu condemned": not Nepal, but whoever did that.
            let own =
                |r: &Entity| r.country.is_some() && actors.iter().any(|a| a.country == r.country);
            let states = |r: &Entity| r.kind == EntityType::State;
            if kind == EventType::Accuse
                && !recipients.is_empty()
                && recipients.iter().all(|r| own(r) && states(r))
                && actors.iter().all(states)
            {
                let doers = context.doers(line + 1, &HOSTILE, &actors);
                if !doers.is_empty() {
                    recipients = doers;
                }
            }
            // "imposed sanctions on eight firms": not on its own.
            if kind == EventType::Sanction && template.mode.is_none() {
                let state = |a: &Entity| matches!(a.kind, EntityType::State | EntityType::Org);
                for recipient in recipients.iter_mut().filter(|r| {
                    r.kind == EntityType::Group
                        && !r.name.contains(char::is_uppercase)
                        && actors.iter().any(|a| state(a) && a.country == r.country)
                }) {
                    recipient.country = None;
                }
            }
            // "We must act", "ASEAN must keep its unity": a call upon oneself or upon all of many
            // is no request.
            // "Britain had to cede": what befell it, not what somebody asked.
            if rule.name == "event/request-must"
                && matches!(context.word(line, predicate), "had" | "needed")
            {
                return;
            }
            if rule.name == "event/request-must" {
                recipients.retain(|r| {
                    r.kind != EntityType::Place
                        && r.kind != EntityType::Org
                        && r.country.is_some()
                        && !actors.iter().any(|a| a.country == r.country)
                });
            }
            // "agreed that Chad must leave": what they ask of Chad is told by what it must do.
            let asks = rule.name == "event/agree-to"
                && context.discourse.lines[line].units[predicate..]
                    .iter()
                    .take(9)
                    .any(|u| u.lower == "must");
            if asks {
                return;
            }
            // "condemned the attack": those who attacked, not the place where it was.
            if kind == EventType::Accuse && context.is_violence(line, predicate) {
                let placed = matches!(&recipients[..], [one]
                    if one.country.as_ref().is_some_and(|c| !context.discourse.countries_of(line).contains(c)));
                let mut attackers = context.attackers(line);
                attackers.retain(|r| !actors.iter().any(|a| a.key() == r.key()));
                let own = |r: &Entity| actors.iter().any(|a| a.country == r.country);
                if attackers.is_empty() && placed && recipients.iter().all(own) {
                    return;
                }
                if (recipients.is_empty() || placed) && !attackers.is_empty() {
                    recipients = attackers;
                }
            }
            // "while Norway pledged another million": to the same.
            if !needed
                && recipients.is_empty()
                && actors.len() == 1
                && kind == EventType::Agree
                && !template.recipients.is_empty()
            {
                recipients = context.recipients_before(line, kind, &actors);
            }
            if needed && recipients.is_empty() {
                return;
            }
            // "Three strikes destroyed a bridge", told after whose they are: of those whom the
            // first ones hit.
            let unnamed = template.actors.iter().any(|a| a.contains("$doer"))
                && entities(Some("$subject"), found, context, line).is_empty();
            if unnamed
                && kind == EventType::Assault
                && recipients.iter().all(|r| r.kind == EntityType::State)
            {
                recipients = of_event("$target|$b", kind, found, context, line);
            }
            // "called the strike a violation of its soil": of those who struck.
            let home_of =
                |r: &Entity| r.country.is_some() && actors.iter().any(|a| a.country == r.country);
            if rule.name == "event/accuse-label"
                && !recipients.is_empty()
                && recipients.iter().all(home_of)
                && recipients.iter().all(|r| r.kind == EntityType::State)
            {
                let doers = context.last_of(EventType::Assault, line);
                recipients = doers.map(|e| e.actors.clone()).unwrap_or_default();
                recipients.retain(|r| !home_of(r));
                if recipients.is_empty() {
                    return;
                }
            }
            // What a deal's own text says will be done is promised; who will agree has not.
            let promised = status == Status::Planned
                && match kind {
                    EventType::Cooperate | EventType::Concede => context.discourse.official,
                    EventType::Agree => true,
                    _ => false,
                };
            // "the right to peaceful protest" tells of none; what must be done by one
            // is asked once a sentence; diplomats are expelled, not deported.
            let protest = rule.name == "event/protest-noun"
                && (predicate.saturating_sub(4)..predicate)
                    .any(|u| matches!(context.word(line, u), "right" | "rights" | "freedom"));
            let again =
                rule.name == "event/request-must" && context.asked(line, &actors, &recipients);
            let envoys = rule.name == "event/coerce-deport"
                && recipients.iter().any(|r| {
                    let name = r.name.to_lowercase();
                    ["diplomat", "ambassador", "envoy", "attach"]
                        .iter()
                        .any(|w| name.contains(w))
                });
            if promised || protest || again || envoys {
                return;
            }
            // "carried out the attack", "claimed the attack in Togo": of those whom it hit.
            if kind == EventType::Assault
                && !recipients.is_empty()
                && recipients
                    .iter()
                    .all(|r| r.kind == EntityType::State && home_of(r))
                && template.recipients.iter().any(|r| r.contains("$target"))
                && let Some(known) = context.last_of(kind, line)
                && known.recipients.iter().any(|r| !home_of(r))
            {
                recipients = known.recipients.clone();
            }
            // Police who raid one search it.
            let searches = kind == EventType::Assault
                && ["raid", "storm"]
                    .iter()
                    .any(|w| context.word(line, predicate).starts_with(w))
                && actors.iter().all(|a| {
                    let name = a.name.to_lowercase();
                    ["police", "authorities", "prosecutors"]
                        .iter()
                        .any(|w| name.contains(w))
                });
            if searches {
                return;
            }
            // Rebels who raid a house attack it.
            let raids = rule.name == "event/coerce-seize"
                && ["raid", "storm", "search", "ransack"]
                    .iter()
                    .any(|w| context.word(line, predicate).starts_with(w));
            if raids && actors.iter().all(|a| a.kind == EntityType::Group) {
                return;
            }
            // "Anti-government protesters": against those who govern them.
            if kind == EventType::Protest
                && recipients.is_empty()
                && context.discourse.lines[line]
                    .units
                    .iter()
                    .any(|u| u.lower.starts_with("anti-government"))
            {
                let code = actors.iter().find_map(|a| a.country.as_deref());
                recipients.extend(code.and_then(|code| context.discourse.state_named(code)));
            }
            // "expelled 300 Afghans": who is no diplomat is deported.
            let official = [
                "diplomat",
                "ambassador",
                "envoy",
                "attach",
                "official",
                "staff",
                "consul",
                "troop",
                "soldier",
                "force",
                "adviser",
                "advisor",
                "spies",
                "corps",
            ];
            if rule.name == "event/sanction-expel"
                && context.word(line, predicate).starts_with("expel")
                && !recipients.is_empty()
                && recipients.iter().all(|r| {
                    let name = r.name.to_lowercase();
                    r.kind == EntityType::Group && !official.iter().any(|w| name.contains(w))
                })
            {
                kind = EventType::Coerce;
            }
            // "ordered its people to leave": a state expels none of its own.
            if rule.name == "event/sanction-expel"
                && ["order", "instruct", "direct", "command"]
                    .iter()
                    .any(|w| context.word(line, predicate).starts_with(w))
                && !recipients.is_empty()
                && recipients
                    .iter()
                    .all(|r| r.country.is_some() && actors.iter().all(|a| a.country == r.country))
            {
                return;
            }
            // "barred officials from its territory": those of others are sanctioned.
            let foreign =
                |r: &Entity| r.country.is_some() && actors.iter().all(|a| a.country != r.country);
            if rule.name == "event/coerce-police"
                && matches!(
                    context.word(line, predicate),
                    "ban"
                        | "bans"
                        | "banned"
                        | "bar"
                        | "bars"
                        | "barred"
                        | "prohibited"
                        | "prohibits"
                )
                && actors
                    .iter()
                    .all(|a| a.kind == EntityType::State || a.kind == EntityType::Org)
                && !recipients.is_empty()
                && recipients.iter().all(foreign)
            {
                return;
            }
            // Diplomats and ministers who protest complain.
            let officials = |a: &Entity| {
                let name = a.name.to_lowercase();
                [
                    "diplomats",
                    "envoys",
                    "ambassadors",
                    "ministers",
                    "officials",
                ]
                .iter()
                .any(|w| name.ends_with(w))
            };
            if kind == EventType::Protest && actors.iter().all(officials) {
                return;
            }
            // A crowd that protests demonstrates.
            if rule.name == "event/accuse-protest"
                && context.word(line, predicate).starts_with("protest")
                && actors.iter().all(|a| a.kind == EntityType::Group)
            {
                return;
            }
            // "offered its condolences" promises nothing.
            if kind == EventType::Agree
                && context.word(line, predicate).starts_with("offer")
                && context.is_told(line, predicate, EventType::Support)
            {
                return;
            }
            // A state that protests complains.
            if kind == EventType::Protest
                && actors
                    .iter()
                    .all(|a| matches!(a.kind, EntityType::State | EntityType::Org))
                && matches!(
                    rule.name.as_str(),
                    "event/protest" | "event/protest-stage" | "event/protest-crowd"
                )
            {
                return;
            }
            // Whoever speaks to the press meets nobody.
            let speaks = rule.name == "event/consult-meet"
                && ["speak", "spoke", "speaks", "talk", "told"]
                    .iter()
                    .any(|w| context.word(line, predicate).starts_with(w));
            if speaks
                && actors
                    .iter()
                    .any(|a| !context.discourse.is_public(a) && a.kind != EntityType::Group)
            {
                return;
            }
            // "asked for his extradition", "demanded the release of the envoy": who is held is not asked.
            let held = |r: &Entity| matches!(r.kind, EntityType::Person | EntityType::Group);
            if matches!(
                rule.name.as_str(),
                "event/request-for" | "event/request-call"
            ) && !recipients.is_empty()
                && recipients.iter().all(held)
                && context.asks_for_captives(line, predicate)
            {
                recipients = context.discourse.other_side(&actors).into_iter().collect();
                if recipients.is_empty() {
                    recipients = context.counterpart(line, &actors);
                }
            }
            // What a government orders its own bodies to do, or says of itself, is no event; nor is
            // what somebody says not to be so.
            let official = |e: &Entity| matches!(e.kind, EntityType::State | EntityType::Body);
            let home = !recipients.is_empty()
                && recipients
                    .iter()
                    .all(|r| r.country.is_some() && actors.iter().any(|a| a.country == r.country));
            let inner = match rule.name.as_str() {
                "event/request-order" => recipients.iter().all(official),
                "event/accuse-content" => actors.iter().all(official),
                _ => false,
            };
            if inner && home
                || rule.name == "event/accuse-content" && found.status == Some(Status::Denied)
            {
                return;
            }
            // "our partnership with Togo": what is one's own receives nothing beside another.
            let own =
                |r: &Entity| r.country.is_some() && actors.iter().any(|a| a.country == r.country);
            if is_said(kind) && recipients.iter().any(|r| !own(r)) {
                recipients.retain(|r| !own(r));
            }
            // "relations with 160 countries", "those nations": nobody in particular.
            if kind == EventType::Support {
                recipients.retain(|r| {
                    !(r.kind == EntityType::Group
                        && r.country.is_none()
                        && matches!(
                            r.name.as_str(),
                            "countries" | "nations" | "states" | "members"
                        ))
                });
                if needed && recipients.is_empty() {
                    return;
                }
            }
            // "underscored his support for Kenyan farmers": at home, of no counterpart.
            let home = |r: &Entity| {
                own(r)
                    && matches!(
                        r.kind,
                        EntityType::State | EntityType::Group | EntityType::Company
                    )
            };
            if kind == EventType::Support
                && !template.mutual
                && actors.len() == 1
                && !recipients.is_empty()
                && recipients.iter().all(home)
            {
                return;
            }
            // "the two reaffirmed the bond between their states": each other is no third.
            if kind == EventType::Support
                && actors.len() >= 2
                && recipients.len() >= 2
                && recipients.iter().all(own)
            {
                recipients.clear();
            }
            // Those who agree together agree with each other.
            if kind == EventType::Agree && actors.len() >= 2 {
                recipients.clear();
            }
            // "The President pledged more aid", in a text about two: to the other.
            let open = !needed
                && recipients.is_empty()
                && actors.len() == 1
                && !template.recipients.is_empty();
            let visits = template.mode.as_deref() == Some("visit");
            // "Togolese can travel to Kenya without visas": nobody in particular goes.
            if visits
                && status == Status::Possible
                && (predicate.saturating_sub(3)..predicate)
                    .any(|unit| matches!(context.word(line, unit), "can" | "could"))
            {
                return;
            }
            if open
                && (is_said(kind)
                    || visits
                    || matches!(kind, EventType::Assault | EventType::Sanction))
            {
                recipients.extend(context.discourse.other_side(&actors));
            }
            if open
                && recipients.is_empty()
                && matches!(
                    kind,
                    EventType::Reject
                        | EventType::Request
                        | EventType::Accuse
                        | EventType::Threaten
                        | EventType::Agree
                )
            {
                // "Libya voted against it": against those who put it to the vote.
                let votes = rule.name == "event/reject-plea"
                    && context.word(line, predicate).starts_with("vote");
                recipients = if votes {
                    context.maker(line)
                } else {
                    context.counterpart(line, &actors)
                };
            }
            if visits {
                // Whoever travels on business of his own is no visitor.
                let travels = !context.word(line, predicate).starts_with("visit")
                    && rule.name == "event/consult-visit"
                    && !context.is_nominal(line, predicate);
                if travels && !actors.iter().any(|a| context.discourse.is_public(a)) {
                    return;
                }
                // "arrived here on a visit": where the sentence is set.
                let here = context.discourse.setting(line).filter(|code| {
                    open && recipients.is_empty()
                        && actors.iter().all(|a| a.country.as_deref() != Some(code))
                });
                recipients.extend(here.and_then(|code| context.discourse.state_named(code)));
                recipients
                    .retain(|r| !(r.kind == EntityType::Place && r.name.ends_with("Airport")));
                // One does not visit a crowd, nor one's own country.
                recipients.retain(|r| {
                    r.kind != EntityType::Group
                        && !(r.kind == EntityType::State
                            && rule.name == "event/consult-visit"
                            && actors.iter().all(|a| a.country == r.country))
                });
                // A visit to nobody is left to whoever else reads it.
                if recipients.is_empty() {
                    return;
                }
            }
            // "Seven delegations were received": nobody in particular.
            let nobody = |a: &Entity| {
                a.kind == EntityType::Group
                    && a.country.is_none()
                    && !a.name.chars().any(char::is_uppercase)
            };
            if visits && actors.iter().all(nobody) {
                return;
            }
            // A mere place does nothing.
            if actors
                .iter()
                .all(|a| a.kind == EntityType::Place && a.country.is_none())
            {
                return;
            }
            // "Rebels claimed the attack": when and how it was made was told with whom it hit.
            let told = template
                .recipients
                .iter()
                .any(|r| r.contains("$target"))
                .then(|| context.last_of(kind, line))
                .flatten()
                .filter(|e| !recipients.is_empty() && e.recipients == recipients)
                .cloned();
            context.tell(line, predicate, kind);
            // When somebody holds a view, or has demands, is not told by the tense.
            let held = rule.name == "event/accuse-content"
                || kind == EventType::Request && context.is_nominal(line, predicate);
            let date = scheduled
                .or_else(|| date(template.date.as_deref(), found, context, line))
                .or_else(|| {
                    found
                        .time
                        .filter(|_| held)
                        .and_then(|at| context.time_at(line, at))
                })
                .or_else(|| {
                    context
                        .event_date(line, predicate, found.time, is_said(kind), status)
                        .filter(|_| !held)
                })
                .or_else(|| told.as_ref()?.date.clone());
            // An event has a day, not an hour.
            let date = date.map(|date| match date.as_str().split_once('T') {
                Some((day, _)) if !day.contains('/') => Edtf::parse(day).unwrap_or(date),
                _ => date,
            });
            if let Some(date) = &date {
                context.note_date(line, date);
                if kind == EventType::Consult {
                    context.note_meeting(line, date, status);
                }
            }
            let place = template
                .place
                .as_deref()
                .and_then(|p| entities(Some(p), found, context, line).into_iter().next())
                .or_else(|| {
                    (kind == EventType::Assault)
                        .then(|| context.discourse.scene(line))
                        .flatten()
                });
            // Who says that it will attack threatens to.
            let threat = kind == EventType::Assault
                && status == Status::Planned
                && context.source_at(line, predicate).is_some_and(|speaker| {
                    actors.iter().any(|a| {
                        a.key() == speaker.key()
                            || a.country.is_some() && a.country == speaker.country
                    })
                });
            if threat {
                kind = EventType::Threaten;
            }
            let deported = kind == EventType::Coerce && rule.name == "event/sanction-expel";
            let mut mode = threat
                .then(|| "violence".to_owned())
                .or_else(|| deported.then(|| "deport".to_owned()))
                .or_else(|| words(template.mode.as_deref(), found, context, line))
                .or_else(|| context.mode_of(kind, line, predicate))
                .or_else(|| told.as_ref()?.mode.clone());
            if kind == EventType::Mobilize
                && actors
                    .iter()
                    .all(|a| a.name.to_lowercase().contains("police"))
            {
                mode = Some("police".to_owned());
            }
            if matches!(kind, EventType::Request | EventType::Reject) {
                mode = crate::asked::mode(context, line, predicate)
                    .map(str::to_owned)
                    .or(mode);
            }
            if kind == EventType::Reject && template.mode.as_deref() == Some("multilateral") {
                mode = Some("meet".to_owned());
            }
            if kind == EventType::Consult && mode.is_none() && context.is_by_phone(line, predicate)
            {
                mode = Some("phone".to_owned());
            }
            // "talks hosted by Qatar": with a third.
            if kind == EventType::Consult && mode.is_none() && actors.len() >= 2 {
                let third = context.convener(line, predicate);
                if !third.is_empty() {
                    mode = Some("third-party".to_owned());
                    for entity in parties(third, context) {
                        if !actors.iter().any(|a| a.key() == entity.key()) {
                            actors.push(entity);
                        }
                    }
                }
            }
            // "Erdoğan hosted Mohamud and Abiy": of two states, with a third.
            let countries = |es: &[Entity]| {
                let mut codes: Vec<_> = es.iter().filter_map(|e| e.country.clone()).collect();
                codes.sort_unstable();
                codes.dedup();
                codes
            };
            if matches!(
                rule.name.as_str(),
                "event/consult-welcome" | "event/consult-host"
            ) {
                let (guests, hosts) = (countries(&actors), countries(&recipients));
                if guests.len() >= 2
                    && guests.len() == actors.len()
                    && hosts.len() == 1
                    && !guests.contains(&hosts[0])
                {
                    let third = guests.len() == 2;
                    mode = Some(if third { "third-party" } else { "multilateral" }.to_owned());
                    actors.append(&mut recipients);
                }
            }
            // "hosted him for a virtual meeting"
            if mode.as_deref() == Some("visit") && context.is_virtual(line) {
                mode = Some("phone".to_owned());
                actors.append(&mut recipients);
            }
            // Two states meet, three and organisations hold a forum.
            let two = matches!(&actors[..], [a, b]
                if [a, b].iter().all(|e| matches!(e.kind, EntityType::State | EntityType::Person)));
            if two && rule.name == "event/consult-convene" {
                mode = None;
            }
            if mode.as_deref() == Some("multilateral") {
                for entity in context.discourse.conveners(line) {
                    if !actors.iter().any(|a| a.key() == entity.key()) {
                        actors.push(entity);
                    }
                }
            }
            // Each host of a tour has its own visit.
            let hosts: Vec<Vec<Entity>> = if mode.as_deref() == Some("visit") {
                recipients.into_iter().map(|host| vec![host]).collect()
            } else {
                vec![recipients]
            };
            let status = if threat { Status::Actual } else { status };
            for recipients in hosts {
                let event = Event {
                    kind,
                    mode: mode.clone(),
                    actors: actors.clone(),
                    recipients,
                    date: date.clone(),
                    place: place.clone(),
                    detail: words(template.detail.as_deref(), found, context, line),
                    first: None,
                };
                push(
                    context,
                    rule,
                    line,
                    evidence,
                    ClaimBody::Event(event),
                    status,
                    found,
                );
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
    let source = context.source_at(line, found.verb.unwrap_or(found.from));
    let mut claim = Claim::new(evidence, body);
    claim.status = status;
    claim.source = source;
    claim.rule = Some(rule.name.clone());
    claim.confidence = Some(rule.confidence);
    context.push(claim);
}

/// Victims whom no name tells and who were taken for the attacker's own are of the only other state
/// that the sentence names.
fn settle_victims(victims: &mut [Entity], actors: &[Entity], context: &Context, line: usize) {
    let own = |code: &Option<String>| actors.iter().any(|a| a.country == *code);
    let others: Vec<String> = context
        .discourse
        .countries_of(line)
        .into_iter()
        .filter(|code| !own(&Some(code.clone())))
        .collect();
    let unnamed =
        |e: &Entity| e.kind == EntityType::Group && !e.name.chars().any(char::is_uppercase);
    // "Turkish police detained dozens of people": of those who detain, where nobody else is named.
    let police = actors
        .iter()
        .any(|a| a.kind == EntityType::Body && a.name.to_lowercase().ends_with("police"));
    match &others[..] {
        [other] => {
            for victim in victims.iter_mut().filter(|v| unnamed(v) && own(&v.country)) {
                victim.country = Some(other.clone());
            }
        }
        [] if police => {
            for victim in victims.iter_mut().filter(|v| unnamed(v)) {
                victim.country.clone_from(&actors[0].country);
            }
        }
        _ => {}
    }
}

/// Whether somebody is of those whom statesmen meet but with whom they hold no talks: "students",
/// "British businesses".
fn is_no_counterpart(entity: &Entity, context: &Context) -> bool {
    let last = entity.name.rsplit(' ').next().unwrap_or_default();
    matches!(entity.kind, EntityType::Group | EntityType::Body)
        && last.starts_with(char::is_lowercase)
        && context.lists.has("no-counterpart", last)
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
                .map(|_| context.doers(line, &[EventType::Coerce, EventType::Assault], &[])),
            "$target" => context.last_of(kind, line).map(|e| e.recipients.clone()),
            // "broke off relations": with whoever had given cause.
            "$provoker" => {
                let own = entities(Some("$subject"), found, context, line);
                Some(context.doers(line + 1, &HOSTILE, &own))
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
