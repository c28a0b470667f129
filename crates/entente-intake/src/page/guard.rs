//! Brings a page to a harmless shape before a tree is built of it.
//!
//! Trees of hostile pages kill every extractor: deep nesting overflows the stack, unclosed
//! formatting multiplies elements, huge `colspan`s fill memory. So the page is tokenised once,
//! in a stream, and written out again *well nested*: every element that is opened is closed in
//! order, none lies deeper than [`DEPTH`], scripts, styles and drawings are left out, and
//! attributes are kept short. A tree builder can then add no more than a few implied elements.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use crate::Reason;

/// Deepest nesting kept. Of some 1,500 news pages the deepest has 51 levels.
const DEPTH: usize = 256;

/// Most elements of a page. Ordinary long pages have some thousands.
const ELEMENTS: usize = 100_000;

/// Longest value of an attribute that is kept, in bytes: longer ones are pictures.
const VALUE: usize = 2048;

/// Most attributes of an element.
const ATTRIBUTES: usize = 32;

/// Elements without content.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements left out with all that is in them.
const DROPPED: &[&str] = &[
    "script", "style", "svg", "math", "template", "noscript", "iframe", "object", "applet",
    "noembed", "noframes", "xmp", "select", "textarea", "canvas", "audio", "video",
];

/// Elements left out, whose content stays.
const UNWRAPPED: &[&str] = &[
    "plaintext",
    "frameset",
    "frame",
    "marquee",
    "font",
    "nobr",
    "listing",
];

/// Elements whose end may be left out: opening one of the first closes an open one of the
/// second, unless one of the third stands between.
const IMPLIED: &[(&[&str], &[&str], &[&str])] = &[
    (&["li"], &["li"], &["ul", "ol", "menu"]),
    (&["dt", "dd"], &["dt", "dd"], &["dl"]),
    (&["tr"], &["tr"], &["table"]),
    (&["td", "th"], &["td", "th"], &["tr", "table"]),
    (
        &["thead", "tbody", "tfoot"],
        &["thead", "tbody", "tfoot"],
        &["table"],
    ),
    (
        &[
            "p",
            "div",
            "ul",
            "ol",
            "dl",
            "table",
            "section",
            "article",
            "aside",
            "header",
            "footer",
            "nav",
            "main",
            "figure",
            "blockquote",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "pre",
            "form",
            "hr",
            "address",
            "details",
        ],
        &["p"],
        &["table", "td", "th", "caption", "button"],
    ),
];

/// A page in a harmless shape.
pub(super) struct Tame {
    pub html: String,
    /// Whether inner levels were taken out.
    pub flattened: bool,
    /// Whether the page stops in the middle.
    pub cut: bool,
}

/// Brings `html` to a harmless shape, in time linear in its length.
pub(super) fn tame(html: &str) -> Result<Tame, Reason> {
    let mut writer = Writer {
        out: String::with_capacity(html.len()),
        open: Vec::new(),
        above: 0,
        dropping: None,
        flattened: false,
    };
    let mut elements = 0_usize;
    let mut begun = false;
    let mut ended = false;
    let mut cut = false;
    for token in tokens(html) {
        match token {
            Token::StartTag(tag) => {
                elements += 1;
                begun |= tag.name.as_slice() == b"html";
                if elements <= ELEMENTS {
                    writer.start(&tag);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name);
                ended |= name == "html" || name == "body";
                writer.end(&name);
            }
            Token::String(text) => writer.text(&String::from_utf8_lossy(&text)),
            Token::Error(error) => {
                cut |= error.as_str().starts_with("eof-in");
            }
            Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    if elements > ELEMENTS {
        return Err(Reason::TooManyElements(elements, ELEMENTS));
    }
    while let Some(name) = writer.open.pop() {
        writer.close(&name);
    }
    Ok(Tame {
        html: writer.out,
        flattened: writer.flattened,
        cut: cut || (begun && !ended),
    })
}

/// The tokens of a page; the content of scripts and styles is text.
pub(super) fn tokens(html: &str) -> impl Iterator<Item = Token> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).map(|token| match token {
        Ok(token) => token,
        Err(never) => match never {},
    })
}

struct Writer {
    out: String,
    /// The elements that are open, outermost first.
    open: Vec<String>,
    /// How many elements are open above the greatest depth.
    above: usize,
    /// The element that is being left out, with how many of its name are open.
    dropping: Option<(String, usize)>,
    flattened: bool,
}

