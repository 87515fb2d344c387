//! Meshes of what does not move: areas and lines, kept until the view changes; ties, kept until the quarter does.

use egui::{Color32, Mesh, Pos2, Rect};

use super::Camera;
use super::colours::Colours;
use super::geometry::{Geometry, Stroked};
use crate::run::Run;

/// A line with soft edges, `width` points wide, added to a mesh; what is shorter than a point is left out.
pub fn strip(mesh: &mut Mesh, points: impl IntoIterator<Item = Pos2>, width: f32, colour: Color32) {
    let mut last: Option<Pos2> = None;
    for point in points {
        let Some(from) = last else {
            last = Some(point);
            continue;
        };
        let along = point - from;
        let length = along.length();
        if length < 1.0 {
            continue;
        }
        let across = along.rot90() / length * (width / 2.0 + 0.5);
        let first = mesh.vertices.len() as u32;
        for end in [from, point] {
            mesh.colored_vertex(end - across, Color32::TRANSPARENT);
            mesh.colored_vertex(end, colour);
            mesh.colored_vertex(end + across, Color32::TRANSPARENT);
        }
        for (a, b, c) in [(0, 1, 3), (1, 4, 3), (1, 2, 4), (2, 5, 4)] {
            mesh.add_triangle(first + a, first + b, first + c);
        }
        last = Some(point);
    }
}

/// Areas, coasts, rivers and borders elsewhere.
pub fn base(geometry: &Geometry, camera: &Camera, colours: &Colours) -> Mesh {
    let mut mesh = Mesh::default();
    for fill in &geometry.fills {
        let first = mesh.vertices.len() as u32;
        let colour = colours.ground(fill.ground);
        fill.points.iter().for_each(|point| mesh.colored_vertex(camera.screen(*point), colour));
        mesh.indices.extend(fill.triangles.iter().map(|index| first + index));
    }
    for (kind, line) in &geometry.lines {
        if !is_in_sight(line, camera) {
            continue;
        }
        let width = match kind {
            Stroked::Coast => 1.2,
            Stroked::River(rank) => (3.2 - 0.35 * f32::from(*rank)).max(0.8),
            Stroked::Elsewhere => 1.0,
        };
        strip(&mut mesh, line.iter().map(|point| camera.screen(*point)), width, colours.line(*kind));
    }
    mesh
}

fn is_in_sight(line: &[Pos2], camera: &Camera) -> bool {
    let bounds = Rect::from_points(line);
    Rect::from_two_pos(camera.screen(bounds.min), camera.screen(bounds.max)).intersects(camera.rect)
}

/// Ties that are drawn, by the two organisations: those at home between cities, and those across the border. Of very many
/// an even share.
pub fn drawn_ties(run: &Run) -> [Vec<(usize, usize)>; 2] {
    /// Ties of either kind that are drawn at most.
    const MOST: usize = 400;
    let network = run.land().network();
    let organisations = network.organisations();
    let mut kinds: [Vec<(usize, usize)>; 2] = [Vec::new(), Vec::new()];
    for one in 0..organisations.len() {
        for two in network.partners_of(one).iter().map(|two| *two as usize).filter(|two| *two > one) {
            let across = organisations[one].side != organisations[two].side;
            if across || organisations[one].city != organisations[two].city {
                kinds[usize::from(across)].push((one, two));
            }
        }
    }
    kinds.map(|pairs| {
        let every = pairs.len().div_ceil(MOST).max(1);
        pairs.into_iter().step_by(every).collect()
    })
}

/// Ties as arcs: those at home faint, those across the border strong.
pub fn ties(run: &Run, seats: &[Pos2], colours: &Colours) -> Mesh {
    let mut mesh = Mesh::default();
    let looks = [(0.6, colours.home.gamma_multiply(0.28)), (1.3, colours.across.gamma_multiply(0.75))];
    for (pairs, (width, colour)) in drawn_ties(run).iter().zip(looks) {
        for (one, two) in pairs {
            strip(&mut mesh, arc(seats[*one], seats[*two]), width, colour);
        }
    }
    mesh
}

/// A bow from one place to another.
pub fn arc(from: Pos2, to: Pos2) -> impl Iterator<Item = Pos2> {
    const PARTS: usize = 10;
    let top = from + (to - from) / 2.0 + (to - from).rot90() * 0.16;
    (0..=PARTS).map(move |part| bow(from, top, to, part as f32 / PARTS as f32))
}

/// A place on a bow, `share` of the way along.
pub fn bow(from: Pos2, top: Pos2, to: Pos2, share: f32) -> Pos2 {
    let (one, two) = (from + (top - from) * share, top + (to - top) * share);
    one + (two - one) * share
}
