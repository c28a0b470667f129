//! When a figure holds: the time nearest to it in its clause, the day of an incident, the span of a
//! growth, the year of an anniversary.

use entente_language::Upos;
use entente_model::{Edtf, Quantity, Span, Timex, TimexType};

use super::earlier::Last;
use super::rule::Cue;
use crate::context::Context;
use crate::mentions::{Unit, UnitKind};

/// When a number of years was: from when on ("for 50 years (since 1973)"), or the span that the
/// text gives; the years themselves are no period ("over the past 55 years").
pub(super) fn years_period(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
    ranges: &[(Span, Edtf)],
) -> Option<Edtf> {
    let units = &context.discourse.lines[line].units;
    let times = &context.discourse.analysis.times;
    let lasting = context.word(line, unit.wrapping_sub(1)) != "in";
    let since = (unit + 1..units.len().min(unit + 9)).find_map(|at| match units[at].kind {
        UnitKind::Time(t) if units[at - 1].lower == "since" => times[t].edtf.clone(),
        _ => None,
    });
    if lasting && let Some(since) = since {
        return Edtf::since(&since);
    }
    let found = period(context, line, unit, false, ranges)?;
    let itself = times.iter().any(|t| {
        t.span.overlaps(quantity.span)
            && t.edtf.as_ref() == Some(&found)
            && !ranges.iter().any(|r| r.0.contains(t.span))
    });
    (!itself).then_some(found)
}

/// Whether a time stands right behind a number: "$2 billion in 2019", "$2 billion a year earlier".
pub(super) fn dated_behind(context: &Context, line: usize, unit: usize) -> bool {
    let units = &context.discourse.lines[line].units;
    (unit + 1..units.len().min(unit + BEHIND + 1))
        .take_while(|&at| !matches!(units[at].lower.as_str(), "," | ";" | "and"))
        .any(|at| matches!(units[at].kind, UnitKind::Time(_)))
}

/// "$2 million in the same period last year", after "$3 million in the first half": the same months
/// of the other year.
pub(super) fn same_months(
    context: &Context,
    line: usize,
    unit: usize,
    found: Option<&Edtf>,
    last: Option<&Last>,
) -> Option<Edtf> {
    let year = found?.as_str();
    let months = last.filter(|l| l.line == line)?.figure.period.as_ref()?;
    let said = (unit + 1..unit + 5).any(|at| {
        matches!(context.word(line, at), "same" | "corresponding")
            && matches!(
                context.word(line, at + 1),
                "period" | "months" | "month" | "quarter" | "time" | "half"
            )
    });
    if !said || year.len() != 4 || months.as_str().len() == 4 {
        return None;
    }
    let moved: Vec<String> = months
        .as_str()
        .split('/')
        .map(|end| end.get(4..).map(|rest| format!("{year}{rest}")))
        .collect::<Option<_>>()?;
    Edtf::parse(&moved.join("/")).ok()
}

/// "Between 2002 and 2012 trade grew from $2 billion to $9 billion": each sum is of its end.
pub(super) fn end_of_span(
    context: &Context,
    line: usize,
    unit: usize,
    quantities: &[(usize, usize)],
    span: Option<&Edtf>,
) -> Option<Edtf> {
    let (from, to) = span?.as_str().split_once('/')?;
    let units = &context.discourse.lines[line].units;
    let own = (unit + 1..units.len())
        .any(|at| matches!(units[at].kind, UnitKind::Time(_)) && belongs(units, unit, at));
    if own || from.len() != to.len() || from.len() > 7 {
        return None;
    }
    let opener = |at: usize| context.word(line, at.wrapping_sub(1));
    let place = quantities.iter().position(|&(_, u)| u == unit)?;
    let known = &context.discourse.analysis.quantities;
    let like = |other: usize| {
        quantities
            .get(other)
            .is_some_and(|&(q, _)| known[q].unit == known[quantities[place].0].unit)
    };
    let end = match opener(unit) {
        "from" if like(place + 1) && opener(quantities[place + 1].1) == "to" => from,
        "to" if place > 0 && like(place - 1) && opener(quantities[place - 1].1) == "from" => to,
        _ => return None,
    };
    Edtf::parse(end).ok()
}

