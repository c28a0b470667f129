//! What is promised, planned or announced by a verb or noun that says so: "pledged to open", "its
//! intent to send", "announced a new scheme", "pledges €300 million", "set a target of".

use entente_language::Upos;
use entente_model::{EntityType, QuantityKind, Span, TimexType};

use super::{Place, Reader, Trigger};
use crate::mentions::UnitKind;

/// How many words may stand between a promise and the infinitive that tells it, where they tell when
/// or where it was made.
const ADJUNCT: usize = 13;

/// Whether a noun is what parliaments and voters approve and thereby make.
pub(super) fn is_law(noun: &str) -> bool {
    matches!(
        noun,
        "constitution" | "budget" | "law" | "bill" | "amendment" | "amendments" | "resolution"
    )
}

impl Reader<'_, '_> {
    /// A verb or noun that commits, with what it commits to.
    pub(super) fn verb(&self, token: usize, word: &str, upos: Upos, out: &mut Vec<Place>) {
        let Some(trigger) = self.promising(word, upos) else {
            if self.context.lists.has("commit-announce", word) {
                self.announced(token, out);
            } else if self.is_launching(token, word) {
                self.push_launch(token, out);
            } else if self.context.lists.has("effort-noun", word) {
                self.effort(token, out);
            } else if let Some(act) = self.granted(token) {
                self.future(Trigger::Pledge, token, act, token, out);
            }
            return;
        };
        if self.promises_nothing(trigger, token, word) {
            return;
        }
        if let Some(act) = self.promised_act(trigger, token) {
            self.future(trigger, token, act, token, out);
        } else if let Some(clause) = self.promised_clause(trigger, token) {
            self.duty(trigger, token, clause, out);
        } else if let Some(spending) = self.promised_aim(trigger, token) {
            self.future(Trigger::Target, token, spending, token, out);
        } else if let Some(matter) = self.promised_matter(trigger, token) {
            let skip = usize::from(matches!(
                self.word(self.tree.left(matter)),
                "on" | "upon" | "to"
            ));
            out.push(Place {
                trigger: Trigger::Announce,
                verb: token,
                act: matter,
                from: self.tree.left(matter).max(token + 1) + skip,
                joined: false,
            });
        } else if let Some(thing) = self.planned_thing(trigger, token) {
            let from = self.tree.left(thing).max(token + 1);
            let skip = usize::from(matches!(self.word(from), "for" | "towards" | "toward"));
            out.push(Place {
                trigger,
                verb: token,
                act: thing,
                from: from + skip,
                joined: false,
            });
        } else if let Some(object) = self.promised_number(trigger, token) {
            out.push(Place {
                trigger: Trigger::Target,
                verb: token,
                act: object,
                from: self.tree.left(object),
                joined: false,
            });
        }
    }

    /// "its effort to clear the arrears by June", "the drive by Togo to plant a million trees": what is
    /// being done is a promise where a day or a number tells when it will have been reached.
    fn effort(&self, noun: usize, out: &mut Vec<Place>) {
        let tree = &self.tree;
        let by = tree.children(noun).any(|c| {
            c > noun && tree.relation(c) == "nmod" && matches!(self.word(tree.left(c)), "by" | "of")
        });
        let reach = if by { ADJUNCT } else { 3 };
        let act = (noun + 1..tree.high.min(noun + reach))
            .take_while(|&t| !matches!(self.word(t), "," | ";") && !self.is_finite(t))
            .find(|&t| self.word(t) == "to")
            .and_then(|to| {
                (to + 1..tree.high.min(to + 3))
                    .find(|&t| self.xpos(t) == "VB" && tree.head(t).is_some())
            });
        let Some(act) = act else { return };
        let reached = self.dated_end(tree.right(act) + 1);
        let span = self.span(act).cover(self.span(reached - 1));
        let analysis = self.context.discourse.analysis;
        let dated = analysis.times.iter().any(|t| {
            span.contains(t.span)
                && t.kind == TimexType::Date
                && self
                    .unit_at(t.span)
                    .and_then(|u| u.checked_sub(1))
                    .is_some_and(|b| {
                        matches!(
                            self.context.word(self.line, b),
                            "by" | "before" | "until" | "of"
                        )
                    })
        });
        if dated {
            self.future(Trigger::Noun, noun, act, noun, out);
        }
    }

