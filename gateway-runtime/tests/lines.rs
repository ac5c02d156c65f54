//! Lines are the same however the stream is cut, and never longer than the limit.

#![expect(clippy::expect_used, reason = "a test that cannot be set up fails")]

use gateway_runtime::io::{Line, Lines, Outbox, single_line};
use proptest::prelude::*;
use tokio::io::AsyncReadExt;

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

fn read(chunks: Vec<Vec<u8>>, limit: usize) -> Vec<Option<Vec<u8>>> {
    runtime().block_on(async {
        let (mut writer, reader) = tokio::io::duplex(16);
        let feed = tokio::spawn(async move {
            for chunk in chunks {
                tokio::io::AsyncWriteExt::write_all(&mut writer, &chunk).await.expect("a reader");
            }
        });
        let mut lines = Lines::new(reader, limit);
        let mut found = Vec::new();
        while let Some(line) = lines.next().await.expect("a stream") {
            found.push(match line {
                Line::Text(text) => Some(text.to_vec()),
                Line::TooLong => None,
            });
        }
        feed.await.expect("the whole text is read");
        found
    })
}

/// The same by a simple rule: split, trim, leave out the empty.
fn expected(text: &[u8], limit: usize) -> Vec<Option<Vec<u8>>> {
    let lines = text.split(|&b| b == b'\n').map(|line| match line.len() > limit {
        true => Some(None),
        false => Some(line.trim_ascii()).filter(|line| !line.is_empty()).map(|line| Some(line.to_vec())),
    });
    lines.flatten().collect()
}

proptest! {
    #[test]
    fn cutting_changes_nothing(
        chunks in prop::collection::vec(prop::collection::vec(prop::sample::select(b"ab \r\n\n".to_vec()), 0..20), 0..8),
        limit in 1..20_usize,
    ) {
        let text = chunks.concat();
        prop_assert_eq!(read(chunks, limit), expected(&text, limit), "{:?}", String::from_utf8_lossy(&text));
    }
}

#[test]
fn what_is_pushed_comes_out_whole_and_in_order() {
    let text = runtime().block_on(async {
        let outbox = Outbox::default();
        let (writer, mut reader) = tokio::io::duplex(4);
        outbox.push(&[b"a", b"bc"]);
        outbox.push(&[b"d"]);
        outbox.close();
        outbox.push(&[b"too late"]);
        let mut text = Vec::new();
        let (written, read) = tokio::join!(outbox.run(writer), reader.read_to_end(&mut text));
        written.and(read.map(drop)).expect("no error");
        text
    });
    assert_eq!(text, b"abc\nd\n");
}

#[test]
fn line_breaks_inside_a_message_become_spaces() {
    assert_eq!(single_line("{\r\n  \"a\": 1\n}".into()).as_ref(), b"{    \"a\": 1 }");
}
