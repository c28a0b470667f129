//! How fast times and quantities are found: `cargo bench -p entente-language`.

#![allow(missing_docs)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use entente_language::{quantity, time};
use entente_model::Edtf;

/// About 2 kB of news, of the bench's own writing.
fn article() -> String {
    let paragraph = "The two ministers met on Tuesday, March 4, and agreed to raise trade to US$20 billion \
        by 2030, up from nearly $13.4 billion in the first 11 months of last year. Exports rose 8.2 percent \
        from a year earlier, while more than 300 firms now work across 14 provinces. Ties go back to 1973; \
        over the past decade the number of flights has quadrupled. A further round of talks will be held \
        from June 9 to 11. ";
    paragraph.repeat(5)
}

fn benches(criterion: &mut Criterion) {
    let text = article();
    let published = Edtf::parse("2025-03-05").ok();
    let mut group = criterion.benchmark_group("article of 2 kB");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("time", |b| b.iter(|| time::find(&text, published.as_ref())));
    let times = time::find(&text, published.as_ref());
    group.bench_function("quantity beside times", |b| {
        b.iter(|| quantity::find_beside(&text, None, &times));
    });
    group.finish();
    criterion.bench_function("quantity, one sentence", |b| {
        b.iter(|| quantity::find("Exports rose 13.9 percent to US$76.3 billion.", None));
    });
    criterion.bench_function("EDTF parse", |b| {
        b.iter(|| Edtf::parse("2004-02-01/2005-02-08"))
    });
}

criterion_group!(all, benches);
criterion_main!(all);
