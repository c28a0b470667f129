//! The codebook names every value that the types know, and the types know no others.

use std::path::Path;

use entente_model::{
    Bound, ClaimKind, CommitmentForm, EntityType, EventType, Indicator, Measure, Relation,
    StatementMode, Status,
};

#[test]
fn every_value_stands_in_the_codebook() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/CODEBOOK.md");
    let page = std::fs::read_to_string(path).unwrap();
    let mut names: Vec<&str> = Vec::new();
    names.extend(ClaimKind::ALL.iter().map(|v| v.name()));
    names.extend(Status::ALL.iter().map(|v| v.name()));
    names.extend(EntityType::ALL.iter().map(|v| v.name()));
    names.extend(Relation::ALL.iter().map(|v| v.name()));
    names.extend(EventType::ALL.iter().map(|v| v.name()));
    names.extend(EventType::ALL.iter().flat_map(|v| v.modes()));
    names.extend(Indicator::ALL.iter().map(|v| v.name()));
    names.extend(Measure::ALL.iter().map(|v| v.name()));
    names.extend(Bound::ALL.iter().map(|v| v.name()));
    names.extend(CommitmentForm::ALL.iter().map(|v| v.name()));
    names.extend(StatementMode::ALL.iter().map(|v| v.name()));
    let missing: Vec<&str> = names
        .into_iter()
        .filter(|name| !page.contains(&format!("`{name}`")))
        .collect();
    assert_eq!(missing, Vec::<&str>::new(), "not in docs/CODEBOOK.md");
}
