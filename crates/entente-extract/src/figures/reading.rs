//! One number, from its sentence to a figure: each step settles one thing, in the order in which
//! the later ones need the earlier.

use entente_model::{
    Bound, Edtf, Entity, EntityType, Figure, Indicator, Measure, Quantity, QuantityKind, Span,
};

use super::counted::count_subject;
use super::earlier::{
    Last, REMEMBERED, at_present, before_now, go_on, owner_before, refers_back, respective_party,
    shares_side, side_behind, told_on,
};
use super::indicator::{best_cue, family, lasts, levels_before};
use super::measure::{measure, moved, set_value};
use super::numbers::{in_target, is_age};
use super::parties::{listed_after, parties, team_behind};
use super::period::{
    anniversary_period, dated_behind, end_of_span, event_day, from_to, is_set_back, named_day,
    period, printed_span, same_months, since_base, so_far, up_to,
};
use super::ranks::{rank_of, ranked_after, swap_ranked};
use super::roles::place_at;
use super::rule::{Cue, FigureRules};
use crate::context::Context;

/// The figures that one quantity gives, with the rule that made them.
#[expect(
    clippy::too_many_arguments,
    reason = "one step of a reading, split only for length"
)]
pub(super) fn figure(
    context: &Context,
    rules: &FigureRules,
    line: usize,
    cues: &[Cue],
    quantities: &[(usize, usize)],
    quantity: &Quantity,
    unit: usize,
    last: Option<&Last>,
    ranges: &[(Span, Edtf)],
) -> Option<(usize, Vec<Figure>)> {
    if in_target(context, line, unit) || is_age(context, line, unit) {
        return None;
    }
    // "Every $1 billion of exports supports …"
    if matches!(
        context.word(line, unit.wrapping_sub(1)),
        "every" | "each" | "per"
    ) {
        return None;
    }
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
    // "…, up 13.9 percent": growth of what was just given.
    if matches!(measure, Measure::Growth | Measure::Change)
        && let Some(last) = last.filter(|l| l.line == line && l.unit < unit)
        && !cues.iter().any(|c| {
            c.from > last.unit && c.to <= unit && rules.rules[c.rule].kinds.contains(&quantity.kind)
        })
    {
        let mut figure = last.figure.clone();
        set_value(&mut figure, quantity, measure, context, line, unit);
        if let Some(span) = since_base(context, line, unit, figure.period.as_ref()) {
            figure.period = Some(span);
        }
        // "from 7 percent in 2021": of its own time.
        if context.word(line, unit.wrapping_sub(1)) == "from" {
            figure.period = period(context, line, unit, false, ranges)
                .filter(|_| dated_behind(context, line, unit));
        }
        return Some((last.rule, vec![figure]));
    }
    // "followed by Kenya with US$3 million and Togo with …"
    if let Some(found) = ranked_after(context, line, unit, quantity, last) {
        return Some(found);
    }
    let Some(cue) = best_cue(
        context, rules, line, cues, quantities, quantity, unit, measure,
    ) else {
        return told_on(context, line, unit, quantity, measure, last, ranges);
    };
    let rule = &rules.rules[cue.rule];
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
    // "an 8.8-magnitude earthquake" killed no part of anybody.
    let crowd = context.word(line, unit.wrapping_sub(1)) == "of"
        && context.word(line, unit.wrapping_sub(2)) == "crowd";
    let part = quantity.value.fract() != 0.0 && quantity.value < 1000.0;
    if family(rule.indicator) == 5 && (part || crowd) {
        return None;
    }
    // "lifts tariffs on 90 percent of goods": so much of the goods, and no tariff.
    if rule.indicator == Indicator::Tariff && measure == Measure::Share {
        return None;
    }
    if rule.indicator == Indicator::Vote
        && quantity.kind == QuantityKind::Percent
        && measure == Measure::Level
    {
        figure.measure = Measure::Share;
    }
    let measure = figure.measure;
    parties(context, rule, line, cue, unit, &mut figure);
    if rule.both && (figure.subject.is_none() || figure.partner.is_none()) {
        return None;
    }
    // "Singapore led the bloc with …", not "bloc-led forums".
    let leads = (cue.from.min(unit).saturating_sub(8)..unit).any(|at| {
        matches!(
            context.word(line, at),
            "led" | "leads" | "lead" | "topped" | "tops"
        ) && context.word(line, at.saturating_sub(1)) != "-"
            // "topped $3 million"
            && at + 1 != unit
    }) && quantity.kind == QuantityKind::Money
        && measure == Measure::Level
        && !rule.partner.is_empty();
    // "Japan's ninth largest partner overall, and second largest in the bloc": of the same two.
    if measure == Measure::Rank
        && let Some(last) =
            last.filter(|l| l.line == line && l.unit < unit && l.figure.measure == Measure::Rank)
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
    // "registered capital of $86 million, ranking 46th": of the same two.
    if measure == Measure::Rank
        && figure.partner.is_none()
        && let Some(last) =
            last.filter(|l| l.line == line && l.unit < unit && l.figure.indicator == rule.indicator)
        && (last.unit..unit)
            .any(|at| matches!(context.word(line, at), "ranking" | "ranked" | "making"))
        && last.figure.partner.is_some()
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
    // "one Kenyan soldier was killed and 11 others were wounded": of the same.
    if family(rule.indicator) == 5
        && matches!(context.word(line, unit + 1), "others" | "more" | "other")
        && let Some(last) = last.filter(|l| {
            l.line == line && l.unit < unit && family(l.figure.indicator) == family(rule.indicator)
        })
    {
        figure.subject.clone_from(&last.figure.subject);
        figure.partner.clone_from(&last.figure.partner);
    }
    side_behind(context, line, unit, rule, &mut figure);
    go_on(context, line, unit, cue, last, &mut figure);
    let standing = lasts(rule.indicator, measure);
    swap_ranked(context, line, rule.indicator, unit, last, &mut figure);
    // A party or period that is not said goes on from the figure before in the same passage.
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
            && figure.partner.as_ref().map(Entity::key) == figure.subject.as_ref().map(Entity::key)
        {
            figure.partner = None;
        }
        // "30 of the 57 members voted on Monday": what lasts is of no day.
        let apart = standing && !lasts(last.figure.indicator, last.figure.measure);
        figure.period = period(context, line, unit, standing, ranges).or_else(|| {
            if kin && !apart && (last.line == line || measure != Measure::Rank) {
                last.figure.period.clone()
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
    // "Exports to Ghana reached …": of whom the figures before it were, else the text's own state.
    if figure.subject.is_none() && matches!(family(rule.indicator), 1..=3 | 7) {
        let other = |e: &Entity| {
            figure.partner.as_ref().is_none_or(|p| {
                p.key() != e.key() && (p.country.is_none() || p.country != e.country)
            })
        };
        let before = last
            .filter(|l| {
                family(l.figure.indicator) == family(rule.indicator) && line - l.line <= REMEMBERED
            })
            .and_then(|l| l.figure.subject.clone())
            .filter(other);
        figure.subject = before.or_else(|| owner_before(context, line).filter(other));
    }
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
                && shares_side(&last.figure, &figure)
                && !at_present(context, line, unit))
        // What one sentence says of "now" the next does not.
        && last.figure.period != context.published
    {
        figure.period.clone_from(&last.figure.period);
    }
    if let Some(same) = same_months(context, line, unit, figure.period.as_ref(), last) {
        figure.period = Some(same);
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
    if figure.period.is_none() && (family(rule.indicator) == 5 || rule.indicator == Indicator::Vote)
    {
        figure.period = named_day(context, line, unit);
    }
    // A toll so far is of the country, not of the place last told of.
    if family(rule.indicator) == 5
        && so_far(context, line, cue, unit)
        && let Some(place) = figure
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
    if figure.period.is_none()
        && !lasting
        && figure.indicator != Indicator::Residents
        && (family(rule.indicator) == 5 || rule.indicator == Indicator::Vote)
    {
        figure.period = event_day(context, line);
    }
    // "up from $2 billion": of a time that is not said, unless it stands right behind.
    if before_now(context, line, unit) && !dated_behind(context, line, unit) {
        figure.period = None;
    }
    if rule.indicator == Indicator::Chairmanships {
        figure.period = None;
    }
    if rule.indicator == Indicator::Partnerships {
        figure.scope = levels_before(context, line, cue.from);
    }
    if rule.indicator == Indicator::Anniversary {
        let printed = printed_span(context, line, unit, ranges);
        figure.period = anniversary_period(printed.or(figure.period).as_ref(), context);
    }
    if matches!(measure, Measure::Multiple | Measure::Growth) {
        if let Some(span) = from_to(context, line) {
            figure.period = Some(span);
        } else if let Some(span) = figure
            .period
            .as_ref()
            .and_then(|span| up_to(context, line, unit, span))
        {
            figure.period = Some(span);
        }
    }
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
    set_value(&mut figure, quantity, measure, context, line, unit);
    // "a 45-member Kenyan delegation", "the six-member Afghan team"
    if rule.indicator == Indicator::Members
        && let Some((state, sent)) = team_behind(context, line, unit)
    {
        figure.subject = Some(state);
        figure.partner = None;
        if sent {
            figure.indicator = Indicator::Delegates;
        }
        set_value(&mut figure, quantity, measure, context, line, unit);
        return Some((cue.rule, vec![figure]));
    }
    if rule.only_org
        && figure
            .subject
            .as_ref()
            .is_none_or(|s| s.kind != EntityType::Org)
    {
        return None;
    }
    // Where no word of the rule leads to a party, who acts in the clause has what is counted.
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
        figure.partner = figure.partner.take().or(counted.partner);
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
    // Aid goes on to whom the figures before it told.
    if rule.indicator == Indicator::Aid
        && figure.subject.is_none()
        && let Some(last) =
            last.filter(|l| l.figure.indicator == Indicator::Aid && line - l.line <= REMEMBERED / 2)
    {
        figure.subject = last
            .figure
            .subject
            .clone()
            .filter(|s| figure.partner.as_ref().is_none_or(|p| p.key() != s.key()));
    }
    // "contributed $1 billion to the economy": no aid.
    if rule.indicator == Indicator::Aid
        && (unit + 1..unit + 8).any(|at| {
            matches!(
                context.word(line, at),
                "economy" | "gdp" | "economies" | "revenue" | "revenues"
            )
        })
    {
        return None;
    }
    if figure.subject.is_none()
        && !rule.subject.is_empty()
        && !(rule.indicator == Indicator::Aid && figure.partner.is_some())
    {
        return None;
    }
    if leads && figure.partner.is_some() {
        let first = rank_of(&figure, 1.0);
        return Some((cue.rule, vec![figure, first]));
    }
    // "top 20 in trade and investment": one rank for each.
    if measure == Measure::Rank && cue.from > unit {
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
        return Some((cue.rule, all));
    }
    // A range gives two figures.
    if let (Some(low), Some(high)) = (quantity.low, quantity.high)
        && high > low
        && matches!(quantity.bound, Bound::Equal | Bound::About)
    {
        let mut upper = figure.clone();
        figure.value = low;
        upper.value = high;
        // "rose from 4 to 5" is no range: it was the one and is the other.
        let from_to = rule.indicator == Indicator::Tariff
            && context
                .discourse
                .words(quantity.span)
                .to_lowercase()
                .starts_with("from ");
        if !from_to && !moved(context, line, unit, quantity) {
            figure.bound = Bound::AtLeast;
            upper.bound = Bound::AtMost;
        }
        return Some((cue.rule, vec![figure, upper]));
    }
    if rule.indicator == Indicator::Tariff
        && let Some(first) = figure.partner.clone()
    {
        let mut all = vec![figure.clone()];
        let others = listed_after(context, line, &first);
        for other in others {
            if figure.subject.as_ref().map(Entity::key) == Some(other.key()) {
                continue;
            }
            let mut further = figure.clone();
            further.partner = Some(other);
            all.push(further);
        }
        if all.len() > 1 && figure.subject.is_some() {
            return Some((cue.rule, all));
        }
    }
    if matches!(
        figure.measure,
        Measure::Multiple | Measure::Growth | Measure::Change
    ) && let Some(span) = since_base(context, line, unit, figure.period.as_ref())
    {
        figure.period = Some(span);
    }
    Some((cue.rule, vec![figure]))
}
