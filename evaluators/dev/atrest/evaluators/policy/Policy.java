package dev.atrest.evaluators.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A resource-based policy, read and ready to be asked about. Immutable. */
public final class Policy {

    /** The version of the policy language without policy variables; also that of a policy that names none. */
    static final String VERSION_WITHOUT_VARIABLES = "2008-10-17";

    /** The current version of the policy language. */
    static final String VERSION_WITH_VARIABLES = "2012-10-17";

    private final List<Statement> statements;
    private final String probe;

    Policy(List<Statement> statements, String probe) {
        this.statements = List.copyOf(statements);
        this.probe = probe;
    }

    /** Reads a policy document; never throws. */
    public static PolicyResult parse(String json) {
        return PolicyParser.parse(json);
    }

    /**
     * A text for {@link #probe}. It depends on the whole document so that nobody can write a policy that names the text it
     * will be probed with.
     */
    static String probeFor(String json) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return "x" + HexFormat.of().formatHex(digest, 0, 16) + "x";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    List<Statement> statements() {
        return statements;
    }

    /** Whether answers are the same whichever resource of its account and region it is attached to, names of resources included. */
    public boolean isAlikeOnEveryResource() {
        return statements.stream()
                .allMatch(statement -> statement.effect() == Effect.ALLOW
                        && statement.resources().globs().stream()
                                .allMatch(glob -> glob.source().equals("*")));
    }

    /** A text of lower-case letters and digits that stands for every text the policy does not mention. */
    String probe() {
        return probe;
    }
}
