//! What a page declares of itself, in its head and around its text, in one pass.

use html5gum::{StartTag, Token};
use serde_json::Value;

use super::{collapse, guard::tokens};

/// Most declarations kept of one kind: no page has more that matter.
const MOST: usize = 400;

/// Most text kept of scripts of linked data, in bytes.
const LINKED_DATA: usize = 1 << 20;

/// How much visible text after the headline is searched for a date, in bytes.
const OPENING: usize = 3000;

/// Fewest words of a caption: less is a credit.
const CAPTION_WORDS: usize = 5;

/// A date written in the page's own markup.
#[derive(Debug, Default)]
pub(super) struct Marked {
    /// The machine-readable attribute, else the words.
    pub value: String,
    /// `itemprop`, `class` and `id` together, in lower case.
    pub label: String,
}

/// What a page declares.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The language of the page, as its root says.
    pub language: Option<String>,
    /// Names of meta elements, in lower case, and their content, in the page's order.
    pub meta: Vec<(String, String)>,
    /// The address that the page gives as its own.
    pub canonical: Option<String>,
    /// The title of the window.
    pub window: String,
    /// The text of the first main heading.
    pub heading: Option<String>,
    /// The objects of linked data, in the page's order.
    pub linked: Vec<Value>,
    /// Linked data that is not JSON.
    pub broken: Vec<String>,
    /// Elements marked as the date of publication.
    pub itemprops: Vec<Marked>,
    /// Time elements outside menus and margins.
    pub times: Vec<Marked>,
    /// Captions of pictures outside menus and margins.
    pub captions: Vec<String>,
    /// The first visible text, from the main heading on where there is one.
    pub opening: String,
}

/// The element whose text is being collected.
enum Collecting {
    Window,
    Heading,
    LinkedData,
    Time(Marked),
    Itemprop(Marked),
    Caption,
}

