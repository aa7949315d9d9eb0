//! Writes every public page into a folder, to be looked at.
//!
//! `cargo run -p handslag-web --example pages -- target/pages`

use std::{env, fs, io, path::PathBuf};

use handslag_locale::Language;
use handslag_web::asset;

#[path = "../tests/sample/mod.rs"]
mod sample;
#[path = "../tests/sample/pages.rs"]
mod sample_pages;

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::args_os().nth(1).unwrap_or_else(|| "pages".into()));
    for file in asset::all() {
        let path = folder.join("static").join(file.name);
        fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        fs::write(path, &file.bytes)?;
    }
    for language in Language::ALL {
        for (name, html) in sample_pages::all(language) {
            // As files, the pages have no root to hang their style sheet on.
            let html = html.replace("\"/static/", "\"static/");
            fs::write(folder.join(format!("{name}-{}.html", language.tag())), html)?;
        }
    }
    println!("{}", folder.display());
    Ok(())
}
