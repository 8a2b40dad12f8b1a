package dev.atrest.evaluators;

import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.function.Supplier;

/**
 * A list of structs among the facts of a resource as CEL reads it, with what was worked out from it, so that a condition and its
 * sentence work it out once. Used by one thread, as the resource is.
 */
final class ListedStructs extends AbstractList<ListedStruct> implements RandomAccess {

    /** The very same object, whatever is equal to it. */
    private record Same(Object object) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Same same && same.object == object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }

    private record Asked(String function, List<String> arguments, Same other) {}

    private final List<ListedStruct> structs;
    private final List<Map<String, ?>> plain;
    private final Map<Asked, Object> answers = new HashMap<>();

    private ListedStructs(List<ListedStruct> structs, List<Map<String, ?>> plain) {
        this.structs = structs;
        this.plain = plain;
    }

    static ListedStructs of(List<ListedStruct> structs) {
        return new ListedStructs(structs, plain(structs));
    }

    /** The structs of any list of them as the inventory holds them. */
    static List<Map<String, ?>> plain(List<?> structs) {
        if (structs instanceof ListedStructs listed) {
            return listed.plain;
        }
        return structs.stream()
                .<Map<String, ?>>map(struct -> ((ListedStruct) struct).plain())
                .toList();
    }

    /**
     * What a function answers for these and another list.
     *
     * @param arguments the function's others
     */
    Object answer(String function, List<String> arguments, Object other, Supplier<Object> working) {
        var asked = new Asked(function, arguments, new Same(other));
        Object known = answers.get(asked);
        if (known == null) {
            known = working.get();
            answers.put(asked, known);
        }
        return known;
    }

    @Override
    public ListedStruct get(int index) {
        return structs.get(index);
    }

    @Override
    public int size() {
        return structs.size();
    }
}
