//! The head of the report: which world, which policy, which run, and the outcome in a sentence.

use super::super::ensemble::Ensemble;
use super::super::layout::{FAINT, Page, STRONG, columns, cut, paint, roman, stage_style};
use super::super::number::{count, quarters};
use super::Outcome;
use marchland::model::setup::Region;

const LABEL: usize = 10;

/// Writes the head.
pub fn write(page: &mut Page, outcome: &Outcome) {
    let (scenario, run) = (outcome.scenario, &outcome.played.run);
    page.blank();
    let title = cut(&scenario.title, page.inner().saturating_sub(columns(&scenario.id) + 2));
    let gap = page.inner().saturating_sub(columns(&title) + columns(&scenario.id));
    page.line(format!("{}{}{}", paint(STRONG, &title), " ".repeat(gap), paint(FAINT, &scenario.id)));
    let [a, b] = &scenario.setup.regions;
    // A title that names both says it already.
    if !(scenario.title.contains(&a.name) && scenario.title.contains(&b.name)) {
        page.paragraph(&format!("{} and {}", a.name, b.name), 0);
    }
    page.blank();
    let policy = &scenario.policies[run.policy()];
    let title = if policy.title.is_empty() { &policy.id } else { &policy.title };
    page.entry(&label("Policy"), LABEL, &format!("{title} {}", paint(FAINT, format!("({})", policy.id))));
    if !policy.summary.is_empty() {
        page.entry("", LABEL, &paint(FAINT, &policy.summary));
    }
    let land = run.land();
    let span = format!("{} to {}, {}", scenario.setup.start, land.quarter(), quarters(run.quarters()));
    page.entry(&label("Time"), LABEL, &span);
    page.entry(&label("Run"), LABEL, &which(outcome));
    page.blank();
    page.paragraph(&in_a_sentence(outcome), 0);
}

fn label(text: &str) -> String {
    paint(FAINT, text)
}

fn which(outcome: &Outcome) -> String {
    let run = &outcome.played.run;
    let [a, b] = &outcome.scenario.setup.regions;
    let organisations = |region: &Region| count(u64::from(region.organisations));
    let organisations = if a.organisations == b.organisations {
        format!("{} organisations a side", organisations(a))
    } else {
        format!("{} and {} organisations", organisations(a), organisations(b))
    };
    let seed = match outcome.ensemble.map(Ensemble::seeds) {
        Some((first, last)) if first < last => format!("seed {first}, of the seeds {first} to {last}"),
        _ => format!("seed {}", run.seed()),
    };
    format!("{seed}; {organisations}; digest {}", run.digest())
}

/// The outcome, stage by stage.
fn in_a_sentence(outcome: &Outcome) -> String {
    let stages = outcome.played.run.stages();
    let name = |stage: u8| paint(stage_style(stage).bold(), format!("stage {}", roman(stage)));
    let (_, first) = stages[0];
    if stages.len() == 1 {
        return format!("The pair stays in {} from beginning to end.", name(first));
    }
    let mut before = first;
    let mut parts = Vec::new();
    for (quarter, stage) in &stages[1..] {
        let verb = if *stage > before { "reaches" } else { "falls back to" };
        parts.push(format!("{verb} {} in {quarter}", name(*stage)));
        before = *stage;
    }
    let last = parts.pop().unwrap_or_default();
    let list: String = parts.iter().map(|part| format!(", {part}")).collect();
    format!("The pair begins in {}{list} and {last}.", name(first))
}
