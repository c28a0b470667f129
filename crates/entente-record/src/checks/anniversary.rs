//! Anniversaries, ages and spans of years against their dates.

use std::collections::BTreeSet;

use entente_model::{
    Bound, ClaimBody, Edtf, Figure, Finding, FindingClass, Indicator, PairVerdict, Relation,
    Severity, Status, fold_words,
};
use jiff::civil::Date;

use super::{Check, finding};
use crate::dates::{Days, years_between};
use crate::names::key_of;
use crate::reconcile::as_of_days;
use crate::testimony::Testimony;
use crate::value::Said;
use crate::words::{amount_in, ordinal};

/// Reports a 54th anniversary that is said to run from 1968 to 2021.
#[derive(Debug)]
pub struct Anniversary;

/// What an anniversary is of, as far as its scope tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    Membership,
    Relations,
    Partnership,
    Founding,
    Other,
}

impl Of {
    fn scope(figure: &Figure) -> Self {
        let words = figure.scope.as_deref().map(fold_words).unwrap_or_default();
        let has = |any: &[&str]| words.iter().any(|w| any.iter().any(|a| w.starts_with(a)));
        if has(&["member", "accession", "accede", "join", "admission"]) {
            Self::Membership
        } else if has(&["partner"]) {
            Self::Partnership
        } else if has(&[
            "found",
            "establish",
            "creation",
            "birth",
            "history",
            "existence",
            "age",
        ]) && !has(&["relation", "ties", "diplomatic"])
        {
            Self::Founding
        } else if has(&["diplomatic", "relation", "ties"]) {
            Self::Relations
        } else if figure.partner.is_none() {
            Self::Founding
        } else {
            Self::Other
        }
    }

    fn tie(relation: Relation) -> Option<Self> {
        match relation {
            Relation::Membership => Some(Self::Membership),
            Relation::DiplomaticRelations => Some(Self::Relations),
            Relation::Partnership => Some(Self::Partnership),
            // Of what is part of something, `valid` is when it came about.
            Relation::PartOf | Relation::Issued => Some(Self::Founding),
            _ => None,
        }
    }
}

/// Scopes that count from something else than a beginning.
const SINCE_OTHER: [&str; 4] = ["since", "after", "before", "until"];

