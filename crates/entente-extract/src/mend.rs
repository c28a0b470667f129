//! Mends the parse where names or the words around show that it is wrong.

mod acts;
mod days;

use entente_language::{Analysis, Token, Upos};

/// Mends what the parser takes for a verb though it is a name ("appealed to Harare"), a perfect
/// that a phrase parts ("had in a speech called for"), an infinitive that a time parts from its verb
/// ("promised hours later to open"), "to free" before those who are freed, a participle behind a
/// comma ("Leaders of the union, meeting in Abuja, urged"), a preposition that hangs on the title
/// before a name, who acts before a verb with a hyphen ("Kenya test-fired"), a verb taken for a noun
/// ("The resolution calls upon"), who is spoken to ("Mr. President, Kenya thanks"), "neighbouring" before
/// a name, a second act joined to a name or left without its object ("by joining Mercosur and opening talks"), and a short
/// sentence or clause taken for a noun ("Harare lifted sanctions on Chad.", "after the union lifted sanctions"),
/// who acts behind "after" taken for a phrase ("after a crowd stormed the embassy", "after Seoul promised"),
/// a day behind a verb, who is let go, who acts by an act that acts itself ("the expulsion by Chad angered"), a gerund somebody is
/// accused of, a second verb taken for an adjective, who is told "along with" whoever acts, and a sentence without an auxiliary taken for a passive; what it misreads
/// of acts of force is in `acts`.
pub(crate) fn mend(analysis: &mut Analysis) {
    if !analysis.tokens.is_empty() {
        passive_of_nobody(analysis, 0);
    }
    for at in 0..analysis.tokens.len() {
        acts::act_for_verb(&mut analysis.tokens, at);
        acts::lemma_of_freed(&mut analysis.tokens, at);
        acts::shot_and_killed(&mut analysis.tokens, at);
    }
    for at in 1..analysis.tokens.len() {
        name_behind_to(analysis, at);
        days::bare_day(analysis, at);
        perfect_apart(analysis, at);
        perfect_for_complement(analysis, at);
        let_go(analysis, at);
        charged_gerund(analysis, at);
        acts::charge_on_day(&mut analysis.tokens, at);
        acts::struck_for_adjective(&mut analysis.tokens, at);
        acts::gerund_for_adjective(&mut analysis.tokens, at);
        passive_of_nobody(analysis, at);
        second_verb_for_adjective(analysis, at);
        doer_for_subject(analysis, at);
        infinitive_apart(analysis, at);
        to_free(analysis, at);
        participle_aside(analysis, at);
        case_on_title(analysis, at);
        verb_with_hyphen(analysis, at);
        noun_that_acts(analysis, at);
        vocative(analysis, at);
        neighbouring(analysis, at);
        second_gerund(analysis, at);
        second_object(analysis, at);
        sentence_for_noun(analysis, at);
        clause_for_noun(analysis, at);
        subject_behind_after(analysis, at);
        accompanied(analysis, at);
    }
}

/// "Kenya, along with Uganda, condemned the coup": both did, as if "and" joined them.
fn accompanied(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    let beside = match tokens[at].syntax.lemma.as_str() {
        "along" | "together" if tokens.get(at + 1).is_some_and(|t| t.syntax.lemma == "with") => {
            tokens[at + 1].syntax.head
        }
        "alongside" => tokens[at].syntax.head,
        _ => None,
    };
    let Some(other) = beside.filter(|&other| other > at && other <= at + 8) else {
        return;
    };
    let mut who = at.saturating_sub(2);
    if tokens[at - 1].syntax.lemma != "," || tokens[other].syntax.upos != Upos::Propn {
        return;
    }
    while matches!(tokens[who].syntax.relation, "flat" | "compound")
        && let Some(head) = tokens[who]
            .syntax
            .head
            .filter(|&head| head + 6 > who && head < at)
    {
        who = head;
    }
    let acts = tokens[who].syntax.relation == "nsubj" && tokens[who].syntax.upos == Upos::Propn;
    if !acts {
        return;
    }
    // "along with Uganda and Rwanda"
    for further in other + 1..sentence_around(tokens, at).end {
        let syntax = &mut tokens[further].syntax;
        if syntax.head == Some(other) && syntax.relation == "conj" {
            syntax.head = Some(who);
        }
    }
    tokens[other].syntax.head = Some(who);
    tokens[other].syntax.relation = "conj";
}

