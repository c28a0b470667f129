//! Bodies, places and agreements that no table has: "Iran's Desert Guard", "the port of Beira".

use entente_model::{Entity, EntityType, Span, fold};

use super::{Discourse, Focus, Reference, Unit, UnitKind};
use crate::lists::Sort;

impl<'a> Discourse<'a> {
    /// The body that those words name, of that state.
    pub(super) fn body(&mut self, words: Span, country: Option<String>) -> usize {
        self.entity(Entity {
            name: self.words(words).to_owned(),
            kind: EntityType::Body,
            country,
            id: None,
        })
    }

    /// "( CPV )" at `at`: where it ends, and the acronym.
    pub(super) fn bracketed_acronym(&self, units: &[Unit], at: usize) -> Option<(usize, String)> {
        if units[at].lower != "(" || at + 2 >= units.len() || units[at + 2].lower != ")" {
            return None;
        }
        let word = self.words(units[at + 1].span);
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        let shaped = (2..=12).contains(&word.len()) && !word.contains(' ');
        (shaped && capitals >= 2 && capitals * 2 >= word.len()).then(|| (at + 3, word.to_owned()))
    }

    /// "the Treaty of Accession to the East African Community (EAC)": whose acronym it is, where the
    /// name that stands last within another's is known to have it.
    pub(super) fn named_last_within(&mut self, mention: usize, acronym: &str) -> Option<usize> {
        let words = self.words(self.mentions[mention].span);
        let entry = self.gazetteer.look_up(acronym)?;
        let name = &entry.name;
        (words.len() > name.len() && words.ends_with(name.as_str())).then(|| {
            let inner = entry.entity(name);
            self.entity(inner)
        })
    }

    pub(super) fn explain_acronym(&mut self, acronym: String, entity: usize) {
        let e = &mut self.entities[entity];
        if e.id.is_none()
            && matches!(
                e.kind,
                EntityType::Agreement | EntityType::Org | EntityType::Body
            )
        {
            e.id = Some(acronym.clone());
            self.by_id.entry(acronym.clone()).or_insert(entity);
        }
        self.acronyms.insert(acronym, entity);
    }

    /// "Jakarta, Indonesia": the state tells where the place is.
    pub(super) fn place_in_state(&mut self, units: &[Unit], at: usize) -> usize {
        let UnitKind::Mention(m) = units[at].kind else {
            return at + 1;
        };
        let placed = self.mentions[m].reference == Reference::Seat
            || self.entities_of(m).all(|e| e.kind == EntityType::Place);
        // "the Minsk agreements", "Oslo accords" are named after where they were made.
        if self.mentions[m].reference == Reference::Seat
            && units
                .get(at + 1)
                .is_some_and(|u| self.lists.has("agreement-noun", &u.lower))
        {
            self.as_place(m, units[at].span, None);
            return at + 1;
        }
        let Some(UnitKind::Mention(state)) = units.get(at + 2).map(|u| u.kind) else {
            if placed
                && self.mentions[m].reference == Reference::Seat
                && at > 0
                && self.lists.is_locative(&units[at - 1].lower)
            {
                self.as_place(m, units[at].span, None);
            }
            return at + 1;
        };
        let state_entity = self.mentions[state].entities[0];
        if placed
            && units[at + 1].lower == ","
            && self.entities[state_entity].kind == EntityType::State
            && self.mentions[state].reference == Reference::Name
        {
            let country = self.entities[state_entity].country.clone();
            let own = self.mentions[m].entities.iter().all(|&e| {
                self.entities[e].country.is_none() || self.entities[e].country == country
            });
            let listed = units.get(at + 3).is_some_and(|u| u.lower == "and");
            // "In Africa, Kenya is the third": a continent lies in no state.
            let wide = units[at]
                .lower
                .rsplit(' ')
                .next()
                .is_some_and(|w| self.lists.has("continent", w));
            if own && !wide && !(listed && self.mentions[m].reference != Reference::Seat) {
                self.as_place(m, units[at].span, country);
                return at + 3;
            }
        }
        if placed
            && self.mentions[m].reference == Reference::Seat
            && at > 0
            && self.lists.is_locative(&units[at - 1].lower)
        {
            self.as_place(m, units[at].span, None);
        }
        at + 1
    }

