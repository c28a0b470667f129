//! People whom no name names, by their noun: "Kenyan lawmakers", "the protesters", "its allies".

use entente_language::Upos;
use entente_model::{Entity, EntityType, Span};

use super::parse::Parse;
use crate::lists::Sort;
use crate::mentions::UnitKind;

/// Whose people are.
struct Owned {
    owner: Option<Entity>,
    /// Those joined to the owner: "Thai and Cambodian jets".
    also: Vec<Entity>,
    /// The first word of what they are called.
    first: usize,
}

impl Parse<'_> {
    /// People whom no name names, by their noun: "Kenyan lawmakers", "the protesters".
    ///
    /// Those whom nothing places ("all parties") are addressed, but do not act: they count only
    /// where `addressed`.
    pub(super) fn people(&self, head: usize, addressed: bool) -> Vec<Entity> {
        let lists = self.context.lists;
        let lower = self.lower(head);
        let Some(unit) = self.unit(head) else {
            return Vec::new();
        };
        let row = &self.context.discourse.lines[self.line].units;
        let titled = matches!(row[unit].kind, UnitKind::Title(_));
        let upos = self.upos(head);
        // "Pirates seized …": a capital only because the sentence begins.
        // "The Maoists"
        let named_so =
            upos == Upos::Propn && self.xpos(head) == "NNPS" && lists.has("crowd-noun", &lower);
        let begins = named_so
            || upos == Upos::Propn
                && head == self.first
                && (lists.has("crowd-noun", &lower)
                    || lists.noun_sort(&lower) == Some(Sort::Group));
        // "every Member State" of a speech: addressed, not named.
        // "called on Parliament"
        let bare = self
            .children(head)
            .iter()
            .all(|&c| c > head || self.relation(c) == "case");
        let called = upos == Upos::Propn
            && addressed
            && (lists.has("addressed-noun", &lower)
                || bare && lists.noun_sort(&lower) == Some(Sort::Body));
        // "the war crimes tribunal ruled", which the parse takes for an adjective
        let misread = upos == Upos::Adj
            && matches!(self.relation(head), "nsubj" | "nsubj:pass" | "obj")
            && lists.noun_sort(&lower).is_some();
        if !((upos == Upos::Noun || begins || called || misread)
            && row[unit].kind == UnitKind::Word
            || titled && matches!(upos, Upos::Noun | Upos::Propn))
        {
            return Vec::new();
        }
        // "Greek fighter jets": no people.
        let machine = lower == "fighter"
            && self.relation(head) == "compound"
            && self
                .head(head)
                .is_some_and(|noun| self.context.lists.has("acting-noun", &self.lower(noun)));
        if machine {
            return Vec::new();
        }
        if let Some(counted) = self.people_counted(head) {
            return counted;
        }
        // "The Houthi movement", "Hamas fighters": the group itself.
        let group = self.children(head).iter().find_map(|&c| {
            let inner = c < head && matches!(self.relation(c), "compound" | "amod");
            let named = inner.then(|| self.named(c))?;
            (named.first()?.kind == EntityType::Group).then_some(named)
        });
        if let Some(group) = group {
            return group;
        }
        // "gunmen of Al-Shabaab", "fighters from Hamas"
        if (lists.has("crowd-noun", &lower) || lists.noun_sort(&lower) == Some(Sort::Group))
            && let Some(of) = self.behind(head, &["of", "from"].map(str::to_owned))
        {
            let mut group = self.named(of);
            group.retain(|e| e.kind == EntityType::Group);
            if !group.is_empty() {
                return group;
            }
        }
        let sort = lists.noun_at(row, unit).map(|n| n.0);
        let acting = lists.has("acting-noun", &lower) || self.is_opposite(head);
        // "A rebel group", "armed men"
        let band = lists.has("band-noun", &lower)
            && self.children(head).iter().any(|&c| {
                c < head
                    && matches!(self.relation(c), "amod" | "compound")
                    && lists.has("band-adjective", &self.lower(c))
                    // "Western leaders"
                    && !self.is_region(c)
            });
        let crowd = band || lists.has("crowd-noun", &lower);
        let kind = match sort {
            Some(Sort::Body | Sort::Forces) => EntityType::Body,
            Some(Sort::Group) => EntityType::Group,
            _ if lists.has("people", &lower) || acting || crowd => EntityType::Group,
            _ if self.is_opposite(head) => EntityType::Group,
            // "a Rwandan man"
            _ if lists.has("person", self.lemma(head))
                && lower != "agent"
                && self.is_of_a_state(head) =>
            {
                EntityType::Group
            }
            _ if addressed && lists.has("addressed-noun", &lower) => EntityType::Group,
            _ => return Vec::new(),
        };
        // Fighters, crowds and police are somebody themselves; leaders are for whom they lead.
        let allied = (self.leftmost(head)..=head).any(|t| self.lower(t) == "coalition");
        // The forces of a coalition are of an alliance.
        let kind = if allied { EntityType::Org } else { kind };
        let themselves = crowd || matches!(sort, Some(Sort::Group | Sort::Forces | Sort::Body));
        let opposite = self.is_opposite(head);
        let Owned {
            mut owner,
            mut also,
            first,
        } = self.owned(head, opposite);
        // "The U.N. secretary-general", whose words the parse hangs on one another
        if owner.is_none() && (misread || titled) {
            owner = self.modifier(head).into_iter().find(|e| {
                matches!(
                    e.kind,
                    EntityType::State | EntityType::Org | EntityType::Body
                )
            });
        }
        let poss = self.child(head, &["nmod:poss"]).filter(|_| !opposite);
        // "asked its members": not the union itself.
        if let Some(union) = owner
            .as_ref()
            .filter(|o| addressed && o.kind == EntityType::Org)
            && matches!(lower.as_str(), "members" | "member")
            && poss.is_some()
        {
            return vec![Entity::new(
                format!("members of {}", union.name),
                EntityType::Group,
            )];
        }
        // "met his counterpart": of the other side.
        if opposite && owner.is_none() {
            return self.opposite(head);
        }
        // "Army commanders from Kenya and Togo": not of an army that nothing places.
        let from = self.behind(head, &["from".to_owned()]);
        if from.is_some_and(|f| self.named(f).iter().any(|e| e.kind == EntityType::State))
            && owner.as_ref().is_some_and(|o| o.kind == EntityType::Body)
        {
            owner = None;
        }
        // "envoys from Kenya and Togo"
        also.retain(|e| e.kind == EntityType::State);
        let mut others = also.clone();
        if owner.is_none()
            && let Some(of) = self.behind(head, &["of", "from", "in", "for"].map(str::to_owned))
        {
            // "chiefs from the members of the African Union"
            let of = self
                .behind(of, &["of".to_owned()])
                .filter(|_| {
                    matches!(self.lower(of).as_str(), "members" | "states" | "countries")
                        && self.named(of).is_empty()
                })
                .unwrap_or(of);
            let mut named = self.named(of).into_iter();
            owner = named.next().or_else(|| self.unknown_body(of, addressed));
            others.extend(named.chain(self.joined(of)));
            // "officials of Kenya and representatives of Togo"
            for &child in self.children(of) {
                if self.relation(child) == "conj" && self.named(child).is_empty() {
                    others.extend(self.people(child, addressed));
                }
            }
        }
        // "ordered the envoy out": the one of whom was told.
        if owner.is_none() && matches!(lower.as_str(), "envoy" | "diplomat" | "ambassador") {
            let mut told = self.context.diplomat_before(self.line);
            if told.is_empty() {
                told = self.diplomat_called_before().into_iter().collect();
            }
            if !told.is_empty() {
                return told;
            }
        }
        // "The host thanked": whose guest the other is.
        if owner.is_none() && matches!(lower.as_str(), "host" | "guest" | "visitor") {
            return self.host_or_guest(&lower);
        }
        // "The Kenyan leader", who was named before.
        let another = self.children(head).iter().any(|&c| {
            matches!(
                self.lower(c).as_str(),
                "new" | "next" | "former" | "incoming" | "outgoing" | "future" | "ousted"
            )
        });
        if titled
            && !another
            && matches!(lower.as_str(), "leader" | "president" | "premier" | "ruler")
            && let Some(state) = owner.as_ref().filter(|o| o.kind == EntityType::State)
            && let Some(code) = state.country.as_deref()
            && let Some(leader) = self.context.discourse.leader_of(code)
        {
            return vec![leader];
        }
        // "A Kenyan opposition leader", "a former Kenyan minister": for no state.
        let private = self.children(head).iter().any(|&c| {
            c < head
                && matches!(self.relation(c), "amod" | "compound")
                && self.context.lists.has("no-office", &self.lower(c))
        });
        let whose = match &owner {
            Some(state) if state.kind == EntityType::State => state.country.clone(),
            None => self.context.discourse.setting(self.line).map(str::to_owned),
            _ => None,
        };
        let speaks = lower.starts_with("spokes");
        if titled && private && !speaks && whose.is_some() {
            let span = Span::new(self.tokens[first].span.start, self.tokens[head].span.end);
            let kind = if self.xpos(head).ends_with('S') {
                EntityType::Group
            } else {
                EntityType::Person
            };
            return vec![Entity {
                country: whose,
                ..Entity::new(self.context.discourse.words(span), kind)
            }];
        }
        // "A government spokesman": of the state where the sentence plays.
        let of_government = self.child(head, &["compound", "amod"]).is_some_and(|c| {
            matches!(
                self.lower(c).as_str(),
                "government" | "military" | "army" | "police" | "ministry" | "presidential"
            )
        });
        if owner.is_none()
            && of_government
            && !acting
            && lists.has("people", &lower)
            && let Some(here) = self.context.discourse.setting(self.line)
        {
            let span = Span::new(self.tokens[first].span.start, self.tokens[head].span.end);
            let one = matches!(self.xpos(head), "NN" | "NNP");
            let kind = if one {
                EntityType::Person
            } else {
                EntityType::Body
            };
            return vec![Entity {
                country: Some(here.to_owned()),
                ..Entity::new(self.context.discourse.words(span), kind)
            }];
        }
        // "The Kenyan leader": an office whose holder nobody names acts for its state.
        if titled {
            // "The Vice President" of a government's own text is its own.
            let home = self.context.discourse.home.as_deref().filter(|_| {
                self.context.discourse.official
                    && matches!(lower.as_str(), "president" | "minister" | "secretary")
            });
            let own = home.and_then(|code| self.context.discourse.state_named(code));
            // "West African leaders" are known by their region.
            let told = owner.is_some() || own.is_some() || !others.is_empty();
            // "urged the generals": those of where the sentence plays.
            let here = self.context.discourse.setting(self.line);
            let definite = self.xpos(head).ends_with('S')
                && self.children(head).iter().any(|&c| self.lower(c) == "the");
            if !told && addressed && definite && here.is_some() && !self.is_of_a_region(head) {
                let name = self.context.discourse.words(self.tokens[head].span);
                return vec![Entity {
                    country: here.map(str::to_owned),
                    ..Entity::new(name, EntityType::Group)
                }];
            }
            // "asked the president": who governs where the sentence plays.
            let governs = matches!(
                lower.as_str(),
                "president" | "premier" | "king" | "minister" | "chancellor"
            ) && self.children(head).iter().any(|&c| self.lower(c) == "the");
            if !told && addressed && governs && !another && here.is_some() {
                let name = self.context.discourse.words(row[unit].span);
                return vec![Entity {
                    country: here.map(str::to_owned),
                    ..Entity::new(name, EntityType::Person)
                }];
            }
            if told || !self.is_of_a_region(head) {
                return owner.or(own).into_iter().chain(others).collect();
            }
        }
        // Members, leaders and machines act for those whose they are.
        if !themselves && (acting || lists.has("people", &lower)) {
            let span = Span::new(self.tokens[first].span.start, self.tokens[head].span.end);
            // "Nordic ministers", "Gulf states": known by their region.
            // "Legal and religious groups": of the same.
            let told = |c: &usize| *c < head && matches!(self.relation(*c), "amod" | "compound");
            let of_society = matches!(
                lower.as_str(),
                "groups" | "organizations" | "organisations" | "unions" | "associations"
            ) && self.children(head).iter().any(told);
            if owner.is_none()
                && of_society
                && let Some(here) = self.context.discourse.setting(self.line)
            {
                return vec![Entity {
                    country: Some(here.to_owned()),
                    ..Entity::new(self.context.discourse.words(span), EntityType::Group)
                }];
            }
            if owner.is_some() || !addressed && !self.is_of_a_region(head) || acting {
                return owner.into_iter().chain(others).collect();
            }
            let mut entity = Entity::new(self.context.discourse.words(span), kind);
            // "gang members": of where the gang is.
            if (first..head).any(|t| lists.has("crowd-noun", &self.lower(t))) {
                entity.country = self.context.discourse.setting(self.line).map(str::to_owned);
            }
            return vec![entity];
        }
        let discourse = self.context.discourse;
        // "Officials of the European Union" act for it.
        if let Some(union) = owner
            .as_ref()
            .filter(|o| o.kind == EntityType::Org && o.country.is_none() && !crowd && !allied)
            && matches!(sort, Some(Sort::Body))
        {
            return std::iter::once(union.clone()).chain(others).collect();
        }
        // "Rights groups", "foreign troops" are not of where the sentence plays.
        let abroad = self
            .children(head)
            .iter()
            .any(|&c| c < head && lists.has("of-no-state", &self.lower(c)));
        let country = owner.and_then(|o| o.country).or_else(|| {
            // A coalition is of several states, and migrants are of whichever state they left.
            let here = discourse.setting(self.line).map(str::to_owned);
            let elsewhere = lists.has("people-of-elsewhere", &lower) || abroad;
            // "every nation of the region" is of none.
            let each = self.children(head).iter().any(|&c| {
                matches!(
                    self.lower(c).as_str(),
                    "every" | "all" | "each" | "other" | "any"
                )
            }) && matches!(
                lower.as_str(),
                "nation" | "nations" | "country" | "countries" | "state" | "states" | "governments"
            );
            here.or_else(|| discourse.home.clone())
                .filter(|_| !allied && !elsewhere && !each && !self.is_of_a_region(head))
        });
        // Gunmen of whom nothing is known are nobody.
        if country.is_none() && crowd && !addressed && !allied && !abroad {
            return Vec::new();
        }
        let span = Span::new(self.tokens[first].span.start, self.tokens[head].span.end);
        let mut entity = Entity::new(self.context.discourse.words(span), kind);
        entity.country = country;
        also.extend(others.into_iter().filter(|e| e.country.is_some()));
        also.retain(|e| e.country != entity.country);
        also.insert(0, entity);
        also
    }

    /// Whether a noun is for whoever has the same office on the other side: "counterpart", "opposite number".
    fn is_opposite(&self, head: usize) -> bool {
        let lower = self.lower(head);
        let number = lower == "number" && head > self.first && self.lower(head - 1) == "opposite";
        number || self.context.lists.has("opposite", &lower)
    }

    /// Those who are counted: "Thousands of protesters".
    fn people_counted(&self, head: usize) -> Option<Vec<Entity>> {
        if !self.context.lists.has("count-of", &self.lower(head)) {
            return None;
        }
        let of = self.behind(head, &["of".to_owned()])?;
        let mut counted = self.phrase(of, false);
        // "Thousands of Kenyans" are people, not the state.
        for entity in &mut counted {
            // "hundreds of Sudanese": a people whose name has no plural.
            let people = self.xpos(of) == "NNPS"
                || ["ese", "ish", "nch", "iss"]
                    .iter()
                    .any(|end| self.lower(of).ends_with(end));
            if entity.kind == EntityType::State && people {
                entity.name = self
                    .context
                    .discourse
                    .words(self.tokens[of].span)
                    .to_owned();
                entity.kind = EntityType::Group;
                entity.id = None;
            }
        }
        (!counted.is_empty()).then_some(counted)
    }

    /// Whose people are, by the words before their noun.
    fn owned(&self, head: usize, opposite: bool) -> Owned {
        let mut owner: Option<Entity> = None;
        let mut also: Vec<Entity> = Vec::new();
        let mut first = head;
        for &child in self.children(head) {
            let relation = self.relation(child);
            if child < head
                && matches!(relation, "amod" | "compound" | "nmod:poss")
                && !self.is_time(child)
            {
                // "his government", "hours later crowds" are called by their noun.
                let word = self.lower(child);
                let bare = self.upos(child) == Upos::Pron
                    || matches!(
                        word.as_str(),
                        "later" | "earlier" | "same" | "other" | "dead"
                    );
                if !bare {
                    first = first.min(self.leftmost(child));
                }
                // "Gulf states" are no states of one place.
                if self.is_region(child) {
                    continue;
                }
                // "his Chinese counterpart": theirs, not his.
                if relation != "nmod:poss" {
                    // "Thai and Cambodian jets" are of both.
                    if owner.is_none() {
                        also = self.joined(child);
                    }
                    owner = owner.or_else(|| self.named(child).into_iter().next());
                }
            }
        }
        // "Hackers linked to Kenya", "gunmen loyal to Kenya"
        if owner.is_none()
            && let Some(tied) = self.children(head).iter().copied().find(|&c| {
                c > head
                    && matches!(self.relation(c), "acl" | "amod")
                    && matches!(
                        self.lower(c).as_str(),
                        "linked" | "tied" | "loyal" | "allied" | "backed" | "sponsored" | "aligned"
                    )
            })
        {
            let to = self.behind(tied, &["to", "with", "by"].map(str::to_owned));
            owner = to.and_then(|to| self.named(to).into_iter().next());
        }
        // "Its Kenyan allies" are Kenya's.
        let poss = self.child(head, &["nmod:poss"]).filter(|_| !opposite);
        owner = owner.or_else(|| poss.and_then(|p| self.named(p).into_iter().next()));
        // "a state whose government"
        if owner.is_none()
            && let Some(whose) = poss.filter(|&p| self.lower(p) == "whose")
        {
            let clause = std::iter::successors(self.head(whose), |&t| self.head(t))
                .take(4)
                .find(|&t| self.relation(t).starts_with("acl"));
            let noun = clause.and_then(|c| self.head(c)).filter(|&n| n < whose);
            owner = noun.and_then(|n| self.named(n).into_iter().next());
        }
        Owned { owner, also, first }
    }

    /// Whether an adjective before a noun says of which state somebody is: "a Rwandan man".
    fn is_of_a_state(&self, head: usize) -> bool {
        self.children(head).iter().any(|&c| {
            c < head
                && matches!(self.relation(c), "amod" | "compound")
                && self.named(c).iter().any(|e| e.kind == EntityType::State)
        })
    }

    /// Of a text about two states "the host" is the one where the sentence plays, "the guest" the other.
    fn host_or_guest(&self, word: &str) -> Vec<Entity> {
        let discourse = self.context.discourse;
        let Some(host) = discourse
            .setting(self.line)
            .and_then(|code| discourse.state_named(code))
        else {
            return Vec::new();
        };
        let Some(guest) = discourse.other_side(std::slice::from_ref(&host)) else {
            return Vec::new();
        };
        vec![if word == "host" { host } else { guest }]
    }

    /// Who "its neighbour" or "his counterpart" is: the other side of a text about two, else the other
    /// state named last.
    fn opposite(&self, head: usize) -> Vec<Entity> {
        let poss = self.child(head, &["nmod:poss"]);
        let whose = poss.map(|p| self.named(p)).unwrap_or_default();
        let discourse = self.context.discourse;
        let other = discourse.other_side(&whose);
        // "accuses its neighbour": the other state named last.
        other
            .or_else(|| {
                let own = whose.first()?.country.as_deref()?;
                (self.line.saturating_sub(3)..self.line)
                    .rev()
                    .find_map(|line| {
                        let mut codes = discourse.countries_of(line);
                        codes.retain(|code| code != own);
                        match &codes[..] {
                            [one] => discourse.state_named(one),
                            _ => None,
                        }
                    })
            })
            .into_iter()
            .collect()
    }

    /// A body that no table has, by its capitals, where somebody is addressed as one of it: "the
    /// members of the Panel of the Wise".
    fn unknown_body(&self, head: usize, addressed: bool) -> Option<Entity> {
        let capital = addressed
            && (self.upos(head) == Upos::Propn
                || self.upos(head) == Upos::Noun
                    && head > self.first
                    && self
                        .context
                        .discourse
                        .words(self.tokens[head].span)
                        .starts_with(char::is_uppercase));
        let name =
            capital.then(|| self.context.discourse.unknown_name(self.tokens[head].span))??;
        Some(Entity::new(name, EntityType::Body))
    }

    /// Whether people are told by their part of the world: "Nordic ministers".
    fn is_of_a_region(&self, head: usize) -> bool {
        self.children(head).iter().any(|&c| {
            c < head && matches!(self.relation(c), "amod" | "compound") && self.is_region(c)
        })
    }

    /// Whether a word names a part of the world or a camp of states: "Nordic", "Western".
    fn is_region(&self, token: usize) -> bool {
        let lower = self.lower(token);
        self.context.lists.has("region", &lower)
    }
}
