//! Whose words a quotation is: the speaker beside it, in the sentence before or behind it, or whoever
//! spoke last; and which quotations go on with one another.

use entente_model::{Entity, EntityType, Span, StatementMode};

use super::attributed::trim;
use super::quotations::{Quotation, closes_as_speech};
use super::{Reader, Utterance};
use crate::context::Context;
use crate::mentions::UnitKind;
use crate::statements::SayingVerbs;
use crate::subjects::{speaker_at, subject_of};

/// The speaker of a quotation in its own sentence: the subject of the verb of saying outside it.
fn speaker_beside(
    context: &Context,
    verbs: &SayingVerbs,
    line: usize,
    quotations: &[Quotation],
) -> Option<Entity> {
    let units = &context.discourse.lines[line].units;
    let speaks = |word: &str| verbs.any(word) || verbs.quote.contains(word);
    let outside = |at: usize| {
        !quotations
            .iter()
            .any(|q| q.inner.start <= units[at].span.start && units[at].span.end <= q.inner.end)
    };
    for (at, unit) in units.iter().enumerate() {
        if unit.kind == UnitKind::Word && outside(at) && speaks(&unit.lower) {
            // "said X" behind the quotation, "X said" before or behind it.
            let before = at
                .checked_sub(1)
                .and_then(|p| speaker_at(context, line, p).filter(|_| outside(p)));
            let after = speaker_at(context, line, at + 1).filter(|_| outside(at + 1));
            let distant = || subject_of(context, line, at);
            if let Some(speaker) = before.or(after).or_else(distant) {
                return Some(speaker);
            }
        }
    }
    None
}

/// Who speaks where a comma or colon introduces a quotation: the first person or body before it.
fn introducer(context: &Context, line: usize, quotation: usize) -> Option<Entity> {
    let before = context.discourse.text[..quotation].trim_end();
    if !before.ends_with([',', ':']) {
        return None;
    }
    let units = &context.discourse.lines[line].units;
    (0..units.len())
        .take_while(|&at| units[at].span.end <= quotation)
        .filter(|&at| {
            !context
                .lists
                .is_preposition(at.checked_sub(1).map_or("", |p| units[p].lower.as_str()))
        })
        .find_map(|at| {
            speaker_at(context, line, at)
                .filter(|e| matches!(e.kind, EntityType::Person | EntityType::Body))
        })
}

impl Reader<'_, '_> {
    /// Whether the words in quotation marks are speech, not a name, a title or a term.
    pub(super) fn is_utterance(&self, quotation: usize) -> bool {
        let discourse = self.context.discourse;
        let words = discourse.words(self.quotations[quotation].inner);
        let count = words.split_whitespace().count();
        let capitals = words
            .split_whitespace()
            .filter(|w| w.starts_with(char::is_uppercase))
            .count();
        let before = discourse.text[..self.quotations[quotation].outer.start].trim_end();
        let before = before
            .rsplit(|c: char| c.is_whitespace())
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let named = self.context.lists.has("names-quoted", &before);
        // "“They beat us,” said Omar": few words are speech where they end as such.
        let closed = closes_as_speech(&discourse.text[..self.quotations[quotation].outer.end]);
        let spoken = count >= 2 && words.starts_with(char::is_uppercase) && closed;
        // "“Go home, Wagner,” read a banner": no title closes so.
        let title = count <= 10 && capitals * 2 > count && !(spoken && capitals < count);
        (count >= 4 || spoken) && !named && !title
    }

