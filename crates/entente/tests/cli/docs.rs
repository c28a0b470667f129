//! The page of commands is that of the program.

use crate::{entente, expect_file, output};

#[test]
fn the_page_of_commands_is_of_today() {
    let page = output(entente().arg("manual"));
    expect_file("docs/COMMANDS.md", &page);
}

#[test]
fn help_is_there_for_every_command() {
    let page = output(entente().arg("manual"));
    let commands: Vec<&str> = page.lines().filter_map(|l| l.strip_prefix("## ")).collect();
    assert!(commands.len() >= 17, "{commands:?}");
    for command in commands {
        let help = output(entente().args([command, "--help"]));
        assert!(
            help.contains("Examples:") || help.contains("Example:"),
            "{command}"
        );
    }
}

#[test]
fn a_wrong_flag_ends_with_two() {
    entente()
        .args(["extract", "--no-such-flag"])
        .assert()
        .code(2);
    entente().assert().code(2);
}
