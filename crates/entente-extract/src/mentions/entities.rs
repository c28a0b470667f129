//! The entities of a document: one for all that is named alike, and whose country each is.

use entente_model::{Entity, EntityType, Span, fold};

use super::{
    Discourse, Line, MEETING, Mention, Office, Reference, Unit, UnitKind, is_head, states_by_count,
};

impl<'a> Discourse<'a> {
    /// The entity of that name, added if new.
    pub(crate) fn entity(&mut self, entity: Entity) -> usize {
        if let Some(id) = &entity.id {
            if let Some(&at) = self.by_id.get(id) {
                if entity.name.len() > self.entities[at].name.len()
                    && entity.kind != EntityType::State
                {
                    self.entities[at].name = entity.name;
                }
                return at;
            }
        } else if entity.kind == EntityType::Person {
            return self.person(entity);
        }
        let key = (entity.kind, fold(&entity.name));
        if let Some(&at) = self.by_name.get(&key) {
            let same = self.entities[at].country == entity.country
                || entity.country.is_none()
                || self.entities[at].country.is_none();
            if same {
                if self.entities[at].country.is_none() {
                    self.entities[at].country = entity.country;
                }
                return at;
            }
        }
        let at = self.entities.len();
        if let Some(id) = &entity.id {
            self.by_id.insert(id.clone(), at);
        }
        self.by_name.insert(key, at);
        self.entities.push(entity);
        at
    }

    /// A person, the same as one named before if the words of one name are among the other's.
    /// The part of a person's name behind ranks and forms of address: "the Americas Sir Alan Duncan",
    /// "Brig. Gen. Yahya Rasool".
    pub(super) fn behind_honorific(&self, span: Span) -> Span {
        let words = self.words(span);
        let mut from = 0;
        let mut at = 0;
        for word in words.split(' ') {
            at += word.len() + 1;
            let plain = word.trim_end_matches('.').to_lowercase();
            if at < words.len() && self.lists.has("cut-honorific", &plain) {
                from = at;
            }
        }
        Span::new(span.start + from, span.end)
    }

    pub(super) fn person(&mut self, entity: Entity) -> usize {
        let words = name_words(&entity.name);
        for &at in self.persons.iter().rev() {
            let known = name_words(&self.entities[at].name);
            let (short, long) = if words.len() <= known.len() {
                (&words, &known)
            } else {
                (&known, &words)
            };
            let same_country = match (&entity.country, &self.entities[at].country) {
                (Some(a), Some(b)) => a == b,
                _ => true,
            };
            // "King Salman" is not his son, "Mohammed bin Salman".
            let fathers = short.len() == 1
                && long
                    .windows(2)
                    .any(|w| matches!(w[0].as_str(), "bin" | "ibn" | "bint") && w[1] == short[0]);
            let same = short.iter().all(|w| long.contains(w)) && !fathers
                || is_spelt_otherwise(short, long);
            if !short.is_empty() && same && same_country {
                if words.len() > known.len() {
                    self.entities[at].name = entity.name;
                }
                if self.entities[at].country.is_none() {
                    self.entities[at].country = entity.country;
                }
                return at;
            }
        }
        self.persons.push(self.entities.len());
        self.entities.push(entity);
        self.entities.len() - 1
    }

    pub(super) fn mention(
        &mut self,
        span: Span,
        entities: Vec<usize>,
        reference: Reference,
    ) -> UnitKind {
        self.mentions.push(Mention {
            span,
            entities,
            reference,
        });
        UnitKind::Mention(self.mentions.len() - 1)
    }

