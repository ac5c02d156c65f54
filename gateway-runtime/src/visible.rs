//! Characters that a person does not see, or that change how the text around them is seen.

/// Whether a character is one of those: it has no width, or turns, hides or joins what stands beside it. Control
/// characters, which `char::is_control` knows, are not counted.
#[must_use]
pub const fn is_hidden(c: char) -> bool {
    matches!(c as u32,
        0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F | 0x2028..=0x202E
        | 0x2060..=0x206F | 0x2800 | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB
        | 0x1_D173..=0x1_D17A | 0xE_0000..=0xE_0FFF)
}
