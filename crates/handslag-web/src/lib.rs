//! Routes, pages, forms and static files; public and internal.

pub mod asset;
pub mod component;
pub mod here;
pub mod layout;
pub mod page;
pub mod paths;
