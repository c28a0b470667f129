//! Offices told of before they were held, or after, and offices with two holders at once.

use entente_model::{
    ClaimBody, Edtf, Finding, FindingClass, PairVerdict, Relation, Severity, Status, Tie, fold,
    fold_words,
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

/// Whether two names are of one person, or one may be the other's short form. Within one
/// office of one state that is close enough.
fn same_person(a: &Tie, b: &Tie) -> bool {
    let (x, y) = (fold_words(&a.a.name), fold_words(&b.a.name));
    let within = |x: &[String], y: &[String]| x.iter().all(|w| y.contains(w));
    key_of(&a.a) == key_of(&b.a) || within(&x, &y) || within(&y, &x)
}

/// The first and the last part of a date of validity: when it began, and when it ended, if that
/// is told.
fn parts(valid: &Edtf) -> (Option<Days>, Option<Days>) {
    let days = |part: &str| Edtf::parse(part).ok().and_then(|d| Days::of(&d));
    match valid.as_str().split_once('/') {
        Some((from, to)) => (days(from), days(to)),
        None => (days(valid.as_str()), None),
    }
}

impl Check for OfficeDate {
    fn name(&self) -> &'static str {
        "office-date"
    }

    fn about(&self) -> &'static str {
        "Titles given to a person at a time at which the office was not held, as the texts or the reference base tell."
    }

    fn blocks(&self, testimony: &Testimony) -> Vec<String> {
        let Some(tie) = office(testimony) else {
            return Vec::new();
        };
        let role = role(tie);
        if role.is_empty() || role.starts_with("former") {
            return Vec::new();
        }
        // Who succeeds whom tells when a term ended, so that an office for one is one block.
        vec![if SINGLE.contains(&role.as_str()) {
            format!("{role}|{}", principal(&tie.b))
        } else {
            format!("{}|{role}|{}", key_of(&tie.a), principal(&tie.b))
        }]
    }

    fn fires(&self, testimony: &Testimony) -> bool {
        office(testimony).is_some_and(|tie| tie.valid.is_none())
    }

    fn run(&self, claims: &[Testimony], _: &[PairVerdict]) -> Vec<Finding> {
        let held: Vec<(&Testimony, &Tie, Days)> = claims
            .iter()
            .filter_map(|t| {
                let tie = office(t)?;
                let (first, last) = parts(tie.valid.as_ref()?);
                let days = Days {
                    first: first.and_then(|d| d.first),
                    last: last.and_then(|d| d.last),
                    loose: first.is_some_and(|d| d.loose),
                };
                Some((t, tie, days))
            })
            .collect();
        if held.is_empty() {
            return Vec::new();
        }
        let mut out = Vec::new();
        for t in claims {
            let Some(tie) = office(t).filter(|tie| tie.valid.is_none()) else {
                continue;
            };
            // When the text says that the office is held: its date, else publication. What is
            // written later of somebody long gone still gives the title; what is written
            // before cannot know of it.
            let stated = tie.as_of.as_ref().and_then(Days::of);
            let Some(told) = stated.or_else(|| t.source.published_days()) else {
                continue;
            };
            let own: Vec<&(&Testimony, &Tie, Days)> = held
                .iter()
                .filter(|(_, other, _)| same_person(tie, other))
                .collect();
            let outside = |(_, other, term): &&(&Testimony, &Tie, Days)| {
                let before = told
                    .last
                    .zip(term.first)
                    .is_some_and(|(told, first)| days_between(told, first) > HANDOVER);
                // A term without an end ends where the next holder of an office for one begins.
                let succeeded = held
                    .iter()
                    .filter(|(_, next, days)| {
                        SINGLE.contains(&role(other).as_str())
                            && !same_person(other, next)
                            && days.first > term.first
                    })
                    .filter_map(|(_, _, days)| days.first)
                    .min();
                let after = stated.is_some()
                    && told
                        .first
                        .zip(term.last.or(succeeded))
                        .is_some_and(|(told, last)| days_between(last, told) > HANDOVER);
                before || after
            };
            if own.is_empty() || !own.iter().all(outside) {
                continue;
            }
            // The term that comes nearest is what the title is set against.
            let nearest = own.iter().min_by_key(|(_, _, term)| {
                let gap = |a: Option<jiff::civil::Date>| {
                    a.zip(told.first)
                        .map_or(i64::MAX, |(a, b)| days_between(a, b).abs())
                };
                gap(term.first).min(gap(term.last))
            });
            let Some((u, known, _)) = nearest else {
                continue;
            };
            out.push(finding(
                self,
                FindingClass::OfficeDate,
                Severity::Warning,
                &[t, u],
                format!(
                    "{} is called {} at a time ({}) at which the office was not held: it is told of {} ({}).",
                    tie.a.name,
                    tie.role.as_deref().unwrap_or("holder"),
                    match &tie.as_of {
                        Some(date) => format!("{date}, in {}", t.told_by()),
                        None => t.told_by(),
                    },
                    term_words(known),
                    u.told_by()
                ),
                String::new(),
            ));
        }
        out
    }
}

