//! Pages on the parts of a scenario that many fields share: conditions, dates, tables of values, units.

use std::collections::BTreeMap;

use super::{Pair, Topic};
use crate::scenario::{CONDITIONS, TABLE_COLUMNS, fields};

/// All of them.
pub fn topics() -> Vec<Topic> {
    vec![conditions(), dates(), table(), units()]
}

/// What stands in a list of conditions.
pub fn condition_list() -> Vec<Pair> {
    CONDITIONS.iter().map(|(_, form, meaning)| ((*form).to_owned(), (*meaning).to_owned())).collect()
}

fn conditions() -> Topic {
    let text = "Policies, goals, dilemmas, lessons, shocks and claims ask whether something holds in a quarter. They take a list \
                of conditions, in square brackets even if it is one alone, and all of the list must hold: \
                `when: [AtLeast(\"trust\", 0.4), From(\"2012Q1\")]`. A variable is named in quotes; `marchland explain` lists \
                them. There are no signs such as `>` and no words such as `and`.";
    let holding = |path: &str| path.ends_with(".when") || path.ends_with(".trigger");
    let used = fields().iter().filter(|field| holding(&field.path) || field.kind.contains("[condition]"));
    Topic::page("conditions", "What must hold", text)
        .list("Conditions", condition_list())
        .list("Where they stand", used.map(|field| (field.path.clone(), field.summary.to_owned())).collect())
        .see(["format".to_owned(), "expectations".to_owned()])
}

fn dates() -> Topic {
    let text = "A quarter is a text in quotes: a year from 1000 to 2999, `Q` and 1 to 4, as in `\"2009Q4\"`. Observed values may \
                belong to a year, which is a number without quotes, as in `(2009, 5.68, \"census\", A)`, and is compared with \
                the mean of the year's quarters. There are no months and no days: November 2009 is `\"2009Q4\"`. In a table \
                neither has quotes.";
    let dated = fields().iter().filter(|field| field.kind.contains("quarter"));
    Topic::page("dates", "Quarters and years", text)
        .list("Where they stand", dated.map(|field| (field.path.clone(), field.summary.to_owned())).collect())
        .see(["format".to_owned(), "table".to_owned()])
}

fn table() -> Topic {
    let text = "A series of `history` or `drivers` may take its values from a file beside the scenario: \
                `file: \"data/commuters.csv\"` in the place of `points`. It is a table of comma-separated values (CSV) in UTF-8, \
                of at most 1 MB: the names of the columns in the first line, in small letters, then a line for each date and \
                nothing else, no title, no total, no remark. The decimal sign is a point, nothing stands between thousands, a \
                text with a comma stands in double quotes. One table is one series in one unit. Rows whose source is \
                `unverified`, and all of a table in a folder of that name, are grade U: shown, and neither fitted nor judged.";
    let columns = TABLE_COLUMNS.iter().map(|(name, meaning)| ((*name).to_owned(), (*meaning).to_owned()));
    let codes = ["M060", "M061", "M063"].map(str::to_owned);
    let mut topic = Topic::page("table", "A series from a table (CSV)", text).list("Columns", columns.collect());
    let example = "year,value,unit,source\n2009,5681,persons a day,\"Commuting survey, table 3\"\n2010,5900,persons a day,\"Commuting survey, table 3\"";
    topic.examples = vec![("For example".to_owned(), example.to_owned())];
    topic.see(["history".to_owned(), "drivers".to_owned()].into_iter().chain(codes))
}

fn units() -> Topic {
    let text = "Every number stands alone, without its unit: that is the unit of its field. Persons are counted singly, shares run \
                from 0 to 1 (0.35 is 35 %), output is in billions of the scenario's money a year, money of policy in points. \
                What a series of `history` or `drivers` counts is said in its own `unit`.";
    let mut of: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for field in fields().iter().filter(|field| !field.unit.is_empty()) {
        of.entry(field.unit).or_default().push(&field.path);
    }
    let entries = of.into_iter().map(|(unit, paths)| (unit.to_owned(), paths.join(", ")));
    Topic::page("units", "What numbers count", text)
        .list("Fields by their unit", entries.collect())
        .see(["money".to_owned(), "format".to_owned()])
}
