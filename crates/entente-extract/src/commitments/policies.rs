//! Lines of policy and the terms of agreements: what is laid down, told as it stands ("the deal
//! calls for the removal", "the first priority is strengthening the bloc").

use entente_language::Upos;
use entente_model::EntityType;

use super::promises::is_law;
use super::{Place, Reader, Trigger};
use crate::mentions::UnitKind;

impl Reader<'_, '_> {
    /// "The guiding principle of foreign policy is to …", "stressed the need to …", "follows a
    /// policy of neutrality".
    pub(super) fn policies(&self, out: &mut Vec<Place>) {
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
        self.priorities(out);
        for to in tree.low + 2..tree.high {
            if self.word(to) != "to" {
                continue;
            }
            let is = matches!(self.word(to - 1), "is" | "are" | "remains");
            let need = matches!(self.word(to - 1), "need" | "necessity");
            // "It is the policy of Kenya not to sell"
            let its = self.word(tree.low) == "it"
                && matches!(self.word(tree.low + 1), "is" | "remains")
                && (tree.low + 2..to).any(|t| matches!(self.word(t), "policy" | "doctrine"));
            if !is && !need && !its {
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

    /// "gives top priority to its neighbours": what comes first in a policy or strategy.
    fn priorities(&self, out: &mut Vec<Place>) {
        let tree = &self.tree;
        let told = (tree.low..tree.high).any(|t| {
            matches!(
                self.word(t),
                "policy" | "policies" | "strategy" | "diplomacy"
            )
        });
        for noun in (tree.low..tree.high).filter(|&t| told && self.word(t) == "priority") {
            let verb = tree.head(noun).filter(|&v| {
                tree.relation(noun) == "obj"
                    && v < noun
                    && matches!(tree.lemma(v), "give" | "attach" | "accord" | "assign")
                    && self.word(noun + 1) == "to"
                    && tree.has_subject(v)
            });
            if let Some(verb) = verb {
                out.push(Place::of_policy(verb, verb, verb));
            }
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

    /// The words of a policy in quotation marks: "the directive calls for \"boosting trade\"".
    pub(super) fn quoted_policies(&self, out: &mut Vec<Place>) {
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
    pub(super) fn standing(&self, out: &mut Vec<Place>) {
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
    pub(super) fn standing_lists(&self, out: &mut Vec<Place>) {
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

    /// Whether a noun is a text that lays down terms: "the deal", "the Treaty of Lagos".
    pub(super) fn is_laid_down(&self, token: usize) -> bool {
        let discourse = self.context.discourse;
        self.context.lists.has("terms-noun", self.word(token))
            || self
                .unit(token)
                .is_some_and(|u| match discourse.lines[self.line].units[u].kind {
                    UnitKind::Mention(m) => discourse
                        .entities_of(m)
                        .any(|e| matches!(e.kind, EntityType::Agreement | EntityType::Policy)),
                    _ => false,
                })
    }

    /// "The deal calls for the removal of", "the plan foresees", and "Under the deal, Ghana lifts":
    /// what is laid down, told in the present.
    pub(super) fn terms(&self, out: &mut Vec<Place>) {
        let tree = &self.tree;
        let lists = self.context.lists;
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
                // "The law requires": what is law is promised to nobody.
                if subject.is_some_and(|s| is_law(self.word(s)) && self.word(s) != "resolution") {
                    continue;
                }
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
                if !subject.is_some_and(|s| self.is_laid_down(s)) && !it() {
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
                tree.relation(c) == "obl"
                    && self.word(tree.left(c)) == "under"
                    && self.is_laid_down(c)
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
}

#[cfg(test)]
mod tests {
    use crate::tests::contents;

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
}
