//! What is usual, and what is not, over time?