    /// Turns a mention of a state by its seat into one of the town itself.
    fn as_place(&mut self, mention: usize, span: Span, country: Option<String>) {
        let country = country.or_else(|| {
            self.entities[self.mentions[mention].entities[0]]
                .country
                .clone()
        });
        let name = self.words(span).to_owned();
        let entity = self.entity(Entity {
            name,
            kind: EntityType::Place,
            country,
            id: None,
        });
        self.mentions[mention].entities = vec![entity];
        self.mentions[mention].reference = Reference::Name;
    }

    /// "the mayor of Nairobi", "the police chief of Nairobi" hold office in the town, not in the state
    /// that it is the seat of.
    pub(super) fn as_town(&mut self, role: &str, units: &[Unit], at: usize) {
        let of = at
            .checked_sub(1)
            .is_some_and(|before| units[before].lower == "of");
        let local = self.lists.has("title-of-town", &fold(role))
            || of && self.lists.has("title-of-body", &fold(role)) && !self.is_sent(role);
        if !local {
            return;
        }
        let from = at + usize::from(units.get(at).is_some_and(|u| u.lower == "the"));
        if let Some(unit) = units.get(from)
            && let UnitKind::Mention(m) = unit.kind
            && self.mentions[m].reference == Reference::Seat
        {
            self.as_place(m, unit.span, None);
        }
    }

    /// A body named after the people of a state: "the Kenyan Red Cross", "the Australian Workers'
    /// Union".
    pub(super) fn body_of_people(&mut self, units: &[Unit], at: usize) -> Option<(usize, usize)> {
        let UnitKind::Mention(m) = units.get(at)?.kind else {
            return None;
        };
        let [state] = self.mentions[m].entities[..] else {
            return None;
        };
        if self.mentions[m].reference != Reference::Adjective
            || self.entities[state].kind != EntityType::State
        {
            return None;
        }
        let country = self.entities[state].country.clone();
        let capital = |unit: &Unit| {
            unit.kind == UnitKind::Word && self.words(unit.span).starts_with(char::is_uppercase)
        };
        let mut to = at + 1;
        if let UnitKind::Mention(next) = units.get(to)?.kind {
            let named = self
                .entities_of(next)
                .all(|e| matches!(e.kind, EntityType::Org | EntityType::Body));
            if !named {
                return None;
            }
            to += 1;
        } else {
            while units.get(to).is_some_and(|u| {
                capital(u)
                    || to > at + 1
                        && matches!(u.lower.as_str(), "'" | "of" | "and" | "for")
                        && units.get(to + 1).is_some_and(capital)
            }) {
                to += 1;
            }
        }
        let closed = units.get(to).is_none_or(|u| {
            matches!(u.lower.as_str(), "," | "." | ")" | "and" | ";") || self.is_finite(u)
        });
        if to == at + 1 || !closed {
            return None;
        }
        let span = Span::new(units[at].span.start, units[to - 1].span.end);
        let entity = self.body(span, country);
        Some((entity, to))
    }

    /// A body that no table has, by its capitals: "Iran's Quds Force", "the Popular Guard".
    pub(super) fn body_by_capitals(&mut self, units: &[Unit], at: usize) -> Option<(usize, usize)> {
        let mut from = at;
        let mut country = None;
        if let UnitKind::Mention(m) = units.get(at)?.kind {
            let owns = units
                .get(at + 1)
                .is_some_and(|u| matches!(u.lower.as_str(), "'s" | "'"));
            if !owns || !self.can_hold_office(m) {
                return None;
            }
            country = self.entities_of(m).find_map(|e| e.country.clone());
            from += 2;
        }
        let capital = |unit: &Unit| {
            unit.kind == UnitKind::Word && self.words(unit.span).starts_with(char::is_uppercase)
        };
        let mut to = from;
        while units.get(to).is_some_and(|u| {
            capital(u)
                || to > from
                    && matches!(u.lower.as_str(), "of" | "and" | "for" | "on")
                    && units.get(to + 1).is_some_and(capital)
        }) {
            to += 1;
        }
        // "Iran's Quds Force", where the names have the body but not whose it is.
        if to == from
            && from > at
            && let UnitKind::Mention(m) = units.get(from)?.kind
            && let [body] = self.mentions[m].entities[..]
            && matches!(
                self.entities[body].kind,
                EntityType::Body | EntityType::Group
            )
        {
            if self.entities[body].country.is_none() {
                self.entities[body].country = country;
            }
            return Some((body, from + 1));
        }
        if to == from {
            return None;
        }
        let span = Span::new(units[from].span.start, units[to - 1].span.end);
        let name = self.words(span);
        // One capital may be any word; a name of two is one.
        let (_, last) = name.rsplit_once(' ')?;
        let kind = if self.lists.has("group-noun", &last.to_lowercase()) {
            EntityType::Group
        } else {
            EntityType::Body
        };
        let entity = self.entity(Entity {
            name: name.to_owned(),
            kind,
            country,
            id: None,
        });
        Some((entity, to))
    }

