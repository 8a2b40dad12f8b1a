/**
 * Judges KMS key policies and S3 bucket policies by what they mean: who may do what, and what no one may do.
 *
 * <p>{@link dev.atrest.evaluators.policy.Policy#parse} reads a document, {@link
 * dev.atrest.evaluators.policy.PolicyAnalysis} answers questions about it. Answers are three-valued and name the
 * statements that decided them.
 */
@org.jspecify.annotations.NullMarked
package dev.atrest.evaluators.policy;
