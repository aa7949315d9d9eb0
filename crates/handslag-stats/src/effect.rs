//! Did it change, and was it more than elsewhere?
