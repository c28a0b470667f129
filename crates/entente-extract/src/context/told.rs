//! The claims made so far, for what later sentences say of them: who acted last, whom a sentence
//! already ties to whom, which tellings are of one act.
//!
//! Whether two claims say the same is settled in `same`.

use std::collections::HashSet;
use std::ops::Range;

use entente_model::{
    Claim, ClaimBody, Commitment, Edtf, Entity, EntityType, Event, EventType, Figure, Indicator,
    Relation, Span, Status,
};

use super::Context;
use super::same::{announces, begins_sooner, completeness, countries, same};
use crate::mentions::UnitKind;

impl Context<'_> {
    /// Whether an event of that type was made from the predicate at that unit.
    pub(crate) fn is_told(&self, line: usize, predicate: usize, kind: EventType) -> bool {
        self.told.contains(&(line, predicate, kind))
    }

    /// Notes that an event of that type was made from the predicate at that unit.
    pub(crate) fn tell(&mut self, line: usize, predicate: usize, kind: EventType) {
        self.told.insert((line, predicate, kind));
    }

    /// The claims found so far.
    pub(crate) fn told(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter()
    }

    /// The commitments made so far.
    pub(crate) fn commitments(&self) -> impl Iterator<Item = &Commitment> {
        self.claims.iter().filter_map(|c| match &c.body {
            ClaimBody::Commitment(c) => Some(c),
            _ => None,
        })
    }

    /// Says of the target of a commitment, of which no more was read than its number at `at`, what the
    /// number is a figure of: "raise trade to $5 billion by 2030" aims at trade, between those two.
    pub(crate) fn specify_target(&mut self, at: Span, figure: &Figure) {
        let told = self.claims.iter_mut().find_map(|c| match &mut c.body {
            ClaimBody::Commitment(c) if c.what.contains(at) => c.target.as_mut(),
            _ => None,
        });
        let Some(target) = told.filter(|target| {
            target.indicator == Indicator::Other
                && target.unit == figure.unit
                && (target.value.abs() - figure.value.abs()).abs() <= f64::EPSILON * target.value
        }) else {
            return;
        };
        target.indicator = figure.indicator;
        target.measure = figure.measure;
        target.value = figure.value;
        target.subject.clone_from(&figure.subject);
        target.partner.clone_from(&figure.partner);
        target.scope = target.scope.take().or_else(|| figure.scope.clone());
    }

    /// Whether a tie of that relation to `b` was made from that sentence.
    pub(crate) fn has_tie(&self, relation: Relation, line: usize, b: &Entity) -> bool {
        let evidence = self.discourse.lines[line].span;
        self.claims.iter().rev().any(|c| {
            matches!(&c.body, ClaimBody::Tie(t)
                if t.relation == relation && c.evidence == evidence && t.b.key() == b.key())
        })
    }

    /// Whether a tie of that relation was made from that sentence.
    pub(crate) fn tells(&self, relation: Relation, line: usize) -> bool {
        let evidence = self.discourse.lines[line].span;
        self.claims.iter().rev().any(|c| {
            c.evidence == evidence && matches!(&c.body, ClaimBody::Tie(t) if t.relation == relation)
        })
    }

    /// Whether that sentence already tells that these met, maybe with others.
    pub(crate) fn consulted(&self, line: usize, parties: &[Entity]) -> bool {
        let evidence = self.discourse.lines[line].span;
        self.claims
            .iter()
            .filter(|c| c.evidence == evidence)
            .any(|c| match &c.body {
                ClaimBody::Event(e) => {
                    e.kind == EventType::Consult
                        && parties
                            .iter()
                            .all(|p| e.actors.iter().any(|a| a.key() == p.key()))
                }
                _ => false,
            })
    }

    /// Whether a meeting of many was told in that sentence.
    pub(crate) fn tells_forum(&self, line: usize) -> bool {
        let evidence = self.discourse.lines[line].span;
        self.claims.iter().rev().any(|c| {
            c.evidence == evidence
                && matches!(&c.body, ClaimBody::Event(e)
                    if e.kind == EventType::Consult && e.mode.as_deref() == Some("multilateral"))
        })
    }

    /// Whether that sentence says that a tie of that relation between the two came to an end.
    pub(crate) fn ends_tie(&self, relation: Relation, line: usize, a: &Entity, b: &Entity) -> bool {
        let evidence = self.discourse.lines[line].span;
        let mut both = [a.key(), b.key()];
        both.sort();
        self.claims.iter().rev().any(|c| {
            let ClaimBody::Tie(tie) = &c.body else {
                return false;
            };
            let mut ends = [tie.a.key(), tie.b.key()];
            ends.sort();
            c.evidence == evidence
                && tie.relation == relation
                && ends == both
                && tie
                    .valid
                    .as_ref()
                    .is_some_and(|v| v.as_str().starts_with("../"))
        })
    }

    /// Whether a list of that sentence makes `a` a member of an organisation whose name holds that
    /// of `b`, or is held by it.
    pub(crate) fn is_listed_member(&self, line: usize, a: &Entity, b: &Entity) -> bool {
        let evidence = self.discourse.lines[line].span;
        self.claims.iter().any(|c| {
            matches!(&c.body, ClaimBody::Tie(t)
                if t.relation == Relation::Membership
                    && c.evidence == evidence
                    && c.rule.as_deref() == Some("tie/membership-names")
                    && t.a.key() == a.key()
                    && (t.b.name.contains(&b.name) || b.name.contains(&t.b.name)))
        })
    }

    /// Takes back the ties of that relation to `b` that were made from that sentence.
    pub(crate) fn drop_ties(&mut self, relation: Relation, line: usize, b: &Entity) {
        let evidence = self.discourse.lines[line].span;
        self.claims.retain(|c| {
            !matches!(&c.body, ClaimBody::Tie(t)
                if t.relation == relation && c.evidence == evidence && t.b.key() == b.key())
        });
    }

    /// "Chad, Niger and Togo severed ties with Peru": takes back the relations of Chad with Niger that a
    /// rule for any two of a sentence told, where both have theirs with a third there.
    pub(crate) fn drop_relations_among(&mut self, line: usize) {
        let span = self.discourse.lines[line].span;
        let between = |claim: &Claim| match &claim.body {
            ClaimBody::Tie(t) if t.relation == Relation::DiplomaticRelations => span
                .contains(claim.evidence)
                .then(|| (t.a.key(), t.b.key())),
            _ => None,
        };
        let of_any_two = |claim: &Claim| {
            matches!(
                claim.rule.as_deref(),
                Some(
                    "tie/relations-mentioned"
                        | "tie/relations-dated"
                        | "tie/relations-ended"
                        | "tie/relations-ended-joint"
                )
            )
        };
        let told: Vec<(String, String)> = self
            .claims
            .iter()
            .filter(|claim| !of_any_two(claim))
            .filter_map(between)
            .collect();
        let with = |state: &str| -> HashSet<&str> {
            told.iter()
                .filter_map(|(a, b)| match state {
                    _ if a == state => Some(b.as_str()),
                    _ if b == state => Some(a.as_str()),
                    _ => None,
                })
                .collect()
        };
        self.claims.retain(|claim| {
            !of_any_two(claim)
                || between(claim).is_none_or(|(a, b)| with(&a).is_disjoint(&with(&b)))
        });
    }

    /// Takes back what was made from that sentence and `wrong` says is not told there.
    pub(crate) fn take_back(&mut self, line: usize, wrong: impl Fn(&ClaimBody) -> bool) {
        let evidence = self.discourse.lines[line].span;
        self.claims
            .retain(|c| c.evidence != evidence || !wrong(&c.body));
    }

    /// Takes back the ties to several agreements at once ("agreements") of a sentence below which
    /// each has a line of its own.
    pub(crate) fn drop_unnamed_agreements(&mut self, line: usize) {
        let lists = self.lists;
        self.take_back(line, |body| match body {
            ClaimBody::Tie(tie) => {
                let last = tie.b.name.rsplit(' ').next().unwrap_or_default();
                tie.relation == Relation::Agreement
                    && lists.has("agreements-listed", &last.to_lowercase())
            }
            _ => false,
        });
    }

    /// Says of the offices of that title in a sentence when they were held, and that those that are
    /// `over` are former ones.
    pub(crate) fn date_offices(&mut self, line: usize, role: &str, valid: &Edtf, over: bool) {
        let evidence = self.discourse.lines[line].span;
        for claim in self.claims.iter_mut().filter(|c| c.evidence == evidence) {
            if let ClaimBody::Tie(tie) = &mut claim.body
                && matches!(tie.relation, Relation::Office | Relation::Accreditation)
                && let Some(title) = &tie.role
                && title.eq_ignore_ascii_case(role)
            {
                if over {
                    tie.role = Some(format!("former {title}"));
                }
                if tie.valid.is_none() {
                    tie.valid = Some(valid.clone());
                }
            }
        }
    }

    /// Gives the agreements that a sentence tells as signed, without a day of their own, the day of
    /// the signing that it tells as an event.
    pub(crate) fn date_signed(&mut self, line: usize) {
        let evidence = self.discourse.lines[line].span;
        let signed = self.claims.iter().rev().find_map(|c| match &c.body {
            ClaimBody::Event(event)
                if c.evidence == evidence
                    && c.status == Status::Actual
                    && c.rule.as_deref() == Some("event/support-sign") =>
            {
                event.date.clone()
            }
            _ => None,
        });
        let Some(date) = signed else { return };
        for claim in self.claims.iter_mut().filter(|c| c.evidence == evidence) {
            if let ClaimBody::Tie(tie) = &mut claim.body
                && tie.relation == Relation::Agreement
                && tie.role.as_deref() == Some("signed")
                && tie.valid.is_none()
            {
                tie.valid = Some(date.clone());
            }
        }
    }

    /// Gives a date to the ties of that relation to `b` in a sentence that have none, and with it the
    /// role where one is told; those that are under way keep theirs.
    pub(crate) fn date_ties(
        &mut self,
        relation: Relation,
        line: usize,
        b: &Entity,
        date: &Edtf,
        role: Option<&str>,
    ) {
        let evidence = self.discourse.lines[line].span;
        for claim in self.claims.iter_mut().filter(|c| c.evidence == evidence) {
            if let ClaimBody::Tie(tie) = &mut claim.body
                && tie.relation == relation
                && tie.b.key() == b.key()
                && tie.valid.is_none()
                && matches!(tie.role.as_deref(), None | Some("signed"))
            {
                tie.valid = Some(date.clone());
                if tie.role.is_none() {
                    tie.role = role.map(str::to_owned);
                }
            }
        }
    }

    /// Gives the `b` of ties of that relation another entity, by `b` and all the `a` that one
    /// sentence ties to it; claims that are the same then become one.
    pub(crate) fn rename_ties(
        &mut self,
        relation: Relation,
        name: impl Fn(&Entity, &[Entity]) -> Option<Entity>,
    ) {
        let claims = std::mem::take(&mut self.claims);
        let mut renamed: Vec<Option<Entity>> = Vec::with_capacity(claims.len());
        for claim in &claims {
            let ClaimBody::Tie(tie) = &claim.body else {
                renamed.push(None);
                continue;
            };
            if tie.relation != relation {
                renamed.push(None);
                continue;
            }
            let together: Vec<Entity> = claims
                .iter()
                .filter(|c| c.evidence == claim.evidence)
                .filter_map(|c| match &c.body {
                    ClaimBody::Tie(t) if t.relation == relation && t.b.key() == tie.b.key() => {
                        Some(t.a.clone())
                    }
                    _ => None,
                })
                .collect();
            renamed.push(name(&tie.b, &together));
        }
        for (mut claim, name) in claims.into_iter().zip(renamed) {
            if let (ClaimBody::Tie(tie), Some(name)) = (&mut claim.body, name) {
                tie.b = name;
                self.push(claim);
            } else {
                self.claims.push(claim);
            }
        }
    }

    /// Who used force in the act of force of which those speak who condemn it: the last one told before a
    /// sentence, or in it, that is not their own; shots of police at nobody in particular are the answer to it.
    pub(crate) fn attackers(&self, line: usize, speakers: &[Entity]) -> Vec<Entity> {
        let start = self.discourse.item_start(line);
        let part = self.discourse.lines[start].span.start..self.discourse.lines[line].span.end;
        let forceful = |e: &Event| {
            let riot = matches!(e.mode.as_deref(), Some("riot" | "vandalize"));
            matches!(e.kind, EventType::Assault | EventType::Mobilize)
                || e.kind == EventType::Protest && riot
        };
        let own = |e: &Entity| speakers.iter().any(|s| s.key() == e.key());
        let answers = |e: &Event| {
            let police = |a: &Entity| a.name.to_lowercase().ends_with("police");
            e.recipients.is_empty() && e.actors.iter().all(police)
        };
        self.events_in(part)
            .map(|(_, e)| e)
            .find(|e| forceful(e) && !answers(e) && !e.actors.iter().any(own))
            .map(|e| e.actors.clone())
            .unwrap_or_default()
    }

    /// The diplomat whom the sentences before tell to be expelled, summoned or held, or his state.
    pub(crate) fn diplomat_before(&self, line: usize) -> Vec<Entity> {
        self.events_before(line, 6)
            .find(|(c, e)| {
                let expelled = e.kind == EventType::Sanction && e.mode.as_deref() == Some("expel");
                let summoned = e.kind == EventType::Accuse
                    && c.rule.as_deref() == Some("event/accuse-disapprove")
                    && e.recipients.iter().all(|r| r.kind == EntityType::Person);
                (expelled || summoned) && !e.recipients.is_empty()
            })
            .map(|(_, e)| e.recipients.clone())
            .unwrap_or_default()
    }

    /// Whether a sentence, or one of so many before it, already tells that the same did such a thing to
    /// the same.
    pub(crate) fn tells_of(
        &self,
        kind: EventType,
        line: usize,
        before: usize,
        actors: &[Entity],
        recipients: &[Entity],
    ) -> bool {
        let share =
            |a: &[Entity], b: &[Entity]| a.iter().any(|a| b.iter().any(|b| a.key() == b.key()));
        self.events_until(line, before).any(|(_, e)| {
            e.kind == kind && share(&e.actors, actors) && share(&e.recipients, recipients)
        })
    }

    /// Adds that who reports an act of force of others charges them with it: "Kenya said that
    /// Ugandan soldiers had killed herders".
    pub(crate) fn charge_reported(&mut self, line: usize) {
        let evidence = self.discourse.lines[line].span;
        let charges: Vec<Claim> = self
            .claims
            .iter()
            .filter(|c| c.evidence == evidence && c.status == Status::Actual)
            .filter_map(|claim| {
                let ClaimBody::Event(event) = &claim.body else {
                    return None;
                };
                let source = claim.source.as_ref()?;
                // Whoever is hit charges those who hit it, and an organisation of no side a state; witnesses and
                // reporters only tell what happened.
                let of_victims = source.country.is_some()
                    && event.recipients.iter().any(|r| r.country == source.country)
                    && matches!(
                        source.kind,
                        EntityType::State | EntityType::Body | EntityType::Person
                    );
                let forces = |a: &Entity| matches!(a.kind, EntityType::State | EntityType::Body);
                let party =
                    of_victims || source.kind == EntityType::Org && event.actors.iter().all(forces);
                let other = !event.actors.is_empty()
                    && event.actors.iter().all(|a| {
                        a.key() != source.key()
                            && (a.country.is_none() || a.country != source.country)
                    });
                let forceful = event.kind == EventType::Assault
                    || event.kind == EventType::Coerce
                        && matches!(event.mode.as_deref(), Some("seize" | "cyber"));
                let known = self.tells_of(
                    EventType::Accuse,
                    line,
                    3,
                    std::slice::from_ref(source),
                    &event.actors,
                );
                (forceful && party && other && !known).then(|| {
                    let mut charge = Claim::new(
                        evidence,
                        ClaimBody::Event(Event {
                            kind: EventType::Accuse,
                            mode: Some("allege".to_owned()),
                            actors: vec![source.clone()],
                            recipients: event.actors.clone(),
                            date: None,
                            place: None,
                            detail: None,
                            first: None,
                        }),
                    );
                    charge.status = Status::Actual;
                    charge.rule = Some("event/accuse-content".to_owned());
                    charge.confidence = claim.confidence;
                    charge
                })
            })
            .collect();
        for charge in charges {
            self.push(charge);
        }
    }

    /// To whom others did the same in the same sentence.
    pub(crate) fn recipients_before(
        &self,
        line: usize,
        kind: EventType,
        actors: &[Entity],
    ) -> Vec<Entity> {
        let evidence = self.discourse.lines[line].span;
        self.claims
            .iter()
            .rev()
            .filter(|c| c.evidence == evidence)
            .find_map(|c| match &c.body {
                ClaimBody::Event(e)
                    if e.kind == kind
                        && !e.recipients.is_empty()
                        && !e
                            .actors
                            .iter()
                            .any(|a| actors.iter().any(|b| a.key() == b.key())) =>
                {
                    Some(e.recipients.clone())
                }
                _ => None,
            })
            .unwrap_or_default()
    }

    /// Where so many sentences before one begin, of a digest none before its item.
    fn reach(&self, line: usize, sentences: usize) -> usize {
        let first = line
            .saturating_sub(sentences)
            .max(self.discourse.item_start(line));
        self.discourse.lines[first].span.start
    }

    /// The last event of that type told in the sentence with that number or the six before it.
    pub(crate) fn last_of(&self, kind: EventType, line: usize) -> Option<&Event> {
        let from = self.reach(line, 6);
        self.claims
            .iter()
            .rev()
            .filter(|c| c.evidence.start >= from)
            .find_map(|c| match &c.body {
                ClaimBody::Event(e) if e.kind == kind => Some(e),
                _ => None,
            })
    }

    /// The last sanctions told in the sentence with that number or the six before it, and whether
    /// they are planned.
    pub(crate) fn sanctions_before(&self, line: usize) -> Option<(&Event, Status)> {
        let from = self.reach(line, 6);
        self.claims
            .iter()
            .rev()
            .filter(|c| {
                from <= c.evidence.start
                    && c.evidence.start <= self.discourse.lines[line].span.start
            })
            .find_map(|c| match &c.body {
                ClaimBody::Event(e) if e.kind == EventType::Sanction => Some((e, c.status)),
                _ => None,
            })
    }

    /// Whom those who act answer or go on about, where their sentence names nobody: who did something
    /// to them shortly before, or to whom they themselves did.
    pub(crate) fn counterpart(&self, line: usize, actors: &[Entity]) -> Vec<Entity> {
        let near = self.reach(line, 2);
        let us = |e: &Entity| {
            actors
                .iter()
                .any(|a| a.key() == e.key() || a.country.is_some() && a.country == e.country)
        };
        let same = |e: &Entity| actors.iter().any(|a| a.key() == e.key());
        self.events_until(line, 4)
            .find_map(|(c, e)| {
                if matches!(e.kind, EventType::Consult | EventType::Cooperate) {
                    return None;
                }
                let acts = e.actors.iter().any(us);
                let hit = e.recipients.iter().any(us);
                if hit && !acts {
                    return Some(e.actors.clone());
                }
                let goes_on = c.evidence.start >= near
                    && e.actors.iter().any(same)
                    && !hit
                    && !e.recipients.is_empty();
                goes_on.then(|| e.recipients.clone())
            })
            .unwrap_or_default()
    }

    /// Who made the text that a sentence speaks of again: the body that acted last.
    pub(crate) fn maker(&self, line: usize) -> Vec<Entity> {
        let of_bodies = |e: &Event| {
            e.actors
                .iter()
                .all(|a| matches!(a.kind, EntityType::Org | EntityType::Body))
        };
        self.events_before(line, 6)
            .find(|(_, e)| e.kind != EventType::Consult && of_bodies(e))
            .map(|(_, e)| e.actors.clone())
            .unwrap_or_default()
    }

    /// The events told between two places of the text, the last first.
    fn events_in(&self, part: Range<usize>) -> impl Iterator<Item = (&Claim, &Event)> {
        self.claims
            .iter()
            .rev()
            .filter(move |c| part.contains(&c.evidence.start))
            .filter_map(|c| match &c.body {
                ClaimBody::Event(e) => Some((c, e)),
                _ => None,
            })
    }

    /// The events told in so many sentences before that one, the last first.
    fn events_before(
        &self,
        line: usize,
        sentences: usize,
    ) -> impl Iterator<Item = (&Claim, &Event)> {
        self.events_in(self.reach(line, sentences)..self.discourse.lines[line].span.start)
    }

    /// The events told in that sentence so far, and in so many before it, the last first.
    fn events_until(
        &self,
        line: usize,
        sentences: usize,
    ) -> impl Iterator<Item = (&Claim, &Event)> {
        self.events_in(self.reach(line, sentences)..self.discourse.lines[line].span.end)
    }

    /// Who acted in the last event of one of these types told in the ten sentences before, besides
    /// those who speak of it.
    pub(crate) fn doers_before(
        &self,
        line: usize,
        kinds: &[EventType],
        speakers: &[Entity],
    ) -> Vec<Entity> {
        doers(self.events_before(line, 10), kinds, speakers)
    }

    /// As [`Context::doers_before`], also in the sentence itself.
    pub(crate) fn doers_until(
        &self,
        line: usize,
        kinds: &[EventType],
        speakers: &[Entity],
    ) -> Vec<Entity> {
        doers(self.events_until(line, 9), kinds, speakers)
    }

    /// Whether a sentence names a state or a place in it, and not only its people or forces.
    pub(crate) fn names_ground(&self, line: usize, state: &Entity) -> bool {
        let units = &self.discourse.lines[line].units;
        units.iter().any(|u| {
            matches!(u.kind, UnitKind::Mention(m) if self.discourse.entities_of(m).any(|e| {
                matches!(e.kind, EntityType::State | EntityType::Place) && e.country == state.country
            }))
        })
    }

    /// Whether an event of that type was told of the state where a sentence plays, or the sentence
    /// tells that somebody is blamed.
    pub(crate) fn is_known(&self, kind: EventType, line: usize) -> bool {
        let here = self.discourse.setting(line);
        let evidence = self.discourse.lines[line].span;
        self.claims.iter().any(|c| match &c.body {
            ClaimBody::Event(e) if e.kind == kind => {
                e.actors.iter().any(|a| a.country.as_deref() == here)
            }
            ClaimBody::Event(e) => e.kind == EventType::Accuse && c.evidence == evidence,
            _ => false,
        })
    }

    /// The last event of that type that the sentence itself has told so far.
    pub(crate) fn told_here(&self, kind: EventType, line: usize) -> Option<&Event> {
        let evidence = self.discourse.lines[line].span;
        self.claims
            .iter()
            .rev()
            .take_while(|c| c.evidence == evidence)
            .find_map(|c| match &c.body {
                ClaimBody::Event(e) if e.kind == kind => Some(e),
                _ => None,
            })
    }

    /// Makes one of the acts of force of one sentence that the same party does: "stormed the
    /// village and killed three farmers" is one assault on those whom it names most closely.
    pub(crate) fn join_acts(&mut self, line: usize) {
        let evidence = self.discourse.lines[line].span;
        let assaults: Vec<usize> = (0..self.claims.len())
            .filter(|&at| {
                let claim = &self.claims[at];
                claim.evidence == evidence
                    && matches!(&claim.body, ClaimBody::Event(e) if e.kind == EventType::Assault)
            })
            .collect();
        if assaults.is_empty() {
            return;
        }
        let mut joined: Vec<usize> = Vec::new();
        for (nth, &at) in assaults.iter().enumerate() {
            let known = assaults[..nth]
                .iter()
                .copied()
                .find(|&k| !joined.contains(&k) && self.is_one_act(k, at));
            let Some(known) = known else {
                continue;
            };
            joined.push(at);
            let ClaimBody::Event(more) = self.claims[at].body.clone() else {
                continue;
            };
            if let ClaimBody::Event(event) = &mut self.claims[known].body {
                let plain = |e: &Entity| matches!(e.kind, EntityType::State | EntityType::Place);
                event.recipients.extend(more.recipients);
                if event.recipients.iter().any(|e| !plain(e)) {
                    event.recipients.retain(|e| !plain(e));
                }
                let mut seen = HashSet::new();
                event.recipients.retain(|e| seen.insert(e.key()));
                event.mode = event.mode.take().or(more.mode);
                event.date = event.date.take().or(more.date);
            }
        }
        for at in joined.into_iter().rev() {
            self.claims.remove(at);
        }
        self.drop_launches(evidence);
    }

    /// Takes back drills told as the act of each in a sentence that tells that they hold them together.
    pub(crate) fn drop_drills(&mut self, line: usize) {
        let evidence = self.discourse.lines[line].span;
        let together: Vec<Vec<String>> = self
            .claims
            .iter()
            .filter(|c| c.evidence == evidence)
            .filter_map(|c| match &c.body {
                ClaimBody::Event(e) if e.kind == EventType::Cooperate => Some(countries(&e.actors)),
                _ => None,
            })
            .collect();
        self.claims.retain(|c| {
            !matches!(&c.body, ClaimBody::Event(e)
                if c.evidence == evidence
                    && e.kind == EventType::Mobilize
                    && e.actors.len() > 1
                    && together.contains(&countries(&e.actors)))
        });
    }

    /// Takes back launches told in a sentence that tells what the same party hit by them.
    fn drop_launches(&mut self, evidence: Span) {
        let hit: Vec<Option<String>> = self
            .claims
            .iter()
            .filter(|c| c.evidence == evidence)
            .filter_map(|c| match &c.body {
                ClaimBody::Event(e) if e.kind == EventType::Assault => {
                    Some(e.actors.first()?.country.clone())
                }
                _ => None,
            })
            .collect();
        self.claims.retain(|c| {
            !matches!(&c.body, ClaimBody::Event(e)
                if c.evidence == evidence
                    && e.kind == EventType::Mobilize
                    && e.mode.as_deref() == Some("weapons")
                    && e.actors.first().is_some_and(|a| hit.contains(&a.country)))
        });
    }

    /// Whether the assaults at two places are told of one party, with the same certainty.
    fn is_one_act(&self, a: usize, b: usize) -> bool {
        let (first, second) = (&self.claims[a], &self.claims[b]);
        match (&first.body, &second.body) {
            (ClaimBody::Event(x), ClaimBody::Event(y)) => {
                first.status == second.status
                    && x.actors.iter().any(|a| {
                        y.actors.iter().any(|b| {
                            a.key() == b.key() || a.country.is_some() && a.country == b.country
                        })
                    })
            }
            _ => false,
        }
    }

    /// Adds a claim unless the document already made it; of two the more complete one stays.
    pub(crate) fn push(&mut self, claim: Claim) {
        // The article tells what its heading announced, with whom and when.
        let heading = self.discourse.lines.first().map(|l| l.span);
        let heading = heading
            .filter(|h| h.len() < 160 && !self.discourse.words(*h).trim_end().ends_with('.'));
        if let Some(heading) = heading
            && claim.evidence != heading
            && let Some(known) = self
                .claims
                .iter_mut()
                .find(|known| known.evidence == heading && announces(known, &claim))
        {
            *known = claim;
            return;
        }
        let discourse = self.discourse;
        let is_caption = |claim: &Claim| discourse.is_caption(claim.evidence);
        if let Some(known) = self.claims.iter_mut().find(|known| same(known, &claim)) {
            // What a heading says and the article says again is said there.
            let told = matches!(claim.body, ClaimBody::Tie(_) | ClaimBody::Figure(_))
                && is_caption(known)
                && !is_caption(&claim)
                && completeness(&claim) >= completeness(known);
            if told || completeness(&claim) > completeness(known) || begins_sooner(&claim, known) {
                *known = claim;
            }
            return;
        }
        self.claims.push(claim);
    }

    /// The claims, in the order of their evidence.
    pub(crate) fn finish(mut self) -> Vec<Claim> {
        self.claims.sort_by(|a, b| {
            (a.evidence.start, a.kind(), a.evidence.end).cmp(&(
                b.evidence.start,
                b.kind(),
                b.evidence.end,
            ))
        });
        self.claims
    }
}

