mod blocks;
mod lock;
mod processes;
mod sleeping;
mod stopping;
