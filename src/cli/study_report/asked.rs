//! What was asked and how it was done, in words made from the study.

use super::Material;
use super::html::{Column, Html};
use marchland::model::parameters::Parameters;
use marchland::run::number::{count, figure};
use marchland::study::figure::said;
use marchland::study::{Design, Factor, How, Luck, Spread, Study};

/// Scenarios, policies, factors, outputs.
pub fn asked(page: &mut Html, of: &Material) {
    let study = &of.opened.study;
    page.part("asked", "What was asked");
    for (i, world) in study.scenarios.iter().enumerate() {
        let scenario = &world.scenario;
        let (first, quarters) = (scenario.setup.start, study.quarters_of(i));
        let last = first.plus(i32::try_from(quarters).unwrap_or(i32::MAX));
        page.paragraph(&format!(
            "{} ({}): {} quarters from {first} to {last}. {}",
            scenario.title, scenario.id, quarters, scenario.summary
        ));
    }
    let summary = |id: &String| {
        let policies = study.scenarios.iter().find_map(|world| world.scenario.policies.get(id));
        policies.map(|policy| policy.summary.clone()).unwrap_or_default()
    };
    let rows: Vec<Vec<String>> =
        study.policies.iter().map(|id| vec![of.names.policy(id), id.clone(), summary(id)]).collect();
    let columns = [(Column::Long, "policy"), (Column::Text, "id"), (Column::Long, "what it is")];
    // Policies that a study writes itself may say nothing but their title.
    let said = if rows.iter().any(|row| !row[2].is_empty()) { 3 } else { 2 };
    page.table("Policies", &columns[..said], &rows);
    if !study.factors.is_empty() {
        factors(page, of);
    }
    let output = |column: String| {
        let name = of.names.output(&column[2..]);
        vec![name.title, column, name.unit]
    };
    let outputs: Vec<Vec<String>> = study.output_columns().into_iter().map(output).collect();
    page.table(
        "What was kept of each run",
        &[(Column::Long, "output"), (Column::Text, "column"), (Column::Long, "unit")],
        &outputs,
    );
}

fn factors(page: &mut Html, of: &Material) {
    let study = &of.opened.study;
    let row = |(factor, column): (&Factor, String)| {
        let mut moved: Vec<String> = Vec::new();
        for target in factor.targets.iter().flatten() {
            let entry = target.parameter.and_then(|id| Parameters::TABLE.iter().find(|entry| entry.id == id));
            let meaning =
                entry.map_or(String::new(), |entry| format!(": {}", entry.summary.trim().trim_end_matches('.')));
            let said = format!("{}{meaning}", target.path);
            if !moved.contains(&said) {
                moved.push(said);
            }
        }
        let name = of.names.factor(&column[2..]);
        vec![name.title, moved.join(", "), format!("{}{}", how(factor.how), values(&factor.spread)), name.unit]
    };
    let rows: Vec<Vec<String>> = study.factors.iter().zip(study.factor_columns()).map(row).collect();
    let columns = [(Column::Long, "factor"), (Column::Long, "moves"), (Column::Long, "values"), (Column::Long, "unit")];
    page.table("What was varied", &columns, &rows);
}

const fn how(how: How) -> &'static str {
    match how {
        How::Value => "",
        How::Times => "given value × ",
        How::Plus => "given value + ",
    }
}

