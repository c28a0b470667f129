//! What someone says will be done or reached, where a future outcome could be judged.
//!
//! The parse gives the places where a future act of somebody is told: "will provide", "pledged to
//! open", "plans to join", "the intent to send", an item of a list of undertakings. Which of these
//! are commitments is weighed by a [judge](crate::judge) over features of the place: what
//! introduces it, which verb, whose act, whether a sum or a date is named.

use std::rc::Rc;

use entente_language::Upos;
use entente_model::{
    Claim, ClaimBody, Commitment, CommitmentForm, Edtf, Entity, EntityType, Figure, Indicator,
    Measure, QuantityKind, Span, TimexType,
};

use crate::context::Context;
use crate::judge::{Candidate, Judge};
use crate::lists::Sort;
use crate::mentions::{Reference, UnitKind};
use crate::statements::subject_entities;
use crate::tree::Tree;

/// What introduces the words of a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trigger {
    /// "will provide", "shall convene".
    Will,
    /// "said it would open": a promise that is reported.
    Would,
    /// "is to open", "Ghana to open a consulate".
    Is,
    /// "is ready to host".
    Ready,
    /// "ordered the ministry to close".
    Order,
    /// "announced a new scheme", "unveiled its withdrawal from".
    Announce,
    /// "pledged to open", "agreed to send".
    Pledge,
    /// "plans to join", "intends to sign".
    Plan,
    /// "aims to become", "targets growth".
    Target,
    /// "is set to double", "are going to meet".
    Set,
    /// "the intent to provide", "a commitment to reform".
    Noun,
    /// "are launching a group": an act that has begun by being told.
    Launch,
    /// "pledges €300 million": a sum.
    Sum,
    /// "The task of foreign policy is to build …": a standing line.
    Policy,
    /// "the deal calls for the removal", "Under the deal, Ghana lifts": terms told as they stand.
    Terms,
    /// An item of a list: "(1) exempting …".
    Item,
    /// An item of a list without a subject: "Provide grants for …".
    Bullet,
    /// An item of a list that names a thing: "A new office in Accra".
    Thing,
}

impl Trigger {
    fn name(self) -> &'static str {
        match self {
            Trigger::Will => "will",
            Trigger::Would => "would",
            Trigger::Is => "is",
            Trigger::Ready => "ready",
            Trigger::Order => "order",
            Trigger::Announce => "announce",
            Trigger::Pledge => "pledge",
            Trigger::Plan => "plan",
            Trigger::Target => "target",
            Trigger::Set => "set",
            Trigger::Noun => "noun",
            Trigger::Launch => "launch",
            Trigger::Sum => "sum",
            Trigger::Policy => "policy",
            Trigger::Terms => "terms",
            Trigger::Item => "item",
            Trigger::Bullet => "bullet",
            Trigger::Thing => "thing",
        }
    }

    fn rule(self) -> &'static str {
        match self {
            Trigger::Will => "commitment/will",
            Trigger::Would => "commitment/would",
            Trigger::Is => "commitment/is-to",
            Trigger::Ready => "commitment/ready",
            Trigger::Order => "commitment/order",
            Trigger::Announce => "commitment/announce",
            Trigger::Pledge => "commitment/pledge",
            Trigger::Plan => "commitment/plan",
            Trigger::Target => "commitment/target",
            Trigger::Set => "commitment/set-to",
            Trigger::Noun => "commitment/noun",
            Trigger::Launch => "commitment/launch",
            Trigger::Sum => "commitment/sum",
            Trigger::Policy => "commitment/policy",
            Trigger::Terms => "commitment/terms",
            Trigger::Item => "commitment/item",
            Trigger::Bullet => "commitment/bullet",
            Trigger::Thing => "commitment/thing",
        }
    }
}

/// A place where a commitment may stand.
struct Place {
    trigger: Trigger,
    /// The token whose subject commits.
    verb: usize,
    /// The token of the act.
    act: usize,
    /// The first token of the content.
    from: usize,
    /// Whether it stands beside another: "will sign and send".
    joined: bool,
}

impl Place {
    /// A policy that the noun `verb` names, whose content begins at `from` and whose act is `act`.
    fn of_policy(verb: usize, act: usize, from: usize) -> Self {
        Self {
            trigger: Trigger::Policy,
            verb,
            act,
            from,
            joined: false,
        }
    }
}

/// Adds the commitments of a document.
///
/// One that is told again (in the headline, in the summary) is coded once, where most is said.
pub(crate) fn extract(context: &mut Context, judge: &Judge) {
    let mut kept: Vec<(Claim, Vec<String>)> = Vec::new();
    for line in 0..context.discourse.lines.len() {
        for candidate in candidates(context, line) {
            let likely = judge.probability(&candidate.features);
            if likely < judge.threshold {
                continue;
            }
            let mut claim = candidate.claim;
            claim.confidence = Some(likely);
            let ClaimBody::Commitment(body) = &claim.body else {
                continue;
            };
            let words = content_words(context, body.what);
            match kept
                .iter_mut()
                .find(|(known, its)| told_again(known, its, &claim, &words))
            {
                Some(known) => {
                    if words.len() > known.1.len() {
                        *known = (claim, words);
                    }
                }
                None => kept.push((claim, words)),
            }
        }
    }
    for (claim, _) in kept {
        context.push(claim);
    }
}

/// The words of a content that carry meaning: the longer ones and numbers, in lower case.
fn content_words(context: &Context, what: Span) -> Vec<String> {
    let mut words: Vec<String> = context
        .discourse
        .words(what)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.len() > 3 || w.starts_with(|c: char| c.is_ascii_digit()))
        .map(str::to_lowercase)
        .collect();
    words.sort();
    words.dedup();
    words
}

/// Whether two commitments of one document are the same: most words of the shorter are the
/// other's, and they do not overlap as one within the other.
fn told_again(known: &Claim, its: &[String], claim: &Claim, words: &[String]) -> bool {
    let (ClaimBody::Commitment(a), ClaimBody::Commitment(b)) = (&known.body, &claim.body) else {
        return false;
    };
    if a.what.overlaps(b.what) {
        return false;
    }
    let shared = its.iter().filter(|w| words.contains(w)).count();
    let least = its.len().min(words.len());
    let same_sum = match (&a.target, &b.target) {
        (Some(x), Some(y)) => {
            x.unit == y.unit && x.unit.len() == 3 && (x.value - y.value).abs() <= 1e-9 * x.value
        }
        (None, None) => false,
        _ => return false,
    };
    let actor = |c: &Commitment| c.actors.first().map(Entity::key);
    actor(a) == actor(b)
        && (same_sum && shared * 3 >= least || least >= 3 && shared * 4 >= least * 3)
}

/// All places of a sentence where a commitment may stand.
pub(crate) fn candidates(context: &Context, line: usize) -> Vec<Candidate> {
    let units = &context.discourse.lines[line].units;
    let starts = units.iter().enumerate().any(|(at, u)| {
        matches!(u.lower.as_str(), "will" | "would" | "(")
            || u.lower == "to"
                && at > 0
                && (matches!(units[at - 1].lower.as_str(), "is" | "are" | "was" | "were")
                    || at < HEADLINE && matches!(units[at - 1].kind, UnitKind::Mention(_)))
            || context.lists.has("commit-trigger", &u.lower)
            || context.lists.has("policy-noun", &u.lower)
            || context.lists.has("standing-noun", &u.lower)
            || at > 0
                && u.lower.ends_with("ing")
                && matches!(
                    units[at - 1].lower.as_str(),
                    "is" | "are" | "am" | "'re" | "'m" | "was" | "were"
                )
            || context.lists.has("terms-verb", &u.lower)
            || u.lower == "under"
    });
    let bullet = units
        .iter()
        .take(4)
        .any(|u| u.kind == UnitKind::Word && context.lists.has("commit-verb", &u.lower));
    let quoted = units.iter().any(|u| matches!(u.lower.as_str(), "“" | "\""));
    if !starts
        && !bullet
        && !quoted
        && opener(context, line).is_none()
        && heading(context, line).is_none()
    {
        return Vec::new();
    }
    let Some(tree) = context.tree(line) else {
        return Vec::new();
    };
    let reader = Reader {
        context,
        line,
        tree,
    };
    let mut places = reader.places();
    // "will sign and will send" is found at "will" and behind "and".
    let mut acts = Vec::new();
    places.retain(|p| {
        let fresh = !acts.contains(&(p.act, p.trigger));
        if fresh {
            acts.push((p.act, p.trigger));
        }
        fresh
    });
    // "announced new measures, including:" the items tell them.
    if units.last().is_some_and(|u| u.lower == ":") {
        places.retain(|p| !matches!(p.trigger, Trigger::Announce | Trigger::Launch));
    }
    // "the agreement in which China promised to buy": the promise, not the agreement.
    places
        .retain(|p| p.trigger != Trigger::Noun || acts.iter().filter(|a| a.0 == p.act).count() < 2);
    places.sort_by_key(|p| p.from);
    // "vowed to carry out a plan to destroy", "is set to agree to send": one act, told by the words
    // that say most.
    let lists = context.lists;
    let idle: Vec<bool> = (0..places.len())
        .map(|at| {
            let place = &places[at];
            let means = |act: usize| {
                lists.has("commit-pledge", reader.word(act))
                    || lists.has("commit-plan", reader.word(act))
            };
            places.iter().enumerate().any(|(other, p)| {
                other != at
                    && (reader.is_within(place, p) && !means(p.act)
                        || reader.is_within(p, place) && means(place.act))
            })
        })
        .collect();
    let mut idle = idle.into_iter();
    places.retain(|_| !idle.next().unwrap_or_default());
    let mut out: Vec<Candidate> = Vec::new();
    for (at, place) in places.iter().enumerate() {
        // "withdraw a bill that would allow": what the bill would do goes with it.
        let within = |p: &&Place| {
            reader.tree.relation(p.act) == "acl:relcl"
                && (place.act..=reader.tree.right(place.act)).contains(&p.act)
        };
        let next = places[at + 1..]
            .iter()
            .filter(|p| !within(p))
            .map(|p| p.from)
            .find(|&from| from > place.from);
        if let Some(found) = reader.candidate(place, next) {
            out.extend(found);
        }
    }
    out
}

/// How far from its beginning a headline has its "to": "Kenya and Uganda to open a crossing".
const HEADLINE: usize = 7;

/// How many words may stand between a promise and the infinitive that tells it, where they tell when
/// or where it was made.
const ADJUNCT: usize = 13;

/// Headlines have no more words and marks.
const LONGEST_HEADLINE: usize = 24;

/// No list has more items.
const ITEMS: usize = 16;

