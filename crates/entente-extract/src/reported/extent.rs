//! Which words are what is said: where a report ends behind its verb, and which words before or
//! around "…, she said" are hers.

use entente_language::Upos;
use entente_model::{EntityType, Span};

use super::Reader;
use crate::mentions::UnitKind;
use crate::subjects::in_dateline;

impl Reader<'_, '_> {
    /// The token behind the last that the verb may report: what is joined to the verb, comments
    /// on it, and the next verb of saying end it.
    pub(super) fn limit(&self, token: usize, sayings: &[(usize, usize)]) -> usize {
        let tree = &self.tree;
        let mut limit = tree.high;
        // "Underscoring the ties, the minister met …": a fronted comment ends before its clause, and
        // so does "who called the meeting" before the verb of those who did.
        let fronted = tree.relation(token) == "advcl"
            && tree.head(token).is_some_and(|h| {
                // "…, with officials insisting no deal is near": the parse hangs it on what it reports.
                h > token && (tree.right(token)..h).any(|t| self.word(t) == ",")
            });
        let within = tree.relation(token) == "acl:relcl"
            && tree.right(token) + 1 < tree.high
            && self.word(tree.right(token) + 1) == ",";
        if fronted || within {
            limit = tree.right(token) + 1;
        }
        for child in tree.children(token).filter(|&c| c > token + 1) {
            let left = tree.left(child).max(token + 1);
            let comma = matches!(self.word(left), "," | ";" | "—" | "–")
                || left > token + 1 && self.word(left - 1) == ",";
            let ends = match tree.relation(child) {
                // "said the talks failed and the envoys left": one report with two clauses.
                "conj" => left > token + 1 && (comma || !self.tree.has_subject(child)),
                "advcl" if comma && self.is_contrast(child) => true,
                // A comment: ", noting …". A list goes on: "of building ties, widening trade and …".
                "advcl" => {
                    let right = tree.right(child);
                    // "reported, citing the ministry, that …": the clause is the first verb's.
                    let aside = (child + 1..right)
                        .any(|t| self.word(t) == "," && self.word(t + 1) == "that")
                        || right + 2 < tree.high && self.word(right + 2) == "that";
                    comma
                        && !aside
                        && tree.token(child).syntax.xpos == "VBG"
                        && !(token + 1..left).any(|t| tree.token(t).syntax.xpos == "VBG")
                }
                "parataxis" => comma && left > token + 2,
                _ => false,
            };
            if ends {
                limit = limit.min(left);
            }
        }
        // "urged the embassy to reconsider and spoke with …": a tense cannot go on an infinitive.
        let further = (token + 1..limit).find(|&t| {
            tree.relation(t) == "conj"
                && self.is_finite(t)
                && !tree.has_subject(t)
                && tree
                    .head(t)
                    .is_some_and(|h| h > token && matches!(tree.token(h).syntax.xpos, "VB" | "VBG"))
        });
        if let Some(further) = further {
            limit = limit.min(tree.left(further).max(token + 1));
        }
        // A further verb of saying with the same subject: ", and urged …", ", adding …".
        for &(_, next) in sayings.iter().filter(|s| s.1 > token + 1) {
            let joined = matches!(
                self.word(next - 1),
                "and" | "," | "but" | "also" | "then" | "further" | ";"
            );
            let own = tree
                .children(next)
                .any(|c| tree.relation(c).starts_with("nsubj"));
            // "reported the envoy, who …, urged Chad to": the clause that is reported.
            let reported = tree.relation(next) == "ccomp" && tree.head(next) == Some(token);
            if joined && !own && !reported {
                limit = limit.min(next);
            }
            // "…, and the ministry said": another speaker.
            let clause = tree
                .children(next)
                .filter(|&c| c < next && tree.relation(c) == "nsubj")
                .map(|c| tree.left(c))
                .min()
                .filter(|&from| from > token + 3);
            if let Some(from) = clause
                && matches!(
                    self.word(from - 1),
                    "and" | "but" | "while" | "whereas" | "although" | "though"
                )
                && matches!(self.word(from - 2), "," | ";")
            {
                limit = limit.min(from - 1);
            }
            // "said it was ready, as its president congratulated": what somebody says at the same time.
            if let Some(from) = clause
                && self.word(from - 1) == "as"
                && tree.token(next).syntax.xpos == "VBD"
                && tree.relation(next) == "advcl"
            {
                limit = limit.min(from - 1);
            }
        }
        for &(_, next) in sayings.iter().filter(|s| s.1 > token + 1) {
            if let Some(end) = self.attribution_behind(token, next) {
                limit = limit.min(end);
            }
        }
        if let Some(end) = self.joined_act(token, limit) {
            limit = end;
        }
        // "…, which it called a provocation": said by itself.
        if let Some(end) = (token + 3..limit.saturating_sub(3)).find(|&t| {
            self.word(t) == ","
                && matches!(self.word(t + 1), "which" | "whom")
                && matches!(self.word(t + 2), "it" | "he" | "she" | "they")
                && sayings.iter().any(|s| s.1 == t + 3)
        }) {
            limit = end;
        }
        // "“no evidence.” The BBC said": a quotation that closes with a stop ends its sentence.
        if let Some(end) = (token + 3..limit.saturating_sub(1)).find(|&t| {
            matches!(self.word(t), "”" | "\"")
                && matches!(self.word(t - 1), "." | "!" | "?")
                && self
                    .context
                    .discourse
                    .words(self.span(t + 1))
                    .starts_with(char::is_uppercase)
        }) {
            limit = end;
        }
        // "noted the need for calm: “All …": the quotation is another utterance.
        if let Some(end) = (token + 3..limit.saturating_sub(1))
            .find(|&t| self.word(t) == ":" && matches!(self.word(t + 1), "“" | "\""))
        {
            limit = end;
        }
        // "…, with analysts expecting it to rise, and its rating was cut": the text goes on.
        let absolute = self.word(token).ends_with("ing")
            && (tree.low..token)
                .rev()
                .take(8)
                .take_while(|&t| !self.is_finite(t) && self.word(t) != ",")
                .any(|t| self.word(t) == "with");
        if absolute
            && let Some(end) = (token + 2..limit.saturating_sub(2)).find(|&t| {
                self.word(t) == ","
                    && matches!(self.word(t + 1), "and" | "but")
                    && (t + 2..limit).any(|v| self.is_finite(v))
            })
        {
            limit = end;
        }
        // "said that the pact was dead; his successor wants it back": the text goes on.
        if let Some(end) = (token + 4..limit.saturating_sub(3)).find(|&t| {
            self.word(t) == ";"
                && !matches!(
                    self.word(t + 1),
                    "that" | "and" | "or" | "to" | "it" | "he" | "she" | "they" | "we"
                )
                && tree.token(t + 1).syntax.xpos != "VBG"
                && !(token..t).any(|v| self.word(v) == ":")
                && (t + 1..limit).any(|v| self.is_finite(v))
        }) {
            limit = end;
        }
        if let Some(end) = (token + 3..limit.saturating_sub(3)).find(|&t| self.is_remark(t)) {
            limit = end;
        }
        // "the shelling, which according to the army killed two": said by another.
        if let Some(end) = (token + 2..limit.saturating_sub(2)).find(|&t| {
            self.word(t) == "," && self.word(t + 1) == "which" && self.word(t + 2) == "according"
        }) {
            limit = end;
        }
        // "…, according to the agency" tells who reports it.
        if let Some(end) = (token + 2..limit.saturating_sub(1))
            .find(|&t| self.word(t) == "," && self.word(t + 1) == "according")
        {
            limit = end;
        }
        while limit > token + 1
            && matches!(
                self.word(limit - 1),
                "and" | "," | ";" | "but" | "also" | "while" | "further" | "then" | "."
            )
        {
            limit -= 1;
        }
        limit
    }

