//! One palette, one scale of spacing, one set of type sizes for everything that is seen, light and dark.
//!
//! Colours go along with a word, a mark or a place and never carry a meaning alone. Text stands out from its ground by
//! at least 4.5 to 1.

use egui::style::ScrollStyle;
use egui::{
    Color32, Context, CornerRadius, FontDefinitions, FontFamily, FontId, Frame, Margin, Response, RichText, Stroke,
    Style, TextStyle, Theme, ThemePreference, Ui, Vec2,
};

use crate::settings::Settings;

/// Every colour that is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub background: Color32,
    /// Bars at the top and the bottom.
    pub bar: Color32,
    /// What stands out from its column.
    pub card: Color32,
    /// Grounds of gauges, buttons and fields.
    pub ground: Color32,
    /// Lines between things.
    pub line: Color32,
    /// What is read first.
    pub text: Color32,
    /// What is read second.
    pub faint: Color32,
    /// What can be moved, and what is chosen.
    pub accent: Color32,
    /// Concepts that explain themselves.
    pub concept: Color32,
    /// A threshold is reached; an undertaking succeeded.
    pub good: Color32,
    /// It falls short, or wants a look.
    pub short: Color32,
    /// It is wrong.
    pub wrong: Color32,
    /// Sea, lakes and rivers of the map.
    pub water: Color32,
    /// Land of neither region.
    pub land: Color32,
    /// The two regions: on the map and wherever a side is told by colour.
    pub sides: [Color32; 2],
    /// Series of charts, in their order: those of Okabe and Ito, each light or dark enough for its ground.
    pub data: [Color32; 7],
}

/// For dim rooms and screens.
pub const DARK: Palette = Palette {
    background: Color32::from_rgb(0x14, 0x19, 0x21),
    bar: Color32::from_rgb(0x1b, 0x22, 0x2d),
    card: Color32::from_rgb(0x21, 0x2a, 0x37),
    ground: Color32::from_rgb(0x31, 0x3c, 0x4c),
    line: Color32::from_rgb(0x3c, 0x49, 0x5b),
    text: Color32::from_rgb(0xee, 0xf1, 0xf6),
    faint: Color32::from_rgb(0xb0, 0xba, 0xc8),
    accent: Color32::from_rgb(0x6c, 0xb6, 0xff),
    concept: Color32::from_rgb(0x8f, 0xc7, 0xff),
    good: Color32::from_rgb(0x5f, 0xcf, 0xa2),
    short: Color32::from_rgb(0xf2, 0xb3, 0x5b),
    wrong: Color32::from_rgb(0xff, 0x8a, 0x80),
    water: Color32::from_rgb(0x12, 0x22, 0x33),
    land: Color32::from_rgb(0x26, 0x2e, 0x37),
    sides: [Color32::from_rgb(0x56, 0xb4, 0xe9), Color32::from_rgb(0xe6, 0x9f, 0x00)],
    data: [
        Color32::from_rgb(0x56, 0xb4, 0xe9),
        Color32::from_rgb(0xe6, 0x9f, 0x00),
        Color32::from_rgb(0x2f, 0xc4, 0x96),
        Color32::from_rgb(0xd9, 0x8c, 0xb8),
        Color32::from_rgb(0xf0, 0xe4, 0x42),
        Color32::from_rgb(0xf0, 0x7f, 0x3c),
        Color32::from_rgb(0x8a, 0xa8, 0xff),
    ],
};

