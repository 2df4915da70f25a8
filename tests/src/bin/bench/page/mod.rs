//! The page: tables and pictures of what was measured, put into the places that the text of README.md has for them.
//!
//! A place begins with `<!-- measured: PART -->` and ends with `<!-- end -->`; all other words of the page are written by hand.

mod amount;
mod growth;
mod ratios;
mod svg;
mod table;

use std::fs;
use std::path::Path;

use crate::fault::{Doing, Result};
use crate::results::{Results, Section};

const PAGE: &str = "README.md";
const END: &str = "<!-- end -->";

/// Draws everything that was measured into the page of the folder; a folder without one gets the page of the documentation.
pub(crate) fn draw(results: &Results, folder: &Path) -> Result<()> {
    let path = folder.join(PAGE);
    let text = if path.exists() {
        fs::read_to_string(&path).doing(format_args!("read {}", path.display()))?
    } else {
        include_str!("../../../../../docs/benchmarks/README.md").to_owned()
    };
    let mut page = fill(&text, "summary", &table::summary(results))?;
    for (part, section) in &results.parts {
        page = fill(&page, part, &block(part, section, folder)?)?;
    }
    write(&path, &page)?;
    println!("the page is {}", path.display());
    Ok(())
}

/// What the page says of one part, with its pictures beside it.
fn block(part: &str, section: &Section, folder: &Path) -> Result<String> {
    let mut text = table::of(section);
    if let Some(picture) = ratios::picture(&section.rows) {
        let file = format!("{part}.svg");
        write(&folder.join(&file), &picture)?;
        text += &format!("\n![What ours takes of what each of the others takes, median and spread]({file})\n");
    }
    for (number, growth) in section.growths.iter().enumerate() {
        let file = if number == 0 { format!("{part}-growth.svg") } else { format!("{part}-growth-{}.svg", number + 1) };
        write(&folder.join(&file), &growth::picture(growth))?;
        text += &format!("\n{}\n\n![{}]({file})\n", table::growth(growth), growth.title);
    }
    Ok(text)
}

/// The page with the text of one place replaced.
fn fill(page: &str, part: &str, text: &str) -> Result<String> {
    let begin = format!("<!-- measured: {part} -->\n");
    let split = page.split_once(&begin).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let (before, after) =
        split.doing(format_args!("find a place for `{part}` in the page: give it lines `{}` and `{END}`", begin.trim_end()))?;
    Ok(format!("{before}{begin}\n{}\n\n{END}{after}", text.trim()))
}

fn write(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).and_then(|()| fs::write(path, text)).doing(format_args!("write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::fill;

    const PAGE: &str = "Before.\n<!-- measured: generate -->\nold\n<!-- end -->\nAfter.\n";

    #[test]
    fn a_place_is_filled_and_the_rest_stays() {
        let page = fill(PAGE, "generate", "new\n").unwrap();
        assert_eq!(page, "Before.\n<!-- measured: generate -->\n\nnew\n\n<!-- end -->\nAfter.\n");
        assert_eq!(fill(&page, "generate", "new\n").unwrap(), page, "again changes nothing");
    }

    #[test]
    fn a_page_without_a_place_is_told_what_to_add() {
        let fault = fill(PAGE, "check", "new").unwrap_err().to_string();
        assert!(fault.contains("`<!-- measured: check -->` and `<!-- end -->`"), "{fault}");
    }
}
