//! Reads the stage off seven indicators, with hysteresis, and says what holds a pair back. It changes nothing.

use super::indicator::Indicator;
use super::parameters::Parameters;
use super::setup::Thresholds;

/// Number of indicators.
const N: usize = Indicator::ALL.len();

/// What holds a pair back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Diagnosis {
    /// A higher stage comes nearer.
    Progressing,
    /// The indicators move too slowly.
    Stalled,
    /// Partners would have little to give each other.
    LackingSynergy,
    /// Partners would gain, but the barriers keep ties from being set up.
    UnderExploited,
    /// Goods flow, knowledge does not.
    Hollow,
    /// Partners know too much the same, or nobody else.
    LockedIn,
    /// A stage was lost, or indicators fall.
    Regressing,
}

impl Diagnosis {
    /// All, the worst first where several apply.
    pub const ALL: [Self; 7] = [
        Self::Regressing,
        Self::LockedIn,
        Self::Hollow,
        Self::LackingSynergy,
        Self::UnderExploited,
        Self::Stalled,
        Self::Progressing,
    ];

    /// The name in tables and JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Progressing => "progressing",
            Self::Stalled => "stalled",
            Self::LackingSynergy => "lacking-synergy",
            Self::UnderExploited => "under-exploited",
            Self::Hollow => "hollow",
            Self::LockedIn => "locked-in",
            Self::Regressing => "regressing",
        }
    }

    /// What it means, in a sentence.
    #[must_use]
    pub const fn summary(self) -> &'static str {
        match self {
            Self::Progressing => {
                "At the pace of the last years the next stage is within ten years' reach, or the highest stage holds."
            }
            Self::Stalled => {
                "Taken together the indicators move too slowly: at this pace the next stage is more than ten years away."
            }
            Self::LackingSynergy => {
                "Possible partners would gain little: what they know is too far apart or too much the same."
            }
            Self::UnderExploited => "Partners would gain, but the barriers keep agreed ties from being set up.",
            Self::Hollow => "Trade is high but knowledge does not cross: the border lives on gaps.",
            Self::LockedIn => "Partners know much the same things, or nobody outside the two regions.",
            Self::Regressing => "A stage was lost, or indicators fall back.",
        }
    }
}

/// What the classifier looks at in a quarter.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// The seven indicators, in their order.
    pub indicators: [f64; N],
    /// Mean value of meetings across the border.
    pub synergy: f64,
    /// Share of agreed ties that are set up.
    pub set_up: f64,
    /// Mean cognitive distance of partners across the border, if there are any.
    pub partner_distance: Option<f64>,
    /// Share of ties that lead outside.
    pub external_share: f64,
}

/// The stage and the memory that hysteresis needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Classifier {
    stage: u8,
    /// Quarters for which the next stage has been earned.
    earned: u32,
    /// Quarters for which this stage has not been deserved.
    slipping: u32,
    /// Furthest progress towards the next stage.
    best: f64,
    /// Progress of the last quarter, and its change a quarter, smoothed over the years of a stall.
    last: f64,
    pace: f64,
    /// Value of meetings across the border, smoothed alike: few meet in a quarter.
    synergy: f64,
    /// Quarters since a stage was lost.
    since_loss: Option<u32>,
    diagnosis: Diagnosis,
    binding: Indicator,
}

impl Classifier {
    /// The stage that the start has earned already.
    #[must_use]
    pub fn new(reading: &Reading, t: &Thresholds, p: &Parameters) -> Self {
        let stage = if earned(reading, 3, t, p) {
            3
        } else if earned(reading, 2, t, p) {
            2
        } else {
            1
        };
        let mut classifier = Self {
            stage,
            earned: 0,
            slipping: 0,
            best: 0.0,
            last: progress(reading, stage, t),
            pace: 0.0,
            synergy: reading.synergy,
            since_loss: None,
            diagnosis: Diagnosis::Stalled,
            binding: Indicator::Access,
        };
        classifier.judge(reading, t, p);
        classifier
    }

    /// 1 to 3.
    #[must_use]
    pub const fn stage(&self) -> u8 {
        self.stage
    }

    #[must_use]
    pub const fn diagnosis(&self) -> Diagnosis {
        self.diagnosis
    }

    /// The indicator furthest under its threshold for the next stage (in stage III: nearest to its own).
    #[must_use]
    pub const fn binding(&self) -> Indicator {
        self.binding
    }

    /// Reads one quarter.
    pub fn read(&mut self, reading: &Reading, t: &Thresholds, p: &Parameters) {
        let next = self.stage < 3 && earned(reading, self.stage + 1, t, p);
        self.earned = if next { self.earned + 1 } else { 0 };
        self.slipping = if self.stage > 1 && lost(reading, self.stage, t, p) { self.slipping + 1 } else { 0 };
        self.since_loss = self.since_loss.map(|q| q + 1);
        if f64::from(self.earned) >= p.stage_quarters {
            self.enter(self.stage + 1, reading, t);
        } else if f64::from(self.slipping) >= p.stage_lost_quarters {
            self.enter(self.stage - 1, reading, t);
            self.since_loss = Some(0);
        }
        self.judge(reading, t, p);
    }

