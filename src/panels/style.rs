//! One palette, one scale of spacing, one set of type sizes for everything that is seen.
//!
//! Colours go along with a word, a mark or a place and never carry a meaning alone. Text stands out from its ground by
//! at least 4.5 to 1.

use egui::style::ScrollStyle;
use egui::{
    Color32, Context, CornerRadius, FontDefinitions, FontFamily, FontId, Response, RichText, Stroke, TextStyle, Theme,
    Ui, Vec2,
};

/// Behind everything.
pub const BACKGROUND: Color32 = Color32::from_rgb(0x15, 0x19, 0x20);
/// Bars at the top and the bottom.
pub const BAR: Color32 = Color32::from_rgb(0x1c, 0x22, 0x2b);
/// What stands out from its column.
pub const CARD: Color32 = Color32::from_rgb(0x22, 0x29, 0x34);
/// Grounds of gauges, buttons and fields.
pub const GROUND: Color32 = Color32::from_rgb(0x30, 0x39, 0x47);
/// Lines between things.
pub const LINE: Color32 = Color32::from_rgb(0x3a, 0x45, 0x55);
/// What is read first.
pub const TEXT: Color32 = Color32::from_rgb(0xe8, 0xeb, 0xf0);
/// What is read second.
pub const FAINT: Color32 = Color32::from_rgb(0xa9, 0xb3, 0xc1);
/// What can be moved, and what is chosen.
pub const ACCENT: Color32 = Color32::from_rgb(0x6c, 0xb6, 0xff);
/// A threshold is reached; an undertaking succeeded.
pub const GOOD: Color32 = Color32::from_rgb(0x5f, 0xcf, 0xa2);
/// It falls short, or wants a look.
pub const SHORT: Color32 = Color32::from_rgb(0xf2, 0xb3, 0x5b);
/// It is wrong.
pub const WRONG: Color32 = Color32::from_rgb(0xff, 0x8a, 0x80);

/// Gaps: within a thing, between things, between groups.
pub const SMALL: f32 = 4.0;
pub const USUAL: f32 = 8.0;
pub const LARGE: f32 = 16.0;

/// Type sizes.
const SMALL_TYPE: f32 = 14.0;
const BODY_TYPE: f32 = 16.0;
const HEADING_TYPE: f32 = 22.0;

const ROUND: CornerRadius = CornerRadius::same(4);

/// Dresses everything that this context will show.
pub fn dress(context: &Context) {
    context.set_theme(Theme::Dark);
    let mut fonts = FontDefinitions::default();
    // Lines and marks that the text's own font lacks.
    let marks = fonts.families.get(&FontFamily::Monospace).and_then(|fonts| fonts.first()).cloned();
    fonts.families.entry(FontFamily::Proportional).or_default().extend(marks);
    context.set_fonts(fonts);
    context.all_styles_mut(|style| {
        style.spacing.scroll = ScrollStyle { floating_allocated_width: LARGE, ..ScrollStyle::thin() };
        let font = |size, family| FontId::new(size, family);
        style.text_styles = [
            (TextStyle::Small, font(SMALL_TYPE, FontFamily::Proportional)),
            (TextStyle::Body, font(BODY_TYPE, FontFamily::Proportional)),
            (TextStyle::Button, font(BODY_TYPE, FontFamily::Proportional)),
            (TextStyle::Heading, font(HEADING_TYPE, FontFamily::Proportional)),
            (TextStyle::Monospace, font(SMALL_TYPE, FontFamily::Monospace)),
        ]
        .into();
        style.spacing.item_spacing = Vec2::new(USUAL, SMALL);
        style.spacing.button_padding = Vec2::new(USUAL, SMALL);
        style.spacing.interact_size = Vec2::new(40.0, 24.0);
        let visuals = &mut style.visuals;
        visuals.panel_fill = BACKGROUND;
        visuals.window_fill = CARD;
        visuals.extreme_bg_color = BACKGROUND;
        visuals.faint_bg_color = CARD;
        visuals.weak_text_color = Some(FAINT);
        visuals.hyperlink_color = ACCENT;
        visuals.selection.bg_fill = ACCENT.linear_multiply(0.35);
        visuals.selection.stroke = Stroke::new(1.0, TEXT);
        visuals.slider_trailing_fill = true;
        let widgets = &mut visuals.widgets;
        widgets.noninteractive.fg_stroke = Stroke::new(1.0, TEXT);
        widgets.noninteractive.bg_stroke = Stroke::new(1.0, LINE);
        for (visuals, line) in [
            (&mut widgets.inactive, LINE),
            (&mut widgets.hovered, ACCENT),
            (&mut widgets.active, ACCENT),
            (&mut widgets.open, ACCENT),
        ] {
            visuals.bg_fill = GROUND;
            visuals.weak_bg_fill = GROUND;
            visuals.bg_stroke = Stroke::new(1.0, line);
            visuals.fg_stroke = Stroke::new(1.5, TEXT);
            visuals.corner_radius = ROUND;
        }
    });
}

/// The head of a group, with what explains it beside.
pub fn heading(ui: &mut Ui, title: &str, note: &str) {
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(title).size(18.0).strong());
        if !note.is_empty() {
            ui.label(faint(note));
        }
    });
    ui.add_space(SMALL);
}

/// What is read second.
pub fn faint(text: impl Into<String>) -> RichText {
    RichText::new(text).small().color(FAINT)
}

/// Gives something drawn or worded too briefly the name that a screen reader says.
pub fn named(response: &Response, name: impl Into<String>) {
    let name = name.into();
    response.ctx.accesskit_node_builder(response.id, |node| node.set_label(name));
}