impl Writer {
    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name);
        let name = name.as_ref();
        if let Some((dropped, count)) = &mut self.dropping {
            // A drawing that is never closed ends where the page goes on.
            if [
                "p", "div", "h1", "h2", "article", "section", "body", "table", "ul",
            ]
            .contains(&name)
            {
                self.dropping = None;
            } else {
                *count += usize::from(dropped == name && !tag.self_closing);
                return;
            }
        }
        if DROPPED.contains(&name) {
            if !tag.self_closing || name == "script" || name == "style" {
                self.dropping = Some((name.to_owned(), 1));
            }
            return;
        }
        let plain = name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b':');
        if UNWRAPPED.contains(&name) || !plain || name.len() > 32 {
            return;
        }
        for (opening, closes, barrier) in IMPLIED {
            if opening.contains(&name) {
                self.close_nearest(closes, barrier);
            }
        }
        let void = VOID.contains(&name);
        if !void && (self.open.len() >= DEPTH || self.above > 0) {
            self.above += 1;
            self.flattened = true;
            return;
        }
        self.out.push('<');
        self.out.push_str(name);
        for (attribute, value) in tag.attributes.iter().take(ATTRIBUTES) {
            let attribute = String::from_utf8_lossy(attribute);
            let plain = attribute
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_:".contains(&b));
            if !plain
                || value.len() > VALUE
                || matches!(&*attribute, "colspan" | "rowspan" | "style" | "srcset")
            {
                continue;
            }
            self.out.push(' ');
            self.out.push_str(&attribute);
            self.out.push_str("=\"");
            escape(&String::from_utf8_lossy(value), &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
        if !void {
            self.open.push(name.to_owned());
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((dropped, count)) = &mut self.dropping {
            if dropped == name {
                *count -= 1;
                if *count == 0 {
                    self.dropping = None;
                }
            }
            return;
        }
        if VOID.contains(&name) || UNWRAPPED.contains(&name) || DROPPED.contains(&name) {
            return;
        }
        if self.above > 0 {
            self.above -= 1;
            return;
        }
        // A cell keeps what is in it from closing what is around the table.
        let parts = [
            "table", "caption", "td", "th", "tr", "thead", "tbody", "tfoot",
        ];
        let barrier: &[&str] = match parts.contains(&name) {
            true => &["table"],
            false => &["table", "td", "th", "caption"],
        };
        self.close_nearest(&[name], barrier);
    }

    fn text(&mut self, text: &str) {
        if self.dropping.is_none() {
            escape(text, &mut self.out);
        }
    }

    /// Closes the innermost open element of these names, with all that is in it, unless a
    /// barrier lies further in.
    fn close_nearest(&mut self, names: &[&str], barrier: &[&str]) {
        for at in (0..self.open.len()).rev() {
            let name = self.open[at].as_str();
            if names.contains(&name) {
                for name in self.open.split_off(at).iter().rev() {
                    self.close(name);
                }
                return;
            }
            if barrier.contains(&name) {
                return;
            }
        }
    }

    fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }
}

/// Writes text so that it is text again when it is read.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\0' => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(html: &str) -> usize {
        let (mut depth, mut deepest) = (0_usize, 0);
        for token in tokens(html) {
            match token {
                Token::StartTag(tag) if !VOID.contains(&&*String::from_utf8_lossy(&tag.name)) => {
                    depth += 1;
                    deepest = deepest.max(depth);
                }
                Token::EndTag(_) => depth -= 1,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "every element is closed");
        deepest
    }

    #[test]
    fn an_ordinary_page_keeps_its_shape() {
        let html = r#"<html><body class="a"><p>One &amp; two<br>three<p>Four<ul><li>a<li>b</ul></body></html>"#;
        let tame = tame(html).unwrap();
        assert_eq!(
            tame.html,
            r#"<html><body class="a"><p>One &amp; two<br>three</p><p>Four</p><ul><li>a</li><li>b</li></ul></body></html>"#
        );
        assert!(!tame.flattened && !tame.cut);
    }

    #[test]
    fn scripts_and_drawings_are_left_out_even_if_never_closed() {
        let html = "<body><script>if (a < b) { '<p>' }</script><svg><g><title>x</title></g></svg>a<svg><path><p>b";
        assert_eq!(tame(html).unwrap().html, "<body>a<p>b</p></body>");
        assert_eq!(
            tame("<body><script>never closed").unwrap().html,
            "<body></body>"
        );
    }

    #[test]
    fn no_page_nests_deeper_than_allowed() {
        for html in [
            "<div>".repeat(20_000),
            "<b><i>".repeat(20_000),
            "<p><b>x".repeat(20_000),
            "<blockquote>".repeat(20_000),
            "<table><tr><td>".repeat(10_000),
            "<div><table><td></div>".repeat(10_000),
            "<a><p></a>".repeat(10_000),
        ] {
            let tame = tame(&html).unwrap();
            assert!(depth(&tame.html) <= DEPTH, "{}", &html[..20]);
        }
    }

    #[test]
    fn wide_cells_and_long_values_are_cut() {
        let html = format!(
            r#"<table><tr><td colspan="999999999" class="a" title="{}">x</td></tr></table>"#,
            "y".repeat(10_000)
        );
        assert_eq!(
            tame(&html).unwrap().html,
            r#"<table><tr><td class="a">x</td></tr></table>"#
        );
    }

    #[test]
    fn too_many_elements_are_refused() {
        let html = "<br>".repeat(ELEMENTS + 5);
        assert!(matches!(
            tame(&html),
            Err(Reason::TooManyElements(100_005, ELEMENTS))
        ));
    }

    #[test]
    fn a_cut_page_is_seen() {
        assert!(tame("<html><body><p>text").unwrap().cut);
        assert!(tame("<p>text <a href='").unwrap().cut);
        assert!(!tame("<p>a fragment").unwrap().cut);
    }
}