    /// "accepted Peru's request to send engineers": what is granted who asked for it.
    fn granted(&self, verb: usize) -> Option<usize> {
        let tree = &self.tree;
        if !matches!(
            tree.lemma(verb),
            "accept" | "grant" | "heed" | "honour" | "honor"
        ) || !tree.has_subject(verb)
        {
            return None;
        }
        let request = tree.children(verb).find(|&c| {
            c > verb
                && tree.relation(c) == "obj"
                && matches!(tree.lemma(c), "request" | "appeal" | "plea" | "demand")
        })?;
        tree.children(request)
            .chain(tree.children(verb))
            .find(|&c| c > request && self.xpos(c) == "VB" && self.word(tree.left(c)) == "to")
    }

    /// Whether a token is a verb with a tense of its own.
    fn is_finite(&self, token: usize) -> bool {
        matches!(self.xpos(token), "VBD" | "VBZ" | "VBP" | "MD")
    }

    /// The unit in which a span begins.
    fn unit_at(&self, span: Span) -> Option<usize> {
        let units = &self.context.discourse.lines[self.line].units;
        units.iter().position(|u| u.span.overlaps(span))
    }

    /// What a word of promising introduces, where it does not announce or launch.
    fn promising(&self, word: &str, upos: Upos) -> Option<Trigger> {
        if upos == Upos::Noun {
            return Some(Trigger::Noun);
        }
        [
            ("commit-pledge", Trigger::Pledge),
            ("commit-plan", Trigger::Plan),
            ("commit-target", Trigger::Target),
            ("commit-set", Trigger::Set),
            ("commit-ready", Trigger::Ready),
            ("commit-order", Trigger::Order),
        ]
        .into_iter()
        .find(|(list, _)| self.context.lists.has(list, word))
        .map(|(_, trigger)| trigger)
    }

    /// "are launching a group", "is sending soldiers": an act that has begun by being told.
    fn is_launching(&self, token: usize, word: &str) -> bool {
        let tree = &self.tree;
        let lists = self.context.lists;
        (lists.has("commit-launch", word)
            || word.ends_with("ing")
                // "is holding ten soldiers": what goes on is no promise.
                && !lists.has("goes-on-now", tree.lemma(token))
                && ["commit-verb", "verb-rule", "verb-give", "verb-open"]
                    .iter()
                    .any(|list| lists.has(list, tree.lemma(token))))
            && tree.children(token).any(|c| {
                tree.relation(c) == "aux"
                    && (matches!(self.word(c), "is" | "are" | "am" | "'re" | "'m")
                        // "announced that it was sending soldiers"
                        || matches!(self.word(c), "was" | "were")
                            && tree.relation(token) == "ccomp"
                            && self.own_act(token))
            })
    }

    /// Whether a word of promising promises nothing here, or is read elsewhere.
    fn promises_nothing(&self, trigger: Trigger, token: usize, word: &str) -> bool {
        let tree = &self.tree;
        let negated = (token.saturating_sub(3).max(tree.low)..token)
            .any(|t| matches!(self.word(t), "not" | "never" | "n't" | "no" | "any"));
        // "the treaty required Britain to withdraw", "the accord obliges Sudan to": the terms, read below.
        let bound = tree
            .children(token)
            .any(|c| matches!(tree.relation(c), "obj" | "iobj") && c > token);
        let laid_down = || {
            tree.children(token).any(|c| {
                tree.relation(c).starts_with("nsubj")
                    && c < token
                    && self.is_laid_down(c)
                    && !is_law(self.word(c))
            })
        };
        let terms = bound
            && (trigger == Trigger::Set && word.starts_with("requir")
                || trigger == Trigger::Order
                    && self.context.lists.has("terms-verb", word)
                    && laid_down());
        // "thanked Chad for agreeing to host": what somebody is thanked or punished for.
        let thanked = word.ends_with("ing") && token > tree.low && self.word(token - 1) == "for";
        // "is pledging $5 million to support": the sum is what is pledged.
        let sum = trigger == Trigger::Pledge && self.sum_behind(token, 4).is_some();
        // "the economy is expected to grow": what is foreseen.
        let foreseen = word == "expected"
            && tree.children(token).any(|c| {
                c > token
                    && matches!(
                        tree.lemma(c),
                        "grow"
                            | "expand"
                            | "shrink"
                            | "contract"
                            | "slow"
                            | "average"
                            | "rise"
                            | "fall"
                            | "decline"
                    )
            });
        negated || terms || thanked || sum || foreseen
    }

