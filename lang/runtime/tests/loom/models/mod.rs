mod blocks;
mod lock;
mod processes;
mod queues;
mod sleeping;
mod stopping;
mod times;
