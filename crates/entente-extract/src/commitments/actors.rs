//! Who commits: the subject of the promise, whoever gives what another is to receive, those whom
//! "the two sides" or "the leaders" stand for, and whoever stands behind a thing that will be done.

use entente_language::Upos;
use entente_model::{Entity, EntityType};

use super::{Place, Reader, Trigger};
use crate::lists::Sort;
use crate::mentions::{Reference, UnitKind};
use crate::subjects::subject_entities;

/// How many sentences before "the company" name it.
const FIRM_TOLD: usize = 6;

impl Reader<'_, '_> {
    /// Who commits, and how that is known.
    pub(super) fn actors(&self, place: &Place) -> Option<(Vec<Entity>, &'static str)> {
        let tree = &self.tree;
        if matches!(place.trigger, Trigger::Bullet | Trigger::Thing) {
            return self.of_list().or_else(|| self.home().map(|h| (h, "home")));
        }
        if place.trigger == Trigger::Policy {
            return self.of_policy().map(|a| (a, "policy"));
        }
        if let Some(named) = self.for_whom(place) {
            return Some((named, "subject"));
        }
        // "The two have: - agreed to": an item of a list has its subject above.
        let sum_item = place.trigger == Trigger::Sum && place.verb == place.from;
        if sum_item || self.first_word() == Some(place.verb) {
            let found = self.of_list();
            if found.is_some() || sum_item {
                return found.or_else(|| self.home().map(|h| (h, "home")));
            }
        }
        if let Some(named) = self.obliged(place) {
            return Some((named, "subject"));
        }
        let mut verb = place.verb;
        if place.trigger == Trigger::Noun {
            if let Some(owner) = self.owner(verb) {
                return self.able(owner).map(|a| (a, "owner"));
            }
            verb = tree.head(verb)?;
        }
        if place.trigger == Trigger::Item {
            // The subject of the sentence.
            verb = (tree.low..tree.high).find(|&t| tree.head(t).is_none())?;
        }
        // "a deal that includes Iran agreeing to stop": who stands right before the participle.
        if tree.relation(verb) == "acl"
            && self.xpos(verb) == "VBG"
            && let Some(head) = tree.head(verb).filter(|&h| h + 1 == verb)
            && let Some(found) = self.mentioned(head).and_then(|all| self.able(all))
        {
            return Some((found, "subject"));
        }
        let subject = self.subject_of(verb);
        if let Some(assured) = subject.and_then(|noun| self.assurer(place, noun)) {
            return Some((assured, "promiser"));
        }
        if let Some(promisers) = self.promisers(place, subject) {
            return Some((promisers, "promiser"));
        }
        if let Some(giver) = self.giver(place, subject) {
            return Some((giver, "giver"));
        }
        // "Chad was ordered to pay": who is to do it.
        if place.trigger == Trigger::Order
            && let Some(noun) = subject.filter(|&n| tree.relation(n) == "nsubj:pass")
            && let Some(told) = self.mentioned(noun).and_then(|all| self.able(all))
        {
            return Some((told, "subject"));
        }
        if let Some(noun) = subject
            && let Some(found) = self.by_subject(noun)
        {
            return Some(found);
        }
        let unit = self.unit(verb)?;
        if let Some(found) = self.able(subject_entities(self.context, self.line, unit)) {
            return Some((found, "subject"));
        }
        if let Some(found) = subject.and_then(|noun| self.unnamed(place, noun)) {
            return Some((found, "subject"));
        }
        // "The leaders decided", of whom nothing tells whose they are: nobody who is named beside.
        if let Some(noun) = subject
            && self.tree.token(noun).syntax.upos == Upos::Noun
            && matches!(
                self.context.lists.noun_sort(self.word(noun)),
                Some(Sort::PairPerson)
            )
        {
            let words = self.span(self.tree.left(noun)).cover(self.span(noun));
            let words = self.context.discourse.words(words);
            let name = words
                .strip_prefix("the ")
                .or_else(|| words.strip_prefix("The "));
            return Some((
                vec![Entity::new(name.unwrap_or(words), EntityType::Group)],
                "several",
            ));
        }
        if let Some(firm) = subject.and_then(|noun| self.firm(noun)) {
            return Some((vec![firm], "several"));
        }
        self.behind(verb, subject).or_else(|| {
            let parties = subject.and_then(|noun| self.unnamed_parties(noun))?;
            Some((parties, "several"))
        })
    }

