//! What the gateways of one project and the command line share, in SQLite files of the state folder; and what replicas
//! on several machines share, on a state server.
//!
//! Each file may be open in several processes: every change is one immediate transaction over a write-ahead log, and
//! nothing is remembered between two of them.

pub mod approvals;
pub mod audit;
mod database;
pub mod server;
mod tls;

pub use approvals::Approvals;
pub use server::StateServer;
