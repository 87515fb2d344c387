//! Charts as files: a drawing, the same as a picture, a table. Where they lie is told.

mod picture;
mod svg;

use super::writer::{Kind, Writer};
use crate::model::indicator::Variable;
use crate::panels::charts::Format;
use crate::panels::charts::plot::Plot;
use crate::panels::quoted::plain;
use crate::panels::{Ask, Seen};
use crate::run::Run;
use crate::run::fan::table;
use crate::saves::{self, Trouble};
use crate::study::store::table as store;

/// Has what an ask wants written written behind the frames.
pub fn write(ask: &Ask, seen: &Seen<'_>, writer: &Writer) {
    let Ask::Export(variable, format) = ask else { return };
    let (run, variable) = (seen.run(), *variable);
    match format {
        Format::Png => {
            let drawing = svg(seen, variable);
            put(writer, run, variable, "png", move || picture::png(&drawing));
        }
        Format::Svg => {
            let drawing = svg(seen, variable);
            put(writer, run, variable, "svg", move || Ok(drawing.into_bytes()));
        }
        Format::Csv => {
            let table = csv(seen, variable);
            put(writer, run, variable, "csv", move || Ok(table.into_bytes()));
        }
    }
}

fn svg(seen: &Seen<'_>, variable: Variable) -> String {
    let place = seen.play.place();
    let plot = Plot::of(seen.play, seen.ahead, variable);
    let sketch = plot.sketch(svg::SIZE, svg::TYPE_SIZE, place.at);
    let scenario = seen.run().scenario();
    let title = format!("{}: {}, {}", scenario.title, variable.id(), variable.unit());
    let mut lines = vec![variable.summary().trim().to_owned()];
    if let Some(ahead) = seen.ahead {
        let change =
            ahead.change.as_ref().map_or_else(String::new, |change| format!("; dashed without \"{}\"", plain(change)));
        lines.push(format!(
            "From {}: the middle, half and 8 in 10 of {} futures{change}.",
            ahead.from, ahead.with.paths
        ));
    }
    let run = seen.run();
    lines.push(format!("Policy {}, seed {}, {} in {}.", run.policy(), run.seed(), run.digest(), place.at));
    svg::file(&sketch, &title, &lines)
}

fn csv(seen: &Seen<'_>, variable: Variable) -> String {
    let rows = table::rows(seen.play.front(), variable, seen.ahead);
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    // Into memory nothing fails to be written.
    let _ = writer.write_record(rows.schema().fields().iter().map(|field| field.name()));
    let _ = store::csv(&rows, &mut writer);
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// Puts a file into the folder for exports under a free name; where it lies, or why not, is told once that is known.
fn put(
    writer: &Writer,
    run: &Run,
    variable: Variable,
    ending: &'static str,
    made: impl FnOnce() -> Result<Vec<u8>, Trouble> + Send + 'static,
) {
    let name = format!("{}-{}-{}", run.scenario().id, variable.id(), run.land().quarter());
    writer.put(Kind::Asked, move || {
        let none = || Trouble("this platform names no folder for documents: nothing is written".to_owned());
        let folder = saves::exports_folder().ok_or_else(none)?;
        let path = saves::write_free(&folder, &name, ending, &made()?)?;
        Ok(Some(format!("the chart is in {}", path.display())))
    });
}
