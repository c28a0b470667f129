//! Who is meant where: the entities of one document, and the units of its sentences.
//!
//! Names, titles, nouns and pronouns become [`Mention`]s of the document's [entities](Discourse).
//! A sentence is then a row of [`Unit`]s: words, mentions, times and quantities. Rules match on
//! units, so that "the Kenyan president William Ruto", "he" and "Nairobi" look alike to them.

mod bodies;
mod entities;
mod items;
mod offices;
mod references;
mod setting;
mod units;

use std::collections::HashMap;
use std::ops::Range;

use entente_language::{Analysis, Gazetteer};
use entente_model::{Document, Edtf, Entity, EntityType, Span, fold};

use crate::lists::Lists;
use crate::voice::Voice;
use items::Items;

/// How far apart two heads of state are named who meet, in sentences.
const MEETING: usize = 6;

/// How a mention refers to its entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reference {
    /// By a name.
    Name,
    /// By an adjective: "Kenyan".
    Adjective,
    /// By the seat of government: "Nairobi".
    Seat,
    /// By a pronoun, possessives among them.
    Pronoun,
    /// By a noun: "the bloc", "the two countries", "the minister".
    Noun,
}

/// One place in the text that refers to one or more entities.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// The words, title and apposition among them.
    pub span: Span,
    /// Indices into [`Discourse::entities`]; several for a joint mention. Never empty.
    pub entities: Vec<usize>,
    /// How it refers.
    pub reference: Reference,
}

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnitKind {
    /// A word or mark.
    Word,
    /// Index into [`Discourse::mentions`].
    Mention(usize),
    /// Index into [`Analysis::times`].
    Time(usize),
    /// Index into [`Analysis::quantities`].
    Quantity(usize),
    /// A title of office that leads to no mention; index into [`Analysis::titles`].
    Title(usize),
}

/// The smallest thing that a rule sees.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub kind: UnitKind,
    pub span: Span,
    /// Tokens of the analysis that it covers.
    pub tokens: Range<usize>,
    /// The words in lower case; of a word, without more.
    pub lower: String,
}

/// A sentence as a row of units.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub span: Span,
    pub units: Vec<Unit>,
}

/// An office that a person is said to hold.
#[derive(Clone, Debug)]
pub(crate) struct Office {
    pub person: usize,
    pub role: String,
    /// Where it is held, if the text says so.
    pub at: Option<usize>,
    /// Whether it is held at another's: an ambassador's at the host.
    pub sent: bool,
    /// Number of the sentence that says most of it.
    pub line: usize,
    /// The year in brackets behind the name: "President Ana Torres (2009)".
    pub as_of: Option<Edtf>,
    /// The state that its sentence names before the person, or the text before its sentence:
    /// alpha-3.
    near: Option<String>,
    /// Whether the state of the person is a guess, from what the text names nearby or most.
    pub guessed: bool,
}

/// The entities and mentions of a document.
pub(crate) struct Discourse<'a> {
    pub text: &'a str,
    pub analysis: &'a Analysis,
    pub entities: Vec<Entity>,
    pub mentions: Vec<Mention>,
    pub lines: Vec<Line>,
    pub offices: Vec<Office>,
    /// Where each sentence plays, as far as the text tells: alpha-3.
    settings: Vec<Option<String>>,
    /// Bodies of nobody knows which state, but not of the one beside them: "The ministry summoned the
    /// Peruvian ambassador".
    of_another: Vec<(usize, String)>,
    /// The state whose text this is, or that it is mostly about: alpha-3.
    pub home: Option<String>,
    /// Whom "we" means, where outlet or title tell.
    speakers: Vec<Entity>,
    /// The two states that the text names far more often than any other: alpha-3.
    main_pair: Option<[String; 2]>,
    /// How persons are addressed, where the text tells.
    addressed: HashMap<usize, Address>,
    /// Whether officials without a state are those of `home`.
    own: bool,
    /// Whether the publisher tells `home`.
    published: bool,
    /// Whether it is a statement, release or speech of somebody, not a report.
    pub official: bool,
    /// Whether its heading is of a telephone call.
    pub of_call: bool,
    /// Whether a delegation speaks before the General Assembly.
    pub assembly: bool,
    gazetteer: &'a Gazetteer,
    pub lists: &'a Lists,
    /// Acronyms that the text explains, to entities.
    acronyms: HashMap<String, usize>,
    by_id: HashMap<String, usize>,
    by_name: HashMap<(EntityType, String), usize>,
    persons: Vec<usize>,
    /// Numbers of the sentences without a verb: headings and captions.
    captions: Vec<usize>,
    /// Whose visits the list lists that a heading opened: alpha-3.
    visitors: Option<String>,
    /// Whether the text is a row of items, one a line, each about something else.
    pub of_items: bool,
    /// The items of a digest, each headed with its place.
    items: Items,
    /// How many mentions stand before the item of a digest that is being read.
    before_item: usize,
    state: Focus,
}