    /// "“…,” she said. “…”": takes a quotation that opens a sentence, and stands alone in it, into
    /// the utterance that the sentence before it began; speech runs over paragraphs.
    pub(super) fn goes_on(&mut self, line: usize, quotation: usize) -> bool {
        let text = self.context.discourse.text;
        let span = self.context.discourse.lines[line].span;
        let outer = self.quotations[quotation].outer;
        if outer.start > span.start + 1 || outer.end + 3 < span.end {
            return false;
        }
        let Some(before) = self.made.last_mut() else {
            return false;
        };
        if before.mode != StatementMode::Direct || before.what.end > outer.start {
            return false;
        }
        let between = &text[before.what.end..outer.start];
        // A mark that closes before the next paragraph ends the utterance.
        let closed = between.contains('\n') && between.contains(['”', '"', '’', '\'']);
        if closed || between.split_whitespace().count() > 16 {
            return false;
        }
        before.what = before.what.cover(self.quotations[quotation].inner);
        before.evidence = before.evidence.cover(span);
        self.used[quotation] = true;
        true
    }

    /// The quotations that begin in sentence number `line`.
    pub(super) fn quoted(&mut self, line: usize, own: &[usize], found: &mut Vec<Utterance>) {
        let context = self.context;
        let span = context.discourse.lines[line].span;
        let first = own[0];
        let last = *own.last().unwrap_or(&first);
        // A quotation belongs to the speaker of its sentence, or of the one that it ends in.
        let ends_in = context
            .discourse
            .lines
            .partition_point(|l| l.span.end < self.quotations[last].outer.end)
            .clamp(line, context.discourse.lines.len() - 1);
        let beside = self
            .adjacent(ends_in, last)
            .or_else(|| self.nearest(line, first))
            .or_else(|| self.nearest(ends_in, last))
            .or_else(|| speaker_beside(context, self.verbs, line, self.quotations))
            .or_else(|| speaker_beside(context, self.verbs, ends_in, self.quotations));
        let alone = self.quotations[first].outer.len() + 4 >= span.len();
        let (speaker, rule) = match beside {
            Some(speaker) => (Some(speaker), "statement/quotation"),
            // Alone in its sentence: whoever spoke last, if the text goes on with them.
            None if alone => match self.next_attribution(ends_in, last) {
                Some(speaker) => (Some(speaker), "statement/quotation-before"),
                None => (self.last_speaker.clone(), "statement/quotation-after"),
            },
            // "Ruto, on a visit, defended the step, “…”": introduced without a verb of saying.
            None => (
                introducer(context, line, self.quotations[first].outer.start),
                "statement/quotation-introduced",
            ),
        };
        let Some(speaker) = speaker else { return };
        // Halves of one split quotation are one utterance.
        let between = Span::new(
            self.quotations[first]
                .outer
                .end
                .min(self.quotations[last].outer.start),
            self.quotations[last].outer.start,
        );
        // "“The union,” she said, “must remain open.”": the first half may be short.
        let opening = first.checked_sub(1).filter(|&q| {
            let outer = self.quotations[q].outer;
            let between = Span::new(
                outer.end.min(self.quotations[first].outer.start),
                self.quotations[first].outer.start,
            );
            outer.start <= span.start + 1
                && outer.start >= span.start
                && closes_as_speech(&context.discourse.text[..outer.end])
                && context.discourse.words(between).split_whitespace().count() <= 8
        });
        let first = opening.unwrap_or(first);
        // "“There will be no visit,” she said on Monday, …, “as long as …”": what goes on in small
        // letters goes on with the first half.
        let verbs = self.sayings[line]
            .iter()
            .filter(|s| between.contains(context.discourse.lines[line].units[s.unit].span))
            .count();
        let goes_on = own.len() == 2
            && verbs <= 1
            && !context.discourse.words(between).contains(';')
            && context
                .discourse
                .words(self.quotations[last].inner)
                .starts_with(char::is_lowercase)
            && closes_as_speech(&context.discourse.text[..self.quotations[first].outer.end])
            && self.quotations[first].outer.start <= span.start + 1;
        let reach = if goes_on { 25 } else { 8 };
        let split =
            first != last && context.discourse.words(between).split_whitespace().count() <= reach;
        let groups: Vec<(usize, usize)> = if split {
            vec![(first, last)]
        } else {
            own.iter().map(|&q| (q, q)).collect()
        };
        for (from, to) in groups {
            let what = Span::new(
                self.quotations[from].inner.start,
                self.quotations[to].inner.end,
            );
            // A quotation within a reported clause is part of that clause, which ends without its stop.
            let words = trim(context.discourse.text, what);
            let embedded = found.iter().any(|f| {
                let part = f.what.contains(what)
                    // "said it was “a dark day.”": most of what is said stands in the marks.
                    || f.what.contains(words) && words.len() * 10 < f.what.len() * 7;
                part && f.what.start + 3 < words.start
            });
            if embedded {
                continue;
            }
            found.retain(|f| !f.what.overlaps(what));
            found.push(Utterance {
                evidence: span.cover(context.discourse.lines[ends_in].span),
                speaker: speaker.clone(),
                addressee: None,
                mode: StatementMode::Direct,
                what,
                rule,
            });
            (from..=to).for_each(|q| self.used[q] = true);
        }
    }

