//! The tables of runs and series in the folder of a study's results, from Parquet or CSV.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use parquet::arrow::ProjectionMask;

use super::super::batch::folder::{self as study_folder, TableFile};
use super::super::{Failure, merge as tables, nearest};
use super::cells::{self, Cells};
use marchland::model::date::Quarter;
use marchland::study::analysis::{Failed, Futures, Line, Runs};
use marchland::study::figure::Names;

/// Where each column of the table stands.
struct Columns {
    row: Option<usize>,
    scenario: usize,
    policy: usize,
    point: usize,
    replicate: usize,
    status: usize,
    message: Option<usize>,
    x: Vec<usize>,
    y: Vec<usize>,
}

/// The tables of the study of a folder; none where the folder is no merged study's.
fn merged(dir: &Path) -> Vec<TableFile> {
    let merged = study_folder::held(dir).ok().flatten().and_then(|held| held.merged);
    merged.map(|merged| merged.tables).unwrap_or_default()
}

/// The name of a table in a study's folder: `runs.csv` is that of `runs`.
fn is_of(own: &TableFile, table: &str) -> bool {
    Path::new(&own.name).file_stem().is_some_and(|stem| stem == table)
}

/// Where a table is read from: the one that the study of the folder was merged into, then Parquet, then CSV.
fn place(dir: &Path, table: &str) -> Option<PathBuf> {
    let own = merged(dir).into_iter().find(|own| is_of(own, table)).map(|own| own.name);
    let others = ["parquet", "csv"].map(|ending| format!("{table}.{ending}"));
    own.into_iter().chain(others).map(|name| dir.join(name)).find(|path| path.is_file())
}

fn is_parquet(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "parquet")
}

/// Reads the table of runs: the study's own, or `runs.parquet`, or `runs.csv` where there is none.
///
/// # Errors
/// No such table, or one that is no table of runs.
pub fn runs(dir: &Path) -> Result<Runs, Failure> {
    let Some(path) = place(dir, "runs") else {
        return Err(Failure::File(format!(
            "cannot read `{}`: there is neither `runs.parquet` nor `runs.csv`\ngive the folder of a study's results, \
             after `marchland merge`",
            dir.display()
        )));
    };
    let read = if is_parquet(&path) { from_parquet(&path) } else { from_csv(&path) };
    let runs = read.map_err(|why| Failure::File(format!("cannot read `{}`: {why}", path.display())))?;
    if runs.lines.is_empty() || runs.outputs.is_empty() {
        let what = if runs.lines.is_empty() { "rows" } else { "outputs (columns `y_...`)" };
        return Err(Failure::File(format!("`{}` has no {what}: there is nothing to analyze", path.display())));
    }
    Ok(runs)
}

/// What is to be said of a table of the study of the folder that is not as it was merged; nothing where the study has no such
/// table, or the folder is no merged study's.
pub fn changed(dir: &Path, table: &str) -> Option<String> {
    let own = merged(dir).into_iter().find(|own| is_of(own, table))?;
    let what = match dir.join(&own.name).is_file() {
        _ if tables::is_there(dir, &own) => return None,
        true => "is not the table that the rows of this study were merged into: it was changed since, or is another",
        false => "is missing: the rows of this study were merged into it",
    };
    let remedy = format!("`marchland merge {}` makes that one anew", dir.display());
    Some(format!("`{}` {what}; {remedy}", dir.join(&own.name).display()))
}

/// What is to be said of a table in the folder of a merged study that has no such table.
pub fn foreign(dir: &Path, table: &str) -> Option<String> {
    let own = merged(dir);
    if own.is_empty() || own.iter().any(|own| is_of(own, table)) {
        return None;
    }
    place(dir, table).map(|path| format!("`{}` is none of this study's tables: move it elsewhere", path.display()))
}

/// What columns and ids are called: by the study, where the folder holds one that can be read.
pub fn names(dir: &Path) -> Names {
    study_folder::open(dir).map(|opened| Names::of(&opened.study)).unwrap_or_default()
}

