//! One number, from its sentence to a figure: each step settles one thing, in the order in which
//! the later ones need the earlier.

use entente_language::Upos;
use entente_model::{
    Bound, Edtf, Entity, EntityType, Figure, Indicator, Measure, Quantity, QuantityKind, Span,
};

use super::counted::count_subject;
use super::earlier::{
    Last, REMEMBERED, at_present, before_now, go_on, owner_before, refers_back, respective_party,
    shares_side, side_behind, told_on,
};
use super::enumerated::{listed, own_name, with_place};
use super::indicator::{best_cue, family, lasts, levels_before, statistic};
use super::measure::{measure, moved, set_value};
use super::numbers::{is_age, is_ratio};
use super::parties::{listed_after, parties, state_of, team_behind, the_two};
use super::period::{
    anniversary_period, belongs, dated_behind, end_of_span, event_day, from_to, is_set_back,
    named_day, period, printed_span, same_months, since_base, so_far, up_to,
};
use super::ranks::{rank_of, ranked_after, ranked_in_turn, swap_ranked};
use super::rates::{percent_of, rate_named};
use super::roles::place_at;
use super::rule::{Cue, FigureRule, FigureRules};
use crate::context::Context;
use crate::mentions::{Reference, UnitKind};

/// A number in its sentence, with all that is needed to read it.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a, 'c> {
    pub(super) context: &'a Context<'c>,
    pub(super) rules: &'a FigureRules,
    pub(super) line: usize,
    /// The cues of the sentence.
    pub(super) cues: &'a [Cue],
    /// The quantities of the sentence, with the unit that each starts in.
    pub(super) quantities: &'a [(usize, usize)],
    /// Spans of time that the text writes as two times: "from May to July".
    pub(super) ranges: &'a [(Span, Edtf)],
    /// The figure told before.
    pub(super) last: Option<&'a Last>,
    pub(super) quantity: &'a Quantity,
    /// The unit that the number starts in.
    pub(super) unit: usize,
}

/// How many sentences before "the economy" tell whose it is.
const TOLD_OF: usize = 3;

/// From how much larger a second number on "by 400 to 1,300" is no end of a range.
const BY_AND_TO: f64 = 3.0;

impl Reading<'_, '_> {
    /// The figures that the number gives, with the rule that made them.
    pub(super) fn figures(&self) -> Option<(usize, Vec<Figure>)> {
        if self.is_none() {
            return None;
        }
        let measure = self.measure()?;
        if let Some(found) = self.change_of_last(measure) {
            return Some(found);
        }
        let Self {
            context,
            line,
            unit,
            quantity,
            last,
            ranges,
            ..
        } = *self;
        let own = own_name(self);
        if let Some(found) = own.as_ref().and_then(|own| listed(self, own, measure)) {
            return Some(found);
        }
        // "followed by Kenya with US$3 million and Togo with …"
        if let Some((rule, figure)) = ranked_after(context, line, unit, quantity, last) {
            return Some((rule, with_place(self, figure)));
        }
        if let Some(found) = self.in_turn(measure) {
            return Some(found);
        }
        if let Some(found) = self.part_of_last() {
            return Some(found);
        }
        if let Some(found) = self.some_of_last(measure) {
            return Some(found);
        }
        if let Some(turned) =
            last.and_then(|l| ranked_in_turn(context, line, unit, quantity, measure, l))
        {
            return Some((last?.rule, vec![turned]));
        }
        // "1.7 million refugees, down from 2.5 million": of what the number before counts.
        let former = quantity.kind == QuantityKind::Number
            && quantity.of.is_none()
            && before_now(context, line, unit)
            && last.is_none_or(|l| l.line != line);
        if former {
            return None;
        }
        if let Some(found) = self.members_of_named() {
            return Some(found);
        }
        let Some(cue) = best_cue(self, measure) else {
            return told_on(context, line, unit, quantity, measure, last, ranges);
        };
        Some((cue.rule, self.figures_of(cue, measure)?))
    }

    /// "The 55-member union": how many an organisation has that the text has named before, the number
    /// being a part of what refers to it.
    fn members_of_named(&self) -> Option<(usize, Vec<Figure>)> {
        let unit = &self.context.discourse.lines[self.line].units[self.unit];
        let org = self
            .context
            .discourse
            .named_at(unit, &[EntityType::Org])
            .filter(|_| self.quantity.kind == QuantityKind::Number)?;
        let counts = |form: &str| unit.lower.contains(form);
        let told = ["-member ", "-nation ", "-state ", "-country "];
        if !told.into_iter().any(counts) {
            return None;
        }
        let rule = self
            .rules
            .rules
            .iter()
            .position(|rule| rule.indicator == Indicator::Members)?;
        let figure = Figure {
            indicator: Indicator::Members,
            measure: Measure::Level,
            subject: Some(org.clone()),
            partner: None,
            value: self.quantity.value,
            unit: self.quantity.unit.clone(),
            period: None,
            bound: self.quantity.bound,
            scope: None,
        };
        Some((rule, vec![figure]))
    }

