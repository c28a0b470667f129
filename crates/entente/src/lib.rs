//! Entente, as a library.
