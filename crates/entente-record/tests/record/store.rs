//! The file: what it refuses, what it keeps.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::time::Duration;

use entente_model::{Claim, Document, Span};
use entente_record::{Query, Record, RecordError, Reference};

use crate::lake::texts;
use crate::support::{noon, record};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn a_record_is_kept_between_openings() {
    let folder = folder();
    let path = folder.path().join("entente.db");
    assert!(matches!(
        Record::open(&path),
        Err(RecordError::Missing { .. })
    ));
    let mut record = Record::create_or_open(&path).unwrap();
    for (document, claims) in texts() {
        assert!(
            record
                .add(&document, Some(b"<html>"), &claims, noon())
                .unwrap()
                .new_document
        );
    }
    record.reconcile().unwrap();
    let fingerprint = record.fingerprint().unwrap();
    drop(record);
    let mut again = Record::open(&path).unwrap();
    assert_eq!(again.fingerprint().unwrap(), fingerprint);
    // Reading twice changes nothing, whenever it happens.
    for (document, claims) in texts() {
        let later = "2027-01-01T00:00:00Z".parse().unwrap();
        let added = again.add(&document, None, &claims, later).unwrap();
        assert_eq!((added.new_document, added.new_claims), (false, 0));
    }
    again.reconcile().unwrap();
    assert_eq!(again.fingerprint().unwrap(), fingerprint);
    assert!(again.verify().unwrap().is_clean());
    let reader = Record::open_read_only(&path).unwrap();
    assert_eq!(reader.fingerprint().unwrap(), fingerprint);
}

#[test]
fn foreign_newer_and_broken_files_are_refused_and_left_alone() {
    let folder = folder();
    let file = |name: &str| folder.path().join(name);
    std::fs::write(
        file("notes.txt"),
        "These are notes, and long enough to have a header of their own.".repeat(20),
    )
    .unwrap();
    let told = Record::create_or_open(file("notes.txt"))
        .err()
        .unwrap()
        .to_string();
    assert!(
        told.contains("notes.txt is not a record of Entente"),
        "{told}"
    );
    assert!(
        std::fs::read_to_string(file("notes.txt"))
            .unwrap()
            .starts_with("These are notes")
    );

    let other = rusqlite::Connection::open(file("other.db")).unwrap();
    other
        .execute_batch("CREATE TABLE birds (name TEXT)")
        .unwrap();
    drop(other);
    assert!(matches!(
        Record::create_or_open(file("other.db")),
        Err(RecordError::Foreign { .. })
    ));

    let newer = Record::create_or_open(file("newer.db")).unwrap();
    newer
        .connection()
        .execute_batch("PRAGMA user_version = 99")
        .unwrap();
    drop(newer);
    let told = Record::open(file("newer.db")).err().unwrap().to_string();
    assert!(
        told.contains("written by a newer Entente (record version 99"),
        "{told}"
    );

    assert!(matches!(
        Record::create_or_open(folder.path()),
        Err(RecordError::Access { .. })
    ));
}

#[test]
fn a_full_disk_loses_nothing_that_was_acknowledged() {
    let folder = folder();
    let path = folder.path().join("entente.db");
    let mut record = Record::create_or_open(&path).unwrap();
    let all = texts();
    record.add(&all[0].0, None, &all[0].1, noon()).unwrap();
    // SQLite refuses to grow the file, as on a full disk.
    let pages: i64 = record
        .connection()
        .query_row("PRAGMA page_count", [], |r| r.get(0))
        .unwrap();
    record
        .connection()
        .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
        .unwrap();
    let large = Document::new("large", "One long sentence about tea. ".repeat(20_000));
    let told = record.add(&large, None, &[], noon()).unwrap_err();
    assert!(matches!(told, RecordError::Full { .. }), "{told}");
    assert!(
        told.to_string()
            .contains("what was reported as read before this is kept")
    );
    drop(record);
    let mut record = Record::open(&path).unwrap();
    record.reconcile().unwrap();
    assert!(record.verify().unwrap().is_clean());
    assert_eq!(record.figures(&Query::default()).unwrap().len(), 2);
}

