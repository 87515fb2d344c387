//! Numbers on the screen: two or three figures and a true minus.

/// An indicator or a level: two decimals, three where it is small.
pub fn level(x: f64) -> String {
    let size = x.abs();
    let text = if size != 0.0 && size < 0.099_5 { format!("{size:.3}") } else { format!("{size:.2}") };
    minus(x, text)
}

/// Money in points: one decimal, none where it is large.
pub fn points(x: f64) -> String {
    let size = x.abs();
    let text = if size < 99.95 { format!("{size:.1}") } else { format!("{size:.0}") };
    minus(x, text)
}

/// A number and what it counts: `1 order`, `2 orders`.
pub fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// A minus where something is left of the number once it is rounded.
fn minus(x: f64, text: String) -> String {
    if x < 0.0 && text.contains(|c: char| ('1'..='9').contains(&c)) { format!("\u{2212}{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_two_or_three_figures_and_no_negative_nothing() {
        assert_eq!([level(0.421_9), level(0.042_19), level(0.0)], ["0.42", "0.042", "0.00"]);
        assert_eq!([points(-4.26), points(-0.01), points(1234.5)], ["\u{2212}4.3", "0.0", "1234"]);
        assert_eq!([count(1, "order"), count(0, "order")], ["1 order", "0 orders"]);
    }
}