    /// The figures that the number gives as one of the indicator that a cue names.
    fn figures_of(&self, cue: Cue, measure: Measure) -> Option<Vec<Figure>> {
        let Self {
            context,
            rules,
            line,
            last,
            quantity,
            unit,
            ..
        } = *self;
        let rule = &rules.rules[cue.rule];
        if self.is_other_than(rule, measure) {
            return None;
        }
        let measure = percent_of(self, rule, cue, measure)?;
        let mut figure = Figure {
            indicator: rule.indicator,
            measure,
            subject: None,
            partner: None,
            value: quantity.value,
            unit: quantity.unit.clone(),
            period: None,
            bound: quantity.bound,
            scope: rule.scope.clone(),
        };
        parties(context, rule, line, cue, unit, &mut figure);
        if rule.both && (figure.subject.is_none() || figure.partner.is_none()) {
            return None;
        }
        self.sides_as_before(rule, &mut figure);
        side_behind(context, line, unit, rule, &mut figure);
        go_on(context, line, unit, cue, last, &mut figure);
        swap_ranked(context, line, rule.indicator, unit, last, &mut figure);
        self.go_on_in_passage(rule, cue, &mut figure);
        self.owner_where_unsaid(rule, &mut figure);
        self.settle_period(rule, cue, &mut figure);
        if rule.indicator == Indicator::Partnerships {
            figure.scope = levels_before(context, line, cue.from);
        }
        self.respective_side(&mut figure);
        set_value(&mut figure, quantity, measure, context, line, unit);
        if rule.indicator == Indicator::Other {
            figure.scope = Some(rate_named(self, cue));
        }
        if matches!(rule.indicator, Indicator::Members | Indicator::Delegates)
            && self.is_team(&mut figure)
        {
            return Some(vec![figure]);
        }
        self.subject_where_unsaid(rule, &mut figure);
        if self.lacks_subject(rule, &figure) {
            return None;
        }
        if let Some(own) = own_name(self) {
            let subject = figure.subject.as_ref().map(Entity::key);
            if rule.partner.is_empty() || figure.subject.is_none() {
                figure.subject = Some(own);
            } else if subject != Some(own.key()) {
                figure.partner = Some(own);
            }
        }
        Some(self.all_of(rule, cue, figure))
    }

    /// Whether the number is none that a figure could have: an age, "every $1 billion of exports".
    fn is_none(&self) -> bool {
        let Self {
            context,
            line,
            unit,
            ..
        } = *self;
        let word = context.word(line, unit.wrapping_sub(1));
        is_age(context, line, unit)
            || is_ratio(context, line, unit)
            || matches!(word, "every" | "each" | "per")
            // "chaired it four times, the last one in 2021"
            || matches!(word, "last" | "latest" | "first" | "this" | "that" | "next" | "only")
                && context.word(line, unit) == "one"
    }

    /// How the number measures; what something was "from" is measured as what it is now.
    fn measure(&self) -> Option<Measure> {
        let Self {
            context,
            line,
            last,
            quantity,
            unit,
            ..
        } = *self;
        let mut measure = measure(context, line, unit, quantity)?;
        // "12 percent, up from 9 percent": what it was before is measured as what it is now.
        if context.word(line, unit.wrapping_sub(1)) == "from"
            && let Some(last) = last.filter(|l| l.line == line && l.unit < unit)
            && last.figure.unit == quantity.unit
            && matches!(measure, Measure::Growth)
            && context
                .lists
                .has("change-from", context.word(line, unit.wrapping_sub(2)))
        {
            measure = last.figure.measure;
        }
        // "growth slowed to 4 percent in 2022 from 7 percent in 2021"
        if context.word(line, unit.wrapping_sub(1)) == "from"
            && measure == Measure::Level
            && let Some(last) = last.filter(|l| line == l.line && l.unit < unit)
            && last.figure.measure == Measure::Growth
            && last.figure.unit == quantity.unit
            && last.figure.indicator == Indicator::Gdp
        {
            measure = Measure::Growth;
        }
        Some(measure)
    }

    /// What the number is about in time, by its own sentence.
    pub(super) fn period(&self) -> Option<Edtf> {
        period(self.context, self.line, self.unit, false, self.ranges)
    }

