//! What a person has chosen for every session, and the file in which that is kept.

use std::path::Path;

use ron::extensions::Extensions;
use serde::{Deserialize, Serialize};

use crate::run::aim::Stops;
use crate::saves::{self, Trouble};

/// What a person has chosen for every session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written")]
pub struct Settings {
    /// `light`, `dark`, or `system`.
    pub look: String,
    /// Size of text, per cent: 100 to 200.
    pub text_percent: u32,
    /// No animation that is not needed to understand.
    pub reduced_motion: bool,
    /// Index of the speed.
    pub speed: usize,
    /// At what time stops by itself.
    pub stops: Stops,
    /// Whether the charts are folded to a line, which leaves their room to the map.
    pub folds_charts: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            look: "system".to_owned(),
            text_percent: 100,
            reduced_motion: false,
            speed: 1,
            stops: Stops::default(),
            folds_charts: false,
        }
    }
}

/// A file of them, of this version or an earlier one.
#[derive(Deserialize)]
#[serde(default)]
struct Written {
    look: String,
    text_percent: u32,
    reduced_motion: bool,
    speed: usize,
    stops: Option<Stops>,
    /// What earlier versions had in the place of `stops`.
    pause_at_events: Option<bool>,
    folds_charts: bool,
}

impl Default for Written {
    fn default() -> Self {
        let Settings { look, text_percent, reduced_motion, speed, folds_charts, .. } = Settings::default();
        Self { look, text_percent, reduced_motion, speed, stops: None, pause_at_events: None, folds_charts }
    }
}

impl From<Written> for Settings {
    fn from(written: Written) -> Self {
        // A dilemma stopped time in earlier versions, too, where events did not.
        let before = |stopped| if stopped { Stops::Events } else { Stops::Dilemmas };
        Self {
            look: written.look,
            text_percent: written.text_percent.clamp(100, 200),
            reduced_motion: written.reduced_motion,
            speed: written.speed.min(FASTEST),
            stops: written.stops.or(written.pause_at_events.map(before)).unwrap_or_default(),
            folds_charts: written.folds_charts,
        }
    }
}

/// The last of the speeds.
const FASTEST: usize = 4;

const SETTINGS: &str = "settings.ron";

impl Settings {
    /// Reads those of a folder; the usual ones where there are none. Damaged ones are put aside, and that is told.
    #[must_use]
    pub fn read(folder: &Path) -> (Self, Option<Trouble>) {
        let path = folder.join(SETTINGS);
        if !path.exists() {
            return (Self::default(), None);
        }
        let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        let read = saves::text_of(&path);
        match read.and_then(|text| options.from_str(&text).map_err(|error| Trouble(error.to_string()))) {
            Ok(settings) => (settings, None),
            Err(why) => {
                let aside = saves::set_aside(&path, "damaged");
                let aside = aside.map(|aside| format!("they are kept as `{}`", aside.display()));
                let aside = aside.unwrap_or_else(|trouble| trouble.0);
                let told = format!("your settings cannot be read ({why}); the usual ones hold, {aside}");
                (Self::default(), Some(Trouble(told)))
            }
        }
    }

    /// Keeps them.
    ///
    /// # Errors
    /// A place that cannot be written; the settings there stay.
    pub fn write(&self, folder: &Path) -> Result<(), Trouble> {
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::new());
        let text = text.map_err(|error| Trouble(format!("cannot write settings: {error}")))?;
        saves::write(&folder.join(SETTINGS), &format!("{text}\n"))
    }
}
