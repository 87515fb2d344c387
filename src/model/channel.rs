//! The channels on which levers, projects and shocks act: a fixed list, each read by exactly one equation.

macro_rules! channels {
    ($(#[$meta:meta])* $name:ident { $($(#[doc = $doc:literal])+ $variant:ident = $id:literal, $unit:literal, $equation:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $doc])+ $variant,)+ }

        impl $name {
            /// Every channel, in the order of the reference.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];
            /// How many there are.
            pub const COUNT: usize = Self::ALL.len();

            /// The name in scenario files.
            #[must_use]
            pub const fn id(self) -> &'static str { match self { $(Self::$variant => $id,)+ } }
            /// What an amount of 1 means.
            #[must_use]
            pub const fn unit(self) -> &'static str { match self { $(Self::$variant => $unit,)+ } }
            /// The equation that reads it.
            #[must_use]
            pub const fn equation(self) -> &'static str { match self { $(Self::$variant => $equation,)+ } }
            /// What it does, in a sentence.
            #[must_use]
            pub const fn summary(self) -> &'static str { match self { $(Self::$variant => concat!($($doc, " ",)+),)+ } }
            /// The channel of that name.
            #[must_use]
            pub fn named(id: &str) -> Option<Self> { Self::ALL.iter().copied().find(|c| c.id() == id) }
        }
    };
}

channels! {
    /// What levers and projects act on. Amounts add up over levers; 1 is the full-strength programme of the literature.
    Channel {
        /// Building and widening crossings and roads: lowers the access barrier of goods and people.
        Works = "works", "share of a full programme", "E1";
        /// Shorter waiting at the posts for goods.
        WaitingGoods = "waiting_goods", "share of a full programme", "E1";
        /// Shorter waiting at the posts for people.
        WaitingPeople = "waiting_people", "share of a full programme", "E1";
        /// Simpler customs: lowers the institutional barrier to goods.
        Customs = "customs", "share of a full programme", "E2";
        /// Easier visas: lowers the institutional barrier to the movement of people.
        Visa = "visa", "share of a full programme", "E2";
        /// Recognised qualifications and social security: lowers the institutional barrier to work across the border.
        Labour = "labour", "share of a full programme", "E2";
        /// Harmonised law and standards: lowers all three parts and the level below which they cannot fall.
        Legal = "legal", "share of a full programme", "E2";
        /// Joint bodies: raises governance capacity.
        Governance = "governance", "share of a full programme", "E3";
        /// Bodies led by elites: support falls while trust is low.
        EliteLed = "elite_led", "share of a full programme", "E10";
        /// Language and exchange: contact between people.
        Language = "language", "share of a full programme", "E4";
        /// Mobility grants: contact between people.
        Mobility = "mobility", "share of a full programme", "E4";
        /// Twinned institutions: contact between people.
        Twinning = "twinning", "share of a full programme", "E4";
        /// Information: raises awareness of the other side's opportunities.
        Information = "information", "share of a full programme", "E5";
        /// Good will won by information, while it lasts.
        Goodwill = "goodwill", "share of a full programme", "E10";
        /// Export promotion in the poorer region (zones).
        ExportsPoorer = "exports_poorer", "share added to the export target", "E7";
        /// Export promotion on both sides (parks, tax breaks).
        ExportsBoth = "exports_both", "share added to the export target", "E7";
        /// Skilled people leave the poorer region.
        BrainDrain = "brain_drain", "share of a full programme", "E11";
        /// Joint research money: makes cross-border ties likelier, where the barriers let it.
        ResearchTies = "research_ties", "log-odds weight, share of a full programme", "R2";
        /// Money that keeps cross-border ties alive.
        ResearchSurvival = "research_survival", "share of a full programme", "R4";
        /// Ties between universities.
        UniversityTies = "university_ties", "log-odds weight, share of a full programme", "R2";
        /// Ties between firms.
        FirmTies = "firm_ties", "log-odds weight, share of a full programme", "R2";
        /// Brokered ties of every kind.
        BrokerTies = "broker_ties", "log-odds weight, share of a full programme", "R2";
        /// Ties to the world outside both regions.
        ExternalTies = "external_ties", "share of a full programme", "R7";
        /// Customs revenue that comes back to both budgets.
        Revenue = "revenue", "share of a full programme", "E12";
    }
}

channels! {
    /// What shocks act on. Amounts of simultaneous shocks add up.
    ShockChannel {
        /// No person may cross while it lasts.
        ClosePeople = "close_people", "1 = closed", "E8";
        /// The border is closed to everything while it lasts: erosion, diversion and suspended cooperation set in.
        CloseAll = "close_all", "1 = closed", "closure";
        /// Added to the access barrier of goods while it lasts.
        AccessGoods = "access_goods", "barrier, 0 to 1", "E1";
        /// Added to the access barrier of people while it lasts.
        AccessPeople = "access_people", "barrier, 0 to 1", "E1";
        /// Added to the travel time of people while it lasts.
        MinutesPeople = "minutes_people", "minutes", "E1";
        /// Added to all parts of the institutional barrier while it lasts.
        Institutions = "institutions", "barrier, 0 to 1", "E2";
        /// Moves the institutional floor for good.
        Floor = "floor", "barrier, 0 to 1", "E2";
        /// Trust gained or lost at once.
        Trust = "trust", "0 to 1", "E4";
        /// Governance capacity gained or lost at once.
        Governance = "governance", "0 to 1", "E3";
        /// Support gained or lost at once on both sides.
        Support = "support", "0 to 1", "E10";
        /// Hostile (or, negative, friendly) media while it lasts.
        Media = "media", "support, 0 to 1", "E10";
        /// Side A's money grows dearer at once (log), then returns.
        ExchangeRate = "exchange_rate", "log", "E9";
        /// Risk of finance and payment: trade falls by this share while it lasts.
        FinanceRisk = "finance_risk", "share", "E6";
        /// Price of resources while it lasts: moves output by the region's share of resources.
        Commodity = "commodity", "log", "E9";
        /// Output of both regions while it lasts.
        Output = "output", "log", "E9";
    }
}
