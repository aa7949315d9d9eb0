//! The built program as people and other programs use it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod account;
mod effect;
mod follow_up;
mod import;
mod killed;
mod log;
mod map_tiles;
mod open311;
mod picture;
mod promise;
mod server;
mod support;
