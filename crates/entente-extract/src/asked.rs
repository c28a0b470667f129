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
    // "The junta must release them": what is asked is the predicate itself.
    let obliged = tree
        .children(predicate)
        .any(|c| tree.relation(c) == "aux" && tree.word(c) == "must");
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
    let own = of_word(context, tree.lemma(verb));
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
