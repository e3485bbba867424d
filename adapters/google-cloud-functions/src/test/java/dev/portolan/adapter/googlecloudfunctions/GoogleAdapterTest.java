package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.testkit.adapter.AdapterContract;

/** The adapter for Google's functions obeys the contract, in each of Google's servers. */
final class GoogleAdapterTest implements AdapterContract {}
