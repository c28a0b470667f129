//! Lists of undertakings: which sentences are items of one, which sentence opens it, and what an
//! item promises ("- Open an embassy in Accra", "- $12 million for cables", "- Scholarships for 40
//! nurses"). Who commits is told by the sentence above them.

use entente_language::Upos;
use entente_model::{Entity, QuantityKind};

use super::{Place, Reader, Trigger};
use crate::context::Context;
use crate::mentions::UnitKind;

/// No list has more items.
const ITEMS: usize = 16;

/// The sentence that a list item goes on from: "The two sides will:", with nothing but items
/// between the two.
pub(super) fn opener(context: &Context, line: usize) -> Option<usize> {
    let lines = &context.discourse.lines;
    if !is_list_item(context, line) {
        return None;
    }
    for above in (line.saturating_sub(ITEMS)..line).rev() {
        let units = &lines[above].units;
        if units.last().is_some_and(|u| u.lower == ":") {
            let promises = units.iter().rev().take(12).any(|u| {
                matches!(u.lower.as_str(), "will" | "shall" | "to" | "have" | "has")
                    || context.lists.has("commit-pledge", &u.lower)
                    || context.lists.has("commit-plan", &u.lower)
            });
            return promises.then_some(above);
        }
        if !is_list_item(context, above) {
            return None;
        }
    }
    None
}

/// The sentence that a list of things or sums goes on from: "The new assistance includes:".
pub(super) fn heading(context: &Context, line: usize) -> Option<usize> {
    let lines = &context.discourse.lines;
    if !begins_with_sum(context, line) && !is_marked(context, line) {
        return None;
    }
    for above in (line.saturating_sub(ITEMS)..line).rev() {
        let units = &lines[above].units;
        if units.last().is_some_and(|u| u.lower == ":") {
            let told = units.iter().any(|u| {
                context.lists.has("commit-announce", &u.lower)
                    || context.lists.has("commit-noun", &u.lower)
                    || context.lists.has("commit-pledge", &u.lower)
                    || context.lists.has("commit-heading", &u.lower)
                    || matches!(u.lower.as_str(), "will" | "new" | "additional" | "provides")
            });
            return told.then_some(above);
        }
        if !is_list_item(context, above) && !begins_with_sum(context, above) {
            return None;
        }
    }
    None
}

/// Whether a sentence begins with a sum: "$12 million for", "More than $3 million to".
fn begins_with_sum(context: &Context, line: usize) -> bool {
    let units = &context.discourse.lines[line].units;
    let first = units
        .iter()
        .position(|u| u.lower.chars().any(char::is_alphanumeric))
        .filter(|&at| at <= 2);
    first.is_some_and(|first| {
        (first..units.len().min(first + 3)).any(|at| match units[at].kind {
            UnitKind::Quantity(q) => {
                context.discourse.analysis.quantities[q].kind == QuantityKind::Money
            }
            _ => false,
        })
    })
}

/// Whether a sentence stands behind the mark of an item: a bullet or dash.
fn is_marked(context: &Context, line: usize) -> bool {
    let units = &context.discourse.lines[line].units;
    units.len() > 2
        && matches!(
            units[0].lower.as_str(),
            "-" | "–" | "—" | "•" | "*" | "·" | "o" | "▪" | "●"
        )
}

/// Whether a sentence begins as an item of a list does: with a bullet, a number or letter in
/// brackets, or a verb without a subject.
fn is_list_item(context: &Context, line: usize) -> bool {
    let units = &context.discourse.lines[line].units;
    let Some(first) = units.first() else {
        return false;
    };
    let mark = !first.lower.chars().any(char::is_alphabetic) || first.lower.chars().count() == 1;
    let verb = |at: usize| {
        context.syntax(line, at).is_some_and(|s| {
            s.upos == Upos::Verb && matches!(s.xpos, "VB" | "VBP" | "VBG" | "VBD" | "VBN")
        })
    };
    mark && units.len() > 2 || verb(0)
}

impl Reader<'_, '_> {
    /// "(2) accepting vehicles …": a numbered item that goes on from "by".
    pub(super) fn is_item(&self, token: usize) -> bool {
        token >= self.tree.low + 3
            && self.word(token - 1) == ")"
            && self.word(token - 3) == "("
            && self.word(token - 2).len() <= 4
    }

