package dev.atrest.evaluators;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tags as CEL reads them: one tag read is noted alone; a look at all, or for one that is not there, notes all. */
final class TextsView extends AbstractMap<String, Object> {

    private final Map<String, ?> values;
    private final String path;
    private final ReadLog log;

    TextsView(Map<String, ?> values, String path, ReadLog log) {
        this.values = values;
        this.path = path;
        this.log = log;
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
        log.read(path, values);
        return Collections.unmodifiableMap(this.<Object>widened()).entrySet();
    }

    @SuppressWarnings("unchecked")
    private <T> Map<String, T> widened() {
        return (Map<String, T>) values;
    }
}
