//! Which words tell a commitment: where they end before comments on them, and where one of them
//! with two dates is two commitments.

use entente_language::Upos;

use super::{Place, Reader, Trigger};
use crate::context::Context;
use crate::mentions::UnitKind;

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
        let mut end = self.dated_end(self.reach(place));
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
        end
    }

    /// The end before what comments on the act: "as the war continues", "…, saying that", and what
    /// has happened beside it.
    fn before_comments(&self, place: &Place, mut end: usize) -> usize {
        let tree = &self.tree;
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
        (place.from + 4..end).find(over).unwrap_or(end)
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
                return token - usize::from(number);
            }
        }
        end
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
