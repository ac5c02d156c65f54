//! Reading the file that a macro names.

use std::path::{Path, PathBuf};

use gateway_codegen::check;
use gateway_codegen::plan::Plan;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::LitStr;

/// A contract, or why there is none; and the files that were read.
pub(crate) struct Loaded {
    pub(crate) plan: Result<Plan, Mistakes>,
    files: Vec<PathBuf>,
}

/// Compile errors, one for each mistake.
pub(crate) struct Mistakes(pub(crate) TokenStream);

/// Compiles the file.
pub(crate) fn load(path: &LitStr) -> Loaded {
    let file = locate(path);
    match std::fs::read_to_string(&file) {
        Ok(text) => compile(path, &file, &text),
        Err(problem) => {
            let message = format!("cannot read {}: {problem}", path.value());
            Loaded { plan: Err(Mistakes(error(path, &message))), files: vec![] }
        }
    }
}

fn compile(path: &LitStr, file: &Path, text: &str) -> Loaded {
    let base = file.parent().unwrap_or(Path::new(""));
    let (plan, others) = match check::compile_text(&path.value(), text, base) {
        Ok(compiled) => (Ok(Plan::new(&compiled.model)), compiled.files),
        Err(mistakes) => {
            let errors = mistakes.lines().lines().map(|line| error(path, line)).collect();
            (Err(Mistakes(errors)), mistakes.files().to_vec())
        }
    };
    Loaded { plan, files: std::iter::once(file.to_owned()).chain(others).collect() }
}

fn error(path: &LitStr, message: &str) -> TokenStream {
    quote_spanned!(path.span()=> ::core::compile_error!(#message);)
}

fn locate(path: &LitStr) -> PathBuf {
    let name = path.value();
    let beside = name.starts_with("./") || name.starts_with("../");
    let source = path.span().unwrap().local_file().filter(|_| beside);
    let folder = source.and_then(|source| Some(source.parent()?.to_owned()));
    folder.or_else(package).unwrap_or_default().join(name)
}

fn package() -> Option<PathBuf> {
    std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from)
}

impl Loaded {
    /// Makes the Rust compiler watch the files.
    pub(crate) fn watch(&self) -> TokenStream {
        let watch = |file: &PathBuf| {
            let file = std::path::absolute(file).ok()?;
            let file = file.to_str()?.to_owned();
            Some(quote!(
                const _: &[u8] = ::core::include_bytes!(#file);
            ))
        };
        self.files.iter().filter(|file| file.exists()).filter_map(watch).collect()
    }
}
