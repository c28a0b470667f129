//! From scores of heads to a tree.
//!
//! Chu and Liu (1965) and Edmonds (1967): take the best head of every word; where that makes a
//! cycle, contract it and try again. One word alone hangs on the root, as Universal Dependencies
//! asks. Words number at most [`MOST_WORDS`](super::MOST_WORDS), so the cost of a sentence is
//! bounded.

/// The best tree with one root over a table of scores.
///
/// `scores` has a row for each word and a column for each head, the root first: the score of head
/// `h` for word `d` (both from 1) stands at `(d - 1) * (words + 1) + h`. Returned is the head of
/// each word, 0 for the root. Scores that are not numbers count as the lowest.
///
/// ```
/// use entente_language::syntax::best_tree;
///
/// // Two words that each prefer the other: one must take the root.
/// let scores = [1.0, 0.0, 9.0, 3.0, 9.0, 0.0];
/// assert_eq!(best_tree(&scores, 2), [2, 0]);
/// assert_eq!(best_tree(&[0.0, 0.0], 1), [0]);
/// ```
pub fn best_tree(scores: &[f32], words: usize) -> Vec<usize> {
    if words == 0 {
        return Vec::new();
    }
    let width = words + 1;
    let score = |dependent: usize, head: usize| {
        let value = scores
            .get((dependent - 1) * width + head)
            .copied()
            .unwrap_or(f32::NEG_INFINITY);
        if value.is_finite() { value } else { -1e9 }
    };
    let greedy: Vec<usize> = (1..=words)
        .map(|dependent| best(dependent, words, |head| score(dependent, head)))
        .collect();
    if is_tree(&greedy) {
        return greedy;
    }
    // A handicap on the root that no other score can make good keeps it to one word; which word
    // that is the contraction then decides by the differences that remain.
    let spread = (1..=words)
        .flat_map(|dependent| (0..=words).map(move |head| (dependent, head)))
        .map(|(dependent, head)| score(dependent, head).abs())
        .fold(1.0f32, f32::max);
    let handicap = f64::from(spread) * 2.0 * (words as f64 + 1.0);
    let mut table = vec![f64::NEG_INFINITY; width * width];
    for dependent in 1..=words {
        for head in 0..=words {
            if head != dependent {
                let mut value = f64::from(score(dependent, head));
                if head == 0 {
                    value -= handicap;
                }
                table[dependent * width + head] = value;
            }
        }
    }
    let mut heads = contract(&table, width);
    heads.remove(0);
    if is_tree(&heads) {
        heads
    } else {
        // Only rounding could bring us here; a chain is always a tree.
        (0..words).collect()
    }
}

/// The best tree with one root and no crossing arcs over a table of scores as [`best_tree`] has it
/// (Eisner 1996), in time that grows with the cube of the number of words.
///
/// ```
/// use entente_language::syntax::best_projective_tree;
///
/// // The first word prefers the third over the head of the second, the root's word.
/// let scores = [0.0, 0.0, 4.0, 5.0, 9.0, 0.0, 0.0, 0.0, 0.0, 0.0, 7.0, 0.0];
/// assert_eq!(best_projective_tree(&scores, 3), [2, 0, 2]);
/// ```
pub fn best_projective_tree(scores: &[f32], words: usize) -> Vec<usize> {
    if words == 0 {
        return Vec::new();
    }
    let width = words + 1;
    // Words count from 0 here, the root apart.
    let score = |dependent: usize, head: usize| {
        let value = scores
            .get(dependent * width + head + 1)
            .copied()
            .unwrap_or(f32::NEG_INFINITY);
        if value.is_finite() { value } else { -1e9 }
    };
    let at = |from: usize, to: usize| from * words + to;
    // Spans whose head is their last word or their first, all of it done, or with the arc between
    // both ends only just laid; and where the best of each divides.
    let mut done = [vec![0.0f32; words * words], vec![0.0f32; words * words]];
    let mut laid = done.clone();
    let mut done_split = [vec![0usize; words * words], vec![0usize; words * words]];
    let mut laid_split = vec![0usize; words * words];
    for length in 1..words {
        for from in 0..words - length {
            let to = from + length;
            let mut best = (f32::NEG_INFINITY, from);
            for split in from..to {
                let sum = done[RIGHT][at(from, split)] + done[LEFT][at(split + 1, to)];
                if sum > best.0 {
                    best = (sum, split);
                }
            }
            laid_split[at(from, to)] = best.1;
            laid[LEFT][at(from, to)] = best.0 + score(from, to);
            laid[RIGHT][at(from, to)] = best.0 + score(to, from);
            let mut left = (f32::NEG_INFINITY, from);
            let mut right = (f32::NEG_INFINITY, to);
            for split in from..to {
                let sum = done[LEFT][at(from, split)] + laid[LEFT][at(split, to)];
                if sum > left.0 {
                    left = (sum, split);
                }
                let split = split + 1;
                let sum = laid[RIGHT][at(from, split)] + done[RIGHT][at(split, to)];
                if sum > right.0 {
                    right = (sum, split);
                }
            }
            (done[LEFT][at(from, to)], done_split[LEFT][at(from, to)]) = left;
            (done[RIGHT][at(from, to)], done_split[RIGHT][at(from, to)]) = right;
        }
    }
    let mut root = (f32::NEG_INFINITY, 0);
    for word in 0..words {
        let own = scores.get(word * width).copied().unwrap_or(0.0);
        let own = if own.is_finite() { own } else { -1e9 };
        let sum = own + done[LEFT][at(0, word)] + done[RIGHT][at(word, words - 1)];
        if sum > root.0 {
            root = (sum, word);
        }
    }
    let mut heads = vec![0; words];
    let mut spans = vec![(LEFT, 0, root.1), (RIGHT, root.1, words - 1)];
    while let Some((side, from, to)) = spans.pop() {
        if from == to {
            continue;
        }
        let split = done_split[side][at(from, to)];
        // The arc laid last, and what stands between its ends.
        let (first, last) = if side == LEFT {
            (split, to)
        } else {
            (from, split)
        };
        if side == LEFT {
            heads[first] = last + 1;
            spans.push((LEFT, from, split));
        } else {
            heads[last] = first + 1;
            spans.push((RIGHT, split, to));
        }
        let between = laid_split[at(first, last)];
        spans.push((RIGHT, first, between));
        spans.push((LEFT, between + 1, last));
    }
    heads
}

