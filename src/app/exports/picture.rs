//! A drawing as a picture: what the SVG shows, in pixels.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::saves::Trouble;

/// Pixels to one of the drawing: sharp on paper and before a room.
const FINE: f32 = 2.0;
/// The family that the window is written in.
const FAMILY: &str = "Ubuntu";

/// The letters of the window: a picture looks alike wherever it is made.
fn letters() -> Arc<fontdb::Database> {
    static LETTERS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
        let mut letters = fontdb::Database::new();
        for font in egui::FontDefinitions::default().font_data.values() {
            letters.load_font_data(font.font.to_vec());
        }
        letters.set_sans_serif_family(FAMILY);
        Arc::new(letters)
    });
    Arc::clone(&LETTERS)
}

/// The PNG file of an SVG file.
///
/// # Errors
/// Why there is none, in a sentence.
pub fn png(svg: &str) -> Result<Vec<u8>, Trouble> {
    let trouble = |why: &dyn std::fmt::Display| Trouble(format!("the picture cannot be drawn: {why}"));
    let options = Options { fontdb: letters(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| trouble(&error))?;
    let size = tree.size().to_int_size().scale_by(FINE).ok_or_else(|| trouble(&"it has no size"))?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or_else(|| trouble(&"it is too large"))?;
    resvg::render(&tree, Transform::from_scale(FINE, FINE), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| trouble(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_the_letters_and_colours_of_the_drawing() {
        let drawing = |text: &str| {
            format!(
                "<svg xmlns='http://www.w3.org/2000/svg' width='60' height='20' font-family='Arial, sans-serif' font-size='14'>\
                 <rect width='60' height='20' fill='#ffffff'/><text x='2' y='15' fill='#0072b2'>{text}</text></svg>"
            )
        };
        let pixels = |text: &str| Pixmap::decode_png(&png(&drawing(text)).unwrap()).unwrap();
        let (empty, full) = (pixels(""), pixels("trust"));
        assert_eq!([full.width(), full.height()], [120, 40]);
        assert!(empty.pixels().iter().all(|pixel| pixel.red() == 255));
        let blue = full.pixels().iter().filter(|pixel| pixel.red() < 80 && pixel.blue() > 140).count();
        assert!(blue > 60, "{blue} pixels of letters");
        assert!(png("<svg").is_err());
    }
}
