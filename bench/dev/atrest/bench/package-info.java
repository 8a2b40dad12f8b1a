/** Benchmarks: each promise about speed, cost or memory is a figure that one of these prints. Run by {@code bench/run}. */
@NullMarked
package dev.atrest.bench;

import org.jspecify.annotations.NullMarked;
