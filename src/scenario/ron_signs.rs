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

/// The letter of the format that a letter of another script looks like, as far as it is another.
pub(super) const fn look_alike(c: char) -> Option<char> {
    Some(match c {
        'Ａ'..='Ｚ' => letter(c, 'Ａ', b'A'),
        'ａ'..='ｚ' => letter(c, 'ａ', b'a'),
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' => 'C',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' => 'I',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Т' | 'Τ' => 'T',
        'Х' | 'Χ' => 'X',
        'а' => 'a',
        'с' => 'c',
        'е' => 'e',
        'і' | 'ı' => 'i',
        'ј' => 'j',
        'о' | 'ο' => 'o',
        'р' => 'p',
        'ѕ' => 's',
        'ν' => 'v',
        'х' => 'x',
        'у' => 'y',
        _ => return None,
    })
}

/// The letter that stands as far behind A as this one behind the A of its script.
#[expect(clippy::cast_possible_truncation, reason = "of 26 letters")]
const fn letter(c: char, first: char, latin: u8) -> char {
    (latin + (c as u32 - first as u32) as u8) as char
}

/// The sign that is typed for another: for one of another keyboard, and for a letter that looks like one.
pub(super) fn typed(c: char) -> char {
    look_alike(c).unwrap_or_else(|| latin(c))
}

/// A name as it was probably meant, if letters and signs of another script are all that is wrong with it, and the first of
/// these.
pub(super) fn in_latin(name: &str) -> Option<(String, char)> {
    let first = name.chars().find(|c| typed(*c) != *c)?;
    let plain: String = name.chars().map(typed).collect();
    plain.is_ascii().then_some((plain, first))
}

/// What to type in the place of the first letter of another script in a name.
pub(super) fn of_another_script(name: &str) -> Option<String> {
    let (plain, first) = in_latin(name)?;
    Some(format!(
        "write `{plain}`: the `{first}` in it is of another script or keyboard (U+{:04X}), type `{}`",
        u32::from(first),
        typed(first)
    ))
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