/// For bright rooms and projectors.
pub const LIGHT: Palette = Palette {
    background: Color32::from_rgb(0xf5, 0xf3, 0xee),
    bar: Color32::from_rgb(0xff, 0xff, 0xff),
    card: Color32::from_rgb(0xff, 0xff, 0xff),
    ground: Color32::from_rgb(0xe3, 0xe0, 0xd8),
    line: Color32::from_rgb(0xc4, 0xc0, 0xb5),
    text: Color32::from_rgb(0x1a, 0x20, 0x29),
    faint: Color32::from_rgb(0x4d, 0x57, 0x66),
    accent: Color32::from_rgb(0x0b, 0x5c, 0xad),
    concept: Color32::from_rgb(0x0b, 0x55, 0xa0),
    good: Color32::from_rgb(0x00, 0x6b, 0x49),
    short: Color32::from_rgb(0x84, 0x4c, 0x00),
    wrong: Color32::from_rgb(0xb0, 0x20, 0x18),
    water: Color32::from_rgb(0xcf, 0xe0, 0xec),
    land: Color32::from_rgb(0xe4, 0xdf, 0xd3),
    sides: [Color32::from_rgb(0x00, 0x6a, 0xa8), Color32::from_rgb(0xa3, 0x58, 0x00)],
    data: [
        Color32::from_rgb(0x00, 0x72, 0xb2),
        Color32::from_rgb(0xb0, 0x6a, 0x00),
        Color32::from_rgb(0x00, 0x7a, 0x58),
        Color32::from_rgb(0xa6, 0x4d, 0x82),
        Color32::from_rgb(0x7a, 0x70, 0x00),
        Color32::from_rgb(0xc4, 0x4f, 0x00),
        Color32::from_rgb(0x3f, 0x51, 0xb5),
    ],
};

/// The palette that is in use.
#[must_use]
pub fn palette(ui: &Ui) -> &'static Palette {
    of(ui.ctx())
}

/// The palette that a context shows.
#[must_use]
pub fn of(context: &Context) -> &'static Palette {
    if context.theme() == Theme::Dark { &DARK } else { &LIGHT }
}

/// Gaps: within a thing, between things, between groups.
pub const SMALL: f32 = 4.0;
pub const USUAL: f32 = 8.0;
pub const LARGE: f32 = 16.0;

/// Type sizes at 100 %.
const SMALL_TYPE: f32 = 14.0;
const BODY_TYPE: f32 = 16.0;
/// Heights of a window, at 100 %, beneath which it is low, and beneath which it is lowest.
const LOW: f32 = 560.0;
const LOWEST: f32 = 420.0;
const TITLE_TYPE: f32 = 18.0;
const HEADING_TYPE: f32 = 22.0;

const ROUND: CornerRadius = CornerRadius::same(4);

/// Dresses everything that this context will show, as somebody has set it. Call it again whenever the settings change.
pub fn dress(context: &Context, settings: &Settings) {
    let look = match settings.look.as_str() {
        "light" => ThemePreference::Light,
        "dark" => ThemePreference::Dark,
        _ => ThemePreference::System,
    };
    context.set_theme(look);
    let mut fonts = FontDefinitions::default();
    // Lines and marks that the text's own font lacks.
    let marks = fonts.families.get(&FontFamily::Monospace).and_then(|fonts| fonts.first()).cloned();
    fonts.families.entry(FontFamily::Proportional).or_default().extend(marks);
    context.set_fonts(fonts);
    let scale = settings.text_percent as f32 / 100.0;
    for (theme, palette) in [(Theme::Dark, &DARK), (Theme::Light, &LIGHT)] {
        context.style_mut_of(theme, |style| {
            sizes(style, scale);
            colours(style, palette);
            if settings.reduced_motion {
                style.animation_time = 0.0;
            }
        });
    }
    // Type and sizes hold from the next pass on: what was drawn in this one is not shown.
    context.request_discard("another look");
}

fn sizes(style: &mut Style, scale: f32) {
    style.spacing.scroll = ScrollStyle { floating_allocated_width: LARGE, ..ScrollStyle::thin() };
    let font = |size, family| FontId::new(size * scale, family);
    style.text_styles = [
        (TextStyle::Small, font(SMALL_TYPE, FontFamily::Proportional)),
        (TextStyle::Body, font(BODY_TYPE, FontFamily::Proportional)),
        (TextStyle::Button, font(BODY_TYPE, FontFamily::Proportional)),
        (TextStyle::Heading, font(HEADING_TYPE, FontFamily::Proportional)),
        (TextStyle::Monospace, font(SMALL_TYPE, FontFamily::Monospace)),
        (title_style(), font(TITLE_TYPE, FontFamily::Proportional)),
    ]
    .into();
    style.spacing.item_spacing = Vec2::new(USUAL, SMALL);
    style.spacing.button_padding = Vec2::new(USUAL, SMALL);
    style.spacing.interact_size = Vec2::new(40.0, 24.0) * scale;
    style.spacing.icon_width = LARGE * scale;
    style.spacing.tooltip_width = 420.0 * scale.min(1.5);
}

