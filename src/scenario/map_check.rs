//! Fetches the map that a scenario names and checks it against the two regions.

use super::format::{RegionText, ScenarioText};
use super::library::{Document, Library, Missing, Wanted, Wants};
use super::map::Map;
use super::map_read::{self, Areas, LARGEST_MAP, Told};
use super::map_sides::Sought;
use super::map_text::Sheet;
use super::problems::{Finding, Findings, Problems, Text, did_you_mean, listed, number, quoted};
use super::slashes;
use super::tree::Span;

/// What a path of a map ends in.
const ENDING: &str = ".geojson";

/// The map of a scenario, if it names one that can be used; what stands against it is noted.
pub(crate) fn map(file: &ScenarioText, from: &str, library: &dyn Library, told: &mut Told<'_>) -> Option<Map> {
    let word = file.map.as_ref()?;
    let (name, place) = (word.value.as_str(), word.span);
    let document = found(name, from, place, library).map_err(|finding| told.findings.add(*finding)).ok()?;
    let text = text_of(&document, name, place).map_err(|finding| told.findings.add(*finding)).ok()?;
    let mut sheet = Sheet::new(name, &document.name, text, place);
    let collection = sheet.features(told.texts).map_err(|finding| told.findings.add(*finding)).ok()?;
    let regions = file.regions.as_ref()?;
    let sought = |r: &'_ RegionText| (r.name.clone(), r.on_map.clone());
    let [a, b] = [sought(regions.a.as_ref()?), sought(regions.b.as_ref()?)];
    let sought = [&a, &b].map(|(name, on_map)| Sought { name: name.as_ref(), on_map: on_map.as_ref() });
    map_read::map(&mut sheet, &collection, sought, told)
}

/// The areas of a map by name, for somebody who is about to write a scenario on it; `option` names the option of the
/// command line that gave the map, `without` says what to do if there is none.
///
/// # Errors
/// A map that cannot be had or used.
pub fn areas(name: &str, option: &str, without: &str, library: &dyn Library) -> Result<Areas, Problems> {
    let mut texts = vec![Text { name: format!("{option} {name}"), text: name.to_owned(), is_override: true }];
    let place = Span { origin: 0, start: 0, end: u32::try_from(name.len()).unwrap_or(u32::MAX) };
    let read = |texts: &mut Vec<Text>| {
        let document = found(name, "", place, library).map_err(|finding| Box::new(lacking(*finding, without)))?;
        let mut sheet = Sheet::new(name, &document.name, text_of(&document, name, place)?, place);
        let collection = sheet.features(texts)?;
        map_read::areas(&mut sheet, &collection, texts).map_err(Box::new)
    };
    read(&mut texts).map_err(|finding| {
        let mut findings = Findings::default();
        findings.add(*finding);
        findings.into_problems(&texts)
    })
}

/// How a scenario does without a map.
const LEFT_OUT: &str = "leave `map` out";

/// The finding for somebody who has no scenario yet in which something could be left out.
fn lacking(finding: Finding, without: &str) -> Finding {
    let hint = finding.hint.map(|hint| hint.replace(LEFT_OUT, without));
    Finding { hint, ..finding }
}

fn found(name: &str, from: &str, place: Span, library: &dyn Library) -> Result<Document, Box<Finding>> {
    let document = library
        .find(&Wanted { from, name, kind: Wants::Map })
        .map_err(|missing| Box::new(no_map(name, place, &missing)))?;
    match document.bytes.len() {
        bytes if bytes > LARGEST_MAP => Err(Box::new(too_large(name, place, bytes))),
        _ => Ok(document),
    }
}

fn text_of<'d>(document: &'d Document, name: &str, place: Span) -> Result<&'d str, Box<Finding>> {
    std::str::from_utf8(&document.bytes).map_err(|_| {
        let message = format!("the map {} is not UTF-8 text", quoted(name));
        let hint = match document.bytes.starts_with(b"PK") {
            true => "it is a zip archive: unpack it, and save the layer of the regions in it as GeoJSON",
            false => "export it again as GeoJSON, which is always UTF-8; a shapefile or geopackage is opened in a GIS program",
        };
        Box::new(Finding::new("M052", place, message).expected("a GeoJSON FeatureCollection (RFC 7946)").hint(hint))
    })
}