impl Facts {
    /// Collects the facts of a page, in time linear in its length.
    pub(super) fn of(html: &str) -> Self {
        let mut facts = Self::default();
        let mut collecting: Option<(Collecting, String, String)> = None;
        let mut margin = 0_usize;
        let mut links = 0_usize;
        let mut hidden = 0_usize;
        let mut linked = 0_usize;
        for token in tokens(html) {
            match token {
                Token::StartTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    match name.as_str() {
                        "nav" | "aside" | "footer" => margin += 1,
                        "a" => links += 1,
                        "script" | "style" | "noscript" | "template" | "svg" => hidden += 1,
                        "br" | "p" | "div" | "li" | "h1" | "h2" => facts.open_line(hidden + margin),
                        _ => {}
                    }
                    facts.start(&name, &tag);
                    if collecting.is_none() && margin == 0 {
                        collecting = facts
                            .collects(&name, &tag, links)
                            .map(|what| (what, name, String::new()));
                    }
                }
                Token::EndTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name);
                    match &*name {
                        "nav" | "aside" | "footer" => margin = margin.saturating_sub(1),
                        "a" => links = links.saturating_sub(1),
                        "script" | "style" | "noscript" | "template" | "svg" => {
                            hidden = hidden.saturating_sub(1);
                        }
                        _ => {}
                    }
                    if let Some((what, element, text)) = collecting.take() {
                        if element == *name {
                            facts.keep(what, &text);
                        } else {
                            collecting = Some((what, element, text));
                        }
                    }
                }
                Token::String(text) => {
                    let text = String::from_utf8_lossy(&text);
                    if let Some((what, _, collected)) = &mut collecting {
                        let most = match what {
                            Collecting::LinkedData => LINKED_DATA.saturating_sub(linked),
                            _ => 2000,
                        };
                        if collected.len() + text.len() <= most {
                            collected.push_str(&text);
                        }
                        if matches!(what, Collecting::LinkedData) {
                            linked += text.len();
                        }
                    }
                    if hidden == 0 && margin == 0 && facts.opening.len() < OPENING {
                        let room = text.floor_char_boundary(OPENING);
                        facts.opening.push_str(&text[..room]);
                    }
                }
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        if let Some((what, _, text)) = collecting {
            facts.keep(what, &text);
        }
        facts
    }

    fn open_line(&mut self, out_of_sight: usize) {
        if out_of_sight == 0 && self.opening.len() < OPENING && !self.opening.is_empty() {
            self.opening.push('\n');
        }
    }

    /// Takes what a tag itself declares.
    fn start(&mut self, name: &str, tag: &StartTag<()>) {
        match name {
            "html" if self.language.is_none() => {
                self.language = attribute(tag, "lang").or_else(|| attribute(tag, "xml:lang"));
            }
            "meta" if self.meta.len() < MOST => {
                let key = ["property", "name", "itemprop", "http-equiv"]
                    .iter()
                    .find_map(|a| attribute(tag, a));
                if let (Some(key), Some(content)) = (key, attribute(tag, "content")) {
                    self.meta.push((key.to_lowercase(), collapse(&content)));
                }
            }
            "link" if self.canonical.is_none() && is(tag, "rel", "canonical") => {
                self.canonical = attribute(tag, "href");
            }
            _ => {}
        }
    }

    /// What the text of an element is wanted for, if it is.
    fn collects(&self, name: &str, tag: &StartTag<()>, links: usize) -> Option<Collecting> {
        let marked = |value: Option<String>| Marked {
            value: value.unwrap_or_default(),
            label: ["itemprop", "class", "id"]
                .iter()
                .filter_map(|a| attribute(tag, a))
                .collect::<Vec<_>>()
                .join(" ")
                .to_lowercase(),
        };
        let machine = || attribute(tag, "datetime").or_else(|| attribute(tag, "content"));
        let published =
            attribute(tag, "itemprop").is_some_and(|p| p.eq_ignore_ascii_case("datepublished"));
        match name {
            "title" if self.window.is_empty() => Some(Collecting::Window),
            "h1" if self.heading.is_none() => Some(Collecting::Heading),
            "script" => attribute(tag, "type")
                .is_some_and(|t| t.to_ascii_lowercase().contains("ld+json"))
                .then_some(Collecting::LinkedData),
            "meta" | "link" => None,
            _ if published && self.itemprops.len() < MOST => {
                Some(Collecting::Itemprop(marked(machine())))
            }
            "time" if self.times.len() < MOST => Some(Collecting::Time(marked(machine()))),
            "figcaption" if links == 0 && self.captions.len() < MOST => Some(Collecting::Caption),
            _ => None,
        }
    }

    /// Keeps what was collected.
    fn keep(&mut self, what: Collecting, text: &str) {
        let plain = collapse(text);
        match what {
            Collecting::Window => self.window = plain,
            Collecting::Heading => {
                if !plain.is_empty() {
                    self.opening.clear();
                    self.heading = Some(plain);
                }
            }
            Collecting::LinkedData => match serde_json::from_str(text.trim()) {
                Ok(value) => self.linked.push(value),
                Err(_) => self.broken.push(text.to_owned()),
            },
            Collecting::Time(mut time) | Collecting::Itemprop(mut time)
                if time.value.is_empty() =>
            {
                time.value = plain;
                if time.label.contains("datepublished") {
                    self.itemprops.push(time);
                } else {
                    self.times.push(time);
                }
            }
            Collecting::Time(time) => self.times.push(time),
            Collecting::Itemprop(time) => self.itemprops.push(time),
            Collecting::Caption => {
                if plain.split(' ').count() >= CAPTION_WORDS {
                    self.captions.push(plain);
                }
            }
        }
    }

    /// The content of the first of these meta names that is there.
    pub(super) fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let found = self
                .meta
                .iter()
                .find(|(key, value)| key == name && !value.is_empty());
            found.map(|(_, value)| value.as_str())
        })
    }

    /// The address that the page gives as its own.
    pub(super) fn address(&self) -> Option<String> {
        let given = self
            .canonical
            .as_deref()
            .or_else(|| self.meta(&["og:url"]))?;
        (given.starts_with("http://") || given.starts_with("https://")).then(|| given.to_owned())
    }

    /// The headline, without the name of the site.
    pub(super) fn headline(&self) -> Option<String> {
        let window = &self.window;
        let social = self.meta(&["og:title", "twitter:title", "dc.title"]);
        // A heading that the window or the social title repeats is the headline; on some pages
        // the first heading is the name of the site.
        if let Some(heading) = &self.heading {
            let folded = entente_model::fold(heading);
            let site = self
                .outlet(None)
                .is_some_and(|o| entente_model::fold(&o) == folded);
            let repeated = [Some(window.as_str()), social]
                .into_iter()
                .flatten()
                .any(|title| entente_model::fold(title).contains(&folded));
            if !site
                && folded.contains(' ')
                && (repeated || (window.is_empty() && social.is_none()))
            {
                return Some(heading.clone());
            }
        }
        let linked = self
            .articles()
            .find_map(|a| a.get("headline")?.as_str())
            .map(collapse);
        let site = self.meta(&["og:site_name"]).map(entente_model::fold);
        linked
            .or_else(|| social.map(|t| without_site(t, site.as_deref())))
            .or_else(|| (!window.is_empty()).then(|| without_site(window, site.as_deref())))
            .or_else(|| self.heading.clone())
            .filter(|title| !title.is_empty())
    }

    /// Who published the page: as it says, else the host of its address.
    pub(super) fn outlet(&self, url: Option<&str>) -> Option<String> {
        let publisher = || {
            self.articles().find_map(|a| {
                let publisher = a.get("publisher")?;
                let name = publisher.get("name").unwrap_or(publisher).as_str()?;
                Some(collapse(name)).filter(|n| !n.is_empty() && !n.starts_with("http"))
            })
        };
        self.meta(&["og:site_name"])
            .map(str::to_owned)
            .or_else(publisher)
            .or_else(|| {
                self.meta(&["application-name", "dc.publisher", "publisher"])
                    .map(str::to_owned)
            })
            .or_else(|| url.and_then(host).map(str::to_owned))
    }

    /// The objects of linked data that are articles, the page itself after them.
    pub(super) fn articles(&self) -> impl Iterator<Item = &Value> {
        let mut articles = Vec::new();
        let mut pages = Vec::new();
        let mut waiting: Vec<&Value> = self.linked.iter().rev().collect();
        while let Some(value) = waiting.pop() {
            match value {
                Value::Array(items) => waiting.extend(items.iter().rev()),
                Value::Object(object) => {
                    let kinds = object
                        .get("@type")
                        .map(|t| t.to_string().to_lowercase())
                        .unwrap_or_default();
                    let is = |words: &[&str]| words.iter().any(|w| kinds.contains(w));
                    if is(&["article", "posting", "report", "pressrelease"]) {
                        articles.push(value);
                    } else if is(&["webpage", "creativework"]) {
                        pages.push(value);
                    }
                    // Lists of other articles are not looked into.
                    waiting.extend(
                        ["mainEntity", "@graph"]
                            .iter()
                            .filter_map(|k| object.get(*k)),
                    );
                }
                _ => {}
            }
        }
        articles.into_iter().chain(pages)
    }
}

