/**
 * An archive that is there already, for those who write another state of it: what is kept as it is,
 * and what goes on.
 */
package io.github.agc4j.internal.write.extend;
