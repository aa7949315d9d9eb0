//! The Swedish words themselves: an analyser for search and a guard against personal data.
