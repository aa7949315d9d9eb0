//! The tests, checks and benchmarks of the project, as one command.

fn main() {}
