//! Tests of the record as a whole.

mod base;
mod classes;
mod drafts;
mod five;
mod judged;
mod lake;
mod ledger;
mod order;
mod sheet;
mod store;
mod support;
