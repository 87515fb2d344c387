//! What was chosen on the map: a side, a city, an organisation, a tie, a crossing, the border; with its numbers and causes.

use egui::{Button, RichText, Ui};

use super::ladder::link_to;
use super::map::words;
use super::style::{USUAL, card, faint, headed, named, palette};
use super::tips::number;
use super::view::{Thing, ViewAsk};
use super::{Ask, Seen};
use crate::model::indicator::Variable;
use crate::model::organisation::OrganisationKind;
use crate::run::Run;
use crate::run::means::Subject;
use crate::run::number::{count, figure, percent, value_of};

/// So many partners of an organisation are named.
const PARTNERS: usize = 6;

/// Draws its card, if anything was chosen.
pub fn thing_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let Some(thing) = seen.view.selected.filter(|thing| is_there(seen.run(), *thing)) else { return };
    card(ui).stroke(egui::Stroke::new(1.5, palette(ui).accent)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.label(headed(title(seen.run(), thing)));
            let close = ui.add(Button::new(RichText::new("×").color(palette(ui).faint)).frame(false));
            named(&close, "Close what was chosen on the map");
            if close.clicked() {
                asks.push(ViewAsk::Select(None).into());
            }
        });
        body(ui, seen, thing, asks);
    });
    ui.add_space(USUAL);
}

/// Whether it is still there: another scenario may be played, and organisations come and go.
fn is_there(run: &Run, thing: Thing) -> bool {
    let setup = &run.scenario().setup;
    let organisations = run.land().network().organisations().len();
    match thing {
        Thing::Side(side) => side < 2,
        Thing::City(city) => city < setup.cities.len(),
        Thing::Crossing(crossing) => crossing < setup.crossings.len(),
        Thing::Organisation(one) => one < organisations,
        Thing::Tie(one, two) => one.max(two) < organisations,
        Thing::Border => true,
    }
}

fn title(run: &Run, thing: Thing) -> String {
    let setup = &run.scenario().setup;
    match thing {
        Thing::Side(side) => setup.regions[side].name.clone(),
        Thing::City(city) => setup.cities[city].name.clone(),
        Thing::Crossing(crossing) => setup.crossings[crossing].name.clone(),
        Thing::Organisation(one) => {
            let organisation = &run.land().network().organisations()[one];
            format!("{} in {}", kind(organisation.kind), setup.cities[usize::from(organisation.city)].name)
        }
        Thing::Tie(..) => "A tie".to_owned(),
        Thing::Border => "The border".to_owned(),
    }
}

const fn kind(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Firm => "Firm",
        OrganisationKind::University => "University or institute",
        OrganisationKind::Public => "Public or intermediary body",
    }
}

fn body(ui: &mut Ui, seen: &Seen<'_>, thing: Thing, asks: &mut Vec<Ask>) {
    let run = seen.run();
    use Variable as V;
    match thing {
        Thing::Side(0) => {
            let all =
                [V::OutputA, V::WageA, V::PopulationA, V::SupportA, V::ExportsA, V::CommutersA, V::LevelA, V::BudgetA];
            numbers(ui, run, &all, asks);
        }
        Thing::Side(_) => {
            let all =
                [V::OutputB, V::WageB, V::PopulationB, V::SupportB, V::ExportsB, V::CommutersB, V::LevelB, V::BudgetB];
            numbers(ui, run, &all, asks);
        }
        Thing::City(city) => city_ui(ui, run, city, asks),
        Thing::Crossing(crossing) => crossing_ui(ui, seen, crossing, asks),
        Thing::Organisation(one) => organisation_ui(ui, run, one, asks),
        Thing::Tie(one, two) => {
            ui.label(words::tie(run, one, two));
            for end in [one, two] {
                other(ui, run, end, asks);
            }
            numbers(ui, run, &[V::TiesAcross, V::TiesHome, V::PartnerDistance], asks);
        }
        Thing::Border => {
            let all =
                [V::Geographic, V::Institutional, V::Cultural, V::Functional, V::Cognitive, V::Trust, V::Governance];
            numbers(ui, run, &all, asks);
        }
    }
}

/// Name, value and unit a row, in two lines where they are too wide; the value leads to its causes.
fn numbers(ui: &mut Ui, run: &Run, variables: &[Variable], asks: &mut Vec<Ask>) {
    for variable in variables {
        ui.horizontal_wrapped(|ui| {
            ui.label(variable.id()).on_hover_text(variable.summary().trim());
            let value = RichText::new(value_of(*variable, run.value(*variable))).color(palette(ui).concept);
            number(ui, value, *variable, asks);
            ui.label(faint(variable.unit()));
        });
    }
}

