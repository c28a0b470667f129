//! Bad input: each a clear message or a row "skipped: reason", never a panic.

use std::fs;
use std::path::Path;

use crate::{entente, output};

const GOOD: &str = "The ministers of both states met on Tuesday to sign an accord on trade.";

/// What `extract` says of one bad file beside a good one, which has to come through.
fn told(name: &str, bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("zz-good.txt"), GOOD).unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    told_of(folder.path())
}

fn told_of(folder: &Path) -> String {
    let assert = entente().arg("extract").arg(folder).assert().success();
    let out = String::from_utf8_lossy(&assert.get_output().stdout).into_owned();
    assert!(
        out.contains(r#"{"id":"zz-good","claims":"#),
        "the good document is read: {out}"
    );
    let told = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(!told.contains("panicked"), "{told}");
    told
}

#[test]
fn each_bad_file_is_a_row_with_its_reason() {
    let cases: &[(&str, &[u8], &str)] = &[
        ("a.txt", b"", "a.txt: it is empty"),
        ("a.txt", b" \r\n", "a.txt: it is empty"),
        ("a.html", b"", "a.html: it is empty"),
        ("a.jsonl", b"", "a.jsonl: it is empty"),
        (
            "a.bin",
            b"\x00\x01\x02\xff\xfe\x00\x00\x07",
            "a.bin: it is a binary file, not text",
        ),
        (
            "a.pdf",
            b"%PDF-1.7\n%\xe2\xe3",
            "a.pdf: it is a PDF file, not text",
        ),
        (
            "a.jsonl",
            b"{\"id\":\"a\"}\n",
            "a.jsonl:1: the line has neither `text` nor `html`",
        ),
        (
            "a.jsonl",
            b"\n{\"id\":\"a\",\"text\":\"cut",
            "a.jsonl:2: the line is not valid JSON",
        ),
        (
            "a.jsonl",
            b"{\"id\":\"a\",\"text\":\"\xff\xfe\"}",
            "a.jsonl:1: the line is not UTF-8",
        ),
        (
            "a.html",
            b"<html><body><nav><a href=/>Home</a></nav></body></html>",
            "a.html: no article was found",
        ),
        (
            "a.txt",
            "Die beiden Minister haben am Dienstag ein Abkommen über den Handel unterzeichnet."
                .as_bytes(),
            "a.txt: its language is de; only English (en) is read",
        ),
    ];
    for (name, bytes, reason) in cases {
        let told = told(name, bytes);
        assert!(
            told.contains("skipped: ") && told.contains(reason),
            "{name}: {told}"
        );
    }
}

#[test]
fn texts_in_other_character_sets_are_read() {
    let text = "The ministers of Côte d’Ivoire and Việt Nam met on Tuesday to sign an accord.";
    let utf_16: Vec<u8> = "\u{feff}"
        .chars()
        .chain(text.chars())
        .collect::<String>()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    // Windows-1258: the tone under the e is a byte of its own.
    let mut windows_1258 = Vec::new();
    for c in text.chars() {
        match c {
            'ô' => windows_1258.push(0xf4),
            '’' => windows_1258.push(0x92),
            'ệ' => windows_1258.extend([0xea, 0xf2]),
            c => windows_1258.push(u8::try_from(c).unwrap()),
        }
    }
    let page = [
        b"<html><head><meta charset='windows-1258'></head><body><article><p>".as_slice(),
        &windows_1258,
        b"</p></article></body></html>",
    ]
    .concat();
    for (name, bytes) in [("a.txt", &utf_16), ("a.html", &page)] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), bytes).unwrap();
        let out = output(
            entente()
                .args(["annotate", "--layer", "entity"])
                .arg(folder.path()),
        );
        assert!(out.contains("\"VNM\""), "{name}: {out}");
        assert!(out.contains("Việt Nam"), "{name}: {out}");
    }
}

#[test]
fn damaged_bytes_do_not_lose_the_text() {
    let mut bytes = format!("{GOOD} Họ đã gặp nhau.").into_bytes();
    bytes.push(0xff);
    let told = told("a.txt", &bytes);
    assert_eq!(told, "");
}

#[test]
fn a_page_cut_in_the_middle_is_read_as_far_as_it_goes() {
    let page = format!(
        "<html><body><article><h1>Ministers sign accord</h1><p>{GOOD}</p><p>{GOOD}</p><p>The acc"
    );
    assert_eq!(told("a.html", page.as_bytes()), "");
}

#[test]
fn a_line_of_fifty_megabytes_is_skipped_by_its_number() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("zz-good.txt"), GOOD).unwrap();
    let mut lines = vec![b'x'; 50_000_000];
    lines.extend_from_slice(b"\n{\"id\":\"after\",\"text\":\"The ministers met on Tuesday.\"}\n");
    fs::write(folder.path().join("a.jsonl"), lines).unwrap();
    let told = told_of(folder.path());
    assert!(
        told.contains("a.jsonl:1: it has 47.7 MiB and one document may have 16.0 MiB"),
        "{told}"
    );
}

#[test]
fn what_cannot_be_opened_is_told_and_fails_alone() {
    let assert = entente()
        .args(["extract", "no/such/file.txt"])
        .assert()
        .code(2);
    let told = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(
        told.contains("skipped: no/such/file.txt: there is no such file or folder"),
        "{told}"
    );
    assert!(
        told.contains("entente: no document could be read"),
        "{told}"
    );
    let assert = entente()
        .args(["extract", "https://example.org/a"])
        .assert()
        .code(2);
    let told = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(
        told.contains("reading from a web address is not built in"),
        "{told}"
    );
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_a_row() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("zz-good.txt"), GOOD).unwrap();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    // Who may read everything, as root does, is not kept out.
    let kept_out = fs::read_dir(&closed).is_err();
    let told = told_of(folder.path());
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
    if kept_out {
        assert!(told.contains("closed: no permission to read it"), "{told}");
    }
}
