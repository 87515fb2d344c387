//! Colours of the map, light and dark: blue for side A, orange for side B, which colour-blind people tell apart.

use egui::{Color32, Ui};

use super::geometry::{Ground, Stroked};
use crate::model::setup::Side;

/// One look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    water: Color32,
    /// Beyond the edge of a map without a sea.
    nothing: Color32,
    land: Color32,
    neighbour: Color32,
    sides: [Color32; 2],
    /// Marks that belong to a side.
    marks: [Color32; 2],
    river: Color32,
    coast: Color32,
    elsewhere: Color32,
    pub text: Color32,
    /// Behind text, and around marks.
    pub halo: Color32,
    pub across: Color32,
    pub home: Color32,
    pub goods: Color32,
    pub people: Color32,
    pub open: Color32,
    pub shut: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const DARK: Colours = Colours {
    water: rgb(0x0f_1b_2a),
    nothing: rgb(0x17_1b_21),
    land: rgb(0x20_26_2e),
    neighbour: rgb(0x23_29_31),
    sides: [rgb(0x24_45_60), rgb(0x5a_43_22)],
    marks: [rgb(0x7c_c4_f5), rgb(0xf3_b9_54)],
    river: rgb(0x3d_6c_93),
    coast: rgb(0x4b_5d_70),
    elsewhere: rgb(0x4a_52_5e),
    text: rgb(0xf1_f3_f6),
    halo: rgb(0x10_15_1c),
    across: rgb(0x5f_e0_b0),
    home: rgb(0xb9_c2_cf),
    goods: rgb(0xff_e0_8a),
    people: rgb(0xff_ff_ff),
    open: rgb(0x5f_cf_a2),
    shut: rgb(0xff_8a_80),
};

const LIGHT: Colours = Colours {
    water: rgb(0xcf_e3_f2),
    nothing: rgb(0xf8_f7_f4),
    land: rgb(0xee_ed_e8),
    neighbour: rgb(0xe9_e7_e1),
    sides: [rgb(0xb4_d5_ec), rgb(0xf6_dc_ab)],
    marks: [rgb(0x00_5a_94), rgb(0x96_56_00)],
    river: rgb(0x6f_a4_cc),
    coast: rgb(0x8a_9a_a8),
    elsewhere: rgb(0xb0_ac_a4),
    text: rgb(0x17_1c_22),
    halo: rgb(0xfa_fa_f8),
    across: rgb(0x00_7a_5a),
    home: rgb(0x5f_66_70),
    goods: rgb(0x7a_45_00),
    people: rgb(0x20_20_60),
    open: rgb(0x00_7a_55),
    shut: rgb(0xb3_26_1e),
};

impl Colours {
    /// Those of the look that is shown.
    pub fn of(ui: &Ui) -> Self {
        if ui.visuals().dark_mode { DARK } else { LIGHT }
    }

    pub const fn ground(&self, ground: Ground) -> Color32 {
        match ground {
            Ground::Land => self.land,
            Ground::Neighbour => self.neighbour,
            Ground::Side(side) => self.sides[side.index()],
            Ground::Lake => self.water,
        }
    }

    /// What lies around all that is drawn.
    pub const fn around(&self, has_sea: bool) -> Color32 {
        if has_sea { self.water } else { self.nothing }
    }

    pub const fn line(&self, line: Stroked) -> Color32 {
        match line {
            Stroked::Coast => self.coast,
            Stroked::River(_) => self.river,
            Stroked::Elsewhere => self.elsewhere,
        }
    }

    pub const fn mark(&self, side: Side) -> Color32 {
        self.marks[side.index()]
    }
}
