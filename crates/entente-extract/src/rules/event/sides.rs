//! Who acted on whom, beside what the rule tells: whom a call goes to and an attack hit, who is meant where the
//! sentence names nobody, and what a government does at home.

use entente_model::{Entity, EntityType, EventType, Status};

use super::super::{HOSTILE, entities, is_said, of_event};
use super::Draft;
use crate::context::Context;

impl Draft<'_> {
    /// Of which state those are whom no name places, seen from the other side.
    pub(super) fn settle_sides(&mut self, context: &Context) -> Option<()> {
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
    pub(super) fn settle_asked(&mut self, context: &Context) -> Option<()> {
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
    pub(super) fn settle_struck(&mut self, context: &Context) -> Option<()> {
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

    /// Whom an attack hit that was told before.
    pub(super) fn settle_hit(&mut self, context: &Context) -> Option<()> {
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
    pub(super) fn settle_police(&mut self, context: &Context) -> Option<()> {
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
    pub(super) fn settle_captors(&mut self, context: &Context) {
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

    /// Nothing for what a government does at home; nobody in particular and one's own receive nothing.
    pub(super) fn settle_home(&mut self, context: &Context) -> Option<()> {
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
    pub(super) fn settle_open(&mut self, context: &Context) -> Option<()> {
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
}

/// Whether somebody is of the police.
pub(super) fn is_police(entity: &Entity) -> bool {
    entity.name.to_lowercase().contains("police")
}

/// Victims whom no name tells and who were taken for the attacker's own are of the only other state
/// that the sentence names.
pub(super) fn settle_victims(
    victims: &mut [Entity],
    actors: &[Entity],
    context: &Context,
    line: usize,
) {
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
pub(super) fn is_no_counterpart(entity: &Entity, context: &Context) -> bool {
    let last = entity.name.rsplit(' ').next().unwrap_or_default();
    // "Tourists from Togo": a capital only because the sentence begins.
    let plain = last.starts_with(char::is_lowercase) || !entity.name.contains(' ');
    matches!(entity.kind, EntityType::Group | EntityType::Body)
        && plain
        && context.lists.has("no-counterpart", &last.to_lowercase())
}
