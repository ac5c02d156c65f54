//! The review copy in this repository is what `tools.toml` says.

use std::path::Path;

use gateway_codegen::{Contract, emit, sink};

#[test]
fn the_review_copy_is_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let contract = Contract::load(&root.join("tools.toml")).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let changes = sink::compare(&root.join("generated"), &emit::all(&contract.plan)).unwrap();
    assert!(changes.is_empty(), "{}{}", sink::report(&changes), sink::REMEDY);
}