    /// "The bank will lend Kenya $1 billion": the firm or bank that the sentences before name, else
    /// itself; nobody who is named beside it.
    fn firm(&self, noun: usize) -> Option<Entity> {
        let word = self.word(noun);
        if !self.context.lists.has("firm-noun", word) {
            return None;
        }
        let discourse = self.context.discourse;
        let is_called = |e: &Entity| match e.kind {
            EntityType::Company => true,
            EntityType::Org | EntityType::Body => e.name.to_lowercase().ends_with(word),
            _ => false,
        };
        let before = (self.line.saturating_sub(FIRM_TOLD)..self.line)
            .rev()
            .find_map(|line| {
                let units = discourse.lines[line].units.iter().rev();
                units.into_iter().find_map(|unit| match unit.kind {
                    UnitKind::Mention(m) => discourse.entities_of(m).find(|e| is_called(e)),
                    _ => None,
                })
            });
        Some(
            before
                .cloned()
                .unwrap_or_else(|| Entity::new(word, EntityType::Company)),
        )
    }

    /// The subject of a verb: of two, an error of the parse, the nearer before it.
    pub(super) fn subject_of(&self, verb: usize) -> Option<usize> {
        let tree = &self.tree;
        tree.children(verb)
            .filter(|&c| {
                tree.relation(c).starts_with("nsubj") || tree.relation(c).starts_with("csubj")
            })
            .min_by_key(|&c| (c > verb, verb.abs_diff(c)))
    }

    /// "assurances from Japan that it would not raise the price": who gives them.
    fn assurer(&self, place: &Place, subject: usize) -> Option<Vec<Entity>> {
        let tree = &self.tree;
        let pronoun = matches!(self.word(subject), "it" | "they" | "he" | "she");
        let noun = tree.head(place.act).filter(|&n| {
            pronoun
                && n < place.act
                && matches!(
                    tree.lemma(n),
                    "assurance" | "guarantee" | "promise" | "pledge" | "undertaking" | "vow"
                )
        });
        // Some parses hang the clause on the one who gives them.
        let noun = noun.or_else(|| {
            let above = tree.head(tree.head(place.act).filter(|_| pronoun)?)?;
            matches!(tree.lemma(above), "assurance" | "guarantee" | "promise").then_some(above)
        })?;
        tree.children(noun)
            .filter(|&c| {
                tree.relation(c) == "nmod:poss"
                    || c > noun && matches!(self.word(tree.left(c)), "from" | "by" | "of")
            })
            .find_map(|c| self.able(self.mentioned(c)?))
    }

    /// Whose "officials" or "soldiers" are of whom nothing tells it: those of the state or body that acted
    /// last in the sentences before.
    fn actors_before(&self, people: usize) -> Option<Vec<Entity>> {
        let context = self.context;
        let lists = context.lists;
        let word = self.word(people);
        if !lists.has("people", word) && !lists.has("sent-by", word) {
            return None;
        }
        (self.line.saturating_sub(6)..self.line)
            .rev()
            .find_map(|line| {
                let tree = context.tree(line)?;
                let root = (tree.low..tree.high).find(|&t| tree.head(t).is_none())?;
                let units = &context.discourse.lines[line].units;
                let at = units.iter().position(|u| u.tokens.contains(&root))?;
                let first = subject_entities(context, line, at).into_iter().next()?;
                matches!(first.kind, EntityType::State | EntityType::Body).then(|| vec![first])
            })
    }

