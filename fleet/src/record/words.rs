//! Fields that hold one of a few words.

/// Declares an enum of such words: written exactly so, read in any letter case with anything behind it.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$note:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub(super) enum $name {
            $($(#[$note])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            pub(super) fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            fn read(text: &str) -> Option<Self> {
                let word = $crate::record::words::first_word(text)?;
                [$(Self::$variant),+].into_iter().find(|known| known.name().eq_ignore_ascii_case(word))
            }
        }
    };
}

pub(crate) use words;

/// The first run of letters: `✅ Accepted (v1.2)` says "Accepted".
pub(crate) fn first_word(text: &str) -> Option<&str> {
    let apart = |c: char| !c.is_alphabetic();
    text.split(apart).find(|word| !word.is_empty())
}
