//! What is written to a terminal, a pipe or a file, in colour where that is wanted.
//!
//! Texts have their colours; they are taken out on the way to what is no terminal, or has none, and where `NO_COLOR` or `--color never`
//! declines them. `CLICOLOR_FORCE` and `--color always` keep them.

use std::io::{self, Write};
use std::time::Duration;

use anstream::ColorChoice;
use indicatif::ProgressBar;

use super::Failure;

/// Obeys `--color` from here on; `auto` leaves it to the terminal and the environment.
pub(super) fn choose(color: clap::ColorChoice) {
    match color {
        clap::ColorChoice::Auto => ColorChoice::Auto,
        clap::ColorChoice::Always => ColorChoice::Always,
        clap::ColorChoice::Never => ColorChoice::Never,
    }
    .write_global();
}

/// Prints a text. Whoever reads may have seen enough, as `head` has: that is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::from(format!("cannot write the output: {error}"))),
        _ => Ok(()),
    }
}

/// Says a line beside the output. If nobody can hear it, nothing can be done about it.
pub(super) fn say(line: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{line}");
}

/// Shows that work goes on, while it does; on terminals only, and gone afterwards.
pub(super) fn during<R>(what: &'static str, work: impl FnOnce() -> R) -> R {
    let bar = ProgressBar::new_spinner().with_message(what);
    bar.enable_steady_tick(Duration::from_millis(100));
    let result = work();
    bar.finish_and_clear();
    result
}
