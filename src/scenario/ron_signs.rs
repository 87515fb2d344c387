//! Signs that are typed on other keyboards, and characters that cannot be seen: what they stand for, and their names.

/// The sign of the format that a sign of another keyboard or script stands for; any other is itself.
pub(super) const fn latin(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    match c {
        '，' | '、' | '،' => ',',
        '：' => ':',
        '；' | '؛' => ';',
        '＝' => '=',
        '．' | '٫' => '.',
        '＿' | '٬' => '_',
        '（' => '(',
        '）' => ')',
        '［' | '【' => '[',
        '］' | '】' => ']',
        '｛' => '{',
        '｝' => '}',
        '０'..='９' => digit(c, '０'),
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        '०'..='९' => digit(c, '०'),
        _ => c,
    }
}

/// The digit that stands as far behind 0 as this one behind the zero of its script.
#[expect(clippy::cast_possible_truncation, reason = "of ten digits")]
const fn digit(c: char, zero: char) -> char {
    (b'0' + (c as u32 - zero as u32) as u8) as char
}

/// The name of a character that shows nothing and is no blank; none for any other.
pub(super) fn invisible(c: char) -> Option<String> {
    let name = match c {
        '\0' => "a NUL",
        '\u{ad}' => "a soft hyphen",
        '\u{200b}' => "a zero-width space",
        '\u{200c}' | '\u{200d}' => "a zero-width joiner",
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "a mark of the direction of writing"
        }
        '\u{2060}'..='\u{2065}' => "a word joiner",
        '\u{feff}' => "a byte-order mark",
        _ if c.is_control() && !c.is_whitespace() => "a control character",
        _ => return None,
    };
    Some(format!("{name} (U+{:04X})", u32::from(c)))
}
