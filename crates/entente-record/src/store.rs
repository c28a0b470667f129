//! The SQLite file: opening it, adding what was read, rebuilding what follows from it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use entente_model::{
    Claim, CodePoints, Document, DocumentKind, Edtf, Entity, EntityType, Finding, PairVerdict,
    Span, Stance, fold,
};
use jiff::Timestamp;
use rusqlite::{
    Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params,
};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::checks::{CHECKS, weekday};
use crate::copies;
use crate::dates::Days;
use crate::error::{RecordError, Result};
use crate::judgement::Judgements;
use crate::names::{self, Spelling};
use crate::reconcile;
use crate::reference::Reference;
use crate::testimony::{Source, Testimony, map_entities};

/// "Ent1", which tells a record from every other SQLite file.
const APPLICATION_ID: i64 = 0x456E_7431;

/// One script for each version of the file, in order.
const MIGRATIONS: [&str; 2] = [
    include_str!("schema/001_first.sql"),
    include_str!("schema/002_reference.sql"),
];

/// Pages kept in memory, as SQLite counts them: below nought in KiB.
const CACHE: i64 = -65_536;

/// The same while more blocks than [`LARGE`] are rebuilt.
const LARGE_CACHE: i64 = -524_288;

/// More blocks than one article touches.
const LARGE: i64 = 20_000;

/// The rules by which blocks are named; a record of others is put into blocks anew.
const BLOCKS: &str = "2";

/// What the key of a block begins with that is a text.
const TEXT_BLOCK: &str = "text:";

/// How long to wait for another program that is writing.
const BUSY: Duration = Duration::from_secs(5);

/// An open record.
///
/// One program may write while others read. Every change is one transaction: a crash leaves
/// the record as it was before or after it, never between.
pub struct Record {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
    pub(crate) reference: Option<Arc<Reference>>,
}

/// What [`Record::add`] did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Added {
    /// Whether the record did not have this document with this text yet.
    pub new_document: bool,
    /// How many claims it did not have yet.
    pub new_claims: usize,
    /// Name of the document that this one is a copy of, where it is one.
    pub copy_of: Option<String>,
    /// Whether the record has another text under the same name, so that this is a later edit.
    pub edited: bool,
}

/// What [`Record::reconcile`] did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rebuilt {
    /// How many blocks of claims were looked at anew.
    pub blocks: usize,
    /// How many facts the record holds now.
    pub facts: usize,
    /// How many findings it holds now.
    pub findings: usize,
}

impl Record {
    /// Opens the record at `path` for reading and writing, making it where there is no file.
    ///
    /// # Errors
    ///
    /// If the file is something else than a record, was written by a newer Entente, or cannot
    /// be opened.
    pub fn create_or_open(path: impl AsRef<Path>) -> Result<Self> {
        Self::connect(
            path.as_ref(),
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        )
    }

