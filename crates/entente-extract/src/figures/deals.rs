//! Who sold what to whom, who struck whom and who laid sanctions on whom, as the text told last.
//!
//! A sentence that only counts ("The package includes 18 launchers") is of those whom one before it
//! named; `other.rs` asks here whose its numbers are.

use entente_language::Upos;
use entente_model::{Entity, EntityType, Quantity};

use super::counted::noun_of;
use crate::context::Context;
use crate::mentions::UnitKind;

/// What the sentences so far told of strikes, sales and sanctions.
#[derive(Default)]
pub(super) struct Told {
    pub(super) raid: Option<Raid>,
    pub(super) deal: Option<Deal>,
    /// On whom sanctions were laid, and by whom.
    pub(super) listed: Option<(Entity, Entity)>,
}

impl Told {
    /// Takes what a sentence tells.
    pub(super) fn note(&mut self, context: &Context, line: usize) {
        self.raid = raid_of(context, line).or(self.raid.take());
        self.deal = deal_of(context, line).or(self.deal.take());
        self.listed = listing_of(context, line).or(self.listed.take());
    }
}

/// How far behind "sanctions" or "listed" stands on whom.
const LISTED: usize = 5;

/// "Canada imposed sanctions on Iran", "The union listed 12 Belarusian judges": on whom, and by whom.
fn listing_of(context: &Context, line: usize) -> Option<(Entity, Entity)> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let at = units.iter().position(|u| {
        matches!(
            u.lower.as_str(),
            "sanctions" | "sanctioned" | "blacklisted" | "listed" | "sanctions-listed"
        )
    })?;
    let party = |at: usize| match units[at].kind {
        UnitKind::Mention(m) => discourse.entities_of(m).find_map(|e| match e.kind {
            EntityType::State | EntityType::Org => Some(e.clone()),
            EntityType::Body | EntityType::Person => e
                .country
                .as_deref()
                .and_then(|code| discourse.state_named(code)),
            _ => None,
        }),
        _ => None,
    };
    let by = (0..at).find_map(party)?;
    let on = (at + 1..units.len().min(at + LISTED))
        .filter_map(party)
        .find(|e| e.kind == EntityType::State && e.key() != by.key())?;
    Some((on, by))
}

/// Who gets goods or arms from whom, by the last sentence that told of a sale or delivery.
#[derive(Clone, Debug)]
pub(super) struct Deal {
    pub(super) to: Entity,
    pub(super) from: Option<Entity>,
    pub(super) line: usize,
}

/// How many sentences behind a sale what it comprises is told.
pub(super) const COMPRISES: usize = 3;

/// "approved the sale of missiles to Kenya", "Kenya bought 12 jets from Brazil": who gets what is
/// counted, and from whom.
fn deal_of(context: &Context, line: usize) -> Option<Deal> {
    let discourse = context.discourse;
    let units = &discourse.lines[line].units;
    let at = units
        .iter()
        .position(|u| context.lists.has("deal-word", &u.lower))?;
    let state = |at: usize| match units.get(at)?.kind {
        UnitKind::Mention(m) => discourse.entities_of(m).find_map(|e| match e.kind {
            EntityType::State | EntityType::Org => Some(e.clone()),
            EntityType::Body | EntityType::Person => e
                .country
                .as_deref()
                .and_then(|code| discourse.state_named(code)),
            _ => None,
        }),
        _ => None,
    };
    let behind = |word: &str| {
        (at..units.len())
            .filter(|&i| units[i].lower == word)
            .find_map(|i| (i + 1..units.len().min(i + 4)).find_map(state))
    };
    let first = (0..at).find_map(state);
    let bought = context.lists.has("deal-bought", &units[at].lower);
    let (to, from) = if bought {
        (first?, behind("from"))
    } else {
        let to = behind("to")?;
        (to, behind("from").or(first))
    };
    let from = from.filter(|f| f.key() != to.key() && f.country != to.country);
    (to.kind == EntityType::State).then_some(Deal { to, from, line })
}

