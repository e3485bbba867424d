package dev.portolan.adapter.azurefunctions;

import dev.portolan.testkit.adapter.AdapterContract;

/** The adapter for Azure Functions obeys the contract, behind the rules of Azure's host. */
final class AzureAdapterTest implements AdapterContract {}
