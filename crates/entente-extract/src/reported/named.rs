//! Whom the noun of a subject names: a name beside it ("the coach, Anna Odera"), those of whom the text
//! told before ("the Kenyan leader", "both countries"), or, where nothing names them, the description
//! itself ("local officials").

use entente_language::Upos;
use entente_model::{Entity, EntityType, Span};

use super::Reader;
use crate::lists::Sort;
use crate::mentions::{Reference, UnitKind};
use crate::subjects::can_act;

/// What a noun that tells of a speaker may be: one of some people, somebody who speaks for others
/// or bears a title, a body, a document, a name.
pub(super) struct Described {
    pub(super) people: bool,
    person: bool,
    body: bool,
    document: bool,
    proper: bool,
}

impl Reader<'_, '_> {
    /// Those that one noun of a subject names.
    pub(super) fn named(&self, noun: usize) -> Option<Vec<Entity>> {
        if let Some(outlet) = self.outlet_behind(noun) {
            return Some(vec![outlet]);
        }
        let found = self.named_by(noun)?;
        Some(found.into_iter().map(|e| self.as_outlet(e)).collect())
    }

    /// Those that one noun of a subject names, outlets like any other name.
    fn named_by(&self, noun: usize) -> Option<Vec<Entity>> {
        // A form of address is no name: the one behind it is.
        let title = self.tree.token(noun).span;
        let noun = if self
            .context
            .lists
            .is_honorific(self.context.discourse.words(title))
            && noun + 1 < self.tree.high
        {
            noun + 1
        } else {
            noun
        };
        let (at, mention) = self.mention(noun)?;
        if let Some(persons) = self.apposed(at) {
            return Some(persons);
        }
        // "The Speaker of the House, Ana Torres, said"
        let name = mention
            .is_some_and(|m| self.context.discourse.mentions[m].reference == Reference::Name);
        if !name && let Some(person) = self.named_before_verb(noun) {
            return Some(vec![person]);
        }
        if let Some(m) = mention {
            if can_act(self.context, self.line, at, m) {
                // The text's own voice is not a statement, unless it tells of one made before.
                let told = self.word(noun) == "i"
                    && self.tree.head(noun).is_some_and(|verb| {
                        self.tree.token(verb).syntax.xpos == "VBD"
                            && self.verbs.core.contains(self.word(verb))
                    });
                if matches!(self.word(noun), "we" | "i") && !told {
                    return None;
                }
                return Some(self.context.discourse.entities_of(m).cloned().collect());
            }
            return None;
        }
        // "the Biden administration" is not Biden.
        let led = matches!(
            self.word(noun),
            "administration" | "government" | "regime" | "junta" | "cabinet"
        );
        // "Mr Whitlam", "the coach, Anna Odera": the name beside the noun.
        let beside = self
            .tree
            .children(noun)
            .filter(|&c| matches!(self.tree.relation(c), "flat" | "appos" | "compound"))
            .filter(|&c| !(led && self.tree.relation(c) == "compound"))
            .find_map(|c| {
                let (at, mention) = self.mention(c)?;
                let m = mention.filter(|&m| can_act(self.context, self.line, at, m))?;
                let all: Vec<Entity> = self.context.discourse.entities_of(m).cloned().collect();
                // "The militant group Hamas": the name right behind a noun.
                // and "the Houthi movement".
                let called = self.tree.relation(c) == "appos" && self.tree.left(c) == noun + 1
                    || c + 1 == noun
                        && self.context.lists.has("called-group", self.word(noun))
                        && all.iter().all(|e| e.kind == EntityType::Group);
                (called || all.iter().all(|e| e.kind == EntityType::Person)).then_some(all)
            });
        if beside.is_some() {
            return beside;
        }
        if let Some(both) = self.principals(noun) {
            return Some(both);
        }
        if let Some(person) = self.named_behind(noun) {
            return Some(vec![person]);
        }
        // "The Community said": by a part of its name.
        let capital = self.context.discourse.words(self.span(noun));
        if noun > self.tree.low
            && self.word(noun - 1) == "the"
            && self.tree.left(noun) + 1 == noun
            && capital.starts_with(char::is_uppercase)
            && let Some(full) = self.context.discourse.named_in_full(self.line, capital)
        {
            return Some(vec![full]);
        }
        // "The speech highlights …": whoever gave it.
        if self.is_document(noun)
            && let Some(last) = &self.before.last
            && noun > self.tree.low
            && matches!(self.word(noun - 1), "the" | "this" | "his" | "her")
        {
            return Some(vec![last.clone()]);
        }
        self.described(noun).map(|e| vec![e])
    }

