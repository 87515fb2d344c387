//! Accounts between which money moves and never appears or vanishes.

/// Money in billionths of a point, so that sums are exact.
pub type Money = i64;

/// Billionths in a point.
const UNIT: f64 = 1e9;

/// Points as money, rounded to the nearest billionth.
#[inline]
#[must_use]
pub fn money(points: f64) -> Money {
    libm::round(points * UNIT) as Money
}

/// Money as points.
#[inline]
#[must_use]
pub fn points(money: Money) -> f64 {
    money as f64 / UNIT
}

/// Everyone who can hold money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// The national treasuries: the source of programme income, where lapsed money returns.
    TreasuryA,
    TreasuryB,
    /// Sources outside both nations.
    Outside,
    /// Programme money in hand.
    BudgetA,
    BudgetB,
    Fund,
    /// Banks that finance large works.
    Lender,
    /// Who receives: builders, administrations, firms, universities, people.
    Works,
    Administration,
    Firms,
    Universities,
    People,
}

const ACCOUNTS: usize = 12;

/// Who pays for policy: the two budgets and the joint fund.
pub const PURSES: [Account; 3] = [Account::BudgetA, Account::BudgetB, Account::Fund];

/// What every account holds.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Ledger {
    balances: [Money; ACCOUNTS],
}

impl Ledger {
    /// Moves an amount, which must not be negative.
    pub fn transfer(&mut self, from: Account, to: Account, amount: Money) {
        assert!(amount >= 0, "money moves forward");
        self.balances[from as usize] -= amount;
        self.balances[to as usize] += amount;
    }

    /// What an account holds; treasuries, lender and outside sources go negative as they give.
    #[inline]
    #[must_use]
    pub const fn balance(&self, account: Account) -> Money {
        self.balances[account as usize]
    }

    /// The sum over all accounts: 0 unless money was made or lost.
    #[must_use]
    pub fn imbalance(&self) -> Money {
        self.balances.iter().sum()
    }

    /// All balances, for the digest.
    #[must_use]
    pub const fn all(&self) -> &[Money] {
        &self.balances
    }
}
