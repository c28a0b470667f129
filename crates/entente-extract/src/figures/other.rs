//! Numbers that no indicator of the codebook names: "16 tanker trucks", "nine years of talks".
//!
//! `counted.rs` tells whom such a number is about; strikes and sales that the text told of before tell
//! it better. What speaks for and against its being a claim is weighed by the judge.

use entente_language::Upos;
use entente_model::{
    Claim, ClaimBody, Edtf, Entity, EntityType, Figure, Indicator, Measure, Quantity, QuantityKind,
    Span, Status,
};

use super::counted::{Counted, count_subject, moved_noun, people_at};
use super::deals::{COMPRISES, Deal, Told, comprises, struck};
use super::features::count_features;
use super::further::{elsewhere, ends, of_same_noun, range_of};
use super::harm::{fled_to, worldwide};
use super::indicator::nationals_at;
use super::measure::measure;
use super::numbers::{forecast, in_target, is_age, is_ratio, is_whole};
use super::parties::{joined_with, state_of};
use super::period::{event_day, period, years_period};
use super::ranks::{ranked_by_parse, ranks_thing};
use super::roles::place_at;
use crate::context::Context;
use crate::judge::Candidate;
use crate::mentions::{Reference, UnitKind};

/// The rule for counts that no indicator names.
pub(super) const OTHER_COUNT: &str = "figure/other-count";

/// As many people as no crowd or group has, nor any that a war or a famine struck.
const MANY_PEOPLE: f64 = 100_000_000.0;

/// What a number counts whose noun stands with the next: "51 of the 113 seats", "4,000 American and 1,500
/// French troops".
fn noun_of_next(context: &Context, line: usize, unit: usize) -> Option<Span> {
    let units = &context.discourse.lines[line].units;
    let word = |ahead: usize| context.word(line, unit + ahead);
    let of_all = word(1) == "of" && matches!(word(2), "the" | "its" | "all" | "their" | "our");
    let adjective = matches!(units.get(unit + 1)?.kind, UnitKind::Mention(m)
        if context.discourse.mentions[m].reference == Reference::Adjective);
    let beside = adjective && matches!(word(2), "and" | "," | "or");
    let next = units.get(unit + 3).filter(|_| of_all || beside)?;
    let UnitKind::Quantity(q) = next.kind else {
        return None;
    };
    let other = &context.discourse.analysis.quantities[q];
    // "53 of the 54 members of the union": what those do is another matter.
    other.of.filter(|&of| {
        other.kind == QuantityKind::Number && !context.discourse.words(of).ends_with("members")
    })
}

/// What a number counts whose noun is the name of a group: "45 Uyghurs".
fn group_counted(context: &Context, line: usize, unit: usize) -> Option<Span> {
    let next = context.discourse.lines[line].units.get(unit + 1)?;
    let plural = context.discourse.words(next.span).ends_with('s');
    context
        .discourse
        .named_at(next, &[EntityType::Group])
        .filter(|_| plural)
        .map(|_| next.span)
}

/// How far before "in eight years" stands what is the first of its kind since.
const SINCE_LAST: usize = 30;

/// So many people are those of a country where they stand as its own.
const PEOPLE_OF_A_STATE: f64 = 50_000.0;

/// So many people are those of a country where the text says that they live there.
const MILLIONS_OF_PEOPLE: f64 = 10_000_000.0;

/// The numbers of a sentence that no indicator of the codebook names ("16 tanker trucks", "nine
/// years of talks") and that may be claims, with what speaks for and against each.
pub(super) fn other_candidates(
    context: &Context,
    line: usize,
    quantities: &[(usize, usize)],
    used: &[usize],
    ranges: &[(Span, Edtf)],
    told: &mut Told,
) -> Vec<Candidate> {
    let mut same: Option<(Entity, Option<Entity>)> = None;
    let mut out: Vec<Candidate> = Vec::new();
    for &(q, unit) in quantities.iter().filter(|(_, unit)| !used.contains(unit)) {
        let quantity = &context.discourse.analysis.quantities[q];
        let found = Bare::read(context, line, unit, quantity, ranges)
            .and_then(|bare| bare.candidate(&mut same, told))
            .or_else(|| elsewhere(context, line, unit, quantity, out.last()?))
            .or_else(|| of_same_noun(context, line, unit, quantity, ranges, out.last()?));
        if let (Some(candidate), Some((low, high))) = (&found, range_of(quantity)) {
            out.extend(ends(candidate, low, high));
        } else {
            out.extend(found);
        }
    }
    out
}

