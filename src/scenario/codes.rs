//! The codes of problems and warnings: stable numbers under which each kind is explained.

/// Code, title, explanation.
pub const CODES: &[(&str, &str, &str)] = &[
    ("M001", "file too large", "A scenario is at most 1 MB of text. Larger files are refused before they are read."),
    (
        "M002",
        "no plain text",
        "Scenario files are plain text in the encoding UTF-8. Save the file in that encoding, out of a text editor: documents \
         of a word processor, workbooks of a spreadsheet and PDFs are none.",
    ),
    (
        "M003",
        "syntax",
        "The text is not RON: a bracket, comma, colon or quote is missing or wrong. Fields stand in `(name: value, ..)`, \
         entries with ids in `{ \"id\": value, .. }`, lists are `[value, ..]`, comments `// ..`.",
    ),
    ("M004", "nested too deeply", "No scenario needs brackets more than 64 deep."),
    (
        "M005",
        "empty file",
        "The file has no content. `marchland new NAME` writes a scenario to start from, with comments that explain every field.",
    ),
    (
        "M006",
        "cannot be read",
        "There is no such file, or it cannot be opened. Name scenario files, shipped scenarios, or scenarios of your own \
         folder: `marchland list` shows what there is.",
    ),
    (
        "M007",
        "file of another kind",
        "The file is one of this program's, but not of the kind that the command takes: a session where a scenario is wanted, \
         a study in the place of a scenario, or the reverse.",
    ),
    (
        "M010",
        "unknown field",
        "The format has no such field here; the message names those that can stand in these brackets. Unknown fields are \
         errors, so that a slip of the pen cannot silently change nothing.",
    ),
    (
        "M011",
        "missing field",
        "A field without a default was left out. Nothing is assumed in its place: a wage or a population that nobody gave \
         would be a guess of ours in your scenario.",
    ),
    (
        "M012",
        "out of range",
        "The value lies outside what the thing can be, such as a share above 1 or a latitude of 120, or what the model can \
         compute with.",
    ),
    (
        "M013",
        "wrong type",
        "The value is of another kind than the field takes: a text where a number belongs, a list where named fields do. \
         Nothing is converted, since a guess could be wrong.",
    ),
    ("M014", "not a finite number", "Infinite numbers and NaN cannot be computed with, nor numbers beyond 1.8e308."),
    ("M015", "given twice", "A field, an id or a date occurs twice; which one counts would be a guess."),
    (
        "M016",
        "unknown choice",
        "The field takes one of a few names, such as `Road` or `Ferry`: without quotes, and with their capital.",
    ),
    (
        "M017",
        "not an id",
        "Ids are lower-case letters, digits and hyphens: they appear in file names, columns and options.",
    ),
    ("M018", "not a date", "A quarter is a text such as \"2009Q4\". Data points may give a year alone: 2009."),
    (
        "M019",
        "unknown format",
        "The first field is `format: 1`. A higher number belongs to a newer version of the program; a file without \
         the field is a draft, which `marchland migrate FILE` brings up to date.",
    ),
    ("M020", "unknown name", "The name refers to something that is defined neither here nor in the catalogues."),
    ("M021", "crossing on one side", "A crossing joins a city of side A with a city of side B."),
    ("M022", "shares do not sum to 1", "Shares of a whole must sum to 1; every cost has a payer."),
    ("M023", "dates out of order", "The second date must come after the first."),
    ("M024", "points out of order", "Points of a series stand in the order of their dates, each date once."),
    (
        "M025",
        "thresholds out of order",
        "Stage III cannot begin below stage II: for no indicator may its threshold be the lower one.",
    ),
    ("M026", "sectors", "There are exactly six sectors, and each region has at least one of them."),
    (
        "M028",
        "fields contradict each other",
        "Two values cannot both be true, such as more persons in work than there are inhabitants.",
    ),
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
        "M034",
        "scenarios in a circle",
        "A scenario extends itself, directly or over others, so that no text says what it starts from. One of them must \
         stand alone.",
    ),
    (
        "M035",
        "file not found",
        "The file names another, to extend it or to take a series from it, and that one cannot be had. Paths start from \
         the folder of the file that names them, with `/` between folders; scenarios that are shipped or lie in your own \
         folder are named as `marchland list` has them.",
    ),
    (
        "M036",
        "base cannot be read",
        "The scenario that this one extends is no text that can be read. What is wrong with it is told in its own place.",
    ),
    (
        "M037",
        "nothing to drop",
        "`without` names fields and entries of the scenario that is extended, by path, as `--set` does: \
         `shocks.flood`, `regions.a.kinds`. Entries have ids; parts of a list cannot be dropped.",
    ),
    ("M038", "`without` without `extends`", "Only what another scenario says can be dropped."),
    ("M039", "too many scenarios over each other", "A scenario may extend one that extends another, 16 steps at most."),
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
        "`to: Ungiven` compares with the run without the expectation's `given`, so there must be one, and the policy that \
         the expectation names must be there without it too. A policy that `given` itself sets is that of one run alone: \
         the other has the scenario's own.",
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
    (
        "M050",
        "unknown map",
        "`map` takes the name of a shipped map, or the path of a GeoJSON file that ends in `.geojson`, from the folder of \
         the scenario. A scenario needs no map: without one, leave the field out.",
    ),
    ("M051", "map cannot be read", "The path of the map leads to no file that can be opened."),
    (
        "M052",
        "not GeoJSON",
        "A map is a GeoJSON FeatureCollection (RFC 7946): one JSON object with `\"type\": \"FeatureCollection\"` and a list of \
         `features`. Every GIS program can export one.",
    ),
    (
        "M053",
        "no such feature",
        "The land of a side is made of the features with `layer` `region_a` or `region_b`; where a map has no layers, of \
         the features whose `name` is the region's; or of those that `regions.a.on_map` lists, which wins over both. A \
         feature is known by its properties `name`, `name_local`, `admin` and `name_en`, and must be an area.",
    ),
    (
        "M054",
        "feature on both sides",
        "A piece of land belongs to one region. List the features of each side in `on_map`.",
    ),
    (
        "M055",
        "coordinates are no degrees",
        "Maps are in degrees east and north (WGS 84, EPSG:4326), as GeoJSON demands. Larger numbers come from a projection \
         in metres: export the map again with that system of coordinates.",
    ),
    ("M056", "map too large", "A map is at most 10 MB. Simplify its outlines, and keep the features that are needed."),
    (
        "M057",
        "no land on the map",
        "The land of a side is made of areas: features of the type Polygon or MultiPolygon whose outlines have at least three \
         corners and something within them. Lines and points make none.",
    ),
    (
        "M060",
        "table",
        "A series in a file is a table of comma-separated values: a head `year,value,unit,source` (or `quarter` or \
         `date`, and `grade` if wanted) and a row for each date. The decimal sign is a point; a text with a comma stands \
         in double quotes, and a double quote within it is written twice.",
    ),
    (
        "M061",
        "units differ",
        "The rows of a table are one series in one unit, counted in one way. Only a note that a value was derived may \
         differ, such as `persons (derived: 12650/0.38)`; such a value is grade B at best.",
    ),
    (
        "M062",
        "judged by years that were fitted",
        "`judged` and `fitted` of a series have a quarter in common. What was fitted is met by the making of it and shows \
         nothing of the model: let `judged` begin after the last fitted year, or leave it out.",
    ),
    (
        "M063",
        "unit of a series and of its table",
        "`unit` of a series is what its values count, and so is the column `unit` of the table that they are taken from. Both \
         are read as one number, so both must say the same. Capitals, blanks, `thousand` for 1000 and notes on how a value \
         was derived make no difference, nor does a remark in brackets that one of them has alone.",
    ),
    (
        "M070",
        "no such number to vary",
        "A factor of a study moves a parameter, or a number that every scenario of the study gives, by its path.",
    ),
    ("M071", "no such policy to play", "A study plays policies that each of its scenarios has, or writes them itself."),
    (
        "M072",
        "values that cannot be",
        "The values of a factor stay within the range that the format sets for the number, and with each the scenario \
         must be one.",
    ),
    (
        "M073",
        "no such design",
        "A design needs factors, and not too many points; `marchland explain study` says what each takes.",
    ),
    (
        "M074",
        "date outside the runs",
        "What a study keeps of a date must lie within the runs of each of its scenarios.",
    ),
    (
        "M075",
        "table of a design",
        "The table has a column for each factor, named as it is, and numbers within its values.",
    ),
    (
        "M076",
        "number moved twice",
        "A number is moved by one factor of a study, and once. A parameter is the same number with and without \
         `parameters.` before its name.",
    ),
    ("M099", "fault of the program", "The file is probably right and the program is wrong: please report it."),
    (
        "W001",
        "lever never used",
        "The file defines a lever, and no policy of the file uses it, nor one that an expectation gives: it does nothing \
         until a player moves it. Levers of the catalogue are not counted. Use it in a policy, be it a policy of its own, or take it out.",
    ),
    (
        "W002",
        "project never decided",
        "No policy decides the project, nor one that an expectation gives, so no run without a player builds it. Decide it in a policy, be it a policy of its \
         own, or take it out.",
    ),
    (
        "W003",
        "threshold out of reach",
        "The indicator cannot come so far in this scenario, whatever is done: ease of institutions ends at 1 less the floor, \
         unless a shock moves the floor; access ends where works, crossings and travel times lead. Trade and the others \
         have no such limit.",
    ),
    (
        "W004",
        "condition never holds",
        "No quarter of the run can meet the condition, or these two at once: it asks for a date outside the run, or for a \
         value that the variable cannot have here. What waits for it never comes.",
    ),
    (
        "W005",
        "condition always holds",
        "Every quarter of the run meets the condition, so it decides nothing: it asks for a date outside the run, or for a \
         value that the variable cannot miss.",
    ),
    (
        "W006",
        "figure without a source",
        "A bare number counts as our judgement of grade C, and a reader cannot tell where it is from. Write \
         `(number, \"key\", Grade)` with a key of `sources`. Where you judge, say so: a source `\"judgement\"` with a sentence \
         is enough. 0 needs no source. Figures of grade U do have one and are no warning: the mark is honest, and `check` \
         counts them.",
    ),
    (
        "W007",
        "unused source",
        "The file names the source nowhere but where it is defined: at no figure, point or event, and in no text or \
         comment. Give it to what it supports, or take it out.",
    ),
    (
        "W008",
        "driver without effect",
        "A driver of role Demand or Outside acts only in a series of history that names it; every driver acts by its \
         changes within the run, and one whose points all lie outside has none.",
    ),
    (
        "W009",
        "outside the run",
        "The date lies after the last quarter of the run, `start` plus `quarters`, or before its first. What is dated there \
         never happens.",
    ),
    (
        "W010",
        "history outside the run",
        "No point of the series falls into the run, so nothing is compared. A quarter counts if it is played or is the \
         start; a year counts if all its four quarters are.",
    ),
    (
        "W011",
        "no point in these years",
        "The years that are fitted or judged contain no point that falls into the run.",
    ),
    (
        "W012",
        "step without effect",
        "Of several steps of a policy that hold for a lever, the highest level counts. This one is never the highest: \
         another sets as much whenever it holds, or its level is 0.",
    ),
    ("W013", "more people in cities than in the region", "Cities lie in their region, and so do their inhabitants."),
    (
        "W014",
        "id and file name differ",
        "Tables and reports name a scenario by its id, people open it by its file. Let both be the same.",
    ),
    (
        "W015",
        "city outside its region",
        "On the map the city lies more than 5 km from the land of its side. Smaller misses are left: outlines at 1:10m are \
         up to 2.5 km off, and those of coasts more. Longitude comes first, then latitude.",
    ),
    (
        "W016",
        "crossing not on the border",
        "On the map the crossing lies more than 25 km from one of the sides; a ferry 100 km, since its place may be the \
         middle of a sea. Crossings by air are not looked at.",
    ),
    (
        "W017",
        "kind of shock never used",
        "The file defines a kind of shock, and no shock is of it, not even one that an expectation gives.",
    ),
    (
        "W018",
        "judged years before the fitted ones",
        "A forecast is judged by years that come after: let the judged years begin after the last fitted one. Years that \
         are both fitted and judged are an error, M062.",
    ),
    (
        "W019",
        "crossing far from its cities",
        "No map is named, and the crossing lies more than 500 km from both cities that it joins: probably its place has \
         latitude and longitude exchanged. Longitude comes first.",
    ),
    (
        "W020",
        "expectation that must fail",
        "What the claim speaks of is gone: a shock or crossing that `without` drops, or a size of 0 takes away, came between the \
         dates that it compares; or the two policies that it compares do the same; or its condition cannot be met without what \
         was dropped. The claim often stands in the scenario that is extended. Drop it too, or write another under its id.",
    ),
    (
        "W021",
        "outline that is not right",
        "A ring of an area ends elsewhere than where it begins, encloses nothing, or crosses itself so that its halves cancel each \
         other. The first is closed by a straight line, the others left out. If a part of the outline is missing, cities and crossings may be told to lie outside their region.",
    ),
    (
        "W022",
        "several areas of one name",
        "Features are chosen by name, and each that has it counts. Parts of a region may share a name; another place of the same \
         name should not.",
    ),
    (
        "W023",
        "the sides overlap",
        "More than 2 % of the smaller side lies on both sides of the map. Outlines of one border from two sources differ by \
         less. Usually one side lists a region of which the other lists a part.",
    ),
    (
        "W024",
        "thousands with a point",
        "A count has a point before three digits, such as `470.000` persons, or a series leaps by about a thousand to a value \
         with a point. A point is the decimal sign here, so that 470.000 is 470. Thousands have no sign between them, or `_` \
         in a scenario.",
    ),
    (
        "W025",
        "numbers that hardly go together",
        "Wages of two sides in different units, output in another unit than `money` says, more than nine in ten or fewer than one \
         in twenty in work, cities of a few persons, a driver in another unit than its role counts, a series whose `scale` makes it \
         another thing than the model's variable. The message says both numbers and what is usual. The bounds lie outside of what is \
         found on nearly all borders; pay in Germany and Poland in 1990 is an exception. Nothing in a file takes a warning away: \
         what is right stays as it is, with a comment if others read it, and stops nothing but `check --deny-warnings`.",
    ),
    (
        "W026",
        "crossing unlike any",
        "A crossing takes less than 5 minutes or more than two days from door to door; crossings that are open together can carry \
         more than one and a half times all traffic; or none of them carries any goods, or any people.",
    ),
    (
        "W027",
        "longitude and latitude exchanged, or a minus lost",
        "No map is named, and a city or crossing lies far from every other place of the scenario, one side from the other, or a side \
         outside of its nation; with the two numbers of the places exchanged, or with the other sign of one, they would be there. \
         Longitude comes first, and is below 0 in the west.",
    ),
    (
        "W028",
        "name of the catalogue taken",
        "The catalogues give every scenario the same policies and kinds of shock, so that borders can be compared under one rule. A \
         scenario that defines one of the same id replaces the whole of it, for itself alone.",
    ),
    (
        "W029",
        "what is given makes no difference",
        "The expectation compares with `Ungiven`, and both runs are one: no equation reads what is given, it comes after the quarter \
         that is compared, or the scenario says it already. The comparison has one outcome only, whatever the model does.",
    ),
    (
        "W070",
        "luck taken for effects",
        "A design of Sobol or of Morris tells effects from differences between the points of a block or trajectory. With \
         `luck: Own` these points differ by their luck, too, and total order, mu* and sigma of every factor come out too \
         large.",
    ),
    (
        "W071",
        "no power of 2",
        "The points of `Sobol` and the blocks of `Saltelli` are the first of a Sobol sequence, which fills the space of the \
         factors evenly at 2, 4, 8, 16 and so on. In between some parts of it have more points than others, and indices settle more \
         slowly than their number says.",
    ),
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