    /// The act that is promised: "pledged to open", "his intent to name", "aims to be a hub".
    fn promised_act(&self, trigger: Trigger, token: usize) -> Option<usize> {
        let tree = &self.tree;
        let infinitive = |c: &usize| {
            *c > token
                && matches!(
                    tree.relation(*c),
                    "xcomp" | "acl" | "advcl" | "ccomp" | "csubj" | "nmod" | "obl"
                )
                && (tree.token(*c).syntax.upos == Upos::Verb
                    || matches!(self.word(tree.left(*c)), "to" | "not" | "never"))
                && matches!(self.xpos(*c), "VB" | "VBG" | "NN" | "VBN" | "JJ")
        };
        let act = tree.children(token).find(|c| {
            infinitive(c) && {
                let before = self.word(tree.left(*c));
                // "resolved, as leaders, to meet", "ordered the ministry to close"
                let controlled = tree.relation(*c) == "xcomp" || trigger == Trigger::Order;
                let direct = tree.left(*c) <= token + if controlled { 9 } else { 4 };
                // "promised not to sell"
                let denied =
                    matches!(before, "not" | "never") && self.word(tree.left(*c) + 1) == "to";
                // "aims at raising", not "a plan aimed at raising"
                let at = trigger == Trigger::Target
                    && before == "at"
                    && self.xpos(*c) == "VBG"
                    && self.xpos(token) != "VBN";
                direct && (matches!(before, "to" | "of" | "on") || denied || at)
            }
        });
        // "promised doubling its aid", "guaranteed paying the arrears"
        let doing = || {
            tree.children(token).find(|&c| {
                trigger == Trigger::Pledge
                    && self.xpos(c) == "VBG"
                    && matches!(tree.relation(c), "xcomp" | "ccomp" | "obj" | "advcl")
                    && tree.left(c) == token + 1
                    && tree.children(c).any(|o| tree.relation(o) == "obj")
            })
        };
        // Whatever the parse hangs it on: "his intent to name", "a decision to send".
        let act = act
            .or_else(doing)
            .or_else(|| self.act_behind(trigger, token));
        // "agreed to the opening of": a thing, looked at below.
        act.filter(|&act| {
            trigger == Trigger::Noun
                || self.xpos(act) != "NN"
                // "aims to be a hub"
                || tree.children(act).any(|c| tree.relation(c) == "cop")
        })
    }

    /// The infinitive near behind a word of promising, whatever the parse hangs it on.
    fn act_behind(&self, trigger: Trigger, token: usize) -> Option<usize> {
        let tree = &self.tree;
        // "resolved, as leaders, to meet", "vowed for the union to lift"
        let reach = if matches!(self.word(token + 1), "," | "for") || trigger == Trigger::Order {
            // "instructed the minister, together with the mission, to see"
            if trigger == Trigger::Order { 14 } else { 9 }
        } else if self.opens_adjunct(token + 1) {
            // "agreed at talks in Muscat to exchange", "undertook last year not to sell"
            ADJUNCT
        } else {
            3
        };
        // "announced the aim late on Thursday to cut"
        let behind = (token + 1..tree.high.min(token + 6))
            .find(|&t| {
                !matches!(self.word(t), "late" | "on" | "early" | "earlier")
                    && !self.unit(t).is_some_and(|u| {
                        matches!(
                            self.context.discourse.lines[self.line].units[u].kind,
                            UnitKind::Time(_)
                        )
                    })
            })
            .unwrap_or(token + 1);
        let first = if behind > token + 2 {
            behind
        } else {
            token + 1
        };
        (first..tree.high.min(first + reach - 1))
            .take_while(|&t| tree.token(t).syntax.upos != Upos::Verb || reach != ADJUNCT)
            .find(|&t| self.word(t) == "to")
            .and_then(|to| (to + 1..tree.high.min(to + 3)).find(|&t| self.xpos(t) == "VB"))
    }

