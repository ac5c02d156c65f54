//! The list of faults, as clients see them.

use std::time::Duration;

use gateway_runtime::era::Era;
use gateway_runtime::fault::{Fault, Verdict, Wire};
use gateway_runtime::validate::ArgumentFault;

fn every_fault() -> Vec<Fault> {
    let argument = ArgumentFault {
        path: "updates.title".into(),
        problem: "it has 0 characters".into(),
        expected: "a string of 1 characters or more".into(),
    };
    let (tool, server) = ("get_task", "task");
    let after = Duration::from_millis(1500);
    vec![
        Fault::Parse("expected a value at byte 0".into()),
        Fault::NotUtf8(7),
        Fault::TooLarge(1024),
        Fault::TooDeep,
        Fault::Batch,
        Fault::InvalidRequest("`params` must be an object".into()),
        Fault::UnknownMethod("prompts/list".into()),
        Fault::InvalidParams("tools/call needs `params.name`, a tool's name".into()),
        Fault::BadMeta("`params._meta` needs `io.modelcontextprotocol/protocolVersion`".into()),
        Fault::UnknownTool { name: "get_tusk".into(), near: Some(tool), waits_for: None },
        Fault::UnknownTool { name: "x".into(), near: None, waits_for: None },
        Fault::UnknownTool { name: "git_diff".into(), near: None, waits_for: Some("git_workflow") },
        Fault::UnknownPrompt("greet".into()),
        Fault::UnknownResource("notes://7".into()),
        Fault::UnsupportedVersion("1999-01-01".into()),
        Fault::HeaderMismatch("Header `mcp-name` is missing, but `params.name` is `get_task`".into()),
        Fault::UnknownSession,
        Fault::BadArguments { tool, faults: vec![argument] },
        Fault::Limited {
            tool,
            limit: "it may be called once per hour, and was".into(),
            retry_after: Some(Duration::from_millis(1_800_400)),
        },
        Fault::Limited {
            tool,
            limit: "its arguments have 9 bytes, and 8 is the most".into(),
            retry_after: None,
        },
        Fault::ResultTooLarge { tool, size: 9, limit: 8 },
        Fault::NotApproved { tool, verdict: Verdict::Denied(None) },
        Fault::NotApproved { tool, verdict: Verdict::Denied(Some("not on a Friday".into())) },
        Fault::NotApproved { tool, verdict: Verdict::Expired("7f3a".into()) },
        Fault::NotApproved { tool, verdict: Verdict::Withdrawn },
        Fault::NotApproved { tool, verdict: Verdict::Invalid("it was used before".into()) },
        Fault::NotApproved { tool, verdict: Verdict::Unavailable("the approvals cannot be kept.".into()) },
        Fault::Refused { tool, reason: "the message is empty.".into() },
        Fault::Withheld { tool, reason: "it names a person.".into() },
        Fault::Drifted { tool, server, changes: vec!["parameter `x` is required now".into()] },
        Fault::Unrecorded { tool, reason: "audit.db: database or disk is full".into() },
        Fault::BreakerOpen { server, retry_after: Duration::from_millis(41_200) },
        Fault::TimedOut { tool, server, after, sent: true },
        Fault::TimedOut { tool, server, after, sent: false },
        Fault::Unavailable { server, reason: "`python3` could not be started.".into() },
        Fault::Lost { server, reason: "its process exited with code 3.".into() },
        Fault::BadReply { server, reason: "it sent no event.".into() },
        Fault::NeedsInput { tool },
        Fault::Cancelled { tool },
        Fault::ServerStopped { server },
        Fault::Stopping,
    ]
}

#[test]
fn every_fault_has_one_form_on_the_wire() {
    let listed: Vec<_> = every_fault()
        .iter()
        .map(|fault| {
            let wire = match fault.wire() {
                Wire::Protocol(code) => fault.error(code),
                Wire::ToolResult => fault.tool_result(),
            };
            format!("{} (HTTP {})\n{wire:#}", fault.code(), fault.http_status())
        })
        .collect();
    insta::assert_snapshot!(listed.join("\n\n"));
}

#[test]
fn the_list_of_codes_is_that_of_the_faults() {
    let mut codes: Vec<_> = every_fault().iter().map(Fault::code).collect();
    codes.dedup();
    assert_eq!(codes, Fault::CODES);
}

#[test]
fn for_no_tool_every_fault_is_an_error_with_its_code() {
    for fault in every_fault() {
        let (legacy, modern) = (fault.error_for(Era::Legacy), fault.error_for(Era::Modern));
        assert_eq!(modern["message"], fault.to_string());
        match (fault.wire(), &fault) {
            (_, Fault::UnknownResource(uri)) => {
                assert_eq!((legacy["code"].as_i64(), modern["code"].as_i64()), (Some(-32002), Some(-32602)));
                assert_eq!(legacy["data"]["uri"], uri.as_str());
            }
            (Wire::Protocol(code), _) => assert_eq!((&legacy, &modern["code"]), (&modern, &code.into())),
            (Wire::ToolResult, _) => {
                assert_eq!((&legacy, &modern["code"]), (&modern, &(-32603).into()));
                assert_eq!(modern["data"]["code"], fault.code());
            }
        }
    }
}
