//! What the person is looking at: tabs, charts, the trail of causes. It changes no outcome.

use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::run::means::Subject;
use crate::settings::Settings;

/// A tab of the column to the left: what can be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Doing {
    #[default]
    Levers,
    Projects,
    Policies,
}

/// How levers stand together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// By the first stage for which the literature recommends them.
    #[default]
    Stage,
    /// By who pays.
    Payer,
}

/// Something on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// 0 for A, 1 for B.
    Side(usize),
    /// Indices into the setup.
    City(usize),
    Crossing(usize),
    /// Index into the network's organisations.
    Organisation(usize),
    /// Both ends.
    Tie(usize, usize),
    /// The border itself.
    Border,
}

/// A tab of the column to the right: what is understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Telling {
    #[default]
    Stages,
    Why,
    Log,
    Goals,
}

/// What lies over everything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The ways out of a session.
    Menu,
    /// With the name so far.
    Save(String),
    Load,
    /// A file by its path: the path so far.
    Open(String),
    Notes,
    Settings,
    /// All keys.
    Help,
    /// Something could not be had.
    Trouble,
    /// A choice that has come up: its index.
    Dilemma(usize),
    /// The end of the run, beside its reference.
    End,
    /// Another name for a branch: its index, and the name so far.
    Rename(usize, String),
}

/// What the person is looking at.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub doing: Doing,
    pub telling: Telling,
    /// Which of the two was chosen last: it is open where there is room for one.
    pub is_telling: bool,
    /// Variables that are charted, in their order.
    pub charts: Vec<Variable>,
    /// Where the why began, and each cause that was gone on to: the last is shown.
    pub trail: Vec<Variable>,
    /// The quarter to which all charts point.
    pub crosshair: Option<Quarter>,
    /// What lies over everything else, if anything does.
    pub dialog: Option<Dialog>,
    pub grouping: Grouping,
    /// The lever or project to which somebody was led.
    pub pointed: Option<Subject>,
    /// What was chosen on the map.
    pub selected: Option<Thing>,
    /// The explanation that is kept open, the last of these, with the way to it.
    pub locked: Vec<String>,
    /// Whether the lessons of a tutorial are not wanted.
    pub skips_lessons: bool,
    /// What holds for every session: look, size of text, motion.
    pub settings: Settings,
}

impl Default for View {
    fn default() -> Self {
        Self {
            doing: Doing::default(),
            telling: Telling::default(),
            is_telling: false,
            charts: vec![Variable::Trust, Variable::Trade, Variable::Knowledge, Variable::Institutions],
            trail: Vec::new(),
            crosshair: None,
            dialog: None,
            grouping: Grouping::default(),
            pointed: None,
            selected: None,
            locked: Vec::new(),
            skips_lessons: false,
            settings: Settings::default(),
        }
    }
}

/// A change of what is looked at.
#[derive(Clone, Debug, PartialEq)]
pub enum ViewAsk {
    Doing(Doing),
    Telling(Telling),
    /// These are charted.
    Charts(Vec<Variable>),
    /// Why a number is as it is: this is the trail now, and its tab opens.
    Why(Vec<Variable>),
    Crosshair(Option<Quarter>),
    /// This lies over everything else; or nothing.
    Dialog(Option<Dialog>),
    Grouping(Grouping),
    /// This lever or project, in its tab.
    Point(Subject),
    /// This on the map, or nothing.
    Select(Option<Thing>),
    /// This explanation is kept open, with the way to it; or none.
    Lock(Vec<String>),
    SkipLessons(bool),
}

impl View {
    /// With what holds for every session.
    #[must_use]
    pub fn with(settings: Settings) -> Self {
        Self { settings, ..Self::default() }
    }

    /// Looks at what was asked for.
    pub fn take(&mut self, ask: ViewAsk) {
        match ask {
            ViewAsk::Doing(tab) => (self.doing, self.is_telling) = (tab, false),
            ViewAsk::Telling(tab) => (self.telling, self.is_telling) = (tab, true),
            ViewAsk::Charts(charts) => self.charts = charts,
            ViewAsk::Why(trail) => (self.trail, self.telling, self.is_telling) = (trail, Telling::Why, true),
            ViewAsk::Crosshair(quarter) => self.crosshair = quarter,
            ViewAsk::Dialog(dialog) => self.dialog = dialog,
            ViewAsk::Grouping(grouping) => self.grouping = grouping,
            ViewAsk::Point(subject) => {
                self.doing = match subject {
                    Subject::Lever(_) => Doing::Levers,
                    Subject::Project(_) => Doing::Projects,
                };
                (self.pointed, self.is_telling) = (Some(subject), false);
            }
            ViewAsk::Select(thing) => {
                self.is_telling |= thing.is_some();
                self.selected = thing;
            }
            ViewAsk::Lock(way) => self.locked = way,
            ViewAsk::SkipLessons(skips) => self.skips_lessons = skips,
        }
    }
}
