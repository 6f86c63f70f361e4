/** Many ranges at once: read ahead, sorted by where they lie, so that each part is decoded once. */
package io.github.agc4j.internal.read.range;
