//! A sentence as a row of units: names, titles, nouns and words, before they are resolved.

use std::ops::Range;

use entente_language::{Form, Name, Upos};
use entente_model::{Entity, EntityType, Span};

use super::{Discourse, Focus, Line, Reference, Unit, UnitKind, clean_name};

impl<'a> Discourse<'a> {
    pub(super) fn sentence(&mut self, number: usize) {
        let sentence = &self.analysis.sentences[number];
        let verbal = (self.analysis.tokens[sentence.tokens.clone()].iter())
            .any(|t| matches!(t.syntax.upos, Upos::Verb | Upos::Aux));
        if !verbal {
            self.captions.push(number);
        }
        // What one item tells of a state is nothing to the next.
        if self.of_items && self.opens_item(number) {
            let kept = std::mem::take(&mut self.state);
            self.state = Focus {
                org: kept.org,
                agreement: kept.agreement,
                policy: kept.policy,
                ..Focus::default()
            };
        }
        if let Some(item) = self.items.of(number).filter(|item| item.first == number) {
            let place = item.place.clone();
            self.begin_item(place);
        }
        let units = self.raw_units(sentence.tokens.clone());
        self.note_visitors(&units, verbal);
        let units = self.coalitions(units);
        let units = self.protocols(units);
        let known = self.offices.len();
        let units = self.group_offices(units, number);
        self.note_nearest(&units, known);
        let units = self.resolve(units, number);
        self.lines.push(Line {
            span: sentence.span,
            units,
        });
        self.remember(number);
    }

    /// What the items of a digest before told is forgotten; "the country" and "the ministry" are those of
    /// the state that heads this one.
    fn begin_item(&mut self, place: Option<String>) {
        let state = place
            .as_deref()
            .and_then(|code| self.state_named(code))
            .map(|state| self.entity(state));
        self.state = Focus {
            state,
            topic: state,
            scene: place,
            ..Focus::default()
        };
        self.before_item = self.mentions.len();
    }

    pub(super) fn unit(&self, kind: UnitKind, tokens: Range<usize>) -> Unit {
        let span = Span::new(
            self.analysis.tokens[tokens.start].span.start,
            self.analysis.tokens[tokens.end - 1].span.end,
        );
        Unit {
            kind,
            span,
            tokens,
            lower: self.words(span).to_lowercase().replace('’', "'"),
        }
    }

    /// Whether a sentence begins a line behind one that ends: not behind a heading.
    fn opens_item(&self, number: usize) -> bool {
        let Some(before) = number.checked_sub(1) else {
            return false;
        };
        let sentences = &self.analysis.sentences;
        let gap = Span::new(sentences[before].span.end, sentences[number].span.start);
        let ended = (self.words(sentences[before].span).trim_end()).ends_with(['.', ')', '!', '?']);
        ended && self.words(gap).contains('\n')
    }

    /// "Visits from Kenya to Peru" heads a list of Kenya's visitors, up to the next heading.
    fn note_visitors(&mut self, units: &[Unit], verbal: bool) {
        let from = units.windows(3).find_map(|w| {
            let visits = matches!(w[0].lower.as_str(), "visits" | "visit")
                && matches!(w[1].lower.as_str(), "from" | "by" | "of");
            match w[2].kind {
                UnitKind::Mention(m) if visits => self.entities_of(m).next()?.country.clone(),
                _ => None,
            }
        });
        let dated = units.iter().any(|u| u.lower == "(");
        if from.is_some() {
            self.visitors = from;
        } else if verbal || !dated {
            self.visitors = None;
        }
    }

    /// "South American", "Latin America": no name of the United States.
    fn is_part_of_region(&self, name: &Name, at: usize) -> bool {
        name.country.as_deref() == Some("USA")
            && matches!(self.words(name.span), "American" | "Americans" | "America")
            && matches!(
                self.words(self.analysis.tokens[at - 1].span),
                "South" | "Latin" | "Central" | "North" | "Meso"
            )
    }