    /// Opens the record at `path`, which has to exist, for reading and writing.
    ///
    /// # Errors
    ///
    /// As [`Record::create_or_open`], and if there is no such file.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        require(path)?;
        Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    /// Opens the record at `path`, which has to exist, for reading. A record that an older
    /// Entente wrote is brought up to date first.
    ///
    /// # Errors
    ///
    /// As [`Record::open`], and if an older Entente wrote it and it cannot be written.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        require(path)?;
        match Self::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY) {
            // It has to be brought up to date once; where that is not allowed, it is told.
            Err(RecordError::Older { path, found }) => match Self::open(&path) {
                Ok(_) => Self::connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY),
                Err(_) => Err(RecordError::Older { path, found }),
            },
            opened => opened,
        }
    }

    /// A record in memory, for tests and for views of the past.
    ///
    /// # Errors
    ///
    /// If SQLite finds no memory.
    pub fn in_memory() -> Result<Self> {
        let path = PathBuf::from(":memory:");
        let located = |e| RecordError::from_sqlite(e, &path);
        let mut db = Connection::open_in_memory().map_err(located)?;
        prepare(&mut db, &path, true)?;
        Ok(Self {
            db,
            path,
            reference: None,
        })
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self> {
        let located = |e| RecordError::from_sqlite(e, path);
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut db = Connection::open_with_flags(path, flags).map_err(located)?;
        let writable = flags.contains(OpenFlags::SQLITE_OPEN_READ_WRITE);
        prepare(&mut db, path, writable)?;
        let mut record = Self {
            db,
            path: path.to_owned(),
            reference: None,
        };
        record.reference = record.kept_reference()?;
        if writable && record.setting("blocks")?.as_deref() != Some(BLOCKS) {
            record.renew_blocks()?;
        }
        Ok(record)
    }

    /// Puts every claim into its blocks anew, after the rules by which they are named changed.
    fn renew_blocks(&mut self) -> Result<()> {
        let path = self.path.clone();
        let located = |e| RecordError::from_sqlite(e, &path);
        let judgements = self.judgements()?;
        let tx = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(located)?;
        let read = Writer {
            tx: &tx,
            judgements: &judgements,
            reference: self.reference.as_deref(),
        }
        .renew_blocks()
        .map_err(|e| e.located(&path))?;
        tx.commit().map_err(located)?;
        if read {
            self.reconcile()?;
        }
        Ok(())
    }

    /// The reference base that the record is set beside; `None` where it is none.
    #[must_use]
    pub fn reference(&self) -> Option<&Arc<Reference>> {
        self.reference.as_ref()
    }

    /// Whether the record says which reference base it is set beside, if only that it is none.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn has_chosen_reference(&self) -> Result<bool> {
        Ok(self.setting("reference")?.is_some())
    }

    /// Sets the record beside a reference base, or none. It is kept with the record, so that
    /// every later command uses it; where it is another one than before, the next
    /// [`Record::reconcile`] looks at everything anew.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn refer_to(&mut self, reference: Option<Arc<Reference>>) -> Result<()> {
        let chosen = reference.as_ref().map_or("none", |r| r.hash()).to_owned();
        if self.setting("reference")?.as_ref() != Some(&chosen) {
            let path = self.path.clone();
            let located = |e| RecordError::from_sqlite(e, &path);
            let tx = self
                .db
                .transaction_with_behavior(TransactionBehavior::Immediate)
                .map_err(located)?;
            let write = || -> rusqlite::Result<()> {
                tx.execute(
                    "INSERT OR REPLACE INTO setting (name, value) VALUES ('reference', ?)",
                    [&chosen],
                )?;
                tx.execute("DELETE FROM reference_table", [])?;
                if let Some(own) = reference.as_ref().filter(|r| !r.is_built_in()) {
                    for (name, text) in own.tables() {
                        tx.execute(
                            "INSERT INTO reference_table (name, text) VALUES (?, ?)",
                            [name, text],
                        )?;
                    }
                }
                tx.execute("UPDATE block SET dirty = 1", [])?;
                Ok(())
            };
            write().map_err(located)?;
            tx.commit().map_err(located)?;
        }
        self.reference = reference;
        Ok(())
    }

    /// The reference base that the file names. One that came with an older program gives way
    /// to the one that comes with this.
    fn kept_reference(&self) -> Result<Option<Arc<Reference>>> {
        match self.setting("reference")?.as_deref() {
            None | Some("none") => Ok(None),
            Some(_) => {
                let mut statement = self
                    .db
                    .prepare("SELECT name, text FROM reference_table ORDER BY rowid")
                    .map_err(self.at())?;
                let tables: Vec<(String, String)> = statement
                    .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
                    .map_err(self.at())?
                    .collect::<rusqlite::Result<_>>()
                    .map_err(self.at())?;
                if tables.is_empty() {
                    return Ok(Some(Reference::built_in()));
                }
                Reference::from_tables(tables).map(Some)
            }
        }
    }

    fn setting(&self, name: &str) -> Result<Option<String>> {
        self.db
            .query_row("SELECT value FROM setting WHERE name = ?", [name], |row| {
                row.get(0)
            })
            .optional()
            .map_err(self.at())
    }

    /// Where the record is; `:memory:` where it is in no file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The connection, for queries of one's own. The tables are documented in the file itself.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.db
    }

    pub(crate) fn at(&self) -> impl Fn(rusqlite::Error) -> RecordError + '_ {
        |e| RecordError::from_sqlite(e, &self.path)
    }

    /// Adds a document, the bytes that it was read from, and its claims, in one transaction.
    ///
    /// Spans of the claims are bytes of [`Document::text`]. When this returns, everything is
    /// on disk. A document and claims that the record has already change nothing, so reading
    /// twice is harmless. `read_at` is the time of reading; the record takes no time from
    /// anywhere else.
    ///
    /// Facts do not follow at once: call [`Record::reconcile`] after the last document.
    ///
    /// # Errors
    ///
    /// If a span points at no words of the text, in which case nothing is added, or if the file
    /// cannot be written.
    pub fn add(
        &mut self,
        document: &Document,
        original: Option<&[u8]>,
        claims: &[Claim],
        read_at: Timestamp,
    ) -> Result<Added> {
        check_spans(document, claims)?;
        let path = self.path.clone();
        let located = |e| RecordError::from_sqlite(e, &path);
        let judgements = self.judgements()?;
        let tx = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(located)?;
        let added = Writer {
            tx: &tx,
            judgements: &judgements,
            reference: self.reference.as_deref(),
        }
        .add(document, original, claims, &read_at.to_string())
        .map_err(|e| e.located(&path))?;
        tx.commit().map_err(located)?;
        Ok(added)
    }

    /// Rebuilds the facts, verdicts and findings of every block that changed.
    ///
    /// The result is the same as from scratch, whatever the order of reading.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or written.
    pub fn reconcile(&mut self) -> Result<Rebuilt> {
        self.reconcile_with(|_, _| ())
    }

    /// As [`Record::reconcile`]; `progress` is told how many of how many blocks are done.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or written.
    pub fn reconcile_with(&mut self, mut progress: impl FnMut(usize, usize)) -> Result<Rebuilt> {
        let path = self.path.clone();
        let located = |e| RecordError::from_sqlite(e, &path);
        let judgements = self.judgements()?;
        let dirty: i64 = self
            .db
            .query_row("SELECT count(*) FROM block WHERE dirty = 1", [], |row| {
                row.get(0)
            })
            .map_err(located)?;
        // What is rebuilt at large is written all over the file: pages that have to be given up
        // half way are written again and again.
        let cache = |size: i64| {
            self.db
                .execute_batch(&format!("PRAGMA cache_size = {size}"))
                .map_err(|e| RecordError::from_sqlite(e, &self.path))
        };
        if dirty > LARGE {
            cache(LARGE_CACHE)?;
        }
        let tx = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(located)?;
        let rebuilt = Writer {
            tx: &tx,
            judgements: &judgements,
            reference: self.reference.as_deref(),
        }
        .rebuild(&mut progress)
        .map_err(|e| e.located(&path))?;
        tx.commit().map_err(located)?;
        if dirty > LARGE {
            self.db
                .execute_batch(&format!("PRAGMA cache_size = {CACHE}"))
                .map_err(located)?;
        }
        Ok(rebuilt)
    }

    /// Drops every fact, verdict and finding, and rebuilds them from claims and judgements.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or written.
    pub fn rebuild(&mut self) -> Result<Rebuilt> {
        self.db
            .execute("UPDATE block SET dirty = 1", [])
            .map_err(self.at())?;
        self.reconcile()
    }

    /// A hash of everything that the record holds, but for when it was read and how rows are
    /// numbered: two records with the same fingerprint say the same.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn fingerprint(&self) -> Result<String> {
        const PARTS: [&str; 10] = [
            "SELECT hash, text FROM version v WHERE NOT EXISTS (SELECT 1 FROM document
             WHERE version = v.id AND kind = 'reference') ORDER BY 1",
            "SELECT d.name, v.hash, d.url, d.outlet, d.published, d.title, d.language, d.kind, o.name
             FROM document d JOIN version v ON v.id = d.version LEFT JOIN document o ON o.id = d.copy_of
             WHERE d.kind <> 'reference' ORDER BY 1, 2",
            "SELECT e.key, c.key FROM entity e LEFT JOIN entity c ON c.id = e.canonical ORDER BY 1",
            "SELECT c.name, v.hash, c.body, c.quote FROM claim c JOIN version v ON v.id = c.version
             WHERE EXISTS (SELECT 1 FROM block_claim WHERE claim = c.id) ORDER BY 1",
            "SELECT f.name, f.key, f.kind, f.subtype, f.status, f.first_day, f.last_day, f.verdict, f.reason,
             f.independent, c.name, f.reading FROM fact f JOIN claim c ON c.id = f.claim ORDER BY 1",
            "SELECT f.name, c.name, e.stance FROM evidence e JOIN fact f ON f.id = e.fact
             JOIN claim c ON c.id = e.claim ORDER BY 1, 2",
            "SELECT v.name, v.verdict, v.rule, v.reason, a.name, b.name FROM verdict v
             JOIN claim a ON a.id = v.a JOIN claim b ON b.id = v.b ORDER BY 1",
            "SELECT name, class, severity, \"check\", message, arithmetic FROM finding ORDER BY 1",
            "SELECT f.name, p.position, c.name FROM finding_claim p JOIN finding f ON f.id = p.finding
             JOIN claim c ON c.id = p.claim ORDER BY 1, 2",
            "SELECT f.name, s.start, s.\"end\", s.quote FROM finding_sentence s JOIN finding f ON f.id = s.finding
             ORDER BY 1, 2",
        ];
        let mut hash = Sha256::new();
        for (number, sql) in PARTS.iter().enumerate() {
            let mut statement = self.db.prepare(sql).map_err(self.at())?;
            let columns = statement.column_count();
            let mut rows = statement.query([]).map_err(self.at())?;
            while let Some(row) = rows.next().map_err(self.at())? {
                hash.update([u8::try_from(number).unwrap_or(u8::MAX)]);
                for column in 0..columns {
                    let value = row.get_ref(column).map_err(self.at())?;
                    hash.update(format!("{value:?}\u{0}").as_bytes());
                }
            }
        }
        Ok(hash.finalize().iter().map(|b| format!("{b:02x}")).collect())
    }
}

fn require(path: &Path) -> Result<()> {
    match path.try_exists() {
        Ok(true) => Ok(()),
        Ok(false) => Err(RecordError::Missing {
            path: path.to_owned(),
        }),
        Err(error) => Err(RecordError::Access {
            path: path.to_owned(),
            detail: error.to_string(),
        }),
    }
}

/// Checks that the file is a record, brings it up to date and sets the connection up.
fn prepare(db: &mut Connection, path: &Path, writable: bool) -> Result<()> {
    let located = |e| RecordError::from_sqlite(e, path);
    db.busy_timeout(BUSY).map_err(located)?;
    let pragma = |db: &Connection, name: &str| -> rusqlite::Result<i64> {
        db.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))
    };
    let application = pragma(db, "application_id").map_err(located)?;
    let found = pragma(db, "user_version").map_err(located)?;
    let tables: i64 = db
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(located)?;
    let empty = application == 0 && tables == 0;
    if !empty && application != APPLICATION_ID || empty && !writable {
        return Err(RecordError::Foreign {
            path: path.to_owned(),
        });
    }
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(RecordError::Newer {
            path: path.to_owned(),
            found,
            known,
        });
    }
    db.execute_batch("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;")
        .map_err(located)?;
    if !writable {
        if found < known {
            return Err(RecordError::Older {
                path: path.to_owned(),
                found,
            });
        }
        return Ok(());
    }
    // What add() has returned for is on disk even if the power fails: synchronous = FULL.
    db.execute_batch(&format!(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = {CACHE};
         PRAGMA wal_autocheckpoint = 4000;"
    ))
    .map_err(located)?;
    if found < known {
        let tx = db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(located)?;
        // Another program may have done it while this one waited.
        let found = usize::try_from(pragma(&tx, "user_version").map_err(located)?).unwrap_or(0);
        for script in MIGRATIONS.iter().skip(found) {
            tx.execute_batch(script).map_err(located)?;
        }
        tx.execute_batch(&format!(
            "PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {known};"
        ))
        .map_err(located)?;
        tx.commit().map_err(located)?;
    }
    Ok(())
}

