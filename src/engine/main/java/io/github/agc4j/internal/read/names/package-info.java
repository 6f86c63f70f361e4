/** Which samples, contigs and ranges a query means. */
package io.github.agc4j.internal.read.names;
