//! Whatever the bytes are, the reader answers with a scenario or with problems that can be shown.
#![no_main]

use libfuzzer_sys::fuzz_target;
use marchland::scenario::read_bytes;

fuzz_target!(|bytes: &[u8]| {
    if let Err(problems) = read_bytes("fuzz.ron", bytes, &[]) {
        assert!(!problems.0.is_empty());
        assert!(!problems.to_string().is_empty());
        assert!(problems.0.iter().all(|p| p.code != "M099"), "{problems}");
    }
});
