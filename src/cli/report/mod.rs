//! The report of a run: a page in the terminal, from what happened to how to see it again.

mod causes;
mod ensemble;
mod header;
mod history;
mod indicators;
mod money;
mod regions;
mod timeline;

use super::ensemble::Ensemble;
use super::expect;
use super::layout::{FAINT, GOOD, Page, SHORT, paint};
use super::play::Played;
use marchland::run::debrief::{Debrief, Wanted};
use marchland::run::goals::Standing;
use marchland::scenario::Scenario;

/// What a report tells of.
pub struct Outcome<'a> {
    pub scenario: &'a Scenario,
    pub played: &'a Played,
    pub ensemble: Option<&'a Ensemble>,
    /// The command that plays it again.
    pub command: &'a str,
}

/// The report, for the reader's width.
pub fn write(outcome: &Outcome) -> String {
    let mut page = Page::for_reader();
    header::write(&mut page, outcome);
    timeline::write(&mut page, outcome);
    indicators::write(&mut page, outcome);
    if let Some(ensemble) = outcome.ensemble {
        ensemble::write(&mut page, outcome, ensemble);
    }
    causes::write(&mut page, outcome);
    regions::write(&mut page, outcome);
    money::write(&mut page, outcome);
    money::projects(&mut page, outcome);
    history::write(&mut page, outcome);
    goals(&mut page, outcome);
    difference(&mut page, outcome);
    expectations(&mut page, outcome);
    closing(&mut page, outcome);
    page.finish()
}

fn goals(page: &mut Page, outcome: &Outcome) {
    if outcome.scenario.goals.is_empty() {
        return;
    }
    page.heading("Goals", "");
    for judged in &outcome.played.goals {
        const WIDTH: usize = 18;
        let label = match judged.standing {
            Standing::Met(quarter) => paint(GOOD, format!("reached  {quarter}")),
            Standing::Open => paint(FAINT, "still open"),
            Standing::Missed => paint(SHORT, "not reached"),
        };
        let goal = &outcome.scenario.goals[judged.goal];
        let by = goal.by.map(|by| format!(" (by {by})")).unwrap_or_default();
        let observed = paint(FAINT, format!("{} in {}", judged.observed(), judged.seen));
        page.entry(&label, WIDTH, &format!("{}{by}; {observed}", goal.text));
    }
}

/// Where somebody decided by hand: the run beside its reference, and what each decision did.
fn difference(page: &mut Page, outcome: &Outcome) {
    let run = &outcome.played.run;
    if run.given().is_empty() {
        return;
    }
    // A report is waited for: where one future takes a second, nothing is foretold.
    const LARGE: u32 = 4000;
    let organisations: u32 = outcome.scenario.setup.regions.iter().map(|region| region.organisations).sum();
    let wanted = if organisations > LARGE { Wanted { paths: 0, decisions: 0 } } else { Wanted::default() };
    page.heading("What made the difference", "beside the scenario's own policy, the same seed");
    for line in Debrief::of(run, wanted).told() {
        page.entry("·", 2, &line);
    }
}

/// What the scenario claims of this policy, as far as the runs at hand can tell.
fn expectations(page: &mut Page, outcome: &Outcome) {
    let judged = expect::of_run(outcome.played, outcome.ensemble);
    if judged.is_empty() {
        return;
    }
    page.heading("Expectations", "what the scenario claims of this policy");
    judged.iter().for_each(|judged| judged.write(page));
}

fn closing(page: &mut Page, outcome: &Outcome) {
    page.heading("The same again", "");
    page.command(outcome.command);
    page.blank();
    let binding = outcome.played.run.land().binding().id();
    let seeds = if outcome.ensemble.is_none() { ", `--seeds 20` for how much is luck" } else { "" };
    let hint = format!("Add `--why {binding}` for what moved it, `--json` for tools{seeds}.");
    page.paragraph(&paint(FAINT, hint), 0);
    page.blank();
}