/// A number that no cue names.
struct Bare<'a, 'c> {
    context: &'a Context<'c>,
    line: usize,
    unit: usize,
    quantity: &'a Quantity,
    ranges: &'a [(Span, Edtf)],
    /// What sort of number it is, as the judge knows it.
    kind: &'static str,
    measure: Measure,
    /// The noun that it counts, with what belongs to it.
    noun: Option<&'a str>,
    /// That noun alone.
    head: &'a str,
}

impl<'a, 'c> Bare<'a, 'c> {
    /// The number, unless it tells nothing: a time, a target, what stands for "every".
    fn read(
        context: &'a Context<'c>,
        line: usize,
        unit: usize,
        quantity: &'a Quantity,
        ranges: &'a [(Span, Edtf)],
    ) -> Option<Self> {
        let kind = match quantity.kind {
            QuantityKind::Number => "number",
            QuantityKind::Duration => "years",
            QuantityKind::Measure => "measure",
            QuantityKind::Money => "money",
            QuantityKind::Percent => "share",
            QuantityKind::Ordinal => "rank",
            _ => return None,
        };
        let noun = quantity
            .of
            .or_else(|| noun_of_next(context, line, unit))
            .or_else(|| group_counted(context, line, unit))
            .or_else(|| {
                let at = moved_noun(context, line, unit, quantity)?;
                Some(context.discourse.lines[line].units[at].span)
            })
            .map(|of| context.discourse.words(of));
        let bare = Self {
            context,
            line,
            unit,
            quantity,
            ranges,
            kind,
            measure: match kind {
                "share" => Measure::Share,
                "rank" => Measure::Rank,
                _ => Measure::Level,
            },
            noun,
            head: noun.map_or("", |n| n.rsplit([' ', '\n']).next().unwrap_or(n)),
        };
        (!bare.is_none()).then_some(bare)
    }

    /// Whether the number counts things, not years, sums or shares.
    fn is_count(&self) -> bool {
        self.kind == "number"
    }

    fn word(&self, at: usize) -> &str {
        self.context.word(self.line, at)
    }

    fn has(&self, list: &str, word: &str) -> bool {
        self.context.lists.has(list, word)
    }

    /// Whether one of the words right before the number is on a list.
    fn behind_any(&self, words: usize, list: &str) -> bool {
        (self.unit.saturating_sub(words)..self.unit).any(|at| self.has(list, self.word(at)))
    }

    /// Whether the number is none that a claim could have.
    fn is_none(&self) -> bool {
        let Self {
            context,
            line,
            unit,
            quantity,
            ..
        } = *self;
        let before = self.word(unit.wrapping_sub(1));
        let promised = || {
            let at = context.discourse.lines[line].units[unit].span;
            context.commitments().any(|c| c.what.contains(at))
        };
        let of_kind = match self.kind {
            "years" => before == "first" || self.is_adverbial(),
            // "ranking third among 40 countries"
            "number" => {
                is_whole(context, line, unit)
                    || self.has("own-extent", self.head)
                    || self.head == "days" && self.noun.is_some_and(|n| n.contains("working"))
                    || self.is_consecutive()
                    || self.is_step()
                    || self.is_name()
            }
            "money" => promised() && !self.is_worth_of_deals(),
            // "will eliminate tariffs on 99 percent of goods": what is to be, and no state of things.
            "share" => {
                // "nearly half of them children"
                let of_them = self.word(unit + 1) == "of"
                    && matches!(self.word(unit + 2), "them" | "whom" | "which");
                of_them || forecast(context, line, unit) == Status::Planned || promised()
            }
            _ => false,
        };
        in_target(context, line, unit)
            || is_age(context, line, unit)
            || is_ratio(context, line, unit)
            || matches!(before, "every" | "each" | "per")
            || of_kind
            || measure(context, line, unit, quantity) != Some(self.measure)
    }

