//! Which character set bytes are written in.
//!
//! In this order: a byte order mark; valid UTF-8; the shape of UTF-16 without a mark; what the
//! text declares of itself; a guess from the bytes, as browsers make it.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text and the character set that it was read in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// WHATWG name of the character set.
    pub charset: &'static str,
    /// Whether bytes had to be replaced by U+FFFD.
    pub replaced: bool,
}

/// How far a declaration or the shape of UTF-16 is looked for, in bytes.
const WINDOW: usize = 4096;

/// Reads `bytes` as text.
///
/// `declared` is the character set that the text or its carrier names, if it does; `tld` the
/// last label of the host that published it (`vn`), which helps the guess.
///
/// ```
/// let (bytes, ..) = encoding_rs::WINDOWS_1252.encode("Côte d’Ivoire");
/// assert_eq!(entente_intake::decode(&bytes, Some("latin1"), None).text, "Côte d’Ivoire");
/// assert_eq!(entente_intake::decode("Hà Nội".as_bytes(), Some("latin1"), None).text, "Hà Nội");
/// ```
#[must_use]
pub fn decode(bytes: &[u8], declared: Option<&str>, tld: Option<&str>) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decode_as(&bytes[length..], encoding);
    }
    let utf8 = std::str::from_utf8(bytes);
    if let Some(encoding) = shape_of_utf16(bytes) {
        return decode_as(bytes, encoding);
    }
    if let Ok(text) = utf8 {
        return Decoded {
            text: text.to_owned(),
            charset: UTF_8.name(),
            replaced: false,
        };
    }
    if mostly_utf8(bytes) {
        return decode_as(bytes, UTF_8);
    }
    let declared = declared
        .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        // The bytes have shown that they are neither of these.
        .filter(|encoding| ![UTF_8, UTF_16BE, UTF_16LE].contains(encoding));
    let encoding = declared.unwrap_or_else(|| {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        // The detector wants a label in lower-case ASCII without dots, and panics on others.
        let tld = tld.filter(|t| !t.is_empty() && t.bytes().all(|b| b.is_ascii_lowercase()));
        detector.guess(tld.map(str::as_bytes), chardetng::Utf8Detection::Deny)
    });
    decode_as(bytes, encoding)
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        text: text.into_owned(),
        charset: encoding.name(),
        replaced,
    }
}

/// UTF-16 without a mark: in text with some ASCII every second byte of many pairs is zero.
fn shape_of_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let window = &bytes[..bytes.len().min(WINDOW) & !1];
    if window.len() < 8 || !window.contains(&0) {
        return None;
    }
    let pairs = window.len() / 2;
    let zeros = |offset: usize| {
        window
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (high, low) = (zeros(0), zeros(1));
    // Binary files have zeros on both sides.
    if low * 2 > pairs && high * 20 < pairs {
        Some(UTF_16LE)
    } else if high * 2 > pairs && low * 20 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether the bytes are UTF-8 with a few damaged places, rather than another character set:
/// at least four whole sequences of several bytes for every wrong byte.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut wrong, mut right) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    right >= 4 * wrong
}

/// The character set that an HTML page declares in its head, if it does.
pub(crate) fn declared_in_page(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(WINDOW)]).to_ascii_lowercase();
    let at = head.find("charset=")? + "charset=".len();
    let label: String = head[at..]
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c))
        .collect();
    (!label.is_empty()).then_some(label)
}

