//! Finding tools by words. The compiler writes a [`card`] for each tool, the gateway ranks the cards for a question with
//! [`find`]; both fold words with the same [`words`], which is why this stands between the two lines.
//!
//! Invariant: the same texts give the same cards, and the same cards the same ranking, on every machine: nothing here
//! depends on hash order, time or the mathematics library.

mod card;
mod fold;
mod rank;
mod sentence;

pub use card::card;
pub use fold::words;
pub use rank::{Card, find};
pub use sentence::first_sentence;