/// "after a crowd stormed the embassy": who acts in the clause, where the parse reads "after a crowd" as a
/// phrase of the clause above.
fn subject_behind_after(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    let verb = &tokens[at].syntax;
    let finite = matches!(verb.xpos, "VBD" | "VBZ" | "VBP");
    let Some(above) = verb
        .head
        .filter(|&above| above < at && finite && verb.relation == "advcl")
    else {
        return;
    };
    let near = at.saturating_sub(12).max(above + 1)..at;
    let own = |t: usize| tokens[t].syntax.head == Some(at);
    if near
        .clone()
        .any(|t| own(t) && matches!(tokens[t].syntax.relation, "nsubj" | "nsubj:pass" | "mark"))
    {
        return;
    }
    let subject = near.clone().rev().find(|&t| {
        let syntax = &tokens[t].syntax;
        syntax.relation == "obl" && syntax.head == Some(above)
    });
    let Some(subject) = subject else {
        return;
    };
    // What stands between them is the subject's or the verb's.
    let close = (subject + 1..at).all(|t| {
        tokens[t]
            .syntax
            .head
            .is_some_and(|head| (subject..=at).contains(&head))
    });
    let link = near.clone().find(|&t| {
        let syntax = &tokens[t].syntax;
        syntax.head == Some(subject)
            && syntax.relation == "case"
            && matches!(
                syntax.lemma.as_str(),
                "after" | "before" | "since" | "until" | "as"
            )
    });
    let Some(link) = link.filter(|_| close) else {
        return;
    };
    for (token, relation) in [(subject, "nsubj"), (link, "mark")] {
        tokens[token].syntax.head = Some(at);
        tokens[token].syntax.relation = relation;
    }
    tokens[link].syntax.upos = Upos::Sconj;
}

/// "after the council lifted sanctions on Chad": who did what before, where the parse reads sanctions of
/// a lifted sort. "After the Togo backed rebels left" is another thing.
fn clause_for_noun(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    let verb = &tokens[at].syntax;
    let Some(noun) = verb.head.filter(|&noun| noun == at + 1) else {
        return;
    };
    let subject = at - 1;
    let describes = matches!(
        verb.lemma.as_str(),
        "back"
            | "lead"
            | "own"
            | "base"
            | "run"
            | "hold"
            | "make"
            | "broker"
            | "sponsor"
            | "fund"
            | "control"
            | "occupy"
            | "administer"
            | "mediate"
            | "propose"
            | "bear"
            | "train"
            | "support"
            | "arm"
            | "elect"
            | "appoint"
            | "build"
            | "produce"
            | "grow"
            | "list"
            | "register"
            | "flag"
            | "chair"
            | "host"
            | "align"
            | "ally"
            | "affiliate"
            | "dominate"
            | "inspire"
            | "draft"
            | "organise"
            | "organize"
            | "educate"
            | "wound"
            | "displace"
    );
    let read_so = verb.xpos == "VBN"
        && verb.relation == "amod"
        && !describes
        && tokens[noun].syntax.upos == Upos::Noun
        && tokens[subject].syntax.relation == "compound"
        && tokens[subject].syntax.head == Some(noun)
        && matches!(tokens[subject].syntax.xpos, "NN" | "NNP" | "NNPS");
    let before = at.saturating_sub(10);
    let link = (before..at).find(|&t| {
        let syntax = &tokens[t].syntax;
        syntax.head == Some(noun)
            && syntax.relation == "case"
            && matches!(
                syntax.lemma.as_str(),
                "after" | "before" | "since" | "until" | "as"
            )
    });
    let Some(link) = link.filter(|_| read_so) else {
        return;
    };
    for token in &mut tokens[link + 1..subject] {
        if token.syntax.head == Some(noun) {
            token.syntax.head = Some(subject);
        }
    }
    let above = tokens[noun].syntax.head;
    for (token, head, relation) in [
        (at, above, "advcl"),
        (noun, Some(at), "obj"),
        (subject, Some(at), "nsubj"),
        (link, Some(at), "mark"),
    ] {
        tokens[token].syntax.head = head;
        tokens[token].syntax.relation = relation;
    }
    tokens[at].syntax.xpos = "VBD";
    tokens[link].syntax.upos = Upos::Sconj;
}

