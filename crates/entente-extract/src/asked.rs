//! What is asked for or refused: to give way, to help, to meet, or to do otherwise.

use entente_language::Upos;

use crate::context::Context;
use crate::tree::Tree;

/// The lists of `words.tsv` for what can be asked, with the mode that each means.
const MODES: [(&str, &str); 4] = [
    ("ask-change", "change"),
    ("ask-yield", "yield"),
    ("ask-assist", "assist"),
    ("ask-meet", "meet"),
];

/// The mode of a request or refusal whose predicate stands at `unit`, by what it asks: the verb of
/// its clause ("urged them to withdraw"), else what it is for ("a call for talks"), else its object
/// ("refused entry"). `None` where none of them tells.
pub(crate) fn mode(context: &Context, line: usize, unit: usize) -> Option<&'static str> {
    let tree = context.tree(line)?;
    let predicate = context.discourse.lines[line].units[unit].tokens.start;
    // "The junta must release them", "should leave": what is asked is the predicate itself.
    let obliged = tree
        .children(predicate)
        .any(|c| tree.relation(c) == "aux" && matches!(tree.word(c), "must" | "should" | "ought"));
    if obliged {
        return of_verb(context, &tree, predicate);
    }
    let mut clauses = Vec::new();
    let mut things = Vec::new();
    let mut objects = Vec::new();
    for child in tree.children(predicate).filter(|&c| c > predicate) {
        let verb = tree.token(child).syntax.upos == Upos::Verb;
        match tree.relation(child) {
            "xcomp" | "ccomp" | "advcl" | "acl" if verb => clauses.push(child),
            "obj" => {
                objects.push(child);
                for below in tree.children(child).filter(|&b| b > child) {
                    match tree.relation(below) {
                        "acl"
                            if tree
                                .children(below)
                                .any(|c| tree.relation(c) == "mark" && tree.word(c) == "to") =>
                        {
                            clauses.push(below);
                        }
                        "nmod" if is_for(&tree, below) => things.push(below),
                        _ => {}
                    }
                }
            }
            "obl" | "nmod" if is_for(&tree, child) => things.push(child),
            _ => {}
        }
    }
    let verbs = clauses.iter().find_map(|&c| of_verb(context, &tree, c));
    verbs.or_else(|| {
        let thing = things
            .first()
            .or(objects.first())
            .filter(|_| clauses.is_empty())?;
        of_word(context, tree.lemma(*thing))
    })
}

/// What a verb asks, with the noun that makes a light one say something: "exercise restraint".
fn of_verb(context: &Context, tree: &Tree, verb: usize) -> Option<&'static str> {
    let particle = |word: &str| {
        tree.children(verb)
            .any(|c| c > verb && tree.word(c) == word && tree.relation(c) != "case")
    };
    let object = tree.children(verb).find(|&c| tree.relation(c) == "obj");
    let own = match tree.lemma(verb) {
        // "meet its obligations", not "meet the president"
        "meet" if object.is_some_and(|o| context.lists.has("due-noun", tree.lemma(o))) => {
            Some("change")
        }
        "step" if particle("in") => Some("assist"),
        "step" if particle("down") || particle("aside") => Some("yield"),
        lemma => of_word(context, lemma),
    };
    own.or_else(|| {
        let object = tree.children(verb).find(|&c| tree.relation(c) == "obj")?;
        context
            .lists
            .has("ask-light", tree.lemma(verb))
            .then(|| of_word(context, tree.lemma(object)))
            .flatten()
    })
}

fn of_word(context: &Context, word: &str) -> Option<&'static str> {
    MODES
        .iter()
        .find(|(list, _)| context.lists.has(list, word))
        .map(|(_, mode)| *mode)
}

fn is_for(tree: &Tree, token: usize) -> bool {
    tree.children(token)
        .any(|c| tree.relation(c) == "case" && matches!(tree.word(c), "for" | "against" | "to"))
}

#[cfg(test)]
mod tests {
    use entente_model::{ClaimBody, EventType};

    /// The mode of the first request of a sentence.
    fn mode(sentence: &str) -> Option<String> {
        let text = format!("{sentence}\n\nEmbassies, treaties and sanctions.");
        let (_, claims) = crate::tests::claims_of(&text);
        claims.iter().find_map(|claim| match &claim.body {
            ClaimBody::Event(event) if event.kind == EventType::Request => event.mode.clone(),
            _ => None,
        })
    }

    #[test]
    fn a_duty_is_met_otherwise_than_a_president() {
        assert_eq!(
            mode("Kenya urged Chad to meet its obligations.").as_deref(),
            Some("change")
        );
        assert_eq!(
            mode("Kenya urged Chad to meet the rebels.").as_deref(),
            Some("meet")
        );
        assert_eq!(
            mode("Kenya asked the United Nations to step in.").as_deref(),
            Some("assist")
        );
    }
}