    /// Those whom the mention at a token stands for.
    pub(super) fn mentioned(&self, token: usize) -> Option<Vec<Entity>> {
        let discourse = self.context.discourse;
        match discourse.lines[self.line].units[self.unit(token)?].kind {
            UnitKind::Mention(m) => Some(discourse.entities_of(m).cloned().collect()),
            _ => None,
        }
    }

    /// Whose policy it is: the state named in the sentence, else the text's own.
    fn of_policy(&self) -> Option<Vec<Entity>> {
        let discourse = self.context.discourse;
        let units = &discourse.lines[self.line].units;
        let named = units.iter().find_map(|u| match u.kind {
            UnitKind::Mention(m) => discourse
                .entities_of(m)
                .find(|e| matches!(e.kind, EntityType::State | EntityType::Body))
                .cloned(),
            _ => None,
        });
        named
            .map(|e| vec![e])
            .or_else(|| self.home())
            .or_else(|| self.before())
    }

    /// "vowed for the union to lift": who is to do it.
    fn for_whom(&self, place: &Place) -> Option<Vec<Entity>> {
        let promised = matches!(
            place.trigger,
            Trigger::Pledge | Trigger::Plan | Trigger::Noun
        ) && self.word(place.verb + 1) == "for";
        (place.verb + 2..place.from)
            .filter(|_| promised)
            .find_map(|t| self.able(self.mentioned(t)?))
    }

    /// "required Britain to withdraw": who is to do it.
    fn obliged(&self, place: &Place) -> Option<Vec<Entity>> {
        let tree = &self.tree;
        let infinitive = place.trigger == Trigger::Terms
            && matches!(tree.relation(place.act), "xcomp" | "advcl");
        let object = tree
            .children(place.verb)
            .find(|&c| infinitive && matches!(tree.relation(c), "obj" | "iobj"))?;
        self.able(self.mentioned(object)?)
    }

    /// "Kenya's plan to", "announced his intent to", "US plans to": whose it is.
    fn owner(&self, noun: usize) -> Option<Vec<Entity>> {
        let children = || self.tree.children(noun);
        let owner = children().find(|&c| self.tree.relation(c) == "nmod:poss");
        if let Some(owner) = owner {
            return self.mentioned(owner);
        }
        children()
            .filter(|&c| c < noun && matches!(self.tree.relation(c), "compound" | "amod"))
            .find_map(|c| {
                self.mentioned(c).filter(|all| {
                    all.iter()
                        .all(|e| matches!(e.kind, EntityType::State | EntityType::Org))
                })
            })
    }

    /// Those for whom the subject stands, where it is no name: "we" of a speaker, "the government" of
    /// its own text, "his country" of a minister, "the leaders" and "both sides" of whom the text told.
    fn by_subject(&self, noun: usize) -> Option<(Vec<Entity>, &'static str)> {
        let context = self.context;
        let tree = &self.tree;
        let word = self.word(noun);
        // "We will rebuild", in somebody's words.
        if matches!(word, "we" | "i")
            && let Some(speaker) = context.source_at(self.line, self.unit(noun)?)
            && let Some(speaker) = self.able(vec![speaker])
        {
            return Some((speaker, "speaker"));
        }
        if word == "they"
            && let Some(reporter) = self.reporter(noun)
        {
            return Some((reporter, "subject"));
        }
        let unit = self.unit(noun);
        let named = unit.is_some_and(|u| {
            matches!(
                context.discourse.lines[self.line].units[u].kind,
                UnitKind::Mention(m)
                    if context.discourse.mentions[m].reference == Reference::Name
            )
        });
        // "The Government will", in the text of a government.
        if word == "government"
            && context.discourse.official
            && tree.left(noun) + 1 == noun
            && matches!(self.word(tree.left(noun)), "the" | "our" | "my")
            && let Some(home) = self.home()
        {
            return Some((home, "subject"));
        }
        let capital = context.discourse.words(self.span(noun));
        if self.mentioned(noun).is_none()
            && capital.starts_with(char::is_uppercase)
            && tree.left(noun) + 1 == noun
            && self.word(tree.left(noun)) == "the"
            && let Some(full) = context.discourse.named_in_full(self.line, capital)
        {
            return Some((vec![full], "subject"));
        }
        if !named && let Some(state) = self.own_country(noun) {
            return Some((vec![state], "subject"));
        }
        // "The leaders will launch", "both countries pledged".
        let several = !named
            && (matches!(word, "they" | "both" | "parties")
                || matches!(
                    context.lists.noun_sort(word),
                    Some(Sort::PairPerson | Sort::PairState | Sort::PairAny)
                ));
        if !several {
            return None;
        }
        self.whose_members(noun)
            .or_else(|| {
                self.subjects_before()
                    .or_else(|| context.discourse.two_parties())
                    .or_else(|| self.leaders_before())
                    .or_else(|| context.discourse.two_states(self.line))
                    .and_then(|s| self.able(s))
            })
            .map(|states| (states, "several"))
    }