#[test]
fn one_writes_while_others_read() {
    let folder = folder();
    let path = folder.path().join("entente.db");
    let mut writer = Record::create_or_open(&path).unwrap();
    let all = texts();
    writer.add(&all[0].0, None, &all[0].1, noon()).unwrap();
    writer.reconcile().unwrap();
    let reader = Record::open_read_only(&path).unwrap();
    writer
        .connection()
        .execute_batch("BEGIN IMMEDIATE")
        .unwrap();
    assert_eq!(reader.figures(&Query::default()).unwrap().len(), 2);
    // A second writer waits, then says so.
    let mut second = Record::open(&path).unwrap();
    second
        .connection()
        .busy_timeout(Duration::from_millis(20))
        .unwrap();
    let told = second.add(&all[1].0, None, &all[1].1, noon()).unwrap_err();
    assert!(
        told.to_string().contains("another program is writing"),
        "{told}"
    );
    writer.connection().execute_batch("ROLLBACK").unwrap();
    assert!(second.add(&all[1].0, None, &all[1].1, noon()).is_ok());
}

#[test]
fn a_claim_that_points_at_no_words_is_refused_with_its_document() {
    let mut record = Record::in_memory().unwrap();
    let (document, claims) = texts().remove(0);
    let mut wrong: Vec<Claim> = claims;
    wrong[1].evidence = Span::new(4, 100_000);
    let told = record.add(&document, None, &wrong, noon()).unwrap_err();
    assert_eq!(
        told.to_string(),
        "claim 2 of document a points at bytes 4 to 100000, which are no words of the text"
    );
    record.reconcile().unwrap();
    assert!(record.facts(&Query::default()).unwrap().is_empty());
}

#[test]
fn a_changed_text_orphans_its_sentences_and_moves_none() {
    let record = record(&texts());
    let clean = record.verify().unwrap();
    assert!(clean.is_clean() && clean.spans >= 10);
    // The same sentence still stands in the text, a word further on.
    record
        .connection()
        .execute(
            "UPDATE version SET text = 'Today. ' || text WHERE text LIKE 'Okoye arrived%'",
            [],
        )
        .unwrap();
    let found = record.verify().unwrap();
    assert_eq!(found.orphaned.len(), 2);
    assert!(found.orphaned[0].reason.starts_with("orphaned"));
    assert_eq!(found.orphaned[0].document, "e");
    assert_eq!(found.orphaned[0].start, 0, "never moved");
}

#[test]
fn a_record_of_the_first_version_is_brought_up_to_date() {
    let folder = folder();
    let path = folder.path().join("entente.db");
    std::fs::write(&path, include_bytes!("fixtures/version-1.sqlite")).unwrap();
    // Even a command that only reads finds it up to date.
    let reader = Record::open_read_only(&path).unwrap();
    let facts = reader.facts(&Query::default()).unwrap().len();
    assert_eq!(facts, 29);
    assert!(reader.verify().unwrap().is_clean());
    drop(reader);
    let mut record = Record::open(&path).unwrap();
    let version: i64 = record
        .connection()
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap();
    assert_eq!(version, 2);
    // What follows from the claims is the same when it is made anew.
    let kept = record.fingerprint().unwrap();
    record.rebuild().unwrap();
    assert_eq!(record.fingerprint().unwrap(), kept);
    record.refer_to(Some(Reference::built_in())).unwrap();
    record.reconcile().unwrap();
    assert_eq!(record.facts(&Query::default()).unwrap().len(), facts);
    assert!(record.verify().unwrap().is_clean());
}

