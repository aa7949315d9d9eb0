//! What do those who were asked say of all?
