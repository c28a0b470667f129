//! Lists, written as a table, as JSON lines or as comma-separated values.

use std::io::{self, BufWriter, IsTerminal, Write};

use anyhow::Result;
use comfy_table::{ContentArrangement, LineStyle, Table, presets};
use serde::Serialize;

use crate::cli::Format;

/// Width of a table where there is no terminal that says it, in columns.
const WIDTH: u16 = 100;

/// A row of a list. Serialized it is the row's JSON, whose keys stay the same between versions.
pub trait Row: Serialize {
    /// The row's cells in a table, one for each column.
    fn cells(&self) -> Vec<String>;

    /// The row's values in a file of comma-separated values, one for each column.
    fn values(&self) -> Vec<String> {
        self.cells()
    }
}

/// The columns of a list.
#[derive(Clone, Copy)]
pub struct Columns<'a> {
    /// Heads of the table.
    pub table: &'a [&'a str],
    /// Header of the comma-separated values.
    pub csv: &'a [&'a str],
}

/// Standard output, buffered.
pub fn stdout() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// Writes a list in the form that was asked for. Of an empty list a table says so on standard
/// error, so that programs that read the output are not misled.
pub fn write_list<R: Row>(
    rows: impl IntoIterator<Item = R>,
    columns: Columns<'_>,
    format: Format,
) -> Result<()> {
    let mut out = stdout();
    match format {
        Format::Jsonl => {
            for row in rows {
                serde_json::to_writer(&mut out, &row)?;
                out.write_all(b"\n")?;
            }
        }
        Format::Csv => {
            let mut csv = csv::Writer::from_writer(&mut out);
            csv.write_record(columns.csv).map_err(io_error)?;
            for row in rows {
                csv.write_record(row.values()).map_err(io_error)?;
            }
            csv.flush()?;
        }
        Format::Table => {
            let rows: Vec<Vec<String>> = rows.into_iter().map(|r| r.cells()).collect();
            if rows.is_empty() {
                eprintln!("Nothing in the record answers this.");
            } else {
                writeln!(out, "{}", table(columns.table, rows, width()))?;
            }
        }
    }
    out.flush()?;
    Ok(())
}

/// The error under a CSV error, so that a closed pipe is seen as such.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}

/// A table of that width, with long cells wrapped, and an empty line between rows where some
/// are.
pub fn table(columns: &[&str], rows: Vec<Vec<String>>, width: u16) -> String {
    let mut table = Table::new();
    let count = rows.len();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width)
        .set_header(columns.iter().map(|c| c.to_uppercase()))
        .add_rows(rows);
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    if table.lines().count() > count + 1 {
        let gap = LineStyle::none().fill(' ').junction(' ');
        table.load_style(presets::NOTHING.row_separator(gap));
    }
    let lines: Vec<String> = table.lines().map(|l| l.trim_end().to_owned()).collect();
    lines.join("\n")
}

/// The width of the terminal, or of the variable `COLUMNS`, within what can be read.
pub fn width() -> u16 {
    let given = std::env::var("COLUMNS").ok().and_then(|w| w.parse().ok());
    let terminal = || {
        let size = io::stdout()
            .is_terminal()
            .then(terminal_size::terminal_size)?;
        size.map(|(width, _)| width.0)
    };
    given.or_else(terminal).unwrap_or(WIDTH).clamp(40, 240)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_wraps_long_cells_within_its_width() {
        let sentence = "Hà Nội and Wellington signed a long accord on trade in dairy products.";
        let rows = vec![vec!["tie".to_owned(), sentence.to_owned()]];
        let text = table(&["kind", "sentence"], rows, 40);
        assert!(text.lines().all(|l| l.chars().count() <= 40), "{text}");
        assert!(text.lines().count() >= 3, "{text}");
        assert!(text.starts_with("KIND"), "{text}");
    }
}
