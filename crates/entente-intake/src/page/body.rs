//! The article of a page as plain text.

use html5gum::Token;
use trafilatura::{ExtractionFocus, Options};

use super::{collapse, guard::tokens};

/// Elements that stand in the line of the text around them; all others begin a new line.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "hi", "i", "ins",
    "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
    "wbr", "ref",
];

/// Fewest characters of a body: less is a teaser or a menu.
const SHORTEST: usize = 40;

/// The paragraphs of the article in a page that [`super::guard`] has tamed, one a line.
///
/// Precision comes first: a sentence of a menu would be taken for news. Where that finds
/// nothing, the balanced way is tried.
pub(super) fn article(tame: &str) -> Option<String> {
    [ExtractionFocus::FavorPrecision, ExtractionFocus::Balanced]
        .into_iter()
        .find_map(|focus| {
            let options = Options::default()
                .with_focus(focus)
                .with_fallback(true)
                .with_exclude_comments(true)
                .with_html_date_mode(trafilatura::HtmlDateMode::Disabled);
            let result = trafilatura::extract(tame, &options).ok()?;
            let text = plain(&result.content_html);
            (text.chars().count() >= SHORTEST).then_some(text)
        })
}

/// The text of a piece of HTML: a line for each block, the cells of a row after each other.
fn plain(html: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut end_line = |line: &mut String| {
        let text = collapse(line);
        line.clear();
        // A layout may repeat a line (a standfirst as first paragraph); the article says it once.
        if !text.is_empty() && lines.last() != Some(&text) {
            lines.push(text);
        }
    };
    for token in tokens(html) {
        match token {
            Token::StartTag(tag) => match &*String::from_utf8_lossy(&tag.name) {
                "td" | "th" => line.push(' '),
                name if INLINE.contains(&name) => {}
                _ => end_line(&mut line),
            },
            Token::EndTag(tag) => match &*String::from_utf8_lossy(&tag.name) {
                "td" | "th" => line.push(' '),
                name if INLINE.contains(&name) => {}
                _ => end_line(&mut line),
            },
            Token::String(text) => line.push_str(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    end_line(&mut line);
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_lines() {
        let html = "<div><p>One <b>bold</b>\n word.</p><p>One <b>bold</b> word.</p><ul><li>a</li><li>b<br>c</li></ul>\
            <table><tr><td>Trade</td><td>17.8</td></tr></table></div>";
        assert_eq!(plain(html), "One bold word.\na\nb\nc\nTrade 17.8");
    }

    #[test]
    fn too_little_is_no_article() {
        assert_eq!(article("<html><body><p>Log in</p></body></html>"), None);
        assert_eq!(article(""), None);
    }
}
