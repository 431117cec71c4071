package io.changetrail.correlation;

/** One server could not be correlated; it keeps its mark and its old links. */
final class UncorrelatedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String serverId;

    UncorrelatedException(String serverId, Throwable cause) {
        super(serverId + ": " + cause.getClass().getSimpleName(), cause);
        this.serverId = serverId;
    }

    String serverId() {
        return serverId;
    }
}
