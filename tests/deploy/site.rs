//! `generated/deploy`, rendered from several contracts.

use std::collections::BTreeMap;
use std::path::Path;

use gateway_codegen::{Contract, emit};
use serde_json::Value;
use tempfile::TempDir;

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
    folder: TempDir,
}

pub(crate) fn sites() -> Vec<Site> {
    CONTRACTS.into_iter().map(Site::new).collect()
}

/// That of the shipped contract.
pub(crate) fn shipped() -> Site {
    Site::new(CONTRACTS[0])
}

impl Site {
    fn new(contract: &'static str) -> Self {
        let loaded = Contract::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(contract));
        let files = emit::all(&loaded.unwrap_or_else(|error| panic!("{contract}: {error}")).plan);
        let folder = TempDir::new().unwrap();
        for (path, text) in
            files.iter().filter_map(|(path, text)| Some((path.strip_prefix("deploy/")?, text)))
        {
            let file = folder.path().join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        Self { contract, folder }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
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

    /// All documents of a YAML file.
    pub(crate) fn documents(&self, file: &str) -> Vec<Value> {
        let read = tools::read(self.folder(), &["documents", file]);
        read[file].as_array().unwrap().clone()
    }

    /// `compose.yaml`, and after it the owner's, with every variable filled in that has no default.
    pub(crate) fn compose(&self, is_own: bool) -> Value {
        let own: &[&str] = if is_own {
            &["--profile", "own", "--file", "compose.yaml", "--file", "compose.own.yaml"]
        } else {
            &[]
        };
        tools::compose(self.folder(), own, &self.variables())
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
        files.flat_map(|file| self.documents(&format!("{folder}/{file}"))).collect()
    }
}