    /// Whether a name is a description, "the UN health agency", behind the name of what it describes.
    fn describes_agency(&self, name: usize, before: &[Unit]) -> bool {
        let described = &self.analysis.names[name];
        let words = self.words(described.span);
        let agency = described.kind == EntityType::Org
            && words.starts_with('U')
            && (words.ends_with(" agency") || words.ends_with(" watchdog"));
        let [.., named, comma, the] = before else {
            return false;
        };
        let same = matches!(named.kind, UnitKind::Mention(m)
            if self.entities_of(m).any(|e| e.id.is_some() && e.id == described.id));
        agency && same && comma.lower == "," && the.lower == "the"
    }

    /// Names, times, quantities, titles and words, nothing resolved yet.
    fn raw_units(&mut self, tokens: Range<usize>) -> Vec<Unit> {
        let analysis = self.analysis;
        let mut units = Vec::with_capacity(tokens.len());
        let mut at = tokens.start;
        while at < tokens.end {
            let start = analysis.tokens[at].span.start;
            let name = outermost(&analysis.names, start, |n| n.span)
                .filter(|&n| at == tokens.start || !self.is_part_of_region(&analysis.names[n], at));
            // "WHO, the UN health agency": behind whom it describes, the union whose agency it is.
            if name.is_some_and(|n| self.describes_agency(n, &units)) {
                let span = analysis.tokens[at].span;
                let union = self.named(
                    span,
                    EntityType::Org,
                    None,
                    Some("UN".to_owned()),
                    Form::Name,
                );
                units.push(self.unit(union.unwrap_or(UnitKind::Word), at..at + 1));
                at += 1;
                continue;
            }
            let time = outermost(&analysis.times, start, |t| t.span);
            let quantity = outermost(&analysis.quantities, start, |q| q.span);
            // "Chinese Foreign Ministry spokesman": of a title that begins within the name before it,
            // what stands behind the name.
            let title = outermost(&analysis.titles, start, |t| t.span).or_else(|| {
                let last = units.last().is_some_and(|u: &Unit| u.tokens.len() > 1);
                analysis.titles.iter().rposition(|t| {
                    last && t.span.start < start
                        && analysis.tokens[at].span.end <= t.span.end
                        && units.last().is_some_and(|u| {
                            u.span.start <= t.span.start && t.span.start < u.span.end
                        })
                })
            });
            let length = |span: Option<Span>| span.map_or(0, Span::len);
            let name_span = name.map(|n| analysis.names[n].span);
            let time_span = time.map(|t| analysis.times[t].span);
            let quantity_span = quantity.map(|q| analysis.quantities[q].span);
            let title_span = title.map(|t| Span::new(start, analysis.titles[t].span.end));
            let best = length(name_span)
                .max(length(time_span))
                .max(length(quantity_span))
                .max(length(title_span));
            if best == 0 {
                units.push(self.unit(UnitKind::Word, at..at + 1));
                at += 1;
                continue;
            }
            // "President Ana Torres" found as one name: the title tells of an office.
            if let (Some(name_span), Some(title_span)) = (name_span, title_span)
                && name_span.len() == best
                && title_span.len() < best
                && analysis.names[name.unwrap_or_default()].kind == EntityType::Person
            {
                let until = |at: usize, end: usize| {
                    (at..tokens.end)
                        .find(|&t| analysis.tokens[t].span.start >= end)
                        .unwrap_or(tokens.end)
                };
                let behind = until(at, title_span.end);
                let end = until(behind, name_span.end);
                let title = UnitKind::Title(title.unwrap_or_default());
                units.push(self.unit(title, at..behind));
                if behind < end {
                    let name = &analysis.names[name.unwrap_or_default()];
                    let (country, id, form) = (name.country.clone(), name.id.clone(), name.form);
                    let span = Span::new(analysis.tokens[behind].span.start, name_span.end);
                    let kind = self.named(span, EntityType::Person, country, id, form);
                    units.push(self.unit(kind.unwrap_or(UnitKind::Word), behind..end));
                }
                at = end;
                continue;
            }
            // "Israeli Defence Minister Israel Katz": a first name that is a state's.
            let titled = matches!(units.last(), Some(u) if matches!(u.kind, UnitKind::Title(_)));
            if let Some(name) = name.filter(|_| titled)
                && analysis.names[name].kind == EntityType::State
                && analysis.names[name].form == Form::Name
                && name_span == Some(analysis.tokens[at].span)
                && let Some(last) = analysis.tokens[..tokens.end].get(at + 1)
                && last.syntax.upos == Upos::Propn
                && self.words(last.span).starts_with(char::is_uppercase)
                && !self
                    .lists
                    .has("no-name", &self.words(last.span).to_lowercase())
                && !analysis.names.iter().any(|n| {
                    n.span.start <= last.span.start
                        && n.span.end > last.span.start
                        && n.kind != EntityType::Person
                })
            {
                let span = analysis.tokens[at].span.cover(last.span);
                let kind = self.named(span, EntityType::Person, None, None, Form::Name);
                units.push(self.unit(kind.unwrap_or(UnitKind::Word), at..at + 2));
                at += 2;
                continue;
            }
            let (kind, span) = match (name_span, title_span, time_span, quantity_span) {
                (Some(span), ..) if span.len() == best => {
                    let name = &analysis.names[name.unwrap_or_default()];
                    (
                        self.named(
                            name.span,
                            name.kind,
                            name.country.clone(),
                            name.id.clone(),
                            name.form,
                        ),
                        span,
                    )
                }
                (_, Some(span), ..) if span.len() == best => {
                    (Some(UnitKind::Title(title.unwrap_or_default())), span)
                }
                (_, _, Some(span), _) if span.len() == best => {
                    (Some(UnitKind::Time(time.unwrap_or_default())), span)
                }
                (_, _, _, Some(span)) => {
                    (Some(UnitKind::Quantity(quantity.unwrap_or_default())), span)
                }
                _ => (None, analysis.tokens[at].span),
            };
            let mut to = at + 1;
            while to < tokens.end && analysis.tokens[to].span.start < span.end {
                to += 1;
            }
            // "Diplomatic Relations": capitals of an official text, no name.
            let plain = kind.is_none()
                && to > at + 1
                && self.lists.has(
                    "no-name",
                    &self.words(analysis.tokens[to - 1].span).to_lowercase(),
                );
            if plain {
                for token in at..to {
                    units.push(self.unit(UnitKind::Word, token..token + 1));
                }
            } else {
                units.push(self.unit(kind.unwrap_or(UnitKind::Word), at..to));
            }
            at = to;
        }
        units
    }

