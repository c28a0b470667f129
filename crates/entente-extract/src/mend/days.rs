//! Days of the week that stand behind a verb without a preposition: "promised Monday to help",
//! "denied Sunday any role". The parser takes them for what is promised or denied.

use entente_language::{Analysis, Upos};
use entente_model::calendar;

/// Verbs behind which a bare day may part an infinitive: "promised Monday to help".
const WITH_INFINITIVE: [&str; 20] = [
    "promise",
    "vow",
    "pledge",
    "agree",
    "offer",
    "refuse",
    "decide",
    "threaten",
    "plan",
    "want",
    "try",
    "seek",
    "decline",
    "undertake",
    "choose",
    "begin",
    "start",
    "continue",
    "vote",
    "fail",
];

/// Hangs a day behind a verb on it as a time, and the infinitive behind the day as what the verb is of.
pub(super) fn bare_day(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    let day = tokens[at].syntax.lemma.to_lowercase();
    let Some(verb) = tokens[at]
        .syntax
        .head
        .filter(|&verb| verb + 1 == at && calendar::weekday(&day).is_some())
    else {
        return;
    };
    let acts = tokens[verb].syntax.upos == Upos::Verb;
    if !acts || !matches!(tokens[at].syntax.relation, "obj" | "obl:unmarked" | "iobj") {
        return;
    }
    tokens[at].syntax.relation = "obl:unmarked";
    let to = tokens
        .get(at + 1)
        .is_some_and(|t| t.syntax.xpos == "TO" && t.syntax.relation == "mark");
    if let Some(infinitive) = tokens
        .get(at + 1)
        .and_then(|t| t.syntax.head)
        .filter(|_| to)
        && matches!(tokens[infinitive].syntax.relation, "advcl" | "acl")
        && tokens[infinitive]
            .syntax
            .head
            .is_some_and(|head| head == verb || head == at)
        && WITH_INFINITIVE.contains(&tokens[verb].syntax.lemma.as_str())
    {
        tokens[infinitive].syntax.head = Some(verb);
        tokens[infinitive].syntax.relation = "xcomp";
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::said;

    #[test]
    fn a_day_behind_a_verb_is_no_part_of_what_is_said() {
        for (text, what) in [
            (
                "Kenya's president vowed Tuesday to crush the rebels of Chad.",
                "to crush the rebels of Chad",
            ),
            (
                "Kenya's foreign ministry denied Sunday any role in the raid on Chad.",
                "any role in the raid on Chad",
            ),
        ] {
            let found = said(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].1, what, "{text}");
        }
    }
}
