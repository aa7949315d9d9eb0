//! The public pages: pure functions from published releases to markup.

mod about;
mod chart;
mod commitment;
mod edition;
mod error;
mod follow_up;
mod home;
mod municipality;
mod news;
mod promise;
mod search;
mod self_test;

pub use about::{about, accessibility};
pub use chart::chart;
pub use commitment::{FromPicture, commitment, commitment_with};
pub use edition::{
    EditionView, edition, edition_body, part_title, readers_step, version_line, withdrawn_edition,
    withdrawn_line,
};
pub use error::{Failure, error};
pub use follow_up::{FollowUpView, document_body, follow_up};
pub use home::{MunicipalityLink, home};
pub use municipality::{MunicipalityView, PromiseLink, municipality};
pub use news::news;
pub use promise::{FollowUpLink, PromiseView, promise};
pub use search::{Hit, HitKind, Piece, SearchView, search};
pub use self_test::self_test;