/// Whether an attribute has this value, in whatever case.
fn is(tag: &StartTag<()>, name: &str, value: &str) -> bool {
    attribute(tag, name).is_some_and(|v| v.eq_ignore_ascii_case(value))
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(value).trim().to_owned()).filter(|v| !v.is_empty())
}

/// A title without the name of the site after its last ` - `, ` | ` and the like: where that is
/// the site's name, or the part before is long enough to be a headline.
fn without_site(title: &str, site: Option<&str>) -> String {
    let title = collapse(title);
    for separator in [" | ", " - ", " – ", " — ", " :: ", " » "] {
        if let Some((head, tail)) = title.rsplit_once(separator) {
            let tail = entente_model::fold(tail);
            let named = site.is_some_and(|s| s.contains(&tail) || tail.contains(s));
            let guessed = tail.split(' ').count() <= 4 && head.split(' ').count() >= 4;
            if named || guessed {
                return head.trim().to_owned();
            }
        }
    }
    title
}

/// The host of an address, without `www.`.
pub(super) fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.rsplit('@').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_the_name_of_the_site() {
        assert_eq!(
            without_site("Peru and Chile sign deal - E News", Some("e news")),
            "Peru and Chile sign deal"
        );
        assert_eq!(without_site("Deal | E", Some("e")), "Deal");
        assert_eq!(
            without_site(
                "Trade talks: the EU - Mercosur deal that took twenty years",
                None
            ),
            "Trade talks: the EU - Mercosur deal that took twenty years"
        );
    }

    #[test]
    fn headline_and_outlet_come_from_the_best_place() {
        let html = r#"<title>Peru, Chile sign deal | Andes Daily</title><body><h1>Andes Daily</h1>
            <script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Peru, Chile sign  deal",
            "publisher":{"@type":"Organization","name":"Andes Daily"}}]}</script>"#;
        let facts = Facts::of(html);
        assert_eq!(facts.headline().as_deref(), Some("Peru, Chile sign deal"));
        assert_eq!(facts.outlet(None).as_deref(), Some("Andes Daily"));
        let bare = Facts::of("<h1>Leaders meet in Lima</h1>");
        assert_eq!(bare.headline().as_deref(), Some("Leaders meet in Lima"));
        assert_eq!(
            bare.outlet(Some("https://www.andes.example:80/x"))
                .as_deref(),
            Some("andes.example")
        );
        assert_eq!(bare.outlet(None), None);
    }

    #[test]
    fn captions_in_margins_and_links_are_not_kept() {
        let html = "<figcaption>The two presidents in the palace.</figcaption><aside><figcaption>One of the \
            other stories of today.</figcaption></aside><a><figcaption>A teaser of some other story.</figcaption></a>\
            <figcaption>Photo: Agency</figcaption>";
        assert_eq!(
            Facts::of(html).captions,
            ["The two presidents in the palace."]
        );
    }

    #[test]
    fn an_address_must_be_whole() {
        assert_eq!(Facts::of("<link rel=canonical href='/a'>").address(), None);
        assert_eq!(host("https://user@www.e.org/a"), Some("e.org"));
        assert_eq!(host("no address"), None);
    }
}
