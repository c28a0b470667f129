//! Whose a figure is, and with whom: its subject and its partner.
//!
//! The rule of the indicator says in which roles they stand (`roles.rs` finds who stands in them);
//! what is settled here goes by indicator: aid has a giver and a receiver, trade two sides, a
//! statistic a state. The parties of ranks are in `ranks.rs`.

use entente_model::{Entity, EntityType, Figure, Indicator, Measure};

use super::counted::victims;
use super::giving::{giver_and_receiver, gives};
use super::harm::{displaced, harmed};
use super::indicator::{family, from_elsewhere, statistic};
use super::ranks::rank_parties;
use super::roles::{party, place_told_of};
use super::rule::{Cue, FigureRule, Role};
use crate::context::Context;
use crate::mentions::{Reference, UnitKind};

/// Fills subject and partner.
pub(super) fn parties(
    context: &Context,
    rule: &FigureRule,
    line: usize,
    cue: Cue,
    unit: usize,
    figure: &mut Figure,
) {
    let sides = Sides {
        context,
        rule,
        line,
        cue,
        unit,
    };
    sides.settle(figure);
}

/// How far behind "anniversary of" stands what is celebrated.
const ANNIVERSARY_OF: usize = 9;

/// A number whose sides are to be found, beside the cue of its rule.
pub(super) struct Sides<'a, 'c> {
    pub(super) context: &'a Context<'c>,
    pub(super) rule: &'a FigureRule,
    pub(super) line: usize,
    pub(super) cue: Cue,
    pub(super) unit: usize,
}

impl Sides<'_, '_> {
    /// Fills subject and partner, in the order in which the later steps need the earlier.
    fn settle(&self, figure: &mut Figure) {
        let Self {
            context,
            rule,
            line,
            cue,
            unit,
            ..
        } = *self;
        if figure.measure == Measure::Rank {
            rank_parties(context, rule, line, cue, unit, figure);
            return;
        }
        self.by_roles(figure);
        if rule.indicator == Indicator::Tourism {
            self.visitors(figure);
        }
        if let Some(area) = self.area() {
            figure.subject = Some(area);
            return;
        }
        if rule.indicator == Indicator::Population
            && let Some(place) = place_told_of(context, line, cue.from.min(unit))
        {
            figure.subject = Some(place);
            figure.partner = None;
            return;
        }
        self.states_for_bodies(figure);
        match rule.indicator {
            Indicator::Members => self.strong(figure),
            Indicator::Agreements => {
                let subject = figure.subject.as_ref();
                let other = || subject.and_then(|one| joined_with(context, line, one));
                figure.partner = figure.partner.take().or_else(other);
            }
            Indicator::Aid | Indicator::Loan => giver_and_receiver(self, figure),
            Indicator::Killed | Indicator::Wounded | Indicator::Detained => harmed(self, figure),
            Indicator::Displaced => displaced(self, figure),
            Indicator::Tariff => self.payer(figure),
            Indicator::Trade | Indicator::Anniversary => self.traders(figure),
            Indicator::Fdi => self.investor(figure),
            Indicator::Residents | Indicator::Students | Indicator::Tourism => {
                self.nationals(figure);
            }
            Indicator::Population => self.nationals_at_home(figure),
            Indicator::Remittances => self.senders(figure),
            Indicator::Jobs => self.employers(figure),
            Indicator::DiplomaticPartners
            | Indicator::Memberships
            | Indicator::Partnerships
            | Indicator::Ftas
            | Indicator::FtaPartners => figure.partner = None,
            Indicator::Projects => self.projects(figure),
            _ => {}
        }
        self.shared_by_two(figure);
        self.both_sides(figure);
        if rule.indicator == Indicator::Anniversary {
            self.celebrated_alone(figure);
        }
        // In the text of one of two, its own side of what they signed comes first.
        let home = context.discourse.home.as_deref();
        let of_home = |e: &Option<Entity>| {
            e.as_ref()
                .is_some_and(|e| e.kind == EntityType::State && e.country.as_deref() == home)
        };
        if rule.indicator == Indicator::Agreements
            && context.discourse.official
            && context.discourse.speakers().len() != 2
            && home.is_some()
            && of_home(&figure.partner)
        {
            std::mem::swap(&mut figure.subject, &mut figure.partner);
        }
    }

