//! The noun phrase that a number counts.

use entente_model::Span;

use crate::scan::Scan;
use crate::scan::lexicon::{Case, Class};
use crate::scan::token::Kind;

/// The most words of a counted noun phrase that are looked at.
const LONGEST: usize = 7;

/// Ends of words that look like plurals and are none.
const SINGULAR_ENDS: [&str; 4] = ["ss", "us", "is", "ics"];

/// The words after a number, up to and with the first plural noun: "VSIP parks", "Afghan
/// refugees", "resident diplomatic missions". Where there is no plural, the words up to the next
/// mark or function word, at most three.
pub(super) fn counted(scan: &Scan<'_>, at: usize) -> Option<Span> {
    let mut end = at;
    let mut plural = None;
    while end < at + LONGEST {
        let Some(item) = scan.item(end) else { break };
        if item.newline && end > at {
            break;
        }
        match item.kind {
            Kind::Word => {
                // "U.S. universities": the points belong to the abbreviation.
                if scan.mark(end + 1, '.') && scan.glued(end + 1) && item.end - item.start == 1 {
                    end += 2;
                    continue;
                }
                if scan.is(end, Class::Function) && item.case == Case::Lower {
                    break;
                }
                let proper = item.case != Case::Lower;
                if is_plural(scan.word(end)) && (!proper || !continues(scan, end + 1)) {
                    plural = Some(end);
                    break;
                }
                end += 1;
            }
            // A hyphen or an apostrophe inside of the phrase.
            Kind::Mark('-' | '’' | '\'' | '&') if item.glued && end > at => end += 1,
            _ => break,
        }
    }
    let last = match plural {
        Some(last) => last,
        None if end > at => {
            let mut last = end.min(at + 3) - 1;
            while last > at && !matches!(scan.items[last].kind, Kind::Word) {
                last -= 1;
            }
            last
        }
        None => return None,
    };
    let word = matches!(scan.item(at)?.kind, Kind::Word);
    word.then(|| Span::new(scan.items[at].start, scan.items[last].end))
}

/// Whether a noun may follow: a further word that is no function word.
fn continues(scan: &Scan<'_>, at: usize) -> bool {
    scan.item(at)
        .is_some_and(|i| i.kind == Kind::Word && !i.newline && !scan.is(at, Class::Function))
}

/// Whether a word has the form of a plural.
pub(super) fn is_plural(word: &str) -> bool {
    const IRREGULAR: [&str; 9] = [
        "people",
        "men",
        "women",
        "children",
        "police",
        "personnel",
        "staff",
        "troops",
        "data",
    ];
    let lower = word.to_lowercase();
    if IRREGULAR.contains(&lower.as_str()) {
        return true;
    }
    lower.len() > 3 && lower.ends_with('s') && !SINGULAR_ENDS.iter().any(|end| lower.ends_with(end))
}
