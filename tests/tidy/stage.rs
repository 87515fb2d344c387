//! That no equation reads the stage: where it is named, and that its thresholds move nothing else.

use marchland::model::indicator::Variable;
use marchland::model::parameters::Parameters;
use marchland::model::setup::{Condition, Trigger};
use proptest::prelude::*;

use super::{files, function, functions, words};
use crate::properties::so_many;
use crate::worlds::{World, worlds};

/// Names by which the stage could be read: only these files of the model may say them.
#[test]
fn the_stage_is_named_where_it_is_read_shown_and_nowhere_else() {
    const NAMES: [&str; 6] = ["Classifier", "classifier", "Diagnosis", "Reading", "stage", "Stage"];
    let may = |path: &str| {
        let file = path.trim_start_matches("src/model/");
        // The table of variables and the descriptions of the equations name it; `mod.rs` is held to its lines below.
        file.starts_with("equations")
            || file.starts_with("references")
            || ["stage.rs", "measure.rs", "indicator.rs", "mod.rs"].contains(&file)
    };
    let model = files(&["src/model"], ".rs");
    for file in model.iter().filter(|file| !may(&file.path)) {
        let named = words(file.own_code()).find(|word| NAMES.contains(word));
        assert_eq!(named, None, "{} names the stage", file.path);
        assert!(!file.own_code().contains("p.stage_"), "{} reads a number of the classifier", file.path);
    }
    let whole = model.iter().find(|file| file.path == "src/model/mod.rs").expect("the model has a root");
    let step = function(&whole.code, "pub fn step<").expect("the model has a step");
    let (before, after) = step.split_once("self.network.step").expect("the organisations come last");
    assert!(words(before).all(|word| !NAMES.contains(&word)), "the stage is read before the quarter is over");
    assert!(after.contains("self.classifier.read"), "the stage is read last");
    for (name, body) in functions(&whole.code) {
        let is_named = words(&body).any(|word| NAMES.contains(&word));
        assert!(!is_named || ["new", "step"].contains(&name.as_str()), "`{name}` in mod.rs reads the stage");
    }
}

/// Every condition that asks for the stage becomes one that never holds.
fn without_stage(condition: &mut Condition) {
    match condition {
        Condition::AtLeast(Variable::Stage, _) | Condition::Below(Variable::Stage, _) => {
            *condition = Condition::Any(Vec::new());
        }
        Condition::Any(list) | Condition::All(list) => list.iter_mut().for_each(without_stage),
        _ => {}
    }
}

proptest! {
    #![proptest_config(so_many(300))]

    /// An equation that read the stage would move with the thresholds, whatever way it came by it.
    #[test]
    fn where_the_stages_begin_moves_nothing_but_the_stage(mut world in worlds(), share in 0.0..=1.0) {
        for shock in &mut world.setup.shocks {
            if let Trigger::When(list) = &mut shock.trigger {
                list.iter_mut().for_each(without_stage);
            }
        }
        let mut other = world.clone();
        other.setup.thresholds.second = [0.01; 7];
        other.setup.thresholds.third = [0.01; 7];
        for entry in Parameters::TABLE.iter().filter(|entry| entry.equation == "stage") {
            *other.setup.parameters.get_mut(entry.id).expect("a name of the table") = entry.min + (entry.max - entry.min) * share;
        }
        let seen = |world: &World| {
            let mut seen = Vec::new();
            world.play(|land| {
                let measured = Variable::ALL.iter().filter(|v| **v != Variable::Stage);
                seen.extend(measured.map(|v| land.measure(*v, &world.setup).to_bits()));
            });
            seen
        };
        prop_assert_eq!(seen(&world), seen(&other));
    }
}