    /// An agreement that is described, not named, at unit `from`: "free trade agreement" behind
    /// "a", "bilateral accords". Gives the entity and how many units it takes.
    pub(super) fn plain_agreement(
        &mut self,
        units: &[Unit],
        from: usize,
    ) -> Option<(usize, usize)> {
        let lists = self.lists;
        let before = from.checked_sub(1).map(|at| &units[at]);
        let indefinite = before.is_some_and(|u| {
            lists.has("indefinite", &u.lower) || matches!(u.kind, UnitKind::Quantity(_))
        });
        let first = units[from].lower.as_str();
        let kind = lists.has("agreement-kind", first) || lists.has("agreement-noun", first);
        // "reached agreement on borders" names no agreement, nor is a memorandum of one's own one.
        let alone = first == "agreement"
            && before.is_some_and(|u| {
                matches!(
                    u.lower.as_str(),
                    "reach" | "reached" | "reaches" | "in" | "by"
                )
            });
        // "confirmed agreement on a treaty": that they agree.
        let agreeing = first == "agreement"
            && before.is_none_or(|u| {
                u.kind == UnitKind::Word
                    && !indefinite
                    && !lists.has("determiner", &u.lower)
                    && !lists.has("agreement-kind", &u.lower)
                    && !lists.has("agreement-sign", &u.lower)
            })
            && units.get(from + 1).is_some_and(|u| {
                matches!(u.lower.as_str(), "on" | "to" | "that" | "over" | "about")
            });
        if alone || agreeing || lists.has("one-sided", first) {
            return None;
        }
        let definite =
            before.is_some_and(|u| matches!(u.lower.as_str(), "the" | "this" | "that" | "in"));
        // "the deal" refers back; "the defence treaty with Japan" is told of itself.
        let bare = lists.has("agreement-noun", first);
        let within = before.is_some_and(|u| lists.has("agreement-kind", &u.lower));
        if definite && bare || within || !(indefinite || kind) {
            return None;
        }
        let mut to = from;
        let head = loop {
            let unit = units.get(to)?;
            if lists.has("agreement-noun", &unit.lower) {
                break to;
            }
            let qualifies = match unit.kind {
                UnitKind::Word => {
                    let plain = unit.lower.chars().all(char::is_alphabetic)
                        && !lists.is_preposition(&unit.lower)
                        && !lists.has("clause", &unit.lower)
                        // "27 have ratified the agreement", "the two have a treaty"
                        && !matches!(
                            unit.lower.as_str(),
                            "have" | "has" | "had" | "the" | "a" | "an" | "is" | "are" | "was"
                                | "were" | "be" | "been" | "will" | "would" | "not" | "also"
                        );
                    lists.has("agreement-kind", &unit.lower)
                        || unit.lower == "-"
                        || indefinite && plain
                }
                UnitKind::Mention(m) => {
                    indefinite && self.mentions[m].reference == Reference::Adjective
                }
                UnitKind::Quantity(_) => indefinite,
                _ => false,
            };
            if !qualifies || to > from + 5 {
                return None;
            }
            to += 1;
        };
        // "memorandum of understanding", "declaration of intent"
        let mut end = head + 1;
        if units.get(end).is_some_and(|u| u.lower == "of")
            && units
                .get(end + 1)
                .is_some_and(|u| lists.has("agreement-of", &u.lower))
        {
            end += 2;
        }
        // "the Rome Pact, a defence treaty, …": told again, no second one.
        let listed = matches!(
            units.get(end).map(|u| u.lower.as_str()),
            Some("and" | "&" | "or")
        );
        if let Some(comma) = from.checked_sub(2)
            && indefinite
            && units[comma].lower == ","
            && !listed
            && let Some(named) = comma.checked_sub(1)
            && let UnitKind::Mention(m) = units[named].kind
            && let [agreement] = self.mentions[m].entities[..]
            && self.entities[agreement].kind == EntityType::Agreement
            && self.mentions[m].reference == Reference::Name
        {
            return Some((agreement, end - from));
        }
        // "a landmark trade deal" is called a trade deal.
        let named = (from..head)
            .find(|&at| !lists.has("evaluative", &units[at].lower))
            .unwrap_or(head);
        let named = self.named_before(units, from).unwrap_or(named);
        let name = self
            .words(units[named].span.cover(units[end - 1].span))
            .to_owned();
        let key = (EntityType::Agreement, fold(&name));
        let entity = match self.by_name.get(&key) {
            Some(&known) => known,
            None => self.entity(Entity::new(name, EntityType::Agreement)),
        };
        Some((entity, end - from))
    }