    /// "A member of the guard of Chad, Musa Odera, said": the person named between commas right
    /// before the verb that the noun is the subject of.
    fn named_before_verb(&self, noun: usize) -> Option<Entity> {
        let verb = self.tree.head(noun).filter(|&v| v > noun + 4)?;
        if self.word(verb - 1) != "," || !self.tree.relation(noun).starts_with("nsubj") {
            return None;
        }
        let (at, mention) = self.mention(verb - 2)?;
        let units = &self.context.discourse.lines[self.line].units;
        // "…, Mr Omar Saadi, said"
        let comma = |at: usize| at.checked_sub(1).is_some_and(|b| units[b].lower == ",");
        let title = at.checked_sub(1).filter(|&b| {
            matches!(units[b].kind, UnitKind::Title(_))
                || self
                    .context
                    .lists
                    .is_honorific(self.context.discourse.words(units[b].span))
        });
        if !comma(at) && !title.is_some_and(comma) {
            return None;
        }
        let mut named = self.context.discourse.entities_of(mention?);
        let person = named
            .next()
            .filter(|e| e.kind == EntityType::Person && e.name.contains(' '))?;
        named.next().is_none().then(|| person.clone())
    }

    /// "…, said a spokesman for the coalition, Colonel John Dale.": the person named behind the
    /// comma that ends a description behind the verb.
    fn named_behind(&self, noun: usize) -> Option<Entity> {
        let verb = self.tree.head(noun).filter(|&v| v < noun)?;
        if !self.tree.relation(noun).starts_with("nsubj") || noun > verb + 4 {
            return None;
        }
        let units = &self.context.discourse.lines[self.line].units;
        let (at, _) = self.mention(noun)?;
        let comma = (at + 1..units.len().min(at + 10)).find(|&u| units[u].lower == ",")?;
        let named = (comma + 1..units.len().min(comma + 3)).find_map(|u| match units[u].kind {
            UnitKind::Mention(m) => Some((u, m)),
            _ => None,
        });
        let (to, m) = named?;
        let ends = units
            .get(to + 1)
            .is_none_or(|u| matches!(u.lower.as_str(), "." | ","));
        let mut entities = self.context.discourse.entities_of(m);
        let person = entities
            .next()
            .filter(|e| e.kind == EntityType::Person && e.name.contains(' '))?;
        (ends && entities.next().is_none()).then(|| person.clone())
    }

