package dev.atrest.model;

import java.time.Instant;

/** The figures of one of several assessments of the same scope. */
public record TrendPoint(String assessmentId, Instant startedAt, StatusCounts counts, long coverageGaps) {}
