//! The pieces that pages are put together from. Each takes what it cannot do without.

mod answers;
mod drawing;
mod effect;
mod effect_drawing;
mod figure;
mod form;
mod picture;
mod self_test;
mod sentence;
mod small;
mod table;
mod work;

pub use answers::{commitment_card, commitment_full, parts, tally_table, verdict_sentence};
pub use drawing::{
    CountBar, blocks, commitment_bar, count_bar, crime_chart, months_of, print_drawing,
};
pub use effect::{answer, effects, finding, how_we_know, is_invented, minding, model_table, said};
pub use effect_drawing::{Drawn, drawn};
pub use figure::{figure, figure_id, month_figure};
pub use form::{
    Field, FormError, Step, Tile, check_tiles, date_field, error_summary, file_field,
    question_summary, radio_tiles, select, step_of, stepper, submit, text_field, textarea,
};
pub use picture::{PictureReading, drawn_chart, nothing_beside};
pub use self_test::self_test;
pub use sentence::{COMMITMENTS, sentences};
pub use small::{
    example_banner, example_tag, facts, not_followed, progress_bar, status, status_of,
};
pub use table::{Column, stacked_table, table};
pub use work::{claims, cycle, goals, problems, sections, voices};
