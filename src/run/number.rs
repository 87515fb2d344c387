//! Numbers as people read them: two or three figures, a true minus, British separators.

use crate::model::indicator::Variable;
use crate::words::{self, counted};

/// Two or three figures: `0.042`, `0.42`, `4.2`, `42`, `420`, `42,000`, `4.2 million`.
pub fn figure(x: f64) -> String {
    let size = x.abs();
    let text = match size {
        _ if !size.is_finite() => "–".to_owned(),
        _ if size == 0.0 => "0".to_owned(),
        _ if size < 0.000_5 => scientific(size),
        _ if size < 0.009_95 => format!("{size:.4}"),
        _ if size < 0.099_5 => format!("{size:.3}"),
        _ if size < 9.95 => format!("{size:.2}"),
        _ if size < 99.5 => format!("{size:.1}"),
        _ if size < 999.5 => format!("{size:.0}"),
        _ if size < 999_500.0 => grouped(three_figures(size)),
        _ if size < 999.5e6 => format!("{} million", figure(size / 1e6)),
        _ if size < 999.5e9 => format!("{} billion", figure(size / 1e9)),
        _ => scientific(size),
    };
    minus(x, text)
}

/// With its sign, so that a change reads as one: `+0.42`, `−0.042`.
pub fn signed(x: f64) -> String {
    if x > 0.0 { format!("+{}", figure(x)) } else { figure(x) }
}

/// A share as per cent: `0.42 %`, `4.2 %`, `42 %`.
pub fn percent(x: f64) -> String {
    let size = (x * 100.0).abs();
    let text = match size {
        _ if !size.is_finite() => "–".to_owned(),
        _ if size < 0.000_05 => "0".to_owned(),
        _ if size < 0.009_95 => format!("{size:.4}"),
        _ if size < 0.099_5 => format!("{size:.3}"),
        _ if size < 0.995 => format!("{size:.2}"),
        _ if size < 9.95 => format!("{size:.1}"),
        _ if size < 999.5 => format!("{size:.0}"),
        _ => grouped(three_figures(size)),
    };
    let text = if text == "0" { text } else { minus(x, text) };
    format!("{text} %")
}

/// A change in per cent with its sign.
pub fn percent_signed(x: f64) -> String {
    if x * 100.0 >= 0.000_05 { format!("+{}", percent(x)) } else { percent(x) }
}

/// Money in points: one decimal, so that columns line up, more where it is small. What is less than a twenty-thousandth is what
/// rounding has left over, and nothing.
pub fn points(x: f64) -> String {
    match x.abs() {
        size if size < 0.000_05 => "0".to_owned(),
        size if size < 0.000_5 => minus(x, format!("{size:.4}")),
        size if (0.95..999.5).contains(&size) => minus(x, format!("{size:.1}")),
        _ => figure(x),
    }
}

/// A value of a variable: money as [`points`], anything else as [`figure`].
pub fn value_of(variable: Variable, x: f64) -> String {
    if is_money(variable) { points(x) } else { figure(x) }
}

/// A change of a variable with its sign, rounded as its values are.
pub fn change_of(variable: Variable, x: f64) -> String {
    let text = value_of(variable, x);
    if x > 0.0 && text != "0" { format!("+{text}") } else { text }
}

fn is_money(variable: Variable) -> bool {
    variable.unit().starts_with("points")
}

/// An indicator: two decimals, three where it is small.
pub fn level(x: f64) -> String {
    let text = if x.abs() < 0.099_5 && x != 0.0 { format!("{:.3}", x.abs()) } else { format!("{:.2}", x.abs()) };
    minus(x, text)
}

/// A whole number in groups of three: `12,345`.
pub fn count(n: u64) -> String {
    words::grouped(n)
}

/// `1 quarter`, `12 quarters`.
pub fn quarters(number: u32) -> String {
    counted(number, "quarter")
}

fn minus(x: f64, text: String) -> String {
    let nothing = text.chars().all(|c| !c.is_ascii_digit() || c == '0');
    if x < 0.0 && !nothing { format!("−{text}") } else { text }
}

fn scientific(size: f64) -> String {
    let text = format!("{size:.1e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    format!("{mantissa}e{}", exponent.replace('-', "−"))
}

fn three_figures(size: f64) -> f64 {
    let mut unit = 1.0;
    while size / unit >= 999.5 {
        unit *= 10.0;
    }
    (size / unit).round() * unit
}

pub fn grouped(size: f64) -> String {
    words::grouped(size.round_ties_even() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_two_or_three() {
        let cases = [
            (0.0, "0"),
            (0.00042, "4.2e−4"),
            (0.0042, "0.0042"),
            (0.0421, "0.042"),
            (0.42, "0.42"),
            (-0.42, "−0.42"),
            (4.2, "4.20"),
            (42.04, "42.0"),
            (420.4, "420"),
            (2296.0, "2300"),
            (18_412.0, "18,400"),
            (999_499.0, "999,000"),
            (4_204_000.0, "4.20 million"),
            (f64::NAN, "–"),
        ];
        for (x, text) in cases {
            assert_eq!(figure(x), text);
        }
    }

    #[test]
    fn shares_read_as_per_cent_and_changes_have_signs() {
        assert_eq!(percent(0.4212), "42 %");
        assert_eq!(percent(0.0421), "4.2 %");
        assert_eq!(percent(-0.000_000_2), "0 %");
        assert_eq!(percent_signed(0.042), "+4.2 %");
        assert_eq!(percent_signed(-0.42), "−42 %");
        assert_eq!(signed(-0.5), "−0.50");
        assert_eq!(signed(0.5), "+0.50");
    }

    #[test]
    fn money_is_never_told_in_powers_of_ten() {
        for x in [1.1e-16, -1.1e-16, 3e-9, 0.000_049, -0.000_049] {
            assert_eq!(points(x), "0");
            assert_eq!(change_of(Variable::Fund, x), "0");
        }
        assert_eq!(
            [0.000_06, 0.0004, 0.0042, 0.42, 4.2, -4.2].map(points),
            ["0.0001", "0.0004", "0.0042", "0.42", "4.2", "−4.2"]
        );
        assert_eq!([0.0, 4.2, -0.42].map(|x| change_of(Variable::BudgetA, x)), ["0", "+4.2", "−0.42"]);
        assert_eq!(value_of(Variable::Spending, 1e-12), "0");
        assert_eq!(value_of(Variable::Trust, 0.000_3), "3.0e−4", "what is no money may be small");
    }

    #[test]
    fn small_levels_keep_a_third_decimal() {
        assert_eq!(level(0.42), "0.42");
        assert_eq!(level(0.054), "0.054");
        assert_eq!(level(0.0), "0.00");
        assert_eq!(count(1_234_567), "1,234,567");
    }
}