    /// "announced $3 billion in investment deals": what they are worth, whoever announced them.
    fn is_worth_of_deals(&self) -> bool {
        (self.unit + 1..self.unit + 6)
            .take_while(|&at| !matches!(self.word(at), "," | ";" | "and" | "with" | "to" | "for"))
            .flat_map(|at| self.word(at).split(' '))
            .any(|word| self.has("agreement-noun", word))
    }

    /// "in the first ten days of May": when, and no figure.
    fn is_adverbial(&self) -> bool {
        let unit = &self.context.discourse.lines[self.line].units[self.unit];
        let longer = unit.span.end > self.quantity.span.end;
        let says = |words: &[&str]| unit.lower.split(' ').any(|x| words.contains(&x));
        matches!(unit.kind, UnitKind::Time(_))
            && (says(&["first"])
                || (longer || self.word(self.unit + 1) != "of")
                    && says(&["last", "past", "next", "previous"]))
    }

    /// "for 13 consecutive years"
    fn is_consecutive(&self) -> bool {
        matches!(
            self.head,
            "years" | "months" | "weeks" | "days" | "hours" | "quarters"
        ) && (self.unit..self.unit + 3)
            .any(|at| matches!(self.word(at), "consecutive" | "straight" | "successive"))
    }

    /// "up four places in the index"
    fn is_step(&self) -> bool {
        matches!(
            self.head,
            "places" | "positions" | "spots" | "notches" | "steps"
        ) && matches!(
            self.word(self.unit.wrapping_sub(1)),
            "up" | "down"
                | "by"
                | "rose"
                | "fell"
                | "climbed"
                | "slipped"
                | "dropped"
                | "gained"
                | "lost"
        )
    }

    /// "2030 Partnership", "2 APPRECIATING": a name, or the number of a paragraph.
    fn is_name(&self) -> bool {
        let people = people_at(self.context, self.line, self.unit + 1).is_some();
        let plural = people
            || group_counted(self.context, self.line, self.unit).is_some()
            || self.head.starts_with(char::is_lowercase)
                && (self.head.ends_with('s') || self.has("plural", self.head));
        !plural || self.quantity.value < 1.0 || self.quantity.value.fract() != 0.0
    }