/// The sentence that a list item goes on from: "The two sides will:", with nothing but items
/// between the two.
fn opener(context: &Context, line: usize) -> Option<usize> {
    let lines = &context.discourse.lines;
    if !is_list_item(context, line) {
        return None;
    }
    for above in (line.saturating_sub(ITEMS)..line).rev() {
        let units = &lines[above].units;
        if units.last().is_some_and(|u| u.lower == ":") {
            let promises = units.iter().rev().take(12).any(|u| {
                matches!(u.lower.as_str(), "will" | "shall" | "to" | "have" | "has")
                    || context.lists.has("commit-pledge", &u.lower)
                    || context.lists.has("commit-plan", &u.lower)
            });
            return promises.then_some(above);
        }
        if !is_list_item(context, above) {
            return None;
        }
    }
    None
}

/// The sentence that a list of things or sums goes on from: "The new assistance includes:".
fn heading(context: &Context, line: usize) -> Option<usize> {
    let lines = &context.discourse.lines;
    if !begins_with_sum(context, line) && !is_marked(context, line) {
        return None;
    }
    for above in (line.saturating_sub(ITEMS)..line).rev() {
        let units = &lines[above].units;
        if units.last().is_some_and(|u| u.lower == ":") {
            let told = units.iter().any(|u| {
                context.lists.has("commit-announce", &u.lower)
                    || context.lists.has("commit-noun", &u.lower)
                    || context.lists.has("commit-pledge", &u.lower)
                    || context.lists.has("commit-heading", &u.lower)
                    || matches!(u.lower.as_str(), "will" | "new" | "additional" | "provides")
            });
            return told.then_some(above);
        }
        if !is_list_item(context, above) && !begins_with_sum(context, above) {
            return None;
        }
    }
    None
}

/// Whether a sentence begins with a sum: "$12 million for", "More than $3 million to".
fn begins_with_sum(context: &Context, line: usize) -> bool {
    let units = &context.discourse.lines[line].units;
    let first = units
        .iter()
        .position(|u| u.lower.chars().any(char::is_alphanumeric))
        .filter(|&at| at <= 2);
    first.is_some_and(|first| {
        (first..units.len().min(first + 3)).any(|at| match units[at].kind {
            UnitKind::Quantity(q) => {
                context.discourse.analysis.quantities[q].kind == QuantityKind::Money
            }
            _ => false,
        })
    })
}

/// Whether a sentence stands behind the mark of an item: a bullet or dash.
fn is_marked(context: &Context, line: usize) -> bool {
    let units = &context.discourse.lines[line].units;
    units.len() > 2
        && matches!(
            units[0].lower.as_str(),
            "-" | "–" | "—" | "•" | "*" | "·" | "o" | "▪" | "●"
        )
}

/// Whether a sentence begins as an item of a list does: with a bullet, a number or letter in
/// brackets, or a verb without a subject.
fn is_list_item(context: &Context, line: usize) -> bool {
    let units = &context.discourse.lines[line].units;
    let Some(first) = units.first() else {
        return false;
    };
    let mark = !first.lower.chars().any(char::is_alphabetic) || first.lower.chars().count() == 1;
    let verb = |at: usize| {
        context.syntax(line, at).is_some_and(|s| {
            s.upos == Upos::Verb && matches!(s.xpos, "VB" | "VBP" | "VBG" | "VBD" | "VBN")
        })
    };
    mark && units.len() > 2 || verb(0)
}

struct Reader<'c, 'a> {
    context: &'c Context<'a>,
    line: usize,
    tree: Rc<Tree>,
}

impl Reader<'_, '_> {
    fn span(&self, token: usize) -> Span {
        self.tree.token(token).span
    }

    fn word(&self, token: usize) -> &str {
        self.tree.word(token)
    }

