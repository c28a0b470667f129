//! Acts of force that the parse misreads: clashes taken for a verb, a charge hung on the day on which it was made.

use entente_language::{Token, Upos};

use super::sentence_around;

/// "Clashes between Chad and Togo killed ten", "Fighting in the north left": what is done there is a noun,
/// though the parse takes it for a verb that is the subject of another.
pub(super) fn act_for_verb(tokens: &mut [Token], at: usize) {
    let act = &tokens[at].syntax;
    if act.upos != Upos::Verb
        || !matches!(
            act.relation,
            "nsubj" | "csubj" | "nsubj:pass" | "csubj:pass" | "advcl" | "root"
        )
        || !matches!(act.xpos, "VBZ" | "VBG" | "VBP" | "NNS" | "NN")
    {
        return;
    }
    let violent = matches!(
        act.lemma.as_str(),
        "clash" | "fight" | "shell" | "bomb" | "raid" | "battle" | "protest" | "riot" | "attack"
    );
    let Some(link) = tokens.get(at + 1).map(|t| &t.syntax) else {
        return;
    };
    let joined = link.relation == "case"
        && link
            .head
            .is_some_and(|other| other > at && tokens[other].syntax.head == Some(at));
    let told = match link.lemma.as_str() {
        "between" => true,
        "of" | "by" | "in" | "along" | "near" | "across" | "around" | "with" | "against" => violent,
        _ => false,
    };
    let begins = link.lemma == "between";
    let around = sentence_around(tokens, at);
    let governs = |t: usize| {
        let syntax = &tokens[t].syntax;
        syntax.head == Some(at)
            && matches!(
                syntax.relation,
                "nsubj" | "nsubj:pass" | "obj" | "aux" | "mark"
            )
    };
    if !joined || !told || around.clone().any(governs) {
        return;
    }
    let gerund = tokens[at].syntax.xpos == "VBG";
    // "Fighting between them left ten dead, the army said": hung on the verb of saying; "Clashes between
    // them killed ten": taken for the verb that the other is joined to.
    let relation = tokens[at].syntax.relation;
    if matches!(relation, "advcl" | "root") {
        let fits = |&verb: &usize| {
            let other = &tokens[verb].syntax;
            let joined = other.relation == "conj" && other.head == Some(at);
            begins && if relation == "root" { joined } else { gerund }
        };
        let Some(verb) = verb_behind(tokens, at).filter(fits) else {
            return;
        };
        if relation == "root" {
            tokens[verb].syntax.relation = "root";
            tokens[verb].syntax.head = None;
            for token in &mut tokens[verb + 1..around.end] {
                if token.syntax.head == Some(at) {
                    token.syntax.head = Some(verb);
                }
            }
        }
        tokens[at].syntax.head = Some(verb);
        tokens[at].syntax.relation = "nsubj";
    }
    let syntax = &mut tokens[at].syntax;
    syntax.upos = Upos::Noun;
    syntax.xpos = if gerund { "NN" } else { "NNS" };
    if gerund {
        syntax.lemma = format!("{}ing", syntax.lemma).into();
    }
    syntax.relation = match syntax.relation {
        "csubj" => "nsubj",
        "csubj:pass" => "nsubj:pass",
        other => other,
    };
    for t in around {
        let syntax = &mut tokens[t].syntax;
        if syntax.head == Some(at) && syntax.relation.starts_with("obl") {
            syntax.relation = "nmod";
        }
    }
}

/// The first finite verb behind a token, no comma between, if nobody acts with it yet.
fn verb_behind(tokens: &[Token], at: usize) -> Option<usize> {
    let verb = (at + 1..tokens.len().min(at + 24))
        .take_while(|&t| tokens[t].syntax.xpos != ",")
        .find(|&t| matches!(tokens[t].syntax.xpos, "VBD" | "VBZ" | "VBP"))?;
    let acts = |t: usize| {
        let syntax = &tokens[t].syntax;
        syntax.head == Some(verb) && syntax.relation.starts_with("nsubj")
    };
    (tokens[verb].syntax.upos == Upos::Verb && !(at..verb).any(acts)).then_some(verb)
}

/// "accused Togo on Friday of shelling": the charge is the verb's, not the day's.
pub(super) fn charge_on_day(tokens: &mut [Token], at: usize) {
    let act = &tokens[at].syntax;
    if act.xpos != "VBG"
        || act.relation != "acl"
        || !matches!(tokens[at - 1].syntax.lemma.as_str(), "of" | "for")
    {
        return;
    }
    let Some(day) = act.head.filter(|&day| day < at) else {
        return;
    };
    let adverbial = tokens[day].syntax.relation.starts_with("obl");
    let verb = tokens[day].syntax.head.filter(|&verb| {
        adverbial
            && verb < day
            && matches!(
                tokens[verb].syntax.lemma.as_str(),
                "accuse" | "suspect" | "convict" | "blame" | "condemn" | "criticise" | "criticize"
            )
    });
    if let Some(verb) = verb {
        tokens[at].syntax.head = Some(verb);
        tokens[at].syntax.relation = "advcl";
    }
}

