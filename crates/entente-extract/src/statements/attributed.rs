//! What is attributed without a verb of saying: "according to", "in the view of", the paragraphs of
//! a preamble, and words displayed behind a colon.

use entente_model::{Entity, EntityType, Span, StatementMode};

use super::{Reader, Utterance};
use crate::context::Context;
use crate::mentions::{Unit, UnitKind};
use crate::reported::{SpokeBefore, source_named};
use crate::subjects::{in_dateline, join_entities, speaker_at};

/// Where the words displayed after sentence `line` end: at the next such sentence, or the text's end.
pub(super) fn displayed_end(context: &Context, line: usize) -> usize {
    let lines = &context.discourse.lines;
    let text = context.discourse.text;
    // A heading ("Further information") is no sentence: a short line of its own without a stop.
    let heading = |l: usize| {
        let span = lines[l].span;
        let alone = text[..span.start].ends_with('\n')
            && (span.end == text.len() || text[span.end..].starts_with('\n'));
        alone && lines[l].units.len() <= 8 && !text[..span.end].ends_with(['.', '!', '?', '”', '"'])
    };
    let next = (line + 2..lines.len())
        .find(|&l| lines[l].units.last().is_some_and(|u| u.lower == ":") || heading(l));
    let last = next.map_or(lines.len(), |l| l) - 1;
    lines[last].span.end
}

/// The label that a line of an interview begins with: "MR ODERA: …", "Minister: …", "Q: …".
fn label_of(line: &str) -> Option<&str> {
    let (label, rest) = line.split_once(':')?;
    let words = label.split(' ').count();
    let named = label
        .split(' ')
        .all(|w| w.starts_with(char::is_uppercase) || matches!(w, "of" | "the"));
    (words <= 4 && named && rest.starts_with(char::is_whitespace) && rest.len() > 8)
        .then_some(label)
}

/// Who answers under a label: the person of the text with that last name, else the label as a name.
fn labelled(context: &Context, label: &str) -> Entity {
    let name: Vec<String> = label
        .split(' ')
        .filter(|w| {
            let word = w.trim_end_matches('.').to_lowercase();
            !matches!(word.as_str(), "mr" | "ms" | "mrs" | "dr")
        })
        .map(|w| {
            let mut letters = w.chars();
            let first: String = letters.next().into_iter().collect();
            first + &letters.as_str().to_lowercase()
        })
        .collect();
    let last = name.last().map(String::as_str).unwrap_or_default();
    let known = context
        .discourse
        .lines
        .iter()
        .flat_map(|l| &l.units)
        .find_map(|u| match u.kind {
            UnitKind::Mention(m) => context
                .discourse
                .entities_of(m)
                .find(|e| e.kind == EntityType::Person && e.name.rsplit(' ').next() == Some(last))
                .cloned(),
            _ => None,
        });
    known.unwrap_or_else(|| Entity::new(name.join(" "), EntityType::Person))
}

/// White space, quotation marks and stops cut off at both ends.
pub(super) fn trim(text: &str, span: Span) -> Span {
    let words = &text[span.start..span.end];
    let end = words
        .trim_end_matches(|c: char| {
            c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '”' | '"' | '/')
        })
        .len();
    let start = words.len()
        - words
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '“' | '"' | ',' | ':'))
            .len();
    Span::new(span.start + start.min(end), span.start + end)
}

