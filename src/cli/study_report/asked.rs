//! What was asked and how it was done, in words made from the study.

use super::Material;
use super::html::{Column, Html};
use marchland::run::number::{count, figure};
use marchland::study::{Design, Factor, How, Luck, Spread, Study};

/// Scenarios, policies, factors, outputs.
pub fn asked(page: &mut Html, of: &Material) {
    let study = &of.opened.study;
    page.part("asked", "What was asked");
    page.paragraph(&study.question);
    page.heading("Scenarios and policies", "");
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
    page.table("Policies", &[(Column::Text, "policy"), (Column::Text, "id"), (Column::Long, "what it is")], &rows);
    if !study.factors.is_empty() {
        factors(page, of);
    }
    let outputs: Vec<Vec<String>> = (study.outputs.iter())
        .zip(study.output_columns())
        .map(|(output, column)| vec![of.names.output(&column[2..]).title, column, output.unit().to_owned()])
        .collect();
    page.table(
        "What was kept of each run",
        &[(Column::Long, "output"), (Column::Text, "column"), (Column::Long, "unit")],
        &outputs,
    );
}

fn factors(page: &mut Html, of: &Material) {
    let row = |(factor, column): (&Factor, String)| {
        let targets: Vec<String> = factor.targets.iter().flatten().map(|target| target.path.clone()).collect();
        let mut moved: Vec<String> = Vec::new();
        for path in targets {
            if !moved.contains(&path) {
                moved.push(path);
            }
        }
        let name = of.names.factor(&column[2..]);
        vec![name.title, moved.join(", "), how(factor.how).to_owned(), values(&factor.spread), name.unit]
    };
    let rows: Vec<Vec<String>> =
        of.opened.study.factors.iter().zip(of.opened.study.factor_columns()).map(row).collect();
    let columns = [
        (Column::Long, "factor"),
        (Column::Long, "moves"),
        (Column::Text, "its value"),
        (Column::Long, "values"),
        (Column::Text, "unit"),
    ];
    page.table("What was varied", &columns, &rows);
}

const fn how(how: How) -> &'static str {
    match how {
        How::Value => "takes its place",
        How::Times => "multiplies it",
        How::Plus => "is added to it",
    }
}

fn values(spread: &Spread) -> String {
    let from_to = |low: &f64, high: &f64| format!("from {} to {}", figure(*low), figure(*high));
    let cut = |ends: &(f64, f64)| match (ends.0.is_finite(), ends.1.is_finite()) {
        (false, false) => String::new(),
        (true, true) => format!(", {}", from_to(&ends.0, &ends.1)),
        (true, false) => format!(", at least {}", figure(ends.0)),
        (false, true) => format!(", at most {}", figure(ends.1)),
    };
    match spread {
        Spread::Uniform(low, high) => format!("evenly {}", from_to(low, high)),
        Spread::LogUniform(low, high) => format!("evenly by their logarithm {}", from_to(low, high)),
        Spread::Integers(low, high) => format!("whole numbers {}", from_to(low, high)),
        Spread::Triangular(low, mode, high) => {
            format!("{}, likeliest {} (triangular)", from_to(low, high), figure(*mode))
        }
        Spread::Normal { mean, deviation, ends } => {
            format!("normal, mean {}, deviation {}{}", figure(*mean), figure(*deviation), cut(ends))
        }
        Spread::LogNormal { median, deviation, ends } => {
            format!(
                "log-normal, median {}, deviation of the logarithm {}{}",
                figure(*median),
                figure(*deviation),
                cut(ends)
            )
        }
        Spread::Choices(list) => {
            format!("one of {}", list.iter().map(|value| figure(*value)).collect::<Vec<_>>().join(", "))
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
    page.aside(
        "Intervals say how far a number would move if the same study were drawn again with other luck or other points. They \
         say nothing about whether the model is right: the fit to history below is what there is to judge that by.",
    );
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
        Luck::Common => "Luck is common: every run of a replicate meets the same.",
        Luck::Own => "Every run has luck of its own: nothing is paired.",
    };
    format!("{shared} All of it follows from the seed {}.", study.seed)
}