/// "Police in Lima shot and wounded two students": they shot them, and are no shot of the police.
pub(super) fn shot_and_killed(tokens: &mut [Token], at: usize) {
    let (Some(and), Some(second)) = (tokens.get(at + 1), tokens.get(at + 2)) else {
        return;
    };
    if at == 0
        || tokens[at].syntax.upos != Upos::Noun
        || tokens[at].syntax.lemma != "shot"
        || and.syntax.relation != "cc"
        || !matches!(second.syntax.relation, "conj" | "amod")
        || !matches!(second.syntax.xpos, "VBD" | "VBN")
        || !matches!(second.syntax.lemma.as_str(), "kill" | "wound" | "injure")
    {
        return;
    }
    let second = at + 2;
    // "shot and wounded two students", read as wounded students joined to the shot
    let hurt = tokens[second].syntax.head.filter(|&noun| {
        noun > second
            && tokens[second].syntax.relation == "amod"
            && tokens[noun].syntax.relation == "conj"
    });
    let link = hurt.unwrap_or(second);
    let Some(joined) = tokens[link].syntax.head.filter(|&head| head <= at) else {
        return;
    };
    // "Police in Lima shot": "shot" is read as where the police are; "Peruvian police shot": as theirs.
    let inside = tokens[at].syntax.head == Some(joined);
    let subject = if inside { joined } else { at - 1 };
    if !matches!(tokens[subject].syntax.upos, Upos::Noun | Upos::Propn) {
        return;
    }
    let (above, relation) = (tokens[joined].syntax.head, tokens[joined].syntax.relation);
    for (place, token) in tokens[..at].iter_mut().enumerate().rev().take(12) {
        if place != subject && token.syntax.head == Some(at) {
            token.syntax.head = Some(if inside { at - 1 } else { subject });
        }
    }
    if inside {
        tokens[at - 1].syntax.head = Some(joined);
        tokens[at - 1].syntax.relation = "nmod";
    }
    let behind = sentence_around(tokens, at).end;
    for token in &mut tokens[second + 1..behind] {
        if token
            .syntax
            .head
            .is_some_and(|head| head == at || head == joined)
        {
            token.syntax.head = Some(second);
            if token.syntax.relation == "conj" {
                token.syntax.relation = "obj";
            }
        }
    }
    for (token, head, relation) in [
        (second, above, relation),
        (subject, Some(second), "nsubj"),
        (at, Some(second), "dep"),
        (at + 1, Some(second), "cc"),
    ] {
        tokens[token].syntax.head = head;
        tokens[token].syntax.relation = relation;
    }
    tokens[second].syntax.xpos = "VBD";
    tokens[second].syntax.upos = Upos::Verb;
}

/// "Turkish jets have struck targets in Iraq": a perfect, no targets that they have.
pub(super) fn struck_for_adjective(tokens: &mut [Token], at: usize) {
    let participle = &tokens[at].syntax;
    let violent = matches!(
        participle.lemma.as_str(),
        "strike"
            | "hit"
            | "bomb"
            | "shell"
            | "attack"
            | "raid"
            | "storm"
            | "launch"
            | "expel"
            | "deport"
            | "impose"
            | "kill"
            | "execute"
            | "abduct"
            | "kidnap"
            | "besiege"
            | "invade"
            | "shoot"
            | "fire"
            | "cripple"
            | "paralyze"
            | "paralyse"
            | "rock"
            | "overrun"
            | "recapture"
    );
    if !violent || participle.xpos != "VBN" || participle.relation != "amod" {
        return;
    }
    let Some(object) = participle.head.filter(|&object| object > at) else {
        return;
    };
    let mut before = at - 1;
    if tokens[before].syntax.upos == Upos::Adv && before > 0 {
        before -= 1;
    }
    let have = &tokens[before].syntax;
    if have.lemma != "have"
        || have.upos != Upos::Verb
        || tokens[object].syntax.relation != "obj"
        || tokens[object].syntax.head != Some(before)
    {
        return;
    }
    super::raise_participle(tokens, before, at);
    tokens[object].syntax.head = Some(at);
    tokens[object].syntax.relation = "obj";
}

