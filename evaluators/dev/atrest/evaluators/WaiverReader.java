package dev.atrest.evaluators;

import dev.atrest.model.Waiver;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads a file of waivers. */
final class WaiverReader {

    private static final int LONGEST_ID = 100;
    private static final int LONGEST_TEXT = 4000;
    /** As long as AWS lets an ARN be. */
    private static final int LONGEST_PATTERN = 2048;
    /** As long as AWS lets the key and the value of a tag be. */
    private static final int LONGEST_TAG = 256;
    /** As many tags as AWS lets a resource have. */
    private static final int MOST_TAGS = 50;

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}|(?=.*\\*)(?:\\**[0-9]){0,12}\\**");

    /**
     * A waiver with what its file says.
     *
     * @param rule where the rule is named
     */
    record Read(Waiver waiver, Yaml.Mapping yaml, Yaml.Scalar rule) {}

    private final Problems problems;

    WaiverReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * The waivers of a file by id.
     *
     * @param name what messages and reports call the file
     */
    Map<String, Read> read(Yaml yaml, String name) {
        var waivers = new TreeMap<String, Read>();
        YamlSection.of(yaml, "a file of waivers", problems).ifPresent(file -> {
            file.get("waivers");
            for (Yaml item : file.items("waivers")) {
                YamlSection.of(item, "a waiver", problems)
                        .flatMap(section -> waiver(section, name))
                        .ifPresent(read -> add(read, waivers));
            }
            file.rejectOthers();
        });
        return waivers;
    }

    private void add(Read read, Map<String, Read> waivers) {
        var other = waivers.putIfAbsent(read.waiver().id(), read);
        if (other != null) {
            problems.add(
                    read.yaml(),
                    "waiver '%s' is already given in line %d"
                            .formatted(
                                    read.waiver().id(), other.yaml().position().line()));
        }
    }

    /** Everything is read before anything is given up, so that all problems of a waiver come out at once. */
    private Optional<Read> waiver(YamlSection section, String name) {
        int before = problems.count();
        var id = id(section);
        var rule = text(section, "rule", LONGEST_PATTERN);
        var resource = resource(section);
        var account = account(section);
        var tags = tags(section);
        var reason = text(section, "reason", LONGEST_TEXT);
        var approver = text(section, "approver", LONGEST_TEXT);
        var ticket = section.find("ticket").flatMap(value -> within(section.text("ticket", value), LONGEST_TEXT));
        var granted = date(section, "granted");
        var expires = date(section, "expires");
        section.rejectOthers();
        checkExtent(section);
        checkDays(section, granted, expires);
        if (problems.count() > before) {
            return Optional.empty();
        }
        var waiver = new Waiver(
                stripped(id),
                stripped(rule),
                resource.map(scalar -> scalar.text().strip()),
                account.map(scalar -> scalar.text().strip()),
                tags,
                stripped(reason),
                stripped(approver),
                ticket.map(scalar -> scalar.text().strip()).orElse(""),
                granted.orElseThrow(),
                expires.orElseThrow(),
                name + ":" + section.mapping().position().line());
        return Optional.of(new Read(waiver, section.mapping(), rule.orElseThrow()));
    }

    private static String stripped(Optional<Yaml.Scalar> scalar) {
        return scalar.orElseThrow().text().strip();
    }

    private Optional<Yaml.Scalar> id(YamlSection section) {
        var id = text(section, "id", LONGEST_ID);
        id.filter(scalar -> !RuleReader.ID.matcher(scalar.text().strip()).matches())
                .ifPresent(scalar -> problems.add(
                        scalar,
                        "'id' is %s, but must be kebab-case: lower-case words and digits joined by '-'"
                                .formatted(scalar.kind())));
        return id;
    }

    private Optional<Yaml.Scalar> text(YamlSection section, String key, int longest) {
        return within(section.text(key), longest);
    }

    private Optional<Yaml.Scalar> within(Optional<Yaml.Scalar> text, int longest) {
        text.filter(scalar -> scalar.text().length() > longest)
                .ifPresent(scalar -> problems.add(
                        scalar,
                        "Expected at most %d characters, but found %d"
                                .formatted(longest, scalar.text().length())));
        return text;
    }

    private Optional<Yaml.Scalar> resource(YamlSection section) {
        var resource =
                section.find("resource").flatMap(value -> within(section.text("resource", value), LONGEST_PATTERN));
        resource.filter(scalar -> !scalar.text().strip().startsWith("arn:")
                        && !scalar.text().strip().startsWith("*"))
                .ifPresent(scalar -> problems.add(
                        scalar,
                        "'resource' is %s, but must be an ARN, in which * stands for any characters, such as arn:aws:s3:::NAME or *"
                                .formatted(scalar.kind())));
        return resource;
    }

    private Optional<Yaml.Scalar> account(YamlSection section) {
        var account = section.find("account").flatMap(value -> section.text("account", value));
        account.filter(scalar -> !ACCOUNT.matcher(scalar.text().strip()).matches())
                .ifPresent(scalar -> problems.add(
                        scalar,
                        "'account' is %s, but must be twelve digits, or fewer with * for the others"
                                .formatted(scalar.kind())));
        return account;
    }

    /** Keys and values are taken as they stand: AWS tells tags with and without a blank apart. */
    private Map<String, String> tags(YamlSection section) {
        var tags = new TreeMap<String, String>();
        section.find("tags")
                .flatMap(value -> YamlSection.of(value, "'tags'", problems))
                .ifPresent(named -> {
                    named.entries().forEach((key, entry) -> {
                        if (entry.value() instanceof Yaml.Scalar value
                                && value.type() != Yaml.Scalar.Type.NULL
                                && Math.max(key.length(), value.text().length()) <= LONGEST_TAG) {
                            tags.put(key, value.text());
                        } else {
                            problems.add(
                                    entry.value(),
                                    "tag '%s' is %s, but must be text of at most %d characters, in which * stands for any"
                                            .formatted(key, entry.value().kind(), LONGEST_TAG));
                        }
                    });
                    if (named.entries().isEmpty() || named.entries().size() > MOST_TAGS) {
                        problems.add(
                                named.mapping(),
                                "'tags' must name from 1 to %d tags, but names %d"
                                        .formatted(MOST_TAGS, named.entries().size()));
                    }
                });
        return Collections.unmodifiableMap(tags);
    }

    /** Nobody is to waive a rule everywhere by leaving a line out. */
    private void checkExtent(YamlSection section) {
        var keys = section.entries().keySet();
        if (!keys.contains("resource") && !keys.contains("account") && !keys.contains("tags")) {
            problems.add(
                    section.mapping(),
                    "a waiver needs at least one of 'resource', 'account' and 'tags'; to waive its rules on every resource, write"
                            + " resource: \"*\"");
        }
    }

    private Optional<LocalDate> date(YamlSection section, String key) {
        return section.text(key).flatMap(scalar -> {
            var date = date(scalar.text().strip());
            if (date.isEmpty()) {
                problems.add(
                        scalar,
                        "'%s' is %s, but must be a day of the calendar, YYYY-MM-DD".formatted(key, scalar.kind()));
            }
            return date;
        });
    }

    private static Optional<LocalDate> date(String text) {
        try {
            // With a sign the parser would take years of more digits.
            return text.length() == "YYYY-MM-DD".length() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private void checkDays(YamlSection section, Optional<LocalDate> granted, Optional<LocalDate> expires) {
        if (granted.isPresent() && expires.isPresent() && expires.get().isBefore(granted.get())) {
            problems.add(
                    section.entries().get("expires").value(),
                    "'expires' is %s, but must not be before 'granted', %s".formatted(expires.get(), granted.get()));
        }
    }
}
