//! The cortex on 5,000 Markdown files: ingest, ingest of what changed, questions.
//!
//! The corpus is made anew for each run and is always the same: words of a Zipf distribution, headings, lists, code. Beside
//! each measure, in the same run, stands a floor that keeps no index: reading and hashing all files for an ingest, a scan of
//! all files for a question. Run with `cargo bench -p fleet --bench cortex`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a benchmark that fails says where and stops")]

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use fleet::STATE_FOLDER;
use gateway_runtime::embedded::{CallContext, EmbeddedServer};
use grep_regex::RegexMatcherBuilder;
use grep_searcher::{SearcherBuilder, sinks::UTF8};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const FILES: usize = 5_000;
const VOCABULARY: usize = 60_000;
const INGESTS: usize = 5;
const QUESTIONS: usize = 400;
const SCANS: usize = 20;
const COLD_STARTS: usize = 15;
/// Names the project to a child process, which asks one question and says how long it took.
const COLD: &str = "CORTEX_BENCH_COLD";

/// The most frequent words, in order of frequency.
const FREQUENT: &str = "the of and to a in is that for it as with on be by this are or from an not which at have can will \
    was if has all their its when one but other they more each use must may new no so file system time how only any first \
    work should does then project command code test data write read list name change call server index open value part";

fn main() {
    if let Some(root) = std::env::var_os(COLD).map(PathBuf::from) {
        println!("{}", ask_once(&root).as_nanos());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let corpus = Corpus::write(folder.path());
    println!("{FILES} files, {:.1} MB, vocabulary of {VOCABULARY} words\n", megabytes(corpus.bytes));
    println!("| measure | result | beside it, in the same run | ratio |\n| --- | --- | --- | --- |");
    let server = open(folder.path());
    ingest_all(&*server, &corpus);
    ingest_changes(&*server, &corpus);
    questions(&*server, &corpus);
}

fn open(root: &Path) -> Box<dyn EmbeddedServer> {
    fleet::open("rag_cortex", root, &root.join(STATE_FOLDER)).unwrap()
}

fn call(server: &dyn EmbeddedServer, tool: &str, arguments: &Value) -> Value {
    let output = server.call(tool, &arguments.to_string(), &CallContext::detached());
    output.unwrap_or_else(|failure| panic!("{tool}: {failure}")).structured.unwrap()
}

fn ingest_all(server: &dyn EmbeddedServer, corpus: &Corpus) {
    let (mut floors, mut ingests, mut seconds_on_cpu) = (Vec::new(), Vec::new(), Vec::new());
    let mut chunks = 0;
    for _ in 0..INGESTS {
        floors.push(timed(|| corpus.read_and_hash()).0);
        let before = cpu_seconds();
        let (time, facts) = timed(|| call(server, "cortex_ingest_full", &json!({})));
        seconds_on_cpu.extend(cpu_seconds().zip(before).map(|(after, before)| after - before));
        assert_eq!(facts["documents"], FILES);
        chunks = facts["chunks"].as_u64().unwrap();
        ingests.push(time);
    }
    let (floor, ingest) = (part(&mut floors, 50), part(&mut ingests, 50));
    let rate = |time: Duration| megabytes(corpus.bytes) / time.as_secs_f64();
    let per_second = f64::from(u32::try_from(chunks).unwrap()) / ingest.as_secs_f64();
    row(
        "full ingest",
        &format!("{:.1} MB/s, {per_second:.0} chunks/s", rate(ingest)),
        &format!("read and hash: {:.0} MB/s", rate(floor)),
        ratio(ingest, floor),
    );
    row(
        "full ingest, best of the run",
        &format!("{:.1} MB/s", rate(ingests[0])),
        &format!("read and hash: {:.0} MB/s", rate(floors[0])),
        ratio(ingests[0], floors[0]),
    );
    seconds_on_cpu.sort_by(f64::total_cmp);
    if let Some(seconds) = seconds_on_cpu.get(seconds_on_cpu.len() / 2) {
        row(
            "full ingest, time on all cores",
            &format!("{seconds:.2} s"),
            &format!("by the clock: {:.2} s", ingest.as_secs_f64()),
            seconds / ingest.as_secs_f64(),
        );
    }
}

fn ingest_changes(server: &dyn EmbeddedServer, corpus: &Corpus) {
    for changed in [0, 10] {
        let files: Vec<_> = corpus.files.iter().step_by(50).map(|(name, _)| name.as_str()).collect();
        let (mut floors, mut ingests) = (Vec::new(), Vec::new());
        for round in 0..10 {
            for (name, path) in corpus.files.iter().step_by(500).take(changed) {
                let text = fs::read_to_string(path).unwrap();
                fs::write(path, format!("{text}\nRound {round} of {name}.\n")).unwrap();
            }
            floors.push(timed(|| files.iter().for_each(|name| hash(&corpus.root.join(name)))).0);
            let (time, facts) =
                timed(|| call(server, "cortex_ingest_incremental", &json!({"file_paths": files})));
            assert_eq!(facts["indexed"].as_array().unwrap().len(), changed);
            ingests.push(time);
        }
        let (floor, ingest) = (part(&mut floors, 50), part(&mut ingests, 50));
        row(
            &format!("incremental ingest of {} files, {changed} changed", files.len()),
            &millis(ingest),
            &format!("read and hash: {}", millis(floor)),
            ratio(ingest, floor),
        );
    }
}

fn questions(server: &dyn EmbeddedServer, corpus: &Corpus) {
    let questions = corpus.questions();
    let ask = |question: &String, cached: bool| {
        timed(|| call(server, "cortex_query", &json!({"query": question, "use_cache": cached}))).0
    };
    let mut scans: Vec<_> =
        questions.iter().take(SCANS).map(|question| timed(|| corpus.scan(question)).0).collect();
    let scan = part(&mut scans, 50);
    let beside = format!("scan of all files: {}", millis(scan));
    let mut times: Vec<_> = questions.iter().map(|question| ask(question, false)).collect();
    for place in [50, 90, 99] {
        let time = part(&mut times, place);
        row(&format!("query, 1 to 8 words, p{place}"), &millis(time), &beside, ratio(time, scan));
    }
    let mut wide: Vec<_> = questions
        .iter()
        .map(|question| {
            timed(|| call(server, "cortex_query", &json!({"query": question, "reasoning_mode": true}))).0
        })
        .collect();
    let time = part(&mut wide, 50);
    row("query in reasoning mode, p50", &millis(time), &beside, ratio(time, scan));
    let mut first: Vec<_> = (0..COLD_STARTS).map(|_| cold(&corpus.root)).collect();
    let time = part(&mut first, 50);
    row("first query of a new process, p50", &millis(time), &beside, ratio(time, scan));
    for question in &questions {
        ask(question, true);
    }
    let mut cached: Vec<_> = questions.iter().map(|question| ask(question, true)).collect();
    let (time, own) = (part(&mut cached, 50), part(&mut times, 50));
    row(
        "query answered from the cache, p50",
        &millis(time),
        &format!("without the cache: {}", millis(own)),
        ratio(time, own),
    );
}

fn cold(root: &Path) -> Duration {
    let output = Command::new(std::env::current_exe().unwrap()).env(COLD, root).output().unwrap();
    Duration::from_nanos(String::from_utf8(output.stdout).unwrap().trim().parse().unwrap())
}

fn ask_once(root: &Path) -> Duration {
    let question = json!({"query": "how does the project test a new command"});
    timed(|| call(&*open(root), "cortex_query", &question)).0
}

fn hash(path: &Path) {
    black_box(Sha256::digest(fs::read(path).unwrap()));
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let since = Instant::now();
    let result = black_box(work());
    (since.elapsed(), result)
}

fn part(times: &mut [Duration], percent: usize) -> Duration {
    times.sort();
    times[(times.len() - 1) * percent / 100]
}

fn ratio(time: Duration, floor: Duration) -> f64 {
    time.as_secs_f64() / floor.as_secs_f64()
}

fn millis(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

#[expect(clippy::cast_precision_loss, reason = "the corpus is far below 2^52 bytes")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn row(measure: &str, result: &str, beside: &str, ratio: f64) {
    println!("| {measure} | {result} | {beside} | {ratio:.4} |");
}

/// What this process has used of all cores, in seconds, where the system tells it.
fn cpu_seconds() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<_> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}

