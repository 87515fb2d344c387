//! The ways out of a session, and what belongs to it.

use egui::{Button, RichText, Ui, vec2};

use crate::panels::Ask;
use crate::panels::keys::{Does, names};
use crate::panels::quoted::quoted;
use crate::panels::style::{SMALL, USUAL, faint, named, palette, scale};
use crate::panels::view::{Dialog, ViewAsk};

/// A button a way.
pub fn menu_ui(ui: &mut Ui, suggested: &str, asks: &mut Vec<Ask>) {
    let open = |dialog| vec![Ask::View(ViewAsk::Dialog(Some(dialog)))];
    let ways = [
        ("Go on", None, vec![Ask::View(ViewAsk::Dialog(None))]),
        ("Notes", Some(Does::Notes), open(Dialog::Notes)),
        ("Save under a name", Some(Does::Save), open(Dialog::Save(suggested.to_owned()))),
        ("Load", Some(Does::Load), open(Dialog::Load)),
        ("Open a file", None, open(Dialog::Open(String::new()))),
        ("Settings", Some(Does::Settings), open(Dialog::Settings)),
        ("All keys", Some(Does::Help), open(Dialog::Help)),
        ("Back to the scenarios", None, vec![Ask::Leave]),
        ("Close the window", Some(Does::Close), vec![Ask::Close]),
    ];
    for (text, does, asked) in ways {
        let words = RichText::new(text).color(palette(ui).text);
        let mut button = Button::new(words).min_size(vec2(ui.available_width(), 36.0 * scale(ui)));
        if let Some(does) = does {
            button = button.shortcut_text(names(ui, does));
        }
        let button = ui.add(button);
        named(&button, text);
        if button.clicked() {
            asks.extend(asked);
        }
        ui.add_space(SMALL);
    }
    ui.add_space(USUAL);
    let kept = "Whichever way you leave, the session is kept: `Continue` goes on with it.";
    ui.label(quoted(ui, kept, |text| faint(text)));
}
