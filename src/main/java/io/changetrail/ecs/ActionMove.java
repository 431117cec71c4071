package io.changetrail.ecs;

import java.util.UUID;

/** A stored action of which only its place, or what is made of it, is another now. */
record ActionMove(UUID id, int rank, boolean serverErrorSeen, boolean isFinal) {}
