package dev.portolan.sandbox.aws.protocol;

/** Carries out one operation: refuses with {@link AwsRefusal}, or changes the state and replies. */
@FunctionalInterface
public interface Action {
  Reply run(Call call);
}
