//! What extractors share while they read one document: tense, denial, attribution, dates, and
//! the claims made so far.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use entente_model::{
    Claim, ClaimBody, Commitment, Edtf, Entity, EntityType, Event, EventType, Indicator, Relation,
    Span, Status, TimexType,
};

use entente_language::{Syntax, Upos};

use crate::lists::Lists;
use crate::mentions::{Discourse, UnitKind};
use crate::tree::Tree;

/// Speech that covers part of the text, and whose it is.
#[derive(Clone, Debug)]
pub(crate) struct Speech {
    pub span: Span,
    pub speaker: Entity,
}

/// The state of extraction from one document.
pub(crate) struct Context<'a> {
    pub discourse: &'a Discourse<'a>,
    pub lists: &'a Lists,
    /// When the document came out.
    pub published: Option<Edtf>,
    /// Attributed speech, in order of its start.
    pub speeches: Vec<Speech>,
    claims: Vec<Claim>,
    /// Events made so far: sentence, unit of the predicate, type.
    told: HashSet<(usize, usize, EventType)>,
    /// The trees of the sentences that were asked for.
    trees: RefCell<Vec<Option<Rc<Tree>>>>,
    /// The last day of an event told, with its sentence.
    last_date: Option<(usize, Edtf)>,
    /// The days of the last visit or meeting told, with its sentence.
    last_meeting: Option<(usize, Edtf)>,
    /// The day of the meeting that the text is about.
    occasion: Option<Edtf>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(
        discourse: &'a Discourse<'a>,
        lists: &'a Lists,
        published: Option<Edtf>,
    ) -> Self {
        Self {
            discourse,
            lists,
            published,
            speeches: Vec::new(),
            claims: Vec::new(),
            told: HashSet::new(),
            trees: RefCell::new(vec![None; discourse.lines.len()]),
            last_date: None,
            last_meeting: None,
            occasion: None,
        }
    }

    /// The tree of a sentence, built when first asked for.
    pub(crate) fn tree(&self, line: usize) -> Option<Rc<Tree>> {
        let mut trees = self.trees.borrow_mut();
        if trees[line].is_none() {
            trees[line] = Tree::of(self.discourse, line).map(Rc::new);
        }
        trees[line].clone()
    }

    /// The text of the unit, lower case.
    pub(crate) fn word(&self, line: usize, unit: usize) -> &str {
        self.discourse.lines[line]
            .units
            .get(unit)
            .map_or("", |u| u.lower.as_str())
    }

    /// What the syntax layer says of the first word of a unit, where a model ran.
    pub(crate) fn syntax(&self, line: usize, unit: usize) -> Option<&Syntax> {
        let token = self.discourse.lines[line].units.get(unit)?.tokens.start;
        let syntax = &self.discourse.analysis.tokens.get(token)?.syntax;
        (syntax.upos != Upos::X).then_some(syntax)
    }

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
            UnitKind::Mention(m) => {
                self.discourse.mentions[m].reference != crate::mentions::Reference::Adjective
            }
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
            && (unit + 1..unit + 3)
                .any(|at| matches!(self.word(line, at), "not" | "n't" | "no" | "never"))
        {
            return Status::Denied;
        }
        let from = unit.saturating_sub(5);
        let mut status = Status::Actual;
        for at in (from..unit).rev() {
            let word = self.word(line, at);
            if matches!(
                word,
                "," | ";" | ":" | "that" | "which" | "who" | "and" | "but" | "“" | "\""
            ) && at + 1 < unit
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
            if self.lists.has("modal-planned", word) && word != "set" && word != "due"
                || word == "to"
                    && at > 0
                    && self.lists.has("modal-planned", self.word(line, at - 1))
            {
                status = Status::Planned;
            } else if self.lists.has("modal-possible", word) && status == Status::Actual {
                status = Status::Possible;
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

    /// Whom the text credits with what stands at `unit`: the speaker whose words cover it.
    pub(crate) fn source_at(&self, line: usize, unit: usize) -> Option<Entity> {
        let units = &self.discourse.lines[line].units;
        let at = units
            .get(unit.min(units.len().saturating_sub(1)))?
            .span
            .start;
        self.speeches
            .iter()
            .filter(|s| s.span.start <= at && at < s.span.end)
            .min_by_key(|s| s.span.len())
            .map(|s| s.speaker.clone())
    }

    /// The date of an event told in a sentence: the time nearest its verb that lies on the
    /// calendar.
    ///
    /// An act told in the present tense ("Norway condemns …") is of the day of publication,
    /// where that is known to the day.
    ///
    /// A time that the parse hangs on the predicate (`time`) goes before one that is merely near.
    ///
    /// What is said (`said`: praise, agreement, an appeal) has its content behind the verb, so a
    /// time behind a further verb is the content's unless the parse hangs it on this one; and in a statement or
    /// release it is said on the day of the text, or of the meeting that its beginning tells of.
    /// What has happened (`status`) did not happen after the text.
    pub(crate) fn event_date(
        &self,
        line: usize,
        unit: usize,
        time: Option<usize>,
        said: bool,
        status: Status,
    ) -> Option<Edtf> {
        let actual = status == Status::Actual;
        let possible = |date: &Edtf| !(actual && self.is_after_publication(date));
        let hangs = time
            .and_then(|at| self.time_at(line, at))
            .filter(|d| possible(d));
        if hangs.is_some() {
            return hangs.map(whole);
        }
        let units = &self.discourse.lines[line].units;
        let near = units
            .iter()
            .enumerate()
            .filter(|&(at, _)| !self.is_bracketed(line, at))
            .filter_map(|(at, _)| Some((self.time_at(line, at)?, at)))
            .filter(|(date, at)| possible(date) && !(said && self.is_content(line, unit, *at)))
            .filter_map(|(date, at)| Some((self.time_rank(line, unit, at)?, at, date)))
            .min_by_key(|(rank, at, _)| (*rank, at.abs_diff(unit)));
        if let Some((_, _, date)) = near {
            return Some(whole(date));
        }
        // "During his visit, he met …": on the days of the visit.
        if actual && self.is_during(line) {
            let told = self.last_meeting.as_ref().filter(|(at, _)| line <= at + 8);
            if let Some(date) = told.map(|(_, date)| date).or(self.occasion.as_ref()) {
                return Some(date.clone());
            }
        }
        let occasion = || self.occasion.clone().filter(|_| actual);
        if said && actual && self.discourse.official {
            return occasion().or_else(|| self.published.clone());
        }
        let word = self.word(line, unit);
        // "are expelled by": a passive of the present tense.
        let passive = self.is_passive(line, unit)
            && unit > 0
            && matches!(self.word(line, unit - 1), "is" | "are");
        let past = !passive
            && (word.ends_with("ed") || self.lists.has("past", word) || word.ends_with("ing"));
        let noun = self
            .syntax(line, unit)
            .is_some_and(|s| s.upos == Upos::Noun);
        let behind = unit > 0
            && matches!(
                self.word(line, unit - 1),
                "following" | "after" | "since" | "despite"
            );
        let today = self
            .published
            .clone()
            // A statement names protests and coups as what is going on, news tells them.
            .filter(|day| !past && actual && !(noun && behind) && day.as_str().len() == 10)
            .filter(|_| !noun || !self.discourse.official);
        // "On Wednesday she announced … She also agreed …"
        let went_on = self
            .last_date
            .as_ref()
            .filter(|(at, _)| past && actual && line.saturating_sub(*at) <= 1 && line > *at)
            .map(|(_, date)| date.clone());
        today
            .or(went_on)
            .or_else(|| occasion().filter(|_| said && past))
    }

    /// Notes the days of a visit or meeting that a sentence tells: one told in the beginning of a
    /// text near its publication is what the text is about.
    pub(crate) fn note_meeting(&mut self, line: usize, date: &Edtf, status: Status) {
        if status != Status::Actual {
            return;
        }
        let day = date.as_str().len() == 10;
        let fresh = match (&self.published, self.discourse.official) {
            (_, true) => true,
            (Some(published), false) => {
                let month = |e: &str| e.get(..7).map(str::to_owned);
                let month = (month(published.as_str()), month(date.as_str()));
                matches!(month, (Some(a), Some(b)) if a == b)
            }
            _ => false,
        };
        // In the news of a day, what was long ago is background.
        let news = self
            .published
            .as_ref()
            .is_some_and(|p| p.as_str().len() == 10);
        if fresh || !news {
            self.last_meeting = Some((line, date.clone()));
        }
        if self.occasion.is_none() && day && line <= 8 && fresh {
            self.occasion = Some(date.clone());
        }
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
        told || spoken && line <= 3 && self.discourse.of_call
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

    /// Whether a sentence places itself in a visit or meeting told before: "during the talks".
    fn is_during(&self, line: usize) -> bool {
        let units = &self.discourse.lines[line].units;
        units.iter().enumerate().any(|(at, u)| {
            matches!(u.lower.as_str(), "during" | "at" | "in")
                && units[at + 1..units.len().min(at + 5)]
                    .iter()
                    .take_while(|w| !matches!(w.lower.as_str(), "," | "and" | "that"))
                    .any(|w| {
                        matches!(
                            w.lower.as_str(),
                            "visit" | "trip" | "talks" | "meeting" | "stay"
                        ) && (u.lower == "during" || w.lower == "meeting" || w.lower == "talks")
                    })
        })
    }

    /// Whether a unit stands right behind an opening bracket: "the 54th anniversary (1967-2021)",
    /// a span of the thing, not of the act.
    fn is_bracketed(&self, line: usize, unit: usize) -> bool {
        (unit.saturating_sub(3)..unit).any(|b| self.word(line, b) == "(")
    }

    /// How far a time is from dating the predicate at `unit`: 0 where it is a time of a clause, 1
    /// where it belongs to a thing ("the February 1 coup") or to another clause; `None` where it is
    /// told of somebody in a relative clause ("who visited in 2016").
    fn time_rank(&self, line: usize, unit: usize, time: usize) -> Option<usize> {
        let Some(tree) = self.tree(line) else {
            return Some(0);
        };
        let units = &self.discourse.lines[line].units;
        let predicate = units[unit].tokens.start;
        let own = units[time].tokens.clone();
        let head = own
            .clone()
            .find(|&t| tree.head(t).is_none_or(|h| !own.contains(&h)))?;
        let mut rank = 0;
        let relation = tree.relation(head);
        if relation == "compound"
            || relation.starts_with("nmod") && tree.head(head).is_some_and(|h| h != predicate)
        {
            rank = 1;
        }
        let under = |mut token: usize, top: usize| {
            for _ in 0..12 {
                if token == top {
                    return true;
                }
                match tree.head(token) {
                    Some(above) => token = above,
                    None => return false,
                }
            }
            false
        };
        let mut at = head;
        let mut governed = false;
        for _ in 0..12 {
            let relation = tree.relation(at);
            let verb = tree.token(at).syntax.upos == Upos::Verb;
            // "ratified the protocol in 1999 and signed the other in 2006": the time behind one
            // verb is the other's only where that has none.
            if verb && !governed {
                governed = true;
                let joined = tree.relation(predicate) == "conj" && tree.head(predicate) == Some(at)
                    || relation == "conj" && tree.head(at) == Some(predicate);
                if joined && (head > at) == (predicate > at) {
                    rank = 1;
                }
            }
            if verb && !under(predicate, at) {
                if relation.starts_with("acl:relcl") {
                    return None;
                }
                if relation.starts_with("acl") || relation == "advcl" {
                    // "flights suspended since 2020": since when that has been so.
                    let since = tree.children(head).any(|c| tree.word(c) == "since");
                    if since && relation.starts_with("acl") {
                        return None;
                    }
                    rank = 1;
                }
            }
            match tree.head(at) {
                Some(above) => at = above,
                None => break,
            }
        }
        Some(rank)
    }

    /// Notes the day of an event that a sentence tells, for what the next one goes on with.
    pub(crate) fn note_date(&mut self, line: usize, date: &Edtf) {
        // A history tells months and years.
        let news = self
            .published
            .as_ref()
            .is_some_and(|p| p.as_str().len() == 10);
        if date.as_str().len() == 10 || !news && date.as_str().len() >= 4 {
            self.last_date = Some((line, date.clone()));
        }
    }

    /// Whether the time at a unit lies in a year before that in which the text came out, or the text
    /// is a history whose own day nobody knows.
    pub(crate) fn is_long_ago(&self, line: usize, unit: usize) -> bool {
        let year = |date: &Edtf| date.as_str().get(..4).map(str::to_owned);
        let told = self.time_at(line, unit).as_ref().and_then(year);
        match (&self.published, told) {
            (Some(published), Some(told)) => Some(told) < year(published),
            (None, Some(_)) => true,
            _ => false,
        }
    }

    /// Whether what stands at a unit belongs to what a verb of saying says: another verb stands
    /// between them.
    fn is_content(&self, line: usize, verb: usize, unit: usize) -> bool {
        (verb + 1..unit).any(|at| self.syntax(line, at).is_some_and(|s| s.upos == Upos::Verb))
    }

    /// Whether a date begins after the text came out.
    fn is_after_publication(&self, date: &Edtf) -> bool {
        let published = self.published.as_ref().and_then(Edtf::latest);
        match (date.earliest(), published) {
            (Some(begins), Some(published)) => begins > published,
            _ => false,
        }
    }

    /// Whether an event of that type was made from the predicate at that unit.
    pub(crate) fn is_told(&self, line: usize, predicate: usize, kind: EventType) -> bool {
        self.told.contains(&(line, predicate, kind))
    }

    /// Notes that an event of that type was made from the predicate at that unit.
    pub(crate) fn tell(&mut self, line: usize, predicate: usize, kind: EventType) {
        self.told.insert((line, predicate, kind));
    }

    /// The calendar time of a unit; of two days told as a range ("January 26–29", "from March 9
    /// to 13") the interval, of two years or months from the first of them.
    pub(crate) fn time_at(&self, line: usize, unit: usize) -> Option<Edtf> {
        let here = self.single_time(line, unit)?;
        let joins = |at: usize| {
            let word = self.word(line, at);
            matches!(word, "–" | "-" | "—" | "‑" | "to" | "until" | "and")
        };
        let day = |e: &Edtf| e.as_str().len() == 10;
        // "and" joins days that follow each other, else two dates.
        let follows = |from: &Edtf, to: &Edtf, link: usize| {
            if self.word(line, link) != "and" {
                return true;
            }
            let apart = day_of(to).zip(day_of(from)).map(|(b, a)| b - a);
            from.as_str().get(..8) == to.as_str().get(..8)
                && apart.is_some_and(|d| (1..=6).contains(&d))
        };
        // "from 2008 to 2022", "between May and July 2021": years and months only behind such a word.
        if !day(&here)
            && joins(unit + 1)
            && let Some(before) = unit.checked_sub(1)
            && matches!(
                (self.word(line, before), self.word(line, unit + 1)),
                ("from", "to" | "until" | "–" | "-") | ("between", "and")
            )
            && let Some(end) = self.single_time(line, unit + 2)
            && end.as_str().len() == here.as_str().len()
            && here.as_str() < end.as_str()
        {
            return Edtf::interval(&here, &end).or(Some(here));
        }
        // "on May 12 and 13"
        if day(&here) && joins(unit + 1) {
            let last = self
                .word(line, unit + 2)
                .parse::<i32>()
                .ok()
                .filter(|&to| day_of(&here).is_some_and(|from| to > from && to <= 31));
            let end =
                last.and_then(|to| Edtf::parse(&format!("{}{to:02}", &here.as_str()[..8])).ok());
            if let Some(end) = end
                && follows(&here, &end, unit + 1)
            {
                return Edtf::interval(&here, &end).or(Some(here));
            }
        }
        if joins(unit + 1)
            && let Some(end) = self.single_time(line, unit + 2)
            && day(&here)
            && day(&end)
            && follows(&here, &end, unit + 1)
        {
            return Edtf::interval(&here, &end).or(Some(here));
        }
        if unit >= 2
            && joins(unit - 1)
            && let Some(start) = self.single_time(line, unit - 2)
            && day(&here)
            && day(&start)
            && follows(&start, &here, unit - 1)
        {
            return Edtf::interval(&start, &here).or(Some(here));
        }
        Some(here)
    }

    /// The state of what a unit mentions, or of the adjective before a plain noun.
    pub(crate) fn country_at(&self, line: usize, unit: usize) -> Option<String> {
        let units = &self.discourse.lines[line].units;
        let at = match units.get(unit)?.kind {
            UnitKind::Mention(_) => unit,
            _ => unit.checked_sub(1)?,
        };
        match units[at].kind {
            UnitKind::Mention(m) => self
                .discourse
                .entities_of(m)
                .find_map(|e| e.country.clone()),
            _ => None,
        }
    }

    /// The date of a unit that a rule kept, of whatever sort.
    pub(crate) fn date_at(&self, line: usize, unit: usize) -> Option<Edtf> {
        self.time_at(line, unit).or_else(|| {
            match self.discourse.lines[line].units.get(unit)?.kind {
                UnitKind::Time(t) => self.discourse.analysis.times[t].edtf.clone(),
                _ => None,
            }
        })
    }

    /// The calendar time of a unit by itself.
    fn single_time(&self, line: usize, unit: usize) -> Option<Edtf> {
        match self.discourse.lines[line].units.get(unit)?.kind {
            UnitKind::Time(t) => {
                let time = &self.discourse.analysis.times[t];
                let usable = matches!(time.kind, TimexType::Date | TimexType::Time);
                time.edtf.clone().filter(|_| usable)
            }
            _ => None,
        }
    }

    /// Those whom the mentions of a list name that starts at or soon behind unit `from`: "with both
    /// Chad and Mali". `taken` says whom a mention adds; one that adds nobody ends the list.
    pub(crate) fn listed(
        &self,
        line: usize,
        from: usize,
        taken: impl Fn(usize) -> Vec<Entity>,
    ) -> Vec<Entity> {
        let units = &self.discourse.lines[line].units;
        let mut out: Vec<Entity> = Vec::new();
        let mut gap = 0;
        for unit in &units[from.min(units.len())..] {
            match unit.kind {
                UnitKind::Mention(m)
                    if self.discourse.mentions[m].reference
                        != crate::mentions::Reference::Adjective =>
                {
                    let here = taken(m);
                    if here.is_empty() {
                        break;
                    }
                    for entity in here {
                        if !out.iter().any(|e| e.key() == entity.key()) {
                            out.push(entity);
                        }
                    }
                    gap = 0;
                }
                UnitKind::Word if self.lists.has("between-names", &unit.lower) => gap += 1,
                UnitKind::Quantity(_) if out.is_empty() => gap += 1,
                _ => break,
            }
            if gap > 5 {
                break;
            }
        }
        out
    }

    /// When the organisation that the text speaks of was founded, if this sentence or one of the
    /// two hundred before it says so: the last that does.
    pub(crate) fn founding_before(&self, line: usize) -> Option<Edtf> {
        let org = self.discourse.org_before(line)?;
        (line.saturating_sub(200)..=line).rev().find_map(|at| {
            let units = &self.discourse.lines[at].units;
            let named = units.iter().any(|u| {
                matches!(u.kind, UnitKind::Mention(m)
                    if self.discourse.entities_of(m).any(|e| e.key() == org.key()))
            });
            let founded = units
                .iter()
                .position(|u| self.lists.has("founded", &u.lower))
                .filter(|_| named)?;
            self.nearest_time(at, founded).map(|(date, _)| date)
        })
    }

    /// The calendar time nearest to a unit, with its place.
    pub(crate) fn nearest_time(&self, line: usize, unit: usize) -> Option<(Edtf, usize)> {
        let units = &self.discourse.lines[line].units;
        units
            .iter()
            .enumerate()
            .filter(|&(at, _)| !self.is_bracketed(line, at))
            .filter_map(|(at, _)| Some((self.time_at(line, at)?, at)))
            .min_by_key(|(_, at)| at.abs_diff(unit))
    }

    /// The claims found so far.
    pub(crate) fn told(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter()
    }

    /// The commitments made so far.
    pub(crate) fn commitments(&self) -> impl Iterator<Item = &Commitment> {
        self.claims.iter().filter_map(|c| match &c.body {
            ClaimBody::Commitment(c) => Some(c),
            _ => None,
        })
    }

    /// Whether a tie of that relation to `b` was made from that sentence.
    pub(crate) fn has_tie(&self, relation: Relation, line: usize, b: &Entity) -> bool {
        let evidence = self.discourse.lines[line].span;
        self.claims.iter().rev().any(|c| {
            matches!(&c.body, ClaimBody::Tie(t)
                if t.relation == relation && c.evidence == evidence && t.b.key() == b.key())
        })
    }

    /// Whether a tie of that relation was made from that sentence.
    pub(crate) fn tells(&self, relation: Relation, line: usize) -> bool {
        let evidence = self.discourse.lines[line].span;
        self.claims.iter().rev().any(|c| {
            c.evidence == evidence && matches!(&c.body, ClaimBody::Tie(t) if t.relation == relation)
        })
    }

    /// Whether a meeting of many was told in that sentence.
    pub(crate) fn tells_forum(&self, line: usize) -> bool {
        let evidence = self.discourse.lines[line].span;
        self.claims.iter().rev().any(|c| {
            c.evidence == evidence
                && matches!(&c.body, ClaimBody::Event(e)
                    if e.kind == EventType::Consult && e.mode.as_deref() == Some("multilateral"))
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

    /// Who used force in the last act of force told before a sentence, or in it.
    pub(crate) fn attackers(&self, line: usize) -> Vec<Entity> {
        let end = self.discourse.lines[line].span.end;
        self.claims
            .iter()
            .rev()
            .filter(|c| c.evidence.end <= end)
            .find_map(|c| match &c.body {
                ClaimBody::Event(e)
                    if matches!(e.kind, EventType::Assault | EventType::Mobilize) =>
                {
                    Some(e.actors.clone())
                }
                _ => None,
            })
            .unwrap_or_default()
    }

    /// Whether a sentence already tells that the same ask the same.
    pub(crate) fn asked(&self, line: usize, actors: &[Entity], recipients: &[Entity]) -> bool {
        let evidence = self.discourse.lines[line].span;
        let same =
            |a: &[Entity], b: &[Entity]| a.iter().any(|a| b.iter().any(|b| a.key() == b.key()));
        self.claims.iter().any(|c| match &c.body {
            ClaimBody::Event(e) => {
                c.evidence == evidence
                    && e.kind == EventType::Request
                    && same(&e.actors, actors)
                    && same(&e.recipients, recipients)
            }
            _ => false,
        })
    }

    /// To whom others did the same in the same sentence.
    pub(crate) fn recipients_before(
        &self,
        line: usize,
        kind: EventType,
        actors: &[Entity],
    ) -> Vec<Entity> {
        let evidence = self.discourse.lines[line].span;
        self.claims
            .iter()
            .rev()
            .filter(|c| c.evidence == evidence)
            .find_map(|c| match &c.body {
                ClaimBody::Event(e)
                    if e.kind == kind
                        && !e.recipients.is_empty()
                        && !e
                            .actors
                            .iter()
                            .any(|a| actors.iter().any(|b| a.key() == b.key())) =>
                {
                    Some(e.recipients.clone())
                }
                _ => None,
            })
            .unwrap_or_default()
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

    /// Whether that sentence says that a tie of that relation between the two came to an end.
    pub(crate) fn ends_tie(&self, relation: Relation, line: usize, a: &Entity, b: &Entity) -> bool {
        let evidence = self.discourse.lines[line].span;
        let mut both = [a.key(), b.key()];
        both.sort();
        self.claims.iter().rev().any(|c| {
            let ClaimBody::Tie(tie) = &c.body else {
                return false;
            };
            let mut ends = [tie.a.key(), tie.b.key()];
            ends.sort();
            c.evidence == evidence
                && tie.relation == relation
                && ends == both
                && tie
                    .valid
                    .as_ref()
                    .is_some_and(|v| v.as_str().starts_with("../"))
        })
    }

    /// Whether a list of that sentence makes `a` a member of an organisation whose name holds that
    /// of `b`, or is held by it.
    pub(crate) fn is_listed_member(&self, line: usize, a: &Entity, b: &Entity) -> bool {
        let evidence = self.discourse.lines[line].span;
        self.claims.iter().any(|c| {
            matches!(&c.body, ClaimBody::Tie(t)
                if t.relation == Relation::Membership
                    && c.evidence == evidence
                    && c.rule.as_deref() == Some("tie/membership-names")
                    && t.a.key() == a.key()
                    && (t.b.name.contains(&b.name) || b.name.contains(&t.b.name)))
        })
    }

    /// Takes back the ties of that relation to `b` that were made from that sentence.
    pub(crate) fn drop_ties(&mut self, relation: Relation, line: usize, b: &Entity) {
        let evidence = self.discourse.lines[line].span;
        self.claims.retain(|c| {
            !matches!(&c.body, ClaimBody::Tie(t)
                if t.relation == relation && c.evidence == evidence && t.b.key() == b.key())
        });
    }

    /// Gives the agreements that a sentence tells as signed, without a day of their own, the day of
    /// the signing that it tells as an event.
    pub(crate) fn date_signed(&mut self, line: usize) {
        let evidence = self.discourse.lines[line].span;
        let signed = self.claims.iter().rev().find_map(|c| match &c.body {
            ClaimBody::Event(event)
                if c.evidence == evidence
                    && c.status == Status::Actual
                    && c.rule.as_deref() == Some("event/support-sign") =>
            {
                event.date.clone()
            }
            _ => None,
        });
        let Some(date) = signed else { return };
        for claim in self.claims.iter_mut().filter(|c| c.evidence == evidence) {
            if let ClaimBody::Tie(tie) = &mut claim.body
                && tie.relation == Relation::Agreement
                && tie.role.as_deref() == Some("signed")
                && tie.valid.is_none()
            {
                tie.valid = Some(date.clone());
            }
        }
    }

    /// Gives a date to the ties of that relation to `b` in a sentence that have none, and with it the
    /// role where one is told; those that are under way keep theirs.
    pub(crate) fn date_ties(
        &mut self,
        relation: Relation,
        line: usize,
        b: &Entity,
        date: &Edtf,
        role: Option<&str>,
    ) {
        let evidence = self.discourse.lines[line].span;
        for claim in self.claims.iter_mut().filter(|c| c.evidence == evidence) {
            if let ClaimBody::Tie(tie) = &mut claim.body
                && tie.relation == relation
                && tie.b.key() == b.key()
                && tie.valid.is_none()
                && matches!(tie.role.as_deref(), None | Some("signed"))
            {
                tie.valid = Some(date.clone());
                if tie.role.is_none() {
                    tie.role = role.map(str::to_owned);
                }
            }
        }
    }

    /// Gives the `b` of ties of that relation another entity, by `b` and all the `a` that one
    /// sentence ties to it; claims that are the same then become one.
    pub(crate) fn rename_ties(
        &mut self,
        relation: Relation,
        name: impl Fn(&Entity, &[Entity]) -> Option<Entity>,
    ) {
        let claims = std::mem::take(&mut self.claims);
        let mut renamed: Vec<Option<Entity>> = Vec::with_capacity(claims.len());
        for claim in &claims {
            let ClaimBody::Tie(tie) = &claim.body else {
                renamed.push(None);
                continue;
            };
            if tie.relation != relation {
                renamed.push(None);
                continue;
            }
            let together: Vec<Entity> = claims
                .iter()
                .filter(|c| c.evidence == claim.evidence)
                .filter_map(|c| match &c.body {
                    ClaimBody::Tie(t) if t.relation == relation && t.b.key() == tie.b.key() => {
                        Some(t.a.clone())
                    }
                    _ => None,
                })
                .collect();
            renamed.push(name(&tie.b, &together));
        }
        for (mut claim, name) in claims.into_iter().zip(renamed) {
            if let (ClaimBody::Tie(tie), Some(name)) = (&mut claim.body, name) {
                tie.b = name;
                self.push(claim);
            } else {
                self.claims.push(claim);
            }
        }
    }

    /// The last event of that type told in the sentence with that number or the six before it.
    pub(crate) fn last_of(&self, kind: EventType, line: usize) -> Option<&Event> {
        let from = self.discourse.lines[line.saturating_sub(6)].span.start;
        self.claims
            .iter()
            .rev()
            .filter(|c| c.evidence.start >= from)
            .find_map(|c| match &c.body {
                ClaimBody::Event(e) if e.kind == kind => Some(e),
                _ => None,
            })
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

    /// Whom those who act answer or go on about, where their sentence names nobody: who did something
    /// to them shortly before, or to whom they themselves did.
    pub(crate) fn counterpart(&self, line: usize, actors: &[Entity]) -> Vec<Entity> {
        let lines = &self.discourse.lines;
        let near = lines[line.saturating_sub(2)].span.start;
        let us = |e: &Entity| {
            actors
                .iter()
                .any(|a| a.key() == e.key() || a.country.is_some() && a.country == e.country)
        };
        let same = |e: &Entity| actors.iter().any(|a| a.key() == e.key());
        self.events_before(line + 1, 5)
            .find_map(|(c, e)| {
                if matches!(e.kind, EventType::Consult | EventType::Cooperate) {
                    return None;
                }
                let acts = e.actors.iter().any(us);
                let hit = e.recipients.iter().any(us);
                if hit && !acts {
                    return Some(e.actors.clone());
                }
                let goes_on = c.evidence.start >= near
                    && e.actors.iter().any(same)
                    && !hit
                    && !e.recipients.is_empty();
                goes_on.then(|| e.recipients.clone())
            })
            .unwrap_or_default()
    }

    /// Who made the text that a sentence speaks of again: the body that acted last.
    pub(crate) fn maker(&self, line: usize) -> Vec<Entity> {
        let of_bodies = |e: &Event| {
            e.actors
                .iter()
                .all(|a| matches!(a.kind, EntityType::Org | EntityType::Body))
        };
        self.events_before(line, 6)
            .find(|(_, e)| e.kind != EventType::Consult && of_bodies(e))
            .map(|(_, e)| e.actors.clone())
            .unwrap_or_default()
    }

    /// The events told in so many sentences before that one, the last first.
    fn events_before(
        &self,
        line: usize,
        sentences: usize,
    ) -> impl Iterator<Item = (&Claim, &Event)> {
        let lines = &self.discourse.lines;
        let from = lines
            .get(line.saturating_sub(sentences))
            .map_or(usize::MAX, |l| l.span.start);
        let to = lines.get(line).map_or(usize::MAX, |l| l.span.start);
        self.claims
            .iter()
            .rev()
            .filter(move |c| (from..to).contains(&c.evidence.start))
            .filter_map(|c| match &c.body {
                ClaimBody::Event(e) => Some((c, e)),
                _ => None,
            })
    }

    /// Who acted in the last event of one of these types told in the ten sentences before, besides
    /// those who speak of it.
    pub(crate) fn doers(
        &self,
        line: usize,
        kinds: &[EventType],
        speakers: &[Entity],
    ) -> Vec<Entity> {
        let own = |e: &Entity| {
            speakers
                .iter()
                .any(|s| s.key() == e.key() || s.country.is_some() && s.country == e.country)
        };
        self.events_before(line, 10)
            .find(|(c, e)| {
                kinds.contains(&e.kind) && c.status != Status::Denied && !e.actors.iter().any(own)
            })
            .map(|(_, e)| e.actors.clone())
            .unwrap_or_default()
    }

    /// Whether an event of that type was told of the state where a sentence plays, or the sentence
    /// tells that somebody is blamed.
    pub(crate) fn is_known(&self, kind: EventType, line: usize) -> bool {
        let here = self.discourse.setting(line);
        let evidence = self.discourse.lines[line].span;
        self.claims.iter().any(|c| match &c.body {
            ClaimBody::Event(e) if e.kind == kind => {
                e.actors.iter().any(|a| a.country.as_deref() == here)
            }
            ClaimBody::Event(e) => e.kind == EventType::Accuse && c.evidence == evidence,
            _ => false,
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
            EventType::Mobilize => &["weapons", "police", "troops"],
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

    /// Makes one of the acts of force of one sentence that the same party does: "stormed the
    /// village and killed three farmers" is one assault on those whom it names most closely.
    pub(crate) fn join_acts(&mut self, line: usize) {
        let evidence = self.discourse.lines[line].span;
        let assaults: Vec<usize> = (0..self.claims.len())
            .filter(|&at| {
                let claim = &self.claims[at];
                claim.evidence == evidence
                    && matches!(&claim.body, ClaimBody::Event(e) if e.kind == EventType::Assault)
            })
            .collect();
        if assaults.is_empty() {
            return;
        }
        let mut joined: Vec<usize> = Vec::new();
        for (nth, &at) in assaults.iter().enumerate() {
            let known = assaults[..nth]
                .iter()
                .copied()
                .find(|&k| !joined.contains(&k) && self.is_one_act(k, at));
            let Some(known) = known else {
                continue;
            };
            joined.push(at);
            let ClaimBody::Event(more) = self.claims[at].body.clone() else {
                continue;
            };
            if let ClaimBody::Event(event) = &mut self.claims[known].body {
                let plain = |e: &Entity| matches!(e.kind, EntityType::State | EntityType::Place);
                event.recipients.extend(more.recipients);
                if event.recipients.iter().any(|e| !plain(e)) {
                    event.recipients.retain(|e| !plain(e));
                }
                let mut seen = HashSet::new();
                event.recipients.retain(|e| seen.insert(e.key()));
                event.mode = event.mode.take().or(more.mode);
                event.date = event.date.take().or(more.date);
            }
        }
        for at in joined.into_iter().rev() {
            self.claims.remove(at);
        }
        self.drop_launches(evidence);
    }

    /// Takes back launches told in a sentence that tells what the same party hit by them.
    fn drop_launches(&mut self, evidence: Span) {
        let hit: Vec<Option<String>> = self
            .claims
            .iter()
            .filter(|c| c.evidence == evidence)
            .filter_map(|c| match &c.body {
                ClaimBody::Event(e) if e.kind == EventType::Assault => {
                    Some(e.actors.first()?.country.clone())
                }
                _ => None,
            })
            .collect();
        self.claims.retain(|c| {
            !matches!(&c.body, ClaimBody::Event(e)
                if c.evidence == evidence
                    && e.kind == EventType::Mobilize
                    && e.mode.as_deref() == Some("weapons")
                    && e.actors.first().is_some_and(|a| hit.contains(&a.country)))
        });
    }

    /// Whether the assaults at two places are told of one party, with the same certainty.
    fn is_one_act(&self, a: usize, b: usize) -> bool {
        let (first, second) = (&self.claims[a], &self.claims[b]);
        match (&first.body, &second.body) {
            (ClaimBody::Event(x), ClaimBody::Event(y)) => {
                first.status == second.status
                    && x.actors.iter().any(|a| {
                        y.actors.iter().any(|b| {
                            a.key() == b.key() || a.country.is_some() && a.country == b.country
                        })
                    })
            }
            _ => false,
        }
    }

    /// Adds a claim unless the document already made it; of two the more complete one stays.
    pub(crate) fn push(&mut self, claim: Claim) {
        // The article tells what its heading announced, with whom and when.
        let heading = self.discourse.lines.first().map(|l| l.span);
        let heading = heading
            .filter(|h| h.len() < 160 && !self.discourse.words(*h).trim_end().ends_with('.'));
        if let Some(heading) = heading
            && claim.evidence != heading
            && let Some(known) = self
                .claims
                .iter_mut()
                .find(|known| known.evidence == heading && announces(known, &claim))
        {
            *known = claim;
            return;
        }
        let discourse = self.discourse;
        let is_caption = |claim: &Claim| discourse.is_caption(claim.evidence);
        if let Some(known) = self.claims.iter_mut().find(|known| same(known, &claim)) {
            // What a heading says and the article says again is said there.
            let told = matches!(claim.body, ClaimBody::Tie(_) | ClaimBody::Figure(_))
                && is_caption(known)
                && !is_caption(&claim)
                && completeness(&claim) >= completeness(known);
            if told || completeness(&claim) > completeness(known) || begins_sooner(&claim, known) {
                *known = claim;
            }
            return;
        }
        self.claims.push(claim);
    }

    /// The claims, in the order of their evidence.
    pub(crate) fn finish(mut self) -> Vec<Claim> {
        self.claims.sort_by(|a, b| {
            (a.evidence.start, a.kind(), a.evidence.end).cmp(&(
                b.evidence.start,
                b.kind(),
                b.evidence.end,
            ))
        });
        self.claims
    }
}

/// The day of the month of a date known to the day.
fn day_of(date: &Edtf) -> Option<i32> {
    date.as_str().get(8..10)?.parse().ok()
}

/// A date with half-years and quarters as the months that they are.
fn whole(date: Edtf) -> Edtf {
    let months = match date.as_str().get(4..) {
        Some("-33") => ("01", "03"),
        Some("-34") => ("04", "06"),
        Some("-35") => ("07", "09"),
        Some("-36") => ("10", "12"),
        Some("-40") => ("01", "06"),
        Some("-41") => ("07", "12"),
        _ => return date,
    };
    let year = &date.as_str()[..4];
    Edtf::parse(&format!("{year}-{}/{year}-{}", months.0, months.1)).unwrap_or(date)
}

/// Whether two claims of one document say the same thing.
fn same(a: &Claim, b: &Claim) -> bool {
    let keys = |es: &[Entity]| {
        let mut keys: Vec<String> = es.iter().map(Entity::key).collect();
        keys.sort();
        keys
    };
    let or_open = |x: &Option<Edtf>, y: &Option<Edtf>| {
        x == y || x.is_none() || y.is_none() || begins(x, y) || begins(y, x)
    };
    match (&a.body, &b.body) {
        (ClaimBody::Tie(x), ClaimBody::Tie(y)) => {
            let ends = x.a.key() == y.a.key() && x.b.key() == y.b.key()
                || x.relation.is_symmetric() && x.a.key() == y.b.key() && x.b.key() == y.a.key();
            let term = x.relation != Relation::Chair || x.valid == y.valid;
            let office = x.relation != Relation::Office
                || x.role.as_deref().map(str::to_lowercase)
                    == y.role.as_deref().map(str::to_lowercase);
            // One tie a party: what is told of an agreement again may add when, or that it holds.
            // "an agreement" of one year and one of another are two, unless they have a name.
            let named = x.b.name.starts_with(char::is_uppercase);
            let once = x.relation == Relation::Agreement
                && (x.role == y.role || x.role.is_none() || y.role.is_none())
                && (named || or_open(&x.valid, &y.valid) || same_days(&x.valid, &y.valid));
            let joined = x.relation == Relation::Membership && same_days(&x.valid, &y.valid);
            x.relation == y.relation
                && ends
                && x.level == y.level
                && term
                && office
                && (once || joined || or_open(&x.valid, &y.valid))
        }
        (ClaimBody::Event(x), ClaimBody::Event(y)) => {
            // Meetings and acts of force are told again; what is agreed, asked or refused in
            // another sentence is another thing.
            let told_again = !matches!(
                x.kind,
                EventType::Agree
                    | EventType::Support
                    | EventType::Request
                    | EventType::Reject
                    | EventType::Accuse
                    | EventType::Aid
            );
            // "Biden hailed the pact and reiterated American support for it": one act of one state,
            // whoever speaks for it.
            let states = a.status == b.status
                && a.evidence == b.evidence
                && countries(&x.actors) == countries(&y.actors)
                && countries(&x.recipients) == countries(&y.recipients)
                && (keys(&x.actors) == keys(&y.actors) || stands_for(&x.actors, &y.actors))
                && (keys(&x.recipients) == keys(&y.recipients)
                    || stands_for(&x.recipients, &y.recipients));
            // "must release the prisoners; it must stop the raids": one demand of one party.
            let demand = x.kind == EventType::Request
                && a.evidence == b.evidence
                && !y.recipients.is_empty()
                && countries(&x.actors) == countries(&y.actors)
                && countries(&x.recipients) == countries(&y.recipients);
            if y.kind == EventType::Request && demand {
                return true;
            }
            x.kind == y.kind
                && (told_again || a.evidence == b.evidence)
                && (states
                    || keys(&x.actors) == keys(&y.actors)
                        && keys(&x.recipients) == keys(&y.recipients))
                && (x.mode == y.mode)
                && or_open(&x.date, &y.date)
                && (a.evidence == b.evidence
                    || x.place.is_none()
                    || y.place.is_none()
                    || x.place.as_ref().map(Entity::key) == y.place.as_ref().map(Entity::key))
        }
        (ClaimBody::Figure(x), ClaimBody::Figure(y)) => {
            x.indicator == y.indicator
                && x.measure == y.measure
                && (x.value - y.value).abs() <= 1e-9 * x.value.abs()
                && x.unit == y.unit
                && x.subject.as_ref().map(Entity::key) == y.subject.as_ref().map(Entity::key)
                && x.partner.as_ref().map(Entity::key) == y.partner.as_ref().map(Entity::key)
                // What has no indicator is known by what is counted.
                && (x.indicator != Indicator::Other || x.scope == y.scope)
                && or_open(&x.period, &y.period)
        }
        (ClaimBody::Commitment(x), ClaimBody::Commitment(y)) => {
            // A means with a number of its own is a commitment within another.
            let shared = x
                .what
                .end
                .min(y.what.end)
                .saturating_sub(x.what.start.max(y.what.start));
            2 * shared > x.what.len().max(y.what.len())
        }
        (ClaimBody::Statement(x), ClaimBody::Statement(y)) => {
            x.what.overlaps(y.what) && x.speaker.key() == y.speaker.key()
        }
        _ => false,
    }
}

/// The states of those who act or are acted on, each once; the name of who has none.
fn countries(entities: &[Entity]) -> Vec<String> {
    let mut codes: Vec<String> = entities
        .iter()
        .map(|e| e.country.clone().unwrap_or_else(|| e.key()))
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Whether of two lists of those of the same states one has no more than the states themselves.
fn stands_for(a: &[Entity], b: &[Entity]) -> bool {
    [a, b].iter().any(|es| {
        es.iter()
            .all(|e| matches!(e.kind, EntityType::State | EntityType::Org))
    })
}

/// Whether a heading tells the event that a claim tells in full: the same sort of act, by and to
/// those of the same states, in the same days.
fn announces(heading: &Claim, claim: &Claim) -> bool {
    let (ClaimBody::Event(x), ClaimBody::Event(y)) = (&heading.body, &claim.body) else {
        return false;
    };
    // "UN chief condemns arrests by rebels" is told by name below.
    let alike = |a: &[Entity], b: &[Entity]| {
        a.iter().any(|a| {
            b.iter()
                .any(|b| a.key() == b.key() || a.country == b.country)
        })
    };
    x.kind == y.kind
        && heading.status == claim.status
        && (countries(&x.actors) == countries(&y.actors) || alike(&x.actors, &y.actors))
        && (countries(&x.recipients) == countries(&y.recipients)
            || alike(&x.recipients, &y.recipients))
        && (x.mode == y.mode || x.mode.is_none() || y.mode.is_none())
        && (x.date.is_none() || x.date == y.date || same_days(&x.date, &y.date))
}

/// Whether two dates are days of one month, at most a week apart: a headline tells on the day of
/// the paper what the article dates by the day itself.
fn same_days(x: &Option<Edtf>, y: &Option<Edtf>) -> bool {
    let day = |date: &Option<Edtf>| -> Option<(String, u8)> {
        let (month, day) = date.as_ref()?.as_str().split_at_checked(8)?;
        Some((month.to_owned(), day.parse().ok()?))
    };
    matches!((day(x), day(y)), (Some((a, i)), Some((b, j))) if a == b && i.abs_diff(j) <= 7)
}

/// Whether of two tellings of one tie this one has the earlier day.
fn begins_sooner(claim: &Claim, known: &Claim) -> bool {
    match (&claim.body, &known.body) {
        (ClaimBody::Tie(x), ClaimBody::Tie(y)) => {
            same_days(&x.valid, &y.valid)
                && x.valid.as_ref().map(Edtf::as_str) < y.valid.as_ref().map(Edtf::as_str)
        }
        _ => false,
    }
}

fn begins(x: &Option<Edtf>, y: &Option<Edtf>) -> bool {
    matches!((x, y), (Some(x), Some(y)) if y.as_str().starts_with(x.as_str()) || x.as_str().starts_with(y.as_str()))
}

/// How much a claim says, to choose between two that agree.
fn completeness(claim: &Claim) -> usize {
    let date = |d: &Option<Edtf>| d.as_ref().map_or(0, |d| d.as_str().len());
    match &claim.body {
        ClaimBody::Tie(t) => {
            date(&t.valid)
                + usize::from(t.ordinal.is_some())
                + usize::from(t.role.is_some())
                + usize::from(t.as_of.is_some())
        }
        ClaimBody::Event(e) => {
            date(&e.date) + usize::from(e.place.is_some()) + usize::from(e.detail.is_some())
        }
        ClaimBody::Figure(f) => date(&f.period) + usize::from(f.scope.is_some()),
        ClaimBody::Commitment(c) => c.what.len(),
        ClaimBody::Statement(s) => s.what.len(),
    }
}
