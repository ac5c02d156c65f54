//! The state server itself: each act is whole, however many replicas try at once.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use futures_util::future::join_all;
use gateway_runtime::approval::{Desk, Request, Standing};
use gateway_runtime::shared::{Asked, Breakers, Limits, Memory, Record, Seals, Sessions};
use gateway_runtime::spec::Rate;
use gateway_state::approvals::{Decision, Refusal, State};
use gateway_state::server::Place;
use gateway_state::{Approvals, StateServer};
use support::redis::Redis;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

/// A replica of the gateway with this contract.
fn replica(redis: &Redis, contract: &'static str) -> Arc<StateServer> {
    let place = Place::read(&redis.url(""), None, &|_, text| Ok(text.to_owned())).unwrap();
    StateServer::new(place, ("test", contract), Duration::from_secs(10)).unwrap()
}

async fn replicas(count: usize) -> (Redis, Vec<Arc<StateServer>>) {
    let redis = Redis::start(&[]).await;
    let replicas = (0..count).map(|_| replica(&redis, "c1")).collect();
    (redis, replicas)
}

fn request() -> Arc<Request> {
    Arc::new(Request {
        id: "a".into(),
        principal: "agent",
        tool: "move_it",
        server: "mover",
        arguments: r#"{"to":"ä"}"#.into(),
        digest: "d1".into(),
        contract: "c1",
        expires: SystemTime::now() + MINUTE,
    })
}

#[tokio::test]
async fn of_many_replicas_at_once_as_many_pass_as_the_rate_says() {
    let (_redis, replicas) = replicas(8).await;
    for (calls, per) in [(10, HOUR), (7, HOUR), (1, MINUTE)] {
        let rates = [Rate { calls: 100, per: HOUR }, Rate { calls, per }];
        let count = |replica: &Arc<StateServer>| {
            let replica = replica.clone();
            async move { replica.count("agent", "move_it", &rates).await.unwrap() }
        };
        let counted = join_all((0..5).flat_map(|_| replicas.iter().map(count))).await;
        let passed = counted.iter().filter(|counted| counted.is_ok()).count();
        assert_eq!(passed, usize::try_from(calls).unwrap(), "of {} calls", counted.len());
        for (at, wait) in counted.into_iter().filter_map(Result::err) {
            assert!(at == 1 && wait <= per / calls, "rate {at}, {wait:?}");
        }
        // What one rate refused is not counted for the other, nor for another tool.
        assert_eq!(replicas[0].count("agent", "other", &rates[1..]).await.unwrap(), Ok(()));
        assert_eq!(replicas[0].count("other", "move_it", &rates[1..]).await.unwrap(), Ok(()));
    }
    let counted = replicas[0].count("agent", "move_it", &[Rate { calls: 18, per: HOUR }]).await.unwrap();
    assert_eq!(counted, Ok(()));
}

#[tokio::test]
async fn of_many_replicas_at_once_one_uses_a_seal_and_all_have_its_key() {
    let (_redis, replicas) = replicas(8).await;
    let used = join_all(replicas.iter().map(|replica| replica.use_up("a", MINUTE))).await;
    assert_eq!(used.iter().filter(|used| **used == Ok(true)).count(), 1, "{used:?}");
    let numbered = replicas.iter().zip(0u8..);
    let keys = join_all(numbered.map(|(replica, number)| Seals::key(&**replica, [number; 32]))).await;
    assert!(keys.iter().all(|key| key.is_ok() && *key == keys[0]), "{keys:?}");
}

