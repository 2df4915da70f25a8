//! How generating grows with the description: a made-up one, three times and ten times of it.

#[path = "../../../../ghost-codegen/tests/synthetic/mod.rs"]
#[allow(clippy::unwrap_used)]
mod synthetic;

use std::path::{Path, PathBuf};

use crate::document;
use crate::fault::Result;
use crate::generate;
use crate::measure::Sample;
use crate::peers::{PROGENITOR, emptied, ghost_codegen};
use crate::results::{Growth, Line, Point, Section};
use crate::settings::Settings;

/// As many as Ghost has, about.
const RESOURCES: usize = 40;
const TIMES: [usize; 3] = [1, 3, 10];

/// A description and what peers take instead.
struct Size {
    times: usize,
    spec: PathBuf,
    document: PathBuf,
}

pub(crate) fn measure(settings: &Settings) -> Result<Section> {
    let codegen = ghost_codegen(settings)?;
    let folder = emptied(&settings.work("growth"))?;
    let sizes = TIMES.map(|times| size(&codegen, &folder, times)).into_iter().collect::<Result<Vec<Size>>>()?;
    let mut section = Section::begin();
    let outputs = generate::Outputs::new(&folder)?;
    let (ours, peer) = (outputs.folder.join("generated"), outputs.folder.join("progenitor"));
    let mut lines = vec![line("ghost-codegen")];
    let progenitor = PROGENITOR.install(settings);
    match &progenitor {
        Ok(_) => lines.push(line(&PROGENITOR.shown())),
        Err(fault) => section.skip(&PROGENITOR.shown(), fault),
    }
    for _ in 0..settings.runs {
        for size in &sizes {
            add(&mut lines[0], size, generate::ours(&codegen, &size.spec, &ours)?);
            if let Ok(binary) = &progenitor {
                add(&mut lines[1], size, generate::progenitor(binary, &size.document, &peer)?);
            }
        }
    }
    let title = "Generating from a description of several sizes".to_owned();
    section.growths.push(Growth {
        title,
        measure: "cpu".to_owned(),
        of: format!("size of the description (×1 is {RESOURCES} resources)"),
        lines,
    });
    Ok(section)
}

fn size(codegen: &Path, folder: &Path, times: usize) -> Result<Size> {
    let (spec, document) = (folder.join(format!("spec-{times}")), folder.join(format!("document-{times}.json")));
    synthetic::write(&spec, RESOURCES * times, "Things.");
    let mut exported = document::export(codegen, &spec, &document)?;
    document::cut_for_progenitor(&mut exported);
    Ok(Size { times, spec, document: document::write(&exported, document)? })
}

fn line(name: &str) -> Line {
    let points = TIMES.map(|times| Point { size: times as f64, samples: Vec::new() });
    Line { name: name.to_owned(), points: points.into() }
}

fn add(line: &mut Line, size: &Size, sample: Sample) {
    println!("{:<34} ×{:<3} {sample:?}", line.name, size.times);
    for point in line.points.iter_mut().filter(|point| point.size == size.times as f64) {
        point.samples.push(sample.clone());
    }
}