    /// Whether a comma opens what the text itself remarks on what was said: "…, a claim that Chad
    /// denies".
    fn is_remark(&self, comma: usize) -> bool {
        let article = matches!(self.word(comma + 1), "a" | "an");
        self.word(comma) == ","
            && article
            && (comma + 2..self.tree.high.min(comma + 4))
                .take_while(|&t| t == comma + 2 || self.upos(t - 1) == Upos::Adj)
                .any(|t| self.context.lists.has("remark-noun", self.word(t)))
    }

    /// "…, the ministry said": where an attribution begins behind what the verb at `token` reports
    /// within it.
    fn attribution_behind(&self, token: usize, next: usize) -> Option<usize> {
        let tree = &self.tree;
        // Some parses take the attribution for an aside to the sentence before it.
        let above = tree
            .head(next)
            .filter(|&h| tree.relation(next) == "parataxis" && h < token);
        let mut at = token;
        for _ in 0..6 {
            at = tree.head(at)?;
            if at == next || Some(at) == above {
                let from = tree
                    .children(next)
                    .filter(|&c| tree.relation(c) == "nsubj" && c > token && c < next)
                    .map(|c| tree.left(c))
                    .min()
                    .unwrap_or(next);
                return [from, from - 1]
                    .into_iter()
                    .find(|&t| t > token + 1 && self.word(t) == ",");
            }
        }
        None
    }

