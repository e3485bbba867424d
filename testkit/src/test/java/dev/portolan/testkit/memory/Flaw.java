package dev.portolan.testkit.memory;

/** A mistake that a deployer can make, for the contracts to find. */
enum Flaw {
  /** Takes over what another owner has under our name. */
  FORGETS_OWNERSHIP,
  /** Deletes all that bears our name, whoever owns it. */
  DELETES_STRANGERS,
  /** Creates again without looking when an answer was lost. */
  DUPLICATES,
  /** Leaves the role behind when all else is deleted. */
  LEAVES_ORPHAN,
  /** Writes the configuration though nothing differs. */
  MUTATES_ON_NO_OP,
  /** Deletes the function before what hangs on it, and never looks for that again. */
  DELETES_PARENT_FIRST,
  /** Names values where it should name variables. */
  TELLS_SECRETS,
  /** Does not see that the memory was changed by hand. */
  OVERLOOKS_DRIFT,
  /** Takes throttling for a refusal. */
  GIVES_UP_WHEN_THROTTLED,
  /** Takes a refusal for an outage and asks again and again. */
  RETRIES_REFUSALS,
  /** Shifts traffic, but to a version published before. */
  SHIFTS_TO_OLD,
  /** Does not tell who it does not know. */
  SAYS_NOTHING_TO_DO,
  /** Does not see that a function is called otherwise than before. */
  OVERLOOKS_CHANGED_TRIGGER,
  /** Leaves behind what called a function and shall no longer. */
  LEAVES_REMOVED_TRIGGER,
  /** Leaves behind what called a function that is deleted. */
  LEAVES_TRIGGER_AT_DESTROY,
  /** Writes what calls a function though nothing differs. */
  REWRITES_TRIGGER,
  /** Looks for what calls a function only where the function still is. */
  FINDS_TRIGGERS_BY_FUNCTION
}
