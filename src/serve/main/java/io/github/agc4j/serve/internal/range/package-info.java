/** Many ranges of an archive by one request, in the order of its lines. */
package io.github.agc4j.serve.internal.range;
