//! Do we compute what the established tools compute?
//!
//! ```sh
//! cargo run -p handslag-stats --example golden -- ../shared/golden/**/*.json
//! ```
//!
//! Each file holds a case: the method in `id`, `input`, the `expected` answer of
//! a reference tool, and `tolerance`. One line is printed a file: `ok`, or the
//! fields that differ with what was expected and what we got. Parameters are
//! read from `input`, else from the words of `call`, else they are what the
//! reference tool takes if it is not told; only what is expected is computed.
//! Exits with 1 if any differs, 2 if the command cannot be understood.

mod answer;
mod call;
mod case;
mod compare;
mod method;
mod panel;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use case::Case;

struct Order {
    root: PathBuf,
    files: Vec<PathBuf>,
}

fn main() -> ExitCode {
    // The file's line tells of a panic.
    std::panic::set_hook(Box::new(|_| {}));
    match order() {
        Ok(order) if order.files.is_empty() => {
            eprintln!("golden: no file was named; give one or more FILE.json");
            ExitCode::from(2)
        }
        Ok(order) => {
            let wrong = order
                .files
                .iter()
                .filter(|file| !is_right(file, &order.root))
                .count();
            eprintln!(
                "{} of {} files agree",
                order.files.len() - wrong,
                order.files.len()
            );
            if wrong == 0 {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(error) => {
            eprintln!("golden: {error}\nusage: golden [--root DIR] FILE.json…");
            ExitCode::from(2)
        }
    }
}

fn order() -> Result<Order, lexopt::Error> {
    use lexopt::prelude::*;
    let mut order = Order {
        root: PathBuf::from(".."),
        files: Vec::new(),
    };
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("root") => order.root = arguments.value()?.into(),
            Value(file) => order.files.push(file.into()),
            other => return Err(other.unexpected()),
        }
    }
    Ok(order)
}

/// Prints the file's one line, and whether all of it agrees.
fn is_right(file: &Path, root: &Path) -> bool {
    let differences = without_panic(|| {
        let case = Case::read(file, root)?;
        let answer = method::compute(&case)?;
        Ok(compare::differences(&case, &answer))
    })
    .unwrap_or_else(|error| vec![error]);
    if differences.is_empty() {
        println!("ok {}", file.display());
    } else {
        println!("MISS {}: {}", file.display(), in_short(&differences));
    }
    differences.is_empty()
}

/// A panic in one file is its error, and the other files go on.
fn without_panic<T>(run: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).unwrap_or_else(|cause| {
        let said = cause.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| cause.downcast_ref::<&str>().copied());
        Err(format!("panicked: {}", said.unwrap_or("without a word")))
    })
}

/// The first differences; a wrong formula misses in every cell.
fn in_short(differences: &[String]) -> String {
    const SHOWN: usize = 5;
    let mut text = differences[..differences.len().min(SHOWN)].join("; ");
    if differences.len() > SHOWN {
        text += &format!("; and {} more", differences.len() - SHOWN);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_of_its_file() {
        let told = without_panic::<()>(|| panic!("row {} is short", 3));
        assert_eq!(told, Err("panicked: row 3 is short".to_owned()));
        assert_eq!(without_panic(|| Ok(1)), Ok(1));
    }
}
