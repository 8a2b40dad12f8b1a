package dev.atrest.evaluators.policy;

/**
 * What a request asks to do: one stands for all actions and objects that the policy's statements do not tell apart.
 *
 * @param covers by statement, whether its Action and Resource elements are about the request
 */
record Target(String action, String resource, Verdict[] covers) {}
