using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>Adds modules to a cluster.</summary>
public static class InteractionClusterExtensions
{
    /// <summary>Adds classes whose methods answer interactions. Call this once, before the cluster starts.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="rest">The client that sends the answers.</param>
    /// <param name="modules">The classes.</param>
    /// <returns>The cluster.</returns>
    public static Cluster AddInteractions(this Cluster cluster, BotRest rest, params ReadOnlySpan<IInteractionModule> modules) =>
        AddInteractions(cluster, rest, new InteractionOptions(), modules);

    /// <inheritdoc cref="AddInteractions(Cluster, BotRest, ReadOnlySpan{IInteractionModule})"/>
    /// <param name="cluster">The cluster.</param>
    /// <param name="rest">The client that sends the answers.</param>
    /// <param name="options">The options.</param>
    /// <param name="modules">The classes.</param>
    public static Cluster AddInteractions(
        this Cluster cluster, BotRest rest, InteractionOptions options, params ReadOnlySpan<IInteractionModule> modules)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(options);
        return cluster.AddHandler(new InteractionDispatcher(rest, options, modules));
    }
}
