//! Fetches the map that a scenario names and checks it against the two regions.

use super::format::{RegionText, ScenarioText};
use super::library::{Library, Missing, Wanted, Wants};
use super::map::Map;
use super::map_read::{self, LARGEST_MAP, Sought};
use super::problems::{Finding, Findings, Text, did_you_mean, listed, number, quoted};
use super::tree::Span;

/// What a path of a map ends in.
const ENDING: &str = ".geojson";

/// The map of a scenario, if it names one that can be used; what stands against it is noted.
pub(crate) fn map(
    file: &ScenarioText,
    from: &str,
    library: &dyn Library,
    texts: &mut Vec<Text>,
    findings: &mut Findings,
) -> Option<Map> {
    let word = file.map.as_ref()?;
    let (name, place) = (word.value.as_str(), word.span);
    let document = match library.find(&Wanted { from, name, kind: Wants::Map }) {
        Ok(document) => document,
        Err(missing) => {
            findings.add(no_map(name, place, &missing));
            return None;
        }
    };
    if document.bytes.len() > LARGEST_MAP {
        findings.add(too_large(name, place, document.bytes.len()));
        return None;
    }
    let Ok(text) = std::str::from_utf8(&document.bytes) else {
        let message = format!("the map {} is not UTF-8 text", quoted(name));
        let hint = "export it again as GeoJSON, which is always UTF-8";
        findings
            .add(Finding::new("M052", place, message).expected("a GeoJSON FeatureCollection (RFC 7946)").hint(hint));
        return None;
    };
    let collection = match map_read::features(text, name, place) {
        Ok(collection) => collection,
        Err(refused) => {
            let at = refused.at.and_then(|at| in_the_map(&document.name, text, at, texts));
            findings.add(Finding { span: at.unwrap_or(place), ..refused.finding });
            return None;
        }
    };
    let regions = file.regions.as_ref()?;
    let sought = |r: &'_ RegionText| (r.name.clone(), r.on_map.clone());
    let [a, b] = [sought(regions.a.as_ref()?), sought(regions.b.as_ref()?)];
    let sought = [&a, &b].map(|(name, on_map)| Sought { name: name.as_ref(), on_map: on_map.as_ref() });
    map_read::map(name, place, &collection, sought, findings)
}

/// A place in the text of the map, which from now on is one of the texts.
fn in_the_map(name: &str, text: &str, at: usize, texts: &mut Vec<Text>) -> Option<Span> {
    let origin = u16::try_from(texts.len()).ok()?;
    let start = u32::try_from(at).ok()?;
    texts.push(Text { name: name.to_owned(), text: text.to_owned(), is_override: false });
    Some(Span { origin, start, end: start + 1 })
}

fn no_map(name: &str, place: Span, missing: &Missing) -> Finding {
    let known = || missing.known.iter().map(String::as_str);
    if name.to_lowercase().ends_with(ENDING) {
        let message = format!("the map {} cannot be read: {}", quoted(name), missing.why);
        let hint = "a path starts from the folder of the scenario that names it; see that the file is there";
        return Finding::new("M051", place, message).expected("the path of a GeoJSON file").hint(hint);
    }
    let message = format!("there is no map {}", quoted(name));
    let expected = match missing.known.is_empty() {
        true => format!("the path of a GeoJSON file that ends in `{ENDING}`"),
        false => format!("one of {}, or the path of a GeoJSON file that ends in `{ENDING}`", listed(known())),
    };
    let hint = "without a map of the pair, leave `map` out";
    Finding::new("M050", place, message).expected(expected).hint(hint).hint_if(did_you_mean(name, known()))
}

fn too_large(name: &str, place: Span, bytes: usize) -> Finding {
    #[expect(clippy::cast_precision_loss, reason = "shown in tenths of a megabyte")]
    let [is, most] = [bytes, LARGEST_MAP].map(|bytes| number((bytes as f64 / 1e5).round() / 10.0));
    let message = format!("the map {} has {is} MB or more", quoted(name));
    let hint = "simplify it (mapshaper.org, or Vector > Geometry tools > Simplify in QGIS) and keep the regions alone";
    Finding::new("M056", place, message).expected(format!("at most {most} MB")).hint(hint)
}
