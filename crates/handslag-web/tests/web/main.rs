//! The whole site, asked as a browser asks it, on a real database.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod access;
mod analyses;
mod area_layers;
mod effect;
mod follow_up;
mod forms;
mod incident_intake;
mod intake;
mod log;
mod map;
mod map_shades;
mod open311;
mod picture;
mod picture_kept;
mod picture_reading;
mod picture_together;
mod protection;
mod report;
mod support;
mod two_at_once;
mod upkeep;
mod voice_intake;
