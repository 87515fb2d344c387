//! What made the difference adds up: decisions to the gap, terms to the gap, and what was foretold is the fan of then.

use marchland::model::indicator::{Indicator, Nature, Variable};
use marchland::run::debrief::{Debrief, Wanted};
use marchland::run::fan::{Fan, Present, Side};
use marchland::run::session::Session;
use marchland::run::{Order, Run};

use crate::play::run;

const NOTHING_FORETOLD: Wanted = Wanted { paths: 0, decisions: 0 };

/// A run to its end with a handful of decisions.
fn played() -> Run {
    let mut run = run();
    let lever = |run: &Run, id: &str| run.scenario().setup.levers.iter().position(|l| l.id == id).unwrap();
    while !run.is_over() {
        match run.elapsed() {
            4 => run.order(Order::SetLever { lever: lever(&run, "language"), level: 0.8 }),
            8 => run.order(Order::StartProject { project: 1 }),
            12 => run.order(Order::SetLever { lever: lever(&run, "language"), level: 0.3 }),
            20 => run.order(Order::SetLever { lever: lever(&run, "visa"), level: 1.0 }),
            _ => {}
        }
        run.step();
    }
    run
}

#[test]
fn decisions_lead_from_the_reference_to_the_run_without_a_gap() {
    let run = played();
    for policy in ["programme", "none", "staged"] {
        let debrief = Debrief::against(&run, policy, NOTHING_FORETOLD).unwrap();
        assert_eq!(debrief.yours.digest, run.digest(), "the last step is the run itself");
        let mut reference = Run::new(run.scenario().clone(), policy, run.seed(), run.quarters()).unwrap();
        reference.finish();
        assert_eq!(debrief.reference.digest, reference.digest());
        for gap in &debrief.gaps {
            let mut at = reference.value(gap.variable);
            for part in &gap.decisions {
                assert_eq!(part.from.to_bits(), at.to_bits(), "{}", part.what);
                at = part.to;
            }
            assert_eq!(at.to_bits(), run.value(gap.variable).to_bits());
            // Three things were decided about; another policy is one more.
            assert_eq!(gap.decisions.len(), 3 + usize::from(policy != "programme"));
        }
    }
}

#[test]
fn terms_of_a_state_add_up_to_its_gap() {
    let debrief = Debrief::of(&played(), NOTHING_FORETOLD);
    let mut states = 0;
    for gap in debrief.gaps.iter().filter(|gap| gap.variable.nature() == Nature::State) {
        let sum: f64 = gap.mechanisms.iter().map(|mechanism| mechanism.amount).sum();
        assert!((sum - gap.amount()).abs() < 1e-9, "{}: {sum} for {}", gap.variable.id(), gap.amount());
        states += usize::from(gap.amount() != 0.0);
    }
    assert!(states >= 4, "the decisions moved states");
}

#[test]
fn what_was_foretold_is_the_fan_of_then() {
    let run = played();
    let debrief = Debrief::of(&run, Wanted { paths: 8, decisions: 1 });
    let [prediction] = debrief.predictions.as_slice() else { panic!("one decision was asked for") };
    assert_eq!((prediction.quarter, prediction.later), (run.first().plus(21), 0));
    let mut then = crate::play::run();
    let mut orders = run.given().iter().peekable();
    loop {
        while let Some((_, order)) = orders.next_if(|(quarter, _)| *quarter <= then.land().quarter().plus(1)) {
            then.order(order.clone());
        }
        if then.elapsed() == 20 {
            break;
        }
        then.step();
    }
    let mut fan = Fan::new(Present::new(&then, None, &[Variable::Trust]));
    (0..8).for_each(|path| fan.put(fan.present().future(path).finish()));
    let foretold = prediction.foretold.iter().find(|foretold| foretold.variable == Variable::Trust).unwrap();
    assert_eq!(Some(&foretold.middle), fan.quantile(Side::With, 0, 0.5).last());
    assert_eq!(foretold.came, run.value(Variable::Trust));
    assert_eq!(prediction.foretold.len(), Indicator::ALL.len());
}

#[test]
fn a_run_that_decides_nothing_is_told_to_be_its_reference() {
    let mut same = run();
    same.finish();
    let debrief = Debrief::of(&same, NOTHING_FORETOLD);
    assert!(debrief.gaps.iter().all(|gap| gap.amount() == 0.0));
    assert!(debrief.told().iter().any(|line| line.starts_with("Both are the same run")), "{:?}", debrief.told());
    assert!(Debrief::against(&same, "nonsense", NOTHING_FORETOLD).is_err());
}

#[test]
fn the_end_is_told_with_stages_money_causes_and_what_was_foretold() {
    let told = Debrief::of(&played(), Wanted::default()).told();
    insta::assert_snapshot!("debrief-told", told.join("\n"));
}

#[test]
fn the_report_of_a_session_with_orders_says_what_made_the_difference() {
    let scenario = std::sync::Arc::new(crate::shipped::scenario("tutorial"));
    let mut run = Run::new(scenario, "none", 3, 40).unwrap();
    run.step();
    let governance = run.scenario().setup.levers.iter().position(|lever| lever.id == "governance").unwrap();
    run.order(Order::SetLever { lever: governance, level: 1.0 });
    run.finish();
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("session.ron");
    std::fs::write(&place, ron::to_string(&Session::of(&run, Vec::new())).unwrap()).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_marchland"))
        .args(["run", "--session", place.to_str().unwrap()])
        .env("COLUMNS", "120")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let (_, told) = text.split_once("What made the difference").expect("a section");
    assert!(told.contains("By decisions: Joint governance body set to 1.00"), "{told}");
    assert!(text.contains("reached  20") && text.contains("governance 0.4"), "the first goal: {text}");
}
