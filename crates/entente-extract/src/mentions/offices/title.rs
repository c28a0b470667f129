//! What a title says: where the office is held, by what stands before and behind it, and who
//! holds it. Each step of [`Discourse::title`] settles one thing of a [`TitleReading`].

use entente_language::Upos;
use entente_model::{Edtf, Entity, EntityType, Span, fold};

use super::super::{Discourse, Reference, Unit, UnitKind};
use super::several::is_plural;

/// What is known so far of the title at unit `at`.
struct TitleReading<'u> {
    units: &'u [Unit],
    at: usize,
    line: usize,
    role: String,
    /// Of several: "Foreign Ministers".
    plural: bool,
    /// Titles that "and" joins to it, which are the person's too.
    others: Vec<String>,
    /// Where the office is held.
    holder: Option<usize>,
    /// How many of the units before it belong to it.
    taken: usize,
    /// Whether the office is held at another's: an ambassador's.
    sent: bool,
    /// The country that sends, alpha-3.
    sender: Option<String>,
    /// Those whom "of" or "for" names behind it.
    members: Vec<usize>,
    /// The unit behind the title and what was read with it.
    to: usize,
}

impl TitleReading<'_> {
    fn kind(&self, at: usize) -> Option<UnitKind> {
        self.units.get(at).map(|u| u.kind)
    }

    fn mention(&self, at: usize) -> Option<usize> {
        match self.kind(at) {
            Some(UnitKind::Mention(m)) => Some(m),
            _ => None,
        }
    }

    fn lower(&self, at: usize) -> &str {
        self.units.get(at).map_or("", |u| u.lower.as_str())
    }

    /// Whether anything but an article says which office is meant.
    fn says_more(&self) -> bool {
        self.taken > 0 || self.to > self.at + 1
    }

    /// The title as a word, with what was read behind it left to be read again.
    fn as_word(&self) -> (usize, Option<Unit>) {
        (self.at + 1, Some(self.units[self.at].clone()))
    }
}

