//! One accessible drawing for page, print and PDF.
