//! Numbers with what they count, in the singular where there is one.

use std::io;

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

/// What an error of the disk is, in words and without the number that the system has for it.
#[must_use]
pub fn of_disk(error: &io::Error) -> String {
    let text = error.to_string();
    // What this program says itself says more than its kind.
    if error.raw_os_error().is_none() {
        return text;
    }
    let plain = text.split(" (os error").next().unwrap_or_default();
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not (permission denied)".to_owned(),
        io::ErrorKind::NotADirectory => "it, or a part of the path to it, is a file and no folder".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "no space is left on the disk".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk may only be read".to_owned(),
        io::ErrorKind::InvalidFilename => "the name is too long, or has signs that names cannot have".to_owned(),
        // The system has a kind for it that the language does not tell yet.
        _ if plain.starts_with("Too many levels of symbolic links") => {
            "it is a link that leads to itself, or through too many others".to_owned()
        }
        _ if plain.starts_with(|c: char| c.is_uppercase()) => {
            let mut chars = plain.chars();
            chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
        }
        _ => plain.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_the_disk_have_no_numbers() {
        for (number, told) in [
            (2, "there is no such file or folder"),
            (20, "it, or a part of the path to it, is a file and no folder"),
            (40, "it is a link that leads to itself, or through too many others"),
            (5, "input/output error"),
        ] {
            // The numbers are those of Linux.
            if cfg!(target_os = "linux") {
                assert_eq!(of_disk(&io::Error::from_raw_os_error(number)), told);
            }
        }
        let own = io::Error::new(io::ErrorKind::PermissionDenied, "it may only be read");
        assert_eq!(of_disk(&own), "it may only be read");
    }

    #[test]
    fn one_is_singular_and_all_else_is_not() {
        let told: Vec<String> = [0, 1, 2, 9999, 12_345].map(|number: u64| counted(number, "row")).into();
        assert_eq!(told, ["0 rows", "1 row", "2 rows", "9999 rows", "12,345 rows"]);
        assert_eq!([0, 1, 2].map(|number: u32| are(number)), ["are", "is", "are"]);
        let words = ["policy", "day", "search", "box", "series", "free number", "expectation"].map(plural);
        assert_eq!(words, ["policies", "days", "searches", "boxes", "series", "free numbers", "expectations"]);
    }
}
