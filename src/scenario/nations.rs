//! Where nations lie, roughly: enough to tell a place that lies on another continent.

use super::map::Place;
use super::map_thing::is_same;

/// Boxes around the parts of nations: names, west, south, east, north.
const BOXES: &str = include_str!("../../assets/nations.csv");
/// Degrees that a place may lie outside of a box: islands and bridges do.
const MARGIN: f64 = 1.0;

/// Whether a place lies in or near a nation, or one of several with commas or `and` between them; `None` if one of them is
/// not known.
pub(crate) fn holds(nations: &str, at: Place) -> Option<bool> {
    let names = nations.split([',', ';', '/']).flat_map(|part| part.split(" and ")).map(str::trim);
    let held = names.filter(|name| !name.is_empty()).map(|name| one_holds(name, at)).collect::<Option<Vec<bool>>>()?;
    (!held.is_empty()).then(|| held.contains(&true))
}

fn one_holds(nation: &str, [x, y]: Place) -> Option<bool> {
    let mut is_known = false;
    for row in BOXES.lines().skip(1) {
        let mut cells = row.split(',');
        let is_it = cells.next().is_some_and(|names| names.split('|').any(|name| is_same(name, nation)));
        if !is_it {
            continue;
        }
        is_known = true;
        let edges: Vec<f64> = cells.filter_map(|cell| cell.parse().ok()).collect();
        let [west, south, east, north] = edges.as_slice() else { continue };
        if (west - MARGIN..=east + MARGIN).contains(&x) && (south - MARGIN..=north + MARGIN).contains(&y) {
            return Some(true);
        }
    }
    is_known.then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_a_box_with_names() {
        for row in BOXES.lines().skip(1) {
            let cells: Vec<&str> = row.split(',').collect();
            let edges: Vec<f64> = cells.iter().skip(1).filter_map(|cell| cell.parse().ok()).collect();
            assert!(cells.len() == 5 && !cells[0].is_empty() && edges.len() == 4, "{row}");
            assert!(edges[0] < edges[2] && edges[1] < edges[3] && edges[3] <= 90.0 && edges[2] <= 180.0, "{row}");
        }
    }

    #[test]
    fn nations_are_known_by_any_of_their_names_and_hold_their_places() {
        let (vienna, turned) = ([16.4, 48.2], [48.2, 16.4]);
        for nation in ["Austria", "austria", "AT", "Slovakia, Czechia, Austria", "Austria and Hungary"] {
            assert_eq!((holds(nation, vienna), holds(nation, turned)), (Some(true), Some(false)), "{nation}");
        }
        for nation in ["Alpha", "", "Austria, Alpha", "Ruritania and Austria"] {
            assert_eq!(holds(nation, vienna), None, "{nation}");
        }
        assert_eq!(holds("Russia", [20.5, 54.7]), Some(true), "Kaliningrad");
    }
}
