package planted;

/** Speaks past the log. */
final class Printing {

    void print() {
        System.out.println("planted");
    }
}
