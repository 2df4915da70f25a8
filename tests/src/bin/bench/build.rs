//! Building a small program from nothing, dependencies included: what it takes, of how many crates, and how large it is.

use crate::contest::Contest;
use crate::fault::Result;
use crate::measure::{Sample, child, count};
use crate::programs::{self, Program};
use crate::results::Section;
use crate::settings::Settings;

pub(crate) fn measure(settings: &Settings) -> Result<Section> {
    let mut section = Section::begin();
    let mut programs = programs::prepare(settings, "build", &mut section)?;
    programs.extend(programs::others(settings, "build")?);
    programs.iter().try_for_each(Program::fetch)?;
    let crates = |program: &Program| Ok(count("crates", program.crates()? as f64));
    let size = |program: &Program| Ok(count("bytes", program.size()? as f64));
    section.rows.push(contest("Clean release build of the program", "user", &programs, 0.8, build).run_knockout(settings.runs)?);
    section.rows.push(contest("Crates in its tree", "crates", &programs, 1.0, crates).run_once()?);
    section.rows.push(contest("Stripped release binary", "bytes", &programs, 1.0, size).run_once()?);
    Ok(section)
}

/// Everybody's target is the same, so that it holds beside the best of them if it holds beside all.
fn contest<'p>(
    title: &str,
    what: &str,
    programs: &'p [Program],
    at_most: f64,
    work: impl Fn(&Program) -> Result<Sample> + Copy + 'p,
) -> Contest<'p> {
    let mut contest = Contest::new(title, what);
    for program in programs {
        contest.enter(&program.name, program.is_rival.then_some(at_most), move || work(program));
    }
    contest
}

fn build(program: &Program) -> Result<Sample> {
    program.clean()?;
    child(&mut program.cargo(&["build", "--release", "--offline"]))
}
