package dev.atrest.readers;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Tags as EC2 tells them with a listing. */
final class Ec2Tags {

    private Ec2Tags() {}

    static Map<String, String> of(List<Tag> tags) {
        return tags.stream()
                .collect(Collectors.toMap(
                        Tag::key, tag -> AccountContext.text(tag.value()), (_, last) -> last, TreeMap::new));
    }

    /** The Name tag, or the id where there is none. */
    static String name(Map<String, String> tags, String id) {
        String name = tags.getOrDefault("Name", "");
        return name.isBlank() ? id : name;
    }
}