/// "joining Mercosur and opening talks": the object behind the second verb is the second's, where the
/// first has one of its own before it.
fn second_object(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    let is_object = |t: usize, verb: usize| {
        tokens[t].syntax.head == Some(verb) && tokens[t].syntax.relation == "obj"
    };
    let second = &tokens[at].syntax;
    let Some(first) = second
        .head
        .filter(|&h| h < at && second.relation == "conj" && second.upos == Upos::Verb)
    else {
        return;
    };
    let end = tokens.len().min(at + 8);
    let behind = (at + 1..end).find(|&t| is_object(t, first));
    let own = (first + 1..at).any(|t| is_object(t, first));
    let has = (at + 1..end).any(|t| is_object(t, at));
    if let Some(behind) = behind.filter(|_| own && !has) {
        tokens[behind].syntax.head = Some(at);
    }
}

/// "Harare lifted sanctions on Chad.": who did what, where the parse reads sanctions of a lifted sort.
fn sentence_for_noun(analysis: &mut Analysis, at: usize) {
    let verb = &analysis.tokens[at].syntax;
    if verb.xpos != "VBN" || verb.relation != "amod" {
        return;
    }
    let begins = analysis
        .sentences
        .iter()
        .find(|s| s.tokens.contains(&at))
        .map(|s| s.tokens.clone());
    let Some(sentence) = begins else {
        return;
    };
    let tokens = &mut analysis.tokens;
    let Some(noun) = tokens[at].syntax.head.filter(|&noun| noun == at + 1) else {
        return;
    };
    let name = at - 1;
    let span = tokens[name].span;
    let names = &analysis.names;
    let acts = names
        .get(names.partition_point(|n| n.span.end <= span.start))
        .is_some_and(|n| n.span.contains(span) && n.form != entente_language::Form::Adjective);
    let stopped = tokens[sentence.end - 1].syntax.lemma == ".";
    // "Ghana and Togo normalized relations."
    let joined = (tokens[name].syntax.relation == "conj")
        .then_some(tokens[name].syntax.head)
        .flatten()
        .filter(|&first| tokens[first].syntax.relation == "nsubj");
    let subject = joined.unwrap_or(name);
    let read_so = tokens[noun].syntax.relation == "root"
        && tokens[noun].syntax.upos == Upos::Noun
        && (joined.is_some() || matches!(tokens[name].syntax.relation, "compound" | "amod"))
        && tokens[subject].syntax.head == Some(noun)
        && acts
        && sentence
            .clone()
            .all(|t| t == at || !matches!(tokens[t].syntax.upos, Upos::Verb | Upos::Aux));
    if !read_so || !stopped || name < sentence.start {
        return;
    }
    for t in sentence {
        let syntax = &mut tokens[t].syntax;
        if syntax.head == Some(noun) && matches!(syntax.relation, "punct") {
            syntax.head = Some(at);
        }
    }
    for (token, head, relation) in [
        (at, None, "root"),
        (noun, Some(at), "obj"),
        (subject, Some(at), "nsubj"),
    ] {
        tokens[token].syntax.head = head;
        tokens[token].syntax.relation = relation;
    }
    tokens[at].syntax.xpos = "VBD";
}

/// "its invasion of neighbouring Chad": said of Chad, which does no neighbouring.
fn neighbouring(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    let gerund = &tokens[at].syntax;
    if !matches!(gerund.lemma.as_str(), "neighbour" | "neighbor") || gerund.xpos != "VBG" {
        return;
    }
    let (governor, relation) = (gerund.head, gerund.relation);
    let object = (at + 1..tokens.len().min(at + 5))
        .find(|&t| tokens[t].syntax.head == Some(at) && tokens[t].syntax.relation == "obj")
        .filter(|&t| tokens[t].syntax.upos == Upos::Propn);
    let Some(name) = object else {
        return;
    };
    tokens[name].syntax.head = governor;
    tokens[name].syntax.relation = if relation == "acl" { "nmod" } else { "obl" };
    for t in (at.saturating_sub(2)..at).chain(at + 1..tokens.len().min(name + 3)) {
        let syntax = &mut tokens[t].syntax;
        if syntax.head == Some(at) {
            syntax.head = Some(name);
            if syntax.relation == "mark" {
                syntax.relation = "case";
                syntax.upos = Upos::Adp;
            }
        }
    }
    let syntax = &mut tokens[at].syntax;
    syntax.head = Some(name);
    syntax.relation = "amod";
    syntax.upos = Upos::Adj;
    syntax.xpos = "JJ";
}

