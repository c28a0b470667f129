//! Who speaks: the subject of the verb of saying, or of the one that it is joined to or comments on.
//!
//! Whom the noun of a subject names is settled in `named.rs`.

use entente_language::Upos;
use entente_model::{Entity, EntityType};

use super::Reader;
use crate::mentions::UnitKind;
use crate::subjects::{join_entities, subject_of};

impl Reader<'_, '_> {
    /// Who speaks: the subject of the verb, or of the one that it is joined to.
    pub(super) fn speaker(&self, unit: usize, token: usize) -> Option<Entity> {
        let tree = &self.tree;
        if let Some((subject, _)) = self.aside(token) {
            return self.entity(subject, token);
        }
        if let Some(quoted) = self.quoted_as(token) {
            let whom = |relation: &str| {
                tree.children(quoted)
                    .find(|&c| c < token && tree.relation(c) == relation)
            };
            let who = whom("nsubj:pass").or_else(|| whom("obj"))?;
            return self.entity(who, token);
        }
        let mut verb = token;
        for _ in 0..5 {
            // What follows a participle is what it reports: "noting these deals would help".
            let behind = self.word(token).ends_with("ing");
            // Of two, an error of the parse, the nearer before the verb speaks.
            let subject = tree
                .children(verb)
                .filter(|&c| {
                    let relation = tree.relation(c);
                    // "Ruiz called on him": the parse takes some active verbs for passive ones.
                    let active = verb != token || tree.token(verb).syntax.xpos == "VBD";
                    (relation == "nsubj" || active && relation == "nsubj:pass")
                        && !(behind && c > token)
                })
                .min_by_key(|&c| (c > verb, verb.abs_diff(c)));
            // "cut its ties with Iran accusing it of …": who stands behind "with" is no subject,
            // unless a comma stands before it.
            let subject = subject.filter(|&subject| {
                !(verb == token
                    && behind
                    && tree.relation(token) == "advcl"
                    && tree.children(subject).any(|c| {
                        tree.relation(c) == "case" && c > tree.low && self.word(c - 1) != ","
                    }))
            });
            if let Some(subject) = subject {
                // "“…,” said a port official": a subject within the quotation is none.
                let span = self.span(subject);
                if self.quoted.iter().any(|q| q.contains(span)) {
                    return self.behind(verb);
                }
                return self.entity(subject, verb);
            }
            // "…, said Anna Odera": the parse takes her for whom it is said to.
            if verb == token
                && self.is_inverted(token)
                && let Some(speaker) = self.behind(token)
            {
                return Some(speaker);
            }
            // "Echoing that, President X, drawing on …, said": the parse takes the opening for the
            // subject, and the subject into it.
            let within = tree
                .children(verb)
                .find(|&c| tree.relation(c) == "csubj" && c < verb)
                .and_then(|clause| {
                    tree.children(clause)
                        .find(|&c| tree.relation(c) == "nsubj" && c > clause)
                });
            if let Some(subject) = within {
                return self.entity(subject, verb);
            }
            let head = tree
                .head(verb)
                .filter(|h| (tree.low..tree.high).contains(h));
            match (tree.relation(verb), head) {
                // "said that trade grew, noting …": who says the one says the other.
                ("advcl", Some(head))
                    if verb == token
                        && behind
                        && self.is_after_comma(token)
                        && let Some((clause, saying)) = self.clause_around(head)
                        && !self.verbs.object.contains(self.word(clause)) =>
                {
                    verb = saying;
                }
                // "warned that aid would be cut but also urging …": the parse joins it to the clause.
                ("conj", Some(head))
                    if verb == token
                        && behind
                        && tree.token(head).syntax.xpos != "VBG"
                        && let Some((_, saying)) = self.clause_around(head) =>
                {
                    verb = saying;
                }
                // "said that Chad had left and called for …": who says the one says the other.
                ("conj", Some(head))
                    if verb == token
                        && let Some((clause, saying)) = self.clause_around(head)
                        && self.is_apart(token, clause, saying) =>
                {
                    verb = saying;
                }
                ("advcl", Some(head))
                    if verb == token
                        && behind
                        && self.is_after_comma(token)
                        && let Some(relative) = self.relative_around(head) =>
                {
                    verb = self.clause_of(relative)?;
                }
                // "the president — who fled — to resign and said": joined to what stands before the
                // dash, whatever the parse joins it to.
                ("conj", Some(head))
                    if tree.relation(head).starts_with("acl")
                        && (head..verb).any(|t| matches!(self.word(t), "—" | "–")) =>
                {
                    verb = self.clause_of(head)?;
                }
                // "reported the envoy, who …, urged Chad to": the parse takes the subject of the
                // clause for the object of the verb before it.
                ("ccomp", Some(head)) if self.verbs.clause.contains(self.word(head)) => {
                    let object = tree
                        .children(head)
                        .find(|&c| tree.relation(c) == "obj" && c > head && tree.right(c) < verb)?;
                    return self.entity(object, verb);
                }
                ("conj" | "advcl" | "xcomp" | "parataxis" | "dep", Some(head)) => verb = head,
                // "blocked a decree that …, ruling that …": a comment is its sentence's subject's,
                // whichever noun the parse hangs it on.
                ("acl", Some(head))
                    if verb == token && behind && self.is_after_comma(token) && head < token =>
                {
                    verb = self.clause_of(head)?;
                }
                ("acl" | "acl:relcl", Some(head)) => {
                    if !self.is_document(head) {
                        return self.entity(head, verb);
                    }
                    // "issued a statement saying": who issued it, or whose it is.
                    let owner = tree
                        .children(head)
                        .find(|&c| tree.relation(c) == "nmod:poss");
                    if let Some(owner) = owner {
                        return self.entity(owner, verb);
                    }
                    verb = tree.head(head)?;
                    if self.upos(verb) != Upos::Verb {
                        return None;
                    }
                }
                _ => break,
            }
        }
        self.described_before(unit)
            .map(|(person, _)| person)
            .or_else(|| self.entity(self.told_of_before(token)?, token))
            .or_else(|| subject_of(self.context, self.line, unit))
    }

