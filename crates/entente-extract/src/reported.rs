//! Reported speech, read from the parse: a verb of saying, who its subject is, and which words
//! of the sentence are what is said.

use std::rc::Rc;

use entente_language::Upos;
use entente_model::{Entity, EntityType, Span};

use crate::context::Context;
use crate::lists::Sort;
use crate::mentions::{Reference, Unit, UnitKind};
use crate::statements::{SayingVerbs, can_act, join_entities, subject_of};
use crate::tree::Tree;

/// A verb of saying at work, with the words that it reports.
#[derive(Clone, Debug)]
pub(crate) struct Saying {
    pub speaker: Entity,
    /// To whom it was said, where a person or body is told or asked.
    pub addressee: Option<Entity>,
    /// What is said; none where a quotation or nothing stands there.
    pub what: Option<(Span, &'static str)>,
    /// The unit of the verb.
    pub unit: usize,
}

/// The verbs of saying of a sentence that stand outside quotations, each with its speaker.
///
/// `group` are those who last spoke together, for "they"; `last` is who spoke last, for "the
/// speech".
pub(crate) fn sayings(
    context: &Context,
    verbs: &SayingVerbs,
    line: usize,
    quoted: &[Span],
    group: Option<&Entity>,
    last: Option<&Entity>,
) -> Vec<Saying> {
    let units = &context.discourse.lines[line].units;
    if !units.iter().any(|u| {
        u.kind == UnitKind::Word
            && (verbs.any_or_quote(&u.lower)
                || context.lists.has("saying-noun", &u.lower)
                || context.lists.has("saying-adjective", &u.lower))
    }) {
        return Vec::new();
    }
    let Some(tree) = context.tree(line) else {
        return Vec::new();
    };
    let reader = Reader {
        context,
        verbs,
        line,
        tree,
        quoted,
        group,
        last,
    };
    let candidates: Vec<(usize, usize)> = units
        .iter()
        .enumerate()
        .filter(|&(at, u)| {
            u.kind == UnitKind::Word && (verbs.any_or_quote(&u.lower) || makes_clear(units, at))
        })
        .map(|(at, u)| (at, u.tokens.start))
        .filter(|&(_, token)| reader.speaks(token))
        .collect();
    let mut before: Option<Entity> = None;
    let mut found: Vec<Saying> = candidates
        .iter()
        .filter_map(|&(at, token)| {
            // "agreed that Chad must leave and expressed concern": the tense tells that the verb is
            // joined to the first, whatever the parse joins it to.
            let speaker = match &before {
                Some(first)
                    if reader.is_misjoined(token)
                        || first.kind == EntityType::Person && reader.goes_on_from_thing(token) =>
                {
                    first.clone()
                }
                first => match reader.speaker(at, token) {
                    Some(speaker) => speaker,
                    // "noted that trade had doubled and welcomed the deal": a thing welcomes
                    // nothing, so the verb goes on with the one before.
                    None if reader.goes_on(token) => first.clone()?,
                    None => return None,
                },
            };
            before = Some(speaker.clone());
            let word = units[at].lower.as_str();
            let polity = matches!(
                speaker.kind,
                EntityType::State | EntityType::Org | EntityType::Place
            );
            if polity && !verbs.core.contains(word) && !word.starts_with("ma") {
                return None;
            }
            // What a text says of its own state in the present tense is its own voice.
            let own_voice = speaker.kind == EntityType::State
                && speaker.country == context.discourse.home
                && matches!(reader.tree.token(token).syntax.xpos, "VBZ" | "VBP");
            let (mut what, addressee) = reader.content(word, token, &candidates);
            if let Some((_, rule)) = what
                && rule == "statement/reported-object"
                && (own_voice
                    || polity
                        && context.lists.has("act-of-state", word)
                        && !(reader.claims_responsibility(token)
                            // "denied any role, saying …" tells it in those words.
                            && candidates.iter().all(|&(_, t)| {
                                t < token || reader.word(t) != "saying"
                            })))
            {
                what = None;
            }
            Some(Saying {
                speaker,
                addressee,
                what,
                unit: at,
            })
        })
        .collect();
    let others = units.iter().enumerate().filter_map(|(at, unit)| {
        let token = unit.tokens.start;
        if unit.kind != UnitKind::Word {
            None
        } else if context.lists.has("saying-noun", &unit.lower) {
            reader.told_by_noun(at, token)
        } else if context.lists.has("saying-adjective", &unit.lower) {
            reader.told_by_adjective(at, token)
        } else {
            None
        }
    });
    // "asserted in his statement that …": the verb tells whose words they are.
    let begins = |s: &Saying| s.what.map(|(span, _)| span.start);
    let others: Vec<Saying> = others
        .filter(|o| begins(o).is_some() && found.iter().all(|f| begins(f) != begins(o)))
        .collect();
    found.extend(others);
    found.sort_by_key(|s| s.unit);
    found
}

/// The speaker of "according to …", whose first word behind "to" is the unit `from`.
pub(crate) fn source_named(
    context: &Context,
    verbs: &SayingVerbs,
    line: usize,
    from: usize,
) -> Option<Entity> {
    let units = &context.discourse.lines[line].units;
    let reader = Reader {
        context,
        verbs,
        line,
        tree: context.tree(line)?,
        quoted: &[],
        group: None,
        last: None,
    };
    let start = units.get(from)?.tokens.start;
    // The head of the phrase: the first word whose own head stands outside of it.
    let case = units[from - 2].tokens.start;
    let head = reader
        .tree
        .head(case)
        .filter(|&h| h >= start && h < start + 14)?;
    // "According to a statement by the ministry": the ministry.
    let author = reader
        .is_document(head)
        .then(|| {
            let tree = &reader.tree;
            tree.children(head).find(|&c| {
                tree.relation(c) == "nmod:poss"
                    || tree.relation(c) == "nmod"
                        && tree.children(c).any(|x| {
                            tree.relation(x) == "case"
                                && matches!(reader.word(x), "by" | "from" | "of")
                        })
            })
        })
        .flatten()
        .or_else(|| reader.issuer(head).filter(|_| reader.is_document(head)))
        .and_then(|c| {
            let comma = (c..reader.tree.high).find(|&t| reader.word(t) == ",");
            reader.entity(c, comma.unwrap_or(reader.tree.high))
        });
    author
        .or_else(|| reader.entity(head, reader.tree.high))
        .or_else(|| {
            // "According to him"
            units[from..].iter().take(2).find_map(|u| match u.kind {
                UnitKind::Mention(m) => Some(join_entities(
                    &context
                        .discourse
                        .entities_of(m)
                        .cloned()
                        .collect::<Vec<_>>(),
                )),
                _ => None,
            })
        })
}

/// "made clear", "has made it clear".
fn makes_clear(units: &[Unit], at: usize) -> bool {
    matches!(units[at].lower.as_str(), "made" | "makes" | "make")
        && units[at + 1..].iter().take(2).any(|u| u.lower == "clear")
}

/// What is at hand while one sentence is read.
struct Reader<'c, 'a> {
    context: &'c Context<'a>,
    verbs: &'c SayingVerbs,
    line: usize,
    tree: Rc<Tree>,
    quoted: &'c [Span],
    group: Option<&'c Entity>,
    last: Option<&'c Entity>,
}

impl Reader<'_, '_> {
    fn span(&self, token: usize) -> Span {
        self.tree.token(token).span
    }

    fn word(&self, token: usize) -> &str {
        self.tree.word(token)
    }

    fn upos(&self, token: usize) -> Upos {
        self.tree.token(token).syntax.upos
    }

