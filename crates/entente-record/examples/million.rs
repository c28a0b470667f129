//! Measures the record with many claims: reconciling from scratch, one article more, lists and
//! the background sheet.
//!
//! ```text
//! cargo run --release -p entente-record --example million -- 1000000
//! ```
//!
//! The claims are made up by arithmetic: 190 states, figures and visits between all pairs of
//! them over forty years, told by eight newsrooms that differ now and then.

use std::error::Error;
use std::time::Instant;

use entente_model::{
    Claim, ClaimBody, Document, Edtf, Entity, Event, EventType, Figure, Indicator, Measure, Span,
};
use entente_record::{Query, Record, brief};

/// How many articles more are read one by one.
const MORE: usize = 25;

/// Claims in one made-up article.
const EACH: usize = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let claims: usize = std::env::args().nth(1).map_or(Ok(100_000), |n| n.parse())?;
    let folder = std::env::temp_dir().join(format!("entente-million-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let path = folder.join("entente.db");
    let at = "2026-01-01T00:00:00Z".parse()?;
    let mut record = Record::create_or_open(&path)?;
    // Made-up texts need not survive a power cut.
    record
        .connection()
        .execute_batch("PRAGMA synchronous = OFF")?;
    let start = Instant::now();
    let articles = claims / EACH;
    for number in 0..articles {
        let (document, said) = article(number)?;
        record.add(&document, None, &said, at)?;
    }
    println!(
        "{claims} claims in {articles} articles added in {:.1} s",
        start.elapsed().as_secs_f64()
    );
    let (start, cpu) = (Instant::now(), cpu_seconds());
    let rebuilt = record.reconcile()?;
    println!(
        "reconciled from scratch in {:.1} s ({:.1} s of one core): {} blocks, {} facts, {} findings",
        start.elapsed().as_secs_f64(),
        cpu_seconds() - cpu,
        rebuilt.blocks,
        rebuilt.facts,
        rebuilt.findings
    );
    // From here on everything is on disk when it is acknowledged; what went before, too.
    record
        .connection()
        .execute_batch("PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)")?;
    let mut times = Vec::new();
    let cpu = cpu_seconds();
    for number in articles..articles + MORE {
        let (document, said) = article(number)?;
        let start = Instant::now();
        record.add(&document, None, &said, at)?;
        let added = start.elapsed().as_secs_f64() * 1e3;
        record.reconcile()?;
        times.push((start.elapsed().as_secs_f64() * 1e3, added));
    }
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (median, added) = times[MORE / 2];
    println!(
        "one article more, of {MORE}: {:.1} to {:.1} ms, in the middle {median:.1} ms (adding {added:.1} ms of it); \
         {:.1} ms of one core each",
        times[0].0,
        times[MORE - 1].0,
        (cpu_seconds() - cpu) * 1e3 / MORE as f64
    );
    let pair = Query::between("KEN", "NPL");
    let start = Instant::now();
    let rows = record.figures(&pair)?.len();
    println!(
        "figures of a pair: {rows} in {:.1} ms",
        start.elapsed().as_secs_f64() * 1e3
    );
    let start = Instant::now();
    let rows = record.events(&pair)?.len();
    println!(
        "events of a pair: {rows} in {:.1} ms",
        start.elapsed().as_secs_f64() * 1e3
    );
    let start = Instant::now();
    let request = brief::Request {
        a: "KEN".into(),
        b: Some("NPL".into()),
        as_of: None,
        confidence: None,
    };
    let lines = brief::build(&record, &request)?
        .to_markdown()
        .lines()
        .count();
    println!(
        "brief: {lines} lines in {:.1} ms",
        start.elapsed().as_secs_f64() * 1e3
    );
    if let Ok(status) = std::fs::read_to_string("/proc/self/status")
        && let Some(peak) = status.lines().find(|l| l.starts_with("VmHWM"))
    {
        println!("peak memory: {}", peak.trim_start_matches("VmHWM:").trim());
    }
    println!("file: {} MB", std::fs::metadata(&path)?.len() / 1_000_000);
    drop(record);
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// How long this program has kept a core busy: on a machine with other work that says more than
/// the clock. Nothing where the system does not tell.
fn cpu_seconds() -> f64 {
    let ticks = || -> Option<f64> {
        let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        Some(fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?)
    };
    ticks().map_or(0.0, |ticks| ticks / 100.0)
}

/// An article of that number, the same each time.
fn article(number: usize) -> Result<(Document, Vec<Claim>), Box<dyn Error>> {
    let states: Vec<&str> = STATES.split(' ').collect();
    let outlets = [
        "Lake Courier",
        "Coast Daily",
        "Hill Post",
        "Valley Times",
        "Bay Herald",
        "Plain Mail",
        "Isle Echo",
        "Peak News",
    ];
    let (year, month) = (1985 + number % 40, 1 + number / 40 % 12);
    let mut text = String::new();
    let mut spans = Vec::new();
    for line in 0..EACH {
        let start = text.len();
        // Words of their own, so that no article is taken for a copy of another.
        for word in 0..14 {
            let mix = scatter(number * 1_000 + line * 20 + word);
            let part = |n: usize| {
                [
                    "ka", "lo", "mi", "ru", "ta", "ve", "sho", "ni", "be", "du", "pa",
                ][n % 11]
            };
            text.push_str(&format!(
                "{}{}{} ",
                part(mix),
                part(mix / 11),
                part(mix / 121)
            ));
        }
        text.push_str(&format!("for {year}."));
        spans.push(Span::new(start, text.len()));
        text.push(' ');
    }
    let mut document = Document::new(format!("article-{number}"), text);
    document.outlet = Some(outlets[number % outlets.len()].to_owned());
    document.published = Some(Edtf::parse(&format!("{}-{month:02}-15", year + 1))?);
    let mut claims = Vec::new();
    for (line, span) in spans.into_iter().enumerate() {
        let mix = scatter(number * EACH + line);
        let a = states[mix % states.len()];
        let b = states[(mix / states.len()) % states.len()];
        let (a, b) = (Entity::state(a, a), Entity::state(b, b));
        let body = if line % 4 == 3 {
            ClaimBody::Event(Event {
                kind: EventType::Consult,
                mode: Some("visit".into()),
                actors: vec![a],
                recipients: vec![b],
                date: Some(Edtf::parse(&format!(
                    "{year}-{month:02}-{:02}",
                    1 + mix % 28
                ))?),
                place: None,
                detail: None,
                first: None,
            })
        } else {
            let indicator = [Indicator::Trade, Indicator::Exports, Indicator::Fdi][line % 3];
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let value = (10 + mix % 3) as f64 * 1e8;
            ClaimBody::Figure(Figure {
                indicator,
                measure: Measure::Level,
                subject: Some(a),
                partner: Some(b),
                value,
                unit: "USD".into(),
                period: Some(Edtf::parse(&year.to_string())?),
                bound: entente_model::Bound::Equal,
                scope: None,
            })
        };
        claims.push(Claim::new(span, body));
    }
    Ok((document, claims))
}

/// A number that looks like chance and is the same each time (SplitMix64).
fn scatter(number: usize) -> usize {
    let mut z = (number as u64)
        .wrapping_add(1)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    usize::try_from((z ^ (z >> 31)) >> 16).unwrap_or(0)
}

const STATES: &str = "KEN NPL UGA TZA RWA BDI NOR SWE FIN DNK ISL EST LVA LTU POL CZE SVK HUN ROU BGR GRC TUR CYP MLT ITA \
    ESP PRT FRA DEU AUT CHE BEL NLD LUX IRL GBR UKR MDA BLR GEO ARM AZE KAZ UZB TKM KGZ TJK MNG CHN JPN KOR VNM LAO KHM THA \
    MYS SGP IDN PHL BRN TLS PNG AUS NZL FJI IND PAK BGD LKA MMR IRN IRQ SYR LBN JOR ISR SAU ARE QAT KWT OMN YEM EGY LBY TUN \
    DZA MAR MRT MLI NER TCD SDN ETH ERI DJI SOM ZAF NAM BWA ZWE ZMB MOZ MWI AGO COD COG GAB CMR NGA BEN TGO GHA CIV LBR SLE \
    GIN GNB SEN GMB CPV BFA MDG MUS SYC COM USA CAN MEX GTM BLZ HND SLV NIC CRI PAN COL VEN GUY SUR ECU PER BOL BRA PRY URY \
    ARG CHL CUB HTI DOM JAM TTO BRB";