    /// Persons without a country get that of their office, else the text's own.
    pub(super) fn settle_countries(&mut self) {
        // A person of public life is of the state that the tables know, whatever stands nearby.
        for &at in &self.persons {
            let entity = &mut self.entities[at];
            if entity.name.contains(' ')
                && let Some(Some(known)) = self.gazetteer.person_country(&entity.name)
            {
                entity.country = Some(known.to_owned());
            }
        }
        self.settle_bodies();
        let ministries = self.ministries();
        for office in 0..self.offices.len() {
            let (person, at) = (self.offices[office].person, self.offices[office].at);
            let country = at.and_then(|at| self.entities[at].country.clone());
            let foreign = at.is_some_and(|at| {
                self.entities[at].kind == EntityType::Org || self.entities[at].country.is_none()
            });
            if self.entities[person].country.is_some() || foreign {
                continue;
            }
            // An ambassador is of the state that sends, not of the one where she is.
            if country.is_some() && !self.offices[office].sent {
                self.entities[person].country = country;
                continue;
            }
            // A surname alone is enough only for a head of state or government.
            let name = &self.entities[person].name;
            let known = (name.contains(' ') || is_head(&self.offices[office].role))
                .then(|| self.gazetteer.person_country(name))
                .flatten();
            if let Some(known) = known {
                self.entities[person].country = known.map(str::to_owned);
                continue;
            }
            // Whom an envoy is sent by, neither who publishes nor what stands near tells.
            if self.lists.has("sent-by", self.last_word(office)) {
                continue;
            }
            // "Israeli prime minister X and far-right security minister Y": of the same state.
            if let Some(joined) = self.joined_office(office) {
                self.entities[person].country = Some(joined);
                continue;
            }
            let publisher = self.own_country().filter(|_| self.published);
            // "Secretary Blinken": all persons of public life with that family name are of one state.
            if publisher.is_none()
                && let Some(known) = self.gazetteer.family_country(name)
            {
                self.entities[person].country = Some(known.to_owned());
                self.offices[office].guessed = true;
                continue;
            }
            let host = self.host(office);
            let visitor = host.as_ref().and_then(|host| self.other_of_pair(host));
            let country = visitor
                .and_then(|state| state.country)
                .or_else(|| self.seat_spoken_of(office))
                .or_else(|| self.counterpart(office))
                .or_else(|| self.met_abroad(office))
                // Ministers of whom an official text tells are its own; a newspaper tells of others too.
                .or_else(|| publisher.clone().filter(|_| self.official))
                .or_else(|| self.of_ministry(office, &ministries))
                // Whom a text names as a consul or envoy is seldom its own state's.
                .or_else(|| {
                    self.own_country()
                        .filter(|_| !self.is_sent(&self.offices[office].role))
                })
                .or_else(|| self.beside_another(office))
                .or_else(|| self.state_of_dateline(office))
                .or_else(|| self.offices[office].near.clone())
                .filter(|code| host.as_ref() != Some(code))
                .filter(|code| publisher.is_some() || !self.is_acted_on(office, code));
            self.offices[office].guessed = publisher.is_none() || country != publisher;
            self.entities[person].country = country;
        }
        // "Putin met Erdogan": heads of state whom everybody knows by their family names.
        for &at in &self.persons {
            let entity = &mut self.entities[at];
            if entity.country.is_none()
                && !entity.name.contains(' ')
                && let Some(Some(known)) = self.gazetteer.person_country(&entity.name)
            {
                entity.country = Some(known.to_owned());
            }
        }
    }

    /// "Senator Reed criticised Chad", "Speaker Holt met Taiwan's president": whether the holder of an office
    /// acts on that state (alpha-3), and so is hardly of it.
    fn is_acted_on(&self, office: usize, code: &str) -> bool {
        let Some((units, at)) = self.holder_named(&self.offices[office]) else {
            return false;
        };
        if self.other_acted_on(units[at].span).as_deref() == Some(code) {
            return true;
        }
        let met = (at + 1..units.len().min(at + 4)).find(|&u| {
            matches!(
                units[u].lower.as_str(),
                "met" | "meets" | "telephoned" | "phoned" | "called" | "hosted" | "received"
            )
        });
        met.is_some_and(|met| {
            let owner = units.get(met + 1).map(|u| u.kind);
            let possessed = units
                .get(met + 2)
                .is_some_and(|u| matches!(u.lower.as_str(), "'s" | "'"));
            possessed
                && matches!(owner, Some(UnitKind::Mention(m))
                    if self.entities_of(m).any(|e| e.country.as_deref() == Some(code)))
        })
    }

