package dev.portolan.testkit.adapter;

/**
 * All that an adapter must do. Implement it in a class of one line.
 *
 * <p>Not promised, because a platform may already have joined them: that headers which a caller
 * sent repeatedly arrive apart.
 */
public interface AdapterContract
    extends HttpContract,
        FailureContract,
        DirectContract,
        DeliveryContract,
        LifeContract,
        BadInputContract,
        IsolationContract {}
