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
