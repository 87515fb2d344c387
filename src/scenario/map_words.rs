//! Why a text is no map, in words for whoever drew it: the parser's own say nothing to them.

use serde_json::Value;
use serde_json::error::Category;

use super::problems::{listed, quoted};

/// What is wrong, what to do, and in which feature it lies.
pub(crate) struct Wrong {
    /// Behind `the map ..`.
    pub message: String,
    pub hint: String,
    pub feature: Option<usize>,
}

/// What to do with a file that another program has written wrongly or a person has edited.
const AGAIN: &str = "export the map again as GeoJSON; a file that was cut off or edited by hand breaks easily";

/// Kinds of geometry, and how deeply their coordinates are nested: 1 is one position.
const KINDS: [(&str, usize); 6] =
    [("Point", 1), ("MultiPoint", 2), ("LineString", 2), ("MultiLineString", 3), ("Polygon", 3), ("MultiPolygon", 4)];

/// Why a text is no JSON, and what to do.
pub(crate) fn no_json(text: &str, error: &serde_json::Error) -> (String, &'static str) {
    let start = text.trim_start();
    if start.is_empty() {
        return ("the file is empty".to_owned(), "export the map as GeoJSON, or name another file");
    }
    if start.starts_with('<') {
        let hint =
            "open it in a GIS program and save its layer of regions as GeoJSON; of a page in the web take the raw file";
        return ("it is XML or a web page, such as KML, GML or HTML, and no GeoJSON".to_owned(), hint);
    }
    if start.starts_with("version https://git-lfs") {
        let hint = "fetch the file itself, with `git lfs pull` or from the web page of its repository";
        return ("it is a pointer of Git LFS to the map, not the map".to_owned(), hint);
    }
    if !start.starts_with(['{', '[']) {
        let hint = "name a GeoJSON file: a text that begins with `{`; a GIS program saves a layer as one";
        return ("it does not begin like GeoJSON, with `{`".to_owned(), hint);
    }
    if error.classify() == Category::Eof {
        return ("it ends before its last bracket: the file was cut off".to_owned(), AGAIN);
    }
    let told = error.to_string();
    let has = |words: &str| told.contains(words);
    let what = match () {
        () if has("expected `,` or") => "a comma or a closing bracket is missing before this",
        () if has("trailing comma") => "there is a comma too many before this",
        () if has("key must be a string") => "the name of a property belongs here, in double quotes",
        () if has("expected `:`") => "a colon is missing before this",
        () if has("control character") => "a text in quotes runs over the end of its line",
        () if has("trailing characters") => "the map is complete before this, and something follows",
        () if has("invalid number") || has("number out of range") => "this is no number",
        () if has("escape") || has("surrogate") => "no character is written like this: a backslash stands as `\\\\`",
        () if has("recursion limit") => "brackets are nested deeper than in any map",
        () if has("expected value") || has("expected ident") => "no value begins like this",
        () => "this cannot stand here",
    };
    (format!("it is no JSON from here on: {what}"), AGAIN)
}

/// Why JSON is no GeoJSON with a list of features; `error` is what the reader of GeoJSON said.
pub(crate) fn no_map(value: &Value, error: &str) -> Wrong {
    let whole = |message: &str, hint: &str| Wrong { message: message.to_owned(), hint: hint.to_owned(), feature: None };
    let save = "in a GIS program, save the layer of the regions as GeoJSON";
    let Some(map) = value.as_object() else {
        return whole("is JSON, but begins with no `{`: GeoJSON is one object", save);
    };
    let kind = map.get("type").and_then(Value::as_str);
    let features = map.get("features").and_then(Value::as_array);
    match (kind, features) {
        (Some("Topology"), _) => whole(
            "is TopoJSON, which is another format",
            "save it as GeoJSON: on mapshaper.org, or in a GIS program with the layer of the regions",
        ),
        (Some("FeatureCollection"), Some(features)) => in_features(features, error),
        (Some("FeatureCollection"), None) => whole("has no list `features`", save),
        (Some("Feature"), _) => whole("holds one feature alone, and a border has two sides", save),
        (Some(kind), _) if KINDS.iter().any(|(name, _)| *name == kind) || kind == "GeometryCollection" => {
            whole(&format!("holds a bare {kind}: it has neither names nor two sides"), save)
        }
        (None, Some(features)) if features.iter().any(|f| f.get("attributes").is_some()) => whole(
            "is Esri JSON, which is another format",
            "ask the server for GeoJSON (`f=geojson`), or save the layer as GeoJSON in a GIS program",
        ),
        (None, _) => whole(
            "is JSON, but says not that it is GeoJSON: it has no `\"type\": \"FeatureCollection\"`",
            "see that it is the map that was meant; in a GIS program, save the layer of the regions as GeoJSON",
        ),
        (Some(kind), _) => whole(&format!("is of the type {}, which is no GeoJSON", quoted(kind)), save),
    }
}