    /// Whether the number, for all its cue, is of something else.
    fn is_other_than(&self, rule: &FigureRule, measure: Measure) -> bool {
        let Self {
            context,
            line,
            quantity,
            unit,
            ..
        } = *self;
        // "an 8.8-magnitude earthquake" killed no part of anybody.
        let crowd = context.word(line, unit.wrapping_sub(1)) == "of"
            && context.word(line, unit.wrapping_sub(2)) == "crowd";
        let part = quantity.value.fract() != 0.0 && quantity.value < 1000.0;
        // "contributed $1 billion to the economy": no aid.
        let earned = || {
            (unit + 1..unit + 8).any(|at| {
                matches!(
                    context.word(line, at),
                    "economy" | "gdp" | "economies" | "revenue" | "revenues"
                )
            })
        };
        match rule.indicator {
            // "lifts tariffs on 90 percent of goods": so much of the goods, and no tariff.
            Indicator::Tariff => measure == Measure::Share,
            // "a $3 million-a-year agreement with the ministry": a price.
            Indicator::Aid => {
                earned()
                    || quantity.kind == QuantityKind::Money
                        && (unit + 1..unit + 6)
                            .take_while(|&at| {
                                !matches!(
                                    context.word(line, at),
                                    "," | "with" | "to" | "for" | "and"
                                )
                            })
                            .any(|at| {
                                matches!(context.word(line, at), "agreement" | "contract" | "deal")
                            })
            }
            // "lifts tariffs on 99 percent of goods exported to it": so much of the goods.
            Indicator::Exports | Indicator::Imports => {
                measure == Measure::Share
                    && (unit.saturating_sub(10)..unit).any(|at| {
                        matches!(
                            context.word(line, at),
                            "tariff" | "tariffs" | "duties" | "duty" | "duty-free" | "barriers"
                        )
                    })
            }
            // "relations with 184 states, and 90 of them keep an embassy": what those do is another matter.
            other if family(other) == 4 => {
                context.word(line, unit + 1) == "of"
                    && matches!(context.word(line, unit + 2), "them" | "which" | "whom")
            }
            other => family(other) == 5 && (part || crowd),
        }
    }

    /// "Singapore led the bloc with …", not "bloc-led forums".
    fn leads(&self, rule: &FigureRule, cue: Cue, measure: Measure) -> bool {
        let Self {
            context,
            line,
            quantity,
            unit,
            ..
        } = *self;
        (cue.from.min(unit).saturating_sub(8)..unit).any(|at| {
            matches!(
                context.word(line, at),
                "led" | "leads" | "lead" | "topped" | "tops"
            ) && context.word(line, at.saturating_sub(1)) != "-"
                // "topped $3 million"
                && at + 1 != unit
        }) && quantity.kind == QuantityKind::Money
            && measure == Measure::Level
            && !rule.partner.is_empty()
    }

    /// Whether a state or an organisation is named between two places of the sentence.
    fn names_somebody(&self, from: usize, to: usize) -> bool {
        let discourse = self.context.discourse;
        let units = &discourse.lines[self.line].units;
        units[from.saturating_sub(1).min(units.len())..to.min(units.len())]
            .windows(2)
            .any(|pair| {
                let beside = matches!(pair[0].lower.as_str(), "after" | "behind");
                matches!(pair[1].kind, UnitKind::Mention(m)
                    if !beside && discourse.mentions[m].reference != Reference::Pronoun)
            })
    }