    /// "…, warned Anna Odera": whether who speaks stands behind the verb, where the parse takes her for
    /// whom it is said to.
    pub(super) fn is_inverted(&self, token: usize) -> bool {
        let tree = &self.tree;
        let says = matches!(self.word(token), "said" | "says" | "added");
        let others = tree.token(token).syntax.xpos == "VBD"
            && matches!(tree.relation(token), "parataxis" | "root")
            && self.verbs.clause.contains(self.word(token));
        token > tree.low
            && self.word(token - 1) == ","
            && (says || others)
            && !tree
                .children(token)
                .any(|c| tree.relation(c).starts_with("nsubj"))
            && tree.children(token).any(|c| {
                c > token
                    && matches!(tree.relation(c), "iobj" | "obj")
                    && tree.left(c) == token + 1
                    && (says || self.named(c).is_some())
            })
    }

    /// "…, Ana Torres, head of the guard, said": the person before what describes her, and her unit.
    pub(super) fn described_before(&self, verb: usize) -> Option<(Entity, usize)> {
        let units = &self.context.discourse.lines[self.line].units;
        // Where the description tells of an office, the mention goes on over it.
        let last = verb.checked_sub(1)?;
        if let UnitKind::Mention(m) = units[last].kind
            && let words = self.context.discourse.words(units[last].span)
            && words.trim_end().ends_with(',')
            && let mut persons = self.context.discourse.entities_of(m)
            && let Some(person) = persons.next().filter(|e| e.kind == EntityType::Person)
            && persons.next().is_none()
        {
            return Some((person.clone(), last));
        }
        let close = Some(last).filter(|&u| units[u].lower == ",")?;
        let open = (close.saturating_sub(8)..close)
            .rev()
            .find(|&u| units[u].lower == ",")?;
        let title = units[open + 1..close]
            .iter()
            .take(3)
            .any(|u| matches!(u.kind, UnitKind::Title(_)))
            // "Torres, 54, said"
            || close == open + 2 && units[open + 1].lower.chars().all(|c| c.is_ascii_digit());
        let at = open.checked_sub(1)?;
        let UnitKind::Mention(m) = units[at].kind else {
            return None;
        };
        let mut persons = self.context.discourse.entities_of(m);
        let person = persons.next().filter(|e| e.kind == EntityType::Person)?;
        (title && persons.next().is_none()).then(|| (person.clone(), at))
    }

