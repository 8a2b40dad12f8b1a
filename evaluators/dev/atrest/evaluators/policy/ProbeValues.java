package dev.atrest.evaluators.policy;

import dev.atrest.evaluators.policy.Operator.Comparison;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds values to try conditions with: for every way in which the policy tells values apart, one of each kind.
 *
 * <p>The wildcards of a pattern are filled with a text that nothing else in the policy mentions, so that the result meets
 * another pattern only when that one is wider.
 */
final class ProbeValues {

    private static final Pattern DIGITS = Pattern.compile("\\d{12}");
    private static final Pattern UNIQUE_ID = Pattern.compile("(A[A-Z]{3}[A-Z0-9]{12,}|\\d{12}).*");
    private static final int ACCOUNT_DIGITS = 12;
    private static final long ACCOUNTS = 1_000_000_000_000L;
    private static final int MAX_PAIRED_PATTERNS = 8;
    /** Making a text takes about as long as so many steps. */
    private static final int STEPS_A_VALUE = 8;

    private final String probe;
    private final String account;
    private final String partition;
    private final Work work;

    ProbeValues(String probe, String partition, Work work) {
        this.work = work;
        this.probe = probe;
        this.account = account(probe);
        this.partition = partition;
    }

    /** An account that no policy names. */
    String account() {
        return account;
    }

    /** The last decimal digits of what the probe says in hexadecimal. */
    private static String account(String probe) {
        long number = 0;
        for (int i = 1; i < probe.length() - 1; i++) {
            number = (16 * number + Character.digit(probe.charAt(i), 16)) % ACCOUNTS;
        }
        return Long.toString(ACCOUNTS + number).substring(1);
    }

    /** Another one: a member of an organisation that the policy may name. */
    String memberAccount() {
        return new StringBuilder(account()).reverse().toString();
    }

    String role(String account) {
        return "arn:" + partition + ":iam::" + account + ":role/" + probe;
    }

    String user(String account) {
        return "arn:" + partition + ":iam::" + account + ":user/" + probe;
    }

    String organization() {
        return "o-" + probe;
    }

    String organizationPath(String organization) {
        return organization + "/r-" + probe + "/";
    }

    /** Texts that the policy does not mention, with different beginnings and ends: patterns often look at these alone. */
    private List<String> unmentioned() {
        return List.of(probe, "7" + probe + "7", "_" + probe + "Q");
    }

    /** Values that someone can choose freely. */
    List<List<String>> free(List<Condition> conditions, Function<String, Optional<String>> variables) {
        Set<String> texts = new LinkedHashSet<>();
        for (Condition condition : conditions) {
            work.spend(STEPS_A_VALUE * condition.values().size());
            if (condition.operator().comparison().text()) {
                texts.addAll(unmentioned());
            }
            resolved(condition, variables)
                    .forEach(value -> addChosen(condition.operator().comparison(), value, texts));
        }
        texts.addAll(meetingTwoPatterns(conditions, variables));
        var values = new ArrayList<List<String>>();
        values.add(List.of());
        texts.forEach(text -> values.add(List.of(text)));
        boolean severalAtOnce = conditions.stream()
                .anyMatch(condition -> condition.operator().quantifier() != Operator.Quantifier.NONE);
        if (severalAtOnce && texts.size() > 1) {
            values.add(List.copyOf(texts));
            texts.stream().filter(text -> !text.equals(probe)).forEach(text -> values.add(List.of(text, probe)));
            values.add(texts.stream().filter(text -> !text.equals(probe)).toList());
        }
        return values;
    }

    /** A beginning from one pattern, an end from another. */
    private List<String> meetingTwoPatterns(List<Condition> conditions, Function<String, Optional<String>> variables) {
        List<Glob> patterns = conditions.stream()
                .filter(condition -> condition.operator().comparison().pattern())
                .flatMap(condition -> resolved(condition, variables))
                .filter(Glob::hasWildcards)
                .limit(MAX_PAIRED_PATTERNS)
                .toList();
        return patterns.stream()
                .flatMap(first -> patterns.stream()
                        .filter(second -> second != first)
                        .map(second -> first.fill(probe, "z") + second.fill(probe, "z")))
                .toList();
    }

