//! Values in the forms of other formats and programs, and names that mean something here under another name.

use super::dates::{meant, year};
use super::problems::{number, quoted};
use super::ron_reader;
use super::tree::{Node, Value};

/// What a name means that is not among the choices.
struct Synonym {
    name: &'static str,
    /// In small letters and without signs between words.
    others: &'static [&'static str],
}

const SYNONYMS: [Synonym; 14] = [
    Synonym { name: "RoadAndRail", others: &["roadrail", "roadandrail", "railroad", "railandroad", "both"] },
    Synonym { name: "Road", others: &["bridge", "car", "cars", "bus", "street", "highway", "motorway", "foot"] },
    Synonym { name: "Rail", others: &["train", "tram", "metro", "railway", "underground", "subway"] },
    Synonym { name: "Ferry", others: &["boat", "ship", "sea", "water"] },
    Synonym { name: "Air", others: &["plane", "flight", "airport", "aeroplane", "airplane"] },
    Synonym {
        name: "AtLeast",
        others: &["above", "over", "atleast", "morethan", "greaterthan", "greater", "exceeds", "min"],
    },
    Synonym { name: "Below", others: &["atmost", "under", "lessthan", "less", "fewerthan", "max"] },
    Synonym { name: "From", others: &["after", "since", "on", "at"] },
    Synonym { name: "Before", others: &["until", "by", "to"] },
    Synonym { name: "All", others: &["and", "allof", "every"] },
    Synonym { name: "Any", others: &["or", "anyof", "either"] },
    // Of an opening:
    Synonym { name: "Before", others: &["always", "open", "existing", "there", "now", "start", "yes", "true"] },
    Synonym { name: "At", others: &["from", "after", "on", "date", "since", "opens"] },
    Synonym { name: "Project", others: &["planned", "projects", "built", "later"] },
];

/// What to write for a name that means one of the choices.
pub(crate) fn synonym(name: &str, names: &[&str]) -> Option<String> {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    if names.contains(&"AtLeast") {
        match plain.as_str() {
            "not" => {
                return Some("there is no `Not`: write `Below` for not `AtLeast`, `Before` for not `From`".into());
            }
            "between" => return Some("write two conditions, `AtLeast(..), Below(..)`: all of a list must hold".into()),
            "equals" | "equal" | "is" => {
                return Some("a variable hardly ever has one value exactly: write `AtLeast(..), Below(..)`".into());
            }
            "stage" => return Some("the stage is a variable: write `AtLeast(\"stage\", 2)`".into()),
            _ => {}
        }
    }
    // A list of choices decides which of two meanings a name has.
    let is_it = |known: &&Synonym| names.contains(&known.name) && known.others.contains(&plain.as_str());
    let found = SYNONYMS.iter().find(is_it)?;
    Some(format!("write `{}`, as it is called here", found.name))
}

/// What to write for a value in a form of elsewhere; `expected` is what the field takes, in words.
pub(crate) fn elsewhere(node: &Node, expected: &str) -> Option<String> {
    let is_figure = expected.contains("`(number, \"source key\", Grade)`") && expected.starts_with("a number");
    match &node.value {
        _ if is_figure && !matches!(node.value, Value::Tuple(_)) => figure(node),
        Value::Tuple(items) if is_figure && items.len() > 3 => Some(
            "a figure has three values, `(number, \"key\", Grade)`: dates and remarks go into the text of the source, or into a \
             comment `// ..`"
                .to_owned(),
        ),
        Value::Tuple(items) if is_figure && items.len() == 1 && matches!(items[0].value, Value::Tuple(_)) => {
            Some("leave one pair of the brackets out".to_owned())
        }
        Value::Variant { name, body: None } if expected.starts_with("a number from 1 to 3") => roman(name),
        Value::Text(text) if expected.starts_with("a number from 1 to 3") => roman(text),
        Value::Text(text) if expected.contains("`At(\"") => opening(text, expected),
        Value::Number { value, whole: true } if expected.contains("`At(\"") && year(&number(*value)).is_some() => {
            Some(format!("write `At(\"{value}Q1\")` for its first quarter"))
        }
        Value::List(items) if expected.starts_with("a text in quotes") && items.iter().all(|item| item.text().is_some()) => {
            Some("one alone can be named here: write an entry of its own for each of the others".to_owned())
        }
        Value::Text(text) if expected.starts_with("`AtLeast(\"variable\"") => condition(text),
        _ => None,
    }
}

