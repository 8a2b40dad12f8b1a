package dev.atrest.readers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The accounts to assess as a YAML file lists them: {@code accounts:} or nothing above a list whose entries are account ids
 * or have {@code id} and optionally {@code name}, {@code role}, {@code externalId} and {@code regions}.
 */
final class AccountsFile {

    private static final Pattern ID = Pattern.compile("[0-9]{12}");
    private static final Pattern ROLE =
            Pattern.compile("arn:[a-z-]+:iam::[0-9]{12}:role/[\\w+=,.@/-]+|[\\w+=,.@/-]{1,512}");
    /** Which part of an ARN, between its colons, names the account. */
    private static final int ACCOUNT_PART = 4;

    private static final String FIELDS = "id, name, role, externalId, regions";

    /**
     * One account of the file.
     *
     * @param role name or ARN of the role to assume there; empty for that of {@link AwsAccess}
     * @param externalId empty for that of {@link AwsAccess}
     * @param regions regions to look at in this account; empty for all of the scope
     */
    record Entry(String id, String name, Optional<String> role, Optional<String> externalId, Set<String> regions) {}

    private final Path file;
    private final JsonParser yaml;
    private final Map<String, Integer> lineOfId = new TreeMap<>();

    private AccountsFile(Path file, JsonParser yaml) {
        this.file = file;
        this.yaml = yaml;
    }

    /**
     * The entries by account id, in the order of the file.
     *
     * @throws AccessException naming file and line, what was found and what is allowed
     */
    static Map<String, Entry> read(Path file) {
        if (!Files.isReadable(file)) {
            throw new AccessException("Accounts file " + file + ": there is no such readable file");
        }
        try (JsonParser yaml = YAMLMapper.builder().build().createParser(file)) {
            return new AccountsFile(file, yaml).entries();
        } catch (JacksonException e) {
            var location = e.getLocation();
            throw new AccessException(
                    file + ":" + (location == null ? 1 : location.getLineNr()) + ": not valid YAML: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    private Map<String, Entry> entries() {
        JsonToken root = yaml.nextToken();
        if (root == JsonToken.START_OBJECT) {
            if (yaml.nextToken() != JsonToken.PROPERTY_NAME || !yaml.getString().equals("accounts")) {
                throw wrong("found " + found() + "; allowed is the list 'accounts'");
            }
            root = yaml.nextToken();
        }
        if (root != JsonToken.START_ARRAY) {
            throw wrong("found " + found() + "; allowed is a list of accounts");
        }
        var entries = new LinkedHashMap<String, Entry>();
        while (yaml.nextToken() != JsonToken.END_ARRAY) {
            Entry entry = yaml.currentToken() == JsonToken.START_OBJECT
                    ? entry()
                    : new Entry(id(), yaml.getString(), Optional.empty(), Optional.empty(), Set.of());
            entries.put(entry.id(), entry);
        }
        if (entries.isEmpty()) {
            throw wrong("no account is listed; at least one is needed");
        }
        if (yaml.nextToken() == JsonToken.PROPERTY_NAME) {
            throw wrong("found " + found() + "; nothing but 'accounts' is allowed");
        }
        return entries;
    }

    private Entry entry() {
        int line = line();
        var texts = new TreeMap<String, String>();
        List<String> regions = List.of();
        int roleLine = line;
        while (yaml.nextToken() != JsonToken.END_OBJECT) {
            String field = yaml.getString();
            if (texts.containsKey(field) || (field.equals("regions") && !regions.isEmpty())) {
                throw wrong("'" + field + "' is given twice");
            }
            switch (field) {
                case "id" -> {
                    yaml.nextToken();
                    texts.put(field, id());
                }
                case "name", "externalId" -> texts.put(field, nextText(field));
                case "role" -> {
                    texts.put(field, role(nextText(field)));
                    roleLine = line();
                }
                case "regions" -> regions = regions();
                default -> throw wrong("found " + found() + "; allowed are " + FIELDS);
            }
        }
        String id = texts.get("id");
        if (id == null) {
            throw new AccessException(file + ":" + line + ": an account has no id; allowed are " + FIELDS);
        }
        requireOwn(texts.getOrDefault("role", ""), id, roleLine);
        return new Entry(
                id,
                texts.getOrDefault("name", id),
                Optional.ofNullable(texts.get("role")),
                Optional.ofNullable(texts.get("externalId")),
                Set.copyOf(regions));
    }

    /** The text as it stands, since YAML would take 012345678901 for an octal number. */
    private String id() {
        String id = text("account id");
        if (!ID.matcher(id).matches()) {
            throw wrong("found account id '" + id + "'; allowed are 12 digits");
        }
        Integer earlier = lineOfId.putIfAbsent(id, line());
        if (earlier != null) {
            throw wrong("account " + id + " is listed twice, first in line " + earlier);
        }
        return id;
    }

    private String role(String role) {
        if (!ROLE.matcher(role).matches()) {
            throw wrong("found role '" + role + "'; allowed is the name or the ARN of an IAM role");
        }
        return role;
    }

    /** The role of another account would show that account's resources as this one's. */
    private void requireOwn(String role, String id, int line) {
        if (role.startsWith("arn:") && !role.split(":")[ACCOUNT_PART].equals(id)) {
            throw new AccessException(file + ":" + line + ": found role '" + role
                    + "'; allowed is the name of a role, or the ARN of a role of account " + id);
        }
    }

    private List<String> regions() {
        if (yaml.nextToken() != JsonToken.START_ARRAY) {
            throw wrong("found " + found() + " as regions; allowed is a list of region names");
        }
        var regions = new ArrayList<String>();
        while (yaml.nextToken() != JsonToken.END_ARRAY) {
            String region = text("region");
            if (!RegionNames.wellFormed(region)) {
                throw wrong("found region '" + region + "'; allowed are names like eu-central-1");
            }
            regions.add(region);
        }
        return regions;
    }

    private String nextText(String field) {
        yaml.nextToken();
        return text(field);
    }

    private String text(String field) {
        if (!yaml.currentToken().isScalarValue() || yaml.currentToken() == JsonToken.VALUE_NULL) {
            throw wrong("found " + found() + " as " + field + "; allowed is a text");
        }
        return yaml.getString().strip();
    }

    private String found() {
        return switch (yaml.currentToken()) {
            case START_OBJECT -> "a mapping";
            case START_ARRAY -> "a list";
            case VALUE_NULL -> "nothing";
            case null -> "nothing";
            default -> "'" + yaml.getString() + "'";
        };
    }

    private AccessException wrong(String what) {
        return new AccessException(file + ":" + line() + ": " + what);
    }

    private int line() {
        return Math.max(1, yaml.currentTokenLocation().getLineNr());
    }
}
