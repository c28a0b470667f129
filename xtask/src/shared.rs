//! Files that lie beside the project and are no part of it.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

/// The path of a file under `../shared`; says so and gives nothing where it is absent.
pub fn path(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("ENTENTE_SHARED")
        .map_or_else(|| PathBuf::from("../shared"), PathBuf::from);
    let path = root.join(name);
    if path.exists() {
        Some(path)
    } else {
        println!("{}: absent, left out", path.display());
        None
    }
}

/// The JSON lines of a file, or nothing where it is absent.
pub fn lines(name: &str) -> Result<Option<Vec<Value>>> {
    let Some(path) = path(name) else {
        return Ok(None);
    };
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let rows: Result<Vec<Value>, _> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(serde_json::from_str)
        .collect();
    Ok(Some(
        rows.with_context(|| format!("reading {}", path.display()))?,
    ))
}

/// A string field, empty where there is none.
pub fn text<'a>(row: &'a Value, field: &str) -> &'a str {
    row[field].as_str().unwrap_or_default()
}

/// An offset field.
pub fn offset(row: &Value, field: &str) -> usize {
    row[field]
        .as_u64()
        .and_then(|n| usize::try_from(n).ok())
        .unwrap_or_default()
}

/// How often a job that is run again and again for about a second of processor time comes to its
/// end within one.
pub fn per_second(mut job: impl FnMut()) -> f64 {
    job();
    let start = cpu_seconds();
    let mut runs = 0.0;
    loop {
        job();
        runs += 1.0;
        let spent = cpu_seconds() - start;
        if spent >= 1.0 {
            return runs / spent;
        }
    }
}

/// Processor time of this process, from the kernel's own account, so that other work on the
/// machine does not count; where that is not to be had, the time that passed.
fn cpu_seconds() -> f64 {
    use std::sync::OnceLock;
    use std::time::Instant;
    static START: OnceLock<Instant> = OnceLock::new();
    let passed = START.get_or_init(Instant::now).elapsed().as_secs_f64();
    // The first field of schedstat is nanoseconds on the processor.
    std::fs::read_to_string("/proc/self/schedstat")
        .ok()
        .and_then(|s| s.split(' ').next()?.parse::<f64>().ok())
        .map_or(passed, |nanoseconds| nanoseconds / 1e9)
}
