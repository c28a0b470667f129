//! What the words around a predicate tell of it: its subject and agent, whether it is a noun, a passive
//! or an aim, its tense and denial, how those who speak met, with what force was used.

use entente_language::Upos;
use entente_model::{Entity, EventType, Status};

use super::Context;
use crate::frames::Parse;
use crate::mentions::{Reference, UnitKind};

impl Context<'_> {
    /// The unit of the subject of the verb at `unit` by the parse: `None` where the parse does
    /// not tell, `Some(None)` where the subject is a thing that no mention names.
    pub(crate) fn parsed_subject(&self, line: usize, unit: usize) -> Option<Option<usize>> {
        let units = &self.discourse.lines[line].units;
        let tokens = &self.discourse.analysis.tokens;
        let first = units.first()?.tokens.start;
        let end = units.last()?.tokens.end;
        let mut verb = units.get(unit)?.tokens.start;
        if !matches!(tokens[verb].syntax.upos, Upos::Verb | Upos::Aux) {
            return None;
        }
        // A verb without a subject of its own has that of the verb it is joined to.
        for _ in 0..4 {
            let subject = (first..end).find(|&t| {
                let s = &tokens[t].syntax;
                s.head == Some(verb) && (s.relation == "nsubj" || s.relation.starts_with("nsubj:"))
            });
            if let Some(subject) = subject {
                let found = self.mention_of(line, subject, verb);
                // "Trade has grown": a thing is the subject, and nobody acts.
                let noun = tokens[subject].syntax.upos == Upos::Noun;
                return if found.is_some() || noun {
                    Some(found)
                } else {
                    None
                };
            }
            let syntax = &tokens[verb].syntax;
            let head = syntax.head?;
            match syntax.relation {
                "conj" | "xcomp" | "advcl" | "parataxis" | "aux" | "cop" | "ccomp" => verb = head,
                "acl" => return self.mention_of(line, head, verb).map(Some),
                _ => return None,
            }
        }
        None
    }

    /// The mention that a subject's word stands in; of "members of the union", the union's.
    fn mention_of(&self, line: usize, token: usize, verb: usize) -> Option<usize> {
        let units = &self.discourse.lines[line].units;
        let tokens = &self.discourse.analysis.tokens;
        let unit_of = |t: usize| units.iter().position(|u| u.tokens.contains(&t));
        let named =
            |t: usize| unit_of(t).filter(|&u| matches!(units[u].kind, UnitKind::Mention(_)));
        // "the minister, who said": the relative pronoun stands for its noun.
        let relative = matches!(self.word(line, unit_of(token)?), "who" | "which" | "that");
        if relative {
            let clause = &tokens[verb].syntax;
            return clause
                .head
                .filter(|_| clause.relation.starts_with("acl"))
                .and_then(named);
        }
        if let Some(unit) = named(token) {
            return Some(unit);
        }
        let word = self.discourse.words(tokens[token].span).to_lowercase();
        if !self.lists.has("people", &word) {
            return None;
        }
        let of = units.first()?.tokens.start..units.last()?.tokens.end;
        of.filter(|&t| {
            let s = &tokens[t].syntax;
            s.head == Some(token)
                && (s.relation.starts_with("nmod")
                    || s.relation == "compound"
                    || s.relation == "amod"
                    || s.relation == "appos")
        })
        .find_map(named)
    }

    /// Whether the word at `unit` is a noun here, by what stands before it: "the visit", "state visit".
    pub(crate) fn is_nominal(&self, line: usize, unit: usize) -> bool {
        let word = self.word(line, unit);
        match self.syntax(line, unit).map(|s| s.upos) {
            Some(Upos::Verb | Upos::Aux) => return false,
            Some(Upos::Noun | Upos::Propn) => return true,
            _ => {}
        }
        let gerund = word.ends_with("ing");
        let past = word.ends_with("ed") || self.lists.has("past", word);
        let Some(previous) = unit.checked_sub(1) else {
            return !gerund && !past;
        };
        let before = self.word(line, previous);
        let determined = matches!(
            before,
            "the"
                | "a"
                | "an"
                | "this"
                | "these"
                | "those"
                | "'s"
                | "its"
                | "their"
                | "his"
                | "her"
                | "our"
                | "no"
                | "any"
                | "such"
        );
        if determined {
            return !(past && before == "'s");
        }
        if self.lists.is_preposition(before) && before != "to" {
            return !gerund;
        }
        if gerund || past {
            return false;
        }
        // A base or third-person form is a verb behind a subject, an auxiliary, an adverb or a link.
        let kind = self.discourse.lines[line].units[previous].kind;
        let subject = match kind {
            UnitKind::Mention(m) => self.discourse.mentions[m].reference != Reference::Adjective,
            UnitKind::Time(_) => true,
            _ => false,
        };
        let linked = before.ends_with("ly")
            || matches!(
                before,
                "to" | "and"
                    | ","
                    | "who"
                    | "which"
                    | "that"
                    | "also"
                    | "not"
                    | "or"
                    | "then"
                    | "now"
                    | "both"
                    | "jointly"
                    | "do"
                    | "does"
                    | "did"
                    | "states"
                    | "countries"
                    | "leaders"
                    | "ministers"
                    | "sides"
                    | "nations"
                    | "officials"
            )
            || self.lists.has("modal-planned", before)
            || self.lists.has("modal-possible", before);
        !(subject || linked)
    }

    /// Whether the verb at `unit` is passive: "was praised", "has been invited".
    pub(crate) fn is_passive(&self, line: usize, unit: usize) -> bool {
        let word = self.word(line, unit);
        if !(word.ends_with("ed")
            || word.ends_with("en")
            || matches!(
                word,
                "met"
                    | "held"
                    | "sent"
                    | "told"
                    | "made"
                    | "put"
                    | "led"
                    | "shot"
                    | "struck"
                    | "won"
            ))
        {
            return false;
        }
        (unit.saturating_sub(4)..unit)
            .rev()
            .map(|at| self.word(line, at))
            .find(|w| {
                !(w.ends_with("ly")
                    || matches!(
                        *w,
                        "not" | "also" | "both" | "now" | "still" | "once" | "again"
                    ))
            })
            .is_some_and(|w| {
                matches!(
                    w,
                    "is" | "are"
                        | "was"
                        | "were"
                        | "be"
                        | "been"
                        | "being"
                        | "am"
                        | "gets"
                        | "got"
                        | "remain"
                        | "remains"
                        | "remained"
                )
            })
    }

    /// The agent of the passive verb at `unit`: the mention after "by".
    pub(crate) fn agent(&self, line: usize, unit: usize) -> Vec<Entity> {
        let units = &self.discourse.lines[line].units;
        for at in unit + 1..units.len().min(unit + 12) {
            if units[at].lower == "by" {
                return units[at + 1..units.len().min(at + 5)]
                    .iter()
                    .find_map(|u| match u.kind {
                        UnitKind::Mention(m) => {
                            Some(self.discourse.entities_of(m).cloned().collect())
                        }
                        _ => None,
                    })
                    .unwrap_or_default();
            }
            if matches!(units[at].lower.as_str(), ";" | "," | "that") {
                break;
            }
        }
        Vec::new()
    }

    /// Whether the verb at `unit` only says what something is for: "directions to help the bloc".
    pub(crate) fn is_purpose(&self, line: usize, unit: usize) -> bool {
        // "barred the envoy from visiting"
        if unit > 0 && self.word(line, unit - 1) == "from" && self.word(line, unit).ends_with("ing")
        {
            return true;
        }
        // "to help expel the rebels"
        if unit > 0 && self.word(line, unit - 1) == "help" {
            return self.is_purpose(line, unit - 1);
        }
        if unit == 0 || self.word(line, unit - 1) != "to" {
            return false;
        }
        let Some(before) = unit.checked_sub(2) else {
            return false;
        };
        let named = matches!(
            self.discourse.lines[line].units[before].kind,
            UnitKind::Mention(_)
        );
        let word = self.word(line, before);
        !(named && before == 0
            || self.lists.has("intent", word)
            || self.lists.has("modal-planned", word)
            || word == "and")
    }

    /// Whether what the verb at `unit` says holds, is to come, is possible or denied, by the
    /// auxiliaries and adverbs before it in its clause.
    pub(crate) fn status(&self, line: usize, unit: usize) -> Status {
        // "is not a member", "has no relations"
        let helps = matches!(
            self.word(line, unit),
            "is" | "are" | "was" | "were" | "has" | "have" | "had"
        );
        if helps
            && (unit + 1..unit + 3).any(|at| {
                matches!(
                    self.word(line, at),
                    "not" | "n't" | "no" | "never" | "neither"
                )
            })
        {
            return Status::Denied;
        }
        // "denies the charge and accuses Chad"
        let finite = self.syntax(line, unit).is_some_and(|s| s.xpos == "VBZ");
        let from = unit.saturating_sub(5);
        let mut status = Status::Actual;
        for at in (from..unit).rev() {
            let word = self.word(line, at);
            if matches!(
                word,
                "," | ";" | ":" | "that" | "which" | "who" | "and" | "but" | "“" | "\""
            ) && (at + 1 < unit || word == "and" && finite)
            {
                break;
            }
            // A subject closes the verb group, but "will Kenya join" is rare and "Kenya will join" common.
            if matches!(
                self.discourse.lines[line].units[at].kind,
                UnitKind::Mention(_)
            ) {
                break;
            }
            // "rather than join", "instead of joining"
            let instead = at > 0
                && (word == "than" && self.word(line, at - 1) == "rather"
                    || word == "of" && self.word(line, at - 1) == "instead");
            if instead || self.lists.has("negative", word) {
                return Status::Denied;
            }
            // "The plan was approved" plans nothing: what names a plan only counts as a verb.
            let auxiliary = matches!(word, "will" | "shall" | "'ll" | "would");
            let plans = || self.syntax(line, at).is_none_or(|s| s.upos != Upos::Noun);
            if self.lists.has("modal-planned", word)
                && word != "set"
                && word != "due"
                && (auxiliary || plans())
                || word == "to"
                    && at > 0
                    && self.lists.has("modal-planned", self.word(line, at - 1))
            {
                status = Status::Planned;
            } else if self.lists.has("modal-possible", word)
                && status == Status::Actual
                // "Kenya in May criticized": a month.
                && matches!(self.discourse.lines[line].units[at].kind, UnitKind::Word)
            {
                status = Status::Possible;
            }
        }
        // "will lift the ban once a treaty is signed"; "looked forward to the visit"
        let token = self.discourse.lines[line].units[unit].tokens.end - 1;
        if status == Status::Actual
            && let Some(tree) = self.tree(line)
        {
            if tree.is_awaited(token) {
                return Status::Possible;
            }
            let first = self.discourse.lines[line].units[unit].tokens.start;
            let awaited = matches!(tree.relation(first), "obl" | "obj")
                && tree
                    .head(first)
                    .is_some_and(|verb| tree.looks_forward(verb));
            if awaited {
                return Status::Planned;
            }
        }
        // A bare infinitive of a headline or caption: "President to visit Japan".
        if status == Status::Actual && unit > 0 && self.word(line, unit - 1) == "to" {
            let before = unit
                .checked_sub(2)
                .map(|at| &self.discourse.lines[line].units[at]);
            match before {
                Some(u) if matches!(u.kind, UnitKind::Mention(_)) => status = Status::Planned,
                Some(u) if self.lists.has("intent", &u.lower) => status = Status::Planned,
                _ => {}
            }
        }
        status
    }

    /// Planned, where one of the verbs above the noun at `unit` tells of what is to come.
    pub(crate) fn status_around(&self, line: usize, unit: usize) -> Status {
        let Some(tree) = self.tree(line) else {
            return Status::Actual;
        };
        let units = &self.discourse.lines[line].units;
        let mut at = units[unit].tokens.start;
        for _ in 0..10 {
            if tree.token(at).syntax.upos == Upos::Verb
                && let Some(verb) = units.iter().position(|u| u.tokens.contains(&at))
            {
                if tree.looks_forward(at) {
                    return Status::Planned;
                }
                let status = self.status(line, verb);
                if status == Status::Planned {
                    return status;
                }
            }
            match tree.head(at) {
                Some(above) => at = above,
                None => break,
            }
        }
        Status::Actual
    }

    /// The unit of the verb whose object, or the phrase of whose object, the noun at `unit` is.
    pub(crate) fn governor(&self, line: usize, unit: usize) -> Option<usize> {
        let tree = self.tree(line)?;
        let units = &self.discourse.lines[line].units;
        let mut at = units[unit].tokens.start;
        if tree.token(at).syntax.upos != Upos::Noun {
            return None;
        }
        for _ in 0..2 {
            if !matches!(tree.relation(at), "obj" | "conj" | "nmod") {
                return None;
            }
            at = tree.head(at)?;
            if tree.token(at).syntax.upos == Upos::Verb {
                return units.iter().position(|u| u.tokens.contains(&at));
            }
        }
        None
    }

    /// Whether what is said with the verb at `unit` is that somebody backs or supplies what nobody calls wrong to
    /// back: "believes that the accord will support growth", not "said that Chad supports the rebels".
    pub(crate) fn tells_of_backing(&self, line: usize, unit: usize) -> bool {
        let Some(tree) = self.tree(line) else {
            return false;
        };
        let said = self.discourse.lines[line].units[unit].tokens.start;
        let clauses: Vec<usize> = tree
            .children(said)
            .filter(|&c| matches!(tree.relation(c), "ccomp" | "acl" | "conj"))
            .collect();
        let [clause] = clauses[..] else {
            return false;
        };
        let backs = matches!(
            tree.token(clause).syntax.lemma.as_str(),
            "support" | "back" | "supply" | "ship" | "transport" | "target" | "order" | "shelter"
        );
        let verb = tree.token(clause).syntax.upos == Upos::Verb;
        let object = tree.children(clause).find(|&c| tree.relation(c) == "obj");
        let wrong = object.is_some_and(|o| {
            (o.saturating_sub(3)..o + 8).any(|t| {
                let word = tree.word(t);
                self.lists.has("captor", word)
                    || self.lists.has("abuse-noun", word.trim_end_matches('s'))
                    || matches!(
                        word,
                        "terrorism" | "group" | "groups" | "militia" | "militias" | "civilians"
                    )
            })
        });
        backs && !(verb && wrong)
    }

    /// Whether the verb at `unit` stands in a clause of what is only supposed: "if Chad agrees to".
    pub(crate) fn is_supposed(&self, line: usize, unit: usize) -> bool {
        let Some(tree) = self.tree(line) else {
            return false;
        };
        let verb = self.discourse.lines[line].units[unit].tokens.start;
        std::iter::successors(Some(verb), |&at| {
            tree.head(at)
                .filter(|_| matches!(tree.relation(at), "xcomp" | "ccomp" | "conj"))
        })
        .take(5)
        .any(|at| {
            tree.children(at).any(|c| {
                tree.relation(c) == "mark" && matches!(tree.word(c), "if" | "unless" | "whether")
            })
        })
    }

    /// The unit of the verb on which the verb at `unit` hangs: "marched to demand".
    pub(crate) fn verb_above(&self, line: usize, unit: usize) -> Option<usize> {
        let tree = self.tree(line)?;
        let units = &self.discourse.lines[line].units;
        let above = tree.head(units[unit].tokens.start)?;
        (tree.token(above).syntax.upos == Upos::Verb)
            .then(|| units.iter().position(|u| u.tokens.contains(&above)))
            .flatten()
    }

    /// Whether what the verb at `unit` says is what somebody agreed to do: "agreed to lift the ban and reopen the
    /// border".
    pub(crate) fn is_agreed(&self, line: usize, unit: usize) -> bool {
        let Some(tree) = self.tree(line) else {
            return false;
        };
        let units = &self.discourse.lines[line].units;
        let verb = units[unit].tokens.start;
        std::iter::successors(Some(verb), |&at| {
            tree.head(at)
                .filter(|_| matches!(tree.relation(at), "xcomp" | "ccomp" | "conj"))
        })
        .take(5)
        .skip(1)
        .filter_map(|above| units.iter().position(|u| u.tokens.contains(&above)))
        .any(|above| self.is_told(line, above, EventType::Agree))
    }

    /// Who hosts or mediates the talks that the noun at `unit` names, or that are its verb's object:
    /// "talks in Doha hosted by Qatar".
    pub(crate) fn convener(&self, line: usize, unit: usize) -> Vec<Entity> {
        let Some(tree) = self.tree(line) else {
            return Vec::new();
        };
        let units = &self.discourse.lines[line].units;
        let token = units[unit].tokens.start;
        let object = tree.children(token).find(|&c| tree.relation(c) == "obj");
        let hosted = [Some(token), object]
            .into_iter()
            .flatten()
            .find_map(|noun| {
                tree.children(noun).find(|&c| {
                    tree.relation(c).starts_with("acl")
                        && matches!(
                            tree.word(c),
                            "hosted"
                                | "mediated"
                                | "brokered"
                                | "facilitated"
                                | "convened"
                                | "sponsored"
                        )
                })
            });
        hosted
            .and_then(|verb| units.iter().position(|u| u.tokens.contains(&verb)))
            .map(|verb| self.agent(line, verb))
            .unwrap_or_default()
    }

    /// Whether the verb at `unit` is a participle that only describes a noun: "groups backed by".
    pub(crate) fn is_adnominal(&self, line: usize, unit: usize) -> bool {
        self.syntax(line, unit)
            .is_some_and(|s| s.upos == Upos::Verb && matches!(s.relation, "acl" | "amod"))
            && self.word(line, unit).ends_with("ed")
    }

    /// Whether talks are held from afar: "held phone talks", "talked by telephone"; in the first
    /// words of a text whose heading is of a call, whatever is spoken.
    pub(crate) fn is_by_phone(&self, line: usize, predicate: usize) -> bool {
        let units = &self.discourse.lines[line].units;
        let near = predicate.saturating_sub(3)..units.len().min(predicate + 6);
        let told = units[near].iter().any(|u| {
            matches!(
                u.lower.as_str(),
                "phone" | "telephone" | "telephonic" | "telephoned"
            )
        });
        let spoken = matches!(
            self.word(line, predicate),
            "spoke" | "speaks" | "speak" | "talked" | "conversation" | "call"
        );
        // "In their call, the two discussed"
        let during = units.iter().take(6).enumerate().any(|(at, u)| {
            matches!(u.lower.as_str(), "call" | "conversation")
                && units[..at]
                    .iter()
                    .any(|p| matches!(p.lower.as_str(), "in" | "during"))
                && at < predicate
        });
        // "discussed the truce in a phone call"
        let in_call = units.windows(2).any(|two| {
            matches!(
                two[0].lower.as_str(),
                "phone" | "telephone" | "video" | "telephonic"
            ) && matches!(
                two[1].lower.as_str(),
                "call" | "calls" | "conversation" | "conference" | "link"
            )
        });
        told || in_call || during || spoken && line <= 3 && self.discourse.of_call
    }

    /// Whether a sentence tells of a meeting on screens.
    pub(crate) fn is_virtual(&self, line: usize) -> bool {
        self.discourse.lines[line].units.iter().any(|u| {
            matches!(
                u.lower.as_str(),
                "virtual" | "virtually" | "videoconference" | "teleconference"
            )
        })
    }

    /// Whether the object of the verb at `unit` is an act of force that nobody is named for: "the
    /// attack".
    pub(crate) fn is_violence(&self, line: usize, unit: usize) -> bool {
        let Some(tree) = self.tree(line) else {
            return false;
        };
        let verb = self.discourse.lines[line].units[unit].tokens.start;
        tree.children(verb)
            .find(|&c| matches!(tree.relation(c), "obj" | "nsubj:pass"))
            .is_some_and(|object| {
                let word = tree.lemma(object);
                self.lists.has("violent-act", word) && self.word(line, unit) != word
            })
    }

    /// Whom the act of force hit of which the verb at `unit` speaks: "condemned the attack on a market in Kenya".
    pub(crate) fn victims(&self, line: usize, unit: usize) -> Vec<Entity> {
        let Some(tree) = Parse::new(self, line) else {
            return Vec::new();
        };
        let verb = self.discourse.lines[line].units[unit].tokens.start;
        tree.hit_by_object(verb)
    }

    /// Whether the clause of a verb says where somebody goes or is, at a place that no table has: "visited a
    /// school in Huancayo".
    pub(crate) fn goes_to_unknown(&self, line: usize, unit: usize) -> bool {
        let Some(tree) = Parse::new(self, line) else {
            return false;
        };
        let verb = self.discourse.lines[line].units[unit].tokens.start;
        tree.is_set_in_unknown(verb)
    }

    /// Whether what a verb asks for within eight words is that somebody be let go, handed over or tried.
    pub(crate) fn asks_for_captives(&self, line: usize, unit: usize) -> bool {
        self.discourse.lines[line].units[unit + 1..]
            .iter()
            .take(8)
            .any(|u| {
                matches!(
                    u.lower.as_str(),
                    "release"
                        | "extradition"
                        | "freeing"
                        | "freedom"
                        | "return"
                        | "trial"
                        | "arrest"
                )
            })
    }

    /// The mode of an act of force, told by the word nearest to it that names a weapon, a vehicle
    /// or a manner.
    pub(crate) fn mode_of(&self, kind: EventType, line: usize, unit: usize) -> Option<String> {
        let modes: &[&str] = match kind {
            EventType::Assault => &[
                "aerial",
                "drone",
                "suicide-attack",
                "explosives",
                "heavy-weapons",
                "firearms",
                "crowd-control",
                "unconventional",
                "primitive",
                "abduct",
            ],
            EventType::Mobilize => &["weapons", "police", "militia", "troops"],
            _ => return None,
        };
        let row = &self.discourse.lines[line].units;
        let at = row.get(unit)?.tokens.start;
        let tokens = row.first()?.tokens.start..row.last()?.tokens.end;
        tokens
            .filter_map(|token| {
                let word = self
                    .discourse
                    .words(self.discourse.analysis.tokens[token].span)
                    .to_lowercase();
                let mode = modes
                    .iter()
                    .find(|mode| self.lists.has(&format!("mode-{mode}"), &word))?;
                Some((token.abs_diff(at), *mode))
            })
            .min()
            .map(|(_, mode)| mode.to_owned())
    }
}
