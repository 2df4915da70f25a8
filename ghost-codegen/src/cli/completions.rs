//! `ghost-codegen completions`: what a shell needs to complete commands, options and their values.

use std::process::ExitCode;

use clap::{Args, CommandFactory, ValueEnum};
use clap_complete::Shell as Known;

use super::{Arguments, Failure, terminal};

/// Print completions for a shell.
#[derive(Debug, Args)]
#[command(after_help = "bash: ghost-codegen completions bash > ~/.local/share/bash-completion/completions/ghost-codegen\n\
                        zsh:  ghost-codegen completions zsh > ~/.zfunc/_ghost-codegen   (with ~/.zfunc in $fpath)\n\
                        fish: ghost-codegen completions fish > ~/.config/fish/completions/ghost-codegen.fish")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

impl Completions {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let shell = match self.shell {
            Shell::Bash => Known::Bash,
            Shell::Zsh => Known::Zsh,
            Shell::Fish => Known::Fish,
        };
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut Arguments::command(), "ghost-codegen", &mut script);
        terminal::print(&String::from_utf8_lossy(&script))?;
        Ok(ExitCode::SUCCESS)
    }
}
