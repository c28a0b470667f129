//! What is no event of its own: another rule tells the act already, the words only name it, or what they tell
//! is a promise, a complaint or a meeting told by another word of the sentence.

use entente_language::Upos;
use entente_model::{Entity, EntityType, EventType, Status};

use super::Draft;
use crate::context::Context;

impl Draft<'_> {
    /// Nothing where another rule tells the act already, or the words only name it: of two readings of one
    /// predicate the one that asks for more comes first.
    pub(super) fn must_be_new(&self, context: &Context) -> Option<()> {
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

    /// Nothing where what is told is promised, asked again, or another rule's.
    pub(super) fn leave_to_others(&self, context: &Context) -> Option<()> {
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

    /// Nothing for complaints of states, condolences offered and words to the press.
    pub(super) fn leave_complaints(&self, context: &Context) -> Option<()> {
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
    pub(super) fn tells_by_content(&self) -> bool {
        matches!(
            self.rule.name.as_str(),
            "event/accuse-content" | "event/accuse-judged"
        )
    }

    /// Nothing for talks of those whom the same sentence already tells to have met, told by another word of it:
    /// "Talks mediated by Togo broke off".
    pub(super) fn leave_talks_told(&self, context: &Context) -> Option<()> {
        let again = self.kind == EventType::Consult
            && self.template.mode.is_none()
            && context.consulted(self.line, &self.actors);
        (!again).then_some(())
    }
}