#[tokio::test]
async fn of_many_replicas_at_once_one_takes_an_approval() {
    let (_redis, replicas) = replicas(8).await;
    let desks: Vec<_> = replicas.into_iter().map(Approvals::of).collect();
    desks[0].enter(request()).await.unwrap();
    assert_eq!(desks[1].take(request()).await, Ok(Standing::Pending));
    let [entry] = &desks[2].list().unwrap()[..] else { panic!("one entry") };
    assert_eq!(
        (entry.state, entry.arguments.as_str(), entry.principal.as_str()),
        (State::Pending, r#"{"to":"ä"}"#, "agent")
    );
    assert!(entry.question.contains("May agent call move_it"));
    assert_eq!(desks[3].decide("a", &Decision::Approve, "operator").unwrap().state, State::Approved);
    let other = Arc::new(Request { digest: "d2".into(), ..(*request()).clone() });
    assert!(matches!(desks[4].take(other).await, Ok(Standing::Invalid(_))));
    let taken = join_all(desks.iter().map(|desk| desk.take(request()))).await;
    let count =
        taken.iter().filter(|taken| matches!(taken, Ok(Standing::Taken { by }) if by == "operator")).count();
    assert_eq!(count, 1, "{taken:?}");
    assert_eq!(desks[5].find("a").unwrap().unwrap().state, State::Used);
    let again = desks[6].decide("a", &Decision::Deny(None), "operator");
    assert!(matches!(again, Err(Refusal::Settled(_))), "{again:?}");
    assert_eq!(desks[6].decide("b", &Decision::Approve, "operator"), Err(Refusal::Unknown));
}

#[tokio::test]
async fn of_many_replicas_at_once_one_has_the_trial_and_no_other_can_give_it_up() {
    let (_redis, replicas) = replicas(8).await;
    let tries = async || {
        let tried = join_all(replicas.iter().map(|replica| replica.try_one("task", MINUTE))).await;
        let won: Vec<_> = (0..8).filter(|at| tried[*at] == Ok(true)).collect();
        let [won] = won[..] else { panic!("{tried:?}") };
        won
    };
    let won = tries().await;
    for at in (0..8).filter(|at| *at != won) {
        replicas[at].give_up("task").await.unwrap();
    }
    assert_eq!(replicas[won].try_one("task", MINUTE).await, Ok(false));
    replicas[won].give_up("task").await.unwrap();
    tries().await;
    // Its outcome ends it.
    replicas[0].tell("task", Some(MINUTE)).await.unwrap();
    let open = replicas[1].open(&["adr", "task"]).await.unwrap();
    assert!(matches!(open[..], [("task", left)] if left <= MINUTE), "{open:?}");
    tries().await;
    replicas[0].tell("task", None).await.unwrap();
    assert_eq!(replicas[1].open(&["adr", "task"]).await.unwrap(), []);
}

#[tokio::test]
async fn answers_are_bounded_and_belong_to_their_generation_and_contract() {
    let redis = Redis::start(&[]).await;
    let [one, other, newer] = ["c1", "c1", "c2"].map(|contract| replica(&redis, contract));
    let asked = |arguments| Asked { server: "adr", tool: "adr_search", arguments };
    let keep = async |arguments, generation: &str, size| {
        one.keep(asked(arguments), generation, vec![b'x'; size].into(), MINUTE, 1000).await.unwrap();
    };
    let known = async |replica: &StateServer, arguments| {
        replica.recall(asked(arguments)).await.unwrap().answer.map(|answer| answer.len())
    };
    let generation = one.recall(asked("{}")).await.unwrap().generation;
    keep("{}", &generation, 10).await;
    assert_eq!(
        (known(&one, "{}").await, known(&other, "{}").await, known(&newer, "{}").await),
        (Some(10), Some(10), None)
    );
    // What does not fit is not kept; what is old makes room.
    keep("large", &generation, 1001).await;
    assert_eq!(known(&other, "large").await, None);
    for arguments in ["1", "2", "3", "4", "5", "6"] {
        keep(arguments, &generation, 300).await;
    }
    let (entries, bytes) = one.amount().await.unwrap();
    assert!((1..=2).contains(&entries) && bytes <= 1000, "{entries} entries, {bytes} bytes");
    assert_eq!(known(&other, "6").await, Some(300));
    // A write makes all old, and what began before it is not kept after it.
    other.outdate("adr").await.unwrap();
    assert_eq!(known(&one, "6").await, None);
    keep("late", &generation, 10).await;
    let generation = one.recall(asked("late")).await.unwrap().generation;
    assert_eq!(known(&one, "late").await, None);
    keep("new", &generation, 10).await;
    other.outdate("task").await.unwrap();
    assert_eq!(known(&other, "new").await, Some(10), "another server's write changes nothing");
    other.forget().await.unwrap();
    assert_eq!((known(&one, "new").await, one.amount().await), (None, Ok((0, 0))));
}

#[tokio::test]
async fn a_session_that_ended_is_not_entered_again_but_one_that_was_lost_is() {
    let (_redis, replicas) = replicas(2).await;
    let [one, other] = &replicas[..] else { panic!("two") };
    let record = Record { principal: "agent".into(), can_be_asked: true, log_from: 3 };
    assert_eq!(other.resume("s", "agent", None).await, Ok(None));
    assert_eq!(one.resume("s", "agent", Some(&record)).await, Ok(Some(record.clone())));
    assert_eq!(other.resume("s", "agent", None).await, Ok(Some(record.clone())));
    assert_eq!(other.resume("s", "operator", None).await, Ok(None), "it is another's");
    assert_eq!(other.end("s", "operator", false).await, Ok(false));
    other.set_log_from("s", 7).await.unwrap();
    let quiet = Record { log_from: 7, ..record.clone() };
    assert_eq!(one.resume("s", "agent", Some(&record)).await, Ok(Some(quiet)));
    assert_eq!(other.end("s", "agent", false).await, Ok(true));
    assert_eq!(one.resume("s", "agent", Some(&record)).await, Ok(None), "it ended, and is not forgotten");
    assert_eq!(one.end("s", "agent", true).await, Ok(false));
    assert_eq!(one.end("unknown", "agent", false).await, Ok(false));
}
