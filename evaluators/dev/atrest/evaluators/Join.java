package dev.atrest.evaluators;

import dev.atrest.model.Resource;
import dev.atrest.model.Unread;
import java.util.Map;

/** Lays facts of another resource beside the fact that refers to it. */
interface Join {

    /**
     * @param parent plain values of the struct that holds the reference
     * @param id the reference; may be empty
     */
    Result join(Resource resource, Map<String, ?> parent, String id);

    sealed interface Result {}

    /**
     * @param values plain values of the joined facts by name
     * @param call the API operation that told them; empty where they follow from the reference itself
     */
    record Joined(Map<String, Object> values, String call) implements Result {}

    record NotRead(Unread reason) implements Result {}
}
