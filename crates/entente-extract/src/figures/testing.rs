//! What tests of figures look at: the figures of a text, in short.

use crate::Extractor;
use entente_model::{Bound, ClaimBody, Document, Indicator, Measure};

/// The indicators and values of the figures of a text.
pub(super) fn figures(text: &str) -> Vec<(Indicator, f64)> {
    Extractor::new()
        .unwrap()
        .extract(&Document::new("d", text))
        .iter()
        .filter_map(|claim| match &claim.body {
            ClaimBody::Figure(f) => Some((f.indicator, f.value)),
            _ => None,
        })
        .collect()
}

/// Measure, value, bound and subject of the figures in a text.
pub(super) fn told(text: &str) -> Vec<(Indicator, Measure, f64, Bound, String)> {
    let mut found: Vec<_> = Extractor::new()
        .unwrap()
        .extract(&Document::new("d", text))
        .iter()
        .filter_map(|claim| match &claim.body {
            ClaimBody::Figure(f) => Some((
                f.indicator,
                f.measure,
                f.value,
                f.bound,
                f.subject
                    .as_ref()
                    .map_or_else(String::new, |s| s.name.clone()),
            )),
            _ => None,
        })
        .collect();
    found.sort_by(|a, b| a.2.total_cmp(&b.2));
    found
}

/// Indicator, value, subject, partner and period of the figures in a text, by value.
pub(super) fn sides(text: &str) -> Vec<(Indicator, f64, String, String, String)> {
    let name =
        |e: &Option<entente_model::Entity>| e.as_ref().map_or_else(String::new, |e| e.name.clone());
    let mut found: Vec<_> = Extractor::new()
        .unwrap()
        .extract(&Document::new("d", text))
        .iter()
        .filter_map(|claim| match &claim.body {
            ClaimBody::Figure(f) => Some((
                f.indicator,
                f.value,
                name(&f.subject),
                name(&f.partner),
                f.period
                    .as_ref()
                    .map_or_else(String::new, |p| p.as_str().to_owned()),
            )),
            _ => None,
        })
        .collect();
    found.sort_by(|a, b| a.1.total_cmp(&b.1));
    found
}

pub(super) fn side(
    indicator: Indicator,
    value: f64,
    subject: &str,
    partner: &str,
    period: &str,
) -> (Indicator, f64, String, String, String) {
    (
        indicator,
        value,
        subject.to_owned(),
        partner.to_owned(),
        period.to_owned(),
    )
}
