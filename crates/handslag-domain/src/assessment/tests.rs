//! Assessment, as sentences about the world.

mod builder;
mod corners;
mod properties;
mod shapes;
mod verdicts;
mod wordings;
