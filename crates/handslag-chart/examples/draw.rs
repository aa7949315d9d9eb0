//! Draws from a file: `draw DRAWING.json OUT sv|en` writes `OUT-wide.svg`,
//! `OUT-narrow.svg` and `OUT.csv`, and prints the words beside them.

use handslag_chart::{Lang, drawing};
use handslag_domain::effect::Drawing;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, file, out, language] = arguments.as_slice() else {
        return Err("usage: draw DRAWING.json OUT sv|en".into());
    };
    let lang = Lang::tagged(language).ok_or("the language is sv or en")?;
    let one: Drawing = serde_json::from_slice(&std::fs::read(file)?)?;
    let chart = drawing(&one, lang, false);
    std::fs::write(format!("{out}-wide.svg"), chart.svg)?;
    std::fs::write(format!("{out}-narrow.svg"), chart.narrow)?;
    std::fs::write(format!("{out}.csv"), chart.csv)?;
    println!("{}", chart.alt);
    Ok(())
}