/// The files of a project, and the words that they are made of.
struct Corpus {
    root: PathBuf,
    files: Vec<(String, PathBuf)>,
    bytes: usize,
    words: Words,
}

impl Corpus {
    fn write(root: &Path) -> Self {
        let words = Words::new();
        let mut dice = Dice(1);
        let (mut files, mut bytes) = (Vec::new(), 0);
        for at in 0..FILES {
            let folder = ["docs", "ADRs", "TASKS/done", "01_PROTOCOLS"][at % 4];
            let name = format!("{folder}/{at:04}_{}.md", words.any(&mut dice));
            let path = root.join(&name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let text = document(&words, &mut dice);
            bytes += text.len();
            fs::write(&path, text).unwrap();
            files.push((name, path));
        }
        Self { root: root.to_owned(), files, bytes, words }
    }

    fn read_and_hash(&self) {
        for (_, path) in &self.files {
            hash(path);
        }
    }

    /// Finds the lines with any of the words, as a user without an index would.
    fn scan(&self, question: &str) -> usize {
        let words: Vec<_> = question.split_whitespace().collect();
        let matcher =
            RegexMatcherBuilder::new().case_insensitive(true).word(true).build(&words.join("|")).unwrap();
        let mut searcher = SearcherBuilder::new().build();
        let mut found = 0;
        for (_, path) in &self.files {
            let count = UTF8(|_, _| {
                found += 1;
                Ok(true)
            });
            searcher.search_path(&matcher, path, count).unwrap();
        }
        found
    }

    /// Each with 1 to 8 words: as frequent as in a text (often stop words), of the middle, and rare ones in turn.
    fn questions(&self) -> Vec<String> {
        let mut dice = Dice(2);
        let word = |dice: &mut Dice| match dice.below(3) {
            0 => self.words.any(dice).to_owned(),
            1 => self.words.between(dice, 60, 2_000).to_owned(),
            _ => self.words.between(dice, 2_000, 30_000).to_owned(),
        };
        (0..QUESTIONS).map(|at| (0..=at % 8).map(|_| word(&mut dice)).collect::<Vec<_>>().join(" ")).collect()
    }
}

/// A document of 4 to 12 kB.
fn document(words: &Words, dice: &mut Dice) -> String {
    let length = 4_000 + dice.below(8_000);
    let mut text = format!("# {}\n\n**Status:** accepted\n\n---\n", words.sentence(dice, 4));
    while text.len() < length {
        match dice.below(10) {
            0 => write!(text, "\n## {}\n", words.sentence(dice, 3)).unwrap(),
            1 => write!(text, "\n### {}\n", words.sentence(dice, 3)).unwrap(),
            2 | 3 => (0..5).for_each(|_| write!(text, "\n- {}", words.sentence(dice, 8)).unwrap()),
            4 => write!(
                text,
                "\n```rust\nlet {} = {}({});\n```\n",
                words.any(dice),
                words.between(dice, 300, 20_000),
                dice.below(1_000)
            )
            .unwrap(),
            _ => (0..4).for_each(|_| write!(text, "\n{}.", words.sentence(dice, 14)).unwrap()),
        }
        text.push('\n');
    }
    text
}

/// A vocabulary, the word of rank r being r times rarer than the first (Zipf).
struct Words {
    words: Vec<String>,
    /// The sums of the frequencies up to each rank.
    sums: Vec<f64>,
}

impl Words {
    fn new() -> Self {
        let mut dice = Dice(3);
        let mut words: Vec<String> = FREQUENT.split_whitespace().map(str::to_owned).collect();
        words.extend((words.len()..VOCABULARY).map(|_| invented(&mut dice)));
        let mut sum = 0.0;
        let weight = |rank: usize| 1.0 / (f64::from(u32::try_from(rank).unwrap()) + 2.7);
        let sums = (0..VOCABULARY).map(|rank| (sum += weight(rank), sum).1).collect();
        Self { words, sums }
    }

