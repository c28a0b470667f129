//! Where a future act is told: "will open", "is to open", and the acts joined to it.
//!
//! What stands behind a verb or noun of promising is found in `promises.rs`, items of lists in
//! `items.rs`, lines of policy in `policies.rs`; all of them are gathered here.

use entente_language::Upos;
use entente_model::{QuantityKind, Span, TimexType};

use super::{Place, Reader, Trigger};
use crate::mentions::UnitKind;

/// How far from its beginning a headline has its "to": "Kenya and Uganda to open a crossing".
pub(super) const HEADLINE: usize = 7;

/// Headlines have no more words and marks.
const LONGEST_HEADLINE: usize = 24;

impl Reader<'_, '_> {
    pub(super) fn places(&self) -> Vec<Place> {
        let tree = &self.tree;
        let lists = self.context.lists;
        let mut out: Vec<Place> = Vec::new();
        for token in tree.low..tree.high {
            let word = self.word(token);
            let upos = tree.token(token).syntax.upos;
            let will = matches!(word, "will" | "shall" | "'ll" | "would");
            if will && (upos == Upos::Aux || self.xpos(token) == "MD") {
                // Where the parse joins it to nothing, the next verb in its plain form.
                let plain =
                    || (token + 1..tree.high.min(token + 5)).find(|&t| self.xpos(t) == "VB");
                let Some(act) = tree.head(token).filter(|&h| h > token).or_else(plain) else {
                    continue;
                };
                if tree.children(act).any(|c| tree.relation(c) == "expl") {
                    continue;
                }
                let trigger = if word == "would" {
                    Trigger::Would
                } else {
                    Trigger::Will
                };
                self.future(trigger, token, act, act, &mut out);
                continue;
            }
            if word == "to" {
                self.is_to(token, &mut out);
            }
            if upos == Upos::Verb
                || upos == Upos::Noun
                    && (lists.has("commit-noun", word) || lists.has("effort-noun", word))
                || upos == Upos::Adj
                    && (lists.has("commit-ready", word) || lists.has("commit-set", word))
            {
                self.verb(token, word, upos, &mut out);
            }
            let numbered =
                self.is_item(token) && (word.ends_with("ing") || self.xpos(token) == "VB");
            if numbered || word.ends_with("ing") && self.is_means(token) {
                out.push(Place {
                    trigger: Trigger::Item,
                    verb: token,
                    act: token,
                    from: token,
                    joined: false,
                });
                // "by suspending …, and removing …"
                let further = tree
                    .children(token)
                    .filter(|&c| !numbered && tree.relation(c) == "conj" && self.xpos(c) == "VBG");
                out.extend(further.map(|c| Place {
                    trigger: Trigger::Item,
                    verb: c,
                    act: c,
                    from: c,
                    joined: true,
                }));
            }
        }
        self.policies(&mut out);
        self.standing(&mut out);
        self.standing_lists(&mut out);
        self.sums(&mut out);
        self.goals(&mut out);
        self.named_goals(&mut out);
        self.aims(&mut out);
        self.terms(&mut out);
        self.bullet(&mut out);
        self.sum_item(&mut out);
        self.thing(&mut out);
        self.quoted_policies(&mut out);
        out
    }

