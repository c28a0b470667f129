//! Full text, as written and folded.

use entente_model::{fold, fold_words};
use rusqlite::params;
use serde::Serialize;

use crate::error::{RecordError, Result};
use crate::store::Record;

/// A paragraph that has the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// The paragraph.
    pub quote: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When, in EDTF.
    pub published: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Name of the document.
    pub document: String,
    /// Where the paragraph starts, in code points of the document's text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether the words stand there as they were written, or only after folding: a folded hit
    /// helps to find, and proves nothing.
    pub exact: bool,
}

impl Record {
    /// Paragraphs that have all of the words, the most relevant first.
    ///
    /// Words are found without regard to case and diacritics, with đ as d: "doi tac" finds
    /// "Đối tác". Words between double quotation marks have to stand together; a word that ends
    /// in `*` finds its beginnings. Copies are left out in favour of their originals.
    ///
    /// # Errors
    ///
    /// If there is no word to search for, or the file cannot be read.
    pub fn search(&self, words: &str, limit: usize) -> Result<Vec<Hit>> {
        let expression = expression(words);
        if expression.is_empty() {
            return Err(RecordError::EmptySearch(words.to_owned()));
        }
        let asked: Vec<String> = words
            .split_whitespace()
            .map(|w| {
                w.trim_matches(|c: char| !c.is_alphanumeric())
                    .to_lowercase()
            })
            .filter(|w| !w.is_empty())
            .collect();
        let mut statement = self
            .db
            .prepare_cached(
                "SELECT p.text, d.outlet, d.published, d.title, d.url, d.name, p.start, p.\"end\"
                 FROM passage p
                 JOIN document d ON d.id = (SELECT id FROM document WHERE version = p.version
                     ORDER BY published_first IS NULL, published_first, name LIMIT 1)
                 WHERE passage MATCH ?1 AND d.copy_of IS NULL
                 ORDER BY bm25(passage), d.published_first, d.name, p.start LIMIT ?2",
            )
            .map_err(self.at())?;
        let rows = statement
            .query_map(
                params![
                    format!("folded : ({expression})"),
                    i64::try_from(limit).unwrap_or(i64::MAX)
                ],
                |row| {
                    let quote: String = row.get(0)?;
                    let lower = quote.to_lowercase();
                    Ok(Hit {
                        exact: asked.iter().all(|w| lower.contains(w.as_str())),
                        quote,
                        outlet: row.get(1)?,
                        published: row.get(2)?,
                        title: row.get(3)?,
                        url: row.get(4)?,
                        document: row.get(5)?,
                        start: usize::try_from(row.get::<_, i64>(6)?).unwrap_or(0),
                        end: usize::try_from(row.get::<_, i64>(7)?).unwrap_or(0),
                    })
                },
            )
            .map_err(self.at())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.at())
    }
}

/// The words as an FTS5 expression in which nothing but phrases and prefixes means anything.
fn expression(words: &str) -> String {
    let mut terms: Vec<String> = Vec::new();
    for (number, part) in words.split('"').enumerate() {
        if number % 2 == 1 {
            let phrase = fold(part);
            if !phrase.is_empty() {
                terms.push(format!("\"{phrase}\""));
            }
            continue;
        }
        for word in part.split_whitespace() {
            let prefix = if word.ends_with('*') { "*" } else { "" };
            let folded = fold_words(word);
            for (i, term) in folded.iter().enumerate() {
                let last = i + 1 == folded.len();
                terms.push(format!("\"{term}\"{}", if last { prefix } else { "" }));
            }
        }
    }
    terms.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use entente_model::Document;

    #[test]
    fn nothing_but_words_phrases_and_prefixes_is_understood() {
        assert_eq!(
            expression("Đối tác NEAR(x)"),
            "\"doi\" \"tac\" \"near\" \"x\""
        );
        assert_eq!(
            expression("\"joint  statement\" nâng*"),
            "\"joint statement\" \"nang\"*"
        );
        assert_eq!(expression("\" - * \""), "");
    }

    #[test]
    fn vietnamese_is_found_without_its_marks_and_said_to_be_folded() {
        let mut record = Record::in_memory().unwrap();
        let text = "Hai nước nâng cấp quan hệ Đối tác.\n\nThe partners met in Hue.";
        let at = "2026-01-05T09:00:00Z".parse().unwrap();
        record
            .add(&Document::new("n", text), None, &[], at)
            .unwrap();
        let folded = record.search("doi tac", 5).unwrap();
        assert_eq!(folded.len(), 1);
        assert!(!folded[0].exact);
        assert_eq!((folded[0].start, folded[0].end), (0, 34));
        assert!(record.search("Đối tác", 5).unwrap()[0].exact);
        assert!(record.search("hanoi", 5).unwrap().is_empty());
        assert!(matches!(
            record.search("*", 5),
            Err(RecordError::EmptySearch(_))
        ));
    }
}