    /// "“…,” said Anna Odera": who is named right behind the verb behind a quotation.
    fn adjacent(&self, line: usize, quotation: usize) -> Option<Entity> {
        let units = &self.context.discourse.lines[line].units;
        let outer = self.quotations[quotation].outer;
        let mut verb = units.iter().position(|u| u.span.start >= outer.end)?;
        verb += usize::from(units[verb].lower == ",");
        if !self.verbs.any_or_quote(&units.get(verb)?.lower) {
            return None;
        }
        if let Some(saying) = self.sayings[line].iter().find(|s| s.unit == verb) {
            return Some(saying.speaker.clone());
        }
        // The name may follow a description: "said student leader Anna Odera".
        (verb + 1..units.len().min(verb + 4))
            .take_while(|&at| {
                at == verb + 1 || units[at - 1].lower.chars().all(char::is_alphabetic)
            })
            .find_map(|at| speaker_at(self.context, line, at))
    }

    /// The speaker of the verb of saying that stands nearest to a quotation in a sentence.
    fn nearest(&self, line: usize, quotation: usize) -> Option<Entity> {
        let units = &self.context.discourse.lines[line].units;
        let outer = self.quotations[quotation].outer;
        self.sayings[line]
            .iter()
            .min_by_key(|s| {
                let verb = units[s.unit].span;
                if verb.end <= outer.start {
                    outer.start - verb.end
                } else {
                    verb.start.saturating_sub(outer.end)
                }
            })
            .map(|s| s.speaker.clone())
    }