    /// "The team's coach, Anna Odera, said": the person whom a description names behind a comma.
    fn apposed(&self, unit: usize) -> Option<Vec<Entity>> {
        let discourse = self.context.discourse;
        let units = &discourse.lines[self.line].units;
        let person = |at: usize| match units.get(at)?.kind {
            UnitKind::Mention(m) => discourse.entities_of(m).next().filter(|e| {
                e.kind == EntityType::Person && discourse.mentions[m].entities.len() == 1
            }),
            _ => None,
        };
        // "Chancellor Merkel's spokesperson, Steffen Seibert,": whose coach it is comes first.
        let mut head = unit;
        if units.get(unit + 1).is_some_and(|u| u.lower == "'s") {
            head = (unit + 2..units.len().min(unit + 5))
                .find(|&at| units.get(at + 1).is_some_and(|u| u.lower == ","))?;
        } else if person(unit).is_some_and(|e| e.name.contains(' '))
            && units[unit].lower.starts_with(|c: char| c.is_alphabetic())
            && matches!(units[unit].kind, UnitKind::Mention(m) if discourse.mentions[m].reference == Reference::Name)
        {
            return None;
        }
        if units.get(head + 1).is_none_or(|u| u.lower != ",") {
            return None;
        }
        // "The Vatican's envoy, Cardinal Ana Ruiz,"
        let first = if units
            .get(head + 2)
            .is_some_and(|u| matches!(u.kind, UnitKind::Title(_)))
        {
            head + 3
        } else {
            head + 2
        };
        let named = person(first)
            .filter(|e| e.name.starts_with(char::is_uppercase) && e.name.contains(' '))?;
        // "The two ministers, Ana Ruiz and Jan Lipa, …"
        let other = units
            .get(first + 1)
            .filter(|u| u.lower == "and")
            .and_then(|_| person(first + 2));
        let end = if other.is_some() {
            first + 3
        } else {
            first + 1
        };
        let closed = units.get(end).is_some_and(|u| {
            matches!(u.lower.as_str(), ",") || self.upos(u.tokens.start) == Upos::Verb
        });
        let described = match units[head].kind {
            UnitKind::Word | UnitKind::Title(_) => true,
            UnitKind::Mention(m) => {
                // "envoy to Ukraine"
                discourse.mentions[m].reference == Reference::Noun
                    || head > unit + 2
                        && matches!(
                            units[head - 1].lower.as_str(),
                            "to" | "of" | "for" | "in" | "at"
                        )
            }
            _ => false,
        };
        (closed && described).then(|| std::iter::once(named).chain(other).cloned().collect())
    }

    /// "Leaders", "the two presidents", "both countries": those whom the text is about.
    fn principals(&self, noun: usize) -> Option<Vec<Entity>> {
        let word = self.word(noun);
        let sort = self.context.lists.noun_sort(word)?;
        let mut counted = false;
        let plain = self.tree.children(noun).all(|c| {
            counted |= matches!(self.word(c), "the" | "both" | "two");
            matches!(
                self.tree.relation(c),
                "det" | "nummod" | "cc:preconj" | "punct" | "amod" | "compound"
            ) && matches!(
                self.word(c),
                "the"
                    | "both"
                    | "two"
                    | "these"
                    | ","
                    | "prime"
                    | "foreign"
                    | "defence"
                    | "defense"
            )
        });
        if !plain {
            return None;
        }
        let discourse = self.context.discourse;
        match sort {
            Sort::PairPerson => discourse.leaders(),
            Sort::PairState | Sort::PairAny if counted => discourse.two_states(self.line),
            _ => None,
        }
    }

