//! Places in an order that two hold at once, or one holds twice.

use std::collections::BTreeMap;

use entente_model::{
    ClaimBody, Edtf, Finding, FindingClass, PairVerdict, Relation, Severity, Status,
};

use super::{Check, finding};
use crate::dates::Days;
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
                    && (t.ordinal.is_some() || testimony.is_reference() && t.valid.is_some())
                    && t.role.is_none() =>
            {
                vec![key_of(&t.b)]
            }
            _ => Vec::new(),
        }
    }

    fn fires(&self, testimony: &Testimony) -> bool {
        matches!(&testimony.claim.body, ClaimBody::Tie(t) if t.ordinal.is_some())
    }

    fn run(&self, claims: &[Testimony], _: &[PairVerdict]) -> Vec<Finding> {
        let members: Vec<Placed<'_>> = claims
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
        let mut out = self.against_list(claims, &members);
        let mut seen: BTreeMap<(String, u32), &Testimony> = BTreeMap::new();
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

/// A claim of a place in the order of joining: who, by key and name, which place, in what.
type Placed<'a> = (&'a Testimony, String, &'a str, u32, &'a str);

impl Ordinals {
    /// Against the order in which the whole list of members of the reference base joined.
    fn against_list(&self, claims: &[Testimony], members: &[Placed<'_>]) -> Vec<Finding> {
        let mut joined: Vec<(Days, String, &Testimony)> = Vec::new();
        for t in claims.iter().filter(|t| t.is_reference()) {
            if let ClaimBody::Tie(tie) = &t.claim.body
                && let Some(first) = tie.valid.as_ref().and_then(|v| {
                    let first = v.as_str().split('/').next()?;
                    Days::of(&Edtf::parse(first).ok()?)
                })
            {
                joined.push((first, key_of(&tie.a), t));
            }
        }
        let mut out = Vec::new();
        for (t, member, name, place, org) in members {
            let Some((mine, _, row)) = joined.iter().find(|(_, key, _)| key == member) else {
                continue;
            };
            // Those that joined on one day, or on days that are not told apart, share places.
            let before = joined.iter().filter(|(d, ..)| d.before(mine)).count();
            let level = joined.iter().filter(|(d, ..)| d.overlaps(mine)).count();
            let place_at = usize::try_from(*place).unwrap_or(usize::MAX);
            if place_at > before && place_at <= before + level {
                continue;
            }
            let rank = |n: usize| ordinal(u32::try_from(n).unwrap_or(u32::MAX));
            let due = if level == 1 {
                rank(before + 1)
            } else {
                format!("{} to {}", rank(before + 1), rank(before + level))
            };
            out.push(finding(
                self,
                FindingClass::Ordinal,
                Severity::Warning,
                &[t, row],
                format!(
                    "{name} is told as the {} member of {org} ({}); by the dates of joining it is the {due}.",
                    ordinal(*place),
                    t.told_by()
                ),
                format!("{before} joined before it"),
            ));
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
