package io.github.agc4j.internal.write;

/** Which release this is, filled in by the build: the version stands in the parent's pom alone. */
final class Release {
  static final String VERSION = "${project.version}";

  private Release() {}
}