    /// "agreed that ministers should meet each year": the clause that is agreed.
    fn promised_clause(&self, trigger: Trigger, token: usize) -> Option<usize> {
        let tree = &self.tree;
        tree.children(token)
            .filter(|_| matches!(trigger, Trigger::Pledge | Trigger::Order))
            .find(|&c| c > token && tree.relation(c) == "ccomp" && tree.has_subject(c))
    }

    /// The content of a clause that says what should or must be done.
    fn duty(&self, trigger: Trigger, token: usize, clause: usize, out: &mut Vec<Place>) {
        let tree = &self.tree;
        let modal = tree.children(clause).any(|c| {
            tree.relation(c).starts_with("aux")
                && (matches!(self.word(c), "should" | "must")
                        // "directed that the vote be held anew"
                        || self.word(c) == "be" && trigger == Trigger::Order)
        });
        if modal {
            let mut from = tree.left(clause).max(token + 1);
            while from < clause && matches!(self.word(from), "that" | ",") {
                from += 1;
            }
            out.push(Place {
                trigger,
                verb: token,
                act: clause,
                from,
                joined: false,
            });
        }
    }

    /// "have committed to a target of spending 2 percent"
    fn promised_aim(&self, trigger: Trigger, token: usize) -> Option<usize> {
        let tree = &self.tree;
        tree.children(token)
            .filter(|&c| {
                trigger == Trigger::Pledge
                    && c > token
                    && self.context.lists.has("aim", self.word(c))
            })
            .flat_map(|c| tree.children(c))
            .find(|&c| tree.relation(c) == "acl" && self.xpos(c) == "VBG")
    }

    /// "agreed on the exchange of ambassadors", "pledged support for the fund": a thing that is
    /// promised and is no sum.
    fn promised_matter(&self, trigger: Trigger, token: usize) -> Option<usize> {
        let tree = &self.tree;
        let matter = tree.children(token).find(|&c| {
            let opened = matches!(self.word(tree.left(c)), "on" | "upon" | "to");
            c > token
                && tree.token(c).syntax.upos == Upos::Noun
                && (matches!(tree.relation(c), "obl")
                    && opened
                    && self.context.lists.has("commit-act", self.word(c))
                    || tree.relation(c) == "obj"
                        && matches!(
                            tree.lemma(token),
                            "pledge" | "promise" | "offer" | "guarantee"
                        ))
        });
        // "ordered the withdrawal of the soldiers"
        let ordered = || {
            tree.children(token).find(|&c| {
                c > token
                    && trigger == Trigger::Order
                    && tree.relation(c) == "obj"
                    && tree.token(c).syntax.upos == Upos::Noun
                    && self.context.lists.has("commit-act", self.word(c))
            })
        };
        matter
            .filter(|&matter| trigger == Trigger::Pledge && !self.has_sum(matter))
            .or_else(ordered)
    }

    /// "plans joint exercises in May", "aim for an agreement within two years": a thing with a day or a
    /// number, of which the parties say that they will have it.
    fn planned_thing(&self, trigger: Trigger, token: usize) -> Option<usize> {
        let tree = &self.tree;
        if !matches!(trigger, Trigger::Plan | Trigger::Target) || !self.is_predicate(token) {
            return None;
        }
        let thing = tree.children(token).find(|&c| {
            c > token
                && tree.token(c).syntax.upos == Upos::Noun
                && (trigger == Trigger::Plan
                    && tree.relation(c) == "obj"
                    && tree.left(c) == token + 1
                    && tree.lemma(token) == "plan"
                    || trigger == Trigger::Target
                        && tree.relation(c) == "obl"
                        && tree.left(c) == token + 1
                        && matches!(self.word(token + 1), "for" | "towards" | "toward"))
        })?;
        let span = self
            .span(tree.left(thing))
            .cover(self.span(self.dated_end(tree.right(token) + 1) - 1));
        let dated = self.context.discourse.analysis.times.iter().any(|t| {
            span.contains(t.span) && matches!(t.kind, TimexType::Date | TimexType::Duration)
        });
        (dated || self.has_sum(thing)).then_some(thing)
    }

