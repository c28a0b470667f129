//! How the items of a list are told: each on a line of its own, most behind a number or bullet.

/// Whether nothing but marks stands before `at` on its line.
pub(crate) fn begins_line(text: &str, at: usize) -> bool {
    let before = text[..at].rsplit('\n').next().unwrap_or_default();
    before.len() <= 8
        && !before.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
        && before.chars().filter(|c| c.is_alphabetic()).count() <= 1
}

/// An item's words behind its number, bullet or quotation mark: "(iv) ", "3. ", "• ", "“".
pub(crate) fn without_mark(text: &str) -> &str {
    let mut rest = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let opened = rest.len() < text.len();
    let number = rest
        .find(|c: char| !c.is_alphanumeric())
        .filter(|&end| end <= 4 && end < rest.len());
    if let Some(end) = number {
        let counted = rest[..end].chars().all(|c| c.is_ascii_digit())
            || rest[..end].chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
            || end == 1;
        let marked = rest[end..].starts_with(['.', ')', ':']) || opened && end == 1;
        if counted && marked {
            rest = rest[end..].trim_start_matches(|c: char| !c.is_alphanumeric());
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::without_mark;

    #[test]
    fn marks_of_items_are_no_part_of_their_names() {
        for (line, name) in [
            ("3. MoU on trade", "MoU on trade"),
            ("(iv) MoU on trade", "MoU on trade"),
            ("a) MoU on trade", "MoU on trade"),
            ("• MoU on trade", "MoU on trade"),
            ("“MoU on trade”", "MoU on trade”"),
            ("MoU on trade", "MoU on trade"),
        ] {
            assert_eq!(without_mark(line), name);
        }
    }
}