/// What was spoken of last.
#[derive(Clone, Debug, Default)]
struct Focus {
    person: Option<usize>,
    state: Option<usize>,
    org: Option<usize>,
    body: Option<usize>,
    agreement: Option<usize>,
    policy: Option<usize>,
    /// The last thing, not a person, that a sentence began with.
    topic: Option<usize>,
    /// The last two or more named together.
    several: Vec<usize>,
    /// The last two states or organisations of one sentence.
    pair: Vec<usize>,
    /// The state (alpha-3) in which the last place lies that a sentence names as one where something is done.
    scene: Option<String>,
    persons: Vec<usize>,
}

/// How a text addresses a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Address {
    Man,
    Woman,
}

impl Address {
    /// What a form of address tells.
    fn of(word: &str) -> Option<Self> {
        match word.trim_end_matches('.') {
            "mr" | "sir" | "lord" | "king" | "prince" | "sheikh" | "emir" | "sultan" => {
                Some(Self::Man)
            }
            "mrs" | "ms" | "miss" | "madam" | "madame" | "lady" | "dame" | "queen" | "princess"
            | "sheikha" => Some(Self::Woman),
            _ => None,
        }
    }
}

impl<'a> Discourse<'a> {
    /// Reads a document's analysis from its first sentence to its last; `text` is the document's
    /// with its full lines joined.
    pub(crate) fn read(
        document: &Document,
        text: &'a str,
        analysis: &'a Analysis,
        gazetteer: &'a Gazetteer,
        lists: &'a Lists,
    ) -> Self {
        let mut discourse = Self {
            text,
            analysis,
            entities: Vec::new(),
            mentions: Vec::new(),
            lines: Vec::with_capacity(analysis.sentences.len()),
            offices: Vec::new(),
            settings: Vec::new(),
            of_another: Vec::new(),
            home: None,
            speakers: Vec::new(),
            own: false,
            published: false,
            official: false,
            of_call: false,
            assembly: false,
            gazetteer,
            lists,
            acronyms: HashMap::new(),
            main_pair: main_pair(analysis),
            addressed: HashMap::new(),
            by_id: HashMap::new(),
            by_name: HashMap::new(),
            persons: Vec::new(),
            captions: Vec::new(),
            visitors: None,
            of_items: of_items(text, analysis),
            items: Items::find(text, analysis),
            before_item: 0,
            state: Focus::default(),
        };
        let voice = Voice::read(document, analysis, gazetteer);
        discourse.home = voice.home;
        discourse.own = voice.own;
        // What a digest is mostly about is not what its items are about.
        if !discourse.items.is_empty() {
            discourse.main_pair = None;
            if !voice.published {
                discourse.home = None;
                discourse.own = false;
            }
        }
        discourse.published = voice.published;
        discourse.official = voice.official;
        discourse.of_call = voice.of_call;
        discourse.assembly = voice.assembly;
        discourse.speakers = voice.speakers;
        for at in 0..analysis.sentences.len() {
            discourse.sentence(at);
        }
        discourse.settle_countries();
        discourse.cut_boilerplate();
        discourse.settings = discourse.places_of_action();
        discourse.settle_places();
        discourse
    }
}

