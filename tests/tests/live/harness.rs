//! The harness itself: what it does while Ghost is at work.

use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use std::{fs, thread};

/// As after a test whose mails Ghost is still sending: removing the folder meets files that were not there when it was listed.
#[test]
fn a_mailbox_is_removed_while_mails_arrive() {
    let folder = tempfile::tempdir().unwrap();
    let mailbox = folder.path().join("mail");
    fs::create_dir(&mailbox).unwrap();
    for number in 0..1000 {
        fs::write(mailbox.join(format!("{number}-before.eml")), "a mail").unwrap();
    }
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for number in (0..).take_while(|_| !over.load(Ordering::Relaxed)) {
                // Refused while there is no mailbox.
                let _ = fs::write(mailbox.join(format!("{number}.eml")), "a mail");
                thread::sleep(Duration::from_millis(1));
            }
        });
        let rounds: Vec<_> = (0..5).map(|_| removed(&mailbox).and_then(|()| fs::create_dir_all(&mailbox).map_err(Into::into))).collect();
        over.store(true, Ordering::Relaxed);
        rounds.into_iter().collect::<Result<(), _>>().unwrap();
    });
}

/// As the harness removes folders.
fn removed(folder: &Path) -> Result<(), Box<dyn Error>> {
    let layout = Path::new(env!("CARGO_MANIFEST_DIR")).join("ghost-server/layout.mjs");
    let script = "const {removeAll} = await import(process.argv[1]); removeAll(process.argv[2]);";
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", script]).arg(layout).arg(folder).env("GHOST_TEST_CACHE", folder);
    let output = node.output()?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into()) }
}
