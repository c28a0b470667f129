//! Scoring: against the reference program, and of the sample texts.

mod reference;
mod samples;
