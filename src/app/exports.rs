//! Charts as files: a picture cut out of the window, a drawing, a table. Where they lie is told.

mod svg;

use std::io::Cursor;

use bevy::app::{App, Last};
use bevy::ecs::observer::On;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Commands, Res, ResMut};
use bevy::image::{Image, ImageFormat};
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy_egui::EguiContexts;
use egui::Rect;

use super::keeping::Keeping;
use super::reload::Told;
use super::writer::{Kind, Writer};
use crate::engine::Playing;
use crate::model::indicator::Variable;
use crate::panels::charts::plot::Plot;
use crate::panels::charts::{Format, place_of};
use crate::panels::quoted::plain;
use crate::panels::{Ask, Seen};
use crate::run::Run;
use crate::run::fan::table;
use crate::saves::{self, Trouble};
use crate::study::store::table as store;

/// Frames until a menu has gone and a chart has been scrolled into sight.
const SETTLED: u32 = 12;

/// The chart whose picture is to be taken, and frames until then.
#[derive(Resource, Debug, Default)]
pub struct Pictured(Option<(Variable, u32)>);

impl Pictured {
    /// Takes the picture of a chart soon.
    pub const fn ask(&mut self, variable: Variable) {
        self.0 = Some((variable, SETTLED));
    }

    /// Whether one is to be taken soon.
    pub const fn is_due(&self) -> bool {
        self.0.is_some()
    }
}

/// Takes pictures of charts that somebody asks for.
pub fn export(app: &mut App) {
    app.init_resource::<Pictured>().add_systems(Last, take);
}

/// Has what an ask wants written written behind the frames, if it is a drawing or a table.
pub fn write(ask: &Ask, seen: &Seen<'_>, writer: &Writer) {
    let Ask::Export(variable, format) = ask else { return };
    let (text, ending) = match format {
        Format::Png => return,
        Format::Svg => (svg(seen, *variable), "svg"),
        Format::Csv => (csv(seen, *variable), "csv"),
    };
    put(writer, seen.run(), *variable, ending, text.into_bytes());
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
fn put(writer: &Writer, run: &Run, variable: Variable, ending: &'static str, bytes: Vec<u8>) {
    let name = format!("{}-{}-{}", run.scenario().id, variable.id(), run.land().quarter());
    writer.put(Kind::Asked, move || {
        let none = || Trouble("this platform names no folder for documents: nothing is written".to_owned());
        let folder = saves::exports_folder().ok_or_else(none)?;
        let path = saves::write_free(&folder, &name, ending, &bytes)?;
        Ok(Some(format!("the chart is in {}", path.display())))
    });
}

/// Takes the picture once the chart is in sight.
fn take(
    mut pictured: ResMut<Pictured>,
    playing: Option<Res<Playing>>,
    mut contexts: EguiContexts,
    mut commands: Commands,
) {
    let Some((variable, frames)) = pictured.0 else { return };
    let (Some(_), Ok(context)) = (playing, contexts.ctx_mut()) else { return };
    if frames > 0 {
        pictured.0 = Some((variable, frames - 1));
        return;
    }
    pictured.0 = None;
    let place: Option<Rect> = context.data(|data| data.get_temp(place_of(variable)));
    let Some(place) = place else { return };
    let area = place.expand(4.0) * context.pixels_per_point();
    commands.spawn(Screenshot::primary_window()).observe(
        move |captured: On<ScreenshotCaptured>,
              playing: Res<Playing>,
              keeping: Res<Keeping>,
              mut told: ResMut<Told>| {
            match cut_out(&captured.image, area) {
                Some(bytes) => put(keeping.writer(), playing.run(), variable, "png", bytes),
                None => told.0.complain("the picture of the window cannot be read: nothing is written".to_owned()),
            }
        },
    );
}

/// The part of a picture within an area of the window, as PNG.
fn cut_out(image: &Image, area: Rect) -> Option<Vec<u8>> {
    let whole = image.clone().try_into_dynamic().ok()?;
    let pixel = |place: f32, most: u32| (place.max(0.0) as u32).min(most);
    let (left, right) = (pixel(area.left(), whole.width()), pixel(area.right(), whole.width()));
    let (top, bottom) = (pixel(area.top(), whole.height()), pixel(area.bottom(), whole.height()));
    // Without the alpha of the window: what lies behind it is no part of the chart.
    let part = whole.crop_imm(left, top, right - left, bottom - top).to_rgb8();
    let mut out = Cursor::new(Vec::new());
    part.write_to(&mut out, ImageFormat::Png.as_image_crate_format()?).ok()?;
    Some(out.into_inner())
}
