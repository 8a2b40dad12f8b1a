package dev.atrest.evaluators;

import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Impact;
import dev.atrest.model.Resource;
import dev.atrest.model.Unread;
import dev.atrest.model.UnreadFact;
import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.PartialVars;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One resource as the rules see it: its facts, those of the key it uses, its data protection class, and which of these are
 * unread. Shared by all rules on the resource; used by one thread.
 */
final class ResourceFacts {

    private static final String ROOT = "";
    private static final Set<String> IDENTITY = Set.of("arn", "accountId", "region", "name");

    private final Resource resource;
    private final FactSchema schema;
    private final ReadLog log = new ReadLog();
    private final SortedMap<String, Unread> unread;
    private final Map<String, Map<String, ?>> beside = new HashMap<>();
    /** What is laid beside the facts of the resource itself. */
    private final Map<String, Object> added = new HashMap<>();

    private final Map<String, String> joinCalls = new HashMap<>();
    private final StructView view;
    private final OrganizationView organization;
    private final PolicyView policy;
    private final CelVariableResolver variables;
    private final String owner;
    private @Nullable Optional<DataProtectionClass> dataProtectionClass;
    private @Nullable Impact impact;

    ResourceFacts(
            Resource resource,
            Join join,
            Relations relations,
            Classifier classifier,
            Tiers tiers,
            Owners owners,
            KnownPolicies policies,
            Map<String, Object> constants) {
        this.resource = resource;
        this.schema = FactSchema.of(resource.type());
        this.unread = new TreeMap<>(resource.facts().unread());
        addIdentityAndClass(classifier, tiers);
        for (var reference : schema.references()) {
            addJoined(reference, join);
        }
        schema.related().ifPresent(name -> addRelated(name, relations));
        this.view = new StructView(schema.root(), resource.facts().values(), beside, ROOT, log);
        this.organization = new OrganizationView(resource.accountId(), relations.organizations(), log);
        this.owner = tags().map(owners::of).orElse("");
        this.policy = new PolicyView(resource, organization, policies, log);
        this.variables = name -> Optional.ofNullable(
                switch (name) {
                    case Expressions.RESOURCE -> view;
                    case PolicyView.VARIABLE -> policy;
                    case OrganizationView.VARIABLE -> organization;
                    default -> constants.get(name);
                });
    }

    private void addIdentityAndClass(Classifier classifier, Tiers tiers) {
        added.put("arn", resource.arn());
        added.put("accountId", resource.accountId());
        added.put("region", resource.region());
        added.put("name", resource.name());
        beside.put(ROOT, added);
        if (!schema.classified()) {
            return;
        }
        var values = resource.facts().values();
        Unread tagsUnread = unread.get(FactSchema.TAGS);
        if (tagsUnread != null) {
            unread.put(FactSchema.CLASSIFICATION, tagsUnread);
            for (String derived : List.of(FactSchema.CLASS, FactSchema.TIER)) {
                if (!values.containsKey(derived)) {
                    unread.put(derived, tagsUnread);
                }
            }
        } else if (values.get(FactSchema.TAGS) instanceof Map<?, ?> tags) {
            addClassification(classifier.classify(resource.accountId(), texts(tags)));
            added.put(
                    FactSchema.TIER,
                    tiers.of(texts(tags)).map(Tiers.Tier::label).orElse(""));
        }
    }

    private void addClassification(Classification classification) {
        added.put(FactSchema.CLASS, classification.effective().name());
        added.put(
                FactSchema.CLASSIFICATION,
                Map.of(
                        "value", classification.value(),
                        "present", classification.present(),
                        "valid", classification.valid()));
    }