/// "2022-09-13 and after", "2013-04-09 to 2022-09-13".
fn term_words(tie: &Tie) -> String {
    let valid = tie.valid.as_ref().map_or("", |v| v.as_str());
    match valid.split_once('/') {
        Some((from, "" | "..")) => format!("{from} and after"),
        Some((from, to)) => format!("{from} to {to}"),
        None => format!("{valid} and after"),
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
        let held: Vec<(&Testimony, &Tie, Days)> = claims
            .iter()
            .filter_map(|t| {
                let tie = office(t)?;
                Some((t, tie, surely_held(t, tie)?))
            })
            .collect();
        let mut out: Vec<Finding> = Vec::new();
        for (number, (t, a, x)) in held.iter().enumerate() {
            for (u, b, y) in &held[number + 1..] {
                if same_person(a, b) || shared(x, y) <= 0 {
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

/// The days on which a text lets somebody hold the office without doubt: from the last day on
/// which the term can have begun to the first on which it can have ended. A term without an end
/// is told of the day on which the text says so.
fn surely_held(t: &Testimony, tie: &Tie) -> Option<Days> {
    match (&tie.valid, &tie.as_of) {
        (Some(valid), _) => {
            let (first, last) = parts(valid);
            let begun = first.and_then(|d| d.last)?;
            let ended = match last {
                Some(days) => days.first?,
                None => {
                    let told = tie.as_of.as_ref().and_then(Days::of);
                    told.or_else(|| t.source.published_days())?.first?
                }
            };
            (begun <= ended).then_some(Days {
                first: Some(begun),
                last: Some(ended),
                loose: false,
            })
        }
        (None, Some(date)) => Days::of(date).filter(|d| d.last.is_some()),
        (None, None) => None,
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
        // A term without an end lasts as long as the text tells it, here over both years.
        let open = holder("B", "2025", ben, Some("2011"), None);
        assert_eq!(run(&TwoHolders, &[first.clone(), open]).len(), 1);
        let after = holder("B", "2025", ben, Some("2014"), None);
        assert!(run(&TwoHolders, &[first, after]).is_empty());
        let (told_early, told_late) = (
            holder("A", "2013", ada, Some("2010"), None),
            holder("B", "2025", ben, Some("2015"), None),
        );
        assert!(run(&TwoHolders, &[told_early, told_late]).is_empty());
    }

    #[test]
    fn a_successor_ends_a_term() {
        let (ada, ben) = ("Ada Okoye/KEN", "Ben Otieno/KEN");
        let terms = [
            holder("A", "2025", ada, Some("2010-04-01"), None),
            holder("B", "2025", ben, Some("2016-05-01"), None),
        ];
        let with = |as_of: Option<&str>, published: &str| {
            let mut all = terms.to_vec();
            all.push(holder("C", published, ada, None, as_of));
            run(&OfficeDate, &all)
        };
        let found = with(Some("2018-02-01"), "2025");
        assert_eq!(found.len(), 1);
        assert!(
            found[0].message.contains("2018-02-01, in C, 2025"),
            "{}",
            found[0].message
        );
        assert!(
            with(Some("2016-06-01"), "2025").is_empty(),
            "a handover is told loosely"
        );
        // A later text may well speak of a former holder by the title.
        assert!(with(None, "2025-06-01").is_empty());
        assert_eq!(with(None, "2009-01-01").len(), 1);
    }
}
