//! Budgets of both sides and the joint fund (E12): income, loans, projects, levers, what lapses.

use super::channel::Channel;
use super::indicator::Variable;
use super::lever::{LeverState, Orders, Strengths};
use super::math::positive;
use super::money::{Account, Ledger, Money, PURSES, money, points};
use super::parameters::Parameters;
use super::record::Record;
use super::setup::{Payers, Recipient, Setup, Side};

/// Quarters in a year, as a divisor of yearly rates.
const YEAR: f64 = 4.0;

/// Money in hand and owed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budgets {
    pub ledger: Ledger,
    /// Loans still owed by A, B and the fund.
    pub debt: [Money; 3],
    /// What each repays a quarter.
    repayment: [Money; 3],
    /// Upkeep of what was borrowed for, a quarter.
    upkeep: [Money; 3],
    /// Spent on levers, projects and crossings this quarter, borrowed money included.
    pub spent: Money,
}

/// What income hangs on.
pub struct Income<'a> {
    pub strengths: &'a Strengths,
    pub support: [f64; 2],
    /// Trade realised over frictionless.
    pub trade: f64,
}

const BUDGET: [Variable; 3] = [Variable::BudgetA, Variable::BudgetB, Variable::Fund];
const DEBT: [Variable; 3] = [Variable::DebtA, Variable::DebtB, Variable::DebtFund];

/// Shares in the order of the purses.
#[must_use]
pub const fn shares(payers: &Payers) -> [f64; 3] {
    [payers.a, payers.b, payers.fund]
}

const fn account(recipient: Recipient) -> Account {
    match recipient {
        Recipient::Works => Account::Works,
        Recipient::Administration => Account::Administration,
        Recipient::Firms => Account::Firms,
        Recipient::Universities => Account::Universities,
        Recipient::People => Account::People,
    }
}

impl Budgets {
    /// What a purse holds.
    #[inline]
    #[must_use]
    pub const fn in_hand(&self, purse: usize) -> Money {
        self.ledger.balance(PURSES[purse])
    }

    fn pay(&mut self, purse: usize, to: Account, amount: Money, term: &'static str, record: &mut impl Record) {
        self.ledger.transfer(PURSES[purse], to, amount);
        record.term(BUDGET[purse], term, -points(amount));
    }

    fn receive(&mut self, purse: usize, from: Account, amount: Money, term: &'static str, record: &mut impl Record) {
        self.ledger.transfer(from, PURSES[purse], amount);
        record.term(BUDGET[purse], term, points(amount));
    }

    /// Income of the quarter, contributions to the fund, repayments and upkeep: what comes before any choice.
    pub fn open(&mut self, setup: &Setup, income: &Income, record: &mut impl Record) {
        let p = &setup.parameters;
        for (side, treasury) in Side::BOTH.into_iter().zip([Account::TreasuryA, Account::TreasuryB]) {
            let i = side.index();
            let programme = p.income / YEAR * (p.income_base + p.income_support * income.support[i]);
            let customs = p.revenue / YEAR * positive(income.strengths.on(Channel::Revenue)) * income.trade;
            self.receive(i, treasury, money(programme), "programme income", record);
            self.receive(i, treasury, money(customs), "customs revenue", record);
            let contribution = money(programme * setup.fund.contribution);
            self.pay(i, Account::Fund, contribution, "contribution to the fund", record);
            record.term(Variable::Fund, "contributions", points(contribution));
        }
        self.receive(2, Account::Outside, money(setup.fund.outside_yearly / YEAR), "outside money", record);
        for (purse, variable) in DEBT.into_iter().enumerate() {
            let due = self.repayment[purse].min(self.debt[purse]).min(self.in_hand(purse));
            self.pay(purse, Account::Lender, due, "loans", record);
            self.debt[purse] -= due;
            if self.debt[purse] == 0 {
                self.repayment[purse] = 0;
            }
            record.term(variable, "repaid", -points(due));
            let kept = self.upkeep[purse].min(self.in_hand(purse));
            self.pay(purse, Account::Works, kept, "upkeep", record);
        }
        self.spent = 0;
    }

