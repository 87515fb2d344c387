//! Finding topics by name: exact, without regard to case and hyphens, with a kind before it, or as a path of the format.

use super::{Group, Topic};

/// Names under which people look for a topic of another name.
const ALIASES: [(&str, &str); 52] = [
    ("csv", "table"),
    ("tables", "table"),
    ("series", "history"),
    ("series", "drivers"),
    ("series", "table"),
    ("condition", "conditions"),
    ("when", "conditions"),
    ("AtLeast", "conditions"),
    ("Below", "conditions"),
    ("From", "conditions"),
    ("Before", "conditions"),
    ("Any", "conditions"),
    ("All", "conditions"),
    ("At", "expectations.<id>.claim"),
    ("claims", "expectations.<id>.claim"),
    ("expectation", "expectations"),
    ("expect", "expectations"),
    ("unit", "units"),
    ("date", "dates"),
    ("year", "dates"),
    ("years", "dates"),
    ("quarter", "dates"),
    ("quarters", "dates"),
    ("month", "dates"),
    ("grade", "grades"),
    ("figure", "format"),
    ("figure", "grades"),
    ("figures", "format"),
    ("figures", "grades"),
    ("ron", "format"),
    ("scenario", "format"),
    ("geojson", "map"),
    ("points", "money"),
    // Words of the format that are no names of topics: what they may stand in tells them.
    ("TravelTime", "drivers.<id>.role"),
    ("HousePriceGap", "drivers.<id>.role"),
    ("ExchangeRate", "drivers.<id>.role"),
    ("Demand", "drivers.<id>.role"),
    ("Outside", "drivers.<id>.role"),
    ("Linear", "drivers.<id>.join"),
    ("Step", "drivers.<id>.join"),
    ("Road", "crossings.<id>.mode"),
    ("Rail", "crossings.<id>.mode"),
    ("RoadAndRail", "crossings.<id>.mode"),
    ("Ferry", "crossings.<id>.mode"),
    ("Air", "crossings.<id>.mode"),
    ("Random", "shocks.<id>.trigger"),
    ("At", "shocks.<id>.trigger"),
    ("U", "grades"),
    ("log error", "fit"),
    ("rmse_log", "fit"),
    ("frozen", "fit"),
    ("direction", "fit"),
];

/// The topics that a name is an alias of.
fn meant<'a>(name: &str, topics: &'a [Topic]) -> Vec<&'a Topic> {
    let of = ALIASES.iter().filter(|(alias, _)| same(alias, name));
    of.filter_map(|(_, id)| topics.iter().find(|topic| topic.id == *id)).collect()
}

/// Both lists, each topic once.
fn together<'a>(mut first: Vec<&'a Topic>, second: Vec<&'a Topic>) -> Vec<&'a Topic> {
    for topic in second {
        if !first.iter().any(|known| (known.group, &known.id) == (topic.group, &topic.id)) {
            first.push(topic);
        }
    }
    first
}

/// The topics of a name. Several kinds of thing may share one: all of them are given.
///
/// A kind before the name picks one: `lever:governance`. A path of the scenario format may name things of its own:
/// `cities.khabarovsk.population`, `policies.staged.steps[2].level`.
#[must_use]
pub fn find<'a>(asked: &str, topics: &'a [Topic]) -> Vec<&'a Topic> {
    let (group, name) = kind_before(asked.trim());
    let within = || topics.iter().filter(move |t| group.is_none_or(|g| t.group == g));
    let is_many = |t: &&Topic| t.group == Group::Page && same(&format!("{}s", t.id), name);
    let exact: Vec<&Topic> = within().filter(|t| same(&t.id, name) || is_many(t)).collect();
    let meant = if group.is_none() { meant(name, topics) } else { Vec::new() };
    if !exact.is_empty() {
        return together(exact, meant);
    }
    let fields: Vec<&Topic> = within().filter(|t| t.group == Group::Field && is_path(&t.id, name)).collect();
    if !fields.is_empty() {
        return fields;
    }
    // A thing of its own, such as `cities.khabarovsk`, is told by the field that holds it.
    if let Some((holder, _)) = name.rsplit_once('.')
        && within().any(|t| t.group == Group::Field && is_path(&begin(&t.id, name), name))
    {
        return within().filter(|t| t.group == Group::Field && is_path(&t.id, holder)).collect();
    }
    // A field may be asked for by its last name, a publication by its first author.
    let last = |t: &&Topic| match t.group {
        Group::Field => t.id.rsplit('.').next().is_some_and(|end| same(end.trim_end_matches("[]"), name)),
        Group::Reference => t.id.split([',', ' ']).next().is_some_and(|author| same(author, name)),
        _ => false,
    };
    together(meant, within().filter(last).collect())
}