#[test]
fn a_damaged_file_is_told_and_left_as_it_is() {
    let folder = folder();
    let whole = folder.path().join("whole.db");
    let mut record = Record::create_or_open(&whole).unwrap();
    for (document, claims) in texts() {
        record.add(&document, None, &claims, noon()).unwrap();
    }
    record.reconcile().unwrap();
    record
        .connection()
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    drop(record);
    let bytes = std::fs::read(&whole).unwrap();
    let page = 4096;
    let mut told = std::collections::BTreeSet::new();
    for (name, damage) in [
        ("cut-short", None),
        ("cut-to-its-head", None),
        ("garbled-head", Some(0..100)),
        ("garbled-schema", Some(100..page)),
        ("garbled-rows", Some(page..bytes.len() / 2)),
        ("garbled-end", Some(bytes.len() / 2..bytes.len())),
    ] {
        let mut broken = bytes.clone();
        match damage {
            None if name == "cut-short" => broken.truncate(bytes.len() / 2),
            None => broken.truncate(60),
            Some(range) => {
                for (at, byte) in broken[range].iter_mut().enumerate() {
                    *byte = u8::try_from(at * 31 % 251).unwrap();
                }
            }
        }
        let path = folder.path().join(name);
        std::fs::write(&path, &broken).unwrap();
        // Whatever is asked, there is an error or a report of damage, and never a panic.
        let outcome = Record::open(&path).and_then(|mut record| {
            record.ties(&Query::default())?;
            record.figures(&Query::default())?;
            record.statements(&Query::default())?;
            let report = record.verify()?;
            record.rebuild()?;
            Ok(report)
        });
        match outcome {
            Ok(report) => assert!(!report.is_clean(), "{name}"),
            Err(error) => {
                let error = error.to_string();
                assert!(
                    error.contains("damaged")
                        || error.contains("is not a record")
                        || error.contains("verify"),
                    "{name}: {error}"
                );
                told.insert(error.replace(&path.display().to_string(), "FILE"));
            }
        }
        if name == "garbled-head" || name == "cut-to-its-head" {
            assert_eq!(
                std::fs::read(&path).unwrap(),
                broken,
                "{name}: not written to"
            );
        }
    }
    assert!(
        told.iter().any(|t| t.contains("restore it from a copy")),
        "{told:#?}"
    );
    assert!(Record::open(&whole).unwrap().verify().unwrap().is_clean());
}

/// Reads texts for ever, saying after each that it is on disk. Run by the next test, which kills it.
#[test]
#[ignore = "the other half of a_kill_at_any_moment_loses_nothing_acknowledged"]
fn victim() {
    let Ok(path) = std::env::var("ENTENTE_VICTIM") else {
        return;
    };
    let mut record = Record::create_or_open(path).unwrap();
    let all = texts();
    for number in 0.. {
        let (document, claims) = &all[number % all.len()];
        let mut fresh = Document::new(format!("{}-{number}", document.id()), document.text());
        fresh.outlet.clone_from(&document.outlet);
        fresh.published.clone_from(&document.published);
        record.add(&fresh, None, claims, noon()).unwrap();
        println!("read {}", fresh.id());
        if number % 3 == 2 {
            record.reconcile().unwrap();
        }
    }
}

#[test]
fn a_kill_at_any_moment_loses_nothing_acknowledged() {
    let kills: u64 = std::env::var("ENTENTE_KILLS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(12);
    for round in 0..kills {
        let folder = folder();
        let path = folder.path().join("entente.db");
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "store::victim", "--ignored", "--nocapture"])
            .env("ENTENTE_VICTIM", &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut lines = Vec::new();
        // Wait for a first text, so that there is something to lose, then for another moment.
        let mut line = String::new();
        while out.read_line(&mut line).unwrap() > 0 && !line.contains("read ") {
            line.clear();
        }
        lines.push(line.clone());
        std::thread::sleep(Duration::from_micros(round * 7_919 % 60_000));
        child.kill().unwrap();
        child.wait().unwrap();
        let mut rest = String::new();
        out.read_to_string(&mut rest).unwrap();
        lines.extend(rest.split_inclusive('\n').map(str::to_owned));
        let acknowledged = lines
            .iter()
            .filter(|line| line.ends_with('\n'))
            .filter_map(|line| {
                line.trim()
                    .rsplit_once("read ")
                    .map(|(_, id)| id.to_owned())
            });
        let mut record = Record::open(&path).unwrap();
        for id in acknowledged {
            let kept: i64 = record
                .connection()
                .query_row("SELECT count(*) FROM document WHERE name = ?", [&id], |r| {
                    r.get(0)
                })
                .unwrap();
            assert_eq!(kept, 1, "{id} was acknowledged and is lost");
        }
        record.reconcile().unwrap();
        assert!(record.verify().unwrap().is_clean());
        let kept = record.fingerprint().unwrap();
        record.rebuild().unwrap();
        assert_eq!(
            record.fingerprint().unwrap(),
            kept,
            "half a rebuild was kept"
        );
    }
}