    /// "its 50th anniversary of independence", "the 40th anniversary of the massacre in Chad": what one
    /// celebrates or mourns alone has no other side, and is of where it was.
    fn celebrated_alone(&self, figure: &mut Figure) {
        let Self {
            context, line, cue, ..
        } = *self;
        let units = &context.discourse.lines[line].units;
        let reach = cue.to..units.len().min(cue.to + ANNIVERSARY_OF);
        let word = |at: usize| units[at].lower.as_str();
        let end = reach
            .clone()
            .find(|&at| matches!(word(at), "," | ";" | "." | "and" | "as"))
            .unwrap_or(reach.end);
        let within = cue.to..end;
        let shared = within.clone().any(|at| {
            context.lists.has("shared-noun", word(at)) && word(at) != "between"
                || matches!(word(at), "agreement" | "treaty" | "recognition" | "accord")
        });
        let sort = |list: &str| {
            within
                .clone()
                .find(|&at| word(at).split(' ').any(|w| context.lists.has(list, w)))
        };
        let mourned = sort("anniversary-of-harm");
        if shared && mourned.is_none() || mourned.or_else(|| sort("anniversary-alone")).is_none() {
            return;
        }
        figure.partner = None;
        let place = mourned.and_then(|noun| {
            (noun + 1..end)
                .filter(|&at| matches!(word(at), "in" | "at" | "of"))
                .find_map(|at| {
                    (at + 1..end.min(at + 3)).find_map(|next| {
                        context
                            .discourse
                            .named_at(&units[next], &[EntityType::State, EntityType::Place])
                    })
                })
        });
        if let Some(place) = place {
            figure.subject = Some(place.clone());
        }
    }

    /// Those who stand in the roles that the rule names, the surer of the two first.
    fn by_roles(&self, figure: &mut Figure) {
        let Self {
            context,
            rule,
            line,
            cue,
            unit,
            ..
        } = *self;
        let mut taken: Vec<String> = Vec::new();
        // "12 countries that still maintain relations with Chad"
        if rule.indicator == Indicator::DiplomaticPartners
            && cue.from > unit
            && context.word(line, cue.to - 1) == "with"
            && let Some(with) = party(context, line, cue, unit, &Role::Object, false)
                .into_iter()
                .next()
        {
            figure.subject = Some(with);
            return;
        }
        if let Some(fronted) = self.fronted() {
            figure.subject = Some(fronted);
            return;
        }
        // "its 32 members", "the 32-member bloc": whoever else the sentence names, they are an organisation's.
        let of_org =
            rule.only_org && matches!(context.word(line, unit + 1), "members" | "member" | "-");
        let pick = |roles: &[Role], taken: &[String]| {
            roles.iter().find_map(|role| {
                party(context, line, cue, unit, role, family(rule.indicator) == 5)
                    .into_iter()
                    .find(|e| !taken.contains(&e.key()) && (!of_org || e.kind == EntityType::Org))
            })
        };
        // "U.S. humanitarian assistance", "Kenya's aid": whose it is gives it.
        if matches!(rule.indicator, Indicator::Aid | Indicator::Loan)
            // "Kenya borrowed": whoever borrows gets it.
            && !context.word(line, cue.from).starts_with("borrow")
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
    }

    /// "With a population of 33 million, Ghana is …": of whom the clause behind is.
    fn fronted(&self) -> Option<Entity> {
        let Self {
            context,
            rule,
            line,
            unit,
            ..
        } = *self;
        let units = &context.discourse.lines[line].units;
        let of_state = matches!(family(rule.indicator), 3)
            || matches!(rule.indicator, Indicator::Members | Indicator::Provinces);
        if !of_state || context.word(line, 0) != "with" {
            return None;
        }
        let comma = (0..units.len()).find(|&at| units[at].lower == ",")?;
        let named = |at: usize| {
            let found = context
                .discourse
                .named_at(units.get(at)?, &[EntityType::State, EntityType::Org])?;
            (!rule.only_org || found.kind == EntityType::Org).then(|| found.clone())
        };
        // Only where the phrase itself names nobody.
        let own = (1..comma).any(|at| named(at).is_some());
        let next = comma + 1 + usize::from(context.word(line, comma + 1) == "the");
        (unit < comma && !own).then(|| named(next)).flatten()
    }