    /// "…," in one sentence and its attribution at the head of the next.
    fn next_attribution(&self, line: usize, quotation: usize) -> Option<Entity> {
        let context = self.context;
        let end = self.quotations[quotation].outer.end;
        let next = context.discourse.lines.get(line + 1)?;
        let between = context.discourse.text.get(end..next.span.start)?;
        if between.contains('\n') || next.units.len() > 16 {
            return None;
        }
        let ends_with_comma = context.discourse.text[..end]
            .trim_end_matches(['”', '"', '’', '\''])
            .ends_with([',', '?', '!']);
        if !ends_with_comma {
            return None;
        }
        self.sayings[line + 1]
            .first()
            .filter(|s| s.unit <= 8)
            .map(|s| s.speaker.clone())
            .or_else(|| {
                let at = next.units.iter().position(|u| self.verbs.any(&u.lower))?;
                speaker_at(context, line + 1, at + 1)
            })
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::{pair, said};

    #[test]
    fn a_quotation_goes_on_behind_its_speaker() {
        let text = "“The talks with Uganda are over now,” Kenyan President William Ruto said. \
                    “We shall meet again in May.”";
        assert_eq!(
            said(text),
            [pair(
                "William Ruto",
                "The talks with Uganda are over now,” Kenyan President William Ruto said. “We \
                 shall meet again in May."
            )]
        );
    }

    #[test]
    fn a_report_that_ends_with_a_few_quoted_words_is_one_utterance() {
        assert_eq!(
            said(
                "Kenyan minister Musa Otieno said that critics of the treaty know that a free Chad is \
                 \"essential to the peace of the region.\""
            ),
            [pair(
                "Musa Otieno",
                "critics of the treaty know that a free Chad is \"essential to the peace of the region"
            )]
        );
    }

    #[test]
    fn nobody_who_is_named_within_a_quotation_says_it() {
        assert_eq!(
            said(
                "Kenyan Foreign Minister Musa Otieno came to Lima for talks. “The envoys were sent by \
                 President William Ruto,” he said."
            ),
            [pair(
                "Musa Otieno",
                "The envoys were sent by President William Ruto"
            )]
        );
    }

    #[test]
    fn few_words_are_speech_where_they_end_as_such_and_a_view_is_told_of() {
        for (text, speaker, what) in [
            (
                "\"They beat us,\" one Syrian migrant, who asked to be called Omar, said in Malta.",
                "Syrian migrant",
                "They beat us",
            ),
            (
                "\"The union,\" Slovak president Eva Kova said, \"must remain open to all who ask.\"",
                "Eva Kova",
                "The union,\" Slovak president Eva Kova said, \"must remain open to all who ask.",
            ),
            (
                "In the view of Slovak president Eva Kova, the treaty with Malta must remain open.",
                "Eva Kova",
                "the treaty with Malta must remain open",
            ),
            (
                "It is Slovakia's position that the treaty with Malta must remain open.",
                "Slovakia",
                "the treaty with Malta must remain open",
            ),
            (
                "Slovak media reported on Tuesday, citing the ministry, that the treaty with Malta was off.",
                "Slovak media",
                "the treaty with Malta was off",
            ),
            (
                "Slovak president Eva Kova offered assurances of her support to the people of Malta.",
                "Eva Kova",
                "assurances of her support to the people of Malta",
            ),
        ] {
            assert_eq!(said(text), [pair(speaker, what)], "{text}");
        }
        assert!(said("Slovak president Eva Kova offered a loan of millions to Malta.").is_empty());
    }

    #[test]
    fn words_behind_a_colon_are_of_whom_the_text_names_behind_them() {
        assert_eq!(
            said(
                "The African Union noted the need for restraint: \"All sides in Chad can still keep the treaty,\" said \
                 Musa Otieno, the head of its council."
            ),
            [
                pair("African Union", "the need for restraint"),
                pair("Musa Otieno", "All sides in Chad can still keep the treaty"),
            ]
        );
        assert_eq!(
            said(
                "The rebels of Chad released a statement which said, \"We will keep the treaty with Niger.\""
            ),
            [pair(
                "rebels of Chad",
                "We will keep the treaty with Niger."
            )]
        );
        assert_eq!(
            said(
                "Kenyan minister Musa Otieno criticised the move on television. \"We had a treaty with Chad,\" he \
                 told the embassy."
            ),
            [pair("Musa Otieno", "We had a treaty with Chad")]
        );
    }

    #[test]
    fn a_pseudonym_or_a_state_beside_a_statement_tells_who_speaks() {
        assert_eq!(
            said(
                "\"We will not leave the treaty,\" said a protester using the pseudonym Omar in Chad."
            ),
            [pair("Omar", "We will not leave the treaty")]
        );
        assert_eq!(
            said("The Turkish statement said the embassy in Chad would be reopened at once."),
            [pair(
                "Türkiye",
                "the embassy in Chad would be reopened at once"
            )]
        );
    }

    #[test]
    fn a_statement_is_of_whoever_issued_it() {
        assert_eq!(
            said(
                "The Kenyan foreign ministry issued a statement on Monday. “Any attack on our embassy is an attack on \
                 the treaty,” the statement read."
            ),
            [pair(
                "Kenyan foreign ministry",
                "Any attack on our embassy is an attack on the treaty"
            )]
        );
    }
}