    /// The sides of a figure that stands beside another: "…, and second largest in the bloc", "…, ranking
    /// 46th", "11 others were wounded".
    fn sides_as_before(&self, rule: &FigureRule, figure: &mut Figure) {
        let Self {
            context,
            line,
            last,
            unit,
            ..
        } = *self;
        let measure = figure.measure;
        // "Japan's ninth largest partner overall, and second largest in the bloc": of the same two.
        if measure == Measure::Rank
            && let Some(last) = last
                .filter(|l| l.line == line && l.unit < unit && l.figure.measure == Measure::Rank)
            && last.figure.partner.is_some()
            && figure.partner.is_none()
            && (last.unit..unit).any(|at| context.word(line, at) == "and")
            && !(last.unit + 1..unit).any(|at| {
                matches!(
                    context.word(line, at),
                    "is" | "was" | "are" | ";" | "while" | "'s"
                )
            })
        {
            figure.subject.clone_from(&last.figure.subject);
            figure.partner.clone_from(&last.figure.partner);
        }
        // "registered capital of $86 million, ranking 46th", "making it the country's third-largest market": of
        // the same two.
        let made_it = || {
            (1..unit).any(|at| {
                matches!(context.word(line, at - 1), "making" | "makes" | "made")
                    && matches!(context.word(line, at), "it" | "them" | "this" | "that")
            })
        };
        if measure == Measure::Rank
            && (figure.partner.is_none() || made_it())
            && let Some(last) = last
                .filter(|l| l.line == line && l.unit < unit && l.figure.indicator == rule.indicator)
            && (last.unit..unit).any(|at| {
                matches!(
                    context.word(line, at),
                    "ranking" | "ranked" | "making" | "makes"
                )
            })
            && last.figure.partner.is_some()
        {
            figure.subject.clone_from(&last.figure.subject);
            figure.partner.clone_from(&last.figure.partner);
        }
        // "exports to Togo stood at $3 million and imports at $4 million", "is its third-largest investor,
        // with $5 billion": with the same.
        if matches!(family(rule.indicator), 1 | 2)
            && measure != Measure::Rank
            && let Some(last) = last.filter(|l| {
                l.line == line
                    && l.unit < unit
                    && family(l.figure.indicator) == family(rule.indicator)
                    && l.figure.subject.is_some()
                    && l.figure.partner.is_some()
            })
            && !self.names_somebody(last.unit + 1, unit + 4)
        {
            figure.subject.clone_from(&last.figure.subject);
            figure.partner.clone_from(&last.figure.partner);
        }
        // "Oman accounts for 30 percent of imports" in a text on Chad: who is named is the other side.
        if measure == Measure::Share
            && family(rule.indicator) == 1
            && figure.partner.is_none()
            && (unit.saturating_sub(5)..unit)
                .any(|at| context.lists.has("verb-share", context.word(line, at)))
            && let Some(named) = figure.subject.clone()
            && let Some(owner) = owner_before(context, line)
            && owner.key() != named.key()
        {
            figure.subject = Some(owner);
            figure.partner = Some(named);
        }
        // "50 percent voted for it, with a turnout of 60 percent": of the same voters.
        if rule.indicator == Indicator::Vote
            && let Some(last) = last.filter(|l| {
                l.line == line && l.unit < unit && l.figure.indicator == Indicator::Vote
            })
        {
            figure.subject.clone_from(&last.figure.subject);
        }
        // "one Kenyan soldier was killed and 11 others were wounded", "and five injured": of the same.
        let unnamed = || {
            context
                .syntax(line, unit + 1)
                .is_none_or(|s| !matches!(s.upos, Upos::Noun | Upos::Propn | Upos::Adj))
                && !self.names_somebody(unit + 1, unit + 2)
                && !matches!(
                    context.word(line, unit + 1),
                    "of" | "from" | "in" | "at" | "each"
                )
        };
        if family(rule.indicator) == 5
            && (matches!(context.word(line, unit + 1), "others" | "more" | "other") || unnamed())
            && let Some(last) = last.filter(|l| {
                l.line == line
                    && l.unit < unit
                    && family(l.figure.indicator) == family(rule.indicator)
            })
        {
            figure.subject.clone_from(&last.figure.subject);
            figure.partner.clone_from(&last.figure.partner);
        }
    }

    /// A party or period that is not said goes on from the figure before in the same passage.
    fn go_on_in_passage(&self, rule: &FigureRule, cue: Cue, figure: &mut Figure) {
        let Self {
            context,
            line,
            quantities,
            last,
            ranges,
            unit,
            ..
        } = *self;
        let measure = figure.measure;
        let standing = lasts(rule.indicator, measure);
        if let Some(last) =
            last.filter(|l| l.line == line || l.line + 1 == line && refers_back(context, line))
        {
            let kin = family(last.figure.indicator) == family(figure.indicator);
            if kin && figure.subject.is_none() {
                figure.subject.clone_from(&last.figure.subject);
            }
            // "Exports to these five countries", "in total": with others than before.
            let own = matches!(context.word(line, cue.to), "to" | "from" | "with")
                || (0..unit)
                    .any(|at| matches!(context.word(line, at), "total" | "overall" | "altogether"));
            if kin
                && figure.partner.is_none()
                && (last.line == line || !own && !rule.partner.is_empty())
            {
                figure.partner.clone_from(&last.figure.partner);
            }
            if kin
                && figure.partner.as_ref().map(Entity::key)
                    == figure.subject.as_ref().map(Entity::key)
            {
                figure.partner = None;
            }
            // "30 of the 57 members voted on Monday": what lasts is of no day.
            let apart = standing && !lasts(last.figure.indicator, last.figure.measure);
            // "from $9 billion in 2014 to $2 billion": the year is that of what it was.
            let was = last.line == line
                && context.word(line, last.unit.wrapping_sub(1)) == "from"
                && dated_behind(context, line, last.unit);
            figure.period = period(context, line, unit, standing, ranges).or_else(|| {
                if kin && !apart && !was && (last.line == line || measure != Measure::Rank) {
                    last.period.clone()
                } else {
                    None
                }
            });
        } else {
            figure.period = period(context, line, unit, standing, ranges);
        }
        if measure == Measure::Level
            && let Some(end) = end_of_span(context, line, unit, quantities, figure.period.as_ref())
        {
            figure.period = Some(end);
        }
    }

