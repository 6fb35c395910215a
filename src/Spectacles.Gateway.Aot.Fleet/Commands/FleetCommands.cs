using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// Sends commands to the shards of a fleet, from a process that has no connection to Discord: the node that owns the shard sends them.
/// </summary>
/// <remarks>
/// A command is sent at most once. Its outcome comes back: the methods complete when the node has written the command to the shard's
/// connection. Whoever may send commands controls the bot.
/// </remarks>
public static class FleetCommands
{
    /// <summary>The number of commands of one <see cref="BroadcastAsync"/> that wait for an answer at the same time.</summary>
    private const int MostAtOnce = 64;

    /// <summary>Sends a command to a shard.</summary>
    /// <param name="engine">An engine of the fleet.</param>
    /// <param name="shardId">The shard's number.</param>
    /// <param name="command">The command.</param>
    /// <param name="whenNotReady">Whether to wait while the shard is not READY, for at most 25 seconds.</param>
    /// <param name="cancellationToken">Cancels the wait. The command may be sent nevertheless.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bot does not have this shard.</exception>
    /// <exception cref="GatewayException">
    /// No node owns the shard now, or it has not answered within 30 seconds, or can't send the command. The message says which.
    /// </exception>
    public static Task SendAsync(
        IFleetEngine engine,
        int shardId,
        GatewayCommand command,
        WhenNotReady whenNotReady = WhenNotReady.Wait,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(command);
        byte[] request = CommandRequest.Write(shardId, whenNotReady, command.ToUtf8().Span, asker: "", nonce: "");
        return AskAsync(engine, shardId, request, cancellationToken);
    }

    /// <summary>Sends a command to the shard that owns a guild: <c>(guild_id &gt;&gt; 22) % shards</c>.</summary>
    /// <param name="engine">An engine of the fleet.</param>
    /// <param name="guildId">The guild that the command is about.</param>
    /// <param name="command">The command.</param>
    /// <param name="whenNotReady">Whether to wait while the shard is not READY, for at most 25 seconds.</param>
    /// <param name="cancellationToken">Cancels the wait. The command may be sent nevertheless.</param>
    /// <exception cref="GatewayException">As with <see cref="SendAsync"/>.</exception>
    /// <remarks>https://discord.com/developers/docs/events/gateway#sharding-sharding-formula</remarks>
    public static Task SendForGuildAsync(
        IFleetEngine engine,
        Snowflake guildId,
        GatewayCommand command,
        WhenNotReady whenNotReady = WhenNotReady.Wait,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return SendAsync(engine, ShardNumber.Of(guildId, engine.Plan.ShardCount), command, whenNotReady, cancellationToken);
    }

    /// <summary>Sends a command, such as a presence, to every shard of the fleet.</summary>
    /// <param name="engine">An engine of the fleet.</param>
    /// <param name="command">The command.</param>
    /// <param name="whenNotReady">Whether to wait for shards that are not READY, for at most 25 seconds each.</param>
    /// <param name="cancellationToken">Sends no further commands, and cancels the wait.</param>
    /// <returns>The shards that have not sent the command, with the reason; empty if all have.</returns>
    public static async Task<IReadOnlyDictionary<int, GatewayException>> BroadcastAsync(
        IFleetEngine engine,
        GatewayCommand command,
        WhenNotReady whenNotReady = WhenNotReady.Wait,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(command);
        var failures = new SortedDictionary<int, GatewayException>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, engine.Plan.ShardCount, parallel, async (shardId, canceled) =>
        {
            try
            {
                await SendAsync(engine, shardId, command, whenNotReady, canceled).ConfigureAwait(false);
            }
            catch (GatewayException e)
            {
                lock (failures)
                {
                    failures.Add(shardId, e);
                }
            }
        }).ConfigureAwait(false);
        return failures;
    }

    /// <summary>Sends a <see cref="CommandRequest"/> to the owner of a shard, and waits for its outcome.</summary>
    internal static async Task AskAsync(IFleetEngine engine, int shardId, byte[] request, CancellationToken cancellationToken)
    {
        string address = FleetAddresses.CommandsOf(engine.Plan.GroupOf(shardId));
        var answer = await engine.Requests.AskAsync(address, request, CommandRequest.Timeout, cancellationToken).ConfigureAwait(false);
        string? problem = answer.Outcome switch
        {
            RequestOutcome.NoReceiver =>
                $"No node owns shard {shardId} at the moment, so the command was not sent. Its group is taken over within about 25 seconds "
                + "when a node has ended.",
            RequestOutcome.TimedOut =>
                $"The node that owns shard {shardId} has not answered within {CommandRequest.Timeout.TotalSeconds} s. The command may have "
                + "been sent.",
            _ => answer.Data.Length > 0 ? Encoding.UTF8.GetString(answer.Data.Span) : null,
        };
        if (problem is not null)
        {
            throw new GatewayException(problem);
        }
    }
}
