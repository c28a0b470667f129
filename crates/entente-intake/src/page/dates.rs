//! When a document was published, where that is known from, and what rivals it.
//!
//! Sources are asked in the order of [`DateSource`]; the first that gives a date wins. The dates
//! of the others that differ from it are kept as rivals, so that a reader can see that the page
//! is not at one with itself. Dates of modification are never taken.

use entente_model::{Edtf, calendar};
use jiff::civil::Date;
use serde_json::Value;

use super::facts::Facts;
use crate::Note;

/// Where a publication date comes from, the most trusted first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DateSource {
    /// The field `published` of the input.
    Input,
    /// `datePublished` of the page's linked data (JSON-LD).
    LinkedData,
    /// A meta element, such as `article:published_time`.
    Meta,
    /// An element with `itemprop="datePublished"`.
    Itemprop,
    /// A `<time>` element.
    TimeElement,
    /// The address of the page, or the name of the file.
    Address,
    /// A date that stands near the headline.
    Dateline,
}

impl DateSource {
    /// A name for tables and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::LinkedData => "json-ld",
            Self::Meta => "meta",
            Self::Itemprop => "itemprop",
            Self::TimeElement => "time",
            Self::Address => "address",
            Self::Dateline => "dateline",
        }
    }
}

/// A date that a document may have been published on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateCandidate {
    /// The day, or the month where no more is given, by the publisher's own clock.
    pub date: Edtf,
    /// Where it stands.
    pub source: DateSource,
    /// How it is written there.
    pub written: String,
}

impl std::fmt::Display for DateCandidate {
    /// The date and where it stands: `2024-06-12 (meta)`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.date, self.source.name())
    }
}

/// The publication date of a document, and the dates that rival it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicationDate {
    /// The date taken, if any was found.
    pub chosen: Option<DateCandidate>,
    /// Dates of other sources that are not the one taken, in the order of trust.
    pub rivals: Vec<DateCandidate>,
}

impl PublicationDate {
    /// Settles candidates, which stand in the order of trust.
    fn settle(candidates: Vec<DateCandidate>) -> Self {
        let mut date = Self::default();
        for candidate in candidates {
            match &date.chosen {
                None => date.chosen = Some(candidate),
                Some(chosen) => {
                    // "2024-06" does not rival "2024-06-12".
                    let (a, b) = (chosen.date.as_str(), candidate.date.as_str());
                    let known = date.rivals.iter().any(|r| r.date == candidate.date);
                    if !a.starts_with(b) && !b.starts_with(a) && !known {
                        date.rivals.push(candidate);
                    }
                }
            }
        }
        date
    }

    /// A note on the rivals, if there are any.
    pub(crate) fn rivalry(&self) -> Option<Note> {
        let chosen = self.chosen.as_ref().filter(|_| !self.rivals.is_empty())?;
        let rivals: Vec<String> = self.rivals.iter().map(ToString::to_string).collect();
        Some(Note::RivalDates {
            taken: chosen.to_string(),
            rivals: rivals.join(", "),
        })
    }

    /// Puts a candidate before all others.
    pub(crate) fn prefer(&mut self, candidate: DateCandidate) {
        let mut all = vec![candidate];
        all.extend(self.chosen.take());
        all.append(&mut self.rivals);
        *self = Self::settle(all);
    }
}

/// Names of meta elements that hold the date of publication, the most trusted first.
const META: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "prism.publicationdate",
    "citation_publication_date",
    "citation_date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published-date",
    "publication_date",
    "publication-date",
    "release_date",
    "bt:pubdate",
    "ptime",
    "date",
];

/// Words in lower case that may stand before the date of a dateline.
const DATING: &[&str] = &[
    "published",
    "posted",
    "issued",
    "released",
    "dated",
    "date",
    "on",
    "of",
    "the",
    "de",
    "da",
    "del",
    "la",
    "and",
];

/// How far into a text its dateline can stand, in bytes.
const DATELINE: usize = 400;

