//! Counts against what is listed.

use std::collections::{BTreeMap, BTreeSet};

use entente_model::{
    ClaimBody, Edtf, Figure, Finding, FindingClass, Indicator, Measure, PairVerdict, Relation,
    Severity, Status, Tie, fold_words,
};

use super::{Check, finding};
use crate::dates::{Days, days_between};
use crate::names::key_of;
use crate::reconcile::{as_of_days, scope_levels};
use crate::testimony::Testimony;
use crate::value::Said;
use crate::words::amount_in;

/// Reports "three members, Kenya, Nepal, Norway and Uganda", and a count of terms that is
/// smaller than the terms that the texts name.
#[derive(Debug)]
pub struct CountList;

/// Days about a change of members within which the old and the new number are both told.
const CHANGE: i64 = 62;

/// Words after which a list need not be whole.
const OPEN: [&str; 12] = [
    "including",
    "include",
    "such",
    "among",
    "notably",
    "example",
    "like",
    "especially",
    "particularly",
    "inter",
    "etc",
    "gồm",
];

/// The relation whose ties a count counts, and whether the subject is their first end.
fn counted(indicator: Indicator) -> Option<(Relation, bool)> {
    Some(match indicator {
        Indicator::Partnerships => (Relation::Partnership, true),
        Indicator::Chairmanships => (Relation::Chair, true),
        Indicator::Members => (Relation::Membership, false),
        Indicator::Memberships => (Relation::Membership, true),
        Indicator::Ftas | Indicator::Agreements => (Relation::Agreement, true),
        Indicator::DiplomaticPartners => (Relation::DiplomaticRelations, true),
        _ => return None,
    })
}

impl Check for CountList {
    fn name(&self) -> &'static str {
        "count-list"
    }

    fn about(&self) -> &'static str {
        "Counts that do not fit what is listed beside them, or what all texts name together."
    }

    fn blocks(&self, testimony: &Testimony) -> Vec<String> {
        let sentence = |relation: Relation, party: &str| {
            format!(
                "{relation}|{party}|{}|{}",
                testimony.source.version, testimony.claim.evidence.start
            )
        };
        match &testimony.claim.body {
            ClaimBody::Figure(f) if f.measure == Measure::Level => {
                let (Some((relation, _)), Some(subject)) = (counted(f.indicator), &f.subject)
                else {
                    return Vec::new();
                };
                let subject = key_of(subject);
                let mut keys = vec![sentence(relation, &subject)];
                if let (Relation::Chair, Some(partner)) = (relation, &f.partner) {
                    keys.push(format!("terms|{subject}|{}", key_of(partner)));
                }
                if f.indicator == Indicator::Members && f.scope.is_none() && f.partner.is_none() {
                    keys.push(format!("members|{subject}"));
                }
                keys
            }
            ClaimBody::Tie(t) => {
                let (a, b) = (key_of(&t.a), key_of(&t.b));
                let mut keys: Vec<String> = [
                    Relation::Partnership,
                    Relation::Chair,
                    Relation::Membership,
                    Relation::Agreement,
                    Relation::DiplomaticRelations,
                ]
                .into_iter()
                .filter(|r| *r == t.relation)
                .flat_map(|r| [sentence(r, &a), sentence(r, &b)])
                .collect();
                if t.relation == Relation::Chair {
                    keys.push(format!("terms|{a}|{b}"));
                }
                if t.relation == Relation::Membership && testimony.is_reference() {
                    keys.push(format!("members|{b}"));
                }
                keys
            }
            _ => Vec::new(),
        }
    }

    fn fires(&self, testimony: &Testimony) -> bool {
        testimony.figure().is_some()
    }

    fn run(&self, claims: &[Testimony], _: &[PairVerdict]) -> Vec<Finding> {
        let counts: Vec<(&Testimony, &Figure)> = claims
            .iter()
            .filter(|t| t.claim.status == Status::Actual)
            .filter_map(|t| Some((t, t.figure()?)))
            .collect();
        let ties: Vec<(&Testimony, &Tie)> = claims
            .iter()
            .filter(|t| t.claim.status == Status::Actual)
            .filter_map(|t| match &t.claim.body {
                ClaimBody::Tie(tie) => Some((t, tie)),
                _ => None,
            })
            .collect();
        let one_sentence = claims.windows(2).all(|w| {
            w[0].source.version == w[1].source.version
                && w[0].claim.evidence.start == w[1].claim.evidence.start
        });
        counts
            .iter()
            .filter_map(|count| {
                if one_sentence {
                    self.beside(*count, &ties)
                } else if count.1.indicator == Indicator::Members {
                    self.whole_list(*count, &ties)
                } else {
                    self.terms(*count, &counts, &ties)
                }
            })
            .collect()
    }
}

