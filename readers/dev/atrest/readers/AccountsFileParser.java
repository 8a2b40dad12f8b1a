package dev.atrest.readers;

import dev.atrest.model.DataProtectionClass;
import dev.atrest.readers.AccountsFile.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads an accounts file token by token, since every error names its line. */
final class AccountsFileParser {

    private static final Pattern ID = Pattern.compile("[0-9]{12}");
    private static final Pattern ROLE =
            Pattern.compile("arn:[a-z-]+:iam::[0-9]{12}:role/[\\w+=,.@/-]+|[\\w+=,.@/-]{1,512}");
    /** Which part of an ARN, between its colons, names the account. */
    private static final int ACCOUNT_PART = 4;

    private static final String SECTIONS = "organization, accounts";
    private static final String FILTERS = "units, excludeUnits, tags";
    private static final String FIELDS =
            "id, name, role, externalId, regions, sessionDuration, defaultClass, owner, criticality";

    private final Path file;
    private final JsonParser yaml;
    private final Map<String, Integer> lineOfId = new TreeMap<>();

    private AccountsFileParser(Path file, JsonParser yaml) {
        this.file = file;
        this.yaml = yaml;
    }

    /** @throws AccessException naming file and line, what was found and what is allowed */
    static AccountsFile parse(Path file) {
        if (!Files.isReadable(file)) {
            throw new AccessException("Accounts file " + file + ": there is no such readable file");
        }
        // The parser's limit of three million characters is meant for strangers' files. Of what is given twice we tell
        // ourselves.
        var settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                .setAllowDuplicateKeys(true)
                .build();
        var factory = YAMLFactory.builder().loadSettings(settings).build();
        try (JsonParser yaml = YAMLMapper.builder(factory).build().createParser(file)) {
            return new AccountsFileParser(file, yaml).file();
        } catch (JacksonException e) {
            var location = e.getLocation();
            throw new AccessException(
                    file + ":" + (location == null ? 1 : location.getLineNr()) + ": not valid YAML: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    private AccountsFile file() {
        JsonToken root = yaml.nextToken();
        if (root == JsonToken.START_ARRAY) {
            return new AccountsFile(Optional.empty(), entries());
        }
        if (root != JsonToken.START_OBJECT) {
            throw wrong("found " + found() + "; allowed is a list of accounts, or the sections " + SECTIONS);
        }
        Optional<AccountFilter> organization = Optional.empty();
        Optional<Map<String, Entry>> entries = Optional.empty();
        while (yaml.nextToken() != JsonToken.END_OBJECT) {
            String section = yaml.getString();
            switch (section) {
                case "organization" -> {
                    requireFirst(section, organization.isPresent());
                    organization = Optional.of(filter());
                }
                case "accounts" -> {
                    requireFirst(section, entries.isPresent());
                    if (yaml.nextToken() != JsonToken.START_ARRAY) {
                        throw wrong("found " + found() + "; allowed is a list of accounts");
                    }
                    entries = Optional.of(entries());
                }
                default -> throw wrong("found " + found() + "; allowed are the sections " + SECTIONS);
            }
        }
        if (organization.isEmpty() && entries.isEmpty()) {
            throw wrong("found nothing; allowed are the sections " + SECTIONS);
        }
        return new AccountsFile(organization, entries.orElse(Map.of()));
    }

    private AccountFilter filter() {
        if (yaml.nextToken() != JsonToken.START_OBJECT) {
            throw wrong("found " + found() + " as organization; allowed is a mapping of " + FILTERS + ", or {}");
        }
        var lists = new TreeMap<String, List<String>>();
        Map<String, String> tags = Map.of();
        while (yaml.nextToken() != JsonToken.END_OBJECT) {
            String field = yaml.getString();
            requireFirst(field, lists.containsKey(field) || field.equals("tags") && !tags.isEmpty());
            switch (field) {
                case "units", "excludeUnits" -> lists.put(field, texts("organisational unit"));
                case "tags" -> tags = tags();
                default -> throw wrong("found " + found() + "; allowed are " + FILTERS);
            }
        }
        return new AccountFilter(
                lists.getOrDefault("units", List.of()), lists.getOrDefault("excludeUnits", List.of()), tags);
    }

    private Map<String, String> tags() {
        if (yaml.nextToken() != JsonToken.START_OBJECT) {
            throw wrong("found " + found() + " as tags; allowed is a mapping of keys to values");
        }
        var tags = new TreeMap<String, String>();
        while (yaml.nextToken() != JsonToken.END_OBJECT) {
            String key = yaml.getString();
            requireFirst(key, tags.containsKey(key));
            tags.put(key, nextText("value of tag " + key));
        }
        return tags;
    }

    private void requireFirst(String field, boolean seen) {
        if (seen) {
            throw wrong("'" + field + "' is given twice");
        }
    }

    /** The rest of a list whose beginning has been read. */
    private Map<String, Entry> entries() {
        var entries = new LinkedHashMap<String, Entry>();
        while (yaml.nextToken() != JsonToken.END_ARRAY) {
            Entry entry = yaml.currentToken() == JsonToken.START_OBJECT ? entry() : Entry.of(id());
            entries.put(entry.id(), entry);
        }
        if (entries.isEmpty()) {
            throw wrong("no account is listed; at least one is needed");
        }
        return entries;
    }

    private Entry entry() {
        int line = line();
        var texts = new TreeMap<String, String>();
        List<String> regions = List.of();
        Optional<Duration> sessionDuration = Optional.empty();
        Optional<DataProtectionClass> defaultClass = Optional.empty();
        int roleLine = line;
        var seen = new HashSet<String>();
        while (yaml.nextToken() != JsonToken.END_OBJECT) {
            String field = yaml.getString();
            requireFirst(field, !seen.add(field));
            switch (field) {
                case "id" -> {
                    yaml.nextToken();
                    texts.put(field, id());
                }
                case "name", "owner", "criticality" -> texts.put(field, nextText(field));
                case "externalId" -> texts.put(field, externalId(nextText(field)));
                case "role" -> {
                    texts.put(field, role(nextText(field)));
                    roleLine = line();
                }
                case "regions" -> regions = regions();
                case "sessionDuration" -> sessionDuration = Optional.of(duration(nextText(field)));
                case "defaultClass" -> defaultClass = Optional.of(dataProtectionClass(nextText(field)));
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
                Optional.ofNullable(texts.get("name")),
                Optional.ofNullable(texts.get("role")),
                Optional.ofNullable(texts.get("externalId")),
                Set.copyOf(regions),
                sessionDuration,
                defaultClass,
                texts.getOrDefault("owner", ""),
                texts.getOrDefault("criticality", ""));
    }

    private Duration duration(String seconds) {
        try {
            return SessionDuration.ofSeconds(Long.parseLong(seconds));
        } catch (IllegalArgumentException e) {
            throw wrong("found sessionDuration '" + seconds + "'; allowed are " + SessionDuration.ALLOWED);
        }
    }

    private DataProtectionClass dataProtectionClass(String name) {
        return Arrays.stream(DataProtectionClass.values())
                .filter(constant -> constant.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> wrong("found defaultClass '" + name + "'; allowed are "
                        + Arrays.stream(DataProtectionClass.values())
                                .map(Enum::name)
                                .collect(Collectors.joining(", "))));
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

    /** Which one was found is a secret to some. */
    private String externalId(String id) {
        SessionLimits.refusalOfExternalId(id).ifPresent(allowed -> {
            throw wrong("found an externalId that no role can ask for; allowed are " + allowed);
        });
        return id;
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

    private List<String> texts(String what) {
        if (yaml.nextToken() != JsonToken.START_ARRAY) {
            throw wrong("found " + found() + "; allowed is a list of " + what + "s");
        }
        var texts = new ArrayList<String>();
        while (yaml.nextToken() != JsonToken.END_ARRAY) {
            texts.add(text(what));
        }
        return texts;
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