    /// A line that begins with a bare verb: an item of a list of undertakings.
    pub(super) fn bullet(&self, out: &mut Vec<Place>) {
        let tree = &self.tree;
        let mut first = tree.low;
        while first < tree.high
            && !self.word(first).chars().any(char::is_alphabetic)
            && first < tree.low + 3
        {
            first += 1;
        }
        if first >= tree.high || tree.has_subject(first) {
            return;
        }
        // "Share data": what the tagger takes for a noun is a verb of the lists.
        let verbal = matches!(self.xpos(first), "VB" | "VBP" | "VBG")
            || matches!(self.xpos(first), "NN" | "NNP")
                && self.context.lists.has("commit-verb", self.word(first));
        let in_list = verbal && opener(self.context, self.line).is_some();
        // "Pilot instructors are part of the package": a noun with a verb of its own.
        let noun = matches!(self.xpos(first), "NN" | "NNP")
            && (tree.low..tree.high)
                .find(|&t| tree.head(t).is_none())
                .is_some_and(|root| root > first && tree.has_subject(root));
        let alone = !noun
            && self.context.lists.has("commit-verb", self.word(first))
            && matches!(self.word(tree.high - 1), "." | ";")
            && !(first..tree.high).any(|t| self.word(t) == ":");
        if !(alone || in_list) {
            return;
        }
        out.push(Place {
            trigger: Trigger::Bullet,
            verb: first,
            act: first,
            from: first,
            joined: false,
        });
    }

    /// A list item that is a sum: "$12 million for undersea cables".
    pub(super) fn sum_item(&self, out: &mut Vec<Place>) {
        if heading(self.context, self.line).is_none() || !begins_with_sum(self.context, self.line) {
            return;
        }
        let units = &self.context.discourse.lines[self.line].units;
        let Some(first) = units
            .iter()
            .position(|u| u.lower.chars().any(char::is_alphanumeric))
        else {
            return;
        };
        let token = units[first].tokens.start;
        out.push(Place {
            trigger: Trigger::Sum,
            verb: token,
            act: token,
            from: token,
            joined: false,
        });
    }

    /// A list item that names a thing: "A new office in Accra", "Scholarships for 40 nurses".
    pub(super) fn thing(&self, out: &mut Vec<Place>) {
        let tree = &self.tree;
        if !is_marked(self.context, self.line)
            || heading(self.context, self.line).is_none()
            || begins_with_sum(self.context, self.line)
        {
            return;
        }
        let (Some(first), Some(root)) = (
            self.first_word(),
            (tree.low..tree.high).find(|&t| tree.head(t).is_none()),
        ) else {
            return;
        };
        // A sentence of its own is read as one.
        let verbal = out.iter().any(|p| p.verb == first)
            || matches!(tree.token(root).syntax.upos, Upos::Verb | Upos::Aux)
            || tree.has_subject(root);
        if verbal || root < first {
            return;
        }
        out.push(Place {
            trigger: Trigger::Thing,
            verb: root,
            act: root,
            from: first,
            joined: false,
        });
    }

    /// Who commits to the items of a list, by the sentence that opens it.
    pub(super) fn of_list(&self) -> Option<(Vec<Entity>, &'static str)> {
        let context = self.context;
        let line = opener(context, self.line).or_else(|| heading(context, self.line))?;
        let tree = context.tree(line)?;
        let above = Reader {
            context,
            line,
            tree,
        };
        let tree = &above.tree;
        let verb = (tree.low..tree.high).rev().find(|&t| tree.has_subject(t))?;
        let place = Place {
            trigger: Trigger::Will,
            verb,
            act: verb,
            from: verb,
            joined: false,
        };
        above.actors(&place).map(|(actors, _)| (actors, "list"))
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::contents;

    #[test]
    fn items_of_a_list_are_of_those_above_it() {
        let text = "Canada and Ghana signed a treaty on fisheries. Canada will:\n- Open an embassy in \
                    Lomé by 2027;\n- Provide $25 million for patrol boats.\nNew assistance \
                    announced by Canada includes:\n- $12 million for undersea cables.";
        assert_eq!(
            contents(text),
            [
                "Open an embassy in Lomé by 2027",
                "Provide $25 million for patrol boats",
                "$12 million for undersea cables"
            ]
        );
    }

    #[test]
    fn things_under_a_heading_are_promised() {
        let text = "Canada and Ghana met on trade and sanctions. The new measures of the Canadian \
                    government include:\n- Scholarships for 40 students from Ghana;\n- A fund of 2,000 \
                    grants for farmers in Ghana.";
        assert_eq!(
            contents(text),
            [
                "Scholarships for 40 students from Ghana",
                "A fund of 2,000 grants for farmers in Ghana"
            ]
        );
    }
}
