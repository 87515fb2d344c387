//! Whether two units are one, and by which power of ten they differ if they are not.

/// How the unit of a series stands to that of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Units {
    Same,
    /// One of the second is ten to this power of the first.
    Power(i32),
    /// Which conversion would do is not known.
    Other,
}

/// What a value says of itself when it was computed from others.
pub(crate) const DERIVED: &str = "derived";

/// Words that multiply, with the power of ten.
const SCALES: [(&str, i32); 25] = [
    ("hundred", 2),
    ("hundreds", 2),
    ("k", 3),
    ("thousand", 3),
    ("thousands", 3),
    ("tsd", 3),
    ("thsd", 3),
    ("mn", 6),
    ("mio", 6),
    ("mln", 6),
    ("million", 6),
    ("millions", 6),
    ("bn", 9),
    ("mrd", 9),
    ("bln", 9),
    ("billion", 9),
    ("billions", 9),
    ("tn", 12),
    ("trn", 12),
    ("trillion", 12),
    ("trillions", 12),
    ("%", -2),
    ("percent", -2),
    ("permille", -3),
    ("‰", -3),
];

/// What is counted one by one, in the singular that `singular` makes of it.
const COUNTED: [&str; 42] = [
    "person",
    "people",
    "inhabitant",
    "resident",
    "commuter",
    "worker",
    "employee",
    "employed",
    "passenger",
    "traveller",
    "traveler",
    "visitor",
    "tourist",
    "guest",
    "arrival",
    "departure",
    "migrant",
    "mover",
    "student",
    "pupil",
    "vehicle",
    "car",
    "lorrie",
    "lorry",
    "truck",
    "buse",
    "train",
    "crossing",
    "trip",
    "journey",
    "firm",
    "companie",
    "enterprise",
    "organisation",
    "organization",
    "household",
    "dwelling",
    "job",
    "night",
    "patent",
    "birth",
    "marriage",
];
/// Words of a unit whose values have decimals, whatever is counted.
const RATES: [&str; 8] = ["per", "share", "ratio", "index", "rate", "mean", "average", "log"];

/// A unit taken apart.
#[derive(Debug, PartialEq)]
struct Unit {
    power: i32,
    /// What is counted, word by word, in small letters.
    words: Vec<String>,
    /// What stands in brackets at its end, and how a value was derived does not.
    remark: Option<String>,
}

/// Compares the unit of a series with that of its table. Case, blanks, the way in which thousands are written and notes
/// on how a value was derived decide nothing; neither does a remark in brackets that only one of them has.
pub(crate) fn compare(series: &str, table: &str) -> Units {
    let (one, other) = (Unit::of(series), Unit::of(table));
    let remarks = one.remark.as_ref().zip(other.remark.as_ref());
    if one.words != other.words || remarks.is_some_and(|(one, other)| one != other) {
        return Units::Other;
    }
    match other.power - one.power {
        0 => Units::Same,
        power => Units::Power(power),
    }
}

/// The power of ten that a unit multiplies with, and what it counts, word by word, in small letters.
pub(crate) fn scaled(unit: &str) -> (i32, Vec<String>) {
    let Unit { power, words, .. } = Unit::of(unit);
    (power, words)
}

/// The same of an amount of money, where `m` is a million as well.
pub(crate) fn money(unit: &str) -> (i32, Vec<String>) {
    let (power, words) = scaled(unit);
    if words.iter().any(|word| word == "m") { (power + 6, words) } else { (power, words) }
}

/// How many single units of its currency one of an amount of money is: a thousand million for `bn EUR`.
#[must_use]
pub fn one_of_money(unit: &str) -> f64 {
    libm::pow(10.0, f64::from(money(unit).0))
}

/// Whether a unit counts single things, so that its values have no decimals.
pub(crate) fn counts(unit: &str) -> bool {
    let lower = unit.to_lowercase();
    let is_rate = lower.contains('/') || words(&lower).iter().any(|word| RATES.contains(&word.as_str()));
    let Unit { power, words, .. } = Unit::of(unit);
    !is_rate && power == 0 && words.iter().any(|word| COUNTED.contains(&word.as_str()))
}

/// The unit without the note on how a value was derived, in small letters.
pub(crate) fn plain(unit: &str) -> String {
    let lower = unit.to_lowercase();
    let cut = lower.find(DERIVED).map_or(lower.as_str(), |at| &lower[..at]);
    let rest = match (cut.len() < lower.len(), lower.rsplit_once(')')) {
        (true, Some((_, rest))) => rest,
        _ => "",
    };
    let plain = format!("{}{rest}", cut.trim_end_matches([' ', '(', ',', ';', ':']));
    plain.trim().to_owned()
}

