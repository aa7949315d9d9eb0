//! The built program as people and other programs use it.

mod account;
mod follow_up;
mod import;
mod killed;
mod log;
mod promise;
mod server;
mod support;
