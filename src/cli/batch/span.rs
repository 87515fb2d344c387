//! Lengths of time as people and Slurm write them.

const UNITS: [(char, f64); 4] = [('d', 86_400.0), ('h', 3600.0), ('m', 60.0), ('s', 1.0)];

/// Seconds out of such as `90`, `30m`, `1h30m`, `2d`, and of Slurm's `30:00`, `01:30:00`, `1-12`, `1-12:00:00`.
///
/// # Errors
/// What is expected.
pub fn seconds(text: &str) -> Result<f64, String> {
    let text = text.trim();
    let read = if text.contains([':', '-']) { of_slurm(text) } else { with_units(text) };
    let expected = "expected seconds, such as `90`, units, such as `30m`, `1h30m`, `2d`, or hours, minutes and seconds, such as \
                    `01:30:00`, after days and a hyphen where there are days";
    read.ok_or_else(|| expected.to_owned())
}

/// A number alone, or numbers each with its unit, the greater units first.
fn with_units(text: &str) -> Option<f64> {
    if let Some(seconds) = number(text) {
        return Some(seconds);
    }
    let (mut rest, mut units, mut seconds) = (text, UNITS.as_slice(), 0.0);
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let unit = rest[end..].chars().next()?;
        let at = units.iter().position(|(name, _)| *name == unit)?;
        seconds += number(rest[..end].trim())? * units[at].1;
        units = &units[at + 1..];
        rest = &rest[end + 1..];
    }
    Some(seconds).filter(|_| !text.is_empty())
}

/// Days before the hyphen and hours first behind it; without a hyphen minutes and seconds, or hours before them.
fn of_slurm(text: &str) -> Option<f64> {
    let (days, clock) = text.split_once('-').map_or((None, text), |(days, clock)| (Some(days), clock));
    let parts: Vec<f64> = clock.split(':').map(whole).collect::<Option<_>>()?;
    let days = days.map_or(Some(0.0), whole)?;
    let clock = match (parts.as_slice(), text.contains('-')) {
        ([hours], true) => hours * 3600.0,
        ([hours, minutes], true) => hours * 3600.0 + minutes * 60.0,
        ([minutes, seconds], false) => minutes * 60.0 + seconds,
        ([hours, minutes, seconds], _) => hours * 3600.0 + minutes * 60.0 + seconds,
        _ => return None,
    };
    Some(days * 86_400.0 + clock)
}

fn whole(text: &str) -> Option<f64> {
    text.parse::<u32>().ok().map(f64::from)
}

fn number(text: &str) -> Option<f64> {
    let is_plain =
        text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    text.parse().ok().filter(|number: &f64| is_plain && number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_and_slurm_write_them() {
        for (text, wanted) in [
            ("90", 90.0),
            ("1.5h", 5400.0),
            ("30m", 1800.0),
            ("4h", 14_400.0),
            ("1h30m", 5400.0),
            ("1h 30m 5s", 5405.0),
            ("2d12h", 216_000.0),
            ("30:00", 1800.0),
            ("00:30:00", 1800.0),
            ("1-12", 129_600.0),
            ("1-01:30", 91_800.0),
            ("1-00:00:01", 86_401.0),
        ] {
            assert_eq!(seconds(text), Ok(wanted), "{text}");
        }
        for text in ["", "-1", "soon", "inf", "30m1h", "1h1h", "1h30", "1:2:3:4", "1-", "1::2", "m", "1e9", "::"] {
            assert!(seconds(text).is_err(), "{text}");
        }
    }
}
