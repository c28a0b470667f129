//! Documents in, claims out: on all cores, in the order of the input, a bounded number at a time.

use std::collections::VecDeque;

use entente_extract::Extractor;
use entente_intake::{Intake, Raw, Received, Skipped};
use entente_model::Claim;
use rayon::prelude::*;

/// Most documents that are worked on at a time.
const DOCUMENTS: usize = 64;

/// Most bytes of documents that are worked on at a time: what bounds the memory used.
const BYTES: usize = 32 << 20;

/// Applies `work` to every item on all cores, and gives the results in the order of the items.
///
/// Items are taken in batches of at most 64, and at most 32 MiB by `size`, so that neither
/// items nor results pile up. The results do not depend on how many cores there are.
///
/// ```
/// let squares = entente::pipeline::in_order(1..=1000_u64, |_| 8, |n| n * n);
/// assert_eq!(squares.sum::<u64>(), 333_833_500);
/// ```
pub fn in_order<T, R>(
    items: impl Iterator<Item = T>,
    size: impl Fn(&T) -> usize,
    work: impl Fn(T) -> R + Sync,
) -> impl Iterator<Item = R>
where
    T: Send,
    R: Send,
{
    let mut items = items.fuse();
    let mut ready: VecDeque<R> = VecDeque::new();
    std::iter::from_fn(move || {
        if ready.is_empty() {
            let mut batch = Vec::new();
            let mut bytes = 0;
            while batch.len() < DOCUMENTS && bytes < BYTES {
                let Some(item) = items.next() else { break };
                bytes += size(&item);
                batch.push(item);
            }
            ready = batch.into_par_iter().map(&work).collect::<Vec<R>>().into();
        }
        ready.pop_front()
    })
}

/// Reads the documents of an intake and applies `work` to each, in its order.
pub fn read_with<R: Send>(
    intake: Intake,
    work: impl Fn(Received) -> R + Sync,
) -> impl Iterator<Item = Result<R, Skipped>> {
    let size = |raw: &Result<Raw, Skipped>| raw.as_ref().map_or(0, |raw| raw.bytes.len());
    in_order(intake, size, move |raw| raw.and_then(Raw::read).map(&work))
}

/// The documents of an intake with what they say, in its order. Spans are bytes.
///
/// ```
/// use entente::extract::Extractor;
/// use entente::intake::{Intake, Limits};
///
/// let text = "Rwanda joined the Commonwealth in November 2009.";
/// let intake = Intake::from_reader("note.txt", text.as_bytes(), Limits::default());
/// let extractor = Extractor::new()?;
/// for result in entente::pipeline::extract(intake, &extractor) {
///     let (received, claims) = result?;
///     assert_eq!(received.document.id(), "note");
///     assert!(!claims.is_empty());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn extract(
    intake: Intake,
    extractor: &Extractor,
) -> impl Iterator<Item = Result<(Received, Vec<Claim>), Skipped>> {
    read_with(intake, |received| {
        let claims = extractor.extract(&received.document);
        (received, claims)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_and_batches_are_bounded() {
        use std::cell::Cell;
        let taken = Cell::new(0_usize);
        let items = (0..1000_usize).inspect(|_| taken.set(taken.get() + 1));
        let mut results = in_order(items, |_| BYTES / 4, |n| n);
        assert_eq!(results.next(), Some(0));
        assert_eq!(taken.get(), 4, "no more than the bytes allow");
        let rest: Vec<usize> = results.collect();
        assert_eq!(rest, (1..1000).collect::<Vec<_>>());
    }
}