    /// Whether a verb has a subject or a tense of its own.
    fn is_predicate(&self, token: usize) -> bool {
        self.tree.token(token).syntax.upos == Upos::Verb
            && (self.tree.has_subject(token) || matches!(self.xpos(token), "VBD" | "VBZ" | "VBP"))
    }

    /// "targets 8 percent growth"
    fn promised_number(&self, trigger: Trigger, token: usize) -> Option<usize> {
        let tree = &self.tree;
        let object = tree
            .children(token)
            .find(|&c| c > token && matches!(tree.relation(c), "obj" | "ccomp" | "obl" | "nmod"));
        object.filter(|&object| {
            trigger == Trigger::Target && tree.left(object) == token + 1 && {
                let span = self
                    .span(tree.left(object))
                    .cover(self.span(tree.right(object)));
                let quantities = &self.context.discourse.analysis.quantities;
                quantities.iter().any(|q| span.contains(q.span))
            }
        })
    }

    /// Whether a token opens words that tell when, where or with whom something is promised, and not
    /// what: "at talks in Muscat", "hours later".
    fn opens_adjunct(&self, token: usize) -> bool {
        let units = &self.context.discourse.lines[self.line].units;
        matches!(
            self.word(token),
            "at" | "in" | "during" | "after" | "with" | "under"
        ) || self.unit(token).is_some_and(|u| {
            matches!(units[u].kind, UnitKind::Time(_))
                || ["hour", "day", "week", "month", "year"]
                    .iter()
                    .any(|w| units[u].lower.starts_with(w))
        })
    }

    /// The unit of a sum right behind a token, before "to", "that" or a comma.
    fn sum_behind(&self, token: usize, reach: usize) -> Option<usize> {
        let units = &self.context.discourse.lines[self.line].units;
        let at = self.unit(token)?;
        (at + 1..units.len().min(at + reach))
            .take_while(|&u| !matches!(units[u].lower.as_str(), "to" | "," | "that"))
            .find(|&u| match units[u].kind {
                UnitKind::Quantity(q) => {
                    self.context.discourse.analysis.quantities[q].kind == QuantityKind::Money
                }
                _ => false,
            })
    }

    /// "announced a new scheme": what is announced and is no clause.
    fn announced(&self, token: usize, out: &mut Vec<Place>) {
        let tree = &self.tree;
        let Some(object) = tree
            .children(token)
            .find(|&c| c > token && tree.relation(c) == "obj")
        else {
            return;
        };
        let noun = self.word(object);
        let promise = self.context.lists.has("commit-noun", noun)
            && tree.children(object).any(|c| tree.relation(c) == "acl");
        // "approved a loan from the bank": what is taken is no promise of the taker.
        let loan = tree.lemma(token) == "approve" && self.context.lists.has("loan-noun", noun);
        // "announced a deal": its terms may be promises, it is none.
        let deal = matches!(
            noun,
            "deal" | "agreement" | "treaty" | "accord" | "pact" | "truce" | "ceasefire"
        );
        // "approved a new constitution", "approved a budget": laws are made, not promised.
        let law = tree.lemma(token) == "approve" && is_law(noun);
        if tree.token(object).syntax.upos != Upos::Noun || promise || loan || deal || law {
            return;
        }
        out.push(Place {
            trigger: Trigger::Announce,
            verb: token,
            act: object,
            from: tree.left(object).max(token + 1),
            joined: false,
        });
        // "announced a grant, a loan and the opening of an office"
        for further in tree.children(object).filter(|&c| {
            c > object
                && tree.relation(c) == "conj"
                && tree.token(c).syntax.upos == Upos::Noun
                && tree.right(c) > c + 1
        }) {
            let mut from = tree.left(further);
            while from < further && matches!(self.word(from), "and" | "," | ";" | "as" | "well") {
                from += 1;
            }
            out.push(Place {
                trigger: Trigger::Announce,
                verb: token,
                act: further,
                from,
                joined: true,
            });
        }
    }