fn no_map(name: &str, place: Span, missing: &Missing) -> Finding {
    let known = || missing.known.iter().map(String::as_str);
    if let Some((written, path)) = slashes::of_name(name) {
        let message = format!("the map {} cannot be read: backslashes stand between its folders", quoted(&written));
        let hint = format!("write {}: folders stand apart by `/`, in Windows too", quoted(&format!("\"{path}\"")));
        return Finding::new("M051", place, message).expected("the path of a GeoJSON file").hint(hint);
    }
    if name.to_lowercase().ends_with(ENDING) {
        let why = missing.why.strip_prefix(&format!("{}: ", quoted(name))).unwrap_or(&missing.why);
        let message = format!("the map {} cannot be read: {why}", quoted(name));
        let hint = "a path starts from the folder of the scenario that names it; see that the file is there";
        return Finding::new("M051", place, message).expected("the path of a GeoJSON file").hint(hint);
    }
    let message = format!("there is no map {}", quoted(name));
    let expected = match missing.known.is_empty() {
        true => format!("the path of a GeoJSON file that ends in `{ENDING}`"),
        false => format!("one of {}, or the path of a GeoJSON file that ends in `{ENDING}`", listed(known())),
    };
    if let Some((what, do_this)) = of_another_kind(name) {
        let message = format!("the map {} {what}", quoted(name));
        return Finding::new("M050", place, message).expected(expected).hint(do_this);
    }
    let hint = format!("without a map of the pair, {LEFT_OUT}");
    Finding::new("M050", place, message).expected(expected).hint(hint).hint_if(did_you_mean(name, known()))
}

/// Endings of maps that a GIS program can open, and what such a file is.
const FOREIGN: [(&str, &str); 12] = [
    ("shp", "a shapefile"),
    ("dbf", "a part of a shapefile"),
    ("shx", "a part of a shapefile"),
    ("zip", "an archive, perhaps of a shapefile"),
    ("gpkg", "a GeoPackage"),
    ("gdb", "a geodatabase"),
    ("kml", "KML"),
    ("kmz", "KML in an archive"),
    ("gml", "GML"),
    ("topojson", "TopoJSON"),
    ("fgb", "FlatGeobuf"),
    ("parquet", "GeoParquet"),
];
/// Endings of pictures, which have no outlines.
const PICTURES: [&str; 8] = ["png", "jpg", "jpeg", "svg", "pdf", "tif", "tiff", "gif"];

/// What a file is by its ending, behind its name, if that is no GeoJSON, and what to do.
fn of_another_kind(name: &str) -> Option<(String, String)> {
    let (stem, ending) = name.rsplit_once('.')?;
    let ending = ending.to_lowercase();
    let geojson = format!("{stem}{ENDING}");
    if ending == "json" {
        return Some((
            format!("does not end in `{ENDING}`, as maps do"),
            format!("if the file is GeoJSON, call it {} and write `map: \"{geojson}\"`", quoted(&geojson)),
        ));
    }
    if PICTURES.contains(&ending.as_str()) {
        let hint = "a map is made of outlines with names, as a GIS program saves them as GeoJSON; a picture has none";
        return Some(("is a picture, and no GeoJSON".to_owned(), hint.to_owned()));
    }
    let (_, what) = FOREIGN.iter().find(|(known, _)| *known == ending)?;
    let hint = format!(
        "make GeoJSON of it: in QGIS, Export > Save Features As, format GeoJSON, EPSG:4326; or `ogr2ogr -t_srs EPSG:4326 {geojson} \
         {name}`. Then write `map: \"{geojson}\"`"
    );
    Some((format!("is {what}, and no GeoJSON"), hint))
}

fn too_large(name: &str, place: Span, bytes: usize) -> Finding {
    #[expect(clippy::cast_precision_loss, reason = "shown in tenths of a megabyte")]
    let [is, most] = [bytes, LARGEST_MAP].map(|bytes| number((bytes as f64 / 1e5).round() / 10.0));
    let message = format!("the map {} has {is} MB or more", quoted(name));
    let hint = "simplify it (mapshaper.org, or Vector > Geometry tools > Simplify in QGIS) and keep the regions alone";
    Finding::new("M056", place, message).expected(format!("at most {most} MB")).hint(hint)
}
