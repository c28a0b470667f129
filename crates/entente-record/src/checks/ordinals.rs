//! Places in an order that two hold at once, or one holds twice.

use std::collections::BTreeMap;

use entente_model::{ClaimBody, Finding, FindingClass, PairVerdict, Relation, Severity, Status};

use super::{Check, finding};
use crate::names::key_of;
use crate::testimony::Testimony;
use crate::words::ordinal;

/// Reports two seventh members of one organisation, and a member that is sixth and seventh.
#[derive(Debug)]
pub struct Ordinals;

impl Check for Ordinals {
    fn name(&self) -> &'static str {
        "ordinals"
    }

    fn about(&self) -> &'static str {
        "Two members with one place in the order of joining, or one member with two."
    }

    fn blocks(&self, testimony: &Testimony) -> Vec<String> {
        match &testimony.claim.body {
            ClaimBody::Tie(t)
                if t.relation == Relation::Membership
                    && t.ordinal.is_some()
                    && t.role.is_none() =>
            {
                vec![key_of(&t.b)]
            }
            _ => Vec::new(),
        }
    }

    fn run(&self, claims: &[Testimony], _: &[PairVerdict]) -> Vec<Finding> {
        let members: Vec<(&Testimony, String, &str, u32, &str)> = claims
            .iter()
            .filter(|t| t.claim.status == Status::Actual)
            .filter_map(|t| match &t.claim.body {
                ClaimBody::Tie(tie) => Some((
                    t,
                    key_of(&tie.a),
                    tie.a.name.as_str(),
                    tie.ordinal?,
                    tie.b.name.as_str(),
                )),
                _ => None,
            })
            .collect();
        let mut seen: BTreeMap<(String, u32), &Testimony> = BTreeMap::new();
        let mut out = Vec::new();
        for (t, member, name, place, org) in &members {
            for (u, other, rival, theirs, _) in &members {
                if t.id >= u.id
                    || seen.contains_key(&(member.clone(), *place))
                        && seen.contains_key(&(other.clone(), *theirs))
                {
                    continue;
                }
                let what = if member == other && place != theirs {
                    format!(
                        "{name} is told as the {} and as the {} member of {org}",
                        ordinal(*place),
                        ordinal(*theirs)
                    )
                } else if member != other && place == theirs {
                    format!(
                        "Both {name} and {rival} are told as the {} member of {org}",
                        ordinal(*place)
                    )
                } else {
                    continue;
                };
                seen.insert((member.clone(), *place), t);
                seen.insert((other.clone(), *theirs), u);
                out.push(finding(
                    self,
                    FindingClass::Ordinal,
                    Severity::Warning,
                    &[t, u],
                    format!("{what} ({}; {}).", t.told_by(), u.told_by()),
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

    fn joined(outlet: &str, state: &str, place: u32) -> Testimony {
        told(
            outlet,
            "2025-01",
            &format!("{state} became member number {place}."),
            json!({"kind": "tie", "relation": "membership", "a": state, "b": "EAC", "ordinal": place}),
        )
    }

    #[test]
    fn fires_on_two_for_one_place_and_two_places_for_one() {
        assert_eq!(
            run(&Ordinals, &[joined("A", "RWA", 4), joined("B", "BDI", 4)]).len(),
            1
        );
        assert_eq!(
            run(&Ordinals, &[joined("A", "RWA", 4), joined("B", "RWA", 5)]).len(),
            1
        );
        assert!(run(&Ordinals, &[joined("A", "RWA", 4), joined("B", "BDI", 5)]).is_empty());
        assert!(run(&Ordinals, &[joined("A", "RWA", 4), joined("B", "RWA", 4)]).is_empty());
    }
}