    /// "…,” the captain, who took power in May, told": the noun before a relative clause that ends
    /// before the verb.
    fn told_of_before(&self, token: usize) -> Option<usize> {
        let tree = &self.tree;
        if token <= tree.low + 4 || self.word(token - 1) != "," {
            return None;
        }
        let open = (tree.low + 1..token - 2).rev().take(16).find(|&t| {
            self.word(t) == "," && matches!(self.word(t + 1), "who" | "whose" | "which")
        })?;
        let noun = open - 1;
        matches!(self.upos(noun), Upos::Noun | Upos::Propn).then_some(noun)
    }

    /// Whether a comma stands right before the word, or before the adverb before it.
    fn is_after_comma(&self, token: usize) -> bool {
        let first = self.tree.left(token).max(self.tree.low);
        first > self.tree.low && (self.word(first) == "," || self.word(first - 1) == ",")
    }

    /// The clause that is reported in which a verb stands, and the verb of saying that reports it.
    fn clause_around(&self, verb: usize) -> Option<(usize, usize)> {
        let tree = &self.tree;
        let mut at = verb;
        for _ in 0..4 {
            let head = tree.head(at)?;
            match tree.relation(at) {
                "ccomp" => {
                    let says = self.verbs.clause.contains(self.word(head))
                        || self.verbs.that.contains(self.word(head));
                    return (says && head < at).then_some((at, head));
                }
                "xcomp" | "conj" => at = head,
                _ => return None,
            }
        }
        None
    }

    /// Whether a verb that the parse joins to a reported clause is joined to the verb that reports
    /// it: it has that one's tense and the clause another, or the subject of the clause says nothing.
    pub(super) fn is_apart(&self, token: usize, clause: usize, saying: usize) -> bool {
        let tree = &self.tree;
        let past = |t: usize| matches!(tree.token(t).syntax.xpos, "VBD" | "VBN");
        let present = |t: usize| matches!(tree.token(t).syntax.xpos, "VBZ" | "VBP");
        let helped = |t: usize| {
            tree.children(t)
                .any(|c| tree.relation(c).starts_with("aux"))
        };
        let one_tense = past(token) && past(saying) || present(token) && present(saying);
        if !one_tense || helped(token) || tree.has_subject(token) {
            return false;
        }
        let finite = tree
            .children(clause)
            .find(|&c| tree.relation(c) == "cop")
            .unwrap_or(clause);
        let other_tense =
            helped(clause) || past(token) && present(finite) || present(token) && past(finite);
        other_tense || self.has_thing_for_subject(clause)
    }

    /// Whether the subject of a clause is a thing: nobody whom the text names, and no pronoun or noun
    /// for people.
    fn has_thing_for_subject(&self, clause: usize) -> bool {
        let tree = &self.tree;
        let Some(subject) = tree
            .children(clause)
            .find(|&c| tree.relation(c).starts_with("nsubj") || tree.relation(c) == "expl")
        else {
            return false;
        };
        if tree.relation(subject) == "expl" {
            return true;
        }
        self.upos(subject) == Upos::Noun
            && self.mention(subject).is_some_and(|(_, m)| m.is_none())
            && self.sort_of(subject).is_none()
    }

    /// The verb of the relative clause that the verb is part of.
    fn relative_around(&self, verb: usize) -> Option<usize> {
        let tree = &self.tree;
        let mut at = verb;
        for _ in 0..4 {
            if tree.relation(at).starts_with("acl") {
                return Some(at);
            }
            if !matches!(tree.relation(at), "xcomp" | "conj" | "advcl") {
                return None;
            }
            at = tree.head(at)?;
        }
        None
    }

