//! When what a sentence tells took place: the times of a sentence, which of them dates a predicate, and
//! the days of the meeting or event told before.

use entente_language::Upos;
use entente_model::{Edtf, Status, TimexType};

use super::Context;
use crate::mentions::UnitKind;

impl Context<'_> {
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
        // "will provide two boats under a programme launched in 2023"
        let planned = status == Status::Planned;
        let possible = |date: &Edtf| {
            if planned {
                !self.is_before_publication(date)
            } else {
                !actual || !self.is_after_publication(date)
            }
        };
        // "agreed to raise trade by 2030": by when it is to be done, not when it was agreed.
        let due = |at: usize| {
            let before =
                at.saturating_sub(1 + usize::from(at > 1 && self.word(line, at - 1) == "the"));
            actual && at > unit && self.word(line, before) == "by"
        };
        let hangs = time
            .filter(|&at| !due(at))
            .and_then(|at| Some(self.coming(line, unit, at, status, self.time_at(line, at)?)))
            .filter(|d| possible(d));
        if hangs.is_some() {
            return hangs.map(whole);
        }
        let units = &self.discourse.lines[line].units;
        let near = units
            .iter()
            .enumerate()
            .filter(|&(at, _)| !self.is_bracketed(line, at) && !due(at))
            .filter_map(|(at, _)| {
                let date = self.coming(line, unit, at, status, self.time_at(line, at)?);
                Some((date, at))
            })
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
        // "became the first to visit": as long ago as the becoming.
        let above = self.tree(line).and_then(|tree| {
            let verb = self.discourse.lines[line].units[unit].tokens.start;
            let head = tree.head(verb)?;
            (tree.relation(verb) == "xcomp").then(|| tree.token(head).syntax.xpos == "VBD")
        });
        let tense = above == Some(true)
            || self
                .syntax(line, unit)
                .is_some_and(|s| matches!(s.xpos, "VBD" | "VBN"));
        let past = !passive
            && (tense
                || word.ends_with("ed")
                || self.lists.has("past", word)
                || word.ends_with("ing"));
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
            .filter(|_| !noun || !self.discourse.official)
            // "The raid drew protests": told of as past.
            .filter(|_| !noun || !self.is_force_told_as_past(line, unit));
        // "On Wednesday she announced … She also agreed …"; "have criticised" and "had asked" go on
        // from no day, and in the news of a day what another says of it may be of the next.
        let perfect = (unit.saturating_sub(3)..unit)
            .any(|at| matches!(self.word(line, at), "has" | "have" | "'ve" | "had"));
        let news = self
            .published
            .as_ref()
            .is_some_and(|day| day.as_str().len() == 10);
        let speaks = self
            .syntax(line, unit)
            .is_some_and(|s| self.lists.has("verb-outward", &s.lemma));
        let same_teller = !said || !news || !speaks || self.opens_with_pronoun(line);
        let went_on = self
            .last_date
            .as_ref()
            .filter(|(at, _)| past && !perfect && actual && same_teller && line == *at + 1)
            .filter(|_| !self.is_sometime_before(line, unit))
            .map(|(_, date)| date.clone());
        today
            .or(went_on)
            .or_else(|| occasion().filter(|_| said && past))
    }

    /// Whether the verb above a noun of force is in the past: "the siege lasted", "the raid has drawn".
    fn is_force_told_as_past(&self, line: usize, unit: usize) -> bool {
        let Some(tree) = self.tree(line) else {
            return false;
        };
        let noun = self.discourse.lines[line].units[unit].tokens.start;
        let force = ["deed-force", "deed-coup", "deed-restraint"]
            .iter()
            .any(|list| self.lists.has(list, tree.lemma(noun)));
        force
            && std::iter::successors(tree.head(noun), |&at| tree.head(at))
                .take(6)
                .find(|&at| tree.token(at).syntax.upos == Upos::Verb)
                .is_some_and(|verb| matches!(tree.token(verb).syntax.xpos, "VBD" | "VBN"))
    }

    /// Whether a clause only tells what came before, maybe long: "comes three weeks after gunmen killed".
    fn is_sometime_before(&self, line: usize, unit: usize) -> bool {
        let Some(tree) = self.tree(line) else {
            return false;
        };
        let verb = self.discourse.lines[line].units[unit].tokens.start;
        tree.relation(verb) == "advcl"
            && tree.children(verb).any(|c| {
                c < verb
                    && tree.relation(c) == "mark"
                    && matches!(tree.word(c), "after" | "since" | "before")
            })
    }

    /// Whether a sentence begins with a pronoun for whoever the one before told of: "She also agreed …".
    fn opens_with_pronoun(&self, line: usize) -> bool {
        let first = self.discourse.lines[line].units.first();
        first.is_some_and(|u| matches!(u.lower.as_str(), "he" | "she" | "they" | "it"))
    }

    /// The date of what is to come: a month without a year behind the predicate ("agreed to meet in
    /// June") is the next one.
    fn coming(
        &self,
        line: usize,
        predicate: usize,
        time: usize,
        status: Status,
        date: Edtf,
    ) -> Edtf {
        let words = &self.discourse.lines[line].units[time].lower;
        let without_year = !words
            .split(|c: char| !c.is_ascii_digit())
            .any(|w| w.len() == 4);
        let over = || {
            let published = self.published.as_ref().and_then(Edtf::earliest);
            published.is_some() && date.latest() < published
        };
        if status == Status::Planned
            && time > predicate
            && without_year
            && matches!(date.as_str().len(), 7 | 10)
            && over()
            && is_month(words)
            && let Some((year, rest)) = date.as_str().split_at_checked(4)
            && let Ok(year) = year.parse::<i32>()
        {
            return Edtf::parse(&format!("{:04}{rest}", year + 1)).unwrap_or(date);
        }
        date
    }

    /// The coming day for which a verb in the present tense announces something: "arrives in Delhi on
    /// Thursday", "meet in Lomé next week".
    pub(crate) fn scheduled(
        &self,
        line: usize,
        predicate: usize,
        time: Option<usize>,
    ) -> Option<Edtf> {
        // "is travelling to Delhi on Thursday"
        let goes_on = predicate > 0 && matches!(self.word(line, predicate - 1), "is" | "are");
        let present = self
            .syntax(line, predicate)
            .is_some_and(|s| matches!(s.xpos, "VBZ" | "VBP") || s.xpos == "VBG" && goes_on)
            || self.lists.has("act-not-plural", self.word(line, predicate));
        // "wound up a visit on Thursday"
        let past = self.lists.has("past", self.word(line, predicate));
        let at = time.filter(|_| present && !past)?;
        let published = self.published.as_ref()?.latest()?;
        let date = self.single_time(line, at)?;
        let words = &self.discourse.lines[line].units[at].lower;
        let weekday = words
            .split(' ')
            .any(|w| entente_model::calendar::weekday(w).is_some());
        let coming = words == "tomorrow" || words.starts_with("next ");
        let day = date.latest()?;
        if weekday && !words.contains("last") && date.as_str().len() == 10 && day < published {
            let mut next = day;
            for _ in 0..7 {
                next = next.tomorrow().ok()?;
            }
            return (next > published).then(|| Edtf::day(next));
        }
        (coming && day > published).then_some(date)
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
        // "paid an official visit on 3-4 June": what a joint statement tells was done in those days.
        let days = self.discourse.official
            && date
                .as_str()
                .split_once('/')
                .is_some_and(|(from, to)| from.len() == 10 && to.len() == 10)
            && self
                .published
                .as_ref()
                .is_none_or(|published| published.earliest() > date.latest());
        if self.occasion.is_none() && (day || days) && line <= 8 && fresh {
            self.occasion = Some(date.clone());
        }
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

    /// Whether a time is one day.
    pub(crate) fn is_day(&self, line: usize, time: usize) -> bool {
        self.time_at(line, time)
            .is_some_and(|date| date.as_str().len() == "2025-01-01".len())
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
        // "the first talks between the two since 2009": when others were held.
        let first_since = units[time]
            .tokens
            .start
            .checked_sub(1)
            .is_some_and(|before| tree.word(before) == "since")
            && units[..time]
                .iter()
                .any(|u| matches!(u.lower.as_str(), "first" | "only" | "highest-level"));
        if first_since {
            return None;
        }
        let mut rank = 0;
        let relation = tree.relation(head);
        // "signed in the city …, had no effect on the wars of the 1930s": of a thing that is no part of the act.
        let apart = relation.starts_with("nmod")
            && units[time].lower.ends_with('s')
            && tree.word(tree.left(head)) == "of"
            && tree
                .head(head)
                .is_some_and(|noun| noun != predicate && tree.head(noun) != Some(predicate));
        if apart {
            return None;
        }
        if relation == "compound"
            || relation.starts_with("nmod") && tree.head(head).is_some_and(|h| h != predicate)
        {
            rank = 1;
        }
        // "suspended Chad after the July coup": of the coup.
        let earlier = tree.head(head).is_some_and(|noun| {
            !self.is_day(line, time)
                && head < noun
                && noun != predicate
                && tree.token(noun).syntax.upos == Upos::Noun
                && tree.children(noun).any(|c| {
                    tree.relation(c) == "case" && self.lists.has("what-came-before", tree.word(c))
                })
        });
        if earlier {
            return None;
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
                // "freed sailors detained in March", "since taking power in 2021": of what was done then.
                let lemma = tree.lemma(at);
                let befell = relation.starts_with("acl")
                    && (self.lists.has("befalling", lemma) || self.lists.has("held", lemma));
                let earlier = relation == "advcl"
                    && tree.children(at).any(|c| {
                        tree.relation(c) == "mark"
                            && matches!(tree.word(c), "since" | "before" | "until" | "although")
                    });
                if befell || earlier {
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
    /// between them. "The signing took place in July" says nothing.
    fn is_content(&self, line: usize, verb: usize, unit: usize) -> bool {
        let carrier = self
            .syntax(line, verb)
            .filter(|s| s.upos == Upos::Noun && s.relation.starts_with("nsubj"))
            .and_then(|s| s.head);
        let units = &self.discourse.lines[line].units;
        (verb + 1..unit).any(|at| {
            self.syntax(line, at).is_some_and(|s| s.upos == Upos::Verb)
                && carrier.is_none_or(|c| !units[at].tokens.contains(&c))
        })
    }

    /// Whether a date had ended before the year in which the text came out.
    fn is_before_publication(&self, date: &Edtf) -> bool {
        let year = |date: &Edtf| date.as_str().get(..4)?.parse::<i32>().ok();
        matches!((year(date), self.published.as_ref().and_then(year)),
            (Some(told), Some(published)) if told < published && !date.as_str().contains('/'))
    }

    /// Whether a date begins after the text came out.
    fn is_after_publication(&self, date: &Edtf) -> bool {
        let published = self.published.as_ref().and_then(Edtf::latest);
        match (date.earliest(), published) {
            (Some(begins), Some(published)) => begins > published,
            _ => false,
        }
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
}

/// The day of the month of a date known to the day.
fn day_of(date: &Edtf) -> Option<i32> {
    date.as_str().get(8..10)?.parse().ok()
}

/// Whether a time names a month: "June", "3 September".
fn is_month(words: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    words
        .split_whitespace()
        .any(|w| MONTHS.iter().any(|month| w.starts_with(month)))
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

#[cfg(test)]
mod tests {
    use entente_model::{ClaimBody, Status};

    /// Status and date of the first event that a text of Sunday, 15 June 2025 tells.
    fn first(text: &str) -> (Status, Option<String>) {
        let text = format!("{text}\n\nEmbassies, treaties and sanctions.");
        let (_, claims) = crate::tests::claims_of(&text);
        let found = claims.iter().find_map(|claim| match &claim.body {
            ClaimBody::Event(event) => {
                let date = event.date.as_ref().map(|d| d.as_str().to_owned());
                Some((claim.status, date))
            }
            _ => None,
        });
        found.expect("an event")
    }

    #[test]
    fn the_present_tense_announces_the_coming_weekday() {
        for (text, status, date) in [
            (
                "Japan's prime minister arrives in Delhi on Thursday.",
                Status::Planned,
                Some("2025-06-19"),
            ),
            (
                "Japan's prime minister arrived in Delhi on Thursday.",
                Status::Actual,
                Some("2025-06-12"),
            ),
            (
                "Tokyo will provide two boats to Manila under a programme begun in 2023.",
                Status::Planned,
                None,
            ),
            (
                "The restoration of relations between Chad and Mali occurred in 1990.",
                Status::Actual,
                Some("1990"),
            ),
        ] {
            assert_eq!(first(text), (status, date.map(str::to_owned)), "{text}");
        }
    }

    #[test]
    fn another_who_speaks_of_an_act_does_so_on_no_day_that_is_told() {
        let date = |text: &str| {
            let (_, claims) = crate::tests::claims_of(text);
            claims.iter().rev().find_map(|claim| match &claim.body {
                ClaimBody::Event(event) => Some(event.date.as_ref().map(|d| d.as_str().to_owned())),
                _ => None,
            })
        };
        let attack = "Chadian troops attacked a Kenyan post on 3 June.";
        assert_eq!(
            date(&format!("{attack} The African Union condemned the attack.")),
            Some(None)
        );
        assert_eq!(
            date("On 3 June the minister of Kenya condemned Chad. She also thanked Peru."),
            Some(Some("2025-06-03".to_owned()))
        );
    }

    #[test]
    fn by_when_something_is_due_is_not_when_it_was_agreed() {
        let text = "Kenya and Peru agreed to raise trade to $5 billion by 2030. Kenya and Peru signed a \
                    treaty.";
        let claims = crate::Extractor::new()
            .unwrap()
            .extract(&entente_model::Document::new("d", text));
        let dates: Vec<_> = claims
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Event(event) => Some(event.date.clone()),
                _ => None,
            })
            .collect();
        assert!(
            !dates.is_empty() && dates.iter().all(Option::is_none),
            "{dates:?}"
        );
    }
}
