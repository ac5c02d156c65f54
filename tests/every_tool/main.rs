//! Every tool of the contract, called through the compiled gateway over standard input and output, with good and with bad
//! arguments. A row says what must be true of the reply and of the disk; see `row`. One module a server.

#![cfg(unix)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../support/mod.rs"]
mod support;

mod judge;
mod row;
mod world;

mod adr;
mod agent_persona;
mod chronicle;
mod code;
mod config;
mod council;
mod forge_llm;
mod git_workflow;
mod orchestrator;
mod protocol;
mod rag_cortex;
mod task;

use std::collections::BTreeSet;

use judge::listed;
use row::Row;
use support::consent::approved;
use support::message::call;
use world::{World, changes};

/// Other names that reach a tool and are not listed, each with the tool's.
const ALIASES: [(&str, &str); 1] = [("chronicle_read_latest_entries", "chronicle_list_entries")];

/// A test for each server, and a list of all their tables.
macro_rules! tables {
    ($($server:ident)+) => {
        const TABLES: &[fn() -> Vec<Row>] = &[$($server::rows),+];

        $(
            #[tokio::test]
            async fn $server() {
                let world = World::new();
                $server::prepare(&world);
                play(&world, $server::rows()).await;
            }
        )+
    };
}

tables!(
    adr agent_persona chronicle code config council forge_llm git_workflow orchestrator protocol rag_cortex task
);

/// Makes the calls of a table one after the other, in one gateway.
async fn play(world: &World, rows: Vec<Row>) {
    let mut gateway = world.gateway();
    let listed = listed(&mut gateway).await;
    let mut report = String::new();
    for (id, row) in rows.into_iter().enumerate() {
        if let Some(given) = row.given {
            given(world);
        }
        let arguments = row.arguments.to_string().replace("$OUTSIDE", world.outside().to_str().unwrap());
        let before = world.state();
        let message = call(&id.to_string(), row.tool, &arguments);
        let mut reply = approved(&mut gateway, &message).await;
        if reply.contains(r#""code":"limited""#) {
            // How often a tool may be called is not the matter here, and each gateway counts for itself.
            gateway = world.gateway();
            reply = approved(&mut gateway, &message).await;
        }
        let changes = changes(&before, &world.state());
        let tool = ALIASES.iter().find(|(alias, _)| *alias == row.tool).map_or(row.tool, |(_, tool)| tool);
        for problem in judge::problems(&row, &reply, &changes, world, listed[tool].as_ref()) {
            report.push_str(&format!("\n{} {arguments}: {problem}", row.tool));
        }
    }
    assert!(report.is_empty(), "{report}");
    gateway.close();
    assert!(gateway.ended().await.success());
}

#[tokio::test]
async fn every_tool_has_good_and_bad_rows() {
    let listed = listed(&mut World::new().gateway()).await;
    let wanted: BTreeSet<_> =
        listed.keys().map(String::as_str).chain(ALIASES.map(|(alias, _)| alias)).collect();
    let rows: Vec<Row> = TABLES.iter().flat_map(|rows| rows()).collect();
    for good in [true, false] {
        let called: BTreeSet<_> =
            rows.iter().filter(|row| row.is_good() == good).map(|row| row.tool).collect();
        assert_eq!(called, wanted, "tools with rows that are {}", if good { "good" } else { "bad" });
    }
}

#[tokio::test]
async fn every_tool_says_what_it_returns() {
    let listed = listed(&mut World::new().gateway()).await;
    let silent = listed.iter().filter(|(_, schema)| schema.is_none()).map(|(name, _)| name.as_str());
    assert_eq!((listed.len(), silent.collect::<Vec<_>>()), (63, vec![]));
}