/// "by joining Mercosur and opening talks": two acts, where the parse joins the second to the name and
/// takes the name for a part of the second's object.
fn second_gerund(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    let second = &tokens[at].syntax;
    if second.xpos != "VBG" || second.relation != "conj" {
        return;
    }
    let Some(name) = second.head.filter(|&h| h < at) else {
        return;
    };
    let Some(object) = tokens[name]
        .syntax
        .head
        .filter(|&o| o > at && tokens[name].syntax.relation == "compound")
    else {
        return;
    };
    let first = tokens[object].syntax.head.filter(|&verb| {
        verb < name
            && tokens[object].syntax.relation == "obj"
            && tokens[verb].syntax.xpos == "VBG"
            && tokens[name].syntax.upos == Upos::Propn
    });
    let Some(first) = first else {
        return;
    };
    tokens[name].syntax.head = Some(first);
    tokens[name].syntax.relation = "obj";
    tokens[at].syntax.head = Some(first);
    tokens[object].syntax.head = Some(at);
}

/// "Mr. President, Kenya thanks Peru": who is spoken to neither acts nor is what follows.
fn vocative(analysis: &mut Analysis, at: usize) {
    let text = |token: &entente_language::Token| token.syntax.lemma.to_lowercase();
    let tokens = &mut analysis.tokens;
    let addressed = matches!(
        text(&tokens[at - 1]).trim_end_matches('.'),
        "mr" | "mister" | "madam" | "madame" | "mme" | "distinguished" | "honourable" | "honorable"
    ) && matches!(
        text(&tokens[at]).as_str(),
        "president" | "chairman" | "chair" | "chairperson" | "chairwoman" | "speaker"
    );
    let comma = tokens.get(at + 1).is_some_and(|t| t.syntax.xpos == ",");
    let Some(verb) = tokens[at].syntax.head.filter(|&head| head > at + 1) else {
        return;
    };
    if !addressed || !comma || !matches!(tokens[at].syntax.relation, "nsubj" | "vocative") {
        return;
    }
    tokens[at].syntax.relation = "vocative";
    let acts = (at + 2..verb)
        .find(|&t| tokens[t].syntax.head == Some(at) && tokens[t].syntax.relation == "appos");
    if let Some(acts) = acts {
        tokens[acts].syntax.head = Some(verb);
        tokens[acts].syntax.relation = "nsubj";
        if tokens[verb].syntax.upos == Upos::Noun && tokens[verb].syntax.relation == "root" {
            tokens[verb].syntax.upos = Upos::Verb;
            tokens[verb].syntax.xpos = "VBZ";
        }
    }
}

/// "Kenya test-fired a missile": who acts was taken for a part of "test".
fn verb_with_hyphen(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    let Some(verb) = tokens[at].syntax.head.filter(|&verb| verb == at + 2) else {
        return;
    };
    let joined = tokens[at].syntax.relation == "nsubj"
        && tokens[at].syntax.lemma == "test"
        && tokens[at].span.end == tokens[at + 1].span.start
        && tokens[at + 1].span.end == tokens[verb].span.start
        && tokens[verb].syntax.upos == Upos::Verb;
    if !joined {
        return;
    }
    let before = at.saturating_sub(8);
    let subject = (before..at)
        .rev()
        .find(|&t| tokens[t].syntax.head == Some(at) && tokens[t].syntax.relation == "compound");
    let Some(subject) = subject else {
        return;
    };
    for token in &mut tokens[before..subject] {
        if token.syntax.head == Some(at) {
            token.syntax.head = Some(subject);
        }
    }
    tokens[subject].syntax.head = Some(verb);
    tokens[subject].syntax.relation = "nsubj";
    tokens[at].syntax.relation = "compound";
}

/// "met with former prime minister Odinga": the preposition is the name's, not the title's before it.
fn case_on_title(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    if tokens[at].syntax.relation != "case" {
        return;
    }
    let name = tokens[at]
        .syntax
        .head
        .filter(|&title| title > at && tokens[title].syntax.relation == "nmod:desc")
        .and_then(|title| tokens[title].syntax.head.filter(|&name| name > title));
    if name.is_some() {
        tokens[at].syntax.head = name;
    }
}

