//! Which words tell a commitment: where they end before comments on them, and where one of them
//! with two dates is two commitments.

use entente_language::Upos;

use super::{Place, Reader, Trigger};
use crate::context::Context;
use crate::mentions::UnitKind;

/// How many words tell by which means something is promised.
const MEANS: usize = 40;

/// "A by 2030 and B by 2045" is two commitments: each goes up to its own date.
pub(super) fn parts(
    context: &Context,
    line: usize,
    from: usize,
    end: usize,
) -> Vec<std::ops::Range<usize>> {
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

impl Reader<'_, '_> {
    /// The token behind the content: the end of what depends on the act, before comments on it.
    pub(super) fn end(&self, place: &Place, next: Option<usize>) -> usize {
        let mut end = self.with_means(self.dated_end(self.reach(place)));
        if let Some(next) = next {
            end = end.min(next);
        }
        let end = self.before_comments(place, end);
        self.trimmed(place, self.before_asides(place, end))
    }

    /// The token behind all that belongs to what is promised, comments and the next promise among
    /// it: what depends on the act, or, of a sum, a thing or an item, the words up to the next mark.
    fn reach(&self, place: &Place) -> usize {
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
        let thing = matches!(
            place.trigger,
            Trigger::Terms | Trigger::Target | Trigger::Plan
        ) && place.act != place.verb
            && (place.trigger != Trigger::Plan || tree.token(place.act).syntax.upos == Upos::Noun)
            && tree.token(place.act).syntax.upos != Upos::Verb;
        if thing || place.trigger == Trigger::Announce {
            // "its withdrawal from the court": whatever the parse hangs on the verb.
            let phrase = (place.act..tree.high).find(|&t| {
                matches!(
                    self.word(t),
                    ";" | "." | "," | "(" | "which" | "that" | "to"
                ) || self.word(t) == "as" && self.names_aim(t)
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
        end
    }

    /// "set free trade as its goal": whether an "as" only tells that what stands before it is an aim.
    fn names_aim(&self, token: usize) -> bool {
        let named = self.tree.head(token);
        named.is_some_and(|noun| self.context.lists.has("aim", self.word(noun)))
    }

    /// The end before what comments on the act: "as the war continues", "…, saying that", and what
    /// has happened beside it.
    fn before_comments(&self, place: &Place, mut end: usize) -> usize {
        let tree = &self.tree;
        if let Some(next) = (place.act + 2..end).find_map(|t| self.joined_clause(t)) {
            end = next.max(place.act + 1);
        }
        for child in tree.children(place.act).filter(|&c| c > place.act) {
            let left = tree.left(child);
            let comma = left > place.act && (self.word(left) == "," || self.word(left - 1) == ",");
            let comment = match tree.relation(child) {
                // "as the war continues", "while talks go on": what is so meanwhile.
                // "including by opening missions": the means go with it.
                "advcl"
                    if (left..child).any(|t| {
                        self.word(t) == "including" && matches!(self.word(t + 1), "by" | "through")
                    }) =>
                {
                    false
                }
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
        (place.from + 4..end).find(over).unwrap_or(end)
    }

    /// "… and Chad would withdraw": where the clause begins whose "will" or "would" stands at a token,
    /// with a subject of its own joined to what is told before.
    pub(super) fn joined_clause(&self, modal: usize) -> Option<usize> {
        let tree = &self.tree;
        let future = matches!(self.word(modal), "will" | "would" | "shall");
        let before = (tree.low + 1..modal).rev().take(6).find(|&t| {
            !matches!(
                tree.token(t).syntax.upos,
                Upos::Noun | Upos::Propn | Upos::Det | Upos::Adj | Upos::Num | Upos::Pron
            ) || matches!(self.word(t), "which" | "who" | "that")
        })?;
        let joins = matches!(self.word(before), "and" | "but" | "while");
        (future && joins && before + 1 < modal).then_some(before)
    }

    /// The end before an aside: "which …", "following the raid", "for the first time", a closing
    /// quotation mark.
    fn before_asides(&self, place: &Place, end: usize) -> usize {
        let tree = &self.tree;
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
                && self.context.lists.has("remark-noun", self.word(token + 2));
            let relative = relative || remark || self.describes(place, token, end);
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
                return token - usize::from(number);
            }
        }
        end
    }

    /// Whether a word opens what only describes the thing promised, and tells more than the promise:
    /// "resume flights which were suspended after the raid", "…, with Chad warning that".
    fn describes(&self, place: &Place, token: usize, end: usize) -> bool {
        let tree = &self.tree;
        if self.word(token) == "," && self.word(token + 1) == "with" {
            return (token + 3..end.min(token + 8)).any(|t| self.xpos(t) == "VBG");
        }
        let past = (token + 1..end.min(token + 3)).any(|t| self.xpos(t) == "VBD");
        let longer = end - token >= token - place.from || self.word(token) == "which";
        matches!(self.word(token), "which" | "that" | "who")
            && past
            && longer
            && tree
                .head(token)
                .is_some_and(|verb| tree.relation(verb).starts_with("acl"))
    }

    /// The end without the marks and small words that lead on to what follows.
    fn trimmed(&self, place: &Place, mut end: usize) -> usize {
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

    /// The end of a content, with the "by 2030" that stands right behind it: the parse may hang it
    /// on a verb above.
    pub(super) fn dated_end(&self, end: usize) -> usize {
        let units = &self.context.discourse.lines[self.line].units;
        if end + 1 >= self.tree.high || !matches!(self.word(end), "by" | "before" | "until") {
            return end;
        }
        let time = (end + 1..self.tree.high.min(end + 3))
            .filter_map(|t| self.unit(t))
            .find(|&u| matches!(units[u].kind, UnitKind::Time(_)));
        time.map_or(end, |u| units[u].tokens.end)
    }

    /// The end of a content, with the ", including by opening …" right behind it: the means go with it,
    /// whatever the parse hangs them on.
    fn with_means(&self, end: usize) -> usize {
        let tree = &self.tree;
        let comma = end + usize::from(end < tree.high && self.word(end) == ",");
        let means = comma + 2 < tree.high
            && self.word(comma) == "including"
            && matches!(self.word(comma + 1), "by" | "through");
        if !means {
            return end;
        }
        (comma..tree.high)
            .take(MEANS)
            .find(|&t| {
                matches!(self.word(t), ";" | "." | "which" | "”" | "\"" | ":" | "(")
                    || self.word(t) == "," && matches!(self.word(t + 1), "which" | "while" | "but")
            })
            .map_or(end, |stop| if self.word(stop) == ":" { end } else { stop })
    }

    /// Whether a participle goes on with a list: "exempting firms, accepting certificates", or
    /// tells what is among it ("including").
    fn listed(&self, token: usize) -> bool {
        matches!(self.tree.relation(token), "conj" | "case") || self.word(token) == "including"
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::contents;

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
                "Malawi and Zambia agreed to resume joint patrols which were suspended after a raid in May, with \
                 Zambia warning that the truce is weak."
            ),
            ["resume joint patrols"]
        );
        assert_eq!(
            contents(
                "Under the deal, Malawi will release the 49 soldiers and Zambia will withdraw its troops."
            ),
            ["release the 49 soldiers", "withdraw its troops"]
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