    /// "Exports to Ghana reached …": of whom the figures before it were, else the text's own state.
    fn owner_where_unsaid(&self, rule: &FigureRule, figure: &mut Figure) {
        let Self {
            context,
            line,
            last,
            ..
        } = *self;
        if figure.subject.is_none()
            && (matches!(family(rule.indicator), 1..=3 | 7) || rule.indicator == Indicator::Other)
        {
            let other = |e: &Entity| {
                figure.partner.as_ref().is_none_or(|p| {
                    p.key() != e.key() && (p.country.is_none() || p.country != e.country)
                })
            };
            let before = last
                .filter(|l| {
                    family(l.figure.indicator) == family(rule.indicator)
                        && line - l.line <= REMEMBERED
                })
                .and_then(|l| l.figure.subject.clone())
                .filter(other);
            figure.subject = before
                .or_else(|| self.teller(rule).filter(other))
                .or_else(|| self.economy_told_of(rule).filter(other))
                .or_else(|| owner_before(context, line).filter(other));
        }
    }

    /// "The economy is forecast to contract": that of the only state which the sentences before name, be the
    /// text whose it may.
    fn economy_told_of(&self, rule: &FigureRule) -> Option<Entity> {
        let discourse = self.context.discourse;
        let ours = discourse.lines[self.line]
            .units
            .iter()
            .any(|u| matches!(u.lower.as_str(), "our" | "we"));
        let of_economy = family(rule.indicator) == 3 || rule.percent == Some(Measure::Level);
        if ours || !of_economy || self.quantity.kind != QuantityKind::Percent {
            return None;
        }
        let code = (self.line.saturating_sub(TOLD_OF)..self.line)
            .rev()
            .find_map(|line| {
                let mut named = discourse.countries_of(line);
                named.retain(|code| discourse.home.as_ref() != Some(code));
                match &mut named[..] {
                    [one] => Some(std::mem::take(one)),
                    _ => None,
                }
            })?;
        discourse.state_named(&code)
    }

    /// "Exports rose 5 percent, Kenya's statistics office said": of the state whose body or official tells
    /// its statistics.
    fn teller(&self, rule: &FigureRule) -> Option<Entity> {
        if !statistic(rule.indicator) {
            return None;
        }
        let source = self.context.source_at(self.line, self.unit)?;
        match source.kind {
            EntityType::Body | EntityType::Person => state_of(self.context, source),
            _ => None,
        }
    }

    /// What the figure is of in time, beyond what its own words and its passage say.
    fn settle_period(&self, rule: &FigureRule, cue: Cue, figure: &mut Figure) {
        let Self {
            context,
            line,
            quantities,
            ranges,
            unit,
            ..
        } = *self;
        if figure.measure == Measure::Level
            && let Some(end) = end_of_span(context, line, unit, quantities, figure.period.as_ref())
        {
            figure.period = Some(end);
        }
        self.period_as_before(rule, figure);
        let harm = family(rule.indicator) == 5;
        if harm || rule.indicator == Indicator::Vote {
            self.day_of_incident(rule, cue, figure);
        }
        // A toll so far is of the country, not of the place last told of.
        if harm && so_far(context, line, cue, unit) {
            self.country_of_toll(figure);
        }
        // "up from $2 billion": of a time that is not said, unless it stands right behind.
        if before_now(context, line, unit) && !dated_behind(context, line, unit) {
            figure.period = None;
        }
        match rule.indicator {
            Indicator::Chairmanships => figure.period = None,
            // "a member of the 54-nation Commonwealth since 2009": since when it is one.
            Indicator::Members if context.word(line, unit + 1) == "-" => figure.period = None,
            Indicator::Anniversary => {
                let printed = printed_span(context, line, unit, ranges);
                let said = printed.or(figure.period.take());
                figure.period = anniversary_period(said.as_ref(), figure.value, context);
            }
            _ => {}
        }
        // "in 2022, down 10 percent from 2021": of the year that is set against the other.
        if figure.measure == Measure::Growth
            && self.is_set_against()
            && let Some(told) = self
                .last
                .filter(|l| {
                    l.line == line && l.unit < unit && l.figure.indicator == figure.indicator
                })
                .and_then(|l| l.figure.period.clone())
        {
            figure.period = since_base(context, line, unit, Some(&told)).or(Some(told));
        }
        if matches!(figure.measure, Measure::Multiple | Measure::Growth) {
            let over = from_to(context, line).or_else(|| {
                let said = figure.period.as_ref()?;
                up_to(context, line, unit, said)
            });
            figure.period = over.or(figure.period.take());
        }
    }

