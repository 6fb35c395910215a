using System.Globalization;
using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// The number of shards that Discord has recommended for a fleet. Discord's recommendation grows with the bot, and all nodes and workers
/// need one number: the first node that asks stores the answer in the shared state, and the number stays until it is forgotten.
/// </summary>
/// <remarks>
/// The state does not depend on the number of shards. So an engine whose plan has any number can read it, and then another engine is
/// created with the right one.
/// </remarks>
public static class RecommendedShards
{
    /// <summary>Returns the number that is stored.</summary>
    /// <param name="engine">An engine of the fleet.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The number; null if no node has asked Discord yet.</returns>
    /// <exception cref="FleetException">The broker refuses the read, or something else is stored.</exception>
    public static async Task<int?> ReadAsync(IFleetEngine engine, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var entry = await engine.SharedState.ReadAsync(FleetAddresses.ShardCount, cancellationToken).ConfigureAwait(false);
        return entry is null ? null : Read(entry);
    }

    /// <summary>Returns the number that is stored; if there is none, asks Discord and stores the answer.</summary>
    /// <param name="engine">An engine of the fleet.</param>
    /// <param name="gateway">The bot's gateway, with no number of shards in its options.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The number, which all nodes get.</returns>
    /// <exception cref="GatewayException">The broker or Discord's API refuses something.</exception>
    public static async Task<int> AgreeAsync(IFleetEngine engine, Gateway gateway, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        if (await ReadAsync(engine, cancellationToken).ConfigureAwait(false) is { } stored)
        {
            return stored;
        }

        await gateway.FetchAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        byte[] value = Encoding.UTF8.GetBytes(gateway.ShardCount.ToString(CultureInfo.InvariantCulture));
        await engine.SharedState.TryWriteAsync(FleetAddresses.ShardCount, value, 0, cancellationToken).ConfigureAwait(false);

        // Another node may have been faster, with another answer.
        return await ReadAsync(engine, cancellationToken).ConfigureAwait(false) ?? gateway.ShardCount;
    }

    /// <summary>
    /// Forgets the number, so that the next node that starts asks Discord again. Stop all nodes before: those with the former number would
    /// run other shards of the same bot.
    /// </summary>
    /// <param name="engine">An engine of the fleet.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Whether a number was stored.</returns>
    /// <exception cref="FleetException">The broker refuses the deletion.</exception>
    public static async Task<bool> ForgetAsync(IFleetEngine engine, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var entry = await engine.SharedState.ReadAsync(FleetAddresses.ShardCount, cancellationToken).ConfigureAwait(false);
        return entry is not null && await engine.SharedState.TryDeleteAsync(entry.Key, entry.Revision, cancellationToken)
            .ConfigureAwait(false);
    }

    private static int Read(StateEntry entry) =>
        int.TryParse(entry.Value.Span, NumberStyles.None, CultureInfo.InvariantCulture, out int shards) && shards > 0
            ? shards
            : throw new FleetException(
                $"The shared state has no number of shards in {entry.Key}. Forget it, or set the number of shards of the plan.")
            { IsConfigurationError = true };
}
