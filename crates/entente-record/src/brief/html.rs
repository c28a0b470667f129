//! The sheet as one HTML file that needs nothing else: no script, no outside resource.

use super::markdown::left_out;
use super::{Brief, LESS_SURE, Line};

/// For the screen and for two pages of A4.
const STYLE: &str = "\
@page{size:A4;margin:18mm}\
body{font:10pt/1.35 Georgia,'Times New Roman',serif;color:#111;max-width:174mm;margin:1rem auto;padding:0 1rem}\
h1{font-size:15pt;margin:0 0 .2em}h2{font-size:10.5pt;margin:.7em 0 .15em;border-bottom:.5pt solid #888}\
ul{margin:.1em 0;padding-left:1.1em}p{margin:.2em 0}sup{line-height:0}\
sup a{color:#1a4480;text-decoration:none}.rest{color:#555;font-style:italic}\
ol{font-size:8pt;line-height:1.3;margin:.2em 0;padding-left:2em}li:target{background:#ffd}\
@media print{body{margin:0;padding:0;max-width:none}}";

impl Brief {
    /// The sheet as a whole HTML document.
    #[must_use]
    pub fn to_html(&self) -> String {
        let title = escape(&self.title);
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        );
        if let Some(date) = &self.as_of {
            out.push_str(&format!("<p>As of {}.</p>\n", escape(date.as_str())));
        }
        for section in &self.sections {
            out.push_str(&format!("<h2>{}</h2>\n", escape(section.title)));
            if section.lines.is_empty() {
                out.push_str("<p>Nothing in the record.</p>\n");
            } else {
                let (sure, less) = section.parts();
                list(&mut out, sure);
                if !less.is_empty() {
                    out.push_str(&format!("<p class=\"rest\">{LESS_SURE}</p>\n"));
                    list(&mut out, less);
                }
            }
            if section.left_out > 0 {
                out.push_str(&format!(
                    "<p class=\"rest\">{}</p>\n",
                    left_out(section.left_out)
                ));
            }
        }
        if !self.notes.is_empty() {
            out.push_str("<h2>Notes</h2>\n<ol>\n");
            for note in &self.notes {
                let date = note
                    .published
                    .as_ref()
                    .map(|d| format!(", {}", escape(d)))
                    .unwrap_or_default();
                out.push_str(&format!(
                    "<li id=\"n{}\">{}{date}: \u{201c}{}\u{201d}</li>\n",
                    note.number,
                    escape(&note.outlet),
                    escape(&note.quote)
                ));
            }
            out.push_str("</ol>\n");
        }
        out.push_str("</body>\n</html>\n");
        out
    }
}

fn list(out: &mut String, lines: &[Line]) {
    if lines.is_empty() {
        return;
    }
    out.push_str("<ul>\n");
    for line in lines {
        let notes: Vec<String> = line
            .notes
            .iter()
            .map(|n| format!("<a href=\"#n{n}\">{n}</a>"))
            .collect();
        let notes = if notes.is_empty() {
            String::new()
        } else {
            format!(" <sup>{}</sup>", notes.join(", "))
        };
        out.push_str(&format!("<li>{}{notes}</li>\n", escape(&line.text)));
    }
    out.push_str("</ul>\n");
}

/// Takes their meaning from characters that HTML or XML would read as markup, and leaves out
/// those that neither allows.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_in_a_text_stays_text() {
        assert_eq!(
            escape("<script>\"&'\u{0}"),
            "&lt;script&gt;&quot;&amp;&#39;"
        );
    }
}
