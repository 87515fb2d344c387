//! Warns of crossings that are unlike any: that take no time, that all carry everything, or of which none carries anything.

use super::places::way;
use super::problems::{number, quoted};
use super::warn::{Given, Warnings};
use crate::model::setup::{Crossing, Opens};

/// Minutes from door to door: nobody is over a border sooner, and nobody travels longer than two days.
pub(crate) const MINUTES: [f64; 2] = [5.0, 2880.0];
/// What crossings may carry together of all traffic. Those of a strait or a river can carry more than there is.
const TOGETHER: f64 = 1.5;
const AN_HOUR: f64 = 60.0;

/// All of them.
pub(crate) fn crossings(given: &Given<'_>, found: &mut Warnings<'_>) {
    let crossings = &given.scenario.setup.crossings;
    for crossing in crossings {
        let times = [("minutes_before", crossing.minutes_before), ("minutes", crossing.minutes)];
        // A crossing that was always there has both, and both are the same.
        let times = if crossing.minutes_before.total_cmp(&crossing.minutes).is_eq() { &times[..1] } else { &times[..] };
        for (field, minutes) in times {
            time(crossing, field, *minutes, found);
        }
    }
    for (what, share) in [("goods", goods as fn(&Crossing) -> f64), ("people", people)] {
        // Those that projects build may stand for each other.
        let of = |is_meant: fn(Opens) -> bool| crossings.iter().filter(|crossing| is_meant(crossing.opens)).collect();
        let open: Vec<&Crossing> = of(|opens| opens == Opens::Before);
        let later: Vec<&Crossing> = of(|opens| matches!(opens, Opens::At(_)));
        together(what, share, &open, "that are open from the start", found);
        together(what, share, &later, "that open later", found);
        if let [first, ..] = crossings.as_slice()
            && crossings.iter().all(|crossing| share(crossing) == 0.0)
        {
            let message = match crossings.len() {
                1 => format!("the only crossing, {}, has `{what}: 0`: no {what} can cross anywhere", quoted(&first.id)),
                all => format!("all {all} crossings have `{what}: 0`: no {what} can cross anywhere"),
            };
            let hint = format!(
                "give the part of all traffic that each can carry, or add the crossing that carries {what}; 1 is all of it"
            );
            found.at(&way!["crossings", &first.id, what], "W026", message, hint);
        }
    }
}

const fn goods(crossing: &Crossing) -> f64 {
    crossing.goods
}

const fn people(crossing: &Crossing) -> f64 {
    crossing.people
}

fn time(crossing: &Crossing, field: &str, minutes: f64, found: &mut Warnings<'_>) {
    let [least, most] = MINUTES;
    if (least..=most).contains(&minutes) {
        return;
    }
    let message = format!(
        "the crossing {} takes {} minutes from door to door: usual is 15 to 300, from one city over the border to the other",
        quoted(&crossing.id),
        number(minutes)
    );
    let hint = match minutes < least {
        true => format!("count the whole way, with waiting; if these are hours, write {}", number(minutes * AN_HOUR)),
        false => format!("if these are seconds, write {}", number((minutes / AN_HOUR).round())),
    };
    found.at(&way!["crossings", &crossing.id, field], "W026", message, hint);
}

/// Crossings that together carry far more than all.
fn together(what: &str, share: fn(&Crossing) -> f64, crossings: &[&Crossing], which: &str, found: &mut Warnings<'_>) {
    const SHOWN: usize = 4;
    let sum: f64 = crossings.iter().map(|crossing| share(crossing)).sum();
    let Some(largest) = crossings.iter().max_by(|x, y| share(x).total_cmp(&share(y))) else { return };
    if sum <= TOGETHER {
        return;
    }
    let each = |crossing: &&Crossing| format!("{} {}", quoted(&crossing.id), number(share(crossing)));
    let shown: Vec<String> = crossings.iter().take(SHOWN).map(each).collect();
    let rest = if crossings.len() > SHOWN { ", .." } else { "" };
    let sum = libm::round(sum * 100.0) / 100.0;
    let message =
        format!("the crossings {which} can carry {} times all {what}: {}{rest}", number(sum), shown.join(", "));
    let hint =
        format!("`{what}` is the part of all traffic: let the parts of those that are open together come to about 1");
    found.at(&way!["crossings", &largest.id, what], "W026", message, hint);
}
