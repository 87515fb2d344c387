//! When each diagnosis is made, in words: the reference of `stage.rs`.

use super::super::stage::Diagnosis;

/// The condition under which a diagnosis is made. Several may hold: `stage` names the order.
#[must_use]
pub const fn rule(diagnosis: Diagnosis) -> &'static str {
    match diagnosis {
        Diagnosis::Regressing => {
            "a stage was lost within stalled_quarters, or progress lies .05 or more under its best in this stage"
        }
        Diagnosis::LockedIn => {
            "in stage II or III: partner_distance under lock_in_distance, or outside ties under lock_in_external of all"
        }
        Diagnosis::Hollow => "trade at hollow_trade or over, knowledge under the threshold of stage II",
        Diagnosis::LackingSynergy => {
            "the next stage is not in reach, synergy (smoothed over stalled_quarters) under synergy_low"
        }
        Diagnosis::UnderExploited => "the next stage is not in reach, share set up (R3) under setup_low",
        Diagnosis::Stalled => "the next stage is not in reach, and nothing else applies",
        Diagnosis::Progressing => "stage III holds, or the next stage is in reach",
    }
}
