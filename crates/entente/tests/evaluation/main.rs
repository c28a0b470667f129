//! The codebook, the scorer that follows it, and the sample texts scored by it.

mod codebook;
mod reference;
mod samples;