    /// "declared that all was settled and signed the text": where an act begins that the parse joins to
    /// the clause, though the subject of the clause could not do it.
    fn joined_act(&self, token: usize, limit: usize) -> Option<usize> {
        let tree = &self.tree;
        let clause = tree
            .children(token)
            .find(|&c| c > token && c < limit && tree.relation(c) == "ccomp")?;
        tree.children(clause)
            .find(|&c| {
                c > clause
                    && c < limit
                    && tree.relation(c) == "conj"
                    && tree.left(c) > token + 2
                    && self.word(tree.left(c)) == "and"
                    && tree.children(c).any(|o| tree.relation(o) == "obj" && o > c)
                    // What a thing may do as well ("reflected the growth") goes on about it.
                    && (self.context.lists.has("commit-verb", tree.lemma(c))
                        || self.verbs.any(self.word(c)))
                    && self.is_apart(c, clause, token)
            })
            .map(|c| tree.left(c))
    }

    /// The sentence before "…, rebel spokesman Odera said", where the parse joins it to something else.
    pub(super) fn all_before(&self, token: usize) -> Option<Span> {
        let tree = &self.tree;
        let subject = tree
            .children(token)
            .filter(|&c| c < token && tree.relation(c) == "nsubj")
            .map(|c| tree.left(c))
            .max()
            // "…, said Anna Odera"
            .unwrap_or(token);
        let inverted = subject == token
            && token + 1 < tree.high
            && matches!(
                self.upos(token + 1),
                Upos::Propn | Upos::Det | Upos::Noun | Upos::Adj
            );
        let near = inverted || subject < token && (subject..token).all(|t| self.word(t) != ",");
        if subject < tree.low + 5 || self.word(subject - 1) != "," || !near {
            return None;
        }
        let end = subject - 1;
        let told = (tree.low..end).any(|t| self.is_finite(t) || tree.token(t).syntax.xpos == "MD");
        let from = self.behind_dateline().min(end - 1);
        let quoted = self.span(from).cover(self.span(end - 1));
        // "The paper reported the minister, who is ill, said …": another's report.
        let reported =
            (tree.low..end).any(|t| self.is_finite(t) && self.verbs.clause.contains(self.word(t)));
        let free = !reported && !self.quoted.iter().any(|q| q.overlaps(self.span(end - 1)));
        (told && free).then_some(quoted)
    }

    /// What is said before "…, he said", with what goes on behind it: "The road is open, he said, but no
    /// lorry may pass".
    pub(super) fn with_rest(&self, token: usize, what: Span) -> Span {
        let tree = &self.tree;
        let verb = |t: usize| matches!(self.upos(t), Upos::Verb | Upos::Aux);
        // Between the verb and the comma may stand when and to whom it was said: "said on Thursday before
        // flying home, and …".
        let comma = (token + 1..tree.high.min(token + 14))
            .take_while(|&t| !verb(t) || tree.token(t).syntax.xpos == "VBG")
            .find(|&t| self.word(t) == ",");
        let Some(next) = comma.map(|c| c + 1).filter(|&t| t + 2 < tree.high) else {
            return what;
        };
        let joined = matches!(
            self.word(next),
            "and" | "but" | "because" | "although" | "though" | "since" | "so" | "or"
        );
        // "…, and urged Chad to leave", "…, but the minister denied it": another utterance.
        let told = (next + 1..tree.high).any(|t| self.is_finite(t));
        let other = (next + 1..tree.high)
            .find(|&t| self.upos(t) == Upos::Verb)
            .is_some_and(|t| self.verbs.any(self.word(t)))
            || self.quoted.iter().any(|q| q.start >= self.span(next).start);
        if !joined || !told || other {
            return what;
        }
        let mut end = tree.high;
        while end > next + 1 && matches!(self.word(end - 1), "." | "”" | "\"" | "!" | "?") {
            end -= 1;
        }
        what.cover(self.span(end - 1))
    }