    private void addChosen(Comparison comparison, Glob value, Set<String> texts) {
        switch (comparison) {
            case STRING, STRING_IGNORING_CASE, STRING_PATTERN, ARN_PATTERN, BINARY -> {
                texts.add(value.fill(probe, "z"));
                texts.add(value.fill("", "z"));
            }
            case BOOLEAN -> texts.addAll(List.of("true", "false"));
            case IP_ADDRESS -> {
                texts.add(address(value.source()));
                texts.addAll(List.of("192.0.2.77", "77.77.77.77", "2600:7777::77"));
            }
            case NUMBER_EQUAL, NUMBER_LESS, NUMBER_LESS_OR_EQUAL, NUMBER_GREATER, NUMBER_GREATER_OR_EQUAL -> {
                texts.add("0");
                Condition.number(value.source()).ifPresent(number -> {
                    texts.add(value.source());
                    texts.add(Double.toString(Math.nextDown(number)));
                    texts.add(Double.toString(Math.nextUp(number)));
                });
            }
            case DATE_EQUAL, DATE_LESS, DATE_LESS_OR_EQUAL, DATE_GREATER, DATE_GREATER_OR_EQUAL -> {
                texts.add("0");
                Condition.date(value.source()).map(Instant::getEpochSecond).ifPresent(second -> {
                    texts.add(value.source());
                    texts.add(Long.toString(second - 1));
                    texts.add(Long.toString(second + 1));
                });
            }
            case ABSENCE -> texts.add(probe);
            case UNFAMILIAR -> {}
        }
    }

    private static String address(String range) {
        int slash = range.indexOf('/');
        return slash < 0 ? range : range.substring(0, slash);
    }

    /** Addresses that anyone can have: those of no network, or of blocks so wide that they are nobody's. */
    List<List<String>> anyonesAddresses(List<Condition> conditions) {
        List<AddressRange> narrow = new ArrayList<>();
        Set<String> addresses = new LinkedHashSet<>();
        for (Condition condition : conditions) {
            work.spend(STEPS_A_VALUE * condition.values().size());
            for (Glob value : condition.values()) {
                AddressRange.parse(value.source()).ifPresent(range -> {
                    if (range.coversManyNetworks()) {
                        addresses.add(address(value.source()));
                    } else {
                        narrow.add(range);
                    }
                });
            }
        }
        addresses.addAll(publicAddresses());
        var values = new ArrayList<List<String>>();
        values.add(List.of());
        for (String address : addresses) {
            work.spend(1 + narrow.size() / 2);
            AddressRange single = AddressRange.parse(address).orElseThrow();
            if (narrow.stream().noneMatch(range -> range.contains(single))) {
                values.add(List.of(address));
            }
        }
        return values;
    }

    /** One of every fourth block of 16 million: some are outside of whatever a policy names. */
    private static List<String> publicAddresses() {
        var addresses = new ArrayList<String>();
        for (int block = 1; block < 224; block += 4) {
            addresses.add(block + ".77.77.77");
        }
        addresses.add("2600:7777::77");
        return addresses;
    }

    List<List<String>> strangersAccounts(
            List<Condition> conditions, Function<String, Optional<String>> variables, String account) {
        return strangers(
                conditions, variables, List.of(account), this::isOneAccount, glob -> glob.fillTo(ACCOUNT_DIGITS, "7"));
    }

    private boolean isOneAccount(Glob glob) {
        return DIGITS.matcher(glob.fixedPrefix()).matches();
    }

    List<List<String>> strangersArns(
            List<Condition> conditions, Function<String, Optional<String>> variables, String account) {
        List<String> own = List.of(role(account), user(account), "arn:" + partition + ":iam::" + account + ":root");
        return strangers(conditions, variables, own, this::namesAccountOrBucket, this::arnLike);
    }