    /// "Undersecretary Santos said Manila would wait": the state by whose seat the holder of an office
    /// calls it, as officials call their own: alpha-3.
    fn seat_spoken_of(&self, office: usize) -> Option<String> {
        let (units, at) = self.holder_named(&self.offices[office])?;
        let says = (at + 1..units.len().min(at + 5)).find(|&u| {
            matches!(
                units[u].lower.as_str(),
                "said" | "says" | "announced" | "confirmed" | "added" | "insisted"
            )
        })?;
        let subject = says + 1 + usize::from(units.get(says + 1)?.lower == "that");
        let UnitKind::Mention(m) = units.get(subject)?.kind else {
            return None;
        };
        let speaks_for = matches!(
            units.get(subject + 1)?.lower.as_str(),
            "would" | "will" | "was" | "is" | "had" | "has" | "wanted" | "wants"
        );
        (speaks_for && self.mentions[m].reference == Reference::Seat)
            .then(|| self.entities[self.mentions[m].entities[0]].country.clone())
            .flatten()
    }

    /// The state in whose capital a text was written, one of the two that it is about, for an office
    /// before which its sentence names none: alpha-3.
    fn state_of_dateline(&self, office: usize) -> Option<String> {
        let (units, at) = self.holder_named(&self.offices[office])?;
        if self.country_in(&units[..at]).is_some() {
            return None;
        }
        let pair = self.main_pair.as_ref()?;
        self.lines.iter().take(4).find_map(|line| {
            let UnitKind::Mention(m) = line.units.first()?.kind else {
                return None;
            };
            if !self.is_dateline(&line.units, 0) {
                return None;
            }
            let country = self.entities_of(m).find_map(|e| e.country.clone())?;
            pair.contains(&country).then_some(country)
        })
    }

    /// The state of whoever holds another office and is joined by "and" before the holder of this
    /// one: alpha-3.
    fn joined_office(&self, office: usize) -> Option<String> {
        let this = &self.offices[office];
        let (units, at) = self.holder_named(this)?;
        // Between them stands what the title leaves unread.
        let and = (at.saturating_sub(7)..at)
            .rev()
            .take_while(|&u| !matches!(units[u].kind, UnitKind::Mention(_)))
            .find(|&u| matches!(units[u].lower.as_str(), "and" | "&"))?;
        if units[and + 1..at]
            .iter()
            .any(|u| matches!(u.lower.as_str(), "," | "the" | "his" | "her" | "its"))
        {
            return None;
        }
        let UnitKind::Mention(before) = units.get(and.checked_sub(1)?)?.kind else {
            return None;
        };
        let [other] = self.mentions[before].entities[..] else {
            return None;
        };
        let told = self.offices.iter().any(|o| {
            o.person == other
                && o.line == this.line
                && o.at
                    .is_some_and(|at| self.entities[at].kind == EntityType::State)
        });
        // Two heads of government are of two states.
        let role = fold(&this.role);
        let both =
            is_head(&role) && (!role.ends_with("minister") || role.ends_with("prime minister"));
        (told && !both)
            .then(|| self.entities[other].country.clone())
            .flatten()
    }

    /// The ministries whose state is known: their names, folded, and the state.
    fn ministries(&self) -> Vec<(String, String)> {
        self.entities
            .iter()
            .filter(|e| e.kind == EntityType::Body)
            .filter_map(|e| Some((fold(&e.name), e.country.clone()?)))
            .filter(|(name, _)| name.contains("ministry"))
            .collect()
    }