    fn any(&self, dice: &mut Dice) -> &str {
        let at = dice.unit() * self.sums[VOCABULARY - 1];
        &self.words[self.sums.partition_point(|sum| *sum < at).min(VOCABULARY - 1)]
    }

    fn between(&self, dice: &mut Dice, from: usize, to: usize) -> &str {
        &self.words[from + dice.below(to - from)]
    }

    fn sentence(&self, dice: &mut Dice, words: usize) -> String {
        let words = words / 2 + dice.below(words);
        (0..=words).map(|_| self.any(dice)).collect::<Vec<_>>().join(" ")
    }
}

/// A word of two to four syllables, often with a usual ending.
fn invented(dice: &mut Dice) -> String {
    const BEGIN: [&str; 20] = [
        "b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl", "gr", "cr",
        "w",
    ];
    const VOWEL: [&str; 8] = ["a", "e", "i", "o", "u", "ea", "ou", "ai"];
    const END: [&str; 12] = ["", "", "", "", "s", "s", "ed", "ing", "er", "ation", "ly", "ness"];
    let mut word = String::new();
    for _ in 0..2 + dice.below(3) {
        word.push_str(BEGIN[dice.below(BEGIN.len())]);
        word.push_str(VOWEL[dice.below(VOWEL.len())]);
    }
    word.push_str(["n", "t", "r", "l", "k"][dice.below(5)]);
    word.push_str(END[dice.below(END.len())]);
    word
}

/// Always the same numbers (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    #[expect(clippy::cast_precision_loss, reason = "53 bits")]
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}
