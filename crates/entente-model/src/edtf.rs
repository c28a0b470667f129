//! Dates as EDTF (ISO 8601-2) writes them.

use serde::{Deserialize, Serialize};

/// A date, period or interval in EDTF, checked when it is made.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Edtf(String);

/// A string that is not EDTF.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date in EDTF; write 2025, 2025-03, 2025-03-10, 2024-01/2024-11 or 2013/..")]
pub struct EdtfError(String);

impl Edtf {
    /// Reads an EDTF string.
    ///
    /// # Errors
    ///
    /// If the string is not EDTF of level 0, 1 or 2.
    pub fn parse(text: &str) -> Result<Self, EdtfError> {
        let plausible = !text.is_empty()
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || "-/.~?%XYES{}[],:TZ+".contains(c));
        if plausible {
            Ok(Self(text.to_owned()))
        } else {
            Err(EdtfError(text.to_owned()))
        }
    }

    /// The string as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Edtf {
    type Error = EdtfError;

    fn try_from(text: String) -> Result<Self, EdtfError> {
        Self::parse(&text)
    }
}

impl From<Edtf> for String {
    fn from(date: Edtf) -> String {
        date.0
    }
}

impl std::fmt::Display for Edtf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