/// What sort of file it is where it is not text, told by its first bytes or its control bytes.
pub(crate) fn binary(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a ZIP archive or an office file"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\x28\xb5\x2f\xfd", "a zstd archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\xfd7zXZ\x00", "an xz archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"SQLite format 3\x00", "a database"),
        (b"\xd0\xcf\x11\xe0", "an old office file"),
    ];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    if Encoding::for_bom(bytes).is_some() || shape_of_utf16(bytes).is_some() {
        return None;
    }
    let window = &bytes[..bytes.len().min(64 * 1024)];
    let control = window
        .iter()
        .filter(|b| b.is_ascii_control() && !b"\t\n\r\x0c\x1b".contains(b))
        .count();
    // Text may hold a stray control byte, not one in fifty.
    (control * 50 > window.len()).then_some("a binary file")
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIETNAMESE: &str = "Bộ trưởng Bộ Ngoại giao tiếp Đại sứ nhiều nước. Hai bên trao đổi về hợp tác kinh tế, thương mại và đầu tư giữa hai nước trong thời gian tới.";

    /// Windows-1258 has no composed letters with a tone: it writes the tone as its own byte.
    fn windows_1258(text: &str) -> Vec<u8> {
        use unicode_normalization::UnicodeNormalization;
        let mut bytes = Vec::new();
        for c in text.chars() {
            let one = c.to_string();
            let (encoded, _, lossy) = encoding_rs::WINDOWS_1258.encode(&one);
            if !lossy {
                bytes.extend_from_slice(&encoded);
                continue;
            }
            // Base with its quality mark, then the tone, as the code page wants them.
            let parts: Vec<char> = one.nfd().collect();
            let is_tone =
                |c: &char| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
            let base: String = parts
                .iter()
                .filter(|c| !is_tone(c))
                .collect::<String>()
                .nfc()
                .collect();
            let tone: String = parts.iter().filter(|c| is_tone(c)).collect();
            for part in [base, tone] {
                let (encoded, _, lossy) = encoding_rs::WINDOWS_1258.encode(&part);
                assert!(!lossy, "{part}");
                bytes.extend_from_slice(&encoded);
            }
        }
        bytes
    }

    #[test]
    fn windows_1258_reads_right_declared_and_guessed() {
        use unicode_normalization::UnicodeNormalization;
        let bytes = windows_1258(VIETNAMESE);
        for (declared, tld) in [
            (Some("windows-1258"), None),
            (None, Some("vn")),
            (None, None),
        ] {
            let decoded = decode(&bytes, declared, tld);
            assert_eq!(decoded.charset, "windows-1258", "{declared:?} {tld:?}");
            assert_eq!(decoded.text.nfc().collect::<String>(), VIETNAMESE);
        }
    }

    #[test]
    fn utf_16_reads_right_with_and_without_a_mark() {
        for with_mark in [true, false] {
            let mark = if with_mark { "\u{feff}" } else { "" };
            let text = format!("{mark}The ministers met in Hà Nội.");
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(
                decode(&little, None, None).text,
                "The ministers met in Hà Nội."
            );
            assert_eq!(
                decode(&big, None, None).text,
                "The ministers met in Hà Nội."
            );
            assert_eq!(binary(&little), None);
        }
    }

    #[test]
    fn damaged_utf_8_stays_utf_8() {
        let mut bytes = VIETNAMESE.as_bytes().to_vec();
        bytes[1] = b'?';
        let decoded = decode(&bytes, None, None);
        assert_eq!(decoded.charset, "UTF-8");
        assert!(decoded.replaced);
    }

    #[test]
    fn a_page_may_declare_its_character_set() {
        let page = b"<html><head><meta http-equiv=Content-Type content=\"text/html; charset=Windows-1258\">";
        assert_eq!(declared_in_page(page).as_deref(), Some("windows-1258"));
        assert_eq!(
            declared_in_page(b"<meta charset='utf-8'>").as_deref(),
            Some("utf-8")
        );
        assert_eq!(declared_in_page(b"<p>no charset here"), None);
    }

    #[test]
    fn binary_files_are_told_from_text() {
        assert_eq!(binary(b"%PDF-1.7 ..."), Some("a PDF file"));
        assert_eq!(
            binary(&[0, 1, 2, 3, 0, 200, 7, 0, 9]),
            Some("a binary file")
        );
        assert_eq!(
            binary(b"plain \x00 text with one stray byte among more than fifty others in it"),
            None
        );
        assert_eq!(binary(b""), None);
    }
}