    fn xpos(&self, token: usize) -> &'static str {
        self.tree.token(token).syntax.xpos
    }

    /// Whether of two acts each names a sum of its own.
    fn sums_apart(&self, first: usize, second: usize) -> bool {
        let between = Span::new(self.span(first).end, self.span(second).start);
        self.has_sum(second)
            && self.context.discourse.analysis.quantities.iter().any(|q| {
                between.contains(q.span)
                    && matches!(q.kind, QuantityKind::Money | QuantityKind::Percent)
            })
    }

    /// Whether a place stands in what another promises, and is no further promise beside it.
    fn is_within(&self, inner: &Place, outer: &Place) -> bool {
        let tree = &self.tree;
        // What another party intends, an item and a relative clause stand for themselves.
        let apart = inner.joined
            || inner.act == outer.act
            || matches!(
                inner.trigger,
                Trigger::Item | Trigger::Policy | Trigger::Terms
            )
            || inner.from <= outer.from
            || inner.trigger == Trigger::Noun
                && !self.context.lists.has("aim", self.word(inner.verb))
                && tree
                    .children(inner.verb)
                    .any(|c| tree.relation(c) == "nmod:poss")
            || self.sums_apart(outer.act, inner.act);
        if apart {
            return false;
        }
        let mut at = inner.act;
        for _ in 0..8 {
            let Some(head) = tree.head(at) else {
                return false;
            };
            if tree.relation(at).starts_with("acl:relcl") {
                return false;
            }
            if head == outer.act {
                return !matches!(tree.relation(at), "conj" | "parataxis");
            }
            at = head;
        }
        false
    }

    fn unit(&self, token: usize) -> Option<usize> {
        let units = &self.context.discourse.lines[self.line].units;
        units.iter().position(|u| u.tokens.contains(&token))
    }

    fn places(&self) -> Vec<Place> {
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
                || upos == Upos::Noun && lists.has("commit-noun", word)
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
        self.aims(&mut out);
        self.terms(&mut out);
        self.bullet(&mut out);
        self.sum_item(&mut out);
        self.thing(&mut out);
        self.quoted_policies(&mut out);
        out
    }

    /// A list item that names a thing: "A new office in Accra", "Scholarships for 40 nurses".
    fn thing(&self, out: &mut Vec<Place>) {
        let tree = &self.tree;
        if !is_marked(self.context, self.line)
            || heading(self.context, self.line).is_none()
            || begins_with_sum(self.context, self.line)
        {
            return;
        }
        let (Some(first), Some(root)) = (
            self.first_word(),
            (tree.low..tree.high).find(|&t| tree.head(t).is_none()),
        ) else {
            return;
        };
        // A sentence of its own is read as one.
        let verbal = out.iter().any(|p| p.verb == first)
            || matches!(tree.token(root).syntax.upos, Upos::Verb | Upos::Aux)
            || tree.has_subject(root);
        if verbal || root < first {
            return;
        }
        out.push(Place {
            trigger: Trigger::Thing,
            verb: root,
            act: root,
            from: first,
            joined: false,
        });
    }

    /// The words of a policy in quotation marks: "the directive calls for \"boosting trade\"".
    fn quoted_policies(&self, out: &mut Vec<Place>) {
        let tree = &self.tree;
        let Some(noun) =
            (tree.low..tree.high).find(|&t| self.context.lists.has("policy-noun", self.word(t)))
        else {
            return;
        };
        let mut opened = false;
        for at in tree.low..tree.high.saturating_sub(2) {
            let opens = match self.word(at) {
                "“" => true,
                "\"" => {
                    opened = !opened;
                    opened
                }
                _ => false,
            };
            if !opens || at < noun {
                continue;
            }
            // "proactively and actively integrating"
            let act = (at + 1..tree.high.min(at + 5)).find(|&t| {
                !(matches!(self.word(t), "and" | "," | "to" | "more")
                    || tree.token(t).syntax.upos == Upos::Adv)
            });
            let Some(act) = act.filter(|&t| matches!(self.xpos(t), "VB" | "VBG" | "VBP")) else {
                continue;
            };
            if out
                .iter()
                .any(|p| p.trigger == Trigger::Policy && p.act == act)
            {
                continue;
            }
            out.push(Place {
                trigger: Trigger::Policy,
                verb: noun,
                act,
                from: at + 1,
                joined: false,
            });
        }
    }

    /// "The guiding principle of foreign policy is to …", "stressed the need to …", "follows a
    /// policy of neutrality".
    fn policies(&self, out: &mut Vec<Place>) {
        let tree = &self.tree;
        for noun in (tree.low..tree.high).filter(|&t| matches!(self.word(t), "policy" | "policies"))
        {
            let verb = tree.head(noun).filter(|&v| {
                tree.relation(noun) == "obj"
                    && v < noun
                    && matches!(
                        tree.lemma(v),
                        "follow" | "pursue" | "adopt" | "maintain" | "uphold" | "implement"
                    )
                    || tree.relation(noun) == "obl"
                        && v < noun
                        && matches!(tree.lemma(v), "adhere" | "stick" | "abide")
            });
            // "continues to pursue a policy of"
            if let Some(verb) = verb
                .filter(|&v| tree.has_subject(v) || matches!(tree.relation(v), "conj" | "xcomp"))
            {
                out.push(Place {
                    trigger: Trigger::Policy,
                    verb,
                    act: verb,
                    from: verb,
                    joined: false,
                });
            }
        }
        self.policies_of(out);
        for to in tree.low + 2..tree.high {
            if self.word(to) != "to" {
                continue;
            }
            let is = matches!(self.word(to - 1), "is" | "are" | "remains");
            let need = matches!(self.word(to - 1), "need" | "necessity");
            if !is && !need {
                continue;
            }
            let noun = (tree.low..to - 1)
                .rev()
                .take(16)
                .find(|&t| self.context.lists.has("policy-noun", self.word(t)));
            let (Some(noun), Some(act)) = (
                noun,
                (to + 1..tree.high.min(to + 6)).find(|&t| self.xpos(t) == "VB"),
            ) else {
                continue;
            };
            let mut from = to + 1;
            while from < act && matches!(self.word(from), "\"" | "“" | ",") {
                from += 1;
            }
            out.push(Place::of_policy(noun, act, from));
        }
    }

    /// "the policy of promoting equal trade", "its policy of neutrality", "the policy of Kenya to
    /// treat all alike": a line that is named in passing.
    fn policies_of(&self, out: &mut Vec<Place>) {
        let tree = &self.tree;
        let units = &self.context.discourse.lines[self.line].units;
        for noun in tree.low..tree.high.saturating_sub(3) {
            let opens = matches!(
                self.word(noun),
                "policy" | "policies" | "doctrine" | "principle"
            ) && self.word(noun + 1) == "of"
                && tree.token(noun).syntax.upos == Upos::Noun;
            if !opens
                || out
                    .iter()
                    .any(|p| tree.right(p.act) > noun && p.from <= noun)
            {
                continue;
            }
            let mut behind = noun + 2;
            let mut whose = None;
            if let Some(unit) = self.unit(behind)
                && matches!(units[unit].kind, UnitKind::Mention(_))
            {
                whose = Some(unit);
                behind = units[unit].tokens.end;
            }
            let act = if whose.is_some() {
                (self.word(behind) == "to")
                    .then_some(behind + 1)
                    .filter(|&t| self.xpos(t) == "VB")
            } else {
                tree.children(noun)
                    .find(|&c| c > noun && tree.left(c) == noun + 1)
                    .filter(|&c| {
                        self.xpos(c) == "VBG"
                            || tree.token(c).syntax.upos == Upos::Noun
                                && self
                                    .unit(c)
                                    .is_some_and(|u| !matches!(units[u].kind, UnitKind::Mention(_)))
                    })
            };
            let Some(act) = act else { continue };
            out.push(Place {
                trigger: Trigger::Policy,
                verb: noun,
                act,
                from: if whose.is_some() { act } else { noun + 2 },
                joined: false,
            });
        }
    }

    /// Whether a noun is a goal or a line of policy: "the goal", "the second priority", "the third
    /// one" behind a sentence that told of such.
    fn is_standing(&self, noun: usize) -> bool {
        let lists = self.context.lists;
        lists.has("standing-noun", self.word(noun))
            || self.word(noun) == "one"
                && self.line > 0
                && self.context.discourse.lines[self.line.saturating_sub(3)..self.line]
                    .iter()
                    .flat_map(|l| &l.units)
                    .any(|u| lists.has("standing-noun", &u.lower))
    }

    /// "The first priority is strengthening the bloc", "The principle of its policy was
    /// non-intervention": a line of policy told as a thing.
    fn standing(&self, out: &mut Vec<Place>) {
        let tree = &self.tree;
        for be in tree.low + 1..tree.high.saturating_sub(1) {
            if !matches!(
                self.word(be),
                "is" | "are" | "was" | "were" | "remains" | "remain"
            ) || self.word(be + 1) == "to"
            {
                continue;
            }
            let head = tree.head(be).filter(|&h| h > be);
            let about = head.unwrap_or(be);
            let Some(noun) = tree
                .children(about)
                .chain(tree.children(be))
                .find(|&c| tree.relation(c).starts_with("nsubj") && c < be)
            else {
                continue;
            };
            let ranked = tree.relation(noun) == "nsubj" && self.is_standing(noun);
            let act = head.or_else(|| {
                tree.children(be).find(|&c| {
                    c > be && matches!(tree.relation(c), "xcomp" | "ccomp" | "obj" | "advcl")
                })
            });
            let Some(act) = act.filter(|_| ranked) else {
                continue;
            };
            let doing = self.xpos(act) == "VBG";
            let thing = tree.token(act).syntax.upos == Upos::Noun;
            if !doing && !thing || self.context.lists.has("standing-noun", self.word(act)) {
                continue;
            }
            let mut from = be + 1;
            while from < act
                && (matches!(
                    self.word(from),
                    "that" | "of" | "also" | "still" | "always" | "now"
                ) || self.word(from) == ",")
            {
                from += 1;
            }
            out.push(Place::of_policy(noun, act, from));
        }
    }

    /// "Goals include expanding markets; improving skills; and …", "three priorities: promoting
    /// trade, protecting forests": each is a line of its own.
    fn standing_lists(&self, out: &mut Vec<Place>) {
        let tree = &self.tree;
        let Some(opener) = (tree.low + 1..tree.high.saturating_sub(2)).find(|&t| {
            matches!(self.word(t), "include" | "includes" | "included" | ":")
                && self.xpos(t + 1) == "VBG"
                && (tree.low..t)
                    .rev()
                    .take(14)
                    .any(|n| self.context.lists.has("standing-noun", self.word(n)))
        }) else {
            return;
        };
        let marks = |t: usize| {
            matches!(self.word(t), ";" | "," | "and")
                && matches!(self.xpos(t + 1), "VBG")
                && self.word(t + 1) != "including"
        };
        let noun = (tree.low..opener)
            .rev()
            .find(|&n| self.context.lists.has("standing-noun", self.word(n)))
            .unwrap_or(opener);
        for act in (opener + 1..tree.high)
            .filter(|&t| self.xpos(t) == "VBG" && (t == opener + 1 || marks(t - 1)))
        {
            out.push(Place {
                trigger: Trigger::Policy,
                verb: noun,
                act,
                from: act,
                joined: act > opener + 1,
            });
        }
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
            Some(head) if head > act && tree.relation(act).starts_with("aux") => head,
            _ => act,
        };
        let before = to - 1;
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

    /// "pledges €300 million", "announced an investment of $2 billion".
    fn sums(&self, out: &mut Vec<Place>) {
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
    fn goals(&self, out: &mut Vec<Place>) {
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

    /// "its commitment to net-zero emissions by 2050", "the goal of 10 million visitors": what is to
    /// be reached, told as a thing with a number or a day.
    fn aims(&self, out: &mut Vec<Place>) {
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

    /// "The deal calls for the removal of", "the plan foresees", and "Under the deal, Ghana lifts":
    /// what is laid down, told in the present.
    fn terms(&self, out: &mut Vec<Place>) {
        let tree = &self.tree;
        let lists = self.context.lists;
        let laid_down = |token: usize| {
            lists.has("terms-noun", self.word(token))
                || self.unit(token).is_some_and(|u| {
                    match self.context.discourse.lines[self.line].units[u].kind {
                        UnitKind::Mention(m) => {
                            self.context.discourse.entities_of(m).any(|e| {
                                matches!(e.kind, EntityType::Agreement | EntityType::Policy)
                            })
                        }
                        _ => false,
                    }
                })
        };
        for verb in (tree.low..tree.high).filter(|&t| {
            tree.token(t).syntax.upos == Upos::Verb
                || matches!(self.word(t), "calls" | "provides") && self.to_be(t).is_some()
        }) {
            let subject = tree
                .children(verb)
                .find(|&c| tree.relation(c).starts_with("nsubj"))
                .or_else(|| {
                    // "The truce calls for": taken for one noun.
                    verb.checked_sub(1)
                        .filter(|&b| b >= tree.low && tree.relation(b) == "compound")
                });
            // "The programme will provide" is read at "will".
            if lists.has("terms-verb", self.word(verb)) && self.xpos(verb) != "VB" {
                // "It calls for the ban to be lifted", behind a sentence about a plan.
                let it = || {
                    subject.is_some_and(|s| self.word(s) == "it")
                        && matches!(
                            tree.lemma(verb),
                            "call" | "provide" | "foresee" | "envisage" | "stipulate" | "require"
                        )
                        && self.line > 0
                        && self.context.discourse.lines[self.line - 1]
                            .units
                            .iter()
                            .any(|u| lists.has("terms-noun", &u.lower))
                };
                if !subject.is_some_and(laid_down) && !it() {
                    continue;
                }
                if let Some(act) = self.to_be(verb) {
                    out.push(Place {
                        trigger: Trigger::Terms,
                        verb,
                        act,
                        from: verb + 2,
                        joined: false,
                    });
                    continue;
                }
                // "required Britain to withdraw its troops"
                let bound = tree
                    .children(verb)
                    .any(|c| matches!(tree.relation(c), "obj" | "iobj") && c > verb);
                let obliged = tree.children(verb).find(|&c| {
                    bound
                        && matches!(tree.relation(c), "xcomp" | "advcl")
                        && self.xpos(c) == "VB"
                        && self.word(tree.left(c)) == "to"
                        && c > verb + 2
                });
                if let Some(act) = obliged {
                    self.future(Trigger::Terms, verb, act, verb, out);
                    continue;
                }
                let matter = tree.children(verb).find(|&c| {
                    c > verb
                        && (matches!(tree.relation(c), "obj" | "xcomp")
                            || tree.relation(c) == "obl" && self.word(tree.left(c)) == "for")
                });
                let Some(matter) = matter else { continue };
                let mut from = tree.left(matter).max(verb + 1);
                while from < matter && matches!(self.word(from), "for" | "to") {
                    from += 1;
                }
                out.push(Place {
                    trigger: Trigger::Terms,
                    verb,
                    act: matter,
                    from,
                    joined: false,
                });
                continue;
            }
            // "Under the terms, Britain exempts workers": the main verb, in the present.
            let main = tree.relation(verb) == "root" && matches!(self.xpos(verb), "VBZ" | "VBP");
            if !main || out.iter().any(|p| p.verb == verb) || subject.is_none() {
                continue;
            }
            let under = tree.children(verb).any(|c| {
                tree.relation(c) == "obl" && self.word(tree.left(c)) == "under" && laid_down(c)
            });
            if under {
                out.push(Place {
                    trigger: Trigger::Terms,
                    verb,
                    act: verb,
                    from: verb,
                    joined: false,
                });
            }
        }
    }

    /// "provides for prisoners to be freed": what is to be done, in whichever way the parse hangs
    /// it.
    fn to_be(&self, verb: usize) -> Option<usize> {
        let tree = &self.tree;
        if self.word(verb + 1) != "for" {
            return None;
        }
        let to = (verb + 3..tree.high.min(verb + 14))
            .take_while(|&t| {
                !matches!(self.word(t), "," | ";" | "." | "that" | "which" | "and")
                    && tree.token(t).syntax.upos != Upos::Verb
            })
            .find(|&t| self.word(t) == "to")?;
        let act = (to + 1..tree.high.min(to + 3)).find(|&t| self.xpos(t) == "VB")?;
        Some(match tree.head(act) {
            Some(head) if head > act && tree.relation(act).starts_with("aux") => head,
            _ => act,
        })
    }

    /// A list item that is a sum: "$12 million for undersea cables".
    fn sum_item(&self, out: &mut Vec<Place>) {
        if heading(self.context, self.line).is_none() || !begins_with_sum(self.context, self.line) {
            return;
        }
        let units = &self.context.discourse.lines[self.line].units;
        let Some(first) = units
            .iter()
            .position(|u| u.lower.chars().any(char::is_alphanumeric))
        else {
            return;
        };
        let token = units[first].tokens.start;
        out.push(Place {
            trigger: Trigger::Sum,
            verb: token,
            act: token,
            from: token,
            joined: false,
        });
    }

    /// A verb or noun that commits, with what it commits to.
    fn verb(&self, token: usize, word: &str, upos: Upos, out: &mut Vec<Place>) {
        let tree = &self.tree;
        let lists = self.context.lists;
        let trigger = if upos == Upos::Noun {
            Trigger::Noun
        } else if lists.has("commit-pledge", word) {
            Trigger::Pledge
        } else if lists.has("commit-plan", word) {
            Trigger::Plan
        } else if lists.has("commit-target", word) {
            Trigger::Target
        } else if lists.has("commit-set", word) {
            Trigger::Set
        } else if lists.has("commit-ready", word) {
            Trigger::Ready
        } else if lists.has("commit-order", word) {
            Trigger::Order
        } else if lists.has("commit-announce", word) {
            self.announced(token, out);
            return;
        } else if (lists.has("commit-launch", word)
            || word.ends_with("ing") && lists.has("commit-verb", tree.lemma(token)))
            && tree.children(token).any(|c| {
                tree.relation(c) == "aux"
                    && (matches!(self.word(c), "is" | "are" | "am" | "'re" | "'m")
                        // "announced that it was sending soldiers"
                        || matches!(self.word(c), "was" | "were")
                            && tree.relation(token) == "ccomp"
                            && self.own_act(token))
            })
        {
            self.push_launch(token, out);
            return;
        } else {
            return;
        };
        let negated = (token.saturating_sub(3).max(tree.low)..token)
            .any(|t| matches!(self.word(t), "not" | "never" | "n't" | "no" | "any"));
        if negated {
            return;
        }
        // "the treaty required Britain to withdraw": the terms, read below.
        let bound = tree
            .children(token)
            .any(|c| matches!(tree.relation(c), "obj" | "iobj") && c > token);
        if trigger == Trigger::Set && word.starts_with("requir") && bound {
            return;
        }
        // "thanked Chad for agreeing to host": what somebody is thanked or punished for.
        if word.ends_with("ing") && token > tree.low && self.word(token - 1) == "for" {
            return;
        }
        // "is pledging $5 million to support": the sum is what is pledged.
        if trigger == Trigger::Pledge && self.sum_behind(token, 4).is_some() {
            return;
        }
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
                direct && (matches!(before, "to" | "of" | "on") || denied)
            }
        });
        // Whatever the parse hangs it on: "his intent to name", "a decision to send".
        let act = act.or_else(|| {
            // "resolved, as leaders, to meet", "vowed for the union to lift"
            let reach = if matches!(self.word(token + 1), "," | "for") || trigger == Trigger::Order
            {
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
        });
        // "agreed to the opening of": a thing, looked at below.
        let act = act.filter(|&act| {
            trigger == Trigger::Noun
                || self.xpos(act) != "NN"
                // "aims to be a hub"
                || tree.children(act).any(|c| tree.relation(c) == "cop")
        });
        if let Some(act) = act {
            self.future(trigger, token, act, token, out);
            return;
        }
        // "agreed that ministers should meet each year"
        if matches!(trigger, Trigger::Pledge | Trigger::Order)
            && let Some(clause) = tree
                .children(token)
                .find(|&c| c > token && tree.relation(c) == "ccomp" && tree.has_subject(c))
        {
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
            return;
        }
        // "have committed to a target of spending 2 percent"
        if trigger == Trigger::Pledge
            && let Some(spending) = tree
                .children(token)
                .filter(|&c| c > token && lists.has("aim", self.word(c)))
                .flat_map(|c| tree.children(c))
                .find(|&c| tree.relation(c) == "acl" && self.xpos(c) == "VBG")
        {
            self.future(Trigger::Target, token, spending, token, out);
            return;
        }
        // "agreed on the exchange of ambassadors", "pledged support for the fund"
        let matter = tree.children(token).find(|&c| {
            let opened = matches!(self.word(tree.left(c)), "on" | "upon" | "to");
            c > token
                && tree.token(c).syntax.upos == Upos::Noun
                && (matches!(tree.relation(c), "obl")
                    && opened
                    && lists.has("commit-act", self.word(c))
                    || tree.relation(c) == "obj"
                        && matches!(
                            tree.lemma(token),
                            "pledge" | "promise" | "offer" | "guarantee"
                        ))
        });
        if trigger == Trigger::Pledge
            && let Some(matter) = matter
            && !self.has_sum(matter)
        {
            let skip = usize::from(matches!(self.word(tree.left(matter)), "on" | "upon" | "to"));
            out.push(Place {
                trigger: Trigger::Announce,
                verb: token,
                act: matter,
                from: tree.left(matter).max(token + 1) + skip,
                joined: false,
            });
            return;
        }
        // "targets 8 percent growth"
        let object = tree
            .children(token)
            .find(|&c| c > token && matches!(tree.relation(c), "obj" | "ccomp" | "obl" | "nmod"));
        let Some(object) = object else { return };
        let sum = self.has_sum(object) || {
            let span = self
                .span(tree.left(object))
                .cover(self.span(tree.right(object)));
            let quantities = &self.context.discourse.analysis.quantities;
            trigger == Trigger::Target && quantities.iter().any(|q| span.contains(q.span))
        };
        match trigger {
            Trigger::Target if sum && tree.left(object) == token + 1 => out.push(Place {
                trigger: Trigger::Target,
                verb: token,
                act: object,
                from: tree.left(object),
                joined: false,
            }),
            _ => {}
        }
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

    /// Whether a reported act is of whoever reports it: "Kenya said it was sending".
    fn own_act(&self, act: usize) -> bool {
        let tree = &self.tree;
        tree.children(act).any(|c| {
            tree.relation(c) == "nsubj"
                && matches!(self.word(c), "it" | "they" | "he" | "she" | "we")
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

    /// The act behind "will" or "to", and those joined to it: "will open an office and send staff".
    fn future(
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

    /// "(2) accepting vehicles …": a numbered item that goes on from "by".
    fn is_item(&self, token: usize) -> bool {
        token >= self.tree.low + 3
            && self.word(token - 1) == ")"
            && self.word(token - 3) == "("
            && self.word(token - 2).len() <= 4
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
            word == "will" || self.context.lists.has("commit-pledge", word)
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

    /// A line that begins with a bare verb: an item of a list of undertakings.
    fn bullet(&self, out: &mut Vec<Place>) {
        let tree = &self.tree;
        let mut first = tree.low;
        while first < tree.high
            && !self.word(first).chars().any(char::is_alphabetic)
            && first < tree.low + 3
        {
            first += 1;
        }
        if first >= tree.high || tree.has_subject(first) {
            return;
        }
        // "Share data": what the tagger takes for a noun is a verb of the lists.
        let verbal = matches!(self.xpos(first), "VB" | "VBP" | "VBG")
            || matches!(self.xpos(first), "NN" | "NNP")
                && self.context.lists.has("commit-verb", self.word(first));
        let in_list = verbal && opener(self.context, self.line).is_some();
        // "Pilot instructors are part of the package": a noun with a verb of its own.
        let noun = matches!(self.xpos(first), "NN" | "NNP")
            && (tree.low..tree.high)
                .find(|&t| tree.head(t).is_none())
                .is_some_and(|root| root > first && tree.has_subject(root));
        let alone = !noun
            && self.context.lists.has("commit-verb", self.word(first))
            && matches!(self.word(tree.high - 1), "." | ";")
            && !(first..tree.high).any(|t| self.word(t) == ":");
        if !(alone || in_list) {
            return;
        }
        out.push(Place {
            trigger: Trigger::Bullet,
            verb: first,
            act: first,
            from: first,
            joined: false,
        });
    }

    /// The first word of the sentence, behind the mark of a list item.
    fn first_word(&self) -> Option<usize> {
        (self.tree.low..self.tree.high.min(self.tree.low + 4))
            .find(|&t| self.word(t).chars().any(char::is_alphabetic))
    }

    /// Whether a phrase names a sum or a share.
    fn has_sum(&self, head: usize) -> bool {
        let span = self
            .span(self.tree.left(head))
            .cover(self.span(self.tree.right(head)));
        self.context.discourse.analysis.quantities.iter().any(|q| {
            span.contains(q.span) && matches!(q.kind, QuantityKind::Money | QuantityKind::Percent)
        })
    }

    /// The possible commitments at a place.
    fn candidate(&self, place: &Place, next: Option<usize>) -> Option<Vec<Candidate>> {
        let context = self.context;
        let units = &context.discourse.lines[self.line].units;
        let end = self.end(place, next);
        let first = self.unit(place.from)?;
        let last = self.unit(end - 1)?;
        let (actors, how) = self.actors(place)?;
        let actors = self.of_state(actors);
        // "Tariffs on cars will drop": what it is about belongs to the content.
        let mut first = first;
        let mut from = place.from;
        let passive = self
            .tree
            .children(place.act)
            .any(|c| self.tree.relation(c) == "aux:pass");
        if (matches!(
            how,
            "party" | "inside" | "sentence" | "before" | "voice" | "agent" | "promiser" | "giver"
        ) || how == "speaker" && passive)
            && (matches!(place.trigger, Trigger::Will | Trigger::Would)
                || place.trigger == Trigger::Is && (passive || how == "giver"))
            && let Some(thing) = self
                .tree
                .children(place.verb)
                .find(|&c| self.tree.relation(c).starts_with("nsubj"))
            && !matches!(self.word(thing), "that" | "which" | "who" | "it")
            && (self.tree.token(thing).syntax.upos == Upos::Noun
                || matches!(how, "promiser" | "giver"))
            && !self.context.lists.has("commit-vehicle", self.word(thing))
            && !(self.tree.left(thing)..thing).any(|t| self.word(t) == ":")
        {
            from = self.tree.left(thing);
            first = self.unit(from)?;
        }
        // "the broadcasts will continue"
        if end < from + 2
            && matches!(place.trigger, Trigger::Will | Trigger::Would)
            && let Some(thing) = self
                .tree
                .children(place.verb)
                .find(|&c| self.tree.relation(c).starts_with("nsubj"))
            && self.tree.token(thing).syntax.upos == Upos::Noun
        {
            from = self.tree.left(thing);
            first = self.unit(from)?;
        }
        if end < from + 2 || last < first {
            return None;
        }
        let mut out = Vec::new();
        for part in parts(context, self.line, first, last + 1) {
            let what = Span::new(
                units[part.start].span.start.max(self.span(from).start),
                units[part.end - 1].span.end,
            );
            let due = due(context, self.line, part.start, part.end)
                .or_else(|| by(context, self.line, part.end))
                .or_else(|| by(context, opener(context, self.line)?, 0))
                .or_else(|| by_heading(context, self.line))
                .map(|due| ahead(context, due, what));
            let target = target(context, self.line, part.start, part.end, due.as_ref());
            let begins = matches!(self.tree.lemma(place.act), "launch" | "sign");
            // What a thing will do or undergo is a plan of those behind it.
            let done = !matches!(
                how,
                "subject" | "several" | "speaker" | "party" | "agreement" | "promiser" | "giver"
            );
            let aim = self.context.lists.has("aim", self.word(place.verb));
            // "achieve a goal of 450 GW by 2030", "become net zero by 2050"
            let reached = due.is_some()
                && (part.start..part.end).any(|at| {
                    let word = context.word(self.line, at);
                    target.is_some() && matches!(word, "goal" | "target")
                        || matches!(word, "net" | "net-zero" | "neutrality" | "carbon-neutral")
                            && (word != "net"
                                || matches!(context.word(self.line, at + 1), "zero" | "-"))
                });
            let form = if reached {
                CommitmentForm::Target
            } else {
                form(
                    place.trigger,
                    begins || done,
                    aim,
                    target.as_ref(),
                    due.as_ref(),
                )
            };
            let features = self.features(place, &actors, how, target.as_ref(), due.as_ref(), what);
            let body = Commitment {
                actors: actors.clone(),
                form,
                what,
                target,
                due,
            };
            let mut claim = Claim::new(
                context.discourse.lines[self.line].span,
                ClaimBody::Commitment(body),
            );
            claim.source = context.source_at(self.line, first);
            claim.rule = Some(place.trigger.rule().to_owned());
            out.push(Candidate {
                claim,
                at: what,
                features,
            });
        }
        Some(out)
    }

    /// The end of a content, with the "by 2030" that stands right behind it: the parse may hang it
    /// on a verb above.
    fn dated_end(&self, end: usize) -> usize {
        let units = &self.context.discourse.lines[self.line].units;
        if end + 1 >= self.tree.high || !matches!(self.word(end), "by" | "before" | "until") {
            return end;
        }
        let time = (end + 1..self.tree.high.min(end + 3))
            .filter_map(|t| self.unit(t))
            .find(|&u| matches!(units[u].kind, UnitKind::Time(_)));
        time.map_or(end, |u| units[u].tokens.end)
    }

    /// The token behind the content: the end of what depends on the act, before comments on it.
    fn end(&self, place: &Place, next: Option<usize>) -> usize {
        let tree = &self.tree;
        let mut end = (tree.right(place.act) + 1).max(place.act + 1);
        // "Support projects on": what the tagger takes for a noun governs the whole item.
        if place.trigger == Trigger::Bullet && tree.token(place.act).syntax.upos != Upos::Verb {
            end = tree.high;
        }
        if place.act > tree.low
            && self.word(place.act - 1) == "to"
            && (tree.token(place.act).syntax.upos == Upos::Adj
                || tree.relation(place.act) == "compound")
        {
            let mut head = place.act;
            while let Some(above) = tree.head(head).filter(|&h| h > head) {
                head = above;
            }
            end = tree.right(head) + 1;
        }
        if place.trigger == Trigger::Sum {
            // "€2 billion ($2.2 billion) to Syria": the same sum in other money goes along.
            let mut brackets = false;
            end = (place.act..tree.high)
                .find(|&t| {
                    match self.word(t) {
                        "(" => brackets = true,
                        ")" => brackets = false,
                        _ => {}
                    }
                    !brackets && matches!(self.word(t), ";" | "." | "," | "which" | "that")
                })
                .unwrap_or(tree.high);
        }
        let thing = matches!(place.trigger, Trigger::Terms | Trigger::Target)
            && place.act != place.verb
            && tree.token(place.act).syntax.upos != Upos::Verb;
        if thing || place.trigger == Trigger::Announce {
            // "its withdrawal from the court": whatever the parse hangs on the verb.
            let phrase = (place.act..tree.high).find(|&t| {
                matches!(
                    self.word(t),
                    ";" | "." | "," | "(" | "which" | "that" | "to"
                )
            });
            end = end.max(phrase.unwrap_or(tree.high));
        }
        // The whole of what stands in the marks, or behind the mark of an item.
        if place.trigger == Trigger::Thing
            || place.trigger == Trigger::Policy && matches!(self.word(place.from - 1), "\"" | "“")
        {
            end = tree.high;
        }
        if place.trigger == Trigger::Item {
            end = (place.from..tree.high)
                .find(|&t| matches!(self.word(t), ";" | "."))
                .unwrap_or(tree.high);
        }
        end = self.dated_end(end);
        if let Some(next) = next {
            end = end.min(next);
        }
        for child in tree.children(place.act).filter(|&c| c > place.act) {
            let left = tree.left(child);
            let comma = left > place.act && (self.word(left) == "," || self.word(left - 1) == ",");
            let comment = match tree.relation(child) {
                // "as the war continues", "while talks go on": what is so meanwhile.
                "advcl" => {
                    comma || matches!(self.word(left), "as" | "while" | "because" | "although")
                }
                "parataxis" => true,
                "obl" | "advmod" => {
                    comma
                        && left > place.act + 3
                        && self.context.lists.has("comment-opener", self.word(left))
                }
                // "agreed to boost ties and struck a deal": what has happened is no promise.
                "conj" => {
                    // "expand supplies and work with all": what nobody can judge says no more.
                    self.context.lists.has("verb-continue", tree.lemma(child))
                        && self.xpos(place.act) == "VB"
                        || place.joined && self.xpos(place.act) == self.xpos(child)
                        || self.tree.has_subject(child)
                        || place.trigger == Trigger::Policy
                            && self.xpos(place.act) == self.xpos(child)
                            && self.xpos(child) == "VBZ"
                        || self.xpos(place.act) == "VB"
                            && (self.xpos(child) == "VBD"
                                || self.xpos(child) == "VBN"
                                    && tree
                                        .children(child)
                                        .any(|c| c > child && tree.relation(c) == "obj"))
                }
                _ => false,
            };
            if comment && left > place.from + 1 {
                end = end.min(left);
            }
        }
        // "…, saying that", "… and to send": a comment, and the next promise.
        let over = |&token: &usize| {
            self.word(token) == "," && self.xpos(token + 1) == "VBG" && !self.listed(token + 1)
                || matches!(self.word(token), "and" | "or") && self.word(token + 1) == "to"
        };
        end = (place.from + 4..end).find(over).unwrap_or(end);
        // Words in quotation marks of their own are part of the content; the mark that closes what
        // was opened before it ends it.
        let opened = (tree.low..place.from)
            .filter(|&t| self.word(t) == "\"")
            .count()
            % 2
            == 1;
        let mut inner = self.word(place.from) == "“";
        for token in place.from + 1..end {
            let word = self.word(token);
            let quote = match word {
                "“" => {
                    inner = true;
                    true
                }
                "”" if inner => {
                    inner = false;
                    true
                }
                "\"" if !opened => {
                    inner = !inner;
                    true
                }
                _ => false,
            };
            if quote {
                continue;
            }
            let relative = matches!(word, "which" | "who" | "where" | "whose")
                && matches!(self.word(token - 1), "," | "through" | "of" | "by");
            // "shoot down drones following the raid": why it is done is no part of it.
            let occasion = matches!(word, "following" | "amid" | "despite")
                || matches!(word, "in" | "as")
                    && matches!(
                        (self.word(token + 1), self.word(token + 2)),
                        ("response", "to") | ("part", "of") | ("line", "with")
                    );
            // "for the first time in years", "a day after talks", "according to the rebels"
            let next = (self.word(token + 1), self.word(token + 2));
            let aside = word == "according"
                || word == "for" && next == ("the", "first") && self.word(token + 3) == "time"
                || word == "," && matches!(next, ("in", "a" | "an"))
                || word == "," && matches!(next.0, "after" | "according" | "amid" | "despite")
                || next.0 == "after"
                    && matches!(
                        word,
                        "hours" | "days" | "weeks" | "months" | "years" | "day" | "week" | "month"
                    );
            let relative =
                relative || occasion && token > place.from + 3 || aside && token > place.from + 2;
            // "the opening of missions, a move that will …": what is said of it.
            let remark = word == ","
                && matches!(self.word(token + 1), "a" | "an")
                && matches!(
                    self.word(token + 2),
                    "move" | "decision" | "step" | "measure" | "sign"
                );
            let relative = relative || remark;
            // "name Mary Njeri, former ambassador to Chad": who somebody was is no promise.
            let past = word == "," && self.word(token + 1) == "former";
            if matches!(word, ";" | "”" | "\"" | "while" | "whereas" | "—") || relative || past
            {
                // "two days after": the number goes with it.
                let number = next.0 == "after"
                    && (matches!(
                        self.word(token - 1),
                        "a" | "one" | "several" | "few" | "just"
                    ) || self.xpos(token - 1) == "CD");
                end = token - usize::from(number);
                break;
            }
        }
        while end > place.from + 1
            && matches!(
                self.word(end - 1),
                "." | ","
                    | "and"
                    | ";"
                    | "also"
                    | "“"
                    | "\""
                    | "!"
                    | "but"
                    | "to"
                    | "will"
                    | ")"
                    | "("
                    | "through"
                    | "including"
                    | "they"
                    | "it"
                    | "he"
                    | "she"
                    | "are"
                    | "is"
                    | "has"
                    | "have"
            )
        {
            end -= 1;
        }
        end
    }

    /// Whether a participle goes on with a list: "exempting firms, accepting certificates", or
    /// tells what is among it ("including").
    fn listed(&self, token: usize) -> bool {
        matches!(self.tree.relation(token), "conj" | "case") || self.word(token) == "including"
    }

    /// Who commits, and how that is known.
    fn actors(&self, place: &Place) -> Option<(Vec<Entity>, &'static str)> {
        let context = self.context;
        let tree = &self.tree;
        if matches!(place.trigger, Trigger::Bullet | Trigger::Thing) {
            return self.of_list().or_else(|| self.home().map(|h| (h, "home")));
        }
        if place.trigger == Trigger::Policy {
            // Whose policy it is: the state named in the sentence, else the text's own.
            let units = &context.discourse.lines[self.line].units;
            let named = units.iter().find_map(|u| match u.kind {
                UnitKind::Mention(m) => context
                    .discourse
                    .entities_of(m)
                    .find(|e| matches!(e.kind, EntityType::State | EntityType::Body))
                    .cloned(),
                _ => None,
            });
            return named
                .map(|e| vec![e])
                .or_else(|| self.home())
                .or_else(|| self.before())
                .map(|a| (a, "policy"));
        }
        // "vowed for the union to lift": who is to do it.
        if matches!(
            place.trigger,
            Trigger::Pledge | Trigger::Plan | Trigger::Noun
        ) && self.word(place.verb + 1) == "for"
            && let Some(named) = (place.verb + 2..place.from).find_map(|t| {
                match context.discourse.lines[self.line].units[self.unit(t)?].kind {
                    UnitKind::Mention(m) => {
                        self.able(context.discourse.entities_of(m).cloned().collect())
                    }
                    _ => None,
                }
            })
        {
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
        // "required Britain to withdraw": who is to do it.
        if place.trigger == Trigger::Terms
            && matches!(tree.relation(place.act), "xcomp" | "advcl")
            && let Some(object) = tree
                .children(place.verb)
                .find(|&c| matches!(tree.relation(c), "obj" | "iobj"))
            && let UnitKind::Mention(m) =
                context.discourse.lines[self.line].units[self.unit(object)?].kind
            && let Some(named) = self.able(context.discourse.entities_of(m).cloned().collect())
        {
            return Some((named, "subject"));
        }
        let mut verb = place.verb;
        if place.trigger == Trigger::Noun {
            // "Kenya's plan to", "announced his intent to"
            let owner = tree
                .children(verb)
                .find(|&c| tree.relation(c) == "nmod:poss")
                .and_then(|c| self.unit(c));
            if let Some(owner) = owner
                && let UnitKind::Mention(m) = context.discourse.lines[self.line].units[owner].kind
            {
                let all: Vec<Entity> = context.discourse.entities_of(m).cloned().collect();
                return self.able(all).map(|a| (a, "owner"));
            }
            verb = tree.head(verb)?;
        }
        if place.trigger == Trigger::Item {
            // The subject of the sentence.
            verb = (tree.low..tree.high).find(|&t| tree.head(t).is_none())?;
        }
        let subject = tree.children(verb).find(|&c| {
            tree.relation(c).starts_with("nsubj") || tree.relation(c).starts_with("csubj")
        });
        if let Some(promisers) = self.promisers(place, subject) {
            return Some((promisers, "promiser"));
        }
        if let Some(giver) = self.giver(place, subject) {
            return Some((giver, "giver"));
        }
        // "Chad was ordered to pay": who is to do it.
        if place.trigger == Trigger::Order
            && let Some(noun) = subject.filter(|&n| tree.relation(n) == "nsubj:pass")
            && let UnitKind::Mention(m) =
                context.discourse.lines[self.line].units[self.unit(noun)?].kind
            && let Some(told) = self.able(context.discourse.entities_of(m).cloned().collect())
        {
            return Some((told, "subject"));
        }
        if let Some(noun) = subject {
            let word = self.word(noun);
            // "We will rebuild", in somebody's words.
            if matches!(word, "we" | "i")
                && let Some(speaker) = context.source_at(self.line, self.unit(noun)?)
                && let Some(speaker) = self.able(vec![speaker])
            {
                return Some((speaker, "speaker"));
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
            // "announced that his country will give": that of who announces it.
            let own = matches!(word, "country" | "government" | "nation" | "administration")
                && (tree.left(noun)..noun).any(|t| matches!(self.word(t), "his" | "her" | "my"));
            if own && !named {
                let main = (tree.low..tree.high)
                    .find(|&t| tree.head(t).is_none())
                    .and_then(|t| self.unit(t));
                let who = context
                    .source_at(self.line, self.unit(noun)?)
                    .or_else(|| {
                        subject_entities(context, self.line, main?)
                            .into_iter()
                            .next()
                    })
                    .and_then(|e| context.discourse.state_named(e.country.as_deref()?));
                if let Some(state) = who {
                    return Some((vec![state], "subject"));
                }
            }
            // "The leaders will launch", "both countries pledged".
            // "EU leaders": whose leaders they are is told.
            let whose = || {
                // "two men of the Kenyan police"
                let of = tree
                    .children(noun)
                    .filter(|&c| c > noun && self.word(tree.left(c)) == "of");
                (tree.left(noun)..noun).chain(of).find_map(|t| {
                    match context.discourse.lines[self.line].units[self.unit(t)?].kind {
                        UnitKind::Mention(m) => self
                            .able(context.discourse.entities_of(m).cloned().collect())
                            .filter(|a| {
                                a.iter().all(|e| {
                                    matches!(e.kind, EntityType::State | EntityType::Org)
                                        || t > noun && e.kind == EntityType::Body
                                })
                            }),
                        _ => None,
                    }
                })
            };
            let several = !named
                && (matches!(word, "they" | "both" | "parties")
                    || matches!(
                        context.lists.noun_sort(word),
                        Some(Sort::PairPerson | Sort::PairState | Sort::PairAny)
                    ));
            if several && let Some(own) = whose() {
                return Some((own, "several"));
            }
            if several
                && let Some(states) = self
                    .subjects_before()
                    .or_else(|| context.discourse.two_parties())
                    .or_else(|| self.leaders_before())
                    .or_else(|| context.discourse.two_states(self.line))
                    .and_then(|s| self.able(s))
            {
                return Some((states, "several"));
            }
        }
        let unit = self.unit(verb)?;
        if let Some(found) = self.able(subject_entities(context, self.line, unit)) {
            return Some((found, "subject"));
        }
        if let Some(found) = subject.and_then(|noun| self.unnamed(place, noun)) {
            return Some((found, "subject"));
        }
        self.behind(verb, subject)
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
        let units = &context.discourse.lines[self.line].units;
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
        let mentioned = |token: usize| match units[self.unit(token)?].kind {
            UnitKind::Mention(m) => Some(context.discourse.entities_of(m).cloned().collect()),
            _ => None,
        };
        let receiver: Vec<Entity> = mentioned(subject).filter(|_| future && receives)?;
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
            .find_map(|c| self.able(mentioned(c)?));
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
        let units = &context.discourse.lines[self.line].units;
        let mentioned = |token: usize| {
            self.unit(token)
                .map_or_else(Vec::new, |u| match units[u].kind {
                    UnitKind::Mention(m) => context.discourse.entities_of(m).cloned().collect(),
                    _ => Vec::new(),
                })
        };
        let main = (tree.low..tree.high).find(|&t| tree.head(t).is_none());
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

    /// Who commits to the items of a list, by the sentence that opens it.
    fn of_list(&self) -> Option<(Vec<Entity>, &'static str)> {
        let context = self.context;
        let line = opener(context, self.line).or_else(|| heading(context, self.line))?;
        let tree = context.tree(line)?;
        let above = Reader {
            context,
            line,
            tree,
        };
        let tree = &above.tree;
        let verb = (tree.low..tree.high).rev().find(|&t| tree.has_subject(t))?;
        let place = Place {
            trigger: Trigger::Will,
            verb,
            act: verb,
            from: verb,
            joined: false,
        };
        above.actors(&place).map(|(actors, _)| (actors, "list"))
    }

    /// "officials", "150 soldiers", of whom nothing tells whose they are: of the first state that the
    /// sentence names, else of the one whose text it is.
    fn of_state(&self, actors: Vec<Entity>) -> Vec<Entity> {
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

    /// The verb that bears the meaning: of "work with Chad to provide", "provide".
    fn bearer(&self, act: usize) -> usize {
        let tree = &self.tree;
        if !self.context.lists.has("helping-verb", tree.lemma(act)) {
            return act;
        }
        tree.children(act)
            .find(|&c| {
                c > act
                    && matches!(tree.relation(c), "xcomp" | "advcl" | "acl")
                    && matches!(self.xpos(c), "VB" | "VBG")
            })
            .or_else(|| {
                // "take steps to open": the infinitive hangs on the object.
                let object = tree
                    .children(act)
                    .find(|&c| c > act && tree.relation(c) == "obj")?;
                tree.children(object)
                    .find(|&c| tree.relation(c) == "acl" && self.xpos(c) == "VB")
            })
            .unwrap_or(act)
    }

    /// What the act is done to, by how it is named: a certain thing, one of a kind, a number of
    /// them, a matter that nobody can count ("cooperation"), or nothing.
    fn object(&self, act: usize) -> &'static str {
        let tree = &self.tree;
        let object = if tree.token(act).syntax.upos == Upos::Verb {
            tree.children(act).find(|&c| {
                c > act && matches!(tree.relation(c), "obj" | "iobj")
                    || tree.relation(c) == "nsubj:pass"
            })
        } else {
            Some(act)
        };
        let Some(object) = object else { return "none" };
        // "all kinds of support" is support.
        let object = if matches!(
            tree.lemma(object),
            "type" | "kind" | "sort" | "form" | "range" | "variety" | "level" | "degree" | "area"
        ) {
            tree.children(object)
                .find(|&c| c > object && self.word(tree.left(c)) == "of")
                .unwrap_or(object)
        } else {
            object
        };
        let left = tree.left(object);
        let units = &self.context.discourse.lines[self.line].units;
        let named = self
            .unit(object)
            .is_some_and(|u| matches!(units[u].kind, UnitKind::Mention(_)));
        let number = self
            .unit(left)
            .is_some_and(|u| matches!(units[u].kind, UnitKind::Quantity(_)));
        // "launch a partnership": what is founded can be counted.
        let founded = !matches!(
            self.word(object),
            "relationship"
                | "relations"
                | "ties"
                | "trust"
                | "bond"
                | "bonds"
                | "understanding"
                | "momentum"
                | "confidence"
                | "consensus"
                | "future"
        ) && self.context.lists.has("verb-open", tree.lemma(act))
            && matches!(self.word(left), "a" | "an" | "another" | "new");
        let capital = self
            .context
            .discourse
            .words(self.span(object))
            .starts_with(char::is_uppercase);
        if self.context.lists.has("abstract", self.word(object)) && !founded && !capital {
            "abstract"
        } else if number {
            "number"
        } else if named {
            "name"
        } else {
            match self.word(left) {
                "a" | "an" | "another" => "one",
                "the" | "this" | "these" | "those" => "certain",
                "its" | "their" | "our" | "his" | "her" => "own",
                _ => "bare",
            }
        }
    }

    /// Whether those who are told to do something are another state's: "ordered the Kenyan embassy
    /// to close" asks, and promises nothing.
    fn orders_abroad(&self, place: &Place, actors: &[Entity]) -> bool {
        let discourse = self.context.discourse;
        place.trigger == Trigger::Order
            && (place.verb + 1..place.from)
                .filter_map(|t| self.unit(t))
                .filter_map(|u| match discourse.lines[self.line].units[u].kind {
                    UnitKind::Mention(m) => discourse.entities_of(m).next(),
                    _ => None,
                })
                .any(|e| {
                    e.country
                        .as_ref()
                        .is_some_and(|code| actors.iter().all(|a| a.country.as_ref() != Some(code)))
                })
    }

    /// Whether a sentence tells of a year long before the text: "In 1973 Ghana agreed to send".
    fn is_past(&self, what: Span) -> bool {
        let year = |edtf: &Edtf| edtf.as_str().get(..4)?.parse::<i32>().ok();
        let Some(now) = self.context.published.as_ref().and_then(year) else {
            return false;
        };
        let sentence = self.context.discourse.lines[self.line].span;
        self.context.discourse.analysis.times.iter().any(|t| {
            t.kind == TimexType::Date
                && sentence.contains(t.span)
                && !what.contains(t.span)
                && t.edtf.as_ref().and_then(year).is_some_and(|y| y + 1 < now)
        })
    }

    /// What speaks for and against a commitment.
    fn features(
        &self,
        place: &Place,
        actors: &[Entity],
        how: &'static str,
        target: Option<&Figure>,
        due: Option<&Edtf>,
        what: Span,
    ) -> Vec<String> {
        let tree = &self.tree;
        let context = self.context;
        let trigger = place.trigger.name();
        let act = self.bearer(place.act);
        let verb = tree.lemma(act);
        let mut out = vec![format!("trigger={trigger}"), format!("actor={how}")];
        if act != place.act {
            out.push("act=light".to_owned());
            out.push(format!("light={}", tree.lemma(place.act)));
        }
        out.push(format!(
            "voice={}",
            if context.discourse.official {
                "official"
            } else {
                "reported"
            }
        ));
        out.push(format!("object={}", self.object(act)));
        if opener(context, self.line).is_some() {
            out.push("listed".to_owned());
        }
        if tree.token(place.act).syntax.upos != Upos::Verb {
            out.push("act=thing".to_owned());
        }
        // "pay a visit", "take part": what is done is told by the object.
        let visits = matches!(verb, "pay" | "make" | "undertake" | "embark" | "take")
            && (act + 1..tree.high.min(act + 7)).any(|t| {
                matches!(
                    self.word(t),
                    "visit" | "visits" | "trip" | "tour" | "part" | "office"
                )
            });
        let verb = if visits { "visit" } else { verb };
        let chances = matches!(verb, "open" | "create" | "provide" | "offer" | "bring")
            && (act + 1..tree.high.min(act + 6)).any(|t| {
                matches!(
                    tree.lemma(t),
                    "opportunity"
                        | "way"
                        | "door"
                        | "avenue"
                        | "path"
                        | "chance"
                        | "possibility"
                        | "benefit"
                        | "momentum"
                )
            });
        let verb = if chances { "enable" } else { verb };
        let group = [
            "verb-outcome",
            "verb-give",
            "verb-open",
            "verb-rule",
            "verb-strengthen",
            "verb-continue",
            "verb-meet",
            "verb-help",
            "verb-courtesy",
        ]
        .into_iter()
        .find(|list| context.lists.has(list, verb));
        out.push(format!("verb={}", group.unwrap_or("other")));
        out.push(format!("lemma={verb}"));
        if let Some(group) = group {
            out.push(format!("trigger={trigger}+verb={group}"));
        }
        let kind = match actors.first().map(|a| a.kind) {
            Some(EntityType::State) => "state",
            Some(EntityType::Org) => "org",
            Some(EntityType::Person) => "person",
            Some(EntityType::Body) => "body",
            _ => "other",
        };
        out.push(format!("actor-kind={kind}"));
        if actors.len() > 1 {
            out.push("actors=several".to_owned());
        }
        if let Some(target) = target {
            out.push(
                if target.unit == "count" {
                    "has=count"
                } else {
                    "has=sum"
                }
                .to_owned(),
            );
        }
        if due.is_some() {
            let past = |day: &Edtf| {
                self.context
                    .published
                    .as_ref()
                    .zip(due)
                    .is_some_and(|(_, due)| due.as_str().get(..4) < day.as_str().get(..4))
            };
            let told = self.context.published.as_ref().is_some_and(past);
            out.push(if told { "has=past" } else { "has=due" }.to_owned());
        }
        let subject = self
            .unit(place.verb)
            .and_then(|u| crate::statements::subject_unit(context, self.line, u));
        if let Some(subject) = subject {
            let word = context.word(self.line, subject);
            if matches!(word, "we" | "i" | "our") {
                out.push("subject=own-voice".to_owned());
            } else if matches!(word, "it" | "they" | "he" | "she") {
                out.push("subject=pronoun".to_owned());
            }
            if self
                .unit(place.verb)
                .is_some_and(|v| v - subject.min(v) > 8)
            {
                out.push("subject=far".to_owned());
            }
        }
        // What governs the clause: a main clause, a report, a condition, a relative clause.
        let clause = match tree.relation(place.verb) {
            "root" => "main",
            "conj" | "parataxis" => "joined",
            "ccomp" => "reported",
            "acl:relcl" | "acl" => "relative",
            "advcl" => "adverbial",
            _ => "other",
        };
        out.push(format!("clause={clause}"));
        // "Ghana said it would send", not "Ghana said that the rebels would": one's own act.
        if let Some(source) = context.source_at(self.line, self.unit(place.from).unwrap_or(0)) {
            let own = actors.iter().any(|a| {
                a.key() == source.key() || a.country.is_some() && a.country == source.country
            });
            out.push(if own { "own-act" } else { "act-of-another" }.to_owned());
        }
        if tree.relation(place.act) == "ccomp"
            && let Some(head) = tree.head(place.act)
        {
            out.push(format!("said={}", tree.lemma(head)));
        }
        if self.orders_abroad(place, actors) {
            out.push("order=abroad".to_owned());
        }
        if self.is_past(what) {
            out.push("sentence=past".to_owned());
        }
        if context.lists.has("aim", self.word(place.verb)) {
            out.push("aim".to_owned());
        }
        // A decision is past more often than a plan, and "offered" promises less than "agreed".
        if matches!(
            place.trigger,
            Trigger::Noun
                | Trigger::Pledge
                | Trigger::Plan
                | Trigger::Set
                | Trigger::Target
                | Trigger::Announce
                | Trigger::Policy
        ) {
            out.push(format!("word={}", tree.lemma(place.verb)));
        }
        if ["policy", "policies"]
            .iter()
            .any(|w| (place.from..=tree.right(place.act)).any(|t| self.word(t) == *w))
        {
            out.push("has=policy".to_owned());
        }
        let lemma = |t: usize| tree.lemma(t) == "be";
        if lemma(place.act) || tree.children(place.act).any(|c| tree.relation(c) == "cop") {
            out.push("act=state".to_owned());
        } else if tree
            .children(place.act)
            .any(|c| matches!(tree.relation(c), "aux:pass" | "nsubj:pass"))
        {
            out.push("act=passive".to_owned());
        }
        let words = context.discourse.words(what).split_whitespace().count();
        out.push(
            match words {
                0..=4 => "length=short",
                5..=30 => "length=middle",
                _ => "length=long",
            }
            .to_owned(),
        );
        let conditional = tree
            .children(place.verb)
            .chain(tree.children(place.act))
            .any(|c| {
                tree.relation(c) == "mark"
                    && matches!(self.word(c), "if" | "whether" | "as" | "unless")
                    || c < place.act && matches!(self.word(c), "how" | "what" | "why" | "when")
            });
        if conditional {
            out.push("conditional".to_owned());
        }
        if tree.children(place.act).any(|c| {
            tree.relation(c) == "advmod" && matches!(self.word(c), "not" | "never" | "n't")
        }) {
            out.push("negated".to_owned());
        }
        if context
            .source_at(self.line, self.unit(place.from).unwrap_or(0))
            .is_some()
        {
            out.push("in-speech".to_owned());
        }
        let capital = self
            .context
            .discourse
            .words(what)
            .split_whitespace()
            .skip(1)
            .filter(|w| w.starts_with(char::is_uppercase))
            .count();
        if capital >= 2 {
            out.push("has=names".to_owned());
        }
        // "would have joined", "agreed that Chad must leave": what is supposed, whose duty it is.
        let aux = |words: &[&str]| {
            tree.children(place.act)
                .any(|c| tree.relation(c) == "aux" && words.contains(&self.word(c)))
        };
        if place.trigger == Trigger::Would && aux(&["have", "'ve"]) {
            out.push("supposed".to_owned());
        }
        if place.trigger == Trigger::Pledge && aux(&["must", "should"]) {
            out.push("duty-of-another".to_owned());
        }
        // "promised that Chad would leave"
        let promised = matches!(tree.relation(place.act), "ccomp")
            && tree
                .head(place.act)
                .is_some_and(|h| context.lists.has("commit-pledge", self.word(h)));
        if promised {
            out.push("promised".to_owned());
        }
        let new = (place.from..tree.high.min(place.from + 5)).any(|t| {
            matches!(self.word(t), "new" | "additional" | "joint")
                || self.word(t) == "further" && tree.relation(t) == "amod"
        });
        if new {
            out.push("has=new".to_owned());
        }
        out
    }
}

/// The form that a commitment has by what introduces it: a share to be reached by a date is a
/// target, whatever introduces it; what is launched or signed is planned.
fn form(
    trigger: Trigger,
    begins: bool,
    aim: bool,
    target: Option<&Figure>,
    due: Option<&Edtf>,
) -> CommitmentForm {
    let share = target.is_some_and(|t| t.unit == "percent") && due.is_some();
    match trigger {
        Trigger::Target => CommitmentForm::Target,
        // "is set to double to $2 billion by 2030"
        Trigger::Set if target.is_some() && due.is_some() => CommitmentForm::Target,
        Trigger::Policy => CommitmentForm::Policy,
        Trigger::Terms if target.is_none() => CommitmentForm::Plan,
        _ if share => CommitmentForm::Target,
        Trigger::Plan | Trigger::Set | Trigger::Launch | Trigger::Bullet | Trigger::Thing => {
            CommitmentForm::Plan
        }
        Trigger::Noun if aim => CommitmentForm::Target,
        Trigger::Will | Trigger::Would if begins => CommitmentForm::Plan,
        Trigger::Announce if target.is_none() => CommitmentForm::Plan,
        _ => CommitmentForm::Pledge,
    }
}

/// "A by 2030 and B by 2045" is two commitments: each goes up to its own date.
fn parts(context: &Context, line: usize, from: usize, end: usize) -> Vec<std::ops::Range<usize>> {
    let units = &context.discourse.lines[line].units;
    let mut out = Vec::new();
    let mut start = from;
    for at in from + 1..end {
        let dated = matches!(units[at].kind, UnitKind::Time(_)) && units[at - 1].lower == "by";
        if dated && at + 1 < end && units[at + 1].lower == "and" {
            out.push(start..at + 1);
            start = at + 2;
        }
    }
    out.push(start..end);
    out
}

/// By when: the last time in the content that "by", "in" or "until" governs, or that stands by
/// itself ("this year"); a date behind "the next three years" is that of their end.
fn due(context: &Context, line: usize, from: usize, end: usize) -> Option<Edtf> {
    let units = &context.discourse.lines[line].units;
    (from..end).rev().find_map(|at| {
        let UnitKind::Time(t) = units[at].kind else {
            return None;
        };
        let before = at.checked_sub(1).map_or("", |b| units[b].lower.as_str());
        let before = if before == "the" {
            at.checked_sub(2).map_or("", |b| units[b].lower.as_str())
        } else {
            before
        };
        let governed = matches!(
            before,
            "by" | "in"
                | "until"
                | "before"
                | "during"
                | "through"
                | "over"
                | "on"
                | "from"
                | "starting"
                | "within"
                | "to"
        );
        let bare = ["this", "next", "later"]
            .iter()
            .any(|w| units[at].lower.starts_with(w));
        if !governed && !bare {
            return None;
        }
        let time = &context.discourse.analysis.times[t];
        match time.kind {
            TimexType::Date => time.edtf.clone(),
            TimexType::Duration => {
                let end = time.edtf.as_ref()?.as_str().rsplit('/').next()?.to_owned();
                Edtf::parse(end.get(..4)?).ok()
            }
            _ => None,
        }
    })
}

/// By when, where the sentence that opens what follows says so: "The parties will act by 14 May:".
fn by_heading(context: &Context, line: usize) -> Option<Edtf> {
    let lines = &context.discourse.lines;
    let above = (line.saturating_sub(HEADED)..line)
        .rev()
        .find(|&l| lines[l].units.last().is_some_and(|u| u.lower == ":"))?;
    by(context, above, 0)
}

/// How many sentences behind one that ends with a colon go on from it.
const HEADED: usize = 4;

/// A day without a year that lies months before the text is that of the year after: "will meet on 3
/// March", told in December.
fn ahead(context: &Context, due: Edtf, what: Span) -> Edtf {
    let months = |day: &Edtf| {
        let text = day.as_str();
        let year: i32 = text.get(..4)?.parse().ok()?;
        let month: i32 = text.get(5..7)?.parse().ok()?;
        Some(year * 12 + month)
    };
    let early = matches!(due.as_str().len(), 7 | 10)
        && context
            .published
            .as_ref()
            .and_then(months)
            .zip(months(&due))
            .is_some_and(|(now, then)| now - then > 4);
    let year = due.as_str().get(..4).unwrap_or_default();
    let told = context.discourse.words(what).contains(year);
    if !early || told {
        return due;
    }
    let later = year
        .parse::<i32>()
        .ok()
        .map(|y| format!("{:04}{}", y + 1, &due.as_str()[4..]));
    later
        .and_then(|text| Edtf::parse(&text).ok())
        .unwrap_or(due)
}

/// By when, where that stands behind the content: "…, all by 2028".
fn by(context: &Context, line: usize, end: usize) -> Option<Edtf> {
    let units = &context.discourse.lines[line].units;
    let reach = units.len().min(end + 20);
    (end + 1..reach).find_map(|at| match units[at].kind {
        UnitKind::Time(t) if units[at - 1].lower == "by" => {
            context.discourse.analysis.times[t].edtf.clone()
        }
        _ => None,
    })
}

/// The number to be reached, where the content has one with a unit of its own.
fn target(
    context: &Context,
    line: usize,
    from: usize,
    end: usize,
    due: Option<&Edtf>,
) -> Option<Figure> {
    let units = &context.discourse.lines[line].units;
    let (at, quantity) = (from..end).find_map(|at| match units[at].kind {
        UnitKind::Quantity(q) => {
            let quantity = &context.discourse.analysis.quantities[q];
            let named = matches!(
                quantity.kind,
                QuantityKind::Money
                    | QuantityKind::Percent
                    | QuantityKind::PercentagePoint
                    | QuantityKind::Measure
            ) || quantity.kind == QuantityKind::Number
                && quantity.value > 0.0
                && quantity
                    .of
                    .is_some_and(|of| !context.lists.has("uncounted", last_word(context, of)));
            named.then_some((at, quantity))
        }
        _ => None,
    })?;
    let has = |list: &str| (from..end).any(|at| context.lists.has(list, context.word(line, at)));
    let percent = quantity.kind == QuantityKind::Percent;
    let share = percent && context.word(line, at + 1) == "of";
    let (indicator, measure) = if quantity.kind == QuantityKind::PercentagePoint {
        (Indicator::Tariff, Measure::Change)
    } else if share {
        (Indicator::Other, Measure::Share)
    } else if percent && has("growth") {
        (Indicator::Gdp, Measure::Growth)
    } else if percent && (from..end).any(|at| context.word(line, at).starts_with("tariff")) {
        (Indicator::Tariff, Measure::Level)
    } else {
        (Indicator::Other, Measure::Level)
    };
    let falls = measure == Measure::Change && (has("fall") || has("cuts"));
    Some(Figure {
        indicator,
        measure,
        subject: None,
        partner: None,
        value: if falls {
            -quantity.value
        } else {
            quantity.value
        },
        unit: quantity.unit.clone(),
        period: due.cloned(),
        bound: quantity.bound,
        scope: quantity.of.map(|of| context.discourse.words(of).to_owned()),
    })
}

/// Whether a noun is what parliaments and voters approve and thereby make.
fn is_law(noun: &str) -> bool {
    matches!(
        noun,
        "constitution" | "budget" | "law" | "bill" | "amendment" | "amendments" | "resolution"
    )
}

/// The last word of a phrase.
fn last_word<'t>(context: &Context<'t>, span: Span) -> &'t str {
    let words = context.discourse.words(span);
    words.rsplit([' ', '\n']).next().unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use crate::tests::claims_of;
    use entente_model::ClaimBody;

    /// The contents of the commitments in a text.
    fn contents(text: &str) -> Vec<String> {
        let (document, claims) = claims_of(text);
        claims
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Commitment(c) => Some(document.slice(c.what).to_owned()),
                _ => None,
            })
            .collect()
    }

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

    #[test]
    fn items_of_a_list_are_of_those_above_it() {
        let text = "Canada and Ghana signed a treaty on fisheries. Canada will:\n- Open an embassy in \
                    Lomé by 2027;\n- Provide $25 million for patrol boats.\nNew assistance \
                    announced by Canada includes:\n- $12 million for undersea cables.";
        assert_eq!(
            contents(text),
            [
                "Open an embassy in Lomé by 2027",
                "Provide $25 million for patrol boats",
                "$12 million for undersea cables"
            ]
        );
    }

    #[test]
    fn terms_are_told_as_they_stand() {
        assert_eq!(
            contents(
                "The treaty between Peru and Chile provides for the removal of 2,000 mines by 2028."
            ),
            ["the removal of 2,000 mines by 2028"]
        );
        assert_eq!(
            contents("Saudi Arabia set a target of 130 gigawatts of solar power by 2030."),
            ["130 gigawatts of solar power by 2030"]
        );
        assert_eq!(
            contents("France is pledging €50 million ($58 million) to Sudan, its minister said."),
            ["€50 million ($58 million) to Sudan"]
        );
    }

    #[test]
    fn what_cannot_be_judged_is_no_commitment() {
        assert_eq!(
            contents("The governments of Kenya and Uganda agreed to strengthen their partnership."),
            Vec::<String>::new()
        );
        assert_eq!(
            contents(
                "The governments of Kenya and Uganda agreed to expand trade to $2 billion by 2030."
            ),
            ["expand trade to $2 billion by 2030"]
        );
        assert_eq!(
            contents("Kenya's government pledged to open an embassy in Uganda."),
            ["open an embassy in Uganda"]
        );
    }

    #[test]
    fn one_act_is_told_by_the_words_that_say_most() {
        assert_eq!(
            contents(
                "The governments of Kenya and Uganda agreed to set a target of doubling trade to $4 billion by 2030."
            ),
            ["set a target of doubling trade to $4 billion by 2030"]
        );
        assert_eq!(
            contents(
                "The governments of Kenya and Uganda agreed to raise trade to $4 billion by 2030 and open a \
                 border post at Busia."
            ),
            [
                "raise trade to $4 billion by 2030",
                "open a border post at Busia"
            ]
        );
    }

    #[test]
    fn things_under_a_heading_are_promised() {
        let text = "Canada and Ghana met on trade and sanctions. The new measures of the Canadian \
                    government include:\n- Scholarships for 40 students from Ghana;\n- A fund of 2,000 \
                    grants for farmers in Ghana.";
        assert_eq!(
            contents(text),
            [
                "Scholarships for 40 students from Ghana",
                "A fund of 2,000 grants for farmers in Ghana"
            ]
        );
    }

    #[test]
    fn a_treaty_says_who_must_do_what() {
        assert_eq!(
            contents("The treaty required Britain to withdraw its troops from Egypt by 1956."),
            ["withdraw its troops from Egypt by 1956"]
        );
        assert_eq!(
            contents(
                "Under the treaty with Egypt, Britain was to withdraw 10,000 soldiers by 1956."
            ),
            ["withdraw 10,000 soldiers by 1956"]
        );
    }

    #[test]
    fn goals_and_lines_of_policy_are_told_as_things() {
        assert_eq!(
            contents(
                "Kenya's government approved a plan with Uganda. One goal is to raise trade to $2 billion by 2030."
            ),
            ["raise trade to $2 billion by 2030"]
        );
        assert_eq!(
            contents(
                "The goals of Kenya's strategy include expanding exports to Uganda by 2030; improving the skills of \
                 workers; and narrowing the gap with its neighbours."
            ),
            [
                "expanding exports to Uganda by 2030",
                "improving the skills of workers",
                "narrowing the gap with its neighbours"
            ]
        );
        assert_eq!(
            contents(
                "The treaty between Peru and Chile calls for 2,000 prisoners to be freed by 2028."
            ),
            ["2,000 prisoners to be freed by 2028"]
        );
    }

    #[test]
    fn what_a_thing_will_undergo_has_its_name() {
        assert_eq!(
            contents("Tariffs on Kenyan tea will fall to 5 percent by 2028 under the treaty with Pakistan.")
                .first()
                .map(|c| c.starts_with("Tariffs on Kenyan tea will fall to 5 percent")),
            Some(true)
        );
    }

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

    /// Who commits to what in a text.
    fn promises(text: &str) -> Vec<(String, String)> {
        let (document, claims) = claims_of(text);
        claims
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Commitment(c) => {
                    Some((c.actors[0].name.clone(), document.slice(c.what).to_owned()))
                }
                _ => None,
            })
            .collect()
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
    fn a_day_above_a_colon_is_that_of_what_follows() {
        let (_, claims) = claims_of(
            "Kenya and Chad agreed on tariffs and will act by 14 May 2026:\n\nKenya will suspend 24 \
             percentage points of its tariff on cotton from Chad.",
        );
        let due: Vec<&str> = claims
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Commitment(c) => c.due.as_ref().map(entente_model::Edtf::as_str),
                _ => None,
            })
            .collect();
        assert!(due.contains(&"2026-05-14"), "{due:?}");
    }

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
    fn laws_are_made_and_not_promised() {
        assert_eq!(
            contents(
                "Kenya's parliament approved a budget of $9 billion for its embassies in Uganda."
            ),
            Vec::<String>::new()
        );
    }

    #[test]
    fn what_stands_behind_a_promise_is_no_part_of_it() {
        assert_eq!(
            contents(
                "Malawi's government will cut the number of its embassies to 20 for the first time in a decade."
            ),
            ["cut the number of its embassies to 20"]
        );
        assert_eq!(
            contents(
                "Malawi's government will release 40 soldiers from Zambia, two days after talks in Lusaka."
            ),
            ["release 40 soldiers from Zambia"]
        );
        assert_eq!(
            contents(
                "The governments of Chad and Niger agreed to release 40 soldiers, to open two border posts and to \
                 exchange ambassadors by June."
            ),
            [
                "release 40 soldiers",
                "open two border posts",
                "exchange ambassadors by June"
            ]
        );
    }
}
