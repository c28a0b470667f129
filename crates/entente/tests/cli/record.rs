//! `read` and the commands that ask the record.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use entente::record::Record;
use tempfile::TempDir;

use crate::{entente, expect_file, output, project};

/// A folder with a record of eight texts with ready claims, so that what is listed does not change
/// with the rules of extraction or the samples.
pub(crate) struct Samples {
    folder: TempDir,
}

impl Samples {
    pub(crate) fn read() -> Self {
        let samples = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let told = output(
            entente()
                .current_dir(samples.folder.path())
                .args(["read"])
                .arg(fixture("texts.jsonl"))
                .arg("--claims")
                .arg(fixture("claims.jsonl")),
        );
        assert!(told.contains("into entente.db"), "{told}");
        samples
    }

    pub(crate) fn ask(&self, arguments: &[&str]) -> String {
        output(entente().current_dir(self.folder.path()).args(arguments))
    }
}

fn fixture(name: &str) -> PathBuf {
    let folder = project("crates/entente/tests/cli/fixtures");
    folder.join(name).canonicalize().unwrap()
}

fn fingerprint(path: &Path) -> String {
    Record::open(path).unwrap().fingerprint().unwrap()
}

/// What a command says on standard error when it fails.
fn failure(command: &mut assert_cmd::Command) -> String {
    let assert = command.assert().code(2);
    let told = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(!told.contains("panicked"), "{told}");
    told
}

#[test]
fn lists_are_as_expected() {
    let samples = Samples::read();
    for (name, arguments) in [
        ("ties.csv", &["ties", "Kenya", "--format", "csv"][..]),
        ("ties.txt", &["ties", "Kenya", "EAC"]),
        ("events.txt", &["events", "Kenya", "--limit", "10"]),
        ("figures.txt", &["figures", "Kenya", "--limit", "10"]),
        ("commitments.txt", &["commitments", "--limit", "10"]),
        ("statements.txt", &["statements", "--limit", "5"]),
        ("timeline.txt", &["timeline", "EAC"]),
        ("findings.txt", &["findings"]),
        ("brief.md", &["brief", "Kenya"]),
        ("search.txt", &["search", "Pham", "Minh"]),
    ] {
        let list = samples.ask(arguments);
        expect_file(&format!("crates/entente/tests/cli/expected/{name}"), &list);
    }
}

#[test]
fn every_list_has_every_form() {
    let samples = Samples::read();
    for command in [
        "ties",
        "events",
        "figures",
        "commitments",
        "statements",
        "timeline",
        "findings",
    ] {
        let lines = samples.ask(&[command, "--format", "jsonl"]);
        for line in lines.lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            for source in row["sources"].as_array().unwrap() {
                let length = source["end"].as_u64().unwrap() - source["start"].as_u64().unwrap();
                let quote = source["quote"].as_str().unwrap();
                assert_eq!(
                    quote.chars().count() as u64,
                    length,
                    "code points: {source}"
                );
            }
        }
        let csv = samples.ask(&[command, "--format", "csv"]);
        let rows = csv::Reader::from_reader(csv.as_bytes()).records().count();
        assert_eq!(rows, lines.lines().count(), "{command}");
        let table = samples.ask(&[command]);
        assert!(table.lines().all(|l| l.chars().count() <= 120), "{table}");
    }
}

#[test]
fn reading_twice_or_in_another_order_gives_the_same_record() {
    let folder = tempfile::tempdir().unwrap();
    let texts = project("samples/texts");
    let read = |record: &str, reversed: bool| {
        let mut files: Vec<PathBuf> = fs::read_dir(&texts)
            .unwrap()
            .map(|e| e.unwrap().path())
            .collect();
        files.sort();
        if reversed {
            files.reverse();
        }
        let path = folder.path().join(record);
        output(entente().arg("read").args(files).arg("--record").arg(&path));
        path
    };
    let once = fingerprint(&read("once.db", false));
    assert_eq!(once, fingerprint(&read("once.db", false)), "twice");
    assert_eq!(
        once,
        fingerprint(&read("back.db", true)),
        "in another order"
    );
}

#[test]
fn facts_explain_themselves_and_spans_are_proved() {
    let samples = Samples::read();
    let ties = samples.ask(&["ties", "Kenya", "--format", "jsonl"]);
    let first: serde_json::Value = serde_json::from_str(ties.lines().next().unwrap()).unwrap();
    let id = first["fact"].as_str().unwrap();
    let why = samples.ask(&["explain", &id[..8]]);
    assert!(why.contains(first["text"].as_str().unwrap()), "{why}");
    assert!(why.contains("characters"), "{why}");
    let proved = samples.ask(&["verify"]);
    let (proved, of) = proved.split_once(" of ").unwrap();
    assert!(
        of.starts_with(&format!("{proved} sentences proved")),
        "{proved} of {of}"
    );

    // One changed letter orphans the sentences of its text.
    let path = samples.folder.path().join("entente.db");
    let record = Record::open(&path).unwrap();
    record
        .connection()
        .execute_batch("UPDATE version SET text = replace(text, 'Kenya', 'Kenja')")
        .unwrap();
    drop(record);
    let assert = entente()
        .current_dir(samples.folder.path())
        .arg("verify")
        .assert()
        .code(1);
    let told = String::from_utf8_lossy(&assert.get_output().stdout).into_owned();
    assert!(told.contains("orphaned: "), "{told}");
}

