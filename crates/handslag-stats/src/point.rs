//! Where and when does it gather, event by event?
