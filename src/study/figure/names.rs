//! What columns and ids of a table are called, where the study says so.

use crate::study::{Measure, Study};

/// What something is called, and its unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    pub title: String,
    pub unit: String,
}

/// Names of the columns and ids of a table of runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    factors: Vec<(String, Name)>,
    outputs: Vec<(String, Name)>,
    variables: Vec<(String, Name)>,
    policies: Vec<(String, String)>,
    scenarios: Vec<(String, String)>,
    shares: Vec<String>,
}

impl Names {
    /// As the study has them.
    #[must_use]
    pub fn of(study: &Study) -> Self {
        let plain = |column: &str| column[2..].to_owned();
        let factor = |(column, factor): (String, &crate::study::Factor)| {
            let title = if factor.title == factor.id { spoken(&factor.id) } else { factor.title.clone() };
            // A bare number has no unit; what multiplies says so.
            let unit = if ["1", "times"].contains(&factor.unit.as_str()) { String::new() } else { factor.unit.clone() };
            (plain(&column), Name { title, unit })
        };
        let output = |(column, output): (String, &crate::study::Output)| {
            let unit = match output.measure {
                // Points a year, added up over the years, are points.
                Measure::Total(variable) => variable.unit().trim_end_matches(" a year"),
                _ => output.unit(),
            };
            (plain(&column), Name { title: capital(&spoken(&output.summary())), unit: unit.to_owned() })
        };
        let variables = study.series.variables.iter();
        let mut policies = Vec::new();
        for id in &study.policies {
            let found = study.scenarios.iter().find_map(|world| world.scenario.policies.get(id));
            let title = found.map(|policy| policy.title.clone()).filter(|title| !title.is_empty());
            policies.push((id.clone(), title.unwrap_or_else(|| id.clone())));
        }
        let shares = study.output_columns().into_iter().zip(&study.outputs);
        let is_share = |output: &crate::study::Output| matches!(output.measure, Measure::Reached(..));
        Self {
            factors: study.factor_columns().into_iter().zip(&study.factors).map(factor).collect(),
            outputs: study.output_columns().into_iter().zip(&study.outputs).map(output).collect(),
            variables: variables
                .map(|v| (v.id().to_owned(), Name { title: capital(&spoken(v.id())), unit: v.unit().to_owned() }))
                .collect(),
            policies,
            scenarios: study
                .scenarios
                .iter()
                .map(|world| (world.scenario.id.clone(), world.scenario.title.clone()))
                .collect(),
            shares: shares.filter(|(_, output)| is_share(output)).map(|(column, _)| plain(&column)).collect(),
        }
    }

    /// What a factor is called, by its column without `x_`.
    #[must_use]
    pub fn factor(&self, column: &str) -> Name {
        known(&self.factors, column)
    }

    /// What an output is called, by its column without `y_`.
    #[must_use]
    pub fn output(&self, column: &str) -> Name {
        known(&self.outputs, column)
    }

    /// What a variable of the series is called.
    #[must_use]
    pub fn variable(&self, id: &str) -> Name {
        known(&self.variables, id)
    }

    /// What a policy is called.
    #[must_use]
    pub fn policy(&self, id: &str) -> String {
        titled(&self.policies, id)
    }

    /// What a scenario is called.
    #[must_use]
    pub fn scenario(&self, id: &str) -> String {
        titled(&self.scenarios, id)
    }

    /// Whether an output is 1 or 0, so that its mean is a share of the runs.
    #[must_use]
    pub fn is_share(&self, output: &str) -> bool {
        self.shares.iter().any(|share| share == output)
    }

    /// Its place in the order of the study; what the study does not name comes last.
    #[must_use]
    pub fn order(&self, policy: &str) -> usize {
        self.policies.iter().position(|(id, _)| id == policy).unwrap_or(usize::MAX)
    }
}

fn known(names: &[(String, Name)], id: &str) -> Name {
    let found = names.iter().find(|(known, _)| known == id).map(|(_, name)| name.clone());
    found.unwrap_or_else(|| Name { title: spoken(id), unit: String::new() })
}

fn titled(names: &[(String, String)], id: &str) -> String {
    names.iter().find(|(known, _)| known == id).map_or_else(|| id.to_owned(), |(_, title)| title.clone())
}

/// An id or a column as words.
fn spoken(id: &str) -> String {
    id.replace(['_', '-'], " ")
}

fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}