/// "The resolution calls upon all parties", "The union plans to": a noun by its word class and yet the
/// root and in the third person is the verb of what the parse takes for part of its name.
fn noun_that_acts(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    let syntax = &tokens[at].syntax;
    let before = &tokens[at - 1].syntax;
    if syntax.relation != "root"
        || !matches!(syntax.xpos, "VBZ" | "VBD")
        || before.relation != "compound"
        || before.head != Some(at)
    {
        return;
    }
    tokens[at].syntax.upos = Upos::Verb;
    tokens[at - 1].syntax.relation = "nsubj";
    for (place, child) in tokens.iter_mut().enumerate() {
        if child.syntax.head != Some(at) || place == at - 1 {
            continue;
        }
        match child.syntax.relation {
            "det" | "amod" | "compound" | "nmod:poss" if place < at => {
                child.syntax.head = Some(at - 1);
            }
            "nmod" if place > at => child.syntax.relation = "obl",
            "acl" if place > at => child.syntax.relation = "xcomp",
            _ => {}
        }
    }
}

/// "promised hours later to open": what is promised, not what is late.
fn infinitive_apart(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    if !matches!(tokens[at].syntax.relation, "advcl" | "acl")
        || tokens[at].syntax.xpos != "VB"
        || tokens[at - 1].syntax.xpos != "TO"
    {
        return;
    }
    let Some(adverb) = tokens[at].syntax.head.filter(|&adverb| adverb < at) else {
        return;
    };
    let Some(verb) = tokens[adverb].syntax.head.filter(|&verb| verb < adverb) else {
        return;
    };
    let time = tokens[adverb].syntax.upos == Upos::Adv
        && matches!(
            tokens[adverb].syntax.lemma.as_str(),
            "later" | "late" | "earlier" | "early" | "again" | "ago" | "today" | "yesterday"
        );
    if time && tokens[verb].syntax.upos == Upos::Verb {
        tokens[at].syntax.head = Some(verb);
        tokens[at].syntax.relation = "xcomp";
    }
}

/// "ordered Mali to free 46 soldiers": no free soldiers.
fn to_free(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    let free = &tokens[at].syntax;
    // "demanded that Mali free all captives": what has a subject and an object is a verb.
    let acts = free.upos == Upos::Adj
        && free.lemma == "free"
        && free.relation == "ccomp"
        && sentence_around(tokens, at).any(|child| {
            child > at
                && tokens[child].syntax.head == Some(at)
                && tokens[child].syntax.relation == "obj"
        });
    if acts {
        tokens[at].syntax.upos = Upos::Verb;
        tokens[at].syntax.xpos = "VB";
        return;
    }
    let free = &tokens[at].syntax;
    if free.upos != Upos::Adj || free.lemma != "free" || free.relation != "amod" {
        return;
    }
    let Some(noun) = free.head.filter(|&noun| noun > at) else {
        return;
    };
    let to = &tokens[at - 1].syntax;
    let Some(verb) = tokens[noun].syntax.head.filter(|&verb| verb < at) else {
        return;
    };
    let asked = matches!(
        tokens[verb].syntax.lemma.as_str(),
        "order"
            | "urge"
            | "ask"
            | "tell"
            | "call"
            | "press"
            | "agree"
            | "promise"
            | "refuse"
            | "decide"
            | "force"
            | "want"
            | "appeal"
            | "pledge"
            | "offer"
            | "vow"
            | "plan"
    );
    if to.relation != "case"
        || to.head != Some(noun)
        || to.lemma != "to"
        || !tokens[noun].syntax.relation.starts_with("obl")
        || !asked
    {
        return;
    }
    tokens[at].syntax.upos = Upos::Verb;
    tokens[at].syntax.xpos = "VB";
    tokens[at].syntax.relation = "xcomp";
    tokens[at].syntax.head = Some(verb);
    tokens[at - 1].syntax.upos = Upos::Part;
    tokens[at - 1].syntax.xpos = "TO";
    tokens[at - 1].syntax.relation = "mark";
    tokens[at - 1].syntax.head = Some(at);
    tokens[noun].syntax.relation = "obj";
    tokens[noun].syntax.head = Some(at);
}