    /// The verb of the clause, not a relative one, in which the noun stands.
    fn clause_of(&self, noun: usize) -> Option<usize> {
        let tree = &self.tree;
        let mut at = noun;
        for _ in 0..10 {
            let head = tree
                .head(at)
                .filter(|h| (tree.low..tree.high).contains(h))?;
            let relative = tree.relation(head).starts_with("acl");
            at = head;
            // What is said does not comment on itself.
            let reported = tree.relation(at) == "ccomp"
                && tree
                    .head(at)
                    .is_some_and(|h| self.verbs.clause.contains(self.word(h)));
            if self.upos(at) == Upos::Verb && self.is_finite(at) && !relative && !reported {
                return Some(at);
            }
        }
        None
    }

    /// Who is named right behind the verb: "said a port official".
    fn behind(&self, token: usize) -> Option<Entity> {
        let noun = (token + 1..self.tree.high.min(token + 8))
            .take_while(|&t| {
                matches!(
                    self.upos(t),
                    Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Pron
                )
            })
            .filter(|&t| matches!(self.upos(t), Upos::Noun | Upos::Propn | Upos::Pron))
            .last()?;
        self.entity(noun, self.tree.high)
    }

    /// The speaker that a subject names, with all that are joined to it.
    pub(super) fn entity(&self, subject: usize, verb: usize) -> Option<Entity> {
        let tree = &self.tree;
        let word = self.word(subject);
        // "No group has said that …", "neither side said …"
        let nobody = |t: usize| matches!(self.word(t), "no" | "neither" | "nobody" | "none");
        if nobody(subject)
            || tree
                .children(subject)
                .any(|c| c < subject && tree.relation(c) == "det" && nobody(c))
        {
            return None;
        }
        if matches!(word, "who" | "which" | "that") {
            let mut clause = verb;
            for _ in 0..3 {
                let head = tree.head(clause)?;
                if tree.relation(clause).starts_with("acl") {
                    // "fishermen from the island, who said": the island says nothing.
                    let place = self.upos(head) == Upos::Propn
                        && self.mention(head).is_none_or(|(_, m)| {
                            m.is_none_or(|m| {
                                self.context.discourse.entities_of(m).all(|e| {
                                    matches!(e.kind, EntityType::Place | EntityType::State)
                                })
                            })
                        });
                    // "released a statement which said": who released it.
                    if self.is_document(head)
                        && let Some(author) = self.author_of(head)
                    {
                        return Some(author);
                    }
                    let above = tree.left(head).checked_sub(1).filter(|&noun| {
                        word == "who" && place && self.sort_of(noun).is_some_and(|s| s.people)
                    });
                    return self.entity(above.unwrap_or(head), clause);
                }
                clause = head;
            }
            return None;
        }
        // "It also stressed …" of a ministry or a paper that spoke before.
        if word == "it"
            && let Some(last) = &self.before.last
            && matches!(
                last.kind,
                EntityType::Body
                    | EntityType::Org
                    | EntityType::Company
                    | EntityType::Policy
                    | EntityType::Other
            )
            && !last.name.contains(" and ")
        {
            return Some(last.clone());
        }
        // "…, an army officer said. He added …": who spoke last, where no name tells of them.
        if matches!(word, "he" | "she")
            && let Some(last) = &self.before.last
            && last.kind == EntityType::Person
            && last.name.starts_with(char::is_lowercase)
            && last.name.contains(' ')
        {
            return Some(last.clone());
        }
        // "A statement from the ministry said …", "a US statement spoke of …": the ministry.
        if self.context.lists.has("words-of", word) {
            let owner = self.issuer(subject).or_else(|| {
                tree.children(subject).find(|&c| {
                    let named = matches!(tree.relation(c), "amod" | "compound" | "nmod:poss")
                        && self.mention(c).is_some_and(|(_, m)| m.is_some());
                    named
                        || c > subject
                            // "said a statement from the ministry"
                            && (c < verb || verb < subject)
                            && tree.relation(c) == "nmod"
                            && tree.children(c).any(|x| {
                                tree.relation(x) == "case"
                                    && matches!(self.word(x), "by" | "from" | "of")
                            })
                })
            });
            if let Some(owner) = owner
                && let Some(owner) = self.entity(owner, verb)
            {
                return Some(owner);
            }
            // "The Turkish statement": of whoever of that state spoke last, else of the state.
            let whose = self.span(tree.left(subject)).cover(self.span(subject));
            let state = self.country_of(subject, whose, subject);
            if let Some(code) = state {
                let last = self
                    .before
                    .last
                    .as_ref()
                    .filter(|e| e.country.as_ref() == Some(&code));
                let state = || self.context.discourse.state_named(&code);
                if let Some(owner) = last.cloned().or_else(state) {
                    return Some(owner);
                }
            }
        }
        if word == "they" {
            if let Some(group) = &self.before.group {
                return Some(group.clone());
            }
            let opens = subject == tree.low || self.word(subject - 1) == ",";
            if opens && self.sides_before() {
                let sides = self.context.discourse.two_states(self.line)?;
                return Some(join_entities(&sides));
            }
            if opens && let Some(leaders) = self.context.discourse.leaders() {
                return Some(join_entities(&leaders));
            }
        }
        // "The host and the guest": the leaders whom the text is about.
        let guest = |c: usize| tree.relation(c) == "conj" && self.word(c) == "guest";
        if word == "host" && tree.children(subject).any(guest) {
            return self.context.discourse.leaders().map(|l| join_entities(&l));
        }
        let mut members = self.named(subject)?;
        for other in tree
            .children(subject)
            .filter(|&c| tree.relation(c) == "conj" && c < verb)
        {
            // "Anna Odera, the bloc's peace and security director": what she is, no other.
            let described = members.iter().all(|e| e.kind == EntityType::Person)
                && (subject..other).any(|t| self.word(t) == ",")
                && self.mention(other).is_some_and(|(_, m)| m.is_none());
            if described {
                continue;
            }
            members.extend(self.named(other)?);
        }
        // A person joined to a thing is an error of the parse: the nearer to the verb speaks.
        if let Some(last) = members.last()
            && last.kind == EntityType::Person
        {
            members.retain(|e| {
                matches!(
                    e.kind,
                    EntityType::Person | EntityType::Other | EntityType::Group | EntityType::Body
                )
            });
        }
        let mut seen: Vec<String> = Vec::new();
        members.retain(|e| {
            let key = e.key();
            let fresh = !seen.contains(&key);
            seen.push(key);
            fresh
        });
        Some(join_entities(&members))
    }