    /// "26,000 Chinese tourists visited the country": they are of the one state and in the other.
    fn visitors(&self, figure: &mut Figure) {
        let Self {
            context,
            line,
            cue,
            unit,
            ..
        } = *self;
        if by_adjective(context, line, cue) {
            let from = party(context, line, cue, unit, &Role::Possessor, false)
                .into_iter()
                .next();
            if let Some(from) = from {
                let other = |e: &Entity| e.key() != from.key();
                figure.subject = figure.subject.take().filter(other).or_else(|| {
                    (cue.to..context.discourse.lines[line].units.len().min(cue.to + 4)).find_map(
                        |at| match context.discourse.lines[line].units[at].kind {
                            UnitKind::Mention(m) => context
                                .discourse
                                .entities_of(m)
                                .find(|e| e.kind == EntityType::State && other(e))
                                .cloned(),
                            _ => None,
                        },
                    )
                });
                figure.partner = Some(from);
            }
        }
    }

    /// The area that an agreement makes: "The agreement spans 12 economies with a combined output of".
    fn area(&self) -> Option<Entity> {
        let Self {
            context,
            rule,
            line,
            unit,
            ..
        } = *self;
        if !matches!(rule.indicator, Indicator::Gdp | Indicator::Population) {
            return None;
        }
        let owned = (unit.saturating_sub(4)..unit).any(|at| {
            context.word(line, at) == "market"
                && matches!(context.discourse.lines[line].units[at.saturating_sub(1)].kind,
                    UnitKind::Mention(m)
                        if context.discourse.mentions[m].reference == Reference::Adjective)
        });
        if owned {
            return None;
        }
        area_before(context, line, unit)
    }

    /// "the African Union (AU), 55 members strong,"
    fn strong(&self, figure: &mut Figure) {
        let Self {
            context,
            line,
            unit,
            ..
        } = *self;
        if context.word(line, unit + 2) == "strong"
            && context.word(line, unit.wrapping_sub(1)) == ","
            && let Some(org) = context
                .discourse
                .last_named(
                    &context.discourse.lines[line].units[unit.saturating_sub(5)..unit],
                    EntityType::Org,
                )
                .cloned()
        {
            figure.subject = Some(org);
        }
    }

