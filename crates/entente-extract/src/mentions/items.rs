//! The items of a digest: texts that tell of one thing after another, each at a place of its own, which a
//! heading ("PERU") or a dateline ("Lima: Police …") names.
//!
//! What one item tells of is nothing to the next: whom "the ministry", "they" and "the attack" mean is
//! looked for in the same item alone.

use entente_language::{Analysis, Name, Sentence};
use entente_model::{EntityType, Span};

/// Fewest words of a sentence that tells something, behind a heading or dateline.
const FEWEST_WORDS: usize = 5;

/// Most words of a heading in capitals that no table has as a place.
const MOST_HEADING_WORDS: usize = 4;

/// Where the items of a text begin; none in a text that is no digest.
#[derive(Debug, Default)]
pub(super) struct Items {
    items: Vec<Item>,
}

/// One item of a digest.
#[derive(Debug)]
pub(super) struct Item {
    /// Number of its first sentence: the heading or the sentence with the dateline.
    pub first: usize,
    /// The state of the place that it is headed with: alpha-3.
    pub place: Option<String>,
}

impl Items {
    /// The items of a digest: a text of which two lines or more are headed with different places.
    pub(super) fn find(text: &str, analysis: &Analysis) -> Self {
        let sentences = &analysis.sentences;
        let mut places: Vec<&str> = Vec::new();
        let mut items: Vec<Item> = Vec::new();
        // Headings in capitals that no table has as a place ("THE REGION") head items beside those that
        // it has.
        let mut other_headings: Vec<Item> = Vec::new();
        let mut headings = false;
        let mut names = analysis.names.iter().peekable();
        for (first, sentence) in sentences.iter().enumerate() {
            while names
                .next_if(|n| n.span.start < sentence.span.start)
                .is_some()
            {}
            if first > 0 && sentences[first - 1].paragraph == sentence.paragraph {
                continue;
            }
            let place = names.peek().filter(|n| {
                n.span.start == sentence.span.start
                    && matches!(n.kind, EntityType::State | EntityType::Place)
            });
            // A list of names, one a line, heads nothing; below a heading may stand a headline.
            let heads = sentences[first + 1..]
                .iter()
                .take(2)
                .any(|next| next.tokens.len() >= FEWEST_WORDS);
            let words = &text[sentence.span.start..sentence.span.end];
            let in_capitals = heads
                && sentence.tokens.len() <= MOST_HEADING_WORDS
                && words.chars().all(|c| c.is_uppercase() || c == ' ');
            match place {
                Some(place)
                    if in_capitals && place.span == sentence.span
                        || is_dateline(text, sentence, place, analysis) =>
                {
                    headings |= in_capitals;
                    places.push(&text[place.span.start..place.span.end]);
                    items.push(Item {
                        first,
                        place: place.country.clone(),
                    });
                }
                _ if in_capitals => other_headings.push(Item { first, place: None }),
                _ => {}
            }
        }
        places.sort_unstable();
        places.dedup();
        if places.len() < 2 {
            items.clear();
        } else if headings {
            items.append(&mut other_headings);
            items.sort_by_key(|item| item.first);
        }
        Self { items }
    }

    /// Whether the text is no digest.
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The item that a sentence is of; none before the first.
    pub(super) fn of(&self, line: usize) -> Option<&Item> {
        let behind = self.items.partition_point(|item| item.first <= line);
        self.items.get(behind.checked_sub(1)?)
    }
}

/// Whether a sentence begins with the place as a dateline: "Lima: The ministers agreed", "LIMA, May 4 -- The
/// ministers agreed".
fn is_dateline(text: &str, sentence: &Sentence, place: &Name, analysis: &Analysis) -> bool {
    let tokens = &analysis.tokens[sentence.tokens.clone()];
    let words = |span: Span| &text[span.start..span.end];
    let behind = tokens.partition_point(|t| t.span.start < place.span.end);
    let capitals = !words(place.span).contains(char::is_lowercase);
    let mark = tokens[behind..]
        .iter()
        .take(10)
        .position(|t| matches!(words(t.span), ":" | "–" | "—" | "--" | "-"));
    let Some(mark) = mark.map(|mark| behind + mark) else {
        return false;
    };
    let bare = mark == behind;
    let apart = tokens.get(mark + 1).is_some_and(|next| {
        next.span.start > tokens[mark].span.end && words(next.span).starts_with(char::is_uppercase)
    });
    let marked = match words(tokens[mark].span) {
        ":" => bare,
        // "Lima – Cusco flights": a dash between two names.
        _ => (capitals || !bare) && tokens[mark].span.start > tokens[mark - 1].span.end,
    };
    // Between the place and the mark stand the day and the agency.
    let dated = tokens[behind..mark].iter().all(|t| {
        let word = words(t.span);
        !word.starts_with(char::is_lowercase)
    });
    marked && dated && apart && tokens.len() >= mark + FEWEST_WORDS
}

#[cfg(test)]
mod tests {
    use crate::tests::claims_of;
    use entente_model::{ClaimBody, EventType};

    /// Who acts on whom, and of which state they are, in the events of that type that a text tells.
    fn parties(text: &str, kind: EventType) -> Vec<(String, Option<String>, Vec<String>)> {
        let (_, claims) = claims_of(text);
        let events = claims.iter().filter_map(|claim| match &claim.body {
            ClaimBody::Event(event) if event.kind == kind => Some(event),
            _ => None,
        });
        events
            .map(|e| {
                let whom = e.recipients.iter().map(|r| r.name.clone()).collect();
                (e.actors[0].name.clone(), e.actors[0].country.clone(), whom)
            })
            .collect()
    }

    #[test]
    fn the_police_of_a_digest_are_of_the_place_that_heads_their_item() {
        let shot = parties(
            "World digest\n\nLima: Peru said on Monday that the American troops had left.\n\n\
             Lagos: Police opened fire on Monday to stop riots, killing two people, an official said.",
            EventType::Assault,
        );
        assert_eq!(shot.len(), 1);
        assert_eq!(shot[0].1.as_deref(), Some("NGA"));
    }

    #[test]
    fn what_an_item_speaks_of_again_is_told_in_the_same_item() {
        let told = "In brief\n\nTOGO\nRaids go on\nGunmen of Togo attacked a market in Togo on Saturday.\n\n\
                    PERU\nOfficials back home\nChile expelled two Peruvian officials on Sunday. \
                    Lima condemned the order.\n\nKENYA The ministry criticised Chad.";
        let accused = parties(told, EventType::Accuse);
        assert_eq!(accused[0].2, ["Chile"]);
        assert_eq!(accused[1].1.as_deref(), Some("KEN"));
    }
}
