package dev.atrest.evaluators;

import dev.atrest.model.Fact;
import dev.atrest.model.Unread;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelAttribute.Qualifier;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelUnknownSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The organisation of a resource's account as rules see it: the CEL variable {@code organization}. Every answer is noted. */
final class OrganizationView {

    static final String VARIABLE = "organization";
    static final CelType TYPE = OpaqueType.create("Organization");

    private final String accountId;
    private final Organizations organizations;
    private final ReadLog log;
    private final Map<String, String> calls = new HashMap<>();
    private final Map<String, Unread> undecided = new HashMap<>();

    OrganizationView(String accountId, Organizations organizations, ReadLog log) {
        this.accountId = accountId;
        this.organizations = organizations;
        this.log = log;
    }

    static CelFunctionDecl declaration() {
        return CelFunctionDecl.newFunctionDeclaration(
                "includes",
                CelOverloadDecl.newMemberOverload("organization_includes", SimpleType.BOOL, TYPE, SimpleType.STRING));
    }

    static CelFunctionBinding binding() {
        return CelFunctionBinding.from(
                "organization_includes", OrganizationView.class, String.class, OrganizationView::ask);
    }

    /** Boolean, or a {@link CelUnknownSet} that {@link #whyUndecided} explains. */
    private Object ask(String account) {
        return switch (includes(account)) {
            case Fact.Known<Boolean>(Boolean answer, var call) -> answer;
            case Fact.Missing<Boolean>(Unread reason) -> {
                String path = path(account);
                undecided.put(path, reason);
                yield CelUnknownSet.create(CelAttribute.create(VARIABLE).qualify(Qualifier.ofString(path)));
            }
        };
    }

    /** Whether an account belongs to the organisation. */
    Fact<Boolean> includes(String account) {
        return noted(path(account), organizations.share(accountId, account));
    }

    /** Id of the organisation; empty when there is none. */
    Fact<String> id() {
        return noted(VARIABLE + ".id", organizations.of(accountId));
    }

    private <T> Fact<T> noted(String path, Fact<T> fact) {
        if (fact instanceof Fact.Known<T>(T value, String call)) {
            log.read(path, value);
            calls.put(path, call);
        }
        return fact;
    }

    private static String path(String account) {
        return "%s.includes(%s)".formatted(VARIABLE, MessageTemplate.printable(account));
    }

    /** Why the question of this path has no answer. */
    Optional<Unread> whyUndecided(String path) {
        return Optional.ofNullable(undecided.get(path));
    }

    /** The API operation that told what was noted at this path; empty for other paths. */
    Optional<String> callOf(String path) {
        return Optional.ofNullable(calls.get(path));
    }
}
