//! What is wrong with a file of areas, in words.

use handslag_geo::area::{Done, Fault, Flaw, GeoJsonError};
use handslag_locale::{Texts, arg};

/// Why a file as a whole holds no areas.
pub fn file_words(t: Texts, why: &GeoJsonError) -> String {
    match why {
        GeoJsonError::NotJson { line, column, .. } => t.cmd_layer_not_json(arg::CmdLayerNotJson {
            line: &line.to_string(),
            column: &column.to_string(),
        }),
        GeoJsonError::NotFeatures => t.cmd_layer_no_features(),
        GeoJsonError::UnknownCrs { name } => t.cmd_layer_unknown_crs(name),
    }
}

/// "Område 3 (1494): linjen korsar sig själv. Lagat."
pub fn fault_words(t: Texts, fault: &Fault) -> String {
    let number = fault.feature.to_string();
    let code = fault.code.as_deref().unwrap_or("–");
    let flaw = match &fault.flaw {
        Flaw::Unreadable { .. } => t.cmd_flaw_unreadable(),
        Flaw::NoCode => t.cmd_flaw_no_code(),
        Flaw::SameCode { first } => t.cmd_flaw_same_code(&first.to_string()),
        Flaw::NotAPolygon { found } => t.cmd_flaw_no_polygon(found),
        Flaw::Empty => t.cmd_flaw_empty(),
        Flaw::UnclosedRing => t.cmd_flaw_unclosed(),
        Flaw::TooFewCorners => t.cmd_flaw_few_corners(),
        Flaw::TooManyCorners { n } => t.cmd_flaw_many_corners(*n),
        Flaw::CrossesItself { .. } => t.cmd_flaw_crosses(),
        Flaw::NotOnEarth { x, y } => t.cmd_flaw_not_on_earth(arg::CmdFlawNotOnEarth {
            x: &x.to_string(),
            y: &y.to_string(),
        }),
    };
    let done = match fault.done {
        Done::Mended => t.cmd_flaw_mended(),
        Done::LeftOut => t.cmd_flaw_left_out(),
    };
    t.cmd_flaw(arg::CmdFlaw {
        number: &number,
        code,
        flaw: &flaw,
        done: &done,
    })
}
