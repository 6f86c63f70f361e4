/** Why an archive, an input or a query is refused. */
package io.github.agc4j.error;
