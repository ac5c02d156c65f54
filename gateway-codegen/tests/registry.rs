//! `registry.sql` is read by SQLite, and holds what the plan says.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use gateway_codegen::plan::Plan;
use gateway_codegen::{Contract, emit};
use rusqlite::Connection;

fn load(fixture: &str) -> (Plan, Connection) {
    let contract =
        Contract::load(&Path::new("tests/fixtures").join(fixture)).unwrap_or_else(|e| panic!("{e}"));
    let database = Connection::open_in_memory().unwrap();
    database.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    database.execute_batch(&emit::sql::registry(&contract.plan)).unwrap();
    (contract.plan, database)
}

fn column(database: &Connection, query: &str) -> Vec<String> {
    let mut statement = database.prepare(query).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

#[test]
fn texts_arrive_as_they_are() {
    let (plan, database) = load("kitchen_sink.toml");
    let descriptions: Vec<_> = plan.tools.iter().map(|tool| tool.tool.description.clone()).collect();
    assert_eq!(column(&database, "SELECT description FROM mcp_tools ORDER BY name"), descriptions);
    let schemas: Vec<_> = plan.tools.iter().map(|tool| tool.arguments.schema.compact()).collect();
    assert_eq!(column(&database, "SELECT input_schema FROM mcp_tools ORDER BY name"), schemas);
    let returns: Vec<_> =
        plan.tools.iter().filter_map(|tool| Some(tool.returns.as_ref()?.schema.compact())).collect();
    assert_eq!(
        column(
            &database,
            "SELECT output_schema FROM mcp_tools WHERE output_schema IS NOT NULL ORDER BY name"
        ),
        returns
    );
}

#[test]
fn the_allowlist_holds_each_principal_s_profile() {
    let (_, database) = load("kitchen_sink.toml");
    let of = |who: &str| {
        column(&database, &format!("SELECT tool FROM allowlist WHERE principal = '{who}' ORDER BY tool"))
    };
    assert_eq!(of("chef"), column(&database, "SELECT name FROM mcp_tools ORDER BY name"));
    assert_eq!(
        of("guest"),
        column(&database, "SELECT name FROM mcp_tools WHERE class = 'read' ORDER BY name")
    );
}

#[test]
fn quotes_line_breaks_and_nul_do_not_end_a_text() {
    let text = "[gateway]\nname = \"g\"\nprincipal = \"p\"\n[principals.p]\nprofile = \"all\"\n\
        [servers.s.endpoints.embedded]\nfleet = \"s\"\n[servers.s.tools.t]\nclass = \"read\"\n\
        description = \"it's '); DROP TABLE mcp_tools; --\\nsecond line\"\n";
    let compiled = gateway_codegen::check::compile_text("tools.toml", text, Path::new("")).unwrap();
    let database = Connection::open_in_memory().unwrap();
    database.execute_batch(&emit::sql::registry(&Plan::new(&compiled.model))).unwrap();
    let expected = "it's '); DROP TABLE mcp_tools; --\nsecond line";
    assert_eq!(column(&database, "SELECT description FROM mcp_tools"), [expected]);
}