/// Whether a sentence tells what a sale told of comprises: "The package includes 18 launchers".
pub(super) fn comprises(context: &Context, line: usize) -> bool {
    let units = &context.discourse.lines[line].units;
    units
        .iter()
        .take(4)
        .any(|u| context.lists.has("deal-part", &u.lower))
}

/// Who strikes whom, by the last sentence that told of strikes with both.
#[derive(Clone, Debug)]
pub(super) struct Raid {
    pub(super) by: Entity,
    pub(super) on: Option<Entity>,
}

/// "Coalition forces conducted 23 strikes against the group": who strikes whom.
fn raid_of(context: &Context, line: usize) -> Option<Raid> {
    let units = &context.discourse.lines[line].units;
    let noun = units
        .iter()
        .position(|u| context.lists.has("strike-noun", &u.lower))?;
    let tree = context.tree(line)?;
    let unit_of = |token: usize| units.iter().position(|u| u.tokens.contains(&token));
    let party = |at: usize| match units[at].kind {
        UnitKind::Mention(m) => context
            .discourse
            .entities_of(m)
            .find(|e| {
                matches!(
                    e.kind,
                    EntityType::State | EntityType::Org | EntityType::Body | EntityType::Group
                )
            })
            .cloned(),
        _ => None,
    };
    let token = units[noun].tokens.start;
    let verb = tree.head(token).filter(|_| tree.relation(token) == "obj")?;
    let subject = tree
        .children(verb)
        .find(|&c| tree.relation(c).starts_with("nsubj"))?;
    let by = std::iter::once(subject)
        .chain(tree.children(subject))
        .filter_map(unit_of)
        .find_map(party)?;
    let on = (noun..units.len())
        .filter(|&at| matches!(units[at].lower.as_str(), "against" | "on" | "targeting"))
        .find_map(|at| {
            (at + 1..units.len().min(at + 4))
                .find_map(party)
                .filter(|e| e.key() != by.key())
        });
    Some(Raid { by, on })
}

/// Whom a number of strikes, or of what strikes hit, is about: who strikes, or whose it was.
pub(super) fn struck(
    context: &Context,
    line: usize,
    unit: usize,
    quantity: &Quantity,
    head: &str,
    raid: &Raid,
) -> Option<(Entity, Option<Entity>)> {
    let units = &context.discourse.lines[line].units;
    let target = || {
        units
            .iter()
            .find_map(|u| match u.kind {
                UnitKind::Mention(m) => context
                    .discourse
                    .entities_of(m)
                    .find(|e| e.kind == EntityType::Group && e.key() != raid.by.key())
                    .cloned(),
                _ => None,
            })
            .or_else(|| raid.on.clone())
    };
    if context.lists.has("strike-noun", head) {
        return Some((raid.by.clone(), target()));
    }
    let tree = context.tree(line)?;
    let mut token = noun_of(context, line, unit, quantity, &tree)?;
    let mut verb = None;
    for _ in 0..3 {
        let above = tree.head(token)?;
        if tree.token(above).syntax.upos == Upos::Verb {
            verb = Some(above);
            break;
        }
        token = above;
    }
    let verb = verb.filter(|&v| context.lists.has("strike-verb", tree.lemma(v)))?;
    // "engaged a unit and destroyed two vehicles": the strikes do both.
    let strikes = |v: usize| {
        tree.children(v).any(|c| {
            tree.relation(c).starts_with("nsubj") && context.lists.has("strike-noun", tree.word(c))
        })
    };
    let first = tree.head(verb).filter(|_| tree.relation(verb) == "conj");
    (strikes(verb) || first.is_some_and(strikes))
        .then(target)
        .flatten()
        .map(|on| (on, Some(raid.by.clone())))
}

#[cfg(test)]
mod tests {
    use crate::figures::testing::{side, sides};
    use entente_model::Indicator;

    #[test]
    fn a_package_of_sanctions_goes_on_about_whom_it_is_laid_on() {
        assert_eq!(
            sides(
                "Canada imposed sanctions on Chad on Monday. The measures target nine officials and \
                 four entities."
            ),
            [
                side(Indicator::Other, 4.0, "Chad", "Canada", ""),
                side(Indicator::Other, 9.0, "Chad", "Canada", ""),
            ]
        );
    }
}
