package dev.portolan.adapter.awslambda;

import dev.portolan.testkit.adapter.AdapterContract;

/** The adapter for Lambda obeys the contract. */
final class LambdaAdapterTest implements AdapterContract {}
