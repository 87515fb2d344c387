//! Files of other programs that somebody gave for a text: what they are, and how to come to a text.

use super::problems::{Finding, quoted};
use super::tree::Span;

/// How to come to plain text in a word processor.
const AS_TEXT: &str =
    "scenarios are plain text: write them in a text editor, or save the file as `plain text` with the encoding UTF-8";
/// The name of a part that the documents of office programs have in their archive.
const CONTENT: &[u8] = b"[Content_Types].xml";
/// How to come to a table.
const AS_CSV: &str =
    "save the sheet as `CSV UTF-8`, with commas between columns: a scenario names it by `file: \"..\"`";

/// What a file that is no plain text is, and what to do, by its name and its first bytes: a table of the same bytes as a
/// document becomes another text.
pub(crate) fn kind(name: &str, bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const HEAD: usize = 4096;
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let holds = |piece: &str| head.windows(piece.len()).any(|window| window == piece.as_bytes());
    let unpacked = "unpack it, and give the text file that is in it";
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    let office = match ending.as_str() {
        "csv" | "tsv" | "xls" | "xlsx" | "xlsm" | "ods" => Some(("a workbook of a spreadsheet", AS_CSV)),
        "doc" | "docx" | "odt" | "ron" | "txt" => Some(("a document of a word processor", AS_TEXT)),
        _ => None,
    };
    match head {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => Some(match () {
            () if holds("word/") || holds("opendocument.text") => ("a document of a word processor", AS_TEXT),
            () if holds("xl/") || holds("opendocument.spreadsheet") => ("a workbook of a spreadsheet", AS_CSV),
            () if ending == "zip" => ("a zip archive", unpacked),
            // Larger documents begin with other parts than those that tell.
            () if bytes.windows(CONTENT.len()).any(|window| window == CONTENT) => {
                office.unwrap_or(("a document or workbook of an office program", AS_TEXT))
            }
            () => ("a zip archive, or a document of an office program", unpacked),
        }),
        [0x1f, 0x8b, ..] => Some(("a gzip archive", unpacked)),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => {
            Some(office.unwrap_or(("a document or workbook of an office program", AS_TEXT)))
        }
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] => Some(("a picture", AS_TEXT)),
        _ if head.starts_with(b"%PDF") => Some(("a PDF", AS_TEXT)),
        _ if head.starts_with(b"{\\rtf") => Some(("a document in RTF, as word processors save it", AS_TEXT)),
        _ => None,
    }
}

/// A text of another kind where a scenario should be: a page of the web, a map, a table.
pub(crate) fn text(name: &str, text: &str, origin: u16) -> Option<Finding> {
    if let Some(finding) = conflict(text, origin) {
        return Some(finding);
    }
    let begin = text.trim_start_matches('\u{feff}').trim_start();
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (what, expected, hint) = if begin.starts_with('<') {
        let hint = "give the text alone: on a web page take the button that shows or saves the raw file";
        ("a web page or other document in `<..>`", "a scenario: `( format: 1, id: \"..\", .. )`", hint.to_owned())
    } else if begin.starts_with("```") || begin.starts_with("---") {
        let sign = if begin.starts_with('-') { "hyphens" } else { "backticks" };
        let hint = format!("take out the lines of three {sign}: the file begins with `(`, or with a comment `// ..`");
        ("marked as part of another document", "a scenario: `( format: 1, id: \"..\", .. )`", hint)
    } else if is_map(begin) {
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let named = in_quotes(&format!("{stem}.geojson"));
        let hint = format!("a map is named by a scenario, `map: {named}`; `marchland explain map` says how");
        ("a map in GeoJSON, and no scenario", "the scenario that names it", hint)
    } else if is_table(begin) {
        let hint = format!(
            "a table is named by a series of a scenario, `file: {}`; `marchland explain csv` says how",
            in_quotes(file)
        );
        ("a table, and no scenario", "the scenario that names it", hint)
    } else {
        return None;
    };
    let line = begin.lines().next().map_or(0, str::len);
    let from = text.len() - begin.len();
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let span = Span { origin, start: place(from), end: place(from + line.max(1)) };
    Some(Finding::new("M003", span, format!("this is {what}")).expected(expected).hint(hint))
}