impl Discourse<'_> {
    /// What stands at a title: with the state before it and the person behind it, one mention.
    pub(super) fn title(
        &mut self,
        units: &[Unit],
        at: usize,
        out: &mut Vec<Unit>,
        line: usize,
    ) -> (usize, Option<Unit>) {
        // "Kenya chairs the Union": what one does, no title.
        let last = &self.analysis.tokens[units[at].tokens.end - 1];
        let role = self.words(units[at].span);
        if last.syntax.upos == Upos::Verb && role.starts_with(char::is_lowercase) {
            return (at + 1, Some(units[at].clone()));
        }
        let (mut title, kept) = self.before_title(units, at, out, line);
        if let Some(found) = self.title_within_name(&title, out) {
            return found;
        }
        let before = kept.saturating_sub(title.taken);
        self.sent_to_organisation(&mut title, &out[..before]);
        self.behind_title(&mut title);
        let who = self.person_of_title(&title, out);
        if let Some(found) = self.second_title(&title, who) {
            return found;
        }
        if let Some(found) = self.named_after(&title, who) {
            return found;
        }
        let named = match units.get(who).map(|u| u.kind) {
            _ if title.plural => None,
            Some(UnitKind::Mention(m)) if self.is_person(m) => Some(m),
            // "Ambassador Edgardo Piuzzi", where the names do not know whose name it is.
            Some(UnitKind::Word) if title.taken > 0 || title.holder.is_some() => {
                self.as_person(&units[who])
            }
            _ => None,
        };
        match named {
            Some(person) => self.title_of_named(title, who, person, out),
            None => self.title_of_unnamed(title, out),
        }
    }

    /// "King Taufa's Institute" is a body named after somebody, and tells of no office.
    fn named_after(
        &mut self,
        title: &TitleReading<'_>,
        who: usize,
    ) -> Option<(usize, Option<Unit>)> {
        let noun = title.units.get(who + 2)?;
        let institution = title.lower(who + 1) == "'s"
            && self.lists.has("institution", &noun.lower)
            && self.words(noun.span).starts_with(char::is_uppercase);
        title.mention(who).filter(|_| institution)?;
        let tokens = title.units[title.at].tokens.start..noun.tokens.end;
        let body = self.body(title.units[title.at].span.cover(noun.span), None);
        let span = title.units[title.at].span.cover(noun.span);
        let kind = self.mention(span, vec![body], Reference::Name);
        Some((who + 3, Some(self.unit(kind, tokens))))
    }

    /// What stands before a title: "Kenyan", "Kenya's", "ASEAN", "Foreign Ministry", "the
    /// country's", "its"; and how many units of `out` stand before the titles joined to it.
    fn before_title<'u>(
        &mut self,
        units: &'u [Unit],
        at: usize,
        out: &[Unit],
        line: usize,
    ) -> (TitleReading<'u>, usize) {
        let role = self.words(units[at].span).to_owned();
        let plural = is_plural(&role);
        // "Deputy Prime Minister and Foreign Minister Rao": the title before it is the person's too.
        let mut others: Vec<String> = Vec::new();
        let mut kept = out.len();
        while !plural && let Some(other) = self.joined_title(&out[..kept]) {
            others.push(other);
            kept -= 2;
        }
        // "Peru's new ambassador": whose it is stands before what tells it from others; "the EU's
        // crisis management commissioner": what the office is charged with.
        let between = (1..=4)
            .find(|&n| kept > n && is_possessive(&out[kept - n - 1]))
            .filter(|&n| {
                (kept - n..kept).all(|at| {
                    // "Togo's army ousted President Gnassingbe" says what the army did.
                    let told = self.analysis.tokens[out[at].tokens.start].syntax.xpos == "VBD";
                    !told && self.lists.has("before-title", &out[at].lower)
                        || self.is_charge(&out[at])
                })
            })
            .unwrap_or(0);
        let charge = self.charge(&out[kept - between..kept]);
        let (holder, before, former) = self.holder_before(&out[..kept - between], &role);
        let role = match charge {
            Some(charge) if holder.is_some() => format!("{charge} {role}"),
            _ => role,
        };
        let joined = out.len() - kept;
        let taken = match holder {
            Some(_) => before + between + joined,
            None if others.is_empty() => before + joined,
            None => before.max(joined),
        };
        // "Kenya's health ministry spokesman" speaks for the ministry.
        let (role, holder) = self.spoken_for(units[at].span, role, holder);
        let role = match former {
            Some(former) => format!("{former} {role}"),
            None => role,
        };
        let title = TitleReading {
            units,
            at,
            line,
            role,
            plural,
            others,
            holder,
            taken,
            sent: false,
            sender: None,
            members: Vec::new(),
            to: at + 1,
        };
        (title, kept)
    }

    /// "Foreign Minister Shah Mahmood Khan", "Sultan Al Shamsi, minister of trade": a title that
    /// is part of a name.
    fn title_within_name(
        &mut self,
        title: &TitleReading<'_>,
        out: &[Unit],
    ) -> Option<(usize, Option<Unit>)> {
        let TitleReading { units, at, .. } = *title;
        if !matches!(title.role.as_str(), "Sultan" | "Shah") {
            return None;
        }
        let is_title =
            |unit: Option<&Unit>| matches!(unit.map(|u| u.kind), Some(UnitKind::Title(_)));
        let other_title = || title.lower(at + 2) == "," && is_title(units.get(at + 3));
        if !(is_title(out.last()) || title.holder.is_none() && other_title()) {
            return None;
        }
        title.mention(at + 1).filter(|&m| self.is_person(m))?;
        let span = units[at].span.cover(units[at + 1].span);
        let person = self.person(Entity::new(self.words(span), EntityType::Person));
        let UnitKind::Mention(m) = self.mention(span, vec![person], Reference::Name) else {
            return None;
        };
        let tokens = units[at].tokens.start..units[at + 1].tokens.end;
        let unit = self.unit(UnitKind::Mention(m), tokens);
        let mut row = units.to_vec();
        row[at + 1] = unit.clone();
        let to = self.apposition(&row, at + 1, m, title.line);
        Some((to, Some(unit)))
    }

    /// "Eritrea's UN ambassador" is sent to the organisation by the state at the end of `before`.
    fn sent_to_organisation(&self, title: &mut TitleReading<'_>, before: &[Unit]) {
        let organisation = title
            .holder
            .is_some_and(|h| self.entities[h].kind == EntityType::Org);
        if title.plural || !organisation || !self.is_sent(&title.role) {
            return;
        }
        let Some(state) = self.state_in(before) else {
            return;
        };
        let possessive = before.len() > 1 && is_possessive(&before[before.len() - 1]);
        let last = before
            .len()
            .checked_sub(1 + usize::from(possessive))
            .map(|at| before[at].kind);
        if let Some(UnitKind::Mention(m)) = last
            && (possessive || self.mentions[m].reference == Reference::Adjective)
        {
            title.sent = true;
            title.sender = self.entities[state].country.clone();
        }
    }

    /// What stands behind a title: "of Kenya", "of the Communist Party of Vietnam (CPV)", "of
    /// ASEAN and …", "for Refugees".
    fn behind_title(&mut self, title: &mut TitleReading<'_>) {
        let units = title.units;
        let abroad = self.is_sent(&title.role);
        // "Ambassador of Chile to Peru"
        if abroad
            && title.holder.is_none()
            && title.lower(title.to) == "of"
            && let Some((found, next)) = self.holder_at(units, title.to + 1)
            && matches!(title.lower(next), "to" | "in")
        {
            title.holder = Some(found[0]);
            title.to = next;
        }
        let held = title.holder.is_some();
        let leads = match title.lower(title.to) {
            "of" | "for" | "at" => true,
            "to" => abroad,
            "in" => abroad && held || !held && self.is_chamber(units, title.to + 1),
            // "an envoy from Kenya"
            "from" => {
                let behind = title.mention(title.to + 1).or(title.mention(title.to + 2));
                let state = behind.is_some_and(|m| {
                    matches!(&self.mentions[m].entities[..], [one]
                        if self.entities[*one].kind == EntityType::State)
                });
                !held && !title.plural && state && self.is_of_officials(&fold(&title.role))
            }
            _ => false,
        };
        if leads {
            self.held_behind(title);
        }
        // "UN High Commissioner for Refugees Filippo Grandi": what the office is for.
        if !title.plural
            && title.to == title.at + 1
            && let Some(end) = self.office_for(units, title.to)
        {
            let words = units[title.to].span.cover(units[end - 1].span);
            title.role = format!("{} {}", title.role, self.words(words));
            title.to = end;
        }
    }

    /// Where the preposition behind a title says that the office is held.
    fn held_behind(&mut self, title: &mut TitleReading<'_>) {
        let units = title.units;
        // "US Ambassador to Germany" is held in Germany. Whoever an organisation sends stays its
        // own.
        let state = title
            .holder
            .is_none_or(|h| self.entities[h].kind == EntityType::State);
        let preposition = title.lower(title.to);
        let away = state && (preposition == "to" || preposition == "in" && title.holder.is_some());
        self.as_town(&title.role, units, title.to + 1);
        let Some((found, next)) = self.holder_at(units, title.to + 1) else {
            return;
        };
        if away {
            title.sent = true;
            if let Some(from) = title.holder.replace(found[0]) {
                title.sender = self.entities[from].country.clone();
            }
        }
        // "Hong Kong director of Amnesty International" works for the latter.
        let employer = !away
            && title.holder.is_some_and(|h| {
                matches!(self.entities[h].kind, EntityType::State | EntityType::Place)
            })
            && matches!(
                self.entities[found[0]].kind,
                EntityType::Org | EntityType::Company
            );
        if employer || title.holder.is_none() {
            title.holder = Some(found[0]);
        }
        title.members.extend(found);
        title.to = next;
        // "Prime Ministers of Kenya, Uganda and Rwanda"
        while title.plural
            && matches!(title.lower(title.to), "," | "and")
            && let Some((member, next)) = self.further_member(title)
        {
            title.members.extend(&self.mentions[member].entities);
            title.to = next;
        }
        if let Some((end, acronym)) = units
            .get(title.to)
            .and_then(|_| self.bracketed_acronym(units, title.to))
        {
            self.explain_acronym(acronym, title.members[0]);
            title.to = end;
        }
        // "the commander of NATO forces in Kosovo, General Ana Torres,": where they are.
        let stationed = !away
            && title.lower(title.to) == "in"
            && title.lower(title.to + 2) == ","
            && title.mention(title.to + 1).is_some_and(|m| {
                self.entities_of(m)
                    .all(|e| matches!(e.kind, EntityType::State | EntityType::Place))
            });
        title.to += 2 * usize::from(stationed);
    }

    /// The next of a list of states behind a title in the plural, and the unit behind it.
    fn further_member(&self, title: &TitleReading<'_>) -> Option<(usize, usize)> {
        let (skip, member) = (1..=3).find_map(|k| {
            let member = title.mention(title.to + k)?;
            (self.can_hold_office(member) && !self.is_person(member)).then_some((k, member))
        })?;
        (1..skip)
            .all(|k| matches!(title.lower(title.to + k), "and" | "the"))
            .then_some((member, title.to + skip + 1))
    }

    /// The unit where the name of whom a title introduces would stand: behind forms of address
    /// and ranks, and between commas.
    fn person_of_title(&self, title: &TitleReading<'_>, out: &[Unit]) -> usize {
        let units = title.units;
        let addressed = |at: usize| {
            units
                .get(at)
                .is_some_and(|u| self.lists.is_honorific(self.words(u.span)))
        };
        let ranked = |at: usize| units.get(at).is_some_and(|u| self.is_rank(u));
        let mut who = title.to;
        // "Minister for Trade, the Hon Ana Torres, said"
        let honoured = !title.plural
            && (who + 1..who + 4)
                .take_while(|&at| addressed(at))
                .any(|at| title.lower(at) != "the");
        // "the self-declared president of"
        let article = out
            .iter()
            .rev()
            .take(4)
            .take_while(|u| u.kind == UnitKind::Word)
            .find(|u| !self.is_qualifier(u))
            .is_some_and(|u| matches!(u.lower.as_str(), "the" | "a" | "an"));
        if title.lower(who) == "," && (title.taken > 0 || honoured || article) {
            // "The trade minister, Ms Odera, said": a name between commas.
            let mut name = who + 1;
            while addressed(name) || ranked(name) {
                name += 1;
            }
            let closed = units.get(name + 1).is_none_or(|u| {
                matches!(u.lower.as_str(), "," | "." | "and" | "(")
                    || self.is_finite(u)
                    // "killed the Syrian general, Omar Haddad at his house"
                    || title.taken > 0 && matches!(u.lower.as_str(), "at" | "in" | "near" | "on")
            });
            let nameable = match title.kind(name) {
                Some(UnitKind::Mention(m)) => self.is_person(m),
                Some(UnitKind::Word) => title.lower(name).contains(' '),
                _ => false,
            };
            if closed && nameable {
                who = name;
            }
        }
        while addressed(who)
            || who > title.at + 1 && title.lower(who) == "," && title.to > title.at + 1
            || ranked(who) && title.mention(who + 1).is_some_and(|m| self.is_person(m))
        {
            who += 1;
        }
        who
    }

    /// Whether a word between an article and a title tells which of several holds the office.
    fn is_qualifier(&self, unit: &Unit) -> bool {
        let token = &self.analysis.tokens[unit.tokens.start];
        unit.lower == "-"
            || token.syntax.upos == Upos::Adj
            || unit.lower.ends_with("ed") && token.syntax.upos == Upos::Verb
            || self.lists.has("before-title", &unit.lower)
            || unit.lower == "self"
    }

    /// "AU chairperson President Ana Torres": two offices of one person, held at two places.
    /// Records the first; the second is read next.
    fn second_title(
        &mut self,
        title: &TitleReading<'_>,
        who: usize,
    ) -> Option<(usize, Option<Unit>)> {
        let first = title.holder.filter(|_| !title.plural)?;
        let Some(UnitKind::Title(_)) = title.kind(who) else {
            return None;
        };
        let m = title.mention(who + 1).filter(|&m| self.is_person(m))?;
        let person = self.mentions[m].entities[0];
        let known = self.entities[person].country.clone();
        self.office(
            person,
            title.role.clone(),
            Some(first),
            title.sent,
            title.line,
        );
        // The second office says whose the person is.
        self.entities[person].country = known;
        Some(title.as_word())
    }

    /// Records the offices of the person whom a title introduces, and joins both.
    fn title_of_named(
        &mut self,
        mut title: TitleReading<'_>,
        who: usize,
        mention: usize,
        out: &mut Vec<Unit>,
    ) -> (usize, Option<Unit>) {
        let TitleReading { units, line, .. } = title;
        let person = self.mentions[mention].entities[0];
        let mut end = who + 1;
        if title.holder.is_none()
            && let Some((holder, next)) = self.holder_behind_name(&title, end)
        {
            title.holder = Some(holder);
            end = next;
        }
        if self.entities[person].country.is_none() {
            self.entities[person].country = title.sender.take();
        }
        for other in title.others {
            self.office(
                person,
                other,
                title.holder.filter(|_| !title.sent),
                false,
                line,
            );
        }
        self.office(person, title.role, title.holder, title.sent, line);
        let year = self.bracketed_year(units, end);
        // "Secretary Carmen Diaz, Department of the Interior, signed"
        let body = (units.get(end).is_some_and(|u| u.lower == ","))
            .then(|| units.get(end + 1))
            .flatten()
            .and_then(|unit| match unit.kind {
                UnitKind::Mention(m) => match self.mentions[m].entities[..] {
                    [body] if self.entities[body].kind == EntityType::Body => Some(body),
                    _ => None,
                },
                _ => None,
            });
        if let Some(office) = self.offices.iter_mut().rfind(|o| o.person == person)
            && office.line == line
        {
            office.as_of = year.or(office.as_of.take());
            office.at = office.at.or(body);
        }
        let after = self.apposition(units, end - 1, mention, line).max(end);
        self.joined(out, title.taken, units, after, title.at, mention)
    }

    /// "President Hassan Rouhani of Iran", "President Magloire, Haiti, …": where the office is held,
    /// by what stands behind the name at `at`, and the unit behind that.
    fn holder_behind_name(&self, title: &TitleReading<'_>, at: usize) -> Option<(usize, usize)> {
        if title.lower(at) == "of" {
            let skip = 1 + usize::from(title.mention(at + 1).is_none());
            let m = title.mention(at + skip)?;
            let article = skip == 1 || title.lower(at + 1) == "the";
            return (article && self.can_hold_office(m) && !self.is_person(m))
                .then(|| (self.mentions[m].entities[0], at + skip + 1));
        }
        let m = title.mention(at + 1)?;
        let between = title.lower(at) == "," && title.lower(at + 2) == ",";
        let goes_on = title.kind(at + 3) == Some(UnitKind::Word) && title.lower(at + 3) != "and";
        (between && goes_on && self.entities_of(m).all(|e| e.kind == EntityType::State))
            .then(|| (self.mentions[m].entities[0], at + 3))
    }

    /// What a title means beside which nobody is named: several persons, the person known under
    /// it, somebody whom only it names, or nothing but a word.
    fn title_of_unnamed(
        &mut self,
        title: TitleReading<'_>,
        out: &mut Vec<Unit>,
    ) -> (usize, Option<Unit>) {
        let TitleReading {
            units,
            at,
            line,
            holder,
            taken,
            to,
            ..
        } = title;
        if title.plural {
            let shared = holder.filter(|_| title.members.is_empty());
            self.several_offices(units, to, &title.role, shared, line);
            self.respective_offices(units, to, &title.role, &title.members, out, line);
            if title.members.is_empty() {
                return title.as_word();
            }
            let span = units[at].span.cover(units[to - 1].span);
            let kind = self.mention(span, title.members, Reference::Noun);
            let tokens = units[at].tokens.start..units[to - 1].tokens.end;
            return (to, Some(self.unit(kind, tokens)));
        }
        if !title.others.is_empty() {
            return title.as_word();
        }
        let definite = title.says_more()
            || out.last().is_some_and(|u| {
                matches!(u.lower.as_str(), "the" | "his" | "her" | "its" | "their")
            });
        // The person known under that title.
        if definite && let Some(entity) = self.holder_of(&title.role, holder) {
            let tokens =
                self.taken_with(out, taken, units[at].tokens.start)..units[to - 1].tokens.end;
            let span = Span::new(
                self.analysis.tokens[tokens.start].span.start,
                self.analysis.tokens[tokens.end - 1].span.end,
            );
            let kind = self.mention(span, vec![entity], Reference::Noun);
            return (to, Some(self.unit(kind, tokens)));
        }
        // "She was Kenya's foreign minister", "is the president of Chad" say what somebody is; "took
        // office as president of Mexico"; "as the president of Mexico said" is another.
        // "was President Rao's envoy": whose it is says of which state.
        let owner = match &out[..] {
            [.., owner, mark] if taken == 0 && holder.is_some() && is_possessive(mark) => {
                matches!(owner.kind, UnitKind::Mention(m) if self.is_person(m))
            }
            _ => false,
        };
        let last_word = (0..out.len() - taken - 2 * usize::from(owner))
            .rev()
            .find(|&at| !self.lists.has("before-office", &out[at].lower));
        let verb = last_word.filter(|&at| self.lists.has("becoming", &out[at].lower));
        let into = last_word.is_some_and(|at| out[at].lower == "as");
        // No rule sees a body that only its capitals tell.
        if let Some(verb) = verb
            && let Some(holder) = holder
            && (units[to - 1].kind == UnitKind::Word && to > at + 1 || owner)
            && let Some(subject) = out[..verb]
                .iter()
                .rfind(|u| !matches!(u.lower.as_str(), "who" | "," | "had" | "has"))
            && let UnitKind::Mention(m) = subject.kind
            && self.is_person(m)
            && let [person] = self.mentions[m].entities[..]
        {
            let found = title.as_word();
            self.office(person, title.role, Some(holder), title.sent, line);
            return found;
        }
        if verb.is_some() || into {
            return title.as_word();
        }
        let country_of = |holder: usize| self.entities[holder].country.clone();
        // "The Emir of Qatar": a person whom only the office names.
        if let Some(state) = holder.filter(|&h| self.entities[h].kind == EntityType::State)
            && definite
            && taken == 0
            && to > at + 1
            // "the leader of Sudan's main rebel group" leads no state.
            && units.get(to).is_none_or(|u| !matches!(u.lower.as_str(), "'s" | "'"))
            // "recalled its ambassador to Israel": of whom nobody is told from where he is.
            && !(title.sent
                && title.sender.is_none()
                && out.last().is_some_and(|u| {
                    matches!(u.lower.as_str(), "his" | "her" | "its" | "their")
                }))
        {
            // An ambassador is of the state that sends.
            let country = if title.sent {
                title.sender
            } else {
                country_of(state)
            };
            let tokens = units[at].tokens.start..units[to - 1].tokens.end;
            return (to, Some(self.titled(tokens, country)));
        }
        // "A foreign ministry spokesperson": a person whom only the title names.
        // "The Kenyan Prime Minister thanked": capitals that begin no name.
        let told_of = || {
            units.get(at + 1).is_some_and(|next| {
                let token = &self.analysis.tokens[next.tokens.start];
                matches!(token.syntax.upos, Upos::Verb | Upos::Aux)
            })
        };
        if taken > 0
            && (title.role.starts_with(char::is_lowercase) || definite && told_of())
            && self.is_of_officials(&fold(&title.role))
            && title.mention(at + 1).is_none()
        {
            let country = if title.sent {
                title.sender
            } else {
                holder.and_then(country_of)
            };
            let tokens = self.taken_with(out, taken, units[at].tokens.start)..units[at].tokens.end;
            return (at + 1, Some(self.titled(tokens, country)));
        }
        // "The president met him, a Kenyan spokesman said": the president of those who say so.
        if !title.says_more()
            && out.last().is_some_and(|u| u.lower == "the")
            && let role = fold(&title.role)
            && let Some(country) = match self.lists.state_of_title(&role) {
                // "The Taoiseach", "The Pope"
                Some(code) if out.len() <= 1 || code == "VAT" => Some(code.to_owned()),
                _ if self.lists.has("title-of-state", &role) => {
                    self.state_that_tells(units, at, out)
                }
                _ => None,
            }
        {
            let tokens = units[at].tokens.clone();
            return (to, Some(self.titled(tokens, Some(country))));
        }
        title.as_word()
    }

    /// Whether a title is that of somebody who acts for a state or body, by its last word: "interior minister",
    /// "vice president"; a "top diplomat" is known by other words.
    fn is_of_officials(&self, role: &str) -> bool {
        let last = role.rsplit(' ').next().unwrap_or_default();
        self.lists.has("spokesperson", role)
            || last != "diplomat" && self.lists.has("spokesperson", last)
            || last != "leader" && self.lists.has("office-of-state", last)
    }

    /// The state (alpha-3) of the body or spokesman that tells the sentence in which unit `at` stands:
    /// "a Kenyan spokesman said that the president", "the minister left, the Kenyan ministry said".
    fn state_that_tells(&self, units: &[Unit], at: usize, out: &[Unit]) -> Option<String> {
        let country = |unit: &Unit| match unit.kind {
            UnitKind::Mention(m) => self.entities_of(m).find_map(|e| e.country.clone()),
            _ => None,
        };
        let tells = |unit: &Unit| {
            matches!(
                unit.lower.as_str(),
                "said" | "says" | "announced" | "confirmed" | "reported" | "told" | "added"
            )
        };
        let told = out.iter().position(tells);
        let (row, verb) = match told {
            Some(verb) => (out, verb),
            None => (units, at + 1 + units[at + 1..].iter().position(tells)?),
        };
        // "a Foreign Office spokesman", "Kenya's foreign ministry"
        let first = (0..verb)
            .rev()
            .take_while(|&u| !matches!(row[u].lower.as_str(), "," | "\"" | "”" | "that"))
            .take(7)
            .filter(|&u| told.is_some() || u > at)
            .last()?;
        let teller = &row[first..verb];
        let official = teller.iter().any(|u| {
            let last = u.lower.rsplit(' ').next().unwrap_or_default();
            last.starts_with("spokes") || self.lists.has("speaks-for-state", last)
        });
        official
            .then(|| teller.iter().find_map(country))
            .flatten()
            // "a Foreign Office spokesman": an office that one state alone calls so
            .or_else(|| {
                let named = |u: &Unit| {
                    let words: Vec<&str> = u.lower.split(' ').take(2).collect();
                    self.lists.state_of_title(&words.join(" "))
                };
                teller.iter().find_map(named).map(str::to_owned)
            })
    }

    /// Takes the last `taken` units off `out`, and says with which token they begin, `start` if
    /// there are none.
    fn taken_with(&self, out: &mut Vec<Unit>, taken: usize, start: usize) -> usize {
        let rest = out.len() - taken;
        let first = out.get(rest).map_or(start, |u| u.tokens.start);
        out.truncate(rest);
        first
    }

    /// One mention of a person at unit `at`, the `taken` units before and all up to unit `to`.
    fn joined(
        &mut self,
        out: &mut Vec<Unit>,
        taken: usize,
        units: &[Unit],
        to: usize,
        at: usize,
        mention: usize,
    ) -> (usize, Option<Unit>) {
        let start = self.taken_with(out, taken, units[at].tokens.start);
        let unit = self.unit(UnitKind::Mention(mention), start..units[to - 1].tokens.end);
        self.mentions[mention].span = unit.span;
        (to, Some(unit))
    }

    /// "( 2009 )" at unit `at`.
    fn bracketed_year(&self, units: &[Unit], at: usize) -> Option<Edtf> {
        let [open, year, close, ..] = units.get(at..)? else {
            return None;
        };
        let words = self.words(year.span);
        let shaped = words.len() == 4 && words.chars().all(|c| c.is_ascii_digit());
        (open.lower == "(" && close.lower == ")" && shaped)
            .then(|| Edtf::parse(words).ok())
            .flatten()
    }
}

/// Whether a unit is the mark of a possessor.
fn is_possessive(unit: &Unit) -> bool {
    matches!(unit.lower.as_str(), "'s" | "'")
}