    /// The state whose ministry of the same matters is the only one that the text names beside a minister of
    /// whom nothing else says it: alpha-3.
    fn of_ministry(&self, office: usize, ministries: &[(String, String)]) -> Option<String> {
        let role = fold(&self.offices[office].role);
        let mut words = role.split(' ');
        let matters: Vec<&str> = words
            .clone()
            .filter(|w| self.lists.has("portfolio", w))
            .collect();
        if matters.is_empty() || !words.any(|w| w == "minister") {
            return None;
        }
        let same = |name: &str| matters.iter().all(|m| name.split(' ').any(|w| w == *m));
        let mut states: Vec<&String> = ministries
            .iter()
            .filter(|(name, _)| same(name))
            .map(|(_, state)| state)
            .collect();
        states.dedup();
        match states[..] {
            [one] => Some(one.clone()),
            _ => None,
        }
    }

    /// The last word of the title of an office, as it stands.
    fn last_word(&self, office: usize) -> &str {
        let role = &self.offices[office].role;
        role.rsplit(' ').next().unwrap_or(role)
    }

    /// The units of the sentence that tells of an office, and which of them names its holder.
    fn holder_named(&self, office: &Office) -> Option<(&[Unit], usize)> {
        let units = &self.lines.get(office.line)?.units;
        let at = units.iter().position(|u| {
            matches!(u.kind, UnitKind::Mention(m) if self.mentions[m].entities.contains(&office.person))
        })?;
        Some((units, at))
    }

    /// "In 1998 Prime Minister Rao visited Peru", "the visit to Lima of Prime Minister Rao": the state
    /// that the holder of an office visits, and so is not of: alpha-3.
    fn host(&self, office: usize) -> Option<String> {
        let (units, at) = self.holder_named(&self.offices[office])?;
        let near = at + 1..units.len().min(at + 9);
        let stops =
            |u: &usize| !matches!(units[*u].lower.as_str(), "," | ";" | "and" | "met" | "by");
        if let Some(verb) = near
            .clone()
            .find(|&u| self.lists.has("visiting", &units[u].lower))
        {
            return (verb + 1..near.end.max(verb + 7).min(units.len()))
                .take_while(stops)
                .find_map(|u| self.host_at(&units[u]));
        }
        let of = at.checked_sub(1)?;
        if !matches!(units[of].lower.as_str(), "of" | "by") {
            return None;
        }
        let visit = (of.saturating_sub(5)..of)
            .rev()
            .find(|&u| self.lists.has("visit-noun", &units[u].lower))?;
        // "the visit of Prime Minister Rao to Lima"
        let behind = (at + 1..units.len().min(at + 4)).take_while(stops);
        let to = (visit + 1..of).chain(behind);
        to.filter(|&u| units[u].lower == "to")
            .find_map(|u| (u + 1..u + 3).find_map(|place| self.host_at(units.get(place)?)))
    }

    /// "In Nauru I will have talks with President Harris": whom one meets in the only foreign state that
    /// the sentence names before is of that state, though the text is of another: alpha-3.
    fn met_abroad(&self, office: usize) -> Option<String> {
        let home = self.home.as_ref()?;
        let (units, at) = self.holder_named(&self.offices[office])?;
        let met = (at.saturating_sub(3)..at).any(|u| {
            matches!(
                units[u].lower.as_str(),
                "with" | "meet" | "met" | "meeting" | "by"
            )
        });
        if !met {
            return None;
        }
        let mut abroad: Vec<String> = units[..at].iter().filter_map(|u| self.host_at(u)).collect();
        abroad.retain(|code| code != home);
        abroad.dedup();
        let [state] = &abroad[..] else { return None };
        Some(state.clone())
    }

    /// The state that a unit names as where one goes: alpha-3.
    fn host_at(&self, unit: &Unit) -> Option<String> {
        match unit.kind {
            UnitKind::Mention(m) if self.mentions[m].reference != Reference::Adjective => self
                .entities_of(m)
                .find(|e| matches!(e.kind, EntityType::State | EntityType::Place))
                .and_then(|e| e.country.clone()),
            _ => None,
        }
    }

