package dev.portolan.provider.azure;

import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.provider.azure.access.Preflight;
import dev.portolan.provider.azure.config.RoleGrant;
import dev.portolan.provider.azure.config.SecretReference;
import dev.portolan.provider.azure.identity.Assignment;
import dev.portolan.provider.azure.identity.Vault;
import dev.portolan.provider.azure.site.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A function's right to read its secrets, and no other: granted, or told how to be. */
final class SecretAccess {
  private static final String SETTING = "portolan.azure.secretAccess=none";

  private static final Pattern AT = Pattern.compile("(?i).*/vaults/([^/]+)/secrets/([^/]+)");

  /** A reference as {@link SecretReference#setting} writes it. */
  private static final Pattern READ =
      Pattern.compile(
          "@Microsoft\\.KeyVault\\(VaultName=([^;)]+);SecretName=([^;)]+)(?:;[^)]*)?\\)");

  private final List<Vault> vaults;

  private SecretAccess(List<Vault> vaults) {
    this.vaults = vaults;
  }

  /** Looks at the vaults, if any function has secrets. */
  static SecretAccess look(Session session, List<Wanted> all) throws Exception {
    boolean any =
        all.stream().anyMatch(each -> each.settings().grantsSecrets() && !each.secrets().isEmpty());
    return new SecretAccess(any ? session.vaults().vaults() : List.of());
  }

  /** Looks at the vaults, if a release of before has secrets. */
  static SecretAccess look(Session session, Release release) throws Exception {
    boolean any =
        release.settings().values().stream().anyMatch(each -> READ.matcher(each).matches());
    return new SecretAccess(any ? session.vaults().vaults() : List.of());
  }

  /** The roles that let a release of before read its secrets. */
  List<RoleGrant> grants(Release release) {
    List<RoleGrant> all = new ArrayList<>();
    for (String value : new TreeSet<>(release.settings().values())) {
      Matcher read = READ.matcher(value);
      if (read.matches()) {
        vaults.stream()
            .filter(vault -> vault.roles() && vault.name().equalsIgnoreCase(read.group(1)))
            .map(
                vault ->
                    new RoleGrant(
                        Assignment.SECRETS_USER, Optional.of(vault.secret(read.group(2)))))
            .filter(grant -> !all.contains(grant))
            .forEach(all::add);
      }
    }
    return all;
  }

  private Optional<Vault> vault(Wanted wanted) {
    return vaults.stream()
        .filter(each -> each.name().equalsIgnoreCase(wanted.settings().vault().orElse("")))
        .findFirst();
  }

  /** The roles that let a function read its secrets. */
  List<RoleGrant> grants(Wanted wanted) {
    List<RoleGrant> all = new ArrayList<>();
    vault(wanted)
        .filter(vault -> wanted.settings().grantsSecrets() && vault.roles())
        .ifPresent(
            vault ->
                wanted
                    .secrets()
                    .forEach(
                        secret ->
                            all.add(
                                new RoleGrant(
                                    Assignment.SECRETS_USER, Optional.of(vault.secret(secret))))));
    return all;
  }

  /**
   * Whether a role is one at a secret that a function still names, or that is left to a person: it
   * stays, whether its vault was seen or not.
   */
  static boolean keeps(Wanted wanted, RoleAssignmentInner role) {
    Matcher at = AT.matcher(String.valueOf(role.scope()));
    if (!Assignment.is(role, Assignment.SECRETS_USER) || !at.matches()) {
      return false;
    }
    return !wanted.settings().grantsSecrets()
        || wanted.settings().vault().filter(at.group(1)::equalsIgnoreCase).isPresent()
            && wanted.secrets().stream().anyMatch(at.group(2)::equalsIgnoreCase);
  }

  /** Whether a role is the right to read a secret that settings refer to. */
  static boolean reads(Map<String, String> settings, RoleAssignmentInner role) {
    Matcher at = AT.matcher(String.valueOf(role.scope()));
    return Assignment.is(role, Assignment.SECRETS_USER)
        && at.matches()
        && settings.values().stream()
            .map(READ::matcher)
            .filter(Matcher::matches)
            .anyMatch(
                read ->
                    read.group(1).equalsIgnoreCase(at.group(1))
                        && read.group(2).equalsIgnoreCase(at.group(2)));
  }

  /** Refuses what cannot be granted, and notes what somebody else has to. */
  void check(
      Wanted wanted, Survey survey, Preflight preflight, Obstacles obstacles, List<String> notes)
      throws Exception {
    if (wanted.secrets().isEmpty()) {
      return;
    }
    String name = "Key Vault " + wanted.settings().vault().orElse("");
    Optional<Vault> vault = wanted.settings().grantsSecrets() ? vault(wanted) : Optional.empty();
    String principal =
        survey.identity(wanted.site()).map(each -> "" + each.principalId()).orElse("");
    if (vault.isEmpty()) {
      if (!survey.live().containsKey(wanted.name())) {
        notes.add(
            ("%s reads %s from %s, which is left to you: give its identity %s the role"
                    + " Key Vault Secrets User there")
                .formatted(
                    wanted.name(), String.join(", ", wanted.secrets()), name, wanted.site()));
      }
    } else if (!vault.get().roles()) {
      if (!vault.get().readers().contains(principal)) {
        obstacles.problem(
            Kind.UNSUPPORTED,
            name,
            "is opened by access policies, to all of its secrets or none",
            "let roles open it (az keyvault update --enable-rbac-authorization true), or set "
                + SETTING
                + " and add a policy for identity "
                + wanted.site());
      }
    } else if (grants(wanted).stream()
        .map(grant -> new Assignment(grant.scope().orElseThrow(), grant.role(), principal, false))
        .anyMatch(grant -> !grant.in(survey.roles()))) {
      preflight.assigns(vault.get().id(), SETTING);
    }
  }
}
