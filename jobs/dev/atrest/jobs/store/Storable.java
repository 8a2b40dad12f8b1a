package dev.atrest.jobs.store;

/** Text of strangers as every database takes it: PostgreSQL refuses the character 0, which JSON of AWS may hold. */
final class Storable {

    private Storable() {}

    static String text(String text) {
        return text.indexOf(0) < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