impl Reader<'_, '_> {
    /// "According to X, Y" and "Y, according to X".
    pub(super) fn according(&self, line: usize, found: &mut Vec<Utterance>) {
        let (context, verbs) = (self.context, self.verbs);
        let units = &context.discourse.lines[line].units;
        let sentence = context.discourse.lines[line].span;
        let source = |i: usize| units[i].lower == "according" && units[i + 1].lower == "to";
        // "In the view of the minister, …", "In the words of the king, …"
        let in_view = units.len() > 5
            && units[0].lower == "in"
            && units[1].lower == "the"
            && context.lists.has("words-or-view", &units[2].lower)
            && units[3].lower == "of";
        let Some(at) = (0..units.len().saturating_sub(2))
            .find(|&i| source(i))
            .or(in_view.then_some(2))
        else {
            return;
        };
        let at_beginning = at <= 1 || in_view;
        // "Ana Ruiz, a former minister,": a mention may go on over a description and its comma.
        let closes = |unit: &Unit| {
            let words = context.discourse.words(unit.span).trim_end();
            matches!(unit.lower.as_str(), "." | ";") || words.ends_with(',')
        };
        let mut end = at + 2;
        while end < units.len() && end < at + 14 && !closes(&units[end]) {
            end += 1;
        }
        let Some(mut speaker) =
            source_named(context, verbs, line, at + 2, &self.spoke_before(line))
        else {
            return;
        };
        if found.iter().any(|f| f.what.start > units[at].span.start) {
            // The words after it are another's, who is reported to have said them.
            return;
        }
        let relative = at > 1
            && matches!(units[at - 1].lower.as_str(), "which" | "that" | "who")
            && source(at);
        let what = if relative {
            let Some(what) = self.relative_according(line, at) else {
                return;
            };
            what
        } else if at_beginning && end + 1 < units.len() {
            // "According to X, quoting Y, …": Y's words. "According to X, a former minister, …": the
            // apposition is no content.
            let after = &units[end + 1];
            let quoting = matches!(after.lower.as_str(), "quoting" | "citing");
            let described = matches!(
                after.lower.as_str(),
                "a" | "an" | "the" | "formerly" | "former" | "who"
            ) || matches!(after.kind, UnitKind::Title(_));
            // "According to X, the rate began to fall, …": a clause is no apposition.
            let finite = |from: usize, to: usize| {
                context.tree(line).is_some_and(|tree| {
                    (units[from].tokens.start..units[to].tokens.start)
                        .any(|t| matches!(tree.token(t).syntax.xpos, "VBD" | "VBZ" | "VBP" | "MD"))
                })
            };
            if units[end].lower == ","
            && (quoting || described)
            && let Some(close) =
                (end + 1..units.len().min(end + 16)).find(|&i| units[i].lower == ",")
            && close + 3 < units.len()
            && (after.lower == "who" || !finite(end + 1, close))
            // "According to X, the prosecutor, Ana Ruiz, said …": who says it is the subject.
            && !verbs.any(&units[close + 1].lower)
            && !units
                .get(close + 1..close + 4)
                .is_some_and(|next| next[1].lower == "," && verbs.any(&next[2].lower))
            {
                if quoting
                    && let Some(quoted) = (end + 2..close)
                        .rev()
                        .find_map(|at| speaker_at(context, line, at))
                {
                    speaker = quoted;
                }
                end = close;
            }
            Span::new(units[end + 1].span.start, sentence.end)
        } else if at > 2 || at > 0 && units.get(end).is_some_and(|u| u.lower == ",") {
            // "The talks, according to X, will resume": what goes on behind is said too.
            let told = context.tree(line).is_none_or(|tree| {
                (tree.low..units[at].tokens.start)
                    .any(|t| matches!(tree.token(t).syntax.xpos, "VBD" | "VBZ" | "VBP" | "MD"))
            });
            let to = if told {
                units[at - 1].span.end
            } else {
                sentence.end
            };
            // "GENEVA (16 May) – Experts …": a dateline is no part of it.
            let placed = context
                .discourse
                .words(units[0].span)
                .chars()
                .all(|c| !c.is_lowercase());
            let first = (0..at)
                .filter(|_| placed)
                .find(|&u| {
                    !in_dateline(context, line, u)
                        && units[u].lower.starts_with(char::is_alphanumeric)
                })
                .unwrap_or(0);
            Span::new(units[first].span.start, to)
        } else {
            return;
        };
        let mut what = trim(context.discourse.text, what);
        let mut mode = StatementMode::Indirect;
        if let Some(quotation) = self
            .quotations
            .iter()
            .find(|q| q.outer.overlaps(what) && q.inner.len() * 10 > what.len() * 9)
        {
            what = quotation.inner;
            mode = StatementMode::Direct;
        }
        if what.len() > 12 {
            found.push(Utterance {
                evidence: sentence,
                speaker,
                addressee: None,
                mode,
                what,
                rule: "statement/according-to",
            });
        }
    }

    /// "the raid, which according to the army killed three": what is said behind the source, up to the end
    /// of the relative clause.
    fn relative_according(&self, line: usize, at: usize) -> Option<Span> {
        let units = &self.context.discourse.lines[line].units;
        let tree = self.context.tree(line)?;
        let case = units[at].tokens.start;
        let source = tree.head(case).filter(|&head| head > case)?;
        let from = tree.right(source).max(source) + 1;
        let end = (from..tree.high)
            .find(|&t| matches!(tree.word(t), "," | "." | ";"))
            .unwrap_or(tree.high);
        (from + 1 < end).then(|| tree.token(from).span.cover(tree.token(end - 1).span))
    }

