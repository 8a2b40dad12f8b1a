package dev.atrest.embeddedaws.estate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A copy of one of the estate's records in which one component is another: what Java has no expression for yet. The records
 * have up to twenty components, of which a call changes one or two.
 */
public final class Changed {

    private Changed() {}

    /**
     * The record with another value for a component; null for its default.
     *
     * @throws IllegalArgumentException when the record has no such component, or the value is none for it
     */
    public static <R extends Record> R with(R record, String component, @Nullable Object value) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        if (Arrays.stream(components).noneMatch(known -> known.getName().equals(component))) {
            throw new IllegalArgumentException(record.getClass().getSimpleName() + " has no " + component);
        }
        Object[] values = Arrays.stream(components)
                .map(known -> known.getName().equals(component) ? value : valueOf(known, record))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            @SuppressWarnings("unchecked")
            R changed = (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
            return changed;
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused : new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object valueOf(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
