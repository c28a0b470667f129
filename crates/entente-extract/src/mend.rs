//! Mends the parse where names show that it is wrong.

use entente_language::{Analysis, Upos};

/// Mends what the parser takes for a verb though it is a name ("appealed to Harare"), and a perfect
/// that a phrase parts ("had in a speech called for").
pub(crate) fn mend(analysis: &mut Analysis) {
    for at in 1..analysis.tokens.len() {
        name_behind_to(analysis, at);
        perfect_apart(analysis, at);
    }
}

/// "appealed to Harare to leave": a name of a state or town is no infinitive.
fn name_behind_to(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    if tokens[at].syntax.upos != Upos::Verb
        || tokens[at - 1].syntax.relation != "mark"
        || tokens[at - 1].syntax.head != Some(at)
    {
        return;
    }
    let span = tokens[at].span;
    let names = &analysis.names;
    let named = names
        .get(names.partition_point(|n| n.span.end <= span.start))
        .is_some_and(|n| n.span.contains(span));
    let Some(head) = tokens[at].syntax.head.filter(|_| named) else {
        return;
    };
    tokens[at].syntax.upos = Upos::Propn;
    tokens[at].syntax.xpos = "NNP";
    tokens[at].syntax.relation = "obl";
    tokens[at - 1].syntax.upos = Upos::Adp;
    tokens[at - 1].syntax.xpos = "IN";
    tokens[at - 1].syntax.relation = "case";
    for child in tokens {
        // What hung on it as on a verb hangs on the verb above.
        if child.syntax.head == Some(at)
            && !matches!(child.syntax.relation, "case" | "flat" | "conj" | "appos")
        {
            child.syntax.head = Some(head);
        }
    }
}

/// "had in a speech called for": the participle is the verb, not said of the speech.
fn perfect_apart(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    let syntax = &tokens[at].syntax;
    if syntax.upos != Upos::Verb || syntax.xpos != "VBN" || syntax.relation != "acl" {
        return;
    }
    let Some(noun) = syntax.head.filter(|&noun| noun < at) else {
        return;
    };
    let Some(have) = tokens[noun].syntax.head.filter(|&have| have < noun) else {
        return;
    };
    let low = noun.saturating_sub(6).max(have);
    let object = tokens
        .iter()
        .any(|t| t.syntax.head == Some(have) && matches!(t.syntax.relation, "obj" | "xcomp"));
    if tokens[noun].syntax.relation != "obl"
        || tokens[have].syntax.lemma != "have"
        || low != have
        || object
    {
        return;
    }
    let (relation, head) = (tokens[have].syntax.relation, tokens[have].syntax.head);
    for child in tokens.iter_mut() {
        if child.syntax.head == Some(have) {
            child.syntax.head = Some(at);
        }
    }
    tokens[at].syntax.relation = relation;
    tokens[at].syntax.head = head;
    tokens[noun].syntax.head = Some(at);
    tokens[have].syntax.relation = "aux";
    tokens[have].syntax.upos = Upos::Aux;
    tokens[have].syntax.head = Some(at);
}
