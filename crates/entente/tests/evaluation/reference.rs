//! Real gold, perturbed in every way that matters to a match, scored here and by the
//! reference program: all numbers must be identical. Where the shared folder or Python is
//! not there, the test says so and leaves it at the hand-computed cases of `evaluate`.

use std::path::{Path, PathBuf};
use std::process::Command;

use entente::claims::{DocumentClaims, read_claims};
use entente::evaluate::evaluate;
use entente_model::{Claim, ClaimBody, Entity, Measure, Span, Status};

/// The folder of shared texts beside the project, if there.
fn shared() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    shared.join("eval/score.py").is_file().then_some(shared)
}

/// A small generator of the same numbers every time (constants of Knuth's MMIX).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

/// Spoils an entity in one of the ways that extractors do.
fn spoil_entity(entity: &mut Entity, dice: &mut Dice) {
    match dice.below(6) {
        0 => entity.id = None,
        1 => entity.country = None,
        2 => entity.name = format!("the President of {}’s Büro", entity.name),
        3 => entity.name = entity.name.split(' ').next_back().unwrap_or("x").to_owned(),
        4 => entity.name = entity.name.to_uppercase(),
        _ => *entity = Entity::state("Ghana", "GHA"),
    }
}

/// Spoils a claim.
fn spoil(claim: &mut Claim, dice: &mut Dice) {
    let shift = |span: Span, dice: &mut Dice| {
        let by = dice.below(span.len() + 2);
        match dice.below(3) {
            0 => Span::new(span.start + by, span.end + by),
            1 => Span::new(
                span.start,
                (span.end - by.min(span.len() - 1)).max(span.start + 1),
            ),
            _ => Span::new(span.start, span.end + by),
        }
    };
    match dice.below(4) {
        0 => claim.evidence = shift(claim.evidence, dice),
        1 => claim.status = Status::ALL[dice.below(Status::ALL.len())],
        _ => match &mut claim.body {
            ClaimBody::Tie(tie) => match dice.below(7) {
                0 => std::mem::swap(&mut tie.a, &mut tie.b),
                1 => spoil_entity(&mut tie.a, dice),
                2 => spoil_entity(&mut tie.b, dice),
                3 => tie.role = Some("acting Minister".into()),
                4 => tie.valid = tie.as_of.take(),
                5 => tie.level = None,
                _ => tie.role = None,
            },
            ClaimBody::Event(event) => match dice.below(6) {
                0 => std::mem::swap(&mut event.actors, &mut event.recipients),
                1 => event.recipients.clear(),
                2 => event.mode = Some("visit".into()),
                3 => event.date = None,
                4 => event.actors.iter_mut().for_each(|e| spoil_entity(e, dice)),
                _ => event.actors.truncate(1),
            },
            ClaimBody::Figure(figure) => match dice.below(6) {
                0 => figure.value *= 1.0 + dice.below(12) as f64 / 1000.0,
                1 => figure.measure = Measure::ALL[dice.below(Measure::ALL.len())],
                2 => figure
                    .subject
                    .iter_mut()
                    .for_each(|e| spoil_entity(e, dice)),
                3 => figure.partner = figure.subject.take(),
                4 => figure.period = None,
                _ => figure.unit = "count".into(),
            },
            ClaimBody::Commitment(commitment) => match dice.below(4) {
                0 => commitment.what = shift(commitment.what, dice),
                1 => commitment.target = None,
                2 => commitment.due = None,
                _ => commitment
                    .actors
                    .iter_mut()
                    .for_each(|e| spoil_entity(e, dice)),
            },
            ClaimBody::Statement(statement) => match dice.below(3) {
                0 => statement.what = shift(statement.what, dice),
                1 => spoil_entity(&mut statement.speaker, dice),
                _ => statement.mode = entente_model::StatementMode::Indirect,
            },
        },
    }
}

/// The gold with claims dropped, spoiled, doubled and put into another order.
fn perturbed(gold: &[DocumentClaims], dice: &mut Dice) -> Vec<DocumentClaims> {
    let mut out = Vec::new();
    for document in gold {
        if dice.below(20) == 0 {
            continue;
        }
        let mut claims = Vec::new();
        for claim in &document.claims {
            for _ in 0..[0, 1, 1, 1, 1, 2][dice.below(6)] {
                let mut claim = claim.clone();
                for _ in 0..dice.below(3) {
                    spoil(&mut claim, dice);
                }
                let at = dice.below(claims.len() + 1);
                claims.insert(at, claim);
            }
        }
        let id = document.id.clone();
        out.push(DocumentClaims { id, claims });
    }
    out
}

#[test]
fn numbers_are_those_of_the_reference_program() {
    let Some(shared) = shared() else {
        eprintln!("not run: there is no shared folder beside the project");
        return;
    };
    let gold_path = shared.join("corpus/news_dev.gold.jsonl");
    let bytes = std::fs::read(&gold_path).unwrap();
    let gold = read_claims("gold", bytes.as_slice()).unwrap();
    assert_eq!(gold.faults, []);
    let gold = gold.documents;
    let folder = tempfile::tempdir().unwrap();
    for seed in 1..=3 {
        let predicted = perturbed(&gold, &mut Dice(seed));
        let path = folder.path().join("predicted.jsonl");
        let lines: Vec<String> = predicted
            .iter()
            .map(|document| serde_json::to_string(document).unwrap())
            .collect();
        std::fs::write(&path, lines.join("\n")).unwrap();
        let reference = |option: &str| {
            let run = Command::new("python3")
                .arg(shared.join("eval/score.py"))
                .args([option.as_ref(), gold_path.as_os_str(), path.as_os_str()])
                .output();
            run.ok().map(|run| {
                assert!(
                    run.status.success(),
                    "{}",
                    String::from_utf8_lossy(&run.stderr)
                );
                String::from_utf8(run.stdout).unwrap()
            })
        };
        let (Some(json), Some(text)) = (reference("--json"), reference("--docs")) else {
            eprintln!("not run: there is no python3");
            return;
        };
        let evaluation = evaluate(&gold, &predicted);
        let theirs: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(evaluation.to_json(), theirs, "seed {seed}");
        let ours = evaluation.document_table() + &evaluation.table();
        assert_eq!(ours, text, "seed {seed}");
        let f1 = evaluation.total().full_scores().f1;
        assert!(
            (0.3..0.9).contains(&f1),
            "the perturbation tells nothing: {f1}"
        );
    }
}
