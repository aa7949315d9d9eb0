//! The open format: nothing is lost, the schema holds, the examples are read.

#[cfg(test)]
mod arbitrary;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod picture;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod schema;
