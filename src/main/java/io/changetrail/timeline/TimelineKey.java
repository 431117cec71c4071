package io.changetrail.timeline;

/** Where an entry is to be found, and its place in the order. */
record TimelineKey(Kind kind, String serverId, String projectId, Position position) {}
