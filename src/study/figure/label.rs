//! Labels beside points: each where it covers neither a point nor another label, or left out.

/// A rectangle: left, top, right, bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    const fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    const fn is_within(&self, other: &Self) -> bool {
        self.left >= other.left && self.right <= other.right && self.top >= other.top && self.bottom <= other.bottom
    }

    /// Around a point.
    #[must_use]
    pub fn around((x, y): (f64, f64), reach: f64) -> Self {
        Self { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach }
    }
}

/// From a point to its label.
const NEAR: f64 = 6.0;
/// From a point to a label that is tied to it by a line.
const FAR: [f64; 3] = [22.0, 38.0, 56.0];

/// Where the labels of points stand, in the order of the points: those that come first have the first choice. `sizes` are
/// their widths and heights, `taken` what they may not cover, `sheet` what they may not leave. None where there is no room.
#[must_use]
pub fn placed(points: &[(f64, f64)], sizes: &[(f64, f64)], taken: &[Area], sheet: Area) -> Vec<Option<Area>> {
    let mut full: Vec<Area> = taken.to_vec();
    full.extend(points.iter().map(|point| Area::around(*point, NEAR - 1.0)));
    let mut found = Vec::with_capacity(points.len());
    for (point, size) in points.iter().zip(sizes) {
        let mut choices = std::iter::once(NEAR).chain(FAR).flat_map(|reach| around(*point, *size, reach));
        let place = choices.find(|area| area.is_within(&sheet) && !full.iter().any(|other| other.meets(area)));
        full.extend(place);
        found.push(place);
    }
    found
}

/// Right, left, above, below, then the corners.
fn around((x, y): (f64, f64), (w, h): (f64, f64), reach: f64) -> [Area; 8] {
    let at = |left: f64, top: f64| Area { left, top, right: left + w, bottom: top + h };
    let (right, left, above, below) = (x + reach, x - reach - w, y - reach - h, y + reach);
    [
        at(right, y - h / 2.0),
        at(left, y - h / 2.0),
        at(x - w / 2.0, above),
        at(x - w / 2.0, below),
        at(right, above),
        at(right, below),
        at(left, above),
        at(left, below),
    ]
}

/// Whether a label stands so far from its point that a line should tie them.
#[must_use]
pub fn is_far((x, y): (f64, f64), area: &Area) -> bool {
    let away = |low: f64, high: f64, at: f64| (low - at).max(at - high).max(0.0);
    away(area.left, area.right, x).max(away(area.top, area.bottom, y)) > NEAR + 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_cover_nothing_and_the_first_are_served_first() {
        let sheet = Area { left: 0.0, top: 0.0, right: 300.0, bottom: 200.0 };
        // A crowd in a corner, and one alone.
        let points: Vec<(f64, f64)> =
            (0..14).map(|i| (20.0 + 4.0 * f64::from(i % 5), 180.0 - 3.0 * f64::from(i))).collect();
        let points = [vec![(250.0, 30.0)], points].concat();
        let sizes = vec![(60.0, 14.0); points.len()];
        let found = placed(&points, &sizes, &[], sheet);
        assert!(found[0].is_some() && found[1].is_some());
        let areas: Vec<Area> = found.into_iter().flatten().collect();
        assert!(areas.len() > 5);
        for (i, area) in areas.iter().enumerate() {
            assert!(area.is_within(&sheet), "{area:?}");
            assert!(areas[..i].iter().all(|other| !other.meets(area)), "{area:?}");
            assert!(points.iter().all(|point| !Area::around(*point, 3.0).meets(area)), "{area:?}");
        }
        assert!(!is_far((10.0, 10.0), &Area { left: 16.0, top: 3.0, right: 50.0, bottom: 17.0 }));
        assert!(is_far((10.0, 10.0), &Area { left: 32.0, top: 3.0, right: 50.0, bottom: 17.0 }));
    }
}