/// The names that look most like what was asked for, the likest first; four at most.
#[must_use]
pub fn nearest<'a>(asked: &str, topics: &'a [Topic]) -> Vec<&'a str> {
    const ALIKE: f64 = 0.72;
    const MOST: usize = 4;
    let (_, name) = kind_before(asked.trim());
    let name = plain(name);
    let likeness = |t: &'a Topic| (strsim::jaro_winkler(&name, &plain(&t.id)).max(contains(&name, t)), t.id.as_str());
    let mut likely: Vec<(f64, &str)> = topics.iter().map(likeness).filter(|(alike, _)| *alike >= ALIKE).collect();
    likely.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut names: Vec<&str> = Vec::new();
    for (_, id) in likely {
        if !names.contains(&id) && names.len() < MOST {
            names.push(id);
        }
    }
    names
}

/// A name that occurs whole in an id or a title is nearly as good as a similar one.
fn contains(name: &str, topic: &Topic) -> f64 {
    const WHOLE: f64 = 0.85;
    const SHORTEST: usize = 3;
    let found = name.len() >= SHORTEST && (plain(&topic.id).contains(name) || plain(&topic.title).contains(name));
    if found { WHOLE } else { 0.0 }
}

/// The beginning of a documented path, as many segments long as another.
fn begin(documented: &str, path: &str) -> String {
    let segments = path.split('.').count();
    documented.split('.').take(segments).collect::<Vec<_>>().join(".")
}

fn kind_before(asked: &str) -> (Option<Group>, &str) {
    let known = |word: &str| Group::ALL.into_iter().find(|g| same(g.word(), word));
    match asked.split_once(':') {
        Some((kind, name)) if known(kind).is_some() => (known(kind), name.trim()),
        _ => (None, asked),
    }
}

fn plain(name: &str) -> String {
    name.to_lowercase().replace(['-', ' '], "_")
}

fn same(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

/// Whether a path is a case of a documented one, in which `<id>` stands for any id and `[]` for any number.
fn is_path(documented: &str, path: &str) -> bool {
    let cut = |text: &str| -> Vec<String> { text.replace('[', ".[").split('.').map(str::to_owned).collect() };
    let (documented, path) = (cut(documented), cut(path));
    let fits = |(pattern, segment): (&String, &String)| {
        let any_id = pattern.starts_with('<') && !segment.starts_with('[');
        let any_number = pattern == "[]" && segment.starts_with('[');
        any_id || any_number || same(pattern, segment)
    };
    documented.len() == path.len() && documented.iter().zip(&path).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_may_name_things_of_its_own() {
        assert!(is_path("cities.<id>.population", "cities.khabarovsk.population"));
        assert!(is_path("policies.<id>.steps[].level", "policies.staged.steps[2].level"));
        assert!(!is_path("cities.<id>.population", "cities.khabarovsk"));
        assert!(!is_path("policies.<id>.steps[].level", "policies.staged.steps.level"));
    }

    #[test]
    fn names_are_found_whatever_their_case_and_hyphens_and_a_kind_picks_one() {
        let topics = super::super::topics();
        assert_eq!(find("e8B", &topics)[0].id, "E8b");
        assert_eq!(find("under_exploited", &topics)[0].id, "under-exploited");
        assert!(find("governance", &topics).len() > 1);
        assert_eq!(find("channel:governance", &topics).len(), 1);
        assert_eq!(find("boschma", &topics)[0].id, "Boschma 2005");
        assert_eq!(find("cities.khabarovsk", &topics)[0].id, "cities");
        assert!(find("regions.a.nonsense", &topics).is_empty());
        assert!(find("nonsense", &topics).is_empty());
        assert_eq!(nearest("comuting_scale", &topics)[0], "commuting_scale");
    }

    /// An alias without a topic would lead nowhere.
    #[test]
    fn names_under_which_people_look_lead_somewhere() {
        let topics = super::super::topics();
        for (alias, id) in ALIASES {
            assert!(find(alias, &topics).iter().any(|topic| topic.id == id), "{alias}");
        }
        assert!(find("lever:csv", &topics).is_empty());
        assert_eq!(find("quarters", &topics).iter().map(|t| t.id.as_str()).collect::<Vec<_>>(), ["quarters", "dates"]);
    }
}