/// The day that the sentence of an incident names, however far from the number.
pub(super) fn named_day(context: &Context, line: usize, unit: usize) -> Option<Edtf> {
    let units = &context.discourse.lines[line].units;
    let times = &context.discourse.analysis.times;
    (0..units.len())
        .filter(|&at| {
            !of_telling(units, at)
                && !(at.saturating_sub(2)..at)
                    .any(|b| matches!(units[b].lower.as_str(), "since" | "than" | "until" | "by"))
        })
        .filter_map(|at| match units[at].kind {
            UnitKind::Time(t) => day_of(&times[t]).map(|day| (at.abs_diff(unit), day)),
            _ => None,
        })
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, day)| day)
}

/// Whether a number is of all that has happened so far: "has killed 4,000", "the war has resulted in
/// 1,300 deaths".
pub(super) fn so_far(context: &Context, line: usize, cue: Cue, unit: usize) -> bool {
    let first = cue.from.min(unit);
    (first.saturating_sub(4)..cue.from.max(unit))
        .rev()
        .take_while(|&at| !matches!(context.word(line, at), "," | ";" | "and" | "who"))
        .any(|at| {
            matches!(context.word(line, at), "has" | "have" | "'ve")
                && (context.word(line, at.wrapping_sub(1)) != "to"
                    || context.word(line, at.wrapping_sub(2)) == "known")
        })
}

/// Whether a clause tells of what was before the day that the text tells of: "had killed", "after
/// four of them were killed".
pub(super) fn is_set_back(context: &Context, line: usize, cue: Cue) -> bool {
    let Some(tree) = context.tree(line) else {
        return false;
    };
    let verb = context.discourse.lines[line].units[cue.from].tokens.start;
    tree.children(verb).any(|c| {
        tree.relation(c).starts_with("aux") && tree.word(c) == "had"
            || tree.relation(c) == "mark" && tree.word(c) == "after"
    })
}

/// "up 27 percent on 2018", told of 2022: over the years between, where they are more than one.
pub(super) fn since_base(
    context: &Context,
    line: usize,
    unit: usize,
    period: Option<&Edtf>,
) -> Option<Edtf> {
    let year = |date: &Edtf| {
        let text = date.as_str();
        (text.len() == 4)
            .then(|| text.parse::<i32>().ok())
            .flatten()
    };
    let told = year(period?)?;
    let units = &context.discourse.lines[line].units;
    let behind = (unit + 1)..units.len().min(unit + 9);
    let base = behind
        .clone()
        .take_while(|&at| !matches!(units[at].lower.as_str(), "," | ";" | "and"))
        .find_map(|at| match units[at].kind {
            UnitKind::Time(t) => Some((at, context.discourse.analysis.times[t].edtf.clone()?)),
            _ => None,
        })
        .filter(|(at, _)| {
            matches!(
                units[at - 1].lower.as_str(),
                "on" | "from" | "over" | "since" | "than" | "to" | "with" | "in"
            ) && (unit + 1..*at).all(|b| !matches!(units[b].kind, UnitKind::Quantity(_)))
        })?;
    // "from the previous year": growth by the year is of the year told.
    if [
        "previous",
        "preceding",
        "prior",
        "last",
        "ago",
        "earlier",
        "same",
    ]
    .iter()
    .any(|w| {
        units[base.0].lower.contains(w)
            || (base.0.saturating_sub(3)..base.0).any(|b| units[b].lower == *w)
    }) {
        return None;
    }
    let compared = units[base.0 - 1].lower != "in"
        || (unit + 1..base.0).any(|b| matches!(units[b].lower.as_str(), "than" | "compared"));
    let from = year(&base.1)?;
    (compared && from < told)
        .then(|| Edtf::parse(&format!("{from}/{told}")).ok())
        .flatten()
}

