//! What someone says will be done or reached, where a future outcome could be judged.
//!
//! The parse gives the [places] where a future act of somebody is told: "will provide", "pledged to
//! open" ([promises]), "the intent to send", an item of a list of undertakings ([items]), a line of
//! policy or the terms of a deal ([policies]). For each, who commits ([actors]), where the words end
//! ([extent]), and what is to be reached by when ([outcome]) are settled apart. Which of the places
//! are commitments is weighed by a [judge](crate::judge) over [features] of the place: what
//! introduces it, which verb, whose act, whether a sum or a date is named.

mod actors;
mod extent;
mod features;
mod items;
mod outcome;
mod places;
mod policies;
mod promises;

use std::rc::Rc;

use entente_language::Upos;
use entente_model::{Claim, ClaimBody, Commitment, CommitmentForm, Entity, QuantityKind, Span};

use crate::context::Context;
use crate::judge::{Candidate, Judge};
use crate::mentions::UnitKind;
use crate::tree::Tree;
use extent::parts;
use items::{heading, opener};
use outcome::{ahead, by, by_heading, due, form, target};
use places::HEADLINE;

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

    fn unit(&self, token: usize) -> Option<usize> {
        let units = &self.context.discourse.lines[self.line].units;
        units.iter().position(|u| u.tokens.contains(&token))
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
            // "Chad would release the soldiers and Niger would withdraw"
            || matches!(inner.trigger, Trigger::Will | Trigger::Would)
                && tree.children(inner.act).any(|modal| {
                    self.joined_clause(modal)
                        .is_some_and(|clause| clause > outer.act)
                })
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

    /// "If sanctions were lifted, Chad would sell": what is done only in a case.
    fn is_supposed(&self, place: &Place) -> bool {
        let tree = &self.tree;
        let case = |c: usize| {
            tree.relation(c) == "advcl"
                && tree
                    .children(c)
                    .any(|m| tree.relation(m) == "mark" && matches!(self.word(m), "if" | "unless"))
        };
        place.trigger == Trigger::Would && tree.children(place.act).any(case)
    }

    /// "The bank forecasts that Chad will need": what somebody foresees of others.
    fn is_forecast(&self, place: &Place) -> bool {
        let tree = &self.tree;
        matches!(place.trigger, Trigger::Will | Trigger::Would)
            && tree.relation(place.act) == "ccomp"
            && tree.head(place.act).is_some_and(|verb| {
                matches!(
                    tree.lemma(verb),
                    "forecast"
                        | "predict"
                        | "project"
                        | "estimate"
                        | "fear"
                        | "hope"
                        | "believe"
                        | "think"
                        | "speculate"
                        | "doubt"
                        | "worry"
                        | "suspect"
                        | "reckon"
                        | "anticipate"
                )
            })
    }

    /// The possible commitments at a place.
    fn candidate(&self, place: &Place, next: Option<usize>) -> Option<Vec<Candidate>> {
        let context = self.context;
        let units = &context.discourse.lines[self.line].units;
        if self.is_supposed(place) || self.is_forecast(place) {
            return None;
        }
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
            // "is to be in use by 2031": of a thing, too, it is said what will be.
            .any(|c| matches!(self.tree.relation(c), "aux:pass" | "cop"));
        if (matches!(
            how,
            "party" | "inside" | "sentence" | "before" | "voice" | "agent" | "promiser" | "giver"
        ) || how == "speaker" && passive)
            && (matches!(place.trigger, Trigger::Will | Trigger::Would)
                || place.trigger == Trigger::Is && (passive || how == "giver"))
            && let Some(thing) = self.subject_of(place.verb)
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
            && let Some(thing) = self.subject_of(place.verb)
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
}

#[cfg(test)]
mod tests {
    use crate::tests::contents;

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
    fn what_a_thing_will_undergo_has_its_name() {
        assert_eq!(
            contents("Tariffs on Kenyan tea will fall to 5 percent by 2028 under the treaty with Pakistan.")
                .first()
                .map(|c| c.starts_with("Tariffs on Kenyan tea will fall to 5 percent")),
            Some(true)
        );
    }
}