/// The side of a span that its dependents stand on, seen from its head.
const LEFT: usize = 0;
const RIGHT: usize = 1;

/// Whether no arcs of a tree (heads from 1, 0 for the root) cross, the root's counted in.
pub fn is_projective(heads: &[usize]) -> bool {
    let arcs: Vec<(usize, usize)> = heads
        .iter()
        .enumerate()
        .map(|(word, &head)| (head.min(word + 1), head.max(word + 1)))
        .collect();
    arcs.iter().enumerate().all(|(place, &(from, to))| {
        arcs[..place].iter().all(|&(low, high)| {
            !(from < low && low < to && to < high || low < from && from < high && high < to)
        })
    })
}

/// The head with the highest score, the first of equals, never the word itself.
fn best(dependent: usize, words: usize, score: impl Fn(usize) -> f32) -> usize {
    let mut found = if dependent == 1 && words > 1 { 2 } else { 0 };
    let mut highest = f32::NEG_INFINITY;
    for head in 0..=words {
        if head != dependent && score(head) > highest {
            highest = score(head);
            found = head;
        }
    }
    found
}

/// Whether heads (0 for the root) form one tree with one word on the root.
pub fn is_tree(heads: &[usize]) -> bool {
    let words = heads.len();
    if heads.iter().filter(|&&head| head == 0).count() != 1
        || heads.iter().any(|&head| head > words)
    {
        return false;
    }
    // Each word is walked up once: 0 not seen, otherwise the number of the walk that saw it.
    let mut seen = vec![0usize; words + 1];
    for word in 1..=words {
        let mut at = word;
        while at != 0 && seen[at] == 0 {
            seen[at] = word;
            at = heads[at - 1];
        }
        if at != 0 && seen[at] == word {
            return false;
        }
    }
    true
}

/// Chu-Liu/Edmonds over a full table, contracting one cycle a round; node 0 is the root.
fn contract(table: &[f64], width: usize) -> Vec<usize> {
    let mut heads = vec![0usize; width];
    for node in 1..width {
        let row = &table[node * width..(node + 1) * width];
        let mut highest = f64::NEG_INFINITY;
        for (head, &value) in row.iter().enumerate() {
            if head != node && value > highest {
                highest = value;
                heads[node] = head;
            }
        }
    }
    let Some(cycle) = find_cycle(&heads) else {
        return heads;
    };
    let mut inside = vec![false; width];
    for &node in &cycle {
        inside[node] = true;
    }
    // The nodes outside keep their order; the cycle becomes the last node.
    let outside: Vec<usize> = (0..width).filter(|&node| !inside[node]).collect();
    let merged = outside.len();
    let small = merged + 1;
    let mut reduced = vec![f64::NEG_INFINITY; small * small];
    // Which node of the cycle an arc enters or leaves by.
    let mut enters = vec![0usize; small];
    let mut leaves = vec![0usize; small];
    for (place, &node) in outside.iter().enumerate() {
        for (other_place, &other) in outside.iter().enumerate() {
            reduced[place * small + other_place] = table[node * width + other];
        }
        for &member in &cycle {
            let out = table[node * width + member];
            if out > reduced[place * small + merged] {
                reduced[place * small + merged] = out;
                leaves[place] = member;
            }
            let into = table[member * width + node] - table[member * width + heads[member]];
            if into > reduced[merged * small + place] {
                reduced[merged * small + place] = into;
                enters[place] = member;
            }
        }
    }
    let solved = contract(&reduced, small);
    let mut result = heads;
    for (place, &node) in outside.iter().enumerate().skip(1) {
        result[node] = if solved[place] == merged {
            leaves[place]
        } else {
            outside[solved[place]]
        };
    }
    let entry = solved[merged];
    result[enters[entry]] = outside[entry];
    result
}

/// The nodes of a cycle among heads, if there is one.
fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0usize; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at];
        }
        if at != 0 && seen[at] == start {
            let first = at;
            let mut cycle = vec![first];
            at = heads[at];
            while at != first {
                cycle.push(at);
                at = heads[at];
            }
            return Some(cycle);
        }
    }
    None
}
