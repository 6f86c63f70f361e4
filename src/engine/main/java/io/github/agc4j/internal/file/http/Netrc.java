package io.github.agc4j.internal.file.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@code .netrc} file, as ftp and curl read it: {@code machine NAME login USER password WORD}, in
 * any number of lines, {@code default} for all other machines, macros passed over.
 */
final class Netrc {
  private static final String DEFAULT = "";

  private final Map<String, Login> logins = new HashMap<>();

  /** Who to log in as. */
  record Login(String name, String password) {}

  private Netrc() {}

  static Netrc parse(String text) {
    Netrc netrc = new Netrc();
    List<String> words = words(text);
    String machine = null;
    String name = "";
    String password = "";
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean isNew = word.equals("machine") || word.equals("default");
      if (isNew) {
        netrc.add(machine, name, password);
        machine = word.equals("default") ? DEFAULT : after(words, i++);
        name = "";
        password = "";
      } else if (word.equals("login")) {
        name = after(words, i++);
      } else if (word.equals("password")) {
        password = after(words, i++);
      }
    }
    netrc.add(machine, name, password);
    return netrc;
  }

  /** The first one of a machine counts. */
  private void add(String machine, String name, String password) {
    if (machine != null) {
      logins.putIfAbsent(machine, new Login(name, password));
    }
  }

  private static String after(List<String> words, int i) {
    return i + 1 < words.size() ? words.get(i + 1) : "";
  }

  /** All words but those of macros, which end at an empty line, and of comments. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    boolean isMacro = false;
    for (String line : text.lines().toList()) {
      String bare = line.strip();
      isMacro = isMacro && !bare.isEmpty() || bare.startsWith("macdef");
      if (!isMacro && !bare.isEmpty() && !bare.startsWith("#")) {
        words.addAll(List.of(bare.split("\\s+")));
      }
    }
    return words;
  }

  /** Who to log in as at {@code machine}; null if the file does not tell. */
  Login login(String machine) {
    Login login = logins.get(machine);
    return login == null ? logins.get(DEFAULT) : login;
  }
}
