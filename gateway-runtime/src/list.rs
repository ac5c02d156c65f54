//! Ready answers to `tools/list`, put together while compiling: each tool's entry is stated once and shared by every
//! profile and protocol era.

/// One tool's entry: its text around the schema, which the tool's own module states.
#[derive(Clone, Copy, Debug)]
pub struct ListEntry {
    /// From `{` to `"inputSchema":`.
    pub head: &'static str,
    /// The schema.
    pub schema: &'static str,
    /// From the `,` after the schema to `}`.
    pub tail: &'static str,
}

/// The positions `0..COUNT`: the members of the profile `all`.
#[must_use]
pub const fn everything<const COUNT: usize>() -> [u16; COUNT] {
    let mut members = [0; COUNT];
    let mut at = 1;
    while at < COUNT {
        members[at] = members[at - 1] + 1;
        at += 1;
    }
    members
}

/// Length in bytes of [`join`] over the same parts.
#[must_use]
pub const fn joined_len(open: &str, entries: &[ListEntry], members: &[u16], close: &str) -> usize {
    let mut length = open.len() + close.len() + members.len().saturating_sub(1);
    let mut at = 0;
    while at < members.len() {
        let entry = &entries[members[at] as usize];
        length += entry.head.len() + entry.schema.len() + entry.tail.len();
        at += 1;
    }
    length
}

/// `open`, the entries of the members with commas between them, `close`.
///
/// # Panics
/// When `LENGTH` is not [`joined_len`] of the same parts; while compiling, as it is used in statics only.
#[must_use]
pub const fn join<const LENGTH: usize>(
    open: &str,
    entries: &[ListEntry],
    members: &[u16],
    close: &str,
) -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    let mut end = append(&mut bytes, 0, open);
    let mut at = 0;
    while at < members.len() {
        let entry = &entries[members[at] as usize];
        end = append(&mut bytes, end, if at == 0 { "" } else { "," });
        end = append(&mut bytes, end, entry.head);
        end = append(&mut bytes, end, entry.schema);
        end = append(&mut bytes, end, entry.tail);
        at += 1;
    }
    assert!(append(&mut bytes, end, close) == LENGTH, "the length is that of the parts");
    bytes
}

const fn append(bytes: &mut [u8], at: usize, part: &str) -> usize {
    let end = at + part.len();
    let (head, _) = bytes.split_at_mut(end);
    let (_, gap) = head.split_at_mut(at);
    gap.copy_from_slice(part.as_bytes());
    end
}

/// The text of joined bytes; strings put together are UTF-8, other bytes give an empty text.
#[must_use]
pub const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRIES: &[ListEntry] = &[
        ListEntry { head: r#"{"name":"a","inputSchema":"#, schema: "{}", tail: r#","x":1}"# },
        ListEntry { head: r#"{"name":"ü","inputSchema":"#, schema: "true", tail: "}" },
    ];

    #[test]
    fn members_stand_between_the_ends_with_commas() {
        static BYTES: [u8; joined_len("[", ENTRIES, &everything::<2>(), "]")] =
            join("[", ENTRIES, &everything::<2>(), "]");
        assert_eq!(text(&BYTES), r#"[{"name":"a","inputSchema":{},"x":1},{"name":"ü","inputSchema":true}]"#);
    }

    #[test]
    fn others_are_left_out() {
        static BYTES: [u8; joined_len("[", ENTRIES, &[1], "]")] = join("[", ENTRIES, &[1], "]");
        assert_eq!(text(&BYTES), r#"[{"name":"ü","inputSchema":true}]"#);
    }

    #[test]
    fn no_member_leaves_the_ends() {
        static BYTES: [u8; joined_len("[", ENTRIES, &[], "]")] = join("[", ENTRIES, &[], "]");
        assert_eq!(text(&BYTES), "[]");
    }
}
