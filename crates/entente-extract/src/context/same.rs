//! Whether two claims of one document say the same thing, and which of them says more.

use entente_model::{Claim, ClaimBody, Edtf, Entity, EntityType, EventType, Indicator, Relation};

/// Whether two claims of one document say the same thing.
pub(super) fn same(a: &Claim, b: &Claim) -> bool {
    let keys = |es: &[Entity]| {
        let mut keys: Vec<String> = es.iter().map(Entity::key).collect();
        keys.sort();
        keys
    };
    let or_open = |x: &Option<Edtf>, y: &Option<Edtf>| {
        x == y || x.is_none() || y.is_none() || begins(x, y) || begins(y, x)
    };
    match (&a.body, &b.body) {
        (ClaimBody::Tie(x), ClaimBody::Tie(y)) => {
            let ends = x.a.key() == y.a.key() && x.b.key() == y.b.key()
                || x.relation.is_symmetric() && x.a.key() == y.b.key() && x.b.key() == y.a.key();
            let term = x.relation != Relation::Chair || x.valid == y.valid;
            let office = x.relation != Relation::Office
                || x.role.as_deref().map(str::to_lowercase)
                    == y.role.as_deref().map(str::to_lowercase);
            // One tie a party: what is told of an agreement again may add when, or that it holds.
            // "an agreement" of one year and one of another are two, unless they have a name.
            let named = x.b.name.starts_with(char::is_uppercase);
            let once = x.relation == Relation::Agreement
                && (x.role == y.role || x.role.is_none() || y.role.is_none())
                && (named || or_open(&x.valid, &y.valid) || same_days(&x.valid, &y.valid));
            let joined = x.relation == Relation::Membership && same_days(&x.valid, &y.valid);
            x.relation == y.relation
                && ends
                && x.level == y.level
                && term
                && office
                && (once || joined || or_open(&x.valid, &y.valid))
        }
        (ClaimBody::Event(x), ClaimBody::Event(y)) => {
            // Meetings and acts of force are told again; what is agreed, asked or refused in
            // another sentence is another thing.
            let told_again = !matches!(
                x.kind,
                EventType::Agree
                    | EventType::Support
                    | EventType::Request
                    | EventType::Reject
                    | EventType::Accuse
                    | EventType::Aid
            );
            // "Biden hailed the pact and reiterated American support for it": one act of one state,
            // whoever speaks for it.
            let states = a.status == b.status
                && a.evidence == b.evidence
                && countries(&x.actors) == countries(&y.actors)
                && countries(&x.recipients) == countries(&y.recipients)
                && (keys(&x.actors) == keys(&y.actors) || stands_for(&x.actors, &y.actors))
                && (keys(&x.recipients) == keys(&y.recipients)
                    || stands_for(&x.recipients, &y.recipients));
            // "must release the prisoners; it must stop the raids": one demand of one party.
            let demand = x.kind == EventType::Request
                && a.evidence == b.evidence
                && !y.recipients.is_empty()
                && countries(&x.actors) == countries(&y.actors)
                && countries(&x.recipients) == countries(&y.recipients);
            if y.kind == EventType::Request && demand {
                return true;
            }
            x.kind == y.kind
                && (told_again || a.evidence == b.evidence)
                && (states
                    || keys(&x.actors) == keys(&y.actors)
                        && keys(&x.recipients) == keys(&y.recipients))
                && (x.mode == y.mode)
                && or_open(&x.date, &y.date)
                && (a.evidence == b.evidence
                    || x.place.is_none()
                    || y.place.is_none()
                    || x.place.as_ref().map(Entity::key) == y.place.as_ref().map(Entity::key))
        }
        (ClaimBody::Figure(x), ClaimBody::Figure(y)) => {
            x.indicator == y.indicator
                && x.measure == y.measure
                && (x.value - y.value).abs() <= 1e-9 * x.value.abs()
                && x.unit == y.unit
                && x.subject.as_ref().map(Entity::key) == y.subject.as_ref().map(Entity::key)
                && x.partner.as_ref().map(Entity::key) == y.partner.as_ref().map(Entity::key)
                // What has no indicator is known by what is counted.
                && (x.indicator != Indicator::Other || x.scope == y.scope)
                && or_open(&x.period, &y.period)
        }
        (ClaimBody::Commitment(x), ClaimBody::Commitment(y)) => {
            // A means with a number of its own is a commitment within another.
            let shared = x
                .what
                .end
                .min(y.what.end)
                .saturating_sub(x.what.start.max(y.what.start));
            2 * shared > x.what.len().max(y.what.len())
        }
        (ClaimBody::Statement(x), ClaimBody::Statement(y)) => {
            x.what.overlaps(y.what) && x.speaker.key() == y.speaker.key()
        }
        _ => false,
    }
}