    /// Whether the word is a verb that tells of an utterance that was made.
    fn speaks(&self, token: usize) -> bool {
        let span = self.span(token);
        if self.quoted.iter().any(|q| q.contains(span)) || self.upos(token) != Upos::Verb {
            return false;
        }
        let tree = &self.tree;
        let word = self.word(token);
        if tree.relation(token) == "conj"
            && !self.tree.has_subject(token)
            && tree.token(token).syntax.xpos == "VB"
        {
            // "will tackle the crisis, and urge …", "to help and urge …"
            return false;
        }
        // "the terms of said Order"
        if word == "said"
            && token > tree.low
            && matches!(
                self.word(token - 1),
                "of" | "to" | "under" | "in" | "by" | "such"
            )
            && token + 1 < tree.high
            && matches!(self.upos(token + 1), Upos::Noun | Upos::Propn)
        {
            return false;
        }
        let mut auxiliary = false;
        let first = tree
            .children(token)
            .find(|&c| tree.relation(c) == "aux")
            .unwrap_or(token);
        if (first..token).any(|t| matches!(self.word(t), "not" | "n't" | "never")) {
            return false;
        }
        for child in tree.children(token) {
            let lemma = tree.lemma(child);
            match tree.relation(child) {
                "aux" => {
                    auxiliary = true;
                    if matches!(
                        lemma,
                        "would"
                            | "could"
                            | "may"
                            | "might"
                            | "must"
                            | "should"
                            | "can"
                            | "will"
                            | "shall"
                    ) {
                        return false;
                    }
                }
                "aux:pass" => return false,
                "nsubj:pass" if tree.token(token).syntax.xpos == "VBN" => return false,
                "advmod" if matches!(lemma, "not" | "never" | "n't") => return false,
                "mark" if self.word(child) == "to" && self.goes_on_to(token) => {}
                "mark" if matches!(self.word(child), "to" | "if" | "whether") => {
                    return false;
                }
                // "when asked whether …": nobody asks.
                "advmod" | "mark"
                    if matches!(self.word(child), "when" | "if" | "once")
                        && tree.relation(token) == "advcl"
                        && !auxiliary
                        && !tree.has_subject(token) =>
                {
                    return false;
                }
                "mark" | "case" if self.quoted_as(token).is_some() => {}
                "mark" | "case" if word.ends_with("ing") && child < token => {
                    // "with officials saying …" has a subject of its own.
                    let own = tree
                        .children(token)
                        .any(|c| c > child && c < token && tree.relation(c) == "nsubj");
                    if self.word(child) != "with" || !own {
                        return false;
                    }
                }
                _ => {}
            }
        }
        if self.quoted_as(token).is_some() {
            return true;
        }
        if word.ends_with("ing") && !auxiliary {
            return self.verbs.participles.contains(word) && tree.relation(token) != "amod";
        }
        // "Although called a treaty, …": what is called so does not speak.
        let lone = tree.token(token).syntax.xpos == "VBN"
            && tree.relation(token) == "advcl"
            && !auxiliary
            && !tree.has_subject(token);
        if lone {
            return false;
        }
        // A participle before or behind its noun: "the agreed terms", "the plan announced in May".
        let bare = matches!(tree.relation(token), "amod" | "acl");
        let finite = matches!(tree.token(token).syntax.xpos, "VBD" | "VBZ" | "VBP");
        !bare || finite
    }

    /// "went on to say that", "took to the radio to warn": whether the infinitive tells what was said.
    fn goes_on_to(&self, token: usize) -> bool {
        let tree = &self.tree;
        let goes = |head: usize| {
            self.is_finite(head)
                && (self.context.lists.has("goes-on-to", tree.lemma(head))
                    || tree.lemma(head) == "go" && self.word(head + 1) == "on")
        };
        matches!(tree.relation(token), "xcomp" | "advcl")
            && tree.head(token).is_some_and(|h| h < token && goes(h))
    }

    /// The verb of "was quoted as saying", "quoted the king as saying", before "saying".
    fn quoted_as(&self, token: usize) -> Option<usize> {
        let tree = &self.tree;
        (self.word(token) == "saying" && token > tree.low && self.word(token - 1) == "as")
            .then(|| tree.head(token))
            .flatten()
            .filter(|&h| {
                h < token
                    && matches!(
                        tree.lemma(h),
                        "quote" | "cite" | "report" | "hear" | "record"
                    )
            })
    }

    /// "Ottawa's claim that …", "a warning by Moscow that …", "India's position is that …".
    fn told_by_noun(&self, unit: usize, noun: usize) -> Option<Saying> {
        let tree = &self.tree;
        let span = self.span(noun);
        if self.upos(noun) != Upos::Noun || self.quoted.iter().any(|q| q.contains(span)) {
            return None;
        }
        let owner = tree.children(noun).find(|&c| {
            tree.relation(c) == "nmod:poss"
                || tree.relation(c) == "amod" && self.mention(c).is_some_and(|(_, m)| m.is_some())
                || tree.relation(c) == "nmod"
                    && tree.children(c).any(|x| {
                        tree.relation(x) == "case" && matches!(self.word(x), "by" | "from" | "of")
                    })
        });
        let speaker = match owner {
            Some(owner) => self.entity(owner, tree.high)?,
            None => self.holder_of(noun)?,
        };
        let that = |clause: usize| {
            tree.children(clause)
                .find(|&c| tree.relation(c) == "mark" && self.word(c) == "that")
        };
        let reports = |c: &usize| {
            *c > noun
                && (matches!(tree.relation(*c), "ccomp" | "csubj")
                    || tree.relation(*c).starts_with("acl"))
        };
        let clause = tree
            .children(noun)
            .filter(reports)
            .find(|&c| that(c).is_some())
            .or_else(|| {
                let subject = tree.relation(noun).starts_with("nsubj");
                let verb = tree.head(noun).filter(|_| subject)?;
                // "Peru's position remains clear: …"
                let colon = verb + 2 < tree.high && self.word(verb + 1) == ":";
                if colon && matches!(self.word(verb), "clear" | "simple" | "unchanged" | "this") {
                    return Some(verb);
                }
                // "is that", "remains that"; some parses take the clause for the predicate itself.
                let copular = matches!(tree.lemma(verb), "be" | "remain");
                let inner = tree
                    .children(verb)
                    .filter(reports)
                    .find(|&c| that(c).is_some());
                match inner {
                    Some(inner) if copular => Some(inner),
                    None => that(verb).is_some_and(|t| t > noun).then_some(verb),
                    Some(_) => None,
                }
            })?;
        let colon = (clause < tree.high - 1 && self.word(clause + 1) == ":").then_some(clause + 1);
        let from = that(clause).or(colon)? + 1;
        let to = tree.right(clause) + 1;
        Some(Saying {
            speaker,
            addressee: None,
            what: self.words(from, to, "statement/reported-noun"),
            unit,
        })
    }

    /// Who "shared the view that …", "was of the opinion that …".
    fn holder_of(&self, noun: usize) -> Option<Entity> {
        let tree = &self.tree;
        let subject = |verb: usize| {
            tree.children(verb)
                .find(|&c| c < noun && tree.relation(c) == "nsubj")
        };
        let verb = match tree.relation(noun) {
            "obj" => tree.head(noun).filter(|&h| {
                self.is_finite(h) && self.context.lists.has("holds-view", tree.lemma(h))
            })?,
            _ => {
                let of = tree
                    .children(noun)
                    .any(|c| tree.relation(c) == "case" && self.word(c) == "of");
                let is = tree.children(noun).any(|c| tree.relation(c) == "cop");
                (of && is).then_some(noun)?
            }
        };
        self.entity(subject(verb)?, verb)
    }

    /// "Mr Soto was clear that …", "The Council is concerned that …".
    fn told_by_adjective(&self, unit: usize, adjective: usize) -> Option<Saying> {
        let tree = &self.tree;
        let span = self.span(adjective);
        if self.quoted.iter().any(|q| q.contains(span)) {
            return None;
        }
        let child = |relation: &str, word: Option<&str>| {
            tree.children(adjective).find(|&c| {
                tree.relation(c).starts_with(relation) && word.is_none_or(|w| self.word(c) == w)
            })
        };
        let stands = child("cop", None).or_else(|| child("aux:pass", None))?;
        if child("advmod", Some("not")).is_some()
            || child("aux", None)
                .is_some_and(|c| c != stands && !matches!(self.word(c), "has" | "have" | "had"))
        {
            return None;
        }
        let subject = child("nsubj", None).filter(|&s| s < stands)?;
        let clause = child("ccomp", None).filter(|&c| {
            c > adjective
                && tree
                    .children(c)
                    .any(|m| tree.relation(m) == "mark" && self.word(m) == "that")
        });
        // "are alarmed by the fighting": what moves those who say so.
        let felt = || {
            child("obl", None).filter(|&c| {
                c > adjective
                    && self
                        .context
                        .lists
                        .has("felt-adjective", self.word(adjective))
                    && tree.children(c).any(|m| {
                        tree.relation(m) == "case"
                            && m == adjective + 1
                            && matches!(self.word(m), "at" | "by" | "about" | "over" | "for")
                    })
            })
        };
        let speaker = self.entity(subject, adjective)?;
        let (from, to) = match clause {
            Some(clause) => {
                let from = tree.left(clause);
                let that = usize::from(self.word(from) == "that");
                (from + that, tree.right(clause) + 1)
            }
            // Of a report of what another feels, the report is told.
            None if tree.relation(adjective) != "root" => return None,
            None => felt().map(|_| (adjective, self.limit(adjective, &[])))?,
        };
        Some(Saying {
            speaker,
            addressee: None,
            what: self.words(from, to, "statement/reported-adjective"),
            unit,
        })
    }

    /// Whether a finite verb without a subject is joined to one that is not finite.
    fn is_misjoined(&self, token: usize) -> bool {
        let tree = &self.tree;
        tree.relation(token) == "conj"
            && self.is_finite(token)
            && !tree.has_subject(token)
            && tree
                .head(token)
                .is_some_and(|h| matches!(tree.token(h).syntax.xpos, "VB" | "VBG"))
    }

