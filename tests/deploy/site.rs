//! `generated/deploy`, rendered from several contracts, and what the parsers read there: once, because they are slow.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use gateway_codegen::{Contract, emit};
use serde_json::Value;

use crate::tools;

/// The shipped contract, two small ones, and one that is hard to write down.
const CONTRACTS: [&str; 4] = [
    "tools.toml",
    "gateway-codegen/tests/fixtures/minimal.toml",
    "gateway-codegen/tests/fixtures/kitchen_sink.toml",
    "tests/deploy/hostile.toml",
];

/// One contract's `deploy` folder.
pub(crate) struct Site {
    pub(crate) contract: &'static str,
    folder: PathBuf,
    documents: OnceLock<Value>,
    composed: [OnceLock<Value>; 2],
}

pub(crate) fn sites() -> &'static [Site] {
    static SITES: OnceLock<Vec<Site>> = OnceLock::new();
    SITES.get_or_init(|| CONTRACTS.into_iter().map(Site::new).collect())
}

/// That of the shipped contract.
pub(crate) fn shipped() -> &'static Site {
    &sites()[0]
}

/// That of the contract that is hard to write down.
pub(crate) fn hostile() -> &'static Site {
    &sites()[3]
}

impl Site {
    fn new(contract: &'static str) -> Self {
        let loaded = Contract::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(contract));
        let files = emit::all(&loaded.unwrap_or_else(|error| panic!("{contract}: {error}")).plan);
        let folder =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("deploy-sites").join(contract.replace('/', "-"));
        let files = files
            .iter()
            .filter_map(|(path, text)| Some((path.strip_prefix("deploy/")?.to_owned(), text.clone())));
        gateway_codegen::sink::write(&folder, &files.collect()).unwrap();
        Self { contract, folder, documents: OnceLock::new(), composed: Default::default() }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn text(&self, file: &str) -> String {
        std::fs::read_to_string(self.folder().join(file)).unwrap()
    }

    /// The names of the files in a folder, sorted.
    pub(crate) fn files(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder().join(folder)).unwrap().map(Result::unwrap);
        let files = entries.filter(|entry| entry.file_type().unwrap().is_file());
        let mut names: Vec<_> = files.map(|entry| entry.file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// All documents of a YAML file of Kubernetes.
    pub(crate) fn documents(&self, file: &str) -> &[Value] {
        let read = || {
            let folders = ["kubernetes", "kubernetes/valkey", "openshift"];
            let files = folders.iter().flat_map(|folder| {
                self.files(folder).into_iter().map(move |file| format!("{folder}/{file}"))
            });
            let arguments: Vec<_> = ["documents".to_owned()].into_iter().chain(files).collect();
            tools::read(self.folder(), &arguments)
        };
        self.documents.get_or_init(read)[file].as_array().unwrap()
    }

    /// `compose.yaml`, and after it the owner's, with every variable filled in that has no default.
    pub(crate) fn compose(&self, is_own: bool) -> &Value {
        let own = ["--profile", "own", "--file", "compose.yaml", "--file", "compose.own.yaml"];
        let arguments = if is_own { &own[..] } else { &[] };
        let read = || tools::compose(self.folder(), arguments, &self.variables());
        self.composed[usize::from(is_own)].get_or_init(read)
    }

    fn variables(&self) -> BTreeMap<String, String> {
        let text = self.text("compose.yaml") + &self.text("compose.own.yaml");
        let required = text.split("${").skip(1).filter_map(|rest| rest.split_once(":?"));
        let names = required.map(|(name, _)| name).filter(|name| !name.contains(['}', ':']));
        names.map(|name| (name.to_owned(), format!("/given/{}", name.to_lowercase()))).collect()
    }

    /// The documents of a folder of Kubernetes files, without the list of the files.
    pub(crate) fn kubernetes(&self, folder: &str) -> Vec<Value> {
        let files = self.files(folder).into_iter().filter(|file| file != "kustomization.yaml");
        files.flat_map(|file| self.documents(&format!("{folder}/{file}")).to_vec()).collect()
    }
}