    /// A speaker whom no name but a noun tells of: "local officials", "a UN report".
    fn described(&self, noun: usize) -> Option<Entity> {
        let tree = &self.tree;
        let word = self.word(noun);
        let lists = self.context.lists;
        // "One of the sources", "several of his ministers": some of those.
        if matches!(
            word,
            "one"
                | "two"
                | "three"
                | "four"
                | "some"
                | "several"
                | "many"
                | "most"
                | "both"
                | "others"
        ) {
            let of = tree
                .children(noun)
                .find(|&c| tree.relation(c) == "nmod" && c > noun && self.word(noun + 1) == "of")?;
            return self.described(of);
        }
        let sort = self.sort_of(noun)?;
        let (from, to) = self.description(noun);
        // "Palau, whose authorities …": Palau's.
        if from + 1 < self.tree.high
            && self.word(from) == "whose"
            && let Some(owner) = self.owner(from)
        {
            let words = self.span(from + 1).cover(self.span(to));
            return Some(Entity {
                name: format!("{} {}", owner.name, self.context.discourse.words(words)),
                kind: EntityType::Body,
                country: owner.country,
                id: None,
            });
        }
        let span = self.span(from).cover(self.span(to));
        let mut name = self.context.discourse.words(span);
        if let Some((first, rest)) = name.split_once(' ')
            && lists.has("determiner", &first.to_lowercase())
        {
            name = rest;
        }
        let country = self.country_of(noun, span, to);
        let plural = matches!(tree.token(noun).syntax.xpos, "NNS" | "NNPS");
        if !plural && let Some(name) = self.called(noun) {
            return Some(Entity {
                name,
                kind: EntityType::Person,
                country,
                id: None,
            });
        }
        if !plural && let Some(outlet) = self.outlet_before(noun, to) {
            return Some(outlet);
        }
        if !plural {
            let bare = noun - from <= 1 && from > tree.low && self.word(from - 1) == "the"
                || from < noun && self.word(from) == "the" && noun - from <= 2;
            let known = self
                .spoke_before(
                    noun,
                    name,
                    bare && to == noun && country.is_none(),
                    bare && to == noun,
                )
                .or_else(|| self.office_holder(word, country.as_deref(), &sort));
            if known.is_some() {
                return known;
            }
        }
        Some(Entity {
            name: name.to_owned(),
            kind: self.kind_of(noun, &sort, plural),
            country,
            id: None,
        })
    }

    /// What a noun that speaks may be, where it is anything that can.
    pub(super) fn sort_of(&self, noun: usize) -> Option<Described> {
        let word = self.word(noun);
        let lists = self.context.lists;
        let plural = format!("{word}s");
        let people = [word, plural.as_str()]
            .iter()
            .any(|w| lists.has("people", w) || lists.has("speaker-people", w));
        let titled = || {
            let units = &self.context.discourse.lines[self.line].units;
            units
                .iter()
                .any(|u| u.tokens.contains(&noun) && matches!(u.kind, UnitKind::Title(_)))
        };
        let sort = Described {
            people: people || self.is_somebody_quoted(noun),
            person: lists.has("spokesperson", word) || titled(),
            body: lists.has("speaker-body", word),
            document: lists.has("speaker-document", word) || self.is_document(noun),
            proper: self.upos(noun) == Upos::Propn,
        };
        (sort.people || sort.person || sort.body || sort.document || sort.proper).then_some(sort)
    }

    /// "“…,” said a fruit seller": whoever the words beside a quotation call by an indefinite noun is
    /// somebody, whatever the noun is.
    fn is_somebody_quoted(&self, noun: usize) -> bool {
        let tree = &self.tree;
        let first = tree.left(noun);
        let Some(verb) = tree
            .head(noun)
            .filter(|&v| matches!(self.word(v), "said" | "says" | "told" | "added"))
        else {
            return false;
        };
        let beside = |q: &&Span| {
            let start = self.span(first.min(verb)).start;
            q.end <= start
                && self
                    .context
                    .discourse
                    .text
                    .get(q.end..start)
                    .is_some_and(|between| between.trim_matches([' ', ',', '"']).is_empty())
        };
        tree.token(noun).syntax.xpos == "NN"
            && matches!(self.word(first), "a" | "an" | "one" | "another")
            && self.quoted.iter().any(|q| beside(&q))
    }

    /// The first and last token of a description: "local officials", "members of the council".
    fn description(&self, noun: usize) -> (usize, usize) {
        let tree = &self.tree;
        let from = tree
            .children(noun)
            .filter(|&c| {
                c < noun && matches!(tree.relation(c), "amod" | "compound" | "nmod:poss" | "nmod")
            })
            .map(|c| tree.left(c))
            .min()
            .unwrap_or(noun);
        // "The Secretary-General of the United Nations"
        let from = if from >= tree.low + 2 && self.word(from - 1) == "-" {
            from - 2
        } else {
            from
        };
        // "members of the council"
        let to = tree
            .children(noun)
            .find(|&c| {
                tree.relation(c) == "nmod"
                    && c > noun
                    && tree.left(c) == noun + 1
                    && self.word(noun + 1) == "of"
            })
            .map_or(noun, |c| tree.right(c));
        (from, if to - noun > 8 { noun } else { to })
    }

