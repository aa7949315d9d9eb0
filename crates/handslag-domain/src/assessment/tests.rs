//! Assessment, as sentences about the world.