/// A variable over time, from the study's own table, or `series.parquet`, or `series.csv` where there is none.
///
/// # Errors
/// No such table, a table without that variable, or one that does not go with the runs.
pub fn futures(dir: &Path, variable: &str, runs: &Runs) -> Result<Futures, Failure> {
    let variable = variable.replace('-', "_");
    let mut futures = Futures { variable: variable.clone(), ..Futures::default() };
    let lines: BTreeMap<u64, &Line> = runs.lines.iter().map(|line| (line.row, line)).collect();
    let mut add = |row: f64, quarter: &str, value: f64| -> Result<(), String> {
        let line = lines.get(&(row as u64)).ok_or_else(|| format!("its row {row} is none of the runs"))?;
        let quarter: Quarter = quarter.parse().map_err(|_| format!("`{quarter}` is no quarter"))?;
        let group = futures.groups.entry((line.scenario.clone(), line.policy.clone())).or_default();
        group.entry(quarter).or_default().push(value);
        Ok(())
    };
    let Some(path) = place(dir, "series") else {
        return Err(Failure::Usage(format!(
            "`{}` has no table of series: the study keeps none; its field `series` names variables that are kept",
            dir.display()
        )));
    };
    let read = if is_parquet(&path) { series_of_parquet } else { series_of_csv }(&path, &variable, &mut add);
    read.map_err(|why| Failure::File(format!("cannot read `{}`: {why}", path.display())))?;
    Ok(futures)
}

/// What takes row, quarter and value of a line.
type Take<'t> = &'t mut dyn FnMut(f64, &str, f64) -> Result<(), String>;

/// Where row, quarter and the variable stand.
fn series_columns(names: &[String], variable: &str) -> Result<[usize; 3], String> {
    let at = |wanted: &str| names.iter().position(|name| name == wanted);
    let place = |wanted: &str| {
        at(wanted).ok_or_else(|| {
            let known = || names.iter().map(String::as_str).filter(|name| !["row", "quarter"].contains(name));
            let near = nearest(wanted, known()).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            format!("it has no column `{wanted}`{near}\nit has: {}", known().collect::<Vec<_>>().join(", "))
        })
    };
    Ok([place("row")?, place("quarter")?, place(variable)?])
}

fn series_of_csv(path: &Path, variable: &str, take: Take<'_>) -> Result<(), String> {
    let mut reader = csv::Reader::from_path(path).map_err(|error| error.to_string())?;
    let head: Vec<String> = reader.headers().map_err(|error| error.to_string())?.iter().map(str::to_owned).collect();
    let [row, quarter, value] = series_columns(&head, variable)?;
    for (i, record) in reader.records().enumerate() {
        let record = record.map_err(|error| error.to_string())?;
        let number = |column: usize| {
            let text = record.get(column).unwrap_or_default();
            let wrong = || format!("line {}: `{}` is `{text}`, no number", i + 2, head[column]);
            text.parse::<f64>().map_err(|_| wrong())
        };
        take(number(row)?, record.get(quarter).unwrap_or_default(), number(value)?)?;
    }
    Ok(())
}

fn series_of_parquet(path: &Path, variable: &str, take: Take<'_>) -> Result<(), String> {
    let table = cells::table(File::open(path).map_err(|error| error.to_string())?)?;
    let head: Vec<String> = table.schema().fields().iter().map(|field| field.name().clone()).collect();
    let wanted = series_columns(&head, variable)?;
    let mask = ProjectionMask::roots(table.parquet_schema(), wanted);
    // Columns keep the order of the file.
    let at = wanted.map(|column| wanted.iter().filter(|other| **other < column).count());
    for batch in table.with_projection(mask).build().map_err(|error| error.to_string())? {
        let batch = batch.map_err(|error| error.to_string())?;
        let cells = Cells::of(&batch)?;
        for row in 0..batch.num_rows() {
            let number = |place: usize| {
                let wrong = || format!("its column `{}` holds no numbers", head[wanted[place]]);
                cells.number(at[place], row).ok_or_else(wrong)
            };
            take(number(0)?, &cells.text(at[1], row), number(2)?)?;
        }
    }
    Ok(())
}

