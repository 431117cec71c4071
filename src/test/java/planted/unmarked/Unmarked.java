package planted.unmarked;

/** Of a package that nobody checks for nulls. */
final class Unmarked {}