/// Who acted in the first of those events that is of one of the types, besides those who speak of it.
fn doers<'c>(
    mut events: impl Iterator<Item = (&'c Claim, &'c Event)>,
    kinds: &[EventType],
    speakers: &[Entity],
) -> Vec<Entity> {
    let own = |e: &Entity| {
        speakers
            .iter()
            .any(|s| s.key() == e.key() || s.country.is_some() && s.country == e.country)
    };
    events
        .find(|(c, e)| {
            kinds.contains(&e.kind) && c.status != Status::Denied && !e.actors.iter().any(own)
        })
        .map(|(_, e)| e.actors.clone())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::tests::claims_of;
    use entente_model::{ClaimBody, Relation};

    #[test]
    fn those_who_have_relations_with_a_third_have_none_told_among_them() {
        for text in [
            "Chad, Niger and Togo severed all diplomatic ties with Peru on 5 June.",
            "Chad, Niger and Togo established diplomatic relations with Peru in 1964.",
        ] {
            let (_, claims) = claims_of(text);
            let with: Vec<_> = claims
                .iter()
                .filter_map(|claim| match &claim.body {
                    ClaimBody::Tie(t) if t.relation == Relation::DiplomaticRelations => {
                        Some(format!("{} {}", t.a.name, t.b.name))
                    }
                    _ => None,
                })
                .collect();
            assert_eq!(with, ["Chad Peru", "Niger Peru", "Togo Peru"], "{text}");
        }
    }
}
