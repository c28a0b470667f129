//! The steps of an agreement in an order that cannot be.

use entente_model::{
    ClaimBody, Finding, FindingClass, PairVerdict, Relation, Severity, Status, Tie, fold,
};

use super::{Check, finding};
use crate::dates::Days;
use crate::names::key_of;
use crate::testimony::Testimony;

/// Reports an agreement in force before it was signed.
#[derive(Debug)]
pub struct AgreementOrder;

/// The steps, in the order in which they are taken.
const STEPS: [&str; 5] = [
    "negotiating",
    "signed",
    "ratified",
    "in force",
    "terminated",
];

impl Check for AgreementOrder {
    fn name(&self) -> &'static str {
        "agreement-order"
    }

    fn about(&self) -> &'static str {
        "An agreement ratified or in force before it was signed."
    }

    fn blocks(&self, testimony: &Testimony) -> Vec<String> {
        match &testimony.claim.body {
            ClaimBody::Tie(t) if t.relation == Relation::Agreement && t.valid.is_some() => {
                vec![format!("{}|{}", key_of(&t.a), key_of(&t.b))]
            }
            _ => Vec::new(),
        }
    }

    fn run(&self, claims: &[Testimony], _: &[PairVerdict]) -> Vec<Finding> {
        let steps: Vec<(&Testimony, &Tie, usize, Days)> = claims
            .iter()
            .filter(|t| t.claim.status == Status::Actual)
            .filter_map(|t| match &t.claim.body {
                ClaimBody::Tie(tie) => {
                    let role = fold(tie.role.as_deref()?);
                    let step = STEPS.iter().position(|s| *s == role)?;
                    Some((t, tie, step, tie.valid.as_ref().and_then(Days::of)?))
                }
                _ => None,
            })
            .collect();
        let mut out = Vec::new();
        for (t, tie, step, days) in &steps {
            for (u, other, later, theirs) in &steps {
                let turned = later > step
                    && theirs.first.zip(days.first).is_some_and(|(then, now)| {
                        // The whole of the later step's date lies before the earlier step.
                        theirs.last.unwrap_or(then) < now
                    });
                if turned {
                    out.push(finding(
                        self,
                        FindingClass::AgreementOrder,
                        Severity::Error,
                        &[t, u],
                        format!(
                            "{}: {} is told as {} in {} ({}) and as {} in {} ({}).",
                            tie.a.name,
                            tie.b.name,
                            STEPS[*later],
                            other
                                .valid
                                .as_ref()
                                .map(ToString::to_string)
                                .unwrap_or_default(),
                            u.told_by(),
                            STEPS[*step],
                            tie.valid
                                .as_ref()
                                .map(ToString::to_string)
                                .unwrap_or_default(),
                            t.told_by()
                        ),
                        String::new(),
                    ));
                }
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

    fn step(role: &str, valid: &str) -> Testimony {
        told(
            role,
            "2025-01",
            &format!("Kenya: {role} {valid}."),
            json!({"kind": "tie", "relation": "agreement", "a": "KEN", "b": "AfCFTA", "role": role, "valid": valid}),
        )
    }

    #[test]
    fn fires_on_force_before_signature() {
        assert_eq!(
            run(
                &AgreementOrder,
                &[step("signed", "2018-03-21"), step("in-force", "2017")]
            )
            .len(),
            1
        );
        assert!(
            run(
                &AgreementOrder,
                &[step("signed", "2018-03-21"), step("in-force", "2018")]
            )
            .is_empty()
        );
        assert!(
            run(
                &AgreementOrder,
                &[step("signed", "2018-03-21"), step("ratified", "2018-05-06")]
            )
            .is_empty()
        );
    }
}