    /// Joins "Saudi-led military coalition" to one mention of an organisation: it is no mention of
    /// whoever leads it.
    fn coalitions(&mut self, units: Vec<Unit>) -> Vec<Unit> {
        let mut out: Vec<Unit> = Vec::with_capacity(units.len());
        let mut at = 0;
        while at < units.len() {
            let led = matches!(units[at].kind, UnitKind::Mention(_))
                && units.get(at + 1).is_some_and(|u| u.lower == "-")
                && units
                    .get(at + 2)
                    .is_some_and(|u| matches!(u.lower.as_str(), "led" | "backed"));
            let head = (at + 3..units.len().min(at + 6))
                .find(|&head| self.lists.has("coalition-noun", &units[head].lower))
                .filter(|&head| {
                    units[at + 3..head]
                        .iter()
                        .all(|u| u.kind == UnitKind::Word && !self.lists.is_preposition(&u.lower))
                });
            let Some(head) = head.filter(|_| led) else {
                out.push(units[at].clone());
                at += 1;
                continue;
            };
            let span = units[at].span.cover(units[head].span);
            let name = self.words(span).to_owned();
            let entity = self.entity(Entity::new(name, EntityType::Org));
            let kind = self.mention(span, vec![entity], Reference::Name);
            out.push(self.unit(kind, units[at].tokens.start..units[head].tokens.end));
            at = head + 1;
        }
        out
    }

