//! A fact in one line, in note form: what the texts say and nothing else.

use entente_model::{
    Claim, ClaimBody, Entity, Event, EventType, Figure, Indicator, Measure, Relation, Status, Tie,
};

use crate::query::Row;
use crate::words::{amount, ordinal};

/// The row in a line.
#[must_use]
pub fn line(row: &Row) -> String {
    claim_line(&row.reading, row.what())
}

/// A claim in a line; `what` are the words of a statement or commitment.
#[must_use]
pub fn claim_line(claim: &Claim, what: &str) -> String {
    let status = match claim.status {
        Status::Actual => "",
        Status::Planned => " (planned)",
        Status::Possible => " (possible)",
        Status::Denied => " (denied)",
    };
    let text = match &claim.body {
        ClaimBody::Tie(t) => tie(t),
        ClaimBody::Event(e) => event(e),
        ClaimBody::Figure(f) => figure(f),
        ClaimBody::Commitment(c) => {
            let due = c
                .due
                .as_ref()
                .map(|d| format!(", by {d}"))
                .unwrap_or_default();
            format!("{}: {}{due}", names(&c.actors), what)
        }
        ClaimBody::Statement(s) => {
            let to = s
                .addressee
                .as_ref()
                .map(|a| format!(" to {}", a.name))
                .unwrap_or_default();
            let words = what;
            if s.mode == entente_model::StatementMode::Direct {
                format!("{}{to}: \u{201c}{words}\u{201d}", s.speaker.name)
            } else {
                format!("{}{to}: {words}", s.speaker.name)
            }
        }
    };
    format!("{text}{status}")
}

fn names(entities: &[Entity]) -> String {
    let names: Vec<&str> = entities.iter().map(|e| e.name.as_str()).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [many @ .., last] => format!("{} and {last}", many.join(", ")),
    }
}

/// A tie in a line.
pub(crate) fn tie(t: &Tie) -> String {
    let (a, b) = (&t.a.name, &t.b.name);
    let role = t.role.as_deref();
    let mut text = match t.relation {
        Relation::DiplomaticRelations => format!("{a} and {b}: diplomatic relations"),
        Relation::Partnership => match (t.level.as_deref(), role) {
            (Some(level), _) => format!("{a} and {b}: {} partnership", level.replace('-', " ")),
            (None, Some(theme)) => format!("{a} and {b}: {theme} partnership"),
            (None, None) => format!("{a} and {b}: partnership"),
        },
        Relation::Membership => match (role, t.ordinal) {
            (Some(role), _) => format!("{a}: {} of {b}", role.replace('-', " ")),
            (None, Some(n)) => format!("{a}: {} member of {b}", ordinal(n)),
            (None, None) => format!("{a}: member of {b}"),
        },
        Relation::Chair => format!("{a}: chair of {b}"),
        Relation::Agreement => match role {
            Some(role) => format!("{a}: {b}, {}", role.replace('-', " ")),
            None => format!("{a}: party to {b}"),
        },
        Relation::Office | Relation::Accreditation => {
            format!("{a}: {}, {b}", role.unwrap_or("office"))
        }
        Relation::Alliance => format!("{a} and {b}: alliance"),
        Relation::Issued => format!("{a}: issued by {b}"),
        Relation::PartOf => format!("{a}: part of {b}"),
        Relation::Kin => format!("{a} and {b}: twinned"),
    };
    if let Some(valid) = &t.valid {
        let (from, open) = match valid.as_str().split_once('/') {
            Some((from, "" | "..")) => (from, true),
            Some(_) => (valid.as_str(), false),
            None => (valid.as_str(), true),
        };
        let lasts = open && !matches!(t.relation, Relation::Chair | Relation::Issued);
        if lasts {
            text.push_str(&format!(", since {from}"));
        } else {
            text.push_str(&format!(", {valid}"));
        }
    }
    if let Some(date) = &t.as_of {
        text.push_str(&format!(", as of {date}"));
    }
    text
}

