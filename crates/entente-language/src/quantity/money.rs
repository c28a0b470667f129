//! Which money a name or sign means.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::scan::lexicon::rows;

/// `name, country, code, source`
const LOCAL: &str = include_str!("../../data/en/quantity/local_currencies.tsv");

/// ISO 4217's code for no currency.
pub(super) const UNKNOWN: &str = "XXX";

/// The ISO 4217 code of a table's value: itself, or for a shared name (`*dollar`) the money of
/// that name in `country`, else that of the row for any country.
pub(super) fn code(value: &str, country: Option<&str>) -> &'static str {
    static TABLE: OnceLock<HashMap<(&'static str, &'static str), &'static str>> = OnceLock::new();
    static CODES: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    let Some(name) = value.strip_prefix('*') else {
        let codes = CODES.get_or_init(|| {
            rows(include_str!("../../data/en/quantity/currencies.tsv"))
                .filter_map(|row| row.get(2).copied())
                .map(|code| (code.to_owned(), code))
                .collect()
        });
        return codes.get(value).copied().unwrap_or(UNKNOWN);
    };
    let table = TABLE.get_or_init(|| {
        rows(LOCAL)
            .filter_map(|row| match row[..] {
                [name, country, code, ..] => Some(((name, country), code)),
                _ => None,
            })
            .collect()
    });
    let local = country.and_then(|country| table.get(&(name, country)));
    local
        .or_else(|| table.get(&(name, "*")))
        .copied()
        .unwrap_or(UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn a_shared_name_is_read_by_country() {
        assert_eq!(code("*dollar", Some("AUS")), "AUD");
        assert_eq!(code("*dollar", Some("VNM")), "USD");
        assert_eq!(code("*peso", None), "XXX");
        assert_eq!(code("EUR", None), "EUR");
    }
}