    /// Joins "the Optional Protocol to the Convention against Torture" to one agreement.
    fn protocols(&mut self, units: Vec<Unit>) -> Vec<Unit> {
        let agreement = |this: &Self, unit: Option<&Unit>| match unit.map(|u| u.kind) {
            Some(UnitKind::Mention(m)) => this
                .entities_of(m)
                .all(|e| e.kind == EntityType::Agreement)
                .then_some(m),
            _ => None,
        };
        let mut out: Vec<Unit> = Vec::with_capacity(units.len());
        let mut at = 0;
        while at < units.len() {
            let more =
                agreement(self, units.get(at)).is_some()
                    && units[at].lower.split(' ').next_back().is_some_and(|w| {
                        matches!(w, "protocol" | "protocols" | "amendment" | "annex")
                    })
                    && units.get(at + 1).is_some_and(|u| u.lower == "to");
            let whole = at + 2 + usize::from(units.get(at + 2).is_some_and(|u| u.lower == "the"));
            if !more || agreement(self, units.get(whole)).is_none() {
                out.push(units[at].clone());
                at += 1;
                continue;
            }
            let span = units[at].span.cover(units[whole].span);
            let entity = self.entity(Entity::new(self.words(span), EntityType::Agreement));
            let kind = self.mention(span, vec![entity], Reference::Name);
            out.push(self.unit(kind, units[at].tokens.start..units[whole].tokens.end));
            at = whole + 1;
        }
        out
    }

    /// The mention that a name makes; none where it is no entity of the codebook.
    fn named(
        &mut self,
        span: Span,
        kind: EntityType,
        country: Option<String>,
        id: Option<String>,
        form: Form,
    ) -> Option<UnitKind> {
        let span = if kind == EntityType::Person {
            self.behind_honorific(span)
        } else {
            span
        };
        let words = self.words(span);
        if kind == EntityType::Person && self.lists.is_honorific(words.trim_end_matches('.')) {
            return None;
        }
        // "Gunmen killed …": a capital only because the sentence begins.
        if kind == EntityType::Person && self.lists.has("crowd-noun", &words.to_lowercase()) {
            return None;
        }
        // "Delta Air … Delta": the company or group whose name begins so, if no person is called that.
        if kind == EntityType::Person
            && words.len() >= 4
            && words.chars().all(char::is_alphabetic)
            && let Some(entity) = self.begun(words)
        {
            return Some(self.mention(span, vec![entity], Reference::Name));
        }
        // "the Coffee Development Board (CDB)": in this text no other of that acronym is meant.
        if let Some(&entity) = self.acronyms.get(words)
            && abbreviates(words, &self.entities[entity].name)
        {
            return Some(self.mention(span, vec![entity], Reference::Name));
        }
        if kind == EntityType::Other && id.is_none() {
            // An acronym that the text explained.
            let &entity = self.acronyms.get(words)?;
            return Some(self.mention(span, vec![entity], Reference::Name));
        }
        // "Korea" beside "the Republic of Korea" is that, unless the text names both.
        if kind == EntityType::Place && words == "Korea" {
            let names = |code: &str| {
                self.analysis
                    .names
                    .iter()
                    .any(|n| n.country.as_deref() == Some(code))
            };
            if names("KOR")
                && !names("PRK")
                && let Some(state) = self.state_named("KOR")
            {
                let entity = self.entity(state);
                return Some(self.mention(span, vec![entity], Reference::Name));
            }
        }
        if kind == EntityType::Place && country.is_none() {
            // "Nairobi West Airport" lies where Nairobi does.
            let country = self.gazetteer.place_country(words).or_else(|| {
                let (town, _) = words.split_once(' ')?;
                let (_, sort) = words.rsplit_once(' ')?;
                if !self.lists.has("site", &sort.to_lowercase()) {
                    return None;
                }
                self.gazetteer
                    .name_at(town, &[Span::new(0, town.len())])
                    .and_then(|(entry, ..)| entry.country.as_deref())
                    .or_else(|| self.gazetteer.place_country(town))
            });
            let entity = self.entity(Entity {
                country: country.map(str::to_owned),
                ..Entity::new(words, EntityType::Place)
            });
            return Some(self.mention(span, vec![entity], Reference::Name));
        }
        // "Kingdom of Brazil": a state under the name of its form of government.
        if matches!(kind, EntityType::Org | EntityType::Body | EntityType::Place)
            && country.is_none()
            && let Some((form, rest)) = words.split_once(" of ")
            && self.lists.has("form-of-state", &form.to_lowercase())
            && let Some(entry) = self.gazetteer.look_up(rest)
            && entry.kind == EntityType::State
        {
            let state = entry.entity(words);
            let entity = self.entity(state);
            return Some(self.mention(span, vec![entity], Reference::Name));
        }
        // "Brussels opened a case against Hungary": the Union, unless the text speaks of Belgium.
        if form == Form::Seat
            && words == "Brussels"
            && !self.is_place_here(span)
            && !self
                .analysis
                .names
                .iter()
                .any(|n| n.country.as_deref() == Some("BEL") && n.form != Form::Seat)
            && let Some(entry) = self.gazetteer.look_up("European Union")
        {
            let union = entry.entity("European Union");
            let entity = self.entity(union);
            return Some(self.mention(span, vec![entity], Reference::Name));
        }
        let name = if form == Form::Name && kind == EntityType::Person {
            self.without_title(words).to_owned()
        } else if form == Form::Name {
            words.to_owned()
        } else {
            self.usual_name(country.as_deref(), words)
        };
        let entity = self.entity(Entity {
            name: clean_name(&name),
            kind,
            country,
            id,
        });
        let reference = match form {
            Form::Name => Reference::Name,
            Form::Adjective => Reference::Adjective,
            Form::Seat => Reference::Seat,
        };
        Some(self.mention(span, vec![entity], reference))
    }