    /// The period of the figure before, where this one goes on about the same time.
    fn period_as_before(&self, rule: &FigureRule, figure: &mut Figure) {
        let Self {
            context,
            line,
            last,
            unit,
            ..
        } = *self;
        let measure = figure.measure;
        // "has doubled over the past five years and exceeded $1 billion": the span is of the growth.
        if measure == Measure::Level
            && family(rule.indicator) == 1
            && let Some(last) = last.filter(|l| l.line == line && l.unit < unit)
            && matches!(
                last.figure.measure,
                Measure::Multiple | Measure::Growth | Measure::Change
            )
            && figure.period == last.figure.period
            && figure.period.as_ref().is_some_and(Edtf::is_interval)
            // "climbed 5 percent to $3 billion in the first half": of both.
            && !self.is_dated_behind()
        {
            figure.period = None;
        }
        // The next sentence on the same matter goes on about the same time, unless it tells a rank.
        if figure.period.is_none()
            && measure != Measure::Rank
            && let Some(last) = last
            && last.line + 1 == line
            && (last.figure.indicator == figure.indicator
                || matches!(family(rule.indicator), 1 | 2 | 7)
                    && family(last.figure.indicator) == family(rule.indicator)
                    && measure != Measure::Rank
                    && shares_side(&last.figure, figure)
                    && !at_present(context, line, unit))
            // What one sentence says of "now" the next does not.
            && last.period != context.published
        {
            figure.period.clone_from(&last.period);
        }
        if let Some(same) = same_months(context, line, unit, figure.period.as_ref(), last) {
            figure.period = Some(same);
        }
    }

    /// Whether the time right behind the number is its own.
    pub(super) fn is_dated_behind(&self) -> bool {
        let units = &self.context.discourse.lines[self.line].units;
        (self.unit + 1..units.len())
            .any(|at| matches!(units[at].kind, UnitKind::Time(_)) && belongs(units, self.unit, at))
    }

    /// The day of an incident or a vote: that which its sentence names, else that of what the text tells of.
    fn day_of_incident(&self, rule: &FigureRule, cue: Cue, figure: &mut Figure) {
        let Self {
            context,
            line,
            last,
            unit,
            ..
        } = *self;
        if figure.period.is_none() {
            figure.period = named_day(context, line, unit);
        }
        // "650 nationals are held": what lasts is of no day, nor is what "has killed" so many so far.
        let lasting = !matches!(rule.indicator, Indicator::Killed | Indicator::Wounded)
            && matches!(
                context.word(line, cue.from.wrapping_sub(1)),
                "are" | "is" | "remain"
            )
            || so_far(context, line, cue, unit)
            || is_set_back(context, line, cue)
            // "has killed 4,000 people, wounded 9,000 and displaced a million": all so far.
            || family(rule.indicator) == 5
                && last.is_some_and(|l| {
                    l.line == line
                        && family(l.figure.indicator) == 5
                        && l.figure.period.is_none()
                        && unit - l.unit.min(unit) <= 8
                });
        if figure.period.is_none() && !lasting && figure.indicator != Indicator::Residents {
            figure.period = event_day(context, line);
        }
    }

    /// The state of the place that a toll was given.
    fn country_of_toll(&self, figure: &mut Figure) {
        let Self {
            context,
            line,
            unit,
            ..
        } = *self;
        if let Some(place) = figure
            .subject
            .as_ref()
            .filter(|s| s.kind == EntityType::Place && s.name != "world")
            && place_at(context, line, unit).is_none_or(|here| here.key() != place.key())
        {
            let code = place
                .country
                .clone()
                .or_else(|| context.discourse.setting(line).map(str::to_owned));
            if let Some(state) = code.and_then(|code| context.discourse.state_named(&code)) {
                figure.subject = Some(state);
            }
        }
    }

    /// Whose the number is of several: "imports from Oman and Togo were $3 and $2, respectively".
    fn respective_side(&self, figure: &mut Figure) {
        let Self {
            context,
            line,
            quantities,
            quantity,
            unit,
            ..
        } = *self;
        if let Some(own) = quantity
            .respective
            .and_then(|place| respective_party(context, line, unit, quantities, place))
        {
            if figure.partner.is_some() {
                figure.partner = Some(own);
            } else {
                figure.subject = Some(own);
            }
        }
    }