    /// Where the name begins that an agreement bears before the noun at `from`: "the Great Lakes security pact",
    /// "the Black Sea grain deal".
    fn named_before(&self, units: &[Unit], from: usize) -> Option<usize> {
        let capital = |at: usize| {
            let words = self.words(units[at].span);
            words.starts_with(char::is_uppercase)
                && match units[at].kind {
                    UnitKind::Word => !self.lists.has("clause", &units[at].lower),
                    UnitKind::Mention(m) => {
                        self.mentions[m].reference == Reference::Name
                            && self.mentions[m].entities.len() == 1
                            && matches!(
                                self.entities[self.mentions[m].entities[0]].kind,
                                EntityType::Place | EntityType::Other | EntityType::State
                            )
                    }
                    _ => false,
                }
        };
        let goods = |at: usize| {
            units[at].kind == UnitKind::Word
                && self.analysis.tokens[units[at].tokens.start].syntax.xpos == "NN"
        };
        let last = from.checked_sub(1)?;
        let mut at = if goods(last) && !capital(last) {
            last.checked_sub(1)?
        } else {
            last
        };
        if !capital(at) {
            return None;
        }
        while at > 0 && capital(at - 1) {
            at -= 1;
        }
        let opened = at.checked_sub(1).is_some_and(|before| {
            matches!(units[before].lower.as_str(), "the" | "of")
                || matches!(units[before].kind, UnitKind::Time(_))
        });
        opened.then_some(at)
    }

    /// The organisation that the noun fits, the last one first.
    pub(super) fn org_called(&self, noun: &[Unit], focus: &Focus) -> Option<usize> {
        let last = &noun.last()?.lower;
        let fits = |&e: &usize| {
            let entity = &self.entities[e];
            entity.kind == EntityType::Org
                && (entity
                    .id
                    .as_deref()
                    .and_then(|id| self.gazetteer.by_id(id))
                    .is_some_and(|g| g.nominal.iter().any(|n| n == last))
                    || entity.name.to_lowercase().contains(last.as_str())
                    || matches!(last.as_str(), "organisation" | "organization"))
        };
        focus.org.filter(fits).or_else(|| {
            self.mentions
                .iter()
                .rev()
                .flat_map(|m| m.entities.iter().copied())
                .find(fits)
        })
    }

    /// "The foreign ministry of Kenya": the body whose noun is `phrase`, if "of" or "from"
    /// and a state stand at `at`; with the unit behind it.
    pub(super) fn body_of(
        &mut self,
        units: &[Unit],
        at: usize,
        phrase: Span,
    ) -> Option<(usize, usize)> {
        if !matches!(units.get(at)?.lower.as_str(), "of" | "from") {
            return None;
        }
        let state = at + 1 + usize::from(units.get(at + 1).is_some_and(|u| u.lower == "the"));
        let UnitKind::Mention(m) = units.get(state)?.kind else {
            return None;
        };
        let owner = &self.entities[self.mentions[m].entities[0]];
        // "The government of President Touré"
        let led = owner.kind == EntityType::Person && owner.country.is_some();
        if !(led || owner.kind == EntityType::State)
            || self.mentions[m].reference != Reference::Name
        {
            return None;
        }
        let country = owner.country.clone();
        let entity = self.body(phrase.cover(units[state].span), country);
        Some((entity, state + 1))
    }

    /// "The foreign ministry in Ankara": the body of the state where it sits.
    pub(super) fn body_at(&mut self, units: &[Unit], at: usize, phrase: Span) -> Option<usize> {
        if units.get(at)?.lower != "in" {
            return None;
        }
        let UnitKind::Mention(m) = units.get(at + 1)?.kind else {
            return None;
        };
        let seat = &self.entities[self.mentions[m].entities[0]];
        let sits = self.mentions[m].reference == Reference::Seat
            || matches!(seat.kind, EntityType::Place | EntityType::State);
        let country = seat.country.clone().filter(|_| sits)?;
        Some(self.body(phrase, Some(country)))
    }

