//! Sorted keys that are found in a step or two: by their highest bits first.

/// Keys in ascending order.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    keys: Vec<u64>,
    /// For each value of the highest bits, the first key that has it or a greater one.
    starts: Vec<u32>,
    /// How far keys are shifted to leave the highest bits.
    shift: u32,
}

impl Index {
    /// An index of keys; none where they are not in order.
    pub(super) fn new(keys: Vec<u64>) -> Option<Index> {
        if !keys.is_sorted() {
            return None;
        }
        let bits = usize::BITS - keys.len().leading_zeros();
        let bits = bits.clamp(1, 20);
        let shift = 64 - bits;
        let mut starts = Vec::with_capacity((1 << bits) + 1);
        let mut at = 0;
        for part in 0..=1u64 << bits {
            while at < keys.len() && keys[at] >> shift < part {
                at += 1;
            }
            starts.push(u32::try_from(at).ok()?);
        }
        Some(Index {
            keys,
            starts,
            shift,
        })
    }

    /// Number of keys.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The place of a key.
    pub(super) fn find(&self, key: u64) -> Option<usize> {
        let part = (key >> self.shift) as usize;
        let (&from, &to) = (self.starts.get(part)?, self.starts.get(part + 1)?);
        let from = from as usize;
        let keys = self.keys.get(from..to as usize)?;
        keys.binary_search(&key).ok().map(|place| from + place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found_and_no_other() {
        for count in [0u64, 1, 2, 3, 100, 1000] {
            let mut keys: Vec<u64> = (0..count)
                .map(|n| (n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
                .chain([0, u64::MAX])
                .collect();
            keys.sort_unstable();
            let index = Index::new(keys.clone()).unwrap();
            assert_eq!(index.len(), keys.len());
            for (place, &key) in keys.iter().enumerate() {
                assert_eq!(index.find(key), Some(place));
            }
            assert_eq!(index.find(12_345), None);
        }
        assert_eq!(Index::default().find(7), None);
        assert!(Index::new(vec![2, 1]).is_none());
    }
}
