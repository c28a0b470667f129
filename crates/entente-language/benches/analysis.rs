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

/// Reading part by part: the same growth of time, and memory that does not grow with the text.
fn parts(criterion: &mut Criterion) {
    let analyser = Analyser::new();
    let mut group = criterion.benchmark_group("parts");
    group.sample_size(10);
    for bytes in [1_000, 100_000, 10_000_000] {
        let text = PARAGRAPH.repeat(usize::div_ceil(bytes, PARAGRAPH.len()));
        let before = memory();
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.measurement_time(Duration::from_secs(5));
        group.bench_with_input(BenchmarkId::from_parameter(bytes), &text, |b, text| {
            b.iter(|| {
                let mut words = 0;
                analyser.read_syntax(black_box(text), |tokens, _| words += tokens.len());
                words
            });
        });
        if let (Some(before), Some(after)) = (before, memory()) {
            println!(
                "{bytes} bytes: {} kB of memory more than before",
                after.saturating_sub(before)
            );
        }
    }
    group.finish();
}

/// The most memory that the program has had so far, in kilobytes, where the system tells.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

// Reading part by part comes first, while the peak of memory is its own.
criterion_group!(benches, parts, analysis);
criterion_main!(benches);
