//! One row of a study, run: what came of it, whatever came.

use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_array::RecordBatch;

use crate::model::indicator::Variable;
use crate::run::Run;
use crate::run::table::Table;
use crate::study::{Maker, Row, Study, measure};

/// What came of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Ok,
    /// The program failed in it: our mistake.
    Panicked,
    /// A variable or an output is no finite number, or the values make no scenario.
    NonFinite,
    /// It took longer than the study allows one run.
    TimedOut,
}

impl Status {
    /// As the tables name it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Panicked => "panicked",
            Self::NonFinite => "non-finite",
            Self::TimedOut => "timed-out",
        }
    }
}

/// A row with what came of it.
#[derive(Clone, Debug)]
pub struct Done {
    pub row: Row,
    pub status: Status,
    /// Why it failed; empty if it did not.
    pub message: String,
    /// Of the last state; empty if there is none.
    pub digest: String,
    /// In the order of `Study::outputs`; not a number where there is none.
    pub outputs: Vec<f64>,
    /// Kept quarters as places in the run, each with the kept variables.
    pub series: Vec<(crate::model::date::Quarter, Vec<f64>)>,
    pub events: Option<RecordBatch>,
}

/// What is kept of a run that came to its end, as in [`Done`].
struct Kept {
    digest: String,
    outputs: Vec<f64>,
    series: Vec<(crate::model::date::Quarter, Vec<f64>)>,
    events: Option<RecordBatch>,
}

impl Done {
    /// A row that came to its end.
    fn whole(row: Row, kept: Kept) -> Self {
        let Kept { digest, outputs, series, events } = kept;
        Self { row, status: Status::Ok, message: String::new(), digest, outputs, series, events }
    }

    fn failed(study: &Study, row: Row, status: Status, message: String) -> Self {
        let outputs = vec![f64::NAN; study.outputs.len()];
        Self { row, status, message, digest: String::new(), outputs, series: Vec::new(), events: None }
    }
}

/// Runs the row of that number. `is_late` is asked after each quarter.
pub fn run<'s>(study: &'s Study, maker: &mut Maker<'s>, index: u64, is_late: &dyn Fn() -> bool) -> Done {
    let row = study.row(index);
    let tried = catch_unwind(AssertUnwindSafe(|| attempt(study, maker, &row, is_late)));
    match tried {
        Ok(Ok(kept)) => Done::whole(row, kept),
        Ok(Err((status, message))) => Done::failed(study, row, status, message),
        Err(payload) => {
            // What it was in the middle of making is not to be built on.
            *maker = Maker::new(study);
            let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
            let text = text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default();
            Done::failed(study, row, Status::Panicked, text)
        }
    }
}

fn attempt<'s>(
    study: &'s Study,
    maker: &mut Maker<'s>,
    row: &Row,
    is_late: &dyn Fn() -> bool,
) -> Result<Kept, (Status, String)> {
    let world = maker.world(row).map_err(|error| (Status::NonFinite, error.to_string()))?;
    let mut run = study.start(row, world).map_err(|error| (Status::NonFinite, error.to_string()))?;
    if !finish(study, &mut run, is_late) {
        let message = format!("it took longer than a run may, and had come to {}", run.land().quarter());
        return Err((Status::TimedOut, message));
    }
    let outputs = measure(study, &run);
    let wrong = Variable::ALL.iter().find(|variable| !run.value(**variable).is_finite());
    if let Some(variable) = wrong {
        return Err((Status::NonFinite, format!("`{}` is {} at the end", variable.id(), run.value(*variable))));
    }
    if let Some(at) = outputs.iter().position(|output| output.is_infinite()) {
        return Err((Status::NonFinite, format!("the output `{}` is infinite", study.outputs[at].name)));
    }
    let (series, events) = (series(study, &run), study.events.then(|| Table::Events.rows(&run)));
    Ok(Kept { digest: run.digest(), outputs, series, events })
}

/// Plays a run of a study to its end; false if it was too late for that.
pub fn finish(study: &Study, run: &mut Run, is_late: &dyn Fn() -> bool) -> bool {
    while !(run.is_over() || run.elapsed() > 0 && study.is_stopped(run)) {
        if is_late() {
            return false;
        }
        run.step();
    }
    true
}

fn series(study: &Study, run: &Run) -> Vec<(crate::model::date::Quarter, Vec<f64>)> {
    let kept = &study.series;
    if kept.variables.is_empty() {
        return Vec::new();
    }
    let dates = run.dates().into_iter().step_by(kept.every.max(1) as usize);
    let values = |quarter| kept.variables.iter().map(|v| run.value_in(*v, quarter).unwrap_or(f64::NAN)).collect();
    dates.map(|quarter| (quarter, values(quarter))).collect()
}