impl Check for Anniversary {
    fn name(&self) -> &'static str {
        "anniversary"
    }

    fn about(&self) -> &'static str {
        "Anniversaries, ages and spans of years that do not fit their dates."
    }

    fn blocks(&self, testimony: &Testimony) -> Vec<String> {
        let pair = |a: String, b: String| {
            if a <= b {
                format!("{a}|{b}")
            } else {
                format!("{b}|{a}")
            }
        };
        match &testimony.claim.body {
            ClaimBody::Figure(f) if is_years(f) => {
                let Some(subject) = &f.subject else {
                    return Vec::new();
                };
                let partner = f.partner.as_ref().map(key_of).unwrap_or_default();
                vec![pair(key_of(subject), partner)]
            }
            ClaimBody::Tie(t) if t.valid.is_some() => match Of::tie(t.relation) {
                Some(Of::Founding) => vec![pair(key_of(&t.a), String::new())],
                Some(_) => vec![pair(key_of(&t.a), key_of(&t.b))],
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn fires(&self, testimony: &Testimony) -> bool {
        testimony.figure().is_some()
    }

    fn run(&self, claims: &[Testimony], _: &[PairVerdict]) -> Vec<Finding> {
        let mut out = Vec::new();
        // A founding date of the reference base is what is counted from, never what is wrong.
        let years: Vec<(&Testimony, &Figure)> = claims
            .iter()
            .filter(|t| {
                !t.is_reference() && matches!(t.claim.status, Status::Actual | Status::Planned)
            })
            .filter_map(|t| Some((t, t.figure()?)))
            .collect();
        for (t, f) in &years {
            out.extend(self.own_span(t, f));
        }
        for (number, (t, f)) in years.iter().enumerate() {
            // What its own span rules out is reported already.
            if !out.iter().any(|found| found.claims.contains(&t.id))
                || f.indicator != Indicator::Anniversary
            {
                out.extend(self.against_beginnings(t, f, claims, &years[..number]));
            }
        }
        out
    }
}

fn is_years(figure: &Figure) -> bool {
    figure.indicator == Indicator::Anniversary || figure.unit == "years"
}

impl Anniversary {
    /// "54th (1968-2021)": the span is given with the number.
    fn own_span(&self, t: &Testimony, f: &Figure) -> Option<Finding> {
        let printed = printed_span(&t.quote).filter(|_| f.indicator == Indicator::Anniversary);
        let period = match &f.period {
            Some(period) if period.is_interval() => period.clone(),
            _ => printed?,
        };
        let (from, to) = period.as_str().split_once('/')?;
        let start = Days::of(&Edtf::parse(from).ok()?)?;
        let end = match to {
            "" | ".." => t.source.published_days()?,
            to => Days::of(&Edtf::parse(to).ok()?)?,
        };
        let (first, last) = (start.first?, end.last?);
        if f.indicator == Indicator::Anniversary {
            let span = last.year() - first.year();
            if !f.bound.is_equal() || close(f64::from(span), f.value) {
                return None;
            }
            let value = whole(f.value)?;
            return Some(finding(
                self,
                FindingClass::Anniversary,
                Severity::Error,
                &[t],
                format!(
                    "The {} anniversary is told of {} to {}, which is {span} years ({}).",
                    ordinal(value),
                    first.year(),
                    last.year(),
                    t.told_by()
                ),
                format!(
                    "{} \u{2212} {} = {span}, not {value}; {} \u{2212} {value} = {}",
                    last.year(),
                    first.year(),
                    last.year(),
                    i32::from(last.year()) - i32::try_from(value).ok()?
                ),
            ));
        }
        let least = years_between(start.last.unwrap_or(first), end.first.unwrap_or(last));
        let most = years_between(first, last);
        if fits(f, &t.quote, least, most) {
            return None;
        }
        Some(finding(
            self,
            FindingClass::Anniversary,
            Severity::Warning,
            &[t],
            format!(
                "{} is told of {period}, which is {} years ({}).",
                amount_in(f, &t.quote),
                rounded(most),
                t.told_by()
            ),
            format!("from {first} to {last}: {} years", rounded(most)),
        ))
    }

    /// Against the beginning that other claims give, and that other anniversaries imply.
    fn against_beginnings(
        &self,
        t: &Testimony,
        f: &Figure,
        claims: &[Testimony],
        earlier: &[(&Testimony, &Figure)],
    ) -> Option<Finding> {
        let of = Of::scope(f);
        if of == Of::Other || !f.bound.is_equal() && f.indicator == Indicator::Anniversary {
            return None;
        }
        let scope = f.scope.as_deref().map(fold_words).unwrap_or_default();
        if scope.iter().any(|w| SINCE_OTHER.contains(&w.as_str())) {
            return None;
        }
        let mut known: Vec<(&Testimony, BTreeSet<i16>)> = Vec::new();
        for other in claims {
            let ClaimBody::Tie(tie) = &other.claim.body else {
                continue;
            };
            if Of::tie(tie.relation) != Some(of) || other.claim.status != Status::Actual {
                continue;
            }
            let start = tie
                .valid
                .as_ref()
                .and_then(|v| v.as_str().split('/').next())
                .and_then(|v| Edtf::parse(v).ok())
                .and_then(|v| Days::of(&v));
            if let Some(Days {
                first: Some(first),
                last: Some(last),
                loose: false,
            }) = start
                && last.year() - first.year() <= 1
            {
                known.push((other, BTreeSet::from([first.year(), last.year()])));
            }
        }
        // Only what says that it is of a founding is set against the table's.
        let says_so = of == Of::Founding && f.scope.is_some();
        for founded in claims.iter().filter(|c| says_so && c.is_reference()) {
            if let Some(figure) = founded.figure()
                && Of::scope(figure) == of
                && let Some(years) = implied(founded, figure)
            {
                known.push((founded, years));
            }
        }
        // Another anniversary of the same thing, and the span that it gives, name a year too.
        for (other, figure) in earlier {
            if figure.indicator == Indicator::Anniversary
                && Of::scope(figure) == of
                && figure.bound.is_equal()
                && other.id != t.id
                && let Some(year) = implied(other, figure)
            {
                known.push((other, year));
            }
        }
        if f.indicator != Indicator::Anniversary {
            // Ages have to be set against every anniversary, whichever comes first.
            for other in claims {
                if let Some(figure) = other.figure().filter(|_| !other.is_reference())
                    && figure.indicator == Indicator::Anniversary
                    && Of::scope(figure) == of
                    && figure.bound.is_equal()
                    && let Some(year) = implied(other, figure)
                {
                    known.push((other, year));
                }
            }
        }
        if known.is_empty() {
            return None;
        }
        let as_of = as_of_days(t)?;
        let (from, to) = (as_of.first?, as_of.last?);
        let agrees = |year: i16| {
            if f.indicator == Indicator::Anniversary {
                (from.year()..=to.year()).any(|now| close(f64::from(now - year), f.value))
            } else {
                let begin = Date::new(year, 1, 1).ok();
                let end = Date::new(year, 12, 31).ok();
                match (begin, end) {
                    (Some(begin), Some(end)) => fits(
                        f,
                        &t.quote,
                        years_between(end, from),
                        years_between(begin, to),
                    ),
                    _ => true,
                }
            }
        };
        if known
            .iter()
            .any(|(_, years)| years.iter().any(|y| agrees(*y)))
        {
            return None;
        }
        let years: BTreeSet<i16> = known.iter().flat_map(|(_, y)| y.iter().copied()).collect();
        let years: Vec<String> = years.iter().map(ToString::to_string).collect();
        let told = if f.indicator == Indicator::Anniversary {
            format!("The {} anniversary", ordinal(whole(f.value)?))
        } else {
            amount_in(f, &t.quote)
        };
        let mut members = vec![t];
        members.extend(known.iter().map(|(k, _)| *k));
        let subject = f.subject.as_ref().map_or("", |e| e.name.as_str());
        Some(finding(
            self,
            FindingClass::Anniversary,
            Severity::Warning,
            &members,
            format!(
                "{subject}: {told} ({}) does not fit the beginning in {} that the texts give.",
                t.told_by(),
                years.join(" or ")
            ),
            known
                .iter()
                .flat_map(|(_, y)| y.iter().copied())
                .collect::<BTreeSet<_>>()
                .into_iter()
                .map(|year| format!("{} \u{2212} {year} = {}", to.year(), to.year() - year))
                .collect::<Vec<_>>()
                .join("; "),
        ))
    }
}

/// The one span of years that a sentence prints in brackets: "(1963-2023)".
fn printed_span(quote: &str) -> Option<Edtf> {
    let mut spans = quote.split('(').skip(1).filter_map(|rest| {
        let inner = rest.split(')').next()?;
        let (from, to) = inner.split_once(['-', '\u{2013}', '\u{2014}'])?;
        let year = |text: &str| {
            let text = text.trim();
            (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.to_owned())
        };
        Edtf::parse(&format!("{}/{}", year(from)?, year(to)?)).ok()
    });
    spans.next().filter(|_| spans.next().is_none())
}

/// The years in which what is celebrated began, by the number and by the span it is told with.
fn implied(t: &Testimony, f: &Figure) -> Option<BTreeSet<i16>> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked to be a small whole number"
    )]
    let value = whole(f.value).filter(|v| *v < 5000).map(|v| v as i16)?;
    let as_of = as_of_days(t)?;
    let mut years: BTreeSet<i16> = [as_of.first?, as_of.last?]
        .iter()
        .map(|d| d.year() - value)
        .collect();
    if let Some((from, _)) = f.period.as_ref().and_then(|p| p.as_str().split_once('/'))
        && let Some(first) = Edtf::parse(from).ok().and_then(|d| d.earliest())
    {
        years.insert(first.year());
    }
    Some(years)
}