    /// "Prime Minister Gilani and Sri Lankan President Rajapaksa": whose state goes without saying
    /// is of the other of the two that the text is about.
    fn beside_another(&self, office: usize) -> Option<String> {
        let this = &self.offices[office];
        let near = this.near.as_ref()?;
        let taken = self.offices.iter().any(|o| {
            o.line == this.line
                && o.person != this.person
                && o.at.is_some_and(|at| {
                    let state = &self.entities[at];
                    state.kind == EntityType::State && state.country.as_ref() == Some(near)
                })
        });
        if !taken {
            return None;
        }
        self.other_of_pair(near)?.country
    }

    /// Parliaments, armies and the like that nobody is named for are the text's own; where it is
    /// about several states, those of the state named last before.
    fn settle_bodies(&mut self) {
        let own = self.own_country();
        let mut last = None;
        for line in 0..self.lines.len() {
            if let Some(item) = self.items.of(line).filter(|item| item.first == line) {
                last.clone_from(&item.place);
            }
            // "Kenya will open an embassy in Peru, the foreign ministry said": who acts has it.
            let mut acting = None;
            for unit in 0..self.lines[line].units.len() {
                let UnitKind::Mention(m) = self.lines[line].units[unit].kind else {
                    continue;
                };
                let behind = self.lists.is_preposition(self.word_before(line, unit));
                let owner = self.owner_before(line, unit);
                for at in 0..self.mentions[m].entities.len() {
                    let e = self.mentions[m].entities[at];
                    let entity = &self.entities[e];
                    match entity.kind {
                        EntityType::State | EntityType::Place if entity.country.is_some() => {
                            last.clone_from(&entity.country);
                            if !behind && acting.is_none() && entity.kind == EntityType::State {
                                acting.clone_from(&entity.country);
                            }
                        }
                        // "Turkey's Communications Directorate", "Kenya's Uhuru Kenyatta"
                        EntityType::Body | EntityType::Person | EntityType::Company
                            if entity.country.is_none()
                                && entity.id.is_none()
                                && owner.is_some() =>
                        {
                            self.entities[e].country.clone_from(&owner);
                        }
                        EntityType::Body if self.is_nobodys(e, self.mentions[m].span) => {
                            let home = self.home.clone();
                            let acted_on = self.other_acted_on(self.mentions[m].span);
                            let country = [own.clone(), acting.clone(), last.clone(), home]
                                .into_iter()
                                .flatten()
                                .find(|state| {
                                    acted_on.as_ref() != Some(state)
                                        && !self.is_of_another(e, state)
                                });
                            self.entities[e].country = country;
                        }
                        _ => {}
                    }
                }
            }
        }
        // Those that stand only in a title ("Treasury spokeswoman").
        for office in 0..self.offices.len() {
            if let Some(at) = self.offices[office].at
                && self.entities[at].kind == EntityType::Body
                && self.is_nobodys(at, Span::new(0, 0))
            {
                self.entities[at].country.clone_from(&own);
            }
        }
    }

    /// Whether a body is known not to be of that state (alpha-3).
    pub(super) fn is_of_another(&self, body: usize, state: &str) -> bool {
        self.of_another
            .iter()
            .any(|(of, not)| *of == body && not == state)
    }

    /// The state whose possessive stands right before a unit: alpha-3.
    fn owner_before(&self, line: usize, unit: usize) -> Option<String> {
        let units = &self.lines[line].units;
        let owner = unit.checked_sub(2)?;
        if !matches!(units[owner + 1].lower.as_str(), "'s" | "'") {
            return None;
        }
        let UnitKind::Mention(m) = units[owner].kind else {
            return None;
        };
        self.entities_of(m)
            .find(|e| e.kind == EntityType::State)
            .and_then(|e| e.country.clone())
    }

