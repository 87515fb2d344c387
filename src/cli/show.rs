//! `marchland show`: the resolved scenario, with the origin of every value.

use clap::Args;
use marchland::scenario::{self, CannotShow, Shown};

use super::library::Shelf;
use super::run::path_and_value;
use super::{Failure, load, paint};

/// What `marchland show` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// A scenario file, or the name of a shipped scenario
    scenario: String,
    /// A part alone, by its path, such as `border.trust` or `policies.staged`
    part: Option<String>,
    /// Overrides any field of the scenario; may be repeated
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = path_and_value)]
    overrides: Vec<(String, String)>,
    /// Adds what counts where the scenario says nothing
    #[arg(long)]
    defaults: bool,
}

/// Prints it.
///
/// # Errors
/// A file that is missing or wrong, a part that there is not.
pub fn show(options: &Options) -> Result<(), Failure> {
    let document = load::find(&options.scenario).map_err(|unread| Failure::File(unread.to_string()))?;
    let shown = if options.defaults { Shown::WithDefaults } else { Shown::Given };
    let text = scenario::show(&document, &options.overrides, &Shelf, shown, options.part.as_deref());
    super::print(&text.map_err(|cannot| match cannot {
        CannotShow::Problems(problems) => Failure::File(paint::problems(&problems)),
        CannotShow::NoPart(why) => Failure::Usage(why),
    })?)
}