impl CountList {
    /// A count and the list in its own sentence.
    fn beside(
        &self,
        (t, f): (&Testimony, &Figure),
        ties: &[(&Testimony, &Tie)],
    ) -> Option<Finding> {
        let (relation, first_end) = counted(f.indicator)?;
        let subject = f.subject.as_ref().map(key_of)?;
        let levels = f.scope.as_deref().map(scope_levels).unwrap_or_default();
        let mut listed: BTreeMap<String, &Testimony> = BTreeMap::new();
        for (u, tie) in ties.iter().filter(|(_, tie)| tie.relation == relation) {
            let (mine, other) = if key_of(&tie.a) == subject {
                (0, &tie.b)
            } else {
                (1, &tie.a)
            };
            let right_end = relation.is_symmetric() || (mine == 0) == first_end;
            let right_level = relation != Relation::Partnership
                || levels.is_empty()
                || tie.level.as_ref().is_some_and(|l| levels.contains(l));
            if !right_end || !right_level {
                continue;
            }
            let name = match relation {
                Relation::Chair => tie.valid.as_ref().map(ToString::to_string)?,
                _ => other.name.clone(),
            };
            listed.insert(name, u);
        }
        if listed.len() < 2 {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "a list of names is short")]
        let length = listed.len() as f64;
        let range = Said::of(f, &t.quote).strict;
        let open = fold_words(&t.quote)
            .iter()
            .any(|w| OPEN.contains(&w.as_str()));
        let wrong = length > range.high || !open && length < range.low;
        if !wrong {
            return None;
        }
        let mut claims = vec![t];
        claims.extend(listed.values().copied());
        let names: Vec<&str> = listed.keys().map(String::as_str).collect();
        Some(finding(
            self,
            FindingClass::CountList,
            Severity::Error,
            &claims,
            format!(
                "The sentence counts {} and lists {} ({}).",
                amount_in(f, &t.quote),
                listed.len(),
                t.told_by()
            ),
            format!("listed: {}", names.join(", ")),
        ))
    }

    /// A count of members and the whole list of the reference base on that day. About the time
    /// of a change either number will do.
    fn whole_list(
        &self,
        (t, f): (&Testimony, &Figure),
        ties: &[(&Testimony, &Tie)],
    ) -> Option<Finding> {
        let whole_since = ties
            .iter()
            .find_map(|(u, _)| u.source.reference.and_then(|sheet| sheet.whole_since))?;
        let told = as_of_days(t)?;
        let (first, last) = (told.first?, told.last?);
        if first < whole_since || days_between(first, last) > 366 {
            return None;
        }
        let (mut least, mut most) = (0_u32, 0_u32);
        let mut about: Vec<&Testimony> = Vec::new();
        for (u, tie) in ties.iter().filter(|(u, _)| u.is_reference()) {
            let term = tie.valid.as_ref();
            let began = term.and_then(|v| {
                let first = v.as_str().split('/').next()?;
                Days::of(&Edtf::parse(first).ok()?)
            });
            let ended = term
                .filter(|v| v.as_str().contains('/'))
                .and_then(|v| Days::of(v)?.last);
            let slack = |d: Days| if d.loose { CHANGE + 366 } else { CHANGE };
            let surely = began.is_none_or(|d| {
                d.last
                    .is_some_and(|began| days_between(began, first) > slack(d))
            }) && ended.is_none_or(|ended| days_between(last, ended) > CHANGE);
            let possibly = began.is_none_or(|d| {
                d.first
                    .is_some_and(|began| days_between(last, began) <= slack(d))
            }) && ended.is_none_or(|ended| days_between(ended, first) <= CHANGE);
            least += u32::from(surely);
            most += u32::from(possibly);
            if surely != possibly || about.is_empty() {
                about.push(u);
            }
        }
        let said = Said::of(f, &t.quote).strict;
        if most == 0 || said.low <= f64::from(most) && f64::from(least) <= said.high {
            return None;
        }
        let due = if least == most {
            least.to_string()
        } else {
            format!("{least} to {most}")
        };
        let mut claims = vec![t];
        claims.extend(about.into_iter().take(3));
        Some(finding(
            self,
            FindingClass::CountList,
            Severity::Warning,
            &claims,
            format!(
                "{} ({}), but the list of members held {due} at the time.",
                crate::lines::figure(f),
                t.told_by()
            ),
            format!("{} told, {due} listed", amount_in(f, &t.quote)),
        ))
    }

    /// A count of terms and all terms that the texts name up to then. Where another text gives
    /// another count, that contradiction is reported instead.
    fn terms(
        &self,
        (t, f): (&Testimony, &Figure),
        counts: &[(&Testimony, &Figure)],
        ties: &[(&Testimony, &Tie)],
    ) -> Option<Finding> {
        if f.indicator != Indicator::Chairmanships
            || counts
                .iter()
                .any(|(_, other)| (other.value - f.value).abs() > 0.5)
        {
            return None;
        }
        let until = as_of_days(t)?.first?;
        let mut terms: BTreeMap<Days, &Testimony> = BTreeMap::new();
        for (u, tie) in ties
            .iter()
            .filter(|(_, tie)| tie.relation == Relation::Chair)
        {
            let Some(days) = tie.valid.as_ref().and_then(Days::of) else {
                continue;
            };
            let before = days.last.or(days.first).is_some_and(|d| d < until);
            if before && !terms.keys().any(|known| known.overlaps(&days)) {
                terms.insert(days, u);
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a handful of terms")]
        let known = terms.len() as f64;
        if known <= Said::of(f, &t.quote).strict.high {
            return None;
        }
        let years: BTreeSet<String> = terms
            .keys()
            .filter_map(|d| d.first.map(|d| d.year().to_string()))
            .collect();
        let mut claims = vec![t];
        claims.extend(terms.values().copied());
        Some(finding(
            self,
            FindingClass::CountList,
            Severity::Warning,
            &claims,
            format!(
                "{} ({}), but the texts name {} terms by then.",
                crate::lines::figure(f),
                t.told_by(),
                terms.len()
            ),
            format!(
                "named: {}",
                years.into_iter().collect::<Vec<_>>().join(", ")
            ),
        ))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::checks::fixture::{run, told_in};

    fn members(count: u32, quote: &str, names: &[&str]) -> Vec<Testimony> {
        let mut all = vec![told_in(
            "text",
            "Lake Courier",
            "2025-01",
            quote,
            json!({"kind": "figure", "indicator": "members", "measure": "level", "subject": "EAC", "value": count, "unit": "count"}),
        )];
        for name in names {
            all.push(told_in(
                "text",
                "Lake Courier",
                "2025-01",
                quote,
                json!({"kind": "tie", "relation": "membership", "a": name, "b": "EAC"}),
            ));
        }
        all
    }

    #[test]
    fn fires_where_a_sentence_counts_otherwise_than_it_lists() {
        let names = ["KEN", "UGA", "TZA", "RWA"];
        let quote = "The bloc has three members: Kenya, Uganda, Tanzania and Rwanda.";
        assert_eq!(run(&CountList, &members(3, quote, &names)).len(), 1);
        assert!(run(&CountList, &members(4, quote, &names)).is_empty());
    }

    #[test]
    fn an_open_list_may_be_shorter() {
        let names = ["KEN", "UGA"];
        let quote = "The bloc has eight members, including Kenya and Uganda.";
        assert!(run(&CountList, &members(8, quote, &names)).is_empty());
        let whole = "The bloc has eight members: Kenya and Uganda.";
        assert_eq!(run(&CountList, &members(8, whole, &names)).len(), 1);
    }

    fn chair(years: &[&str]) -> Vec<Testimony> {
        let mut all = vec![told_in(
            "count",
            "Lake Courier",
            "2024-06",
            "Kenya has chaired the bloc twice.",
            json!({"kind": "figure", "indicator": "chairmanships", "measure": "level", "subject": "KEN", "partner": "EAC",
                   "value": 2, "unit": "count"}),
        )];
        for year in years {
            all.push(told_in(
                year,
                "Coast Daily",
                "2025-01",
                &format!("Kenya chaired the bloc in {year}."),
                json!({"kind": "tie", "relation": "chair", "a": "KEN", "b": "EAC", "valid": year}),
            ));
        }
        all
    }

    #[test]
    fn terms_that_other_texts_name_are_counted() {
        assert_eq!(run(&CountList, &chair(&["2001", "2008", "2015"])).len(), 1);
        assert!(run(&CountList, &chair(&["2001", "2008"])).is_empty());
        // A term after the count was told, and one term told with two precisions.
        assert!(run(&CountList, &chair(&["2001", "2008", "2025"])).is_empty());
        assert!(run(&CountList, &chair(&["2001", "2008", "2008-03"])).is_empty());
    }
}
