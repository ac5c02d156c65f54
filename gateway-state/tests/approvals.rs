//! Requests at the desk: shared by several who have the file open, each decided and used once.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use gateway_runtime::approval::{Desk, Request, Standing};
use gateway_state::Approvals;
use gateway_state::approvals::{Decision, Entry, Refusal, State};

const MINUTE: Duration = Duration::from_secs(60);

fn request(id: &str) -> Request {
    Request {
        id: id.into(),
        principal: "agent",
        tool: "move_it",
        server: "mover",
        arguments: r#"{"to":"a"}"#.into(),
        digest: "d1".into(),
        contract: "c1",
        expires: SystemTime::now() + MINUTE,
    }
}

/// The desk, asked from a test that is in no runtime.
trait Now {
    fn enter_now(&self, request: &Request) -> Result<(), String>;
    fn take_now(&self, request: &Request) -> Result<Standing, String>;
}

impl Now for Approvals {
    fn enter_now(&self, request: &Request) -> Result<(), String> {
        block_on(self.enter(Arc::new(request.clone())))
    }

    fn take_now(&self, request: &Request) -> Result<Standing, String> {
        block_on(self.take(Arc::new(request.clone())))
    }
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(work)
}

/// A folder, and two who have its file open, as two processes would.
fn shared() -> (tempfile::TempDir, Approvals, Approvals) {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (Approvals::new(folder.path()), Approvals::new(folder.path()));
    (folder, one, other)
}

fn state(approvals: &Approvals, id: &str) -> State {
    approvals.find(id).unwrap().unwrap().state
}

fn settled(refusal: Refusal) -> Entry {
    match refusal {
        Refusal::Settled(entry) => *entry,
        other => panic!("{other}"),
    }
}

#[test]
fn what_one_enters_another_decides_and_the_first_takes_once() {
    let (_folder, gateway, operator) = shared();
    let asked = request("a");
    gateway.enter_now(&asked).unwrap();
    assert_eq!(gateway.take_now(&asked), Ok(Standing::Pending));
    let [entry] = &operator.list().unwrap()[..] else { panic!("one entry") };
    assert_eq!((entry.state, entry.arguments.as_str()), (State::Pending, asked.arguments.as_str()));
    assert_eq!(operator.decide("a", &Decision::Approve, "operator").unwrap().state, State::Approved);
    assert_eq!(gateway.take_now(&asked), Ok(Standing::Taken { by: "operator".into() }));
    assert_eq!(gateway.take_now(&asked), Ok(Standing::Invalid("it was used before".into())));
    assert_eq!(state(&operator, "a"), State::Used);
}

#[test]
fn a_denial_keeps_who_and_why() {
    let (_folder, gateway, operator) = shared();
    let asked = request("a");
    gateway.enter_now(&asked).unwrap();
    operator.decide("a", &Decision::Deny(Some("too late".into())), "operator").unwrap();
    let denied = Standing::Denied { by: "operator".into(), reason: Some("too late".into()) };
    assert_eq!(gateway.take_now(&asked), Ok(denied));
}

#[test]
fn an_approval_is_for_exactly_the_call_that_was_shown() {
    type Change = fn(&mut Request);
    let changes: [(&str, Change); 4] = [
        ("principal", |call| call.principal = "other"),
        ("tool", |call| call.tool = "other"),
        ("digest", |call| call.digest = "other".into()),
        ("contract", |call| call.contract = "other"),
    ];
    let (_folder, gateway, operator) = shared();
    let asked = request("a");
    gateway.enter_now(&asked).unwrap();
    operator.decide("a", &Decision::Approve, "operator").unwrap();
    for (what, change) in changes {
        let mut other = asked.clone();
        change(&mut other);
        assert!(matches!(gateway.take_now(&other), Ok(Standing::Invalid(_))), "{what}");
    }
    assert!(matches!(gateway.take_now(&asked), Ok(Standing::Taken { .. })));
}

