//! The pictures of the README are what the program prints.

use std::fmt::Write as _;

use crate::expect_file;
use crate::record::Samples;

/// Size of a letter, in pixels.
const LETTER: (f64, f64) = (8.43, 20.0);

/// Space around the text, in pixels.
const MARGIN: f64 = 22.0;

/// A terminal that shows a command and what it prints, as SVG.
fn terminal(command: &str, output: &str) -> String {
    let lines: Vec<&str> = output.trim_end().lines().collect();
    let columns = lines
        .iter()
        .map(|l| l.chars().count())
        .chain([command.len() + 2])
        .max();
    let width = columns.unwrap_or(80) as f64 * LETTER.0 + 2.0 * MARGIN;
    let height = (lines.len() + 3) as f64 * LETTER.1 + 2.0 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"10\" fill=\"#1c2128\"/>\n\
         <circle cx=\"22\" cy=\"20\" r=\"6\" fill=\"#e5534b\"/><circle cx=\"42\" cy=\"20\" r=\"6\" fill=\"#c69026\"/>\
         <circle cx=\"62\" cy=\"20\" r=\"6\" fill=\"#57ab5a\"/>\n"
    );
    let mut row = 1;
    let mut write = |text: &str, fill: &str, weight: &str| {
        row += 1;
        let y = MARGIN + f64::from(row) * LETTER.1;
        let text = text
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        let _ = writeln!(
            svg,
            "<text x=\"{MARGIN}\" y=\"{y:.0}\" fill=\"{fill}\" font-weight=\"{weight}\" xml:space=\"preserve\">{text}</text>"
        );
    };
    write(&format!("$ {command}"), "#8ddb8c", "bold");
    for line in lines {
        let head = line.chars().any(char::is_alphabetic) && line.to_uppercase() == line
            || line.starts_with('#');
        match head {
            true => write(line, "#768390", "bold"),
            false => write(line, "#cdd9e5", "normal"),
        }
    }
    svg.push_str("</svg>\n");
    svg
}

#[test]
fn the_pictures_are_of_today() {
    let samples = Samples::read();
    for (name, arguments) in [
        ("findings", &["findings"][..]),
        ("figures", &["figures", "Uganda", "Kenya", "--limit", "4"]),
    ] {
        let picture = terminal(
            &format!("entente {}", arguments.join(" ")),
            &samples.ask(arguments),
        );
        expect_file(&format!("docs/images/{name}.svg"), &picture);
    }
}