/// The states of those who act or are acted on, each once; the name of who has none.
pub(super) fn countries(entities: &[Entity]) -> Vec<String> {
    let mut codes: Vec<String> = entities
        .iter()
        .map(|e| e.country.clone().unwrap_or_else(|| e.key()))
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Whether of two lists of those of the same states one has no more than the states themselves.
fn stands_for(a: &[Entity], b: &[Entity]) -> bool {
    [a, b].iter().any(|es| {
        es.iter()
            .all(|e| matches!(e.kind, EntityType::State | EntityType::Org))
    })
}

/// Whether a heading tells the event that a claim tells in full: the same sort of act, by and to
/// those of the same states, in the same days.
pub(super) fn announces(heading: &Claim, claim: &Claim) -> bool {
    let (ClaimBody::Event(x), ClaimBody::Event(y)) = (&heading.body, &claim.body) else {
        return false;
    };
    // "UN chief condemns arrests by rebels" is told by name below.
    let alike = |a: &[Entity], b: &[Entity]| {
        a.iter().any(|a| {
            b.iter()
                .any(|b| a.key() == b.key() || a.country == b.country)
        })
    };
    x.kind == y.kind
        && heading.status == claim.status
        && (countries(&x.actors) == countries(&y.actors) || alike(&x.actors, &y.actors))
        && (countries(&x.recipients) == countries(&y.recipients)
            || alike(&x.recipients, &y.recipients))
        && (x.mode == y.mode || x.mode.is_none() || y.mode.is_none())
        && (x.date.is_none() || x.date == y.date || same_days(&x.date, &y.date))
}

/// Whether two dates are days of one month, at most a week apart: a headline tells on the day of
/// the paper what the article dates by the day itself.
fn same_days(x: &Option<Edtf>, y: &Option<Edtf>) -> bool {
    let day = |date: &Option<Edtf>| -> Option<(String, u8)> {
        let (month, day) = date.as_ref()?.as_str().split_at_checked(8)?;
        Some((month.to_owned(), day.parse().ok()?))
    };
    matches!((day(x), day(y)), (Some((a, i)), Some((b, j))) if a == b && i.abs_diff(j) <= 7)
}

/// Whether of two tellings of one tie this one has the earlier day.
pub(super) fn begins_sooner(claim: &Claim, known: &Claim) -> bool {
    match (&claim.body, &known.body) {
        (ClaimBody::Tie(x), ClaimBody::Tie(y)) => {
            same_days(&x.valid, &y.valid)
                && x.valid.as_ref().map(Edtf::as_str) < y.valid.as_ref().map(Edtf::as_str)
        }
        _ => false,
    }
}

pub(super) fn begins(x: &Option<Edtf>, y: &Option<Edtf>) -> bool {
    matches!((x, y), (Some(x), Some(y)) if y.as_str().starts_with(x.as_str()) || x.as_str().starts_with(y.as_str()))
}

/// How much a claim says, to choose between two that agree.
pub(super) fn completeness(claim: &Claim) -> usize {
    let date = |d: &Option<Edtf>| d.as_ref().map_or(0, |d| d.as_str().len());
    match &claim.body {
        ClaimBody::Tie(t) => {
            date(&t.valid)
                + usize::from(t.ordinal.is_some())
                + usize::from(t.role.is_some())
                + usize::from(t.as_of.is_some())
        }
        ClaimBody::Event(e) => {
            date(&e.date) + usize::from(e.place.is_some()) + usize::from(e.detail.is_some())
        }
        ClaimBody::Figure(f) => date(&f.period) + usize::from(f.scope.is_some()),
        ClaimBody::Commitment(c) => c.what.len(),
        ClaimBody::Statement(s) => s.what.len(),
    }
}
