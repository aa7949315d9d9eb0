//! Where does it gather, area by area?
