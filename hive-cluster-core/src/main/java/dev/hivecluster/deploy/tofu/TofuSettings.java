package dev.hivecluster.deploy.tofu;

import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.InvalidSettingException;
import dev.hivecluster.model.Json;
import dev.hivecluster.model.MalformedJsonException;
import dev.hivecluster.model.WholeNumber;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The settings of every deployer that works by tofu.
 *
 * @param binary the program to run, a path or a name; empty for the one that is there
 * @param variables values for the module's variables, as JSON values
 * @param variablesFile a file of such values
 * @param retry what is tried again, and how often
 */
record TofuSettings(
        Optional<String> binary, Map<String, Object> variables, Optional<Path> variablesFile, TofuRetry retry) {
    static final String PREFIX = "hive.tofu.";
    static final String BINARY = PREFIX + "binary";
    static final String MODULE = PREFIX + "module";
    static final String VARS = PREFIX + "vars.";
    static final String VARS_FILE = PREFIX + "varsFile";
    static final String RETRY = PREFIX + "retry";
    static final String RETRY_PATTERN = PREFIX + "retry.pattern";
    static final String RETRY_COUNT = PREFIX + "retry.count";

    private static final List<String> KNOWN =
            List.of(BINARY, MODULE, RETRY, RETRY_COUNT, RETRY_PATTERN, VARS + "<name>", VARS_FILE);
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    private static final WholeNumber COUNT = new WholeNumber(RETRY_COUNT, 0, 10);

    /** @throws InvalidSettingException for the first that cannot be used, or that nobody reads */
    static TofuSettings of(ClusterSpec spec) {
        Map<String, String> given = spec.deployerSettings();
        Map<String, Object> variables = new TreeMap<>();
        given.forEach((property, value) -> {
            if (property.startsWith(VARS)) {
                variables.put(variable(property), value(value));
            } else if (property.startsWith(PREFIX) && !KNOWN.contains(property)) {
                throw InvalidSettingException.unknown(property, KNOWN);
            }
        });
        return new TofuSettings(
                Optional.ofNullable(given.get(BINARY)),
                variables,
                Optional.ofNullable(given.get(VARS_FILE)).map(TofuSettings::variablesFile),
                new TofuRetry(
                        count(given),
                        Optional.ofNullable(given.get(RETRY_PATTERN)).map(TofuSettings::pattern)));
    }

    private static int count(Map<String, String> given) {
        String retry = given.getOrDefault(RETRY, "on");
        if (!retry.equals("on") && !retry.equals("off")) {
            throw new InvalidSettingException(RETRY, retry, "on or off", "off");
        }
        int count =
                Optional.ofNullable(given.get(RETRY_COUNT)).map(COUNT::parse).orElse(TofuRetry.DEFAULT_COUNT);
        return retry.equals("on") ? count : 0;
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new InvalidSettingException(
                    RETRY_PATTERN, text, "a regular expression (%s)".formatted(e.getDescription()), "'quota|busy'");
        }
    }

    private static Path variablesFile(String text) {
        try {
            Path file = Path.of(text).toAbsolutePath();
            if (Files.isReadable(file) && !Files.isDirectory(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw new InvalidSettingException(VARS_FILE, text, "a path (%s)".formatted(e.getReason()), "my.tfvars");
        }
        throw new InvalidSettingException(
                VARS_FILE, text, "a file of variables that exists and can be read", "my.tfvars");
    }

    private static String variable(String property) {
        String name = property.substring(VARS.length());
        if (!VARIABLE.matcher(name).matches()) {
            throw new InvalidSettingException(
                    property, name, "the name of a variable of the module behind " + VARS, "…");
        }
        String better = ContractVariables.SET_BY.get(name);
        if (better != null) {
            throw new InvalidSettingException(
                    property, "set", "%s instead, since the plugin gives %s itself".formatted(better, name), "…");
        }
        return name;
    }

    /**
     * Lists, maps and quoted strings in JSON; everything else is a string, which tofu turns into the number or boolean that
     * the variable wants. The other way round a version such as {@code 1.10} would lose its zero.
     */
    private static Object value(String text) {
        if (!text.matches("(?s)\\s*[\\[{\"].*")) {
            return text;
        }
        try {
            return Json.parse("the value", text, Object.class);
        } catch (MalformedJsonException notJson) {
            return text;
        }
    }
}