/// Checks that every span of the claims points at words of the text.
fn check_spans(document: &Document, claims: &[Claim]) -> Result<()> {
    for (number, claim) in claims.iter().enumerate() {
        for span in std::iter::once(claim.evidence).chain(claim.what()) {
            if span.is_empty() || document.get(span).is_none() {
                return Err(RecordError::BadSpan {
                    document: document.id().to_owned(),
                    number: number + 1,
                    start: span.start,
                    end: span.end,
                });
            }
        }
    }
    Ok(())
}

/// An error inside a transaction, before it is known which file it is about.
#[derive(Debug)]
pub(crate) enum Inner {
    Sql(rusqlite::Error),
    Json(serde_json::Error),
}

impl From<rusqlite::Error> for Inner {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<serde_json::Error> for Inner {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

impl Inner {
    pub(crate) fn located(self, path: &Path) -> RecordError {
        match self {
            Self::Sql(error) => RecordError::from_sqlite(error, path),
            Self::Json(error) => RecordError::Row(error),
        }
    }
}

type Inside<T> = std::result::Result<T, Inner>;

/// Writes within one transaction.
pub(crate) struct Writer<'a> {
    pub(crate) tx: &'a Transaction<'a>,
    pub(crate) judgements: &'a Judgements,
    pub(crate) reference: Option<&'a Reference>,
}

impl Writer<'_> {
    fn add(
        &self,
        document: &Document,
        original: Option<&[u8]>,
        claims: &[Claim],
        read_at: &str,
    ) -> Inside<Added> {
        let mut added = Added::default();
        let (version, fresh) = self.version(document)?;
        let original = original.map(|bytes| self.original(bytes)).transpose()?;
        let known: Option<i64> = self
            .tx
            .prepare_cached("SELECT id FROM document WHERE name = ? AND version = ?")?
            .query_row(params![document.id(), version], |row| row.get(0))
            .optional()?;
        if known.is_none() {
            self.document(document, version, original, read_at)?;
            added.new_document = true;
            added.edited = self
                .tx
                .prepare_cached("SELECT 1 FROM document WHERE name = ? AND version <> ?")?
                .exists(params![document.id(), version])?;
            self.place_among_copies(document, version, fresh)?;
        }
        added.copy_of = self
            .tx
            .prepare_cached(
                "SELECT o.name FROM document d JOIN document o ON o.id = d.copy_of
                 WHERE d.name = ? AND d.version = ?",
            )?
            .query_row(params![document.id(), version], |row| row.get(0))
            .optional()?;
        added.new_claims = self.claims(document, version, claims, read_at)?;
        Ok(added)
    }

