//! Numbers with what they count, in the singular where there is one.

/// `1 row`, `2 rows`, `12,345 rows`, `1 policy`, `2 policies`, `2 searches`, `2 series`. `what` is in the singular.
#[must_use]
pub fn counted<N: TryInto<u64>>(number: N, what: &str) -> String {
    let number = number.try_into().unwrap_or(u64::MAX);
    if number == 1 { format!("1 {what}") } else { format!("{} {}", grouped(number), plural(what)) }
}

/// `is` for one, `are` for several.
#[must_use]
pub fn are<N: TryInto<u64>>(number: N) -> &'static str {
    if number.try_into().is_ok_and(|number| number == 1) { "is" } else { "are" }
}

/// The word for several; what does not follow the common rules is listed.
#[must_use]
pub fn plural(what: &str) -> String {
    const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];
    // Of several words the last one changes: `free number`.
    let stem = what.strip_suffix('y').filter(|stem| !stem.ends_with(VOWELS));
    match (what, stem) {
        _ if what.ends_with("series") => what.to_owned(),
        (_, Some(stem)) => format!("{stem}ies"),
        _ if what.ends_with(['s', 'x']) || what.ends_with("ch") || what.ends_with("sh") => format!("{what}es"),
        _ => format!("{what}s"),
    }
}

/// A whole number in groups of three from five digits on: years and other four-digit numbers read better whole.
#[must_use]
pub fn grouped(number: u64) -> String {
    const SHORT: usize = 4;
    let digits = number.to_string();
    if digits.len() <= SHORT {
        return digits;
    }
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular_and_all_else_is_not() {
        let told: Vec<String> = [0, 1, 2, 9999, 12_345].map(|number: u64| counted(number, "row")).into();
        assert_eq!(told, ["0 rows", "1 row", "2 rows", "9999 rows", "12,345 rows"]);
        assert_eq!([0, 1, 2].map(|number: u32| are(number)), ["are", "is", "are"]);
        let words = ["policy", "day", "search", "box", "series", "free number", "expectation"].map(plural);
        assert_eq!(words, ["policies", "days", "searches", "boxes", "series", "free numbers", "expectations"]);
    }
}