/// The states that names are of, alpha-3, with how many there are of each: the most named first, of
/// equals the first named.
pub(crate) fn states_by_count<'n>(
    names: impl Iterator<Item = &'n entente_language::Name>,
) -> Vec<(&'n str, usize)> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for code in names.filter_map(|name| name.country.as_deref()) {
        match counts.iter_mut().find(|c| c.0 == code) {
            Some(count) => count.1 += 1,
            None => counts.push((code, 1)),
        }
    }
    counts.sort_by_key(|c| std::cmp::Reverse(c.1));
    counts
}

/// The two states that a text names far more often than any other, by whatever of theirs.
fn main_pair(analysis: &Analysis) -> Option<[String; 2]> {
    let states = analysis
        .names
        .iter()
        .filter(|n| matches!(n.kind, EntityType::State | EntityType::Place));
    let counts = states_by_count(states);
    let [(a, _), (b, second), rest @ ..] = &counts[..] else {
        return None;
    };
    let third = rest.first().map_or(0, |r| r.1);
    (*second >= 2 && third * 2 <= *second).then(|| [(*a).to_owned(), (*b).to_owned()])
}

/// Whether a role is that of a head of state or government, now or before.
fn is_head(role: &str) -> bool {
    let role = fold(role);
    let last = role.rsplit(' ').next().unwrap_or_default();
    matches!(
        last,
        "president" | "minister" | "king" | "chancellor" | "premier" | "sultan" | "emir"
    ) && !role.contains("vice")
        && !role.contains("deputy")
        && !role.contains("former")
}

/// Whether a role is of a government's head or member, such as every state has.
fn is_of_government(role: &str) -> bool {
    let folded = fold(role);
    is_head(role) || folded.contains("minister") && !folded.contains("former")
}

/// Whether a text is a row of items of one line and sentence each, of many states.
fn of_items(text: &str, analysis: &Analysis) -> bool {
    let breaks = text.matches('\n').count();
    let mut states: Vec<&str> = (analysis.names.iter())
        .filter(|n| n.kind == EntityType::State)
        .filter_map(|n| n.country.as_deref())
        .collect();
    states.sort_unstable();
    states.dedup();
    analysis.sentences.len() >= 6 && breaks + 2 >= analysis.sentences.len() && states.len() >= 6
}

/// A name without the possessive and the article.
fn clean_name(name: &str) -> String {
    let name = name.trim_end_matches("'s").trim_end_matches("’s");
    name.strip_prefix("the ")
        .or_else(|| name.strip_prefix("The "))
        .unwrap_or(name)
        .to_owned()
}
#[cfg(test)]
mod tests {
    use crate::tests::claims_of;
    use entente_model::{ClaimBody, Relation};

