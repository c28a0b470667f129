//! Reading the embedded tables: tab-separated, `#` comments, one header line.

/// The data lines of a table, without comments and header, split at tabs.
///
/// Cells that a line lacks at its end are empty, so a table may leave trailing tabs out.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Row> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .skip(1)
        .map(|line| Row(line.split('\t').collect()))
}

/// One line of a table.
pub(crate) struct Row(Vec<&'static str>);

impl Row {
    /// The cell of that column, from 0.
    pub(crate) fn cell(&self, column: usize) -> &'static str {
        self.0.get(column).map_or("", |c| c.trim())
    }

    /// The alternatives of a cell, which stand apart with `|`.
    pub(crate) fn list(&self, column: usize) -> impl Iterator<Item = &'static str> + use<> {
        self.cell(column).split('|').filter(|s| !s.is_empty())
    }

    /// The cell, if it is not empty.
    pub(crate) fn some(&self, column: usize) -> Option<&'static str> {
        Some(self.cell(column)).filter(|c| !c.is_empty())
    }
}
