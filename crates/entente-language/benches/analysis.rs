//! How long the analysis of a text takes at three lengths: it must grow no faster than the text.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use entente_language::Analyser;
use entente_model::Document;

const PARAGRAPH: &str = "NAIROBI, March 3 – The ministers of Kenya and Japan signed an agreement on \
trade in goods on Friday, which both sides had negotiated for almost four years. “This opens a new \
chapter,” Foreign Minister Amina Otieno said after the ceremony, adding that two-way trade had grown \
by 12.4 percent to US$1.3 billion in 2019. The agreement will enter into force once the parliaments \
of the two countries have ratified it.\n";

fn analysis(criterion: &mut Criterion) {
    let analyser = Analyser::new();
    let mut group = criterion.benchmark_group("analysis");
    group.sample_size(10);
    for bytes in [1_000, 100_000, 10_000_000] {
        let text = PARAGRAPH.repeat(usize::div_ceil(bytes, PARAGRAPH.len()));
        let document = Document::new("bench", &text);
        group.throughput(Throughput::Bytes(document.text().len() as u64));
        group.measurement_time(Duration::from_secs(5));
        group.bench_with_input(
            BenchmarkId::from_parameter(bytes),
            &document,
            |b, document| {
                b.iter(|| analyser.analyse(black_box(document)));
            },
        );
    }
    group.finish();
}

criterion_group!(benches, analysis);
criterion_main!(benches);
