//! The fine-tuned model.

use serde_json::json;

use crate::row::{Row, bad, but, good};
use crate::support::ollama::Answer;
use crate::world::{MODEL, World};

pub(crate) fn prepare(_: &World) {}

pub(crate) fn rows() -> Vec<Row> {
    let (ask, status) = ("query_sanctuary_model", "check_sanctuary_model_status");
    let question = json!({"prompt": "Is it lit?"});
    vec![
        good(status, json!({})).facts(json!({"model": MODEL, "available": true, "problem": null})),
        bad(status, json!({"model": MODEL}), "model", "there is no such parameter"),
        good(ask, question.clone())
            .given(|world| world.models().script([Answer::text("It is lit.")]))
            .says("It is lit.")
            .facts(json!({"response": "It is lit.", "model": MODEL, "temperature": 0.7, "truncated": false})),
        good(ask, but(&question, "system_prompt", "Be brief.")).facts(json!({"status": "success"})),
        bad(ask, but(&question, "prompt", ""), "prompt", "a string of 1 to 10000 characters"),
        bad(ask, but(&question, "prompt", "x".repeat(10_001)), "prompt", "a string of 1 to 10000 characters"),
        bad(ask, but(&question, "temperature", 2.5), "temperature", "of 0 to 2"),
        bad(ask, but(&question, "max_tokens", 0), "max_tokens", "of 1 to 8192"),
        bad(ask, but(&question, "system_prompt", 7), "system_prompt", "a string"),
        bad(ask, json!({}), "prompt", "it is missing"),
        bad(ask, question, "out of memory", "500").given(|world| {
            world.models().script([Answer::Status(500, r#"{"error":"out of memory"}"#.into())]);
        }),
    ]
}
