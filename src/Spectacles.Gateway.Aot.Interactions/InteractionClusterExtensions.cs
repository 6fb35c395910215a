using System.Runtime.CompilerServices;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>Adds modules to a cluster.</summary>
public static class InteractionClusterExtensions
{
    private static readonly ConditionalWeakTable<Cluster, InteractionDispatcher> Added = [];

    /// <summary>
    /// Adds classes whose methods answer interactions. Call this once, with all of them, before the cluster starts: what no class answers
    /// is answered as unknown.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="rest">The client that sends the answers.</param>
    /// <param name="modules">The classes.</param>
    /// <returns>The cluster.</returns>
    /// <exception cref="InvalidOperationException">The cluster has interactions already.</exception>
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
        var dispatcher = new InteractionDispatcher(rest, options, modules);
        return Added.TryAdd(cluster, dispatcher)
            ? cluster.AddHandler(dispatcher)
            : throw new InvalidOperationException(
                "The cluster has interactions already. Pass all classes to one call of AddInteractions: with two, each would answer the "
                + "interactions of the other as unknown.");
    }
}
