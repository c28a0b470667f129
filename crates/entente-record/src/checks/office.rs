//! Offices told of before they were held, or after, and offices with two holders at once.

use entente_model::{
    ClaimBody, Finding, FindingClass, PairVerdict, Relation, Severity, Status, Tie, fold,
};

use super::{Check, finding};
use crate::dates::{Days, days_between};
use crate::names::{key_of, principal};
use crate::testimony::Testimony;

/// Reports a title that its bearer did not hold at the time.
#[derive(Debug)]
pub struct OfficeDate;

/// Reports two presidents of one state for the same months.
#[derive(Debug)]
pub struct TwoHolders;

/// Days within which a change of office may be told loosely.
const HANDOVER: i64 = 62;

/// Offices that one person holds at a time, folded.
const SINGLE: [&str; 16] = [
    "president",
    "prime minister",
    "premier",
    "king",
    "queen",
    "emperor",
    "sultan",
    "chancellor",
    "secretary general",
    "general secretary",
    "foreign minister",
    "minister of foreign affairs",
    "director general",
    "taoiseach",
    "governor general",
    "party chief",
];

fn office(testimony: &Testimony) -> Option<&Tie> {
    match &testimony.claim.body {
        ClaimBody::Tie(t)
            if t.relation == Relation::Office && testimony.claim.status == Status::Actual =>
        {
            Some(t)
        }
        _ => None,
    }
}

fn role(tie: &Tie) -> String {
    tie.role.as_deref().map(fold).unwrap_or_default()
}

impl Check for OfficeDate {
    fn name(&self) -> &'static str {
        "office-date"
    }

    fn about(&self) -> &'static str {
        "Titles given to a person at a time at which the texts say that the office was not held."
    }

    fn blocks(&self, testimony: &Testimony) -> Vec<String> {
        office(testimony)
            .filter(|t| !role(t).is_empty() && !role(t).starts_with("former"))
            .map(|t| format!("{}|{}|{}", key_of(&t.a), role(t), principal(&t.b)))
            .into_iter()
            .collect()
    }

    fn run(&self, claims: &[Testimony], _: &[PairVerdict]) -> Vec<Finding> {
        let terms: Vec<(&Testimony, &Tie, Days)> = claims
            .iter()
            .filter_map(|t| {
                let tie = office(t)?;
                let valid = tie.valid.as_ref()?;
                let days = Days::of(valid)?;
                let lasts = !valid.as_str().contains('/');
                Some((
                    t,
                    tie,
                    if lasts {
                        Days { last: None, ..days }
                    } else {
                        days
                    },
                ))
            })
            .collect();
        if terms.is_empty() {
            return Vec::new();
        }
        let mut out = Vec::new();
        for t in claims {
            let Some(tie) = office(t) else { continue };
            if tie.valid.is_some() {
                continue;
            }
            // When the text says that the office is held: its date, else publication.
            let Some(told) = tie
                .as_of
                .as_ref()
                .and_then(Days::of)
                .or_else(|| t.source.published_days())
            else {
                continue;
            };
            let outside = |term: &Days| {
                let before = told
                    .last
                    .zip(term.first)
                    .is_some_and(|(told, first)| days_between(told, first) > HANDOVER);
                let after = told
                    .first
                    .zip(term.last)
                    .is_some_and(|(told, last)| days_between(last, told) > HANDOVER);
                before || after
            };
            if !terms.iter().all(|(_, _, term)| outside(term)) {
                continue;
            }
            let (u, known, _) = terms[0];
            out.push(finding(
                self,
                FindingClass::OfficeDate,
                Severity::Warning,
                &[t, u],
                format!(
                    "{} is called {} at a time ({}) at which the office was not held: it is told of {} ({}).",
                    tie.a.name,
                    tie.role.as_deref().unwrap_or("holder"),
                    t.told_by(),
                    known.valid.as_ref().map(ToString::to_string).unwrap_or_default(),
                    u.told_by()
                ),
                String::new(),
            ));
        }
        out
    }
}