/// The publication date of a page.
pub(super) fn of_page(facts: &Facts, url: Option<&str>) -> PublicationDate {
    let mut candidates = Vec::new();
    let mut add = |source, written: &str, date: Option<Edtf>| {
        if let Some(date) = date {
            candidates.push(DateCandidate {
                date,
                source,
                written: written.to_owned(),
            });
        }
    };
    for article in facts.articles() {
        if let Some(written) = article.get("datePublished").and_then(Value::as_str) {
            add(DateSource::LinkedData, written, parse(written));
            break;
        }
    }
    for broken in &facts.broken {
        if let Some(written) = quoted_after(broken, "\"datePublished\"") {
            add(DateSource::LinkedData, written, parse(written));
            break;
        }
    }
    for name in META {
        if let Some(written) = facts.meta(&[name]) {
            add(DateSource::Meta, written, parse(written));
        }
    }
    for marked in &facts.itemprops {
        add(DateSource::Itemprop, &marked.value, parse(&marked.value));
    }
    // A time that is labelled as publication goes before the first that is not labelled.
    let modified = |label: &str| ["modif", "updat"].iter().any(|w| label.contains(w));
    let labelled = |label: &str| {
        ["publish", "posted", "pubdate", "entry-date"]
            .iter()
            .any(|w| label.contains(w))
    };
    let fitting = facts.times.iter().filter(|t| !modified(&t.label));
    let time = fitting
        .clone()
        .find(|t| labelled(&t.label))
        .or_else(|| fitting.clone().next());
    if let Some(time) = time {
        add(DateSource::TimeElement, &time.value, parse(&time.value));
    }
    if let Some(url) = url {
        add(DateSource::Address, url, in_address(url));
    }
    if let Some((written, date)) = visible(&facts.opening) {
        add(DateSource::Dateline, written, Some(date));
    }
    PublicationDate::settle(candidates)
}

/// The publication date of a plain text: from the name of its file, else from its dateline.
pub(crate) fn of_text(name: &str, text: &str) -> PublicationDate {
    let mut candidates = Vec::new();
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    if let Some(date) = in_address(file) {
        candidates.push(DateCandidate {
            date,
            source: DateSource::Address,
            written: file.to_owned(),
        });
    }
    let opening = &text[..text.floor_char_boundary(DATELINE)];
    if let Some((written, date)) = opening.lines().find_map(dateline) {
        candidates.push(DateCandidate {
            date,
            source: DateSource::Dateline,
            written: written.to_owned(),
        });
    }
    PublicationDate::settle(candidates)
}

/// The date of a line that is, or begins with, a dateline: `ACCRA, May 7, 2024 - The ministers`,
/// `Arusha, December 2024`, `Published on 7 May 2024`.
///
/// Before the date stand names, numbers and words of publishing alone. "The treaty was signed on
/// 7 May 2024" dates what it tells, not itself.
fn dateline(line: &str) -> Option<(&str, Edtf)> {
    let (written, date) = visible(line).or_else(|| month_at_end(line))?;
    let before = &line[..written.as_ptr() as usize - line.as_ptr() as usize];
    let bare = before
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.starts_with(char::is_lowercase))
        .all(|word| DATING.contains(&word));
    bare.then_some((written, date))
}

/// The month and year that a short line ends with.
fn month_at_end(line: &str) -> Option<(&str, Edtf)> {
    let line = line.trim_end_matches(|c: char| !c.is_alphanumeric());
    let mut words = line.rsplitn(3, ' ');
    let (year, name) = (words.next()?, words.next()?);
    let date = month(year, &calendar::month(name)?.to_string())?;
    let short = line.split(' ').count() <= 6;
    short.then(|| (&line[line.len() - year.len() - 1 - name.len()..], date))
}

/// The quoted string that follows `name` and a colon.
fn quoted_after<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let rest = text
        .split_once(name)?
        .1
        .trim_start()
        .strip_prefix(':')?
        .trim_start();
    rest.strip_prefix('"')?.split('"').next()
}

/// A date as sites write them in attributes: ISO 8601 in its forms, RFC 2822, or words.
fn parse(written: &str) -> Option<Edtf> {
    let text = written.trim();
    let digits: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).collect();
    let (first, separated) = (digits.first().copied()?, digits.len() >= 3);
    if first.len() == 4 && separated {
        // 2025-03-10T08:00, 2025/3/10
        return day(first, digits[1], digits[2]);
    }
    if first.len() == 4 && digits.len() == 2 && digits[1].len() == 2 && text.len() == 7 {
        return month(first, digits[1]);
    }
    if first.len() >= 8 && text.is_char_boundary(8) && (first.len() == 8 || first.len() == 14) {
        return day(&first[..4], &first[4..6], &first[6..8]);
    }
    in_words(text).map(|(_, date)| date)
}

