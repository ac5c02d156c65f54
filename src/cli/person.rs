//! Who can be asked on the spot when `gateway call` meets a tool that needs an approval.

use std::io::{IsTerminal, Write};
use std::pin::Pin;
use std::sync::Arc;

use gateway_runtime::approval::{Answer, Person, Request};
use gateway_runtime::spec::PrincipalSpec;

/// Whoever typed the command and said yes in it.
#[derive(Debug)]
struct Agreed;

impl Person for Agreed {
    fn ask<'a>(&'a self, _: &'a Request) -> Pin<Box<dyn Future<Output = Answer> + Send + 'a>> {
        Box::pin(std::future::ready(Answer::Accept))
    }
}

/// Whoever sits at the terminal.
#[derive(Debug)]
struct Terminal;

impl Person for Terminal {
    fn ask<'a>(&'a self, request: &'a Request) -> Pin<Box<dyn Future<Output = Answer> + Send + 'a>> {
        let question = request.question();
        Box::pin(async move {
            let asking = tokio::task::spawn_blocking(move || prompt(&question));
            asking.await.unwrap_or(Answer::Cancel)
        })
    }
}

fn prompt(question: &str) -> Answer {
    eprint!("{question}\n\nApprove? [y/N] ");
    let mut line = String::new();
    if std::io::stderr().flush().and_then(|()| std::io::stdin().read_line(&mut line)).is_err() {
        return Answer::Cancel;
    }
    match line.trim().to_ascii_lowercase().as_str() {
        "y" | "yes" => Answer::Accept,
        // The end of input without a line.
        "" if !line.ends_with('\n') => Answer::Cancel,
        _ => Answer::Decline,
    }
}

/// The person at hand, if the principal may approve: the one who agreed beforehand, or the one at the terminal.
pub(super) fn at_hand(agreed: bool, principal: &PrincipalSpec) -> Result<Option<Arc<dyn Person>>, String> {
    match (principal.may_approve, agreed) {
        (false, true) => Err(format!(
            "--approve: principal `{}` may not approve; leave it out, and have an operator run `gateway approvals`",
            principal.name
        )),
        (true, true) => Ok(Some(Arc::new(Agreed))),
        (true, false) if std::io::stdin().is_terminal() => Ok(Some(Arc::new(Terminal))),
        _ => Ok(None),
    }
}