fn event(e: &Event) -> String {
    let mode = e.mode.as_deref();
    let detail = e.detail.as_deref();
    let (actors, recipients) = (names(&e.actors), names(&e.recipients));
    let act = match (e.kind, mode) {
        (EventType::Consult, Some("visit")) => {
            let sort = detail.map(|d| format!("{d} ")).unwrap_or_default();
            if recipients.is_empty() {
                format!("{actors}: {sort}visit")
            } else {
                format!("{actors}: {sort}visit to {recipients}")
            }
        }
        (kind, mode) => {
            let what = match kind {
                EventType::Agree => "agreement",
                EventType::Consult => match mode {
                    Some("multilateral") => "multilateral meeting",
                    Some("third-party") => "mediated meeting",
                    Some("phone") => "telephone call",
                    _ => "talks",
                },
                EventType::Support => match detail {
                    Some("ceremony") => "ceremony",
                    _ => "support",
                },
                EventType::Concede => "concession",
                EventType::Cooperate => "cooperation",
                EventType::Aid => "aid",
                EventType::Retreat => "retreat",
                EventType::Request => "request",
                EventType::Accuse => "accusation",
                EventType::Reject => "rejection",
                EventType::Threaten => "threat",
                EventType::Protest => "protest",
                EventType::Sanction => "sanction",
                EventType::Mobilize => "mobilisation",
                EventType::Coerce => "coercion",
                EventType::Assault => "assault",
            };
            let mode = match (kind, mode) {
                (EventType::Consult, _) | (_, None) => String::new(),
                (_, Some(mode)) => format!(" ({mode})"),
            };
            if recipients.is_empty() {
                format!("{actors}: {what}{mode}")
            } else {
                format!("{actors} → {recipients}: {what}{mode}")
            }
        }
    };
    let date = e.date.as_ref().map(|d| format!("{d} ")).unwrap_or_default();
    let place = e
        .place
        .as_ref()
        .map(|p| format!(", {}", p.name))
        .unwrap_or_default();
    format!("{date}{act}{place}")
}

/// A figure in a line.
#[must_use]
pub fn figure(f: &Figure) -> String {
    let subject = f.subject.as_ref().map_or("", |e| e.name.as_str());
    let with = |word: &str| {
        f.partner
            .as_ref()
            .map(|p| format!(" {word} {}", p.name))
            .unwrap_or_default()
    };
    let what = match f.indicator {
        Indicator::Trade => format!(
            "{subject}{} trade",
            f.partner
                .as_ref()
                .map(|p| format!("–{}", p.name))
                .unwrap_or_default()
        ),
        Indicator::Exports => format!("{subject} exports{}", with("to")),
        Indicator::Imports => format!("{subject} imports{}", with("from")),
        Indicator::TradeBalance => format!("{subject} trade balance{}", with("with")),
        Indicator::Fdi => format!("investment in {subject}{}", with("from")),
        Indicator::FdiProjects => format!("investment projects in {subject}{}", with("from")),
        Indicator::Aid => format!("aid to {subject}{}", with("from")),
        Indicator::Loan => format!("loan to {subject}{}", with("from")),
        Indicator::Tourism => format!("arrivals in {subject}{}", with("from")),
        Indicator::Gdp => format!("{subject} economy"),
        Indicator::Chairmanships => format!("{subject}: times in the chair{}", with("of")),
        Indicator::Residents => format!("residents in {subject}{}", with("from")),
        Indicator::Tariff => format!("{subject} tariff{}", with("on")),
        Indicator::Anniversary => {
            let of = f
                .scope
                .as_deref()
                .map(|s| format!(" of {s}"))
                .unwrap_or_default();
            let year = f
                .period
                .as_ref()
                .map(|p| format!(" ({p})"))
                .unwrap_or_default();
            let value = f.value.abs();
            let number = if value.fract() == 0.0 && value < 100_000.0 {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "whole, small and not negative"
                )]
                ordinal(value as u32)
            } else {
                crate::words::number(value)
            };
            return format!("{subject}{}: {number} anniversary{of}{year}", with("and"));
        }
        Indicator::Other => format!(
            "{subject}{}: {}",
            with("and"),
            f.scope.as_deref().unwrap_or("figure")
        ),
        other => format!(
            "{subject}{}: {}",
            with("and"),
            other.name().replace('-', " ")
        ),
    };
    let measure = match f.measure {
        Measure::Level | Measure::Rank | Measure::Multiple => String::new(),
        Measure::Growth => " growth".to_owned(),
        Measure::Change => " change".to_owned(),
        Measure::Share => " share".to_owned(),
    };
    let scope = match (&f.scope, f.indicator) {
        (None, _) | (_, Indicator::Other) => String::new(),
        (Some(scope), _) if matches!(f.measure, Measure::Rank | Measure::Share) => {
            let plain = scope.strip_prefix("in ").unwrap_or(scope);
            format!(" of {plain}")
        }
        (Some(scope), _) => format!(" ({scope})"),
    };
    let period = f
        .period
        .as_ref()
        .map(|p| format!(", {p}"))
        .unwrap_or_default();
    format!("{what}{measure}: {}{scope}{period}", amount(f))
}
