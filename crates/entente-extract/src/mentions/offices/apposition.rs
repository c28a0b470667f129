//! Offices told behind a name: "William Ruto, the president of Kenya,".

use entente_model::{EntityType, fold};

use super::super::{Discourse, Reference, Unit, UnitKind};
use super::several::is_plural;

/// An office told behind a name.
#[derive(Clone)]
pub(super) struct ApposedOffice {
    role: String,
    /// Where it is held.
    holder: Option<usize>,
    /// Whether it is held at another's: an ambassador's.
    sent: bool,
    /// Who sends.
    sender: Option<usize>,
}

impl Discourse<'_> {
    /// "William Ruto, the president of Kenya,": records the office, or several ("former envoy to
    /// Chad and ambassador to Mali"); returns where it ends.
    pub(super) fn apposition(
        &mut self,
        units: &[Unit],
        at: usize,
        mention: usize,
        line: usize,
    ) -> usize {
        let person = self.mentions[mention].entities[0];
        // "Ana Torres (R), minister of trade": where a caption has her stand.
        let at = at + 3 * usize::from(is_side(units.get(at + 1..at + 4)));
        // "Ana Torres MP, Minister for Trade"
        let at = at
            + usize::from(
                units
                    .get(at + 1)
                    .is_some_and(|u| self.lists.has("behind-name", &u.lower)),
            );
        let opening = units.get(at + 1).map_or("", |u| u.lower.as_str());
        if !matches!(opening, "," | "(") {
            return at + 1;
        }
        let open = opening == "(";
        let mut found: Vec<ApposedOffice> = Vec::new();
        let mut from = at + 2;
        // "Ana Torres, who once served as Peru's envoy to Chad,"
        let (served, once) = self.served_as(units, from);
        from = served;
        let end = loop {
            let Some((mut office, to)) = self.apposed_office(units, from) else {
                // "the president of Kenya and a former teacher": what no title follows ends it.
                if found.is_empty() {
                    return at + 1;
                }
                break from - 1;
            };
            if once && !office.role.starts_with("former ") {
                office.role = format!("former {}", office.role);
            }
            // "former ambassador to Chad and Mali"
            found.push(office.clone());
            let mut end = to;
            while office.sent
                && let Some((host, next)) = self.further_host(units, end)
            {
                found.push(ApposedOffice {
                    holder: Some(host),
                    ..office.clone()
                });
                end = next;
            }
            let joined = units
                .get(end)
                .is_some_and(|u| matches!(u.lower.as_str(), "and" | "&"));
            if joined {
                from = end + 1;
            } else {
                break end;
            }
        };
        // It closes with a comma, a bracket, the sentence, or goes on with when or where.
        let closes = match units.get(end).map(|u| u.lower.as_str()) {
            Some("," | ";") => !open,
            Some(")") => open,
            Some(
                "." | "who" | "and" | "said" | "told" | "since" | "until" | "from" | "during" | "–"
                | "—" | "-" | "in" | "as" | "when",
            )
            | None => !open,
            // "Ana Torres, Peru's minister of trade warned"
            Some(_) => !open && self.is_finite(&units[end]),
        };
        if !closes {
            return at + 1;
        }
        for office in found {
            if self.entities[person].country.is_none() {
                self.entities[person].country =
                    office.sender.and_then(|s| self.entities[s].country.clone());
            }
            self.office(person, office.role, office.holder, office.sent, line);
        }
        if units
            .get(end)
            .is_some_and(|u| matches!(u.lower.as_str(), "," | ")"))
        {
            end + 1
        } else {
            end
        }
    }

    /// Where the office begins that a relative clause at unit `from` tells of, and whether it is over:
    /// "who once served as Peru's envoy".
    pub(super) fn served_as(&self, units: &[Unit], from: usize) -> (usize, bool) {
        let lower = |at: usize| units.get(at).map_or("", |u| u.lower.as_str());
        if lower(from) != "who" {
            return (from, false);
        }
        let over = |word: &str| matches!(word, "once" | "formerly" | "previously");
        let verb = (from + 1..from + 4)
            .take_while(|&at| at == from + 1 || over(lower(at - 1)) || lower(at - 1) == "had")
            .find(|&at| matches!(lower(at), "served" | "worked"));
        match verb.filter(|&verb| lower(verb + 1) == "as") {
            Some(verb) => (verb + 2, (from + 1..verb).any(|at| over(lower(at)))),
            None => (from, false),
        }
    }

    /// "and Mali", ", Mali" behind the host of an ambassador.
    fn further_host(&self, units: &[Unit], at: usize) -> Option<(usize, usize)> {
        let mut next = at;
        while next < at + 3
            && units
                .get(next)
                .is_some_and(|u| matches!(u.lower.as_str(), "," | "and" | "the"))
        {
            next += 1;
        }
        let UnitKind::Mention(m) = units.get(next).filter(|_| next > at)?.kind else {
            return None;
        };
        let entity = self.mentions[m].entities[0];
        let closed = units
            .get(next + 1)
            .is_none_or(|u| matches!(u.lower.as_str(), "," | "." | "and" | ")" | ";"));
        let named = self.mentions[m].reference == Reference::Name;
        (closed && named && self.entities[entity].kind == EntityType::State)
            .then_some((entity, next + 1))
    }

    /// "the Kenyan ambassador to Mali", from unit `from`, and the unit behind it.
    pub(super) fn apposed_office(
        &mut self,
        units: &[Unit],
        from: usize,
    ) -> Option<(ApposedOffice, usize)> {
        let (title, mut holder, former) = self.opening(units, from)?;
        // "the EU's crisis management commissioner"
        let mut next = title;
        let owned = title > 0 && matches!(units[title - 1].lower.as_str(), "'s" | "'");
        while owned && next < title + 4 && units.get(next).is_some_and(|u| self.is_charge(u)) {
            next += 1;
        }
        let UnitKind::Title(_) = units.get(next)?.kind else {
            return None;
        };
        let role = self
            .words(units[title].span.cover(units[next].span))
            .to_owned();
        if is_plural(&role) {
            return None;
        }
        let mut role = match former {
            Some(former) => format!("{former} {role}"),
            None => role,
        };
        let mut to = next + 1;
        let mut sent = false;
        let mut sender = None;
        let abroad = self.is_sent(&role);
        for _ in 0..2 {
            let Some(preposition) = units.get(to).map(|u| u.lower.as_str()) else {
                break;
            };
            let state = holder.is_none_or(|h| self.entities[h].kind == EntityType::State);
            let away = state && (preposition == "to" || preposition == "in" && holder.is_some());
            let within = preposition == "in" && holder.is_none() && self.is_chamber(units, to + 1);
            let posted = matches!(preposition, "of" | "for" | "at") || within;
            if !(posted && !sent || away && abroad && !sent) {
                break;
            }
            // "spokesman for UN chief Ana Torres" speaks for the organisation.
            if preposition == "for"
                && holder.is_none()
                && self.lists.has("spokesperson", &fold(&role))
                && let Some((speaks_for, next)) = self.chief_at(units, to + 1)
            {
                holder = Some(speaks_for);
                to = next;
                break;
            }
            self.as_town(&role, units, to + 1);
            let Some((found, next)) = self.holder_at(units, to + 1) else {
                // "the UN High Commissioner for Human Rights"
                if let Some(end) = self.charge_behind(units, to) {
                    role = format!(
                        "{role} {}",
                        self.words(units[to].span.cover(units[end - 1].span))
                    );
                    to = end;
                }
                break;
            };
            if away {
                sent = true;
                sender = holder.replace(found[0]);
            }
            holder = holder.or(Some(found[0]));
            to = next;
            if let Some((end, acronym)) = units
                .get(to)
                .and_then(|_| self.bracketed_acronym(units, to))
            {
                self.explain_acronym(acronym, found[0]);
                to = end;
            }
        }
        if holder.is_none()
            && let Some((firm, next)) = self.employer_behind(units, to)
        {
            holder = Some(firm);
            to = next;
        }
        let office = ApposedOffice {
            role,
            holder,
            sent,
            sender,
        };
        Some((office, to))
    }

    /// "Ana Torres, Chairman, Andes Copper Ltd": the firm or body behind a comma at unit `at`, and the
    /// unit behind it.
    fn employer_behind(&mut self, units: &[Unit], at: usize) -> Option<(usize, usize)> {
        let named = units.get(at + 1)?;
        if units[at].lower != "," || !self.words(named.span).starts_with(char::is_uppercase) {
            return None;
        }
        let (found, to) = self.holder_at(units, at + 1)?;
        let closed = units.get(to).is_none_or(|u| {
            matches!(u.lower.as_str(), "," | ";" | "." | ")" | "and") || self.is_finite(u)
        });
        let [employer] = found[..] else {
            return None;
        };
        let employs = match self.entities[employer].kind {
            EntityType::Company | EntityType::Org => true,
            // Two capitals alone may be the next person of a list.
            EntityType::Body => (self.entities[employer].name.split(' '))
                .any(|w| self.lists.has("public-body", &w.to_lowercase()) || w == "Bank"),
            _ => false,
        };
        (closed && employs).then_some((employer, to))
    }

    /// What stands between the comma and a title: the unit behind it, the state or body whose the
    /// office is, and the word that says that it is over or passing.
    fn opening(
        &self,
        units: &[Unit],
        from: usize,
    ) -> Option<(usize, Option<usize>, Option<String>)> {
        let mut next = from;
        let mut holder = None;
        let mut former = None;
        for _ in 0..6 {
            match units.get(next).map(|u| (u.kind, u.lower.as_str())) {
                // "Russia's veteran foreign minister"
                Some((UnitKind::Word, word)) if self.lists.has("before-title", word) => next += 1,
                Some((UnitKind::Word, "former" | "acting" | "interim")) => {
                    former = Some(units[next].lower.clone());
                    next += 1;
                }
                Some((UnitKind::Word, "formerly" | "previously" | "once")) => {
                    former = Some("former".to_owned());
                    next += 1;
                }
                Some((
                    UnitKind::Word,
                    "the" | "a" | "an" | "'s" | "then" | "than" | "'" | "now" | "currently"
                    | "also" | "current" | "new" | "outgoing" | "incoming" | "rotating" | "newly"
                    | "longtime" | "first",
                )) => {
                    next += 1;
                }
                Some((
                    UnitKind::Time(_),
                    "current" | "present" | "now" | "currently" | "today",
                )) => next += 1,
                Some((UnitKind::Mention(m), _))
                    if !self.is_person(m) && self.can_hold_office(m) && holder.is_none() =>
                {
                    holder = Some(self.mentions[m].entities[0]);
                    next += 1;
                }
                Some((UnitKind::Word, _)) if holder.is_none() => {
                    // "the country's president", "head of the foreign ministry"
                    let Some(back) =
                        (1..=3).find(|&k| units.get(next + k).is_some_and(|u| u.lower == "'s"))
                    else {
                        break;
                    };
                    let (entity, _) = self.noun_possessor(&units[..next + back])?;
                    holder = Some(entity);
                    next += back + 1;
                }
                _ => break,
            }
        }
        Some((next, holder, former))
    }
}

/// Whether the units are "(R)", "(left)" or "(centre)", of where one stands in a picture.
fn is_side(units: Option<&[Unit]>) -> bool {
    matches!(units, Some([open, side, close])
    if open.lower == "("
        && close.lower == ")"
        && matches!(
            side.lower.as_str(),
            "r" | "l" | "c" | "right" | "left" | "centre" | "center" | "middle" | "first" | "second"
        ))
}
