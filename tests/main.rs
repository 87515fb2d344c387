//! The one integration binary: each module holds the claims of one subject.