    /// Whose a document is: "its letter", "a note by the ministry", "released a statement".
    fn author_of(&self, document: usize) -> Option<Entity> {
        let tree = &self.tree;
        let owner = tree.children(document).find(|&c| {
            tree.relation(c) == "nmod:poss"
                || tree.relation(c) == "nmod" && matches!(self.word(tree.left(c)), "by" | "from")
        });
        if let Some(owner) = owner.or_else(|| self.issuer(document)) {
            return self.entity(owner, self.tree.high);
        }
        let verb = tree
            .head(document)
            .filter(|&v| v < document && tree.relation(document) == "obj")?;
        let issues = self.context.lists.has("issued-verb", self.word(verb))
            || matches!(
                self.word(verb),
                "put" | "issuing" | "releasing" | "wrote" | "sent"
            );
        let subject = tree
            .children(verb)
            .find(|&c| c < verb && tree.relation(c) == "nsubj")?;
        issues.then(|| self.entity(subject, verb)).flatten()
    }

    /// Who issued "a statement issued by the ministry".
    pub(super) fn issuer(&self, document: usize) -> Option<usize> {
        let tree = &self.tree;
        let issued = tree.children(document).find(|&c| {
            tree.relation(c) == "acl" && self.context.lists.has("issued-verb", self.word(c))
        })?;
        tree.children(issued).find(|&c| {
            tree.children(c)
                .any(|x| tree.relation(x) == "case" && self.word(x) == "by")
        })
    }

