package dev.atrest.evaluators;

import dev.atrest.model.AccountTiers;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Describe;
import dev.atrest.model.Fact;
import dev.atrest.model.JoinedBucket;
import dev.atrest.model.JoinedKey;
import dev.atrest.model.JoinedVolume;
import dev.atrest.model.KeyReference;
import dev.atrest.model.KeyUses;
import dev.atrest.model.ResourceType;
import dev.cel.runtime.CelAttribute.Qualifier;
import dev.cel.runtime.CelAttributePattern;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All that a rule may ask about one resource type, derived from its record of facts. */
final class FactSchema {

    static final String CLASS = "dataProtectionClass";
    static final String CLASSIFICATION = "classification";
    static final String TAGS = "tags";
    static final String TIER = "tier";
    static final String LABEL = "label";

    /** Records that refer to another resource, with the record of facts that is laid beside the reference. */
    private static final Map<Class<?>, Class<? extends Record>> JOINS = Map.of(KeyReference.class, JoinedKey.class);

    /** Facts of a type that lie with other resources, as a struct of this name. */
    private record Related(String name, Class<? extends Record> facts, String description) {}

    private static final Map<ResourceType, Related> RELATED = Map.of(
            ResourceType.EBS_SNAPSHOT,
            new Related("volume", JoinedVolume.class, "The volume that the snapshot was made of"),
            ResourceType.KMS_KEY,
            new Related("uses", KeyUses.class, "The resources that use the key"),
            ResourceType.ACCOUNT_SETTINGS,
            new Related("tiers", AccountTiers.class, "The tiers of web applications in the account"),
            ResourceType.TRAIL,
            new Related("logBucket", JoinedBucket.class, "The bucket that receives the log files"));

    private static final Map<ResourceType, FactSchema> SCHEMAS =
            Arrays.stream(ResourceType.values()).collect(Collectors.toUnmodifiableMap(type -> type, FactSchema::new));

    private final ResourceType type;
    private final FactType.Struct root;
    private final Map<String, FactField> fieldsByPath = new LinkedHashMap<>();
    private final List<FactField> references = new ArrayList<>();
    private final Map<String, CelAttributePattern> patterns;

    private FactSchema(ResourceType type) {
        this.type = type;
        this.root = root(type);
        this.patterns =
                fieldsByPath.keySet().stream().collect(Collectors.toUnmodifiableMap(path -> path, FactSchema::pattern));
    }

    static FactSchema of(ResourceType type) {
        return SCHEMAS.get(type);
    }

    ResourceType type() {
        return type;
    }

    FactType.Struct root() {
        return root;
    }

    /** Every fact by path, structs before what they hold. */
    Map<String, FactField> fieldsByPath() {
        return Collections.unmodifiableMap(fieldsByPath);
    }

    Optional<FactField> field(String path) {
        return Optional.ofNullable(fieldsByPath.get(path));
    }

    /** The facts that refer to another resource. */
    List<FactField> references() {
        return Collections.unmodifiableList(references);
    }

    /** The struct of facts that lie with other resources; empty when the type has none. */
    Optional<String> related() {
        return Optional.ofNullable(RELATED.get(type)).map(Related::name);
    }

    boolean classified() {
        return fieldsByPath.containsKey(TAGS);
    }

    /** The names to choose from where {@code path} was given; those of the struct that does exist. */
    String allowedBeside(String path) {
        FactType.Struct struct = root;
        String known = "";
        for (String name : path.split("\\.")) {
            var field = struct.fields().get(name);
            if (field == null || !(field.type() instanceof FactType.Struct nested)) {
                break;
            }
            struct = nested;
            known = field.path();
        }
        return (known.isEmpty() ? type.label() : known) + " has "
                + String.join(", ", struct.fields().keySet());
    }

    /** What makes CEL take the fact at a path, and all below it, for unknown. */
    CelAttributePattern unknown(String path) {
        var known = patterns.get(path);
        return known == null ? pattern(path) : known;
    }

    private static CelAttributePattern pattern(String path) {
        var pattern = CelAttributePattern.create("resource");
        for (String name : path.split("\\.")) {
            pattern = pattern.qualify(Qualifier.ofString(name));
        }
        return pattern;
    }

    private FactType.Struct root(ResourceType type) {
        var fields = new Fields(type.label(), "");
        fields.addComponents(type.facts(), FactField.Origin.READ);
        if (fields.byName.get(TAGS) instanceof FactField tags && tags.type() instanceof FactType.Texts) {
            fields.add(
                    CLASS,
                    FactType.Scalar.STRING,
                    "Effective data protection class: %s. From the tags; missing counts as INTERNAL, an unknown value as CONFIDENTIAL"
                            .formatted(List.of(DataProtectionClass.values())),
                    FactField.Origin.DERIVED);
            fields.addClassification();
            fields.add(
                    TIER,
                    FactType.Scalar.STRING,
                    "Tier of a web application that the tags name: web, application or database; empty for none",
                    FactField.Origin.DERIVED);
        }
        var related = RELATED.get(type);
        if (related != null) {
            fields.addStruct(
                    related.name(),
                    related.name(),
                    related.facts(),
                    false,
                    related.description(),
                    FactField.Origin.JOINED);
        }
        fields.add("arn", FactType.Scalar.STRING, "ARN of the resource", FactField.Origin.IDENTITY);
        fields.add("accountId", FactType.Scalar.STRING, "Account of the resource", FactField.Origin.IDENTITY);
        fields.add(
                "region",
                FactType.Scalar.STRING,
                "Region of the resource; empty for the settings of an account",
                FactField.Origin.IDENTITY);
        fields.add("name", FactType.Scalar.STRING, "What people call the resource", FactField.Origin.IDENTITY);
        return fields.struct();
    }