    /// Whether a reported act is of whoever reports it, or of a state: "Kenya said it was sending",
    /// "the ministry said Kenya was sending".
    fn own_act(&self, act: usize) -> bool {
        let tree = &self.tree;
        tree.children(act).any(|c| {
            tree.relation(c) == "nsubj"
                && (matches!(self.word(c), "it" | "they" | "he" | "she" | "we")
                    || self.mentioned(c).is_some_and(|all| {
                        all.iter().all(|e| {
                            matches!(
                                e.kind,
                                EntityType::State | EntityType::Org | EntityType::Body
                            )
                        })
                    }))
        })
    }

    fn push_launch(&self, token: usize, out: &mut Vec<Place>) {
        let object = self
            .tree
            .children(token)
            .any(|c| self.tree.relation(c) == "obj" && c > token);
        if object {
            out.push(Place {
                trigger: Trigger::Launch,
                verb: token,
                act: token,
                from: token,
                joined: false,
            });
        }
    }

    /// "pledges €300 million", "announced an investment of $2 billion".
    pub(super) fn sums(&self, out: &mut Vec<Place>) {
        let units = &self.context.discourse.lines[self.line].units;
        let lists = self.context.lists;
        for (at, unit) in units.iter().enumerate() {
            let pledge = lists.has("commit-pledge", &unit.lower);
            let told = lists.has("commit-announce", &unit.lower);
            if unit.kind != UnitKind::Word
                || !(pledge || told)
                || self.context.is_nominal(self.line, at) && told
            {
                continue;
            }
            let Some(sum) = self.sum_behind(unit.tokens.start, if told { 6 } else { 4 }) else {
                continue;
            };
            let loan = unit.lower.starts_with("approve")
                && units
                    .iter()
                    .any(|u| lists.has("loan-noun", &u.lower) || is_law(&u.lower));
            if loan || out.iter().any(|p| p.verb == unit.tokens.start) {
                continue;
            }
            // "a pledge of $5 million", "announced on Friday $5 million"
            let from = (at + 1..sum)
                .rev()
                .find(|&u| {
                    matches!(units[u].kind, UnitKind::Time(_))
                        || matches!(units[u].lower.as_str(), "of" | "on")
                })
                .map_or(at + 1, |u| u + 1);
            out.push(Place {
                trigger: Trigger::Sum,
                verb: unit.tokens.start,
                act: units[sum].tokens.start,
                from: units[from].tokens.start,
                joined: false,
            });
        }
    }

    /// "set a target of 30 percent", "sets the goal of doubling trade".
    pub(super) fn goals(&self, out: &mut Vec<Place>) {
        let tree = &self.tree;
        for noun in (tree.low..tree.high).filter(|&t| {
            matches!(
                self.word(t),
                "target" | "targets" | "goal" | "goals" | "objective"
            ) && tree.relation(t) == "obj"
        }) {
            let set = tree.head(noun).filter(|&v| {
                v < noun
                    && matches!(
                        tree.lemma(v),
                        "set" | "announce" | "adopt" | "unveil" | "confirm" | "fix" | "have"
                    )
            });
            let (Some(set), true) = (set, matches!(self.word(noun + 1), "of" | "to")) else {
                continue;
            };
            if out.iter().any(|p| p.verb == noun || p.verb == set) {
                continue;
            }
            let Some(act) = tree
                .children(noun)
                .find(|&c| c > noun && tree.left(c) == noun + 1)
            else {
                continue;
            };
            out.push(Place {
                trigger: Trigger::Target,
                verb: set,
                act,
                from: noun + 2,
                joined: false,
            });
        }
    }

    /// "set the abolition of tariffs as the goal", "proclaimed as their aim the end of the war": what is
    /// called an aim by those whose aim it is.
    pub(super) fn named_goals(&self, out: &mut Vec<Place>) {
        let tree = &self.tree;
        for noun in (tree.low..tree.high).filter(|&t| {
            self.context.lists.has("aim", self.word(t))
                && tree
                    .children(t)
                    .any(|c| tree.relation(c) == "case" && self.word(c) == "as")
        }) {
            let Some(verb) = tree.head(noun).filter(|&v| {
                v < noun
                    && matches!(
                        tree.lemma(v),
                        "set"
                            | "proclaim"
                            | "declare"
                            | "establish"
                            | "adopt"
                            | "name"
                            | "define"
                            | "identify"
                            | "fix"
                            | "designate"
                            | "formulate"
                            | "enshrine"
                    )
            }) else {
                continue;
            };
            let Some(act) = tree.children(verb).find(|&c| {
                c > verb
                    && tree.relation(c) == "obj"
                    && matches!(tree.token(c).syntax.upos, Upos::Noun | Upos::Propn)
            }) else {
                continue;
            };
            out.push(Place {
                trigger: Trigger::Target,
                verb,
                act,
                from: tree.left(act).max(verb + 1),
                joined: false,
            });
        }
    }

