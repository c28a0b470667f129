//! Tests of the record as a whole.

mod classes;
mod drafts;
mod five;
mod judged;
mod lake;
mod order;
mod sheet;
mod store;
mod support;
