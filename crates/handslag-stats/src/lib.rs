//! Counts, points and series in, estimates out. Knows no promises.
