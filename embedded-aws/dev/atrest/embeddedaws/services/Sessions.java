package dev.atrest.embeddedaws.services;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The credentials that the endpoint knows: one long-term key an account, and those that AssumeRole handed out. */
public final class Sessions {

    private static final String LONG_TERM = "AKIAREST";

    private final World world;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<String, Session> sessions = new ConcurrentHashMap<>();

    /** Temporary credentials. */
    record Session(String accessKeyId, String secretKey, String token, Identity identity, Instant expires) {}

    public Sessions(World world, Clock clock) {
        this.world = world;
        this.clock = clock;
    }

    /** The long-term access key of an account's user. */
    public static String longTermKey(String accountId) {
        return LONG_TERM + accountId;
    }

    /**
     * Whom an access key stands for; empty when it stands for nobody.
     *
     * @throws Expired when it did so in the past
     */
    public Optional<Identity> identity(String accessKeyId, String token) throws Expired {
        if (accessKeyId.startsWith(LONG_TERM)) {
            return world.account(accessKeyId.substring(LONG_TERM.length()))
                    .map(account -> new Identity(
                            account.id(),
                            world.partition().arn("iam", "", account.id(), "user/atrest"),
                            "AIDA" + account.id() + "USER"));
        }
        Session session = sessions.get(accessKeyId);
        if (session == null || !session.token().equals(token)) {
            return Optional.empty();
        }
        if (!clock.instant().isBefore(session.expires())) {
            throw new Expired();
        }
        return Optional.of(session.identity());
    }

    Session open(Identity identity, Duration duration) {
        Session session = new Session(
                "ASIA" + letters(16),
                letters(40),
                letters(200),
                identity,
                clock.instant().plus(duration));
        sessions.put(session.accessKeyId(), session);
        return session;
    }

    private String letters(int length) {
        String text = new BigInteger(length * 5, random).toString(32).toUpperCase(Locale.ROOT);
        return "A".repeat(length - text.length()) + text;
    }

    /** The credentials are no longer valid. */
    public static final class Expired extends Exception {

        private static final long serialVersionUID = 1L;

        Expired() {
            super("expired", null, false, false);
        }
    }
}
