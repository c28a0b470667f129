//! Whatever the order, the splitting and the repetition of reading, the record is the same.

use entente_model::{Claim, Document};
use entente_record::{Record, Reference};
use proptest::prelude::*;

use crate::base::beside;
use crate::lake::texts;
use crate::support::noon;

/// Reads in this order, claims of a document in two parts, reconciling now and then.
fn read(order: &[usize], split: usize, every: usize) -> String {
    let all = texts();
    let mut record = Record::in_memory().unwrap();
    record.refer_to(Some(Reference::built_in())).unwrap();
    for (turn, index) in order.iter().enumerate() {
        let (document, claims): &(Document, Vec<Claim>) = &all[index % all.len()];
        let (first, second) = claims.split_at(split.min(claims.len()));
        record.add(document, None, second, noon()).unwrap();
        record.add(document, None, first, noon()).unwrap();
        if turn % every == 0 {
            record.reconcile().unwrap();
        }
    }
    // Whatever was left out is read last.
    for (document, claims) in all.iter().rev() {
        record.add(document, None, claims, noon()).unwrap();
    }
    record.reconcile().unwrap();
    record.fingerprint().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn shuffled_split_and_repeated_reading_gives_the_same_record(
        order in proptest::collection::vec(0_usize..6, 0..14),
        split in 0_usize..3,
        every in 1_usize..5,
    ) {
        prop_assert_eq!(read(&order, split, every), beside(&texts()).fingerprint().unwrap());
    }
}