/// "quadrupled over the past decade, reaching $4 billion in 2023": the decade ends with what was
/// reached, not with the day of the paper.
pub(super) fn up_to(context: &Context, line: usize, unit: usize, span: &Edtf) -> Option<Edtf> {
    let (from, to) = span.as_str().split_once('/')?;
    let (from, to): (i32, i32) = (from.parse().ok()?, to.parse().ok()?);
    let units = &context.discourse.lines[line].units;
    let told = (unit..units.len()).find_map(|at| match units[at].kind {
        UnitKind::Time(t) => {
            let date = context.discourse.analysis.times[t].edtf.as_ref()?;
            let year = date.as_str();
            (year.len() == 4)
                .then(|| year.parse::<i32>().ok())
                .flatten()
        }
        _ => None,
    })?;
    (told < to && told > from)
        .then(|| Edtf::parse(&format!("{}/{told}", from - (to - told))).ok())
        .flatten()
}

/// "from 1995, when it joined, to the end of 2024": what a multiple or a growth is over.
pub(super) fn from_to(context: &Context, line: usize) -> Option<Edtf> {
    let units = &context.discourse.lines[line].units;
    let date = |at: usize| match units[at].kind {
        UnitKind::Time(t) => context.discourse.analysis.times[t].edtf.as_ref(),
        _ => None,
    };
    let begin = (1..units.len()).find(|&at| units[at - 1].lower == "from" && date(at).is_some())?;
    let end = (begin + 1..units.len()).find(|&at| {
        date(at).is_some() && (at.saturating_sub(4)..at).any(|b| units[b].lower == "to")
    })?;
    Edtf::interval(date(begin)?, date(end)?)
}

/// What the number is about: the calendar time nearest to it in its clause, or one that opens
/// the sentence; "now" and "currently" give the date of publication.
///
/// What lasts (`standing`: members, population, ranks) is of no single day unless it is said to be.
pub(super) fn period(
    context: &Context,
    line: usize,
    unit: usize,
    standing: bool,
    ranges: &[(Span, Edtf)],
) -> Option<Edtf> {
    let units = &context.discourse.lines[line].units;
    let mut best: Option<(usize, Edtf)> = None;
    for (at, u) in units.iter().enumerate() {
        let present = context.lists.has("present", &u.lower);
        let Some(edtf) = (if present {
            context.published.clone()
        } else {
            time_of(context, units, at, ranges)
        }) else {
            continue;
        };
        let day = !present && edtf.as_str().len() == 10;
        // The day that a sentence tells of is not that of what lasts: "Sunday's signings … the
        // 55-member union".
        let as_of = (at.saturating_sub(2)..at).any(|b| units[b].lower == "as");
        if day && (standing && !as_of || of_telling(units, at)) {
            continue;
        }
        if is_of_finding(context, line, unit, at) || is_compared(units, unit, at) {
            continue;
        }
        let Some(mut distance) = distance(units, unit, at) else {
            continue;
        };
        // A part of a period ("the first 11 months of 2024") is nearer the truth than the whole.
        if matches!(u.kind, UnitKind::Time(t) if context.discourse.analysis.times[t].kind == TimexType::Duration)
        {
            distance = distance.saturating_sub(4);
        }
        if best.as_ref().is_none_or(|b| distance < b.0) {
            best = Some((distance, edtf));
        }
    }
    best.map(|b| b.1)
}

/// The calendar time that a unit tells; "since 2019" goes on.
fn time_of(context: &Context, units: &[Unit], at: usize, ranges: &[(Span, Edtf)]) -> Option<Edtf> {
    let UnitKind::Time(t) = units[at].kind else {
        return None;
    };
    let time = &context.discourse.analysis.times[t];
    // "on Wednesday morning" is of that day.
    let dated =
        matches!(time.kind, TimexType::Date | TimexType::Duration) || day_of(time).is_some();
    let range = ranges
        .iter()
        .find(|r| r.0.contains(time.span))
        .map(|r| r.1.clone());
    let date = range
        .or_else(|| day_of(time).or_else(|| time.edtf.clone()))
        .or_else(|| Edtf::parse(time.value.strip_prefix("FY")?).ok())
        .filter(|_| dated)?;
    let date = in_months(&date).unwrap_or(date);
    if since_before(units, at) {
        Some(Edtf::since(&date).unwrap_or(date))
    } else {
        Some(date)
    }
}