    /// "The government announced that they would build": who reports a clause of which the noun is the
    /// subject, where that is a body and no single person.
    fn reporter(&self, noun: usize) -> Option<Vec<Entity>> {
        let tree = &self.tree;
        let verb = tree
            .head(noun)
            .filter(|&v| tree.relation(v) == "ccomp" && v > noun)?;
        let saying = tree.head(verb).filter(|&s| s < noun)?;
        let subject = tree
            .children(saying)
            .find(|&c| c < saying && tree.relation(c) == "nsubj")?;
        let said = self.able(self.mentioned(subject)?)?;
        let one = said.len() == 1 && said[0].kind == EntityType::Person;
        (!one).then_some(said)
    }

    /// "announced that his country will give": that of who announces it.
    fn own_country(&self, noun: usize) -> Option<Entity> {
        let context = self.context;
        let tree = &self.tree;
        let own = matches!(
            self.word(noun),
            "country" | "government" | "nation" | "administration"
        ) && (tree.left(noun)..noun)
            .any(|t| matches!(self.word(t), "his" | "her" | "my"));
        let unit = self.unit(noun).filter(|_| own)?;
        let main = (tree.low..tree.high)
            .find(|&t| tree.head(t).is_none())
            .and_then(|t| self.unit(t));
        context
            .source_at(self.line, unit)
            .or_else(|| {
                subject_entities(context, self.line, main?)
                    .into_iter()
                    .next()
            })
            .and_then(|e| context.discourse.state_named(e.country.as_deref()?))
    }

    /// "EU leaders", "two men of the Kenyan police": whose they are is told.
    fn whose_members(&self, noun: usize) -> Option<Vec<Entity>> {
        let tree = &self.tree;
        let of = tree
            .children(noun)
            .filter(|&c| c > noun && self.word(tree.left(c)) == "of");
        (tree.left(noun)..noun).chain(of).find_map(|t| {
            self.able(self.mentioned(t)?).filter(|a| {
                a.iter().all(|e| {
                    matches!(e.kind, EntityType::State | EntityType::Org)
                        || t > noun && e.kind == EntityType::Body
                })
            })
        })
    }

    /// Who promises what others will do or get: "India promised that the islands would receive".
    fn promisers(&self, place: &Place, subject: Option<usize>) -> Option<Vec<Entity>> {
        let tree = &self.tree;
        let subject = subject?;
        let promise = tree.head(place.act)?;
        let promised = matches!(place.trigger, Trigger::Will | Trigger::Would)
            && tree.relation(place.act) == "ccomp"
            && self.context.lists.has("commit-pledge", self.word(promise))
            && !self.word(promise).starts_with("insist")
            && !matches!(
                self.word(subject),
                "it" | "they" | "he" | "she" | "we" | "i" | "that"
            );
        let unit = self.unit(promise).filter(|_| promised)?;
        self.able(subject_entities(self.context, self.line, unit))
    }