    /// "Ghana is to open a consulate", and a headline's "Ghana to open a consulate".
    fn is_to(&self, to: usize, out: &mut Vec<Place>) {
        let tree = &self.tree;
        if to <= tree.low {
            return;
        }
        let act = (to + 1..tree.high.min(to + 4))
            .find(|&t| self.xpos(t) == "VB")
            // "is to double output": what the tagger takes for an adjective.
            .or_else(|| {
                Some(to + 1).filter(|&t| self.context.lists.has("commit-verb", self.word(t)))
            });
        let Some(act) = act else {
            return;
        };
        // "are to be withdrawn"
        let act = match tree.head(act) {
            Some(head)
                if head > act
                    && (tree.relation(act).starts_with("aux") || tree.relation(act) == "cop") =>
            {
                head
            }
            _ => act,
        };
        // "is now to be opened"
        let mut before = to - 1;
        if before > tree.low + 1
            && matches!(
                self.word(before),
                "now" | "also" | "still" | "soon" | "then"
            )
        {
            before -= 1;
        }
        // "Under the treaty Spain was to withdraw", not "if Spain were to withdraw"
        let told = matches!(self.word(before), "was" | "were")
            && !(tree.low..before).any(|t| matches!(self.word(t), "if" | "though"));
        if matches!(self.word(before), "is" | "are") || told {
            let noun = tree
                .children(act)
                .chain(tree.children(before))
                .chain(tree.head(act).into_iter().flat_map(|h| tree.children(h)))
                .find(|&c| tree.relation(c).starts_with("nsubj") && c < to);
            // "The goal is to plant": what the noun means, not an act of it.
            match noun {
                Some(noun) if self.context.lists.has("commit-noun", self.word(noun)) => {
                    self.future(Trigger::Noun, to, act, noun, out);
                }
                Some(noun)
                    if !self.context.lists.has("policy-noun", self.word(noun))
                        // "Its reaction was to recall": what it did, and not what is to be.
                        && !self.context.lists.has("equative-noun", self.word(noun))
                        && tree.token(noun).syntax.upos != Upos::Verb =>
                {
                    self.future(Trigger::Is, to, act, act, out);
                }
                _ => {}
            }
            return;
        }
        // A headline has no other verb before its "to".
        let finite = (tree.low..to).any(|t| {
            matches!(
                tree.token(t).syntax.upos,
                Upos::Verb | Upos::Aux | Upos::Adp | Upos::Adj
            ) && !matches!(self.word(t), "of" | "in")
        });
        let named = self.unit(before).is_some_and(|u| {
            u < HEADLINE
                && tree.high - tree.low <= LONGEST_HEADLINE
                && matches!(
                    self.context.discourse.lines[self.line].units[u].kind,
                    UnitKind::Mention(_)
                )
        });
        // "A protocol to start a truce was signed": a clause of its own.
        let closed = tree.relation(act).starts_with("acl")
            && (act + 1..tree.high).any(|t| {
                tree.head(t).is_some_and(|h| h != act) && tree.relation(t).starts_with("aux")
            });
        if named && !finite && !closed {
            self.future(Trigger::Is, to, act, act, out);
        }
    }