    /// Whether a town stands where one says where something is, or where it is from or goes to.
    fn is_place_here(&self, span: Span) -> bool {
        let tokens = &self.analysis.tokens;
        let at = tokens.partition_point(|t| t.span.end <= span.start);
        let before = at.checked_sub(1).map(|t| tokens[t].syntax.lemma.as_str());
        let dateline = tokens
            .get(at + 1)
            .is_some_and(|t| matches!(t.syntax.lemma.as_str(), "(" | "–" | "—" | ","));
        dateline
            || matches!(
                before,
                Some(
                    "in" | "to"
                        | "from"
                        | "at"
                        | "near"
                        | "outside"
                        | "via"
                        | "central"
                        | "through"
                )
            )
    }

    /// The company or group named before whose name of several words begins with this one.
    fn begun(&self, word: &str) -> Option<usize> {
        let begins = |e: &Entity| {
            matches!(e.kind, EntityType::Company | EntityType::Group)
                && e.name
                    .strip_prefix(word)
                    .is_some_and(|r| r.starts_with(' '))
        };
        let entity = self.entities.iter().position(begins)?;
        let person = self
            .entities
            .iter()
            .any(|e| e.kind == EntityType::Person && e.name.split(' ').any(|w| w == word));
        (!person).then_some(entity)
    }

    /// A person's name without a title that stands as its first word: "President Buhari".
    fn without_title<'t>(&self, name: &'t str) -> &'t str {
        let mut name = name;
        // "H.E. Mr. Daniel Moi"
        while let Some((first, rest)) = name.split_once(' ')
            && (self.lists.has("name-title", &first.to_lowercase())
                || matches!(
                    first.trim_end_matches('.'),
                    "H.E"
                        | "HE"
                        | "Mr"
                        | "Mrs"
                        | "Ms"
                        | "Dr"
                        | "Prof"
                        | "His"
                        | "Her"
                        | "Excellency"
                        | "Majesty"
                        | "Highness"
                        | "Hon"
                        | "Rt"
                        | "Right"
                        | "Honourable"
                        | "Honorable"
                ))
        {
            name = rest;
        }
        name
    }

    pub(super) fn usual_name(&self, country: Option<&str>, words: &str) -> String {
        country
            .and_then(|c| self.gazetteer.by_id(c))
            .map_or_else(|| words.to_owned(), |e| e.name.clone())
    }
}

/// Whether an acronym is of the first letters of a name's words, in their order.
fn abbreviates(acronym: &str, name: &str) -> bool {
    let mut firsts = name
        .split([' ', '-'])
        .filter_map(|word| word.chars().next())
        .filter(|c| c.is_uppercase());
    acronym.chars().all(|letter| firsts.any(|c| c == letter))
}

/// The index of the longest thing that starts at `start`, from a list ordered by start.
fn outermost<T>(list: &[T], start: usize, span: impl Fn(&T) -> Span) -> Option<usize> {
    let from = list.partition_point(|t| span(t).start < start);
    (from..list.len())
        .take_while(|&i| span(&list[i]).start == start)
        .max_by_key(|&i| span(&list[i]).len())
}