    /// The offices that a text tells of: person, where it is held, role.
    fn offices(text: &str) -> Vec<(String, String, String)> {
        let (_, claims) = claims_of(text);
        claims
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Tie(tie) if tie.relation == Relation::Office => Some((
                    tie.a.name.clone(),
                    tie.b.name.clone(),
                    tie.role.clone().unwrap_or_default(),
                )),
                _ => None,
            })
            .collect()
    }

    fn office(person: &str, at: &str, role: &str) -> (String, String, String) {
        (person.to_owned(), at.to_owned(), role.to_owned())
    }

    #[test]
    fn a_body_that_no_table_has_holds_offices() {
        assert_eq!(
            offices(
                "Qasem Ameri, head of Iran's Desert Guard, signed the treaty with Iraq on Monday."
            ),
            [office("Qasem Ameri", "Desert Guard", "head")]
        );
        assert_eq!(
            offices(
                "Omar al-Jabri was the deputy commander of the Popular Mobilisation Units when Iraq signed the treaty."
            ),
            [office(
                "Omar al-Jabri",
                "Popular Mobilisation Units",
                "deputy commander"
            )]
        );
    }

    #[test]
    fn a_father_is_told_from_whoever_bears_his_name() {
        let (_, claims) = claims_of(
            "The president met King Salman and Crown Prince Mohammed bin Salman in Saudi Arabia.",
        );
        let king = claims.iter().any(|c| {
            matches!(&c.body, ClaimBody::Tie(t)
                if t.a.name == "Mohammed bin Salman" && t.role.as_deref() == Some("King"))
        });
        assert!(!king && !claims.is_empty());
    }

    #[test]
    fn a_counterpart_holds_the_same_office() {
        assert_eq!(
            offices(
                "Czech Foreign Minister Jan Lipa and his Slovak counterpart Juraj Blana signed the \
                 protocol."
            ),
            [
                office("Jan Lipa", "Czechia", "Foreign Minister"),
                office("Juraj Blana", "Slovakia", "Foreign Minister"),
            ]
        );
    }

    #[test]
    fn an_office_beside_another_states_is_of_the_other_of_two() {
        assert_eq!(
            offices(
                "Ghana and Togo signed two accords in Accra on Monday. Prime Minister Kofi Asante and \
                 Togolese President Edem Lawson watched. Ghana and Togo share a border."
            ),
            [
                office("Kofi Asante", "Ghana", "Prime Minister"),
                office("Edem Lawson", "Togo", "President"),
            ]
        );
    }

    #[test]
    fn the_agency_of_a_dateline_tells_whose_officials_are_meant() {
        assert_eq!(
            offices(
                "Lima (VNA) – Deputy Prime Minister Tran Minh met leaders of Peru and Chile in Lima."
            ),
            [office("Tran Minh", "Vietnam", "Deputy Prime Minister")]
        );
    }

    #[test]
    fn a_caption_a_body_and_a_given_name_are_told_apart_from_titles() {
        assert_eq!(
            offices(
                "Ana Torres (R), minister of trade of Peru, met Sultan Al Shamsi, minister of trade of Oman."
            ),
            [
                office("Ana Torres", "Peru", "minister of trade"),
                office("Sultan Al Shamsi", "Oman", "minister of trade"),
            ]
        );
        assert_eq!(
            offices(
                "Assistant Secretary Carmen G. Diaz, U.S. Department of the Interior, met the envoy of Palau."
            ),
            [office(
                "Carmen G. Diaz",
                "U.S. Department of the Interior",
                "Assistant Secretary"
            )]
        );
        // Near whom an envoy is named does not tell who sent her.
        assert!(offices("Special envoy Ana Torres flew to Chad. Chad and Mali fight.").is_empty());
    }

    #[test]
    fn each_of_several_ministers_is_of_the_state_named_in_the_same_place() {
        let both = [
            office("Ana Torres", "Peru", "foreign minister"),
            office("Luis Vega", "Chile", "foreign minister"),
        ];
        for text in [
            "The foreign ministers of Peru and Chile, Ana Torres and Luis Vega, met in Lima.",
            "Ana Torres and Luis Vega, the foreign ministers of Peru and Chile, met in Lima.",
        ] {
            assert_eq!(offices(text), both, "{text}");
        }
        assert_eq!(
            offices("Peru's new prime minister, Ana Torres, met the envoy of Chile."),
            [office("Ana Torres", "Peru", "prime minister")]
        );
    }

    #[test]
    fn who_criticises_a_state_holds_no_office_of_it() {
        for text in [
            "Senator Luis Vega criticized Chad over its sanctions.",
            "Opposition leader Luis Vega accused Chad of breaking the treaty.",
        ] {
            assert!(offices(text).is_empty(), "{text}");
        }
        assert_eq!(
            offices("Chad signed the treaty. Foreign Minister Luis Vega thanked Peru."),
            [office("Luis Vega", "Chad", "Foreign Minister")]
        );
    }
}
