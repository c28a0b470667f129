//! The sheet in Markdown.

use super::{Brief, LESS_SURE, Line};

impl Brief {
    /// The sheet in Markdown, with numbered notes.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut out = format!("# {}\n", escape(&self.title));
        if let Some(date) = &self.as_of {
            out.push_str(&format!("\nAs of {date}.\n"));
        }
        for section in &self.sections {
            out.push_str(&format!("\n## {}\n\n", section.title));
            if section.lines.is_empty() {
                out.push_str("Nothing in the record.\n");
            }
            let (sure, less) = section.parts();
            list(&mut out, sure);
            if !less.is_empty() {
                let gap = if sure.is_empty() { "" } else { "\n" };
                out.push_str(&format!("{gap}*{LESS_SURE}*\n\n"));
                list(&mut out, less);
            }
            if section.left_out > 0 {
                out.push_str(&format!("\n*{}*\n", left_out(section.left_out)));
            }
        }
        if !self.notes.is_empty() {
            out.push_str("\n## Notes\n\n");
        }
        for note in &self.notes {
            let date = note
                .published
                .as_ref()
                .map(|d| format!(", {d}"))
                .unwrap_or_default();
            out.push_str(&format!(
                "{}. {}{date}: \u{201c}{}\u{201d}\n",
                note.number,
                escape(&note.outlet),
                escape(&note.quote)
            ));
        }
        out
    }
}

fn list(out: &mut String, lines: &[Line]) {
    for line in lines {
        let notes: String = line.notes.iter().map(|n| format!(" \\[{n}\\]")).collect();
        out.push_str(&format!("- {}{notes}\n", escape(&line.text)));
    }
}

/// "3 more lines did not fit."
pub(super) fn left_out(count: usize) -> String {
    if count == 1 {
        "1 more line did not fit.".to_owned()
    } else {
        format!("{count} more lines did not fit.")
    }
}

/// Takes their meaning from characters that Markdown or HTML would read as markup.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_text_stays_text() {
        assert_eq!(escape("a*b <i>[x](y)"), "a\\*b &lt;i&gt;\\[x\\](y)");
        assert_eq!(left_out(1), "1 more line did not fit.");
    }
}
