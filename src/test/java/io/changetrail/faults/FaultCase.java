package io.changetrail.faults;

/**
 * One fault of the catalogue.
 *
 * @param number such as {@code F11}, with what sets variants apart
 * @param play makes it go wrong
 */
record FaultCase(String number, String name, Play play) {

    /** Injects the fault, waits until it has met the service, looks at what only this fault shows. */
    @FunctionalInterface
    interface Play {

        /** @return how often the fault fired; zero proves nothing */
        int on(Arena arena) throws Exception;
    }

    @Override
    public String toString() {
        return number + " " + name;
    }
}