    /// Who gives what somebody is to receive: "Chad will be lent $5 million by Japan", "Dili is to
    /// receive from its neighbour"; in a government's own text, that government.
    fn giver(&self, place: &Place, subject: Option<usize>) -> Option<Vec<Entity>> {
        let tree = &self.tree;
        let context = self.context;
        let subject = subject?;
        let future = matches!(
            place.trigger,
            Trigger::Will | Trigger::Would | Trigger::Is | Trigger::Set
        );
        let lemma = tree.lemma(place.act);
        let passive = tree
            .children(place.act)
            .any(|c| tree.relation(c) == "aux:pass");
        let receives = lemma == "receive" || passive && context.lists.has("verb-hand", lemma);
        let receiver = self.mentioned(subject).filter(|_| future && receives)?;
        let party = |e: &Entity| matches!(e.kind, EntityType::State | EntityType::Org);
        if !receiver.iter().all(party) {
            return None;
        }
        let other = |all: &Vec<Entity>| {
            !all.is_empty()
                && all
                    .iter()
                    .all(|e| receiver.iter().all(|r| r.key() != e.key()))
        };
        let named = tree
            .children(place.act)
            .filter(|&c| {
                c > place.act
                    && tree.relation(c).starts_with("obl")
                    && matches!(self.word(tree.left(c)), "by" | "from")
            })
            .find_map(|c| self.able(self.mentioned(c)?));
        named
            .filter(other)
            .or_else(|| {
                self.home()
                    .filter(|_| context.discourse.official)
                    .filter(other)
            })
            .or_else(|| {
                let speaker = context.source_at(self.line, self.unit(place.act)?)?;
                self.able(vec![speaker])
                    .filter(|s| other(s) && receiver.iter().all(|r| r.country != s[0].country))
            })
    }

    /// Those who promise and have no name: "the summit decided" stands for the organisation that
    /// met, "donors pledged" for themselves.
    fn unnamed(&self, place: &Place, noun: usize) -> Option<Vec<Entity>> {
        let tree = &self.tree;
        let context = self.context;
        let pledges = matches!(
            place.trigger,
            Trigger::Pledge | Trigger::Sum | Trigger::Announce | Trigger::Plan
        );
        if !pledges || tree.token(noun).syntax.upos != Upos::Noun {
            return None;
        }
        if context.lists.has("gathering", self.word(noun)) {
            return context
                .discourse
                .org_before(self.line)
                .and_then(|org| self.able(vec![org]));
        }
        self.unnamed_parties(noun)
    }

    /// "Donors", "governments and aid agencies", "the signatories": parties of whom only a noun tells.
    fn unnamed_parties(&self, noun: usize) -> Option<Vec<Entity>> {
        let tree = &self.tree;
        let context = self.context;
        if !context.lists.has("commit-party", self.word(noun)) {
            return None;
        }
        let words = context
            .discourse
            .words(self.span(tree.left(noun)).cover(self.span(noun)));
        // "Governments and aid agencies"
        let whole = tree
            .children(noun)
            .filter(|&c| {
                tree.relation(c) == "conj"
                    && tree.token(c).syntax.upos == Upos::Noun
                    && c + 1 - noun <= 5
            })
            .last()
            .map_or(words, |last| {
                context
                    .discourse
                    .words(self.span(tree.left(noun)).cover(self.span(last)))
            });
        let name = whole.strip_prefix("the ").unwrap_or(whole);
        let name = name.strip_prefix("The ").unwrap_or(name);
        Some(vec![Entity::new(name, EntityType::Group)])
    }

