//! What `entente annotate --layer syntax` writes keeps the rules of CoNLL-U: those that the
//! validator of Universal Dependencies has in its levels 1 (the format) and 2 (the values that no
//! language may choose for itself), told anew from its documentation.

use std::collections::BTreeSet;

use entente::annotations::{Layer, annotate};
use entente::language::Analyser;
use entente::model::Document;
use unicode_normalization::is_nfc;

const UPOS: [&str; 17] = [
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
    "PUNCT", "SCONJ", "SYM", "VERB", "X",
];

const RELATIONS: [&str; 37] = [
    "acl",
    "advcl",
    "advmod",
    "amod",
    "appos",
    "aux",
    "case",
    "cc",
    "ccomp",
    "clf",
    "compound",
    "conj",
    "cop",
    "csubj",
    "dep",
    "det",
    "discourse",
    "dislocated",
    "expl",
    "fixed",
    "flat",
    "goeswith",
    "iobj",
    "list",
    "mark",
    "nmod",
    "nsubj",
    "nummod",
    "obj",
    "obl",
    "orphan",
    "parataxis",
    "punct",
    "reparandum",
    "root",
    "vocative",
    "xcomp",
];

/// The first rule that a file breaks.
fn broken(text: &str) -> Result<(), String> {
    let rule = |held: bool, what: &str, line: &str| {
        if held {
            Ok(())
        } else {
            Err(format!("{what}: {line:?}"))
        }
    };
    rule(
        text.is_empty() || text.ends_with("\n\n"),
        "a blank line ends each sentence",
        "",
    )?;
    rule(!text.contains('\r'), "lines end with a line feed alone", "")?;
    let mut ids = BTreeSet::new();
    for block in text.split_terminator("\n\n") {
        rule(!block.is_empty(), "one blank line, no more", block)?;
        let lines: Vec<&str> = block.lines().collect();
        let comments = lines.iter().take_while(|l| l.starts_with('#')).count();
        let (comments, words) = lines.split_at(comments);
        rule(!words.is_empty(), "a sentence has words", block)?;
        for line in &lines {
            rule(is_nfc(line), "the text is normalised", line)?;
            rule(*line == line.trim_end(), "no white space ends a line", line)?;
        }
        let value = |key: &str| {
            let start = format!("# {key} = ");
            let found: Vec<&str> = comments
                .iter()
                .filter_map(|c| c.strip_prefix(start.as_str()))
                .collect();
            match found[..] {
                [value] => Ok(value.to_owned()),
                _ => Err(format!("one {key}: {block:?}")),
            }
        };
        let id = value("sent_id")?;
        rule(
            !id.contains(char::is_whitespace) && !id.contains('/'),
            "an id is one word without a slash",
            &id,
        )?;
        rule(ids.insert(id.clone()), "an id stands once", &id)?;
        let whole = value("text")?;
        rule(whole == whole.trim(), "the text is trimmed", &whole)?;
        let mut rest = whole.as_str();
        let mut heads = Vec::new();
        for (at, line) in words.iter().enumerate() {
            let columns: Vec<&str> = line.split('\t').collect();
            let [
                id,
                form,
                lemma,
                upos,
                xpos,
                features,
                head,
                relation,
                more,
                notes,
            ] = columns[..]
            else {
                return Err(format!("ten columns: {line:?}"));
            };
            for column in &columns {
                rule(
                    !column.is_empty() && *column == column.trim() && !column.contains("  "),
                    "a column is neither empty nor padded",
                    line,
                )?;
            }
            for column in [id, upos, xpos, features, head, relation, more] {
                rule(
                    !column.contains(char::is_whitespace),
                    "white space in a column of tags",
                    line,
                )?;
            }
            rule(
                id == (at + 1).to_string(),
                "words are numbered from 1",
                line,
            )?;
            rule(UPOS.contains(&upos), "a universal part of speech", line)?;
            rule(!lemma.is_empty(), "a lemma", line)?;
            rule(features == "_" && more == "_", "nothing is claimed", line)?;
            let mut parts = relation.split(':');
            let known = parts.next().is_some_and(|part| RELATIONS.contains(&part));
            let subtype = parts.next().is_none_or(|part| {
                !part.is_empty() && part.chars().all(|letter| letter.is_ascii_lowercase())
            });
            rule(
                known && subtype && parts.next().is_none(),
                "a universal relation",
                line,
            )?;
            let head: usize = head.parse().map_err(|_| format!("a head: {line:?}"))?;
            rule(head <= words.len() && head != at + 1, "a head", line)?;
            rule(
                (head == 0) == (relation == "root"),
                "the root alone hangs on 0",
                line,
            )?;
            heads.push(head);
            // The text is what the forms and the spaces between them make.
            rest = rest
                .strip_prefix(form)
                .ok_or_else(|| format!("the form stands in the text: {line:?} in {whole:?}"))?;
            let joined = notes == "SpaceAfter=No";
            rule(joined || notes == "_", "notes", line)?;
            match rest.strip_prefix(' ') {
                Some(after) => {
                    rule(!joined, "a space follows", line)?;
                    rest = after;
                }
                None => rule(joined || rest.is_empty(), "no space follows", line)?,
            }
        }
        rule(rest.is_empty(), "all of the text is words", &whole)?;
        rule(
            heads.iter().filter(|&&head| head == 0).count() == 1,
            "one root",
            block,
        )?;
        for start in 1..=heads.len() {
            let mut at = start;
            for _ in 0..=heads.len() {
                at = if at == 0 { 0 } else { heads[at - 1] };
            }
            rule(at == 0, "no cycle", block)?;
        }
    }
    Ok(())
}

