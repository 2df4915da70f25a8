//! What is written to a terminal, a pipe or a file, and whether in colour.

use std::ffi::OsStr;
use std::io::{self, IsTerminal, Write};

use super::Failure;

/// Colours are for terminals, and for those who did not decline them.
pub(super) fn is_colored(out: &impl IsTerminal) -> bool {
    out.is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::env::var_os("TERM").as_deref() != Some(OsStr::new("dumb"))
}

/// Prints a text. Whoever reads may have seen enough, as `head` has: that is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure(format!("cannot write the output: {error}"))),
        _ => Ok(()),
    }
}
