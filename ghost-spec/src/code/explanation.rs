//! The long text of a code.

/// What a code means, for somebody who met it for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Markdown: what is wrong, why that matters, what to do.
    pub text: &'static str,
    /// Part of a spec that has the fault, each file behind a line with its name: `# notes.yaml`.
    pub wrong: &'static str,
    /// The same part without the fault.
    pub right: &'static str,
}

impl Explanation {
    /// Takes a file of explanation apart: prose, then a block of YAML each for wrong and right.
    pub(super) fn of(file: &'static str) -> Self {
        let text = file.split("```").next().unwrap_or_default().trim();
        Explanation { text, wrong: block(file, "```yaml wrong\n"), right: block(file, "```yaml right\n") }
    }
}

/// What stands between a fence and the next.
fn block(file: &'static str, fence: &str) -> &'static str {
    let rest = file.split_once(fence).map_or("", |(_, rest)| rest);
    rest.split_once("```").map_or("", |(block, _)| block)
}