/// "found in 1992 that his men had killed 40,000": when it was found.
fn is_of_finding(context: &Context, line: usize, unit: usize, at: usize) -> bool {
    let units = &context.discourse.lines[line].units;
    at < unit
        && units.get(at + 1).is_some_and(|u| u.lower == "that")
        && (at.saturating_sub(3)..at).any(|b| {
            context.syntax(line, b).is_some_and(|s| {
                s.upos == Upos::Verb && context.lists.has("saying-clause", &s.lemma)
            })
        })
}

/// Whether a time is that of what a number is compared with, or of another number.
fn is_compared(units: &[Unit], unit: usize, at: usize) -> bool {
    let word = |at: usize| units[at].lower.as_str();
    let number = |range: std::ops::Range<usize>| {
        units[range]
            .iter()
            .any(|u| matches!(u.kind, UnitKind::Quantity(_)))
    };
    // "$3 billion, compared with $2 billion in 1986": the year is that of the other sum.
    let of_next = at > unit
        && (unit + 1..at)
            .any(|b| matches!(word(b), "compared" | "from" | "against" | "versus" | "than"))
        && number(unit + 1..at);
    // "rose compared to the same month of 2023", "from a year ago": what is compared with.
    let ago = word(at).ends_with(" ago") || word(at).ends_with(" earlier");
    let compared = (at.saturating_sub(8)..at).any(|b| {
        matches!(word(b), "compared" | "versus")
            // "compared with $2 billion a year earlier": the number is the one compared with.
            && !(b < unit && unit < at)
            && !(b..at).any(|c| matches!(word(c), "," | ";"))
    });
    // "than in 1986" is what is compared with.
    let than = (at.saturating_sub(2)..at).any(|b| word(b) == "than");
    // "from the same period last year": what it is compared with.
    let of_before = |b: usize| {
        matches!(
            word(b),
            "same" | "corresponding" | "previous" | "preceding" | "prior"
        ) && (b.saturating_sub(2)..b).any(|c| {
            matches!(
                word(c),
                "from" | "than" | "over" | "on" | "against" | "to" | "with"
            )
        })
    };
    let before = at > unit && (at.saturating_sub(4)..at).any(of_before);
    // "$5 million (in 2020 it was $4 million)": what stands in brackets has its own time.
    let inside = || {
        units[at..]
            .iter()
            .take_while(|u| u.lower != ")")
            .chain(units[..at].iter().rev().take_while(|u| u.lower != "("))
            .any(|u| matches!(u.kind, UnitKind::Quantity(_)))
    };
    let bracket = at > unit && bracketed(units, at) && !bracketed(units, unit) && inside();
    // "shrank from $9 billion in 2014 to $2 billion": the year is that of the number before.
    let of_former = || {
        (1..at).rev().any(|q| {
            matches!(units[q].kind, UnitKind::Quantity(_))
                && belongs(units, q, at)
                && word(q - 1) == "from"
        }) && (at + 1..unit).any(|b| word(b) == "to")
    };
    let former = at < unit && of_former();
    former
        || of_next
        || compared
        || ago && word(at.saturating_sub(1)) == "from"
        || than
        || before
        || bracket
}

/// How far a time is from a number; none, where it is another clause's.
fn distance(units: &[Unit], unit: usize, at: usize) -> Option<usize> {
    let between = &units[at.min(unit)..at.max(unit)];
    let crossed = between
        .iter()
        .filter(|u| matches!(u.lower.as_str(), "," | "while" | ";" | "("))
        .count();
    // "Since the agreement took effect in 2005, trade has doubled"
    let since_opens = || units[0].lower == "since" && since_before(units, at);
    let opens = at <= 6 || at > unit && since_before(units, at) || at < unit && since_opens();
    if crossed > 0 && !opens && at.abs_diff(unit) > 3 {
        return None;
    }
    let mut distance = at.abs_diff(unit) * 2 + crossed * 4;
    // "from $2 billion in 2018 to $3 billion in 2019": the year right behind a number is its own.
    if belongs(units, unit, at) {
        distance = distance.saturating_sub(12);
    } else if at < unit
        && (0..at).any(|q| matches!(units[q].kind, UnitKind::Quantity(_)) && belongs(units, q, at))
    {
        distance += 8;
    }
    Some(distance)
}

