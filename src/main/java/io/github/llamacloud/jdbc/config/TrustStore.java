package io.github.llamacloud.jdbc.config;

import java.util.Optional;

/**
 * Whose certificates are trusted, instead of those that the JVM trusts.
 *
 * @param file the key store; empty for one that the type alone names, like {@code Windows-ROOT}
 * @param password of the file, if it has one
 * @param type of the key store, like {@code PKCS12}
 */
public record TrustStore(Optional<String> file, Optional<Secret> password, String type) {}
