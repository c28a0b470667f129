//! Whom and what claims are about.

use serde::{Deserialize, Serialize};

/// The sorts of entity that the codebook tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityType {
    /// A state.
    State,
    /// An international or regional organisation or forum: ASEAN, UN, EU, G20.
    Org,
    /// An organ of a state or organisation: ministry, party, army, parliament, secretariat.
    Body,
    /// A person.
    Person,
    /// A place, territories such as Hong Kong among them.
    Place,
    /// An agreement between parties.
    Agreement,
    /// A named policy document of one party.
    Policy,
    /// A company.
    Company,
    /// Rebels, movements, peoples.
    Group,
    /// Anything else, joint speakers among them.
    Other,
}

impl EntityType {
    /// Every sort, in the codebook's order.
    pub const ALL: [EntityType; 10] = [
        Self::State,
        Self::Org,
        Self::Body,
        Self::Person,
        Self::Place,
        Self::Agreement,
        Self::Policy,
        Self::Company,
        Self::Group,
        Self::Other,
    ];

    /// The name as the codebook writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Org => "org",
            Self::Body => "body",
            Self::Person => "person",
            Self::Place => "place",
            Self::Agreement => "agreement",
            Self::Policy => "policy",
            Self::Company => "company",
            Self::Group => "group",
            Self::Other => "other",
        }
    }

    /// The sort of that name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.name() == name)
    }
}

/// A party, person, place or paper, as one document names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entity {
    /// The fullest name that the document gives.
    pub name: String,
    /// Its sort.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// ISO 3166-1 alpha-3 code of the state that it is or belongs to, where there is one.
    #[serde(default)]
    pub country: Option<String>,
    /// A state's alpha-3 code, the usual acronym of an organisation or agreement, or nothing.
    #[serde(default)]
    pub id: Option<String>,
}

impl Entity {
    /// An entity of that name and sort, of no country and without an id.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: EntityType) -> Self {
        Self {
            name: name.into(),
            kind,
            country: None,
            id: None,
        }
    }

    /// A state, whose alpha-3 code is both its country and its id.
    #[must_use]
    pub fn state(name: impl Into<String>, alpha3: impl Into<String>) -> Self {
        let code = alpha3.into();
        Self {
            name: name.into(),
            kind: EntityType::State,
            country: Some(code.clone()),
            id: Some(code),
        }
    }

    /// The same with this country (alpha-3).
    #[must_use]
    pub fn with_country(mut self, alpha3: impl Into<String>) -> Self {
        self.country = Some(alpha3.into());
        self
    }

    /// The same with this id.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// What the record groups this entity by: the id where it has one, else sort and folded name.
    #[must_use]
    pub fn key(&self) -> String {
        match &self.id {
            Some(id) => id.clone(),
            None => format!("{}:{}", self.kind.name(), crate::fold(&self.name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_is_written_as_the_codebook_says() {
        let json = serde_json::to_string(&Entity::state("Viet Nam", "VNM")).unwrap();
        assert_eq!(
            json,
            r#"{"name":"Viet Nam","type":"state","country":"VNM","id":"VNM"}"#
        );
        let short: Entity = serde_json::from_str(r#"{"name":"Jakarta","type":"place"}"#).unwrap();
        assert_eq!(short, Entity::new("Jakarta", EntityType::Place));
        assert_eq!(short.key(), "place:jakarta");
    }
}
