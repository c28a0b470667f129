//! The command line, run as a person runs it.
//!
//! `UPDATE_EXPECT=1 cargo test -p entente --test cli` writes the expected outputs anew.

mod bad_input;
mod docs;
mod extract;
mod picture;
mod record;

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// The program.
fn entente() -> Command {
    let mut command = Command::cargo_bin("entente").expect("the binary is built");
    // Tables have the same width wherever the tests run.
    command.env("COLUMNS", "120");
    command
}

/// A path of the project.
fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

/// Compares `actual` with the file at `path` of the project, or writes it there.
fn expect_file(path: &str, actual: &str) {
    let path = project(path);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("make the folder");
        fs::write(&path, actual).expect("write the expected output");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        actual,
        expected,
        "{} is not what the program prints; see the head of this test",
        path.display()
    );
}

/// Standard output of a command that has to succeed.
fn output(command: &mut Command) -> String {
    let assert = command.assert().success();
    String::from_utf8(assert.get_output().stdout.clone()).expect("UTF-8")
}
