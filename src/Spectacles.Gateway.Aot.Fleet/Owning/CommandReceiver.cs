using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>Receives the commands for the shards of one group, and sends them on the shards' connections.</summary>
/// <param name="group">The group.</param>
/// <param name="cluster">The connections.</param>
/// <param name="lease">Confirms that the node still owns the group.</param>
/// <param name="engine">The broker.</param>
/// <param name="time">The clock.</param>
internal sealed class CommandReceiver(int group, Cluster cluster, NodeLease lease, IFleetEngine engine, TimeProvider time) : IDisposable
{
    /// <summary>The number of commands of one shard that can wait. A command takes up to 4 KB.</summary>
    private const int MostWaiting = 64;

    /// <summary>The time in which a command must be sent, from its arrival. It ends before the worker's own wait.</summary>
    private static readonly TimeSpan Patience = CommandRequest.Timeout - TimeSpan.FromSeconds(5);

    private readonly CallChains<int> chains = new();
    private readonly MemberAnswers answers = new(engine, cluster, time);

    /// <summary>
    /// Returns the number of commands that are received at the same time: those that can wait, and one more, which is answered at once.
    /// </summary>
    /// <param name="shards">The number of shards.</param>
    public static int MaxInFlight(int shards) => (shards * MostWaiting) + 1;

    /// <summary>
    /// Sends a command. The commands of one shard are sent in the order of the calls; those of other shards do not wait for them.
    /// </summary>
    /// <returns>The answer: empty, or why the command was not sent.</returns>
    public async ValueTask<ReadOnlyMemory<byte>?> AnswerAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        string? problem = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return problem is null ? ReadOnlyMemory<byte>.Empty : Encoding.UTF8.GetBytes(problem);
    }

    public void Dispose() => answers.Dispose();

    /// <summary>Sends a command.</summary>
    /// <returns>Why it was not sent; null if it was.</returns>
    private async ValueTask<string?> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        if (!TryRead(request.Span, out int shardId, out var whenNotReady, out var command, out string? problem))
        {
            return problem;
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var inTime = either.Token;
        if (whenNotReady == WhenNotReady.Fail && cluster.Shards.TryGetValue(shardId, out var shard) && shard.State != ShardState.Ready)
        {
            // It fails, and must not wait for those that wait until the shard is READY.
            return await SendAsync(shardId, command!, whenNotReady, inTime).ConfigureAwait(false);
        }

        return chains.CountOf(shardId) < MostWaiting
            ? await chains.AddAsync(shardId, () => SendAsync(shardId, command!, whenNotReady, inTime)).ConfigureAwait(false)
            : $"Shard {shardId} is busy: {MostWaiting} commands wait to be sent, so this one was not taken. Send it again later.";
    }

    private async ValueTask<string?> SendAsync(int shardId, GatewayCommand command, WhenNotReady whenNotReady, CancellationToken inTime)
    {
        try
        {
            inTime.ThrowIfCancellationRequested();
            if (!await lease.ConfirmAsync(inTime).ConfigureAwait(false) || !cluster.Shards.TryGetValue(shardId, out var shard))
            {
                return $"Shard {shardId} has just moved to another node, and the command was not sent. Send it again.";
            }

            await shard.SendAsync(command, whenNotReady, inTime).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException)
        {
            return $"Shard {shardId} could not send the command within {Patience.TotalSeconds} s, because it was not READY or sent earlier "
                + "commands. The command was not sent.";
        }
        catch (Exception e) when (e is GatewayException or InvalidOperationException or ArgumentException)
        {
            return e.Message;
        }
    }

    private bool TryRead(
        ReadOnlySpan<byte> request, out int shardId, out WhenNotReady whenNotReady, out GatewayCommand? command, out string? problem)
    {
        (shardId, whenNotReady, command, problem) = (-1, WhenNotReady.Fail, null, "The request is not a command for a shard.");
        if (!CommandRequest.TryRead(request, out var read))
        {
            return false;
        }

        (shardId, whenNotReady) = (read.ShardId, read.WhenNotReady);
        if (shardId < 0 || !cluster.Shards.ContainsKey(shardId))
        {
            problem = $"The owner of group {group} does not have shard {shardId} at the moment, so the command was not sent.";
            return false;
        }

        try
        {
            command = GatewayCommand.FromUtf8(read.Payload);
            if (read.Asker.Length > 0 && Encoding.UTF8.GetString(read.Asker) is var asker && FleetName.IsValid(asker))
            {
                answers.Expect(shardId, Encoding.UTF8.GetString(read.Nonce), asker);
            }

            return true;
        }
        catch (ArgumentException e)
        {
            problem = e.Message;
            return false;
        }
    }
}