    /// The claim that the number would make, with what speaks for and against it. `same` is whom the
    /// number before it in its sentence was about.
    fn candidate(
        &self,
        same: &mut Option<(Entity, Option<Entity>)>,
        told: &mut Told,
    ) -> Option<Candidate> {
        let Self {
            context,
            line,
            unit,
            quantity,
            ..
        } = *self;
        let mut counted = count_subject(context, line, unit, quantity)?;
        if self.kind == "rank" {
            self.rank(&mut counted)?;
        }
        let of_world = !self.has("count-state", self.head) && worldwide(context, line, unit);
        if self.is_count() && of_world {
            counted.subject = Entity::new("world", EntityType::Place);
            counted.partner = None;
        } else if self.is_count() {
            self.place_of_incident(&mut counted);
            self.on_whom_sanctions(&mut counted, &mut told.listed);
        }
        // What follows a number in its sentence is of the same: "41 universities …, supporting 110
        // programmes".
        let vague = matches!(counted.how, "sentence" | "before");
        match same.as_ref().filter(|_| self.is_count() && vague) {
            Some(both) => (counted.subject, counted.partner) = both.clone(),
            None => *same = Some((counted.subject.clone(), counted.partner.clone())),
        }
        if let Some(raid) = told.raid.as_ref().filter(|_| self.is_count())
            && let Some((by, on)) = struck(context, line, unit, quantity, self.head, raid)
        {
            (counted.subject, counted.partner) = (by, on);
        }
        self.goods_of_deal(&mut counted, told.deal.as_ref());
        // "after 28 years in power": of who held it.
        let tenure = self.kind == "years" && is_tenure(context, line, unit);
        if tenure
            && let Some(person) = context.discourse.last_named(
                &context.discourse.lines[line].units[..unit],
                EntityType::Person,
            )
        {
            counted.subject = person.clone();
            counted.partner = None;
        }
        let mut features = count_features(
            context,
            line,
            unit,
            quantity,
            self.kind,
            self.head,
            counted.how,
        );
        if tenure {
            features.push("years+tenure".to_owned());
        }
        let since_last = self.is_since_last();
        if since_last {
            features.push("years+since-last".to_owned());
            self.visit(&mut counted);
        }
        if self.kind == "rank" && (self.is_ranked() || self.ranks_by_people()) {
            features.push("rank+ranked".to_owned());
        }
        let indicator = self.indicator(&mut counted);
        let (measure, value) = match self.moved() {
            Some(sign) => (Measure::Change, sign * quantity.value),
            None => (self.measure, quantity.value),
        };
        let figure = Figure {
            indicator,
            measure,
            subject: Some(counted.subject),
            partner: counted.partner,
            value,
            // Barrels are counted, not measured.
            unit: match quantity.unit.as_str() {
                "bbl" => "count".to_owned(),
                unit => unit.to_owned(),
            },
            period: self
                .since_visit()
                .filter(|_| since_last)
                .or_else(|| self.period(tenure, measure)),
            bound: quantity.bound,
            scope: self.noun.map(str::to_owned),
        };
        let span = context.discourse.lines[line].span;
        let mut claim = Claim::new(span, ClaimBody::Figure(figure));
        claim.status = forecast(context, line, unit);
        claim.source = context.source_at(line, unit);
        claim.rule = Some(OTHER_COUNT.to_owned());
        Some(Candidate {
            claim,
            at: quantity
                .of
                .map_or(quantity.span, |of| quantity.span.cover(of)),
            features,
        })
    }

    /// "the first visit by a Kenyan president to Peru in eight years"
    fn is_since_last(&self) -> bool {
        self.kind == "years"
            && self.quantity.unit == "years"
            && self.word(self.unit.wrapping_sub(1)) == "in"
            && !self.context.discourse.lines[self.line].units[self.unit]
                .lower
                .starts_with("the ")
            && (self.unit.saturating_sub(SINCE_LAST)..self.unit).any(|at| self.word(at) == "first")
    }

    /// Who came to whom for the first time in years: "by a Kenyan president to Peru in eight years".
    fn visit(&self, counted: &mut Counted) {
        let discourse = self.context.discourse;
        let units = &discourse.lines[self.line].units;
        let state = |at: usize| {
            let found = match units[at].kind {
                UnitKind::Mention(m) => discourse.entities_of(m).next()?,
                _ => return None,
            };
            match (found.kind, found.country.as_deref()) {
                (EntityType::Org, _) => Some(found.clone()),
                (_, Some(code)) => discourse.state_named(code),
                _ => None,
            }
        };
        let Some(first) = (0..self.unit).rev().find(|&at| self.word(at) == "first") else {
            return;
        };
        let host = (first..self.unit)
            .rev()
            .filter(|&at| matches!(self.word(at), "to" | "in"))
            .find_map(|at| (at + 1..self.unit.min(at + 3)).find_map(state));
        let by = (first..self.unit)
            .find(|&at| matches!(self.word(at), "by" | "of" | "from"))
            .and_then(|at| (at + 1..self.unit.min(at + 4)).find_map(state));
        if let (Some(by), Some(host)) = (by, host)
            && by.key() != host.key()
        {
            counted.subject = by;
            counted.partner = Some(host);
        }
    }

    /// From when until now, where the text says since when: "in eight years (since August 2017)".
    fn since_visit(&self) -> Option<Edtf> {
        let units = &self.context.discourse.lines[self.line].units;
        let since = (self.unit + 1..units.len().min(self.unit + 5))
            .take_while(|&at| self.word(at) != ")")
            .find(|&at| at > 0 && self.word(at - 1) == "since")?;
        let UnitKind::Time(t) = units[since].kind else {
            return None;
        };
        let from = self.context.discourse.analysis.times[t].edtf.as_ref()?;
        let now = self.context.published.as_ref()?;
        let now = now.as_str().get(..from.as_str().len())?;
        Edtf::interval(from, &Edtf::parse(now).ok()?)
    }

