//! Whether what a predicate says holds, is to come or is possible, or only names an aim, a condition or
//! what another is asked to do.

use entente_language::Upos;
use entente_model::Status;
use rustc_hash::FxHashSet as HashSet;

use super::parse::Parse;

/// How far the reading of an infinitive has come.
enum Step {
    /// What it says of the act.
    Told(Option<Status>),
    /// The act is as real as what the verb above it says.
    Above,
    /// The same, and nothing further up matters.
    Described,
}

impl Parse<'_> {
    /// Whether one of these auxiliaries stands with the verb.
    pub(super) fn modal(&self, verb: usize, modals: &HashSet<String>) -> bool {
        self.children(verb)
            .iter()
            .any(|&c| self.relation(c) == "aux" && modals.contains(&self.lower(c)))
    }

    /// Whether the verb, or the one that it is joined to, is what somebody must do.
    pub(super) fn is_obliged(&self, token: usize) -> bool {
        let mut at = token;
        for _ in 0..4 {
            let obliged = self.children(at).iter().any(|&c| {
                self.relation(c) == "aux"
                    && matches!(self.lower(c).as_str(), "must" | "should" | "ought")
                    // "I should like to thank"
                    && !matches!(self.lemma(at), "like" | "wish" | "love")
            });
            if obliged {
                return true;
            }
            match self.head(at) {
                Some(head) if matches!(self.relation(at), "conj" | "xcomp") => at = head,
                _ => return false,
            }
        }
        false
    }

    /// Whether what the predicate says holds: `None` where it only names an aim, a condition or
    /// what another is asked to do.
    pub(super) fn status(&self, token: usize, hostile: bool) -> Option<Status> {
        let mut at = token;
        if self.upos(at) == Upos::Noun && self.is_mistaken(at) {
            return Some(Status::Actual);
        }
        if self.upos(at) == Upos::Noun {
            if self.is_only_named(at) {
                return None;
            }
            // "is suspected to be behind the attack"
            if self.relation(at) == "xcomp"
                && self.child(at, &["cop"]).is_some()
                && let Some(above) = self.head(at)
                && self.context.lists.has("suspecting", self.lemma(above))
            {
                return Some(Status::Possible);
            }
            // "A meeting between the two is unlikely"
            if self.relation(at) == "nsubj"
                && let Some(above) = self.head(at)
                && self.child(above, &["cop"]).is_some()
            {
                match self.lemma(above) {
                    "unlikely" | "impossible" | "unthinkable" => return None,
                    "possible" | "likely" | "conceivable" => return Some(Status::Possible),
                    "due" | "imminent" => return Some(Status::Planned),
                    _ => {}
                }
            }
            // "looked forward to the visit"
            if matches!(self.relation(at), "obl" | "obj")
                && let Some(tree) = self.context.tree(self.line)
                && self.head(at).is_some_and(|verb| tree.looks_forward(verb))
            {
                return Some(Status::Planned);
            }
            // "denies that it was behind the attack"
            if self.child(at, &["cop"]).is_some() && self.is_denied(at) {
                return Some(Status::Denied);
            }
            // A noun's act is as real as the verb that carries it.
            let Some(head) = self.carrier(at) else {
                // A heading names what a text is about, it does not tell it.
                return (!self.is_heading()).then_some(Status::Actual);
            };
            // "is preparing for talks"
            if matches!(self.lemma(head), "prepare" | "ready" | "gear" | "brace")
                && self
                    .child(at, &["case"])
                    .is_some_and(|c| self.lower(c) == "for")
            {
                return Some(Status::Planned);
            }
            at = head;
        }
        // "will lift the ban once Chad signs the treaty"
        if self
            .context
            .tree(self.line)
            .is_some_and(|tree| tree.is_awaited(at))
        {
            return None;
        }
        for _ in 0..4 {
            let marks: Vec<String> = self
                .children(at)
                .iter()
                .filter(|&&c| self.relation(c) == "mark" && c < at)
                .map(|&c| self.lower(c))
                .collect();
            if marks
                .iter()
                .any(|m| matches!(m.as_str(), "if" | "unless" | "whether"))
            {
                // "is discussing whether to impose martial law"
                let weighed = marks.iter().any(|m| m == "whether")
                    && self.head(at).is_some_and(|h| {
                        matches!(
                            self.lemma(h),
                            "consider" | "weigh" | "discuss" | "debate" | "mull" | "decide"
                        )
                    });
                return weighed.then_some(Status::Possible);
            }
            let relation = self.relation(at);
            let infinitive = marks.iter().any(|m| m == "to");
            let head = self.head(at);
            // "parliament votes to revoke", where the parse takes "votes" for a noun
            let relation =
                if relation.starts_with("acl") && head.is_some_and(|h| self.is_mistaken(h)) {
                    "xcomp"
                } else {
                    relation
                };
            // "chose not to attend", "agreed not to deport": what one does not do.
            let refused = self.children(at).iter().any(|&c| {
                self.relation(c) == "advmod" && matches!(self.lower(c).as_str(), "not" | "never")
            });
            if infinitive && refused {
                return None;
            }
            if infinitive {
                match self.infinitive(at, relation, hostile) {
                    Step::Told(status) => return status.filter(|_| !self.is_supposed(at)),
                    Step::Above => {
                        at = head?;
                        continue;
                    }
                    Step::Described => {
                        at = head?;
                        break;
                    }
                }
            }
            // "sent troops to help expel the rebels": an aim is told by the verb above, "to" stands there.
            if relation == "xcomp"
                && self.xpos(at) == "VB"
                && marks.is_empty()
                && head.is_some_and(|h| matches!(self.lemma(h), "help" | "let" | "make"))
            {
                at = head?;
                continue;
            }
            // "remains committed": it was before.
            if relation == "xcomp" && head.is_some_and(|h| self.lemma(h) == "remain") {
                return None;
            }
            // "Speaking to reporters, he said"
            if relation == "advcl"
                && self.xpos(at) == "VBG"
                && marks.is_empty()
                && matches!(self.lemma(at), "speak" | "talk")
            {
                if at == token {
                    return None;
                }
                // "Speaking on a visit to Togo, he said"
                at = head?;
                continue;
            }
            // "looks forward to welcoming"
            let awaited = self.xpos(at) == "VBG"
                && marks.iter().any(|m| m == "to")
                && head.is_some_and(|h| self.lemma(h) == "look");
            if awaited {
                return Some(Status::Planned);
            }
            // "accused of helping", "of having helped", "in launching": named, not told.
            let having = self
                .child(at, &["aux"])
                .is_some_and(|a| self.lower(a) == "having");
            let gerund = (self.xpos(at) == "VBG" || having)
                && matches!(relation, "advcl" | "acl" | "xcomp")
                && marks.iter().any(|m| {
                    !matches!(m.as_str(), "by" | "after" | "while" | "since" | "following")
                        // "with Chad firing rockets"
                        && (m != "with" || self.child(at, &["nsubj"]).is_none())
                        && !(m == "in" && head.is_some_and(|h| self.takes_part_in_doing(h)))
                });
            // "denies backing the rebels"
            if relation == "xcomp"
                && self.xpos(at) == "VBG"
                && head.is_some_and(|h| {
                    matches!(
                        self.lower(h).as_str(),
                        "deny" | "denies" | "denied" | "denying"
                    )
                })
            {
                return Some(Status::Denied);
            }
            // "pledged to keep supplying": as real as the keeping.
            if relation == "xcomp"
                && self.xpos(at) == "VBG"
                && marks.iter().all(|m| m == "on")
                && head.is_some_and(|h| {
                    matches!(
                        self.lemma(h),
                        "keep" | "continue" | "start" | "begin" | "resume" | "restart" | "go"
                    ) && self.relation(h) != "advcl"
                })
            {
                at = head?;
                continue;
            }
            // "ruled out sending troops", "is considering sending troops", "opposes sending troops"
            if relation == "xcomp"
                && self.xpos(at) == "VBG"
                && marks.is_empty()
                && let Some(above) = head
            {
                match self.lemma(above) {
                    "rule" if self.child(above, &["compound:prt"]).is_some() => {
                        return Some(Status::Denied);
                    }
                    "approve" | "authorise" | "authorize" | "back" | "support" | "endorse" => {
                        return Some(Status::Planned);
                    }
                    "consider" | "weigh" | "mull" | "contemplate" | "discuss" | "propose"
                    | "suggest" | "recommend" | "envisage" => return Some(Status::Possible),
                    "oppose" | "resist" | "risk" | "favour" | "favor" | "advocate" | "mean" => {
                        return None;
                    }
                    _ => {}
                }
            }
            // "to stop attacking"
            if relation == "xcomp"
                && head.is_some_and(|h| {
                    matches!(
                        self.lemma(h),
                        "stop" | "cease" | "avoid" | "prevent" | "refrain" | "end" | "halt"
                    )
                })
            {
                return None;
            }
            if gerund {
                // What one party charges another with, it says of it.
                return self.charge(at).map(|charge| {
                    // "are accused of looting": by nobody who is named.
                    let rumoured = self.lemma(charge) == "accuse"
                        && self.is_passive(charge)
                        && self.subject_token(charge).is_none();
                    if rumoured || self.lemma(charge) == "suspect" {
                        Status::Possible
                    } else {
                        Status::Actual
                    }
                });
            }
            if relation == "conj"
                && let Some(head) = head
                && self.upos(head) == Upos::Verb
                && (self
                    .child(at, &["nsubj", "aux", "nsubj:pass", "aux:pass"])
                    .is_none()
                    // "demands that Togo stop and that it withdraw"
                    || self.relation(head) == "ccomp" && marks.iter().any(|m| m == "that"))
            {
                at = head;
                continue;
            }
            break;
        }
        self.clause_status(at)
    }

    /// Whether the subject of a verb is nobody: "no president has visited", "none of the states signed".
    pub(super) fn is_of_nobody(&self, verb: usize) -> bool {
        let subject = self.child(verb, &["nsubj", "nsubj:pass"]);
        subject.is_some_and(|subject| {
            matches!(self.lower(subject).as_str(), "none" | "neither" | "nobody")
                || self.children(subject).iter().any(|&c| {
                    c < subject
                        && self.relation(c) == "det"
                        && matches!(self.lower(c).as_str(), "no" | "neither")
                })
        })
    }

    /// Whether a clause is within one of what is only supposed: "would not say whether Togo had agreed to".
    fn is_supposed(&self, clause: usize) -> bool {
        std::iter::successors(Some(clause), |&at| {
            self.head(at)
                .filter(|_| matches!(self.relation(at), "xcomp" | "ccomp" | "conj"))
        })
        .take(5)
        .any(|at| {
            self.children(at).iter().any(|&c| {
                self.relation(c) == "mark"
                    && matches!(self.lower(c).as_str(), "if" | "unless" | "whether")
            })
        })
    }

    /// Whether a noun's act is only wanted, or is undone by the verb above it.
    fn is_only_named(&self, noun: usize) -> bool {
        let lists = self.context.lists;
        // "lifted the ban", "tariffs will fall": what is undone is not done.
        let undone = self.head(noun).is_some_and(|h| {
            let lemma = self.lemma(h);
            // "tariffs will fall"
            let ends = matches!(
                lemma,
                "drop"
                    | "fall"
                    | "decline"
                    | "decrease"
                    | "expire"
                    | "shrink"
                    | "collapse"
                    | "crumble"
                    | "unravel"
                    | "falter"
                    | "lapse"
                    | "fail"
            );
            // "cut short a trip"
            let begun =
                lemma == "cut" && self.children(h).iter().any(|&c| self.lower(c) == "short");
            matches!(self.relation(noun), "obj" | "nsubj:pass" | "nmod" | "obl")
                && lists.has("undoing", lemma)
                && !begun
                || self.relation(noun) == "nsubj" && ends
        });
        // "agreed to a moratorium on missile launches", whatever the parse hangs the launches on.
        let curbed = self
            .child(noun, &["case"])
            .filter(|&on| self.lower(on) == "on")
            .and_then(|on| on.checked_sub(1))
            .is_some_and(|before| lists.has("undoing", self.lemma(before)));
        let undone = undone || curbed;
        // "called for sanctions on", "demanded the release of", "a plan for talks with"
        let wanted = self.head(noun).is_some_and(|h| {
            matches!(self.relation(noun), "obj" | "nsubj:pass" | "nmod" | "obl")
                && lists.has("wanting", self.lemma(h))
                && self
                    .child(noun, &["case"])
                    .is_none_or(|c| matches!(self.lower(c).as_str(), "for" | "of" | "about"))
        });
        // "announced the launch of a leadership forum": it has not met yet.
        let founded = matches!(self.relation(noun), "nmod" | "obj" | "nsubj:pass")
            && matches!(
                self.lemma(noun),
                "forum" | "dialogue" | "commission" | "council" | "committee" | "conference"
            )
            && self.head(noun).is_some_and(|h| {
                matches!(
                    self.lemma(h),
                    "establish"
                        | "launch"
                        | "create"
                        | "found"
                        | "establishment"
                        | "creation"
                        | "formation"
                        | "inauguration"
                )
            });
        undone || founded || wanted && !lists.has("asked-noun", self.lemma(noun))
    }

    /// Whether what a gerund behind "in" tells is done: "succeeded in freeing", "played a role in urging".
    fn takes_part_in_doing(&self, above: usize) -> bool {
        let noun = match self.upos(above) {
            Upos::Verb => self.child(above, &["obj"]),
            _ => Some(above),
        };
        matches!(self.lemma(above), "succeed" | "persist" | "assist")
            || self.lemma(above) == "join" && !self.is_passive(above)
            || noun.is_some_and(|n| {
                matches!(self.lemma(n), "role" | "part" | "hand") && self.head(n).is_some()
            })
    }

    /// What an infinitive tells by the verb or noun that it hangs on.
    fn infinitive(&self, at: usize, relation: &str, hostile: bool) -> Step {
        let lists = self.context.lists;
        let head = self.head(at);
        let lemma = head.map_or("", |h| self.lemma(h));
        match relation {
            // "I wish to thank", "is pleased to welcome": done by the saying of it.
            // "allowed Togo to leave" is no "allow me to thank".
            "xcomp" | "ccomp" | "advcl"
                if lemma == "allow"
                    && !head
                        .and_then(|h| self.object(h))
                        .is_some_and(|o| matches!(self.lower(o).as_str(), "me" | "us")) =>
            {
                Step::Told(None)
            }
            // "wants the army to overthrow him": wished for, not done.
            "xcomp" | "acl" | "advcl"
                if matches!(lemma, "want" | "wish" | "like")
                    && (!lists.has("conveyed", self.lemma(at))
                        || head.is_some_and(|h| self.child(h, &["obj"]).is_some())) =>
            {
                Step::Told(None)
            }
            "xcomp" | "acl" | "advcl" if lists.has("performative", lemma) => {
                Step::Told(Some(Status::Actual))
            }
            // "called to congratulate him": the call did it.
            "advcl" | "xcomp"
                if lists.has("communicating", lemma) && lists.has("conveyed", self.lemma(at)) =>
            {
                Step::Above
            }
            "advcl" if lemma == "vote" => Step::Above,
            "xcomp" if lists.has("implicative", lemma) => Step::Above,
            // "used drones to attack"
            "xcomp" | "advcl" if lemma == "use" || hostile && lemma == "deploy" => Step::Above,
            // "the 60th state to ratify"
            "acl" if head.is_some_and(|h| self.is_ranked(h) && self.described(h).is_some()) => {
                Step::Described
            }
            // "became the first head of government to visit", where it hangs on the verb
            "advcl" | "xcomp"
                if lemma == "become"
                    && head.is_some_and(|h| {
                        self.children(h).iter().any(|&noun| {
                            noun < at
                                && matches!(self.relation(noun), "xcomp" | "nsubj" | "obj")
                                && self.is_ranked(noun)
                        })
                    }) =>
            {
                Step::Described
            }
            // "is believed to have bombed", "are suspected to be behind"
            "xcomp" if lists.has("suspecting", lemma) => Step::Told(Some(Status::Possible)),
            // "attempted to assassinate": the attempt is an attack.
            "xcomp" | "acl" if hostile && matches!(lemma, "attempt" | "try") => {
                Step::Told(Some(Status::Actual))
            }
            // "claimed to have killed", "marched to demand": done in the same act.
            "xcomp" if matches!(lemma, "claim" | "admit" | "confess") => {
                Step::Told(Some(Status::Actual))
            }
            "advcl" | "xcomp"
                if lists.has("voicing", self.lemma(at)) && lists.has("protesting", lemma) =>
            {
                Step::Above
            }
            // "welcomed the decision to open": it is done.
            "acl" if lemma == "decision" => Step::Told(Some(Status::Actual)),
            "xcomp" | "acl" | "ccomp" | "advcl" if lists.has("planning", lemma) => {
                Step::Told(Some(Status::Planned))
            }
            "root" | "parataxis" => Step::Told(Some(Status::Planned)),
            // "is to visit"
            "xcomp" | "ccomp" if lemma == "be" => Step::Told(Some(Status::Planned)),
            _ => Step::Told(None),
        }
    }

    /// What a clause tells by its own tense and by the verb that it is the content of.
    fn clause_status(&self, at: usize) -> Option<Status> {
        let lists = self.context.lists;
        // "a law that would allow": what it would do is not done.
        // "reports that rebels might have captured": told as possible.
        let told = self
            .child(at, &["mark"])
            .is_some_and(|m| self.lower(m) == "that");
        let law = self.relation(at).starts_with("acl")
            && !told
            && self.children(at).iter().any(|&c| {
                self.relation(c).starts_with("aux")
                    && matches!(self.lower(c).as_str(), "would" | "could" | "might")
            });
        if law {
            return None;
        }
        // "demanded that Togo withdraw"
        let wanted = (matches!(self.relation(at), "ccomp" | "csubj")
            || self.head(at).is_some_and(|h| self.is_mistaken(h)))
            && self
                .head(at)
                .is_some_and(|h| lists.has("demanding", self.lemma(h)));
        if wanted {
            return None;
        }
        if self.is_denied(at) {
            return Some(Status::Denied);
        }
        if self.upos(at) == Upos::Verb {
            let unit = self.unit(at)?;
            return Some(self.context.status(self.line, unit));
        }
        // "was not a mistake", "is no threat"
        let denied = self.children(at).iter().any(|&c| {
            matches!(
                self.lower(c).as_str(),
                "not" | "no" | "never" | "n't" | "n’t"
            )
        });
        if denied && self.child(at, &["cop"]).is_some() {
            return Some(Status::Denied);
        }
        // "will be the first to visit"
        let coming = self.children(at).iter().any(|&c| {
            self.relation(c) == "aux" && matches!(self.lower(c).as_str(), "will" | "shall")
        });
        Some(if coming {
            Status::Planned
        } else {
            Status::Actual
        })
    }

    /// Whether a clause is what somebody denies: "denied that it had sent troops", "rejected a report by rebels
    /// that it had killed civilians".
    fn is_denied(&self, at: usize) -> bool {
        let Some(head) = self.head(at) else {
            return false;
        };
        let relation = self.relation(at);
        let mistaken = relation.starts_with("acl") && self.is_mistaken(head);
        if relation == "ccomp" || mistaken {
            return matches!(self.lower(head).as_str(), "denies" | "refutes")
                || matches!(self.lemma(head), "deny" | "refute");
        }
        let that = self
            .child(at, &["mark"])
            .is_some_and(|m| self.lower(m) == "that");
        if !that || !relation.starts_with("acl") {
            return false;
        }
        // The parse may hang it on whoever claims it.
        let verb = std::iter::successors(Some(head), |&noun| self.head(noun))
            .take(4)
            .find(|&above| self.upos(above) == Upos::Verb);
        verb.is_some_and(|verb| {
            matches!(self.lemma(verb), "deny" | "reject" | "dismiss" | "refute")
                && self
                    .child(verb, &["obj"])
                    .is_some_and(|claim| self.context.lists.has("alleged", self.lemma(claim)))
        })
    }

    /// The verb by which somebody is charged with what a gerund says: "accused Chad of arming".
    pub(super) fn charge(&self, gerund: usize) -> Option<usize> {
        let of = self
            .child(gerund, &["mark"])
            .is_some_and(|m| matches!(self.lower(m).as_str(), "of" | "for"));
        let mut at = self.head(gerund).filter(|_| of)?;
        // The parse may hang it on the one who is charged.
        for _ in 0..2 {
            let lemma = self.lemma(at);
            if self.upos(at) == Upos::Verb {
                let lists = self.context.lists;
                return (lists.has("charging", lemma) || lists.has("requiting", lemma))
                    .then_some(at);
            }
            at = self.head(at).filter(|_| {
                matches!(
                    self.relation(at),
                    "obj" | "nsubj:pass" | "nmod" | "flat" | "appos"
                )
            })?;
        }
        None
    }

    /// The verb that carries an act named by a noun: "paid a visit", "talks were held".
    pub(super) fn carrier(&self, noun: usize) -> Option<usize> {
        // "host the next round of talks"
        let round = self.head(noun).filter(|&h| {
            self.relation(noun) == "nmod"
                && self
                    .child(noun, &["case"])
                    .is_some_and(|c| self.lower(c) == "of")
                && self.context.lists.has("portion", &self.lower(h))
        });
        let noun = round.unwrap_or(noun);
        let head = self.head(noun)?;
        let syntax = &self.tokens[head].syntax;
        // "during a visit to Togo, the minister announced", "announced cuts on a visit to Togo"
        let occasion = self.context.lists.has("occasion", &self.lower(noun))
            && self
                .child(noun, &["case"])
                .is_some_and(|c| self.context.lists.has("on-occasion", &self.lower(c)));
        if occasion && matches!(self.relation(noun), "obl" | "nmod") {
            return std::iter::successors(Some(head), |&at| {
                self.head(at)
                    .filter(|_| matches!(self.relation(at), "obj" | "obl" | "nmod" | "xcomp"))
            })
            .take(4)
            .find(|&at| self.upos(at) == Upos::Verb);
        }
        // "is back from a trip to Togo"
        let back = syntax.lemma == "back" && self.child(head, &["cop"]).is_some();
        let carries = (syntax.upos == Upos::Verb || back)
            && match self.relation(noun) {
                "obj" | "nsubj:pass" | "nsubj" => {
                    self.context.lists.has("light-verb", syntax.lemma.as_str())
                }
                // "returned from a trip to Togo"
                "obl"
                    if self.context.lists.has("visit-noun", self.lemma(noun))
                        && self
                            .child(noun, &["case"])
                            .is_some_and(|c| self.lower(c) == "from") =>
                {
                    matches!(
                        syntax.lemma.as_str(),
                        "return" | "come" | "fly" | "arrive" | "back"
                    )
                }
                // "convicted him in the bombings": not of whoever convicted.
                "obl" => {
                    !self.context.lists.has("befalling", syntax.lemma.as_str())
                        && !self.context.lists.has("charging", syntax.lemma.as_str())
                        && self.child(noun, &["case"]).is_some_and(|c| {
                            match self.lower(c).as_str() {
                                "on" | "in" => true,
                                // "offered condolences for the attacks": not of whoever offers them.
                                "for" => !self.context.lists.has("violent-act", self.lemma(noun)),
                                _ => false,
                            }
                        })
                }
                _ => false,
            };
        carries.then_some(head)
    }
}
