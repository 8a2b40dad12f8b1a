package dev.atrest.readers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Which regions of the scope an account has enabled, for the trials before an assessment. */
final class RegionsInScope {

    private static final int MOST_NAMES = 3;

    private final Set<String> named;
    private final List<String> enabled;
    private final List<String> disabled;

    RegionsInScope(Ec2Client ec2, String homeRegion, Scope scope) {
        this.named = scope.regions();
        List<String> open;
        List<String> notOptedIn;
        try {
            var byOptIn = AwsCall.DESCRIBE_REGIONS
                    .request(() -> ec2.describeRegions(request -> request.allRegions(true)))
                    .regions()
                    .stream()
                    .collect(Collectors.partitioningBy(
                            region -> AccountScan.NOT_OPTED_IN.equals(region.optInStatus()),
                            Collectors.mapping(region -> region.regionName(), Collectors.toList())));
            open = RegionNames.select(named, byOptIn.get(false));
            notOptedIn = byOptIn.get(true).stream()
                    .filter(region -> named.isEmpty() || named.contains(region))
                    .sorted()
                    .toList();
        } catch (ReadException e) { // an action of its own, told as such
            open = named.stream().sorted().toList();
            notOptedIn = List.of();
        }
        this.enabled = homeFirst(open, homeRegion);
        this.disabled = notOptedIn;
    }

    private static List<String> homeFirst(List<String> regions, String homeRegion) {
        var ordered = new ArrayList<>(regions);
        if (ordered.remove(homeRegion) || ordered.isEmpty()) {
            ordered.addFirst(homeRegion);
        }
        return List.copyOf(ordered);
    }

    /** Where actions can be tried, the home region first where it is in scope; the home region alone where none is. */
    List<String> enabled() {
        return enabled;
    }

    /** Those that nobody can read; a gap where somebody asked for them by name. */
    Optional<Check> disabled() {
        if (disabled.isEmpty()) {
            return Optional.empty();
        }
        String detail =
                names() + (disabled.size() == 1 ? " is" : " are") + " not enabled in the account, and not assessed";
        return Optional.of(
                named.isEmpty()
                        ? Check.untried("regions", detail)
                        : Check.gap(
                                "regions",
                                detail,
                                "enable " + (disabled.size() == 1 ? "it" : "them")
                                        + " in the account, or leave " + (disabled.size() == 1 ? "it" : "them")
                                        + " out of --region"));
    }

    private String names() {
        if (!named.isEmpty() || disabled.size() <= MOST_NAMES) {
            return String.join(", ", disabled);
        }
        return String.join(", ", disabled.subList(0, MOST_NAMES)) + " and " + (disabled.size() - MOST_NAMES) + " more";
    }
}
