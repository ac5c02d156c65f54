//! The whole body of an HTTP message.

use std::io;

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::Body;

use super::budget::{Budget, LARGE};
use super::pages::Pages;
use super::single_line;

/// Why a body could not be had.
#[derive(Debug)]
pub enum Broken<E> {
    /// It is longer than the limit.
    TooLong,
    /// It ended before it should.
    Body(E),
    /// There is no memory for it.
    Memory(io::Error),
}

/// A body that has come whole.
#[derive(Debug)]
pub struct Collected(Text);

#[derive(Debug)]
enum Text {
    /// In one piece, as it came.
    Piece(Bytes),
    Buffer(BytesMut),
    Pages(Pages),
}

/// Reads a body of up to `limit` bytes; what is large waits for room in a budget, where there is one.
///
/// # Errors
///
/// Why it could not be had.
pub async fn collect<B: Body<Data = Bytes> + Unpin>(
    mut body: B,
    limit: usize,
    budget: Option<&'static Budget>,
) -> Result<Collected, Broken<B::Error>> {
    let expected = body.size_hint().exact().map(|size| usize::try_from(size).unwrap_or(usize::MAX));
    if expected.is_some_and(|expected| expected > limit) {
        return Err(Broken::TooLong);
    }
    let mut text = Text::Piece(Bytes::new());
    loop {
        // Where the length is told, nothing is read before there is room for it.
        if expected.unwrap_or(text.bytes().len()) > LARGE {
            // In a box, since it is rare, and each future on the way would have a place for it.
            Box::pin(text.spread(expected.unwrap_or(limit), budget)).await.map_err(Broken::Memory)?;
        }
        let Some(frame) = body.frame().await else { return Ok(Collected(text)) };
        let Ok(data) = frame.map_err(Broken::Body)?.into_data() else { continue };
        if text.bytes().len() + data.len() > limit {
            return Err(Broken::TooLong);
        }
        text.push(data);
    }
}

impl Text {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Piece(piece) => piece,
            Self::Buffer(buffer) => buffer,
            Self::Pages(pages) => pages.text(),
        }
    }

    /// Moves to pages, once there is room for `most` bytes.
    async fn spread(&mut self, most: usize, budget: Option<&'static Budget>) -> io::Result<()> {
        if matches!(self, Self::Pages(_)) {
            return Ok(());
        }
        let share = match budget {
            Some(budget) => budget.share(most).await,
            None => None,
        };
        let mut pages = Pages::new(most.max(self.bytes().len()), share)?;
        pages.extend(self.bytes());
        *self = Self::Pages(pages);
        Ok(())
    }

    fn push(&mut self, data: Bytes) {
        match self {
            Self::Piece(piece) if piece.is_empty() => *piece = data,
            Self::Piece(piece) => {
                let mut buffer = BytesMut::with_capacity(2 * (piece.len() + data.len()));
                buffer.extend_from_slice(piece);
                buffer.extend_from_slice(&data);
                *self = Self::Buffer(buffer);
            }
            Self::Buffer(buffer) => buffer.extend_from_slice(&data),
            Self::Pages(pages) => pages.extend(&data),
        }
    }
}

impl Collected {
    /// As it came.
    #[must_use]
    pub fn bytes(self) -> Bytes {
        match self.0 {
            Text::Piece(piece) => piece,
            Text::Buffer(buffer) => buffer.freeze(),
            Text::Pages(pages) => pages.freeze(),
        }
    }

    /// Without line breaks, as [`single_line`] makes it.
    #[must_use]
    pub fn single_line(self) -> Bytes {
        match self.0 {
            Text::Pages(mut pages) => {
                let breaks = pages.text_mut().iter_mut().filter(|byte| matches!(**byte, b'\n' | b'\r'));
                breaks.for_each(|byte| *byte = b' ');
                pages.freeze()
            }
            other => single_line(Self(other).bytes()),
        }
    }
}