    /// Borrows for large works: the bank pays the builders, the payers owe.
    pub fn borrow(&mut self, amount: f64, payers: &Payers, p: &Parameters, record: &mut impl Record) {
        for (purse, share) in shares(payers).into_iter().enumerate() {
            let part = money(amount * share);
            self.ledger.transfer(Account::Lender, Account::Works, part);
            self.debt[purse] += part;
            self.repayment[purse] += money(amount * share / p.loan_quarters);
            self.upkeep[purse] += money(amount * share * p.upkeep / YEAR);
            self.spent += part;
            record.term(DEBT[purse], "borrowed", points(part));
        }
    }

    /// Pays a bill as far as every payer can, and returns the share that was paid.
    fn bill(&mut self, amount: f64, payers: &Payers, to: Account, term: &'static str, record: &mut impl Record) -> f64 {
        let parts = shares(payers).map(|share| money(amount * share));
        let mut paid = 1.0_f64;
        for (purse, part) in parts.into_iter().enumerate() {
            if part > 0 {
                paid = paid.min(self.in_hand(purse) as f64 / part as f64);
            }
        }
        for (purse, part) in parts.into_iter().enumerate() {
            let due = money(points(part) * paid).min(self.in_hand(purse)).max(0);
            self.pay(purse, to, due, term, record);
            self.spent += due;
        }
        paid
    }

    /// Pays a quarter of a project from the budgets in hand, and returns the share that was paid.
    pub fn pay_project(&mut self, amount: f64, payers: &Payers, recipient: Recipient, record: &mut impl Record) -> f64 {
        self.bill(amount, payers, account(recipient), "projects", record)
    }

    /// Pays the levers; where a purse is short, all that it pays for shrink alike.
    pub fn pay_levers(&mut self, setup: &Setup, orders: &Orders, levers: &mut [LeverState], record: &mut impl Record) {
        let mut due = [0.0; 3];
        for (lever, asked) in setup.levers.iter().zip(&orders.levels) {
            for (purse, share) in shares(&lever.payers).into_iter().enumerate() {
                due[purse] += asked * lever.cost / YEAR * share;
            }
        }
        let mut cover = [1.0_f64; 3];
        for (purse, cover) in cover.iter_mut().enumerate() {
            if due[purse] > 0.0 {
                *cover = (points(self.in_hand(purse)) / due[purse]).min(1.0);
            }
        }
        for ((lever, asked), state) in setup.levers.iter().zip(&orders.levels).zip(levers) {
            let mut paid = 1.0_f64;
            for (purse, share) in shares(&lever.payers).into_iter().enumerate() {
                if share > 0.0 {
                    paid = paid.min(cover[purse]);
                }
            }
            let amount = asked * lever.cost / YEAR * paid;
            let done = self.bill(amount, &lever.payers, account(lever.recipient), "levers", record);
            state.asked = *asked;
            state.paid = asked * paid * done.min(1.0);
            state.ramp(lever, &setup.parameters);
        }
    }

    /// What is left lapses in part: back to where it came from.
    pub fn close(&mut self, p: &Parameters, record: &mut impl Record) {
        let homes = [Account::TreasuryA, Account::TreasuryB, Account::Outside];
        for (purse, home) in homes.into_iter().enumerate() {
            let lapsed = money(points(self.in_hand(purse)) * p.lapse / YEAR).min(self.in_hand(purse));
            self.pay(purse, home, lapsed, "lapsed", record);
        }
    }

    /// The bits of its state, for the digest.
    pub fn bits(&self) -> impl Iterator<Item = u64> {
        let rest = self.debt.into_iter().chain(self.repayment).chain(self.upkeep);
        self.ledger.all().iter().copied().chain(rest).map(|m| m as u64)
    }
}
