/** Resources → findings: the rule catalogue and the engine that applies it. Calls no AWS service and knows no Spring. */
@org.jspecify.annotations.NullMarked
package dev.atrest.evaluators;