    /// "The town, officials say, was empty": who speaks between the commas, and the sentence. Read
    /// off the words, since parses make much else of it.
    pub(super) fn aside(&self, token: usize) -> Option<(usize, Span)> {
        let tree = &self.tree;
        let finite = |t: usize| matches!(self.upos(t), Upos::Verb | Upos::Aux) && self.is_finite(t);
        if !matches!(
            self.word(token),
            "said" | "says" | "say" | "added" | "adds" | "noted" | "argued" | "argues" | "believe"
        ) || token + 2 >= tree.high
            || self.word(token + 1) != ","
        {
            return None;
        }
        let comma = (tree.low..token)
            .rev()
            .take(12)
            .take_while(|&t| !matches!(self.upos(t), Upos::Verb | Upos::Aux))
            .find(|&t| self.word(t) == ",")
            .filter(|&c| c + 1 < token)?;
        let before = (tree.low..comma)
            .any(|t| self.upos(t) == Upos::Noun || self.upos(t) == Upos::Propn)
            && !(tree.low..comma).any(finite);
        // What goes on is the clause that the aside stands in.
        let goes_on = finite(token + 2)
            || self.upos(token + 2) == Upos::Adv && (token + 3..tree.high).take(2).any(finite);
        if !before || !goes_on {
            return None;
        }
        let subject = (comma + 1..token).find(|&t| {
            matches!(self.upos(t), Upos::Noun | Upos::Propn | Upos::Pron)
                && tree.head(t).is_none_or(|h| h <= comma || h >= token)
        })?;
        let mut end = tree.high;
        while end > token + 2 && matches!(self.word(end - 1), "." | "”" | "\"") {
            end -= 1;
        }
        Some((subject, self.span(tree.low).cover(self.span(end - 1))))
    }

    /// The sentence around "The army, she said, could not hold the town".
    pub(super) fn around(&self, token: usize) -> Option<Span> {
        let tree = &self.tree;
        if let Some((_, what)) = self.aside(token) {
            return Some(what);
        }
        let subject = tree
            .children(token)
            .filter(|&c| tree.relation(c).starts_with("nsubj") && c < token)
            .map(|c| tree.left(c))
            .max()?;
        // Some parses take the aside for a relative clause of the subject before it.
        let head = tree.head(token)?;
        let (verb, aside) = match tree.relation(token) {
            "acl:relcl" | "parataxis" if head < token => (
                tree.head(head)?,
                tree.relation(head).starts_with("nsubj") && head < subject,
            ),
            "parataxis" => {
                let mut subjects = tree.children(head);
                let known = subjects.any(|c| tree.relation(c).starts_with("nsubj") && c < subject);
                (head, known)
            }
            _ => return None,
        };
        let told = aside
            && verb > token
            && subject > tree.low + 1
            && self.word(subject - 1) == ","
            && token + 1 < tree.high
            && self.word(token + 1) == ",";
        let mut end = tree.high;
        while end > token + 2 && matches!(self.word(end - 1), "." | "”" | "\"") {
            end -= 1;
        }
        told.then(|| self.span(tree.low).cover(self.span(end - 1)))
    }

    /// "…, where, it said, thousands live": an aside within what another verb reports.
    pub(super) fn is_between_commas(&self, token: usize) -> bool {
        token > self.tree.low + 2
            && self.word(token + 1) == ","
            && matches!(self.word(token - 1), "it" | "he" | "she" | "they")
            && self.word(token - 2) == ","
            && matches!(
                self.word(token - 3),
                "where" | "which" | "who" | "and" | "but"
            )
    }

    /// The first token behind the dateline of the sentence: "LIMA, June 9 - Chile".
    fn behind_dateline(&self) -> usize {
        let units = &self.context.discourse.lines[self.line].units;
        let first = (0..units.len()).find(|&at| {
            !in_dateline(self.context, self.line, at)
                && units[at].lower.starts_with(char::is_alphanumeric)
        });
        first.map_or(self.tree.low, |at| units[at].tokens.start)
    }