/// The first feature that is none.
fn in_features(features: &[Value], error: &str) -> Wrong {
    let found = features.iter().enumerate().find_map(|(i, feature)| Some((i, wrong_with(feature)?)));
    match found {
        Some((index, (what, hint))) => {
            let name = feature_name(&features[index]);
            let message = format!("has a feature that cannot be read, number {}{name}: {what}", index + 1);
            Wrong { message, hint, feature: Some(index) }
        }
        None => {
            let message =
                format!("cannot be read as GeoJSON ({})", error.split(" at line ").next().unwrap_or_default());
            Wrong { message, hint: AGAIN.to_owned(), feature: None }
        }
    }
}

fn feature_name(feature: &Value) -> String {
    let name = feature.get("properties").and_then(|p| p.get("name")).and_then(Value::as_str);
    name.map_or_else(String::new, |name| format!(" ({})", quoted(name)))
}

fn wrong_with(feature: &Value) -> Option<(String, String)> {
    let again = || AGAIN.to_owned();
    if feature.get("type").and_then(Value::as_str) != Some("Feature") {
        return Some(("it lacks `\"type\": \"Feature\"`".to_owned(), again()));
    }
    if feature.get("properties").is_some_and(|p| !p.is_null() && !p.is_object()) {
        return Some(("its `properties` are no object `{ \"name\": \"..\" }`".to_owned(), again()));
    }
    match feature.get("geometry") {
        None | Some(Value::Null) => None,
        Some(geometry) => wrong_geometry(geometry),
    }
}

fn wrong_geometry(geometry: &Value) -> Option<(String, String)> {
    let kinds = || listed(KINDS.iter().map(|(name, _)| *name));
    let Some(kind) = geometry.get("type").and_then(Value::as_str) else {
        return Some(("its geometry has no `type`".to_owned(), format!("give it one of {}", kinds())));
    };
    if kind == "GeometryCollection" {
        let parts = geometry.get("geometries").and_then(Value::as_array);
        return match parts {
            Some(parts) => parts.iter().find_map(wrong_geometry),
            None => Some(("its GeometryCollection has no list `geometries`".to_owned(), AGAIN.to_owned())),
        };
    }
    let Some((_, depth)) = KINDS.iter().find(|(name, _)| *name == kind) else {
        let what = format!("there is no geometry of the type {}", quoted(kind));
        return Some((what, format!("geometries are {}", kinds())));
    };
    let Some(coordinates) = geometry.get("coordinates") else {
        return Some((format!("its {kind} has no `coordinates`"), AGAIN.to_owned()));
    };
    (!is_nested(coordinates, *depth)).then(|| {
        let shape = match depth {
            1 => "one position `[longitude, latitude]`",
            2 => "a list of positions `[longitude, latitude]`",
            3 => "a list of lists (the outline and the holes, or lines) of positions `[longitude, latitude]`",
            _ => "a list of polygons, each a list of rings, each a list of positions `[longitude, latitude]`",
        };
        (format!("its `coordinates` are not those of a {kind}"), format!("write {shape}, all numbers without quotes"))
    })
}

/// Whether coordinates are lists within lists down to positions of two numbers or more.
fn is_nested(value: &Value, depth: usize) -> bool {
    let Some(items) = value.as_array() else { return false };
    match depth {
        1 => items.len() >= 2 && items.iter().all(Value::is_number),
        _ => items.iter().all(|item| is_nested(item, depth - 1)),
    }
}