    /** The account is written out, or the bucket's name where S3's ARNs have no account. */
    private boolean namesAccountOrBucket(Glob glob) {
        List<Glob> parts = glob.components();
        if (parts.size() < 6) {
            String[] fixed = glob.fixedPrefix().split(":", 6);
            return fixed.length == 5 && DIGITS.matcher(fixed[4]).matches();
        }
        Glob account = parts.get(4);
        return account.fixedPrefix().isEmpty()
                ? !account.hasWildcards() && parts.get(5).fixedPrefix().indexOf('/') >= 0
                : !account.hasWildcards();
    }

    private String arnLike(Glob glob) {
        List<Glob> parts = glob.components();
        if (parts.size() < 6) {
            return glob.fill(role(account()), "z");
        }
        var text = new StringBuilder("arn:")
                .append(parts.get(1).fill(partition, "z"))
                .append(':')
                .append(parts.get(2).fill("iam", "z"))
                .append(':')
                .append(parts.get(3).fill("", "z"))
                .append(':')
                .append(parts.get(4).fillTo(ACCOUNT_DIGITS, "7"))
                .append(':')
                .append(parts.get(5).fill(probe, "z"));
        return glob.matches(text.toString(), work) ? text.toString() : glob.fill(probe, "z");
    }

    List<List<String>> strangersOrganizations(
            List<Condition> conditions, Function<String, Optional<String>> variables) {
        return strangers(conditions, variables, List.of(organization()), glob -> false, glob -> glob.fill(probe, "z"));
    }

    List<List<String>> strangersOrganizationPaths(
            List<Condition> conditions, Function<String, Optional<String>> variables) {
        return strangers(
                conditions,
                variables,
                List.of(organizationPath(organization())),
                glob -> glob.fixedPrefix().indexOf('/') > 0,
                glob -> glob.fill(probe, "z"));
    }

    List<List<String>> strangersIds(List<Condition> conditions, Function<String, Optional<String>> variables) {
        return strangers(
                conditions,
                variables,
                List.of("AIDA" + probe.toUpperCase(java.util.Locale.ROOT)),
                glob -> UNIQUE_ID.matcher(glob.fixedPrefix()).matches(),
                glob -> glob.fill(probe, "z"));
    }

    List<List<String>> strangersNetworks(List<Condition> conditions, Function<String, Optional<String>> variables) {
        return strangers(conditions, variables, unmentioned(), glob -> false, glob -> glob.fill(probe, "z"));
    }

    /** Nothing, something of their own, and whatever patterns admit that do not pin the owner down. */
    private List<List<String>> strangers(
            List<Condition> conditions,
            Function<String, Optional<String>> variables,
            List<String> own,
            Predicate<Glob> pinsOwner,
            Function<Glob, String> example) {
        Set<String> texts = new LinkedHashSet<>(own);
        for (Condition condition : conditions) {
            work.spend(1);
            if (condition.operator().comparison().pattern()) {
                work.spend(STEPS_A_VALUE * condition.values().size());
                resolved(condition, variables)
                        .filter(glob -> glob.hasWildcards() && !pinsOwner.test(glob))
                        .forEach(glob -> texts.add(example.apply(glob)));
            }
        }
        var values = new ArrayList<List<String>>();
        values.add(List.of());
        texts.forEach(text -> values.add(List.of(text)));
        return values;
    }

    /** What the conditions compare with, as far as it can be chosen. */
    private static java.util.stream.Stream<Glob> resolved(
            Condition condition, Function<String, Optional<String>> variables) {
        return condition.values().stream().flatMap(value -> value.resolve(variables).stream());
    }

    /** Texts and filled patterns of the conditions. */
    List<String> examples(List<Condition> conditions, Function<String, Optional<String>> variables) {
        return conditions.stream()
                .filter(condition -> condition.operator().comparison().text())
                .peek(condition -> work.spend(STEPS_A_VALUE * condition.values().size()))
                .flatMap(condition -> resolved(condition, variables))
                .map(glob -> glob.fill(probe, "z"))
                .distinct()
                .toList();
    }
}