    /// Whoever is behind a thing that will do something or be done: "the deal will remove
    /// tariffs", "elections in Mali will be held".
    fn behind(&self, verb: usize, thing: Option<usize>) -> Option<(Vec<Entity>, &'static str)> {
        let context = self.context;
        let tree = &self.tree;
        let mentioned = |token: usize| self.mentioned(token).unwrap_or_default();
        let main = (tree.low..tree.high).find(|&t| tree.head(t).is_none());
        // "The next summit will be held in May", "The Summit noted that the fund will open": those who
        // gather.
        let gathers = |noun: usize| {
            context.lists.has("gathering", self.word(noun))
                && tree.token(noun).syntax.upos != Upos::Verb
                && self.mentioned(noun).is_none()
        };
        let noted = main.filter(|&m| m != verb).and_then(|main| {
            tree.children(main)
                .find(|&c| tree.relation(c) == "nsubj" && c < main)
        });
        if (thing.is_some_and(gathers) || noted.is_some_and(gathers))
            && let Some(org) = context.discourse.org_before(self.line)
        {
            return self.able(vec![org]).map(|o| (o, "party"));
        }
        if let Some(main) = main
            && main != verb
            && let Some(unit) = self.unit(main)
            && let Some(parties) = self.able(subject_entities(context, self.line, unit))
        {
            return Some((parties, "party"));
        }
        let agent = tree.children(verb).find(|&c| {
            matches!(tree.relation(c), "obl" | "obl:agent") && self.word(tree.left(c)) == "by"
        });
        if let Some(agent) = agent.and_then(|a| self.able(mentioned(a))) {
            return Some((agent, "agent"));
        }
        let named = thing.map_or_else(Vec::new, mentioned);
        let agreement = !named.is_empty() && named.iter().all(|e| e.kind == EntityType::Agreement);
        if agreement && named[0].name.starts_with(char::is_uppercase) {
            return Some((named, "agreement"));
        }
        // "Kenya's tariffs", "the treaty between Chile and India"
        let mut inside: Vec<Entity> = Vec::new();
        for token in thing.into_iter().flat_map(|t| tree.left(t)..=tree.right(t)) {
            for entity in mentioned(token) {
                if inside.len() < 2 && !inside.iter().any(|e| e.key() == entity.key()) {
                    inside.push(entity);
                }
            }
        }
        if let Some(inside) = self.able(inside) {
            return Some((inside, "inside"));
        }
        // "the ceasefire deal": of those between whom it is.
        if agreement {
            let parties = context
                .discourse
                .two_parties()
                .or_else(|| context.discourse.two_states(self.line))
                .and_then(|p| self.able(p));
            return parties
                .map(|p| (p, "agreement"))
                .or(Some((named, "agreement")));
        }
        if thing.is_some_and(|t| context.lists.has("commit-vehicle", self.word(t)))
            && let Some(home) = self.home()
        {
            return Some((home, "vehicle"));
        }
        if let Some(speaker) = context
            .source_at(self.line, self.unit(verb)?)
            .and_then(|s| self.able(vec![s]))
        {
            return Some((speaker, "speaker"));
        }
        if context.discourse.official
            && let Some(home) = self.home()
        {
            return Some((home, "voice"));
        }
        let first = |line: usize| {
            context.discourse.lines[line]
                .units
                .iter()
                .find_map(|u| match u.kind {
                    UnitKind::Mention(m) => self
                        .able(context.discourse.entities_of(m).cloned().collect())?
                        .into_iter()
                        .next(),
                    _ => None,
                })
        };
        let here = first(self.line);
        here.map(|e| (vec![e], "sentence")).or_else(|| {
            if let Some(acted) = thing.and_then(|t| self.actors_before(t)) {
                return Some((acted, "before"));
            }
            // "The next meeting will take place in March": of those whom the text goes on about.
            let two = context.discourse.two_states(self.line);
            let before = || {
                let lines = (self.line.saturating_sub(4)..self.line).rev();
                lines.into_iter().find_map(first).map(|e| vec![e])
            };
            two.and_then(|t| self.able(t))
                .or_else(before)
                .map(|t| (t, "before"))
        })
    }