    private void addJoined(FactField reference, Join join) {
        var parent = parentOf(resource, reference);
        if (!(parent.get(reference.name()) instanceof Map<?, ?> given)) {
            return;
        }
        Unread idUnread = unread.get(reference.path() + ".id");
        if (idUnread != null) {
            addUnread(reference, given, idUnread);
        } else if (given.get("id") instanceof String id) {
            switch (join.join(resource, parent, id)) {
                case Join.Joined(var values, String call) -> {
                    beside.put(reference.path(), values);
                    joinCalls.put(reference.path(), call);
                }
                case Join.NotRead(Unread reason) -> addUnread(reference, given, reason);
            }
        } else if (given.get("manager") instanceof String manager) {
            // An example that gives the joined facts themselves; how they read follows from them.
            String state = String.valueOf(given.get("state"));
            beside.put(reference.path(), Map.of(FactSchema.LABEL, KeyJoin.label(manager, state)));
        }
    }

    private void addRelated(String name, Relations relations) {
        if (resource.facts().values().containsKey(name) || unread.containsKey(name)) {
            // An example that gives the facts itself.
            return;
        }
        relations.of(resource).ifPresent(sheet -> {
            added.put(name, sheet.values());
            sheet.sources().forEach((path, call) -> joinCalls.put(path.isEmpty() ? name : name + "." + path, call));
            sheet.unread().forEach((path, reason) -> unread.put(name + "." + path, reason));
        });
    }

    private void addUnread(FactField reference, Map<?, ?> given, Unread reason) {
        for (var field : ((FactType.Struct) reference.type()).fields().values()) {
            if (!given.containsKey(field.name())) {
                unread.putIfAbsent(field.path(), reason);
            }
        }
    }

    /** The plain values around a fact; none where these are unread. */
    static Map<String, ?> parentOf(Resource resource, FactField field) {
        Map<String, ?> values = resource.facts().values();
        if (field.path().equals(field.name())) {
            return values;
        }
        int from = 0;
        for (int dot = field.path().indexOf('.'); dot >= 0; dot = field.path().indexOf('.', from)) {
            if (!(values.get(field.path().substring(from, dot)) instanceof Map<?, ?> nested)) {
                return Map.of();
            }
            values = texts(nested);
            from = dot + 1;
        }
        return values;
    }

    @SuppressWarnings("unchecked")
    static Map<String, ?> texts(Map<?, ?> map) {
        return (Map<String, ?>) map;
    }

    Resource resource() {
        return resource;
    }

    ReadLog log() {
        return log;
    }

    StructView view() {
        return view;
    }

    CelVariableResolver variables() {
        return variables;
    }

    /** The variables, and which of the facts are unread. */
    PartialVars partial() {
        return PartialVars.of(
                variables, unread.keySet().stream().map(schema::unknown).toList());
    }

    /** Whether none of the facts at these paths, nor what they lie in or hold, is unread. */
    boolean knowsAll(Set<String> paths) {
        if (unread.isEmpty()) {
            return true;
        }
        for (String path : paths) {
            if (path.isEmpty() || isUnread(path)) {
                return false;
            }
        }
        return true;
    }

    /** Empty where the type has no tags or they are unread. */
    Optional<DataProtectionClass> dataProtectionClass() {
        if (dataProtectionClass == null) {
            var given = resource.facts().values().get(FactSchema.CLASS);
            Object name =
                    given != null ? given : beside.getOrDefault(ROOT, Map.of()).get(FactSchema.CLASS);
            dataProtectionClass =
                    name instanceof String text ? Optional.of(DataProtectionClass.valueOf(text)) : Optional.empty();
        }
        return dataProtectionClass;
    }

    private Optional<Map<String, ?>> tags() {
        return !unread.containsKey(FactSchema.TAGS)
                        && resource.facts().values().get(FactSchema.TAGS) instanceof Map<?, ?> tags
                ? Optional.of(texts(tags))
                : Optional.empty();
    }

    /** Who answers for the resource, as its tags say; empty where they do not or are unread. */
    String owner() {
        return owner;
    }

