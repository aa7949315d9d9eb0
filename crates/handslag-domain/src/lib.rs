//! What a promise is, what may happen to it, and what the log shows of it. No input, no output, no clock.