    /// "Authorities in Benin", "officials from Oman", "a spokesman for the Omani ministry": the
    /// country that the description names.
    pub(super) fn country_of(&self, noun: usize, span: Span, to: usize) -> Option<String> {
        let tree = &self.tree;
        let within = |span: Span| {
            let units = self.context.discourse.lines[self.line].units.iter();
            units
                .filter(|u| span.contains(u.span))
                .find_map(|u| match u.kind {
                    UnitKind::Mention(m) => self
                        .context
                        .discourse
                        .entities_of(m)
                        .find_map(|e| e.country.clone()),
                    _ => None,
                })
        };
        within(span).or_else(|| {
            let place = tree.children(noun).find(|&c| {
                tree.relation(c) == "nmod"
                    && c > noun
                    && tree.left(c) == to + 1
                    && matches!(self.word(to + 1), "in" | "from" | "for")
            })?;
            within(self.span(tree.left(place)).cover(self.span(place)))
        })
    }

    /// "a student named Odera"
    fn called(&self, noun: usize) -> Option<String> {
        let called = noun + 1 < self.tree.high
            && matches!(self.word(noun + 1), "named" | "called" | "nicknamed");
        // "a protester using the pseudonym Omar", ", who gave his name as Omar"
        let alias = (noun + 1..self.tree.high.min(noun + 8)).find(|&t| {
            matches!(self.word(t), "pseudonym" | "alias" | "nickname")
                || self.word(t) == "as" && self.word(t - 1) == "name"
        });
        let first = alias.map_or(noun + 2, |t| t + 1);
        let called = called || alias.is_some();
        let end = (first..self.tree.high)
            .take_while(|&t| called && self.upos(t) == Upos::Propn)
            .last()?;
        let words = self.span(first).cover(self.span(end));
        Some(self.context.discourse.words(words).to_owned())
    }

    /// Whoever spoke before and is told of again by a noun: "the leader", "the group", "the officer".
    ///
    /// `nobodys` is a noun with nothing but "the" before it and no country beside it, `bare` one with
    /// nothing but "the".
    fn spoke_before(&self, noun: usize, name: &str, nobodys: bool, bare: bool) -> Option<Entity> {
        let word = self.word(noun);
        let lists = self.context.lists;
        let last = self.before.last.as_ref()?;
        // "The leader affirmed …" of whoever spoke before.
        let leader = nobodys
            && (lists.has("bare-title", word)
                || lists.has("leader", word) && !self.context.discourse.holds_office(last))
            && last.kind == EntityType::Person
            && last.name.starts_with(char::is_uppercase);
        // "The group says …" of an organisation that spoke before.
        let body = bare
            && (name == word
                || name
                    .split_once(' ')
                    .is_some_and(|(first, rest)| rest == word && lists.has("kind-of-body", first)))
            && lists.has("said-of-body", word);
        // "An army officer said …", then "the officer said".
        let officer = last.kind == EntityType::Person
            && last.name.starts_with(char::is_lowercase)
            && last.name != name
            && last.name.split(' ').any(|w| w == name);
        if body && let Some(organisation) = &self.before.organisation {
            return Some(organisation.clone());
        }
        (leader || officer).then(|| last.clone())
    }

    /// "The minister", "the French ambassador", "the Vietnamese leader": whoever the text says holds
    /// such an office.
    fn office_holder(&self, word: &str, country: Option<&str>, sort: &Described) -> Option<Entity> {
        let discourse = self.context.discourse;
        let leads = matches!(
            word,
            "leader" | "premier" | "president" | "minister" | "chief"
        );
        (sort.people || sort.person)
            .then(|| discourse.holder_like(word))
            .flatten()
            .or_else(|| discourse.holder_in(country?, word))
            .or_else(|| discourse.leader_of(country.filter(|_| leads)?))
    }