impl Check for TwoHolders {
    fn name(&self) -> &'static str {
        "two-holders"
    }

    fn about(&self) -> &'static str {
        "Two holders of an office for one, told for the same time."
    }

    fn blocks(&self, testimony: &Testimony) -> Vec<String> {
        office(testimony)
            .filter(|t| {
                SINGLE.contains(&role(t).as_str()) && (t.valid.is_some() || t.as_of.is_some())
            })
            .map(|t| format!("{}|{}", role(t), principal(&t.b)))
            .into_iter()
            .collect()
    }

    fn run(&self, claims: &[Testimony], _: &[PairVerdict]) -> Vec<Finding> {
        // An open term says that it began, not that it lasts to this day: it is one of two
        // that may overlap only where the other names a date in a closed term or a day.
        let held: Vec<(&Testimony, &Tie, Days)> = claims
            .iter()
            .filter_map(|t| {
                let tie = office(t)?;
                let days = match (&tie.valid, &tie.as_of) {
                    (Some(valid), _) if valid.as_str().contains('/') => Days::of(valid)?,
                    (_, Some(date)) => Days::of(date)?,
                    _ => return None,
                };
                days.last.is_some().then_some((t, tie, days))
            })
            .collect();
        let mut out: Vec<Finding> = Vec::new();
        for (number, (t, a, x)) in held.iter().enumerate() {
            for (u, b, y) in &held[number + 1..] {
                if key_of(&a.a) == key_of(&b.a) || shared(x, y) <= 0 {
                    continue;
                }
                let precise = x.width() <= 31 && y.width() <= 31;
                if !precise && shared(x, y) <= HANDOVER {
                    continue;
                }
                out.push(finding(
                    self,
                    FindingClass::TwoHolders,
                    Severity::Warning,
                    &[t, u],
                    format!(
                        "{} and {} are both told as {} of {} at the same time ({}; {}).",
                        a.a.name,
                        b.a.name,
                        a.role.as_deref().unwrap_or("holder"),
                        a.b.name,
                        t.told_by(),
                        u.told_by()
                    ),
                    format!("{} days in common", shared(x, y)),
                ));
            }
        }
        out
    }
}

/// How many days two terms have in common.
fn shared(a: &Days, b: &Days) -> i64 {
    match (a.first.max(b.first), a.last.zip(b.last)) {
        (Some(from), Some((x, y))) => days_between(from, x.min(y)) + 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::checks::fixture::{run, told};

    fn holder(
        outlet: &str,
        published: &str,
        person: &str,
        valid: Option<&str>,
        as_of: Option<&str>,
    ) -> Testimony {
        told(
            outlet,
            published,
            &format!("President {person} spoke."),
            json!({"kind": "tie", "relation": "office", "a": person, "b": "KEN", "role": "President",
                   "valid": valid, "as_of": as_of}),
        )
    }

    #[test]
    fn a_title_given_before_the_term_fires() {
        let ada = "Ada Okoye/KEN";
        let term = holder("A", "2025-01", ada, Some("2024-08-03"), None);
        assert_eq!(
            run(
                &OfficeDate,
                &[term.clone(), holder("B", "2023-02-01", ada, None, None)]
            )
            .len(),
            1
        );
        assert!(
            run(
                &OfficeDate,
                &[term.clone(), holder("B", "2024-09-01", ada, None, None)]
            )
            .is_empty()
        );
        let earlier = holder("C", "2023", ada, Some("2020/2023-06"), None);
        assert!(
            run(
                &OfficeDate,
                &[term, earlier, holder("B", "2023-02-01", ada, None, None)]
            )
            .is_empty()
        );
    }

    #[test]
    fn two_terms_in_common_fire() {
        let (ada, ben) = ("Ada Okoye/KEN", "Ben Otieno/KEN");
        let first = holder("A", "2025", ada, Some("2010/2014"), None);
        assert_eq!(
            run(
                &TwoHolders,
                &[
                    first.clone(),
                    holder("B", "2025", ben, Some("2012/2016"), None)
                ]
            )
            .len(),
            1
        );
        assert!(
            run(
                &TwoHolders,
                &[
                    first.clone(),
                    holder("B", "2025", ben, Some("2015/2018"), None)
                ]
            )
            .is_empty()
        );
        assert!(
            run(
                &TwoHolders,
                &[first, holder("B", "2025", ben, Some("2012"), None)]
            )
            .is_empty()
        );
    }
}
