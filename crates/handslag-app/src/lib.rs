//! One module per use case: load, decide, save; and the access decision.
