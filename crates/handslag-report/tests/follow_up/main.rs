//! The printed follow-up, read back from its PDF.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod contents;
mod effects;
mod picture;
mod safety;
mod structure;
mod support;