fn city_ui(ui: &mut Ui, run: &Run, index: usize, asks: &mut Vec<Ask>) {
    let setup = &run.scenario().setup;
    let city = &setup.cities[index];
    let network = run.land().network();
    let here = network.organisations().iter().enumerate().filter(|(_, one)| usize::from(one.city) == index);
    let mut kinds = [0_usize; 3];
    let (mut ties, mut across) = (0_usize, 0_usize);
    for (place, one) in here {
        kinds[one.kind as usize] += 1;
        let partners = network.partners_of(place);
        ties += partners.len();
        across += partners.iter().filter(|two| network.organisations()[**two as usize].side != one.side).count();
    }
    let region = &setup.regions[city.side.index()].name;
    let people = count(city.population.round() as u64);
    ui.label(format!("{region}, {people} people as the scenario gives them."));
    let all = [OrganisationKind::Firm, OrganisationKind::University, OrganisationKind::Public];
    let counted = all.map(|kind_| format!("{}: {}", kind(kind_), kinds[kind_ as usize])).join("; ");
    ui.label(faint(format!("{counted}.")));
    ui.label(faint(format!("Ends of ties here: {ties}, {across} of them across the border.")));
    link(ui, region, Thing::Side(city.side.index()), asks);
}

fn crossing_ui(ui: &mut Ui, seen: &Seen<'_>, index: usize, asks: &mut Vec<Ask>) {
    let run = seen.run();
    let setup = &run.scenario().setup;
    let crossing = &setup.crossings[index];
    ui.label(words::crossing(run, index));
    ui.label(faint(format!(
        "Door to door {} minutes, {} before it opened. Share of the traffic of goods {}, of people {}.",
        crossing.minutes,
        crossing.minutes_before,
        percent(crossing.goods),
        percent(crossing.people)
    )));
    for (project, given) in setup.projects.iter().enumerate().filter(|(_, project)| project.opens == Some(index)) {
        ui.horizontal_wrapped(|ui| {
            ui.label(faint("Opened by"));
            link_to(ui, &given.name, Subject::Project(project), asks);
        });
    }
    ui.horizontal_wrapped(|ui| {
        for city in crossing.between {
            link(ui, &setup.cities[city].name, Thing::City(city), asks);
        }
    });
    numbers(
        ui,
        run,
        &[Variable::GeographicGoods, Variable::GeographicPeople, Variable::Exports, Variable::Commuters],
        asks,
    );
}

fn organisation_ui(ui: &mut Ui, run: &Run, index: usize, asks: &mut Vec<Ask>) {
    let network = run.land().network();
    let organisation = &network.organisations()[index];
    ui.label(words::organisation(run, index));
    ui.label(faint(format!(
        "Level of knowledge {} above the start (log), innovations {}, ties to the world outside {} (an intensity).",
        figure(f64::from(organisation.level)),
        organisation.innovations,
        figure(f64::from(organisation.external))
    )));
    let city = usize::from(organisation.city);
    link(ui, &run.scenario().setup.cities[city].name, Thing::City(city), asks);
    let partners = network.partners_of(index);
    if !partners.is_empty() {
        ui.label(faint("Tied to"));
    }
    // Those across the border first.
    let mut partners: Vec<usize> = partners.iter().map(|partner| *partner as usize).collect();
    partners.sort_by_key(|partner| (network.organisations()[*partner].side == organisation.side, *partner));
    for partner in partners.iter().take(PARTNERS) {
        other(ui, run, *partner, asks);
    }
    if partners.len() > PARTNERS {
        ui.label(faint(format!("and {} more", partners.len() - PARTNERS)));
    }
}

/// An organisation that can be gone to.
fn other(ui: &mut Ui, run: &Run, index: usize, asks: &mut Vec<Ask>) {
    let organisation = &run.land().network().organisations()[index];
    let setup = &run.scenario().setup;
    let city = &setup.cities[usize::from(organisation.city)].name;
    let name = format!("{} {} in {city}", kind(organisation.kind), index + 1);
    link(ui, &name, Thing::Organisation(index), asks);
}

fn link(ui: &mut Ui, name: &str, thing: Thing, asks: &mut Vec<Ask>) {
    let link = ui.add(Button::new(RichText::new(name).small().color(palette(ui).concept)).frame(false));
    named(&link, format!("Choose {name}"));
    if link.clicked() {
        asks.push(ViewAsk::Select(Some(thing)).into());
    }
}