/// How values are spread, in words.
fn values(spread: &Spread) -> String {
    let number = |value: f64| said(value, "");
    let from_to = |low: f64, high: f64| format!("{} to {}", number(low), number(high));
    let cut = |ends: &(f64, f64)| match (ends.0.is_finite(), ends.1.is_finite()) {
        (false, false) => String::new(),
        (true, true) => format!(", cut to {}", from_to(ends.0, ends.1)),
        (true, false) => format!(", at least {}", number(ends.0)),
        (false, true) => format!(", at most {}", number(ends.1)),
    };
    match spread {
        Spread::Uniform(low, high) => format!("{}, evenly", from_to(*low, *high)),
        Spread::LogUniform(low, high) => format!("{}, evenly by the logarithm", from_to(*low, *high)),
        Spread::Integers(low, high) => format!("{low} to {high}, whole numbers"),
        Spread::Triangular(low, mode, high) => {
            format!("{}, likeliest {} (triangular)", from_to(*low, *high), number(*mode))
        }
        Spread::Normal { mean, deviation, ends } => {
            format!("normal: mean {}, deviation {}{}", number(*mean), number(*deviation), cut(ends))
        }
        Spread::LogNormal { median, deviation, ends } => {
            format!(
                "log-normal: median {}, deviation of the logarithm {}{}",
                number(*median),
                number(*deviation),
                cut(ends)
            )
        }
        Spread::Choices(list) => {
            format!("one of {}", list.iter().map(|value| number(*value)).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Design, luck, replicates, rules, and what each analysis does.
pub fn how_it_was_done(page: &mut Html, of: &Material) {
    let study = &of.opened.study;
    page.part("how", "How it was done");
    page.paragraph(&format!(
        "Marchland {} played every run quarter by quarter. {} The rows are {} = {} × {} × {} × {}: scenarios, policies, points \
         and replicates.",
        of.opened.manifest.build.version,
        design(study),
        count(study.rows()),
        study.scenarios.len(),
        study.policies.len(),
        count(study.points()),
        count(u64::from(study.replicates))
    ));
    page.paragraph(&luck(study));
    let mut rules = Vec::new();
    if !study.stop.when.is_empty() {
        rules.push(
            "A run ends early once the conditions of the study hold: the text of the study names them.".to_owned(),
        );
    }
    if let Some(seconds) = study.stop.seconds {
        rules.push(format!("A run that takes longer than {} seconds is a failed row.", figure(seconds)));
    }
    if !rules.is_empty() {
        page.list(&rules);
    }
    let methods: Vec<String> = of.methods();
    if !methods.is_empty() {
        page.heading("What the tables were made by", "");
        page.list(&methods);
    }
    page.aside(&format!(
        "Intervals say how far a number would move if the same study were drawn again with other luck or other points. They \
         say nothing about whether the model is right: {}",
        judged_by(study)
    ));
}

/// What there is to judge the model by.
fn judged_by(study: &Study) -> String {
    let without: Vec<&str> = (study.scenarios.iter())
        .filter(|world| world.scenario.history.is_empty())
        .map(|world| world.scenario.title.as_str())
        .collect();
    match (without.as_slice(), study.scenarios.len()) {
        ([], _) => "the fit to history below is what there is to judge that by.".to_owned(),
        ([_], 1) => "the scenario has no history, and nothing on this page can judge that.".to_owned(),
        (all, number) if all.len() == number => {
            "the scenarios have no history, and nothing on this page can judge that.".to_owned()
        }
        (some, _) => format!(
            "the fit to history below is what there is to judge that by, and there is none for {}.",
            some.join(", ")
        ),
    }
}

fn design(study: &Study) -> String {
    let (k, points) = (study.factors.len(), count(study.points()));
    let factors = if k == 1 { "one factor".to_owned() } else { format!("{k} factors") };
    match &study.design {
        Design::Once if k == 0 => "Nothing was varied but policy and luck.".to_owned(),
        Design::Once => format!("Each of {factors} stood in the middle of its values."),
        Design::Factorial { levels } => format!(
            "Every combination of {levels} levels of {factors} was played ({points} points); a factor that can only be counted has as many levels as values."
        ),
        Design::Latin { .. } => format!(
            "The points are a Latin hypercube: {points} values of each of {factors}, one in each of as many equally likely parts of its range."
        ),
        Design::Sobol { .. } => {
            format!("The points are the first {points} of a Sobol sequence over {factors}, shifted by the seed.")
        }
        Design::Saltelli { blocks } => format!(
            "The points are a Saltelli design over {factors}: {} blocks of {} points out of a Sobol sequence of twice as many dimensions.",
            count(*blocks),
            k + 2
        ),
        Design::Morris { trajectories, levels } => format!(
            "The points are a Morris design over {factors}: {} trajectories of {} points on a grid of {levels} levels, in each of which every factor moves once.",
            count(*trajectories),
            k + 1
        ),
        Design::Table { .. } => format!("The {points} points were given as a table, a column for each of {factors}."),
    }
}

fn luck(study: &Study) -> String {
    let shared = match study.luck {
        Luck::Paired => {
            "Luck is paired: at a point, scenarios and policies meet the same luck in each replicate, so that their difference \
             is theirs; the points of one block or trajectory share it too."
        }
        Luck::Common => {
            "Luck is common: every run of a replicate meets the same, so that intervals from points drawn again say nothing of \
             other luck."
        }
        Luck::Own if matches!(study.design, Design::Saltelli { .. } | Design::Morris { .. }) => {
            "Every run has luck of its own: nothing is paired. Differences between policies hold the luck of both, and what luck \
             makes between the points of a block or trajectory is taken for an effect of the factors."
        }
        Luck::Own => {
            "Every run has luck of its own: nothing is paired, and differences between policies hold the luck of both."
        }
    };
    format!("{shared} All of it follows from the seed {}.", study.seed)
}