#[test]
fn an_unknown_party_is_refused_and_never_guessed() {
    let samples = Samples::read();
    let told = failure(
        entente()
            .current_dir(samples.folder.path())
            .args(["ties", "Kenja"]),
    );
    assert!(
        told.contains("`Kenja` names nobody in the record"),
        "{told}"
    );
    let told = failure(
        entente()
            .current_dir(samples.folder.path())
            .args(["explain", "00000000"]),
    );
    assert!(told.contains("nothing in the record has the id"), "{told}");
}

/// A file of many documents.
fn many(path: &Path, documents: usize) {
    let mut lines = String::new();
    for number in 0..documents {
        let text = format!(
            "Report {number}. Rwanda joined the Commonwealth in November 2009. Kenyan President William \
             Ruto visited Japan in February 2024, an official said. The port handled {number} tonnes."
        );
        lines.push_str(&serde_json::json!({"id": format!("d{number}"), "text": text}).to_string());
        lines.push('\n');
    }
    fs::write(path, lines).unwrap();
}

#[test]
fn a_run_that_is_killed_loses_nothing_and_can_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("many.jsonl");
    many(&input, 400);
    let whole = folder.path().join("whole.db");
    output(
        entente()
            .arg("read")
            .arg(&input)
            .arg("--record")
            .arg(&whole),
    );

    let broken = folder.path().join("broken.db");
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("entente"))
        .arg("read")
        .arg(&input)
        .arg("--record")
        .arg(&broken)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // Killed as soon as the first documents are kept.
    let count = || {
        let record = Record::open_read_only(&broken).ok()?;
        let sql = "SELECT count(*) FROM document";
        record
            .connection()
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .ok()
    };
    let start = Instant::now();
    while count().unwrap_or(0) < 5 && start.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let kept = count().unwrap();
    assert!(kept >= 5, "{kept}");

    let told = output(
        entente()
            .arg("read")
            .arg(&input)
            .arg("--record")
            .arg(&broken),
    );
    assert!(
        told.contains(&format!("({} new", 400 - kept)),
        "{kept} were kept: {told}"
    );
    assert_eq!(fingerprint(&whole), fingerprint(&broken));
}

#[test]
fn a_record_that_is_none_or_newer_or_locked_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let note = folder.path().join("note.txt");
    fs::write(&note, "Rwanda joined the Commonwealth in November 2009.").unwrap();
    let path = folder.path().join("entente.db");
    let read = || {
        let mut command = entente();
        command.arg("read").arg(&note).arg("--record").arg(&path);
        command
    };
    // Missing.
    let told = failure(entente().arg("ties").arg("--record").arg(&path));
    assert!(told.contains("there is no record at"), "{told}");
    // Some other file.
    let bytes =
        b"Dear diary, this is no database, however long it may go on and on and on.".repeat(20);
    fs::write(&path, &bytes).unwrap();
    let told = failure(&mut read());
    assert!(told.contains("is not a record of Entente"), "{told}");
    assert_eq!(fs::read(&path).unwrap(), bytes, "left alone");
    fs::remove_file(&path).unwrap();

    output(&mut read());
    let change = |sql: &str| {
        Record::open(&path)
            .unwrap()
            .connection()
            .execute_batch(sql)
            .unwrap()
    };
    // Held by another program.
    let other = Record::open(&path).unwrap();
    other.connection().execute_batch("BEGIN IMMEDIATE").unwrap();
    let told = failure(&mut read());
    assert!(told.contains("another program is writing to"), "{told}");
    drop(other);
    // Written by a newer program.
    change("PRAGMA user_version = 99");
    let told = failure(&mut read());
    assert!(told.contains("was written by a newer Entente"), "{told}");
}

/// On a file system of 600 KiB, where such a one can be made.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_keeps_what_was_read() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("many.jsonl");
    many(&input, 2000);
    let disk = folder.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let script = "mount -t tmpfs -o size=600k none \"$1\" || exit 77
        \"$2\" read \"$3\" --record \"$1/entente.db\"; code=$?
        rm -f \"$1/ballast\"; \"$2\" verify --record \"$1/entente.db\"; exit $code";
    let result = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", script, "sh"])
        .arg(&disk)
        .arg(assert_cmd::cargo::cargo_bin("entente"))
        .arg(&input)
        .output();
    let Ok(result) = result else { return };
    let told = String::from_utf8_lossy(&result.stderr).into_owned();
    if result.status.code() != Some(2) && !told.contains("entente:") {
        eprintln!("no small file system could be made here: {told}");
        return;
    }
    assert_eq!(result.status.code(), Some(2), "{told}");
    assert!(told.contains("there is no room left"), "{told}");
    assert!(told.contains("which are kept"), "{told}");
    assert!(!told.contains("panicked"), "{told}");
}