fn columns(names: &[String]) -> Result<(Columns, Runs), String> {
    let at = |wanted: &str| {
        let found = names.iter().position(|name| name == wanted);
        found.ok_or_else(|| format!("it has no column `{wanted}`; a table of runs has one"))
    };
    let beginning = |start: &str| -> Vec<usize> { (0..names.len()).filter(|i| names[*i].starts_with(start)).collect() };
    let columns = Columns {
        row: at("row").ok(),
        scenario: at("scenario")?,
        policy: at("policy")?,
        point: at("point")?,
        replicate: at("replicate")?,
        status: at("status")?,
        message: at("message").ok(),
        x: beginning("x_"),
        y: beginning("y_"),
    };
    let plain = |all: &[usize]| all.iter().map(|i| names[*i][2..].to_owned()).collect();
    let runs = Runs { factors: plain(&columns.x), outputs: plain(&columns.y), ..Runs::default() };
    Ok((columns, runs))
}

fn from_csv(path: &Path) -> Result<Runs, String> {
    let mut reader = csv::Reader::from_path(path).map_err(|error| error.to_string())?;
    let head: Vec<String> = reader.headers().map_err(|error| error.to_string())?.iter().map(str::to_owned).collect();
    let (columns, mut runs) = columns(&head)?;
    for (i, record) in reader.records().enumerate() {
        let record = record.map_err(|error| error.to_string())?;
        let text = |column: usize| record.get(column).unwrap_or_default();
        let line = read_line(&columns, i, &|column| text(column).to_owned(), &|column| {
            let text = text(column);
            if text.is_empty() { Some(f64::NAN) } else { text.parse().ok() }
        });
        let line =
            line.map_err(|column| format!("line {}: `{}` is `{}`, no number", i + 2, head[column], text(column)))?;
        add(&mut runs, &columns, line, &|column| text(column).to_owned());
    }
    Ok(runs)
}

fn from_parquet(path: &Path) -> Result<Runs, String> {
    let table = cells::table(File::open(path).map_err(|error| error.to_string())?)?;
    let head: Vec<String> = table.schema().fields().iter().map(|field| field.name().clone()).collect();
    let (columns, mut runs) = columns(&head)?;
    for batch in table.build().map_err(|error| error.to_string())? {
        let batch = batch.map_err(|error| error.to_string())?;
        let cells = Cells::of(&batch)?;
        for row in 0..batch.num_rows() {
            let place = runs.lines.len();
            let line = read_line(&columns, place, &|at| cells.text(at, row), &|at| cells.number(at, row));
            let line = line.map_err(|column| format!("its column `{}` holds no numbers", head[column]))?;
            add(&mut runs, &columns, line, &|column| cells.text(column, row));
        }
    }
    Ok(runs)
}

/// Adds a line, and says of one that failed why.
fn add(runs: &mut Runs, columns: &Columns, line: Line, text: &dyn Fn(usize) -> String) {
    if !line.is_ok {
        let message = columns.message.map(text).unwrap_or_default();
        runs.failed.push(Failed { row: runs.lines.len(), status: text(columns.status), message });
    }
    runs.lines.push(line);
}

/// A line, or the column that holds no number.
fn read_line(
    columns: &Columns,
    place: usize,
    text: &dyn Fn(usize) -> String,
    value: &dyn Fn(usize) -> Option<f64>,
) -> Result<Line, usize> {
    let number = |column: usize| value(column).ok_or(column);
    let whole = |column: usize| {
        let number = number(column)?;
        if number >= 0.0 && number.fract().abs() <= 0.0 { Ok(number as u64) } else { Err(column) }
    };
    Ok(Line {
        row: columns.row.map_or(Ok(place as u64), whole)?,
        scenario: text(columns.scenario),
        policy: text(columns.policy),
        point: whole(columns.point)?,
        replicate: u32::try_from(whole(columns.replicate)?).map_err(|_| columns.replicate)?,
        is_ok: text(columns.status) == "ok",
        x: columns.x.iter().map(|column| number(*column)).collect::<Result<_, _>>()?,
        y: columns.y.iter().map(|column| number(*column)).collect::<Result<_, _>>()?,
    })
}
