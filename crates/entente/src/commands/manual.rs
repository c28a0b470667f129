//! `entente manual`: all commands and flags as one page of Markdown.

use std::fmt::Write as _;
use std::io::Write as _;

use anyhow::Result;
use clap::{Args, Command, CommandFactory};

use super::Outcome;
use crate::cli::Cli;
use crate::output;

/// Print this manual of all commands as Markdown
///
/// The page is made from the same definitions that the commands are read by, so that it is
/// always that of the program at hand.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  entente manual > COMMANDS.md")]
pub struct Arguments {}

pub fn run(_: &Arguments) -> Result<Outcome> {
    let mut out = output::stdout();
    out.write_all(page().as_bytes())?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// The page.
fn page() -> String {
    let mut command = Cli::command();
    command.build();
    let mut page = format!(
        "# Commands\n\n{}\n\n```\n{}\n```\n",
        about(&command),
        text(command.get_after_help())
    );
    for sub in command.get_subcommands().filter(|s| !s.is_hide_set()) {
        section(sub, &mut page);
    }
    page
}

fn section(command: &Command, page: &mut String) {
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").trim();
    // Writing to a string cannot fail.
    let _ = write!(
        page,
        "\n## {}\n\n{}\n\n```\n{usage}\n```\n",
        command.get_name(),
        about(command)
    );
    let arguments = command.get_arguments().filter(|a| !a.is_hide_set());
    let mut rows = String::new();
    for argument in arguments {
        let id = argument.get_id().as_str();
        if id == "help" || id == "version" {
            continue;
        }
        let value = argument.get_value_names().and_then(|v| v.first());
        let name = match argument.get_long() {
            Some(long) if argument.get_action().takes_values() => {
                format!("--{long} {}", value.map_or("", |v| v.as_str()))
            }
            Some(long) => format!("--{long}"),
            None => value.map_or(id, |v| v.as_str()).to_owned(),
        };
        let mut help = text(argument.get_long_help().or(argument.get_help()))
            .split("\n\n")
            .map(|paragraph| paragraph.trim_end_matches('.'))
            .collect::<Vec<_>>()
            .join(". ");
        if !help.ends_with('.') {
            help.push('.');
        }
        let choices: Vec<String> = argument
            .get_possible_values()
            .iter()
            .filter(|v| argument.get_action().takes_values() && !v.is_hide_set())
            .map(|v| match v.get_help() {
                Some(help) => format!("`{}` {help}", v.get_name()),
                None => format!("`{}`", v.get_name()),
            })
            .collect();
        if !choices.is_empty() {
            let _ = write!(help, " One of: {}.", choices.join("; "));
        }
        let default: Vec<_> = argument
            .get_default_values()
            .iter()
            .map(|v| v.to_string_lossy())
            .collect();
        if !default.is_empty() && argument.get_action().takes_values() {
            let _ = write!(help, " Default: `{}`.", default.join(" "));
        }
        let _ = writeln!(
            rows,
            "| `{name}` | {} |",
            help.replace('\n', " ").replace('|', "\\|")
        );
    }
    if !rows.is_empty() {
        let _ = write!(page, "\n| argument | meaning |\n| --- | --- |\n{rows}");
    }
    let examples = text(command.get_after_help());
    if !examples.is_empty() {
        let _ = write!(page, "\n```\n{examples}\n```\n");
    }
}

fn about(command: &Command) -> String {
    text(command.get_long_about().or(command.get_about()))
}

fn text(styled: Option<&clap::builder::StyledStr>) -> String {
    styled
        .map(ToString::to_string)
        .unwrap_or_default()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_flag_has_its_docs_and_every_command_an_example() {
        let mut root = Cli::command();
        root.build();
        for command in root.get_subcommands() {
            let name = command.get_name();
            assert!(!about(command).is_empty(), "{name} says what it does");
            assert!(
                text(command.get_after_help()).contains("entente "),
                "{name} shows an example"
            );
            for argument in command.get_arguments() {
                let help = text(argument.get_long_help().or(argument.get_help()));
                assert!(
                    !help.is_empty(),
                    "{name} {} is explained",
                    argument.get_id()
                );
            }
        }
    }
}
