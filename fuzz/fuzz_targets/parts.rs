//! Whatever a scenario, the one that it extends, its series and its map are made of: each is read or refused in words.
//!
//! The input is the four texts, one behind the other, with a byte between them that no UTF-8 has.
#![no_main]

use libfuzzer_sys::fuzz_target;
use marchland::scenario::{Document, Library, Missing, Shown, Wanted, Wants, check, migrate, show};

const BETWEEN: u8 = 0xff;

struct Parts<'a>([&'a [u8]; 4]);

impl Parts<'_> {
    fn document(&self, part: usize) -> Document {
        let name = ["fuzz.ron", "base.ron", "series.csv", "map.geojson"][part].to_owned();
        Document { place: name.clone(), name, bytes: self.0[part].to_vec() }
    }
}

impl Library for Parts<'_> {
    fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing> {
        Ok(self.document(match wanted.kind {
            Wants::Scenario => 1,
            Wants::Series => 2,
            Wants::Map => 3,
        }))
    }
}

fuzz_target!(|bytes: &[u8]| {
    let mut texts = bytes.splitn(4, |byte| *byte == BETWEEN);
    let parts = Parts(std::array::from_fn(|_| texts.next().unwrap_or_default()));
    let document = parts.document(0);
    let checked = check(&document, &parts);
    let _ = checked.warnings.to_string();
    match checked.scenario {
        Ok(_) => {
            let shown = show(&document, &[], &parts, Shown::WithDefaults, None);
            assert!(shown.is_ok(), "a scenario that checks is shown: {shown:?}");
        }
        Err(problems) => {
            assert!(!problems.to_string().is_empty());
            assert!(problems.0.iter().all(|p| p.code != "M099"), "{problems}");
        }
    }
    if let Err(problems) = migrate("fuzz.ron", parts.0[0]) {
        assert!(!problems.to_string().is_empty());
    }
});
