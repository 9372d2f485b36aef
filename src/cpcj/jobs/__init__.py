"""Work in the background: a queue with heartbeats, progress and a sweep for orphans."""
