//! The event that one match of a rule makes: who acted on whom, whether it happened, and when.
//!
//! A rule finds the words; what they mean beside what the text told before is settled here, step by step. Each
//! step fills in or mends a part, or finds that there is nothing to tell.

mod sides;
mod untold;
mod written;

use entente_model::{Edtf, Entity, EntityType, EventType, Status};

use super::{Rule, Template, entities, of_event, parties};
use crate::context::Context;
use crate::pattern::Found;
use sides::{is_no_counterpart, is_police, settle_victims};

/// Adds the event that a match makes by a template, if there is one to tell.
pub(super) fn make(
    rule: &Rule,
    template: &Template,
    found: &Found,
    context: &mut Context,
    line: usize,
    status: Status,
) {
    let Some(kind) = template.event.as_deref().and_then(EventType::from_name) else {
        return;
    };
    let mut draft = Draft {
        rule,
        template,
        found,
        line,
        predicate: found.verb.unwrap_or(found.from),
        kind,
        status,
        actors: Vec::new(),
        recipients: Vec::new(),
        needed: false,
        untold: false,
        scheduled: None,
    };
    if draft.settle(context).is_some() {
        draft.write(context);
    }
}

/// An event of which not all is settled.
struct Draft<'r> {
    rule: &'r Rule,
    template: &'r Template,
    found: &'r Found,
    /// The sentence.
    line: usize,
    /// The unit of the predicate.
    predicate: usize,
    kind: EventType,
    status: Status,
    actors: Vec<Entity>,
    recipients: Vec<Entity>,
    /// Whether the rule asks for somebody to whom it is done.
    needed: bool,
    /// Whether those to whom it is done are not told: who stands beside the words is another.
    untold: bool,
    /// The coming day for which the present tense announces it.
    scheduled: Option<Edtf>,
}

