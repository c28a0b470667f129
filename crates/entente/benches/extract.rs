//! Speed of extraction, end to end on one core: from the bytes of a file of documents to its
//! claims. Throughput is in words, as the report says `elem/s`.
//!
//! `cargo bench -p entente --bench extract`

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use entente::extract::Extractor;
use entente::intake::{Input, Intake, Limits, Raw};
use entente::language::Analyser;

fn bench(criterion: &mut Criterion) {
    let texts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/texts");
    let raw = || -> Vec<Raw> {
        let intake = Intake::new([Input::Path(texts.clone())], Limits::default());
        intake
            .collect::<Result<_, _>>()
            .expect("the samples can be read")
    };
    let documents: Vec<_> = raw()
        .into_iter()
        .map(|raw| raw.read().expect("the samples can be read").document)
        .collect();
    let words: usize = documents
        .iter()
        .map(|d| d.text().split_whitespace().count())
        .sum();

    let extractor = Extractor::new().expect("the built-in rules can be read");
    let analyser = Analyser::new();
    let mut group = criterion.benchmark_group("samples");
    group.throughput(Throughput::Elements(words as u64));
    group
        .sample_size(20)
        .measurement_time(Duration::from_secs(10));
    group.bench_function("intake", |b| {
        b.iter_batched(
            raw,
            |raw| raw.into_iter().map(Raw::read).count(),
            criterion::BatchSize::LargeInput,
        )
    });
    group.bench_function("analyse", |b| {
        b.iter(|| {
            documents
                .iter()
                .map(|d| analyser.analyse(black_box(d)).tokens.len())
                .sum::<usize>()
        })
    });
    group.bench_function("extract", |b| {
        b.iter(|| {
            documents
                .iter()
                .map(|d| extractor.extract(black_box(d)).len())
                .sum::<usize>()
        })
    });
    group.finish();

    let mut group = criterion.benchmark_group("start");
    group.sample_size(10);
    group.bench_function("tables and rules", |b| b.iter(Extractor::new));
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
