//! Assessment, as sentences about the world.

mod builder;
mod properties;
mod shapes;
mod verdicts;
mod wordings;
