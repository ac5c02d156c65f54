//! Parts of a message that are passed on without being copied.

use std::collections::VecDeque;

use bytes::{Bytes, BytesMut};

/// Less than this is copied: that costs less than a write of its own.
const LEAST: usize = 64 * 1024;

/// `piece` as a part of `whole`, where it is one and is large.
pub(super) fn shared(piece: &[u8], whole: &Bytes) -> Option<Bytes> {
    let (inner, outer) = (piece.as_ptr_range(), whole.as_ptr_range());
    let is_part = outer.start <= inner.start && inner.end <= outer.end;
    (is_part && piece.len() >= LEAST).then(|| whole.slice_ref(piece))
}

/// The pieces of a message, those of `whole` that are large shared and the others copied.
#[must_use]
pub fn sharing(pieces: &[&[u8]], whole: &Bytes) -> VecDeque<Bytes> {
    let (mut parts, mut small) = (VecDeque::new(), BytesMut::new());
    for piece in pieces {
        match shared(piece, whole) {
            Some(part) => parts.extend([small.split().freeze(), part]),
            None => small.extend_from_slice(piece),
        }
    }
    parts.push_back(small.freeze());
    parts.retain(|part| !part.is_empty());
    parts
}
