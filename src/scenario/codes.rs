//! The codes of problems: stable numbers under which each kind is explained.

/// Code, title, explanation.
pub const CODES: &[(&str, &str, &str)] = &[
    ("M001", "file too large", "A scenario is at most 1 MB of text. Larger files are refused before they are read."),
    ("M002", "not UTF-8", "Scenario files are UTF-8 text. Save the file in that encoding."),
    (
        "M003",
        "syntax",
        "The text is not RON: a bracket, comma, colon or quote is missing or wrong. Structs are `(name: value, ..)`, \
         maps `{ \"id\": value, .. }`, lists `[value, ..]`, comments `// ..`.",
    ),
    ("M004", "nested too deeply", "No scenario needs brackets more than 64 deep."),
    (
        "M005",
        "empty file",
        "The file has no content. Copy `scenarios/generic.ron` to start from: its comments explain every field.",
    ),
    (
        "M010",
        "unknown field",
        "The format has no such field here. Unknown fields are errors, so that a slip of the pen \
         cannot silently change nothing.",
    ),
    ("M011", "missing field", "A field without a default was left out."),
    ("M012", "out of range", "The value lies outside what the model can compute with."),
    ("M013", "wrong type", "The value is of another kind than the field takes."),
    ("M014", "not a finite number", "Infinite numbers and NaN cannot be computed with, nor numbers beyond 1.8e308."),
    ("M015", "given twice", "A field, an id or a date occurs twice; which one counts would be a guess."),
    ("M016", "unknown choice", "The field takes one of a few names."),
    (
        "M017",
        "not an id",
        "Ids are lower-case letters, digits and hyphens: they appear in file names, columns and options.",
    ),
    ("M018", "not a date", "A quarter is a text such as \"2009Q4\". Data points may give a year alone: 2009."),
    (
        "M019",
        "unknown format",
        "The first field is `format: 1`. Other numbers belong to other versions of the program.",
    ),
    ("M020", "unknown name", "The name refers to something that is defined neither here nor in the catalogues."),
    ("M021", "crossing on one side", "A crossing joins a city of side A with a city of side B."),
    ("M022", "shares do not sum to 1", "Shares of a whole must sum to 1; every cost has a payer."),
    ("M023", "dates out of order", "The second date must come after the first."),
    ("M024", "points out of order", "Points of a series stand in the order of their dates, each date once."),
    ("M025", "thresholds out of order", "Stage III cannot begin below stage II."),
    ("M026", "sectors", "There are exactly six sectors, and each region has at least one of them."),
    ("M028", "fields contradict each other", "Two values cannot both be true."),
    (
        "M029",
        "project and crossing disagree",
        "A crossing with `opens: Project` is opened by a project, and a project \
         opens only such crossings.",
    ),
    ("M030", "unknown path in --set", "The path names no field of the scenario."),
    ("M031", "reserved name", "The policy `none` always exists and does nothing."),
    ("M032", "too few or too many", "A list has fewer or more entries than it can have."),
    ("M033", "outside the time span", "The date lies before the start, where nothing is simulated."),
    (
        "M040",
        "claim outside the run",
        "An expectation is judged by runs, which go from `start` over `quarters`. The date lies before or after that: \
         name one within, or give the scenario, or the expectation alone by `given: (quarters: ..)`, a longer run.",
    ),
    (
        "M042",
        "compared with itself",
        "A comparison needs something else to compare with: another policy, another date, another variable, or the \
         same run without what is given.",
    ),
    (
        "M043",
        "nothing is given",
        "`to: Ungiven` compares with the same run without the expectation's `given`, so there must be one.",
    ),
    (
        "M044",
        "ratio or difference",
        "A comparison has one of `ratio` (1.5 is half as much again) and `difference` (0.1 is a tenth of the \
         variable's unit more), not both and not neither.",
    ),
    (
        "M045",
        "bounds that decide nothing",
        "Between the bounds lies no number, or every number: the claim could never fail or never hold. Write the least \
         value first.",
    ),
    (
        "M046",
        "nothing to fit",
        "The claim speaks of years of a series that the series does not name, or in which no point lies within the run.",
    ),
    (
        "M047",
        "not a change",
        "`given` holds the fields of the world that differ for one expectation alone. It cannot be empty, and it cannot \
         change what makes the file what it is: format, id, what it extends, its expectations.",
    ),
    (
        "M048",
        "ratio of what may be negative",
        "Logarithms, gaps and other variables that may be 0 or negative have no meaningful ratio. Claim a difference: \
         a log that is 0.1 higher is about 10 % more.",
    ),
    (
        "M049",
        "conditions that exclude each other",
        "The conditions of a claim can never hold together, so it could only have one outcome.",
    ),
    ("M099", "fault of the program", "The file is probably right and the program is wrong: please report it."),
];

/// The title of a code.
#[must_use]
pub fn title(code: &str) -> Option<&'static str> {
    CODES.iter().find(|c| c.0 == code).map(|c| c.1)
}

/// What a code means.
#[must_use]
pub fn explanation(code: &str) -> Option<&'static str> {
    CODES.iter().find(|c| c.0 == code).map(|c| c.2)
}