/// The day of a date, or of a time of day that names one ("Wednesday morning").
fn day_of(time: &Timex) -> Option<Edtf> {
    let text = time.edtf.as_ref()?.as_str();
    let day = text.get(..10)?;
    let fits = match time.kind {
        TimexType::Date => text.len() == 10,
        TimexType::Time => text.len() == 10 || text.as_bytes()[10] == b'T',
        _ => false,
    };
    fits.then(|| Edtf::parse(day).ok()).flatten()
}

/// A quarter or half of a year as the months that it has: figures of it are compared with others
/// told by months.
fn in_months(date: &Edtf) -> Option<Edtf> {
    let (year, part) = date.as_str().split_once('-')?;
    let (from, to) = match part {
        "33" => (1, 3),
        "34" => (4, 6),
        "35" => (7, 9),
        "36" => (10, 12),
        "40" => (1, 6),
        "41" => (7, 12),
        _ => return None,
    };
    Edtf::parse(&format!("{year}-{from:02}/{year}-{to:02}")).ok()
}

/// Whether a day is that on which somebody said it: "officials said on Monday".
fn of_telling(units: &[Unit], at: usize) -> bool {
    let back = |steps: usize, words: &[&str]| {
        units[at.saturating_sub(steps)..at]
            .iter()
            .rev()
            .take_while(|u| !matches!(u.lower.as_str(), "," | ";"))
            .any(|u| words.contains(&u.lower.as_str()))
    };
    back(
        3,
        &[
            "said",
            "says",
            "told",
            "announced",
            "reported",
            "stated",
            "confirmed",
            "added",
        ],
    ) || back(12, &["according"])
}

/// Whether a word stands in brackets.
fn bracketed(units: &[Unit], at: usize) -> bool {
    units[..at]
        .iter()
        .rev()
        .find_map(|u| match u.lower.as_str() {
            "(" => Some(true),
            ")" => Some(false),
            _ => None,
        })
        .unwrap_or(false)
}

/// Whether a time tells since when something is: "since the war broke out in April".
fn since_before(units: &[Unit], at: usize) -> bool {
    (at.saturating_sub(SINCE)..at)
        .rev()
        .take_while(|&b| {
            !matches!(units[b].kind, UnitKind::Quantity(_) | UnitKind::Time(_))
                && !matches!(units[b].lower.as_str(), "," | ";" | "(")
        })
        .any(|b| units[b].lower == "since")
}

/// How many words before a time "since" may stand: "since the war broke out in April".
const SINCE: usize = 10;

/// How many words behind a number its own time may stand.
const BEHIND: usize = 7;

/// Whether a time stands right behind a number: nothing that begins another clause or number is
/// between them.
pub(super) fn belongs(units: &[Unit], number: usize, time: usize) -> bool {
    time > number
        && time - number <= BEHIND
        && units[number + 1..time].iter().all(|u| {
            !matches!(u.kind, UnitKind::Quantity(_) | UnitKind::Time(_))
                && !matches!(
                    u.lower.as_str(),
                    "," | ";" | "(" | "and" | "but" | "while" | "than" | "compared" | "from"
                )
        })
}

/// How many sentences ahead the day of an incident may be told: "… The attack was on Monday".
const AHEAD: usize = 2;

