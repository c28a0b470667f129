//! A level of relations told lower than before, with nobody saying that it was lowered.

use std::collections::BTreeMap;

use entente_model::{ClaimBody, Finding, FindingClass, PairVerdict, Severity, Verdict};

use super::{Check, finding};
use crate::testimony::Testimony;

/// Reports a "strategic partnership" told after a comprehensive strategic one.
#[derive(Debug)]
pub struct TierLowered;

impl Check for TierLowered {
    fn name(&self) -> &'static str {
        "tier-lowered"
    }

    fn about(&self) -> &'static str {
        "A lower level of partnership told after a higher one."
    }

    fn blocks(&self, _: &Testimony) -> Vec<String> {
        Vec::new()
    }

    fn on_facts(&self) -> bool {
        true
    }

    fn run(&self, claims: &[Testimony], pairs: &[PairVerdict]) -> Vec<Finding> {
        let by_id: BTreeMap<&str, &Testimony> = claims.iter().map(|t| (t.id.as_str(), t)).collect();
        let mut reasons: BTreeMap<&str, Vec<&Testimony>> = BTreeMap::new();
        for pair in pairs {
            if pair.verdict == Verdict::Compatible && pair.rule == "tie/level" {
                let members = reasons.entry(&pair.reason).or_default();
                members.extend(
                    [&pair.a, &pair.b]
                        .iter()
                        .filter_map(|id| by_id.get(id.as_str()).copied()),
                );
            }
        }
        reasons
            .into_iter()
            .filter_map(|(reason, members)| {
                let ClaimBody::Tie(tie) = &members.first()?.claim.body else {
                    return None;
                };
                Some(finding(
                    self,
                    FindingClass::TierLowered,
                    Severity::Notice,
                    &members,
                    format!(
                        "{} and {}: a lower level of partnership is told after a higher one.",
                        tie.a.name, tie.b.name
                    ),
                    reason.to_owned(),
                ))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::checks::fixture::{run, told};

    fn level(published: &str, level: &str, valid: Option<&str>) -> Testimony {
        told(
            "Lake Courier",
            published,
            &format!("Kenya and Nepal have a {level} partnership."),
            json!({"kind": "tie", "relation": "partnership", "a": "KEN", "b": "NPL", "level": level, "valid": valid}),
        )
    }

    #[test]
    fn fires_only_where_the_lower_level_comes_later() {
        let high = level("2023-01", "comprehensive-strategic", None);
        assert_eq!(
            run(
                &TierLowered,
                &[high.clone(), level("2024-06", "strategic", None)]
            )
            .len(),
            1
        );
        assert!(
            run(
                &TierLowered,
                &[high.clone(), level("2022-06", "strategic", None)]
            )
            .is_empty()
        );
        // A later text that says since when the lower level held tells the past.
        assert!(
            run(
                &TierLowered,
                &[high, level("2024-06", "strategic", Some("2013"))]
            )
            .is_empty()
        );
    }
}
