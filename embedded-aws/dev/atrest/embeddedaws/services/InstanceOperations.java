package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Service;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceState;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;

/**
 * EC2: instances, of which an estate knows no more than that volumes are attached to them. They run until they are stopped,
 * and stop and start as soon as it is answered.
 */
final class InstanceOperations {

    private final ConcurrentMap<String, Boolean> running = new ConcurrentHashMap<>();

    void register(Writes writes) {
        writes.on(Service.EC2, DescribeInstancesRequest.class, this::describe)
                .on(Service.EC2, StopInstancesRequest.class, this::stop)
                .on(Service.EC2, StartInstancesRequest.class, this::start);
    }

    private DescribeInstancesResponse describe(Call call, DescribeInstancesRequest request) {
        if (request.instanceIds().isEmpty()) {
            throw new AwsError("UnsupportedOperation", "Here, instances are described by their ids", 400);
        }
        return DescribeInstancesResponse.builder()
                .reservations(request.instanceIds().stream()
                        .map(id -> Reservation.builder()
                                .ownerId(call.account().id())
                                .instances(Instance.builder()
                                        .instanceId(id)
                                        .state(state(isRunning(call, id)))
                                        .build())
                                .build())
                        .toList())
                .build();
    }

    private StopInstancesResponse stop(Call call, StopInstancesRequest request) {
        return StopInstancesResponse.builder()
                .stoppingInstances(become(call, request.instanceIds(), false))
                .build();
    }

    private StartInstancesResponse start(Call call, StartInstancesRequest request) {
        return StartInstancesResponse.builder()
                .startingInstances(become(call, request.instanceIds(), true))
                .build();
    }

    private List<InstanceStateChange> become(Call call, List<String> ids, boolean wanted) {
        return ids.stream()
                .map(id -> {
                    boolean before = isRunning(call, id);
                    running.put(key(call, id), wanted);
                    return InstanceStateChange.builder()
                            .instanceId(id)
                            .previousState(state(before))
                            .currentState(state(wanted))
                            .build();
                })
                .toList();
    }

    /** @throws AwsError when no volume is, or was, attached to such an instance */
    private boolean isRunning(Call call, String id) {
        Boolean known = running.get(key(call, id));
        boolean attached = call.region().volumes().entries().stream()
                .anyMatch(volume -> volume.attachedTo().contains(id));
        if (known == null && !attached) {
            throw new AwsError("InvalidInstanceID.NotFound", "The instance ID '" + id + "' does not exist", 400);
        }
        return known == null || known;
    }

    private static String key(Call call, String id) {
        return call.scope(id);
    }

    private static InstanceState state(boolean running) {
        return InstanceState.builder()
                .code(running ? 16 : 80)
                .name(running ? "running" : "stopped")
                .build();
    }
}