/// A figure in named fields or in square brackets, as it is written here.
fn figure(node: &Node) -> Option<String> {
    let items: Vec<&Node> = match &node.value {
        Value::Fields(fields) => fields.iter().map(|field| &field.node).collect(),
        Value::Map(entries) => entries.iter().map(|(_, node)| node).collect(),
        Value::List(items) => items.iter().collect(),
        _ => return None,
    };
    let value = items.iter().find_map(|item| match item.value {
        Value::Number { value, .. } => Some(number(value)),
        _ => None,
    })?;
    let key = items.iter().find_map(|item| item.text()).unwrap_or("key");
    let grade = items.iter().find_map(|item| match &item.value {
        Value::Variant { name, body: None } => Some(name.as_str()),
        _ => None,
    });
    let written = quoted(&format!("({value}, \"{key}\", {})", grade.unwrap_or("B")));
    Some(format!("write {written}: number, key of the source and grade in round brackets, without names"))
}

fn roman(name: &str) -> Option<String> {
    let number = match name.to_lowercase().as_str() {
        "i" | "one" => 1,
        "ii" | "two" => 2,
        "iii" | "three" => 3,
        _ => return None,
    };
    Some(format!("stages are numbers here: write `{number}`"))
}

/// A date, or a choice in quotes, where a choice with a date is wanted.
fn opening(text: &str, expected: &str) -> Option<String> {
    if expected.contains(&format!("`{text}`")) {
        return Some(format!("names to choose from stand without quotes: `{text}`"));
    }
    let quarter = meant(text).map(|meant| meant.quarter.to_string());
    let quarter = quarter.or_else(|| year(text).map(|year| format!("{year}Q1")))?;
    Some(format!("write `At(\"{quarter}\")`"))
}

/// A condition in signs, in quotes.
fn condition(text: &str) -> Option<String> {
    let (at, sign) = text.char_indices().find(|(_, c)| matches!(c, '>' | '<' | '≥' | '≤'))?;
    let name = if matches!(sign, '>' | '≥') { "AtLeast" } else { "Below" };
    let limit: f64 = text[at + sign.len_utf8()..].trim_start_matches('=').trim().parse().ok()?;
    let written = quoted(&format!("{name}(\"{}\", {})", text[..at].trim(), number(limit)));
    Some(format!("write {written}, without quotes around it"))
}

/// What to write for a place in a form of elsewhere.
pub(crate) fn about_position(node: &Node) -> Option<String> {
    const EAST: [&str; 6] = ["lon", "long", "lng", "longitude", "x", "east"];
    const NORTH: [&str; 5] = ["lat", "latitude", "y", "north", "nord"];
    let written = |east: f64, north: f64| format!("write `({}, {})`", number(east), number(north));
    let value = |node: &Node| match node.value {
        Value::Number { value, .. } => Some(value),
        _ => None,
    };
    let named = |names: &[&str], fields: &[(&str, &Node)]| {
        let found = fields.iter().find(|(name, _)| names.iter().any(|known| name.eq_ignore_ascii_case(known)))?;
        value(found.1)
    };
    let of_fields = |fields: &[(&str, &Node)]| {
        let pair = written(named(&EAST, fields)?, named(&NORTH, fields)?);
        Some(format!("{pair}, without names: degrees east, then degrees north"))
    };
    match &node.value {
        Value::Fields(fields) => of_fields(&fields.iter().map(|f| (f.name.as_str(), &f.node)).collect::<Vec<_>>()),
        Value::Map(entries) => {
            let name = |node: &'_ Node| match &node.value {
                Value::Variant { name, body: None } | Value::Text(name) => Some(name.clone()),
                _ => None,
            };
            let names: Vec<(String, &Node)> =
                entries.iter().filter_map(|(key, node)| Some((name(key)?, node))).collect();
            of_fields(&names.iter().map(|(name, node)| (name.as_str(), *node)).collect::<Vec<_>>())
        }
        Value::List(items) => match items.as_slice() {
            [east, north] => {
                Some(format!("{}: a place stands in round brackets", written(value(east)?, value(north)?)))
            }
            _ => None,
        },
        Value::Tuple(items) => match items.as_slice() {
            [east, north, third] if value(third).is_some() => {
                Some(format!("{}: heights are left out", written(value(east)?, value(north)?)))
            }
            [_] => {
                Some("two numbers with a comma between them are needed: degrees east, then degrees north".to_owned())
            }
            _ => None,
        },
        Value::Text(text) => {
            let read = ron_reader::parse(&format!("({})", text.trim()), 0, 1, &mut Default::default())?;
            let Value::Tuple(items) = &read.value else { return None };
            let [east, north] = items.as_slice() else { return None };
            let is_turned = text.find(['N', 'S']).zip(text.find(['E', 'W'])).is_some_and(|(north, east)| north < east);
            let (east, north) = (value(east)?, value(north)?);
            let pair = if is_turned { written(north, east) } else { written(east, north) };
            Some(format!("{pair}, without quotes: degrees east, then degrees north"))
        }
        _ => None,
    }
}