    /// The words before "…, she said".
    pub(super) fn before(&self, token: usize) -> Option<Span> {
        let tree = &self.tree;
        let subject = tree
            .children(token)
            .filter(|&c| tree.relation(c).starts_with("nsubj"))
            .map(|c| tree.left(c))
            .max();
        let clause = tree
            .children(token)
            .find(|&c| c < token && matches!(tree.relation(c), "ccomp" | "parataxis"))
            .or_else(|| {
                let joined = tree.relation(token) == "conj"
                    && subject.is_some_and(|s| s > tree.low && self.word(s - 1) == ",")
                    && !tree.children(token).any(|c| tree.relation(c) == "cc");
                tree.head(token)
                    .filter(|&h| (tree.relation(token) == "parataxis" || joined) && h < token)
            })?;
        let end = subject.filter(|&s| s < token).unwrap_or(token);
        let mut end = end;
        while end > tree.low && matches!(self.word(end - 1), "," | "–" | "—") {
            end -= 1;
        }
        // "…, Ana Ruiz, head of the guard, said": the name and what it is described by are no part.
        let units = &self.context.discourse.lines[self.line].units;
        let named = (0..units.len()).find(|&u| {
            let tokens = &units[u].tokens;
            tokens.start > clause
                && tokens.end < end
                && matches!(units[u].kind, UnitKind::Mention(m)
                    if self.context.discourse.entities_of(m).all(|e| e.kind == EntityType::Person))
                && u > 0
                && units[u - 1].lower == ","
                && units.get(u + 1).is_some_and(|next| next.lower == ",")
                && !(tokens.end..end).any(|t| self.is_finite(t))
        });
        let described = || {
            let verb = units.iter().position(|u| u.tokens.start == token)?;
            let (_, at) = self.described_before(verb)?;
            (at > 0 && units[at - 1].lower == ",").then_some(at)
        };
        if let Some(named) = named.or_else(described) {
            end = units[named].tokens.start - 1;
        }
        // A label or dateline before the sentence is no part of what is said.
        let label = (tree.low..clause)
            .filter(|&t| tree.relation(t) == "dislocated")
            .map(|t| tree.right(t) + 1)
            .filter(|&end| end < tree.high && !matches!(self.word(end), ","))
            .max();
        // "The minister is due to go, two sources said": the parse may give the verb of saying both
        // subjects.
        let first = tree
            .children(token)
            .filter(|&c| tree.relation(c).starts_with("nsubj") && tree.right(c) < clause)
            .map(|c| tree.left(c))
            .min()
            .unwrap_or(clause);
        let from = tree
            .left(clause)
            .min(first)
            .max(label.unwrap_or(tree.low))
            .max(self.behind_dateline());
        (from + 3 < end).then(|| self.span(from).cover(self.span(end - 1)))
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::{pair, said};

    #[test]
    fn what_is_said_ends_before_a_comment_on_it() {
        assert_eq!(
            said(
                "Kenyan President William Ruto praised the treaty with Uganda on water, adding that \
                 trade between the two countries had doubled."
            ),
            [
                pair("William Ruto", "the treaty with Uganda on water"),
                pair(
                    "William Ruto",
                    "trade between the two countries had doubled"
                ),
            ]
        );
    }

    #[test]
    fn a_label_before_a_sentence_does_not_speak() {
        assert_eq!(
            said(
                "Young Leaders Initiative (YLI) Expansion: Foreign Minister Penny Wong announced \
                 that Australia would fund 100 scholarships for Fiji."
            ),
            [pair(
                "Penny Wong",
                "Australia would fund 100 scholarships for Fiji"
            )]
        );
    }

    #[test]
    fn a_dateline_is_no_part_of_what_is_said() {
        assert_eq!(
            said(
                "NAIROBI, May 3 (Xinhua) -- Kenya will open an embassy in Peru, the foreign ministry \
                 said."
            ),
            [pair(
                "foreign ministry",
                "Kenya will open an embassy in Peru"
            )]
        );
    }

    #[test]
    fn a_dateline_may_end_with_a_hyphen() {
        assert_eq!(
            said(
                "LIMA, June 15 - Peru's decision to close the embassy was hasty, the Chilean foreign ministry \
                 said on Friday."
            )[0]
            .1,
            "Peru's decision to close the embassy was hasty"
        );
    }

    #[test]
    fn what_another_says_meanwhile_or_by_the_way_is_not_said() {
        assert_eq!(
            said(
                "Kenya said that it was ready to open an embassy as President Musa Otieno congratulated Chad on its treaty."
            )[0],
            pair("Kenya", "it was ready to open an embassy")
        );
        assert_eq!(
            said(
                "Kenya's Foreign Minister Musa Otieno demanded an explanation for the raid, which according to Chadian \
                 media killed three people. Kenya called its ambassador home."
            ),
            [
                pair("Musa Otieno", "an explanation for the raid"),
                pair("Chadian media", "killed three people"),
            ]
        );
    }

    #[test]
    fn a_clause_that_the_parse_takes_apart_is_reported_whole() {
        assert_eq!(
            said(
                "Reuters reported Omar Haddad, the caretaker Prime Minister of Lebanon, recommended \
                 the French troops withdraw."
            ),
            [
                pair(
                    "Reuters",
                    "Omar Haddad, the caretaker Prime Minister of Lebanon, recommended the \
                     French troops withdraw"
                ),
                pair("Omar Haddad", "the French troops withdraw"),
            ]
        );
        assert_eq!(
            said("Peru's position is clear: Chile must keep the treaty."),
            [pair("Peru", "Chile must keep the treaty")]
        );
    }

    #[test]
    fn asides_and_names_behind_a_description_are_told_apart_from_what_is_said() {
        assert_eq!(
            said(
                "Kenyan general Musa Otieno came to Chad. The rebels, he added, could not stand the \
                 embargo but were sending fighters."
            ),
            [pair(
                "Musa Otieno",
                "The rebels, he added, could not stand the embargo but were sending fighters"
            )]
        );
        assert_eq!(
            said(
                "The talks between Iraq and Turkey have failed, said a spokesman for the coalition, \
                 Colonel John Dale."
            ),
            [pair(
                "John Dale",
                "The talks between Iraq and Turkey have failed"
            )]
        );
        assert_eq!(
            said(
                "Iraqi Brig. Gen. Yahya Salim said the treaty with Turkey would hold. The embassy in \
                 Ankara was closed, Omar Barzan, commander of the border guard, said."
            ),
            [
                pair("Yahya Salim", "the treaty with Turkey would hold"),
                pair("Omar Barzan", "The embassy in Ankara was closed"),
            ]
        );
    }

    #[test]
    fn what_goes_on_behind_who_said_it_is_said_too() {
        assert_eq!(
            said(
                "The embassy in Chad is open, Kenyan Foreign Minister Musa Otieno said on Monday, but no visas \
                 will be given there."
            ),
            [pair(
                "Musa Otieno",
                "The embassy in Chad is open, Kenyan Foreign Minister Musa Otieno said on Monday, but no visas \
                 will be given there"
            )]
        );
        assert_eq!(
            said(
                "The embassy in Chad is open, Kenyan Foreign Minister Musa Otieno said, but officials in Chad \
                 denied it."
            )[0],
            pair("Musa Otieno", "The embassy in Chad is open")
        );
        let late = "The trouble came from elsewhere, Kenyan Foreign Minister Musa Otieno said on Monday before flying \
                    out of Chad, and Nairobi had not hidden its view of the treaty";
        assert_eq!(said(&format!("{late}.")), [pair("Musa Otieno", late)]);
    }

    #[test]
    fn attributions_and_remarks_behind_a_report_end_it() {
        assert_eq!(
            said(
                "Both sides reaffirmed the treaty of 1975 and underlined the need to avoid a war, the Kenyan foreign \
                 ministry said in a statement."
            ),
            [
                pair("sides", "the treaty of 1975"),
                pair("sides", "the need to avoid a war"),
                pair(
                    "Kenyan foreign ministry",
                    "Both sides reaffirmed the treaty of 1975 and underlined the need to avoid a war"
                ),
            ]
        );
        assert_eq!(
            said(
                "Kenyan Foreign Minister Musa Otieno said Chad had broken the treaty, a claim that its envoy in \
                 Nairobi rejects."
            )[0],
            pair("Musa Otieno", "Chad had broken the treaty")
        );
    }

    #[test]
    fn another_sentence_behind_a_semicolon_is_no_part_of_a_report() {
        assert_eq!(
            said(
                "Kenyan Foreign Minister Musa Otieno said that the treaty with Chad was dead; the embassy in Ndjamena \
                 has been closed for years."
            ),
            [pair("Musa Otieno", "the treaty with Chad was dead")]
        );
    }
}
