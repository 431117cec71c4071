package io.changetrail.sync;

/** The stream was claimed by another replica since this walk began: its commit is refused, the other does the work. */
public final class StaleWalkException extends RuntimeException {

    StaleWalkException(StreamKey stream) {
        super("another replica has claimed the stream " + stream.source() + "/" + stream.scope());
    }
}
