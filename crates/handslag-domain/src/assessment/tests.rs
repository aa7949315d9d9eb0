//! Assessment, as sentences about the world.

mod builder;
mod corners;
mod pace;
mod properties;
mod shapes;
mod time;
mod verdicts;
mod wordings;