#[test]
fn a_brief_comes_in_every_form() {
    let samples = Samples::read();
    let json: serde_json::Value =
        serde_json::from_str(&samples.ask(&["brief", "Kenya", "--format", "json"])).unwrap();
    let notes = json["notes"].as_array().unwrap().len();
    for section in json["sections"].as_array().unwrap() {
        for line in section["lines"].as_array().unwrap() {
            for note in line["notes"].as_array().unwrap() {
                assert!(
                    (1..=notes as u64).contains(&note.as_u64().unwrap()),
                    "{line}"
                );
            }
        }
    }
    let html = samples.ask(&["brief", "Kenya", "--format", "html"]);
    assert!(
        html.starts_with("<!DOCTYPE html>") && !html.contains("<script"),
        "{html}"
    );
    let file = samples.folder.path().join("kenya.docx");
    let path = file.to_str().unwrap();
    samples.ask(&["brief", "Kenya", "--format", "docx", "--output", path]);
    let once = fs::read(&file).unwrap();
    assert!(once.starts_with(b"PK"), "an archive, as .docx is");
    samples.ask(&["brief", "Kenya", "--format", "docx", "--output", path]);
    assert_eq!(fs::read(&file).unwrap(), once, "the same bytes");
}

#[test]
fn a_draft_is_set_beside_the_record_and_both_clocks_can_be_turned_back() {
    let samples = Samples::read();
    // Nothing was known before anything was read.
    let past = samples.ask(&["ties", "--known", "2000-01-01", "--format", "jsonl"]);
    assert_eq!(past, "");
    let all = samples.ask(&["ties", "--format", "jsonl"]).lines().count();
    let changes = samples.ask(&["diff", "--known", "2000-01-01..now", "--format", "jsonl"]);
    assert!(changes.lines().count() >= all && all > 0);
    assert!(
        changes.lines().all(|l| l.starts_with(r#"{"change":"new""#)),
        "{changes}"
    );
    failure(entente().args(["diff", "--known", "2001..2000"]));

    // A draft that says so is corroborated; one that says otherwise is found.
    let check = |text: &str| {
        let assert = entente()
            .current_dir(samples.folder.path())
            .args(["check", "-", "--said-on", "2025-06-01", "--format", "jsonl"])
            .write_stdin(text)
            .assert();
        let out = assert.get_output();
        let told = String::from_utf8_lossy(&out.stdout).into_owned();
        (out.status.code(), told)
    };
    let (code, told) = check("Uganda exported goods worth $540 million to Kenya in 2022.");
    assert_eq!(code, Some(0), "{told}");
    let before = fingerprint(&samples.folder.path().join("entente.db"));
    let (_, told) = check("Kenya is a member of the East African Community.");
    assert!(told.contains("\"standing\":\"corroborated\""), "{told}");
    let after = fingerprint(&samples.folder.path().join("entente.db"));
    assert_eq!(before, after, "a draft is not read into the record");
}

#[test]
fn a_draft_is_marked_like_a_program_and_written_for_editors() {
    let samples = Samples::read();
    let check = |format: &[&str]| {
        let assert = entente()
            .current_dir(samples.folder.path())
            .args(["check", "-", "--said-on", "2025-06-01"])
            .args(format)
            .write_stdin("Kenya joined the East African Community in 1989.")
            .assert();
        let out = assert.get_output();
        (
            out.status.code(),
            String::from_utf8_lossy(&out.stdout).into_owned(),
        )
    };
    let (code, told) = check(&[]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("^^^^"), "{told}");
    assert!(
        told.contains("Reference base: \u{201c}Kenya: member of EAC since about 2000"),
        "{told}"
    );
    assert!(told.contains(" checked: 1 contradicted"), "{told}");
    let (_, sarif) = check(&["--format", "sarif"]);
    let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert!(
        results.iter().any(|result| result["level"] == "error"),
        "{sarif}"
    );
}

#[test]
fn an_institution_can_bring_its_own_tables() {
    let samples = Samples::read();
    let tables = samples.folder.path().join("tables");
    fs::create_dir(&tables).unwrap();
    let read = |more: &[&str]| {
        let mut command = entente();
        command
            .current_dir(samples.folder.path())
            .args(["read"])
            .arg(fixture("texts.jsonl"))
            .arg("--claims")
            .arg(fixture("claims.jsonl"))
            .args(more);
        command
    };
    let told = failure(&mut read(&["--reference", "tables"]));
    assert!(
        told.contains("holds no table of a reference base"),
        "{told}"
    );
    fs::write(
        tables.join("members.tsv"),
        "org\trole\twhole_since\tmembers\tsource\nEAC\tmember\t\tKEN:1999-11-30\tour archive\n",
    )
    .unwrap();
    output(&mut read(&["--reference", "tables"]));
    let brief = samples.ask(&["brief", "Kenya", "EAC"]);
    assert!(
        brief.contains("Kenya: member of EAC since 1999-11-30 (our archive)"),
        "{brief}"
    );
    output(&mut read(&["--no-reference"]));
    let brief = samples.ask(&["brief", "Kenya", "EAC"]);
    assert!(!brief.contains("Reference base"), "{brief}");
}
