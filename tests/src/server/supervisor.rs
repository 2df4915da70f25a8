use std::collections::VecDeque;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::thread::{self, JoinHandle};

use super::ServerError;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/ghost-server/ghost-server.sh");

/// How much of what the harness said goes into an error; Ghost's log tail is part of it.
const TRANSCRIPT_LINES: usize = 60;

/// The harness process that installs, boots and resets one Ghost.
///
/// It lives as long as its stdin is open. The operating system closes that pipe however this
/// process ends, so a panic, an abort or a `kill -9` leaves no server behind.
#[derive(Debug)]
pub(super) struct Supervisor {
    child: Child,
    /// `None` once the server is told to end.
    commands: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    /// `None` once its end has been read.
    transcript: Option<JoinHandle<VecDeque<String>>>,
}

impl Supervisor {
    /// Starts the harness and waits for its first answer, the description of the running server.
    pub(super) fn start(version: &str, overrides: &[(&str, &str)]) -> Result<(Self, String), ServerError> {
        let mut child = Command::new("bash")
            .args([SCRIPT, "serve", version])
            .args(overrides.iter().map(|(key, value)| format!("{key}={value}")))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| ServerError::new(format!("cannot run `bash` (apt-get install bash): {error}")))?;
        let (Some(commands), Some(answers), Some(messages)) = (child.stdin.take(), child.stdout.take(), child.stderr.take()) else {
            return Err(ServerError::new("the test server has no pipes"));
        };
        let mut supervisor = Self {
            child,
            commands: Some(commands),
            answers: BufReader::new(answers),
            transcript: Some(thread::spawn(move || relay(messages))),
        };
        let description = supervisor.answer()?;
        Ok((supervisor, description))
    }

    /// Sends one command and waits until it is carried out.
    pub(super) fn command(&mut self, command: &str) -> Result<(), ServerError> {
        let sent = match &mut self.commands {
            Some(pipe) => writeln!(pipe, "{command}").and_then(|()| pipe.flush()),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        };
        // A harness that has ended says why; that is a better error than the broken pipe.
        if sent.is_err() {
            return Err(self.failure());
        }
        self.answer().map(drop)
    }

    fn answer(&mut self) -> Result<String, ServerError> {
        let mut line = String::new();
        match self.answers.read_line(&mut line) {
            Ok(length) if length > 0 => Ok(line),
            _ => Err(self.failure()),
        }
    }

    fn failure(&mut self) -> ServerError {
        let said = self.end();
        if said.is_empty() {
            return ServerError::new("the test server has ended");
        }
        ServerError::new(format!("no test server:\n{said}"))
    }

    /// Ends the server, waits until it is gone, and returns what is left unsaid of its messages.
    fn end(&mut self) -> String {
        self.commands = None;
        // Neither can fail in a way that matters: the process is gone either way.
        let _ = self.child.wait();
        let lines = self.transcript.take().map(JoinHandle::join);
        lines.and_then(Result::ok).map(Vec::from).unwrap_or_default().join("\n")
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        self.end();
    }
}

/// Shows the harness's messages while they come (a first install takes minutes) and keeps the last.
fn relay(messages: ChildStderr) -> VecDeque<String> {
    let mut last = VecDeque::new();
    for line in BufReader::new(messages).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).into_owned();
        // Not `eprintln!`: the test runner would hold that back until the test has failed.
        let _ = writeln!(io::stderr(), "{line}");
        if last.len() == TRANSCRIPT_LINES {
            last.pop_front();
        }
        last.push_back(line);
    }
    last
}
