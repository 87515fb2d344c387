//! A choice that has come up: its options, what each orders, and what each would do in futures that share their luck.

use egui::{Button, Key, Modifiers, RichText, Ui};

use crate::panels::odds::odds_ui;
use crate::panels::quoted::quoted;
use crate::panels::style::{LARGE, SMALL, USUAL, card, faint, headed, named};
use crate::panels::tips::Tips;
use crate::panels::view::ViewAsk;
use crate::panels::{Ask, Seen};
use crate::run::dilemma::{Standing, orders, standings};
use crate::run::play::told;
use crate::run::request::Request;

/// Keys of the options, in their order.
const KEYS: [Key; 5] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5];

/// Draws it. An option is taken by its button or by its number; closing the dialog puts the choice off.
pub fn dilemma_ui(ui: &mut Ui, seen: &Seen<'_>, index: usize, asks: &mut Vec<Ask>) {
    let run = seen.run();
    let Some(dilemma) = run.scenario().dilemmas.get(index) else { return };
    let tips = Tips::of(ui);
    ui.label(headed(dilemma.title.as_str()));
    tips.told(ui, dilemma.text.trim(), asks);
    let standing = standings(run)[index];
    let state = match standing {
        Standing::Ahead => "It has not come up in the quarter that you look at.".to_owned(),
        Standing::Open(came) => format!("It came up in {came}. Time stands still until you play on; nothing hurries."),
        Standing::Answered { from, option, .. } => {
            format!("`{}` was chosen, from {from} on. Another choice replaces it.", dilemma.options[option].title)
        }
    };
    ui.label(quoted(ui, &state, |text| faint(text)));
    ui.add_space(USUAL);
    let is_open = standing != Standing::Ahead && !run.is_over();
    let stakes = seen.pondered.stakes.as_ref().filter(|(of, _)| *of == index).map(|(_, stakes)| stakes);
    for (option, choice) in dilemma.options.iter().enumerate() {
        card(ui).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            let words = format!("{}  {}", option + 1, choice.title);
            let button = ui.add_enabled(is_open, Button::new(RichText::new(words).strong()));
            named(&button, format!("Option {}: {}", option + 1, choice.title));
            let is_pressed = is_open
                && KEYS.get(option).is_some_and(|key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, *key)));
            if button.clicked() || is_pressed {
                asks.push(Request::Answer { dilemma: index, option }.into());
                asks.push(ViewAsk::Dialog(None).into());
            }
            tips.told(ui, choice.text.trim(), asks);
            let ordered: Vec<String> = orders(choice).iter().map(|order| told(run, order)).collect();
            let ordered = if ordered.is_empty() { "nothing".to_owned() } else { ordered.join("; ") };
            ui.label(quoted(ui, &format!("Orders: {ordered}."), |text| faint(text)));
            match stakes.and_then(|stakes| stakes.get(option)) {
                Some(stakes) => tips.told_faintly(ui, &stakes.told(), asks),
                None => drop(ui.label(faint("Futures with it and without it are being played …"))),
            }
        });
        ui.add_space(SMALL);
    }
    ui.add_space(LARGE);
    odds_ui(ui, seen, ["What may come meanwhile", "whichever you take"], |_, _| {});
}