    /// Drops all blocks and what followed from them, and names them anew; returns whether there
    /// is anything to rebuild.
    fn renew_blocks(&self) -> Inside<bool> {
        self.tx.execute_batch(
            "DELETE FROM finding; DELETE FROM verdict; DELETE FROM fact; DELETE FROM block_claim; DELETE FROM block;
             DELETE FROM setting WHERE name IN ('facts', 'findings');",
        )?;
        self.tx.execute(
            "INSERT OR REPLACE INTO setting (name, value) VALUES ('blocks', ?)",
            [BLOCKS],
        )?;
        let claims: Vec<i64> = self
            .tx
            .prepare(
                "SELECT c.id FROM claim c WHERE NOT EXISTS (SELECT 1 FROM document
                 WHERE version = c.version AND kind = 'reference')",
            )?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        self.assign_blocks(&claims)?;
        let mut texts = self.tx.prepare("SELECT hash, text FROM version")?;
        let mut rows = texts.query([])?;
        while let Some(row) = rows.next()? {
            self.text_block(&row.get::<_, String>(0)?, &row.get::<_, String>(1)?)?;
        }
        Ok(!claims.is_empty())
    }

    /// Makes a text a block of its own where a check has to look at it.
    fn text_block(&self, hash: &str, text: &str) -> Inside<()> {
        if weekday::any(text) {
            self.tx
                .prepare_cached(
                    "INSERT INTO block (key) VALUES (?) ON CONFLICT (key) DO UPDATE SET dirty = 1",
                )?
                .execute([format!("{TEXT_BLOCK}{hash}")])?;
        }
        Ok(())
    }

    /// The row of the text, and whether it is new.
    fn version(&self, document: &Document) -> Inside<(i64, bool)> {
        let found: Option<i64> = self
            .tx
            .prepare_cached("SELECT id FROM version WHERE hash = ?")?
            .query_row([document.hash()], |row| row.get(0))
            .optional()?;
        if let Some(id) = found {
            return Ok((id, false));
        }
        self.tx
            .prepare_cached("INSERT INTO version (hash, text) VALUES (?, ?)")?
            .execute([document.hash(), document.text()])?;
        let id = self.tx.last_insert_rowid();
        let mut insert = self.tx.prepare_cached(
            "INSERT INTO passage (text, folded, version, start, \"end\") VALUES (?, ?, ?, ?, ?)",
        )?;
        let points = CodePoints::new(document.text());
        for span in paragraphs(document.text()) {
            let words = document.slice(span);
            let at = points.to_points(span);
            insert.execute(params![
                words,
                fold(words),
                id,
                at.start as i64,
                at.end as i64
            ])?;
        }
        self.text_block(document.hash(), document.text())?;
        Ok((id, true))
    }

    fn original(&self, bytes: &[u8]) -> Inside<i64> {
        let hash: String = Sha256::digest(bytes)
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        self.tx
            .prepare_cached("INSERT OR IGNORE INTO original (hash, bytes) VALUES (?, ?)")?
            .execute(params![hash, bytes])?;
        Ok(self
            .tx
            .prepare_cached("SELECT id FROM original WHERE hash = ?")?
            .query_row([hash], |row| row.get(0))?)
    }

    fn document(
        &self,
        document: &Document,
        version: i64,
        original: Option<i64>,
        read_at: &str,
    ) -> Inside<()> {
        let days = document.published.as_ref().and_then(Days::of);
        self.tx
            .prepare_cached(
                "INSERT INTO document (name, version, original, url, outlet, published, published_first,
                 published_last, title, language, kind, said_copy_of, read_at)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                document.id(),
                version,
                original,
                document.url,
                document.outlet,
                document.published.as_ref().map(Edtf::as_str),
                days.and_then(|d| d.first).map(|d| d.to_string()),
                days.and_then(|d| d.last).map(|d| d.to_string()),
                document.title,
                document.language,
                kind_name(document.kind),
                document.copy_of,
                read_at,
            ])?;
        Ok(())
    }

    /// Finds the copies of a document and names the original among all of them: the earliest
    /// published, then the one whose text and name sort first.
    fn place_among_copies(&self, document: &Document, version: i64, fresh: bool) -> Inside<()> {
        let mut versions: BTreeSet<i64> = BTreeSet::from([version]);
        let shingles = copies::shingles(document.text());
        if fresh {
            let mut insert = self
                .tx
                .prepare_cached("INSERT OR IGNORE INTO shingle (hash, version) VALUES (?, ?)")?;
            let mut find = self
                .tx
                .prepare_cached("SELECT version FROM shingle WHERE hash = ? LIMIT 200")?;
            let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
            for hash in copies::sample(&shingles) {
                let rows = find.query_map([hash], |row| row.get::<_, i64>(0))?;
                for other in rows {
                    *shared.entry(other?).or_default() += 1;
                }
                insert.execute(params![hash, version])?;
            }
            let mut text = self
                .tx
                .prepare_cached("SELECT text FROM version WHERE id = ?")?;
            let mut sampled = self
                .tx
                .prepare_cached("SELECT count(*) FROM shingle WHERE version = ?")?;
            let mine = copies::sample(&shingles).count();
            for (other, count) in shared {
                if other == version || count < 2 {
                    continue;
                }
                // The sample shows whether counting in full is worth while: half of the
                // threshold leaves room for chance.
                let theirs: i64 = sampled.query_row([other], |row| row.get(0))?;
                let smaller = mine.min(usize::try_from(theirs).unwrap_or(0));
                if count * 10 < smaller * 3 {
                    continue;
                }
                let text: String = text.query_row([other], |row| row.get(0))?;
                if copies::near(&shingles, &copies::shingles(&text)) {
                    versions.insert(other);
                }
            }
        }
        // Texts under one name are edits of each other; what the input calls a copy is one.
        let mut related: BTreeSet<i64> = BTreeSet::new();
        let mut collect = |sql: &str, args: &[&dyn rusqlite::ToSql]| -> Inside<()> {
            let mut statement = self.tx.prepare_cached(sql)?;
            for id in statement.query_map(args, |row| row.get::<_, i64>(0))? {
                related.insert(id?);
            }
            Ok(())
        };
        for v in &versions {
            collect("SELECT id FROM document WHERE version = ?", &[v])?;
        }
        collect("SELECT id FROM document WHERE name = ?", &[&document.id()])?;
        if let Some(of) = &document.copy_of {
            collect("SELECT id FROM document WHERE name = ?", &[of])?;
        }
        collect(
            "SELECT id FROM document WHERE said_copy_of = ?",
            &[&document.id()],
        )?;
        // The groups that these belong to become one.
        let roots: BTreeSet<i64> = {
            let mut statement = self
                .tx
                .prepare_cached("SELECT coalesce(copy_of, id) FROM document WHERE id = ?")?;
            related
                .iter()
                .map(|id| statement.query_row([id], |row| row.get::<_, i64>(0)))
                .collect::<rusqlite::Result<_>>()?
        };
        let mut group: BTreeMap<i64, (bool, String, String, String)> = BTreeMap::new();
        {
            let mut statement = self.tx.prepare_cached(
                "SELECT d.id, d.published_first, v.hash, d.name FROM document d
                 JOIN version v ON v.id = d.version WHERE d.id = ?1 OR d.copy_of = ?1",
            )?;
            for root in &roots {
                let rows = statement.query_map([root], |row| {
                    let first: Option<String> = row.get(1)?;
                    Ok((
                        row.get(0)?,
                        (
                            first.is_none(),
                            first.unwrap_or_default(),
                            row.get(2)?,
                            row.get(3)?,
                        ),
                    ))
                })?;
                for row in rows {
                    let (id, order) = row?;
                    group.insert(id, order);
                }
            }
        }
        let Some((&first, _)) = group.iter().min_by(|a, b| a.1.cmp(b.1)) else {
            return Ok(());
        };
        let mut changed = false;
        {
            let mut update = self.tx.prepare_cached(
                "UPDATE document SET copy_of = ?1, copy_reason = ?2 WHERE id = ?3
                 AND (copy_of IS NOT ?1 OR copy_reason IS NOT ?2)",
            )?;
            let first_hash = &group[&first].2;
            let first_name = &group[&first].3;
            for (id, order) in &group {
                let (of, reason) = if *id == first {
                    (None, None)
                } else if &order.2 == first_hash {
                    (Some(first), Some("exact"))
                } else if &order.3 == first_name {
                    (Some(first), Some("edited"))
                } else {
                    (Some(first), Some("near"))
                };
                changed |= update.execute(params![of, reason, id])? > 0;
            }
        }
        if changed || group.len() > 1 {
            // Witnesses changed for every claim of the group.
            let mut dirty = self.tx.prepare_cached(
                "UPDATE block SET dirty = 1 WHERE id IN (SELECT bc.block FROM document d
                 JOIN claim c ON c.version = d.version JOIN block_claim bc ON bc.claim = c.id WHERE d.id = ?)",
            )?;
            for id in group.keys() {
                dirty.execute([id])?;
            }
        }
        Ok(())
    }

    fn claims(
        &self,
        document: &Document,
        version: i64,
        claims: &[Claim],
        read_at: &str,
    ) -> Inside<usize> {
        let points = CodePoints::new(document.text());
        let mut spellings: BTreeMap<String, Entity> = BTreeMap::new();
        for claim in claims {
            for entity in claim.entities() {
                let known = spellings
                    .entry(Spelling::of(entity).key())
                    .or_insert_with(|| entity.clone());
                if shown_before(&entity.name, &known.name) {
                    known.name.clone_from(&entity.name);
                }
            }
        }
        let mut ids: HashMap<String, i64> = HashMap::new();
        for (key, entity) in &spellings {
            ids.insert(key.clone(), self.entity(key, entity)?);
        }
        let mut new: Vec<(i64, String)> = Vec::new();
        {
            let mut insert = self.tx.prepare_cached(
                "INSERT OR IGNORE INTO claim (name, version, kind, status, start, \"end\", start_byte, end_byte,
                 quote, body, rule, confidence, read_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?;
            let mut link = self.tx.prepare_cached(
                "INSERT OR IGNORE INTO claim_entity (entity, claim) VALUES (?, ?)",
            )?;
            for claim in claims {
                let name = claim.id(document);
                let at = points.to_points(claim.evidence);
                let Some(mut body) = claim.map_spans(|span| Some(points.to_points(span))) else {
                    continue;
                };
                let (rule, confidence) = (body.rule.take(), body.confidence.take());
                let inserted = insert.execute(params![
                    name,
                    version,
                    claim.kind().name(),
                    claim.status.name(),
                    at.start as i64,
                    at.end as i64,
                    claim.evidence.start as i64,
                    claim.evidence.end as i64,
                    document.slice(claim.evidence),
                    serde_json::to_string(&body)?,
                    rule,
                    confidence,
                    read_at,
                ])?;
                if inserted == 0 {
                    continue;
                }
                let id = self.tx.last_insert_rowid();
                for entity in claim.entities() {
                    if let Some(entity) = ids.get(&Spelling::of(entity).key()) {
                        link.execute(params![entity, id])?;
                    }
                }
                new.push((id, name));
            }
        }
        let fresh: Vec<i64> = new.iter().map(|(id, _)| *id).collect();
        self.assign_blocks(&fresh)?;
        if !fresh.is_empty() {
            // Findings on the text name its claims.
            self.tx
                .prepare_cached("UPDATE block SET dirty = 1 WHERE key = ?")?
                .execute([format!("{TEXT_BLOCK}{}", document.hash())])?;
        }
        // A document that came again under another name or date changes who tells the claims.
        if new.len() < claims.len() {
            self.tx
                .prepare_cached(
                    "UPDATE block SET dirty = 1 WHERE id IN (SELECT bc.block FROM claim c
                     JOIN block_claim bc ON bc.claim = c.id WHERE c.version = ?)",
                )?
                .execute([version])?;
            self.tx
                .prepare_cached("UPDATE block SET dirty = 1 WHERE key = ?")?
                .execute([format!("{TEXT_BLOCK}{}", document.hash())])?;
        }
        Ok(new.len())
    }

    /// The row of a spelling; where it is new, the spellings that it may stand for are set anew.
    fn entity(&self, key: &str, entity: &Entity) -> Inside<i64> {
        let found: Option<(i64, String)> = self
            .tx
            .prepare_cached("SELECT id, name FROM entity WHERE key = ?")?
            .query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if let Some((id, name)) = found {
            // Which text came first must not decide how a name is written.
            if shown_before(&entity.name, &name) {
                self.tx
                    .prepare_cached("UPDATE entity SET name = ? WHERE id = ?")?
                    .execute(params![entity.name, id])?;
                self.tx
                    .prepare_cached(
                        "UPDATE block SET dirty = 1 WHERE id IN (SELECT bc.block FROM entity e
                         JOIN claim_entity ce ON ce.entity = e.id
                         JOIN block_claim bc ON bc.claim = ce.claim
                         WHERE e.canonical = ?1 OR e.id = ?1)",
                    )?
                    .execute([id])?;
            }
            return Ok(id);
        }
        let spelling = Spelling::of(entity);
        self.tx
            .prepare_cached(
                "INSERT INTO entity (key, name, type, country, code, folded) VALUES (?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                key,
                entity.name,
                entity.kind.name(),
                entity.country,
                entity.id,
                spelling.words.join(" "),
            ])?;
        let id = self.tx.last_insert_rowid();
        let words: BTreeSet<&String> = spelling.words.iter().collect();
        {
            let mut insert = self
                .tx
                .prepare_cached("INSERT INTO entity_word (word, entity) VALUES (?, ?)")?;
            for word in &words {
                insert.execute(params![word, id])?;
            }
        }
        self.resolve_around(id, &spelling)?;
        Ok(id)
    }

    /// Sets anew what the spellings around a new one stand for.
    fn resolve_around(&self, id: i64, spelling: &Spelling) -> Inside<()> {
        if spelling.words.is_empty() {
            return Ok(());
        }
        // Those that may change: whose words are a subset of the new one's.
        let mut affected: BTreeMap<i64, Spelling> = BTreeMap::new();
        for word in &spelling.words {
            for (other, known) in self.spellings_with(word)? {
                let subset = known.kind == spelling.kind
                    && known.words.iter().all(|w| spelling.words.contains(w));
                if subset {
                    affected.insert(other, known);
                }
            }
        }
        affected.insert(id, spelling.clone());
        for (other, known) in affected {
            self.resolve(other, &known)?;
        }
        Ok(())
    }

    /// Every spelling that has the word.
    fn spellings_with(&self, word: &str) -> Inside<Vec<(i64, Spelling)>> {
        let mut statement = self.tx.prepare_cached(
            "SELECT e.id, e.name, e.type, e.country, e.code FROM entity_word w
             JOIN entity e ON e.id = w.entity WHERE w.word = ?",
        )?;
        let rows = statement.query_map([word], |row| {
            Ok((row.get::<_, i64>(0)?, Spelling::of(&entity_of(row, 1)?)))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Sets what one spelling stands for; its claims change their blocks where that changed.
    pub(crate) fn resolve(&self, id: i64, spelling: &Spelling) -> Inside<()> {
        let rarest = spelling
            .words
            .iter()
            .min_by_key(|w| std::cmp::Reverse(w.len()));
        let mut known: BTreeSet<Spelling> = BTreeSet::from([spelling.clone()]);
        let mut ids: BTreeMap<Spelling, i64> = BTreeMap::from([(spelling.clone(), id)]);
        if let Some(word) = rarest {
            for (other, s) in self.spellings_with(word)? {
                ids.entry(s.clone())
                    .and_modify(|i| *i = (*i).min(other))
                    .or_insert(other);
                known.insert(s);
            }
        }
        let mut target = names::canonical(spelling, &known).clone();
        // Spellings of one id stand for the same: the first of them in order.
        if let Some(merged) = self.judgements.merged(spelling, &target) {
            target = merged;
        }
        let canonical: i64 = match &target.code {
            Some(code) => self
                .tx
                .prepare_cached("SELECT id FROM entity WHERE code = ? ORDER BY key LIMIT 1")?
                .query_row([code], |row| row.get(0))
                .optional()?
                .unwrap_or(id),
            None => match ids.get(&target) {
                Some(found) => *found,
                None => self
                    .tx
                    .prepare_cached("SELECT id FROM entity WHERE key = ?")?
                    .query_row([target.key()], |row| row.get(0))
                    .optional()?
                    .unwrap_or(id),
            },
        };
        let changed = self
            .tx
            .prepare_cached(
                "UPDATE entity SET canonical = ?1 WHERE id = ?2 AND canonical IS NOT ?1",
            )?
            .execute(params![canonical, id])?;
        if target.code.is_some() {
            let seen = |id: i64| -> Inside<(String, Option<String>)> {
                Ok(self
                    .tx
                    .prepare_cached("SELECT type, country FROM entity WHERE id = ?")?
                    .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?)
            };
            let before: Option<i64> = self
                .tx
                .prepare_cached("SELECT canonical FROM entity WHERE code = ? AND id <> ? LIMIT 1")?
                .query_row(params![target.code, id], |row| row.get(0))
                .optional()?
                .flatten();
            let moved = match before {
                Some(before) if before != canonical => seen(before)? != seen(canonical)?,
                _ => false,
            };
            // A spelling that now sorts first becomes the one that all of this id stand for.
            self.tx
                .prepare_cached(
                    "UPDATE entity SET canonical = ?1 WHERE code = ?2 AND canonical IS NOT ?1",
                )?
                .execute(params![canonical, target.code])?;
            self.tx
                .prepare_cached(
                    "UPDATE entity SET canonical = ?1 WHERE canonical IN (SELECT id FROM entity WHERE code = ?2)",
                )?
                .execute(params![canonical, target.code])?;
            if moved {
                // Sort or country of the whole id changed, and with them the blocks.
                self.move_claims(
                    "SELECT ce.claim FROM entity e JOIN claim_entity ce ON ce.entity = e.id WHERE e.canonical = ?",
                    canonical,
                )?;
            }
        }
        if changed > 0 {
            self.move_claims("SELECT claim FROM claim_entity WHERE entity = ?", id)?;
        }
        Ok(())
    }

    /// Puts the claims that a query finds into their blocks anew.
    pub(crate) fn move_claims(&self, sql: &str, id: i64) -> Inside<()> {
        let claims: Vec<i64> = self
            .tx
            .prepare_cached(sql)?
            .query_map([id], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        self.leave_blocks(&claims)?;
        self.assign_blocks(&claims)
    }

    /// Takes claims out of their blocks, which have to be looked at anew.
    pub(crate) fn leave_blocks(&self, claims: &[i64]) -> Inside<()> {
        let mut dirty = self.tx.prepare_cached(
            "UPDATE block SET dirty = 1 WHERE id IN (SELECT block FROM block_claim WHERE claim = ?)",
        )?;
        let mut leave = self
            .tx
            .prepare_cached("DELETE FROM block_claim WHERE claim = ?")?;
        for claim in claims {
            dirty.execute([claim])?;
            leave.execute([claim])?;
        }
        Ok(())
    }

    /// Puts claims into their blocks, which have to be looked at anew.
    fn assign_blocks(&self, claims: &[i64]) -> Inside<()> {
        let mut loader = Loader::new(self.tx, self.judgements);
        // A claim that can make nothing fire by itself waits for one that can.
        let mut block = self.tx.prepare_cached(
            "INSERT INTO block (key, dirty) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET dirty =
             dirty OR ?2 OR EXISTS (SELECT 1 FROM block_claim WHERE block = block.id AND fires = 1)
             RETURNING id",
        )?;
        let mut link = self.tx.prepare_cached(
            "INSERT OR IGNORE INTO block_claim (block, claim, fires) VALUES (?, ?, ?)",
        )?;
        for claim in claims {
            let testimony = loader.testimony(*claim)?;
            for (key, fires) in blocks_of(&testimony) {
                let id: i64 = block.query_row(params![key, fires], |row| row.get(0))?;
                link.execute(params![id, *claim, fires])?;
            }
        }
        Ok(())
    }

    /// Rebuilds what follows from the blocks that changed.
    fn rebuild(&self, progress: &mut dyn FnMut(usize, usize)) -> Inside<Rebuilt> {
        let (mut facts, mut findings) = (self.kept("facts")?, self.kept("findings")?);
        let dirty: Vec<(i64, String)> = self
            .tx
            .prepare("SELECT id, key FROM block WHERE dirty = 1 ORDER BY id")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut loader = Loader::new(self.tx, self.judgements);
        let total = dirty.len();
        for (done, (id, key)) in dirty.iter().enumerate() {
            let (more_facts, more_findings) = self.rebuild_block(*id, key, &mut loader)?;
            facts += more_facts;
            findings += more_findings;
            if done % 256 == 0 {
                progress(done, total);
                loader.shrink();
            }
        }
        progress(total, total);
        if total > 0 {
            let mut keep = self
                .tx
                .prepare_cached("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)")?;
            keep.execute(params!["facts", facts.to_string()])?;
            keep.execute(params!["findings", findings.to_string()])?;
        }
        Ok(Rebuilt {
            blocks: total,
            facts: usize::try_from(facts).unwrap_or(0),
            findings: usize::try_from(findings).unwrap_or(0),
        })
    }

    /// How many facts or findings there are, as the last rebuilding left them: in a large
    /// record, counting takes longer than an article.
    fn kept(&self, name: &str) -> Inside<i64> {
        let kept: Option<String> = self
            .tx
            .prepare_cached("SELECT value FROM setting WHERE name = ?")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        match kept.and_then(|value| value.parse().ok()) {
            Some(count) => Ok(count),
            None => {
                let table = name.trim_end_matches('s');
                let sql = format!("SELECT count(*) FROM {table}");
                Ok(self.tx.query_row(&sql, [], |row| row.get(0))?)
            }
        }
    }

    /// Rebuilds one block; returns how many facts and findings there are more than before.
    fn rebuild_block(&self, block: i64, key: &str, loader: &mut Loader<'_>) -> Inside<(i64, i64)> {
        let drop = |sql: &str| -> Inside<i64> {
            let gone = self.tx.prepare_cached(sql)?.execute([block])?;
            Ok(i64::try_from(gone).unwrap_or(i64::MAX))
        };
        let findings_before = drop("DELETE FROM finding WHERE block = ?")?;
        if let Some(hash) = key.strip_prefix(TEXT_BLOCK) {
            let findings = self.rebuild_text(block, hash, loader)?;
            drop("UPDATE block SET dirty = 0 WHERE id = ?")?;
            return Ok((0, findings - findings_before));
        }
        let members: Vec<(i64, bool)> = self
            .tx
            .prepare_cached("SELECT claim, fires FROM block_claim WHERE block = ?")?
            .query_map([block], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        if members.is_empty() {
            drop("DELETE FROM verdict WHERE block = ?")?;
            let facts_before = drop("DELETE FROM fact WHERE block = ?")?;
            drop("DELETE FROM block WHERE id = ?")?;
            return Ok((-facts_before, -findings_before));
        }
        if !members.iter().any(|(_, fires)| *fires) {
            drop("UPDATE block SET dirty = 0 WHERE id = ?")?;
            return Ok((0, -findings_before));
        }
        let ids = members.into_iter().map(|(id, _)| id);
        let mut claims: Vec<Testimony> = Vec::with_capacity(ids.len());
        let mut rows = Rows::default();
        for id in ids {
            let testimony = loader.testimony(id)?;
            rows.read.insert(testimony.id.clone(), id);
            claims.push(testimony);
        }
        // What the reference base says of the same thing is one more source.
        if let Some(reference) = self.reference {
            for testimony in reference.in_block(key) {
                rows.reference
                    .insert(testimony.id.clone(), testimony.clone());
                claims.push(testimony);
            }
        }
        claims.sort_by(|a, b| a.id.cmp(&b.id));
        let rejected: Vec<Testimony> = self.judgements.take_rejected(&mut claims);
        let (facts_block, name) = match key.strip_prefix("fact:") {
            Some(name) => (true, name),
            None => (false, key),
        };
        let mut findings: Vec<Finding> = Vec::new();
        let mut facts = 0;
        if facts_block {
            let mut reconciled = reconcile::reconcile(&claims, self.judgements.preferred());
            self.judgements.add_rejected(&mut reconciled, &rejected);
            // The record holds what was read: rows of the reference base alone are no fact of it.
            reconciled.facts.retain(|fact| {
                fact.evidence.iter().any(|e| {
                    matches!(
                        e.stance,
                        Stance::Supports | Stance::Attributes | Stance::Rejected
                    ) && rows.read.contains_key(&e.claim)
                })
            });
            reconciled
                .pairs
                .retain(|p| rows.read.contains_key(&p.a) || rows.read.contains_key(&p.b));
            for check in CHECKS.iter().filter(|c| c.on_facts()) {
                findings.extend(check.run(&claims, &reconciled.pairs));
            }
            facts = self.write_facts(block, &reconciled, &mut rows)?;
            self.write_verdicts(block, &reconciled.pairs, &mut rows)?;
        } else {
            let check_name = name.split(':').next().unwrap_or_default();
            for check in CHECKS.iter().filter(|c| c.name() == check_name) {
                findings.extend(check.run(&claims, &[]));
            }
        }
        findings.retain(|f| f.claims.iter().any(|c| rows.read.contains_key(c)));
        let written = self.write_findings(block, findings, &mut rows)?;
        drop("UPDATE block SET dirty = 0 WHERE id = ?")?;
        Ok((facts, written - findings_before))
    }

    /// Writes what is wrong with a text itself; returns how many findings there are.
    fn rebuild_text(&self, block: i64, hash: &str, loader: &mut Loader<'_>) -> Inside<i64> {
        let (version, text): (i64, String) = self
            .tx
            .prepare_cached("SELECT id, text FROM version WHERE hash = ?")?
            .query_row([hash], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let source = loader.source(version)?;
        let points = CodePoints::new(&text);
        let mut written = 0;
        for slip in weekday::slips(&text, source.published_days()) {
            let finding = slip.finding(&source);
            let at = points.to_points(slip.sentence);
            // The claims of the sentence tell whom it concerns.
            let claims: Vec<i64> = self
                .tx
                .prepare_cached(
                    "SELECT id FROM claim WHERE version = ? AND start < ? AND \"end\" > ? ORDER BY name",
                )?
                .query_map(params![version, at.end as i64, at.start as i64], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            let quote = text
                .get(slip.sentence.start..slip.sentence.end)
                .unwrap_or_default();
            if !self.write_finding(block, &finding)? {
                continue;
            }
            let id = self.tx.last_insert_rowid();
            self.tx
                .prepare_cached(
                    "INSERT OR IGNORE INTO finding_sentence (finding, version, start, \"end\", quote)
                     VALUES (?, ?, ?, ?, ?)",
                )?
                .execute(params![id, version, at.start as i64, at.end as i64, quote])?;
            let mut link = self.tx.prepare_cached(
                "INSERT INTO finding_claim (finding, position, claim) VALUES (?, ?, ?)",
            )?;
            for (position, claim) in claims.into_iter().enumerate() {
                link.execute(params![id, position as i64, claim])?;
            }
            written += 1;
        }
        Ok(written)
    }

    /// Writes a finding, unless a person rejected it or the record has it; tells whether it did.
    fn write_finding(&self, block: i64, finding: &Finding) -> Inside<bool> {
        if self.judgements.is_rejected(&finding.id) {
            return Ok(false);
        }
        let inserted = self
            .tx
            .prepare_cached(
                "INSERT OR IGNORE INTO finding (name, block, class, severity, \"check\", message, arithmetic)
                 VALUES (?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                finding.id,
                block,
                finding.class.name(),
                finding.severity.name(),
                finding.check,
                finding.message,
                finding.arithmetic
            ])?;
        Ok(inserted > 0)
    }

    /// The row of a claim; a row of the reference base enters the file when it is first needed.
    fn row(&self, rows: &mut Rows, claim: &str) -> Inside<Option<i64>> {
        if let Some(id) = rows.read.get(claim).or_else(|| rows.entered.get(claim)) {
            return Ok(Some(*id));
        }
        let found = match (rows.reference.get(claim), self.reference) {
            (Some(testimony), Some(reference)) => Some(self.reference_claim(testimony, reference)?),
            _ => None,
        };
        if let Some(id) = found {
            rows.entered.insert(claim.to_owned(), id);
        }
        Ok(found)
    }

    /// The row of a claim of the reference base.
    fn reference_claim(&self, testimony: &Testimony, reference: &Reference) -> Inside<i64> {
        let known: Option<i64> = self
            .tx
            .prepare_cached("SELECT id FROM claim WHERE name = ?")?
            .query_row([&testimony.id], |row| row.get(0))
            .optional()?;
        if let Some(id) = known {
            return Ok(id);
        }
        let Some((document, span)) = reference.document(testimony) else {
            return Err(Inner::Sql(rusqlite::Error::QueryReturnedNoRows));
        };
        self.tx
            .prepare_cached("INSERT OR IGNORE INTO version (hash, text) VALUES (?, ?)")?
            .execute([document.hash(), document.text()])?;
        let version: i64 = self
            .tx
            .prepare_cached("SELECT id FROM version WHERE hash = ?")?
            .query_row([document.hash()], |row| row.get(0))?;
        // The time of reading is the tables' own: it changes nothing when they are asked.
        self.tx
            .prepare_cached(
                "INSERT OR IGNORE INTO document (name, version, outlet, title, language, kind, read_at)
                 VALUES (?, ?, ?, ?, ?, 'reference', '')",
            )?
            .execute(params![
                document.id(),
                version,
                document.outlet,
                document.title,
                document.language,
            ])?;
        let claim = &testimony.claim;
        self.tx
            .prepare_cached(
                "INSERT INTO claim (name, version, kind, status, start, \"end\", start_byte, end_byte,
                 quote, body, rule, confidence, read_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, '')",
            )?
            .execute(params![
                testimony.id,
                version,
                claim.kind().name(),
                claim.status.name(),
                claim.evidence.start as i64,
                claim.evidence.end as i64,
                span.start as i64,
                span.end as i64,
                testimony.quote,
                serde_json::to_string(claim)?,
            ])?;
        Ok(self.tx.last_insert_rowid())
    }

    /// Writes the facts of a block that are not as they stand in the file; returns how many there
    /// are more than before. One article more changes few of them.
    fn write_facts(
        &self,
        block: i64,
        reconciled: &reconcile::Reconciled,
        rows: &mut Rows,
    ) -> Inside<i64> {
        let mut known = self.known_facts(block)?;
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let more = count(reconciled.facts.len()) - count(known.len());
        let mut drop = self.tx.prepare_cached("DELETE FROM fact WHERE id = ?")?;
        let mut insert = self.tx.prepare_cached(
            "INSERT INTO fact (name, block, key, kind, subtype, status, first_day, last_day, verdict, reason,
             independent, claim, reading) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        let mut evidence = self
            .tx
            .prepare_cached("INSERT INTO evidence (fact, claim, stance) VALUES (?, ?, ?)")?;
        let mut parties = self
            .tx
            .prepare_cached("INSERT OR IGNORE INTO fact_party (party, fact) VALUES (?, ?)")?;
        for fact in &reconciled.facts {
            let mut stances: Vec<(Option<i64>, String)> = Vec::with_capacity(fact.evidence.len());
            for item in &fact.evidence {
                stances.push((self.row(rows, &item.claim)?, item.stance.name().to_owned()));
            }
            stances.sort();
            let written = Written {
                key: fact.key.clone(),
                verdict: fact.verdict.name().to_owned(),
                reason: fact.reason.clone(),
                independent: count(fact.independent),
                claim: self.row(rows, &fact.claim)?,
                reading: serde_json::to_string(&fact.reading)?,
                stances,
            };
            if let Some((id, before)) = known.remove(&fact.id) {
                if before == written {
                    continue;
                }
                drop.execute([id])?;
            }
            let days = crate::query::claim_days(&fact.reading);
            let show = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string());
            insert.execute(params![
                fact.id,
                block,
                written.key,
                fact.kind.name(),
                crate::query::subtype(&fact.reading),
                fact.reading.status.name(),
                show(days.and_then(|d| d.first)),
                show(days.and_then(|d| d.last)),
                written.verdict,
                written.reason,
                written.independent,
                written.claim,
                written.reading,
            ])?;
            let id = self.tx.last_insert_rowid();
            for (claim, stance) in &written.stances {
                evidence.execute(params![id, claim, stance])?;
            }
            // Who is only credited with saying it is not concerned by it.
            let mut reading = fact.reading.clone();
            reading.source = None;
            for entity in reading.entities() {
                parties.execute(params![names::principal(entity), id])?;
                parties.execute(params![names::key_of(entity), id])?;
            }
        }
        for (id, _) in known.into_values() {
            drop.execute([id])?;
        }
        Ok(more)
    }

    /// The facts of a block as they stand in the file, by their names.
    fn known_facts(&self, block: i64) -> Inside<HashMap<String, (i64, Written)>> {
        let mut facts = self.tx.prepare_cached(
            "SELECT name, id, key, verdict, reason, independent, claim, reading FROM fact WHERE block = ?",
        )?;
        let mut evidence = self
            .tx
            .prepare_cached("SELECT claim, stance FROM evidence WHERE fact = ?")?;
        let mut known = HashMap::new();
        let mut found = facts.query([block])?;
        while let Some(row) = found.next()? {
            let id: i64 = row.get(1)?;
            let mut stances: Vec<(Option<i64>, String)> = evidence
                .query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            stances.sort();
            let written = Written {
                key: row.get(2)?,
                verdict: row.get(3)?,
                reason: row.get(4)?,
                independent: row.get(5)?,
                claim: row.get(6)?,
                reading: row.get(7)?,
                stances,
            };
            known.insert(row.get(0)?, (id, written));
        }
        Ok(known)
    }

    /// Writes the verdicts of a block that are not as they stand in the file.
    fn write_verdicts(&self, block: i64, pairs: &[PairVerdict], rows: &mut Rows) -> Inside<()> {
        let mut known: HashMap<String, [String; 3]> = self
            .tx
            .prepare_cached("SELECT name, verdict, rule, reason FROM verdict WHERE block = ?")?
            .query_map([block], |row| {
                Ok((row.get(0)?, [row.get(1)?, row.get(2)?, row.get(3)?]))
            })?
            .collect::<rusqlite::Result<_>>()?;
        // Claims that moved here may have their verdict in the block that they left.
        let mut write = self.tx.prepare_cached(
            "INSERT INTO verdict (name, block, a, b, verdict, rule, reason) VALUES (?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (name) DO UPDATE SET block = excluded.block, verdict = excluded.verdict,
             rule = excluded.rule, reason = excluded.reason",
        )?;
        for pair in pairs {
            let verdict = pair.verdict.name();
            let same = known.remove(&pair.id).is_some_and(|before| {
                before[0] == verdict && before[1] == pair.rule && before[2] == pair.reason
            });
            if same {
                continue;
            }
            write.execute(params![
                pair.id,
                block,
                self.row(rows, &pair.a)?,
                self.row(rows, &pair.b)?,
                verdict,
                pair.rule,
                pair.reason
            ])?;
        }
        let mut drop = self
            .tx
            .prepare_cached("DELETE FROM verdict WHERE name = ? AND block = ?")?;
        for name in known.into_keys() {
            drop.execute(params![name, block])?;
        }
        Ok(())
    }

    fn write_findings(
        &self,
        block: i64,
        mut findings: Vec<Finding>,
        rows: &mut Rows,
    ) -> Inside<i64> {
        let mut written = 0;
        findings.sort_by(|a, b| a.id.cmp(&b.id));
        findings.dedup_by(|a, b| a.id == b.id);
        let mut link = self.tx.prepare_cached(
            "INSERT INTO finding_claim (finding, position, claim) VALUES (?, ?, ?)",
        )?;
        for finding in findings {
            // The rows of its claims first: they may enter the file now.
            let claims: Vec<Option<i64>> = finding
                .claims
                .iter()
                .map(|claim| self.row(rows, claim))
                .collect::<Inside<_>>()?;
            if !self.write_finding(block, &finding)? {
                continue;
            }
            written += 1;
            let id = self.tx.last_insert_rowid();
            for (position, claim) in claims.iter().enumerate() {
                link.execute(params![id, position as i64, claim])?;
            }
        }
        Ok(written)
    }
}

/// A fact as it stands in the file.
#[derive(PartialEq, Eq)]
struct Written {
    key: String,
    verdict: String,
    reason: String,
    independent: i64,
    claim: Option<i64>,
    reading: String,
    stances: Vec<(Option<i64>, String)>,
}

/// The rows of the claims of a block, by their ids.
#[derive(Default)]
struct Rows {
    /// Of claims that texts make.
    read: HashMap<String, i64>,
    /// Rows of the reference base that may be needed.
    reference: HashMap<String, Testimony>,
    /// Those of them that are in the file.
    entered: HashMap<String, i64>,
}

/// Every block that a claim belongs to: where it is reconciled, and one for each check.
pub(crate) fn block_keys(testimony: &Testimony) -> BTreeSet<String> {
    blocks_of(testimony).into_keys().collect()
}

/// As [`block_keys`], with whether the claim can make the check of the block fire.
fn blocks_of(testimony: &Testimony) -> BTreeMap<String, bool> {
    let mut keys = BTreeMap::from([(format!("fact:{}", reconcile::block(testimony)), true)]);
    for check in CHECKS {
        for key in check.blocks(testimony) {
            keys.insert(format!("{}:{key}", check.name()), check.fires(testimony));
        }
    }
    keys
}

/// Reads claims back as testimonies.
pub(crate) struct Loader<'a> {
    db: &'a Connection,
    judgements: &'a Judgements,
    sources: HashMap<i64, Arc<Source>>,
    entities: HashMap<String, Entity>,
}

/// How many entities are kept in memory before they are read anew.
const KEPT: usize = 100_000;

impl<'a> Loader<'a> {
    pub(crate) fn new(db: &'a Connection, judgements: &'a Judgements) -> Self {
        Self {
            db,
            judgements,
            sources: HashMap::new(),
            entities: HashMap::new(),
        }
    }

    /// Forgets what was kept where it has grown large.
    fn shrink(&mut self) {
        if self.sources.len() + self.entities.len() > KEPT {
            self.sources.clear();
            self.entities.clear();
        }
    }

    /// The claim of that row.
    pub(crate) fn testimony(&mut self, id: i64) -> Inside<Testimony> {
        let (name, version, body, quote): (String, i64, String, String) = self
            .db
            .prepare_cached("SELECT name, version, body, quote FROM claim WHERE id = ?")?
            .query_row([id], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })?;
        let claim: Claim = serde_json::from_str(&body)?;
        let what = match claim.what() {
            Some(points) if claim.evidence.contains(points) => {
                let from = points.start - claim.evidence.start;
                Some(quote.chars().skip(from).take(points.len()).collect())
            }
            Some(points) => self.words_at(version, points)?,
            None => None,
        };
        let claim = self.canonical(&claim)?;
        let claim = self.judgements.corrected(&name, claim);
        Ok(Testimony {
            id: name,
            claim,
            quote,
            what,
            source: self.source(version)?,
        })
    }

    fn words_at(&self, version: i64, points: Span) -> Inside<Option<String>> {
        let text: String = self
            .db
            .prepare_cached("SELECT text FROM version WHERE id = ?")?
            .query_row([version], |row| row.get(0))?;
        Ok(CodePoints::new(&text)
            .to_bytes(points)
            .and_then(|span| text.get(span.start..span.end))
            .map(str::to_owned))
    }

    /// The claim with each entity as the record shows it.
    pub(crate) fn canonical(&mut self, claim: &Claim) -> Inside<Claim> {
        for entity in claim.entities() {
            let key = Spelling::of(entity).key();
            if self.entities.contains_key(&key) {
                continue;
            }
            let found = self
                .db
                .prepare_cached(
                    "SELECT c.name, c.type, c.country, c.code FROM entity e
                     JOIN entity c ON c.id = coalesce(e.canonical, e.id) WHERE e.key = ?",
                )?
                .query_row([&key], |row| entity_of(row, 0))
                .optional()?;
            let found = match found {
                Some(found) => found,
                None => self.unseen(entity)?,
            };
            let shown = names::shown(&found);
            self.entities.insert(key, shown);
        }
        Ok(map_entities(claim, |entity| {
            self.entities
                .get(&Spelling::of(entity).key())
                .cloned()
                .unwrap_or_else(|| entity.clone())
        }))
    }

    /// What a spelling that the record does not have would stand for if it came now.
    fn unseen(&self, entity: &Entity) -> Inside<Entity> {
        let spelling = Spelling::of(entity);
        let Some(word) = spelling.words.iter().max_by_key(|w| w.len()) else {
            return Ok(entity.clone());
        };
        let mut known = BTreeSet::from([spelling.clone()]);
        let mut entities: BTreeMap<Spelling, Entity> = BTreeMap::new();
        let mut statement = self.db.prepare_cached(
            "SELECT e.name, e.type, e.country, e.code FROM entity_word w
             JOIN entity e ON e.id = w.entity WHERE w.word = ?",
        )?;
        for row in statement.query_map([word], |row| entity_of(row, 0))? {
            let other = row?;
            let spelling = Spelling::of(&other);
            known.insert(spelling.clone());
            entities.insert(spelling, other);
        }
        let stands_for = names::canonical(&spelling, &known);
        Ok(entities
            .remove(stands_for)
            .unwrap_or_else(|| entity.clone()))
    }

    /// Where the claims of a text come from: its earliest document, and the witness behind it.
    pub(crate) fn source(&mut self, version: i64) -> Inside<Arc<Source>> {
        if let Some(source) = self.sources.get(&version) {
            return Ok(Arc::clone(source));
        }
        let source = self
            .db
            .prepare_cached(
                "SELECT d.name, d.outlet, d.published, d.kind, v.hash, r.outlet, rv.hash
                 FROM document d JOIN version v ON v.id = d.version
                 JOIN document r ON r.id = coalesce(d.copy_of, d.id)
                 JOIN version rv ON rv.id = r.version
                 WHERE d.version = ? ORDER BY d.published_first IS NULL, d.published_first, d.name LIMIT 1",
            )?
            .query_row([version], |row| {
                let outlet: Option<String> = row.get(5)?;
                let hash: String = row.get(6)?;
                let published: Option<String> = row.get(2)?;
                Ok(Source {
                    document: row.get(0)?,
                    outlet: row.get(1)?,
                    published: published.and_then(|p| Edtf::parse(&p).ok()),
                    kind: kind_of(&row.get::<_, String>(3)?),
                    version: row.get(4)?,
                    witness: outlet.map_or(hash, |o| fold(&o)),
                    reference: None,
                })
            })?;
        let source = Arc::new(source);
        self.sources.insert(version, Arc::clone(&source));
        Ok(source)
    }
}

/// Reads name, type, country and code from four columns.
fn entity_of(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Entity> {
    let kind: String = row.get(at + 1)?;
    Ok(Entity {
        name: row.get(at)?,
        kind: EntityType::ALL
            .into_iter()
            .find(|k| k.name() == kind)
            .unwrap_or(EntityType::Other),
        country: row.get(at + 2)?,
        id: row.get(at + 3)?,
    })
}

/// The name of a document kind, as in its JSON.
pub(crate) fn kind_name(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::News => "news",
        DocumentKind::Statement => "statement",
        DocumentKind::Release => "release",
        DocumentKind::Factsheet => "factsheet",
        DocumentKind::Other => "other",
    }
}

pub(crate) fn kind_of(name: &str) -> DocumentKind {
    match name {
        "news" => DocumentKind::News,
        "statement" => DocumentKind::Statement,
        "release" => DocumentKind::Release,
        "factsheet" => DocumentKind::Factsheet,
        _ => DocumentKind::Other,
    }
}

/// The paragraphs of a text, without the white space around them.
fn paragraphs(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        let lead = line.len() - line.trim_start().len();
        let words = line.trim();
        (!words.is_empty()).then(|| Span::new(start + lead, start + lead + words.len()))
    })
}

/// Whether a record shows one way of writing a name rather than another: with its accents, not in
/// capitals, and else by the order of the alphabet.
fn shown_before(name: &str, other: &str) -> bool {
    let rank = |name: &str| {
        (
            name.chars().filter(|c| !c.is_ascii()).count(),
            std::cmp::Reverse(name.chars().filter(|c| c.is_uppercase()).count()),
        )
    };
    (rank(name), other) > (rank(other), name)
}