    /** The fields of one struct in the making. */
    private final class Fields {
        private final String structName;
        private final String prefix;
        private final Map<String, FactField> byName = new LinkedHashMap<>();

        Fields(String structName, String prefix) {
            this.structName = structName;
            this.prefix = prefix;
        }

        FactType.Struct struct() {
            return new FactType.Struct(structName, Collections.unmodifiableMap(byName));
        }

        /** Adds a field unless the record has one of this name. */
        void add(String name, FactType type, String description, FactField.Origin origin) {
            add(name, type, false, description, origin);
        }

        private void add(String name, FactType type, boolean nullable, String description, FactField.Origin origin) {
            if (!byName.containsKey(name)) {
                var field = new FactField(name, prefix + name, byName.size(), type, nullable, description, origin);
                byName.put(name, field);
                fieldsByPath.put(field.path(), field);
            }
        }

        void addComponents(Class<?> record, FactField.Origin origin) {
            for (RecordComponent component : record.getRecordComponents()) {
                addComponent(component, origin);
            }
        }

        private void addComponent(RecordComponent component, FactField.Origin origin) {
            Type declared = argumentOf(component.getGenericType(), Fact.class);
            Type value = argumentOf(declared, Optional.class);
            boolean nullable = value != declared;
            var describe = component.getAnnotation(Describe.class);
            String description = describe == null ? "" : describe.value();
            String path = prefix + component.getName();
            if (value instanceof Class<?> nested && nested.isRecord()) {
                addStruct(component.getName(), path, nested, nullable, description, origin);
            } else {
                add(
                        component.getName(),
                        typeOf(value, structName + "." + component.getName()),
                        nullable,
                        description,
                        origin);
            }
        }

        private void addStruct(
                String name,
                String path,
                Class<?> record,
                boolean nullable,
                String description,
                FactField.Origin origin) {
            // Reserve the struct's place before its fields, so that paths are listed from the outside in.
            fieldsByPath.put(path, new FactField(name, path, 0, FactType.Scalar.STRING, false, "", origin));
            var fields = new Fields(structName + "." + name, path + ".");
            fields.addComponents(record, origin);
            var joined = JOINS.get(record);
            if (joined != null) {
                fields.addComponents(joined, FactField.Origin.JOINED);
                fields.add(
                        LABEL,
                        FactType.Scalar.STRING,
                        "The manager in words for messages: no KMS key, a customer-managed key, an AWS-managed key or a key that does"
                                + " not exist",
                        FactField.Origin.JOINED);
            }
            add(name, fields.struct(), nullable, description, origin);
            if (joined != null) {
                references.add(fieldsByPath.get(path));
            }
        }

        void addClassification() {
            fieldsByPath.put(
                    CLASSIFICATION,
                    new FactField(
                            CLASSIFICATION,
                            CLASSIFICATION,
                            0,
                            FactType.Scalar.STRING,
                            false,
                            "",
                            FactField.Origin.DERIVED));
            var fields = new Fields(structName + "." + CLASSIFICATION, CLASSIFICATION + ".");
            fields.add(
                    "value",
                    FactType.Scalar.STRING,
                    "Value of the classification tag as it stands; empty without one",
                    FactField.Origin.DERIVED);
            fields.add("present", FactType.Scalar.BOOL, "There is a classification tag", FactField.Origin.DERIVED);
            fields.add(
                    "valid",
                    FactType.Scalar.BOOL,
                    "The tag's value is a data protection class or a synonym of one",
                    FactField.Origin.DERIVED);
            add(CLASSIFICATION, fields.struct(), "How the resource is classified", FactField.Origin.DERIVED);
        }
    }

    private FactType typeOf(Type type, String structName) {
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == List.class) {
                return new FactType.ListOf(typeOf(generic.getActualTypeArguments()[0], structName));
            }
            if (generic.getRawType() == Map.class && generic.getActualTypeArguments()[1] == String.class) {
                return new FactType.Texts();
            }
        }
        if (type instanceof Class<?> element) {
            if (element == String.class || element.isEnum()) {
                return FactType.Scalar.STRING;
            } else if (element == boolean.class || element == Boolean.class) {
                return FactType.Scalar.BOOL;
            } else if (element == int.class
                    || element == Integer.class
                    || element == long.class
                    || element == Long.class) {
                return FactType.Scalar.INT;
            } else if (element == Instant.class) {
                return FactType.Scalar.TIMESTAMP;
            } else if (element.isRecord()) {
                return elementStruct(element, structName);
            }
        }
        throw new IllegalStateException("A fact cannot be a " + type + " (" + structName + ")");
    }

    /** A record in a list: it has no path of its own and joins nothing. */
    private FactType.Struct elementStruct(Class<?> record, String structName) {
        var fields = new LinkedHashMap<String, FactField>();
        for (RecordComponent component : record.getRecordComponents()) {
            String name = component.getName();
            Type value = argumentOf(component.getGenericType(), Optional.class);
            boolean nullable = value != component.getGenericType();
            var describe = component.getAnnotation(Describe.class);
            var fieldType = typeOf(value, structName + "." + name);
            fields.put(
                    name,
                    new FactField(
                            name,
                            name,
                            fields.size(),
                            fieldType,
                            nullable,
                            describe == null ? "" : describe.value(),
                            FactField.Origin.READ));
        }
        return new FactType.Struct(structName, Collections.unmodifiableMap(fields));
    }

    private static Type argumentOf(Type type, Class<?> wrapper) {
        return type instanceof ParameterizedType generic && generic.getRawType() == wrapper
                ? generic.getActualTypeArguments()[0]
                : type;
    }
}