    /// The act behind "will" or "to", and those joined to it: "will open an office and send staff".
    pub(super) fn future(
        &self,
        trigger: Trigger,
        verb: usize,
        act: usize,
        subject_of: usize,
        out: &mut Vec<Place>,
    ) {
        let tree = &self.tree;
        let mut from = tree.left(act).max(verb + 1);
        while from < act
            && (matches!(
                self.word(from),
                "to" | ","
                    | "also"
                    | "therefore"
                    | "then"
                    | "soon"
                    | "now"
                    | "of"
                    | "on"
                    | "at"
                    | "together"
                    | "is"
                    | "are"
                    | "was"
                    | "were"
            ) || self.word(from).ends_with("ly") && self.word(from) != "jointly")
        {
            from += 1;
        }
        out.push(Place {
            trigger,
            verb: subject_of,
            act,
            from,
            joined: false,
        });
        let anew = |c: usize| {
            // "to exchange envoys as soon as it can be done, and to provide …": wherever the parse
            // hangs it.
            c >= tree.low + 2
                && (self.xpos(c) == "VB"
                    // "to exchange ambassadors": what the tagger takes for a noun.
                    || tree.relation(c) == "compound"
                        && self.context.lists.has("commit-verb", self.word(c)))
                && self.word(c - 1) == "to"
                && (self.word(c - 2) == "and"
                    // "to open roads, to free prisoners and to disarm"
                    || self.word(c - 2) == ","
                        && (c + 1..tree.high.saturating_sub(1))
                            .any(|t| self.word(t) == "and" && self.word(t + 1) == "to"))
        };
        for joined in (act + 1..=tree.right(act)).filter(|&c| {
            anew(c)
                || tree.relation(c) == "conj"
                    && tree.head(c) == Some(act)
                    && matches!(self.xpos(c), "VB" | "VBG")
                    && !tree.has_subject(c)
        }) {
            // "open an office and send staff" is one promise; what is begun anew ("and will send",
            // "and to send") or has a sum of its own is another.
            let anew = self.word(joined - 1) == "to"
                || (tree.left(joined)..joined)
                    .any(|t| matches!(self.word(t), "to" | "will" | "shall"));
            let sums = self.sums_apart(act, joined);
            // "deepen ties and open a consulate": what can be judged by itself.
            let judged =
                self.is_judgeable(joined) && tree.children(act).any(|c| tree.relation(c) == "obj");
            // "raise trade to $10 billion by 2030 and let banks open branches": the first is told.
            let closed = tree.children(joined).any(|c| tree.relation(c) == "obj")
                && self.is_closed(act, joined);
            if !anew && !sums && !judged && !closed {
                continue;
            }
            let mut from = tree.left(joined);
            while from < joined
                && (matches!(
                    self.word(from),
                    "and" | "," | "to" | "also" | "will" | "or" | ";"
                ) || self.word(from).ends_with("ly"))
            {
                from += 1;
            }
            out.push(Place {
                trigger,
                verb: subject_of,
                act: joined,
                from,
                joined: true,
            });
        }
    }

    /// Whether what stands between two acts ends with a day by which the first is to be done.
    fn is_closed(&self, act: usize, joined: usize) -> bool {
        let between = Span::new(self.span(act).end, self.span(joined).start);
        self.context.discourse.analysis.times.iter().any(|t| {
            between.contains(t.span)
                && t.kind == TimexType::Date
                && t.edtf.as_ref().is_some_and(|d| d.as_str().len() >= 4)
        })
    }

    /// Whether an act alone could be judged met or missed: one thing, a number of them or a name
    /// is founded, given or changed.
    fn is_judgeable(&self, act: usize) -> bool {
        let lists = self.context.lists;
        let lemma = self.tree.lemma(act);
        ["verb-open", "verb-give", "verb-rule"]
            .iter()
            .any(|list| lists.has(list, lemma))
            && (matches!(self.object(act), "one" | "number" | "name") || self.has_sum(act))
    }

    /// "by suspending 24 percentage points": a means with a number or a date of its own.
    fn is_means(&self, token: usize) -> bool {
        let tree = &self.tree;
        if token <= tree.low + 2
            || !matches!(self.word(token - 1), "by" | "while")
            || self.xpos(token) != "VBG"
        {
            return false;
        }
        let span = self.span(token).cover(self.span(tree.right(token)));
        let analysis = self.context.discourse.analysis;
        let promised = (tree.low..token).any(|t| {
            let word = self.word(t);
            word == "will"
                || self.context.lists.has("commit-pledge", word)
                || matches!(word, "commitment" | "commitments" | "intention" | "plan")
        });
        let number = analysis.quantities.iter().any(|q| {
            span.contains(q.span)
                && matches!(
                    q.kind,
                    QuantityKind::Money | QuantityKind::Percent | QuantityKind::PercentagePoint
                )
        });
        let date = analysis
            .times
            .iter()
            .any(|t| span.contains(t.span) && t.kind == TimexType::Date);
        promised && (number || date)
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::contents;

    #[test]
    fn each_date_has_a_target_of_its_own() {
        let found = contents(
            "Kenya aims to become a middle-income country by 2030 and a donor of aid by 2045, sharing its trade.",
        );
        assert_eq!(
            found,
            [
                "become a middle-income country by 2030",
                "a donor of aid by 2045"
            ]
        );
    }
}
