//! The event as it is written down: its mode, its day, and one claim for each host of a tour.

use entente_model::{ClaimBody, Edtf, Entity, EntityType, Event, EventType, Status};

use super::super::{date, entities, is_said, parties, push, words};
use super::Draft;
use super::sides::is_police;
use crate::context::Context;

impl Draft<'_> {
    /// Adds the claim, one for each host of a tour.
    pub(super) fn write(mut self, context: &mut Context) {
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
