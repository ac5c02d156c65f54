//! `gateway completions` and `gateway man`: made from the definition of the command line itself.

use std::path::{Path, PathBuf};

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use super::{Cli, Failure, print};

/// Arguments of `gateway completions`.
#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// The shell that is to complete
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "gateway", &mut script);
        print(&String::from_utf8_lossy(&script))
    }
}

/// Arguments of `gateway man`.
#[derive(Debug, clap::Args)]
pub(super) struct Manual {
    /// Folder for the pages, one a command; it is made if it is missing
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Manual {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let at = |path: &Path, error: std::io::Error| Failure::Wrong(format!("{}: {error}", path.display()));
        std::fs::create_dir_all(&self.folder).map_err(|error| at(&self.folder, error))?;
        let mut command = Cli::command();
        command.build();
        pages(&command, &mut |name, page| {
            let path = self.folder.join(name);
            std::fs::write(&path, page).map_err(|error| at(&path, error))
        })
    }
}

type Write<'a> = &'a mut dyn FnMut(&str, &[u8]) -> Result<(), Failure>;

/// A page for a command and for each below it that people may see.
fn pages(command: &clap::Command, write: Write<'_>) -> Result<(), Failure> {
    let man = Man::new(command.clone().disable_help_subcommand(true));
    let mut page = Vec::new();
    man.render(&mut page).map_err(|error| Failure::Wrong(format!("the manual: {error}")))?;
    write(&man.get_filename(), &page)?;
    let below = command.get_subcommands().filter(|below| !below.is_hide_set() && below.get_name() != "help");
    below.into_iter().try_for_each(|below| pages(below, write))
}