fn colours(style: &mut Style, palette: &Palette) {
    let visuals = &mut style.visuals;
    visuals.panel_fill = palette.background;
    visuals.window_fill = palette.card;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.extreme_bg_color = palette.background;
    visuals.faint_bg_color = palette.card;
    visuals.weak_text_color = Some(palette.faint);
    visuals.hyperlink_color = palette.concept;
    visuals.selection.bg_fill = palette.accent.linear_multiply(0.35);
    visuals.selection.stroke = Stroke::new(1.0, palette.text);
    visuals.slider_trailing_fill = true;
    let widgets = &mut visuals.widgets;
    widgets.noninteractive.fg_stroke = Stroke::new(1.0, palette.text);
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, palette.line);
    for (visuals, line) in [
        (&mut widgets.inactive, palette.line),
        (&mut widgets.hovered, palette.accent),
        (&mut widgets.active, palette.accent),
        (&mut widgets.open, palette.accent),
    ] {
        visuals.bg_fill = palette.ground;
        visuals.weak_bg_fill = palette.ground;
        visuals.bg_stroke = Stroke::new(1.0, line);
        visuals.fg_stroke = Stroke::new(1.5, palette.text);
        visuals.corner_radius = ROUND;
    }
}

fn title_style() -> TextStyle {
    TextStyle::Name("title".into())
}

/// How large the text is beside its usual size: what is painted by hand grows with it.
#[must_use]
pub fn scale(ui: &Ui) -> f32 {
    TextStyle::Body.resolve(ui.style()).size / BODY_TYPE
}

/// Whether the window is so low beside the size of its text that what can be said elsewhere gives its room away.
#[must_use]
pub fn is_low(ui: &Ui) -> bool {
    height_at_usual_type(ui) < LOW
}

/// Whether it is so low that map and charts cannot both be read: one of them has all the room.
#[must_use]
pub fn is_lowest(ui: &Ui) -> bool {
    height_at_usual_type(ui) < LOWEST
}

/// Height of the window as it would be with text of 100 %.
fn height_at_usual_type(ui: &Ui) -> f32 {
    ui.ctx().content_rect().height() / scale(ui)
}

/// The head of a group, with what explains it beside.
pub fn heading(ui: &mut Ui, title: &str, note: &str) {
    ui.horizontal_wrapped(|ui| {
        ui.label(headed(title));
        if !note.is_empty() {
            ui.label(faint(note));
        }
    });
    ui.add_space(SMALL);
}

/// The type of the head of a group.
#[must_use]
pub fn headed(title: impl Into<String>) -> RichText {
    RichText::new(title).text_style(title_style()).strong()
}

/// What is read second.
#[must_use]
pub fn faint(text: impl Into<String>) -> RichText {
    RichText::new(text).small().weak()
}

/// What stands out from its column.
pub fn card(ui: &Ui) -> Frame {
    let palette = palette(ui);
    let margin = Margin::same(USUAL as i8);
    Frame::NONE.fill(palette.card).stroke(Stroke::new(1.0, palette.line)).corner_radius(6.0).inner_margin(margin)
}

/// Gives something drawn or worded too briefly the name that a screen reader says.
pub fn named(response: &Response, name: impl Into<String>) {
    // Nobody wants to hear the signs between which names stand.
    let name = name.into().replace('`', "");
    response.ctx.accesskit_node_builder(response.id, |node| node.set_label(name));
}