    /// The police or troops of a sentence that names no state before them: of the place where it
    /// plays ("Police fired on crowds in Lomé"); of what another body reports, that body's ("The
    /// Togolese army said that troops …").
    pub(super) fn body_here(
        &mut self,
        units: &[Unit],
        at: usize,
        phrase: Span,
        sort: Sort,
    ) -> Option<usize> {
        if sort != Sort::Forces {
            return None;
        }
        let country_of = |u: &Unit| match u.kind {
            UnitKind::Mention(m) => self.entities_of(m).find_map(|e| e.country.clone()),
            _ => None,
        };
        let before = units[..at].iter().position(|u| country_of(u).is_some());
        let country = match before {
            Some(first) => {
                let reported = units[first..at].iter().any(|u| u.lower == "that");
                let subject = first
                    .checked_sub(1)
                    .is_none_or(|p| !self.lists.is_preposition(&units[p].lower));
                let there = !subject && self.is_located(units, first);
                country_of(&units[first]).filter(|_| reported && subject || there)?
            }
            None => {
                let place = (at + 1..units.len())
                    .find(|&p| country_of(&units[p]).is_some() && self.is_located(units, p))?;
                // "Police said the Togolese …": whoever reports is of the place of the text.
                let told = units[at + 1..place]
                    .iter()
                    .take(3)
                    .any(|u| matches!(u.lower.as_str(), "said" | "says" | "told" | "reported"));
                if told {
                    return None;
                }
                country_of(&units[place])?
            }
        };
        Some(self.body(phrase, Some(country)))
    }

    /// The body that a noun means: one named before whose name has the noun, else that of the
    /// state last spoken of.
    pub(super) fn body_called(&mut self, phrase: Span, focus: &Focus) -> Option<usize> {
        let words = self.words(phrase).to_lowercase();
        let last = words.rsplit(' ').next().unwrap_or(&words).to_owned();
        let doer = self.doer_to(phrase).or_else(|| self.other_acted_on(phrase));
        let known = self
            .recent_mentions(60)
            .flat_map(|m| m.entities.iter().copied())
            .find(|&e| {
                let entity = &self.entities[e];
                if doer.is_some() && entity.country == doer {
                    return false;
                }
                // "The Party" of a text of one-party states is its own.
                let another = last == "party"
                    && entity.country.is_some()
                    && self.home.is_some()
                    && entity.country != self.home;
                // "The court" may be an organisation of that name.
                matches!(entity.kind, EntityType::Body | EntityType::Org)
                    && heads(&entity.name.to_lowercase(), &last)
                    && !another
            });
        if known.is_some() {
            return known;
        }
        // Who acts has ministries and armies, rather than where it acts; the Senate of a text that
        // has an author is the author's.
        let chamber = matches!(
            last.as_str(),
            "senate" | "congress" | "parliament" | "cabinet"
        );
        let country = self
            .home
            .clone()
            .filter(|_| chamber && self.own && self.words(phrase).starts_with(char::is_uppercase));
        // "The foreign ministry summoned the Peruvian ambassador": of whom no other state is named.
        let home = self.home.clone();
        let foreign = |code: &String| doer.as_ref() != Some(code);
        // "Police fired on the crowd": where it stands, whoever the text goes on about.
        let here = focus
            .scene
            .clone()
            .filter(|_| self.lists.has("of-the-place", &last));
        let country = country
            .or(here)
            .or_else(|| {
                let doer = doer.as_deref()?;
                // A court that a state turns to is as likely one of several states.
                let court = matches!(last.as_str(), "court" | "tribunal");
                let other = self.other_than(doer).filter(|_| !court);
                other.or_else(|| home.clone().filter(|_| !court))
            })
            .or_else(|| {
                focus
                    .topic
                    .filter(|&t| {
                        matches!(self.entities[t].kind, EntityType::State | EntityType::Body)
                    })
                    .and_then(|t| self.entities[t].country.clone())
                    .or_else(|| self.entities[focus.state?].country.clone())
                    .or(home)
            })
            .filter(foreign);
        let nowhere = country.is_none();
        let body = self.body(phrase, country);
        if let Some(state) = doer.filter(|_| nowhere) {
            self.of_another.push((body, state));
        }
        Some(body)
    }