    /// Whether a finite verb without a subject is joined to another by "and".
    fn goes_on(&self, token: usize) -> bool {
        let tree = &self.tree;
        let past = tree.token(token).syntax.xpos == "VBN"
            && !tree
                .children(token)
                .any(|c| tree.relation(c).starts_with("aux"));
        tree.relation(token) == "conj"
            && (past || self.is_finite(token))
            && !tree.has_subject(token)
    }

    /// "noted that the embassy was opened in 1968 and said …": the verb is joined to one whose
    /// subject nobody would take for a speaker beside a person.
    fn goes_on_from_thing(&self, token: usize) -> bool {
        let tree = &self.tree;
        self.goes_on(token)
            && tree.head(token).is_some_and(|h| {
                tree.children(h)
                    .any(|c| tree.relation(c) == "nsubj:pass" && self.upos(c) != Upos::Pron)
            })
    }

    /// Who speaks: the subject of the verb, or of the one that it is joined to.
    fn speaker(&self, unit: usize, token: usize) -> Option<Entity> {
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
                    return self.behind(token);
                }
                return self.entity(subject, verb);
            }
            // "…, said Anna Odera": the parse takes her for whom it is said to.
            if verb == token
                && matches!(self.word(token), "said" | "says" | "added")
                && token > tree.low
                && self.word(token - 1) == ","
                && tree.children(token).any(|c| {
                    c > token
                        && matches!(tree.relation(c), "iobj" | "obj")
                        && tree.left(c) == token + 1
                })
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
                        && tree.relation(head) == "ccomp"
                        && let Some(saying) = tree.head(head)
                        && (self.verbs.clause.contains(self.word(saying))
                            || self.verbs.that.contains(self.word(saying))) =>
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
            .or_else(|| subject_of(self.context, self.line, unit))
    }

    /// "…, Ana Torres, head of the guard, said": the person before what describes her, and her unit.
    fn described_before(&self, verb: usize) -> Option<(Entity, usize)> {
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

    /// Whether a comma stands right before the word, or before the adverb before it.
    fn is_after_comma(&self, token: usize) -> bool {
        let first = self.tree.left(token).max(self.tree.low);
        first > self.tree.low && (self.word(first) == "," || self.word(first - 1) == ",")
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

    /// Whether the noun is something that is said or written by someone else.
    fn is_document(&self, token: usize) -> bool {
        self.context.lists.has("document-noun", self.word(token))
    }

    /// The speaker that a subject names, with all that are joined to it.
    fn entity(&self, subject: usize, verb: usize) -> Option<Entity> {
        let tree = &self.tree;
        let word = self.word(subject);
        if matches!(word, "who" | "which" | "that") {
            let mut clause = verb;
            for _ in 0..3 {
                let head = tree.head(clause)?;
                if tree.relation(clause).starts_with("acl") {
                    return self.entity(head, clause);
                }
                clause = head;
            }
            return None;
        }
        // "It also stressed …" of a ministry or a paper that spoke before.
        if word == "it"
            && let Some(last) = self.last
            && matches!(
                last.kind,
                EntityType::Body | EntityType::Policy | EntityType::Other
            )
            && !last.name.contains(" and ")
        {
            return Some(last.clone());
        }
        // "…, an army officer said. He added …": who spoke last, where no name tells of them.
        if matches!(word, "he" | "she")
            && let Some(last) = self.last
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
                            && c < verb
                            && tree.relation(c) == "nmod"
                            && tree.children(c).any(|x| {
                                tree.relation(x) == "case" && matches!(self.word(x), "by" | "from")
                            })
                })
            });
            if let Some(owner) = owner
                && let Some(owner) = self.entity(owner, verb)
            {
                return Some(owner);
            }
        }
        if word == "they" {
            if let Some(group) = self.group {
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

    /// Who issued "a statement issued by the ministry".
    fn issuer(&self, document: usize) -> Option<usize> {
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

    /// Those that one noun of a subject names.
    fn named(&self, noun: usize) -> Option<Vec<Entity>> {
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
        if let Some(person) = self
            .named_before_verb(noun)
            .or_else(|| self.named_behind(noun))
        {
            return Some(vec![person]);
        }
        // "The speech highlights …": whoever gave it.
        if self.is_document(noun)
            && let Some(last) = self.last
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
        if at == 0 || units[at - 1].lower != "," {
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
        let named = person(head + 2)
            .filter(|e| e.name.starts_with(char::is_uppercase) && e.name.contains(' '))?;
        // "The two ministers, Ana Ruiz and Jan Lipa, …"
        let other = units
            .get(head + 3)
            .filter(|u| u.lower == "and")
            .and_then(|_| person(head + 4));
        let end = if other.is_some() { head + 5 } else { head + 3 };
        let closed = units.get(end).is_some_and(|u| {
            matches!(u.lower.as_str(), ",") || self.upos(u.tokens.start) == Upos::Verb
        });
        let described = match units[head].kind {
            UnitKind::Word | UnitKind::Title(_) => true,
            UnitKind::Mention(m) => discourse.mentions[m].reference == Reference::Noun,
            _ => false,
        };
        (closed && described).then(|| std::iter::once(named).chain(other).cloned().collect())
    }

    /// The unit of a token, and the mention that the unit is.
    fn mention(&self, token: usize) -> Option<(usize, Option<usize>)> {
        let units = &self.context.discourse.lines[self.line].units;
        let at = units.iter().position(|u| u.tokens.contains(&token))?;
        match units[at].kind {
            UnitKind::Mention(m) => Some((at, Some(m))),
            UnitKind::Time(_) | UnitKind::Quantity(_) => None,
            UnitKind::Title(_) | UnitKind::Word => Some((at, None)),
        }
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
        let person = lists.has("spokesperson", word) || titled();
        let body = lists.has("speaker-body", word);
        let document = lists.has("speaker-document", word) || self.is_document(noun);
        let proper = self.upos(noun) == Upos::Propn;
        if !(people || person || body || document || proper) {
            return None;
        }
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
        let to = if to - noun > 8 { noun } else { to };
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
        let country_within = |span: Span| {
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
        // "Authorities in Benin", "officials from Oman", "a spokesman for the Omani ministry"
        let country = country_within(span).or_else(|| {
            let place = tree.children(noun).find(|&c| {
                tree.relation(c) == "nmod"
                    && c > noun
                    && tree.left(c) == to + 1
                    && matches!(self.word(to + 1), "in" | "from" | "for")
            })?;
            country_within(self.span(tree.left(place)).cover(self.span(place)))
        });
        let plural = matches!(tree.token(noun).syntax.xpos, "NNS" | "NNPS");
        // "a student named Odera"
        let called = (noun + 1 < tree.high
            && matches!(self.word(noun + 1), "named" | "called" | "nicknamed"))
        .then(|| {
            (noun + 2..tree.high)
                .take_while(|&t| self.upos(t) == Upos::Propn)
                .last()
        })
        .flatten();
        if let Some(end) = called.filter(|_| !plural) {
            let words = self.span(noun + 2).cover(self.span(end));
            return Some(Entity {
                name: self.context.discourse.words(words).to_owned(),
                kind: EntityType::Person,
                country,
                id: None,
            });
        }
        // "The leader affirmed …" of whoever spoke before.
        let bare = noun - from <= 1 && from > tree.low && self.word(from - 1) == "the"
            || from < noun && self.word(from) == "the" && noun - from <= 2;
        if !plural
            && bare
            && to == noun
            && country.is_none()
            && (lists.has("bare-title", word)
                || lists.has("leader", word)
                    && self
                        .last
                        .is_some_and(|l| !self.context.discourse.holds_office(l)))
            && let Some(last) = self.last
            && last.kind == EntityType::Person
            && last.name.starts_with(char::is_uppercase)
        {
            return Some(last.clone());
        }
        // "The group says …" of an organisation that spoke before.
        if !plural
            && bare
            && to == noun
            && (name == word
                || name
                    .split_once(' ')
                    .is_some_and(|(first, rest)| rest == word && lists.has("kind-of-body", first)))
            && lists.has("said-of-body", word)
            && let Some(last) = self.last
            && matches!(
                last.kind,
                EntityType::Org | EntityType::Body | EntityType::Group | EntityType::Company
            )
            && last.name.starts_with(char::is_uppercase)
        {
            return Some(last.clone());
        }
        // "An army officer said …", then "the officer said".
        if !plural
            && let Some(last) = self.last
            && last.kind == EntityType::Person
            && last.name.starts_with(char::is_lowercase)
            && last.name != name
            && last.name.split(' ').any(|w| w == name)
        {
            return Some(last.clone());
        }
        if !plural && (people || person) {
            // "The minister": whoever the text says holds such an office.
            if let Some(holder) = self.context.discourse.holder_like(word) {
                return Some(holder);
            }
        }
        // "The French ambassador": whoever the text says is it.
        if !plural
            && let Some(code) = country.as_deref()
            && let Some(holder) = self.context.discourse.holder_in(code, word)
        {
            return Some(holder);
        }
        // "The Vietnamese leader": whoever the text says leads that state.
        if !plural
            && matches!(
                word,
                "leader" | "premier" | "president" | "minister" | "chief"
            )
            && let Some(code) = country.as_deref()
            && let Some(leader) = self.context.discourse.leader_of(code)
        {
            return Some(leader);
        }
        let sort = lists.noun_sort(word);
        let one_of_many = word == "officials" || word == "officer" || person && !plural;
        let many = matches!(
            word,
            "group" | "panel" | "team" | "delegation" | "majority" | "dozens" | "hundreds"
        );
        let kind = if many {
            EntityType::Group
        } else if body || matches!(sort, Some(Sort::Body | Sort::Forces)) && !one_of_many {
            EntityType::Body
        } else if document || matches!(word, "media" | "press") || proper && !people {
            EntityType::Other
        } else if plural {
            EntityType::Group
        } else {
            EntityType::Person
        };
        Some(Entity {
            name: name.to_owned(),
            kind,
            country,
            id: None,
        })
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

    /// What the verb at `token` reports, and to whom.
    fn content(
        &self,
        word: &str,
        token: usize,
        sayings: &[(usize, usize)],
    ) -> (Option<(Span, &'static str)>, Option<Entity>) {
        let tree = &self.tree;
        let limit = self.limit(token, sayings);
        let child = |relation: &str| {
            tree.children(token)
                .find(|&c| c > token && c < limit && tree.relation(c) == relation)
        };
        let addressee = child("obj")
            .or_else(|| child("iobj"))
            .filter(|_| self.verbs.people.contains(word) || child("xcomp").is_some())
            .and_then(|o| self.named(o))
            .map(|members| join_entities(&members));
        // "said on Tuesday that …", "told reporters that …"
        let that = (token + 1..limit.min(token + 12))
            // "underlined its duty to ensure that …": that is another verb's.
            .take_while(|&t| {
                t == token + 1 || !self.is_finite(t) && tree.token(t).syntax.xpos != "VB"
            })
            .find(|&t| {
                self.word(t) == "that"
                    // "told the agency that talks …": no relative clause, as some parses have it
                    && (self.upos(t) == Upos::Sconj
                        || self.verbs.people.contains(word) && tree.relation(t - 1) == "iobj"
                        || self.verbs.clause.contains(word) && self.is_whole_clause(t))
                    // "the visit of the king and that of the queen"
                    && self.word(t + 1) != "of"
            });
        if let Some(that) = that
            && (self.verbs.that.contains(word) || self.verbs.people.contains(word))
        {
            return (
                self.words(that + 1, limit, "statement/reported-that"),
                addressee,
            );
        }
        if word.starts_with("ma") {
            let clear = (token + 1..limit.min(token + 4)).find(|&t| self.word(t) == "clear");
            return (
                clear.and_then(|c| {
                    let from = c + 1 + usize::from(c + 1 < limit && self.word(c + 1) == "that");
                    self.words(from, limit, "statement/made-clear")
                }),
                None,
            );
        }
        // "said:", and the words behind it.
        if token + 1 < limit && self.word(token + 1) == ":" && word != "states" {
            return (
                self.words(token + 2, limit, "statement/reported-colon"),
                addressee,
            );
        }
        // "told the agency the move was due to …": the parse takes the agency into the clause.
        if self.verbs.people.contains(word)
            && let Some((whom, from)) = self.told_whom(token, limit)
        {
            return (
                self.words(from, limit, "statement/reported-clause"),
                addressee.or(Some(whom)),
            );
        }
        // "said since joining in 1995 Peru had …": the parse takes "since" for the clause's own.
        let clause = child("ccomp").filter(|&c| {
            self.tree.has_subject(c)
                && (!self.is_aside(c)
                    || self.word(token + 1) == "since" && self.is_finite_clause(c))
        });
        // "stated the two envoys reaffirmed their support": the parse takes the verb of the clause
        // for a participle, but it has an object.
        let clause = clause.or_else(|| {
            let object = child("obj").filter(|_| matches!(word, "said" | "says" | "stated"))?;
            tree.children(object).find(|&c| {
                tree.relation(c) == "acl"
                    && tree.token(c).syntax.xpos == "VBN"
                    && tree.children(c).any(|o| tree.relation(o) == "obj")
            })?;
            Some(object)
        });
        if let Some(clause) = clause
            && (self.verbs.clause.contains(word)
                || self.verbs.that.contains(word)
                || self.verbs.people.contains(word))
        {
            let mut from = tree.left(clause).max(token + 1);
            // "told the agency it would be wrong": the parse takes the agency into the clause.
            if self.verbs.people.contains(word)
                && from == token + 1
                && let Some(pronoun) = (from + 1..clause).find(|&t| {
                    matches!(self.word(t), "he" | "she" | "it" | "they" | "we" | "i")
                        && tree.head(t) == Some(clause)
                        && tree.relation(t).starts_with("nsubj")
                })
            {
                from = pronoun;
            }
            while from < limit && matches!(self.word(from), "," | ":" | "that") {
                from += 1;
            }
            // "“…,” said Rojas, whose term ends soon": more of who speaks.
            if from < limit && matches!(self.word(from), "who" | "whose" | "which" | "whom") {
                return (None, addressee);
            }
            return (
                self.words(from, limit, "statement/reported-clause"),
                addressee,
            );
        }
        let of_or_against = || {
            tree.children(token).any(|c| {
                tree.relation(c) == "obl"
                    && matches!(self.word(tree.left(c)), "of" | "against")
                    && tree.left(c) == token + 1
            })
        };
        if self.verbs.people.contains(word)
            && self.before(token).is_none()
            && !(self.verbs.object.contains(word) && of_or_against())
        {
            // "who asked not to be named" says nothing.
            let told = child("xcomp")
                .filter(|&c| {
                    !matches!(
                        self.word(c),
                        "named" | "identified" | "quoted" | "called" | "excused"
                    )
                })
                .map(|c| tree.left(c));
            return (
                told.and_then(|from| self.words(from, limit, "statement/reported-told")),
                addressee,
            );
        }
        // "thanked Peru for its help": what is for whom.
        if self.context.lists.has("saying-whom", word)
            && let Some(object) = child("obj")
            && let Some(whom) = self.named(object)
            && !whom.iter().any(|e| {
                matches!(
                    e.kind,
                    EntityType::Agreement | EntityType::Policy | EntityType::Other
                )
            })
            && self.mention(object).is_some_and(|(_, m)| m.is_some())
        {
            let whom = join_entities(&whom);
            let matter = tree
                .children(token)
                .chain(tree.children(object))
                .filter(|&c| c > object && c < limit)
                .find_map(|c| match tree.relation(c) {
                    "xcomp" | "ccomp" | "advcl" => Some(tree.left(c)),
                    "obl" | "nmod" => {
                        let case = tree.children(c).find(|&x| tree.relation(x) == "case")?;
                        matches!(
                            self.word(case),
                            "for" | "on" | "over" | "of" | "about" | "as"
                        )
                        .then_some(case + 1)
                    }
                    _ => None,
                });
            return (
                matter.and_then(|from| self.words(from, limit, "statement/reported-whom")),
                Some(whom),
            );
        }
        if (self.verbs.object.contains(word) || word.starts_with("agree"))
            && let Some(from) = self.object(word, token, limit)
        {
            return (
                self.words(from, limit, "statement/reported-object"),
                addressee,
            );
        }
        // "a fire which the army said was under control": the rest of what it says of the fire.
        let relative = tree.relation(token).starts_with("acl")
            || tree.children(token).any(|c| {
                c < token
                    && tree.relation(c) == "obj"
                    && matches!(self.word(c), "which" | "who" | "whom" | "that")
            });
        if relative
            && self.verbs.clause.contains(word)
            && token + 2 < limit
            && self.is_finite(token + 1)
        {
            return (
                self.words(token + 1, limit, "statement/reported-clause"),
                addressee,
            );
        }
        // "which the envoy described as a provocation"
        if relative
            && self.verbs.object.contains(word)
            && token + 2 < limit
            && self.word(token + 1) == "as"
        {
            return (
                self.words(token + 2, limit, "statement/reported-object"),
                addressee,
            );
        }
        // "…, however, a report concluded evidence pointed to …": what is said follows.
        let clause_behind = || {
            let opens = token + 2 < limit
                && !self.is_time(token + 1)
                && matches!(
                    self.upos(token + 1),
                    Upos::Det | Upos::Pron | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj
                )
                && (token + 2..limit).any(|t| {
                    // Many a past tense is taken for a participle.
                    self.is_finite(t)
                        || matches!(word, "said" | "says") && tree.token(t).syntax.xpos == "VBN"
                });
            (opens && self.verbs.clause.contains(word))
                .then(|| self.words(token + 1, limit, "statement/reported-clause"))
                .flatten()
        };
        let subject_before = tree
            .children(token)
            .any(|c| c < token && tree.relation(c).starts_with("nsubj"));
        if subject_before && let Some(what) = clause_behind() {
            return (Some(what), addressee);
        }
        // "…, she said": the words before it.
        if self.verbs.clause.contains(word)
            && let Some(what) = self.around(token)
        {
            return (Some((what, "statement/reported-around")), addressee);
        }
        if (self.verbs.clause.contains(word)
            || matches!(word, "told" | "read" | "reads" | "warned" | "warns"))
            && let Some(what) = self.before(self.quoted_as(token).unwrap_or(token))
        {
            return (Some((what, "statement/reported-before")), addressee);
        }
        // A clause that the parse does not see as one: "reports its director has left".
        let behind = clause_behind();
        if behind.is_none()
            && self.verbs.clause.contains(word)
            && let Some(what) = self.all_before(token)
        {
            return (Some((what, "statement/reported-before")), addressee);
        }
        (behind, addressee)
    }

    /// Whom "told" is said to, where a clause follows at once: "told the agency the talks were off";
    /// and where the clause begins.
    fn told_whom(&self, token: usize, limit: usize) -> Option<(Entity, usize)> {
        let tree = &self.tree;
        let first = token + 1 + usize::from(token + 1 < limit && self.word(token + 1) == "the");
        let from = (first..limit)
            .find(|&t| self.upos(t) != Upos::Propn)
            .filter(|&t| t > first)?;
        // Where the parse has it right, the clause is found as such.
        if (first..from).any(|t| tree.head(t) == Some(token)) {
            return None;
        }
        let whom = join_entities(&self.named(from - 1)?);
        let outlet = matches!(
            whom.kind,
            EntityType::Org | EntityType::Company | EntityType::Other | EntityType::Body
        );
        let opens = outlet
            && from + 1 < limit
            && matches!(self.upos(from), Upos::Det | Upos::Pron)
            && self.word(from) != "that";
        let clause = (from + 1..limit).any(|t| self.is_finite(t));
        (opens && clause).then_some((whom, from))
    }

    /// The sentence before "…, rebel spokesman Odera said", where the parse joins it to something else.
    fn all_before(&self, token: usize) -> Option<Span> {
        let tree = &self.tree;
        let subject = tree
            .children(token)
            .filter(|&c| c < token && tree.relation(c) == "nsubj")
            .map(|c| tree.left(c))
            .max()
            // "…, said Anna Odera"
            .unwrap_or(token);
        let inverted = subject == token
            && token + 1 < tree.high
            && matches!(
                self.upos(token + 1),
                Upos::Propn | Upos::Det | Upos::Noun | Upos::Adj
            );
        let near = inverted || subject < token && (subject..token).all(|t| self.word(t) != ",");
        if subject < tree.low + 5 || self.word(subject - 1) != "," || !near {
            return None;
        }
        let end = subject - 1;
        let told = (tree.low..end).any(|t| self.is_finite(t) || tree.token(t).syntax.xpos == "MD");
        let quoted = self.span(tree.low).cover(self.span(end - 1));
        // "The paper reported the minister, who is ill, said …": another's report.
        let reported =
            (tree.low..end).any(|t| self.is_finite(t) && self.verbs.clause.contains(self.word(t)));
        let free = !reported && !self.quoted.iter().any(|q| q.overlaps(self.span(end - 1)));
        (told && free).then_some(quoted)
    }

    /// "said on its website that it left the talks": whether a clause taken for a relative one lacks
    /// nothing that "that" could stand for.
    fn is_whole_clause(&self, that: usize) -> bool {
        let tree = &self.tree;
        tree.relation(that) == "obj"
            && tree.head(that).is_some_and(|verb| {
                let other = |relation: &str| {
                    tree.children(verb)
                        .any(|c| c != that && tree.relation(c) == relation)
                };
                other("nsubj") && (other("obj") || other("ccomp") || other("xcomp"))
            })
    }

    /// "…, while Chad confirmed two": a clause beside what is said.
    fn is_contrast(&self, verb: usize) -> bool {
        self.tree
            .children(verb)
            .any(|c| self.tree.relation(c) == "mark" && matches!(self.word(c), "while" | "whereas"))
    }

    /// Whether a clause only tells when or why: "while …", "after …".
    fn is_aside(&self, verb: usize) -> bool {
        self.tree.children(verb).any(|c| {
            self.tree.relation(c) == "mark"
                && !matches!(
                    self.word(c),
                    "that" | "whether" | "if" | "how" | "to" | "why"
                )
        })
    }

    /// Whether a verb or one of its auxiliaries has a tense.
    fn is_finite_clause(&self, verb: usize) -> bool {
        let tree = &self.tree;
        self.is_finite(verb)
            || tree
                .children(verb)
                .any(|c| tree.relation(c).starts_with("aux") && self.is_finite(c))
    }

    fn is_finite(&self, token: usize) -> bool {
        matches!(
            self.tree.token(token).syntax.xpos,
            "VBD" | "VBZ" | "VBP" | "MD"
        )
    }

    /// The token behind the last that the verb may report: what is joined to the verb, comments
    /// on it, and the next verb of saying end it.
    fn limit(&self, token: usize, sayings: &[(usize, usize)]) -> usize {
        let tree = &self.tree;
        let mut limit = tree.high;
        // "Underscoring the ties, the minister met …": a fronted comment ends before its clause, and
        // so does "who called the meeting" before the verb of those who did.
        let fronted =
            tree.relation(token) == "advcl" && tree.head(token).is_some_and(|h| h > token);
        let within = tree.relation(token) == "acl:relcl"
            && tree.right(token) + 1 < tree.high
            && self.word(tree.right(token) + 1) == ",";
        if fronted || within {
            limit = tree.right(token) + 1;
        }
        for child in tree.children(token).filter(|&c| c > token + 1) {
            let left = tree.left(child).max(token + 1);
            let comma = matches!(self.word(left), "," | ";" | "—" | "–")
                || left > token + 1 && self.word(left - 1) == ",";
            let ends = match tree.relation(child) {
                // "said the talks failed and the envoys left": one report with two clauses.
                "conj" => left > token + 1 && (comma || !self.tree.has_subject(child)),
                "advcl" if comma && self.is_contrast(child) => true,
                // A comment: ", noting …". A list goes on: "of building ties, widening trade and …".
                "advcl" => {
                    let right = tree.right(child);
                    // "reported, citing the ministry, that …": the clause is the first verb's.
                    let aside = (child + 1..right)
                        .any(|t| self.word(t) == "," && self.word(t + 1) == "that")
                        || right + 2 < tree.high && self.word(right + 2) == "that";
                    comma
                        && !aside
                        && tree.token(child).syntax.xpos == "VBG"
                        && !(token + 1..left).any(|t| tree.token(t).syntax.xpos == "VBG")
                }
                "parataxis" => comma && left > token + 2,
                _ => false,
            };
            if ends {
                limit = limit.min(left);
            }
        }
        // "urged the embassy to reconsider and spoke with …": a tense cannot go on an infinitive.
        let further = (token + 1..limit).find(|&t| {
            tree.relation(t) == "conj"
                && self.is_finite(t)
                && !tree.has_subject(t)
                && tree
                    .head(t)
                    .is_some_and(|h| h > token && matches!(tree.token(h).syntax.xpos, "VB" | "VBG"))
        });
        if let Some(further) = further {
            limit = limit.min(tree.left(further).max(token + 1));
        }
        // A further verb of saying with the same subject: ", and urged …", ", adding …".
        for &(_, next) in sayings.iter().filter(|s| s.1 > token + 1) {
            let joined = matches!(
                self.word(next - 1),
                "and" | "," | "but" | "also" | "then" | "further" | ";"
            );
            let own = tree
                .children(next)
                .any(|c| tree.relation(c).starts_with("nsubj"));
            // "reported the envoy, who …, urged Chad to": the clause that is reported.
            let reported = tree.relation(next) == "ccomp" && tree.head(next) == Some(token);
            if joined && !own && !reported {
                limit = limit.min(next);
            }
            // "…, and the ministry said": another speaker.
            let clause = tree
                .children(next)
                .filter(|&c| c < next && tree.relation(c) == "nsubj")
                .map(|c| tree.left(c))
                .min()
                .filter(|&from| from > token + 3);
            if let Some(from) = clause
                && matches!(self.word(from - 1), "and" | "but" | "while")
                && matches!(self.word(from - 2), "," | ";")
            {
                limit = limit.min(from - 1);
            }
        }
        // "…, according to the agency" tells who reports it.
        if let Some(end) = (token + 2..limit.saturating_sub(1))
            .find(|&t| self.word(t) == "," && self.word(t + 1) == "according")
        {
            limit = end;
        }
        while limit > token + 1
            && matches!(
                self.word(limit - 1),
                "and" | "," | ";" | "but" | "also" | "while" | "further" | "then" | "."
            )
        {
            limit -= 1;
        }
        limit
    }

    /// "claimed responsibility for the attack", "denied any role": in words, whoever it is.
    fn claims_responsibility(&self, token: usize) -> bool {
        self.tree.children(token).any(|c| {
            self.tree.relation(c) == "obj"
                && self.context.lists.has("claimed-noun", self.tree.lemma(c))
        })
    }

    /// Whether an infinitive behind the verb tells what is asked: "called on both to stop at once".
    fn asks_to(&self, token: usize, limit: usize) -> bool {
        let tree = &self.tree;
        (token + 2..limit.saturating_sub(1)).any(|t| {
            self.word(t) == "to"
                && (t + 1..limit.min(t + 4))
                    .find(|&v| self.upos(v) != Upos::Adv)
                    .is_some_and(|v| tree.token(v).syntax.xpos == "VB")
        })
    }

    /// Where the noun phrase begins that the verb reports: "stressed the need for", "called for",
    /// "urged Peru to sign".
    fn object(&self, word: &str, token: usize, limit: usize) -> Option<usize> {
        let tree = &self.tree;
        // "called for the bill to be dropped", however it is parsed.
        let calls = word.starts_with("call") || word.starts_with("press") || word == "pushed";
        if calls && matches!(self.word(token + 1), "for" | "on" | "upon") {
            // "called on the queen" is a visit.
            let asks = self.word(token + 1) == "for"
                || !word.starts_with("call")
                || (token + 2..limit).any(|t| self.word(t) == "for")
                || self.asks_to(token, limit);
            return asks.then_some(token + 2);
        }
        // "appealed to the two sides to talk", not "appealed to the court"
        if word.starts_with("appeal") && self.word(token + 1) == "to" {
            return self.asks_to(token, limit).then_some(token + 2);
        }
        // "spoke of a new chapter", "spoke out against the law", "spoke highly of the envoy"
        if matches!(word, "speaks" | "spoke" | "spoken" | "speak") {
            let behind = (token + 1..limit.min(token + 4))
                .find(|&t| matches!(self.word(t), "of" | "against"))?;
            let near = (token + 1..behind)
                .all(|t| matches!(self.word(t), "out" | "highly" | "warmly" | "up" | "also"));
            return near.then_some(behind + 1).filter(|&from| from < limit);
        }
        // "rejected as baseless the claims of Chad"
        if self.word(token + 1) == "as"
            && token + 4 < limit
            && self.upos(token + 2) == Upos::Adj
            && matches!(self.upos(token + 3), Upos::Det | Upos::Noun | Upos::Propn)
        {
            return Some(token + 1);
        }
        // "raised concerns", not "raised tariffs"
        let raises = matches!(word, "raised" | "raises" | "raise" | "raising");
        if raises
            && !tree.children(token).any(|c| {
                tree.relation(c) == "obj" && self.context.lists.has("raised", tree.lemma(c))
            })
        {
            return None;
        }
        // "offered condolences", not "offered a loan"
        let offers = word.starts_with("offer") || word.starts_with("extend");
        if offers
            && !tree.children(token).any(|c| {
                tree.relation(c) == "obj" && self.context.lists.has("offered-words", tree.lemma(c))
            })
        {
            return None;
        }
        // "agreed on the importance of", not "agreed on a deal"
        if word.starts_with("agree") {
            let on = token + 1;
            return tree
                .children(token)
                .any(|c| c < limit && self.context.lists.has("weight-noun", self.word(c)))
                .then_some(on + 1)
                .filter(|&from| self.word(on) == "on" && from < limit);
        }
        // "condemned in the strongest terms the attack", "noted with satisfaction the progress"
        if matches!(self.word(token + 1), "in" | "with") {
            let manner = (token + 2..limit.min(token + 8))
                .find(|&t| self.context.lists.has("manner-of-saying", self.word(t)));
            if let Some(from) = manner.map(|t| t + 1).filter(|&t| t + 1 < limit)
                && matches!(
                    self.upos(from),
                    Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Pron
                )
            {
                return Some(from);
            }
        }
        let mut best: Option<usize> = None;
        for child in tree.children(token).filter(|&c| c > token && c < limit) {
            let from = match tree.relation(child) {
                "obj" | "iobj" | "xcomp" | "ccomp" => tree.left(child).max(token + 1),
                "obl" => {
                    let case = tree.children(child).find(|&c| tree.relation(c) == "case");
                    match case.map(|c| (c, self.word(c))) {
                        Some((c, preposition))
                            if !self.is_time(child)
                                && c == token + 1
                                && matches!(
                                    preposition,
                                    "for" | "on" | "upon" | "of" | "about" | "against"
                                ) =>
                        {
                            c + 1
                        }
                        _ => continue,
                    }
                }
                _ => continue,
            };
            best = Some(best.map_or(from, |b| b.min(from)));
        }
        let mut from = best?;
        while from < limit && matches!(self.word(from), "," | ":" | "that") {
            from += 1;
        }
        // "called a meeting" is no utterance; "called for", "called it a step" are.
        if word.starts_with("call") {
            let for_or_on = matches!(self.word(token + 1), "for" | "on" | "upon");
            // "called the vote a farce", not "called a vote"
            let named = tree.children(token).any(|c| {
                c > token
                    && (tree.relation(c) == "xcomp"
                        || tree.relation(c) == "obj"
                            && matches!(
                                self.word(tree.left(c)),
                                "the" | "its" | "his" | "her" | "their" | "it" | "this" | "him"
                            ))
            });
            if !for_or_on && !named {
                return None;
            }
        }
        Some(from)
    }

    /// Whether the word is part of a time: "on Sunday".
    fn is_time(&self, token: usize) -> bool {
        let units = &self.context.discourse.lines[self.line].units;
        units
            .iter()
            .any(|u| u.tokens.contains(&token) && matches!(u.kind, UnitKind::Time(_)))
    }

    /// "The town, officials say, was empty": who speaks between the commas, and the sentence. Read
    /// off the words, since parses make much else of it.
    fn aside(&self, token: usize) -> Option<(usize, Span)> {
        let tree = &self.tree;
        let finite = |t: usize| matches!(self.upos(t), Upos::Verb | Upos::Aux) && self.is_finite(t);
        if !matches!(
            self.word(token),
            "said" | "says" | "say" | "added" | "adds" | "noted" | "argued" | "argues" | "believe"
        ) || token + 2 >= tree.high
            || self.word(token + 1) != ","
        {
            return None;
        }
        let comma = (tree.low..token)
            .rev()
            .take(12)
            .take_while(|&t| !matches!(self.upos(t), Upos::Verb | Upos::Aux))
            .find(|&t| self.word(t) == ",")
            .filter(|&c| c + 1 < token)?;
        let before = (tree.low..comma)
            .any(|t| self.upos(t) == Upos::Noun || self.upos(t) == Upos::Propn)
            && !(tree.low..comma).any(finite);
        // What goes on is the clause that the aside stands in.
        let goes_on = finite(token + 2)
            || self.upos(token + 2) == Upos::Adv && (token + 3..tree.high).take(2).any(finite);
        if !before || !goes_on {
            return None;
        }
        let subject = (comma + 1..token).find(|&t| {
            matches!(self.upos(t), Upos::Noun | Upos::Propn | Upos::Pron)
                && tree.head(t).is_none_or(|h| h <= comma || h >= token)
        })?;
        let mut end = tree.high;
        while end > token + 2 && matches!(self.word(end - 1), "." | "”" | "\"") {
            end -= 1;
        }
        Some((subject, self.span(tree.low).cover(self.span(end - 1))))
    }

    /// The sentence around "The army, she said, could not hold the town".
    fn around(&self, token: usize) -> Option<Span> {
        let tree = &self.tree;
        if let Some((_, what)) = self.aside(token) {
            return Some(what);
        }
        let subject = tree
            .children(token)
            .filter(|&c| tree.relation(c).starts_with("nsubj") && c < token)
            .map(|c| tree.left(c))
            .max()?;
        // Some parses take the aside for a relative clause of the subject before it.
        let head = tree.head(token)?;
        let (verb, aside) = match tree.relation(token) {
            "acl:relcl" | "parataxis" if head < token => (
                tree.head(head)?,
                tree.relation(head).starts_with("nsubj") && head < subject,
            ),
            "parataxis" => {
                let mut subjects = tree.children(head);
                let known = subjects.any(|c| tree.relation(c).starts_with("nsubj") && c < subject);
                (head, known)
            }
            _ => return None,
        };
        let told = aside
            && verb > token
            && subject > tree.low + 1
            && self.word(subject - 1) == ","
            && token + 1 < tree.high
            && self.word(token + 1) == ",";
        let mut end = tree.high;
        while end > token + 2 && matches!(self.word(end - 1), "." | "”" | "\"") {
            end -= 1;
        }
        told.then(|| self.span(tree.low).cover(self.span(end - 1)))
    }

    /// The words before "…, she said".
    fn before(&self, token: usize) -> Option<Span> {
        let tree = &self.tree;
        let subject = tree
            .children(token)
            .filter(|&c| tree.relation(c).starts_with("nsubj"))
            .map(|c| tree.left(c))
            .max();
        let clause = tree
            .children(token)
            .find(|&c| c < token && matches!(tree.relation(c), "ccomp" | "parataxis"))
            .or_else(|| {
                let joined = tree.relation(token) == "conj"
                    && subject.is_some_and(|s| s > tree.low && self.word(s - 1) == ",")
                    && !tree.children(token).any(|c| tree.relation(c) == "cc");
                tree.head(token)
                    .filter(|&h| (tree.relation(token) == "parataxis" || joined) && h < token)
            })?;
        let end = subject.filter(|&s| s < token).unwrap_or(token);
        let mut end = end;
        while end > tree.low && matches!(self.word(end - 1), "," | "–" | "—") {
            end -= 1;
        }
        // "…, Ana Ruiz, head of the guard, said": the name and what it is described by are no part.
        let units = &self.context.discourse.lines[self.line].units;
        let named = (0..units.len()).find(|&u| {
            let tokens = &units[u].tokens;
            tokens.start > clause
                && tokens.end < end
                && matches!(units[u].kind, UnitKind::Mention(m)
                    if self.context.discourse.entities_of(m).all(|e| e.kind == EntityType::Person))
                && u > 0
                && units[u - 1].lower == ","
                && units.get(u + 1).is_some_and(|next| next.lower == ",")
                && !(tokens.end..end).any(|t| self.is_finite(t))
        });
        let described = || {
            let verb = units.iter().position(|u| u.tokens.start == token)?;
            let (_, at) = self.described_before(verb)?;
            (at > 0 && units[at - 1].lower == ",").then_some(at)
        };
        if let Some(named) = named.or_else(described) {
            end = units[named].tokens.start - 1;
        }
        // A label or dateline before the sentence is no part of what is said.
        let label = (tree.low..clause)
            .filter(|&t| tree.relation(t) == "dislocated")
            .map(|t| tree.right(t) + 1)
            .filter(|&end| end < tree.high && !matches!(self.word(end), ","))
            .max();
        // "The minister is due to go, two sources said": the parse may give the verb of saying both
        // subjects.
        let first = tree
            .children(token)
            .filter(|&c| tree.relation(c).starts_with("nsubj") && tree.right(c) < clause)
            .map(|c| tree.left(c))
            .min()
            .unwrap_or(clause);
        let from = tree.left(clause).min(first).max(label.unwrap_or(tree.low));
        (from + 3 < end).then(|| self.span(from).cover(self.span(end - 1)))
    }

    fn words(&self, from: usize, to: usize, rule: &'static str) -> Option<(Span, &'static str)> {
        (from < to).then(|| (self.span(from).cover(self.span(to - 1)), rule))
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::claims_of;
    use entente_model::ClaimBody;

    /// Speaker and content of the statements in a text.
    fn said(text: &str) -> Vec<(String, String)> {
        let (document, claims) = claims_of(text);
        claims
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Statement(s) => {
                    Some((s.speaker.name.clone(), document.slice(s.what).to_owned()))
                }
                _ => None,
            })
            .collect()
    }

    fn pair(speaker: &str, what: &str) -> (String, String) {
        (speaker.to_owned(), what.to_owned())
    }

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
    fn what_is_said_ends_before_a_comment_on_it() {
        assert_eq!(
            said(
                "Kenyan President William Ruto praised the treaty with Uganda on water, adding that \
                 trade between the two countries had doubled."
            ),
            [
                pair("William Ruto", "the treaty with Uganda on water"),
                pair(
                    "William Ruto",
                    "trade between the two countries had doubled"
                ),
            ]
        );
    }

    #[test]
    fn a_quotation_goes_on_behind_its_speaker() {
        let text = "“The talks with Uganda are over now,” Kenyan President William Ruto said. \
                    “We shall meet again in May.”";
        assert_eq!(
            said(text),
            [pair(
                "William Ruto",
                "The talks with Uganda are over now,” Kenyan President William Ruto said. “We \
                 shall meet again in May."
            )]
        );
    }

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
    fn a_label_before_a_sentence_does_not_speak() {
        assert_eq!(
            said(
                "Young Leaders Initiative (YLI) Expansion: Foreign Minister Penny Wong announced \
                 that Australia would fund 100 scholarships for Fiji."
            ),
            [pair(
                "Penny Wong",
                "Australia would fund 100 scholarships for Fiji"
            )]
        );
    }

    #[test]
    fn a_relative_clause_says_the_rest_of_its_noun() {
        assert_eq!(
            said(
                "The shelling set fire to a depot in Chad, which Sudanese state media said was \
                 under control."
            ),
            [pair("Sudanese state media", "was under control")]
        );
    }

    #[test]
    fn words_displayed_or_quoted_behind_a_colon_are_the_speakers() {
        let text = "Chilean Foreign Minister Alberto Soto met the head of the Organization of \
                    American States on Monday.\n\nForeign Minister Alberto Soto said:\n\n\
                    “Chile welcomes the vote on Nicaragua. It is a step for the region.”";
        assert_eq!(
            said(text),
            [pair(
                "Alberto Soto",
                "Chile welcomes the vote on Nicaragua. It is a step for the region."
            )]
        );
        let text = "Chilean Foreign Minister Alberto Soto said:\n\nWe met friends from Peru today. \
                    Talks on the treaty go on.\n\nFurther information\n\nThe ministry is in Santiago.";
        assert_eq!(
            said(text),
            [pair(
                "Alberto Soto",
                "We met friends from Peru today. Talks on the treaty go on"
            )]
        );
    }

    #[test]
    fn a_source_may_quote_another_or_stand_amid_what_it_says() {
        assert_eq!(
            said(
                "According to Kyodo, quoting the Japanese foreign ministry, the talks with North \
                 Korea failed."
            ),
            [pair(
                "Japanese foreign ministry",
                "the talks with North Korea failed"
            )]
        );
        assert_eq!(
            said("The talks, according to the Foreign Ministry of Oman, will resume on Sunday."),
            [pair(
                "Foreign Ministry of Oman",
                "The talks, according to the Foreign Ministry of Oman, will resume on Sunday"
            )]
        );
    }

    #[test]
    fn a_preamble_is_said_by_those_whose_text_it_is() {
        assert_eq!(
            said(
                "We, Chad and Niger, met in Niamey.\nRECALLING the treaty of friendship of 1975;\n\
                 The ministers will meet again."
            ),
            [pair("Chad and Niger", "the treaty of friendship of 1975")]
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
    fn a_dateline_is_no_part_of_what_is_said() {
        assert_eq!(
            said(
                "NAIROBI, May 3 (Xinhua) -- Kenya will open an embassy in Peru, the foreign ministry \
                 said."
            ),
            [pair(
                "foreign ministry",
                "Kenya will open an embassy in Peru"
            )]
        );
    }

    #[test]
    fn the_ministry_is_of_who_acts_and_a_source_ends_at_its_comma() {
        assert_eq!(
            said(
                "According to a statement by Turkey's Communications Directorate, Erdogan and Ruto \
                 discussed the treaty."
            ),
            [pair(
                "Communications Directorate",
                "Erdogan and Ruto discussed the treaty"
            )]
        );
    }

    #[test]
    fn nouns_and_adjectives_of_saying_report_too() {
        assert_eq!(
            said("Ottawa's claim that agents of India killed a Canadian was rejected."),
            [pair("Canada", "agents of India killed a Canadian")]
        );
        assert_eq!(
            said("The European Union is concerned that Belarus is holding the activists."),
            [pair("European Union", "Belarus is holding the activists")]
        );
    }

    #[test]
    fn what_was_not_said_or_is_to_come_is_no_statement() {
        assert_eq!(
            said("Kenya's government did not say that the treaty with Uganda had ended."),
            []
        );
        assert_eq!(
            said("Kenyan President William Ruto will reaffirm the treaty with Uganda on Monday."),
            []
        );
    }

    #[test]
    fn who_adds_a_name_or_calls_a_thing_so_is_told_apart_from_who_says() {
        // The apposition is of the speaker, whose verb says the rest.
        assert_eq!(
            said(
                "According to Reuters, the Peruvian foreign minister, Elena Ruiz, said that Chile \
                 will reopen the crossing."
            ),
            [pair("Elena Ruiz", "Chile will reopen the crossing")]
        );
        assert_eq!(
            said("Although called a treaty, the pact of Peru and Chile binds neither."),
            []
        );
        // A few quoted words within a report do not make it a quotation.
        assert_eq!(
            said(
                "Kenyan Foreign Minister Musa Otieno said that those who attacked the embassy of \
                 Uganda “would face a charge of murder in a court of the land”."
            ),
            [pair(
                "Musa Otieno",
                "those who attacked the embassy of Uganda “would face a charge of murder in a court \
                 of the land"
            )]
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

    #[test]
    fn nobody_who_is_named_within_a_quotation_says_it() {
        assert_eq!(
            said(
                "Kenyan Foreign Minister Musa Otieno came to Lima for talks. “The envoys were sent by \
                 President William Ruto,” he said."
            ),
            [pair(
                "Musa Otieno",
                "The envoys were sent by President William Ruto"
            )]
        );
    }

    #[test]
    fn manner_and_feeling_stand_between_the_verb_and_what_is_said() {
        assert_eq!(
            said(
                "The members of the Security Council condemned in the strongest terms the attack on \
                 the embassy of Chad. They noted with concern the fighting in Niger."
            ),
            [
                pair(
                    "members of the Security Council",
                    "the attack on the embassy of Chad"
                ),
                pair("members of the Security Council", "the fighting in Niger"),
            ]
        );
        assert_eq!(
            said("The members of the Security Council are alarmed by the fighting in Niger."),
            [pair(
                "members of the Security Council",
                "alarmed by the fighting in Niger"
            )]
        );
        assert_eq!(
            said("The leaders of Peru and Chile agreed on the importance of the treaty."),
            [pair("Peru and Chile", "the importance of the treaty")]
        );
    }

    #[test]
    fn a_clause_that_the_parse_takes_apart_is_reported_whole() {
        assert_eq!(
            said(
                "Reuters reported Omar Haddad, the caretaker Prime Minister of Lebanon, recommended \
                 the French troops withdraw."
            ),
            [pair(
                "Reuters",
                "Omar Haddad, the caretaker Prime Minister of Lebanon, recommended the \
                     French troops withdraw"
            ),]
        );
        assert_eq!(
            said("Peru's position is clear: Chile must keep the treaty."),
            [pair("Peru", "Chile must keep the treaty")]
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
    fn asides_and_names_behind_a_description_are_told_apart_from_what_is_said() {
        assert_eq!(
            said(
                "Kenyan general Musa Otieno came to Chad. The rebels, he added, could not stand the \
                 embargo but were sending fighters."
            ),
            [pair(
                "Musa Otieno",
                "The rebels, he added, could not stand the embargo but were sending fighters"
            )]
        );
        assert_eq!(
            said(
                "The talks between Iraq and Turkey have failed, said a spokesman for the coalition, \
                 Colonel John Dale."
            ),
            [pair(
                "John Dale",
                "The talks between Iraq and Turkey have failed"
            )]
        );
        assert_eq!(
            said(
                "Iraqi Brig. Gen. Yahya Salim said the treaty with Turkey would hold. The embassy in \
                 Ankara was closed, Omar Barzan, commander of the border guard, said."
            ),
            [
                pair("Yahya Salim", "the treaty with Turkey would hold"),
                pair("Omar Barzan", "The embassy in Ankara was closed"),
            ]
        );
    }

    #[test]
    fn single_marks_quote_and_a_speech_may_close_in_the_next_paragraph() {
        assert_eq!(
            said(
                "‘We will not accept any threats,’ the Ghanaian president said. The ministers’ talks in Togo failed."
            ),
            [pair("Ghanaian president", "We will not accept any threats")]
        );
        assert_eq!(
            said(
                "\"On Monday the envoy of Peru was summoned.\n\nWe told him of our protest,\" the \
                 Chilean foreign ministry said in a statement."
            ),
            [pair(
                "Chilean foreign ministry",
                "On Monday the envoy of Peru was summoned.\n\nWe told him of our protest"
            )]
        );
        assert_eq!(
            said(
                "Ana Soto, spokeswoman of the Chilean foreign ministry:\n“We told the envoy of Peru of our protest today.”"
            ),
            [pair(
                "Ana Soto",
                "We told the envoy of Peru of our protest today."
            )]
        );
    }

    #[test]
    fn what_one_is_quoted_as_saying_promises_or_denies_is_said() {
        for (text, speaker, what) in [
            (
                "Ghanaian minister Kofi Asante was quoted as saying that the border would stay closed.",
                "Kofi Asante",
                "the border would stay closed",
            ),
            (
                "Ghana will send more troops, Ghanaian minister Kofi Asante promised on Sunday.",
                "Kofi Asante",
                "Ghana will send more troops",
            ),
            (
                "Ghanaian minister Kofi Asante went on to say that the border would stay closed.",
                "Kofi Asante",
                "the border would stay closed",
            ),
            (
                "Accra denied any role in the coup.",
                "Ghana",
                "any role in the coup",
            ),
            (
                "Ghanaian minister Kofi Asante warned against a new arms race.",
                "Kofi Asante",
                "a new arms race",
            ),
            (
                "Ghanaian minister Kofi Asante spoke highly of the role of Togo.",
                "Kofi Asante",
                "the role of Togo",
            ),
            (
                "The ministers of Ghana and Togo shared the view that the accord was a step forward.",
                "Ghana and Togo",
                "the accord was a step forward",
            ),
            (
                "A statement from the Ghanaian foreign ministry said it regretted the decision.",
                "Ghanaian foreign ministry",
                "it regretted the decision",
            ),
            (
                "The Ghanaian foreign ministry said in a statement on its website that it regretted the decision.",
                "Ghanaian foreign ministry",
                "it regretted the decision",
            ),
        ] {
            assert_eq!(said(text), [pair(speaker, what)], "{text}");
        }
        for text in [
            "Ghanaian minister Kofi Asante called on the queen in London.",
            "When asked whether the talks would resume, Ghanaian minister Kofi Asante left.",
        ] {
            assert!(said(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn who_is_told_and_what_a_speaker_is_besides_are_no_part_of_what_is_said() {
        for (text, speaker, what) in [
            (
                "A Kenyan army spokesman told the BBC the move was due to the embargo on Chad.",
                "Kenyan army spokesman",
                "the move was due to the embargo on Chad",
            ),
            (
                "The treaty with Chad was confirmed in May, said Assane Ba, an African Union spokesman.",
                "Assane Ba",
                "The treaty with Chad was confirmed in May",
            ),
            (
                "“We hope the truce in Chad holds,” Tewolde Bekele, IGAD’s peace and security director, said.",
                "Tewolde Bekele",
                "We hope the truce in Chad holds",
            ),
            (
                "\"The army of Chad has left the town,\" said Bahar Ibrahim of the Liberation Army.",
                "Bahar Ibrahim",
                "The army of Chad has left the town",
            ),
            (
                "According to a statement issued by the Permanent Mission of Nepal, the envoys of Nepal and Chad met.",
                "Permanent Mission of Nepal",
                "the envoys of Nepal and Chad met",
            ),
        ] {
            assert_eq!(said(text), [pair(speaker, what)], "{text}");
        }
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
    fn few_words_are_speech_where_they_end_as_such_and_a_view_is_told_of() {
        for (text, speaker, what) in [
            (
                "\"They beat us,\" one Syrian migrant, who asked to be called Omar, said in Malta.",
                "Syrian migrant",
                "They beat us",
            ),
            (
                "\"The union,\" Slovak president Eva Kova said, \"must remain open to all who ask.\"",
                "Eva Kova",
                "The union,\" Slovak president Eva Kova said, \"must remain open to all who ask.",
            ),
            (
                "In the view of Slovak president Eva Kova, the treaty with Malta must remain open.",
                "Eva Kova",
                "the treaty with Malta must remain open",
            ),
            (
                "It is Slovakia's position that the treaty with Malta must remain open.",
                "Slovakia",
                "the treaty with Malta must remain open",
            ),
            (
                "Slovak media reported on Tuesday, citing the ministry, that the treaty with Malta was off.",
                "Slovak media",
                "the treaty with Malta was off",
            ),
            (
                "Slovak president Eva Kova offered condolences to the people of Malta.",
                "Eva Kova",
                "condolences to the people of Malta",
            ),
        ] {
            assert_eq!(said(text), [pair(speaker, what)], "{text}");
        }
        assert!(said("Slovak president Eva Kova offered a loan of millions to Malta.").is_empty());
    }

    #[test]
    fn words_behind_a_colon_go_on_with_their_paragraph() {
        assert_eq!(
            said(
                "Peruvian minister Ana Torres said: The treaty with Chile is broken. It was weak. \
                 Nobody mourns it.\nChile left the talks."
            ),
            [pair(
                "Ana Torres",
                "The treaty with Chile is broken. It was weak. Nobody mourns it"
            )]
        );
        assert_eq!(
            said(
                "Peruvian minister Ana Torres said: the treaty with Chile is broken. Chile left the talks."
            ),
            [pair("Ana Torres", "the treaty with Chile is broken")]
        );
    }
}