    /// Statistics and sums are of a state, not of the ministry that tells of them.
    fn states_for_bodies(&self, figure: &mut Figure) {
        let Self { context, rule, .. } = *self;
        // Statistics are of states: "the Trade Ministry's data on exports" tells of its state.
        if statistic(rule.indicator) || rule.of_state {
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
                    && e.name.split(' ').any(|w| {
                        matches!(w.to_lowercase().as_str(), "government" | "administration")
                    })
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
    }

    /// "Kenya will pay Chad a tariff of": who pays is the partner.
    fn payer(&self, figure: &mut Figure) {
        let Self {
            context,
            line,
            unit,
            ..
        } = *self;
        // "Vietnamese exports to the country are subject to a 20 percent tariff": whose goods they are.
        if figure.partner.is_none() {
            figure.partner = goods_of(context, line, unit)
                .filter(|of| figure.subject.as_ref().map(Entity::key) != Some(of.key()));
        }
        // "Imports from Kenya will be subject to a tariff": the other of two imposes it.
        if figure.subject.is_none()
            && let Some(payer) = &figure.partner
        {
            figure.subject = the_two(context, line)
                .into_iter()
                .flatten()
                .find(|e| e.key() != payer.key());
            return;
        }
        if pays(context, line, unit) {
            let payer = figure.subject.take();
            let named = || {
                let polities = context.discourse.polities(line);
                polities
                    .into_iter()
                    .map(|e| context.discourse.entities[e].clone())
                    .find(|e| {
                        e.kind == EntityType::State
                            && payer.as_ref().is_some_and(|p| p.country != e.country)
                    })
            };
            let other = figure.partner.take().or_else(named).or_else(|| {
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
    }

    /// "Trade turnover reached $20 billion", "The two countries mark the 30th anniversary of": of the two
    /// that the text goes on about.
    fn traders(&self, figure: &mut Figure) {
        let Self {
            context,
            rule,
            line,
            ..
        } = *self;
        let shared = rule.indicator == Indicator::Trade || bilateral(context, line);
        if figure.subject.is_none() && shared {
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
    }

    /// "Italian investment has exceeded": what Italians invest is the other side's.
    fn investor(&self, figure: &mut Figure) {
        let Self {
            context, line, cue, ..
        } = *self;
        if figure.measure != Measure::Rank
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
    }

    /// "6,000 Kenyans live in Peru", "Kenyan students in Peru": of the one in the other.
    fn nationals(&self, figure: &mut Figure) {
        let Self {
            context,
            line,
            unit,
            ..
        } = *self;
        if figure.partner.is_none() {
            figure.partner = victims(context, line, unit)
                .filter(|v| v.kind == EntityType::State)
                .filter(|v| figure.subject.as_ref().map(Entity::key) != Some(v.key()));
        }
    }

    /// "home to 3 million Somali refugees": nationals of another state.
    fn nationals_at_home(&self, figure: &mut Figure) {
        let Self {
            context,
            line,
            unit,
            ..
        } = *self;
        if figure.measure == Measure::Level
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
    }

    /// "Money sent home by Kenyans in Qatar", "Kenyan workers abroad remitted": it goes where they are from.
    fn senders(&self, figure: &mut Figure) {
        let Self {
            context,
            line,
            unit,
            ..
        } = *self;
        let discourse = context.discourse;
        let units = &discourse.lines[line].units;
        let from = (0..unit).find_map(|at| {
            if let Some(state) = discourse.state_of_people(units[at].span) {
                return Some(state);
            }
            let UnitKind::Mention(m) = units[at].kind else {
                return None;
            };
            let people = |word: &str| {
                context.lists.has("nationals", word) || matches!(word, "people" | "diaspora")
            };
            let own = units[at].lower.rsplit(' ').next().is_some_and(people);
            let adjective = discourse.mentions[m].reference == Reference::Adjective
                && people(context.word(line, at + 1));
            let code = discourse.entities_of(m).next()?.country.as_deref();
            code.filter(|_| own || adjective)
                .and_then(|code| discourse.state_named(code))
        });
        let Some(from) = from else { return };
        let other = |e: &Entity| e.key() != from.key();
        let host = (1..units.len())
            .filter(|&at| matches!(units[at - 1].lower.as_str(), "in" | "from"))
            .find_map(|at| discourse.named_at(&units[at], &[EntityType::State]))
            .cloned();
        figure.partner = host
            .or(figure.partner.take())
            .or(figure.subject.take())
            .filter(other)
            .filter(|e| e.kind == EntityType::State);
        figure.subject = Some(from);
    }

    /// "British investment in Poland has created 100,000 jobs", "support 350,000 American jobs": where they
    /// are, and whose firms or trade they are owed to.
    fn employers(&self, figure: &mut Figure) {
        let Self {
            context,
            line,
            unit,
            ..
        } = *self;
        let units = &context.discourse.lines[line].units;
        let polity = |at: usize| {
            context
                .discourse
                .named_at(units.get(at)?, &[EntityType::State, EntityType::Org])
                .cloned()
        };
        if let Some(own) = polity(unit + 1) {
            figure.subject = Some(own);
        }
        if figure.partner.is_none()
            && let Some(subject) = &figure.subject
        {
            figure.partner = (0..unit)
                .filter_map(polity)
                .find(|e| e.key() != subject.key());
        }
    }

    /// "the third largest investor, with 413 projects"
    fn projects(&self, figure: &mut Figure) {
        let Self {
            context,
            line,
            cue,
            unit,
            ..
        } = *self;
        if context.discourse.lines[line]
            .units
            .iter()
            .any(|u| u.lower.starts_with("invest") || u.lower == "capital")
        {
            figure.indicator = Indicator::FdiProjects;
            // "Singapore has 3,900 projects in Vietnam"
            let actor = party(context, line, cue, unit, &Role::Subject, false)
                .into_iter()
                .find(|e| {
                    e.kind == EntityType::State
                        && figure.subject.as_ref().is_some_and(|s| s.key() != e.key())
                });
            figure.partner = figure.partner.take().or(actor);
        }
    }

    /// What a text on two tells of the one it tells of it with the other.
    fn shared_by_two(&self, figure: &mut Figure) {
        let Self {
            context,
            rule,
            line,
            cue,
            unit,
            ..
        } = *self;
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
    }

    /// Of trade, mutual investment and anniversaries, which have two sides, the one that the sentence leaves
    /// out, and the order of both.
    fn both_sides(&self, figure: &mut Figure) {
        let Self {
            context,
            rule,
            line,
            cue,
            ..
        } = *self;
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
        let symmetric = !of_one
            && (mutual || matches!(rule.indicator, Indicator::Trade | Indicator::Anniversary));
        let two = rule.indicator == Indicator::Trade && context.discourse.two_parties().is_some();
        if symmetric && (two || bilateral(context, line)) {
            other_side(context, line, figure);
        }
    }
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
                m.entities.iter().any(|&x| {
                    let named = &discourse.entities[x];
                    named.key() == e.key() || e.country.is_some() && named.country == e.country
                })
            })
            .map(|m| m.span.start)
    };
    if let (Some(at), Some(other)) = (first(a), first(b))
        && other < at
    {
        std::mem::swap(&mut figure.subject, &mut figure.partner);
    }
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

/// The state of a body, a firm or a group; a state, an organisation or a place is itself.
pub(super) fn state_of(context: &Context, entity: Entity) -> Option<Entity> {
    match entity.kind {
        EntityType::Body | EntityType::Company | EntityType::Group | EntityType::Person => entity
            .country
            .as_deref()
            .and_then(|code| context.discourse.state_named(code)),
        _ => Some(entity),
    }
}

/// The other of two that are named side by side: "Kenya and Togo signed".
pub(super) fn joined_with(context: &Context, line: usize, one: &Entity) -> Option<Entity> {
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
pub(super) fn the_two(context: &Context, line: usize) -> Option<[Entity; 2]> {
    let discourse = context.discourse;
    let mut two = discourse
        .two_states(line)
        .unwrap_or_else(|| discourse.pair_of(line));
    if two.len() != 2 {
        // "The two countries celebrate …, said the Kenyan minister during talks with Chad's": told behind.
        two = discourse
            .countries_of(line)
            .iter()
            .filter_map(|code| discourse.state_named(code))
            .collect();
    }
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

/// The states listed behind one: "on imports from Oman, Togo and Chad".
pub(super) fn listed_after(context: &Context, line: usize, one: &Entity) -> Vec<Entity> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let named = |at: usize| {
        discourse
            .named_at(units.get(at)?, &[EntityType::State, EntityType::Org])
            .cloned()
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

/// Whose goods a tariff is on: "Vietnamese exports", "imports from Kenya".
fn goods_of(context: &Context, line: usize, unit: usize) -> Option<Entity> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let named = |at: usize| {
        discourse
            .named_at(units.get(at)?, &[EntityType::State, EntityType::Org])
            .cloned()
    };
    (0..unit).find_map(|at| match units[at].lower.as_str() {
        "exports" | "goods" | "products" | "shipments" | "imports" => {
            let behind = (context.word(line, at + 1) == "from")
                .then(|| named(at + 2).or_else(|| named(at + 3)))
                .flatten();
            let before = || {
                let at = at.checked_sub(1)?;
                let possessed = matches!(units[at].lower.as_str(), "'s" | "'");
                named(at.checked_sub(usize::from(possessed))?)
            };
            behind.or_else(|| before().filter(|_| units[at].lower != "imports"))
        }
        _ => None,
    })
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

/// Whose team or delegation has so many members, and whether it is a delegation: "a 45-member Kenyan
/// delegation".
pub(super) fn team_behind(context: &Context, line: usize, unit: usize) -> Option<(Entity, bool)> {
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
    // "a 60-member delegation from Oman"
    let from = matches!(context.word(line, noun + 1), "from" | "of");
    let sender = noun + 2 + usize::from(context.word(line, noun + 2) == "the");
    let (at, named) = (unit + 1..=noun)
        .chain((from && sent).then_some(sender))
        .find_map(|at| match units.get(at)?.kind {
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

#[cfg(test)]
mod tests {
    use crate::figures::testing::{side, sides};
    use entente_model::Indicator;

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
    fn whose_goods_face_a_tariff_pays_it() {
        assert_eq!(
            sides("Kenyan exports to the United States are subject to a 40 percent tariff."),
            [side(Indicator::Tariff, 40.0, "United States", "Kenya", "")]
        );
    }

    #[test]
    fn money_sent_home_goes_where_workers_are_from_and_jobs_are_owed_to_the_other() {
        assert_eq!(
            sides("Kenyan workers in Qatar sent home $2 billion in 2023, a bank in Nairobi said."),
            [side(Indicator::Remittances, 2e9, "Kenya", "Qatar", "2023")]
        );
        assert_eq!(
            sides("Brazilian investment in Kenya has created 9,000 jobs, the ministry said."),
            [side(Indicator::Jobs, 9000.0, "Kenya", "Brazil", "")]
        );
    }

    #[test]
    fn borders_wars_and_needs_are_of_those_whom_they_name() {
        for (text, value, subject, partner) in [
            (
                "Chad's border with Niger is 1,196 kilometres long, the ministry of Kenya said.",
                1196.0,
                "Chad",
                "Niger",
            ),
            (
                "The boundary between Chad and Niger is 1,196 kilometres long.",
                1196.0,
                "Chad",
                "Niger",
            ),
            (
                "The American envoy praised the end of 14 years of civil war in Liberia.",
                14.0,
                "Liberia",
                "",
            ),
            (
                "Moldova relies on Romania for a third of its electricity.",
                33.3333,
                "Moldova",
                "Romania",
            ),
            (
                "Six Kenyan bankers were heard at U.N. offices in Geneva.",
                6.0,
                "Kenya",
                "",
            ),
            (
                "Ten Kenyan soldiers are held by Chad.",
                10.0,
                "Kenya",
                "Chad",
            ),
            (
                "Kenya is the ninth-largest U.S. services trading partner.",
                9.0,
                "U.S.",
                "Kenya",
            ),
            (
                "The African Union (AU) met in Addis Ababa on Monday. The 55-member union \
                 discussed sanctions.",
                55.0,
                "African Union",
                "",
            ),
        ] {
            let found = sides(text);
            let told = found.iter().find(|f| (f.1 - value).abs() < 0.001);
            let told = told.map(|f| (f.2.as_str(), f.3.as_str()));
            assert_eq!(told, Some((subject, partner)), "{text}: {found:?}");
        }
    }

    #[test]
    fn anniversaries_of_ones_own_have_no_other_side() {
        for (text, subject, partner) in [
            (
                "Fiji celebrates its 50th anniversary of independence, and Peru sent an envoy.",
                "Fiji",
                "",
            ),
            (
                "The envoy of Peru spoke on the 40th anniversary of the massacre in Chad.",
                "Chad",
                "",
            ),
            (
                "Fiji and Peru marked the 20th anniversary of their diplomatic relations.",
                "Fiji",
                "Peru",
            ),
        ] {
            let found = sides(text);
            let told = found.iter().find(|f| f.0 == Indicator::Anniversary);
            let told = told.map(|f| (f.2.as_str(), f.3.as_str()));
            assert_eq!(told, Some((subject, partner)), "{text}");
        }
    }

    #[test]
    fn a_rank_is_of_its_own_phrase() {
        for text in [
            "As the largest country in the region, Peru has put trade with Chad first.",
            "Peru, the largest country in the region, exports copper to Chad.",
        ] {
            let found = sides(text);
            let traded = |f: &Indicator| matches!(f, Indicator::Trade | Indicator::Exports);
            assert!(!found.iter().any(|f| traded(&f.0)), "{text}: {found:?}");
        }
        assert_eq!(
            sides("In Africa, Chad is the third largest economy."),
            [side(Indicator::Gdp, 3.0, "Chad", "", "")]
        );
    }
}