fn check(analyser: &Analyser, id: &str, text: &str) {
    let document = Document::new(id, text);
    let out = annotate(&document, analyser, Layer::Syntax);
    if let Err(what) = broken(&out) {
        panic!("{what}\n{out}");
    }
}

#[test]
fn sentences_keep_the_rules() {
    let analyser = Analyser::new();
    let texts = [
        "The Fijian envoy left. “No,” she said – the talks (in Suva) aren’t over.",
        "SUVA, May 2 —\nTonga's PM, Dr. A. Vea, can't attend; it's 3.5% (of US$2bn), he told AFP.\n\n\
         * item one\n* item two\n",
        "No. 59-NQ/TW … www.example.org/a?b=c a@b.example :-) #talks @user ½ 5×4 C++ x_y ",
        "Ông Nguyễn Văn A nói: «Không». 北京 — 会议。 مرحبا. Привет, мир!",
        "  leading\tand trailing\u{a0}\u{2003}white space \r\n\r\n  .  \n",
        "a\u{301}cute e\u{301} \u{301}alone \u{200b}zero\u{200d}width\u{feff} \u{0}\u{1b}[31m",
        "",
        " \n \n",
    ];
    for (number, text) in texts.iter().enumerate() {
        check(&analyser, &format!("d{number}"), text);
    }
    check(&analyser, "a folder/b c\td", "Two words.");
    check(&analyser, "", "Two words.");
    check(&analyser, "long", &"one and ".repeat(450));
}

#[test]
fn any_marks_keep_the_rules() {
    let analyser = Analyser::new();
    // A small generator of odd texts, the same at every run.
    let pieces = [
        " ",
        "\n",
        "\t",
        "\u{a0}",
        "\u{2028}",
        "\u{85}",
        "the",
        "Kenya",
        "’s",
        "n't",
        "'",
        "\"",
        "(",
        ")",
        "-",
        "—",
        ".",
        "...",
        "?",
        "!",
        "U.S.",
        "3.5",
        "%",
        "€",
        "é",
        "e\u{301}",
        "\u{200b}",
        "\u{301}",
        "ﬁ",
        "中",
        "🙂",
        "\u{1f1f0}\u{1f1ea}",
        "\u{7}",
        "#",
        "_",
        "|",
        "\\",
    ];
    let mut state = 7u64;
    for number in 0..150 {
        let mut text = String::new();
        for _ in 0..40 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        check(&analyser, &format!("odd{number}"), &text);
    }
}

#[test]
fn the_rules_find_what_breaks_them() {
    let good = "# sent_id = a\n# text = Go.\n1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n\
                2\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_\n\n";
    assert_eq!(broken(good), Ok(()));
    for (from, to) in [
        ("\n\n", "\n"),
        ("2\t.", "3\t."),
        ("VERB", "VRB"),
        ("\t1\tpunct", "\t2\tpunct"),
        ("\t1\tpunct", "\t0\tpunct"),
        ("\t1\tpunct", "\t1\tmark of sorts"),
        ("SpaceAfter=No", "_"),
        ("text = Go.", "text = Go !"),
        ("sent_id = a", "sent_id = a b"),
    ] {
        assert!(broken(&good.replacen(from, to, 1)).is_err(), "{from} {to}");
    }
}
