//! "The first visit", where an earlier one is known.

use entente_model::{
    ClaimBody, Edtf, EntityType, Event, EventType, Finding, FindingClass, PairVerdict, Severity,
    Status,
};

use super::{Check, finding};
use crate::dates::{Days, days_between};
use crate::names::{key_of, principal};
use crate::testimony::Testimony;

/// Reports a "first-ever" visit after one that the texts tell, and a "first since" that skips one.
#[derive(Debug)]
pub struct FirstSince;

/// Visits nearer to each other than this many days are taken for legs of one journey.
const ONE_JOURNEY: i64 = 14;

impl Check for FirstSince {
    fn name(&self) -> &'static str {
        "first-since"
    }

    fn about(&self) -> &'static str {
        "Visits called the first, or the first since a date, though an earlier one is told."
    }

    fn blocks(&self, testimony: &Testimony) -> Vec<String> {
        let ClaimBody::Event(event) = &testimony.claim.body else {
            return Vec::new();
        };
        if event.kind != EventType::Consult
            || event.mode.as_deref() != Some("visit")
            || event.date.is_none()
        {
            return Vec::new();
        }
        // "The first visit of a minister" says nothing about the visits of others.
        event
            .actors
            .iter()
            .filter(|a| a.kind == EntityType::Person)
            .flat_map(|a| {
                event
                    .recipients
                    .iter()
                    .map(move |r| format!("{}|{}", key_of(a), principal(r)))
            })
            .collect()
    }

    fn fires(&self, testimony: &Testimony) -> bool {
        matches!(&testimony.claim.body, ClaimBody::Event(e) if e.first.is_some())
    }

    fn run(&self, claims: &[Testimony], _: &[PairVerdict]) -> Vec<Finding> {
        let visits: Vec<(&Testimony, &Event, Days)> = claims
            .iter()
            .filter_map(|t| match &t.claim.body {
                ClaimBody::Event(e) => Some((t, e, e.date.as_ref().and_then(Days::of)?)),
                _ => None,
            })
            .collect();
        let mut out = Vec::new();
        for (t, event, days) in &visits {
            let Some(first) = &event.first else { continue };
            let after = match first.as_str() {
                "ever" => None,
                date => match Edtf::parse(date)
                    .ok()
                    .and_then(|d| Days::of(&d))
                    .and_then(|d| d.last)
                {
                    Some(last) => Some(last),
                    None => continue,
                },
            };
            let skipped = visits.iter().find(|(u, _, other)| {
                let Some((end, start)) = other.last.zip(days.first) else {
                    return false;
                };
                u.claim.status == Status::Actual
                    && days_between(end, start) > ONE_JOURNEY
                    && after.is_none_or(|after| other.first.is_some_and(|f| f > after))
            });
            if let Some((u, earlier, _)) = skipped {
                let since = match after {
                    None => "the first ever".to_owned(),
                    Some(_) => format!("the first since {first}"),
                };
                out.push(finding(
                    self,
                    FindingClass::FirstSince,
                    Severity::Warning,
                    &[t, u],
                    format!(
                        "{}'s visit to {} is called {since} ({}), but one is told of {} ({}).",
                        event.actors.first().map_or("", |e| e.name.as_str()),
                        event.recipients.first().map_or("", |e| e.name.as_str()),
                        t.told_by(),
                        earlier
                            .date
                            .as_ref()
                            .map(ToString::to_string)
                            .unwrap_or_default(),
                        u.told_by()
                    ),
                    String::new(),
                ));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::checks::fixture::{run, told};

    fn visit(outlet: &str, actor: &str, date: &str, first: Option<&str>) -> Testimony {
        told(
            outlet,
            "2025-03",
            &format!("{actor} went to Nepal on {date}."),
            json!({"kind": "event", "type": "CONSULT", "mode": "visit", "actors": [actor], "recipients": ["NPL"],
                   "date": date, "first": first}),
        )
    }

    #[test]
    fn fires_where_an_earlier_visit_of_the_same_person_is_told() {
        let (ada, ben) = ("Ada Okoye/KEN", "Ben Otieno/KEN");
        let ever = visit("A", ada, "2025-03-10", Some("ever"));
        assert_eq!(
            run(
                &FirstSince,
                &[ever.clone(), visit("B", ada, "2023-05", None)]
            )
            .len(),
            1
        );
        assert!(
            run(
                &FirstSince,
                &[ever.clone(), visit("B", ben, "2023-05", None)]
            )
            .is_empty()
        );
        // The visit itself, told by another with a day's difference.
        assert!(run(&FirstSince, &[ever, visit("B", ada, "2025-03-09", None)]).is_empty());
    }

    #[test]
    fn first_since_a_date_looks_only_after_it() {
        let ada = "Ada Okoye/KEN";
        let since = visit("A", ada, "2025-03-10", Some("2017-08"));
        assert!(
            run(
                &FirstSince,
                &[since.clone(), visit("B", ada, "2017-08", None)]
            )
            .is_empty()
        );
        assert_eq!(
            run(&FirstSince, &[since, visit("B", ada, "2019-01", None)]).len(),
            1
        );
    }
}