    /// Who spoke in the sentences right before one.
    fn spoke_before(&self, line: usize) -> SpokeBefore {
        let mut before = SpokeBefore::default();
        self.sayings[line.saturating_sub(12)..line]
            .iter()
            .filter_map(|sayings| sayings.last())
            .for_each(|saying| before.note(&saying.speaker));
        before
    }

    /// Whom a line announces that a quotation follows: "Anna Odera, the minister's spokeswoman:".
    pub(super) fn announced(&self, line: usize) -> Option<Entity> {
        let context = self.context;
        let lines = &context.discourse.lines;
        let units = &lines[line].units;
        let next = lines.get(line + 1)?.span;
        let opens = (self.quotations.iter())
            .any(|q| q.outer.start <= next.start + 1 && q.outer.start >= lines[line].span.end);
        let colon = units.last().is_some_and(|u| u.lower == ":");
        (opens && colon)
            .then(|| speaker_at(context, line, 0))
            .flatten()
            .filter(|e| e.kind == EntityType::Person)
    }

    /// An answer of an interview or a briefing: "MR ODERA: We condemn the coup.", up to the end of its
    /// paragraph. Who asks says nothing.
    pub(super) fn answer(&self, line: usize) -> Option<Utterance> {
        let context = self.context;
        let lines = &context.discourse.lines;
        let text = context.discourse.text;
        let sentence = lines[line].span;
        if !text[..sentence.start]
            .trim_end_matches([' ', '\t'])
            .ends_with('\n')
            && line > 0
        {
            return None;
        }
        let paragraph = text[sentence.start..]
            .split('\n')
            .next()
            .unwrap_or_default();
        let label = label_of(paragraph)?;
        let asks = |label: &str| {
            let last = label.rsplit(' ').next().unwrap_or_default().to_lowercase();
            context.lists.has("asks-questions", &last)
        };
        // Where nobody asks, labels are headings.
        let asked = text.lines().any(|l| label_of(l).is_some_and(asks));
        if asks(label) || !asked {
            return None;
        }
        let end = sentence.start + paragraph.len();
        let what = trim(text, Span::new(sentence.start + label.len() + 1, end));
        let named = (0..lines[line].units.len())
            .take_while(|&at| lines[line].units[at].lower != ":")
            .find_map(|at| speaker_at(context, line, at))
            .filter(|e| e.kind == EntityType::Person);
        let speaker = named.unwrap_or_else(|| labelled(context, label));
        (what.len() >= 40).then_some(Utterance {
            evidence: sentence.cover(Span::new(sentence.start, end)),
            speaker,
            addressee: None,
            mode: StatementMode::Indirect,
            what,
            rule: "statement/answer",
        })
    }

    /// A paragraph of a preamble, "RECALLING the treaty of 1975;": those say it whose text it is,
    /// or the body that the line before the preamble names ("The Security Council,").
    pub(super) fn preamble(&self, line: usize) -> Option<Utterance> {
        let context = self.context;
        let lines = &context.discourse.lines;
        let sentence = lines[line].span;
        let units = &lines[line].units;
        let verb = units.iter().position(|u| {
            !matches!(u.lower.as_str(), "further" | "also")
                && u.lower.chars().any(char::is_alphabetic)
        })?;
        if verb > 2 || !context.lists.has("preamble", &units[verb].lower) {
            return None;
        }
        let words = context.discourse.words(sentence).trim_end();
        let capitals = context
            .discourse
            .words(units[verb].span)
            .chars()
            .all(char::is_uppercase);
        // In small letters it opens the paragraphs of a resolution, whose body is named above them.
        if !capitals && !words.ends_with([';', ',']) {
            return None;
        }
        let speakers = context.discourse.speakers();
        let speaker = if !capitals {
            // Above the first paragraph: "The General Assembly,".
            let head = (0..line).rev().take(20).find(|&above| {
                let units = &lines[above].units;
                units.len() <= 6 && units.last().is_some_and(|u| u.lower == ",")
            })?;
            (0..lines[head].units.len())
                .find_map(|at| speaker_at(context, head, at))
                .filter(|e| matches!(e.kind, EntityType::Body | EntityType::Org))?
        } else if speakers.is_empty() {
            return None;
        } else {
            join_entities(speakers)
        };
        let from = verb + 1 + usize::from(units.get(verb + 1).is_some_and(|u| u.lower == "that"));
        let what = trim(
            context.discourse.text,
            Span::new(units.get(from)?.span.start, sentence.end),
        );
        (what.len() >= 12).then_some(Utterance {
            evidence: sentence,
            speaker,
            addressee: None,
            mode: StatementMode::Indirect,
            what,
            rule: "statement/preamble",
        })
    }