    /// "The government and the rebels signed a deal. The parties agreed": those who acted together in
    /// one of the two sentences before.
    fn subjects_before(&self) -> Option<Vec<Entity>> {
        let context = self.context;
        (self.line.saturating_sub(2)..self.line)
            .rev()
            .find_map(|line| {
                let tree = context.tree(line)?;
                let root = (tree.low..tree.high).find(|&t| tree.head(t).is_none())?;
                let subject = tree
                    .children(root)
                    .find(|&c| tree.relation(c).starts_with("nsubj"))?;
                let joined = tree.children(subject).any(|c| {
                    tree.relation(c) == "conj"
                        && matches!(tree.token(c).syntax.upos, Upos::Noun | Upos::Propn)
                });
                let units = &context.discourse.lines[line].units;
                let at = units.iter().position(|u| u.tokens.contains(&root))?;
                self.able(subject_entities(context, line, at)).filter(|a| {
                    joined
                        && a.iter()
                            .all(|e| !matches!(e.kind, EntityType::Person | EntityType::Company))
                })
            })
    }

    /// Who "the leaders" are in a text of more than two: those of the organisation whose leaders it
    /// named last ("NATO leaders"), else, in an official text, the two heads that it tells of.
    fn leaders_before(&self) -> Option<Vec<Entity>> {
        let discourse = self.context.discourse;
        let lines = (self.line.saturating_sub(8)..=self.line).rev();
        let org = lines.into_iter().find_map(|line| {
            let units = &discourse.lines[line].units;
            (1..units.len()).find_map(|at| {
                if !matches!(
                    units[at].lower.as_str(),
                    "leaders" | "members" | "allies" | "ministers" | "states" | "countries"
                ) {
                    return None;
                }
                match units[at - 1].kind {
                    UnitKind::Mention(m) => discourse
                        .entities_of(m)
                        .find(|e| e.kind == EntityType::Org)
                        .map(|e| vec![e.clone()]),
                    _ => None,
                }
            })
        });
        org.or_else(|| {
            let home = discourse.home.as_deref().filter(|_| discourse.official)?;
            let heads = discourse.leaders()?;
            let codes: Vec<&str> = heads.iter().filter_map(|h| h.country.as_deref()).collect();
            let other = codes.iter().find(|&&c| c != home)?;
            codes.contains(&home).then(|| {
                Some(vec![
                    discourse.state_named(home)?,
                    discourse.state_named(other)?,
                ])
            })?
        })
    }

    /// The last state, organisation or body that the sentences before name.
    fn before(&self) -> Option<Vec<Entity>> {
        let discourse = self.context.discourse;
        let lines = (self.line.saturating_sub(4)..self.line).rev();
        lines.into_iter().find_map(|line| {
            discourse.lines[line]
                .units
                .iter()
                .find_map(|u| match u.kind {
                    UnitKind::Mention(m) => discourse
                        .entities_of(m)
                        .find(|e| {
                            matches!(
                                e.kind,
                                EntityType::State | EntityType::Org | EntityType::Body
                            )
                        })
                        .map(|e| vec![e.clone()]),
                    _ => None,
                })
        })
    }

    /// The state whose text it is.
    fn home(&self) -> Option<Vec<Entity>> {
        let discourse = self.context.discourse;
        let home = discourse.home.as_deref();
        home.and_then(|code| discourse.state_named(code))
            .map(|e| vec![e])
    }

    /// "officials", "150 soldiers", of whom nothing tells whose they are: of the first state that the
    /// sentence names, else of the one whose text it is.
    pub(super) fn of_state(&self, actors: Vec<Entity>) -> Vec<Entity> {
        let discourse = self.context.discourse;
        let nobodys = !actors.is_empty()
            && actors.iter().all(|e| {
                matches!(e.kind, EntityType::Body | EntityType::Person)
                    && e.country.is_none()
                    && e.id.is_none()
                    && !e.name.starts_with(char::is_uppercase)
            });
        if !nobodys {
            return actors;
        }
        let here = discourse.lines[self.line]
            .units
            .iter()
            .find_map(|u| match u.kind {
                UnitKind::Mention(m) => discourse.entities_of(m).find_map(|e| {
                    let code = e.country.as_deref()?;
                    (!matches!(e.kind, EntityType::Place)).then(|| discourse.state_named(code))?
                }),
                _ => None,
            });
        here.map(|e| vec![e])
            .or_else(|| self.home())
            .unwrap_or(actors)
    }