    fn enter(&mut self, stage: u8, reading: &Reading, t: &Thresholds) {
        self.stage = stage;
        self.earned = 0;
        self.slipping = 0;
        self.best = 0.0;
        self.pace = 0.0;
        self.last = progress(reading, stage, t);
    }

    fn judge(&mut self, reading: &Reading, t: &Thresholds, p: &Parameters) {
        let aims = next_thresholds(self.stage, t);
        let share = |i: usize| reading.indicators[i] / aims[i];
        let progress = progress(reading, self.stage, t);
        self.pace += (progress - self.last - self.pace) / p.stalled_quarters;
        self.last = progress;
        self.synergy += (reading.synergy - self.synergy) / p.stalled_quarters;
        self.best = self.best.max(progress);
        self.binding = Indicator::ALL[(0..N).fold(0, |least, i| if share(i) < share(least) { i } else { least })];
        self.diagnosis = self.diagnose(reading, progress, t, p);
    }

    fn diagnose(&self, reading: &Reading, progress: f64, t: &Thresholds, p: &Parameters) -> Diagnosis {
        let trade = reading.indicators[Indicator::Trade as usize];
        let knowledge = reading.indicators[Indicator::Knowledge as usize];
        let alike = reading.partner_distance.is_some_and(|d| d < p.lock_in_distance);
        let in_reach = progress + self.pace * p.progress_quarters >= NEARLY;
        if self.since_loss.is_some_and(|q| f64::from(q) < p.stalled_quarters) || progress < self.best - SLIP {
            Diagnosis::Regressing
        } else if self.stage > 1 && (alike || reading.external_share < p.lock_in_external) {
            Diagnosis::LockedIn
        } else if trade >= p.hollow_trade && knowledge < t.second[Indicator::Knowledge as usize] {
            Diagnosis::Hollow
        } else if self.stage == 3 || in_reach {
            Diagnosis::Progressing
        } else if self.synergy < p.synergy_low {
            Diagnosis::LackingSynergy
        } else if reading.set_up < p.setup_low {
            Diagnosis::UnderExploited
        } else {
            Diagnosis::Stalled
        }
    }

    /// The bits of its state, for the digest.
    #[must_use]
    pub fn bits(&self) -> [u64; 9] {
        [
            self.last.to_bits(),
            self.pace.to_bits(),
            u64::from(self.stage),
            u64::from(self.earned),
            u64::from(self.slipping),
            self.best.to_bits(),
            self.synergy.to_bits(),
            self.since_loss.map_or(u64::MAX, u64::from),
            self.binding as u64,
        ]
    }
}

/// Fall of it that counts as regress.
const SLIP: f64 = 0.05;

/// Mean share of the next stage's thresholds that is reached: so near is a stage, all but one indicator of seven
/// being enough.
const NEARLY: f64 = 0.95;

/// The thresholds of the stage after this one; in the highest, its own.
const fn next_thresholds(stage: u8, t: &Thresholds) -> &[f64; N] {
    of_stage(if stage < 3 { stage + 1 } else { 3 }, t)
}

/// Mean share of the next stage's thresholds that is reached.
fn progress(reading: &Reading, stage: u8, t: &Thresholds) -> f64 {
    let aims = next_thresholds(stage, t);
    (0..N).map(|i| (reading.indicators[i] / aims[i]).min(1.0)).sum::<f64>() / N as f64
}

const fn of_stage(stage: u8, t: &Thresholds) -> &[f64; N] {
    if stage == 3 { &t.third } else { &t.second }
}

/// I, II or III.
#[must_use]
pub const fn roman(stage: u8) -> &'static str {
    match stage {
        1 => "I",
        2 => "II",
        _ => "III",
    }
}

/// Whether a stage cannot do without an indicator.
#[must_use]
pub const fn mandatory(stage: u8, indicator: Indicator) -> bool {
    match indicator {
        Indicator::Knowledge => true,
        Indicator::Symmetry => stage == 3,
        _ => false,
    }
}

fn earned(reading: &Reading, stage: u8, t: &Thresholds, p: &Parameters) -> bool {
    let aims = of_stage(stage, t);
    let holds = |i: usize| reading.indicators[i] >= aims[i];
    let number = (0..N).filter(|i| holds(*i)).count();
    number as f64 >= p.stage_needed
        && Indicator::ALL.iter().enumerate().all(|(i, indicator)| !mandatory(stage, *indicator) || holds(i))
}

fn lost(reading: &Reading, stage: u8, t: &Thresholds, p: &Parameters) -> bool {
    let aims = of_stage(stage, t);
    let kept = (0..N).filter(|i| reading.indicators[*i] >= p.stage_kept_share * aims[*i]).count();
    let least = if stage == 3 { p.stage_kept_third } else { p.stage_kept_second };
    let knowledge = Indicator::Knowledge as usize;
    (kept as f64) < p.stage_kept || reading.indicators[knowledge] < least * aims[knowledge]
}