/// "stopped shelling towns", "will continue bombing rebels": they shell towns, no towns that shell.
pub(super) fn gerund_for_adjective(tokens: &mut [Token], at: usize) {
    let gerund = &tokens[at].syntax;
    let verb = at - 1;
    let Some(object) = gerund
        .head
        .filter(|&noun| noun > at && gerund.xpos == "VBG" && gerund.relation == "amod")
    else {
        return;
    };
    let goes_on = tokens[verb].syntax.upos == Upos::Verb
        && matches!(
            tokens[verb].syntax.lemma.as_str(),
            "stop" | "cease" | "begin" | "start" | "resume" | "continue" | "halt" | "keep"
        );
    let told = tokens[object].syntax.relation == "obj" && tokens[object].syntax.head == Some(verb);
    if !goes_on || !told {
        return;
    }
    tokens[at].syntax.upos = Upos::Verb;
    tokens[at].syntax.relation = "xcomp";
    tokens[at].syntax.head = Some(verb);
    tokens[object].syntax.head = Some(at);
}

/// The lemma of "freed", which the model cuts too short.
pub(super) fn lemma_of_freed(tokens: &mut [Token], at: usize) {
    if tokens[at].syntax.lemma == "fre" {
        tokens[at].syntax.lemma = "free".into();
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::parties;
    use entente_model::EventType;

    #[test]
    fn fighting_is_a_noun() {
        for text in [
            "Fighting between Malian soldiers and Chadian rebels left 12 people dead, the army said.",
            "Clashes between the armies of Mali and Niger killed 12 people last week.",
        ] {
            assert_eq!(parties(text, EventType::Assault).0.len(), 2, "{text}");
            assert!(parties(text, EventType::Retreat).0.is_empty(), "{text}");
        }
    }

    #[test]
    fn a_day_may_part_a_charge() {
        let (who, whom) = parties(
            "Peru's coast guard accused Ecuadorian troops on Monday of opening fire on a fishing boat.",
            EventType::Assault,
        );
        assert_eq!(who, ["Ecuadorian troops"]);
        assert_eq!(whom, ["Peru"]);
    }

    #[test]
    fn captives_are_freed() {
        let (who, whom) = parties(
            "Two Serbian policemen held by Albania were freed on Friday.",
            EventType::Retreat,
        );
        assert_eq!(who, ["Albania"]);
        assert_eq!(whom, ["Serbian policemen"]);
    }

    #[test]
    fn who_shot_and_killed_is_no_shot() {
        for text in [
            "Police in Lima shot and killed two students on Monday.",
            "Peruvian police shot and wounded two students.",
        ] {
            let (who, whom) = parties(text, EventType::Assault);
            assert!(who[0].ends_with("olice"), "{text}");
            assert_eq!(whom, ["students"], "{text}");
        }
    }

    #[test]
    fn what_has_been_struck_is_not_owned() {
        let (who, whom) = parties(
            "Turkish warplanes have struck targets in Iraq.",
            EventType::Assault,
        );
        assert_eq!((who.len(), whom), (1, vec!["Iraq".to_owned()]));
    }

    #[test]
    fn who_stops_shelling_holds_fire() {
        let (who, _) = parties(
            "Chad's army said it would stop shelling villages near Abeche.",
            EventType::Retreat,
        );
        assert_eq!(who, ["Chad's army"]);
    }

    /// The first event of a text, of whichever type.
    fn first_event(text: &str) -> (EventType, entente_model::Status) {
        let (_, claims) = crate::tests::claims_of(&format!("{text}\n\nEmbassies and treaties."));
        claims
            .iter()
            .find_map(|claim| match &claim.body {
                entente_model::ClaimBody::Event(event) if event.kind != EventType::Reject => {
                    Some((event.kind, claim.status))
                }
                _ => None,
            })
            .expect("an event")
    }

    #[test]
    fn what_is_denied_is_not_done() {
        for text in [
            "The Chadian army rejected a report that its soldiers had executed prisoners.",
            "Ghana denied a claim by the group that it had killed dozens of soldiers.",
        ] {
            let told = first_event(text);
            assert_eq!(
                told,
                (EventType::Assault, entente_model::Status::Denied),
                "{text}"
            );
        }
    }

    #[test]
    fn sanctions_are_joined_by_no_member() {
        assert_eq!(
            first_event("Norway joined EU sanctions against Belarus on Friday.").0,
            EventType::Sanction
        );
    }

    #[test]
    fn gas_is_fired_at_the_crowd() {
        let (_, whom) = parties(
            "Kenyan police fired tear gas to break up a crowd of protesters near the Dutch embassy in Nairobi.",
            EventType::Assault,
        );
        assert!(whom[0].contains("protesters"), "{whom:?}");
    }
}