impl Draft<'_> {
    /// All steps, in their order; nothing as soon as one finds that there is nothing to tell.
    fn settle(&mut self, context: &Context) -> Option<()> {
        self.must_be_new(context)?;
        self.find_actors(context)?;
        self.settle_status(context)?;
        self.find_recipients(context)?;
        self.settle_sides(context)?;
        self.settle_asked(context)?;
        self.settle_struck(context)?;
        self.leave_to_others(context)?;
        self.settle_hit(context)?;
        self.settle_police(context)?;
        self.settle_captors(context);
        self.leave_complaints(context)?;
        self.settle_home(context)?;
        self.settle_open(context)?;
        self.leave_talks_told(context)
    }

    /// Who acts; nothing where the rule needs somebody whom the sentence does not tell.
    fn find_actors(&mut self, context: &Context) -> Option<()> {
        for value in &self.template.actors {
            // `$c?` may be missing; every other actor must be there.
            let (value, optional) = value
                .strip_suffix('?')
                .map_or((value.as_str(), false), |v| (v, true));
            // Those whom only the place tells are told once, and not where their act is what
            // another condemns.
            if value.contains("$crowd") || value.contains("$forces") {
                let named = entities(value.split('|').next(), self.found, context, self.line);
                if named.is_empty() && context.is_known(self.kind, self.line) {
                    return None;
                }
            }
            let mut meant = of_event(value, self.kind, self.found, context, self.line);
            // "Relations with Togo were restored in 2004", in a text about two: by the other.
            if meant.is_empty()
                && matches!(
                    self.rule.name.as_str(),
                    "event/concede-cede"
                        | "event/support-relations"
                        | "event/support-recognise"
                        | "event/support-partnership"
                )
                && value.starts_with("$subject")
                && context.is_passive(self.line, self.predicate)
            {
                let with = entities(Some("$b"), self.found, context, self.line);
                meant.extend(context.discourse.other_side(&with));
            }
            // "Talks with Togo are under way", in a text about two: of the other.
            if meant.is_empty()
                && self.rule.name == "event/consult-meet"
                && value == "$subject"
                && context.is_nominal(self.line, self.predicate)
            {
                let with = entities(Some("$b"), self.found, context, self.line);
                meant.extend(context.discourse.other_side(&with));
            }
            let meant = parties(meant, context);
            if meant.is_empty() && !optional {
                return None;
            }
            for entity in meant {
                if !self.actors.iter().any(|a| a.key() == entity.key()) {
                    self.actors.push(entity);
                }
            }
        }
        // "met students of both states": no counterpart. "Tourists from Chad and Togo visited": nor those with them.
        if self.kind == EventType::Consult {
            let led_by_none = self
                .actors
                .first()
                .is_some_and(|a| is_no_counterpart(a, context));
            if led_by_none && self.rule.name.starts_with("event/consult-visit") {
                return None;
            }
            self.actors.retain(|a| !is_no_counterpart(a, context));
        }
        let together = self.template.joint
            || self.kind == EventType::Consult
                && self
                    .template
                    .actors
                    .iter()
                    .filter(|a| !a.ends_with('?'))
                    .count()
                    >= 2;
        if self.actors.is_empty() || together && self.actors.len() < 2 {
            return None;
        }
        Some(())
    }

    /// Whether it has happened, is to come or is declined.
    fn settle_status(&mut self, context: &Context) -> Option<()> {
        // "At the Ghana-Togo Forum he announced": that the forum was held is told.
        if self.rule.name == "event/consult-summit" && context.tells_forum(self.line) {
            return None;
        }
        // "The president joined the Union's leaders": nobody becomes a member.
        if self.rule.name == "tie/membership-joined"
            && self.actors.iter().all(|a| a.kind == EntityType::Person)
        {
            return None;
        }
        // "arrives in Delhi on Thursday": it is to come.
        self.scheduled = (self.kind == EventType::Consult && self.status == Status::Actual)
            .then(|| context.scheduled(self.line, self.predicate, self.found.time))
            .flatten();
        if self.scheduled.is_some() {
            self.status = Status::Planned;
        }
        if self.rule.name == "event/consult-forum" {
            // What is said to be done there tells when it is; what is told of it is told once.
            if context.tells_forum(self.line) {
                return None;
            }
            self.status = context.status_around(self.line, self.predicate);
        }
        // "did not accept the offer", "will not attend the summit", "does not recognise Chad".
        let declines = match self.kind {
            EventType::Agree => Some("accept"),
            EventType::Concede => Some("acced"),
            EventType::Support => Some("recogni"),
            EventType::Consult if self.template.mode.as_deref() == Some("multilateral") => {
                Some("attend")
            }
            _ => None,
        };
        if self.status == Status::Denied
            && declines
                .is_some_and(|word| context.word(self.line, self.predicate).starts_with(word))
        {
            self.kind = EventType::Reject;
            self.status = Status::Actual;
        }
        Some(())
    }

    /// Whom it is done to, as far as the rule tells.
    fn find_recipients(&mut self, context: &Context) -> Option<()> {
        for value in &self.template.recipients {
            let (value, optional) = value
                .strip_suffix('?')
                .map_or((value.as_str(), false), |v| (v, true));
            self.needed |= !optional;
            let mut meant = of_event(value, self.kind, self.found, context, self.line);
            // "raids in response to rocket fire by rebels": at whoever had struck them.
            let own = |r: &Entity| {
                r.country.is_some() && self.actors.iter().any(|a| a.country == r.country)
            };
            if self.kind == EventType::Assault
                && value.contains("$target")
                && !meant.is_empty()
                && meant.iter().all(own)
                && let Some(before) = context.told_here(self.kind, self.line)
                && before.recipients == meant
                && !before.actors.iter().any(own)
            {
                meant.clone_from(&before.actors);
            }
            // Who speaks for nobody asks those who govern; a government asks others.
            let asks = matches!(self.kind, EventType::Request | EventType::Threaten)
                && self.actors.iter().any(|a| a.kind != EntityType::Group);
            // A movement turns to those with whom it is at odds.
            let named =
                |a: &Entity| a.kind == EntityType::Group && a.name.starts_with(char::is_uppercase);
            if meant.is_empty() && value.contains("$own") && !asks && self.actors.iter().all(named)
            {
                meant = context.counterpart(self.line, &self.actors);
            }
            // "Police are out in force": against nobody else.
            let home_guard = self.kind == EventType::Mobilize && self.actors.iter().all(is_police);
            if home_guard && value.contains("$other") {
                let (named, _) = value.split_once('|').unwrap_or((value, ""));
                meant = of_event(named, self.kind, self.found, context, self.line);
            }
            if meant.is_empty() && value.contains("$own") && !asks {
                let code = self.actors.iter().find_map(|a| a.country.as_deref());
                meant.extend(code.and_then(|code| context.discourse.state_named(code)));
            }
            if meant.is_empty() && value.contains("$other") && !home_guard {
                meant.extend(context.discourse.other_side(&self.actors));
            }
            for entity in parties(meant, context) {
                if !self
                    .recipients
                    .iter()
                    .chain(&self.actors)
                    .any(|a| a.key() == entity.key())
                {
                    self.recipients.push(entity);
                }
            }
        }
        if self.template.mutual {
            self.recipients.clone_from(&self.actors);
        }
        // "set off a mine near the Chadian border": not in Chad.
        if self.kind == EventType::Assault {
            let discourse = context.discourse;
            let beyond = discourse.countries_beyond_borders(self.line);
            let named = discourse.countries_of(self.line);
            self.recipients.retain(|r| {
                let only_border = |code: &String| named.contains(code) && !beyond.contains(code);
                r.kind != EntityType::State || !r.country.as_ref().is_some_and(only_border)
            });
        }
        if matches!(self.kind, EventType::Assault | EventType::Coerce) {
            settle_victims(&mut self.recipients, &self.actors, context, self.line);
        }
        Some(())
    }
}
