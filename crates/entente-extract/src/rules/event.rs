//! The event that one match of a rule makes: who acted on whom, whether it happened, and when.
//!
//! A rule finds the words; what they mean beside what the text told before is settled here, step by step. Each
//! step fills in or mends a part, or finds that there is nothing to tell.

use entente_language::Upos;
use entente_model::{ClaimBody, Edtf, Entity, EntityType, Event, EventType, Status};

use super::{HOSTILE, Rule, Template, date, entities, is_said, of_event, parties, push, words};
use crate::context::Context;
use crate::pattern::Found;

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

    /// Nothing where another rule tells the act already, or the words only name it: of two readings of one
    /// predicate the one that asks for more comes first.
    fn must_be_new(&self, context: &Context) -> Option<()> {
        // A tie told in passing ("since joining in 1995") is no event, but what is done by it is
        // ("integrated by joining").
        let passing = self.found.verb.is_some_and(|v| {
            context.word(self.line, v).ends_with("ing")
                && (v == 0 || context.word(self.line, v - 1) != "by")
        });
        if passing && self.rule.name.starts_with("tie/") {
            return None;
        }
        // Of two readings of one predicate the one that asks for more came first.
        if context.is_told(self.line, self.predicate, self.kind) {
            return None;
        }
        // "will not accept the offer": refused, not an agreement denied; "would close the border if Chad did":
        // threatened, not planned.
        let refused = self.status == Status::Denied
            && context.is_told(self.line, self.predicate, EventType::Reject);
        let threatened = matches!(self.status, Status::Planned | Status::Possible)
            && self.kind != EventType::Request
            && context.is_told(self.line, self.predicate, EventType::Threaten);
        if refused || threatened {
            return None;
        }
        // "marched to demand elections": the march asks it; "summoned the envoy to complain", "met to
        // discuss the deal": told.
        if matches!(
            self.kind,
            EventType::Request | EventType::Accuse | EventType::Consult | EventType::Protest
        ) && context
            .verb_above(self.line, self.predicate)
            .is_some_and(|verb| {
                context.is_told(self.line, verb, EventType::Protest)
                    || self.kind == EventType::Consult
                        && context
                            .syntax(self.line, self.predicate)
                            .is_some_and(|s| s.upos == Upos::Verb && s.xpos == "VB")
                        && context.is_told(self.line, verb, EventType::Consult)
                    || self.kind == EventType::Accuse
                        && context.word(self.line, verb).starts_with("summon")
                        && context.is_told(self.line, verb, EventType::Accuse)
            })
        {
            return None;
        }
        // "used tear gas to disperse the crowd": told by what was used.
        if self.rule.name == "event/coerce-police"
            && context
                .verb_above(self.line, self.predicate)
                .is_some_and(|verb| context.is_told(self.line, verb, EventType::Assault))
        {
            return None;
        }
        // "expelled 300 migrants to Chad": nobody else is expelled.
        if self.rule.name == "event/sanction-expel"
            && context.is_told(self.line, self.predicate, EventType::Coerce)
        {
            return None;
        }
        // "reaffirmed its support for Togo": the verb told it, the noun tells nothing more; a
        // call that is paid asks nothing.
        if context
            .governor(self.line, self.predicate)
            .is_some_and(|verb| {
                context.is_told(self.line, verb, self.kind)
                    || self.kind == EventType::Request
                        && context.is_told(self.line, verb, EventType::Consult)
            })
        {
            return None;
        }
        // "the rebels backed by Chad": who they are, not what was done.
        if self.kind == EventType::Support
            && context.is_adnominal(self.line, self.predicate)
            && (self.rule.name == "event/support-praise"
                || context.word(self.line, self.predicate + 1) != "by")
        {
            return None;
        }
        // "groups backed by Chad", "forces fighting the rebels": who they are.
        let described = match self.rule.name.as_str() {
            "event/aid" => ["backed", "supported", "supporting", "backing"].as_slice(),
            "event/assault-deadly" => ["fighting", "battling"].as_slice(),
            _ => &[],
        };
        if described.contains(&context.word(self.line, self.predicate))
            && context
                .syntax(self.line, self.predicate)
                .is_some_and(|s| matches!(s.relation, "acl" | "amod"))
        {
            return None;
        }
        // "announced $3 million in aid", "is supporting Chad with $2 million": told as aid.
        if matches!(self.kind, EventType::Agree | EventType::Support)
            && context.is_told(self.line, self.predicate, EventType::Aid)
        {
            return None;
        }
        // "increased its support for": a noun that no word of saying carries tells no act.
        let carried = context
            .governor(self.line, self.predicate)
            .and_then(|verb| context.syntax(self.line, verb))
            .is_none_or(|s| context.lists.has("support-told", s.lemma.as_str()));
        if self.rule.name == "event/support-noun" && !carried {
            return None;
        }
        // "We are committed to our values" in a joint text is how such texts speak, no promise of its own.
        if self.rule.name == "event/agree-decide"
            && matches!(
                context.word(self.line, self.predicate),
                "committed" | "determined"
            )
            && (self.predicate.saturating_sub(4)..self.predicate)
                .any(|unit| context.word(self.line, unit) == "we")
        {
            return None;
        }
        // "reaffirmed their commitment to expand trade": told as what they will do.
        if self.rule.name == "event/support-joint"
            && context.is_told(self.line, self.predicate, EventType::Agree)
        {
            return None;
        }
        // "a visiting delegation from Togo" is the visitor itself.
        if self.rule.name == "event/consult-visit"
            && context.word(self.line, self.predicate) == "visiting"
            && context
                .syntax(self.line, self.predicate)
                .is_some_and(|s| s.relation == "amod")
        {
            return None;
        }
        // "extended support to": what is only said helps nobody yet.
        if self.kind == EventType::Aid
            && context.is_told(self.line, self.predicate, EventType::Support)
        {
            return None;
        }
        // "restricted exports to Chad", "paused tariffs", "joint drills with Chad", "kicked Chad
        // out of the union": what asks for more tells which act it is.
        let outdone: &[EventType] = match self.kind {
            EventType::Reject => &[EventType::Sanction],
            EventType::Coerce => &[
                EventType::Sanction,
                EventType::Concede,
                EventType::Reject,
                EventType::Assault,
            ],
            EventType::Sanction => &[EventType::Concede, EventType::Coerce, EventType::Retreat],
            EventType::Accuse => &[EventType::Concede, EventType::Sanction, EventType::Reject],
            EventType::Mobilize => &[EventType::Cooperate, EventType::Aid, EventType::Coerce],
            EventType::Aid => &[EventType::Cooperate, EventType::Retreat, EventType::Coerce],
            EventType::Assault => &[EventType::Sanction, EventType::Retreat],
            EventType::Cooperate => &[EventType::Retreat],
            EventType::Concede => &[EventType::Aid, EventType::Retreat, EventType::Coerce],
            EventType::Request => &[EventType::Sanction, EventType::Assault],
            EventType::Consult => &[EventType::Mobilize, EventType::Coerce, EventType::Aid],
            EventType::Retreat => &[EventType::Sanction, EventType::Aid],
            EventType::Agree => &[EventType::Threaten, EventType::Sanction, EventType::Reject],
            _ => &[],
        };
        if outdone.iter().any(|&other| {
            // "hold joint naval exercises": the noun tells nothing more.
            let governed = self.kind == EventType::Mobilize
                && context
                    .governor(self.line, self.predicate)
                    .is_some_and(|verb| context.is_told(self.line, verb, other));
            governed || context.is_told(self.line, self.predicate, other)
        }) {
            return None;
        }
        // "a general strike", "on hunger strike": work is downed, nobody is hit.
        if self.kind == EventType::Assault
            && context
                .word(self.line, self.predicate)
                .starts_with("strike")
            && self.predicate > 0
            && context
                .lists
                .has("work-strike", context.word(self.line, self.predicate - 1))
        {
            return None;
        }
        // "attacked the media", "struck a deal": no force.
        if self.kind == EventType::Assault
            && [
                EventType::Accuse,
                EventType::Agree,
                EventType::Coerce,
                EventType::Protest,
            ]
            .iter()
            .any(|&other| context.is_told(self.line, self.predicate, other))
        {
            return None;
        }
        Some(())
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

    /// Of which state those are whom no name places, seen from the other side.
    fn settle_sides(&mut self, context: &Context) -> Option<()> {
        // "Soldiers toppled President Saleh" are of the state whose president he was.
        if self.rule.name == "event/coerce-coup"
            && let Some(country) = self.recipients.first().and_then(|r| r.country.clone())
        {
            let unknown = |a: &Entity| {
                a.country.is_none() && matches!(a.kind, EntityType::Body | EntityType::Group)
            };
            for actor in self.actors.iter_mut().filter(|a| unknown(a)) {
                actor.country = Some(country.clone());
            }
        }
        // "a blockade of Nepal, which Kathmandu condemned": not Nepal, but whoever did that.
        let own =
            |r: &Entity| r.country.is_some() && self.actors.iter().any(|a| a.country == r.country);
        let states = |r: &Entity| r.kind == EntityType::State;
        if self.kind == EventType::Accuse
            && !self.recipients.is_empty()
            && self.recipients.iter().all(|r| own(r) && states(r))
            && self.actors.iter().all(states)
        {
            let doers = context.doers_until(self.line, &HOSTILE, &self.actors);
            if !doers.is_empty() {
                self.recipients = doers;
            }
        }
        // "imposed sanctions on eight firms": not on its own.
        if self.kind == EventType::Sanction && self.template.mode.is_none() {
            let state = |a: &Entity| matches!(a.kind, EntityType::State | EntityType::Org);
            for recipient in self.recipients.iter_mut().filter(|r| {
                r.kind == EntityType::Group
                    && !r.name.contains(char::is_uppercase)
                    && self
                        .actors
                        .iter()
                        .any(|a| state(a) && a.country == r.country)
            }) {
                recipient.country = None;
            }
        }
        Some(())
    }

    /// Whom a call, a criticism or a promise goes to; nothing where the rule needs somebody and nobody is told.
    fn settle_asked(&mut self, context: &Context) -> Option<()> {
        // "told reporters that the aim was to end the war": the press is told, not asked.
        if self.kind == EventType::Request
            && context.word(self.line, self.predicate) == "told"
            && self.recipients.iter().all(|r| {
                let last = r.name.rsplit(' ').next().unwrap_or_default();
                context.lists.has("press", last)
            })
        {
            return None;
        }
        // "We want people to have shelter": wished, of nobody in particular.
        let unnamed =
            |r: &Entity| r.kind == EntityType::Group && !r.name.contains(char::is_uppercase);
        if self.rule.name == "event/request-order"
            && ["want", "expect"]
                .iter()
                .any(|w| context.word(self.line, self.predicate).starts_with(w))
            && self.recipients.iter().all(unnamed)
        {
            return None;
        }
        // "We must act", "ASEAN must keep its unity": a call upon oneself or upon all of many
        // is no request.
        // "Britain had to cede": what befell it, not what somebody asked.
        if self.rule.name == "event/request-must"
            && matches!(context.word(self.line, self.predicate), "had" | "needed")
            && context.source_at(self.line, self.predicate).is_none()
        {
            return None;
        }
        if self.rule.name == "event/request-must" {
            // "The Security Council must act", of a state's envoy: of those who sit there.
            let world = |r: &Entity| {
                matches!(r.kind, EntityType::Org | EntityType::Body)
                    && (r.id.as_deref() == Some("UN") || r.name.ends_with("Security Council"))
                    && self.actors.iter().all(|a| a.country.is_some())
            };
            // "The president must resign", of the opposition.
            let opposed = self.actors.iter().all(|a| {
                a.kind == EntityType::Group || a.name.to_lowercase().contains("opposition")
            });
            // "African governments should act": of a region, not of one state.
            let regional =
                |r: &Entity| r.kind == EntityType::Group && r.name.starts_with(char::is_uppercase);
            self.recipients.retain(|r| {
                let other = opposed && matches!(r.kind, EntityType::Person | EntityType::Body)
                    || !self.actors.iter().any(|a| a.country == r.country);
                r.kind != EntityType::Place
                    && (r.kind != EntityType::Org && r.country.is_some() && other
                        || world(r)
                        || regional(r))
            });
        }
        // "agreed that Chad must leave": what they ask of Chad is told by what it must do.
        let asks = self.rule.name == "event/agree-to"
            && context.discourse.lines[self.line].units[self.predicate..]
                .iter()
                .take(9)
                .any(|u| u.lower == "must");
        if asks {
            return None;
        }
        // "condemned the attack": those who attacked, not the place where it was, nor who speaks.
        if self.kind == EventType::Accuse && context.is_violence(self.line, self.predicate) {
            let placed = matches!(&self.recipients[..], [one]
                if one.country.as_ref().is_some_and(|c| !context.discourse.countries_of(self.line).contains(c)));
            let own = |r: &Entity| {
                r.country.is_some() && self.actors.iter().any(|a| a.country == r.country)
            };
            let at_home = !self.recipients.is_empty()
                && self
                    .recipients
                    .iter()
                    .all(|r| own(r) && r.kind == EntityType::State);
            let attackers = context.attackers(self.line, &self.actors);
            // "condemned the attack on a market in Kenya": Kenya was hit.
            let victims = context.victims(self.line, self.predicate);
            let hit = |r: &Entity| {
                victims
                    .iter()
                    .any(|v| v.key() == r.key() || v.country.is_some() && v.country == r.country)
            };
            let of_victims = !self.recipients.is_empty() && self.recipients.iter().all(hit);
            if of_victims && attackers.iter().any(|a| !hit(a)) {
                self.recipients.clone_from(&attackers);
            } else if of_victims {
                self.recipients.clear();
                self.needed = false;
                self.untold = true;
            }
            if attackers.is_empty() && (placed && self.recipients.iter().all(own) || at_home) {
                return None;
            }
            if (self.recipients.is_empty() || placed || at_home) && !attackers.is_empty() {
                self.recipients = attackers;
            }
        }
        // "while Norway pledged another million": to the same.
        if !self.needed
            && self.recipients.is_empty()
            && self.actors.len() == 1
            && self.kind == EventType::Agree
            && !self.template.recipients.is_empty()
        {
            self.recipients = context.recipients_before(self.line, self.kind, &self.actors);
        }
        if self.needed && self.recipients.is_empty() {
            return None;
        }
        Some(())
    }

    /// Of attacks told in several sentences, and of what is said of them: whom they hit.
    fn settle_struck(&mut self, context: &Context) -> Option<()> {
        // "Three strikes destroyed a bridge", told after whose they are: of those whom the
        // first ones hit.
        let unnamed = self.template.actors.iter().any(|a| a.contains("$doer"))
            && entities(Some("$subject"), self.found, context, self.line).is_empty();
        if unnamed
            && self.kind == EventType::Assault
            && self.recipients.iter().all(|r| r.kind == EntityType::State)
        {
            self.recipients = of_event("$target|$b", self.kind, self.found, context, self.line);
        }
        // "called the strike a violation of its soil": of those who struck.
        let home_of =
            |r: &Entity| r.country.is_some() && self.actors.iter().any(|a| a.country == r.country);
        if self.rule.name == "event/accuse-label"
            && !self.recipients.is_empty()
            && self.recipients.iter().all(home_of)
            && self.recipients.iter().all(|r| r.kind == EntityType::State)
        {
            let doers = context.last_of(EventType::Assault, self.line);
            self.recipients = doers.map(|e| e.actors.clone()).unwrap_or_default();
            self.recipients.retain(|r| !home_of(r));
            if self.recipients.is_empty() {
                return None;
            }
        }
        Some(())
    }

    /// Nothing where what is told is promised, asked again, or another rule's.
    fn leave_to_others(&self, context: &Context) -> Option<()> {
        // One officer who flies somewhere is no deployment.
        let single = |a: &Entity| {
            matches!(
                a.kind,
                EntityType::Body | EntityType::Group | EntityType::Person
            ) && matches!(
                a.name.to_lowercase().rsplit(' ').next(),
                Some("officer" | "soldier" | "guard" | "policeman" | "official")
            )
        };
        if self.kind == EventType::Mobilize && self.actors.iter().all(single) {
            return None;
        }
        // Police and troops who stop a convoy hold it up: they lay no sanctions.
        let forces = |a: &Entity| {
            a.kind == EntityType::Body
                && a.name
                    .to_lowercase()
                    .rsplit(' ')
                    .next()
                    .is_some_and(|last| context.lists.has("troop", last.trim_end_matches('s')))
        };
        if self.kind == EventType::Sanction
            && self.template.mode.as_deref() == Some("discontinue")
            && self.actors.iter().all(forces)
        {
            return None;
        }
        // A crowd that storms or torches something riots.
        let verb = context.word(self.line, self.predicate);
        let riots = self.kind == EventType::Assault
            && [
                "storm", "torch", "burn", "loot", "ransack", "vandal", "smash", "set", "attack",
            ]
            .iter()
            .any(|stem| verb.starts_with(stem))
            && self.actors.iter().all(|a| {
                let name = a.name.to_lowercase();
                a.kind == EntityType::Group
                    && context
                        .lists
                        .has("rioter", name.rsplit(' ').next().unwrap_or_default())
            });
        // "Armed men seized the airport": no protest.
        let armed = |a: &Entity| a.name.to_lowercase().contains("armed");
        if riots || self.kind == EventType::Protest && self.actors.iter().all(armed) {
            return None;
        }
        // Rebels who cut off a town's supplies lay no sanction on it.
        let movement = |a: &Entity| {
            a.kind == EntityType::Group && a.country.is_some() && self.kind == EventType::Sanction
        };
        if self.actors.iter().all(movement)
            && matches!(self.template.mode.as_deref(), Some("discontinue"))
        {
            return None;
        }
        // What a deal's own text says will be done is promised; who will agree has not.
        let promised = self.status == Status::Planned
            && match self.kind {
                EventType::Cooperate | EventType::Concede => context.discourse.official,
                EventType::Agree => true,
                _ => false,
            };
        // "the right to peaceful protest" tells of none; what must be done by one
        // is asked once a sentence; diplomats are expelled, not deported.
        let protest = self.rule.name == "event/protest-noun"
            && (self.predicate.saturating_sub(4)..self.predicate)
                .any(|u| matches!(context.word(self.line, u), "right" | "rights" | "freedom"));
        let again = self.rule.name == "event/request-must"
            && context.tells_of(
                EventType::Request,
                self.line,
                0,
                &self.actors,
                &self.recipients,
            );
        let envoys = self.rule.name == "event/coerce-deport"
            && self.recipients.iter().any(|r| {
                let name = r.name.to_lowercase();
                ["diplomat", "ambassador", "envoy", "attach"]
                    .iter()
                    .any(|w| name.contains(w))
            });
        // "agreed to reopen the border", "vowed to lift the ban": told as agreed.
        let agreed = self.status == Status::Planned
            && matches!(
                self.kind,
                EventType::Cooperate
                    | EventType::Concede
                    | EventType::Consult
                    | EventType::Support
                    | EventType::Aid
            )
            && context.is_agreed(self.line, self.predicate);
        if promised || protest || again || envoys || agreed {
            return None;
        }
        Some(())
    }

    /// Whom an attack hit that was told before.
    fn settle_hit(&mut self, context: &Context) -> Option<()> {
        let home_of =
            |r: &Entity| r.country.is_some() && self.actors.iter().any(|a| a.country == r.country);
        // "carried out the attack", "claimed the attack in Togo": of those whom it hit.
        if self.kind == EventType::Assault
            && !self.recipients.is_empty()
            && self
                .recipients
                .iter()
                .all(|r| r.kind == EntityType::State && home_of(r))
            && self
                .template
                .recipients
                .iter()
                .any(|r| r.contains("$target"))
            && let Some(known) = context.last_of(self.kind, self.line)
            && known.recipients.iter().any(|r| !home_of(r))
        {
            self.recipients = known.recipients.clone();
        }
        // "Indonesian troops left the territory": not their own state.
        if self.kind == EventType::Retreat && self.template.mode.as_deref() == Some("withdraw") {
            self.recipients
                .retain(|r| r.kind != EntityType::State || !home_of(r));
        }
        // "Ethiopian forces have retaken a town": not from their own state.
        let retakes = [
            "retake",
            "retook",
            "recapture",
            "reclaim",
            "regain",
            "liberat",
        ]
        .iter()
        .any(|w| context.word(self.line, self.predicate).starts_with(w));
        if self.kind == EventType::Coerce && retakes {
            self.recipients
                .retain(|r| r.kind != EntityType::State || !home_of(r));
        }
        // "Russian forces seized a village": that it is on their own ground is not told.
        let forces = self.actors.iter().all(|a| {
            let name = a.name.to_lowercase();
            let last = name.rsplit(' ').next().unwrap_or_default();
            a.kind == EntityType::Body
                && matches!(
                    last,
                    "forces" | "army" | "troops" | "military" | "navy" | "soldiers"
                )
        });
        if matches!(self.kind, EventType::Assault | EventType::Coerce)
            && forces
            && !self.recipients.is_empty()
            && self.recipients.iter().all(|r| {
                r.kind == EntityType::State && home_of(r) && !context.names_ground(self.line, r)
            })
        {
            self.recipients.clear();
        }
        Some(())
    }

    /// Nothing for searches, raids and bans that another type of event tells; who is no diplomat is deported.
    fn settle_police(&mut self, context: &Context) -> Option<()> {
        // Police who raid one search it.
        let searches = self.kind == EventType::Assault
            && ["raid", "storm"]
                .iter()
                .any(|w| context.word(self.line, self.predicate).starts_with(w))
            && self.actors.iter().all(|a| {
                let name = a.name.to_lowercase();
                ["police", "authorities", "prosecutors"]
                    .iter()
                    .any(|w| name.contains(w))
            });
        if searches {
            return None;
        }
        // Rebels who raid a house attack it.
        let raids = self.rule.name == "event/coerce-seize"
            && ["raid", "storm", "search", "ransack"]
                .iter()
                .any(|w| context.word(self.line, self.predicate).starts_with(w));
        if raids && self.actors.iter().all(|a| a.kind == EntityType::Group) {
            return None;
        }
        // "Anti-government protesters": against those who govern them.
        if self.kind == EventType::Protest
            && self.recipients.is_empty()
            && context.discourse.lines[self.line]
                .units
                .iter()
                .any(|u| u.lower.starts_with("anti-government"))
        {
            let code = self.actors.iter().find_map(|a| a.country.as_deref());
            self.recipients
                .extend(code.and_then(|code| context.discourse.state_named(code)));
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
        if self.rule.name == "event/sanction-expel"
            && context.word(self.line, self.predicate).starts_with("expel")
            && !self.recipients.is_empty()
            && self.recipients.iter().all(|r| {
                let name = r.name.to_lowercase();
                r.kind == EntityType::Group && !official.iter().any(|w| name.contains(w))
            })
        {
            self.kind = EventType::Coerce;
        }
        // "ordered its people to leave", "Expelled officials back from Chile": a state expels none of its own.
        if matches!(
            self.rule.name.as_str(),
            "event/sanction-expel" | "event/coerce-deport"
        ) && !self.recipients.is_empty()
            && self
                .recipients
                .iter()
                .all(|r| r.country.is_some() && self.actors.iter().all(|a| a.country == r.country))
        {
            return None;
        }
        // "barred officials from its territory": those of others are sanctioned.
        let foreign =
            |r: &Entity| r.country.is_some() && self.actors.iter().all(|a| a.country != r.country);
        if self.rule.name == "event/coerce-police"
            && matches!(
                context.word(self.line, self.predicate),
                "impose"
                    | "imposes"
                    | "imposed"
                    | "announced"
                    | "ban"
                    | "bans"
                    | "banned"
                    | "bar"
                    | "bars"
                    | "barred"
                    | "prohibited"
                    | "prohibits"
            )
            && self
                .actors
                .iter()
                .all(|a| a.kind == EntityType::State || a.kind == EntityType::Org)
            && !self.recipients.is_empty()
            && self.recipients.iter().all(foreign)
        {
            return None;
        }
        Some(())
    }

    /// "Engineers whom the gunmen seized": who is no state abducts people, it arrests nobody.
    fn settle_captors(&mut self, context: &Context) {
        let last = |e: &Entity| {
            let name = e.name.to_lowercase();
            name.rsplit(' ').next().unwrap_or_default().to_owned()
        };
        let outlaws = self
            .actors
            .iter()
            .all(|a| a.kind == EntityType::Group && context.lists.has("captor", &last(a)));
        let people = !self.recipients.is_empty()
            && self.recipients.iter().all(|r| {
                matches!(r.kind, EntityType::Person | EntityType::Group)
                    && !context.lists.has("troop", last(r).trim_end_matches('s'))
            });
        if self.kind == EventType::Coerce
            && matches!(
                self.rule.name.as_str(),
                "event/coerce-arrest" | "event/coerce-seize"
            )
            && outlaws
            && people
        {
            self.kind = EventType::Assault;
        }
        // "Hezbollah fired rockets": movements test none.
        if self.rule.name == "event/mobilize-weapons"
            && context.word(self.line, self.predicate).starts_with("fir")
            && self.actors.iter().all(|a| a.kind == EntityType::Group)
        {
            self.kind = EventType::Assault;
        }
    }

    /// Nothing for complaints of states, condolences offered and words to the press.
    fn leave_complaints(&self, context: &Context) -> Option<()> {
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
        if self.kind == EventType::Protest && self.actors.iter().all(officials) {
            return None;
        }
        // A crowd that protests demonstrates.
        if self.rule.name == "event/accuse-protest"
            && context
                .word(self.line, self.predicate)
                .starts_with("protest")
            && self.actors.iter().all(|a| a.kind == EntityType::Group)
        {
            return None;
        }
        // "offered its condolences" promises nothing.
        if self.kind == EventType::Agree
            && context.word(self.line, self.predicate).starts_with("offer")
            && context.is_told(self.line, self.predicate, EventType::Support)
        {
            return None;
        }
        // A state that protests complains.
        if self.kind == EventType::Protest
            && self
                .actors
                .iter()
                .all(|a| matches!(a.kind, EntityType::State | EntityType::Org))
            && matches!(
                self.rule.name.as_str(),
                "event/protest" | "event/protest-stage" | "event/protest-crowd"
            )
        {
            return None;
        }
        let charges = ["charge", "alleg", "complain"]
            .iter()
            .any(|w| context.word(self.line, self.predicate).starts_with(w));
        if self.rule.name == "event/accuse-content"
            && !charges
            && context.tells_of_backing(self.line, self.predicate)
        {
            return None;
        }
        // "The closure is unacceptable. It is an insult": one judgement, and none where a charge is called
        // false.
        let tells = |kind, before| {
            context.tells_of(kind, self.line, before, &self.actors, &self.recipients)
        };
        // "an insurgency threatening the government": what it is, not what is said of it.
        if self.rule.name == "event/accuse-judged"
            && (context.is_adnominal(self.line, self.predicate)
                || context.word(self.line, self.predicate).ends_with("ing"))
        {
            return None;
        }
        let untrue = context
            .lists
            .has("untrue", context.word(self.line, self.predicate));
        if self.rule.name == "event/accuse-judged"
            && (tells(EventType::Accuse, 3) || untrue && tells(EventType::Reject, 0))
            || self.rule.name == "event/accuse-content"
                && (tells(EventType::Accuse, 0) || tells(EventType::Reject, 0))
        {
            return None;
        }
        // "denied the charges, calling them absurd": they are rejected.
        let rejects = context
            .verb_above(self.line, self.predicate)
            .is_some_and(|verb| {
                let word = context.word(self.line, verb);
                ["den", "reject", "dismiss", "refut", "rebut"]
                    .iter()
                    .any(|w| word.starts_with(w))
            });
        if self.kind == EventType::Accuse
            && rejects
            && context.word(self.line, self.predicate).ends_with("ing")
        {
            return None;
        }
        // "declined to comment": nobody is refused anything.
        let next = |at: usize| context.word(self.line, self.predicate + at);
        let silent = self.kind == EventType::Reject
            && next(1) == "to"
            && context.lists.has("telling-more", next(2));
        if silent {
            return None;
        }
        // Whoever speaks to the press meets nobody.
        let speaks = self.rule.name == "event/consult-meet"
            && ["speak", "spoke", "speaks", "talk", "told"]
                .iter()
                .any(|w| context.word(self.line, self.predicate).starts_with(w));
        if speaks
            && self
                .actors
                .iter()
                .any(|a| !context.discourse.is_public(a) && a.kind != EntityType::Group)
        {
            return None;
        }
        Some(())
    }

    /// Whether it is told by what somebody says of another, not by a verb of accusing.
    fn tells_by_content(&self) -> bool {
        matches!(
            self.rule.name.as_str(),
            "event/accuse-content" | "event/accuse-judged"
        )
    }

    /// Nothing for what a government does at home; nobody in particular and one's own receive nothing.
    fn settle_home(&mut self, context: &Context) -> Option<()> {
        // "asked for his extradition", "demanded the release of the envoy": who is held is not asked.
        let held = |r: &Entity| matches!(r.kind, EntityType::Person | EntityType::Group);
        if matches!(
            self.rule.name.as_str(),
            "event/request-for" | "event/request-call"
        ) && !self.recipients.is_empty()
            && self.recipients.iter().all(held)
            && context.asks_for_captives(self.line, self.predicate)
        {
            self.recipients = context
                .discourse
                .other_side(&self.actors)
                .into_iter()
                .collect();
            if self.recipients.is_empty() {
                self.recipients = context.counterpart(self.line, &self.actors);
            }
        }
        // What a government orders its own bodies to do, or says of itself, is no event; nor is
        // what somebody says not to be so.
        let official = |e: &Entity| matches!(e.kind, EntityType::State | EntityType::Body);
        let home = !self.recipients.is_empty()
            && self
                .recipients
                .iter()
                .all(|r| r.country.is_some() && self.actors.iter().any(|a| a.country == r.country));
        // The opposition, a court and whoever stands for neither does not command a government; a government
        // does not command a parliament or a court.
        let counterpart = |e: &Entity| {
            let name = e.name.to_lowercase();
            [
                "opposition",
                "parliament",
                "congress",
                "assembly",
                "senate",
                "lawmakers",
                "court",
                "party",
                "union",
            ]
            .iter()
            .any(|w| name.contains(w))
        };
        let inner = match self.rule.name.as_str() {
            "event/request-order" => {
                self.recipients.iter().all(official)
                    && !self.actors.iter().any(counterpart)
                    && !self.recipients.iter().any(counterpart)
            }
            "event/accuse-content" => {
                self.actors.iter().all(official) && !self.actors.iter().any(counterpart)
            }
            // Who governs does not accuse those with whom he governs; the opposition does.
            "event/accuse-judged" | "event/accuse-breach" => {
                let governs = |a: &Entity| a.kind != EntityType::Group && !counterpart(a);
                self.actors.iter().all(governs)
            }
            _ => false,
        };
        // "said that Kenya could withdraw", of Kenya's minister: no charge against his own.
        let charges_own = (self.tells_by_content() || self.rule.name == "event/accuse-breach")
            && self.recipients.iter().all(|r| r.kind == EntityType::State);
        if (inner || charges_own) && home
            || self.tells_by_content() && self.found.status == Some(Status::Denied)
        {
            return None;
        }
        // "The foreign minister urged the West to act": not his own state, which alone is named.
        let speaks_for_it = self.actors.iter().all(|a| {
            matches!(
                a.kind,
                EntityType::Person | EntityType::Body | EntityType::State
            ) && !counterpart(a)
                && context.discourse.is_public(a)
        });
        let suit = self.rule.name == "event/accuse-suit";
        if (self.kind == EventType::Request || suit)
            && home
            && speaks_for_it
            && self.recipients.iter().all(|r| r.kind == EntityType::State)
        {
            if self.needed {
                return None;
            }
            self.recipients.clear();
        }
        // "our partnership with Togo": what is one's own receives nothing beside another.
        let own =
            |r: &Entity| r.country.is_some() && self.actors.iter().any(|a| a.country == r.country);
        if is_said(self.kind) && self.recipients.iter().any(|r| !own(r)) {
            self.recipients.retain(|r| !own(r));
        }
        // "relations with 160 countries", "those nations": nobody in particular.
        if self.kind == EventType::Support {
            self.recipients.retain(|r| {
                !(r.kind == EntityType::Group
                    && r.country.is_none()
                    && matches!(
                        r.name.as_str(),
                        "countries" | "nations" | "states" | "members"
                    ))
            });
            if self.needed && self.recipients.is_empty() {
                return None;
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
        if self.kind == EventType::Support
            && !self.template.mutual
            && self.actors.len() == 1
            && !self.recipients.is_empty()
            && self.recipients.iter().all(home)
        {
            return None;
        }
        // "the two reaffirmed the bond between their states": each other is no third.
        if self.kind == EventType::Support
            && self.actors.len() >= 2
            && self.recipients.len() >= 2
            && self.recipients.iter().all(own)
        {
            self.recipients.clear();
        }
        // Those who agree together agree with each other.
        if self.kind == EventType::Agree && self.actors.len() >= 2 {
            self.recipients.clear();
        }
        Some(())
    }

    /// The other side where the sentence names nobody; nothing for journeys that are no visits.
    fn settle_open(&mut self, context: &Context) -> Option<()> {
        // "The President pledged more aid", in a text about two: to the other.
        let open = !self.needed
            && !self.untold
            && self.recipients.is_empty()
            && self.actors.len() == 1
            && !self.template.recipients.is_empty();
        let visits = self.template.mode.as_deref() == Some("visit");
        // "Togolese can travel to Kenya without visas": nobody in particular goes.
        if visits
            && self.status == Status::Possible
            && (self.predicate.saturating_sub(3)..self.predicate)
                .any(|unit| matches!(context.word(self.line, unit), "can" | "could"))
        {
            return None;
        }
        if open
            && (is_said(self.kind)
                || visits && !context.goes_to_unknown(self.line, self.predicate)
                || matches!(self.kind, EventType::Assault | EventType::Sanction))
        {
            self.recipients
                .extend(context.discourse.other_side(&self.actors));
        }
        if open
            && self.recipients.is_empty()
            && matches!(
                self.kind,
                EventType::Reject
                    | EventType::Request
                    | EventType::Accuse
                    | EventType::Threaten
                    | EventType::Agree
            )
        {
            // "Libya voted against it": against those who put it to the vote.
            let votes = self.rule.name == "event/reject-plea"
                && context.word(self.line, self.predicate).starts_with("vote");
            self.recipients = if votes {
                context.maker(self.line)
            } else {
                context.counterpart(self.line, &self.actors)
            };
        }
        if visits {
            // Whoever travels on business of his own is no visitor.
            let travels = !context.word(self.line, self.predicate).starts_with("visit")
                && self.rule.name == "event/consult-visit"
                && !context.is_nominal(self.line, self.predicate);
            if travels && !self.actors.iter().any(|a| context.discourse.is_public(a)) {
                return None;
            }
            // "arrived here on a visit": where the sentence is set.
            let abroad = |code: &str| {
                self.actors
                    .iter()
                    .all(|a| a.country.as_deref() != Some(code))
            };
            let hostless = open && self.recipients.is_empty();
            let here = context
                .discourse
                .setting(self.line)
                .filter(|code| hostless && abroad(code))
                .and_then(|code| context.discourse.state_named(code))
                // "The visit by the envoy follows weeks of tension": to whom the text is about beside those
                // who visit.
                .or_else(|| {
                    let named = hostless
                        && context.is_nominal(self.line, self.predicate)
                        && self.actors.iter().all(|a| a.country.is_some());
                    context
                        .discourse
                        .theme()
                        .into_iter()
                        .filter(|_| named)
                        .find(|state| state.country.as_deref().is_some_and(abroad))
                });
            self.recipients.extend(here);
            self.recipients
                .retain(|r| !(r.kind == EntityType::Place && r.name.ends_with("Airport")));
            // Nobody visits his own state, nor those at home.
            let at_home = |r: &Entity| {
                r.kind != EntityType::Org
                    && r.country.is_some()
                    && self.actors.iter().all(|a| a.country == r.country)
            };
            if !self.recipients.is_empty() && self.recipients.iter().all(at_home) {
                return None;
            }
            // One does not visit a crowd, nor one's own country.
            self.recipients.retain(|r| {
                r.kind != EntityType::Group
                    && !(r.kind == EntityType::State
                        && matches!(
                            self.rule.name.as_str(),
                            "event/consult-visit"
                                | "event/consult-there"
                                | "event/consult-stay"
                                | "event/consult-talks-in"
                        )
                        && self.actors.iter().all(|a| a.country == r.country))
            });
            // "After their meeting in Lomé the two presidents said": one of them was at home, or neither.
            let several = self.rule.name == "event/consult-talks-in"
                && self
                    .actors
                    .iter()
                    .any(|a| a.country != self.actors[0].country);
            if several {
                return None;
            }
            // A visit to nobody is left to whoever else reads it.
            if self.recipients.is_empty() {
                return None;
            }
        }
        // "Seven delegations were received": nobody in particular.
        let nobody = |a: &Entity| {
            a.kind == EntityType::Group
                && a.country.is_none()
                && !a.name.chars().any(char::is_uppercase)
        };
        if visits && self.actors.iter().all(nobody) {
            return None;
        }
        // A mere place does nothing.
        if self
            .actors
            .iter()
            .all(|a| a.kind == EntityType::Place && a.country.is_none())
        {
            return None;
        }
        Some(())
    }

    /// Nothing for talks of those whom the same sentence already tells to have met, told by another word of it:
    /// "Talks mediated by Togo broke off".
    fn leave_talks_told(&self, context: &Context) -> Option<()> {
        let again = self.kind == EventType::Consult
            && self.template.mode.is_none()
            && context.consulted(self.line, &self.actors);
        (!again).then_some(())
    }

    /// Adds the claim, one for each host of a tour.
    fn write(mut self, context: &mut Context) {
        // "Rebels claimed the attack": when and how it was made was told with whom it hit.
        let told = self
            .template
            .recipients
            .iter()
            .any(|r| r.contains("$target"))
            .then(|| context.last_of(self.kind, self.line))
            .flatten()
            .filter(|e| !self.recipients.is_empty() && e.recipients == self.recipients)
            .cloned();
        context.tell(self.line, self.predicate, self.kind);
        // "expelled migrants" is told as a deportation: as an expulsion it is told no more.
        if let Some(kind) = self
            .template
            .event
            .as_deref()
            .and_then(EventType::from_name)
        {
            context.tell(self.line, self.predicate, kind);
        }
        let date = self.date(context, told.as_ref());
        if let Some(date) = &date {
            context.note_date(self.line, date);
            if self.kind == EventType::Consult {
                context.note_meeting(self.line, date, self.status);
            }
        }
        let place = self
            .template
            .place
            .as_deref()
            .and_then(|p| {
                entities(Some(p), self.found, context, self.line)
                    .into_iter()
                    .next()
            })
            .or_else(|| {
                (self.kind == EventType::Assault)
                    .then(|| context.discourse.scene(self.line))
                    .flatten()
            });
        let threat = self.is_threat(context);
        if threat {
            self.kind = EventType::Threaten;
        }
        let mode = self.mode(context, threat, told.as_ref());
        // Each host of a tour has its own visit.
        let hosts: Vec<Vec<Entity>> = if mode.as_deref() == Some("visit") {
            std::mem::take(&mut self.recipients)
                .into_iter()
                .map(|host| vec![host])
                .collect()
        } else {
            vec![std::mem::take(&mut self.recipients)]
        };
        let status = if threat { Status::Actual } else { self.status };
        for recipients in hosts {
            let event = Event {
                kind: self.kind,
                mode: mode.clone(),
                actors: self.actors.clone(),
                recipients,
                date: date.clone(),
                place: place.clone(),
                detail: words(
                    self.template.detail.as_deref(),
                    self.found,
                    context,
                    self.line,
                ),
                first: None,
            };
            push(
                context,
                self.rule,
                self.line,
                context.discourse.lines[self.line].span,
                ClaimBody::Event(event),
                status,
                self.found,
            );
        }
    }

    /// When it took place; `told` is the attack told before that it goes on with.
    fn date(&self, context: &Context, told: Option<&Event>) -> Option<Edtf> {
        // When somebody holds a view, or has demands, is not told by the tense.
        let held = self.tells_by_content()
            || self.kind == EventType::Request && context.is_nominal(self.line, self.predicate);
        // A caption tells what the picture shows, whenever it was taken.
        let shown = self.rule.name == "event/consult-caption";
        let date = self
            .scheduled
            .clone()
            .or_else(|| {
                date(
                    self.template.date.as_deref(),
                    self.found,
                    context,
                    self.line,
                )
            })
            .or_else(|| {
                self.found
                    .time
                    .filter(|_| held)
                    .and_then(|at| context.time_at(self.line, at))
            })
            .or_else(|| {
                if shown {
                    return None;
                }
                context
                    .event_date(
                        self.line,
                        self.predicate,
                        self.found.time,
                        is_said(self.kind),
                        self.status,
                    )
                    .filter(|_| !held)
            })
            .or_else(|| told?.date.clone());
        // An event has a day, not an hour.
        date.map(|date| match date.as_str().split_once('T') {
            Some((day, _)) if !day.contains('/') => Edtf::parse(day).unwrap_or(date),
            _ => date,
        })
    }

    /// Whether somebody says of an attack that it is to come.
    fn is_threat(&self, context: &Context) -> bool {
        // Who says that it will attack threatens to.
        self.kind == EventType::Assault
            && self.status == Status::Planned
            && context
                .source_at(self.line, self.predicate)
                .is_some_and(|speaker| {
                    self.actors.iter().any(|a| {
                        a.key() == speaker.key()
                            || a.country.is_some() && a.country == speaker.country
                    })
                })
    }

    /// Its mode, by the rule, by what stands around and by how many meet; who convenes and hosts them is added.
    fn mode(&mut self, context: &Context, threat: bool, told: Option<&Event>) -> Option<String> {
        let deported = self.kind == EventType::Coerce && self.rule.name == "event/sanction-expel";
        let abducted =
            self.kind == EventType::Assault && self.rule.name.starts_with("event/coerce-");
        let fired = self.kind == EventType::Assault && self.rule.name == "event/mobilize-weapons";
        let mut mode = threat
            .then(|| "violence".to_owned())
            .or_else(|| deported.then(|| "deport".to_owned()))
            .or_else(|| abducted.then(|| "abduct".to_owned()))
            .or_else(|| fired.then(|| "heavy-weapons".to_owned()))
            .or_else(|| {
                words(
                    self.template.mode.as_deref(),
                    self.found,
                    context,
                    self.line,
                )
            })
            .or_else(|| context.mode_of(self.kind, self.line, self.predicate))
            .or_else(|| told?.mode.clone());
        if self.kind == EventType::Mobilize && self.actors.iter().all(is_police) {
            mode = Some("police".to_owned());
        }
        if self.kind == EventType::Mobilize && mode.is_none() {
            mode = Some("troops".to_owned());
        }
        if matches!(self.kind, EventType::Request | EventType::Reject) {
            mode = crate::asked::mode(context, self.line, self.predicate)
                .map(str::to_owned)
                .or(mode);
        }
        if self.kind == EventType::Reject && self.template.mode.as_deref() == Some("multilateral") {
            mode = Some("meet".to_owned());
        }
        if self.kind == EventType::Consult
            && mode.is_none()
            && context.is_by_phone(self.line, self.predicate)
        {
            mode = Some("phone".to_owned());
        }
        // "The air force bombed a camp": from the air.
        let fliers = |a: &Entity| a.name.to_lowercase().contains("air force");
        if self.kind == EventType::Assault
            && mode.as_deref() == Some("explosives")
            && self.actors.iter().all(fliers)
        {
            mode = Some("aerial".to_owned());
        }
        // "talks hosted by Qatar": with a third.
        if self.kind == EventType::Consult && mode.is_none() && self.actors.len() >= 2 {
            let third = context.convener(self.line, self.predicate);
            if !third.is_empty() {
                mode = Some("third-party".to_owned());
                for entity in parties(third, context) {
                    if !self.actors.iter().any(|a| a.key() == entity.key()) {
                        self.actors.push(entity);
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
            self.rule.name.as_str(),
            "event/consult-welcome" | "event/consult-host"
        ) {
            let (guests, hosts) = (countries(&self.actors), countries(&self.recipients));
            if guests.len() >= 2
                && guests.len() == self.actors.len()
                && hosts.len() == 1
                && !guests.contains(&hosts[0])
            {
                let third = guests.len() == 2;
                mode = Some(if third { "third-party" } else { "multilateral" }.to_owned());
                self.actors.append(&mut self.recipients);
            }
        }
        // "hosted him for a virtual meeting"
        if mode.as_deref() == Some("visit") && context.is_virtual(self.line) {
            mode = Some("phone".to_owned());
            self.actors.append(&mut self.recipients);
        }
        // Two states meet, three and organisations hold a forum.
        let two = matches!(&self.actors[..], [a, b]
        if [a, b].iter().all(|e| {
            matches!(e.kind, EntityType::State | EntityType::Person | EntityType::Body)
        }));
        if two && self.rule.name == "event/consult-convene" {
            mode = None;
        }
        if mode.as_deref() == Some("multilateral") {
            for entity in context.discourse.conveners(self.line) {
                if !self.actors.iter().any(|a| a.key() == entity.key()) {
                    self.actors.push(entity);
                }
            }
        }
        mode
    }
}

/// Whether somebody is of the police.
fn is_police(entity: &Entity) -> bool {
    entity.name.to_lowercase().contains("police")
}

/// Victims whom no name tells and who were taken for the attacker's own are of the only other state
/// that the sentence names.
fn settle_victims(victims: &mut [Entity], actors: &[Entity], context: &Context, line: usize) {
    let own = |code: &Option<String>| actors.iter().any(|a| a.country == *code);
    let others: Vec<String> = context
        .discourse
        .countries_beyond_borders(line)
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
    // "Tourists from Togo": a capital only because the sentence begins.
    let plain = last.starts_with(char::is_lowercase) || !entity.name.contains(' ');
    matches!(entity.kind, EntityType::Group | EntityType::Body)
        && plain
        && context.lists.has("no-counterpart", &last.to_lowercase())
}
