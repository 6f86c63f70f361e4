/** Where the memory of the process went: what {@code --memory-report} prints. */
package io.github.agc4j.cli.report;