impl Unit {
    fn of(text: &str) -> Self {
        let plain = plain(text).replace("per cent", "percent").replace("per mille", "permille");
        let (counted, remark) = match plain.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
            Some((before, inner)) if !before.trim().is_empty() => (before.to_owned(), Some(words(inner).join(" "))),
            _ => (plain, None),
        };
        let mut unit = Self { power: 0, words: Vec::new(), remark };
        for word in words(&counted) {
            match power(&word) {
                Some(power) => unit.power += power,
                None => unit.words.push(singular(word)),
            }
        }
        // 0.35 is a share of what 35 % is a share of.
        unit.words.retain(|word| word != "share");
        unit
    }
}

/// The words of a unit, each number whole: `1 000` and `1,000` are one word.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(|c: char| c.is_whitespace()).filter(|word| !word.is_empty()) {
        let is_digits = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
        match words.last_mut() {
            Some(last) if is_digits(last) && word.len() == 3 && is_digits(word) => last.push_str(word),
            _ => words.push(word.trim_end_matches([',', ';', '.']).to_owned()),
        }
    }
    words
}

fn singular(word: String) -> String {
    const SHORT: usize = 3;
    match word.strip_suffix('s') {
        Some(stem) if stem.len() >= SHORT => stem.to_owned(),
        _ => word,
    }
}

/// The power of ten that a word multiplies with, if it does.
fn power(word: &str) -> Option<i32> {
    if word == "'000" || word == "’000" || word == "000" {
        return Some(3);
    }
    let digits = word.replace([',', '.', '\'', '_', '’'], "");
    if let Some(zeros) = digits.strip_prefix('1').filter(|zeros| zeros.bytes().all(|b| b == b'0')) {
        return i32::try_from(zeros.len()).ok();
    }
    multiplier(word)
}

/// The power of ten that a word in small letters stands for, such as `thousand`.
pub(crate) fn multiplier(word: &str) -> Option<i32> {
    SCALES.iter().find(|(scale, _)| *scale == word).map(|(_, power)| *power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_otherwise_is_one_unit() {
        for (series, table) in [
            ("persons", "persons"),
            ("Persons", " persons "),
            ("bn EUR", "bn EUR (derived: 14/2)"),
            ("persons", "persons, derived from the map"),
            ("thousand persons", "1000 persons"),
            ("1,000 persons", "'000 persons"),
            ("1 000 persons", "thousand persons"),
            ("EUR billion", "bn EUR"),
            ("persons", "persons (annual mean)"),
            ("per cent", "%"),
            ("minutes", "minutes"),
            ("vehicles a day", "vehicles  a day"),
            ("persons, place of residence", "persons, place of residence"),
            ("share", "share"),
            ("person a day", "persons a day (derived: 5/2)"),
        ] {
            assert_eq!(compare(series, table), Units::Same, "{series} {table}");
        }
    }

    #[test]
    fn what_is_counted_one_by_one_has_no_decimals() {
        for unit in ["persons", "Persons a day", "vehicles (both ways)", "lorries", "companies", "person, annual mean"]
        {
            assert_eq!(counts(unit), unit != "person, annual mean", "{unit}");
        }
        let others = [
            "thousand persons",
            "persons per household",
            "bn EUR",
            "share of employed",
            "%",
            "minutes",
            "",
            "cars/day",
        ];
        for unit in others {
            assert!(!counts(unit), "{unit}");
        }
    }

    #[test]
    fn a_power_of_ten_is_told() {
        for (series, table, power) in [
            ("persons", "thousand persons", 3),
            ("thousand persons", "persons", -3),
            ("bn EUR", "EUR million", -3),
            ("persons", "million persons", 6),
            ("share", "%", -2),
            ("%", "share", 2),
        ] {
            assert_eq!(compare(series, table), Units::Power(power), "{series} {table}");
        }
    }

    #[test]
    fn what_counts_something_else_is_another_unit() {
        for (series, table) in [
            ("bn EUR", "bn USD"),
            ("persons", "vehicles"),
            ("persons", "persons a day"),
            ("persons (residence)", "persons (workplace)"),
            ("u", ""),
        ] {
            assert_eq!(compare(series, table), Units::Other, "{series} {table}");
        }
    }
}
