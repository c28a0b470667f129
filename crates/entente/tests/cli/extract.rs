//! `extract`, `annotate`, `rules`, `evaluate`: what touches no record.

use serde_json::Value;

use crate::{entente, output, project};

#[test]
fn claims_come_in_the_order_of_the_input_with_offsets_in_code_points() {
    let text = "Côte d’Ivoire’s neighbour Rwanda joined the Commonwealth in November 2009.";
    let mut lines = String::new();
    for number in 0..200 {
        let document = serde_json::json!({"id": format!("n{number}"), "text": text});
        lines.push_str(&format!("{document}\n"));
    }
    let out = output(entente().args(["extract", "-"]).write_stdin(lines));
    let points = text.chars().count();
    for (number, line) in out.lines().enumerate() {
        let value: Value = serde_json::from_str(line).unwrap();
        assert_eq!(value["id"], format!("n{number}"));
        for claim in value["claims"].as_array().unwrap() {
            assert!(claim["end"].as_u64().unwrap() <= points as u64);
            assert_eq!(claim["rule"], Value::Null, "only with --explain");
        }
    }
    assert_eq!(out.lines().count(), 200);
}

#[test]
fn the_same_samples_give_the_same_claims_in_any_order() {
    let texts = project("samples/texts");
    let run = |names: &[&str]| {
        let paths = names.iter().map(|n| texts.join(n));
        let out = output(entente().arg("extract").args(paths));
        let mut lines: Vec<String> = out.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let forth = run(&["press-articles.jsonl", "agency-wires.jsonl"]);
    let back = run(&["agency-wires.jsonl", "press-articles.jsonl"]);
    assert_eq!(forth, back);
    assert!(forth.len() > 10);
}

#[test]
fn every_layer_is_printed() {
    let note = "Kenya’s trade with Uganda rose 4 percent to US$1 billion in 2023.";
    for (layer, part) in [
        ("time", "\"timexes\":["),
        ("quantity", "\"quantities\":["),
        ("entity", "\"entities\":["),
    ] {
        let out = output(
            entente()
                .args(["annotate", "-", "--layer", layer])
                .write_stdin(note),
        );
        let value: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(value["id"], "stdin");
        assert!(out.contains(part), "{out}");
    }
    let out = output(
        entente()
            .args(["annotate", "-", "--layer", "syntax"])
            .write_stdin(note),
    );
    assert!(out.starts_with("# newdoc id = stdin\n# sent_id = stdin-1\n# text = Kenya’s trade"));
}

#[test]
fn rules_are_listed_in_every_form_and_shown_one_by_one() {
    let csv = output(entente().args(["rules", "--format", "csv"]));
    let name = csv
        .lines()
        .nth(1)
        .unwrap()
        .split(',')
        .next()
        .unwrap()
        .to_owned();
    let jsonl = output(entente().args(["rules", "--format", "jsonl"]));
    assert_eq!(jsonl.lines().count(), csv.lines().count() - 1);
    let shown = output(entente().args(["rules", &name]));
    assert!(
        shown.starts_with(&name) && shown.contains("patterns"),
        "{shown}"
    );
    let table = output(entente().args(["rules"]));
    assert!(table.lines().all(|l| l.chars().count() <= 120), "{table}");
    entente().args(["rules", "no/such-rule"]).assert().code(2);
}

#[test]
fn evaluation_of_gold_against_itself_is_perfect() {
    let gold = project("samples/gold.jsonl");
    let out = output(
        entente()
            .arg("evaluate")
            .arg(&gold)
            .arg("--claims")
            .arg(&gold)
            .arg("--json"),
    );
    let scores: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(scores["all"]["full"]["f1"], 1.0);
    let table = output(
        entente()
            .arg("evaluate")
            .arg(&gold)
            .arg(project("samples/texts")),
    );
    assert!(table.starts_with("kind"), "{table}");
    assert!(table.contains("texts without gold claims"), "{table}");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    use std::io::Read;
    use std::process::{Command, Stdio};
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("entente"))
        .args(["extract", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Closed before anything is written.
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let line = format!(
        "{{\"id\":\"a\",\"text\":\"{}\"}}\n",
        "Rwanda joined the Commonwealth. ".repeat(50)
    );
    for _ in 0..400 {
        use std::io::Write;
        if stdin.write_all(line.as_bytes()).is_err() {
            break;
        }
    }
    drop(stdin);
    let mut told = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut told)
        .unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{told}");
    assert_eq!(told, "");
}