/// Two versions of a text that a program could not merge, and marked.
fn conflict(text: &str, origin: u16) -> Option<Finding> {
    let at = |sign: &str| match text.starts_with(sign) {
        true => Some(0),
        false => text.find(&format!("\n{sign}")).map(|at| at + 1),
    };
    let (from, _, _) = (at("<<<<<<< ")?, at("=======")?, at(">>>>>>> ")?);
    let length = text[from..].lines().next().map_or(0, str::len);
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let span = Span { origin, start: place(from), end: place(from + length) };
    let hint = "keep one of the two versions between `<<<<<<<` and `>>>>>>>`, and take these lines and `=======` out";
    Some(Finding::new("M003", span, "two versions of this file were not merged to the end").hint(hint))
}

fn in_quotes(file: &str) -> String {
    quoted(&format!("\"{file}\"")).replace('`', "")
}

/// A JSON object that says what all GeoJSON says.
fn is_map(begin: &str) -> bool {
    const HEAD: usize = 2000;
    const TYPES: [&str; 4] = ["\"FeatureCollection\"", "\"Feature\"", "\"Topology\"", "\"GeometryCollection\""];
    let head: String = begin.chars().take(HEAD).collect();
    begin.starts_with('{') && TYPES.iter().any(|kind| head.contains(kind))
}

/// A first line of words between commas, semicolons or tabs, without a bracket, and a second of as many that has numbers.
fn is_table(begin: &str) -> bool {
    let mut lines = begin.lines().filter(|line| !line.trim().is_empty());
    let (Some(head), Some(row)) = (lines.next(), lines.next()) else { return false };
    let cells = |line: &str, sign: char| line.split(sign).count();
    let is_head = !head.contains(['(', ')', '[', ']', '{', '}', ':']) && head.contains(char::is_alphabetic);
    let is_of = |sign: char| cells(head, sign) > 1 && cells(row, sign) >= cells(head, sign);
    let begins_like_a_row = |line: &str| line.starts_with(|c: char| c.is_alphanumeric() || c == '"');
    let has_digits = row.contains(|c: char| c.is_ascii_digit());
    is_head
        && has_digits
        && begins_like_a_row(head)
        && begins_like_a_row(row)
        && [',', ';', '\t'].into_iter().any(is_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_other_programs_are_known_by_what_is_in_them() {
        let zip = |within: &str| [b"PK\x03\x04\x14\0\x06\0".as_slice(), within.as_bytes()].concat();
        for (bytes, what) in [
            (zip("word/document.xml"), "word processor"),
            (zip("xl/workbook.xml"), "spreadsheet"),
            (zip("mimetypeapplication/vnd.oasis.opendocument.text"), "word processor"),
            (zip("readme"), "zip"),
            (b"{\\rtf1\\ansi (format: 1)}".to_vec(), "RTF"),
            (b"%PDF-1.7".to_vec(), "PDF"),
            (b"\xd0\xcf\x11\xe0\xa1".to_vec(), "office"),
        ] {
            assert!(kind("pair.png", &bytes).is_some_and(|(kind, _)| kind.contains(what)), "{what}");
        }
        for bytes in [&b"(format: 1)"[..], b"", b"P", b"\xff\xfe("] {
            assert_eq!(kind("pair.ron", bytes), None);
        }
    }

    #[test]
    fn an_office_file_is_saved_as_what_its_name_asks_for() {
        let archive = [b"PK\x03\x04\x14\0\x06\0".as_slice(), b"[Content_Types].xml"].concat();
        for bytes in [archive.as_slice(), b"\xd0\xcf\x11\xe0\xa1"] {
            for (name, remedy) in
                [("data/trade.csv", AS_CSV), ("Trade.XLS", AS_CSV), ("pair.ron", AS_TEXT), ("pair.docx", AS_TEXT)]
            {
                assert_eq!(kind(name, bytes).map(|(_, hint)| hint), Some(remedy), "{name}");
            }
        }
        assert!(kind("pair.zip", &archive).is_some_and(|(what, _)| what == "a zip archive"));
    }

    #[test]
    fn texts_that_are_no_scenario_are_told_and_scenarios_are_not() {
        let told = |written: &str| text("folder/x.csv", written, 0).map(|finding| finding.message);
        for (written, what) in [
            ("<!DOCTYPE html><html>", "web page"),
            ("\n{\"type\": \"FeatureCollection\", \"features\": []}", "map"),
            ("year,value,unit,source\n2001,5,bn EUR,x\n", "table"),
            ("Jahr;Wert\n2001;5\n", "table"),
        ] {
            assert!(told(written).is_some_and(|message| message.contains(what)), "{written}");
        }
        for written in
            ["(format: 1, id: \"x\")", "// one, two\n(format: 1, 2)", "{\"a\": 1}", "words, words\nwords", "a,b"]
        {
            assert_eq!(told(written), None, "{written}");
        }
    }
}
