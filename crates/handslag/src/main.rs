//! The command line, and the one binary.

fn main() {}