/// "Leaders of the union, meeting in Abuja, urged": said of the leaders, not joined to them.
fn participle_aside(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    let syntax = &tokens[at].syntax;
    if syntax.relation != "conj"
        || syntax.upos != Upos::Verb
        || syntax.xpos != "VBG"
        || tokens[at - 1].syntax.xpos != ","
    {
        return;
    }
    let noun = syntax
        .head
        .filter(|&head| matches!(tokens[head].syntax.upos, Upos::Noun | Upos::Propn));
    if noun.is_some() {
        tokens[at].syntax.relation = "acl";
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
    raise_participle(tokens, have, at);
}

/// "denied that its drones had struck the port": had struck, not had something struck.
fn perfect_for_complement(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    let have = at - 1;
    let syntax = &tokens[at].syntax;
    let perfect = syntax.xpos == "VBN"
        && syntax.relation == "xcomp"
        && syntax.head == Some(have)
        && tokens[have].syntax.lemma == "have";
    if perfect {
        raise_participle(tokens, have, at);
    }
}

/// Makes the participle the verb where the parse took its auxiliary for it.
fn raise_participle(tokens: &mut [Token], have: usize, participle: usize) {
    let (relation, head) = (tokens[have].syntax.relation, tokens[have].syntax.head);
    for child in sentence_around(tokens, participle) {
        if tokens[child].syntax.head == Some(have) {
            tokens[child].syntax.head = Some(participle);
        }
    }
    tokens[participle].syntax.relation = relation;
    tokens[participle].syntax.head = head;
    tokens[have].syntax.relation = "aux";
    tokens[have].syntax.upos = Upos::Aux;
    tokens[have].syntax.head = Some(participle);
}

/// The tokens near enough to one to hang on it.
fn sentence_around(tokens: &[Token], at: usize) -> std::ops::Range<usize> {
    at.saturating_sub(120)..tokens.len().min(at + 120)
}

/// "let go three hostages": they are let go, they do not go somebody.
fn let_go(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    let go = &tokens[at].syntax;
    let release = at - 1;
    if go.lemma != "go" || go.head != Some(release) || tokens[release].syntax.lemma != "let" {
        return;
    }
    for child in at + 1..sentence_around(tokens, at).end {
        if tokens[child].syntax.head == Some(at) && tokens[child].syntax.relation == "obj" {
            tokens[child].syntax.head = Some(release);
        }
    }
}

/// "annexed Crimea and backed separatists": backed them, no backed separatists were annexed.
fn second_verb_for_adjective(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    let second = &tokens[at].syntax;
    let and = at - 1;
    let Some(noun) = second.head.filter(|&noun| noun > at && noun <= at + 3) else {
        return;
    };
    if second.relation != "amod" || second.xpos != "VBN" || tokens[and].syntax.relation != "cc" {
        return;
    }
    let Some(name) = tokens[noun].syntax.head.filter(|&name| name < and) else {
        return;
    };
    let Some(verb) = tokens[name].syntax.head.filter(|&verb| verb < name) else {
        return;
    };
    let joined = tokens[noun].syntax.relation == "conj"
        && tokens[name].syntax.upos == Upos::Propn
        && tokens[name].syntax.relation == "obj"
        && matches!(tokens[verb].syntax.xpos, "VBD" | "VBN");
    if !joined {
        return;
    }
    tokens[at].syntax.xpos = tokens[verb].syntax.xpos;
    tokens[at].syntax.upos = Upos::Verb;
    tokens[at].syntax.relation = "conj";
    tokens[at].syntax.head = Some(verb);
    tokens[and].syntax.head = Some(at);
    tokens[noun].syntax.relation = "obj";
    tokens[noun].syntax.head = Some(at);
}

/// "The minister, Ada Obi, apologized.": a sentence without an auxiliary is no passive.
fn passive_of_nobody(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    if tokens[at].syntax.relation != "nsubj:pass" {
        return;
    }
    let Some(verb) = tokens[at].syntax.head.filter(|&verb| verb > at) else {
        return;
    };
    let participle = &tokens[verb].syntax;
    // "Kenya called for sanctions": a past tense has no passive of its own.
    let tense = participle.xpos == "VBD";
    if !tense && (participle.xpos != "VBN" || participle.relation != "root") {
        return;
    }
    let around = sentence_around(tokens, verb);
    let passive = around.clone().any(|t| {
        let syntax = &tokens[t].syntax;
        syntax.head == Some(verb)
            && (syntax.relation.starts_with("aux") || syntax.relation == "obl:agent")
    });
    let stopped = around.clone().any(|t| {
        let syntax = &tokens[t].syntax;
        t > verb && syntax.head == Some(verb) && syntax.relation == "punct" && syntax.lemma == "."
    });
    if passive || !stopped && !tense {
        return;
    }
    tokens[at].syntax.relation = "nsubj";
    tokens[verb].syntax.xpos = "VBD";
}

/// "are accused of kidnapping thousands of children": they kidnap, no thousands of a kidnapping sort.
fn charged_gerund(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    let act = &tokens[at].syntax;
    let Some(noun) = act.head.filter(|&noun| noun > at) else {
        return;
    };
    let of = at - 1;
    let Some(verb) = tokens[noun].syntax.head.filter(|&verb| verb < of) else {
        return;
    };
    let noun_like =
        act.relation == "compound" && act.upos == Upos::Noun && act.lemma.ends_with("ing");
    let gerund = (noun_like || act.relation == "amod" && act.xpos == "VBG")
        && matches!(tokens[noun].syntax.relation, "obl" | "obj")
        && tokens[of].syntax.lemma == "of"
        && tokens[of].syntax.head == Some(noun)
        && matches!(
            tokens[verb].syntax.lemma.as_str(),
            "accuse" | "suspect" | "convict"
        );
    if !gerund {
        return;
    }
    tokens[at].syntax.upos = Upos::Verb;
    tokens[at].syntax.xpos = "VBG";
    tokens[at].syntax.relation = "advcl";
    tokens[at].syntax.head = Some(verb);
    tokens[of].syntax.relation = "mark";
    tokens[of].syntax.head = Some(at);
    tokens[noun].syntax.relation = "obj";
    tokens[noun].syntax.head = Some(at);
    // "of burning villages and raping women"
    for further in noun + 1..tokens.len().min(noun + 8) {
        let syntax = &mut tokens[further].syntax;
        if syntax.xpos == "VBG" && syntax.relation == "conj" && syntax.head == Some(verb) {
            syntax.head = Some(at);
        }
    }
}

/// "The expulsion of two envoys by Togo angered Chad": Togo expelled, the expulsion angered.
fn doer_for_subject(analysis: &mut Analysis, at: usize) {
    let tokens = &mut analysis.tokens;
    let doer = &tokens[at].syntax;
    let Some(verb) = doer
        .head
        .filter(|&verb| verb > at && doer.relation == "nsubj")
    else {
        return;
    };
    let by = (at.saturating_sub(4)..at).any(|t| {
        let syntax = &tokens[t].syntax;
        syntax.head == Some(at) && syntax.relation == "case" && syntax.lemma == "by"
    });
    let act = (at.saturating_sub(12)..at).find(|&t| {
        let syntax = &tokens[t].syntax;
        syntax.head == Some(verb) && syntax.relation == "nsubj"
    });
    if let Some(act) = act.filter(|_| by) {
        tokens[at].syntax.relation = "nmod";
        tokens[at].syntax.head = Some(act);
    }
}

#[cfg(test)]
mod tests {
    use entente_model::{ClaimBody, EventType, Status};

    /// The sorts of event that a sentence of a text on treaties and embassies tells.
    fn events(sentence: &str) -> Vec<EventType> {
        let text = format!("{sentence}\n\nEmbassies, treaties and sanctions.");
        let (_, claims) = crate::tests::claims_of(&text);
        claims
            .iter()
            .filter_map(|claim| match &claim.body {
                ClaimBody::Event(event) => Some(event.kind),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn who_is_along_with_another_acts_too() {
        let (who, _) = crate::tests::parties(
            "Kenya, along with Uganda and Rwanda, condemned the coup in Mali.",
            EventType::Accuse,
        );
        assert_eq!(who, ["Kenya", "Uganda", "Rwanda"]);
    }

    #[test]
    fn hostages_are_let_go() {
        let found = events("Rebels in eastern Chad let go four Italian engineers.");
        assert_eq!(found, [EventType::Retreat]);
    }

    #[test]
    fn who_expels_by_is_not_who_is_angered() {
        let found = events("The expulsion of Rwandan diplomats by Belgium angered Kigali.");
        assert_eq!(found, [EventType::Sanction]);
    }

    #[test]
    fn a_perfect_in_a_denial_is_denied() {
        let text = "Ukraine denied that its drones had struck Moscow.\n\nEmbassies, treaties and sanctions.";
        let (_, claims) = crate::tests::claims_of(text);
        let strikes: Vec<Status> = claims
            .iter()
            .filter(|c| matches!(&c.body, ClaimBody::Event(e) if e.kind == EventType::Assault))
            .map(|c| c.status)
            .collect();
        assert_eq!(strikes, [Status::Denied]);
    }

    #[test]
    fn who_is_accused_of_a_gerund_may_have_done_it() {
        let text = "The rebels are accused of kidnapping thousands of children in Uganda.\n\n\
                    Embassies, treaties and sanctions.";
        let (_, claims) = crate::tests::claims_of(text);
        let told = claims
            .iter()
            .find(|c| matches!(&c.body, ClaimBody::Event(e) if e.kind == EventType::Assault));
        assert_eq!(told.map(|c| c.status), Some(Status::Possible));
    }

    #[test]
    fn a_name_behind_after_acts_and_a_second_verb_too() {
        let found = events(
            "The kidnappers freed the last of the Korean hostages after Seoul promised to withdraw its troops.",
        );
        assert!(found.contains(&EventType::Agree), "{found:?}");
        let found = events(
            "In 2014, Russia seized and annexed Crimea and backed separatists in eastern Ukraine.",
        );
        assert!(found.contains(&EventType::Coerce), "{found:?}");
        assert!(found.contains(&EventType::Aid), "{found:?}");
    }

    #[test]
    fn a_sentence_without_an_auxiliary_is_no_passive() {
        let found = events(
            "Chad's new interior minister, Idriss Saleh, apologised on Monday for the death of two Kenyan nurses.",
        );
        assert_eq!(found, [EventType::Concede]);
        assert!(events("Kenya called for sanctions against Chad.").contains(&EventType::Request));
    }

    #[test]
    fn an_aim_and_a_wish_are_no_acts() {
        let found = events("Chad sent troops to Togo to help expel Kenyan forces from Kara.");
        assert_eq!(found, [EventType::Mobilize]);
        let found = events("Protesters in Chad want the army to overthrow the elected government.");
        assert!(!found.contains(&EventType::Coerce), "{found:?}");
    }

    #[test]
    fn a_town_is_no_infinitive() {
        let found = events("Canberra appealed to Harare to call off the demolitions.");
        assert_eq!(found, [EventType::Request]);
    }

    #[test]
    fn a_phrase_may_part_a_perfect() {
        let found =
            events("Washington had for months pressed Eritrea in private to change course.");
        assert_eq!(found, [EventType::Request]);
    }

    #[test]
    fn a_time_may_part_an_infinitive() {
        let found = events("Senegal promised hours later to open proceedings against Chad.");
        assert!(found.contains(&EventType::Agree));
    }

    #[test]
    fn soldiers_are_freed_by_those_who_meet() {
        let found = events(
            "Leaders of the Economic Community of West African States (ECOWAS), meeting in Lagos on Monday, ordered Chad to free 12 soldiers from Togo by May or be punished.",
        );
        assert!(found.contains(&EventType::Request));
        assert!(found.contains(&EventType::Consult));
    }

    #[test]
    fn what_is_neighbouring_is_invaded() {
        let found = events("Its ties were strained by Chad's invasion of neighbouring Mali.");
        assert_eq!(found, [EventType::Assault]);
    }

    #[test]
    fn two_gerunds_are_two_acts() {
        let found = events("Kenya began by joining Mercosur and restoring relations with Peru.");
        assert_eq!(
            found.iter().filter(|&&e| e == EventType::Support).count(),
            2
        );
    }

    #[test]
    fn a_clause_behind_after_is_no_noun() {
        let found = events("The visit came days after the council lifted sanctions on Chad.");
        assert_eq!(found, [EventType::Concede]);
    }

    #[test]
    fn who_acts_behind_after_is_no_phrase_of_the_clause_above() {
        let (_, claims) = crate::tests::claims_of(
            "Denmark recalled its ambassador to Iraq after a crowd stormed its embassy in Baghdad.",
        );
        let stormed = claims.iter().find_map(|claim| match &claim.body {
            ClaimBody::Event(event) if event.kind == EventType::Protest => Some(event),
            _ => None,
        });
        assert_eq!(stormed.expect("a riot").actors[0].name, "crowd");
    }

    #[test]
    fn a_short_sentence_is_no_noun() {
        let found = events("Harare lifted sanctions on Chad.");
        assert_eq!(found, [EventType::Concede]);
    }

    #[test]
    fn a_resolution_that_calls_is_no_call() {
        let said = crate::tests::said(
            "The resolution calls upon all parties to refrain from acts of violence against the embassy.",
        );
        assert_eq!(said[0].0, "resolution");
    }
}
