//! EDTF held to laws that must be true of every string.

use entente_model::Edtf;
use proptest::prelude::*;

/// Strings that look like EDTF, right and wrong.
fn plausible() -> impl Strategy<Value = String> {
    "[\\[{?~%./,XYZTES0-9-]{0,24}"
}

/// Dates that are right.
fn single() -> impl Strategy<Value = String> {
    prop_oneof![
        "[12][0-9]{3}",
        "[12][0-9]{3}[?~%]",
        "[12][0-9]{2}X",
        "[12][0-9]{3}-(0[1-9]|1[0-2])",
        "[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])",
        "[12][0-9]{3}-(2[1-9]|3[0-9]|4[01])",
    ]
}

proptest! {
    #[test]
    fn any_string_is_read_or_refused_without_panic(text in "\\PC{0,40}", likely in plausible()) {
        for text in [text, likely] {
            if let Ok(date) = Edtf::parse(&text) {
                prop_assert!(date.level() <= 2);
                let _ = (date.earliest(), date.latest(), date.is_qualified(), date.is_interval());
            }
        }
    }

    #[test]
    fn writing_and_reading_is_the_identity(likely in plausible(), known in single()) {
        for text in [likely, known] {
            if let Ok(date) = Edtf::parse(&text) {
                prop_assert_eq!(date.to_string(), text);
                let json = serde_json::to_string(&date).unwrap();
                prop_assert_eq!(serde_json::from_str::<Edtf>(&json).unwrap(), date);
            }
        }
    }

    #[test]
    fn bounds_are_in_order_and_comparison_agrees_with_them(a in single(), b in single()) {
        let (a, b) = (Edtf::parse(&a).unwrap(), Edtf::parse(&b).unwrap());
        prop_assert!(a.earliest().unwrap() <= a.latest().unwrap());
        prop_assert_eq!(a.before(&b) == Some(true), a.latest() < b.earliest());
        // What is before cannot overlap, and what lies within does.
        if a.before(&b) == Some(true) {
            prop_assert_eq!(a.overlaps(&b), Some(false));
            prop_assert_eq!(b.before(&a), Some(false));
        }
        if a.within(&b) == Some(true) {
            prop_assert_eq!(a.overlaps(&b), Some(true));
        }
        prop_assert_eq!(a.overlaps(&b), b.overlaps(&a));
        if let Some(interval) = Edtf::interval(&a, &b) {
            prop_assert_eq!(interval.earliest(), a.earliest());
            prop_assert_eq!(interval.latest(), b.latest());
        } else {
            prop_assert!(a.earliest() > b.latest());
        }
    }

    #[test]
    fn a_day_is_its_own_bounds(days in -3_000_000i64..2_900_000) {
        let start = jiff::civil::date(1970, 1, 1);
        let day = start.checked_add(jiff::Span::new().days(days)).unwrap();
        let date = Edtf::day(day);
        prop_assert_eq!(Edtf::parse(date.as_str()).unwrap().earliest(), Some(day));
        prop_assert_eq!(date.latest(), Some(day));
    }
}