    /// "ranks second in the index of", "was ranked 12th among"
    fn is_ranked(&self) -> bool {
        (self.unit.saturating_sub(3)..self.unit)
            .any(|at| matches!(self.word(at), "ranks" | "ranked" | "ranking" | "rank"))
    }

    /// Who is ranked and for whom; nobody, where it is a thing.
    fn rank(&self, counted: &mut Counted) -> Option<()> {
        let Self {
            context,
            line,
            unit,
            ..
        } = *self;
        // "Kenya's leadership as the world's third largest democracy"
        if let Some(ranked) = ranked_by_parse(context, line, unit) {
            counted.subject = ranked;
            // "the fifth largest contributor to the mission"
            let units = &context.discourse.lines[line].units;
            counted.partner = (unit + 1..units.len().min(unit + 6))
                .find(|&at| units[at].lower == "to")
                .and_then(|to| {
                    units[to + 1..units.len().min(to + 3)]
                        .iter()
                        .find_map(|u| {
                            context
                                .discourse
                                .named_at(u, &[EntityType::State, EntityType::Org])
                        })
                        .cloned()
                })
                .filter(|other| other.key() != counted.subject.key());
        }
        // "The quake was the fifth largest": of a thing that is nobody's.
        (!ranks_thing(context, line, unit) && !self.ranks_several()).then_some(())
    }

    /// "France's largest corporations such as Airbus": no place of anybody's among others.
    fn ranks_several(&self) -> bool {
        let Self {
            context,
            line,
            unit,
            ..
        } = *self;
        let lists = ["count-company", "count-people", "count-state", "count-seat"];
        let noun = (unit + 1..unit + 5).find(|&at| {
            context
                .syntax(line, at)
                .is_some_and(|s| s.upos == Upos::Noun)
                && context
                    .syntax(line, at + 1)
                    .is_none_or(|s| s.upos != Upos::Noun)
        });
        noun.is_some_and(|at| {
            lists.iter().any(|list| self.has(list, self.word(at)))
                || self.word(at).ends_with('s')
                    && matches!(self.word(at + 1), "such" | "like" | "including")
        })
    }

    /// "four explosions in the districts of": of where they were, where nobody is said to act.
    fn place_of_incident(&self, counted: &mut Counted) {
        if matches!(counted.how, "sentence" | "before")
            && self.has("count-incident", self.head)
            && let Some(place) = place_at(self.context, self.line, self.unit)
        {
            counted.subject = place;
            counted.partner = None;
        }
    }

