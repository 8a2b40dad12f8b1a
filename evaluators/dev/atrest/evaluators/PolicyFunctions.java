package dev.atrest.evaluators;

import dev.atrest.model.ResourceType;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the {@link PolicyQuestion}s of a resource type functions of CEL. */
final class PolicyFunctions {

    static final CelType POLICY = OpaqueType.create("Policy");

    private final List<PolicyQuestion> questions;

    PolicyFunctions(ResourceType type) {
        this.questions = PolicyQuestion.on(type);
    }

    /** The type's resources have a policy. */
    boolean any() {
        return !questions.isEmpty();
    }

    List<CelFunctionDecl> declarations() {
        var overloads = new LinkedHashMap<String, List<CelOverloadDecl>>();
        for (var question : questions) {
            var parameters = new ArrayList<CelType>(List.of(POLICY));
            question.parameters().forEach(parameter -> parameters.add(parameter.type()));
            overloads
                    .computeIfAbsent(question.function(), _ -> new ArrayList<>())
                    .add(CelOverloadDecl.newMemberOverload(id(question), SimpleType.BOOL, parameters));
        }
        if (any()) {
            overloads.put(
                    PolicyView.SAID,
                    List.of(CelOverloadDecl.newMemberOverload("policy_said", SimpleType.STRING, POLICY)));
        }
        return overloads.entrySet().stream()
                .map(function -> CelFunctionDecl.newFunctionDeclaration(function.getKey(), function.getValue()))
                .toList();
    }

    List<CelFunctionBinding> bindings() {
        var bindings = new ArrayList<CelFunctionBinding>();
        for (var question : questions) {
            var types = new ArrayList<Class<?>>(List.of(PolicyView.class));
            question.parameters().forEach(parameter -> types.add(parameter.javaType()));
            bindings.add(CelFunctionBinding.from(
                    id(question), types, arguments -> ((PolicyView) arguments[0]).ask(question, texts(arguments))));
        }
        if (any()) {
            bindings.add(CelFunctionBinding.from("policy_said", PolicyView.class, PolicyView::said));
        }
        return bindings;
    }

    private static String id(PolicyQuestion question) {
        return "policy_" + question.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static List<List<String>> texts(Object[] arguments) {
        var texts = new ArrayList<List<String>>();
        for (int i = 1; i < arguments.length; i++) {
            texts.add(
                    arguments[i] instanceof List<?> list
                            ? list.stream().map(String.class::cast).toList()
                            : List.of(String.valueOf(arguments[i])));
        }
        return texts;
    }

    /** Signatures with what they mean, of every type. */
    static Map<String, String> reference(ResourceType type) {
        var reference = new LinkedHashMap<String, String>();
        PolicyQuestion.on(type).forEach(question -> reference.put(question.signature(), question.meaning()));
        return reference;
    }
}