    /// Which type of entity a description is.
    fn kind_of(&self, noun: usize, described: &Described, plural: bool) -> EntityType {
        let word = self.word(noun);
        let sort = self.context.lists.noun_sort(word);
        let one_of_many = word == "officials" || word == "officer" || described.person && !plural;
        let many = matches!(
            word,
            "group" | "panel" | "team" | "delegation" | "majority" | "dozens" | "hundreds"
        );
        if many {
            EntityType::Group
        } else if described.body || matches!(sort, Some(Sort::Body | Sort::Forces)) && !one_of_many
        {
            EntityType::Body
        } else if described.document
            || matches!(word, "media" | "press")
            || described.proper && !described.people
        {
            EntityType::Other
        } else if plural {
            EntityType::Group
        } else {
            EntityType::Person
        }
    }

    /// Whom "whose" at `token` stands for: who is named right before it.
    fn owner(&self, token: usize) -> Option<Entity> {
        let before = token.checked_sub(1)?;
        let named = if self.word(before) == "," {
            before.checked_sub(1)?
        } else {
            before
        };
        let (_, mention) = self.mention(named)?;
        self.context.discourse.entities_of(mention?).next().cloned()
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::{pair, said};

    #[test]
    fn who_has_no_name_speaks_too() {
        assert_eq!(
            said("Kenyan officials said the border with Uganda had been closed on Monday."),
            [pair(
                "Kenyan officials",
                "the border with Uganda had been closed on Monday"
            )]
        );
    }

    #[test]
    fn whoever_the_words_beside_a_quotation_call_somebody_speaks() {
        assert_eq!(
            said(
                "\"If they close the border, so shall we,\" said a fruit seller, adding that he feared a war. \
                 No embassy of Chad has said it would close."
            ),
            [
                pair("fruit seller", "he feared a war"),
                pair("fruit seller", "If they close the border, so shall we"),
            ]
        );
    }

    #[test]
    fn the_group_and_the_paper_are_those_that_spoke_or_were_named_before() {
        assert_eq!(
            said(
                "Amnesty International said that Chad had closed the embassy. A guard said he had seen it. The group \
                 urged Chad to open it again. A treaty was broken, according to the group."
            )
            .iter()
            .filter(|(speaker, _)| speaker == "Amnesty International")
            .count(),
            3
        );
        assert_eq!(
            said(
                "The treaty was printed by the Peruvian daily El Faro. The embassy in Chile will close, the paper added."
            ),
            [pair("El Faro", "The embassy in Chile will close")]
        );
    }

    #[test]
    fn who_speaks_is_found_by_title_description_or_the_sentence_before() {
        assert_eq!(
            said(
                "Latvian FM Janis Ozols met Kenyan PM Musa Otieno in Riga. The Kenyan PM said that \
                 the talks were good. The Latvian top diplomat said Latvia would open an embassy."
            ),
            [
                pair("Musa Otieno", "the talks were good"),
                pair("Janis Ozols", "Latvia would open an embassy"),
            ]
        );
        assert_eq!(
            said(
                "An army officer of Chad said rebels had entered the town. “We shot at them,” the \
                 officer said. He said a treaty with Niger was broken."
            ),
            [
                pair("army officer of Chad", "rebels had entered the town"),
                pair("army officer of Chad", "We shot at them"),
                pair("army officer of Chad", "a treaty with Niger was broken"),
            ]
        );
        assert_eq!(
            said(
                "The militant group Hamas said that it would free hostages. A member of the embassy \
                 guard of Qatar, Omar Saadi, said that talks would go on."
            ),
            [
                pair("Hamas", "it would free hostages"),
                pair("Omar Saadi", "talks would go on"),
            ]
        );
    }
}