/// A date in an address or the name of a file: `/2025/03/10/`, `2025-03-10`, `20250310`, or a
/// month alone in folders, `/2025/03/`.
fn in_address(address: &str) -> Option<Edtf> {
    let path = address.split_once("://").map_or(address, |(_, rest)| {
        rest.split_once('/').map_or("", |(_, path)| path)
    });
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut numbers: Vec<(usize, &str)> = Vec::new();
    let mut start = None;
    for (at, c) in path.char_indices().chain([(path.len(), ' ')]) {
        match (c.is_ascii_digit(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                numbers.push((from, &path[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    for (i, (from, number)) in numbers.iter().enumerate() {
        let next = |k: usize| {
            let (at, digits) = numbers.get(i + k)?;
            let (before, text) = numbers[i + k - 1];
            // The numbers of one date stand one separator apart.
            (*at == before + text.len() + 1).then_some(*digits)
        };
        let found = match number.len() {
            8 => day(&number[..4], &number[4..6], &number[6..8]),
            4 => match (next(1), next(1).and(next(2))) {
                (Some(m), Some(d)) => day(number, m, d),
                (Some(m), None) if m.len() == 2 && (*from == 0 || path[..*from].ends_with('/')) => {
                    month(number, m)
                }
                _ => None,
            },
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// The first date that stands in visible text, unless it is said to be one of modification.
fn visible(text: &str) -> Option<(&str, Edtf)> {
    let mut rest = text;
    while let Some((written, date)) = in_words(rest) {
        let at = written.as_ptr() as usize - rest.as_ptr() as usize;
        let before = &rest[rest[..at].len()
            - rest[..at]
                .chars()
                .rev()
                .take(24)
                .map(char::len_utf8)
                .sum::<usize>()..at];
        let before = before.rsplit('\n').next().unwrap_or(before).to_lowercase();
        if !["updat", "modif", "since ", "until ", "from ", "by "]
            .iter()
            .any(|w| before.contains(w))
        {
            return Some((written, date));
        }
        rest = &rest[at + written.len()..];
    }
    None
}

/// The first date in words, `March 10, 2025` or `10 March 2025` or `2025-03-10`, and where it
/// stands. All-number dates that could be read two ways are passed over.
fn in_words(text: &str) -> Option<(&str, Edtf)> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    let number = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = &word[digits.len()..];
        let ordinal = suffix.is_empty() || ["st", "nd", "rd", "th"].contains(&suffix);
        (ordinal && digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit()))
            .then(|| digits.to_owned())
            .filter(|d| !d.is_empty())
    };
    for three in words.windows(3) {
        let [(from, a), (_, b), (last, c)] = [three[0], three[1], three[2]];
        let close = last - from < 40;
        let found = if !close {
            None
        } else if let (Some(m), Some(d)) = (calendar::month(a), number(b)) {
            day(c, &m.to_string(), &d)
        } else if let (Some(d), Some(m)) = (number(a), calendar::month(b)) {
            day(c, &m.to_string(), &d)
        } else if a.len() == 4 && text[from..last].matches(['-', '/']).count() == 2 {
            day(a, b, c)
        } else if c.len() == 4 && text[from..last].matches(['/', '.', '-']).count() == 2 {
            // 25/03/2025 and 03/25/2025 have one reading, 03/04/2025 has two.
            match (a.parse::<u8>(), b.parse::<u8>()) {
                (Ok(x), Ok(y)) if x > 12 || x == y => day(c, b, a).filter(|_| y <= 12),
                (Ok(x), Ok(y)) if y > 12 && x <= 12 => day(c, a, b),
                _ => None,
            }
        } else {
            None
        };
        if let Some(date) = found {
            return Some((&text[from..last + c.len()], date));
        }
    }
    None
}

/// A day, if it is one of the calendar and of the time of the web and of news archives.
fn day(year: &str, month: &str, day: &str) -> Option<Edtf> {
    let year: i16 = Some(year).filter(|y| y.len() == 4)?.parse().ok()?;
    let month = Some(month).filter(|m| m.len() <= 2)?.parse().ok()?;
    let day = Some(day).filter(|d| d.len() <= 2)?.parse().ok()?;
    let date = Date::new(year, month, day).ok()?;
    (1900..2100)
        .contains(&year)
        .then(|| Edtf::parse(&date.to_string()).ok())?
}

fn month(year: &str, month: &str) -> Option<Edtf> {
    day(year, month, "01").and_then(|date| Edtf::parse(&date.as_str()[..7]).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> PublicationDate {
        of_page(&Facts::of(html), None)
    }

    fn chosen(date: &PublicationDate) -> (&str, DateSource) {
        let chosen = date.chosen.as_ref().unwrap();
        (chosen.date.as_str(), chosen.source)
    }

    #[test]
    fn attributes_are_read_in_many_forms() {
        for (written, date) in [
            ("2025-03-10T23:30:00-05:00", "2025-03-10"),
            ("2025/3/9", "2025-03-09"),
            ("20250310", "2025-03-10"),
            ("20250310142200", "2025-03-10"),
            ("2025-03", "2025-03"),
            ("Mon, 10 Mar 2025 08:00:00 GMT", "2025-03-10"),
            ("March 10th, 2025", "2025-03-10"),
            ("Sept 3, 2024", "2024-09-03"),
            ("25/03/2025 14:00", "2025-03-25"),
        ] {
            assert_eq!(
                parse(written).map(String::from).as_deref(),
                Some(date),
                "{written}"
            );
        }
        for written in [
            "",
            "yesterday",
            "2025-13-40",
            "03/04/2025",
            "1741593600",
            "12:30",
        ] {
            assert_eq!(parse(written), None, "{written}");
        }
    }

    #[test]
    fn addresses_are_read_but_numbers_of_articles_are_not() {
        for (url, date) in [
            ("https://e.org/2025/03/10/visit", Some("2025-03-10")),
            (
                "https://e.org/news/2025-03-10-visit.html",
                Some("2025-03-10"),
            ),
            ("https://e.org/20250310/visit", Some("2025-03-10")),
            ("https://e.org/2025/03/visit", Some("2025-03")),
            ("https://e.org/visit-56896.html", None),
            ("https://e.org/1998-2025-review", None),
            ("https://2025.e.org/03/10", None),
        ] {
            assert_eq!(in_address(url).map(String::from).as_deref(), date, "{url}");
        }
    }

    #[test]
    fn sources_are_trusted_in_order_and_rivals_are_kept() {
        let html = r#"<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-06-12","dateModified":"2024-07-01"}</script>
            <meta property="article:published_time" content="2024-06-12T08:00:00Z">
            <meta property="article:modified_time" content="2024-07-01">
            <h1>Headline of the day</h1><time class="updated" datetime="2024-07-01"></time><time datetime="2024-06-13">June 13</time>"#;
        let date = page(html);
        assert_eq!(chosen(&date), ("2024-06-12", DateSource::LinkedData));
        let rivals: Vec<_> = date
            .rivals
            .iter()
            .map(|r| (r.date.as_str(), r.source))
            .collect();
        assert_eq!(rivals, [("2024-06-13", DateSource::TimeElement)]);
        assert_eq!(
            date.rivalry().unwrap().to_string(),
            "published 2024-06-12 (json-ld), but the page also has 2024-06-13 (time)"
        );
    }

    #[test]
    fn each_source_is_found_alone() {
        for (html, date, source) in [
            (
                r#"<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-06-12", broken</script>"#,
                "2024-06-12",
                DateSource::LinkedData,
            ),
            (
                r#"<meta name="DC.date.issued" content="2024-06-12">"#,
                "2024-06-12",
                DateSource::Meta,
            ),
            (
                r#"<span itemprop="datePublished">12 June 2024</span>"#,
                "2024-06-12",
                DateSource::Itemprop,
            ),
            (
                r#"<time itemprop="datePublished" datetime="2024-06-12">last week</time>"#,
                "2024-06-12",
                DateSource::Itemprop,
            ),
            (
                r#"<time class="entry-date">June 12, 2024</time>"#,
                "2024-06-12",
                DateSource::TimeElement,
            ),
            (
                r#"<link rel="canonical" href="https://e.org/2024/06/12/a">"#,
                "",
                DateSource::Address,
            ),
            (
                r#"<h1>Leaders meet in Lima</h1><p>Updated: June 14, 2024</p><p>Posted June 12, 2024</p>"#,
                "2024-06-12",
                DateSource::Dateline,
            ),
        ] {
            let found = page(html);
            if date.is_empty() {
                assert_eq!(found.chosen, None, "the address is given apart");
            } else {
                assert_eq!(chosen(&found), (date, source), "{html}");
            }
        }
    }

    #[test]
    fn lists_of_other_articles_give_no_date() {
        let html = r#"<script type="application/ld+json">{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","datePublished":"2020-01-01"}]}</script>
            <aside><time datetime="2020-01-02"></time></aside>"#;
        assert_eq!(page(html), PublicationDate::default());
    }

    #[test]
    fn a_text_is_dated_by_its_file_or_dateline() {
        assert_eq!(
            chosen(&of_text("a/2024-05-07-accra.txt", "")),
            ("2024-05-07", DateSource::Address)
        );
        assert_eq!(
            chosen(&of_text("a.txt", "ACCRA, May 7, 2024 - The ministers met.")),
            ("2024-05-07", DateSource::Dateline)
        );
        for (text, date) in [
            (
                "FACT SHEET\n\nArusha, December 2024\n\nTreaty signed on 30 November 1999.",
                "2024-12",
            ),
            (
                "A headline\nPublished on 7 May 2024\nThe ministers met.",
                "2024-05-07",
            ),
            (
                "Addis Ababa, 25 May 2023. The treaty was signed on 25 May 1963.",
                "2023-05-25",
            ),
        ] {
            assert_eq!(
                chosen(&of_text("a.txt", text)),
                (date, DateSource::Dateline)
            );
        }
        for told in [
            "Relations have held since 7 May 1994.",
            "• Treaty signed on 30 November 1999, in force since 7 July 2000.",
            "The two countries established relations in December 1995",
        ] {
            assert_eq!(of_text("a.txt", told).chosen, None, "{told}");
        }
    }
}