    /// "The sanctions target 35 officials": whose, and who laid them on, was told before.
    fn on_whom_sanctions(&self, counted: &mut Counted, listed: &mut Option<(Entity, Entity)>) {
        let context = self.context;
        let sanctions = context.discourse.lines[self.line]
            .units
            .iter()
            .any(|u| matches!(u.lower.as_str(), "sanctions" | "sanction" | "sanctioned"));
        let targets = ["count-people", "count-company", "count-force"]
            .iter()
            .any(|list| self.has(list, self.head));
        // "The package also covers six companies"
        let goes_on = listed.is_some() && self.opens_with_sanctions();
        let of_nobody = counted.subject.country.is_none()
            && listed
                .as_ref()
                .is_none_or(|(_, by)| by.key() != counted.subject.key());
        if !(sanctions || goes_on) || !targets || of_nobody {
            return;
        }
        if let Some((on, by)) = listed.as_ref()
            && (counted.subject.key() == by.key()
                || counted.partner.is_none() && counted.subject.key() == on.key())
        {
            counted.subject = on.clone();
            counted.partner = Some(by.clone());
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

    /// Whether the sentence goes on about measures told of before.
    fn opens_with_sanctions(&self) -> bool {
        (0..5).any(|at| {
            matches!(
                self.word(at),
                "package"
                    | "measures"
                    | "sanctions"
                    | "list"
                    | "listings"
                    | "designations"
                    | "restrictions"
                    | "those"
            )
        })
    }

    /// "The package, sold to Kenya, includes 18 launchers"
    fn goods_of_deal(&self, counted: &mut Counted, deal: Option<&Deal>) {
        let near = |deal: &&Deal| {
            deal.line == self.line
                || self.line - deal.line <= COMPRISES && comprises(self.context, self.line)
        };
        let goods = self.is_count()
            && (self.has("count-force", self.head) || self.has("count-goods", self.head));
        if let Some(deal) = deal.filter(near)
            && (self.kind == "money" || goods)
        {
            counted.subject = deal.to.clone();
            counted.partner.clone_from(&deal.from);
        }
    }

    /// The indicator of the codebook that the number has for all that no cue names it; sides that it
    /// turns round or has not are changed.
    fn indicator(&self, counted: &mut Counted) -> Indicator {
        if self.ranks_by_people() {
            return Indicator::Population;
        }
        if !self.is_count() {
            return Indicator::Other;
        }
        let inhabitants = self.counts_inhabitants();
        let hosted = self.hosted(counted);
        let sent = self.is_delegation(counted);
        let members = self.counts_members(counted);
        let covered = self.counts_covered(counted);
        let recognised = self.counts_recognition(counted);
        let abroad = self.live_abroad(counted);
        let fled = !hosted && matches!(self.head, "refugees" | "evacuees");
        if fled && let Some(host) = fled_to(self.context, self.line, self.unit) {
            // "45,000 Malian refugees have crossed into Niger"
            counted.partner = Some(host).filter(|h| h.key() != counted.subject.key());
        }
        // Members, people and those covered have no other side.
        let together = inhabitants
            && joined_with(self.context, self.line, &counted.subject).map(|e| e.key())
                == counted.partner.as_ref().map(Entity::key);
        if members || covered || inhabitants && !together || recognised {
            counted.partner = None;
        }
        if recognised {
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
        }
    }

    /// "Africa's second most populous country"
    fn ranks_by_people(&self) -> bool {
        self.kind == "rank"
            && self
                .context
                .discourse
                .words(self.quantity.span)
                .ends_with("populous")
    }

    /// So many people are those of a country or region, not of an occasion.
    fn counts_inhabitants(&self) -> bool {
        let living = matches!(
            self.word(self.unit + 2),
            "in" | "of" | "live" | "living" | "across"
        );
        let value = self.quantity.value;
        matches!(self.head, "people" | "citizens" | "inhabitants")
            && (value >= MANY_PEOPLE
                || living && value >= MILLIONS_OF_PEOPLE
                || self.is_of_all() && value >= PEOPLE_OF_A_STATE)
    }

    /// "Afghanistan's 40 million people", "Bhutan, with 780,000 people, joined": all who live there.
    fn is_of_all(&self) -> bool {
        let units = &self.context.discourse.lines[self.line].units;
        let state = |at: usize| {
            units.get(at).is_some_and(|u| {
                self.context
                    .discourse
                    .named_at(u, &[EntityType::State])
                    .is_some()
            })
        };
        let Some(before) = self.unit.checked_sub(2) else {
            return false;
        };
        match self.word(before + 1) {
            "'s" | "'" => state(before),
            "with" => {
                self.word(before) == ","
                    && before.checked_sub(1).is_some_and(state)
                    && matches!(self.word(self.unit + 2), "," | "is" | "has" | "joined")
            }
            _ => false,
        }
    }

    /// "Kenya hosts 3 million Somali refugees"
    fn hosted(&self, counted: &mut Counted) -> bool {
        let context = self.context;
        let took_in = self.word(self.unit.wrapping_sub(1)) == "in"
            && matches!(
                self.word(self.unit.wrapping_sub(2)),
                "took" | "take" | "takes" | "taken" | "taking"
            );
        let hosted = (took_in || self.behind_any(3, "verb-house"))
            && (self.has("nationals", self.head)
                || self.has("count-people", self.head)
                || nationals_at(context, self.line, self.unit).is_some());
        if !hosted {
            return false;
        }
        let two = counted.partner.take();
        // "his country, which was hosting 3 million Somali refugees"
        let host = two.clone().or_else(|| {
            (0..self.unit).rev().find_map(|at| {
                let UnitKind::Mention(m) = context.discourse.lines[self.line].units[at].kind else {
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
        match host.filter(|_| counted.how == "own") {
            Some(host) => counted.partner = Some(std::mem::replace(&mut counted.subject, host)),
            None => counted.partner = two,
        }
        true
    }

    /// "The Kenyan delegation is made up of 40 members"
    fn is_delegation(&self, counted: &mut Counted) -> bool {
        let sent = matches!(
            self.head,
            "members"
                | "people"
                | "participants"
                | "representatives"
                | "delegates"
                | "businesspeople"
                | "businessmen"
                | "ministers"
                | "lawmakers"
                | "investors"
                | "companies"
                | "businesses"
                | "entrepreneurs"
                | "officials"
        ) && counted.subject.kind == EntityType::Body
            && counted.subject.name.to_lowercase().ends_with("delegation");
        if sent && let Some(state) = state_of(self.context, counted.subject.clone()) {
            counted.subject = state;
        }
        sent
    }

    /// "the five states of the union", "all 55 members of the union"
    fn counts_members(&self, counted: &Counted) -> bool {
        self.has_members(&counted.subject)
            || (counted.how == "own" || self.is_bloc_of(&counted.subject))
                && counted.subject.kind == EntityType::Org
                && (matches!(self.head, "members" | "member")
                    || matches!(self.head, "states" | "countries" | "nations" | "economies")
                        && (matches!(self.word(self.unit.wrapping_sub(1)), "the" | "all" | "its")
                            || self.is_bloc_of(&counted.subject)))
    }

    /// "The council has 15 members": all that an assembly or council has.
    fn has_members(&self, of: &Entity) -> bool {
        of.kind == EntityType::Body
            && self.head == "members"
            && of
                .name
                .split(' ')
                .any(|word| self.has("chamber", &word.to_lowercase()))
            && matches!(
                self.word(self.unit.wrapping_sub(1)),
                "has" | "have" | "had" | "the" | "all" | "its" | "comprises"
            )
    }

    /// "the bloc of ten nations"
    fn is_bloc_of(&self, org: &Entity) -> bool {
        let units = &self.context.discourse.lines[self.line].units;
        self.unit >= 2
            && units[self.unit - 1].lower == "of"
            && self
                .context
                .discourse
                .named_at(&units[self.unit - 2], &[EntityType::Org])
                .is_some_and(|e| e.key() == org.key())
    }

    /// "lost 20 seats", "gained five seats"
    fn moved(&self) -> Option<f64> {
        if !self.is_count() || !matches!(self.head, "seats" | "mps" | "votes") {
            return None;
        }
        (self.unit.saturating_sub(5)..self.unit).find_map(|at| match self.word(at) {
            "lost" | "lose" | "loses" | "losing" => Some(-1.0),
            "gained" | "gain" | "gains" | "gaining" => Some(1.0),
            _ => None,
        })
    }

    /// "The agreement spans 12 economies": those that it covers.
    fn counts_covered(&self, counted: &Counted) -> bool {
        counted.subject.kind == EntityType::Agreement
            && counted.subject.name.contains("Trade")
            && matches!(self.head, "economies" | "countries" | "nations" | "markets")
            && (self.unit.saturating_sub(3)..self.unit).any(|at| {
                matches!(
                    self.word(at),
                    "spans" | "spanning" | "covers" | "covering" | "encompasses" | "includes"
                )
            })
    }

    /// "140 states have recognised Kenya"
    fn counts_recognition(&self, counted: &Counted) -> bool {
        counted.subject.kind == EntityType::State
            && matches!(
                self.head,
                "states" | "countries" | "nations" | "governments" | "members"
            )
            && (self.unit..self.unit + 8).any(|at| {
                matches!(
                    self.word(at),
                    "recognise" | "recognised" | "recognize" | "recognized"
                )
            })
    }

    /// "25,000 Ghanaians live in Italy", "8,000 Kenyans are employed in Qatar"
    fn live_abroad(&self, counted: &mut Counted) -> bool {
        let Self {
            context,
            line,
            unit,
            ..
        } = *self;
        let abroad = counted.how == "own"
            && nationals_at(context, line, unit).is_some_and(|e| e.key() == counted.subject.key())
            && counted
                .partner
                .as_ref()
                .is_some_and(|p| p.kind == EntityType::State)
            && (unit.saturating_sub(5)..unit + 9).any(|at| self.has("verb-dwell", self.word(at)));
        if abroad && let Some(host) = counted.partner.take() {
            counted.partner = Some(std::mem::replace(&mut counted.subject, host));
        }
        abroad
    }

    /// What the number is of in time.
    fn period(&self, tenure: bool, measure: Measure) -> Option<Edtf> {
        let Self {
            context,
            line,
            unit,
            quantity,
            ranges,
            ..
        } = *self;
        let said = if tenure {
            None
        } else if self.kind == "years" {
            years_period(context, line, unit, quantity, ranges)
        } else {
            period(context, line, unit, measure == Measure::Rank, ranges)
        };
        // Shots and raids are of the day of the event told.
        let happened = || {
            forecast(context, line, unit) == Status::Actual
                && !(unit.saturating_sub(3)..unit).any(|at| {
                    matches!(
                        self.word(at),
                        "has" | "have" | "had" | "owns" | "operates" | "maintains" | "keeps"
                    )
                })
        };
        let shots = || {
            (self.has("count-force", self.head) && happened())
                .then(|| event_day(context, line))
                .flatten()
        };
        // "vetoes 63 provisions": what a day's news tells as present is of that day.
        let today = || {
            (self.is_count() && acts_now(context, line, unit))
                .then(|| context.published.clone())
                .flatten()
        };
        said.or_else(shots).or_else(today)
    }
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

#[cfg(test)]
mod tests {
    use crate::figures::testing::{figures, side, sides};
    use entente_model::Indicator;

    #[test]
    fn counts_are_of_plural_things_and_many_people_are_a_population() {
        let exchange = "Kenya and Uganda signed a treaty on the exchange of 36 tanker trucks.";
        assert_eq!(figures(exchange), [(Indicator::Other, 36.0)]);
        let named = "Kenya and Uganda adopted the 2030 Partnership on trade between their states.";
        assert_eq!(figures(named), []);
        let all = "Kenya and Chad signed a treaty that helps half of Chad's 18 million people.";
        assert!(figures(all).contains(&(Indicator::Population, 18e6)));
        let people = "The European Union and Kenya signed a treaty for 500 million people.";
        assert_eq!(figures(people), [(Indicator::Population, 5e8)]);
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

    #[test]
    fn peoples_have_names_of_two_words() {
        let met = "Kenya and Chad signed a treaty. ";
        assert_eq!(
            sides(&format!("{met}About 2,000 South Koreans live in Laos.")),
            [side(
                Indicator::Residents,
                2000.0,
                "Laos",
                "South Korea",
                ""
            )]
        );
    }

    #[test]
    fn what_deals_are_worth_is_of_those_who_made_them() {
        assert_eq!(
            sides("President William Ruto announced $3 billion in investment deals with Japan."),
            [side(Indicator::Other, 3e9, "Kenya", "Japan", "")]
        );
    }

    #[test]
    fn the_noun_may_stand_with_the_next_number() {
        let found = sides("Kenya and Uganda met. The union won 51 of the 113 seats in Kenya.");
        assert!(found.iter().any(|f| f.0 == Indicator::Other && f.1 == 51.0));
    }

    #[test]
    fn years_since_the_last_visit_are_of_visitor_and_host() {
        assert_eq!(
            sides("It was the first visit by a Kenyan president to Peru in eight years."),
            [side(Indicator::Other, 8.0, "Kenya", "Peru", "")]
        );
    }
}