#[test]
fn nothing_is_decided_twice_late_or_without_a_request() {
    let (_folder, gateway, operator) = shared();
    let decide = |id| operator.decide(id, &Decision::Approve, "operator");
    assert_eq!(decide("a"), Err(Refusal::Unknown), "there is not even a file");
    gateway.enter_now(&request("a")).unwrap();
    assert_eq!(decide("b"), Err(Refusal::Unknown));
    decide("a").unwrap();
    assert_eq!(settled(decide("a").unwrap_err()).state, State::Approved);
    assert_eq!(
        settled(operator.decide("a", &Decision::Deny(None), "x").unwrap_err()).decided_by,
        Some("operator".into())
    );
    gateway.enter_now(&request("gone")).unwrap();
    gateway.withdraw("gone");
    assert_eq!(settled(decide("gone").unwrap_err()).state, State::Withdrawn);
    let late = Request { expires: SystemTime::now() - Duration::from_secs(1), ..request("late") };
    gateway.enter_now(&late).unwrap();
    assert_eq!(settled(decide("late").unwrap_err()).state, State::Expired);
    assert_eq!(gateway.take_now(&late), Ok(Standing::Expired));
}

#[test]
fn a_withdrawal_changes_no_decision() {
    let (_folder, gateway, operator) = shared();
    gateway.enter_now(&request("a")).unwrap();
    operator.decide("a", &Decision::Deny(None), "operator").unwrap();
    gateway.withdraw("a");
    assert_eq!(state(&operator, "a"), State::Denied);
}

#[test]
fn of_many_who_would_take_one_approval_one_does() {
    let (folder, gateway, operator) = shared();
    let asked = request("a");
    gateway.enter_now(&asked).unwrap();
    operator.decide("a", &Decision::Approve, "operator").unwrap();
    let take = |folder: &Path| Approvals::new(folder).take_now(&asked).unwrap();
    let taken = thread::scope(|scope| {
        let takers: Vec<_> = (0..8).map(|_| scope.spawn(|| take(folder.path()))).collect();
        takers
            .into_iter()
            .map(|taker| taker.join().unwrap())
            .filter(|got| matches!(got, Standing::Taken { .. }))
            .count()
    });
    assert_eq!(taken, 1);
}

#[test]
fn many_may_begin_on_one_folder_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let below = folder.path().join("new/state");
    thread::scope(|scope| {
        for number in 0..8 {
            let below = &below;
            scope.spawn(move || Approvals::new(below).enter_now(&request(&number.to_string())).unwrap());
        }
    });
    assert_eq!(Approvals::new(&below).list().unwrap().len(), 8);
}

#[test]
fn old_requests_are_forgotten() {
    let (_folder, gateway, operator) = shared();
    let week_ago = SystemTime::now() - 8 * 24 * 60 * MINUTE;
    gateway.enter_now(&Request { expires: week_ago, ..request("old") }).unwrap();
    gateway.enter_now(&request("new")).unwrap();
    let ids: Vec<_> = operator.list().unwrap().into_iter().map(|entry| entry.id).collect();
    assert_eq!(ids, ["new"]);
}

#[test]
fn a_folder_that_was_cleared_is_begun_anew() {
    let (folder, gateway, operator) = shared();
    gateway.enter_now(&request("a")).unwrap();
    for name in ["approvals.db", "approvals.db-wal", "approvals.db-shm"] {
        std::fs::remove_file(folder.path().join(name)).unwrap();
    }
    assert!(
        matches!(gateway.take_now(&request("a")), Ok(Standing::Invalid(_))),
        "no answer can come any more"
    );
    gateway.enter_now(&request("b")).unwrap();
    operator.decide("b", &Decision::Approve, "operator").unwrap();
    assert!(matches!(gateway.take_now(&request("b")), Ok(Standing::Taken { .. })));
}

#[cfg(unix)]
#[test]
fn the_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let below = folder.path().join("state");
    let gateway = Approvals::new(&below);
    gateway.enter_now(&request("a")).unwrap();
    for (path, expected) in
        [(below.clone(), 0o700), (below.join("approvals.db"), 0o600), (below.join("approvals.db-wal"), 0o600)]
    {
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, expected, "{}", path.display());
    }
    assert_eq!(std::fs::read_to_string(below.join(".gitignore")).unwrap(), "*\n");
}

#[test]
fn a_file_of_another_kind_or_version_is_left_alone() {
    let (folder, gateway, _) = shared();
    let file = folder.path().join("approvals.db");
    std::fs::write(&file, "these bytes are no database, and there are many of them").unwrap();
    assert!(gateway.enter_now(&request("a")).unwrap_err().contains("approvals.db: "));
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("these bytes"));
    std::fs::remove_file(&file).unwrap();
    rusqlite::Connection::open(&file).unwrap().pragma_update(None, "user_version", 2).unwrap();
    let problem = gateway.enter_now(&request("a")).unwrap_err();
    assert!(problem.ends_with("its tables are of version 2, and this gateway knows version 1"), "{problem}");
}
