//! Every rule fires on the texts that its file says it must, and on none that it must not.

use entente_extract::{Example, Extractor, read_rules};
use entente_model::{Claim, Document, Edtf};
use serde_json::Value;

/// What is wrong with the examples of one rule.
fn faults(extractor: &Extractor, name: &str, yes: &[Example], no: &[String]) -> Vec<String> {
    let mut out = Vec::new();
    if yes.is_empty() {
        out.push(format!("{name}: has no text on which it must fire"));
    }
    for example in yes {
        let mut document = Document::new("example", example.text.as_str());
        let published = example.published.as_deref().unwrap_or("2025-06-15");
        document.published = Edtf::parse(published).ok();
        let made = extractor.extract_by(&document, name);
        if !made.iter().any(|c| fits(c, &example.claim)) {
            let made: Vec<String> = made
                .iter()
                .filter_map(|c| serde_json::to_string(c).ok())
                .collect();
            out.push(format!("{name}: `{}` gives {made:?}", example.text));
        }
    }
    for text in no {
        let made = extractor.extract_by(&Document::new("example", text.as_str()), name);
        if let Some(claim) = made.first() {
            out.push(format!("{name}: fires on `{text}`: {claim:?}"));
        }
    }
    out
}

/// Whether the claim has the fields of the example; an entity by a part of its name or its id.
fn fits(claim: &Claim, wanted: &toml::Table) -> bool {
    let Ok(json) = serde_json::to_value(claim) else {
        return false;
    };
    wanted
        .iter()
        .all(|(field, value)| match (&json[field], value) {
            (Value::Object(entity), toml::Value::String(name)) => {
                let known = entity["name"].as_str().unwrap_or_default();
                known.contains(name.as_str())
                    || name.contains(known)
                    || entity["id"].as_str() == Some(name)
            }
            (Value::Number(n), wanted) => {
                let wanted = wanted
                    .as_float()
                    .or_else(|| wanted.as_integer().map(|i| i as f64));
                wanted
                    .zip(n.as_f64())
                    .is_some_and(|(a, b)| (a - b).abs() <= 1e-6 * a.abs().max(1.0))
            }
            (found, toml::Value::String(wanted)) => found.as_str() == Some(wanted),
            _ => false,
        })
}

#[test]
fn every_rule_keeps_its_examples() {
    let extractor = Extractor::new().expect("the built-in rules can be read");
    let mut all = Vec::new();
    for rule in extractor.rules() {
        all.extend(faults(&extractor, &rule.name, &rule.yes, &rule.no));
    }
    for rule in extractor.figure_rules() {
        all.extend(faults(&extractor, &rule.name, &rule.yes, &rule.no));
    }
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
}

#[test]
fn rules_of_a_folder_add_to_and_replace_the_built_in_ones() -> Result<(), Box<dyn std::error::Error>>
{
    let folder = tempfile::tempdir()?;
    std::fs::create_dir_all(folder.path().join("event"))?;
    std::fs::create_dir_all(folder.path().join("figure"))?;
    std::fs::write(
        folder.path().join("event/observe.toml"),
        r#"
title = "Observers go to an election"
pattern = ["~observe ..3 election ..2 in <b:state>"]
claim = [{ kind = "event", type = "RETREAT", mode = "access", actors = ["$subject"], recipients = ["$b"] }]
"#,
    )?;
    std::fs::write(
        folder.path().join("figure/polling.toml"),
        r#"
title = "Polling stations"
indicator = "facilities"
cue = ["polling stations"]
quantity = ["count"]
noun = ["stations"]
subject = ["in", "subject"]
"#,
    )?;
    let extractor = Extractor::with_rules(read_rules(folder.path())?)?;
    let text = "The African Union observed the election in Ghana. It visited 40 polling stations in Ghana.";
    let claims = extractor.extract(&Document::new("d", text));
    let rules: Vec<&str> = claims.iter().filter_map(|c| c.rule.as_deref()).collect();
    assert!(rules.contains(&"event/observe"), "{rules:?}");
    assert!(rules.contains(&"figure/polling"), "{rules:?}");

    std::fs::write(folder.path().join("event/broken.toml"), "title = 3")?;
    let error = read_rules(folder.path())
        .err()
        .ok_or("a broken rule must be refused")?;
    assert!(error.to_string().contains("event/broken"), "{error}");
    Ok(())
}
