//! What can go wrong with a record, in words for the person who has to act on it.

use std::path::PathBuf;

/// Why a record could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// There is no file of that name.
    #[error("there is no record at {}; `entente read` makes one", path.display())]
    Missing {
        /// Where the record was looked for.
        path: PathBuf,
    },
    /// The file is something else than a record.
    #[error(
        "{} is not a record of Entente, so it was left alone; name another file with --record",
        path.display()
    )]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// A newer Entente wrote the file.
    #[error(
        "{} was written by a newer Entente (record version {found}; this program reads up to {known}); use that version, or read the sources into a new record",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version of the file.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// An older file that was opened for reading only.
    #[error(
        "{} was written by an older Entente (record version {found}) and has to be brought up to date; open it once for writing, for instance with `entente read` and no input",
        path.display()
    )]
    Older {
        /// The file.
        path: PathBuf,
        /// The version of the file.
        found: i64,
    },
    /// Another program holds the file.
    #[error("another program is writing to {}; try again when it has finished", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// There is no room left.
    #[error(
        "there is no room left for {}; what was reported as read before this is kept",
        path.display()
    )]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// The file is a record, but not one that can be read.
    #[error("{} is damaged ({detail}); restore it from a copy, or read the sources into a new record", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        detail: String,
    },
    /// The file may not be opened or written.
    #[error("{} cannot be opened: {detail}", path.display())]
    Access {
        /// The file.
        path: PathBuf,
        /// What the system says.
        detail: String,
    },
    /// A claim that does not fit its document.
    #[error(
        "claim {number} of document {document} points at bytes {start} to {end}, which are no words of the text"
    )]
    BadSpan {
        /// The document's id.
        document: String,
        /// Which claim, counted from 1.
        number: usize,
        /// Where the span starts.
        start: usize,
        /// Where it ends.
        end: usize,
    },
    /// An id that nothing in the record has.
    #[error(
        "nothing in the record has the id {0}; ids are printed by the list commands, and any unambiguous beginning of eight or more characters will do"
    )]
    UnknownId(String),
    /// The beginning of more than one id.
    #[error("the id {0} fits more than one thing; write more of it")]
    AmbiguousId(String),
    /// A party that cannot be told.
    #[error(
        "`{0}` names nobody in the record; write a name, an ISO 3166-1 alpha-3 code (VNM) or an organisation's acronym (ASEAN)"
    )]
    UnknownParty(String),
    /// Words that cannot be searched for.
    #[error("`{0}` holds no word to search for")]
    EmptySearch(String),
    /// A judgement that cannot be made.
    #[error("{0}")]
    Judgement(String),
    /// A table of a reference base that cannot be read.
    #[error("the reference base cannot be read: {0}")]
    Reference(String),
    /// Anything else that SQLite says.
    #[error("the record {} could not be used: {source}", path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        #[source]
        source: rusqlite::Error,
    },
    /// A row that cannot be read back.
    #[error("a row of the record cannot be read back ({0}); run `entente verify`")]
    Row(#[from] serde_json::Error),
}

/// What a function of this crate returns.
pub type Result<T> = std::result::Result<T, RecordError>;

impl RecordError {
    /// The error of SQLite, told as what it means for the file at `path`.
    pub(crate) fn from_sqlite(source: rusqlite::Error, path: &std::path::Path) -> Self {
        use rusqlite::ErrorCode;
        let path = path.to_owned();
        let Some(code) = source.sqlite_error_code() else {
            return Self::Sqlite { path, source };
        };
        match code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Locked { path },
            ErrorCode::DiskFull => Self::Full { path },
            ErrorCode::NotADatabase => Self::Foreign { path },
            ErrorCode::DatabaseCorrupt => Self::Damaged {
                path,
                detail: source.to_string(),
            },
            ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::ReadOnly => {
                Self::Access {
                    path,
                    detail: source.to_string(),
                }
            }
            _ => Self::Sqlite { path, source },
        }
    }
}
