//! What the claims of many documents say together: derived, and rebuilt at any time.

use serde::{Deserialize, Serialize};

use crate::claim::named;
use crate::{Claim, ClaimKind};

named! {
    /// How claims that speak of the same thing stand to each other.
    ///
    /// The order is the order of reliance: what comes first may be relied on most.
    Verdict {
        /// Several independent witnesses say the same.
        Corroborated = "corroborated",
        /// Several independent witnesses agree within rounding or within their hedges.
        Rounded = "corroborated-within-rounding",
        /// A plan, and a later report that it took place.
        TookPlace = "planned-then-happened",
        /// The bounds that are said ("top 40", "top 34") can hold together.
        Compatible = "compatible",
        /// One witness says it.
        Single = "stated-once",
        /// Only credited to somebody; no publication asserts it itself.
        Attributed = "attributed-only",
        /// A later state of the same thing, or a revision, replaces an earlier one.
        Superseded = "superseded",
        /// Not the same thing: the scopes differ.
        DifferentScope = "different-scope",
        /// Not the same thing: the periods differ.
        DifferentPeriod = "different-period",
        /// Not the same thing: the statistics of different reporters.
        DifferentReporter = "different-reporter",
        /// Not the same thing: the units or currencies differ.
        DifferentUnit = "different-unit",
        /// Not the same thing: announced, signed, ratified, in force and ended are different dates.
        DifferentDateRole = "different-date-role",
        /// Not the same thing: a forecast, plan or target against an outcome.
        ForecastOutcome = "forecast-against-outcome",
        /// The same thing told in ways that cannot both hold.
        Contradicted = "contradicted",
        /// A person judged that it does not hold.
        Rejected = "rejected",
    }
}

named! {
    /// How a claim stands to the fact that it is evidence of.
    Stance {
        /// It says what the fact says.
        Supports = "supports",
        /// It credits somebody with saying what the fact says.
        Attributes = "attributes",
        /// It said so before a later state replaced it.
        Earlier = "earlier",
        /// It announced what then happened.
        Announces = "announces",
        /// It says otherwise.
        Disputes = "disputes",
        /// A person judged that it does not count.
        Rejected = "rejected",
    }
}

/// One claim as evidence of a fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// Id of the claim.
    pub claim: String,
    /// How it stands to the fact.
    pub stance: Stance,
}

/// What claims with the same key say together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Content-derived: a hash of the key, so that it survives every rebuild.
    pub id: String,
    /// Its kind.
    pub kind: ClaimKind,
    /// The key in readable form: kind, relation or indicator and measure, parties, scope,
    /// period, reporter, date role.
    pub key: String,
    /// The reading that is relied on: the claim of the best witness, with canonical entities.
    /// Spans in it are those of the claim as it was given to reconciliation.
    pub reading: Claim,
    /// Id of the claim that the reading is.
    pub claim: String,
    /// How the claims stand to each other.
    pub verdict: Verdict,
    /// Why, for a person.
    pub reason: String,
    /// How many independent witnesses assert it. Copies, and texts of one newsroom, are one.
    pub independent: usize,
    /// Every claim that speaks of it, in the order of their ids.
    pub evidence: Vec<Evidence>,
}

/// The verdict on two claims that might be taken for a contradiction or a corroboration.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PairVerdict {
    /// Content-derived: a hash of the two claims.
    pub id: String,
    /// The claim whose id sorts first.
    pub a: String,
    /// The other claim.
    pub b: String,
    /// How the two stand to each other.
    pub verdict: Verdict,
    /// The rule that decided, by name.
    pub rule: String,
    /// The rule applied to the two, for a person.
    pub reason: String,
}

named! {
    /// How grave a finding is.
    Severity {
        /// Worth knowing; may well be right.
        Notice = "notice",
        /// Probably needs a correction or a choice.
        Warning = "warning",
        /// Cannot be right as it stands.
        Error = "error",
    }
}

named! {
    /// What sort of thing a check found.
    FindingClass {
        /// Two witnesses tell the same thing in ways that cannot both hold.
        Contradiction = "contradiction",
        /// One text tells the same thing in two ways that cannot both hold.
        SelfContradiction = "self-contradiction",
        /// Near numbers for what may be one thing, under different scopes.
        Scope = "different-scope",
        /// An anniversary, age or span of years that does not fit its dates.
        Anniversary = "anniversary",
        /// Parts that do not add up to the whole.
        Sum = "parts-and-whole",
        /// A growth rate or multiple that does not fit the levels.
        Growth = "growth-and-levels",
        /// A share that the rank rules out.
        ShareRank = "share-and-rank",
        /// Ranks that the values turn round.
        RankOrder = "rank-and-values",
        /// A count that does not fit what is listed.
        CountList = "count-and-list",
        /// Two holders of one place in an order.
        Ordinal = "ordinal",
        /// Called the first, though an earlier one is known.
        FirstSince = "first-since",
        /// An office told of before it was held, or after.
        OfficeDate = "office-and-date",
        /// Two holders of an office for one at the same time.
        TwoHolders = "two-holders",
        /// A weekday that the date did not fall on.
        Weekday = "weekday-and-date",
        /// A level of relations told lower than before without anyone saying that it was lowered.
        TierLowered = "tier-lowered",
        /// An agreement's steps in an impossible order.
        AgreementOrder = "agreement-order",
    }
}

/// A contradiction or an error that a check found, with its sentences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Content-derived: a hash of class and claims.
    pub id: String,
    /// What sort of thing it is.
    pub class: FindingClass,
    /// How grave it is.
    pub severity: Severity,
    /// Name of the check that found it.
    pub check: String,
    /// What is wrong, in a sentence for a person. It says what the texts hold, never "false".
    pub message: String,
    /// The arithmetic, shown; empty where there is none.
    pub arithmetic: String,
    /// Ids of the claims it rests on, the one most likely at fault first where that is known.
    pub claims: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_ordered_by_reliance_and_named() {
        assert!(Verdict::Corroborated < Verdict::Single);
        assert!(Verdict::Single < Verdict::Contradicted);
        assert_eq!(
            Verdict::from_name("different-date-role"),
            Some(Verdict::DifferentDateRole)
        );
        assert_eq!(
            serde_json::to_string(&FindingClass::CountList).unwrap(),
            r#""count-and-list""#
        );
    }
}