    /// Whether one of the last sentences began with "the two sides" or "both countries".
    fn sides_before(&self) -> bool {
        let lines = &self.context.discourse.lines;
        (self.line.saturating_sub(3)..self.line).rev().any(|line| {
            lines[line].units.iter().take(6).any(|u| {
                let last = u.lower.rsplit(' ').next().unwrap_or_default();
                matches!(last, "sides" | "countries" | "parties" | "governments")
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::{pair, said};

    #[test]
    fn a_comment_is_made_by_the_subject_of_its_sentence() {
        assert_eq!(
            said(
                "Peru's Supreme Court blocked a decree that would have raised tariffs on Chilean \
                 fruit, ruling that it broke the treaty."
            ),
            [pair("Supreme Court", "it broke the treaty")]
        );
        assert_eq!(
            said("The two countries cut ties, with Mali accusing France of spying on its army."),
            [pair("Mali", "France of spying on its army")]
        );
    }

    #[test]
    fn she_is_nobody_who_is_addressed_as_a_man() {
        let text = "In a call with Mr Saadi of Algeria, Spanish Foreign Minister Elena Ruiz said the \
                    treaty was broken. “We had a deal with them,” she said in Madrid.";
        assert_eq!(
            said(text),
            [
                pair("Elena Ruiz", "the treaty was broken"),
                pair("Elena Ruiz", "We had a deal with them"),
            ]
        );
    }

    #[test]
    fn comments_are_of_the_one_who_speaks_not_of_whom_it_is_about() {
        assert_eq!(
            said(
                "Kenyan Foreign Minister Musa Otieno said that Uganda kept a warm relationship with \
                 Kenya, denying that the embassy in Kampala would be closed. The diplomat stressed \
                 the need for talks."
            ),
            [
                pair("Musa Otieno", "Uganda kept a warm relationship with Kenya"),
                pair("Musa Otieno", "the embassy in Kampala would be closed"),
                pair("Musa Otieno", "the need for talks"),
            ]
        );
        assert_eq!(
            said("Somalia cut its ties with Iran accusing Tehran of interfering in its affairs."),
            [pair("Somalia", "Tehran of interfering in its affairs")]
        );
        assert_eq!(
            said("The Ruto administration said the embassy in Chad would be closed."),
            [pair(
                "Ruto administration",
                "the embassy in Chad would be closed"
            )]
        );
    }

    #[test]
    fn whoever_is_described_between_commas_speaks_and_more_of_a_speaker_is_not_said() {
        assert_eq!(
            said(
                "Two treaties with Chad were broken today, Ana Torres, commander of Kenyan special forces, said."
            ),
            [pair(
                "Ana Torres",
                "Two treaties with Chad were broken today"
            )]
        );
        assert_eq!(
            said(
                "\"I have decided to leave the treaty,\" said Peruvian president Ana Torres, whose term runs until 2028."
            ),
            [pair("Ana Torres", "I have decided to leave the treaty")]
        );
        assert_eq!(
            said(
                "The African Union welcomed the truce in Chad. The regional group said the rebels must disarm."
            ),
            [
                pair("African Union", "the truce in Chad"),
                pair("African Union", "the rebels must disarm"),
            ]
        );
    }

    #[test]
    fn a_second_verb_is_of_whoever_said_the_first() {
        assert_eq!(
            said(
                "Kenyan Foreign Minister Musa Otieno said the embassy in Chad had been closed and stressed that \
                 the treaty with Niger would hold."
            ),
            [
                pair("Musa Otieno", "the embassy in Chad had been closed"),
                pair("Musa Otieno", "the treaty with Niger would hold"),
            ]
        );
        assert_eq!(
            said(
                "Kenyan Foreign Minister Musa Otieno warned that Chad was preparing to leave the treaty, noting \
                 that its embassy had been closed."
            ),
            [
                pair("Musa Otieno", "Chad was preparing to leave the treaty"),
                pair("Musa Otieno", "its embassy had been closed"),
            ]
        );
    }

    #[test]
    fn he_is_nobody_with_a_name_of_women() {
        assert_eq!(
            said(
                "Peruvian Foreign Minister Elena Ruiz met her Kenyan counterpart Musa Otieno in Lima. She said the \
                 treaty was signed. He said trade with Peru had doubled."
            ),
            [
                pair("Elena Ruiz", "the treaty was signed"),
                pair("Musa Otieno", "trade with Peru had doubled"),
            ]
        );
    }
}