    /// Where the words end that follow "The minister said: The talks are off. We regret it." without marks:
    /// with the paragraph, or before the next sentence that reports.
    pub(super) fn paragraph_said(&self, line: usize, what: Span) -> Option<usize> {
        let discourse = self.context.discourse;
        let opens = discourse.words(what).starts_with(char::is_uppercase);
        let quoted = |span: Span| self.quotations.iter().any(|q| q.outer.overlaps(span));
        let said = (line + 1..discourse.lines.len()).take_while(|&next| {
            let before = discourse.lines[next - 1].span.end;
            let span = discourse.lines[next].span;
            let beside = discourse.text.get(before..span.start);
            beside.is_some_and(|b| !b.contains('\n'))
                && self.sayings[next].is_empty()
                && !quoted(span)
        });
        (opens && !quoted(what))
            .then(|| said.last())
            .flatten()
            .map(|last| discourse.lines[last].span.end)
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::{pair, said};

    #[test]
    fn words_displayed_or_quoted_behind_a_colon_are_the_speakers() {
        let text = "Chilean Foreign Minister Alberto Soto met the head of the Organization of \
                    American States on Monday.\n\nForeign Minister Alberto Soto said:\n\n\
                    “Chile welcomes the vote on Nicaragua. It is a step for the region.”";
        assert_eq!(
            said(text),
            [pair(
                "Alberto Soto",
                "Chile welcomes the vote on Nicaragua. It is a step for the region."
            )]
        );
        let text = "Chilean Foreign Minister Alberto Soto said:\n\nWe met friends from Peru today. \
                    Talks on the treaty go on.\n\nFurther information\n\nThe ministry is in Santiago.";
        assert_eq!(
            said(text),
            [pair(
                "Alberto Soto",
                "We met friends from Peru today. Talks on the treaty go on"
            )]
        );
    }

    #[test]
    fn a_source_may_be_described_before_what_it_says() {
        for source in [
            "Ana Torres, a former minister",
            "Ana Torres, formerly the director of the Institute for Trade",
        ] {
            assert_eq!(
                said(&format!(
                    "According to {source}, the treaty of Chile will end."
                )),
                [pair("Ana Torres", "the treaty of Chile will end")]
            );
        }
    }

    #[test]
    fn a_preamble_is_said_by_those_whose_text_it_is() {
        assert_eq!(
            said(
                "We, Chad and Niger, met in Niamey.\nRECALLING the treaty of friendship of 1975;\n\
                 The ministers will meet again."
            ),
            [pair("Chad and Niger", "the treaty of friendship of 1975")]
        );
    }

    #[test]
    fn words_behind_a_colon_go_on_with_their_paragraph() {
        assert_eq!(
            said(
                "Peruvian minister Ana Torres said: The treaty with Chile is broken. It was weak. \
                 Nobody mourns it.\nChile left the talks."
            ),
            [pair(
                "Ana Torres",
                "The treaty with Chile is broken. It was weak. Nobody mourns it"
            )]
        );
        assert_eq!(
            said(
                "Peruvian minister Ana Torres said: the treaty with Chile is broken. Chile left the talks."
            ),
            [pair("Ana Torres", "the treaty with Chile is broken")]
        );
    }

    #[test]
    fn who_answers_in_an_interview_speaks_and_who_asks_does_not() {
        assert_eq!(
            said(
                "JOURNALIST: Will the treaty with Chad hold, Minister?\nOTIENO: We have no doubt that the embassy \
                 will reopen. I told them so.\nJOURNALIST: When?"
            ),
            [pair(
                "Otieno",
                "We have no doubt that the embassy will reopen. I told them so"
            )]
        );
        assert!(
            said("NEW MEASURES: The embassies of Kenya and Chad will work together.").is_empty()
        );
    }
}