    /** How far a failure reaches. */
    Impact impact() {
        if (impact == null) {
            Optional<Long> dependents = schema.related()
                    .map(added::get)
                    .map(related -> related instanceof Map<?, ?> uses && uses.get("count") instanceof Long count
                            ? count
                            : null);
            impact = Reach.of(resource, dependents, policy::inquire);
        }
        return impact;
    }

    /** Whether the fact at this path, one that it lies in, or one that it holds is unread. */
    boolean isUnread(String path) {
        for (String candidate : unread.keySet()) {
            if (within(path, candidate) || within(candidate, path)) {
                return true;
            }
        }
        return false;
    }

    /** Notes a fact as read, unless it is not known. */
    void note(String path) {
        if (isUnread(path)) {
            return;
        }
        Object value = view;
        for (String name : path.indexOf('.') < 0 ? new String[] {path} : path.split("\\.")) {
            value = value instanceof StructView struct ? struct.get(name) : null;
        }
    }

    /** The unread facts behind an undecided expression, in the order of their paths. */
    List<UnreadFact> causesOf(CelUnknownSet unknown) {
        var causes = new TreeMap<String, Unread>();
        var parts = new TreeSet<UnreadFact>(Comparator.comparing(UnreadFact::fact)
                .thenComparing(UnreadFact::call)
                .thenComparing(UnreadFact::error));
        for (var attribute : unknown.attributes()) {
            var part = MonitoringFunctions.unreadPart(attribute);
            if (part.isPresent()) {
                parts.add(part.get());
                continue;
            }
            // The attribute's first part is the variable: "resource" or "policy".
            var path = String.join(
                    ".",
                    attribute.qualifiers().stream()
                            .skip(1)
                            .map(name -> name.kind() == CelAttribute.Qualifier.Kind.AS_STRING ? name.asString() : "*")
                            .toList());
            policy.whyUndecided(path)
                    .or(() -> organization.whyUndecided(path))
                    .ifPresentOrElse(reason -> causes.put(path, reason), () -> causes.putAll(causesOf(path)));
        }
        return Stream.concat(unreadFacts(causes).stream(), parts.stream()).toList();
    }

    static List<UnreadFact> unreadFacts(Map<String, Unread> reasons) {
        var facts = new ArrayList<UnreadFact>();
        reasons.forEach((path, reason) -> facts.add(new UnreadFact(path, reason.call(), reason.error())));
        return List.copyOf(facts);
    }

    private Map<String, Unread> causesOf(String path) {
        var causes = new TreeMap<String, Unread>();
        unread.forEach((candidate, reason) -> {
            if (within(path, candidate) || within(candidate, path)) {
                causes.put(candidate, reason);
            }
        });
        return causes;
    }

    private static boolean within(String path, String outer) {
        return path.startsWith(outer) && (path.length() == outer.length() || path.charAt(outer.length()) == '.');
    }

    /** Whether the fact at this path says which resource it is, such as its name and region. */
    boolean isIdentity(String path) {
        return IDENTITY.contains(path);
    }

    /** The API operation that told the fact at this path. */
    String callOf(String path) {
        var field = schema.field(path);
        if (field.isEmpty()) {
            return organization.callOf(path).orElseGet(() -> resource.facts().sourceOf(path));
        }
        return switch (field.get().origin()) {
            case READ -> resource.facts().sourceOf(path);
            case IDENTITY -> resource.facts().sourceOf(ROOT);
            case DERIVED -> resource.facts().sourceOf(FactSchema.TAGS);
            case JOINED -> {
                String reference = path.substring(0, path.lastIndexOf('.'));
                String call = joinCall(path);
                yield call.isEmpty() ? resource.facts().sourceOf(reference) : call;
            }
        };
    }

    /** The call that told a joined fact, or what it lies in; empty where nobody was asked. */
    private String joinCall(String path) {
        String known = path;
        while (!joinCalls.containsKey(known) && known.contains(".")) {
            known = known.substring(0, known.lastIndexOf('.'));
        }
        return joinCalls.getOrDefault(known, ROOT);
    }
}
