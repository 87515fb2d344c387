//! Paths whose folders stand apart by backslashes, as Windows writes them: here a backslash begins an escape in a text.

/// A path with `/` between its folders, if the text between the quotes, as it is written, is a path with backslashes.
pub(crate) fn slashed(written: &str) -> Option<String> {
    const ENDINGS: [&str; 4] = [".ron", ".csv", ".geojson", ".json"];
    let lower = written.to_lowercase();
    let is_file = ENDINGS.iter().any(|ending| lower.ends_with(ending));
    let is_drive = written.get(1..3) == Some(":\\");
    let is_path = written.contains('\\') && (is_file || is_drive);
    is_path.then(|| written.replace("\\\\", "/").replace('\\', "/"))
}

/// The same for the name of a file that was read from a text: how it was written, as far as that can be told, and the path
/// with `/`. What follows a backslash may have been read as an escape, so that `data\new.csv` has a line end in it.
pub(crate) fn of_name(name: &str) -> Option<(String, String)> {
    let letter = |c: char| match c {
        '\n' => Some('n'),
        '\r' => Some('r'),
        '\t' => Some('t'),
        '\0' => Some('0'),
        _ => None,
    };
    let is_slashed = name.contains(|c: char| c == '\\' || letter(c).is_some());
    let mut written = String::new();
    for c in name.chars() {
        match letter(c) {
            Some(letter) => written.extend(['\\', letter]),
            None => written.push(c),
        }
    }
    is_slashed.then(|| (written.clone(), written.replace('\\', "/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_windows_is_told_from_other_texts() {
        assert_eq!(slashed(r"data\commuters.csv").as_deref(), Some("data/commuters.csv"));
        assert_eq!(slashed(r"..\\data\\new.CSV").as_deref(), Some("../data/new.CSV"));
        assert_eq!(slashed(r"C:\Users\nina\ferry").as_deref(), Some("C:/Users/nina/ferry"));
        for text in ["data/commuters.csv", r"a \q in a text", "", "é:"] {
            assert_eq!(slashed(text), None, "{text}");
        }
        let of = |name: &str| of_name(name).map(|(written, path)| format!("{written} {path}"));
        assert_eq!(of("data\new.csv").as_deref(), Some(r"data\new.csv data/new.csv"));
        assert_eq!(of("data/new.csv"), None);
    }
}
