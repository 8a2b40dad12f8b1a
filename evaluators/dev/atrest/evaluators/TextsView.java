package dev.atrest.evaluators;

import dev.cel.common.types.CelType;
import dev.cel.common.values.CelValue;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tags as CEL reads them: one tag read is noted alone; a look at all, or for one that is not there, notes all. A CEL value, as
 * CEL goes through every other map before it uses it, to see whether there is something to convert.
 */
final class TextsView extends CelValue implements Map<String, Object> {

    private final Map<String, ?> values;
    private final String path;
    private final ReadLog log;

    TextsView(Map<String, ?> values, String path, ReadLog log) {
        this.values = values;
        this.path = path;
        this.log = log;
    }

    @Override
    public TextsView value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return isEmpty();
    }

    @Override
    public CelType celType() {
        return new FactType.Texts().cel();
    }

    @Override
    public boolean containsKey(Object key) {
        return get(key) != null;
    }

    @Override
    public @Nullable Object get(Object key) {
        Object value = key instanceof String name ? values.get(name) : null;
        if (value == null) {
            log.read(path, values);
        } else {
            log.read(path + "." + key, value);
        }
        return value;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return all().entrySet();
    }

    @Override
    public Set<String> keySet() {
        return all().keySet();
    }

    @Override
    public Collection<Object> values() {
        return all().values();
    }

    @Override
    public int size() {
        return all().size();
    }

    @Override
    public boolean isEmpty() {
        return all().isEmpty();
    }

    @Override
    public boolean containsValue(Object value) {
        return all().containsValue(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return all().equals(other);
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    private Map<String, Object> all() {
        log.read(path, values);
        return Collections.unmodifiableMap(this.<Object>widened());
    }

    @SuppressWarnings("unchecked")
    private <T> Map<String, T> widened() {
        return (Map<String, T>) values;
    }

    @Override
    public @Nullable Object put(String key, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Object remove(Object key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putAll(Map<? extends String, ?> entries) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException();
    }
}