/// The day of what a sentence without a date tells of: that of the last day named before it, else
/// of one named right behind it, not a day on which somebody said something.
pub(super) fn event_day(context: &Context, line: usize) -> Option<Edtf> {
    let discourse = context.discourse;
    let times = &discourse.analysis.times;
    let end = discourse.lines[line].span.end;
    let before = times.partition_point(|t| t.span.start < end);
    let happened = |t: &&Timex| {
        let at = discourse
            .lines
            .partition_point(|l| l.span.end <= t.span.start);
        let units = discourse.lines.get(at).map(|l| &l.units);
        !units.is_some_and(|units| {
            units
                .iter()
                .position(|u| u.span.overlaps(t.span))
                .is_some_and(|u| of_telling(units, u))
        })
    };
    // "fired 20 missiles overnight, the army said on Monday": the night before that day.
    let units = &discourse.lines[line].units;
    if units.iter().any(|u| u.lower == "overnight") {
        let told = units.iter().find_map(|u| match u.kind {
            UnitKind::Time(t) => day_of(&times[t]),
            _ => None,
        });
        if told.is_some() {
            return told;
        }
    }
    let ahead = discourse
        .lines
        .get((line + AHEAD).min(discourse.lines.len() - 1))
        .map_or(end, |l| l.span.end);
    times[..before]
        .iter()
        .rev()
        .take(12)
        .filter(happened)
        .find_map(day_of)
        .or_else(|| {
            times[before..]
                .iter()
                .take_while(|t| t.span.start < ahead && !discourse.of_items)
                .filter(happened)
                .find_map(day_of)
        })
        .or_else(|| {
            context
                .published
                .clone()
                .filter(|day| day.as_str().len() == 10)
        })
}

/// A span of years printed behind an anniversary: "the 30th anniversary … (1995-2025)".
pub(super) fn printed_span(
    context: &Context,
    line: usize,
    unit: usize,
    ranges: &[(Span, Edtf)],
) -> Option<Edtf> {
    let sentence = &context.discourse.lines[line];
    let from = sentence.units[unit].span.end;
    let range = ranges
        .iter()
        .find(|r| r.0.start >= from && r.0.end <= sentence.span.end)?;
    let bracketed = context.discourse.text[..range.0.start].ends_with('(');
    bracketed.then(|| range.1.clone())
}

/// An anniversary is of a year, or of the span that the text prints beside it; `years` is which one it is.
pub(super) fn anniversary_period(
    said: Option<&Edtf>,
    years: f64,
    context: &Context,
) -> Option<Edtf> {
    let year = |date: &Edtf| date.as_str().get(..4)?.parse::<f64>().ok();
    // "the 40th anniversary of the massacre in 1986": the year from which it is counted.
    let of_origin = |date: &Edtf| {
        let now = context.published.as_ref().and_then(year);
        matches!((year(date), now), (Some(from), Some(now))
            if years > 1.0 && (from + years - now).abs() <= 1.0)
    };
    match said.filter(|date| date.is_interval() || !of_origin(date)) {
        Some(span) if span.is_interval() => Some(span.clone()),
        Some(date) => date
            .as_str()
            .get(..4)
            .and_then(|year| Edtf::parse(year).ok()),
        None => context
            .published
            .as_ref()?
            .as_str()
            .get(..4)
            .and_then(|year| Edtf::parse(year).ok()),
    }
}

#[cfg(test)]
mod tests {
    use crate::Extractor;
    use entente_model::{ClaimBody, Document, Measure};

    #[test]
    fn growth_on_an_earlier_year_is_over_the_years_between() {
        let periods = |text: &str| -> Vec<(Measure, String)> {
            Extractor::new()
                .unwrap()
                .extract(&Document::new("d", text))
                .iter()
                .filter_map(|claim| match &claim.body {
                    ClaimBody::Figure(f) => {
                        Some((f.measure, f.period.as_ref()?.as_str().to_owned()))
                    }
                    _ => None,
                })
                .collect()
        };
        assert_eq!(
            periods("Trade between Kenya and the EU was worth €3 billion in 2023, up 16% on 2018."),
            [
                (Measure::Level, "2023".to_owned()),
                (Measure::Growth, "2018/2023".to_owned()),
            ]
        );
        assert_eq!(
            periods("Trade between Kenya and Chad rose 5 percent in 2023 compared with 2022."),
            [(Measure::Growth, "2023".to_owned())]
        );
    }
}
