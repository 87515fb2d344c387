//! The scenarios and maps that come with the program: the one place that embeds them.

/// Name and text of every shipped scenario, by name.
pub const SCENARIOS: &[(&str, &str)] = &[
    ("amur", include_str!("../../scenarios/amur.ron")),
    ("centrope", include_str!("../../scenarios/centrope.ron")),
    ("generic", include_str!("../../scenarios/generic.ron")),
    ("oder", include_str!("../../scenarios/oder.ron")),
    ("oresund", include_str!("../../scenarios/oresund.ron")),
    ("shenzhen", include_str!("../../scenarios/shenzhen.ron")),
    ("torne", include_str!("../../scenarios/torne.ron")),
    ("tutorial", include_str!("../../scenarios/tutorial.ron")),
];

/// Name and text of every shipped study, by name.
pub const STUDIES: &[(&str, &str)] = &[
    ("amur-leave", include_str!("../../studies/amur-leave.ron")),
    ("amur-order", include_str!("../../studies/amur-order.ron")),
    ("amur-parameters", include_str!("../../studies/amur-parameters.ron")),
    ("amur-robust", include_str!("../../studies/amur-robust.ron")),
    ("thresholds", include_str!("../../studies/thresholds.ron")),
];

/// Name and text of every shipped map, by name.
pub const MAPS: &[(&str, &str)] = &[
    ("centrope", include_str!("../../assets/maps/centrope.geojson")),
    ("frankfurt_slubice", include_str!("../../assets/maps/frankfurt_slubice.geojson")),
    ("hk_shenzhen", include_str!("../../assets/maps/hk_shenzhen.geojson")),
    ("oresund", include_str!("../../assets/maps/oresund.geojson")),
    ("rfe_nec", include_str!("../../assets/maps/rfe_nec.geojson")),
    ("tornio_haparanda", include_str!("../../assets/maps/tornio_haparanda.geojson")),
];

/// The text of the shipped scenario of that name.
pub fn named(name: &str) -> Option<&'static str> {
    SCENARIOS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The shipped name that looks most like this one, if any does.
pub fn nearest(name: &str) -> Option<&'static str> {
    super::nearest(name, SCENARIOS.iter().map(|(known, _)| *known))
}