    /// Those among entities who can commit themselves.
    fn able(&self, all: Vec<Entity>) -> Option<Vec<Entity>> {
        let able: Vec<Entity> = all
            .into_iter()
            .filter(|e| {
                !matches!(
                    e.kind,
                    EntityType::Agreement
                        | EntityType::Policy
                        | EntityType::Place
                        | EntityType::Other
                )
            })
            .collect();
        (!able.is_empty()).then_some(able)
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::{claims_of, promises};
    use entente_model::ClaimBody;

    #[test]
    fn leaders_are_those_of_whom_the_text_told() {
        let (_, claims) = claims_of(
            "NATO leaders met in Riga on trade with Iraq and Jordan. The leaders agreed to send 3,000 soldiers to \
             Iraq by 2026.",
        );
        let actors: Vec<&str> = claims
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Commitment(c) => Some(c.actors[0].name.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(actors, ["NATO"]);
    }

    #[test]
    fn plans_are_of_whom_stands_before_them() {
        let found =
            promises("Germany supported US plans to withdraw 500 troops from Syria by June 2026.");
        assert!(!found.iter().any(|(who, _)| who == "Germany"), "{found:?}");
        let found =
            promises("Mexico hailed the Chilean decision to lift the tariffs by June 2026.");
        assert_eq!(
            found.first().map(|(who, _)| who.as_str()),
            Some("Chile"),
            "{found:?}"
        );
    }

    #[test]
    fn what_somebody_is_to_receive_another_promises() {
        let found = promises("Samoa is to receive $214 million from Australia by 2027.");
        assert_eq!(
            found,
            [(
                "Australia".to_owned(),
                "Samoa is to receive $214 million from Australia by 2027".to_owned()
            )]
        );
        let found = promises(
            "India promised in May that each of the islands would receive $200,000 a year.",
        );
        assert_eq!(
            found,
            [(
                "India".to_owned(),
                "each of the islands would receive $200,000 a year".to_owned()
            )]
        );
        let found = promises("Donors promised two billion euros for Sudan.");
        assert_eq!(
            found,
            [(
                "Donors".to_owned(),
                "two billion euros for Sudan".to_owned()
            )]
        );
    }

    #[test]
    fn who_gives_an_assurance_commits() {
        let found = promises(
            "The rebels of Chad said they had been given assurances from Japan that it would not sell tanks to Niger.",
        );
        assert_eq!(
            found,
            [("Japan".to_owned(), "not sell tanks to Niger".to_owned())]
        );
    }

    #[test]
    fn they_are_whoever_reports_what_they_will_do() {
        let found = promises(
            "After talks between Ghana and Togo, the Ghanaian government announced that they would open a trade \
             office in Peru by 2026.",
        );
        assert_eq!(found[0].0, "Ghanaian government");
    }

    #[test]
    fn a_bank_commits_itself_and_its_target_is_a_loan() {
        let (_, claims) = claims_of(
            "The World Bank approved a trade project in Kenya. The bank will lend Kenya $1 billion \
             by 2029.",
        );
        let found = claims.iter().find_map(|claim| match &claim.body {
            ClaimBody::Commitment(c) => Some(c),
            _ => None,
        });
        let found = found.expect("a commitment");
        assert_eq!(found.actors[0].name, "World Bank");
        let target = found.target.as_ref().expect("a target");
        assert_eq!(target.indicator, entente_model::Indicator::Loan);
        let borrower = target.subject.as_ref().map(|s| s.name.as_str());
        assert_eq!(borrower, Some("Kenya"));
    }

    #[test]
    fn leaders_of_whom_nothing_tells_are_nobody_named_beside() {
        let found = promises(
            "At the summit on trade the leaders decided to open a joint embassy in Tunis by 2027.",
        );
        assert_eq!(found[0].0, "leaders");
    }
}