    /// The state (alpha-3) of whoever does something to a body that is another's, as the verb has it:
    /// "Kenya urged the junta" means no Kenyan junta.
    fn doer_to(&self, phrase: Span) -> Option<String> {
        let tokens = &self.analysis.tokens;
        let body = tokens.partition_point(|t| t.span.end < phrase.end);
        let syntax = &tokens.get(body)?.syntax;
        if !matches!(syntax.relation, "obj" | "iobj" | "obl") {
            return None;
        }
        let mut verb = syntax.head?;
        if !self.lists.has("verb-outward", &tokens[verb].syntax.lemma) {
            return None;
        }
        // "The bloc met and urged the junta": the subject stands with the first verb.
        let subject = loop {
            let subject = (verb.saturating_sub(40)..verb).rev().find(|&t| {
                tokens[t].syntax.head == Some(verb) && tokens[t].syntax.relation == "nsubj"
            });
            match subject {
                Some(subject) => break subject,
                None if tokens[verb].syntax.relation == "conj" => {
                    verb = tokens[verb].syntax.head.filter(|&head| head < verb)?;
                }
                None => return None,
            }
        };
        let at = tokens[subject].span;
        let mention = self.mentions.iter().rev().find(|m| m.span.contains(at))?;
        let entity = &self.entities[mention.entities[0]];
        (entity.kind == EntityType::State)
            .then(|| entity.country.clone())
            .flatten()
    }

    /// The state (alpha-3) of those whom a body acts against or speaks to, as the verb has it: "The
    /// foreign ministry summoned the Peruvian ambassador" means no Peruvian ministry.
    pub(super) fn other_acted_on(&self, phrase: Span) -> Option<String> {
        let tokens = &self.analysis.tokens;
        let last = tokens.partition_point(|t| t.span.end < phrase.end);
        // Of a name, its first word may be what the parse hangs on the verb.
        let first = tokens
            .partition_point(|t| t.span.end <= phrase.start)
            .min(last);
        let verb = (first..=last).rev().find_map(|t| {
            let syntax = &tokens.get(t)?.syntax;
            syntax
                .head
                .filter(|&verb| syntax.relation == "nsubj" && verb > last)
        })?;
        let lemma = |verb: usize| tokens[verb].syntax.lemma.as_str();
        let outward = |verb: usize| {
            self.lists.has("verb-outward", lemma(verb))
                || self.lists.has("verb-at-diplomats", lemma(verb))
        };
        // "promised to help Chad rebuild": whom what is promised helps.
        let promised = || {
            (verb + 1..tokens.len().min(verb + 6)).find(|&t| {
                let syntax = &tokens[t].syntax;
                syntax.head == Some(verb)
                    && syntax.relation == "xcomp"
                    && self.lists.has("ask-assist", &syntax.lemma)
            })
        };
        let verb = if outward(verb) { verb } else { promised()? };
        let acted = (verb + 1..tokens.len().min(verb + 12)).find(|&t| {
            tokens[t].syntax.head == Some(verb)
                && matches!(tokens[t].syntax.relation, "obj" | "iobj" | "obl")
        })?;
        // "urged Kenyans to stay" may well be said by Kenya's own.
        let envoy = self.lists.has("diplomat", &tokens[acted].syntax.lemma);
        let named = tokens[verb].span.end..tokens[acted].span.end;
        let mention = self.mentions.iter().rev().find(|m| {
            named.start <= m.span.start && m.span.end <= named.end
                || m.span.contains(tokens[acted].span)
        })?;
        let entity = &self.entities[*mention.entities.first()?];
        let state = entity.kind == EntityType::State && mention.reference == Reference::Name;
        (envoy || state).then(|| entity.country.clone()).flatten()
    }

    /// The state last named before, other than this one.
    fn other_than(&self, code: &str) -> Option<String> {
        self.recent_mentions(40).find_map(|m| {
            let country = self.entities[m.entities[0]].country.as_deref()?;
            (country != code).then(|| country.to_owned())
        })
    }
}

/// Whether a noun is the head of a body's name: "Revenue Authority", "Ministry of Trade".
fn heads(name: &str, noun: &str) -> bool {
    let head = name.split(" of ").next().unwrap_or(name);
    let head = head.split(" for ").next().unwrap_or(head);
    head.rsplit(' ').next() == Some(noun)
}
