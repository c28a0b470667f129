//! The scorer against the reference program that the codebook's makers keep beside it.

mod reference;
