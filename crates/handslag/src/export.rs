//! `handslag export`: a promise with its log as a document.

use std::path::PathBuf;

use handslag_app::access::Action;
use handslag_locale::Language;

use crate::arguments::ExportOrder;
use crate::failure::Failure;
use crate::promise::print;
use crate::promise_name::find;

pub(crate) async fn run(
    order: &ExportOrder,
    folder: Option<PathBuf>,
    language: Language,
) -> Result<(), Failure> {
    let organisation = order.organisation.as_deref();
    let found = find(
        &order.promise,
        organisation,
        Action::ReadInternal,
        folder,
        language,
    )
    .await?;
    let text = found.document().write(order.format.into());
    print(&text.map_err(Failure::Content)?)
}
