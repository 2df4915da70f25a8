//! Building a small program from nothing, dependencies included: what it takes, of how many crates, and how large it is.
//!
//! Ours takes part twice, with rustls and with the TLS of the system: that of the system is compiled by nobody, so that who links it is
//! compared with ours that links it too, in a table of its own.

use crate::contest::Contest;
use crate::fault::Result;
use crate::measure::{Sample, child, count};
use crate::programs::{self, Program};
use crate::results::{Row, Section};
use crate::settings::Settings;

pub(crate) fn measure(settings: &Settings) -> Result<Section> {
    let mut section = Section::begin();
    let mut programs = programs::prepare(settings, "build", &mut section)?;
    programs.push(programs::with_system_tls(settings, "build")?);
    programs.extend(programs::others(settings, "build")?);
    programs.iter().try_for_each(Program::fetch)?;
    let crates = |program: &Program| Ok(count("crates", program.crates()? as f64));
    let size = |program: &Program| Ok(count("bytes", program.size()? as f64));
    let built = contest("Clean release build of the program", "user", &programs, 0.8, build).run_knockout(settings.runs)?;
    let sizes = contest("Stripped release binary", "bytes", &programs, 1.0, size).run_once()?;
    // Ours has even fewer with the TLS of the system: a table of its own would say nothing that this one does not.
    let crates = contest("Crates in its tree", "crates", &programs, 1.0, crates).run_once()?;
    let [built_with, sizes_with] = [&built, &sizes].map(|row| with_system_tls(row, &programs));
    section.rows.extend([built, built_with, crates, sizes, sizes_with]);
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
        if program.is_ours() {
            contest.enter_ours(&program.name, move || work(program));
        } else {
            contest.enter(&program.name, program.is_rival.then_some(at_most), move || work(program));
        }
    }
    contest
}

/// The same measurements of those that link the TLS of the system, ours first.
fn with_system_tls(row: &Row, programs: &[Program]) -> Row {
    let of = |is_rival| {
        let chosen = move |(_, program): &(_, &Program)| program.has_system_tls && program.is_rival == is_rival;
        row.contenders.iter().zip(programs).filter(chosen).map(|(contender, _)| contender.clone())
    };
    let title = format!("{}, all with the TLS of the system", row.title);
    Row { title, measure: row.measure.clone(), contenders: of(false).chain(of(true)).collect() }
}

fn build(program: &Program) -> Result<Sample> {
    program.clean()?;
    child(&mut program.cargo(&["build", "--release", "--offline"]))
}
