//! Any bytes as a file of the format `html`.
#![no_main]

use entente_intake::{Intake, Limits, Raw};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let stream = std::io::Cursor::new(bytes.to_vec());
    for raw in Intake::from_reader("a.html", stream, Limits::default()) {
        if let Ok(received) = raw.and_then(Raw::read) {
            assert!(!received.document.text().trim().is_empty());
        }
    }
});
