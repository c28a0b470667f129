//! For whom a phrase stands: those named in it, those joined to them, whose a thing is.
//!
//! People whom no name names are in `people`, those whose act a text speaks of again in `deeds`.

use entente_model::{Entity, EntityType};

use super::Predicate;
use super::parse::Parse;
use crate::mentions::{Reference, UnitKind};

impl Parse<'_> {
    /// The entities that a phrase with that head stands for, its coordinated members too.
    pub(super) fn entities(&self, head: usize) -> Vec<Entity> {
        self.phrase(head, true)
    }

    /// As [`Parse::entities`] for who acts: a thing does not act for its owner.
    pub(super) fn actors(&self, head: usize) -> Vec<Entity> {
        self.phrase(head, false)
    }

    pub(super) fn phrase(&self, head: usize, owner: bool) -> Vec<Entity> {
        let each = self.of_each(head);
        if !each.is_empty() {
            return each;
        }
        let mut out = self.named(head);
        if out.is_empty() {
            out = self.examples(head);
        }
        // "the largest rebel group, the Free Army"
        for relation in ["appos", "flat"] {
            if out.is_empty()
                && let Some(name) = self.child(head, &[relation])
            {
                out = self.named(name);
                // "The ministers, Ana Odera and Paul Moyo, agreed"
                out.extend(self.joined(name));
            }
        }
        if out.is_empty() {
            out = self.people(head, owner);
        }
        let resolved = !out.is_empty();
        if let Some(other) = self.paired(head)
            && resolved
            && !out.iter().any(|e| e.country == other.country)
        {
            out.push(other);
        }
        if !resolved && owner {
            out = self.owner(head);
            if out.is_empty() {
                out = self.whose_deed(head);
            }
            if out.is_empty() {
                out = self.whose_before(head);
            }
        }
        if resolved || owner {
            // Those joined may hang on any word of a name.
            let unit = self.unit(head).filter(|_| resolved);
            let words = (self.first..self.end)
                .filter(|&t| t == head || unit.is_some() && self.unit(t) == unit);
            let mut joined: Vec<usize> = words
                .flat_map(|t| self.children(t).iter().copied())
                .collect();
            // "Botswana, Namibia and Zambia", the third of which the parse may hang on the second.
            if resolved {
                for at in 0..joined.len() {
                    if self.relation(joined[at]) == "conj" {
                        let further = self.children(joined[at]).iter().copied();
                        joined.extend(
                            further.filter(|&c| {
                                self.relation(c) == "conj" && !self.named(c).is_empty()
                            }),
                        );
                    }
                }
            }
            for child in joined {
                if self.relation(child) == "conj" && self.unit(child) != unit {
                    let more = if resolved {
                        let named = self.named(child);
                        if named.is_empty() {
                            self.people(child, owner)
                        } else {
                            named
                        }
                    } else {
                        self.phrase(child, owner)
                    };
                    for entity in more {
                        if !out.iter().any(|e| e.key() == entity.key()) {
                            out.push(entity);
                        }
                    }
                }
            }
        }
        out
    }

    /// "The armies of Chad and Mali", "soldiers of Chad and Mali": those of each.
    fn of_each(&self, head: usize) -> Vec<Entity> {
        if !self.context.lists.has("of-each", &self.lower(head)) {
            return Vec::new();
        }
        let Some(of) = self.behind(head, &["of".to_owned()]) else {
            return Vec::new();
        };
        let mut states = self.named(of);
        states.extend(self.joined(of));
        let each = states.len() >= 2 && states.iter().all(|e| e.kind == EntityType::State);
        if each { states } else { Vec::new() }
    }

    /// The state of an adjective joined to the one before a body: "Thai and Cambodian troops".
    fn paired(&self, head: usize) -> Option<Entity> {
        let discourse = self.context.discourse;
        let row = &discourse.lines[self.line].units;
        let unit = self.unit(head)?;
        let (adjective, and) = (
            row.get(unit.checked_sub(2)?)?,
            row.get(unit.checked_sub(1)?)?,
        );
        let UnitKind::Mention(m) = adjective.kind else {
            return None;
        };
        let mention = &discourse.mentions[m];
        let body = matches!(row[unit].kind, UnitKind::Mention(_));
        let paired = body
            && and.lower == "and"
            && mention.reference == Reference::Adjective
            && mention.entities.len() == 1;
        paired
            .then(|| discourse.entities_of(m).next().cloned())
            .flatten()
            .filter(|e| e.kind == EntityType::State)
    }

    /// The entities of the mention that the token stands in.
    pub(super) fn named(&self, token: usize) -> Vec<Entity> {
        let Some(unit) = self.unit(token) else {
            return Vec::new();
        };
        let discourse = self.context.discourse;
        // "We urge": of what somebody says, the speaker.
        // "Its spokesman said it had carried out the raid": who speaks, or those for whom he does.
        if matches!(self.lower(token).as_str(), "it" | "they")
            && let Some(speaker) = self.reporter(token)
        {
            return speaker;
        }
        if self.lower(token) == "it"
            && token < self.first + 2
            && let Some(maker) = self.maker_before()
        {
            return maker;
        }
        if self.lower(token) == "they"
            && let Some(crowd) = self.crowd_before(token)
        {
            return crowd;
        }
        // "They are accused of": not those who arrested them.
        let charged = self.lower(token) == "they"
            && self.relation(token) == "nsubj:pass"
            && self
                .head(token)
                .is_some_and(|verb| self.context.lists.has("charging", self.lemma(verb)));
        let pair = self.is_pair(token);
        if charged || pair || matches!(self.lower(token).as_str(), "them" | "him" | "her") {
            let mut taken_up = self.taken_up(token);
            if pair && taken_up.len() != 2 {
                taken_up.clear();
            }
            if !taken_up.is_empty() {
                return taken_up;
            }
        }
        if self.lower(token) == "you" && self.context.source_at(self.line, unit).is_some() {
            return self.spoken_to();
        }
        // "US strikes" are not ours.
        let here = &discourse.lines[self.line].units[unit];
        let first = matches!(here.kind, UnitKind::Mention(m)
            if discourse.mentions[m].reference == Reference::Pronoun)
            && matches!(here.lower.as_str(), "i" | "we" | "our" | "us" | "my" | "me");
        if first && let Some(speaker) = self.context.source_at(self.line, unit) {
            return vec![speaker];
        }
        let mut found = match discourse.lines[self.line].units[unit].kind {
            UnitKind::Mention(m) => {
                crate::rules::parties(discourse.entities_of(m).cloned().collect(), self.context)
            }
            // "two Hamas units"
            UnitKind::Quantity(_) => {
                let span = discourse.lines[self.line].units[unit].span;
                discourse.named_inside(span)
            }
            _ => Vec::new(),
        };
        // "Iraqis": people, not their state, nor a place that no table has.
        let unknown = found
            .iter()
            .all(|e| e.kind == EntityType::Place && e.country.is_none());
        // "ethnic Albanians" are people of where they live.
        let ethnic = self
            .children(token)
            .iter()
            .any(|&c| c < token && self.lower(c) == "ethnic");
        if ethnic && discourse.state_of_people(self.tokens[token].span).is_some() {
            let home = self
                .behind(token, &["from", "in", "of"].map(str::to_owned))
                .and_then(|of| self.named(of).into_iter().find_map(|e| e.country))
                .or_else(|| discourse.setting(self.line).map(str::to_owned));
            let name = format!("ethnic {}", discourse.words(self.tokens[token].span));
            return vec![Entity {
                country: home,
                ..Entity::new(name, EntityType::Group)
            }];
        }
        if unknown && let Some(state) = discourse.state_of_people(self.tokens[token].span) {
            let name = discourse.words(self.tokens[token].span).to_owned();
            found = vec![Entity {
                country: state.country,
                ..Entity::new(name, EntityType::Group)
            }];
        }
        // A town that no table knows is of the state in which the sentence plays.
        for entity in &mut found {
            if entity.kind == EntityType::Place
                && entity.country.is_none()
                && let Some(here) = discourse.setting(self.line)
                && let Some(state) = discourse.state_named(here)
            {
                *entity = state;
            }
        }
        found
    }

    /// Who made the text that the sentence before is about: "The resolution demands … It also urges".
    fn maker_before(&self) -> Option<Vec<Entity>> {
        let before = Parse::new(self.context, self.context.discourse.line_before(self.line)?)?;
        let root = before.range().find(|&t| before.head(t).is_none())?;
        let subject = before.child(root, &["nsubj"])?;
        let text = self
            .context
            .lists
            .has("speaking-text", &before.lower(subject))
            && before.named(subject).is_empty();
        let found = text.then(|| before.subject(root, Predicate::Verb))?;
        (!found.is_empty()).then_some(found)
    }

    /// The people whom "they" means: those who act in the clause above, else in the sentence before.
    fn crowd_before(&self, pronoun: usize) -> Option<Vec<Entity>> {
        let crowd = |tree: &Self, verb: usize| {
            let subject = tree
                .child(verb, &["nsubj", "nsubj:pass"])
                .filter(|&s| s != pronoun && tree.xpos(s) == "NNS")?;
            let mut found = tree.people(subject, false);
            // "About 1,500 French soldiers"
            if found.is_empty() && tree.child(subject, &["nummod"]).is_some() {
                found = tree.phrase(subject, false);
            }
            // "The security forces" have a name of their own.
            if found.is_empty() {
                found = tree.named(subject);
                found.retain(|e| matches!(e.kind, EntityType::Group | EntityType::Body));
            }
            let group = found.iter().all(|e| {
                matches!(
                    e.kind,
                    EntityType::Group | EntityType::Body | EntityType::State
                )
            });
            (group && !found.is_empty()).then_some(found)
        };
        let mut at = self.head(pronoun)?;
        for _ in 0..4 {
            match self.head(at) {
                Some(head) => at = head,
                None => break,
            }
            if let Some(found) = crowd(self, at) {
                return Some(found);
            }
        }
        // "his backing of rebels in a country where they killed": the people named nearest before.
        let verb = self.head(pronoun)?;
        if self.relation(verb) == "acl:relcl" {
            let nearest = (self.first.max(pronoun.saturating_sub(12))..pronoun)
                .rev()
                .filter(|&t| self.xpos(t) == "NNS")
                .map(|t| self.people(t, false))
                .find(|found| {
                    !found.is_empty()
                        && found
                            .iter()
                            .all(|e| matches!(e.kind, EntityType::Group | EntityType::Body))
                });
            if nearest.is_some() {
                return nearest;
            }
        }
        let before = Parse::new(self.context, self.context.discourse.line_before(self.line)?)?;
        let root = before.range().find(|&t| before.head(t).is_none())?;
        // "Rebels took the town, the ministry said."
        crowd(&before, root).or_else(|| {
            let told = before.child(root, &["ccomp"]).filter(|&c| c < root)?;
            crowd(&before, told)
        })
    }

    /// Who says the clause of which "it" or "they" is the subject: not those who are asked or who
    /// are spoken of in between.
    fn reporter(&self, pronoun: usize) -> Option<Vec<Entity>> {
        let verb = self
            .head(pronoun)
            .filter(|_| self.relation(pronoun) == "nsubj")?;
        let saying = self.head(verb).filter(|_| self.relation(verb) == "ccomp")?;
        if !self.context.lists.has("saying-that", self.lemma(saying)) {
            return None;
        }
        let subject = self.child(saying, &["nsubj"]).filter(|&s| s < pronoun)?;
        // "Kenya, which says it will not attend"
        let subject = self.antecedent(subject, saying);
        let mut found = self.phrase(subject, false);
        found.retain(|e| {
            e.kind != EntityType::Person
                || (self.first..subject).any(|t| self.lower(t).starts_with("spokes"))
                || self.lower(subject).starts_with("spokes")
                || self
                    .children(subject)
                    .iter()
                    .any(|&c| self.lower(c).starts_with("spokes"))
        });
        (!found.is_empty()).then_some(found)
    }

    /// Those given as examples of a phrase: "allies such as Togo", "members including Togo".
    fn examples(&self, head: usize) -> Vec<Entity> {
        self.children(head)
            .iter()
            .copied()
            .filter(|&c| {
                self.children(c).iter().any(|&p| {
                    self.relation(p) == "case"
                        && (matches!(self.lower(p).as_str(), "such" | "including" | "like")
                            || self.lower(p) == "as"
                                && p > self.first
                                && self.lower(p - 1) == "such")
                })
            })
            .map(|c| {
                self.named(c)
                    .into_iter()
                    .chain(self.joined(c))
                    .collect::<Vec<_>>()
            })
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// The named members coordinated with a phrase.
    pub(super) fn joined(&self, head: usize) -> Vec<Entity> {
        self.children(head)
            .iter()
            .filter(|&&c| self.relation(c) == "conj")
            .flat_map(|&c| self.named(c))
            .collect()
    }

    /// Whose a thing is: "Togo's decision", "the Togolese airspace", "the invasion of Togo".
    fn owner(&self, head: usize) -> Vec<Entity> {
        // "into the sea between Japan and Korea" is nobody's.
        if self.context.lists.has("open-water", &self.lower(head)) {
            return Vec::new();
        }
        // "its border with Togo" is told of Togo.
        if matches!(self.lemma(head), "border" | "frontier")
            && let Some(with) = self.behind(head, &["with".to_owned()])
        {
            let found = self.phrase(with, false);
            if !found.is_empty() {
                return found;
            }
        }
        for relation in ["nmod:poss", "amod", "compound"] {
            for &child in self.children(head) {
                if self.relation(child) == relation {
                    let mut found = self.named(child);
                    // "hit our country": the speaker's state.
                    if matches!(self.lower(child).as_str(), "our" | "my") {
                        for entity in &mut found {
                            let state = entity
                                .country
                                .as_deref()
                                .filter(|_| entity.kind == EntityType::Person)
                                .and_then(|code| self.context.discourse.state_named(code));
                            *entity = state.unwrap_or_else(|| entity.clone());
                        }
                    }
                    if !found.is_empty() {
                        found.extend(self.hyphened(child));
                        return found;
                    }
                }
            }
        }
        let before = self.modifier(head);
        if !before.is_empty() {
            return before;
        }
        // "the steps taken by Togo", "a boat belonging to Togo"
        for &child in self.children(head) {
            if self.relation(child).starts_with("acl") {
                let preposition = match self.lemma(child) {
                    "belong" => "to",
                    // "cars made in Togo"
                    "make" | "build" | "produce" | "base" | "register" | "grow" | "manufacture"
                    | "headquarter" => "in",
                    _ => "by",
                };
                let agent = self
                    .child(child, &["obl:agent"])
                    .or_else(|| self.behind(child, &[preposition.to_owned()]));
                let found = agent.map(|a| self.phrase(a, true)).unwrap_or_default();
                if !found.is_empty() {
                    return found;
                }
            }
        }
        // "the jailing of activists in Togo": of whoever jails, not of those who are jailed.
        if self.context.lists.has("repression", self.lemma(head)) {
            // The parse may hang the place on those who are jailed, or on the verb above.
            let of = self.behind(head, &["of".to_owned()]);
            let above = self.head(head).filter(|_| self.relation(head) == "obj");
            let places = [Some(head), of, above];
            let jailer = places.into_iter().flatten().find_map(|at| {
                ["by", "in", "at"]
                    .iter()
                    .filter_map(|p| self.behind(at, &[(*p).to_owned()]))
                    .filter(|&found| found > head)
                    .map(|found| self.phrase(found, false))
                    .find(|found| !found.is_empty())
            });
            if let Some(found) = jailer {
                return found;
            }
        }
        for prepositions in [
            &["by"][..],
            &[
                "of", "from", "between", "with", "in", "against", "on", "to", "for",
            ],
        ] {
            // "a town near the border with Togo" is not Togo's.
            let settled = self.context.lists.has("settlement", &self.lower(head));
            let prepositions: Vec<String> = prepositions
                .iter()
                .filter(|p| !settled || matches!(**p, "of" | "in"))
                .map(|p| (*p).to_owned())
                .collect();
            if let Some(found) = self.behind(head, &prepositions) {
                let named = self.named(found);
                if !named.is_empty() {
                    return self.phrase(found, false);
                }
                // "the leadership of the people of Togo"
                let people = self.people(found, false);
                if !people.is_empty() {
                    return people;
                }
                let inner = self.owner_near(found);
                if !inner.is_empty() {
                    return inner;
                }
            }
        }
        Vec::new()
    }

    /// Who is joined to a name by a hyphen: "Israeli-Palestinian talks", "the US-Iran deal".
    fn hyphened(&self, name: usize) -> Vec<Entity> {
        let beside = [name.checked_sub(2), Some(name + 2)];
        beside
            .into_iter()
            .flatten()
            .filter(|&other| (self.first..self.end).contains(&other))
            .filter(|&other| self.lower((name + other) / 2) == "-")
            .map(|other| self.named(other))
            .find(|found| !found.is_empty() && *found != self.named(name))
            .unwrap_or_default()
    }

    fn owner_near(&self, head: usize) -> Vec<Entity> {
        self.children(head)
            .iter()
            .filter(|&&c| matches!(self.relation(c), "nmod:poss" | "amod" | "compound" | "nmod"))
            .map(|&c| self.named(c))
            .find(|n| !n.is_empty())
            .unwrap_or_default()
    }
}
