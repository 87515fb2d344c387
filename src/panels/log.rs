//! What happened, the latest first, each line with its quarter and its causes; and what may come, with its odds.

use egui::{Button, Color32, Label, RichText, Ui};

use super::ladder::link_to;
use super::odds::odds_ui;
use super::quoted::quoted;
use super::style::{faint, heading, named, palette};
use super::tips::variable;
use super::{Ask, Seen};
use crate::model::channel::{Channel, ShockChannel};
use crate::model::date::Quarter;
use crate::model::indicator::{Indicator, Variable};
use crate::run::means::Subject;
use crate::run::number::level;
use crate::run::request::Request;
use crate::run::{Happening, Order, Run};

/// An entry: when, of which kind, in words, and where its causes or effects are seen.
struct Entry {
    at: Quarter,
    kind: &'static str,
    colour: Color32,
    text: String,
    leads: Leads,
}

/// Where a line leads beside its quarter.
#[derive(Default)]
struct Leads {
    variables: Vec<Variable>,
    subject: Option<Subject>,
}

/// Draws what may come, then the entries.
pub fn log_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let setup = &seen.run().scenario().setup;
    odds_ui(ui, seen, ["What may come", "odds from the present on"], |ui, odds| {
        // What is known may still be of a scenario that had more.
        let effects = setup.shocks.get(odds.shock).map_or(&[][..], |shock| &shock.effects);
        let channels: Vec<ShockChannel> = effects.iter().map(|effect| effect.channel).collect();
        ui.horizontal_wrapped(|ui| {
            for named in struck(&channels) {
                variable(ui, named, asks);
            }
        });
    });
    heading(ui, "What happened", "the latest first; a date leads to its quarter, a name to the causes");
    let entries = entries(ui, seen.run());
    if entries.is_empty() {
        ui.label(faint("Nothing yet."));
    }
    for (number, entry) in entries.iter().rev().enumerate() {
        ui.push_id(number, |ui| entry_ui(ui, seen, entry, asks));
    }
}

fn entry_ui(ui: &mut Ui, seen: &Seen<'_>, entry: &Entry, asks: &mut Vec<Ask>) {
    ui.horizontal_top(|ui| {
        let quarter = RichText::new(entry.at.to_string()).small().monospace().color(palette(ui).accent);
        let link = ui.add(Button::new(quarter).frame(false));
        named(&link, format!("Look at {}: {}", entry.at, entry.text));
        if link.clicked() {
            asks.push(Ask::Pause);
            asks.push(Request::Scrub(entry.at).into());
        }
        ui.vertical(|ui| {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(entry.kind).small().color(entry.colour));
                if let Some(subject) = entry.leads.subject {
                    let mean = match subject {
                        Subject::Lever(lever) => &seen.means.levers[lever],
                        Subject::Project(project) => &seen.means.projects[project],
                    };
                    link_to(ui, &mean.name, subject, asks);
                }
                for named in &entry.leads.variables {
                    variable(ui, *named, asks);
                }
            });
            let colour = palette(ui).text;
            let text = quoted(ui, &entry.text, |text| RichText::new(text).small().color(colour));
            ui.add(Label::new(text).wrap());
        });
    });
}

fn entries(ui: &Ui, run: &Run) -> Vec<Entry> {
    let (scenario, palette) = (run.scenario(), palette(ui));
    let setup = &scenario.setup;
    let now = run.land().quarter();
    let events = scenario.events.iter().filter(|event| event.at <= now);
    let event = |event: &crate::scenario::Event| Entry {
        at: event.at,
        kind: "event",
        colour: palette.faint,
        text: event.text.clone(),
        leads: Leads::default(),
    };
    let mut entries: Vec<Entry> = events.map(event).collect();
    entries.extend(run.happened().iter().map(|(at, happening)| Entry {
        at: *at,
        kind: happening.kind(),
        colour: if happening.is_gain() { palette.good } else { palette.short },
        text: happening.told(setup),
        leads: of_happening(run, happening),
    }));
    entries.extend(run.given().iter().map(|(at, order)| Entry {
        at: *at,
        kind: "by hand",
        colour: palette.accent,
        text: ordered(run, order),
        leads: of_order(run, order),
    }));
    entries.sort_by_key(|entry| entry.at);
    entries
}

fn of_happening(run: &Run, happening: &Happening) -> Leads {
    let setup = &run.scenario().setup;
    let (variables, subject) = match happening {
        Happening::Stage { .. } => (vec![Variable::Stage, run.land().binding().variable()], None),
        Happening::Shock(shock) => {
            let channels: Vec<ShockChannel> =
                setup.shocks[*shock].effects.iter().map(|effect| effect.channel).collect();
            (struck(&channels), None)
        }
        Happening::Crossing(_) => (vec![Variable::Access], None),
        Happening::Project { project, .. } => {
            (moved(&setup.projects[*project].effects), Some(Subject::Project(*project)))
        }
    };
    Leads { variables, subject }
}

fn of_order(run: &Run, order: &Order) -> Leads {
    let setup = &run.scenario().setup;
    let (effects, subject) = match order {
        Order::SetLever { lever, .. } | Order::ResetLever { lever } => {
            (&setup.levers[*lever].effects, Subject::Lever(*lever))
        }
        Order::StartProject { project } => (&setup.projects[*project].effects, Subject::Project(*project)),
    };
    Leads { variables: moved(effects), subject: Some(subject) }
}

/// The indicators whose equations read what levers and projects act on.
fn moved(effects: &[(Channel, f64)]) -> Vec<Variable> {
    let equations: Vec<&str> = effects.iter().map(|(channel, _)| channel.equation()).collect();
    by_equations(&equations)
}

/// The indicators whose equations read what shocks act on.
fn struck(channels: &[ShockChannel]) -> Vec<Variable> {
    let equations: Vec<&str> = channels.iter().map(|channel| channel.equation()).collect();
    by_equations(&equations)
}

fn by_equations(equations: &[&str]) -> Vec<Variable> {
    let reads = |variable: &Variable| {
        let own = variable.equation();
        // Ties across are made by rule 2 and end by rule 4; trade follows what E6 lets through, and a closure all of it.
        let also = match own {
            "R4" => "R2",
            "E7" => "E6",
            own => own,
        };
        equations.contains(&own) || equations.contains(&also) || own == "E7" && equations.contains(&"closure")
    };
    let further = [Variable::OutputA, Variable::OutputB, Variable::SupportA, Variable::SupportB, Variable::Commuters];
    Indicator::ALL.into_iter().map(Indicator::variable).chain(further).filter(reads).collect()
}

fn ordered(run: &Run, order: &Order) -> String {
    let setup = &run.scenario().setup;
    match order {
        Order::SetLever { lever, level: to } => format!("{}: set to {}", setup.levers[*lever].name, level(*to)),
        Order::ResetLever { lever } => format!("{}: back to the policy", setup.levers[*lever].name),
        Order::StartProject { project } => format!("{}: decided", setup.projects[*project].name),
    }
}
