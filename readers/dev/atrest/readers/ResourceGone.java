package dev.atrest.readers;

/** The resource was deleted since it was listed; it leaves the inventory. Never leaves this package. */
final class ResourceGone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ResourceGone(AwsCall call) {
        super(call.operation(), null, false, false);
    }
}
