//! Routes, pages, forms and static files; public and internal.

pub mod asset;
pub mod component;
pub mod error_page;
mod fields;
mod handler;
pub mod here;
mod job;
mod kept_pages;
pub mod layout;
pub mod map_archive;
pub mod page;
pub mod paths;
mod protection;
mod released;
pub mod route;
mod server;
mod session;
mod stale;
mod visit;
mod words;
mod work;

pub use server::{WebOptions, router, serve};
pub use stale::heading as place_in_words;
