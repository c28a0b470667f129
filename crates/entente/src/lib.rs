//! Entente, as a library.

pub mod claims;
pub mod evaluate;
pub mod gold;