    /// "its commitment to net-zero emissions by 2050", "the goal of 10 million visitors": what is to
    /// be reached, told as a thing with a number or a day.
    pub(super) fn aims(&self, out: &mut Vec<Place>) {
        let tree = &self.tree;
        for noun in (tree.low..tree.high).filter(|&t| {
            self.context.lists.has("aim", self.word(t))
                || matches!(
                    tree.lemma(t),
                    "commitment" | "pledge" | "promise" | "undertaking"
                )
        }) {
            let opens = matches!(self.word(noun + 1), "to" | "of")
                && tree.token(noun).syntax.upos == Upos::Noun
                && !out.iter().any(|p| p.verb == noun || p.from == noun + 2);
            let Some(act) = tree.children(noun).find(|&c| {
                opens
                    && c > noun
                    && tree.left(c) == noun + 1
                    && tree.token(c).syntax.upos != Upos::Verb
            }) else {
                continue;
            };
            let span = self
                .span(noun)
                .cover(self.span(self.dated_end(tree.right(act) + 1) - 1));
            let analysis = self.context.discourse.analysis;
            let dated = analysis
                .times
                .iter()
                .any(|t| span.contains(t.span) && t.kind == TimexType::Date);
            if !dated && !self.has_sum(act) {
                continue;
            }
            out.push(Place {
                trigger: Trigger::Noun,
                verb: noun,
                act,
                from: noun + 2,
                joined: false,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::contents;

    #[test]
    fn promises_are_told_behind_the_day_and_place_where_they_were_made() {
        assert_eq!(
            contents(
                "Peru's government undertook at talks in Lima last year to open 40 schools by 2028."
            ),
            ["open 40 schools by 2028"]
        );
        assert_eq!(
            contents("Kenya announced on Monday that it was sending 500 soldiers to Haiti."),
            ["sending 500 soldiers to Haiti"]
        );
        assert_eq!(
            contents("Kenya's reaction was to send 500 soldiers to the frontier."),
            Vec::<String>::new()
        );
    }

    #[test]
    fn what_is_promised_may_be_told_by_a_participle_an_effort_or_a_request() {
        for (text, what) in [
            (
                "Peru's government promised doubling its aid to Bolivia within two years.",
                "doubling its aid to Bolivia within two years",
            ),
            (
                "The law is part of Peru's push to close all its coal plants by 2035 and join the treaty.",
                "close all its coal plants by 2035",
            ),
            (
                "Peru accepted Bolivia's request to send 40 engineers to the border.",
                "send 40 engineers to the border",
            ),
            (
                "The ministry in Lima said that Peru was closing its embassies in Chad and Mali in August.",
                "closing its embassies in Chad and Mali in August",
            ),
        ] {
            let found = contents(text);
            assert_eq!(found.first().map(String::as_str), Some(what), "{text}");
        }
        for text in [
            "Peru's efforts to end the war in Sudan have failed.",
            "Peru rejected Bolivia's request to reopen the border.",
        ] {
            assert_eq!(contents(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn laws_are_made_and_not_promised() {
        assert_eq!(
            contents(
                "Kenya's parliament approved a budget of $9 billion for its embassies in Uganda."
            ),
            Vec::<String>::new()
        );
    }

    #[test]
    fn what_is_planned_or_aimed_for_may_be_a_thing_with_a_day() {
        assert_eq!(
            contents("Kenya and Uganda plan joint naval exercises in October 2025."),
            ["joint naval exercises in October 2025"]
        );
        assert_eq!(
            contents("Kenya aims at raising its exports to Uganda to $2 billion by 2030."),
            ["raising its exports to Uganda to $2 billion by 2030"]
        );
        assert!(contents("The bank forecasts that Kenya will need $3 billion in 2026.").is_empty());
    }
}