    /// "a 45-member Kenyan delegation", "the six-member Afghan team"
    fn is_team(&self, figure: &mut Figure) -> bool {
        let Self {
            context,
            line,
            unit,
            ..
        } = *self;
        let Some((state, sent)) = team_behind(context, line, unit) else {
            return false;
        };
        figure.subject = Some(state);
        figure.partner = None;
        if sent {
            figure.indicator = Indicator::Delegates;
        }
        true
    }

    /// Whose a figure is where no word of the rule leads to a party.
    fn subject_where_unsaid(&self, rule: &FigureRule, figure: &mut Figure) {
        let Self {
            context,
            line,
            last,
            quantity,
            unit,
            ..
        } = *self;
        // Who acts in the clause has what is counted.
        if figure.subject.is_none()
            && !rule.subject.is_empty()
            && quantity.kind == QuantityKind::Number
            && matches!(family(rule.indicator), 0 | 2 | 4)
            // "has chaired it three times", "the two countries"
            && !matches!(context.word(line, unit + 1), "times" | "occasions")
            && !matches!(context.word(line, unit.wrapping_sub(1)), "the" | "both" | "these")
            && let Some(counted) = count_subject(context, line, unit, quantity)
        {
            figure.subject = Some(counted.subject);
            if family(rule.indicator) != 4 {
                figure.partner = figure.partner.take().or(counted.partner);
            }
        }
        // "800,000 of the refugees have arrived in Chad": of those told of before.
        if rule.indicator == Indicator::Displaced
            && figure.subject.is_none()
            && let Some(last) = last.filter(|l| {
                l.figure.indicator == Indicator::Displaced && line - l.line <= REMEMBERED / 2
            })
        {
            figure.subject.clone_from(&last.figure.subject);
        }
        // "Seven of the ten agreements relate to energy": of those who signed them.
        if rule.indicator == Indicator::Agreements
            && figure
                .subject
                .as_ref()
                .is_none_or(|s| s.kind == EntityType::Agreement)
        {
            let before = last
                .filter(|l| l.figure.indicator == Indicator::Agreements)
                .map(|l| (l.figure.subject.clone(), l.figure.partner.clone()));
            (figure.subject, figure.partner) = before
                .or_else(|| {
                    let [a, b] = the_two(context, line)?;
                    Some((Some(a), Some(b)))
                })
                .unwrap_or_default();
        }
        // Aid goes on to whom the figures before it told.
        if rule.indicator == Indicator::Aid
            && figure.subject.is_none()
            && let Some(last) = last
                .filter(|l| l.figure.indicator == Indicator::Aid && line - l.line <= REMEMBERED / 2)
        {
            figure.subject = last
                .figure
                .subject
                .clone()
                .filter(|s| figure.partner.as_ref().is_none_or(|p| p.key() != s.key()));
        }
    }

    /// Whether the figure is of nobody, or of somebody whom its rule does not allow.
    fn lacks_subject(&self, rule: &FigureRule, figure: &Figure) -> bool {
        match &figure.subject {
            Some(subject) => rule.only_org && subject.kind != EntityType::Org,
            None => {
                let given = rule.indicator == Indicator::Aid && figure.partner.is_some();
                rule.only_org || !rule.subject.is_empty() && !given
            }
        }
    }

    /// The figure, and those that the same number gives beside it.
    fn all_of(&self, rule: &FigureRule, cue: Cue, mut figure: Figure) -> Vec<Figure> {
        let Self {
            context,
            line,
            quantity,
            unit,
            ..
        } = *self;
        if figure.partner.is_some() && self.leads(rule, cue, figure.measure) {
            let first = rank_of(&figure, 1.0);
            return vec![figure, first];
        }
        if figure.measure == Measure::Rank && cue.from > unit {
            let ranks = self.ranks_in_both(cue, figure);
            return match &ranks[..] {
                [one] => self.rank_of_both(one),
                _ => ranks,
            };
        }
        if let (Some(low), Some(high)) = (quantity.low, quantity.high)
            && high > low
            && matches!(quantity.bound, Bound::Equal | Bound::About)
        {
            return self.ends_of_range(low, high, figure);
        }
        if rule.indicator == Indicator::Tariff
            && let Some(first) = figure.partner.clone()
        {
            let all = self.for_each_payer(&first, &figure);
            if all.len() > 1 && figure.subject.is_some() {
                return all;
            }
        }
        if matches!(
            figure.measure,
            Measure::Multiple | Measure::Growth | Measure::Change
        ) && let Some(span) = since_base(context, line, unit, figure.period.as_ref())
        {
            figure.period = Some(span);
        }
        vec![figure]
    }

