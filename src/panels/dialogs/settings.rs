//! What holds for every session: look, size of text, motion, and when time stops by itself.

use egui::{Button, RichText, Ui};

use crate::panels::Ask;
use crate::panels::style::{USUAL, faint, heading, named, palette};
use crate::run::aim::Stops;
use crate::settings::Settings;

/// Sizes of text, per cent.
const SIZES: [u32; 5] = [100, 125, 150, 175, 200];

/// At what time stops, in words.
const STOPS: [(Stops, &str); 3] = [
    (Stops::Events, "At all that happens"),
    (Stops::Turns, "At choices and changes of stage"),
    (Stops::Dilemmas, "At choices alone"),
];

/// Draws them. Whatever is changed holds at once and is kept.
pub fn settings_ui(ui: &mut Ui, settings: &Settings, asks: &mut Vec<Ask>) {
    let mut wanted = settings.clone();
    heading(ui, "Look", "");
    let looks = [("system", "As the system"), ("light", "Light"), ("dark", "Dark")];
    choices(ui, "Look", &looks.map(|(id, text)| (id.to_owned(), text.to_owned())), &mut wanted.look);
    heading(ui, "Size of text", "");
    choices(ui, "Size of text", &SIZES.map(|size| (size, format!("{size} %"))), &mut wanted.text_percent);
    heading(ui, "Motion", "");
    ui.checkbox(&mut wanted.reduced_motion, "Reduced motion: nothing moves by itself");
    ui.add_space(USUAL);
    heading(ui, "Time stops by itself", "");
    choices(ui, "Time stops", &STOPS.map(|(stops, text)| (stops, text.to_owned())), &mut wanted.stops);
    ui.label(faint("Kept for the next session, in the platform's folder for settings."));
    if wanted != *settings {
        asks.push(Ask::Settings(wanted));
    }
}

/// One of several, as buttons of which one is marked.
fn choices<T: Clone + PartialEq>(ui: &mut Ui, what: &str, all: &[(T, String)], chosen: &mut T) {
    ui.horizontal_wrapped(|ui| {
        for (value, text) in all {
            let is_chosen = value == chosen;
            let words = RichText::new(text).color(palette(ui).text);
            let words = if is_chosen { words.strong().underline() } else { words };
            let button = ui.add(Button::new(words).selected(is_chosen));
            named(&button, format!("{what}: {text}"));
            if button.clicked() {
                *chosen = value.clone();
            }
        }
    });
    ui.add_space(USUAL);
}
