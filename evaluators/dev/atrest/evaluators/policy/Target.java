package dev.atrest.evaluators.policy;

import java.util.BitSet;

/**
 * What a request asks to do: one stands for all actions and objects that the policy's statements do not tell apart.
 *
 * @param certain the statements whose Action and Resource elements are about the request
 * @param possible these, and those where a policy variable decides
 */
record Target(String action, String resource, BitSet certain, BitSet possible) {}
