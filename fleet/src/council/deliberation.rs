//! The rounds.

use gateway_runtime::embedded::ToolFailure;
use serde::Serialize;

use crate::agent_persona::{Minds, Persona, Turn};
use crate::ollama::Teller;

/// Of what one member said, as much is put before another.
const LONGEST_HEARD: usize = 6_000;

/// What one member said in one round.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Packet {
    /// From 1.
    pub(super) round: usize,
    pub(super) member_id: String,
    pub(super) engine: &'static str,
    pub(super) model: String,
    pub(super) decision: String,
    pub(super) prompt_tokens: Option<u64>,
    pub(super) completion_tokens: Option<u64>,
    /// Whether the answer ended because it may have no more tokens.
    pub(super) truncated: bool,
}

/// A task before some members.
pub(super) struct Deliberation<'a> {
    pub(super) minds: &'a Minds,
    pub(super) task: &'a str,
    pub(super) members: &'a [Persona],
    pub(super) rounds: usize,
}

impl Deliberation<'_> {
    /// Everything that was said, in order. A failure names the round and the member, and where the rest is.
    pub(super) fn hold(&self, teller: &mut Teller<'_>) -> Result<Vec<Packet>, ToolFailure> {
        let mut said = Vec::new();
        for round in 1..=self.rounds {
            for member in self.members {
                teller.phase(format!("round {round} of {}: {}", self.rounds, member.role));
                match self.hear(round, member, &said, teller) {
                    Ok(packet) => said.push(packet),
                    Err(failure) => return Err(self.broken_off(round, member, &said, &failure)),
                }
            }
        }
        Ok(said)
    }

    fn hear(
        &self,
        round: usize,
        member: &Persona,
        said: &[Packet],
        teller: &mut Teller<'_>,
    ) -> Result<Packet, ToolFailure> {
        let prompt = self.prompt(round, member, said);
        let model = self.minds.models.model(None);
        let turn = Turn { persona: member, model: model.clone(), prompt: &prompt, keep: true };
        let reply = self.minds.take(turn, teller)?.reply;
        Ok(Packet {
            round,
            member_id: member.role.clone(),
            engine: "ollama",
            model: model.name,
            decision: reply.text,
            prompt_tokens: reply.prompt_tokens,
            completion_tokens: reply.completion_tokens,
            truncated: reply.truncated,
        })
    }

    /// The task, and what the others said since this member spoke last; what it said itself is in its conversation.
    fn prompt(&self, round: usize, member: &Persona, said: &[Packet]) -> String {
        let mut prompt = format!("Round {round} of {} on this task:\n\n{}", self.rounds, self.task);
        let since = said.iter().rposition(|packet| packet.member_id == member.role).map_or(0, |at| at + 1);
        for Packet { round, member_id, decision, .. } in &said[since..] {
            let heard = crate::answer::shortened(decision.trim(), LONGEST_HEARD);
            prompt.push_str(&format!("\n\nThe {member_id} said in round {round}:\n\n{heard}"));
        }
        if round > 1 && self.members.len() == 1 {
            prompt.push_str(
                "\n\nLook at your last answer again: correct what is wrong in it, and add what is missing.",
            );
        }
        prompt
    }

    fn broken_off(
        &self,
        round: usize,
        member: &Persona,
        said: &[Packet],
        failure: &ToolFailure,
    ) -> ToolFailure {
        let mut message = format!("round {round} of {}, {}: {}", self.rounds, member.role, failure.message);
        if said.is_empty() {
            message.push_str(". Nobody had spoken before; nothing was written");
        } else {
            let spoken: Vec<_> =
                said.iter().map(|packet| format!("{} in round {}", packet.member_id, packet.round)).collect();
            message.push_str(&format!(
                ". Before that there spoke {}; their answers are kept in their conversations, which persona_get_state shows. No result file was written",
                spoken.join(", ")
            ));
        }
        ToolFailure::new(message)
    }
}
