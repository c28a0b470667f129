//! A web page: the article in it and what it says of itself.
//!
//! [`guard`] brings the page to a harmless shape before any tree is built of it; [`body`] finds
//! the article; [`facts`] collects what the page declares; [`dates`] settles its date.

mod body;
pub(crate) mod dates;
mod facts;
mod guard;

pub use dates::{DateCandidate, DateSource, PublicationDate};
use facts::Facts;

use crate::{Note, Reason};

/// The article of a page, and what is known of it.
#[derive(Debug)]
pub(crate) struct Page {
    /// Headline, captions and paragraphs, one a line.
    pub text: String,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub date: PublicationDate,
    pub notes: Vec<Note>,
}

/// Reads a page; `url` is where it was found, where that is known from elsewhere.
pub(crate) fn read(html: &str, url: Option<&str>) -> Result<Page, Reason> {
    let tame = guard::tame(html)?;
    let facts = Facts::of(html);
    let body = body::article(&tame.html).ok_or(Reason::NoArticle)?;
    let url = url.map(str::to_owned).or_else(|| facts.address());
    let title = facts.headline();
    let date = dates::of_page(&facts, url.as_deref());
    let mut notes = Vec::new();
    notes.extend(tame.cut.then_some(Note::PageCut));
    notes.extend(tame.flattened.then_some(Note::Flattened));
    notes.extend(date.rivalry());
    Ok(Page {
        text: compose(title.as_deref(), &facts.captions, &body),
        outlet: facts.outlet(url.as_deref()),
        language: facts.language.clone(),
        title,
        url,
        date,
        notes,
    })
}

/// Headline, body and captions as one text. Headlines and captions say things too, but an
/// extractor that kept them already must not have them twice.
fn compose(title: Option<&str>, captions: &[String], body: &str) -> String {
    let folded = entente_model::fold(body);
    let mut text = String::with_capacity(body.len() + 256);
    if let Some(title) = title {
        let start = folded.chars().take(400).collect::<String>();
        if !start.contains(&entente_model::fold(title)) {
            text.push_str(title);
            text.push('\n');
        }
    }
    text.push_str(body);
    for caption in captions {
        if !folded.contains(&entente_model::fold(caption)) {
            text.push('\n');
            text.push_str(caption);
        }
    }
    text
}

/// Text with every run of white space as one space, without any around it.
fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><title>Kenya, Uganda sign power deal | The Lake Post</title>
<meta property="og:site_name" content="The Lake Post">
<meta property="article:published_time" content="2024-06-12T08:00:00+03:00">
<link rel="canonical" href="https://lakepost.example/2024/06/12/kenya-uganda-power"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<header><a href="/">The Lake Post</a></header>
<article><h1>Kenya, Uganda sign power deal</h1>
<figure><img src="a.jpg"><figcaption>The two energy ministers after the signing in Kampala.</figcaption></figure>
<p>KAMPALA, June 12 - Kenya and Uganda signed an agreement on Wednesday to trade electricity across their border, the two energy ministries said.</p>
<p>Under the deal, Uganda will supply 150 megawatts a year to its neighbour from the new dam, and the two sides will build a second line by 2027.</p>
<p>“This is a milestone for our region,” said the Ugandan energy minister at the ceremony, which was attended by diplomats from both countries.</p>
</article><aside><h2>Related news</h2><ul><li><a href="/1">Tanzania opens new port terminal</a></li></ul></aside>
<footer>Copyright 2024 The Lake Post. All rights reserved.</footer></body></html>"#;

    #[test]
    fn the_article_is_kept_and_the_menus_are_not() {
        let page = read(PAGE, None).unwrap();
        assert_eq!(page.title.as_deref(), Some("Kenya, Uganda sign power deal"));
        assert_eq!(page.outlet.as_deref(), Some("The Lake Post"));
        assert_eq!(
            page.url.as_deref(),
            Some("https://lakepost.example/2024/06/12/kenya-uganda-power")
        );
        let chosen = page.date.chosen.unwrap();
        assert_eq!(
            (chosen.date.as_str(), chosen.source),
            ("2024-06-12", DateSource::Meta)
        );
        let lines: Vec<&str> = page.text.lines().collect();
        assert_eq!(lines[0], "Kenya, Uganda sign power deal");
        assert!(lines[1].starts_with("KAMPALA, June 12"), "{lines:?}");
        assert_eq!(
            page.text.matches("Kenya, Uganda sign power deal").count(),
            1
        );
        assert_eq!(page.text.matches("after the signing in Kampala").count(), 1);
        for menu in ["Home", "Tanzania", "Copyright", "Related"] {
            assert!(!page.text.contains(menu), "{menu} in {}", page.text);
        }
        assert_eq!(page.notes, []);
    }

    #[test]
    fn a_page_cut_in_the_middle_gives_what_is_there() {
        let cut = &PAGE[..PAGE.find("“This is").unwrap() + 20];
        let page = read(cut, None).unwrap();
        assert!(page.text.contains("150 megawatts"));
        assert_eq!(page.notes, [Note::PageCut]);
        let cut_in_a_tag = &PAGE[..PAGE.find("figcaption").unwrap() + 4];
        let result = read(cut_in_a_tag, None);
        assert!(matches!(result, Err(Reason::NoArticle) | Ok(_)));
    }

    #[test]
    fn a_menu_is_no_article() {
        let html = "<html><body><nav><a href='/'>Home</a></nav></body></html>";
        assert_eq!(read(html, None).unwrap_err(), Reason::NoArticle);
    }
}
