//! The table of a design: a column a factor, a row a point.

use std::io::{self, Write};

use super::Study;

impl Study {
    /// Writes the points of the design as a table, a column a factor, a row a point, each as it is reckoned: a design of
    /// many points takes no memory. It can be read as a design again.
    ///
    /// # Errors
    /// What the disk says.
    pub fn write_design(&self, out: &mut dyn Write) -> io::Result<()> {
        use std::fmt::Write as _;
        let mut line = String::from("point");
        self.factors.iter().for_each(|factor| line.extend([",", &factor.id]));
        for point in 0..self.points() {
            writeln!(out, "{line}")?;
            line.clear();
            // A text takes whatever is written to it.
            let _ = write!(line, "{point}");
            self.values(point).iter().for_each(|value| {
                let _ = write!(line, ",{value}");
            });
        }
        writeln!(out, "{line}")
    }
}

/// The rows of a table in the order of the factors, or what is wrong with it, at most so many faults.
pub fn read(text: &str, factors: &[&str]) -> Result<Vec<Vec<f64>>, Vec<String>> {
    const MOST: usize = 10;
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let head = match reader.headers() {
        Ok(head) => head.clone(),
        Err(error) => return Err(vec![format!("it cannot be read: {error}")]),
    };
    let plain = |name: &str| name.trim_start_matches('\u{feff}').trim_start_matches("x_").replace('_', "-");
    let columns: Vec<Option<usize>> =
        factors.iter().map(|factor| head.iter().position(|name| plain(name) == *factor)).collect();
    let mut faults: Vec<String> = Vec::new();
    for (factor, column) in factors.iter().zip(&columns) {
        if column.is_none() {
            faults.push(format!("it has no column `{factor}`"));
        }
    }
    for name in head.iter().filter(|name| !factors.contains(&plain(name).as_str()) && plain(name) != "point") {
        faults.push(format!("its column `{}` is no factor", plain(name)));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut rows = Vec::new();
    for (i, record) in reader.records().enumerate() {
        let line = i + 2;
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                faults.push(format!("line {line} cannot be read: {error}"));
                break;
            }
        };
        let mut row = Vec::with_capacity(factors.len());
        for (factor, column) in factors.iter().zip(columns.iter().flatten()) {
            let text = record.get(*column).unwrap_or_default();
            match text.parse::<f64>() {
                Ok(value) if value.is_finite() => row.push(value),
                _ if faults.len() < MOST => faults.push(format!("line {line}: `{factor}` is `{text}`, no number")),
                _ => {}
            }
        }
        rows.push(row);
    }
    if rows.is_empty() {
        faults.push("it has no rows".to_owned());
    }
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_may_stand_in_any_order() {
        let rows = read("point,b-c,a\n0,1,2\n1,3,4\n", &["a", "b-c"]);
        assert_eq!(rows, Ok(vec![vec![2.0, 1.0], vec![4.0, 3.0]]));
        assert_eq!(read("a,x_b_c\n1,2\n", &["a", "b-c"]), Ok(vec![vec![1.0, 2.0]]));
    }

    #[test]
    fn everything_wrong_is_told() {
        assert_eq!(
            read("a,d\n", &["a", "b"]),
            Err(vec!["it has no column `b`".into(), "its column `d` is no factor".into()])
        );
        assert_eq!(read("a\nx\ny\n", &["a"]).map_err(|faults| faults.len()), Err(2));
        assert!(read("a\n", &["a"]).is_err());
    }
}