    /// Whether a body, named at that span, must belong to a state of which nothing is said.
    fn is_nobodys(&self, entity: usize, span: Span) -> bool {
        let entity = &self.entities[entity];
        if entity.country.is_some() || entity.id.is_some() {
            return false;
        }
        let lower = entity.name.to_lowercase();
        // "European Council", "ECOWAS Commission" are organs of organisations.
        let organ = lower
            .split(' ')
            .any(|w| self.lists.has("of-organisation", w))
            || self
                .polities_inside(span)
                .iter()
                .any(|p| p.kind == EntityType::Org);
        !organ && self.lists.is_domestic(&lower)
    }

    /// The state whose officials a text may name without saying whose: its author's, or that
    /// which a report is plainly about.
    pub(super) fn own_country(&self) -> Option<String> {
        self.home.clone().filter(|_| self.own)
    }

    /// Leaves out what stands behind the article: links to other news, the foot of the page.
    pub(super) fn cut_boilerplate(&mut self) {
        let heading = |line: &Line| {
            let words = fold(self.words(line.span));
            line.units.len() <= 6 && self.lists.has("page-foot", &words)
        };
        let half = self.lines.len() / 2;
        if let Some(from) = self.lines.iter().skip(half).position(heading) {
            self.lines.truncate(half + from);
            let kept = self.lines.len();
            self.offices.retain(|o| o.line < kept);
        }
    }

    /// Two heads of state or government meet: where the text's own already has its holder, the
    /// other is of the state that the text names most besides.
    fn counterpart(&self, office: usize) -> Option<String> {
        let this = &self.offices[office];
        let home = self.home.as_ref()?;
        if !is_head(&this.role) {
            return None;
        }
        // Heads who meet are told of together; who is told of pages later held the office later.
        let taken = self.offices[..office].iter().any(|o| {
            o.person != this.person
                && this.line.saturating_sub(o.line) <= MEETING
                && is_head(&o.role)
                && fold(&o.role).split(' ').next_back() == fold(&this.role).split(' ').next_back()
                && self.entities[o.person].country.as_ref() == Some(home)
        });
        if !taken {
            return None;
        }
        let states = self
            .analysis
            .names
            .iter()
            .filter(|n| n.kind == EntityType::State && n.country.as_ref() != Some(home));
        states_by_count(states)
            .first()
            .map(|&(code, _)| code.to_owned())
    }
}

/// Whether two names are one in two spellings: "Mohammed bin Naif", "Mohamed bin Nayef". Their
/// consonants are the same; of a name of two words no more than a letter differs.
fn is_spelt_otherwise(a: &[String], b: &[String]) -> bool {
    if a.len() != b.len() || a.len() < 2 {
        return false;
    }
    let mut differing = 0;
    for (a, b) in a.iter().zip(b) {
        if a == b {
            continue;
        }
        if a.chars().next() != b.chars().next() || !consonants(a).eq(consonants(b)) {
            return false;
        }
        differing += 1;
    }
    let letters = |words: &[String]| words.iter().map(|w| w.chars().count()).sum::<usize>();
    let apart = letters(a).abs_diff(letters(b));
    if a.len() == 2 {
        differing == 1 && apart == 1
    } else {
        differing < a.len() && apart <= 2
    }
}

/// The consonants of a word, doubled ones once, without those that stand for vowels too.
fn consonants(word: &str) -> impl Iterator<Item = char> {
    let mut last = None;
    word.chars().filter(move |&c| {
        let kept = !"aeiouyw'-".contains(c) && last != Some(c);
        last = Some(c);
        kept
    })
}

/// The words of a person's name that count: folded, without initials.
fn name_words(name: &str) -> Vec<String> {
    let words: Vec<String> = fold(name).split(' ').map(str::to_owned).collect();
    let long: Vec<String> = words
        .iter()
        .filter(|w| w.chars().count() > 1)
        .cloned()
        .collect();
    if long.is_empty() { words } else { long }
}
