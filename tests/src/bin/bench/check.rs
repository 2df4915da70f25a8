//! `cargo check` of the crate that binds the API, alone: what it depends on is there already.

use crate::contest::Contest;
use crate::fault::Result;
use crate::measure::{Sample, child, run};
use crate::programs::{self, Program};
use crate::results::{Contender, Row, Section};
use crate::settings::Settings;

/// Of what the same work takes with progenitor.
const AT_MOST: f64 = 0.5;

pub(crate) fn measure(settings: &Settings) -> Result<Section> {
    let mut section = Section::begin();
    let programs = programs::prepare(settings, "check", &mut section)?;
    let types = programs::types(settings, "check", programs[0].endpoints);
    let types = types.map_err(|fault| section.skip("typify", fault)).ok();
    let binding: Vec<&Program> = programs.iter().chain(&types).collect();
    for program in &binding {
        program.fetch()?;
        run(&mut program.cargo(&["check", "--offline", "--package", program.package]))?;
    }
    let mut contest = Contest::new("cargo check of the bindings alone", "user");
    for program in &binding {
        // In total, only who binds about as much.
        let does_as_much = program.is_rival && program.endpoints > programs[0].endpoints / 2;
        contest.enter(&program.name, does_as_much.then_some(AT_MOST), move || check(program));
    }
    let total = contest.run(settings.runs)?;
    section.rows.push(by_endpoint(&total, &binding));
    section.rows.insert(0, total);
    Ok(section)
}

fn check(program: &Program) -> Result<Sample> {
    run(&mut program.cargo(&["clean", "--offline", "--package", program.package]))?;
    child(&mut program.cargo(&["check", "--offline", "--package", program.package]))
}

/// The same measurements, each divided by how much of the API is bound.
fn by_endpoint(total: &Row, programs: &[&Program]) -> Row {
    let contenders = total.contenders.iter().zip(programs).map(|(contender, program)| Contender {
        per: program.endpoints as f64,
        name: contender.name.clone(),
        at_most: program.is_rival.then_some(AT_MOST),
        samples: contender.samples.clone(),
    });
    Row { title: "The same, by endpoint".to_owned(), measure: total.measure.clone(), contenders: contenders.collect() }
}
