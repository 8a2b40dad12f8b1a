package dev.atrest.model;

/** Findings by status. */
public record StatusCounts(long pass, long fail, long notAssessed, long waived) {

    public static final StatusCounts NONE = new StatusCounts(0, 0, 0, 0);

    public static StatusCounts of(FindingStatus status, long count) {
        return switch (status) {
            case PASS -> new StatusCounts(count, 0, 0, 0);
            case FAIL -> new StatusCounts(0, count, 0, 0);
            case NOT_ASSESSED -> new StatusCounts(0, 0, count, 0);
            case WAIVED -> new StatusCounts(0, 0, 0, count);
        };
    }

    public StatusCounts plus(StatusCounts other) {
        return new StatusCounts(
                pass + other.pass, fail + other.fail, notAssessed + other.notAssessed, waived + other.waived);
    }

    public long total() {
        return pass + fail + notAssessed + waived;
    }

    public long of(FindingStatus status) {
        return switch (status) {
            case PASS -> pass;
            case FAIL -> fail;
            case NOT_ASSESSED -> notAssessed;
            case WAIVED -> waived;
        };
    }
}
