//! The scenarios that come with the program: they can be read, they have what comparisons need, they show the format.

use std::path::PathBuf;

use marchland::scenario::{Scenario, fields, read};

const SHIPPED: [&str; 8] = ["amur", "centrope", "generic", "oder", "oresund", "shenzhen", "torne", "tutorial"];

/// Without the policy of a pair's own history.
const POLICIES: [&str; 7] =
    ["none", "infrastructure-only", "institutions-only", "soft-only", "research-first", "zones-and-tax", "staged"];

fn text(id: &str) -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "scenarios", &format!("{id}.ron")].iter().collect();
    std::fs::read_to_string(path).unwrap()
}

fn shipped(id: &str) -> Scenario {
    read(&format!("scenarios/{id}.ron"), &text(id), &[]).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn every_shipped_scenario_can_be_read_under_its_own_name() {
    for id in SHIPPED {
        assert_eq!(shipped(id).id, id);
    }
}

#[test]
fn every_shipped_scenario_has_the_policies_that_are_compared() {
    for id in SHIPPED {
        let scenario = shipped(id);
        for policy in POLICIES {
            assert!(scenario.policies.contains_key(policy), "{id} lacks {policy}");
        }
    }
    assert_eq!(shipped("amur").default_policy, "programme-2009");
    for id in ["centrope", "oder", "oresund", "shenzhen", "torne"] {
        assert_eq!(shipped(id).default_policy, "programmes-as-delivered");
    }
}

#[test]
fn every_map_that_a_scenario_names_is_among_the_assets() {
    for map in SHIPPED.iter().filter_map(|id| shipped(id).map) {
        let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "assets", "maps", &format!("{map}.geojson")].iter().collect();
        assert!(path.is_file(), "{map}");
    }
}

#[test]
fn every_figure_names_a_source() {
    for id in SHIPPED {
        for figure in shipped(id).figures {
            assert!(figure.source.is_some() || figure.value == 0.0, "{id}: {}", figure.path);
        }
    }
}

#[test]
fn every_order_spends_the_same_on_every_lever() {
    let scenario = shipped("generic");
    // The start is given; the first quarter that policy can act in is the next, the last is the end itself.
    let first = scenario.setup.start.plus(1);
    let end = first.plus(i32::try_from(scenario.quarters).unwrap());
    let totals = |policy: &str| {
        let mut sums = vec![0.0; scenario.setup.levers.len()];
        for step in &scenario.policies[policy].steps {
            let quarters = step.until.unwrap_or(end).since(step.from.unwrap_or(first));
            sums[step.lever] += step.level * f64::from(quarters);
        }
        sums
    };
    let even = totals("even");
    let orders: Vec<_> = scenario.policies.keys().filter(|id| id.starts_with("order-")).collect();
    assert_eq!(orders.len(), 6);
    for order in orders {
        for (lever, (one, other)) in totals(order).iter().zip(&even).enumerate() {
            assert!((one - other).abs() < 1e-3, "{order}, {}: {one} against {other}", scenario.setup.levers[lever].id);
        }
    }
}

#[test]
fn the_generic_scenario_shows_every_field_of_the_format() {
    let text = text("generic");
    for field in fields() {
        let name = field.path.rsplit('.').next().unwrap().trim_end_matches("[]");
        // A field has a colon, a choice with something in it a bracket.
        let shown = text.contains(&format!("{name}:")) || text.contains(&format!("{name}("));
        assert!(name.starts_with('<') || shown, "{}", field.path);
    }
}

#[test]
fn a_scenario_replaces_a_policy_of_the_catalogue_and_keeps_the_others() {
    let minimal = include_str!("minimal.ron");
    let own = minimal.trim_end().trim_end_matches(')').to_owned()
        + "\n    policies: { \"staged\": (title: \"Mine\", steps: [(lever: \"visa\", level: 0.5)]) },\n)\n";
    let scenario = read("minimal.ron", &own, &[]).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!((scenario.policies["staged"].title.as_str(), scenario.policies["staged"].steps.len()), ("Mine", 1));
    assert_eq!(scenario.policies.len(), POLICIES.len());
}