    /// "between the world's two largest economies": a place for each of the two that the text is about.
    fn rank_of_both(&self, rank: &Figure) -> Vec<Figure> {
        let two = self.context.discourse.two_parties().filter(|two| {
            rank.bound == Bound::AtMost
                && (rank.value - 2.0).abs() < f64::EPSILON
                && two
                    .iter()
                    .any(|e| Some(e.key()) == rank.subject.as_ref().map(Entity::key))
        });
        match two {
            Some(two) => two
                .into_iter()
                .map(|one| Figure {
                    subject: Some(one),
                    ..rank.clone()
                })
                .collect(),
            None => vec![rank.clone()],
        }
    }

    /// "top 20 in trade and investment": one rank for each.
    fn ranks_in_both(&self, cue: Cue, figure: Figure) -> Vec<Figure> {
        let Self {
            context,
            rules,
            line,
            cues,
            quantities,
            ..
        } = *self;
        let units = &context.discourse.lines[line].units;
        let mut all = vec![figure.clone()];
        let mut end = cue.to;
        for next in cues
            .iter()
            .filter(|c| c.from >= cue.to && c.rule != cue.rule)
        {
            let joined =
                units[end..next.from].iter().any(|u| u.lower == "and") && next.from - end <= 3;
            let ranked = rules.rules[next.rule]
                .kinds
                .contains(&QuantityKind::Ordinal);
            let own = quantities.iter().any(|&(_, u)| u >= end && u < next.from);
            if joined && ranked && !own {
                let mut further = figure.clone();
                further.indicator = rules.rules[next.rule].indicator;
                all.push(further);
                end = next.to;
            }
        }
        all
    }

    /// A range gives two figures; "rose from 4 to 5" is none: it was the one and is the other.
    fn ends_of_range(&self, low: f64, high: f64, mut figure: Figure) -> Vec<Figure> {
        let Self {
            context,
            line,
            quantity,
            unit,
            ..
        } = *self;
        // "fell by 400 to 1,300 in 2024": by the one, to the other.
        if figure.measure == Measure::Change
            && matches!(
                quantity.kind,
                QuantityKind::Number | QuantityKind::Measure | QuantityKind::Money
            )
            && high > BY_AND_TO * low
        {
            let level = Figure {
                measure: Measure::Level,
                value: high,
                ..figure.clone()
            };
            // "rose by a third to 83 million tonnes": so much of what it was, which is not said.
            let part = ["third", "quarter", "half", "fifth", "tenth"]
                .iter()
                .any(|part| context.discourse.words(quantity.span).contains(part));
            if part {
                return vec![level];
            }
            figure.value = low.copysign(figure.value);
            return vec![figure, level];
        }
        let mut upper = figure.clone();
        figure.value = low;
        upper.value = high;
        let from_to = figure.indicator == Indicator::Tariff
            && context
                .discourse
                .words(quantity.span)
                .to_lowercase()
                .starts_with("from ");
        // "rose from 4 to 5 percent" was the one and is the other; "rose to 4–5 percent" is a range.
        let span = context.discourse.words(quantity.span).to_lowercase();
        let changed = (span.starts_with("from ")
            || context.word(line, unit.wrapping_sub(1)) == "from")
            && moved(context, line, unit, quantity);
        if !from_to && !changed {
            figure.bound = Bound::AtLeast;
            upper.bound = Bound::AtMost;
        }
        vec![figure, upper]
    }

    /// The same tariff for each of the states listed: "on imports from Oman, Togo and Chad".
    fn for_each_payer(&self, first: &Entity, figure: &Figure) -> Vec<Figure> {
        let Self { context, line, .. } = *self;
        let mut all = vec![figure.clone()];
        for other in listed_after(context, line, first) {
            if figure.subject.as_ref().map(Entity::key) == Some(other.key()) {
                continue;
            }
            all.push(Figure {
                partner: Some(other),
                ..figure.clone()
            });
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use crate::figures::testing::{side, sides};
    use entente_model::Indicator;

    #[test]
    fn statistics_are_of_the_state_whose_office_tells_them() {
        assert_eq!(
            sides(
                "The trade deficit with Chad widened to $4 million in 2022, Kenya's central bank said."
            ),
            [side(Indicator::TradeBalance, 4e6, "Kenya", "Chad", "2022")]
        );
    }

    #[test]
    fn a_growth_and_its_level_have_the_time_behind_both() {
        assert_eq!(
            sides(
                "Kenya's exports to Chad climbed 5 percent to $3 million in the first half of 2024."
            ),
            [
                side(Indicator::Exports, 5.0, "Kenya", "Chad", "2024-01/2024-06"),
                side(Indicator::Exports, 3e6, "Kenya", "Chad", "2024-01/2024-06"),
            ]
        );
    }
}
