//! Tests of the record as a whole.

mod five;
mod sheet;
mod support;