/// Whether a number of years can be said of a time between `least` and `most` years.
fn fits(f: &Figure, quote: &str, least: f64, most: f64) -> bool {
    let said = Said::of(f, quote);
    let decades = quote.to_lowercase().contains("decade");
    let (low, high) = match f.bound {
        // "for 12 years" is said from the twelfth year to the thirteenth; a decade is round.
        Bound::Equal if decades => (said.value * 0.8, said.value + 5.0),
        Bound::Equal => (said.value - 1.0, said.value + 1.0),
        Bound::About => (
            said.strict.low.min(said.value - 1.0),
            said.strict.high.max(said.value) + 0.25,
        ),
        _ => (said.strict.low, said.strict.high),
    };
    most >= low && least <= high
}

fn whole(value: f64) -> Option<u32> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked"
    )]
    (value.fract() == 0.0 && (0.0..=1e6).contains(&value)).then_some(value as u32)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::checks::fixture::{run, told};

    fn anniversary(value: u32, period: &str) -> Testimony {
        told(
            "Lake Courier",
            "2024",
            &format!("The bloc marked its {value}th anniversary ({period})."),
            json!({"kind": "figure", "indicator": "anniversary", "measure": "level", "subject": "EAC",
                   "value": value, "unit": "years", "period": period, "scope": "establishment"}),
        )
    }

    #[test]
    fn fires_on_a_span_of_other_length() {
        let found = run(&Anniversary, &[anniversary(25, "1998/2024")]);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].arithmetic,
            "2024 \u{2212} 1998 = 26, not 25; 2024 \u{2212} 25 = 1999"
        );
        assert!(run(&Anniversary, &[anniversary(25, "1999/2024")]).is_empty());
    }

    #[test]
    fn a_span_that_the_sentence_prints_counts_too() {
        let printed = |quote: &str| {
            let mut claim = anniversary(25, "2024");
            quote.clone_into(&mut claim.quote);
            run(&Anniversary, &[claim]).len()
        };
        assert_eq!(
            printed("The bloc marked its 25th anniversary (1998\u{2013}2024)."),
            1
        );
        assert_eq!(
            printed("The bloc marked its 25th anniversary (1999-2024)."),
            0
        );
        assert_eq!(
            printed("The bloc marked its 25th anniversary (in Arusha - or 1998-2024)."),
            0
        );
    }

    fn relations(valid: &str) -> Testimony {
        told(
            "Coast Daily",
            "2023-05",
            &format!("Kenya and Nepal established relations in {valid}."),
            json!({"kind": "tie", "relation": "diplomatic-relations", "a": "KEN", "b": "NPL", "valid": valid}),
        )
    }

    fn of_relations(value: u32, year: &str) -> Testimony {
        told(
            "Lake Courier",
            year,
            &format!("They celebrate {value} years of relations."),
            json!({"kind": "figure", "indicator": "anniversary", "measure": "level", "subject": "NPL",
                   "partner": "KEN", "value": value, "unit": "years", "period": year, "scope": "diplomatic relations"}),
        )
    }

    #[test]
    fn fires_where_another_text_dates_the_beginning() {
        assert_eq!(
            run(&Anniversary, &[relations("1975"), of_relations(51, "2025")]).len(),
            1
        );
        assert!(
            run(
                &Anniversary,
                &[relations("1975-03-02"), of_relations(50, "2025")]
            )
            .is_empty()
        );
        assert!(run(&Anniversary, &[of_relations(51, "2025")]).is_empty());
    }

    #[test]
    fn two_dates_of_beginning_allow_two_anniversaries() {
        let all = [
            relations("1975"),
            relations("1974"),
            of_relations(51, "2025"),
        ];
        assert!(run(&Anniversary, &all).is_empty());
    }

    fn age(value: u32, bound: &str, period: Option<&str>, quote: &str) -> Testimony {
        told(
            "Lake Courier",
            "2025-03",
            quote,
            json!({"kind": "figure", "indicator": "other", "measure": "level", "subject": "EAC", "value": value,
                   "unit": "years", "bound": bound, "period": period, "scope": "history"}),
        )
    }

    #[test]
    fn ages_are_set_against_spans_and_anniversaries() {
        let over = age(28, ">", None, "in its more than 28 years of history");
        assert_eq!(
            run(&Anniversary, &[over.clone(), anniversary(25, "2024")]).len(),
            1
        );
        let nearly = age(26, "~", None, "in its nearly 26 years of history");
        assert!(run(&Anniversary, &[nearly, anniversary(25, "2024")]).is_empty());
        let span = age(50, ">", Some("1973/.."), "for over 50 years (since 1973)");
        assert!(run(&Anniversary, &[span]).is_empty());
        let wrong = age(60, ">", Some("1973/.."), "for over 60 years (since 1973)");
        assert_eq!(run(&Anniversary, &[wrong]).len(), 1);
        let decade = age(
            10,
            "=",
            Some("2013/.."),
            "a decade of partnership (since 2013)",
        );
        assert!(run(&Anniversary, &[decade]).is_empty());
    }
}
