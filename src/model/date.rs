//! Quarters of the calendar: the unit of time.

use std::fmt;
use std::str::FromStr;

/// A quarter of a year, counted from the first quarter of year 0, so that differences are numbers of quarters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter(pub i32);

impl Quarter {
    /// The `quarter`-th (1 to 4) of `year`.
    #[must_use]
    pub const fn new(year: i32, quarter: i32) -> Self {
        Self(year * 4 + quarter - 1)
    }

    /// The calendar year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0.div_euclid(4)
    }

    /// 1 to 4.
    #[must_use]
    pub const fn of_year(self) -> i32 {
        self.0.rem_euclid(4) + 1
    }

    /// The beginning of the quarter as a number, years: 2009Q3 is 2009.5.
    #[must_use]
    pub fn as_years(self) -> f64 {
        const QUARTERS: f64 = 4.0;
        f64::from(self.0) / QUARTERS
    }

    /// The quarter that lies `quarters` later.
    #[must_use]
    pub const fn plus(self, quarters: i32) -> Self {
        Self(self.0 + quarters)
    }

    /// Quarters from `earlier` to this one; negative if it comes first.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}Q{}", self.year(), self.of_year())
    }
}

/// Why a text is no quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAQuarter;

impl fmt::Display for NotAQuarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a quarter such as `2009Q4` (a year from 1000 to 2999, `Q`, 1 to 4)")
    }
}

impl FromStr for Quarter {
    type Err = NotAQuarter;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (year, quarter) = text.split_once('Q').ok_or(NotAQuarter)?;
        if year.len() != 4 || quarter.len() != 1 {
            return Err(NotAQuarter);
        }
        let year: u32 = year.parse().map_err(|_| NotAQuarter)?;
        let quarter: u32 = quarter.parse().map_err(|_| NotAQuarter)?;
        if !(1000..3000).contains(&year) || !(1..=4).contains(&quarter) {
            return Err(NotAQuarter);
        }
        Ok(Self::new(year as i32, quarter as i32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_prints_as_it_was_read_and_counts_across_years() {
        let last: Quarter = "2008Q4".parse().unwrap();
        assert_eq!(last.plus(1).to_string(), "2009Q1");
        assert_eq!(Quarter::new(2018, 1).since(last), 37);
        for wrong in ["2009", "2009Q5", "2009q1", "09Q1", "Q1", "2009Q11", "+209Q1"] {
            assert!(wrong.parse::<Quarter>().is_err(), "{wrong}");
        }
    }
}
